"""What VADER knows about words: its list of ratings, its degree words, negations and idioms.

All of it is the library's own and is read from the installed vaderSentiment package when the first
text is scored; nothing of it is copied here. Our own few words are in ``lexicons/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Ratings(NamedTuple):
    """VADER's words: ratings from -4 to 4, degree words, negations, idioms, names of emoji."""

    words: Mapping[str, float]
    degrees: Mapping[str, float]
    negations: frozenset[str]
    idioms: Mapping[str, float]
    emoji: Mapping[str, str]


@cache
def load_ratings() -> Ratings:
    """Read VADER's words from the installed library, once per process (about 20 ms).

    >>> load_ratings().words["good"], load_ratings().emoji["❤"]
    (1.9, 'red heart')
    """
    import vaderSentiment.vaderSentiment as library  # noqa: N813 (the name of a module)

    analyzer = library.SentimentIntensityAnalyzer()
    return Ratings(
        analyzer.lexicon,
        library.BOOSTER_DICT,
        frozenset(library.NEGATE),
        library.SPECIAL_CASES,
        # The library looks emoji up character by character, so longer sequences are never found.
        {emoji: name for emoji, name in analyzer.emojis.items() if len(emoji) == 1},
    )
