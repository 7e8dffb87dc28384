"""Whoever ticks a box or types a name reads what fits; where nobody can, the first rows stand."""

from __future__ import annotations

import re
import subprocess
import sys
from types import SimpleNamespace

import IPython
import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sample_tables import sample
from test_display import Page

from analysis import explore, find_lines_with
from analysis.display import exploring, live
from analysis.report.rendering import run_notebook, to_html
from analysis.tables import NAMED_QUOTES, TableError

VIEW = "application/vnd.jupyter.widget-view+json"


def quotes_explorer(**given):
    of = sample()
    explorer = explore(of.quotes, of.articles, **given)
    explorer.boxes["chart"]["words by speaker"].value = False  # charts take their time
    assert explorer.panel is not None
    return explorer


def mentions_explorer():
    of = sample()
    explorer = explore(of.mentions, of.articles)
    explorer.boxes["chart"]["types and roles"].value = False
    assert explorer.panel is not None
    return explorer


def shown(explorer, part: str) -> str:
    return explorer._parts[part].value


# What fits


def test_at_first_everything_is_shown():
    explorer = quotes_explorer()
    assert explorer.said == "306 of 306 quotes, in 12 articles."
    assert len(explorer.chosen) == 306
    assert "The first 20 of 306 passages are shown." in shown(explorer, "sentences")


def test_a_ticked_outlet_leaves_its_quotes_and_a_second_one_adds_its_own():
    of, explorer = sample(), quotes_explorer()
    outlets = of.articles.set_index("article_id")["outlet"]
    explorer.boxes["outlet"]["Tideway News"].value = True
    assert set(explorer.chosen["article_id"].map(outlets)) == {"Tideway News"}
    n = len(explorer.chosen)
    explorer.boxes["outlet"]["The Daily Lantern"].value = True
    assert set(explorer.chosen["article_id"].map(outlets)) == {"Tideway News", "The Daily Lantern"}
    assert len(explorer.chosen) > n


def test_a_name_may_be_typed_in_part_and_in_any_case():
    explorer = quotes_explorer()
    explorer.fields["speaker"].value = "calloway"
    assert set(explorer.chosen["speaker"]) == {"Ines Calloway"}
    assert explorer.said == "20 of 306 quotes, in 8 articles: speaker Ines Calloway."
    explorer.fields["speaker"].value = "Calloway; Joan Petrie"
    assert set(explorer.chosen["speaker"]) == {"Ines Calloway", "Joan Petrie"}


def test_a_name_in_full_is_that_one_alone():
    of = sample()
    quotes = of.quotes.assign(speaker=of.quotes["speaker"].replace("Joan Petrie", "Ines"))
    explorer = explore(quotes, of.articles)
    explorer.boxes["chart"]["words by speaker"].value = False
    _ = explorer.panel
    explorer.fields["speaker"].value = "ines"
    assert set(explorer.chosen["speaker"]) == {"Ines"}


def test_an_article_is_found_by_its_id_and_by_words_of_its_headline():
    explorer = quotes_explorer()
    for typed in ("03-bridge-tideway", "closure means for you"):
        explorer.fields["article"].value = typed
        assert set(explorer.chosen["article_id"]) == {"03-bridge-tideway"}
    options = explorer.fields["article"].options
    assert [option.partition(":")[0] for option in options] == (
        sample().articles["article_id"].tolist()
    )


def test_a_word_is_looked_up_in_the_quotes_as_find_lines_with_does():
    of, explorer = sample(), quotes_explorer()
    explorer.fields["word"].value = "bridge*"
    places = find_lines_with(of.articles, "bridge*")
    both = explorer.chosen.merge(places, on="article_id")
    within = both[(both["start_x"] <= both["start_y"]) & (both["end_y"] <= both["end_x"])]
    assert set(within["quote_id"]) == set(explorer.chosen["quote_id"])
    assert explorer.chosen["text"].str.contains("bridge", case=False).all()
    is_quote = of.quotes["text"].str.contains(r"\bbridge", case=False, regex=True)
    assert len(explorer.chosen) == is_quote.sum()


