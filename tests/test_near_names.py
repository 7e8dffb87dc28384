"""Tone near a name is kept apart from the tone of the one who bears it."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.outlets import load_outlets
from analysis.sentiment import score_sentiment
from analysis.speakers import find_near_names, summarize_near_names
from analysis.tables import NAMED_QUOTES, NAMES, SENTENCES, TableError

TEXT = (
    "Ana Ruiz lost badly on Tuesday. “I am proud,” Ruiz said. "
    "“Ruiz is a disaster,” Tobias Marsh said. The council met. She wept."
)


def place(words: str, after: int = 0) -> dict:
    start = TEXT.index(words, after)
    return {"article_id": "a1", "start": start, "end": start + len(words), "text": words}


def quote(number: int, words: str, speaker: str | None) -> dict:
    return {
        **place(words),
        "quote_id": number,
        "sentence_id": number,
        "kind": "direct",
        "rule": "cue",
        "speaker": speaker,
        "speaker_rule": "name",
    }


@pytest.fixture
def named_quotes():
    return NAMED_QUOTES.build(
        [quote(1, "I am proud,", "Ana Ruiz"), quote(2, "Ruiz is a disaster,", "Tobias Marsh")]
    )


@pytest.fixture
def found():
    sentences = [
        "Ana Ruiz lost badly on Tuesday.",
        "“I am proud,” Ruiz said.",
        "“Ruiz is a disaster,” Tobias Marsh said.",
        "The council met.",
        "She wept.",
    ]
    names = [
        place("Ana Ruiz"),
        place("Ruiz", TEXT.index("proud")),
        place("Ruiz", TEXT.index("“Ruiz")),
        place("Tobias Marsh"),
    ]
    return SimpleNamespace(
        outlets=load_outlets(),
        sentences=SENTENCES.build(
            {**place(words), "sentence_id": n, "paragraph": 0} for n, words in enumerate(sentences)
        ),
        names=NAMES.build(
            {
                **name,
                "form": "name",
                "type": "person",
                "paragraph": 0,
                "is_subject": True,
                "is_quoted": False,
            }
            for name in names
        ),
    )


def test_a_person_is_found_where_others_speak_of_them(found, named_quotes):
    near = find_near_names(found, named_quotes)
    assert near[["person", "text"]].values.tolist() == [
        ["Ana Ruiz", "Ana Ruiz lost badly on Tuesday."],
        ["Ana Ruiz", "“Ruiz is a disaster,” Tobias Marsh said."],
    ]


def test_a_sentence_with_a_persons_own_words_is_left_out_for_that_person(found, named_quotes):
    near = find_near_names(found, named_quotes)
    assert not near["text"].str.contains("proud").any()
    assert "Tobias Marsh" not in set(near["person"])


def test_who_speaks_of_the_person_stands_in_the_row(found, named_quotes):
    near = find_near_names(found, named_quotes)
    assert pd.isna(near["said_by"].iloc[0])
    assert near["said_by"].iloc[1] == "Tobias Marsh"
    assert near["n_persons"].tolist() == [1, 2]


def test_the_tone_near_a_name_is_summed_up_under_its_own_name(found, named_quotes):
    scored = score_sentiment(find_near_names(found, named_quotes))
    (row,) = summarize_near_names(scored).to_dict("records")
    assert (row["person"], row["n_sentences"], row["n_articles"]) == ("Ana Ruiz", 2, 1)
    assert row["near_mean"] == pytest.approx(scored["compound"].mean())
    assert row["near_mean"] < 0
    assert row["interval_over"] == "quotes"


def test_no_names_give_no_rows(found, named_quotes):
    found.names = NAMES.empty()
    near = find_near_names(found, named_quotes)
    assert near.empty
    assert summarize_near_names(score_sentiment(near)).empty


def test_other_tables_are_refused(found, named_quotes):
    with pytest.raises(TableError, match="annotate"):
        find_near_names(found.sentences, named_quotes)
    with pytest.raises(TableError, match="it lacks speaker"):
        find_near_names(found, named_quotes.drop(columns="speaker"))
    with pytest.raises(TableError, match="score_sentiment"):
        summarize_near_names(find_near_names(found, named_quotes))
