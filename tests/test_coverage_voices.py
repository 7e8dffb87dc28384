"""Voices: who is quoted by whom, who is left out, and how sure the shares are."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.coverage import compare_voices, count_voices, find_missing_voices
from analysis.tables import ARTICLES, MENTIONS, NAMED_QUOTES, VOICES, TableError


def quotes(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    """Quotes (article, speaker, number of words)."""
    return NAMED_QUOTES.build(
        [
            {
                "article_id": article_id,
                "quote_id": n,
                "sentence_id": n,
                "start": 0,
                "end": 2 * n_words - 1,
                "text": " ".join("w" * n_words),
                "kind": "direct",
                "speaker": speaker,
            }
            for n, (article_id, speaker, n_words) in enumerate(rows)
        ]
    )


def articles(**outlets: str | None) -> pd.DataFrame:
    return ARTICLES.build(
        [{"article_id": name, "text": "", "outlet": outlet} for name, outlet in outlets.items()]
    )


def mentions(**categories: str) -> pd.DataFrame:
    return MENTIONS.build(
        [
            {
                "article_id": "a",
                "mention_id": n,
                "sentence_id": 0,
                "start": 0,
                "end": 1,
                "text": "x",
                "source": source.replace("_", " "),
                "category": category,
            }
            for n, (source, category) in enumerate(categories.items())
        ]
    )


def test_voices_are_counted_by_outlet() -> None:
    told = quotes(
        ("a", "Ana Ruiz", 6),
        ("b", "Ana Ruiz", 4),
        ("a", "Ed Varga", 2),
        ("a", None, 9),
        ("c", "X Y", 3),
    )
    voices = count_voices(
        told, articles(a="One", b="One", c=None), mentions=mentions(Ana_Ruiz="politician")
    )
    assert voices[["outlet", "speaker", "n_articles", "n_quotes", "n_words"]].values.tolist() == [
        ["One", "Ana Ruiz", 2, 2, 10],
        ["One", "Ed Varga", 1, 1, 2],
    ]
    assert voices["share"].tolist() == pytest.approx([10 / 12, 2 / 12])
    assert voices["category"].fillna("").tolist() == ["politician", ""]


def test_missing_and_lonely_voices() -> None:
    told = quotes(
        ("a", "Ana Ruiz", 5),
        ("b", "Ana Ruiz", 5),
        ("c", "Ed Varga", 5),
        ("a", "Di Orr", 5),
        ("b", "Di Orr", 5),
        ("c", "Di Orr", 5),
    )
    missing = find_missing_voices(count_voices(told, articles(a="One", b="Two", c="Three")))
    assert missing[["outlet", "speaker", "what"]].values.tolist() == [
        ["Three", "Ana Ruiz", "missing here"],
        ["Three", "Ed Varga", "only here"],
    ]
    assert missing["n_outlets"].tolist() == [2, 2]


def test_two_outlets_are_too_few_to_miss_anybody() -> None:
    voices = count_voices(
        quotes(("a", "Ana Ruiz", 5), ("b", "Ed Varga", 5)), articles(a="One", b="Two")
    )
    assert find_missing_voices(voices).empty
    assert len(find_missing_voices(voices, least_outlets=2)) == 2


def test_shares_add_up_and_an_interval_holds_its_share() -> None:
    ids = [f"a{n}" for n in range(8)]
    told = quotes(
        *[(one, "Ana Ruiz", 5 + n) for n, one in enumerate(ids)],
        *[(one, "Ed Varga", 9 - n) for n, one in enumerate(ids)],
    )
    shares = compare_voices(
        told, articles(**dict.fromkeys(ids, "One")), mentions(Ana_Ruiz="politician")
    )
    assert shares["share"].sum() == pytest.approx(1)
    assert set(shares["category"]) == {"politician", "unknown"}
    for row in shares.to_dict("records"):
        assert 0 <= row["share_low"] < row["share"] < row["share_high"] <= 1


def test_one_article_has_no_interval() -> None:
    shares = compare_voices(quotes(("a", "Ana Ruiz", 5)), articles(a="One"), MENTIONS.empty())
    assert shares[["share_low", "share_high", "over"]].isna().all(axis=None)


def test_nobody_quoted() -> None:
    assert count_voices(NAMED_QUOTES.empty(), ARTICLES.empty()).empty
    assert find_missing_voices(VOICES.empty()).empty
    assert compare_voices(NAMED_QUOTES.empty(), ARTICLES.empty(), MENTIONS.empty()).empty


def test_wrong_tables_are_told() -> None:
    with pytest.raises(TableError):
        count_voices(articles(), articles())
    with pytest.raises(TableError):
        find_missing_voices(quotes())
    with pytest.raises(TableError):
        compare_voices(quotes(), articles(), quotes())
