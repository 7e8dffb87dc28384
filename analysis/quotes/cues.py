"""Cues: the words that introduce reported speech, and the phrase that says whose it is.

The reporting verbs stand in ``lexicons/reporting_verbs.csv`` with the frames each takes, so that a
class can read and argue about them. A cue is found outside quotation marks only: what a quoted
person says that others said is part of the quotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.marks import Quotation
from analysis.quotes.cue import Cue
from analysis.quotes.phrases import DOCUMENTS, phrase
from analysis.quotes.subjects import (
    adjacent_subject,
    first_after_quotation,
    inverted_subject,
    is_one_phrase,
    is_quoted_as,
    phrase_before_end,
    subject,
    subject_after_quotation,
)
from analysis.quotes.words import (
    Verb,
    reporting_nouns,
    reporting_verbs,
    speaking_nouns,
    verbs_of_two_words,
)

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token


_ACCORDING = frozenset({"according"})
# What the tagger may take a verb for, and forms that it takes for nouns or names in short or
# inverted sentences.
_MISREAD_VERBS = frozenset({"NNS", "VBN", "NN"})
_ALWAYS_VERBS = frozenset({"said", "says", "told", "tells", "added", "adds"})
# "according to plan" and the like name no source.
_NO_SOURCE = frozenset(
    "plan plans schedule size script tradition custom taste age height colour color need merit "
    "type form design".split()
)
_APART = frozenset(", ( — – ; : --".split())
_NO_ONE = frozenset({"nobody", "none", "anyone", "anybody", "no-one"})


def cues_in(doc: Doc, inside: list[int | None], scope: str) -> list[Cue]:
    """Return the cues of one parsed paragraph; ``inside`` gives each token's quotation, or None."""
    found = []
    verbs = reporting_verbs()
    for token in doc:
        if inside[token.i] is not None:
            continue
        if (
            token.lower_ in _ACCORDING
            and token.i + 2 < len(doc)
            and doc[token.i + 1].lower_ == "to"
        ):
            first = token.i + 2
            while first + 1 < len(doc) and doc[first].is_space:
                first += 1
            if doc[first].lower_ not in _NO_SOURCE and _may_be_named(doc[first]):
                found.append(_according_to(token, first))
            continue
        if _opens_in_the_words_of(token):
            found.append(_according_to(token, token.i + 4))
            continue
        if token.pos_ == "NOUN" and token.lemma_.lower() in reporting_nouns():
            noun_cue = _noun_cue(token, scope)
            if noun_cue is not None:
                found.append(noun_cue)
                continue
        verb = _lookup(token, verbs) if _may_be_verb(token) else None
        if verb is None or not (_is_verb(token) or _stands_as_verb(token, inside)):
            continue
        if verb.sense == "thought" and scope == "speech":
            continue
        cue = _verb_cue(token, verb, inside, found[-1] if found else None)
        if cue is not None:
            found.append(cue)
    return found


def _lookup(token: Token, verbs: Mapping[str, Verb]) -> Verb | None:
    """The verb of the lexicon, first with the small word after it: "fired back", "summed up"."""
    lemma = token.lemma_.lower()
    after = token.i + 1
    if lemma in verbs_of_two_words() and after < len(token.doc):
        verb = verbs.get(f"{lemma} {token.doc[after].text}")
        if verb is not None:
            return verb
    return verbs.get(lemma)


def noun_complement(noun: Token, frames: frozenset[str]) -> Token | None:
    """The head of what a noun reports: 'her claim that it was late', 'her view is that it is'."""
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.i > noun.i:
            marks = {
                c.lower_ for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i
            }
            if child.dep_ != "relcl" and "that" in marks and "clause" in frames:
                return child
            if child.dep_ != "relcl" and "to" in marks and "infinitive" in frames:
                return child
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and "clause" in frames:
        for child in verb.children:
            if child.dep_ in ("ccomp", "attr", "advcl") and child.i > verb.i:
                if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
                    return child
    return None


def _noun_cue(token: Token, scope: str) -> Cue | None:
    frames, sense = reporting_nouns()[token.lemma_.lower()]
    if sense == "thought" and scope == "speech":
        return None
    if noun_complement(token, frames) is None:
        return None
    whose = next((c for c in token.children if c.dep_ == "poss"), None)
    if whose is None:
        by = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None
        )
        whose = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if whose is None:
        return None
    return Cue(
        token,
        token.i + 1,
        frozenset({"noun"}),
        frozenset(),
        whose,
        phrase(whose) if whose.pos_ != "PRON" else (whose.i, whose.i + 1),
        min(token.i, whose.left_edge.i),
        max(token.i, whose.right_edge.i),
    )


def _may_be_verb(token: Token) -> bool:
    """Whether it is worth asking for the lemma; what is no such word is no verb by any rule."""
    return (
        token.pos_ in ("VERB", "AUX")
        or token.tag_ in _MISREAD_VERBS
        or token.lower_ in _ALWAYS_VERBS
    )


