"""Which sets of shingles overlap: an inverted index, so that no set is compared with all others.

A shingle that one outlet prints in many articles is its form or its footer, not copy, and weighs
less. A set is looked up by its rarer shingles alone, as many as it takes to miss no pair: what is
left out weighs less than the share that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.copies.shingles import Ints

Floats = NDArray[np.float64]

OFTEN = 10  # articles of one outlet with the same shingle, from which on it weighs less
_LEAST_WEIGHT = 0.2
MOST_PARTNERS = 50  # sets that one shingle can bring a set together with
_LEFT_OUT = 0.8  # of the weight that a set may share unseen without being missed
_AT_ONCE = 4_000_000  # meetings that are counted together


class Overlap(NamedTuple):
    """Two sets, by their numbers, and the share of each one's weight that the other has too."""

    first: int
    second: int
    share: float
    other_share: float


class _Index(NamedTuple):
    """The shingles of all sets, one set after the other, numbered anew from 0.

    ``shingles[bounds[i]:bounds[i + 1]]`` are those of set ``i``.
    """

    shingles: Ints
    bounds: Ints
    weights: Floats  # by shingle
    totals: Floats  # by set


def find_overlaps(
    sets: Sequence[Ints], outlets: Sequence[int], least_share: float
) -> Iterator[Overlap]:
    """Yield the pairs of sets of which the lighter one shares at least ``least_share``.

    ``outlets`` holds a number for the outlet of each set. A shingle in ``m`` sets of one outlet
    weighs 10 / m where m is over ten, and a fifth at least; any other weighs one. No pair is missed
    but where what it shares stands in fifty heavier sets too: by such shingles a set meets the
    fifty heaviest only. Every set holds something.

    >>> one, other = np.arange(40), np.arange(30, 80)
    >>> list(find_overlaps([one, other], [0, 0], 0.25))
    [Overlap(first=0, second=1, share=0.25, other_share=0.2)]
    """
    if not sets:
        return
    index = _index(sets, np.asarray(outlets, dtype=np.int64))
    lighter, heavier = _candidates(index, least_share)
    is_in = np.zeros(index.weights.size, dtype=np.bool_)
    order = np.lexsort((lighter, heavier))
    last = index.shingles[:0]
    for one, other in zip(lighter[order].tolist(), heavier[order].tolist(), strict=True):
        is_in[last] = False
        last = _own(index, other)
        is_in[last] = True
        own = _own(index, one)
        shared = float(index.weights[own[is_in[own]]].sum())
        shares = shared / float(index.totals[one]), shared / float(index.totals[other])
        if max(shares) < least_share - 1e-9:
            continue
        if one < other:
            yield Overlap(one, other, *shares)
        else:
            yield Overlap(other, one, *shares[::-1])


def _own(index: _Index, number: int) -> Ints:
    return index.shingles[index.bounds[number] : index.bounds[number + 1]]


def _index(sets: Sequence[Ints], outlets: Ints) -> _Index:
    sizes = np.array([one.size for one in sets], dtype=np.int64)
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    _, shingles = np.unique(np.concatenate(sets), return_inverse=True)
    owners = np.repeat(np.arange(len(sets)), sizes)
    weights = _weights(shingles, outlets[owners])
    totals = np.add.reduceat(weights[shingles], bounds[:-1])
    return _Index(shingles, bounds, weights, totals)


def _weights(shingles: Ints, outlets: Ints) -> Floats:
    """Weigh every shingle by how often the outlet prints it that prints it most."""
    n_sets = np.bincount(shingles)
    is_common = n_sets[shingles] > OFTEN
    n_outlets = int(outlets.max(initial=0)) + 1
    pairs, counts = np.unique(
        shingles[is_common] * n_outlets + outlets[is_common], return_counts=True
    )
    most = np.ones(n_sets.size)
    np.maximum.at(most, pairs // n_outlets, counts)
    return np.clip(OFTEN / most, _LEAST_WEIGHT, 1)


def _candidates(index: _Index, least_share: float) -> tuple[Ints, Ints]:
    """Return pairs (lighter, heavier) that may share enough: every pair that does, and some more.

    Counted is how many of the lighter one's rarer shingles the heavier one has. With the weight of
    the common ones, which are not looked up, that must reach the share asked for.
    """
    n_sets = index.totals.size
    sizes = np.diff(index.bounds)
    frequencies = np.bincount(index.shingles)
    owners = np.repeat(np.arange(n_sets), sizes)
    is_rare, unseen = _rarer(index, owners, frequencies, least_share)
    needed = np.maximum(index.totals * least_share - unseen - 1e-9, 1)

    # Each shingle's list of sets, the heaviest first; a set meets those that stand before it.
    ranks = np.empty(n_sets, dtype=np.int64)
    ranks[np.argsort(-index.totals, kind="stable")] = np.arange(n_sets)
    by_shingle = np.argsort(index.shingles * n_sets + ranks[owners])
    listed = owners[by_shingle]
    begins = np.cumsum(frequencies) - frequencies
    places = np.empty(owners.size, dtype=np.int64)
    places[by_shingle] = np.arange(owners.size)
    before = np.minimum(places - begins[index.shingles], MOST_PARTNERS)

    seeking = np.flatnonzero(is_rare & (before > 0))
    found = [
        _meet(owners[some], begins[index.shingles[some]], before[some], listed, needed)
        for some in _portions(seeking, owners, before)
    ]
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    keys = np.concatenate(found)
    return keys // n_sets, keys % n_sets


def _rarer(
    index: _Index, owners: Ints, frequencies: Ints, least_share: float
) -> tuple[NDArray[np.bool_], Floats]:
    """Tell which shingles each set is looked up by, and the weight of its others."""
    order = np.argsort(owners * (frequencies.max() + 1) + frequencies[index.shingles])
    weights = index.weights[index.shingles]
    before = np.cumsum(weights[order]) - weights[order]
    rest = np.cumsum(index.totals)[owners] - before  # of the set, from this shingle on
    is_rare = np.empty(owners.size, dtype=np.bool_)
    is_rare[order] = rest > index.totals[owners] * least_share * _LEFT_OUT
    return is_rare, np.add.reduceat(np.where(is_rare, 0, weights), index.bounds[:-1])


def _portions(seeking: Ints, owners: Ints, before: Ints) -> Iterator[Ints]:
    """Yield the places to look up in portions, all of one set together."""
    if not seeking.size:
        return
    meetings = np.cumsum(before[seeking])
    is_last = np.append(owners[seeking][1:] != owners[seeking][:-1], True)
    begun, done = 0, 0
    for end in (np.flatnonzero(is_last) + 1).tolist():
        if meetings[end - 1] - done > _AT_ONCE or end == seeking.size:
            yield seeking[begun:end]
            begun, done = end, int(meetings[end - 1])


def _meet(owners: Ints, begins: Ints, before: Ints, listed: Ints, needed: Floats) -> Ints:
    """Count how often each set meets each heavier one; return the pairs that meet often enough."""
    n_sets = needed.size
    places = np.arange(int(before.sum())) + np.repeat(begins - np.cumsum(before) + before, before)
    meetings = np.repeat(owners * n_sets, before) + listed[places]
    meetings.sort()
    firsts = np.flatnonzero(np.append(True, meetings[1:] != meetings[:-1]))
    counts = np.diff(np.append(firsts, meetings.size))
    pairs: Ints = meetings[firsts]
    return pairs[counts >= needed[pairs // n_sets]]
