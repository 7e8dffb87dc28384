"""Annotations: one reading of each article, and all the tables it gives.

Parsing is the dear step, so an article is parsed once here, and every table that needs the parse is
made while it is at hand. The parse itself is thrown away; the tables are what travels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.annotations.article import TABLES, Article, Columns, Options, read_tables
from analysis.annotations.kept import Kept
from analysis.annotations.workers import Read, open_readers
from analysis.cache import cache_folder
from analysis.crew import check_workers
from analysis.mistakes import UnknownNameError, did_you_mean
from analysis.outlets import Outlets, known_outlets
from analysis.quotes import check_scope
from analysis.sources import lay_categories, load_categories
from analysis.tables import ARTICLES, MENTIONS, QUOTES, how_to_make

__all__ = [
    "Annotations",
    "annotate",
    "check_scope",
    "read_tables",
]

Progress = Callable[[int, int], None]

_AT_ONCE = 500  # articles: so many stand in memory as lists before they become a piece of a table


class _Named(NamedTuple):
    """The quotes with their speakers as they were named when read, and from which names."""

    quotes: pd.DataFrame
    names: int


@dataclass(frozen=True)
class Annotations:
    """All that was read in a set of articles, a table each, and the outlets that were known."""

    articles: pd.DataFrame
    residue: pd.DataFrame
    sentences: pd.DataFrame
    quotes: pd.DataFrame
    quoted_words: pd.DataFrame
    names: pd.DataFrame
    mentions: pd.DataFrame
    hedges: pd.DataFrame
    outlets: Outlets
    _named: _Named | None = field(default=None, init=False, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        """Refuse a table that is not here, with the nearest that is or how to make it."""
        raise UnknownNameError(
            f"annotate finds no {name}." + (did_you_mean(name, _public(self)) or how_to_make(name))
        )

    def __repr__(self) -> str:
        return (
            f"<annotations of {len(self.articles)} articles: {len(self.sentences)} sentences, "
            f"{len(self.quotes)} quotes, {len(self.mentions)} source mentions>"
        )

    def with_mentions(self, mentions: pd.DataFrame) -> Annotations:
        """Return the same annotations with other mentions, as after ``apply_corrections``.

        >>> from analysis import load_articles
        >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
        >>> found.with_mentions(found.mentions.head(3))
        <annotations of 1 articles: ... sentences, ... quotes, 3 source mentions>
        """
        return _with_named(replace(self, mentions=MENTIONS.check(mentions)), self._named)

    def named_as_read(self) -> pd.DataFrame | None:
        """Return the quotes with speakers as each article names them, or None.

        None where the quotes or the names have been changed since they were read, or are others.
        """
        if self._named is None or self._named.names != _fingerprint(self.names):
            return None
        quotes = self._named.quotes
        return quotes.copy() if self.quotes.equals(quotes[list(QUOTES.columns)]) else None


def annotate(
    articles: pd.DataFrame,
    *,
    outlets: Outlets | str | Path | None = None,
    categories: str | Path | None = None,
    scope: str = "speech",
    workers: int = 1,
    cache: bool = True,
    progress: Progress | None = None,
) -> Annotations:
    """Read every article once and return its sentences, quotes, names and source mentions.

    ``outlets`` is a CSV of a class's own outlets, laid over the package's lexicon (see
    `analysis.outlets.load_outlets`). ``categories`` is a CSV with the columns ``source`` and
    ``category`` that has the last word on what sort of source somebody is. ``scope="thought"`` also
    reads beliefs and intentions as quotes.

    ``workers`` is how many processes read at once; each of them takes some 400 MB and, at the
    start, two seconds. What is found does not depend on it, nor on the order of the
    articles. Readings are kept on disk (see `analysis.annotations.kept`), so that a second time is
    quick; ``cache=False`` reads everything anew and keeps nothing. ``progress`` is called with the
    number of articles done and their total.

    >>> from analysis import load_articles
    >>> annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    <annotations of 1 articles: ... sentences, ... quotes, ... source mentions>

    Raises TableError if ``articles`` is no articles table, ArgumentError for a ``scope`` or a
    number of ``workers`` that there is not.
    """
    ARTICLES.check(articles)
    check_workers(workers)
    known = known_outlets(outlets)
    coded = load_categories(categories) if categories is not None else {}
    options = Options(known, scope)
    ids = articles["article_id"].tolist()
    pieces: dict[str, list[pd.DataFrame]] = {
        name: [table.empty()] for name, table in TABLES.items()
    }
    with (
        Kept(cache_folder() if cache else None, options) as kept,
        open_readers(options, workers, kept) as read,
    ):
        for start in range(0, len(ids), _AT_ONCE):
            block = slice(start, start + _AT_ONCE)
            given = _given(articles.iloc[block])
            found = _read_block(given, kept, read, _counting(progress, start, len(ids)))
            for name, table in TABLES.items():
                pieces[name].append(table.pile(_piled(name, ids[block], found)))
    tables = {name: pd.concat(some, ignore_index=True) for name, some in pieces.items()}
    named, mentions = tables.pop("named_quotes"), tables.pop("mentions")
    annotations = Annotations(
        articles=articles,
        quotes=named[list(QUOTES.columns)].copy(),
        mentions=lay_categories(mentions, coded),
        outlets=known,
        **tables,
    )
    return _with_named(annotations, _Named(named, _fingerprint(annotations.names)))


def _given(articles: pd.DataFrame) -> list[Article]:
    """What the reading of each article depends on."""
    columns = [
        [value if isinstance(value, str) else None for value in articles[name]]
        for name in ("text", "text_raw", "headline", "outlet")
    ]
    days = [None if pd.isna(when) else when.date().isoformat() for when in articles["published"]]
    return [Article(*values) for values in zip(*columns, days, strict=True)]


def _read_block(
    articles: Sequence[Article], kept: Kept, read: Read, progress: Callable[[int], None]
) -> list[Columns]:
    """Return the columns of every article: kept ones, and the others read, copies once."""
    found: dict[Article, Columns] = {}
    missing = []
    for article in dict.fromkeys(articles):
        columns = kept.get(article)
        if columns is None:
            missing.append(article)
        else:
            found[article] = columns
    n_kept = len(articles) - len(missing)
    missing.sort(key=str)  # copies come one after the other, so that they share a reading
    for number, (article, columns) in enumerate(zip(missing, read(missing), strict=True), start=1):
        found[article] = columns
        progress(n_kept + number)
    if not missing:
        progress(n_kept)
    return [found[article] for article in articles]


def _piled(name: str, ids: Sequence[str], found: Sequence[Columns]) -> dict[str, list[Any]]:
    """The columns of one table, of one article after the other."""
    piled: dict[str, list[Any]] = {column: [] for column in TABLES[name].columns}
    for article_id, columns in zip(ids, (each[name] for each in found), strict=True):
        n_rows = 0
        for column, values in columns.items():
            piled[column] += values
            n_rows = len(values)
        piled["article_id"] += [article_id] * n_rows
    return piled


def _counting(progress: Progress | None, before: int, total: int) -> Callable[[int], None]:
    """Progress within a part, as progress of the whole."""

    def count(done: int) -> None:
        if progress is not None:
            progress(before + done, total)

    return count


def _with_named(annotations: Annotations, named: _Named | None) -> Annotations:
    object.__setattr__(annotations, "_named", named)
    return annotations


def _public(annotations: Annotations) -> list[str]:
    return [name for name in annotations.__dict__ if not name.startswith("_")]


def _fingerprint(table: pd.DataFrame) -> int:
    return int(pd.util.hash_pandas_object(table, index=False).sum())
