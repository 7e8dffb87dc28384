"""How much higher the odds are to meet a word in one group of articles than in the others.

What is counted is articles: a word stands in one or does not. Monroe, Colaresi and Quinn (2008,
Fightin' Words, Political Analysis 16:372-403) compare groups by a multinomial over all words with
an informative Dirichlet prior. For articles this becomes, word by word, its case of two: with the
word or without.

A long article has a better chance of any word. With a rate for each word and a length for each
article, the chance that the word stands in it is 1 - exp(-rate * length): the model of a dilution
assay, where a larger sample is likelier to hold what is looked for (McCullagh and Nelder 1989,
Generalized Linear Models). The length is not counted but such that the article is expected to have
as many different words as it has, so that what is said twice makes no article longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_CLASSES = 50  # of articles with about as many different words
_AT_ONCE = 20_000  # pairs of counts that are worked out together
_STEPS = 100
_NEAR = 1e-10  # a step so small is the last


class Counts(NamedTuple):
    """Which words stand in how many articles of which group.

    ``groups`` and ``words`` are in alphabetical order; ``sizes`` says how many articles each group
    has, ``n_with`` in how many articles each word stands. ``entries`` holds the words of all
    articles by their numbers, those of group ``i`` from ``bounds[i]`` to ``bounds[i + 1]``.
    ``by_class[i, c]`` counts the articles of group ``i`` in class ``c``, which are about as long;
    ``lengths[c]`` is the logarithm of how many times longer they are than middling ones.
    """

    groups: list[str]
    sizes: Ints
    words: list[str]
    n_with: Ints
    entries: Ints
    bounds: Ints
    by_class: Ints
    lengths: Floats

    def of_group(self, number: int) -> Ints:
        """Return in how many articles of a group each word stands."""
        entries = self.entries[self.bounds[number] : self.bounds[number + 1]]
        return np.bincount(entries, minlength=len(self.words))


def count_articles(sets: Sequence[set[str]], groups: Sequence[str]) -> Counts:
    """Count the words of articles by group; articles without a word are left out."""
    kept = sorted((number for number, words in enumerate(sets) if words), key=groups.__getitem__)
    words = sorted(set().union(*sets))
    numbers = {word: number for number, word in enumerate(words)}
    entries = np.array([numbers[word] for place in kept for word in sets[place]], dtype=np.int64)
    n_words = np.array([len(sets[place]) for place in kept], dtype=np.int64)
    names = sorted({groups[place] for place in kept})
    owners = np.searchsorted(names, [groups[place] for place in kept])
    n_with = np.bincount(entries, minlength=len(words))
    classes = _classes(n_words)
    by_class = np.zeros((len(names), int(classes.max(initial=-1)) + 1), dtype=np.int64)
    np.add.at(by_class, (owners, classes), 1)
    bounds = np.searchsorted(np.repeat(owners, n_words), np.arange(len(names) + 1))
    lengths = _lengths(n_words, classes, n_with)
    return Counts(names, by_class.sum(axis=1), words, n_with, entries, bounds, by_class, lengths)


def _classes(n_words: Ints) -> Ints:
    """Put articles into classes of about as many words: one for each number if there are few."""
    values, at, counts = np.unique(n_words, return_inverse=True, return_counts=True)
    if values.size <= _CLASSES:
        return at
    n_shorter = np.cumsum(counts) - counts
    _, classes = np.unique(n_shorter * _CLASSES // n_words.size, return_inverse=True)
    of_articles: Ints = classes[at]
    return of_articles


def compare_odds(
    counts: Counts, number: int, here: Ints, all_with: Ints, prior: float
) -> tuple[Floats, Floats]:
    """Return the log-odds ratios of a group against the others, and each over its standard error.

    A word stands in ``here`` articles of the group and in ``all_with`` of all. To the group's and
    to the others' articles those of all groups are added, scaled by ``prior``: the informative
    prior of the paper, which draws what rests on few articles towards no difference. The odds are
    those of an article of middling length. Where all are as long this is the paper's formula,
    log((y + a) / (n - y + b)) here less the same elsewhere, with ``a`` and ``b`` the prior's
    articles with and without the word, and the variance is the sum of one over each of the four.
    """
    in_all = counts.by_class.sum(axis=0)
    in_group = counts.by_class[number]
    log_odds, z = np.zeros(here.size), np.zeros(here.size)
    some = np.flatnonzero(all_with < in_all.sum())  # a word of all articles tells none apart
    for first in range(0, some.size, _AT_ONCE):
        at = some[first : first + _AT_ONCE]
        of_prior, prior_articles = prior * all_with[at], prior * in_all
        own, own_variance = _log_odds(
            here[at] + of_prior, in_group + prior_articles, counts.lengths
        )
        others, others_variance = _log_odds(
            all_with[at] - here[at] + of_prior, in_all - in_group + prior_articles, counts.lengths
        )
        log_odds[at] = own - others
        z[at] = log_odds[at] / np.sqrt(own_variance + others_variance)
    return log_odds, z


def _log_odds(n_with: Floats, n_articles: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Return the log-odds of words in an article of middling length, and their variances.

    Each word stands in ``n_with`` articles; there are ``n_articles`` in each class.
    """
    rates = _log_rates(n_with, n_articles, lengths)
    chances, slopes = _chances(rates, lengths)
    variance = ((chances * (1 - chances)) @ n_articles) / (slopes @ n_articles) ** 2
    rate = np.exp(rates)
    chance = -np.expm1(-rate)
    return rate + np.log(chance), variance * (rate / chance) ** 2


