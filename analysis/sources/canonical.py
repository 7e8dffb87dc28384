"""Under which name a source is counted: full names, spelled-out acronyms, the phrase as printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.language import Reading
from analysis.sources.nouns import is_body_word, is_known_noun
from analysis.sources.spans import titled_people

if TYPE_CHECKING:
    from analysis.language.words import Token


_CAPITALS = r"(?:[A-Z][\w’'&-]*|of|for|and|the|on|in)"
_ACRONYM = re.compile(rf"({_CAPITALS}(?: {_CAPITALS}){{1,9}}) \(([A-Z][A-Za-z-]{{1,9}})\)")
_EDGE = re.compile(r"\b")

# Adjectives that say in what mood, not who: "furious shopkeepers" are shopkeepers.
_PASSING = frozenset(
    "furious fuming angry irate worried anxious upset stunned shocked frightened delighted weary "
    "varying unnamed unidentified anonymous".split()
)
_COUNTED = frozenset("one another two three four five six seven eight nine ten".split())
_SHARE = re.compile(r"(?:[\d.,]+ ?(?:%|per ?cent) of (?:the )?)(?:[\d.,]+ )?")
# Nouns that take up somebody unnamed of whom the article told more: "the source", "the insider".
_TAKES_UP = frozenset("source insider friend pal aide".split())
_NEAR = 400  # characters: so far back "one official" is one of "county officials"
_SPOKEN_FOR = frozenset("spokesman spokeswoman spokesperson".split())
_FIRMS = frozenset("firm company group business corporation retailer manufacturer".split())
_NO_FIRMS = frozenset(
    "council authority office service department ministry court police government commission "
    "parliament congress senate university college school hospital union party committee agency "
    "board association federation institute foundation army navy force".split()
)


@dataclass
class Cast:
    """The names in an article: full names by last name, bodies, acronyms, phrases of quotes.

    ``bodies`` are (offset, name); ``labels`` counts what the recogniser took each name for;
    ``latest`` is the name under which an unnamed source was last counted, by its noun; ``unnamed``
    are the nouns of people without a name, each with its place and the phrase it was first called
    by; ``speaking`` are the bodies that said something, with the place.
    """

    people: dict[str, str] = field(default_factory=dict)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    acronyms: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, tuple[str, str]] = field(default_factory=dict)
    latest: dict[str, str] = field(default_factory=dict)
    unnamed: list[tuple[int, str, str]] = field(default_factory=list)
    speaking: list[tuple[int, str]] = field(default_factory=list)


def plain_phrase(text: str, first: Token) -> str:
    """The phrase as a source is counted: no number or mood, no capital of the sentence's start."""
    words = re.sub(r"[’']s$", "", _SHARE.sub("", " ".join(text.split()))).split(" ")
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
        place = quote.get("speaker_start")
        if kind == "organisation" and speaker[:1].isupper() and isinstance(place, int | float):
            cast.speaking.append((int(place), re.sub(r"^[Tt]he ", "", speaker)))
        if isinstance(text, str) and " " in text:
            bare = re.sub(r"(?i)^(?:the|an?|his|her|their) ", "", text).lower()
            cast.phrases.setdefault(bare, (speaker, kind))
    for name in {name for _, name in cast.bodies if " " in name}:  # missed by the recogniser here
        cast.bodies += [(start, name) for start in _places(name, reading.text)]
    cast.bodies.sort()
    return cast


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text as whole words."""
    # A pattern for each name would be made once and used once, which costs more than the search.
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        is_whole = _EDGE.match(text, start) and _EDGE.match(text, end)
        if is_whole:
            yield start
        start = text.find(name, end if is_whole else start + 1)


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
        is_longer = len(theirs) > len(words) and not cast.labels[bare, "GPE"]
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
        if owner is None and doc[noun.i + 3 : end].text in _FIRMS:
            owner = _latest_firm(offset, cast)
    elif start < noun.i:
        owner = _resolved_body(doc[start : noun.i].text, cast)
    elif any(child.lower_ in ("its", "their") for child in noun.lefts):
        before = [name for place, name in cast.bodies if place < offset]
        owner = cast.acronyms.get(before[-1], before[-1]) if before else None
    if owner is not None:
        cast.latest[lemma] = f"{owner} {noun.lower_}"
        return cast.latest[lemma]
    if start == noun.i and end == noun.i + 1 and noun.tag_ == "NN":
        known = cast.latest.get(lemma)
        if known is None and lemma in _SPOKEN_FOR:
            said = [name for place, name in cast.speaking if 0 < offset - place < _NEAR]
            known = f"{said[-1]} {noun.lower_}" if said else None
            if known is not None:
                cast.latest[lemma] = known
        return known
    return None


def _latest_firm(offset: int, cast: Cast) -> str | None:
    """Whom "a spokeswoman for the firm" speaks for: the body named last that is no public one."""
    firms = [
        name
        for place, name in cast.bodies
        if place < offset and not _NO_FIRMS & set(name.lower().split())
    ]
    return (_resolved_body(firms[-1], cast) or firms[-1]) if firms else None


def taken_up(noun: Token, start: int, offset: int, phrase: str, cast: Cast) -> str:
    """Return the phrase by which somebody unnamed was first called: "the source" is an insider.

    "One official" after "county officials" is one of them.
    """
    lemma = noun.lemma_.lower()
    before = {child.lower_ for child in noun.lefts}
    is_plain = start == noun.i or noun.doc[start].lower_ in _COUNTED
    same = [known for _, word, known in cast.unnamed if word == lemma]
    many = f"{lemma}s"
    if noun.tag_ == "NNS":
        cast.unnamed.append((offset, many, phrase.removesuffix(noun.text) + noun.lemma_))
    elif is_plain and before & {"one", "another"}:
        near = [at for at in cast.unnamed if at[1] == many and offset - at[0] < _NEAR]
        phrase = near[-1][2] if near else phrase
        cast.unnamed.append((offset, lemma, phrase))
    elif is_plain and same and "the" in before:
        return same[-1]
    elif is_plain and "the" in before and lemma in _TAKES_UP and cast.unnamed:
        return cast.unnamed[-1][2]
    else:
        cast.unnamed.append((offset, lemma, phrase))
    return phrase
