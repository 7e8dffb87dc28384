"""What may be given as the place of articles, and what to say where nothing is there."""

from __future__ import annotations

import os
import re
from pathlib import Path

from analysis.mistakes import did_you_mean_path, given
from analysis.readers import LoadError

_BACKSLASHED = re.compile(r"[\a\x08\f\n\r\t\v]")  # what "\a", "\b", "\f" … "\v" stand for
_LONG = 260  # characters; a longer text without a blank is no path


def checked_path(path: object) -> Path:
    """Return the place that a path names. Raises LoadError, with names close to it, if none does.

    >>> checked_path("data/sample").name
    'sample'
    """
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise LoadError(
            f"expected the path of one file or folder, as 'data/sample'; got {given(path)}"
        )
    text = os.fspath(path)
    if not text.strip():
        raise LoadError("expected the path of a file or folder, as 'data/sample'; got no text")
    if re.match(r"https?://", text):
        raise LoadError(
            f"{text!r} is a web address: save the articles as files and give their folder"
        )
    if _BACKSLASHED.search(text) and " " not in text and len(text) < _LONG:
        raise LoadError(
            f"{text!r} is no path: to Python a backslash and the letter after it are one character."
            " Write / for every backslash"
        )
    if "\n" in text or len(text) > 1000:
        raise LoadError(
            "expected the path of a file or folder, as 'data/sample'; this looks like the text of "
            "an article: save it as a .txt file and give the name of that file"
        )
    try:
        place = Path(text).expanduser()
        if place.exists():
            return place
    except PermissionError as error:
        raise LoadError(f"{text!r} cannot be opened: {error.strerror}") from error
    except (OSError, ValueError, RuntimeError):
        pass
    raise LoadError(
        f"no such file or folder: {text!r}."
        + (did_you_mean_path(text) or f" Paths start from the folder {str(Path.cwd())!r}.")
    )
