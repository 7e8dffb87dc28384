"""A notebook with its results as one HTML file that opens offline."""

from __future__ import annotations

from analysis.report.rendering import ReportError, find_outlets, render_notebook, render_report

__all__ = ["ReportError", "find_outlets", "render_notebook", "render_report"]
