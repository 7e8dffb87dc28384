"""Where reported words end: at what the reporter adds, at the next report, at the main clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.quotes.cue import Cue
from analysis.quotes.page import FINITE, Page
from analysis.quotes.words import reporting_verbs

if TYPE_CHECKING:
    from analysis.language.words import Token

# "… but would not name them": the reporter again, telling what was not said.
_WITHHOLDING = frozenset(
    {"decline", "refuse", "name", "comment", "elaborate", "specify", "identify", "disclose"}
)


_SUBORDINATORS = frozenset("when while although though after as because since if once".split())


_REMARKS = frozenset(
    "answer remark comment claim statement assertion accusation response reply reference charge "
    "allegation suggestion promise threat denial echo nod jab dig description".split()
)


# What a clause that is not the reported one begins after.
_REACH = 20  # characters before a word in which a pause is looked for
_PAUSE = re.compile(r"(?:[,;—–]|--|\s-)[\s”\"'’]*$")


def clause_end(page: Page, cue: Cue, root: Token | None, begin: int, unit_end: int) -> int:
    """The end of a reported clause: its sentence's, but for what the reporter adds to it."""
    for quotation in page.quotations:
        if quotation.start <= begin < quotation.end <= unit_end:
            begin = quotation.end
    floor = root.i if root is not None else -1
    own = {token.i for token in root.subtree} if root is not None else set()
    branch = _branch_before_main(cue, root) if root is not None else set()
    relative = cue.is_relative
    opens_below = not branch and (relative or _stands_below(page, cue))
    for token in page.tokens(begin, unit_end):
        if page.inside[token.i] is not None:
            continue
        is_past_verb = token.i > floor or page.has_verb(begin, token.idx)
        if is_past_verb and _begins_anew(page, token, unit_end, opens_below, relative):
            return token.idx
        if token.i <= floor:
            continue
        if _reporter_resumes(page, cue, token) or _is_remark(page, token):
            return token.idx
        if token.i in own or token.is_punct or not _pauses_before(page, token):
            continue
        if (branch and token.i not in branch) or (root and _is_told_beside(cue, root, token)):
            return token.idx
    return unit_end


def _pauses_before(page: Page, token: Token) -> bool:
    return bool(_PAUSE.search(page.text[max(0, token.idx - _REACH) : token.idx]))


def _is_remark(page: Page, token: Token) -> bool:
    """'…, an answer that pleased nobody': what the reporter calls the words just reported."""
    if token.lower_ not in ("a", "an") or not _pauses_before(page, token):
        return False
    return any(word.lower_ in _REMARKS for word in page.doc[token.i + 1 : token.i + 4])


def _stands_below(page: Page, cue: Cue) -> bool:
    """Whether the cue's clause opens the sentence with 'when', 'while', 'although' and the like."""
    start, _ = page.unit(cue.token.idx)
    words = [token for token in page.tokens(start, cue.token.idx) if not token.is_punct]
    if words and words[0].lower_ in ("but", "and", "yet", "so"):
        words = words[1:]
    return bool(words) and words[0].lower_ in _SUBORDINATORS and len(words) < 12


def _begins_main(page: Page, token: Token, relative: bool) -> bool:
    """Whether the main clause begins at a token, after a comma: "he signed", or just "left"."""
    if not page.text[: token.idx].rstrip(" ”\"'’").endswith(","):
        return False
    if relative:
        return token.tag_ in ("VBD", "VBZ", "VBP", "MD")
    if token.dep_ not in ("nsubj", "nsubjpass", "det", "compound", "poss", "amod", "nummod"):
        return False
    subject = token
    while subject.dep_ in ("det", "compound", "poss", "amod", "nummod"):
        subject = subject.head
    return subject.dep_ in ("nsubj", "nsubjpass", "expl") and subject.head.tag_ in FINITE


def _begins_anew(
    page: Page, token: Token, unit_end: int, opens_below: bool, relative: bool
) -> bool:
    """Whether another main clause begins at a token: after a semicolon, or after a report below."""
    if page.text[: token.idx].rstrip(" ”\"'’").endswith(";"):
        return page.has_verb(token.idx, unit_end)
    return opens_below and _begins_main(page, token, relative)


def _branch_before_main(cue: Cue, root: Token) -> set[int]:
    """The tokens of the clause that the cue stands in, where the main clause comes after it.

    'While Ruiz said it was late, she stayed.', 'Ruiz, who said it was late, stayed.'
    """
    below = cue.token
    for above in cue.token.ancestors:
        if above.i > root.i:
            return {token.i for token in below.subtree}
        below = above
    return set()


