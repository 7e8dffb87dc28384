"""Quotes: what is reported as said, in whose words, and the cue that says so.

For every cue the content is looked for on both sides of it: in quotation marks next to it, in the
clause it governs, in the clause before it ("…, she said"), or around it ("The plan, she said, …").
Quotations that no cue claims and that read like speech float: they are kept without a speaker, and
`analysis.speakers` gives them the one who is speaking there.

The scheme of cue, source and content is that of PARC 3 (Pareti 2015) and PolNeAR (Newell, Margolin
and Ruths 2018); what counts as speech is told in ``docs/guidelines.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.cues import Cue, cues_in, quoted_tokens, reporting_verbs
from analysis.language import Paragraph, Reading, dateline_end, split_sentences
from analysis.marks import Quotation, quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    Span = tuple[int, int]

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})
# Verbs whose object is the one who is told, not what is said.
_TELLING = frozenset({"tell", "inform", "warn", "remind", "assure", "advise", "ask", "notify", "promise"})
_LOOSE = " \t\u00a0,;:-—–"


class Piece(NamedTuple):
    """A stretch of content in a paragraph, the cue that claims it, and the rule that found it."""

    start: int
    end: int
    cue: Cue | None
    rule: str


@dataclass
class _Page:
    """A paragraph with what every rule asks of it."""

    doc: Doc
    text: str
    quotations: list[Quotation]
    inside: list[int | None]
    units: list[tuple[int, int]]

    def unit(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset; a quotation of several sentences does not end it."""
        for start, end in self.units:
            if offset < end:
                return start, end
        return self.units[-1] if self.units else (0, len(self.text))

    def token_end(self, index: int) -> int:
        token = self.doc[index]
        return token.idx + len(token)

    def tokens(self, start: int, end: int) -> list[Token]:
        return [token for token in self.doc if start <= token.idx < end]

    def has_verb(self, start: int, end: int) -> bool:
        return any(t.tag_ in _FINITE and t.pos_ in ("VERB", "AUX") for t in self.tokens(start, end))


def quotes_in(reading: Reading, scope: str = "speech") -> list[dict[str, Any]]:
    """Return the quotes of one article, one row of the quotes table each, in order.

    ``scope="speech"`` (the default) reads reported speech and writing; ``scope="thought"`` also
    what people are said to believe, hope and plan.

    >>> from analysis.language import read
    >>> row = quotes_in(read("“We cannot wait,” Mayor Ana Ruiz said."))[0]
    >>> row["text"], row["kind"], row["cue"], row["speaker_text"]
    ('We cannot wait,', 'direct', 'said', 'Mayor Ana Ruiz')
    """
    if scope not in ("speech", "thought"):
        raise ValueError(f'scope is "speech" or "thought", not {scope!r}.')
    rows: list[dict[str, Any]] = []
    announced: dict[str, Any] = {}
    unclosed = False
    for paragraph in reading.paragraphs:
        if paragraph.is_heading:
            continue
        page = _page(paragraph)
        cues = cues_in(page.doc, page.inside, scope)
        for piece in _pieces(page, cues):
            row = _row(reading, paragraph, page, piece, len(rows))
            opens = piece.cue is None and not page.text[: piece.start].strip("\"“‘«`' ")
            if opens and announced:
                row.update(announced, rule="quotation after cue, in the next paragraph")
            elif opens and unclosed:
                row.update(_attribution(rows[-1]), rule="quotation goes on in a new paragraph")
            elif piece.cue is None and _goes_on(rows, paragraph, page, piece):
                row.update(_attribution(rows[-1]), rule="quotation goes on after its cue")
            rows.append(row)
        announced = _announced(paragraph, page, cues)
        last = page.quotations[-1] if page.quotations else None
        unclosed = bool(last and not last.closed and rows and rows[-1]["end"] == paragraph.start + last.inner_end)
    return rows


_ATTRIBUTION = ("cue", "cue_start", "cue_end", "speaker_text", "speaker_start", "speaker_end")


def _attribution(row: dict[str, Any]) -> dict[str, Any]:
    return {column: row[column] for column in _ATTRIBUTION if column in row}


