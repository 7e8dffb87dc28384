from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import split_sentences
from analysis.sentiment import plain_marks, score_sentiment, score_text
from analysis.tables import SCORES, TableError

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def cut_network(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def quotes():
    return pd.DataFrame(
        {
            "speaker": ["Ana Ruiz", "Lee Ode", "Kim Park"],
            "text": ["We are proud of this.", "It is a disaster.", "…"],
        },
        index=[7, 3, 3],
    )


# --- one text


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("The plan isn’t good.", "The plan isn't good."),
        ("“Great news for everyone,” he said.", '"Great news for everyone," he said.'),
        ("The deal was great—a triumph—said Lee.", "The deal was great - a triumph - said Lee."),
        ("The deal was great--a triumph--said Lee.", "The deal was great - a triumph - said Lee."),
        ("It was great… until it rained.", "It was great... until it rained."),
        ("She called it a ‘great’ day.", "She called it a 'great' day."),
        ("A self–confident start.", "A self-confident start."),
        ("We ❤️ this town.", "We ❤ this town."),
    ],
)
def test_a_sentence_scores_the_same_printed_or_typed(printed, typed):
    assert score_text(printed) == score_text(typed, engine="vader")
    assert score_text(printed, engine="vader") != score_text(typed, engine="vader")


@pytest.mark.parametrize(
    ("sentence", "compound"),
    [
        ("The plan isn’t good.", -0.3412),
        ("“Great news for everyone,” he said.", 0.6249),
        ("The deal was great—a triumph—said Lee.", 0.8020),
        ("The hero’s return", 0.5574),
    ],
)
def test_the_published_pitfalls_of_vader_are_mended(sentence, compound):
    assert score_text(sentence).compound == pytest.approx(compound)


def test_a_not_with_a_curly_apostrophe_is_never_praise():
    for word in ["isn’t", "wasn’t", "don’t", "can’t", "won’t", "doesn’t"]:
        assert score_text(f"The plan {word} seem good.").compound < 0


def test_a_text_is_the_mean_of_its_sentences():
    good, bad = score_text("We are proud of this."), score_text("It is a disaster.")
    both = score_text("We are proud of this. It is a disaster.")
    assert both == pytest.approx(np.mean([good, bad], axis=0))


def test_the_untouched_engine_is_vader_on_the_same_sentences():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    text = "Mr. Ode isn’t happy. “It is GREAT!” said Ruiz—twice.\n\nNobody died"
    vader = SentimentIntensityAnalyzer()
    scores = [vader.polarity_scores(text[start:end]) for start, end in split_sentences(text)]
    assert len(scores) == 3
    expected = [
        np.mean([score[key] for score in scores]) for key in ("neg", "neu", "pos", "compound")
    ]
    assert score_text(text, engine="vader") == pytest.approx(expected)


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "...", "—", "“”", "❤️", None, float("nan"), pd.NA, 5]
)
def test_what_holds_no_word_has_no_scores_rather_than_zero(text):
    assert all(np.isnan(score_text(text)))
    assert all(np.isnan(score_text(text, engine="vader")))


def test_a_sentence_without_tone_scores_zero_and_is_not_missing():
    assert score_text("The council met on Tuesday.").compound == 0


@given(st.text())
def test_no_text_raises_and_scores_stay_in_their_range(text):
    for engine in ("corrected", "vader"):
        scores = score_text(text, engine=engine)
        if split_sentences(text):
            assert -1 <= scores.compound <= 1
            assert all(0 <= share <= 1 for share in scores[:3])
            assert sum(scores[:3]) == pytest.approx(1, abs=0.002)
        else:
            assert all(np.isnan(scores))


@given(st.text(alphabet="abc ’'“”\"—–-…!.❤️"))
def test_plain_marks_are_plain_and_stay_so(text):
    plain = plain_marks(text)
    assert not set(plain) & set("‘’“”—–…")
    assert plain_marks(plain) == plain


# --- a table


