"""From files to the articles table, and a report on every file.

What could not be read is said, file by file and row by row, and never stops the rest.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import cleaning
from analysis.readers import LoadError, Record
from analysis.readers.columns import to_text
from analysis.readers.dates import parse_published
from analysis.readers.files import is_zip, open_files
from analysis.readers.intake import Intake, count, listed, take_in
from analysis.readers.metadata import lay_metadata
from analysis.tables import ARTICLES, LOAD_REPORT

__all__ = ["LoadError", "LoadWarning", "Loaded", "load_articles", "load_with_report"]

Progress = Callable[[int, int], object]

# The language model reads no longer text, and no article is: a novel has half a million.
LONGEST = 1_000_000
_CREDITS = ("outlet", "headline", "byline", "dateline", "url", "language")
_TAGS = re.compile(r"</?(?:p|br|div|span|a|h[1-6]|strong|em|img)\b[^<>]*>", re.IGNORECASE)


class LoadWarning(UserWarning):
    """Some files or rows were left out; the message names them."""


class Loaded(NamedTuple):
    """What was loaded: the articles, and one row for every file that was found."""

    articles: pd.DataFrame
    report: pd.DataFrame


def load_articles(
    path: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    clean: bool = True,
    progress: Progress | None = None,
) -> pd.DataFrame:
    r"""Load news articles; one row per article.

    Takes what :func:`load_with_report` takes and returns its articles. If files or rows had to be
    left out, one LoadWarning names the files.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     story = pathlib.Path(folder, "bridge.txt")
    ...     _ = story.write_text("Bridge closes\n\nThe bridge is closed, the mayor said.")
    ...     articles = load_articles(folder)
    >>> articles[["article_id", "file", "format"]]
      article_id        file format
    0     bridge  bridge.txt    txt

    Raises LoadError, a ValueError, if nothing could be loaded.
    """
    files = _load(path, text_column, clean, progress)
    articles = _articles_table(files)
    if articles.empty:
        told = [f"{file.name} ({file.notes[0]})" for file in files if file.status == "refused"]
        raise LoadError(
            f"no article could be read in {os.fspath(path)!r}, of {count(len(files), 'file')}. "
            + (listed(told, 3) + "." if told else "Put .txt files with one article each there.")
        )
    complaint = _complaint(files)
    if complaint:
        warnings.warn(complaint, LoadWarning, stacklevel=2)
    return articles


def load_with_report(
    path: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    clean: bool = True,
    progress: Progress | None = None,
) -> Loaded:
    r"""Load news articles and say of every file what became of it.

    ``path`` is a text file, a table (CSV, TSV, JSON, JSONL, Parquet), a folder of such files with
    its folders, or a zip archive of them. Files come in the order of their names.

    - A table needs a column with the text, under a usual name or the one in ``text_column``.
      Usual names of other columns (headline, outlet, byline, published, url, language,
      article_id, dateline) are understood, too.
    - A folder may have a ``metadata.csv`` with a column ``file`` and any of those columns; its
      values are laid over the articles of that file.
    - ``clean=True`` sets captions, credits, links and the like apart: ``text`` is the story, and
      headline, byline and dateline are taken from the page where no column gives them.
      ``clean=False`` leaves all lines in ``text``, with mended spaces and characters.
    - ``article_id`` is the name of the file without its ending. In a table it is the column for
      it, if no value is missing or comes twice; else ``name-0001`` for the first row, and so on.
    - ``published`` is in UTC. A time without a zone counts as UTC, a day without a time as its
      midnight; 03/04/2021, which may be March or April, is missing and noted.

    ``progress`` is called with the number of articles done and their total.

    ``report`` has one row per file: status ``loaded``, ``refused`` or ``ignored``, the number of
    articles, and a message. Rows are counted from 1, without the line of column names.

    Raises LoadError, a ValueError, if there is nothing at ``path``, if a folder or archive holds
    no file, or if the one file at ``path`` cannot be read.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = pathlib.Path(folder, "town.csv")
    ...     _ = table.write_text("outlet,text\nCourier,The bridge is closed.\nLantern,\n")
    ...     loaded = load_with_report(table)
    >>> loaded.report[["file", "status", "n_articles"]]
           file  status  n_articles
    0  town.csv  loaded           1
    >>> loaded.report.loc[0, "message"]
    '1 of 2 rows has no text: row 2'
    """
    files = _load(path, text_column, clean, progress)
    report = [
        {
            "file": file.name,
            "status": file.status,
            "n_articles": len(file.rows),
            "message": to_text("; ".join(file.notes)) or "",
        }
        for file in files
    ]
    return Loaded(_articles_table(files), LOAD_REPORT.build(report))


def _load(
    path: object, text_column: object, clean: bool, progress: Progress | None
) -> list[Intake]:
    """Find, read, describe, number and clean, in this order; the rows are then articles."""
    place = _checked_path(path)
    if text_column is not None and not isinstance(text_column, str):
        raise LoadError(
            f"text_column is the name of one column, as 'body'; got {type(text_column).__name__}"
        )
    alone = not place.is_dir() and not is_zip(place.name)
    with open_files(place) as entries:
        if not entries:
            raise LoadError(
                f"there is no file in {str(place)!r}. Put the articles there, one .txt file each, "
                "or a table with a column for the text"
            )
        files = [take_in(entry, text_column, alone=alone) for entry in entries]
    lay_metadata(files)
    _number(files)
    n_rows, done = sum(len(file.rows) for file in files), 0
    for file in files:
        for _, row in file.rows:
            _fill_in(row, file, clean)
            done += 1
            if progress is not None:
                progress(done, n_rows)
        _note_what_lacks(file)
    if alone and files[0].status == "refused":
        raise LoadError(f"cannot load {files[0].name!r}: {'; '.join(files[0].notes)}")
    return files


def _checked_path(path: object) -> Path:
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


# ---- numbering -------------------------------------------------------------------------------


def _number(files: Sequence[Intake]) -> None:
    """Give every row its ``article_id``, unique among all files."""
    taken: set[str] = set()
    for file in files:
        _leave_out_unreadable(file)
        own = [to_text(row.get("article_id")) for _, row in file.rows]
        usable = None not in own and len({*own}) == len(own)
        if any(own) and not usable:
            file.notes.append("the column of ids has gaps or repeats, so rows are numbered")
        elif usable and taken.intersection(own):
            usable = False
            file.notes.append("another file has the same ids, so rows are numbered")
        for (number, row), identity in zip(file.rows, own, strict=True):
            stem = str(row.pop("stem", None) or file.stem).strip()
            if usable and identity is not None:
                name = " ".join(identity.split())
            elif file.is_table:
                name = f"{stem}-{number:04d}"
            else:
                name = stem
            row["article_id"] = _unique(name, taken)


def _unique(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _leave_out_unreadable(file: Intake) -> None:
    without = [number for number, row in file.rows if row.get("text") is None]
    file.leave_out("no text", without)
    long = [number for number, row in file.rows if len(str(row["text"])) > LONGEST]
    file.leave_out(f"more than {LONGEST:,} characters, which no article has", long)


# ---- finishing -------------------------------------------------------------------------------


def _fill_in(row: Record, file: Intake, clean: bool) -> None:
    """Turn a row into one of the articles table."""
    text_raw = str(row["text"])
    for name in _CREDITS:
        row[name] = _one_line(row.get(name))
    if clean:
        given = row["headline"]
        cleaned = cleaning.clean_text(text_raw, headline=None if given is None else str(given))
        row["text"] = cleaned.text
        for name in ("headline", "byline", "dateline"):
            if row[name] is None:  # what a column says counts before what the page shows
                row[name] = getattr(cleaned, name)
    else:
        row["text"] = cleaning.normalize(text_raw)
    row["published"], row["why_undated"] = parse_published(row.get("published"))
    row["text_raw"], row["file"] = text_raw, file.name
    row["format"] = file.reader.format if file.reader else None


def _note_what_lacks(file: Intake) -> None:
    empty = [number for number, row in file.rows if not str(row["text"]).strip()]
    file.leave_out("no story besides captions, credits, links and the like", empty)
    tagged = [number for number, row in file.rows if _TAGS.search(str(row["text"]))]
    file.note("HTML tags in the text, which were left there", tagged)
    undated: dict[str, list[int]] = {}
    for number, row in file.rows:
        if row["why_undated"]:
            undated.setdefault(str(row["why_undated"]), []).append(number)
    for reason, numbers in undated.items():
        file.note(f"no date that can be used ({reason})", numbers)


def _one_line(value: object) -> str | None:
    text = to_text(value)
    return None if text is None else " ".join(cleaning.normalize(text).split()) or None


def _articles_table(files: Iterable[Intake]) -> pd.DataFrame:
    known = ARTICLES.columns
    return ARTICLES.build(
        {name: row.get(name) for name in known} for file in files for _, row in file.rows
    )


# ---- wording ---------------------------------------------------------------------------------


def _complaint(files: Sequence[Intake]) -> str | None:
    refused = [file.name for file in files if file.status == "refused"]
    partly = [file.name for file in files if file.n_lost and file.status == "loaded"]
    told = []
    if refused:
        verb = "was" if len(refused) == 1 else "were"
        told.append(
            f"{len(refused)} of {count(len(files), 'file')} {verb} not read: {listed(refused, 5)}"
        )
    if partly:
        n_lost = sum(file.n_lost for file in files if file.status == "loaded")
        verb = "was" if n_lost == 1 else "were"
        told.append(f"{count(n_lost, 'row')} {verb} left out of {listed(partly, 5)}")
    if not told:
        return None
    return f"{'; '.join(told)}. load_with_report(path).report says why"
