"""What a run rests on: its files, options, word lists and versions, and what of it has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pandas as pd

import analysis
from analysis.articles.streaming import Found, find_files
from analysis.corpus.chunks import Options
from analysis.corpus.errors import CorpusError
from analysis.corpus.files import keep, move
from analysis.language import find_model
from analysis.outlets import Outlets
from analysis.versions import version_of

# Of the contents of a file there is no more to say than that it changed.
_CONTENTS = {
    "outlets": "another list of outlets",
    "categories": "another list of categories",
    "word lists": "other word lists",
}

Csv = str | os.PathLike[str]


def settings_of(
    *, size: int, scope: str, outlets: Outlets, categories: Csv | None, options: Options
) -> dict[str, Any]:
    """Return all besides the files that decides what a run gives, by the words for it."""
    model = find_model()
    return {
        "size": size,
        "scope": scope,
        "text_column": options.text_column,
        "columns": dict(sorted(options.columns.items())),
        "date_order": options.date_order,
        "clean": options.clean,
        "outlets": _digest(*(repr(outlet) for outlet in sorted(outlets, key=lambda o: o.name))),
        "categories": digest_of_file(categories),
        "word lists": _word_lists(),
        "media-analysis": analysis.__version__,
        "spaCy": _version("spacy"),
        "language model": f"{model} {_version(model)}",
    }


def digest_of_file(path: Csv | None) -> str | None:
    """Return what stands for the contents of a file, or None where there is none."""
    return None if path is None else hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]


def digest_of_table(articles: pd.DataFrame) -> str:
    """Return what stands for the articles of a table."""
    rows = (repr(row) for row in articles.itertuples(index=False, name=None))
    return _digest(*articles.columns, *rows)


def check_settings(before: Mapping[str, Any], now: Mapping[str, Any], out: Path) -> None:
    """Raise CorpusError, with all that differs, unless a run rests on what it was begun with."""
    differing = [
        _CONTENTS[what]
        if what in _CONTENTS
        else f"{what} {before.get(what)!r}, which now is {now.get(what)!r}"
        for what in dict.fromkeys([*before, *now])
        if before.get(what) != now.get(what)
    ]
    if differing:
        raise CorpusError(
            f"{str(out)!r} was begun with {', and '.join(differing)}. Half of it would be one "
            "thing, half another: call it as before, or give another folder for the new run."
        )


def write_files(place: Path, path: Path) -> None:
    """Write down every file of a corpus with its size and time, a line each."""
    draft = path.with_name(f"{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.writelines(_lines(place))
    keep(draft)
    move(draft, path)


def check_files(place: Path, path: Path, out: Path) -> None:
    """Raise CorpusError, with the first that differs, unless the files are as written down."""
    try:
        with path.open(encoding="utf-8") as file:
            pairs = zip_longest(file, _lines(place))
            different = next((pair for pair in pairs if pair[0] != pair[1]), None)
        if different is None:
            return
        old, new = (None if line is None else Found(*json.loads(line)) for line in different)
    except (OSError, ValueError, TypeError) as error:
        raise CorpusError(
            f"{str(path)!r}, the list of files with which {str(out)!r} was begun, is damaged: put "
            "it back from a copy, or give another folder and begin anew."
        ) from error
    if new is None or (old is not None and old.name < new.name):
        what = f"the file {old.name if old else ''!r} is gone"
    elif old is None or new.name < old.name:
        what = f"the file {new.name!r} is new"
    else:
        what = f"the file {new.name!r} has another size or time"
    raise CorpusError(
        f"{str(place)!r} is not as it was when {str(out)!r} was begun: {what}. Put it back as it "
        "was, or give another folder for the new run."
    )


def _lines(place: Path) -> Iterator[str]:
    for found in find_files(place):
        yield json.dumps([found.name, found.size, found.changed], ensure_ascii=True) + "\n"


def _digest(*parts: str) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return whole.hexdigest()[:16]


def _word_lists() -> str:
    lists = [one for one in package_files("analysis.lexicons").iterdir() if one.is_file()]
    contents = hashlib.sha256()
    for one in sorted(lists, key=lambda one: one.name):
        if one.name.endswith((".csv", ".txt")):
            contents.update(one.name.encode() + b"\0" + one.read_bytes())
    return contents.hexdigest()[:16]


def _version(package: str) -> str:
    return version_of(package) or "unknown"
