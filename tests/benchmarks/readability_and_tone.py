"""Readability and tone together: articles per second and core, the first score, and memory.

    python tests/benchmarks/readability_and_tone.py [--articles 1000]

The articles are made here: sentences of the sample corpus in a seeded shuffle, three to a
paragraph, until there are about 750 words. The corpus has few words, so everything is measured a
second time with 65 words an article drawn from the pronouncing dictionary in place of others: as
many printed words are new with each article of real news.

Every line is measured in a process of its own, in CPU seconds. *Cold* is the first pass in a process
that has imported pandas and nothing else: it imports, loads the word lists and knows no word yet.
*Warm* is the second pass. *Naive* is what one writes with the libraries themselves: every formula
of textstat, then VADER sentence by sentence with one analyzer, the sentences being given to it for
free; it is cold and warm in the same sense. textstat gets this package's small copy of the
pronouncing dictionary, since its own needs a download; it takes two seconds more to load. Memory is
what the process holds above pandas when articles come and go in tables of 100.

With ``--texts FILE`` the articles are the ``text`` of every line of a file of JSON lines.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

N_WORDS = 750
NEW_WORDS = 65
SEED = 7
_FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "dale_chall_readability_score",
    "lix",
    "rix",
)


def material() -> tuple[list[str], list[str]]:
    """Return the sentences that articles are made of, and words that they do not have."""
    from analysis import load_articles
    from analysis.language import split_sentences
    from analysis.lexicons import load_syllables

    texts = load_articles(ROOT / "data" / "sample")["text"]
    sentences = [
        text[start:end] for text in texts for start, end in split_sentences(text, headings=False)
    ]
    known = {word.lower() for text in texts for word in text.split()}
    return sentences, sorted(word for word in load_syllables() if word not in known)


def make_texts(sentences: list[str], words: list[str], n_new: int) -> Iterator[str]:
    """Yield articles of about 750 words without end, ``n_new`` words of each from ``words``."""
    generator = random.Random(SEED)
    others = list(words)
    generator.shuffle(others)
    taken = 0
    while True:
        chosen: list[str] = []
        while sum(len(sentence.split()) for sentence in chosen) < N_WORDS:
            chosen += generator.sample(sentences, 3)
        lines = [" ".join(chosen[at : at + 3]).split() for at in range(0, len(chosen), 3)]
        for _ in range(n_new):
            line = generator.choice(lines)
            line[generator.randrange(1, len(line) - 1)] = others[taken % len(others)]
            taken += 1
        yield "\n\n".join(map(" ".join, lines))


def as_table(texts: list[str]) -> Any:
    """Return an articles table, as far as the two verbs need it."""
    import pandas as pd

    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})


def measure(articles: Any) -> None:
    """All formulas of every article."""
    from analysis.readability import measure_readability

    measure_readability(articles)


def score_tone(articles: Any) -> None:
    """The tone of every article, sentence by sentence."""
    from analysis.sentiment import score_sentiment

    score_sentiment(articles)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def megabytes() -> float:
    """Return the memory that this process holds."""
    import psutil  # comes with ipykernel

    return psutil.Process().memory_info().rss / 2**20


# ------------------------------------------------ what is measured, each in a process of its own


def speed(texts: list[str]) -> dict[str, float]:
    """Articles per second, cold and warm, of each verb and of both."""
    articles = as_table(texts)
    return _cold_and_warm(len(texts), lambda: measure(articles), lambda: score_tone(articles))


def naive(texts: list[str]) -> dict[str, float]:
    """Articles per second of the two libraries as one would use them, cold and warm."""
    from analysis.sentences import split_sentences

    sentences = [[text[start:end] for start, end in split_sentences(text)] for text in texts]
    tools: dict[str, Any] = {}

    def read() -> None:
        if "formulas" not in tools:
            from analysis.readability.library import load_textstat

            textstat = load_textstat()
            tools["formulas"] = [getattr(textstat, name) for name in _FORMULAS]
        for text in texts:
            for formula in tools["formulas"]:
                formula(text)

    def rate() -> None:
        if "score" not in tools:
            from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

            tools["score"] = SentimentIntensityAnalyzer().polarity_scores
        for article in sentences:
            for sentence in article:
                tools["score"](sentence)

    return _cold_and_warm(len(texts), read, rate)


def _cold_and_warm(
    n_texts: int, read: Callable[[], object], rate: Callable[[], object]
) -> dict[str, float]:
    found = {}
    for state in ("cold", "warm"):
        readability, tone = seconds(read), seconds(rate)
        found[f"readability {state}"] = n_texts / readability
        found[f"tone {state}"] = n_texts / tone
        found[f"both {state}"] = n_texts / (readability + tone)
    return found


def first_score(texts: list[str]) -> dict[str, float]:
    """CPU seconds and megabytes from importing pandas to the first score of either verb."""
    articles = as_table(texts[:1])
    before = megabytes()
    readability = seconds(lambda: measure(articles))
    tone = seconds(lambda: score_tone(articles))
    return {
        "readability, CPU s": readability,
        "tone, CPU s": tone,
        "both, CPU s": readability + tone,
        "memory above pandas, MB": megabytes() - before,
    }


def memory(sentences: list[str], words: list[str], n_new: int) -> dict[str, float]:
    """Megabytes above pandas after 100, 1,000 and 3,000 articles, which come and go by hundreds."""
    texts = make_texts(sentences, words, n_new)
    as_table(list(islice(texts, 100)))
    before, found = megabytes(), {}
    for n in range(100, 3001, 100):
        articles = as_table(list(islice(texts, 100)))
        measure(articles)
        score_tone(articles)
        if n in (100, 1000, 3000):
            found[f"after {n:,} articles"] = megabytes() - before
    return found


def _alone(work: Callable[..., dict[str, float]], *given: object) -> dict[str, float]:
    """Run some work in a fresh process that has imported pandas and nothing of the package."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_answer, args=(work, given, answer))
    process.start()
    found: dict[str, float] = answer.get()
    process.join()
    return found


