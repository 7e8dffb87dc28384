"""Chunks: a corpus some hundred articles at a time, so that no memory has to hold it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.articles.options import checked_order, named_columns
from analysis.articles.paths import checked_path
from analysis.articles.reporting import Loaded
from analysis.articles.streaming import NotFilled, divide, fill_articles, stream_files
from analysis.mistakes import ArgumentError, given, is_count
from analysis.readers.intake import Intake
from analysis.tables import ARTICLES, LOAD_REPORT, STR, TableError

Corpus = str | os.PathLike[str] | Iterable[pd.DataFrame]


@dataclass(frozen=True)
class Options:
    """How the files of a corpus are read: what ``load_articles`` takes, checked."""

    text_column: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    clean: bool = True


def check_options(text_column: object, columns: object, date_order: object, clean: bool) -> Options:
    """Return how files are to be read. Raises LoadError for what loading does not take."""
    text, named = named_columns(text_column, columns)
    return Options(text, named, checked_order(date_order), bool(clean))


@dataclass(frozen=True)
class Chunk:
    """Some articles of a corpus, not yet made: the number of the chunk from 0 on, and its files.

    ``share`` is how much of the corpus is read when it is done, where that is known. A chunk of
    ``articles`` that were given as a table has no files.
    """

    number: int
    files: list[Intake]
    options: Options
    share: float | None
    articles: pd.DataFrame | None = None

    def __len__(self) -> int:
        if self.articles is not None:
            return len(self.articles)
        return sum(len(file.rows) for file in self.files)

    def load(self) -> tuple[Loaded, list[NotFilled]]:
        """Return its articles with the report on its files, and the rows that none was made of."""
        if self.articles is not None:
            return Loaded(self.articles, LOAD_REPORT.empty()), []
        options = self.options
        return fill_articles(self.files, clean=options.clean, date_order=options.date_order)


def read_chunks(
    path: Corpus,
    size: int = 500,
    *,
    text_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    clean: bool = True,
) -> Iterator[pd.DataFrame]:
    """Yield the articles of a corpus in tables of about ``size`` rows, in the order of its files.

    Takes the path that :func:`analysis.articles.load_articles` takes, and its options, and gives
    the same articles under the same ids, whatever the size: only a chunk is in memory, with the
    names of all files and the ids so far. A CSV, JSONL or Parquet file of any length is read some
    rows at a time; of these a first reading finds the columns, so that a broken one is refused
    before anything is analysed. Rows without a story are left out, so a chunk may be shorter.

    ``copy_of`` is missing throughout: copies may lie in any other chunk, and are not looked for.

    In place of a path, tables of articles can be given one after the other.

    Raises LoadError if there is nothing to read, TableError for tables that hold no articles or
    one of them twice.

    >>> [len(articles) for articles in read_chunks("data/sample", 5)]
    [5, 5, 2]
    """
    options = check_options(text_column, columns, date_order, clean)
    for chunk in chunks_of(path, size, options):
        loaded, failed = chunk.load()
        if failed:
            raise RuntimeError(f"{failed[0].article_id} cannot be made an article: {failed[0].why}")
        if len(loaded.articles):
            yield loaded.articles


def chunks_of(path: Corpus, size: int, options: Options) -> Iterator[Chunk]:
    """Yield the chunks of a corpus, of which none is made before it is asked for its articles."""
    if not is_count(size):
        raise ArgumentError(
            f"size says how many articles a chunk has, a whole number from 1 on. Got {given(size)}."
        )
    if isinstance(path, pd.DataFrame):
        return _of_tables([path], size, options)
    if isinstance(path, Iterable) and not is_path(path):
        return _of_tables(path, size, options)  # type: ignore[arg-type]
    return _of_files(path, size, options)


def is_path(path: object) -> bool:
    """Whether this is a place of articles and not articles themselves."""
    return isinstance(path, str | bytes | os.PathLike)


def _of_files(path: Any, size: int, options: Options) -> Iterator[Chunk]:
    place = checked_path(path)
    number, waiting, n_waiting, share = 0, list[Intake](), 0, 0.0
    for passing in stream_files(place, options.text_column, options.columns, options.date_order):
        file = passing.file
        while n_waiting + len(file.rows) > size:
            if n_waiting < size:
                first, file = divide(file, size - n_waiting)
                waiting.append(first)
            yield Chunk(number, waiting, options, share)
            number, waiting, n_waiting = number + 1, [], 0
        waiting.append(file)
        n_waiting += len(file.rows)
        share = passing.share
    if waiting:
        yield Chunk(number, waiting, options, 1.0)


def _of_tables(tables: Iterable[pd.DataFrame], size: int, options: Options) -> Iterator[Chunk]:
    number = 0
    seen: set[str] = set()
    for table in tables:
        articles = ARTICLES.check(table)
        again = articles["article_id"][articles["article_id"].isin(seen)]
        if len(again):
            raise TableError(
                f"the article {again.iloc[0]!r} stands in two of the tables: give every article an "
                "id of its own."
            )
        seen.update(articles["article_id"])
        own = [column for column in articles if column not in ARTICLES.columns]
        articles = articles[[*ARTICLES.columns, *own]]
        articles = articles.astype({**ARTICLES.columns, **dict.fromkeys(own, STR)})
        for start in range(0, len(articles), size):
            some = articles.iloc[start : start + size].reset_index(drop=True)
            yield Chunk(number, [], options, None, some)
            number += 1
