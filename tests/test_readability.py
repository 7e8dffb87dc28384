from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import load_articles
from analysis.charts.readability import MEASURES
from analysis.language import split_sentences
from analysis.lexicons import load_syllables
from analysis.readability import (
    FORMULAS,
    Counts,
    automated_readability_index,
    coleman_liau_index,
    compare_engines,
    count_sentences,
    count_text,
    counts,
    dale_chall_score,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gunning_fog,
    intervals_of,
    is_complex,
    is_familiar,
    library,
    lix,
    long_words_percent,
    measure_parts,
    measure_readability,
    rix,
    smog_index,
    words_per_sentence,
)
from analysis.readability.vocabulary import familiar_words, syllables_of
from analysis.tables import READABILITY, READABILITY_ENGINES, READABILITY_PARTS, TableError
from analysis.words import count_syllables

ROOT = Path(__file__).parents[1]
NEWS = (
    "“We cannot wait,” Mayor Ana Ruiz said on Tuesday. The U.S. economy grew 3.5 percent in 2022.\n\n"
    "What comes next\n\n"
    "Officials hoped that African-American voters—about 1,234 of them—would be registered by Sept. 4."
)


@pytest.fixture(autouse=True)
def cut_network(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def table(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "text": list(texts), **columns})


def sample_texts():
    """The articles of the sample corpus and their sentences: real prose, long and short."""
    articles = load_articles(ROOT / "data" / "sample")["text"].tolist()
    sentences = [text[start:end] for text in articles for start, end in split_sentences(text)]
    return articles + sentences


# --- formulas: values worked out by hand from the published coefficients


@pytest.mark.parametrize(
    ("formula", "counts", "expected"),
    [
        (flesch_reading_ease, Counts(words=13, sentences=1, syllables=24), 37.46),
        (flesch_reading_ease, Counts(words=6, sentences=1, syllables=6), 116.145),
        (flesch_kincaid_grade, Counts(words=13, sentences=1, syllables=24), 11.26),
        (flesch_kincaid_grade, Counts(words=6, sentences=1, syllables=6), -1.45),
        (gunning_fog, Counts(words=7, sentences=1), 2.8),
        (smog_index, Counts(sentences=30, polysyllables=100), 13.5591),
        (smog_index, Counts(sentences=15, polysyllables=50), 13.5591),
        (coleman_liau_index, Counts(words=119, sentences=5, letters=639), 14.53),
        (automated_readability_index, Counts(words=100, sentences=5, letters=500), 12.12),
        (dale_chall_score, Counts(words=100, sentences=5, difficult_words=20), 7.7865),
        (dale_chall_score, Counts(words=100, sentences=5, difficult_words=4), 5.2601),
        (lix, Counts(words=120, sentences=8, long_words=30), 40.0),
        (rix, Counts(words=120, sentences=8, long_words=30), 3.75),
        (words_per_sentence, Counts(words=120, sentences=8), 15.0),
        (long_words_percent, Counts(words=120, long_words=30), 25.0),
    ],
)
def test_a_formula_gives_its_published_value(formula, counts, expected):
    assert formula(counts) == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize("formula", FORMULAS.values())
def test_a_formula_of_nothing_is_missing(formula):
    assert math.isnan(formula(Counts()))


@pytest.mark.parametrize("formula", FORMULAS.values())
def test_a_formula_of_many_texts_gives_what_it_gives_of_each(formula):
    texts = [Counts(), Counts(100, 5, 450, 150, 12, 9, 20, 25), Counts(6, 1, 17, 6, 0, 0, 0, 0)]
    together = formula(Counts(*np.array(texts).T))
    np.testing.assert_array_equal(together, [formula(text) for text in texts])


def test_every_column_of_the_table_has_its_formula_in_order():
    other = {"article_id", "n_words", "n_sentences", "n_syllables", "flag"}
    assert [column for column in READABILITY.columns if column not in other] == list(FORMULAS)


def test_every_formula_can_be_drawn():
    assert set(MEASURES) == set(FORMULAS)


# --- what is known of the library's numbers, and what is right


@pytest.mark.parametrize(
    ("text", "column", "by_textstat", "right"),
    [
        (
            "The U.S. economy grew 3.5 percent in the second quarter of the year.",
            "n_sentences",
            2,
            1,
        ),
        ("He won. She lost. They wept.", "n_sentences", 1, 3),
        ("Inflation hit 8.5%. Prices rose.", "n_sentences", 1, 2),
        ("The deal—a triumph—was signed", "n_words", 4, 6),
        ("2022", "n_syllables", 1, 5),
        ("U.S.", "n_syllables", 1, 2),
        ("African-American", "n_syllables", 3, 7),
    ],
)
def test_the_library_miscounts_where_we_do_not(text, column, by_textstat, right):
    assert measure_readability(table(text), engine="textstat").loc[0, column] == by_textstat
    assert measure_readability(table(text)).loc[0, column] == right