def _goes_on(
    rows: list[dict[str, Any]], paragraph: Paragraph, page: _Page, piece: Piece
) -> bool:
    """'“…,” she said. “…”': nothing but the rest of the cue's sentence stands between."""
    if not rows or "cue" not in rows[-1] or rows[-1]["start"] < paragraph.start:
        return False
    if rows[-1]["kind"] == "indirect":
        return False
    said = max(rows[-1]["end"], rows[-1]["cue_end"]) - paragraph.start
    between = page.text[page.unit(said - 1)[1] : piece.start]
    return piece.start >= said and not any(ch.isalnum() for ch in between)


def _announced(paragraph: Paragraph, page: _Page, cues: list[Cue]) -> dict[str, Any]:
    """'She said:' at a paragraph's end announces the quotation that opens the next one."""
    if not page.text.endswith(":") or not cues:
        return {}
    cue = cues[-1]
    if page.unit(cue.token.idx)[1] < len(page.text) or cue.speaker is None:
        return {}
    return _cue_columns(paragraph, page, cue)


def _page(paragraph: Paragraph) -> _Page:
    doc = paragraph.doc
    found = quotations(doc.text)
    inside = quoted_tokens(doc, found)
    units: list[tuple[int, int]] = []
    begin = dateline_end(doc.text)
    for _, end in split_sentences(doc.text):
        if any(q.start < end < q.end for q in found):
            continue
        units.append((begin, end))
        begin = end
    if begin < len(doc.text) and doc.text[begin:].strip():
        units.append((begin, len(doc.text)))
    return _Page(doc, doc.text, found, inside, units)


def _pieces(page: _Page, cues: list[Cue]) -> list[Piece]:
    claimed: list[Piece] = []
    for cue in cues:
        pieces = _according_to(page, cue) if "according" in cue.frames else _content(page, cue)
        claimed.extend(_trim(page, piece) for piece in pieces)
    kept = _without_overlap([piece for piece in claimed if piece.end > piece.start])
    return sorted(kept + _floating(page, kept), key=lambda piece: piece.start)


def _according_to(page: _Page, cue: Cue) -> list[Piece]:
    """'According to X, …' and '…, according to X.': the rest of the sentence."""
    start, end = page.unit(cue.token.idx)
    before = page.text[start : cue.token.idx]
    if len(before.split()) >= 3 and page.has_verb(start, cue.token.idx):
        return [Piece(start, cue.token.idx, cue, "before according to")]
    after = page.token_end(cue.high)
    comma = page.text.find(",", after, end)
    if 0 <= comma < end and (comma - after) < 120:
        after = comma + 1
    return [Piece(after, end, cue, "after according to")]


def _content(page: _Page, cue: Cue) -> list[Piece]:
    left = _quotation_before(page, cue)
    if left is not None:
        follow = _quotation_after(page, cue, cue.high + 1, resumed=True)
        return [left, *([follow] if follow else [])]
    right = _clause_after(page, cue) or _quotation_after(page, cue, cue.high + 1)
    if cue.speaker is None and right is None:
        return []
    around = _clause_around(page, cue, right is not None)
    if around:
        return around
    if right is None:
        right = _object_after(page, cue)
    return [right] if right else []


# --- before the cue -------------------------------------------------------------------------------


def _quotation_before(page: _Page, cue: Cue) -> Piece | None:
    """'“…,” she said': the quotation that ends at the cue, with what its sentence has before it."""
    if "quote" not in cue.frames:
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
    if lead and _is_title(inner) and (last not in ",?!" or _named_before(page, index)):
        return None
    if any(mark in skipped for mark in ".?!:;"):
        return None
    inverted = cue.speaker is not None and cue.speaker[0] > cue.token.i
    tied = last in ",?!—–-…" or "," in skipped or (not skipped.strip() and (inverted or not lead))
    if last == "." and not inverted:
        tied = not page.text[page.token_end(cue.high) : page.unit(cue.token.idx)[1]].strip(" .")
    if not tied:
        return None
    start = quotation.start
    if lead and lead[-1] not in ",:;—–":
        start = unit_start
    return Piece(start, quotation.end, cue, "quotation before cue")


def _named_before(page: _Page, index: int) -> bool:
    """Whether the quotation that ends at a token is a title: 'on “Face the Nation,” he said'."""
    number = page.inside[index]
    while index >= 0 and page.inside[index] == number:
        index -= 1
    return index >= 0 and page.doc[index].pos_ in ("ADP", "NOUN", "PROPN", "DET", "VERB")


