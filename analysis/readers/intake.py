"""One file on its way to the articles table: what it holds, and what the report will say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analysis.printed import count, some_of
from analysis.readers import reader_for
from analysis.readers.columns import match_columns
from analysis.readers.files import METADATA, Entry
from analysis.readers.gzipped import is_gzip, unpack
from analysis.readers.records import LoadError, Record


@dataclass
class Intake:
    """One file: its rows with their numbers, counted from 1, and its line in the load report.

    ``has_columns`` says that its format is one for tables, ``origins`` where the columns of all its
    rows were found.
    """

    name: str
    status: str = "loaded"
    format: str | None = None
    has_columns: bool = False
    rows: list[tuple[int, Record]] = field(default_factory=list)
    n_rows: int = 0
    n_lost: int = 0
    notes: list[str] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    is_metadata: bool = False

    @property
    def stem(self) -> str:
        """The name without its ending, or its two, as in ``page.html.gz``."""
        name = self.name.removesuffix(".gz")
        return name.removesuffix(PurePosixPath(name).suffix)

    @property
    def is_table(self) -> bool:
        """Whether the file may hold many articles, so that its rows have numbers."""
        return self.n_rows > 1 or self.has_columns

    def refuse(self, message: str) -> None:
        """Give the file up, with the reason."""
        self.status, self.rows, self.notes = "refused", [], [message]

    def note(self, what: str, numbers: Sequence[int]) -> None:
        """Say what some rows have or lack; ``what`` goes on from "it has" or "2 rows have"."""
        if numbers and self.is_table:
            has = "has" if len(numbers) == 1 else "have"
            rows = "row" if len(numbers) == 1 else "rows"
            which = some_of([str(number) for number in numbers], 10)
            self.notes.append(
                f"{len(numbers)} of {count(self.n_rows, 'row')} {has} {what}: {rows} {which}"
            )
        elif numbers:
            self.notes.append(f"it has {what}")

    def leave_out(self, what: str, numbers: Sequence[int]) -> None:
        """Leave rows out, with the reason; a file that has none left is refused."""
        lost = set(numbers)
        self.rows = [(number, row) for number, row in self.rows if number not in lost]
        self.n_lost += len(lost)
        self.note(what, numbers)
        if lost and not self.rows:
            self.status = "refused"


def take_in(
    entry: Entry,
    text_column: str | None,
    named: Mapping[str, str] | None = None,
    *,
    alone: bool,
) -> Intake:
    """Read one file; whatever is wrong with it becomes its status and message, and no error.

    ``named`` says of columns of a table what they hold: ``{"outlet": "Paper"}``. A
    ``metadata.csv`` that is not ``alone`` keeps its own column names.
    """
    file = Intake(entry.name)
    if entry.ignored:
        file.status, file.notes = "ignored", [entry.ignored]
        return file
    file.is_metadata = not alone and PurePosixPath(file.name).name.casefold() == METADATA
    try:
        _read(file, entry.read(), text_column, named or {})
    except LoadError as error:
        file.refuse(str(error))
    except Exception as error:  # a reader that a class wrote may fail; the other files shall not
        file.refuse(f"its reader failed: {type(error).__name__}: {error}")
    return file


def _read(file: Intake, content: bytes, text_column: str | None, named: Mapping[str, str]) -> None:
    name = file.name
    if is_gzip(name, content):
        name, content = name[:-3] if name.casefold().endswith(".gz") else name, unpack(content)
    reader = reader_for(name, content)
    file.format, file.has_columns = reader.format, reader.is_table
    rows, notes = reader.read(content)
    file.notes = list(notes)
    if file.has_columns and not file.is_metadata:
        rows, file.origins, kept, unused = match_columns(rows, text_column, named)
        if kept:
            file.notes.append(f"columns kept under their own names: {some_of(kept, 8)}")
        if unused:
            file.notes.append(f"columns not used: {some_of(unused, 8)}")
    file.n_rows = len(rows)
    file.rows = list(enumerate(rows, 1))
