"""Days and fairness: coverage by day, and what to mind before outlets are compared."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coverage.days import count_by_day
from analysis.coverage.fairness import check_comparison
from analysis.tables import ARTICLES, CAUTIONS, DAYS, EVENTS, TableError


def articles(*rows: tuple[str | None, str | None], **more: object) -> pd.DataFrame:
    """Articles of ten words from outlet and day of May 2025."""
    return ARTICLES.build(
        {
            "article_id": f"a{n}",
            "outlet": outlet,
            "published": f"2025-05-{day}T12:00Z" if day else None,
            "text": "word " * 10,
            **more,
        }
        for n, (outlet, day) in enumerate(rows)
    )


def events(**of_article: str) -> pd.DataFrame:
    return EVENTS.build(
        {"article_id": article_id, "event": event} for article_id, event in of_article.items()
    )


def cells(table: pd.DataFrame) -> list[tuple[int, str | None, int, int]]:
    outlets = [None if pd.isna(outlet) else outlet for outlet in table["outlet"]]
    return list(
        zip(table["day"].dt.day, outlets, table["n_articles"], table["n_words"], strict=True)
    )


# --- days


def test_every_day_has_a_row_for_every_outlet() -> None:
    table = count_by_day(articles(("B", "07"), ("A", "09"), ("A", "09")))
    assert cells(table) == [
        (7, "A", 0, 0), (7, "B", 1, 10),
        (8, "A", 0, 0), (8, "B", 0, 0),
        (9, "A", 2, 20), (9, "B", 0, 0),
    ]  # fmt: skip


def test_days_are_those_of_utc() -> None:
    table = count_by_day(
        articles(("A", "07")).assign(published=pd.Timestamp("2025-05-07T23:30-05:00"))
    )
    assert table["day"].tolist() == [pd.Timestamp("2025-05-08T00:00Z")]


def test_undated_articles_are_left_out() -> None:
    assert cells(count_by_day(articles(("A", "07"), ("B", None)))) == [(7, "A", 1, 10)]
    assert count_by_day(articles(("A", None))).empty


def test_articles_without_an_outlet_are_counted_together_and_come_last() -> None:
    table = count_by_day(articles((None, "07"), ("A", "07"), (None, "07")))
    assert cells(table) == [(7, "A", 1, 10), (7, None, 2, 20)]


def test_an_article_without_a_text_counts_and_has_no_words() -> None:
    assert cells(count_by_day(articles(("A", "07"), text=None))) == [(7, "A", 1, 0)]


def test_one_event_has_its_own_days_and_outlets() -> None:
    told = articles(("A", "07"), ("B", "08"), ("A", "20"))
    of = events(a0="bridge", a1="bridge", a2="fire")
    assert cells(count_by_day(told, of, "bridge"))[::3] == [(7, "A", 1, 10), (8, "B", 1, 10)]
    assert cells(count_by_day(told, of, "fire")) == [(20, "A", 1, 10)]
    assert len(count_by_day(told, of)) == 28


def test_an_unknown_event_is_refused_in_words() -> None:
    told = articles(("A", "07"))
    with pytest.raises(ValueError, match="It has 'bridge'"):
        count_by_day(told, events(a0="bridge"), "fire")
    with pytest.raises(ValueError, match="Give it too"):
        count_by_day(told, event="fire")
    with pytest.raises(ValueError, match="and 4 more"):
        count_by_day(told, events(**{f"a{n}": f"e{n}" for n in range(9)}), "fire")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C", None]),
            st.sampled_from(["01", "02", "09", "30", None]),
        ),
        max_size=12,
    )
)
@settings(max_examples=60)
def test_no_article_is_lost_and_no_day_is_missing(
    rows: list[tuple[str | None, str | None]],
) -> None:
    told = articles(*rows)
    table = count_by_day(told)
    n_dated = int(told["published"].notna().sum())
    assert table["n_articles"].sum() == n_dated
    assert table["n_words"].sum() == 10 * n_dated
    assert not table.duplicated(list(DAYS.key)).any()
    assert table.dtypes.astype(str).to_dict() == dict(DAYS.columns)
    if n_dated:
        days = table["day"].drop_duplicates()
        assert (days.diff().dropna() == pd.Timedelta(days=1)).all()
        assert table.groupby("day").size().nunique() == 1


# --- cautions


def outlet(name: str | None, n: int, **more: object) -> pd.DataFrame:
    """Articles of one outlet on 1 to 28 May 2025; lists in ``more`` give each its value."""
    days = [f"2025-05-{1 + 27 * i // max(n - 1, 1):02}T12:00Z" for i in range(n)]
    columns = {"outlet": name, "published": days, "text": "word " * 500, **more}
    return ARTICLES.build(
        {
            "article_id": f"{name}{i}",
            **{c: v[i] if isinstance(v, list) else v for c, v in columns.items()},
        }
        for i in range(n)
    )


def cautions(*outlets: pd.DataFrame, of: pd.DataFrame | None = None) -> dict[str, tuple[str, str]]:
    table = check_comparison(pd.concat(outlets, ignore_index=True), of)
    assert table.dtypes.astype(str).to_dict() == dict(CAUTIONS.columns)
    return {
        what: (concerned, message)
        for what, concerned, message in table.fillna("").itertuples(index=False)
    }


def test_outlets_that_are_alike_give_no_caution() -> None:
    assert cautions(outlet("A", 8), outlet("B", 9)) == {}
    assert cautions(outlet("A", 6, text="w " * 500), outlet("B", 9, text="w " * 740)) == {}


def test_nothing_to_compare() -> None:
    assert check_comparison(ARTICLES.empty()).empty
    assert list(cautions(outlet("A", 8))) == ["one outlet"]
    assert list(cautions(outlet(None, 2))) == ["no outlet"]


def test_one_article_and_few_are_told_apart() -> None:
    told = cautions(outlet("A", 6), outlet("B", 5), outlet("C", 4), outlet("D", 1))
    assert told["one article"][0] == "D"
    assert told["few articles"] == (
        "B; C",
        "There are only 5 articles of B and 4 of C: what they have in common may be chance.",
    )


def test_articles_of_unlike_length_and_number() -> None:
    told = cautions(
        outlet("The Courier", 20, text="word " * 1050),
        outlet("The Lantern", 6, text="word " * 520),
        outlet("Tideway", 15, text="word " * 900),
    )
    assert told["length"] == (
        "The Lantern; The Courier",
        "The articles of The Lantern are about half as long as those of The Courier (median 520 "
        "and 1,050 words): compare shares, not counts.",
    )
    assert told["number"] == (
        "The Lantern; The Courier",
        "There are 20 articles of The Courier and 6 of The Lantern: compare shares, not counts.",
    )


def test_articles_without_a_text_have_no_length() -> None:
    assert cautions(outlet("A", 6), outlet("B", 6, text=[None] * 4 + ["w " * 500] * 2)) == {}
    assert cautions(outlet("A", 6), outlet("B", 6, text=None)) == {}


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["20"] * 5 + ["30"], "from 20 May 2025 to 30 May 2025, and 9 of 30 days are in both"),
        (["30"] * 6, "from 30 May 2025, and no day is in both"),
        (["01"] * 5 + ["28"], None),
        (["03"] * 5 + ["30"], None),
    ],
)
def test_periods_that_hardly_overlap(days: list[str], message: str | None) -> None:
    told = cautions(
        outlet("A", 6), outlet("B", 6, published=[f"2025-05-{day}T09:00Z" for day in days])
    )
    if message is None:
        assert "dates" not in told
    else:
        assert message in told["dates"][1]


def test_papers_of_the_next_day_are_of_the_same_time() -> None:
    first = outlet("A", 6, published="2025-05-07T21:00Z")
    assert "dates" not in cautions(first, outlet("B", 6, published="2025-05-08T05:00Z"))
    assert "dates" in cautions(first, outlet("B", 6, published="2025-05-11T05:00Z"))


def test_undated_articles_and_those_without_outlet() -> None:
    dates = [None, *["2025-05-01T12:00Z"] * 5, "2025-05-28T12:00Z"]
    told = cautions(outlet("A", 7, published=dates), outlet("B", 6), outlet(None, 2))
    assert told["undated"][0] == "A"
    assert told["undated"][1].startswith("1 of 7 articles of A has no date")
    assert told["no outlet"] == (
        "",
        "2 of 15 articles have no outlet: they are left out where outlets are compared.",
    )


def test_copies_count_from_a_fifth_on() -> None:
    some = ["x", None, None, None, None, "x"]
    assert cautions(outlet("A", 6, copy_of=some), outlet("B", 6))["copies"][0] == "A"
    assert cautions(outlet("A", 10, copy_of=some + [None] * 4), outlet("B", 8)) == {}


def test_events_that_an_outlet_lacks() -> None:
    told = cautions(
        outlet("A", 6),
        outlet("B", 6),
        of=events(A0="bridge", B0="bridge", A1="fire", B1="fire", A2="own"),
    )
    assert told == {}
    told = cautions(
        outlet("A", 6),
        outlet("B", 6),
        outlet("C", 6),
        of=events(A0="bridge", B0="bridge", C0="bridge", A1="fire", B1="fire"),
    )
    assert told["events"] == (
        "C",
        "Of 2 events that two or more outlets cover, C lacks “fire”: compare outlets on what all "
        "of them cover.",
    )


def test_outlets_that_are_mostly_on_events_of_their_own() -> None:
    own = {f"A{n}": f"own {n}" for n in range(4)}
    told = cautions(outlet("A", 6), outlet("B", 6), of=events(A5="bridge", B0="bridge", **own))
    assert told["own events"][0] == "A"
    assert "4 of 6 articles of A" in told["own events"][1]


def test_articles_in_another_language() -> None:
    told = cautions(outlet("A", 6, language=["de", *["en"] * 5]), outlet("B", 6))
    assert told["language"] == (
        "A",
        "1 of 6 articles of A is not in English (de): names, quotes and tone are read in English "
        "only.",
    )


def test_opinion_is_told_by_section_where_most_have_one() -> None:
    opinion = ["Opinion", "Comment & Debate", *["News"] * 4]
    told = cautions(outlet("A", 6, section=opinion), outlet("B", 6, section="News; Pg. 5"))
    assert told["genre"][0] == "A; B"
    assert "2 of 6 articles of A are opinion" in told["genre"][1]
    assert cautions(outlet("A", 6, section=opinion), outlet("B", 6)) == {}
    same = outlet("B", 6, section=["Editorials", *["Sport"] * 5])
    assert cautions(outlet("A", 6, section=opinion), same) == {}


def test_of_many_outlets_only_the_first_are_named_in_the_sentence() -> None:
    concerned, message = cautions(*(outlet(f"O{n}", 2) for n in range(9)))["few articles"]
    assert concerned.count(";") == 8
    assert "2 of O3 and 5 more" in message


def test_other_tables_are_refused() -> None:
    told = articles(("A", "07"))
    for verb in (count_by_day, check_comparison):
        with pytest.raises(TableError, match="articles table"):
            verb(DAYS.empty())
        with pytest.raises(TableError, match="events table"):
            verb(told, DAYS.empty())


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "outlet": st.sampled_from(["A", "B", None]),
                "published": st.sampled_from(["2025-05-01T00:00Z", "2024-02-29T09:00Z", None]),
                "text": st.sampled_from(["", "one two", None, "w " * 900]),
                "section": st.sampled_from(["Opinion", "News", "", None]),
                "language": st.sampled_from(["en", "fr", "", None]),
                "copy_of": st.sampled_from(["x", None]),
            }
        ),
        max_size=9,
    )
)
@settings(max_examples=60)
def test_every_caution_is_one_sentence_and_stands_once(rows: list[dict[str, object]]) -> None:
    told = ARTICLES.build({"article_id": f"a{n}", **row} for n, row in enumerate(rows))
    of = events(**{f"a{n}": "e" for n in range(0, len(rows), 2)})
    table = check_comparison(told, of)
    assert not table["what"].duplicated().any()
    assert all(message.endswith(".") and "nan" not in message for message in table["message"])
