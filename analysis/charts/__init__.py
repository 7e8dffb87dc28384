"""Charts: each draws a finished table on Axes and returns them, with a text for the ear.

A chart neither counts nor saves. Its title says what is seen, its note line says how many
cases stand behind it and what is not drawn, ``alt_text`` says both in a sentence, and
``chart_data`` gives the numbers that are drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.coverage import plot_days, plot_marking_words
from analysis.charts.coverage_shared import plot_shared_copy, plot_shared_quotes
from analysis.charts.coverage_voices import plot_voice_shares, plot_voices
from analysis.charts.outlets import (
    plot_named_sources,
    plot_reliance,
    plot_sources_by_outlet,
)
from analysis.charts.readability import plot_readability
from analysis.charts.sources import plot_source_counts, plot_sources
from analysis.charts.speaker_words import plot_speaker_words
from analysis.charts.speakers import plot_speaker_sentiment
from analysis.mistakes import ArgumentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "alt_text",
    "chart_data",
    "plot_days",
    "plot_marking_words",
    "plot_named_sources",
    "plot_readability",
    "plot_reliance",
    "plot_shared_copy",
    "plot_shared_quotes",
    "plot_source_counts",
    "plot_sources",
    "plot_sources_by_outlet",
    "plot_speaker_sentiment",
    "plot_speaker_words",
    "plot_voice_shares",
    "plot_voices",
]


def alt_text(ax: Axes) -> str:
    """Return what a chart of this package shows, in one or two sentences made from its table.

    Raises ValueError for Axes that no chart of this package has drawn on.

    >>> from analysis.tables import SOURCES
    >>> alt_text(plot_source_counts(SOURCES.empty()))
    'There is nothing to draw: no source is mentioned.'
    """
    text = getattr(ax, "alt_text", None)
    if not isinstance(text, str):
        raise ArgumentError(
            "these Axes have no alt text: they were not drawn by a plot_ function of "
            "analysis.charts. Say yourself what they show: show(ax, alt='...')."
        )
    return text


def chart_data(ax: Axes) -> pd.DataFrame:
    """Return the numbers that a chart of this package draws, one row per bar, dot, line or cell.

    Only what is drawn: rows that the chart leaves out for want of room are not here. Text that the
    chart shortens is short here too. A column ``label`` holds what stands on the chart where the
    table says it otherwise ("people" for the type person). Of a chart that says why there is
    nothing to draw, the table is empty.

    Raises ValueError for Axes that no chart of this package has drawn on.

    >>> from analysis.tables import SOURCES
    >>> sources = SOURCES.build([
    ...     {"source": "Reuters", "type": "agency", "n_mentions": 7, "n_articles": 5},
    ...     {"source": "Ana Ruiz", "type": "person", "n_mentions": 4, "n_articles": 1}])
    >>> chart_data(plot_source_counts(sources, top=1))
        source    type  n_mentions  n_articles
    0  Reuters  agency           7           5
    """
    if not hasattr(ax, "chart_table"):
        raise ArgumentError(
            "these Axes have no numbers behind them: they were not drawn by a plot_ function of "
            "analysis.charts."
        )
    table: pd.DataFrame | None = ax.chart_table
    return pd.DataFrame() if table is None else table.copy()
