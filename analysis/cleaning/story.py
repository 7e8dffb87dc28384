"""One label for every line, by its own look, its box, and the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.cleaning.bounds import below_byline, story_bounds, with_lede
from analysis.cleaning.boxes import PARAGRAPH, repeated, without_boxes
from analysis.cleaning.forms import MONTH, PERSON, dateline_in, is_posted_by
from analysis.cleaning.paragraphs import Block, ends_sentence, paragraphs

STORY = ("body", "heading")

_LONGEST_HEADLINE = 25
_FARTHEST_HEADLINE = 20
_LONGEST_HEADING = 12
_LONGEST_QUESTION = 8
_WITH_YEAR = re.compile(
    rf"(?i)\b{MONTH} \d{{1,2}}, (?:19|20)\d\d|\b\d{{1,2}} {MONTH} (?:19|20)\d\d"
)
_LONGEST_CAPTION = 80
# The commonest verbs of a sentence, and any word in -ed: "Ana Ruiz, mayor of the town." has none.
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|ha[sd]|have|do|does|did|will|would|can|could|may|might|must|"
    r"should|\w+n[’']t|\w+ed|says?|said|told|went|came|took|made|got|left|won|lost|saw|met|led|held|"
    r"ran|gave|put|set|fell|rose|began|kept|knew|found|thought|became|spoke|wrote|grew|stood)\b"
)
# A title that is written Like This is a heading.
_IN_CAPITALS = re.compile(r"\w (?:A|An|The|On|In|To|For|Of|And|About|With|At|By|From|How) ")
_NAME_ALONE = re.compile(rf"{PERSON}(?:(?:, | and | & ){PERSON})*$")


def _same(one: str, other: str) -> bool:
    """Whether two headlines are the same but for case, punctuation and a word here or there."""
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(a and b) and len(a & b) >= 0.7 * max(len(a), len(b))


def _headline(blocks: Sequence[Block], first: int, given: str | None) -> int | None:
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


def _may_be_headline(blocks: Sequence[Block], number: int) -> bool:
    block, below = blocks[number], blocks[number + 1 : number + 2]
    if not below or block.n_words > _LONGEST_HEADLINE or block.text[-1] in ":,":
        return False
    if block.text[-1] == ";" and number:  # in print, a semicolon parts a headline from its deck
        return False
    if dateline_in(block.text):
        return False
    if re.search(r"[.…][\"'”’)]*$", block.text):
        return block.n_words <= 12 and below[0].reason in ("byline", "date")
    return not (block.prose and (block.n_words > 15 or len(re.findall(r"[.!?] ", block.text)) > 1))


def label_blocks(blocks: Sequence[Block], given: str | None) -> list[str]:
    """Return one label for each paragraph; ``given`` is the headline if the caller knows it."""
    found_prose = any(block.prose for block in blocks)
    blocks = without_boxes(blocks)
    first, last = story_bounds(blocks)
    first = with_lede(blocks, below_byline(blocks, first, last))
    title = _headline(blocks, first, given) if found_prose or given else None
    lonely = _told_twice(blocks[first:last])
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
            again = block.text in lonely
            labels.append("navigation" if again else _label_inside(block, near))
        elif number < first:
            labels.append(_label_above(block, number, title, first))
        else:
            labels.append(_label_below(block))
    if not found_prose:  # a list or a poem has no headings between paragraphs
        labels = ["body" if label == "heading" else label for label in labels]
    return labels


def _may_be_caption(block: Block, into_story: int) -> bool:
    """Whether a line before a credit is its caption and not a paragraph with a picture below.

    ``into_story`` is how many lines into the story it stands; a picture at the top of the story
    has a caption of one sentence.
    """
    if block.n_words > _LONGEST_CAPTION:
        return False
    if not block.prose or into_story < 0 or _WITH_YEAR.search(block.text):
        return True
    if block.n_words < PARAGRAPH and not _VERB.search(block.text):
        return not _IN_CAPITALS.search(block.text)
    if re.fullmatch(r'[“"][^“”"]+[”"]', block.text):  # the words below a cartoon
        return True
    one = not re.search(r"[.!?][”\"]? ", block.text) and not dateline_in(block.text)
    return into_story == 0 and one and block.lines.start > 0


def _told_twice(story: Sequence[Block]) -> set[str]:
    """Return the line that comes again and again between paragraphs, as a button does.

    Where several come again they are the questions or speakers of an interview.
    """
    again = repeated([block for block in story if not block.reason])
    short = {
        text
        for text in again
        if text.count(" ") < _LONGEST_QUESTION
        and not ends_sentence(text)
        and text[-1] != ":"
        and not _NAME_ALONE.match(text)
    }
    return short if len(short) == 1 else set()


def _label_inside(block: Block, near: Sequence[str | None]) -> str:
    """A line in the story: a paragraph, or what stands between paragraphs, mostly a heading."""
    if block.text.endswith("?") and block.n_words <= _LONGEST_QUESTION and block.text[0].isupper():
        return "heading"
    if (
        block.prose
        or ends_sentence(block.text)
        or block.text.endswith(":")
        or is_posted_by(block.text)
    ):
        return "body"
    if len(near) == 2 and all(near):
        return "navigation" if block.n_words < 4 else "related link"
    return "heading" if block.n_words <= _LONGEST_HEADING else "body"


def _label_above(block: Block, number: int, title: int | None, first: int) -> str:
    """A line above the story: its author, its standfirst, or the menus of the page."""
    if title is None or number < title:
        return "promotion" if block.prose else "navigation"
    if _NAME_ALONE.match(block.text):
        return "byline"
    if block.prose or block.n_words >= 6:
        return "standfirst"
    return "heading" if number == first - 1 == title + 1 else "navigation"


def _label_below(block: Block) -> str:
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
