"""Numbers and lists as they stand in a sentence: counts with their noun, shares, names in a row."""

from __future__ import annotations

from collections.abc import Sequence


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


def listed(names: Sequence[str], most: int | None = 3) -> str:
    """Return names as a list in words; beyond ``most`` the rest are counted.

    >>> listed(["AP", "Reuters"]), listed(["AP", "AFP", "dpa", "TASS", "EFE"])
    ('AP and Reuters', 'AP, AFP, dpa and 2 more')
    """
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first names, and how many more there are; all of them with commas alone.

    >>> some_of(["a.txt", "b.txt", "c.txt"], 2), some_of(["a.txt", "b.txt"], 2)
    ('a.txt, b.txt and 1 more', 'a.txt, b.txt')
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
