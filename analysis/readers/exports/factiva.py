"""Exports of Dow Jones Factiva: saved pages, rich text, plain text and XML, with codes or without.

All layouts are brought to Factiva's own codes first (HD headline, SN source, TD text ...). An
article ends with its accession number: "Document PECOUR0020250520el5k00001".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from analysis.readers.columns import is_known
from analysis.readers.dates import parse_published
from analysis.readers.decoding import decode
from analysis.readers.documents.rich_text import lines_in_rtf, looks_like_rich_text
from analysis.readers.exports.factiva_layouts import (
    ACCESSION,
    CODES,
    Article,
    Fields,
    in_lines,
    in_page,
    is_length,
)
from analysis.readers.exports.vendors import (
    counted,
    language_code,
    outermost,
    readable_date,
    refuse_large,
    refuse_many,
    without_by,
)
from analysis.readers.markup import parse_xml
from analysis.readers.records import Found, LoadError, Reader, Record, Records, build_record

_OTHERS = {
    "WC": "length", "SC": "source_code", "ED": "edition", "PG": "page", "VOL": "volume",
    "CLM": "column", "CY": "copyright", "CX": "correction", "CT": "contact", "RF": "reference",
    "ART": "caption", "CO": "companies", "IN": "industries", "NS": "subjects", "RE": "regions",
    "IPC": "source_subjects", "IPD": "source_descriptors", "PUB": "published_by",
    "NGC": "source_group", "GC": "source_group_code", "AN": "document_id",
}  # fmt: skip
_ELEMENTS = {
    "headline": "HD", "sectionName": "SE", "columnName": "CLM", "byline": "BY", "credit": "CR",
    "wordCount": "WC", "publicationDate": "PD", "publicationTime": "ET", "sourceName": "SN",
    "sourceCode": "SC", "edition": "ED", "pages": "PG", "volume": "VOL", "baseLanguage": "LA",
    "copyright": "CY", "leadParagraph": "LP", "tailParagraphs": "TD", "corrections": "CX",
    "contact": "CT", "notes": "RF", "artWork": "ART", "company": "CO", "industry": "IN",
    "region": "RE", "newsSubject": "NS", "descField": "IPD", "publisherName": "PUB",
    "accessionNo": "AN", "dateline": "DLN",
}  # fmt: skip
_IN_HTML = re.compile(
    rb"<title>\s{0,100}Factiva\b|class=[\"']article [a-z]{2,8}Article|[a-z]{2,8}articleParagraph\b"
)
_IN_XML = re.compile(rb"global\.factiva\.com|<(?:\w{1,20}:)?(?:PPSResponse|ppsarticle)\b")
_IN_TEXT = re.compile(rb"^\S{4,30}\s" + ACCESSION.encode() + rb"\s*$", re.MULTILINE)
_IN_RTF = re.compile(rb"\s" + ACCESSION.encode() + rb"[\s\\}]")
_WORDS_IN_RTF = re.compile(rb"\d\s(?:words|mots|W\\'f6rter|palabras|parole|palavras)\b")
_PIECE = re.compile(rb"(?=<ppsarticle[\s>])")
_LISTS = {"CO", "IN", "RE", "NS", "IPD"}
_CODE_NAMES = {code: f"element {name}" for name, code in _ELEMENTS.items()}


def read_factiva(content: bytes) -> Records:
    r"""Return the articles of an export of Factiva, in whatever form it was saved.

    Raises LoadError if the content is no such export, or holds no article.

    >>> read_factiva(
    ...     b"Bridge closes\n312 words\n20 May 2025\nPort Ellery Courier\nPECOUR\nEnglish\n"
    ...     b"(c) 2025 Courier Ltd\nThe bridge is closed.\nDocument PECOUR0020250520el5k00001\n"
    ... ).rows[0]["text"]
    'The bridge is closed.'
    """
    if looks_like_rich_text(content):
        return _records(in_lines(lines_in_rtf(content)))
    refuse_large(content)
    opening = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _IN_XML.search(opening):
        return _records(*_in_xml(content))
    if opening.startswith(b"<"):
        return _records(*in_page(content))
    text, note = decode(content)
    lines = (found[0] for found in re.finditer("[^\n]+", text))
    return _records(in_lines(lines), [note] if note else [])


def looks_like_factiva(content: bytes) -> bool:
    """Whether the content has the marks of a page, a document or XML that Factiva writes."""
    opening = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening.startswith(b"{\\rtf"):
        return _IN_RTF.search(content[:5_000_000]) is not None and (
            b"Factiva" in content[:20_000] or _WORDS_IN_RTF.search(content[:5_000_000]) is not None
        )
    if opening.startswith(b"<"):
        return bool(_IN_XML.search(opening) or _IN_HTML.search(content[:1_000_000]))
    return bool(_IN_TEXT.search(content[:500_000])) and _shows_articles(content[:500_000])


def _shows_articles(content: bytes) -> bool:
    """Whether a text has a line with a number of words, and is no table that holds such texts."""
    first, *lines = content.decode("utf-8", "replace").strip().split("\n")
    if first.startswith(("{", "[")) or any(map(is_known, re.split("[,;\t|]", first)[:50])):
        return False
    return any(is_length(line.strip()) for line in lines)


# ---- what all layouts lead to ----------------------------------------------------------------


def _records(
    articles: list[Article], notes: Sequence[str] = (), stated: int | None = None
) -> Records:
    if not articles:
        raise LoadError(
            "no article of Factiva was found in this file: mark the articles in the list, choose "
            '"Article Format: Full Article" and save them again'
        )
    rows = [_record(article) for article in articles]
    how = "told apart by accession numbers"
    return Records(rows, (*counted(rows, how, "accession number", stated), *notes))


def _record(article: Article) -> Record:
    fields, where = article
    line = {code: " ".join(lines) for code, lines in fields.items()}
    language = language_code(line.get("LA", ""))
    day = line.get("PD", "")
    moment = readable_date(f"{day} {line.get('ET', '')}")
    timed = bool(line.get("ET")) and parse_published(moment).moment is not None
    by, credit = line.get("BY"), line.get("CR")
    found = [
        Found("headline", line.get("HD"), where("HD")),
        Found("outlet", line.get("SN"), where("SN")),
        Found("byline", without_by(by, language) if by else None, where("BY")),
        Found("byline", without_by(credit, language) if credit else None, where("CR")),
        Found("dateline", line.get("DLN"), where("DLN")),
        Found("published", moment if timed else None, f"{where('PD')}, with its time"),
        Found("published", readable_date(day), where("PD")),
        Found("section", line.get("SE"), where("SE")),
        Found("language", language, where("LA")),
    ]
    others = {name: line[code] for code, name in _OTHERS.items() if code in line}
    others.update((code.lower(), line[code]) for code in line if code not in CODES)
    if by and credit:
        others["credit"] = credit
    if "AN" in line:
        others["document_id"] = line["AN"].split()[-1] if line["AN"].split() else ""
    body = [*fields.get("LP", ()), *fields.get("TD", ())]
    return build_record("\n\n".join(part for part in body if part), found, others)


# ---- XML ---------------------------------------------------------------------------------------


def _in_xml(content: bytes) -> tuple[list[Article], list[str], int | None]:
    notes: list[str] = []
    try:
        roots = [parse_xml(content.lstrip())]
    except LoadError as error:
        roots, n_broken = _pieces(content)
        if not roots:
            raise
        notes.append(f"{error}; the articles that are whole in themselves were read")
        if n_broken:
            notes.append(f"{n_broken} {'other is' if n_broken == 1 else 'others are'} broken")
    found = [
        element
        for root in roots
        for element in outermost(root, lambda inner: _name(inner) == "article")
    ]
    refuse_many(len(found))
    counts = (
        element.get("count") or ""
        for element in roots[0].iter(etree.Element)
        if _name(element) == "ppsarticleResultSet"
    )
    count = next(counts, "")
    stated = int(count) if re.fullmatch(r"[0-9]{1,9}", count) else None
    return [_from_xml(element) for element in found], notes, stated


def _pieces(content: bytes) -> tuple[list[etree._Element], int]:
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s{0,100}(<\?xml[^>]{0,200}\?>)", content)
    good, n_broken = [], 0
    for piece in _PIECE.split(content)[1:]:
        whole = piece[: piece.find(b"</ppsarticle>") + len(b"</ppsarticle>")]
        try:
            good.append(parse_xml((declared[1] if declared else b"") + whole))
        except LoadError:
            n_broken += 1
    return good, n_broken


def _from_xml(article: etree._Element) -> Article:
    fields: Fields = {}
    for element in article.iterchildren(etree.Element):
        code = _ELEMENTS.get(_name(element))
        if code:
            fields.setdefault(code, []).extend(_paragraphs(element))
    for code in _LISTS & fields.keys():
        fields[code] = ["; ".join(fields[code])]
    return Article(fields, lambda code: _CODE_NAMES.get(code, "the elements of the article"))


def _paragraphs(element: etree._Element) -> list[str]:
    """Return the paragraphs of an element; where none are marked, an indented line begins one."""
    marked = list(element.iterchildren(etree.Element))
    if marked:
        return [text for inner in marked if (text := " ".join(_words(inner)))]
    parts = re.split(r"\n(?=[ \t]{2,40}\S)|\n[ \t]*\n", element.text or "")
    return [text for part in parts if (text := " ".join(part.split()))]


def _words(element: etree._Element) -> list[str]:
    return "".join(str(text) for text in element.itertext()).split()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


FACTIVA = Reader("factiva", (), read_factiva, False, looks_like_factiva)
