"""Who held an office on a day: "the Chinese leader" in an article that gives no name.

From ``lexicons/office_holders.csv``, which says until when it is known. Of a president and a prime
minister the latter is "the leader", but where the president governs. Where the country or the day
is not given, nobody is named.
"""

from __future__ import annotations

import re
from functools import cache

from analysis.lexicons import load_lexicon

# On a later day, whoever is in office in the table may have left it.
KNOWN_UNTIL = "2026-03-31"

_OFFICES = {
    "president": ("president",),
    "prime minister": ("prime minister",),
    "premier": ("prime minister",),
    "chancellor": ("chancellor",),
    "king": ("king",),
    "queen": ("queen",),
    "monarch": ("king", "queen"),
    "supreme leader": ("supreme leader",),
    "secretary-general": ("secretary-general",),
    "pope": ("pope",),
    "pontiff": ("pope",),
    "leader": ("leader", "supreme leader", "chancellor", "prime minister", "president"),
}
_PRESIDENT_GOVERNS = frozenset(
    "russia,france,ukraine,egypt,south korea,taiwan,belarus,kazakhstan,azerbaijan,syria,sri lanka,"
    "turkey,peru,afghanistan,zimbabwe,kenya,algeria,palestine,palestinian authority".split(",")
)
_PHRASE = re.compile(
    r"(?:the )?(?P<whose>.*?)\s*"
    r"(?P<office>prime minister|supreme leader|secretary-general|[^\W\d_]+)$",
    re.I,
)


def holder_of(phrase: str, day: str) -> str | None:
    """Return who held the office that a phrase names on a day (YYYY-MM-DD), or None.

    >>> holder_of("the French president", "2019-05-02")
    'Emmanuel Macron'
    >>> holder_of("the president", "2019-05-02") is None
    True
    """
    match = _PHRASE.match(phrase.strip())
    if match is None or match["office"].lower() not in _OFFICES:
        return None
    whose = match["whose"].removesuffix("’s").removesuffix("'s").strip().lower()
    if whose.startswith(("former ", "ex-", "new ", "next ", "then-", "incoming ")):
        return None
    offices = _OFFICES[match["office"].lower()]
    country = "vatican" if "pope" in offices else _countries().get(whose)
    if country is None:
        return None
    if len(offices) > 2 and country in _PRESIDENT_GOVERNS:
        offices = ("leader", "president")
    for office in offices:
        names = _in_office(country, (office,), day)
        if len(names) == 1:
            return names[0]
    return None


def _in_office(country: str, offices: tuple[str, ...], day: str) -> list[str]:
    return [
        row["name"]
        for row in _terms().get(country, ())
        if row["office"] in offices
        and row["from"] <= day
        and (day < row["to"] if row["to"] else day <= KNOWN_UNTIL)
    ]


@cache
def _terms() -> dict[str, list[dict[str, str]]]:
    terms: dict[str, list[dict[str, str]]] = {}
    for row in load_lexicon("office_holders"):
        terms.setdefault(row["country"].lower(), []).append(row)
    return terms


@cache
def _countries() -> dict[str, str]:
    """The country of each adjective and name, in lower case."""
    countries: dict[str, str] = {}
    for row in load_lexicon("office_holders"):
        country = row["country"].lower()
        countries[row["demonym"].lower()] = country
        countries[country] = country
    aliases = {"us": "united states", "u.s.": "united states", "uk": "united kingdom"}
    aliases |= {"u.k.": "united kingdom", "un": "united nations", "u.n.": "united nations"}
    return countries | {alias: name for alias, name in aliases.items() if name in _terms()}
