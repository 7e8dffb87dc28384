"""Under which name a source is counted: full names, spelled-out acronyms, the phrase as printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.language import Reading
from analysis.sources.nouns import is_body_word, is_known_noun
from analysis.sources.spans import titled_people

if TYPE_CHECKING:
    from spacy.tokens import Token


_CAPITALS = r"(?:[A-Z][\w’'&-]*|of|for|and|the|on|in)"
_ACRONYM = re.compile(rf"({_CAPITALS}(?: {_CAPITALS}){{1,9}}) \(([A-Z][A-Za-z-]{{1,9}})\)")


# Adjectives that say in what mood, not who: "furious shopkeepers" are shopkeepers.
_PASSING = frozenset(
    "furious fuming angry irate worried anxious upset stunned shocked frightened delighted weary "
    "varying unnamed unidentified anonymous".split()
)
_COUNTED = frozenset("one another two three four five six seven eight nine ten".split())


@dataclass
class Cast:
    """The names in an article: full names by last name, bodies, acronyms, phrases of quotes.

    ``bodies`` are (offset, name); ``labels`` counts what the recogniser took each name for;
    ``latest`` is the name under which an unnamed source was last counted, by its noun.
    """

    people: dict[str, str] = field(default_factory=dict)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    acronyms: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, tuple[str, str]] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)


def plain_phrase(text: str, first: Token) -> str:
    """The phrase as a source is counted: no number or mood, no capital of the sentence's start."""
    words = re.sub(r"[’']s$", "", " ".join(text.split())).split(" ")
    starts_sentence = first.is_sent_start or first.i == 0 or first.nbor(-1).is_sent_start
    is_name = first.pos_ == "PROPN" or first.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
    is_common = first.ent_type_ != "NORP" and is_known_noun(words[0])
    if words[0][1:].islower() and starts_sentence and (not is_name or is_common):
        words[0] = words[0].lower()
    while len(words) > 1 and words[1] != "of":
        if words[0].lower() not in _COUNTED | _PASSING and not words[0].isdigit():
            break
        words = words[1:]
    return " ".join(words)


def cast_of(reading: Reading, named_quotes: Sequence[Mapping[str, Any]]) -> Cast:
    """Return the names that an article gives in full, and what its quotes tell of others."""
    cast = Cast()
    for paragraph in reading.paragraphs:
        for entity in paragraph.doc.ents:
            words = re.sub(r"^[Tt]he |[’']s?$", "", entity.text).split()
            if entity[0].tag_ == "VBG" and len(words) > 1:
                words = words[1:]  # "Hosting Cook …": the recogniser takes in the verb
            cast.labels[" ".join(words), entity.label_] += 1
            is_body = bool(words) and is_body_word(words[-1].lower())
            if entity.label_ == "PERSON" and len(words) > 1 and is_body:
                cast.bodies.append((paragraph.start + entity.start_char, " ".join(words)))
            elif entity.label_ == "PERSON" and len(words) > 1 and words[-1][:1].isupper():
                name, known = " ".join(words), cast.people.get(words[-1])
                if known is None or name.endswith(f" {known}"):  # the fuller of two
                    cast.people[words[-1]] = name
            elif entity.label_ == "ORG" and words:
                cast.bodies.append((paragraph.start + entity.start_char, " ".join(words)))
        for name in titled_people(paragraph.doc):
            cast.people.setdefault(name.split()[-1], name)
    for found in _ACRONYM.finditer(reading.text):
        spelled = _spelled_out(found.group(1).split(), found.group(2))
        if spelled:
            cast.acronyms[found.group(2)] = spelled
    for quote in named_quotes:
        speaker, kind, text = (quote.get(c) for c in ("speaker", "speaker_type", "speaker_text"))
        if not isinstance(speaker, str) or not isinstance(kind, str):
            continue
        if kind == "person" and len(speaker.split()) > 1:
            cast.people[speaker.split()[-1]] = speaker
        if isinstance(text, str) and " " in text:
            bare = re.sub(r"(?i)^(?:the|an?|his|her|their) ", "", text).lower()
            cast.phrases.setdefault(bare, (speaker, kind))
    return cast


