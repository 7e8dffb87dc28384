"""Articles in parts, by workers of their own, against the same articles in memory.

    python tests/benchmarks/cluster.py [--articles 240] [--parts 16] [--workers 1 2 4]

Every table is compared row for row and type for type with what pandas gives in one process, for
each number of workers, and once more after a worker was killed in mid-run (SIGKILL). Seconds are
those of reading, naming, tone and readability together, from the articles to all tables here; those
of the processor are the sum over all workers, which tells the cost where other work goes on. The
first seconds of a worker go into loading the language model; they are printed by themselves. The
articles are those of `distinct_articles`, so nothing is remembered from one to the next.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmarks")]


def in_memory(articles: Any) -> dict[str, Any]:
    """Return every table that is compared, made by pandas."""
    from analysis import annotate, measure_readability, name_speakers, score_sentiment
    from analysis.scale.cluster import _FOUND

    found = annotate(articles, outlets=ROOT / "data" / "sample" / "outlets.csv", cache=False)
    return {
        **{name: getattr(found, name) for name in ("articles", *_FOUND)},
        "named quotes with tone": score_sentiment(name_speakers(found)),
        "readability": measure_readability(articles),
    }


def in_parts(articles: Any, n_parts: int, then: Any = None) -> dict[str, Any]:
    """Return the same tables, made by the workers there are; ``then`` is called in mid-run."""
    from analysis import scale

    parts = scale.split_articles(articles, n_partitions=n_parts)
    found = scale.annotate(parts, outlets=ROOT / "data" / "sample" / "outlets.csv")
    if then is not None:
        then(found)
    quotes = scale.score_sentiment(scale.name_speakers(found))
    names = [*found.tables, "named quotes with tone", "readability"]
    tables = scale.collect(*found.tables.values(), quotes, scale.measure_readability(parts))
    return dict(zip(names, tables, strict=True))


def compare(made: dict[str, Any], wanted: dict[str, Any]) -> str:
    """Compare all tables; say how many rows they have, or fail at the first that differs."""
    import pandas as pd

    assert made.keys() == wanted.keys()
    for name, table in wanted.items():
        pd.testing.assert_frame_equal(made[name], table, obj=name, check_exact=True)
    return f"{len(wanted)} tables, {sum(map(len, wanted.values()))} rows, all equal"


def main() -> None:
    """Run all and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=240)
    parser.add_argument("--parts", type=int, default=16)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    asked = parser.parse_args()

    from distinct_articles import distinct_articles

    from analysis import scale
    from analysis.language import read

    articles = distinct_articles(asked.articles)
    read("A first text wakes the model.")
    began, busy = time.perf_counter(), time.process_time()
    wanted = in_memory(articles)
    alone, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{len(articles)} articles in {asked.parts} parts; {os.cpu_count()} cores")
    rate = len(articles) / alone
    print(f"in memory: {alone:6.1f} s  {rate:5.1f} articles/s  processor {busy:5.1f} s")

    for n in asked.workers:
        with scale.start(n_workers=n, memory="2GB") as client:
            loading = wake(client)
            began, busy = time.perf_counter(), used(client)
            made = in_parts(articles, asked.parts)
            took, busy = time.perf_counter() - began, used(client) - busy
            print(
                f"{n} worker{'s' * (n > 1)}: {took:6.1f} s  {len(articles) / took:5.1f} articles/s"
                f"  processor {busy:5.1f} s  (starting {loading:.1f} s; model loaded {loads(client)} times per worker): "
                + compare(made, wanted)
            )

    with scale.start(n_workers=2, memory="2GB") as client:
        wake(client)
        began = time.perf_counter()
        made = in_parts(articles, asked.parts, lambda found: kill_one(client, found))
        took = time.perf_counter() - began
        print(f"2 workers, one killed in mid-run: {took:6.1f} s: {compare(made, wanted)}")


def wake(client: Any) -> float:
    """Let every worker load the model; return the seconds."""
    began = time.perf_counter()
    client.run(_wake)
    return time.perf_counter() - began


def _wake() -> None:
    from analysis.language import read

    read("A first text wakes the model.")


def used(client: Any) -> float:
    """Return the seconds of the processor that all workers have used."""
    return sum(client.run(time.process_time).values())


def loads(client: Any) -> str:
    """Return how often each worker has loaded the model."""
    return "/".join(str(n) for n in sorted(set(client.run(_loads).values())))


def _loads() -> int:
    from analysis.language import load_model

    return load_model.cache_info().misses


def kill_one(client: Any, found: Any) -> None:
    """Kill the worker that has read the first part, when it has read it and reads another."""
    from distributed import futures_of, wait

    futures = futures_of(list(found.parts))
    wait(futures, return_when="FIRST_COMPLETED")
    holders = client.who_has(futures)
    address = next(where[0] for where in holders.values() if where)
    pid = client.run(os.getpid, workers=[address])[address]
    done = sum(future.done() for future in futures)
    print(f"killing worker {pid} after {done} of {len(futures)} parts")
    os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
