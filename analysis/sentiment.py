"""How positive or negative a text sounds, by VADER, sentence by sentence.

VADER (Hutto & Gilbert 2014) looks words up in a list rated by people and minds negation, degree
words, capitals and exclamation marks. It was made for sentences: over a whole article its compound
score runs to one of the ends, so a text is scored as the mean of its sentences.

What the numbers are not: an attitude. "Two people were killed" is negative for its topic. A name
counts as words do ("Supreme Court" is positive to VADER), negation reaches three words back and no
further, and irony is unknown to it. Read the sentences behind a mean before you believe it.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.language import is_english, split_sentences
from analysis.tables import SCORES, TableError


class Scores(NamedTuple):
    """VADER's scores: three proportions that add up to 1, and a compound from -1 to 1."""

    negative: float
    neutral: float
    positive: float
    compound: float


NO_SCORES = Scores(math.nan, math.nan, math.nan, math.nan)
ENGINES = ("corrected", "vader")

# VADER knows typewriter marks only: to it, isn’t is no negation and “great is no word.
_PLAIN_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("—―", " - "),
        "…": "... ",
        "\N{VARIATION SELECTOR-16}": None,
    }
)
_TYPED_DASH = re.compile(r"(?<=[\w\"'.,!?)])-{2,}(?=[\w\"'(])")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b", re.IGNORECASE)


def plain_marks(sentence: str) -> str:
    r"""Return a sentence with the marks that VADER can read, otherwise as it was.

    Curly quotation marks and apostrophes become straight ones; an em dash gets spaces around it, so
    that the words beside it are words; an en dash becomes a hyphen; 's is taken off, since VADER
    lists "hero" and not "hero's".

    >>> plain_marks("“The plan isn’t good”—the hero’s verdict…")
    '"The plan isn\'t good" - the hero verdict... '
    """
    plain = sentence.translate(_PLAIN_MARKS)
    return _POSSESSIVE.sub("", _TYPED_DASH.sub(" - ", plain))


def score_text(text: object, *, engine: str = "corrected") -> Scores:
    """Score one text: the mean of VADER's scores over its sentences, each counting the same.

    ``engine="corrected"`` gives VADER the sentences with :func:`plain_marks`, ``engine="vader"``
    gives it the same sentences as they are printed. A text without any word, or what is not text,
    has no scores: they are missing.

    Hutto, C. J. & Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment analysis
    of social media text. Proceedings of ICWSM-14.

    >>> score_text("The plan isn’t good.").compound
    -0.3412
    >>> score_text("The plan isn’t good.", engine="vader").compound
    0.4404
    """
    _check_engine(engine)
    if not isinstance(text, str):
        return NO_SCORES
    sentences = [text[start:end] for start, end in split_sentences(text)]
    if engine == "corrected":
        sentences = [plain_marks(sentence) for sentence in sentences]
    if not sentences:
        return NO_SCORES
    scored = [_score_sentence(sentence) for sentence in sentences]
    return Scores(*(math.fsum(values) / len(scored) for values in zip(*scored, strict=True)))


@lru_cache(maxsize=2**15)
def _score_sentence(sentence: str) -> Scores:
    scores = _analyzer().polarity_scores(sentence)
    return Scores(scores["neg"], scores["neu"], scores["pos"], scores["compound"])


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def score_sentiment(
    table: pd.DataFrame, column: str = "text", *, engine: str = "corrected"
) -> pd.DataFrame:
    """Score the text of every row: the same table with negative, neutral, positive and compound.

    ``table`` may be any table with a column of text: articles, sentences, quotes, headlines. Its
    columns, order and index stay; columns of those four names are replaced if they hold numbers.
    Scores are missing where there is no word to score and where the row's ``language`` is known and
    not English. See :func:`score_text` for ``engine`` and for how the sentences are put together.

    Raises TableError if there is no such column, or not one of text, or if a column of yours that
    is not numbers has the name of a score; ValueError for another engine.

    >>> quotes = pd.DataFrame({"speaker": ["Ana Ruiz"], "text": ["We are proud of this."]})
    >>> score_sentiment(quotes)[["speaker", "compound"]]
        speaker  compound
    0  Ana Ruiz    0.4767
    """
    _check_engine(engine)
    _check_table(table, column)
    languages = table["language"] if "language" in table else [None] * len(table)
    scores = [
        score_text(text, engine=engine) if is_english(language) else NO_SCORES
        for text, language in zip(table[column], languages, strict=True)
    ]
    columns = np.array(scores, dtype="float64").reshape(len(table), len(SCORES)).T
    return table.assign(**dict(zip(SCORES, columns, strict=True)))


def _check_engine(engine: str) -> None:
    if engine not in ENGINES:
        raise ValueError(f"engine is {' or '.join(map(repr, ENGINES))}, not {engine!r}.")


def _check_table(table: object, column: str) -> None:
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"score_sentiment needs a table with a column of text (a pandas DataFrame), but got "
            f"{type(table).__name__}. Give the whole table, and name its column of text."
        )
    columns = list(table.columns)
    if columns.count(column) != 1:
        raise TableError(
            f"score_sentiment needs one column {column!r}; this table has {columns.count(column)} "
            f"(its columns: {', '.join(map(str, columns)) or 'none'}). Name the column to score."
        )
    texts = table[column]
    if pd.api.types.is_numeric_dtype(texts) and texts.notna().any():
        raise TableError(
            f"column {column!r} holds {texts.dtype}, not text. Name the column that holds the text."
        )
    taken = [name for name in SCORES if name in columns and not _is_replaceable(table[name])]
    if taken:
        raise TableError(
            f"score_sentiment writes {', '.join(SCORES)}, but this table has its own "
            f"{' and '.join(taken)} that is not a score. Rename that column first."
        )


def _is_replaceable(old: pd.Series | pd.DataFrame) -> bool:
    """Tell whether a column that has the name of a score holds numbers, or nothing."""
    return isinstance(old, pd.Series) and (
        pd.api.types.is_numeric_dtype(old) or not old.notna().any()
    )
