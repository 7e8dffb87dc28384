"""Names of people, bodies and places, as spaCy's recogniser finds them, at a third of its cost.

The recogniser walks through a text word by word. As long as no name is open, its choice at a word
depends on that word's vector alone; so these choices are made for all words of a batch in one
multiplication, and only the words of a name are walked through. The weights, the order of the steps
and what is allowed where are spaCy's, and so are the names that are found: the tests compare them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.language.steps import StepScores
from analysis.language.vectors import Array

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer

Entity = tuple[int, int, str]  # from which word, up to which, and its label

_OUTSIDE, _BEGIN, _INSIDE, _LAST, _ALONE = "O", "B", "I", "L", "U"


class Recogniser:
    """The recogniser of a spaCy pipeline; `entities` tells what it finds in paragraphs."""

    def __init__(self, component: EntityRecognizer) -> None:
        self._scores = StepScores(component)
        moves = component.moves
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        self._steps = [name.partition("-")[::2] for name in names]
        numbers = {step: number for number, step in enumerate(self._steps)}
        labels = {label for _, label in self._steps if label}
        self._going_on = {
            label: [numbers[_INSIDE, label], numbers[_LAST, label]] for label in labels
        }
        self._out = numbers[_OUTSIDE, ""]
        begins = [step == _BEGIN for step, _ in self._steps]
        opens = [step in (_BEGIN, _ALONE) and bool(label) for step, label in self._steps]
        self._is_begin, self._is_open = np.array(begins), np.array(opens)

    def entities(
        self, lengths: Sequence[int], vectors: Array, starts: Array, blanks: Array
    ) -> list[list[Entity]]:
        """Return the names in each paragraph, in order.

        ``lengths`` are the numbers of words of the paragraphs; ``vectors`` has a row for each word,
        ``starts`` says which open a sentence, ``blanks`` which are mere space.
        """
        shares = self._scores.shares(vectors)
        ends = np.cumsum(lengths)
        # No name goes on into another sentence or paragraph.
        is_last = np.zeros(len(starts), dtype=bool)
        is_last[:-1] = starts[1:]
        is_last[ends - 1] = True
        steps = self._first_steps(shares, is_last, blanks)
        found, start = [], 0
        for end in ends.tolist():
            here = slice(start, end)
            found.append(list(self._walk(shares[start + 1 : end + 1], steps[here], is_last[here])))
            start = end
        return found

    def _first_steps(self, shares: Array, is_last: Array, blanks: Array) -> Array:
        """The step to take at each word while no name is open."""
        scores = self._scores.scores(shares[1:, 0] + (shares[0, 1] + shares[0, 2]))
        allowed = np.zeros(scores.shape, dtype=bool)
        allowed[:, self._out] = True
        allowed |= self._is_open & ~blanks[:, None]
        allowed &= ~(self._is_begin & is_last[:, None])
        return np.where(allowed, scores, -np.inf).argmax(axis=1)

    def _walk(self, shares: Array, steps: Array, is_last: Array) -> Iterator[Entity]:
        """Follow every name that is begun to its last word."""
        free = 0  # the first word that is in no name yet
        for start in np.flatnonzero(steps != self._out).tolist():
            if start < free:
                continue
            step, label = self._steps[steps[start]]
            free = self._end(shares, start, label, is_last) if step == _BEGIN else start + 1
            yield start, free, label

    def _end(self, shares: Array, start: int, label: str, is_last: Array) -> int:
        choices = self._going_on[label]
        place = start + 1
        while not is_last[place]:
            sums = shares[place, 0] + shares[start, 1] + shares[place - 1, 2]
            inside, last = self._scores.scores(sums)[choices]
            if last > inside:
                break
            place += 1
        return place + 1
