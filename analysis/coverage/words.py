"""The words that mark each outlet against all others: in how many of its articles, how surely.

The unit is the article: a word stands in it or does not, so that one long article cannot carry a
word. What was quoted belongs to the speakers and is left out, and so are outlets' own names.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.coverage.odds import Counts, compare_odds, count_articles, measure_keyness
from analysis.coverage.outlet_words import compared, read_sets
from analysis.mistakes import ArgumentError, did_you_mean, given, is_count
from analysis.outlets import Outlets
from analysis.tables import ARTICLES, MARKING_WORDS

MOST = 20
LEAST_ARTICLES = 3
PRIOR = 0.1
_PRIORS = 0.001, 1000
_LEAST_WITH = 2  # articles with the word; what stands in one of them marks no outlet


def find_marking_words(
    articles: pd.DataFrame,
    by: str = "outlet",
    *,
    least_articles: int = LEAST_ARTICLES,
    most: int | None = MOST,
    prior: float = PRIOR,
    quoted: bool = False,
    outlets: Outlets | str | Path | None = None,
) -> pd.DataFrame:
    r"""Find the words that mark each outlet against all others together, one row for each.

    ``n_articles`` says in how many of the outlet's articles the word stands, ``share`` in what part
    of them; ``n_elsewhere`` and ``share_elsewhere`` say the same of all other outlets' articles.

    - ``log_odds`` is the logarithm of how many times higher the odds are to meet the word in an
      article of this outlet than in one of the others that is as long. ``z`` is it over its
      standard error: what is both large and sure comes first (Monroe, Colaresi and Quinn 2008,
      Fightin' Words, Political Analysis 16:372-403). Of so many words some mark an outlet by
      chance: where outlets are dealt out by lot the highest z is 2.3 in a dozen articles, 3 in a
      hundred, 3.5 in a thousand and 4 in ten thousand. Take a lower one for a hint.
    - ``keyness`` is the log-likelihood ratio G² of the four plain counts, articles with and without
      the word, here and elsewhere (Dunning 1993, Computational Linguistics 19:61-74).

    *The model.* Articles are counted and not words, since the words of an article are no
    independent draws. The paper's multinomial over all words becomes, for each word, its case of
    two: with it or without. The paper's informative prior stays: to the outlet's articles all
    articles are added, scaled by ``prior`` (0.1: each counts a tenth), and to those elsewhere too.
    So what rests on few articles is drawn towards no difference. Common words need no stop list:
    they stand in most articles of every outlet, and where they do not that is worth a row.

    A long article has a better chance of any word, and an outlet of long ones would be marked by
    "such" and "whether". So the chance of a word is taken to grow with the article's length, as far
    as its number of different words tells it (`analysis.coverage.odds` says how). Where all have
    equally many, ``log_odds`` is the paper's formula, log((n + a) / (N - n + b)) less the same
    elsewhere, with ``a`` and ``b`` the prior's articles with and without the word.

    *The words* are in lower case ("US" is not, to be no pronoun) and without possessive 's. Left
    out are figures, addresses, what stands in quotation marks unless ``quoted``, and, printed with
    a capital, the words of the names and domains of the articles' outlets. ``outlets`` is a CSV of
    a class's own, whose aliases are left out too (see `analysis.outlets.load_outlets`). Only
    ``text`` is read.

    *The rows.* A word marks an outlet if two of its articles have it, and a larger share than
    elsewhere. Each outlet has the ``most`` with the highest z; of equal ones longer words come
    first, since they are rarer, then by the alphabet. With ``most=None`` it has every word of two
    articles or more, also those that it avoids: their ``log_odds`` is below zero.

    ``by`` may be another column, whose values then stand under "outlet". Articles without one, or
    without a word, are left out. An outlet with fewer than ``least_articles`` has no rows but
    counts among the others; with one outlet alone the table is empty. Words tell topics as much as
    style: compare articles on the same events, without copies (``mark_copies(articles, "first")``).

    >>> texts = ["The bridge shuts.", "It shuts in May.", "The old bridge shuts."]
    >>> articles = ARTICLES.build(
    ...     {"article_id": f"{outlet} {number}", "outlet": outlet, "text": f"{opening} {text}"}
    ...     for outlet, opening in {"Courier": "On Monday:", "Lantern": "Fury!"}.items()
    ...     for number, text in enumerate(texts)
    ... )
    >>> find_marking_words(articles)[["outlet", "word", "n_articles", "n_elsewhere", "share"]]
        outlet    word  n_articles  n_elsewhere  share
    0  Courier  monday           3            0    1.0
    1  Courier      on           3            0    1.0
    2  Lantern    fury           3            0    1.0

    Raises TableError if ``articles`` is no articles table, ValueError for a column that it has not
    and for numbers that make no sense, OutletError for a list of outlets that cannot be read.
    """
    _check(articles, by, least_articles, most, prior)
    groups, is_counted, own_names = compared(articles, by, outlets)
    counts = count_articles(
        read_sets(articles.loc[is_counted, "text"], own_names, quoted),
        groups[is_counted].tolist(),
    )
    if len(counts.groups) < 2:
        return MARKING_WORDS.empty()
    tables = [
        _table(counts, number, most, prior)
        for number, n_articles in enumerate(counts.sizes.tolist())
        if n_articles >= least_articles
    ]
    if not tables:
        return MARKING_WORDS.empty()
    return pd.concat(tables, ignore_index=True).astype(dict(MARKING_WORDS.columns))


def _check(
    articles: pd.DataFrame, by: str, least_articles: int, most: int | None, prior: float
) -> None:
    ARTICLES.check(articles)
    if not isinstance(by, str) or by not in articles.columns:
        raise ArgumentError(
            f"by is a column of the articles, such as 'outlet' or 'section', not {given(by)}."
            + did_you_mean(by, articles.columns)
        )
    if not is_count(least_articles):
        raise ArgumentError(
            f"least_articles is a whole number, 1 or more, not {given(least_articles)}."
        )
    if most is not None and not is_count(most):
        raise ArgumentError(
            f"most is a whole number, 1 or more, or None for all words, not {given(most)}."
        )
    is_number = isinstance(prior, int | float) and not isinstance(prior, bool)
    least, largest = _PRIORS
    if not is_number or not least <= prior <= largest:
        raise ArgumentError(
            f"prior is a number from {least} to {largest}, such as 0.1, not {given(prior)}."
        )


def _table(counts: Counts, number: int, most: int | None, prior: float) -> pd.DataFrame:
    """Return the rows of one outlet, the highest z first."""
    n_articles, n_all = int(counts.sizes[number]), int(counts.sizes.sum())
    n_others = n_all - n_articles
    with_word, all_with = counts.of_group(number), counts.n_with
    if most is None:
        is_asked = all_with >= _LEAST_WITH
    else:
        is_more = with_word * n_others > (all_with - with_word) * n_articles
        is_asked = is_more & (with_word >= _LEAST_WITH)
    asked = np.flatnonzero(is_asked)
    # All that is measured hangs on two counts, and many words have the same two.
    pairs, at = np.unique(with_word[asked] * (n_all + 1) + all_with[asked], return_inverse=True)
    here, in_all = np.divmod(pairs, n_all + 1)
    log_odds, z = compare_odds(counts, number, here, in_all, prior)
    keyness = measure_keyness(here, in_all - here, n_articles, n_others)
    words = [counts.words[place] for place in asked.tolist()]
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    order = np.lexsort((asked, -lengths, -z[at]))  # words are numbered in alphabetical order
    if most is not None:
        order = order[log_odds[at[order]] > 0][:most]
    row = at[order]
    return pd.DataFrame(
        {
            "outlet": counts.groups[number],
            "word": [words[place] for place in order.tolist()],
            "n_articles": here[row],
            "n_elsewhere": (in_all - here)[row],
            "share": here[row] / n_articles,
            "share_elsewhere": (in_all - here)[row] / n_others,
            "log_odds": log_odds[row],
            "z": z[row],
            "keyness": keyness[row],
        }
    )
