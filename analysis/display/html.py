"""Words of a table as safe HTML: escaped, readable in light and in dark, and with a plain twin."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from numbers import Integral, Real
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

# The colours keep 3:1 against white and against #111, so that one style serves both; the words
# themselves keep the page's own colour.
BLUE = "#2f86c5"
ORANGE = "#c96a1d"

STYLE = f"""<style>
.ma {{ line-height: 1.55; text-align: left; }}
.ma .ma-sr {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }}
.ma .ma-scroll {{ position: relative; overflow-x: auto; margin: 0.8em 0; }}
.ma table.ma-table {{ border-collapse: collapse; margin: 0; font-size: 0.92em; border: 0; }}
.ma table.ma-table caption {{ text-align: left; font-weight: 600; padding: 0.2em 0 0.5em;
  color: inherit; }}
.ma table.ma-table th, .ma table.ma-table td {{ text-align: left; vertical-align: top;
  padding: 0.3em 1.2em 0.3em 0; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.45);
  background: none; color: inherit; white-space: normal; overflow-wrap: break-word;
  max-width: 36em; }}
.ma table.ma-table thead th {{ border-bottom: 2px solid {BLUE}; font-weight: 600;
  vertical-align: bottom; }}
.ma table.ma-table tbody th {{ font-weight: 600; }}
.ma table.ma-table tbody th.ma-long {{ font-weight: 400; }}
.ma table.ma-table th.ma-number, .ma table.ma-table td.ma-number {{ text-align: right;
  font-variant-numeric: tabular-nums; white-space: nowrap; }}
.ma p.ma-note {{ margin: 0.3em 0; font-size: 0.92em; }}
.ma .ma-text {{ max-width: 42em; }}
.ma mark.ma-mark {{ background: none; color: inherit; padding: 0; }}
.ma mark.ma-quote {{ background: rgba(47, 134, 197, 0.16); text-decoration: underline 2px {BLUE};
  text-underline-offset: 0.22em; text-decoration-skip-ink: none; }}
.ma mark.ma-mixed {{ text-decoration-style: dashed; }}
.ma mark.ma-indirect {{ text-decoration-style: dotted; }}
.ma mark.ma-nested {{ background: rgba(47, 134, 197, 0.34); }}
.ma mark.ma-speaker {{ font-weight: 700; }}
.ma mark.ma-cue {{ font-style: italic; }}
.ma mark.ma-mention {{ border: 0 solid {ORANGE}; border-width: 1.5px 0; }}
.ma mark.ma-other {{ border-style: dotted; }}
.ma mark.ma-first {{ border-left-width: 1.5px; padding-left: 0.15em; }}
.ma mark.ma-last {{ border-right-width: 1.5px; padding-right: 0.15em; }}
.ma sup.ma-ref {{ font-size: 0.72em; line-height: 0; font-style: normal; font-weight: 400;
  margin-left: 0.15em; }}
.ma sup.ma-ref a, .ma table.ma-table th a {{ color: inherit;
  text-decoration: underline; padding: 0.25em 0.1em; }}
.ma :target {{ outline: 2px solid {ORANGE}; outline-offset: 2px; }}
</style>"""

# MathJax leaves elements of these classes alone: "$5 and $6" is money, not mathematics.
_ROOT = "ma mathjax_ignore tex2jax_ignore"

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_serial = count(1)
_LONG_NAME = 60  # characters; longer than any name of a source or speaker


@dataclass(frozen=True)
class Shown:
    """Something to see in a notebook: ``html`` for the page and ``text`` for a plain terminal."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


class Cell(NamedTuple):
    """One cell of a table: its HTML, its plain text, and whether it is a number."""

    html: str
    text: str
    is_number: bool = False


def page(body: str) -> str:
    """Wrap HTML in the element that carries the style and keeps MathJax away."""
    return f'<div class="{_ROOT}">{STYLE}{body}</div>'


def new_prefix() -> str:
    """Return a prefix that makes the ids of one output unlike those of any other on the page."""
    return f"ma{next(_serial)}"


