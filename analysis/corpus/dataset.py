"""A corpus analysed chunk by chunk into a folder of Parquet files, from where it stopped."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.annotations import check_scope
from analysis.articles import LoadError
from analysis.articles.paths import checked_path
from analysis.corpus.chunks import Chunk, Corpus, Options, check_options, chunks_of, is_path
from analysis.corpus.errors import CorpusError, CorpusStopped, CorpusWarning, telling_of_disks
from analysis.corpus.fingerprint import (
    check_files,
    check_settings,
    digest_of_file,
    digest_of_table,
    settings_of,
    write_files,
)
from analysis.corpus.folder import FINISHED, READING, ChunkNote, CorpusFolder
from analysis.corpus.making import Job, Means, make_chunk, make_without_the_deadly
from analysis.corpus.settling import settle
from analysis.crew import Crew, Outcome, check_workers
from analysis.outlets import Outlets, known_outlets
from analysis.printed import count
from analysis.sources import load_categories
from analysis.speakers.corpus import read_people

if TYPE_CHECKING:
    from analysis.corpus.questions import CorpusTables

Progress = Callable[[int, int], object]
Csv = str | os.PathLike[str]


def analyse_corpus(
    path: Corpus,
    out: str | os.PathLike[str],
    *,
    outlets: Outlets | str | Path | None = None,
    categories: Csv | None = None,
    scope: str = "speech",
    people: Csv | None = None,
    size: int = 500,
    workers: int = 1,
    text_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    clean: bool = True,
    progress: Progress | None = None,
) -> CorpusTables:
    """Analyse a corpus of any length into the folder ``out``, and return its tables to be asked.

    ``path`` is what :func:`analysis.articles.load_articles` takes, or tables of articles one after
    the other (see `analysis.corpus.read_chunks`). ``out`` gets a folder of Parquet files for each
    table: all that ``annotate`` finds, with quotes as ``name_speakers`` and ``score_sentiment``
    give them, ``readability``, the ``load_report``, and ``failures``. They are the tables that the
    same verbs would make of all articles at once, but that copies are not looked for.

    Only some chunks of ``size`` articles are in memory at a time. ``workers`` processes make a
    chunk each; the result does not depend on how many. With one, all happens in this process.

    A run that was stopped, killed or out of room on the disk goes on where it was when the same is
    called again. An article at which the program fails is written to ``failures`` and left out, and
    tried again at the next call. ``people`` alone may be another at a later call: names are
    settled last. ``progress`` is called with the articles done and about how many there are.

    Warns with CorpusWarning if articles or files were left out. Raises CorpusError if the folder
    holds something else or was begun with other files, options or versions, if it is written to
    by another run, or if the disk is full; LoadError if no article can be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     corpus = analyse_corpus("data/sample/03-bridge-tideway.txt", out)
    ...     "Ines Calloway" in set(corpus.read("quotes").speaker)
    True
    """
    from analysis.corpus.questions import open_corpus

    run = run_corpus(
        path,
        out,
        Means(known_outlets(outlets), categories, scope),
        check_options(text_column, columns, date_order, clean),
        people=people,
        size=size,
        workers=workers,
        progress=progress,
    )
    if run.left_out:
        warnings.warn(
            f'{run.left_out}. open_corpus({str(out)!r}) says which: .read("failures") and '
            '.read("load_report")',
            CorpusWarning,
            stacklevel=2,
        )
    return open_corpus(out)


@dataclass(frozen=True)
class Run:
    """What a call did: chunks in all and those that were there before, and what was left out."""

    n_chunks: int
    n_before: int
    n_articles: int
    n_failed: int
    n_refused: int

    @property
    def left_out(self) -> str:
        """What was left out, in words; empty if nothing was."""
        told = []
        if self.n_failed:
            told.append(f"{count(self.n_failed, 'article')} could not be analysed")
        if self.n_refused:
            told.append(f"{count(self.n_refused, 'file')} could not be read")
        return ", ".join(told)


def run_corpus(
    path: Corpus,
    out: str | os.PathLike[str],
    means: Means,
    options: Options,
    *,
    people: Csv | None = None,
    size: int = 500,
    workers: int = 1,
    progress: Progress | None = None,
    found: Callable[[int], object] = lambda n_chunks: None,
) -> Run:
    """Do what ``analyse_corpus`` does, and say what was done.

    ``found`` is called at once with the number of chunks that are there already.
    """
    check_workers(workers)
    check_scope(means.scope)
    chunks = chunks_of(path, size, options)
    own_names = read_people(people) if people is not None else {}
    if means.categories is not None:
        load_categories(means.categories)
    place = checked_path(path) if is_path(path) else None
    folder = CorpusFolder(out)
    if place is not None:
        _check_apart(place, folder.out)
    settings = settings_of(
        size=size,
        scope=means.scope,
        outlets=means.outlets,
        categories=means.categories,
        options=options,
    )
    with folder.held():
        _begin(folder, settings, place)
        about = folder.about() or {}
        notes = {n: note for n in folder.finished() if (note := folder.note(n)) is not None}
        sound = {n: note for n, note in notes.items() if not note.n_failed}
        found(len(sound))
        is_read = place is not None and [*sound] == [*range(about.get("n_chunks") or 0)]
        is_as_wished = about["state"] == FINISHED and about.get("people") == digest_of_file(people)
        if not (is_read and sound):
            if about["state"] != READING:
                folder.tell(state=READING)
            notes = _Making(folder, means, dict(sound), progress).all_of(chunks, workers)
            if not any(note.n_rows["articles"] for note in notes.values()):
                raise LoadError(_nothing(path, folder, notes))
            is_as_wished = False
        if not (is_as_wished and folder.is_settled(notes)):
            with telling_of_disks(folder.out):
                settle(folder, notes, own_names, digest_of_file(people))
    return Run(
        n_chunks=len(notes),
        n_before=len(sound),
        n_articles=sum(note.n_rows["articles"] for note in notes.values()),
        n_failed=sum(note.n_failed for note in notes.values()),
        n_refused=sum(note.n_refused for note in notes.values()),
    )


def _check_apart(place: Path, out: Path) -> None:
    home, inner = place.resolve(), out.resolve()
    if place.is_dir() and inner.is_relative_to(home):
        raise CorpusError(
            f"out, {str(out)!r}, lies in the folder of the articles, where its files would be "
            "taken for articles: give a folder elsewhere."
        )
    if home.is_relative_to(inner):
        raise CorpusError(
            f"the articles lie in {str(out)!r}, which is to hold nothing but their tables: give "
            "another folder for out."
        )


def _begin(folder: CorpusFolder, settings: Mapping[str, Any], place: Path | None) -> None:
    """Write down what a run rests on, or see that it rests on what it was begun with."""
    about = folder.about()
    now = {"articles from": "tables" if place is None else "files", **settings}
    if about is None:
        with telling_of_disks(folder.out):
            if place is not None:
                write_files(place, folder.files)
            folder.tell(state=READING, settings=now, n_chunks=None)
        return
    check_settings(about["settings"], now, folder.out)
    if place is not None:
        check_files(place, folder.files, folder.out)


class _Making:
    """The chunks of a corpus in the making."""

    def __init__(
        self,
        folder: CorpusFolder,
        means: Means,
        notes: dict[int, ChunkNote],
        progress: Progress | None,
    ) -> None:
        self._folder = folder
        self._means = means
        self._notes = notes
        self._progress = progress
        self._n_read = self._n_done = 0
        self._share: float | None = None

    def all_of(self, chunks: Any, workers: int) -> dict[int, ChunkNote]:
        """Make all chunks that are not there, and return the notes on all."""
        n_chunks = 0
        try:
            with Crew(workers, make_chunk, self._means, make_without_the_deadly) as crew:
                for chunk in chunks:
                    n_chunks += 1
                    self._n_read += len(chunk)
                    self._share = chunk.share
                    job = self._job(chunk)
                    if job is None:
                        self._count(len(chunk))
                        continue
                    for outcome in crew.do(job):
                        self._take(outcome)
                for outcome in crew.rest():
                    self._take(outcome)
        except KeyboardInterrupt as stop:
            raise CorpusStopped(
                f"stopped. {count(len(self._notes), 'chunk')} finished in "
                f"{str(self._folder.out)!r}: run the same again, and it goes on from there."
            ) from stop
        if len(self._notes) != n_chunks:
            raise CorpusError(
                f"{str(self._folder.out)!r} has {count(len(self._notes), 'chunk')} of articles, "
                f"and now there are {n_chunks}: give the same articles, or another folder."
            )
        return dict(sorted(self._notes.items()))

    def _job(self, chunk: Chunk) -> Job | None:
        """Return the work that a chunk is, or None if it is done."""
        digest = None if chunk.articles is None else digest_of_table(chunk.articles)
        note = self._notes.get(chunk.number)
        if note is not None:
            if note.digest != digest:
                raise CorpusError(
                    f"chunk {chunk.number} has other articles than when {str(self._folder.out)!r} "
                    "was begun: give the same tables in the same order, or another folder."
                )
            return None
        with telling_of_disks(self._folder.out):
            draft = self._folder.draft(chunk.number)
        return Job(chunk.number, draft=draft, digest=digest, chunk=chunk)

    def _take(self, outcome: Outcome[Job, ChunkNote | None]) -> None:
        """Put a chunk that was made in its place."""
        with telling_of_disks(self._folder.out):
            if outcome.error is not None:
                raise outcome.error
            job, note = outcome.job, outcome.result
            assert note is not None
            assert job.draft is not None
            self._folder.commit(job.draft, job.number, note)
        self._notes[job.number] = note
        self._count(note.n_rows["articles"] + note.n_failed)

    def _count(self, n_articles: int) -> None:
        self._n_done += n_articles
        if self._progress is not None:
            about = round(self._n_read / self._share) if self._share else self._n_read
            self._progress(self._n_done, max(about, self._n_done))


def _nothing(path: Corpus, folder: CorpusFolder, notes: Mapping[int, ChunkNote]) -> str:
    from analysis.corpus.schemas import read_part
    from analysis.readers.records import listed

    told: list[str] = []
    for number in list(notes)[:3]:
        report = read_part(folder.chunk_table("load_report", number), "load_report")
        refused = report[report["status"] == "refused"]
        told += [f"{row.file} ({row.message})" for row in refused.itertuples()]
    where = f" in {os.fspath(path)!r}" if isinstance(path, str | os.PathLike) else ""
    return f"no article could be read{where}. {listed(told, 3) or 'No file holds a story'}."
