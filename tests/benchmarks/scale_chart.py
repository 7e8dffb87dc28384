"""The picture of `scale.py`: what one core reads in a second, and what more articles cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib as mpl
from scale_report import corpus_of, per_cpu_second, ratio, runs_of, short, sizes

from analysis.charts.canvas import (
    BLUE,
    GAP,
    GREY,
    INK,
    LINE,
    MARGIN,
    MARK_SIZE,
    NOTE_COLOR,
    NOTE_SIZE,
    WIDTH,
    drop_scale,
    news_style,
    text_width,
    wrap,
    write_beside,
)
from analysis.printed import listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.34  # inches
_HEAD = 0.3  # inches, of the line over a panel
_BETWEEN = 0.3  # inches
_TITLE_SIZE = 13

NAMES = {
    "bare parser": "spaCy’s parser alone",
    "whole way": "the whole way, with this package",
    "textacy": "textacy’s direct quotations",
    "full pipeline": "spaCy’s full pipeline",
}


class Panel(NamedTuple):
    """Some rows under a line of words: for each its label, its measured points and its unit."""

    head: str
    labels: list[str]
    points: list[list[float]]
    unit: str = ""
    colors: list[str] | None = None

    @property
    def height(self) -> float:
        return _ROW * len(self.labels)


def draw(figures: dict[str, Any], path: Path) -> str:
    """Draw the picture to a file, and return its text for the ear."""
    mpl.use("Agg")
    speeds, *growth = panels(figures)
    with news_style():
        from matplotlib import pyplot

        reach = WIDTH - 2 * MARGIN
        title = wrap(title_of(figures), reach, _TITLE_SIZE, "bold")
        note = wrap(note_of(figures), reach, NOTE_SIZE)
        above = MARGIN + (title.count("\n") + 1) * _TITLE_SIZE * LINE / 72 + 0.1
        below = MARGIN + (note.count("\n") + 1) * NOTE_SIZE * LINE / 72 + 0.14
        more = _BETWEEN + _HEAD + growth[0].height if growth else 0.0
        tall = above + _HEAD + speeds.height + more + below
        figure = pyplot.figure(figsize=(WIDTH, tall))
        text = {"ha": "left", "linespacing": LINE}
        figure.text(
            MARGIN / WIDTH, 1 - MARGIN / tall, title, va="top", fontsize=_TITLE_SIZE,
            fontweight="bold", color=INK, **text,
        )  # fmt: skip
        figure.text(
            MARGIN / WIDTH, MARGIN / tall, note, va="bottom", fontsize=NOTE_SIZE,
            color=NOTE_COLOR, **text,
        )  # fmt: skip
        _draw_panel(figure, speeds, MARGIN, above, reach)
        half = (reach - _BETWEEN) / 2
        for number, panel in enumerate(growth):
            left = MARGIN + number * (half + _BETWEEN)
            _draw_panel(figure, panel, left, above + _HEAD + speeds.height + _BETWEEN, half)
        figure.savefig(path, dpi=150, metadata={"Software": None})
        pyplot.close(figure)
    return alt_of(figures)


def panels(figures: dict[str, Any]) -> list[Panel]:
    """Return the panel of speeds, and two of growth where it was measured."""
    found = {name: per_cpu_second(figures, name) for name in NAMES}
    names = sorted(filter(found.get, NAMES), key=lambda name: -median(found[name]))
    speeds = Panel(
        "Articles per second on one core",
        [NAMES[name] for name in names],
        [found[name] for name in names],
        colors=[BLUE if name == "whole way" else GREY for name in names],
    )
    counts = sizes(figures)
    if len(counts) < 2:
        return [speeds]
    runs = [runs_of(figures, "whole way", n) for n in counts]
    labels = [f"{n:,} articles" for n in counts]
    seconds = [[run["cpu"] / run["n"] for run in some] for some in runs]
    peaks = [[run["peak"] for run in some] for some in runs]
    return [
        speeds,
        Panel("The whole way: seconds per article", labels, seconds, " s"),
        Panel("Memory that it takes, at most", labels, peaks, " MB"),
    ]


def _draw_panel(figure: Figure, panel: Panel, left: float, top: float, width: float) -> None:
    """Draw a panel; places are inches from the left and from the top of the page."""
    tall = figure.get_figheight()
    size = mpl.rcParams["ytick.labelsize"]
    room = max(text_width(label, size) for label in panel.labels) + GAP
    figure.text(
        left / WIDTH, 1 - (top + _HEAD / 2) / tall, panel.head, va="center",
        fontsize=mpl.rcParams["axes.labelsize"], fontweight="bold", color=INK,
    )  # fmt: skip
    ax = figure.add_axes(
        (
            (left + room) / WIDTH,
            1 - (top + _HEAD + panel.height) / tall,
            (width - room) / WIDTH,
            panel.height / tall,
        )
    )
    _draw_bars(ax, panel, width - room)


def _draw_bars(ax: Axes, panel: Panel, width: float) -> None:
    """Draw a bar to each median, a ring for every run, and the median in words."""
    middles = [median(points) for points in panel.points]
    marks = [short(middle) + panel.unit for middle in middles]
    ends = [max(points) for points in panel.points]
    free = [width - text_width(mark, MARK_SIZE) - 2 * GAP for mark in marks]
    ax.set_xlim(0, max(end * width / room for end, room in zip(ends, free, strict=True)))
    ax.set_ylim(len(marks) - 0.5, -0.5)
    ax.set_yticks(range(len(marks)), panel.labels, color=INK)
    ax.tick_params(axis="y", length=0, pad=GAP * 72)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    drop_scale(ax)
    ax.barh(range(len(marks)), middles, height=0.5, color=panel.colors or BLUE)
    ax.axvline(0, color=GREY, linewidth=1)
    for y, (points, end, mark) in enumerate(zip(panel.points, ends, marks, strict=True)):
        ax.plot(
            points, [y] * len(points), "o", markersize=5, markerfacecolor="white",
            markeredgecolor=INK, markeredgewidth=1, clip_on=False,
        )  # fmt: skip
        write_beside(ax, end, y, mark)


# ------------------------------------------------------------------------------------- words


def title_of(figures: dict[str, Any]) -> str:
    """Say what is seen."""
    ours = per_cpu_second(figures, "whole way")
    if not ours:
        return "Articles per second on one core"
    title = f"One core takes {short(median(ours))} articles a second the whole way"
    times = ratio(figures, "full pipeline", "whole way")
    if times is None:
        return title
    if 0.95 < times.middle < 1.05:
        return f"{title}, about as many as spaCy’s full pipeline reads"
    if times.middle > 1:
        return f"{title}, {short(times.middle)} times as many as spaCy’s full pipeline reads"
    return f"{title}; spaCy’s full pipeline reads {short(1 / times.middle)} times as many"


def note_of(figures: dict[str, Any]) -> str:
    """Say how many articles and runs there are, on which machine, and what the marks are."""
    one, machine = corpus_of(figures), figures["machine"]
    runs = f"{figures['repeats']} run{'s' * (figures['repeats'] > 1)}"
    return (
        f"n = {one['n']:,} articles of {one['words']:.0f} words, {runs} each, on one core of "
        f"{machine['processor']}. Rings are runs, by CPU seconds; bars end at their median. The whole "
        "way goes from files to all tables; the others are given the paragraphs."
    )


def alt_of(figures: dict[str, Any]) -> str:
    """Return the text for the ear."""
    told = [f"Bars of articles per second on one core: {title_of(figures)}."]
    for panel in panels(figures):
        told.append(f"{panel.head}: {_in_words(panel.labels, panel.points, panel.unit)}.")
    return " ".join(told)


def _in_words(labels: Sequence[str], points: Sequence[Sequence[float]], unit: str) -> str:
    pairs = zip(labels, points, strict=True)
    return listed([f"{label} {short(median(some))}{unit}" for label, some in pairs], most=None)
