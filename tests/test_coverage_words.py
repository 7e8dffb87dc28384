"""The words that mark an outlet, and the lines in which a word stands."""

from __future__ import annotations

import math
import random
import re
from itertools import accumulate
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize
from scipy.stats import chi2_contingency

from analysis.articles import load_articles
from analysis.coverage import odds, outlet_words
from analysis.coverage.concordance import find_lines_with
from analysis.coverage.words import PRIOR, find_marking_words
from analysis.outlets import OutletError, load_outlets
from analysis.tables import ARTICLES, CONCORDANCE, MARKING_WORDS, TableError

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
COURIER, LANTERN = "Kestrel", "Osprey"  # outlets whose names stand in no text


def table(*texts, outlets=None, **columns):
    """An articles table; without outlets, half of the texts are of one and half of the other."""
    half = len(texts) // 2
    outlets = outlets or [COURIER] * half + [LANTERN] * (len(texts) - half)
    rows = [
        {"article_id": f"a{number:03}", "outlet": outlet, "text": text}
        for number, (outlet, text) in enumerate(zip(outlets, texts, strict=True))
    ]
    return ARTICLES.build(rows).assign(**columns)


def rows_of(articles, outlet=LANTERN, **options):
    """The rows of one outlet by word: all words, unless asked otherwise."""
    found = find_marking_words(articles, **{"most": None, "least_articles": 1, **options})
    return found[found["outlet"] == outlet].set_index("word")


def words_of(articles, outlet=LANTERN, **options):
    return set(rows_of(articles, outlet, **options).index)


def same(one, other):
    pd.testing.assert_frame_equal(one, other, rtol=1e-7, atol=1e-9)


# --- how much a word marks an outlet

# Eight articles of four different words each. "mayor": 1 of 4, and 3 of 4.
EQUAL = table(
    "the mayor met traders", "the council met traders",
    "the council met residents", "the council met residents",
    "the mayor met traders", "the mayor met traders",
    "the mayor met residents", "the council met residents",
)  # fmt: skip


def test_with_articles_of_one_length_it_is_the_formula_of_the_paper():
    row = rows_of(EQUAL, prior=0.5).loc["mayor"]
    # The prior adds half of all articles: 2 of 4 have the word.
    assert row["log_odds"] == pytest.approx(math.log((3 + 2) / (1 + 2)) - math.log(3 / 5))
    assert row["z"] == pytest.approx(row["log_odds"] / math.sqrt(1 / 5 + 1 / 3 + 1 / 3 + 1 / 5))
    assert row[["n_articles", "n_elsewhere"]].tolist() == [3, 1]
    assert row[["share", "share_elsewhere"]].tolist() == [0.75, 0.25]


def test_keyness_is_the_likelihood_ratio_of_the_four_counts():
    row = rows_of(EQUAL).loc["mayor"]
    by_hand = 2 * (3 * math.log(3 / 2) + 1 * math.log(1 / 2)) * 2
    assert row["keyness"] == pytest.approx(by_hand)
    counts = [[3, 1], [1, 3]]
    statistic = chi2_contingency(counts, correction=False, lambda_="log-likelihood").statistic
    assert row["keyness"] == pytest.approx(statistic)


@pytest.mark.parametrize(
    ("here", "elsewhere", "n_articles", "n_others"),
    [(3, 1, 4, 8), (4, 0, 4, 8), (0, 5, 4, 8), (1, 2, 4, 8), (12, 90, 100, 4000)],
)
def test_keyness_agrees_with_scipy(here, elsewhere, n_articles, n_others):
    found = odds.measure_keyness(np.array([here]), np.array([elsewhere]), n_articles, n_others)
    counts = [[here, elsewhere], [n_articles - here, n_others - elsewhere]]
    expected = chi2_contingency(counts, correction=False, lambda_="log-likelihood").statistic
    assert found == pytest.approx(expected)


def test_a_word_of_all_articles_marks_none():
    row = rows_of(EQUAL).loc["met"]
    assert row[["log_odds", "z", "keyness"]].tolist() == [0, 0, 0]
    assert "met" not in words_of(EQUAL, most=20)


