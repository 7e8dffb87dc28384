"""Storage: articles in parts from memory or from Parquet files, and tables in parts to Parquet.

Parts are made by hand and not by Dask's own readers: those turn text into another dtype by an
option of the machine they run on, and the tables here have one dtype everywhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pandas as pd

from analysis.mistakes import ArgumentError, did_you_mean, did_you_mean_path, given, is_count
from analysis.scale.workers import ClusterError, need_dask, plain_errors
from analysis.tables import ARTICLES, INT, STR, TIME, Table, TableError

if TYPE_CHECKING:
    import dask.dataframe as dd

ON_EXISTING = ("refuse", "replace")

_WRITTEN = Table(
    "written files",
    ("file",),
    {"file": STR, "table": STR, "n_rows": INT},
    "scale.write(tables, folder)",
)


def split_articles(articles: pd.DataFrame, n_partitions: int = 8) -> dd.DataFrame:
    """Split articles that are in memory into parts of about equal size, in order.

    There are never more parts than articles. The articles travel from here to the workers; more
    than some ten thousand are better written to Parquet and read by :func:`read_articles`. Raises
    TableError for another table.

    >>> from analysis import load_articles
    >>> split_articles(load_articles("data/sample"), n_partitions=3).npartitions
    3
    """
    dask = need_dask()
    if not is_count(n_partitions):
        raise ArgumentError(
            "n_partitions is how many parts to make, a whole number from 1 on. "
            f"Got {given(n_partitions)}."
        )
    articles = as_articles(articles)
    n = min(n_partitions, max(1, len(articles)))
    ends = [len(articles) * number // n for number in range(n + 1)]
    pieces = [articles.iloc[ends[number] : ends[number + 1]] for number in range(n)]
    token = uuid4().hex
    parts = [
        dask.delayed(piece, name=f"articles-part-{number}-{token}", traverse=False)
        for number, piece in enumerate(pieces)
    ]
    return table_of(parts, articles.iloc[:0])


def as_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return an articles table with the dtypes of the contract, whatever wrote or read it.

    Raises TableError for another table, one with dates as text, or one that holds an article twice.

    >>> as_articles(ARTICLES.empty().astype({"text": "string"})).text.dtype
    <StringDtype(na_value=nan)>
    """
    ARTICLES.check(articles)
    dtypes = {name: dtype for name, dtype in ARTICLES.columns.items() if dtype != TIME}
    dates = {
        name: pd.to_datetime(articles[name], utc=True).dt.as_unit("us")
        for name in ARTICLES.columns.keys() - dtypes.keys()
    }
    return articles.assign(**dates).astype(dtypes)


def read_articles(
    path: str | os.PathLike[str],
    *,
    n_partitions: int | None = None,
    storage_options: Mapping[str, Any] | None = None,
) -> dd.DataFrame:
    """Return the articles of Parquet files, a part for each file; the workers read them.

    ``path`` is a file, a folder of ``.parquet`` files or a pattern ("s3://bucket/news/*.parquet"),
    wherever fsspec reaches; workers must reach it by the same path. ``storage_options`` are those
    of fsspec. ``n_partitions`` splits or joins the files' parts into so many. Files come in the
    order of their names. Every file is looked at first, for its columns and ids alone.

    Raises TableError if there are no files, if one is no articles table or has not the columns of
    the first, or if an article stands in them twice.

    >>> import tempfile
    >>> from analysis import load_articles
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load_articles("data/sample").to_parquet(f"{folder}/news.parquet")
    ...     len(read_articles(folder))
    12
    """
    dask = need_dask()
    options = dict(storage_options or {})
    files = _files_at(path, options)
    with plain_errors():
        looked = dask.compute(*(dask.delayed(_look_at)(file, options) for file in files))
    meta = looked[0][0]
    _check_alike(files, [columns for columns, _ in looked])
    _check_once(files, [ids for _, ids in looked])
    token = uuid4().hex
    parts = [
        dask.delayed(_read_file)(
            file, meta, options, dask_key_name=f"read-articles-part-{number}-{token}"
        )
        for number, file in enumerate(files)
    ]
    articles: Any = table_of(parts, meta)
    read: dd.DataFrame = articles.repartition(npartitions=n_partitions or len(parts))
    return read


