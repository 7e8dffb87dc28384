"""Seconds to group articles into events and to match their quotes, for more and more articles.

    python tests/benchmarks/coverage.py [--articles 1000 3000 10000]

The articles are made of words drawn by Zipf's law: six on each event, a day apart at most, which share
names and nouns of their own; a tenth of the events are followed up a week later. Each event has twelve
remarks; every article quotes some of them, in full, trimmed at either end, or with changed small words,
and some remarks that only it has. Printed are seconds and peak memory of each step, in a process of
its own, and how much of what was planted is found: pairs of articles of one event, and pairs of quotes of
one remark (precision / recall).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

N_WORDS, N_TOPIC, N_REMARKS, PER_EVENT = 400, 60, 12, 6
LETTERS = "bcdfghklmnprstvz"


def word(number: int) -> str:
    """Return an invented word, the shorter the smaller the number."""
    parts = []
    number += 40
    while number:
        number, part = divmod(number, len(LETTERS) * 5)
        parts.append(LETTERS[part // 5] + "aeiou"[part % 5])
    return "".join(parts)


class Maker:
    """Makes articles and quotes, the same at every run."""

    def __init__(self) -> None:
        self.random = random.Random(20140602)
        self.vocabulary = [word(number) for number in range(20_000)]
        self.weights = [1 / (rank + 5) for rank in range(len(self.vocabulary))]

    def words(self, n: int) -> list[str]:
        """Return words by Zipf's law."""
        return self.random.choices(self.vocabulary, self.weights, k=n)

    def corpus(self, n: int) -> tuple[Any, Any, list[int], list[Hashable]]:
        """Return articles, quotes, the event of each article and the remark of each quote."""
        import pandas as pd

        from analysis.tables import ARTICLES, NAMED_QUOTES

        articles, quotes, events, remarks = [], [], [], []
        for event in range(-(-n // PER_EVENT)):
            day = pd.Timestamp("2025-01-01", tz="UTC") + pd.Timedelta(days=event * 6 // 40)
            topic = self.random.sample(self.vocabulary[300:], N_TOPIC)
            names = [
                f"{self.random.choice(topic).title()} {self.random.choice(topic).title()}"
                for _ in range(4)
            ]
            said = [self.words(self.random.randint(8, 25)) for _ in range(N_REMARKS)]
            for outlet in range(PER_EVENT):
                if len(articles) == n:
                    break
                article_id = f"{event:05d}-{outlet}"
                body = self.words(N_WORDS) + self.random.choices(topic, k=N_WORDS // 3)
                body += [part for name in names for part in name.split()] * 3
                self.random.shuffle(body)
                articles.append({
                    "article_id": article_id, "outlet": f"Outlet {outlet}", "text": " ".join(body),
                    "published": day + pd.Timedelta(hours=outlet * 4), "headline": " ".join(topic[:6]),
                })  # fmt: skip
                events.append(event)
                for number in range(10):
                    if number < 7:
                        remark = self.random.randrange(N_REMARKS)
                        text = self.trimmed(said[remark])
                        key: Hashable = (event, remark)
                        speaker = names[remark % 4]
                    else:
                        text, key, speaker = self.words(12), (article_id, number), names[number % 4]
                    quotes.append({
                        "article_id": article_id, "quote_id": number, "sentence_id": 0, "start": 0,
                        "end": 0, "kind": "direct", "speaker": speaker, "speaker_type": "person",
                        "text": " ".join(text),
                    })  # fmt: skip
                    remarks.append(key)
        return ARTICLES.build(articles), NAMED_QUOTES.build(quotes), events, remarks

    def trimmed(self, said: Sequence[str]) -> list[str]:
        """Return a remark as one outlet prints it."""
        most = len(said) // 3
        start, end = self.random.randint(0, most), len(said) - self.random.randint(0, most)
        if self.random.random() < 0.5:
            start, end = 0, len(said)
        kept = list(said[start:end])
        if self.random.random() < 0.3:
            kept.insert(self.random.randrange(len(kept)), "that they would")
        return kept


def agreement(found: Sequence[Hashable], planted: Sequence[Hashable]) -> str:
    """Return precision and recall of the pairs that are together in both."""

    def together(labels: Sequence[Hashable]) -> set[tuple[int, int]]:
        places: dict[Hashable, list[int]] = {}
        for place, label in enumerate(labels):
            places.setdefault(label, []).append(place)
        return {pair for one in places.values() for pair in combinations(one, 2)}

    ours, theirs = together(found), together(planted)
    both = len(ours & theirs)
    return f"{both / max(len(ours), 1):.3f} / {both / max(len(theirs), 1):.3f}"


def measure(n: int, answer: Any) -> None:
    """Group and match ``n`` articles, and put what it took on the queue."""
    from analysis.coverage import group_events, match_quotes

    articles, quotes, events, remarks = Maker().corpus(n)
    began = time.perf_counter()
    grouped = group_events(articles)
    between = time.perf_counter()
    shared = match_quotes(quotes, articles, grouped)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = Counter(grouped["event"]).most_common(1)[0][1]
    answer.put((
        len(quotes), between - began, ended - between, peak, sizes,
        agreement(grouped["event"].tolist(), events),
        agreement(shared["utterance"].tolist(), remarks),
    ))  # fmt: skip


def main() -> None:
    """Print a row for each number of articles."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, nargs="*", default=[1000, 3000, 10000])
    options = parser.parse_args()
    print(f"{'articles':>9} {'quotes':>8} {'group s':>8} {'match s':>8} {'peak MB':>8} "
          f"{'largest':>8} {'events P / R':>15} {'quotes P / R':>15}")  # fmt: skip
    context = multiprocessing.get_context("spawn")
    for n in options.articles:
        answer = context.Queue()
        process = context.Process(target=measure, args=(n, answer))
        process.start()
        found = answer.get()
        process.join()
        n_quotes, group, match, peak, largest, events, quotes = found
        print(f"{n:9,} {n_quotes:8,} {group:8.1f} {match:8.1f} {peak:8,.0f} {largest:8} "
              f"{events:>15} {quotes:>15}")  # fmt: skip


if __name__ == "__main__":
    main()
