"""How Europresse shows an article: an ``article`` element, or lines that begin with its outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from analysis.readers.exports.vendors import classes, outermost, refuse_many
from analysis.readers.markup import shown_lines

DOCUMENT_ID = re.compile(r"(?<!\w)[a-z]{2,20}·(?P<day>(?:19|20)\d{6})·[^\s·]{1,40}·\S{1,80}")
_PARTICLES = {"de", "du", "des", "la", "le", "et", "and", "avec", "with", "van", "von", "der", "d'"}
_STATED = re.compile(r"\b(\d{1,5})\s(?:documents?|articles?)\b", re.IGNORECASE)
_AFTER_TEXT = re.compile(
    r"(?P<label>illustration|photo|note|encadré|box|légende|caption)\(s\)\s?:\s?(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(r"(?:numéro de document|document number)\s?:", re.IGNORECASE)
_PUBLISHED_IN = re.compile(
    r"cet article est paru dans|this article (?:appeared|was published) (?:in|on)", re.IGNORECASE
)
_NOTES = {
    "illustration": "illustrations", "photo": "illustrations", "légende": "illustrations",
    "caption": "illustrations", "note": "notes", "encadré": "boxes", "box": "boxes",
}  # fmt: skip
# Characters of no script, set before what has these classes in the old layout.
_MARKS = {"docpublicationname": "\ue001", "docheader": "\ue002", "titrearticlevisu": "\ue003"}
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AT_MARKS = re.compile(f"(?=[{''.join(_MARKS.values())}])")


class Shown(NamedTuple):
    """What a page shows of one article; ``publication`` may go on in a second line."""

    publication: str
    header: str
    headline: str
    byline: str
    text: str
    others: dict[str, str]


# ---- the new layout ----------------------------------------------------------------------------


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(_all(element, name), None)


def _all(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    for inner in element.iter(etree.Element):
        if not _names(inner).isdisjoint(names):
            yield inner


def _names(element: etree._Element) -> set[str]:
    return {name.casefold().removeprefix("rdp__") for name in classes(element)}


def _shown(element: etree._Element | None) -> str:
    return "" if element is None else " ".join(shown_lines(element))


def in_element(article: etree._Element) -> Shown:
    """Return what an ``article`` element shows."""
    others: dict[str, str] = {}
    publication = _first(article, "docpublicationname")
    name = "" if publication is None else "".join(map(str, publication.itertext()))
    headers = outermost(article, lambda inner: "docheader" in _names(inner))
    header = " ".join(map(_shown, headers))
    headline, byline = _titles(article, others)
    for aside in outermost(article, lambda inner: inner.tag == "aside"):
        _, notes = _without_notes(shown_lines(aside))
        others |= notes
    for small in outermost(article, lambda inner: inner.tag == "small"):
        if (line := _shown(small)).startswith("©"):
            others.setdefault("copyright", line)
    number = _number(shown_lines(article))
    if number:
        others["document_id"] = number
    body = next((inner for inner in article.iter(etree.Element) if _holds_text(inner)), None)
    lines = [] if body is None else shown_lines(body)
    if body is not None:
        for link in body.iter("a"):
            if _PUBLISHED_IN.search(_shown(link)) and link.get("href"):
                others.setdefault("url", str(link.get("href")))
    lines, notes = _without_notes([line for line in lines if not _PUBLISHED_IN.match(line)])
    text = "\n\n".join(lines)
    return Shown(
        re.sub(r"\s*\n\s*|\s{3,}", "\n", name.strip()),
        header,
        headline,
        byline,
        text,
        others | notes,
    )


def _holds_text(element: etree._Element) -> bool:
    return element.tag == "section" or bool(_names(element) & {"dococurrcontainer", "doctext"})


def _titles(article: etree._Element, others: dict[str, str]) -> tuple[str, str]:
    """Return headline and byline; what the lines around them are is told from their order."""
    title = _first(article, "titrearticlevisu")
    box = _first(article, "titrearticle")
    box = title if box is None else box
    title = box if title is None else title
    if title is None or box is None:
        return "", ""
    around_title = {title, *title.iterancestors()}
    place = "surtitle"
    for inner in box.iter("p", "div"):
        if inner is title:
            place = "subtitle"
        elif inner not in around_title and not others.get(place):
            others[place] = _shown(inner)
    named = {
        above
        for part in _all(article, "docpublicationname", "docheader")
        for above in (part, *part.iterancestors())
    }
    above = (_shown(part) for part in _siblings(box, preceding=True) if part not in named)
    others["kicker"] = next((line for line in above if line), "")
    byline = _shown(_first(article, "docauthors"))
    for part in _siblings(box):
        if part.tag in ("section", "aside", "footer") or byline or _holds_text(part):
            break
        if "subtitle" in _names(part):
            others.setdefault("subtitle", _shown(part))
        else:
            byline = _shown(part)
    return _shown(title), byline


def _siblings(element: etree._Element, preceding: bool = False) -> Iterator[etree._Element]:
    for sibling in element.itersiblings(preceding=preceding):
        if isinstance(sibling.tag, str):
            yield sibling


def stated_above(tree: etree._Element, first: etree._Element) -> int | None:
    """Return how many documents the page says that it holds, above the first of them."""
    for element in tree.iter(etree.Element):
        if element is first:
            return None
        if element.tag not in ("html", "body", "head", "style", "script"):
            stated = _STATED.search(element.text or "")
            if stated:
                return int(stated[1])
    return None


# ---- the old layout ----------------------------------------------------------------------------


def in_lines(tree: etree._Element) -> Iterator[Shown]:
    """Yield what a page of the old layout shows, article by article.

    Raises LoadError if there are more articles than a page can hold. The page is marked up anew.
    """
    lines = _marked_lines(tree)
    publication, header, title = _MARKS.values()
    starts = [place for place, line in enumerate(lines) if line.startswith(publication)]
    refuse_many(len(starts))
    for start, end in pairwise([*starts, len(lines)]):
        article = lines[start:end]
        place = next((n for n, line in enumerate(article) if line.startswith(title)), 0)
        if not place:
            place = max(n for n, line in enumerate(article) if n == 0 or line.startswith(header))
        above, below = article[1 : place + 1], article[place + 1 :]
        headers = " ".join(line for line in above if line.startswith(header))
        between = [line for line in above if line[0] not in (header, title)]
        others = {"surtitle": " ".join(between)}
        text, byline = _text(below, others)
        yield Shown(
            article[0].strip(publication),
            headers.replace(header, ""),
            article[place].strip(title) if article[place].startswith(title) else "",
            byline,
            text,
            others,
        )


def _marked_lines(tree: etree._Element) -> list[str]:
    for element in tree.iter(etree.Element):
        for name in classes(element):
            if name.casefold() in _MARKS:
                text = _IMPOSSIBLE.sub("", element.text or "")  # what lxml reads but never writes
                element.text = _MARKS[name.casefold()] + text
    return [part for line in shown_lines(tree) for part in _AT_MARKS.split(line) if part.strip()]


def _text(lines: list[str], others: dict[str, str]) -> tuple[str, str]:
    """Return the text and the byline of the lines under a headline; the rest goes to others."""
    number = _number(lines)
    if number:
        others["document_id"] = number
    end = next(
        (
            place
            for place, line in enumerate(lines)
            if _NUMBER_LINE.match(line) or DOCUMENT_ID.fullmatch(line)
        ),
        len(lines),
    )
    for place in range(end - 1, max(end - 4, -1), -1):
        if lines[place].startswith("©"):
            others["copyright"] = lines[place]
            end = place
            break
    body, notes = _without_notes(lines[:end])
    others |= notes
    byline = body.pop(0) if len(body) > 1 and _is_name(body[0]) else ""
    return "\n\n".join(body), byline


def _without_notes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Part the lines of a text from the notes under it: illustrations, boxes, notes."""
    body: list[str] = []
    notes: dict[str, list[str]] = {}
    current: list[str] = body
    for line in lines:
        label = _AFTER_TEXT.match(line)
        if label:
            current = notes.setdefault(_NOTES[label["label"].casefold()], [])
            line = label["rest"]
        if line:
            current.append(line)
    return body, {name: " ".join(found) for name, found in notes.items()}


def _number(lines: list[str]) -> str | None:
    """Return the number of a document; the line that calls it so counts before the certificate."""
    found = [(match[0], line) for line in lines if (match := DOCUMENT_ID.search(line))]
    called = [number for number, line in found if _NUMBER_LINE.match(line)]
    numbers = [*called, *(number for number, _ in found)]
    return numbers[0] if numbers else None


def _is_name(line: str) -> bool:
    """Whether a line under a headline is a byline: names, with nothing that a sentence has."""
    if re.match(r"(?:par|by)\s", line, re.IGNORECASE) and len(line) <= 120:
        return True
    words = line.replace(",", " ").replace(";", " ").split()
    return (
        0 < len(words) <= 8
        and len(line) <= 80
        and line[-1] not in ".!?…:»"
        and all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
    )
