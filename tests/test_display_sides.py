"""Articles side by side, an utterance in all its wordings, and a concordance: safe and in step."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_display import HOSTILE, Page

from analysis import load_articles, shared_passages
from analysis.display.concordance import show_concordance
from analysis.display.sides import show_side_by_side
from analysis.display.wordings import folded, show_utterance
from analysis.tables import ARTICLES, CONCORDANCE, PASSAGES, SHARED_QUOTES, TableError

SAMPLE = Path(__file__).parent.parent / "data" / "sample"

LANTERN = (
    "The council said on Monday that the old bridge would close in May for nine months.\n\n"
    "It will be dry, she said. A free boat would run."
)
COURIER = (
    "A free boat would run, officials said.\n\n"
    "That the old bridge would close in May for nine long months was known."
)


def articles(a: str = LANTERN, b: str = COURIER, **columns: object) -> pd.DataFrame:
    return ARTICLES.build(
        [
            {"article_id": "a", "outlet": "Lantern", "text": a} | columns,
            {"article_id": "b", "outlet": "Courier", "text": b} | columns,
            {"article_id": "c", "text": "Nothing of it."},
        ]
    )


def passage(here: str, there: str, a: str = LANTERN, b: str = COURIER) -> dict[str, object]:
    start, other_start = a.index(here), b.index(there)
    return {
        "article_id": "a",
        "start": start,
        "end": start + len(here),
        "other_id": "b",
        "other_start": other_start,
        "other_end": other_start + len(there),
        "n_words": len(here.split()),
        "text": here,
    }


CLOSE = passage(
    "that the old bridge would close in May for nine months",
    "That the old bridge would close in May for nine long months",
)
BOAT = passage("A free boat would run", "A free boat would run")


def sides(rows=(BOAT, CLOSE), ids=("a", "b"), frame=None, **options):
    frame = articles() if frame is None else frame
    return show_side_by_side(*ids, articles=frame, passages=PASSAGES.build(rows), **options)


def numbers(page: Page) -> list[str]:
    return [data for data, around in page.words if "ma-no" in around]


def links(page: Page) -> dict[str, str]:
    """Return where each number leads: the id of the link to the id it points to."""
    return {
        str(attrs["id"]): str(attrs["href"]).removeprefix("#")
        for tag, attrs in page.seen
        if tag == "a"
    }


def body(page: Page, side: int) -> str:
    """Return the text of one article as it is seen, without numbers and spoken labels."""
    texts, n = ["", ""], -1
    for data, around in page.words:
        n += around.count("h3") and "article" in around
        if "ma-text" in around and not {"ma-sr", "ma-no"} & set(around):
            texts[n] += data
    return texts[side]


# ---- side by side ------------------------------------------------------------------------------


def test_both_articles_are_shown_whole_and_in_order():
    page = Page(sides().html)
    assert body(page, 0) == LANTERN.replace("\n", "")
    assert body(page, 1) == COURIER.replace("\n", "")


def test_passages_are_numbered_as_the_first_article_has_them():
    assert numbers(Page(sides().html)) == ["P1", "P2", "P2", "P1"]
    assert numbers(Page(sides(ids=("b", "a")).html)) == ["P1", "P2", "P2", "P1"]
    assert sides().text.count("[P1: that the old bridge") == 1
    assert sides(ids=("b", "a")).text.count("[P1: A free boat would run]") == 2


def test_every_number_leads_to_its_twin_and_back():
    page = Page(sides().html)
    ways = links(page)
    assert len(ways) == 4
    for start, goal in ways.items():
        assert ways[goal] == start != goal
        assert re.findall(r"P\d", start) == re.findall(r"P\d", goal)


def test_no_id_comes_twice_on_a_page_also_of_two_outputs():
    ids = Page(sides().html).all("id") + Page(sides().html).all("id")
    assert len(ids) == len(set(ids))
    page = Page(sides().html)
    assert set(page.all("aria-labelledby")) <= set(page.all("id"))


def test_the_head_says_how_many_passages_and_how_much_of_each_article():
    assert repr(sides()).splitlines()[0] == (
        "2 passages in common: 16 of the 27 words in Lantern (59%), "
        "17 of the 21 words in Courier (81%)."
    )
    assert sides([BOAT]).text.startswith("1 passage in common: 5 of the 27")


def test_headline_outlet_and_date_stand_at_the_head_of_each():
    frame = articles(published=pd.Timestamp("2025-05-07", tz="UTC"), headline="Bridge to close")
    page = Page(sides(frame=frame).html)
    assert [data for data, around in page.words if "h3" in around] == ["Bridge to close"] * 2
    notes = [data for data, around in page.words if {"article", "ma-note"} <= set(around)]
    assert notes == ["Lantern · 2025-05-07", "Courier · 2025-05-07"]


def test_without_headline_or_outlet_an_article_is_called_by_its_id():
    assert [data for data, around in Page(sides().html).words if "h3" in around] == ["a", "b"]
    assert "in a (59%)" in sides(frame=articles(outlet=None)).text
    assert "in a (59%)" in sides(frame=articles(outlet="Same Post")).text


def test_a_word_that_the_twin_lacks_is_marked_apart_and_said():
    page = Page(sides().html)
    differing = [data for data, around in page.words if "ma-differs" in around]
    assert differing == ["word in it that the other lacks", "long"]
    assert "nine long (differs) months]" in page.text(without=("style",))
    assert "lacks" not in Page(sides([BOAT]).html).text()


def test_the_ear_hears_where_a_passage_begins_and_ends_and_where_its_number_leads():
    page = Page(sides().html)
    assert "P2 [in common: A free boat would run]." in page.text(without=("style",))
    assert "P2, to its twin in Courier" in page.all("aria-label")
    assert "P2, to its twin in Lantern" in page.all("aria-label")


def test_rows_may_name_the_pair_in_either_direction_and_are_counted_once():
    turned = {
        "article_id": "b",
        "start": BOAT["other_start"],
        "end": BOAT["other_end"],
        "other_id": "a",
        "other_start": BOAT["start"],
        "other_end": BOAT["end"],
        "n_words": 5,
        "text": "A free boat would run",
    }
    assert sides([turned]).text == sides([BOAT]).text == sides([turned, BOAT]).text


def test_rows_of_other_pairs_are_passed_over():
    other = BOAT | {"other_id": "c", "other_start": 0, "other_end": 1}
    assert sides([BOAT, other]).text == sides([BOAT]).text


def test_without_passages_the_articles_are_shown_unmarked():
    for rows in ([], [BOAT | {"other_id": "c"}]):
        shown = sides(rows)
        assert shown.text.startswith("No passage of Lantern and Courier is in the table")
        page = Page(shown.html)
        assert body(page, 0) == LANTERN.replace("\n", "")
        assert links(page) == {}
        assert "mark" not in [tag for tag, _ in page.seen]


def test_passages_that_overlap_are_all_marked():
    rows = [
        CLOSE,
        passage("May for nine months", "May for nine long months"),
        passage("in May", "in May"),
    ]
    page = Page(sides(rows).html)
    assert sorted(numbers(page)) == ["P1", "P1", "P2", "P2", "P3", "P3"]
    assert "[P1: that the old bridge would close [P2: in [P3: May] for nine months]]" in (
        sides(rows).text
    )
    assert body(page, 0) == LANTERN.replace("\n", "")
    assert "May" in [data for data, around in page.words if "ma-twice" in around]


def test_a_word_is_no_difference_if_one_of_its_passages_has_it():
    rows = [CLOSE, passage("for nine months.\n\nIt", "for nine long months was") | {"n_words": 3}]
    page = Page(sides(rows).html)
    assert [data for data, around in page.words if "ma-differs" in around][1:] == [
        "It",
        "long",
        "was",
    ]


def test_two_passages_may_have_one_twin():
    text = "It rained all day long. It rained all day long."
    frame = articles(text, text[:23])
    first = passage(text[:22], text[:22], text, text)
    second = first | {"start": 24, "end": 46}
    page = Page(sides([first, second], frame=frame).html)
    assert numbers(page) == ["P1", "P2", "P1", "P2"]
    assert len(set(links(page))) == 4


def test_a_passage_over_two_paragraphs_begins_and_ends_once():
    row = passage("months.\n\nIt will", "months was known") | {"n_words": 1}
    page = Page(sides([row]).html)
    assert numbers(page) == ["P1", "P1"]
    assert page.text(without=("style",)).count("[in common: ") == 2
    assert page.text(without=("style",)).count("]") == 2


def test_headings_have_the_level_given():
    tags = [tag for tag, _ in Page(sides(heading_level=5).html).seen]
    assert [tag for tag in tags if re.fullmatch("h[1-6]", tag)] == ["h5", "h5"]
    for level in (0, 7):
        with pytest.raises(ValueError, match="from 1 to 6"):
            sides(heading_level=level)


def test_unknown_articles_and_one_article_twice_are_refused():
    with pytest.raises(ValueError, match=r"there is no article 'x'.*'a'"):
        sides(ids=("a", "x"))
    with pytest.raises(ValueError, match=r"there is no article 'x'.*'a'"):
        sides(ids=("x", "b"))
    with pytest.raises(ValueError, match="two different articles are needed, got 'a' twice"):
        sides(ids=("a", "a"))


def test_other_tables_are_refused():
    with pytest.raises(TableError, match="it lacks"):
        show_side_by_side("a", "b", articles=articles(), passages=articles())
    with pytest.raises(TableError, match="it lacks"):
        show_side_by_side("a", "b", articles=PASSAGES.empty(), passages=PASSAGES.empty())


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 3, "end": 9},
        {"text": "Another text"},
        {"start": -5, "end": -1, "text": LANTERN[-5:-1]},
        {"start": 4, "end": 4, "text": ""},
        {"end": 10_000, "text": LANTERN[BOAT["start"] :]},
        {"other_start": 10, "other_end": 5},
        {"other_end": 10_000},
        {"other_start": -1},
        {"other_start": 40, "other_end": 70},
    ],
)
def test_passages_of_other_texts_are_refused(wrong):
    with pytest.raises(TableError, match="the passages do not fit the texts"):
        sides([BOAT | wrong])


def test_hostile_text_of_two_articles_is_shown_as_it_is():
    words = {"outlet": HOSTILE, "headline": HOSTILE, "byline": HOSTILE}
    text = f"{HOSTILE} a b c"
    frame = articles(text, text, **words)
    row = passage(text, text, text, text) | {"n_words": 3}
    page = Page(sides([row], frame=frame).html)
    assert not {"script", "b", "i"} & {tag for tag, _ in page.seen}
    assert page.text().count(HOSTILE) == 8  # outlet, byline, headline and text of each


def test_hostile_outlets_are_safe_where_they_stand_for_the_article():
    frame = articles()
    frame.loc[0, "outlet"], frame.loc[1, "outlet"] = HOSTILE, f"'\"{HOSTILE}"
    page = Page(sides(frame=frame).html)
    assert "script" not in [tag for tag, _ in page.seen]
    assert f"P1, to its twin in '\"{HOSTILE}" in page.all("aria-label")


def test_the_tables_given_are_left_alone():
    frame, rows = articles(), PASSAGES.build([BOAT, CLOSE])
    before = frame.copy(), rows.copy()
    show_side_by_side("a", "b", articles=frame, passages=rows)
    pd.testing.assert_frame_equal(frame, before[0])
    pd.testing.assert_frame_equal(rows, before[1])


def test_the_sample_shares_three_passages_of_agency_copy():
    frame = load_articles(SAMPLE)
    ids = "05-fire-lantern", "06-fire-tideway"
    found = shared_passages(frame, *ids)
    shown = show_side_by_side(*ids, articles=frame, passages=found)
    assert numbers(Page(shown.html)) == ["P1", "P2", "P3"] * 2
    total = found["n_words"].sum()
    assert f"3 passages in common: {total} of the" in shown.text


odd_words = st.sampled_from(["we", "we", "wait", "May", "can’t", "<b>", "\n\n", "–", "\x00", "ß"])
odd_texts = st.lists(odd_words, max_size=30).map(" ".join)


@given(odd_texts, odd_texts)
@settings(max_examples=60, deadline=None)
def test_whatever_two_texts_share_is_shown_and_paired(a, b):
    frame = articles(a, b)
    both = [shared_passages(frame, *ids, least_words=3) for ids in (("a", "b"), ("b", "a"))]
    shown = show_side_by_side("a", "b", articles=frame, passages=pd.concat(both))
    page = Page(shown.html)
    ways = links(page)
    assert all(ways[goal] == start for start, goal in ways.items())
    assert len(page.all("id")) == len(set(page.all("id")))
    spoken = page.text(without=("style",))
    assert spoken.count("[in common: ") == spoken.count("]") == len(ways)
    assert "".join(body(page, 0).split()) == "".join(a.replace("\x00", "\ufffd").split())


# ---- one utterance -----------------------------------------------------------------------------

FULLEST = "We will not wait for the ministry’s report, and I have said so twice."


def quoted(**columns: object) -> dict[str, object]:
    text = str(columns.get("text", FULLEST))
    base = {"utterance": "u1", "article_id": "a", "quote_id": 1, "outlet": "Courier"}
    base |= {"kind": "direct", "speaker": "Ana Ruiz", "share": 1.0, "is_fullest": False}
    return base | {"start": 0, "end": len(text), "text": text} | columns


def shared(*rows: dict[str, object]) -> pd.DataFrame:
    return SHARED_QUOTES.build([quoted(is_fullest=True), *rows])


def utterance(*rows: dict[str, object], **options: object):
    return show_utterance("u1", shared=shared(*rows), **options)


def seen(page: Page, name: str) -> list[str]:
    """Return what is marked so, without the key that explains the marks."""
    return [data for data, around in page.words if name in around and "ol" in around]


def test_the_fullest_wording_stands_first_and_the_others_by_what_they_keep():
    table = SHARED_QUOTES.build(
        [
            quoted(article_id="b", outlet="Lantern", share=0.2, text="said so twice"),
            quoted(article_id="c", outlet="Herald", share=0.5, text="We will not wait"),
            quoted(is_fullest=True),
            quoted(utterance="u2", article_id="d", outlet="Gazette", is_fullest=True),
        ]
    )
    page = Page(show_utterance("u1", shared=table).html)
    assert page.text().startswith("u1: 3 wordings in 3 outlets")
    order = [page.text().index(name) for name in ("Courier", "Herald", "Lantern")]
    assert order == sorted(order)
    assert "Gazette" not in page.text()


def test_words_that_the_fullest_lacks_are_underlined_and_the_kept_ones_plain():
    row = quoted(article_id="b", kind="indirect", text="they would not wait for the report")
    page = Page(utterance(row).html)
    assert seen(page, "ma-added") == ["they would"]
    assert "[not in the fullest: they would] not wait for the" in page.text(without=("style",))


def test_what_was_left_out_is_shown_in_its_place_and_listed():
    row = quoted(article_id="b", text="We will not wait for the report")
    text = utterance(row).text
    assert "  We will not wait for the […] report […]\n" in text
    assert "  Not here: ministry’s … and I have said so twice\n" in text


def test_a_beginning_left_out_is_shown_too():
    assert (
        "  […] I have said so twice\n"
        in utterance(quoted(article_id="b", text="I have said so twice")).text
    )


def test_words_are_compared_whatever_their_case_and_marks():
    row = quoted(
        article_id="b", text="WE will not wait for the ministry's report – and I have said so twice"
    )
    page = Page(utterance(row).html)
    assert seen(page, "ma-added") == seen(page, "ma-cut") == []
    assert "Not here" not in page.text()


def test_a_word_in_the_place_of_another_leaves_no_cut():
    row = quoted(article_id="b", text=FULLEST.replace("ministry’s", "county’s"))
    assert "for the _county’s_ report, and" in utterance(row).text
    assert "Not here: ministry’s\n" in utterance(row).text


def test_pieces_of_one_article_are_compared_together():
    one = quoted(
        article_id="b", quote_id=1, share=0.5, text="We will not wait for the ministry’s report,"
    )
    two = quoted(
        article_id="b", quote_id=2, share=0.5, start=60, end=86, text="and I have said so twice."
    )
    for rows in ((one, two), (two, one)):
        text = utterance(*rows).text
        assert text.startswith("u1: 2 wordings in 1 outlet\n")
        assert (
            "100% of the fullest, in 2 pieces\n  We will not wait for the ministry’s report,\n  and I"
            in text
        )
        assert "Not here" not in text
        assert "[…]" not in text


def test_a_fullest_wording_in_pieces_is_the_measure_as_a_whole():
    rows = [
        quoted(is_fullest=True, share=0.6, text="We will not wait,"),
        quoted(is_fullest=True, share=0.4, quote_id=2, start=30, text="It is late."),
        quoted(article_id="b", outlet="Lantern", share=0.9, text="they will not wait, it is late"),
        quoted(article_id="c", outlet="Herald", share=0.3, text="will"),
    ]
    lines = show_utterance("u1", shared=SHARED_QUOTES.build(rows)).text.splitlines()
    assert lines[1:4] == [
        "Courier | Ana Ruiz | direct · the fullest wording, in 2 pieces",
        "  We will not wait,",
        "  It is late.",
    ]
    assert lines[6:8] == ["  _they_ will not wait, it is late", "  Not here: We"]
    assert lines[10:12] == ["  […] will […]", "  Not here: We … not wait, … It is late"]


def test_speaker_kind_and_share_are_as_the_outlet_has_them():
    row = quoted(article_id="b", outlet="Lantern", speaker=None, kind="mixed", share=0.426)
    text = utterance(row).text
    assert "Courier | Ana Ruiz | direct · the fullest wording\n" in text
    assert "Lantern | nobody credited | mixed · 43% of the fullest\n" in text


def test_a_share_that_is_missing_is_left_out():
    page = Page(utterance(quoted(article_id="b", outlet="Lantern", share=None)).html)
    assert "nan" not in page.text()
    assert [str(attrs.get("class")) for _, attrs in page.seen].count("ma-bar") == 1


def test_a_wording_without_a_common_word_and_one_without_words():
    for words in ("Nope", "…", ""):
        text = utterance(quoted(article_id="b", share=0.0, text=words)).text
        assert f"Not here: {FULLEST[:-1]}\n" in text


def test_with_articles_the_headline_and_the_date_are_shown():
    day = pd.Timestamp("2025-05-07", tz="UTC")
    frame = articles(FULLEST, FULLEST, headline="Rain & fog", published=day)
    text = utterance(quoted(article_id="b"), articles=frame).text
    assert "  In a · Rain & fog · 2025-05-07\n" in text
    assert text.endswith("  In b · Rain & fog · 2025-05-07")


def test_articles_that_do_not_hold_the_words_are_refused():
    with pytest.raises(TableError, match="do not fit the articles"):
        utterance(articles=articles())
    with pytest.raises(TableError, match="do not fit the articles"):
        utterance(quoted(article_id="x"), articles=articles(FULLEST, FULLEST))
    with pytest.raises(TableError, match="it lacks"):
        utterance(articles=shared())


def test_an_unknown_utterance_and_other_tables_are_refused():
    with pytest.raises(ValueError, match=r"no utterance 'u9' in this table\. There are 'u1'\."):
        show_utterance("u9", shared=shared())
    with pytest.raises(TableError, match=r"match_quotes\(quotes, articles\)"):
        show_utterance("u1", shared=articles())
    with pytest.raises(TableError, match="is the fullest"):
        show_utterance("u1", shared=SHARED_QUOTES.build([quoted()]))


def test_the_heading_of_an_utterance_has_the_level_given():
    tags = [tag for tag, _ in Page(utterance(heading_level=2).html).seen]
    assert [tag for tag in tags if re.fullmatch("h[1-6]", tag)] == ["h2"]
    with pytest.raises(ValueError, match="from 1 to 6"):
        utterance(heading_level=0)


def test_hostile_wordings_are_shown_as_they_are():
    row = quoted(article_id="b", utterance="u1", text=HOSTILE, outlet=HOSTILE, speaker=HOSTILE)
    page = Page(utterance(row | {"kind": HOSTILE}).html)
    assert not {"script", "b", "i"} & {tag for tag, _ in page.seen}
    assert page.text().count(HOSTILE) == 4


@given(odd_texts, odd_texts)
@settings(max_examples=60, deadline=None)
def test_a_wording_keeps_its_words_and_says_all_that_is_missing(fullest, words):
    table = SHARED_QUOTES.build(
        [quoted(text=fullest, is_fullest=True), quoted(article_id="b", text=words, share=0.5)]
    )
    lines = show_utterance("u1", shared=table).text.replace("_", "").replace("[…]", "")
    page = Page(show_utterance("u1", shared=table).html)
    added = folded(" ".join(seen(page, "ma-added")))
    missing = folded(" ".join(re.findall("Not here: (.*)", lines)))
    assert len(folded(words)) - len(added) == len(folded(fullest)) - len(missing)


# ---- a concordance -----------------------------------------------------------------------------


def line(left: str, right: str, text: str = "bridge", **columns: object) -> dict[str, object]:
    base = {"article_id": "a", "outlet": "Courier", "start": 0, "end": 6}
    return base | {"left": left, "text": text, "right": right} | columns


def concordance(*rows: dict[str, object], **options: object):
    return show_concordance(CONCORDANCE.build(rows), **options)


def test_keywords_stand_one_below_the_other():
    lines = concordance(line("They close the ", " in May"), line("A ", "’s end")).text.splitlines()
    assert lines == [
        "2 lines in 1 article",
        "They close the [bridge] in May (Courier, a)",
        "             A [bridge]’s end (Courier, a)",
    ]


def test_the_ear_hears_each_line_once_as_a_sentence():
    page = Page(concordance(line("They close the", "in\nMay,"), line("“", ", he said")).html)
    heard = [data for data, around in page.words if "ma-sr" in around]
    assert heard == ["Courier, a: They close the bridge in May,", "Courier, a: “bridge, he said"]
    hidden = [attrs for _, attrs in page.seen if attrs.get("aria-hidden") == "true"]
    assert [attrs["class"] for attrs in hidden] == ["ma-seen"] * 2


def test_the_columns_hold_what_stands_before_at_and_after_the_keyword():
    page = Page(concordance(line("They close the", ", in May")).html)
    assert page.text() == "1 line in 1 articleCourieraThey close the bridge, in May"
    assert [data for data, around in page.words if "mark" in around] == ["bridge"]


def test_a_line_without_outlet_or_context_is_shown():
    text = concordance(line("", "", outlet=None), line(None, None, article_id="b")).text
    assert text.splitlines()[1:] == ["[bridge] (a)", "[bridge] (Courier, b)"]


def test_a_long_or_an_empty_concordance_says_so():
    rows = [line("the", "is", start=n) for n in range(60)]
    assert concordance(*rows).text.endswith("The first 50 of 60 lines are shown.")
    assert Page(concordance(*rows).html).text().count("bridge") == 50
    assert "shown" not in concordance(*rows, top=None).text
    assert concordance().text == "0 lines in 0 articles\nNo lines."


def test_a_concordance_needs_its_table_and_a_caption():
    with pytest.raises(TableError, match=r"find_lines_with\(articles, word\)"):
        show_concordance(articles())
    with pytest.raises(ValueError, match="needs a caption"):
        concordance(caption=" ")
    with pytest.raises(ValueError, match="top says"):
        concordance(top=0)


def test_hostile_lines_are_shown_as_they_are():
    row = line(HOSTILE, HOSTILE, HOSTILE, outlet=HOSTILE, article_id=HOSTILE)
    page = Page(concordance(row, caption=HOSTILE).html)
    assert not {"script", "b", "i"} & {tag for tag, _ in page.seen}
    assert page.text().count(HOSTILE) == 6
    labels = page.all("aria-labelledby")
    assert set(labels) <= set(page.all("id"))
