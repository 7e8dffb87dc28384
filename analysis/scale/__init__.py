"""Scale: the same tables from a corpus that no memory holds, in parts, on all cores or a cluster.

What is settled article by article is made part by part; what needs the whole corpus (one name for
one person everywhere) is settled from counts, which add up.
"""

from __future__ import annotations

from analysis.scale.chunks import read_chunks
from analysis.scale.dataset import analyse_corpus
from analysis.scale.errors import CorpusError, CorpusStopped, CorpusWarning
from analysis.scale.part import PART_TABLES, analyse_part
from analysis.scale.questions import CorpusTables, open_corpus

__all__ = [
    "PART_TABLES",
    "CorpusError",
    "CorpusStopped",
    "CorpusTables",
    "CorpusWarning",
    "analyse_corpus",
    "analyse_part",
    "open_corpus",
    "read_chunks",
]
