"""The tables that sum up, each with what its rows are named by and what its numbers count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.display import counted as rules
from analysis.display.counted import Finder
from analysis.tables import (
    ARTICLES,
    EVENTS,
    HEDGES,
    MENTIONS,
    NAMED_QUOTES,
    PASSAGES,
    READABILITY,
    SHARED_QUOTES,
    Table,
)

Tally = Callable[[pd.DataFrame], int]

_NEAR_NAMES = Table(
    "sentences near names",
    (),
    {"article_id": "str", "start": "int64", "end": "int64", "text": "str", "person": "str"},
    "score_sentiment(find_near_names(found, quotes))",
)


@dataclass(frozen=True)
class Summary:
    """A kind of table that sums up: what its rows are named by, and what each number counts.

    ``numbers`` leads from each of its columns to the count that it rests on; the first one that a
    table has is meant where none is asked for. ``tallies`` count the rows that were found, to be
    held against the numbers. ``options`` are the other words that the verb takes.
    """

    verb: str
    named_by: tuple[str, ...]
    numbers: Mapping[str, str]
    counted: Table
    find: Finder
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    options: tuple[str, ...] = ()

    def fits(self, columns: pd.Index) -> bool:
        """Tell whether a table with these columns is of this kind."""
        return set(self.named_by) <= set(columns) and any(name in columns for name in self.numbers)

    def rows_of(self, count: str) -> Table:
        """Return the table that a count was counted from."""
        return HEDGES if count == "n_hedges" else self.counted


def _n_articles(found: pd.DataFrame) -> int:
    return int(found["article_id"].nunique())


def _n_printed(found: pd.DataFrame) -> int:
    return sum(len(str(text).split()) for text in found["text"])


def _all(count: str, *columns: str) -> dict[str, str]:
    """Return columns that rest on one count, which is a column itself."""
    return dict.fromkeys((count, *columns), count)


_FORMULAS = [name for name in READABILITY.columns if name not in ("article_id", "flag")]
_MEASURES = _all(
    "n_sentences", *_FORMULAS, *(f"{name}_{end}" for name in _FORMULAS for end in ("low", "high"))
)
_GRADES = {grade: grade for grade in rules.GRADES}
_SOURCING = {"n_attributions": len, "n_hedges": len} | dict.fromkeys(
    (grade for grade in _GRADES if grade != "share_unnamed"), rules.n_different
)

# The most specific come first: the first of which a table has all names, and a number, is meant.
SUMMARIES = (
    Summary(
        "find_missing_voices(voices)",
        ("event", "outlet", "speaker", "what"),
        _all("n_outlets"),
        NAMED_QUOTES,
        rules.quotes_elsewhere,
    ),
    Summary(
        "match_quotes(quotes, articles)",
        ("utterance", "outlet", "text"),
        _all("share", "is_fullest"),
        SHARED_QUOTES,
        rules.quotes_of_utterance,
    ),
    Summary(
        "summarize_utterances(shared)",
        ("utterance",),
        _all("n_quotes", "n_articles", "n_outlets", "least_share", "n_words"),
        SHARED_QUOTES,
        rules.quotes_of_utterance,
        {"n_quotes": len, "n_articles": _n_articles},
    ),
    Summary(
        "count_voices(quotes, articles)",
        ("outlet", "speaker"),
        _all("n_quotes", "n_articles", "n_words", "share"),
        NAMED_QUOTES,
        rules.quotes_by_voice,
        {"n_quotes": len, "n_articles": _n_articles, "n_words": _n_printed},
    ),
    Summary(
        "compare_voices(quotes, articles, mentions)",
        ("outlet", "category"),
        _all("share", "share_low", "share_high", "n_words", "n_articles"),
        NAMED_QUOTES,
        rules.quotes_by_category,
        {"n_words": _n_printed, "n_articles": _n_articles},
    ),
    Summary(
        "compare_speakers(quotes)",
        ("speaker_a", "speaker_b"),
        _all("difference", "difference_low", "difference_high")
        | _all("n_a", "mean_a")
        | _all("n_b", "mean_b"),
        NAMED_QUOTES,
        rules.quotes_compared,
        {"n_a": len, "n_b": len},
        ("kinds",),
    ),
    Summary(
        "measure_parts(articles, quotes)",
        ("article_id", "part", "speaker"),
        _MEASURES,
        NAMED_QUOTES,
        rules.parts_of_article,
    ),
    Summary(
        "summarize_speakers(quotes)",
        ("speaker",),
        _all("n_quotes", "n_words", "n_articles")
        | _all(
            "n_scored",
            *("compound_mean", "compound_low", "compound_high", "interval_over"),
            *("words_per_quote", "scores"),
        )
        | _all("n_reported", "reported_mean", "reported_low", "reported_high", "reported_scores"),
        NAMED_QUOTES,
        rules.quotes_by_speaker,
        {"n_quotes": len, "n_articles": _n_articles, "n_scored": len, "n_reported": len},
    ),
    Summary(
        "summarize_near_names(near_names)",
        ("person",),
        _all("n_sentences", "n_articles", "near_mean", "near_low", "near_high"),
        _NEAR_NAMES,
        rules.sentences_near,
        {"n_sentences": len, "n_articles": _n_articles},
    ),
    Summary(
        "count_sources_by_outlet(mentions, articles)",
        ("outlet", "source"),
        _all("n_mentions", "n_articles"),
        MENTIONS,
        rules.mentions_of_source,
        {"n_mentions": len, "n_articles": _n_articles},
        ("pronouns",),
    ),
    Summary(
        "count_sources(mentions)",
        ("source",),
        _all("n_mentions", "n_articles"),
        MENTIONS,
        rules.mentions_of_source,
        {"n_mentions": len, "n_articles": _n_articles},
        ("pronouns",),
    ),
    Summary(
        "count_roles(mentions)",
        ("type", "role"),
        _all("n_mentions", "n_articles"),
        MENTIONS,
        rules.mentions_of_role,
        {"n_mentions": len, "n_articles": _n_articles},
    ),
    Summary(
        "summarize_sourcing(found)",
        ("article_id",),
        {"n_attributions": "n_attributions", **_GRADES, **_all("credits"), **_all("n_hedges")},
        MENTIONS,
        rules.mentions_in_sourcing,
        _SOURCING,
    ),
    Summary(  # as a chart adds it up
        "summarize_sourcing(found)",
        ("outlet",),
        {"share_unnamed": "share_unnamed", **_GRADES},
        MENTIONS,
        rules.mentions_in_sourcing,
        _SOURCING,
    ),
    Summary(
        "find_marking_words(articles)",
        ("outlet", "word"),
        _all("n_articles", "z", "share", "log_odds", "keyness")
        | _all("n_elsewhere", "share_elsewhere"),
        ARTICLES,
        rules.places_of_word,
        {"n_articles": _n_articles, "n_elsewhere": _n_articles},
        ("by", "outlets", "quoted"),
    ),
    Summary(
        "count_by_day(articles)",
        ("day", "outlet"),
        _all("n_articles", "n_words"),
        ARTICLES,
        rules.articles_of_day,
        {"n_articles": len},
    ),
    Summary(
        "measure_copy(articles, passages)",
        ("article_id",),
        _all("n_shared", "share_shared"),
        PASSAGES,
        rules.passages_of_article,
    ),
    Summary(
        "summarize_events(events)",
        ("event",),
        _all("n_articles", "n_outlets"),
        EVENTS,
        rules.articles_of_event,
        {"n_articles": len},
    ),
    Summary(
        "compare_engines(articles)",
        ("article_id", "measure"),
        _all("n_sentences", "corrected", "difference"),
        ARTICLES,
        rules.sentences_of_article,
        {"n_sentences": len},
    ),
    Summary(
        "measure_readability(articles)",
        ("article_id",),
        _MEASURES,
        ARTICLES,
        rules.sentences_of_article,
        {"n_sentences": len},
        ("headings",),
    ),
)
