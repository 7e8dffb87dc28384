"""The file of corrections: read from one or several coders, and added to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.own_csv import read_of_coders, write_own_csv
from analysis.tables import CORRECTIONS

_NEEDED = ("table", "key", "field", "old", "new")
_OPTIONAL = ("coder", "reason", "text")


def load_corrections(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
) -> pd.DataFrame:
    """Read corrections from a CSV file, or from one of each coder, one row per correction.

    A file has the columns ``table`` (articles, quotes, mentions or events), ``key`` (which row:
    "a1" for an article, "a1#3" for quote or mention 3 of it), ``field`` (the column to change, or
    "keep"), ``old`` (what stands there), ``new`` (what should; "no" for keep takes the row out),
    and, if one likes, ``coder``, ``reason`` and ``text``, the row's own words, by which it is found
    again when the numbers have moved. Where ``coder`` is empty, it is the name of the file.

    Rows of all files stand together; what two coders say in the same words is one row, with both
    names. Where they differ both rows are kept, and `check_corrections` says so.

    Raises TableError for a file that is missing, open elsewhere, or lacks a column.

    >>> load_corrections([]).columns.tolist()
    ['table', 'key', 'field', 'old', 'new', 'coder', 'reason', 'text']
    """
    rows = [
        {name: " ".join(value.split()) for name, value in row.items()}
        for row, _ in read_of_coders(path, "corrections", _NEEDED, _OPTIONAL)
    ]
    return CORRECTIONS.build(_together(rows))


def add_corrections(
    corrections: pd.DataFrame, path: str | os.PathLike[str] = "corrections.csv"
) -> pd.DataFrame:
    """Add corrections to a file, which is made if there is none; return all that it now holds.

    A correction of a coder replaces what the same one said of that field of that row before.
    Raises TableError for another table, and for a file that cannot be read or written.
    """
    CORRECTIONS.check(corrections)
    before = load_corrections(path).to_dict("records") if Path(path).exists() else []
    said: list[Mapping[Any, Any]] = [*before, *corrections.to_dict("records")]
    rows = {CORRECTIONS.key_of(row): row for row in said}
    write_own_csv(CORRECTIONS.build(rows.values())[list(CORRECTIONS.columns)], path)
    return load_corrections(path)


def _together(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Put rows that say the same into one, with the names and reasons of all who say it."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        place = tuple(row[name] for name in ("table", "key", "field", "old", "new"))
        known = found.setdefault(place, {**row})
        for name in ("coder", "reason"):
            parts = [part for part in known[name].split("; ") if part]
            if row[name] and row[name] not in parts:
                known[name] = "; ".join([*parts, row[name]])
    return list(found.values())
