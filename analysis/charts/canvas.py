"""What every chart stands on: a page with wrapped words, rows with room, and a text for the ear.

A chart made on its own gets a figure whose size follows from its words: each row is as high as its
label needs, and the title runs over the whole width. On Axes that the caller brings, the same
words are wrapped to the width found there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from matplotlib import font_manager, pyplot, rcParams, style
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis import mistakes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WIDTH = 8.0  # inches, of a figure made here
MARGIN = 0.18  # inches, on every side
GAP = 0.12  # inches, between a label and the plot
LINE = 1.32  # height of a line of text, in font sizes
NOTE_SIZE = 8.5
MARK_SIZE = 9.0

BLUE = "#0072b2"
ORANGE = "#b35900"
INK = "#1a1a1a"
GREY = "#767676"
NOTE_COLOR = "#555555"

# Tried in this order for characters that the first font lacks, where they are installed.
_FALLBACK_FONTS = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Apple Symbols",
    "Segoe UI Symbol",
    "Noto Emoji",
)


@dataclass(frozen=True)
class Rows:
    """A chart's Axes with one row per label; ``y`` holds the middle of each row, top row first.

    ``edges`` are where one row ends and the next begins;
    ``unit`` is the inches that one step of ``y`` takes, ``width`` the inches between the sides.
    """

    ax: Axes
    y: list[float]
    edges: list[float]
    unit: float
    width: float


@contextmanager
def news_style() -> Iterator[None]:
    """Draw in the style of ``news.mplstyle``, with fonts for other scripts where there are any."""
    with (
        as_file(files("analysis") / "news.mplstyle") as path,
        style.context([str(path), {"font.family": list(_fonts())}]),
    ):
        yield


def check_top(top: int | None) -> None:
    """Raise ValueError unless ``top`` is a whole number of rows, one or more, or None for all."""
    mistakes.check_top(top, "rows to draw")


def draw_rows(
    labels: Sequence[str],
    *,
    title: str,
    note: str,
    xlabel: str = "",
    ends: Sequence[str] = (),
    row_height: float = 0.34,
    label_width: float = 2.7,
    head: float = 0.0,
    ax: Axes | None = None,
) -> Rows:
    """Prepare Axes with one labelled row per entry, a title above and a note line below.

    ``ends`` are the texts to stand in a column right of the plot, one per row. In inches,
    ``row_height`` is the least height of a row, ``label_width`` the most that a label takes before
    it is wrapped, ``head`` the room above the first row. Without ``ax`` a figure of the right size
    is made.
    """
    page = WIDTH - 2 * MARGIN if ax is None else _width(ax)
    size = rcParams["ytick.labelsize"]
    shown = [wrap(label, min(label_width, 0.4 * page), size) for label in labels]
    ends = [plain_lines(end) for end in ends]
    heights = [
        max(row_height, _height(text, size) + 0.1, _height(end, MARK_SIZE) + 0.1 if end else 0)
        for text, end in zip(shown, ends or [""] * len(shown), strict=True)
    ]
    y, edges, edge = [], [], head
    for height in heights:
        y.append((edge + height / 2) / row_height)
        edge += height
        edges.append(edge / row_height)

    left = max((text_width(text, size) for text in shown), default=0.0) + GAP
    right = max((text_width(end, MARK_SIZE) + GAP for end in ends), default=0.0)
    own = ax is None
    # On the caller's Axes a layout engine, if there is one, still has to make room for the labels.
    width = page - left - right if ax is None or ax.figure.get_layout_engine() else page
    reach = page if own else width + right
    title_text = _balanced(title, reach, rcParams["axes.titlesize"], "bold")
    note_text = wrap(note, reach, NOTE_SIZE)
    axis_text = wrap(xlabel, width, rcParams["axes.labelsize"])
    above = _height(title_text, rcParams["axes.titlesize"]) + rcParams["axes.titlepad"] / 72
    between = 0.34 + _height(axis_text, rcParams["axes.labelsize"]) if xlabel else 0.14
    below = between + _height(note_text, NOTE_SIZE)

    if ax is None:
        tall = above + edge + below + 2 * MARGIN
        figure = pyplot.figure(figsize=(WIDTH, tall))
        ax = figure.add_axes(
            ((MARGIN + left) / WIDTH, (MARGIN + below) / tall, width / WIDTH, edge / tall)
        )
        unit = row_height
    else:
        unit = ax.get_window_extent().height / ax.figure.dpi * row_height / edge

    _dress(ax)
    ax.set_ylim(edge / row_height, 0)
    ax.set_yticks(y, shown, parse_math=False, fontsize=size, color=INK)
    ax.set_title(title_text, loc="left", x=-left / width if own else 0, parse_math=False, color=INK)
    if xlabel:
        ax.set_xlabel(axis_text, parse_math=False, color=INK)
    ax.annotate(
        note_text,
        (0, 0),
        xycoords="axes fraction",
        xytext=(-left * 72 if own else 0, -between * 72),
        textcoords="offset points",
        va="top",
        fontsize=NOTE_SIZE,
        color=NOTE_COLOR,
        linespacing=LINE,
        parse_math=False,
        gid="note",
    )
    for at, end in zip(y, ends, strict=False):
        ax.annotate(
            end,
            (1, at),
            xycoords=("axes fraction", "data"),
            xytext=(GAP * 72, 0),
            textcoords="offset points",
            va="center",
            fontsize=MARK_SIZE,
            parse_math=False,
            gid="end",
        )
    return Rows(ax, y, edges[:-1], unit, width)


def draw_bars(rows: Rows, values: Sequence[float], marks: Sequence[str]) -> None:
    """Draw one bar from zero per row, each with its words at its end, inside the plot."""
    room = [max(rows.width - text_width(mark, MARK_SIZE) - 2 * GAP, 0.5) for mark in marks]
    limit = max(
        (value * rows.width / free for value, free in zip(values, room, strict=True)), default=0
    )
    rows.ax.set_xlim(0, limit or 1)
    rows.ax.barh(rows.y, values, height=0.2 / rows.unit, color=BLUE)
    drop_scale(rows.ax)
    rows.ax.axvline(0, color=GREY, linewidth=1)
    for value, at, mark in zip(values, rows.y, marks, strict=True):
        write_beside(rows.ax, value, at, mark)


def drop_scale(ax: Axes) -> None:
    """Leave out the scale below, where every mark says its own number."""
    ax.set_xticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)


def write_beside(ax: Axes, x: float, y: float, text: str) -> None:
    """Write a mark's own words to its right."""
    ax.annotate(
        plain_lines(text),
        (x, y),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=MARK_SIZE,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        parse_math=False,
        gid="mark",
    )


