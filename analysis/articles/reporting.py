"""The load report: a row for every file, with what became of it in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.readers.columns import to_text
from analysis.readers.intake import Intake
from analysis.tables import LOAD_REPORT

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_LINE = 1_000  # characters that the report has for one file


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


def told(notes: Sequence[str]) -> str:
    """Return the notes on a file as one line that is no command to a terminal, nor endless."""
    line = _CONTROL.sub("\ufffd", to_text("; ".join(notes)) or "")
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
