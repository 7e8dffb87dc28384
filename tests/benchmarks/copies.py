"""Seconds, articles per second and peak memory of finding copies, and how many are found.

    python tests/benchmarks/copies.py [--articles 1000 3000 10000]

The articles are invented: about 500 words each, drawn as often as words come in English (Zipf),
with stock phrases that many share, and a few quotations. One in ten is an edited copy of another:
trimmed, its paragraphs in another order, words replaced, a paragraph of its own put in, or half of
it written anew, by one or two of these edits. ``found`` is the share of these planted pairs that
the table lists; ``missed`` counts those that it lacks though they share enough, when the two are
compared directly and every shingle counts alike (stock phrases count less in the table, which shows
at the very edge); ``false`` counts the rows of articles that do not go back to one.

The worst cases come after: the same article over and over; a footer of 200 words under every
article; the same article with other words replaced each time; a hundred versions of each article.
There ``tied`` counts: the articles that are in a group. Each corpus is read in a process of its
own; peak memory is that of the process, with the corpus and the libraries.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.copies import find_copies
from analysis.copies.finding import LEAST_SHARE
from analysis.copies.shingles import Vocabulary, read_words, shingles_of
from analysis.tables import ARTICLES

N_WORDS = 500
N_COPIES = 0.1
SIZES = [1_000, 3_000, 10_000]

Planted = list[tuple[int, int]]


class Writer:
    """Writes articles of words that mean nothing."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        syllables = [c + v + e for c in "bdfglmnprstvw" for v in "aeiou" for e in ("", "n", "r")]
        words = {"".join(self._random.choices(syllables, k=1 + n % 4)) for n in range(60_000)}
        self._words = sorted(words, key=lambda word: (len(word), word))
        self._often = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._phrases = [self.words(self._random.randint(3, 8)) for _ in range(3_000)]

    def words(self, n_words: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._often, k=n_words)

    def sentence(self) -> str:
        words = self.words(self._random.randint(8, 24))
        if self._random.random() < 0.3:
            place = self._random.randrange(len(words))
            words[place:place] = self._random.choice(self._phrases)
        text = " ".join(words).capitalize()
        if self._random.random() < 0.15:
            return f"“{text},” said {' '.join(self.words(2)).title()}."
        return text + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self._random.randint(2, 4)))

    def paragraphs(self, n_words: int) -> list[str]:
        found: list[str] = []
        while sum(len(one.split()) for one in found) < n_words:
            found.append(self.paragraph())
        return found

    def article(self) -> list[str]:
        return self.paragraphs(self._random.randint(N_WORDS - 250, N_WORDS + 200))

    def edited(self, article: list[str]) -> list[str]:
        """Return a copy as an outlet prints it, by one or two edits."""
        edits = [self._trimmed, self._reordered, self._retouched, self._with_own, self._half_new]
        for edit in self._random.sample(edits, self._random.randint(1, 2)):
            article = edit(article)
        return article

    def _trimmed(self, article: list[str]) -> list[str]:
        return article[: max(2, round(len(article) * self._random.uniform(0.4, 0.8)))]

    def _reordered(self, article: list[str]) -> list[str]:
        return [article[0], *self._random.sample(article[1:], len(article) - 1)]

    def _retouched(self, article: list[str], share: float = 0.08) -> list[str]:
        return [
            " ".join(
                self.words(1)[0] if self._random.random() < share else word for word in one.split()
            )
            for one in article
        ]

    def _with_own(self, article: list[str]) -> list[str]:
        place = self._random.randint(1, len(article))
        return [*article[:place], self.paragraph(), self.paragraph(), *article[place:]]

    def _half_new(self, article: list[str]) -> list[str]:
        return [one if n % 2 else self.paragraph() for n, one in enumerate(article)]


