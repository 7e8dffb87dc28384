"""Reading on several processes at once: batches go out, columns come back in their order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from analysis.annotations.article import Article, Columns, Options, read_articles
from analysis.annotations.kept import Kept
from analysis.cleaning import Reasons, known_reasons, remember_reasons
from analysis.crew import Crew, Outcome

_BATCH = 8  # articles that a worker is given at a time: about a quarter of a second's work
_MANY = 50_000  # objects; those of an article are fewer

Read = Callable[[Sequence[Article]], Iterator[Columns]]


class _Batch(NamedTuple):
    """Articles to be read, and what is known of their pages from loading them here."""

    number: int
    articles: Sequence[Article]
    reasons: Sequence[Reasons | None]


class _Means(NamedTuple):
    """What a worker needs to read."""

    options: Options
    folder: Path | None


@contextmanager
def open_readers(options: Options, workers: int, kept: Kept) -> Iterator[Read]:
    """Give a function that reads articles, here or on workers, and keeps the readings."""
    if workers == 1:
        with _seldom_collecting():
            yield partial(_read, options=options, kept=kept)
        return
    with Crew(workers, _read_batch, _Means(options, kept.folder)) as crew:
        yield partial(_read_by, crew)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Have Python look for lost objects only after many new ones.

    The words of an article are thousands of objects, which all leave by themselves; to look through
    them again and again took one twentieth of the reading.
    """
    often = gc.get_threshold()
    if often[0]:  # 0: somebody wants no such search at all
        gc.set_threshold(max(often[0], _MANY), *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)


def _read(articles: Sequence[Article], options: Options, kept: Kept) -> Iterator[Columns]:
    for article, columns in zip(articles, read_articles(articles, options), strict=True):
        kept.put(article, columns)
        yield columns


def _read_batch(batch: _Batch, means: _Means) -> list[Columns]:
    """Read a batch in a worker, which has the model from the batch before."""
    for article, reasons in zip(batch.articles, batch.reasons, strict=True):
        if reasons is not None:
            remember_reasons(article.text_raw or "", reasons)
    with _seldom_collecting(), Kept(means.folder, means.options) as kept:
        return list(_read(batch.articles, means.options, kept))


def _read_by(crew: Crew[_Batch, list[Columns]], articles: Sequence[Article]) -> Iterator[Columns]:
    """Hand out batches, and yield what comes back in their order."""
    waiting: dict[int, list[Columns]] = {}
    n_yielded = 0
    for read in _results(crew, articles):
        waiting |= read
        while n_yielded in waiting:
            yield from waiting.pop(n_yielded)
            n_yielded += 1


def _results(
    crew: Crew[_Batch, list[Columns]], articles: Sequence[Article]
) -> Iterator[dict[int, list[Columns]]]:
    for number, start in enumerate(range(0, len(articles), _BATCH)):
        some = articles[start : start + _BATCH]
        reasons = [known_reasons(article.text_raw or "") for article in some]
        for outcome in crew.do(_Batch(number, some, reasons)):
            yield _taken(outcome)
    for outcome in crew.rest():
        yield _taken(outcome)


def _taken(outcome: Outcome[_Batch, list[Columns]]) -> dict[int, list[Columns]]:
    if outcome.error is not None:
        raise outcome.error
    return {outcome.job.number: outcome.result or []}
