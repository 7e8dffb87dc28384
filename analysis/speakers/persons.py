"""Names of people: the last name, and whether two first names may be one person's."""

from __future__ import annotations

import unicodedata
from functools import cache

from analysis.lexicons import load_lexicon

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def surname(name: str) -> str:
    """Return the last name, with its particle where it is written small.

    >>> surname("Peter van der Hoek"), surname("Ana Ruiz Jr."), surname("Ruiz")
    ('Hoek', 'Ruiz', 'Ruiz')
    """
    words = name.replace(".", "").replace(",", " ").split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    return words[-1] if words else name


def same_first(one: str, other: str) -> bool:
    """Tell whether two full names have first names that may be one: Joe, Joseph and J.

    >>> same_first("Joe Biden", "Joseph R. Biden"), same_first("Ana Ruiz", "Anne Ruiz")
    (True, False)
    """
    a, b = plain_name(one.split(maxsplit=1)[0]), plain_name(other.split(maxsplit=1)[0])
    if a == b:
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return bool(_long_forms(a) & _long_forms(b))


def _long_forms(first: str) -> set[str]:
    return {first} | _nicknames().get(first, set())


@cache
def _nicknames() -> dict[str, set[str]]:
    """The full first names that a nickname may stand for."""
    names: dict[str, set[str]] = {}
    for row in load_lexicon("nicknames"):
        for short in row["short"].split():
            names.setdefault(short, set()).add(row["name"])
    return names


def plain_name(name: str) -> str:
    """A name in lower case, without accents and full stops."""
    letters = unicodedata.normalize("NFKD", name.lower().replace(".", ""))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
