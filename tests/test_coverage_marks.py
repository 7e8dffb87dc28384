"""Events, shared quotes, shared copy and missing voices against the marks of thirty-six articles.

The bounds are a little below what ``python tests/benchmarks/coverage_marks.py`` prints: they keep
what is reached, and say nothing of other texts.
"""

from __future__ import annotations

import coverage_marks as cm
import pandas as pd
import pytest

from analysis.coverage import (
    count_voices,
    find_missing_voices,
    find_shared_copy,
    group_events,
    match_quotes,
)


@pytest.fixture(scope="module")
def coverage() -> cm.Coverage:
    return cm.read_coverage()


@pytest.fixture(scope="module")
def events(coverage: cm.Coverage) -> pd.DataFrame:
    return group_events(coverage.articles)


def test_the_marks_stand_where_they_say(coverage: cm.Coverage) -> None:
    texts = coverage.articles.set_index("article_id")["text"]
    for event in cm.EVENTS:
        for what in ("quotes", "passages"):
            for row in cm.marks(event, what).itertuples():
                assert texts[row.article_id][row.start : row.end] == row.text, (
                    event,
                    what,
                    row.Index,
                )


def test_the_six_events_are_recovered(events: pd.DataFrame) -> None:
    groups = events.groupby("event")["article_id"].apply(
        lambda ids: sorted({cm.event_in(one) for one in ids})
    )
    assert sorted(groups) == sorted([event] for event in cm.EVENTS)
    assert events["event"].value_counts().tolist() == [6] * 6


def test_shared_quotes(coverage: cm.Coverage, events: pd.DataFrame) -> None:
    shared = match_quotes(coverage.quotes, coverage.articles, events)
    precision, recall, f1 = cm.rates(
        cm.together(cm.count_shared_quotes(e, shared) for e in cm.EVENTS)
    )
    assert precision >= 0.94
    assert recall >= 0.75
    assert f1 >= 0.84


def test_shared_copy(coverage: cm.Coverage, events: pd.DataFrame) -> None:
    passages = find_shared_copy(coverage.articles, events)
    assert (
        cm.rates(cm.together(cm.count_shared_passages(e, passages) for e in cm.EVENTS))[2] >= 0.89
    )
    first = coverage.articles.set_index("article_id")["published"]
    assert (passages["article_id"].map(first) <= passages["other_id"].map(first)).all()


def test_missing_voices(coverage: cm.Coverage, events: pd.DataFrame) -> None:
    named = events.assign(event=events["article_id"].map(cm.event_in))
    voices = count_voices(coverage.quotes, coverage.articles, named, coverage.mentions)
    missing = find_missing_voices(voices)
    counts = cm.together(cm.count_missing_voices(e, missing, coverage.articles) for e in cm.EVENTS)
    assert counts[0] >= 11
    assert counts[1] - counts[0] <= 3
