"""Who a source is said to be: the words beside a name, and the sort of source they make of it.

Only what the article says of somebody's office or part in the story counts ("the mayor", "a
resident"). Nothing is ever inferred from a name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import LexiconError, load_lexicon, parse_lexicon
from analysis.mistakes import OneSentence, did_you_mean
from analysis.own_csv import read_own_text
from analysis.sources.nouns import noun_kind
from analysis.sources.spans import ARTICLES, is_title, phrase_span
from analysis.tables import TableError

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

CATEGORIES = (
    "official", "politician", "expert", "business", "police_and_courts", "witness_or_resident",
    "activist", "media", "other", "unknown",
)  # fmt: skip
_COURTESY = frozenset("mr mrs ms miss mx dr sir dame lord lady madam mme hon messrs".split())
_WORD = re.compile(r"[a-z](?:[\w.]*\w)?(?:-[\w]+)*")
_OWNED_BY = re.compile(r" (?:of|for|at|in|with|from|to) (?:the |an? )?")
_PARTY = re.compile(r"\b[DR]-[A-Z][A-Za-z.]+")  # "D-Minn.", "R-Wis."
_OF = re.compile(r" (?:of|for|at|from|with) (?:[Tt]he )?")
_LONGEST = 3  # words of an entry of the list
_HUMAN = ("person", "role_only", "anonymous")


class CategoryError(OneSentence, ValueError):
    """A file of one's own categories that cannot be used; the message says why."""


