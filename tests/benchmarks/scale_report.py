"""The figures of `scale.py` as tables: on the standard output, and in ``docs/scale.md``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import floor, log10
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

BEGIN = "<!-- figures: written by tests/benchmarks/scale.py -->"
END = "<!-- end of figures -->"
PICTURE = "images/scale.png"
_WIDTH = 100

Figures = dict[str, Any]
Measured = Callable[[Figures], float | None]

# The rows of the first table, each with what it does.
ROWS = {
    "whole way": "the whole way, from files to all tables",
    "bare parser": "spaCy’s parser alone",
    "bare parser by NumPy": "spaCy’s parser alone, matrices by NumPy",
    "full pipeline": "spaCy’s full pipeline",
    "textacy": "textacy’s direct quotations",
    "readability alone": "readability, alone",
    "textstat": "textstat’s nine formulas",
    "tone alone": "tone of every sentence, alone",
    "VADER": "VADER on every sentence",
}


class Table(NamedTuple):
    """A table of figures as words: its title, the heads of its columns, its rows."""

    title: str
    heads: list[str]
    rows: list[list[str]]


class Spread(NamedTuple):
    """The median of some figures, the least and the most."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{short(self.middle)} ({short(self.least)}–{short(self.most)})"


def short(value: float) -> str:
    """Return a number with three digits that count, or whole where it is large."""
    digits = 2 - floor(log10(value)) if value > 0 else 0
    return f"{value:,.{min(max(digits, 0), 4)}f}"


def runs_of(figures: Figures, name: str, n: int | None = None) -> list[Figures]:
    """Return the runs of a name, with the usual number of articles unless another is given."""
    wanted = figures["n"] if n is None else n
    return [run for run in figures["runs"] if run["name"] == name and run["n"] == wanted]


def spread(values: list[float]) -> Spread:
    """Return the median of some figures, the least and the most."""
    return Spread(median(values), min(values), max(values))


def per_cpu_second(figures: Figures, name: str) -> list[float]:
    """Return the articles per CPU second in each round."""
    return [run["n"] / run["cpu"] for run in runs_of(figures, name)]


def ratio(figures: Figures, above: str, below: str, of: str = "cpu") -> Spread | None:
    """Return how many times as long one takes as the other, within each round."""
    return _ratio(figures, above, below, lambda run: run[of])


def _ratio(figures: Figures, above: str, below: str, of: Measured) -> Spread | None:
    lower = {run["round"]: of(run) for run in runs_of(figures, below)}
    pairs = [(of(run), lower.get(run["round"])) for run in runs_of(figures, above)]
    found = [one / other for one, other in pairs if one and other]
    return spread(found) if found else None


def _pace(run: Figures) -> float | None:
    """The seconds an article takes once the workers are at work."""
    said = run["said"]
    return said["started"] / said["n_started"] if "started" in said else None


def corpus_of(figures: Figures, n: int | None = None) -> Figures:
    """Return what is known of the articles of a run."""
    wanted = figures["n"] if n is None else n
    found: Figures = next(one for one in figures["corpora"] if one["n"] == wanted)
    return found


# ------------------------------------------------------------------------------------ tables


def tables(figures: Figures) -> Iterator[Table]:
    """Yield the tables that have a row."""
    for make in (_speeds, _stages, _comparisons, _several, _growth):
        table = make(figures)
        if table.rows:
            yield table


def _speeds(figures: Figures) -> Table:
    rows = []
    for name, title in ROWS.items():
        runs = runs_of(figures, name)
        if runs:
            rows.append(
                [
                    title,
                    str(spread(per_cpu_second(figures, name))),
                    *(short(median(run[of] for run in runs)) for of in ("cpu", "wall")),
                    f"{median(run['peak'] for run in runs):,.0f}",
                ]
            )
    heads = ["", "articles per CPU second", "CPU seconds", "seconds", "peak memory, MB"]
    return Table("On one core", heads, rows)


def _stages(figures: Figures) -> Table:
    runs = runs_of(figures, "whole way")
    rows = []
    for stage in runs[0]["stages"] if runs else ():
        of = [run["stages"][stage] for run in runs]
        share = median(one["cpu"] / run["cpu"] for one, run in zip(of, runs, strict=True))
        rows.append(
            [
                stage,
                *(short(median(one[what] for one in of)) for what in ("cpu", "wall")),
                f"{share:.1%}",
                f"{median(one['peak'] for one in of):,.0f}",
            ]
        )
    heads = ["stage", "CPU seconds", "seconds", "of the whole way", "peak memory by then, MB"]
    return Table("Where the time of the whole way goes", heads, rows)


def _comparisons(figures: Figures) -> Table:
    found = {
        f"the whole way / {ROWS[name]}": ratio(figures, "whole way", name)
        for name in ("bare parser", "bare parser by NumPy", "full pipeline", "textacy")
    }
    found |= {
        "textstat’s nine formulas / readability": ratio(figures, "textstat", "readability alone"),
        "VADER / tone": ratio(figures, "VADER", "tone alone"),
        "one worker / two workers, from their start": ratio(
            figures, "one worker", "two workers", "wall"
        ),
        "one worker / two workers, once they are at work": _ratio(
            figures, "one worker", "two workers", _pace
        ),
        "empty cache / full cache": ratio(figures, "cold cache", "warm cache", "wall"),
    }
    rows = [[name, str(times)] for name, times in found.items() if times]
    return Table("The time of one, divided by that of the other", ["", "times"], rows)


