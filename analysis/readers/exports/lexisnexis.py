"""LexisNexis before Nexis Uni: plain text ("1 of 100 DOCUMENTS"), web pages, Word, rich text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from analysis.printed import count
from analysis.readers.decoding import decode
from analysis.readers.documents.rich_text import lines_in_rtf, looks_like_rich_text
from analysis.readers.documents.word import opening_of_docx, paragraphs_in_docx
from analysis.readers.exports.lexisnexis_article import Block, read_article
from analysis.readers.exports.vendors import refuse_many
from analysis.readers.markup import LONGEST_PAGE, page_text, parse_html, shown_lines
from analysis.readers.packed import ZIP
from analysis.readers.records import LoadError, Reader, Records

# How an article is announced, in the languages of the interface: its number, and of how many.
_ANNOUNCED = (
    r"(?:\d[\d.,]{0,8} (?:of|de|von|van|di) \d[\d.,]{0,8} (?:DOCUMENT|DOKUMENT)[A-Z]{0,3}|"
    r"(?:DOCUMENTO?|DOKUMENT) \d[\d.,]{0,8} (?:of|de|von|van|di) \d[\d.,]{0,8})"
)
_MARK = re.compile(rf"^[ \t\f]*(?:FOCUS - )?{_ANNOUNCED}[ \t]*$", re.IGNORECASE | re.MULTILINE)
_MARK_IN_SOURCE = re.compile(rb"[>\s{]%s\s*[<\\}]" % _ANNOUNCED.encode(), re.IGNORECASE)
_LABELS = (
    r"(?:LENGTH|LONGUEUR|L.{1,8}NGE|LONGITUD|LENGTE|LUNGHEZZA|LOAD-DATE|DATE-CHARGEMENT|LADEDATUM)"
)
_LABEL = re.compile(rf"^{_LABELS}:", re.MULTILINE)
_LABEL_IN_SOURCE = re.compile(rb"[>\s{]%s:" % _LABELS.encode())
_PAGE_START = re.compile(r"<DOCFULL>(?:\s{0,9}-->)?", re.IGNORECASE)
_PAGE_ANCHOR = re.compile(r"<a name=\"?DOC_ID_\d+_\d+\"?>", re.IGNORECASE)
_PAGE_END = re.compile(r"<!--[^<>]{0,80}</DOCFULL>|</DOCFULL>", re.IGNORECASE)
_STATED = re.compile(r"<meta\b[^>]{0,80}\bdocuments=\"?(\d{1,6})", re.IGNORECASE)
_ASKED = re.compile(r"^[^:\n]{4,40}:[^:\n]{4,40}: (\d[\d, -]{0,200})$", re.MULTILINE)
_FAILED = "We are sorry but there is an error in this document"
_OPENING = 100_000  # bytes; what comes before the first article is a page at most
_NOT_OURS = (
    "this is no export from LexisNexis: it has no line like '1 of 10 DOCUMENTS' with fields like "
    "'LENGTH:' below it"
)
_MOST_LINES, _MOST_TAGS = 600_000, 2_000_000
_WIDTH = 70  # a line that had room for one more word ends where the writer ended it


def read_lexisnexis(content: bytes) -> Records:
    """Return the articles of an export from LexisNexis, in any of its forms.

    Raises LoadError if it is no such export.
    """
    stated: int | None = None
    notes: list[str] = []
    if _is_page(content[:_OPENING]):
        documents, stated = _in_page(content)
    elif looks_like_rich_text(content):
        documents = _divided([Block([line], [line]) for line in lines_in_rtf(content)])
    elif content.startswith(ZIP):
        paragraphs = (found.text.split("\n") for found in paragraphs_in_docx(content))
        documents = _divided([Block(lines, lines) for lines in paragraphs])
    else:
        if len(content) > LONGEST_PAGE:
            raise LoadError(f"it has more than {LONGEST_PAGE:,} bytes: divide it")
        text, note = decode(content)
        documents, stated = _in_text(text)
        notes = [note] if note else []
    refuse_many(len(documents))
    return _records(documents, stated, notes)


def looks_like_lexisnexis(content: bytes) -> bool:
    """Whether the content opens as an export does: its marks, and a field below the first one."""
    start = content[:_OPENING]
    if _is_page(start):
        return True
    if looks_like_rich_text(content) or content.startswith(ZIP):
        source = opening_of_docx(content) or content[:4_000_000]
        return bool(_MARK_IN_SOURCE.search(source) and _LABEL_IN_SOURCE.search(source))
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = start.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    mark = _MARK.search(text)
    return mark is not None and _LABEL.search(text, mark.end()) is not None


def _is_page(start: bytes) -> bool:
    text = start.decode("latin-1")
    if not re.search(r"<(?:html|body|div)\b", text, re.IGNORECASE):
        return False
    return bool(_PAGE_START.search(text) or ("LXNComment" in text and _PAGE_ANCHOR.search(text)))


def _records(documents: Sequence[list[Block]], stated: int | None, notes: list[str]) -> Records:
    """Read the articles, and say how many there should be."""
    failed, rows, numbers = 0, [], []
    for blocks in documents:
        marks = [block for block in blocks if _MARK.fullmatch(block.lines[0])]
        numbers += [int(re.sub(r"\D", "", _first_number(block.lines[0]))) for block in marks[:1]]
        rest = [block for block in blocks if block not in marks[:1]]
        if any(_FAILED in block.lines[0] for block in rest[:3]):
            failed += 1
        elif rest:
            rows.append(read_article(rest))
    if not rows:
        raise LoadError(_NOT_OURS)
    notes.append(f"{count(len(rows), 'article')}, one for each mark 'n of N DOCUMENTS'")
    if failed:
        notes.append(f"{count(failed, 'document')} could not be shown by LexisNexis itself")
    if stated is not None and stated != len(documents):
        notes.append(f"the file says that it has {stated:,} documents, {len(documents):,} are here")
    return Records(rows, (*notes, *_missing(numbers)))


def _missing(numbers: Sequence[int]) -> Iterator[str]:
    """Yield a note on the numbers that are left out, if most are there."""
    first, last = min(numbers, default=0), max(numbers, default=0)
    if len({*numbers}) <= last - first < 2 * len(numbers):
        missing = sorted({*range(first, last)} - {*numbers})
        which = ", ".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
        yield f"by their numbers, {count(len(missing), 'document')} missing: {which}"


def _first_number(line: str) -> str:
    return re.split(r"[^\d.,]+", re.sub(r"^\D+", "", line), maxsplit=1)[0]


def _divided(blocks: Sequence[Block]) -> list[list[Block]]:
    documents: list[list[Block]] = []
    for block in blocks:
        if _MARK.fullmatch(block.lines[0]):
            documents.append([])
        if documents:
            documents[-1].append(block)
    return documents


# ---- plain text ------------------------------------------------------------------------------


def _in_text(text: str) -> tuple[list[list[Block]], int | None]:
    """Return the blocks of each document, and how many documents were asked for, if it says so."""
    if text.count("\n") > _MOST_LINES:
        raise LoadError(f"it has more than {_MOST_LINES:,} lines, which no export has: divide it")
    marks = [mark.start() for mark in _MARK.finditer(text)]
    if not marks or not _LABEL.search(text):
        raise LoadError(_NOT_OURS)
    asked = _ASKED.search(text[: marks[0]])
    ends = [*marks[1:], len(text)]
    documents = [_blocks(text[start:end]) for start, end in zip(marks, ends, strict=True)]
    return documents, _n_asked(asked[1]) if asked else None


def _n_asked(ranges: str) -> int | None:
    """Count the documents of "1-10, 12"."""
    total = 0
    for part in ranges.replace(" ", "").strip(",-").split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            return None
        total += int(last or first) - int(first) + 1
    return total


def _blocks(text: str) -> list[Block]:
    groups: list[list[str]] = [[]]
    for line in text.replace("\f", "\n").split("\n"):
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [
        Block([_spaced(line) for line in lines], _unwrapped(lines)) for lines in groups if lines
    ]


def _spaced(line: str) -> str:
    return re.sub(r"[^\S ]\s*| \s+", " ", line.strip())


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join the lines that were broken because they were full."""
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    paragraphs: list[list[str]] = []
    room = 0
    for line in lines:
        words = _spaced(line)
        is_indented = len(line) - len(line.lstrip()) >= margin + 2
        if not paragraphs or is_indented or len(words.partition(" ")[0]) < room:
            paragraphs.append([words])
        elif re.search(r"\w-$", paragraphs[-1][-1]):
            paragraphs[-1].append(words)
        else:
            paragraphs[-1].append(f" {words}")
        room = _WIDTH - len(line)
    return ["".join(lines) for lines in paragraphs]


