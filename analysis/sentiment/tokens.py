"""A sentence as VADER's words: what stands between blanks, without the punctuation around it.

Each distinct stretch between blanks is read once and remembered (up to 65,536 of them, about 35 MB
at the most), so that a corpus costs as much as its vocabulary.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.lexicons import load_lexicon
from analysis.sentiment.ratings import load_ratings
from analysis.sentiment.wording import (
    Wording,
    curly_made_straight,
    emoji_pattern,
    in_plain_marks,
    is_skin_tone,
    name_emoji,
    set_emoji_apart,
)

Tokens = tuple["Token", ...]
Reader = Callable[[str], Tokens]
_MEMO = 2**16

# What a rule must look for in a sentence; most sentences have little of it.
RATED, DEGREE, UPPER, IDIOM, BUT, LEAST, NEGATES, PHRASE, DOUBTFUL = (2**n for n in range(9))


@dataclass(slots=True)
class Token:
    """A word with all that the rules ask of it; ``start`` and ``end`` count within its stretch."""

    word: str
    lower: str
    start: int
    end: int
    rating: float | None  # in VADER's list, whatever the sentence makes of it
    degree: float | None
    negates: bool
    is_upper: bool
    is_capital: bool  # begins with a capital letter and is not all capitals
    opens: bool  # an opening quotation mark or a bracket stands before it
    breaks_before: bool  # a clause ends before it
    breaks_after: bool
    ends_colon: bool  # what follows a colon begins like a sentence
    features: int


def look_for(tokens: Sequence[Token]) -> tuple[list[int], int]:
    """Return the words of a sentence that have any feature, and all their features together."""
    marked = [at for at, token in enumerate(tokens) if token.features]
    features = 0
    for at in marked:
        features |= tokens[at].features
    return marked, features


class Memo(dict[str, Tokens]):
    """What was read, by its stretch of text; emptied when it is full, so that it stays small."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, chunk: str) -> Tokens:
        if len(self) >= _MEMO:
            self.clear()
        self[chunk] = tokens = self.read(chunk)
        return tokens


@cache
def vader_reader() -> Reader:
    """Return what reads a stretch without blanks as words, as VADER's code does.

    >>> [token.word for token in vader_reader()("great—😀isn’t")]
    ['great—', 'grinning', 'faceisn’t']
    """
    names = load_ratings().emoji
    pattern = emoji_pattern(names)
    facts = _vader_facts()

    def read(chunk: str) -> Tokens:
        if chunk.isascii() or not pattern.search(chunk):
            return (_token(chunk, facts),)
        return _pieces(name_emoji(Wording.of(chunk), pattern, names), facts)

    return Memo(read).__getitem__


@cache
def news_reader() -> Reader:
    """Return what reads a stretch without blanks as words: marks plain, dashes and emoji apart.

    >>> [token.word for token in news_reader()("great—😀isn’t")]
    ['great', '-', 'grinning', 'face', "isn't"]
    """
    facts = _news_facts()
    names = {**load_ratings().emoji, **{emoji: emoji for emoji in _own_emoji()}}
    pattern = emoji_pattern(names)

    def read(chunk: str) -> Tokens:
        if chunk.isalpha() and chunk.isascii():
            return (_token(chunk, facts),)
        plain = curly_made_straight(chunk)
        if plain.isascii() and "--" not in plain and "'s" not in plain and "'S" not in plain:
            return (_token(plain, facts),)
        wording = in_plain_marks(Wording.of(chunk))
        return _pieces(set_emoji_apart(wording, pattern, names), facts)

    return Memo(read).__getitem__


class Facts(NamedTuple):
    """What an engine knows about words; ``known`` is all of them, to be asked first."""

    keeps_short: bool
    ratings: Mapping[str, float]
    degrees: Mapping[str, float]
    negations: frozenset[str]
    idiom_words: frozenset[str]
    phrase_words: frozenset[str]
    doubtful_words: frozenset[str]
    known: frozenset[str] = frozenset()

    def complete(self) -> Facts:
        """Return the same facts with ``known``, every word that there is something to know of."""
        return self._replace(known=frozenset({"but", "least"}).union(*self[1:-1]))


@cache
def _vader_facts() -> Facts:
    ratings = load_ratings()
    nothing: frozenset[str] = frozenset()
    idioms = [*ratings.idioms, *(degree for degree in ratings.degrees if " " in degree)]
    keys = frozenset(map(longest_word, idioms))
    return Facts(
        True, ratings.words, ratings.degrees, ratings.negations, keys, nothing, nothing
    ).complete()


