"""A notebook with its results as one file that opens offline, and what is to be said about it."""

from __future__ import annotations

from analysis.report.methods import summarize_methods
from analysis.report.pdf import PdfError, PdfWarning, write_pdf
from analysis.report.references import list_references
from analysis.report.rendering import (
    ReportError,
    find_corrections,
    find_outlets,
    render_notebook,
    render_report,
)

__all__ = [
    "PdfError",
    "PdfWarning",
    "ReportError",
    "find_corrections",
    "find_outlets",
    "list_references",
    "render_notebook",
    "render_report",
    "summarize_methods",
    "write_pdf",
]