def _stands_as_verb(token: Token, inside: list[int | None]) -> bool:
    """'“…,” Ruiz states.' and '“…,” the mayor, Ana Ruiz, mentioned.', which the tagger misread."""
    if token.tag_ not in _MISREAD_VERBS:
        return False
    finite = {"VBD", "VBZ", "VBP", "MD"}
    index, n_words = token.i - 1, 0
    while index >= 0 and inside[index] is None and n_words < 16:
        if token.doc[index].tag_ in finite or token.doc[index].text in ".;:":
            return False
        n_words += 1
        index -= 1
    return index >= 0 and inside[index] is not None and n_words > 0 and token.text[0].islower()


def _is_verb(token: Token) -> bool:
    if token.lower_ in _ALWAYS_VERBS:
        return True
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound"):
        return False
    # "Asked about it, she …" and "the plan proposed last year" report nothing themselves.
    if token.tag_ == "VBD" and token.dep_ == "advcl" and token.left_edge.i == token.i:
        return False
    return (
        token.tag_ != "VBN"
        or any(
            child.dep_ in ("aux", "auxpass", "agent", "nsubj", "nsubjpass")
            for child in token.children
        )
        or token.dep_ == "conj"
    )


def _may_be_named(token: Token) -> bool:
    """Whether a source may begin here: with a letter, a figure, or quoted words."""
    return not (token.is_space or token.is_punct) or token.is_quote or token.is_bracket


def _opens_in_the_words_of(token: Token) -> bool:
    if token.lower_ != "in":
        return False
    following = [word.lower_ for word in token.doc[token.i : token.i + 4]]
    return following == ["in", "the", "words", "of"] and token.i + 4 < len(token.doc)


def _according_to(token: Token, first: int) -> Cue:
    """The cue 'according to' or 'in the words of', whose source begins at token ``first``."""
    doc = token.doc
    noun = next((child for child in doc[first - 1].children if child.dep_ == "pobj"), doc[first])
    if noun.i < first:
        noun = doc[first]
    start, end = phrase(noun, floor=first)
    end = _with_name_after(noun, end)
    return Cue(
        token,
        first,
        frozenset({"according"}),
        frozenset(),
        noun,
        (start, end),
        token.i,
        max(_before_comma(noun, end), end - 1),
    )


def _with_name_after(noun: Token, end: int) -> int:
    """'according to the warden, Nell Ode.': the name that ends the sentence is the warden's."""
    doc = noun.doc
    if noun.pos_ != "NOUN" or doc[end : end + 1].text != ",":
        return end
    last = end + 1
    while last < len(doc) and doc[last].pos_ == "PROPN":
        last += 1
    return last if last > end + 1 and doc[last : last + 1].text == "." else end


def _before_comma(noun: Token, end: int) -> int:
    """The last token of a source phrase: what follows a comma may be the sentence's subject."""
    for index in range(end, noun.right_edge.i + 1):
        if noun.doc[index].text == ",":
            return index - 1
    last: int = noun.right_edge.i
    return last


def _verb_cue(token: Token, verb: Verb, inside: list[int | None], before: Cue | None) -> Cue | None:
    noun, own = subject(token, inside)
    if not own and before is not None and _leans_on(token, before):
        noun = before.noun
    if noun is not None and inside[noun.i] is not None:
        noun = None  # the parser took a quoted word for the subject
        if token.dep_ == "conj" and before is not None and before.token.sent == token.sent:
            noun, own = before.noun, False
    if noun is None:
        noun = (
            inverted_subject(token, inside)
            or adjacent_subject(token, inside)
            or subject_after_quotation(token, inside)
        )
        own = noun is not None
    relative = noun if noun is not None and noun.lower_ in ("who", "which", "that") else None
    if relative is not None and token.dep_ == "relcl" and token.head.i < relative.i:
        noun = token.head
    if _is_fixed_phrase(token, noun) or (noun is not None and noun.lower_ in _NO_ONE):
        return None
    if token.lemma_ == "boast" and noun is not None and not _can_boast(noun):
        return None
    if "document" in verb.frames and not (noun is not None and _is_document(noun)):
        return None
    if noun is not None and own:
        comparing = _as_clause(token, noun, verb)
        if comparing is not None:
            return _as_cue(token, comparing, noun)
    last = phrase_before_end(token, inside) if own and noun is not None else None
    if last is not None and noun is not None and not last.left_edge.i <= noun.i <= last.i:
        noun = last
    low = high = token.i
    if noun is not None and is_quoted_as(token) and noun.i < token.i:
        low = noun.left_edge.i
    for child in token.children:
        if child.dep_ in ("aux", "auxpass", "neg", "advmod") and 0 < token.i - child.i < 5:
            if inside[child.i] is None:
                low = min(low, child.i)
        elif child.dep_ == "nsubjpass" and noun is not None and noun.i > token.i:
            if inside[child.left_edge.i] is None:  # "“…,” Leon Ode was told by Ana Ruiz"
                low = min(low, child.left_edge.i)
    speaker = None
    if noun is not None:
        start, end = phrase(noun)
        if start <= token.i < end:
            start, end = (start, token.i) if noun.i < token.i else (token.i + 1, end)
        while end - 1 > noun.i and inside[end - 1] is not None:
            end -= 1
        if relative is not None and relative is not noun:
            # "Ana Ruiz, who said …": the printed phrase runs to its pronoun
            end = relative.i + 1 if relative.i - end < 3 else end
        first = first_after_quotation(token, inside) if own and noun.i < token.i else None
        if first is not None and first < start and is_one_phrase(token.doc, first, start):
            start = first  # "“…,” Ellery police Chief Ana Ruiz said", cut by the parser
            low = min(low, first)
        speaker = (start, end)
        if own:
            if noun.i < token.i:
                low = min(low, noun.left_edge.i if inside[noun.left_edge.i] is None else start)
            else:
                high = max(high, min(noun.right_edge.i, _before_quotation(noun.i, inside)))
    return Cue(token, token.i + 1, verb.frames, verb.prepositions, noun, speaker, low, high)


