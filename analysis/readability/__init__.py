"""How hard a text is to read: the published formulas, from counts made with care.

A formula is a line of arithmetic on counts, and its result is as good as the counts. Here each
formula stands once, as published (:mod:`analysis.readability.formulas`), and :func:`count_text`
counts as the formulas' authors asked people to count by hand: words as they are read aloud,
sentences that do not end at "U.S.", headings left out. The library textstat is kept in view:
``measure_readability(articles, engine="textstat")`` gives its own numbers, untouched, and
:func:`compare_engines` puts both side by side.
"""

from analysis.readability.comparison import compare_engines
from analysis.readability.counts import count_sentences, count_text
from analysis.readability.formulas import (
    FORMULAS,
    Counts,
    automated_readability_index,
    coleman_liau_index,
    dale_chall_score,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gunning_fog,
    lix,
    long_words_percent,
    rix,
    smog_index,
    words_per_sentence,
)
from analysis.readability.intervals import intervals_of
from analysis.readability.measuring import ENGINES, measure_readability
from analysis.readability.parts import measure_parts
from analysis.readability.vocabulary import is_complex, is_familiar

__all__ = [
    "ENGINES",
    "FORMULAS",
    "Counts",
    "automated_readability_index",
    "coleman_liau_index",
    "compare_engines",
    "count_sentences",
    "count_text",
    "dale_chall_score",
    "flesch_kincaid_grade",
    "flesch_reading_ease",
    "gunning_fog",
    "intervals_of",
    "is_complex",
    "is_familiar",
    "lix",
    "long_words_percent",
    "measure_parts",
    "measure_readability",
    "rix",
    "smog_index",
    "words_per_sentence",
]
