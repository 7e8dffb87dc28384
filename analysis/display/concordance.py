"""The lines of a concordance: a keyword in its contexts, one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.display.html import BLUE, Shown, clean, escape, new_prefix, page
from analysis.display.tables import rest_note
from analysis.mistakes import ArgumentError, check_top
from analysis.printed import count
from analysis.tables import CONCORDANCE

# A word before these has no blank to the keyword, and one after them neither.
_OPENERS = ("“", "‘", "(", "[", "«", "„", "—", "–", "-", "/", "$", "£", "€", "#", "@")

_STYLE = f"""<style>
.ma .ma-kwic {{ margin: 0.8em 0; }}
.ma .ma-kwic ol {{ list-style: none; margin: 0; padding: 0; display: grid; font-size: 0.92em;
  grid-template-columns: fit-content(14em) minmax(0, 1fr) auto minmax(0, 1fr); }}
.ma .ma-kwic li {{ position: relative; margin: 0; padding: 0.25em 0; display: grid;
  grid-column: 1 / -1; align-items: baseline;
  grid-template-columns: 11em minmax(0, 1fr) auto minmax(0, 1fr);
  grid-template-columns: subgrid;
  border-bottom: 1px solid rgba(128, 128, 128, 0.45); }}
.ma .ma-kwic .ma-seen {{ display: contents; }}
.ma .ma-kwic .ma-where {{ padding-right: 1.2em; overflow-wrap: anywhere; line-height: 1.3; }}
.ma .ma-kwic .ma-where small {{ display: block; font-size: 0.85em; opacity: 0.8; }}
.ma .ma-kwic .ma-left, .ma .ma-kwic .ma-right {{ white-space: pre; overflow: hidden; }}
.ma .ma-kwic .ma-left {{ display: flex; justify-content: flex-end;
  mask-image: linear-gradient(to right, transparent, #000 2em); }}
.ma .ma-kwic .ma-right {{ mask-image: linear-gradient(to left, transparent, #000 2em); }}
.ma .ma-kwic mark {{ background: rgba(47, 134, 197, 0.16); color: inherit; font-weight: 700;
  text-decoration: underline 2px {BLUE}; text-underline-offset: 0.22em; text-align: center;
  padding: 0; white-space: nowrap; }}
@media print {{ .ma .ma-kwic ol {{ font-size: 0.7em; }} }}
@media screen and (max-width: 44em) {{
  .ma .ma-kwic ol, .ma .ma-kwic li {{ display: block; }}
  .ma .ma-kwic .ma-where, .ma .ma-kwic .ma-where small {{ display: block; }}
  .ma .ma-kwic .ma-where small {{ display: inline; margin-left: 0.6em; }}
  .ma .ma-kwic .ma-left, .ma .ma-kwic .ma-right {{ display: inline; white-space: normal;
    mask-image: none; }}
}}
</style>"""


class _Line(NamedTuple):
    """A line of a concordance: outlet and article, and the words before, at and after."""

    where: list[str]
    left: str
    text: str
    right: str


def show_concordance(
    lines: pd.DataFrame, caption: str | None = None, *, top: int | None = 50
) -> Shown:
    """Return lines of a concordance, the keyword one below the other in the middle.

    On a narrow page each line runs on as a sentence. The lines keep their order. ``lines`` is what
    ``find_lines_with(articles, word)`` gives; ``caption`` says what they hold (by default how many
    they are); ``top``, how many to show (None for all).

    Raises TableError for another table, ValueError for an empty caption or a wrong ``top``.

    >>> lines = CONCORDANCE.build([
    ...     {"article_id": "a1", "outlet": "Courier", "start": 4, "end": 10, "left": "The",
    ...      "text": "bridge", "right": "will close."},
    ...     {"article_id": "b1", "start": 0, "end": 6, "left": "", "text": "Bridge",
    ...      "right": "to shut"}])
    >>> show_concordance(lines)
    2 lines in 2 articles
    The [bridge] will close. (Courier, a1)
        [Bridge] to shut (b1)
    """
    CONCORDANCE.check(lines)
    if caption is None:
        n_articles = lines["article_id"].nunique()
        caption = f"{count(len(lines), 'line')} in {count(n_articles, 'article')}"
    if not isinstance(caption, str) or not caption.strip():
        raise ArgumentError("a concordance needs a caption: a few words that say what it holds.")
    check_top(top, "lines to show")
    shown = lines if top is None else lines.head(top)
    note = rest_note(len(lines), len(shown), "line")
    rows = [_parts(row) for row in shown.to_dict("records")]
    prefix = new_prefix()
    html = (
        f'{_STYLE}<div class="ma-kwic" role="group" aria-labelledby="{prefix}-title">'
        f'<p class="ma-note" id="{prefix}-title"><strong>{escape(caption)}</strong></p>'
        f"<ol>{''.join(map(_line, rows))}</ol>"
        + (f'<p class="ma-note">{escape(note)}</p></div>' if note else "</div>")
    )
    width = max((len(row.left) for row in rows), default=0)
    plain = [caption]
    for where, left, text, right in rows:
        plain.append(f"{left:>{width}}[{text}]{right} ({', '.join(where)})")
    plain += [note] if note else []
    return Shown(page(html), "\n".join(clean(line) for line in plain))


def _parts(row: Mapping[Any, Any]) -> _Line:
    """Return a row's words on one line, with a blank beside the keyword where there was one.

    >>> _parts({"article_id": "a", "outlet": None, "left": "“The", "text": "bridge", "right": ", "})
    _Line(where=['a'], left='“The ', text='bridge', right=',')
    """
    left, text, right = (
        " ".join(row[name].split()) if isinstance(row[name], str) else ""
        for name in ("left", "text", "right")
    )
    left += " " if left and not left.endswith(_OPENERS) else ""
    right = f" {right}" if right[:1].isalnum() or right.startswith(_OPENERS) else right
    where = [name for name in (row["outlet"], row["article_id"]) if isinstance(name, str) and name]
    return _Line(where, left, text, right)


def _line(line: _Line) -> str:
    """Return a line in its columns for the eye, and as one sentence for the ear."""
    where = [escape(name) for name in line.where]
    shown = where[0] + "".join(f"<small>{name}</small>" for name in where[1:])
    left, text, right = map(escape, line[1:])
    return (
        f'<li><span class="ma-sr">{", ".join(where)}: {left}{text}{right}</span>'
        f'<span class="ma-seen" aria-hidden="true"><span class="ma-where">{shown}</span>'
        f'<span class="ma-left" dir="auto"><span>{left}</span></span>'
        f'<mark dir="auto">{text}</mark><span class="ma-right" dir="auto">{right}</span>'
        "</span></li>"
    )
