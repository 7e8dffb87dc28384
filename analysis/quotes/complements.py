"""What follows a cue: the clause it governs, the quotation it introduces, the object it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.quotes.boundaries import clause_end
from analysis.quotes.cue import Cue
from analysis.quotes.cues import noun_complement
from analysis.quotes.page import FINITE, Page, Piece
from analysis.quotes.phrases import tells_when
from analysis.quotes.words import reporting_nouns

if TYPE_CHECKING:
    from analysis.language.words import Token

_CALLING = frozenset({"call", "brand", "label", "deem", "dub", "declare", "term", "pronounce"})
_CHARGING = frozenset({"accuse", "blame", "charge"})
_TIE = re.compile(r"[,:]\s*(?:but|and|yet|so)?\s*$")  # right before a quotation
# Verbs whose object is the one who is told, not what is said.
_TELLING = frozenset(
    {"tell", "inform", "warn", "remind", "assure", "advise", "ask", "notify", "promise"}
)


def clause_after(page: Page, cue: Cue) -> Piece | None:
    """'said that …', 'said …': the clause that the cue governs."""
    if not cue.frames & {"clause", "infinitive"}:
        return None
    verb = cue.token
    wanted = {"ccomp"} if "clause" in cue.frames else set()
    if "infinitive" in cue.frames:
        wanted.add("xcomp")
    first = cue.high + 1 if cue.high > verb.i else verb.i + 1
    clauses = [c for c in verb.children if c.dep_ in wanted and c.i >= first]
    start: int | None = None
    root: Token | None = None
    if clauses:
        root = clauses[0]
        start = max(root.left_edge.i, first)
        if cue.token.lemma_ not in _TELLING:
            start = min(
                [
                    start,
                    *(c.left_edge.i for c in verb.children if c.dep_ == "dobj" and c.i >= first),
                ]
            )
    that = _that_after(page, cue, first, start)
    if that is not None:
        start = that
    if root is not None and _is_open_question(cue, root):
        return None
    rule = "clause after cue"
    if start is None:
        start, rule = _bare_clause_after(page, cue, first), "words after cue"
    if start is None:
        return None
    if start < len(page.doc) and (start == that or _is_conjunction(page.doc[start])):
        start += 1
    if start >= len(page.doc):
        return None
    begin = page.doc[start].idx
    _, unit_end = page.unit(begin)
    end = clause_end(page, cue, root, begin, unit_end)
    opening = _opening_mark(page, begin)
    return Piece(opening, end, cue, rule) if end > begin else None


def clause_of_noun(page: Page, cue: Cue) -> list[Piece]:
    """'her claim that …', 'the view of … is that …': the clause that a noun stands for."""
    frames, _ = reporting_nouns()[cue.token.lemma_.lower()]
    root = noun_complement(cue.token, frames)
    if root is None:
        return []
    first = root.left_edge
    if first.lower_ == "that":
        first = first.nbor(1)
    begin = first.idx
    end = min(page.token_end(root.right_edge.i), page.unit(begin)[1])
    for quotation in page.quotations:
        if quotation.start < end < quotation.end:
            end = quotation.end
    return [Piece(_opening_mark(page, begin), end, cue, "clause of a noun")] if end > begin else []


def _that_after(page: Page, cue: Cue, first: int, start: int | None) -> int | None:
    """The place of the 'that' which opens the reported clause, a few words after the verb."""
    if "clause" not in cue.frames:
        return None
    _, unit_end = page.unit(cue.token.idx)
    for index in range(first, min(first + 14, len(page.doc) - 1)):
        token = page.doc[index]
        if token.idx >= unit_end or token.text in (";", ":") or page.inside[index] is not None:
            return None
        if start is not None and index >= start:
            return None
        if index > first and token.tag_ in FINITE:
            return None
        if token.lower_ == "that":
            before = page.doc[index - 1]
            after = page.doc[index + 1]
            if after.pos_ == "ADP" or not page.has_verb(token.idx, unit_end):
                return None
            if index == first or start is not None or before.is_punct:
                return index
            told = cue.token.lemma_ in _TELLING and _has_own_subject(page, index)
            return index if token.dep_ != "det" and (told or _is_conjunction(token)) else None
    return None


def _has_own_subject(page: Page, that: int) -> bool:
    """'told the crowd that she would go': a clause with a subject says what they were told.

    The parser often makes of it what the crowd is.
    """
    for token in page.doc[that + 1 : that + 14]:
        if token.tag_ in FINITE:
            return False
        if token.dep_ in ("nsubj", "nsubjpass", "expl"):
            return True
    return False


def _is_conjunction(token: Token) -> bool:
    """Whether a "that" opens a clause, as it does where the clause has a subject of its own."""
    if token.lower_ != "that":
        return False
    others = [c for c in token.head.children if c.dep_ == "nsubj" and c.i > token.i]
    return token.tag_ == "IN" or token.dep_ == "mark" or (token.dep_ == "nsubj" and bool(others))


def _is_open_question(cue: Cue, root: Token) -> bool:
    """'did not say whether …', 'declined to say how …': nothing is reported."""
    first = root.left_edge
    asks = first.lower_ in ("whether", "if", "how", "why", "when", "where", "what", "who", "which")
    denied = any(child.dep_ == "neg" for child in cue.token.children)
    return asks and (denied or cue.token.tag_ == "VB")


def _bare_clause_after(page: Page, cue: Cue, first: int) -> int | None:
    """Where the parser saw no clause after 'said', yet a finite verb follows."""
    verb = cue.token
    if verb.lemma_ != "say" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    _, unit_end = page.unit(verb.idx)
    if first >= len(page.doc) or page.doc[first].idx >= unit_end:
        return None
    opener = page.doc[first]
    if (
        opener.is_punct
        or opener.pos_ in ("ADP", "ADV", "SCONJ", "CCONJ")
        or opener.ent_type_ in ("DATE", "TIME")
    ):
        return None
    before = page.doc[cue.low - 1].text if cue.low else ""
    if before in (",", "”", '"') and not page.has_verb(opener.idx, unit_end):
        return None
    return first if page.has_verb(opener.idx, unit_end) else None


def _opening_mark(page: Page, begin: int) -> int:
    for quotation in page.quotations:
        if quotation.start < begin <= quotation.inner_start:
            return quotation.start
    return begin


def quotation_after(page: Page, cue: Cue, first: int, resumed: bool = False) -> Piece | None:
    """'said, “…”', 'said: “…”', and '“…,” she said, “…”': the quotation that follows the cue."""
    if "quote" not in cue.frames and "object" not in cue.frames:
        return None
    _, unit_end = page.unit(cue.token.idx)
    index = first
    words = 0
    tie = ""
    while index < len(page.doc) and page.inside[index] is None and words <= 14:
        token = page.doc[index]
        if token.idx >= unit_end and not tie.endswith(":"):
            return None
        if token.is_punct:
            tie += token.text
        elif not token.is_space:
            if token.pos_ == "VERB" and token.dep_ not in ("pcomp", "acl", "xcomp", "amod"):
                if not resumed and token.tag_ in FINITE:
                    return None
            words += 1
        index += 1
    if index >= len(page.doc) or page.inside[index] is None:
        return None
    number = page.inside[index]
    assert number is not None
    quotation = page.quotations[number]
    closes = _TIE.search(page.text[: quotation.start]) is not None
    if resumed:
        follows = closes or (words == 0 and not any(mark in tie for mark in ".?!"))
        return Piece(quotation.start, quotation.end, cue, "quotation resumed") if follows else None
    if closes or (words == 0 and index == first):
        if len(page.text[quotation.inner_start : quotation.inner_end].split()) < 2 and not closes:
            return None
        return Piece(quotation.start, quotation.end, cue, "quotation after cue")
    return None


def _without_occasion(page: Page, quoted_end: int, end: int) -> int:
    """'called it “a mess” on Tuesday at a rally': when and where it was said is no content."""
    rest = page.tokens(quoted_end, end)
    if rest and (
        rest[0].ent_type_ in ("DATE", "TIME")
        or rest[0].lower_ in ("during", "on", "at", "after", "before", "while", "when", "—", "–")
    ):
        return quoted_end
    return end


def _is_called(verb: Token, after: list[Token]) -> bool:
    """'called it a disaster', 'branded the plan reckless': a thing and what it is said to be."""
    return verb.lemma_ in _CALLING and any(
        child.dep_ in ("oprd", "ccomp", "xcomp") and child.pos_ in ("NOUN", "PROPN", "ADJ")
        for child in after
    )


def _is_occasion(child: Token) -> bool:
    """'announced it on Friday', 'during the campaign': when it was said is no content."""
    return child.dep_ == "prep" and (child.lower_ == "during" or tells_when(child))


def object_after(page: Page, cue: Cue) -> Piece | None:
    """'called it “a mess”', 'announced talks on “peace”': an object with quoted words in it."""
    if "object" not in cue.frames:
        return None
    verb = cue.token
    after = [child for child in verb.children if child.i > verb.i]
    governed = [
        child
        for child in after
        if child.dep_ == "prep" and child.lower_ in cue.prepositions and not tells_when(child)
    ]
    objects = [
        child
        for child in after
        if child.dep_ in ("dobj", "oprd", "attr", "xcomp", "ccomp")
        or (child.dep_ == "prep" and child.lower_ == "as")
    ]
    if governed:  # "called for calm", "accused them of “theft”": what the preposition brings
        parts = [c for c in (*governed, *objects) if c.i >= governed[0].i]
        first = governed[0].i + 1
        if (
            verb.lemma_ in _CHARGING
        ):  # "accused the mayor of theft": of whom it is said belongs to it
            first = min([first, *(child.left_edge.i for child in objects)])
    elif objects:
        parts = [c for c in after if c in objects or (c.dep_ == "prep" and c.i > objects[0].i)]
        while len(parts) > 1 and _is_occasion(parts[-1]):
            parts.pop()
        first = min(child.left_edge.i for child in objects)
    else:
        return None
    start = page.doc[min(first, len(page.doc) - 1)].idx
    end = min(page.token_end(max(c.right_edge.i for c in parts)), page.unit(verb.idx)[1])
    for quotation in page.quotations:
        if quotation.start < end and quotation.end > start:
            start = min(start, quotation.start)
            end = max(end, quotation.end)
    within = [q for q in page.quotations if start <= q.start and q.end <= end]
    quoted = bool(within)
    if within:
        end = _without_occasion(page, within[-1].end, end)
    denied = any(child.dep_ == "neg" for child in verb.children)
    is_topic = "topic" in cue.frames and not denied
    is_topic = is_topic and (bool(governed) or not cue.prepositions or _is_called(verb, after))
    if not quoted and not (is_topic and len(page.tokens(start, end)) >= 3):
        return None
    return Piece(start, end, cue, "object of cue")
