"""In what tone speakers are quoted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    GREY,
    INK,
    Rows,
    check_top,
    describe,
    draw_interval,
    draw_nothing,
    draw_rows,
    news_style,
)
from analysis.charts.ranking import first_rows
from analysis.charts.speaker_words import rest_of_speakers
from analysis.charts.words import name, sentence, signed
from analysis.printed import count, listed
from analysis.tables import NAMED_QUOTES, SPEAKERS, Table, TableError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = Mapping[Hashable, Any]

_REPORTED = "indirect"  # the kind of quote whose wording is the reporter's

FEW = 10  # a mean from fewer quotes is weak: at ten its 95% interval is still about ±0.24 wide

_SCORED_QUOTES = Table(
    "scored quotes",
    NAMED_QUOTES.key,
    {**NAMED_QUOTES.columns, "compound": "float64"},
    "score_sentiment(name_speakers(found))",
)
_TONE = (
    "VADER rates the words, not what the speaker thinks of anyone: "
    "a quote about a disaster scores low whoever says it, and a longer quote scores more extreme"
)


def plot_speaker_sentiment(
    speakers: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    top: int | None = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone of each speaker's quotes: every quote a mark, the mean with its interval.

    A ring is a quote in the speaker's own words (direct or mixed), a square an indirect one, whose
    wording is the reporter's; the mean is that of the rings. The speakers with the most quotes come
    first. A mean from fewer than ten quotes is drawn hollow and dashed and called weak; a single
    quote has no mean. The scale is VADER's compound score, from −1
    (most negative wording) to +1 (most positive).

    Parameters: ``speakers``, a table from ``summarize_speakers``; ``quotes``, the scored quotes it
    was made from; ``top``, how many speakers to draw (None for all); ``ax``, Axes to draw on, about
    half an inch of height per speaker.

    Raises TableError if ``quotes`` is left out, lacks scores, or holds other quotes than those that
    the speakers table sums up: a mean is not drawn without the points behind it.

    >>> from analysis.tables import NAMED_QUOTES, SPEAKERS
    >>> quotes = NAMED_QUOTES.build([
    ...     {"article_id": "a1", "quote_id": 1, "sentence_id": 1, "start": 0, "end": 4,
    ...      "text": "Good", "kind": "direct", "rule": "cue", "speaker": "Ana Ruiz",
    ...      "speaker_rule": "name", "compound": 0.44}])
    >>> speakers = SPEAKERS.build([
    ...     {"speaker": "Ana Ruiz", "speaker_type": "person", "n_quotes": 1, "n_articles": 1,
    ...      "n_words": 1, "compound_mean": 0.44, "n_scored": 1, "n_reported": 0}])
    >>> plot_speaker_sentiment(speakers, quotes=quotes).get_title(loc="left")
    'Ana Ruiz’s only quote scores +0.44'
    """
    check_top(top)
    quotes = _check_quotes(speakers, quotes)
    text = describe_speaker_sentiment(speakers, quotes, top=top)
    drawn, rest = _most_quoted(speakers, quotes, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        rows = draw_rows(
            [name(speaker) for speaker in drawn["speaker"]],
            title=_tone_title(pd.concat([drawn, rest])),
            note=_tone_note(speakers, quotes, drawn, rest),
            xlabel="VADER compound score of the wording, −1 to +1",
            ends=[_tone_end(row) for row in drawn.to_dict("records")],
            row_height=0.66,
            ax=ax,
        )
        rows.ax.set_xlim(-1.06, 1.06)
        ticks = (-1, -0.5, 0, 0.5, 1)
        rows.ax.set_xticks(ticks, [signed(x) for x in ticks], parse_math=False)
        rows.ax.axvline(0, color=GREY, linewidth=1, zorder=1)
        rows.ax.hlines(rows.edges, -1.06, 1.06, color="#e3e3e3", linewidth=0.8, zorder=0)
        for row, at in zip(drawn.to_dict("records"), rows.y, strict=True):
            said = quotes[quotes["speaker"] == row["speaker"]]
            is_reported = said["kind"] == _REPORTED
            height = at + (0.24 / rows.unit if _has_mean(row) else 0)
            _draw_quotes(rows, height, said["compound"], is_reported)
            _draw_mean(rows, at, row)
        return describe(rows.ax, text, _tone_table(drawn, quotes), "Tone of each speaker’s quotes")


def describe_speaker_sentiment(
    speakers: pd.DataFrame, quotes: pd.DataFrame, *, top: int | None = 12
) -> str:
    """Say in a sentence or two what the tone chart of these tables shows."""
    drawn, rest = _most_quoted(speakers, quotes, top)
    if drawn.empty:
        return (
            "There is nothing to draw: no quote that could be scored has a speaker "
            f"({count(len(quotes), 'quote')} in the table)."
        )
    every = pd.concat([drawn, rest])
    means = [
        f"{name(row['speaker'])} {signed(row['compound_mean'])}"
        for row in drawn.to_dict("records")
        if row["n_scored"] >= FEW
    ]
    return sentence(
        f"Dot chart of the tone of each quote by speaker: {_tone_title(every)}",
        f"Means of the most quoted: {listed(means[:5], most=5)}" if len(means) > 1 else "",
    )


def _check_quotes(speakers: pd.DataFrame, quotes: pd.DataFrame | None) -> pd.DataFrame:
    """Return the quotes if they are scored and are those that the speakers table sums up."""
    SPEAKERS.check(speakers)
    if quotes is None:
        raise TableError(
            "the scored quotes are needed too, so that every quote is drawn beside its mean: "
            "plot_speaker_sentiment(speakers, quotes=quotes), with quotes from "
            f"{_SCORED_QUOTES.made_by}."
        )
    _SCORED_QUOTES.check(quotes)
    held = quotes["speaker"].value_counts()
    for speaker, n in zip(speakers["speaker"], speakers["n_quotes"], strict=True):
        if held.get(speaker, 0) != n:
            raise TableError(
                f"the two tables do not fit: speakers counts {count(n, 'quote')} by {speaker}, "
                f"quotes holds {held.get(speaker, 0)}. Make one from the other: "
                "speakers = summarize_speakers(quotes)."
            )
    return quotes


def _most_quoted(
    speakers: pd.DataFrame, quotes: pd.DataFrame, top: int | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the speakers to draw, with ``n_drawn`` (quotes that have a score), and the rest."""
    n_drawn = quotes.dropna(subset=["compound"])["speaker"].value_counts()
    ranked = speakers.assign(
        n_drawn=speakers["speaker"].map(n_drawn).fillna(0).astype("int64")
    ).sort_values(["n_scored", "n_drawn", "speaker"], ascending=[False, False, True])
    ranked = ranked[ranked["n_drawn"] > 0]
    return first_rows(ranked, top)


def _tone_table(drawn: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the drawn means with their ends, and every mark: the scores of each speaker's quotes.

    A mean that is not drawn, for want of an interval, is missing here too.
    """
    columns = ["compound_mean", "compound_low", "compound_high", "interval_over"]
    counts = ["n_quotes", "n_scored", "n_reported", "words_per_quote"]
    table = drawn[["speaker", *counts, *columns]].copy()
    undrawn = [not _has_mean(row) for row in drawn.to_dict("records")]
    table.loc[undrawn, columns] = None
    scored = quotes.dropna(subset=["compound"])
    is_reported = scored["kind"] == _REPORTED
    for column, chosen in (("scores", ~is_reported), ("reported_scores", is_reported)):
        listed_by = {
            speaker: "; ".join(f"{score:.2f}".replace("-", "−") for score in sorted(scores))
            for speaker, scores in scored[chosen].groupby("speaker")["compound"]
        }
        table[column] = [listed_by.get(speaker) for speaker in drawn["speaker"]]
    return table


def _has_mean(row: Row) -> bool:
    """A mean is drawn only with its interval, and only from two quotes or more."""
    values = (row["compound_mean"], row["compound_low"], row["compound_high"])
    return row["n_scored"] > 1 and not any(pd.isna(value) for value in values)


def _tone_title(every: pd.DataFrame) -> str:
    if len(every) == 1:
        return _one_speaker_title(every.to_dict("records")[0])
    strong = every[every["n_scored"] >= FEW]
    if strong.empty:
        whom = f"none of {len(every)} speakers has {FEW} or more in their own words"
        return f"Too few quotes to compare: {whom}"
    sure = strong[strong["interval_over"] == "articles"]
    positive = int((sure["compound_low"] > 0).sum())
    negative = int((sure["compound_high"] < 0).sum())
    if len(strong) == 1:
        only = strong.to_dict("records")[0]
        return f"{_one_speaker_title(only)}; the other speakers have too few to tell"
    whole = f"{len(strong)} speakers with {FEW} quotes or more"
    if not positive and not negative:
        return f"None of the {whole} has a mean clearly above or below zero"
    leans = [
        f"{n} {'has' if n == 1 else 'have'} a mean clearly {way} zero"
        for n, way in ((positive, "above"), (negative, "below"))
        if n
    ]
    return f"Of the {whole}, {' and '.join(leans)}"


def _one_speaker_title(row: Row) -> str:
    n, mean = row["n_scored"], row["compound_mean"]
    who = f"{name(row['speaker'])}’s"
    if n == 0:
        return f"{name(row['speaker'])} is quoted in reporters’ words only"
    if n == 1:
        return f"{who} only quote scores {signed(mean)}"
    if n < FEW:
        return f"{who} {n} quotes are too few to tell a tone"
    if row["interval_over"] != "articles":
        return f"{who} {n} quotes are from too few articles to tell a tone"
    if row["compound_low"] > 0:
        return f"{who} {n} quotes lean positive, with a mean of {signed(mean)}"
    if row["compound_high"] < 0:
        return f"{who} {n} quotes lean negative, with a mean of {signed(mean)}"
    return f"{who} {n} quotes lean clearly neither way"


def _tone_end(row: Row) -> str:
    n, reported = row["n_scored"], row["n_reported"]
    said = count(n, "quote") if n else ""
    if n and not pd.isna(row["words_per_quote"]):
        said += f" of {row['words_per_quote']:.0f} words"
    if reported:
        said += f"{', ' if said else ''}{reported} indirect"
    if not _has_mean(row):
        return said
    weak = " (weak)" if n < FEW else ""
    return f"mean {signed(row['compound_mean'])}{weak}\n{said}"


def _tone_note(
    speakers: pd.DataFrame, quotes: pd.DataFrame, drawn: pd.DataFrame, rest: pd.DataFrame
) -> str:
    named = quotes[quotes["speaker"].isin(set(speakers["speaker"]))]
    silent = int(quotes["speaker"].isna().sum())
    unscored = int(named["compound"].isna().sum())
    records = drawn.to_dict("records")
    any_mean = any(_has_mean(row) for row in records)
    any_weak = any(_has_mean(row) and row["n_scored"] < FEW for row in records)
    any_reported = any(row["n_reported"] for row in records)
    unsure = sum(_has_mean(row) and row["interval_over"] != "articles" for row in records)
    n_scored = int(drawn["n_drawn"].sum() + rest["n_drawn"].sum())
    return sentence(
        f"n = {count(n_scored, 'scored quote')} by "
        f"{count(len(drawn) + len(rest), 'speaker')} in "
        f"{count(named['article_id'].nunique(), 'article')}",
        "Each ring is a quote in the speaker’s own words"
        + ("; each square an indirect quote, in the reporter’s wording" if any_reported else "")
        + "; equal scores are stacked"
        + ("; a diamond is the mean of the rings with its 95% interval" if any_mean else ""),
        f"Hollow diamond, dashed line: a weak mean, from fewer than {FEW} quotes"
        if any_weak
        else "",
        f"{count(unsure, 'interval rests', 'intervals rest')} on fewer than 6 articles, too few to "
        "tell chance from a difference, and drawn dashed too"
        if unsure
        else "",
        rest_of_speakers(rest, "n_drawn", "quote"),
        f"{count(silent, 'quote')} without a speaker not drawn" if silent else "",
        f"{count(unscored, 'quote')} without a score not drawn" if unscored else "",
        _TONE,
    )


def _draw_quotes(rows: Rows, at: float, scores: pd.Series, is_reported: pd.Series) -> None:
    """Draw each quote as a mark at a height; equal scores are stacked upwards, not hidden."""
    drawn = pd.DataFrame({"score": scores, "reported": is_reported}).dropna()
    drawn = drawn.sort_values(["score", "reported"])
    values, reported = drawn["score"].to_numpy(), drawn["reported"].to_numpy(dtype=bool)
    step, tall = 0.075 / rows.unit, 0.28 / rows.unit
    stacks: dict[int, int] = {}
    level = []
    for value in values:
        slot = round(value * 22)
        level.append(stacks.get(slot, 0))
        stacks[slot] = level[-1] + 1
    step = min(step, tall / max(*stacks.values(), 2))
    heights = np.array([at - n * step for n in level])
    for chosen, marker, colour, fill, gid in (
        (~reported, "o", BLUE, (0.0, 0.45, 0.7, 0.15), "quotes"),
        (reported, "s", GREY, "white", "reported quotes"),
    ):
        if chosen.any():
            rows.ax.scatter(
                values[chosen],
                heights[chosen],
                s=26 if marker == "o" else 18,
                marker=marker,
                facecolors=[fill],
                edgecolors=colour,
                linewidths=1,
                zorder=2,
                gid=gid,
            )


def _draw_mean(rows: Rows, at: float, row: Row) -> None:
    if not _has_mean(row):
        return
    weak = row["n_scored"] < FEW
    mean, low, high = (row[column] for column in ("compound_mean", "compound_low", "compound_high"))
    y = at - 0.19 / rows.unit
    draw_interval(rows, low, high, y, INK, row["interval_over"] == "articles" and not weak)
    rows.ax.plot(
        mean,
        y,
        marker="D",
        markersize=7,
        color=INK,
        markerfacecolor="white" if weak else INK,
        markeredgewidth=1.6,
        linestyle="none",
        zorder=5,
        gid="weak mean" if weak else "mean",
    )
