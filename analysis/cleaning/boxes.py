"""Boxes: lines that stand together on a page, where one gives away what the others are.

A list belongs to its title ("Most read"), a title and a sentence to the film below which they
stand, a line to the "Read more" that follows. Nothing here looks farther than a box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.cleaning.forms import MONTH, NAME, dateline_in
from analysis.cleaning.paragraphs import Block, ends_sentence

# A sentence in a list of links hardly has so many words; a paragraph mostly has.
PARAGRAPH = 13
_LONGEST_BOX = 6
_LONGEST_TITLE = 25
_FARTHEST_BYLINE = 20
_ITEM = re.compile(rf"(?:\d+[.)]|[-•*–]) ?[^\W\d_]|{MONTH} \d{{1,2}}\b.*\w|{NAME}: [^,]+,[^,]+,")
_SLIDE = re.compile(r"(?i)(?:image|photo|slide|picture) \d+ (?:of|/)[ /]*\d+$|caption$")
_POINTS = re.compile(
    r"(?i)(?:key (?:points|takeaways|facts)|(?:story )?highlights|at a glance|in brief|summary)\W*$"
)
_FILM = re.compile(r"(?i)(?:(?:play|watch)(?: the)? )?video\W*$")
_GO_ON = re.compile(r"(?i)\W*(?:read|see|find out|learn) (?:more|on|next)\W*$")


def without_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Give the lines of a box the reason that one of them shows.

    >>> from analysis.cleaning.paragraphs import paragraphs
    >>> found = without_boxes(paragraphs(["Most read", "Why the ferry stopped", "Rust and rats"]))
    >>> [block.reason for block in found]
    ['related link', 'related link', 'related link']
    """
    found = _under_titles(blocks)
    for box in (_points, _films, _slides, _links, _days):
        for numbers, reason in box(found):
            for number in numbers:
                found[number] = found[number]._replace(reason=reason, prose=False)
    return found


def is_item(text: str) -> bool:
    """Whether a line may be one of a list: it begins with a number, a bullet, a day or a label."""
    return bool(_ITEM.match(text))


def _under_titles(blocks: Sequence[Block]) -> list[Block]:
    """Give the lines of a list ("Most read", "Topics") the reason of its title.

    The list ends where a paragraph begins. Single sentences are part of it only if no story goes
    on below.
    """
    below = 0
    goes_on = [False] * len(blocks)
    for number in range(len(blocks) - 1, -1, -1):
        goes_on[number] = below >= 3 * PARAGRAPH
        if blocks[number].prose and blocks[number].n_words >= PARAGRAPH:
            below += blocks[number].n_words
    found: list[Block] = []
    title: str | None = None
    for block, story_below in zip(blocks, goes_on, strict=True):
        if block.reason:
            if block.reason in ("related link", "tags"):
                title = block.reason if block.n_words <= 5 else None
            elif block.reason not in ("date", "byline", "credit", "navigation"):
                title = None
        elif title and block.prose and (block.n_words >= PARAGRAPH or story_below):
            title = None
        elif title:
            block = block._replace(reason=title, prose=False)
        found.append(block)
    return found


_Box = Iterator[tuple[range, str | None]]


def _points(blocks: Sequence[Block]) -> _Box:
    """The lines below "Key points" sum the story up, down to a picture, a byline or a dateline."""
    for number in _in_the_head(blocks, _POINTS):
        for last in range(number + 1, min(number + 2 + _LONGEST_BOX, len(blocks))):
            if blocks[last].reason or dateline_in(blocks[last].text):
                yield range(number + 1, last), "standfirst"
                break


def _films(blocks: Sequence[Block]) -> _Box:
    """The title and the sentence below "Video" tell what the film shows, not the story."""
    for number in _in_the_head(blocks[:-3], _FILM):
        title, told, below = blocks[number + 1 : number + 4]
        if title.reason or title.prose or title.n_words > _LONGEST_TITLE or not told.prose:
            continue
        if below.prose or below.reason:
            yield range(number + 1, number + 3), "caption"


def _in_the_head(blocks: Sequence[Block], wording: re.Pattern[str]) -> Iterator[int]:
    """Yield the lines of a wording that stand not far below a byline or date."""
    head = -_FARTHEST_BYLINE
    for number, block in enumerate(blocks):
        if block.reason in ("byline", "date"):
            head = number
        elif number - head < _FARTHEST_BYLINE and wording.match(block.text):
            yield number


def _slides(blocks: Sequence[Block]) -> _Box:
    """Between "Image 2 of 5" and a credit or the next image stands a caption."""
    for number, block in enumerate(blocks[:-2]):
        told, below = blocks[number + 1 : number + 3]
        if not told.reason and _SLIDE.match(block.text):
            if below.reason == "credit" or _SLIDE.match(below.text):
                yield range(number + 1, number + 2), "caption"


def _days(blocks: list[Block]) -> _Box:
    """A day and a place in a list of days ("July 19 – Toronto") is no date of the article."""
    for number, block in enumerate(blocks):
        beside = blocks[max(0, number - 1) : number] + blocks[number + 1 : number + 2]
        if block.reason == "date" and is_item(block.text):
            if any(other.reason is None and is_item(other.text) for other in beside):
                yield range(number, number + 1), None


def _links(blocks: Sequence[Block]) -> _Box:
    """A line without a full stop above "Read more" is the title of another story."""
    for number, block in enumerate(blocks[1:], 1):
        above = blocks[number - 1]
        if _GO_ON.match(block.text) and not above.reason:
            if not above.prose and not ends_sentence(above.text):
                yield range(number - 1, number), "related link"


def repeated(blocks: Sequence[Block]) -> set[str]:
    """Return the lines that stand on the page more than once, as menus and buttons do."""
    return {text for text, count in Counter(block.text for block in blocks).items() if count > 1}
