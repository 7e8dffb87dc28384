"""Who gets to speak, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.canvas import (
    check_top,
    describe,
    draw_bars,
    draw_nothing,
    draw_rows,
    news_style,
)
from analysis.charts.ranking import first_rows
from analysis.charts.words import name, sentence
from analysis.printed import count, listed, percent
from analysis.tables import SPEAKERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_speaker_words(
    speakers: pd.DataFrame, *, top: int | None = 15, ax: Axes | None = None
) -> Axes:
    """Draw how many quoted words each speaker is given, the longest bar first.

    Parameters: ``speakers``, a table from ``summarize_speakers``; ``top``, how many speakers to
    draw (None for all); ``ax``, Axes to draw on, about 0.35 inch of height per speaker.

    Raises TableError for another table.

    >>> from analysis.tables import SPEAKERS
    >>> speakers = SPEAKERS.build([
    ...     {"speaker": "Ana Ruiz", "n_quotes": 3, "n_articles": 2, "n_words": 60,
    ...      "n_scored": 3, "n_reported": 0},
    ...     {"speaker": "Bo Lind", "n_quotes": 2, "n_articles": 1, "n_words": 20,
    ...      "n_scored": 1, "n_reported": 1}])
    >>> plot_speaker_words(speakers).get_title(loc="left")
    'Ana Ruiz gets 75% of the words quoted from 2 speakers'
    """
    check_top(top)
    text = describe_speaker_words(speakers, top=top)
    drawn, rest = _most_words(speakers, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        total = int(speakers["n_words"].sum())
        rows = draw_rows(
            [name(speaker) for speaker in drawn["speaker"]],
            title=_words_title(speakers),
            note=sentence(
                f"n = {count(total, 'word')} in {count(int(speakers['n_quotes'].sum()), 'quote')} "
                f"by {count(len(speakers), 'speaker')}",
                rest_of_speakers(rest, "n_words", "word"),
            ),
            ax=ax,
        )
        marks = [
            f"{count(row['n_words'], 'word')} in {count(row['n_quotes'], 'quote')}"
            for row in drawn.to_dict("records")
        ]
        draw_bars(rows, drawn["n_words"].tolist(), marks)
        table = drawn[["speaker", "n_words", "n_quotes"]]
        return describe(rows.ax, text, table, "Quoted words by speaker")


def describe_speaker_words(speakers: pd.DataFrame, *, top: int | None = 15) -> str:
    """Say in a sentence or two what the chart of words per speaker shows."""
    drawn, _ = _most_words(speakers, top)
    if drawn.empty:
        return "There is nothing to draw: no speaker is quoted."
    shown = [
        f"{name(row['speaker'])} {count(row['n_words'], 'word')}"
        for row in drawn.to_dict("records")
    ]
    return sentence(
        f"Bar chart of quoted words by speaker: {_words_title(speakers)}",
        f"Longest bars: {listed(shown[:5], most=5)}" if len(shown) > 1 else "",
    )


def _most_words(speakers: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    SPEAKERS.check(speakers)
    ranked = speakers.sort_values(["n_words", "speaker"], ascending=[False, True])
    return first_rows(ranked, top)


def _words_title(speakers: pd.DataFrame) -> str:
    ranked, _ = _most_words(speakers, None)
    total = int(ranked["n_words"].sum())
    first = name(ranked["speaker"].iloc[0])
    if len(ranked) == 1:
        return f"{first} is the only speaker, with {count(total, 'word')}"
    if total == 0:
        return f"No words are counted for the {len(ranked)} speakers"
    shares = ranked["n_words"].cumsum()
    half = int((shares * 2 < total).sum()) + 1
    share = percent(int(shares.iloc[half - 1]), total)
    if half == 1:
        return f"{first} gets {share} of the words quoted from {len(ranked)} speakers"
    return f"{half} of {len(ranked)} speakers get {share} of the quoted words"


def rest_of_speakers(rest: pd.DataFrame, column: str, noun: str) -> str:
    """Say how many speakers are not drawn, and with how much of what is drawn of the others."""
    if rest.empty:
        return ""
    return (
        f"Not drawn: {count(len(rest), 'more speaker')} with {count(int(rest[column].sum()), noun)}"
    )
