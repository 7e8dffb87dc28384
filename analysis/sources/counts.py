"""The counts of sources, and of all mentions by type and role; the wording behind a count."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.tables import ARTICLES, MENTIONS, RELIANCE, SOURCES, Table

_ROLES = Table(
    "roles",
    ("type", "role"),
    {"type": "str", "role": "str", "n_mentions": "int64", "n_articles": "int64"},
    "count_roles(mentions)",
)


def count_sources(mentions: pd.DataFrame, *, pronouns: bool = True) -> pd.DataFrame:
    """Count how often each source is relied on, one row per source (the sources table).

    Only attributions count: no credit, byline, dateline or subject, and never the publisher itself.
    A source named twice in one article adds two to ``n_mentions`` and one to ``n_articles``.
    ``pronouns=False`` leaves out where only "he" or "she" is printed. The most mentioned come
    first; ties go by name. ``type`` is the one most often found.

    >>> row = {"role": "attribution", "is_self": False, "type": "agency", "source": "Reuters"}
    >>> row |= {"article_id": "a", "mention_id": 0, "start": 0, "end": 7}
    >>> count_sources(MENTIONS.build([row]))
        source    type  n_mentions  n_articles
    0  Reuters  agency           1           1

    Raises TableError if ``mentions`` is no mentions table.
    """
    counted = _relied_on(MENTIONS.check(mentions), pronouns)
    return _counted(counted, ["source"], SOURCES).sort_values(
        ["n_mentions", "source"], ascending=[False, True], ignore_index=True
    )


def count_sources_by_outlet(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, pronouns: bool = True
) -> pd.DataFrame:
    """Count how often each outlet relies on each source, one row per pair (the reliance table).

    Counted as by :func:`count_sources`, for the articles of each outlet by itself; articles whose
    outlet is not known are left out. Outlets in order of name, then the most mentioned first.

    >>> row = {"role": "attribution", "is_self": False, "type": "agency", "source": "Reuters"}
    >>> row |= {"article_id": "a", "mention_id": 0, "start": 0, "end": 7}
    >>> articles = ARTICLES.build([{"article_id": "a", "outlet": "The Courier"}])
    >>> count_sources_by_outlet(MENTIONS.build([row]), articles)
            outlet   source    type  n_mentions  n_articles
    0  The Courier  Reuters  agency           1           1

    Raises TableError if ``mentions`` is no mentions table or ``articles`` no articles table.
    """
    counted = _relied_on(MENTIONS.check(mentions), pronouns)
    publishers = ARTICLES.check(articles).set_index("article_id")["outlet"]
    counted = counted.assign(outlet=counted["article_id"].map(publishers))
    return _counted(counted, ["outlet", "source"], RELIANCE).sort_values(
        ["outlet", "n_mentions", "source"], ascending=[True, False, True], ignore_index=True
    )


def is_relied_on(mentions: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each mention whether the article relies on it: an attribution, and not to itself."""
    return (mentions["role"] == "attribution") & ~mentions["is_self"]


def _relied_on(mentions: pd.DataFrame, pronouns: bool) -> pd.DataFrame:
    counted = mentions[is_relied_on(mentions) & mentions["source"].notna()]
    return counted if pronouns else counted[~counted["subtype"].eq("pronoun").fillna(False)]


def _counted(mentions: pd.DataFrame, by: list[str], table: Table) -> pd.DataFrame:
    """Return a row for every different value ``by`` these columns, in their order."""
    few = mentions[[*dict.fromkeys([*by, "type", "article_id"])]]  # without the long texts
    rows = [
        {
            "type": _most_common(group["type"]),
            **dict(zip(by, values, strict=True)),
            "n_mentions": len(group),
            "n_articles": group["article_id"].nunique(),
        }
        for values, group in few.groupby(by, sort=True)
    ]
    return table.build(rows)


def _most_common(types: pd.Series) -> str:
    counts = Counter(str(kind) for kind in types)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def count_roles(mentions: pd.DataFrame) -> pd.DataFrame:
    """Count every mention by what it is and what it does there, one row per type and role.

    Columns ``type``, ``role``, ``n_mentions``, ``n_articles``. Nothing is left out: this is where a
    picture agency shows as what it is. The most frequent come first.

    >>> count_roles(MENTIONS.empty()).columns.tolist()
    ['type', 'role', 'n_mentions', 'n_articles']

    Raises TableError if ``mentions`` is no mentions table.
    """
    MENTIONS.check(mentions)
    return _counted(mentions, ["type", "role"], _ROLES).sort_values(
        ["n_mentions", "type", "role"], ascending=[False, True, True], ignore_index=True
    )


def wording_of(mentions: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the mentions behind one source's count: what is printed where, and by which rule.

    The rows of ``mentions`` that :func:`count_sources` counts for this source, in order.

    >>> wording_of(MENTIONS.empty(), "Reuters").empty
    True

    Raises TableError if ``mentions`` is no mentions table, ValueError if none is of this source.
    """
    MENTIONS.check(mentions)
    known = mentions["source"].dropna()
    if len(known) and (not isinstance(source, str) or source not in set(known)):
        raise ArgumentError(
            f"no source is called {given(source)}.{did_you_mean(source, known.unique())} "
            "count_sources(mentions) lists the names."
        )
    shown = mentions[is_relied_on(mentions) & (mentions["source"] == source)]
    return shown.sort_values(["article_id", "mention_id"]).reset_index(drop=True)
