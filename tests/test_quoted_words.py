"""Words in quotation marks that are no speech, told apart and kept."""

from __future__ import annotations

import pytest

from analysis import annotate
from analysis.tables import ARTICLES


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The “repair” took nine months and cost two million.", "repair", "scare quote"),
        ("The council bought the so-called “peace bridge” in May.", "peace bridge", "name"),
        ("The firm’s slogan, “Safe as houses”, is on the gable.", "Safe as houses", "slogan"),
        ("The choir sang “The Last Ferry” on the quay.", "The Last Ferry", "title"),
        ("It rained.\n\n‘A slow collapse’\n\nIt rained on.", "A slow collapse", "heading"),
    ],
)
def test_quoted_words_that_nobody_says_keep_their_own_kind(text, words, kind):
    found = annotate(ARTICLES.build([{"article_id": "a", "text": text}]))
    assert found.quotes.empty
    ((got, of_kind),) = found.quoted_words[["text", "kind"]].itertuples(index=False, name=None)
    assert (got, of_kind) == (words, kind)


def test_quoted_words_within_a_quote_are_not_set_aside():
    text = "“We cannot wait,” Ana Ruiz said. The “repair” is late."
    found = annotate(ARTICLES.build([{"article_id": "a", "text": text}]))
    assert found.quotes.text.tolist() == ["We cannot wait,"]
    assert found.quoted_words.text.tolist() == ["repair"]


def test_every_row_says_why_and_stands_where_it_says():
    text = "The “repair” took nine months. The choir sang “The Last Ferry” on the quay."
    found = annotate(ARTICLES.build([{"article_id": "a", "text": text}]))
    for row in found.quoted_words.itertuples():
        assert text[row.start : row.end] == row.text
        assert row.reason
