"""Our numbers beside textstat's, with the counts that explain the difference."""

from __future__ import annotations

import math

import pandas as pd

from analysis.readability.counts import count_text
from analysis.readability.formulas import FORMULAS, Counts
from analysis.readability.library import count_with_textstat, score_with_textstat
from analysis.readability.measuring import (
    MIN_WORDS,
    as_table,
    check_articles,
    english_of,
    texts_of,
)
from analysis.tables import READABILITY_ENGINES


def compare_engines(articles: pd.DataFrame, *, min_words: int = MIN_WORDS) -> pd.DataFrame:
    """Compare the two engines of ``measure_readability``, one row per article and measure.

    ``corrected`` and ``textstat`` are the two values and ``difference`` is the first less the
    second. Then come, in pairs, the counts that both made of the text: ``n_words`` and
    ``n_words_textstat``, and so on for sentences, letters, syllables, polysyllables, complex,
    difficult and long words. ``mainly`` says what the difference comes from: the count that, put
    in place of ours alone, moves our value most, or ``formula`` where textstat's arithmetic is not
    the published one. Values are missing as they are in ``measure_readability``.

    Raises TableError for a table without article_id and text.

    >>> text = "The U.S. economy grew 3.5 percent in the second quarter of the year."
    >>> compared = compare_engines(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> fog = compared[compared["measure"] == "gunning_fog"]
    >>> fog[["n_sentences", "n_sentences_textstat", "mainly"]]
       n_sentences  n_sentences_textstat     mainly
    4            1                     2  sentences
    """
    check_articles(articles, "compare_engines")
    rows = [
        row
        for article_id, text, is_in_english in zip(
            articles["article_id"],
            texts_of(articles, "text"),
            english_of(articles),
            strict=True,
        )
        for row in _compare(article_id, text, is_in_english, min_words)
    ]
    columns = {name: [row[name] for row in rows] for name in READABILITY_ENGINES.columns}
    return as_table(columns, READABILITY_ENGINES.columns)


def _compare(
    article_id: object, text: str, is_in_english: bool, min_words: int
) -> list[dict[str, object]]:
    ours = count_text(text)
    has_words = count_with_textstat(text).words > 0
    is_measured = is_in_english and ours.words >= max(1, min_words)
    scores = score_with_textstat(text) if has_words and is_in_english else {}
    rows = []
    for name, formula in FORMULAS.items():
        theirs = count_with_textstat(text, name) if has_words else Counts()
        corrected = formula(ours) if is_measured else math.nan
        textstat = scores.get(name, math.nan)
        rows.append(
            {
                "article_id": article_id,
                "measure": name,
                "corrected": corrected,
                "textstat": textstat,
                "difference": corrected - textstat,
                "mainly": (
                    None
                    if math.isnan(corrected - textstat)
                    else _main_reason(name, ours, theirs, textstat)
                ),
                **_counts_of(ours, ""),
                **_counts_of(theirs, "_textstat"),
            }
        )
    return rows


def _counts_of(counts: Counts, suffix: str) -> dict[str, int]:
    return {f"n_{field}{suffix}": number for field, number in counts._asdict().items()}


def _main_reason(name: str, ours: Counts, theirs: Counts, textstat: float) -> str | None:
    formula = FORMULAS[name]
    value = formula(ours)
    moved = {
        field: abs(formula(ours._replace(**{field: number})) - value)
        for field, number in theirs._asdict().items()
    }
    moved["formula"] = abs(textstat - formula(theirs))
    reason = max(moved, key=lambda key: moved[key])
    return reason if moved[reason] > 1e-9 else None