def reference(texts, is_here, prior):
    """The same model, each article and word for itself, by other means: log-odds and z by word."""
    vocabulary = sorted(set(" ".join(texts).split()))
    has = np.array([[word in text.split() for word in vocabulary] for text in texts], float)
    varying = has[:, has.mean(axis=0) < 1]
    n, v = varying.shape

    def misfit(x):
        lengths, rates = x[:n] - x[:n].mean(), x[n:]
        expected = 1 - np.exp(-np.exp(lengths[:, None] + rates))
        lacking = varying.sum(axis=1) - expected.sum(axis=1) - lengths
        return (lacking**2).sum() + ((varying - expected).sum(axis=0) ** 2).sum()

    fit = minimize(misfit, np.zeros(n + v), method="BFGS", options={"gtol": 1e-9})
    lengths = fit.x[:n] - fit.x[:n].mean()

    def side(n_with, weights):
        def chance(u):
            return 1 - np.exp(-np.exp(lengths + u))

        u = brentq(lambda u: weights @ chance(u) - n_with, -30, 10, xtol=1e-12)
        p, step = chance(u), 1e-6
        slope = weights @ (chance(u + step) - chance(u - step)) / (2 * step)

        def odds_at(u):
            return math.log(math.expm1(math.exp(u)))

        variance = (weights * p) @ (1 - p) / slope**2
        return odds_at(u), variance * ((odds_at(u + step) - odds_at(u - step)) / (2 * step)) ** 2

    found = {}
    for word, column in zip(vocabulary, has.T, strict=True):
        if column.all():
            continue
        own, own_variance = side(column @ is_here + prior * column.sum(), is_here + prior)
        other, variance = side(column @ (1 - is_here) + prior * column.sum(), 1 - is_here + prior)
        found[word] = own - other, (own - other) / math.sqrt(own_variance + variance)
    return found


def test_with_articles_of_many_lengths_an_independent_reckoning_agrees():
    texts = [
        "the mayor met traders in the hall and the old harbour", "the mayor met traders",
        "the council met in the hall", "traders left the hall and the harbour in anger",
        "the council met", "the mayor left", "residents left the old hall",
        "the council met residents and the mayor in anger",
    ]  # fmt: skip
    is_here = np.array([0, 0, 0, 0, 1, 1, 1, 1.0])
    expected = reference(texts, is_here, 0.3)
    found = rows_of(table(*texts), prior=0.3)
    assert len(found) > 8
    for word in found.index.difference(["the"]):
        assert found.loc[word, ["log_odds", "z"]].tolist() == pytest.approx(
            expected[word], rel=1e-4, abs=1e-4
        )


# --- long articles


def test_a_long_article_cannot_carry_a_word():
    texts = ["the mayor spoke", "the mayor left", "the council met", "the council sat"] * 2
    texts[4] += " and was furious" + " furious" * 500
    assert "furious" not in words_of(table(*texts), most=20)
    texts[5] += " and was furious"
    often = rows_of(table(*texts))
    texts[4] = texts[4].replace(" furious", "", 500)
    same(rows_of(table(*texts)), often)
    assert often.loc["furious", ["n_articles", "share"]].tolist() == [2, 0.5]


