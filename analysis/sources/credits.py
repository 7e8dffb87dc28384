"""Credits: who is named beside the story: picture credits, datelines, bylines, sign-offs.

None of them is a source of what the article tells. They are read from the lines that were set apart
from the story, and from the story itself where a credit or dateline stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.language import Reading
from analysis.sources.outlet_names import ArticleOutlets


class Credit(NamedTuple):
    """One name in a credit, dateline, byline or sign-off; offsets are into the text read."""

    start: int
    end: int
    name: str
    type: str
    role: str
    rule: str


_NAME = (
    r"[A-Z][\w.’'-]*(?: (?:(?:de|da|del|van|von|der|den|al|el|bin|ibn|la|le) )*[A-Z][\w.’'-]*){0,4}"
)
_WHOLE_NAME = re.compile(
    r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|da|del|van|von|der|den|al|el|bin|la|le|[a-z]\.))*"
)
_LABEL = re.compile(
    r"(?:(?<=[\s(\[.a-z])|^)"
    r"(?:(?:[Mm]ain|[Ff]ile|[Cc]over|[Ll]ead|[Tt]op|[Ff]eatured?|[Hh]eader) )?"
    r"(?:(?:[Pp]hoto(?:graph)?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|PICTURE|[Vv]ideo|[Ii]llustration|"
    r"[Gg]raphic|[Cc]artoon)s?(?: (?:[Cc]redit|[Ss]ource|[Cc]ourtesy|copyright)s?)?\s?"
    r"(?::|[Bb]y\b|of\b(?= [A-Z])|©|[Vv]ia\b)|(?:[Cc]redits?|CREDITS?)\s?(?::|\.\.\.|…)|©)\s*"
)
_PHOTO_ENDS = re.compile(r"(?:Pictures|Images|Photos|Photography|Photo|Press Photos?|Stock)$")
_NO_NAME = frozenset(
    "Handout Pool Courtesy File Getty Supplied Provided Stock Archive Library Screengrab "
    "Screenshot Photo Image Picture Via By For Submitted Photos Images Contributed Facebook".split()
)
_SPLIT = re.compile(r"\s*(?:/|\||,|;|–|—| - |\bvia\b|\bfor\b|\band\b|&|\(|\)|\[|\]|\.$)\s*")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’',\s/-]{0,60}?)?[,.]?\s*(?:[(\[](?P<a>[^()\[\]]{2,40})[)\]]|/(?P<b>[A-Z]{2,8})/)"
    r"\s*(?P<dash>[-–—_:.]{1,2})?"
)
_SIGN_OFF = re.compile(
    r"\bcontributed to this (?:report|story|article)\b|^\(?(?:(?:Additional )?[Rr]eporting|Writing|"
    r"Editing) by [A-Z]|^With (?:files|reporting) (?:from|by) "
)
_COPYRIGHT = re.compile(r"(?i)^(?:©|copyright\b)|©.*all rights reserved|all rights reserved")
_BOUNDARY = re.compile(r"(?<=[a-z.”\"')/|])(?=[A-Z])|(?<=\s)(?=[A-Z])|^(?=[A-Z])")
_TAIL = re.compile(r"(?:[—–]\s?|\s-{1,2}\s?|[(\[])(?P<who>[^()\[\]—–]{2,60})[)\]]?\s*$")
_HELPED = re.compile(
    r"(?i)contributed to|with (?:files|reporting|additional|material|information)|files from|wire"
)
_WRITTEN = re.compile(
    r"(?i)\b(?:reporting|writing|editing|additional reporting|compiled|written|edited|by)\b"
)


def credits_in_line(text: str, reason: str, names: ArticleOutlets) -> Iterator[Credit]:
    """Yield the names in a line that was set apart from the story, by the reason it was.

    >>> from analysis.language import read
    >>> from analysis.sources.outlet_names import outlets_of
    >>> from analysis.outlets import load_outlets
    >>> names = outlets_of(read("Yes."), load_outlets())
    >>> [(c.name, c.type) for c in credits_in_line("Photo: Ed Varga/Getty Images", "credit", names)]
    [('Ed Varga', 'person'), ('Getty Images', 'photo_agency')]
    """
    if reason in ("credit", "caption"):
        yield from _picture_credit(text, names, whole=reason == "credit")
    elif reason in ("byline", "sign-off"):
        yield from _byline(text, names, reason)


def credits_in_body(reading: Reading, names: ArticleOutlets) -> Iterator[Credit]:
    """Yield datelines, and credits that were left standing in the story."""
    body = [paragraph for paragraph in reading.paragraphs if not paragraph.is_heading]
    for number, paragraph in enumerate(reading.paragraphs):
        text = paragraph.text
        found = list(_dateline(text, names)) if paragraph in body[:4] else []
        if _SIGN_OFF.search(text) and len(text.split()) < 40:
            found = list(_byline(text, names, "sign-off"))
        elif not found:
            found = list(_standing_credit(text, names, number == len(reading.paragraphs) - 1))
        for credit in found:
            yield credit._replace(
                start=credit.start + paragraph.start, end=credit.end + paragraph.start
            )


def _dateline(text: str, names: ArticleOutlets) -> Iterator[Credit]:
    match = _DATELINE.match(text)
    if match is None:
        return
    group = "a" if match.group("a") else "b"
    place, inner = match.group("place") or "", match.group(group)
    if not match.group("dash") and place and not place.split()[0].isupper():
        return
    if len(place.split()) > 6 or (place and place[-1:].islower() and not match.group("dash")):
        return
    parts = list(_parts(inner, match.start(group)))
    known = [(part, start, _outlet(part, names)) for part, start in parts]
    if any(outlet is None for _, _, outlet in known):
        return
    for part, start, outlet in known:
        if outlet is not None:
            yield Credit(start, start + len(part), outlet[0], outlet[1], "dateline", "dateline")


def _standing_credit(text: str, names: ArticleOutlets, is_last: bool) -> Iterator[Credit]:
    ends = [label.end() for label in _LABEL.finditer(text)]
    near = [end for end in ends if len(text[end:].split()) <= 14]
    if _COPYRIGHT.search(text):
        for match in names.find(text):
            if match.type != "social":
                kind = names.type_of(match.name)
                yield Credit(match.start, match.end, match.name, kind, "credit", "copyright")
        return
    if near:
        yield from _names_in_credit(text, near[0], names, "picture credit")
        return
    glued = _glued(text, names)
    if glued is not None and text.strip()[-1:] not in '.!?”"':
        yield glued
        return
    tail = _TAIL.search(text)
    if tail is not None and (is_last or re.search(r"\b(?:Photo|Image|Picture)", tail.group("who"))):
        parts = list(_parts(tail.group("who"), tail.start("who")))
        if any(_outlet(part, names) for part, _ in parts):
            yield from _names_in_credit(text, tail.start("who"), names, "credit at the end")


def _picture_credit(text: str, names: ArticleOutlets, whole: bool) -> Iterator[Credit]:
    labels = list(_LABEL.finditer(text))
    if labels:
        yield from _names_in_credit(text, labels[0].end(), names, "picture credit")
        return
    if whole:
        yield from _names_in_credit(text, 0, names, "picture credit")
        return
    brackets = re.search(r"[(\[]([^()\[\]]{2,80})[)\]]\.?\s*$", text)
    if brackets:
        yield from _names_in_credit(text, brackets.start(1), names, "credit in the caption")
        return
    glued = _glued(text, names)
    if glued is not None:
        before = re.search(
            rf"(?:^|[.\s]|(?<=[a-z]))({_NAME})\s?(?:/|\bvia\b|\bfor\b|\|)\s?$", text[: glued.start]
        )
        if before:
            name = re.split(r"(?<=[a-z])(?=[A-Z])", before.group(1))[-1]
            start = before.end(1) - len(name)
            yield Credit(start, before.end(1), name, "person", "credit", "credit in the caption")
        yield glued


def _glued(text: str, names: ArticleOutlets) -> Credit | None:
    """'Xi JinpingGetty Images': an agency at the line's end, with or without a space before it."""
    near_end = max(0, len(text) - 80)
    for start in (found.start() for found in _BOUNDARY.finditer(text, near_end)):
        rest = text[start:].rstrip(" .)")
        outlet = names.lookup(rest)
        is_glued = start > 0 and not text[start - 1].isspace()
        if outlet is not None:
            name, kind = outlet.name, names.type_of(outlet.name)
        elif is_glued and _PHOTO_ENDS.search(rest) and _is_short_name(rest):
            name, kind = rest, "photo_agency"
        else:
            continue
        return Credit(start, start + len(rest), name, kind, "credit", "credit in the caption")
    return None