def clean(text: object) -> str:
    r"""Return text without the characters that no HTML page may hold.

    >>> clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    True
    """
    return _UNSAFE.sub("\ufffd", str(text))


def escape(text: object) -> str:
    """Return text that a browser shows as it is and never runs.

    >>> escape("<script>alert('Ruiz & Co')</script>")
    '&lt;script&gt;alert(&#x27;Ruiz &amp; Co&#x27;)&lt;/script&gt;'
    """
    return html.escape(clean(text))


def cell(value: Any, digits: int = 2) -> Cell:
    """Return a value as a reader expects it: 12,500 for a count, a dash for what is missing.

    >>> cell(-0.5).text, cell(12500).text, cell(None).text, cell(True).text
    ('−0.50', '12,500', '–', 'yes')
    """
    if not pd.api.types.is_scalar(value):
        return _plain_cell(str(value))
    if pd.isna(value):
        dash = '<span aria-hidden="true" title="missing">–</span><span class="ma-sr">missing</span>'
        return Cell(dash, "–")
    if isinstance(value, (bool, np.bool_)):
        return _plain_cell("yes" if value else "no")
    if isinstance(value, Integral):
        whole = int(value)
        shown = f"{whole:,}" if abs(whole) >= 10_000 else str(whole)
        return _plain_cell(shown.replace("-", "−"), is_number=True)
    if isinstance(value, Real):
        number = float(value)
        shown = f"{number:,.{digits}f}" if abs(number) >= 10_000 else f"{number:.{digits}f}"
        if float(shown.replace(",", "")) == 0:
            shown = shown.lstrip("-")
        return _plain_cell(shown.replace("-", "−"), is_number=True)
    if isinstance(value, pd.Timestamp):
        form = "%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M"
        return _plain_cell(value.strftime(form))
    return _plain_cell(str(value))


def _plain_cell(text: str, is_number: bool = False) -> Cell:
    return Cell(escape(text), clean(text), is_number)


def _heading(name: str) -> str:
    """Return a column's name that a narrow table may break at an underscore, if it is long.

    >>> _heading("n_words"), _heading("flesch_kincaid_grade")
    ('n_words', 'flesch_<wbr>kincaid_<wbr>grade')
    """
    shown = escape(name)
    return shown.replace("_", "_<wbr>") if len(name) > 12 else shown


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    caption: str,
    *,
    note: str = "",
    row_headings: bool = False,
    row_ids: Sequence[str] = (),
) -> Shown:
    """Build a table with a caption; with ``row_headings`` the first cell names its row.

    The HTML is the bare element, to be put on a page with ``page``.
    """
    numbers = [
        all(row[i].is_number or row[i].text == "–" for row in rows)
        and any(row[i].is_number for row in rows)
        for i in range(len(headings))
    ]
    classes = [' class="ma-number"' if number else "" for number in numbers]
    head = "".join(
        f'<th scope="col"{name}>{_heading(heading)}</th>'
        for heading, name in zip(headings, classes, strict=True)
    )
    # Names of rows are bold, but a column of sentences is not.
    if row_headings and any(len(one.text) > _LONG_NAME for row in rows for one in row[:1]):
        classes[0] = ' class="ma-long"'
    body = []
    for n, row in enumerate(rows):
        cells = [
            f'<th scope="row" dir="auto"{name}>{value.html}</th>'
            if row_headings and i == 0
            else f'<td dir="auto"{name}>{value.html}</td>'
            for i, (value, name) in enumerate(zip(row, classes, strict=True))
        ]
        marked = f' id="{escape(row_ids[n])}"' if row_ids else ""
        body.append(f"<tr{marked}>{''.join(cells)}</tr>")
    built = (
        f'<div class="ma-scroll" tabindex="0" role="group" aria-label="{escape(caption)}">'
        f'<table class="ma-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
    if note:
        built += f'<p class="ma-note">{escape(note)}</p>'
    lines = [caption, " | ".join(headings)]
    lines += [" | ".join(value.text for value in row) for row in rows]
    return Shown(built, "\n".join(clean(line) for line in [*lines, note] if line))
