"""Cleaning: each line of a pasted page is story or residue, and says why."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import (
    REASONS,
    clean_text,
    find_lines,
    find_residue,
    known_reasons,
    label_lines,
    normalize,
    paragraphs,
    put_back,
    remember_reasons,
    residue_of,
    residue_reason,
)
from analysis.cleaning.residue import _PLACES
from analysis.lexicons import load_lexicon
from analysis.tables import ARTICLES, RESIDUE, TableError

HEADLINE = "Council votes to close the swing bridge"
LEDE = "The council voted on Tuesday to close the century-old swing bridge for nine months."
SECOND = (
    "The mayor, who had asked for the vote, said the town could not wait any longer for repairs."
)
THIRD = "An inspection report published in April found that rust had eaten into the pivot of the bridge."
FOURTH = (
    "Shopkeepers on the far bank said they had not been asked, and that they would march on Friday."
)
STORY = [LEDE, SECOND, THIRD, FOURTH]


def label_of(line: str, *, after: list[str], before: list[str]) -> str:
    """The label a line gets between some lines above it and some below."""
    return label_lines([*after, line, *before])[len(after)]


def in_story(line: str) -> str:
    return label_of(line, after=[HEADLINE, LEDE, SECOND], before=[THIRD, FOURTH])


def below_story(line: str) -> str:
    return label_of(line, after=[HEADLINE, *STORY], before=[])


# ---- normalizing


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("See also\u00a0 What\u2019s next", "See also What’s next"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("  stands \t alone  ", "stands alone"),
        ("itâ€™s over, FranÃ§ois", "it’s over, François"),
        ("har\u00adbour\u200b", "harbour"),
        ("Marks &amp; Spencer", "Marks & Spencer"),
        ("", ""),
    ],
)
def test_spaces_line_ends_and_broken_encoding_are_mended(raw: str, clean: str) -> None:
    assert normalize(raw) == clean


def test_curly_quotation_marks_stay_curly() -> None:
    text = "“We cannot wait,” she said. ‘Never,’ said the mayor — café"
    assert normalize(text) == text


# ---- what a line shows by itself


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Mayor Ines Calloway at the bridge on TuesdayLumen Pictures", "caption"),
        ("Vera Solberg and Ed VargaGetty Images", "caption"),
        ("The bridge at dusk. Photograph: Ed Varga/The Courier", "caption"),
        ("Crews tow the barge past the lock. (Ed Varga/AP)", "caption"),
        ("The harbour seen from the hill © Reuters / Ed Varga", "caption"),
        ("A ferry leaves the harbour in a file photo", "caption"),
        ("Crews tow the barge past the lock. (Port Courier Archive)", "caption"),
        ("Crews tow the barge past the lock. Ed Varga / AP file", "caption"),
        (f"Video: Ed Varga climbs down to the pivot and shows the rust. {SECOND}", "caption"),
        ("Photo: Ed Varga/Lumen Pictures", "credit"),
        ("Courtesy of Vera Solberg", "credit"),
        ("Main photo source: Lumen Pictures", "credit"),
        ("Ed Varga via Lumen Pictures", "credit"),
        ("(Ed Varga/AP)", "credit"),
        ("Getty Images", "credit"),
        ("By Ana Ruiz", "byline"),
        ("By Ana Ruiz and Ben Cole, Chief Reporters", "byline"),
        ("BY ANA RUIZ", "byline"),
        ("By Ana Ruiz - 11/19/19 06:56 AM EST", "byline"),
        ("Ana Ruiz, Chief Political Correspondent", "byline"),
        ("Ana Ruiz - May 6, 2025, 10:31 pm", "byline"),
        ("6 May 2025", "date"),
        ("Published Tuesday, May 6, 2025, 10:42 a.m. Updated an hour ago", "date"),
        ("2025-05-06 10:42", "date"),
        ("May 6, 2025 / 2 Comments / in Harbour / by admin", "date"),
        ("See also What the inspectors found", "related link"),
        ("READ MORE: Who pays for the bridge?", "related link"),
        ("Related: Five bridges that closed", "related link"),
        ("Most read", "related link"),
        ("MAYOR TELLS SHOPKEEPERS ON FERRY LANE TO HOLD ON UNTIL SPRING", "related link"),
        ("SHOPKEEPERS ON FERRY LANE TURN TO THEIR MPs FOR HELP", "related link"),
        ("On portcourier.com: Who pays for the bridge?", "related link"),
        ("Share this article", "sharing"),
        ("258 Shares", "sharing"),
        ("Facebook Twitter WhatsApp Email", "sharing"),
        ("Follow us on Facebook", "sharing"),
        ("Sign up for our morning newsletter and get the news first.", "promotion"),
        ("Story continues below advertisement", "promotion"),
        ("Article Continued Below", "promotion"),
        ("The news from the harbour, every morning in your inbox.", "promotion"),
        ("Leave a Reply", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
        ("12 comments", "comment form"),
        ("12 thoughts on “Who pays for the bridge?”", "comment form"),
        ("Vera on May 6, 2025 at 4:47 pm said:", "comment form"),
        ("© 2025 The Port Courier. All rights reserved.", "copyright"),
        ("Tags: bridge, council", "tags"),
        ("Filed under Local", "tags"),
        ("Skip to main content", "navigation"),
        ("Home > News > Harbour", "navigation"),
        ("3 / 23", "navigation"),
        ("Image 1 of / 8", "navigation"),
        ("bridge_at_dusk_02", "navigation"),
        ("bridge-at-dusk.jpg", "navigation"),
        ('<span class="hidden">', "navigation"),
        ("Ana Ruiz is a reporter for the Courier covering the harbour.", "author note"),
        ("Ana Ruiz covers the harbour for the Courier.", "author note"),
        ("(Reporting by Ana Ruiz; Editing by Ben Cole)", "sign-off"),
        ("With files from the Meridian Press Agency", "sign-off"),
        ("This article has been revised to give the age of the bridge.", "sign-off"),
        ("The views expressed are those of the author.", "author note"),
        ("-30-", "sign-off"),
    ],
)
def test_residue_gives_itself_away_by_wording_or_form(line: str, reason: str) -> None:
    assert residue_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        LEDE,
        "By Tuesday the bridge had closed.",
        "By then, the mayor had left.",
        "Share prices of the cannery fell by a tenth on Monday.",
        "Read more closely, the report says otherwise.",
        "More from the council is expected on Friday.",
        "More recently, she has asked for a ferry (and has been given a raft)",
        "The views expressed by the traders were taken down by two clerks.",
        "They belong to one demographic: “men of sixty who own a boat.”",
        "The mayor asked for a vote. (She had done so before.)",
        "FERRY LANE WHARF TOLLS IN FULL 2.10 2.40 2.80",
        "Related companies were not named in the filing.",
        "Home prices in the town have doubled in ten years.",
        "Photographs of the fire were shared by hundreds of people.",
        "The picture, she said, is by no means clear.",
        "“Follow us,” the fire chief told the crowd.",
        "Print shops on the quay closed early.",
        "Comments from residents were mixed.",
        "She told Reuters that the bank had declined to comment.",
        "The reporter was named as Ana Ruiz of the Herald, police said.",
        "The union represents 410 workers (of whom 240 will lose their jobs).",
        "On May 6, 2025, the council voted 7-4.",
        "Advertising revenue fell, according to a filing.",
        "“Expression of Unity”",
        "What the engineers found",
        "— Ana Ruiz (@anaruiz) May 6, 2025",
    ],
)
def test_prose_that_begins_like_residue_is_left_alone(line: str) -> None:
    assert residue_reason(line) is None


# ---- what a line shows by its place


@pytest.mark.parametrize("line", ["“Expression of Unity”", "What the engineers found", "RUST"])
def test_a_short_line_between_paragraphs_is_a_heading(line: str) -> None:
    assert in_story(line) == "heading"


def test_a_line_about_other_stories_below_the_story_is_a_link() -> None:
    assert below_story("Harbour tolls to rise from July") == "related link"


def test_the_last_sentence_stays_however_short() -> None:
    assert below_story("It is old.") == "body"


TEASERS = [
    ("Harbour tolls to rise", "The harbour board said on Monday that tolls would rise in July."),
    ("Ferry runs aground", "Forty people waded ashore after the ferry ran onto a bank of sand."),
    ("A museum for rust", "Collectors of old iron want to show it in the halls of the cannery."),
]


def test_paragraphs_that_stand_alone_below_the_story_are_teasers() -> None:
    below = [line for title, told in TEASERS for line in (title, "Vera Solberg", told)]
    labels = label_lines([HEADLINE, "By Ana Ruiz", *STORY, "Tags: bridge", *below])
    assert "body" not in labels[7:]


def test_texts_that_break_off_are_teasers() -> None:
    below = [f"{told[:-1]} and…" for _, told in TEASERS]
    assert "body" not in label_lines([HEADLINE, *STORY, "Harbour news", *below])[5:]


def test_paragraphs_with_a_heading_each_are_a_story() -> None:
    page = [HEADLINE, LEDE, "The town", SECOND, "The engineers", THIRD, "The shops", FOURTH]
    assert label_lines(page)[1:] == ["body", *["heading", "body"] * 3]


def test_an_interview_with_names_above_short_answers_is_a_story() -> None:
    said = ["You will have to pay.", "Everyone who uses it will pay."]
    talk = [line for _ in range(4) for line in ("Ana Ruiz", said[0], "Ines Calloway", said[1])]
    talk[5] = "Yes."
    assert label_lines([HEADLINE, LEDE, *talk])[2:] == [*["heading", "body"] * 8]


def test_a_lede_above_an_advertisement_and_a_table_stays() -> None:
    table = ["Share Last Change", "FERRY LANE WHARF PLC 225.86 -12.99", "CANNERY PLC 113.40 -1.62"]
    page = [HEADLINE, "By Ana Ruiz", LEDE, "Advertisement", *table, SECOND, THIRD, FOURTH]
    labels = label_lines(page)
    assert labels[2] == "body"
    assert {*labels[4:7]} <= {"body", "heading"}


def test_comments_are_no_story_however_long() -> None:
    comments = [line for _, told in TEASERS for line in ("Vera says:", told, told, told, told)]
    page = [HEADLINE, *STORY, "12 thoughts on “Who pays for the bridge?”", *comments]
    assert "body" not in label_lines(page)[5:]


def test_a_button_that_comes_again_is_no_heading_but_the_names_of_an_interview_are() -> None:
    def between(one: str, other: str) -> set[str]:
        labels = label_lines([HEADLINE, LEDE, one, SECOND, other, THIRD, one, FOURTH])
        return {labels[2], labels[6]}

    assert between("Report error", "What the engineers found") == {"navigation"}
    assert between("Ana Ruiz", "What the engineers found") == {"heading"}
    assert between("What next", "And then what") == {"navigation"}
    questions = [HEADLINE, LEDE, "Then", SECOND, "Now", THIRD, "Then", FOURTH, "Now", LEDE]
    assert {*label_lines(questions)[2::2]} == {"heading"}


def test_the_lines_below_key_points_are_a_standfirst() -> None:
    points = ["Key points", THIRD, "Shopkeepers will march."]
    page = [HEADLINE, "By Ana Ruiz", *points, "Photo: Ed Varga", LEDE, SECOND, FOURTH]
    assert label_lines(page)[3:6] == ["standfirst", "standfirst", "credit"]
    page = [HEADLINE, "By Ana Ruiz", *points, f"PORT ELLERY — {LEDE}", SECOND, FOURTH]
    assert label_lines(page)[3:6] == ["standfirst", "standfirst", "body"]


def test_a_title_and_a_sentence_below_video_tell_of_a_film() -> None:
    film = ["Video", "Rust in the pivot", "The town's engineer shows where the pivot is worn."]
    page = [HEADLINE, "By Ana Ruiz", *film, LEDE, SECOND, THIRD]
    assert label_lines(page)[2:6] == ["navigation", "caption", "caption", "body"]
    assert label_lines(["Video", HEADLINE, *STORY])[1:3] == ["headline", "body"]


def test_what_stands_between_the_number_of_an_image_and_its_credit_is_a_caption() -> None:
    slides = ["Image 1 of 2", "The barge has passed the lock.", "Photo: Ed Varga", "Image 2 of 2"]
    assert label_lines([HEADLINE, LEDE, SECOND, *slides, THIRD, FOURTH])[4] == "caption"


def test_a_line_above_read_more_is_a_link_unless_it_is_a_sentence() -> None:
    page = [HEADLINE, LEDE, "Harbour tolls to rise from July", "Read more", SECOND, THIRD]
    assert label_lines(page)[2] == "related link"
    assert label_lines([HEADLINE, LEDE, SECOND, "Read more", THIRD, FOURTH])[2] == "body"


def test_a_list_of_days_is_story() -> None:
    days = ["June 3 – Ferry Lane, by the old cannery and the lock", "July 19 – Quay"]
    assert label_lines([HEADLINE, *STORY, *days])[5:] == ["heading", "heading"]
    assert label_lines([HEADLINE, "July 19, 2025", *STORY])[1] == "date"


def test_the_lines_under_a_title_for_links_belong_to_it() -> None:
    links = ["Harbour tolls to rise from July", "Why does the ferry cost so much?"]
    labels = label_lines([HEADLINE, LEDE, SECOND, "Related stories", *links, THIRD, FOURTH])
    assert labels[3:] == ["related link"] * 3 + ["body", "body"]


def test_a_list_after_a_colon_is_story() -> None:
    items = ["Harbour Road", "Ferry Lane", "Quay Street"]
    cleaned = clean_text("\n".join([HEADLINE, *STORY, "These streets will close:", *items]))
    assert cleaned.text.endswith("will close:\n\nHarbour Road\n\nFerry Lane\n\nQuay Street")


def test_a_sentence_above_the_byline_is_a_standfirst_and_not_the_first_paragraph() -> None:
    standfirst = "Nine months without a crossing: what the town must brace for."
    labels = label_lines([HEADLINE, standfirst, "By Ana Ruiz", LEDE, SECOND])
    assert labels == ["headline", "standfirst", "byline", "body", "body"]


def test_a_line_before_a_credit_is_its_caption_unless_it_is_a_paragraph() -> None:
    assert in_story("Mayor Ines Calloway at the bridge") == "heading"
    lines = [HEADLINE, LEDE, SECOND, "Mayor Ines Calloway at the bridge", "Ed Varga/AP", THIRD]
    assert label_lines(lines)[2:5] == ["body", "caption", "credit"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Ines Calloway, mayor of the town.", "caption"),
        ("The mayor was not there.", "body"),
        ("A Night On The Bridge With Ines Calloway.", "body"),
        (f"{LEDE} It will close on May 6, 2025. {SECOND} {THIRD} {FOURTH} {LEDE}", "body"),
    ],
)
def test_a_line_without_a_verb_before_a_credit_is_its_caption(line: str, label: str) -> None:
    page = [HEADLINE, LEDE, SECOND, line, "Photo: Ed Varga", THIRD, FOURTH]
    assert label_lines(page)[3] == label


def test_comments_and_teasers_after_the_comment_form_are_no_story() -> None:
    page = [HEADLINE, *STORY, "Leave a Reply", "Log in to comment", "Shame on them all, I say."]
    assert label_lines(page)[5:] == ["comment form", "comment form", "promotion"]


def test_menus_above_the_headline_are_navigation() -> None:
    cleaned = clean_text("\n".join(["Skip to content", "News", "Politics", HEADLINE, *STORY]))
    assert cleaned.headline == HEADLINE
    assert [reason for _, _, reason in cleaned.residue] == ["navigation"] * 3


# ---- headline, byline, dateline


def test_the_first_line_without_a_full_stop_is_the_headline() -> None:
    cleaned = clean_text("\n\n".join([HEADLINE, *STORY]))
    assert (cleaned.headline, cleaned.text) == (HEADLINE, "\n\n".join(STORY))


@pytest.mark.parametrize(
    "headline", ["Who pays for the bridge?", "Vera Solberg in town. She met Ben"]
)
def test_a_headline_may_ask_or_hold_two_sentences(headline: str) -> None:
    assert clean_text("\n".join([headline, *STORY])).headline == headline


def test_a_paragraph_is_no_headline() -> None:
    assert clean_text("\n".join(STORY)).headline is None


def test_a_headline_that_is_known_is_found_in_the_text_and_not_kept_there() -> None:
    cleaned = clean_text("\n".join(["COUNCIL VOTES TO CLOSE THE SWING BRIDGE.", *STORY]), HEADLINE)
    assert (cleaned.headline, cleaned.text) == (HEADLINE, "\n\n".join(STORY))


def test_a_headline_that_is_known_and_not_printed_costs_the_text_nothing() -> None:
    cleaned = clean_text("\n".join(STORY), HEADLINE)
    assert (cleaned.headline, cleaned.text) == (HEADLINE, "\n\n".join(STORY))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ("By Ana Ruiz, Chief Reporter", "Ana Ruiz"),
        ("By Ana Ruiz and Ben Cole", "Ana Ruiz and Ben Cole"),
        ("By Ana Ruiz, Ben Cole and Eva Lund", "Ana Ruiz, Ben Cole and Eva Lund"),
        ("By Ana Ruiz for the Courier", "Ana Ruiz"),
        ("By Ana Ruiz | The Courier", "Ana Ruiz"),
        ("By Peter van der Hoek - May 6, 2025", "Peter van der Hoek"),
        ("Ana Ruiz, Chief Reporter", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_the_byline_is_residue_and_its_author_is_kept(line: str, author: str) -> None:
    cleaned = clean_text("\n".join([HEADLINE, line, "6 May 2025", *STORY]))
    assert cleaned.byline == author
    assert cleaned.residue == [(2, line, "byline"), (3, "6 May 2025", "date")]


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("PORT ELLERY (MPA) — ", "PORT ELLERY (MPA)"),
        ("LONDON, March 3 (Reuters) - ", "LONDON, March 3 (Reuters)"),
        ("WASHINGTON — ", "WASHINGTON"),
        ("FAIRFIELD, Conn. (AP) – ", "FAIRFIELD, Conn. (AP)"),
        ("Port Ellery (MPA) -- ", "Port Ellery (MPA)"),
        ("(Reuters) - ", "(Reuters)"),
        ("", None),
        ("EXCLUSIVE — ", None),
        ("Rust - ", None),
    ],
)
def test_the_dateline_stays_in_the_text_and_is_given_without_its_dash(
    opening: str, dateline: str | None
) -> None:
    cleaned = clean_text("\n".join([HEADLINE, opening + LEDE, SECOND, THIRD]))
    assert cleaned.dateline == dateline
    assert cleaned.text.startswith(opening + LEDE)


# ---- whole texts


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["one line each", "blank lines between"])
def test_a_clean_text_comes_through_unchanged(gap: str) -> None:
    story = [LEDE, SECOND, "What the engineers found", THIRD, "It is old.", FOURTH]
    cleaned = clean_text(gap.join(story))
    assert cleaned.text == "\n\n".join(story)
    assert cleaned.residue == []


@pytest.mark.parametrize("first", ["It is over.", "The vote: a summary.", "One thing is clear:"])
def test_a_text_without_its_page_keeps_its_first_line(first: str) -> None:
    text = "\n\n".join([first, "Abstract", *STORY])
    assert clean_text(text).text == text


def test_hours_between_the_paragraphs_do_not_move_the_start_of_the_story() -> None:
    dated = f"PORT ELLERY (MPA) — {LEDE}"
    page = ["The latest: bridge to close.", dated, "2:45 p.m.", SECOND, "1:40 p.m.", THIRD, FOURTH]
    assert label_lines(page)[:4] == ["body", "body", "date", "body"]


def test_a_headline_in_print_may_end_in_a_semicolon() -> None:
    cleaned = clean_text("\n".join(["Bridge to close;", *STORY]))
    assert (cleaned.headline, cleaned.text) == ("Bridge to close", "\n\n".join(STORY))


def test_text_without_spaces_between_words_is_prose() -> None:
    story = ["議会は火曜日に橋を九か月閉鎖することを決めた。", "市長はこれ以上待てないと話した。"]
    labels = label_lines(["橋が閉鎖へ", *story, "Leave a Reply"])
    assert labels == ["headline", "body", "body", "comment form"]


@pytest.mark.parametrize("text", ["Bridge to close", LEDE, " ".join(STORY)])
def test_a_single_paragraph_is_all_body(text: str) -> None:
    cleaned = clean_text(text)
    assert (cleaned.text, cleaned.headline, cleaned.residue) == (text, None, [])


def test_lines_without_any_sentence_are_all_body() -> None:
    poem = ["Rust is red", "Rivers are blue", "Bridges are old"]
    assert label_lines(poem) == ["body"] * 3


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_an_empty_text_gives_an_empty_answer(text: str) -> None:
    assert clean_text(text) == ("", None, None, None, [])


def wrap(paragraph: str, width: int = 72) -> str:
    import textwrap

    return textwrap.fill(paragraph, width)


def test_hard_wrapped_paragraphs_are_joined_again() -> None:
    paragraphs = [f"{LEDE} {SECOND}", f"{THIRD} {FOURTH}"]
    raw = "\n\n".join([HEADLINE, "By Ana Ruiz", *map(wrap, paragraphs)])
    cleaned = clean_text(raw)
    assert cleaned.text == "\n\n".join(paragraphs)
    assert (cleaned.headline, cleaned.byline) == (HEADLINE, "Ana Ruiz")


def test_a_line_ended_on_purpose_is_not_joined_in_wrapped_text() -> None:
    raw = "\n".join([wrap(f"{LEDE} {SECOND}"), "Photo: Ed Varga", "", wrap(f"{THIRD} {FOURTH}")])
    cleaned = clean_text(raw)
    assert [(text, reason) for _, text, reason in cleaned.residue] == [
        ("Photo: Ed Varga", "credit")
    ]


def test_residue_counts_lines_from_one_in_the_normalized_text() -> None:
    raw = "\r\n".join([HEADLINE, "", *STORY, "", "Leave a Reply"])
    lines = normalize(raw).split("\n")
    ((line, text, reason),) = clean_text(raw).residue
    assert (lines[line - 1], text, reason) == ("Leave a Reply", "Leave a Reply", "comment form")


def test_a_page_as_it_is_pasted() -> None:
    page = {
        "Council votes to close the swing bridge": "headline",
        "By Ana Ruiz, Chief Reporter": "byline",
        "Published 6 May 2025": "date",
        LEDE: "body",
        "Mayor Ines Calloway at the bridge on TuesdayLumen Pictures": "caption",
        SECOND: "body",
        "See also\u00a0 What the inspectors found": "related link",
        "“An Old Friend”": "heading",
        THIRD: "body",
        FOURTH: "body",
        "Main photo source: Lumen Pictures": "credit",
        "Leave a Reply": "comment form",
        "Your email address will not be published. Required fields are marked *": "comment form",
    }
    assert dict(zip(page, label_lines(list(page)), strict=True)) == page
    spaced = label_lines("\n\n".join(page).split("\n"))
    assert [label for label in spaced if label != "blank"] == list(page.values())


# ---- the table


def test_find_residue_makes_one_row_per_line_of_residue() -> None:
    articles = ARTICLES.build(
        [
            {"article_id": "a", "text_raw": "\n".join([HEADLINE, *STORY, "Leave a Reply"])},
            {"article_id": "b", "text_raw": "\n".join(STORY)},
            {"article_id": "c", "text_raw": None},
        ]
    )
    before = articles.copy(deep=True)
    found = find_residue(articles)
    assert found.to_dict("records") == [
        {"article_id": "a", "line": 6, "text": "Leave a Reply", "reason": "comment form"}
    ]
    pd.testing.assert_frame_equal(articles, before)


@pytest.mark.parametrize("raw", [[], ["It is old."]])
def test_without_residue_the_table_is_empty_and_still_the_table(raw: list[str]) -> None:
    articles = ARTICLES.build([{"article_id": "a", "text_raw": text} for text in raw])
    pd.testing.assert_frame_equal(find_residue(articles), RESIDUE.empty())


def test_a_frame_that_is_no_articles_table_is_refused() -> None:
    with pytest.raises(TableError, match="lacks article_id"):
        find_residue(pd.DataFrame({"text": ["x"]}))


# ---- any text at all


PIECES = st.sampled_from(
    [
        *STORY,
        HEADLINE,
        "By Ana Ruiz",
        "Related:",
        "Leave a Reply",
        "Photo: Ed Varga",
        "6 May 2025",
        "",
    ]
)


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(), PIECES), max_size=12))
def test_every_line_gets_one_known_label_and_none_is_lost(lines: list[str]) -> None:
    raw = "\n".join(lines)
    pasted = normalize(raw).split("\n")
    labels = label_lines(pasted)
    assert len(labels) == len(pasted)
    assert set(labels) <= {"headline", "body", "heading", "blank", *REASONS}
    assert all(
        (label == "blank") == (line == "") for label, line in zip(labels, pasted, strict=True)
    )
    cleaned = clean_text(raw)
    kept = [li for li, label in zip(pasted, labels, strict=True) if label in ("body", "heading")]
    assert cleaned.text.split() == " ".join(kept).split()
    assert all(pasted[line - 1] == text for line, text, _ in cleaned.residue)
    assert {line for line, _, _ in cleaned.residue} == {
        number for number, label in enumerate(labels, 1) if label in REASONS
    }


@settings(deadline=None)
@given(st.text(), st.one_of(st.none(), st.text()))
def test_no_text_raises(text: str, headline: str | None) -> None:
    clean_text(text, headline)


@pytest.mark.parametrize(
    "line",
    [
        "A/" * 250,
        "By Aa de la " * 9,
        "Aa and Bb, " * 9,
        "a" * 50_000,
        "x" + " " * 50_000,
        "“" * 500,
        "(A " * 99,
        "A. (A A A A " * 40,
        "July 19 / " * 50,
        "Aa: a," * 90,
        "a_1" * 190,
        "Aa on May 6 " * 40,
    ],
    ids=lambda line: line[:12].strip(),
)
def test_the_time_it_takes_grows_with_the_text_and_not_faster(line: str) -> None:
    start = time.process_time()
    clean_text("\n".join([line] * 100))
    assert time.process_time() - start < 8


def test_ten_thousand_lines_take_seconds_at_most() -> None:
    page = "\n".join(
        [HEADLINE, "By Ana Ruiz", *STORY, "See also What’s next", "Leave a Reply"] * 1250
    )
    start = time.process_time()
    clean_text(page)
    assert time.process_time() - start < 12  # well under one second when the machine is idle


# ---- the word list


def test_every_row_of_the_word_list_names_a_reason_and_a_place_and_compiles() -> None:
    for row in load_lexicon("residue"):
        assert row["reason"] in REASONS
        assert row["place"] in _PLACES
        assert int(row["max_words"]) > 0
        re.compile(row["wording"])
        letters = re.sub(r"\\.", "", row["wording"])  # \S is no letter
        assert letters == letters.lower()


# ---- what is remembered of a page

READ_TWICE = """Bridge to close
By Ana Ruiz
The council voted on Tuesday to close the old bridge, said a
spokesman for the town, who gave no other reason for it.

