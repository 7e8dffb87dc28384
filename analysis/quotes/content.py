"""The content of a cue: in quotation marks before it, around it, or after it."""

from __future__ import annotations

import re

from analysis.marks import Quotation
from analysis.quotes.boundaries import cut_at_next_cue
from analysis.quotes.complements import (
    clause_after,
    clause_of_noun,
    object_after,
    quotation_after,
)
from analysis.quotes.cue import Cue
from analysis.quotes.page import FINITE, Page, Piece, is_title
from analysis.quotes.words import reporting_verbs

_WORK = re.compile(
    r"\b(?:book|novel|memoir|biography|film|movie|documentary|song|album|single|show|series|play|"
    r"musical|podcast|poem|painting|essay|article|column|editorial|report|game),?$"
)
_LOOSE = ",;:-—–"
_JOINING = frozenset({"and", "but", "nor", "or", "only", "not", "though", "although"})


def contents_of(page: Page, cue: Cue) -> list[Piece]:
    """Return the pieces of content that a cue introduces, trimmed to the reported words."""
    if "according" in cue.frames:
        pieces = _according_to(page, cue)
    elif "noun" in cue.frames:
        pieces = clause_of_noun(page, cue)
    else:
        pieces = _by_rules(page, cue)
    return [_trim(page, piece) for piece in pieces]


def _is_loose(sign: str) -> bool:
    return sign.isspace() or sign in _LOOSE or sign == "."


def _according_to(page: Page, cue: Cue) -> list[Piece]:
    """'According to X, …', '…, according to X.', 'As X said, …': the rest of the sentence."""
    first = page.doc[cue.low].idx
    start, end = page.unit(first)
    semicolon = page.text.rfind(";", start, first)
    start = max(start, semicolon + 1)
    before = page.text[start:first].rstrip()
    after = page.token_end(cue.high)
    comma = _comma_before_clause(page, after, end)
    resumed = comma + 1 if 0 <= comma - after < 120 else after
    alone = before.endswith(",") and not page.text[after:end].strip(' .”"')
    end = cut_at_next_cue(page, resumed, end)
    is_subject = before.endswith(",") and " " in before and not _is_adverbial(page, start, first)
    if len(before.split()) < 3 and not alone and not is_subject:
        return [Piece(resumed, end, cue, "after according to")]
    pieces = [Piece(start, first, cue, "before according to")]
    # "The crowd, according to police, was small": the sentence goes on with what it began.
    if (
        before.endswith(",")
        and comma == after
        and _resumes(page, cue, start, start + len(before), resumed, end)
    ):
        return [*pieces, Piece(resumed, end, cue, "around according to")]
    if not alone and not page.has_verb(start, first):
        return [Piece(resumed, end, cue, "after according to")]
    return pieces


def _comma_before_clause(page: Page, after: int, end: int) -> int:
    """The comma after which the content begins: not the one before 'the mayor' in apposition."""
    comma = page.text.find(",", after, end)
    second = page.text.find(",", comma + 1, end) if comma >= 0 else -1
    if second < 0 or page.has_verb(comma, second) or not page.has_verb(second, end):
        return comma
    between = page.tokens(comma + 1, second)
    opens = between[0] if between else None
    is_apposition = opens is not None and opens.pos_ in ("DET", "NOUN", "PROPN", "NUM", "ADJ")
    return second if is_apposition else comma


def _is_adverbial(page: Page, start: int, end: int) -> bool:
    """'Of course, according to …': what stands before is no subject."""
    words = [token for token in page.tokens(start, end) if not token.is_punct]
    return not words or words[0].pos_ in ("ADP", "ADV", "CCONJ", "SCONJ", "INTJ")


def _by_rules(page: Page, cue: Cue) -> list[Piece]:
    if cue.is_agentless and cue.token.lemma_ == "ask":
        return []  # "Asked whether she would stay, …": a question of the reporter's
    left = _quotation_before(page, cue)
    if left is not None:
        follow = quotation_after(page, cue, cue.high + 1, resumed=True) or _clause_resumed(
            page, cue, left
        )
        return [left, *([follow] if follow else [])]
    right = clause_after(page, cue) or quotation_after(page, cue, cue.high + 1)
    if cue.speaker is None and right is None:
        return []
    if right is not None and any(q.start == right.start for q in page.quotations):
        opened = page.text[right.start :].lstrip("“\"‘'«`")[:1]
        if opened.isupper():
            return [right]  # "Asked about it, she said, “No.”": the words before are no content
    around = _clause_around(page, cue, right is not None)
    if around:
        return around
    if right is None:
        right = object_after(page, cue)
    return [right] if right else []


