"""The scores of the steps in which spaCy's parser and recogniser walk through a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.language.vectors import Array, biases_side_by_side, largest, side_by_side

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser, EntityRecognizer


class StepScores:
    """The network of a parser or recogniser: some words in, a score for each possible step out.

    A state is told by a fixed number of words: the next one, the one before it, and so on. What
    each word adds to the scores in each of these parts is multiplied out for all words at once.
    """

    def __init__(self, component: DependencyParser | EntityRecognizer) -> None:
        model = component.model
        narrow, lower, upper = model.layers[0].layers[-1], *map(model.get_ref, ("lower", "upper"))
        self._narrow, self._narrow_bias = narrow.get_param("W").T, narrow.get_param("b")
        weights = lower.get_param("W")
        self.parts, _, self._pieces, _ = weights.shape
        self._lower = side_by_side(weights)
        self._absent = biases_side_by_side(lower.get_param("pad")[0])
        self._bias = biases_side_by_side(lower.get_param("b"))
        self._upper = np.ascontiguousarray(upper.get_param("W").T)
        self._offsets = upper.get_param("b").copy()
        self._offsets[list(model.attrs["unseen_classes"])] = -np.inf

    def shares(self, vectors: Array) -> Array:
        """Return what each word adds in each part: (words + 1, parts, sums).

        The first row is what a word adds that is not there.
        """
        shares: Array = np.empty((len(vectors) + 1, len(self._absent)), dtype="float32")
        shares[0] = self._absent
        np.matmul(vectors @ self._narrow + self._narrow_bias, self._lower, out=shares[1:])
        shares = shares.reshape(len(shares), self.parts, -1)
        shares[:, 0] += self._bias
        return shares

    def scores(self, sums: Array) -> Array:
        """Return a score for each step, from the sum of all parts of a state."""
        scores: Array = largest(sums, self._pieces).dot(self._upper)
        scores += self._offsets
        return scores
