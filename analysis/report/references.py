"""The works that a report rests on: those of what was done in it, and no others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import parse_lexicon
from analysis.tables import METHODS, REFERENCES

_FILE = Path(__file__).resolve().parent / "references.csv"


def list_references(methods: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the works behind the methods that were used, one row per work (the references table).

    ``methods`` is what :func:`summarize_methods` returns; without it all works are listed. ``text``
    is the entry as printed, ``used_by`` the matters of the methods table that rest on it. Entries
    are in order of author and year. Raises TableError for another table.

    >>> methods = METHODS.build([{"part": "measures", "what": "lix", "value": "1 of 1 articles"}])
    >>> list_references(methods)["id"].tolist()
    ['bjornsson1968']
    """
    if methods is None:
        return REFERENCES.build(_works())
    METHODS.check(methods)
    done = {str(what) for what in methods["what"]}
    rows = []
    for work in _works():
        used = [what for what in work["used_by"].split("; ") if what in done]
        if used:
            rows.append({**work, "used_by": "; ".join(used)})
    return REFERENCES.build(rows)


@cache
def _works() -> tuple[dict[str, str], ...]:
    rows = parse_lexicon(_FILE.read_text(encoding="utf-8"), "references")
    return tuple(sorted(rows, key=lambda row: row["text"].casefold()))
