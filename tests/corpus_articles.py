"""A small corpus for the tests of scale, outlets at which a worker dies, and tables to compare."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import (
    annotate,
    load_outlets,
    load_with_report,
    measure_readability,
    name_speakers,
    score_sentiment,
)
from analysis.outlets import Outlets

# One person goes by several names, in articles that lie far apart.
STORIES = (
    "“We cannot wait any longer,” Mayor Ines Calloway said on Tuesday, the Port Times reported.",
    "The bridge is closed. Ms. Calloway said that it would open in May.",
    "“It was a good plan,” Ms. Calloway told Reuters. She smiled.",
    "“Nobody asked us,” said Leo Grant, who owns the cannery. Caption: a boat.",
    "The money was there, Mr. Grant said. It was not, according to a spokesman.",
    "Nothing was said at all in this article, which is about the weather.",
    "“The water is clean,” the Packers’ Union said. Leo B. Grant agreed.",
)


def write_corpus(home: Path) -> Path:
    """Write seven articles in five files: texts, and two tables with columns of their own."""
    home.mkdir()
    for n in (0, 1, 6):
        (home / f"story-{n}.txt").write_text(f"Headline {n}\n\n{STORIES[n]}\n", encoding="utf-8")
    table = pd.DataFrame({"text": STORIES[2:4], "desk": ["city", None], "page": [1, 2]})
    table.to_csv(home / "paper.csv", index=False)
    table = pd.DataFrame({"text": STORIES[4:6], "id": ["x", "y"], "mood": ["", "grey"]})
    table.to_json(home / "wire.jsonl", orient="records", lines=True)
    (home / "metadata.csv").write_text("file,outlet\npaper.csv,Pilot\nstory-0.txt,Lantern\n")
    (home / "broken.txt").write_bytes(b"\0\1\2")
    return home


def in_memory(home: Any, people: Any = None, outlets: Any = None) -> dict[str, pd.DataFrame]:
    """Return what the verbs give of all articles at once."""
    articles, report = load_with_report(home, on_duplicate="ignore")
    found = annotate(articles, outlets=outlets)
    return {
        "articles": articles,
        "residue": found.residue,
        "sentences": found.sentences,
        "quotes": score_sentiment(name_speakers(found, people=people)),
        "quoted_words": found.quoted_words,
        "names": found.names,
        "mentions": found.mentions,
        "hedges": found.hedges,
        "readability": measure_readability(articles),
        "load_report": report,
    }


def check_same(corpus: Any, expected: dict[str, pd.DataFrame]) -> None:
    """Hold every table of a corpus to what it should be, row for row and dtype for dtype."""
    for name, table in expected.items():
        pd.testing.assert_frame_equal(corpus.read(name), table, obj=name)


class DeadlyOutlets(Outlets):
    """Outlets at which the process dies that looks for them in an article on the weather."""

    def find(self, text: str) -> Any:
        if "the weather" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().find(text)


def deadly_outlets() -> DeadlyOutlets:
    return DeadlyOutlets(load_outlets())
