"""From a parsed article to its quotes: every cue's content, then the quotations that float."""

from __future__ import annotations

from typing import Any

from analysis.language import Paragraph, Reading
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.quotes.content import contents_of
from analysis.quotes.cue import Cue
from analysis.quotes.cues import cues_in
from analysis.quotes.layout import Placed, placed_quotes
from analysis.quotes.page import Page, Piece, kind_of, page_of
from analysis.quotes.phrases import plain_phrase


def check_scope(scope: object) -> None:
    """Raise ArgumentError unless ``scope`` says what is to count as a quote.

    >>> check_scope("speech")
    """
    if scope not in ("speech", "thought"):
        raise ArgumentError(
            f'scope is "speech" or "thought", not {given(scope)}.'
            + did_you_mean(scope, ("speech", "thought"))
        )


def quotes_in(reading: Reading, scope: str = "speech") -> list[dict[str, Any]]:
    """Return the quotes of one article, one row of the quotes table each, in order.

    ``scope="speech"`` (the default) reads reported speech and writing; ``scope="thought"`` also
    what people are said to believe, hope and plan.

    >>> from analysis.language import read
    >>> row = quotes_in(read("“We cannot wait,” Mayor Ana Ruiz said."))[0]
    >>> row["text"], row["kind"], row["cue"], row["speaker_text"]
    ('We cannot wait,', 'direct', 'said', 'Mayor Ana Ruiz')
    """
    check_scope(scope)
    rows: list[dict[str, Any]] = []
    announced: dict[str, Any] = {}
    unclosed = False
    placed = placed_quotes(reading)
    for paragraph in reading.paragraphs:
        if paragraph.index in placed:
            rows += [_placed_row(reading, one, len(rows)) for one in placed[paragraph.index]]
            announced, unclosed = {}, False
            continue
        if paragraph.is_heading:
            continue
        page = page_of(paragraph)
        cues = cues_in(page.doc, page.inside, scope)
        pieces = _pieces(page, cues)
        for piece in pieces:
            row = _row(reading, paragraph, page, piece, len(rows))
            row["kind"] = _kind_of_clause(page, piece, pieces)
            opens = piece.cue is None and not page.text[: piece.start].strip("\"“‘«`' ")
            if opens and announced:
                row.update(announced, rule="quotation after cue, in the next paragraph")
            elif opens and unclosed:
                row.update(_attribution(rows[-1]), rule="quotation goes on in a new paragraph")
            elif piece.cue is None and _goes_on(rows, paragraph, page, piece):
                row.update(_attribution(rows[-1]), rule="quotation goes on after its cue")
            rows.append(row)
        announced = _announced(paragraph, page, cues)
        last = page.quotations[-1] if page.quotations else None
        unclosed = bool(
            last
            and not last.closed
            and rows
            and rows[-1]["end"] == paragraph.start + last.inner_end
        )
    return rows


def _placed_row(reading: Reading, placed: Placed, number: int) -> dict[str, Any]:
    (start, end), text = placed.content, reading.text
    row: dict[str, Any] = {
        "quote_id": number,
        "sentence_id": reading.sentence_at(start),
        "start": start,
        "end": end,
        "text": text[start:end],
        "kind": placed.kind,
        "rule": placed.rule,
    }
    if placed.speaker is not None:
        first, last = placed.speaker
        printed = text[first:last]
        row |= {"speaker_text": printed, "speaker_start": first, "speaker_end": last}
        plain = printed.title() if printed.isupper() else printed
        row["speaker_plain"] = plain
    return row


_ATTRIBUTION = (
    "cue",
    "cue_start",
    "cue_end",
    "speaker_text",
    "speaker_start",
    "speaker_end",
    "speaker_plain",
)


def _attribution(row: dict[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in _ATTRIBUTION if column in row}


def _goes_on(rows: list[dict[str, Any]], paragraph: Paragraph, page: Page, piece: Piece) -> bool:
    """'“…,” she said. “…”': nothing but the rest of the cue's sentence stands between."""
    if not rows or "cue" not in rows[-1] or rows[-1]["start"] < paragraph.start:
        return False
    if rows[-1]["kind"] == "indirect":
        return False
    said = max(rows[-1]["end"], rows[-1]["cue_end"]) - paragraph.start
    between = page.text[page.unit(said - 1)[1] : piece.start]
    return piece.start >= said and not any(ch.isalnum() for ch in between)


def _announced(paragraph: Paragraph, page: Page, cues: list[Cue]) -> dict[str, Any]:
    """'She said:' at a paragraph's end announces the quotation that opens the next one."""
    if not page.text.endswith(":") or not cues:
        return {}
    cue = cues[-1]
    if page.unit(cue.token.idx)[1] < len(page.text) or cue.speaker is None:
        return {}
    return _cue_columns(paragraph, page, cue)


def _pieces(page: Page, cues: list[Cue]) -> list[Piece]:
    claimed: list[Piece] = []
    for cue in cues:
        claimed.extend(contents_of(page, cue))
    kept = _without_overlap([piece for piece in claimed if piece.end > piece.start])
    return sorted(kept + _floating(page, kept), key=lambda piece: piece.start)


def _without_overlap(pieces: list[Piece]) -> list[Piece]:
    """Keep the longer of two pieces that claim the same words; of two alike, the nearer cue's."""
    kept: list[Piece] = []
    pieces = [piece for piece in pieces if not _relays(piece, pieces)]
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, _distance(p), p.start)):
        if not any(
            piece.start < other.end and other.start < piece.end and not _is_nested(piece, other)
            for other in kept
        ):
            kept.append(piece)
    return kept


