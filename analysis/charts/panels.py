"""Outlets side by side: a table with an outlet to each column, or a panel to each of them."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from matplotlib import rcParams
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from analysis.charts.canvas import (
    BLUE,
    GAP,
    GREY,
    INK,
    MARGIN,
    MARK_SIZE,
    NOTE_COLOR,
    WIDTH,
    Rows,
    draw_rows,
    drop_scale,
    plain,
    text_width,
    wrap,
)
from analysis.charts.words import name
from analysis.printed import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_OUTLETS = 8  # columns or rows of outlets: more cannot be read on one page
SMALL = 8.0
_LONGEST = 70  # letters of a name over a column; a longer one is cut
_LINE = 0.17  # inches, of a line over a column
_BETWEEN = 0.25  # inches, between two panels
_HIGH = 0.34  # inches, of a row in a table, at least
_ROW = 0.275  # inches, of a row in a panel


Row = Mapping[Hashable, Any]


class Grid(NamedTuple):
    """A table on Axes: its rows, where each begins and ends, and the inches of a column."""

    rows: Rows
    edges: list[float]
    room: float


class Panel(NamedTuple):
    """A panel within the Axes: its place and width in inches, its rows, and its scale's height."""

    left: float
    width: float
    y: list[float]
    foot: float


def outlets_to_draw(sizes: pd.Series[Any], top: int | None = MOST_OUTLETS) -> tuple[list[str], int]:
    """Return the largest outlets, in alphabetical order, and how many are left out.

    >>> outlets_to_draw(pd.Series({"Lantern": 4, "Herald": 1, "Courier": 3}), 2)
    (['Courier', 'Lantern'], 1)
    """
    ranked = sizes.sort_values(ascending=False, kind="stable").index
    kept = ranked if top is None else ranked[:top]
    return sorted(map(str, kept)), len(ranked) - len(kept)


def not_drawn(n: int, noun: str, plural: str | None = None) -> str:
    """Return what a note says of what is left out, or nothing.

    >>> not_drawn(3, "outlet"), not_drawn(0, "outlet")
    ('Not drawn: 3 more outlets', '')
    """
    return f"Not drawn: {count(n, f'more {noun}', plural and f'more {plural}')}" if n else ""


def cut(text: object, most: int) -> str:
    """Return text as one line of at most ``most`` letters, ended between words where it can be.

    >>> cut("We will not wait nine months", 18), cut("Port Ellery", 18)
    ('We will not wait…', 'Port Ellery')
    """
    line = name(text)
    if len(line) <= most:
        return line
    begun = line[: most - 1]
    whole, _, _ = begun.rpartition(" ")
    return f"{(whole if len(whole) > most / 2 else begun).rstrip(' ,;:…')}…"


def fit(text: object, inches: float, size: float) -> str:
    """Return text as one line no wider than ``inches``, cut where it is longer."""
    line = plain(name(text))
    if text_width(line, size) <= inches:
        return line
    while line and text_width(f"{line}…", size) > inches:
        line = line[:-1]
    return f"{line}…"


def draw_grid(
    labels: Sequence[str],
    heads: Sequence[tuple[str, str]],
    *,
    title: str,
    note: str,
    label_width: float = 2.2,
    ax: Axes | None = None,
) -> Grid:
    """Prepare a table with a labelled row per entry and a column per head: its name, what it is."""
    room = max(_room(labels, label_width, ax) / len(heads) - 0.05, 0.4)
    size = _size_for([head for head, _ in heads], room)
    names = [wrap(cut(head, _LONGEST), room, size, "bold") for head, _ in heads]
    below = [wrap(words, room, SMALL) for _, words in heads]
    lines = max(text.count("\n") + 1 for text in names)
    lines_below = max(text.count("\n") + 1 for text in below) if any(below) else 0
    head = 0.1 + _LINE * (lines + lines_below)
    rows = draw_rows(
        labels, title=title, note=note, label_width=label_width, row_height=_HIGH, head=head, ax=ax
    )
    rows.ax.set_xlim(0, len(heads))
    drop_scale(rows.ax)
    foot = head - 0.06
    for x, (over, under) in enumerate(zip(names, below, strict=True)):
        rows.ax.text(
            x + 0.5, (foot - _LINE * lines_below) / _HIGH, over, ha="center", va="bottom",
            fontsize=size, weight="bold", color=INK, parse_math=False, gid="head",
        )  # fmt: skip
        rows.ax.text(
            x + 0.5, foot / _HIGH, under, ha="center", va="bottom", fontsize=SMALL,
            color=NOTE_COLOR, parse_math=False, gid="subhead",
        )  # fmt: skip
    return Grid(rows, [head / _HIGH, *rows.edges, rows.ax.get_ylim()[0]], room)


