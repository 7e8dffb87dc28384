"""Which word hangs on which, as spaCy's parser finds it, at less than half of its cost.

The parser takes two steps for each word; all paragraphs of an article take theirs together. spaCy
adds up the scores of a step with a call for each word of each state, which costs more than the
sum; here NumPy adds those of all states at once. The steps and what they do are spaCy's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.language.steps import StepScores
from analysis.language.vectors import Array

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser
    from spacy.tokens import Doc


class Parser:
    """The parser of a spaCy pipeline; ``sample`` is any paragraph with its vectors set."""

    def __init__(self, component: DependencyParser, sample: Doc) -> None:
        self._component = component
        self._scores = StepScores(component)
        self._model = component.model.predict([sample])  # knows which words tell a state

    def parse(self, docs: Sequence[Doc], vectors: Array) -> None:
        """Set heads, roles and sentences in the paragraphs; ``vectors`` has a row for each word."""
        states = self._component.moves.init_batch(docs)
        shares = self._scores.shares(vectors)
        parts = self._scores.parts
        shares = shares.reshape(len(shares) * parts, -1)
        first = np.arange(parts, 2 * parts)  # the rows of word 0; those of "no word" are before
        walking = [state for state in states if not state.is_final()]
        while walking:
            words = self._model.get_token_ids(walking)
            sums = np.add.reduce(shares.take(words * parts + first, axis=0), axis=1)
            walking = self._component.transition_states(walking, self._scores.scores(sums))
        self._component.set_annotations(docs, states)
