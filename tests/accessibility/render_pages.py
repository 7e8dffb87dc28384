"""Run the notebooks and the report of the sample, and keep the pages in build/pages.

Each runs in a Python and a folder of its own, on a copy of the data, so that no lesson sees what
another wrote. A page is kept as long as its notebook, the package, the data and the lock are as
they were.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = ROOT / "notebooks"
PAGES = ROOT / "build" / "pages"


class Rendered(NamedTuple):
    """A page: its path, and why there is none if the notebook failed."""

    path: Path
    seconds: float
    error: str


def render_all(tell: Callable[[str], None], folder: Path = PAGES) -> list[Rendered]:
    """Render every notebook that has changed, two at a time if there are two cores.

    The notebook ``report`` is rendered as the report of ``data/sample``.
    """
    notebooks = sorted(NOTEBOOKS.glob("*.ipynb"))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        if old.stem not in {path.stem for path in notebooks}:
            old.unlink()
    common = digest([*files_in(ROOT / "analysis"), *files_in(ROOT / "data"), *_makers()])
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        return list(
            pool.map(lambda path: _render_if_changed(path, folder, common, tell), notebooks)
        )


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder, in order, without what Python leaves there."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if "__pycache__" not in path.parts]


def digest(paths: Iterable[Path]) -> str:
    """Return one hash of the paths and the bytes of files."""
    made = hashlib.sha256()
    for path in paths:
        made.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def _makers() -> list[Path]:
    return [*material(), ROOT / "requirements.lock", Path(__file__)]


def material() -> list[Path]:
    """Return the files in folders beside the notebooks, which lessons may read.

    What stands loose beside them was written by a reader and is no part of a page.
    """
    folders = [path for path in sorted(NOTEBOOKS.iterdir()) if path.is_dir()]
    return [path for one in folders if not one.name.startswith(".") for path in files_in(one)]


def _render_if_changed(
    notebook: Path, folder: Path, common: str, tell: Callable[[str], None]
) -> Rendered:
    page, note = folder / f"{notebook.stem}.html", folder / f"{notebook.stem}.made-from"
    key = f"{common} {digest([notebook])} {sys.version}"
    if page.is_file() and note.is_file() and note.read_text("utf-8") == key:
        return Rendered(page, 0.0, "")
    note.unlink(missing_ok=True)
    started = os.times().elapsed
    done = subprocess.run(
        [sys.executable, __file__, notebook.stem, str(page)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = os.times().elapsed - started
    if done.returncode:
        page.unlink(missing_ok=True)
        told = done.stderr.strip().splitlines()
        return Rendered(page, seconds, told[-1] if told else f"exit status {done.returncode}")
    note.write_text(key, encoding="utf-8")
    tell(f"rendered {notebook.stem} in {seconds:.0f} s")
    return Rendered(page, seconds, "")


def render_one(name: str, out: Path) -> None:
    """Run one notebook in a copy of its folder and write its page to ``out``."""
    sys.path.insert(0, str(ROOT))
    from analysis.report import ReportError, render_notebook, render_report

    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "data", Path(home) / "data")
        for path in (*NOTEBOOKS.glob("*.ipynb"), *material()):
            copy = Path(home) / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        try:
            if name == "report":
                os.chdir(home)
                render_report("data/sample", out)
            else:
                os.chdir(Path(home) / "notebooks")
                out.write_text(render_notebook(f"{name}.ipynb"), encoding="utf-8", newline="\n")
        except ReportError as error:
            sys.exit(" ".join(str(error).split()))
        finally:
            os.chdir(ROOT)


if __name__ == "__main__":
    render_one(sys.argv[1], Path(sys.argv[2]).resolve())