def _is_told_beside(cue: Cue, root: Token, token: Token) -> bool:
    """Whether a clause that hangs on the cue itself begins at a token, and is the reporter's.

    '…, drawing applause', '…, and called for calm', '…, but Ode denied it'.
    """
    for child in cue.token.children:
        if child.i <= root.i or token.i not in (child.left_edge.i, child.i):
            continue
        if child.dep_ == "advcl":
            return child.tag_ == "VBG"
        if child.dep_ == "conj":
            return _reports_beside(cue, child) or root.dep_ == "xcomp"
    if token.dep_ == "cc" and token.head.i == cue.token.i:
        conjuncts = [c for c in cue.token.children if c.dep_ == "conj" and c.i > token.i]
        return bool(conjuncts) and (_reports_beside(cue, conjuncts[0]) or root.dep_ == "xcomp")
    return False


def _reports_beside(cue: Cue, verb: Token) -> bool:
    known = reporting_verbs().get(verb.lemma_.lower())
    if known is None or known.sense != "speech":
        return False
    is_finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    tense = _tense(cue)
    return verb.tag_ == tense or (is_finite and tense in ("VBD", "VBZ", "VBP"))


def _tense(cue: Cue) -> str:
    """The tag of a cue, or of what makes it finite: "is telling" is in the present."""
    finite = (c.tag_ for c in cue.token.children if c.dep_ in ("aux", "auxpass"))
    found = next((tag for tag in finite if tag in ("VBD", "VBZ", "VBP")), None)
    return found if found and cue.token.tag_ in ("VBG", "VBN") else cue.token.tag_


def _reporter_resumes(page: Page, cue: Cue, token: Token) -> bool:
    """Whether the reporter's own words go on here: ', adding …', 'and said …', ', according to'."""
    if token.i == 0 or token.i + 1 >= len(page.doc):
        return False
    before = page.text[: token.idx].rstrip(" ”\"'’")
    after_comma = before.endswith((",", "—", "–", "-", ";"))
    if token.lower_ == "according":
        return True
    if after_comma and token.tag_ == "VBG" and token.lemma_.lower() in reporting_verbs():
        return token.head.i <= cue.token.i or token.dep_ in ("advcl", "acl", "conj")
    if token.lower_ in ("but", "and", "while", "though", "although"):
        return token.head.pos_ in ("VERB", "AUX") and _next_cue(page, cue, token)
    return False


def _next_cue(page: Page, cue: Cue, conjunction: Token) -> bool:
    """'… and said …', '… but he added …', '… but Ode doubts …': another report follows.

    In the cue's own tense, or with somebody else for its subject.
    """
    for token in page.doc[conjunction.i + 1 : conjunction.i + 8]:
        if page.inside[token.i] is not None or token.text in (",", ";", ".", "that"):
            return False
        names = any(c.dep_ == "nsubj" and c.pos_ != "PRON" for c in token.children)
        is_other = names and token.tag_ in ("VBD", "VBZ", "VBP")
        if token.pos_ == "VERB" and (token.tag_ == _tense(cue) or is_other):
            verb = reporting_verbs().get(token.lemma_.lower())
            if token.lemma_ in _WITHHOLDING:
                return True
            if verb is None or verb.frames == {"quote"} or token.lemma_ == "continue":
                return False
            if token.tag_ in ("VBD", "VBZ") and _follows_comma(page, conjunction):
                return is_other or verb.sense == "speech"
            return is_other or (verb.sense == "speech" and "clause" in verb.frames)
        if token.tag_ in FINITE and token.tag_ != "MD":
            return token.lemma_ in _WITHHOLDING and token.i - conjunction.i <= 3
    return False


def _follows_comma(page: Page, token: Token) -> bool:
    return page.text[: token.idx].rstrip(" ”\"'’").endswith(",")


def cut_at_next_cue(page: Page, start: int, end: int) -> int:
    """'…, but Ruiz says …': where somebody else is reported in the same sentence."""
    for token in page.tokens(start, end):
        if page.inside[token.i] is not None or token.lower_ not in (
            "but",
            "and",
            "while",
            "though",
        ):
            continue
        for after in page.doc[token.i + 1 : token.i + 8]:
            if after.tag_ in FINITE:
                verb = reporting_verbs().get(after.lemma_.lower())
                if verb and verb.sense == "speech" and "clause" in verb.frames:
                    return token.idx
                break
            if after.text in (",", ";", ".") or page.inside[after.i] is not None:
                break
    return end
