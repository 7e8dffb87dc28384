"""Events: which articles tell of the same thing, by their words and their days."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.mistakes import ArgumentError, given
from analysis.tables import ARTICLES, EVENT_LIST, EVENTS

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEAST_LIKENESS = 0.22
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SHORTEST = 3  # letters
_NAME_WEIGHT = 2  # a name tells more of an event than a noun
_NEIGHBOURS = 40  # of an article; in larger events each article still has so many
_COMMON = 0.15  # of all articles: a word that more of them have tells no event
_MANY = 200  # articles, from which on that is so
_AT_ONCE = 1000  # articles that are compared with their neighbours in one go
_N_TERMS = 3
# Besides function words: what every report has, whatever it is about.
_IN_EVERY_REPORT = frozenset(
    "said says say told tell added monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december".split()
)


def group_events(
    articles: pd.DataFrame, *, days: float = 10, least_likeness: float = LEAST_LIKENESS
) -> pd.DataFrame:
    """Group the articles that tell of one event, one row per article in the order of the table.

    Each article is a vector of its words (TF-IDF: names count twice, function words and what is in
    more than 15 % of a large corpus not at all); two are alike by the cosine of their vectors if
    they appeared within ``days`` of each other. Groups are joined from the most alike pair on while
    the mean likeness between two groups, over all pairs, is at least ``least_likeness`` (average
    linkage, after Sokal and Michener 1958). ``likeness`` is the mean likeness of an article to the
    others of its event, and missing where it stands alone. Undated articles may join any event.

    ``event`` is named by the three words that mark it. The table is yours to edit: whatever you
    write into ``event`` counts in all that follows.

    Raises TableError if ``articles`` is no articles table, ValueError for ``days`` below 0 or a
    ``least_likeness`` that is not over 0 and at most 1.

    >>> from analysis import load_articles
    >>> events = group_events(load_articles("data/sample"))
    >>> events.groupby("event")["article_id"].count().tolist()
    [3, 3, 3, 3]
    """
    ARTICLES.check(articles)
    if isinstance(days, bool) or not isinstance(days, int | float) or days < 0:
        raise ArgumentError(f"days is a number, 0 or more; got {given(days)}.")
    if not isinstance(least_likeness, int | float) or not 0 < least_likeness <= 1:
        raise ArgumentError(f"least_likeness is over 0 and at most 1; got {given(least_likeness)}.")
    if articles.empty:
        return EVENTS.empty()
    words = [_words(*pair) for pair in zip(articles["headline"], articles["text"], strict=True)]
    vectors, terms = _vectors(words)
    days_of = _days(articles["published"])
    pairs = list(_alike(vectors, days_of, days, least_likeness / 2))
    groups = _linked(len(articles), pairs, least_likeness)
    likeness = _mean_likeness(groups, pairs)
    headlines = [set(_words(headline, None)) for headline in articles["headline"]]
    names = _names(groups, vectors, terms, headlines)
    return EVENTS.build(
        {
            "article_id": article["article_id"],
            "event": names[group],
            "outlet": article["outlet"],
            "published": article["published"],
            "headline": article["headline"],
            "likeness": likeness.get(place),
        }
        for place, (article, group) in enumerate(
            zip(articles.to_dict("records"), groups, strict=True)
        )
    )


def summarize_events(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per event: its articles, its outlets and its days, the largest first.

    ``first`` and ``last`` are when its articles appeared.
    Raises TableError if ``events`` is no events table.

    >>> from analysis import load_articles
    >>> summarize_events(group_events(load_articles("data/sample")))["n_outlets"].tolist()
    [3, 3, 3, 3]
    """
    EVENTS.check(events)
    rows = []
    for event, group in events.groupby("event", sort=False):
        outlets = sorted(group["outlet"].dropna().unique())
        rows.append(
            {
                "event": event,
                "n_articles": len(group),
                "n_outlets": len(outlets),
                "outlets": "; ".join(outlets),
                "first": group["published"].min(),
                "last": group["published"].max(),
            }
        )
    rows.sort(key=lambda row: (-row["n_articles"], str(row["first"]), row["event"]))
    return EVENT_LIST.build(rows)


def event_of(events: pd.DataFrame | None, articles: pd.DataFrame) -> dict[str, str]:
    """Return the event of every article by its id; without a table all are of one event.

    Raises TableError if ``events`` is no events table.
    """
    if events is None:
        return dict.fromkeys(articles["article_id"], "")
    EVENTS.check(events)
    return dict(zip(events["article_id"], events["event"], strict=True))


# ---- words -------------------------------------------------------------------------------------


def _words(headline: object, text: object) -> Counter[str]:
    """Count the words of an article; those with a capital in mid-sentence are names."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    whole = " . ".join(part for part in (headline, text) if isinstance(part, str))
    counts: Counter[str] = Counter()
    for found in _WORD.finditer(whole):
        word = found[0].replace("’", "'").removesuffix("'s")
        low = word.lower()
        if len(word) < _SHORTEST or low in ENGLISH_STOP_WORDS or low in _IN_EVERY_REPORT:
            continue
        is_name = word[0].isupper() and whole[: found.start()].rstrip()[-1:] not in (*'.!?“”"', "")
        counts[low] += _NAME_WEIGHT if is_name else 1
    return counts


def _vectors(words: Sequence[Counter[str]]) -> tuple[csr_matrix, list[str]]:
    """Return the articles as rows of TF-IDF, of length 1, and the words of the columns."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer

    in_articles = Counter(word for one in words for word in one)
    most = _COMMON * len(words) if len(words) >= _MANY else len(words)
    kept = {word for word, n in in_articles.items() if 1 < n <= most}
    if not kept:
        return csr_matrix((len(words), 1)), [""]
    vectorizer = DictVectorizer()
    counts = vectorizer.fit_transform(
        [{word: n for word, n in one.items() if word in kept} for one in words]
    )
    return TfidfTransformer(sublinear_tf=True).fit_transform(counts), list(
        vectorizer.get_feature_names_out()
    )


