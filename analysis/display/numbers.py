"""The numbers behind a chart, folded away below it, and to be taken along as a table."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.display.html import cell, escape, page, table
from analysis.export import guard_cells

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 50  # of the table on the page; the file has all
_IN_FILE_ONLY = ("scores", "reported_scores")  # lists of every mark: too long for a page
# On paper nothing can be unfolded or saved, so that there the part is left out.
_STYLE = """<style>
.ma details.ma-numbers { margin: 0.2em 0 0.8em; }
.ma details.ma-numbers summary { cursor: pointer; width: fit-content; padding: 0.25em 0;
  font-size: 0.875em; }
.ma details.ma-numbers a { text-decoration: underline; }
@media print { .ma details.ma-numbers { display: none; } }
</style>"""


def fold_numbers(charts: Sequence[Axes]) -> str:
    """Return HTML with the numbers of each chart that has some, folded; no text if none has."""
    tables = list(_tables(charts))
    if not tables:
        return ""
    parts = []
    for number, (frame, caption) in enumerate(tables, start=1):
        which = "this chart" if len(tables) == 1 else f"chart {number}"
        parts.append(
            f'<details class="ma-numbers"><summary>The numbers behind {which}</summary>'
            f"{_table(frame, caption)}{_link(frame, caption)}</details>"
        )
    return page(_STYLE + "".join(parts))


def csv_of(frame: pd.DataFrame) -> str:
    r"""Return a table as the text of a CSV file that a spreadsheet opens as it is.

    Days are written without their midnight, numbers to six figures, and no cell is run as a
    formula.

    >>> csv_of(pd.DataFrame({"outlet": ["=Courier"], "share": [1 / 3]}))
    "\ufeffoutlet,share\r\n'=Courier,0.333333\r\n"
    """
    written = frame.copy()
    for column in written.select_dtypes(["datetime", "datetimetz"]):
        times = written[column]
        has_hours = (times != times.dt.normalize()) & times.notna()
        written[column] = times.dt.strftime("%Y-%m-%d %H:%M" if has_hours.any() else "%Y-%m-%d")
    text: str = guard_cells(written).to_csv(index=False, float_format="%.6g", lineterminator="\r\n")
    return f"\ufeff{text}"


def _tables(charts: Sequence[Axes]) -> Iterator[tuple[pd.DataFrame, str]]:
    for ax in charts:
        frame, caption = getattr(ax, "chart_table", None), getattr(ax, "chart_caption", "")
        if isinstance(frame, pd.DataFrame) and len(frame):
            yield frame, caption or "The numbers that are drawn"


def _table(frame: pd.DataFrame, caption: str) -> str:
    lists = [name for name in _IN_FILE_ONLY if name in frame]
    shown = frame.drop(columns=lists).head(_MOST_ROWS)
    notes = []
    if len(shown) < len(frame):
        notes.append(f"The first {len(shown):,} of {len(frame):,} rows; the file below has all.")
    if lists:
        notes.append(f"The file below has every single mark too ({' and '.join(lists)}).")
    rows = [[cell(value) for value in row] for row in shown.itertuples(index=False)]
    first = [row[0].text for row in rows]
    return table(
        list(map(str, shown.columns)),
        rows,
        caption,
        note=" ".join(notes),
        row_headings=len(set(first)) == len(first) and "–" not in first,
    ).html


def _link(frame: pd.DataFrame, caption: str) -> str:
    """Return a link that saves the table: the file is in the link itself, so nothing is fetched."""
    code = b64encode(csv_of(frame).encode("utf-8")).decode("ascii")
    return (
        f'<p class="ma-note"><a download="{escape(_file_name(caption))}" '
        f'href="data:text/csv;charset=utf-8;base64,{code}">Save these numbers as a file</a> '
        "(CSV, which any spreadsheet program opens)</p>"
    )


def _file_name(caption: str) -> str:
    """Return a file's name that says what it holds.

    >>> _file_name("Tone of each speaker’s quotes")
    'tone-of-each-speakers-quotes.csv'
    """
    words = re.findall(r"[a-z0-9]+", caption.lower().replace("’", ""))
    return f"{'-'.join(words) or 'numbers'}.csv"