def test_a_table_keeps_its_columns_order_and_index(quotes):
    before = quotes.copy(deep=True)
    scored = score_sentiment(quotes)
    pd.testing.assert_frame_equal(scored[["speaker", "text"]], before)
    pd.testing.assert_frame_equal(quotes, before)
    assert list(scored.columns) == ["speaker", "text", *SCORES]
    assert scored[list(SCORES)].dtypes.astype(str).to_dict() == dict(SCORES)


def test_the_scores_stand_beside_their_text(quotes):
    compound = score_sentiment(quotes)["compound"].tolist()
    assert compound[0] > 0 > compound[1]
    assert np.isnan(compound[2])


def test_any_column_of_text_can_be_scored():
    headlines = pd.DataFrame({"headline": ["Triumph in Ohio", None]})
    compound = score_sentiment(headlines, "headline")["compound"]
    assert compound[0] > 0
    assert np.isnan(compound[1])


def test_scoring_twice_replaces_the_scores(quotes):
    once = score_sentiment(quotes)
    pd.testing.assert_frame_equal(score_sentiment(once), once)
    assert not score_sentiment(once, "speaker")["compound"].equals(once["compound"])


def test_no_rows_give_no_rows_with_score_columns(quotes):
    scored = score_sentiment(quotes.head(0))
    assert len(scored) == 0
    assert scored[list(SCORES)].dtypes.astype(str).to_dict() == dict(SCORES)


def test_a_text_in_another_language_is_missing_rather_than_neutral():
    table = pd.DataFrame({"text": ["A great day."] * 4, "language": ["en", "en-GB", None, "de"]})
    assert score_sentiment(table)["compound"].isna().tolist() == [False, False, False, True]


def test_shuffled_rows_score_the_same(quotes):
    shuffled = quotes.iloc[[2, 0, 1]]
    pd.testing.assert_frame_equal(
        score_sentiment(shuffled), score_sentiment(quotes).iloc[[2, 0, 1]]
    )


# --- what a student may do by mistake


def test_a_wrong_column_is_named_with_those_there_are(quotes):
    with pytest.raises(TableError, match=r"'quote'.*speaker, text"):
        score_sentiment(quotes, "quote")


def test_a_column_instead_of_a_table_is_explained(quotes):
    with pytest.raises(TableError, match="Give the whole table"):
        score_sentiment(quotes["text"])


def test_a_column_of_numbers_is_not_text():
    with pytest.raises(TableError, match="int64, not text"):
        score_sentiment(pd.DataFrame({"n": [1, 2]}), "n")


def test_a_column_that_is_empty_altogether_is_missing():
    table = pd.DataFrame({"text": [np.nan, np.nan]})
    assert score_sentiment(table)["compound"].isna().all()


def test_a_hand_made_column_with_the_name_of_a_score_is_not_overwritten(quotes):
    with pytest.raises(TableError, match=r"its own positive .*Rename"):
        score_sentiment(quotes.assign(positive=["yes", "no", "no"]))


def test_an_unknown_engine_is_refused_with_those_there_are(quotes):
    with pytest.raises(ValueError, match="'corrected' or 'vader', not 'textblob'"):
        score_sentiment(quotes, engine="textblob")
    with pytest.raises(ValueError, match="'corrected' or 'vader'"):
        score_sentiment(quotes.head(0), engine="textblob")


# --- cost


def test_importing_the_module_does_not_load_vader():
    code = "import sys, analysis.sentiment; print('vaderSentiment' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"


def test_there_is_one_analyzer_and_a_repeated_sentence_is_scored_once(monkeypatch):
    from analysis import sentiment

    seen = []
    monkeypatch.setattr(type(sentiment._analyzer()), "__init__", lambda *_: seen.append("analyzer"))
    original = type(sentiment._analyzer()).polarity_scores
    monkeypatch.setattr(
        type(sentiment._analyzer()),
        "polarity_scores",
        lambda self, text: seen.append(text) or original(self, text),
    )
    sentence = "This sentence about a splendid aardvark is in no other test."
    score_sentiment(pd.DataFrame({"text": [sentence] * 1000}))
    assert seen == [sentence]
