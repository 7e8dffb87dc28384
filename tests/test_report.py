"""The report is one page that needs nothing else, and says what the notebook said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.report import ReportError, render_notebook, render_report
from analysis.report.rendering import find_notebook, run_notebook, set_parameters, set_title

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FIGURE = f"""from IPython.display import display
alt = 'Officials get three words in five'
html = f'<figure><img alt="{{alt}}" src="data:image/png;base64,{PIXEL}"></figure>'
display({{"text/html": html, "image/png": "{PIXEL}", "text/plain": alt}}, raw=True)
"""
CELLS = [
    new_markdown_cell("# Who speaks?\n\nIt costs $5 & more, not $6."),
    new_code_cell("path = 'default'", metadata={"tags": ["parameters"]}),
    new_markdown_cell("## What was loaded\n\nProse before code."),
    new_code_cell("print('from', path, '<b>bold</b>')"),
    new_markdown_cell("## Words & shares\n\n### A closer look\n\nMore prose."),
    new_code_cell(FIGURE),
    new_code_cell("import sys\nprint('a warning', file=sys.stderr)"),
]


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    made = new_notebook(cells=[nbformat.from_dict(cell) for cell in cells or CELLS])
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "lesson.ipynb"
    nbformat.write(notebook(), path)
    return render_notebook(path, parameters={"path": "news/may"})


class Elements(HTMLParser):
    """Every start tag of a page, in order, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    return Elements(html).found


def requests_of(html: str) -> Iterator[str]:
    """Yield every address that a browser would fetch to show the page."""
    for tag, attributes in elements(html):
        for name in ("src", "srcset", "poster", "data", "background", "action", "formaction"):
            value = attributes.get(name)
            if value is not None and not value.startswith("data:"):
                yield value
        if tag == "link" and not (attributes.get("href") or "").startswith("data:"):
            yield str(attributes.get("href"))
        if tag in {"script", "iframe", "object", "embed", "base"}:
            yield tag
    for style in re.findall(r"<style.*?</style>", html, flags=re.DOTALL):
        yield from re.findall(r"@import[^;]*|url\([^)]*\)", style)


def test_the_page_asks_for_nothing(page: str) -> None:
    assert list(requests_of(page)) == []
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    "part",
    ['<img src="https://x.example/a.png">', "<script></script>", "<style>@import 'a.css';</style>"],
)
def test_a_request_would_be_seen(page: str, part: str) -> None:
    assert list(requests_of(page.replace("</main>", f"{part}</main>")))


def test_the_page_says_its_language_title_and_width(page: str) -> None:
    found = elements(page)
    assert ("html", {"lang": "en"}) in found
    assert "<title>Who speaks?</title>" in page
    assert any(a.get("name") == "viewport" for _, a in found)


def heading_levels(html: str) -> list[int]:
    return [int(tag[1]) for tag, _ in elements(html) if re.fullmatch(r"h[1-6]", tag)]


def test_headings_start_at_one_and_never_skip_a_level(page: str) -> None:
    levels = heading_levels(page)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_to_every_section(page: str) -> None:
    nav = page[page.index("<nav") : page.index("</nav>")]
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', nav)
    assert [title for _, title in links] == ["What was loaded", "Words &amp; shares"]
    identifiers = [a["id"] for _, a in elements(page) if "id" in a]
    assert {anchor for anchor, _ in links} <= set(identifiers)
    assert len(identifiers) == len(set(identifiers))


def test_the_code_is_folded_and_not_removed(page: str) -> None:
    folds = [attributes for tag, attributes in elements(page) if tag == "details"]
    assert len(folds) == 4
    assert not any("open" in attributes for attributes in folds)
    assert "sys" in page


def test_a_figure_is_shown_once_and_keeps_its_alt_text(page: str) -> None:
    images = [attributes for tag, attributes in elements(page) if tag == "img"]
    assert [image["alt"] for image in images] == ["Officials get three words in five"]


def test_a_bare_picture_takes_its_plain_text_as_alt_text(tmp_path: Path) -> None:
    path = tmp_path / "bare.ipynb"
    cell = new_code_cell(
        "from IPython.display import display\n"
        f"display({{'image/png': '{PIXEL}', 'text/plain': 'Two \"bars\"'}}, raw=True)"
    )
    nbformat.write(notebook(new_markdown_cell("# A picture"), cell), path)
    images = [a for tag, a in elements(render_notebook(path)) if tag == "img"]
    assert [image["alt"] for image in images] == ['Two "bars"']


def test_what_a_cell_prints_is_text_and_dollars_stay_dollars(page: str) -> None:
    assert "from news/may &lt;b&gt;bold&lt;/b&gt;" in page
    assert "It costs $5 &amp; more, not $6." in page


def test_the_parameters_cell_is_replaced() -> None:
    nb = notebook()
    set_parameters(nb, {"path": "it's \\ here"})
    assert nb.cells[1].source == 'path = "it\'s \\\\ here"'
    assert nb.cells[1].metadata["tags"] == ["parameters"]


