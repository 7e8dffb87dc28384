"""Many lines: which of them are the story, by the place they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.cleaning.forms import MONTH, PERSON, dateline_in, is_posted_by
from analysis.cleaning.residue import residue_reason

STORY = ("body", "heading")

_SENTENCE_END = re.compile(r"[.!?…。！？।][\"'”’)\]»›♦*\s]*$")
_LINK_AT_END = re.compile(r"(?:\s*(?:https?://|www\.|pic\.twitter\.com/|t\.co/|[@#])\S+)+$")
_TAIL = 300  # characters at the end of a line that are looked at for its full stop
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40


class _Block(NamedTuple):
    """One paragraph: its lines (numbers), its text, and what it shows by itself."""

    lines: range
    text: str
    n_words: int
    reason: str | None
    prose: bool


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def _is_prose(text: str, n_words: int) -> bool:
    """A line that reads as sentences: it ends like one, or is too long to be anything else."""
    bare = _LINK_AT_END.sub("", text[-_TAIL:])
    if n_words < 4 or not bare:
        return False
    if _ends_sentence(bare) or dateline_in(text):
        return True
    return n_words >= 25 and sum(word[0].isupper() for word in text.split()) < n_words / 2


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Return the width at which a text is hard-wrapped, or None if its lines are paragraphs.

    In wrapped text hardly a line is longer than the width, and most lines that directly follow
    another go on in the middle of its sentence, with a small letter.
    """
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return None
    seen, width, total = 0, 0, sum(lengths)
    for width in lengths:
        seen += width
        if seen >= 0.95 * total:
            break
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    follows = [line for above, line in pairwise(lines) if above and line]
    small = sum(line[0].islower() for line in follows)
    return width if small > len(follows) / 2 else None


def paragraphs(lines: Sequence[str]) -> list[_Block]:
    """Gather the lines into paragraphs: every line is one, unless the text is hard-wrapped."""
    width = _wrap_width(lines)
    spans: list[range] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        if width and spans and spans[-1].stop == number:
            # A full line had no room for the next word; a shorter one was ended on purpose.
            above, word = lines[number - 1], line.split(" ", 1)[0]
            if len(above) + 1 + len(word) > width - 5 or line[0].islower():
                spans[-1] = range(spans[-1].start, number + 1)
                continue
        spans.append(range(number, number + 1))
    blocks = []
    for span in spans:
        text = " ".join(lines[number] for number in span)
        n_words = text.count(" ") + 1
        reason = residue_reason(text)
        blocks.append(_Block(span, text, n_words, reason, not reason and _is_prose(text, n_words)))
    return blocks


# What one line that is no prose takes from a story, in words of prose: little where such lines are
# common between paragraphs, much where they come when a story is over.
_COST = {
    "caption": 3, "credit": 3, "related link": 5, "promotion": 5, "sharing": 5, "navigation": 5,
    "date": 5, "byline": 40, "tags": 40, "author note": 40, "comment form": 40, "copyright": 40,
    "sign-off": 40, None: 5,
}  # fmt: skip
# An item of a list: "1.", "2)", a bullet, or a day.
_ITEM = re.compile(rf"(?:\d+[.)]|[-•*–]) ?[^\W\d_]|{MONTH} \d{{1,2}}\b.*\w")
_LONGEST_LIST = 60
# A sentence in a list of links hardly has so many words; a paragraph mostly has.
_PARAGRAPH = 13
_LONGEST_HEADLINE = 25
_FARTHEST_HEADLINE = 20
_LONGEST_HEADING = 12
_LONGEST_QUESTION = 8
_LONGEST_STANDFIRST = 60
_WITH_YEAR = re.compile(
    rf"(?i)\b{MONTH} \d{{1,2}}, (?:19|20)\d\d|\b\d{{1,2}} {MONTH} (?:19|20)\d\d"
)
_NAME_ALONE = re.compile(rf"{PERSON}(?:(?:, | and | & ){PERSON})*$")


