"""Spreadsheets of Excel and LibreOffice: one article a row, under the sheet's own column names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.printed import some_of
from analysis.readers.apart import run_apart
from analysis.readers.columns import is_text
from analysis.readers.compound import MAGIC, stream_names
from analysis.readers.packed import ZIP, open_packed, part_names
from analysis.readers.records import LoadError, Reader, Record, Records
from analysis.readers.tables.workbook import Cell, Grid, read_workbook

# A cell holds no more; what a program puts in beyond is gone, without a word.
LONGEST_CELL = 32_767
# Characters in all sheets. One text may stand in a file once and in a million cells.
MOST_TEXT = 100_000_000
MOST_BYTES_OLD = 50_000_000  # of an .xls, which has 65,536 rows at most
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_OLD = {"Workbook", "Book"}


class _Table(NamedTuple):
    """One sheet: the names of its columns, its rows, and what stood above the names."""

    sheet: str
    names: list[str]
    rows: list[Record]
    above: list[str]


def read_spreadsheet(content: bytes) -> Records:
    """Return the rows of a spreadsheet (.xlsx, .xlsm, .xls, .ods) under the names in its first row.

    Dates stay dates, every other cell becomes text; blank rows and columns are left out. Sheets
    with the same columns are joined, with a column ``sheet``; of others the one with a text column
    is read. Raises LoadError if this is no sound spreadsheet or has no rows.

    >>> read_spreadsheet(b"id;text")
    Traceback (most recent call last):
    ...
    analysis.readers.records.LoadError: this is no spreadsheet but a text: if it is a table, rename
    it to end in .csv
    """
    _check(content)
    tables: list[_Table] = []
    notes: list[str] = []
    for sheet, grid, damage in run_apart(read_workbook, content, MOST_TEXT):
        if damage:
            notes.append(f"the sheet {sheet!r} is damaged and was not read ({damage})")
        table = _table(sheet, grid)
        if table.rows:
            tables.append(table)
    if not tables:
        raise LoadError("; ".join([*notes, "it holds no rows below column names: no articles"]))
    chosen = _choose(tables)
    rows = _joined(chosen)
    notes += [*_about_sheets(chosen, tables), *_cut_off(rows)]
    return Records([_with_plain_lines(row) for row in rows], tuple(notes))


def looks_like_spreadsheet(content: bytes) -> bool:
    """Whether the content is a workbook of Excel, old or new, or an OpenDocument spreadsheet."""
    if content.startswith(MAGIC):
        return not _OLD.isdisjoint(stream_names(content))
    return content[30:200].startswith(_OPEN_DOCUMENT) or "xl/workbook.xml" in part_names(content)


SPREADSHEET = Reader(
    "spreadsheet",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    read_spreadsheet,
    True,
    looks_like_spreadsheet,
)


# ---- checks -----------------------------------------------------------------------------------


def _check(content: bytes) -> None:
    """Refuse what is no spreadsheet, is locked, or unpacks to too much."""
    if not content:
        raise LoadError("the file is empty")
    if content.startswith(MAGIC):
        names = stream_names(content)
        if "EncryptedPackage" in names:
            raise LoadError("it is locked with a password: save it again without")
        if _OLD.isdisjoint(names):
            raise LoadError("this is a file of an old office program, but no spreadsheet in it")
        if len(content) > MOST_BYTES_OLD:
            raise LoadError(
                f"it has {len(content):,} bytes, more than {MOST_BYTES_OLD:,}: save it as .xlsx"
            )
    elif content.startswith(ZIP):
        with open_packed(content, "a spreadsheet"):
            pass
    elif content[:1000].lstrip()[:1] == b"<":
        raise LoadError(
            "this is no spreadsheet but a web page or XML with a table: open it in a spreadsheet "
            "program and save it as .xlsx"
        )
    elif b"\0" not in content[:1000]:
        raise LoadError(
            "this is no spreadsheet but a text: if it is a table, rename it to end in .csv"
        )
    else:
        raise LoadError("this is no spreadsheet, or it was cut short: save it again as .xlsx")


# ---- tables ----------------------------------------------------------------------------------


def _table(sheet: str, grid: Grid) -> _Table:
    """Find the row of column names; blank columns are left out."""
    width = max(map(len, grid), default=0)
    filled = [n for n in range(width) if any(_at(row, n) is not None for row in grid)]
    needed = min(2, len(filled))
    for number, row in enumerate(grid):
        if sum(cell is not None for cell in row) >= needed > 0:
            names = _names(sheet, [_at(row, n) for n in filled])
            rows: list[Record] = [
                {name: _at(cells, n) for name, n in zip(names, filled, strict=True)}
                for cells in grid[number + 1 :]
            ]
            above = [str(cell) for cells in grid[:number] for cell in cells if cell is not None]
            return _Table(sheet, names, rows, above)
    return _Table(sheet, [], [], [])


def _at(row: Sequence[Cell], number: int) -> Cell:
    return row[number] if number < len(row) else None


def _names(sheet: str, cells: Iterable[Cell]) -> list[str]:
    names = [
        f"column {number}" if cell is None else " ".join(str(cell).split())
        for number, cell in enumerate(cells, 1)
    ]
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise LoadError(
                f"two columns of the sheet {sheet!r} are named {name!r}: give one of them another "
                "name"
            )
        seen.add(name.casefold())
    return names


def _key(table: _Table) -> frozenset[str]:
    return frozenset(name.casefold() for name in table.names)


def _choose(tables: Sequence[_Table]) -> list[_Table]:
    """Return the sheets to read: those with a text column or, failing that, most characters.

    All that have the same columns go together.
    """
    alike: dict[frozenset[str], list[_Table]] = {}
    for table in tables:
        alike.setdefault(_key(table), []).append(table)

    def rank(group: Sequence[_Table]) -> tuple[bool, int]:
        cells = (cell for table in group for row in table.rows for cell in row.values())
        return any(map(is_text, group[0].names)), sum(len(str(cell)) for cell in cells if cell)

    return max(alike.values(), key=rank)


def _joined(tables: Sequence[_Table]) -> list[Record]:
    """Put sheets with the same columns together, under the names as the first one writes them."""
    if len(tables) == 1:
        return tables[0].rows
    spelt = {name.casefold(): name for name in tables[0].names}
    joined: list[Record] = []
    for table in tables:
        for row in table.rows:
            renamed: Record = {spelt[name.casefold()]: cell for name, cell in row.items()}
            renamed.setdefault("sheet", table.sheet)
            joined.append(renamed)
    return joined


def _with_plain_lines(row: Record) -> Record:
    return {
        name: cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell
        for name, cell in row.items()
    }


# ---- notes -----------------------------------------------------------------------------------


def _about_sheets(chosen: Sequence[_Table], tables: Sequence[_Table]) -> list[str]:
    notes = []
    others = [repr(table.sheet) for table in tables if table not in chosen]
    if len(chosen) > 1:
        told = ", ".join(f"{table.sheet!r} ({len(table.rows):,})" for table in chosen)
        notes.append(f"{len(chosen)} sheets with the same columns were joined, with rows: {told}")
    elif others:
        notes.append(f"of {len(tables)} sheets {chosen[0].sheet!r} was read")
    if others:
        notes.append(f"sheets not read, since their columns are others: {', '.join(others)}")
    above = " ".join(" ".join(line for table in chosen for line in table.above).split())
    if above:
        shown = above if len(above) <= 80 else f"{above[:79]}…"
        notes.append(f"left out, since it stands above the column names: {shown!r}")
    return notes


def _cut_off(rows: Sequence[Record]) -> list[str]:
    """Name the rows with a cell that is as long as a cell can be."""
    found: dict[str, list[str]] = {}
    for number, row in enumerate(rows, 1):
        for name, cell in row.items():
            if isinstance(cell, str) and _is_full(cell):
                found.setdefault(name, []).append(str(number))
    notes = []
    for name, numbers in found.items():
        which = f"row{'s' if len(numbers) > 1 else ''} {some_of(numbers, 10)}"
        notes.append(
            f"{which} may be cut off: {name!r} has exactly {LONGEST_CELL:,} characters, where "
            "spreadsheet programs end a longer text without a word"
        )
    return notes


def _is_full(text: str) -> bool:
    """Whether a text fills a cell, in characters or as these programs count: some are two there."""
    if not len(text) <= LONGEST_CELL <= 2 * len(text):
        return False
    return LONGEST_CELL in (len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)
