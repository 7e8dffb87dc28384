"""What is shown is safe, reads the same for eye and ear, and leads back to the text."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.figure import Figure

from analysis.display import show, show_article, show_page, show_sentences, show_table
from analysis.display.articles import Span, cut
from analysis.display.html import BLUE, ORANGE, cell
from analysis.tables import (
    ARTICLES,
    MENTIONS,
    NAMED_QUOTES,
    PAGE_LINES,
    QUOTES,
    RESIDUE,
    TableError,
)

TEXT = (
    "“We cannot wait for the ministry’s report,” Mayor Ana Ruiz said.\n\n"
    "According to Reuters, the council had “no plans” to vote."
)
HOSTILE = "<script>alert('x')</script> & $x^2$ \\(y\\) 😀 محمد"
VOID = {"meta", "img", "br", "wbr"}


class Page(HTMLParser):
    """A strict reader of HTML: every element must be closed in order; text and ids are kept."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = " ".join(str(attrs.get("class", "")) for _, attrs in self.open).split()
        self.words.append((data, [*(tag for tag, _ in self.open), *classes]))

    def text(self, without: tuple[str, ...] = ("style", "ma-sr", "ma-ref")) -> str:
        return "".join(data for data, around in self.words if not set(around) & set(without))

    def marked(self, name: str) -> list[str]:
        return [data for data, around in self.words if f"ma-{name}" in around]

    def all(self, attribute: str) -> list[str]:
        return [str(attrs[attribute]) for _, attrs in self.seen if attribute in attrs]


def article(text: str = TEXT, **columns: object) -> pd.DataFrame:
    row = {"article_id": "a1", "text": text, "text_raw": text, "file": "a.txt", "format": "text"}
    return ARTICLES.build([row | columns])


def place(words: str, text: str = TEXT) -> dict[str, object]:
    start = text.index(words)
    return {"article_id": "a1", "start": start, "end": start + len(words), "text": words}


def quote(quote_id: int, words: str, kind: str, **columns: object) -> dict[str, object]:
    base = {"quote_id": quote_id, "sentence_id": 1, "kind": kind, "rule": "subject of cue"}
    return place(words) | base | columns


def mention(mention_id: int, words: str, **columns: object) -> dict[str, object]:
    base = {"mention_id": mention_id, "type": "person", "role": "attribution"}
    return place(words) | base | {"is_self": False, "rule": "subject of cue"} | columns


def said() -> pd.DataFrame:
    cue, who = place("said"), place("Mayor Ana Ruiz")
    return NAMED_QUOTES.build(
        [
            quote(
                1,
                "We cannot wait for the ministry’s report,",
                "direct",
                cue="said",
                cue_start=cue["start"],
                cue_end=cue["end"],
                speaker_text="Mayor Ana Ruiz",
                speaker_start=who["start"],
                speaker_end=who["end"],
                speaker="Ana Ruiz",
                speaker_rule="name",
            ),
            quote(2, "the council had “no plans” to vote", "mixed", speaker_rule="none"),
        ]
    )


def named() -> pd.DataFrame:
    return MENTIONS.build(
        [
            mention(1, "Mayor Ana Ruiz", source="Ana Ruiz", cue="said"),
            mention(2, "the ministry’s report", type="document", role="subject"),
            mention(3, "ministry", type="organisation", role="subject"),
            mention(4, "Reuters", type="agency", source="Reuters", is_self=True),
        ]
    )


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    return shown


# Charts


def chart(alt: str | None = "A chart."):
    ax = pyplot.figure(figsize=(4, 2), dpi=100).add_subplot()
    if alt is not None:
        ax.alt_text = alt
    return ax


def test_a_chart_is_shown_with_its_alt_text_in_every_form(displayed):
    show(chart("Ruiz & <Lind> “speak”."))
    data, metadata = displayed[0]._repr_mimebundle_()
    (image,) = [attrs for tag, attrs in Page(data["text/html"]).seen if tag == "img"]
    assert image["alt"] == data["text/plain"] == repr(displayed[0]) == "Ruiz & <Lind> “speak”."
    assert metadata["image/png"]["alt"] == "Ruiz & <Lind> “speak”."
    assert image["src"] == "data:image/png;base64," + data["image/png"]


