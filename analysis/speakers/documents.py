"""Documents and who issued them: "Ruiz said in a statement", then "the statement"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.language import Paragraph
from analysis.lexicons import load_lexicon
from analysis.marks import Quotation

if TYPE_CHECKING:
    from analysis.language.words import Token

# A document is its writer's, not the outlet's that obtained it.
_ISSUING = frozenset(
    "issue release publish send write post make read sign author draft prepare conduct compile "
    "commission file submit circulate deliver serve".split()
)


@cache
def document_nouns() -> frozenset[str]:
    """Return the nouns for what is written and issued: statement, letter, study."""
    return frozenset(
        row["noun"] for row in load_lexicon("source_nouns") if row["kind"] == "document"
    )


def documents_in(paragraph: Paragraph, quoted: list[Quotation]) -> list[dict[str, Any]]:
    """Documents with their issuer: "Ruiz said in a statement", "a study by Harbour Aid".

    ``issuer_start`` is where the issuer is printed, ``description`` how where it is no name ("fire
    service"); "the statement" later leads to the same one.
    """
    rows = []
    for token in paragraph.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in document_nouns():
            continue
        if any(q.inner_start <= token.idx < q.inner_end for q in quoted):
            continue
        issuer = _issuer(token)
        if issuer is not None:
            place = paragraph.start + token.idx
            rows.append(
                {
                    "start": place, "end": place + len(token), "text": token.text,
                    "form": "document", "type": "document", "paragraph": paragraph.index,
                    "is_subject": False, "is_quoted": False, "pronoun": None,
                    "description": _plain(issuer),
                    "alias": None, "issuer_start": paragraph.start + issuer.idx,
                }
            )  # fmt: skip
    return rows


def _issuer(noun: Token) -> Token | None:
    """Who issued a document, as printed: "her letter", "a poll by …", "said in a letter"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return (_subject_around(noun) if child.lower_ in ("its", "their") else None) or child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return _object_of(child)
        if child.dep_ in ("acl", "relcl") and child.lemma_ in _ISSUING:
            for by in child.children:
                if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "from"):
                    return _object_of(by)
                if by.dep_ == "nsubj" and by.pos_ in ("NOUN", "PROPN"):
                    return by  # "a notice that the council served"
    verb = noun.head
    if verb.is_sent_start and verb.lower_ == "in" and verb.head is not verb.sent.root:
        return _subject_around(noun)
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "via", "on", "with"):
        verb = verb.head
        if verb.pos_ != "VERB":
            return None
    elif noun.dep_ != "dobj" or verb.lemma_ not in _ISSUING:
        return None
    return next((child for child in verb.children if child.dep_ == "nsubj"), None)


def _subject_around(noun: Token) -> Token | None:
    """The subject that "its" means: "The council will vote, according to its agenda"."""
    place = noun.head
    if place.is_sent_start and place.lower_ == "in":
        place = place.sent.root  # "In its report, out today, the council said"
    while place.dep_ in ("prep", "pobj") and place.head.i != place.i:
        place = place.head
    subjects = [child for child in place.children if child.dep_ == "nsubj"]
    return next((s for s in subjects if s.pos_ in ("NOUN", "PROPN") and s.i != noun.i), None)


def _plain(issuer: Token) -> str | None:
    if issuer.pos_ != "NOUN":
        return None
    words = [child.lower_ for child in issuer.lefts if child.dep_ == "compound"]
    return " ".join([*words, issuer.lower_])


def _object_of(preposition: Token) -> Token | None:
    objects = (child for child in preposition.children if child.dep_ == "pobj")
    return next((found for found in objects if found.ent_type_ not in ("DATE", "TIME")), None)
