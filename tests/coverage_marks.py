"""Reads the hand-made marks of ``tests/gold/coverage`` and counts how many of them are found.

Every function returns counts (right, found, marked); `rates` makes precision, recall and F1 of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import annotate, load_articles, name_speakers

ROOT = Path(__file__).parents[1]
MARKS = ROOT / "tests" / "gold" / "coverage"
EVENTS = ["bridge", "fire", "cannery", "water", "hospital", "ferry"]
Counts = tuple[int, int, int]


class Coverage(NamedTuple):
    """The thirty-six articles and what the package reads in them."""

    articles: pd.DataFrame
    quotes: pd.DataFrame
    mentions: pd.DataFrame


def read_coverage() -> Coverage:
    """Load and annotate the articles, under the names by which the marks know them."""
    folders = [load_articles(ROOT / "data" / name) for name in ("sample", "coverage")]
    articles = pd.concat(folders, ignore_index=True)
    found = annotate(articles, outlets=ROOT / "data" / "sample" / "outlets.csv")
    return Coverage(articles, name_speakers(found), found.mentions)


def marks(event: str, what: str) -> pd.DataFrame:
    """The marked ``quotes``, ``passages`` or ``voices`` of an event."""
    return pd.read_csv(MARKS / f"{event}-{what}.csv", keep_default_na=False)


def event_in(article_id: str) -> str:
    """The event that an article's name gives: "bridge" of "01-bridge-courier"."""
    return article_id.split("-")[1]


def rates(counts: Counts) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    right, found, marked = counts
    precision = right / found if found else 1.0
    recall = right / marked if marked else 1.0
    return precision, recall, 2 * right / (found + marked) if found + marked else 1.0


def together(counts: Iterable[Counts]) -> Counts:
    """The sums over several events."""
    right, found, marked = zip(*counts, strict=True)
    return sum(right), sum(found), sum(marked)


def count_shared_quotes(event: str, shared: pd.DataFrame) -> Counts:
    """Count (remark, two articles that have it), over a table of shared quotes.

    A found remark stands for the marked one with which it shares the most quotes (half of the
    characters at least), and no marked one has two; what stands for none is found wrongly.
    """
    marked = marks(event, "quotes")
    mine = shared[shared["article_id"].map(event_in) == event]
    links: Counter[tuple[str, str]] = Counter()
    for article_id, quotes in mine.groupby("article_id"):
        for mark in marked[marked["article_id"] == article_id].itertuples():
            for quote in quotes.itertuples():
                common = min(mark.end, quote.end) - max(mark.start, quote.start)
                if common >= 0.5 * min(mark.end - mark.start, quote.end - quote.start) > 0:
                    links[quote.utterance, mark.utterance] += 1
    stands_for: dict[str, str] = {}
    for (utterance, mark), _ in sorted(links.items(), key=lambda one: (-one[1], one[0])):
        if utterance not in stands_for and mark not in stands_for.values():
            stands_for[utterance] = mark
    right = _article_pairs(marked.assign(name=marked["utterance"]))
    names = [stands_for.get(one, f"none of them: {one}") for one in mine["utterance"]]
    found = _article_pairs(mine.assign(name=names))
    return len(right & found), len(found), len(right)


def _article_pairs(quotes: pd.DataFrame) -> set[tuple[str, str, str]]:
    return {
        (str(name), *pair)
        for name, rows in quotes.groupby("name")
        for pair in combinations(sorted(rows["article_id"].unique()), 2)
    }


def count_shared_passages(event: str, passages: pd.DataFrame) -> Counts:
    """Count (two articles, a character of one that is in a passage they share)."""
    marked = _characters(marks(event, "passages"))
    found = _characters(passages[passages["article_id"].map(event_in) == event])
    return len(marked & found), len(found), len(marked)


def _characters(passages: pd.DataFrame) -> set[tuple[str, str, str, int]]:
    characters: set[tuple[str, str, str, int]] = set()
    for row in passages.itertuples():
        first, second = sorted((row.article_id, row.other_id))
        characters |= {(first, second, row.article_id, at) for at in range(row.start, row.end)}
        characters |= {
            (first, second, row.other_id, at) for at in range(row.other_start, row.other_end)
        }
    return characters


def count_missing_voices(event: str, missing: pd.DataFrame, articles: pd.DataFrame) -> Counts:
    """Count (speaker, the one outlet that leaves them out)."""
    ours = articles[articles["article_id"].map(event_in) == event]
    outlet_of = dict(zip(ours["article_id"], ours["outlet"], strict=True))
    outlets = set(outlet_of.values())
    marked = set()
    for voice in marks(event, "voices").itertuples():
        without = outlets - {outlet_of[one] for one in voice.articles.split(";")}
        if len(without) == 1:
            marked.add((voice.speaker, without.pop()))
    rows = missing[(missing["event"] == event) & (missing["what"] == "missing here")]
    found = set(zip(rows["speaker"], rows["outlet"], strict=True))
    return len(marked & found), len(found), len(marked)
