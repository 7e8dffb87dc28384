"""Quotes that the layout attributes: transcripts, interviews, posts, pull quotes, headlines.

No sentence says here who speaks; the place of the name does. A paragraph that is read so is read no
other way.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from analysis.language import Paragraph, Reading
from analysis.lexicons import first_names, load_lexicon
from analysis.marks import quotations

Span = tuple[int, int]


class Placed(NamedTuple):
    """A quote that its place attributes: spans in the article's text, and the rule."""

    content: Span
    speaker: Span | None
    rule: str
    kind: str = "direct"


_NAME = r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}"
_SPEAKER_LINE = re.compile(rf"({_NAME}):\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)[:.]\s+(?=\S)")
_QUESTION = re.compile(r"(?:Q|Question)[:.]\s+(?=\S)")
_DASH = r"(?:[—–―]|--|-)"
# A name after a dash, with the author's handle and the date of a post, or with an office.
_SIGNED = re.compile(
    rf"\s*{_DASH}\s?(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*| (?:de|van|von|al|bin|of)\b){{1,4}})"
    r"(?P<handle> ?\(@\w+\))?(?P<rest>,? [^.!?]{0,80})?$"
)
_SAYS = r"(?:says?|said|warns?|insists?|claims?|admits?|argues?|denies|vows?|urges?|tells)"
_WHO = r"(?P<who>[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,4})"
_WHAT = r"(?P<what>[^\s:]+(?: [^\s:]+){1,12})"
_HEADLINES = (
    re.compile(rf"{_WHO}: {_WHAT}$"),
    re.compile(rf"{_WHO} {_SAYS} (?:that )?{_WHAT}$"),
    re.compile(rf"{_WHAT}, {_SAYS} {_WHO}$"),
)
_LINK = re.compile(r"\s*(?:pic\.twitter\.com|https?://|t\.co/)\S*\s*$")


def placed_quotes(reading: Reading) -> dict[int, list[Placed]]:
    """Return the quotes that the layout attributes, by the number of their paragraph."""
    found: dict[int, list[Placed]] = {}
    found.update(_transcript(reading))
    names, people = _full_names(reading), _people(reading)
    for before, paragraph in zip([None, *reading.paragraphs], reading.paragraphs, strict=False):
        if paragraph.index in found:
            continue
        signed = _signed(paragraph, before) or (
            _headline(paragraph, people) if paragraph.is_heading else _pulled(paragraph, names)
        )
        if signed is not None:
            is_above = signed.content[0] < paragraph.start
            found[paragraph.index - is_above] = [signed]
            found.setdefault(paragraph.index, [])
    return found


def _transcript(reading: Reading) -> dict[int, list[Placed]]:
    """'ANA RUIZ: It leaks.' line by line, and 'Q: …' with 'A: …'."""
    lines: dict[int, Placed] = {}
    speakers: Counter[str] = Counter()
    asks = False
    people = _people(reading)
    for paragraph in reading.paragraphs:
        text, base = paragraph.text, paragraph.start
        if _QUESTION.match(text):
            asks = True
        elif answer := _ANSWER.match(text):
            span = (base + answer.end(), base + _end(text))
            lines[paragraph.index] = Placed(span, None, "answer in an interview")
        elif (line := _SPEAKER_LINE.match(text)) and _is_person(line[1], people):
            if text[line.end()] not in "“\"‘'«":  # with marks it is read as any other quotation
                span = (base + line.end(), base + _end(text))
                speaker = (base + line.start(1), base + line.end(1))
                lines[paragraph.index] = Placed(span, speaker, "line of a transcript")
                speakers[line[1]] += 1
    is_interview = asks and any(placed.speaker is None for placed in lines.values())
    is_transcript = sum(speakers.values()) >= 2
    return {
        number: [placed]
        for number, placed in lines.items()
        if (is_transcript if placed.speaker else is_interview)
    }


def _people(reading: Reading) -> frozenset[str]:
    """The words of people's names in the running text, in lower case."""
    return frozenset(
        token.lower_
        for paragraph in reading.paragraphs
        for entity in paragraph.doc.ents
        if entity.label_ == "PERSON" and entity.start > 0
        for token in entity
        if len(token) > 2
    )