def test_initials_have_a_syllable_for_each_letter():
    # textstat says 1 with NLTK's edition of the dictionary, which lacks the word, and 3 with ours.
    assert measure_readability(table("FBI")).loc[0, "n_syllables"] == 3


def test_a_headline_and_its_story_are_two_sentences_of_which_one_is_prose():
    text = "Trump wins Ohio\n\nDonald Trump won Ohio on Tuesday night after a close race."
    assert measure_readability(table(text), engine="textstat").loc[0, "n_sentences"] == 1
    assert len(split_sentences(text)) == 2
    assert measure_readability(table(text), headings=True).loc[0, "n_sentences"] == 2
    assert measure_readability(table(text)).loc[0, "n_sentences"] == 1


@pytest.mark.parametrize("nothing", ["...", "   "])
def test_marks_and_spaces_hold_no_sentence(nothing):
    assert library.load_textstat().sentence_count(nothing) == 1
    assert measure_readability(table(nothing)).loc[0, "n_sentences"] == 0


def test_a_score_of_one_word_is_missing_and_flagged():
    text = "Antidisestablishmentarianism."
    assert library.load_textstat().flesch_reading_ease(text) == pytest.approx(-809, abs=0.5)
    row = measure_readability(table(text)).loc[0]
    assert math.isnan(row["flesch_reading_ease"])
    assert row["flag"] == "fewer than 3 words"


@pytest.mark.parametrize(
    ("nothing", "formula", "by_textstat"),
    [("", "flesch_reading_ease", 0.0), ("—", "smog_index", 3.1291)],
)
def test_a_score_of_nothing_is_missing_and_flagged(nothing, formula, by_textstat):
    assert getattr(library.load_textstat(), formula)(nothing) == by_textstat
    for engine in ("corrected", "textstat"):
        row = measure_readability(table(nothing), engine=engine).loc[0]
        assert math.isnan(row[formula])
        assert row["flag"] == "no words"


def test_lines_without_full_stops_are_sentences_of_their_own():
    text = "\n".join(["Votes cast in county number five"] * 40)
    grade = {
        engine: measure_readability(table(text), engine=engine).loc[0, "flesch_kincaid_grade"]
        for engine in ("textstat", "corrected")
    }
    assert grade["textstat"] == pytest.approx(93.7, abs=0.1)
    assert grade["corrected"] == pytest.approx(0.39 * 6 + 11.8 * 8 / 6 - 15.59)


@pytest.mark.parametrize(
    ("text", "formula", "value"),
    [
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            "flesch_reading_ease",
            37.46,
        ),
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            "flesch_kincaid_grade",
            11.26,
        ),
        ("The cat sat on the mat.", "flesch_reading_ease", 116.145),
        ("The cat sat on the mat.", "flesch_kincaid_grade", -1.45),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
            "flesch_reading_ease",
            68.98,
        ),
        ("The cat in the hat ate breakfast.", "flesch_reading_ease", 103.04),
        ("The cat in the hat ate breakfast.", "gunning_fog", 2.8),
    ],
)
def test_a_well_known_text_has_its_well_known_score(text, formula, value):
    assert measure_readability(table(text)).loc[0, formula] == pytest.approx(value, abs=0.01)


def test_a_passage_marked_by_hand_has_the_dale_chall_score_of_its_marks():
    # In brackets: not on the list, no name, no regular ending.
    marked = (
        "The old [ferry] at Port Ellery will stop running in May. Its engine room is wet and the "
        "captain’s seat is broken, so the town has asked a [consultant] to write a report. “We "
        "will have to go around by Thornwick,” said Ana Ruiz, who sells bread near the landing. "
        "She told us that 300 people cross the river there every day and that most of them walk. "
        "The [council] voted 7 to 4 against the plan, but [opponents] of the [decision] promised "
        "to fight it in court."
    )
    text = marked.replace("[", "").replace("]", "")
    n_words, n_sentences, n_difficult = len(text.split()), 5, marked.count("[")
    by_hand = 15.79 * n_difficult / n_words + 0.0496 * n_words / n_sentences + 3.6365
    row = measure_readability(table(text)).loc[0]
    assert count_text(text).difficult_words == n_difficult
    assert row["dale_chall_score"] == pytest.approx(by_hand, abs=0.15)
    # Without names, endings and figures told apart, and no constant below 5 %, the library says:
    by_textstat = measure_readability(table(text), engine="textstat").loc[0, "dale_chall_score"]
    assert by_textstat > by_hand + 1


