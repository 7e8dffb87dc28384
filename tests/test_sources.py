"""Whom and what an article relies on: what is a source, of what type, in what role."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotations import read_tables
from analysis.language import read
from analysis.outlets import load_outlets
from analysis.sources import count_roles, count_sources, mentions_in, wording_of
from analysis.sources.attributions import attribution_verbs
from analysis.sources.nouns import source_nouns
from analysis.tables import MENTIONS, SOURCES, TableError

TYPES = {
    "agency", "outlet", "photo_agency", "social", "person", "organisation", "document",
    "role_only", "anonymous",
}  # fmt: skip
ROLES = {"attribution", "subject", "credit", "dateline", "byline"}


def mentions(
    text: str, self_outlet: str | None = None, residue: list[tuple[int, str, str]] | None = None
) -> list[dict[str, Any]]:
    """The mentions of a text, with its quotes and their speakers, as an article has them."""
    found = read_tables(read(text), load_outlets(), self_outlet, residue or [])
    return [dict(row) for row in found["mentions"]]


def told(text: str, *columns: str, **options: Any) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in mentions(text, **options)]


# ---- media: attribution or subject -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the AP, the visit was short.", [("Associated Press", "reports")]),
        ("According to the AP agency, the visit was short.", [("Associated Press", "reports")]),
        ("According to a Reuters report, the visit was short.", [("Reuters", "reports")]),
        ("The deal was first reported by the Guardian.", [("The Guardian", "reports")]),
        ("CNN reported that the deal was off.", [("CNN", "reports")]),
        ("The news agency AFP has placed the toll at 12.", [("Agence France-Presse", "reports")]),
        (
            "A Washington Post-ABC News poll found that voters were tired.",
            [("The Washington Post", "poll"), ("ABC News", "poll")],
        ),
        ("The letter was seen by Reuters.", [("Reuters", "reports")]),
        ("Prices rose, the newspaper The Hindu reported.", [("The Hindu", "reports")]),
    ],
)
def test_an_outlet_that_is_credited_is_an_attribution(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = [r for r in mentions(text) if r["type"] in ("agency", "outlet")]
    assert [(r["source"], r["relation"]) for r in found] == expected
    assert {r["role"] for r in found} == {"attribution"}


@pytest.mark.parametrize(
    "text",
    [
        "“We cannot wait,” Ana Ruiz told the BBC.",
        "Speaking to the BBC, Ana Ruiz said it was over.",
        "In an interview with the BBC, Ana Ruiz said it was over.",
        "Ana Ruiz said in a statement to the BBC that it was over.",
    ],
)
def test_an_outlet_that_is_told_is_a_conduit_beside_its_speaker(text: str) -> None:
    found = {r["source"]: r for r in mentions(text)}
    assert (found["BBC News"]["type"], found["BBC News"]["relation"]) == ("outlet", "conduit")
    assert found["Ana Ruiz"]["type"] == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Shares in the New York Times fell.",
        "He contributed to Agence France-Presse and lived in Aden.",
        "Phil Hart, director of global news for AFP, called it a senseless killing.",
        "A Fox News spokeswoman said the host had left.",
        "Reuters was bought by a Canadian company.",
    ],
)
def test_an_outlet_that_is_only_spoken_of_is_a_subject(text: str) -> None:
    found = [r for r in mentions(text) if r["type"] in ("agency", "outlet")]
    assert [r["role"] for r in found] == ["subject"]


def test_a_common_word_is_an_outlet_only_in_an_attribution_or_after_its_name() -> None:
    assert told("Time will tell. He took AP classes and read the post.", "source") == []
    assert told("The strike is off, according to Time.", "source") == [("Time",)]
    later = told(
        "The Washington Post moved house. He had praised the Post before.", "source", "role"
    )
    assert later.count(("The Washington Post", "subject")) == 2


def test_a_shared_short_form_means_the_outlet_named_so_before() -> None:
    text = "The Los Angeles Times reported a fire. Two people died, the Times said."
    assert told(text, "source") == [("Los Angeles Times",), ("Los Angeles Times",)]


def test_the_publisher_is_marked_and_breaks_the_tie() -> None:
    found = mentions("“It is late,” she told the Times.", self_outlet="The Irish Times")
    outlet = next(r for r in found if r["type"] == "outlet")
    assert (outlet["source"], outlet["is_self"]) == ("The Irish Times", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told the Port Ellery Herald that it was over.", "Port Ellery Herald"),
        ("Speaking to newspaper Star of Mysore, she said it was over.", "Star of Mysore"),
        ("She also commented on his death to The EastAfrican.", "The EastAfrican"),
        ("A driver told WXYZ-TV that it was over.", "WXYZ-TV"),
    ],
)
def test_an_outlet_that_no_list_holds_is_known_by_its_cue_or_name(text: str, name: str) -> None:
    assert (name, "attribution") in told(text, "source", "role")


def test_an_acronym_in_brackets_stands_for_the_agency_afterwards() -> None:
    text = "Two men died, the Meridian Press Agency (MPA) reported.\n\nThey were named, MPA said."
    assert told(text, "source", "type") == [("Meridian Press Agency", "agency")] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor said on Twitter that it was over.", "Twitter"),
        ("“It is over,” the mayor wrote in a Facebook post.", "Facebook"),
        ("In a tweet, the mayor said it was over.", "Twitter"),
    ],
)
def test_a_platform_is_named_as_the_channel_of_a_statement(text: str, name: str) -> None:
    assert ("social", name) in told(text, "type", "source")


def test_a_platform_that_is_spoken_of_is_no_mention() -> None:
    assert told("It was much discussed on the networking platform Weibo.", "source") == []


# ---- people, bodies, documents, unnamed ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span", "kind", "subtype"),
    [
        ("“We cannot wait,” President Ana Ruiz said.", "Ana Ruiz", "person", "named"),
        ("The ministry said it was over.", "ministry", "organisation", None),
        ("Moscow said it was over.", "Moscow", "organisation", "named"),
        ("A police spokesman said it was over.", "police spokesman", "role_only", None),
        ("The local health minister said it was over.", "local health minister", "role_only", None),
        ("The report said it was over.", "report", "document", None),
        ("According to a fire service statement, it was over.", "fire service statement", "document", None),
        ("Officials said it was over.", "Officials", "anonymous", "collective"),
        ("A witness said it was over.", "witness", "anonymous", "individual"),
        ("A minister said it was over.", "minister", "anonymous", "individual"),
        (
            "People familiar with the matter said it was over.",
            "People familiar with the matter", "anonymous", "familiar-with",
        ),
        (
            "The shop is to close, according to a person close to the talks.",
            "person close to the talks", "anonymous", "familiar-with",
        ),
        ("Local media reported that it was over.", "Local media", "anonymous", "unnamed-media"),
        ("According to varying reports, it was over.", "varying reports", "anonymous", "unnamed-media"),
    ],
)  # fmt: skip
def test_a_source_is_graded_by_what_the_text_tells_of_it(
    text: str, span: str, kind: str, subtype: str | None
) -> None:
    assert told(text, "text", "type", "subtype") == [(span, kind, subtype)]


def test_an_office_is_anonymous_where_the_text_says_it_is_not_named() -> None:
    text = "A ministry spokesman, who asked not to be named, said it was over."
    assert told(text, "type", "subtype") == [("anonymous", "explicit")]
    text = "Two officials said it was over. They spoke on condition of anonymity."
    assert told(text, "type", "subtype")[0] == ("anonymous", "explicit")


def test_two_speakers_of_one_quote_are_two_mentions() -> None:
    text = "Ana Ruiz and Tom Hale said the bridge was safe."
    assert told(text, "text") == [("Ana Ruiz",), ("Tom Hale",)]


def test_a_short_name_counts_for_the_full_one() -> None:
    text = "Mayor Ana Ruiz said it was over. “Not now,” Ruiz said."
    assert told(text, "source") == [("Ana Ruiz",), ("Ana Ruiz",)]


def test_a_role_counts_for_the_person_it_describes() -> None:
    text = "Russian President Vladimir Putin came. The Russian leader said it was over."
    assert told(text, "text", "source", "subtype") == [
        ("Russian leader", "Vladimir Putin", "described")
    ]


def test_a_pronoun_is_marked_as_one() -> None:
    text = "Mayor Ana Ruiz came to the bridge. She said it was safe."
    assert told(text, "text", "type", "subtype") == [("She", "person", "pronoun")]


def test_an_unnamed_source_is_counted_with_whose_it_is() -> None:
    text = (
        "The Ellery Harbour Authority closed the bridge. A spokeswoman for the authority said it "
        "was unsafe. The spokeswoman said more would follow."
    )
    assert told(text, "source") == [("Ellery Harbour Authority spokeswoman",)] * 2


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Police accused him of theft.", ["Police"]),
        ("The minister denied the claims.", ["minister"]),
        ("The ministry issued a statement on Friday.", ["ministry"]),
        ("He left in May, citing officials.", ["officials"]),
        ("The number was confirmed by the ministry.", ["ministry"]),
        ("There were some estimates by the Red Cross.", ["Red Cross"]),
    ],
)
def test_an_attribution_needs_no_quote(text: str, spans: list[str]) -> None:
    assert [row["text"] for row in mentions_in(read(text), [], load_outlets())] == spans


@pytest.mark.parametrize(
    "text",
    [
        "Officials cleared the area.",
        "The minister did not respond.",
        "No group claimed the attack.",
        "The minister should announce a date.",
        "Reportedly, the fire started at dawn.",
        "She said.",
        "",
    ],
)
def test_what_is_no_attribution_gives_no_mention(text: str) -> None:
    assert [r for r in mentions(text) if r["subtype"] != "pronoun"] == []


def test_what_a_quoted_person_reports_is_not_the_article_s_attribution() -> None:
    text = "“The police told me that the minister lied,” Ana Ruiz said."
    assert told(text, "text") == [("Ana Ruiz",)]


# ---- beside the story ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON (AP) — The vote was close.",
        "WASHINGTON (AP) -- The vote was close.",
        "WASHINGTON, March 3 (AP) - The vote was close.",
        "ST. JOSEPH, Mich. (AP) — The vote was close.",
        "(AP) — The vote was close.",
    ],
)
def test_the_agency_in_a_dateline_is_no_source(text: str) -> None:
    assert told(text, "source", "role") == [("Associated Press", "dateline")]


@pytest.mark.parametrize(
    ("line", "reason", "expected"),
    [
        ("Main photo source: Getty Images", "credit", [("Getty Images", "photo_agency")]),
        ("Vladimir Putin and Xi JinpingGetty Images", "caption", [("Getty Images", "photo_agency")]),
        (
            "Photo: Ed Varga/Lumen Pictures", "credit",
            [("Ed Varga", "person"), ("Lumen Pictures", "photo_agency")],
        ),
        (
            "The bridge on Tuesday (AP Photo/Ed Varga)", "caption",
            [("Associated Press", "agency"), ("Ed Varga", "person")],
        ),
        ("The mayor on TuesdayLumen Pictures", "caption", [("Lumen Pictures", "photo_agency")]),
        ("Ed Varga via Getty Images", "credit", [("Ed Varga", "person"), ("Getty Images", "photo_agency")]),
        ("With files from The Canadian Press", "sign-off", [("The Canadian Press", "agency")]),
        ("The Associated Press contributed to this report.", "sign-off", [("Associated Press", "agency")]),
        ("See also: the mayor told Reuters", "related link", []),
    ],
)  # fmt: skip
def test_who_made_the_picture_or_helped_is_a_credit(
    line: str, reason: str, expected: list[tuple[str, str]]
) -> None:
    found = mentions("It rained.", residue=[(7, line, reason)])
    assert [(row["source"], row["type"]) for row in found] == expected
    for row in found:
        assert row["role"] == "credit"
        assert row["line"] == 7
        assert row["sentence_id"] is None
        assert line[row["start"] : row["end"]] == row["text"]


def test_who_wrote_it_is_a_byline() -> None:
    lines = [
        (2, "By Ana Ruiz and Tom Hale", "byline"),
        (9, "Reporting by Mia Boyd in London; Editing by Jo Lund", "sign-off"),
    ]
    found = mentions("It rained.", residue=lines)
    assert [(row["text"], row["role"]) for row in found] == [
        ("Ana Ruiz", "byline"), ("Tom Hale", "byline"),
        ("Mia Boyd", "byline"), ("Jo Lund", "byline"),
    ]  # fmt: skip


# ---- the table -------------------------------------------------------------------------------

STORY = (
    "LONDON (AP) — Mayor Ana Ruiz told Reuters that the bridge was safe.\n\n"
    "“We cannot wait,” Ruiz said. Two officials who spoke on condition of anonymity disagreed, "
    "according to the BBC.\n\nThe Harbour Authority (HA) said on Twitter it was over. HA denied it."
)


def test_every_mention_lies_in_the_text_and_fits_the_contract() -> None:
    rows = mentions(STORY, residue=[(9, "Photo: Ed Varga/Getty Images", "credit")])
    table = MENTIONS.build([{"article_id": "a", **row} for row in rows])
    MENTIONS.check(table)
    assert [row["mention_id"] for row in rows] == list(range(len(rows)))
    assert set(table["type"]) <= TYPES
    assert set(table["role"]) <= ROLES
    assert set(table["relation"].dropna()) <= {"reports", "conduit", "poll"}
    for row in rows:
        if row["line"] is None:
            assert STORY[row["start"] : row["end"]] == row["text"]
            assert row["sentence_id"] is not None
    assert "Harbour Authority" in set(table["source"])
    assert "HA" not in set(table["source"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "said", "the AP", "(AP)", "—", "told", "CNN", ".", ",", "\n\n", "Ana Ruiz",
             "according to", "’s", "report", "and", "officials", "on", "X", "Photo:", "©", "Time"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_no_text_raises(words: list[str]) -> None:
    text = " ".join(words)
    for row in mentions(text):
        assert text[row["start"] : row["end"]] == row["text"] != ""


def table_of(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return MENTIONS.build(
        {
            "article_id": article, "mention_id": number, "start": 0, "end": 1, "text": source,
            "type": kind, "role": role, "source": source, "is_self": source == "The Courier",
        }
        for number, (article, source, kind, role) in enumerate(rows)
    )  # fmt: skip


def test_only_attributions_count_as_sources_and_never_the_publisher() -> None:
    table = table_of(
        ("a", "Reuters", "agency", "attribution"), ("a", "Reuters", "agency", "attribution"),
        ("b", "Reuters", "agency", "attribution"), ("b", "Ana Ruiz", "person", "attribution"),
        ("b", "Getty Images", "photo_agency", "credit"), ("b", "Reuters", "agency", "dateline"),
        ("b", "CNN", "outlet", "subject"), ("b", "The Courier", "outlet", "attribution"),
    )  # fmt: skip
    before = table.copy()
    counted = count_sources(table)
    assert counted.to_dict("records") == [
        {"source": "Reuters", "type": "agency", "n_mentions": 3, "n_articles": 2},
        {"source": "Ana Ruiz", "type": "person", "n_mentions": 1, "n_articles": 1},
    ]
    pd.testing.assert_frame_equal(table, before)


def test_roles_are_counted_with_nothing_left_out() -> None:
    table = table_of(
        ("a", "Getty Images", "photo_agency", "credit"), ("b", "Getty Images", "photo_agency", "credit"),
        ("b", "The Courier", "outlet", "attribution"),
    )  # fmt: skip
    assert count_roles(table).to_dict("records") == [
        {"type": "photo_agency", "role": "credit", "n_mentions": 2, "n_articles": 2},
        {"type": "outlet", "role": "attribution", "n_mentions": 1, "n_articles": 1},
    ]


def test_pronouns_can_be_left_out_of_the_count() -> None:
    rows = mentions("Mayor Ana Ruiz said it was over. “Not now,” she said.")
    table = MENTIONS.build([{"article_id": "a", **row} for row in rows])
    assert count_sources(table)["n_mentions"].tolist() == [2]
    assert count_sources(table, pronouns=False)["n_mentions"].tolist() == [1]


def test_the_wording_behind_a_count_has_as_many_rows() -> None:
    rows = mentions(STORY)
    table = MENTIONS.build([{"article_id": "a", **row} for row in rows])
    for counted in count_sources(table).itertuples():
        assert len(wording_of(table, counted.source)) == counted.n_mentions
    with pytest.raises(ValueError, match="no source is called 'nobody'"):
        wording_of(table, "nobody")


def test_an_empty_table_gives_an_empty_count_of_the_same_shape() -> None:
    assert count_sources(MENTIONS.empty()).dtypes.to_dict() == SOURCES.empty().dtypes.to_dict()
    assert list(count_roles(MENTIONS.empty())) == ["type", "role", "n_mentions", "n_articles"]


@pytest.mark.parametrize("verb", [count_sources, count_roles])
def test_another_table_is_refused_in_words(verb: Any) -> None:
    with pytest.raises(TableError, match="mentions table"):
        verb(SOURCES.empty())


# ---- the word lists --------------------------------------------------------------------------


def test_the_word_lists_hold_only_what_their_heads_explain() -> None:
    kinds = {
        "role",
        "anonymous",
        "organisation",
        "document",
        "outlet",
        "journalist",
        "reports",
        "partitive",
    }
    assert set(source_nouns().values()) == kinds
    takes = {each.takes for frames in attribution_verbs().values() for each in frames}
    assert takes == {"clause", "object", "alone", "naming", "amount", "denial"}
    subjects = {each.subjects for frames in attribution_verbs().values() for each in frames}
    assert subjects == {"any", "person", "document", "media"}


@pytest.mark.parametrize("text", ["told " * 1500, "officials of " * 1500, "“ said " * 500])
def test_a_run_of_words_without_end_does_not_raise(text: str) -> None:
    assert isinstance(mentions_in(read(text), [], load_outlets()), list)
