"""A table on the page, and the wording behind its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from analysis.display.html import Cell, Shown, cell, clean, escape, page, table
from analysis.language import split_sentences
from analysis.mistakes import ArgumentError, check_top, did_you_mean, given
from analysis.printed import count
from analysis.tables import ARTICLES, Table, TableError, check_same_articles

_PLACES = Table(
    "marked passages",
    (),
    {"article_id": "str", "start": "int64", "end": "int64"},
    "annotate(articles).quotes, .mentions or .sentences",
)
# What is shown beside a passage, where the rows have it and nothing else is asked for.
_BESIDE = ("kind", "speaker", "type", "role", "source", "compound")
_OF_ARTICLE = ("headline", "published")


def show_table(
    frame: pd.DataFrame | pd.Series[Any],
    caption: str,
    *,
    columns: Sequence[str] | None = None,
    top: int | None = 50,
    digits: int = 2,
) -> Shown:
    """Return a table to be seen: with a caption, safe from any text in it, numbers made readable.

    A row index that has a name is shown as the first column, any other is left out. What is missing
    is shown as a dash. In a loop, pass the result to ``display``.

    Parameters: ``frame``, any DataFrame or Series; ``caption``, what the table holds; ``columns``,
    which columns to show, and in which order (by default all); ``top``, how many rows to show (None
    for all); ``digits``, decimals of numbers that are not whole.

    Raises TableError for what is no table or has no such column, ValueError for an empty caption.

    >>> show_table(pd.DataFrame({"source": ["Reuters"], "n_mentions": [12500]}), "Most named")
    Most named
    source | n_mentions
    Reuters | 12,500
    """
    _check(caption, top)
    if isinstance(frame, pd.Series):
        frame = frame.to_frame(frame.name or "value")
    if not isinstance(frame, pd.DataFrame):
        raise TableError(f"show_table needs a table, such as found.quotes, got {given(frame)}.")
    if columns is not None:
        frame = frame[_known_columns(columns, frame)]
    if any(name is not None for name in frame.index.names):
        frame = pd.concat([frame.index.to_frame(index=False), frame.reset_index(drop=True)], axis=1)
    shown = frame if top is None else frame.head(top)
    rows = [[cell(value, digits) for value in row] for row in shown.itertuples(index=False)]
    headings = [
        " ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in frame.columns
    ]
    first = [row[0].text for row in rows] if headings else []
    built = table(
        headings,
        rows,
        caption,
        note=rest_note(len(frame), len(shown), "row"),
        row_headings=len(set(first)) == len(first) and "–" not in first and "" not in first,
    )
    return Shown(page(built.html), built.text)


def show_sentences(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    columns: Sequence[str] | None = None,
    caption: str | None = None,
    top: int | None = 50,
) -> Shown:
    """Return the wording behind a number: each row's passage, marked in its sentence.

    The rows keep their order, so a table sorted by a score shows the extremes first. Rows that are
    whole articles are shown by their first sentence. In a loop, pass the result to ``display``.

    Parameters: ``rows``, any table with ``article_id``, ``start`` and ``end``, such as quotes or
    mentions, or of articles; ``articles``, the articles they were found in; ``columns``, what to
    show beside each passage (by default kind, speaker, type, role, source and compound score, and
    of an article headline and day, where there are any); ``caption``; ``top``, how many rows to
    show (None for all).

    Raises TableError for other tables, or for rows that do not fit the articles.

    >>> articles = ARTICLES.build([{"article_id": "a1", "text": "It rained. “We wait,” she said.",
    ...                             "text_raw": "", "file": "a.txt", "format": "text"}])
    >>> rows = pd.DataFrame({"article_id": ["a1"], "start": [12], "end": [20], "kind": ["direct"]})
    >>> show_sentences(rows, articles)
    1 passage in 1 article
    article | sentence | kind
    a1 | “[We wait,]” she said. | direct
    """
    are_articles = _are_articles(rows)
    if not are_articles:
        _PLACES.check(rows)
    ARTICLES.check(articles)
    check_same_articles(rows, articles, "rows")
    if columns is None:
        columns = [name for name in (_OF_ARTICLE if are_articles else _BESIDE) if name in rows]
    columns = _known_columns(columns, rows)
    if caption is None:
        caption = count(rows["article_id"].nunique(), "article")
        if not are_articles:
            caption = f"{count(len(rows), 'passage')} in {caption}"
    _check(caption, top)
    shown = rows if top is None else rows.head(top)
    known = articles.drop_duplicates("article_id").set_index("article_id")
    texts = {str(key): str(text) for key, text in known["text"].items()}
    sentences = cache(lambda article_id: split_sentences(texts[article_id]))
    built = table(
        ["article", "first sentence" if are_articles else "sentence", *columns],
        [
            [
                _article_cell(row, known),
                _opening_cell(row, texts) if are_articles else _passage_cell(row, texts, sentences),
                *(cell(row[name]) for name in columns),
            ]
            for row in shown.to_dict("records")
        ],
        caption,
        note=rest_note(len(rows), len(shown), "article" if are_articles else "passage"),
    )
    return Shown(page(built.html), built.text)


def _check(caption: str, top: int | None) -> None:
    if not isinstance(caption, str) or not caption.strip():
        raise ArgumentError(
            "a table needs a caption, a few words in quotation marks that say what it holds: "
            'show_table(quotes, "All quotes").'
        )
    check_top(top)


def _known_columns(columns: Sequence[str], frame: pd.DataFrame) -> list[str]:
    """Return the columns to show; the name of a single one may stand without brackets."""
    wanted = [columns] if isinstance(columns, str) else list(columns)
    absent = [name for name in wanted if name not in frame]
    if absent:
        known = [str(name) for name in frame.columns]
        meant = did_you_mean(absent[0], known)
        has = "" if meant else f" It has {', '.join(known) or 'none'}."
        raise TableError(f"the table has no column {', '.join(map(repr, absent))}.{meant}{has}")
    return wanted


def rest_note(n: int, n_shown: int, noun: str) -> str:
    """Return what stands below rows of which not all are shown, or that there are none.

    >>> rest_note(60, 50, "line"), rest_note(2, 2, "line"), rest_note(0, 0, "line")
    ('The first 50 of 60 lines are shown.', '', 'No lines.')
    """
    if not n:
        return f"No {noun}s."
    return f"The first {n_shown:,} of {n:,} {noun}s are shown." if n_shown < n else ""


def _article_cell(row: Mapping[Any, Any], known: pd.DataFrame) -> Cell:
    key = row["article_id"]
    outlet = known["outlet"].get(key)
    return cell(key if pd.isna(outlet) else f"{key} ({outlet})")


def _are_articles(rows: object) -> bool:
    """Tell whether rows are whole articles: they have no place in one."""
    columns = set(rows.columns) if isinstance(rows, pd.DataFrame) else set()
    return "article_id" in columns and not {"start", "end"} & columns


def _opening_cell(row: Mapping[Any, Any], texts: Mapping[str, str]) -> Cell:
    """Show the first sentence of an article that is no heading."""
    text = texts.get(row["article_id"], "")
    spans = split_sentences(text, headings=False) or split_sentences(text)
    return cell(text[slice(*spans[0])].replace("\n", " ") if spans else None)


def _passage_cell(row: Mapping[Any, Any], texts: Mapping[str, str], sentences: Any) -> Cell:
    """Show the passage marked in its sentence; residue and headlines stand alone."""
    if pd.isna(row["start"]):
        return Cell(f"{escape(row['text'])} (headline)", clean(f"{row['text']} (headline)"))
    if not pd.isna(row.get("line")):
        line = f"(set aside, line {row['line']})"
        return Cell(
            f'<mark class="ma-mark ma-quote">{escape(row["text"])}</mark> {line}',
            f"[{clean(row['text'])}] {line}",
        )
    start, end = int(row["start"]), int(row["end"])
    text = texts.get(row["article_id"])
    if text is None or not 0 <= start <= end <= len(text) or _differs(row, text[start:end]):
        raise TableError(
            f"the rows do not fit the articles: article {row['article_id']!r} does not hold this "
            f"row's words at {start} to {end}. Use the articles that the rows were found in."
        )
    around = [span for span in sentences(row["article_id"]) if span[0] < end and start < span[1]]
    left = min([start, *(span[0] for span in around)])
    right = max([end, *(span[1] for span in around)])
    before, within, after = text[left:start], text[start:end], text[end:right]
    return Cell(
        f'{escape(before)}<mark class="ma-mark ma-quote">{escape(within)}</mark>{escape(after)}',
        clean(f"{before}[{within}]{after}".replace("\n", " ")),
    )


def _differs(row: Mapping[Any, Any], found: str) -> bool:
    return isinstance(row.get("text"), str) and row["text"] != found
