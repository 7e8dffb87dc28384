"""Days: how much each outlet has published on each day, with the days on which it had nothing."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.coverage.events import event_of
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.printed import some_of
from analysis.tables import ARTICLES, DAYS

PRINTED_WORD = re.compile(r"\S*\w\S*")
_MOST_NAMED = 5  # events in an error message


def count_by_day(
    articles: pd.DataFrame, events: pd.DataFrame | None = None, event: str | None = None
) -> pd.DataFrame:
    """Count articles and their words by day and outlet, one row for each.

    ``day`` is midnight UTC. From the first day with an article to the last, every day has a row
    for every outlet, with 0 where it had none, so that a chart has no gaps. With ``event`` only the
    articles of that event in ``events`` count, and only the outlets that have one. Articles without
    a date are left out (:func:`analysis.coverage.check_comparison` says how many); those without an
    outlet are counted together, with the outlet missing. An article without a text adds no words.
    Rows come by day, then by outlet.

    Raises TableError for other tables, ValueError for an ``event`` without ``events`` or one that
    they do not have.

    >>> articles = ARTICLES.build(
    ...     {"article_id": day, "outlet": "Tideway News", "published": f"2025-05-0{day}T20:00Z",
    ...      "text": "The bridge is to close."} for day in "13"
    ... )
    >>> days = count_by_day(articles)
    >>> days["day"].dt.day.tolist(), days["n_articles"].tolist(), days["n_words"].tolist()
    ([1, 2, 3], [1, 0, 1], [5, 0, 5])
    """
    ARTICLES.check(articles)
    chosen = articles if event is None else articles[_is_of(event, events, articles)]
    if event is None and events is not None:
        event_of(events, articles)
    dated = chosen[chosen["published"].notna()]
    if dated.empty:
        return DAYS.empty()
    day = pd.to_datetime(dated["published"], utc=True).dt.floor("D")
    outlets = dated["outlet"].astype("object").where(dated["outlet"].notna(), None)
    columns = sorted(outlets.dropna().unique()) + [None] * int(outlets.isna().any())
    first, last = day.min(), day.max()
    days = pd.date_range(first, last, freq="D")
    # Every day has a cell for each outlet; articles fall into theirs.
    places = np.array([columns.index(outlet) for outlet in outlets])
    cells = (day - first).dt.days.to_numpy() * len(columns) + places
    n_words = np.array([count_words(text) for text in dated["text"]])
    size = len(days) * len(columns)
    table = pd.DataFrame(
        {
            "day": days.repeat(len(columns)),
            "outlet": columns * len(days),
            "n_articles": np.bincount(cells, minlength=size),
            "n_words": np.bincount(cells, weights=n_words, minlength=size),
        }
    )
    return table.astype(dict(DAYS.columns))


def count_words(text: object) -> int:
    """Count the words of an article as they stand between spaces; what is no text has none.

    >>> count_words("It’s a well-known fact — 3.5 per cent."), count_words(None)
    (7, 0)
    """
    return len(PRINTED_WORD.findall(text)) if isinstance(text, str) else 0


def _is_of(event: str, events: pd.DataFrame | None, articles: pd.DataFrame) -> pd.Series[bool]:
    if events is None:
        raise ArgumentError(
            f"which articles are of the event {event!r} stands in the events table. Give it too: "
            "count_by_day(articles, group_events(articles), event=…)."
        )
    of_article = event_of(events, articles)
    if event not in of_article.values():
        known = list(dict.fromkeys(name for name in of_article.values() if isinstance(name, str)))
        has = f" It has {some_of([*map(repr, known)], _MOST_NAMED) or 'none'}."
        raise ArgumentError(
            f"there is no event {given(event)} in the events table."
            + (did_you_mean(event, known) or has)
        )
    return articles["article_id"].map(of_article) == event
