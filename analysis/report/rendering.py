"""Run a notebook on some articles and write what it shows as one HTML file.

The file needs nothing else: its styles are inline, its figures are data, and a policy in its head
forbids the browser to load anything. The code is folded away, not left out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.mistakes import OneSentence

if TYPE_CHECKING:
    from nbformat import NotebookNode

Progress = Callable[[int, int, str], object]

# Links to files beside the notebook, which the page is passed on without: their words stay.
_NEIGHBOURS = re.compile(r'<a href="(?!#|https?:|mailto:|data:)([^"]*)">(.*?)</a>', re.DOTALL)

_HERE = Path(__file__).resolve().parent
# A warning of a cell: where it came from (a file of the kernel's own, with another name each time),
# its class, what it says, and perhaps the line of code.
_WARNING = re.compile(r"^\S*ipykernel_\d+\S*:\d+: \w+Warning: (.+)\n(?:  .*\n)?", re.MULTILINE)


class ReportError(OneSentence, ValueError):
    """A report could not be made; the message says why, without a traceback."""


def find_notebook(name: str = "report") -> Path:
    """Return the path of one of the project's notebooks.

    An installed package carries the folder ``notebooks`` inside itself; in a clone it stands
    beside the package, where people open it.

    >>> find_notebook("report").name
    'report.ipynb'
    """
    package = _HERE.parent
    for folder in (package / "notebooks", package.parent / "notebooks"):
        path = folder / f"{name}.ipynb"
        if path.is_file():
            return path
    raise ReportError(
        f"there is no notebook named {name!r}: looked in {package / 'notebooks'} and "
        f"{package.parent / 'notebooks'}. Install media-analysis again, or work in a clone of it."
    )


def find_outlets(path: str | os.PathLike[str]) -> str | None:
    """Return the path of the list of outlets in a folder of articles, if there is one.

    >>> find_outlets("no/such/folder") is None
    True
    """
    return _beside(path, "outlets.csv")


def find_corrections(path: str | os.PathLike[str]) -> str | None:
    """Return the path of the file of corrections in a folder of articles, if there is one.

    >>> find_corrections("no/such/folder") is None
    True
    """
    return _beside(path, "corrections.csv")


def _beside(path: str | os.PathLike[str], name: str) -> str | None:
    file = Path(path) / name
    return str(file) if file.is_file() else None


def render_report(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    title: str | None = None,
    *,
    outlets: str | os.PathLike[str] | None = None,
    outlet_column: str | None = None,
    corrections: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Path:
    """Analyse the articles at ``path`` and write the report as one HTML file; return its path.

    ``path`` is whatever ``load_articles`` reads; ``title`` replaces the report's first heading;
    ``outlets`` is a CSV of a class's own outlets, ``corrections`` one of what readers corrected
    (see ``load_corrections``), by default ``outlets.csv`` and ``corrections.csv`` among the
    articles, if they are there. ``outlet_column`` is the column of a table of articles that holds
    the outlet, where its name is an unusual one. ``progress`` is called before each step with the
    steps done, their total and the section's title. The same articles give the same file, byte for
    byte; :func:`write_pdf` makes a PDF of it.

    Raises ReportError if the articles cannot be read or the file cannot be written.
    """
    html = render_notebook(
        find_notebook("report"),
        parameters={
            "path": os.fspath(path),
            "outlets": os.fspath(outlets) if outlets is not None else find_outlets(path),
            "outlet_column": outlet_column,
            "corrections": (
                os.fspath(corrections) if corrections is not None else find_corrections(path)
            ),
        },
        title=title,
        progress=progress,
    )
    target = Path(out)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ReportError(
            f"cannot write the report to {os.fspath(out)!r}: {error.strerror}. "
            "Choose another file with out."
        ) from error
    return target


def render_notebook(
    notebook: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    title: str | None = None,
    progress: Progress | None = None,
) -> str:
    """Run a notebook and return it, with what it shows, as one HTML page.

    ``parameters`` replace the cell tagged ``parameters``. Paths are relative to the working folder.

    Raises ReportError with the message of the cell that failed.
    """
    import nbformat

    nb = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    if parameters is not None:
        set_parameters(nb, parameters)
    if title is not None:
        set_title(nb, title)
    run_notebook(nb, progress=progress)
    return to_html(nb)


def set_parameters(nb: NotebookNode, parameters: Mapping[str, object]) -> None:
    """Replace the cell tagged ``parameters`` by one assignment for each parameter."""
    for cell in nb.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
            return
    raise ReportError(
        "this notebook takes no parameters: no cell is tagged 'parameters'. "
        "Tag the cell that sets them."
    )


def set_title(nb: NotebookNode, title: str) -> None:
    """Replace the notebook's first heading by ``title``, taken as plain text."""
    plain = re.sub(r"([\\`*_{}\[\]<>#$&|~!])", r"\\\1", " ".join(title.split()))
    for cell in nb.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            _, newline, rest = cell.source.partition("\n")
            cell.source = f"# {plain}{newline}{rest}"
            return
    raise ReportError("this notebook has no title to replace: its first line is no '# ' heading.")


