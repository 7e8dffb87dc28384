"""A large table on its way to the articles table, some rows at a time.

What depends on all rows (which columns there are, which holds the text, whether the ids are usable)
is found in a first reading, so that every piece is treated as the whole file would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from analysis.articles.numbering import CLASH, GAPS, Taken, leave_out_unreadable, name_rows
from analysis.readers.columns import is_text, match_columns, text_column_of, to_text
from analysis.readers.intake import Intake
from analysis.readers.large import ROWS_AT_ONCE, LargeTable
from analysis.readers.records import LoadError, Record, listed

_LOOKED_AT = 100  # rows from which a column of whole sentences is told
_MOST_COLUMNS = 10_000


class _Outline(NamedTuple):
    """What the first reading of a table finds: its columns, that of the text, and its length."""

    columns: list[str]
    text_column: str
    n_rows: int


def take_in_large(
    name: str,
    table: LargeTable,
    text_column: str | None,
    named: Mapping[str, str],
    taken: Taken,
    lay: Callable[[Intake], None] = lambda file: None,
) -> Iterator[Intake]:
    """Yield a large table as files of some rows each, numbered as in the whole.

    ``lay`` is called with each before its rows are numbered. Notes on the whole file are with the
    first. Raises LoadError if the table cannot be read, before the first piece.
    """
    outline = _outline(table, text_column)
    pieces = _pieces(name, table, outline, named, lay)
    first = next(pieces)
    has_ids = False
    if "article_id" in first.origins:
        has_ids, note = _are_usable(_pieces(name, table, outline, named, lay), taken)
        first.notes += [note] if note else []
    for piece in _with_first(first, pieces):
        leave_out_unreadable(piece)
        name_rows(piece, has_ids, taken)
        yield piece


def _with_first(first: Intake, rest: Iterator[Intake]) -> Iterator[Intake]:
    yield first
    yield from rest


def _outline(table: LargeTable, text_column: str | None) -> _Outline:
    """Read all rows once; a few of them show what all would show."""
    columns: dict[str, None] = {}
    filled: set[str] = set()
    shown: list[Record] = []
    may_be_text = cache(is_text)
    n_rows = 0
    for n_rows, row in enumerate(table.rows(), 1):
        new = [column for column in row if column not in columns]
        fills = [
            column
            for column in row
            if may_be_text(column) and column not in filled and to_text(row[column])
        ]
        columns.update(dict.fromkeys(new))
        filled.update(fills)
        if len(columns) > _MOST_COLUMNS:
            raise LoadError(f"it has more than {_MOST_COLUMNS:,} columns: leave some out")
        if n_rows <= _LOOKED_AT or new or fills:
            shown.append(row)
    if not n_rows:
        raise LoadError("the table has no rows")
    return _Outline([*columns], text_column_of(shown, text_column), n_rows)


def _pieces(
    name: str,
    table: LargeTable,
    outline: _Outline,
    named: Mapping[str, str],
    lay: Callable[[Intake], None],
) -> Iterator[Intake]:
    rows = table.rows()
    done = 0
    while some := list(islice(rows, ROWS_AT_ONCE)):
        whole = [{column: row.get(column) for column in outline.columns} for row in some]
        matched = match_columns(whole, outline.text_column, named)
        piece = Intake(
            name,
            format=table.reader.format,
            has_columns=table.reader.is_table,
            rows=list(enumerate(matched.rows, done + 1)),
            n_rows=outline.n_rows,
            origins=matched.origins,
        )
        if not done:
            piece.notes += [table.note] if table.note else []
            for what, which in (
                ("columns kept under their own names", matched.kept),
                ("columns not used", matched.unused),
            ):
                piece.notes += [f"{what}: {listed(which, 8)}"] if which else []
        lay(piece)
        done += len(some)
        yield piece


def _are_usable(pieces: Iterator[Intake], taken: Taken) -> tuple[bool, str | None]:
    """Return whether the ids of a table can be used, and what to note if they cannot."""
    seen: set[str] = set()
    n_without = n_rows = 0
    clashes = repeats = False
    for piece in pieces:
        leave_out_unreadable(piece)
        for _, row in piece.rows:
            n_rows += 1
            own = to_text(row.get("article_id"))
            if own is None:
                n_without += 1
                continue
            repeats = repeats or own in seen
            clashes = clashes or own in taken
            seen.add(own)
    if not seen:
        return False, None
    if n_without or repeats:
        return False, GAPS
    return not clashes, CLASH if clashes else None
