"""Who speaks in a more positive tone than whom, where that can be told at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.mistakes import ArgumentError, given
from analysis.resampling import (
    FEW_ARTICLES,
    Numbers,
    middle,
    resampled,
    totals_by_article,
)
from analysis.speakers.summary import OWN_WORDS, REPORTED, check_scored

FEW = 10  # from fewer quotes a mean says little: its 95 % interval is some ±0.24 wide

COMPARISONS = {
    "speaker_a": "str",
    "speaker_b": "str",
    "n_a": "int64",
    "n_b": "int64",
    "mean_a": "float64",
    "mean_b": "float64",
    "difference": "float64",
    "difference_low": "float64",
    "difference_high": "float64",
    "interval_over": "str",
    "higher": "str",
    "reason": "str",
}


def compare_speakers(
    scored: pd.DataFrame, *, kinds: Sequence[str] = OWN_WORDS, top: int | None = 12
) -> pd.DataFrame:
    """Compare the tone of speakers two by two, one row per pair, the largest difference first.

    ``speaker_a`` is the one with the higher mean. ``difference`` is mean_a - mean_b, with a 95 %
    interval by resampling articles; both speakers' quotes in an article are drawn together. Where
    either speaks in one article only, quotes are resampled; ``interval_over`` says what was, as in
    ``summarize_speakers``, for the speaker with fewer articles. ``higher`` names speaker_a only
    where the interval excludes zero, both have ten scored quotes or more, and it is not over few
    articles; else it is missing, and ``reason`` says why. Of twenty pairs that differ by chance
    alone one is still to be expected among those named.

    Parameters: ``scored``, named quotes with scores; ``kinds``, the kinds of quote to compare, by
    default those in the speakers' own words; ``top``, how many of the most quoted speakers to
    compare (None for all). Speakers with a single scored quote are left out.

    Raises TableError for quotes without names or scores, ValueError for unknown kinds or ``top``.
    """
    check_scored(scored)
    if isinstance(kinds, str) or not set(kinds) <= {*OWN_WORDS, *REPORTED} or not kinds:
        raise ArgumentError(
            f"kinds is a list with some of 'direct', 'mixed' and 'indirect', not {kinds!r}."
        )
    if top is not None and (isinstance(top, bool) or not isinstance(top, int) or top < 2):
        raise ArgumentError(
            f"top says how many speakers to compare, 2 or more or None, not {given(top)}."
        )
    counted = scored[scored["kind"].isin(list(kinds)) & scored["compound"].notna()]
    by_speaker = {
        str(speaker): quotes for speaker, quotes in counted.groupby("speaker") if len(quotes) > 1
    }
    ranked = sorted(by_speaker, key=lambda speaker: (-len(by_speaker[speaker]), speaker))
    rows = []
    for pair in combinations(ranked[:top], 2):
        first, second = sorted(pair, key=lambda name: (-by_speaker[name]["compound"].mean(), name))
        rows.append(_compared(first, second, by_speaker[first], by_speaker[second]))
    table = pd.DataFrame(rows, columns=list(COMPARISONS)).astype(COMPARISONS)
    return table.sort_values(
        ["difference", "speaker_a", "speaker_b"], ascending=[False, True, True], ignore_index=True
    )


def _compared(a: str, b: str, said_a: pd.DataFrame, said_b: pd.DataFrame) -> dict[str, object]:
    low, high, over = _difference(said_a, said_b)
    few = [name for name, said in ((a, said_a), (b, said_b)) if len(said) < FEW]
    if few:
        higher, reason = None, f"fewer than {FEW} quotes by {' and '.join(few)}"
    elif not low > 0:
        higher, reason = None, "the interval of the difference holds zero"
    elif over == "few articles":
        higher, reason = None, f"fewer than {FEW_ARTICLES} articles"
    else:
        higher, reason = a, "the interval of the difference excludes zero"
    mean_a, mean_b = said_a["compound"].mean(), said_b["compound"].mean()
    return {
        "speaker_a": a,
        "speaker_b": b,
        "n_a": len(said_a),
        "n_b": len(said_b),
        "mean_a": mean_a,
        "mean_b": mean_b,
        "difference": mean_a - mean_b,
        "difference_low": low,
        "difference_high": high,
        "interval_over": over,
        "higher": higher,
        "reason": reason,
    }


def _difference(said_a: pd.DataFrame, said_b: pd.DataFrame) -> tuple[float, float, str]:
    """Return the ends of the interval and what it is over; over few articles, the wider of both."""
    over = resampled(min(said_a["article_id"].nunique(), said_b["article_id"].nunique()))
    both = pd.concat([said_a.sort_values("compound"), said_b.sort_values("compound")])
    values = both["compound"].to_numpy(dtype=float)
    is_a = np.arange(len(both)) < len(said_a)
    by_article = both["article_id"].tolist()
    by_quote = [f"{n:09}" for n in range(len(both))]
    groupings = {"articles": [by_article], "quotes": [by_quote]}.get(over, [by_article, by_quote])
    ends = []
    for groups in groupings:
        sums_a, sums_b, n_a, n_b = (
            totals_by_article(of.tolist(), groups)[0]
            for of in (np.where(is_a, values, 0.0), np.where(is_a, 0.0, values), is_a, ~is_a)
        )
        ends.append(middle(len(sums_a), partial(_drawn, sums_a, n_a, sums_b, n_b)))
    return min(low for low, _ in ends), max(high for _, high in ends), over


def _drawn(
    sums_a: Numbers, n_a: Numbers, sums_b: Numbers, n_b: Numbers, weights: Numbers
) -> Numbers:
    with np.errstate(invalid="ignore"):  # a draw without one of the two has no difference
        means_a: Numbers = (weights @ sums_a) / (weights @ n_a)
        means_b: Numbers = (weights @ sums_b) / (weights @ n_b)
    return means_a - means_b
