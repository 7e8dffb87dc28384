"""A text's score is the mean over its sentences; the verb for a whole table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.language import is_english, paragraphs, split_sentences
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.sentiment.corrected import corrected_weights
from analysis.sentiment.modifiers import NO_SCORES, Scores, Weight, emphasis, scores_of
from analysis.sentiment.tokens import Reader, Token, emoji_names, news_reader, vader_reader
from analysis.sentiment.vader import vader_weights
from analysis.tables import SCORES, TableError


class Engine(NamedTuple):
    """A way to score a sentence: how its words are read, and what each of them weighs."""

    reader: Callable[[], Reader]
    weights_of: Callable[[Sequence[Token]], list[Weight]]
    emoji_text: Callable[[str], str]  # names of emoji, whose "!" counts for the library


_ENGINES = {
    "corrected": Engine(news_reader, corrected_weights, lambda sentence: ""),
    "vader": Engine(vader_reader, vader_weights, emoji_names),
}
ENGINES = tuple(_ENGINES)

# What score_sentiment adds to a table, besides SCORES.
SPREAD = {"compound_sd": "float64", "n_sentences": "Int64"}


def engine_of(name: str) -> Engine:
    """Return an engine; raise ValueError with the names there are if there is none of this name."""
    if name not in _ENGINES:
        raise ArgumentError(
            f"engine is {' or '.join(map(repr, ENGINES))}, not {given(name)}."
            + did_you_mean(name, ENGINES)
        )
    return _ENGINES[name]


def score_sentence(sentence: str, *, engine: str = "corrected") -> Scores:
    """Score one sentence, whatever it is.

    ``engine="vader"`` answers what vaderSentiment 3.3.2 answers to this very text, to the last
    digit; a text without any word scores 0.0 throughout there, and so it does here.

    >>> score_sentence("VADER is smart, handsome, and funny.", engine="vader")
    Scores(negative=0.0, neutral=0.254, positive=0.746, compound=0.8316)
    """
    chosen = engine_of(engine)
    return _score(sentence, chosen, chosen.reader())


def _score(sentence: str, engine: Engine, reader: Reader) -> Scores:
    tokens = list(chain.from_iterable(map(reader, sentence.split())))
    words = engine.weights_of(tokens)
    if not words:
        return scores_of(len(tokens), (), 0.0)
    added = emphasis(sentence, engine.emoji_text(sentence))
    return scores_of(len(tokens), [word.weight for word in words], added)


def tone_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans to be scored: the sentences, the last of a line with the emoji after it.

    Sentences are those of `analysis.language.split_sentences`. A line of emoji alone is scored too.

    >>> text = "It rained. We won. ❤️"
    >>> [text[start:end] for start, end in tone_sentences(text)]
    ['It rained.', 'We won. ❤️']
    """
    spans = split_sentences(text)
    if text.isascii():
        return spans
    edges = [0, *chain.from_iterable(spans), len(text)]
    if not any(emoji_names(text[edges[n] : edges[n + 1]]) for n in range(0, len(edges), 2)):
        return spans
    with_emoji: list[tuple[int, int]] = []
    for line_start, line_end in paragraphs(text):
        inside = [span for span in spans if line_start <= span[0] < line_end]
        for n, (start, end) in enumerate(inside, start=1):
            gap = text[end : inside[n][0] if n < len(inside) else line_end].rstrip()
            with_emoji.append((start, end + len(gap) if emoji_names(gap) else end))
        if not inside and emoji_names(text[line_start:line_end]):
            with_emoji.append((line_start, line_end))
    return with_emoji


def score_text(text: object, *, engine: str = "corrected") -> Scores:
    """Score one text: the mean of the scores of its sentences, each counting the same.

    ``engine="corrected"`` reads a sentence as news is written (see `analysis.sentiment`),
    ``engine="vader"`` gives what vaderSentiment 3.3.2 gives for the same sentences. A text without
    any word or emoji, or what is not text, has no scores: they are missing.

    Hutto, C. J. & Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment analysis
    of social media text. Proceedings of ICWSM-14.

    >>> score_text("The plan isn’t good.").compound
    -0.3412
    >>> score_text("The plan isn’t good.", engine="vader").compound
    0.4404
    """
    return _mean(_scores_by_sentence(text, engine_of(engine)))


