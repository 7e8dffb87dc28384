"""Making one chunk: all its tables, without the articles at which the program fails."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.chunks import Chunk
from analysis.corpus.folder import ChunkNote
from analysis.corpus.part import PART_TABLES, analyse_part
from analysis.corpus.schemas import CORPUS_TABLES, own_columns, write_part
from analysis.crew import Killed
from analysis.outlets import Outlets
from analysis.tables import ARTICLES, FAILURES, LOAD_REPORT


@dataclass(frozen=True)
class Means:
    """With what articles are analysed; the same for all chunks."""

    outlets: Outlets
    categories: str | os.PathLike[str] | None = None
    scope: str = "speech"


@dataclass(frozen=True)
class Job:
    """A chunk to be made and written to ``draft``; without one it is only tried.

    As long as it has a ``chunk``, its articles are still to be made of that, which is for the
    worker to do: cleaning takes longer than reading the files.
    """

    number: int
    articles: pd.DataFrame = field(default_factory=ARTICLES.empty)
    report: pd.DataFrame = field(default_factory=LOAD_REPORT.empty)
    draft: Path | None = None
    failures: list[dict[str, Any]] = field(default_factory=list)
    digest: str | None = None
    chunk: Chunk | None = None

    def loaded(self) -> Job:
        """Return the job with its articles; rows of which none could be made are failures."""
        if self.chunk is None:
            return self
        found, lost = self.chunk.load()
        failures = [_failure(self.number, vars(one), one.why) for one in lost]
        return replace(
            self, articles=found.articles, report=found.report, failures=failures, chunk=None
        )

    def alone(self) -> list[Job]:
        """Return jobs that try its articles, each by itself."""
        return [
            replace(self, articles=self.articles.iloc[[n]].reset_index(drop=True), draft=None)
            for n in range(len(self.articles))
        ]

    def without(self, lost: Mapping[str, str]) -> Job:
        """Return the job without some articles, given by id, each with what is said of it."""
        is_lost = self.articles["article_id"].isin([*lost])
        failures = [
            _failure(self.number, row, lost[str(row["article_id"])])
            for row in self.articles[is_lost].to_dict("records")
        ]
        left = self.articles[~is_lost].reset_index(drop=True)
        return replace(self, articles=left, failures=[*self.failures, *failures])


def make_chunk(job: Job, means: Means) -> ChunkNote | None:
    """Analyse the articles of a job and write its tables.

    Where that fails, the articles are tried one by one, and those that fail are written to
    ``failures`` with the reason. Raises OSError where the tables cannot be written.
    """
    tables, job = _analyse(job.loaded(), means)
    if job.draft is None:
        return None
    tables["load_report"] = job.report
    tables["failures"] = FAILURES.build(job.failures)
    own = own_columns(tables["articles"])
    paths = {name: job.draft / f"{name}.parquet" for name in CORPUS_TABLES}
    for name, path in paths.items():
        write_part(tables[name], name, path, own if name == "articles" else ())
    return ChunkNote(
        n_rows={name: len(tables[name]) for name in CORPUS_TABLES},
        n_bytes={name: path.stat().st_size for name, path in paths.items()},
        own=own,
        n_refused=int((job.report["status"] == "refused").sum()),
        digest=job.digest,
    )


def make_without_the_deadly(
    job: Job, make: Callable[[Job], ChunkNote | None]
) -> tuple[Job, ChunkNote | None]:
    """Have a chunk made by a worker. After two workers died of it, try its articles one by one."""
    for _ in range(2):
        with contextlib.suppress(Killed):
            return job, make(job)
    lost: dict[str, str] = {}
    job = job.loaded()
    for one in job.alone():
        try:
            make(one)
        except Killed as killed:
            lost[str(one.articles["article_id"].iloc[0])] = str(killed)
    job = job.without(lost)
    try:
        return job, make(job)
    except Killed as killed:
        job = job.without(dict.fromkeys(job.articles["article_id"], str(killed)))
        return job, make(job)


def _analyse(job: Job, means: Means) -> tuple[dict[str, pd.DataFrame], Job]:
    try:
        return _tables_of(job.articles, means), job
    except Exception:
        if job.draft is None:
            return {}, job
    made: list[dict[str, pd.DataFrame]] = [_tables_of(job.articles.head(0), means)]
    lost: dict[str, str] = {}
    for one in job.alone():
        try:
            made.append(_tables_of(one.articles, means))
        except Exception as error:
            told = f"{type(error).__name__}: {' '.join(str(error).split())}"
            lost[str(one.articles["article_id"].iloc[0])] = told
    tables = {name: _joined([one[name] for one in made]) for name in PART_TABLES}
    return tables, job.without(lost)


def _tables_of(articles: pd.DataFrame, means: Means) -> dict[str, pd.DataFrame]:
    categories = None if means.categories is None else Path(means.categories)
    return analyse_part(articles, outlets=means.outlets, categories=categories, scope=means.scope)


def _joined(tables: list[pd.DataFrame]) -> pd.DataFrame:
    full = [table for table in tables if len(table)]
    return pd.concat(full, ignore_index=True) if full else tables[0]


def _failure(number: int, row: Mapping[Any, Any], message: str) -> dict[str, Any]:
    file = row["file"] if isinstance(row["file"], str) else None
    return {"chunk": number, "article_id": row["article_id"], "file": file, "message": message}