def test_a_chart_is_drawn_at_twice_the_size_that_it_takes(displayed):
    show(chart())
    data, metadata = displayed[0]._repr_mimebundle_()
    png = base64.b64decode(data["image/png"])
    assert int.from_bytes(png[16:20]) == 800
    assert (metadata["image/png"]["width"], metadata["image/png"]["height"]) == (400, 200)


def test_a_shown_chart_is_closed_and_so_not_drawn_twice(displayed):
    show(chart())
    assert pyplot.get_fignums() == []


def test_several_axes_join_their_texts(displayed):
    figure = Figure()
    for ax, text in zip(figure.subplots(1, 2), ["One.", "Two."], strict=True):
        ax.alt_text = text
    show(figure)
    assert repr(displayed[0]) == "One. Two."


def test_own_words_replace_the_alt_text_and_a_caption_stands_below(displayed):
    show(chart(), alt="Mine.", caption="Figure 1 <b>")
    data, _ = displayed[0]._repr_mimebundle_()
    assert data["text/plain"] == "Mine."
    assert Page(data["text/html"]).text() == "Figure 1 <b>"


def test_a_chart_without_words_is_not_shown(displayed):
    with pytest.raises(ValueError, match="no alt text"):
        show(chart(None))
    with pytest.raises(ValueError, match="no alt text"):
        show(chart(), alt="  ")
    with pytest.raises(ValueError, match="show needs a chart"):
        show("a chart")
    assert displayed == []


# Tables


def test_a_table_has_a_caption_and_a_heading_for_every_column():
    frame = pd.DataFrame({"source": ["Reuters", "AP"], "n_mentions": [12500, 3]})
    page = Page(show_table(frame, "Most named").html)
    assert [data for data, around in page.words if "caption" in around] == ["Most named"]
    headings = [data for data, around in page.words if "thead" in around]
    assert "".join(headings) == "sourcen_mentions"
    assert page.all("scope") == ["col", "col", "row", "row"]
    assert "12,500" in page.text()


def test_text_in_a_table_is_never_run_nor_read_as_mathematics():
    page = Page(show_table(pd.DataFrame({HOSTILE: [HOSTILE]}), HOSTILE).html)
    assert page.text().replace("\u200b", "").count(HOSTILE) == 3
    assert "script" not in [tag for tag, _ in page.seen]
    root = str(page.seen[0][1]["class"]).split()
    assert {"mathjax_ignore", "tex2jax_ignore"} <= set(root)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12500, "12,500"),
        (2024, "2024"),
        (-3, "−3"),
        (0.214, "0.21"),
        (-0.001, "0.00"),
        (-0.5, "−0.50"),
        (123456.789, "123,456.79"),
        (True, "yes"),
        (None, "–"),
        (float("nan"), "–"),
        (pd.NA, "–"),
        (pd.NaT, "–"),
        (pd.Timestamp("2024-03-02"), "2024-03-02"),
        (pd.Timestamp("2024-03-02 10:30", tz="UTC"), "2024-03-02 10:30"),
        (["a", "b"], "['a', 'b']"),
        ("a-b", "a-b"),
    ],
)
def test_values_are_made_readable(value, shown):
    assert cell(value).text == shown


def test_what_is_missing_is_a_dash_for_the_eye_and_a_word_for_the_ear():
    html = cell(None).html
    assert 'title="missing"' in html
    assert Page(html).text(without=()) == "–missing"


def test_a_named_index_is_a_column_and_an_unnamed_one_is_left_out():
    counts = pd.Series(["direct", "direct", "mixed"], name="kind").value_counts()
    assert show_table(counts, "Kinds").text.split("\n")[1:] == [
        "kind | count",
        "direct | 2",
        "mixed | 1",
    ]
    frame = pd.DataFrame({"a": [1]}, index=[77])
    assert "77" not in show_table(frame, "One").text


