"""How hard each article is to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.charts.canvas import (
    BLUE,
    GREY,
    MARK_SIZE,
    check_top,
    describe,
    draw_nothing,
    draw_rows,
    news_style,
    write_beside,
)
from analysis.charts.ranking import first_rows
from analysis.charts.words import decimal, name, sentence
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.printed import count
from analysis.tables import ARTICLES, READABILITY

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Measure(NamedTuple):
    """A readability formula as a reader meets it: name, scale, and whether high means hard."""

    label: str
    scale: str
    high_is_hard: bool = True


_GRADE = "US school years a reader needs"
MEASURES = {
    "flesch_kincaid_grade": Measure("Flesch-Kincaid grade", _GRADE),
    "flesch_reading_ease": Measure(
        "Flesch reading ease", "about 0 to 100, high is easy", high_is_hard=False
    ),
    "gunning_fog": Measure("Gunning fog index", _GRADE),
    "smog_index": Measure("SMOG index", _GRADE),
    "automated_readability_index": Measure("Automated readability index", _GRADE),
    "coleman_liau_index": Measure("Coleman-Liau index", _GRADE),
    "dale_chall_score": Measure("Dale-Chall score", "about 4 to 10, high is hard"),
    "lix": Measure("Lix", "about 20 to 60, high is hard"),
    "rix": Measure("Rix", "about 0 to 8, high is hard"),
    "words_per_sentence": Measure("sentence length", "words per sentence"),
    "long_words_percent": Measure(
        "share of long words", "per cent of words of more than six letters"
    ),
}

# Flesch (1948) took samples of 100 words; McLaughlin (1969) built SMOG on 30 sentences.
_LEAST_WORDS = 100
_LEAST_SMOG_SENTENCES = 30


def plot_readability(
    readability: pd.DataFrame,
    measure: str = "flesch_kincaid_grade",
    *,
    labels: pd.DataFrame | None = None,
    top: int | None = 25,
    ax: Axes | None = None,
) -> Axes:
    """Draw one dot per article, the hardest to read at the top.

    A line through a dot is the 95 % interval of its score, if the table has it
    (``measure_readability(articles, intervals=True)``): where two lines overlap by much, the order
    of the two articles means little. A dot is hollow where the text is shorter than the formula was
    made for (100 words; for SMOG 30 sentences). The dashed line is the median of all measured
    articles, drawn or not, where there are three or more.

    Parameters: ``readability``, a table from ``measure_readability``; ``measure``, one of its
    formula columns; ``labels``, the articles table, to name articles by outlet and headline instead
    of by ``article_id``; ``top``, how many articles to draw, hardest first (None for all); ``ax``,
    Axes to draw on, about 0.35 inch of height per article.

    Raises TableError for another table, ValueError for another measure.

    >>> from analysis.tables import READABILITY
    >>> table = READABILITY.build([
    ...     {"article_id": "a1", "n_words": 420, "n_sentences": 19, "n_syllables": 640,
    ...      "flesch_kincaid_grade": 11.0},
    ...     {"article_id": "a2", "n_words": 380, "n_sentences": 24, "n_syllables": 520,
    ...      "flesch_kincaid_grade": 6.8}])
    >>> ax = plot_readability(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['a1', 'a2']
    """
    check_top(top)
    drawn, rest = _split(readability, measure, top)
    text = describe_readability(readability, measure, top=top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        kind = MEASURES[measure]
        names = _article_names(drawn, labels)
        weak = _too_short(drawn, measure).to_numpy()
        rows = draw_rows(
            names,
            title=_title(drawn, rest, measure),
            note=_note(readability, drawn, rest, measure),
            xlabel=f"{kind.label} ({kind.scale})",
            row_height=0.36,
            label_width=3.3,
            head=0.24,
            ax=ax,
        )
        ax = rows.ax
        values = drawn[measure].to_numpy()
        lows, highs = _ends(drawn, measure)
        measured = readability[measure].dropna()
        _draw_median(ax, measured)
        lowest, highest = float(min(lows)), float(max(highs))
        middle = (lowest + highest) / 2
        spread = max(highest - lowest, 2.0)
        ax.set_xlim(middle - 0.58 * spread, middle + 0.64 * spread)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
        ax.hlines(rows.y, ax.get_xlim()[0], values, color="#c9c9c9", linewidth=1, zorder=1)
        ax.hlines(rows.y, lows, highs, color=BLUE, linewidth=2, zorder=2, gid="interval")
        ax.scatter(
            values,
            rows.y,
            s=46,
            facecolors=["white" if hollow else BLUE for hollow in weak],
            edgecolors=BLUE,
            linewidths=1.6,
            zorder=3,
        )
        for value, high, at in zip(values, highs, rows.y, strict=True):
            write_beside(ax, high, at, decimal(value))
        ends = [f"{measure}_low", f"{measure}_high"] if _has_intervals(drawn, measure) else []
        table = drawn[["article_id", measure, *ends, "n_words", "n_sentences"]].copy()
        if labels is not None:
            table.insert(1, "label", names)
        return describe(ax, text, table, f"{kind.label} by article")


def describe_readability(
    readability: pd.DataFrame, measure: str = "flesch_kincaid_grade", *, top: int | None = 25
) -> str:
    """Say in a sentence or two what the chart of this table shows."""
    drawn, rest = _split(readability, measure, top)
    kind = MEASURES[measure]
    if drawn.empty:
        if readability.empty:
            return "There is nothing to draw: the readability table holds no article."
        return (
            f"There is nothing to draw: {kind.label} could not be measured for "
            f"{count(len(readability), 'article')}."
        )
    measured = readability[measure].dropna()
    middle = f"the median is {decimal(measured.median())}" if len(measured) > 2 else ""
    return sentence(
        f"Dot chart of {kind.label} by article: {_title(drawn, rest, measure)}",
        middle[:1].upper() + middle[1:],
        _overlap(drawn, measure),
    )


def _ends(drawn: pd.DataFrame, measure: str) -> tuple[Numbers, Numbers]:
    """Return the ends of the intervals; where there is none, both are the score itself."""
    low, high = (
        drawn.get(f"{measure}_{end}", drawn[measure]).fillna(drawn[measure])
        for end in ("low", "high")
    )
    return low.to_numpy(dtype="float64"), high.to_numpy(dtype="float64")


def _has_intervals(drawn: pd.DataFrame, measure: str) -> bool:
    return f"{measure}_low" in drawn and bool(drawn[f"{measure}_low"].notna().any())


def _overlap(drawn: pd.DataFrame, measure: str) -> str:
    """Say whether the intervals of the hardest and the easiest article drawn overlap."""
    if len(drawn) < 2 or not _has_intervals(drawn, measure):
        return ""
    if drawn[f"{measure}_low"].iloc[[0, -1]].isna().any():
        return ""
    lows, highs = _ends(drawn, measure)
    apart = lows[0] > highs[-1] or highs[0] < lows[-1]
    verb = "do not overlap" if apart else "overlap"
    return f"The 95% intervals of the hardest and the easiest article drawn {verb}"


def _split(
    readability: pd.DataFrame, measure: str, top: int | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the measured articles to draw, hardest first, and those left over."""
    READABILITY.check(readability)
    if measure not in MEASURES:
        raise ArgumentError(
            f"there is no measure {given(measure)}."
            + (did_you_mean(measure, MEASURES) or f" It is one of {', '.join(MEASURES)}.")
        )
    hard_first = readability.dropna(subset=[measure]).sort_values(
        [measure, "article_id"], ascending=[not MEASURES[measure].high_is_hard, True]
    )
    return first_rows(hard_first, top)


def _title(drawn: pd.DataFrame, rest: pd.DataFrame, measure: str) -> str:
    values = pd.concat([drawn[measure], rest[measure]])
    hardest, easiest = decimal(values.iloc[0]), decimal(values.iloc[-1])
    if len(values) == 1:
        return f"The article scores {hardest} on the {MEASURES[measure].label}"
    if hardest == easiest:
        return f"All {len(values)} articles score {hardest}"
    return f"{len(values):,} articles run from {easiest}, the easiest, to {hardest}, the hardest"


def _note(readability: pd.DataFrame, drawn: pd.DataFrame, rest: pd.DataFrame, measure: str) -> str:
    n_words = int(drawn["n_words"].sum() + rest["n_words"].sum())
    unmeasured = int(readability[measure].isna().sum())
    short = int(_too_short(drawn, measure).sum())
    least = (
        f"{_LEAST_SMOG_SENTENCES} sentences" if measure == "smog_index" else f"{_LEAST_WORDS} words"
    )
    return sentence(
        f"n = {count(len(drawn) + len(rest), 'article')} with {count(n_words, 'word')}",
        "Line: 95% interval, by resampling the sentences of the article"
        if _has_intervals(drawn, measure)
        else "",
        f"Hollow: fewer than {least}, too short for a firm score ({count(short, 'article')})"
        if short
        else "",
        f"Not drawn: {count(len(rest), 'easier article')}, scoring {_range(rest[measure])}"
        if len(rest)
        else "",
        f"{count(unmeasured, 'article')} could not be measured" if unmeasured else "",
    )


def _range(values: pd.Series) -> str:
    low, high = decimal(values.min()), decimal(values.max())
    return low if low == high else f"{low} to {high}"


def _too_short(drawn: pd.DataFrame, measure: str) -> pd.Series:
    if measure == "smog_index":
        return drawn["n_sentences"] < _LEAST_SMOG_SENTENCES
    return drawn["n_words"] < _LEAST_WORDS


def _article_names(drawn: pd.DataFrame, labels: pd.DataFrame | None) -> list[str]:
    if labels is None:
        return [name(key) for key in drawn["article_id"]]
    known = ARTICLES.check(labels).drop_duplicates("article_id").set_index("article_id")
    found = known.reindex(drawn["article_id"])
    names = []
    for key, outlet, headline in zip(found.index, found["outlet"], found["headline"], strict=True):
        title = name(headline, missing=name(key))
        names.append(title if pd.isna(outlet) else f"{name(outlet)}: {title}")
    return names


def _draw_median(ax: Axes, measured: pd.Series) -> None:
    if len(measured) < 3:
        return
    middle = float(measured.median())
    ax.axvline(middle, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    ax.annotate(
        f"median {decimal(middle)}",
        (middle, 0),
        xytext=(4, -3),
        textcoords="offset points",
        va="top",
        fontsize=MARK_SIZE,
        color="#555555",
        parse_math=False,
        gid="median",
    )