def _days(published: pd.Series[pd.Timestamp]) -> list[float | None]:
    return [None if pd.isna(one) else one.timestamp() / 86_400 for one in published]


# ---- pairs and groups --------------------------------------------------------------------------


def _alike(
    vectors: csr_matrix, days_of: Sequence[float | None], days: float, least: float
) -> Iterator[tuple[float, int, int]]:
    """Yield (likeness, one, other) for the pairs that are alike and near in time.

    Of every article its nearest neighbours only, so that the work grows with their number.
    """
    order = sorted(range(len(days_of)), key=lambda place: days_of[place] or 0.0)
    when = np.array([np.nan if days_of[place] is None else days_of[place] for place in order])
    rows = vectors[order]
    seen: set[tuple[int, int]] = set()
    for first in range(0, len(order), _AT_ONCE):
        last = min(first + _AT_ONCE, len(order))
        near = np.isnan(when) | np.isnan(when[first:last]).any()
        if not np.isnan(when[first:last]).any():
            near |= (when >= when[first] - days) & (when <= when[last - 1] + days)
        columns = np.flatnonzero(near)
        products = (rows[first:last] @ rows[columns].T).tocsr()
        for row in range(last - first):
            begin, end = products.indptr[row], products.indptr[row + 1]
            values, places = products.data[begin:end], columns[products.indices[begin:end]]
            apart = np.abs(when[places] - when[first + row])
            fits = (values >= least) & (places != first + row) & ~(apart > days)
            values, places = values[fits], places[fits]
            if len(values) > _NEIGHBOURS:
                nearest = np.argpartition(-values, _NEIGHBOURS)[:_NEIGHBOURS]
                values, places = values[nearest], places[nearest]
            for value, place in zip(values, places, strict=True):
                pair = tuple(sorted((order[first + row], order[int(place)])))
                if pair not in seen:
                    seen.add(pair)  # type: ignore[arg-type]
                    yield float(value), *pair  # type: ignore[misc]


def _linked(n: int, pairs: Sequence[tuple[float, int, int]], least: float) -> list[int]:
    """Return the group of every article, by average linkage; a pair that is not listed counts 0."""
    group = list(range(n))
    members = {place: [place] for place in range(n)}
    sums: dict[int, dict[int, float]] = {place: {} for place in range(n)}
    for value, one, other in pairs:
        sums[one][other] = sums[other][one] = value
    waiting = [(-value, one, other, 1, 1) for value, one, other in pairs]
    heapq.heapify(waiting)
    while waiting:
        value, one, other, size, other_size = heapq.heappop(waiting)
        if -value < least:
            break
        # A pair that was put in before one of its groups grew is out of date.
        if one not in members or other not in members:
            continue
        if (len(members[one]), len(members[other])) != (size, other_size):
            continue
        members[one] += members.pop(other)
        for place in members[one]:
            group[place] = one
        merged = sums.pop(other)
        merged.pop(one, None)
        sums[one].pop(other, None)
        for third, total in merged.items():
            sums[third].pop(other, None)
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        for third, total in sums[one].items():
            sizes = len(members[one]), len(members[third])
            heapq.heappush(waiting, (-total / (sizes[0] * sizes[1]), one, third, *sizes))
    return group


def _mean_likeness(
    groups: Sequence[int], pairs: Sequence[tuple[float, int, int]]
) -> dict[int, float]:
    sizes = Counter(groups)
    totals: dict[int, float] = {}
    for value, one, other in pairs:
        if groups[one] == groups[other]:
            totals[one] = totals.get(one, 0.0) + value
            totals[other] = totals.get(other, 0.0) + value
    return {place: total / (sizes[groups[place]] - 1) for place, total in totals.items()}


def _names(
    groups: Sequence[int],
    vectors: csr_matrix,
    terms: Sequence[str],
    headlines: Sequence[set[str]],
) -> dict[int, str]:
    """Name each group by the words that weigh more in its articles than in the others.

    A word counts three times if it is in all their headlines.
    """
    names: dict[int, str] = {}
    taken: Counter[str] = Counter()
    places: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    overall = np.asarray(vectors.mean(axis=0)).ravel()
    columns = {term: column for column, term in enumerate(terms)}
    for group, members in places.items():
        weights = np.asarray(vectors[members].mean(axis=0)).ravel() - overall
        in_headlines = Counter(word for member in members for word in headlines[member])
        for word, n in in_headlines.items():
            if word in columns:
                weights[columns[word]] *= 1 + 2 * n / len(members)
        best = np.argsort(-weights, kind="stable")[:_N_TERMS]
        name = ", ".join(terms[column] for column in best if weights[column] > 0) or "no words"
        taken[name] += 1
        names[group] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return names
