"""Whatever a table calls its columns, matched with the columns of the articles table."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from analysis.mistakes import did_you_mean
from analysis.printed import some_of
from analysis.readers.records import LoadError, Record

# The usual names in exports of databases, feeds and scrapers, the likeliest first. Capitals,
# spaces, hyphens and underscores do not count: "Full Text" is "full_text".
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "full_text", "article", "article_text", "article_body",
        "body_text", "main_text", "main_content", "story", "story_text", "content_text",
    ),
    "headline": ("headline", "title", "article_title", "head", "heading"),
    "outlet": (
        "outlet", "publication", "newspaper", "publisher", "source", "media_name", "source_name",
        "publication_title", "outlet_name", "site", "site_name", "domain",
    ),
    "byline": ("byline", "author", "authors", "author_name", "creator", "writer", "journalist"),
    "dateline": ("dateline",),
    "published": (
        "published", "published_at", "date_published", "publish_date", "published_date", "pub_date",
        "publication_date", "date_publish", "date", "datetime", "timestamp", "seen_date",
    ),
    "url": ("url", "link", "article_url", "web_url", "permalink", "href"),
    "section": ("section", "section_name", "news_desk", "desk", "category", "rubric"),
    "language": ("language", "lang"),
    "article_id": ("article_id", "id", "doc_id", "document_id", "guid", "uuid"),
}  # fmt: skip
_SENTENCE, _LOOKED_AT = 40, 100  # characters a row on average, in the first rows
_LONGEST_NAME = 1_000  # characters; a column with a longer one is left out
_NOTHING_NAMED: Mapping[str, str] = MappingProxyType({})
FILE_NAMES = ("file", "filename", "file_name", "path")


class Matched(NamedTuple):
    """Rows under the names of the articles table; other columns keep their own names.

    ``origins`` says for each column of the articles table which column it was; ``kept`` are the
    others that came along, ``unused`` those that could not.
    """

    rows: list[Record]
    origins: dict[str, str]
    kept: list[str]
    unused: list[str]


def squeeze(name: str) -> str:
    """Return a column name without what people write differently.

    >>> squeeze("Full Text") == squeeze("full_text") == squeeze("fullText")
    True
    """
    return "".join(character for character in name.casefold() if character.isalnum())


_KNOWN = {squeeze(alias): field for field, aliases in NAMES.items() for alias in aliases}


def is_known(name: object) -> bool:
    """Whether a column of this name has a place in the articles table."""
    return squeeze(str(name)) in _KNOWN


def is_text(name: object) -> bool:
    """Whether a column of this name usually holds the text."""
    return _KNOWN.get(squeeze(str(name))) == "text"


def match_columns(
    rows: Sequence[Record],
    text_column: str | None = None,
    named: Mapping[str, str] = _NOTHING_NAMED,
) -> Matched:
    """Give the columns of a table of articles the names of the articles table.

    Cells become text, but for those under ``published``; empty ones become None. Of two columns
    for the same thing the likelier name counts, unless ``named`` says for a field which column it
    is. Raises LoadError if no column, or more than one, can be the text, or if a named one is not
    there; the message names those that could be meant.

    >>> match_columns([{"Title": "Bridge closes", "Full Text": "The bridge is closed."}]).rows
    [{'text': 'The bridge is closed.', 'headline': 'Bridge closes'}]
    >>> rows = [{"text": "The bridge is closed.", "Paper": "The Courier"}]
    >>> match_columns(rows, named={"outlet": "Paper"}).rows
    [{'text': 'The bridge is closed.', 'outlet': 'The Courier'}]
    """
    rows, columns = _named_cells(rows)
    text = _text_column(rows, columns, text_column)
    columns = _with_rest_joined(rows, columns, text)
    chosen = {"text": text}
    for field, column in named.items():
        chosen[field] = _named(columns, column, field)
    return _renamed(rows, columns, _with_usual(chosen, columns))


def text_column_of(rows: Sequence[Record], text_column: str | None = None) -> str:
    """Return the column that ``match_columns`` would take for the text; raises LoadError as it.

    >>> text_column_of([{"Title": "Bridge closes", "Full Text": "The bridge is closed."}])
    'Full Text'
    """
    rows, columns = _named_cells(rows)
    return _text_column(rows, columns, text_column)


def match_metadata(rows: Sequence[Record], named: Mapping[str, str] = _NOTHING_NAMED) -> Matched:
    """Give the columns of a ``metadata.csv`` the names of the articles table, and ``file``.

    A column of ``named`` that it does not have is none of its own: another table may have it.
    Raises LoadError if no column says which file a row is about.
    """
    rows, columns = _named_cells(rows)
    by_name = {squeeze(column): column for column in reversed(columns)}
    file = next((by_name[squeeze(n)] for n in FILE_NAMES if squeeze(n) in by_name), None)
    if file is None:
        raise LoadError(
            "metadata.csv needs a column 'file' with the name of the file that a row is about; "
            f"it has {_listed(columns)}"
        )
    chosen = {"file": file}
    for field, column in named.items():
        alike = _alike(columns, column)
        if len(alike) == 1:
            chosen[field] = alike[0]
    return _renamed(rows, columns, _with_usual(chosen, columns))


def _with_usual(chosen: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Add to the columns that are settled those with a usual name, one for each other field."""
    taken = set(chosen.values())
    free = [column for column in columns if column not in taken]
    usual = {field: _first(field, free) for field in NAMES if field not in {*chosen, "text"}}
    return {**chosen, **{field: column for field, column in usual.items() if column is not None}}