def test_a_long_table_says_how_much_of_it_is_shown():
    shown = show_table(pd.DataFrame({"a": range(60)}), "Many")
    assert shown.text.endswith("The first 50 of 60 rows are shown.")
    assert "shown" not in show_table(pd.DataFrame({"a": range(60)}), "Many", top=None).text
    assert show_table(pd.DataFrame({"a": []}), "None").text.endswith("No rows.")


def test_a_table_without_a_caption_and_what_is_no_table_are_refused():
    with pytest.raises(ValueError, match="needs a caption"):
        show_table(pd.DataFrame(), " ")
    with pytest.raises(TableError, match="got a list"):
        show_table([1], "A list")
    with pytest.raises(ValueError, match="top says"):
        show_table(pd.DataFrame(), "Empty", top=0)


# Sentences


def test_a_passage_is_shown_marked_in_its_sentence():
    shown = show_sentences(said(), article(outlet="Morning Post"))
    assert Page(shown.html).marked("quote") == list(said()["text"])
    lines = shown.text.split("\n")
    assert lines[0] == "2 passages in 1 article"
    assert lines[2].startswith(
        "a1 (Morning Post) | “[We cannot wait for the ministry’s report,]” M"
    )
    assert lines[3].startswith("a1 (Morning Post) | According to Reuters, [the council had “no pla")


def test_a_passage_over_two_sentences_shows_both():
    text = "It rained. It poured. It stopped."
    rows = pd.DataFrame([place("rained. It poured", text)])
    assert show_sentences(rows, article(text)).text.endswith("It [rained. It poured].")


def test_rows_keep_their_order_and_chosen_columns_stand_beside():
    rows = said().iloc[::-1]
    lines = show_sentences(rows, article(), columns=["quote_id"], caption="Back").text.split("\n")
    assert [line.rsplit(" | ", 1)[1] for line in lines[1:]] == ["quote_id", "2", "1"]
    with pytest.raises(TableError, match="no column 'tone'"):
        show_sentences(rows, article(), columns=["tone"])


def test_a_mention_in_a_line_set_aside_stands_alone():
    row = mention(1, "Reuters", line=7, type="agency", role="credit") | {"start": 0, "end": 7}
    assert "[Reuters] (set aside, line 7)" in show_sentences(MENTIONS.build([row]), article()).text


def test_rows_of_other_articles_are_refused():
    with pytest.raises(TableError, match="do not fit the articles"):
        show_sentences(said(), article("Another text altogether, and a longer one."))
    with pytest.raises(TableError, match="do not fit the articles"):
        show_sentences(said(), article().assign(article_id="b1"))
    with pytest.raises(TableError, match="it lacks start"):
        show_sentences(said().drop(columns="start"), article())


# Articles


def test_the_article_is_shown_whole_and_in_order():
    page = Page(show_article("a1", articles=article(), quotes=said(), mentions=named()).html)
    body = "".join(
        data
        for data, around in page.words
        if "ma-text" in around and not {"ma-sr", "ma-ref"} & set(around)
    )
    assert body == TEXT.replace("\n", "")


def test_quotes_cues_speakers_and_sources_are_marked():
    page = Page(show_article("a1", articles=article(), quotes=said(), mentions=named()).html)
    assert "".join(page.marked("direct")) == "direct quote" + said()["text"][0]
    assert "".join(page.marked("mixed")) == "mixed quote" + said()["text"][1]
    assert page.marked("cue") == ["cue", "said"]
    assert page.marked("speaker") == ["speaker", "Mayor Ana Ruiz"]
    assert page.marked("mention") == [
        "source relied on",
        "source in another role",
        "the ",
        "ministry",
        "’s report",
        "Mayor Ana Ruiz",
        "Reuters",
    ]


def test_every_mark_has_a_number_that_leads_to_its_row_and_back():
    page = Page(show_article("a1", articles=article(), quotes=said(), mentions=named()).html)
    ids, links = page.all("id"), page.all("href")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)
    numbers = ["Q1", "Q2", "S1", "S2", "S3", "S4"]
    assert sorted(data for data, around in page.words if "sup" in around) == numbers
    assert sorted(data for data, around in page.words if "th" in around and "a" in around) == (
        numbers
    )


