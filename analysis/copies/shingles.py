"""The words of an article, and its shingles: all runs of three words outside quotation marks.

Two reporters at one press conference quote the same words and copy nothing, so a run that touches
quoted words is left out. An article that stands in quotation marks nearly as a whole, as the text
of a speech may, is taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.marks import quotations
from analysis.sentences import paragraphs

Ints = NDArray[np.int64]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARK = re.compile(r"[\"'`‘“”„«»]|’’")
_ALL_QUOTED = 0.9  # share of its words in quotation marks that makes an article one quotation
_PIECE = 5_000  # letters of a paragraph that are read for marks at once; hardly one has more
_BITS = 21  # for one word of a shingle; where words are more than two million, some share a number


def fold(text: str) -> str:
    """Return the text as words are compared: in one case, with one kind of apostrophe."""
    return text.casefold().replace("’", "'")


class Vocabulary:
    """A number for every word that was seen."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, words: list[str]) -> Ints:
        """Return the numbers of the words, in order; new words get the next ones."""
        known = self._numbers
        return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)


def read_words(text: str) -> tuple[list[str], NDArray[np.bool_]]:
    """Return all words of a text, folded, and for each whether it stands outside quotation marks.

    >>> words, is_outside = read_words("“We can’t,” she said.")
    >>> words, is_outside.tolist()
    (['we', "can't", 'she', 'said'], [False, False, True, True])
    """
    words: list[str] = []
    outside: list[bool] = []
    for start, end, is_outside in _stretches(text):
        found = WORD.findall(fold(text[start:end]))
        words += found
        outside += [is_outside] * len(found)
    flags = np.array(outside, dtype=np.bool_)
    if flags.sum() < (1 - _ALL_QUOTED) * len(flags):
        flags[:] = True
    return words, flags


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the text in pieces, outside and inside quotation marks by turns."""
    begun = 0
    pieces = (
        (start, min(start + _PIECE, end))
        for first, end in paragraphs(text)
        for start in range(first, end, _PIECE)
    )
    for start, end in pieces:
        piece = text[start:end]
        if not _MARK.search(piece):
            continue
        for quotation in quotations(piece):
            yield begun, start + quotation.start, True
            yield start + quotation.start, start + quotation.end, False
            begun = start + quotation.end
    yield begun, len(text), True


def shingles_of(numbers: Ints, is_outside: NDArray[np.bool_]) -> Ints:
    """Return the different shingles of an article, as one number each, in order of number.

    >>> shingles_of(np.array([1, 2, 3, 4]), np.array([True, True, True, False])).size
    1
    """
    if numbers.size < 3:
        return numbers[:0]
    words = numbers & ((1 << _BITS) - 1)
    runs = (words[:-2] << (2 * _BITS)) | (words[1:-1] << _BITS) | words[2:]
    return np.unique(runs[is_outside[:-2] & is_outside[1:-1] & is_outside[2:]])