# --- counts


@pytest.mark.parametrize(
    ("sentence", "words", "syllables"),
    [
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            13,
            24,
        ),
        ("The cat sat on the mat.", 6, 6),
        ("The cat in the hat ate breakfast.", 7, 8),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.",
            16,
            23,
        ),
    ],
)
def test_well_known_sentences_have_their_known_counts(sentence, words, syllables):
    counts = count_text(sentence)
    assert (counts.words, counts.sentences, counts.syllables) == (words, 1, syllables)


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        ("The U.S. economy grew 3.5 percent in the second quarter of the year.", 1),
        ("He won. She lost. They wept.", 3),
        ("Inflation hit 8.5%. Prices rose.", 2),
        ("\n".join(["Votes cast in county number five"] * 40), 40),
        ("...", 0),
        ("   ", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text, n_sentences):
    assert count_text(text).sentences == n_sentences


def test_a_heading_is_no_prose():
    story = "Donald Trump won Ohio on Tuesday night after a close race."
    assert count_text(f"Trump wins Ohio\n\n{story}") == count_text(story)


def test_a_text_of_headings_alone_is_counted_line_by_line():
    counts = count_text("Trump wins Ohio\nA close race")
    assert (counts.words, counts.sentences) == (6, 2)


@pytest.mark.parametrize(
    ("text", "n_words"),
    [
        ("The deal—a triumph—was signed", 6),
        ("The deal -- a triumph -- was signed", 6),
        ("It isn’t an African-American plan.", 5),
        ("It cost $3.5 million.", 4),
        ("He waited… and left.", 4),
        ("“ ” – • and no more", 3),
    ],
)
def test_a_word_stands_between_spaces_or_dashes(text, n_words):
    assert count_text(text).words == n_words


def test_a_long_word_has_more_than_six_letters():
    assert count_text("A letter is shorter than an African-American’s letters.").long_words == 3


@pytest.mark.parametrize(
    "text", [NEWS, "“No,” he said: “Never.” It rained... and rained.", "One\n\nTwo. Three"]
)
def test_the_counts_of_the_sentences_add_up_to_those_of_the_text(text):
    by_sentence = count_sentences(text)
    assert Counts(*by_sentence.sum(axis=0)) == count_text(text)
    assert (by_sentence[:, Counts._fields.index("sentences")] == 1).all()
    assert (by_sentence[:, Counts._fields.index("words")] > 0).all()


def test_letters_are_letters_and_figures_without_marks():
    assert count_text("It isn’t 3.5%, “he” said.").letters == 2 + 4 + 2 + 2 + 4


def test_a_polysyllable_may_be_a_name_or_a_figure_but_not_a_complex_word():
    counts = count_text("He met Alexandria Garibaldi in 1977.")
    assert counts.polysyllables == 3
    assert counts.complex_words == 0


@pytest.mark.parametrize(
    ("sentence", "n_complex"),
    [
        ("It was created.", 0),
        ("He was suffering.", 0),
        ("The trespasses ended.", 0),
        ("They are developing it.", 1),
        ("It was an old butterfly.", 0),
        ("It was a matter-of-fact talk.", 0),
        ("It was an economic talk.", 1),
    ],
)
def test_an_ending_or_a_hyphen_does_not_make_a_word_complex(sentence, n_complex):
    assert count_text(sentence).complex_words == n_complex


@pytest.mark.parametrize(
    ("sentence", "n_difficult"),
    [
        ("He walked, hoped and planned.", 0),
        ("The dogs and cities and boxes are nicer.", 0),
        ("The highest and the higher ones.", 0),
        ("They went slowly in 1977.", 0),
        ("It is the dog’s and isn’t mine.", 0),
        ("We met Ana Ruiz in Ohio.", 0),
        ("The voter filed an appeal.", 2),
        ("The chairman denied it.", 2),
    ],
)
def test_names_figures_and_regular_endings_are_familiar(sentence, n_difficult):
    assert count_text(sentence).difficult_words == n_difficult


def test_a_name_is_a_name_at_the_start_of_a_sentence_too():
    assert count_text("We know Constantinople well. Constantinople is old.").complex_words == 0
    assert count_text("Unfortunately it is old. “Undoubtedly,” he said.").complex_words == 2


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, 5, "", "\n \n", "—", "“…”"])
def test_what_is_no_text_counts_nothing(nothing):
    assert count_text(nothing) == Counts()


