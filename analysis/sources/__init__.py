"""Sources: whom and what an article relies on, mention by mention, and the counts of them.

A mention is one place where a source is named. Its *type* says what it is, its *role* what it does
there: only an attribution credits it with information; a subject is spoken of, a credit belongs to
a picture, a dateline to the agency, a byline to the author. The rules are told in
``docs/guidelines.md``.
"""

from analysis.sources.counts import count_roles, count_sources, wording_of
from analysis.sources.mentions import mentions_in

__all__ = ["count_roles", "count_sources", "mentions_in", "wording_of"]
