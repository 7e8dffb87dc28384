"""Outlets compared: which sources each relies on, and how many of its sources have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    GREY,
    MARK_SIZE,
    ORANGE,
    check_top,
    describe,
    draw_nothing,
    draw_rows,
    drop_scale,
    news_style,
    text_width,
    wrap,
    write_beside,
    write_key,
)
from analysis.charts.panels import draw_grid, not_drawn, outlets_to_draw, write_cell
from analysis.charts.ranking import first_rows
from analysis.charts.words import name, sentence
from analysis.printed import count, listed, percent
from analysis.tables import RELIANCE, SOURCING, SOURCING_TYPES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The columns drawn one after the other, their names in full and in short, and color. Nothing is
# hatched, since numbers stand on the bars; the order is that of the key.
_GRADES = (
    ("n_named", "named", "named", BLUE, ""),
    ("n_role_only", "office given, no name", "office only", GREY, ""),
    ("n_anonymous", "anonymous", "anonymous", ORANGE, ""),
)


def plot_sources_by_outlet(
    reliance: pd.DataFrame, *, top: int | None = 12, ax: Axes | None = None
) -> Axes:
    r"""Draw how often each outlet relies on each source: a table whose cells are darker for more.

    Parameters: ``reliance``, a table from ``count_sources_by_outlet``; ``top``, how many sources to
    draw, most mentioned in all outlets first (None for all); ``ax``, Axes to draw on, about 0.35
    inch of height per source and an inch of width per outlet.

    Raises TableError for another table.

    >>> reliance = RELIANCE.build([
    ...     {"outlet": "Herald", "source": "Reuters", "type": "agency", "n_mentions": 4,
    ...      "n_articles": 2},
    ...     {"outlet": "Lantern", "source": "Reuters", "type": "agency", "n_mentions": 1,
    ...      "n_articles": 1}])
    >>> plot_sources_by_outlet(reliance).get_title(loc="left")
    'Reuters is relied on by both outlets,\nmost often by Herald: 4 of 5 mentions'
    """
    check_top(top)
    text = describe_sources_by_outlet(reliance, top=top)
    drawn, rest = _top_sources(reliance, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        outlets, n_left = outlets_to_draw(reliance.groupby("outlet")["n_mentions"].sum())
        more = f"Not drawn: {count(len(rest), 'source')} with {count(int(rest.sum()), 'mention')}"
        grid = draw_grid(
            [name(source) for source in drawn.index],
            [(outlet, "") for outlet in outlets],
            title=_by_outlet_title(reliance),
            note=sentence(
                f"n = {count(int(reliance['n_mentions'].sum()), 'mention')}",
                "A cell counts mentions; in brackets, the articles they stand in",
                "–: not relied on there",
                more if len(rest) else "",
                not_drawn(n_left, "outlet"),
            ),
            ax=ax,
        )
        cells = reliance[reliance["source"].isin(drawn.index) & reliance["outlet"].isin(outlets)]
        found = {(row["source"], row["outlet"]): row for row in cells.to_dict("records")}
        most = int(reliance["n_mentions"].max())
        table = []
        for y, source in enumerate(drawn.index):
            for x, outlet in enumerate(outlets):
                row = found.get((source, outlet))
                if row is None:
                    write_cell(grid, y, x, "–")
                    continue
                words = f"{row['n_mentions']:,} ({row['n_articles']:,})"
                write_cell(grid, y, x, words, row["n_mentions"] / most)
                table.append(row)
        columns = ["source", "outlet", "n_mentions", "n_articles"]
        caption = "Mentions by source and outlet"
        return describe(grid.rows.ax, text, pd.DataFrame(table, columns=columns), caption)


def plot_named_sources(
    sourcing: pd.DataFrame, *, top: int | None = 15, ax: Axes | None = None
) -> Axes:
    """Draw how many of each outlet's human sources are named, of an office only, or anonymous.

    A source counts once in each article. Parameters: ``sourcing``, a table from
    ``summarize_sourcing``; ``top``, how many outlets to draw, those with most sources first (None
    for all); ``ax``, Axes to draw on, about 0.35 inch of height per outlet.

    Raises TableError for another table.

    >>> sourcing = SOURCING.build([{"article_id": "a", "outlet": "Courier", "n_named": 3,
    ...     **dict.fromkeys(["n_attributions", "n_media_sources", "n_agencies", "n_documents",
    ...     "n_organisations", "n_hedges", "n_role_only"], 0), "n_anonymous": 1}])
    >>> plot_named_sources(sourcing).get_title(loc="left")
    '1 of 4 human sources (25%) goes without a name'
    """
    check_top(top)
    text = describe_named_sources(sourcing, top=top)
    drawn, rest = _graded(sourcing, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        left_out = f"Not drawn: {count(len(rest), 'outlet')}" if len(rest) else ""
        rows = draw_rows(
            [name(outlet, "outlet unknown") for outlet in drawn.index],
            title=_named_title(sourcing),
            note=sentence(
                f"n = {count(int(_graded(sourcing, None)[0].to_numpy().sum()), 'source')} in "
                f"{count(len(sourcing), 'article')}; each counts once in an article",
                left_out,
            ),
            head=0.3,
            ax=ax,
        )
        ax = rows.ax
        totals = drawn.sum(axis=1)
        marks = [
            f"{percent(total - named, total)} unnamed" if total else "no human source"
            for total, named in zip(totals, drawn["n_named"], strict=True)
        ]
        room = max(rows.width - max(text_width(mark, MARK_SIZE) for mark in marks) - 0.3, 1.0)
        ax.set_xlim(0, (int(totals.max()) or 1) * rows.width / room)
        drop_scale(ax)
        begin = pd.Series(0.0, index=drawn.index)
        for column, _, _, color, _ in _GRADES:
            ax.barh(
                rows.y, drawn[column], left=begin, height=0.2 / rows.unit, color=color,
                edgecolor="white", linewidth=0.6, gid=column,
            )  # fmt: skip
            for at, start, value in zip(rows.y, begin, drawn[column], strict=True):
                wide = value / ax.get_xlim()[1] * rows.width
                if wide > text_width(f"{value:,}", MARK_SIZE) + 0.04:
                    ax.text(
                        start + value / 2, at, f"{value:,}", ha="center", va="center",
                        color="white", fontsize=MARK_SIZE, parse_math=False, gid="value",
                    )  # fmt: skip
            begin = begin + drawn[column]
        for at, total, mark in zip(rows.y, totals, marks, strict=True):
            write_beside(ax, total, at, mark)
        write_key(rows, [entry[1:] for entry in _GRADES])
        table = drawn.reset_index().assign(
            share_unnamed=((totals - drawn["n_named"]) / totals).to_numpy()
        )
        return describe(ax, text, table, "Human sources by outlet, named and unnamed")


def plot_reliance(reliance: pd.DataFrame, *, top: int | None = 15, ax: Axes | None = None) -> Axes:
    """Draw which outlets rely on which other outlets and agencies: a line from each to each.

    A line is as thick as the number of articles. Parameters: ``reliance``, a table from
    ``count_sources_by_outlet``; ``top``, how many media sources to draw, those of most articles
    first (None for all); ``ax``, Axes to draw on, about 0.35 inch of height per name.

    Raises TableError for another table.

    >>> reliance = RELIANCE.build([
    ...     {"outlet": "Courier", "source": "Reuters", "type": "agency", "n_mentions": 4,
    ...      "n_articles": 2}])
    >>> plot_reliance(reliance).get_title(loc="left")
    'Reuters is the medium that outlets rely on most: 1 outlet, 2 articles'
    """
    check_top(top)
    text = describe_reliance(reliance, top=top)
    lines, rest = _media_lines(reliance, top)
    with news_style():
        if lines.empty:
            return draw_nothing(text, ax)
        outlets = sorted(lines["outlet"].unique())
        sources = list(dict.fromkeys(lines["source"]))
        labels = [name(outlet) for outlet in outlets]
        labels += [""] * max(0, len(sources) - len(outlets))
        articles = lines.groupby("source")["n_articles"].sum()
        ends = [wrap(f"{name(one)} ({articles[one]:,})", _END, MARK_SIZE) for one in sources]
        ends += [""] * max(0, len(outlets) - len(sources))
        rows = draw_rows(
            labels,
            title=_reliance_title(lines),
            note=sentence(
                "Left, who published; right, the agency or outlet it relies on",
                "In brackets, the articles that do: the more, the thicker the line",
                "Blue lines lead to agencies" if (lines["type"] == "agency").any() else "",
                f"Not drawn: {count(len(rest), 'more medium', 'more media')}" if rest else "",
            ),
            ends=ends,
            row_height=0.44,
            ax=ax,
        )
        ax = rows.ax
        ax.set_xlim(0, 1)
        drop_scale(ax)
        most = int(lines["n_articles"].max())
        from_ = dict(zip(outlets, rows.y, strict=False))
        to = dict(zip(sources, rows.y, strict=False))
        for row in lines.to_dict("records"):
            ends_at = (from_[row["outlet"]], to[row["source"]])
            color = BLUE if row["type"] == "agency" else GREY
            thick = 0.8 + 3.2 * row["n_articles"] / most
            ax.plot((0.01, 0.99), ends_at, color=color, linewidth=thick, solid_capstyle="round")
        table = lines[["outlet", "source", "type", "n_articles"]]
        return describe(ax, text, table, "Articles of each outlet that rely on a medium")


def describe_sources_by_outlet(reliance: pd.DataFrame, *, top: int | None = 12) -> str:
    """Say in a sentence or two what the table of sources by outlet shows."""
    drawn, _ = _top_sources(reliance, top)
    if drawn.empty:
        return "There is nothing to draw: no outlet relies on a source."
    shown = [f"{name(source)} {total:,}" for source, total in drawn.head(4).items()]
    return sentence(
        f"Table of mentions by source and outlet: {_by_outlet_title(reliance)}",
        f"Most mentioned in all outlets: {listed(shown, most=4)}",
    )


def describe_named_sources(sourcing: pd.DataFrame, *, top: int | None = 15) -> str:
    """Say in a sentence or two what the chart of named and unnamed sources shows."""
    drawn, _ = _graded(sourcing, top)
    if drawn.empty:
        return "There is nothing to draw: no human source is found."
    totals = drawn.sum(axis=1)
    unnamed = totals - drawn["n_named"]
    shown = [
        f"{name(outlet, 'outlet unknown')} {percent(part, total)}"
        for outlet, part, total in list(zip(drawn.index, unnamed, totals, strict=True))[:4]
    ]
    return sentence(
        f"Bars of named and unnamed sources by outlet: {_named_title(sourcing)}",
        f"Unnamed: {listed(shown, most=4)}",
    )


def describe_reliance(reliance: pd.DataFrame, *, top: int | None = 15) -> str:
    """Say in a sentence or two what the network of outlets and media shows."""
    lines, _ = _media_lines(reliance, top)
    if lines.empty:
        return "There is nothing to draw: no outlet relies on an agency or on another outlet."
    pairs = [
        f"{name(row['outlet'])} on {name(row['source'])} ({row['n_articles']:,})"
        for row in lines.sort_values("n_articles", ascending=False, kind="stable")
        .head(3)
        .to_dict("records")
    ]
    return sentence(
        f"Lines from outlets to the media they rely on: {_reliance_title(lines)}",
        f"Thickest: {listed(pairs, most=3)}",
    )


_END = 2.2  # inches, of a name at the right


def _top_sources(reliance: pd.DataFrame, top: int | None) -> tuple[pd.Series, pd.Series]:
    RELIANCE.check(reliance)
    totals = reliance.groupby("source")["n_mentions"].sum()
    ranked = totals.sort_values(ascending=False, kind="stable")
    return first_rows(ranked, top)


def _by_outlet_title(reliance: pd.DataFrame) -> str:
    by_source = reliance.groupby("source").agg(
        outlets=("outlet", "nunique"), mentions=("n_mentions", "sum")
    )
    first = by_source.sort_values(["outlets", "mentions"], ascending=False, kind="stable")
    source, n = first.index[0], int(first["outlets"].iloc[0])
    all_of = reliance["outlet"].nunique()
    mine = reliance[reliance["source"] == source].sort_values(
        "n_mentions", ascending=False, kind="stable"
    )
    most, total = mine["n_mentions"].iloc[0], mine["n_mentions"].sum()
    if all_of == 1:
        return f"{name(source)} is relied on most: {count(int(total), 'mention')}"
    if n == 1:
        return f"No source is shared: {count(all_of, 'outlet')} rely on different ones"
    whole = "both outlets" if n == all_of == 2 else f"{n} of {all_of} outlets"
    whole = f"all {n} outlets" if n == all_of > 2 else whole
    return (
        f"{name(source)} is relied on by {whole}, most often by {name(mine['outlet'].iloc[0])}: "
        f"{most:,} of {count(int(total), 'mention')}"
    )


def _graded(sourcing: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    SOURCING.check(sourcing)
    columns = [column for column, *_ in _GRADES]
    by_outlet = sourcing.groupby("outlet", dropna=False)[columns].sum()
    by_outlet = by_outlet[by_outlet.sum(axis=1) > 0]
    order = by_outlet.sum(axis=1).sort_values(ascending=False, kind="stable").index
    ranked = by_outlet.reindex(order)
    return first_rows(ranked, top)


def _named_title(sourcing: pd.DataFrame) -> str:
    graded, _ = _graded(sourcing, None)
    total = int(graded.to_numpy().sum())
    unnamed = total - int(graded["n_named"].sum())
    if not unnamed:
        return f"Every human source is named: {count(total, 'source')}"
    verb = "goes" if unnamed == 1 else "go"
    share = f"{unnamed:,} of {count(total, 'human source')} ({percent(unnamed, total)})"
    return f"{share} {verb} without a name"


def _media_lines(reliance: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, list[str]]:
    RELIANCE.check(reliance)
    media = reliance[reliance["type"].isin(SOURCING_TYPES["n_media_sources"])]
    totals = media.groupby("source")["n_articles"].sum()
    ranked = list(totals.sort_values(ascending=False, kind="stable").index)
    kept = ranked if top is None else ranked[:top]
    lines = media[media["source"].isin(kept)].copy()
    lines["order"] = lines["source"].map({source: i for i, source in enumerate(kept)})
    return lines.sort_values(["order", "outlet"]).drop(columns="order"), ranked[len(kept) :]


def _reliance_title(lines: pd.DataFrame) -> str:
    first = lines["source"].iloc[0]
    mine = lines[lines["source"] == first]
    outlets = count(mine["outlet"].nunique(), "outlet")
    return (
        f"{name(first)} is the medium that outlets rely on most: {outlets}, "
        f"{count(int(mine['n_articles'].sum()), 'article')}"
    )
