"""Whatever the text: quotes and speakers are read, their places hold, and no text is too long."""

from __future__ import annotations

import gold_marks
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from long_texts import DOUBLE, TEXTS, in_one_paragraph, of_marks_alone

from analysis.annotations import annotate
from analysis.language import read
from analysis.outlets import load_outlets
from analysis.quotes import quotes_in
from analysis.speakers import name_rows, name_speakers, names_in
from analysis.tables import ARTICLES

LINES = [
    line
    for name in gold_marks.SAMPLES
    for line in gold_marks.article_path(name).read_text(encoding="utf-8").split("\n")
    if 40 < len(line) < 400
]
LAYOUTS = [
    "ANA RUIZ: It leaks, and nobody comes.",
    "PETER ODE: We came on Monday.",
    "Q: Is the bridge safe?",
    "A: It was never safer.",
    "“It was our only way across.” — Ana Ruiz, baker",
    "— Ana Ruiz",
    "The bridge is closed. — Ana Ruiz (@anaruiz) May 3, 2025",
    "The bridge was our life. Ana Ruiz",
    "No more cuts, says mayor",
    "She said:",
    "PORT ELLERY (MPA) — The French president said it was late.",
]
MARKS = [*"\"“”„‟«»‹›‘’‚‛'`´＂「」", "``", "''", "““", "””", "‘‘", "’’"]
ODD = [
    "\u200b", "\u200d", "\ufeff", "\u00ad",  # what takes no room
    "e\u0301", "\u0301", "\u202e", "\u200f", "\u2067",  # combining marks, right to left
    "🙂", "👩‍👩‍👧", "🇫🇷", "\ue000", "\U000f0000", "\ufffd", "\x00", "\x07", "\x7f",
    "\u00a0", "\u202f", "\u3000", "\t", "  ", "",  # spaces, and none
    "\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c",  # ends of lines
    "x" * 300, "-" * 60, "İ", "ß", "ﬁ", "𝐒𝐚𝐢𝐝", "<b>", "&quot;", "https://a.example/b?c=d",
    ".", "…", "?!", ":", ",", ",,", ";", "(", "[", "—", "--",
    " said", " she said", " according to", " told", " Ruiz", " that", " who", " and",
]  # fmt: skip


def read_all(text, scope="speech"):
    """The named quotes and the names of one text."""
    reading = read(text)
    return name_all(reading, quotes_in(reading, scope), names_in(reading))


def name_all(reading, quotes, names):
    return name_rows(quotes, names, reading.paragraph_at, load_outlets().lookup), names


def check_places(text, rows, names):
    """Every offset leads to the words that the row gives."""
    for number, row in enumerate(rows):
        places = [("start", "end", "text")]
        places += [("cue_start", "cue_end", "cue")] if row.get("cue") is not None else []
        if row.get("speaker_text") is not None:
            places += [("speaker_start", "speaker_end", "speaker_text")]
        for start, end, words in places:
            assert 0 <= row[start] < row[end] <= len(text)
            assert text[row[start] : row[end]] == row[words]
        assert row["quote_id"] == number
        assert row["kind"] in ("direct", "mixed", "indirect")
        assert row["speaker"] != ""
        assert row["speaker_rule"]
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    for row in names:
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["text"]


PLACE = st.floats(0, 1, exclude_max=True)
EDITS = st.one_of(
    st.tuples(st.just("put"), PLACE, st.sampled_from(MARKS + ODD)),
    st.tuples(st.sampled_from(["mark", "space"]), PLACE, st.sampled_from(["", *MARKS, *ODD])),
    st.tuples(st.sampled_from(["double", "cut", "repeat"]), PLACE, st.just("")),
)


def edit(text, what, place, new):
    """One accident: something put in, a mark or a space lost or changed, a part lost or doubled."""
    if what in ("mark", "double", "space"):
        signs = " " if what == "space" else "".join(MARKS)
        places = [index for index, sign in enumerate(text) if sign in signs]
        if not places:
            return text
        at = places[int(place * len(places))]
        return text[:at] + (text[at] * 2 if what == "double" else new) + text[at + 1 :]
    at = int(place * (len(text) + 1))
    if what == "put":
        return text[:at] + new + text[at:]
    return text[:at] + text[at + 25 :] if what == "cut" else text[: at + 40] + text[at:]