@given(st.text())
def test_no_text_raises_and_counts_agree_with_one_another(text):
    counts = count_text(text)
    assert counts.complex_words <= counts.words
    assert counts.difficult_words <= counts.words
    assert counts.polysyllables <= counts.words <= counts.letters
    assert (counts.words == 0) == (counts.sentences == 0)
    assert counts.sentences <= counts.words


def test_headings_are_counted_on_request():
    text = "What comes next\n\nOfficials hoped for rain."
    assert (count_text(text).sentences, count_text(text, headings=True).sentences) == (1, 2)


def test_a_word_is_looked_up_as_it_is_counted():
    for word in load_syllables():
        assert syllables_of(word) == count_syllables(word)
        assert syllables_of(word.title()) == count_syllables(word.title())


def test_a_full_stop_after_a_word_changes_nothing_but_after_a_short_form():
    for word in ("said", "Trump", "vote’s", "etc", "Sen", "U.S"):
        alone = count_text(f"it {word} is")
        stopped = count_text(f"it {word}. is")
        both = count_syllables(word), count_syllables(f"{word}.")
        assert stopped.syllables - alone.syllables == both[1] - both[0]


def test_what_is_remembered_stays_bounded_and_changes_no_count(monkeypatch):
    texts = [" ".join(f"word{n} Name{n}," for n in range(at, at + 50)) for at in range(0, 5000, 25)]
    expected = [count_text(text) for text in texts]
    monkeypatch.setattr(counts, "_MOST_WORDS", 500)
    monkeypatch.setattr(counts, "_kept", [counts._Words()])
    for text, counted in zip(texts, expected, strict=True):
        assert count_text(text) == counted
        assert len(counts._kept[0]) <= 500 + 100


def test_a_string_without_spaces_is_counted_but_not_remembered(monkeypatch):
    monkeypatch.setattr(counts, "_kept", [counts._Words()])
    assert count_text("x" * 10_000 + " is one").letters == 10_005
    assert max(map(len, counts._kept[0])) < 100


def test_threads_count_as_one_does(monkeypatch):
    texts = sample_texts() * 3
    expected = [count_text(text) for text in texts]
    monkeypatch.setattr(counts, "_MOST_WORDS", 700)
    monkeypatch.setattr(counts, "_kept", [counts._Words()])
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count_text, texts)) == expected


# --- familiar and complex words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("economic", True),
        ("developing", True),
        ("reasonable", True),
        ("leadership", True),
        ("president", True),
        ("created", False),
        ("suffering", False),
        ("trespasses", False),
        ("butterfly", False),
        ("bookkeeping", False),
        ("newspapers", False),
        ("reader", False),
    ],
)
def test_a_word_is_complex_by_itself_and_not_by_an_ending_or_a_compound(word, expected):
    assert is_complex(word) is expected


@pytest.mark.parametrize(
    "word",
    [
        "hoped",
        "planned",
        "walked",
        "cities",
        "boxes",
        "dogs",
        "slowly",
        "nicer",
        "highest",
        "higher",
        "isn't",
        "dog's",
        "going",
        "mr",
        "b",
    ],
)
def test_a_listed_word_is_familiar_with_one_regular_ending(word):
    assert is_familiar(word)


@pytest.mark.parametrize("word", ["voter", "appeal", "denied", "hopefulness", "economic", "zzz"])
def test_a_word_off_the_list_is_unfamiliar(word):
    assert not is_familiar(word)


def test_the_list_of_familiar_words_is_the_one_that_textstat_uses():
    from textstat.backend.utils import get_lang_easy_words

    assert familiar_words() == get_lang_easy_words("en_US")


# --- the table


def test_one_row_per_article_in_order_with_the_columns_of_the_contract():
    articles = table(NEWS, "The cat sat on the mat.")
    before = articles.copy(deep=True)
    measured = measure_readability(articles)
    assert measured["article_id"].tolist() == ["a0", "a1"]
    assert measured.dtypes.astype(str).to_dict() == dict(READABILITY.columns)
    assert measured.loc[1, "flesch_reading_ease"] == pytest.approx(116.145)
    pd.testing.assert_frame_equal(articles, before)


@pytest.mark.parametrize("engine", ["corrected", "textstat"])
def test_no_articles_give_an_empty_table(engine):
    measured = measure_readability(table("x").head(0), engine=engine)
    pd.testing.assert_frame_equal(measured, READABILITY.empty())


