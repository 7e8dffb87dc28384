"""Who gets to speak in each outlet's coverage: speaker by speaker, and by what they are."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    GREY,
    MARK_SIZE,
    NOTE_COLOR,
    Rows,
    check_top,
    describe,
    draw_interval,
    draw_nothing,
    news_style,
    text_width,
    write_beside,
)
from analysis.charts.panels import (
    SMALL,
    Row,
    cut,
    draw_dot,
    draw_grid,
    draw_panels,
    draw_scale,
    not_drawn,
    outlets_to_draw,
    write_cell,
)
from analysis.charts.ranking import in_order
from analysis.charts.words import name, sentence
from analysis.mistakes import ArgumentError, did_you_mean_of_these, given
from analysis.printed import count, listed, percent
from analysis.tables import VOICE_SHARES, VOICES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CATEGORIES = {
    "politician": "politicians",
    "official": "officials",
    "expert": "experts",
    "witness_or_resident": "witnesses or residents",
    "activist": "activists",
}
_LEFT_OVER = ("other", "unknown")  # categories that say nothing of a speaker


def plot_voices(
    voices: pd.DataFrame,
    *,
    event: str | None = None,
    top: int | None = 15,
    ax: Axes | None = None,
) -> Axes:
    """Draw who is quoted by which outlet: a table with the share of the words that each quotes.

    The speakers whom most outlets quote come first, then those with most words. An empty cell says
    so in words. Parameters: ``voices``, a table from ``count_voices``; ``event``, one event of it
    (None for all together); ``top``, how many speakers to draw (None for all); ``ax``, Axes to draw
    on, about 0.35 inch of height per speaker and an inch of width per outlet.

    Raises TableError for another table, ValueError for an event that the table has not.

    >>> voices = VOICES.build([
    ...     {"event": "e", "outlet": outlet, "speaker": speaker, "n_articles": 1, "n_quotes": 1,
    ...      "n_words": n, "share": n / 10}
    ...     for outlet, speaker, n in [("Courier", "Ana Ruiz", 6), ("Courier", "Bo Lind", 4),
    ...                                ("Lantern", "Ana Ruiz", 10)]])
    >>> plot_voices(voices).get_title(loc="left")
    'Only Ana Ruiz is quoted by both outlets'
    """
    check_top(top)
    text = describe_voices(voices, event=event, top=top)
    table = _by_speaker(voices, event)
    with news_style():
        if table.empty:
            return draw_nothing(text, ax)
        outlets, n_left = outlets_to_draw(table.groupby("outlet")["n_words"].sum())
        speakers = _ranked(table)
        drawn = speakers if top is None else speakers[:top]
        words = table.groupby("outlet")["n_words"].sum()
        grid = draw_grid(
            [cut(speaker, 90) for speaker in drawn],
            [(outlet, count(int(words[outlet]), "word")) for outlet in outlets],
            title=_voices_title(table),
            note=sentence(
                _event_note(voices, event),
                f"n = {count(int(words.sum()), 'quoted word')} of "
                f"{count(len(speakers), 'speaker')}",
                "A cell is the speaker’s share of the words that the outlet quotes",
                not_drawn(len(speakers) - len(drawn), "speaker"),
                not_drawn(n_left, "outlet"),
            ),
            ax=ax,
        )
        shares = table.set_index(["outlet", "speaker"])["share"].to_dict()
        most = max(table["share"].max(), 0.01)
        empty = "not quoted" if grid.room > text_width("not quoted", SMALL) else "not"
        for x, outlet in enumerate(outlets):
            for y, speaker in enumerate(drawn):
                share = shares.get((outlet, speaker))
                if share is None:
                    write_cell(grid, y, x, empty)
                else:
                    write_cell(grid, y, x, percent(share, 1), share / most)
        cells = table[table["speaker"].isin(drawn) & table["outlet"].isin(outlets)]
        cells = in_order(cells, cells["speaker"], drawn)
        cells = cells[["speaker", "outlet", "n_words", "share"]]
        if event is not None:
            cells.insert(0, "event", event)
        return describe(grid.rows.ax, text, cells, "Quoted words by speaker and outlet")


def plot_voice_shares(shares: pd.DataFrame, *, top: int | None = 9, ax: Axes | None = None) -> Axes:
    """Draw how much of its quoted words each outlet gives to whom, with 95 % intervals.

    One panel per category of speakers and one row per outlet, so that outlets stand under each
    other. The title ranks none unless intervals over articles lie apart. Parameters: ``shares``, a
    table from ``compare_voices``; ``top``, how many categories to draw, those with most words first
    and those that say nothing of a speaker last (None for all); ``ax``, Axes to draw on, about 0.3
    inch of height per outlet and band of three panels.

    Raises TableError for another table.

    >>> shares = VOICE_SHARES.build([
    ...     {"outlet": outlet, "category": "expert", "n_articles": 6, "n_words": 10, "share": share,
    ...      "share_low": share - 0.1, "share_high": share + 0.1, "over": "articles"}
    ...     for outlet, share in [("Courier", 0.3), ("Lantern", 0.4)]])
    >>> plot_voice_shares(shares).get_title(loc="left")
    'No two outlets can be told apart: all intervals overlap'
    """
    check_top(top)
    text = describe_voice_shares(shares, top=top)
    drawn, n_more = _drawn_categories(shares, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        outlets, n_left = outlets_to_draw(drawn.groupby("outlet")["n_words"].sum())
        categories = list(drawn["category"].unique())
        rows, panels = draw_panels(
            [_category(category) for category in categories],
            [cut(outlet, 60) for outlet in outlets],
            title=_shares_title(drawn),
            note=_shares_note(drawn, n_more, n_left),
            ax=ax,
        )
        found = {(row["category"], row["outlet"]): row for row in drawn.to_dict("records")}
        inch = min(_inch_of(row, panels[0].width) for row in found.values())
        for category, panel in zip(categories, panels, strict=True):
            draw_scale(rows, panel, _ticks(panel.left, panel.width, inch))
            for outlet, y in zip(outlets, panel.y, strict=True):
                _draw_share(rows, found.get((category, outlet)), panel.left, inch, y)
        table = drawn.loc[
            drawn["outlet"].isin(outlets),
            ["category", "outlet", "share", "share_low", "share_high", "over", "n_articles"],
        ].copy()
        table.insert(0, "label", [_category(category) for category in table["category"]])
        return describe(rows.ax, text, table, "Shares of quoted words by category and outlet")


def describe_voices(voices: pd.DataFrame, *, event: str | None = None, top: int | None = 15) -> str:
    """Say in a sentence or two what the table of speakers by outlet shows."""
    table = _by_speaker(voices, event)
    if table.empty:
        return "There is nothing to draw: no outlet quotes a speaker."
    shown = []
    for speaker in _ranked(table)[: min(top or 3, 3)]:
        shares = table.loc[table["speaker"] == speaker, "share"]
        low, high = percent(shares.min(), 1), percent(shares.max(), 1)
        shown.append(f"{name(speaker)} {low if low == high else f'{low} to {high}'}")
    return sentence(
        f"Table of speakers by outlet: {_voices_title(table)}",
        f"Shares of the words of the outlets that quote them: {listed(shown)}",
    )


def describe_voice_shares(shares: pd.DataFrame, *, top: int | None = 9) -> str:
    """Say in a sentence or two what the chart of categories by outlet shows."""
    drawn, _ = _drawn_categories(shares, top)
    if drawn.empty:
        return "There is nothing to draw: no outlet quotes anybody."
    shown = []
    for category in list(drawn["category"].unique())[:4]:
        rows = drawn[drawn["category"] == category].sort_values("share", kind="stable")
        low, high = rows["share"].iloc[0], rows["share"].iloc[-1]
        span = percent(low, 1) if len(rows) == 1 else f"{percent(low, 1)} to {percent(high, 1)}"
        shown.append(f"{_category(category)} {span}")
    return sentence(
        f"Dots with intervals of quoted words by category and outlet: {_shares_title(drawn)}",
        f"Shares by outlet: {listed(shown, most=4)}",
    )


def _all_of(n: int) -> str:
    return "both outlets" if n == 2 else f"all {n} outlets"


# ---- speakers ----------------------------------------------------------------------------------


def _by_speaker(voices: pd.DataFrame, event: str | None) -> pd.DataFrame:
    """Return outlet, speaker, words and share, of one event or of all together."""
    VOICES.check(voices)
    if event is not None:
        if event not in set(voices["event"]):
            raise ArgumentError(
                f"there is no event {given(event)} in this table."
                + did_you_mean_of_these(event, voices["event"].unique())
            )
        voices = voices[voices["event"] == event]
    by_event = voices.groupby(["outlet", "event"])[["n_words", "share"]].sum()
    # The words that the shares are of: all that the outlet quotes on the event.
    of = (by_event["n_words"] / by_event["share"]).groupby("outlet").sum().to_dict()
    table = voices.groupby(["outlet", "speaker"])[["n_words"]].sum().reset_index()
    table["share"] = [
        n / of[outlet] if n else 0.0
        for outlet, n in zip(table["outlet"], table["n_words"], strict=True)
    ]
    return table


def _ranked(table: pd.DataFrame) -> list[str]:
    by_speaker = table.groupby("speaker").agg(
        n_outlets=("outlet", "nunique"), n_words=("n_words", "sum")
    )
    order = by_speaker.sort_values(["n_outlets", "n_words"], ascending=False, kind="stable")
    return list(order.index)


def _voices_title(table: pd.DataFrame) -> str:
    ranked = _ranked(table)
    by_speaker = table.groupby("speaker")["outlet"].nunique()
    n_outlets = table["outlet"].nunique()
    whole = _all_of(n_outlets)
    first = name(ranked[0])
    if n_outlets == 1:
        outlet = name(table["outlet"].iloc[0])
        return f"One outlet, {outlet}, quotes {count(len(ranked), 'speaker')}, most often {first}"
    shared = [name(speaker) for speaker in ranked if by_speaker[speaker] == n_outlets]
    if len(shared) == 1:
        return f"Only {first} is quoted by {whole}"
    if shared:
        return f"{whole[0].upper()}{whole[1:]} quote {_some(shared)}"
    most = int(by_speaker.max())
    if most == 1:
        return f"Nobody is quoted by two of {count(n_outlets, 'outlet')}"
    widest = [name(speaker) for speaker in ranked if by_speaker[speaker] == most]
    return f"Nobody is quoted by {whole}; {_some(widest)} by {most}"


def _some(names: list[str]) -> str:
    """Return three names, or two and how many more, to keep a title short."""
    return listed(names, most=3 if len(names) <= 3 else 2)


def _event_note(voices: pd.DataFrame, event: str | None) -> str:
    if event is not None:
        return f"Event: {name(event)}" if event else ""
    n = voices["event"].nunique()
    return f"{count(n, 'event')} taken together" if n > 1 else ""


# ---- categories --------------------------------------------------------------------------------


def _category(value: object) -> str:
    """Return a category as the head of a panel, in the plural; others keep their word.

    >>> _category("witness_or_resident"), _category("think_tank")
    ('witnesses or residents', 'think tank')
    """
    return _CATEGORIES.get(str(value), name(value).replace("_", " "))


def _drawn_categories(shares: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, int]:
    """Return the rows of the categories to draw, in their order, and how many are left out."""
    VOICE_SHARES.check(shares)
    kept = shares.dropna(subset=["outlet", "category", "share"]).reset_index(drop=True)
    words = kept.groupby("category")["n_words"].sum()
    ranked = sorted(words.index, key=lambda one: (one in _LEFT_OVER, -words[one], one))
    drawn = ranked if top is None else ranked[:top]
    kept = kept[kept["category"].isin(drawn)]
    return in_order(kept, kept["category"], drawn), len(ranked) - len(drawn)


def _pairs(drawn: pd.DataFrame) -> list[tuple[float, Row, Row]]:
    """Return every two outlets that may be compared, with the gap between their intervals.

    The gap is below zero where they overlap. Only intervals over articles bear a comparison.
    """
    sure = drawn[(drawn["over"] == "articles") & ~drawn["category"].isin(_LEFT_OVER)]
    sure = sure.dropna(subset=["share_low", "share_high"])
    pairs: list[tuple[float, Row, Row]] = []
    for _, rows in sure.groupby("category", sort=False):
        for one, other in combinations(rows.to_dict("records"), 2):
            more, less = sorted((one, other), key=lambda row: -row["share"])
            pairs.append((more["share_low"] - less["share_high"], more, less))
    return pairs


def _shares_title(drawn: pd.DataFrame) -> str:
    if drawn["outlet"].nunique() == 1:
        return f"One outlet alone, {name(drawn['outlet'].iloc[0])}: nothing to compare it with"
    pairs = _pairs(drawn)
    if not pairs:
        return "Too few articles to compare outlets"
    apart = [pair for pair in pairs if pair[0] > 0]
    if not apart:
        return "No two outlets can be told apart: all intervals overlap"
    _, more, less = max(apart, key=lambda pair: pair[0])
    return (
        f"{len(apart):,} of {count(len(pairs), 'pair')} of intervals "
        f"{'lies' if len(apart) == 1 else 'lie'} apart, furthest for "
        f"{_category(more['category'])}: {name(more['outlet'])} {percent(more['share'], 1)}, "
        f"{name(less['outlet'])} {percent(less['share'], 1)}"
    )


def _shares_note(drawn: pd.DataFrame, n_more: int, n_left: int) -> str:
    weak = drawn["over"].notna() & (drawn["over"] != "articles")
    pairs = len(_pairs(drawn))
    left_over = [_category(one) for one in drawn["category"].unique() if one in _LEFT_OVER]
    return sentence(
        f"n = {count(int(drawn['n_words'].sum()), 'quoted word')} of "
        f"{count(drawn['outlet'].nunique(), 'outlet')}",
        "A dot is the share of the words that the outlet quotes, its line the 95% interval by "
        "resampling articles",
        "Outlets whose intervals overlap are not to be ranked"
        + (f"; of {count(pairs, 'pair')}, some may lie apart by chance" if pairs >= 20 else ""),
        "Dashed, hollow: from few articles, too few to tell chance from a difference"
        if weak.any()
        else "",
        "Hollow without a line: from one article, so no interval"
        if drawn["share_low"].isna().any()
        else "",
        f"Not compared, as it tells nothing of a speaker: {listed(left_over)}" if left_over else "",
        not_drawn(n_more, "category", "categories"),
        not_drawn(n_left, "outlet"),
    )


def _has_interval(row: Row) -> bool:
    return not (pd.isna(row["share_low"]) or pd.isna(row["share_high"]))


def _inch_of(row: Row, width: float) -> float:
    """Return the most inches that a share of 1 may take if the row is to fit into a panel."""
    reach = max(row["share"], row["share_high"] if _has_interval(row) else 0, 0.05)
    room = width - text_width(_share_mark(row), MARK_SIZE) - 0.15
    return max(room, 0.2) / float(reach)


def _share_mark(row: Row) -> str:
    return percent(row["share"], 1) + ("" if _has_interval(row) else " (1 article)")


def _ticks(left: float, width: float, inch: float) -> dict[float, str]:
    """Return the scale of a panel in which an ``inch`` is a share of 1: places and words."""
    step = next((step for step in (0.1, 0.2, 0.25) if step * inch > 0.42), 0.5)
    n = int(min(width / inch, 1.0) / step + 1e-9)
    return {left + k * step * inch: f"{k * step:.0%}" for k in range(n + 1)}


def _draw_share(rows: Rows, row: Row | None, left: float, inch: float, y: float) -> None:
    """Draw a dot with its interval and its number, or say that there is nothing."""
    if row is None:
        rows.ax.text(
            left + 0.06, y, "none", va="center", fontsize=SMALL, color=NOTE_COLOR,
            parse_math=False, gid="empty",
        )  # fmt: skip
        return
    end = left + inch * row["share"]
    solid = row["over"] == "articles"
    if _has_interval(row):
        low, high = (left + inch * row[column] for column in ("share_low", "share_high"))
        draw_interval(rows, low, high, y, BLUE if solid else GREY, solid, zorder=3)
        end = max(end, high)
    draw_dot(rows, left + inch * row["share"], y, solid, "share" if solid else "weak share")
    write_beside(rows.ax, end, y, _share_mark(row))