def _quotation_before(page: Page, cue: Cue) -> Piece | None:
    """'“…,” she said': the quotation that ends at the cue, with what its sentence has before it."""
    if "quote" not in cue.frames or cue.is_participle or cue.is_agentless:
        return None
    index = cue.low - 1
    skipped = ""
    while index >= 0 and page.inside[index] is None and len(skipped) < 3:
        token = page.doc[index]
        if not (token.is_punct or token.is_space or token.lower_ in ("and", "but", "then", "as")):
            return None
        skipped += token.text.strip()
        index -= 1
    if index < 0 or page.inside[index] is None:
        return None
    number = page.inside[index]
    assert number is not None
    quotation = page.quotations[number]
    inner = page.text[quotation.inner_start : quotation.inner_end]
    last = inner[-1:]
    unit_start = page.unit(quotation.start)[0]
    lead = page.text[unit_start : quotation.start].strip()
    if is_title(inner) and (
        last not in ",?!" or (lead and _named_before(page, index)) or _WORK.search(lead)
    ):
        return None
    if any(mark in skipped for mark in ".?!:;") or _is_taken(page, cue, quotation):
        return None
    inverted = cue.speaker is not None and cue.speaker[0] > cue.token.i
    tied = last in ",?!—–-…" or "," in skipped or (not skipped.strip() and (inverted or not lead))
    if last == "." and not inverted:
        tied = not page.text[page.token_end(cue.high) : page.unit(cue.token.idx)[1]].strip(" .")
    if not tied:
        return None
    start = quotation.start
    if lead and (lead[-1] not in ",:;—–" or (lead[-1] == "," and inner[:1].islower())):
        start = unit_start
    return Piece(start, quotation.end, cue, "quotation before cue")


def _is_taken(page: Page, cue: Cue, quotation: Quotation) -> bool:
    """'Ode called it “a farce”, and he signed': the words before already report the quotation."""
    verbs = reporting_verbs()
    start, _ = page.unit(quotation.start)
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP")
        and page.inside[token.i] is None
        and (verb := verbs.get(token.lemma_.lower())) is not None
        and verb.sense == "speech"
        and not (token.dep_ == "ccomp" and token.head.i == cue.token.i)
        for token in page.tokens(start, quotation.start)
    )


def _named_before(page: Page, index: int) -> bool:
    """Whether the quotation that ends at a token is a title: 'on “Face the Nation,” he said'."""
    number = page.inside[index]
    while index >= 0 and page.inside[index] == number:
        index -= 1
    return index >= 0 and page.doc[index].pos_ in ("ADP", "NOUN", "PROPN", "DET", "VERB")


def _is_named_after(page: Page, cue: Cue) -> bool:
    if cue.speaker is None or cue.speaker[0] != cue.token.i + 1:
        return False
    return any(token.pos_ == "PROPN" for token in page.doc[slice(*cue.speaker)])


def _clause_resumed(page: Page, cue: Cue, left: Piece) -> Piece | None:
    """'They were “keen”, she said, but did not expect it.': a clause that goes on after the cue."""
    _, end = page.unit(cue.token.idx)
    after = page.token_end(cue.high)
    words = page.tokens(after, end)
    comma = page.text.find(",", after, _end_of_telling(page, cue, end) + 1)
    if comma >= 0 and _goes_on_quoting(page, comma + 1, end):
        return Piece(comma + 1, end, cue, "clause around cue")
    if len(words) < 4 or words[0].text != "," or words[1].lower_ not in ("but", "and"):
        return None
    verb = next((word for word in words[2:6] if word.tag_ in FINITE), None)
    has_own = verb is None or any(child.dep_ == "nsubj" for child in verb.children)
    if has_own or not page.has_verb(left.start, cue.token.idx) or page.text[left.start] in '“"‘':
        return None
    return Piece(words[1].idx, end, cue, "clause around cue")


