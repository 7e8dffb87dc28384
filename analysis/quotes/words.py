"""The verbs and nouns that introduce reported words, from ``lexicons``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis.lexicons import load_lexicon


class Verb(NamedTuple):
    """A reporting verb: its frames, the prepositions of its object, and whether it is speech."""

    frames: frozenset[str]
    prepositions: frozenset[str]
    sense: str


@cache
def reporting_verbs() -> dict[str, Verb]:
    """Return the lexicon of reporting verbs by lemma.

    >>> sorted(reporting_verbs()["vow"].frames)
    ['clause', 'infinitive', 'object', 'quote']
    """
    return {
        row["verb"]: Verb(
            frozenset(row["frames"].split()), frozenset(row["prepositions"].split()), row["sense"]
        )
        for row in load_lexicon("reporting_verbs")
    }


@cache
def verbs_of_two_words() -> frozenset[str]:
    """Return the first words of those that are two: "fire" of "fire back".

    >>> "fire" in verbs_of_two_words(), "say" in verbs_of_two_words()
    (True, False)
    """
    return frozenset(verb.split()[0] for verb in reporting_verbs() if " " in verb)


@cache
def reporting_nouns() -> dict[str, tuple[frozenset[str], str]]:
    """Return the frames and the sense of nouns that introduce reported words, by noun.

    >>> reporting_nouns()["promise"][1]
    'speech'
    """
    return {
        row["noun"]: (frozenset(row["frames"].split()), row["sense"])
        for row in load_lexicon("reporting_nouns")
    }


@cache
def speaking_nouns() -> frozenset[str]:
    """Return the nouns for people and bodies that speak: "mayor", "council", "witness".

    >>> "mayor" in speaking_nouns(), "report" in speaking_nouns()
    (True, False)
    """
    return frozenset(
        row["noun"]
        for row in load_lexicon("source_nouns")
        if row["kind"] not in ("document", "reports")
    )