def _without_lists(blocks: Sequence[_Block]) -> list[_Block]:
    """Give the lines of a list ("Most read", "Topics") the reason of its title.

    The list ends where a paragraph begins. Single sentences are part of it only if no story goes
    on below.
    """
    below = 0
    goes_on = [False] * len(blocks)
    for number in range(len(blocks) - 1, -1, -1):
        goes_on[number] = below >= 3 * _PARAGRAPH
        if blocks[number].prose and blocks[number].n_words >= _PARAGRAPH:
            below += blocks[number].n_words
    found: list[_Block] = []
    title: str | None = None
    for block, story_below in zip(blocks, goes_on, strict=True):
        if block.reason:
            if block.reason in ("related link", "tags"):
                title = block.reason if block.n_words <= 5 else None
            elif block.reason not in ("date", "byline", "credit", "navigation"):
                title = None
        elif title and block.prose and (block.n_words >= _PARAGRAPH or story_below):
            title = None
        elif title:
            block = block._replace(reason=title, prose=False)
        found.append(block)
    return found


def _story(blocks: Sequence[_Block]) -> tuple[int, int]:
    """Return the bounds (first, last + 1) of the stretch that is most of all prose.

    Every block of prose adds its words, every other one takes some away; the story is the stretch
    with the greatest sum. Without any prose there is nothing to tell by, and it is all story.
    """
    best, bounds = 0, (0, len(blocks))
    total = first = 0
    for number, block in enumerate(blocks):
        if total <= 0:
            total, first = 0, number
        total += block.n_words if block.prose else -_COST[block.reason]
        if total > best:
            best, bounds = total, (first, number + 1)
    first, last = bounds
    while 0 < last < len(blocks) and blocks[last].reason is None and _goes_on(blocks, last):
        last += 1
    return first, last


def _goes_on(blocks: Sequence[_Block], number: int) -> bool:
    """Whether a line after the last prose is still story: a short sentence, or a list's item."""
    text = blocks[number].text
    if _ends_sentence(text) or text.endswith(":") or _ITEM.match(text):
        return True
    # A colon introduces a list, and so does a heading right above it.
    for block in reversed(blocks[max(0, number - _LONGEST_LIST) : number]):
        if block.text.endswith(":"):
            return True
        if block.prose or block.reason:
            break
    below = blocks[number + 1 : number + 2]
    return blocks[number - 1].prose and any(_ITEM.match(block.text) for block in below)


def _below_byline(blocks: Sequence[_Block], first: int, last: int) -> int:
    """Move the start of the story below a byline or date that comes after its first line or two."""
    words = 0
    for number in range(first, min(last, first + 12)):
        if blocks[number].reason in ("byline", "date"):
            first = number + 1
        elif blocks[number].prose:
            words += blocks[number].n_words
            if words > _LONGEST_STANDFIRST:
                break
    return first


def _same(one: str, other: str) -> bool:
    """Whether two headlines are the same but for case, punctuation and a word here or there."""
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(a and b) and len(a & b) >= 0.7 * max(len(a), len(b))


def _headline(blocks: Sequence[_Block], first: int, given: str | None) -> int | None:
    """Return the number of the block that is the headline, if one is.

    A headline that the caller knows is looked for; else it is a line above the story, without a
    full stop, with a story below it.
    """
    if given:
        near = range(min(len(blocks), first + 3))
        found = next((i for i in near if _same(blocks[i].text, given)), None)
        if found is not None:
            return found
    near = range(max(0, first - _FARTHEST_HEADLINE), min(first + 1, len(blocks)))
    able = [i for i in near if not blocks[i].reason and _may_be_headline(blocks, i)]
    # Kickers ("Politics") and menus are shorter than what they stand above.
    return next((i for i in able if blocks[i].n_words >= 3), able[0] if able else None)


def _may_be_headline(blocks: Sequence[_Block], number: int) -> bool:
    block, below = blocks[number], blocks[number + 1 : number + 2]
    if not below or block.n_words > _LONGEST_HEADLINE or block.text[-1] in ":,;":
        return False
    if dateline_in(block.text):
        return False
    if re.search(r"[.…][\"'”’)]*$", block.text):
        return block.n_words <= 12 and below[0].reason in ("byline", "date")
    return not (block.prose and (block.n_words > 15 or len(re.findall(r"[.!?] ", block.text)) > 1))


