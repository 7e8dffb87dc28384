"""One event, many outlets: when each reports, and which words mark it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.canvas import (
    BLUE,
    INK,
    MARK_SIZE,
    Rows,
    check_top,
    describe,
    draw_nothing,
    draw_rows,
    news_style,
    plain,
    text_width,
    write_beside,
)
from analysis.charts.panels import (
    MOST_OUTLETS,
    SMALL,
    Row,
    cut,
    draw_dot,
    draw_panels,
    draw_scale,
    fit,
    not_drawn,
    outlets_to_draw,
)
from analysis.charts.words import decimal, name, sentence
from analysis.printed import count, listed
from analysis.tables import ALL_OUTLETS, DAYS, MARKING_WORDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_Z = 2.0  # below it, a word is no finding
_MOST_PANELS = 9
_TALL = 0.36  # inches, of the highest bar of a row of days


def plot_days(
    days: pd.DataFrame, *, top: int | None = MOST_OUTLETS, ax: Axes | None = None
) -> Axes:
    """Draw how many articles each outlet published on each day: a row of bars per outlet.

    All outlets' rows share one scale; a first row adds them up, on a scale of its own. Parameters:
    ``days``, a table from ``count_by_day``; ``top``, how many outlets to draw, those with most
    articles, in alphabetical order (None for all); ``ax``, Axes to draw on, about 0.7 inch of
    height per outlet.

    Raises TableError for another table.

    >>> days = DAYS.build([
    ...     {"day": pd.Timestamp(f"2025-05-0{day}", tz="UTC"), "outlet": outlet, "n_articles": n,
    ...      "n_words": 400 * n}
    ...     for day, outlet, n in [(7, "Courier", 2), (7, "Lantern", 1), (9, "Lantern", 1)]])
    >>> plot_days(days).get_title(loc="left")
    'The peak is on 7 May 2025: 3 of 4 articles'
    """
    check_top(top)
    text = describe_days(days, top=top)
    table = _days(days)
    with news_style():
        if table.empty:
            return draw_nothing(text, ax)
        outlets, n_left = outlets_to_draw(table.groupby("outlet")["n_articles"].sum(), top)
        every = table.groupby("day", as_index=False)[["n_articles", "n_words"]].sum()
        parts = [(outlet, table[table["outlet"] == outlet]) for outlet in outlets]
        if table["outlet"].nunique() > 1:
            parts.insert(0, (ALL_OUTLETS, every))
        first, last = table["day"].min(), table["day"].max()
        undated = int(days["day"].isna().sum())
        rows = draw_rows(
            [cut(label, 60) for label, _ in parts],
            title=_days_title(table),
            note=sentence(
                f"n = {count(int(table['n_articles'].sum()), 'article')} on "
                f"{count(len(every), 'day')}, "
                f"{count((last - first).days + 1, 'day')} from first to last",
                "The rows of the outlets share one scale; the first row has its own"
                if len(parts) > 1
                else "",
                f"Not drawn: {count(undated, 'row')} without a day" if undated else "",
                not_drawn(n_left, "outlet"),
            ),
            xlabel=f"Day of publication (UTC), {_years(first, last)}",
            ends=[_days_end(part) for _, part in parts],
            row_height=0.68,
            label_width=2.0,
            ax=ax,
        )
        _draw_days(rows, parts, first, last)
        bars = pd.concat([part.assign(outlet=label) for label, part in parts])
        bars = bars[["outlet", "day", "n_articles", "n_words"]]
        return describe(rows.ax, text, bars, "Articles and words by outlet and day")


def plot_marking_words(words: pd.DataFrame, *, top: int | None = 8, ax: Axes | None = None) -> Axes:
    """Draw the words that mark each outlet: a panel per outlet, a dot per word at its z.

    Beside a dot stands in how many of the outlet's articles the word is; a ring is a word whose z
    lies below 2 and that is no finding. Parameters: ``words``, a table from
    ``find_marking_words``; ``top``, how many words to draw of each outlet, those farthest from zero
    (None for all); ``ax``, Axes to draw on, about 0.3 inch of height per word and band of three
    panels.

    Raises TableError for another table.

    >>> words = MARKING_WORDS.build([
    ...     {"outlet": "Courier", "word": word, "n_articles": 4, "n_elsewhere": 1, "share": 0.5,
    ...      "share_elsewhere": 0.1, "log_odds": 1.0, "z": z, "keyness": 3.0}
    ...     for word, z in [("cracked", 2.4), ("mayor", 0.7)]])
    >>> plot_marking_words(words).get_title(loc="left")
    '1 of 2 words drawn reaches a z of 2; below it, a word is no finding'
    """
    check_top(top)
    text = describe_marking_words(words, top=top)
    drawn, n_left = _marking(words, top)
    with news_style():
        if drawn.empty:
            return draw_nothing(text, ax)
        totals = _totals(words)
        outlets = sorted(drawn["outlet"].unique())
        groups = {outlet: drawn[drawn["outlet"] == outlet] for outlet in outlets}
        rows, panels = draw_panels(
            [cut(outlet, 60) for outlet in outlets],
            [""] * max(map(len, groups.values())),
            title=_words_title(drawn),
            note=sentence(
                "z: how sure it is that the outlet’s articles have the word more often than the "
                "others’ (log-odds over its standard error)",
                "Beside it, in how many of the outlet’s articles the word stands",
                "Of thousands of words, some come near z 3 by chance",
                f"Rings: z below {LEAST_Z:.0f}, no finding"
                if (drawn["z"].abs() < LEAST_Z).any()
                else "",
                not_drawn(n_left, "outlet"),
            ),
            ax=ax,
        )
        marks = [_in_articles(row, totals) for row in drawn.to_dict("records")]
        beside = max(text_width(mark, MARK_SIZE) for mark in marks) + 0.15
        width = panels[0].width
        widths = [text_width(plain(name(word)), MARK_SIZE) for word in drawn["word"]]
        wide = min(max(widths), 0.5 * width)
        low, high = min(drawn["z"].min(), 0.0), max(drawn["z"].max(), LEAST_Z + 0.2)
        inch = max(width - wide - 0.2 - beside, 0.2) / (high - low)
        for outlet, panel in zip(outlets, panels, strict=True):
            zero = panel.left + wide + 0.2 - low * inch
            limits = [zero + z * inch for z in (LEAST_Z, -LEAST_Z)]
            draw_scale(rows, panel, _z_ticks(zero, inch, low, high), limits)
            for row, y in zip(groups[outlet].to_dict("records"), panel.y, strict=False):
                _draw_word(rows, row, panel.left + wide, wide, zero + row["z"] * inch, y)
                write_beside(rows.ax, zero + row["z"] * inch, y, _in_articles(row, totals))
        table = drawn[["outlet", "word", "z", "n_articles"]].assign(
            n_outlet_articles=drawn["outlet"].map(totals).astype("Int64")
        )
        return describe(rows.ax, text, table, "Words that mark each outlet")


def describe_days(days: pd.DataFrame, *, top: int | None = MOST_OUTLETS) -> str:
    """Say in a sentence or two what the chart of days shows."""
    table = _days(days)
    if table.empty:
        return "There is nothing to draw: no article has a day and an outlet."
    outlets, _ = outlets_to_draw(table.groupby("outlet")["n_articles"].sum(), top)
    shown = []
    for outlet in outlets:
        own = table[table["outlet"] == outlet]
        n = count(int(own["n_articles"].sum()), "article")
        shown.append(f"{name(outlet)} {n}, {_span(own['day'].min(), own['day'].max())}")
    return sentence(
        f"Bars of articles by day and outlet: {_days_title(table)}",
        f"By outlet: {'; '.join(shown)}",
    )


def describe_marking_words(words: pd.DataFrame, *, top: int | None = 8) -> str:
    """Say in a sentence or two what the chart of marking words shows."""
    drawn, _ = _marking(words, top)
    if drawn.empty:
        return "There is nothing to draw: no word marks an outlet."
    totals = _totals(words)
    firsts = drawn.groupby("outlet", sort=True).head(1)
    shown = [
        f"{name(row['outlet'])} “{name(row['word'])}” (z {decimal(row['z'])}, in "
        f"{_in_articles(row, totals)} articles)"
        for row in firsts.to_dict("records")
    ]
    return sentence(
        f"Dots of words by outlet at their z: {_words_title(drawn)}",
        f"First of each outlet: {listed(shown, most=_MOST_PANELS)}",
    )


# ---- days --------------------------------------------------------------------------------------


def _days(days: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have articles, a day and an outlet."""
    DAYS.check(days)
    kept = days[(days["n_articles"] > 0) & days["day"].notna()].reset_index(drop=True)
    return kept.assign(
        day=pd.to_datetime(kept["day"], utc=True).dt.floor("D"),
        outlet=kept["outlet"].fillna("outlet unknown"),
    )