def newsroom(lengths, seed=5, marked=(), n_articles=80):
    """Articles as two outlets would write them whose words come as often, but for the marked."""
    draw = random.Random(seed)
    often = list(accumulate(1 / (rank + 3) for rank in range(8000)))
    names = [
        f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(8000)
    ]
    texts = []
    for length, extra in zip(lengths, [(), marked], strict=True):
        for number in range(n_articles):
            words = draw.choices(names, cum_weights=often, k=draw.randint(length // 2, 2 * length))
            texts.append(" ".join(words + [word for word in extra if number % 2 == 0]))
    return table(*texts), names[:200]


@pytest.mark.parametrize("lengths", [(150, 150), (80, 400), (400, 80)])
def test_common_words_mark_no_outlet_for_its_long_articles(lengths):
    articles, common = newsroom(lengths, marked=("boffin",))
    found = find_marking_words(articles)
    assert found[found["outlet"] == LANTERN]["word"].iloc[0] == "boffin"
    by_lot = found[found["word"] != "boffin"]
    assert by_lot["z"].max() < 3.6
    assert by_lot["word"].head(20).isin(common).mean() < 0.5
    every = find_marking_words(articles, most=None)
    frequent = every[every["word"].isin(common) & (every["outlet"] == LANTERN)]
    assert abs(frequent["z"].mean()) < 0.25
    if lengths[0] != lengths[1]:  # else the test could not fail
        assert abs((frequent["share"] - frequent["share_elsewhere"]).mean()) > 0.15


def test_what_rests_on_few_articles_is_drawn_towards_no_difference():
    by_prior = [rows_of(EQUAL, prior=prior).loc["mayor"] for prior in (0.01, 0.1, 1, 10)]
    log_odds = [row["log_odds"] for row in by_prior]
    assert log_odds == sorted(log_odds, reverse=True)
    assert log_odds[-1] > 0


def test_many_lengths_are_put_into_classes_and_little_changes(monkeypatch):
    articles, _ = newsroom((120, 200))
    in_classes = find_marking_words(articles, most=None)
    monkeypatch.setattr(odds, "_CLASSES", 10_000)
    exact = find_marking_words(articles, most=None)
    both = in_classes.merge(exact, on=["outlet", "word"])
    assert len(both) == len(exact)
    assert (both["z_x"] - both["z_y"]).abs().max() < 0.15


def test_each_printed_form_and_each_pair_of_counts_is_worked_out_once(monkeypatch):
    articles, _ = newsroom((100, 100))
    folded, asked = [], []
    fold, log_odds = outlet_words._fold, odds._log_odds
    monkeypatch.setattr(
        outlet_words, "_fold", lambda form, names: folded.append(form) or fold(form, names)
    )
    monkeypatch.setattr(odds, "_log_odds", lambda n, *rest: asked.append(n) or log_odds(n, *rest))
    found = find_marking_words(articles, most=None)
    assert len(folded) <= len(set(" ".join(articles["text"]).split())) + 10
    assert sum(map(len, asked)) < len(found) / 2


# --- which words


def test_words_are_in_lower_case_without_possessive_s_and_figures():
    text = "The mayor’s well-known “no” cost 40 traders £3.5m on 11th May; it’s O’Brien’s G20 row."
    assert words_of(table(*[text] * 4)) == set(
        "the mayor well-known cost traders on may it's o'brien g20 row".split()
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we won’t; WE WON'T; We Won't", "we won't"),
        ("that’s hers; the firm’s hers", "that's hers the firm"),
        ("He told US troops in the U.S. to wait for us", "he told US troops in the u.s. to wait for us"),
        ("write to news@kite.example or see https://kite.example/a?b", "write to or see"),
        ("see www.kite.example and kite.co.uk/x now", "see and now"),
        ("I saw a man B", "i saw a man"),
        ("cafe\u0301 co\u00adope\u200brate well\u2011known", "café cooperate well-known"),
        ("Straße und Über-Ich", "straße und über-ich"),
        ("at 5 p.m. and 10am", "at p.m. and"),
    ],
)  # fmt: skip
def test_what_a_word_is(text, words):
    assert words_of(table(*[text] * 4)) == set(words.split())


def test_what_stands_in_quotation_marks_is_the_speakers_unless_asked_for():
    text = '“We are furious,” said the mayor. She called it "shameful" and ‘a stitch-up’, twice.'
    articles = table(*[text] * 4)
    own = {"said", "the", "mayor", "she", "called", "it", "and", "twice"}
    assert words_of(articles) == own
    assert words_of(articles, quoted=True) == own | {
        "we", "are", "furious", "shameful", "a", "stitch-up"
    }  # fmt: skip


def test_the_names_of_the_articles_outlets_are_left_out_where_they_have_a_capital():
    text = "The mayor told the Lantern in Port Ellery, by a lantern at the port of London, of it."
    outlets = ["The Port Ellery Courier"] * 2 + ["The Lantern (London)"] * 2
    found = words_of(table(*[text] * 4, outlets=outlets), "The Lantern (London)")
    assert found == set("the mayor told in by a lantern at port of london it".split())


def test_so_are_domains_and_the_other_names_of_outlets_that_are_known(tmp_path):
    text = "Kitepost and the NYT, or Nytimes, said Tideway Tonight, know."
    outlets = ["The New York Times"] * 2 + ["Tideway News"] * 2
    urls = pd.Series(["https://www.kitepost.co.uk/1"] * 4, dtype="str")
    articles = table(*[text] * 4, outlets=outlets, url=urls)
    assert words_of(articles, "Tideway News") == {"and", "the", "or", "said", "tonight", "know"}
    lexicon = SAMPLE / "outlets.csv"
    found = words_of(articles, "Tideway News", outlets=lexicon)
    assert found == {"and", "the", "or", "said", "know"}
    with pytest.raises(OutletError, match="there is no file"):
        find_marking_words(articles, outlets=tmp_path / "none.csv")


def test_a_known_outlet_is_known_by_its_domain_and_its_domain_by_the_outlet():
    names = outlet_words.words_of_names(["The Guardian"], [], load_outlets())
    assert names >= {"guardian", "theguardian"}
    assert outlet_words.words_of_names(["theguardian.com"], [], load_outlets()) >= names


# --- which rows


def test_a_row_has_two_articles_and_a_larger_share_than_elsewhere():
    texts = ["the mayor met furious traders"] * 2 + ["the mayor met calm traders in May"] * 3
    found = find_marking_words(
        table(*texts, outlets=[LANTERN] * 2 + [COURIER] * 3), least_articles=2
    )
    assert (found["n_articles"] >= 2).all()
    assert (found["share"] > found["share_elsewhere"]).all()
    assert (found["log_odds"] > 0).all()
    assert words_of(table(*texts, outlets=[LANTERN] * 2 + [COURIER] * 3)) >= {"furious", "calm"}


def test_where_lengths_and_shares_disagree_there_is_no_row():
    articles, _ = newsroom((400, 80))
    found = find_marking_words(articles, most=100_000)
    assert (found["share"] > found["share_elsewhere"]).all()
    assert (found["log_odds"] > 0).all()
    every = find_marking_words(articles, most=None)
    is_more = every["share"] > every["share_elsewhere"]
    assert (is_more & (every["log_odds"] < 0)).any()
    assert (~is_more & (every["log_odds"] > 0)).any()


def test_rows_are_sorted_by_outlet_and_z_and_no_more_than_asked():
    articles, _ = newsroom((60, 60), n_articles=20)
    found = find_marking_words(articles, most=7)
    assert found["outlet"].tolist() == [COURIER] * 7 + [LANTERN] * 7
    for _, rows in found.groupby("outlet"):
        keys = list(zip(-rows["z"], -rows["word"].str.len(), rows["word"], strict=True))
        assert keys == sorted(keys)
    more = find_marking_words(articles, most=8)
    assert more.groupby("outlet").head(7)["word"].tolist() == found["word"].tolist()


def test_all_words_are_given_when_asked_also_those_that_it_avoids():
    found = rows_of(EQUAL)
    assert set(found.index) == {"the", "mayor", "council", "met", "traders", "residents"}
    assert found.loc["council", "log_odds"] < 0 < found.loc["mayor", "log_odds"]


def test_an_outlet_with_few_articles_has_no_rows_but_counts_elsewhere():
    texts = ["the mayor met traders"] * 3 + ["the council sat"] * 3 + ["the mayor left"] * 2
    outlets = [COURIER] * 3 + [LANTERN] * 3 + ["Merlin"] * 2
    found = find_marking_words(table(*texts, outlets=outlets))
    assert set(found["outlet"]) == {COURIER, LANTERN}
    row = rows_of(table(*texts, outlets=outlets), COURIER).loc["mayor"]
    assert (row["n_elsewhere"], row["share_elsewhere"]) == (2, 0.4)


def test_articles_without_an_outlet_or_a_word_are_left_out():
    texts = ["the mayor met traders"] * 3 + ["the council sat"] * 3
    outlets = [COURIER] * 3 + [LANTERN] * 3
    alone = find_marking_words(table(*texts, outlets=outlets), most=None)
    more = table(
        *texts, "the mayor sat", "a mayor", None, "", "“All quoted.”", "12 400",
        outlets=[*outlets, None, " ", LANTERN, LANTERN, LANTERN, LANTERN],
    )  # fmt: skip
    same(find_marking_words(more, most=None), alone)


def test_another_column_may_tell_the_groups():
    by_section = EQUAL.assign(section=EQUAL["outlet"], outlet=None).astype({"outlet": "str"})
    same(find_marking_words(by_section, by="section"), find_marking_words(EQUAL))


@pytest.mark.parametrize(
    "articles",
    [
        ARTICLES.empty(),
        table("the mayor met traders", outlets=[COURIER]),
        table(*["the mayor met traders"] * 5, outlets=[COURIER] * 5),
        table(*["the mayor met traders"] * 4, outlets=[None] * 4),
        table(*[None] * 8),
        table(*["12 400"] * 8),
        table("the mayor", "the council"),
    ],
    ids=["no rows", "one", "one outlet", "no outlet", "no text", "no word", "too few"],
)
def test_where_nothing_can_be_compared_the_table_is_empty(articles):
    same(find_marking_words(articles), MARKING_WORDS.empty())


def test_where_all_articles_are_the_same_nothing_marks():
    assert find_marking_words(table(*["the mayor met traders"] * 8)).empty
    everything = find_marking_words(table(*["the mayor met traders"] * 8), most=None)
    assert (everything[["log_odds", "z", "keyness"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "paper"}, "by is a column of the articles, such as 'outlet'"),
        ({"by": ["outlet"]}, "by is a column"),
        ({"least_articles": 0}, "least_articles is a whole number, 1 or more, not 0"),
        ({"least_articles": True}, "least_articles is a whole number"),
        ({"most": 2.5}, "most is a whole number, 1 or more, or None for all words, not 2.5"),
        ({"prior": 0}, "prior is a number from 0.001 to 1000, such as 0.1, not 0"),
        ({"prior": float("nan")}, "prior is a number"),
        ({"prior": "high"}, "prior is a number"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_a_sentence(options, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        find_marking_words(EQUAL, **options)


def test_what_is_no_articles_table_is_refused():
    with pytest.raises(TableError, match="expected the articles table"):
        find_marking_words("articles")
    with pytest.raises(TableError, match=r"columns that load_articles\(path\)"):
        find_lines_with(pd.DataFrame({"text": ["the bridge"]}), "bridge")


# --- what must not matter

WORDS = "the mayor's council met traders furious bridge it’s US 40 “shut” old-town".split()
texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=12).map(" ".join)
corpora = st.lists(st.tuples(st.sampled_from([COURIER, LANTERN, "Merlin"]), texts), max_size=14)
properties = settings(max_examples=60, deadline=None)


def corpus(pairs):
    return table(*[text for _, text in pairs], outlets=[outlet for outlet, _ in pairs])


def find_all(articles):
    return find_marking_words(articles, most=None, least_articles=1)


@properties
@given(corpora)
def test_names_of_outlets_do_not_matter(pairs):
    renamed = {COURIER: "Zander", LANTERN: "Albatross", "Merlin": "Merganser"}
    found = find_all(corpus([(renamed[outlet], text) for outlet, text in pairs]))
    expected = find_all(corpus(pairs)).replace({"outlet": renamed})
    expected = expected.sort_values("outlet", kind="stable", ignore_index=True)
    same(found, expected.astype(dict(MARKING_WORDS.columns)))


@properties
@given(corpora, st.data())
def test_an_article_that_says_all_twice_does_not_matter(pairs, data):
    longer = list(pairs)
    for number in data.draw(st.sets(st.integers(0, max(len(pairs) - 1, 0)))) if pairs else ():
        outlet, text = pairs[number]
        longer[number] = outlet, f"{text}\n\n{text}"
    same(find_all(corpus(longer)), find_all(corpus(pairs)))


@properties
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(pairs, order):
    shuffled = list(pairs)
    order.shuffle(shuffled)
    same(find_all(corpus(shuffled)), find_all(corpus(pairs)))


@properties
@given(corpora)
def test_of_two_outlets_one_is_the_mirror_of_the_other(pairs):
    found = find_all(corpus([(outlet, text) for outlet, text in pairs if outlet != "Merlin"]))
    one, other = (found[found["outlet"] == outlet] for outlet in (COURIER, LANTERN))
    both = one.merge(other, on="word", suffixes=("", "_other"))
    assert len(both) == len(one) == len(other)
    assert both["log_odds"].to_numpy() == pytest.approx(-both["log_odds_other"].to_numpy())
    assert both["z"].to_numpy() == pytest.approx(-both["z_other"].to_numpy())
    assert both["keyness"].to_numpy() == pytest.approx(both["keyness_other"].to_numpy())
    assert both["n_articles"].tolist() == both["n_elsewhere_other"].tolist()


@properties
@given(st.lists(st.tuples(st.sampled_from([COURIER, LANTERN]), st.text(max_size=60)), max_size=8))
def test_odd_texts_raise_nothing_and_all_is_measured(pairs):
    found = find_marking_words(corpus(pairs), most=None, least_articles=1, quoted=True)
    assert found.dtypes.astype(str).to_dict() == dict(MARKING_WORDS.columns)
    assert found.notna().all(axis=None)
    assert np.isfinite(found.select_dtypes("float64")).all(axis=None)
    assert not found.duplicated(list(MARKING_WORDS.key)).any()


# --- the sample


def test_the_words_that_mark_the_sample_tell_the_three_styles():
    found = find_marking_words(load_articles(SAMPLE), outlets=SAMPLE / "outlets.csv")
    by_outlet = found.groupby("outlet")["word"].agg(set).to_dict()
    assert by_outlet["The Daily Lantern"] >= {"source", "claimed", "insider", "damning", "snapped"}
    assert by_outlet["Tideway News"] >= {"what", "us", "it'll", "there's", "why"}
    assert by_outlet["The Port Ellery Courier"] >= {"which", "declined", "given"}
    words = set(found["word"])
    assert not words & {"the", "a", "of", "and", "to", "in"}
    assert not words & {"lantern", "courier", "tideway", "ellery", "tonight"}


def test_the_articles_with_a_marking_word_are_found_in_the_concordance():
    articles = load_articles(SAMPLE)
    found = find_marking_words(articles, most=5, quoted=True)
    for row in found.itertuples():
        lines = find_lines_with(articles, row.word)
        assert lines.loc[lines["outlet"] == row.outlet, "article_id"].nunique() >= row.n_articles


# --- the lines in which a word stands

TEXT = (
    "Strikers met at the pit.\n\n“We’ll strike again,” said a striker’s son at the old pit-head. "
    "The STRIKE began in May.\nNo strikes\n"
)


def lines(word, text=TEXT, **options):
    found = find_lines_with(table(text, outlets=[COURIER]), word, **options)
    return found["text"].tolist()


def test_a_word_is_found_whatever_its_case():
    assert lines("strike") == lines("STRIKE") == ["strike", "STRIKE"]


def test_a_star_stands_for_any_ending():
    assert lines("strike*") == ["Strikers", "strike", "striker", "STRIKE", "strikes"]
    assert lines("strikes*") == ["strikes"]
    assert lines("a* strik*", "A strike, as strikers a\nstrike") == ["A strike", "as strikers"]
    assert lines("f*", "What the f***, said fans") == ["f***", "fans"]


@pytest.mark.parametrize("word", ["we'll", "We’ll", "we`ll"])
def test_apostrophes_may_be_curly_or_straight(word):
    assert lines(word) == ["We’ll"]
    assert lines(word, "We'll see") == ["We'll"]


def test_hyphens_quotation_marks_and_blanks_may_be_of_any_kind():
    assert lines("pit-head", "pit‑head pit-head pit head") == ["pit‑head", "pit-head"]
    assert lines('"free"', "a “free” press") == ["“free”"]
    assert lines("old  pit", "the old\u00a0pit, the old   pit") == ["old\u00a0pit", "old   pit"]
    assert lines("café", "A cafe\u0301, a café, a cafe") == ["cafe\u0301", "café"]
    assert lines("cafe", "A cafe\u0301, a café, a cafe") == ["cafe"]


def test_whole_words_stand_next_to_no_letter_or_figure():
    assert lines("pit", "pit pits spit pit-head pit2 (pit)") == ["pit", "pit", "pit"]
    assert lines("pit", "pit Pits spit", whole_words=False) == ["pit", "Pit", "pit"]
    assert lines("罢工", "工人罢工了", whole_words=False) == ["罢工"]
    assert lines("u.s.", "The U.S. and US") == ["U.S."]
    assert lines("£5", "for £5, not £50") == ["£5"]


def test_a_phrase_does_not_reach_over_the_end_of_a_paragraph():
    assert lines("pit we'll", "the pit\n\nWe'll see") == []
    assert lines("the pit", "the pit\nthe\npit") == ["the pit"]


def test_left_and_right_are_cut_at_blanks_within_the_paragraph():
    found = find_lines_with(table(TEXT, outlets=[COURIER]), "strik*", width=14)
    contexts = list(zip(found["left"], found["text"], found["right"], strict=True))
    assert contexts == [
        ("", "Strikers", " met at the"),
        ("“We’ll ", "strike", " again,” said"),
        ("said a ", "striker", "’s son at the"),
        ("pit-head. The ", "STRIKE", " began in May."),
        ("No ", "strikes", ""),
    ]


def test_a_short_paragraph_stands_whole_around_the_place():
    found = find_lines_with(table("An old pit closed.", outlets=[COURIER]), "pit", width=60)
    assert found[["left", "right"]].values.tolist() == [["An old ", " closed."]]


def test_a_word_longer_than_the_width_is_cut():
    (row,) = find_lines_with(
        table("see " + "x" * 50 + "pit" + "y" * 50, outlets=[COURIER]), "pit", width=9,
        whole_words=False,
    ).to_dict("records")  # fmt: skip
    assert (row["left"], row["right"]) == ("x" * 9, "y" * 9)


def test_rows_come_in_the_order_of_the_articles_with_their_outlets():
    articles = table("a pit", None, "no", "pit, pit", outlets=["Z", "Z", None, None])
    found = find_lines_with(articles, "pit")
    assert found["article_id"].tolist() == ["a000", "a003", "a003"]
    assert found["start"].tolist() == [2, 0, 5]
    assert found["outlet"].isna().tolist() == [False, True, True]
    same(find_lines_with(articles, "quarry"), CONCORDANCE.empty())
    same(find_lines_with(ARTICLES.empty(), "pit"), CONCORDANCE.empty())


@pytest.mark.parametrize("word", ["", "  ", [], ["pit"], 7, None, float("nan")])
def test_what_is_no_word_is_refused_in_a_sentence(word):
    with pytest.raises(ValueError, match="word is a word or a phrase, such as 'bridge'"):
        find_lines_with(EQUAL, word)


@pytest.mark.parametrize("word", ["*", "*pit", "st*ke", "old * pit", "***"])
def test_a_star_elsewhere_is_refused_in_a_sentence(word):
    with pytest.raises(ValueError, match="stands at the end of a word, for any ending"):
        find_lines_with(EQUAL, word)


@pytest.mark.parametrize("width", [0, -5, 2.5, "60", True, None])
def test_a_width_that_is_no_number_of_characters_is_refused(width):
    with pytest.raises(ValueError, match="width is a whole number of characters, 1 or more"):
        find_lines_with(EQUAL, "mayor", width=width)


@properties
@given(
    st.text(alphabet="ab’'-–“ \n\t\u2028.é\u0301*", max_size=80),
    st.text(alphabet="ab'-“ .é\u0301", min_size=1, max_size=4).filter(str.strip),
    st.integers(1, 20),
    st.booleans(),
    st.booleans(),
)
def test_every_line_is_as_printed_and_stays_in_its_paragraph(text, word, width, whole, starred):
    word = word.rstrip() + "*" * starred
    found = find_lines_with(table(text, outlets=[COURIER]), word, width=width, whole_words=whole)
    for row in found.itertuples():
        assert text[row.start : row.end] == row.text
        line = row.left + row.text + row.right
        assert text[row.start - len(row.left) : row.end + len(row.right)] == line
        assert len(re.findall(r"[^\n\r\u2028\u2029]+", line)) == 1
        assert max(len(row.left), len(row.right)) <= width
        assert line == line.strip() or not (row.left and row.right)
    assert found["start"].is_monotonic_increasing
    if not starred and " " not in word and not whole and word.isalpha():
        assert len(found) >= text.count(word)


def test_the_prior_is_a_tenth_unless_told():
    same(find_marking_words(EQUAL), find_marking_words(EQUAL, prior=PRIOR))
    assert PRIOR == 0.1
