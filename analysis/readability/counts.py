"""What the formulas count, counted as their authors asked people to do it by hand.

What is known of a printed word is worked out once and kept as a row of numbers. A text then is an
array of such rows, and its counts are sums over it: by sentence, so that an interval can be had by
resampling sentences, and over all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from analysis.language import split_sentences
from analysis.readability.formulas import Counts
from analysis.readability.vocabulary import is_complex, is_familiar, spoken_forms, syllables_of
from analysis.words import WORD_PARTS

Numbers = NDArray[np.int32]

# Printed words that are remembered, about 20 MB; a thousand articles of news have some 55,000.
_MOST_WORDS = 80_000
_LONGEST = 60  # characters; what is longer is hardly met twice and is not remembered

_FIELDS = len(Counts._fields)
_WORDS, _SENTENCES = Counts._fields.index("words"), Counts._fields.index("sentences")
_UNLESS_NAMES = [Counts._fields.index(name) for name in ("complex_words", "difficult_words")]
# Columns after the counts: the name that a capitalized word may be (a number, 0 for none), whether
# a quotation opens before the word, whether what follows begins anew.
_NAME, _OPENS, _INTRODUCES = range(_FIELDS, _FIELDS + 3)

# Between words there is a space or one of these; each is replaced by spaces, place for place. The
# last two separate nothing, but the fewer ways to print a word, the more often it is known.
_SEPARATORS = {mark: " " * len(mark) for mark in ("—", "―", "…", "--", "...", "” ", ", ")}
_OPENING = ("“", "‘", '"', "'", "«", "„")
_AROUND = "“”‘’«»„\"'()[],;:!?"
_NO_WORD = re.compile(r"^\W+|\W+$")


class _Words(dict[str, int]):
    """From printed words to rows of ``facts``; a word that is new is added when it is asked for."""

    def __init__(self) -> None:
        self._facts: Numbers = np.zeros((1024, _FIELDS + 3), dtype=np.int32)
        self._n_rows = 0
        self._new: list[tuple[int, ...]] = []  # rows that are not in the array yet
        self._names: dict[str, int] = {}
        self._lock = RLock()

    def facts_of(self, printed: Iterable[str]) -> Numbers:
        """Return the facts of printed words, a row per word."""
        rows = np.fromiter(map(self.__getitem__, printed), dtype=np.intp)
        with self._lock:
            self._store()
        return self._facts.take(rows, axis=0)

    def __missing__(self, printed: str) -> int:
        with self._lock:
            facts = self._work_out(printed)
            row = self._n_rows + len(self._new)
            self._new.append(facts)
            if len(printed) <= _LONGEST:
                self[printed] = row
        return row

    @property
    def n_names(self) -> int:
        return len(self._names)

    def is_full(self) -> bool:
        return self._n_rows >= _MOST_WORDS

    def _store(self) -> None:
        if not self._new:
            return
        n_rows = self._n_rows + len(self._new)
        while n_rows > len(self._facts):
            self._facts = np.concatenate([self._facts, np.zeros_like(self._facts[::2])])
        self._facts[self._n_rows : n_rows] = self._new
        self._n_rows = n_rows
        self._new = []

    def _work_out(self, printed: str) -> tuple[int, ...]:
        bare = printed.strip(_AROUND)
        if bare.endswith(".") and bare[:-1].isalpha() and bare not in spoken_forms():
            bare = bare[:-1]
        row = self.get(bare) if bare != printed else None
        if row is None:
            facts = _measure_word(bare, self._names)
        elif row < self._n_rows:
            facts = tuple(self._facts[row, :_OPENS].tolist())
        else:
            facts = self._new[row - self._n_rows][:_OPENS]
        return (*facts, printed.startswith(_OPENING), printed.endswith(":"))


_kept = [_Words()]


def _known_words() -> _Words:
    """Return what is known so far; begun anew when full, so that memory stays the same."""
    if _kept[0].is_full():
        _kept[0] = _Words()
    return _kept[0]


def _measure_word(printed: str, names: dict[str, int]) -> tuple[int, ...]:
    """Return the counts of one word, and the number of the name that it may be."""
    if printed.isalpha():
        n_letters, word, spelled = len(printed), printed, [printed.lower()]
    else:
        n_letters = sum(map(str.isalnum, printed))
        if not n_letters:
            return (0,) * (_FIELDS + 1)
        word = _NO_WORD.sub("", printed).replace("’", "'")
        parts = [part.group().rstrip(".") for part in WORD_PARTS.finditer(word)]
        spelled = [part.lower() for part in parts if part[0].isalpha()]
    is_capitalized = word[:1].isupper() and word.partition("'")[0] != "I"
    name = names.setdefault(word.removesuffix("'s"), len(names) + 1) if is_capitalized else 0
    n_syllables = syllables_of(printed)
    is_long = n_syllables >= 3
    is_complex_word = is_long and any(map(is_complex, spelled))
    is_difficult = not all(map(is_familiar, spelled))
    # In the order of Counts; by place, since every word that is printed passes here.
    return (
        *(1, 0, n_letters, n_syllables, is_long, is_complex_word, is_difficult, n_letters > 6),
        name,
    )


def count_sentences(text: object, *, headings: bool = False) -> Numbers:
    """Count the words, letters, syllables of each sentence: a row per sentence, a column per count.

    The columns are the fields of :class:`Counts`; for the rules see :func:`count_text`.

    >>> count_sentences("He won. Nobody believed it.")[:, 0].tolist()
    [2, 3]
    """
    if not isinstance(text, str):
        return np.zeros((0, _FIELDS), dtype=np.int32)
    spans = split_sentences(text, headings=headings) or split_sentences(text)
    for mark, spaces in _SEPARATORS.items():
        text = text.replace(mark, spaces)
    printed = [text[start:end].split() for start, end in spans]
    words = _known_words()
    facts = words.facts_of(chain.from_iterable(printed))
    sentence = np.repeat(np.arange(len(printed)), list(map(len, printed)))
    is_word = facts[:, _WORDS] > 0
    if not is_word.all():
        facts, sentence = facts[is_word], sentence[is_word]
    if not len(facts):
        return np.zeros((0, _FIELDS), dtype=np.int32)
    begins = np.ones(len(facts), dtype=bool)
    begins[1:] = sentence[1:] != sentence[:-1]
    firsts = np.flatnonzero(begins)
    is_name = _find_names(words, facts, begins)
    for column in _UNLESS_NAMES:
        facts[is_name, column] = 0
    counts: Numbers = np.add.reduceat(facts[:, :_FIELDS], firsts, axis=0)
    counts[:, _SENTENCES] = 1
    return counts


def _find_names(words: _Words, facts: Numbers, begins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each word if it is a name: somewhere in the text its capital begins nothing."""
    begins = begins | (facts[:, _OPENS] > 0)
    begins[1:] |= facts[:-1, _INTRODUCES] > 0
    is_name = np.zeros(words.n_names + 1, dtype=bool)
    is_name[facts[~begins, _NAME]] = True
    is_name[0] = False
    return is_name[facts[:, _NAME]]


def count_text(text: object, *, headings: bool = False) -> Counts:
    r"""Count the words, sentences and syllables of a text, by the rules that formulas ask for.

    A word is what stands between spaces or dashes and holds a letter or a figure, so that "isn't",
    "African-American" and "$3.5" are one word each. Figures and short forms have the syllables that
    are said. A line without a full stop is a sentence of its own. If it is a heading (see
    :func:`analysis.language.is_heading`), it is not prose and is left out, unless ``headings`` is
    true or there is nothing else. A capitalized word that does not merely begin a sentence or a
    quotation is taken for a name. What is not text counts 0.

    >>> counts = count_text("The plan\n\nThe U.S. economy grew 3.5 percent. Prices rose.")
    >>> counts.words, counts.sentences, counts.syllables
    (8, 2, 16)
    """
    return Counts(*count_sentences(text, headings=headings).sum(axis=0).tolist())