def _clause_around(page: Page, cue: Cue, has_right: bool) -> list[Piece]:
    """'…, she said.' and 'The plan, she said, …': the sentence without its cue."""
    if "clause" not in cue.frames or cue.speaker is None or cue.is_participle:
        return []
    low = cue.low
    start, end = page.unit(cue.token.idx)
    before = page.text[start : page.doc[low].idx].rstrip()
    after = page.token_end(cue.high)
    told = page.text[_end_of_telling(page, cue, end) : end]
    parenthetical = told.lstrip().startswith(",")
    if not before.endswith((",", "—", "–", "-", "”", '"')):
        return []
    if len(before.split()) < 2 and not parenthetical:
        return []
    if has_right and not parenthetical:
        return []
    left_end = start + len(before)
    inverted = len(before.split()) > 2 and _is_named_after(page, cue)  # "…, yes, says Ana Ruiz."
    if not (has_right or page.has_verb(start, left_end) or parenthetical or inverted):
        return []
    ends_there = not has_right and not told.strip(" .,;”\"'’")
    if not ends_there and not _governs_before(page, cue, start, left_end):
        return []
    pieces = [Piece(start, left_end, cue, "clause before cue")]
    if parenthetical:
        resumed = end - len(told.lstrip()) + 1
        resumes = _resumes(page, cue, start, left_end, resumed, end)
        if resumes or _goes_on_quoting(page, resumed, end):
            pieces.append(Piece(resumed, end, cue, "clause around cue"))
        elif (quoted := _quotation_at(page, cue, after)) is not None:
            # "In Ellery, she said, “…”": what has no verb only leads up to the quotation
            pieces = [*(pieces if page.has_verb(start, left_end) else []), quoted]
        elif not page.has_verb(start, left_end):
            return []
    return pieces


def _goes_on_quoting(page: Page, start: int, end: int) -> bool:
    """'…, she said, nor would it be “late”.': a rest that is joined on and has words of hers."""
    quotation = next((q for q in page.quotations if start <= q.start < end), None)
    if quotation is None or not page.text[start : quotation.start].strip():
        return False
    words = page.tokens(start, quotation.start)
    joins = next((word.lower_ for word in words if not word.is_space), "")
    verbs = reporting_verbs()
    return joins in _JOINING and not any(
        word.tag_ in FINITE and word.lemma_.lower() in verbs for word in words
    )


def _quotation_at(page: Page, cue: Cue, after: int) -> Piece | None:
    """The quotation that follows directly, with nothing but a comma between."""
    for quotation in page.quotations:
        if quotation.start >= after:
            between = page.text[after : quotation.start]
            if between.strip(" ,:"):
                return None
            return Piece(quotation.start, quotation.end, cue, "quotation resumed")
    return None


def _end_of_telling(page: Page, cue: Cue, end: int) -> int:
    """Where the cue's company ends: whom it was told, when, where (told Reuters on Friday)."""
    last = cue.high
    for child in cue.token.children:
        company = child.dep_ in ("dobj", "dative", "npadvmod", "prep", "advmod", "prt")
        if company and child.i > cue.token.i and child.idx < end:
            last = max(last, child.right_edge.i)
    return min(page.token_end(last), end)


def _governs_before(page: Page, cue: Cue, start: int, end: int) -> bool:
    """Whether the words before the cue are its content, and not an opening of its own sentence."""
    verb = cue.token
    if verb.dep_ in ("ROOT", "parataxis", "ccomp", "dep", "conj"):
        for token in page.tokens(start, end):
            if token.head.i == verb.i and token.dep_ in (
                "ccomp",
                "parataxis",
                "dep",
                "nsubj",
                "ROOT",
            ):
                return True
            if token.dep_ == "ROOT" or (token.i == verb.head.i and verb.i != verb.head.i):
                return True
    if verb.head.i != verb.i and verb.dep_ in ("parataxis", "ccomp", "advcl", "relcl"):
        return verb.dep_ == "parataxis"
    return False


def _resumes(page: Page, cue: Cue, start: int, left_end: int, resumed: int, end: int) -> bool:
    """Whether the sentence goes on after the cue with what it began before it."""
    left = {token.i for token in page.tokens(start, left_end)}
    right = [token for token in page.tokens(resumed, end) if not token.is_punct]
    if not right or right[0].tag_ == "VBG" or right[0].lower_ in ("which", "who", "according"):
        return False
    first = right[0]
    if first.tag_ in FINITE and not any(child.dep_ == "nsubj" for child in first.children):
        return True  # "The plan, said Ruiz, was late"
    right_indexes = {token.i for token in right}
    for token in right:
        if token.head.i in left and token.dep_ not in ("punct",):
            return True
    return any(
        token.i in left and token.head.i in right_indexes for token in page.tokens(start, left_end)
    )


def _trim(page: Page, piece: Piece) -> Piece:
    start, end = piece.start, piece.end
    while start < end and _is_loose(page.text[start]):
        start += 1
    while end > start and _is_loose(page.text[end - 1]):
        end -= 1
    for quotation in page.quotations:
        if quotation.start <= start and end <= quotation.end:
            start = max(start, quotation.inner_start)
            return piece._replace(
                start=start, end=quotation.inner_end if end >= quotation.inner_end - 1 else end
            )
    return piece._replace(start=start, end=end)