def _spelled_out(words: list[str], acronym: str) -> str | None:
    """The words before a bracket that an acronym abbreviates: from its first letter on."""
    letters = [letter for letter in acronym if letter.isupper()]
    for start in range(len(words)):
        initials = [word[0] for word in words[start:] if word[0].isupper()]
        if initials == letters and words[start][0].isupper():
            return " ".join(words[start:])
    for start in range(len(words)):
        if words[start][0] == acronym[0] and len(words) - start >= 2:
            return " ".join(words[start:])
    return None


def is_full_name(speaker: str) -> bool:
    """Tell whether a resolved speaker is a name, and not a phrase as printed.

    >>> is_full_name("Ana Ruiz"), is_full_name("a police spokesman")
    (True, False)
    """
    words = speaker.split()
    return bool(words) and words[0][:1].isupper() and words[-1][:1].isupper()


def full_name(text: str, known: tuple[str | None, str | None] | None, cast: Cast) -> str:
    """Return a person's name as the article gives it in full."""
    if known and known[0] and known[1] == "person":
        is_shorter = len(known[0].split()) < len(text.split())
        if set(text.lower().split()) & set(known[0].lower().split()) and not is_shorter:
            return known[0]
    words = re.sub(r"[’']s?$", "", text).split()
    if len(words) == 1:
        return cast.people.get(words[-1], text)
    return cast.people.get(words[-1], text) if text in cast.people.get(words[-1], "") else text


def is_body(text: str, cast: Cast) -> bool:
    """Tell whether the article treats a name elsewhere as that of a body."""
    if text in cast.people or text in cast.people.values():
        return False
    if cast.labels[text, "ORG"] > cast.labels[text, "PERSON"]:
        return True
    return any(name.startswith(text + " ") for _, name in cast.bodies)


Known = tuple[str | None, str | None] | None


def body_name(text: str, plain: str, known: Known, cast: Cast) -> str:
    """Return a body's full name: by its acronym, by the quote, or the one that the phrase fits."""
    words = [word.lower() for word in text.split()]
    if known and known[0] and known[1] == "organisation" and text not in cast.acronyms:
        if len(words) == 1 or set(words) <= set(known[0].lower().split()):
            return re.sub(r"^[Tt]he ", "", known[0])
    return _resolved_body(text, cast) or plain


def _resolved_body(text: str, cast: Cast) -> str | None:
    """The one body that a phrase fits: "the council", "fire service", "Halloran", "EHA"."""
    bare = re.sub(r"^(?:the|a|an) |[’']s?$", "", text.strip(), flags=re.I)
    if bare in cast.acronyms:
        return cast.acronyms[bare]
    words = [word.lower() for word in bare.split()]
    fitting = set()
    for _, name in cast.bodies:
        theirs = [word.lower() for word in name.split()]
        is_longer = len(theirs) > len(words)
        if is_longer and words and set(words) <= set(theirs):
            if theirs[-1] == words[-1] or (bare[0].isupper() and theirs[: len(words)] == words):
                fitting.add(name)
    if len(fitting) == 1:
        return fitting.pop()
    told = cast.phrases.get(bare.lower())
    if told and told[1] == "organisation" and told[0].lower() not in bare.lower():
        return re.sub(r"^[Tt]he ", "", told[0])
    return bare if any(name == bare for _, name in cast.bodies) else None


def office_name(noun: Token, start: int, end: int, offset: int, cast: Cast) -> str | None:
    """Return the name of an unnamed source with whose it is: "Harbour Authority spokesman".

    The body is looked for after the noun ("for the council"), before it ("council spokesman"), in
    "its", and in what the same noun was called before ("the spokesman"). None if nothing tells.
    """
    doc = noun.doc
    lemma = noun.lemma_.lower()
    owner = None
    if end > noun.i + 2 and doc[noun.i + 1].lower_ in ("for", "of", "from", "by", "at"):
        owner = _resolved_body(doc[noun.i + 2 : end].text, cast)
    elif start < noun.i:
        owner = _resolved_body(doc[start : noun.i].text, cast)
    elif any(child.lower_ in ("its", "their") for child in noun.lefts):
        before = [name for place, name in cast.bodies if place < offset]
        owner = cast.acronyms.get(before[-1], before[-1]) if before else None
    if owner is not None:
        cast.latest[lemma] = f"{owner} {noun.lower_}"
        return cast.latest[lemma]
    if start == noun.i and end == noun.i + 1 and noun.tag_ == "NN":
        return cast.latest.get(lemma)
    return None
