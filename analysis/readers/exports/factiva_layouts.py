"""How Factiva shows an article: rows or lines with codes, or paragraphs in a fixed order.

All become fields under Factiva's codes (HD headline, SN source, TD text ...).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from analysis.readers.dates import parse_published
from analysis.readers.exports.vendors import (
    classes,
    find_date,
    language_code,
    outermost,
    refuse_many,
)
from analysis.readers.markup import parse_html, shown_lines

ACCESSION = r"[A-Z][A-Z0-9]{3,11}(?:19|20)\d{6}[a-z0-9-]{4,12}"
CODES = {
    "HD", "SE", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "CLM", "LA", "CY",
    "LP", "TD", "CX", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DLN",
    "NGC", "GC",
}  # fmt: skip
_LAST_LINE = re.compile(rf"(?:AN\t)?[^\W\d_]{{1,20}}:?\s({ACCESSION})")
_ACCESSION_IN_PAGE = re.compile(rf">\s{{0,20}}[^\W\d_]{{1,20}}\s({ACCESSION})\s{{0,20}}<")
_LENGTH = re.compile(
    r"[\d.,\s]{1,12}(?:words?|mots?|Wörter|Wort|palabras?|parol[ae]|palavras?|woorden|слов\w?|[語语字詞词]+)"
)
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,5})?")
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}")
_PAGE = re.compile(r"(?:[A-Z]{0,4}[ .-]?\d{1,4}[A-Z]?(?:, ?|-| )?){1,8}")
_COPYRIGHT = re.compile(
    r"\(c\)|©|copyright|\bcopr\.|rights reserved|droits réservés|rechte vorbehalten|"
    r"derechos reservados|diritti riservati|^.{3,90}\b(?:19|20)\d\d\W{0,3}$",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|L\.?P|GmbH|AG|SA|S\.A|SpA|Co|Company|Corp|Corporation|plc|PLC|Group|"
    r"Media|Publishing|Publishers|Publications|News|Newspapers|Press|Presse|Agency|Syndication)\b"
)
_BYLINE = re.compile(r"(?:by|par|von|por|di|door)\b", re.IGNORECASE)
_PAGE_FURNITURE = re.compile(r"Page \d{1,4} of \d{1,4}.{0,100}|© \d{4} Factiva, Inc.{0,100}")

Fields = dict[str, list[str]]


class Article(NamedTuple):
    """The fields of an article, and what says in words where the field of a code stood."""

    fields: Fields
    where: Callable[[str], str]


# ---- lines: rich text and plain text -----------------------------------------------------------


def in_lines(lines: Iterable[str]) -> list[Article]:
    """Return the articles that stand in lines; each ends with its accession number."""
    articles: list[Article] = []
    chunk: list[str] = []
    for line in lines:
        line = line.strip()
        if line and not (line[0] in "P©" and _PAGE_FURNITURE.fullmatch(line)):
            chunk.append(line)
            if line[-1].isalnum() and len(line) > 18 and _LAST_LINE.fullmatch(line):
                articles.append(_from_lines(chunk))
                refuse_many(len(articles))
                chunk = []
    # What follows the last article is a summary of the search, or an article that was cut short.
    if _is_coded(chunk) or any(map(is_length, chunk)):
        articles.append(_from_lines(chunk))
    return articles


def is_length(line: str) -> bool:
    """Whether a line says how many words an article has, in a language of Factiva's.

    >>> is_length("1,312 words"), is_length("312 Wörter"), is_length("312 words of hers")
    (True, True, False)
    """
    return line[:1].isdigit() and _LENGTH.fullmatch(line) is not None


def _is_coded(lines: list[str]) -> bool:
    return sum(line.startswith(("HD\t", "SN\t", "PD\t", "LP\t", "TD\t")) for line in lines) > 1


def _from_lines(lines: list[str]) -> Article:
    if _is_coded(lines):
        return Article(_coded(lines), _field)
    last = _LAST_LINE.fullmatch(lines[-1])
    fields: Fields = {"AN": [last[1]]} if last else {}
    if last:
        lines = lines[:-1]
    start = next((place for place, line in enumerate(lines) if is_length(line)), None)
    if start is None:
        start = next((place for place, line in enumerate(lines[:5]) if _is_date(line)), 0)
    fields.update(_top(lines[:start]))
    about, body = _about(lines[start:])
    fields.update(about)
    if body and _COPYRIGHT.search(body[0][:400]) and len(body[0]) <= 300:
        fields["CY"] = [body.pop(0)]
    if len(body) > 1 and len(body[-1]) <= 80 and _COMPANY.search(body[-1]):
        if body[-1][-1] not in '!?”"' and not re.search(r"[a-z]{3}\.$", body[-1]):
            fields["PUB"] = [body.pop()]
    fields["TD"] = body
    return Article(fields, _place)


def _coded(lines: list[str]) -> Fields:
    fields: Fields = {}
    code = ""
    for line in lines:
        first, tab, rest = line.partition("\t")
        if first in CODES and (tab or line == first):
            code, line = first, rest
        if code and line:
            fields.setdefault(code, []).append(" ".join(line.split()))
    return fields


def _top(lines: list[str]) -> Fields:
    """Tell section, headline and byline apart: the last three lines above the number of words."""
    lines = lines[-3:]
    if len(lines) == 3:
        return {"SE": lines[:1], "HD": lines[1:2], "BY": lines[2:]}
    if len(lines) == 2:
        first, second = lines
        is_section = len(first.split()) <= 4 and len(first) < len(second)
        if is_section and not _BYLINE.match(second):
            return {"SE": [first], "HD": [second]}
        return {"HD": [first], "BY": [second]}
    return {"HD": lines}


def _about(lines: list[str]) -> tuple[Fields, list[str]]:
    """Return what the lines from the number of words to the language say, and what follows."""
    fields: Fields = {}
    rest = list(lines)
    if rest and is_length(rest[0]):
        fields["WC"] = [rest.pop(0)]
    if rest and _is_date(rest[0]):
        fields["PD"] = [rest.pop(0)]
    if rest and _TIME.fullmatch(rest[0]):
        fields["ET"] = [rest.pop(0)]
    if "PD" not in fields:
        return fields, rest
    if rest:
        fields["SN"] = [rest.pop(0)]
    if rest and _SOURCE_CODE.fullmatch(rest[0]):
        fields["SC"] = [rest.pop(0)]
    for place, line in enumerate(rest[:6]):
        if len(line) <= 30 and language_code(line) and (len(line) > 2 or not line.isascii()):
            for between in rest[:place]:
                fields.setdefault("PG" if _PAGE.fullmatch(between) else "ED", []).append(between)
            fields["LA"] = [line]
            return fields, rest[place + 1 :]
    return fields, rest


def _is_date(line: str) -> bool:
    found = find_date(line)
    whole = found is not None and found.end - found.start > len(line) / 2
    return whole or parse_published(line).moment is not None


# ---- saved pages -------------------------------------------------------------------------------


def in_page(content: bytes) -> tuple[list[Article], list[str]]:
    """Return the articles of a saved page, and a note if it names more than were found.

    Raises LoadError if the page cannot be parsed or holds more articles than a page can.
    """
    tree = parse_html(content)
    found = outermost(tree, _is_article) or outermost(
        tree, lambda element: element.tag == "div" and "article" in classes(element)
    )
    refuse_many(len(found))
    articles = [article for article in map(_from_element, found) if article]
    named = {*_ACCESSION_IN_PAGE.findall(content.decode("utf-8", "replace"))}
    taken = {line.split()[-1] for article in articles for line in article.fields.get("AN", ())}
    notes = []
    if named - taken:
        notes.append(
            f"the page names {len(named)} accession numbers, {len(taken & named)} of them in "
            "articles that were found"
        )
    return articles, notes


def _is_article(element: etree._Element) -> bool:
    return any(re.fullmatch("[a-z]{2,8}Article", name) for name in classes(element))


def _from_element(element: etree._Element) -> Article | None:
    fields: Fields = {}
    for table in outermost(element, lambda inner: inner.tag == "table"):
        for row in [*table.findall("./tr"), *table.findall("./*/tr")]:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            code = " ".join(shown_lines(cells[0])) if len(cells) > 1 else ""
            if re.fullmatch("[A-Z]{2,4}", code):
                fields.setdefault(code, []).extend(shown_lines(cells[1]))
    if "HD" in fields or "AN" in fields:
        return Article(fields, _field)
    return _displayed(element)


def _displayed(element: etree._Element) -> Article | None:
    fields: Fields = {"LP": []}
    above: list[str] = []
    below: list[str] = []
    for block in _blocks(element):
        lines = shown_lines(block)
        if "articleParagraph" in classes(block):
            fields["LP"] += [*below, *lines]
            below = []
        elif fields["LP"]:
            below += lines
        elif block.get("id") == "hd" or block.find(".//*[@id='hd']") is not None:
            above, section = [], above
            headline = " ".join(lines)
            if any("counted" in classes(inner) for inner in block.iter(etree.Element)):
                headline = re.sub(r"^\d{1,4}\) ", "", headline)
            fields.update({"SE": section, "HD": [headline]})
        elif "author" in classes(block):
            fields["BY"] = lines
        else:
            above += lines
    start = next((place for place, line in enumerate(above) if is_length(line)), 0)
    if start:
        fields.setdefault("BY", above[:start])
    about, rest = _about(above[start:])
    fields.update(about)
    if not fields["LP"]:  # paragraphs without their class
        below = rest
        rest = [below.pop(0)] if below and _COPYRIGHT.search(below[0][:400]) else []
    if below and (last := _LAST_LINE.fullmatch(below[-1])):
        fields["AN"] = [last[1]]
        below.pop()
    if rest:
        fields["CY"] = rest
    if fields["LP"]:
        fields["PUB"] = below
    else:
        fields["LP"] = below
    known = "AN" in fields or "WC" in fields or "HD" in fields
    return Article(fields, _place) if known else None


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts of an article in their order; what wraps paragraphs is opened."""
    wrappers: set[etree._Element] = set()
    for inner in element.iter(etree.Element):
        if "articleParagraph" in classes(inner):
            for above in inner.iterancestors():
                if above is element or above in wrappers:
                    break
                wrappers.add(above)
    waiting = [child for child in reversed(element) if isinstance(child.tag, str)]
    while waiting:
        block = waiting.pop()
        if block in wrappers and "articleParagraph" not in classes(block):
            waiting += [child for child in reversed(block) if isinstance(child.tag, str)]
        else:
            yield block


def _field(code: str) -> str:
    return f"field {code}"


def _place(code: str) -> str:
    return {
        "HD": "the line above the number of words",
        "BY": "the line under the headline",
        "SE": "the line above the headline",
        "PD": "the line under the number of words",
        "SN": "the line under the date",
        "LA": "the line above the copyright",
    }.get(code, "the lines above the text")