def write_key(rows: Rows, entries: Sequence[tuple[str, str, str, str]]) -> None:
    """Draw what each color and hatching means, over the bars.

    An entry is its words in full and in short, its color and its hatching.
    """
    inch = rows.ax.get_xlim()[1] / rows.width
    names, short, colors, hatches = zip(*entries, strict=True)
    if sum(text_width(text, MARK_SIZE) + 0.6 for text in names) - 0.24 > rows.width:
        names = short
    place, y = 0.0, 0.12 / rows.unit
    for text, color, hatch in zip(names, colors, hatches, strict=True):
        rows.ax.barh(
            y, 0.3 * inch, left=place * inch, height=0.13 / rows.unit, color=color, hatch=hatch,
            edgecolor="white", linewidth=0.6, gid="key",
        )  # fmt: skip
        rows.ax.text(
            (place + 0.36) * inch, y, text, va="center", fontsize=MARK_SIZE, color=INK,
            parse_math=False, gid="head",
        )  # fmt: skip
        place += text_width(text, MARK_SIZE) + 0.6


def draw_interval(
    rows: Rows, low: float, high: float, y: float, color: str, solid: bool, *, zorder: float = 4
) -> None:
    """Draw an interval with a short upright line at either end, so that dashes have ends too."""
    rows.ax.hlines(
        y, low, high, color=color, linewidth=1.8, linestyle="solid" if solid else (0, (3, 2)),
        zorder=zorder, clip_on=False, gid="interval",
    )  # fmt: skip
    half = 0.035 / rows.unit
    rows.ax.vlines(
        [low, high], y - half, y + half, color=color, linewidth=1.4, zorder=zorder,
        clip_on=False, gid="ends",
    )  # fmt: skip


def draw_nothing(sentence: str, ax: Axes | None = None) -> Axes:
    """Return Axes that say in a sentence that, and why, there is nothing to draw."""
    if ax is None:
        ax = pyplot.figure(figsize=(WIDTH, 1.1)).add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    size = rcParams["axes.labelsize"] + 1.5
    ax.text(
        0.5,
        0.5,
        wrap(sentence, _width(ax) - 2 * MARGIN, size),
        transform=ax.transAxes,
        ha="center",
        va="center",
        fontsize=size,
        linespacing=LINE,
        parse_math=False,
        gid="note",
    )
    return describe(ax, sentence)


