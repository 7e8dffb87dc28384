"""How text is read: one spaCy reading per article, beside its sentences.

Paragraphs and sentences are those of :mod:`analysis.sentences`. The parse is made paragraph by
paragraph, so that a stray quotation mark or a missing full stop cannot reach across its end.
"""

from __future__ import annotations

from analysis.language.datelines import dateline_end, is_english
from analysis.language.pipeline import ModelError, find_model, load_model
from analysis.language.reading import Paragraph, Reading, read, read_many
from analysis.language.words import Doc, Token
from analysis.sentences import Span, is_heading, paragraphs, split_sentences

__all__ = [
    "Doc",
    "ModelError",
    "Paragraph",
    "Reading",
    "Span",
    "Token",
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
