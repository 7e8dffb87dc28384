"""What each speaker got to say, and in what tone: in their own words, and as reporters put it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.resampling import Interval, mean_over_articles
from analysis.tables import NAMED_QUOTES, SCORES, SPEAKERS, TableError

OWN_WORDS = ("direct", "mixed")
REPORTED = ("indirect",)


def summarize_speakers(scored: pd.DataFrame) -> pd.DataFrame:
    """Sum up what each speaker got to say and in what tone, one row per speaker.

    Takes named quotes that `analysis.sentiment.score_sentiment` has scored. ``n_quotes``,
    ``n_articles`` and ``n_words`` count all quotes of a speaker. The tone is told apart:

    - ``compound_mean`` is the mean over the ``n_scored`` quotes in the speaker's own words (direct
      and mixed); ``words_per_quote`` is their mean length, since longer quotes score more extreme;
    - ``reported_mean`` is the mean over the ``n_reported`` indirect quotes, whose wording is the
      reporter's.

    ``_low`` and ``_high`` are the ends of 95 % intervals by resampling articles. For the own words
    ``interval_over`` says "articles", or "few articles" (two to five: too few to tell what is more
    than chance), or "quotes" (all are from one article). Means of nothing are missing, and so are
    intervals of a single quote. Quotes without a speaker are left out. Most words come first.

    Raises TableError for quotes without names or without scores.
    """
    check_scored(scored)
    named = scored.dropna(subset=["speaker"])
    rows = []
    for speaker, quotes in named.groupby("speaker", sort=True):
        own, n_own = _tone(quotes, OWN_WORDS)
        reported, n_reported = _tone(quotes, REPORTED)
        n_words = [count_words(text) for text in quotes["text"]]
        behind = (quotes["kind"].isin(OWN_WORDS) & quotes["compound"].notna()).to_numpy()
        rows.append(
            {
                "speaker": speaker,
                "speaker_type": next(iter(quotes["speaker_type"].mode()), None),
                "n_quotes": len(quotes),
                "n_articles": quotes["article_id"].nunique(),
                "n_words": sum(n_words),
                "compound_mean": own.mean,
                "compound_low": own.low,
                "compound_high": own.high,
                "n_scored": n_own,
                "interval_over": own.over,
                "words_per_quote": np.mean(np.array(n_words)[behind]) if n_own else None,
                "n_reported": n_reported,
                "reported_mean": reported.mean,
                "reported_low": reported.low,
                "reported_high": reported.high,
            }
        )
    table = SPEAKERS.build(rows)
    return table.sort_values(["n_words", "speaker"], ascending=[False, True], ignore_index=True)


def check_scored(scored: pd.DataFrame) -> None:
    """Raise TableError unless these are named quotes with scores."""
    NAMED_QUOTES.check(scored)
    if missing := [column for column in SCORES if column not in scored]:
        raise TableError(
            f"these quotes have no tone yet: they lack {', '.join(missing)}. "
            "Score them first: summarize_speakers(score_sentiment(quotes))."
        )


def _tone(quotes: pd.DataFrame, kinds: Sequence[str]) -> tuple[Interval, int]:
    counted = quotes[quotes["kind"].isin(kinds) & quotes["compound"].notna()]
    interval = mean_over_articles(counted["compound"].tolist(), counted["article_id"].tolist())
    return interval, len(counted)


def count_words(text: str) -> int:
    """Count words as runs of letters and digits with their inner apostrophes and hyphens.

    >>> count_words("It’s a well-known fact — 3.5 percent.")
    6
    """
    return len(re.findall(r"\w+(?:[’'.,-]\w+)*", text))


def mean_with_interval(
    values: Sequence[float], articles: Sequence[str] | None = None
) -> tuple[float | None, float | None, float | None]:
    """Return the mean of scores with the ends of its 95 % interval, by resampling articles.

    Without ``articles`` the scores are taken for those of one article, and they are resampled.

    >>> mean_with_interval([0.5])
    (0.5, None, None)
    >>> [round(x, 2) for x in mean_with_interval([0.1, 0.2, 0.3])]
    [0.2, 0.1, 0.3]
    """
    interval = mean_over_articles(values, [""] * len(values) if articles is None else articles)
    return interval[:3]