def _files_at(path: str | os.PathLike[str], options: Mapping[str, Any]) -> list[str]:
    """Return the Parquet files at a path, in order, each by a path that holds on any machine."""
    if not isinstance(path, str | os.PathLike):
        raise ArgumentError(
            f"read_articles needs the path of Parquet files, got {given(path)}. Articles in memory "
            "are split by split_articles(articles)."
        )
    wanted = os.fspath(path)
    store, place = _store_at(wanted, options)
    try:
        if "*" in place:
            found = store.glob(place)
        elif store.isdir(place):
            found = store.glob(f"{place.rstrip('/')}/*.parquet")
        else:
            found = [place] if store.exists(place) else []
    except (OSError, ValueError) as error:
        raise ArgumentError(f"the path {wanted!r} cannot be read: {error}") from error
    if not found:
        raise TableError(
            f"there are no Parquet files at {wanted!r}.{did_you_mean_path(wanted)} "
            "Make one with load_articles(path).to_parquet('news.parquet')."
        )
    return [store.unstrip_protocol(file) for file in sorted(found)]


def _store_at(path: str | os.PathLike[str], options: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the storage that holds a path, and the path in it."""
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]

    try:
        store, place = url_to_fs(os.fspath(path), **options)
    except (ImportError, ValueError, TypeError) as error:
        raise ArgumentError(f"the path {path!r} cannot be reached: {error}") from error
    return store, place


def _look_at(file: str, options: Mapping[str, Any]) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns of a file as a table without rows, and the ids in it."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    store, place = _store_at(file, options)
    with store.open(place, "rb") as opened:
        try:
            parquet = ParquetFile(opened)
            empty = parquet.schema_arrow.empty_table().to_pandas()
            empty = as_articles(empty)
            ids = parquet.read(["article_id"]).column(0).to_pylist()
        except (ArrowException, TableError, ValueError, TypeError) as error:
            raise TableError(f"{file} cannot be read as articles: {error}") from error
    return empty, ids


def _check_alike(files: Iterable[str], columns: Iterable[pd.DataFrame]) -> None:
    (first, wanted), *others = zip(files, columns, strict=True)
    for file, has in others:
        differ = set(has.columns) ^ set(wanted.columns)
        if differ:
            raise TableError(
                f"{file} has not the columns of {first}: they differ in "
                f"{', '.join(sorted(map(str, differ)))}. All files of a corpus need the same ones."
            )


def _check_once(files: Iterable[str], ids_of: Iterable[Iterable[str]]) -> None:
    seen: dict[str, str] = {}
    for file, ids in zip(files, ids_of, strict=True):
        for article_id in ids:
            if article_id in seen:
                raise TableError(
                    f"the article {article_id!r} stands in {seen[article_id]} and in {file}: every "
                    "count would be too high. Leave one of them out, or give it another id."
                )
            seen[article_id] = file


def _read_file(file: str, meta: pd.DataFrame, options: Mapping[str, Any]) -> pd.DataFrame:
    store, place = _store_at(file, options)
    with store.open(place, "rb") as opened:
        try:
            articles = as_articles(pd.read_parquet(opened, engine="pyarrow"))
        except TableError as error:
            raise TableError(f"{file} cannot be read as articles: {error}") from error
    return articles[[*meta.columns]].astype(dict(meta.dtypes))


def write(
    tables: Any,
    folder: str | os.PathLike[str],
    *,
    on_existing: str = "refuse",
    storage_options: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Let the workers write tables as Parquet, a folder for each table and a file for each part.

    ``tables`` is what :func:`analysis.scale.annotate` found, or tables by name (``{"quotes":
    quotes, "mentions": found.mentions}``). All are made in one go, so each article is read once;
    nothing comes to this machine. ``folder`` is anywhere that fsspec reaches ("s3://bucket/out"),
    by the same path from all workers. All files of a table have the same columns and types, and
    their names sort in the order of the articles: ``pandas.read_parquet(f"{folder}/quotes")`` is
    the whole table. ``on_existing="replace"`` removes the files of the same tables that are there.

    Returns what was written, one row per file: ``file``, ``table``, ``n_rows``. Raises TableError
    for tables that are not in parts, ValueError if the folder holds such tables already,
    ClusterError if workers died over a part or wrote where this machine cannot see it.

    >>> import tempfile
    >>> from analysis import load_articles, scale
    >>> articles = scale.split_articles(load_articles("data/sample"), 2)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = scale.write({"tone": scale.score_sentiment(articles)}, folder)
    >>> written.n_rows.tolist()
    [6, 6]
    """
    dask = need_dask()
    by_name = _by_name(tables)
    if on_existing not in ON_EXISTING:
        raise ArgumentError(
            f"on_existing is {' or '.join(map(repr, ON_EXISTING))}, not {given(on_existing)}."
            + did_you_mean(on_existing, ON_EXISTING)
        )
    options = dict(storage_options or {})
    store, place = _store_at(folder, options)
    rows, tasks = [], []
    for name, table in by_name.items():
        old = store.glob(f"{place}/{name}/*.parquet")
        if old and on_existing == "refuse":
            raise ArgumentError(
                f"the folder {os.fspath(folder)!r} holds {name} already. Give another folder, or "
                "on_existing='replace' to write them anew."
            )
        for file in old:
            store.rm_file(file)
        store.makedirs(f"{place}/{name}", exist_ok=True)
        for number, part in enumerate(delayed_parts(table)):
            file = store.unstrip_protocol(f"{place}/{name}/part-{number:06}.parquet")
            rows.append({"file": file, "table": name})
            key = f"write-{name}-part-{number}-{uuid4().hex}"
            tasks.append(
                dask.delayed(_write_part)(part, file, table._meta, options, dask_key_name=key)
            )
    with plain_errors():
        lengths = dask.compute(*tasks)
    store.invalidate_cache()
    if unseen := [row["file"] for row in rows if not store.exists(row["file"])]:
        raise ClusterError(
            f"the workers wrote {unseen[0]}, and this machine does not see it: give a folder that "
            "all of them share, or storage such as s3:// or gs://."
        )
    return _WRITTEN.build({**row, "n_rows": n} for row, n in zip(rows, lengths, strict=True))


def _by_name(tables: Any) -> dict[str, Any]:
    """Return the tables to write by name; refuse what is not in parts."""
    by_name = getattr(tables, "tables", tables)
    if not isinstance(by_name, Mapping) or not by_name:
        raise TableError(
            "write needs what scale.annotate found, or tables by name, as in "
            f'{{"quotes": quotes}}, but got {given(tables)}.'
        )
    for name, table in by_name.items():
        check_parts(table, f"the table {name!r} to write")
    return dict(by_name)


def check_parts(table: Any, what: str) -> None:
    """Raise TableError unless this is a table in parts."""
    if isinstance(table, need_dask().dataframe.DataFrame):
        return
    if isinstance(table, pd.DataFrame):
        raise TableError(
            f"{what} is in memory, not in parts. Use the verb of the same name in analysis, or "
            "split the articles first: articles = scale.split_articles(articles)."
        )
    raise TableError(
        f"{what} should be a table in parts, but is {given(table)}. Begin with "
        "scale.split_articles(articles) or scale.read_articles(path)."
    )


def table_of(parts: Sequence[Any], meta: pd.DataFrame) -> dd.DataFrame:
    """Return a table of parts that are tasks; ``meta`` is a part without rows.

    Dask would turn all text into another type where one column is of no certain type.
    """
    dask = need_dask()
    with dask.config.set({"dataframe.convert-string": False}):
        table: dd.DataFrame = dask.dataframe.from_delayed(parts, meta=meta)
    return table


def delayed_parts(table: Any) -> list[Any]:
    """Return the parts of a table, each a task that gives a pandas table."""
    parts: list[Any] = table.to_delayed()
    return parts


def _write_part(
    part: pd.DataFrame, file: str, meta: pd.DataFrame, options: Mapping[str, Any]
) -> int:
    """Write a part whole or not at all, whenever the worker may die; return its number of rows."""
    from io import BytesIO

    import pyarrow as pa
    from pyarrow import parquet

    # A column of anything (a class's own, in articles) is written as text, in every part alike.
    texts = {name: STR for name in meta if pd.api.types.is_object_dtype(meta[name])}
    schema = pa.Schema.from_pandas(meta.astype(texts), preserve_index=False)
    content = BytesIO()
    table = pa.Table.from_pandas(part.astype(texts), schema, preserve_index=False)
    parquet.write_table(table, content)
    store, place = _store_at(file, options)
    if "file" not in store.protocol:
        store.pipe_file(place, content.getvalue())  # an object store shows whole objects only
        return len(part)
    unfinished = f"{place}.{uuid4().hex}.unfinished"
    store.pipe_file(unfinished, content.getvalue())
    store.mv(unfinished, place)
    return len(part)
