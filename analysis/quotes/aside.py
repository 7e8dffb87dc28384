"""Words in quotation marks that are no speech: kept in a table of their own, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.language import Reading
from analysis.marks import quotations
from analysis.quotes.page import is_title

_SLOGAN = re.compile(
    r"\b(?:slogan|motto|banner|placard|sign|signs|sticker|t-shirt|logo|chant|hashtag|password)s?\b"
    r"[^.!?“”\"]{0,40}$",
    re.I,
)
_NAME = re.compile(r"\b(?:nicknamed|dubbed|known as|so-called|called|titled|entitled)\W*$", re.I)
_FEW = 4  # words; longer stretches are seldom a writer's distance from a word


def quoted_words_in(reading: Reading, quotes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the quoted stretches of one article that no quote covers, a row each.

    ``kind`` is heading, slogan, name, title, scare quote (a few words within a sentence, for which
    nobody is named), or other.

    >>> from analysis.language import read
    >>> from analysis.quotes import quotes_in
    >>> reading = read("The so-called “peace bridge” is shut, Mayor Ana Ruiz said.")
    >>> [(row["text"], row["kind"]) for row in quoted_words_in(reading, [])]
    [('peace bridge', 'name')]
    """
    taken = [(row["start"], row["end"]) for row in quotes]
    rows = []
    for paragraph in reading.paragraphs:
        for quotation in quotations(paragraph.text):
            start = paragraph.start + quotation.inner_start
            end = paragraph.start + quotation.inner_end
            if any(first < end and start < last for first, last in taken):
                continue
            before = paragraph.text[: quotation.start]
            kind, reason = _kind(reading.text[start:end], before, paragraph.is_heading)
            rows.append(
                {
                    "sentence_id": reading.sentence_at(start),
                    "start": start,
                    "end": end,
                    "text": reading.text[start:end],
                    "kind": kind,
                    "reason": reason,
                }
            )
    return rows


def _kind(inner: str, before: str, is_heading: bool) -> tuple[str, str]:
    if is_heading:
        return "heading", "it stands in a heading"
    if _SLOGAN.search(before):
        return "slogan", "the words before say that it is written or chanted somewhere"
    if _NAME.search(before):
        return "name", "the words before say that something is called so"
    if is_title(inner):
        return "title", "its words are capitalised like those of a title"
    if len(inner.split()) <= _FEW:
        return "scare quote", "a few words within a sentence, and nobody is named for them"
    return "other", "no cue claims it, and it is not set off as speech"
