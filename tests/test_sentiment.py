from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import split_sentences
from analysis.sentiment import (
    ENGINES,
    explain_sentiment,
    plain_marks,
    score_sentence,
    score_sentiment,
    score_text,
)
from analysis.sentiment.scoring import tone_sentences
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


VERIFIED = [  # sentence, what the library answers, what is right
    ("The plan isn’t good.", 0.4404, -0.3412),
    ("“Great news for everyone,” he said.", 0.0, 0.6249),
    ("The deal was great—a triumph—said Lee.", 0.0, 0.8020),
    ("The hero’s return", 0.0, 0.5574),
    ("Supreme Court", 0.5574, 0.0),
    ("Justice Department", 0.5267, 0.0),
    ("Justin Trudeau's party", 0.4019, 0.0),
    ("united front", 0.4215, 0.0),
    ("officials like Smith", 0.3612, 0.0),
    ("Two people were killed in the crash", -0.8020, -0.8020),
    ("He did not say it was good.", 0.4404, -0.3412),
    ("fed up with it", 0.0, -0.4215),
    ("❤️", 0.0, 0.6369),
]


@pytest.mark.parametrize(("sentence", "library", "right"), VERIFIED)
def test_the_published_pitfalls_of_vader_are_mended_and_kept_in_view(sentence, library, right):
    assert score_text(sentence).compound == pytest.approx(right, abs=0.0001)
    assert score_text(sentence, engine="vader").compound == pytest.approx(library, abs=0.0001)


# --- words that carry no tone


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Nations met on Tuesday.",
        "United Nations envoys met on Tuesday.",
        "The U.S. Supreme Court sat.",
        "The justice secretary met the defence minister.",
        "the security council met",
        "Hope Hicks spoke first.",
        "Grant Shapps spoke after her.",
        "Strong said so.",
        "On Monday the reporters met Hope Hicks.",
        "Great Britain was there.",
        "It is near the Great Barrier Reef.",
        "The ruling party met.",
        "It looks like rain.",
        "Cities like Ohio’s were there.",
        "There is no bridge.",
        "A grand jury sat.",
        "Interest rates were left where they were.",
        "Supreme Court Meets in Ohio",
    ],
)
def test_names_offices_and_comparisons_have_no_tone(sentence):
    assert score_text(sentence).compound == 0
    assert score_text(sentence, engine="vader").compound != 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Great news came.",
        "He said: Great news.",
        "“Great news,” he said.",
        "It was a GREAT day.",
        "Great News For Everyone in Ohio",
        "We like the plan.",
        "They came to like it.",
        "It was a supreme effort of kindness.",
        "We hope to go.",
        "He loves his birthday.",
    ],
)
def test_words_that_only_look_like_names_keep_their_tone(sentence):
    assert score_text(sentence).compound > 0


# --- negation


@pytest.mark.parametrize(
    "sentence",
    [
        "She did not think that the plan for the harbour was good.",
        "Nobody thought the new bridge over the river would be safe.",
        "The council has never in all these years been fair.",
        "The road is neither safe nor good.",
        "Prices rose, and the deal was not, in the end, made; it isn’t good.",
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(sentence):
    assert score_text(sentence).compound < 0


@pytest.mark.parametrize(
    "sentence",
    [
        "He did not come, but the day was good.",
        "He did not come, and the day was good.",
        "He did not come and was happy.",
        "They had not met when the good news came.",
        "Not only was it good.",
        "It is without doubt the best plan.",
        "The town, which could not wait, was happy.",
    ],
)
def test_a_negation_ends_with_its_clause(sentence):
    assert score_text(sentence).compound > 0


def test_far_from_a_negation_what_hangs_on_a_preposition_is_not_negated():
    assert score_text("Police did not comment on the situation after the attack.").compound < 0
    assert score_text("It is not in good shape.").compound < 0


def test_a_negation_that_is_never_so_raises_the_tone():
    once = score_text("It was so good.").compound
    assert score_text("It was never so good.").compound > once


def test_no_one_was_hurt_is_no_bad_news_and_no_praise():
    assert score_text("No one was hurt.").compound == 0 > score_text("He was hurt.").compound


def test_but_halves_every_word_before_it_once():
    words = explain_sentiment("It was good and good, but bad.")
    assert words["weight"].tolist() == pytest.approx([0.95, 0.95, -3.75])


# --- emoji


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("👍", 1),
        ("👎", -1),
        ("👍🏽", 1),
        ("💔", -1),
        ("It rained. ❤️", 1),
        ("so😀good", 1),
        ("🏽", 0),
    ],
)
def test_emoji_count_as_they_are_meant(text, sign):
    compound = score_text(text).compound
    assert np.isnan(compound) if sign == 0 else np.sign(compound) == sign


def test_a_not_with_a_curly_apostrophe_is_never_praise():
    for word in ["isn’t", "wasn’t", "don’t", "can’t", "won’t", "doesn’t"]:
        assert score_text(f"The plan {word} seem good.").compound < 0


def test_a_text_is_the_mean_of_its_sentences():
    good, bad = score_text("We are proud of this."), score_text("It is a disaster.")
    both = score_text("We are proud of this. It is a disaster.")
    assert both == pytest.approx(np.mean([good, bad], axis=0))


# --- the untouched engine


@pytest.fixture(scope="module")
def library():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def same(library, text):
    answer = library.polarity_scores(text)
    expected = tuple(answer[key] for key in ("neg", "neu", "pos", "compound"))
    assert tuple(score_sentence(text, engine="vader")) == expected, text


