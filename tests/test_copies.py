"""Copies: what is found and what is not, the passages that are shared, and the marks in the table.

Precision and recall are printed (``pytest -s tests/test_copies.py``).
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import copies_texts
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.articles import load_articles
from analysis.copies import find_copies, mark_copies, shared_passages
from analysis.copies.index import MOST_PARTNERS, OFTEN, find_overlaps
from analysis.tables import ARTICLES, COPIES, PASSAGES, TableError

RANDOM = random.Random(3)
SAMPLE = copies_texts.FOLDER.parents[2] / "data" / "sample"
QUOTED = (
    "I will not lay a single slab on ground that the sea is going to take back, so we mend the "
    "wall first, then we dredge the basin, and after that we shall argue about the benches"
)


def story(n_words: int, seed: object = None) -> str:
    """A text of words that no other story has."""
    seed = RANDOM.random() if seed is None else seed
    return " ".join(f"w{number}x{seed}".replace(".", "") for number in range(n_words)).capitalize()


def table(*texts, **columns):
    """An articles table: the texts are a, b, c, ..."""
    names = [chr(97 + n) if len(texts) <= 26 else f"n{n:04}" for n in range(len(texts))]
    rows = [{"article_id": name, "text": text} for name, text in zip(names, texts, strict=True)]
    return ARTICLES.build(rows).assign(**columns)


def pairs(copies):
    return list(zip(copies["article_id"], copies["other_id"], strict=True))


# --- how well


def scores(paths):
    """Precision, recall and F1 of the pairs that were written by hand or made from what was."""
    texts = copies_texts.read_texts(paths)
    found = {frozenset(pair) for pair in pairs(find_copies(texts.articles))}
    right = [pair for pair in texts.copies if frozenset(pair[:2]) in found]
    wrong = [pair for pair in texts.look_alikes if frozenset(pair[:2]) in found]
    other_files = [
        pair for pair in map(tuple, found) if len({name.partition("/")[0] for name in pair}) > 1
    ]
    n_wrong = len(wrong) + len(other_files)
    precision, recall = len(right) / (len(right) + n_wrong), len(right) / len(texts.copies)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{len(paths)} files, {len(texts.articles)} articles, {len(texts.copies)} copies, "
        f"{len(texts.look_alikes)} look-alikes: precision {precision:.3f}, recall {recall:.3f}, "
        f"F1 {f1:.3f}"
    )
    for what, listed, all_of in (
        ("found", right, texts.copies), ("wrongly found", wrong, texts.look_alikes)
    ):  # fmt: skip
        counts = Counter(pair.kind for pair in listed)
        for kind, n_all in Counter(pair.kind for pair in all_of).items():
            print(f"  {what:14} {counts[kind]:3} of {n_all:3}  {kind}")
    true = {frozenset(pair[:2]) for pair in texts.copies}
    scored = true | {frozenset(pair[:2]) for pair in texts.look_alikes}
    besides = [pair for pair in found - scored - texts.unscored if pair not in other_files]
    print(f"  besides, {len(besides)} pairs of an edited copy with a look-alike")
    return precision, recall, f1, wrong


@pytest.mark.parametrize(
    "paths", [copies_texts.CHOSEN_BY, copies_texts.HELD_OUT], ids=["chosen by", "held out"]
)
def test_copies_are_told_from_reports_of_the_same_event(paths):
    precision, recall, f1, wrong = scores(paths)
    assert min(precision, recall, f1) >= 0.97
    assert {pair.kind for pair in wrong} <= {"follow-up with a paragraph in common"}


def test_the_texts_are_as_many_and_as_long_as_they_should_be():
    texts = copies_texts.read_texts(copies_texts.FILES)
    originals = texts.articles[~texts.articles["article_id"].str.contains("/.*/|/other|/follow")]
    lengths = originals["text"].str.split().str.len()
    assert len(originals) >= 25
    assert lengths.between(120, 350).all()
    assert min(len(texts.copies), len(texts.look_alikes)) >= 60
    assert len(copies_texts.HELD_OUT) * 3 == len(copies_texts.FILES)


def test_agency_copy_in_the_sample_is_found_and_reports_of_one_event_are_not():
    copies = find_copies(load_articles(SAMPLE))
    assert pairs(copies) == [("07-cannery-courier", "09-cannery-tideway")]
    assert copies["kind"].tolist() == ["near"]


# --- pairs


def test_the_same_words_are_an_exact_copy_whatever_their_case_punctuation_and_spaces():
    one = "“It’s late,” said Ana Ruiz. The bridge — closed since May — won’t open."
    other = "'IT'S LATE' said Ana  Ruiz\n\nThe bridge, closed since May, won't open"
    (row,) = find_copies(table(one, other)).to_dict("records")
    assert (row["kind"], row["share"], row["other_share"]) == ("exact", 1, 1)


def test_a_trimmed_copy_stands_in_its_original_as_a_whole():
    text = story(200)
    (row,) = find_copies(table(text, " ".join(text.split()[:80]))).to_dict("records")
    assert (row["article_id"], row["other_id"], row["kind"]) == ("a", "b", "near")
    assert row["share"] == pytest.approx(78 / 198)
    assert row["other_share"] == 1


def test_the_shorter_article_decides():
    brief, long = story(60), story(2000)
    assert pairs(find_copies(table(long + " " + brief, brief))) == [("a", "b")]
    assert find_copies(table(long + " " + " ".join(brief.split()[:12]), brief)).empty


def test_the_least_share_is_what_the_shorter_article_must_share():
    kept = story(42)  # 40 shingles of 98
    articles = table(kept + " " + story(58), story(300) + " " + kept)
    assert pairs(find_copies(articles, 0.4)) == [("a", "b")]
    assert find_copies(articles, 0.42).empty


def test_paragraphs_in_another_order_are_no_exact_copy_but_a_near_one():
    parts = [story(40) for _ in range(4)]
    (row,) = find_copies(table("\n\n".join(parts), "\n\n".join(parts[::-1]))).to_dict("records")
    assert row["kind"] == "near"
    assert row["share"] > 0.9


def test_articles_come_in_the_order_of_the_table():
    text = story(100)
    articles = table(text, story(50), text + " more", text).assign(article_id=list("zyxw"))
    assert pairs(find_copies(articles)) == [("z", "x"), ("z", "w"), ("x", "w")]


def test_a_group_holds_all_that_a_chain_of_pairs_ties_together():
    first, second = story(60), story(60)
    copies = find_copies(table(story(90), second, first + " " + second, first))
    assert pairs(copies) == [("b", "c"), ("c", "d")]
    assert copies["group"].tolist() == ["b", "b"]


def test_a_text_of_less_than_thirty_words_has_only_exact_copies():
    short, long = story(29), story(30)
    assert find_copies(table(short, short + " again")).empty
    assert pairs(find_copies(table(short, short.upper()))) == [("a", "b")]
    assert pairs(find_copies(table(long, long + " again"))) == [("a", "b")]


def test_words_that_both_quote_are_no_shared_copy():
    reports = [f"{story(40)} “{QUOTED},” {story(1)} said. {story(20)}." for _ in range(2)]
    assert find_copies(table(*reports)).empty
    assert len(find_copies(table(*(report.replace("“", "") for report in reports)))) == 1


def test_an_article_that_stands_in_quotation_marks_nearly_as_a_whole_counts_as_a_whole():
    speech = "\n\n".join(f"“{story(50)}." for _ in range(4))
    assert pairs(find_copies(table("She said: " + speech, speech + " So she spoke."))) == [
        ("a", "b")
    ]


def test_few_words_around_the_same_quotation_make_no_copy():
    reports = [f"Mayor {story(9)} said: “{QUOTED}.”" for _ in range(2)]
    assert find_copies(table(*reports)).empty


def test_what_one_outlet_prints_under_every_article_is_no_copy():
    footer = story(60)
    texts = [f"{story(70)}\n\n{footer}" for _ in range(5 * OFTEN)]
    assert find_copies(table(*texts, outlet="Courier")).empty
    assert find_copies(table(*texts)).empty


def test_what_many_outlets_print_once_is_a_copy():
    shared, n_outlets = story(60), 5 * OFTEN
    articles = table(
        *(f"{story(70)}\n\n{shared}" for _ in range(n_outlets)),
        outlet=[f"Outlet {n}" for n in range(n_outlets)],
    )
    assert find_copies(articles)["group"].unique().tolist() == ["n0000"]


def test_a_copy_under_a_common_footer_is_found():
    footer, text = story(60), story(80)
    texts = [f"{story(70)}\n\n{footer}" for _ in range(5 * OFTEN)]
    copies = find_copies(table(*texts, f"{text} {footer}", f"{text} {footer} more"))
    assert pairs(copies) == [("n0050", "n0051")]


@pytest.mark.parametrize("text", [None, "", " \n ", "— “…” !"])
def test_articles_without_a_word_have_no_copies(text):
    assert find_copies(table(text, text, story(50))).empty


# --- crowds


def test_few_identical_articles_are_all_paired_and_many_with_the_first():
    text = story(50)
    assert len(find_copies(table(*[text] * 10))) == 45
    many = find_copies(table(*[text] * 200))
    assert set(many["article_id"]) == {"n0000"}
    assert len(many) == 199


def test_identical_articles_are_each_paired_with_a_near_copy():
    text = story(50)
    copies = find_copies(table(text, text + " and more", text))
    assert copies["kind"].tolist() == ["near", "exact", "near"]
    assert copies["share"].tolist() == pytest.approx([1, 1, 48 / 50])


def test_many_versions_of_one_article_make_one_group_and_not_every_pair():
    words = story(300).split()
    versions = [
        " ".join(word if RANDOM.random() > 0.05 else f"v{n}" for word in words) for n in range(300)
    ]
    copies = find_copies(table(*versions))
    assert copies["group"].unique().tolist() == ["n0000"]
    assert {*copies["article_id"], *copies["other_id"]} == {f"n{n:04}" for n in range(300)}
    assert len(copies) < 2 * MOST_PARTNERS * len(versions)


def directly(sets, outlets, least_share):
    """The overlaps by comparing every set with every other."""
    by_outlet = Counter(
        (shingle, outlet)
        for one, outlet in zip(sets, outlets, strict=True)
        for shingle in one.tolist()
    )
    most: dict[int, int] = {}
    for (shingle, _), n_sets in by_outlet.items():
        most[shingle] = max(n_sets, most.get(shingle, 0))
    weight = {shingle: min(1, max(OFTEN / n_sets, 0.2)) for shingle, n_sets in most.items()}
    totals = [sum(weight[shingle] for shingle in one.tolist()) for one in sets]
    for (one, first), (other, second) in combinations(enumerate(sets), 2):
        shared = sum(weight[shingle] for shingle in {*first.tolist()} & {*second.tolist()})
        if shared / min(totals[one], totals[other]) >= least_share - 1e-9:
            yield one, other, shared / totals[one], shared / totals[other]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    least_share=st.sampled_from([0.05, 0.3, 0.5, 0.9, 1.0]),
    n_words=st.sampled_from([60, 200, 1000]),
)
def test_no_pair_is_missed_that_a_direct_comparison_finds(seed, least_share, n_words):
    chosen = random.Random(seed)
    footer = chosen.sample(range(n_words), 12)
    sets = []
    for _ in range(40):
        one = {*chosen.sample(range(n_words), chosen.randint(5, 40))}
        if chosen.random() < 0.6:
            one |= {*footer}
        if sets and chosen.random() < 0.3:
            earlier = chosen.choice(sets).tolist()
            one |= {*chosen.sample(earlier, chosen.randint(1, len(earlier)))}
        sets.append(np.array(sorted(one)))
    outlets = [chosen.randint(0, 2) for _ in sets]
    found = sorted(find_overlaps(sets, outlets, least_share))
    expected = sorted(directly(sets, outlets, least_share))
    assert [one[:2] for one in found] == [one[:2] for one in expected]
    assert [one[2:] for one in found] == [pytest.approx(one[2:]) for one in expected]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_articles_changes_no_pair(order):
    texts = [story(40, n // 3) + " " + story(20 + n, f"own{n}") for n in range(12)]
    articles = table(*texts)
    shuffled = find_copies(articles.iloc[order])
    assert {frozenset(pair) for pair in pairs(shuffled)} == {
        frozenset(pair) for pair in pairs(find_copies(articles))
    }


# --- passages

ONE = "The old bridge over the Ell will close in May for nine months, the council said on Monday."


def passages(text, other, least_words=8):
    return shared_passages(table(text, other), "a", "b", least_words)


def test_a_passage_is_as_long_as_the_words_are_the_same_and_both_places_hold():
    other = "So: THE OLD BRIDGE over the Ell will close in May, for nine months! Nobody knew."
    (row,) = passages(ONE, other).to_dict("records")
    assert row["text"] == "The old bridge over the Ell will close in May for nine months"
    assert ONE[row["start"] : row["end"]] == row["text"]
    assert (
        other[row["other_start"] : row["other_end"]]
        == "THE OLD BRIDGE over the Ell will close in May, for nine months"
    )
    assert row["n_words"] == 13


@pytest.mark.parametrize(
    ("other", "n_words"),
    [
        ("The old bridge over the Ell shall close in May for nine months", 12),  # changed
        ("The old bridge over the river Ell will close in May for nine months", 13),  # put in
        ("The old bridge over the Ell close in May for nine months", 12),  # left out
        ("The old bridge over the Ell will probably have to close in May for nine months", 0),
        ("The old bridge over the Ell will soon close, like nine months", 0),  # two words follow
        ("The old bridge will close in May for nine months", 0),  # three words left out
    ],
)
def test_one_word_that_differs_is_bridged_and_two_are_not(other, n_words):
    found = passages(ONE, other, least_words=10)
    assert found["n_words"].tolist() == ([n_words] if n_words else [])


def test_a_passage_has_the_least_number_of_words_that_are_the_same():
    assert len(passages("Nobody saw the old bridge close", "He saw the old bridge", 4)) == 1
    assert passages("Nobody saw the old bridge close", "He saw the old bridge", 5).empty


def test_quoted_words_are_shared_whatever_the_marks():
    (row,) = passages(f"“{QUOTED},” she said.", f"He heard: '{QUOTED}'.").to_dict("records")
    assert row["text"] == QUOTED


def test_paragraphs_in_another_order_are_passages_in_the_order_of_the_first_article():
    parts = [story(20) for _ in range(3)]
    found = passages("\n\n".join(parts), "\n\n".join(parts[::-1]))
    assert found["text"].tolist() == parts
    assert found["other_start"].is_monotonic_decreasing


def test_the_agencys_paragraphs_in_the_sample_are_found():
    articles = load_articles(SAMPLE)
    found = shared_passages(articles, "05-fire-lantern", "06-fire-tideway", least_words=25)
    assert [text.split()[:3] for text in found["text"]] == [
        ["The", "fire", "broke"],
        ["Two", "officials", "with"],
    ]


WORDS = st.lists(
    st.sampled_from("the bridge will close in May It’s “old” end.".split()), max_size=60
)


@settings(max_examples=200, deadline=None)
@given(
    WORDS, WORDS, st.lists(st.sampled_from("red green blue tan".split()), min_size=4, max_size=9)
)
def test_passages_stand_where_they_say_and_never_overlap(before, after, shared):
    one, other = " ".join(before + shared), " ".join(shared + after)
    found = passages(one, other, 4)
    assert any(" ".join(shared) in text for text in found["text"])
    end = 0
    for row in found.itertuples():
        assert end <= row.start < row.end <= len(one)
        assert one[row.start : row.end] == row.text
        assert 0 <= row.other_start < row.other_end <= len(other)
        assert 4 <= row.n_words <= len(row.text.split())
        end = row.end


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_however_odd_raises(one, other):
    articles = table(one, other)
    assert set(find_copies(articles).columns) == set(COPIES.columns)
    assert set(shared_passages(articles, "a", "b", 3).columns) == set(PASSAGES.columns)


@pytest.mark.parametrize("text", ["ha " * 20_000, "a b a c " * 5_000, "“ha” ‘ho’ it’s " * 2_000])
def test_texts_that_repeat_themselves_are_read_to_their_end(text):
    found = passages(text, "x " + text)
    assert found["n_words"].sum() == len(text.split())
    assert len(find_copies(table(text, "x " + text))) <= 1


@pytest.mark.parametrize("least_words", [2, 0, 8.0, True, None, "8"])
def test_another_number_of_least_words_is_refused(least_words):
    with pytest.raises(ValueError, match="least_words is a whole number, 3 or more, not"):
        passages(ONE, ONE, least_words)


def test_an_id_that_is_not_there_or_there_twice_is_refused():
    with pytest.raises(ValueError, match="with the id 'z', found no article"):
        shared_passages(table(ONE, ONE), "a", "z")
    with pytest.raises(
        ValueError, match="the article 'a' stands in the articles table more than once"
    ):
        shared_passages(table(ONE, ONE).assign(article_id="a"), "a", "a")


# --- marks


def dated(*days):
    return pd.to_datetime(pd.Series(days), utc=True).astype("datetime64[us, UTC]")


def test_copies_are_marked_with_the_earliest_article_of_their_group():
    text = story(60)
    articles = table(text, story(60), text + " more", text)
    marked = mark_copies(articles.assign(published=dated("2025-05-03", None, "2025-05-02", None)))
    assert marked["copy_of"].fillna("").tolist() == ["c", "", "", "c"]
    assert {*marked.columns} == {*ARTICLES.columns, "copy_of"}
    assert str(marked["copy_of"].dtype) == "str"


def test_without_dates_the_order_of_the_table_decides():
    text = story(60)
    assert mark_copies(table(text, text))["copy_of"].fillna("").tolist() == ["", "a"]


def test_the_first_of_each_group_is_kept_and_all_that_has_no_copy():
    text = story(60)
    articles = table(text, story(60), text + " more").assign(
        published=dated("2025-05-03", None, "2025-05-02")
    )
    assert mark_copies(articles, "first")["article_id"].tolist() == ["b", "c"]


def test_copies_are_an_error_where_they_are_asked_to_be():
    one, other = story(60), story(60)
    with pytest.raises(ValueError, match="copies of one another: a, c; b, d"):
        mark_copies(table(one, other, one, other), "error")
    with pytest.raises(ValueError, match=r"n0000, n0001, n0002, n0003, n0004, and 25 more\. "):
        mark_copies(table(*[one] * 30), "error")
    articles = table(one, other)
    pd.testing.assert_frame_equal(mark_copies(articles, "error"), articles)


def test_another_index_of_the_table_makes_no_difference():
    text = story(60)
    articles = table(text, story(60), text).set_axis([7, 7, 3])
    assert mark_copies(articles)["copy_of"].fillna("").tolist() == ["", "", "a"]
    assert len(mark_copies(articles, "first")) == 2


# --- the contract


@pytest.mark.parametrize("n_articles", [0, 1, 3])
def test_the_tables_keep_their_columns_and_dtypes_and_the_input_is_left_as_it_was(n_articles):
    articles = table(*[ONE] * n_articles)
    before = articles.copy(deep=True)
    found = find_copies(articles)
    assert found.dtypes.astype(str).to_dict() == dict(COPIES.columns)
    for how in ("flag", "first"):
        mark_copies(articles, how)
    if n_articles > 1:
        shared = shared_passages(articles, "a", "b")
        assert shared.dtypes.astype(str).to_dict() == dict(PASSAGES.columns)
    pd.testing.assert_frame_equal(articles, before)


@pytest.mark.parametrize("least_share", [0, -0.1, 1.1, float("nan"), "0.3", None, True])
def test_another_share_is_refused(least_share):
    for verb in (find_copies, mark_copies):
        with pytest.raises(ValueError, match="least_share is a number over 0 and at most 1, not"):
            verb(table(ONE), least_share=least_share)


def test_another_way_to_treat_copies_is_refused():
    with pytest.raises(
        ValueError, match="on_duplicate is 'flag' or 'first' or 'error', not 'drop'"
    ):
        mark_copies(table(ONE), "drop")


def test_another_table_is_refused():
    for verb in (find_copies, mark_copies, lambda wrong: shared_passages(wrong, "a", "b")):
        with pytest.raises(TableError, match="load_articles"):
            verb(COPIES.empty())