def write_cell(
    grid: Grid, row: int, column: int, text: str, share: float | None = None, bold: bool = False
) -> None:
    """Write into a cell; with a share from 0 to 1 it is filled, the darker the larger that is."""
    top, bottom = grid.edges[row], grid.edges[row + 1]
    edge = 0.02 / grid.rows.unit
    if share is not None:
        strength = 0.1 + 0.6 * share  # light enough for dark letters
        color = tuple(1 - strength * (1 - part) for part in to_rgb(BLUE))
        cell = Rectangle((column + 0.02, top + edge), 0.96, bottom - top - 2 * edge, gid="heat")
        cell.set(facecolor=color, edgecolor="none")
        grid.rows.ax.add_patch(cell)
    weight = "bold" if bold else "normal"
    is_small = share is None or text_width(text, MARK_SIZE, weight) > grid.room - 0.08
    grid.rows.ax.text(
        column + 0.5, (top + bottom) / 2, text, ha="center", va="center", parse_math=False,
        fontsize=SMALL if is_small else MARK_SIZE, weight=weight,
        color=NOTE_COLOR if share is None else INK, gid="empty" if share is None else "mark",
    )  # fmt: skip


def draw_panels(
    heads: Sequence[str],
    labels: Sequence[str],
    *,
    title: str,
    note: str,
    label_width: float = 2.0,
    ax: Axes | None = None,
) -> tuple[Rows, list[Panel]]:
    """Prepare a panel per head, up to three beside each other, each with the same rows.

    The labels of the rows stand at the left of the first panel of each band. A step of x is an
    inch, so that words can be set beside marks.
    """
    n_columns = _columns(len(heads))
    room = _room(labels, label_width, ax) / n_columns - _BETWEEN
    shown = [wrap(cut(head, _LONGEST), room, MARK_SIZE, "bold") for head in heads]
    n_above = math.ceil(max(text.count("\n") + 1 for text in shown) * _LINE / _ROW)
    band = [*[""] * n_above, *labels, ""]
    rows = draw_rows(
        band * math.ceil(len(heads) / n_columns),
        title=title, note=note, row_height=_ROW, label_width=label_width, ax=ax,
    )  # fmt: skip
    rows.ax.set_xlim(0, rows.width)
    drop_scale(rows.ax)
    step = rows.width / n_columns
    panels = []
    for number, text in enumerate(shown):
        y = rows.y[number // n_columns * len(band) :][: len(band)]
        left = number % n_columns * step
        rows.ax.text(
            left, y[n_above - 1] + 0.09 / rows.unit, text, va="bottom", fontsize=MARK_SIZE,
            weight="bold", color=INK, parse_math=False, gid="head",
        )  # fmt: skip
        panels.append(Panel(left, step - _BETWEEN, y[n_above:-1], y[-1]))
    return rows, panels


def draw_scale(
    rows: Rows, panel: Panel, ticks: Mapping[float, str], limits: Collection[float] = ()
) -> None:
    """Draw upright lines through a panel, each at its place in inches with its words below.

    Those at ``limits``, places too, are dark and dashed.
    """
    top, bottom = panel.y[0] - 0.12 / rows.unit, panel.foot - 0.1 / rows.unit
    for x, text in ticks.items():
        color, style = (GREY, (0, (3, 2))) if x in limits else ("#d0d0d0", "solid")
        rows.ax.vlines(x, top, bottom, color=color, linestyle=style, linewidth=0.8, zorder=0)
        rows.ax.text(
            x, panel.foot - 0.07 / rows.unit, text, ha="center", va="top", fontsize=SMALL,
            color=NOTE_COLOR, parse_math=False, gid="scale",
        )  # fmt: skip


def draw_dot(rows: Rows, x: float, y: float, solid: bool, gid: str) -> None:
    """Draw a dot, or a ring for what carries no claim."""
    rows.ax.plot(
        x, y, marker="o", markersize=6, linestyle="none", color=BLUE if solid else GREY,
        markerfacecolor=BLUE if solid else "white", markeredgewidth=1.4, zorder=4, clip_on=False,
        gid=gid,
    )  # fmt: skip


def _size_for(names: Sequence[str], room: float) -> float:
    """Return the largest size of letters, 9 to 7, at which no word need be broken, or else 7."""
    words = [word for text in names for word in plain(cut(text, _LONGEST)).split()]
    sizes = (MARK_SIZE, 8.5, 8.0, 7.5, 7.0)
    fits = (
        size
        for size in sizes
        if all(text_width(word, size, "bold") < 0.97 * room for word in words)
    )
    return next(fits, sizes[-1])


def _columns(n: int) -> int:
    """Return how many panels stand side by side; four stand two by two.

    >>> [_columns(n) for n in (1, 2, 3, 4, 5, 7)]
    [1, 2, 3, 2, 3, 3]
    """
    return 2 if n == 4 else min(n, 3)


def _room(labels: Sequence[str], label_width: float, ax: Axes | None) -> float:
    """Return the inches that labels of rows leave for what is drawn beside them."""
    page = WIDTH - 2 * MARGIN
    if ax is not None:
        page = float(ax.get_window_extent().width / ax.figure.dpi)
    size = rcParams["ytick.labelsize"]
    widths = (text_width(wrap(text, min(label_width, 0.4 * page), size), size) for text in labels)
    return page - max(widths, default=0.0) - GAP