def test_a_notebook_without_parameters_says_so() -> None:
    with pytest.raises(ReportError, match="takes no parameters"):
        set_parameters(notebook(CELLS[0]), {"path": "x"})


@pytest.mark.parametrize(
    "title", ["May 2025", "<script>alert(1)</script>", "*Stars* & `ticks` [x](y) $1$", "a\n# b"]
)
def test_a_title_is_plain_text(title: str, tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    nbformat.write(notebook(CELLS[0]), path)
    html = render_notebook(path, title=title)
    shown = re.sub(r"<[^>]+>", "", html[html.index("<h1") : html.index("</h1>")])
    expected = " ".join(title.split()).replace("&", "&amp;").replace("<", "&lt;")
    assert shown == expected.replace(">", "&gt;")
    assert html.count("<h1") == 1
    assert list(requests_of(html)) == []


def test_a_notebook_without_a_title_says_so() -> None:
    with pytest.raises(ReportError, match="no title to replace"):
        set_title(notebook(CELLS[3]), "x")


def test_the_same_notebook_gives_the_same_page(page: str, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.ipynb"
    nbformat.write(notebook(), path)
    assert render_notebook(path, parameters={"path": "news/may"}) == page


def test_warnings_go_to_the_error_stream_and_not_into_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lesson.ipynb"
    nbformat.write(notebook(CELLS[0], CELLS[-1]), path)
    html = render_notebook(path)
    assert capsys.readouterr().err == "a warning\n"
    assert not re.search(r"<(pre|p)[^>]*>a warning", html)


def test_a_cell_that_fails_gives_its_message_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "fails.ipynb"
    nbformat.write(notebook(CELLS[0], new_code_cell("raise ValueError('no sources table')")), path)
    with pytest.raises(ReportError) as caught:
        render_notebook(path)
    assert str(caught.value) == "no sources table"


def test_progress_names_each_section_before_it_runs() -> None:
    steps: list[tuple[int, int, str]] = []
    nb = notebook()
    run_notebook(nb, progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert steps[0] == (0, 7, "Who speaks?")
    assert steps[-1] == (6, 7, "Words & shares")


def test_the_notebook_is_run_by_this_python_in_the_folder_it_is_given(tmp_path: Path) -> None:
    import sys

    nb = notebook(new_code_cell("import os, sys\nprint(sys.executable)\nprint(os.getcwd())"))
    run_notebook(nb, folder=tmp_path)
    executable, folder = nb.cells[0].outputs[0].text.splitlines()
    assert Path(executable) == Path(sys.executable)
    assert Path(folder).resolve() == tmp_path.resolve()


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_stands_out_by_the_wcag_ratio(page: str, scheme: int) -> None:
    colors = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", page.split(":root {")[scheme + 1]))
    assert {"paper", "tint", "ink", "quiet", "link", "keyword", "comment"} <= set(colors)
    for name in ("ink", "quiet", "link", "keyword", "string", "number", "comment"):
        for ground in ("paper", "tint"):
            light, dark = sorted([luminance(colors[name]), luminance(colors[ground])], reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


def test_a_path_without_anything_is_refused_in_the_words_of_the_loader(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file or folder"):
        render_report(tmp_path / "no", tmp_path / "report.html")


def test_an_unknown_notebook_says_where_it_was_looked_for() -> None:
    with pytest.raises(ReportError, match="no notebook named 'repot'"):
        find_notebook("repot")


HOSTILE = """Council <script>alert(1)</script> votes & waits

By Ana Ode

"We <b>cannot</b> wait," Mayor Ana Ruiz said. “It costs $5 and $6,” said Bo Lind <img src=x onerror=alert(2)>.

The council voted 7-4, according to the Port Times </td></table>. "Never again," he said.
"""


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    home = tmp_path_factory.mktemp("hostile")
    (home / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return render_report(home / "hostile.txt", home / "out" / "report.html").read_text("utf-8")


def test_the_text_of_an_article_cannot_become_markup(hostile_report: str) -> None:
    assert "&lt;script&gt;alert(1)" in hostile_report
    found = elements(hostile_report)
    assert not [tag for tag, _ in found if tag == "script"]
    assert not [a for _, a in found if any(name.startswith("on") for name in a)]
    assert list(requests_of(hostile_report)) == []


def test_every_table_has_a_caption_and_every_figure_an_alt_text(hostile_report: str) -> None:
    found = elements(hostile_report)
    tags = [tag for tag, _ in found]
    assert tags.count("table") == tags.count("caption") > 3
    images = [attributes for tag, attributes in found if tag == "img"]
    assert images
    assert all((attributes.get("alt") or "").strip() for attributes in images)


def test_the_reports_headings_are_in_order(hostile_report: str) -> None:
    levels = heading_levels(hostile_report)
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_article_without_quotes_or_sources_still_gets_its_report(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Rain\n\nIt rained. It stopped.\n", encoding="utf-8")
    out = render_report(tmp_path, tmp_path / "report.html", title="A dull day")
    assert "<title>A dull day</title>" in out.read_text("utf-8")