@st.composite
def damaged(draw):
    """Lines of articles, run together or not, after some accidents."""
    lines = draw(
        st.lists(st.sampled_from(LINES) | st.sampled_from(LAYOUTS), min_size=1, max_size=4)
    )
    text = draw(st.sampled_from([" ", "\n", "\n\n"])).join(lines)
    for accident in draw(st.lists(EDITS, max_size=12)):
        text = edit(text, *accident)
    return text


@settings(max_examples=120, deadline=None)
@given(damaged(), st.sampled_from(["speech", "thought"]))
@example("", "speech")
@example("\x00", "speech")
@example("“", "speech")
@example("“said,” said “said”", "speech")
def test_whatever_befalls_a_text_it_is_read_and_every_place_holds(text, scope):
    check_places(text, *read_all(text, scope))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MARKS + ODD) | st.text(max_size=3), max_size=40).map("".join))
def test_a_text_of_odd_signs_alone_is_read_and_every_place_holds(text):
    check_places(text, *read_all(text))


def articles(texts):
    return ARTICLES.build(
        {"article_id": f"a{n}", "text": text, "text_raw": text, "file": "x.txt", "format": "txt"}
        for n, text in enumerate(texts)
    )


def tables_by_article(table):
    """The named quotes and the names of each article, without its id."""
    found = annotate(table)
    return {
        (name, article_id): rows.drop(columns="article_id").reset_index(drop=True)
        for name, frame in (("quotes", name_speakers(found)), ("names", found.names))
        for article_id, rows in frame.groupby("article_id", sort=False)
    }


@settings(max_examples=12, deadline=None)
@given(st.lists(damaged(), min_size=2, max_size=4), st.data())
def test_other_articles_change_nothing_whatever_their_order_and_number(texts, data):
    once = tables_by_article(articles(texts))
    order = data.draw(st.permutations([*range(len(texts)), *range(len(texts))]))
    shuffled = tables_by_article(articles([texts[number] for number in order]))
    assert len(shuffled) == 2 * len(once)
    for (name, article_id), rows in shuffled.items():
        number = order[int(article_id[1:])]
        pd.testing.assert_frame_equal(rows, once[name, f"a{number}"])


@pytest.mark.parametrize("space", ["\u202f", "\u3000", "\x0b"])
def test_content_ends_in_no_space(space):
    (row,), _ = read_all(f"The bridge would close{space}, Ruiz said.")
    assert row["text"] == "The bridge would close"


@pytest.mark.parametrize("sign", ["…", "!"])
def test_a_sign_in_quotation_marks_is_no_indirect_quote(sign):
    rows, _ = read_all(f"“{sign}” Ruiz said.")
    assert "indirect" not in [row["kind"] for row in rows]


@pytest.mark.parametrize("rest", ["  by Ana Ruiz.", "  .", " …", "  said Ana Ruiz."])
def test_a_speaker_has_a_name_or_nothing_is_printed(rest):
    rows, _ = read_all(f"The bridge is shut, according to{rest}")
    speakers = [row["speaker"] for row in rows if row["speaker"] is not None]
    assert all(any(sign.isalnum() for sign in speaker) for speaker in speakers)


# --- long texts


@pytest.mark.parametrize(
    ("text", "size"), [("double", 200_000), *((text, 40_000) for text in TEXTS)]
)
def test_a_very_long_paragraph_is_read(text, size):
    reading = in_one_paragraph(text, size)
    check_places(reading.text, *name_all(reading, quotes_in(reading), names_in(reading)))


def test_a_paragraph_of_200000_quotation_marks_is_read():
    reading = of_marks_alone(200_000)
    check_places(reading.text, *name_all(reading, quotes_in(reading), names_in(reading)))


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "‘", "“”", "``", "« ", "‘a’ ", "“a” "])
def test_a_paragraph_of_quotation_marks_is_parsed_and_read(mark):
    # spaCy's own time grows with the square of a word's length: 20,000 marks take it 30 s.
    text = mark * (600 // len(mark))
    check_places(text, *read_all(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "".join(DOUBLE).replace(" ", "") * 300,
        "She said" + "\u00a0" * 5_000 + "no.",
    ],
    ids=["one word", "sentences", "no-break spaces"],
)
def test_a_paragraph_without_a_space_is_read(text):
    check_places(text, *read_all(text))


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("Ana, " + "Bob, " * 300 + "and Zed", id="300 names"),
        pytest.param("Ana" + " and Bob" * 800, id="800 names"),
        pytest.param("The head" + " of the head" * 600, id="600 heads"),
    ],
)
def test_a_speaker_phrase_may_be_of_any_length(phrase):
    text = f"{phrase} said that it was late."
    check_places(text, *read_all(text))