@pytest.mark.parametrize("engine", ["corrected", "textstat"])
@pytest.mark.parametrize("nothing", [None, float("nan"), "", "   ", "—", "..."])
def test_an_article_without_words_is_missing_rather_than_zero(engine, nothing):
    row = measure_readability(table(nothing, NEWS), engine=engine).iloc[0]
    assert row[["n_words", "n_sentences", "n_syllables"]].tolist() == [0, 0, 0]
    assert row[list(FORMULAS)].isna().all()


def test_a_label_is_counted_but_not_measured():
    row = measure_readability(table("Antidisestablishmentarianism.")).iloc[0]
    assert row[["n_words", "n_sentences", "n_syllables"]].tolist() == [1, 1, 12]
    assert row[list(FORMULAS)].isna().all()


def test_a_class_may_ask_for_the_hundred_words_of_the_published_samples():
    articles = table("The cat sat on the mat.", "The cat sat on the mat. " * 20)
    measured = measure_readability(articles, min_words=100)
    assert measured["flesch_reading_ease"].isna().tolist() == [True, False]


def test_an_article_in_another_language_is_counted_but_not_measured():
    articles = table(*[NEWS] * 5, language=["en", "en-US", "English", None, "de"])
    measured = measure_readability(articles)
    assert measured["smog_index"].isna().tolist() == [False, False, False, False, True]
    assert measured["n_words"].nunique() == 1


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("", "no words"),
        ("Trump wins", "fewer than 3 words"),
        ("He won it.", "fewer than 100 words; fewer than 30 sentences: SMOG"),
        ("He won it. " * 30, "fewer than 100 words"),
        ("The cat sat on the mat. " * 20, "fewer than 30 sentences: SMOG"),
    ],
)
def test_a_flag_says_why_a_score_is_missing_or_weak(text, flag):
    assert measure_readability(table(text)).loc[0, "flag"] == flag


def test_a_long_article_has_no_flag_and_one_in_another_language_has():
    flags = measure_readability(
        table(*["The cat sat on the mat. " * 30] * 2, language=["en", "fr"])
    )
    assert flags["flag"].isna().tolist() == [True, False]
    assert flags.loc[1, "flag"] == "not English"


def test_shuffled_articles_measure_the_same():
    articles = table(NEWS, "The cat sat on the mat.", "")
    shuffled = measure_readability(articles.iloc[[2, 0, 1]]).set_index("article_id")
    pd.testing.assert_frame_equal(
        shuffled.sort_index(), measure_readability(articles).set_index("article_id")
    )


@pytest.mark.parametrize(
    ("articles", "message"),
    [
        (pd.DataFrame({"article_id": ["a"]}), "lacks text"),
        (pd.DataFrame({"body": ["a"]}), "lacks article_id and text"),
        (NEWS, "expected the articles table, got a text"),
    ],
)
def test_another_table_is_refused_with_what_it_lacks(articles, message):
    with pytest.raises(TableError, match=message):
        measure_readability(articles)


def test_an_unknown_engine_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="'corrected' or 'textstat', not 'spacy'"):
        measure_readability(table(NEWS), engine="spacy")


# --- intervals


def test_intervals_stand_beside_their_scores():
    articles = table(NEWS, "The cat sat on the mat.", "", NEWS, language=["en", "en", "en", "fr"])
    measured = measure_readability(articles, intervals=True)
    plain = measure_readability(articles)
    pd.testing.assert_frame_equal(measured[plain.columns.tolist()], plain)
    added = [f"{name}_{end}" for name in FORMULAS for end in ("low", "high")]
    assert measured.columns.tolist() == plain.columns.tolist() + added
    assert measured.loc[0, added].notna().all()
    assert measured.loc[1:, added].isna().all(axis=None)  # one sentence, none, not English
    for name in FORMULAS:
        row = measured.loc[0]
        assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]


def test_no_articles_have_no_intervals():
    measured = measure_readability(table("x").head(0), intervals=True)
    assert measured.empty
    assert "rix_high" in measured


def test_the_same_text_has_the_same_interval_in_any_table():
    alone = measure_readability(table(NEWS), intervals=True)
    among = measure_readability(table("He won. She lost.", NEWS), intervals=True)
    assert alone.iloc[0, 1:].tolist() == among.iloc[1, 1:].tolist()


def test_sentences_of_one_kind_leave_no_doubt_and_a_short_text_leaves_more_than_a_long_one():
    same = intervals_of(count_sentences("The cat sat on the mat. " * 9))
    assert same["flesch_reading_ease"] == pytest.approx((116.145, 116.145))
    text = sample_texts()[0]
    spans = split_sentences(text, headings=False)
    few, many = (intervals_of(count_sentences(text[: spans[n][1]])) for n in (4, len(spans) - 1))
    for name in FORMULAS:
        assert few[name][1] - few[name][0] > many[name][1] - many[name][0]