def _lengths(n_words: Ints, classes: Ints, n_with: Ints) -> Floats:
    """Return the log-lengths by which each class is expected to have as many words as it has.

    A weak prior (normal, of variance one, for each article) keeps them finite. Words of all
    articles say nothing of length and are left out.
    """
    n_articles = np.bincount(classes).astype(float)
    values, n_alike = np.unique(n_with[n_with < n_words.size], return_counts=True)
    had = np.bincount(classes, weights=n_words) / n_articles - (n_with == n_words.size).sum()
    lengths = np.zeros(n_articles.size)
    for _ in range(_STEPS if values.size else 0):
        rates = _log_rates(values.astype(float), n_articles, lengths)
        chances, slopes = _chances(rates, lengths)
        steps = (had - chances.T @ n_alike - lengths) / (slopes.T @ n_alike + 1)
        steps = np.clip(steps, -1, 1)
        lengths = lengths + steps - np.average(steps, weights=n_articles)
        if np.abs(steps).max() < _NEAR:
            break
    return lengths


def _log_rates(n_with: Floats, n_articles: Floats, lengths: Floats) -> Floats:
    """Return the log-rates at which words are expected in ``n_with`` articles.

    There are ``n_articles`` in each class. Newton's steps, kept within what is possible.
    """
    rates: Floats = np.log(-np.log1p(-n_with / n_articles.sum()))
    low, high = rates - lengths.max(), rates - lengths.min()
    for _ in range(_STEPS):
        chances, slopes = _chances(rates, lengths)
        lacking = n_with - chances @ n_articles
        low, high = np.where(lacking > 0, rates, low), np.where(lacking < 0, rates, high)
        tried = rates + lacking / np.maximum(slopes @ n_articles, _NEAR)
        tried = np.where((tried < low) | (tried > high), (low + high) / 2, tried)
        is_there = np.abs(tried - rates).max() < _NEAR
        rates = tried
        if is_there:
            break
    return rates


def _chances(rates: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Return the chance of each word in each class, and how it grows with either logarithm."""
    expected = np.exp(rates[:, None] + lengths)
    without = np.exp(-expected)
    return -np.expm1(-expected), expected * without


def measure_keyness(here: Ints, elsewhere: Ints, n_articles: int, n_others: int) -> Floats:
    """Return the log-likelihood ratio G² of articles with and without a word, here and elsewhere.

    (Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence, Computational
    Linguistics 19:61-74.) A word of 3 in 4 articles here and 1 in 8 elsewhere:

    >>> measure_keyness(np.array([3]), np.array([1]), 4, 8).round(2).tolist()
    [4.75]
    """
    n_all = n_articles + n_others
    n_with = here + elsewhere
    total = np.zeros(here.size)
    for seen, in_row, in_column in (
        (here, n_with, n_articles),
        (elsewhere, n_with, n_others),
        (n_articles - here, n_all - n_with, n_articles),
        (n_others - elsewhere, n_all - n_with, n_others),
    ):
        ratio = seen * n_all / np.maximum(in_row * in_column, 1)
        total += seen * np.log(np.where(seen > 0, ratio, 1))
    return np.maximum(2 * total, 0)
