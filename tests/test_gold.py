"""The marks that a careful reader made, and how near the package comes to them.

Precision and recall are printed (``pytest -s tests/test_gold.py``); the floors below are a little
under what was reached, so that no change lowers them unnoticed.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import gold_marks
import pandas as pd
import pytest

from analysis.annotations import annotate
from analysis.articles import load_articles
from analysis.speakers import name_speakers

OUTLETS = gold_marks.SAMPLE / "outlets.csv"
SHARED = Path(__file__).parents[2] / "shared" / "articles" / "putin-xi-visit.txt"


def rows_of(frame: pd.DataFrame) -> list[dict]:
    return [
        {k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")
    ]


@pytest.fixture(scope="module")
def sample():
    found = annotate(load_articles(gold_marks.SAMPLE), outlets=OUTLETS)
    return found, name_speakers(found)


@pytest.mark.parametrize("name", [*gold_marks.SAMPLES, "trap"])
def test_every_mark_is_the_text_it_says(name):
    (article,) = rows_of(load_articles(gold_marks.article_path(name)))
    lines = gold_marks.article_path(name).read_text(encoding="utf-8").split("\n")
    for row in gold_marks.marks(name):
        if row["start"] and not row["line"]:
            assert article["text"][int(row["start"]) : int(row["end"])] == row["text"]
        elif row["line"] and not row["start"]:
            assert lines[int(row["line"]) - 1].replace("\u00a0", " ").split() == row["text"].split()


def test_the_story_and_its_residue_are_told_apart(sample):
    found, _ = sample
    gold = {
        (name, int(row["line"]), row["type"])
        for name in gold_marks.SAMPLES
        for row in gold_marks.marks(name, "residue")
    }
    ours = set(found.residue[["article_id", "line", "reason"]].itertuples(index=False, name=None))
    assert ours == gold


def test_quotes_are_found_with_their_words_and_their_speakers(sample):
    _, named = sample
    counts = Counter()
    for name in gold_marks.SAMPLES:
        rows = rows_of(named[named.article_id == name])
        for gold, ours in gold_marks.pair_up(gold_marks.quotes(name), rows):
            counts["gold"] += gold is not None
            counts["found"] += ours is not None
            if gold is None or ours is None:
                continue
            counts["matched"] += 1
            counts["span"] += gold_marks.likeness(gold, ours) >= 0.8
            counts["kind"] += gold["kind"] == ours["kind"]
            counts["speaker"] += gold["speaker"] == ours["speaker"]
    recall = counts["span"] / counts["gold"]
    precision = counts["span"] / counts["found"]
    speaker = counts["speaker"] / counts["matched"]
    kind = counts["kind"] / counts["matched"]
    print(
        f"\nquotes of the sample corpus: precision {precision:.3f}, recall {recall:.3f} "
        f"(n = {counts['gold']}); of those found, kind right {kind:.3f}, speaker right {speaker:.3f}"
    )
    assert precision >= 0.96
    assert recall >= 0.96
    assert kind >= 0.98
    assert speaker >= 0.92


def test_source_mentions_are_found_with_their_type_and_role(sample):
    found, _ = sample
    counts = Counter()
    named = found.mentions[found.mentions.subtype != "pronoun"]
    for name in gold_marks.SAMPLES:
        ours = rows_of(named[named.article_id == name])
        for place in ("body", "residue"):
            gold = [
                {**row, "start": int(row["start"]), "end": int(row["end"])}
                for row in gold_marks.marks(name, "mention")
                if bool(row["line"]) == (place == "residue")
            ]
            here = [row for row in ours if (row["line"] is not None) == (place == "residue")]
            if place == "residue":  # offsets count within a line: set the lines apart
                for row in gold + here:
                    shift = 100_000 * int(row["line"])
                    row["start"], row["end"] = row["start"] + shift, row["end"] + shift
            for mark, mention in gold_marks.pair_up(gold, here):
                counts["gold"] += mark is not None
                counts["found"] += mention is not None
                if mark and mention:
                    counts["matched"] += 1
                    counts["type"] += mark["type"] == mention["type"]
                    counts["role"] += mark["role"] == mention["role"]
                    counts["source"] += mark["name"] == mention["source"]
    recall, precision = counts["matched"] / counts["gold"], counts["matched"] / counts["found"]
    kind, role = counts["type"] / counts["matched"], counts["role"] / counts["matched"]
    print(
        f"\nmentions of the sample corpus: precision {precision:.3f}, recall {recall:.3f} "
        f"(n = {counts['gold']}); of those found, type right {kind:.3f}, role right {role:.3f}, "
        f"source right {counts['source']} of {counts['matched']}"
    )
    assert counts["source"] >= 0.98 * counts["matched"]
    assert (precision, recall, kind, role) == (1, 1, 1, 1)


@pytest.fixture(scope="module")
def trap():
    articles = load_articles(gold_marks.article_path("trap"))
    found = annotate(articles, outlets=OUTLETS)
    return found, name_speakers(found)


def test_a_pasted_page_with_every_trap_loses_its_residue_and_nothing_else(trap):
    found, _ = trap
    gold = [(int(r["line"]), r["type"]) for r in gold_marks.marks("trap", "residue")]
    assert list(found.residue[["line", "reason"]].itertuples(index=False, name=None)) == gold
    assert found.articles.headline.tolist() == [
        r["text"] for r in gold_marks.marks("trap", "headline")
    ]


def test_a_pasted_page_with_every_trap_gives_each_quote_its_kind_cue_and_speaker(trap):
    _, named = trap
    columns = ("kind", "cue", "speaker_text", "speaker")
    gold = [
        (gold_marks.letters(q["text"]), *(q[c] for c in columns)) for q in gold_marks.quotes("trap")
    ]
    ours = [(gold_marks.letters(q["text"]), *(q[c] for c in columns)) for q in rows_of(named)]
    assert ours == gold


def test_a_pasted_page_with_every_trap_gives_each_source_its_role(trap):
    found, _ = trap
    gold = Counter((r["type"], r["role"], r["name"]) for r in gold_marks.marks("trap", "mention"))
    named = found.mentions[found.mentions.subtype != "pronoun"]
    ours = Counter(named[["type", "role", "source"]].itertuples(index=False, name=None))
    assert ours == gold


@pytest.mark.skipif(
    not SHARED.exists(), reason="the article of the first reading is not beside the project"
)
def test_the_article_of_the_first_reading_comes_out_exactly():
    found = annotate(load_articles(SHARED))
    assert [tuple(row) for row in found.residue[["text", "reason"]].itertuples(index=False)] == [
        ("Vladimir Putin and Xi JinpingGetty Images", "caption"),
        (
            "See also What's behind Russia and Germany expelling each other's diplomats?",
            "related link",
        ),
        ("Main photo source: Getty Images", "credit"),
        ("Leave a Reply", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
    ]
    assert found.articles.headline.tolist() == ["Vladimir Putin in China. He met Xi Jinping"]
    named = rows_of(name_speakers(found))
    assert [(q["kind"], q["cue"], q["speaker_text"], q["speaker"]) for q in named] == [
        ("mixed", "stressed", "The Chinese leader", "Xi Jinping"),
        ("direct", "added", "Putin", "Vladimir Putin"),
        ("mixed", "said", "The Russian leader", "Vladimir Putin"),
        ("mixed", "said", "He", "Vladimir Putin"),
        ("mixed", "said", "he", "Vladimir Putin"),
        ("direct", "told", "Xi Jinping", "Xi Jinping"),
        ("mixed", "announced", "Xi", "Xi Jinping"),
        ("indirect", "emphasized", "He", "Xi Jinping"),
        ("indirect", "According to", "a Reuters report", "Reuters"),
        ("direct", "said", "Lavrov", "Sergei Lavrov"),
        ("mixed", "according to", "the AP", "Associated Press"),
        ("mixed", "According to", "the AP agency", "Associated Press"),
    ]
    assert [
        (gold_marks.letters(q["text"])[:12], gold_marks.letters(q["text"])[-12:]) for q in named
    ] == [
        ("thetwocountr", "ilateralties"),
        ("Theserelatio", "gainstanyone"),
        ("relationsbet", "gainstanyone"),
        ("RussianChine", "ationalstage"),
        ("MoscowandBei", "lcooperation"),
        ("Wehaveworked", "ulddevelopit"),
        ("cooperationw", "ceintheworld"),
        ("Chinawillalw", "nerforRussia"),
        ("Putinandothe", "hPresidentXi"),
        ("RussiaandChi", "rcethistrend"),
        ("Putinsvisitt", "etweenallies"),
        ("itwasintende", "February2022"),
    ]
    mentions = found.mentions
    credited = Counter(
        (row.source, row.subtype == "pronoun")
        for row in mentions[mentions.role == "attribution"].itertuples()
    )
    assert credited == {
        ("Associated Press", False): 2,
        ("Reuters", False): 1,
        ("Vladimir Putin", False): 2,
        ("Vladimir Putin", True): 2,
        ("Xi Jinping", False): 3,
        ("Xi Jinping", True): 1,
        ("Sergei Lavrov", False): 1,
    }
    others = mentions[mentions.role != "attribution"]
    assert Counter(zip(others.source, others.role, strict=True)) == {("Getty Images", "credit"): 2}
