"""Numbers as a reader meets them in a sentence: counts with their whole, lists with an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis import printed

_WIDE = 6  # outlets, languages or coders that a line names


def counts(values: Iterable[Any]) -> dict[str, int]:
    """Return how often each value stands there, the most frequent first, ties by name.

    >>> counts(["b", "a", "b", None, "c"])
    {'b': 2, 'a': 1, 'c': 1}
    """
    counted = Counter(str(value) for value in values if not pd.isna(value))
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def tally(values: Iterable[Any], missing: str = "") -> str:
    """Return the values with their numbers as one line; ``missing`` is a name for none.

    >>> tally(["The Courier", None, "The Courier"], "no outlet")
    'The Courier 2; no outlet 1'
    """
    values = list(values)
    known = counts(values)
    parts = [f"{name} {n:,}" for name, n in list(known.items())[:_WIDE]]
    if len(known) > _WIDE:
        parts.append(f"{len(known) - _WIDE:,} others")
    n_missing = len(values) - sum(known.values())
    if n_missing and missing:
        parts.append(f"{missing} {n_missing:,}")
    return "; ".join(parts) or "none"


def named(counted: Mapping[str, int]) -> str:
    """Return names with their numbers as part of a sentence.

    >>> named({"The Courier": 4, "The Lantern": 1})
    'The Courier (4) and The Lantern (1)'
    """
    parts = [f"{name} ({n:,})" for name, n in list(counted.items())[:_WIDE]]
    if len(counted) > _WIDE:
        parts.append(f"{len(counted) - _WIDE:,} others")
    return printed.listed(parts, most=None)


def percent(share: float) -> str:
    """Return a share in per cent, never rounded to nothing or to all.

    >>> percent(0.083), percent(0.001), percent(0.999), percent(0)
    ('8 %', 'under 1 %', 'over 99 %', '0 %')
    """
    return printed.percent(share).replace("%", " %")


def share_of(n: int, total: int) -> str:
    """Return a number with its whole and its share.

    >>> share_of(1, 12)
    '1 of 12 (8 %)'
    """
    return f"{n:,} of {total:,}" + (f" ({percent(n / total)})" if total else "")


def some(n: int, total: int, noun: str) -> str:
    """Return a number with its whole and what is counted.

    >>> some(1, 12, "article")
    '1 of 12 articles'
    """
    return f"{n:,} of {printed.count(total, noun)}"


def be(n: int) -> str:
    """Return "is" or "are"."""
    return "is" if n == 1 else "are"


def have(n: int) -> str:
    """Return "has" or "have"."""
    return "has" if n == 1 else "have"