def ordinary(n_articles: int) -> tuple[list[list[str]], Planted]:
    """Return articles of which one in ten is a copy of another, and the pairs."""
    writer = Writer()
    n_copies = round(n_articles * N_COPIES)
    articles = [writer.article() for _ in range(n_articles - n_copies)]
    chooser = random.Random(11)
    planted = []
    for _ in range(n_copies):
        one = chooser.randrange(n_articles - n_copies)
        planted.append((one, len(articles)))
        articles.append(writer.edited(articles[one]))
    return articles, planted


def identical(n_articles: int) -> tuple[list[list[str]], Planted]:
    """Return the same article over and over."""
    return [Writer().article()] * n_articles, []


def with_footer(n_articles: int) -> tuple[list[list[str]], Planted]:
    """Return articles that share nothing but the same last 200 words."""
    writer = Writer()
    footer = writer.paragraphs(200)
    return [writer.paragraphs(300) + footer for _ in range(n_articles)], []


def retouched(n_articles: int) -> tuple[list[list[str]], Planted]:
    """Return versions of one article, each with other words replaced."""
    writer = Writer()
    article = writer.article()
    return [writer._retouched(article, 0.04) for _ in range(n_articles)], []


def families(n_articles: int) -> tuple[list[list[str]], Planted]:
    """Return articles in a hundred versions each."""
    writer = Writer()
    articles = [writer.article() for _ in range(n_articles // 100)]
    return [writer._retouched(one, 0.04) for one in articles for _ in range(100)], []


CORPORA: dict[str, Callable[[int], tuple[list[list[str]], Planted]]] = {
    "ordinary": ordinary,
    "identical": identical,
    "with a footer": with_footer,
    "one retouched": retouched,
    "families": families,
}


def run(name: str, n_articles: int, answer: Any) -> None:
    """Make a corpus, find its copies, and put what was measured on the queue."""
    made, planted = CORPORA[name](n_articles)
    articles = ARTICLES.build(
        {"article_id": str(n), "text": "\n\n".join(one)} for n, one in enumerate(made)
    )
    began = time.perf_counter()
    copies = find_copies(articles)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 if sys.platform != "darwin" else 1024 * 1024)
    pairs = set(zip(copies["article_id"].astype(int), copies["other_id"].astype(int), strict=True))
    origin = {copy: one for one, copy in planted}
    lacking = [pair for pair in planted if pair not in pairs]
    answer.put(
        {
            "corpus": name,
            "articles": n_articles,
            "words": int(articles["text"].str.split().str.len().mean()),
            "seconds": round(seconds, 2),
            "articles/s": round(n_articles / seconds),
            "peak MB": round(megabytes),
            "rows": len(copies),
            "groups": copies["group"].nunique(),
            "tied": len({*copies["article_id"], *copies["other_id"]}),
            "found": round(1 - len(lacking) / len(planted), 3) if planted else "",
            "missed": sum(_shared(made[a], made[b]) >= LEAST_SHARE for a, b in lacking),
            "false": sum(origin.get(a, a) != origin.get(b, b) for a, b in pairs) if planted else "",
        }
    )


def _shared(one: list[str], other: list[str]) -> float:
    """The share of the shorter article's shingles that the other has, by comparing the two."""
    vocabulary = Vocabulary()
    first, second = (
        {*shingles_of(vocabulary.numbers(words), is_outside).tolist()}
        for words, is_outside in (read_words("\n\n".join(text)) for text in (one, other))
    )
    return len(first & second) / max(1, min(len(first), len(second)))


def main() -> int:
    """Print one line per corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().articles
    context = multiprocessing.get_context("spawn")
    corpora = [("ordinary", size) for size in sizes]
    corpora += [(name, sizes[-1]) for name in CORPORA if name != "ordinary"]
    for number, (name, size) in enumerate(corpora):
        answer = context.Queue()
        process = context.Process(target=run, args=(name, size, answer))
        process.start()
        measured = answer.get()
        process.join()
        if number == 0:
            print(f"{'corpus':14}" + "".join(f"{title:>11}" for title in list(measured)[1:]))
        print(f"{name:14}" + "".join(f"{value!s:>11}" for value in list(measured.values())[1:]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