def description_of(noun: Token, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens that say who a named person is: "Mayor", "a spokeswoman for the council".

    ``start`` and ``end`` are the tokens of the name. None if the sentence does not say.

    >>> from analysis.language import read
    >>> doc = read("Mayor Ana Ruiz said so.").paragraphs[0].doc
    >>> doc[slice(*description_of(doc[2], 1, 3))].text
    'Mayor'
    """
    doc = noun.doc
    party = _PARTY.match(doc[end + 1 : end + 6].text) if doc[end : end + 1].text == "(" else None
    if party is not None:
        stop = doc.char_span(
            doc[end + 1].idx, doc[end + 1].idx + party.end(), alignment_mode="expand"
        )
        return (end + 1, stop.end) if stop is not None else None
    for child in noun.rights:  # "Ana Ruiz, a spokeswoman for the council,"
        if child.dep_ == "appos" and child.i >= end and _says_who(child):
            return phrase_span(child)
    first = start
    while first > 0 and start - first < 8 and _is_of_a_title(doc, first - 1):
        first -= 1
    while first < start and (doc[first].lower_ in ARTICLES or not doc[first].text[:1].isalnum()):
        first += 1
    words = [token for token in doc[first:start] if token.lower_.strip(".") not in _COURTESY]
    if any(is_title(token) or noun_kind(token) is not None for token in words):
        while doc[first].lower_.strip(".") in _COURTESY:
            first += 1
        last = start
        while not doc[last - 1].text[:1].isalnum() or doc[last - 1].lower_.strip(".") in _COURTESY:
            last -= 1
        return first, last
    if noun.dep_ == "appos" and noun.head.i < start and _says_who(noun.head):
        return phrase_span(noun.head)  # "the mayor, Ana Ruiz"
    return None


def _says_who(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun_kind(noun) in ("role", "anonymous", "journalist")


def _is_of_a_title(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.ent_type_ == "PERSON" and not is_title(token):
        return False
    if token.lower_ == "of":  # "Chief of Staff"
        return index > 0 and doc[index - 1].text[:1].isupper() and doc[index + 1].text.istitle()
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "’s", "'s")


@cache
def _words() -> Mapping[str, tuple[str, bool]]:
    return {
        row["word"]: (row["category"], row["decides"] == "yes")
        for row in load_lexicon("source_categories")
    }


@cache
def _offices_of() -> Mapping[str, str]:
    """Offices with "of" in them ("chief of staff"), each with its entry: no body comes after it."""
    return {word.replace("-", " "): word for word in _words() if "-of-" in word}


def category_of(description: str) -> str:
    """Return the sort of source that a description makes of somebody, one of ``CATEGORIES``.

    The head of the phrase decides; an office that many bodies have takes the sort of the body.

    >>> category_of("police spokesman"), category_of("retired teacher"), category_of("cyclops")
    ('police_and_courts', 'expert', 'unknown')
    """
    if _PARTY.search(description):
        return "politician"
    said = re.sub(r"\brep(s?)\b", r"spokesman", description)  # "Swift's rep"; not "Rep. Ruiz"
    words = re.sub(r"[’']s?\b", "", said.lower())
    for office, entry in _offices_of().items():
        words = words.replace(office, entry)
    phrases = _OWNED_BY.split(words)
    found = [entry for phrase in phrases for entry in [*_entries(phrase)][::-1]]
    if not found:
        return "unknown"
    sort, decides = found[0]
    return sort if decides else next((other for other, sure in found if sure), sort)


def _entries(phrase: str) -> Iterable[tuple[str, bool]]:
    """The entries of the list in a phrase, longest first at each place, in order."""
    words = _WORD.findall(phrase)
    position = 0
    while position < len(words):
        for length in range(_LONGEST, 0, -1):
            entry = " ".join(words[position : position + length])
            known = next((_words()[one] for one in _forms(entry) if one in _words()), None)
            if known is not None:
                yield known
                position += length - 1
                break
        position += 1


def _forms(entry: str) -> Iterator[str]:
    """An entry as printed, then in the singular."""
    yield entry
    for plural, singular in (
        ("men", "man"),
        ("people", "person"),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
    ):
        if entry.endswith(plural) and len(entry) > len(plural) + 2:
            yield entry.removesuffix(plural) + singular


def categorize(
    rows: list[dict[str, Any]], text: str = "", names: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Fill in ``description`` and ``category`` for all mentions of one article, in place.

    What is said of somebody at one place holds wherever the article names them, and "Ana Ruiz of
    the Courier" makes her one of the media. ``names`` are the article's rows of the names table:
    they also tell what is said where nobody is quoted.
    """
    human = [row for row in rows if row["type"] in _HUMAN and row["role"] == "attribution"]
    described: dict[str, str] = {}
    sorts: dict[str, str] = {}
    for row in human:
        source = row["source"] or ""
        is_phrase = row["subtype"] not in ("named", "pronoun")
        if row["description"]:
            described.setdefault(source, row["description"])
        for words in (row["description"], row["text"] if is_phrase else None, source):
            _take(sorts, source, words)
    for person, outlet in pairwise(row for row in rows if row["line"] is None):
        is_staff = person["type"] == "person" and outlet["type"] in ("outlet", "agency")
        if is_staff and _OF.fullmatch(text, person["end"], outlet["start"]):
            sorts.setdefault(person["source"] or "", "media")
    people = {row["source"] or "" for row in human if row["type"] == "person"}
    for name in names:
        if not name["description"]:
            continue
        for source in people:
            if source.split()[-1:] == name["text"].split()[-1:]:
                _take(sorts, source, name["description"])
    for row in human:
        row["description"] = row["description"] or described.get(row["source"] or "")
        row["category"] = sorts.get(row["source"] or "", "unknown")


def _take(sorts: dict[str, str], source: str, words: str | None) -> None:
    sort = category_of(words or "")
    if source and sort != "unknown":
        sorts.setdefault(source, sort)


def lay_categories(mentions: pd.DataFrame, coded: Mapping[str, str]) -> pd.DataFrame:
    """Return the mentions with a coder's own categories, by source, over those that were found.

    >>> mentions = pd.DataFrame({"source": ["Ana Ruiz", "WHO"], "category": [None, "expert"]})
    >>> lay_categories(mentions, {"Ana Ruiz": "official"}).category.tolist()
    ['official', 'expert']
    """
    own = mentions["source"].map(coded).astype("str")
    return mentions.assign(category=own.where(own.notna(), mentions["category"]))


def load_categories(path: str | os.PathLike[str]) -> dict[str, str]:
    """Load a coder's own categories: a CSV file with the columns ``source`` and ``category``.

    Raises CategoryError if the file is missing, is no such table, or names an unknown category.
    """
    try:
        text = read_own_text(path, "categories", ("source", "category"))
    except TableError as error:
        raise CategoryError(str(error)) from None
    file = Path(path)
    try:
        rows = parse_lexicon(text, file.name)
    except LexiconError as error:
        raise CategoryError(
            f"{file.name} cannot be read ({error}). Save it as CSV in UTF-8 with the columns "
            "source and category, and try again."
        ) from error
    for number, row in enumerate(rows, start=1):
        if not row.get("source") or row.get("category") not in CATEGORIES:
            raise CategoryError(
                f"row {number} of {file.name} gives source {row.get('source')!r} the category "
                f"{row.get('category')!r}.{did_you_mean(row.get('category'), CATEGORIES)} Every "
                f"row needs a source and one of these categories: {', '.join(CATEGORIES)}."
            )
    return {row["source"]: row["category"] for row in rows}
