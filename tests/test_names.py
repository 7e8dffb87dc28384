"""Who is named in a text, and what it says of them there."""

import pytest

from analysis.language import read
from analysis.speakers.cast import cast_of, find_figure, surname
from analysis.speakers.names import bare_name, names_in


def names(text):
    return {row["text"]: row for row in names_in(read(text)) if row["form"] == "name"}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Mayor Ana Ruiz", "Ana Ruiz"),
        ("Mr. Ruiz", "Ruiz"),
        ("Detective Sgt Daniel Reyes", "Daniel Reyes"),
        ("former President Ana Ruiz’s", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Peter van der Hoek", "Peter van der Hoek"),
    ],
)
def test_a_name_is_bare_of_titles(printed, name):
    assert bare_name(printed) == name


def test_the_words_around_a_name_are_kept():
    row = names("Russian President Vladimir Putin left Moscow on Monday.")["Vladimir Putin"]
    assert row["description"].split() == ["russian", "president"]


def test_an_acronym_in_brackets_is_kept_with_the_name_it_stands_for():
    row = names("The Ellery Harbour Authority (EHA) closed the bridge.")["Ellery Harbour Authority"]
    assert row["alias"] == "EHA"


def test_a_title_tells_the_pronoun():
    assert names("Mrs. Ruiz left the hall with Mr. Ode.")["Ruiz"]["pronoun"] == "she"


def test_a_name_in_a_quotation_is_marked_as_quoted():
    rows = names("“I saw Ana Ruiz leave,” Tobias Marsh said.")
    assert rows["Ana Ruiz"]["is_quoted"]
    assert not rows["Tobias Marsh"]["is_quoted"]


def test_a_particle_belongs_to_the_name():
    assert "Peter van der Hoek" in names(
        "Employment Minister Peter van der Hoek visited the plant."
    )


def test_names_hold_their_place_in_the_text():
    text = "Ana Ruiz left.\n\nMs. Ruiz came back with Tobias Marsh."
    for row in names_in(read(text)):
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    ("name", "last"),
    [("Ana Ruiz", "Ruiz"), ("Ana Ruiz Jr.", "Ruiz"), ("Peter van der Hoek", "Hoek")],
)
def test_the_last_name_is_the_last_word_that_is_no_suffix(name, last):
    assert surname(name) == last


def cast(text):
    return cast_of({"description": None, "alias": None, **row} for row in names_in(read(text)))


def test_a_last_name_is_the_person_named_in_full():
    mentions = cast("Ana Ruiz spoke first. Tobias Marsh followed. Later Ruiz left.")
    assert find_figure(mentions, "Ruiz").name == "Ana Ruiz"
    assert find_figure(mentions, "Marsh").name == "Tobias Marsh"


def test_an_acronym_is_the_body_it_stands_for():
    mentions = cast("The Ellery Harbour Authority (EHA) met. The EHA then closed the bridge.")
    assert find_figure(mentions, "EHA").name == "Ellery Harbour Authority"


def test_two_people_of_one_last_name_stay_two():
    mentions = cast("Ana Ruiz met her brother Pablo Ruiz in the hall on Monday.")
    assert {m.figure.name for m in mentions if m.figure} == {"Ana Ruiz", "Pablo Ruiz"}
