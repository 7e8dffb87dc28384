"""What stands on a chart: its labels, marks, note and title, as a reader finds them."""

from __future__ import annotations

from matplotlib.axes import Axes


def labels(ax: Axes) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def words(ax: Axes, gid: str) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in ax.texts if text.get_gid() == gid]


def note(ax: Axes) -> str:
    return " ".join(words(ax, "note"))


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def with_gid(ax: Axes, gid: str) -> list:
    return [artist for artist in ax.get_children() if artist.get_gid() == gid]
