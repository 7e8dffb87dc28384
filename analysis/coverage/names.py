"""Names: one for each person and body of an article, and where its headline has them.

The names table has every place as printed. Here "Raman" is Priya Raman if the article names one
Raman in full, and "EHA" is the body that gave it in brackets. What is no name is left out: a word
in capitals for emphasis, a title, and the outlet's own name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from analysis.lexicons import load_lexicon

NO_NAME = frozenset({"unnamed", "document"})  # types of speakers that have no name
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_COMPANY = frozenset("inc ltd llc corp co plc limited company corporation".split())
_SMALL = frozenset("of the and for in on to & de at".split())
_THE = re.compile(r"^(?:the|a|an) (?=\S)", re.IGNORECASE)
_OWNER = re.compile(r"^[^’']*[’']s (?=[A-Z])")  # "Port Ellery’s Brightwater Cannery"
_BEFORE_BODY = re.compile(r"^[a-z][^A-Z]* (?=[A-Z])")  # "directors of Marrow Water"
_SHOUTED = 5  # letters, from which on a word in capitals may be one that is shouted


class Place(NamedTuple):
    """A place where somebody is named, and the name that they go by."""

    name: str
    start: int
    end: int


class Named(NamedTuple):
    """The names of one article: their places in the text, and the name behind every form."""

    places: list[Place]
    forms: dict[str, str]


def names_of(
    rows: Iterable[Mapping[str, Any]],
    speakers: Mapping[str, str],
    outlet: str | None = None,
    *,
    bodies: Mapping[str, str] | None = None,
    is_word: Callable[[str, bool], bool] = lambda word, shouted: False,
) -> Named:
    """Return the names of one article from its rows of the names table.

    ``speakers`` has the type of every speaker of its quotes, ``bodies`` the names of bodies by key
    (:func:`body_key`): they go before what is printed here. ``outlet`` is whose article it is.
    ``is_word`` tells of a word, and whether it is in capitals, if it is printed in small letters.
    """
    printed = [
        (" ".join(row["text"].split()), row)
        for row in rows
        if row["form"] == "name" and isinstance(row["text"], str) and row["text"].strip()
    ]
    types = {form: str(row["type"]) for form, row in printed}
    spoken = [name for name, kind in speakers.items() if kind == "person"]
    people = _people([*spoken, *(form for form, kind in types.items() if kind == "person")])
    others = [
        form for form in types if form.lower() not in people and not _is_no_name(form, is_word)
    ]
    names = {form: people[form.lower()] for form in types if form.lower() in people}
    names |= _bodies(others, bodies or {})
    aliases = {
        row["alias"]: names[form]
        for form, row in printed
        if _is_acronym(row["alias"]) and form in names
    }
    names = {form: aliases.get(form, name) for form, name in names.items()}
    names = {form: name for form, name in names.items() if not is_own(name, outlet)}
    places = [
        Place(names[f], int(row["start"]), int(row["end"])) for f, row in printed if f in names
    ]
    whole = {*names.values(), *(name for name, kind in speakers.items() if kind not in NO_NAME)}
    forms = {name: name for name in sorted(whole) if not is_own(name, outlet)}
    forms |= {name.split()[-1]: name for name in forms if people.get(_last(name)) == name}
    forms |= {initials: name for name in forms if len(initials := _initials(name) or "") > 2}
    forms |= {alias: name for alias, name in aliases.items() if name in forms}
    return Named(places, {**forms, **names})


def names_in_headline(headline: str, forms: Mapping[str, str]) -> list[Place]:
    """Return where a headline has a name that the text knows, the longest form at each place.

    Last names and acronyms are such forms; longer ones are also found in capitals.

    >>> names_in_headline("EHA: bridge can wait, Raman says", {"Raman": "Priya Raman"})
    [Place(name='Priya Raman', start=22, end=27)]
    """
    known = {form.upper(): name for form, name in forms.items() if len(form) > 3} | {**forms}
    if not known:
        return []
    longest_first = sorted(known, key=lambda form: (-len(form), form))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return [Place(known[m[0]], *m.span()) for m in re.finditer(pattern, headline)]


def is_own(name: str, outlet: str | None) -> bool:
    """Tell whether a name is the outlet's own: "the Lantern" in The Daily Lantern.

    >>> is_own("Lantern", "The Daily Lantern"), is_own("Marrow Water", "The Daily Lantern")
    (True, False)
    """
    own = outlet.lower() if isinstance(outlet, str) else ""
    low = _THE.sub("", name.lower(), count=1)
    return len(low) > 3 and f" {own}".endswith(f" {low}")


def body_key(name: str) -> str:
    """Return what is the same in all forms of a body's name: no article, no "Ltd".

    >>> body_key("The Halloran Storage Ltd."), body_key("Halloran Storage")
    ('halloran storage', 'halloran storage')
    """
    words = [re.sub(r"[’']s?$", "", word.strip(".,")) for word in name.lower().split()]
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    while len(words) > 1 and words[-1] in _COMPANY:
        words = words[:-1]
    return " ".join(words)


def _people(names: Iterable[str]) -> dict[str, str]:
    """Return the full name behind every full name, and behind every part that one person has."""
    by_ends: dict[tuple[str, str], str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.lower().split()
        if len(words) < 2:
            continue
        # "Ana Ruiz" and "Ana M. Ruiz" are one.
        chosen = by_ends.setdefault((words[0], _last(name)), name)
        parts[name.lower()] = {chosen}
        for part in (words[0], _last(name), *(" ".join(words[n:]) for n in range(1, len(words)))):
            parts[part].add(chosen)
    return {part: next(iter(chosen)) for part, chosen in parts.items() if len(chosen) == 1}


def _last(name: str) -> str:
    words = name.lower().replace(".", "").replace(",", "").split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def _bodies(printed: Iterable[str], bodies: Mapping[str, str]) -> dict[str, str]:
    """Return the name of the body behind every printed form: the fullest, or that of ``bodies``."""
    forms = sorted(printed, key=lambda form: (-len(form), form))
    keys = {body_key(form) for form in forms}
    plain = {form: _without_owner(form, keys) for form in forms}
    names: dict[str, str] = {}
    for own in plain.values():
        names.setdefault(body_key(own), bodies.get(body_key(own), own))
    found = {}
    for form, own in plain.items():
        key = body_key(own)
        longer: set[str] = set()
        if " " not in key and len(key) > 3:
            longer = {name for other, name in names.items() if other.startswith(f"{key} ")}
        elif form.isupper():
            longer = {name for name in names.values() if _initials(name) == form}
        found[form] = longer.pop() if len(longer) == 1 else names[key]
    return found


def _without_owner(form: str, keys: set[str]) -> str:
    """Take off what stands before a body's name, an owner only if the body is also named alone."""
    plain = _THE.sub("", _BEFORE_BODY.sub("", form), count=1)
    own = _OWNER.sub("", plain)
    is_named = any(f"{body_key(own)} ".startswith(f"{key} ") for key in keys)
    return own if own != plain and is_named else plain


def _initials(name: str) -> str | None:
    letters = [word[0] for word in re.split(r"[\s-]+", name) if word and word.lower() not in _SMALL]
    initials = "".join(letters)
    return initials if 1 < len(initials) < 7 and initials.isalpha() and initials.isupper() else None


def _is_acronym(alias: object) -> bool:
    """Tell an acronym in brackets (EHA, MoD) from anything else there: a place, a club, a party."""
    return isinstance(alias, str) and sum(letter.isupper() for letter in alias) > 1


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("roles"))


def _is_no_name(form: str, is_word: Callable[[str, bool], bool]) -> bool:
    """Tell whether a single word is no name: it is a word of the text ("Fire"), or a title (MP)."""
    low = form.lower()
    if " " in form or not any(letter.isalpha() for letter in form):
        return not any(letter.isalpha() for letter in form)
    if form.isupper():
        return low in _titles() or (len(form) >= _SHOUTED and is_word(low, True))
    return is_word(low, False)
