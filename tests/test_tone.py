"""The words behind a tone score are marked in the text, and not by colour alone."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.display import show_sentiment
from analysis.sentiment import explain_sentiment
from analysis.tables import TableError

TEXT = "The Supreme Court isn’t happy. What a disaster!"


def shown(text: str = TEXT, **options):
    return show_sentiment(text, explain_sentiment(text, **options))


def marks(html: str) -> list[tuple[str, str]]:
    body = html[html.index('class="ma-text') : html.index('class="ma-scroll')]
    return re.findall(r'<mark class="ma-mark ma-(\w+)"[^>]*>([^<]*)</mark>', body)


def test_the_words_are_marked_in_the_text_with_their_sign():
    assert marks(shown().html) == [
        ("negative", "happy"),
        ("negative", "disaster"),
        ("negative", "!"),
    ]
    assert shown().text.startswith(
        "The Supreme Court isn’t happy[−2.00]. What a disaster[−3.10]![−0.29]"
    )


def test_a_word_that_weighs_nothing_here_can_be_shown_with_the_reason():
    page = shown(neutral=True)
    assert marks(page.html)[0] == ("toneless", "Supreme")
    assert "part of the name of an office or body" in page.text


def test_a_mark_is_told_by_its_sign_by_its_line_and_for_the_ear():
    html = shown("A good day, a bad night.").html
    assert ">+1.90</sup>" in html
    assert ">−2.50</sup>" in html
    assert "wavy" in html
    assert "[weight +1.90, as in the list]" in html


def test_what_is_in_the_text_is_shown_and_never_run():
    page = shown("<script>alert('good')</script> & <b>bad</b> news")
    assert "<script" not in page.html
    assert "<b>" not in page.html
    assert "&lt;script&gt;" in page.html


def test_a_text_without_tone_is_shown_without_marks():
    page = shown("The council met on Tuesday.")
    assert "No word of this text" in page.text
    assert "<mark" not in page.html


def test_the_words_of_another_text_are_refused():
    with pytest.raises(TableError, match="words of another text"):
        show_sentiment("Another text altogether.", explain_sentiment(TEXT))
    with pytest.raises(TableError, match=r"explain_sentiment\(text\)"):
        show_sentiment(TEXT, pd.DataFrame({"a": [1]}))
    with pytest.raises(TableError, match="one text"):
        show_sentiment(None, explain_sentiment(TEXT))


@given(st.text(alphabet="good bad!?.\n<&❤💔—’not ", max_size=60))
@settings(max_examples=60)
def test_the_text_is_all_there_whatever_is_marked(text):
    page = show_sentiment(text, explain_sentiment(text, neutral=True))
    without = re.sub(r"\[[+−\d.]+\]", "", page.text)
    assert without.startswith(text)
