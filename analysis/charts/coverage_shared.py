"""What outlets have in common: how much of their copy, and which remarks in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    GREY,
    INK,
    MARK_SIZE,
    ORANGE,
    Rows,
    check_top,
    describe,
    draw_nothing,
    draw_rows,
    drop_scale,
    news_style,
    plain,
    text_width,
    write_beside,
    write_key,
)
from analysis.charts.panels import (
    MOST_OUTLETS,
    Row,
    cut,
    draw_grid,
    not_drawn,
    outlets_to_draw,
    write_cell,
)
from analysis.charts.ranking import in_order
from analysis.charts.words import name, sentence
from analysis.printed import count, listed, percent
from analysis.tables import COPY_SHARES, SHARED_QUOTES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The columns drawn one after the other, their names in full and in short, color and hatching.
_PARTS = (
    ("n_shared", "shared with another article", "shared", BLUE, "////"),
    ("n_quoted", "else in quotation marks", "quoted", ORANGE, "...."),
    ("n_own", "its own words", "own", GREY, ""),
)
_NOBODY = "(nobody credited)"
_REMARK = 60  # letters of a remark that are shown
_LETTERS = {"direct": "D", "mixed": "M", "indirect": "I"}


def plot_shared_copy(
    copy_shares: pd.DataFrame, *, top: int | None = 42, ax: Axes | None = None
) -> Axes:
    """Draw how many words of each article are shared, quoted and its own, in the table's order.

    The parts differ in hatching and place, not in color alone; the share that is shared stands at
    the end of the bar. Articles of several events stand under the name of theirs. Parameters:
    ``copy_shares``, a table from ``measure_copy``; ``top``, how many articles to draw, the first
    ones of the table (None for all); ``ax``, Axes to draw on, about 0.3 inch of height per article.

    Raises TableError for another table.

    >>> copy_shares = COPY_SHARES.build([
    ...     {"article_id": outlet, "event": "e", "outlet": outlet, "n_words": 100, "n_shared": n,
    ...      "n_quoted": 10, "n_own": 90 - n, "share_shared": n / 100}
    ...     for outlet, n in [("Courier", 20), ("Lantern", 60)]])
    >>> plot_shared_copy(copy_shares).get_title(loc="left")
    '20% to 60% of an article’s words are shared; half or more in 1 of 2'
    """
    check_top(top)
    text = describe_shared_copy(copy_shares, top=top)
    drawn, n_left = _articles(copy_shares, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        lines = _lines(drawn)
        rows = draw_rows(
            [line.label for line in lines],
            title=_copy_title(copy_shares),
            note=sentence(
                f"n = {count(int(copy_shares['n_words'].sum()), 'word')} in "
                f"{count(len(drawn) + n_left, 'article')}",
                "Shared: in a passage that another article on the event has too; whose it was "
                "first is not told",
                not_drawn(n_left, "article"),
            ),
            row_height=0.29,
            head=0.3,
            ax=ax,
        )
        rows.ax.set_xlim(0, _room_for(rows, drawn))
        drop_scale(rows.ax)
        for line, y in zip(lines, rows.y, strict=True):
            if line.row is not None:
                _draw_parts(rows, line.row, y)
            else:
                rows.ax.text(
                    0, y + 0.1 / rows.unit, plain(line.event), va="bottom", fontsize=MARK_SIZE,
                    weight="bold", color=INK, parse_math=False, gid="event",
                )  # fmt: skip
        write_key(rows, [entry[1:] for entry in _PARTS])
        columns = ["event", "outlet", "article_id", "n_words", "n_shared", "n_quoted", "n_own"]
        table = drawn[columns].assign(share_shared=drawn["n_shared"] / drawn["n_words"])
        return describe(rows.ax, text, table, "Shared, quoted and own words by article")


def plot_shared_quotes(
    shared: pd.DataFrame, *, top: int | None = 20, ax: Axes | None = None
) -> Axes:
    """Draw which outlet has how much of each shared remark: remarks down, outlets across.

    A remark that two outlets or more have is shown by its fullest wording, cut to some 60 letters,
    and whom that is credited to. A letter in a cell says how the outlet quotes it (D direct, M
    mixed, I indirect), the number how much of the fullest wording it has. Those that most outlets
    have come first. Parameters: ``shared``, a table from ``match_quotes``; ``top``, how many
    remarks to draw (None for all); ``ax``, Axes to draw on, about half an inch of height per
    remark and an inch of width per outlet.

    Raises TableError for another table.

    >>> shared = SHARED_QUOTES.build([
    ...     {"utterance": "U1", "article_id": outlet, "quote_id": 0, "outlet": outlet, "kind": kind,
    ...      "speaker": "Ana Ruiz", "share": share, "is_fullest": share == 1, "start": 0, "end": 9,
    ...      "text": "We will not wait."}
    ...     for outlet, kind, share in [("Courier", "direct", 1.0), ("Lantern", "indirect", 0.6)]])
    >>> plot_shared_quotes(shared).get_title(loc="left")
    'The only remark is quoted by both outlets'
    """
    check_top(top)
    text = describe_shared_quotes(shared, top=top)
    remarks = _remarks(shared)
    with news_style():
        if not remarks:
            return draw_nothing(text, ax)
        drawn = remarks if top is None else remarks[:top]
        outlets, n_left = outlets_to_draw(_with_outlets(shared).groupby("outlet").size())
        grid = draw_grid(
            [remark.label for remark in drawn],
            [(outlet, "") for outlet in outlets],
            title=_remarks_title(shared, remarks),
            note=sentence(
                "D direct, M mixed, I indirect speech; the number is how much of the fullest "
                "wording the outlet has, and bold is that wording, given at the left",
                "–: not quoted there",
                not_drawn(len(remarks) - len(drawn), "shared remark"),
                not_drawn(n_left, "outlet"),
            ),
            label_width=2.9 if len(outlets) < 7 else 2.35,
            ax=ax,
        )
        for y, remark in enumerate(drawn):
            for x, outlet in enumerate(outlets):
                use = remark.uses.get(outlet)
                if use is None:
                    write_cell(grid, y, x, "–")
                else:
                    words = f"{use.letters} {percent(use.share, 1)}"
                    write_cell(grid, y, x, words, use.share, bold=use.is_fullest)
        return describe(
            grid.rows.ax,
            text,
            _uses(drawn, outlets),
            "Shared remarks, and how each outlet has them",
        )


def describe_shared_copy(copy_shares: pd.DataFrame, *, top: int | None = 42) -> str:
    """Say in a sentence or two what the chart of shared copy shows."""
    drawn, _ = _articles(copy_shares, top)
    if drawn.empty:
        return "There is nothing to draw: no article has words."
    shares = (drawn["n_shared"] / drawn["n_words"]).sort_values(ascending=False, kind="stable")
    most = drawn.loc[shares.index[:4]]
    shown = [
        f"{_article(row)} {percent(row['n_shared'], row['n_words'])}"
        for row in most.to_dict("records")
    ]
    return sentence(
        f"Bars of shared, quoted and own words by article: {_copy_title(copy_shares)}",
        f"Most shared: {listed(shown, most=4)}" if most["n_shared"].any() else "",
    )


def describe_shared_quotes(shared: pd.DataFrame, *, top: int | None = 20) -> str:
    """Say in a sentence or two what the table of shared remarks shows."""
    remarks = _remarks(shared)
    if not remarks:
        n = count(shared["utterance"].nunique(), "remark")
        return f"There is nothing to draw: no remark is quoted by two outlets ({n} in the table)."
    shown = []
    for remark in remarks[: min(top or 2, 2)]:
        uses = [
            f"{name(outlet)} {use.letters} {percent(use.share, 1)}"
            for outlet, use in sorted(remark.uses.items(), key=lambda one: -one[1].share)
        ]
        shown.append(f"“{remark.text}” in {listed(uses, most=MOST_OUTLETS)}")
    return sentence(
        f"Table of shared remarks by outlet: {_remarks_title(shared, remarks)}",
        f"First (D direct, M mixed, I indirect; how much of the fullest wording): "
        f"{'; '.join(shown)}",
    )


# ---- copy --------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A row of the chart: an article, or the name of the event that stands over its articles."""

    label: str
    row: Row | None
    event: str = ""


