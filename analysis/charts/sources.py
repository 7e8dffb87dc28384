"""Whom the articles rely on: sources by type and role, and the most named ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    GREY,
    INK,
    MARK_SIZE,
    NOTE_COLOR,
    check_top,
    describe,
    draw_bars,
    draw_nothing,
    draw_rows,
    drop_scale,
    news_style,
    text_width,
    wrap,
)
from analysis.charts.ranking import first_rows, in_order
from analysis.charts.words import name, sentence
from analysis.printed import count, listed, percent
from analysis.tables import ROLES, SOURCES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The order of the columns, each with what it means.
_ROLES = {
    "attribution": "credited with information",
    "subject": "only talked about",
    "credit": "of a picture or film",
    "dateline": "in the place line",
    "byline": "in the author line",
}
_TYPES = {
    "agency": "news agencies",
    "outlet": "outlets",
    "photo_agency": "photo agencies",
    "social": "social media",
    "person": "people",
    "organisation": "organisations",
    "organization": "organizations",
    "document": "documents",
    "role_only": "unnamed office holders",
    "anonymous": "anonymous sources",
}


def plot_sources(roles: pd.DataFrame, *, top: int | None = 10, ax: Axes | None = None) -> Axes:
    """Draw how often each type of source is mentioned in each role, one row per type.

    All bars share one scale, so any two can be compared. Attributions, where the article relies on
    the source, are drawn in blue; the other roles in grey.

    Parameters: ``roles``, a table from ``count_roles``; ``top``, how many types to draw, most
    mentioned first (None for all); ``ax``, Axes to draw on, about half an inch of height per type.

    Raises TableError for another table.

    >>> roles = ROLES.build([
    ...     {"type": "agency", "role": "attribution", "n_mentions": 6, "n_articles": 4},
    ...     {"type": "agency", "role": "dateline", "n_mentions": 3, "n_articles": 3},
    ...     {"type": "person", "role": "attribution", "n_mentions": 9, "n_articles": 5}])
    >>> plot_sources(roles).get_title(loc="left")
    'People are credited most: 9 of 15 attributions (60%)'
    """
    check_top(top)
    text = describe_sources(roles, top=top)
    types, left_out = _ranked_types(roles, top)
    with news_style():
        if not types:
            return draw_nothing(text, ax)
        columns = _ordered_roles(roles)
        rows = draw_rows(
            [type_name(kind) for kind in types],
            title=_sources_title(roles),
            note=_sources_note(roles, left_out),
            row_height=0.46,
            head=0.56,
            ax=ax,
        )
        ax = rows.ax
        ax.set_xlim(0, len(columns))
        drop_scale(ax)
        _write_heads(ax, columns, rows.width / len(columns))
        most = max(int(roles["n_mentions"].max()), 1)
        places = dict(zip(types, rows.y, strict=True))
        for row in roles[roles["type"].isin(types)].to_dict("records"):
            x, y = columns.index(row["role"]), places[row["type"]]
            color = BLUE if row["role"] == "attribution" else GREY
            ax.barh(
                y + 0.09 / rows.unit,
                0.88 * row["n_mentions"] / most,
                left=x,
                height=0.13 / rows.unit,
                color=color,
            )
            ax.text(
                x,
                y - 0.09 / rows.unit,
                f"{row['n_mentions']:,} ({row['n_articles']:,})",
                va="center",
                fontsize=MARK_SIZE,
                color=INK,
                parse_math=False,
                gid="mark",
            )
        return describe(ax, text, _drawn_roles(roles, types), "Mentions by type of source and role")


def plot_source_counts(
    sources: pd.DataFrame, *, top: int | None = 15, ax: Axes | None = None
) -> Axes:
    """Draw how often each source is mentioned, under its one name, the most mentioned first.

    Parameters: ``sources``, a table from ``count_sources``; ``top``, how many sources to draw
    (None for all); ``ax``, Axes to draw on, about 0.35 inch of height per source.

    Raises TableError for another table.

    >>> from analysis.tables import SOURCES
    >>> sources = SOURCES.build([
    ...     {"source": "Reuters", "type": "agency", "n_mentions": 7, "n_articles": 5},
    ...     {"source": "Ana Ruiz", "type": "person", "n_mentions": 4, "n_articles": 1}])
    >>> plot_source_counts(sources).get_title(loc="left")
    'Reuters is named most: 7 of 11 mentions, in 5 articles'
    """
    check_top(top)
    text = describe_source_counts(sources, top=top)
    drawn, rest = _ranked_sources(sources, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        more = (
            f"Not drawn: {count(len(rest), 'more source')} with "
            f"{count(int(rest['n_mentions'].sum()), 'mention')}"
        )
        rows = draw_rows(
            [name(source) for source in drawn["source"]],
            title=_counts_title(sources),
            note=sentence(
                f"n = {count(int(sources['n_mentions'].sum()), 'mention')} of "
                f"{count(len(sources), 'source')}",
                more if len(rest) else "",
            ),
            ax=ax,
        )
        marks = [
            f"{row['n_mentions']:,} in {count(row['n_articles'], 'article')} "
            f"({str(name(row['type'], 'type unknown')).replace('_', ' ')})"
            for row in drawn.to_dict("records")
        ]
        draw_bars(rows, drawn["n_mentions"].tolist(), marks)
        table = drawn[["source", "type", "n_mentions", "n_articles"]]
        return describe(rows.ax, text, table, "Mentions by source")


def describe_sources(roles: pd.DataFrame, *, top: int | None = 10) -> str:
    """Say in a sentence or two what the chart of types and roles shows."""
    types, _ = _ranked_types(roles, top)
    if not types:
        return "There is nothing to draw: no source is mentioned."
    totals = roles.groupby("type")["n_mentions"].sum()
    shown = [f"{type_name(kind)} {totals[kind]:,}" for kind in types]
    return sentence(
        f"Bars of source mentions by type and role: {_sources_title(roles)}",
        f"Most mentioned, in all roles: {listed(shown[:5], most=5)}",
    )


def describe_source_counts(sources: pd.DataFrame, *, top: int | None = 15) -> str:
    """Say in a sentence or two what the chart of mentions per source shows."""
    drawn, _ = _ranked_sources(sources, top)
    if drawn.empty:
        return "There is nothing to draw: no source is mentioned."
    shown = [f"{name(row['source'])} {row['n_mentions']:,}" for row in drawn.to_dict("records")]
    return sentence(
        f"Bar chart of mentions by source: {_counts_title(sources)}",
        f"Longest bars: {listed(shown[:5], most=5)}" if len(shown) > 1 else "",
    )


def type_name(kind: object) -> str:
    """Return a type of source in the plural, as a row's label; unknown types keep their word.

    >>> type_name("role_only"), type_name("think_tank")
    ('unnamed office holders', 'think tank')
    """
    return _TYPES.get(str(kind), name(kind, "type unknown").replace("_", " "))


def _ranked_types(roles: pd.DataFrame, top: int | None) -> tuple[list[str], list[str]]:
    ROLES.check(roles)
    totals = roles.groupby("type")["n_mentions"].sum()
    ranked = sorted((kind for kind in totals.index if totals[kind]), key=lambda k: (-totals[k], k))
    many = len(ranked) if top is None else top
    return ranked[:many], ranked[many:]


def _drawn_roles(roles: pd.DataFrame, types: Sequence[str]) -> pd.DataFrame:
    """Return the drawn rows in the order of the chart, each type with its label."""
    columns = ["type", "role", "n_mentions", "n_articles"]
    drawn = roles.loc[roles["type"].isin(types) & (roles["n_mentions"] > 0), columns]
    table = in_order(drawn, drawn["type"], types)
    table.insert(0, "label", [type_name(kind) for kind in table["type"]])
    return table


def _ordered_roles(roles: pd.DataFrame) -> list[str]:
    present = set(roles.loc[roles["n_mentions"] > 0, "role"])
    return [role for role in _ROLES if role in present] + sorted(present - set(_ROLES))


def _sources_title(roles: pd.DataFrame) -> str:
    credited = roles[roles["role"] == "attribution"].groupby("type")["n_mentions"].sum()
    total = int(credited.sum())
    if not total:
        n = int(roles["n_mentions"].sum())
        return f"No source is credited with information in {count(n, 'mention')}"
    most = int(credited.max())
    first = listed([type_name(kind) for kind in credited.index[credited == most]])
    first = first[0].upper() + first[1:]
    each = " each" if (credited == most).sum() > 1 else ""
    whole = count(total, "attribution")
    if most == total:
        return f"All information is credited to {first[0].lower() + first[1:]}: {whole}"
    return f"{first} are credited most: {most:,} of {whole}{each} ({percent(most, total)})"


def _sources_note(roles: pd.DataFrame, left_out: Sequence[str]) -> str:
    n = int(roles["n_mentions"].sum())
    gone = roles[roles["type"].isin(left_out)]
    return sentence(
        f"n = {count(n, 'mention')}",
        "A number counts mentions; in brackets, the articles they stand in",
        "Blue: the article relies on the source" if (roles["role"] == "attribution").any() else "",
        f"Not drawn: {count(int(gone['n_mentions'].sum()), 'mention')} of "
        f"{listed([type_name(kind) for kind in left_out], most=9)}"
        if len(gone)
        else "",
    )


def _write_heads(ax: Axes, columns: Sequence[str], inches: float) -> None:
    """Write each role over its column, and under it what the role means if there is room."""
    least = text_width("attribution", MARK_SIZE, "bold") + 0.05
    room = max(inches - 0.14, least)
    for x, role in enumerate(columns):
        head = wrap(role, room, MARK_SIZE, "bold")
        gloss = wrap(_ROLES.get(role, ""), room, MARK_SIZE - 1) if inches > least + 0.1 else ""
        drop = 1.0
        for text, size, weight, color in (
            (head, MARK_SIZE, "bold", INK),
            (gloss, MARK_SIZE - 1, "normal", NOTE_COLOR),
        ):
            ax.annotate(
                text,
                (x, 0),
                xytext=(0, -drop),
                textcoords="offset points",
                va="top",
                fontsize=size,
                weight=weight,
                color=color,
                parse_math=False,
                gid="head",
            )
            drop += 14 * (text.count("\n") + 1)


def _ranked_sources(sources: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    SOURCES.check(sources)
    ranked = sources.sort_values(["n_mentions", "source"], ascending=[False, True])
    return first_rows(ranked, top)


def _counts_title(sources: pd.DataFrame) -> str:
    ranked, _ = _ranked_sources(sources, None)
    total, most = int(ranked["n_mentions"].sum()), int(ranked["n_mentions"].iloc[0])
    first = ranked[ranked["n_mentions"] == most]
    if len(ranked) == 1:
        return f"{name(first['source'].iloc[0])} is the only source, with {count(total, 'mention')}"
    if len(first) == len(ranked):
        return f"Each of {len(ranked)} sources is named equally often: {count(most, 'mention')}"
    if len(first) > 3:
        return f"{len(first)} sources are named most, with {count(most, 'mention')} each"
    if len(first) > 1:
        names = listed([name(source) for source in first["source"]])
        return f"{names} are named most, with {count(most, 'mention')} each"
    where = count(int(first["n_articles"].iloc[0]), "article")
    return (
        f"{name(first['source'].iloc[0])} is named most: {most:,} of {total:,} mentions, in {where}"
    )
