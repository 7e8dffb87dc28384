"""What a source is: a named person or body, an office, a document, or somebody unnamed.

The noun decides, by the list in ``lexicons/source_nouns.csv``. An unnamed source is *role only*
where the text says enough to telephone the office and ask for them ("a spokeswoman for the
ministry"), and *anonymous* where nobody could find them ("officials", "a person close to the
talks").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.lexicons import first_names
from analysis.sources.nouns import is_body_word, noun_kind
from analysis.sources.spans import (
    ARTICLES,
    FAMILIAR,
    NAME_LABELS,
    body_span,
    is_title,
    name_span,
    phrase_span,
    without_titles,
)

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token


class Graded(NamedTuple):
    """The tokens that name a source, what it is, and how we know."""

    start: int
    end: int
    type: str
    subtype: str | None


_PLAIN_KINDS = ("role", "anonymous", "journalist", "document")
_RELATIVE = frozenset("who that which this it".split())
_VAGUE = frozenset(
    "local media news press early initial unconfirmed several various varying multiple other "
    "foreign international recent published conflicting earlier previous numerous separate many "
    "unverified widespread state latest official domestic".split()
)
_MEDIA_WORDS = frozenset("media news press newspaper tv television radio".split())
_PERSONISH = re.compile(r"(?:er|or|ist|ian|eer|ant|man|woman|men|women|folk|mate|ee|old)s?$")
_BY_OFFICE = frozenset(
    "spokesman spokeswoman spokesperson spokespeople prosecutors lawyers attorneys".split()
)
_MANY = frozenset("some many most several others few both all".split())
_GROUPS = frozenset("group team coalition crowd gang circle panel list chorus".split())
_ANONYMITY = re.compile(
    r"(?i)\banonym(?:ity|ous(?:ly)?)\b|\bun(?:named|identified)\b"
    r"|\b(?:not|n['’]t) (?:be(?:en)? |publicly )*(?:authori[sz]ed|allowed|permitted|cleared) to"
    r"|\b(?:not (?:to )?|declin\w+ to |(?:not|n['’]t) (?:want|wish)(?:ed|ing)? to |refus\w+ to )"
    r"be (?:named|identified|quoted)"
    r"|\bwithout being (?:named|identified)|\bname (?:has been|was) (?:changed|withheld)"
    r"|\b(?:declin|refus)\w+ to (?:give|provide|disclose|share) "
    r"(?:(?:his|her|their|a|full|last) ){1,2}names?\b"
    r"|\b(?:gave|giving|gives) only (?:(?:his|her|their|a) ){1,2}first names?\b"
    r"|\bon (?:deep )?background\b|\boff the record\b"
)


def states_anonymity(sentence: str) -> bool:
    """Tell whether a sentence says that a source is not to be named.

    >>> states_anonymity("The official spoke on condition of anonymity.")
    True
    """
    return bool(_ANONYMITY.search(sentence))


_REASON = re.compile(
    r"(?i)\b(?:because|since|(?:out of|for|citing|due to|amid|over) (?:a )?(?:fears?|concerns?)|"
    r"fearing|citing|as (?:he|she|they|the)|in order to|so as not to|to (?:discuss|speak|describe|"
    r"share|talk|protect|avoid|reveal|disclose|detail|give)|"
    r"not (?:authori[sz]ed|allowed|permitted|cleared) to)\b(?:(?!, (?:said|says|told|added)\b)"
    r"[^.;”“\n])*"
)


def stated_reason(sentence: str) -> str | None:
    """Return why a source is not named, in the words of the sentence that says so, or None.

    >>> stated_reason("The aide asked not to be named because talks go on.")
    'because talks go on'
    """
    anonymity = _ANONYMITY.search(sentence)
    if anonymity is None:
        return None
    reason = _REASON.search(sentence, anonymity.start()) or _REASON.search(sentence)
    return reason.group().rstrip(" ,:—–-") if reason else None


def grade(
    noun: Token, people: Mapping[str, str], *, is_speaker: bool = False, says: bool = False
) -> Graded | None:
    """Return what kind of source the phrase around ``noun`` is, or None if it is none.

    ``people`` maps the last names of the article's people to their full names. ``is_speaker``: the
    phrase is the speaker of a quote; ``says``: by a plain cue such as *said*. A noun outside the
    list is then taken for a person, for things seldom say.
    """
    is_acronym = noun.text.isupper() and len(noun.text) > 1  # "WHO" is no pronoun
    if not is_acronym and (noun.tag_ in ("PRP", "WP", "PRP$") or noun.lower_ in _RELATIVE):
        is_third = noun.lower_ in ("he", "she", "they", "it", "him", "her", "them")
        return Graded(noun.i, noun.i + 1, "person", "pronoun") if is_third else None
    if noun.text in ("Sens", "Reps", "Govs"):
        return None  # "Sens. Ana Ruiz and Peter Ode": a title that the parser takes for a name
    if noun.i > 0 and any(child.lower_ in ("no", "neither", "nobody") for child in noun.lefts):
        return None
    kind = noun_kind(noun)
    if noun.pos_ == "PROPN" or noun.ent_type_ in NAME_LABELS or noun.text in people or is_acronym:
        named = _named(noun, kind, people)
        if named is not None:
            return named
    appositive = _appositive_person(noun, people)
    if appositive is not None and kind in ("role", "anonymous", "journalist", "partitive", None):
        return appositive
    return _unnamed(noun, kind, is_speaker, says)


def _named(noun: Token, kind: str | None, people: Mapping[str, str]) -> Graded | None:
    start, end = name_span(noun)
    doc = noun.doc
    is_body = noun.ent_type_ == "ORG" and any(
        noun_kind(token) == "organisation" for token in doc[start:end]
    )
    if noun.ent_type_ != "PERSON" and not is_body and kind in _PLAIN_KINDS:
        # "the Health Minister", "Republicans": a noun in capitals, unless it is a person's name.
        if noun.text not in people or noun.tag_ == "NNPS":
            return None
    is_of_many = noun.ent_type_ == "ORG" and end - start > 1  # "Reporters Without Borders"
    if (kind == "reports" and not is_of_many) or (kind == "outlet" and noun.pos_ == "NOUN"):
        return None
    if noun.ent_type_ == "NORP":
        begin, stop = phrase_span(noun)
        if noun.tag_ == "NNPS" or noun.lower_.endswith("s"):
            return Graded(begin, stop, "anonymous", "collective")
        if any(child.lower_ in ("a", "an", "another", "one") for child in noun.lefts):
            return Graded(begin, stop, "anonymous", "individual")  # "another Norrlander"
    if noun.pos_ not in ("PROPN", "X") and kind is not None and noun.ent_type_ != "PERSON":
        if noun.text not in people:
            return None
    owned = next((t.i for t in doc[start:end] if t.tag_ == "POS"), None)
    if owned is not None and _is_reporter(doc, owned + 1, end):
        return Graded(owned + 1, end, "person", "named")  # "Commentary’s Ana Ruiz"
    if _is_person(doc, start, end, kind, people):
        return Graded(*without_titles(doc, start, end), "person", "named")
    return Graded(*body_span(noun, start, end), "organisation", "named")


def _is_reporter(doc: Doc, start: int, end: int) -> bool:
    words = doc[start:end]
    return (
        len(words) in (2, 3)
        and all(token.pos_ == "PROPN" and token.text.istitle() for token in words)
        and not any(is_body_word(token.lower_) or noun_kind(token) for token in words)
        and words[0].lower_ in first_names()
    )


def _is_person(doc: Doc, start: int, end: int, kind: str | None, people: Mapping[str, str]) -> bool:
    last = doc[end - 1]
    label = last.ent_type_ or doc[start].ent_type_
    before = doc[start - 1] if start else None
    is_surname = last.text in people and not last.text.isupper()
    if is_surname and (end - start == 1 or doc[start].text in people[last.text].split()):
        return True
    is_named_body = is_body_word(last.lower_) and (kind is not None or end - start > 1)
    if (kind in ("organisation", "outlet") or is_named_body) and last.text not in people:
        return False
    if any(is_title(token) for token in doc[start : end - 1]) and kind is None:
        return True
    if any(c.dep_ == "appos" and noun_kind(c) in ("role", "journalist") for c in last.children):
        return True  # "Ana Ruiz, a spokeswoman"
    if doc[start].ent_type_ in ("GPE", "NORP") and last.text not in people:
        return False
    if label == "PERSON":
        return not (before is not None and before.lower_ == "the" and not last.text.endswith("s"))
    if last.text in people and end - start <= 3 and label != "ORG":
        return True
    if end - start == 1:
        if before is not None and is_title(before) and before.pos_ in ("PROPN", "NOUN"):
            return label not in ("GPE", "LOC")
        return label == "" and not last.text.isupper() and not (before and before.lower_ == "the")
    return label == "" and not (before is not None and before.lower_ in ARTICLES)


def _appositive_person(noun: Token, people: Mapping[str, str]) -> Graded | None:
    """'The mayor, Ana Ruiz, said': the name beside the noun is the source."""
    for token in noun.subtree:
        if token.dep_ != "appos" or token.i < noun.i or token.pos_ != "PROPN":
            continue
        if token.head != noun and token.ent_type_ != "PERSON":
            continue
        start, end = name_span(token)
        is_named = token.ent_type_ in ("PERSON", "") and end - start > 1
        if is_named or token.text in people:
            return Graded(*without_titles(noun.doc, start, end), "person", "named")
    return None


def _unnamed(noun: Token, kind: str | None, is_speaker: bool, says: bool) -> Graded | None:
    start, end = phrase_span(noun)
    inner = _of_what(noun)
    if inner is not None and (kind == "partitive" or noun.lower_ in _GROUPS):
        inner_kind = noun_kind(inner)
        if inner_kind in ("anonymous", "role", "journalist") or inner.ent_type_ == "NORP":
            return Graded(start, end, "anonymous", "collective")
        if inner_kind is not None and kind == "partitive":
            return _of_kind(inner, inner_kind, start, end)
        if inner.ent_type_ == "PERSON" or inner.pos_ == "PRON":
            return None
    is_number = noun.pos_ in ("DET", "NUM") or noun.lower_ in _MANY
    if kind == "partitive" or (is_number and is_speaker):
        many = "collective" if noun.lower_ in _MANY else "individual"
        return Graded(start, end, "anonymous", many) if is_speaker else None
    if noun.pos_ not in ("NOUN", "PROPN") and not (kind and is_speaker):
        return None
    if kind is None:
        if not is_speaker:
            return None
        plural = noun.tag_ in ("NNS", "NNPS")
        if plural or says or _PERSONISH.search(noun.lower_):
            return Graded(start, end, "anonymous", "collective" if plural else "individual")
        return None
    return _of_kind(noun, kind, start, end)


def _of_kind(noun: Token, kind: str, start: int, end: int) -> Graded:
    plural = noun.tag_ in ("NNS", "NNPS")
    number = "collective" if plural else "individual"
    if any(
        token.lower_ in FAMILIAR or token.lower_ == "knowledge"
        for token in noun.doc[noun.i + 1 : end]
    ):
        return Graded(start, end, "anonymous", "familiar-with")
    if noun.lower_ == "executive" and any(child.lower_ == "chief" for child in noun.lefts):
        kind = "role"
    if kind == "role":
        if noun.lower_ in _BY_OFFICE or (not plural and _is_findable(noun, start, end)):
            return Graded(start, end, "role_only", None)
        return Graded(start, end, "anonymous", number)
    if kind == "journalist":
        return Graded(start, end, "anonymous", number)
    if kind == "reports":
        own = [child for child in noun.lefts if child.dep_ in ("compound", "poss")]
        if noun.lemma_ in ("report", "account") and (
            any(child.lower_ not in _MEDIA_WORDS for child in own)
            or any(child.dep_ == "amod" and not _is_vague(child) for child in noun.lefts)
            or any(child.lower_ in ("the", "these", "those") for child in noun.lefts)
        ):
            return Graded(start, end, "document", None)
        return Graded(start, end, "anonymous", "unnamed-media")
    if kind == "outlet":
        indefinite = any(child.lower_ in ("a", "an", "another") for child in noun.lefts)
        if plural or indefinite:
            return Graded(start, end, "anonymous", "unnamed-media")
        return Graded(start, end, "outlet", "described")
    if kind == "anonymous":
        return Graded(start, end, "anonymous", number)
    return Graded(start, end, kind, None)


def _is_vague(adjective: Token) -> bool:
    return adjective.lower_ in _VAGUE or adjective.ent_type_ in ("NORP", "GPE")


def _is_findable(noun: Token, start: int, end: int) -> bool:
    """Whether office and institution are told, or the office is one of its kind ("the mayor")."""
    if end > noun.i + 1 or start < noun.i:
        return True
    return not any(child.lower_ in ("a", "an", "another", "one") for child in noun.lefts)


def _of_what(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > noun.i:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
