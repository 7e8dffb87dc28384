"""Tables to files: Parquet for programs, CSV for spreadsheets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

# A spreadsheet runs a cell that begins so as a formula. The list is that of the OWASP page
# "CSV Injection": = + - @, tab and carriage return.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text that a spreadsheet would run.

    Only text is changed; a negative number stays one.

    >>> guard_cells(pd.DataFrame({"text": ["=1+1", "So be it."], "compound": [-0.5, 0.1]}))
            text  compound
    0      '=1+1      -0.5
    1  So be it.       0.1
    """
    guarded = table.copy()
    for column in guarded:
        values = guarded[column]
        if pd.api.types.is_string_dtype(values) or values.dtype == object:
            starts = values.map(lambda v: isinstance(v, str) and v.startswith(_FORMULA_STARTS))
            guarded[column] = values.mask(starts.astype(bool), "'" + values.astype("str"))
    return guarded


def write_tables(tables: Mapping[str, pd.DataFrame], folder: str | os.PathLike[str]) -> list[Path]:
    """Write each table to ``folder`` as NAME.parquet and NAME.csv; return the paths.

    The CSV files open in a spreadsheet as they are: UTF-8 with a byte order mark, cells guarded
    by ``guard_cells``. Files of the same names are replaced. Raises OSError if the folder cannot
    be written.
    """
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        parquet, csv = home / f"{name}.parquet", home / f"{name}.csv"
        table.to_parquet(parquet, index=False)
        guard_cells(table).to_csv(csv, index=False, encoding="utf-8-sig", lineterminator="\n")
        written += [parquet, csv]
    return written
