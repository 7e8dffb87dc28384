"""The cast of one article: which mentions are the same person or body.

Built from the rows of the names table alone. Mentions are put together by what is printed: the same
name, a last name after a full one, a short form of a body's name, an acronym given in brackets or
made of its initials. What the text says of each ("mayor", "she") is gathered with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.lexicons import first_names
from analysis.outlets import Outlet
from analysis.speakers.persons import same_first, surname

# The outlet that a phrase stands for ("the AP": Associated Press), or None.
Lookup = Callable[[str], Outlet | None]

_BODY_SUFFIXES = frozenset(
    {"inc", "ltd", "llc", "corp", "co", "plc", "limited", "company", "corporation"}
)
_PARTICLES = frozenset("van von de der den del della di da la le ter ten dos".split())
_OWNER = re.compile(r".*[’']s (?=[A-Z])")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "at"})


@dataclass(eq=False)
class Figure:
    """A person or body of an article, with all that the text says of it."""

    name: str
    type: str
    description: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    pronouns: Counter[str] = field(default_factory=Counter)
    n_mentions: int = 0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def pronoun(self) -> str | None:
        """he or she where the text or the first name says so, else None.

        A first name counts as two places of the text where the pronoun follows.
        """
        first, _, rest = self.name.partition(" ")
        hint = first_names().get(first.lower()) if rest else None
        if not self.pronouns:
            return hint
        votes = {**self.pronouns}
        if hint is not None:
            votes[hint] = votes.get(hint, 0) + 2
        most = max(votes.values(), default=0)
        likeliest = [pronoun for pronoun, n in votes.items() if n == most]
        return likeliest[0] if len(likeliest) == 1 else None


@dataclass(frozen=True)
class Mention:
    """One place where a figure is named; ``figure`` is None for a pronoun not yet resolved."""

    start: int
    end: int
    paragraph: int
    is_subject: bool
    is_quoted: bool
    pronoun: str | None
    figure: Figure | None
    document: str | None = None
    issuer: int | None = None
    issuer_text: str | None = None


def cast_of(
    rows: Iterable[Mapping[str, Any]], lookup: Lookup = lambda phrase: None
) -> list[Mention]:
    """Return every mention of an article with its figure, in order of place.

    ``lookup`` knows outlets: a figure of such a name is that outlet, whatever it was taken for.
    """
    rows = _with_one_type(list(rows))
    names = [row for row in rows if row["form"] == "name"]
    people: list[Figure] = []
    bodies: list[Figure] = []
    assigned: dict[int, Figure] = {}
    # Full names first, so that a last name finds its owner wherever the full name stands.
    full = [row for row in names if row["type"] == "person" and " " in row["text"]]
    for row in full:
        assigned[id(row)] = _find_person(people, row["text"]) or _new(people, row, "person")
        _learn(assigned[id(row)], row)
    for row in names:
        is_body = row["type"] == "organisation" and " " in row["text"]
        if is_body and not _is_surname(people, row["text"]):
            body = _find_body(bodies, row["text"]) or _new(bodies, row, "organisation")
            assigned[id(row)] = body
            _learn(body, row)
    for row in names:
        if id(row) in assigned:
            continue
        short = " " not in row["text"] or _is_surname(people, row["text"])
        figure = _find_person(people, row["text"]) if short or row["type"] == "person" else None
        if figure is None and row["type"] == "organisation":
            figure = _find_body(bodies, row["text"]) or _new(bodies, row, "organisation")
        if figure is None:
            figure = _find_body(bodies, row["text"]) or _new(people, row, "person")
        assigned[id(row)] = figure
        _learn(figure, row)
    groups: dict[str, Figure] = {}
    for row in rows:
        if row["form"] == "group":
            called = row["description"]
            assigned[id(row)] = groups.setdefault(called, Figure(called, row["type"]))
    for figure in dict.fromkeys(assigned.values()):
        outlet = lookup(figure.name) if figure.type != "person" or " " in figure.name else None
        if outlet is not None:
            figure.name, figure.type = outlet.name, outlet.type
    mentions = []
    for row in rows:
        mentions.append(
            Mention(
                int(row["start"]), int(row["end"]), int(row["paragraph"]), bool(row["is_subject"]),
                bool(row["is_quoted"]), row["pronoun"] if row["form"] == "pronoun" else None,
                assigned.get(id(row)),
                str(row["text"]).lower() if row["form"] == "document" else None,
                row.get("issuer_start"),
                row["description"] if row["form"] == "document" else None,
            )
        )  # fmt: skip
    _vote_on_pronouns(mentions)
    return mentions


def _with_one_type(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Settle what a name is that was taken for a person here and for a body there."""
    votes: dict[str, Counter[str]] = {}
    titled = {row["text"] for row in rows if row["form"] == "name" and _has(row["pronoun"])}
    for row in rows:
        if row["form"] == "name":
            vote = votes.setdefault(row["text"], Counter())
            vote[row["type"]] += 1 + 2 * _has(row["pronoun"])
            words = row["text"].split()
            if len(words) == 2 and words[1] in titled:  # "Mr Ode", and so "Leon Ode"
                vote["person"] += 3
    settled = {
        text: "organisation" if vote["organisation"] >= vote["person"] else "person"
        for text, vote in votes.items()
    }
    return [{**row, "type": settled.get(row["text"], row["type"])} for row in rows]