def to_text(value: object, joiner: str = ", ") -> str | None:
    """Return a cell as text, or None if it holds nothing.

    A list is joined; of an object its name counts, as in ``{"id": "ptc", "name": "The Courier"}``.

    >>> to_text(["Ana Ruiz", {"name": "Ed Varga"}]), to_text(12.0), to_text("  ")
    ('Ana Ruiz, Ed Varga', '12', None)
    """
    if isinstance(value, str):
        text = _whole(value)
    elif isinstance(value, bytes):
        text = value.decode("utf-8", "replace")
    elif isinstance(value, Mapping):
        name = value.get("name")
        return to_text(name) if isinstance(name, str) else None
    elif isinstance(value, list | tuple):  # lists in lists hold nothing that we could name
        parts = [to_text(part) for part in value if not isinstance(part, list | tuple)]
        text = joiner.join(part for part in parts if part is not None)
    elif isinstance(value, float):
        if not math.isfinite(value):
            return None
        text = str(int(value)) if value.is_integer() else str(value)
    elif value is None:
        return None
    else:
        text = str(value)
    return text if text.strip() else None


def _whole(text: str) -> str:
    """Replace halves of two-part characters, as JSON may hold: they have no place in a table."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _named_cells(rows: Iterable[Record]) -> tuple[list[Record], list[str]]:
    cells: list[Record] = [{_whole(str(name)): row[name] for name in row} for row in rows]
    return cells, list(dict.fromkeys(name for row in cells for name in row))


def _text_column(rows: Sequence[Record], columns: list[str], wanted: str | None) -> str:
    if wanted is not None:
        return _named(columns, wanted, "text")
    candidates = [column for column in columns if is_text(column)]
    if len(candidates) > 1:  # one that is never filled is no candidate
        filled = [column for column in candidates if any(to_text(row.get(column)) for row in rows)]
        candidates = filled or candidates[:1]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise LoadError(
            f"{_listed(candidates)} may each hold the text. Say which: "
            f"load_articles(path, text_column={candidates[0]!r})"
        )
    unknown = [column for column in columns if not is_known(column)]
    longest = max(unknown, key=lambda column: _length(rows, column), default=None)
    if longest is None or _length(rows, longest) < _SENTENCE * min(len(rows), _LOOKED_AT):
        raise LoadError(
            f"no column is named like a text, and none holds whole sentences: {_listed(columns)}. "
            "If one is the text after all: load_articles(path, text_column='NAME')"
        )
    raise LoadError(
        f"no column is named like a text; there are {_listed(columns)}. Say which: "
        f"load_articles(path, text_column={longest!r})"
    )


def _with_rest_joined(rows: Sequence[Record], columns: list[str], text: str) -> list[str]:
    """Put texts together again that were divided for a spreadsheet: "text", "text (2)"."""
    rest = [c for c in columns if re.fullmatch(rf"{re.escape(text)} \(\d+\)", c)]
    for row in rows if rest else ():
        row[text] = "".join(to_text(row.pop(column, None)) or "" for column in (text, *rest))
    return [column for column in columns if column not in rest]


def _named(columns: Sequence[str], wanted: str, field: str) -> str:
    alike = _alike(columns, wanted)
    if len(alike) == 1:
        return alike[0]
    hint = did_you_mean(wanted, columns)
    raise LoadError(f"there is no column {wanted!r} for the {field}: {_listed(columns)}.{hint}")


def _alike(columns: Sequence[str], wanted: str) -> list[str]:
    """Return the column of this very name, or else those that differ in what people vary."""
    if wanted in columns:
        return [wanted]
    return [column for column in columns if squeeze(column) == squeeze(wanted)]


def _length(rows: Sequence[Record], column: str) -> int:
    return sum(len(to_text(row.get(column)) or "") for row in rows[:_LOOKED_AT])


def _first(field: str, columns: Iterable[str]) -> str | None:
    by_name = {squeeze(column): column for column in reversed(list(columns))}
    return next((by_name[squeeze(n)] for n in NAMES[field] if squeeze(n) in by_name), None)


def _renamed(rows: Sequence[Record], columns: list[str], chosen: Mapping[str, str]) -> Matched:
    from analysis.tables import ARTICLES  # with it comes pandas

    # What loading itself writes: a table that was made here and is read again does not bring it.
    written = frozenset(ARTICLES.columns) - frozenset(NAMES)
    others = [column for column in columns if column not in chosen.values()]
    kept = [
        column
        for column in others
        if column not in ARTICLES.columns and len(column) <= _LONGEST_NAME
    ]
    renamed: list[Record] = [
        {field: _cell(field, row.get(column)) for field, column in chosen.items()}
        | {column: to_text(row.get(column)) for column in kept}
        for row in rows
    ]
    used = {*kept, *written}
    unused = [column for column in others if column not in used]
    origins = {field: f"column {column!r}" for field, column in chosen.items() if field != "text"}
    return Matched(renamed, origins, kept, unused)


def _cell(field: str, value: object) -> object:
    if field == "published" and not isinstance(value, str | bytes | list | tuple | Mapping):
        return value
    return to_text(value, joiner="\n\n" if field == "text" else ", ")


def _listed(columns: Sequence[str]) -> str:
    shown = [repr(column if len(column) <= 30 else column[:29] + "…") for column in columns]
    return some_of(shown, 12) or "no columns"