def _clause_around(page: _Page, cue: Cue, has_right: bool) -> list[Piece]:
    """'…, she said.' and 'The plan, she said, …': the sentence without its cue."""
    if "clause" not in cue.frames or cue.speaker is None:
        return []
    low = cue.low
    start, end = page.unit(cue.token.idx)
    before = page.text[start : page.doc[low].idx].rstrip()
    after = page.token_end(cue.high)
    rest = page.text[after:end]
    parenthetical = rest.lstrip().startswith(",")
    if not before.endswith((",", "—", "–", "-", "”", '"')):
        return []
    if len(before.split()) < 2 and not parenthetical:
        return []
    if has_right and not parenthetical:
        return []
    left_end = start + len(before)
    if not has_right and not page.has_verb(start, left_end) and not parenthetical:
        return []
    ends_there = not has_right and not rest.strip(" .,;”\"'’")
    if not ends_there and not _governs_before(page, cue, start, left_end):
        return []
    pieces = [Piece(start, left_end, cue, "clause before cue")]
    if parenthetical:
        resumed = page.text.find(",", after, end) + 1
        if _resumes(page, cue, start, left_end, resumed, end):
            pieces.append(Piece(resumed, end, cue, "clause around cue"))
        elif not page.has_verb(start, left_end):
            return []
    return pieces


def _governs_before(page: _Page, cue: Cue, start: int, end: int) -> bool:
    """Whether the words before the cue are its content, and not an opening of its own sentence."""
    verb = cue.token
    if verb.dep_ in ("ROOT", "parataxis", "ccomp", "dep", "conj"):
        for token in page.tokens(start, end):
            if token.head.i == verb.i and token.dep_ in ("ccomp", "parataxis", "dep", "nsubj", "ROOT"):
                return True
            if token.dep_ == "ROOT" or (token.i == verb.head.i and verb.i != verb.head.i):
                return True
    if verb.head.i != verb.i and verb.dep_ in ("parataxis", "ccomp", "advcl", "relcl"):
        return verb.dep_ == "parataxis"
    return False


def _resumes(page: _Page, cue: Cue, start: int, left_end: int, resumed: int, end: int) -> bool:
    """Whether the sentence goes on after the cue with what it began before it."""
    left = {token.i for token in page.tokens(start, left_end)}
    right = [token for token in page.tokens(resumed, end) if not token.is_punct]
    if not right or right[0].tag_ == "VBG" or right[0].lower_ in ("which", "who", "according"):
        return False
    right_indexes = {token.i for token in right}
    for token in right:
        if token.head.i in left and token.dep_ not in ("punct",):
            return True
    return any(
        token.i in left and token.head.i in right_indexes
        for token in page.tokens(start, left_end)
    )


# --- after the cue --------------------------------------------------------------------------------


def _clause_after(page: _Page, cue: Cue) -> Piece | None:
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
            start = min([start, *(c.left_edge.i for c in verb.children if c.dep_ == "dobj" and c.i >= first)])
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
    if start < len(page.doc) and page.doc[start].lower_ == "that" and page.doc[start].tag_ == "IN":
        start += 1
    if start >= len(page.doc):
        return None
    begin = page.doc[start].idx
    _, unit_end = page.unit(begin)
    end = _clause_end(page, cue, root, begin, unit_end)
    opening = _opening_mark(page, begin)
    return Piece(opening, end, cue, rule) if end > begin else None


def _that_after(page: _Page, cue: Cue, first: int, start: int | None) -> int | None:
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
        if index > first and token.tag_ in _FINITE:
            return None
        if token.lower_ == "that":
            before = page.doc[index - 1]
            if not page.has_verb(token.idx, unit_end):
                return None
            if index == first or start is not None or before.is_punct:
                return index
            return index if token.tag_ == "IN" and token.dep_ == "mark" else None
    return None


def _is_open_question(cue: Cue, root: Token) -> bool:
    """'did not say whether …', 'declined to say how …': nothing is reported."""
    first = root.left_edge
    asks = first.lower_ in ("whether", "if", "how", "why", "when", "where", "what", "who", "which")
    denied = any(child.dep_ == "neg" for child in cue.token.children)
    return asks and (denied or cue.token.tag_ == "VB")


