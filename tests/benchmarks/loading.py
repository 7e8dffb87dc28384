"""Files and articles per second by format, and peak memory over more and more small files.

    python tests/benchmarks/loading.py [--articles 500] [--files 1000 3000 10000]

The sample articles, repeated under new names, are written in each format to a folder that is
removed afterwards; then each is loaded in a process of its own, which wakes the libraries on one
article first. Peak memory is that of the process; the second table shows how it grows with the
number of small text files, beside the size of the articles table that is loaded.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

Texts = Sequence[tuple[str, str]]


def texts(n: int) -> Texts:
    """Return ``n`` names and texts: those of the sample, again and again."""
    pages = sorted((ROOT / "data" / "sample").glob("*-*.txt"))
    raw = [(page.stem, page.read_text(encoding="utf-8")) for page in pages]
    return [
        (f"{name}-{number:05d}", text)
        for number in range(n)
        for name, text in [raw[number % len(raw)]]
    ]


def as_page(name: str, text: str) -> str:
    """Return a text as a saved web page, with what surrounds an article."""
    lines = [html.escape(line) for line in text.split("\n") if line.strip()]
    story = "".join(f"<p>{line}</p>" for line in lines[1:])
    menu = "".join(
        f'<li><a href="/{word}">{word}</a></li>' for word in ("News", "Sport", "Weather")
    )
    return (
        f"<!doctype html><html lang='en'><head><title>{lines[0]} - Courier</title>"
        f"<meta property='og:site_name' content='Courier'></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{lines[0]}</h1>{story}</article><footer>© Courier</footer></body></html>"
    )


def write_texts(folder: Path, some: Texts) -> None:
    for name, text in some:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def write_pages(folder: Path, some: Texts) -> None:
    for name, text in some:
        (folder / f"{name}.html").write_text(as_page(name, text), encoding="utf-8")


def write_packed_pages(folder: Path, some: Texts) -> None:
    for name, text in some:
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(as_page(name, text).encode()))


def write_documents(folder: Path, some: Texts) -> None:
    import docx

    for name, text in some:
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(str(folder / f"{name}.docx"))


def write_csv(folder: Path, some: Texts) -> None:
    import pandas as pd

    pd.DataFrame(some, columns=["id", "text"]).to_csv(folder / "all.csv", index=False)


def write_parquet(folder: Path, some: Texts) -> None:
    import pandas as pd

    pd.DataFrame(some, columns=["id", "text"]).to_parquet(folder / "all.parquet")


def write_jsonl(folder: Path, some: Texts) -> None:
    lines = (json.dumps({"id": name, "text": text}) for name, text in some)
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")


WRITERS: dict[str, Callable[[Path, Texts], None]] = {
    "txt": write_texts,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "html": write_pages,
    "html.gz": write_packed_pages,
    "docx": write_documents,
}


def measure(form: str, n: int, answer: Any) -> None:
    """Write ``n`` articles in a format, load them, and put what it took on the queue."""
    from analysis import load_articles

    with tempfile.TemporaryDirectory() as home:
        first, rest = Path(home, "first"), Path(home, "rest")
        first.mkdir()
        rest.mkdir()
        WRITERS[form](first, texts(1))
        WRITERS[form](rest, texts(n))
        n_files = sum(1 for _ in rest.iterdir())
        load_articles(first)
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        articles = load_articles(rest)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert len(articles) == n, f"{form}: {len(articles)} of {n} articles were loaded"
    table = articles.memory_usage(deep=True).sum() / 2**20
    answer.put((n_files, seconds, idle, peak, float(table)))


def in_a_process(form: str, n: int) -> tuple[int, float, float, float, float]:
    """Return files, seconds, memory before and at the peak, and size of the table (MB)."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=measure, args=(form, n, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"loading {form} failed")
    found: tuple[int, float, float, float, float] = answer.get()
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--files", type=int, nargs="*", default=[1000, 3000, 10000])
    options = parser.parse_args()
    print(f"{options.articles} articles in each format")
    print(
        f"{'format':10} {'files':>7} {'seconds':>8} {'files/s':>8} {'articles/s':>11} {'peak MB':>8}"
    )
    for form in WRITERS:
        n_files, seconds, _, peak, _ = in_a_process(form, options.articles)
        print(
            f"{form:10} {n_files:7,} {seconds:8.2f} {n_files / seconds:8,.0f} "
            f"{options.articles / seconds:11,.0f} {peak:8,.0f}"
        )
    print("\nsmall text files")
    print(
        f"{'files':>7} {'seconds':>8} {'files/s':>8} {'idle MB':>8} {'peak MB':>8} {'table MB':>9}"
    )
    for n in options.files:
        n_files, seconds, idle, peak, table = in_a_process("txt", n)
        print(
            f"{n_files:7,} {seconds:8.2f} {n_files / seconds:8,.0f} {idle:8,.0f} {peak:8,.0f} {table:9,.1f}"
        )


if __name__ == "__main__":
    main()