def test_a_word_is_looked_up_in_the_sentence_of_a_mention():
    explorer = mentions_explorer()
    explorer.fields["word"].value = "bridge"
    assert 0 < len(explorer.chosen) < 303
    assert not explorer.chosen["text"].str.contains("bridge", case=False).all()
    sentences = Page(shown(explorer, "sentences")).text()
    rows = sentences.count("attribution") + sentences.count("subject")
    assert len(re.findall("bridge", sentences)) >= rows


def test_mentions_are_chosen_by_type_role_and_source():
    explorer = mentions_explorer()
    explorer.boxes["role"]["byline"].value = True
    assert set(explorer.chosen["role"]) == {"byline"}
    explorer.show_everything()
    explorer.boxes["type"]["agency"].value = True
    explorer.fields["source"].value = "Meridian Press Agency"
    assert set(explorer.chosen["source"]) == {"Meridian Press Agency"}
    assert set(explorer.chosen["type"]) == {"agency"}


def test_choices_of_different_kinds_must_all_fit():
    explorer = quotes_explorer()
    explorer.boxes["kind"]["mixed"].value = True
    explorer.fields["speaker"].value = "Ines Calloway"
    assert set(explorer.chosen["kind"]) == {"mixed"}
    assert explorer.said.endswith(": kind mixed; speaker Ines Calloway.")


def test_the_rows_that_fit_stand_in_their_sentences_with_a_mark():
    explorer = quotes_explorer(top=3)
    explorer.fields["speaker"].value = "Ines Calloway"
    page = Page(shown(explorer, "sentences"))
    marks = [
        data
        for data, around in page.words
        if "ma-quote" in around and "mark" in around
    ]  # fmt: skip
    assert marks == explorer.chosen["text"].head(3).tolist()


def test_a_button_chooses_nothing_again():
    explorer = quotes_explorer()
    explorer.boxes["kind"]["mixed"].value = True
    explorer.fields["word"].value = "bridge"
    (button,) = [one for one in explorer.panel.children if hasattr(one, "click")]
    button.click()
    assert explorer.said == "306 of 306 quotes, in 12 articles."
    assert explorer.fields["word"].value == ""


def test_what_has_no_outlet_or_speaker_can_be_chosen_too():
    of = sample()
    articles = of.articles.assign(outlet=of.articles["outlet"].where(of.articles.index > 0))
    explorer = explore(of.quotes.assign(speaker=None), articles)
    explorer.boxes["chart"]["words by speaker"].value = False
    _ = explorer.panel
    explorer.boxes["outlet"]["(none)"].value = True
    assert set(explorer.chosen["article_id"]) == {articles["article_id"].iloc[0]}
    explorer.fields["speaker"].value = "(none)"
    assert len(explorer.chosen) > 0


# Charts


def test_the_charts_are_of_what_fits_and_have_their_words():
    explorer = quotes_explorer()
    explorer.boxes["outlet"]["Tideway News"].value = True
    explorer.boxes["chart"]["words by speaker"].value = True
    explorer.boxes["chart"]["tone of each quote"].value = True
    alts = re.findall(r'<img alt="([^"]*)"', shown(explorer, "charts"))
    assert [text.partition(":")[0] for text in alts] == [
        "Bar chart of quoted words by speaker",
        "Dot chart of the tone of each quote by speaker",
    ]
    n_speakers = explorer.chosen["speaker"].nunique()
    assert f"of {n_speakers} speakers" in alts[0]


def test_quotes_without_scores_have_a_chart_of_words_and_none_of_tone():
    of = sample()
    plain = of.quotes[list(NAMED_QUOTES.columns)]
    explorer = explore(plain, of.articles)
    assert list(explorer.boxes["chart"]) == ["words by speaker"]
    _ = explorer.panel
    assert shown(explorer, "charts").startswith("<figure")


