"""Quotation marks: which stretches of a paragraph stand inside them.

Curly, straight, doubled single (``…''), guillemets and low opening marks are read; single marks are
read as quotation marks where they stand as such (British style), not where they are apostrophes. A
paragraph is read on its own, so that a stray mark spoils one quotation and no more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Quotation(NamedTuple):
    """A stretch in quotation marks: ``start:end`` with them, ``inner_start:inner_end`` without.

    ``closed`` is False where the closing mark is missing and the paragraph's end stands in for it,
    as in a quotation that goes on in the next paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


_DOUBLE = re.compile(r"``|''|‘‘|’’|[\"“”„«»]")
_BEFORE_OPEN = "([{-—–/'‘“"
_AFTER_CLOSE = ".,;:!?)]}-—–'’”"
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–,:])|^)[‘'](?=[\w“\"(\[…])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s])[’'](?=$|[\s.,;:!?)\]—–])")
_ELISION = re.compile(r"(?i)(?:\d0s|\d\d|em|til|twas|tis|cause|n|bout|round)\b")


def quotations(paragraph: str) -> list[Quotation]:
    """Return the quotations of one paragraph, outermost only, in order.

    >>> [(q.start, q.end, q.closed) for q in quotations("“Yes,” she said. “No")]
    [(0, 6, True), (17, 20, False)]
    """
    return list(_quotations(paragraph))


@lru_cache(maxsize=256)  # every room asks for those of the paragraph that is read
def _quotations(paragraph: str) -> tuple[Quotation, ...]:
    double = _double_quotations(paragraph)
    if "'" not in paragraph and "‘" not in paragraph:
        return tuple(double)
    return tuple(sorted(double + _single_quotations(paragraph, double)))


def _double_quotations(paragraph: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    depth = 0
    nests = paragraph.count("“") == paragraph.count("”")
    for mark in _DOUBLE.finditer(paragraph):
        opens = _opens(paragraph, mark, opened is not None)
        if opened is None:
            if opens:
                opened, depth = mark, 1
        elif opens:
            if nests and mark.group() == "“":
                depth += 1
            else:  # opened anew with no close: the first one ended unmarked
                found.append(_quotation(paragraph, opened, mark.start(), None))
                opened, depth = mark, 1
        else:
            depth -= 1
            if depth <= 0:
                found.append(_quotation(paragraph, opened, mark.start(), mark))
                opened = None
    if opened is not None:
        found.append(_quotation(paragraph, opened, len(paragraph), None))
    return [quotation for quotation in found if quotation.inner_end > quotation.inner_start]


def _opens(paragraph: str, mark: re.Match[str], inside: bool) -> bool:
    symbol = mark.group()
    if symbol in ("“", "``", "‘‘", "„", "«"):
        # German style closes with the mark that opens an English quotation.
        before = paragraph[mark.start() - 1 : mark.start()]
        return not (symbol == "“" and inside and "„" in paragraph and not before.isspace())
    if symbol in ("”", "’’", "»"):
        # Some pages print two closing marks: a mark after a space at a word's start opens.
        after = paragraph[mark.end() : mark.end() + 1]
        before = paragraph[mark.start() - 1 : mark.start()] if mark.start() else " "
        return symbol == "”" and not inside and before.isspace() and after.isalnum()
    before = paragraph[mark.start() - 1] if mark.start() else " "
    after = paragraph[mark.end()] if mark.end() < len(paragraph) else " "
    may_open = before.isspace() or before in _BEFORE_OPEN
    may_close = after.isspace() or after in _AFTER_CLOSE
    if may_open != may_close:
        return may_open
    return not inside


def _quotation(
    paragraph: str, opened: re.Match[str], end: int, closed: re.Match[str] | None
) -> Quotation:
    inner_start, inner_end = opened.end(), end
    while inner_start < inner_end and paragraph[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and paragraph[inner_end - 1].isspace():
        inner_end -= 1
    outer_end = closed.end() if closed else inner_end
    return Quotation(opened.start(), outer_end, inner_start, inner_end, closed is not None)


_LONGEST = 1500  # characters between two single marks that belong together


def _single_quotations(paragraph: str, double: list[Quotation]) -> list[Quotation]:
    """Single marks outside the double ones; an apostrophe opens nothing and closes nothing."""
    found: list[Quotation] = []
    position = 0
    for mark in _SINGLE_OPEN.finditer(paragraph):
        if mark.start() < position or _ELISION.match(paragraph, mark.end()):
            continue
        if any(quotation.start <= mark.start() < quotation.end for quotation in double):
            continue
        closes: list[re.Match[str]] = []
        for mark_after in _SINGLE_CLOSE.finditer(paragraph, mark.end()):
            if mark_after.start() - mark.end() >= _LONGEST:
                break
            closes.append(mark_after)
        # "workers’ rights" ends in a mark too: one after a comma or full stop is surely a close.
        sure = [close for close in closes if paragraph[close.start() - 1] in ",.?!…"]
        close = next(iter(sure or closes), None)
        if sure and closes[0] is not sure[0] and paragraph[closes[0].start() - 1] != "s":
            close = closes[0]
        if close is None:
            continue
        quotation = _quotation(paragraph, mark, close.start(), close)
        if any(q.start < quotation.end and quotation.start < q.end for q in double) and not any(
            quotation.start < q.start and q.end < quotation.end for q in double
        ):
            continue
        if quotation.inner_end > quotation.inner_start:
            double[:] = [q for q in double if not quotation.start < q.start < quotation.end]
            found.append(quotation)
            position = quotation.end
    return found
