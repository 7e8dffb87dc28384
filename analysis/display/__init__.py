"""Showing things in a notebook: a chart with its alt text, a table, an article with its marks."""

from __future__ import annotations

from analysis.display.articles import show_article
from analysis.display.figures import show
from analysis.display.html import Shown
from analysis.display.tables import show_sentences, show_table

__all__ = ["Shown", "show", "show_article", "show_sentences", "show_table"]
