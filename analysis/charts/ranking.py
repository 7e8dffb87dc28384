"""Which rows a chart draws, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import pandas as pd

Ranked = TypeVar("Ranked", pd.DataFrame, "pd.Series[Any]")


def first_rows(ranked: Ranked, top: int | None) -> tuple[Ranked, Ranked]:
    """Return the first ``top`` rows (None for all), and the rest.

    >>> first, rest = first_rows(pd.DataFrame({"speaker": ["Ana Ruiz", "Leon Ode"]}), 1)
    >>> first["speaker"].tolist(), rest["speaker"].tolist()
    (['Ana Ruiz'], ['Leon Ode'])
    """
    many = len(ranked) if top is None else top
    return ranked.iloc[:many], ranked.iloc[many:]


def in_order(rows: pd.DataFrame, values: pd.Series[Any], names: Iterable[object]) -> pd.DataFrame:
    """Return the rows in the order in which ``names`` has their values; of equals none moves.

    >>> rows = pd.DataFrame({"type": ["agency", "person"]})
    >>> in_order(rows, rows["type"], ["person", "agency"])["type"].tolist()
    ['person', 'agency']
    """
    places = {name: place for place, name in enumerate(names)}
    return rows.loc[values.map(places).sort_values(kind="stable").index]
