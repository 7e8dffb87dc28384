"""The printed phrase that says who speaks: how far it runs, and how it reads in mid-sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

DOCUMENTS = frozenset(
    "report study survey poll review audit inquiry enquiry investigation analysis assessment "
    "inspection research paper index census figure statistic data record document filing".split()
)


# "people familiar with the matter", "officials briefed on the talks".
_TAILS = frozenset({"familiar", "briefed", "close", "involved", "aware", "privy", "questioned"})


# "a notice from January": what is issued is told apart by its date.
_ISSUED = DOCUMENTS | {"notice", "letter", "statement", "memo", "email", "ruling"}


_KEPT_PREPOSITIONS = frozenset({"of", "for", "from", "at", "with", "to", "in", "on", "by"})


_JOINING = frozenset({"but", "and", "yet", "so", "or", "nor"})
_DEEPEST = 40  # links of "the head of the head of …"; nobody reads on so far


def phrase(noun: Token, floor: int = 0, depth: int = 0) -> tuple[int, int]:
    """Return the tokens of a speaker phrase: its titles and names, not its relative clause.

    "Ana Ruiz, the mayor, who left," gives "Ana Ruiz"; "the mayor, Ana Ruiz," the whole; "a
    spokesman for the ministry" keeps the ministry.
    """
    doc = noun.doc
    start = max(noun.left_edge.i, floor)
    end = noun.i + 1
    for child in noun.children:
        if child.i < noun.i:
            if child.dep_ in ("relcl", "acl", "advcl", "parataxis") or child.text in '—–-“"”':
                start = max(start, child.right_edge.i + 1)
            continue
        if child.dep_ == "prep" and child.lower_ in _KEPT_PREPOSITIONS:
            if child.i == end and (not tells_when(child) or noun.lemma_ in _ISSUED):
                end = _trimmed_end(child, depth)
        elif child.i == end and child.lower_ in _TAILS:
            end = _tail_end(child)
        elif child.dep_ == "cc" and child.lower_ not in ("and", "or", "&"):
            break  # "as well as …" is no part of the name
        elif child.dep_ in ("conj", "cc", "nummod", "flat", "case", "nmod"):
            end = max(end, _phrase_end(child, depth))
        elif child.dep_ == "appos":
            is_name = noun.pos_ == "PROPN" and noun.text[:1].isupper()
            if not is_name or child.i == end:
                end = max(end, _phrase_end(child, depth))
        elif child.dep_ == "punct":
            continue
        else:
            break
    if (
        end == noun.i + 1
        and end < len(doc)
        and doc[end].lower_ in ("at", "for", "inside", "within")
    ):
        if noun.lower_ in ("source", "insider", "spokesman", "spokeswoman", "spokesperson"):
            end = _trimmed_end(doc[end])  # "a source at the Courier", hung on the verb
    if noun.lower_ == "one" and end == noun.i + 1 < len(doc) and doc[end].pos_ in ("NOUN", "ADJ"):
        end += 1  # "one local wrote", of which the parser makes a number and an adverb
    while end - 1 > noun.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while start < noun.i and (
        doc[start].is_punct or doc[start].is_space or doc[start].lower_ in _JOINING
    ):
        start += 1
    return min(start, noun.i), end


def plain_phrase(doc: Doc, start: int, end: int) -> str:
    """Return a speaker phrase as it would stand in mid-sentence, without its article or number.

    'Three people familiar with the matter' gives 'people familiar with the matter', 'Officials'
    gives 'officials', 'Chinese officials' itself.
    """
    first = start
    while first + 1 < end and (
        doc[first].lower_ in ("the", "a", "an", "its", "their")
        or (
            doc[first].pos_ == "NUM"
            and doc[first + 1].text[0].isalpha()
            and doc[first + 1].lower_ != "of"
        )
    ):
        first += 1
    token = doc[first]
    text = doc[first:end].text.strip(" ,;")
    is_named = token.ent_type_ or token.tag_ == "PRP" or (token.text.isupper() and len(token) > 1)
    # "Traders fear …": the tagger takes a capital at a sentence's start for a name's.
    opens = token.is_sent_start and token.tag_ == "NNPS"
    is_common = not is_named and (token.tag_ not in ("NNP", "NNPS") or bool(opens))
    return text[:1].lower() + text[1:] if is_common else text


def _phrase_end(token: Token, depth: int = 0) -> int:
    if depth > _DEEPEST or token.pos_ not in ("NOUN", "PROPN", "PRON"):
        return token.i + 1
    return phrase(token, depth=depth + 1)[1]


def tells_when(preposition: Token) -> bool:
    """Whether a preposition brings a date or a time: 'on Friday'."""
    return any(child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


def _tail_end(token: Token) -> int:
    """'people familiar with the matter': to the end of the object of its preposition."""
    end = token.i + 1
    for child in token.children:
        if child.dep_ == "prep" and child.i == end:
            end = _trimmed_end(child)
    return end


def _trimmed_end(preposition: Token, depth: int = 0) -> int:
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    return _phrase_end(objects[0], depth) if objects else preposition.i + 1
