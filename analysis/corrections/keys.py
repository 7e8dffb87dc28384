"""Which tables can be corrected, in which columns, and how a correction names a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.tables import ARTICLES, EVENTS, MENTIONS, QUOTES, Table, TableError

KEEP = "keep"  # the field that takes a row out of its table


class Correctable(NamedTuple):
    """A table by the name that corrections have for it, and the columns a coder may change.

    ``fields`` gives the words that a column may hold, or nothing where it holds any.
    """

    table: Table
    fields: Mapping[str, tuple[str, ...]]


_KEEP = ("yes", "no")
CORRECTABLE = {
    "articles": Correctable(
        ARTICLES,
        dict.fromkeys(
            ("outlet", "headline", "byline", "published", "section", "language"), ()
        )
        | {KEEP: _KEEP},
    ),
    "quotes": Correctable(
        QUOTES,
        {
            "speaker": (),
            "speaker_type": (
                "person", "organisation", "group", "unnamed", "document", "outlet", "agency",
            ),
            "kind": ("direct", "mixed", "indirect"),
            KEEP: _KEEP,
        },
    ),
    "mentions": Correctable(
        MENTIONS,
        {
            "source": (),
            "type": (),
            "role": (),
            "category": (),
            KEEP: _KEEP,
        },
    ),
    "events": Correctable(EVENTS, {"event": (), KEEP: _KEEP}),
}  # fmt: skip


def name_of(frame: object) -> str:
    """Return the name that corrections have for a table; raises TableError for no such table.

    >>> name_of(ARTICLES.empty())
    'articles'
    """
    if isinstance(frame, pd.DataFrame):
        for name in ("mentions", "quotes", "articles", "events"):
            if set(CORRECTABLE[name].table.columns) <= set(frame.columns):
                return name
    got = (
        f"a table with the columns {', '.join(map(str, frame.columns))}"
        if isinstance(frame, pd.DataFrame)
        else type(frame).__name__
    )
    raise TableError(
        f"corrections are laid over {', '.join(CORRECTABLE)}; this is {got}. Correct one of those, "
        "and count again: every number follows."
    )


def article_in(key: str, table: Table) -> str:
    """Return the article that a key names."""
    return key.rsplit("#", len(table.key) - 1)[0] if len(table.key) > 1 else key


def printed(value: Any) -> str:
    """Return a value as a coder writes it: "" for what is missing, yes or no, a date as 2025-05-14.

    >>> printed(pd.Timestamp("2025-05-14", tz="UTC")), printed(None), printed(True)
    ('2025-05-14', '', 'yes')
    """
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        is_day = value == value.normalize()
        return value.strftime("%Y-%m-%d" if is_day else "%Y-%m-%d %H:%M")
    return " ".join(str(value).split())