@cache
def _news_facts() -> Facts:
    more = words_of("tone_grammar", "negates") | words_of("tone_grammar", "negates phrase")
    negations = (load_ratings().negations | more) - words_of("tone_grammar", "negates nothing")
    phrases = frozenset(longest_word(row["phrase"]) for row in load_lexicon("tone_phrases"))
    return (
        _vader_facts()
        ._replace(
            keeps_short=False,
            ratings={**load_ratings().words, **_own_emoji()},
            negations=negations,
            phrase_words=phrases,
            doubtful_words=words_of("offices", "field") | {"like", "no"},
        )
        .complete()
    )


def longest_word(phrase: str) -> str:
    """Return the word of a phrase by which it is looked for: "as well as" where "well" stands."""
    return max(phrase.split(), key=len)


@cache
def _own_emoji() -> Mapping[str, float]:
    return {row["emoji"]: float(row["rating"]) for row in load_lexicon("emoji_tone")}


@cache
def words_of(lexicon: str, role: str) -> frozenset[str]:
    """Return the words of a lexicon that have this role."""
    return frozenset(row["word"] for row in load_lexicon(lexicon) if row["role"] == role)


def emoji_names(text: str) -> str:
    """Return the names of all emoji of a text that VADER knows, or "" if there is none.

    A skin tone is no emoji by itself.

    >>> emoji_names("We ❤ this — 👍"), emoji_names("“No.”")
    ('red heart thumbs up', '')
    """
    if text.isascii():
        return ""
    names = load_ratings().emoji
    found = _emoji_pattern().findall(text)
    return " ".join(names[emoji] for emoji in found if emoji in names and not is_skin_tone(emoji))


@cache
def _emoji_pattern() -> re.Pattern[str]:
    return emoji_pattern(load_ratings().emoji)


def _pieces(wording: Wording, facts: Facts) -> Tokens:
    """Read a stretch that was changed: its words stand where its characters came from."""
    tokens = []
    for match in re.finditer(r"\S+", wording.text):
        token = _token(match.group(), facts)
        start = wording.places[match.start() + token.start][0]
        end = wording.places[match.start() + token.end - 1][1]
        tokens.append(replace(token, start=start, end=end))
    return tuple(tokens)


def _token(piece: str, facts: Facts) -> Token:
    before = after = ""
    bare = word = piece
    if piece.isalpha():
        lower = piece.lower()
        if lower not in facts.known:  # most words
            is_upper = piece.isupper()
            is_capital = piece[0].isupper() and not (is_upper and len(piece) > 1)
            nothing = (None, None, False, is_upper, is_capital, False, False, False, False)
            return Token(piece, lower, 0, len(piece), *nothing, UPPER if is_upper else 0)
    else:
        bare = piece.strip(string.punctuation)
        before, _, after = piece.partition(bare) if bare else ("", "", piece)
        # The library leaves punctuation at words of one or two letters, since it may be an
        # emoticon; to it "up," is not "up". For news only what is in the list stays as it is.
        stays = len(bare) <= 2 if facts.keeps_short else not bare or piece.lower() in facts.ratings
        word = piece if stays else bare
    start = 0 if word is piece else len(before)
    lower = word.lower()
    is_upper = word.isupper()
    is_capital = bare[:1].isupper() and not (is_upper and len(bare) > 1)
    rating = degree = None
    negates = False
    features = UPPER if is_upper else 0
    if lower in facts.known:
        rating, degree = facts.ratings.get(lower), facts.degrees.get(lower)
        negates = lower in facts.negations
        is_doubtful = is_capital or lower in facts.doubtful_words
        features |= (
            RATED * (rating is not None)
            | DEGREE * (degree is not None)
            | IDIOM * (lower in facts.idiom_words)
            | BUT * (lower == "but")
            | LEAST * (lower == "least")
            | PHRASE * (lower in facts.phrase_words)
            | DOUBTFUL * ((rating is not None or degree is not None) and is_doubtful)
        )
    if negates or "n't" in lower:
        negates = True
        features |= NEGATES
    return Token(
        word,
        lower,
        start,
        start + len(word),
        rating,
        degree,
        negates,
        is_upper,
        is_capital,
        *_marks_around(before, after, bare != ""),
        features,
    )


@lru_cache(maxsize=1024)
def _marks_around(before: str, after: str, holds_word: bool) -> tuple[bool, bool, bool, bool]:
    """Tell what the marks around a word do: open, break before, break after, introduce."""
    return (
        not set("\"'([{").isdisjoint(before),
        not holds_word or not set("([").isdisjoint(before),
        not holds_word or "..." in after or not set(",;:()[]!?").isdisjoint(after),
        after[-1:] == ":",
    )
