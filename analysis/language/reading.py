"""An article as it is read: its paragraphs with their parse, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from analysis.language.pipeline import load_pipeline
from analysis.language.words import Doc
from analysis.lexicons import first_names
from analysis.sentences import Span, is_heading, split_by_paragraph


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article with its parse; a token stands at start + token.idx of the text.

    ``sentences`` are their places in the text, also of a heading.
    """

    index: int
    start: int
    end: int
    is_heading: bool
    sentences: tuple[Span, ...]
    doc: Doc

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return self.doc.text


@dataclass(frozen=True)
class Reading:
    """One article, read once: its text, paragraphs and sentences (paragraph, start, end)."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[tuple[int, int, int]] = field(default_factory=list)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``, or of the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence[1]) - 1)

    def let_go(self) -> None:
        """Give back the memory of all words at once; nothing of the parse can be asked after."""
        for paragraph in self.paragraphs:
            paragraph.doc.let_go()

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds ``offset``, or of the last before it."""
        return bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1


def read(text: str) -> Reading:
    """Read one text: split it into paragraphs and sentences and parse each paragraph."""
    return next(read_many([text]))


def read_many(texts: Iterable[str]) -> Iterator[Reading]:
    """Read many texts, in order, one after the other."""
    for text in texts:
        split = split_by_paragraph(text)
        docs = [_mend(doc) for doc in load_pipeline().parse([text[a:b] for (a, b), _ in split])]
        paragraphs = [
            Paragraph(index, start, end, is_heading(text[start:end]), spans, doc)
            for index, (((start, end), spans), doc) in enumerate(zip(split, docs, strict=True))
        ]
        sentences = [
            (paragraph.index, start, end)
            for paragraph in paragraphs
            if not paragraph.is_heading
            for start, end in paragraph.sentences
        ]
        yield Reading(text, paragraphs, sentences)


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
                doc.set_entity(start, token.i + 1, "PERSON")
    for entity in list(doc.ents):
        hyphenated = _HYPHENATED.fullmatch(entity.text) if entity.label_ == "ORG" else None
        if hyphenated and any(part.lower() in first_names() for part in hyphenated.groups()):
            doc.set_entity(entity.start, entity.end, "PERSON")
    return doc
