"""What can be explored: quotes and mentions, what each is chosen by, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.language import split_sentences
from analysis.mistakes import given
from analysis.tables import MENTIONS, NAMED_QUOTES, SCORES, TableError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Draw = Callable[[pd.DataFrame], Axes]


class Kind(NamedTuple):
    """What can be explored: what a row is called, and what it can be chosen by.

    ``ticked`` are the columns with few values, which get a box each, ``typed`` those with many.
    ``charts`` are drawn of what fits; the first is ticked at the start.
    """

    noun: str
    ticked: tuple[str, ...]
    typed: tuple[str, ...]
    place: str  # where a word is looked up
    charts: Mapping[str, Draw]


def kind_of(rows: pd.DataFrame) -> Kind:
    """Return what these rows are; raise TableError if they are neither quotes nor mentions."""
    columns = getattr(rows, "columns", [])
    charts: dict[str, Draw]
    if "mention_id" in columns:
        MENTIONS.check(rows)
        charts = {"types and roles": _chart_of_roles, "sources relied on": _chart_of_sources}
        return Kind(
            "mention", ("outlet", "type", "role"), ("source", "article"), "sentence", charts
        )
    if "quote_id" in columns:
        NAMED_QUOTES.check(rows)
        charts = {"words by speaker": _chart_of_words}
        if "compound" in columns:
            charts["tone of each quote"] = _chart_of_tone
        return Kind("quote", ("outlet", "kind"), ("speaker", "article"), "quote", charts)
    raise TableError(
        "explore shows quotes or mentions: explore(quotes, articles) or "
        f"explore(found.mentions, articles). Got {given(rows)}."
    )


def sentences_around(rows: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return the sentence in which each row stands; a line set aside is only the row's own text."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = {
        key: split_sentences(texts[key]) if isinstance(texts.get(key), str) else []
        for key in rows["article_id"].unique()
    }
    found = []
    for row in rows.to_dict("records"):
        key, start, end = row["article_id"], row["start"], row["end"]
        around = [
            texts[key][first:last]
            for first, last in (spans[key] if pd.isna(row["line"]) else [])
            if first < end and start < last
        ]
        found.append(" ".join(around) or str(row["text"]))
    return found


def _summed_up(quotes: pd.DataFrame) -> pd.DataFrame:
    from analysis.speakers import summarize_speakers

    absent = {name: float("nan") for name in SCORES if name not in quotes}
    return summarize_speakers(quotes.assign(**absent))


def _chart_of_words(quotes: pd.DataFrame) -> Axes:
    from analysis.charts import plot_speaker_words

    return plot_speaker_words(_summed_up(quotes), top=10)


def _chart_of_tone(quotes: pd.DataFrame) -> Axes:
    from analysis.charts import plot_speaker_sentiment

    return plot_speaker_sentiment(_summed_up(quotes), quotes=quotes, top=8)


def _chart_of_roles(mentions: pd.DataFrame) -> Axes:
    from analysis.charts import plot_sources
    from analysis.sources import count_roles

    return plot_sources(count_roles(mentions))


def _chart_of_sources(mentions: pd.DataFrame) -> Axes:
    from analysis.charts import plot_source_counts
    from analysis.sources import count_sources

    return plot_source_counts(count_sources(mentions), top=10)
