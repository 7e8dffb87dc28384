"""The sheets of a workbook, cell by cell."""

from __future__ import annotations

import io
from datetime import date
from typing import NamedTuple

from analysis.readers.records import LoadError

Cell = str | date | None
Grid = list[list[Cell]]


class Sheet(NamedTuple):
    """One sheet: its name and its filled rows, or what is wrong with it."""

    name: str
    grid: Grid
    damage: str | None = None


def read_workbook(content: bytes, most: int) -> list[Sheet]:
    """Return the sheets of a workbook, with ``most`` characters in all of them.

    The library is in native code, and a hostile file can bring it down: this runs apart. Raises
    LoadError if the workbook is locked, damaged as a whole, or holds more characters.
    """
    import python_calamine as calamine

    sheets: list[Sheet] = []
    left = most
    try:
        book = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise LoadError("it is locked with a password: save it again without") from error
    except calamine.CalamineError as error:
        raise LoadError(
            f"this is no sound spreadsheet ({error}): save it again as .xlsx"
        ) from error
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            rows = book.get_sheet_by_name(about.name).iter_rows()
        except calamine.CalamineError as error:
            sheets.append(Sheet(about.name, [], str(error)))
            continue
        grid: Grid = []
        for values in rows:
            if values.count("") == len(values):
                continue
            cells = [_cell(value) for value in values]
            left -= sum(len(cell) for cell in cells if isinstance(cell, str))
            if left < 0:
                raise LoadError(f"it holds more than {most:,} characters: divide it")
            if any(cell is not None for cell in cells):
                grid.append(cells)
        sheets.append(Sheet(about.name, grid))
    return sheets


def _cell(value: object) -> Cell:
    """Return a date as it is, anything else as text, and None for a blank cell."""
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text if text.strip() else None
