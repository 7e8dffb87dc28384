"""Cleaning against marked pages: lines kept and dropped, words, and what it does to readability.

    python tests/benchmarks/cleaning.py PAGES.jsonl

One page a line: ``lines`` with ``text`` and ``keep`` (``role`` "title" and ``optional`` lines are not
judged), and ``window``, the stretch of lines that a person would paste. Printed are, for the window
and for the full page, F1 of the lines kept, of those dropped, and of the words kept; and how far the
Flesch-Kincaid grade of the cleaned window lies from that of the marked body, on average. The same is
printed for five parts of the sites, so that one odd site can be seen.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

Page = dict[str, Any]
N_PARTS = 5


def judged(page: Page, setting: str, counts: Counter[str]) -> float | None:
    """Count what is right and wrong on one page; return how far the grade is off, in the window."""
    from textclean_prediction import predict_lines

    a, b = page["window"] if setting == "window" else (0, len(page["lines"]))
    lines = page["lines"][a:b]
    kept = predict_lines([line["text"] for line in page["lines"]], (a, b), setting)
    gold_text, our_text = [], []
    for line, ours in zip(lines, kept, strict=True):
        is_title = line.get("role") == "title"
        if ours and not is_title:
            our_text.append(line["text"])
        if line.get("optional") or is_title:
            continue
        if line["keep"]:
            gold_text.append(line["text"])
        n_words = len(line["text"].split())
        kind = f"{'keep' if line['keep'] else 'drop'} as {'keep' if ours else 'drop'}"
        counts[kind] += 1
        counts[f"words {kind}"] += n_words
    if setting == "full":
        return None
    grades = [grade("\n\n".join(text)) for text in (gold_text, our_text)]
    return None if None in grades else abs(grades[0] - grades[1])  # type: ignore[operator]


def grade(text: str) -> float | None:
    """Return the Flesch-Kincaid grade of a text, or None without sentences."""
    from analysis.readability.counts import count_text
    from analysis.readability.formulas import flesch_kincaid_grade

    counts = count_text(text)
    return flesch_kincaid_grade(counts) if counts.words and counts.sentences else None


def f1(counts: Counter[str], right: str, wrong: str, missed: str) -> float:
    """Return F1 from three of the counts."""
    hits = 2 * counts[right]
    total = hits + counts[wrong] + counts[missed]
    return hits / total if total else 1.0


def row(pages: list[Page], setting: str) -> str:
    """Return one line of the table."""
    counts: Counter[str] = Counter()
    off = [one for page in pages if (one := judged(page, setting, counts)) is not None]
    keep = f1(counts, "keep as keep", "drop as keep", "keep as drop")
    drop = f1(counts, "drop as drop", "keep as drop", "drop as keep")
    words = f1(counts, "words keep as keep", "words drop as keep", "words keep as drop")
    error = f"{sum(off) / len(off):6.3f}" if off else "     –"
    return f"{len(pages):6} {keep:7.3f} {drop:7.3f} {words:7.3f} {error}"


def part_of(page: Page) -> int:
    """Return which part of the sites a page belongs to."""
    return int(hashlib.md5(str(page["domain"]).encode()).hexdigest(), 16) % N_PARTS


def main() -> None:
    """Print the tables."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    for setting in ("window", "full"):
        print(f"{setting:10} {'pages':>6} {'keep':>7} {'drop':>7} {'words':>7} {'FK':>6}")
        print(f"{'all':10} {row(pages, setting)}")
        for part in range(N_PARTS):
            some = [page for page in pages if part_of(page) == part]
            print(f"{f'part {part + 1}':10} {row(some, setting)}")


if __name__ == "__main__":
    main()
