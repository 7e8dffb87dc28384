"""Students code what the program coded, and see how far they agree with it and with one another."""

from __future__ import annotations

from analysis.agreement.coefficients import measure_agreement
from analysis.agreement.differences import find_disagreements, measure_tool
from analysis.agreement.sheets import draw_sheet, load_codes, write_sheet

__all__ = [
    "draw_sheet",
    "find_disagreements",
    "load_codes",
    "measure_agreement",
    "measure_tool",
    "write_sheet",
]
