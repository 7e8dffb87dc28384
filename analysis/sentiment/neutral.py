"""Rated words that carry no tone where they stand: names, offices, comparisons, phrases.

A word with a capital letter inside a sentence is part of a name. At the head of a sentence, and in
a headline where every word has one, a capital says nothing; there a name is known by what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.lexicons import first_names, load_lexicon
from analysis.sentiment.ratings import load_ratings
from analysis.sentiment.tokens import DOUBTFUL, Token, longest_word, words_of

NAME = "part of a name"
OFFICE = "part of the name of an office or body"
COMPARES = "compares, and is no verb"
NEGATES = "a negation, and no tone of its own"


def neutral_words(tokens: Sequence[Token], marked: Sequence[int]) -> dict[int, str]:
    """Return the rated words and degree words that are neutral here, each with the reason.

    ``marked`` are the words to be looked at.

    >>> from analysis.sentiment.tokens import news_reader
    >>> words = "Officials like Hope Hicks left."
    >>> tokens = [token for word in words.split() for token in news_reader()(word)]
    >>> neutral_words(tokens, range(len(tokens)))
    {1: 'compares, and is no verb', 2: 'part of a name'}
    """
    neutral: dict[int, str] = {}
    headline: bool | None = None
    for at in marked:
        token = tokens[at]
        if not token.features & DOUBTFUL:
            continue
        if token.lower == "no":
            neutral[at] = NEGATES
        elif token.lower == "like":
            if not _is_verb(tokens, at):
                neutral[at] = COMPARES
        else:
            if token.is_capital and headline is None:
                headline = _is_headline(tokens)
            is_set_off = token.is_capital and not headline
            if token.rating is not None and _is_office(tokens, at, is_set_off):
                neutral[at] = OFFICE
            elif (is_set_off and not _is_head(tokens, at)) or (
                token.is_capital
                and token.rating is not None
                and _is_name_at_head(tokens, at, is_set_off)
            ):
                neutral[at] = NAME
    return neutral


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "like" is a verb here, by the word before it: we like, to like, don't like."""
    if at == 0:
        return False
    before = tokens[at - 1]
    return not before.breaks_after and (
        before.lower in words_of("tone_grammar", "before verb like") or before.negates
    )


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Tell whether every longer word but the first has a capital, so that capitals say nothing."""
    longer = [token for token in tokens[1:] if len(token.word) > 3 and token.word[:1].isalpha()]
    return len(longer) > 1 and all(token.word[0].isupper() for token in longer)


def _is_head(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a sentence, a quotation or what follows a colon or dash begins here."""
    if tokens[at].opens:
        return True
    for before in range(at - 1, -1, -1):
        word = tokens[before].word
        if word not in ('"', "'"):
            # A dash or a colon stands before it; else a word does.
            return not any(map(str.isalnum, word)) or tokens[before].ends_colon
    return True


def _is_office(tokens: Sequence[Token], at: int, is_set_off: bool) -> bool:
    """Tell whether a word and the next are an office: Supreme Court, the justice secretary.

    ``is_set_off``: the word has a capital letter, and not only because all have.
    """
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if not following or token.breaks_after or following[0].breaks_before:
        return False
    head = following[0]
    is_field = token.lower in words_of("offices", "field")
    if head.lower in words_of("offices", "head"):
        return is_field
    return head.lower in _bodies() and (is_field or (is_set_off and head.is_capital))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("body_words"))


def _is_name_at_head(tokens: Sequence[Token], at: int, is_set_off: bool) -> bool:
    """Tell a name by what follows: Hope Hicks, Great Britain, Strong said."""
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if not following or token.breaks_after or following[0].breaks_before:
        return False
    if following[0].is_capital:
        begins_names = words_of("offices", "field") | words_of("offices", "place")
        return token.lower in first_names() or (token.lower in begins_names and is_set_off)
    return not token.lower.endswith("s") and (
        following[0].lower in words_of("tone_grammar", "after name")
    )


class Phrase(NamedTuple):
    """A fixed phrase: its words, its rating, why, and where its longest word stands in it."""

    words: tuple[str, ...]
    rating: float
    note: str
    key: int


@cache
def _phrases() -> dict[str, list[Phrase]]:
    """Return the phrases under their longest word, the longest phrase first."""
    rated = load_ratings().words
    phrases: dict[str, list[Phrase]] = {}
    for row in load_lexicon("tone_phrases"):
        words, key = tuple(row["phrase"].split()), longest_word(row["phrase"])
        rating = rated[row["phrase"]] if row["rating"] == "listed" else float(row["rating"])
        phrase = Phrase(words, rating, row["note"], words.index(key))
        phrases.setdefault(key, []).append(phrase)
    for known in phrases.values():
        known.sort(key=lambda phrase: -len(phrase.words))
    return phrases


def phrases_in(tokens: Sequence[Token], marked: Sequence[int]) -> list[tuple[int, Phrase]]:
    """Return every fixed phrase with the number of its first word; of two, the longer."""
    found = []
    for at in marked:
        for phrase in _phrases().get(tokens[at].lower, ()):
            start = at - phrase.key
            stretch = tokens[max(start, 0) : start + len(phrase.words)]
            if tuple([token.lower for token in stretch]) == phrase.words and not any(
                token.breaks_after for token in stretch[:-1]
            ):
                found.append((start, phrase))
                break
    return found