def _new(figures: list[Figure], row: Mapping[str, Any], kind: str) -> Figure:
    figure = Figure(row["text"], kind)
    figures.append(figure)
    return figure


def _learn(figure: Figure, row: Mapping[str, Any]) -> None:
    figure.n_mentions += 1
    text = re.sub(r"\s+", " ", row["text"])
    figure.forms[text] += 1
    if figure.type == "person":
        # The full name as most often printed: a caption glued to a name is printed once.
        # "Van Der Beek" is a last name of three words.
        full = [
            form
            for form in figure.forms
            if 1 < len(form.split()) <= 4 and form.split()[0].lower() not in _PARTICLES
        ] or [figure.name]
        figure.name = max(full, key=lambda form: (figure.forms[form], len(form)))
    else:
        figure.name = _fullest(figure)
    if _has(row["description"]):
        figure.description |= set(row["description"].split())
    if _has(row["alias"]):
        figure.aliases.add(row["alias"].lower())
    if _has(row["pronoun"]) and row["form"] == "name":
        figure.pronouns[row["pronoun"]] += 3


def _fullest(figure: Figure) -> str:
    """The longest name of a body; "Ellery’s Brightwater" is Brightwater, if it is called so."""
    fullest = max((f for f in figure.forms if not f.isupper()), key=len, default=figure.name)
    if len(fullest) <= len(figure.name):
        fullest = figure.name
    own = _OWNER.sub("", fullest)
    if own == fullest:
        return fullest
    is_called_so = any(f"{own} ".startswith(f"{form} ") for form in figure.forms)
    return own if is_called_so else fullest


def _has(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def find_figure(mentions: Iterable[Mention], text: str) -> Figure | None:
    """Return the figure of the cast that a printed name stands for, or None."""
    figures = list(dict.fromkeys(m.figure for m in mentions if m.figure is not None))
    people = [figure for figure in figures if figure.type == "person"]
    bodies = [figure for figure in figures if figure.type not in ("person", "group")]
    return _find_person(people, text) or _find_body(bodies, text)


def _find_person(people: list[Figure], text: str) -> Figure | None:
    words = text.replace(",", " ").split()
    if not words:
        return None
    last = surname(text)
    best: tuple[int, int, int, Figure] | None = None
    for order, figure in enumerate(people):
        own = figure.name.split()
        if own == words:
            return figure
        score = 0
        if figure.name.lower().endswith(" " + " ".join(words).lower()):
            score = 4
        elif len(words) == 1:
            if last == surname(figure.name):
                score = 3
            elif words[0] in own:
                score = 2
        elif last == surname(figure.name):
            if len(own) == 1 or same_first(text, figure.name):
                score = 4
        elif " ".join(words) in figure.name or (len(own) > 1 and figure.name in text):
            score = 2
        rank = (score, figure.n_mentions, order)
        if score and (best is None or rank > best[:3]):
            best = (*rank, figure)
    return best[3] if best else None


def _is_surname(people: list[Figure], text: str) -> bool:
    """Tell whether a name of several words ends the full name of a person: "van der Meer"."""
    ending = " " + text.lower()
    return any(figure.name.lower().endswith(ending) for figure in people)


def _find_body(bodies: list[Figure], text: str) -> Figure | None:
    key = body_key(text)
    for figure in bodies:
        own = body_key(figure.name)
        if key == own or text.strip(".").lower() in figure.aliases:
            return figure
    for figure in bodies:
        own = body_key(figure.name)
        short, long = sorted((key, own), key=len)
        if short and len(short) < len(long) and (long[: len(short)] == short and len(short[0]) > 3):
            return figure
        is_part = len(text) > 4 and f"s {text}" in figure.name
        if is_part and re.search(rf"[’']s {re.escape(text)}\b", figure.name):
            return figure  # "Port Ellery’s Brightwater Cannery", then "Brightwater"
        if text.isupper() and 1 < len(text.replace(".", "")) <= 6:
            if text.replace(".", "").lower() == "".join(w[0] for w in own if w not in _SMALL):
                return figure
        if figure.name.isupper() and figure.name.lower() == "".join(
            w[0] for w in key if w not in _SMALL
        ):
            return figure
    return None


def body_key(text: str) -> list[str]:
    """Return the words of a body's name that tell it from others: "the Ode Corp." is "ode"."""
    words = [word.strip(".,’'\"").lower() for word in text.split()]
    words = [word.removesuffix("'s").removesuffix("’s") for word in words]
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    while len(words) > 1 and words[-1] in _BODY_SUFFIXES:
        words = words[:-1]
    return words


def _vote_on_pronouns(mentions: list[Mention]) -> None:
    """Where a paragraph has named one person only, the pronoun that follows is that person's."""
    paragraph = -1
    named: set[Figure] = set()
    last: Figure | None = None
    for mention in mentions:
        if mention.paragraph != paragraph:
            paragraph, named, last = mention.paragraph, set(), None
        if mention.is_quoted:
            continue
        if mention.figure is not None and mention.figure.type == "person":
            named.add(mention.figure)
            last = mention.figure
        elif mention.pronoun and len(named) == 1 and last is not None:
            last.pronouns[mention.pronoun] += 1
