"""Tables as text: CSV and TSV, one article a row.

Every cell is text: "NA" stays "NA" and "0012" keeps its zeros.
"""

from __future__ import annotations

import csv
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Literal

from analysis.readers.columns import is_known
from analysis.readers.decoding import decode, refuse_markup
from analysis.readers.records import LoadError, Reader, Record, Records

_DELIMITERS = (",", ";", "\t", "|")
# A table of one column has no delimiter; this character stands in no cell.
_NONE = "\x1f"
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_LOCK = threading.Lock()
_MOST_COLUMNS = 10_000


def read_delimited(content: bytes) -> Records:
    r"""Return the rows of a CSV or TSV file, as text, under the names in its first line.

    The delimiter is the one of comma, semicolon, tab and bar that divides the first line and the
    next ones best. Raises LoadError, with the line, if a quotation mark is not closed or a row
    does not have as many cells as the first line.

    >>> read_delimited(b"id;text\n007;NA").rows
    [{'id': '007', 'text': 'NA'}]
    """
    text, note = decode(content)
    refuse_markup(text)
    delimiter, start = delimiter_of(text)
    body, first_line = text[start:], 2 if start else 1
    with long_cells():
        try:
            rows = _rows(body, delimiter, first_line)
        except LoadError:
            # Tab-separated files often do without quoting; a paragraph may open with a quote.
            rows = _unquoted(body, delimiter, first_line) if delimiter == "\t" else []
            if not rows:
                raise
    return Records(rows, (note,) if note else ())


def delimiter_of(text: str) -> tuple[str, int]:
    r"""Return the delimiter of a table that begins so, and where the table begins.

    >>> delimiter_of("sep=;\nid;text\n007;NA")
    (';', 6)
    """
    said = _SEPARATOR_LINE.match(text)  # a spreadsheet program's own way to name it
    start = said.end() if said else 0
    if said and said.group(1) not in '"\n\r ':
        return said.group(1), start
    return find_delimiter(text[start:]), start


def find_delimiter(text: str) -> str:
    r"""Return the delimiter that divides the first lines best.

    First counts how many known column names it yields, then how many rows agree with the first
    line, then how many columns there are.

    >>> find_delimiter("headline, long;text\na, b, c;d, e")
    ';'
    """
    scores = [(*_fit(text, delimiter), delimiter) for delimiter in _DELIMITERS]
    best = max(scores, key=lambda score: score[:3])
    return best[3] if best[2] > 1 else _NONE


def _fit(text: str, delimiter: str) -> tuple[int, float, int]:
    rows = []
    with long_cells():
        try:
            reader = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
            rows = [row for row in islice(reader, 20) if any(cell.strip() for cell in row)]
        except csv.Error:
            pass
    if not rows:
        return 0, 0.0, 0
    width = len(rows[0])
    known = sum(map(is_known, rows[0])) if width > 1 else 0
    return known, sum(len(row) == width for row in rows) / len(rows), width


def _rows(
    text: str, delimiter: str, first_line: int, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
) -> list[Record]:
    return list(rows_of(_lines(text), delimiter, first_line, quoting))


def rows_of(
    lines: Iterable[str],
    delimiter: str,
    first_line: int,
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
) -> Iterator[Record]:
    r"""Yield the rows of a table, a line or several at a time, inside of ``long_cells``.

    >>> list(rows_of(["id;text\n", '7;"Two\n', 'lines."\n'], ";", 1))
    [{'id': '7', 'text': 'Two\nlines.'}]
    """
    reader = csv.reader(
        lines, delimiter=delimiter, quoting=quoting, skipinitialspace=True, strict=True
    )
    names: list[str] = []
    n_rows = 0
    line = first_line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if names:
                    n_rows += 1
                    yield _row(names, cells, line)
                else:
                    names = _names(cells)
            line = first_line + reader.line_num
    except csv.Error as error:
        raise LoadError(
            f"the row that starts in line {line} cannot be divided into cells ({error}): a "
            'quotation mark inside a quoted cell must be doubled ("") and every opened one closed'
        ) from error
    if not n_rows:
        raise LoadError("the table has column names but no rows" if names else "the file is empty")


def _unquoted(text: str, delimiter: str, first_line: int) -> list[Record]:
    try:
        return _rows(text, delimiter, first_line, quoting=csv.QUOTE_NONE)
    except LoadError:
        return []


def _row(names: list[str], cells: list[str], line: int) -> Record:
    if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
        have = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        raise LoadError(
            f"the row that starts in line {line} has {have}, the first line has {len(names)}: a "
            "text that holds the delimiter or a line break must stand in quotation marks"
        )
    return dict(zip(names, cells, strict=False))


def _names(cells: list[str]) -> list[str]:
    n_named = max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)
    if n_named > _MOST_COLUMNS:
        raise LoadError(f"it has {n_named:,} columns, more than {_MOST_COLUMNS:,}: leave some out")
    names = [cell.strip() or f"column {number}" for number, cell in enumerate(cells[:n_named], 1)]
    for name, n in Counter(names).items():
        if n > 1:
            raise LoadError(f"two columns are named {name!r}: give one of them another name")
    return names


def _lines(text: str) -> Iterator[str]:
    # Not splitlines, which also divides at characters that are no line ends.
    return (f"{line}\n" for line in text.removesuffix("\n").split("\n"))


@contextmanager
def long_cells(longest: int = 2**31 - 1) -> Iterator[None]:
    """Let cells be as long as articles: the limit of ``csv`` (131,072) is one for the process."""
    with _LOCK:
        before = csv.field_size_limit(longest)
        try:
            yield
        finally:
            csv.field_size_limit(before)


DELIMITED = Reader("csv", (".csv", ".tsv", ".tab"), read_delimited, is_table=True)
