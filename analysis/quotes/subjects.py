"""Whose a reporting verb is: the noun that says, whatever the parser made of the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.quotes.phrases import DOCUMENTS

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

_QUOTING = frozenset({"quote", "cite"})


_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"})


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def subject(
    verb: Token, inside: list[int | None] | None = None, depth: int = 0
) -> tuple[Token | None, bool]:
    """Return the subject of a verb and whether it stands at the verb itself.

    A verb without one takes that of the clause it hangs on ("…, adding that …"); a relative clause
    has its pronoun.
    """
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    own += [child for child in verb.children if child.dep_ == "nsubjpass" and not passive]
    # "gave warning that …" is read as a verb with an auxiliary
    helpers = [child for child in verb.children if child.dep_ == "aux" and not own]
    own += [child for helper in helpers for child in helper.children if child.dep_ == "nsubj"]
    if own:
        outside = [child for child in own if inside is None or inside[child.i] is None]
        if not outside and inside is not None and subject_after_quotation(verb, inside):
            return None, False  # what the parser took stands in other quotation marks
        after = [child for child in outside if child.i > verb.i]
        if after and verb.i and verb.doc[verb.i - 1].text == ",":
            return after[0], True  # "The alternative, said Ruiz, was …"
        # the nearest: "WASHINGTON — President Ruiz said" has two
        return min(outside or own, key=lambda child: abs(verb.i - child.i)), True
    if passive:
        return _agent(verb), True
    if depth < 4 and verb.head.i != verb.i:
        if (
            verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep")
            or (verb.dep_ == "ccomp" and verb.tag_ == "VBG")
            or (verb.dep_ == "advmod" and depth > 0)  # "aside from saying …"
        ):
            head = verb.head
            if head.pos_ in ("VERB", "AUX"):
                found = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                return (found, False) if found is not None else subject(head, inside, depth + 1)
            if head.pos_ in ("ADP", "SCONJ", "ADV"):
                quoted = [c for c in head.head.children if c.dep_ == "dobj"]
                if head.lower_ == "as" and head.head.lemma_ in _QUOTING and quoted:
                    return quoted[0], False  # "quoted Ana Ruiz as saying"
                return subject(head, inside, depth + 1)
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head, False
    return None, False


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def phrase_before_end(verb: Token, inside: list[int | None]) -> Token | None:
    """'A long list of names, the KCNA agency said.': the noun phrase between comma and cue.

    The parser often takes a noun of the reported sentence for the subject of the cue that ends it.
    """
    doc = verb.doc
    if verb.i + 1 < len(doc) and not doc[verb.i + 1].is_punct:
        return None
    if doc[verb.i - 1].dep_ == "npadvmod":
        return None  # "…, a poll out yesterday found."
    index, last = verb.i - 1, verb.i - 1
    while index >= 0 and doc[index].text != "," and inside[index] is None:
        token = doc[index]
        is_verb = token.pos_ in ("VERB", "AUX") and token.dep_ != "amod"
        if is_verb or token.pos_ in ("SCONJ", "PRON") or verb.i - index > 9:
            return None
        if token.pos_ == "ADP":  # "a report by the regulator shows": the report does
            if token.lower_ not in ("by", "from", "of") or not _is_written(doc[index - 1]):
                return None
            last = index - 1
        index -= 1
    if index < 0 or index == last or inside[index] is not None:
        return None
    head = doc[last]
    return head if head.pos_ in ("NOUN", "PROPN") else None


def _is_written(noun: Token) -> bool:
    return noun.lemma_.lower() in DOCUMENTS


def is_quoted_as(token: Token) -> bool:
    """'she was quoted as saying': the saying is the cue, and the one quoted the speaker."""
    return (
        token.dep_ == "pcomp" and token.head.lower_ == "as" and token.head.head.lemma_ in _QUOTING
    )


def inverted_subject(token: Token, inside: list[int | None]) -> Token | None:
    """The noun phrase right after the verb in '“…,” said X', where the parser saw none."""
    doc = token.doc
    if token.i + 1 >= len(doc) or inside[token.i + 1] is not None:
        return None
    if token.tag_ == "VB" or token.lemma_ == "tell":  # who is told follows, not who tells
        return None
    if token.text.istitle() and doc[token.i + 1].pos_ == "PROPN":
        return _before_colon(token)
    if token.i == 0:
        return None
    before = doc[token.i - 1]
    if inside[before.i] is None and not before.is_punct:
        return None
    after = doc[token.i + 1]
    if after.pos_ not in ("PROPN", "DET", "PRON", "NOUN", "ADJ", "NUM"):
        return None
    for chunk in doc.noun_chunks:
        if chunk.start == after.i:
            root: Token = chunk.root
            return root
    return None


def _before_colon(token: Token) -> Token | None:
    """'Said Ana Ruiz: “…”' at a sentence's start."""
    last = token.i + 1
    while last + 1 < len(token.doc) and token.doc[last + 1].pos_ == "PROPN":
        last += 1
    return token.doc[last] if token.doc[last + 1 : last + 2].text == ":" else None


