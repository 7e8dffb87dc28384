"""Credits: who is named beside the story: picture credits, datelines, bylines, sign-offs.

None of them is a source of what the article tells. They are read from the lines that were set apart
from the story, and from the story itself where a credit or dateline stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.language import Reading
from analysis.sources.nouns import source_nouns
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
    r"(?=[CFGHILMPSTVcfghilmpstv©])"  # of most places that is all there is to ask
    r"(?:(?<=[\s(\[.a-z])|^)"
    r"(?:(?:[Mm]ain|[Ff]ile|[Cc]over|[Ll]ead|[Tt]op|[Ff]eatured?|[Hh]eader) )?"
    r"(?:(?:[Pp]hoto(?:graph|graphy)?|PHOTO|[Ii]mage|IMAGE|[Pp]icture|PICTURE|[Vv]ideo|"
    r"[Ii]llustration|[Gg]raphic|[Cc]artoon|[Ss]creen(?:shot|grab))s?"
    r"(?: (?:[Cc]redit|[Ss]ource|[Cc]ourtesy|copyright|still)s?)?\s?"
    r"(?::|[Bb]y\b|BY\b|of\b(?= (?:the )?[A-Z])|©|[Vv]ia\b)"
    r"|(?:[Cc]redits?|CREDITS?)\s?(?::|\.\.\.|…)|^[Ss]ource:"
    r"|^[Cc]ourtesy(?: of(?: the)?)?\b(?= [A-Z])"
    r"|©)\s*(?:the (?=[A-Z]))?"
)
_PHOTO_ENDS = re.compile(r"(?:Pictures|Images|Photos|Photography|Photo|Press Photos?|Stock)$")
_HANDED_OUT = re.compile(r"\s+(?:[Hh]andout|[Pp]ool)$")
_OF_A_PICTURE = re.compile(
    r"\s+(?:[Ss]tock )?(?:[Pp]hotos?|[Pp]ictures?|[Ff]ile|[Ii]mages?|[Gg]raphics?|[Vv]ideos?)$"
)
_PUBLIC_BODY = re.compile(
    r"\b(?:Presidential|President['’]?s?|Ministr\w+|Government|Army|Navy|Air Force|Armed Forces|"
    r"Police|Border|Emergency|State|Royal|Parliament\w*|Cabinet) .*(?:Service|Office|Agency)$"
)
_ACRONYM = re.compile(r"(?:^|-)[A-Z]{3,6}(?:-|$)")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:[-–/]\d{2,4})?\s+|[\s,]+(?:19|20)\d\d(?:[-–/]\d{2,4})?$")
_NO_NAME = frozenset(
    "FILE Handout Pool Courtesy File Getty Supplied Provided Stock Archive Library Screengrab "
    "Screenshot Photo Image Picture Via By For Submitted Photos Images Contributed Facebook".split()
)
_SPLIT = re.compile(
    r"\s*(?:/|\||,|;|–|—| - |\bvia\b|\bVIA\b|\bfor\b|\band\b|&|\(|\)|\[|\]|\.$"
    r"|(?<=\w) on (?=[A-Z]\w+$)|(?<=[a-z]{2})\. (?=[A-Z]))\s*"
)
_STOP = re.compile(r"[.!?”)]\s+(?=[A-Z])")
_SHORT = 8  # words in a line that may be a credit and nothing else
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’',\s/-]{0,60}?)?[,.]?\s*(?:[(\[](?P<a>[^()\[\]]{2,40})[)\]]|/(?P<b>[A-Z]{2,8})/)"
    r"\s*(?P<dash>[-–—_:.]{1,2})?"
)
_DAY = re.compile(r",\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})$")
_SIGN_OFF = re.compile(
    r"\bcontributed to this (?:report|story|article)\b|^\(?(?:(?:Additional )?[Rr]eporting|Writing|"
    r"Editing) by [A-Z]|^With (?:files|reporting) (?:from|by) "
    r"|^(?:Contributing|BYLINE|Byline): [A-Z]"
)
_COPYRIGHT = re.compile(r"(?i)^(?:©|copyright\b)|©.*all rights reserved|all rights reserved")
_BOUNDARY = re.compile(r"(?<=[a-z.”\"')/|])(?=[A-Z])|(?<=\s)(?=[A-Z])|^(?=[A-Z])")
_TAIL = re.compile(r"(?:[—–]\s?|\s-{1,2}\s?|[(\[])(?P<who>[^()\[\]—–]{2,60})[)\]]?\s*$")
_WRITTEN = re.compile(
    r"(?i)\b(?:reporting|writing|editing|compiled|written|edited|by|byline|contribut(?:ed|ing)|"
    r"writers?|reporters?|correspondents?|journalists?)\b"
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
    elif len(text.split()) <= _SHORT:
        found = list(_picture_credit(text, names, whole=False))
        is_picture = reason == "copyright" and not re.search(r"(?i)\breserved\b", text)
        if found and (is_picture or _says_only(text, found)):
            rule = "sign-off" if text.lstrip()[:1] in "—–-(" else found[0].rule
            yield from (one._replace(rule=rule) for one in found if one.name != names.self_name)


def _says_only(text: str, found: list[Credit]) -> bool:
    """Whether a line holds a label and outlets and nothing else: "Video: Reuters"."""
    label = _LABEL.match(text)
    return (
        label is not None
        and all(one.type != "person" for one in found)
        and found[0].start == label.end()
        and found[-1].end == len(text.rstrip(" ."))
    )


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
    is_marked = bool(match.group("dash") or _DAY.search(place))
    if not is_marked and place and (not place.split()[0].isupper() or place[-1:].islower()):
        return
    if len(place.split()) > 6:
        return
    parts = list(_parts(inner, match.start(group)))
    known = [(part, start, _outlet(part, names)) for part, start in parts]
    if any(outlet is None for _, _, outlet in known):
        return
    for part, start, outlet in known:
        if outlet is not None:
            yield Credit(start, start + len(part), outlet[0], outlet[1], "dateline", "dateline")


_VIA = re.compile(rf"({_NAME}) (?:via|for|/) ({_NAME}?)\.?")


def _standing_credit(text: str, names: ArticleOutlets, is_last: bool) -> Iterator[Credit]:
    via = _VIA.fullmatch(text)
    if via and _outlet(via.group(2), names) and not _outlet(via.group(1), names):
        yield from _names_in_credit(text, 0, names, "picture credit")
        return
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
    glued = _glued(text, names) if text.strip()[-1:] not in '.!?”"' else None
    if glued is not None:
        is_signed = is_last and text.lstrip()[:1] in "—–-("
        yield glued._replace(rule="credit at the end") if is_signed else glued
        return
    tail = _TAIL.search(text)
    if tail is not None and (is_last or re.search(r"\b(?:Photo|Image|Picture)", tail.group("who"))):
        parts = list(_parts(tail.group("who"), tail.start("who")))
        if any(_outlet(part, names) for part, _ in parts):
            yield from _names_in_credit(text, tail.start("who"), names, "credit at the end")


def _picture_credit(text: str, names: ArticleOutlets, whole: bool) -> Iterator[Credit]:
    labels = list(_LABEL.finditer(text))
    if labels:
        before = re.search(r"[A-Z][\w’']*(?: [A-Z][\w’']*)*(?= $)", text[: labels[0].start()])
        if before and names.lookup(before.group()):  # "AP Video: Ana Ruiz"
            yield from _names_in_credit(before.group(), 0, names, "picture credit", before.start())
        yield from _names_in_credit(text, labels[0].end(), names, "picture credit")
        return
    if whole:
        yield from _names_in_credit(text, 0, names, "picture credit")
        return
    slashed = _slashed(text, names)
    if slashed is not None:
        yield from _names_in_credit(text, slashed, names, "credit in the caption")
        return
    brackets = re.search(r"[(\[]([^()\[\]]{2,80})[)\]]\.?\s*$", text)
    if brackets:
        yield from _names_in_credit(text, brackets.start(1), names, "credit in the caption")
        return
    dashed = re.search(r"\s(?:[–—]|--?)\s([A-Z][^–—.]{1,40})\s*$", text)
    if dashed and _outlet(dashed.group(1), names):
        yield from _names_in_credit(text, dashed.start(1), names, "credit in the caption")
        return
    glued = _glued(text, names)
    if glued is not None:
        before = re.search(
            rf"(?:^|[.\s]|(?<=[a-z]))({_NAME})\s?(?:/|\bvia\b|\bfor\b|\|)\s?$", text[: glued.start]
        )
        if before:
            name = re.split(r"(?<=[a-z])(?=[A-Z])", before.group(1))[-1]
            start = before.end(1) - len(name)
            yield from _name_in_credit(name, start, names, "credit in the caption", False)
        yield glued


def _slashed(text: str, names: ArticleOutlets) -> int | None:
    """Where "REUTERS/Ana Ruiz" or "Instagram/@ana" begins, as the last words of a caption."""
    start = max((stop.end() for stop in _STOP.finditer(text)), default=0)
    if "/" not in text[start:]:
        return None
    parts = [part for part, _ in _parts(text[start:], start)]
    is_credit = any(_outlet(part, names) for part in parts) and all(
        _outlet(part, names) or part.startswith("@") or part in _NO_NAME or _is_name(part)
        for part in parts
    )
    return start if is_credit else None


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


def _names_in_credit(
    text: str, start: int, names: ArticleOutlets, rule: str, offset: int = 0
) -> Iterator[Credit]:
    is_capitals = text.isupper()
    for part, begin in _parts(text[start:], start + offset):
        yield from _name_in_credit(part, begin, names, rule, is_capitals)


def _name_in_credit(
    part: str, start: int, names: ArticleOutlets, rule: str, is_capitals: bool
) -> Iterator[Credit]:
    part = _HANDED_OUT.sub("", part)
    short = _OF_A_PICTURE.sub("", part)
    for form in (short, part):
        outlet = _outlet(form, names)
        is_whole = form == part or not (outlet and outlet[0].lower() == part.lower())
        if outlet is not None and is_whole and names.lookup(form):
            yield Credit(start, start + len(form), *outlet, "credit", rule)
            return
    if outlet is not None:
        yield Credit(start, start + len(part), *outlet, "credit", rule)
        return
    before, hyphen, after = part.partition("-")
    if hyphen and names.lookup(after) and _is_name(before):
        yield Credit(start, start + len(before), before, "person", "credit", rule)
        yield from _name_in_credit(after, start + len(before) + 1, names, rule, is_capitals)
        return
    inner = [m for m in names.find(part) if not m.is_weak or m.end - m.start == len(part)]
    for match in inner[:1]:
        yield Credit(
            start + match.start, start + match.end, match.name, names.type_of(match.name),
            "credit", rule,
        )  # fmt: skip
    if not inner and _is_name(part):
        kind = "organisation" if _is_body(part, is_capitals) else "person"
        yield Credit(start, start + len(part), part, kind, "credit", rule)


def _is_body(part: str, is_capitals: bool) -> bool:
    """Whether a picture was handed out by a body: "Metropolitan Police", "NASA"."""
    if _ACRONYM.search(part) and not is_capitals and len(part.split()) == 1:
        return True
    return any(source_nouns().get(word.lower()) == "organisation" for word in part.split()[-1:])


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
        year = _YEAR.match(core)
        left += year.end() if year else 0
        core = _YEAR.sub("", core)
        if core:
            yield core, start + position + left
        position = cut.end() if cut else end


def _outlet(part: str, names: ArticleOutlets) -> tuple[str, str] | None:
    outlet = names.lookup(part) or names.lookup(_OF_A_PICTURE.sub("", part))
    if outlet is not None:
        is_body = outlet.type == "agency" and _PUBLIC_BODY.search(part)
        return outlet.name, "organisation" if is_body else names.type_of(outlet.name)
    words = part.split()
    if _PHOTO_ENDS.search(part) and len(words) > 1 and words[0] not in _NO_NAME:
        return part, "photo_agency"
    return None


def _byline(text: str, names: ArticleOutlets, reason: str) -> Iterator[Credit]:
    outlets = names.find(text)
    role = "credit" if reason == "sign-off" else "byline"
    for match in outlets:
        if match.type != "social":
            yield Credit(
                match.start, match.end, match.name, names.type_of(match.name), role, reason
            )
    if reason == "sign-off" and not _WRITTEN.search(text):
        return
    for run in re.finditer(
        rf"(?:(?:\b(?:[Bb]y|BY|and|from|&|writers?|reporters?|correspondents?|journalists?)|[,;:])"
        rf"\s+|^)({_NAME})",
        text,
    ):
        start, end = run.span(1)
        if any(start < match.end and match.start < end for match in outlets):
            continue
        if len(run.group(1).split()) > 1 and not re.search(r"\bin\s*$", text[: run.start()]):
            name = run.group(1).rstrip(".,")
            yield Credit(start, start + len(name), name, "person", "byline", reason)