def _as_clause(token: Token, noun: Token, verb: Verb) -> Token | None:
    """The 'as' of 'As Ana Ruiz said on Friday, …', a clause that has no content within."""
    if "clause" not in verb.frames or noun.i > token.i:
        return None
    taken = {"ccomp", "dobj", "xcomp", "acomp"}
    if any(child.dep_ in taken and child.i > token.i for child in token.children):
        return None
    opening = [c for c in token.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod")]
    if not opening or opening[0].i > noun.left_edge.i:
        return None
    before = token.doc[opening[0].i - 1] if opening[0].i else None
    is_apart = before is None or before.text in _APART or before.lower_ in ("but", "and", "yet")
    return opening[0] if is_apart or (before is not None and before.is_sent_end) else None


def _as_cue(token: Token, comparing: Token, noun: Token) -> Cue:
    """What such a clause introduces is the rest of its sentence, as with 'according to'."""
    doc = token.doc
    end = token.i + 1
    while end < len(doc) and doc[end].text not in (",", ".", ";", "—", "–"):
        end += 1
    return Cue(
        token,
        token.i + 1,
        frozenset({"according"}),
        frozenset(),
        noun,
        phrase(noun),
        comparing.i,
        end - 1,
    )


def _is_fixed_phrase(token: Token, noun: Token | None) -> bool:
    """'That said, …', 'Having said that, …': nobody is reported."""
    doc = token.doc
    if token.lower_ != "said" or token.i == 0:
        return False
    before = doc[token.i - 1]
    if before.lower_ == "that" and before.is_sent_start and token.i + 1 < len(doc):
        return doc[token.i + 1].text == ","
    return before.lower_ == "having" and doc[token.i + 1 : token.i + 2].text in ("that", "this")


def _leans_on(token: Token, before: Cue) -> bool:
    """'She argued that the move hurt him, noting …': who argued notes, whatever it hangs on.

    So does who 'said it would cost them, and called it a mess', in the same tense after a comma.
    """
    if token.dep_ == "conj" and token.tag_ == before.token.tag_ in ("VBD", "VBZ"):
        joint = next((c for c in token.head.children if c.dep_ == "cc" and c.i < token.i), None)
        return (
            joint is not None
            and token.head.i > before.token.i
            and token.sent == before.token.sent
            and token.doc[joint.i - 1].text in (",", "”", '"')
        )
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and token.head.i > before.token.i
        and token.sent == before.token.sent
        and token.doc[max(0, token.i - 3) : token.i].text.rstrip(" ”\"'’").endswith(",")
    )


def _before_quotation(index: int, inside: list[int | None]) -> int:
    while index + 1 < len(inside) and inside[index + 1] is None:
        index += 1
    return index


def _can_boast(noun: Token) -> bool:
    """People and bodies boast; of things it only says what they have."""
    return noun.pos_ != "NOUN" or noun.lemma_.lower() in speaking_nouns()


def _is_document(noun: Token) -> bool:
    """'the survey found', 'researchers found', 'In a report, the regulator found'."""
    words = {word.lemma_.lower() for word in noun.doc[noun.sent.start : noun.i + 1]}
    return bool(words & DOCUMENTS) or noun.lower_ in ("researchers", "scientists")


def quoted_tokens(doc: Doc, found: list[Quotation]) -> list[int | None]:
    """Return for every token the number of the quotation that it stands in, or None."""
    inside: list[int | None] = [None] * len(doc)
    number = 0
    for token in doc:
        while number < len(found) and found[number].end <= token.idx:
            number += 1
        if number < len(found) and found[number].start <= token.idx:
            inside[token.i] = number
    return inside
