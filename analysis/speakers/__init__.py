"""Speakers: who "he", "Ruiz" and "the mayor" are; and what each speaker got to say.

Everything here works on tables: the quotes and the names of an article go in, and each quote comes
out with the name of its speaker and the rule that gave it. Nothing is guessed: where the text does
not settle who speaks, ``speaker`` is the phrase as printed, or missing.
"""

from analysis.speakers.about import find_near_names, summarize_near_names
from analysis.speakers.comparison import compare_speakers
from analysis.speakers.names import names_in
from analysis.speakers.naming import name_rows, name_speakers, name_within_articles
from analysis.speakers.summary import mean_with_interval, summarize_speakers

__all__ = [
    "compare_speakers",
    "find_near_names",
    "mean_with_interval",
    "name_rows",
    "name_speakers",
    "name_within_articles",
    "names_in",
    "summarize_near_names",
    "summarize_speakers",
]