def _scores_by_sentence(text: object, engine: Engine) -> list[Scores]:
    if not isinstance(text, str):
        return []
    reader = engine.reader()
    return [_score(text[start:end], engine, reader) for start, end in tone_sentences(text)]


def _mean(scored: Sequence[Scores]) -> Scores:
    if len(scored) < 2:
        return scored[0] if scored else NO_SCORES
    return Scores(*(math.fsum(values) / len(scored) for values in zip(*scored, strict=True)))


def _spread(scored: Sequence[Scores]) -> float:
    """Return the standard deviation of the sentences' compound scores, missing below two."""
    n = len(scored)
    if n < 2:
        return math.nan
    mean = math.fsum(scores.compound for scores in scored) / n
    return math.sqrt(math.fsum((scores.compound - mean) ** 2 for scores in scored) / (n - 1))


def score_sentiment(
    table: pd.DataFrame,
    column: str = "text",
    *,
    engine: str = "corrected",
    unit: str = "sentence",
) -> pd.DataFrame:
    """Score the text of every row: the same table with the mean over the row's sentences.

    ``table`` may be any table with a column of text: articles, sentences, quotes, headlines. Its
    columns, order and index stay. Added are negative, neutral, positive and compound, each the mean
    over the sentences of the row; ``compound_sd``, their standard deviation (missing for a single
    sentence); and ``n_sentences``, how many were scored. Columns of these names are replaced if
    they hold numbers. Scores are missing where there is nothing to score and where the row's
    ``language`` is known and not English. See :func:`score_text` for ``engine``.

    Raises TableError if there is no such column, or not one of text, or if a column of yours that
    is not numbers has the name of a score; ValueError for another engine, or for a unit other than
    the sentence.

    >>> quotes = pd.DataFrame({"speaker": ["Ana Ruiz"], "text": ["We are proud of this."]})
    >>> score_sentiment(quotes)[["speaker", "compound", "n_sentences"]]
        speaker  compound  n_sentences
    0  Ana Ruiz    0.4767            1
    """
    chosen = engine_of(engine)
    _check_unit(unit)
    _check_table(table, column)
    languages = table["language"] if "language" in table else [None] * len(table)
    scored = [
        _row(text if is_english(language) else None, chosen)
        for text, language in zip(table[column], languages, strict=True)
    ]
    columns = np.array(scored, dtype="float64").reshape(len(table), len(SCORES) + len(SPREAD)).T
    new: dict[str, Any] = dict(zip([*SCORES, *SPREAD], columns, strict=True))
    new["n_sentences"] = pd.array(columns[-1], dtype="Int64")
    return table.assign(**new)


def _row(text: object, engine: Engine) -> tuple[float, ...]:
    scored = _scores_by_sentence(text, engine)
    return (*_mean(scored), _spread(scored), len(scored) or math.nan)


def _check_unit(unit: str) -> None:
    if unit == "sentence":
        return
    raise ArgumentError(
        f"unit is 'sentence', not {unit!r}: a text is scored sentence by sentence and its score is "
        "their mean. Scored in one go, the words of a whole article add up until VADER's compound "
        "stands at one of its ends, +1 or -1, for nearly every article."
    )


def _check_table(table: object, column: str) -> None:
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"score_sentiment needs a table with a column of text, such as quotes, but got "
            f"{given(table)}. Give the whole table; explain_sentiment takes one text."
        )
    columns = list(table.columns)
    if columns.count(column) != 1:
        has = f" Its columns are {', '.join(map(str, columns)) or 'none'}."
        raise TableError(
            f"score_sentiment needs one column {column!r}; this table has {columns.count(column)}."
            + (did_you_mean(column, columns) or has)
        )
    texts = table[column]
    if pd.api.types.is_numeric_dtype(texts) and texts.notna().any():
        raise TableError(
            f"column {column!r} holds {texts.dtype}, not text. Name the column that holds the text."
        )
    written = [*SCORES, *SPREAD]
    taken = [name for name in written if name in columns and not _is_replaceable(table[name])]
    if taken:
        raise TableError(
            f"score_sentiment writes {', '.join(written)}, but this table has its own "
            f"{' and '.join(taken)} that is not a score. Rename that column first."
        )


def _is_replaceable(old: pd.Series | pd.DataFrame) -> bool:
    """Tell whether a column that has the name of a score holds numbers, or nothing."""
    return isinstance(old, pd.Series) and (
        pd.api.types.is_numeric_dtype(old) or not old.notna().any()
    )
