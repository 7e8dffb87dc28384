"""Saved pages of Europresse and Eureka, in the old and the new layout, in French and English.

In the new layout an article is an ``article`` element; in the old one it begins with the name of
its publication and ends with a certificate that is no part of it.
"""

from __future__ import annotations

import re

from analysis.readers.exports.europresse_layouts import (
    DOCUMENT_ID,
    Shown,
    in_element,
    in_lines,
    stated_above,
)
from analysis.readers.exports.vendors import (
    counted,
    find_date,
    outermost,
    refuse_large,
    refuse_many,
    without_by,
)
from analysis.readers.markup import parse_html
from analysis.readers.records import Found, LoadError, Reader, Record, Records, build_record

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<")
_NAMES = re.compile(rb"DocPublicationName|titreArticleVisu|cedrom-sni\.com", re.IGNORECASE)
_ISSUE = re.compile(r",\s{0,3}(?=(?:no|n°|nº|vol|num|iss(?:ue)?|#)[\s.]{0,3}\d)", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:^|[\s,]+)(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday)?[\s,]*$",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b\d{1,3}(?:[ \u202f,]?\d{3})* (?:mots?|words?)\b")
_PAGE = re.compile(r"\bpp?\.\s{0,3}(\S[^,]{0,40})")


def read_europresse(content: bytes) -> Records:
    """Return the articles of a page saved from Europresse or Eureka.

    Raises LoadError if the content is no such page, or holds no article.

    >>> page = '''<article><header><span class="DocPublicationName">Port Ellery Courier</span>
    ... <span class="DocHeader">News, mardi 20 mai 2025, p. 3</span>
    ... <p class="titreArticleVisu">Bridge closes</p></header>
    ... <section><p>The bridge is closed.</p></section></article>'''
    >>> read_europresse(page.encode()).rows[0]["published"]
    '2025-05-20'
    """
    if not _HTML.match(content):
        raise LoadError("this is no page of Europresse: save the articles there as HTML")
    refuse_large(content)
    tree = parse_html(content)
    articles = outermost(tree, lambda element: element.tag == "article")
    if articles:
        refuse_many(len(articles))
        stated = stated_above(tree, articles[0])
        rows = [row for row in map(_record, map(in_element, articles)) if row["origins"]]
        how = "article element"
    else:
        rows = [_record(shown) for shown in in_lines(tree)]
        how, stated = "name of a publication", None
    if not rows:
        raise LoadError(
            "no article was found in this page: save the articles themselves from Europresse, and "
            "not the list of results"
        )
    return Records(rows, tuple(counted(rows, f"one for each {how}", "document number", stated)))


def looks_like_europresse(content: bytes) -> bool:
    """Whether the content is a page with the classes that Europresse gives its articles."""
    return bool(_HTML.match(content) and _NAMES.search(content[:300_000]))


def _record(shown: Shown) -> Record:
    outlet, _, edition = shown.publication.strip().partition("\n")
    outlet, *issue = _ISSUE.split(" ".join(outlet.split()), maxsplit=1)
    header = shown.header[:1000]
    found = find_date(header)
    before, after = (header[: found.start], header[found.end :]) if found else (header, "")
    section = _PAGE.split(_LENGTH.split(_WEEKDAY.sub("", before))[0])[0].strip(" ,-–")
    day = DOCUMENT_ID.search(shown.others.get("document_id", ""))
    length, page = _LENGTH.search(after or before), _PAGE.search(after or before)
    others = {
        "edition": edition,
        "issue": issue[0] if issue else "",
        "length": length[0] if length else "",
        "page": page[1] if page else "",
        **shown.others,
    }
    return build_record(
        shown.text,
        [
            Found("headline", shown.headline, "the title of the article"),
            Found("outlet", outlet, "the name of the publication"),
            Found("byline", without_by(shown.byline, "fr"), "the line under the title"),
            Found("published", found.iso if found else None, "the line under the publication"),
            Found("published", _iso(day["day"]) if day else None, "the document number"),
            Found("section", section, "the line under the publication"),
            Found("url", others.pop("url", None), "the link under the text"),
        ],
        others,
    )


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


EUROPRESSE = Reader("europresse", (), read_europresse, False, looks_like_europresse)