def test_the_ear_hears_where_a_quote_begins_whose_it_is_and_where_it_ends():
    page = Page(show_article("a1", articles=article(), quotes=said()).html)
    heard = page.text(without=("style", "ma-ref"))
    assert "“[Q1, direct quote by Ana Ruiz: We cannot wait for the ministry’s report,]” M" in heard
    assert "Q1, direct quote by Ana Ruiz" in page.all("aria-label")


def test_ids_of_two_shown_articles_never_meet():
    one, two = (Page(show_article("a1", articles=article(), quotes=said()).html) for _ in "ab")
    assert not set(one.all("id")) & set(two.all("id"))


def test_the_lists_below_give_speaker_cue_and_rule():
    lines = show_article("a1", articles=article(), quotes=said(), mentions=named()).text.split("\n")
    assert "Q1 | direct | Ana Ruiz | Mayor Ana Ruiz | said | subject of cue" in lines
    assert "Q2 | mixed | – | – | – | subject of cue" in lines
    assert (
        "S4 | Reuters (this outlet itself) | Reuters | agency | attribution | – | subject of cue"
        in lines
    )


def test_the_plain_text_carries_the_numbers():
    text = show_article("a1", articles=article(), quotes=said(), mentions=named()).text
    assert "the ministry[S3]’s report[S2],[Q1]” Mayor Ana Ruiz[S1] said." in text


def test_plain_quotes_without_resolved_names_are_shown_as_printed():
    text = show_article("a1", articles=article(), quotes=said()[list(QUOTES.columns)]).text
    assert "Q1 | direct | – | Mayor Ana Ruiz | said | subject of cue" in text


def test_lines_set_aside_are_listed_with_the_sources_in_them():
    credit = "Photo: Reuters"
    residue = RESIDUE.build([{"article_id": "a1", "line": 3, "text": credit, "reason": "credit"}])
    inside = mention(9, "Reuters", line=3, type="agency", role="credit") | {"start": 7, "end": 14}
    shown = show_article(
        "a1", articles=article(), mentions=MENTIONS.build([inside]), residue=residue
    )
    assert "3 | credit | Photo: Reuters[S9]" in shown.text
    page = Page(shown.html)
    assert {link.removeprefix("#") for link in page.all("href")} <= set(page.all("id"))


def test_a_source_in_a_line_that_is_not_shown_is_listed_without_a_dead_link():
    inside = mention(9, "Reuters", line=3, type="agency", role="credit") | {"start": 7, "end": 14}
    page = Page(show_article("a1", articles=article(), mentions=MENTIONS.build([inside])).html)
    assert {link.removeprefix("#") for link in page.all("href")} <= set(page.all("id"))


def test_hostile_text_is_shown_as_it_is():
    words = {"outlet": HOSTILE, "headline": HOSTILE, "byline": HOSTILE}
    rows = [{**place(HOSTILE, HOSTILE), "quote_id": 1, "sentence_id": 1, "kind": HOSTILE}]
    rows[0] |= {"speaker_text": HOSTILE, "cue": HOSTILE, "rule": HOSTILE}
    shown = show_article("a1", articles=article(HOSTILE, **words), quotes=QUOTES.build(rows))
    page = Page(shown.html)
    assert not {"script", "b", "i"} & {tag for tag, _ in page.seen}
    assert page.text().count(HOSTILE) >= 7


def test_headings_begin_at_the_level_given():
    page = Page(show_article("a1", articles=article(headline="Rain"), heading_level=4).html)
    assert [tag for tag, _ in page.seen if re.fullmatch("h[1-6]", tag)] == ["h4"]
    with pytest.raises(ValueError, match="from 1 to 6"):
        show_article("a1", articles=article(), heading_level=7)


def test_an_unknown_article_is_answered_with_some_known_ones():
    with pytest.raises(ValueError, match=r"there is no article 'b2'.*'a1'"):
        show_article("b2", articles=article())


