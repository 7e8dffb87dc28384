"""Rows that the program missed, added by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.corrections.keys import CORRECTABLE, KEEP, printed
from analysis.sentences import split_sentences

_NEW_KEY = re.compile(r"(.+)#\+\w*")
_DEFAULTS: dict[str, dict[str, object]] = {
    "quotes": {"kind": "direct", "confidence": 1.0},
    "mentions": {"type": "person", "role": "attribution", "is_self": False},
}


class Addition(NamedTuple):
    """A row to add: its article, its words, where they stand, and what else is said of it."""

    article_id: str
    start: int
    end: int
    said: Mapping[str, str]
    coder: str


def is_new(key: str) -> bool:
    """Tell whether a key names a row to add: "a1#+1".

    >>> is_new("a1#+1"), is_new("a1#1")
    (True, False)
    """
    return _NEW_KEY.fullmatch(key) is not None


def find_addition(
    rows: Sequence[Mapping[Any, Any]], name: str, texts: Mapping[str, str] | None
) -> Addition | str:
    """Return the row that corrections with one new key describe, or why there is none."""
    key = printed(rows[0]["key"])
    found = _NEW_KEY.fullmatch(key)
    if name not in _DEFAULTS or found is None:
        return f"A row can be added to quotes and mentions, not to {name}."
    if texts is None:
        return f"To add {key}, give the articles too: apply_corrections(…, articles=articles)."
    said = {printed(row["field"]): printed(row["new"]) for row in rows}
    words = said.pop("text", "")
    if not words:
        return f"To add {key}, a row with the field “text” must give its words."
    fields = CORRECTABLE[name].fields
    for field, value in said.items():
        if field not in fields or field == KEEP or (fields[field] and value not in fields[field]):
            return f"“{value}” is no {field} for {key}."
    article_id = found.group(1)
    if article_id not in texts:
        return f"There is no article {article_id} to add {key} to."
    places = _places(words, texts[article_id])
    if len(places) != 1:
        times = "nowhere" if not places else f"{len(places)} times"
        return f"The words of {key} stand {times} in {article_id}: copy more of them from it."
    coders = dict.fromkeys(str(row["coder"]) for row in rows)
    return Addition(article_id, *places[0], said, "; ".join(coders))


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, whatever the spaces and the form of apostrophes."""
    plain = words.replace("’", "'").split()
    pattern = r"\s+".join(re.escape(word).replace("'", "['’]") for word in plain)
    return [match.span() for match in re.finditer(pattern, text)]


def with_additions(
    table: pd.DataFrame, name: str, additions: Sequence[Addition], texts: Mapping[str, str]
) -> pd.DataFrame:
    """Return the table with rows added in their places, numbered after those of their article."""
    if not additions:
        return table
    number = CORRECTABLE[name].table.key[1]
    last = table.groupby("article_id")[number].max().to_dict()
    rows = []
    for one in additions:
        last[one.article_id] = last.get(one.article_id, -1) + 1
        row: dict[str, object] = {
            "article_id": one.article_id,
            number: last[one.article_id],
            "sentence_id": _sentence_at(one.start, texts[one.article_id]),
            "start": one.start,
            "end": one.end,
            "text": texts[one.article_id][one.start : one.end],
            "rule": f"added by {one.coder}",
            **_DEFAULTS[name],
            **{field: value or None for field, value in one.said.items()},
        }
        if name == "quotes" and "speaker" in table:
            row["speaker_rule"] = f"added by {one.coder}"
            if "speaker_type" not in one.said:
                row["speaker_type"] = type_of(one.said.get("speaker", ""), table)
        rows.append({column: row.get(column) for column in table.columns})
    added = pd.DataFrame(rows, columns=table.columns).astype(table.dtypes.to_dict())
    order = {article_id: n for n, article_id in enumerate(table["article_id"].unique())}
    joined = pd.concat([table, added], ignore_index=True)
    rank = joined["article_id"].map(lambda one: order.get(one, len(order)))
    return (
        joined.assign(_rank=rank)
        .sort_values(["_rank", "article_id", "start"], kind="stable", ignore_index=True)
        .drop(columns="_rank")
    )


def type_of(speaker: str, table: pd.DataFrame) -> str | None:
    """Return what sort of speaker a name is: that which it has in the table, or as it is written.

    A name begins with a capital in every word of some length; "dog walker" is no name.
    """
    if not speaker:
        return None
    types = table.loc[table["speaker"] == speaker, "speaker_type"].dropna()
    if len(types):
        return str(types.mode().iloc[0])
    words = [word for word in speaker.split() if len(word) > 3] or speaker.split()
    return "person" if all(word[:1].isupper() for word in words) else "unnamed"


def _sentence_at(offset: int, text: str) -> int:
    starts = [start for start, _ in split_sentences(text, headings=False)]
    return max(0, sum(start <= offset for start in starts) - 1)
