"""Hold ways to split sentences against the marked passages, side by side.

    python tests/benchmarks/sentences.py

Prints, for the passages the rules were made on and for those they had never met, the mean relative
error of the number of sentences (without headings; with headings as lines of their own), precision
and recall of the ends where a tool gives spans, and the milliseconds for an article of 750 words.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from sentence_marks import (  # noqa: E402
    FOLDER,
    Passage,
    Span,
    Splitter,
    boundaries,
    mean_relative_error,
    read_passages,
)

from analysis.language import load_model  # noqa: E402
from analysis.sentences import is_heading, paragraphs, split_sentences  # noqa: E402


def with_spacy(text: str) -> list[Span]:
    return [_without_spaces(text, one.start_char, one.end_char) for one in load_model()(text).sents]


def with_spacy_by_paragraph(text: str) -> list[Span]:
    return [
        (start + left, start + right)
        for start, end in paragraphs(text)
        for left, right in with_spacy(text[start:end])
    ]


def _without_spaces(text: str, start: int, end: int) -> Span:
    return start, start + len(text[start:end].rstrip())


def count_with_textstat(text: str) -> int:
    import textstat

    return int(textstat.sentence_count(text))


SPLITTERS: dict[str, Splitter] = {
    "this package": split_sentences,
    "spaCy, whole text": with_spacy,
    "spaCy by paragraph": with_spacy_by_paragraph,
}


def _milliseconds(count: Callable[[str], object], passages: list[Passage]) -> float:
    texts = [one.text for one in passages]
    n_words = sum(len(text.split()) for text in texts)
    runs = []
    for run in range(1, 4):
        begun = time.process_time()
        for text in texts:
            count(text + " " * run)  # textstat remembers a text that it has seen
        runs.append(time.process_time() - begun)
    return min(runs) / n_words * 750 * 1000


def main() -> None:
    """Print one table for each of the two sets."""
    for title, folder in (("made on", FOLDER), ("never met", FOLDER / "unseen")):
        passages = read_passages(folder)
        prose = [one.without_headings() for one in passages]
        n_sentences = sum(len(one.sentences) for one in passages)
        n_headings = sum(len(one.headings) for one in passages)
        print(
            f"\n{title}: {len(passages)} passages, {n_sentences} sentences, {n_headings} headings"
        )
        print(f"{'':20}{'no headings':>12}{'headings':>10}{'precision':>11}{'recall':>8}{'ms':>9}")
        counters: dict[str, Callable[[str], int]] = {
            name: lambda text, split=split: len(split(text))  # type: ignore[misc]
            for name, split in SPLITTERS.items()
        }
        counters["textstat"] = count_with_textstat
        for name, count in counters.items():
            line = f"{name:20}{mean_relative_error(prose, count):12.1%}"
            line += f"{mean_relative_error(passages, count):10.1%}"
            if name in SPLITTERS:
                n_marked, n_found, n_both = boundaries(passages, SPLITTERS[name])
                line += f"{n_both / n_found:11.3f}{n_both / n_marked:8.3f}"
            else:
                line += f"{'':19}"
            print(f"{line}{_milliseconds(count, passages):9.2f}")
        lines = [
            (one, span, one.text[slice(*span)]) for one in passages for span in paragraphs(one.text)
        ]
        wrong = [line for one, span, line in lines if is_heading(line) != (span in one.headings)]
        print(f"paragraphs wrongly called a heading, or not: {len(wrong)} of {len(lines)}")


if __name__ == "__main__":
    main()
