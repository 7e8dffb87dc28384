"""What may be given as the place of articles, and what to say where nothing is there."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path

from analysis.readers import LoadError


def checked_path(path: object) -> Path:
    """Return the place that a path names. Raises LoadError, with names close to it, if none does.

    >>> checked_path("data/sample").name
    'sample'
    """
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise LoadError(
            f"expected the path of one file or folder, as 'data/sample'; got {type(path).__name__}"
        )
    text = os.fspath(path)
    if not text.strip():
        raise LoadError("expected the path of a file or folder, as 'data/sample'; got no text")
    if re.match(r"https?://", text):
        raise LoadError(
            f"{text!r} is a web address: save the articles as files and give their folder"
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
        around = sorted(other.name for other in place.absolute().parent.iterdir())
    except PermissionError as error:
        raise LoadError(f"{text!r} cannot be opened: {error.strerror}") from error
    except (OSError, ValueError, RuntimeError):
        around = []
    close = get_close_matches(Path(text).name, around, n=3, cutoff=0.7)
    hint = f" Close to it there: {', '.join(close)}." if close else ""
    raise LoadError(
        f"no such file or folder: {text!r}.{hint} Paths start from the folder {str(Path.cwd())!r}."
    )
