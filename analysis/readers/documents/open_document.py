"""OpenDocument text, as LibreOffice Writer saves it (.odt): one file, one article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analysis.readers.files import Limits
from analysis.readers.markup import parse_xml
from analysis.readers.packed import open_packed, read_part
from analysis.readers.records import LoadError, Reader, Record, Records

_MEDIA_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_TEXT = f"{{{_NAMESPACES['text']}}}"
_STYLE = f"{{{_NAMESPACES['style']}}}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
# What stands in the body and is not read with it: deleted words, remarks, notes, indexes.
_APART = {
    f"{_TEXT}{name}"
    for name in (
        "tracked-changes", "note", "ruby-text", "hidden-text", "hidden-paragraph",
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography",
    )
} | {
    f"{{{_NAMESPACES['office']}}}annotation",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
}  # fmt: skip
_MOST_SPACES = 100
# A tree takes thirty times the room of the smallest elements that it is made of.
_LIMITS = Limits(file_size=10_000_000)
_BLANK = re.compile(r"[ \t\r\n]+")


def read_open_document(content: bytes) -> Records:
    """Return the one article of an OpenDocument text: its paragraphs and headings.

    The headline is the paragraph in the style "Title", or else the document's own title; it is
    left out of the text. Raises LoadError if this is no sound OpenDocument text or is locked.

    >>> read_open_document(b"plain text")
    Traceback (most recent call last):
    ...
    analysis.readers.records.LoadError: this is not an OpenDocument text, or it was cut short: save
    it again
    """
    if not content:
        raise LoadError("the file is empty")
    with open_packed(content, "an OpenDocument text") as packed:
        names = packed.namelist()
        if "META-INF/manifest.xml" in names:
            if b"encryption-data" in read_part(packed, "META-INF/manifest.xml", _LIMITS):
                raise LoadError("it is locked with a password: save it again without")
        root = parse_xml(read_part(packed, "content.xml", _LIMITS))
        stated = (
            _stated_title(read_part(packed, "meta.xml", _LIMITS)) if "meta.xml" in names else ""
        )
    body = root.find("office:body/office:text", _NAMESPACES)
    if body is None:
        raise LoadError("this is an OpenDocument file, but no text: save its text as .odt or .txt")
    paragraphs = [(each, text) for each in _paragraphs(body) if (text := _text(each))]
    notes = []
    n_notes = sum(1 for _ in body.iter(f"{_TEXT}note"))
    if n_notes:
        notes.append(f"{n_notes} footnote{'s were' if n_notes > 1 else ' was'} left out")
    return Records([_record(paragraphs, _title_styles(root), stated)], tuple(notes))


def looks_like_open_document(content: bytes) -> bool:
    """Whether the content says at its beginning that it is an OpenDocument text."""
    return content[30:100].startswith(_MEDIA_TYPE)


OPEN_DOCUMENT = Reader(
    "opendocument", (".odt", ".ott"), read_open_document, False, looks_like_open_document
)


def _record(
    paragraphs: list[tuple[etree._Element, str]], title_styles: set[str], stated: str
) -> Record:
    row: Record = {}
    texts = [text for _, text in paragraphs]
    styled = [n for n, (each, _) in enumerate(paragraphs[:5]) if _style(each) in title_styles]
    same = [n for n, text in enumerate(texts[:5]) if _folded(text) == _folded(stated)]
    if styled:
        row["headline"] = _one_line(texts.pop(styled[0]))
        row["origins"] = {"headline": "the paragraph in the style Title"}
    elif stated:
        row["headline"] = stated
        row["origins"] = {"headline": "the title in the document's properties"}
        if same:
            del texts[same[0]]
    if texts:
        row["text"] = "\n\n".join(texts)
    return row


def _stated_title(content: bytes) -> str:
    """Return the title in the properties; damage there does not spoil the article."""
    try:
        root = parse_xml(content)
    except LoadError:
        return ""
    return _one_line(root.findtext("office:meta/dc:title", "", _NAMESPACES))


def _title_styles(root: etree._Element) -> set[str]:
    """Return the names of the style Title and of what the program derived from it."""
    derived = root.iterfind("office:automatic-styles/style:style", _NAMESPACES)
    return {"Title"} | {
        style.get(f"{_STYLE}name", "")
        for style in derived
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    }


def _style(paragraph: etree._Element) -> str:
    return paragraph.get(f"{_TEXT}style-name", "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return _one_line(text).casefold()


# ---- paragraphs ------------------------------------------------------------------------------


def _paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and headings, in lists, tables and frames too, in the order of the file."""
    for each in _walk(body):
        if each.tag in _PARAGRAPHS:
            yield each


def _walk(root: etree._Element) -> Iterator[etree._Element]:
    """Yield elements in order, but none within what stands apart. No recursion: files may be deep.

    >>> tree = etree.fromstring(f"<a xmlns:text='{_NAMESPACES['text']}'><text:note><b/></text:note>"
    ...     "<c/></a>")
    >>> [each.tag for each in _walk(tree)]
    ['a', 'c']
    """
    walk = etree.iterwalk(root, events=("start",))
    for _, each in walk:
        if each.tag in _APART:
            walk.skip_subtree()
        else:
            yield each


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of paragraphs in frames within it."""
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start", "end", "comment"))
    for event, each in walk:
        inner = each is not paragraph
        if event == "start" and inner and (each.tag in _APART or each.tag in _PARAGRAPHS):
            walk.skip_subtree()
        elif event == "start":
            pieces += [_blank(each), _BLANK.sub(" ", each.text or "")]
        elif inner:
            pieces.append(_BLANK.sub(" ", each.tail or ""))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _blank(element: etree._Element) -> str:
    """Return the spaces, tab or line end that an element stands for."""
    if element.tag == f"{_TEXT}s":
        n = element.get(f"{_TEXT}c", "1")
        return " " * min(int(n[:4]), _MOST_SPACES) if n.isdecimal() else " "
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(str(element.tag), "")
