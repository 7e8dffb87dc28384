"""Who made the picture: credit lines in the forms that agencies and sites print."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from analysis.annotations import read_tables
from analysis.cleaning import residue_reason
from analysis.language import read
from analysis.outlets import load_outlets

GOLD = Path(__file__).parent / "gold" / "credits.csv"
TYPES = {"photo_agency", "agency", "outlet", "person", "organisation", "social"}

Credits = Counter[tuple[str, str]]


def marked_lines() -> list[tuple[str, Credits]]:
    """Return each line with the credits that a reader marked in it."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [(row["line"], _marks(row["credits"])) for row in rows]


def _marks(cell: str) -> Credits:
    marks: Credits = Counter()
    for mark in filter(None, cell.split(";")):
        text, kind = mark.rsplit("|", 1)
        marks[text, kind] += 1
    return marks


def found_in(line: str) -> Credits:
    """Return the credits found in a line, set apart from a story as `annotate` sets it apart.

    A line whose wording does not tell what it is stands for a caption.
    """
    residue = [(7, line, residue_reason(line) or "caption")]
    rows = read_tables(read("It rained."), load_outlets(), residue=residue)["mentions"]
    return Counter((row["text"], row["type"]) for row in rows if row["role"] == "credit")


def score(expected: list[Credits], found: list[Credits]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over (text, type), each counted in its own line."""
    right = sum((want & got).total() for want, got in zip(expected, found, strict=True))
    precision = right / max(1, sum(got.total() for got in found))
    recall = right / max(1, sum(want.total() for want in expected))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def test_the_marks_are_well_formed() -> None:
    lines = marked_lines()
    assert len(lines) == len({line for line, _ in lines}) == 110
    assert sum(not marks for _, marks in lines) >= 20
    for line, marks in lines:
        for text, kind in marks:
            assert text in line
            assert kind in TYPES


def test_nineteen_credits_in_twenty_are_read_right() -> None:
    lines = marked_lines()
    expected = [marks for _, marks in lines]
    found = [found_in(line) for line, _ in lines]
    precision, recall, f1 = score(expected, found)
    print(f"\ncredits: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    for (line, want), got in zip(lines, found, strict=True):
        if want != got:
            print(f"  {line}")
            print(f"    missed {list(want - got)}, made up {list(got - want)}")
    assert f1 >= 0.95
