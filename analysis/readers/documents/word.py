"""Word documents (.docx): their paragraphs in reading order, and one file as one article."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from analysis.readers.files import LIMITS, PACKINGS
from analysis.readers.packed import open_packed, part_names, read_part
from analysis.readers.records import LoadError, Reader, Record, Records

if TYPE_CHECKING:
    from docx.document import Document

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TEXT = f"{_WORD}p", f"{_WORD}t"
# What a run may hold beside text, as text.
_MARKS = {
    f"{_WORD}tab": "\t", f"{_WORD}ptab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}  # fmt: skip
# Properties, text that was deleted or moved away, and what newer programs show in another form.
_PASSED_OVER = {
    f"{_WORD}pPr", f"{_WORD}rPr", f"{_WORD}del", f"{_WORD}moveFrom", f"{_COMPATIBILITY}Fallback",
}  # fmt: skip
_OFF = ("0", "false", "off")
_XML = re.compile(rb"\s*<|\xef\xbb\xbf|\xff\xfe|\xfe\xff")
_MAIN_PART = re.compile(r"word/document\d*\.xml")
# A parsed document takes many times the room of its file.
_LIMITS = replace(LIMITS, file_size=100_000_000)
_MOST_XML, _MOST_ELEMENTS = 40_000_000, 2_000_000
_LONGEST_HEADLINE = 300


class Paragraph(NamedTuple):
    """A paragraph that is not blank, the name of its style, and whether all of it is bold.

    Where the writer broke a line within the paragraph, ``text`` has a line end.
    """

    text: str
    style: str
    is_bold: bool


def paragraphs_in_docx(content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a Word document in reading order, those of tables and boxes too.

    Headers, footers, notes and comments are no paragraphs of the text. Raises LoadError if the
    content is no Word document, is damaged or locked, or too large.
    """
    return _paragraphs(_open(content))


def read_word(content: bytes) -> Records:
    """Return the one article of a Word document.

    The headline is the paragraph in the style Title, or the one Heading 1 if it stands first, or
    a first paragraph that the document's properties name as its title; without any of these no
    headline is given. Raises LoadError as paragraphs_in_docx does, and if there is no text.
    """
    document = _open(content)
    paragraphs = _paragraphs(document)
    if not paragraphs:
        raise LoadError("this document shows no text: if it holds a picture of one, type it out")
    found = _headline(paragraphs, _title(document))
    row: Record = {}
    if found and len(paragraphs) > 1:
        place, where = found
        row["headline"] = " ".join(paragraphs.pop(place).text.split())
        row["origins"] = {"headline": where}
    row["text"] = "\n\n".join(paragraph.text for paragraph in paragraphs)
    return Records([row])


def looks_like_word(content: bytes) -> bool:
    """Whether this is an archive with the main part of a Word document."""
    return any(_MAIN_PART.fullmatch(name) for name in part_names(content))


def opening_of_docx(content: bytes, n_bytes: int = 4_000_000) -> bytes:
    """Return how the XML of a Word document begins, and nothing for other content.

    It is enough to tell by what a database prints at the top of its exports, and quickly read.
    """
    name = next(filter(_MAIN_PART.fullmatch, part_names(content)), None)
    if name is None:
        return b""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(name) as part:
            return part.read(n_bytes) if packed.getinfo(name).compress_type in PACKINGS else b""
    except Exception:  # what is wrong with it is said when it is read
        return b""


def _open(content: bytes) -> Document:
    if not content:
        raise LoadError("the file is empty")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise LoadError(
            "this is a Word document of before 2007 (.doc), or locked with a password: open it "
            "and save it as .docx without a password"
        )
    with open_packed(content, "a Word document", _LIMITS) as packed:
        if not any(_MAIN_PART.fullmatch(name) for name in packed.namelist()):
            raise LoadError("this is not a Word document: an archive without 'word/document.xml'")
        parts = (read_part(packed, name, _LIMITS) for name in packed.namelist())
        sizes = [(len(part), part.count(b"<")) for part in parts if _XML.match(part)]
        if sum(size for size, _ in sizes) > _MOST_XML or sum(n for _, n in sizes) > _MOST_ELEMENTS:
            raise LoadError("it is longer than any article, its pictures not counted: divide it")
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        len(document.element.body)
    except Exception as error:  # a damaged document makes it raise nearly anything
        raise LoadError(
            "this Word document is damaged, or of a kind that we cannot open: open it and save "
            "it again as .docx"
        ) from error
    return document


def _styles(document: Document) -> dict[str, str]:
    """Return the names of the styles; none if their part is damaged, which costs no text."""
    try:
        return {style.style_id: style.name or "" for style in document.styles}
    except Exception:  # as when it is opened
        return {}


def _title(document: Document) -> str:
    try:
        title: str = document.core_properties.title
    except Exception:  # as when it is opened
        return ""
    return title


@dataclass
class _Open:
    """A paragraph that is being read."""

    style: str
    pieces: list[str] = field(default_factory=list)
    n_letters: int = 0
    n_bold: int = 0


def _paragraphs(document: Document) -> list[Paragraph]:
    styles = _styles(document)
    found: list[Paragraph] = []
    within: list[_Open] = []  # a box of text stands inside a paragraph and has its own
    walk = etree.iterwalk(document.element.body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element.tag == _PARAGRAPH and within:
                found.extend(_closed(within.pop()))
        elif element.tag == _PARAGRAPH:
            style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
            identity = "" if style is None else style.get(f"{_WORD}val", "")
            within.append(_Open(styles.get(identity, "Normal")))
        elif element.tag in _PASSED_OVER:
            walk.skip_subtree()
        elif within and element.tag in _MARKS:
            within[-1].pieces.append(_MARKS[element.tag])
        elif within and element.tag == _TEXT:
            _add_text(within[-1], element)
    return found


def _add_text(paragraph: _Open, element: etree._Element) -> None:
    run = element.getparent()
    text = element.text or ""
    if run is None or _has(run, "vanish"):
        return
    letters = len("".join(text.split()))
    paragraph.pieces.append(text)
    paragraph.n_letters += letters
    paragraph.n_bold += letters if _has(run, "b") else 0


def _has(run: etree._Element, name: str) -> bool:
    found = run.find(f"{_WORD}rPr/{_WORD}{name}")
    return found is not None and found.get(f"{_WORD}val", "") not in _OFF


def _closed(paragraph: _Open) -> Iterable[Paragraph]:
    lines = (" ".join(line.split()) for line in "".join(paragraph.pieces).split("\n"))
    text = "\n".join(line for line in lines if line)
    if text:
        is_bold = paragraph.n_bold == paragraph.n_letters > 0
        yield Paragraph(text, paragraph.style, is_bold)


def _headline(paragraphs: list[Paragraph], title: str) -> tuple[int, str] | None:
    """Return where the headline is and how it was told, or None."""
    for style in ("Title", "Heading 1"):
        places = [n for n, paragraph in enumerate(paragraphs) if paragraph.style == style]
        if len(places) == 1 and places[0] <= (3 if style == "Title" else 0):
            if len(paragraphs[places[0]].text) <= _LONGEST_HEADLINE:
                return places[0], f"the paragraph in the style {style}"
    first = " ".join(paragraphs[0].text.split())
    if first.casefold() == " ".join(title.split()).casefold() and len(first) <= _LONGEST_HEADLINE:
        return 0, "the first paragraph, which is the document's title in its properties"
    return None


WORD = Reader("word", (".docx",), read_word, False, looks_like_word)
