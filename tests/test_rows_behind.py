"""From every number of every table that sums up, the way leads back to the rows it counted."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from sample_tables import PLOTS, charts, sample

from analysis import (
    chart_data,
    compare_engines,
    compare_openings,
    compare_speakers,
    count_sources,
    count_voices,
    find_marking_words,
    find_missing_voices,
    find_near_names,
    measure_parts,
    measure_readability,
    plot_speaker_words,
    rows_behind,
    score_sentiment,
    show_sentences,
    summarize_events,
    summarize_near_names,
    summarize_sourcing,
    summarize_utterances,
    tables,
    wording_of,
)
from analysis.display.summaries import SUMMARIES
from analysis.marks import quotations
from analysis.tables import ARTICLES, HEDGES, MENTIONS, NAMED_QUOTES, Table, TableError


def each_row(summary: pd.DataFrame, rows: pd.DataFrame, **given: Any):
    """Yield every row of a summary with the rows found behind it, whatever its number says."""
    for place in range(len(summary)):
        one = summary.iloc[[place]]
        yield one.iloc[0], rows_behind(one, rows, **given)


@cache
def counted() -> dict[str, tuple[pd.DataFrame, pd.DataFrame, dict[str, Any], str]]:
    """Return a summary of each kind, the rows it counts, what else is needed, and its number."""
    of = sample()
    near = score_sentiment(find_near_names(of.found, of.quotes))
    on_events = {"articles": of.articles, "events": of.events}
    return {
        "speakers": (of.speakers, of.quotes, {}, "n_quotes"),
        "own words": (of.speakers, of.quotes, {"column": "compound_mean"}, "n_scored"),
        "reported words": (of.speakers, of.quotes, {"column": "reported_mean"}, "n_reported"),
        "near names": (summarize_near_names(near), near, {}, "n_sentences"),
        "first of two": (compare_speakers(of.quotes), of.quotes, {"column": "mean_a"}, "n_a"),
        "second of two": (compare_speakers(of.quotes), of.quotes, {"column": "mean_b"}, "n_b"),
        "indirect, of two": (
            compare_speakers(of.quotes, kinds=["indirect"]),
            of.quotes,
            {"kinds": ["indirect"], "column": "n_a"},
            "n_a",
        ),
        "sources": (of.sources, of.mentions, {}, "n_mentions"),
        "sources by name": (
            count_sources(of.mentions, pronouns=False),
            of.mentions,
            {"pronouns": False},
            "n_mentions",
        ),
        "sources by outlet": (of.reliance, of.mentions, {"articles": of.articles}, "n_mentions"),
        "roles": (of.roles, of.mentions, {}, "n_mentions"),
        "sourcing": (of.sourcing, of.mentions, {}, "n_attributions"),
        "hedges": (of.sourcing, of.found.hedges, {"column": "n_hedges"}, "n_hedges"),
        "voices": (of.voices, of.quotes, on_events, "n_quotes"),
        "voices of all events": (
            count_voices(of.quotes, of.articles),
            of.quotes,
            {"articles": of.articles},
            "n_quotes",
        ),
        "utterances": (
            summarize_utterances(of.shared, least_outlets=1),
            of.shared,
            {},
            "n_quotes",
        ),
        "events": (summarize_events(of.events), of.events, {}, "n_articles"),
        "days": (of.days, of.articles, {}, "n_articles"),
        "readability": (of.readability, of.articles, {}, "n_sentences"),
        "engines": (compare_engines(of.articles.head(2)), of.articles, {}, "n_sentences"),
        "kinds of quotes": (of.quotes.value_counts("kind").reset_index(), of.quotes, {}, "count"),
        "reasons": (
            of.found.residue.value_counts(["reason"]).reset_index(),
            of.found.residue,
            {},
            "count",
        ),
    }


KINDS = ["speakers", "own words", "reported words", "near names", "first of two", "second of two"]
KINDS += ["indirect, of two", "sources", "sources by name", "sources by outlet", "roles"]
KINDS += ["sourcing", "hedges", "voices", "voices of all events", "utterances", "events", "days"]
KINDS += ["readability", "engines", "kinds of quotes", "reasons"]


def test_no_kind_is_left_out():
    assert list(counted()) == KINDS


@pytest.mark.parametrize("name", KINDS)
def test_of_every_row_as_many_are_found_as_were_counted(name):
    summary, rows, given, number = counted()[name]
    assert len(summary) > 0
    n_found = 0
    for row, found in each_row(summary, rows, **given):
        assert len(found) == row[number]
        if "n_articles" in row and number not in ("n_scored", "n_reported"):
            assert found["article_id"].nunique() == row["n_articles"]
        n_found += len(found)
    assert n_found == summary[number].sum()


# The sample has no hedges, and lines set aside stand in no sentence.
@pytest.mark.parametrize("name", [name for name in KINDS if name not in ("hedges", "reasons")])
def test_the_rows_found_are_shown_in_their_sentences(name):
    summary, rows, given, number = counted()[name]
    some = summary[summary[number] > 0].head(1)
    found = rows_behind(some, rows, **given)
    assert show_sentences(found, sample().articles, top=None).text.count("\n") == len(found) + 1


# Speakers


def test_behind_a_mean_are_the_quotes_that_it_is_the_mean_of():
    of = sample()
    for column in ("compound_mean", "reported_mean"):
        for row, found in each_row(of.speakers, of.quotes, column=column):
            assert found["compound"].mean() == pytest.approx(row[column], nan_ok=True)


def test_the_words_of_a_speaker_are_those_of_the_quotes_found():
    of = sample()
    found = rows_behind(of.speakers, of.quotes, "Ines Calloway")
    assert set(found["speaker"]) == {"Ines Calloway"}
    assert set(found["kind"]) > {"indirect"}
    own = rows_behind(of.speakers, of.quotes, "Ines Calloway", column="compound_mean")
    assert "indirect" not in set(own["kind"])


def test_behind_a_difference_of_tone_are_the_quotes_of_both():
    of = sample()
    pairs = compare_speakers(of.quotes)
    for row, found in each_row(pairs, of.quotes):
        assert set(found["speaker"]) == {row["speaker_a"], row["speaker_b"]}
        assert len(found) == row["n_a"] + row["n_b"]


# Sources


def test_only_attributions_stand_behind_a_source_as_wording_of_has_them():
    of = sample()
    for row, found in each_row(of.sources, of.mentions):
        wording = wording_of(of.mentions, row["source"])
        keys = ["article_id", "mention_id"]
        found = found.sort_values(keys)[keys].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, wording[keys])


def test_a_credit_of_an_agency_is_not_behind_its_count():
    row = {"article_id": "a", "start": 0, "end": 7, "text": "Reuters", "type": "agency"}
    row |= {"source": "Reuters", "is_self": False}
    mentions = MENTIONS.build(
        row | {"mention_id": n, "role": role, "is_self": own}
        for n, (role, own) in enumerate(
            [("attribution", False), ("credit", False), ("attribution", True)]
        )
    )
    found = rows_behind(count_sources(mentions), mentions, "Reuters")
    assert found["mention_id"].tolist() == [0]


GRADES = ["n_media_sources", "n_agencies", "n_named", "n_role_only", "n_anonymous"]
GRADES += ["n_documents", "n_organisations"]


@pytest.mark.parametrize("column", GRADES)
def test_behind_each_grade_are_the_mentions_of_as_many_different_sources(column):
    of = sample()
    for row, found in each_row(of.sourcing, of.mentions, column=column):
        names = found["source"].fillna(found["mention_id"].astype(str))
        assert len(set(zip(found["type"], names, strict=True))) == row[column]
        assert set(found["role"]) <= {"attribution"}


def test_behind_the_share_without_a_name_are_all_human_sources():
    of = sample()
    found = rows_behind(of.sourcing, of.mentions, column="share_unnamed")
    assert set(found["type"]) == {"person", "role_only", "anonymous"}


def test_behind_the_credits_is_who_is_credited_beside_the_story():
    of = sample()
    for row, found in each_row(of.sourcing, of.mentions, column="credits"):
        assert "; ".join(dict.fromkeys(found["source"])) == (row["credits"] or "")


def test_behind_hedges_are_the_hedges_of_the_article_and_not_its_mentions():
    of = sample()
    hedges = HEDGES.build(
        {"article_id": key, "sentence_id": 0, "start": n, "end": n + 1, "text": "x", "kind": "k"}
        for key, n in [("01-bridge-courier", 1), ("01-bridge-courier", 2), ("02-bridge-lantern", 3)]
    )
    found = type("Found", (), {**vars(of.found), "hedges": hedges})
    sourcing = summarize_sourcing(found)
    behind = rows_behind(sourcing, hedges, "01-bridge-courier", column="n_hedges")
    assert behind["start"].tolist() == [1, 2]
    with pytest.raises(TableError, match="not the hedges table"):
        rows_behind(sourcing, of.mentions, column="n_hedges")


# Voices


def test_behind_a_missing_voice_is_what_all_others_print_of_it():
    of = sample()
    missing = find_missing_voices(of.voices)
    assert set(missing["what"]) == {"missing here", "only here"}
    outlets = of.articles.set_index("article_id")["outlet"]
    events = of.events.set_index("article_id")["event"]
    for row, found in each_row(missing, of.quotes, articles=of.articles, events=of.events):
        there = set(found["article_id"].map(outlets))
        assert set(found["speaker"]) == {row["speaker"]}
        assert set(found["article_id"].map(events)) == {row["event"]}
        if row["what"] == "only here":
            assert there == {row["outlet"]}
        else:
            assert row["outlet"] not in there
            assert len(there) == row["n_outlets"]


def test_behind_the_shares_of_an_outlet_are_all_of_its_quotes_each_once():
    of = sample()
    found = [
        found
        for _, found in each_row(of.shares, of.quotes, articles=of.articles, mentions=of.mentions)
    ]
    for row, quotes in zip(of.shares.to_dict("records"), found, strict=True):
        assert quotes["text"].str.split().str.len().sum() == row["n_words"]
    every = pd.concat(found)
    assert not every.index.duplicated().any()
    assert len(every) == of.quotes["speaker"].notna().sum()


# Articles


def test_the_sentences_behind_a_grade_are_those_of_the_text_that_hold_words():
    of = sample()
    texts = of.articles.set_index("article_id")["text"]
    found = rows_behind(of.readability, of.articles, column="flesch_kincaid_grade")
    for key, start, end, text in found[["article_id", "start", "end", "text"]].to_numpy():
        assert texts[key][start:end] == text
        assert re.search(r"\w", text)


def test_headings_stand_behind_a_grade_only_where_they_were_counted():
    text = "A town waits\n\nIt rained all day. Nobody minded much."
    articles = ARTICLES.build([{"article_id": "a", "text": text}])
    plain = measure_readability(articles)
    assert len(rows_behind(plain, articles)) == 2
    with_headings = measure_readability(articles, headings=True)
    assert len(rows_behind(with_headings, articles, headings=True)) == 3
    with pytest.raises(TableError, match="the same headings"):
        rows_behind(with_headings, articles)


def test_behind_the_parts_of_an_article_are_its_sentences_its_headline_and_its_quotes():
    of = sample()
    parts = measure_parts(of.articles, of.quotes)
    seen = set()
    for row, found in each_row(parts, of.quotes, articles=of.articles):
        seen.add(row["part"])
        assert set(found["article_id"]) == {row["article_id"]}
        if row["part"] in ("body", "prose"):
            assert len(found) == row["n_sentences"]
        elif row["part"] == "headline":
            headline = show_sentences(found, of.articles).text.splitlines()[-1]
            assert headline.endswith(f"{found['text'].iloc[0]} (headline)")
        else:
            assert set(found["kind"]) == {"direct"}
            assert found["speaker"].nunique(dropna=False) == 1
    assert seen == {"body", "prose", "headline", "quotes"}


def test_no_sentence_of_the_prose_holds_quoted_words():
    of = sample()
    parts = measure_parts(of.articles, of.quotes)
    prose = rows_behind(parts[parts["part"] == "prose"], of.quotes, articles=of.articles)
    quoted = of.quotes[of.quotes["kind"] != "indirect"]
    both = prose.merge(quoted, on="article_id")
    assert not ((both["start_x"] < both["end_y"]) & (both["start_y"] < both["end_x"])).any()


def test_the_words_in_the_passages_of_an_article_are_its_shared_words():
    of = sample()
    texts = of.articles.set_index("article_id")["text"]
    for row, found in each_row(of.copy_shares, of.passages):
        text = texts[row["article_id"]]
        is_shared = np.zeros(len(text), dtype=bool)
        for start, end in found[["start", "end"]].to_numpy():
            is_shared[start:end] = True
        words = re.finditer(r"\S*\w\S*", text)
        n_shared = sum(is_shared[(word.start() + word.end()) // 2] for word in words)
        assert n_shared == row["n_shared"]
        assert set(found["article_id"]) <= {row["article_id"]}


def test_a_passage_is_shown_in_both_articles_that_have_it():
    of = sample()
    first = of.passages.iloc[0]
    for key, start in ((first["article_id"], "start"), (first["other_id"], "other_start")):
        found = rows_behind(of.copy_shares, of.passages, key)
        assert first[start] in found["start"].tolist()
        assert key in show_sentences(found, of.articles).text


def test_a_day_without_an_article_has_no_rows_behind_it():
    of = sample()
    none = of.days[of.days["n_articles"] == 0].head(1)
    assert rows_behind(none, of.articles).empty


def test_articles_are_shown_by_their_first_sentence_with_headline_and_day():
    of = sample()
    found = rows_behind(summarize_events(of.events).head(1), of.events)
    lines = show_sentences(found, of.articles).text.splitlines()
    assert lines[0] == "3 articles"
    assert lines[1] == "article | first sentence | headline | published"
    assert len(lines) == 5
    assert show_sentences(of.articles, of.articles).text.startswith("12 articles")


# Words


@pytest.fixture(scope="module")
def places() -> list[tuple[pd.Series, pd.DataFrame]]:
    of = sample()
    return list(each_row(of.words, of.articles, outlets=of.found.outlets))


def test_behind_a_marking_word_are_its_places_in_as_many_articles(places):
    for row, found in places:
        assert found["article_id"].nunique() == row["n_articles"]
        assert set(found["outlet"]) == {row["outlet"]}
        printed = {text.casefold().replace("’", "'") for text in found["text"]}
        assert printed == {row["word"].casefold()}


def test_no_place_of_a_marking_word_stands_in_quotation_marks(places):
    texts = sample().articles.set_index("article_id")["text"]
    for _, found in places:
        for key, start in found[["article_id", "start"]].to_numpy():
            first = texts[key].rfind("\n", 0, start) + 1
            last = texts[key].find("\n", start)
            line = texts[key][first : last if last >= 0 else None]
            assert not any(one.start <= start - first < one.end for one in quotations(line))


def test_the_places_of_a_word_elsewhere_and_in_quotes_can_be_asked_for():
    of = sample()
    outlets = of.found.outlets
    given = {"outlets": outlets, "column": "n_elsewhere"}
    for row, found in each_row(of.words.head(12), of.articles, **given):
        assert found["article_id"].nunique() == row["n_elsewhere"]
        assert row["outlet"] not in set(found["outlet"])
    quoted = find_marking_words(of.articles, quoted=True, outlets=outlets).head(12)
    for row, found in each_row(quoted, of.articles, outlets=outlets, quoted=True):
        assert found["article_id"].nunique() == row["n_articles"]


def test_articles_without_the_outlet_of_a_word_are_not_those_that_were_counted():
    of = sample()
    others = of.articles[of.articles["outlet"] != of.words["outlet"].iloc[0]]
    with pytest.raises(TableError, match="and 0 in the tables given"):
        rows_behind(of.words.head(1), others, outlets=of.found.outlets)


def test_a_part_of_a_longer_word_is_no_place_of_it():
    texts = ["A well-known bridge is known.", "A known bridge.", "A bridge.", "The bridge."]
    articles = ARTICLES.build(
        {"article_id": f"{outlet}{n}", "outlet": outlet, "text": text}
        for outlet, own in {"Post": texts[:2], "Sun": texts[2:]}.items()
        for n, text in enumerate(own)
    )
    words = find_marking_words(articles, least_articles=1)
    assert rows_behind(words, articles, "known")["start"].tolist() == [23, 2]


# From a chart, by name


@pytest.mark.parametrize("name", PLOTS)
def test_every_row_behind_a_chart_leads_back(name):
    of = sample()
    rows = {
        "plot_days": of.articles,
        "plot_marking_words": of.articles,
        "plot_readability": of.articles,
        "plot_shared_copy": of.passages,
        "plot_shared_quotes": of.shared,
        **dict.fromkeys(
            [
                "plot_named_sources",
                "plot_reliance",
                "plot_source_counts",
                "plot_sources",
                "plot_sources_by_outlet",
            ],
            of.mentions,
        ),
    }.get(name, of.quotes)
    given = {"articles": of.articles, "events": of.events, "mentions": of.mentions}
    ax = charts()[name]()
    whole = rows_behind(ax, rows, **given)
    found = [found for _, found in each_row(chart_data(ax).head(8), rows, **given)]
    assert len(whole) > 0
    assert sum(len(one) > 0 for one in found) >= len(found) - 2  # an article may share nothing
    assert max(map(len, found)) <= len(whole)


def test_a_bar_is_called_by_its_name():
    of = sample()
    ax = charts()["plot_speaker_words"]()
    found = rows_behind(ax, of.quotes, "Ines Calloway")
    pd.testing.assert_frame_equal(found, of.quotes[of.quotes["speaker"] == "Ines Calloway"])


def test_a_row_is_called_as_the_chart_has_it():
    of = sample()
    ax = charts()["plot_sources"]()
    found = rows_behind(ax, of.mentions, ["people", "byline"])
    assert set(found["type"]) == {"person"}
    assert set(found["role"]) == {"byline"}


def test_a_cell_is_called_by_both_its_names():
    of = sample()
    ax = charts()["plot_sources_by_outlet"]()
    names = ["Ines Calloway", "Tideway News"]
    found = rows_behind(ax, of.mentions, names, articles=of.articles)
    outlets = of.articles.set_index("article_id")["outlet"]
    assert set(found["source"]) == {"Ines Calloway"}
    assert set(found["article_id"].map(outlets)) == {"Tideway News"}


def test_a_day_is_called_by_its_date():
    of = sample()
    found = rows_behind(charts()["plot_days"](), of.articles, ["2025-05-07", "All outlets"])
    assert set(found["published"].dt.strftime("%Y-%m-%d")) == {"2025-05-07"}
    assert len(found) == 2


def test_behind_a_chart_with_nothing_to_draw_are_no_rows():
    of = sample()
    assert rows_behind(plot_speaker_words(of.speakers.head(0)), of.quotes).empty
    assert rows_behind(of.speakers.head(0), of.quotes).empty


# What comes back


def test_the_rows_stand_as_they_stood_whatever_the_order_of_the_summary():
    of = sample()
    turned = of.speakers.iloc[[2, 0]]
    found = rows_behind(turned, of.quotes)
    is_one = of.quotes["speaker"].isin(turned["speaker"])
    pd.testing.assert_frame_equal(found, of.quotes[is_one])


def test_one_row_may_come_as_a_row_or_as_a_table_and_part_of_its_columns_will_do():
    of = sample()
    whole = rows_behind(of.speakers.head(1), of.quotes)
    assert rows_behind(of.speakers.iloc[0], of.quotes).equals(whole)
    assert rows_behind(of.speakers[["speaker", "n_quotes"]].head(1), of.quotes).equals(whole)


def test_a_count_of_values_may_come_as_it_is():
    quotes = sample().quotes
    assert set(rows_behind(quotes["kind"].value_counts().head(1), quotes)["kind"]) == {"direct"}


def test_no_table_is_changed():
    of = sample()
    before = of.speakers.copy(), of.quotes.copy()
    rows_behind(of.speakers, of.quotes)
    pd.testing.assert_frame_equal(of.speakers, before[0])
    pd.testing.assert_frame_equal(of.quotes, before[1])


def test_every_table_that_counts_is_known():
    """Tables that count something else than rows of the text are named here, with the reason."""
    others = {
        "copies": "pairs of articles, which show_side_by_side shows",
        "passages": "rows of the text themselves",
        "load report": "files",
        "openings": "places of three tables, each with its first words in the row",
        "agreement": "answers of coders",
        "scores of the program": "answers of coders",
        "coding sheet": "answers of coders",
    }
    counts = [
        table
        for table in vars(tables).values()
        if isinstance(table, Table)
        and any(column == "n" or column.startswith("n_") for column in table.columns)
    ]
    assert len(counts) > 15
    for table in counts:
        is_known = any(kind.fits(table.empty().columns) for kind in SUMMARIES)
        assert is_known or table.name in others, table.name


# What is refused


def test_rows_that_were_not_counted_are_refused_with_both_numbers():
    of = sample()
    fewer = of.quotes[of.quotes["kind"] == "direct"]
    with pytest.raises(TableError, match=r"n_quotes is 20 in the row 'Ines Calloway', and \d+ in"):
        rows_behind(of.speakers, fewer)
    with pytest.raises(TableError, match="the same pronouns"):
        rows_behind(count_sources(of.mentions, pronouns=False), of.mentions)
    kinds = of.quotes.value_counts("kind").reset_index()
    with pytest.raises(TableError, match="not the rows that were counted"):
        rows_behind(kinds, of.quotes.head(9))


def test_another_table_is_refused_by_name():
    of = sample()
    with pytest.raises(TableError, match="this is the mentions table, not the named quotes table"):
        rows_behind(of.speakers, of.mentions)
    with pytest.raises(TableError, match=r"write found\.mentions"):
        rows_behind(of.sources, of.found)


def test_what_sums_nothing_up_is_refused():
    of = sample()
    with pytest.raises(TableError, match="rows_behind knows what these give: find_missing_voices"):
        rows_behind(of.quotes[["text"]], of.quotes)
    openings = compare_openings(of.articles, of.quotes, of.found.names)
    with pytest.raises(TableError, match="no number of this table"):
        rows_behind(openings.head(1), of.quotes)
    with pytest.raises(ValueError, match="needs a table that sums up"):
        rows_behind(12, of.quotes)
    with pytest.raises(ValueError, match="needs a table that sums up"):
        rows_behind(pyplot.figure().add_subplot(), of.quotes)


def test_a_name_that_is_not_there_is_answered_with_the_one_that_was_meant():
    of = sample()
    with pytest.raises(ValueError, match="Did you mean 'Ines Calloway'"):
        rows_behind(of.speakers, of.quotes, "Ines Caloway")
    with pytest.raises(ValueError, match="no row says all of"):
        rows_behind(of.roles, of.mentions, ["person", "dateline"])


def test_the_table_comes_before_the_name_and_a_mistake_is_answered_with_the_order():
    of = sample()
    with pytest.raises(ValueError, match=r"rows_behind\(…, quotes, 'Ines Calloway'\)"):
        rows_behind(of.speakers, "Ines Calloway", of.quotes)


def test_a_column_or_a_word_that_the_verb_does_not_know_is_refused():
    of = sample()
    with pytest.raises(ValueError, match="column is one of the numbers of summarize_speakers"):
        rows_behind(of.speakers, of.quotes, column="speaker")
    with pytest.raises(ValueError, match="knows no 'pronouns'"):
        rows_behind(of.speakers, of.quotes, pronouns=False)


def test_a_table_that_is_needed_beside_is_asked_for():
    of = sample()
    with pytest.raises(ValueError, match="articles=articles"):
        rows_behind(of.reliance, of.mentions)
    with pytest.raises(ValueError, match="events=events"):
        rows_behind(of.voices, of.quotes, articles=of.articles)
    with pytest.raises(ValueError, match=r"mentions=found\.mentions"):
        rows_behind(of.shares, of.quotes, articles=of.articles)
    plain = of.quotes[list(NAMED_QUOTES.columns)]
    with pytest.raises(TableError, match="have no tone yet"):
        rows_behind(of.speakers, plain, column="compound_mean")


def test_a_name_is_looked_for_where_rows_are_called_before_it_is_looked_for_elsewhere() -> None:
    quotes = NAMED_QUOTES.build(
        {
            "article_id": "a", "quote_id": n, "sentence_id": 0, "start": 0, "end": 1, "text": "x",
            "kind": "direct", "speaker": speaker, "speaker_type": kind, "compound": 0.0,
        }
        for n, (speaker, kind) in enumerate([("Ana Ruiz", "person"), ("person", "unnamed")])
    )  # fmt: skip
    speakers = tables.SPEAKERS.build(
        {"speaker": one, "speaker_type": kind, "n_quotes": 1, "n_articles": 1, "n_words": 1,
         "n_scored": 0, "n_reported": 0}
        for one, kind in [("Ana Ruiz", "person"), ("person", "unnamed")]
    )  # fmt: skip
    assert rows_behind(speakers, quotes, "person")["speaker"].tolist() == ["person"]
