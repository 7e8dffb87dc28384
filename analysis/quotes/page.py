"""A paragraph as the rules for quotes see it: its parse, its quotation marks, its sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.language import Paragraph, dateline_end
from analysis.marks import Quotation, quotations
from analysis.quotes.cue import Cue
from analysis.quotes.cues import quoted_tokens

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})


class Piece(NamedTuple):
    """A stretch of content in a paragraph, the cue that claims it, and the rule that found it."""

    start: int
    end: int
    cue: Cue | None
    rule: str


@dataclass
class Page:
    """A paragraph with what every rule asks of it."""

    doc: Doc
    text: str
    quotations: list[Quotation]
    inside: list[int | None]
    units: list[tuple[int, int]]
    words: list[Token]
    starts: list[int]  # where each word begins

    def unit(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset; a quotation of several sentences does not end it."""
        number = bisect_right(self.units, offset, key=lambda unit: unit[1])
        if number < len(self.units):
            return self.units[number]
        return self.units[-1] if self.units else (0, len(self.text))

    def token_end(self, index: int) -> int:
        """Where a token ends in the paragraph."""
        token = self.doc[index]
        return token.idx + len(token)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin between two offsets."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb stands between two offsets."""
        return any(t.tag_ in FINITE and t.pos_ in ("VERB", "AUX") for t in self.tokens(start, end))


def page_of(paragraph: Paragraph) -> Page:
    """Return a parsed paragraph as a page."""
    doc = paragraph.doc
    text = paragraph.text
    found = quotations(text)
    inside = quoted_tokens(doc, found)
    units: list[tuple[int, int]] = []
    begin = dateline_end(text)
    for _, end_in_article in paragraph.sentences:
        end = end_in_article - paragraph.start
        if any(q.start < end < q.end for q in found):
            continue
        units.append((begin, end))
        begin = end
    if begin < len(text) and text[begin:].strip():
        units.append((begin, len(text)))
    words = list(doc)
    return Page(doc, text, found, inside, units, words, [token.idx for token in words])


def kind_of(page: Page, start: int, end: int) -> str:
    """Return direct, mixed or indirect: how much of a stretch stands in quotation marks."""
    near = [q for q in page.quotations if q.start < end and start < q.end]
    letters = _letters(page.text, start, end)
    quoted = sum(_letters(page.text, max(start, q.start), min(end, q.end)) for q in near)
    if quoted == 0:
        return "indirect" if letters or not near else "direct"  # “…” is direct too
    return "direct" if quoted >= 0.95 * letters else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def is_title(inner: str) -> bool:
    """Tell whether quoted words look like the title of a work: a few words, all capitalised."""
    words = inner.split()
    small = {"the", "of", "a", "an", "and", "in", "to", "for", "on", "with"}
    return len(words) <= 5 and all(w[:1].isupper() or w.lower() in small for w in words)
