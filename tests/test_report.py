"""The report is one page that needs nothing else, and says what the notebook said."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pikepdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import list_references, rows_behind, score_sentiment, summarize_methods
from analysis.report import (
    PdfError,
    PdfWarning,
    ReportError,
    pdf,
    render_notebook,
    render_report,
    write_pdf,
)
from analysis.report.rendering import find_notebook, run_notebook, set_parameters, set_title
from analysis.report.wording import counts
from analysis.tables import CORRECTION_CHECKS, LOAD_REPORT, METHODS, REFERENCES

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


def test_links_to_files_that_are_not_passed_on_keep_their_words_and_lead_nowhere(
    tmp_path: Path,
) -> None:
    words = (
        "See the [glossary](../docs/glossary.md#quote), [below](#end), [there](https://a.example)."
    )
    nbformat.write(notebook(new_markdown_cell(f"# Links?\n\n{words}")), tmp_path / "links.ipynb")
    html = render_notebook(tmp_path / "links.ipynb")
    assert "See the glossary, " in html
    assert '<a href="#end">below</a>' in html
    assert '<a href="https://a.example">there</a>' in html


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
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "hostile.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def hostile_report(hostile_file: Path) -> str:
    return render_report(hostile_file, hostile_file.parent / "out" / "report.html").read_text(
        "utf-8"
    )


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


def test_the_same_articles_give_the_same_page_byte_for_byte(
    hostile_file: Path, hostile_report: str, tmp_path: Path
) -> None:
    again = render_report(hostile_file, tmp_path / "again.html")
    assert again.read_bytes() == hostile_report.encode("utf-8")


def test_an_article_without_quotes_or_sources_still_gets_its_report(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Rain\n\nIt rained. It stopped.\n", encoding="utf-8")
    out = render_report(tmp_path, tmp_path / "report.html", title="A dull day")
    assert "<title>A dull day</title>" in out.read_text("utf-8")


# ---- on paper ----------------------------------------------------------------------------------

needs_browser = pytest.mark.skipif(
    next(pdf._browsers(), None) is None, reason="no Chromium, Chrome or Edge"
)


def has_pango() -> bool:
    try:
        return pdf._weasyprint() is not None
    except pdf._MissingError:
        return False


needs_pango = pytest.mark.skipif(not has_pango(), reason="no WeasyPrint, or no Pango for it")
ENGINES = [
    pytest.param("weasyprint", marks=needs_pango),
    pytest.param("chromium", marks=needs_browser),
]


@pytest.fixture(scope="module")
def printed(hostile_report: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    is_here = {"weasyprint": has_pango(), "chromium": next(pdf._browsers(), None) is not None}
    return {
        name: write_pdf(hostile_report, folder / f"{name}.pdf", engine=name)
        for name in pdf.ENGINES
        if is_here[name]
    }


def structure_of(element: Any) -> Iterator[Any]:
    """Walk the tags of a PDF from its root."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from structure_of(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from structure_of(element.K)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_pdf_is_tagged_and_says_its_title_and_language(
    engine: str, printed: dict[str, Path]
) -> None:
    with pikepdf.open(printed[engine]) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == (
            "Who speaks in these articles, in what tone, and on whose word?"
        )
        assert root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("engine", ENGINES)
def test_every_figure_of_the_pdf_has_the_alt_text_of_the_page(
    engine: str, printed: dict[str, Path], hostile_report: str
) -> None:
    with pikepdf.open(printed[engine]) as document:
        tags = list(structure_of(document.Root.StructTreeRoot))
        figures = [tag for tag in tags if tag.S == "/Figure"]
        told = [str(tag.Alt) for tag in figures if "/Alt" in tag]
        # A browser tags the figure and the picture in it.
        assert all(any("/Alt" in part for part in structure_of(tag)) for tag in figures)
    shown = [attributes["alt"] for tag, attributes in elements(hostile_report) if tag == "img"]
    assert told == shown
    assert told


@pytest.mark.parametrize("engine", ENGINES)
def test_the_pdf_has_its_headings_tables_and_captions_as_tags(
    engine: str, printed: dict[str, Path], hostile_report: str
) -> None:
    with pikepdf.open(printed[engine]) as document:
        tags = [str(tag.S) for tag in structure_of(document.Root.StructTreeRoot)]
    found = [tag for tag, _ in elements(hostile_report)]
    assert tags.count("/H1") == 1
    assert tags.count("/TH") >= found.count("table") > 3
    # A table that goes on over a page's end is tagged once for each page by one of the engines.
    assert tags.count("/Table") >= sum(tag == "table" for tag in found) - n_left_out(hostile_report)


