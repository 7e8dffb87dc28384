"""Who is who across articles: last names, nicknames, offices, and a class's own word on it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, name_speakers
from analysis.lexicons import load_lexicon
from analysis.speakers.confidence import base_rule, confidence_of
from analysis.speakers.corpus import one_name_each, read_people
from analysis.speakers.offices import KNOWN_UNTIL, holder_of
from analysis.speakers.persons import same_first
from analysis.tables import ARTICLES, TableError


def articles(*texts: str, published: datetime | None = None) -> pd.DataFrame:
    return ARTICLES.build(
        {"article_id": f"a{n}", "text": text, "published": published}
        for n, text in enumerate(texts)
    )


def speakers(*texts: str, published: datetime | None = None, **options: object) -> list[str]:
    return name_speakers(
        annotate(articles(*texts, published=published)), **options
    ).speaker.tolist()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Joe Biden", "Joseph R. Biden", True),
        ("Bill Ruiz", "William Ruiz", True),
        ("Will Ruiz", "Bill Ruiz", True),
        ("A. Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "Leo Ruiz", False),
        ("José Ruiz", "Jose Ruiz", True),
    ],
)
def test_first_names_are_the_same_as_initials_nicknames_and_without_accents(one, other, same):
    assert same_first(one, other) is same


def test_a_last_name_alone_goes_to_the_one_person_of_the_corpus_who_has_it():
    assert one_name_each(["Ana Ruiz", "Ruiz"]) == {"Ruiz": "Ana Ruiz"}


def test_nothing_is_decided_between_two_people_with_one_last_name():
    assert one_name_each(["Ana Ruiz", "Leo Ruiz", "Ruiz"]) == {}


def test_an_initial_that_fits_two_people_stays_as_it_is():
    assert one_name_each(["Ana Ruiz", "Alma Ruiz", "A. Ruiz"]) == {}


def test_the_form_that_is_printed_most_is_the_name():
    assert one_name_each(["Joe Ode", "Joe Ode", "Joseph Ode"]) == {"Joseph Ode": "Joe Ode"}


def test_one_person_has_one_name_in_all_articles():
    found = speakers(
        "“We cannot wait,” said Joe Ode.\n\n“It is late,” said Joe Ode.",
        "“We cannot wait,” Joseph T. Ode said.",
    )
    assert set(found) == {"Joe Ode"}


def test_a_class_has_the_last_word_on_names(tmp_path: Path):
    people = tmp_path / "people.csv"
    people.write_text("speaker,name\nAna Ruiz,Ana Ruiz (mayor)\n", encoding="utf-8")
    assert speakers("“We cannot wait,” said Ana Ruiz.", people=people) == ["Ana Ruiz (mayor)"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("who,name\nAna,Ana Ruiz\n", "needs a speaker and a name"),
        ("speaker,name\nAna,\n", "needs a speaker and a name"),
        ("speaker,name\nAna,Ana Ruiz\nAna,Ana Ode\n", "two names"),
        ("speaker,name\nAna,Ana,Ruiz\n", "2 columns"),
        ('speaker,name\nAna,"Ana Ruiz\n' + "Leon,Leon Ode\n" * 10_000, r"line 2: .* Close it"),
    ],
)
def test_a_file_of_names_that_is_wrong_is_refused_with_the_reason(tmp_path, content, complaint):
    people = tmp_path / "people.csv"
    people.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=complaint):
        read_people(people)


def test_a_missing_file_of_names_is_said_to_be_missing(tmp_path):
    with pytest.raises(TableError, match="there is no file"):
        read_people(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("phrase", "day", "name"),
    [
        ("the Chinese leader", "2024-05-16", "Xi Jinping"),
        ("The British prime minister", "2018-05-01", "Theresa May"),
        ("the Spanish leader", "2020-06-01", "Pedro Sánchez"),
        ("the pope", "2015-06-01", "Pope Francis"),
        ("the former French president", "2020-06-01", None),
        ("the president", "2020-06-01", None),
        ("the team leader", "2020-06-01", None),
    ],
)
def test_an_office_leads_to_its_holder_on_the_day(phrase, day, name):
    assert holder_of(phrase, day) == name


def test_after_the_last_known_day_nobody_is_taken_to_be_still_in_office():
    assert holder_of("the Canadian prime minister", "2099-01-01") is None
    assert holder_of("the Canadian prime minister", KNOWN_UNTIL) is not None


def test_no_two_people_hold_one_office_at_a_time():
    terms: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in load_lexicon("office_holders"):
        terms.setdefault((row["country"], row["office"]), []).append(
            (row["from"], row["to"] or "9999")
        )
    for office, spans in terms.items():
        ordered = sorted(spans)
        for (_, end), (start, _) in pairwise(ordered):
            assert end <= start, office
        assert all(start < end for start, end in ordered), office


def test_a_dated_article_that_never_names_the_leader_is_helped_out():
    text = "The Chinese leader said that trade would grow."
    day = datetime(2024, 5, 16, tzinfo=UTC)
    assert speakers(text, published=day) == ["Xi Jinping"]
    assert speakers(text) == ["Chinese leader"]


def test_the_leader_whom_the_text_names_goes_before_the_one_in_office():
    text = "Chinese leader Wen Li arrived. The Chinese leader said that trade would grow."
    assert speakers(text, published=datetime(2024, 5, 16, tzinfo=UTC)) == ["Wen Li"]


def test_a_quotation_before_a_named_cue_is_surer_than_a_clause_with_a_pronoun():
    sure = confidence_of("quotation before cue", "direct", "short name")
    less = confidence_of("clause after cue", "indirect", "doubtful pronoun")
    assert sure > 0.9 > less > 0


def test_a_rule_that_was_never_counted_earns_little_trust():
    assert confidence_of("a rule of tomorrow", "direct", "short name") < 0.5


def test_what_a_rule_says_of_one_place_does_not_count():
    assert base_rule("clause after cue") == "clause after cue"
    assert base_rule("nobody before “she” fits it") == "nobody before"


def test_every_named_quote_has_a_confidence_and_the_words_it_rests_on():
    text = (
        "Mayor Ana Ruiz met Leo Ode. “We cannot wait,” she said.\n\n“It is late already, and the "
        "boats are gone.”"
    )
    named = name_speakers(annotate(articles(text)))
    for row in named.itertuples():
        assert 0 < row.confidence < 1
        assert text[row.evidence_start : row.evidence_end]


def test_a_doubtful_pronoun_names_the_others_it_may_be():
    text = "Ana Ruiz waited. Eva Ode waited too. She said the tide was late."
    (row,) = name_speakers(annotate(articles(text))).itertuples()
    assert row.speaker_rule == "doubtful pronoun"
    assert set(row.candidates.split("; ")) == {"Ana Ruiz", "Eva Ode"}


def test_a_middle_initial_belongs_to_the_name_and_a_particle_to_the_last_name():
    named = speakers(
        "Judge Ana C. Ruiz left at noon. “It is late,” Ruiz said.\n\n"
        "Peter Van Der Hoek left too. “It is late,” Van Der Hoek said. Van Der Hoek was tired."
    )
    assert named == ["Ana C. Ruiz", "Peter Van Der Hoek"]
