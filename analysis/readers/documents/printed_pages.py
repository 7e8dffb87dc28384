"""Lines on pages to paragraphs: where one begins, and what the printer put around the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.printed import some_of


class Line(NamedTuple):
    """One printed line: its text, and where it stands, in points from the lower left corner.

    ``divided`` says that it ended in a hyphen, which is no longer part of the text.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    divided: bool = False


class _Column(NamedTuple):
    """Where the lines of one column and size begin and end."""

    left: float
    right: float


Page = list[Line]

_PAGE_NUMBER = re.compile(
    r"[-–—\[(|\s]*(?:page|pages|seite|página|pagina|pág\.?|pag\.?|p\.?)?\s*(\d{1,4})"
    r"(?:\s*(?:/|of|von|de|sur|di|van)\s*\d{1,4})?[-–—\])|\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]»]*$")
_BULLET = re.compile(r"(?:[•◦▪■–—*·-]|\(?\w{1,2}[.)])\s")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LAST_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+){0,5}$")
_COLUMN_STEP = 40.0  # points; columns lie further apart, indents less
_WIDEST = 2.5  # times its size: no line of a paragraph stands further below another
_SHOWN = 3


# ---- around the text -------------------------------------------------------------------------


def leave_out_running_lines(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Return the pages without running heads and feet and page numbers, and what was left out.

    A line runs if it stands at the edge of two pages in five at least, whatever its numbers.
    """
    edge = 3 if len(pages) > 3 else 1
    seen = Counter(form for page in pages for form in _forms(page, edge))
    running = {form for form, n in seen.items() if n >= 2 and n * 5 >= 2 * len(pages)}
    numbers = _numbered(pages, edge, running)
    kept: list[Page] = []
    left_out: Counter[str] = Counter()
    shown: dict[str, str] = {}
    n_numbers = 0
    for at, page in enumerate(pages):
        out = set(_running_in(page, edge, running))
        for n in out:
            form = _form(page[n])
            left_out[form] += 1
            shown.setdefault(form, page[n].text)
        if at in numbers:
            n_numbers += 1
            out.add(numbers[at])
        kept.append([line for n, line in enumerate(page) if n not in out])
    notes = []
    if left_out:
        told = [f"{shown[form]!r} ({n} times)" for form, n in left_out.most_common()]
        notes.append(f"left out as running heads or feet of pages: {some_of(told, _SHOWN)}")
    if n_numbers:
        notes.append(f"left out as page numbers: on {n_numbers} of {len(pages)} pages")
    return kept, notes


def _forms(page: Page, edge: int) -> set[str]:
    lines = (page[n] for n in _edges(page, edge))
    return {_form(line) for line in lines if not _PAGE_NUMBER.fullmatch(line.text)}


def _form(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold())


def _edges(page: Page, edge: int) -> list[int]:
    """Return the places of the highest and the lowest lines, the outermost first."""
    order = sorted(range(len(page)), key=lambda n: -page[n].base)
    return list(dict.fromkeys([*order[:edge], *order[::-1][:edge]]))


def _running_in(page: Page, edge: int, running: set[str]) -> list[int]:
    """Return the places of running lines, from the edge inwards and up to a line that is none."""
    order = sorted(range(len(page)), key=lambda n: -page[n].base)
    found: list[int] = []
    for side in (order[:edge], order[::-1][:edge]):
        for n in side:
            if _form(page[n]) in running:
                found.append(n)
            elif not _PAGE_NUMBER.fullmatch(page[n].text):
                break
    return found


def _numbered(pages: Sequence[Page], edge: int, running: set[str]) -> dict[int, int]:
    """Return the place of the page number on the pages that have one.

    A number alone at the edge of a page is its number if it counts on with the pages.
    """
    if len(pages) < 2:
        return {}
    found: list[tuple[int, int, int]] = []
    for at, page in enumerate(pages):
        inner = [n for n in _edges(page, edge) if _form(page[n]) not in running]
        for n in inner:
            number = _PAGE_NUMBER.fullmatch(page[n].text.strip())
            if number:
                found.append((at, n, int(number[1]) - at))
    steps = Counter(step for _, _, step in found)
    steady = {step for step, n in steps.items() if n > 1 and n * 2 >= len(pages)} | {1}
    return {at: n for at, n, step in found if step in steady}


# ---- paragraphs ------------------------------------------------------------------------------


def join_paragraphs(pages: Sequence[Page]) -> list[str]:
    """Join lines to paragraphs, over columns and pages; divided words become whole.

    >>> join_paragraphs([[
    ...     Line("The bridge is closed for inspec", 50, 290, 800, 10, divided=True),
    ...     Line("tion.", 50, 80, 788, 10),
    ...     Line("It will open in May.", 60, 160, 776, 10),
    ... ]])
    ['The bridge is closed for inspection.', 'It will open in May.']
    """
    words = {
        word.casefold() for page in pages for line in page for word in _WORD.findall(line.text)
    }
    paragraphs: list[list[Line]] = []
    last: tuple[Line, _Column] | None = None
    leadings = _leadings(pages)
    for page in pages:
        columns = _columns(page)
        for n, line in enumerate(page):
            column = columns[_place(line)]
            leading = leadings.get(round(line.size), _WIDEST * line.size)
            if last is None or _begins(paragraphs[-1], *last, line, column, leading, new=n == 0):
                paragraphs.append([])
            paragraphs[-1].append(line)
            last = line, column
    return [text for lines in paragraphs if (text := _joined(lines, words))]


def _place(line: Line) -> tuple[int, int]:
    return round(line.left / _COLUMN_STEP), round(line.size)


def _columns(page: Page) -> dict[tuple[int, int], _Column]:
    """Return the column of each place where a line begins, measured without outliers."""
    found: dict[tuple[int, int], list[Line]] = {}
    for line in page:
        found.setdefault(_place(line), []).append(line)
    columns = {}
    for step, size in found:
        lines = [line for near in (-1, 0, 1) for line in found.get((step + near, size), ())]
        lefts = sorted(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        tenth = (len(lines) - 1) // 10
        columns[step, size] = _Column(lefts[tenth], rights[-1 - tenth])
    return columns


def _leadings(pages: Sequence[Page]) -> dict[int, float]:
    """Return how far apart the lines of a paragraph stand, for each size of letters.

    The smaller distances are those within paragraphs; headings have the measure of what is near
    their size.
    """
    drops: dict[int, list[float]] = {}
    for page in pages:
        for above, below in pairwise(page):
            drop = above.base - below.base
            if 0.8 * below.size < drop < _WIDEST * below.size:
                drops.setdefault(round(below.size), []).append(drop)
    within = {size: sorted(found)[len(found) // 4] for size, found in drops.items()}
    return {size: min(within.get(size + n, within[size]) for n in range(-2, 3)) for size in within}


def _begins(
    paragraph: Sequence[Line],
    last: Line,
    last_column: _Column,
    line: Line,
    column: _Column,
    leading: float,
    *,
    new: bool,
) -> bool:
    """Whether a line begins a paragraph, after the last line of another; ``new``: on a new page."""
    size = max(line.size, 1.0)
    if not 0.85 < line.size / max(last.size, 1.0) < 1.18:
        return True
    if last.divided:
        return False
    drop = last.base - line.base
    full = not _had_room(last, last_column, line)
    if new or drop < -0.3 * size or drop > 8 * size:  # a new column or page
        indented = 0.8 * size < line.left - column.left < 5 * size
        return not full or (indented and bool(_SENTENCE_END.search(last.text)))
    if drop <= 0.3 * size:  # more of the same line
        return False
    if drop > min(max(1.35 * leading, 1.2 * size), _WIDEST * size):
        return True
    listed = len(paragraph) == 1 and _BULLET.match(last.text)
    if 0.8 * size < line.left - last.left < 5 * size and not listed:
        return True
    return not full or bool(_BULLET.match(line.text) and _SENTENCE_END.search(last.text))


def _had_room(last: Line, column: _Column, line: Line) -> bool:
    """Whether the first word of a line had found room in the one before."""
    room = column.right - last.right
    width = (line.right - line.left) / max(len(line.text), 1)
    word = line.text.partition(" ")[0]
    if _SENTENCE_END.search(last.text):
        return room > (len(word) + 2) * width
    return room > 0.4 * (column.right - column.left) and room > (len(word) + 2) * width


def _joined(lines: Sequence[Line], words: set[str]) -> str:
    parts: list[str] = []
    for n, line in enumerate(lines):
        text = " ".join(line.text.split())
        if n and not lines[n - 1].divided:
            parts.append(" ")
        elif n and _keeps_hyphen(parts[-1], text, words):
            parts.append("-")
        parts.append(text)
    return "".join(parts).strip()


def _keeps_hyphen(before: str, after: str, words: set[str]) -> bool:
    """Whether a word divided at the end of a line has a hyphen anyway, as "well-known" does."""
    first, second = _LAST_WORD.search(before[-100:]), _WORD.match(after)
    if not first or not second:
        return True
    start, end = first[0].casefold(), second[0].casefold()
    if f"{start}-{end}" in words:
        return True
    return start + end not in words and not (start[-1].isalpha() and second[0][0].islower())