def _is_person(label: str, people: frozenset[str]) -> bool:
    """Tell whether what stands before a colon names a person: 'ANA RUIZ', 'Ruiz', not 'ENERGY'."""
    words = label.replace(".", "").lower().split()
    capitals = all(word[:1].isupper() for word in label.split())
    return capitals and (words[-1] in people or (len(words) > 1 and words[0] in first_names()))


def _headline(paragraph: Paragraph, people: frozenset[str]) -> Placed | None:
    """'Mayor: no more cuts', 'Mayor says no more cuts', 'No more cuts, says mayor'."""
    text, base = paragraph.text, paragraph.start
    for pattern in _HEADLINES:
        match = pattern.match(text)
        if match is None:
            continue
        who = match["who"]
        is_role = who.split()[-1].lower() in _role_words()
        if (is_role or _is_person(who, people)) and not quotations(match["what"]):
            content = (base + match.start("what"), base + match.end("what"))
            speaker = (base + match.start("who"), base + match.end("who"))
            return Placed(content, speaker, "headline", "indirect")
    return None


@cache
def _role_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("roles"))


def _signed(paragraph: Paragraph, before: Paragraph | None) -> Placed | None:
    """'“…” —Ana Ruiz', a post with its author's handle, and '— Ana Ruiz' on a line of its own."""
    text, base = paragraph.text, paragraph.start
    match = _SIGNED.search(text)
    if match is None:
        return None
    speaker = (base + match.start("name"), base + match.end("name"))
    said = text[: match.start()]
    if not said.strip():
        inner = _whole_quotation(before.text) if before is not None else None
        if before is None or inner is None:
            return None
        return Placed(_shift(inner, before.start), speaker, "name under a quotation")
    inner = _whole_quotation(said)
    if inner is not None:
        return Placed(_shift(inner, base), speaker, "name after a quotation")
    if match["handle"] and len(said.split()) > 2:
        while link := _LINK.search(said):
            said = said[: link.start()]
        return Placed((base, base + _end(said)), speaker, "post with its author")
    return None


def _pulled(paragraph: Paragraph, names: Counter[str]) -> Placed | None:
    """'The bridge was our life. Ana Ruiz': a line ends in the name of somebody in the story."""
    text, base = paragraph.text, paragraph.start
    stop = max(text.rfind(mark) for mark in (". ", "! ", "? ", ".” ", "!” "))
    if stop < 0 or quotations(text):
        return None
    at = stop + 2 + (text[stop + 1] == "”")
    name, comma, role = text[at:].partition(", ")
    is_plain = name and not name.endswith(".") and (not comma or len(role.split()) <= 8)
    if not is_plain or names[name] < 1 or text[at:].rstrip().endswith((".", "!", "?", ":")):
        return None
    return Placed((base, base + _end(text[:at])), (base + at, base + at + len(name)), "pull quote")


def _full_names(reading: Reading) -> Counter[str]:
    """The full names of people that stand in running sentences."""
    names: Counter[str] = Counter()
    for paragraph in reading.paragraphs:
        for entity in paragraph.doc.ents:
            ends_line = entity.end == len(paragraph.doc)
            if entity.label_ == "PERSON" and len(entity) > 1 and not ends_line:
                names[entity.text] += 1
    return names


def _whole_quotation(text: str) -> Span | None:
    """The words of a text that is one quotation from end to end."""
    stripped = text.strip()
    found = quotations(stripped)
    if len(found) != 1 or found[0].start > 0 or found[0].end < len(stripped):
        return None
    offset = text.find(stripped)
    return found[0].inner_start + offset, found[0].inner_end + offset


def _shift(span: Span, base: int) -> Span:
    return span[0] + base, span[1] + base


def _end(text: str) -> int:
    """Where the words of a line end, without its last full stop."""
    stripped = text.rstrip()
    if stripped.endswith(".") and not stripped.endswith(".."):
        stripped = stripped[:-1]
    return len(stripped)
