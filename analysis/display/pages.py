"""The page that an article came on, line by line: what is its text, and what was set apart."""

from __future__ import annotations

import pandas as pd

from analysis.display.html import BLUE, ORANGE, Shown, clean, escape, new_prefix, page
from analysis.mistakes import ArgumentError, check_heading_level, did_you_mean_of_these, given
from analysis.printed import count
from analysis.tables import PAGE_LINES

_KEPT = {"body": "", "heading": "subheading"}
# Told apart by the form of the line at the left, by the label and by colour, in this order.
_STYLE = f"""<style>
.ma ol.ma-lines {{ list-style: none; margin: 0.6em 0; padding: 0; max-width: 48em; }}
.ma ol.ma-lines li {{ display: grid; grid-template-columns: 2em 8.5em 1fr; column-gap: 0.8em;
  padding: 0.15em 0 0.15em 0.6em; border-left: 4px solid {BLUE}; margin: 0; }}
.ma ol.ma-lines li.ma-apart {{ border-left: 4px dotted {ORANGE};
  background: rgba(201, 106, 29, 0.1); }}
.ma ol.ma-lines li.ma-apart .ma-words {{ font-size: 0.92em; }}
.ma ol.ma-lines li.ma-heading .ma-words {{ font-weight: 700; }}
.ma ol.ma-lines .ma-no {{ text-align: right; font-variant-numeric: tabular-nums; opacity: 0.75; }}
.ma ol.ma-lines .ma-why {{ font-style: italic; font-size: 0.92em; }}
.ma ol.ma-lines .ma-words {{ overflow-wrap: anywhere; }}
@media (max-width: 40em) {{
  .ma ol.ma-lines li {{ grid-template-columns: 2em 1fr; }}
  .ma ol.ma-lines .ma-no {{ grid-row: 1 / span 2; }}
  .ma ol.ma-lines .ma-why, .ma ol.ma-lines .ma-words {{ grid-column: 2; }}
}}
</style>"""


def show_page(article_id: str, *, lines: pd.DataFrame, heading_level: int = 3) -> Shown:
    """Return the page of an article: every line with its number and, if set apart, the reason.

    ``lines`` is what ``find_lines(articles)`` gives. Lines of the story have a solid bar at the
    left, those set apart a dotted one and the reason. To put lines back, choose their rows from
    ``find_residue(articles)`` and call ``put_back``.

    Raises TableError for another table, ValueError for an unknown article or a ``heading_level``
    that is not 1 to 6.

    >>> lines = PAGE_LINES.build([
    ...     {"article_id": "a1", "line": 1, "text": "It rained.", "label": "body", "kept": True},
    ...     {"article_id": "a1", "line": 3, "text": "Share", "label": "sharing", "kept": False},
    ... ])
    >>> show_page("a1", lines=lines)
    The page of a1: 1 line kept, 1 set apart
    1 | kept | It rained.
    3 | sharing | Share
    """
    check_heading_level(heading_level)
    PAGE_LINES.check(lines)
    known = list(lines["article_id"].unique())
    if not isinstance(article_id, str) or article_id not in known:
        raise ArgumentError(
            f"there are no lines of an article {given(article_id)}."
            + did_you_mean_of_these(article_id, known, 3)
        )
    rows = lines[lines["article_id"] == article_id].to_dict("records")
    kept = sum(row["kept"] for row in rows)
    title = f"The page of {article_id}: {count(kept, 'line')} kept, {len(rows) - kept:,} set apart"
    prefix, items, plain = new_prefix(), [], [title]
    for row in rows:
        why = _KEPT.get(row["label"], row["label"]) if row["kept"] else row["label"]
        style = "ma-kept" if row["kept"] else "ma-apart"
        style += " ma-heading" if row["label"] in ("headline", "heading") else ""
        spoken = "" if why or not row["kept"] else '<span class="ma-sr">kept</span>'
        items.append(
            f'<li class="{style}"><span class="ma-no">{row["line"]}</span>'
            f'<span class="ma-why">{escape(why)}{spoken}</span>'
            f'<span class="ma-words" dir="auto">{escape(row["text"])}</span></li>'
        )
        plain.append(f"{row['line']} | {why or 'kept'} | {row['text']}")
    tag = f"h{heading_level}"
    html = (
        f'{_STYLE}<section aria-labelledby="{prefix}-title">'
        f'<{tag} id="{prefix}-title">{escape(title)}</{tag}>'
        '<p class="ma-note">Solid bar: part of the article. Dotted bar: set apart, with the reason.'
        f'</p><ol class="ma-lines">{"".join(items)}</ol></section>'
    )
    return Shown(page(html), "\n".join(clean(line) for line in plain))
