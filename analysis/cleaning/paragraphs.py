"""A page as paragraphs: which lines belong together, and what each shows by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from analysis.cleaning.forms import dateline_in
from analysis.cleaning.residue import normalize, residue_reason

# What may stand behind the last full stop: quotation marks, brackets, a star, a smiley.
_SENTENCE_END = re.compile(
    r"[.!?…。！？।؟۔][\"'”’)\]»›♦*\s\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]*$"
)
_IN_A_LINK = ("/", "www.", "@", "#")  # every link at the end of a line has one of these
_LINK_AT_END = re.compile(r"(?:\s*(?:https?://|www\.|pic\.twitter\.com/|t\.co/|[@#])\S+)+$")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_TAIL = 300  # characters at the end of a line that are looked at for its full stop
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40

Reasons = tuple[str | None, ...]  # of every paragraph: why it is residue by itself, or None

_MOST_KNOWN = 20_000  # pages: some 10 MB
_known: dict[bytes, Reasons] = {}


class Block(NamedTuple):
    """One paragraph: its lines (numbers), its text, and what it shows by itself."""

    lines: range
    text: str
    n_words: int
    reason: str | None
    prose: bool


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return bool(_SENTENCE_END.search(text[-_TAIL:]))


def _count_words(text: str) -> int:
    """Count words by spaces; in Chinese and Japanese, which have none, by two characters."""
    n_words = text.count(" ") + 1
    return n_words if text.isascii() else n_words + len(_WITHOUT_SPACES.findall(text)) // 2


def _is_prose(text: str, n_words: int) -> bool:
    """A line that reads as sentences: it ends like one, or is too long to be anything else."""
    bare = text[-_TAIL:]
    if any(mark in bare for mark in _IN_A_LINK):
        bare = _LINK_AT_END.sub("", bare)
    if n_words < 4 or not bare:
        return False
    if ends_sentence(bare) or ends_sentence(text) or dateline_in(text):
        return True
    return n_words >= 25 and sum(word[0].isupper() for word in text.split()) < n_words / 2


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Return the width at which a text is hard-wrapped, or None if its lines are paragraphs.

    In wrapped text hardly a line is longer than the width, and most lines that directly follow
    another go on in the middle of its sentence, with a small letter.
    """
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return None
    seen, width, total = 0, 0, sum(lengths)
    for width in lengths:
        seen += width
        if seen >= 0.95 * total:
            break
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    follows = [line for above, line in pairwise(lines) if above and line]
    small = sum(line[0].islower() for line in follows)
    return width if small > len(follows) / 2 else None


def read_page(raw: str) -> tuple[list[str], list[Block]]:
    """Return the lines of a page, normalized, and its paragraphs.

    Every page is read when its article is loaded and again when it is annotated: what was asked of
    each paragraph by itself is remembered, since that takes the most time.
    """
    lines = normalize(raw).split("\n")
    known = known_reasons(raw)
    blocks = paragraphs(lines, known)
    if known is None:
        remember_reasons(raw, tuple(block.reason for block in blocks))
    return lines, blocks


def known_reasons(raw: str) -> Reasons | None:
    """Return the reasons of a page's paragraphs if the page has been read here."""
    return _known.get(_key(raw))


def remember_reasons(raw: str, reasons: Reasons) -> None:
    """Take the reasons of a page's paragraphs as known, as where another process has read it."""
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[_key(raw)] = reasons


def _key(raw: str) -> bytes:
    return blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def paragraphs(lines: Sequence[str], reasons: Reasons | None = None) -> list[Block]:
    """Gather the lines into paragraphs: every line is one, unless the text is hard-wrapped.

    ``reasons`` are those of the same lines, if they are known.
    """
    width = _wrap_width(lines)
    spans: list[range] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        if width and spans and spans[-1].stop == number:
            # A full line had no room for the next word; a shorter one was ended on purpose.
            above, word = lines[number - 1], line.split(" ", 1)[0]
            if len(above) + 1 + len(word) > width - 5 or line[0].islower():
                spans[-1] = range(spans[-1].start, number + 1)
                continue
        spans.append(range(number, number + 1))
    blocks = []
    for place, span in enumerate(spans):
        text = " ".join(lines[number] for number in span)
        n_words = _count_words(text)
        reason = residue_reason(text) if reasons is None else reasons[place]
        blocks.append(Block(span, text, n_words, reason, not reason and _is_prose(text, n_words)))
    return blocks