# ---- pages -----------------------------------------------------------------------------------


def _in_page(content: bytes) -> tuple[list[list[Block]], int | None]:
    page = page_text(content)
    pattern = _PAGE_START if _PAGE_START.search(page) else _PAGE_ANCHOR
    chunks = pattern.split(page)[1:]
    refuse_many(len(chunks))
    if page.count("<") > _MOST_TAGS:
        raise LoadError(f"it has more than {_MOST_TAGS:,} tags, which no export has: divide it")
    stated = _STATED.search(page[:_OPENING])
    documents = [_boxes(_PAGE_END.split(chunk, maxsplit=1)[0]) for chunk in chunks]
    return documents, int(stated[1]) if stated else None


def _boxes(chunk: str) -> list[Block]:
    try:
        tree = parse_html(chunk.encode())
    except LoadError:
        return []
    level = tree.find("body")
    inner = _elements(tree if level is None else level)
    while len(inner) == 1 and inner[0].tag == "div" and len(_elements(inner[0])) > 1:
        inner = _elements(inner[0])
    blocks: list[Block] = []
    for element in inner:
        behind = " ".join((element.tail or "").split())
        for lines in (shown_lines(element), [behind] if behind else []):
            if lines:
                blocks.append(Block(lines, lines))
    return blocks


def _elements(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


LEXISNEXIS = Reader("lexisnexis", (), read_lexisnexis, False, looks_like_lexisnexis)