@pytest.mark.parametrize("n_sentences", [10, 30])
def test_nineteen_in_twenty_intervals_hold_the_score_of_all_that_they_were_drawn_from(n_sentences):
    everything = np.concatenate([count_sentences(text) for text in sample_texts()[:12]])
    truth = FORMULAS["flesch_kincaid_grade"](Counts(*everything.sum(axis=0).tolist()))
    generator = np.random.default_rng(1)
    n_texts, n_held = 300, 0
    for _ in range(n_texts):
        drawn = everything[generator.integers(0, len(everything), n_sentences)]
        low, high = intervals_of(drawn)["flesch_kincaid_grade"]
        n_held += low <= truth <= high
    assert 0.91 <= n_held / n_texts <= 0.99  # 95 %, give or take three standard errors


def test_a_very_long_text_is_resampled_without_holding_all_draws_at_once():
    sentences = count_sentences("He won. Nobody in the whole town had believed it. " * 4000)
    low, high = intervals_of(sentences)["words_per_sentence"]
    assert 4.9 < low < 5.0 < high < 5.1


def test_intervals_of_textstat_are_refused():
    with pytest.raises(ValueError, match="counts of each sentence"):
        measure_readability(table(NEWS), engine="textstat", intervals=True)


# --- parts

STORY = (
    "Fares rise in May. “It is late,” Ana Ruiz said on Tuesday, “and we are tired of it.” The "
    "council called the plan “a good start” for the island.\n\nWhat comes next\n\nIt rained. He "
    "said that the ferry would wait. “Nobody asked us. Nobody will.”"
)


def quote_table(*rows, text=STORY):
    """Rows of (words, kind, speaker); the words are found in the story."""
    return pd.DataFrame(
        {
            "article_id": "a0",
            "start": [text.index(words) for words, _, _ in rows],
            "end": [text.index(words) + len(words) for words, _, _ in rows],
            "text": [words for words, _, _ in rows],
            "kind": [kind for _, kind, _ in rows],
            "speaker": [speaker for _, _, speaker in rows],
        }
    )


SAID = quote_table(
    ("It is late,", "direct", "Ana Ruiz"),
    ("and we are tired of it.", "direct", "Ana Ruiz"),
    ("the plan “a good start” for the island", "mixed", "council"),
    ("the ferry would wait", "indirect", "he"),
    ("Nobody asked us. Nobody will.", "direct", None),
)


def parts_of(text=STORY, quotes=SAID, headline="Ferry fares rise again", **columns):
    articles = table(text, headline=[headline], **columns)
    return measure_parts(articles, quotes).set_index(["part", "speaker"])


def test_an_article_has_a_body_a_headline_prose_and_a_row_per_speaker():
    articles = table(STORY, "It rained on the island.", headline=["Ferry fares rise", None])
    measured = measure_parts(articles, SAID)
    assert measured[["article_id", "part", "speaker"]].fillna("").values.tolist() == [
        ["a0", "body", ""],
        ["a0", "headline", ""],
        ["a0", "prose", ""],
        ["a0", "quotes", "Ana Ruiz"],
        ["a0", "quotes", ""],
        ["a1", "body", ""],
        ["a1", "headline", ""],
        ["a1", "prose", ""],
    ]
    assert measured.dtypes.astype(str).to_dict() == dict(READABILITY_PARTS.columns)
    assert measured.loc[6, "flag"] == "no words"
    assert measured.loc[6, list(FORMULAS)].isna().all()


def test_the_body_measures_as_the_article_does():
    body = parts_of().iloc[0]
    article = measure_readability(table(STORY)).iloc[0]
    assert body[list(FORMULAS)].tolist() == article[list(FORMULAS)].tolist()


def test_prose_is_whole_sentences_without_a_quoted_word():
    prose = parts_of().iloc[2]
    expected = count_text("Fares rise in May. It rained. He said that the ferry would wait.")
    counted = tuple(prose[["n_words", "n_sentences", "n_syllables"]])
    assert counted == (expected.words, expected.sentences, expected.syllables)


def test_a_quote_interrupted_by_its_cue_is_one_sentence():
    quotes = parts_of().loc["quotes"]
    assert quotes.loc["Ana Ruiz", ["n_words", "n_sentences"]].tolist() == [9, 1]


