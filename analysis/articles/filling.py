"""Records become rows of the articles table, each with a word on where its values are from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis import cleaning
from analysis.articles.languages import language_of
from analysis.readers import Record
from analysis.readers.columns import to_text
from analysis.readers.dates import parse_published
from analysis.readers.intake import Intake
from analysis.tables import ARTICLES, STR

_SAID = ("outlet", "headline", "byline", "dateline", "url", "section", "language")
_ON_THE_PAGE = ("headline", "byline", "dateline")  # what cleaning may find
_TAGS = re.compile(r"</?(?:p|br|div|span|a|h[1-6]|strong|em|img)\b[^<>]*>", re.IGNORECASE)


_AT_ONCE = 1000  # articles: so many stand in memory twice, as records and as a piece of the table


class _Seen(NamedTuple):
    """What the load report has to say of an article."""

    is_empty: bool
    has_tags: bool
    why_undated: str | None
    language: str | None


def fill_table(
    files: Sequence[Intake],
    clean: bool,
    date_order: str | None,
    progress: Callable[[int, int], object] | None = None,
) -> pd.DataFrame:
    """Turn the records of all files into the articles table, and note in each file what lacks.

    The table is made piece by piece, and a record is let go once it is in. Fields of other names
    than the table's come after its columns.
    """
    n_rows, done = sum(len(file.rows) for file in files), 0
    pieces: list[pd.DataFrame] = []
    waiting: list[Record] = []
    for file in files:
        seen: dict[int, _Seen] = {}
        for number, row in file.rows:
            article, seen[number] = _filled(row, file, clean, date_order)
            if not seen[number].is_empty:
                waiting.append(article)
            identity = row["article_id"]
            row.clear()
            row["article_id"] = identity
            if len(waiting) == _AT_ONCE:
                pieces.append(ARTICLES.build(waiting))
                waiting = []
            done += 1
            if progress is not None:
                progress(done, n_rows)
        _note(file, seen)
    pieces.append(ARTICLES.build(waiting))
    table = pd.concat(pieces, ignore_index=True) if len(pieces) > 1 else pieces[0]
    return table.astype({name: STR for name in table if name not in ARTICLES.columns})


def _filled(
    record: Record, file: Intake, clean: bool, date_order: str | None
) -> tuple[Record, _Seen]:
    """Return the row of the articles table that a record becomes."""
    row = dict(record)
    text = str(row["text"])
    said = row.get("origins")
    origins = {**file.origins, **(said if isinstance(said, Mapping) else {})}
    for name in _SAID:
        row[name] = _one_line(row.get(name))
    if clean:
        given = row["headline"]
        cleaned = cleaning.clean_text(text, headline=None if given is None else str(given))
        row["text"] = cleaned.text
        for name in _ON_THE_PAGE:
            if row[name] is None:  # what a column says counts before what the page shows
                row[name] = getattr(cleaned, name)
                origins[name] = "a line of the text"
    else:
        row["text"] = cleaning.normalize(text)
    row["published"], why_undated = parse_published(row.get("published"), date_order)
    told = None
    if row["language"] is None:
        told = row["language"] = language_of(str(row["text"]))
        origins["language"] = "the words of the text"
    row["text_raw"] = to_text(row.get("text_raw")) or text
    row["file"], row["format"] = file.name, file.format
    row["origins"] = _told(row, origins)
    story = str(row["text"])
    is_tagged = _TAGS.search(story) is not None
    return row, _Seen(not story.strip(), is_tagged, why_undated, told)


def _told(row: Record, origins: Mapping[str, str]) -> str | None:
    """'headline: JSON-LD; published: metadata.csv', for what the row has."""
    fields = (*_SAID, "published")
    told = [
        f"{name}: {origins.get(name) or 'the file'}" for name in fields if row[name] is not None
    ]
    return "; ".join(told) or None


def _note(file: Intake, seen: Mapping[int, _Seen]) -> None:
    """Leave out rows without a story, and note what is odd in the others."""
    empty = [number for number, one in seen.items() if one.is_empty]
    file.leave_out("no story besides captions, credits, links and the like", empty)
    full = {number: one for number, one in seen.items() if not one.is_empty}
    tagged = [number for number, one in full.items() if one.has_tags]
    file.note("HTML tags in the text, which were left there", tagged)
    undated: dict[str, list[int]] = {}
    foreign: dict[str, list[int]] = {}
    for number, one in full.items():
        if one.why_undated:
            undated.setdefault(one.why_undated, []).append(number)
        if one.language:
            foreign.setdefault(one.language, []).append(number)
    for reason, numbers in undated.items():
        hint = ": say date_order='dmy' or 'mdy'" if "told apart" in reason else ""
        file.note(f"no date that can be used ({reason}{hint})", numbers)
    for language, numbers in foreign.items():
        file.note(f"a text that is not in English but, it seems, in {language!r}", numbers)


def _one_line(value: object) -> str | None:
    text = to_text(value)
    return None if text is None else cleaning.in_one_line(text) or None