# Words that its rules turn on, and words of every kind besides.
TURNING = (
    "no nor or but not never so this without doubt least at very kind of sort just enough don't "
    "isn't the bomb shit bus stop yeah right to die for kiss death bad ass beating heart VERY NOT "
    "GOOD good good bad happy sad ! !! ??? great😀😁x 🔛 ❤️ — (good) 'bad' :) Council up, no, table"
).split()


@given(st.lists(st.sampled_from(TURNING), max_size=16), st.data())
@settings(max_examples=400)
def test_the_untouched_engine_is_the_library_to_the_last_digit(library, words, data):
    rated = st.sampled_from(sorted(library.lexicon))
    words = [data.draw(rated) if word == "table" else word for word in words]
    same(library, " ".join(words))


@given(st.text())
@settings(max_examples=300)
def test_the_untouched_engine_is_the_library_on_any_text(library, text):
    same(library, text)


def test_the_untouched_engine_is_the_library_on_the_sample_articles(library):
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "data/sample").glob("*.txt")]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    assert len(sentences) > 250
    for text in [*sentences, *texts]:
        same(library, text)


def test_time_grows_with_the_text_and_not_with_its_square():
    def seconds(n):
        text = "good but bad and not so good no Great like " * n
        began = time.process_time()
        for engine in ENGINES:
            score_sentence(text, engine=engine)
        return time.process_time() - began

    seconds(10)
    small, large = (min(seconds(n) for _ in range(3)) for n in (500, 8000))
    assert large < 16 * small * 6  # the square would be 256 times


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
    "text", ["", "   ", "\n\n", "...", "—", "“”", "🏽", None, float("nan"), pd.NA, 5]
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
        if tone_sentences(text):
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
    assert list(scored.columns) == ["speaker", "text", *SCORES, "compound_sd", "n_sentences"]
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


def test_an_article_is_its_mean_its_spread_and_its_number_of_sentences():
    text = "We are proud of this. It is a disaster.\n\nIt rained."
    row = score_sentiment(pd.DataFrame({"text": [text]})).iloc[0]
    single = [score_text(part).compound for part in text.replace("\n\n", " ").split(". ")]
    assert row["compound"] == pytest.approx(np.mean(single))
    assert row["compound_sd"] == pytest.approx(np.std(single, ddof=1))
    assert row["n_sentences"] == 3
    alone = score_sentiment(pd.DataFrame({"text": ["It rained.", ""]}))
    assert alone["compound_sd"].isna().all()
    assert alone["n_sentences"].tolist() == [1, pd.NA]


# --- the words behind a score


@pytest.mark.parametrize("engine", ENGINES)
@given(
    text=st.text(alphabet="GOODgood bad!?. ’not“❤💔—NObut very like\n", max_size=80)
    | st.lists(st.sampled_from(TURNING), max_size=12).map(" ".join)
)
@settings(max_examples=150)
def test_the_weights_of_a_sentence_lead_to_its_score(engine, text):
    words = explain_sentiment(text, engine=engine)
    assert [text[start:end] for start, end in zip(words["start"], words["end"], strict=True)] == (
        words["text"].tolist()
    )
    for number, (start, end) in enumerate(tone_sentences(text)):
        total = words.loc[words["sentence"] == number, "weight"].sum()
        compound = total / (total**2 + 15) ** 0.5
        said = score_sentence(text[start:end], engine=engine).compound
        assert compound == pytest.approx(said, abs=0.0001)
        assert (words.loc[words["sentence"] == number, "compound"] == said).all()


def test_each_word_says_why_it_weighs_what_it_weighs():
    words = explain_sentiment("It isn’t very GOOD! The Supreme Court met.", neutral=True)
    reasons = dict(zip(words["text"], words["reason"], strict=True))
    assert reasons == {
        "GOOD": "in capitals; intensified by “very”; negated by “isn't”",
        "!": "emphasis of the marks",
        "Supreme": "part of the name of an office or body",
    }
    assert "Supreme" not in set(explain_sentiment("The Supreme Court met.")["text"])


def test_a_phrase_is_one_word_that_counts():
    (row,) = explain_sentiment("He is fed up, and so am I.").to_dict("records")
    assert (row["text"], row["rating"]) == ("fed up", -1.8)


def test_no_word_that_counts_gives_no_row():
    words = explain_sentiment("The council met.")
    assert len(words) == 0
    assert "weight" in words


# --- what a student may do by mistake


def test_the_score_of_a_whole_text_in_one_go_is_refused_with_the_reason(quotes):
    with pytest.raises(ValueError, match=r"sentence by sentence .* one of its ends"):
        score_sentiment(quotes, unit="text")


def test_only_a_text_can_be_explained(quotes):
    with pytest.raises(ValueError, match="the text of one row"):
        explain_sentiment(quotes)


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


def test_a_repeated_word_is_read_once_and_the_memory_of_words_is_bounded(monkeypatch):
    from analysis.sentiment import tokens

    seen = []
    monkeypatch.setattr(tokens, "_MEMO", 100)
    memo = tokens.Memo(lambda chunk: seen.append(chunk) or ())
    for chunk in ["a", "b", "a", "a"]:
        memo[chunk]
    assert seen == ["a", "b"]
    for number in range(1000):
        memo[str(number)]
        assert len(memo) <= 100


def test_the_first_score_loads_neither_a_model_nor_the_network():
    code = (
        "import sys; from analysis.sentiment import score_text; score_text('A good day.')\n"
        "print([m for m in ('requests', 'urllib3', 'spacy', 'nltk') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
