"""Shared quotes: one remark in several wordings, and remarks that only look alike."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.coverage import match_quotes, summarize_utterances
from analysis.coverage.folding import fold_words
from analysis.tables import ARTICLES, NAMED_QUOTES, SHARED_QUOTES, TableError

WHOLE = "We will not wait nine months for a bridge that ferries our children to school."


def tables(*rows: tuple[str, str, str | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Quotes (article, words, speaker) that stand one after the other, and their articles."""
    quotes, ends = [], dict.fromkeys((one for one, _, _ in rows), 0)
    for number, (article_id, text, speaker) in enumerate(rows):
        start = ends[article_id]
        ends[article_id] = start + len(text) + 200
        quotes.append(
            {
                "article_id": article_id,
                "quote_id": number,
                "sentence_id": number,
                "start": start,
                "end": start + len(text),
                "text": text,
                "kind": "direct",
                "speaker": speaker,
                "speaker_type": "person" if speaker else None,
            }
        )
    articles = [
        {"article_id": one, "outlet": one.upper(), "published": "2025-05-07", "text": ""}
        for one in ends
    ]
    return NAMED_QUOTES.build(quotes), ARTICLES.build(articles)


def remarks(*rows: tuple[str, str, str | None]) -> list[str]:
    return match_quotes(*tables(*rows))["utterance"].tolist()


@pytest.mark.parametrize(
    "other",
    [
        WHOLE,
        "We will not wait nine months",
        "a bridge that ferries our children to school",
        "that they would not wait nine months for a bridge",
        "they would not be waiting nine months for the bridge",
        "We won’t wait 9 months for a bridge that ferries children to their school!",
        "We will not wait nine long months for a bridge",
    ],
)
def test_one_remark_however_it_is_cut(other: str) -> None:
    assert remarks(("a", WHOLE, "Ana Ruiz"), ("b", other, "Ana Ruiz")) == ["U1", "U1"]


@pytest.mark.parametrize(
    "other",
    [
        "We have asked the county for money three times.",
        "The school has two hundred children.",
        "We will do what we can.",
        "It is a fine bridge, if you ask me.",
    ],
)
def test_another_remark_of_the_same_speaker(other: str) -> None:
    assert remarks(("a", WHOLE, "Ana Ruiz"), ("b", other, "Ana Ruiz")) == ["U1", "U2"]


def test_a_turn_of_phrase_is_nobodys() -> None:
    phrase = "We are doing everything we can"
    assert remarks(("a", phrase, "Ana Ruiz"), ("b", phrase, "Ed Varga")) == ["U1", "U2"]


def test_outlets_that_disagree_about_the_speaker() -> None:
    shared = match_quotes(
        *tables(("a", WHOLE, "Ana Ruiz"), ("b", WHOLE, "Ed Varga"), ("c", WHOLE, None))
    )
    (row,) = summarize_utterances(shared).to_dict("records")
    assert (row["speakers"], row["speakers_differ"], row["n_outlets"]) == (
        "Ana Ruiz; Ed Varga",
        True,
        3,
    )


def test_two_quotes_of_one_article_never_become_one_by_likeness() -> None:
    assert remarks(("a", WHOLE, "Ana Ruiz"), ("a", WHOLE, "Ana Ruiz")) == ["U1", "U2"]


def test_shares_say_how_much_each_used() -> None:
    shared = match_quotes(
        *tables(("a", WHOLE, "Ana Ruiz"), ("b", "not wait nine months", "Ana Ruiz"))
    )
    assert shared["is_fullest"].tolist() == [True, False]
    assert shared["share"][0] == 1
    assert 0.2 < shared["share"][1] < 0.8
    (row,) = summarize_utterances(shared).to_dict("records")
    assert row["text"] == WHOLE
    assert row["least_share"] == pytest.approx(shared["share"][1])


def test_days_and_events_bound_the_search() -> None:
    quotes, articles = tables(("a", WHOLE, "Ana Ruiz"), ("b", WHOLE, "Ana Ruiz"))
    articles["published"] = pd.to_datetime(["2025-05-07", "2025-05-27"], utc=True)
    assert match_quotes(quotes, articles)["utterance"].tolist() == ["U1", "U2"]
    assert match_quotes(quotes, articles, days=30)["utterance"].tolist() == ["U1", "U1"]


def test_what_one_outlet_alone_has_is_left_out_unless_asked_for() -> None:
    shared = match_quotes(*tables(("a", WHOLE, "Ana Ruiz"), ("b", "Nothing to say today.", None)))
    assert summarize_utterances(shared).empty
    assert len(summarize_utterances(shared, least_outlets=1)) == 2


def test_no_quotes() -> None:
    shared = match_quotes(NAMED_QUOTES.empty(), ARTICLES.empty())
    assert shared.empty
    SHARED_QUOTES.check(shared)


@pytest.mark.parametrize("text", ["", "—", "the of and", "🙂"])
def test_quotes_without_words_match_nothing(text: str) -> None:
    assert remarks(("a", text, "Ana Ruiz"), ("b", text, "Ana Ruiz")) == ["U1", "U2"]


def test_wrong_tables_are_told() -> None:
    quotes, articles = tables(("a", WHOLE, None))
    with pytest.raises(TableError):
        match_quotes(articles, articles)
    with pytest.raises(TableError):
        match_quotes(quotes, quotes)
    with pytest.raises(TableError):
        summarize_utterances(quotes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will not wait nine months", "that they wouldn’t be waiting 9 months"),
        ("I am closing my shops", "she was closing her shop"),
        ("They took 40 per cent", "they are taking forty per cent"),
    ],
)
def test_direct_and_indirect_words_fold_alike(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


def test_not_is_never_folded_away() -> None:
    assert fold_words("It is not safe") != fold_words("It is safe")
    assert (
        fold_words("It isn't safe")
        == fold_words("It is not safe")
        == fold_words("It cannot be safe")
    )


def on_one_event(*rows: tuple[str, str, str | None]) -> list[str]:
    """Match remarks of which only some words stand in quotation marks, in articles on one event."""
    quotes, articles = tables(*rows)
    quotes["kind"] = ["mixed" if "“" in text else "direct" for text in quotes["text"]]
    events = pd.DataFrame(
        {"article_id": articles["article_id"], "outlet": articles["outlet"], "event": "the works"}
    )
    from analysis.tables import EVENTS

    return match_quotes(quotes, articles, EVENTS.build(events.to_dict("records")))[
        "utterance"
    ].tolist()


def test_the_same_words_in_quotation_marks_are_of_one_remark() -> None:
    assert on_one_event(
        (
            "a",
            "Nobody will be asked to go before July, and nobody will be marched to the gate",
            "Ana Ruiz",
        ),
        ("b", "nor would anyone be “marched to the gate”", "Ana Ruiz"),
    ) == ["U1", "U1"]


def test_what_three_people_say_is_a_phrase_of_the_day_and_no_ones_remark() -> None:
    assert on_one_event(
        ("a", "the memos were “top secret”", "Ana Ruiz"),
        ("b", "an annex had been “top secret”", "Leon Ode"),
        ("c", "nothing was “top secret”", "harbour board"),
    ) == ["U1", "U2", "U3"]