def test_a_quote_that_ends_in_a_comma_is_a_sentence_if_the_next_one_begins_anew():
    text = "“It is late,” Ruiz said. “We are tired.”"
    quotes = quote_table(
        ("It is late,", "direct", "Ruiz"), ("We are tired.", "direct", "Ruiz"), text=text
    )
    assert parts_of(text, quotes).loc["quotes"].loc["Ruiz", "n_sentences"] == 2


def test_quotes_without_a_named_speaker_share_a_row():
    measured = measure_parts(table(STORY), SAID.drop(columns="speaker"))
    assert measured["part"].tolist() == ["body", "headline", "prose", "quotes"]
    assert measured.loc[3, "n_sentences"] == 3


@pytest.mark.parametrize("headline", ["Ferry Fares to Rise in May", "FERRY FARES RISE"])
def test_names_cannot_be_told_in_a_headline_in_capitals(headline):
    row = parts_of(headline=headline).iloc[1]
    assert row[["gunning_fog", "dale_chall_score"]].isna().all()
    assert not math.isnan(row["flesch_kincaid_grade"])
    assert row["flag"].endswith("capitals: no Fog, Dale-Chall")
    assert parts_of(headline="Ferry fares rise").iloc[1].notna()["gunning_fog"]


def test_a_headline_is_one_sentence_whatever_stops_it_has():
    assert parts_of(headline="Fares up. Ferry late. What now?").iloc[1]["n_sentences"] == 1


def test_parts_can_have_intervals():
    measured = measure_parts(table(STORY, headline="FERRY FARES RISE"), SAID, intervals=True)
    assert measured.loc[0, ["lix_low", "lix_high"]].notna().all()
    assert measured.loc[1, ["lix_low", "gunning_fog_low"]].isna().all()


def test_parts_of_no_articles_are_an_empty_table():
    measured = measure_parts(table("x").head(0), SAID.head(0))
    pd.testing.assert_frame_equal(measured, READABILITY_PARTS.empty())


def test_parts_need_a_table_of_quotes():
    with pytest.raises(TableError, match="lacks end, kind"):
        measure_parts(table(STORY), SAID.drop(columns=["end", "kind"]))
    with pytest.raises(TableError, match="lacks text"):
        measure_parts(SAID[["article_id"]], SAID)


# --- textstat, as it is


def assert_numbers_of_the_library(text):
    row = measure_readability(table(text), engine="textstat").iloc[0]
    import textstat  # it looks syllables up in our dictionary now, so it may be called directly

    if not textstat.lexicon_count(text):
        assert row[list(FORMULAS)].isna().all()
        return
    assert row["n_words"] == textstat.lexicon_count(text)
    assert row["n_sentences"] == textstat.sentence_count(text)
    assert row["n_syllables"] == textstat.syllable_count(text)
    of_library = {
        name: getattr(
            textstat, {"dale_chall_score": "dale_chall_readability_score"}.get(name, name)
        )
        for name in FORMULAS
        if name != "long_words_percent"
    }
    for name, function in of_library.items():
        assert row[name] == function(text)
    long = 100 * textstat.long_word_count(text) / textstat.lexicon_count(text)
    assert row["long_words_percent"] == long


@settings(deadline=None, max_examples=250)
@given(st.one_of(st.just(NEWS), st.text(), st.text(alphabet="aeinrst ’'.!?-—\n39UA")))
def test_the_textstat_engine_gives_the_numbers_of_the_library(text):
    assert_numbers_of_the_library(text)


def test_the_textstat_engine_gives_the_numbers_of_the_library_on_real_texts():
    texts = sample_texts()
    assert len(texts) > 250
    for text in texts:
        assert_numbers_of_the_library(text)


def test_the_textstat_engine_is_not_reached_by_a_language_set_elsewhere():
    expected = measure_readability(table(NEWS), engine="textstat")
    import textstat

    textstat.set_lang("de")
    try:
        again = measure_readability(table(NEWS), engine="textstat")
    finally:
        textstat.set_lang("en_US")
    pd.testing.assert_frame_equal(again, expected)


def test_a_textstat_that_asks_elsewhere_is_refused_before_it_downloads(monkeypatch):
    import importlib

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    monkeypatch.delattr(counter, "get_cmudict")
    with pytest.raises(RuntimeError, match=r"Install textstat==0\.7\.13"):
        library.load_textstat.__wrapped__()


# --- both engines side by side


