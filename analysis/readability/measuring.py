"""Articles in, readability out: the verb for a table, and what stands beside a score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.language import is_english
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.readability.counts import Numbers, count_sentences
from analysis.readability.formulas import (
    FORMULAS,
    MIN_SAMPLE_WORDS,
    MIN_SMOG_SENTENCES,
    Counts,
)
from analysis.readability.intervals import intervals_of
from analysis.readability.library import count_with_textstat, score_with_textstat
from analysis.tables import ARTICLES, READABILITY, TableError

ENGINES = ("corrected", "textstat")
MIN_WORDS = 3  # one or two words are a label, not a sentence

Columns = dict[str, Any]


def measure_readability(
    articles: pd.DataFrame,
    *,
    engine: str = "corrected",
    min_words: int = MIN_WORDS,
    headings: bool = False,
    intervals: bool = False,
) -> pd.DataFrame:
    """Measure how hard articles are to read, one row per article.

    ``articles`` needs the columns ``article_id`` and ``text``. The result has the number of words,
    sentences and syllables, a column for each formula, and a ``flag``. ``engine="corrected"``
    counts as :func:`analysis.readability.count_text` does, with ``headings`` or without;
    ``engine="textstat"`` gives the library's own numbers of the text as it is, and downloads
    nothing (see :mod:`analysis.readability.library`).

    A formula is missing where it cannot be measured, and the flag says why: ``no words``; ``fewer
    than 3 words`` (or ``min_words``; engine "corrected" only); ``not English``, by a column
    ``language`` if there is one. Where a score stands on little the flag says that: ``fewer than
    100 words``, the length of the samples that the formulas were made on; ``fewer than 30
    sentences: SMOG``. Without any of these it is missing.

    With ``intervals=True`` there are two more columns for each formula, ``<formula>_low`` and
    ``<formula>_high``: the ends of its 95 % interval, by resampling the sentences of the article
    (see :mod:`analysis.readability.intervals`). They are columns and not a table of their own so
    that a score and its interval stay in one row whatever is done with the table. An article of one
    sentence has none.

    Raises TableError for another table, ValueError for another engine, or for intervals with
    textstat, which does not count by sentence.

    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The cat sat on the mat."]})
    >>> measure_readability(articles)[["article_id", "n_words", "gunning_fog"]]
      article_id  n_words  gunning_fog
    0          a        6          2.4
    """
    if engine not in ENGINES:
        raise ArgumentError(
            f"engine is {' or '.join(map(repr, ENGINES))}, not {given(engine)}."
            + did_you_mean(engine, ENGINES)
        )
    if intervals and engine != "corrected":
        raise ArgumentError(
            "intervals=True needs the counts of each sentence, and engine='textstat' has them for "
            "whole texts only. Leave out one of the two."
        )
    check_articles(articles, "measure_readability")
    texts, english = texts_of(articles, "text"), english_of(articles)
    if engine == "textstat":
        columns = _score_with_textstat(texts, english)
    else:
        sentences = [count_sentences(text, headings=headings) for text in texts]
        columns = score(sentences, english, min_words=min_words, intervals=intervals)
    return as_table({"article_id": articles["article_id"].tolist(), **columns}, READABILITY.columns)


def check_articles(articles: object, verb: str) -> None:
    """Raise TableError unless this is a table with article_id and text."""
    if not isinstance(articles, pd.DataFrame):
        ARTICLES.check(articles)  # which refuses it, and says what it is
    lacks = {"article_id", "text"} - set(getattr(articles, "columns", []))
    if lacks:
        raise TableError(
            f"{verb} needs a table with article_id and text; this one lacks "
            f"{' and '.join(sorted(lacks))}. Make one with load_articles(path)."
        )


def texts_of(table: pd.DataFrame, column: str) -> list[str]:
    """Return a column of text as strings; what is not text is an empty one."""
    if column not in table:
        return [""] * len(table)
    return [text if isinstance(text, str) else "" for text in table[column]]


def english_of(articles: pd.DataFrame) -> list[bool]:
    """Tell of each article whether it is, or may be, English."""
    if "language" not in articles:
        return [True] * len(articles)
    return [is_english(language) for language in articles["language"]]


def as_table(columns: Columns, dtypes: Any) -> pd.DataFrame:
    """Return columns as a table, those that ``dtypes`` names first, in its order and dtypes."""
    frame = pd.DataFrame(columns)
    extra = [column for column in frame if column not in dtypes]
    return frame[[*dtypes, *extra]].astype(dict(dtypes))


def score(
    sentences: Sequence[Numbers],
    english: Sequence[bool],
    *,
    min_words: int = MIN_WORDS,
    intervals: bool = False,
) -> Columns:
    """Return the columns of counts, formulas, flags and intervals of texts counted by sentence."""
    totals = [text.sum(axis=0) for text in sentences]
    counts = Counts(*np.array(totals, dtype=np.int64).reshape(-1, len(Counts._fields)).T)
    n_words = np.asarray(counts.words)
    is_measured = (n_words >= max(1, min_words)) & np.asarray(english, dtype=bool)
    columns: Columns = {
        "n_words": counts.words,
        "n_sentences": counts.sentences,
        "n_syllables": counts.syllables,
    }
    for name, formula in FORMULAS.items():
        columns[name] = np.where(is_measured, formula(counts), math.nan)
    columns["flag"] = _flags(counts, english, min_words)
    if intervals:
        ends = [
            intervals_of(text) if measured else {}
            for text, measured in zip(sentences, is_measured, strict=True)
        ]
        for name in FORMULAS:
            both = np.array([text.get(name, (math.nan, math.nan)) for text in ends])
            columns[f"{name}_low"], columns[f"{name}_high"] = both.reshape(-1, 2).T
    return columns


def _flags(counts: Counts, english: Iterable[bool], min_words: int) -> list[str | None]:
    pairs = zip(np.asarray(counts.words), np.asarray(counts.sentences), english, strict=True)
    return [_flag(int(n), int(m), is_in_english, min_words) for n, m, is_in_english in pairs]


def _flag(n_words: int, n_sentences: int, is_in_english: bool, min_words: int) -> str | None:
    if not n_words:
        return "no words"
    if not is_in_english:
        return "not English"
    if n_words < min_words:
        return f"fewer than {min_words} words"
    weak = []
    if n_words < MIN_SAMPLE_WORDS:
        weak.append(f"fewer than {MIN_SAMPLE_WORDS} words")
    if n_sentences < MIN_SMOG_SENTENCES:
        weak.append(f"fewer than {MIN_SMOG_SENTENCES} sentences: SMOG")
    return "; ".join(weak) or None


def _score_with_textstat(texts: Sequence[str], english: Sequence[bool]) -> Columns:
    counted, scored = [], []
    missing = dict.fromkeys(FORMULAS, math.nan)
    for text, is_in_english in zip(texts, english, strict=True):
        counts = count_with_textstat(text)
        # Of a text without words textstat says 0, or 1 sentence, or SMOG 3.13.
        counted.append(counts if counts.words else Counts())
        scored.append(score_with_textstat(text) if counts.words and is_in_english else missing)
    fields = Counts(*np.array(counted, dtype=np.int64).reshape(-1, len(Counts._fields)).T)
    return {
        "n_words": fields.words,
        "n_sentences": fields.sentences,
        "n_syllables": fields.syllables,
        **{name: [row[name] for row in scored] for name in FORMULAS},
        "flag": _flags(fields, english, min_words=1),
    }
