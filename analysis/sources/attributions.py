"""Attributions: whom a sentence relies on, found by the parse.

A quote has a speaker; but an article also relies on people and papers it does not quote: "police
accused him", "citing a filing", "confirmed by the ministry". The verbs and what must stand with
them are in ``lexicons/attribution_verbs.csv``. What stands in quotation marks is somebody's words,
not the article's own attribution, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from analysis.lexicons import load_lexicon
from analysis.marks import quotations
from analysis.sources.nouns import noun_kind

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token


class Attribution(NamedTuple):
    """The noun that is a source, the token that is the cue, and the rule that found it."""

    noun: Token
    cue: Token
    rule: str


class _Takes(NamedTuple):
    takes: str
    subjects: str


_REPORTED = frozenset({"ccomp", "parataxis"})
_QUOTING = frozenset({"cite", "quote"})
_GIVING = frozenset("issue release make give send publish post distribute circulate hold".split())
_GIVEN = frozenset(
    "statement comment remark warning announcement apology advisory alert release details estimate "
    "figures interview briefing conference accusation allegation claim denial assessment".split()
)
_DENIED = frozenset(
    "claim allegation accusation charge suggestion report criticism notion idea assertion rumour "
    "rumor complaint argument".split()
)
_AMOUNTS = frozenset("toll number count figure total death cost damage value loss estimate".split())
_COUNTS = frozenset("estimate reckoning tally count account calculation projection".split())
_DEEPEST = 5  # how far a subject is looked for along "said …, added … and warned …"
_PRONOUNS = ("PRP", "WP", "WDT", "EX")
_NO_SOURCE = frozenset(
    "there what it which that this who number percent share rate pains amount way".split()
)


@cache
def attribution_verbs() -> dict[str, list[_Takes]]:
    """Return what each verb must take to make its subject a source.

    >>> attribution_verbs()["accuse"][0].takes
    'object'
    """
    verbs: dict[str, list[_Takes]] = {}
    for row in load_lexicon("attribution_verbs"):
        verbs.setdefault(row["verb"], []).append(_Takes(row["takes"], row["subjects"]))
    return verbs


def quoted_places(doc: Doc) -> list[tuple[int, int]]:
    """Return the character spans of a paragraph that stand in quotation marks."""
    return [(mark.start, mark.end) for mark in quotations(doc.text)]


def attributions_in(doc: Doc) -> Iterator[Attribution]:
    """Yield the attributions of one parsed paragraph, in order of their cues.

    >>> from analysis.language import read
    >>> doc = read("Police accused him, citing a filing.").paragraphs[0].doc
    >>> [(found.noun.text, found.cue.text) for found in attributions_in(doc)]
    [('Police', 'accused'), ('filing', 'citing')]
    """
    quoted = quoted_places(doc)
    for token in doc:
        if not (token.children or _is_verb(token)):
            continue  # nobody hangs on it, and it is joined to no other verb
        if any(start <= token.idx < end for start, end in quoted):
            continue
        for noun, rule in _sources_at(token):
            is_name = noun.text.isupper() and len(noun.text) > 1  # "WHO" is no pronoun
            if not is_name and (noun.lower_ in _NO_SOURCE or noun.tag_ in _PRONOUNS):
                continue
            if any(start < noun.idx < end for start, end in quoted):
                continue
            for each in joined(noun):
                if each.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
                    yield Attribution(each, token, rule)


def joined(noun: Token) -> list[Token]:
    """A noun and those joined to it by "and" or "or", in either way the parser ties them."""
    nouns = [noun]
    for each in noun.conjuncts:
        words = [child.lower_ for child in each.head.children if child.dep_ == "cc"]
        if each.i > noun.i and all(word in ("and", "or", "&", "nor") for word in words):
            nouns.append(each)
    for child in noun.lefts:  # "the Red Cross and government officials"
        joint = next((grand for grand in child.rights if grand.dep_ == "cc"), None)
        if child.pos_ == "PROPN" and joint is not None and joint.nbor().pos_ in ("NOUN", "ADJ"):
            nouns.append(child)
    return nouns


def _sources_at(token: Token) -> Iterator[tuple[Token, str]]:
    low = token.lower_
    if low == "according":
        for preposition in token.children:
            if preposition.lower_ == "to":
                yield from _objects(preposition, "according to")
        return
    if low == "per" and token.tag_ == "IN":  # "per the ministry"; not "per day"
        for found, rule in _objects(token, "per"):
            if found.pos_ == "PROPN" or noun_kind(found) is not None:
                yield found, rule
        return
    if low in _COUNTS or token.lemma_.lower() in _COUNTS:
        for preposition in token.children:
            if preposition.lower_ in ("by", "from"):
                yield from _objects(preposition, f"{low} {preposition.lower_}")
    lemma = token.lemma_.lower()
    if not _is_verb(token):
        return
    if token.dep_ in ("amod", "compound"):
        return
    if lemma in _QUOTING:
        yield from _quoted_sources(token)
    if lemma in _GIVING and any(
        child.dep_ == "dobj" and child.lemma_.lower() in _GIVEN for child in token.children
    ):
        noun = subject_of(token)
        if noun is not None:
            yield noun, "gave a statement"
    frames = attribution_verbs().get(lemma)
    if not frames:
        return
    if any(child.dep_ == "auxpass" for child in token.children) or _is_participle(token):
        for preposition in token.children:
            if preposition.dep_ == "agent" and any(
                each.subjects != "media" and each.takes != "clause" for each in frames
            ):
                yield from _objects(preposition, "by the source")
        return
    noun = subject_of(token)
    if noun is None or _is_unreal(token):
        return
    for frame in frames:
        if _admits(noun, frame.subjects) and _has(token, frame.takes):
            yield noun, "subject of cue"
            return


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.lower_ in ("said", "says")


def _is_participle(verb: Token) -> bool:
    if _follows_apposition(verb):
        return False
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl")
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    )


def _is_unreal(verb: Token) -> bool:
    """Who did not confirm, or should announce, has said nothing yet."""
    return any(
        child.dep_ == "neg" or (child.tag_ == "MD" and not child.ent_type_)
        for child in verb.children
    )


def _follows_apposition(verb: Token) -> bool:
    """'The chief, Ana Ruiz, announced …': the parser may take the verb for a participle."""
    return (
        verb.i > 0
        and verb.nbor(-1).text == ","
        and any(child.dep_ == "appos" for child in verb.head.children)
    )


def _objects(preposition: Token, rule: str) -> Iterator[tuple[Token, str]]:
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp"):
            yield child, rule


def _quoted_sources(verb: Token) -> Iterator[tuple[Token, str]]:
    """'citing officials', 'quoted the minister as saying', 'was quoted by X as saying'."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "dobj" and not passive:
            yield child, "quoted or cited"
        elif child.dep_ == "nsubjpass" and any(grand.lower_ == "as" for grand in verb.children):
            yield child, "quoted as saying"


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb, or of the verb that it follows on with "and"."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "csubj"):
            return child if child.lower_ not in ("who", "which", "that") else _antecedent(verb)
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and _follows_apposition(verb):
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and depth < _DEEPEST:
        if any(child.dep_ == "nsubjpass" for child in verb.head.children):
            return next(c for c in verb.head.children if c.dep_ == "nsubjpass")
        return subject_of(verb.head, depth + 1)
    return None


