"""What a beginner's mistake is answered with: one sentence, and the name that was meant.

The package's own errors show themselves in a notebook as that sentence alone, without the list of
places in the code that Python adds.
"""

from __future__ import annotations

import linecache
import math
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from textwrap import wrap
from types import TracebackType
from typing import Any

# A file of such a name beside a notebook hides a package that this one cannot do without.
NEEDED = (
    "pandas", "numpy", "pyarrow", "matplotlib", "spacy", "thinc", "sklearn", "scipy", "textstat",
    "vaderSentiment", "ftfy", "lxml", "trafilatura", "docx", "jinja2", "nbformat", "nbclient",
)  # fmt: skip
_MOST_MEANT = 3
_WIDTH = 88  # letters in a line below a cell
_LONGEST_SHOWN = 60  # characters of a text in a message
_ALIKE = 0.66  # as difflib measures it: "tpo" and "top" are
_MOST_LOOKED_AT = 2_000  # names in a folder


class OneSentence:
    """Makes an error class show its message alone in a notebook; ``%tb`` still shows all.

    IPython asks an error for ``_render_traceback_``. The first time it gets the sentence, with the
    line of the cell if there are several; any further time, which is ``%tb``, the whole traceback.
    """

    _is_told = False

    def _render_traceback_(self) -> list[str]:
        trace: TracebackType | None = getattr(self, "__traceback__", None)
        shell = notebook_shell()
        if self._is_told and shell is not None:
            whole: list[str] = shell.InteractiveTB.structured_traceback(type(self), self, trace)
            return whole
        self._is_told = True
        # A notebook breaks a line that is too long wherever it ends, in the middle of a word.
        sentence = f"{type(self).__name__}: {self}"
        lines = wrap(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)
        return [*line_of_cell(trace), *lines]


class ArgumentError(OneSentence, ValueError):
    """A verb was given a value that it does not take; the message says what it takes."""


class UnknownNameError(OneSentence, AttributeError):
    """Nothing is called so; the message gives the nearest name."""


class UnknownImportError(OneSentence, ImportError):
    """Nothing of this name can be imported; the message gives the nearest name."""


class HiddenPackageError(OneSentence, ImportError):
    """A file beside the notebook hides a package that is needed; the message names the file."""


def notebook_shell() -> Any:
    """Return the shell of the notebook that this runs in, or None outside of one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def find_hiding(folder: str | os.PathLike[str], names: Sequence[str] = NEEDED) -> list[Path]:
    """Return the files in ``folder`` that Python would take for one of the packages.

    >>> find_hiding("data/sample")
    []
    """
    home = Path(folder or ".").resolve()
    return [path for name in names if (path := home / f"{name}.py").is_file()]


@cache
def check_nothing_hidden() -> None:
    """Raise HiddenPackageError if a file beside the notebook or script hides a package we need."""
    for path in find_hiding(sys.path[0] if sys.path else ""):
        loaded = getattr(sys.modules.get(path.stem), "__file__", None)
        if loaded is None or Path(loaded).resolve() == path:
            raise HiddenPackageError(
                f"the file {path.name} in {str(path.parent)!r} hides the package {path.stem}, "
                "which is needed here: give it another name, and restart the kernel."
            )


def line_of_cell(trace: TracebackType | None) -> list[str]:
    """Return the line of the notebook's cell that an error came from, unless it is the first."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__") == "__main__":
            found = trace
        trace = trace.tb_next
    if found is None or found.tb_lineno < 2:
        return []
    code = linecache.getline(found.tb_frame.f_code.co_filename, found.tb_lineno).strip()
    return [f"In line {found.tb_lineno} of the cell: {code}"]


def nearest(name: object, known: Iterable[object], *, parts: bool = True) -> list[str]:
    """Return the known names that were most likely meant, the likeliest first.

    Letter case, spaces, hyphens and underscores count for nothing. With ``parts`` a part of a name
    will do.

    >>> nearest("Speakr", ["kind", "speaker", "speaker_type"])
    ['speaker']
    >>> nearest("flesch", ["smog_index", "flesch_kincaid_grade", "flesch_reading_ease"])
    ['flesch_kincaid_grade', 'flesch_reading_ease']
    """
    if not isinstance(name, str) or not _folded(name):
        return []
    wanted = _folded(name)
    names = {str(one): _folded(str(one)) for one in known if isinstance(one, str)}
    same = [one for one, folded in names.items() if folded == wanted]
    if same:
        return same[:_MOST_MEANT]
    best = get_close_matches(wanted, names.values(), n=1, cutoff=_ALIKE)
    if best:
        return [one for one, folded in names.items() if folded == best[0]][:1]
    if parts and len(wanted) > 2:
        return [one for one, folded in names.items() if wanted in folded][:_MOST_MEANT]
    return []


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def did_you_mean(name: object, known: Iterable[object], *, parts: bool = True) -> str:
    """Return a question with the nearest known names and a blank before it, or no text at all.

    >>> did_you_mean("data/smaple", ["data/sample", "docs"])
    " Did you mean 'data/sample'?"
    >>> did_you_mean("xyz", ["data/sample", "docs"])
    ''
    """
    return _question(nearest(name, known, parts=parts))


