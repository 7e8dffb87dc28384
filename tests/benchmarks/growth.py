"""Print how the time of the rules grows with the length of a text: 1 is linear, 4 the square.

    python tests/benchmarks/growth.py

Each text is read at one length and at four times that length; printed is how much longer a letter
takes in the long one. A paragraph of forty thousand letters is no news story, but some files hold
whole editions in one line.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from long_texts import ENDLESS, TEXTS, in_one_paragraph, in_short_paragraphs

from analysis.language import Reading, read
from analysis.outlets import load_outlets
from analysis.quotes import quotes_in
from analysis.speakers import name_rows, names_in


def _naming(reading: Reading) -> Callable[[], object]:
    quotes, names = quotes_in(reading), names_in(reading)
    lookup = load_outlets().lookup
    return lambda: name_rows(quotes, names, reading.paragraph_at, lookup)


WORK: dict[str, Callable[[Reading], Callable[[], object]]] = {
    "quotes": lambda reading: lambda: quotes_in(reading),
    "names": lambda reading: lambda: names_in(reading),
    "naming": _naming,
}


def growth(work: str, small: Reading, large: Reading) -> float:
    """Return how much longer a letter takes in the longer text."""
    before, after = (_seconds(WORK[work](one)) / len(one.text) for one in (small, large))
    return after / before


def _seconds(run: Callable[[], object]) -> float:
    """The least CPU time that some runs take: what else the machine does counts little."""
    runs: list[float] = []
    while len(runs) < 2 or (len(runs) < 20 and sum(runs) < 0.1):
        begun = time.process_time()
        run()
        runs.append(time.process_time() - begun)
    return min(runs)


def main() -> None:
    """Print a table: a row for each text, a column for each stage."""
    print(f"{'':32}" + "".join(f"{work:>9}" for work in WORK))
    for way, build in (("paragraph", in_one_paragraph), ("article", in_short_paragraphs)):
        for text in TEXTS:
            pair = build(text, 10_000), build(text, 40_000)
            _print_row(f"one {way}, {text}", pair)
    for text, build_text in ENDLESS.items():
        _print_row(f"one sentence, {text}", (read(build_text(30)), read(build_text(120))))


def _print_row(label: str, pair: tuple[Reading, Reading]) -> None:
    print(f"{label:32}" + "".join(f"{growth(work, *pair):9.1f}" for work in WORK))


if __name__ == "__main__":
    main()
