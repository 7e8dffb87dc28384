"""One article, read once: the rows of every table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from analysis.cleaning import residue_of
from analysis.language import Reading, read
from analysis.outlets import Outlets
from analysis.quotes import quoted_words_in, quotes_in
from analysis.sources import hedges_in, mentions_in
from analysis.speakers import name_rows, names_in
from analysis.tables import (
    HEDGES,
    MENTIONS,
    NAMED_QUOTES,
    NAMES,
    QUOTED_WORDS,
    RESIDUE,
    SENTENCES,
    Table,
)

# What one reading gives. The quotes are those of the named quotes, with fewer columns.
TABLES: Mapping[str, Table] = {
    "residue": RESIDUE,
    "sentences": SENTENCES,
    "named_quotes": NAMED_QUOTES,
    "quoted_words": QUOTED_WORDS,
    "names": NAMES,
    "mentions": MENTIONS,
    "hedges": HEDGES,
}
Columns = dict[str, dict[str, list[Any]]]  # table -> column -> a value for each row


class Article(NamedTuple):
    """All of an article that its reading depends on; ``day`` is when it appeared, "2025-05-06"."""

    text: str | None
    text_raw: str | None
    headline: str | None
    outlet: str | None
    day: str | None


class Options(NamedTuple):
    """What the reading of every article depends on."""

    outlets: Outlets
    scope: str


def read_articles(articles: Sequence[Article], options: Options) -> Iterator[Columns]:
    """Yield the columns of every article, in order; copies in a row are read once."""
    reading: Reading | None = None
    for article in articles:
        text = article.text or ""
        if reading is None or reading.text != text:
            if reading is not None:
                reading.let_go()
            reading = read(text)
        residue = residue_of(article.text_raw, article.text, article.headline)
        # A line that an uncleaned text still holds is in it.
        lines = [
            (row["line"], row["text"], row["reason"])
            for row in residue
            if row["text"].strip() not in text
        ]
        rows = read_tables(
            reading, options.outlets, article.outlet, lines, options.scope, article.day
        )
        yield {
            name: {
                column: [row.get(column) for row in found]
                for column in TABLES[name].columns
                if column != "article_id"
            }
            for name, found in {"residue": residue, **rows}.items()
        }


def read_tables(
    reading: Reading,
    outlets: Outlets,
    outlet: str | None = None,
    residue: Iterable[tuple[int, str, str]] = (),
    scope: str = "speech",
    day: str | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table for one article that has been read."""
    quotes = quotes_in(reading, scope)
    names = names_in(reading)
    hedges = hedges_in(reading)
    lookup = partial(outlets.lookup, own=outlet)
    named = name_rows(quotes, names, reading.paragraph_at, lookup, day)
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
        "named_quotes": named,
        "quoted_words": quoted_words_in(reading, quotes),
        "names": names,
        "mentions": mentions_in(reading, named, outlets, outlet, residue, names, hedges),
        "hedges": hedges,
    }
