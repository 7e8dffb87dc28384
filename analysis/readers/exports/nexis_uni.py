"""Exports of Nexis Uni, Lexis+ and Nexis Advance: Word or rich text, one article after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.printed import count
from analysis.readers.documents.rich_text import lines_in_rtf, looks_like_rich_text
from analysis.readers.documents.word import opening_of_docx, paragraphs_in_docx
from analysis.readers.exports.nexis_fields import (
    ABOVE,
    BODY,
    Field,
    date_in,
    field_in,
    finish,
    heading_in,
    is_copyright,
    is_link,
    plain,
    put,
    put_edition,
)
from analysis.readers.exports.vendors import refuse_many
from analysis.readers.packed import ZIP
from analysis.readers.records import LoadError, Reader, Record, Records

_ENDS = (
    "End of Document", "Fin du document", "Ende des Dokuments", "Dokumentende",
    "Fin del documento", "Final del documento", "Einde van document", "Einde van het document",
    "Einde document", "Fine del documento", "Fim do documento",
)  # fmt: skip
_PLAIN_ENDS = {plain(end) for end in _ENDS}
_END = re.compile(
    rb"[>\s{](?:%s)\s*[<\\}]" % b"|".join(end.encode() for end in _ENDS), re.IGNORECASE
)
# In the source of a document an accent may be one byte or an escape of eight.
_LENGTH = re.compile(
    rb"[>\s{](?:Length|Longueur|L.{1,8}nge|Longitud|Extensi.{1,8}n|Lengte|Lunghezza)\s?:"
)
_COVER = re.compile(
    r"(?:documents?|dokumente?|documentos?|documenten|documenti?) ?\((\d{1,5})\)", re.IGNORECASE
)
_LISTED = re.compile(r"(\d{1,5})\. \S")
_OPENING = 6_000_000  # bytes; before the first article there may be a list of hundreds
_TOP = 6  # lines that may hold the date where no field and no heading follows
_MOST_LINES = 300_000
_NEAR = 40  # lines above the length of an article that may hold its date
_LAST_OF_COVER = re.compile(
    r"(?:sources?|quellen?|fuentes?|bron(?:nen)?|fonti?)\s?:", re.IGNORECASE
)
# Headings below the text; those of an index give no field of their own.
_BELOW = {"graphic", "notes", "correction", "correction_date"}
_INDEX = {
    "classification", "klassifizierung", "klassifikation", "clasificacion", "classificatie",
    "classificazione", "classificacao",
}  # fmt: skip
_INDEXED = {
    "language", "publication_type", "journal_code", "subject", "organization", "person",
    "geographic", "company", "industry", "ticker", "country", "state", "city", "load_date",
}  # fmt: skip


class _Line(NamedTuple):
    """A line, the field it opens with, and whether it may be a heading: in Word those are bold."""

    text: str
    field: Field | None
    may_head: bool = True

    @property
    def name(self) -> str | None:
        """The name of the field, if it is a usual one."""
        return self.field.name if self.field and self.field.is_known else None


def read_nexis_uni(content: bytes) -> Records:
    """Return the articles of an export from Nexis Uni, as .docx or .rtf.

    Raises LoadError if the content is no such document, or holds no such article.
    """
    lines = _lines(content)
    if len(lines) > _MOST_LINES:
        raise LoadError(f"it has {len(lines):,} lines, more than any export: divide it")
    parts: list[list[_Line]] = [[]]
    for line in lines:
        if plain(line.text) in _PLAIN_ENDS:
            parts.append([])
        elif line.text != "[]" and not is_link(line.text):
            parts[-1].append(line)
    *whole, rest = parts
    cut_short = _length(rest) is not None or _body(rest) is not None
    documents = [*whole, rest] if cut_short else whole
    refuse_many(len(documents))
    rows = [_row(part, is_first=n == 0) for n, part in enumerate(documents) if part]
    if not rows:
        raise LoadError(
            "this is no export from Nexis Uni: no line 'End of Document' stands in it. Export the "
            "articles as one .docx, with the interface in English if others are not understood"
        )
    notes = [f"{count(len(rows), 'article')}, one for each mark 'End of Document'"]
    if cut_short:
        notes.append("the last article has no such mark: the file may have been cut short")
    listed = _n_listed(parts[0])
    if listed is not None and listed != len(rows):
        notes.append(f"the cover lists {count(listed, 'article')}, {len(rows):,} were found")
    return Records(rows, tuple(notes))


def looks_like_nexis_uni(content: bytes) -> bool:
    """Whether a Word or rich text document opens as an export from Nexis Uni does."""
    if looks_like_rich_text(content):
        opening = content[:_OPENING]
    elif content.startswith(ZIP):
        opening = opening_of_docx(content, _OPENING)
    else:
        return False
    if b"Client/Matter:" in opening and re.search(rb"Documents? \(\d", opening):
        return True
    return bool(_END.search(opening) and _LENGTH.search(opening))


def _lines(content: bytes) -> list[_Line]:
    if looks_like_rich_text(content):
        shown = [line.replace("\t", " ") for line in lines_in_rtf(content)]
        lines = [_Line(line, field_in(line)) for line in shown]
    else:
        lines = [
            _Line(line, field_in(line), paragraph.is_bold or paragraph.style.startswith("Heading"))
            for paragraph in paragraphs_in_docx(content)
            for line in paragraph.text.split("\n")
        ]
    if not any(line.may_head for line in lines):  # a program saved it that keeps no bold letters
        lines = [line._replace(may_head=True) for line in lines]
    return lines


def _n_listed(lines: Sequence[_Line]) -> int | None:
    """Return how many documents the cover says or lists, or None if there is no cover."""
    end = _length(lines)
    cover = [line.text for line in lines[:end]]
    stated = next((int(found[1]) for line in cover if (found := _COVER.fullmatch(line))), None)
    last = 0
    for line in cover:
        found = _LISTED.match(line)
        if found and int(found[1]) == last + 1:
            last += 1
    is_cover = stated is not None or any(line.startswith("Client/Matter") for line in cover)
    return (stated or last or None) if is_cover else None


# ---- one article -----------------------------------------------------------------------------


def _row(lines: Sequence[_Line], is_first: bool) -> Record:
    row: Record = {}
    length, body = _length(lines), _body(lines)
    known = [n for n in (length, body) if n is not None]
    limit = min(known, default=min(len(lines), _TOP))
    near = range(max(1, limit - _NEAR), limit)
    dated = max((n for n in near if date_in(lines[n].text)), default=None)
    first = _first_field(lines, dated or 0, limit)
    if dated is None:
        top = lines[:first] if first < len(lines) else lines[:1]
        _read_headline(top[-2:] if is_first else top[:2], row)
        first = max(first, len(top)) if first < len(lines) else len(top)
    else:
        _read_headline(lines[max(0, dated - 2) if is_first else 0 : dated], row)
        _read_date(lines[dated:first], row)
    start = body + 1 if body is not None else _end_of_fields(lines, first)
    end = _end_of_text(lines, start)
    _read_fields(lines[first : start if body is None else body], row)
    _read_index(lines[end:], row)
    return finish(row, [line.text for line in lines[start:end]])


def _length(lines: Sequence[_Line]) -> int | None:
    return next((n for n, line in enumerate(lines) if line.name == "length"), None)


def _body(lines: Sequence[_Line]) -> int | None:
    """Return the place of the heading above the text."""
    return next(
        (n for n, line in enumerate(lines) if line.may_head and plain(line.text) in BODY), None
    )


def _first_field(lines: Sequence[_Line], dated: int, limit: int) -> int:
    places = (n for n in range(dated + 1, limit) if lines[n].name in ABOVE)
    return next(places, limit)


def _end_of_fields(lines: Sequence[_Line], first: int) -> int:
    """Return where the fields end, of which one or another may go on in a line or two."""
    end = place = first
    while place < len(lines) and place < end + 3:
        place += 1
        if lines[place - 1].name in ABOVE:
            end = place
    return end


def _read_headline(lines: Sequence[_Line], row: Record) -> None:
    """Read the lines above the date, or the first two: the headline, and last the outlet."""
    if not lines:
        return
    *headline, outlet = (line.text for line in lines)
    put(row, "outlet", outlet, "the line above the date")
    if headline and not _LAST_OF_COVER.match(headline[-1]):
        put(row, "headline", " ".join(headline), "the line above the outlet")


def _read_date(lines: Sequence[_Line], row: Record) -> None:
    """Read the date and what stands between it and the first field."""
    printed = date_in(lines[0].text)
    assert printed is not None
    put(row, "published", printed.published, "the line below the outlet")
    others = [line.text for line in lines[1:]]
    rights = next((n for n, line in enumerate(others) if is_copyright(line)), len(others))
    put_edition(row, [printed.edition, *others[:rights]])
    put(row, "copyright", " ".join(others[rights:]), "")


def _read_fields(lines: Sequence[_Line], row: Record) -> None:
    """Read the fields above the text; a line without a label goes on with the one before it."""
    fields: list[tuple[Field, list[str]]] = []
    for line in lines:
        field = line.field
        if field and (field.is_known or not fields or fields[-1][0].name != "highlight"):
            fields.append((field, [field.value]))
        elif fields:
            fields[-1][1].append(line.text)
    for field, values in fields:
        joiner = ", " if field.name == "byline" else " "
        joined = joiner.join(value for value in values if value)
        put(row, field.name, joined, f"field {field.label}")


def _end_of_text(lines: Sequence[_Line], start: int) -> int:
    """Return where the index begins, or the heading of what is printed beside the text."""
    end = len(lines)
    for n in range(start, len(lines)):
        if _heads_below(lines[n]):
            return n
        if lines[n].name in ("load_date", "publication_type"):
            end = n
            break
    while end > start and lines[end - 1].name in _INDEXED:
        end -= 1
    return end


def _heads_below(line: _Line) -> bool:
    return line.may_head and (heading_in(line.text) in _BELOW or plain(line.text) in _INDEX)


def _read_index(lines: Sequence[_Line], row: Record) -> None:
    name = ""
    for line in lines:
        heading, field = heading_in(line.text), line.field
        if line.may_head and plain(line.text) in _INDEX:
            name = ""
        elif line.may_head and heading in _BELOW:
            name = heading or ""
        elif field and (field.is_known or name not in _BELOW):
            name = field.name
            put(row, name, field.value, f"field {field.label}")
        elif is_copyright(line.text):
            put(row, "copyright", line.text, "")
        elif name:
            joiner = "\n" if name in _BELOW else " "
            row[name] = f"{row.get(name, '')}{joiner}{line.text}".strip()


NEXIS_UNI = Reader("nexis uni", (), read_nexis_uni, False, looks_like_nexis_uni)
