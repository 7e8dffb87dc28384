"""A part of a corpus: all that can be said of its articles without the rest of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.annotations import annotate
from analysis.outlets import Outlets
from analysis.readability import measure_readability
from analysis.sentiment import score_sentiment
from analysis.speakers import name_within_articles
from analysis.tables import (
    ARTICLES,
    HEDGES,
    MENTIONS,
    NAMED_QUOTES,
    NAMES,
    QUOTED_WORDS,
    READABILITY,
    RESIDUE,
    SENTENCES,
    Table,
)

# The tables of a part, by the name of their file. Quotes have the columns of tone besides.
PART_TABLES: Mapping[str, Table] = {
    "articles": ARTICLES,
    "residue": RESIDUE,
    "sentences": SENTENCES,
    "quotes": NAMED_QUOTES,
    "quoted_words": QUOTED_WORDS,
    "names": NAMES,
    "mentions": MENTIONS,
    "hedges": HEDGES,
    "readability": READABILITY,
}


def analyse_part(
    articles: pd.DataFrame,
    *,
    outlets: Outlets | str | Path | None = None,
    categories: str | Path | None = None,
    scope: str = "speech",
) -> dict[str, pd.DataFrame]:
    """Return every table of some articles, by the names of ``PART_TABLES``.

    Quotes are named within their article and scored for tone. Takes what
    :func:`analysis.annotations.annotate` takes.

    >>> from analysis import load_articles
    >>> tables = analyse_part(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> list(tables) == list(PART_TABLES), "compound" in tables["quotes"]
    (True, True)
    """
    # What is made here is kept by whoever asked for it.
    found = annotate(articles, outlets=outlets, categories=categories, scope=scope, cache=False)
    return {
        "articles": articles,
        "residue": found.residue,
        "sentences": found.sentences,
        "quotes": score_sentiment(name_within_articles(found)),
        "quoted_words": found.quoted_words,
        "names": found.names,
        "mentions": found.mentions,
        "hedges": found.hedges,
        "readability": measure_readability(articles),
    }