def _antecedent(verb: Token) -> Token | None:
    """'officials, who said that …' names a source; 'the man who revealed the deal' does not."""
    if verb.dep_ != "relcl" or verb.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return verb.head if any(child.dep_ in _REPORTED for child in verb.children) else None


def _admits(noun: Token, subjects: str) -> bool:
    kind = noun_kind(noun) if noun.pos_ != "PROPN" or noun.ent_type_ != "PERSON" else None
    if subjects == "any":
        return True
    if subjects == "document":
        return kind in ("document", "reports")
    if subjects == "person":
        return kind != "document"
    return False  # media: their own rules are in analysis.sources.media


def _has(verb: Token, takes: str) -> bool:
    children = list(verb.children)
    clause = any(child.dep_ in _REPORTED for child in children) or verb.dep_ == "parataxis"
    if takes == "alone":
        return True
    if takes == "naming":
        return (
            any(child.dep_ in ("oprd", "xcomp") for child in children)
            or any(child.lower_ == "as" for child in children)
            or _beside_quotation(verb)
        )
    if clause or _beside_quotation(verb):
        return True
    if takes == "clause":
        return False
    objects = [child for child in children if child.dep_ in ("dobj", "dative", "xcomp", "oprd")]
    if takes == "denial":
        return any(child.lemma_.lower() in _DENIED for child in objects)
    if takes == "amount":
        return any(child.lemma_.lower() in _AMOUNTS for child in objects)
    if takes == "object":
        return bool(objects) or any(
            child.dep_ == "prep" and child.lower_ in ("of", "against", "about")
            for child in children
        )
    return False


def _beside_quotation(verb: Token) -> bool:
    """A quotation mark within the verb's own sentence, next to it or to what depends on it."""
    doc = verb.doc
    for index in (verb.left_edge.i - 1, verb.left_edge.i, verb.i + 1, verb.i + 2, verb.i - 1):
        if 0 <= index < len(doc) and doc[index].text in "“”\"‘''``":
            return True
    return any(
        token.text in '“"``' for token in doc[verb.i : min(verb.right_edge.i + 1, verb.i + 15)]
    )
