"""Names of people, bodies and places, as spaCy's recogniser finds them, at a third of its cost.

The recogniser walks through a text word by word. As long as no name is open, its choice at a word
depends on that word's vector alone; so these choices are made for all words of a batch in one
multiplication, and only the words of a name are walked through. The weights, the order of the steps
and what is allowed where are spaCy's, and so are the names that are found: the tests compare them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

Entity = tuple[int, int, str]  # from which word, up to which, and its label

_OUTSIDE, _BEGIN, _INSIDE, _LAST, _ALONE = "O", "B", "I", "L", "U"


class Recogniser:
    """The recogniser of a spaCy pipeline; `entities` tells what it finds in paragraphs."""

    def __init__(self, component: EntityRecognizer) -> None:
        model = component.model
        self._vectors = model.layers[0]
        self._features = model.get_ref("lower")
        self._bias = self._features.get_param("b")
        upper = model.get_ref("upper")
        self._weights, self._offsets = upper.get_param("W"), upper.get_param("b")
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

    def entities(self, docs: Sequence[Doc]) -> list[list[Entity]]:
        """Return the names in each paragraph, in order."""
        docs = list(docs)
        full = [doc for doc in docs if len(doc)]
        if not full:
            return [[] for _ in docs]
        # The first row is what stands for a word that is not there.
        features = self._features.predict(self._vectors.predict(full))
        steps = self._first_steps(features, full)
        found, start = [], 0
        for doc in docs:
            end = start + len(doc)
            found.append(self._walk(features[start + 1 : end + 1], steps[start:end], doc))
            start = end
        return found

    def _first_steps(self, features: Any, docs: Sequence[Doc]) -> Any:
        """The step to take at each word while no name is open."""
        absent = features[0, 1] + features[0, 2] + self._bias
        scores = self._scores(features[1:, 0] + absent)
        ends = np.cumsum([len(doc) for doc in docs])
        from spacy.attrs import IS_SPACE, SENT_START

        marks = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        is_last = np.zeros(len(marks), dtype=bool)
        is_last[ends - 1] = True
        is_last[:-1] |= marks[1:, 0] == 1  # no name goes on into another sentence
        allowed = np.zeros(scores.shape, dtype=bool)
        allowed[:, self._out] = True
        allowed |= self._is_open & ~(marks[:, 1] == 1)[:, None]
        allowed &= ~(self._is_begin & is_last[:, None])
        return np.where(allowed, scores, -np.inf).argmax(axis=1)

    def _walk(self, features: Any, steps: Any, doc: Doc) -> list[Entity]:
        """Follow every name that is begun to its last word."""
        found: list[Entity] = []
        free = 0  # the first word that is in no name yet
        for start in np.flatnonzero(steps != self._out).tolist():
            if start < free:
                continue
            step, label = self._steps[steps[start]]
            free = start + 1
            if step == _BEGIN:
                free = self._end(features, start, label, doc)
            found.append((start, free, label))
        return found

    def _end(self, features: Any, start: int, label: str, doc: Doc) -> int:
        choices = self._going_on[label]
        for place in range(start + 1, len(doc)):
            if place + 1 == len(doc) or doc[place + 1].is_sent_start:
                return place + 1
            summed = features[place, 0] + features[start, 1] + features[place - 1, 2] + self._bias
            inside, last = self._scores(summed[None])[0, choices]
            if last > inside:
                return place + 1
        return len(doc)

    def _scores(self, summed: Any) -> Any:
        return summed.max(axis=-1) @ self._weights.T + self._offsets