def did_you_mean_of_these(name: object, known: Iterable[object], most: int = 5) -> str:
    """Return a question with the nearest known names, or, if none is near, the first there are.

    >>> did_you_mean_of_these("xyz", ["U1", "U2", "U3"], 2)
    " There are 'U1', 'U2'."
    """
    names = list(known)
    first = ", ".join(map(repr, names[:most])) or "none"
    return did_you_mean(name, names) or f" There are {first}."


def did_you_mean_path(path: str) -> str:
    """Return a question with the paths that a misspelt one may stand for, or no text at all.

    Tried are: with / for a backslash; without a / at the front; from the folders above; each part
    by its nearest name; and in the folders that lie here.

    >>> did_you_mean_path("data/smaple")
    " Did you mean 'data/sample'?"
    """
    try:
        meant = list(islice(dict.fromkeys(_paths_near(path)), _MOST_MEANT))
    except (OSError, ValueError, RuntimeError):
        return ""
    return _question(meant)


def _question(meant: Sequence[str]) -> str:
    return f" Did you mean {' or '.join(map(repr, meant))}?" if meant else ""


def _paths_near(path: str) -> Iterator[str]:
    plain = path.strip().replace("\\", "/")
    if "*" in plain:
        plain = plain.partition("*")[0].rpartition("/")[0] or "."
    bare = plain.lstrip("/")
    tried = [plain, bare, *(f"{up}{bare}" for up in ("../", "../../")), bare.partition("/")[2]]
    found = [one for one in tried if one and one != path and Path(one).expanduser().exists()]
    if found:
        yield found[0]
        return
    yield from filter(None, [_walked(plain)])
    for folder in _names_in(Path()):
        if (Path(folder) / bare).exists():
            yield f"{folder}/{bare}"


def _walked(path: str) -> str | None:
    """Return the path with each part that is not there replaced by the nearest name that is."""
    here = Path(path.partition("/")[0] + "/") if path.startswith(("/", "~")) else Path()
    parts = []
    for part in path.split("/"):
        if part and not (here.expanduser() / part).exists():
            close = nearest(part, _names_in(here.expanduser()))
            if not close:
                return None
            part = close[0]
        parts.append(part)
        here = here / part
    return "/".join(parts)


def _names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in islice(folder.iterdir(), _MOST_LOOKED_AT))


def given(value: Any) -> str:
    """Say what came instead, in words that a beginner knows.

    >>> print(given("5"))
    '5', which is text: write 5 without quotation marks
    >>> print(given(sorted))
    the verb sorted itself: write it with round brackets, sorted(…)
    >>> given(None), given(0), given([1, 2])
    ('nothing (None)', '0', 'a list')
    """
    if value is None:
        return "nothing (None)"
    if isinstance(value, float) and math.isnan(value):
        return "a missing value (nan)"
    if isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, str):
        return _given_text(value)
    kind = type(value).__name__
    if kind == "Series":
        column = f" ({value.name!r})" if isinstance(value.name, str) else ""
        return f"one column{column} of a table"
    if callable(value) and hasattr(value, "__name__"):
        name = value.__name__
        return f"the verb {name} itself: write it with round brackets, {name}(…)"
    return {"DataFrame": "a table (a DataFrame)", "Annotations": "all that annotate found"}.get(
        kind, f"{'an' if kind[:1] in 'AEIOUaeiou' else 'a'} {kind}"
    )


def check_text(value: object, verb: str) -> None:
    """Raise ArgumentError unless ``value`` is text."""
    if not isinstance(value, str):
        raise ArgumentError(
            f"{verb} needs one text, got {given(value)}. Of a table, give the text of one row: "
            f"{verb}(articles.text.iloc[0])."
        )


def is_count(value: object, least: int = 1) -> bool:
    """Tell whether ``value`` is a whole number from ``least`` on; True is none.

    >>> is_count(3), is_count(0), is_count(2.0), is_count(True)
    (True, False, False, False)
    """
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def check_top(top: object, what: str = "rows to show") -> None:
    """Raise ArgumentError unless ``top`` is a whole number from 1 on, or None for all."""
    if top is not None and not is_count(top):
        raise ArgumentError(
            f"top says how many {what}, a whole number from 1 on, or None for all. "
            f"Got {given(top)}."
        )


def check_heading_level(level: object) -> None:
    """Raise ArgumentError unless ``level`` is one of a page's six levels of heading."""
    if level not in range(1, 7):
        raise ArgumentError(f"heading_level is a number from 1 to 6, got {given(level)}.")


def _given_text(text: str) -> str:
    if text.strip().removeprefix("-").replace(".", "", 1).isdecimal():
        return f"{text!r}, which is text: write {text.strip()} without quotation marks"
    if len(text) > _LONGEST_SHOWN:
        return f"a text of {len(text):,} characters"
    return repr(text)
