"""CSV files that people write themselves, whatever their spreadsheet made of them.

Excel saves with semicolons in half of Europe, with tabs as "Unicode text", in the old Windows
encoding where one chooses plain CSV, and locks the file while it is open.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.lexicons import LexiconError, read_cells
from analysis.mistakes import did_you_mean_path, given
from analysis.tables import TableError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t"
# A spreadsheet runs a cell that begins so as a formula. The list is that of the OWASP page
# "CSV Injection": = + - @, tab and carriage return.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read_own_csv(
    path: str | os.PathLike[str],
    what: str,
    columns: Sequence[str],
    optional: Sequence[str] = (),
) -> list[dict[str, str]]:
    """Read a CSV file with the given columns: one dict per row, every cell text, blanks cut off.

    ``what`` is what to call its rows in a message. Columns may stand in any order and letter case;
    further ones are left out, rows without any of ``columns`` are passed over, and an ``optional``
    column that is missing is empty. An apostrophe that was set before a formula is taken off again.

    Raises TableError if the file is missing, open elsewhere, no CSV, lacks a column, or has a
    quotation mark that nothing closes.
    """
    wanted = _wanted(columns)
    text = read_own_text(path, what, columns)
    file = Path(path)
    rows = _cells(text, file.name)
    if not rows:
        raise TableError(f"{file.name} is empty, so it holds no {what}. {wanted}.")
    header = [name.casefold() for name in rows[0]]
    missing = [name for name in columns if name not in header]
    if missing:
        found = ", ".join(name for name in rows[0] if name) or "none"
        raise TableError(
            f"{file.name} lacks the column {', '.join(missing)}; its columns are {found}. {wanted}."
        )
    places = {name: header.index(name) for name in (*columns, *optional) if name in header}
    read = []
    for cells in rows[1:]:
        row = {
            name: _unguarded(cells[place]) if place < len(cells) else ""
            for name, place in places.items()
        }
        if any(row[name] for name in columns):
            read.append({**dict.fromkeys(optional, ""), **row})
    return read


def read_of_coders(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    what: str,
    columns: Sequence[str],
    optional: Sequence[str],
) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the rows of a CSV file, or of one of each coder, each with where it stands.

    ``optional`` has the column ``coder``; where it is empty, it becomes the name of the file.
    Raises TableError as :func:`read_own_csv` does.
    """
    for one in [path] if isinstance(path, str | os.PathLike) else path:
        for number, row in enumerate(read_own_csv(one, what, columns, optional), start=2):
            file = Path(one)
            yield {**row, "coder": row["coder"] or file.stem}, f"row {number} of {file.name}"


def _wanted(columns: Sequence[str]) -> str:
    return f"Give the path of a CSV file with the columns {', '.join(columns)}"


def read_own_text(path: object, what: str, columns: Sequence[str]) -> str:
    """Return the text of a CSV file that has ``what`` in ``columns``, in whatever encoding it is.

    Raises TableError if there is no such file, or it is open elsewhere, or it is no text.
    """
    wanted = _wanted(columns)
    if not isinstance(path, str | os.PathLike):
        raise TableError(f"{wanted}, not {given(path)}.")
    file = Path(path)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        meant = did_you_mean_path(str(file)) or f" {wanted}."
        raise TableError(f"there is no file {str(file)!r}.{meant}") from None
    except PermissionError:
        raise TableError(
            f"{file.name} cannot be opened: another program has it. Close it there, and try again."
        ) from None
    except OSError as error:
        raise TableError(f"{file.name} cannot be read as {what}: {error.strerror}.") from error
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or b"\x00" in data:
            raise TableError(f"{file.name} is no text, so no {what} are in it. {wanted}.") from None
        return data.decode("cp1252", errors="replace")


def _cells(text: str, name: str) -> list[list[str]]:
    """Return the rows that hold anything, cut at the separator of which the first line has most."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = text.splitlines(keepends=True)
    try:
        rows = [[cell.strip() for cell in row] for _, row in read_cells(lines, separator, name)]
    except LexiconError as error:
        raise TableError(str(error)) from None
    return [row for row in rows if any(row)]


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def write_own_csv(table: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a table as a CSV file that opens safely in a spreadsheet; return its path.

    What is missing is an empty cell. The file is written beside the old one and then put in its
    place, so that what was there is whole until what comes is. A text that a spreadsheet would run
    as a formula gets an apostrophe, which :func:`read_own_csv` takes off. Raises TableError if the
    file cannot be written.
    """
    file = Path(path)
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(table.columns)
            writer.writerows(map(_guarded, row) for row in table.itertuples(index=False))
        beside.replace(file)
    except PermissionError:
        beside.unlink(missing_ok=True)
        raise TableError(
            f"{file.name} cannot be written: another program has it open, or the folder is locked. "
            "Close it there, or choose another path."
        ) from None
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise TableError(f"{str(file)!r} cannot be written: {error.strerror}.") from error
    return file


def _guarded(value: Any) -> str:
    cell = "" if pd.isna(value) else str(value)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
