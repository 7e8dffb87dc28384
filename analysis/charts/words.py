"""Numbers and names as a reader expects them in a title, a note and an alt text."""

from __future__ import annotations

from typing import Any

import pandas as pd


def signed(x: float) -> str:
    """Return a tone score with its sign, to two decimals.

    >>> signed(0.214), signed(-0.05), signed(0.001)
    ('+0.21', '−0.05', '0.00')
    """
    shown = f"{x:+.2f}"
    return "0.00" if shown in ("+0.00", "-0.00") else shown.replace("-", "−")


def decimal(x: float) -> str:
    """Return a number to one decimal, with a true minus sign.

    >>> decimal(-1.45), decimal(12)
    ('−1.4', '12.0')
    """
    return f"{x:.1f}".replace("-", "−")


def sentence(*parts: str) -> str:
    """Join the parts that are not empty into running text, each ending in a full stop.

    >>> sentence("n = 3 quotes", "", "No mean is drawn.")
    'n = 3 quotes. No mean is drawn.'
    """
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def name(value: Any, missing: str = "(no name)") -> str:
    r"""Return a name from a table as one line of text, or ``missing`` where there is none.

    >>> name("Ana\n Ruiz"), name(None), name("\x00")
    ('Ana Ruiz', '(no name)', '(no name)')
    """
    if pd.isna(value):
        return missing
    line = " ".join(str(value).split())
    return line if any(char.isprintable() and char != " " for char in line) else missing
