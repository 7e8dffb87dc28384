"""Questions to a corpus on disk: its tables, as far as they are asked for, and SQL over them."""

from __future__ import annotations

import os
import re
import shutil
import weakref
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd

from analysis.corpus.errors import CorpusError, damaged
from analysis.corpus.folder import FINISHED, SETTLING, CorpusFolder
from analysis.corpus.schemas import CORPUS_TABLES, columns_in, dtypes_of, read_part
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.printed import count

_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")
_NO_COLUMN = re.compile(r'Referenced column "([^"]+)"|does not have a column named "([^"]+)"')
_KIND = re.compile(r"^[\w ]+ Error: ")


def open_corpus(out: str | os.PathLike[str]) -> CorpusTables:
    """Open a corpus that :func:`analysis.corpus.analyse_corpus` has made, to read and to ask.

    Raises CorpusError if there is none in the folder, or if the run that makes it is not done.

    >>> from analysis import analyse_corpus
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as out:
    ...     _ = analyse_corpus("data/sample/03-bridge-tideway.txt", out)
    ...     open_corpus(out).ask("select count(*) as n from articles")
       n
    0  1
    """
    if not isinstance(out, str | os.PathLike):
        raise ArgumentError(f"open_corpus wants the folder of a corpus, got {given(out)}.")
    folder = CorpusFolder(out)
    about = folder.about()
    if about is None:
        there = "there is no such folder" if not folder.out.is_dir() else "it has no corpus.json"
        raise CorpusError(
            f"{str(out)!r} holds no corpus: {there}. Make one with analyse_corpus(path, {out!r})."
        )
    if about["state"] != FINISHED:
        n = len(folder.finished())
        so_far = "is done but for the names" if about["state"] == SETTLING else "is not done"
        raise CorpusError(
            f"the run that makes {str(out)!r} {so_far}: {count(n, 'chunk')} finished. Call "
            "analyse_corpus as before, and it goes on from there."
        )
    return CorpusTables(folder, int(about["n_chunks"]), int(about["n_articles"]))