def _articles(copy_shares: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, int]:
    """Return the articles to draw, those of an event together, and how many are left out."""
    COPY_SHARES.check(copy_shares)
    with_words = copy_shares[copy_shares["n_words"] > 0].reset_index(drop=True)
    kept = with_words if top is None else with_words.iloc[:top]
    events = kept["event"].fillna("")
    return in_order(kept, events, events.unique()), len(with_words) - len(kept)


def _lines(drawn: pd.DataFrame) -> list[_Line]:
    lines = []
    n_events = drawn["event"].fillna("").nunique()
    for event, articles in drawn.groupby(drawn["event"].fillna(""), sort=False):
        if n_events > 1:
            lines.append(_Line("", None, cut(event or "(no event)", 60)))
        twice = articles["outlet"].duplicated(keep=False)
        for row, is_twice in zip(articles.to_dict("records"), twice, strict=True):
            label = _article(row)
            if is_twice and not pd.isna(row["outlet"]):
                label = f"{label}: {cut(row['article_id'], 40)}"
            lines.append(_Line(label, row))
    return lines


def _article(row: Row) -> str:
    return cut(row["article_id"] if pd.isna(row["outlet"]) else row["outlet"], 60)


def _copy_mark(row: Row) -> str:
    return f"{percent(row['n_shared'], row['n_words'])} shared"


def _copy_title(copy_shares: pd.DataFrame) -> str:
    articles, _ = _articles(copy_shares, None)
    shares = articles["n_shared"] / articles["n_words"]
    if not articles["n_shared"].any():
        return f"No words are shared: {count(len(articles), 'article')}"
    if len(articles) == 1:
        return f"{percent(shares.iloc[0], 1)} of the words of the article are shared"
    low, high = percent(shares.min(), 1), percent(shares.max(), 1)
    if low == high:
        return f"{low} of the words of each article are shared"
    half = int((shares >= 0.5).sum())
    end = f"; half or more in {half:,} of {len(articles):,}" if half else ""
    return f"{low} to {high} of an article’s words are shared{end}"