def _bare_clause_after(page: _Page, cue: Cue, first: int) -> int | None:
    """Where the parser saw no clause after 'said', yet a finite verb follows."""
    verb = cue.token
    if verb.lemma_ not in ("say", "add") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    _, unit_end = page.unit(verb.idx)
    if first >= len(page.doc) or page.doc[first].idx >= unit_end:
        return None
    opener = page.doc[first]
    if opener.is_punct or opener.pos_ in ("ADP", "ADV", "SCONJ", "CCONJ") or opener.ent_type_ in ("DATE", "TIME"):
        return None
    before = page.doc[cue.low - 1].text if cue.low else ""
    if before in (",", "”", '"') and not page.has_verb(opener.idx, unit_end):
        return None
    return first if page.has_verb(opener.idx, unit_end) else None


def _opening_mark(page: _Page, begin: int) -> int:
    for quotation in page.quotations:
        if quotation.start < begin <= quotation.inner_start:
            return quotation.start
    return begin


def _clause_end(page: _Page, cue: Cue, root: Token | None, begin: int, unit_end: int) -> int:
    """The end of a reported clause: its sentence's, but for what the reporter adds to it."""
    end = unit_end
    for quotation in page.quotations:
        if quotation.start <= begin < quotation.end <= unit_end:
            begin = quotation.end
    floor = root.i if root is not None else -1
    for token in page.tokens(begin, unit_end):
        if page.inside[token.i] is not None or token.i <= floor:
            continue
        if _reporter_resumes(page, cue, token):
            end = token.idx
            break
    return end


def _reporter_resumes(page: _Page, cue: Cue, token: Token) -> bool:
    """Whether the reporter's own words go on here: ', adding …', 'and said …', ', according to'."""
    if token.i == 0 or token.i + 1 >= len(page.doc):
        return False
    before = page.doc[token.i - 1]
    after_comma = before.text in (",", "—", "–", "-", ";")
    if token.lower_ == "according":
        return True
    if after_comma and token.tag_ == "VBG" and token.lemma_.lower() in reporting_verbs():
        return token.head.i <= cue.token.i or token.dep_ in ("advcl", "acl", "conj")
    if token.lower_ in ("but", "and", "while", "though", "although"):
        return _next_cue(page, cue, token)
    return False


def _next_cue(page: _Page, cue: Cue, conjunction: Token) -> bool:
    """'… and said …', '… but he added …': a reporting verb in the cue's own tense follows."""
    for token in page.doc[conjunction.i + 1 : conjunction.i + 8]:
        if page.inside[token.i] is not None or token.text in (",", ";", "."):
            return False
        if token.tag_ == cue.token.tag_ and token.pos_ == "VERB":
            verb = reporting_verbs().get(token.lemma_.lower())
            if token.lemma_ in ("decline", "refuse"):
                return True
            return verb is not None and verb.sense == "speech" and "clause" in verb.frames
        if token.tag_ in _FINITE:
            return False
    return False


def _quotation_after(
    page: _Page, cue: Cue, first: int, resumed: bool = False
) -> Piece | None:
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
                if not resumed and token.tag_ in _FINITE:
                    return None
            words += 1
        index += 1
    if index >= len(page.doc) or page.inside[index] is None:
        return None
    number = page.inside[index]
    assert number is not None
    quotation = page.quotations[number]
    closes = tie[-1:] in (",", ":")
    if resumed:
        follows = closes or (words == 0 and not any(mark in tie for mark in ".?!"))
        return Piece(quotation.start, quotation.end, cue, "quotation resumed") if follows else None
    if closes or (words == 0 and index == first):
        if len(page.text[quotation.inner_start : quotation.inner_end].split()) < 2 and not closes:
            return None
        return Piece(quotation.start, quotation.end, cue, "quotation after cue")
    return None


def _object_after(page: _Page, cue: Cue) -> Piece | None:
    """'called it “a mess”', 'announced talks on “peace”': an object with quoted words in it."""
    if "object" not in cue.frames:
        return None
    verb = cue.token
    ends: list[int] = []
    starts: list[int] = []
    for child in verb.children:
        if child.i <= verb.i:
            continue
        direct = child.dep_ in ("dobj", "oprd", "attr", "xcomp", "ccomp")
        if direct or (child.dep_ == "prep" and (child.lower_ in cue.prepositions or starts or child.lower_ == "as")):
            starts.append(child.left_edge.i)
            ends.append(child.right_edge.i)
    if not starts:
        return None
    start = page.doc[min(starts)].idx
    end = page.token_end(max(ends))
    _, unit_end = page.unit(verb.idx)
    end = min(end, unit_end)
    for quotation in page.quotations:
        if quotation.start < end and quotation.end > start:
            start = min(start, quotation.start)
            end = max(end, quotation.end)
    quoted = [q for q in page.quotations if start <= q.start and q.end <= end]
    if not quoted:
        governed = not cue.prepositions or page.doc[min(starts)].lower_ in cue.prepositions
        if "topic" not in cue.frames or not governed or len(page.tokens(start, end)) < 3:
            return None
    return Piece(start, end, cue, "object of cue")


