"""Below a chart lie its numbers, folded, and its words go with it into every kind of page."""

from __future__ import annotations

import base64
import csv
import io
import re
from html import unescape

import nbformat
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_display import Page

from analysis.charts import (
    alt_text,
    chart_data,
    plot_source_counts,
    plot_speaker_sentiment,
    plot_speaker_words,
)
from analysis.display.figures import draw_picture
from analysis.display.numbers import csv_of
from analysis.report.rendering import to_html
from analysis.tables import DAYS, NAMED_QUOTES, SOURCES, SPEAKERS

HOSTILE = '=HYPERLINK("http://x.example","<b>AP</b>")'


def sources(*names: str) -> pd.DataFrame:
    return SOURCES.build(
        {"source": name, "type": "agency", "n_mentions": 9 - n, "n_articles": 2}
        for n, name in enumerate(names)
    )


def speakers() -> pd.DataFrame:
    row = {"speaker": "Ana Ruiz", "n_quotes": 3, "n_articles": 2, "n_words": 60}
    return SPEAKERS.build([row | {"n_scored": 3, "n_reported": 0}])


def links(html: str) -> list[dict[str, str]]:
    """Return the links that save something, with their attributes."""
    found = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall("<a [^>]*>", html)]
    return [{name: unescape(value) for name, value in link.items()} for link in found]


def saved(link: dict[str, str]) -> str:
    kind, _, code = link["href"].partition(",")
    assert kind == "data:text/csv;charset=utf-8;base64"
    return base64.b64decode(code).decode("utf-8")


# The numbers


def test_the_numbers_of_a_chart_are_folded_below_it_in_a_table_with_a_caption():
    page = Page(draw_picture(plot_source_counts(sources("Reuters", "AP"))).html)
    folds = [attrs for tag, attrs in page.seen if tag == "details"]
    assert len(folds) == 1
    assert "open" not in folds[0]
    said = ["".join(data for data, around in page.words if tag in around) for tag in
            ("summary", "caption", "tbody")]  # fmt: skip
    assert said == [
        "The numbers behind this chart",
        "Mentions by source",
        "Reutersagency92APagency82",
    ]
    assert page.all("scope") == ["col"] * 4 + ["row"] * 2


def test_the_link_saves_the_numbers_that_chart_data_gives():
    ax = plot_source_counts(sources("Reuters", "AP"), top=1)
    data = chart_data(ax)
    (link,) = links(draw_picture(ax).html)
    assert link["download"] == "mentions-by-source.csv"
    text = saved(link)
    assert text.startswith("\ufeff")
    assert text == csv_of(data)
    read = pd.read_csv(io.StringIO(text.removeprefix("\ufeff")))
    assert read.values.tolist() == data.values.tolist()
    assert list(read.columns) == list(data.columns)


def test_a_saved_file_runs_nothing_in_a_spreadsheet_and_markup_stays_text():
    html = draw_picture(plot_source_counts(sources(HOSTILE))).html
    (link,) = links(html)
    rows = list(csv.reader(io.StringIO(saved(link).removeprefix("\ufeff"))))
    assert rows[1][0] == f"'{HOSTILE}"
    assert "b" not in [tag for tag, _ in Page(html).seen]


def test_days_are_saved_as_days_and_hours_where_there_are_hours():
    days = DAYS.build([{"day": "2025-05-07", "outlet": "A", "n_articles": 1, "n_words": 9}])
    assert "\r\n2025-05-07,A,1,9\r\n" in csv_of(days)
    assert "2025-05-07 10:30" in csv_of(pd.DataFrame({"at": [pd.Timestamp("2025-05-07 10:30")]}))
    assert csv_of(pd.DataFrame({"share": [2 / 3, None]})).endswith('0.666667\r\n""\r\n')


def test_a_long_table_is_cut_on_the_page_and_whole_in_the_file():
    ax = plot_source_counts(sources(*(f"S{n:02}" for n in range(60))), top=None)
    html = draw_picture(ax).html
    assert "The first 50 of 60 rows; the file below has all." in html
    assert saved(links(html)[0]).count("\r\n") == 61


