"""Shared copy: passages two articles have in common, and how much of each is its own."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.coverage import find_shared_copy, measure_copy
from analysis.tables import ARTICLES, PASSAGES, TableError

COPY = "Seventy firefighters with twelve engines fought the blaze in the old rope works for nine hours."
CHANGED = "Some 70 firefighters with twelve engines fought the blaze in the old rope works for nine hours."
OWN = (
    "Our readers in Thornwick smelled the smoke before breakfast and closed their kitchen windows."
)
QUOTE = "“It was well ahead of us when we arrived and nobody could have saved the upper floor,” she said."


def articles(*texts: str, days: list[str] | None = None) -> pd.DataFrame:
    when = days or ["2025-05-07"] * len(texts)
    return ARTICLES.build(
        [
            {"article_id": "abcdef"[n], "text": text, "published": when[n], "outlet": f"Outlet {n}"}
            for n, text in enumerate(texts)
        ]
    )


def test_every_passage_is_found_where_it_stands() -> None:
    table = articles(f"{COPY}\n\n{OWN}", f"{OWN[:20]}…\n\n{CHANGED}")
    (row,) = find_shared_copy(table).to_dict("records")
    text, other = table["text"]
    assert row["text"] == text[row["start"] : row["end"]]
    assert row["text"].endswith("for nine hours")
    assert "firefighters with twelve" in row["text"]
    assert "firefighters with twelve engines" in other[row["other_start"] : row["other_end"]]


def test_the_earlier_article_comes_first() -> None:
    table = articles(COPY, COPY, days=["2025-05-09", "2025-05-07"])
    assert find_shared_copy(table)[["article_id", "other_id"]].values.tolist() == [["b", "a"]]
    shares = measure_copy(table, find_shared_copy(table)).set_index("article_id")
    assert shares.loc["a", "taken_from"] == "b"
    assert pd.isna(shares.loc["b", "taken_from"])


def test_the_same_remark_is_no_shared_copy() -> None:
    assert find_shared_copy(articles(QUOTE, QUOTE)).empty


def test_short_agreements_are_chance() -> None:
    assert find_shared_copy(articles("They fought the blaze for nine hours.", COPY)).empty
    assert (
        len(
            find_shared_copy(
                articles("They fought the blaze in the old rope works.", COPY), least_words=5
            )
        )
        == 1
    )


def test_changed_words_are_bridged_and_another_sentence_is_not() -> None:
    edited = COPY.replace("twelve engines", "a dozen engines")
    assert len(find_shared_copy(articles(COPY, edited))) == 1
    apart = f"{COPY} {OWN} {COPY.replace('rope', 'net')}"
    assert all(
        len(text) < len(COPY) + 5 for text in find_shared_copy(articles(COPY, apart))["text"]
    )


def test_events_part_what_is_compared() -> None:
    from analysis.tables import EVENTS

    table = articles(COPY, COPY)
    events = EVENTS.build([{"article_id": one, "event": one} for one in "ab"])
    assert find_shared_copy(table, events).empty


def test_every_word_counts_once() -> None:
    table = articles(f"{COPY} {OWN}\n\n{QUOTE}", COPY)
    shares = measure_copy(table, find_shared_copy(table)).set_index("article_id")
    for article_id, text in zip("ab", table["text"], strict=True):
        row = shares.loc[article_id]
        assert row["n_words"] == len(text.split())
        assert row["n_shared"] + row["n_quoted"] + row["n_own"] == row["n_words"]
    assert shares.loc["a", "n_shared"] == shares.loc["b", "n_shared"] == len(COPY.split())
    assert shares.loc["a", "n_quoted"] == len(QUOTE.split()) - 2
    assert shares.loc["b", "share_shared"] == 1


@pytest.mark.parametrize("text", ["", " ", "…"])
def test_an_article_without_words_has_no_share(text: str) -> None:
    table = articles(text, COPY)
    shares = measure_copy(table, find_shared_copy(table))
    assert shares["n_words"].tolist()[0] == 0
    assert pd.isna(shares["share_shared"][0])


def test_wrong_tables_are_told() -> None:
    with pytest.raises(TableError):
        find_shared_copy(PASSAGES.empty())
    with pytest.raises(TableError):
        measure_copy(articles(COPY), articles(COPY))
    assert find_shared_copy(ARTICLES.empty()).empty
    assert measure_copy(ARTICLES.empty(), PASSAGES.empty()).empty
