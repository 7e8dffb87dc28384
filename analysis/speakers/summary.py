"""What each speaker got to say, and in what tone."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

import pandas as pd

from analysis.tables import NAMED_QUOTES, SCORES, SPEAKERS, TableError


def summarize_speakers(scored: pd.DataFrame) -> pd.DataFrame:
    """Sum up what each speaker got to say and in what tone, one row per speaker.

    Takes named quotes that `analysis.sentiment.score_sentiment` has scored. ``n_words`` counts the
    words of a speaker's quotes; ``compound_mean`` is the mean over quotes, and ``compound_low`` to
    ``compound_high`` its 95 % interval (Student's t over quotes, cut at -1 and 1), missing for
    fewer than two scored quotes. Quotes without a speaker are left out. Most words come first.
    """
    NAMED_QUOTES.check(scored)
    if missing := [column for column in SCORES if column not in scored]:
        raise TableError(
            f"these quotes have no tone yet: they lack {', '.join(missing)}. "
            "Score them first: summarize_speakers(score_sentiment(quotes))."
        )
    rows = []
    for speaker, quotes in scored.dropna(subset=["speaker"]).groupby("speaker", sort=True):
        mean, low, high = mean_with_interval(quotes["compound"].dropna().tolist())
        rows.append(
            {
                "speaker": speaker,
                "speaker_type": quotes["speaker_type"].mode().iat[0],
                "n_quotes": len(quotes),
                "n_articles": quotes["article_id"].nunique(),
                "n_words": int(quotes["text"].map(count_words).sum()),
                "compound_mean": mean,
                "compound_low": low,
                "compound_high": high,
            }
        )
    table = SPEAKERS.build(rows)
    return table.sort_values(["n_words", "speaker"], ascending=[False, True], ignore_index=True)


def count_words(text: str) -> int:
    """Count words as runs of letters and digits with their inner apostrophes and hyphens.

    >>> count_words("It’s a well-known fact — 3.5 percent.")
    6
    """
    return len(re.findall(r"\w+(?:[’'.,-]\w+)*", text))


# Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom, from any printed table.
_T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def mean_with_interval(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the mean of scores in [-1, 1] with the ends of its 95 % interval (Student's t).

    >>> mean_with_interval([0.5])
    (0.5, None, None)
    >>> [round(x, 3) for x in mean_with_interval([0.1, 0.2, 0.3])]
    [0.2, -0.048, 0.448]
    """
    if not values:
        return None, None, None
    mean = sum(values) / len(values)
    if len(values) < 2:
        return mean, None, None
    spread = statistics.stdev(values) / len(values) ** 0.5
    half = (_T95[len(values) - 2] if len(values) <= len(_T95) + 1 else 1.96) * spread
    return mean, max(-1.0, mean - half), min(1.0, mean + half)
