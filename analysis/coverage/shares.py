"""Shared copy within an event: which passages articles have in common, and what is their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.copies import shared_passages
from analysis.coverage.days import PRINTED_WORD
from analysis.coverage.events import event_of
from analysis.marks import quotations
from analysis.tables import ARTICLES, COPY_SHARES, PASSAGES

LEAST_WORDS = 8
_SHORTEST_RUN = 3  # words; shorter agreements join no passage
_WIDEST_GAP = 4  # words that may be changed between two runs of one passage
_DENSITY = 0.7
_RUN = 6  # words in a row that two articles must share before they are compared in full

Span = tuple[int, int]


def find_shared_copy(
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    least_words: int = LEAST_WORDS,
) -> pd.DataFrame:
    """Find the passages that articles of one event share, one row per passage and pair.

    ``article_id`` is the earlier of the two, as far as both are dated: what the later one may have
    taken over. See :func:`analysis.copies.shared_passages` for what a passage is; here it has at
    least ``least_words`` outside quotation marks in both, since who quotes the same remark has not
    copied the report of it, and it may bridge up to four changed words. Without ``events`` every
    article is compared with every other. Raises TableError for other tables.

    >>> from analysis import load_articles
    >>> articles = load_articles("data/sample").iloc[3:6]
    >>> passages = find_shared_copy(articles)
    >>> passages["article_id"].unique().tolist(), len(passages) > 2
    (['04-fire-courier', '06-fire-tideway'], True)
    """
    ARTICLES.check(articles)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    quoted = {article_id: _quoted(text) for article_id, text in texts.items()}
    rows: list[Mapping[Any, Any]] = []
    for one, other in _pairs(articles, event_of(events, articles)):
        runs = shared_passages(articles, one, other, _SHORTEST_RUN).to_dict("records")
        for row in _bridged(runs, texts[one], texts[other]):
            there = texts[other][row["other_start"] : row["other_end"]]
            unquoted = (
                _n_unquoted(row["text"], row["start"], quoted[one]),
                _n_unquoted(there, row["other_start"], quoted[other]),
            )
            if min(row["n_words"], *unquoted) >= least_words:
                rows.append(row)
    return PASSAGES.build(rows)


def _bridged(runs: Sequence[Mapping[Any, Any]], text: str, other: str) -> Iterator[dict[Any, Any]]:
    """Yield the runs of two articles, those joined that only a few changed words part.

    Of a joined passage seven of ten words at least are the same in both.
    """
    passage: dict[Any, Any] = {}
    for run in runs:
        joined = dict(run)
        if passage:
            joined = passage | {
                "end": run["end"],
                "other_end": run["other_end"],
                "n_words": passage["n_words"] + run["n_words"],
                "text": text[passage["start"] : run["end"]],
            }
            gaps = (
                text[passage["end"] : run["start"]],
                other[passage["other_end"] : max(run["other_start"], passage["other_end"])],
            )
            lengths = (
                joined["text"],
                other[joined["other_start"] : joined["other_end"]],
            )
            in_order = run["other_start"] >= passage["other_end"]
            if (
                not in_order
                or ("\n" in gaps[0]) != ("\n" in gaps[1])
                or max(len(gap.split()) for gap in gaps) > _WIDEST_GAP
                or joined["n_words"] < _DENSITY * max(len(one.split()) for one in lengths)
            ):
                yield passage
                joined = dict(run)
        passage = joined
    if passage:
        yield passage


def measure_copy(
    articles: pd.DataFrame,
    passages: pd.DataFrame,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure how much of each article is shared, quoted, and its own: one row per article.

    Every word of the text counts once: as shared if it stands in a passage that another article of
    the event has too, else as quoted if it stands in quotation marks, else as the article's own.
    ``taken_from`` is the earlier article that it shares most with; it is missing for what appeared
    first. Who wrote a shared passage is not told by this: both may have it from a third.

    ``passages`` is what :func:`find_shared_copy` gives for these articles. Raises TableError for
    other tables.

    >>> from analysis import load_articles
    >>> articles = load_articles("data/sample").iloc[3:6]
    >>> shares = measure_copy(articles, find_shared_copy(articles))
    >>> shares[["article_id", "taken_from"]].fillna("").values.tolist()[1]
    ['05-fire-lantern', '06-fire-tideway']
    """
    ARTICLES.check(articles)
    PASSAGES.check(passages)
    events_of = event_of(events, articles)
    spans: dict[str, list[Span]] = {}
    taken: dict[str, dict[str, int]] = {}
    for row in passages.to_dict("records"):
        earlier, later = row["article_id"], row["other_id"]
        spans.setdefault(earlier, []).append((row["start"], row["end"]))
        spans.setdefault(later, []).append((row["other_start"], row["other_end"]))
        sources = taken.setdefault(later, {})
        sources[earlier] = sources.get(earlier, 0) + row["n_words"]
    rows = []
    for article in articles.to_dict("records"):
        article_id = article["article_id"]
        counts = _count(article["text"], spans.get(article_id, []))
        sources = taken.get(article_id, {})
        rows.append(
            {
                "article_id": article_id,
                "event": events_of.get(article_id),
                "outlet": article["outlet"],
                **counts,
                "share_shared": counts["n_shared"] / counts["n_words"]
                if counts["n_words"]
                else None,
                "taken_from": max(sources, key=lambda one: sources[one]) if sources else None,
            }
        )
    return COPY_SHARES.build(rows)


def _pairs(articles: pd.DataFrame, events_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one event that share a run of words, the earlier article first."""
    rows: Sequence[Mapping[Any, Any]] = articles.to_dict("records")
    by_event: dict[str | None, list[Mapping[Any, Any]]] = {}
    for row in rows:
        by_event.setdefault(events_of.get(row["article_id"]), []).append(row)
    for event, members in by_event.items():
        if event is None:
            continue
        runs = {row["article_id"]: _runs(row["text"]) for row in members}
        ordered = sorted(members, key=_when)
        for one, other in combinations(ordered, 2):
            if not runs[one["article_id"]].isdisjoint(runs[other["article_id"]]):
                yield one["article_id"], other["article_id"]


def _when(row: Mapping[Any, Any]) -> tuple[bool, float]:
    moment = row["published"]
    return (True, 0.0) if pd.isna(moment) else (False, moment.timestamp())


def _runs(text: object) -> set[int]:
    words = text.casefold().split() if isinstance(text, str) else []
    words = [word.strip(".,;:!?“”\"'‘’()") for word in words]
    return {hash(tuple(words[n : n + _RUN])) for n in range(len(words) - _RUN + 1)}


def _quoted(text: object) -> list[Span]:
    return [(mark.start, mark.end) for mark in quotations(text)] if isinstance(text, str) else []


def _n_unquoted(passage: str, start: int, quoted: list[Span]) -> int:
    """Count the words of a passage that stand outside quotation marks."""
    words = (start + word.start() for word in PRINTED_WORD.finditer(passage))
    return sum(not any(begin <= place < end for begin, end in quoted) for place in words)


def _count(text: object, shared: list[Span]) -> dict[str, int]:
    counts = {"n_words": 0, "n_shared": 0, "n_quoted": 0, "n_own": 0}
    if not isinstance(text, str):
        return counts
    quoted = _quoted(text)
    for word in PRINTED_WORD.finditer(text):
        middle = (word.start() + word.end()) // 2
        if any(one <= middle < end for one, end in shared):
            kind = "n_shared"
        elif any(one <= middle < end for one, end in quoted):
            kind = "n_quoted"
        else:
            kind = "n_own"
        counts["n_words"] += 1
        counts[kind] += 1
    return counts