def test_a_row_per_article_and_measure_with_both_values_and_both_counts():
    articles = table(NEWS, "The cat sat on the mat.")
    compared = compare_engines(articles)
    assert compared.dtypes.astype(str).to_dict() == dict(READABILITY_ENGINES.columns)
    assert compared["measure"].tolist() == list(FORMULAS) * 2
    for engine in ("corrected", "textstat"):
        values = measure_readability(articles, engine=engine)[list(FORMULAS)].to_numpy().ravel()
        assert compared[engine].tolist() == values.tolist()
    difference = compared["corrected"] - compared["textstat"]
    assert compared["difference"].tolist() == difference.tolist()
    first = compared.loc[0]
    ours = count_text(NEWS)._asdict()
    assert {f"n_{field}": first[f"n_{field}"] for field in ours} == {
        f"n_{field}": number for field, number in ours.items()
    }
    assert first["n_sentences_textstat"] == library.load_textstat().sentence_count(NEWS)


@pytest.mark.parametrize(
    ("text", "measure", "reason"),
    [
        (
            "The U.S. economy grew 3.5 percent in all of the year.",
            "words_per_sentence",
            "sentences",
        ),
        ("It was the deal—a triumph—of the year.", "words_per_sentence", "words"),
        ("It was 1977 in all of the old town.", "flesch_kincaid_grade", "syllables"),
        ("It was late in all of the old town.", "coleman_liau_index", "formula"),
        ("It was late, as in all, of the (old) town.", "automated_readability_index", "letters"),
        ("They walked and hoped in all of the town.", "dale_chall_score", "difficult_words"),
    ],
)
def test_the_comparison_says_what_a_difference_comes_from(text, measure, reason):
    compared = compare_engines(table(text)).set_index("measure")
    assert compared.loc[measure, "mainly"] == reason


def test_where_both_agree_there_is_no_reason():
    compared = compare_engines(table("The cat sat on the mat.")).set_index("measure")
    assert compared.loc["flesch_reading_ease", "difference"] == pytest.approx(0)
    assert pd.isna(compared.loc["flesch_reading_ease", "mainly"])


@pytest.mark.parametrize("nothing", ["", "—", None])
def test_what_cannot_be_measured_cannot_be_compared(nothing):
    compared = compare_engines(table(nothing))
    values = ["corrected", "textstat", "difference", "mainly"]
    assert compared[values].isna().all(axis=None)
    assert (compared["n_words"] == 0).all()
    assert (compared["n_words_textstat"] == 0).all()


def test_engines_compared_on_no_articles_are_an_empty_table():
    pd.testing.assert_frame_equal(compare_engines(table("x").head(0)), READABILITY_ENGINES.empty())


# --- offline, light, and nothing written


def test_the_dictionary_of_nltk_is_used_where_it_is_there_already(monkeypatch):
    import importlib

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    theirs = lambda lang: {"fbi": [["1"]]}  # noqa: E731
    monkeypatch.setattr(counter, "get_cmudict", theirs)
    monkeypatch.setattr(library, "_has_nltk_dictionary", lambda: True)
    library.load_textstat.__wrapped__()
    assert counter.get_cmudict is theirs
    monkeypatch.setattr(library, "_has_nltk_dictionary", lambda: False)
    library.load_textstat.__wrapped__()
    assert len(counter.get_cmudict("en")["fbi"][0]) == 3


def run_alone(code, tmp_path):
    """Run code in a process of its own: no network, no NLTK data, warnings are errors."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "NLTK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_both_engines_work_in_a_fresh_process_without_network_or_nltk_data(tmp_path):
    code = """
import json, socket
def refuse(*arguments, **options):
    raise SystemExit("something asked for the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import nltk
nltk.download = refuse
import pandas as pd
from analysis.readability import measure_readability
articles = pd.DataFrame({"article_id": ["a"], "text": ["The cat sat on the mat."]})
print(json.dumps([
    measure_readability(articles, engine=engine).loc[0, "flesch_reading_ease"]
    for engine in ("textstat", "corrected")
]))
"""
    assert run_alone(code, tmp_path) == pytest.approx([116.145, 116.145])
    assert list(tmp_path.iterdir()) == []  # nothing is written to the home folder either


def test_a_first_score_wakes_neither_textstat_nor_the_language_model(tmp_path):
    code = """
import json, sys
import pandas as pd
from analysis import measure_readability
articles = pd.DataFrame({"article_id": ["a"], "text": ["It was an economic matter in 1977."]})
measure_readability(articles, intervals=True)
print(json.dumps([name for name in ("textstat", "nltk", "pyphen", "spacy") if name in sys.modules]))
"""
    assert run_alone(code, tmp_path) == []


def test_importing_the_module_is_light(tmp_path):
    code = """
import json, sys, analysis.readability
print(json.dumps([name for name in ("textstat", "nltk", "pyphen", "spacy") if name in sys.modules]))
"""
    assert run_alone(code, tmp_path) == []
