"""Articles per second and peak memory of each stage, on the sample corpus repeated.

    python tests/benchmarks/speed.py [--articles 240]

Each stage runs in a process of its own, one after the other, on one core's worth of work: the
stages before it are run too, but only its own time is counted. Peak memory is that of the process
when the stage is done, so it holds what the stages before left behind. The model is loaded before
the clock starts; its loading time is printed by itself.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

STAGES = ("load", "readability", "annotate", "speakers", "tone", "summary")


def corpus(n_articles: int) -> Any:
    """Return the sample corpus, repeated under new ids until it has ``n_articles`` articles."""
    import pandas as pd

    from analysis import load_articles

    sample = load_articles(ROOT / "data" / "sample")
    copies = -(-n_articles // len(sample))
    parts = [sample.assign(article_id=sample.article_id + f"-{copy}") for copy in range(copies)]
    return pd.concat(parts, ignore_index=True).head(n_articles)


def run(stage: str, n_articles: int, answer: Any) -> None:
    """Run the stages up to ``stage`` and put its seconds and peak memory (MB) on the queue."""
    from analysis import (
        annotate,
        count_sources,
        load_articles,
        measure_readability,
        name_speakers,
        score_sentiment,
        summarize_speakers,
    )
    from analysis.language import load_model, read

    began = time.perf_counter()
    load_model()
    read("A first text wakes the model.")
    waking = time.perf_counter() - began
    made: dict[str, Any] = {"articles": corpus(n_articles)}

    def load() -> None:
        for _ in range(-(-n_articles // 12)):
            load_articles(ROOT / "data" / "sample")

    steps = {
        "load": load,
        "readability": lambda: measure_readability(made["articles"]),
        "annotate": lambda: made.update(found=annotate(made["articles"])),
        "speakers": lambda: made.update(named=name_speakers(made["found"])),
        "tone": lambda: made.update(scored=score_sentiment(made["named"])),
        "summary": lambda: (
            summarize_speakers(made["scored"]),
            count_sources(made["found"].mentions),
        ),
    }
    needs = {"speakers": ["annotate"], "tone": ["annotate", "speakers"]}
    needs["summary"] = ["annotate", "speakers", "tone"]
    for before in needs.get(stage, []):
        steps[before]()
    began = time.perf_counter()
    steps[stage]()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 if sys.platform != "darwin" else 1024 * 1024)
    answer.put((seconds, megabytes, waking))


def main() -> int:
    """Print one line per stage."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=240)
    n_articles = parser.parse_args().articles
    words = int(corpus(n_articles).text.str.split().str.len().mean())
    print(f"{n_articles} articles of {words} words on average, one process a stage")
    print(f"{'stage':12} {'seconds':>8} {'articles/s':>11} {'peak MB':>8}")
    total = 0.0
    context = multiprocessing.get_context("spawn")
    for stage in STAGES:
        answer = context.Queue()
        process = context.Process(target=run, args=(stage, n_articles, answer))
        process.start()
        seconds, megabytes, waking = answer.get()
        process.join()
        total += seconds
        print(f"{stage:12} {seconds:8.2f} {n_articles / seconds:11.1f} {megabytes:8.0f}")
    print(f"{'whole way':12} {total:8.2f} {n_articles / total:11.1f}")
    print(f"waking the model takes {waking:.1f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
