"""Predict what a gold file marks, in the file's own format, so that a scorer can compare the two.

    python tests/benchmarks/predict.py quotes|sources|textclean GOLD.jsonl OUT.jsonl [--setting full]

Texts are taken as they are: nothing is cleaned for quotes and sources. One line of JSON per line of
the gold file:

- quotes: {"id", "quotes": [{"content": [start, end], "cue": [start, end] | null,
  "source": [start, end] | null, "speaker": str | null, "kind"}]}
- sources: {"id", "mentions": [{"start", "end", "type", "role", "canonical"}]}
- textclean: {"id", "keep": [true | false, ...]}, one per line of the page's window, or of the whole
  page with ``--setting full``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))


def predict_quotes(text: str) -> list[dict[str, Any]]:
    """Return the quotes of one text with their speakers, in the gold files' format."""
    from analysis.language import read
    from analysis.outlets import load_outlets
    from analysis.quotes import quotes_in
    from analysis.speakers import name_rows, names_in

    reading = read(text)
    rows = name_rows(
        quotes_in(reading),
        names_in(reading),
        reading.paragraph_at,
        load_outlets().lookup,
    )
    return [
        {
            "content": [row["start"], row["end"]],
            "cue": _span(row, "cue"),
            "source": _span(row, "evidence"),
            "speaker": row["speaker"],
            "kind": row["kind"],
            "rule": row["rule"],
            "speaker_rule": row["speaker_rule"],
            "confidence": row["confidence"],
        }
        for row in rows
    ]


def _span(row: dict[str, Any], column: str) -> list[int] | None:
    start = row.get(f"{column}_start")
    return None if start is None else [start, row[f"{column}_end"]]


def predict_mentions(text: str) -> list[dict[str, Any]]:
    """Return the source mentions of one text; pronouns are left out, as in the gold files."""
    from analysis.annotations import read_tables
    from analysis.language import read
    from analysis.outlets import load_outlets

    return [
        {
            "start": row["start"],
            "end": row["end"],
            "type": row["type"],
            "role": {"byline": "credit"}.get(row["role"], row["role"]),  # labels have no byline
            "canonical": row["source"] or row["text"],
        }
        for row in read_tables(read(text), load_outlets())["mentions"]
        if row["subtype"] != "pronoun"
    ]


def predictions(task: str, gold: Path, setting: str) -> Iterator[dict[str, Any]]:
    """Yield one prediction for every line of a gold file."""
    with gold.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if task == "textclean":
                from textclean_prediction import predict_lines

                texts = [line["text"] for line in row["lines"]]
                keep = predict_lines(texts, tuple(row["window"]), setting)
                yield {"id": row["id"], "keep": keep}
            elif task == "sources":
                yield {"id": row["id"], "mentions": predict_mentions(row["text"])}
            else:
                yield {"id": row["id"], "quotes": predict_quotes(row["text"])}


def main(arguments: list[str] | None = None, report: Callable[[str], object] = print) -> int:
    """Read the command line, write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("task", choices=["quotes", "sources", "textclean"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--setting", choices=["window", "full"], default="window")
    options = parser.parse_args(arguments)
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row in predictions(options.task, options.gold, options.setting):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    report(f"{count} {options.task} predictions written to {options.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
