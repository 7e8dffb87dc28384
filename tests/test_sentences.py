"""Sentences against a reader's marks, and what holds for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_marks import (
    FOLDER,
    Passage,
    boundaries,
    mean_relative_error,
    read_passage,
    read_passages,
)

from analysis.lexicons import load_lexicon
from analysis.sentences import is_heading, paragraphs, split_sentences

MARKED = read_passages()
UNSEEN = read_passages(FOLDER / "unseen")


def count_all(text: str) -> int:
    return len(split_sentences(text))


def count_prose(text: str) -> int:
    return len(split_sentences(text, headings=False))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


# ---------------------------------------------------------------- against the marks


def test_the_marks_are_many_and_stand_in_the_text() -> None:
    assert len(MARKED) >= 30
    assert sum(len(one.sentences) for one in MARKED) >= 320
    assert sum(len(one.sentences) for one in UNSEEN) >= 100
    for one in MARKED + UNSEEN:
        spans = one.units
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
        inside = {at for start, end in spans for at in range(start, end)}
        assert all(at in inside or ch.isspace() for at, ch in enumerate(one.text))


def test_a_passage_is_read_as_its_readme_says(tmp_path) -> None:
    file = tmp_path / "1.txt"
    file.write_text("# A title\nOne.\nTwo.\n\nThree.\n# Entry\n", encoding="utf-8")
    passage = read_passage(file)
    assert passage.text == "A title\n\nOne. Two.\n\nThree.\n\nEntry"
    assert [passage.text[a:b] for a, b in passage.headings] == ["A title", "Entry"]
    assert passage.without_headings().text == "One. Two.\n\nThree."


def test_the_number_of_sentences_is_within_two_percent_without_headings() -> None:
    prose = [one.without_headings() for one in MARKED]
    assert mean_relative_error(prose, count_all) <= 0.02


def test_the_number_of_lines_and_sentences_is_within_five_percent() -> None:
    assert mean_relative_error(MARKED, count_all) <= 0.05


def test_headings_are_told_from_sentences_without_being_marked() -> None:
    errors = [
        abs(count_prose(one.text) - len(one.sentences)) / len(one.sentences) for one in MARKED
    ]
    assert sum(errors) / len(errors) <= 0.02


def test_nineteen_ends_in_twenty_are_right_in_passages_the_rules_have_never_met() -> None:
    n_marked, n_found, n_both = boundaries(UNSEEN, split_sentences)
    print(f"\nunseen: precision {n_both / n_found:.3f}, recall {n_both / n_marked:.3f}")
    assert n_both / n_found >= 0.95
    assert n_both / n_marked >= 0.95
    assert mean_relative_error(UNSEEN, count_all) <= 0.05


def test_a_worse_rule_would_be_seen() -> None:
    def at_every_stop(text: str) -> list[tuple[int, int]]:
        ends = [at + 1 for at, ch in enumerate(text) if ch in ".!?"]
        return list(zip([0, *ends], ends, strict=False))

    n_marked, n_found, n_both = boundaries(MARKED, at_every_stop)
    assert n_both / n_found < 0.7
    assert mean_relative_error(MARKED, lambda text: len(at_every_stop(text))) > 0.2
    assert n_marked == sum(len(one.units) for one in MARKED)


# ---------------------------------------------------------------- rules, one by one


@pytest.mark.parametrize(
    ("role", "text", "count"),
    [
        ("title", "Lt. Gov. Osei met Sen. Haight.", 1),
        ("goes_on", "It is Ashby vs. Marlow, i.e. Friday's game.", 1),
        ("number", "Local No. 7 said no. No. They left.", 3),
        ("part", "Read Art. I of Vol. 2.", 1),
        ("date", "They meet on Sat. Oct. 14.", 1),
        ("date", "They met in Oct. Prices rose.", 2),
        ("time", "It opens at 5 p.m. Friday, not at 6 p.m. EST.", 1),
        ("time", "It closed at 5 p.m. Mara left.", 2),
        ("may_end", "The U.S. Army left the U.S. It stayed in Ill.", 2),
        ("may_end", "He lives on Linden St. in St. Louis.", 1),
        ("name", "Yahoo! Inc. bought it.", 1),
        ("name", "They sold it to Yahoo! The price was low.", 2),
        ("lettered", "He took Vitamin C. Nurses smiled.", 2),
        ("open", "We went to the… Mayor Ruiz's office.", 1),
        ("said", "“Why?” Councilman Bo Ray asked.", 1),
        ("said", "“Why?” Ana Ruiz, the mayor, then asked.", 1),
        ("said", "“Why?” He knew why.", 2),
        ("when", "They shouted “Shame!” Friday at noon.", 1),
        ("starter", "She works for Hale Inc. Meanwhile he rests.", 2),
    ],
)
def test_each_role_of_the_list_does_what_it_says(role: str, text: str, count: int) -> None:
    assert role in {row["role"] for row in load_lexicon("abbreviations")}
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. iPhones stayed. De Blasio won. de Blasio lost.", 4),
        ("It won.She lost.“We know,” he said.", 3),
        ("Read www.example.com. Then write to a.b@example.com.", 2),
        ("Version 17.4.1 is out. It costs 3.50.", 2),
        ("WASHINGTON, D.C. — The law passed.", 1),
        ("1. The law passed. 2. It failed.", 2),
        ("7:45 p.m. The doors open.", 1),
        ("And then . . . he left. . . . Then she did.", 2),
        ("He left (she stayed!) and slept. (No one cared.) It rained.", 3),
        ("“‘Who is it?’ He laughed.”", 2),
        ("Is it hard? Yes! Is it?! It is.", 4),
        ("They say so.[3] We do not.", 2),
        ("We saw J.K. Rowling and C. S. Lewis.", 1),
        ("SEN. RUIZ LEFT ST. LOUIS. HE DROVE.", 2),
    ],
)
def test_marks_within_a_word_a_number_or_a_name_end_nothing(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "line", ["Eastbrook 54 F", "Tuesday: Council, 12 Main St.", "(Mrs.) Edith Crane, Marlow"]
)
def test_an_entry_of_a_list_is_a_heading(line: str) -> None:
    assert is_heading(line)
    assert split_sentences(line, headings=False) == []
    assert split_sentences(line) == [(0, len(line))]


@pytest.mark.parametrize(
    "line", ["He lives in the U.S.", "Police came at 9 p.m.", "(He denied it.)", "It is Ruiz & Co."]
)
def test_a_short_sentence_with_an_abbreviation_is_no_heading(line: str) -> None:
    assert not is_heading(line)


# ---------------------------------------------------------------- for any text

# fmt: off
PIECES = [
    "The", "mayor", "U.S.", "Inc.", "No.", "5", "3.5", "A.", "I", "…", ". . .", "“", "”", "?”", "Ruiz",
    "asked.", "said", "!", "(", ".)", "\n", "\n\n", "\t", "—", "Yahoo!", "p.m.", "1.", "'", "x.Y", "’s",
]
REPEATED = [
    "a", "A. ", "Inc. ", "? ", "!", ". ", ".)", "(x. ", "A.\t", "“Why?” Ana ", "The U.S. grew. ",
    "x.“", ".—", "a.b", "1. ", "“A?” Ana of the ", "... I ", "(Ana!) Bo ", "5 p.m. Monday ",
]
# fmt: on
NEWSLIKE = st.lists(
    st.sampled_from(PIECES),
    max_size=60,
).map(" ".join)


@given(st.one_of(NEWSLIKE, st.text(max_size=300)))
def test_every_letter_stands_in_exactly_one_sentence_and_they_are_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, ch in enumerate(text) if ch.isalnum()} <= covered
    for start, end in spans:
        assert any(ch.isalnum() for ch in text[start:end])
        assert text[start:end] == text[start:end].strip()
        assert not any(mark in text[start:end] for mark in "\n\r\u2028\u2029")


@given(NEWSLIKE)
def test_without_headings_only_whole_paragraphs_are_left_out(text: str) -> None:
    lines = [span for span in paragraphs(text) if is_heading(text[slice(*span)])]
    left = [
        span
        for span in split_sentences(text)
        if not any(start <= span[0] < end for start, end in lines)
    ]
    assert split_sentences(text, headings=False) == left


@given(NEWSLIKE, NEWSLIKE)
def test_one_paragraph_does_not_change_another(first: str, second: str) -> None:
    together = split_sentences(f"{first}\n{second}")
    shift = len(first) + 1
    assert together == split_sentences(first) + [
        (start + shift, end + shift) for start, end in split_sentences(second)
    ]


@pytest.mark.parametrize("piece", REPEATED)
def test_a_paragraph_of_two_hundred_thousand_characters_is_split_in_two_seconds(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    split_sentences(text)
    assert time.process_time() - begun < 2


def test_the_passages_hold_no_text_twice() -> None:
    lines = [one.text[a:b] for one in MARKED + UNSEEN for a, b in one.sentences]
    long = [line for line in lines if len(line) > 40]
    assert len(long) == len(set(long))
    assert isinstance(MARKED[0], Passage)
