"""The sample articles read once, with every table that sums them up and every chart of these."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import analysis
from analysis import (
    annotate,
    compare_voices,
    count_by_day,
    count_roles,
    count_sources,
    count_sources_by_outlet,
    count_voices,
    find_marking_words,
    find_shared_copy,
    group_events,
    load_articles,
    match_quotes,
    measure_copy,
    measure_readability,
    name_speakers,
    score_sentiment,
    summarize_sourcing,
    summarize_speakers,
)

Draw = Callable[..., Any]


@cache
def sample() -> SimpleNamespace:
    """Return the tables of the sample by name; they are shared, so leave them as they are."""
    articles = load_articles("data/sample")
    found = annotate(articles, outlets="data/sample/outlets.csv")
    quotes = score_sentiment(name_speakers(found))
    mentions, events = found.mentions, group_events(articles)
    passages = find_shared_copy(articles, events)
    return SimpleNamespace(
        articles=articles,
        found=found,
        quotes=quotes,
        mentions=mentions,
        events=events,
        passages=passages,
        speakers=summarize_speakers(quotes),
        readability=measure_readability(articles, intervals=True),
        roles=count_roles(mentions),
        sources=count_sources(mentions),
        reliance=count_sources_by_outlet(mentions, articles),
        sourcing=summarize_sourcing(found),
        days=count_by_day(articles),
        words=find_marking_words(articles, outlets=found.outlets),
        copy_shares=measure_copy(articles, passages, events),
        shares=compare_voices(quotes, articles, mentions),
        shared=match_quotes(quotes, articles, events),
        voices=count_voices(quotes, articles, events, mentions),
    )


def charts() -> dict[str, Draw]:
    """Return every plot_ function of the package, given its table of the sample."""
    of = sample()
    given = {
        "plot_days": [of.days],
        "plot_marking_words": [of.words],
        "plot_named_sources": [of.sourcing],
        "plot_readability": [of.readability],
        "plot_reliance": [of.reliance],
        "plot_shared_copy": [of.copy_shares],
        "plot_shared_quotes": [of.shared],
        "plot_source_counts": [of.sources],
        "plot_sources": [of.roles],
        "plot_sources_by_outlet": [of.reliance],
        "plot_speaker_sentiment": [of.speakers],
        "plot_speaker_words": [of.speakers],
        "plot_voice_shares": [of.shares],
        "plot_voices": [of.voices],
    }
    also: dict[str, dict[str, Any]] = {
        "plot_readability": {"labels": of.articles},
        "plot_speaker_sentiment": {"quotes": of.quotes},
    }
    return {
        name: partial(getattr(analysis, name), *tables, **also.get(name, {}))
        for name, tables in given.items()
    }


PLOTS = sorted(name for name in analysis.__all__ if name.startswith("plot_"))