def test_the_list_of_every_mark_is_in_the_file_and_not_on_the_page():
    quotes = NAMED_QUOTES.build(
        {"article_id": "a", "quote_id": n, "sentence_id": 0, "start": 0, "end": 1, "text": "x"}
        | {"kind": "direct", "speaker": "Ana Ruiz", "compound": score}
        for n, score in enumerate([0.4, -0.2, 0.4])
    )
    html = draw_picture(plot_speaker_sentiment(speakers(), quotes=quotes)).html
    assert "The file below has every single mark too (scores and reported_scores)." in html
    assert "−0.20; 0.40; 0.40" not in html
    assert "−0.20; 0.40; 0.40" in saved(links(html)[0])


def test_the_numbers_can_be_left_out_and_other_charts_have_none():
    assert "details" not in draw_picture(plot_source_counts(sources("AP")), numbers=False).html
    assert "details" not in draw_picture(Figure(), alt="An empty page.").html
    assert "details" not in draw_picture(plot_source_counts(SOURCES.empty())).html


def test_two_charts_in_a_figure_have_a_table_each():
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(14, 4), layout="constrained")
    plot_source_counts(sources("AP"), ax=left)
    plot_speaker_words(speakers(), ax=right)
    html = draw_picture(figure).html
    assert re.findall("<summary>(.*?)</summary>", html) == [
        "The numbers behind chart 1",
        "The numbers behind chart 2",
    ]
    names = [link["download"] for link in links(html)]
    assert names == ["mentions-by-source.csv", "quoted-words-by-speaker.csv"]


def test_on_paper_the_folded_part_is_left_out():
    html = draw_picture(plot_source_counts(sources("AP"))).html
    assert "@media print { .ma details.ma-numbers { display: none; } }" in html


def test_the_same_chart_gives_the_same_page_to_the_letter():
    one, two = (draw_picture(plot_source_counts(sources("Reuters", "AP"))) for _ in "ab")
    assert one.html == two.html
    assert one.png == two.png


# The words


@pytest.fixture(scope="module")
def run() -> tuple[nbformat.NotebookNode, str]:
    """A notebook as JupyterLab saves it, with a chart in its output, and the chart's words."""
    ax = plot_source_counts(sources("Reuters & <AP>", "dpa"))
    words = alt_text(ax)
    data, metadata = draw_picture(ax)._repr_mimebundle_()
    cell = new_code_cell(
        "show(ax)", outputs=[new_output("display_data", data, metadata=metadata)], id="chart"
    )
    return new_notebook(cells=[new_markdown_cell("# A chart", id="title"), cell]), words


def alts(html: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'<img[^>]*?\balt="([^"]*)"', html)]


def test_a_saved_notebook_holds_the_words_in_every_form_of_the_chart(run):
    nb, words = run
    output = nbformat.reads(nbformat.writes(nb), as_version=4).cells[1].outputs[0]
    assert output.data["text/plain"] == words
    assert output.metadata["image/png"]["alt"] == words
    assert alts(output.data["text/html"]) == [words]


def test_the_pages_that_notebooks_are_exported_to_keep_the_words(run):
    from nbconvert.exporters import HTMLExporter

    nb, words = run
    for template in ("lab", "classic", "basic"):
        html, _ = HTMLExporter(template_name=template).from_notebook_node(nb)
        body = html[max(html.find("<body"), 0) :]
        assert alts(body) == [words], template
        assert "No description has been provided" not in html


def test_the_projects_own_page_keeps_the_words_and_lets_the_numbers_be_saved(run):
    nb, words = run
    html = to_html(nb)
    assert alts(html) == [words]
    assert "<script" not in html
    (link,) = [link for link in links(html) if "download" in link]
    assert "Reuters & <AP>" in saved(link)
    head = html.partition("</head>")[0]
    assert "Content-Security-Policy" in head
    assert "sandbox" not in head  # a policy with it would forbid to save a file


def test_the_pdf_keeps_the_words_and_leaves_the_folded_numbers_out(run, tmp_path):
    import pikepdf
    import pypdfium2

    from analysis.report import write_pdf

    nb, words = run
    path = write_pdf(to_html(nb), tmp_path / "chart.pdf", engine="weasyprint")
    with pikepdf.open(path) as document:
        told = [str(one["/Alt"]) for one in document.objects
                if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]  # fmt: skip
    assert told == [words]
    pages = pypdfium2.PdfDocument(path)
    printed = " ".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    assert "A chart" in printed
    assert "numbers behind" not in printed
    assert "Save these" not in printed
