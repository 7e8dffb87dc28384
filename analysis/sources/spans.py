"""Where a source's name or phrase begins and ends.

A named source is the name only, without title and article; an unnamed one is the noun phrase
without its article and without clauses after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.sources.nouns import noun_kind, source_nouns

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

_COURTESY = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady sen rep gov sens reps govs gen lt "
    "col maj capt cmdr adm sgt cpl pvt det insp supt prof rev fr hon const pres atty ex former "
    "then sheikh ayatollah father sister "
    "deputy acting interim senior vice prime first district attorney-general".split()
)
_NOT_TITLES = frozenset("dean king pope prince queen page".split())
NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"}
)
_PARTICLES = frozenset(
    "de da del della di du la le van von der den ten ter al el bin ibn bint".split()
)
ARTICLES = frozenset("a an the this that these those".split())
_POSSESSIVES = frozenset("my your his her its our their whose".split())
_PREPOSITIONS = frozenset("of for from in at with within on".split())
_OCCASIONS = frozenset(
    "interview statement briefing conference email e-mail letter tweet post message report call "
    "hearing speech remarks comment comments response reply filing testimony release release "
    "time morning evening afternoon week month year day court case turn fact part light".split()
)
_CHOSEN = frozenset("questioned polled surveyed interviewed asked quoted".split())
FAMILIAR = frozenset("familiar close knowledgeable briefed aware privy".split())


def name_span(noun: Token) -> tuple[int, int]:
    """Return the tokens of the name that ``noun`` belongs to, titles included, no article."""
    doc = noun.doc
    start, end = noun.i, noun.i + 1
    if noun.ent_type_ in NAME_LABELS:
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
    if noun.ent_type_ != "PERSON" or end - start == 1:
        while start > 0 and _goes_on_left(doc, start - 1):
            start -= 1
    while start < noun.i and (doc[start].lower_ in ARTICLES or not doc[start].text[:1].isalnum()):
        start += 1
    while end - 1 > noun.i and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct):
        end -= 1
    return start, end


def _goes_on_left(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.pos_ == "PROPN":
        return (
            _is_of_an_office(doc, index + 1)
            or doc[index + 1].pos_ == "PROPN"
            or doc[index + 1].lower_ in _PARTICLES
            or (doc[index + 1].text == "-")
        )
    if _is_of_an_office(doc, index):
        return index > 0 and doc[index - 1].pos_ == "PROPN"
    if token.text == "-" or token.lower_ in _PARTICLES:
        return index > 0 and doc[index - 1].pos_ == "PROPN" and not doc[index - 1].is_sent_end
    return False


def _is_of_an_office(doc: Doc, index: int) -> bool:
    """The 's of "U.S. Attorney’s Office"."""
    return doc[index].tag_ == "POS" and doc[index + 1 : index + 2].text in ("Office", "Department")


