"""Is this installation sound? One line for each thing that can be wrong."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import analysis
from analysis.mistakes import NEEDED, find_hiding
from analysis.versions import version_of

if TYPE_CHECKING:
    import pandas as pd

OURS = Path(__file__).resolve().parent
_MEASURING = ("pandas", "spacy", "textstat", "vaderSentiment", "ftfy", "matplotlib")
_PACKAGES = (
    *_MEASURING,
    "numpy",
    "pyarrow",
    "charset-normalizer",
    "jupyterlab",
    "nbconvert",
    "nbclient",
    "ipykernel",
)


# A file of such a name hides a part of Python itself.
_PARTS_OF_PYTHON = (
    "calendar", "code", "copy", "csv", "datetime", "email", "html", "json", "logging", "random",
    "re", "statistics", "string", "token", "tokenize", "types", "unicodedata", "zipfile",
)  # fmt: skip


class Finding(NamedTuple):
    """One thing that was looked at: whether it is fine, and a sentence that says what is."""

    fine: bool
    message: str


def examine(folder: str | os.PathLike[str] = ".") -> Iterator[Finding]:
    """Yield what was found about Python, the packages, the language model and the folder."""
    yield _python(sys.version_info[:3])
    yield _itself()
    for name in _PACKAGES:
        yield _package(name)
    yield _model()
    yield from _shadows(folder)
    yield _writable(folder)
    yield _readings()
    yield Finding(True, "network: not needed, neither for a report nor for the notebooks")


def list_versions() -> pd.DataFrame:
    """Return the versions that a result depends on, one row per package.

    >>> list_versions().columns.tolist()
    ['package', 'version']
    """
    import pandas as pd

    from analysis.language import find_model

    rows = [("Python", ".".join(map(str, sys.version_info[:3])))]
    rows += [("media-analysis", analysis.__version__)]
    rows += [(name, version_of(name) or "unknown") for name in (*_MEASURING, find_model())]
    return pd.DataFrame(rows, columns=["package", "version"])


def find_shadows(folders: Iterable[str | os.PathLike[str]], ours: Path = OURS) -> list[Path]:
    """Return what ``import analysis`` would find in ``folders`` before, or in place of, ours.

    The folders are those that Python looks through, in their order; an empty one is the current
    folder. A folder without ``__init__.py`` does not count: Python passes it over.

    >>> find_shadows([OURS.parent])
    []
    """
    found: list[Path] = []
    for folder in folders:
        home = Path(folder or ".").resolve()
        for candidate in (home / "analysis" / "__init__.py", home / "analysis.py"):
            if candidate.is_file():
                if candidate.parent == ours:
                    return found
                found.append(candidate)
    return found


def _python(version: Sequence[int]) -> Finding:
    number = ".".join(map(str, version))
    if not (3, 11) <= tuple(version[:2]) <= (3, 13):
        return Finding(False, f"Python {number}: media-analysis needs 3.11, 3.12 or 3.13")
    return Finding(True, f"Python {number} at {sys.executable}")


def _itself() -> Finding:
    return Finding(True, f"media-analysis {analysis.__version__} at {OURS}")


def _package(name: str) -> Finding:
    version = version_of(name)
    if version is None:
        return Finding(False, f"{name} is missing: pip install media-analysis")
    return Finding(True, f"{name} {version}")


def _model() -> Finding:
    from analysis.language import ModelError, find_model

    try:
        name = find_model()
    except ModelError as error:
        return Finding(False, str(error))
    return Finding(True, f"English language model {name} {version_of(name)}")


def _readings() -> Finding:
    from analysis.cache import CACHE, cache_folder, size_on_disk

    folder = cache_folder()
    if folder is None:
        return Finding(True, f"readings are not kept: {CACHE} says off")
    try:
        megabytes = size_on_disk(folder) / 1_000_000
    except OSError as error:
        return Finding(False, f"readings kept in {folder} cannot be looked at ({error.strerror})")
    return Finding(
        True,
        f"readings are kept in {folder} ({megabytes:,.0f} MB), so that an article is not read "
        f"twice. Delete the folder at any time; with {CACHE}=off none are kept",
    )


def _shadows(folder: str | os.PathLike[str]) -> Iterator[Finding]:
    # A notebook looks in its own folder first, whatever started this program.
    shadows = list(dict.fromkeys(find_shadows([folder, *sys.path])))
    for path in shadows:
        yield Finding(
            False,
            f"{path} hides this package: `import analysis` finds it first. "
            "Rename it, or work in another folder",
        )
    owners = sorted(set(metadata.packages_distributions().get("analysis", [])) - {"media-analysis"})
    for owner in owners:
        yield Finding(
            False,
            f"the installed package {owner} is called `analysis` too and may have replaced files "
            f"of this one: pip uninstall {owner}, then install media-analysis again",
        )
    hiding = find_hiding(folder, (*NEEDED, *_PARTS_OF_PYTHON))
    for path in hiding:
        what = "the package" if path.stem in NEEDED else "Python's own module"
        yield Finding(False, f"{path} hides {what} {path.stem}, which is needed here. Rename it")
    if not shadows and not owners and not hiding:
        yield Finding(True, "`import analysis` finds this package")


def _writable(folder: str | os.PathLike[str]) -> Finding:
    where = Path(folder).resolve()
    try:
        with tempfile.TemporaryFile(dir=where):
            pass
    except OSError as error:
        return Finding(
            False, f"cannot write to {where} ({error.strerror}): work in a folder of your own"
        )
    return Finding(True, f"{where} can be written to")