def n_left_out(html: str) -> int:
    """How many tables stand in parts that are left out on paper, the numbers behind a chart."""
    return sum("<table" in part for part in re.findall(r"<details.*?</details>", html, re.DOTALL))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_of_the_pdf_is_a4(engine: str, printed: dict[str, Path]) -> None:
    with pikepdf.open(printed[engine]) as document:
        for page in document.pages:
            width, height = (float(page.mediabox[i]) for i in (2, 3))
            assert (width, height) == pytest.approx((595.3, 841.9), abs=1)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_bookmarks_of_the_pdf_are_the_sections(
    engine: str, printed: dict[str, Path], hostile_report: str
) -> None:
    sections = re.findall(r'<li><a href="#section-\d+">([^<]+)</a>', hostile_report)
    with pikepdf.open(printed[engine]) as document, document.open_outline() as outline:
        titles = []
        entries = list(outline.root)
        while entries:
            entry = entries.pop(0)
            titles.append(entry.title)
            entries = [*entry.children, *entries]
    assert [title for title in titles if title in sections] == sections


@needs_pango
def test_the_pdf_says_that_it_is_accessible(printed: dict[str, Path]) -> None:
    with pikepdf.open(printed["weasyprint"]) as document, document.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_page_gives_the_same_pdf_byte_for_byte(
    engine: str, page: str, tmp_path: Path
) -> None:
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    write_pdf(page, once, engine=engine)
    code = (
        "import sys; from pathlib import Path; from analysis import write_pdf\n"
        f"write_pdf(Path(sys.argv[1]).read_text('utf-8'), sys.argv[2], engine={engine!r})"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    arguments = [sys.executable, "-c", code, str(tmp_path / "page.html"), str(twice)]
    subprocess.run(arguments, check=True, cwd=Path(pdf.__file__).parents[2])
    assert once.read_bytes() == twice.read_bytes()
    assert b"CreationDate" not in once.read_bytes()


@needs_pango
@pytest.mark.parametrize("address", ["https://news.example/a.png", "file:///etc/hostname"])
def test_what_is_not_in_the_page_is_left_out_of_the_pdf_and_said(
    address: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    asking = page.replace("</main>", f'<img alt="a picture" src="{address}"></main>')
    with pytest.warns(PdfWarning, match=re.escape(address)):
        write_pdf(asking, tmp_path / "a.pdf", engine="weasyprint")


@needs_pango
def test_a_picture_beside_the_page_is_not_looked_for(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(b64decode(PIXEL))
    monkeypatch.chdir(tmp_path)
    asking = page.replace("</main>", '<img alt="a picture" src="a.png"></main>')
    with pikepdf.open(write_pdf(asking, "a.pdf", engine="weasyprint")) as document:
        pictures = [name for sheet in document.pages for name in sheet.get_images()]
    assert len(pictures) == page.count("<img")


@needs_browser
def test_a_browser_is_kept_to_the_page_too(page: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>', "utf-8"
    )
    address = (tmp_path / "secret.svg").as_uri()
    bare = f'<html lang="en"><title>A</title><h1>A</h1><img alt="secret" src="{address}"></html>'
    with_it = write_pdf(bare, tmp_path / "with.pdf", engine="chromium").read_bytes()
    gone = bare.replace("secret.svg", "gone.svg")
    without = write_pdf(gone, tmp_path / "without.pdf", engine="chromium").read_bytes()
    assert len(with_it) == len(without)


def test_without_pango_a_browser_prints_the_page(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_by_weasyprint", without_pango)
    monkeypatch.setattr(pdf, "_by_chromium", lambda html: b"%PDF- by a browser")
    assert write_pdf(page, tmp_path / "a.pdf").read_bytes() == b"%PDF- by a browser"


def without_pango(html: str) -> bytes:
    raise pdf._MissingError("WeasyPrint needs the library Pango (sudo apt install it)")


def test_without_both_one_line_says_what_to_install(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_by_weasyprint", without_pango)
    monkeypatch.setattr(pdf, "_browsers", lambda: iter(()))
    with pytest.raises(PdfError, match=r"Pango \(sudo apt.*no Chromium, Chrome or Edge") as caught:
        write_pdf(page, tmp_path / "a.pdf")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("cannot load library 'libpango-1.0-0'"), "needs the library Pango"),
        (ImportError("No module named 'weasyprint'"), "pip install weasyprint"),
    ],
)
def test_a_weasyprint_that_cannot_be_imported_says_why_in_one_line(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                print("a long explanation")
                raise error

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(pdf._MissingError, match=said):
        pdf._weasyprint()
    assert capsys.readouterr().out == ""


def test_a_browser_that_does_not_print_is_said(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_browsers", lambda: iter([sys.executable]))
    with pytest.raises(PdfError, match="did not print the page"):
        write_pdf(page, tmp_path / "a.pdf", engine="chromium")


def test_a_pdf_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(PdfError, match="cannot write the PDF"):
        write_pdf("<html lang='en'><title>A</title><p>A</p></html>", tmp_path / "a.pdf")


def test_an_engine_is_one_of_two(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="'weasyprint' or 'chromium', not 'word'"):
        write_pdf("<p>A</p>", tmp_path / "a.pdf", engine="word")


# ---- every number leads to its rows --------------------------------------------------------------

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
NOTEBOOK = nbformat.read(find_notebook("report"), as_version=4)
WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
RELIED_ON = "role == 'attribution' and not is_self"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """All that the report's notebook makes of the sample articles, by its names."""
    names: dict[str, Any] = {}
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code":
            source = cell.source
            if "parameters" in cell.metadata.get("tags", []):
                source = (
                    f"path, outlets = {str(SAMPLE)!r}, {str(SAMPLE / 'outlets.csv')!r}\n"
                    "outlet_column = corrections = None"
                )
            exec(compile(source, cell["id"], "exec"), names)
    return names


def one_by_one(table: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Yield each row of a table, and the table of this row alone."""
    for number, row in enumerate(table.itertuples()):
        yield row, table.iloc[[number]]


def test_each_count_of_a_speaker_is_that_of_the_quotes(made: dict[str, Any]) -> None:
    quotes, speakers = made["quotes"], made["speakers"]
    assert set(speakers["speaker"]) == set(quotes["speaker"].dropna())
    for row, alone in one_by_one(speakers):
        own = quotes[quotes["speaker"] == row.speaker]
        assert row.n_quotes == len(own)
        assert row.n_articles == own["article_id"].nunique()
        assert row.n_words == sum(len(WORD.findall(text)) for text in own["text"])
        assert row.n_scored == own["kind"].isin(["direct", "mixed"]).sum()
        assert row.n_reported == (own["kind"] == "indirect").sum()
        pd.testing.assert_frame_equal(rows_behind(alone, quotes), own)


def test_each_mean_tone_is_the_mean_of_its_rows(made: dict[str, Any]) -> None:
    quotes, speakers = made["quotes"], made["speakers"]
    for column in ("compound_mean", "reported_mean"):
        for row, alone in one_by_one(speakers.dropna(subset=[column])):
            behind = rows_behind(alone, quotes, column=column)
            assert behind["compound"].mean() == pytest.approx(getattr(row, column))


def test_each_count_of_a_source_is_that_of_the_attributions(made: dict[str, Any]) -> None:
    relied_on = made["mentions"].query(RELIED_ON)
    sources = made["sources"]
    assert sources["n_mentions"].sum() == relied_on["source"].notna().sum()
    for row, alone in one_by_one(sources):
        own = relied_on[relied_on["source"] == row.source]
        assert (row.n_mentions, row.n_articles) == (len(own), own["article_id"].nunique())
        pd.testing.assert_frame_equal(rows_behind(alone, made["mentions"]), own)


def test_each_count_of_a_source_by_outlet_is_that_of_its_articles(made: dict[str, Any]) -> None:
    mentions, articles, reliance = made["mentions"], made["articles"], made["reliance"]
    outlets = articles.set_index("article_id")["outlet"]
    relied_on = mentions.query(RELIED_ON).assign(
        outlet=lambda rows: rows["article_id"].map(outlets)
    )
    assert reliance["n_mentions"].sum() == relied_on["source"].notna().sum()
    for row, alone in one_by_one(reliance):
        own = relied_on[(relied_on["source"] == row.source) & (relied_on["outlet"] == row.outlet)]
        assert (row.n_mentions, row.n_articles) == (len(own), own["article_id"].nunique())
        behind = rows_behind(alone, mentions, articles=articles)
        assert behind["mention_id"].tolist() == own["mention_id"].tolist()


def test_each_count_of_a_role_is_that_of_the_mentions(made: dict[str, Any]) -> None:
    mentions, roles = made["mentions"], made["roles"]
    assert roles["n_mentions"].sum() == len(mentions)
    for row, alone in one_by_one(roles):
        own = mentions[(mentions["type"] == row.type) & (mentions["role"] == row.role)]
        assert (row.n_mentions, row.n_articles) == (len(own), own["article_id"].nunique())
        pd.testing.assert_frame_equal(rows_behind(alone, mentions), own)


SOURCING = {
    "n_media_sources": ["agency", "outlet", "photo_agency"],
    "n_agencies": ["agency"],
    "n_named": ["person"],
    "n_role_only": ["role_only"],
    "n_anonymous": ["anonymous"],
    "n_documents": ["document"],
    "n_organisations": ["organisation"],
}


@pytest.mark.parametrize("column", SOURCING)
def test_each_count_of_what_an_article_rests_on_is_that_of_different_sources(
    column: str, made: dict[str, Any]
) -> None:
    mentions, sourcing = made["mentions"], made["sourcing"]
    relied_on = mentions.query(RELIED_ON)
    for row in sourcing.to_dict("records"):
        own = relied_on[
            (relied_on["article_id"] == row["article_id"])
            & relied_on["type"].isin(SOURCING[column])
        ]
        named, nameless = own.dropna(subset=["source"]), own[own["source"].isna()]
        assert row[column] == len(named[["type", "source"]].drop_duplicates()) + len(nameless)
        behind = rows_behind(sourcing, mentions, row["article_id"], column=column)
        pd.testing.assert_frame_equal(behind, own)


def test_attributions_hedges_and_the_share_of_the_unnamed_are_those_of_their_rows(
    made: dict[str, Any],
) -> None:
    hedges = made["found"].hedges
    relied_on = made["mentions"].query(RELIED_ON)
    for row in made["sourcing"].itertuples():
        assert row.n_attributions == (relied_on["article_id"] == row.article_id).sum()
        assert row.n_hedges == (hedges["article_id"] == row.article_id).sum()
        unnamed = row.n_role_only + row.n_anonymous
        assert row.share_unnamed == pytest.approx(unnamed / (unnamed + row.n_named))


def test_each_count_of_a_readability_score_is_that_of_the_sentences(made: dict[str, Any]) -> None:
    sentences, readability = made["found"].sentences, made["readability"]
    for row in readability.itertuples():
        own = sentences[sentences["article_id"] == row.article_id]
        assert row.n_sentences == len(own)
        assert row.n_words == sum(len(WORD.findall(text)) for text in own["text"])
        assert row.words_per_sentence == pytest.approx(row.n_words / row.n_sentences)
        behind = rows_behind(readability, made["articles"], row.article_id)
        assert behind["text"].tolist() == own["text"].tolist()


def test_each_part_of_an_article_has_the_words_of_its_rows(made: dict[str, Any]) -> None:
    parts, quotes, articles = made["parts"], made["quotes"], made["articles"]
    for row, alone in one_by_one(parts):
        behind = rows_behind(alone, quotes, articles=articles)
        assert row.n_words == sum(len(WORD.findall(text)) for text in behind["text"]), row


@pytest.mark.parametrize(
    ("counted", "rows", "column"),
    [
        ("kinds", "quotes", "kind"),
        ("rules", "quotes", "speaker_rule"),
        ("reasons", "residue", "reason"),
    ],
)
def test_each_count_of_a_kind_rule_or_reason_is_that_of_its_rows(
    counted: str, rows: str, column: str, made: dict[str, Any]
) -> None:
    table, behind = made[counted], made[rows]
    assert table["count"].sum() == len(behind)
    for value, n in zip(table[column], table["count"], strict=True):
        own = behind[behind[column] == value]
        assert n == len(own)
        pd.testing.assert_frame_equal(rows_behind(table, behind, value), own)


def test_each_count_near_a_name_is_that_of_its_sentences(made: dict[str, Any]) -> None:
    near = made["near"]
    for row in made["near_names"].itertuples():
        own = near[(near["person"] == row.person) & near["compound"].notna()]
        assert (row.n_sentences, row.n_articles) == (len(own), own["article_id"].nunique())
        assert row.near_mean == pytest.approx(own["compound"].mean())


def test_each_difference_between_speakers_rests_on_both_their_quotes(made: dict[str, Any]) -> None:
    quotes = made["quotes"].query("kind in ('direct', 'mixed')")
    for row in made["pairs"].itertuples():
        means = [
            quotes.loc[quotes["speaker"] == name, "compound"].mean()
            for name in (row.speaker_a, row.speaker_b)
        ]
        assert row.difference == pytest.approx(means[0] - means[1])
        own = quotes["speaker"].isin([row.speaker_a, row.speaker_b])
        behind = rows_behind(made["pairs"], made["quotes"], [row.speaker_a, row.speaker_b])
        assert len(behind) == own.sum()


def sections() -> Iterator[tuple[str, list[Any]]]:
    """The notebook's cells, section by section."""
    title, cells = "", []
    for cell in NOTEBOOK.cells:
        heading = re.match(r"#+ (.+)", cell.source) if cell.cell_type == "markdown" else None
        if heading:
            yield title, cells
            title, cells = heading.group(1), []
        cells.append(cell)
    yield title, cells


COUNTING = re.compile(
    r"\b(?:plot|count|measure|compare)_\w+\(|\bsummarize_(?!methods)|value_counts\("
)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(cells, id=title)
        for title, cells in sections()
        if any(c.cell_type == "code" and COUNTING.search(c.source) for c in cells)
    ],
)
def test_each_section_that_counts_has_the_rows_one_call_away(cells: list[Any]) -> None:
    assert any("rows_behind(" in cell.source for cell in cells)


OFFERED = [
    call
    for cell in NOTEBOOK.cells
    if cell.cell_type == "markdown"
    for call in re.findall(r"`((?:show_sentences\()?rows_behind\([^`]+\))`", cell.source)
]


@pytest.mark.parametrize("call", OFFERED)
def test_each_call_that_the_prose_offers_gives_rows(call: str, made: dict[str, Any]) -> None:
    reliance, articles = made["reliance"], made["articles"]
    agency = reliance[reliance["type"] == "agency"].iloc[0]
    cell = reliance.iloc[0]
    parts = made["parts"].dropna(subset=["speaker"])
    pair = made["pairs"].iloc[0]
    filled = call
    for placeholder, name in {
        "ID OF AN ARTICLE": articles["article_id"].iloc[0],
        "NAME OF A SPEAKER": parts["speaker"].iloc[0],
        "NAME OF A SOURCE": made["sources"]["source"].iloc[0],
        "NAME OF A PERSON": made["near_names"]["person"].iloc[0],
        "NAME OF AN OUTLET": articles["outlet"].iloc[0],
        "ONE SPEAKER": pair["speaker_a"],
        "THE OTHER": pair["speaker_b"],
        '"AGENCY", "OUTLET"': f'"{agency["source"]}", "{agency["outlet"]}"',
        '"SOURCE", "OUTLET"': f'"{cell["source"]}", "{cell["outlet"]}"',
    }.items():
        filled = filled.replace(placeholder, name)
    assert not re.search(r'"[A-Z ]{6,}"', filled), "a placeholder that this test does not know"
    found = eval(filled, {**made})
    assert found.text if filled.startswith("show_sentences") else len(found)


def test_the_prose_offers_many_such_calls() -> None:
    assert len(OFFERED) >= 12
    for call in OFFERED:
        ast.parse(call)


# ---- what was done -------------------------------------------------------------------------------


def value(methods: pd.DataFrame, what: str) -> str:
    found = methods.loc[methods["what"] == what, "value"]
    assert len(found) == 1, (what, methods["what"].tolist())
    return str(found.iloc[0])


def methods_of(made: dict[str, Any], **changed: Any) -> pd.DataFrame:
    tables = {name: made[name] for name in ("articles", "load_report", "quotes", "mentions")}
    return summarize_methods(**{**tables, **changed})


def test_the_methods_keep_the_contract_and_each_matter_stands_once(made: dict[str, Any]) -> None:
    methods = made["methods"]
    assert list(methods) == list(METHODS.columns)
    assert not methods.duplicated(["part", "what"]).any()
    assert methods["value"].str.strip().all()


def test_the_methods_count_what_the_tables_hold(made: dict[str, Any]) -> None:
    methods, quotes = made["methods"], made["quotes"]
    assert value(methods, "articles") == "12"
    assert value(methods, "quotes") == str(len(quotes))
    for kind, n in quotes["kind"].value_counts().items():
        assert value(methods, f"kind: {kind}").startswith(f"{n} of {len(quotes)} (")
    for rule, n in quotes["speaker_rule"].value_counts().items():
        assert value(methods, f"speaker by: {rule}").startswith(f"{n} of {len(quotes)} (")
    assert value(methods, "copies of an earlier article") == "1"
    assert value(methods, "published") == "2025-05-07 to 2025-05-28"


@pytest.mark.parametrize("engine", ["corrected", "vader"])
def test_the_engine_of_the_tone_is_told_from_the_scores(engine: str, made: dict[str, Any]) -> None:
    scored = score_sentiment(made["named"], engine=engine)
    methods = methods_of(made, quotes=scored)
    assert f"engine “{engine}”" in value(methods, "tone")
    assert ("reach of a negation" in set(methods["what"])) is (engine == "corrected")


def test_scores_that_no_engine_gives_are_said_to_be_others(made: dict[str, Any]) -> None:
    by_hand = made["quotes"].assign(compound=0.123)
    assert value(methods_of(made, quotes=by_hand), "tone").startswith("another way")


def test_quotes_without_a_tone_have_no_line_on_tone(made: dict[str, Any]) -> None:
    methods = methods_of(made, quotes=made["named"])
    assert "tone" not in set(methods["what"])
    assert "hutto2014" not in set(list_references(methods)["id"])


@pytest.mark.parametrize("engine", ["corrected", "textstat"])
def test_the_way_of_counting_for_readability_is_told_from_the_counts(
    engine: str, made: dict[str, Any]
) -> None:
    from analysis import measure_readability

    measured = measure_readability(made["articles"], engine=engine)
    methods = methods_of(made, readability=measured)
    assert f"engine “{engine}”" in value(methods, "readability")


def test_one_letter_changes_the_fingerprint_of_the_texts(made: dict[str, Any]) -> None:
    articles = made["articles"]
    changed = articles.assign(text=articles["text"].str.replace("bridge", "Bridge", n=1))
    shuffled = articles.sample(frac=1, random_state=1)
    print_of = {
        name: value(methods_of(made, articles=table), "fingerprint of the texts")
        for name, table in {"as is": articles, "changed": changed, "shuffled": shuffled}.items()
    }
    assert print_of["as is"] == print_of["shuffled"] != print_of["changed"]


def test_every_word_list_of_the_package_stands_there_with_its_size_and_fingerprint(
    made: dict[str, Any],
) -> None:
    from analysis.lexicons import lexicon_names, load_lexicon

    lists = made["methods"].query("part == 'word lists'").set_index("what")["value"]
    for name in lexicon_names():
        assert re.fullmatch(
            rf"{len(load_lexicon(name)):,} entries, sha256 [0-9a-f]{{12}}", lists[name]
        )
    assert lists["outlets.csv (your own)"].startswith("7 entries, ")


def limits_of(made: dict[str, Any], **changed: Any) -> dict[str, str]:
    methods = methods_of(made, **changed)
    return methods[methods["part"] == "limits"].set_index("what")["value"].to_dict()


def test_each_limit_follows_from_its_number(made: dict[str, Any]) -> None:
    articles, quotes = made["articles"], made["quotes"]
    worse = articles.assign(
        language=["fr"] * 3 + [None] * 9,
        outlet=[None, *articles["outlet"][1:]],
        published=pd.NaT,
    )
    nameless = quotes.assign(speaker=quotes["speaker"].where(quotes.index >= 2))
    refused = LOAD_REPORT.build(
        [
            *made["load_report"].to_dict("records"),
            {"file": "x.doc", "status": "refused", "n_articles": 0},
        ]
    )
    said = limits_of(made, articles=worse, quotes=nameless, load_report=refused)
    assert said["other languages"].startswith("3 of 12 articles are not in English (fr 3)")
    assert said["no outlet"].startswith("1 of 12 articles has no outlet")
    assert said["no date"].startswith("12 of 12 articles have no date")
    assert said["no speaker"].startswith(f"2 of {len(quotes)} quotes have no speaker")
    assert said["files not read"].startswith("1 of 16 files could not be read")
    assert "The Daily Lantern (4)" in said["few articles of an outlet"]


def test_where_nothing_is_wrong_no_limit_is_made_up(made: dict[str, Any]) -> None:
    said = limits_of(made)
    assert not {"other languages", "no outlet", "no date", "no speaker", "files not read"} & set(
        said
    )


def test_a_report_on_nothing_says_that_it_says_nothing(made: dict[str, Any]) -> None:
    none = {name: made[name].head(0) for name in ("articles", "load_report", "quotes", "mentions")}
    methods = summarize_methods(**none, readability=made["readability"].head(0))
    assert "No quote was found" in value(methods, "no quotes")
    assert value(methods, "articles") == "0"


def test_corrections_are_counted_by_what_became_of_them(made: dict[str, Any]) -> None:
    checks = CORRECTION_CHECKS.build(
        {"table": "quotes", "key": f"a#{n}", "field": "speaker", "coder": "mia", "status": status}
        for n, status in enumerate(["applied", "applied", "refused"])
    )
    methods = methods_of(made, corrections=checks)
    assert [value(methods, said) for said in ("applied", "already so", "refused")] == [
        "2",
        "0",
        "1",
    ]
    assert value(methods, "coders") == "mia 3"
    assert value(methods, "corrections refused").startswith("1 of 3 corrections did not fit")


def test_only_works_that_were_used_are_listed(made: dict[str, Any]) -> None:
    everything = list_references()
    used = list_references(made["methods"])
    assert list(used) == list(everything) == list(REFERENCES.columns)
    assert set(everything["id"]) - set(used["id"]) == {"lui2012"}  # no language was guessed
    assert list_references(METHODS.empty()).empty


def test_every_work_is_listed_once_with_author_and_year_in_order(made: dict[str, Any]) -> None:
    works = list_references()
    assert works["id"].is_unique
    assert works["text"].str.match(r"[^\d(]+\((?:\d{4}|\d{4}–\d{4})\)\. .+").all()
    assert works["text"].str.casefold().is_monotonic_increasing


def test_every_work_is_used_by_something_that_can_occur(made: dict[str, Any]) -> None:
    known = set(made["methods"]["what"]) | {"language told from the words"}
    for work in list_references().itertuples():
        assert set(work.used_by.split("; ")) <= known, work.id


def test_the_report_ends_with_its_methods_and_works(hostile_report: str) -> None:
    captions = re.findall(r"<caption>([^<]+)</caption>", hostile_report)
    assert captions[-4:] == [
        "What limits these numbers",
        "What was done",
        "Word lists and versions",
        "Works",
    ]


def test_values_are_counted_with_the_most_frequent_first_and_missing_ones_left_out() -> None:
    assert counts(["b", None, "a", "b", float("nan")]) == {"b": 2, "a": 1}


# ---- corrections and columns of other names ------------------------------------------------------

FERRY = """Ferry is late

“We are sorry,” said Bo Lind. “It will not happen again,” she said.
"""
FIX = "table,key,field,old,new,coder,reason\n"


@pytest.mark.parametrize("where", ["beside", "named"])
def test_corrections_are_laid_over_the_tables_of_the_report(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "ferry.txt").write_text(FERRY, encoding="utf-8")
    file = news / "corrections.csv" if where == "beside" else tmp_path / "ours.csv"
    rows = [
        "articles,ferry,outlet,,The Quay Gull,mia,it stands on the page",
        "quotes,ferry#0,speaker,Bo Lind,Bodil Lind,mia,her full name",
        "quotes,ferry#7,speaker,Bo Lind,Nobody,mia,",
    ]
    file.write_text(FIX + "\n".join(rows), encoding="utf-8")
    named = None if where == "beside" else file
    html = render_report(news, tmp_path / "r.html", corrections=named).read_text("utf-8")
    text = re.sub(r"<[^>]+>", " ", html)
    assert "The Quay Gull" in text
    assert "Bodil Lind" in text
    assert "corrected by mia" in text
    assert "1 of 3 corrections did not fit" in text
    told = capsys.readouterr().err
    assert re.fullmatch(r"note: 1 of 2 corrections of quotes were refused\. .*\n", told)


def test_a_table_may_call_its_outlet_otherwise(tmp_path: Path) -> None:
    table = tmp_path / "town.csv"
    table.write_text(
        'Paper,text\nThe Quay Gull,"The ferry is late, Bo Lind said."\n', encoding="utf-8"
    )
    html = render_report(table, tmp_path / "r.html", outlet_column="Paper").read_text("utf-8")
    assert html.count("The Quay Gull") > 1
    assert "town-0001 (The Quay Gull)" in html
