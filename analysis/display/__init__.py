"""Showing things in a notebook: charts with their alt text, tables, articles and tone in marks."""

from __future__ import annotations

from analysis.display.articles import show_article
from analysis.display.behind import rows_behind
from analysis.display.concordance import show_concordance
from analysis.display.exploring import explore
from analysis.display.figures import show
from analysis.display.html import Shown
from analysis.display.pages import show_page
from analysis.display.sides import show_side_by_side
from analysis.display.tables import show_sentences, show_table
from analysis.display.tone import show_sentiment
from analysis.display.wordings import show_utterance

__all__ = [
    "Shown",
    "explore",
    "rows_behind",
    "show",
    "show_article",
    "show_concordance",
    "show_page",
    "show_sentences",
    "show_sentiment",
    "show_side_by_side",
    "show_table",
    "show_utterance",
]
