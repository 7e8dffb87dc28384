"""Is a run that was killed three times the same as one that was left alone?

    python tests/benchmarks/killed_runs.py [--articles 5000] [--size 100] [--workers 2] [--seed 1]

A corpus of distinct articles is made from the sample: in each copy the names of people and places
and all numbers are others, so that no paragraph comes twice. It is analysed undisturbed, and again
with three kills (SIGKILL) at moments drawn at random, after each of which the same command is given
once more. Then the final tables are compared, row for row. Prints articles per second, what the
kills cost, the peak memory of the processes, and what differs.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
N_KILLS = 3

FIRST = (
    "Ada Bram Cora Dirk Edda Finn Gwen Hugo Iris Joel Kaya Lars Maud Nils Olga Piet Rhea Sven "
    "Thea Uwe Vera Wim Xena Yann Zora"
).split()
LAST_START = (
    "Ander Birk Calder Dun Elm Fair Gar Hol Inger Jarr Kirk Lind Mor Nord Oster Pell".split()
)
LAST_END = "sen by field ton wood gate more well ham ley worth stead berg ridge wick brook".split()
# People, bodies and places of the sample, each told by its capital letter in the middle of a line.
_NAME = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?) ([A-Z][a-z]{3,})\b")
_NUMBER = re.compile(r"\b\d+\b")


def corpus(n_articles: int, home: Path) -> Path:
    """Write the articles, a file each, with a ``metadata.csv`` of their outlets."""
    sample = sorted((ROOT / "data" / "sample").glob("*.txt"))
    outlets = [path.stem.rpartition("-")[2].title() for path in sample]
    home.mkdir()
    rows = ["file,outlet,published"]
    for number in range(n_articles):
        copy, which = divmod(number, len(sample))
        text = sample[which].read_text(encoding="utf-8")
        name = f"{number:06d}.txt"
        (home / name).write_text(varied(text, number), encoding="utf-8")
        rows.append(f"{name},{outlets[which]},2024-{copy % 12 + 1:02d}-{copy % 28 + 1:02d}")
    (home / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return home


def varied(text: str, number: int) -> str:
    """Return a text with other names and numbers, and a sentence of its own in each paragraph."""
    chance = random.Random(number)
    others: dict[str, str] = {}

    def other(word: str, words: list[str]) -> str:
        return others.setdefault(word, chance.choice(words))

    last = [start + end for start in LAST_START for end in LAST_END]

    def renamed(match: re.Match[str]) -> str:
        return f"{other(match[1], FIRST)} {other(match[2], last)}"

    text = _NAME.sub(renamed, text)
    for word, new in list(others.items()):
        text = re.sub(rf"\b{re.escape(word)}\b", new, text)
    text = _NUMBER.sub(lambda match: str(int(match[0]) + chance.randrange(1, 90)), text)
    marks = iter(range(1, 1000))
    return re.sub(
        r"(?m)^(.{40,})$",
        lambda match: (
            f"{match[1]} Note {next(marks)} of file {number} was added in {chance.choice(last)}."
        ),
        text,
    )


def command(home: Path, out: Path, size: int, workers: int) -> list[str]:
    options = ["--out", str(out), "--size", str(size), "--workers", str(workers)]
    return [sys.executable, "-m", "analysis", "corpus", str(home), *options]


def run(
    arguments: list[str], kill_after: float | None = None
) -> tuple[float, tuple[int, int], bool]:
    """Run a command to its end or its death; return seconds, peak memory (kB), and if it ended.

    The memory is that of the process itself, and that of its largest worker.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = (0, 0)
    while process.poll() is None:
        workers = [memory_of(pid) for pid in children_of(process.pid)]
        peak = (max(peak[0], memory_of(process.pid)), max(peak[1], *workers, 0))
        if kill_after is not None and time.perf_counter() - begun > kill_after:
            process.kill()
            process.wait()
            return time.perf_counter() - begun, peak, False
        time.sleep(0.05)
    assert process.returncode == 0, process.returncode
    return time.perf_counter() - begun, peak, True


def memory_of(pid: int) -> int:
    """Return the memory that a process takes, in kB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) if found else 0


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started; none where the system does not tell."""
    listed = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for one in listed for child in one.split()]


def differences(one: Path, other: Path) -> dict[str, str]:
    """Return what differs between the tables of two folders, part by part."""
    import pandas as pd

    found = {}
    for table in sorted(path for path in one.iterdir() if path.is_dir() and path.name != "work"):
        parts = sorted(path.name for path in table.iterdir())
        if parts != sorted(path.name for path in (other / table.name).iterdir()):
            found[table.name] = "other parts"
        for part in parts:
            try:
                pd.testing.assert_frame_equal(
                    pd.read_parquet(table / part), pd.read_parquet(other / table.name / part)
                )
            except (AssertionError, OSError) as error:
                found[f"{table.name}/{part}"] = str(error).splitlines()[0]
    return found


def main() -> int:
    """Print the figures; return 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--size", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        home = corpus(options.articles, Path(folder, "news"))
        lines = [
            line
            for path in home.glob("*.txt")
            for line in path.read_text(encoding="utf-8").splitlines()
            if len(line) > 80
        ]
        print(
            f"{options.articles:,} articles; {len(lines):,} paragraphs of more than 80 characters,"
        )
        print(f"of which {len(lines) - len(set(lines)):,} repeat an earlier one")

        calm = Path(folder, "calm")
        seconds, peak, _ = run(command(home, calm, options.size, options.workers))
        print(f"undisturbed: {seconds:.1f} s, {options.articles / seconds:.2f} articles/s")
        reader, worker = (kilobytes / 1024 for kilobytes in peak)
        print(f"peak memory: {reader:.0f} MB where files are read, {worker:.0f} MB in a worker")

        struck = Path(folder, "struck")
        total = 0.0
        for kill in range(1, N_KILLS + 1):
            after = chance.uniform(0.15, 0.3) * seconds
            spent, _, ended = run(command(home, struck, options.size, options.workers), after)
            total += spent
            n_chunks = len(list((struck / "work" / "chunks").glob("[0-9]*")))
            what = "ended before it could be killed" if ended else "killed"
            print(f"run {kill}: {what} after {spent:.1f} s; {n_chunks} chunks finished")
        spent, _, _ = run(command(home, struck, options.size, options.workers))
        total += spent
        print(f"last run: {spent:.1f} s; all four: {total:.1f} s, {total - seconds:+.1f} s")

        found = differences(calm, struck)
        for name, told in found.items():
            print(f"differs: {name}: {told}")
        print(f"tables that differ: {len(found)}")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