def adjacent_subject(token: Token, inside: list[int | None]) -> Token | None:
    """The noun right before a verb whose subject the parser missed: 'Councillor Ana Ruiz told'."""
    index = token.i - 1
    while index >= 0 and token.doc[index].pos_ == "ADV":
        index -= 1
    if index > 3 and token.doc[index].text == "," and token.doc[index - 2].text == ",":
        if re.fullmatch(r"\d{1,3}", token.doc[index - 1].text):  # "Ana Ruiz, 44, said"
            index -= 3
    if index < 0 or inside[index] is not None or token.tag_ in ("VB", "VBG", "VBN"):
        return None
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubj", "expl") for child in token.children):
        return None
    before = token.doc[index]
    return before if before.pos_ in ("PROPN", "NOUN", "PRON") else None


def subject_after_quotation(token: Token, inside: list[int | None]) -> Token | None:
    """The first noun phrase in '“…,” Ana Ruiz, a former mayor, said', where the parser saw none."""
    first = first_after_quotation(token, inside)
    if first is None or any(word.tag_ in _FINITE for word in token.doc[first : token.i]):
        return None
    if not (token.doc[first].text[0].isupper() or token.doc[first].pos_ in ("DET", "PRON")):
        return None
    for chunk in token.doc.noun_chunks:
        if chunk.start == first:
            root: Token = chunk.root
            return root
    # "“…,” the board's chair, Ana Ruiz, told": read as one list with what was quoted
    last = first
    while last + 1 < token.i and token.doc[last + 1].pos_ in _NOMINAL:
        last += 1
    is_noun = last > first and token.doc[last].pos_ in ("NOUN", "PROPN")
    return token.doc[last] if is_noun else None


def is_one_phrase(doc: Doc, first: int, start: int) -> bool:
    """Whether the words before a phrase belong to it: 'Ellery police' before 'Chief Ana Ruiz'.

    So does what a comma sets before a name: 'the board's chair, Ana Ruiz'.
    """
    if first < start - 1 and doc[start - 1].text == "," and doc[start].pos_ == "PROPN":
        start -= 1
    return start - first < 8 and all(
        word.pos_ in _NOMINAL or (word.text[:1].isupper() and word.pos_ != "ADP")
        for word in doc[first:start]
    )


def first_after_quotation(token: Token, inside: list[int | None]) -> int | None:
    """The token right after the quotation that stands before a verb, a few words back."""
    index = token.i - 1
    while index >= 0 and inside[index] is None and token.i - index < 25:
        index -= 1
    if index < 0 or inside[index] is None:
        return None
    first = index + 1
    while first < token.i and token.doc[first].is_punct:
        first += 1
    return first if first < token.i else None