def body_span(noun: Token, start: int, end: int) -> tuple[int, int]:
    """A body's name goes on over "of" and "for": "Ministry of Defence", "embassy in Beijing"."""
    doc = noun.doc
    if end == noun.i + 1:
        for child in noun.children:
            if child.i == end and child.dep_ == "prep" and child.lower_ in ("of", "for", "in"):
                objects = [c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
                if objects:
                    end = name_span(objects[0])[1]
        if doc[end : end + 1].text == "of" and doc[end - 1].pos_ == "PROPN":
            if end > noun.i + 1 and doc[end + 1 : end + 2].text.istitle():
                end = name_span(doc[end + 1])[1]  # "for the Western District of New York"
    return start, end


def without_titles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the tokens of a person's name that stand after the last title."""
    for index in range(end - 2, start - 1, -1):
        if is_title(doc[index]):
            return index + 1, end
    return start, end


def is_title(token: Token) -> bool:
    """Tell whether a token is a title or an office, as it stands before a name."""
    low = token.lower_.strip(".")
    if low in _NOT_TITLES:
        return False
    return low in _COURTESY or source_nouns().get(low) in ("role", "anonymous", "journalist")


def titled_people(doc: Doc) -> Iterator[str]:
    """Yield the full names that stand after a title: "executive chair Ana Ruiz"."""
    for chunk in doc.noun_chunks:
        if chunk.root.pos_ != "PROPN":
            continue
        first, end = name_span(chunk.root)
        start, _ = without_titles(doc, first, end)
        is_titled = start > first or (first > 0 and is_title(doc[first - 1]))
        if is_titled and end - start in (2, 3):
            if not any(noun_kind(token) == "organisation" for token in doc[start:end]):
                yield doc[start:end].text


def phrase_span(noun: Token) -> tuple[int, int]:
    """Return the tokens of a noun phrase without its article and without clauses after it."""
    start = noun.i
    for child in noun.lefts:
        joint = next((grand for grand in child.rights if grand.dep_ == "cc"), None)
        if joint is not None and joint.nbor().pos_ in ("NOUN", "ADJ") and child.pos_ == "PROPN":
            start = noun.i
        elif child.dep_ in ("compound", "amod", "nmod", "nummod", "poss", "quantmod", "npadvmod"):
            start = min(start, child.left_edge.i)
        elif child.dep_ == "det" and child.lower_ not in ARTICLES:
            start = min(start, child.i)
    doc = noun.doc
    while start < noun.i and (
        doc[start].lower_ in ARTICLES | _POSSESSIVES
        or doc[start].is_punct
        or doc[start].pos_ in ("CCONJ", "SCONJ")
    ):
        start += 1
    return start, _phrase_end(noun)


def _phrase_end(noun: Token, depth: int = 0) -> int:
    end = noun.i + 1
    doc = noun.doc
    if noun.lower_ == "one" and end < len(doc) and doc[end].head == noun and doc[end].tag_ == "JJ":
        end += 1  # "one local wrote"
    if end < len(doc) and _is_inverted(noun, doc[end]):
        return _phrase_end(doc[end].children[0], depth + 1)
    for child in noun.rights:
        if child.i != end:
            break
        is_issued = (
            child.lower_ == "by"
            and noun_kind(noun) == "document"
            and not any(grand.ent_type_ == "PERSON" for grand in child.subtree)
        )
        if is_issued or (child.dep_ == "prep" and child.lower_ in _PREPOSITIONS | {"to", "close"}):
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if not objects or depth > 5 or not _belongs(noun, child, objects[0]):
                break
            if objects[0].tag_ == "VBZ":
                return objects[0].i  # "a report by the regulator shows", which the parser misread
            end = _phrase_end(objects[0], depth + 1)
        elif child.lower_ in _CHOSEN and child.dep_ == "acl":
            return child.i + 1  # "the people questioned"
        elif child.lower_ in FAMILIAR:
            end = child.right_edge.i + 1
            for index in range(child.i, end):
                if noun.doc[index].is_punct or noun.doc[index].lower_ in ("who", "that", "which"):
                    end = index
                    break
            break
        else:
            break
    return end


def _is_inverted(noun: Token, after: Token) -> bool:
    """'…,” shrugged a source at the Courier': the parser may hang "at" on the verb."""
    verb = after.head
    return (
        after.lower_ in ("at", "for")
        and noun.head == verb
        and verb.i < noun.i
        and noun_kind(noun) in ("anonymous", "role", "journalist")
        and any(child.pos_ == "PROPN" and child.ent_type_ != "DATE" for child in after.children)
    )


def _belongs(noun: Token, preposition: Token, found: Token) -> bool:
    if found.pos_ == "PRON" or found.ent_type_ in ("DATE", "TIME") or found.lower_ in _OCCASIONS:
        return False
    low = preposition.lower_
    if low == "to" and noun_kind(noun) == "document":
        return True
    if low == "to":
        return noun_kind(noun) in ("role", "anonymous") and noun.lower_ in (
            "adviser", "advisor", "ambassador", "envoy", "counsel", "aide", "secretary", "deputy",
        )  # fmt: skip
    if low == "on":
        return found.lower_ in ("committee", "council", "board", "panel", "team", "commission")
    return True
