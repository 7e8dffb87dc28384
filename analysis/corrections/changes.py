"""What corrections changed: the same table before and after, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corrections.keys import printed
from analysis.tables import CHANGES, TableError


def compare_corrected(
    before: pd.DataFrame, after: pd.DataFrame, key: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """Compare a table with itself after corrections, one row per value that is another now.

    ``before`` and ``after`` are the same table, made from what was found and from what was
    corrected: quotes, or what was counted from them. ``key`` names the columns that say which row
    is which; by default the leading columns that tell all rows apart (``speaker``, ``source``,
    ``article_id`` and ``quote_id``). ``row`` is the key as printed, ``column`` what changed; a row
    that is only in one of them has the column "(row)". Numbers that differ by less than a
    thousandth are the same. Raises TableError for tables without a common key.

    >>> before = pd.DataFrame({"speaker": ["Ana Ruiz", "Leon Ode"], "n_quotes": [3, 1]})
    >>> after = pd.DataFrame({"speaker": ["Ana Ruiz"], "n_quotes": [4]})
    >>> compare_corrected(before, after)
            row    column before after
    0  Ana Ruiz  n_quotes      3     4
    1  Leon Ode     (row)  there  gone
    """
    names = _key(before, after, key)
    old = {tuple(printed(row[n]) for n in names): row for row in before.to_dict("records")}
    new = {tuple(printed(row[n]) for n in names): row for row in after.to_dict("records")}
    columns = [c for c in before.columns if c in after.columns and c not in names]
    rows = []
    for place in dict.fromkeys((*old, *new)):
        label = " · ".join(place)
        if place not in new or place not in old:
            is_gone = place in old
            rows.append(
                {
                    "row": label,
                    "column": "(row)",
                    "before": "there" if is_gone else "not there",
                    "after": "gone" if is_gone else "there",
                }
            )
            continue
        for column in columns:
            one, other = old[place][column], new[place][column]
            if not _is_same(one, other):
                changed = {"column": column, "before": _shown(one), "after": _shown(other)}
                rows.append({"row": label, **changed})
    return CHANGES.build(rows)


def _key(before: pd.DataFrame, after: pd.DataFrame, key: str | Sequence[str] | None) -> list[str]:
    for frame in (before, after):
        if not isinstance(frame, pd.DataFrame):
            raise TableError(
                f"compare_corrected needs the same table twice, got {type(frame).__name__}."
            )
    if key is not None:
        names = [key] if isinstance(key, str) else list(key)
        missing = [n for n in names if n not in before or n not in after]
        if missing:
            raise TableError(
                f"the tables have no common column {', '.join(missing)}; they have "
                f"{', '.join(map(str, before.columns))}."
            )
        return names
    common = [str(column) for column in before.columns if column in after.columns]
    for n in range(1, min(len(common), 4) + 1):
        if not any(frame.duplicated(common[:n]).any() for frame in (before, after)):
            return common[:n]
    raise TableError(
        "no leading columns tell the rows of these tables apart. Say which do: "
        'compare_corrected(before, after, key=["article_id", "quote_id"]).'
    )


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return (pd.isna(one) and pd.isna(other)) or abs(one - other) < 0.001
    return printed(one) == printed(other)


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) and not pd.isna(value) else printed(value)
