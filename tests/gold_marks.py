"""Reads the hand-made marks of ``tests/gold`` and the articles they belong to."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold"
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SAMPLES = sorted(path.stem for path in SAMPLE.glob("*.txt"))


def article_path(name: str) -> Path:
    """The text file that ``tests/gold/NAME.tsv`` marks."""
    sample = SAMPLE / f"{name}.txt"
    return sample if sample.exists() else GOLD / f"{name}.txt"


def marks(name: str, *kinds: str) -> list[dict[str, str]]:
    """The rows of one article's marks, of some kinds only."""
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if not kinds or row["mark"] in kinds]


def quotes(name: str) -> list[dict[str, Any]]:
    """One row per piece of content, with the cue and the speaker of its quote."""
    by_id: dict[str, dict[str, dict[str, str]]] = {}
    for row in marks(name, "cue", "speaker"):
        by_id.setdefault(row["id"], {})[row["mark"]] = row
    found = []
    for row in marks(name, "content"):
        cue = by_id.get(row["id"], {}).get("cue", {})
        speaker = by_id.get(row["id"], {}).get("speaker", {})
        found.append(
            {
                "start": int(row["start"]),
                "end": int(row["end"]),
                "text": row["text"],
                "kind": row["type"],
                "cue": cue.get("text") or None,
                "speaker_text": speaker.get("text") or None,
                "speaker": speaker.get("name") or None,
            }
        )
    return found


def letters(text: str) -> str:
    """A text without marks and spaces, by which two spans are compared."""
    return "".join(ch for ch in text if ch.isalnum())


def pair_up(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Pairs of a gold row and the found row that overlaps it most; one of the two may be None."""
    free = list(found)
    pairs: list[tuple[Any, Any]] = []
    for row in gold:
        best = max(free, key=lambda other: _overlap(row, other), default=None)
        if best is not None and _overlap(row, best) > 0:
            free.remove(best)
            pairs.append((row, best))
        else:
            pairs.append((row, None))
    return pairs + [(None, row) for row in free]


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> int:
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def likeness(one: dict[str, Any], other: dict[str, Any]) -> float:
    """The share of letters that two spans have in common (Jaccard)."""
    a, b = (set(range(row["start"], row["end"])) for row in (one, other))
    return len(a & b) / len(a | b)
