"""A person's corrections, laid over any table: who says what of which row, and why."""

from __future__ import annotations

from analysis.corrections.changes import compare_corrected
from analysis.corrections.files import add_corrections, load_corrections
from analysis.corrections.form import correct_quotes
from analysis.corrections.laying import (
    CorrectionWarning,
    apply_corrections,
    check_corrections,
)

__all__ = [
    "CorrectionWarning",
    "add_corrections",
    "apply_corrections",
    "check_corrections",
    "compare_corrected",
    "correct_quotes",
    "load_corrections",
]