def run_notebook(
    nb: NotebookNode,
    *,
    progress: Progress | None = None,
    folder: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a notebook's cells in place, in a kernel of this very Python.

    A ``python3`` kernel that someone installed for another Python is passed over, and so are the
    reader's own IPython settings: they would change the report. What the cells write to their error
    stream goes to ours.
    """
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(**get_kernel_dict(extra_arguments=["--log-level=ERROR"]))

    titles = list(_section_of_each_cell(nb))

    def started(cell: NotebookNode, cell_index: int) -> None:
        if progress is not None:
            progress(cell_index, len(nb.cells), titles[cell_index])

    def wrote(cell: NotebookNode, cell_index: int) -> None:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                sys.stderr.write(_WARNING.sub(r"note: \1\n", output.text))

    with tempfile.TemporaryDirectory() as settings:
        client = NotebookClient(
            nb,
            km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython()),
            timeout=None,
            record_timing=False,
            resources={"metadata": {"path": os.fspath(folder or Path.cwd())}},
            on_cell_start=started,
            on_cell_executed=lambda cell, cell_index, execute_reply: wrote(cell, cell_index),
        )
        try:
            client.execute(env={**_environment(settings), **(environment or {})}, cleanup_kc=True)
        except CellExecutionError as error:
            raise ReportError(_plain(error)) from error
        except DeadKernelError as error:
            raise ReportError(
                "Python stopped in the middle of the notebook, most often because memory ran out. "
                "Try with fewer articles."
            ) from error


def _environment(settings: str) -> dict[str, str]:
    """Return this process's environment, with which a notebook of a clone finds the package."""
    environment = {**os.environ, "IPYTHONDIR": settings}
    clone = _HERE.parent.parent
    if (clone / "pyproject.toml").is_file():
        paths = [str(clone), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return environment


def _plain(error: Any) -> str:
    message = str(error.evalue).strip() or str(error.ename)
    if error.ename == "ImportError" and "analysis" in message:
        return f"{message}. Run: python -m analysis doctor"
    return message


def _section_of_each_cell(nb: NotebookNode) -> Iterator[str]:
    title = ""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            title = _heading_in(cell.source) or title
        yield title


def _heading_in(source: str) -> str | None:
    """Return the text of the heading that opens a markdown cell, without its markup."""
    found = re.match(r"#{1,2} (.+)", source)
    return re.sub(r"\\(.)", r"\1", found.group(1)).strip() if found else None


def to_html(nb: NotebookNode) -> str:
    """Return a notebook that has been run as one HTML page, through the project's own template."""
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="template",
        extra_template_basedirs=[str(_HERE)],
        exclude_anchor_links=True,
    )
    exporter.register_filter("heading", _heading_in)  # type: ignore[no-untyped-call]
    title = next((_heading_in(c.source) for c in nb.cells if c.cell_type == "markdown"), None)
    html: str
    html, _ = exporter.from_notebook_node(nb, resources={"title": title or "Report"})
    return _NEIGHBOURS.sub(r"\2", html)
