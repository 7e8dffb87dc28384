"""Tables to files: Parquet for programs, CSV for spreadsheets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.own_csv import FORMULA_STARTS

# What a cell of Excel and of its kin holds; the apostrophe of guard_cells needs room for one.
LONGEST_CELL = 32_766


def guard_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text that a spreadsheet would run.

    Only text is changed, in cells and names of columns; a negative number stays one.

    >>> guard_cells(pd.DataFrame({"text": ["=1+1", "So be it."], "compound": [-0.5, 0.1]}))
            text  compound
    0      '=1+1      -0.5
    1  So be it.       0.1
    """
    guarded = table.copy()
    for column in guarded:
        values = guarded[column]
        if pd.api.types.is_string_dtype(values) or values.dtype == object:
            starts = values.map(lambda v: isinstance(v, str) and v.startswith(FORMULA_STARTS))
            guarded[column] = values.mask(starts.astype(bool), "'" + values.astype("str"))
    return guarded.rename(
        columns=lambda name: f"'{name}" if str(name).startswith(FORMULA_STARTS) else name
    )


def split_cells(table: pd.DataFrame, longest: int = LONGEST_CELL) -> pd.DataFrame:
    """Return the table with texts that no cell of a spreadsheet holds continued in further columns.

    A spreadsheet program cuts what is longer than 32,767 characters, without a word. The rest goes
    to the columns ``text (2)``, ``text (3)`` and so on, right behind; the parts put together are
    the text.

    >>> split_cells(pd.DataFrame({"text": ["It is late.", "So?"]}), longest=6)
         text text (2)
    0  It is     late.
    1     So?     None
    """
    columns: dict[str, pd.Series[Any]] = {}
    for name in table:
        values = table[name]
        columns[str(name)] = values
        if not (pd.api.types.is_string_dtype(values) or values.dtype == object):
            continue
        parts = [_parts(v, longest) if isinstance(v, str) else [v] for v in values]
        most = max(map(len, parts), default=1)
        for number in range(most if most > 1 else 0):
            column = str(name) if number == 0 else f"{name} ({number + 1})"
            cells = [part[number] if number < len(part) else None for part in parts]
            columns[column] = pd.Series(cells, index=table.index, dtype=object)
    return pd.DataFrame(columns, index=table.index)


def _parts(text: str, longest: int) -> list[str]:
    """Cut a text after a blank wherever one stands near the end of a part."""
    parts = []
    while len(text) > longest:
        blank = text.rfind(" ", longest // 2, longest) + 1
        parts.append(text[: blank or longest])
        text = text[blank or longest :]
    return [*parts, text]


def write_tables(tables: Mapping[str, pd.DataFrame], folder: str | os.PathLike[str]) -> list[Path]:
    """Write each table to ``folder`` as NAME.parquet and NAME.csv; return the paths.

    The CSV files open in a spreadsheet as they are: UTF-8 with a byte order mark, cells guarded
    by ``guard_cells``, texts that are too long for one divided by ``split_cells``. Files of the
    same names are replaced. Raises OSError if the folder cannot be written.
    """
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        parquet, csv = home / f"{name}.parquet", home / f"{name}.csv"
        table.to_parquet(parquet, index=False)
        guard_cells(split_cells(table)).to_csv(
            csv, index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
        written += [parquet, csv]
    return written
