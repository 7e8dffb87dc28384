"""VADER's arithmetic: what a word's neighbours do to its rating, and how weights become a score.

The rules and the numbers are those of Hutto and Gilbert (2014) and of vaderSentiment 3.3.2, the
program they published. Both engines use them; they differ in which words count and how far a
negation reaches.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.sentiment.ratings import load_ratings
from analysis.sentiment.tokens import Token

CAPITALS = 0.733  # a rated word in capitals among words that are not
NEGATION = -0.74
NEVER_SO = 1.25  # "never so good"
DISTANCE = {1: 1.0, 2: 0.95, 3: 0.9}  # a degree word counts less the farther it stands before
BEFORE_BUT, AFTER_BUT = 0.5, 1.5


class Scores(NamedTuple):
    """VADER's scores: three proportions that add up to 1, and a compound from -1 to 1."""

    negative: float
    neutral: float
    positive: float
    compound: float


_TONELESS = Scores(0.0, 1.0, 0.0, 0.0)
_WORDLESS = Scores(0.0, 0.0, 0.0, 0.0)  # what the library answers
NO_SCORES = Scores(math.nan, math.nan, math.nan, math.nan)


@dataclass(slots=True)
class Weight:
    """A word that VADER's list rates: where it stands, what it weighs here, and why."""

    at: int  # number of the word in its sentence
    rating: float
    weight: float
    reasons: list[str] = field(default_factory=list)
    last: int = -1  # number of the last word, where the rated thing is a phrase

    def change(self, weight: float, reason: str) -> None:
        """Set the weight and say why, if it is another."""
        if weight != self.weight:
            self.weight = weight
            self.reasons.append(reason)


def mixes_capitals(tokens: Sequence[Token], marked: Sequence[int]) -> bool:
    """Tell whether some words are in capitals and some are not; all that are, are marked."""
    n_upper = sum([tokens[at].is_upper for at in marked])
    return 0 < n_upper < len(tokens)


def emphasize_capitals(word: Weight, token: Token) -> None:
    """Add weight to a word in capitals, in a sentence that is not all capitals."""
    if token.is_upper:
        louder = CAPITALS if word.weight > 0 else -CAPITALS
        word.change(word.weight + louder, "in capitals")


def apply_degree(word: Weight, before: Token, distance: int, is_mixed: bool) -> None:
    """Add what a degree word ("very", "barely") does, one to three words before."""
    own = before.degree or 0.0
    degree = -own if word.weight < 0 else own
    if is_mixed and before.is_upper:
        degree += CAPITALS if word.weight > 0 else -CAPITALS
    verb = "intensified" if own > 0 else "softened"
    word.change(word.weight + degree * DISTANCE[distance], f"{verb} by “{before.word}”")


def apply_idioms(word: Weight, tokens: Sequence[Token]) -> None:
    """Set the weight of a word in an idiom that VADER knows ("the bomb", "bus stop")."""
    at = word.at
    idioms, degrees = load_ratings().idioms, load_ratings().degrees
    three, two, one, zero = (token.lower for token in tokens[at - 3 : at + 1])
    after = [token.lower for token in tokens[at + 1 : at + 3]]
    before = (f"{one} {zero}", f"{two} {one} {zero}", f"{two} {one}", f"{three} {two} {one}")
    for idiom in (*before, f"{three} {two}"):
        if idiom in idioms:
            word.change(idioms[idiom], f"idiom “{idiom}”")
            break
    for n in (1, 2):
        idiom = " ".join([zero, *after[:n]])
        if len(after) >= n and idiom in idioms:
            word.change(idioms[idiom], f"idiom “{idiom}”")
    for phrase in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        if phrase in degrees:
            word.change(word.weight + degrees[phrase], f"softened by “{phrase}”")


def apply_least(word: Weight, tokens: Sequence[Token], rated: Collection[int]) -> None:
    """Turn the weight after "least", but not after "at least" and "very least"."""
    at = word.at
    if at > 0 and tokens[at - 1].lower == "least" and at - 1 not in rated:
        if at == 1 or tokens[at - 2].lower not in ("at", "very"):
            word.change(word.weight * NEGATION, "negated by “least”")


def emphasis(text: str, extra: str = "") -> float:
    """Return what exclamation marks (up to four) and repeated question marks add to a sentence.

    >>> emphasis("What?! Really?!")
    0.944
    """
    n_exclaimed = text.count("!") + extra.count("!")
    n_asked = text.count("?") + extra.count("?")
    asked = 0.0 if n_asked < 2 else n_asked * 0.18 if n_asked <= 3 else 0.96
    return min(n_exclaimed, 4) * 0.292 + asked


def compound(total: float) -> float:
    """Return the compound score of the weights' total: total / √(total² + 15).

    >>> compound(1.9)
    0.4404
    """
    return round(max(-1.0, min(1.0, total / math.sqrt(total * total + 15))), 4)


def total_weight(weights: Sequence[float], added: float) -> float:
    """Return the sum of the weights, with the emphasis of the marks added on its own side."""
    total = float(sum(weights))
    return total + added if total > 0 else total - added if total < 0 else total


def scores_of(n_tokens: int, weights: Sequence[float], added: float) -> Scores:
    """Return the scores of a sentence of ``n_tokens`` words from the weights of those that count.

    >>> scores_of(3, [1.9], 0.0)
    Scores(negative=0.0, neutral=0.408, positive=0.592, compound=0.4404)
    """
    if not weights:
        return _TONELESS if n_tokens else _WORDLESS
    # Each word of tone counts one more than its weight, as much as a word without tone counts.
    positive = negative = 0.0
    n_toned = 0
    for weight in weights:
        if weight > 0:
            positive += weight + 1
            n_toned += 1
        elif weight < 0:
            negative += weight - 1
            n_toned += 1
    if positive > -negative:
        positive += added
    elif positive < -negative:
        negative -= added
    n_neutral = n_tokens - n_toned
    whole = positive + math.fabs(negative) + n_neutral
    return Scores(
        round(math.fabs(negative / whole), 3),
        round(n_neutral / whole, 3),
        round(positive / whole, 3),
        compound(total_weight(weights, added)),
    )
