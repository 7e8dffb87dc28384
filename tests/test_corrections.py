"""What a person corrects takes effect everywhere, and what no longer fits is refused with a reason."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import (
    CorrectionWarning,
    TableError,
    add_corrections,
    annotate,
    apply_corrections,
    check_corrections,
    compare_corrected,
    correct_quotes,
    count_sources,
    load_articles,
    load_corrections,
    name_speakers,
    score_sentiment,
    summarize_speakers,
)
from analysis.corrections.form import _controls
from analysis.tables import ARTICLES, CORRECTIONS, NAMED_QUOTES

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
QUOTES = NAMED_QUOTES.build(
    {"article_id": a, "quote_id": n, "sentence_id": 0, "start": 0, "end": len(t), "text": t,
     "kind": k, "speaker": s, "speaker_type": y, "speaker_rule": "name", "confidence": 0.6}
    for a, n, t, k, s, y in [
        ("a1", 0, "We will wait.", "direct", "Ana Ruiz", "person"),
        ("a1", 1, "it would be late", "indirect", None, None),
        ("a1", 2, "No.", "direct", "Leon Ode", "person"),
        ("a2", 0, "Safe as", "mixed", "harbour board", "organisation"),
    ]
)  # fmt: skip


def fix(key: str, field: str, old: str, new: str, **more: str) -> dict[str, str]:
    known = {"table": "quotes", "coder": "mia", "reason": "", "text": ""}
    return {**known, "key": key, "field": field, "old": old, "new": new, **more}


def corrections(*rows: dict[str, str]) -> pd.DataFrame:
    return CORRECTIONS.build(rows)


def test_a_corrected_speaker_has_the_coder_for_a_rule_and_full_confidence() -> None:
    after = apply_corrections(QUOTES, corrections(fix("a1#1", "speaker", "", "harbour board")))
    row = after.iloc[1]
    assert row["speaker"] == "harbour board"
    assert row["speaker_type"] == "organisation"
    assert row["speaker_rule"] == "corrected by mia"
    assert row["confidence"] == 1


def test_the_table_given_is_left_as_it_was() -> None:
    before = QUOTES.copy()
    apply_corrections(QUOTES, corrections(fix("a1#0", "kind", "direct", "mixed")))
    pd.testing.assert_frame_equal(QUOTES, before)


def test_columns_and_dtypes_stay_those_of_the_table() -> None:
    after = apply_corrections(QUOTES, corrections(fix("a1#0", "speaker", "Ana Ruiz", "Leon Ode")))
    assert after.dtypes.to_dict() == QUOTES.dtypes.to_dict()


@pytest.mark.parametrize(
    ("new", "more", "expected"),
    [
        ("Mia Brandt", (), "person"),
        ("dog walker in the queue", (), "unnamed"),
        ("harbour board", (), "organisation"),
        ("Port Office", ("organisation",), "organisation"),
    ],
)
def test_a_new_name_is_a_person_and_a_new_phrase_nobody_unless_the_coder_says_otherwise(
    new: str, more: tuple[str, ...], expected: str
) -> None:
    said = [fix("a1#0", "speaker_type", "person", kind) for kind in more]
    after = apply_corrections(QUOTES, corrections(*said, fix("a1#0", "speaker", "Ana Ruiz", new)))
    assert after["speaker_type"][0] == expected


def test_what_is_no_quote_is_left_out() -> None:
    after = apply_corrections(QUOTES, corrections(fix("a2#0", "keep", "yes", "no")))
    assert after["quote_id"].tolist() == [0, 1, 2]


def test_a_table_without_corrections_is_itself() -> None:
    pd.testing.assert_frame_equal(apply_corrections(QUOTES, CORRECTIONS.empty()), QUOTES)


def test_corrections_of_other_tables_are_passed_over() -> None:
    other = fix("a1", "outlet", "", "The Courier", table="articles")
    assert check_corrections(QUOTES, corrections(other)).empty


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (fix("a1#9", "speaker", "", "X"), "There is no row a1#9 in quotes (the nearest is a1#"),
        (fix("a1#0", "speaker", "Leo", "X"), "The speaker of a1#0 is no longer “Leo” but “Ana Ruiz”."),
        (fix("a1#1", "speaker", "Leo", "X"), "The speaker of a1#1 is no longer “Leo” but empty."),
        (fix("a1#0", "start", "0", "4"), "“start” of quotes cannot be corrected: speaker,"),
        (fix("a1#0", "kind", "direct", "quoted"), "“quoted” is no kind of a1#0: it is one of direct, mixed"),
        (fix("a1#0", "speaker", "", "X", table="quote"), "There is no table “quote” to correct"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_the_reason(row: dict[str, str], why: str) -> None:
    checked = check_corrections(QUOTES, corrections(row))
    assert checked["status"].tolist() == ["refused"]
    assert checked["why"][0].startswith(why)


def test_the_good_corrections_are_applied_beside_the_refused_ones() -> None:
    said = corrections(fix("a1#9", "speaker", "", "X"), fix("a1#2", "kind", "direct", "mixed"))
    with pytest.warns(CorrectionWarning, match="1 of 2 corrections of quotes were refused"):
        after = apply_corrections(QUOTES, said)
    assert after["kind"][2] == "mixed"


def test_what_the_program_has_learned_meanwhile_is_no_error() -> None:
    checked = check_corrections(QUOTES, corrections(fix("a1#0", "speaker", "Ruiz", "Ana Ruiz")))
    assert checked["status"].tolist() == ["already so"]


def test_coders_who_differ_are_shown_and_neither_is_applied() -> None:
    said = corrections(
        fix("a1#1", "speaker", "", "Ana Ruiz"),
        fix("a1#1", "speaker", "", "Leon Ode", coder="jon"),
    )
    checked = check_corrections(QUOTES, said)
    assert set(checked["status"]) == {"refused"}
    assert "mia says “Ana Ruiz”, jon says “Leon Ode”" in checked["why"][0]
    with pytest.warns(CorrectionWarning):
        assert apply_corrections(QUOTES, said)["speaker"].isna()[1]


def test_a_row_whose_number_has_moved_is_found_by_its_words() -> None:
    moved = fix("a1#0", "speaker", "Leon Ode", "Mia Brandt", text="No.")
    assert apply_corrections(QUOTES, corrections(moved))["speaker"].tolist()[2] == "Mia Brandt"


def test_a_row_whose_words_are_gone_is_refused() -> None:
    gone = fix("a1#0", "speaker", "Ana Ruiz", "X", text="Other words.")
    assert check_corrections(QUOTES, corrections(gone))["status"].tolist() == ["refused"]


def test_two_coders_who_say_the_same_are_one_row_with_both_names(tmp_path: Path) -> None:
    for name in ("mia", "jon"):
        add_corrections(
            corrections(fix("a1#1", "speaker", "", "Ana Ruiz", coder=name)),
            tmp_path / f"{name}.csv",
        )
    said = load_corrections([tmp_path / "mia.csv", tmp_path / "jon.csv"])
    assert said["coder"].tolist() == ["mia; jon"]


def test_a_coder_who_changes_their_mind_is_believed_the_second_time(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    add_corrections(corrections(fix("a1#1", "speaker", "", "Ana Ruiz")), file)
    said = add_corrections(corrections(fix("a1#1", "speaker", "", "Leon Ode")), file)
    assert said["new"].tolist() == ["Leon Ode"]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_the_file_is_read_as_any_spreadsheet_saves_it(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    head, row = "Table,Key,Field,Old,New", "quotes,a1#0,speaker,Ana Ruiz,Zoé Brandt"
    text = f"{head}\r\n{row}\r\n,,,,\r\n".replace(",", separator)
    (tmp_path / "zoé.csv").write_bytes(text.encode(encoding))
    said = load_corrections(tmp_path / "zoé.csv")
    assert said["new"].tolist() == ["Zoé Brandt"]
    assert said["coder"].tolist() == ["zoé"]


def test_words_that_look_like_a_formula_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    add_corrections(corrections(fix("a1#0", "speaker", "=1+1", "-Ana", text="@home")), file)
    assert "'=1+1" in file.read_text(encoding="utf-8-sig")
    assert load_corrections(file)[["old", "new", "text"]].values.tolist() == [
        ["=1+1", "-Ana", "@home"]
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no file"),
        (b"", "is empty"),
        (
            b"table,key\nquotes,a1#0\n",
            "lacks the column field, old, new; its columns are table, key",
        ),
        (b"\x00\x01\x02\xff" * 9, "is no text"),
    ],
)
def test_a_file_that_is_none_says_what_is_wanted(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "corrections.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TableError, match=message):
        load_corrections(file)


def test_a_quotation_mark_that_is_never_closed_is_found_by_its_line(tmp_path: Path) -> None:
    row = "quotes,a1#0,speaker,Ana,Ana Ruiz\n"
    opened = 'quotes,a1#1,speaker,Ana,"Ana Ruiz\n'
    (tmp_path / "mia.csv").write_text(f"table,key,field,old,new\n{row}{opened}{row * 5000}")
    with pytest.raises(TableError, match=r"^mia.csv has .* begins in line 3: .* Close it"):
        load_corrections(tmp_path / "mia.csv")


def test_a_summary_cannot_be_corrected_but_what_it_was_counted_from_can() -> None:
    speakers = summarize_speakers(score_sentiment(QUOTES))
    with pytest.raises(TableError, match=r"laid over articles, quotes, mentions, events"):
        apply_corrections(speakers, CORRECTIONS.empty())


def test_before_and_after_are_told_number_by_number() -> None:
    scored = score_sentiment(QUOTES)
    after = apply_corrections(scored, corrections(fix("a1#1", "speaker", "", "Ana Ruiz")))
    changes = compare_corrected(summarize_speakers(scored), summarize_speakers(after))
    told = {
        (row["row"], row["column"]): (row["before"], row["after"])
        for row in changes.to_dict("records")
    }
    assert told["Ana Ruiz", "n_quotes"] == ("1", "2")
    assert ("Leon Ode", "n_quotes") not in told


def test_tables_without_a_common_key_say_which_to_give() -> None:
    twice = pd.DataFrame({"a": ["x", "x"], "b": [1, 1]})
    with pytest.raises(TableError, match="key="):
        compare_corrected(twice, twice)


@pytest.fixture(scope="module")
def sample() -> Any:
    found = annotate(load_articles(SAMPLE), outlets=SAMPLE / "outlets.csv")
    return found, score_sentiment(name_speakers(found))


def test_every_number_that_depends_on_a_correction_follows_within_two_seconds(sample: Any) -> None:
    found, quotes = sample
    one = quotes[quotes["speaker"] == "Ines Calloway"].iloc[0]
    said = corrections(
        fix(f"{one['article_id']}#{one['quote_id']}", "speaker", "Ines Calloway", "Priya Raman")
    )
    source = found.mentions[found.mentions["role"] == "attribution"].iloc[0]
    said = pd.concat(
        [
            said,
            corrections(
                fix(f"{source['article_id']}#{source['mention_id']}", "source", source["source"],
                    "Somebody Else", table="mentions")
            ),
        ],
        ignore_index=True,
    )  # fmt: skip
    before = summarize_speakers(quotes).set_index("speaker")["n_quotes"]
    start = time.perf_counter()
    speakers = summarize_speakers(apply_corrections(quotes, said)).set_index("speaker")["n_quotes"]
    sources = count_sources(apply_corrections(found.mentions, said))
    assert time.perf_counter() - start < 2
    assert speakers["Ines Calloway"] == before["Ines Calloway"] - 1
    assert speakers["Priya Raman"] == before["Priya Raman"] + 1
    assert "Somebody Else" in set(sources["source"])


ARTICLE = ARTICLES.build([{"article_id": "a1", "text": "It rained. “We’ll wait,” she said. No."}])


def test_a_quote_that_was_missed_is_added_by_its_words() -> None:
    said = corrections(
        fix("a1#+1", "text", "", "We'll wait"), fix("a1#+1", "speaker", "", "Leon Ode")
    )
    after = apply_corrections(QUOTES, said, articles=ARTICLE)
    row = after[after["rule"] == "added by mia"].iloc[0]
    assert (row["text"], row["speaker"], row["kind"]) == ("We’ll wait", "Leon Ode", "direct")
    assert (row["quote_id"], row["sentence_id"], row["speaker_type"]) == (3, 1, "person")
    assert len(after) == len(QUOTES) + 1
    assert after.dtypes.to_dict() == QUOTES.dtypes.to_dict()


@pytest.mark.parametrize(
    ("field", "new", "articles", "why"),
    [
        ("text", "We'll wait", None, "give the articles too"),
        ("text", "We will wait", ARTICLE, "stand nowhere in a1"),
        ("text", "e", ARTICLE, "times in a1"),
        ("speaker", "Leon Ode", ARTICLE, "must give its words"),
    ],
)
def test_what_cannot_be_added_is_refused_with_the_reason(
    field: str, new: str, articles: pd.DataFrame | None, why: str
) -> None:
    checked = check_corrections(
        QUOTES, corrections(fix("a1#+1", field, "", new)), articles=articles
    )
    assert checked["status"].tolist() == ["refused"]
    assert why in checked["why"][0]


def test_a_mention_that_was_missed_is_added_too(sample: Any) -> None:
    found, _ = sample
    article = found.articles.iloc[0]
    words = " ".join(article["text"].split()[:9])
    key = f"{article['article_id']}#+1"
    said = corrections(
        fix(key, "text", "", words, table="mentions"),
        fix(key, "source", "", "Somebody Else", table="mentions"),
    )
    after = apply_corrections(found.mentions, said, articles=found.articles)
    assert len(after) == len(found.mentions) + 1
    assert "Somebody Else" in set(count_sources(after)["source"])


def test_the_form_saves_what_differs_and_nothing_else(sample: Any, tmp_path: Path) -> None:
    found, quotes = sample
    form = correct_quotes(quotes, found.articles, tmp_path / "mine.csv", coder="mia")
    assert "nothing was saved" in form.save()
    form.go(3)
    form.speaker, form.reason = "Somebody Else", "She is asked in the paragraph before."
    assert form.save().endswith("holds 1 correction.")
    said = load_corrections(tmp_path / "mine.csv")
    after = apply_corrections(quotes, said)
    assert after["speaker"][3] == "Somebody Else"
    assert (after["speaker"].fillna("") != quotes["speaker"].fillna("")).sum() == 1


def test_the_controls_do_what_the_form_does(sample: Any, tmp_path: Path) -> None:
    found, quotes = sample
    file = tmp_path / "mine.csv"
    panel = _controls(correct_quotes(quotes, found.articles, file, coder="mia"))
    by_name = {part.description: part for part in panel.children if hasattr(part, "description")}
    back, save, following = panel.children[-2].children
    following.click()
    assert by_name["Speaker"].value == (quotes["speaker"][1] or "")
    by_name["Speaker"].value = "Somebody Else"
    by_name["Reason"].value = "It stands in the sentence <before>."
    save.click()
    assert load_corrections(file)["new"].tolist() == ["Somebody Else"]
    assert "now holds 1 correction" in panel.children[-1].value
    back.click()
    assert panel.children[-1].value == ""
    by_name["This is reported speech"].value = False
    save.click()
    assert load_corrections(file)["field"].tolist() == ["speaker", "keep"]


def test_the_form_stops_at_the_ends(sample: Any, tmp_path: Path) -> None:
    found, quotes = sample
    form = correct_quotes(quotes.head(2), found.articles, tmp_path / "mine.csv")
    form.go(-5)
    assert form.position == 0
    form.go(5)
    assert form.position == 1


def test_a_file_that_cannot_be_written_is_said_in_the_form(sample: Any, tmp_path: Path) -> None:
    found, quotes = sample
    (tmp_path / "folder.csv").mkdir()
    form = correct_quotes(quotes, found.articles, tmp_path / "folder.csv")
    form.is_quote = False
    assert "folder.csv" in form.save()


def test_outside_a_notebook_the_form_is_its_first_quotes(sample: Any) -> None:
    found, quotes = sample
    bundle = correct_quotes(quotes, found.articles)._repr_mimebundle_()
    assert "a form appears when this notebook is run" in bundle["text/plain"]
    assert "<script" not in bundle["text/html"]


def test_a_form_without_a_quote_says_so(sample: Any) -> None:
    found, quotes = sample
    with pytest.raises(TableError, match="no quote in this table"):
        correct_quotes(quotes.head(0), found.articles)
