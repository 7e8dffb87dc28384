from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import readability
from analysis.readability import (
    FORMULAS,
    Counts,
    automated_readability_index,
    coleman_liau_index,
    count_text,
    dale_chall_score,
    flesch_kincaid_grade,
    flesch_reading_ease,
    gunning_fog,
    measure_readability,
    smog_index,
)
from analysis.tables import READABILITY, TableError

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
    ],
)
def test_a_formula_gives_its_published_value(formula, counts, expected):
    assert formula(counts) == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize("formula", FORMULAS.values())
def test_a_formula_of_nothing_is_missing(formula):
    assert math.isnan(formula(Counts()))


def test_every_column_of_the_table_has_its_formula_in_order():
    assert [c for c in READABILITY.columns if c != "article_id" and c[:2] != "n_"] == list(FORMULAS)


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
        (NEWS, "lacks article_id and text"),
    ],
)
def test_another_table_is_refused_with_what_it_lacks(articles, message):
    with pytest.raises(TableError, match=message):
        measure_readability(articles)


def test_an_unknown_engine_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="'corrected' or 'textstat', not 'spacy'"):
        measure_readability(table(NEWS), engine="spacy")


# --- textstat, as it is


@settings(deadline=None)
@given(st.one_of(st.just(NEWS), st.text(), st.text(alphabet="aeinrst ’'.!?-—\n39UA")))
def test_the_textstat_engine_gives_the_numbers_of_the_library(text):
    row = measure_readability(table(text), engine="textstat").iloc[0]
    import textstat  # it looks syllables up in our dictionary now, so it may be called directly

    if textstat.lexicon_count(text):
        assert row["n_words"] == textstat.lexicon_count(text)
        assert row["n_sentences"] == textstat.sentence_count(text)
        assert row["n_syllables"] == textstat.syllable_count(text)
        for name in FORMULAS:
            function = {"dale_chall_score": "dale_chall_readability_score"}.get(name, name)
            assert row[name] == getattr(textstat, function)(text)
    else:
        assert row[list(FORMULAS)].isna().all()


def test_the_textstat_engine_is_not_reached_by_a_language_set_elsewhere():
    expected = measure_readability(table(NEWS), engine="textstat")
    import textstat

    textstat.set_lang("de")
    try:
        again = measure_readability(table(NEWS), engine="textstat")
    finally:
        textstat.set_lang("en_US")
    pd.testing.assert_frame_equal(again, expected)


def test_the_library_miscounts_where_we_do_not():
    text = "The U.S. economy grew 3.5 percent in the second quarter of the year."
    assert measure_readability(table(text), engine="textstat").loc[0, "n_sentences"] == 2
    assert measure_readability(table(text)).loc[0, "n_sentences"] == 1


def test_a_textstat_that_asks_elsewhere_is_refused_before_it_downloads(monkeypatch):
    import importlib

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    monkeypatch.delattr(counter, "get_cmudict")
    with pytest.raises(RuntimeError, match=r"Install textstat==0\.7\.13"):
        readability._textstat.__wrapped__()


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
nltk.download = nltk.data.find = refuse
import pandas as pd
from analysis.readability import measure_readability
articles = pd.DataFrame({"article_id": ["a"], "text": ["The cat sat on the mat."]})
print(json.dumps([
    measure_readability(articles, engine=engine).loc[0, "flesch_reading_ease"]
    for engine in ("textstat", "corrected")
]))
"""
    assert run_alone(code, tmp_path) == pytest.approx([116.145, 116.145])


def test_importing_the_module_is_light(tmp_path):
    code = """
import json, sys, analysis.readability
print(json.dumps([name for name in ("textstat", "nltk", "pyphen", "spacy") if name in sys.modules]))
"""
    assert run_alone(code, tmp_path) == []