# --- what is left ---------------------------------------------------------------------------------


def _trim(page: _Page, piece: Piece) -> Piece:
    start, end = piece.start, piece.end
    while start < end and (page.text[start] in _LOOSE or page.text[start] == "."):
        start += 1
    while end > start and page.text[end - 1] in _LOOSE + ".":
        end -= 1
    for quotation in page.quotations:
        if quotation.start <= start and end <= quotation.end:
            start = max(start, quotation.inner_start)
            return piece._replace(start=start, end=quotation.inner_end if end >= quotation.inner_end - 1 else end)
    return piece._replace(start=start, end=end)


def _without_overlap(pieces: list[Piece]) -> list[Piece]:
    """Keep the longer of two pieces that claim the same words."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, p.start)):
        if not any(piece.start < other.end and other.start < piece.end for other in kept):
            kept.append(piece)
    return kept


def _is_title(inner: str) -> bool:
    words = inner.split()
    small = {"the", "of", "a", "an", "and", "in", "to", "for", "on", "with"}
    return len(words) <= 5 and all(w[:1].isupper() or w.lower() in small for w in words)


def _floating(page: _Page, kept: list[Piece]) -> list[Piece]:
    """Quotations that no cue claims and that read like speech."""
    found = []
    for quotation in page.quotations:
        if any(piece.start < quotation.inner_end and quotation.inner_start < piece.end for piece in kept):
            continue
        inner = page.text[quotation.inner_start : quotation.inner_end]
        words = len(inner.split())
        before = page.text[: quotation.start].rstrip()
        after = page.text[quotation.end :].lstrip()
        opens = not before or before[-1] in ".?!:”\"’—…"
        closes = inner[-1:] in ".?!,…—-" or not after or after[0] == "."
        verb = page.has_verb(quotation.inner_start, quotation.inner_end)
        if words >= 3 and opens and (closes or (verb and words >= 8)):
            rule = "floating quotation" if quotation.closed else "floating quotation, unclosed"
            found.append(Piece(quotation.inner_start, quotation.inner_end, None, rule))
        elif words >= 4 and verb and closes and before[-1:] == ",":
            found.append(Piece(quotation.inner_start, quotation.inner_end, None, "floating quotation"))
    return found


def _kind(page: _Page, start: int, end: int) -> str:
    letters = [i for i in range(start, end) if page.text[i].isalnum()]
    quoted = sum(any(q.start <= i < q.end for q in page.quotations) for i in letters)
    if not letters or quoted == 0:
        return "indirect"
    return "direct" if quoted >= 0.95 * len(letters) else "mixed"


def _row(
    reading: Reading, paragraph: Paragraph, page: _Page, piece: Piece, number: int
) -> dict[str, Any]:
    base = paragraph.start
    row: dict[str, Any] = {
        "quote_id": number,
        "sentence_id": reading.sentence_at(base + piece.start),
        "start": base + piece.start,
        "end": base + piece.end,
        "text": page.text[piece.start : piece.end],
        "kind": _kind(page, piece.start, piece.end),
        "rule": piece.rule,
    }
    if piece.cue is not None:
        row.update(_cue_columns(paragraph, page, piece.cue))
    return row


def _cue_columns(paragraph: Paragraph, page: _Page, cue: Cue) -> dict[str, Any]:
    base = paragraph.start
    start, end = cue.token.idx, page.token_end(cue.end - 1)
    columns = {"cue": page.text[start:end], "cue_start": base + start, "cue_end": base + end}
    if cue.speaker is not None:
        first, last = cue.speaker
        start, end = page.doc[first].idx, page.token_end(last - 1)
        columns |= {
            "speaker_text": page.text[start:end],
            "speaker_start": base + start,
            "speaker_end": base + end,
        }
    return columns
