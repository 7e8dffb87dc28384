"""The published formulas, each once: pure functions of counts.

They were fitted to English prose (Lix and Rix to Swedish, and used for many languages), on samples
of about a hundred words. They know nothing of sense, order or interest: the words of a text in
random order score the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

import numpy as np

MIN_SAMPLE_WORDS = 100  # Flesch, Dale and Chall, Gunning took samples of about 100 words
MIN_SMOG_SENTENCES = 30  # McLaughlin took 30 sentences


class Counts(NamedTuple):
    """What the formulas need to know of a text.

    ``letters`` are letters and digits; ``polysyllables`` are words of three syllables or more;
    ``complex_words`` are those of them that :func:`analysis.readability.is_complex` tells, without
    names; ``difficult_words`` are those that are not :func:`analysis.readability.is_familiar`,
    without names; ``long_words`` have more than six letters. A field may also be an array with one
    number for each of many texts; then a formula answers with an array.
    """

    words: int = 0
    sentences: int = 0
    letters: int = 0
    syllables: int = 0
    polysyllables: int = 0
    complex_words: int = 0
    difficult_words: int = 0
    long_words: int = 0


def _ratio(count: float, per: float) -> float:
    """Return ``count / per``, missing where ``per`` is 0; of arrays, number by number."""
    if isinstance(per, np.ndarray):
        missing = np.full(per.shape, math.nan)
        return cast("float", np.divide(count, per, out=missing, where=per != 0))
    return count / per if per else math.nan


def words_per_sentence(counts: Counts) -> float:
    """Return the mean length of the sentences, in words.

    >>> words_per_sentence(Counts(words=36, sentences=2))
    18.0
    """
    return _ratio(counts.words, counts.sentences)


def long_words_percent(counts: Counts) -> float:
    """Return the words of more than six letters in per cent of all words, as Lix counts them.

    >>> long_words_percent(Counts(words=50, long_words=12))
    24.0
    """
    return 100 * _ratio(counts.long_words, counts.words)


def flesch_reading_ease(counts: Counts) -> float:
    """Return Flesch's reading ease: about 0 (very hard) to 100 (very easy).

    206.835 - 1.015 words per sentence - 84.6 syllables per word. Flesch, R. (1948). A new
    readability yardstick. Journal of Applied Psychology 32(3), 221-233.

    >>> round(flesch_reading_ease(Counts(words=6, sentences=1, syllables=6)), 3)
    116.145
    """
    return (
        206.835
        - 1.015 * _ratio(counts.words, counts.sentences)
        - 84.6 * _ratio(counts.syllables, counts.words)
    )


def flesch_kincaid_grade(counts: Counts) -> float:
    """Return the U.S. school grade at which a text is understood, by Kincaid's fit.

    0.39 words per sentence + 11.8 syllables per word - 15.59. Kincaid, J. P., Fishburne, R. P.,
    Rogers, R. L. & Chissom, B. S. (1975). Derivation of new readability formulas for Navy enlisted
    personnel. Research Branch Report 8-75.

    >>> round(flesch_kincaid_grade(Counts(words=6, sentences=1, syllables=6)), 2)
    -1.45
    """
    return (
        0.39 * _ratio(counts.words, counts.sentences)
        + 11.8 * _ratio(counts.syllables, counts.words)
        - 15.59
    )


def gunning_fog(counts: Counts) -> float:
    """Return Gunning's Fog index, in years of schooling, with complex words as he defined them.

    0.4 (words per sentence + percentage of complex words). Of several variants this is the first:
    a complex word has three syllables or more and is no name, no compound of short easy words, and
    does not owe its third syllable to an ending -es, -ed or -ing; clauses are not counted as
    sentences. Gunning, R. (1952). The technique of clear writing. McGraw-Hill.

    >>> round(gunning_fog(Counts(words=100, sentences=5, complex_words=10)), 2)
    12.0
    """
    return 0.4 * (
        _ratio(counts.words, counts.sentences) + 100 * _ratio(counts.complex_words, counts.words)
    )


def smog_index(counts: Counts) -> float:
    """Return the SMOG grade, in years of schooling.

    1.043 sqrt(polysyllables in 30 sentences) + 3.1291. McLaughlin, G. H. (1969). SMOG grading: a
    new readability formula. Journal of Reading 12(8), 639-646. The polysyllables of a text of
    another length are scaled to 30 sentences; of a shorter text the result is a rough guess.

    >>> round(smog_index(Counts(sentences=30, polysyllables=100)), 4)
    13.5591
    """
    in_thirty = 30 * _ratio(counts.polysyllables, counts.sentences)
    return cast("float", 1.043 * in_thirty**0.5 + 3.1291)


def automated_readability_index(counts: Counts) -> float:
    """Return the Automated Readability Index, a U.S. school grade.

    4.71 letters and digits per word + 0.5 words per sentence - 21.43. Smith, E. A. & Senter, R. J.
    (1967). Automated readability index. AMRL-TR-66-220, Wright-Patterson Air Force Base.

    >>> round(automated_readability_index(Counts(words=100, sentences=5, letters=450)), 3)
    9.765
    """
    return (
        4.71 * _ratio(counts.letters, counts.words)
        + 0.5 * _ratio(counts.words, counts.sentences)
        - 21.43
    )


def coleman_liau_index(counts: Counts) -> float:
    """Return the Coleman-Liau index, a U.S. school grade.

    0.0588 letters per 100 words - 0.296 sentences per 100 words - 15.8. Coleman, M. & Liau, T. L.
    (1975). A computer readability formula designed for machine scoring. Journal of Applied
    Psychology 60(2), 283-284.

    >>> round(coleman_liau_index(Counts(words=119, sentences=5, letters=639)), 2)
    14.53
    """
    return (
        0.0588 * 100 * _ratio(counts.letters, counts.words)
        - 0.296 * 100 * _ratio(counts.sentences, counts.words)
        - 15.8
    )


def dale_chall_score(counts: Counts) -> float:
    """Return the Dale-Chall score: 4.9 and below is grade 4, 10 and above is college graduate.

    0.1579 percentage of difficult words + 0.0496 words per sentence + 3.6365, always. Dale, E. &
    Chall, J. S. (1948). A formula for predicting readability. Educational Research Bulletin 27(1),
    11-20, and 27(2), 37-54.

    >>> round(dale_chall_score(Counts(words=100, sentences=5, difficult_words=10)), 4)
    6.2075
    """
    return (
        0.1579 * 100 * _ratio(counts.difficult_words, counts.words)
        + 0.0496 * _ratio(counts.words, counts.sentences)
        + 3.6365
    )


def lix(counts: Counts) -> float:
    """Return Björnsson's Lix: about 20 (very easy) to 60 (very hard); news stands near 45.

    Words per sentence + percentage of words of more than six letters. Björnsson, C. H. (1968).
    Läsbarhet. Liber.

    >>> lix(Counts(words=100, sentences=5, long_words=25))
    45.0
    """
    return words_per_sentence(counts) + long_words_percent(counts)


def rix(counts: Counts) -> float:
    """Return Anderson's Rix: 0 (grade 1) to above 7 (college).

    Words of more than six letters per sentence. Anderson, J. (1983). Lix and Rix: variations on a
    little-known readability index. Journal of Reading 26(6), 490-496.

    >>> rix(Counts(words=100, sentences=5, long_words=25))
    5.0
    """
    return _ratio(counts.long_words, counts.sentences)


FORMULAS: Mapping[str, Callable[[Counts], float]] = MappingProxyType(
    {
        formula.__name__: formula
        for formula in (
            words_per_sentence,
            long_words_percent,
            flesch_reading_ease,
            flesch_kincaid_grade,
            gunning_fog,
            smog_index,
            automated_readability_index,
            coleman_liau_index,
            dale_chall_score,
            lix,
            rix,
        )
    }
)
