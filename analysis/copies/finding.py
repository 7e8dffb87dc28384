"""Which articles are copies of one another: pairs, groups, and a mark in the articles table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import product
from typing import NamedTuple

import pandas as pd

from analysis.copies.index import Overlap, find_overlaps
from analysis.copies.shingles import Ints, Vocabulary, read_words, shingles_of
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.tables import ARTICLES, COPIES, STR

LEAST_SHARE = 0.3
ON_DUPLICATE = ("flag", "first", "error")
_FEWEST = 28  # shingles: thirty words in a row; a shorter text is a copy only word for word
_MOST_PAIRS = 50  # rows to an article on average; where there were more, not every pair is listed
_MOST_NAMED = 5  # groups in an error message, and articles of each


class _Found(NamedTuple):
    """What was found among the rows of an articles table, by their places in it.

    ``alike`` holds the places of the articles with the same words, for each such wording; the
    overlaps are between wordings. ``groups`` says of every place which one its group begins with.
    """

    alike: list[list[int]]
    overlaps: list[Overlap]
    groups: list[int]


def find_copies(articles: pd.DataFrame, least_share: float = LEAST_SHARE) -> pd.DataFrame:
    r"""Find which articles are copies of one another, one row per pair that shares copy.

    ``share`` is how much of the article stands in the other: the share of its runs of three words,
    each counted once, that the other has too. ``other_share`` is the same of the other article. Of
    two lengths the shorter article decides: what a long one adds makes it no less a copy.

    - ``kind`` is "exact" where the words are the same but for case, punctuation and spaces, and
      "near" where at least ``least_share`` of the shorter article stands in the other.
    - ``group`` is the id of the first article of all that are tied by such pairs, in a chain too.
    - Words in quotation marks do not count, unless nine in ten stand there: who quotes the same
      speech has not copied the report of it.
    - What one outlet prints in more than ten articles, as a footer or the form of a weather report,
      counts less (see :func:`analysis.copies.index.find_overlaps`).
    - With fewer than thirty words outside quotation marks an article has only exact copies.

    Articles come in the order of the table, ``article_id`` before ``other_id``. In crowds not all
    pairs are listed: a passage that stands in more than fifty longer articles ties an article to
    the fifty longest, and where there were over fifty pairs an article, those with the same words
    are paired with the first of them alone. Articles without a word have no copies.

    >>> bridge = "The old bridge will close in May, the council said on Monday."
    >>> articles = ARTICLES.build(
    ...     [{"article_id": "a", "text": bridge}, {"article_id": "b", "text": bridge.upper()}]
    ... )
    >>> find_copies(articles)
      article_id other_id  share  other_share   kind group
    0          a        b    1.0          1.0  exact     a

    Raises TableError if ``articles`` is no articles table, ValueError for a ``least_share`` that is
    not over 0 and at most 1.
    """
    found = _find(articles, least_share)
    ids = articles["article_id"].tolist()
    rows = [
        {
            "article_id": ids[one],
            "other_id": ids[other],
            "share": share,
            "other_share": other_share,
            "kind": kind,
            "group": ids[found.groups[one]],
        }
        for one, other, share, other_share, kind in sorted(_pairs(found, len(ids)))
    ]
    return COPIES.build(rows)


def mark_copies(
    articles: pd.DataFrame, on_duplicate: str = "flag", *, least_share: float = LEAST_SHARE
) -> pd.DataFrame:
    r"""Mark the articles that are copies of an earlier one, as :func:`find_copies` finds them.

    - "flag" fills the column ``copy_of``: the id of the earliest article of the group, by
      ``published`` and then by the order of the table; undated ones come last. It is missing for
      that article itself and for those without copies.
    - "first" keeps of each group the earliest article only. Look at the flags before: a chain may
      hold articles that share nothing with the earliest.
    - "error" returns the articles as they are, or raises a ValueError that names the groups.

    >>> bridge = "The old bridge will close in May, the council said on Monday."
    >>> articles = ARTICLES.build(
    ...     [{"article_id": "a", "text": bridge}, {"article_id": "b", "text": bridge.upper()}]
    ... )
    >>> mark_copies(articles)["copy_of"].fillna("").tolist()
    ['', 'a']
    >>> mark_copies(articles, "first")["article_id"].tolist()
    ['a']

    Raises TableError if ``articles`` is no articles table, ValueError for another word or share.
    """
    if on_duplicate not in ON_DUPLICATE:
        raise ArgumentError(
            f"on_duplicate is {' or '.join(map(repr, ON_DUPLICATE))}, not {given(on_duplicate)}."
            + did_you_mean(on_duplicate, ON_DUPLICATE)
        )
    groups = _find(articles, least_share).groups
    ids = articles["article_id"].tolist()
    if on_duplicate == "error":
        _refuse(groups, ids)
        return articles.copy()
    published = articles["published"].reset_index(drop=True).sort_values(kind="stable")
    earliest: dict[int, int] = {}
    for place in published.index.tolist():  # the undated are sorted last
        earliest.setdefault(groups[place], place)
    firsts = [earliest[group] for group in groups]
    if on_duplicate == "first":
        return articles[[first == place for place, first in enumerate(firsts)]].copy()
    origins = [None if first == place else ids[first] for place, first in enumerate(firsts)]
    return articles.assign(copy_of=pd.Series(origins, index=articles.index, dtype=STR))


def _refuse(groups: Sequence[int], ids: Sequence[str]) -> None:
    members: dict[int, list[str]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(ids[place])
    told = [_listed(one, ", ") for one in members.values() if len(one) > 1]
    if told:
        raise ArgumentError(
            f"some articles are copies of one another: {_listed(told, '; ')}. "
            "mark_copies(articles) flags them, find_copies(articles) shows how much they share."
        )


def _listed(names: Sequence[str], mark: str) -> str:
    more = len(names) - _MOST_NAMED
    return mark.join(names[:_MOST_NAMED]) + (f"{mark}and {more} more" if more > 0 else "")


def _find(articles: pd.DataFrame, least_share: float) -> _Found:
    ARTICLES.check(articles)
    is_number = isinstance(least_share, int | float) and not isinstance(least_share, bool)
    if not is_number or not 0 < least_share <= 1:
        raise ArgumentError(
            f"least_share is a number over 0 and at most 1, not {given(least_share)}."
        )
    alike, sets = _wordings(articles["text"])
    outlets, _ = pd.factorize(articles["outlet"].fillna(""))
    long = [number for number, one in enumerate(sets) if one.size >= _FEWEST]
    overlaps = [
        one._replace(first=long[one.first], second=long[one.second])
        for one in find_overlaps(
            [sets[number] for number in long],
            [int(outlets[alike[number][0]]) for number in long],
            least_share,
        )
    ]
    groups = list(range(len(articles)))
    for places in alike:
        for place in places[1:]:
            _join(groups, places[0], place)
    for one in overlaps:
        _join(groups, alike[one.first][0], alike[one.second][0])
    return _Found(alike, overlaps, [_head(groups, place) for place in groups])


def _wordings(texts: Iterable[object]) -> tuple[list[list[int]], list[Ints]]:
    """Return where each different wording stands, and its shingles, in order of appearance."""
    vocabulary = Vocabulary()
    places: dict[bytes, list[int]] = {}
    sets: list[Ints] = []
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            continue
        words, is_outside = read_words(text)
        if not words:
            continue
        numbers = vocabulary.numbers(words)
        known = places.setdefault(blake2b(numbers.tobytes(), digest_size=16).digest(), [])
        known.append(place)
        if len(known) == 1:
            sets.append(shingles_of(numbers, is_outside))
    return list(places.values()), sets


def _pairs(found: _Found, n_articles: int) -> Iterator[tuple[int, int, float, float, str]]:
    """Yield the pairs of articles: all, or those of the first of each wording if they are many."""
    alike = found.alike
    n_pairs = sum(len(places) * (len(places) - 1) // 2 for places in alike)
    n_pairs += sum(len(alike[one.first]) * len(alike[one.second]) for one in found.overlaps)
    n_listed = None if n_pairs <= _MOST_PAIRS * n_articles else 1
    for places in alike:
        for number, one in enumerate(places[:n_listed]):
            for other in places[number + 1 :]:
                yield one, other, 1.0, 1.0, "exact"
    for overlap in found.overlaps:
        firsts, seconds = alike[overlap.first][:n_listed], alike[overlap.second][:n_listed]
        for one, other in product(firsts, seconds):
            shares = overlap.share, overlap.other_share
            if one < other:
                yield one, other, *shares, "near"
            else:
                yield other, one, *shares[::-1], "near"


def _head(groups: list[int], place: int) -> int:
    """Return the first place of a group; every place points to an earlier one, or to itself."""
    while groups[place] != place:
        groups[place] = groups[groups[place]]
        place = groups[place]
    return place


def _join(groups: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(groups, one), _head(groups, other)))
    groups[second] = first