def _date(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B}"


def _span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return two days in words.

    >>> _span(pd.Timestamp("2025-05-07"), pd.Timestamp("2025-06-01"))
    '7 May to 1 June 2025'
    """
    if first == last:
        return f"{_date(first)} {first.year}"
    start = _date(first) if first.year == last.year else f"{_date(first)} {first.year}"
    return f"{start} to {_date(last)} {last.year}"


def _years(first: pd.Timestamp, last: pd.Timestamp) -> str:
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def _days_title(table: pd.DataFrame) -> str:
    by_day = table.groupby("day")["n_articles"].sum()
    total, most = int(by_day.sum()), int(by_day.max())
    peaks = list(by_day.index[by_day == most])
    if len(by_day) == 1:
        return f"All is of one day, {_span(peaks[0], peaks[0])}: {count(total, 'article')}"
    if len(peaks) == 1:
        return f"The peak is on {_span(peaks[0], peaks[0])}: {most:,} of {total:,} articles"
    each = f"{most:,} of {total:,} articles each"
    if len(peaks) == len(by_day):
        return f"No day stands out: {each} on {len(by_day):,} days"
    if len(peaks) > 3:
        return f"{len(peaks):,} of {len(by_day):,} days have the most: {each}"
    same = len({day.year for day in peaks}) == 1
    dates = [_date(day) if same else _span(day, day) for day in peaks]
    year = f" {peaks[0].year}" if same else ""
    return f"The peaks are on {listed(dates)}{year}: {each}"


def _days_end(part: pd.DataFrame) -> str:
    n_words = int(part["n_words"].sum())
    return f"{count(int(part['n_articles'].sum()), 'article')}\n{count(n_words, 'word')}"


def _draw_days(
    rows: Rows,
    parts: Sequence[tuple[str, pd.DataFrame]],
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> None:
    n_days = (last - first).days + 1
    side = max((7 - n_days) / 2, 0.6)
    rows.ax.set_xlim(-side - 0.5, n_days - 0.5 + side)
    inch = rows.width / (n_days + 2 * side)  # of a day
    width = max(0.8, 0.025 / inch)
    own = [part for label, part in parts if label is not ALL_OUTLETS]
    most = max(int(part["n_articles"].max()) for part in own)
    for (label, part), y in zip(parts, rows.y, strict=True):
        is_sum = label is ALL_OUTLETS
        highest = int(part["n_articles"].max())
        scale = _TALL / rows.unit / (highest if is_sum else most)
        base = y + 0.26 / rows.unit
        rows.ax.hlines(base, *rows.ax.get_xlim(), color="#d0d0d0", linewidth=0.8, zorder=0)
        places = (part["day"] - first).dt.days
        heights = -scale * part["n_articles"]
        rows.ax.bar(places, heights, width, bottom=base, color=INK if is_sum else BLUE)
        # The peak has its number even where the days are too narrow for theirs.
        peak = places.to_numpy()[part["n_articles"].to_numpy().argmax()]
        for x, n in zip(places, part["n_articles"], strict=True):
            if x == peak or text_width(f"{n:,}", SMALL) < 0.9 * inch:
                rows.ax.text(
                    x, base - n * scale - 0.02 / rows.unit, f"{n:,}", ha="center", va="bottom",
                    fontsize=SMALL, color=INK, parse_math=False, gid="value",
                )  # fmt: skip
    ticks = _date_ticks(first, last, rows.width)
    rows.ax.set_xticks(list(ticks), list(ticks.values()), parse_math=False)
    rows.ax.grid(visible=False)


def _date_ticks(first: pd.Timestamp, last: pd.Timestamp, inches: float) -> dict[int, str]:
    """Return the days to name below, so few that they can be read, and their names.

    >>> _date_ticks(pd.Timestamp("2025-05-07"), pd.Timestamp("2025-05-20"), 5)
    {0: '7 May', 2: '9 May', 4: '11 May', 6: '13 May', 8: '15 May', 10: '17 May', 12: '19 May'}
    """
    steps = [("D", n) for n in (1, 2, 7, 14)]
    steps += [("MS", n) for n in (1, 2, 3, 6)] + [
        ("YS", n) for n in (1, 2, 5, 10, 20, 50, 100, 1000)
    ]
    for unit, step in steps:
        days = pd.date_range(first, last, freq=f"{step}{unit}")
        if len(days) * 0.3 > inches:
            continue
        if unit == "D":
            names = [f"{day.day} {day:%b}" for day in days]
        elif unit == "MS":
            names = [f"{day:%b %Y}" if first.year != last.year else f"{day:%B}" for day in days]
        else:
            names = [str(day.year) for day in days]
        if sum(text_width(text, MARK_SIZE) + 0.2 for text in names) <= inches:
            break
    return {(day - first).days: text for day, text in zip(days, names, strict=True)}


# ---- words -------------------------------------------------------------------------------------


def _marking(words: pd.DataFrame, top: int | None) -> tuple[pd.DataFrame, int]:
    """Return each outlet's words farthest from zero, by z, and how many outlets are left out."""
    MARKING_WORDS.check(words)
    kept = words.dropna(subset=["outlet", "word", "z"]).reset_index(drop=True)
    outlets = list(kept["outlet"].value_counts(sort=False).index)
    kept = kept[kept["outlet"].isin(outlets[:_MOST_PANELS])]
    far = kept["z"].abs().sort_values(ascending=False, kind="stable").index
    chosen = kept.loc[far].groupby("outlet").head(len(kept) if top is None else top)
    drawn = chosen.sort_values(["outlet", "z"], ascending=[True, False], kind="stable")
    return drawn, max(len(outlets) - _MOST_PANELS, 0)