def test_charts_of_mentions_are_of_all_or_of_those_relied_on():
    explorer = mentions_explorer()
    explorer.boxes["role"]["byline"].value = True
    for box in explorer.boxes["chart"].values():
        box.value = True
    alts = re.findall(r'<img alt="([^"]*)"', shown(explorer, "charts"))
    assert alts[0].startswith("Bars of source mentions by type and role")
    assert alts[1] == "There is nothing to draw: no source is mentioned."


# Nothing raises


def test_a_choice_that_nothing_fits_says_so_and_shows_nothing_old():
    explorer = quotes_explorer()
    explorer.boxes["outlet"]["Tideway News"].value = True
    explorer.fields["word"].value = "zebra"
    assert explorer.said == (
        "No quote fits all of this: outlet Tideway News; word “zebra” in the quote. "
        "Leave something out."
    )
    assert explorer.chosen.empty
    assert shown(explorer, "sentences") == shown(explorer, "charts") == ""
    assert 'role="status"' in shown(explorer, "said")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("speaker", "Ines Caloway", "There is no speaker “Ines Caloway”. Did you mean 'Ines Call"),
        ("article", "no such article", "There is no article “no such article”."),
        ("word", "*x", "* stands at the end of a word"),
        ("word", "[", "No quote fits all of this: word “[” in the quote."),
    ],
)
def test_what_is_typed_wrong_is_answered_in_a_sentence(field, typed, said):
    explorer = quotes_explorer()
    explorer.fields[field].value = typed
    assert explorer.said.startswith(said)
    assert explorer.chosen.empty
    explorer.fields[field].value = ""
    assert len(explorer.chosen) == 306


def test_a_failure_of_the_program_is_a_sentence_too(monkeypatch):
    explorer = quotes_explorer()

    def fail(*_, **__):
        raise RuntimeError("out of ink")

    monkeypatch.setattr(exploring, "show_sentences", fail)
    explorer.boxes["kind"]["mixed"].value = True
    assert explorer.said == "This could not be shown (out of ink). Choose otherwise."
    assert "out of ink" in shown(explorer, "said")
    assert shown(explorer, "sentences") == ""


def test_what_is_typed_is_never_markup():
    explorer = quotes_explorer()
    explorer.fields["word"].value = "<b>x</b>"
    assert "<b>x" not in shown(explorer, "said")
    assert "&lt;b&gt;x" in shown(explorer, "said")


def test_an_empty_table_says_so():
    of = sample()
    explorer = explore(of.quotes.head(0), of.articles)
    _ = explorer.panel
    assert explorer.said == "There is no quote in this table."


def test_other_tables_are_refused():
    of = sample()
    with pytest.raises(TableError, match="explore shows quotes or mentions"):
        explore(of.speakers, of.articles)
    with pytest.raises(TableError, match="named quotes"):
        explore(of.found.quotes, of.articles)
    with pytest.raises(TableError, match="do not fit the articles"):
        explore(of.quotes, of.articles.assign(article_id="x" + of.articles["article_id"]))
    with pytest.raises(ValueError, match="top says how many"):
        explore(of.quotes, of.articles, top=0)


def test_no_table_is_changed():
    of = sample()
    quotes, mentions = of.quotes.copy(), of.mentions.copy()
    quotes_explorer().boxes["kind"]["mixed"].value = True
    mentions_explorer().fields["word"].value = "bridge"
    pd.testing.assert_frame_equal(of.quotes, quotes)
    pd.testing.assert_frame_equal(of.mentions, mentions)


# Controls


def test_every_control_has_its_words_and_takes_keys_that_a_notebook_does_not_take_itself():
    import ipywidgets

    for explorer in (quotes_explorer(), mentions_explorer()):
        boxes = [box for group in explorer.boxes.values() for box in group.values()]
        fields = list(explorer.fields.values())
        assert all(control.description for control in [*boxes, *fields])
        assert {type(box) for box in boxes} == {ipywidgets.Checkbox}
        assert {type(field) for field in fields} == {ipywidgets.Combobox, ipywidgets.Text}
        assert not any(field.continuous_update for field in fields)


