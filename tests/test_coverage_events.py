"""Events: articles of one event come together, by words and days."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import load_articles
from analysis.coverage import group_events, summarize_events
from analysis.tables import ARTICLES, TableError

BRIDGE = (
    "The swing bridge in Ellery is to close in June, since engineers found rust in its girders."
)
BRIDGE_TOO = "Rust in the girders of the swing bridge: Ellery closes it in June, engineers say."
STRIKE = "Drivers of the Marrow buses walk out on Friday over pay, their union has announced."
STRIKE_TOO = (
    "The union of the bus drivers in Marrow calls a strike over pay; buses stand on Friday."
)


def articles(*rows: tuple[str, str | None]) -> pd.DataFrame:
    return ARTICLES.build(
        [
            {"article_id": f"a{n}", "text": text, "published": day, "outlet": f"Outlet {n % 2}"}
            for n, (text, day) in enumerate(rows)
        ]
    )


def partition(events: pd.DataFrame) -> list[list[str]]:
    return sorted(sorted(group) for _, group in events.groupby("event")["article_id"])


def test_articles_of_one_event_come_together_whatever_their_order() -> None:
    rows = [(BRIDGE, None), (STRIKE, None), (BRIDGE_TOO, None), (STRIKE_TOO, None)]
    assert partition(group_events(articles(*rows))) == [["a0", "a2"], ["a1", "a3"]]
    turned = articles(*rows[::-1])
    assert partition(group_events(turned)) == [["a0", "a2"], ["a1", "a3"]]


def test_the_same_words_weeks_later_are_another_event() -> None:
    rows = [(BRIDGE, "2025-05-07"), (BRIDGE_TOO, "2025-05-09"), (BRIDGE, "2025-06-30")]
    others = [(STRIKE, "2025-05-07"), (STRIKE_TOO, "2025-05-08")]
    table = articles(*rows, *others)
    assert partition(group_events(table)) == [["a0", "a1"], ["a2"], ["a3", "a4"]]
    assert partition(group_events(table, days=60)) == [["a0", "a1", "a2"], ["a3", "a4"]]


def test_an_undated_article_may_join_any_event() -> None:
    rows = [(BRIDGE, "2025-05-07"), (BRIDGE_TOO, None), (STRIKE, "2025-05-07"), (STRIKE_TOO, None)]
    assert partition(group_events(articles(*rows))) == [["a0", "a1"], ["a2", "a3"]]


def test_events_are_named_by_what_marks_them_and_no_name_comes_twice() -> None:
    rows = [(BRIDGE, "2025-05-07"), (BRIDGE, "2025-07-07"), (STRIKE, "2025-05-07")]
    events = group_events(articles(*rows))
    assert events["event"].nunique() == 3
    assert "girders" in events["event"][0] or "bridge" in events["event"][0]


def test_likeness_is_missing_for_what_stands_alone() -> None:
    events = group_events(articles((BRIDGE, None), (BRIDGE_TOO, None), (STRIKE, None)))
    assert events["likeness"].notna().tolist() == [True, True, False]
    assert events["likeness"][0] == pytest.approx(events["likeness"][1])


@pytest.mark.parametrize("text", ["", "…", "the and of", "42 7"])
def test_articles_without_words_stand_alone(text: str) -> None:
    assert partition(group_events(articles((text, None), (text, None)))) == [["a0"], ["a1"]]


def test_no_articles_no_events() -> None:
    assert group_events(ARTICLES.empty()).empty
    assert summarize_events(group_events(ARTICLES.empty())).empty


def test_a_corrected_event_counts_in_the_summary() -> None:
    events = group_events(
        articles((BRIDGE, "2025-05-07"), (BRIDGE_TOO, "2025-05-08"), (STRIKE, None))
    )
    events.loc[events["article_id"] == "a2", "event"] = events["event"][0]
    (row,) = summarize_events(events).to_dict("records")
    assert (row["n_articles"], row["n_outlets"], row["outlets"]) == (3, 2, "Outlet 0; Outlet 1")
    assert row["first"] == pd.Timestamp("2025-05-07", tz="UTC")
    assert row["last"] == pd.Timestamp("2025-05-08", tz="UTC")


def test_wrong_arguments_are_told() -> None:
    table = articles((BRIDGE, None))
    with pytest.raises(ValueError, match="days is a number, 0 or more; got -1"):
        group_events(table, days=-1)
    with pytest.raises(ValueError, match="least_likeness is over 0 and at most 1; got 2"):
        group_events(table, least_likeness=2)
    with pytest.raises(TableError):
        group_events(pd.DataFrame({"text": ["x"]}))
    with pytest.raises(TableError):
        summarize_events(table)


def test_a_large_corpus_is_grouped_by_the_same_rule() -> None:
    """Over a thousand articles are compared in several goes; no event is lost at the seams."""
    names = [
        f"{a}{b}{c}" for a in "bcdfg" for b in "aeiou" for c in ("lton", "mere", "ridge", "ford")
    ]
    rows = []
    for day, name in enumerate(names * 4):
        when = str(pd.Timestamp("2024-01-01") + pd.Timedelta(days=day))[:10]
        where = f"{name.title()}{'abcd'[day // len(names)]}"
        rows += [
            (f"Yesterday {where} saw {where} fight {where}ish {where}ers over {n}", when)
            for n in "xyz"
        ]
    events = group_events(articles(*rows))
    sizes = events.groupby("event")["article_id"].count()
    assert sizes.tolist() == [3] * len(names) * 4


def test_the_sample_gives_its_four_events() -> None:
    found = partition(group_events(load_articles("data/sample")))
    assert [len(group) for group in found] == [3, 3, 3, 3]
    assert all(len({one.split("-")[1] for one in group}) == 1 for group in found)
