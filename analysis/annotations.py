"""Annotations: one reading of each article, and all the tables it gives.

Parsing is the dear step, so an article is parsed once here, and every table that needs the parse is
made while it is at hand. The parse itself is thrown away; the tables are what travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cleaning import find_residue
from analysis.language import Reading, read_many
from analysis.mistakes import UnknownNameError, did_you_mean
from analysis.outlets import Outlets, load_outlets
from analysis.quotes import quoted_words_in, quotes_in
from analysis.sources import hedges_in, load_categories, mentions_in
from analysis.speakers import name_rows, names_in
from analysis.tables import (
    ARTICLES,
    HEDGES,
    MENTIONS,
    NAMES,
    QUOTED_WORDS,
    QUOTES,
    SENTENCES,
    how_to_make,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Annotations:
    """All that was read in a set of articles, a table each, and the outlets that were known."""

    articles: pd.DataFrame
    residue: pd.DataFrame
    sentences: pd.DataFrame
    quotes: pd.DataFrame
    quoted_words: pd.DataFrame
    names: pd.DataFrame
    mentions: pd.DataFrame
    hedges: pd.DataFrame
    outlets: Outlets

    def __getattr__(self, name: str) -> Any:
        """Refuse a table that is not here, with the nearest that is or how to make it."""
        raise UnknownNameError(
            f"annotate finds no {name}." + (did_you_mean(name, self.__dict__) or how_to_make(name))
        )

    def __repr__(self) -> str:
        return (
            f"<annotations of {len(self.articles)} articles: {len(self.sentences)} sentences, "
            f"{len(self.quotes)} quotes, {len(self.mentions)} source mentions>"
        )

    def with_mentions(self, mentions: pd.DataFrame) -> Annotations:
        """Return the same annotations with other mentions, as after ``apply_corrections``.

        >>> from analysis import load_articles
        >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
        >>> found.with_mentions(found.mentions.head(3))
        <annotations of 1 articles: ... sentences, ... quotes, 3 source mentions>
        """
        return replace(self, mentions=MENTIONS.check(mentions))


def annotate(
    articles: pd.DataFrame,
    *,
    outlets: Outlets | str | Path | None = None,
    categories: str | Path | None = None,
    scope: str = "speech",
    progress: Progress | None = None,
) -> Annotations:
    """Read every article once and return its sentences, quotes, names and source mentions.

    ``outlets`` is a CSV of a class's own outlets, laid over the package's lexicon (see
    `analysis.outlets.load_outlets`). ``categories`` is a CSV with the columns ``source`` and
    ``category`` that has the last word on what sort of source somebody is. ``scope="thought"`` also
    reads beliefs and intentions as quotes. ``progress`` is called with the number of articles done
    and their total.

    >>> from analysis import load_articles
    >>> annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    <annotations of 1 articles: ... sentences, ... quotes, ... source mentions>
    """
    ARTICLES.check(articles)
    known = outlets if isinstance(outlets, Outlets) else load_outlets(outlets)
    coded = load_categories(categories) if categories is not None else {}
    residue = find_residue(articles)
    lines = _lines_by_article(residue, articles)
    tables: dict[str, list[dict[str, Any]]] = {
        "sentences": [],
        "quotes": [],
        "quoted_words": [],
        "names": [],
        "mentions": [],
        "hedges": [],
    }
    ids, publishers, texts = (
        [value if isinstance(value, str) else None for value in articles[column]]
        for column in ("article_id", "outlet", "text")
    )
    readings = read_many(text or "" for text in texts)
    for done, (article_id, outlet, reading) in enumerate(
        zip(ids, publishers, readings, strict=True), start=1
    ):
        for table, found in read_tables(
            reading, known, outlet, lines.get(article_id or "", ()), scope
        ).items():
            tables[table] += [{"article_id": article_id, **one} for one in found]
        if progress is not None:
            progress(done, len(texts))
    for mention in tables["mentions"]:
        if mention["source"] in coded:
            mention["category"] = coded[mention["source"]]
    return Annotations(
        articles=articles,
        residue=residue,
        sentences=SENTENCES.build(tables["sentences"]),
        quotes=QUOTES.build(tables["quotes"]),
        quoted_words=QUOTED_WORDS.build(tables["quoted_words"]),
        names=NAMES.build(tables["names"]),
        mentions=MENTIONS.build(tables["mentions"]),
        hedges=HEDGES.build(tables["hedges"]),
        outlets=known,
    )


def read_tables(
    reading: Reading,
    outlets: Outlets,
    outlet: str | None = None,
    residue: Iterable[tuple[int, str, str]] = (),
    scope: str = "speech",
) -> Mapping[str, list[dict[str, Any]]]:
    """Return the rows of every table for one article that has been read."""
    quotes = quotes_in(reading, scope)
    names = names_in(reading)
    hedges = hedges_in(reading)
    named = name_rows(quotes, names, reading.paragraph_at, outlets.lookup)
    sentences = [
        {
            "sentence_id": number,
            "paragraph": paragraph,
            "start": start,
            "end": end,
            "text": reading.text[start:end],
        }
        for number, (paragraph, start, end) in enumerate(reading.sentences)
    ]
    return {
        "sentences": sentences,
        "quotes": quotes,
        "quoted_words": quoted_words_in(reading, quotes),
        "names": names,
        "mentions": mentions_in(reading, named, outlets, outlet, residue, names, hedges),
        "hedges": hedges,
    }


def _lines_by_article(
    residue: pd.DataFrame, articles: pd.DataFrame
) -> dict[str, list[tuple[int, str, str]]]:
    """The lines set apart from each article; one that an uncleaned text still holds is in it."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    lines: dict[str, list[tuple[int, str, str]]] = {}
    for row in residue.to_dict("records"):
        text = texts.get(row["article_id"])
        if isinstance(text, str) and row["text"].strip() in text:
            continue
        line = (int(row["line"]), str(row["text"]), str(row["reason"]))
        lines.setdefault(str(row["article_id"]), []).append(line)
    return lines
