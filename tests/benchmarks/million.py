"""What would a million articles take, on one machine and on a cluster? Measured small, worked out.

    python tests/benchmarks/million.py [--n 4000] [--json FILE] [--docs]
    python tests/benchmarks/million.py --articles FOLDER        # anyone's own articles
    python tests/benchmarks/million.py --from FILE --docs       # figures that were kept, into docs/

**Measured**, on articles as `scale.py` has them, with a quarter of them and with all, each in a process
of its own: reading the files into rows, by the one process that reads (`chunks_of`); the whole of
`analyse_corpus` with two workers; the same called once more with another list of people, which settles
the names anew and does nothing else; a question in SQL, the first of `docs/scale.md`; and a cluster of two
workers on this machine that reads the articles from Parquet, names all speakers and writes all tables.
Memory is the most that a process ever held.

**Worked out.** What grows with the articles is taken to grow evenly: a cost is its slope between the two
sizes, times a million. A worker's seconds for an article are those of the clock times the workers, so that what two
workers cost each other is in it, and that of more is not. Workers read at once; the process that reads gives them
work at its own pace, so a run takes as long as the slower of the two, and then the names are settled. On a
cluster the workers read for themselves, and the notebook and the scheduler, which are one process here,
take their own time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from scale import ROOT, Run, machine, start, tell

N = 1_000_000
N_AT_WORK = 2
SCRIPT = "million_works.py"
BEGIN = "<!-- estimate: written by tests/benchmarks/million.py -->"
END = "<!-- end of the estimate -->"

Figures = dict[str, Any]


class Line(NamedTuple):
    """A cost as a straight line: what it is for no article, and what each one adds."""

    base: float
    slope: float

    def at(self, n: float) -> float:
        """Return the cost for so many articles."""
        return self.base + self.slope * n


def measure(n: int, source: Path | None) -> Figures:
    """Return the figures of every run, for a quarter of the articles and for all."""
    runs: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (n // 4, n):
            home = Path(folder, str(size))
            corpus = start(
                Run("articles", "prepare", size),
                {"n": size, "source": source and str(source.resolve())},
                home,
            )
            tell(f"{corpus['n']:,} articles of {corpus['words']:.0f} words")
            for work in ("reading", "corpus", "settling", "question", "cluster"):
                run = Run(work, work, size, {"workers": N_AT_WORK}, pinned=False, script=SCRIPT)
                found = start(run, corpus, home)
                runs.append({"name": work, "n": corpus["n"], **found})
                tell(f"{work}, {corpus['n']:,}: {found['cpu']:.1f} CPU s, {found['wall']:.1f} s")
    return {"machine": machine(), "words": corpus["words"], "runs": runs}


def line(figures: Figures, name: str, of: str) -> Line:
    """Return a cost as a line through what was measured; ``of`` is a figure, or one that was said."""
    small, large = (run for run in figures["runs"] if run["name"] == name)
    few, many = (run["said"].get(of, run.get(of)) for run in (small, large))
    slope = max(0.0, (many - few) / (large["n"] - small["n"]))
    return Line(max(0.0, many - slope * large["n"]), slope)


class Estimate(NamedTuple):
    """What a million articles take."""

    hours: float
    limited_by: str


def on_one_machine(figures: Figures, workers: int) -> Estimate:
    """Return how long a machine takes with so many workers, each on a core of its own."""
    work = line(figures, "corpus", "wall").slope * N_AT_WORK / workers
    reading, settling = (line(figures, name, "wall").slope for name in ("reading", "settling"))
    seconds = (max(work, reading) + settling) * N
    return Estimate(seconds / 3600, "reading" if reading > work else "the workers")


def on_a_cluster(figures: Figures, workers: int) -> Estimate:
    """Return how long a cluster takes, if storage and network are never waited for."""
    work = line(figures, "cluster", "wall").slope * N_AT_WORK / workers
    own = line(figures, "cluster", "own").slope
    seconds = max(work, own) * N
    return Estimate(seconds / 3600, "the scheduler" if own > work else "the workers")


def tables(figures: Figures) -> tuple[list[list[str]], list[list[str]]]:
    """Return the table of what was measured and the table of what it comes to."""

    def per_article(name: str, of: str = "wall") -> str:
        return f"{line(figures, name, of).slope * 1000:.2f}"

    large = {run["name"]: run for run in figures["runs"]}
    measured = [
        ["", "for an article"],
        ["reading the files, in one process", f"{per_article('reading')} ms"],
        ["everything, with two workers", f"{per_article('corpus')} ms"],
        ["settling the names", f"{per_article('settling')} ms"],
        ["everything, on a cluster of two workers", f"{per_article('cluster')} ms"],
        ["of it in notebook and scheduler", f"{per_article('cluster', 'own')} ms"],
        ["tables on the disk", f"{line(figures, 'corpus', 'bytes').slope / 1000:.1f} KB"],
        [
            "memory where files are read",
            f"{line(figures, 'corpus', 'peak').slope * 1000:.2f} KB, and "
            f"{line(figures, 'corpus', 'peak').base:.0f} MB",
        ],
        ["memory of a worker", f"{large['corpus']['peak_of_workers']:.0f} MB, at most"],
    ]
    estimates = [["a million articles", "hours", "what it waits for"]]
    for workers in (2, 8, 16, 32):
        found = on_one_machine(figures, workers)
        estimates.append(
            [f"one machine, {workers} workers", f"{found.hours:.1f}", found.limited_by]
        )
    found = on_a_cluster(figures, 32)
    estimates.append(["a cluster of 32 workers", f"{found.hours:.1f}", found.limited_by])
    return measured, estimates


def remarks(figures: Figures) -> str:
    """Say in words what else a million articles need, and where each way comes to its limit."""
    from scale_report import short

    work = line(figures, "corpus", "wall").slope * N_AT_WORK
    reading, own = line(figures, "reading", "wall").slope, line(figures, "cluster", "own").slope
    of_cluster = line(figures, "cluster", "wall").slope * N_AT_WORK
    disk = line(figures, "corpus", "bytes").at(N) / 1e9
    memory = line(figures, "corpus", "peak").at(N) / 1000
    question = [run["wall"] for run in figures["runs"] if run["name"] == "question"][-1]
    of = figures["machine"]
    n_small, n_large = sorted({run["n"] for run in figures["runs"]})
    return (
        f"Measured with {n_small:,} and {n_large:,} articles of {figures['words']:.0f} words on "
        f"{of['processor']}, {of['cores']} cores. A million articles make {disk:.0f} GB of tables; "
        f"the process that reads needs {memory:.1f} GB for them. A question in SQL to {n_large:,} of "
        f"them took {short(question)} s. On one machine the process that reads gives work to {work / reading:.0f} "
        f"workers at most; on a cluster notebook and scheduler do to {of_cluster / own:.0f}."
    )


def write_docs(figures: Figures, page: Path) -> None:
    """Write the block of the estimate in ``scale.md`` anew."""
    from scale_report import markdown_table, wrapped, write_block

    found = [markdown_table(heads, rows) for heads, *rows in tables(figures)]
    write_block(page, BEGIN, END, [*found, wrapped(remarks(figures))])


def main() -> None:
    """Measure, or take figures that were kept; print what they come to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=4000, help="articles")
    parser.add_argument("--articles", type=Path, help="a folder of your own articles")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--from", type=Path, dest="kept", help="measure nothing, take such a file")
    parser.add_argument(
        "--docs", type=Path, nargs="?", const=ROOT / "docs", help="write the estimate into scale.md"
    )
    asked = parser.parse_args()
    figures = (
        json.loads(asked.kept.read_text("utf-8"))
        if asked.kept
        else measure(asked.n, asked.articles)
    )
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for rows in tables(figures):
        for row in rows:
            print("  ".join([row[0].ljust(42), *(cell.rjust(24) for cell in row[1:])]))
        print()
    print(remarks(figures))
    if asked.docs:
        write_docs(figures, asked.docs / "scale.md")


if __name__ == "__main__":
    main()
