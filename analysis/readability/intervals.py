"""How little the grade of a short text means: an interval by resampling its sentences.

A text is taken for a sample of the sentences that its author writes. Sentences are drawn from it
with replacement, as many as it has, a thousand times; each time all formulas are computed anew, and
the middle of the results is the interval (bootstrap: Efron, B. & Tibshirani, R. J. (1993). An
introduction to the bootstrap. Chapman & Hall). The middle 95 % would be too narrow for few
sentences, so the ends are taken further out, as far as Student's t reaches beyond the normal curve
(expanded percentile interval: Hesterberg, T. C. (2015). What teachers should know about the
bootstrap. The American Statistician 69(4), 371-386). Of fewer than five sentences it stays too
narrow even so, since so few hold neither the longest nor the shortest that could have been written.

Every text is drawn from with the same seed, so that the same text has the same interval in any
table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from analysis.readability.counts import Numbers
from analysis.readability.formulas import FORMULAS, Counts

N_DRAWS = 1000
_TAIL = 0.025  # on either side of a 95 % interval
SEED = 19480301
_CACHED = 128  # sentences; most articles have fewer, and their draws are kept
_BLOCK = 2_000_000  # numbers of a block of draws

Weights = NDArray[np.float32]


def resample(sentences: Numbers) -> Counts:
    """Return the counts of a thousand texts made of sentences drawn with replacement.

    ``sentences`` has a row per sentence (see :func:`analysis.readability.count_sentences`); each
    field of the result is an array with one number per draw.
    """
    n_sentences = len(sentences)
    numbers = sentences.astype(np.float32)  # exact up to 16 million
    totals = np.concatenate([weights @ numbers for weights in _weights(n_sentences)])
    return Counts(*totals.astype(np.float64).T)


def intervals_of(sentences: Numbers) -> Mapping[str, tuple[float, float]]:
    """Return the ends of the 95 % interval of every formula; none below two sentences.

    >>> from analysis.readability.counts import count_sentences
    >>> sentences = count_sentences("He won. Nobody in the town had believed it.")
    >>> intervals_of(sentences)["words_per_sentence"]
    (2.0, 7.0)
    """
    if len(sentences) < 2:
        return {}
    drawn = resample(sentences)
    values = np.array([formula(drawn) for formula in FORMULAS.values()])
    lows, highs = np.quantile(values, _levels(len(sentences)), axis=1).tolist()
    return dict(zip(FORMULAS, zip(lows, highs, strict=True), strict=True))


@lru_cache(maxsize=1024)
def _levels(n: int) -> tuple[float, float]:
    """Return which quantiles of the draws are the ends, for ``n`` sentences."""
    z, freedom = NormalDist().inv_cdf(1 - _TAIL), n - 1
    # Student's t by its expansion around z (Abramowitz & Stegun 1964, 26.7.5).
    t = (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
    tail = NormalDist().cdf(-t * math.sqrt(n / freedom))
    return tail, 1 - tail


def _weights(n: int) -> Iterator[Weights]:
    """Yield how often each of ``n`` sentences comes up, a row per draw, in blocks of draws."""
    if n <= _CACHED:
        yield _cached_weights(n)
        return
    generator = np.random.default_rng(SEED)
    at_once = max(1, _BLOCK // n)
    for first in range(0, N_DRAWS, at_once):
        yield _draw(generator, n, min(at_once, N_DRAWS - first))


@lru_cache(maxsize=32)
def _cached_weights(n: int) -> Weights:
    return _draw(np.random.default_rng(SEED), n, N_DRAWS)


def _draw(generator: np.random.Generator, n: int, n_draws: int) -> Weights:
    return generator.multinomial(n, np.full(n, 1 / n), size=n_draws).astype(np.float32)
