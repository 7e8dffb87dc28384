"""Every notebook runs from top to bottom with the network cut, and reads as a lesson should."""

from __future__ import annotations

import ast
import re
import shutil
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.report import ReportError
from analysis.report.rendering import run_notebook

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

CUT = """
import socket

def _is_here(address):
    return not isinstance(address, tuple) or str(address[0]) in ("127.0.0.1", "::1", "localhost")

def _cut(name):
    real = getattr(socket.socket, name)
    def guarded(self, address, *rest):
        if not _is_here(address):
            raise OSError(f"the network is cut: {address}")
        return real(self, address, *rest)
    setattr(socket.socket, name, guarded)

for _name in ("connect", "connect_ex"):
    _cut(_name)

_look_up = socket.getaddrinfo
def _getaddrinfo(host, *rest, **more):
    if host not in (None, "", "127.0.0.1", "::1", "localhost", b"localhost"):
        raise OSError(f"the network is cut: {host}")
    return _look_up(host, *rest, **more)
socket.getaddrinfo = _getaddrinfo
"""


@pytest.fixture(scope="session")
def no_network(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose kernels refuse every connection that leaves this computer."""
    home = tmp_path_factory.mktemp("ipython")
    startup = home / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-cut.py").write_text(CUT, encoding="utf-8")
    return {"IPYTHONDIR": str(home)}


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://news.example/', timeout=1)",
        "import socket; socket.socket().connect_ex(('192.0.2.1', 80))",
    ],
)
def test_the_network_is_cut(code: str, no_network: dict[str, str]) -> None:
    nb = new_notebook(cells=[new_code_cell(code)])
    with pytest.raises(ReportError, match="the network is cut"):
        run_notebook(nb, environment=no_network)


def test_there_are_notebooks() -> None:
    assert "report" in [path.stem for path in NOTEBOOKS]


@every_notebook
def test_it_runs_from_top_to_bottom_without_a_network_or_a_warning(
    path: Path, no_network: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("data", "notebooks"):  # a copy: a lesson may write a file beside itself
        shutil.copytree(FOLDER.parent / name, tmp_path / name)
    nb = nbformat.read(path, as_version=4)
    run_notebook(nb, folder=tmp_path / "notebooks", environment=no_network)
    assert capsys.readouterr().err == ""


@every_notebook
def test_it_is_saved_without_outputs(path: Path) -> None:
    for cell in code_cells(path):
        assert not cell.outputs
        assert cell.execution_count is None


@every_notebook
def test_it_defines_nothing(path: Path) -> None:
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
    for cell in code_cells(path):
        found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, defined)]
        assert not found, cell.source


@every_notebook
def test_it_opens_with_a_question(path: Path) -> None:
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# [^\n]+\?\n", first.source)


@every_notebook
def test_prose_comes_before_code_in_every_section(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    for before, cell in pairwise(cells):
        if cell.cell_type == "code" and before.cell_type == "markdown":
            assert re.sub(r"^#.*$", "", before.source, flags=re.MULTILINE).strip(), cell.source


@every_notebook
def test_headings_never_skip_a_level_and_open_their_cells(path: Path) -> None:
    level = 0
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "markdown":
            continue
        for number, line in enumerate(cell.source.splitlines()):
            marks = re.match(r"(#{1,6}) ", line)
            if marks:
                assert number == 0, f"give {line!r} a cell of its own"
                assert len(marks.group(1)) <= level + 1
                level = len(marks.group(1))


@every_notebook
def test_after_each_chart_come_what_we_see_what_it_cannot_tell_us_and_try_it(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    charts = [i for i, cell in enumerate(cells) if re.search(r"\bplot_\w+\(", cell.source)]
    charts = [i for i in charts if cells[i].cell_type == "code"]
    assert charts
    for index in charts:
        after = "\n".join(cell.source for cell in cells[index : index + 4])
        for words in ("What we see", "What it cannot tell us", "Try it"):
            assert words in after, cells[index].source


@every_notebook
def test_it_calls_only_what_the_package_offers(path: Path) -> None:
    for cell in code_cells(path):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                assert str(module) in {"analysis", "analysis.doctor", "pandas"}, cell.source


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]
