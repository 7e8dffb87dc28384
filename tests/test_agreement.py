"""Students code blind, and are told how far they agree with one another and with the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import (
    TableError,
    annotate,
    draw_sheet,
    find_disagreements,
    load_articles,
    load_codes,
    measure_agreement,
    measure_tool,
    name_speakers,
    score_sentiment,
    show_sentences,
    write_sheet,
)
from analysis.agreement.questions import is_same_name
from analysis.tables import CODES, QUOTES

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@pytest.fixture(scope="module")
def sample() -> Any:
    found = annotate(load_articles(SAMPLE), outlets=SAMPLE / "outlets.csv")
    return found, score_sentiment(name_speakers(found))


def codes(what: str, **said: Sequence[str | None]) -> pd.DataFrame:
    return CODES.build(
        {"item": f"a1#{n}", "what": what, "coder": coder, "code": code}
        for coder, answers in said.items()
        for n, code in enumerate(answers)
        if code is not None
    )


@pytest.mark.parametrize("what", ["speaker", "kind", "tone"])
def test_a_sheet_is_blind_to_what_the_program_says(sample: Any, what: str) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, what, 60)
    assert len(sheet) == 60
    assert set(sheet["code"]) == {""}
    shown = set(sheet.columns)
    assert shown.isdisjoint({"speaker", "speaker_type", "kind", "compound", "confidence", "rule"})


def test_every_item_stands_in_brackets_in_its_own_text(sample: Any) -> None:
    found, quotes = sample
    words = {f"{r.article_id}#{r.quote_id}": " ".join(r.text.split()) for r in quotes.itertuples()}
    sheet = draw_sheet(quotes, found.articles, "speaker", 300)
    for row in sheet.itertuples():
        assert f"[{words[row.item]}]" in row.passage


def test_one_seed_draws_one_sample_and_another_seed_another(sample: Any) -> None:
    found, quotes = sample
    first = draw_sheet(quotes, found.articles, "kind", 20, seed=1)
    shuffled = draw_sheet(quotes, found.articles, "kind", 20, seed=1)
    assert first.equals(shuffled)
    assert not first.equals(draw_sheet(quotes, found.articles, "kind", 20, seed=2))


def test_a_stratified_sample_has_as_many_items_of_each_outlet(sample: Any) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "kind", 30, by="outlet")
    outlet = dict(zip(found.articles["article_id"], found.articles["outlet"], strict=True))
    counts = sheet["item"].map(lambda item: outlet[item.rsplit("#", 1)[0]]).value_counts()
    assert counts.max() - counts.min() <= 1


def test_a_stratum_that_is_too_small_gives_what_it_has() -> None:
    rows = QUOTES.build(
        {"article_id": "a1", "quote_id": n, "sentence_id": 0, "start": 0, "end": 1, "text": "x",
         "kind": "mixed" if n == 0 else "direct"}
        for n in range(9)
    )  # fmt: skip
    articles = pd.DataFrame({"article_id": ["a1"], "text": ["x"]})
    from analysis.tables import ARTICLES

    sheet = draw_sheet(rows, ARTICLES.build(articles.to_dict("records")), "kind", 6, by="kind")
    assert "a1#0" in set(sheet["item"])
    assert len(sheet) == 6


@pytest.mark.parametrize(
    ("what", "more", "message"),
    [
        ("speakers", {}, "Did you mean 'speaker'"),
        ("kind", {"by": "newspaper"}, "by is a column"),
        ("kind", {"n": 0}, "1 or more"),
    ],
)
def test_a_wrong_wish_is_answered_with_what_can_be_wished(
    sample: Any, what: str, more: dict[str, Any], message: str
) -> None:
    found, quotes = sample
    with pytest.raises(ValueError, match=message):
        draw_sheet(quotes, found.articles, what, **more)


def test_a_sheet_that_may_hold_codes_is_not_overwritten(sample: Any, tmp_path: Path) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "kind", 5)
    write_sheet(sheet, tmp_path / "mia.csv")
    with pytest.raises(TableError, match="codes may stand in it"):
        write_sheet(sheet, tmp_path / "mia.csv")


def test_codes_come_back_with_the_coder_the_file_is_named_after(
    sample: Any, tmp_path: Path
) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "kind", 3)
    sheet["code"] = [" Direct ", "i", ""]
    write_sheet(sheet, tmp_path / "mia.csv")
    read = load_codes(tmp_path / "mia.csv")
    assert read["code"].tolist() == ["direct", "indirect"]
    assert set(read["coder"]) == {"mia"}


def test_an_answer_that_is_not_on_offer_is_refused_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "mia.csv").write_text("item,what,code\na1#0,kind,direct\na1#1,kind,quoted\n")
    with pytest.raises(
        TableError, match=r"row 3 of mia.csv has the code 'quoted'; .* direct, mixed"
    ):
        load_codes(tmp_path / "mia.csv")


def test_a_quotation_mark_that_is_never_closed_is_found_by_its_line(tmp_path: Path) -> None:
    row = "a1#0,kind,direct,\n"
    (tmp_path / "mia.csv").write_text(f'item,what,code,note\na1#0,kind,direct,"hm\n{row * 9000}')
    with pytest.raises(TableError, match=r"^mia.csv has .* begins in line 2: .* Close it"):
        load_codes(tmp_path / "mia.csv")


def test_coders_who_always_agree_have_a_coefficient_of_one() -> None:
    said = ["direct", "mixed", "indirect", "direct", "mixed"]
    found = measure_agreement(codes("kind", mia=said, jon=said, eva=said))
    assert found["share_agreed"].tolist() == [1, 1, 1, 1]
    assert found["alpha"][0] == 1
    assert found["kappa"].dropna().tolist() == [1, 1, 1]


def test_coders_who_throw_dice_have_a_coefficient_near_nought() -> None:
    dice = np.random.default_rng(7)
    throw = [["direct", "mixed", "indirect"][n] for n in dice.integers(0, 3, 600)]
    other = [["direct", "mixed", "indirect"][n] for n in dice.integers(0, 3, 600)]
    found = measure_agreement(codes("kind", mia=throw, jon=other))
    assert abs(found["alpha"][0]) < 0.1
    assert found["alpha_low"][0] < 0 < found["alpha_high"][0]


def test_alpha_is_that_of_a_worked_example() -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, two observers, no missing
    # data: ten units, "yes" and "no", alpha = .095.
    jon = ["no", "yes", "no", "no", "no", "no", "no", "no", "yes", "no"]
    eva = ["yes", "yes", "yes", "no", "no", "yes", "no", "no", "no", "no"]
    found = measure_agreement(codes("speech", jon=jon, eva=eva))
    assert found["alpha"][0] == pytest.approx(0.095, abs=0.001)


def test_for_tone_a_near_miss_costs_less_than_a_far_one() -> None:
    base = ["negative", "neutral", "positive", "negative", "neutral", "positive"] * 3
    near = ["neutral", *base[1:]]
    far = ["positive", *base[1:]]
    alphas = [
        measure_agreement(codes("tone", mia=base, jon=other))["alpha"][0] for other in (near, far)
    ]
    assert alphas[0] > alphas[1]


def test_items_that_only_one_coder_has_coded_count_for_nothing() -> None:
    found = measure_agreement(
        codes("kind", mia=["direct", "mixed", "direct"], jon=["direct", "mixed"])
    )
    assert found["n_items"].tolist() == [2, 2]


def test_where_only_one_answer_was_given_chance_cannot_be_told() -> None:
    found = measure_agreement(codes("kind", mia=["direct"] * 4, jon=["direct"] * 4))
    assert found["share_agreed"].tolist() == [1, 1]
    assert found[["kappa", "alpha"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mayor Ines Calloway", "Calloway", True),
        ("the harbour board", "Harbour Board", True),
        ("Dr. Samuel Whitlock", "samuel whitlock", True),
        ("Ana Ruiz", "Leon Ruiz", False),
        ("nobody", "Ana Ruiz", False),
        ("Joe Biden", "Joseph R. Biden Jr.", True),
    ],
)
def test_names_mean_one_speaker_however_they_are_written(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


def test_speakers_agree_if_they_mean_the_same_person() -> None:
    said = codes("speaker", mia=["Mayor Ana Ruiz", "nobody"], jon=["Ruiz", "Leon Ode"])
    assert measure_agreement(said)["share_agreed"].tolist() == [0.5, 0.5]


def test_the_program_is_measured_against_what_most_coders_say(sample: Any) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "kind", 40)
    truth = {f"{r.article_id}#{r.quote_id}": r.kind for r in quotes.itertuples()}
    said = [truth[item] for item in sheet["item"]]
    wrong = ["mixed" if said[0] != "mixed" else "direct", *said[1:]]
    filled = CODES.build(
        {"item": item, "what": "kind", "coder": coder, "code": code}
        for coder, answers in (("mia", said), ("jon", wrong), ("eva", wrong))
        for item, code in zip(sheet["item"], answers, strict=True)
    )
    everything = measure_tool(filled, quotes).iloc[0]
    assert everything["answer"] == "(all)"
    assert everything["n_both"] == 39
    assert everything["precision_low"] < 39 / 40 < everything["precision_high"]
    different = find_disagreements(filled, quotes)
    assert different["item"].tolist() == [sheet["item"][0]]
    assert different["coders"].tolist() == [wrong[0]]
    assert "[" in show_sentences(different, found.articles, columns=["program", "said"]).text


def test_recall_of_reported_speech_is_measured_over_sentences(sample: Any) -> None:
    found, quotes = sample
    sheet = draw_sheet(found.sentences, found.articles, "speech", 50)
    filled = CODES.build(
        {"item": item, "what": "speech", "coder": "mia", "code": "yes"} for item in sheet["item"]
    )
    scores = measure_tool(filled, found.sentences, quotes=quotes).set_index("answer")
    assert scores.loc["yes", "precision"] == 1
    assert scores.loc["yes", "recall"] == scores.loc["yes", "n_found"] / 50
    with pytest.raises(TableError, match=r"quotes=found\.quotes"):
        measure_tool(filled, found.sentences)


def test_tone_needs_scored_quotes_and_says_so(sample: Any) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "tone", 5)
    filled = CODES.build(
        {"item": item, "what": "tone", "coder": "mia", "code": "neutral"} for item in sheet["item"]
    )
    assert len(measure_tool(filled, quotes)) >= 2
    with pytest.raises(TableError, match="for tone, scored"):
        measure_tool(filled, quotes.drop(columns="compound"))


def test_coders_who_are_divided_count_for_nobody_but_are_shown(sample: Any) -> None:
    _, quotes = sample
    key = f"{quotes['article_id'][0]}#{quotes['quote_id'][0]}"
    filled = CODES.build(
        {"item": key, "what": "kind", "coder": coder, "code": code}
        for coder, code in (("mia", "direct"), ("jon", "mixed"))
    )
    assert find_disagreements(filled, quotes)["coders"].tolist() == ["divided"]


def test_items_whose_words_are_others_now_are_left_out_with_a_warning(
    sample: Any, tmp_path: Path
) -> None:
    found, quotes = sample
    sheet = draw_sheet(quotes, found.articles, "kind", 4)
    sheet["code"] = "direct"
    write_sheet(sheet, tmp_path / "mia.csv")
    filled = load_codes(tmp_path / "mia.csv")
    assert measure_tool(filled, quotes)["n_coded"][0] == 4
    filled.loc[0, "words"] = "Other words."
    with pytest.warns(UserWarning, match="1 of the items on “kind”"):
        assert measure_tool(filled, quotes)["n_coded"][0] == 3
