"""Scale: the same tables from a corpus that no memory holds, in parts, on all cores or a cluster.

What is settled article by article is made part by part; what needs the whole corpus (one name for
one person everywhere) is settled from counts, which add up.
"""

from __future__ import annotations

from analysis.scale.part import PART_TABLES, analyse_part

__all__ = ["PART_TABLES", "analyse_part"]