class CorpusTables:
    """The tables of a corpus on disk; nothing is in memory but what is asked for."""

    def __init__(self, folder: CorpusFolder, n_chunks: int, n_articles: int) -> None:
        self._folder = folder
        self._n_chunks = n_chunks
        self.n_articles = n_articles

    def __repr__(self) -> str:
        return f"<corpus of {self.n_articles:,} articles in {str(self._folder.out)!r}>"

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return [*CORPUS_TABLES]

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table. Raises ArgumentError if there is no such table."""
        if table not in CORPUS_TABLES:
            raise ArgumentError(
                f"there is no table {given(table)}.{did_you_mean(table, self.tables)} The tables "
                f"are {', '.join(self.tables)}."
            )
        if table != "articles":
            return [*dtypes_of(table)]
        first = self._parts(table)[0]
        read_part(first, table, ["article_id"])  # says so where it is damaged
        return columns_in(first)

    def read(
        self,
        table: str,
        *,
        columns: Sequence[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Return a table, or of it some columns and the rows of some articles, as pandas has it.

        The dtypes and the order of rows are those of the same table made in memory. The whole of a
        large table may not fit there: choose. Raises ArgumentError for a table or column that is
        not there, CorpusError if a part is damaged.
        """
        there = self.columns(table)
        if isinstance(columns, str):
            columns = [columns]
        wanted = there if columns is None else [*columns]
        for column in wanted:
            if column not in there:
                raise ArgumentError(
                    f"the {table} have no column {given(column)}.{did_you_mean(column, there)} "
                    f"There are {', '.join(there)}."
                )
        filters = None
        if article_ids is not None:
            if "article_id" not in there:
                raise ArgumentError(f"the {table} are not of articles: leave article_ids out.")
            import pyarrow as pa
            import pyarrow.compute as pc

            ids = [article_ids] if isinstance(article_ids, str) else [str(i) for i in article_ids]
            filters = pc.field("article_id").isin(pa.array(ids, pa.large_string()))
        parts = [read_part(path, table, wanted, filters) for path in self._parts(table)]
        full = [part for part in parts if len(part)]
        return pd.concat(full, ignore_index=True) if full else parts[0]

    def ask(self, sql: str) -> pd.DataFrame:
        """Answer a question in SQL, by DuckDB, over the tables as they lie on disk.

        Every table is there under its name. Only questions are answered: nothing is written, and
        nothing but these tables is read. Times are in UTC.

        Raises CorpusError, in a sentence, where the SQL cannot be answered, and ImportError where
        DuckDB is not installed.
        """
        if not isinstance(sql, str) or not sql.strip():
            raise ArgumentError(f"ask wants a question in SQL, as text. Got {given(sql)}.")
        duckdb = _duckdb()
        connection = self._connection
        try:
            statements = connection.extract_statements(sql)
            if [one.type.name for one in statements] not in (["SELECT"], ["EXPLAIN"]):
                raise CorpusError(
                    "ask takes one question, which begins with SELECT, or with WITH and has a "
                    "SELECT; the tables cannot be changed."
                )
            answer: pd.DataFrame = connection.execute(statements[0]).fetchdf()
            return answer
        except duckdb.Error as error:
            raise CorpusError(self._explained(error)) from error

    # ---- DuckDB ------------------------------------------------------------------------------

    @cached_property
    def _connection(self) -> Any:
        """Connect to an empty database with a view for each table, shut off from all else."""
        duckdb = _duckdb()
        spill = mkdtemp(prefix="corpus-")  # where DuckDB puts what its memory does not hold
        weakref.finalize(self, shutil.rmtree, spill, ignore_errors=True)
        connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "temp_directory": str(Path(spill, "spill")),
            },
        )
        paths = {name: [str(path) for path in self._parts(name)] for name in CORPUS_TABLES}
        allowed = [path for parts in paths.values() for path in parts]
        for path in allowed:
            if not Path(path).is_file():
                raise damaged(path)
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"SET allowed_paths = {_listed(allowed)}")
        connection.execute("SET enable_external_access = false")
        try:
            for name, parts in paths.items():
                files = f"read_parquet({_listed(parts)}, hive_partitioning = false)"
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {files}")
        except duckdb.Error as error:
            raise CorpusError(self._explained(error)) from error
        connection.execute("SET lock_configuration = true")
        return connection

    def _parts(self, table: str) -> list[Path]:
        return [self._folder.part(table, number) for number in range(self._n_chunks)]

    def _explained(self, error: Exception) -> str:
        """Say in a sentence what is wrong with a question, with the name that may be meant."""
        whole = str(error)
        if found := _NO_TABLE.search(whole):
            name = found[1].strip('"')
            meant = did_you_mean(name, self.tables)
            return f"there is no table {name!r}.{meant} The tables are {', '.join(self.tables)}."
        if found := _NO_COLUMN.search(whole):
            name = found[1] or found[2]
            known = dict.fromkeys(c for table in self.tables for c in self.columns(table))
            return (
                f"there is no column {name!r} in what is asked.{did_you_mean(name, known)} "
                'corpus.columns("quotes") gives those of the quotes; text stands in single '
                "quotation marks."
            )
        first = " ".join(whole.partition("\n")[0].split())
        if "file system operations are disabled" in first:
            return "only the tables of the corpus can be asked, no other file or address."
        if any(
            word in first for word in ("Invalid Input", "IO Error", "Parquet", "Snappy", "ZSTD")
        ):
            return str(damaged(first))
        return f"the question cannot be answered: {_KIND.sub('', first)}."


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise ImportError(
            'questions in SQL need DuckDB: pip install "media-analysis[scale]". '
            'corpus.read("quotes") gives a table without it.'
        ) from error
    return duckdb


def _listed(paths: Iterable[str]) -> str:
    """Write paths as a list of SQL."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