def _is_short_name(text: str) -> bool:
    return len(text.split()) in (2, 3) and len(_SPLIT.split(text)) == 1


def _names_in_credit(text: str, start: int, names: ArticleOutlets, rule: str) -> Iterator[Credit]:
    for part, begin in _parts(text[start:], start):
        outlet = _outlet(part, names)
        if outlet is not None:
            yield Credit(begin, begin + len(part), *outlet, "credit", rule)
            continue
        inner = [m for m in names.find(part) if not m.is_weak or m.end - m.start == len(part)]
        for match in inner[:1]:
            yield Credit(
                begin + match.start, begin + match.end, match.name, names.type_of(match.name),
                "credit", rule,
            )  # fmt: skip
        if not inner and _is_name(part):
            yield Credit(begin, begin + len(part), part, "person", "credit", rule)


def _is_name(part: str) -> bool:
    words = part.split()
    return bool(
        len(words) <= 5
        and _WHOLE_NAME.fullmatch(part)
        and words[0] not in _NO_NAME
        and (len(words) == 1 or not any(ch.isdigit() for ch in part))
    )


def _parts(text: str, start: int) -> Iterator[tuple[str, int]]:
    position = 0
    for cut in [*_SPLIT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        part = text[position:end]
        left = len(part) - len(part.lstrip(" .:"))
        core = (
            part.strip(" :").rstrip(".")
            if not re.search(r"\b[a-z]\.$", part.strip())
            else part.strip()
        )
        core = core.lstrip(". ")
        if core:
            yield core, start + position + left
        position = cut.end() if cut else end


def _outlet(part: str, names: ArticleOutlets) -> tuple[str, str] | None:
    outlet = names.lookup(part)
    if outlet is None:
        short = re.sub(r"\s+(?:[Pp]hotos?|[Pp]ictures?|[Ff]ile|[Ii]mages?|[Gg]raphics?)$", "", part)
        outlet = names.lookup(short)
    if outlet is not None:
        return outlet.name, names.type_of(outlet.name)
    if _PHOTO_ENDS.search(part) and len(part.split()) > 1:
        return part, "photo_agency"
    return None


def _byline(text: str, names: ArticleOutlets, reason: str) -> Iterator[Credit]:
    outlets = names.find(text)
    for match in outlets:
        role = "credit" if reason == "sign-off" and _HELPED.search(text) else "byline"
        if match.type != "social":
            yield Credit(
                match.start, match.end, match.name, names.type_of(match.name), role, reason
            )
    if reason == "sign-off" and not _WRITTEN.search(text):
        return
    for run in re.finditer(rf"(?:\b(?:[Bb]y|BY|and|from|&)|[,;:])\s+({_NAME})", text):
        start, end = run.span(1)
        if any(start < match.end and match.start < end for match in outlets):
            continue
        if len(run.group(1).split()) > 1 and not re.search(r"\bin\s*$", text[: run.start()]):
            name = run.group(1).rstrip(".,")
            yield Credit(start, start + len(name), name, "person", "byline", reason)