def _is_nested(inner: Piece, outer: Piece) -> bool:
    """'Ruiz said that Ode told her that it was late.': a report within what is reported."""
    cue = inner.cue
    if cue is None or outer.cue is None or cue is outer.cue or cue.speaker is None:
        return False
    if inner.rule != "clause after cue" or not cue.is_finite or inner.end > outer.end:
        return False
    return outer.start <= cue.token.doc[min(cue.low, cue.speaker[0])].idx


def _relays(piece: Piece, pieces: list[Piece]) -> bool:
    """'“…,” Ruiz said, according to the Courier.': the words are those of the one who said them."""
    return piece.rule in _LOOKING_BACK and any(
        other.rule == "quotation before cue"
        and other.cue is not None
        and other.cue is not piece.cue
        and piece.start <= other.start
        and piece.start <= other.cue.token.idx < piece.end
        for other in pieces
    )


_LOOKING_BACK = frozenset({"before according to", "clause before cue", "quotation before cue"})


def _kind_of_clause(page: Page, piece: Piece, pieces: list[Piece]) -> str:
    """The kind of a piece; two halves of one clause around its cue are of one kind."""
    halves = [
        p for p in pieces if p.cue is not None and p.cue is piece.cue and "quot" not in p.rule
    ]
    kinds = {kind_of(page, p.start, p.end) for p in halves} or {kind_of(page, *piece[:2])}
    if piece not in halves:
        return kind_of(page, piece.start, piece.end)
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _distance(piece: Piece) -> int:
    if piece.cue is None:
        return 0
    place = piece.cue.token.idx
    return max(piece.start - place, place - piece.end, 0)


def _floating(page: Page, kept: list[Piece]) -> list[Piece]:
    """Quotations that no cue claims and that read like speech."""
    found = []
    for quotation in page.quotations:
        if any(
            piece.start < quotation.inner_end and quotation.inner_start < piece.end
            for piece in kept
        ):
            continue
        inner = page.text[quotation.inner_start : quotation.inner_end]
        words = len(inner.split())
        before = page.text[: quotation.start].rstrip()
        after = page.text[quotation.end :].lstrip()
        opens = not before or before[-1] in '.?!:”"’—…'
        closes = inner[-1:] in ".?!,…—-" or not after or after[0] == "."
        verb = page.has_verb(quotation.inner_start, quotation.inner_end)
        if words >= 3 and opens and (closes or (verb and words >= 8)):
            rule = "floating quotation" if quotation.closed else "floating quotation, unclosed"
            found.append(Piece(quotation.inner_start, quotation.inner_end, None, rule))
        elif words >= 4 and verb and closes and before[-1:] == ",":
            found.append(
                Piece(quotation.inner_start, quotation.inner_end, None, "floating quotation")
            )
    return found


def _row(
    reading: Reading, paragraph: Paragraph, page: Page, piece: Piece, number: int
) -> dict[str, Any]:
    base = paragraph.start
    row: dict[str, Any] = {
        "quote_id": number,
        "sentence_id": reading.sentence_at(base + piece.start),
        "start": base + piece.start,
        "end": base + piece.end,
        "text": page.text[piece.start : piece.end],
        "rule": piece.rule,
    }
    if piece.cue is not None:
        row.update(_cue_columns(paragraph, page, piece.cue))
    return row


def _cue_columns(paragraph: Paragraph, page: Page, cue: Cue) -> dict[str, Any]:
    base = paragraph.start
    start, end = cue.token.idx, page.token_end(cue.end - 1)
    columns = {"cue": page.text[start:end], "cue_start": base + start, "cue_end": base + end}
    if cue.speaker is not None:
        first, last = cue.speaker
        start, end = page.doc[first].idx, page.token_end(last - 1)
        columns |= {
            "speaker_text": page.text[start:end],
            "speaker_start": base + start,
            "speaker_end": base + end,
            "speaker_plain": plain_phrase(page.doc, first, last),
        }
    return columns