def label_blocks(blocks: Sequence[_Block], given: str | None) -> list[str]:
    """Return one label for each paragraph; ``given`` is the headline if the caller knows it."""
    found_prose = any(block.prose for block in blocks)
    blocks = _without_lists(blocks)
    first, last = _story(blocks)
    first = _below_byline(blocks, first, last)
    title = _headline(blocks, first, given) if found_prose or given else None
    labels = []
    for number, block in enumerate(blocks):
        near = [blocks[i].reason for i in (number - 1, number + 1) if 0 <= i < len(blocks)]
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if number == title:
            labels.append("headline")
        elif block.reason:
            labels.append(block.reason)
        elif below and below.reason == "credit" and _may_be_caption(block, number - first):
            labels.append("caption")
        elif first <= number < last:
            labels.append(_label_inside(block, near))
        elif number < first:
            labels.append(_label_above(block, number, title, first))
        else:
            labels.append(_label_below(block))
    if not found_prose:  # a list or a poem has no headings between paragraphs
        labels = ["body" if label == "heading" else label for label in labels]
    return labels


def _may_be_caption(block: _Block, into_story: int) -> bool:
    """Whether a line before a credit is its caption and not a paragraph with a picture below.

    ``into_story`` is how many lines into the story it stands; a picture at the top of the story
    has a caption of one sentence.
    """
    if not block.prose or into_story < 0 or _WITH_YEAR.search(block.text):
        return True
    if re.fullmatch(r'[“"][^“”"]+[”"]', block.text):  # the words below a cartoon
        return True
    one = not re.search(r"[.!?][”\"]? ", block.text) and not dateline_in(block.text)
    return into_story == 0 and one and block.lines.start > 0


def _label_inside(block: _Block, near: Sequence[str | None]) -> str:
    """A line in the story: a paragraph, or what stands between paragraphs, mostly a heading."""
    if block.text.endswith("?") and block.n_words <= _LONGEST_QUESTION and block.text[0].isupper():
        return "heading"
    if (
        block.prose
        or _ends_sentence(block.text)
        or block.text.endswith(":")
        or is_posted_by(block.text)
    ):
        return "body"
    if len(near) == 2 and all(near):
        return "navigation" if block.n_words < 4 else "related link"
    return "heading" if block.n_words <= _LONGEST_HEADING else "body"


def _label_above(block: _Block, number: int, title: int | None, first: int) -> str:
    """A line above the story: its author, its standfirst, or the menus of the page."""
    if title is None or number < title:
        return "promotion" if block.prose else "navigation"
    if _NAME_ALONE.match(block.text):
        return "byline"
    if block.prose or block.n_words >= 6:
        return "standfirst"
    return "heading" if number == first - 1 == title + 1 else "navigation"


def _label_below(block: _Block) -> str:
    if block.prose:
        return "promotion"
    return "related link" if block.n_words > 3 else "navigation"


def label_lines(lines: Sequence[str], headline: str | None = None) -> list[str]:
    """Say of every line what it is: "headline", "body", "heading", "blank", or a residue reason.

    "heading" is a subheading within the story; a line between the headline and the byline is a
    "standfirst". Lines of hard-wrapped text get the label of their paragraph. ``headline`` is the
    headline if it is known from elsewhere.

    >>> label_lines([
    ...     "Bridge to close for nine months",
    ...     "By Ana Ruiz",
    ...     "The council voted on Tuesday to close the bridge.",
    ...     "The mayor at the bridgeLumen Pictures",
    ...     "It opened a century ago and has rusted since.",
    ...     "Leave a Reply",
    ... ])
    ['headline', 'byline', 'body', 'caption', 'body', 'comment form']
    """
    labels = ["blank"] * len(lines)
    blocks = paragraphs([" ".join(line.split()) for line in lines])
    for block, label in zip(blocks, label_blocks(blocks, headline), strict=True):
        for number in block.lines:
            labels[number] = label
    return labels
