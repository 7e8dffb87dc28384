"""What loading can be told: which columns hold what, and what comes first in a date."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.readers import LoadError
from analysis.readers.columns import NAMES


def checked_order(date_order: object) -> str | None:
    """Return what comes first in a date. Raises LoadError unless that is "dmy", "mdy" or None."""
    if date_order not in (None, "dmy", "mdy"):
        raise LoadError(
            "date_order says what comes first in 03/04/2021, 'dmy' the day or 'mdy' the month; "
            f"got {date_order!r}"
        )
    return None if date_order is None else str(date_order)


def named_columns(text_column: object, columns: object) -> tuple[str | None, dict[str, str]]:
    """Return which column holds the text, and which the other fields that were named."""
    if text_column is not None and not isinstance(text_column, str):
        raise LoadError(
            f"text_column is the name of one column, as 'body'; got {type(text_column).__name__}"
        )
    if columns is None:
        return text_column, {}
    known = ", ".join(map(repr, NAMES))
    if not isinstance(columns, Mapping):
        raise LoadError(
            "columns says what a table's columns hold, as {'outlet': 'Paper'}; got "
            f"{type(columns).__name__}"
        )
    for field, column in columns.items():
        if field not in NAMES:
            raise LoadError(f"columns may say where these are: {known}; got {field!r}")
        if not isinstance(column, str) or not column.strip():
            raise LoadError(
                f"columns[{field!r}] is the name of one column, as 'Paper'; got {column!r}"
            )
    named = {str(field): str(column) for field, column in columns.items()}
    text = named.pop("text", text_column)
    if text_column is not None and text != text_column:
        raise LoadError(f"the text is said to be in {text_column!r} and in {text!r}: name one")
    return text, named
