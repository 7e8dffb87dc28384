"""The load report: a row for every file, with what became of it in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.readers.columns import to_text
from analysis.readers.intake import Intake
from analysis.tables import LOAD_REPORT

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_LINE = 1_000  # characters that the report has for one file


class Loaded(NamedTuple):
    """What was loaded: the articles, and one row for every file that was found."""

    articles: pd.DataFrame
    report: pd.DataFrame


def report_on(files: Iterable[Intake]) -> pd.DataFrame:
    """Return the load report on files whose articles are in the table."""
    return LOAD_REPORT.build(
        {
            "file": file.name,
            "status": file.status,
            "n_articles": len(file.rows),
            "message": told(file.notes),
        }
        for file in files
    )


def merge_rows(first: Mapping[str, object], then: Mapping[str, object]) -> dict[str, object]:
    """Return one row of the report for two that are about pieces of one file.

    >>> first = {"file": "a.csv", "status": "refused", "n_articles": 0, "message": "no text: row 1"}
    >>> merge_rows(first, {"file": "a.csv", "status": "loaded", "n_articles": 5, "message": ""})
    {'file': 'a.csv', 'status': 'loaded', 'n_articles': 5, 'message': 'no text: row 1'}
    """
    messages = [str(one["message"]) for one in (first, then) if one["message"]]
    return {
        "file": first["file"],
        "status": "loaded" if "loaded" in (first["status"], then["status"]) else then["status"],
        "n_articles": int(str(first["n_articles"])) + int(str(then["n_articles"])),
        "message": told(messages),
    }


def told(notes: Sequence[str]) -> str:
    """Return the notes on a file as one line that is no command to a terminal, nor endless."""
    line = _CONTROL.sub("\ufffd", to_text("; ".join(notes)) or "")
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
