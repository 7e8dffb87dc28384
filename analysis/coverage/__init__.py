"""One event, many outlets: who covered it, who got to speak, in whose words, who was left out."""

from __future__ import annotations

from analysis.coverage.concordance import find_lines_with
from analysis.coverage.days import count_by_day
from analysis.coverage.events import group_events, summarize_events
from analysis.coverage.fairness import check_comparison
from analysis.coverage.openings import compare_openings
from analysis.coverage.shares import find_shared_copy, measure_copy
from analysis.coverage.utterances import match_quotes, summarize_utterances
from analysis.coverage.voices import compare_voices, count_voices, find_missing_voices
from analysis.coverage.words import find_marking_words

__all__ = [
    "check_comparison",
    "compare_openings",
    "compare_voices",
    "count_by_day",
    "count_voices",
    "find_lines_with",
    "find_marking_words",
    "find_missing_voices",
    "find_shared_copy",
    "group_events",
    "match_quotes",
    "measure_copy",
    "summarize_events",
    "summarize_utterances",
]
