"""From files to the articles table, and a report on every file.

What could not be read is said, file by file and row by row, and never stops the rest.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analysis.articles.filling import fill_table
from analysis.articles.numbering import number_articles
from analysis.articles.options import checked_order, named_columns
from analysis.articles.paths import checked_path
from analysis.articles.reporting import Loaded, report_on, told
from analysis.copies import mark_copies
from analysis.printed import count
from analysis.readers import LoadError
from analysis.readers.files import is_zip, open_files
from analysis.readers.intake import Intake, take_in
from analysis.readers.metadata import lay_metadata
from analysis.readers.records import listed

__all__ = ["LoadError", "LoadWarning", "Loaded", "load_articles", "load_with_report"]

Progress = Callable[[int, int], object]
ON_DUPLICATE = ("flag", "first", "error", "ignore")


class LoadWarning(UserWarning):
    """Some files or rows were left out; the message names them."""


def load_articles(
    path: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    on_duplicate: str = "flag",
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
    files, articles = _load(path, text_column, columns, date_order, on_duplicate, clean, progress)
    if articles.empty:
        refused = [
            f"{file.name} ({told(file.notes[:1])})" for file in files if file.status == "refused"
        ]
        raise LoadError(
            f"no article could be read in {os.fspath(path)!r}, of {count(len(files), 'file')}. "
            + (
                listed(refused, 3) + "."
                if refused
                else "Put .txt files with one article each there."
            )
        )
    complaint = _complaint(files)
    if complaint:
        warnings.warn(complaint, LoadWarning, stacklevel=2)
    return articles


def load_with_report(
    path: str | os.PathLike[str],
    *,
    text_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    on_duplicate: str = "flag",
    clean: bool = True,
    progress: Progress | None = None,
) -> Loaded:
    r"""Load news articles and say of every file what became of it.

    ``path`` is a file, a folder of files with its folders, or a zip archive of them: plain text,
    tables (CSV, TSV, JSON, JSONL, Parquet, spreadsheets), documents (Word, RTF, OpenDocument, PDF),
    saved web pages, feeds, web archives, and exports of Nexis, Factiva, ProQuest and Europresse.
    What a file is, is told from its content.

    - A table needs a column with the text, under a usual name or the one in ``text_column``.
      Usual names of other columns (headline, outlet, byline, published, url, section, language,
      article_id, dateline) are understood, too; further columns keep their own names. Where a
      column has an unusual name, ``columns`` says which it is: ``columns={"outlet": "Paper"}``.
    - A folder may have a ``metadata.csv`` with a column ``file`` and any such columns; its values
      are laid over the articles of that file.
    - ``clean=True`` sets captions, credits, links and the like apart: ``text`` is the story, and
      headline, byline and dateline are taken from the page where nothing else gives them.
      ``clean=False`` leaves all lines in ``text``, with mended spaces and characters.
    - ``article_id`` is the name of the file without its ending. In a table it is the column for
      it, if no value is missing or comes twice; else ``name-0001`` for the first row, and so on.
    - ``published`` is in UTC. A time without a zone counts as UTC, a day without a time as its
      midnight; 03/04/2021, which may be March or April, is missing and noted unless ``date_order``
      says "dmy" or "mdy".
    - ``origins`` says in words where each of these values was found.
    - ``on_duplicate`` says what to do with copies of an earlier article (see
      :func:`analysis.copies.mark_copies`): "flag" them in ``copy_of``, keep the "first" of each
      group only, raise an "error", or "ignore" them and not even look.

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
    files, articles = _load(path, text_column, columns, date_order, on_duplicate, clean, progress)
    return Loaded(articles, report_on(files))


def _load(
    path: object,
    text_column: object,
    columns: object,
    date_order: object,
    on_duplicate: object,
    clean: bool,
    progress: Progress | None,
) -> tuple[list[Intake], pd.DataFrame]:
    """Find, read, describe, number, clean and compare, in this order."""
    place = checked_path(path)
    text, named = named_columns(text_column, columns)
    order = checked_order(date_order)
    if on_duplicate not in ON_DUPLICATE:
        raise LoadError(
            f"on_duplicate is one of {', '.join(map(repr, ON_DUPLICATE))}; got {on_duplicate!r}"
        )
    alone = not place.is_dir() and not is_zip(place.name)
    with open_files(place) as entries:
        if not entries:
            raise LoadError(
                f"there is no file in {str(place)!r}. Put the articles there, one .txt file each, "
                "or a table with a column for the text"
            )
        files = [take_in(entry, text, named, alone=alone) for entry in entries]
    if named and not any(file.is_metadata or file.is_table for file in files):
        raise LoadError(
            f"columns says which column of a table holds the {listed([*named], 3)}, but there is "
            f"no table in {str(place)!r}. Leave columns out, or put a metadata.csv beside the "
            "articles"
        )
    lay_metadata(files, order, named)
    number_articles(files)
    articles = fill_table(files, clean, order, progress)
    if alone and files[0].status == "refused":
        raise LoadError(f"cannot load {files[0].name!r}: {told(files[0].notes)}")
    return files, _compared(articles, files, str(on_duplicate))


def _compared(articles: pd.DataFrame, files: Sequence[Intake], on_duplicate: str) -> pd.DataFrame:
    """Flag the copies in the table and in the report, or do with them what is asked for."""
    if on_duplicate == "ignore" or len(articles) < 2:
        return articles
    marked = mark_copies(articles)
    is_copy = marked["copy_of"].notna()
    copies = dict(zip(articles["article_id"][is_copy], marked["copy_of"][is_copy], strict=True))
    if copies and on_duplicate == "error":
        pairs = [f"{one} of {other}" for one, other in copies.items()]
        raise LoadError(
            f"{count(len(copies), 'article')} copied from an earlier one: {listed(pairs, 5)}. "
            "on_duplicate='flag' loads them with a mark, 'first' leaves them out"
        )
    for file in files if copies else ():
        numbers = [number for number, row in file.rows if row["article_id"] in copies]
        if on_duplicate == "first":
            file.leave_out("a copy of an earlier article", numbers)
        elif numbers and not file.is_table:
            file.notes.append(f"a copy of {copies[str(file.rows[0][1]['article_id'])]!r}")
        else:
            file.note("a copy of an earlier article (see copy_of)", numbers)
    return marked[~is_copy].reset_index(drop=True) if on_duplicate == "first" else marked


def _complaint(files: Sequence[Intake]) -> str | None:
    refused = [file.name for file in files if file.status == "refused"]
    partly = [file.name for file in files if file.n_lost and file.status == "loaded"]
    said = []
    if refused:
        verb = "was" if len(refused) == 1 else "were"
        said.append(
            f"{len(refused)} of {count(len(files), 'file')} {verb} not read: {listed(refused, 5)}"
        )
    if partly:
        n_lost = sum(file.n_lost for file in files if file.status == "loaded")
        verb = "was" if n_lost == 1 else "were"
        said.append(f"{count(n_lost, 'row')} {verb} left out of {listed(partly, 5)}")
    if not said:
        return None
    return f"{'; '.join(said)}. load_with_report(path).report says why"
