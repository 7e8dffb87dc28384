"""The contract: every table has its columns and dtypes, full or empty."""

import pandas as pd
import pytest

from analysis import tables
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SOURCES, Table, TableError

TABLES = [value for value in vars(tables).values() if isinstance(value, Table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_table_has_the_columns_and_dtypes_of_a_full_one(table):
    empty = table.empty()
    assert len(empty) == 0
    assert {column: str(dtype) for column, dtype in empty.dtypes.items()} == dict(table.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_of_a_table_is_among_its_columns(table):
    assert set(table.key) <= set(table.columns)


def test_a_row_keeps_its_values_and_what_it_lacks_is_missing():
    table = QUOTES.build(
        [{"article_id": "a", "quote_id": 0, "sentence_id": 0, "start": 1, "end": 3}]
    )
    row = table.iloc[0]
    assert (row.start, row.end) == (1, 3)
    assert pd.isna(row.cue)
    assert pd.isna(row.cue_start)
    assert {c: str(d) for c, d in table.dtypes.items()} == dict(QUOTES.columns)


def test_columns_that_the_contract_does_not_know_are_kept_at_the_end():
    table = SOURCES.build(
        [{"source": "X", "type": "person", "n_mentions": 1, "n_articles": 1, "mine": 5}]
    )
    assert table.columns.tolist() == [*SOURCES.columns, "mine"]


def test_check_lets_the_right_table_through():
    table = MENTIONS.empty()
    assert MENTIONS.check(table) is table


def test_the_wrong_table_is_refused_with_what_it_lacks_and_how_to_make_the_right_one():
    with pytest.raises(TableError) as error:
        ARTICLES.check(SOURCES.empty())
    assert "it lacks article_id" in str(error.value)
    assert "load_articles(path)" in str(error.value)


def test_what_is_no_table_at_all_is_named():
    with pytest.raises(TableError, match="got a list"):
        ARTICLES.check([1, 2])