Share this article"""


def test_a_page_that_was_read_is_not_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "_known", {})
    first = (
        clean_text(READ_TWICE),
        residue_of(READ_TWICE, clean_text(READ_TWICE).text, "Bridge to close"),
    )
    assert first[1]

    def fail(text: str) -> None:
        raise AssertionError(text)

    monkeypatch.setattr(paragraphs, "residue_reason", fail)
    assert (
        clean_text(READ_TWICE),
        residue_of(READ_TWICE, clean_text(READ_TWICE).text, "Bridge to close"),
    ) == first
    with pytest.raises(AssertionError):
        clean_text(f"{READ_TWICE} now")


def test_what_is_known_of_a_page_can_be_told_to_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paragraphs, "_known", {})
    assert known_reasons(READ_TWICE) is None
    cleaned = clean_text(READ_TWICE)
    reasons = known_reasons(READ_TWICE)
    assert reasons == (None, "byline", None, None, "sharing")
    monkeypatch.setattr(paragraphs, "_known", {})
    remember_reasons(READ_TWICE, reasons)
    monkeypatch.setattr(paragraphs, "residue_reason", lambda text: "tags")
    assert clean_text(READ_TWICE) == cleaned


def test_no_more_than_so_many_pages_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[bytes, paragraphs.Reasons] = {}
    monkeypatch.setattr(paragraphs, "_known", known)
    monkeypatch.setattr(paragraphs, "_MOST_KNOWN", 3)
    for number in range(8):
        clean_text(f"Page {number}")
        assert 0 < len(known) <= 3


# ---- the hand-marked articles

ROOT = Path(__file__).parent.parent
MARKED = sorted(
    (text, marks)
    for text in [*ROOT.glob("data/sample/*.txt"), ROOT / "tests" / "gold" / "trap.txt"]
    if (marks := ROOT / "tests" / "gold" / f"{text.stem}.tsv").exists()
)


@pytest.mark.skipif(not MARKED, reason="no hand-marked articles")
def test_nineteen_lines_in_twenty_of_the_marked_articles_are_labelled_as_marked() -> None:
    right = total = 0
    for text, marks in MARKED:
        lines = normalize(text.read_text(encoding="utf-8")).split("\n")
        known: dict[object, str] = {}
        for row in marks.read_text(encoding="utf-8").splitlines()[1:]:
            _, mark, kind, _, _, line, *_, printed = row.split("\t")
            if mark in ("headline", "residue"):
                known[int(line)] = kind if mark == "residue" else mark
            elif mark == "heading":
                known[printed] = mark
        for number, (line, label) in enumerate(zip(lines, label_lines(lines), strict=True), 1):
            if line:
                total += 1
                right += label == known.get(number, known.get(line, "body"))
    assert right >= 0.95 * total


PAGE = "\n".join(
    [HEADLINE, "By Ana Ruiz", *STORY, "Most read", "Rust wins the day", "Leave a Reply"]
)


def page_of(text: str | None = None, raw: str = PAGE) -> pd.DataFrame:
    cleaned = clean_text(raw)
    return ARTICLES.build(
        [
            {
                "article_id": "a",
                "headline": cleaned.headline,
                "text": cleaned.text if text is None else text,
                "text_raw": raw,
            }
        ]
    )


def test_every_line_of_a_page_has_a_label_and_is_kept_or_not() -> None:
    lines = find_lines(page_of())
    assert lines["line"].tolist() == list(range(1, len(PAGE.split("\n")) + 1))
    assert lines["label"].tolist()[:2] == ["headline", "byline"]
    assert lines.loc[lines["kept"], "text"].tolist() == clean_text(PAGE).text.split("\n\n")
    assert "\n\n".join(lines.loc[lines["kept"], "text"]) == page_of()["text"][0]


def test_a_line_that_was_put_back_stands_in_its_place_and_is_residue_no_more() -> None:
    articles = page_of()
    residue = find_residue(articles)
    byline = residue[residue["reason"] == "byline"]
    mended = put_back(articles, byline)
    assert mended["text"][0] == "By Ana Ruiz\n\n" + articles["text"][0]
    left = find_residue(mended)
    assert left["line"].tolist() == [n for n in residue["line"] if n not in set(byline["line"])]
    again = put_back(mended, left)
    assert find_residue(again).empty
    assert articles["text"][0] == clean_text(PAGE).text, "the table itself is left alone"


def test_putting_nothing_back_changes_nothing() -> None:
    articles = page_of()
    pd.testing.assert_frame_equal(put_back(articles, RESIDUE.empty()), articles)


def test_a_line_that_is_no_residue_cannot_be_put_back() -> None:
    articles = page_of()
    story = RESIDUE.build([{"article_id": "a", "line": 3, "text": STORY[0], "reason": "byline"}])
    with pytest.raises(TableError, match=r"line 3 of article 'a' .* is no residue"):
        put_back(articles, story)
    with pytest.raises(TableError, match="residue table"):
        put_back(articles, articles)


def test_what_a_saved_page_leaves_out_is_said_to_be_outside_the_story() -> None:
    shorter = "\n\n".join(clean_text(PAGE).text.split("\n\n")[:-1])
    lines = find_lines(page_of(shorter))
    assert lines.loc[~lines["kept"], "label"].tolist() == [
        "headline", "byline", "outside the story", "related link", "related link", "comment form",
    ]  # fmt: skip


def test_of_the_same_words_twice_the_story_has_the_second() -> None:
    page = "\n".join([HEADLINE, "Share this article", *STORY, "Share this article"])
    lines = find_lines(page_of(raw=page))
    assert lines.loc[lines["label"] == "sharing", "kept"].tolist() == [False, False]


def test_a_page_loaded_without_cleaning_is_all_kept() -> None:
    articles = page_of(normalize(PAGE))
    assert find_lines(articles)["kept"].all()
    assert find_residue(articles).empty


@given(st.lists(st.sampled_from([*STORY, HEADLINE, "Leave a Reply", "By Ana Ruiz", "", "Sport"])))
def test_the_lines_kept_are_always_the_text(lines: list[str]) -> None:
    articles = page_of(raw="\n".join(lines))
    found = find_lines(articles)
    assert [*found.loc[found["kept"], "text"]] == [
        w for w in articles["text"][0].split("\n\n") if w
    ]
