"""The corrected engine: VADER's list and arithmetic, on what a news sentence says.

What differs from the untouched engine, and nothing else:

- marks are made plain, emoji stand apart, and some have a rating of their own (`tokens`);
- names, offices, "like" that compares, and a few fixed phrases carry no tone (`neutral`);
- a negation reaches to the end of its clause, and "no" is a negation and has no tone of its
  own (`negation`); what is denied of a good word is a reproach, but of a bad one no praise: "he
  was not hurt" has no tone (Kiritchenko & Mohammad 2016 measured how people rate either);
- "but" halves every word before it and raises every word after it, once each, and "so" or "this"
  raises a weight only after "never", as the paper describes.

Kiritchenko, S. & Mohammad, S. M. (2016). The effect of negators, modals, and degree adverbs on
sentiment composition. Proceedings of WASSA.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.sentiment.modifiers import (
    NEGATION,
    NEVER_SO,
    Weight,
    apply_degree,
    apply_idioms,
    apply_least,
    emphasize_capitals,
    mixes_capitals,
)
from analysis.sentiment.negation import Negation, negations_by_word
from analysis.sentiment.neutral import neutral_words, phrases_in
from analysis.sentiment.tokens import (
    BUT,
    DEGREE,
    DOUBTFUL,
    IDIOM,
    LEAST,
    NEGATES,
    PHRASE,
    RATED,
    UPPER,
    Token,
    look_for,
)
from analysis.sentiment.vader import first_but, shift


def corrected_weights(tokens: Sequence[Token]) -> list[Weight]:
    """Return the rated words of a sentence with their weights.

    A word that is neutral where it stands is kept, with weight 0 and the reason.
    """
    marked, features = look_for(tokens)
    if not features & (RATED | PHRASE):
        return []
    neutral = neutral_words(tokens, marked) if features & DOUBTFUL else {}
    ratings = {
        at: rating
        for at in marked
        if (rating := tokens[at].rating) is not None and tokens[at].degree is None
    }
    last = _read_phrases(tokens, marked, ratings, neutral) if features & PHRASE else {}
    toned = ratings.keys() - neutral
    is_mixed = features & UPPER > 0 and mixes_capitals(tokens, marked)
    reached = negations_by_word(tokens) if features & NEGATES and toned else {}
    but = first_but(tokens) if features & BUT else None
    words = []
    for at, rating in ratings.items():
        if at in neutral:
            words.append(Weight(at, rating, 0.0, [neutral[at]]))
            continue
        word = Weight(at, rating, rating, last=last.get(at, -1))
        if is_mixed:
            emphasize_capitals(word, tokens[at])
        if features & DEGREE:
            for distance in range(1, min(at, 3) + 1):
                before = tokens[at - distance]
                if before.degree is not None and at - distance not in neutral:
                    apply_degree(word, before, distance, is_mixed)
        if features & IDIOM and at >= 3:
            apply_idioms(word, tokens)
        for negation in reached.get(at, ()):
            _negate(word, negation)
        if features & LEAST:
            apply_least(word, tokens, toned)
        if but is not None:
            shift(word, but)
        words.append(word)
    return sorted(words, key=lambda word: word.at) if last else words


def _negate(word: Weight, negation: Negation) -> None:
    """Turn a good word to its reproach, and take a bad word's tone away."""
    if negation.raises:
        word.change(word.weight * NEVER_SO, f"raised by “{negation.word}”")
    else:
        factor = NEGATION if word.rating > 0 else 0.0
        word.change(word.weight * factor, f"negated by “{negation.word}”")


def _read_phrases(
    tokens: Sequence[Token],
    marked: Sequence[int],
    ratings: dict[int, float],
    neutral: dict[int, str],
) -> dict[int, int]:
    """Enter the phrases of a sentence into its ratings and neutral words; return where they end."""
    last: dict[int, int] = {}
    for at, phrase in phrases_in(tokens, marked):
        whole = range(at, at + len(phrase.words))
        if phrase.rating == 0:
            reason = f"“{' '.join(phrase.words)}”: {phrase.note}"
            neutral |= {part: reason for part in whole if part in ratings}
            continue
        for part in whole:
            neutral.pop(part, None)
            ratings.pop(part, None)
        ratings[at], last[at] = phrase.rating, whole[-1]
    return last
