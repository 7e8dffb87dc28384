"""Reads the passages of ``tests/gold/sentences`` and holds a splitter against their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

FOLDER = Path(__file__).parent / "gold" / "sentences"

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]


@dataclass(frozen=True)
class Passage:
    """One passage: its running text, and the spans of its sentences and of its other lines."""

    name: str
    text: str
    sentences: list[Span]
    headings: list[Span]

    @property
    def units(self) -> list[Span]:
        """Every marked line in the order of the text, sentences and headings alike."""
        return sorted(self.sentences + self.headings)

    def without_headings(self) -> Passage:
        """The passage as if nobody had printed its headings and list entries."""
        lines = [self.text[start:end] for start, end in self.sentences]
        gaps = [
            "\n\n" if "\n" in self.text[end:start] else " "
            for (_, end), (start, _) in zip(self.sentences, self.sentences[1:], strict=False)
        ]
        marked = "".join(line + gap for line, gap in zip(lines, [*gaps, ""], strict=True))
        return _passage(self.name, marked, lines, [])


def _passage(name: str, text: str, sentences: list[str], headings: list[str]) -> Passage:
    spans: dict[bool, list[Span]] = {True: [], False: []}
    at = 0
    waiting = {True: list(headings), False: list(sentences)}
    while any(waiting.values()):
        for kind, lines in waiting.items():
            if lines and text.startswith(lines[0], at):
                line = lines.pop(0)
                spans[kind].append((at, at + len(line)))
                at += len(line)
                break
        else:
            at += 1
    return Passage(name, text, spans[False], spans[True])


def read_passage(path: Path) -> Passage:
    """Join the marked lines of one file to the running text that a splitter gets to see."""
    blocks: list[list[str]] = [[]]
    sentences, headings = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            headings.append(line[2:])
            blocks += [[line[2:]], []]
        elif line:
            sentences.append(line)
            blocks[-1].append(line)
        else:
            blocks.append([])
    text = "\n\n".join(" ".join(block) for block in blocks if block)
    return _passage(path.stem, text, sentences, headings)


def read_passages(folder: Path = FOLDER) -> list[Passage]:
    return [read_passage(path) for path in sorted(folder.glob("[0-9]*.txt"))]


def relative_error(marked: int, found: int) -> float:
    return abs(found - marked) / marked


def mean_relative_error(passages: Iterable[Passage], count: Callable[[str], int]) -> float:
    """The mean over passages of how far the number of sentences is off, headings being there."""
    return mean(relative_error(len(one.units), count(one.text)) for one in passages)


def boundaries(passages: Iterable[Passage], split: Splitter) -> tuple[int, int, int]:
    """How many ends of sentences are marked, how many found, and how many are both."""
    marked, found = set(), set()
    for one in passages:
        marked |= {(one.name, end) for _, end in one.units}
        found |= {(one.name, end) for _, end in split(one.text)}
    return len(marked), len(found), len(marked & found)
