"""Openings: who and what stands in the headline, at the top and in the rest of an article."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coverage.names import is_own, names_in_headline, names_of
from analysis.coverage.numbers import find_numbers
from analysis.coverage.openings import compare_openings, lede_end
from analysis.tables import ARTICLES, EVENTS, NAMED_QUOTES, NAMES, OPENINGS, TableError

TEXT = (
    "The bridge is worn out, Priya Raman said.\n\n"
    "It will shut for nine months.\n\n"
    "“We lost,” said Tobias Marsh of the Ellery Harbour Authority (EHA). Marsh voted against it."
)


def article(text: str | None = TEXT, headline: str | None = None, **more: object) -> pd.DataFrame:
    return ARTICLES.build([{"article_id": "a", "headline": headline, "text": text, **more}])


def quotes(
    *rows: tuple[str | None, str, str | None], text: str = TEXT, **more: object
) -> pd.DataFrame:
    """Quotes from speaker, words and the speaker as printed; places are the first in the text."""
    return NAMED_QUOTES.build(
        {
            "article_id": "a",
            "quote_id": n,
            "sentence_id": 0,
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "text": words,
            "speaker_text": printed,
            "speaker_start": text.index(printed) if printed else None,
            "speaker_end": text.index(printed) + len(printed) if printed else None,
            "speaker": speaker,
            "speaker_type": "person",
            **more,
        }
        for n, (speaker, words, printed) in enumerate(rows)
    )


def names(*rows: tuple[str, str, str | None], text: str = TEXT) -> pd.DataFrame:
    """Names from the words as printed, their type and an alias, each at its next place."""
    at = 0
    built = []
    for printed, kind, alias in rows:
        at = text.index(printed, at)
        built.append(
            {
                "article_id": "a",
                "start": at,
                "end": at + len(printed),
                "text": printed,
                "form": "name",
                "type": kind,
                "paragraph": 0,
                "is_subject": False,
                "is_quoted": False,
                "alias": alias,
            }
        )
        at += len(printed)
    return NAMES.build(built)


RAMAN = ("Priya Raman", "The bridge is worn out", "Priya Raman")
MARSH = ("Tobias Marsh", "We lost,", "Tobias Marsh")
ALL_NAMES = names(
    ("Priya Raman", "person", None),
    ("Tobias Marsh", "person", None),
    ("Ellery Harbour Authority", "organisation", "EHA"),
    ("Marsh", "organisation", None),
)


def found(table: pd.DataFrame, kind: str) -> list[tuple[str, str, int]]:
    rows = table[table["kind"] == kind]
    return list(zip(rows["part"], rows["value"], rows["n"], strict=True))


# --- parts


def test_speakers_stand_in_the_part_of_their_words() -> None:
    table = compare_openings(article(), quotes(RAMAN, MARSH), NAMES.empty())
    assert found(table, "speaker") == [("lede", "Priya Raman", 1), ("body", "Tobias Marsh", 1)]
    assert table["text"].tolist()[0] == "The bridge is worn out"


def test_a_quote_counts_in_both_parts_where_its_speaker_is_named_below_the_lede() -> None:
    text = "One said it.\n\n“It is shut.”\n\nThat was Ana Ruiz."
    told = quotes(("Ana Ruiz", "It is shut.", "Ana Ruiz"), text=text)
    table = compare_openings(article(text), told, NAMES.empty())
    assert found(table, "speaker") == [("lede", "Ana Ruiz", 1), ("body", "Ana Ruiz", 1)]
    assert table["text"].tolist() == ["It is shut.", "Ana Ruiz"]


def test_quotes_without_a_speaker_are_left_out() -> None:
    table = compare_openings(article(), quotes((None, "We lost,", None)), NAMES.empty())
    assert found(table, "speaker") == []


@pytest.mark.parametrize(
    ("text", "lede"),
    [
        ("", ""),
        ("Only this.", "Only this."),
        ("A heading\n\nOne.\n\nTwo.\n\nThree.", "A heading\n\nOne.\n\nTwo."),
        ("One.\nA heading\nTwo.\nThree.", "One.\nA heading\nTwo."),
        ("All headings\n\nMore headings", ""),
    ],
)
def test_the_lede_is_two_paragraphs_that_are_no_headings(text: str, lede: str) -> None:
    assert text[: lede_end(text)] == lede


def test_rows_come_in_the_order_of_parts_kinds_and_places() -> None:
    table = compare_openings(article(headline="Nine months"), quotes(MARSH, RAMAN), ALL_NAMES)
    parts = table[["part", "kind", "value"]].values.tolist()
    assert parts == [
        ["headline", "number", "9 months"],
        ["lede", "speaker", "Priya Raman"],
        ["lede", "name", "Priya Raman"],
        ["lede", "number", "9 months"],
        ["body", "speaker", "Tobias Marsh"],
        ["body", "name", "Tobias Marsh"],
        ["body", "name", "Ellery Harbour Authority"],
    ]


def test_n_counts_places_and_text_is_the_first() -> None:
    table = compare_openings(article(), quotes(), ALL_NAMES)
    row = table[table["value"] == "Tobias Marsh"].iloc[0]
    assert (row["n"], row["text"]) == (2, "Tobias Marsh")


# --- names


def places(*rows: tuple[str, str], speakers: dict[str, str] | None = None, **more: object):
    """The names that are made of printed ones, in order."""
    given = [
        {"form": "name", "text": text, "type": kind, "start": n, "end": n, "alias": None}
        for n, (text, kind) in enumerate(rows)
    ]
    return [place.name for place in names_of(given, speakers or {}, **more).places]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Priya Raman", "Raman"),
        ("Gus Lindqvist", "Gus"),
        ("Peter van der Hoek", "van der Hoek"),
        ("Ana Ruiz Jr.", "Ruiz"),
    ],
)
def test_a_part_of_a_name_is_the_one_person_who_has_it(full: str, short: str) -> None:
    assert places((full, "person"), (short, "organisation")) == [full, full]


def test_a_last_name_that_two_have_stays_as_printed() -> None:
    rows = [("Ana Ruiz", "person"), ("Bo Ruiz", "person"), ("Ruiz", "person")]
    assert places(*rows) == ["Ana Ruiz", "Bo Ruiz", "Ruiz"]


def test_the_name_of_a_speaker_goes_before_what_is_printed() -> None:
    assert places(("Ana M. Ruiz", "person"), speakers={"Ana Ruiz": "person"}) == ["Ana Ruiz"]
    known = {"aldenport herald": "The Aldenport Herald"}
    assert places(("Aldenport Herald", "organisation"), bodies=known) == ["The Aldenport Herald"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Halloran Storage Ltd", "Halloran Storage"),
        ("Halloran Storage Ltd", "Halloran"),
        ("Brightwater Cannery", "Brightwater"),
        ("European Union", "EU"),
        ("Marrow Water", "directors of Marrow Water"),
    ],
)
def test_a_short_form_is_the_one_body_that_has_it(full: str, short: str) -> None:
    assert places((full, "organisation"), (short, "organisation")) == [full, full]


def test_an_owner_is_taken_off_where_the_body_is_also_named_alone() -> None:
    rows = [("Port Ellery’s Brightwater Cannery", "organisation"), ("Brightwater", "person")]
    assert places(*rows) == ["Brightwater Cannery"] * 2
    assert places(rows[0]) == [rows[0][0]]


def test_a_county_is_not_its_fire_service() -> None:
    rows = [("Marrow County Fire Service", "organisation"), ("Marrow County", "organisation")]
    assert places(*rows) == [name for name, _ in rows]


def test_what_stands_in_brackets_after_a_name_is_an_alias_only_if_it_is_an_acronym() -> None:
    given = [
        {"form": "name", "text": "Bogdan Butko", "type": "person", "alias": "Mariupol"},
        {"form": "name", "text": "Mariupol", "type": "organisation", "alias": None},
    ]
    given = [{**row, "start": n, "end": n} for n, row in enumerate(given)]
    assert [place.name for place in names_of(given, {}).places] == ["Bogdan Butko", "Mariupol"]


def test_words_in_capitals_titles_and_words_of_the_text_are_no_names() -> None:
    text = (
        "The fire took the ENTIRE quay. Fire crews came. An MP and NATO watched. An entire night."
    )
    rows = names(
        ("ENTIRE", "organisation", None),
        ("Fire", "person", None),
        ("MP", "organisation", None),
        ("NATO", "organisation", None),
        text=text,
    )
    assert found(compare_openings(article(text), quotes(), rows), "name") == [("lede", "NATO", 1)]


def test_the_outlet_itself_is_left_out() -> None:
    text = "Marsh told the Lantern so. The Lantern asked Marrow Water."
    rows = names(
        ("Lantern", "organisation", None), ("Marrow Water", "organisation", None), text=text
    )
    table = compare_openings(article(text, outlet="The Daily Lantern"), quotes(), rows)
    assert found(table, "name") == [("lede", "Marrow Water", 1)]
    assert not is_own("Water", "Marrow Watershed")


# --- headlines


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Raman and EHA split over bridge", ["Priya Raman", "Ellery Harbour Authority"]),
        ("BRIDGE WORN OUT, RAMAN SAYS", ["Priya Raman"]),
        ("Tobias Marsh’s long night", ["Tobias Marsh"]),
        ("Ramanujan’s bridge in the marshes", []),
        ("", []),
    ],
)
def test_headlines_are_searched_for_names_that_the_text_knows(
    headline: str, expected: list[str]
) -> None:
    table = compare_openings(article(headline=headline), quotes(), ALL_NAMES)
    assert table[table["part"] == "headline"]["value"].tolist() == expected


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Raman warns of worn-out bridge", "Raman warns"),
        ("Bridge worn out, warns Raman", "warns Raman"),
        ("Bridge is worn out says engineer Priya Raman", "says engineer Priya Raman"),
        ("Raman: bridge is worn out", "Raman:"),
        ("Bridge is worn out: Raman", "Raman"),
        ("‘Bridge worn out’: the verdict of an engineer", "Bridge worn out"),
    ],
)
def test_a_speaker_of_the_text_speaks_in_the_headline(headline: str, text: str) -> None:
    table = compare_openings(article(headline=headline), quotes(RAMAN, MARSH), ALL_NAMES)
    row = table[(table["part"] == "headline") & (table["kind"] == "speaker")].iloc[0]
    assert (row["value"], row["text"], row["n"]) == ("Priya Raman", text, 1)


@pytest.mark.parametrize(
    "headline",
    [
        "Raman inspects the bridge",
        "Police warn as Raman inspects the bridge",
        "‘Bridge’ opens",
        "‘We lost the bridge to rust’",
        "Bridge: a report on Raman and others",
    ],
)
def test_whoever_is_only_named_in_the_headline_does_not_speak_there(headline: str) -> None:
    table = compare_openings(article(headline=headline), quotes(RAMAN, MARSH), ALL_NAMES)
    assert "speaker" not in set(table[table["part"] == "headline"]["kind"])


def test_a_person_whom_nobody_quotes_does_not_speak_in_the_headline() -> None:
    table = compare_openings(article(headline="Raman: worn out"), quotes(MARSH), ALL_NAMES)
    assert found(table[table["part"] == "headline"], "speaker") == []


def test_the_longest_form_is_found_at_each_place() -> None:
    forms = {"Marrow": "Ed Marrow", "Marrow Water": "Marrow Water"}
    assert [place.name for place in names_in_headline("Marrow Water sues", forms)] == [
        "Marrow Water"
    ]


# --- numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nine months, a nine-month closure, NINE months, 9 months", ["9 months"] * 4),
        ("40 per cent, 40%, 40 percent, forty per cent, 40pc", ["40%"] * 5),
        ("£5m, £5 million, five million pounds", ["£5 million"] * 3),
        ("voted 7-4, 7–4, seven to four, by seven votes to four", ["7-4"] * 4),
        ("240 of its 410 jobs", ["240 jobs", "410 jobs"]),
        ("11 of the bridge’s 48 steel rollers", ["11 rollers", "48 rollers"]),
        ("one household in nine, one in nine, 1 in 9", ["1/9"] * 3),
        ("a quarter of the taps, one tap in four", ["1/4"] * 2),
        ("two in three of the customers", ["2/3"]),
        ("Thirty-four people, two hundred and forty people", ["34 people", "240 people"]),
        ("a 64-page report, a four-mile detour", ["64 pages", "4 miles"]),
        ("three weeks’ pay, two gas engineers", ["3 weeks", "2 engineers"]),
        ("12 dead, 40 injured", ["12 dead", "40 injured"]),
        ("Storm kills 12", ["12 dead"]),
        ("10 to 15 people, 10-15%", ["10-15 people", "10-15%"]),
        ("cut from 410 to 170 jobs", ["170 jobs"]),
        (
            "9,200 vehicles, 1.5 million homes, 99.6%",
            ["9,200 vehicles", "1.5 million homes", "99.6%"],
        ),
        ("killed two in three days", ["2 dead", "3 days"]),
        ("20km, 20 kilometres", ["20 km"] * 2),
    ],
)
def test_a_number_has_one_value_however_it_is_printed(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "On 2 June, June 2, 7 May 2025, 2-3 June and 2025-05-07",
        "at six minutes past two, by three o’clock, at 5.15pm, 2 am and 18:40",
        "since 1924, in the 1990s, from 1924 to 2025, the 2011 riots, 2024-25",
        "Joan Petrie, 71, aged 71, 71 years old, a 101-year-old bridge",
        "three weeks ago",
        "one bridge, the second vote, the 20th century",
        "Covid-19, G20, Boeing 737, 01632 960123, page 3, v1.2.3",
        "from six in the morning until ten at night",
        "a two-way street",
    ],
)
def test_dates_times_ages_and_bare_figures_are_left_out(text: str) -> None:
    assert find_numbers(text) == []


@given(
    st.lists(
        st.sampled_from(
            "7 -4 7-4 nine twenty- hundred and a of the its in to votes million % per cent £ £5m . , "
            "( months jobs 2,000 1924 2 May o’clock -month ’ “ \n –".split(" ")
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(max_size=60)
)
@settings(max_examples=200)
def test_numbers_stand_where_they_say_apart_and_in_order(text: str) -> None:
    numbers = find_numbers(text)
    starts = [number.start for number in numbers]
    assert starts == sorted(set(starts))
    for number in numbers:
        assert 0 <= number.start < number.end <= len(text)
        assert text[number.start : number.end].strip() == text[number.start : number.end]
        assert any(sign.isdigit() for sign in number.value)


@given(st.integers(2, 12), st.sampled_from(["month", "mile", "page"]))
def test_words_and_figures_agree(n: int, unit: str) -> None:
    words = "two three four five six seven eight nine ten eleven twelve".split()
    printed = (
        f"{n} {unit}s; {words[n - 2]} {unit}s; a {words[n - 2]}-{unit} wait; a {n}-{unit} wait"
    )
    assert {number.value for number in find_numbers(printed)} == {f"{n} {unit}s"}


def test_a_very_long_line_is_read_in_good_time() -> None:
    for piece in ("1,", "one in ", "a hundred and ", "7-", "two of the ", "5 votes to "):
        find_numbers(piece * 5_000)


# --- the table


def test_event_and_outlet_are_filled_where_known() -> None:
    events = EVENTS.build([{"article_id": "a", "event": "bridge"}])
    told = compare_openings(article(outlet="Tideway News"), quotes(RAMAN), NAMES.empty(), events)
    assert set(told["event"]) == {"bridge"}
    assert set(told["outlet"]) == {"Tideway News"}
    bare = compare_openings(article(), quotes(RAMAN), NAMES.empty())
    assert bare[["event", "outlet"]].isna().all(axis=None)


def test_an_article_without_headline_or_text_has_no_rows_for_it() -> None:
    assert compare_openings(article(text=None), NAMED_QUOTES.empty(), NAMES.empty()).empty
    table = compare_openings(
        article(text=None, headline="240 jobs to go"), NAMED_QUOTES.empty(), NAMES.empty()
    )
    assert table[["part", "value"]].values.tolist() == [["headline", "240 jobs"]]


def test_articles_are_read_apart() -> None:
    two = pd.concat([article(), article().assign(article_id="b")], ignore_index=True)
    table = compare_openings(two, quotes(RAMAN), ALL_NAMES)
    assert set(table[table["article_id"] == "b"]["kind"]) == {"number"}


def test_the_table_keeps_its_contract() -> None:
    for table in (
        compare_openings(article(), quotes(RAMAN), ALL_NAMES),
        compare_openings(ARTICLES.empty(), NAMED_QUOTES.empty(), NAMES.empty()),
    ):
        assert table.dtypes.astype(str).to_dict() == dict(OPENINGS.columns)
        assert not table.duplicated(list(OPENINGS.key)).any()


def test_shuffled_quotes_and_names_give_the_same_table() -> None:
    told, named = quotes(RAMAN, MARSH), ALL_NAMES
    mixed = compare_openings(
        article(), told.sample(frac=1, random_state=1), named.sample(frac=1, random_state=2)
    )
    pd.testing.assert_frame_equal(mixed, compare_openings(article(), told, named))


def test_other_tables_are_refused() -> None:
    with pytest.raises(TableError, match="articles table"):
        compare_openings(quotes(), quotes(), ALL_NAMES)
    with pytest.raises(TableError, match="named quotes table"):
        compare_openings(article(), ALL_NAMES, ALL_NAMES)
    with pytest.raises(TableError, match="names table"):
        compare_openings(article(), quotes(), article())
    with pytest.raises(TableError, match="events table"):
        compare_openings(article(), quotes(), ALL_NAMES, article().drop(columns="outlet"))
