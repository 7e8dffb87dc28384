"""The tables of a corpus as Parquet files that all have one schema, whatever a part holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.errors import damaged
from analysis.corpus.part import PART_TABLES
from analysis.sentiment.scoring import SPREAD
from analysis.tables import FAILURES, LOAD_REPORT, SCORES, STR, Table

# Those of a part, the load report, and what could not be analysed.
CORPUS_TABLES: Mapping[str, Table] = {
    **PART_TABLES,
    "load_report": LOAD_REPORT,
    "failures": FAILURES,
}


def dtypes_of(name: str, own: Iterable[str] = ()) -> dict[str, str]:
    """Return the columns of a table with their dtypes; ``own`` are those that articles brought.

    >>> list(dtypes_of("quotes"))[-2:]
    ['compound_sd', 'n_sentences']
    """
    scored = {**SCORES, **SPREAD} if name == "quotes" else {}
    return {**CORPUS_TABLES[name].columns, **scored, **dict.fromkeys(own, STR)}


def own_columns(articles: pd.DataFrame) -> list[str]:
    """Return the columns that articles have besides those of the contract."""
    known = CORPUS_TABLES["articles"].columns
    return [str(column) for column in articles if column not in known]


def schema_of(name: str, own: Iterable[str] = ()) -> pa.Schema:
    """Return the one schema that all parts of a table have, with pandas' dtypes in it.

    >>> schema_of("failures").names
    ['chunk', 'article_id', 'file', 'message']
    """
    dtypes = dtypes_of(name, own)
    empty = pd.DataFrame({column: pd.Series([], dtype=kind) for column, kind in dtypes.items()})
    return pa.Schema.from_pandas(empty, preserve_index=False)


def write_part(frame: pd.DataFrame, name: str, path: Path, own: Sequence[str] = ()) -> None:
    """Write a part of a table under its schema; columns that it lacks are missing throughout."""
    dtypes = dtypes_of(name, own)
    lacking = [column for column in own if column not in frame]
    if lacking:
        frame = frame.assign(**dict.fromkeys(lacking))
    frame = frame[[*dtypes]].astype(dtypes)
    schema = schema_of(name, own)
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    table = table.replace_schema_metadata(schema.metadata)
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_part(
    path: Path,
    name: str,
    columns: Sequence[str] | None = None,
    filters: Any = None,
) -> pd.DataFrame:
    """Return a part of a table, or some of its columns and rows, in the dtypes of the contract.

    Raises CorpusError if it is damaged.
    """
    try:
        # Read as a single file: a folder's name with "=" in it would be taken for a column.
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            names = file.schema_arrow.names if columns is None else [*columns]
            needed = {*names, *(["article_id"] if filters is not None else [])}
            table = file.read([one for one in file.schema_arrow.names if one in needed])
    except (OSError, pa.ArrowException) as error:
        raise damaged(path) from error
    if filters is not None:
        table = table.filter(filters)
    dtypes = dtypes_of(name, [c for c in names if c not in dtypes_of(name)])
    frame: pd.DataFrame = table.select(names).to_pandas(
        types_mapper={pa.int64(): pd.Int64Dtype()}.get, ignore_metadata=True
    )
    return frame.astype({column: dtypes[column] for column in names})


def columns_in(path: Path) -> list[str]:
    """Return the columns of a part."""
    names: list[str] = pq.read_schema(path).names
    return names


def rows_in(path: Path) -> int:
    """Return how many rows a part has. Raises an error of pyarrow if it is broken."""
    return int(pq.read_metadata(path).num_rows)
