"""What spaCy's networks make of each word in its place, at less than half of their cost.

A network first sums what it knows of a word's letters, and then looks four times at each word and
its neighbours. The first part is the same wherever the word stands: it is worked out once for each
form, without a multiplication, since what each letter group adds is multiplied out beforehand. The
first look adds up what three words bring, and what a form brings is worked out once, too. The
weights and the steps are spaCy's; the tests compare what is read with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import ceil, log2, sqrt
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Array = Any  # of numbers: its shape is what matters, and no type of NumPy's tells it

_MOST_KEPT = 15_000  # forms: some 120 MB; then they are worked out anew
_ROWS = 2**14  # for them, and for those of the text with which they become too many
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


def as_one(*numbers: Array) -> list[int]:
    """Return one number for each column of spaCy's numbers, which are hashes of 64 bits.

    So is their sum, and it is looked up faster than they are one by one.
    """
    total = numbers[0].copy()
    for place, row in enumerate(numbers[1:], start=1):
        total += (2 * place + 1) * row
    found: list[int] = total.tolist()
    return found


def on_a_grid(values: Array, bound: float, bits: int) -> Array:
    """Round to so many bits below the power of two that no value is above.

    The products of such numbers and, in float64, their sums are then exact, in whatever order a
    library adds them: 24 bits and 22 leave room to add 128 products.
    """
    step = 2.0 ** (ceil(log2(bound)) - bits)
    rounded: Array = np.rint(values / np.float64(step)) * step
    return rounded


class Vectors:
    """Some of spaCy's word networks, which read the same words."""

    def __init__(self, models: Sequence[Model[Any, Any]]) -> None:
        self._networks = [_Network(model) for model in models]
        self._features = list(dict.fromkeys(n for each in self._networks for n in each.features))
        self._numbers: dict[int, int] = {}  # form -> its row in each network, from 1

    def of(self, docs: Sequence[Doc]) -> list[Array]:
        """Return a row for every word of the paragraphs, from each of the networks."""
        numbers, lengths = self._numbered(docs), [len(doc) for doc in docs]
        return [network.read(numbers, lengths) for network in self._networks]

    def _numbered(self, docs: Sequence[Doc]) -> list[int]:
        """Return the number of every word's form; forms that are new are learnt first."""
        from spacy.attrs import NORM, ORTH, SPACY

        # Nothing else of a word counts than these three, and what follows from its letters.
        forms = as_one(*columns(docs, ORTH, NORM, SPACY))
        if len(self._numbers) > _MOST_KEPT:
            self._numbers.clear()
        numbers = list(map(cast(Any, self._numbers).get, forms))
        if None not in numbers:
            return numbers
        new: dict[int, int] = {}  # where it stands first
        for place, form in enumerate(forms):
            if form not in self._numbers:
                new.setdefault(form, place)
        start = 1 + len(self._numbers)
        values = columns(docs, *self._features)[:, list(new.values())]
        features = dict(zip(self._features, values, strict=True))
        for network in self._networks:
            network.learn(start, [features[name] for name in network.features])
        self._numbers.update(zip(new, count(start)))
        return [self._numbers[form] for form in forms]


class _Network:
    """One network: what it knows of forms, and how it looks at a word's neighbours."""

    def __init__(self, model: Model[Any, Any]) -> None:
        def layers(name: str) -> list[Any]:
            return [layer for layer in model.walk() if layer.name == name]

        self.features: list[int | str] = layers("extract_features")[0].attrs["columns"]
        self._hash: Any = model.ops.hash
        self._window: int = layers("expand_window")[0].attrs["window_size"]
        # So many empty rows keep a paragraph's words from what the next one's do.
        self._apart: int = model.layers[-1].attrs["pad"]
        self._mixer, self._first, *self._others = (
            _Layer(maxout, norm)
            for maxout, norm in zip(layers("maxout"), layers("layernorm"), strict=True)
        )
        embeddings = layers("hashembed")
        self._seeds = [layer.attrs["seed"] for layer in embeddings]
        tables = [layer.get_param("E") for layer in embeddings]
        parts = np.split(self._mixer.weights, np.cumsum([table.shape[1] for table in tables])[:-1])
        self._tables = [table @ part for table, part in zip(tables, parts, strict=True)]
        # Row 0 stands for no word, and is nothing. Rows that are not used yet take no memory.
        width = len(self._mixer.scale)
        self._forms = np.zeros((_ROWS, width), dtype="float32")
        # What a form brings to the first look at the word after it, at itself, at the one before.
        places = self._first.weights.reshape(-1, width, self._first.weights.shape[1])
        weights = np.hstack(list(places))
        self._bringing = on_a_grid(weights, np.abs(weights).max(), 22)
        self._brought = np.zeros((_ROWS, *places.shape[::2]), dtype="float32")

    def learn(self, start: int, features: Sequence[Array]) -> None:
        """Keep what is known of some forms as the rows from ``start`` on, from their features."""
        end = start + len(features[0])
        while end > len(self._forms):
            self._forms = np.concatenate([self._forms, np.zeros_like(self._forms)])
            self._brought = np.concatenate([self._brought, np.zeros_like(self._brought)])
        sums = np.tile(self._mixer.bias, (end - start, 1))
        for feature, table, seed in zip(features, self._tables, self._seeds, strict=True):
            keys = self._hash(np.ascontiguousarray(feature), seed) % len(table)
            for key in keys.T:
                sums += table[key]
        self._forms[start:end] = self._mixer.choose(sums)
        forms = on_a_grid(self._forms[start:end], self._mixer.bound, 24)
        self._brought[start:end] = (forms @ self._bringing).reshape(-1, *self._brought.shape[1:])

    def read(self, numbers: Sequence[int], lengths: Sequence[int]) -> Array:
        """Return a row for every word: its form, changed by the words around it."""
        before = self._apart * np.arange(1, len(lengths) + 1)
        places = np.repeat(before, lengths) + np.arange(len(numbers))
        width, window = self._forms.shape[1], self._window
        forms = np.zeros(len(numbers) + self._apart * (len(lengths) + 1), dtype=int)
        forms[places] = numbers
        words = self._forms[forms]
        first, *others = self._seen(places, len(words))
        sums = np.tile(self._first.bias, (len(first), 1))
        for place in range(2 * window + 1):
            sums += self._brought[forms[first + place - window], place]
        words[first] += self._first.choose(sums)
        # A row with its neighbours is as many numbers in a row.
        around = sliding_window_view(words.reshape(-1), (2 * window + 1) * width)[::width]
        for encoder, seen in zip(self._others, others, strict=True):
            sums = around[seen - window] @ encoder.weights
            sums += encoder.bias
            words[seen] += encoder.choose(sums)
        return words[places]

    def _seen(self, places: Array, n_rows: int) -> list[Array]:
        """Return which rows each layer must change, so that the last one can change the words."""
        is_seen = np.zeros(n_rows, dtype=bool)
        is_seen[places] = True
        seen = [places]
        for _ in self._others:
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
        self.scale: Array = norm.get_param("G")
        self.offset: Array = norm.get_param("b")
        # Of numbers that are so spread none is farther from their mean than the root of how many.
        most = sqrt(len(self.scale)) * abs(self.scale).max() + abs(self.offset).max()
        self.bound = float(most)

    def choose(self, sums: Array) -> Array:
        """Return the largest piece of every output, around a mean of zero."""
        found = largest(sums, self.pieces)
        found -= found.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", found, found) / np.float32(found.shape[1]) + _TINY
        found *= (spread ** np.float32(-0.5))[:, None]
        found *= self.scale
        found += self.offset
        return found
