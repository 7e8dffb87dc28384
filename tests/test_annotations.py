"""One reading gives every table, whatever the articles."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotations import annotate
from analysis.tables import ARTICLES, MENTIONS, NAMES, QUOTES, RESIDUE, SENTENCES, TableError

TEXTS = [
    "Mayor Ana Ruiz opened the bridge. “It is safe,” she said.\n\nThe harbour authority agreed.",
    "According to a Reuters report, the talks failed.",
    "",
    "“",
]


def articles(texts):
    return ARTICLES.build(
        {"article_id": f"a{n}", "text": text, "text_raw": text, "file": "x.txt", "format": "txt"}
        for n, text in enumerate(texts)
    )


TABLES = {
    "sentences": SENTENCES, "quotes": QUOTES, "names": NAMES, "mentions": MENTIONS, "residue": RESIDUE,
}  # fmt: skip


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1], []], ids=["many", "one", "none"])
def test_every_table_keeps_its_columns_and_dtypes(texts):
    found = annotate(articles(texts))
    for name, table in TABLES.items():
        dtypes = {column: str(dtype) for column, dtype in getattr(found, name).dtypes.items()}
        assert dtypes == dict(table.columns)


def test_the_articles_are_left_as_they_were():
    table = articles(TEXTS)
    before = table.copy()
    annotate(table)
    pd.testing.assert_frame_equal(table, before)


def test_every_offset_leads_to_the_words():
    found = annotate(articles(TEXTS))
    text_of = dict(zip(found.articles.article_id, found.articles.text, strict=True))
    for table in (found.sentences, found.quotes, found.names, found.mentions):
        for row in table.itertuples():
            assert text_of[row.article_id][row.start : row.end] == row.text


def test_a_missing_text_is_an_empty_one():
    table = articles(["One sentence."])
    table["text"] = None
    assert annotate(table).sentences.empty


def test_shuffled_articles_give_the_same_tables():
    table = articles(TEXTS)
    forward, backward = annotate(table), annotate(table.iloc[::-1])
    for name, contract in TABLES.items():
        key = list(contract.key)
        pd.testing.assert_frame_equal(
            getattr(forward, name).sort_values(key, ignore_index=True),
            getattr(backward, name).sort_values(key, ignore_index=True),
        )


def test_progress_is_told_after_each_article():
    seen = []
    annotate(articles(TEXTS), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_table_that_holds_no_articles_is_refused():
    with pytest.raises(TableError, match="not the articles table"):
        annotate(QUOTES.empty())


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_no_text_however_odd_raises(text):
    text = text.encode("utf-8", "ignore").decode()
    found = annotate(articles([text]))
    for table in (found.sentences, found.quotes, found.names):
        for row in table.itertuples():
            assert text[row.start : row.end] == row.text
