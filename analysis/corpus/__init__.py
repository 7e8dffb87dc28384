"""A corpus that no memory holds: analysed in chunks, resumed where it stopped, asked with SQL.

What is settled article by article is made chunk by chunk; what needs the whole corpus (one name for
one person everywhere) is settled from counts, which add up.
"""

from __future__ import annotations

from analysis.corpus.chunks import read_chunks
from analysis.corpus.dataset import analyse_corpus
from analysis.corpus.errors import CorpusError, CorpusStopped, CorpusWarning
from analysis.corpus.part import PART_TABLES, analyse_part
from analysis.corpus.questions import CorpusTables, open_corpus

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
