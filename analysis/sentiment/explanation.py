"""The words that made a score: where they stand, what each weighs, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.mistakes import check_text
from analysis.sentiment.modifiers import Weight, compound, emphasis, total_weight
from analysis.sentiment.scoring import Engine, engine_of, tone_sentences
from analysis.sentiment.tokens import Token

WORDS = {
    "sentence": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "rating": "float64",
    "weight": "float64",
    "reason": "str",
    "compound": "float64",
}


def explain_sentiment(
    text: str, *, engine: str = "corrected", neutral: bool = False
) -> pd.DataFrame:
    """List the words that made the score of a text, one row per word that counted.

    ``start`` and ``end`` are offsets into ``text``; ``sentence`` numbers the sentences from 0;
    ``rating`` is the word's own in VADER's list, from -4 to 4, and ``weight`` what it came to in
    its sentence, for the ``reason`` given. Exclamation and question marks that add emphasis have a
    row too. ``compound`` is the score of the whole sentence: the weights of a sentence add up to a
    total x, and its compound is x / √(x² + 15), from -1 to 1. The compound of a text is the mean
    over its sentences; those without a row count as 0.

    With ``neutral=True`` words that VADER rates and that weigh nothing where they stand ("Supreme
    Court") are listed too, with weight 0.

    Raises ValueError for what is not text, or for another engine.

    >>> explain_sentiment("The plan isn’t good.")[["text", "rating", "weight", "reason"]]
       text  rating  weight              reason
    0  good     1.9  -1.406  negated by “isn't”
    """
    check_text(text, "explain_sentiment")
    chosen = engine_of(engine)
    rows = [
        row
        for number, (start, end) in enumerate(tone_sentences(text))
        for row in _rows(text[start:end], start, number, chosen)
        if neutral or row["weight"] != 0
    ]
    return pd.DataFrame(rows, columns=list(WORDS)).astype(WORDS)


def _rows(sentence: str, at: int, number: int, engine: Engine) -> Iterator[dict[str, Any]]:
    placed = [
        (token, at + match.start() + token.start, at + match.start() + token.end)
        for match in re.finditer(r"\S+", sentence)
        for token in engine.reader()(match.group())
    ]
    tokens: list[Token] = [token for token, _, _ in placed]
    words = engine.weights_of(tokens)
    added = emphasis(sentence, engine.emoji_text(sentence))
    weights = [word.weight for word in words]
    total = total_weight(weights, added)
    common = {"sentence": number, "compound": compound(total)}
    for word in words:
        start, end = placed[word.at][1], placed[max(word.at, word.last)][2]
        yield {
            **common,
            "start": start,
            "end": end,
            "text": sentence[start - at : end - at],
            "rating": word.rating,
            "weight": word.weight,
            "reason": _reason(word),
        }
    if total != sum(weights):
        marks = list(re.finditer(r"[!?](?:[!? ]*[!?])?", sentence))
        # To the library an emoji named "UP! button" has a mark in it too, which is not printed.
        start, end = marks[-1].span() if marks else (0, len(sentence))
        yield {
            **common,
            "start": at + start,
            "end": at + end,
            "text": sentence[start:end],
            "rating": 0.0,
            "weight": total - sum(weights),
            "reason": "emphasis of the marks",
        }


def _reason(word: Weight) -> str:
    return "; ".join(word.reasons) or "as in the list"