def _totals(words: pd.DataFrame) -> dict[str, int]:
    """Return how many articles each outlet has, as the shares of its words tell."""
    told = words[(words["share"] > 0) & (words["n_articles"] > 0)]
    n = (told["n_articles"] / told["share"]).groupby(told["outlet"]).median().round()
    return {str(outlet): int(total) for outlet, total in n.items()}


def _in_articles(row: Row, totals: Mapping[str, int]) -> str:
    total = totals.get(row["outlet"])
    return f"{row['n_articles']:,} of {total:,}" if total else f"{row['n_articles']:,}"


def _words_title(drawn: pd.DataFrame) -> str:
    n_sure = int((drawn["z"].abs() >= LEAST_Z).sum())
    has_low = bool((drawn["z"] < 0).any())
    reached = f"a z of {LEAST_Z:.0f}" + (f" or −{LEAST_Z:.0f}" if has_low else "")
    rule = f"{'between them' if has_low else 'below it'}, a word is no finding"
    if not n_sure:
        return f"No word reaches {reached}; {rule}"
    verb = "reaches" if n_sure == 1 else "reach"
    return f"{n_sure:,} of {count(len(drawn), 'word')} drawn {verb} {reached}; {rule}"


def _z_ticks(zero: float, inch: float, low: float, high: float) -> dict[float, str]:
    """Return the scale of a panel, places in inches and z there; the limits are always on it.

    >>> _z_ticks(1.0, 0.5, 0.0, 3.4)
    {2.0: '2', 1.0: '0', 2.5: '3'}
    """
    wanted = [LEAST_Z, *([-LEAST_Z] if low <= -LEAST_Z else []), 0, int(high), int(low)]
    kept: list[float] = []
    for z in wanted:
        if all(abs(z - other) * inch > 0.22 for other in kept):
            kept.append(z)
    return {zero + z * inch: f"{z:,.0f}".replace("-", "−") for z in kept}


def _draw_word(rows: Rows, row: Row, right: float, wide: float, x: float, y: float) -> None:
    is_sure = abs(row["z"]) >= LEAST_Z
    rows.ax.text(
        right, y, fit(row["word"], wide, MARK_SIZE), ha="right", va="center", fontsize=MARK_SIZE,
        color=INK, parse_math=False, gid="word",
    )  # fmt: skip
    draw_dot(rows, x, y, is_sure, "finding" if is_sure else "no finding")