def _answer(work: Callable[..., dict[str, float]], given: tuple[object, ...], answer: Any) -> None:
    import pandas  # noqa: F401

    assert "analysis" not in sys.modules
    answer.put(work(*given))


def main() -> int:
    """Print what both verbs take, without and with new words, and the libraries beside them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--texts", type=Path, help="a file of JSON lines with a text in each")
    options = parser.parse_args()
    if options.texts:
        lines = options.texts.read_text(encoding="utf-8").splitlines()[: options.articles]
        print_speed(str(options.texts.name), [json.loads(line)["text"] for line in lines])
        return 0
    sentences, words = material()
    for n_new in (0, NEW_WORDS):
        some = list(islice(make_texts(sentences, words, n_new), options.articles))
        print_speed(f"{n_new} new words in each", some)
        for title, work, given in (
            ("first score", first_score, (some[:1],)),
            ("memory above pandas, MB", memory, (sentences, words, n_new)),
        ):
            print(f"  {title}")
            for name, value in _alone(work, *given).items():
                print(f"    {name:<24} {value:8.2f}")
    return 0


def print_speed(title: str, texts: list[str]) -> None:
    """Print articles per second of both verbs and of the libraries, and how many times as many."""
    n_words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts):,} articles of {n_words:.0f} words, {title}")
    ours, theirs = _alone(speed, texts), _alone(naive, texts)
    print(
        f"  {'articles per second':<22}" + f"{'':4}{'cold':>8} {'naive':>7} {'times':>6}"
        f"{'':4}{'warm':>8} {'naive':>7} {'times':>6}"
    )
    for what in ("readability", "tone", "both"):
        line = f"  {what:<22}"
        for state in (f"{what} cold", f"{what} warm"):
            line += f"{'':4}{ours[state]:8.0f} {theirs[state]:7.0f} "
            line += f"{ours[state] / theirs[state]:6.1f}"
        print(line)


if __name__ == "__main__":
    raise SystemExit(main())
