"""One text, cleaned: its story, its headline and credits, and what was set apart."""

from __future__ import annotations

from typing import NamedTuple

from analysis.cleaning.forms import author_in, dateline_in, has_by
from analysis.cleaning.paragraphs import read_page
from analysis.cleaning.residue import REASONS, in_one_line
from analysis.cleaning.story import STORY, label_blocks
from analysis.mistakes import check_text


class Cleaned(NamedTuple):
    """One article, cleaned: its story, its headline and credits, and what was set apart.

    ``residue`` holds one ``(line, text, reason)`` per line of residue; ``line`` counts from 1 in
    the normalized raw text.
    """

    text: str
    headline: str | None
    byline: str | None
    dateline: str | None
    residue: list[tuple[int, str, str]]


def clean_text(text_raw: str, headline: str | None = None) -> Cleaned:
    r"""Return one article without residue, its headline and credits, and what was set apart.

    The text holds the paragraphs and headings of the story, an empty line between two; the
    headline is not part of it, a dateline is. ``headline`` is the headline if it is known from
    elsewhere, as from a column of a table; a line that repeats it is then no part of the story.

    >>> cleaned = clean_text(
    ...     "Bridge to close\nBy Ana Ruiz, Chief Reporter\n"
    ...     "PORT ELLERY (MPA) — The council voted on Tuesday to close the bridge.\n"
    ...     "Share this article"
    ... )
    >>> cleaned.text
    'PORT ELLERY (MPA) — The council voted on Tuesday to close the bridge.'
    >>> cleaned.headline, cleaned.byline, cleaned.dateline
    ('Bridge to close', 'Ana Ruiz', 'PORT ELLERY (MPA)')
    >>> cleaned.residue
    [(2, 'By Ana Ruiz, Chief Reporter', 'byline'), (4, 'Share this article', 'sharing')]
    """
    check_text(text_raw, "clean_text")
    lines, blocks = read_page(text_raw)
    known = in_one_line(headline) if headline else None
    labels = label_blocks(blocks, known)
    labelled = list(zip(blocks, labels, strict=True))
    story = [block.text for block, label in labelled if label in STORY]
    bylines = [block.text for block, label in labelled if label == "byline"]
    title = next((block.text for block, label in labelled if label == "headline"), None)
    return Cleaned(
        text="\n\n".join(story),
        headline=known or (title and title.rstrip(" ;")),
        byline=author_in(min(bylines, key=lambda line: not has_by(line))) if bylines else None,
        dateline=next(filter(None, map(dateline_in, story[:2])), None),
        residue=[
            (number + 1, lines[number], label)
            for block, label in labelled
            if label in REASONS
            for number in block.lines
        ],
    )
