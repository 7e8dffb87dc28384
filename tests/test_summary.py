"""Tone per speaker: own words and reporters' apart, intervals over articles, ranks with reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.resampling import Interval, mean_over_articles, middle
from analysis.speakers import compare_speakers, mean_with_interval, summarize_speakers
from analysis.tables import NAMED_QUOTES, SPEAKERS, TableError


def quotes(*rows: tuple[str | None, str, str, float | None]) -> pd.DataFrame:
    """Make scored quotes from speaker, article, kind and compound score."""
    table = NAMED_QUOTES.build(
        {
            "article_id": article,
            "quote_id": n,
            "sentence_id": n,
            "start": 0,
            "end": 12,
            "text": "three little words",
            "kind": kind,
            "rule": "subject of cue",
            "speaker": speaker,
            "speaker_type": "person",
            "speaker_rule": "name",
        }
        for n, (speaker, article, kind, _) in enumerate(rows)
    )
    scores = pd.Series([row[3] for row in rows], index=table.index, dtype="float64")
    return table.assign(negative=0.0, neutral=1.0, positive=0.0, compound=scores)


def spoken(speaker: str, scores: list[float], n_articles: int, kind: str = "direct") -> list:
    return [(speaker, f"a{n % n_articles}", kind, score) for n, score in enumerate(scores)]


# --- one row per speaker


def test_own_words_and_the_reporters_wording_are_told_apart():
    table = quotes(
        ("Ana Ruiz", "a1", "direct", 0.2),
        ("Ana Ruiz", "a1", "mixed", 0.4),
        ("Ana Ruiz", "a2", "indirect", -0.6),
    )
    (row,) = summarize_speakers(table).to_dict("records")
    assert row["compound_mean"] == pytest.approx(0.3)
    assert (row["n_scored"], row["n_reported"]) == (2, 1)
    assert row["reported_mean"] == pytest.approx(-0.6)
    assert (row["n_quotes"], row["n_articles"], row["n_words"]) == (3, 2, 9)
    assert row["words_per_quote"] == 3


def test_a_speaker_without_own_words_has_no_tone_of_their_own():
    row = summarize_speakers(quotes(("Ana Ruiz", "a1", "indirect", 0.5))).iloc[0]
    assert pd.isna(row["compound_mean"])
    assert row["n_scored"] == 0
    assert pd.isna(row["words_per_quote"])
    assert pd.isna(row["interval_over"])


def test_quotes_without_a_score_are_counted_as_quotes_and_not_as_zero():
    table = quotes(("Ana Ruiz", "a1", "direct", 0.4), ("Ana Ruiz", "a1", "direct", None))
    row = summarize_speakers(table).iloc[0]
    assert (row["n_quotes"], row["n_scored"], row["compound_mean"]) == (2, 1, 0.4)


def test_the_interval_says_what_was_resampled():
    table = quotes(
        *spoken("One Article", [0.1, 0.2, 0.3], 1),
        *spoken("Three Articles", [0.1, 0.2, 0.3], 3),
        *spoken("Six Articles", [0.1, 0.2, 0.3] * 2, 6),
        *spoken("One Quote", [0.1], 1),
    )
    over = summarize_speakers(table).set_index("speaker")["interval_over"]
    assert over["One Article"] == "quotes"
    assert over["Three Articles"] == "few articles"
    assert over["Six Articles"] == "articles"
    assert pd.isna(over["One Quote"])


def test_shuffled_quotes_give_the_same_speakers():
    rows = spoken("Ana Ruiz", list(np.linspace(-1, 1, 40)), 7) + spoken("Bo", [0.3, 0.1], 1)
    table = quotes(*rows)
    shuffled = summarize_speakers(table.sample(frac=1, random_state=4))
    pd.testing.assert_frame_equal(shuffled, summarize_speakers(table))


def test_the_speakers_table_keeps_its_contract():
    table = summarize_speakers(quotes(("Ana Ruiz", "a1", "direct", 0.4)))
    assert list(table.columns) == list(SPEAKERS.columns)
    assert table.dtypes.astype(str).to_dict() == dict(SPEAKERS.columns)
    assert summarize_speakers(quotes()).empty


# --- the interval


def test_quotes_that_agree_within_articles_do_not_make_the_interval_narrow():
    # Ten articles that differ, ten quotes in each that do not: a hundred quotes, ten opinions.
    means = np.linspace(-0.5, 0.5, 10)
    values = np.repeat(means, 10).tolist()
    articles = [f"a{n:02}" for n in range(10) for _ in range(10)]
    by_article = mean_over_articles(values, articles)
    by_quote = mean_over_articles(values, ["a"] * 100)
    assert by_article.high - by_article.low > 2.5 * (by_quote.high - by_quote.low)


def test_few_articles_that_happen_to_agree_do_not_make_the_interval_narrow():
    values = [-0.5, 0.5] * 6  # the same mean in each of three articles
    articles = ["a", "a", "b", "b", "c", "c"] * 2
    interval = mean_over_articles(values, articles)
    assert interval.over == "few articles"
    assert interval.high - interval.low > 0.4


def test_the_interval_is_the_one_that_theory_gives_for_many_articles():
    rng = np.random.default_rng(3)
    values = rng.normal(0, 0.3, 400).clip(-1, 1)
    interval = mean_over_articles(values.tolist(), [f"a{n}" for n in range(400)])
    half = 1.96 * values.std(ddof=1) / 20
    assert interval.low == pytest.approx(values.mean() - half, abs=0.004)
    assert interval.high == pytest.approx(values.mean() + half, abs=0.004)


def test_the_interval_holds_the_true_mean_about_as_often_as_it_says():
    rng = np.random.default_rng(8)
    held = 0
    for _ in range(200):
        level = np.repeat(rng.normal(0, 0.2, 12), 3)
        values = level + rng.normal(0, 0.2, 36)
        interval = mean_over_articles(values.tolist(), [f"a{n // 3:02}" for n in range(36)])
        held += interval.low <= 0 <= interval.high
    assert 180 <= held <= 199


def test_no_score_and_one_score_have_no_interval():
    assert mean_over_articles([], []) == Interval(None, None, None, None)
    assert mean_with_interval([0.3], ["a"]) == (0.3, None, None)


@given(st.lists(st.tuples(st.floats(-1, 1), st.sampled_from("abcdefgh")), min_size=2, max_size=30))
@settings(max_examples=60)
def test_the_interval_holds_the_mean_and_stays_within_the_scores(rows):
    values, articles = zip(*rows, strict=True)
    mean, low, high = mean_with_interval(values, articles)
    assert min(values) - 1e-9 <= low <= mean <= high <= max(values) + 1e-9


def test_large_corpora_are_resampled_in_parts(monkeypatch):
    from analysis import resampling

    sums = np.linspace(-1, 1, 100)
    whole = middle(100, lambda weights: weights @ sums)
    monkeypatch.setattr(resampling, "_BLOCK", 5000)
    sizes = []
    parts = middle(100, lambda weights: sizes.append(len(weights)) or weights @ sums)
    assert max(sizes) == 50
    assert parts == pytest.approx(whole)


# --- ranks


def compared(*rows, **options):
    return compare_speakers(quotes(*rows), **options).to_dict("records")


def test_the_higher_speaker_is_named_where_the_interval_excludes_zero():
    (pair,) = compared(*spoken("Bo", [-0.2, -0.3] * 8, 8), *spoken("Ana", [0.4, 0.3] * 8, 8))
    assert (pair["speaker_a"], pair["speaker_b"], pair["higher"]) == ("Ana", "Bo", "Ana")
    assert pair["difference"] == pytest.approx(0.6)
    assert 0 < pair["difference_low"] <= pair["difference"] <= pair["difference_high"]
    assert pair["interval_over"] == "articles"


@pytest.mark.parametrize(
    ("a", "b", "n_articles", "reason"),
    [
        ([0.9, -0.7] * 6, [0.1, 0.0] * 6, 6, "holds zero"),
        ([0.9] * 9, [0.0] * 12, 9, "fewer than 10 quotes by Ana"),
        ([0.9] * 12, [0.0] * 12, 4, "fewer than 6 articles"),
    ],
)
def test_else_nobody_is_ranked_and_the_reason_is_said(a, b, n_articles, reason):
    (pair,) = compared(*spoken("Ana", a, n_articles), *spoken("Bo", b, n_articles))
    assert pd.isna(pair["higher"])
    assert reason in pair["reason"]


@given(st.lists(st.floats(-1, 1), min_size=40, max_size=40), st.integers(1, 9))
@settings(max_examples=30)
def test_a_rank_is_never_given_where_the_interval_holds_zero(scores, n_articles):
    rows = spoken("Ana", scores[:20], n_articles) + spoken("Bo", scores[20:], n_articles)
    for pair in compared(*rows):
        if not pd.isna(pair["higher"]):
            assert pair["difference_low"] > 0


def test_quotes_in_the_same_article_are_drawn_together():
    # Both follow the mood of the article: the difference between them is all but fixed.
    mood = np.linspace(-0.8, 0.8, 12)
    rows = spoken("Ana", (mood + 0.1).tolist(), 12) + spoken("Bo", mood.tolist(), 12)
    (pair,) = compared(*rows)
    assert pair["difference_high"] - pair["difference_low"] < 0.01
    assert pair["higher"] == "Ana"


def test_indirect_quotes_are_compared_only_if_asked_for():
    rows = spoken("Ana", [0.1] * 12, 6, "indirect") + spoken("Bo", [0.2] * 12, 6, "indirect")
    assert compared(*rows) == []
    assert len(compared(*rows, kinds=["indirect"])) == 1


def test_comparing_does_not_depend_on_the_order_of_rows():
    rows = spoken("Ana", list(np.linspace(-1, 1, 30)), 7) + spoken("Bo", [0.3, 0.1] * 9, 1)
    table = quotes(*rows)
    pd.testing.assert_frame_equal(
        compare_speakers(table), compare_speakers(table.sample(frac=1, random_state=2))
    )


def test_wrong_options_are_refused_in_words():
    with pytest.raises(ValueError, match="'direct', 'mixed' and 'indirect'"):
        compare_speakers(quotes(), kinds="direct")
    with pytest.raises(ValueError, match="2 or more"):
        compare_speakers(quotes(), top=1)
    with pytest.raises(TableError, match="Score them first"):
        compare_speakers(quotes().drop(columns="compound"))