def _several(figures: Figures) -> Table:
    rows = []
    for name in ("one worker", "two workers", "cold cache", "warm cache"):
        runs = runs_of(figures, name)
        if runs:
            peaks = (run["peak_of_workers"] for run in runs)
            rows.append(
                [
                    f"annotate, {name}",
                    str(spread([run["n"] / run["wall"] for run in runs])),
                    *(short(median(run[of] for run in runs)) for of in ("wall", "cpu")),
                    f"{median(run['peak'] for run in runs):,.0f}",
                    f"{median(peaks):,.0f}" if name == "two workers" else "–",
                ]
            )
    heads = ["", "articles per second", "seconds", "CPU seconds", "peak memory, MB", "a worker, MB"]
    return Table("Workers and the cache, by the clock on the wall", heads, rows)


def _growth(figures: Figures) -> Table:
    rows = []
    for n in sizes(figures):
        runs = runs_of(figures, "whole way", n)
        seconds = spread([run["cpu"] / n for run in runs])
        peak = median(run["peak"] for run in runs)
        rows.append([f"{n:,}", str(seconds), f"{peak:,.0f}", str(len(runs))])
    heads = ["articles", "CPU seconds per article", "peak memory, MB", "runs"]
    return Table("The whole way, by number of articles", heads, rows if len(rows) > 1 else [])


def sizes(figures: Figures) -> list[int]:
    """Return how many articles the whole way was measured with, in order."""
    return sorted({run["n"] for run in figures["runs"] if run["name"] == "whole way"})


# ------------------------------------------------------------------------------------- words


def about(figures: Figures) -> str:
    """Say in a few sentences what was measured, and on what."""
    one, machine = corpus_of(figures), figures["machine"]
    known: dict[str, str] = {}
    for run in figures["runs"]:
        known |= run["versions"]
    versions = ", ".join(f"{name} {number}" for name, number in known.items())
    n_rounds = figures["repeats"]
    return (
        f"{one['n']:,} articles of {one['words']:.0f} words on average ({one['paragraphs']:,} "
        f"paragraphs, {one['different']:,} of them different), "
        f"{n_rounds} round{'s' * (n_rounds > 1)}: the median, and the least and the most. "
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}; {versions}."
    )


def remarks(figures: Figures) -> Iterator[str]:
    """Yield what else must be said of the figures."""
    for run in runs_of(figures, "textacy")[:1]:
        said = run["said"]
        yield (
            f"textacy refused {said['failed']:,} of {said['paragraphs']:,} paragraphs, for an odd "
            "number of quotation marks."
        )
    waking = [run["waking"] for run in runs_of(figures, "whole way")]
    if waking:
        yield f"Imports, model and first text take {short(median(waking))} s and are not counted."
    first = {
        name: [run["said"]["first score"] for run in runs_of(figures, name)]
        for name in ("textstat", "readability alone")
    }
    if all(first.values()):
        theirs, ours = (short(median(some)) for some in first.values())
        yield f"Nor is the first score, which takes textstat {theirs} s and readability {ours} s."
    for reason in figures["left out"]:
        yield f"Left out: {reason}."
    by_name: dict[str, set[str]] = {}
    for run in figures["runs"]:
        for name, number in run["versions"].items():
            by_name.setdefault(name, set()).add(number)
    for name, numbers in by_name.items():
        if len(numbers) > 1:
            yield f"Not all runs had the same {name}: {', '.join(sorted(numbers))}."
    alone = [run["wall"] / run["cpu"] for name in ROWS for run in runs_of(figures, name)]
    if alone and median(alone) > 1.05:
        yield (
            f"The machine was busy with other work: the clock ran {short(median(alone))} times as "
            "long as the processor worked for one core."
        )
    if figures["repeats"] < 3:
        yield "Fewer than three rounds: the figures say little."


def print_tables(figures: Figures) -> None:
    """Print all tables."""
    print(about(figures))
    for title, heads, rows in tables(figures):
        lines = [heads, *rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
        print(f"\n{title}")
        for line in lines:
            first, *others = (cell.rjust(wide) for cell, wide in zip(line, widths, strict=True))
            print("  " + "  ".join([line[0].ljust(len(first)), *others]))
    print()
    for remark in remarks(figures):
        print(remark)


def write_docs(figures: Figures, folder: Path) -> None:
    """Draw the picture, and write the block of figures in ``scale.md`` anew."""
    from scale_chart import draw

    (folder / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    alt = draw(figures, folder / PICTURE)
    write_block(folder / "scale.md", BEGIN, END, markdown(figures, alt))


def write_block(page: Path, begin: str, end: str, block: list[str]) -> None:
    """Write what stands between two lines of a page anew: some parts, an empty line after each."""
    text = page.read_text(encoding="utf-8")
    found = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not found.search(text):
        raise SystemExit(f"{page.name} needs the lines {begin} and {end}")
    whole = "\n" + "\n\n".join(part for part in block if part) + "\n\n"
    page.write_text(found.sub(lambda _: whole, text, count=1), encoding="utf-8", newline="\n")


def markdown(figures: Figures, alt: str) -> list[str]:
    """Return the parts of the block of figures."""
    parts = [f"![{alt}]({PICTURE})", wrapped(about(figures))]
    for title, heads, rows in tables(figures):
        parts += [f"**{title}**", markdown_table(heads, rows)]
    return [*parts, wrapped(" ".join(remarks(figures)))]


def markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table whose first column is words, and all others figures."""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def wrapped(text: str) -> str:
    """Return a text in lines of a page's width."""
    from textwrap import fill

    return fill(text, _WIDTH, break_on_hyphens=False, break_long_words=False)
