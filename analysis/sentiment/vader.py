"""The untouched engine: what vaderSentiment 3.3.2 answers, in time that grows with the text.

The library lower-cases the whole sentence again at every rated word; here each word is read once.
Its oddities are kept, so that a class can see how the published program answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from analysis.sentiment.modifiers import (
    AFTER_BUT,
    BEFORE_BUT,
    NEGATION,
    NEVER_SO,
    Weight,
    apply_degree,
    apply_idioms,
    apply_least,
    emphasize_capitals,
    mixes_capitals,
)
from analysis.sentiment.tokens import BUT, IDIOM, LEAST, RATED, UPPER, Token, look_for


def vader_weights(tokens: Sequence[Token]) -> list[Weight]:
    """Return the rated words of a sentence with their weights, as vaderSentiment gives them."""
    marked, features = look_for(tokens)
    if not features & RATED:
        return []
    rated = {at: rating for at in marked if (rating := tokens[at].rating) is not None}
    is_mixed = features & UPPER > 0 and mixes_capitals(tokens, marked)
    words = [
        _weight(at, rating, tokens, rated, is_mixed, features)
        for at, rating in rated.items()
        if tokens[at].degree is None and not _is_kind_of(tokens, at)
    ]
    if features & BUT:
        _shift_around_but(words, first_but(tokens))
    return words


_SO = ("so", "this")


def _is_kind_of(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower == "kind" and [t.lower for t in tokens[at + 1 : at + 2]] == ["of"]


def _weight(
    at: int,
    rating: float,
    tokens: Sequence[Token],
    rated: dict[int, float],
    is_mixed: bool,
    features: int,
) -> Weight:
    word = Weight(at, rating, rating)
    one, two, three = (tokens[at - n].lower if at >= n else "" for n in (1, 2, 3))
    if tokens[at].lower == "no" and at + 1 in rated:
        word.change(0.0, "negates the next word")
    if one == "no" or two == "no" or (three == "no" and one in ("or", "nor")):
        word.change(rating * NEGATION, "negated by “no”")
    if is_mixed:
        emphasize_capitals(word, tokens[at])
    for distance in range(1, min(at, 3) + 1):
        if at - distance in rated:
            continue
        before = tokens[at - distance]
        if before.degree is not None:
            apply_degree(word, before, distance, is_mixed)
        if before.negates or (distance == 3 and one in _SO):
            _negate(word, before, distance, one, two)
        if distance == 3 and features & IDIOM:
            apply_idioms(word, tokens)
    if features & LEAST:
        apply_least(word, tokens, rated)
    return word


def _negate(word: Weight, before: Token, distance: int, one: str, two: str) -> None:
    """Turn the weight for a negation one to three words before, by the library's conditions."""
    never, without = before.lower == "never", before.lower == "without"
    if (distance == 2 and never and one in _SO) or (
        # The library lets "so" or "this" raise the weight even where no "never" is in sight.
        distance == 3 and ((never and two in _SO) or one in _SO)
    ):
        word.change(word.weight * NEVER_SO, f"raised by “{one if one in _SO else two}”")
    elif without and ((distance > 1 and one == "doubt") or (distance == 3 and two == "doubt")):
        pass
    elif before.negates:
        word.change(word.weight * NEGATION, f"negated by “{before.word}”")


def first_but(tokens: Sequence[Token]) -> int:
    """Return where the first "but" of a sentence that has one stands."""
    return next(at for at, token in enumerate(tokens) if token.lower == "but")


def _shift_around_but(words: Sequence[Weight], but: int) -> None:
    """Halve what stands before the first "but" and raise what follows, as the library does it.

    The library goes through the weights and each time changes the first word that has this weight:
    of two words with the same weight one may be changed twice and the other not at all.
    """
    holders: dict[float, list[int]] = {}
    for n, word in enumerate(words):
        holders.setdefault(word.weight, []).append(n)
    for at in holders.values():
        heapify(at)
    for turn in words:
        if turn.weight == 0:
            continue
        n = heappop(holders[turn.weight])
        shift(words[n], but)
        heappush(holders.setdefault(words[n].weight, []), n)


def shift(word: Weight, but: int) -> None:
    """Halve the weight of a word before "but", and raise that of one after it."""
    if word.at < but:
        word.change(word.weight * BEFORE_BUT, "halved before “but”")
    elif word.at > but:
        word.change(word.weight * AFTER_BUT, "raised after “but”")
