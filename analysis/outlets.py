"""Outlets: news organisations, agencies and platforms, and where a text names one.

The list is ``lexicons/outlets.csv``; a class can lay its own over it. Short forms that are also
other words ("the Post", "Time", "AP") are found too and marked ``is_weak``: whether they count is
decided where the sentence is known, in `analysis.sources`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from analysis.lexicons import LexiconError, load_lexicon, parse_lexicon
from analysis.mistakes import OneSentence, did_you_mean
from analysis.own_csv import read_own_text
from analysis.tables import TableError

COLUMNS = (
    "outlet_id", "name", "type", "country", "domain", "aliases", "weak_aliases", "ambiguity",
)  # fmt: skip
TYPES = (
    "agency", "photo_agency", "press_release_wire", "newspaper", "magazine", "journal",
    "broadcaster", "digital", "fact_checker", "social",
)  # fmt: skip


_MOST_REMEMBERED = 200  # texts


class OutletError(OneSentence, ValueError):
    """A list of outlets cannot be read; the message says which row, and what it needs."""


@dataclass(frozen=True)
class Outlet:
    """A news organisation: its name, what it is, and the forms in which it is printed."""

    name: str
    type: str
    country: str = ""
    domain: str = ""
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    ambiguity: int = 0


class OutletMatch(NamedTuple):
    """A place where a text names an outlet; ``text[start:end]`` is the form without "the".

    ``is_weak``: the form is also a common word or several outlets share it.
    ``ambiguity``: 0 always this outlet, 1 also something else, 2 a common word.
    """

    start: int
    end: int
    name: str
    type: str
    is_weak: bool
    ambiguity: int = 0


class _Form(NamedTuple):
    text: str
    outlet: Outlet
    is_weak: bool
    needs_the: bool


# Marks that vary in print and keep their length when made plain.
_PLAIN = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " "}
_WORD = re.compile(r"(?<![\w@#.])[^\W_]\w*")
_AFTER_NAME = re.compile(
    r"(?i)[\s,]+(?:(?:state|national|official)[\s-]+)?(?:(?:news|press|wire|photo)\s+)?"
    r"(?:agency|service|wire|newspaper|magazine|website|network|channel|television|radio)$"
)
_BEFORE_NAME = re.compile(
    r"(?i)^(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:news\s+agency|newspaper|magazine|broadcaster|daily|"
    r"tabloid|news\s+site|website)\s+(?=[A-Z])"
)


class Outlets:
    """A list of outlets as an index: find them in a text, look one up by a printed form.

    >>> outlets = Outlets([Outlet("The Port Courier", "newspaper", weak_aliases=("the Courier",))])
    >>> [match.name for match in outlets.find("It was first told in the Port Courier.")]
    ['The Port Courier']
    >>> outlets.lookup("the Port Courier newspaper").type
    'newspaper'
    """

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_name = {outlet.name: outlet for outlet in outlets}
        self._found: dict[str, list[OutletMatch]] = {}  # several rules ask about one paragraph
        self._by_form: dict[str, _Form] = {}
        self._by_first: dict[str, list[_Form]] = {}
        self._sharing: dict[str, list[str]] = {}
        # Sure forms first, so that a short form never takes the place of a name.
        for weak in (False, True):
            for outlet in self._by_name.values():
                for form in _forms(outlet, weak):
                    if weak:
                        self._sharing.setdefault(form.text, []).append(outlet.name)
                    known = self._by_form.get(form.text)
                    if known is None or (known.is_weak and not form.is_weak):
                        self._by_form[form.text] = form
        self._by_capitals = {
            spelling: form
            for form in self._by_form.values()
            for spelling in _spellings(form.text) - {form.text}
        }
        for form in self._by_form.values():
            for spelling in _spellings(form.text):
                first = _WORD.match(spelling)
                if first:
                    same = self._by_first.setdefault(first.group(), [])
                    same.append(form._replace(text=spelling))
        for same in self._by_first.values():
            same.sort(key=lambda form: -len(form.text))

    def __len__(self) -> int:
        return len(self._by_name)

    @cached_property
    def fingerprint(self) -> str:
        """A short text that is another for every other list, and the same for the same."""
        told = repr(list(self._by_name.values()))
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_name.values())

    def get(self, name: str) -> Outlet | None:
        """Return the outlet of exactly this name, or None."""
        return self._by_name.get(name)

    def find(self, text: str) -> list[OutletMatch]:
        """Return every place where ``text`` names an outlet, longest forms first, in order.

        >>> [(m.name, m.is_weak) for m in load_outlets().find("The AFP told the Post.")]
        [('Agence France-Presse', False), ('The Washington Post', True)]
        """
        found = self._found.get(text)
        if found is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[text] = self._find(text)
        return list(found)

    def _find(self, text: str) -> list[OutletMatch]:
        found: list[OutletMatch] = []
        if not self._by_first:
            return found
        plain, words = _plain_words(text)
        if self._by_first.keys().isdisjoint(words):
            return found
        position = 0
        for word in _WORD.finditer(plain):
            if word.start() < position:
                continue
            for form in self._by_first.get(word.group(), ()):
                end = word.start() + len(form.text)
                if not plain.startswith(form.text, word.start()) or not _ends(plain, end):
                    continue
                if form.needs_the and not re.search(r"\b[Tt]he\s+$", plain[: word.start()]):
                    continue
                found.append(_match(form, word.start(), end))
                position = end
                break
        return found

    def lookup(self, phrase: str, own: str | None = None) -> Outlet | None:
        """Return the outlet that exactly this phrase names, or None.

        A leading "the", a closing "'s", and words that say what it is ("news agency", "newspaper
        …") may stand around the name. ``own`` is the outlet whose article it is: a short form that
        several share is its own there.

        >>> load_outlets().lookup("the AP news agency").name
        'Associated Press'
        >>> load_outlets().lookup("the Agency") is None
        True
        """
        for core, bare in _cores(phrase) if self._by_form else ():
            form = self._by_form.get(bare) or self._by_capitals.get(bare)
            if form is not None and (not form.needs_the or core != bare):
                is_own = own is not None and own in self._sharing.get(form.text, ())
                return self._by_name[own] if is_own else form.outlet  # type: ignore[index]
        return None

    def sharing(self, form: str) -> list[str]:
        """Return the names of the outlets that a short form may mean, in the order of the list.

        >>> load_outlets().sharing("Times")[:2]
        ['The New York Times', 'Los Angeles Times']
        """
        return list(self._sharing.get(_with_plain_marks(form), ()))

    def with_outlets(self, more: Iterable[Outlet]) -> Outlets:
        """Return a new index with these outlets before its own; one of the same name is replaced.

        A short form that several share is first taken for the one that stands first.
        """
        added = {outlet.name: outlet for outlet in more}
        return Outlets(
            {**added, **{n: o for n, o in self._by_name.items() if n not in added}}.values()
        )


def known_outlets(outlets: Outlets | str | os.PathLike[str] | None) -> Outlets:
    """Return outlets as they are, or those of a class's file laid over the package's own.

    >>> known_outlets(known_outlets(None)).get("Reuters").type
    'agency'
    """
    return outlets if isinstance(outlets, Outlets) else load_outlets(outlets)


def _with_plain_marks(text: str) -> str:
    for mark, plain in _PLAIN.items():
        text = text.replace(mark, plain)
    return text


@lru_cache(maxsize=_MOST_REMEMBERED)
def _plain_words(text: str) -> tuple[str, frozenset[str]]:
    """Return a text with plain marks, and its words."""
    plain = _with_plain_marks(text)
    return plain, frozenset(_WORD.findall(plain))


@lru_cache(maxsize=10 * _MOST_REMEMBERED)
def _cores(phrase: str) -> tuple[tuple[str, str], ...]:
    """Return what in a phrase may be an outlet's name, each with and without its "the"."""
    whole = " ".join(_with_plain_marks(phrase).split())
    plain = re.sub(r"'s?$", "", whole.strip(' .,;:"“”'))
    without = _BEFORE_NAME.sub("", plain)
    cores = dict.fromkeys((whole, plain, _AFTER_NAME.sub("", plain), without))
    return tuple((core, re.sub(r"^[Tt]he\s+", "", core)) for core in cores)


def _forms(outlet: Outlet, weak: bool) -> Iterator[_Form]:
    """The forms of an outlet that are weak, or those that are not; "The" is kept apart."""
    strong = (outlet.name, *outlet.aliases)
    for text in strong if outlet.ambiguity < 2 else strong[:1] * weak + strong[1:] * (not weak):
        if weak == (outlet.ambiguity >= 2 and text == outlet.name):
            yield _form(text, outlet, weak, needed=outlet.ambiguity > 0)
    if weak:
        for text in outlet.weak_aliases:
            yield _form(text, outlet, True, needed=True)


def _form(text: str, outlet: Outlet, weak: bool, needed: bool) -> _Form:
    plain = _with_plain_marks(text)
    bare = re.sub(r"^[Tt]he ", "", plain)
    return _Form(bare, outlet, weak, needs_the=needed and bare != plain)


def _spellings(form: str) -> set[str]:
    shouted = form.upper() if len(form) > 4 else form
    return {form, shouted}


def _match(form: _Form, start: int, end: int) -> OutletMatch:
    outlet = form.outlet
    return OutletMatch(start, end, outlet.name, outlet.type, form.is_weak, outlet.ambiguity)


def _ends(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return not (following.isalnum() or following in ("_", "@"))


@cache
def _own_outlets() -> Outlets:
    return Outlets(_read(load_lexicon("outlets"), "the package's outlets.csv"))


def load_outlets(path: str | os.PathLike[str] | None = None) -> Outlets:
    """Load the package's list of outlets, with the rows of your own CSV file laid over it.

    Your file has a header row with some of the columns ``name``, ``type``, ``country``,
    ``domain``, ``aliases``, ``weak_aliases``, ``ambiguity``; only ``name`` and ``type`` are needed.
    Several aliases are set apart by ";". A row with a name that the list has already replaces it.
    Raises OutletError if the file is missing, is no such table, or names an unknown type.

    >>> load_outlets().get("Reuters").type
    'agency'
    """
    if path is None:
        return _own_outlets()
    try:
        text = read_own_text(path, "outlets", ("name", "type"))
        name = Path(path).name
        rows = parse_lexicon(text, name)
    except (TableError, LexiconError) as error:
        raise OutletError(str(error)) from error
    return _own_outlets().with_outlets(_read(rows, name))


def _read(rows: Iterable[Mapping[str, str]], source: str) -> Iterator[Outlet]:
    for number, row in enumerate(rows, start=1):
        missing = [column for column in ("name", "type") if not row.get(column)]
        if missing:
            raise OutletError(
                f"row {number} of {source} has no {' and no '.join(missing)}; it has "
                f"{', '.join(row)}. Every outlet needs a name and a type."
            )
        if row["type"] not in TYPES:
            raise OutletError(
                f"row {number} of {source} gives {row['name']!r} the type {row['type']!r}."
                + (did_you_mean(row["type"], TYPES) or f" Choose one of: {', '.join(TYPES)}.")
            )
        if row.get("ambiguity", "") not in ("", "0", "1", "2"):
            raise OutletError(
                f"row {number} of {source} gives {row['name']!r} the ambiguity "
                f"{row['ambiguity']!r}. It is 0 (always the outlet), 1 or 2 (a common word)."
            )
        yield Outlet(
            row["name"],
            row["type"],
            row.get("country", ""),
            row.get("domain", ""),
            _list(row.get("aliases", "")),
            _list(row.get("weak_aliases", "")),
            int(row.get("ambiguity") or 0),
        )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