def test_a_box_says_how_many_rows_it_stands_for():
    explorer = quotes_explorer()
    assert explorer.boxes["kind"]["mixed"].description == "mixed (49)"
    assert (sample().quotes["kind"] == "mixed").sum() == 49


# Where nobody can choose


@pytest.fixture
def at_work(monkeypatch):
    """Pretend that a cell was run: by somebody, or by a program that answers no questions."""

    def run(somebody: bool) -> None:
        asked = {"content": {"allow_stdin": somebody}}
        shell = SimpleNamespace(get_parent=lambda: asked)
        monkeypatch.setattr(IPython, "get_ipython", lambda: shell)

    return run


def small():
    of = sample()
    return explore(of.mentions.head(3), of.articles)


def test_somebody_at_work_gets_the_controls_and_a_page_made_of_it_later_the_first_rows(at_work):
    at_work(True)
    data = small()._repr_mimebundle_()
    assert set(data) == {VIEW, "text/html", "text/plain"}
    assert "Controls to choose" in data["text/html"]
    assert Page(data["text/html"]).marked("quote")


@pytest.mark.parametrize("somebody", [False, None])
def test_a_program_that_runs_the_notebook_gets_the_first_rows_alone(at_work, somebody):
    if somebody is not None:
        at_work(somebody)
    data = small()._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}


def test_without_the_library_there_are_the_first_rows(at_work, monkeypatch):
    at_work(True)
    monkeypatch.setattr(live, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    explorer = small()
    assert set(explorer._repr_mimebundle_()) == {"text/html", "text/plain"}
    assert repr(explorer).startswith("3 passages in")


def test_a_terminal_gets_the_first_ten_rows_and_a_line_that_says_where_the_controls_are():
    of = sample()
    lines = repr(explore(of.quotes, of.articles)).splitlines()
    assert lines[0] == "306 passages in 12 articles"
    assert len(lines) == 14
    assert lines[-2] == "The first 10 of 306 passages are shown."
    assert lines[-1].endswith("appear here when the notebook is run.")


def test_a_rendered_page_holds_the_first_rows_and_nothing_of_controls():
    code = (
        "from analysis import explore, load_articles\n"
        "from analysis.tables import NAMED_QUOTES\n"
        "articles = load_articles('data/sample/03-bridge-tideway.txt')\n"
        "row = {'article_id': '03-bridge-tideway', 'quote_id': 0, 'sentence_id': 0, 'start': 0,\n"
        "       'end': 9, 'text': articles.text[0][:9], 'kind': 'direct', 'speaker': 'Ana Ruiz'}\n"
        "explore(NAMED_QUOTES.build([row]), articles)"
    )
    nb = new_notebook(cells=[new_markdown_cell("# Explore?", id="a"), new_code_cell(code, id="b")])
    run_notebook(nb)
    saved = nbformat.writes(nb)
    html = to_html(nb)
    for page in (saved, html):
        assert "widget" not in page.lower()
        assert "Controls to choose" in page
    assert "<script" not in html
    assert '<mark class="ma-mark ma-quote">' in html


def test_neither_the_package_nor_what_is_shown_without_controls_loads_the_library():
    code = (
        "import sys, analysis\n"
        "analysis.explore\n"
        "from analysis.tables import ARTICLES, MENTIONS\n"
        "articles = ARTICLES.build([{'article_id': 'a', 'text': 'It rained.'}])\n"
        "rows = [{'article_id': 'a', 'mention_id': 0, 'start': 0, 'end': 2, 'text': 'It',\n"
        "         'type': 'person', 'role': 'subject', 'is_self': False}]\n"
        "repr(analysis.explore(MENTIONS.build(rows), articles))\n"
        "print('ipywidgets' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
