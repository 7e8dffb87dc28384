"""The nouns for sources without a name, from ``lexicons/source_nouns.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import load_lexicon

if TYPE_CHECKING:
    from analysis.language.words import Token


@cache
def source_nouns() -> Mapping[str, str]:
    """Return what each noun makes of a source, by noun.

    >>> source_nouns()["spokesman"], source_nouns()["officials"[:-1]]
    ('role', 'anonymous')
    """
    return {row["noun"]: row["kind"] for row in load_lexicon("source_nouns")}


_ORGANISATIONS = frozenset({"organization", "organisation", "outlet", "group", "division", "site"})
_OF_NEWS = frozenset({"news", "media"})


def noun_kind(token: Token) -> str | None:
    """Return the kind of a noun from the list, by its form or its singular, or None."""
    nouns = source_nouns()
    low = token.lower_
    if low in _ORGANISATIONS and token.i and token.nbor(-1).lower_ in _OF_NEWS:
        return "outlet"
    if low in nouns:
        return nouns[low]
    kind = nouns.get(token.lemma_.lower())
    if kind is None and low.endswith("s"):
        kind = nouns.get(low[:-1])
    if kind is None and "-" in low:
        kind = nouns.get(low.rsplit("-", 1)[-1])
    return kind


def is_known_noun(word: str) -> bool:
    """Tell whether a word is a noun of the list, in the singular or the plural."""
    low = word.lower()
    return low in source_nouns() or low.removesuffix("s") in source_nouns()


def is_body_word(word: str) -> bool:
    """Tell whether a name that ends in this word, in lower case, is a body's and no person's.

    >>> is_body_word("productions"), is_body_word("ruiz")
    (True, False)
    """
    return word in _body_words()


@cache
def _body_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("body_words") if row["kind"] == "body")
