"""Predict source mentions for one plain text, in the form that the scorer reads."""

from __future__ import annotations

from typing import Any

from analysis.annotations import read_tables
from analysis.cleaning import label_lines
from analysis.language import read
from analysis.outlets import Outlets, load_outlets

_STORY = ("body", "heading", "blank", "headline")


def predict_mentions(text: str, outlets: Outlets | None = None) -> list[dict[str, Any]]:
    """Return the mentions in a raw text: ``start, end, type, role, canonical``.

    Lines that are no part of the story are set apart first, as the package does for an article;
    the offsets are those of the raw text. Pronouns are left out: the marks do not hold them.
    """
    lines = text.split("\n")
    labels = label_lines(lines)
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    story = "\n".join(
        line if label in _STORY else " " * len(line)
        for line, label in zip(lines, labels, strict=True)
    )
    residue = [
        (number, line, label)
        for number, (line, label) in enumerate(zip(lines, labels, strict=True), start=1)
        if label not in _STORY
    ]
    found = read_tables(read(story), outlets or load_outlets(), None, residue)
    predicted = []
    for row in found["mentions"]:
        if row["subtype"] == "pronoun":
            continue
        shift = starts[row["line"] - 1] if row["line"] is not None else 0
        predicted.append(
            {
                "start": row["start"] + shift,
                "end": row["end"] + shift,
                "type": row["type"],
                "role": row["role"],
                "canonical": row["source"] or row["text"],
            }
        )
    return predicted
