"""Articles with their copies, and articles that only look like copies, from ``tests/gold/copies``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.tables import ARTICLES

FOLDER = Path(__file__).parent / "gold" / "copies"
FILES = sorted(FOLDER.glob("*.txt"))
HELD_OUT = [path for path in FILES if int(path.stem[:2]) % 3 == 0]
CHOSEN_BY = [path for path in FILES if path not in HELD_OUT]

Paragraphs = list[str]
Sections = dict[str, Paragraphs]

_STYLE = [
    (r"(\d) per cent\b", r"\1%"),
    (r"\b(Mr|Mrs|Dr)\b", r"\1."),
    (r"\b(\d{1,2}) (January|March|April|May|June|July|September|November)\b", r"\2 \1"),
    (r"\bmetres\b", "meters"),
    (r"\btonnes\b", "tons"),
    (r"\btowards\b", "toward"),
    (r"\bharbour", "harbor"),
    (r"\bnine\b", "9"),
    (r"\beleven\b", "11"),
    (r"\btwelve\b", "12"),
    (r" since ([a-z]+ing)\b", r" after \1"),
    (r"[“”]", '"'),
    (r"’", "'"),
    (r" — ", " -- "),
]


def in_house_style(text: str) -> str:
    """The text as an outlet with other habits prints it."""
    for pattern, written in _STYLE:
        text = re.sub(pattern, written, text)
    return text


def _joined(paragraphs: Paragraphs) -> str:
    return "\n\n".join(paragraphs)


def _reordered(paragraphs: Paragraphs) -> Paragraphs:
    return [paragraphs[0], *paragraphs[2::2], *paragraphs[1::2]]


def _without_quotes(paragraphs: Paragraphs) -> Paragraphs:
    return [one for one in paragraphs if "“" not in one]


def _filled(sections: Sections, paragraphs: Paragraphs) -> Paragraphs:
    kept = re.compile(r"= (\d+)")
    found = []
    for one in paragraphs:
        match = kept.fullmatch(one)
        found.append(sections["base"][int(match[1]) - 1] if match else one)
    return found


def _half(sections: Sections) -> Paragraphs:
    return _filled(sections, sections["half"])


def _less_than_half(sections: Sections) -> Paragraphs:
    """The half without the first of the paragraphs that it keeps."""
    kept = next(place for place, one in enumerate(sections["half"]) if one.startswith("= "))
    return _filled(sections, sections["half"][:kept] + sections["half"][kept + 1 :])


def _in_own_report(sections: Sections) -> Paragraphs:
    """The report of another writer with half of the base amid its own paragraphs."""
    own, base = _first_other(sections), sections["base"]
    return [*own[:3], *base[1 : 1 + (len(base) + 1) // 2], *own[3:]]


def _first_other(sections: Sections) -> Paragraphs:
    return next((text for name, text in sections.items() if name.startswith("other")), [])


def _with_local(sections: Sections) -> Paragraphs:
    base = sections["base"]
    return [*base[:2], *sections["local"], *base[2:-1]]


# What becomes of a base; of a form only what needs no paragraph written for it.
PLAIN_EDITS: dict[str, Callable[[Paragraphs], str]] = {
    "trimmed": lambda base: _joined(base[: max(3, round(0.55 * len(base)))]),
    "reordered": lambda base: _joined(_reordered(base)),
    "house style": lambda base: in_house_style(_joined(base)),
    "house style, reordered, trimmed": lambda base: in_house_style(_joined(_reordered(base)[:-2])),
}
IN_OWN_REPORT = "half of it in another's report"
EDITS: dict[str, Callable[[Sections], str]] = {
    "new lede": lambda given: _joined([*given["lede"], *given["base"][1:]]),
    "local paragraph": lambda given: _joined(_with_local(given)),
    "quotes cut": lambda given: _joined(_without_quotes(given["base"])),
    "half rewritten": lambda given: _joined(_half(given)),
    "new lede, trimmed, local paragraph, house style": lambda given: in_house_style(
        _joined([*given["lede"], *given["base"][1:4], *given["local"]])
    ),
    "half rewritten, house style, local paragraph": lambda given: in_house_style(
        _joined([*_half(given), *given["local"]])
    ),
    "more than half rewritten": lambda given: _joined(_less_than_half(given)),
    IN_OWN_REPORT: lambda given: _joined(_in_own_report(given)),
}


class Pair(NamedTuple):
    """Two articles of one file, and what ties them: an edit, or what they only share."""

    one: str
    other: str
    kind: str


class Texts(NamedTuple):
    """Articles, the pairs of them that are copies, and those that are not but look like it."""

    articles: pd.DataFrame
    copies: list[Pair]
    look_alikes: list[Pair]
    unscored: set[frozenset[str]]


def read_sections(path: Path) -> Sections:
    """The sections of a file, by their headings, as paragraphs."""
    parts = re.split(r"(?m)^== (.+)\n", path.read_text(encoding="utf-8"))
    return {
        name: [one for one in text.strip().split("\n\n") if one]
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def read_texts(paths: list[Path]) -> Texts:
    """All articles of some files, with the pairs that a copy finder should and should not find."""
    rows: list[dict[str, str]] = []
    copies: list[Pair] = []
    look_alikes: list[Pair] = []
    unscored: set[frozenset[str]] = set()
    for path in paths:
        families: list[list[str]] = []
        for name, outlet, text, edits in _originals(read_sections(path)):
            original = f"{path.stem}/{name}"
            rows.append({"article_id": original, "outlet": outlet, "text": text})
            families.append([original])
            for edit, edited in edits.items():
                copy = f"{original}/{edit}"
                rows.append({"article_id": copy, "outlet": f"Outlet {edit}", "text": edited})
                copies.append(Pair(original, copy, edit))
                families[-1].append(copy)
            unscored |= {frozenset(pair) for pair in combinations(families[-1][1:], 2)}
        # The report that took half of the base is the first other's, so that they share the rest.
        first_other = next((one[0] for one in families if "/other " in one[0]), "")
        unscored.add(frozenset((f"{path.stem}/base/{IN_OWN_REPORT}", first_other)))
        for one, other in combinations(families, 2):
            written = [name for name in one if name == one[0] or name.endswith("/half rewritten")]
            look_alikes += [Pair(name, other[0], _kind(one[0], other[0])) for name in written]
    return Texts(ARTICLES.build(rows), copies, look_alikes, unscored)


def _kind(one: str, other: str) -> str:
    if "/form " in one:
        return "same form"
    return "follow-up with a paragraph in common" if "/follow-up " in other else "same event"


def _originals(sections: Sections) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Yield what was written by itself: name, outlet, text, and the copies of it by edit."""
    for name, paragraphs in sections.items():
        kind, _, whose = name.partition(" ")
        if kind in ("base", "form"):
            edits = {edit: change(paragraphs) for edit, change in PLAIN_EDITS.items()}
            if kind == "base":
                edits |= {
                    edit: change(sections)
                    for edit, change in EDITS.items()
                    if edit != IN_OWN_REPORT or _first_other(sections)
                }
            yield name, "Courier", _joined(paragraphs), edits
        elif kind in ("other", "follow-up"):
            yield name, whose.title(), _joined(_filled(sections, paragraphs)), {}
