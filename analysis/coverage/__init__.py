"""One event, many outlets: who covered it, who got to speak, in whose words, who was left out."""

from __future__ import annotations

from analysis.coverage.events import group_events, summarize_events
from analysis.coverage.shares import find_shared_copy, measure_copy
from analysis.coverage.utterances import match_quotes, summarize_utterances
from analysis.coverage.voices import compare_voices, count_voices, find_missing_voices

__all__ = [
    "compare_voices",
    "count_voices",
    "find_missing_voices",
    "find_shared_copy",
    "group_events",
    "match_quotes",
    "measure_copy",
    "summarize_events",
    "summarize_utterances",
]