def test_marks_of_another_text_are_refused():
    with pytest.raises(TableError, match="do not fit the text"):
        show_article("a1", articles=article("Another text."), quotes=said())


def test_the_tables_are_left_alone():
    tables = {"articles": article(), "quotes": said(), "mentions": named()}
    before = {key: frame.copy() for key, frame in tables.items()}
    show_article("a1", **tables)
    for key, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[key])


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["quote direct", "mention"]))
)


@given(st.text(max_size=40), spans)
@settings(max_examples=150, deadline=None)
def test_pieces_cover_the_text_once_and_each_knows_its_marks(text, drawn):
    marks = [Span(min(a, b), max(a, b), style) for a, b, style in drawn if a != b]
    pieces = list(cut(0, len(text), marks))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    for piece in pieces:
        for at in range(piece.start, piece.end):
            assert piece.spans == [span for span in marks if span.start <= at < span.end]


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=100, deadline=None)
def test_no_text_however_odd_raises_or_breaks_the_page(text, data):
    ends = st.integers(0, len(text))
    rows = []
    for quote_id in range(3):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        base = {"article_id": "a1", "quote_id": quote_id, "sentence_id": 1, "kind": "direct"}
        rows.append(base | {"start": start, "end": end, "text": text[start:end], "rule": text})
    shown = show_article("a1", articles=article(text, headline=text), quotes=QUOTES.build(rows))
    page = Page(shown.html)
    assert {link.removeprefix("#") for link in page.all("href")} <= set(page.all("id"))
    Page(show_sentences(QUOTES.build(rows), article(text)).html)


def test_the_marks_stand_out_on_light_and_on_dark():
    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for color in (BLUE, ORANGE):
        assert 1.05 / (luminance(color) + 0.05) >= 3
        assert (luminance(color) + 0.05) / (luminance("#111111") + 0.05) >= 3


# ---- the page of an article --------------------------------------------------------------------


@pytest.fixture
def page_lines():
    return PAGE_LINES.build(
        [
            {
                "article_id": "a",
                "line": 1,
                "text": "Rain <b>& fog",
                "label": "headline",
                "kept": False,
            },
            {"article_id": "a", "line": 3, "text": "It rained.", "label": "body", "kept": True},
            {"article_id": "a", "line": 4, "text": "Later", "label": "heading", "kept": True},
            {
                "article_id": "a",
                "line": 5,
                "text": "<script>x()</script>",
                "label": "sharing",
                "kept": False,
            },
        ]
    )


def test_a_page_shows_every_line_with_its_number_and_why_it_was_set_apart(page_lines):
    shown = show_page("a", lines=page_lines)
    assert repr(shown).splitlines() == [
        "The page of a: 2 lines kept, 2 set apart",
        "1 | headline | Rain <b>& fog",
        "3 | kept | It rained.",
        "4 | subheading | Later",
        "5 | sharing | <script>x()</script>",
    ]
    assert shown.html.count('<li class="ma-apart') == 2
    assert "<script>" not in shown.html
    assert "Rain &lt;b&gt;&amp; fog" in shown.html


def test_a_page_that_is_not_there_is_answered_in_a_sentence(page_lines):
    with pytest.raises(ValueError, match=r"no lines of an article 'b'\. There are 'a'\."):
        show_page("b", lines=page_lines)
    with pytest.raises(ValueError, match="heading_level"):
        show_page("a", lines=page_lines, heading_level=7)
    with pytest.raises(TableError, match=r"find_lines\(articles\)"):
        show_page("a", lines=RESIDUE.empty())


def test_names_of_rows_are_bold_and_a_column_of_sentences_is_not():
    names = pd.DataFrame({"speaker": ["Ana Ruiz", "Bo Lind"]})
    remarks = pd.DataFrame(
        {"text": ["We will not wait for the ministry to send us another letter."]}
    )
    remarks.loc[1, "text"] = "We wait, and have waited since the first of them came in the spring."
    assert 'class="ma-long"' not in show_table(names, "Speakers").html
    assert show_table(remarks, "Remarks").html.count('class="ma-long"') == 2
