"""Sentences, paragraphs, headings and datelines, as every other module reads them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import dateline_end, is_heading, paragraphs, read, split_sentences


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. economy grew 3.5 percent in the second quarter.", 1),
        ("He won. She lost. They wept.", 3),
        ("Inflation hit 8.5%. Prices rose.", 2),
        ("Mr. Ode met Dr. Amadi at St. Mary's. They talked.", 2),
        ("Mayor J. P. Ruiz resigned. The council met.", 2),
        ("It closed at 5 p.m. on Friday.", 1),
        ("It closed at 5 p.m. The doors were locked.", 2),
        ("She moved to the U.S. in 2019. He stayed.", 2),
        ("She moved to the U.S. He stayed.", 2),
        ("“We won. We really won,” she said.", 2),
        ("“Really?” he asked. “Yes.”", 2),
        ("“Stop!” she cried.", 1),
        ("He waited … and left.", 1),
        ("He waited... Then he left.", 2),
        ("The firm, Hale & Co., closed.", 1),
        ("Brightwater Inc. said it would close.", 1),
        ("Section No. 5 applies.", 1),
        ("Wait... what?", 1),
        ("...", 0),
        ("", 0),
        ("   \n\n ", 0),
        ("One line\nAnother line", 2),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text, count):
    assert len(sentences(text)) == count


def test_a_closing_mark_belongs_to_the_sentence_it_closes():
    assert sentences("“We won.” They left.") == ["“We won.”", "They left."]


@given(st.text(max_size=400))
def test_sentences_are_in_order_and_never_overlap_whatever_the_text(text):
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.text(max_size=300))
def test_every_letter_stands_in_a_sentence(text):
    covered = {i for start, end in split_sentences(text) for i in range(start, end)}
    letters = {i for a, b in paragraphs(text) for i in range(a, b) if text[i].isalnum()}
    assert letters <= covered


@pytest.mark.parametrize("line", ["“Expression of Unity”", "What comes next", "A town waits"])
def test_a_short_line_without_an_end_is_a_heading(line):
    assert is_heading(line)


@pytest.mark.parametrize("line", ["He won.", "“We won,” he said:", "", "Who won?", "x " * 20])
def test_a_sentence_is_no_heading(line):
    assert not is_heading(line)


@pytest.mark.parametrize(
    ("paragraph", "story"),
    [
        ("PORT ELLERY (MPA) — The cannery is to close.", "The cannery is to close."),
        ("LONDON, March 3 (Reuters) - Shares fell.", "Shares fell."),
        ("WASHINGTON — The president left.", "The president left."),
        ("NEW YORK (AP) -- Stocks rose.", "Stocks rose."),
        ("PORT ELLERY, Marrow County — It rained.", "It rained."),
        ("It rained — hard.", "It rained — hard."),
        ("NATO said it would wait.", "NATO said it would wait."),
    ],
)
def test_the_story_begins_after_the_dateline(paragraph, story):
    assert paragraph[dateline_end(paragraph) :] == story


def test_a_reading_gives_offsets_into_the_text():
    text = "A heading\n\nIt rained. It poured.\n\nIt stopped."
    reading = read(text)
    assert [text[start:end] for _, start, end in reading.sentences] == [
        "It rained.", "It poured.", "It stopped.",
    ]  # fmt: skip
    assert [p.is_heading for p in reading.paragraphs] == [True, False, False]
    assert reading.sentence_at(text.index("poured")) == 1
