"""Web pages and XML: parsed without network and entities, and read as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from analysis.readers.decoding import decode
from analysis.readers.records import LoadError

# Parsing and extraction slow down on huge pages, and no page of an article is so long.
LONGEST_PAGE = 50_000_000
_MOST_ATTRIBUTES = 400
_LONG_TAG = re.compile(r"<([a-z]\w*)[^<>]{1000,}", re.IGNORECASE)
_MARKS = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_BEFORE_ELEMENTS = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)*",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rb"<([a-z][\w:.-]*)", re.IGNORECASE)
_HUGE_TAG = re.compile(rb"<[a-zA-Z][^<>]{100000}")
_NO_ENCODINGS = (b"punycode", b"idna")  # of names and not of pages; Python takes hours for them
_NOT_SHOWN = {"script", "style", "noscript", "template", "head", "title", "svg", "iframe", "select"}
_IN_LINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_DECLARED = re.compile(
    rb"<(?:\?xml[^>]*encoding|meta[^>]*charset)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)


def page_text(content: bytes) -> str:
    r"""Decode a page: its byte order mark counts, then UTF-8 if it is that, then what it declares.

    Raises LoadError if the page is empty, too large, or no text.

    >>> page_text('<meta charset="iso-8859-1"><p>Café'.encode("latin-1"))
    '<meta charset="iso-8859-1"><p>Café'
    """
    if len(content) > LONGEST_PAGE:
        raise LoadError(
            f"the page has {len(content):,} bytes, more than {LONGEST_PAGE:,}: no article is so "
            "long"
        )
    declared = _DECLARED.search(content[:4000])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                if declared[1].lower() in _NO_ENCODINGS:
                    raise LookupError
                text = content.decode(declared[1].decode("ascii"))
                return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            except (LookupError, UnicodeError):
                pass
    return decode(content).text


def first_tag(content: bytes) -> str:
    """Return the name of the first element of HTML or XML, in lower case; "" for anything else.

    >>> first_tag(b"<?xml version='1.0'?><!-- a feed --><rss version='2.0'>")
    'rss'
    """
    tag = _TAG.match(_opening(content), len(before_elements(content)))
    return tag[1].decode("ascii", "replace").lower() if tag else ""


def before_elements(content: bytes) -> bytes:
    """Return what stands before the first element: comments, instructions, the document's type."""
    before = _BEFORE_ELEMENTS.match(_opening(content))
    return before[0] if before else b""


def _opening(content: bytes) -> bytes:
    return _MARKS.sub(b"", content[:20_000], count=1).replace(b"\0", b"")


def thin_tags(page: str) -> str:
    """Return HTML or XML with the attributes taken from tags that have hundreds of them.

    A parser compares them each with each, which takes minutes for a hostile tag.

    >>> thin_tags("<p class='a'>Shut.</p>" + "<p " + "x " * 1000 + ">Open.</p>")
    "<p class='a'>Shut.</p><p >Open.</p>"
    """

    def thin(tag: re.Match[str]) -> str:
        return f"<{tag[1]} " if len(tag[0].split()) > _MOST_ATTRIBUTES else tag[0]

    return _LONG_TAG.sub(thin, page)


def parse_html(content: bytes) -> html.HtmlElement:
    """Parse a web page; nothing is fetched and no entity is expanded.

    Raises LoadError as page_text does, and if the page holds no element.
    """
    text = thin_tags(re.sub(r"^\s*<\?xml[^>]*\?>", "", page_text(content)))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise LoadError("this page holds nothing that a browser would show") from error
    return tree


def parse_xml(content: bytes) -> etree._Element:
    """Parse XML; nothing is fetched, and a document that defines entities is refused.

    Raises LoadError, with the line, if the document is not well-formed.
    """
    if re.search(rb"<!ENTITY", content[:100_000], re.IGNORECASE):
        raise LoadError("this XML defines entities of its own, which no article needs: not read")
    if _HUGE_TAG.search(content):
        raise LoadError("this XML has a tag of more than 100,000 characters: not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise LoadError(f"this XML is broken: {str(error).splitlines()[0][:200]}") from error


def shown_lines(element: etree._Element) -> list[str]:
    """Return the text of an element as a browser shows it, one string a line, blank ones left out.

    >>> shown_lines(parse_html(b"<h1>Bridge <i>closes</i></h1><p>It is late.<br>Very.</p>"))
    ['Bridge closes', 'It is late.', 'Very.']
    """
    lines: list[str] = []
    current: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            lines.append(" ".join("".join(current).split()))
            current = []
        else:
            current.append(piece)
    lines.append(" ".join("".join(current).split()))
    return [line for line in lines if line]


def _pieces(root: etree._Element) -> Iterator[str | None]:
    """Yield runs of text, and None where the browser begins a new line.

    A walk and no recursion: a hostile page nests its elements ten thousand deep.
    """
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        tag = element.tag.lower() if isinstance(element.tag, str) else None
        if event == "start":
            if skipped is None and tag in _NOT_SHOWN and element is not root:
                skipped = element
            if skipped is None:
                if tag not in _IN_LINE:
                    yield None
                yield element.text or ""
        else:
            if skipped is element:
                skipped = None
            elif skipped is None and tag is not None and tag not in _IN_LINE:
                yield None
            if skipped is None and element is not root:
                yield element.tail or ""
