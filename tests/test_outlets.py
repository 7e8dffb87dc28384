"""The list of outlets, and the forms in which a text names one."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.lexicons import load_lexicon
from analysis.outlets import COLUMNS, TYPES, Outlet, OutletError, Outlets, load_outlets


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return load_outlets()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told Reuters so.", ["Reuters"]),
        ("The AFP and TASS agencies agree.", ["Agence France-Presse", "TASS"]),
        ("A Washington Post-ABC News poll found it.", ["The Washington Post", "ABC News"]),
        ("an NBC News/Wall Street Journal survey", ["NBC News", "The Wall Street Journal"]),
        ("the People’s Daily said", ["People's Daily"]),
        ("GETTY IMAGES", ["Getty Images"]),
        ("The Times-Picayune wrote.", ["The Times-Picayune"]),
        ("Hospitals report reuters cnn apples.", []),
        ("See https://example.org/x and mail@CNN.example.", []),
        ("", []),
    ],
)
def test_an_outlet_is_found_where_it_is_named(
    outlets: Outlets, text: str, names: list[str]
) -> None:
    assert [match.name for match in outlets.find(text)] == names


def test_a_match_is_the_printed_name_without_its_article(outlets: Outlets) -> None:
    text = "She told the Guardian and The Hindu."
    assert [text[m.start : m.end] for m in outlets.find(text)] == ["Guardian", "Hindu"]


@pytest.mark.parametrize(
    "text", ["the Post said", "an AP class", "Time will tell", "He ate at the Sun"]
)
def test_a_form_that_is_also_a_common_word_is_weak(outlets: Outlets, text: str) -> None:
    assert all(match.is_weak for match in outlets.find(text))


def test_a_name_that_needs_its_article_is_not_found_without(outlets: Outlets) -> None:
    assert outlets.find("Guardian angels, Independent voters, Atlantic storms") == []


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the AP", "Associated Press"),
        ("the AP agency", "Associated Press"),
        ("AP’s", "Associated Press"),
        ("the Associated Press news agency", "Associated Press"),
        ("state news agency TASS", "TASS"),
        ("newspaper The Hindu", "The Hindu"),
        ("Time magazine", "Time"),
    ],
)
def test_a_phrase_that_names_exactly_one_outlet_is_looked_up(
    outlets: Outlets, phrase: str, name: str
) -> None:
    found = outlets.lookup(phrase)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "phrase",
    ["the agency", "a Reuters reporter", "Ana Ruiz", "the news agency", "", " ", "guardian"],
)
def test_a_phrase_that_says_more_or_less_names_none(outlets: Outlets, phrase: str) -> None:
    assert outlets.lookup(phrase) is None


def test_outlets_that_share_a_short_form_are_all_known(outlets: Outlets) -> None:
    assert {"The New York Times", "The Times", "Los Angeles Times"} <= set(outlets.sharing("Times"))


def test_every_row_of_the_list_is_complete() -> None:
    rows = load_lexicon("outlets")
    assert len(rows) >= 330
    assert tuple(rows[0]) == COLUMNS
    assert {row["type"] for row in rows} <= set(TYPES)
    assert all(row["name"] and row["outlet_id"] for row in rows)
    assert all(len(row["country"]) == 2 and row["country"].isupper() for row in rows)
    assert {row["ambiguity"] for row in rows} == {"0", "1", "2"}
    assert not any(set(row) & {"bias", "leaning", "reliability", "ownership"} for row in rows)
    for column in ("outlet_id", "name"):
        assert len({row[column] for row in rows}) == len(rows)


def test_every_name_of_the_list_finds_its_own_outlet(outlets: Outlets) -> None:
    for outlet in outlets:
        found = outlets.lookup(outlet.name)
        assert found is not None, outlet.name
        bare = outlet.name.removeprefix("The ")
        assert found.name.removeprefix("The ") == bare or outlet.name in outlets.sharing(bare)


def test_a_short_form_is_first_that_of_the_class_s_own_outlet(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,type,weak_aliases\nThe Marrow Herald,newspaper,Herald\n", encoding="utf-8"
    )
    own = load_outlets(path)
    assert own.lookup("the Herald").name == "The Marrow Herald"
    assert own.lookup("the Herald", own="Miami Herald").name == "Miami Herald"
    assert own.sharing("Herald")[0] == "The Marrow Herald"


def test_a_class_lays_its_own_list_over_the_package_s(tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text(
        "# our town\nname,type,weak_aliases\nThe Port Courier,newspaper,the Courier\n"
        "Reuters,newspaper,\n",
        encoding="utf-8",
    )
    outlets = load_outlets(file)
    assert outlets.find("He told the Courier.")[0].name == "The Port Courier"
    assert outlets.get("Reuters") == Outlet("Reuters", "newspaper")
    assert load_outlets().get("Reuters") != Outlet("Reuters", "newspaper")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name\nThe Courier\n", "no type"),
        ("name,type\nThe Courier,blogs\n", "Choose one of"),
        ("name,type,ambiguity\nThe Courier,newspaper,often\n", "ambiguity 'often'"),
        ("name,type\nThe Courier,newspaper,extra\n", "has 2 columns"),
        ("type,country\nnewspaper,GB\n", "no name"),
        ('name,type\n"The Sun,newspaper\n' + "The Sea,radio\n" * 10_000, r"line 2: .* Close it"),
    ],
)
def test_a_bad_list_is_refused_with_the_row_and_what_it_needs(
    tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(OutletError, match=message):
        load_outlets(file)


def test_a_list_that_is_not_there_or_not_text_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(OutletError, match="there is no file"):
        load_outlets(tmp_path / "none.csv")
    with pytest.raises(OutletError, match="cannot be read"):
        load_outlets(tmp_path)
    file = tmp_path / "latin.csv"
    file.write_bytes("name,type\nLe Progrès,newspaper\n".encode("latin-1"))
    assert load_outlets(file).get("Le Progrès").type == "newspaper"
    file.write_bytes(bytes(range(256)))
    with pytest.raises(OutletError, match="is no text"):
        load_outlets(file)


@given(st.text(alphabet=st.sampled_from("the AP’s NBC\n.-/@TimePosTunR“ "), max_size=60))
def test_no_text_raises_and_every_match_lies_in_it(text: str) -> None:
    found = load_outlets().find(text)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_finding_takes_time_in_proportion_to_the_text(outlets: Outlets) -> None:
    text = "The Associated Press (AP) told the Washington Post. Time flies. " * 2000
    begin = time.process_time()
    found = outlets.find(text)
    assert len(found) > 4000
    assert time.process_time() - begin < 15
