"""Articles per second of tone, by engine, cold and warm, and of the library on the same sentences.

    python tests/benchmarks/tone.py [--articles 1000]

The articles are mixed from the sentences of the sample corpus until they have some 750 words, and
in each 45 words are changed to ones that occur nowhere else: so many new ones a real corpus of news
brings with every article, and new words are what costs. Times are CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

N_WORDS, N_NEW = 750, 45


def mixed_articles(n_articles: int) -> list[str]:
    """Return articles of some 750 words, the same ones at every call."""
    from analysis.language import split_sentences

    texts = [
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/sample").glob("*.txt"))
    ]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    chance = random.Random(20140602)
    articles = []
    for number in range(n_articles):
        words: list[str] = []
        paragraphs = []
        while len(words) < N_WORDS:
            paragraph = " ".join(chance.sample(sentences, 3)).replace("\n", " ")
            words += paragraph.split()
            paragraphs.append(paragraph.split())
        for new in range(N_NEW):
            paragraph_words = chance.choice(paragraphs)
            at = chance.randrange(len(paragraph_words))
            paragraph_words[at] += f"q{number:04}{new:02}"
        articles.append("\n\n".join(" ".join(paragraph) for paragraph in paragraphs))
    return articles


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure_tone(articles: list[str]) -> dict[str, float]:
    """Return articles per second of each engine, cold and warm, and of the library."""
    import pandas as pd

    from analysis.language import split_sentences
    from analysis.sentiment import score_sentiment

    table = pd.DataFrame({"text": articles})
    rates = {}
    for engine in ("vader", "corrected"):
        for state in ("cold", "warm"):
            spent = seconds(lambda engine=engine: score_sentiment(table, engine=engine))
            rates[f"{engine}, {state}"] = len(articles) / spent
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    library = SentimentIntensityAnalyzer()
    few = articles[:100]

    def by_sentence() -> None:
        for text in few:
            for start, end in split_sentences(text):
                library.polarity_scores(text[start:end])

    rates["library, per sentence"] = len(few) / seconds(by_sentence)
    whole = seconds(lambda: [library.polarity_scores(text) for text in few])
    rates["library, whole texts"] = len(few) / whole
    return rates


def first_score() -> tuple[float, float]:
    """Return CPU seconds and megabytes that the first score adds to pandas, in a new process."""
    code = (
        "import time, resource, pandas\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "began, before = time.process_time(), peak()\n"
        "from analysis.sentiment import score_text; score_text('A good day, isn’t it?')\n"
        "print(time.process_time() - began, peak() - before)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    spent, grown = map(float, ran.stdout.split())
    return spent, grown / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> int:
    """Print one line per way of scoring."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    articles = mixed_articles(parser.parse_args().articles)
    words = sum(len(text.split()) for text in articles) / len(articles)
    print(f"{len(articles)} articles of {words:.0f} words")
    import pandas as pd

    pd.DataFrame({"text": articles})["text"].str.len().sum()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for way, rate in measure_tone(articles).items():
        print(f"{way:24} {rate:8.0f} articles per CPU second")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"memory grown while scoring: {grown:.0f} MB")
    spent, megabytes = first_score()
    print(f"first score after pandas: {spent:.2f} CPU-s, {megabytes:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
