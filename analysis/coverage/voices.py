"""Voices: who gets to speak in each outlet's coverage, at what length, and who is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.coverage.events import event_of
from analysis.mistakes import ArgumentError, given, is_count
from analysis.resampling import Numbers, middle, resampled
from analysis.tables import (
    ARTICLES,
    MENTIONS,
    MISSING_VOICES,
    NAMED_QUOTES,
    VOICE_SHARES,
    VOICES,
    check_same_articles,
)

UNKNOWN = "unknown"  # as `analysis.sources` says it


def count_voices(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count who is quoted by whom: one row per event, outlet and speaker.

    ``n_words`` are the words of the quotes, direct and indirect, and ``share`` how much that is of
    all words that the outlet quotes on the event. ``category`` is what the words beside the name
    make of the speaker (politician, expert, resident …), most often in all of ``mentions``; without
    them it is missing. Without ``events`` all articles count as one. Quotes without a speaker and
    articles without an outlet are left out. Sorted by event and outlet, the most quoted first.

    Raises TableError for other tables.

    >>> from analysis import annotate, load_articles, name_speakers
    >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> articles = found.articles.assign(outlet="Tideway News")
    >>> voices = count_voices(name_speakers(found), articles, mentions=found.mentions)
    >>> voices[["speaker", "n_quotes"]].head(1).values.tolist()
    [['Gus Lindqvist', 4]]
    """
    told = _quoted(quotes, articles, events)
    categories = _categories(mentions)
    voices = (
        told.groupby(["event", "outlet", "speaker"])
        .agg(
            n_articles=("article_id", "nunique"),
            n_quotes=("text", "size"),
            n_words=("n_words", "sum"),
        )
        .reset_index()
    )
    totals = voices.groupby(["event", "outlet"])["n_words"].transform("sum")
    voices["share"] = voices["n_words"] / totals
    voices["category"] = voices["speaker"].map(categories)
    voices = voices.sort_values(
        ["event", "outlet", "n_words", "speaker"], ascending=[True, True, False, True]
    )
    return VOICES.build(voices.to_dict("records"))  # type: ignore[arg-type]


def find_missing_voices(voices: pd.DataFrame, *, least_outlets: int = 3) -> pd.DataFrame:
    """Find the voices that one outlet leaves out, and those that it alone has.

    ``what`` is "missing here" where every other outlet on the event quotes the speaker, and "only
    here" where no other does; ``n_outlets`` is how many others there are. Events that fewer than
    ``least_outlets`` outlets quote anybody on have no rows: with two, all that differs would be
    missing. Whether a voice is missed or was never reached, no table can tell.

    Raises TableError for another table, ValueError for a ``least_outlets`` below 1.

    >>> voices = VOICES.build([
    ...     {"event": "e", "outlet": outlet, "speaker": "Ana Ruiz", "n_articles": 1, "n_quotes": 1,
    ...      "n_words": 9} for outlet in "AB"
    ... ] + [{"event": "e", "outlet": "C", "speaker": "Ed Varga", "n_articles": 1, "n_quotes": 1,
    ...       "n_words": 9}])
    >>> find_missing_voices(voices)[["outlet", "speaker", "what", "n_outlets"]].values.tolist()
    [['C', 'Ana Ruiz', 'missing here', 2], ['C', 'Ed Varga', 'only here', 2]]
    """
    VOICES.check(voices)
    if not is_count(least_outlets):
        raise ArgumentError(
            f"least_outlets is a whole number, 1 or more, not {given(least_outlets)}."
        )
    rows = []
    for event, group in voices.groupby("event"):
        outlets = sorted(group["outlet"].unique())
        if len(outlets) < least_outlets:
            continue
        for speaker, having in group.groupby("speaker"):
            with_it = set(having["outlet"])
            row = {
                "event": event,
                "speaker": speaker,
                "category": having["category"].iloc[0],
                "n_outlets": len(outlets) - 1,
            }
            if len(with_it) == 1:
                rows.append({**row, "outlet": with_it.pop(), "what": "only here"})
            elif len(with_it) == len(outlets) - 1:
                (without,) = set(outlets) - with_it
                rows.append({**row, "outlet": without, "what": "missing here"})
    rows.sort(key=lambda row: (str(row["event"]), row["outlet"], row["what"], str(row["speaker"])))
    return MISSING_VOICES.build(rows)


def compare_voices(
    quotes: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Compare whom outlets let speak, by category: one row per outlet and category.

    ``share`` is how much of the words that an outlet quotes come from the category, and
    ``share_low`` and ``share_high`` are the ends of its 95 % interval, by resampling the outlet's
    articles (see `analysis.resampling`); ``over`` says what was resampled. With a single article
    there is none. Two outlets whose intervals overlap are not to be ranked.

    Raises TableError for other tables.

    >>> from analysis import annotate, load_articles, name_speakers
    >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> articles = found.articles.assign(outlet="Tideway News")
    >>> shares = compare_voices(name_speakers(found), articles, found.mentions)
    >>> round(float(shares["share"].sum()), 6)
    1.0
    """
    told = _quoted(quotes, articles, None)
    categories = _categories(mentions)
    told["category"] = [categories.get(speaker, UNKNOWN) for speaker in told["speaker"]]
    rows: list[dict[str, Any]] = []
    for outlet, group in told.groupby("outlet"):
        words = group.pivot_table(
            index="article_id", columns="category", values="n_words", aggfunc="sum", fill_value=0
        ).sort_index()
        totals = words.sum(axis=1).to_numpy(float)
        for category in words:
            counts = words[category].to_numpy(float)
            low, high, over = None, None, None
            if len(words) > 1 and totals.sum():
                over = resampled(len(words))
                low, high = middle(len(words), partial(_share, counts, totals))
            rows.append(
                {
                    "outlet": outlet,
                    "category": category,
                    "n_articles": int((counts > 0).sum()),
                    "n_words": int(counts.sum()),
                    "share": counts.sum() / totals.sum() if totals.sum() else None,
                    "share_low": low,
                    "share_high": high,
                    "over": over,
                }
            )
    rows.sort(key=lambda row: (str(row["outlet"]), -row["n_words"], row["category"]))
    return VOICE_SHARES.build(rows)


def _share(counts: Numbers, totals: Numbers, weights: Numbers) -> Numbers:
    drawn = weights @ totals
    return np.divide(weights @ counts, drawn, out=np.zeros(len(drawn)), where=drawn > 0)


def _quoted(
    quotes: pd.DataFrame, articles: pd.DataFrame, events: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the quotes that have a speaker and an outlet, with event, outlet and words."""
    NAMED_QUOTES.check(quotes)
    ARTICLES.check(articles)
    check_same_articles(quotes, articles, "quotes")
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    events_of = event_of(events, articles)
    told = quotes[["article_id", "speaker", "text"]].assign(
        outlet=quotes["article_id"].map(outlets),
        event=quotes["article_id"].map(events_of),
        n_words=[len(str(text).split()) for text in quotes["text"]],
    )
    return told.dropna(subset=["speaker", "outlet", "event"])


def _categories(mentions: pd.DataFrame | None) -> Mapping[str, str]:
    """Return the category that each source has most often."""
    if mentions is None:
        return {}
    MENTIONS.check(mentions)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source, category in zip(mentions["source"], mentions["category"], strict=True):
        if isinstance(source, str) and isinstance(category, str):
            counts[source][category] += 1
    return {
        source: max(found, key=lambda one: (one != UNKNOWN, found[one]))
        for source, found in counts.items()
    }