def _room_for(rows: Rows, drawn: pd.DataFrame) -> float:
    """Return the words that the width stands for, so that every mark finds room behind its bar."""
    marks = [text_width(_copy_mark(row), MARK_SIZE) + 0.2 for row in drawn.to_dict("records")]
    free = [max(rows.width - mark, 1) for mark in marks]
    words = [n * rows.width / room for n, room in zip(drawn["n_words"], free, strict=True)]
    return float(max(words))


def _draw_parts(rows: Rows, row: Row, y: float) -> None:
    begin = 0
    for column, _, _, color, hatch in _PARTS:
        rows.ax.barh(
            y, row[column], left=begin, height=0.19 / rows.unit, color=color, hatch=hatch,
            edgecolor="white", linewidth=0.6, gid=column,
        )  # fmt: skip
        begin += row[column]
    write_beside(rows.ax, begin, y, _copy_mark(row))


# ---- remarks -----------------------------------------------------------------------------------


class _Use(NamedTuple):
    """How an outlet quotes a remark: in which kinds of speech, and how much of it."""

    letters: str
    share: float
    is_fullest: bool


class _Remark(NamedTuple):
    """A remark that outlets share: what stands at its row, and how each outlet quotes it."""

    utterance: str
    speaker: str
    label: str
    text: str
    n_quotes: int
    uses: dict[str, _Use]


def _with_outlets(shared: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes with an article's id for an outlet that is unknown."""
    return shared.assign(outlet=shared["outlet"].fillna(shared["article_id"]))


def _remarks(shared: pd.DataFrame) -> list[_Remark]:
    """Return the remarks that two outlets have, those that most have first."""
    SHARED_QUOTES.check(shared)
    table = _with_outlets(shared)
    n_outlets = table.groupby("utterance")["outlet"].transform("nunique")
    remarks = []
    for utterance, quotes in table[n_outlets > 1].groupby("utterance", sort=False):
        fullest = _fullest(quotes)
        text = cut(" … ".join(name(text).rstrip(" ,;:") for text in fullest["text"]), _REMARK)
        uses = {str(outlet): _use(own) for outlet, own in quotes.groupby("outlet")}
        speaker = next(iter(fullest["speaker"].dropna()), _NOBODY)
        label = f"{cut(speaker, 40)}: {text}"
        remarks.append(_Remark(str(utterance), name(speaker), label, text, len(quotes), uses))
    return sorted(remarks, key=lambda remark: (-len(remark.uses), -remark.n_quotes))


def _uses(remarks: Sequence[_Remark], outlets: Sequence[str]) -> pd.DataFrame:
    """Return the cells that are filled: one row per remark and outlet that has it."""
    rows = [
        {
            "utterance": remark.utterance,
            "speaker": remark.speaker,
            "text": remark.text,
            "outlet": outlet,
            "kinds": use.letters,
            "share": use.share,
            "is_fullest": use.is_fullest,
        }
        for remark in remarks
        for outlet in outlets
        if (use := remark.uses.get(outlet)) is not None
    ]
    return pd.DataFrame(rows)


def _fullest(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the pieces of the fullest wording, or the longest if the table lacks that."""
    found = quotes[quotes["is_fullest"]]
    if found.empty:
        return quotes.sort_values("share", ascending=False, kind="stable").head(1)
    own: pd.DataFrame = found[found["article_id"] == found["article_id"].iloc[0]]
    return own.sort_values("start")


def _use(quotes: pd.DataFrame) -> _Use:
    """Sum up an outlet's quotes of a remark; pieces in one article are parts of one use."""
    kinds = set(quotes["kind"])
    letters = [letter for kind, letter in _LETTERS.items() if kind in kinds]
    shares = quotes.groupby("article_id")["share"].sum().clip(upper=1)
    share = round(float(shares.max()), 6)  # pieces may add up to a hair under the whole
    return _Use("".join(letters) or "?", share, bool(quotes["is_fullest"].any()))


def _remarks_title(shared: pd.DataFrame, remarks: list[_Remark]) -> str:
    table = _with_outlets(shared)
    n, n_outlets = table["utterance"].nunique(), table["outlet"].nunique()
    by_all = sum(len(remark.uses) == n_outlets for remark in remarks)
    if n_outlets == 2:
        if n == 1:
            return "The only remark is quoted by both outlets"
        return f"{len(remarks):,} of {n:,} remarks {_are(len(remarks))} quoted by both outlets"
    most = len(remarks[0].uses)
    most_have = sum(len(remark.uses) == most for remark in remarks)
    end = f"{by_all:,} by all {n_outlets}" if by_all else f"{most_have:,} by {most}, none by all"
    whole = f"{len(remarks):,} of {count(n, 'remark')} {_are(len(remarks))} quoted"
    return f"{whole} by two of {n_outlets} outlets or more, {end}"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
