"""What an article rests on: hedges, who sources are, and whether an agency wrote it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.annotations import annotate
from analysis.articles import load_articles
from analysis.language import read
from analysis.sources import count_sources_by_outlet, hedges_in, summarize_sourcing
from analysis.sources.categories import CATEGORIES, CategoryError, category_of, load_categories
from analysis.sources.grading import stated_reason
from analysis.tables import ARTICLES, RELIANCE, SOURCING, TableError


def annotated(text, **fields):
    row = {"article_id": "a", "text": text, "text_raw": text, "file": "a.txt", "format": "txt"}
    return annotate(ARTICLES.build([row | fields]))


def row_of(text, **fields):
    return summarize_sourcing(annotated(text, **fields)).iloc[0]


# --- hedges


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("The mayor reportedly left at noon.", ["reportedly"]),
        ("Allegedly he took the money.", ["Allegedly"]),
        ("The ship is believed to have sunk.", ["is believed to"]),
        ("It was reported that the mill had closed.", ["It was reported that"]),
        ("The alleged thief was apparently asleep.", ["alleged", "apparently"]),
        ("The ship is widely thought to be lost.", ["is widely thought to"]),
        ("Rumour has it that the mill will close.", ["Rumour has it"]),
        ("“He reportedly left,” Ana Ruiz said.", []),  # her hedge, not the article's
        ("The report said the mill was shut.", []),
        ("He believed to the last that it would float.", []),
        ("She alleged that he took it.", []),
    ],
)
def test_a_hedge_is_found_where_the_article_hedges(text, hedges):
    rows = hedges_in(read(text))
    assert [row["text"] for row in rows] == hedges
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_a_mention_knows_the_hedge_of_its_sentence():
    mentions = annotated(
        "The mill reportedly closed, police said. Ana Ruiz said it was late."
    ).mentions
    assert mentions["hedge"].fillna("").tolist() == ["reportedly", ""]


# --- who a source is


@pytest.mark.parametrize(
    ("description", "category"),
    [
        ("mayor", "politician"),
        ("Foreign Minister", "politician"),
        ("spokesman for the Justice Department", "official"),
        ("a police spokeswoman", "police_and_courts"),
        ("spokeswoman for the company", "business"),
        ("president of the Dockers' Union", "activist"),
        ("president of Ellery University", "expert"),
        ("president of the United States", "politician"),
        ("chief executive of Brightwater", "business"),
        ("professor of law", "expert"),
        ("residents", "witness_or_resident"),
        ("fishermen", "business"),
        ("mother of three", "witness_or_resident"),
        ("reporter", "media"),
        ("people familiar with the matter", "unknown"),
        ("cyclops", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_words_beside_a_name_say_what_sort_of_source_it_is(description, category):
    assert category_of(description) == category


@pytest.mark.parametrize(
    ("text", "source", "description"),
    [
        ("Mayor Ana Ruiz said the road was shut.", "Ana Ruiz", "Mayor"),
        (
            "Ana Ruiz, a teacher at the school, said it was shut.",
            "Ana Ruiz",
            "teacher at the school",
        ),
        ("The mayor, Ana Ruiz, said it was shut.", "Ana Ruiz", "mayor"),
        ("Ana Ruiz said the road was shut.", "Ana Ruiz", None),
        ("Mrs Ana Ruiz said the road was shut.", "Ana Ruiz", None),  # of nobody's sex
    ],
)
def test_a_description_is_what_is_printed_beside_the_name(text, source, description):
    row = annotated(text).mentions.iloc[0]
    assert row["source"] == source
    assert (row["description"] if isinstance(row["description"], str) else None) == description


def test_what_is_said_of_somebody_once_holds_in_the_whole_article():
    text = "Mayor Ana Ruiz opened the bridge.\n\nIt was late, Ruiz said. She told us so."
    mentions = annotated(text).mentions
    assert set(mentions.loc[mentions["source"] == "Ana Ruiz", "category"]) == {"politician"}


def test_a_coder_has_the_last_word(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("source,category\nAna Ruiz,activist\n", encoding="utf-8")
    articles = annotated("Mayor Ana Ruiz said it was late.").articles
    assert annotate(articles, categories=file).mentions["category"].tolist() == ["activist"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("source,category\nAna Ruiz,wizard\n", "Every row needs"),
        ("name,category\nAna Ruiz,expert\n", "Every row needs"),
        ("source,category\nAna,Ruiz,expert\n", "cannot be read"),
        ('source,category\n"Ana,expert\n' + "Leon,expert\n" * 11_000, r"line 2: .* Close it"),
    ],
)
def test_a_file_of_categories_that_is_wrong_says_how(tmp_path, content, says):
    file = tmp_path / "mine.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CategoryError, match=says):
        load_categories(file)
    with pytest.raises(CategoryError, match="there is no file"):
        load_categories(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "He asked not to be named because the talks go on, said the aide.",
            "because the talks go on, said the aide",
        ),
        ("She spoke on condition of anonymity for fear of her job.", "for fear of her job"),
        (
            "An official, who was not authorised to speak publicly, said it was over.",
            "not authorised to speak publicly",
        ),
        (
            "They spoke on condition of anonymity to discuss private talks.",
            "to discuss private talks",
        ),
        ("The official spoke on condition of anonymity.", None),
        ("She said it was late because of the fog.", None),
    ],
)
def test_the_reason_for_anonymity_is_what_the_sentence_gives(sentence, reason):
    found = stated_reason(sentence)
    assert found == (reason.split(", said")[0] if reason else None)


# --- an article in a row


WIRE = [
    ("Reuters Staff", "It rained, Ana Ruiz said.", "agency copy", "Reuters Staff"),
    (None, "PARIS (AP) — It rained, Ana Ruiz said.", "agency copy", "AP"),
    (None, "It rained, Ana Ruiz said.\n\n— AFP", "agency copy", "— AFP"),
    (
        "Mia Boyd",
        "It rained.\n\nThe Associated Press contributed to this report.",
        "rewritten",
        "The Associated Press contributed to this report.",
    ),
    ("Mia Boyd", "It rained.\n\nWith files from Reuters", "rewritten", "With files from Reuters"),
    ("Mia Boyd", "PARIS (AP) — It rained.", "rewritten", "AP"),
    ("Mia Boyd", "It rained, Ana Ruiz told Reuters.", "own", "Mia Boyd"),
    ("Mia Boyd", "It rained.\n\nPhoto: Ed Varga/AFP", "own", "Mia Boyd"),
    (None, "It rained, Ana Ruiz said.", "unknown", None),
]


@pytest.mark.parametrize(("byline", "text", "origin", "evidence"), WIRE)
def test_an_agency_beside_the_story_says_whose_copy_it_is(byline, text, origin, evidence):
    row = row_of(text, byline=byline, outlet="Port Ellery Courier")
    assert row["wire_origin"] == origin
    assert (row["wire_evidence"] if isinstance(row["wire_evidence"], str) else None) == evidence


def test_an_agency_s_own_articles_are_its_own():
    assert row_of("PARIS (AP) — It rained.", byline="Mia Boyd", outlet="AP")["wire_origin"] == "own"


def test_each_source_counts_once_and_credits_and_the_publisher_never():
    text = (
        "Mayor Ana Ruiz told the Courier that the bridge was shut. Ruiz said it was late.\n\n"
        "Officials said it was not safe, according to Reuters. A police spokesman said the road was safe. "
        "The ministry reportedly denied it.\n\nPhoto: Ed Varga/AFP"
    )
    row = row_of(text, outlet="Port Ellery Courier")
    assert row["n_named"] == 1
    assert row["n_anonymous"] == 1
    assert row["n_role_only"] == 1
    assert row["n_media_sources"] == row["n_agencies"] == 1
    assert row["share_unnamed"] == pytest.approx(2 / 3)
    assert row["n_hedges"] == 1
    assert row["credits"] == "Ed Varga; Agence France-Presse"


def test_an_article_without_sources_has_a_row_and_no_share():
    row = row_of("It rained.")
    assert row["n_attributions"] == 0
    assert pd.isna(row["share_unnamed"])


def test_the_row_s_numbers_are_those_of_the_mentions():
    found = annotate(load_articles("data/sample"), outlets="data/sample/outlets.csv")
    rows = SOURCING.check(summarize_sourcing(found))
    assert rows["article_id"].tolist() == found.articles["article_id"].tolist()
    counted = found.mentions[(found.mentions["role"] == "attribution") & ~found.mentions["is_self"]]
    assert rows["n_attributions"].sum() == len(counted)
    reliance = RELIANCE.check(count_sources_by_outlet(found.mentions, found.articles))
    assert reliance["n_mentions"].sum() == counted["source"].notna().sum()
    assert set(found.mentions["category"].dropna()) <= set(CATEGORIES)


def test_another_thing_than_annotations_is_refused():
    with pytest.raises(TableError, match=r"annotate\(articles\)"):
        summarize_sourcing(pd.DataFrame())
