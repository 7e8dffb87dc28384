"""One article of the old LexisNexis: its blocks, told apart by their order and their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.exports.nexis_fields import (
    ABOVE,
    BELOW,
    BODY,
    LONG,
    Field,
    date_in,
    field_in,
    finish,
    is_copyright,
    plain,
    put,
    put_edition,
)
from analysis.readers.records import Record

_EDITION = re.compile(
    r".{0,40}(?:edition|ausgabe|edici[oó]n|édition|editie|edizione|final)\b.{0,40}", re.IGNORECASE
)


class Block(NamedTuple):
    """What stands between blank lines, or in one box of a page: as lines, and as paragraphs."""

    lines: list[str]
    paragraphs: list[str]


def read_article(blocks: Sequence[Block]) -> Record:
    """Return the record of an article: outlet, date, headline, fields, text, fields."""
    fields = [_label(block) for block in blocks]
    first, start = _header(blocks, fields)
    end = _end_of_text(blocks, fields, start)
    row: Record = {}
    _read_top(blocks[:first], row)
    _read_fields(blocks[first:start], fields[first:start], row)
    _read_fields(blocks[end:], fields[end:], row)
    text = [line for block in blocks[start:end] for line in block.paragraphs]
    if start > first and _is_body(fields[start - 1]):  # "BODY:" may open a paragraph of the text
        text = [line for line in _value(blocks[start - 1], "\n").split("\n") if line] + text
    return finish(row, text)


def _label(block: Block) -> Field | None:
    """Return the field in whose name, in capitals, a block begins."""
    field = field_in(block.lines[0])
    return field if field and field.label.isupper() else None


def _is_body(field: Field | None) -> bool:
    return field is not None and plain(field.label) in BODY


def _header(blocks: Sequence[Block], fields: Sequence[Field | None]) -> tuple[int, int]:
    """Return where the fields above the text begin, and where the text does."""
    known = [n for n, f in enumerate(fields[:20]) if f and (f.name in ABOVE or _is_body(f))]
    dated = next((n for n, block in enumerate(blocks[:8]) if date_in(block.lines[0])), 0)
    if not known:
        first = min(dated + 2, len(blocks))
        return first, first
    lengths = [n for n in known if (f := fields[n]) and f.name == "length"]
    place = first = known[0]
    while place < len(blocks):
        field = fields[place]
        if _is_body(field):
            return first, place + 1
        if lengths and place <= lengths[0]:
            pass  # all above the length is about the article
        elif field is None or not field.is_known or field.name in BELOW:
            break
        place += 1
    return first, place


def _end_of_text(blocks: Sequence[Block], fields: Sequence[Field | None], start: int) -> int:
    """Return where the fields below the text begin: one that cannot stand above it is among them.

    What names a field may also be the text's own line, as "NAME: ..."; so they are counted only
    where they stand together with such a field, or with the copyright, or at the very end.
    """
    end = next((n for n in range(start, len(blocks)) if (f := fields[n]) and f.name in BELOW), None)
    if end is None:
        end = len(blocks)
        while end > start and is_copyright(blocks[end - 1].lines[0]):
            end -= 1
    while end > start and (field := fields[end - 1]) and field.is_known:
        end -= 1
    return end


def _read_top(blocks: Sequence[Block], row: Record) -> None:
    """Read what stands above the first field: outlet, date, headline, perhaps the copyright."""
    dated = next((n for n, block in enumerate(blocks) if date_in(block.lines[0])), None)
    above = [line for block in blocks[: 1 if dated is None else dated] for line in block.lines]
    rights = [line for line in above if is_copyright(line)]
    put(row, "copyright", " ".join(rights), "")
    outlet = " ".join(line for line in above if not is_copyright(line))
    put(row, "outlet", outlet, "the line above the date" if dated is not None else "the first line")
    below = list(blocks[1 if dated is None else dated + 1 :])
    editions: list[str] = []
    if dated is not None:
        lines = blocks[dated].lines
        printed = date_in(lines[0])
        assert printed is not None
        put(row, "published", printed.published, "the line below the outlet")
        editions = [printed.edition, *lines[1:]]
    while len(below) > 1 and _EDITION.fullmatch(below[0].lines[0]):
        editions += below.pop(0).lines
    put_edition(row, editions)
    headline = " ".join(line for block in below for line in block.lines)
    put(row, "headline", headline, "the line above the first field")


def _read_fields(blocks: Sequence[Block], fields: Sequence[Field | None], row: Record) -> None:
    """Read labelled blocks; one without a label goes on with the field before it."""
    name = ""
    for block, field in zip(blocks, fields, strict=True):
        if field and not _is_body(field):
            name = field.name
            put(row, name, _value(block, "\n" if name in LONG else " "), f"field {field.label}")
        elif is_copyright(block.lines[0]) or name not in LONG:
            put(row, "copyright", " ".join(block.lines), "")
        else:
            row[name] = "\n".join([str(row.get(name, "")), *block.paragraphs]).strip()


def _value(block: Block, joiner: str) -> str:
    field = field_in(block.paragraphs[0])
    opening = field.value if field else block.paragraphs[0]
    return joiner.join(line for line in (opening, *block.paragraphs[1:]) if line)
