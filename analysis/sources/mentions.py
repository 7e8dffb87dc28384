"""The mentions of one article: speakers and other attributions, outlets, credits, put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.language import Paragraph, Reading
from analysis.outlets import Outlets
from analysis.sources.attributions import attributions_in, joined, quoted_places
from analysis.sources.canonical import (
    Cast,
    body_name,
    cast_of,
    full_name,
    is_body,
    is_full_name,
    office_name,
    plain_phrase,
    taken_up,
)
from analysis.sources.categories import categorize, description_of
from analysis.sources.credits import credits_in_body, credits_in_line
from analysis.sources.grading import Graded, grade, stated_reason, states_anonymity
from analysis.sources.media import MediaMention, media_in
from analysis.sources.outlet_names import ArticleOutlets, outlets_of

if TYPE_CHECKING:
    from analysis.language.words import Token
    from analysis.sources.credits import Credit

Row = dict[str, Any]
_ISSUED_BY = re.compile(r" (?:by|from) (?:the )?")
_ISSUERS = ("person", "organisation", "outlet", "agency")
_AN_AGENCY = frozenset({"agency", "news agency", "press agency", "wire service"})
_ASKED = frozenset({"ask", "asks", "asked", "asking"})
_PLAIN_CUES = frozenset("said says say told tells added adds asked explained according".split())


@dataclass
class _Head:
    """The noun of one attribution, its cue, and who it is where a quote has told."""

    paragraph: Paragraph
    noun: Token
    cue: str | None
    rule: str
    speaker: str | None = None
    speaker_type: str | None = None
    is_speaker: bool = False

    @property
    def offset(self) -> int:
        return self.paragraph.start + int(self.noun.idx)


def mentions_in(
    reading: Reading,
    named_quotes: Sequence[Mapping[str, Any]],
    outlets: Outlets,
    self_outlet: str | None = None,
    residue: Iterable[tuple[int, str, str]] = (),
    names_table: Sequence[Mapping[str, Any]] = (),
    hedges: Sequence[Mapping[str, Any]] = (),
) -> list[Row]:
    """Return the source mentions of one article, one row of the mentions table each, in order.

    ``named_quotes`` are the article's quotes with their speakers; ``self_outlet`` is who published
    it; ``residue`` are the lines set apart from it as (line, text, reason); ``names_table`` its
    rows of the names table, for what is said of people elsewhere; ``hedges`` its rows of the hedges
    table. A mention in the story has a ``sentence_id`` and offsets into the text; one in the
    residue has a ``line`` and offsets into that line. Where nobody can tell who is meant,
    ``source`` is missing.

    >>> from analysis.language import read
    >>> from analysis.outlets import load_outlets
    >>> rows = mentions_in(read("Police accused him, the mayor told Reuters."), [], load_outlets())
    >>> [(row["text"], row["type"]) for row in rows]
    [('Police', 'organisation'), ('mayor', 'role_only'), ('Reuters', 'agency')]
    """
    lines = list(residue)
    names = outlets_of(reading, outlets, self_outlet, [text for _, text, _ in lines])
    cast = cast_of(reading, named_quotes)
    heads = _heads(reading, named_quotes)
    credits = list(credits_in_body(reading, names))
    media = media_in(reading, names, _cued(heads))
    media = [
        one for one in media
        if not any(one.start < credit.end and credit.start < one.end for credit in credits)
    ]  # fmt: skip
    rows = [_credit_row(credit, reading.text) for credit in credits]
    rows += [_media_row(one, reading.text) for one in media]
    rows += _nominal_rows(reading, heads, cast, names, media, credits)
    rows.sort(key=lambda row: (row["start"], row["end"]))
    for row in rows:
        row["sentence_id"] = reading.sentence_at(row["start"])
    for line, text, reason in lines:
        found = [_credit_row(credit, text) for credit in credits_in_line(text, reason, names)]
        rows += [row | {"line": line} for row in sorted(found, key=lambda row: row["start"])]
    categorize(rows, reading.text, names_table)
    hedged = {hedge["sentence_id"]: hedge["text"] for hedge in reversed(hedges)}
    for number, row in enumerate(rows):
        row["mention_id"] = number
        row["hedge"] = hedged.get(row["sentence_id"])
        row["is_self"] = names.self_name is not None and row["source"] == names.self_name
    return rows


# ---- attributions ----------------------------------------------------------------------------


def _heads(reading: Reading, named_quotes: Sequence[Mapping[str, Any]]) -> list[_Head]:
    """The nouns that are sources: the speakers of quotes first, then what the parse finds."""
    heads: dict[int, _Head] = {}
    for head in _speakers(reading, named_quotes):
        heads.setdefault(head.offset, head)
    for paragraph in reading.paragraphs:
        if paragraph.is_heading:
            continue
        for found in attributions_in(paragraph.doc):
            head = _Head(paragraph, found.noun, found.cue.text, found.rule)
            heads.setdefault(head.offset, head)
    return [head for head in heads.values() if not _is_in_place_line(head)]


_PLACE_LINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:,[^—–-]{1,25})?\s*(?:\([^)]{1,30}\)\s*)?(?:[—–]|--? )"
)


def _is_in_place_line(head: _Head) -> bool:
    """'BERLIN — The agency says …': the parser may take the place for the subject."""
    line = _PLACE_LINE.match(head.paragraph.text)
    return line is not None and head.noun.idx < line.end()


def _speakers(reading: Reading, named_quotes: Sequence[Mapping[str, Any]]) -> Iterator[_Head]:
    starts = [paragraph.start for paragraph in reading.paragraphs]
    for quote in named_quotes:
        start, end = quote.get("speaker_start"), quote.get("speaker_end")
        if start is None or end is None or pd.isna(start) or pd.isna(end):
            continue
        paragraph = reading.paragraphs[max(0, bisect_right(starts, int(start)) - 1)]
        span = paragraph.doc.char_span(
            int(start) - paragraph.start, int(end) - paragraph.start, alignment_mode="expand"
        )
        if span is None:
            continue
        root = span.root
        if any(begin < root.idx < stop for begin, stop in quoted_places(paragraph.doc)):
            continue  # a quoted person's own words
        nouns = [noun for noun in joined(root) if span.start <= noun.i < span.end]
        cue = quote.get("cue")
        speaker, kind = quote.get("speaker"), quote.get("speaker_type")
        for noun in nouns:
            yield _Head(
                paragraph, noun, cue if isinstance(cue, str) else None, "speaker of a quote",
                speaker if isinstance(speaker, str) and len(nouns) == 1 else None,
                kind if isinstance(kind, str) and len(nouns) == 1 else None, is_speaker=True,
            )  # fmt: skip


def _cued(heads: Iterable[_Head]) -> Iterator[int]:
    for head in heads:
        if (head.cue or "").lower() in _ASKED:
            continue  # an outlet that asks has told nothing
        if head.is_speaker or head.rule in ("according to", "by the source", "quoted or cited"):
            yield head.offset


def _nominal_rows(
    reading: Reading,
    heads: list[_Head],
    cast: Cast,
    names: ArticleOutlets,
    media: list[MediaMention],
    credits: list[Credit],
) -> list[Row]:
    rows: list[Row] = []
    taken = [(one.start, one.end) for one in media] + [(one.start, one.end) for one in credits]
    for head in sorted(heads, key=lambda head: (head.offset, not head.is_speaker)):
        if any(start <= head.offset < end for start, end in taken):
            continue
        graded = grade(
            head.noun,
            cast.people,
            is_speaker=head.is_speaker,
            says=(head.cue or "").lower() in _PLAIN_CUES,
        )
        if graded is None or (head.rule == "quoted or cited" and graded.subtype == "pronoun"):
            continue
        row = _nominal_row(reading, head, graded, cast)
        if row["type"] == "person" and _is_platform(row["text"], names):
            row["type"] = "organisation"
        issuers = [
            one for one in media
            if one.role == "attribution" and row["start"] <= one.start and one.end <= row["end"]
        ]  # fmt: skip
        if not issuers and graded.type == "document":  # "a poll by the Irish Times"
            issuers = [
                one for one in media if _ISSUED_BY.fullmatch(reading.text[row["end"] : one.start])
            ]
        if issuers and graded.type in ("document", "outlet", "organisation"):
            continue  # "a Reuters report": the outlet is the source, and is counted as such
        if any(one.start - 2 <= row["end"] < one.start for one in media):
            continue  # "the news agency AFP"
        if row["text"].lower() in _AN_AGENCY and row["source"] == row["text"].lower():
            agencies = _agencies_before(media, credits, head.offset)
            if agencies:
                row.update(type="agency", subtype="described", relation="reports")
                row["source"] = agencies[-1]
        if graded.type == "outlet":
            before = [m for m in media if m.type == "outlet" and m.end <= head.offset]
            row["source"] = before[-1].name if before else row["source"]
            row["relation"] = "reports"
        if any(row["start"] < other["end"] and other["start"] < row["end"] for other in rows):
            continue
        rows.append(row)
    return _agreed(rows)


def _agreed(rows: list[Row]) -> list[Row]:
    """One name is one kind of source in an article: a person, unless it is more often a body."""
    kinds: dict[str, Counter[str]] = {}
    for row in rows:
        if row["subtype"] == "named":
            kinds.setdefault(row["text"], Counter())[row["type"]] += 1
    for row in rows:
        counts = kinds.get(row["text"], Counter())
        if row["subtype"] == "named" and counts["person"] and counts["organisation"]:
            is_person = counts["person"] >= counts["organisation"]
            row["type"] = "person" if is_person else "organisation"
    return rows


def _agencies_before(media: list[MediaMention], credits: list[Credit], offset: int) -> list[str]:
    places = [(one.start, one.name) for one in media if one.type == "agency"]
    places += [(one.start, one.name) for one in credits if one.type == "agency"]
    return [name for start, name in sorted(places) if start < offset]


def _is_platform(text: str, names: ArticleOutlets) -> bool:
    outlet = names.lookup(text)
    return outlet is not None and outlet.type == "social"


def _nominal_row(reading: Reading, head: _Head, graded: Graded, cast: Cast) -> Row:
    doc, offset = head.noun.doc, head.paragraph.start
    last = doc[graded.end - 1]
    line = _PLACE_LINE.match(doc.text)  # "HONOLULU (Reuters) - Scientists said": not the place
    first = max(doc[graded.start].idx, line.end() if line else 0)
    start, end = offset + first, offset + last.idx + len(last)
    text = reading.text[start:end]
    kind, subtype = graded.type, graded.subtype
    source: str | None = plain_phrase(text, doc[graded.start])
    known = (head.speaker, head.speaker_type) if head.speaker else cast.phrases.get(text.lower())
    if kind == "person" and subtype == "pronoun":
        source = head.speaker
        if head.speaker_type in ("organisation", "agency", "outlet"):
            kind = head.speaker_type
        elif head.speaker_type not in (None, "person", "group"):
            kind = "anonymous"
    elif kind == "person" and is_body(text, cast):
        kind, source = "organisation", body_name(text, source or text, known, cast)
    elif kind == "person":
        source = full_name(text, known, cast)
    elif kind == "organisation":
        source = body_name(text, source or text, known, cast)
    elif kind in ("role_only", "anonymous") and subtype != "familiar-with":
        if known and known[1] == "person" and is_full_name(known[0]):
            is_named = text.split()[-1] in (known[0] or "").split()
            kind, subtype, source = "person", "named" if is_named else "described", known[0]
    issuer = head.speaker if kind == "document" and head.speaker_type in _ISSUERS else None
    if kind in ("role_only", "document"):
        source = office_name(head.noun, graded.start, graded.end, start, cast) or source
    if issuer and source and issuer.lower() not in source.lower():
        source = f"{issuer} {head.noun.lower_}"  # "the notice" of the county: by its issuer
    if kind == "anonymous" and source and graded.type == "anonymous":
        source = taken_up(head.noun, graded.start, start, source, cast)
    reason = None
    if kind in ("role_only", "anonymous"):
        said_so = _said_anonymous(reading, start)
        if said_so is not None:
            kind, subtype, reason = "anonymous", "explicit", stated_reason(said_so)
    row = _row(start, end, text, kind, subtype, "attribution", None, source, head.cue, head.rule)
    row["reason"] = reason
    if kind == "person" and graded.subtype == "named":
        words = description_of(last, graded.start, graded.end)
        row["description"] = doc[slice(*words)].text if words else None
    return row


def _said_anonymous(reading: Reading, offset: int) -> str | None:
    """The sentence, this one or the next about the same people, that says they are not named."""
    number = reading.sentence_at(offset)
    sentences = [
        reading.text[start:end] for _, start, end in reading.sentences[number : number + 2]
    ]
    return next(
        (
            sentence
            for place, sentence in enumerate(sentences)
            if states_anonymity(sentence) and (place == 0 or _GOES_ON.match(sentence))
        ),
        None,
    )


_GOES_ON = re.compile(r"(?:The (?:\w+ ){1,3}|He|She|They|Both|All|Neither|None)\b")


# ---- rows ------------------------------------------------------------------------------------


def _row(
    start: int, end: int, text: str, kind: str, subtype: str | None, role: str,
    relation: str | None, source: str | None, cue: str | None, rule: str,
) -> Row:  # fmt: skip
    return {
        "mention_id": 0, "sentence_id": None, "line": None, "start": start, "end": end,
        "text": text, "type": kind, "subtype": subtype, "role": role, "relation": relation,
        "source": source, "description": None, "category": None, "reason": None, "hedge": None,
        "is_self": False, "cue": cue, "rule": rule,
    }  # fmt: skip


def _media_row(one: MediaMention, text: str) -> Row:
    return _row(
        one.start, one.end, text[one.start : one.end], one.type, None, one.role, one.relation,
        one.name, one.cue, one.rule,
    )  # fmt: skip


def _credit_row(credit: Credit, text: str) -> Row:
    subtype = "named" if credit.type == "person" else None
    return _row(
        credit.start, credit.end, text[credit.start : credit.end], credit.type, subtype,
        credit.role, None, credit.name, None, credit.rule,
    )  # fmt: skip
