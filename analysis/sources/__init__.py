"""Sources: whom and what an article relies on, mention by mention, and the counts of them.

A mention is one place where a source is named. Its *type* says what it is, its *role* what it does
there: only an attribution credits it with information; a subject is spoken of, a credit belongs to
a picture, a dateline to the agency, a byline to the author. The rules are told in
``docs/guidelines.md``.
"""

from analysis.sources.categories import lay_categories, load_categories
from analysis.sources.counts import count_roles, count_sources, count_sources_by_outlet, wording_of
from analysis.sources.hedges import hedges_in
from analysis.sources.mentions import mentions_in
from analysis.sources.sourcing import summarize_sourcing

__all__ = [
    "count_roles",
    "count_sources",
    "count_sources_by_outlet",
    "hedges_in",
    "lay_categories",
    "load_categories",
    "mentions_in",
    "summarize_sourcing",
    "wording_of",
]
