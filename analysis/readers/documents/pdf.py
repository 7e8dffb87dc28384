"""PDF: the text layer of its pages, in paragraphs; one file, one article."""

from __future__ import annotations

import re
from ctypes import c_double
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from analysis.readers.apart import run_apart
from analysis.readers.documents.printed_pages import Line, join_paragraphs, leave_out_running_lines
from analysis.readers.records import LoadError, Reader, Record, Records

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES = 2000
MOST_TEXT = 5_000_000  # characters; no article has as many
_HEADER_WITHIN = 1024
_PASSWORD_WANTED = 4  # pdfium's number for this error
_MAY_COPY = 1 << 4
# pdfium's mark for a hyphen at the end of a line, which swallows the end of the line.
_HYPHEN = "\ufffe"
_PIECES = re.compile(rf"[^\r\n{_HYPHEN}]+|{_HYPHEN}")
_OWN_HYPHEN = re.compile(r"(?<=[^\W_])[-\u2010\u00ad]$")
_NOT_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff\uffff]")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SCANNED = (
    "it holds pictures of pages and no text: run text recognition (OCR) on it, for instance with "
    "OCRmyPDF or the scanner's own program, and load the PDF with text that this gives"
)


def read_pdf(content: bytes) -> Records:
    """Return the one article of a PDF with a text layer.

    Lines are joined to paragraphs, words divided at the end of a line made whole. Lines that
    repeat at the head or foot of pages and page numbers are left out; a note says which. Raises
    LoadError if this is no PDF, if it is locked, too long, or has no text, and if the extra "pdf"
    is not installed.

    >>> read_pdf(b"plain text")
    Traceback (most recent call last):
    ...
    analysis.readers.records.LoadError: this is no PDF: it does not begin as one
    """
    if not content:
        raise LoadError("the file is empty")
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise LoadError("this is no PDF: it does not begin as one")
    if find_spec("pypdfium2") is None:
        raise LoadError(
            'PDF needs one more package: pip install "media-analysis[pdf]". Or open the file, copy '
            "its text and save it as .txt"
        )
    title, pages = run_apart(_printed_pages, content, MOST_PAGES, MOST_TEXT)
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(blank) == len(pages):
        raise LoadError(_SCANNED)
    text = "".join(line.text for page in pages for line in page)
    if len(_UNREADABLE.findall(text)) > len(text) / 5:
        raise LoadError(
            "its text layer holds no readable letters, as its fonts do not say which they are: run "
            "text recognition (OCR) on it, for instance with OCRmyPDF"
        )
    pages, notes = leave_out_running_lines(pages)
    paragraphs = join_paragraphs(pages)
    if blank:
        shown = ", ".join(blank[:10]) + (" and more" if len(blank) > 10 else "")
        notes.append(f"{len(blank)} of {len(pages)} pages hold no text that can be read: {shown}")
    if len(pages) > 1:
        notes.append(f"its {len(pages)} pages were read as one article")
    if b"%%EOF" not in content[-2048:]:
        notes.append("it may be cut short: it does not end as a PDF does")
    return Records([_record(title, paragraphs)], tuple(notes))


def looks_like_pdf(content: bytes) -> bool:
    """Whether the content begins as a PDF."""
    return content[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


PDF = Reader("pdf", (".pdf",), read_pdf, False, looks_like_pdf)


def _record(title: str, paragraphs: list[str]) -> Record:
    """Make the title of the document the headline if it is printed at the head of the first page.

    Else it is often the name of a file or a template, and no headline.
    """
    printed = [paragraph.casefold() for paragraph in paragraphs[:5]]
    row: Record = {}
    wanted = " ".join(title.split()).casefold()
    if wanted in printed:
        row["headline"] = paragraphs.pop(printed.index(wanted))
        row["origins"] = {"headline": "the PDF's title, as printed on its first page"}
    if paragraphs:
        row["text"] = "\n\n".join(paragraphs)
    return row


def _printed_pages(content: bytes, most_pages: int, most_text: int) -> tuple[str, list[list[Line]]]:
    """Return the document's title and the lines of its pages; the library is in native code."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_WANTED:
            raise LoadError("it is locked with a password: save or print it without") from error
        raise LoadError(f"this PDF is damaged: save it again ({error})") from error
    if not raw.FPDF_GetDocPermissions(document) & _MAY_COPY:
        raise LoadError("it is locked against copying of its text: ask for a file that is not")
    if len(document) > most_pages:
        raise LoadError(f"it has {len(document):,} pages, more than {most_pages:,}: divide it")
    pages: list[list[Line]] = []
    n_characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = _printed_lines(page.get_textpage())
            page.close()
        except pypdfium2.PdfiumError:  # one damaged page does not spoil the others
            lines = []
        n_characters += sum(len(line.text) for line in lines)
        if n_characters > most_text:
            raise LoadError(f"it holds more than {most_text:,} characters: divide it")
        pages.append(lines)
    return document.get_metadata_value("Title"), pages


def _printed_lines(textpage: pypdfium2.PdfTextPage) -> list[Line]:
    """Return the lines of a page in the order of its text, with the place of each."""
    text = textpage.get_text_range()
    lines: list[Line] = []
    for piece in _PIECES.finditer(text):
        printed = piece[0].strip()
        if piece[0] == _HYPHEN and lines:
            lines[-1] = lines[-1]._replace(divided=True)
        elif printed and piece[0] != _HYPHEN:
            start = piece.start() + len(piece[0]) - len(piece[0].lstrip())
            lines.append(_line(textpage, printed, start))
    return [line for line in lines if line.text]


def _line(textpage: pypdfium2.PdfTextPage, printed: str, start: int) -> Line:
    from pypdfium2 import raw

    end = start + len(printed) - 1
    places = [
        max(0, raw.FPDFText_GetCharIndexFromTextIndex(textpage, at))
        for at in (start, (start + end) // 2, end)
    ]
    boxes = [textpage.get_charbox(place, loose=True) for place in places]
    x, base = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, places[0], x, base)
    text = _NOT_PRINTED.sub("", printed).translate(_LIGATURES)
    divided = _OWN_HYPHEN.search(text) is not None
    return Line(
        text=text[:-1] if divided else text,
        left=boxes[0][0],
        right=boxes[-1][2],
        base=base.value,
        size=median(top - bottom for _, bottom, _, top in boxes),  # a bullet has its own
        divided=divided,
    )
