"""What spaCy's networks make of each word in its place, at half of their cost.

A network first sums what it knows of a word's letters, and then looks four times at each word and
its neighbours. The first part is the same wherever the word stands: it is worked out once for each
form, without a multiplication, since what each letter group adds is multiplied out beforehand. The
weights and the steps are spaCy's; the tests compare what is read with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Array = Any  # of numbers: its shape is what matters, and no type of NumPy's tells it

_MOST_KEPT = 50_000  # forms: some 50 MB; then they are worked out anew
_TINY = np.float32(1e-8)  # keeps a division from failing, as thinc has it


def side_by_side(weights: Array) -> Array:
    """Return maxout weights (…, outputs, pieces, inputs) as (inputs, … · pieces · outputs).

    A row of inputs times them is all first pieces, then all second ones, and so on, for each part
    of the layer if it has several.
    """
    return np.ascontiguousarray(weights.swapaxes(-3, -2).reshape(-1, weights.shape[-1]).T)


def biases_side_by_side(biases: Array) -> Array:
    """Return a maxout layer's biases (…, outputs, pieces) in the order of `side_by_side`."""
    return side_by_side(biases[..., None])[0]


def largest(sums: Array, pieces: int) -> Array:
    """Return the largest of the pieces that stand side by side in each row."""
    width = sums.shape[-1] // pieces
    found = np.maximum(sums[..., :width], sums[..., width : 2 * width])
    for start in range(2 * width, sums.shape[-1], width):
        np.maximum(found, sums[..., start : start + width], out=found)
    return found


def columns(docs: Sequence[Doc], *names: int | str) -> Array:
    """Return some of spaCy's numbers for all words of the paragraphs: a row for each name."""
    return np.concatenate([doc.to_array([*names]) for doc in docs]).T


class Vectors:
    """Some of spaCy's word networks, which read the same words."""

    def __init__(self, models: Sequence[Model[Any, Any]]) -> None:
        self._networks = [_Network(model) for model in models]
        self._numbers: dict[tuple[int, ...], int] = {}  # form -> its row in each network

    def of(self, docs: Sequence[Doc]) -> list[Array]:
        """Return a row for every word of the paragraphs, from each of the networks."""
        numbers = self._numbered(docs)
        return [network.read(numbers, [len(doc) for doc in docs]) for network in self._networks]

    def _numbered(self, docs: Sequence[Doc]) -> list[int]:
        """Return the number of every word's form; forms that are new are learnt first."""
        from spacy.attrs import NORM, ORTH, SPACY

        # Nothing else of a word counts than these three, and what follows from its letters.
        forms = list(zip(*columns(docs, ORTH, NORM, SPACY).tolist(), strict=True))
        if len(self._numbers) > _MOST_KEPT:
            self._numbers.clear()
        new: dict[tuple[int, ...], int] = {}  # where it stands first
        for place, form in enumerate(forms):
            if form not in self._numbers:
                new.setdefault(form, place)
        for network in self._networks if new else ():
            network.learn(len(self._numbers), docs, list(new.values()))
        self._numbers.update(zip(new, count(len(self._numbers))))
        return [self._numbers[form] for form in forms]


class _Network:
    """One network: what it knows of forms, and how it looks at a word's neighbours."""

    def __init__(self, model: Model[Any, Any]) -> None:
        def layers(name: str) -> list[Any]:
            return [layer for layer in model.walk() if layer.name == name]

        self._columns: list[int | str] = layers("extract_features")[0].attrs["columns"]
        self._hash: Any = model.ops.hash
        self._window: int = layers("expand_window")[0].attrs["window_size"]
        # So many empty rows keep a paragraph's words from what the next one's do.
        self._apart: int = model.layers[-1].attrs["pad"]
        mixer, *encoders = (
            _Layer(maxout, norm)
            for maxout, norm in zip(layers("maxout"), layers("layernorm"), strict=True)
        )
        self._mixer, self._encoders = mixer, encoders
        embeddings = layers("hashembed")
        self._seeds = [layer.attrs["seed"] for layer in embeddings]
        tables = [layer.get_param("E") for layer in embeddings]
        parts = np.split(mixer.weights, np.cumsum([table.shape[1] for table in tables])[:-1])
        self._tables = [table @ part for table, part in zip(tables, parts, strict=True)]
        self._forms = np.zeros((4096, len(mixer.scale)), dtype="float32")

    def learn(self, start: int, docs: Sequence[Doc], places: Sequence[int]) -> None:
        """Keep what is known of the forms at some places as the rows from ``start`` on."""
        end = start + len(places)
        while end > len(self._forms):
            self._forms = np.concatenate([self._forms, np.zeros_like(self._forms)])
        features = columns(docs, *self._columns)[:, places]
        sums = np.tile(self._mixer.bias, (len(places), 1))
        for feature, table, seed in zip(features, self._tables, self._seeds, strict=True):
            keys = self._hash(np.ascontiguousarray(feature), seed) % len(table)
            for key in keys.T:
                sums += table[key]
        self._forms[start:end] = self._mixer.choose(sums)

    def read(self, numbers: Sequence[int], lengths: Sequence[int]) -> Array:
        """Return a row for every word: its form, changed by the words around it."""
        before = self._apart * np.arange(1, len(lengths) + 1)
        places = np.repeat(before, lengths) + np.arange(len(numbers))
        width, window = self._forms.shape[1], self._window
        words = np.zeros((len(numbers) + self._apart * (len(lengths) + 1), width), dtype="float32")
        words[places] = self._forms[numbers]
        # A row with its neighbours is as many numbers in a row.
        around = sliding_window_view(words.reshape(-1), (2 * window + 1) * width)[::width]
        for encoder, seen in zip(self._encoders, self._seen(places, len(words)), strict=True):
            sums = around[seen - window] @ encoder.weights
            sums += encoder.bias
            words[seen] += encoder.choose(sums)
        return words[places]

    def _seen(self, places: Array, n_rows: int) -> list[Array]:
        """Return which rows each layer must change, so that the last one can change the words."""
        is_seen = np.zeros(n_rows, dtype=bool)
        is_seen[places] = True
        seen = [places]
        for _ in self._encoders[1:]:
            for _ in range(self._window):
                is_seen[1:] |= is_seen[:-1]
                is_seen[:-1] |= is_seen[1:]
            seen.append(np.flatnonzero(is_seen))
        return seen[::-1]


class _Layer:
    """A maxout layer whose output is brought to a common scale."""

    def __init__(self, maxout: Model[Any, Any], norm: Model[Any, Any]) -> None:
        weights: Array = maxout.get_param("W")
        self.pieces: int = weights.shape[1]
        self.weights = side_by_side(weights)
        self.bias = biases_side_by_side(maxout.get_param("b"))
        self.scale, self.offset = norm.get_param("G"), norm.get_param("b")

    def choose(self, sums: Array) -> Array:
        """Return the largest piece of every output, around a mean of zero."""
        found = largest(sums, self.pieces)
        found -= found.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", found, found) / np.float32(found.shape[1]) + _TINY
        found *= (spread ** np.float32(-0.5))[:, None]
        found *= self.scale
        found += self.offset
        return found
