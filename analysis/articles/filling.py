"""A record of a file becomes a row of the articles table, and says where its values are from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis import cleaning
from analysis.articles.languages import language_of
from analysis.readers import Record
from analysis.readers.columns import to_text
from analysis.readers.dates import parse_published
from analysis.readers.intake import Intake
from analysis.tables import ARTICLES

_SAID = ("outlet", "headline", "byline", "dateline", "url", "section", "language")
_ON_THE_PAGE = ("headline", "byline", "dateline")  # what cleaning may find
_TAGS = re.compile(r"</?(?:p|br|div|span|a|h[1-6]|strong|em|img)\b[^<>]*>", re.IGNORECASE)


def fill_in(row: Record, file: Intake, clean: bool, date_order: str | None) -> None:
    """Turn a record into a row of the articles table."""
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
    row["published"], row["why_undated"] = parse_published(row.get("published"), date_order)
    if row["language"] is None:
        row["language"] = language_of(str(row["text"]))
        origins["language"] = "the words of the text"
    row["text_raw"] = to_text(row.get("text_raw")) or text
    row["file"], row["format"] = file.name, file.reader.format if file.reader else None
    row["origins"] = _told(row, origins)


def _told(row: Record, origins: Mapping[str, str]) -> str | None:
    """'headline: JSON-LD; published: metadata.csv', for what the row has."""
    fields = (*_SAID, "published")
    told = [
        f"{name}: {origins.get(name) or 'the file'}" for name in fields if row[name] is not None
    ]
    return "; ".join(told) or None


def note_what_lacks(file: Intake) -> None:
    """Leave out rows without a story, and note what is odd in the others."""
    empty = [number for number, row in file.rows if not str(row["text"]).strip()]
    file.leave_out("no story besides captions, credits, links and the like", empty)
    tagged = [number for number, row in file.rows if _TAGS.search(str(row["text"]))]
    file.note("HTML tags in the text, which were left there", tagged)
    undated: dict[str, list[int]] = {}
    foreign: dict[str, list[int]] = {}
    for number, row in file.rows:
        if row["why_undated"]:
            undated.setdefault(str(row["why_undated"]), []).append(number)
        if "language: the words" in str(row["origins"]):
            foreign.setdefault(str(row["language"]), []).append(number)
    for reason, numbers in undated.items():
        hint = ": say date_order='dmy' or 'mdy'" if "told apart" in reason else ""
        file.note(f"no date that can be used ({reason}{hint})", numbers)
    for language, numbers in foreign.items():
        file.note(f"a text that is not in English but, it seems, in {language!r}", numbers)


def articles_table(files: Iterable[Intake]) -> pd.DataFrame:
    """Return the articles table of all rows; fields of other names come after its columns."""
    dropped = {"why_undated"}
    return ARTICLES.build(
        {str(name): value for name, value in row.items() if name not in dropped}
        for file in files
        for _, row in file.rows
    )


def _one_line(value: object) -> str | None:
    text = to_text(value)
    return None if text is None else " ".join(cleaning.normalize(text).split()) or None
