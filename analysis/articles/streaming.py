"""The files of a corpus one after the other, as they would be loaded together.

Only names and ids are held: a file is read when it is its turn, a large table some rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from analysis.articles.filling import fill_table
from analysis.articles.large import take_in_large
from analysis.articles.numbering import Taken, number_articles
from analysis.articles.reporting import Loaded, report_on, told
from analysis.readers.files import LIMITS, METADATA, Entry, is_zip, open_files
from analysis.readers.intake import Intake, take_in
from analysis.readers.large import LargeTable, open_large
from analysis.readers.metadata import lay_values, read_sheets
from analysis.readers.records import LoadError, Record

# Of a stream only the single file has to fit in memory, so there may be many.
STREAM_LIMITS = replace(LIMITS, n_files=100_000_000, total_size=10**15)


@dataclass(frozen=True)
class Passing:
    """A file, or some rows of it, with the share of the corpus that is read when it is done."""

    file: Intake
    share: float


@dataclass(frozen=True)
class NotFilled:
    """A row that could not be made an article, and why."""

    article_id: str
    file: str
    why: str


@dataclass(frozen=True)
class Found:
    """A file that there is to read: its name, and its size in bytes and time as the disk has it."""

    name: str
    size: int
    changed: int


def find_files(place: Path) -> Iterator[Found]:
    """Yield the files of a corpus in the order in which they are read; an archive is one."""
    if is_zip(place.name) and not place.is_dir():
        about = place.stat()
        yield Found(place.name, about.st_size, about.st_mtime_ns)
        return
    with open_files(place, STREAM_LIMITS) as entries:
        for entry in entries:
            if entry.ignored is None:
                yield _found(entry)


def _found(entry: Entry) -> Found:
    try:
        about = entry.path.stat() if entry.path is not None else None
    except OSError:  # a link that leads nowhere; the load report will say so
        about = None
    if about is None:
        return Found(entry.name, entry.size, 0)
    return Found(entry.name, about.st_size, about.st_mtime_ns)


def stream_files(
    place: Path, text_column: str | None, named: Mapping[str, str], date_order: str | None
) -> Iterator[Passing]:
    """Yield every file with its rows numbered, in order, as ``load_articles`` numbers them.

    Raises LoadError as it does, where there is no file or the only one cannot be read.
    """
    alone = not place.is_dir() and not is_zip(place.name)
    with open_files(place, STREAM_LIMITS) as entries:
        if not entries:
            raise LoadError(
                f"there is no file in {str(place)!r}. Put the articles there, one .txt file each, "
                "or a table with a column for the text"
            )
        take = partial(take_in, text_column=text_column, named=named, alone=alone)
        sheets = {} if alone else {e.name: take(e) for e in entries if _is_sheet(e)}
        said: dict[str, list[Record]] = {}
        if sheets:
            said = read_sheets(
                [sheets.get(e.name) or Intake(e.name) for e in entries], date_order, named
            )
        sizes = [max(1, _found(entry).size) for entry in entries]
        total, before = sum(sizes), 0
        taken: Taken = {}
        for entry, size in zip(entries, sizes, strict=True):
            if entry.name in sheets:
                yield Passing(sheets[entry.name], (before + size) / total)
            else:
                lay = partial(lay_values, said=said.get(entry.name, ()))
                for file in _taken_in(entry, take, lay, taken, text_column, named):
                    is_piece = 0 < len(file.rows) + file.n_lost < file.n_rows
                    if alone and file.status == "refused" and not is_piece:
                        raise LoadError(f"cannot load {file.name!r}: {told(file.notes)}")
                    done = file.rows[-1][0] / file.n_rows if file.rows and file.n_rows else 1.0
                    yield Passing(file, (before + done * size) / total)
            before += size


def divide(file: Intake, n_rows: int) -> tuple[Intake, Intake]:
    """Return a file's first rows and its others; notes on the file are with the first."""
    first = replace(file, rows=file.rows[:n_rows])
    rest = replace(file, rows=file.rows[n_rows:], notes=[], n_lost=0)
    return first, rest


def fill_articles(
    files: Sequence[Intake], *, clean: bool, date_order: str | None
) -> tuple[Loaded, list[NotFilled]]:
    """Return the articles of some files with the report on them, and what could not be made one.

    The rows of the files are left as they are.
    """
    try:
        own = [_copied(file) for file in files]
        return Loaded(fill_table(own, clean, date_order), report_on(own)), []
    except Exception:
        return _filled_one_by_one(files, clean, date_order)


def _filled_one_by_one(
    files: Sequence[Intake], clean: bool, date_order: str | None
) -> tuple[Loaded, list[NotFilled]]:
    """Fill row by row, so that only the one at which the program fails is lost."""
    failed: list[NotFilled] = []
    for file in files:
        sound = []
        for number, row in file.rows:
            one = replace(file, rows=[(number, dict(row))], notes=[])
            try:
                fill_table([one], clean, date_order)
                sound.append((number, row))
            except Exception as error:
                why = f"{type(error).__name__}: {error}"
                failed.append(NotFilled(str(row["article_id"]), file.name, why))
        file.rows = sound
    own = [_copied(file) for file in files]
    return Loaded(fill_table(own, clean, date_order), report_on(own)), failed


def _copied(file: Intake) -> Intake:
    rows = [(number, dict(row)) for number, row in file.rows]
    return replace(file, rows=rows, notes=[*file.notes])


def _is_sheet(entry: Entry) -> bool:
    return entry.ignored is None and entry.name.rpartition("/")[2].casefold() == METADATA


def _taken_in(
    entry: Entry,
    take: partial[Intake],
    lay: partial[None],
    taken: Taken,
    text_column: str | None,
    named: Mapping[str, str],
) -> Iterator[Intake]:
    """Yield one file, in pieces if it is a large table."""
    table: LargeTable | None = None
    if entry.ignored is None and entry.path is not None:
        try:
            table = open_large(entry.path, entry.name)
            if table is not None:
                yield from take_in_large(entry.name, table, text_column, named, taken, lay)
                return
        except LoadError as error:
            refused = Intake(entry.name)
            refused.refuse(str(error))
            yield refused
            return
    file = take(entry)
    lay(file)
    number_articles([file], taken)
    yield file
