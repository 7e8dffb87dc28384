"""Where the story begins and ends on a page.

Every paragraph speaks for a story by its words, and every other line against it; the story is the
stretch of lines with the greatest sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.cleaning.boxes import PARAGRAPH, is_item, repeated
from analysis.cleaning.forms import dateline_in, is_posted_by
from analysis.cleaning.paragraphs import Block, ends_sentence

# What one line that is no prose takes from a story, in words of prose: little where such lines are
# common between paragraphs, much where they come when a story is over.
_COST = {
    "caption": 3, "credit": 3, "related link": 5, "promotion": 5, "sharing": 5, "navigation": 5,
    "date": 5, "byline": 40, "tags": 60, "author note": 60, "comment form": 60, "copyright": 60,
    "sign-off": 60, "standfirst": 5, None: 6,
}  # fmt: skip
_COST_OF_HEADING = 3
_COST_OF_REPEATED = 20
# A paragraph that stands alone among other lines is most likely a teaser.
_SHARE_ALONE = 0.3
_NEAR = 2
# No story goes on below the head of the comments, or of one comment.
_COMMENTS = re.compile(
    r"(?i)\d[\d,.]* (?:thoughts?|comments?|responses?|replies|reply) (?:on|to)\b"
    r"|.{2,80}\d:\d\d (?:[ap]\.?m\.? )?(?:said|says|wrote) ?:$"
)
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)[\])\s]*$")
_LONGEST_LIST = 60
_LONGEST_TOP = 6
_FARTHEST_LEDE = 12
_LONGEST_STANDFIRST = 60
_TIME = re.compile(r"\d{1,2}[:.]\d\d")


def story_bounds(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the bounds (first, last + 1) of the stretch that is most of all prose.

    Every block of prose adds its words, every other one takes some away; the story is the stretch
    with the greatest sum. Without any prose there is nothing to tell by, and it is all story.
    """
    best, bounds = 0.0, (0, len(blocks))
    total, first = 0.0, 0
    again, alone = repeated(blocks), _alone(blocks)
    for number, block in enumerate(blocks):
        if _COMMENTS.match(block.text):
            if best >= 3 * PARAGRAPH:
                break
            total = 0.0
        if total <= 0:
            total, first = 0.0, number
        if _tells(block):
            total += block.n_words * (_SHARE_ALONE if number in alone else 1)
        elif not _is_pause(block):
            total -= _cost(blocks, number, again)
        if total > best:
            best, bounds = total, (first, number + 1)
    first, last = bounds
    # A few lines of which none is surely residue are no menu: the text came without its page.
    if first <= _LONGEST_TOP and not any(block.reason for block in blocks[:first]):
        said = (ends_sentence(blocks[i].text) or blocks[i].text[-1] == ":" for i in range(first))
        first = next((i for i, is_said in enumerate(said) if is_said), first)
    while 0 < last < len(blocks) and blocks[last].reason is None and _goes_on(blocks, last):
        last += 1
    return first, last


def _tells(block: Block) -> bool:
    """Whether a paragraph tells the story: a teaser mostly breaks off with three dots."""
    return block.prose and not _CUT_SHORT.search(block.text[-9:])


def _is_pause(block: Block) -> bool:
    """Whether a line neither tells nor ends a story: a sentence of a word, a row of stars."""
    if block.reason or block.prose:
        return not re.search(r"\w", block.text)
    return ends_sentence(block.text)


def _alone(blocks: Sequence[Block]) -> set[int]:
    """Return the paragraphs with no other within two lines, not counting what is surely residue.

    >>> from analysis.cleaning.paragraphs import paragraphs
    >>> title, author = "Rust wins the day", "Ana Ruiz"
    >>> page = [title, author, "It ran on Monday.", title, author, "It is so old.", title, author]
    >>> _alone(paragraphs(page))
    {2, 5}
    """
    seen = [number for number, block in enumerate(blocks) if not block.reason]
    tells = [_tells(blocks[number]) for number in seen]
    return {
        number
        for place, number in enumerate(seen)
        if tells[place]
        and not any(tells[max(0, place - _NEAR) : place])
        and not any(tells[place + 1 : place + 1 + _NEAR])
    }


def _cost(blocks: Sequence[Block], number: int, again: set[str]) -> float:
    """Return what a line takes from the story that it stands in.

    A line between two paragraphs is mostly a heading, or who speaks in an interview. Elsewhere a
    line that comes again on the page is the name of an author, a button, or part of a menu.
    """
    block = blocks[number]
    if block.reason or block.n_words >= PARAGRAPH:
        return _COST[block.reason]
    near = blocks[max(0, number - 1) : number + 2 : 2]
    if len(near) == 2 and all(_tells(other) or _is_pause(other) for other in near):
        return _COST_OF_HEADING
    return _COST_OF_REPEATED if block.text in again else _COST[None]


def _goes_on(blocks: Sequence[Block], number: int) -> bool:
    """Whether a line after the last prose is still story: a short sentence, or a list's item."""
    text = blocks[number].text
    if ends_sentence(text) or text.endswith(":") or is_item(text) or is_posted_by(text):
        return True
    # A colon introduces a list, and so does a heading right above it.
    for block in reversed(blocks[max(0, number - _LONGEST_LIST) : number]):
        if block.text.endswith(":"):
            return True
        if block.prose or block.reason:
            break
    below = blocks[number + 1 : number + 2]
    return blocks[number - 1].prose and any(is_item(block.text) for block in below)


def below_byline(blocks: Sequence[Block], first: int, last: int) -> int:
    """Move the start of the story below a byline or date that comes after its first line or two."""
    words = 0
    for number in range(first, min(last, first + 12)):
        if dateline_in(blocks[number].text):
            break
        if blocks[number].reason in ("byline", "date") and not _TIME.match(blocks[number].text):
            first = number + 1
        elif blocks[number].prose:
            words += blocks[number].n_words
            if words > _LONGEST_STANDFIRST:
                break
    return first


def with_lede(blocks: Sequence[Block], first: int) -> int:
    """Move the start of the story up to the paragraph right below the byline or date, if any.

    A table or a box may part that paragraph from the others.
    """
    for number in range(first - 1, max(-1, first - _FARTHEST_LEDE), -1):
        if blocks[number].reason in ("byline", "date"):
            below = next((i for i in range(number, first) if not blocks[i].reason), first)
            if below < first and _tells(blocks[below]) and blocks[below].n_words >= PARAGRAPH:
                return below
            break
    return first
