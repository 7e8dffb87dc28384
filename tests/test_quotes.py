"""What is reported as said: one rule or trap a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language import read
from analysis.quotes import quotes_in


def found(text, **options):
    """(kind, content, cue, printed speaker) of every quote."""
    return [
        (row["kind"], row["text"].strip(",."), row.get("cue"), row.get("speaker_text"))
        for row in quotes_in(read(text), **options)
    ]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        # direct, the cue after it
        ("“We cannot wait,” Mayor Ana Ruiz said.", ("direct", "We cannot wait", "said", "Mayor Ana Ruiz")),
        ("“We cannot wait,” said Mayor Ana Ruiz.", ("direct", "We cannot wait", "said", "Mayor Ana Ruiz")),
        ('"We cannot wait," she said.', ("direct", "We cannot wait", "said", "she")),
        ("‘We can’t wait,’ she said.", ("direct", "We can’t wait", "said", "she")),
        ("“Can we wait?” asked Ruiz.", ("direct", "Can we wait?", "asked", "Ruiz")),
        ("“We cannot wait. It is late,” she said.", ("direct", "We cannot wait. It is late", "said", "she")),
        (
            "“We cannot wait,” said Ana Ruiz, who has led the town since May.",
            ("direct", "We cannot wait", "said", "Ana Ruiz"),
        ),
        # direct, the cue before it
        ("She said: “We cannot wait.”", ("direct", "We cannot wait", "said", "She")),
        ("Ruiz told reporters, “We cannot wait.”", ("direct", "We cannot wait", "told", "Ruiz")),
        ("In a statement on Monday, Ruiz said: “We cannot wait.”", ("direct", "We cannot wait", "said", "Ruiz")),
        # mixed
        ("She said the plan was “a mess”.", ("mixed", "the plan was “a mess”", "said", "She")),
        ("The plan is “a mess,” she said.", ("mixed", "The plan is “a mess”", "said", "she")),
        ("Ruiz called the plan “a costly mess”.", ("mixed", "the plan “a costly mess”", "called", "Ruiz")),
        # indirect
        ("She said that the bridge would close.", ("indirect", "the bridge would close", "said", "She")),
        ("She said the bridge would close.", ("indirect", "the bridge would close", "said", "She")),
        ("The bridge will close in May, she said.", ("indirect", "The bridge will close in May", "said", "she")),
        (
            "Ruiz told the council that the bridge would close.",
            ("indirect", "the bridge would close", "told", "Ruiz"),
        ),
        ("Ruiz vowed to reopen the bridge.", ("indirect", "to reopen the bridge", "vowed", "Ruiz")),
        ("Ruiz called for an inquiry into the fire.", ("indirect", "an inquiry into the fire", "called", "Ruiz")),
        # according to
        (
            "According to the report, the bridge is unsafe.",
            ("indirect", "the bridge is unsafe", "According to", "the report"),
        ),
        (
            "The bridge is unsafe, according to the harbour authority.",
            ("indirect", "The bridge is unsafe", "according to", "the harbour authority"),
        ),
        # who speaks
        ("A spokesman for the ministry said the road was open.",
         ("indirect", "the road was open", "said", "A spokesman for the ministry")),
        ("Officials familiar with the plan said it would fail.",
         ("indirect", "it would fail", "said", "Officials familiar with the plan")),
        ("The report found that the bridge was unsafe.",
         ("indirect", "the bridge was unsafe", "found", "The report")),
    ],
)  # fmt: skip
def test_the_words_their_cue_and_their_speaker(sentence, quote):
    content = quote[1].removesuffix(",")
    rows = found(sentence)
    assert [(k, t.replace(",”", "”"), c, s) for k, t, c, s in rows] == [
        (quote[0], content, quote[2], quote[3])
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "He bought a copy of “The Old Harbour” on Friday.",
        "The so-called “war on sprat” is over.",
        "The bridge closed on Monday.",
        "She found it difficult to leave.",
        "He did not say whether the bridge would close.",
        "The dog was told to sit.",
        "“Expression of Unity”",
    ],
)
def test_what_is_no_speech_is_no_quote(sentence):
    assert found(sentence) == []


def test_a_split_quotation_gives_two_quotes_of_one_speaker():
    assert found("“We cannot wait,” Ruiz said, “for the state.”") == [
        ("direct", "We cannot wait", "said", "Ruiz"),
        ("direct", "for the state", "said", "Ruiz"),
    ]


def test_a_sentence_around_its_cue_gives_both_halves():
    assert [row[1] for row in found("The plan, she said, would cost millions.")] == [
        "The plan", "would cost millions",
    ]  # fmt: skip


def test_a_quotation_right_after_the_cues_sentence_is_the_same_speakers():
    rows = quotes_in(read("“We cannot wait,” Ruiz said. “The state will not help us now.”"))
    assert [row["speaker_text"] for row in rows] == ["Ruiz", "Ruiz"]
    assert rows[1]["rule"] == "quotation goes on after its cue"


def test_a_quotation_over_several_paragraphs_has_one_speaker():
    text = "“We cannot wait,” Ruiz said. “The state will not help.\n\n“We are on our own now.”"
    rows = quotes_in(read(text))
    assert [row["speaker_text"] for row in rows] == ["Ruiz", "Ruiz", "Ruiz"]


def test_a_speaker_announced_at_a_paragraphs_end_speaks_in_the_next():
    rows = quotes_in(
        read("Ruiz then turned to the council and said:\n\n“We cannot wait any longer.”")
    )
    assert [row["speaker_text"] for row in rows] == ["Ruiz"]


def test_a_quotation_without_a_cue_is_kept_without_a_speaker():
    (row,) = quotes_in(read("The vote was close.\n\n“We cannot wait any longer for this.”"))
    assert row.get("speaker_text") is None
    assert row["rule"] == "floating quotation"


def test_what_the_reporter_adds_is_not_the_speakers():
    assert [row[1] for row in found("She said the bridge was safe, adding that it would reopen.")] == [
        "the bridge was safe", "it would reopen",
    ]  # fmt: skip


def test_beliefs_are_read_only_when_asked_for():
    sentence = "Ruiz believes that the bridge is safe."
    assert found(sentence) == []
    assert found(sentence, scope="thought") == [
        ("indirect", "the bridge is safe", "believes", "Ruiz")
    ]


def test_an_unknown_scope_is_refused_with_the_two_there_are():
    with pytest.raises(ValueError, match='"speech" or "thought"'):
        quotes_in(read("She left."), scope="all")


def test_one_stray_mark_spoils_one_paragraph_and_no_more():
    text = "She said “this is bad and left.\n\n“We cannot wait,” Ruiz said."
    assert ("direct", "We cannot wait", "said", "Ruiz") in found(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "‘", "’", "said", "she", "Ruiz", "that", "according to", ",", ".", "\n",
             "the plan", "told", "“We left,”", ":", "—", "\u200b", "🙂", "adding", "called it", " "]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_no_text_raises_and_every_offset_holds(words):
    text = " ".join(words)
    for row in quotes_in(read(text)):
        assert text[row["start"] : row["end"]] == row["text"] != ""
        for column in ("cue", "speaker"):
            if row.get(f"{column}_start") is not None:
                printed = row["cue" if column == "cue" else "speaker_text"]
                assert text[row[f"{column}_start"] : row[f"{column}_end"]] == printed


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "...", "said", "according to", "“” said"])
def test_next_to_no_text_gives_no_quote(text):
    assert found(text) == []
