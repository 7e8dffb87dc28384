"""The whole page of an article, line by line: what is its text, what was set apart, and why.

What is residue is told from the article as it is: a line of the raw page that its text does not
hold. So a line that was put back is residue no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pandas as pd

from analysis.cleaning.paragraphs import Block, read_page
from analysis.cleaning.residue import in_one_line
from analysis.cleaning.story import STORY, label_blocks
from analysis.tables import ARTICLES, PAGE_LINES, RESIDUE, TableError

# For what the rules for lines would keep and yet is not in the text: a saved web page, whose story
# is told from its elements, holds such lines.
OUTSIDE = "outside the story"


class _Part(NamedTuple):
    """A paragraph of the page: what it is, and whether the article's text holds it."""

    block: Block
    label: str
    is_kept: bool


def find_lines(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Find what every line of the articles' pages is, one row per line that is not blank.

    ``line`` counts from 1 in the normalized ``text_raw``. ``label`` is "headline", "body" or
    "heading" (a subheading), or why the line was set apart (one of ``REASONS``, or "outside the
    story"); ``kept`` says whether the article's text holds it. Articles without a raw text have no
    rows. Raises TableError if ``articles`` lacks columns.

    >>> articles = ARTICLES.build([{
    ...     "article_id": "a1", "headline": "Bridge to close",
    ...     "text": "The council voted to close the bridge.",
    ...     "text_raw": "Bridge to close\nThe council voted to close the bridge.\nLeave a Reply",
    ... }])
    >>> find_lines(articles)[["line", "label", "kept"]]
       line         label   kept
    0     1      headline  False
    1     2          body   True
    2     3  comment form  False
    """
    ARTICLES.check(articles)
    return PAGE_LINES.build(
        {"article_id": article["article_id"], **row}
        for article in articles.to_dict("records")
        for row in _rows(article["text_raw"], article["text"], article["headline"])
    )


def find_residue(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Find what stood around the stories, one row per line of residue.

    These are the lines of :func:`find_lines` that are neither kept nor the headline, with ``label``
    as their ``reason``. Raises TableError if ``articles`` lacks columns.

    >>> raw = "Bridge to close\nThe council voted to close the bridge.\nLeave a Reply"
    >>> text = "The council voted to close the bridge."
    >>> find_residue(ARTICLES.build([{"article_id": "a1", "text": text, "text_raw": raw}]))
      article_id  line           text        reason
    0         a1     3  Leave a Reply  comment form
    """
    lines = find_lines(articles)
    residue = lines[~lines["kept"] & (lines["label"] != "headline")]
    residue = residue.rename(columns={"label": "reason"}).drop(columns="kept")
    return residue[list(RESIDUE.columns)].reset_index(drop=True)


def residue_of(raw: object, text: object, headline: object) -> list[dict[str, Any]]:
    r"""Return the lines that stood around one story, each with its reason, as `find_residue` does.

    >>> residue_of("The council voted.\nLeave a Reply", "The council voted.", None)
    [{'line': 2, 'text': 'Leave a Reply', 'reason': 'comment form'}]
    """
    return [
        {"line": row["line"], "text": row["text"], "reason": row["label"]}
        for row in _rows(raw, text, headline)
        if not row["kept"] and row["label"] != "headline"
    ]


def put_back(articles: pd.DataFrame, residue: pd.DataFrame) -> pd.DataFrame:
    r"""Put lines that were set apart back into the texts, each in its place.

    ``residue`` are the rows to put back, of the table of :func:`find_residue`. Do this before
    ``annotate``: what was found in the text before stands elsewhere afterwards.

    >>> raw = "Bridge to close\nThe council voted to close the bridge.\nLeave a Reply"
    >>> text = "The council voted to close the bridge."
    >>> articles = ARTICLES.build([{"article_id": "a1", "text": text, "text_raw": raw}])
    >>> put_back(articles, find_residue(articles))["text"][0]
    'The council voted to close the bridge.\n\nLeave a Reply'

    Raises TableError for other tables, and for rows that are not residue of these articles.
    """
    RESIDUE.check(residue)
    known = find_residue(articles)
    columns = ["article_id", "line", "text"]
    wanted = set(residue[columns].itertuples(index=False, name=None))
    strange = wanted - set(known[columns].itertuples(index=False, name=None))
    if strange:
        article_id, line, text = min(strange)
        raise TableError(
            f"line {line} of article {article_id!r} ({text[:40]!r}) is no residue of these "
            "articles. Choose rows of find_residue(articles)."
        )
    numbers: dict[str, set[int]] = {}
    for article_id, line, _ in wanted:
        numbers.setdefault(article_id, set()).add(line - 1)
    texts = [
        _text_with(article, numbers[article["article_id"]])
        if article["article_id"] in numbers
        else article["text"]
        for article in articles.to_dict("records")
    ]
    return articles.assign(text=pd.Series(texts, index=articles.index, dtype="str"))


def _text_with(article: Mapping[Any, Any], numbers: Collection[int]) -> str:
    _, parts = _parts(article["text_raw"], article["text"], article["headline"])
    return "\n\n".join(
        part.block.text for part in parts if part.is_kept or set(part.block.lines) & set(numbers)
    )


def _rows(raw: object, text: object, headline: object) -> Iterator[dict[str, Any]]:
    """The rows of one page in the table of lines."""
    lines, parts = _parts(raw, text, headline)
    for part in parts:
        for number in part.block.lines:
            yield {
                "line": number + 1,
                "text": lines[number],
                "label": part.label,
                "kept": part.is_kept,
            }


def _parts(raw: object, text: object, headline: object) -> tuple[list[str], list[_Part]]:
    """The lines of a page, and its paragraphs; both are none where there is no raw text."""
    if not isinstance(raw, str):
        return [], []
    lines, blocks = read_page(raw)
    title = in_one_line(headline) if isinstance(headline, str) else None
    labels = label_blocks(blocks, title)
    if text == "\n".join(lines):  # loaded without cleaning
        kept = set(range(len(blocks)))
    else:
        kept = _kept(blocks, labels, text.split("\n") if isinstance(text, str) else None)
    parts = []
    for number, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        is_kept = number in kept
        if is_kept != (label in STORY):  # the text was changed, or made by other means
            label = "body" if is_kept else OUTSIDE
        parts.append(_Part(block, label, is_kept))
    return lines, parts


def _kept(blocks: Sequence[Block], labels: Sequence[str], text: Sequence[str] | None) -> set[int]:
    """Return which paragraphs of the page are those of the text, in the same order.

    Of the same words twice on the page the ones are meant that read as story; so are all that do
    where there is no text.
    """
    story = [number for number, label in enumerate(labels) if label in STORY]
    wanted = [line for line in text or () if line]
    if text is None or [blocks[number].text for number in story] == wanted:
        return set(story)
    page = [block.text for block in blocks]
    matcher = SequenceMatcher(None, page, wanted, autojunk=False)
    return {
        number
        for found in matcher.get_matching_blocks()
        for number in range(found.a, found.a + found.size)
    }
