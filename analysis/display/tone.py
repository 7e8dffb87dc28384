"""A text with the words that made its tone score marked, each with its weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.display.html import BLUE, ORANGE, Cell, Shown, cell, clean, escape, page, table
from analysis.mistakes import given
from analysis.tables import TableError

Row = Mapping[Any, Any]

_NEEDED = ("sentence", "start", "end", "text", "weight", "reason", "compound")

# Told apart by sign, by the form of the line and by colour, in this order of importance.
_STYLE = f"""<style>
.ma .ma-toned p {{ margin: 0.5em 0; line-height: 1.9; }}
.ma mark.ma-positive {{ background: rgba(47, 134, 197, 0.16); color: inherit;
  text-decoration: underline 2px {BLUE}; text-underline-offset: 0.22em; }}
.ma mark.ma-negative {{ background: rgba(201, 106, 29, 0.16); color: inherit;
  text-decoration: underline wavy 1.5px {ORANGE}; text-underline-offset: 0.22em; }}
.ma mark.ma-toneless {{ background: none; color: inherit;
  text-decoration: underline dotted 1.5px currentcolor; text-underline-offset: 0.22em; }}
.ma sup.ma-weight {{ font-size: 0.72em; line-height: 0; margin-left: 0.15em;
  font-variant-numeric: tabular-nums; white-space: nowrap; }}
</style>"""


def show_sentiment(text: str, words: pd.DataFrame) -> Shown:
    """Return a text with the words that made its tone marked, each with its weight, and a list.

    ``words`` is what ``explain_sentiment(text)`` gives. A positive word has a straight line and a
    plus, a negative one a wavy line and a minus; one that VADER rates and that weighs nothing here
    (``explain_sentiment(text, neutral=True)``) a dotted line and a zero. The list below gives the
    reason for each weight, and the compound score of its sentence.

    Raises TableError for another table, or for words of another text.

    >>> words = pd.DataFrame([{"sentence": 0, "start": 5, "end": 9, "text": "good", "weight": -1.4,
    ...     "reason": "negated by “not”", "compound": -0.34}])
    >>> show_sentiment("Not… good", words)
    Not… good[−1.40]
    Words that count (1)
    word | weight | reason | sentence | its compound
    good | −1.40 | negated by “not” | 1 | −0.34
    """
    rows = _check(text, words)
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
        groups.setdefault((row["start"], row["end"]), []).append(row)
    html, plain, done = [], [], 0
    for (start, end), here in groups.items():
        weight = sum(row["weight"] for row in here)  # two words of one emoji's name
        between, word = text[done:start], text[start:end]
        html += [escape(between), _marked(word, weight, here)]
        plain += [between, f"{word}[{_signed(weight)}]"]
        done = end
    html.append(escape(text[done:]))
    lines = '</p><p dir="auto">'.join("".join(html).splitlines())
    body = f'<div class="ma-text ma-toned"><p dir="auto">{lines}</p></div>'
    cells = [
        [
            cell(row["text"]),
            Cell(_signed(row["weight"]), _signed(row["weight"]), is_number=True),
            cell(row["reason"]),
            cell(int(row["sentence"]) + 1),
            cell(row["compound"]),
        ]
        for row in rows
    ]
    listed = table(
        ["word", "weight", "reason", "sentence", "its compound"],
        cells,
        f"Words that count ({len(rows)})",
        note="" if rows else "No word of this text is in the list, or counts here.",
        row_headings=True,
    )
    return Shown(
        page(_STYLE + _key(rows) + body + listed.html),
        "\n".join([clean("".join([*plain, text[done:]])), listed.text]),
    )


def _check(text: object, words: object) -> list[Row]:
    if not isinstance(text, str):
        raise TableError(
            f"show_sentiment needs one text, got {given(text)}. Of a table, give the text of one "
            "row: text = quotes.text.iloc[0], then show_sentiment(text, explain_sentiment(text))."
        )
    if not isinstance(words, pd.DataFrame) or any(name not in words for name in _NEEDED):
        raise TableError(
            "show_sentiment needs the words behind the score, a table with "
            f"{', '.join(_NEEDED)}: show_sentiment(text, explain_sentiment(text))."
        )
    rows: list[Row] = list(words.to_dict("records"))
    for row in rows:
        if text[row["start"] : row["end"]] != row["text"]:
            raise TableError(
                f"these are the words of another text: at {row['start']} to {row['end']} it does "
                f"not say {row['text']!r}. Use show_sentiment(text, explain_sentiment(text))."
            )
    return rows


def _marked(word: str, weight: float, rows: Sequence[Row]) -> str:
    kind = "positive" if weight > 0 else "negative" if weight < 0 else "toneless"
    reason = "; ".join(str(row["reason"]) for row in rows)
    heard = f", weight {_signed(weight)}, {reason}"
    return (
        f'<mark class="ma-mark ma-{kind}" title="{escape(reason)}">{escape(word)}</mark>'
        f'<sup class="ma-weight" aria-hidden="true">{_signed(weight)}</sup>'
        f'<span class="ma-sr"> [{escape(heard.removeprefix(", "))}]</span>'
    )


def _key(rows: Sequence[Row]) -> str:
    meanings = {"positive": "positive +", "negative": "negative −", "toneless": "no tone here 0"}
    present = {
        "positive" if row["weight"] > 0 else "negative" if row["weight"] < 0 else "toneless"
        for row in rows
    }
    shown = [
        f'<mark class="ma-mark ma-{kind}">{meaning}</mark>'
        for kind, meaning in meanings.items()
        if kind in present
    ]
    return f'<p class="ma-note">Marks: {", ".join(shown)}.</p>' if shown else ""


def _signed(weight: float) -> str:
    """Return a weight with its sign.

    >>> _signed(1.9), _signed(-1.406), _signed(0.0)
    ('+1.90', '−1.41', '0')
    """
    shown = f"{weight:+.2f}".replace("-", "−")
    return "0" if shown in ("+0.00", "−0.00") else shown
