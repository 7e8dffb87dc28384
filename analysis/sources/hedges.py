"""Hedges: words that pass on what others say without saying who, such as *reportedly*.

A hedge names nobody, so it is no source, and an article full of them has fewer sources than it
seems. The list is ``lexicons/hedges.csv``. What stands in quotation marks is somebody else's hedge.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from analysis.language import Reading
from analysis.lexicons import load_lexicon
from analysis.marks import quotations

_PARTICIPLES = frozenset({"alleged", "purported", "supposed"})
_FORMS_OF_BE = ("is", "are", "was", "were", "has been", "have been", "had been", "be", "being")
_BE = rf"(?:{'|'.join(_FORMS_OF_BE)})(?: (?:also|still|now|widely|long))?"


@cache
def _hedges() -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
    """Return what finds any hedge in small letters, and what the found words must be for a kind."""
    rows = sorted(load_lexicon("hedges"), key=lambda row: -len(row["pattern"]))
    patterns, opening = [], {form[0] for form in _FORMS_OF_BE}
    for row in rows:
        words = [_BE if word == "be" else re.escape(word) for word in row["pattern"].split()]
        patterns.append(" ".join(words))
        opening.add(row["pattern"][0])
    # The letters that open a hedge come first: most words are passed over by their first letter.
    letters = re.escape("".join(sorted(opening)))
    kinds = [(re.compile(one), row["kind"]) for one, row in zip(patterns, rows, strict=True)]
    return re.compile(rf"\b(?=[{letters}])(?:{'|'.join(patterns)})(?![\w-])"), kinds


def hedges_in(reading: Reading) -> list[dict[str, Any]]:
    """Return the hedges of one article, one row of the hedges table each, in order.

    >>> from analysis.language import read
    >>> [(row["text"], row["kind"]) for row in hedges_in(read("The mayor was said to be ill."))]
    [('was said to', 'hearsay')]
    """
    pattern, kinds = _hedges()
    rows = []
    for paragraph in reading.paragraphs:
        quoted = [(mark.start, mark.end) for mark in quotations(paragraph.text)]
        lower = paragraph.text.lower()
        if len(lower) != len(paragraph.text):  # a few letters, such as İ, become two
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in paragraph.text)
        for found in pattern.finditer(lower):
            if any(start <= found.start() < end for start, end in quoted):
                continue
            span = paragraph.doc.char_span(*found.span(), alignment_mode="expand")
            is_adjective = span is None or span.root.dep_ == "amod"
            if found.group() in _PARTICIPLES and not is_adjective:
                continue  # "She alleged that …" says who did
            start = paragraph.start + found.start()
            rows.append(
                {
                    "sentence_id": reading.sentence_at(start),
                    "start": start,
                    "end": paragraph.start + found.end(),
                    "text": paragraph.text[found.start() : found.end()],
                    "kind": next(kind for form, kind in kinds if form.fullmatch(found.group())),
                }
            )
    return rows