def describe(ax: Axes, text: str, table: pd.DataFrame | None = None, caption: str = "") -> Axes:
    """Give the Axes their text for the ear and the numbers they were drawn from.

    ``table`` holds what is drawn and no more, ``caption`` says what its rows are. Whoever shows the
    figure finds them there; one that says why there is nothing to draw has no table.
    """
    drawn = None if table is None else table.reset_index(drop=True)
    for attribute, value in (
        ("alt_text", text),
        ("chart_table", drawn),
        ("chart_caption", caption),
    ):
        setattr(ax, attribute, value)
    return ax


def plain(text: object) -> str:
    r"""Return text as one line that any font can draw: no control characters, no missing glyphs.

    A character that no font at hand can draw becomes a box, as matplotlib would draw it, but
    without a warning.

    >>> plain("Mayor\tAna\n Ruiz\x00"), plain("a\ud800b")
    ('Mayor Ana Ruiz', 'a□b')
    """
    words = " ".join(str(text).split())
    kept = (char for char in words if unicodedata.category(char) not in ("Cc", "Cf"))
    return "".join(char if ord(char) in _drawable() else "□" for char in kept)


def plain_lines(text: str) -> str:
    """Return text that may hold line breaks with each of its lines made plain."""
    return "\n".join(plain(line) for line in text.split("\n"))


def wrap(text: str, inches: float, size: float, weight: str = "normal") -> str:
    r"""Break text into lines no wider than ``inches``, at spaces, hyphens, dashes and slashes.

    A word that is wider still is broken too, so that nothing is ever cut off.

    >>> wrap("Who speaks in the news", 1.0, 10)
    'Who speaks\nin the news'
    """
    inches *= 0.97  # drawn letters are fitted to pixels and run a little wider than measured
    lines = [""]
    for piece in re.findall(r"\s*[^\s\-–—/]*[\-–—/]*", plain(text)):
        if text_width((lines[-1] + piece).strip(), size, weight) <= inches:
            lines[-1] += piece
            continue
        lines.append("")
        for char in piece.lstrip():
            if text_width(lines[-1] + char, size, weight) > inches:
                lines.append("")
            lines[-1] += char
    return "\n".join(line.strip() for line in lines if line.strip())


def _balanced(text: str, inches: float, size: float, weight: str) -> str:
    """Break text into as few lines as ``wrap`` does, all about as long: no word stands alone."""
    shown = wrap(text, inches, size, weight)
    n_lines = shown.count("\n")
    for step in range(1, 20):
        narrower = wrap(text, inches * (1 - step / 40), size, weight)
        if not n_lines or narrower.count("\n") > n_lines:
            break
        shown = narrower
    return shown


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the inches that the widest line of ``text`` takes at ``size`` points."""
    font = _font(float(size), weight)
    points = (
        text_to_path.get_text_width_height_descent(line, font, False)[0]
        for line in text.split("\n")
    )
    return max(points) / 72


@cache
def _font(size: float, weight: str) -> FontProperties:
    return FontProperties(family=list(_fonts()), size=size, weight=weight)


@cache
def _fonts() -> tuple[str, ...]:
    installed = set(font_manager.get_font_names())
    return tuple(name for name in _FALLBACK_FONTS if name in installed)


@cache
def _drawable() -> frozenset[int]:
    paths = (font_manager.findfont(FontProperties(family=name)) for name in _fonts())
    return frozenset(code for path in paths for code in font_manager.get_font(path).get_charmap())


def _height(text: str, size: float) -> float:
    return (text.count("\n") + 1) * size * LINE / 72


def _width(ax: Axes) -> float:
    return float(ax.get_window_extent().width / ax.figure.dpi)


def _dress(ax: Axes) -> None:
    """Lay the style over Axes that may have been made under another one."""
    ax.figure.set_facecolor(rcParams["figure.facecolor"])
    ax.set_facecolor(rcParams["axes.facecolor"])
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_visible(True)
    ax.spines["bottom"].set_color(rcParams["axes.edgecolor"])
    ax.grid(visible=False)
    ax.grid(visible=True, axis="x", color=rcParams["grid.color"], linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0, pad=GAP * 72)
    ax.tick_params(
        axis="x",
        color=rcParams["xtick.color"],
        labelcolor=rcParams["xtick.labelcolor"],
        labelsize=rcParams["xtick.labelsize"],
        labelfontfamily=list(_fonts()),
    )
