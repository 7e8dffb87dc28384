"""Intervals by resampling whole articles, since quotes of one article are not independent.

Articles are drawn with replacement, as many as there are, 2,000 times, and the interval holds the
middle of the means: 95 %, or more of them where there are few articles, by as much as Student's t
is wider than the normal curve (expanded percentile interval: Hesterberg 2015, What Teachers Should
Know About the Bootstrap, The American Statistician 69). The draws start from one seed and take the
articles in alphabetical order, so a table gives the same interval however it is sorted.

No interval can reach beyond the articles that were read: five that agree by chance look certain.
From fewer than six (where all agree by chance more often than one time in twenty) the quotes are
resampled too, the wider interval is taken, and it is said to be over "few articles".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

N_DRAWS = 2000
FEW_ARTICLES = 6
SEED = 20140602
_KEPT = 32  # weights for so many articles are drawn once and kept (8 MB for all sizes together)
_BLOCK = 2_000_000  # otherwise so many weights are held at a time


class Interval(NamedTuple):
    """A mean with the ends of its 95 % interval, and what was resampled.

    ``over`` is "articles", "few articles" (two to five) or "quotes" (of a single article).
    """

    mean: float | None
    low: float | None
    high: float | None
    over: str | None


def mean_over_articles(values: Sequence[float], articles: Sequence[str]) -> Interval:
    """Return the mean of scores with its interval, by resampling the articles they stand in.

    Where all are from one article the quotes are resampled, and ``over`` says "quotes": such an
    interval cannot know how much articles differ. With two to five articles it is the wider of
    both, and ``over`` says "few articles". Fewer than two scores have no interval.

    >>> mean_over_articles([0.5], ["a"])
    Interval(mean=0.5, low=None, high=None, over=None)
    >>> mean_over_articles([0.1, 0.2, 0.6], ["a", "a", "b"]).over
    'few articles'
    """
    if not len(values):
        return Interval(None, None, None, None)
    mean = float(np.mean(values))
    if len(values) < 2:
        return Interval(mean, None, None, None)
    over = resampled(len(set(articles)))
    sums, counts = totals_by_article(values, articles)
    single = np.sort(np.asarray(values, float)), np.ones(len(values))
    low, high = mean, mean
    for totals, n in {"articles": [(sums, counts)], "quotes": [single]}.get(
        over, [(sums, counts), single]
    ):
        ends = middle(len(totals), partial(_mean, totals, n))
        low, high = min(low, ends[0]), max(high, ends[1])
    return Interval(mean, low, high, over)


def _mean(totals: Numbers, counts: Numbers, weights: Numbers) -> Numbers:
    means: Numbers = (weights @ totals) / (weights @ counts)
    return means


def share_interval(n: int, of: int) -> Interval:
    """Return a share with its 95 % interval, missing where there is nothing to have a share of.

    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    >>> share_interval(9, 10).mean, round(share_interval(9, 10).low, 3)
    (0.9, 0.596)
    """
    if not of:
        return Interval(None, None, None, None)
    z = NormalDist().inv_cdf(0.975)
    share = n / of
    centre, spread = (
        share + z * z / (2 * of),
        z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)),
    )
    whole = 1 + z * z / of
    low, high = (centre - spread) / whole, (centre + spread) / whole
    return Interval(share, max(0.0, low), min(1.0, high), "items")


def resampled(n_articles: int) -> str:
    """Say what an interval of quotes from so many articles is over."""
    if n_articles < 2:
        return "quotes"
    return "few articles" if n_articles < FEW_ARTICLES else "articles"


def totals_by_article(values: Sequence[float], articles: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the sum and the number of the values of each article, in alphabetical order.

    >>> totals_by_article([0.1, 0.3, 0.2], ["b", "a", "b"])
    (array([0.3, 0.3]), array([1., 2.]))
    """
    _, at = np.unique(np.asarray(articles, dtype=object).astype(str), return_inverse=True)
    sums = np.bincount(at, weights=np.asarray(values, float))
    return np.round(sums, 12), np.bincount(at).astype(float)


def middle(n: int, statistic: Callable[[Numbers], Numbers]) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a statistic of ``n`` resampled articles.

    ``statistic`` gets how often each article was drawn, a row per draw, and answers a number per
    row; draws for which it is missing are left out.
    """
    drawn = np.concatenate([statistic(weights) for weights in _weights(n)])
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return np.nan, np.nan
    tail = 100 * _tail(n)
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)


# Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom, from any printed table.
_T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def _tail(n: int) -> float:
    """Return the share of draws to leave out at each end: Φ(-√(n/(n-1)) t), Hesterberg (2015).

    >>> round(_tail(5), 4), round(_tail(1000), 3)
    (0.001, 0.025)
    """
    t = _T95[n - 2] if n <= len(_T95) + 1 else 1.96
    return NormalDist().cdf(-math.sqrt(n / (n - 1)) * t)


def _weights(n: int) -> Iterator[Numbers]:
    if n <= _KEPT:
        yield _kept_weights(n)
        return
    rng = np.random.default_rng(SEED)
    rows = max(1, _BLOCK // n)
    for first in range(0, N_DRAWS, rows):
        yield _draw(rng, n, min(rows, N_DRAWS - first))


@cache
def _kept_weights(n: int) -> Numbers:
    return _draw(np.random.default_rng(SEED), n, N_DRAWS)


def _draw(rng: np.random.Generator, n: int, n_draws: int) -> Numbers:
    return rng.multinomial(n, np.full(n, 1 / n), size=n_draws).astype(float)
