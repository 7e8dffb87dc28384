"""A table on the page, and the wording behind its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from analysis.display.html import Cell, Shown, cell, clean, escape, page, table
from analysis.language import split_sentences
from analysis.tables import ARTICLES, Table, TableError

_PLACES = Table(
    "passages",
    (),
    {"article_id": "str", "start": "int64", "end": "int64"},
    "annotate(articles), as .quotes, .mentions or .sentences",
)
# What is shown beside a passage, where the rows have it and nothing else is asked for.
_BESIDE = ("kind", "speaker", "type", "role", "source", "compound")


def show_table(
    frame: pd.DataFrame | pd.Series[Any],
    caption: str,
    *,
    top: int | None = 50,
    digits: int = 2,
) -> Shown:
    """Return a table to be seen: with a caption, safe from any text in it, numbers made readable.

    A row index that has a name is shown as the first column, any other is left out. What is missing
    is shown as a dash. In a loop, pass the result to ``display``.

    Parameters: ``frame``, any DataFrame or Series; ``caption``, what the table holds; ``top``, how
    many rows to show (None for all); ``digits``, decimals of numbers that are not whole.

    Raises TableError for what is no table, ValueError for an empty caption.

    >>> show_table(pd.DataFrame({"source": ["Reuters"], "n_mentions": [12500]}), "Most named")
    Most named
    source | n_mentions
    Reuters | 12,500
    """
    _check(caption, top)
    if isinstance(frame, pd.Series):
        frame = frame.to_frame(frame.name or "value")
    if not isinstance(frame, pd.DataFrame):
        raise TableError(
            f"show_table needs a table (a pandas DataFrame or Series), got {type(frame).__name__}."
        )
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
        note=_rest(len(frame), len(shown), "row"),
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

    The rows keep their order, so a table sorted by a score shows the extremes first. In a loop,
    pass the result to ``display``.

    Parameters: ``rows``, any table with ``article_id``, ``start`` and ``end``, such as quotes or
    mentions; ``articles``, the articles they were found in; ``columns``, what to show beside each
    passage (by default kind, speaker, type, role, source and compound score, where there are any);
    ``caption``; ``top``, how many rows to show (None for all).

    Raises TableError for other tables, or for rows that do not fit the articles.

    >>> articles = ARTICLES.build([{"article_id": "a1", "text": "It rained. “We wait,” she said.",
    ...                             "text_raw": "", "file": "a.txt", "format": "text"}])
    >>> rows = pd.DataFrame({"article_id": ["a1"], "start": [12], "end": [20], "kind": ["direct"]})
    >>> show_sentences(rows, articles)
    1 passage in 1 article
    article | sentence | kind
    a1 | “[We wait,]” she said. | direct
    """
    _PLACES.check(rows)
    ARTICLES.check(articles)
    if columns is None:
        columns = [name for name in _BESIDE if name in rows]
    absent = [name for name in columns if name not in rows]
    if absent:
        raise TableError(
            f"the rows have no column {', '.join(absent)}; they have {', '.join(rows.columns)}."
        )
    if caption is None:
        places = rows["article_id"].nunique()
        caption = f"{_counted(len(rows), 'passage')} in {_counted(places, 'article')}"
    _check(caption, top)
    shown = rows if top is None else rows.head(top)
    known = articles.drop_duplicates("article_id").set_index("article_id")
    texts = {str(key): str(text) for key, text in known["text"].items()}
    sentences = cache(lambda article_id: split_sentences(texts[article_id]))
    built = table(
        ["article", "sentence", *columns],
        [
            [
                _article_cell(row, known),
                _passage_cell(row, texts, sentences),
                *(cell(row[name]) for name in columns),
            ]
            for row in shown.to_dict("records")
        ],
        caption,
        note=_rest(len(rows), len(shown), "passage"),
    )
    return Shown(page(built.html), built.text)


def _check(caption: str, top: int | None) -> None:
    if not isinstance(caption, str) or not caption.strip():
        raise ValueError("a table needs a caption: a few words that say what it holds.")
    if top is not None and (isinstance(top, bool) or not isinstance(top, int) or top < 1):
        raise ValueError(f"top says how many rows to show, from 1 on, or None. Got {top!r}.")


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _rest(n: int, n_shown: int, noun: str) -> str:
    if not n:
        return f"No {noun}s."
    return f"The first {n_shown:,} of {n:,} {noun}s are shown." if n_shown < n else ""


def _article_cell(row: Mapping[Any, Any], known: pd.DataFrame) -> Cell:
    key = row["article_id"]
    outlet = known["outlet"].get(key)
    return cell(key if pd.isna(outlet) else f"{key} ({outlet})")


def _passage_cell(row: Mapping[Any, Any], texts: Mapping[str, str], sentences: Any) -> Cell:
    """Show the passage marked in its sentence; residue, which has no sentence, stands alone."""
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
