"""Numbers as they stand in a sentence: counts with their noun, shares in per cent."""

from __future__ import annotations


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "quote"), count(1204, "quote"), count(2, "person", "people")
    ('1 quote', '1,204 quotes', '2 people')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def percent(part: float, whole: float = 1.0) -> str:
    """Return a share in whole per cent; what rounds to none or to all, and is not, is said so.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(1, 1), percent(0.0)
    ('33%', 'under 1%', 'over 99%', '100%', '0%')
    """
    share = part / whole
    shown = f"{share:.0%}"
    if 0 < share < 1 and shown in ("0%", "100%"):
        return "under 1%" if share < 0.5 else "over 99%"
    return shown
