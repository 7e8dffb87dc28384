"""Parquet: a table in columns, one article a row."""

from __future__ import annotations

import io

from analysis.readers.records import LoadError, Reader, Record, Records

# A column can be stored in far fewer bytes than it unpacks to, so what comes out is counted.
MOST_BYTES = 1_000_000_000
_ROWS_AT_ONCE = 256


def read_parquet(content: bytes) -> Records:
    """Return the rows of a Parquet file; values keep their types.

    Raises LoadError if the file is broken, holds no rows, or unpacks to more than
    ``MOST_BYTES`` bytes.
    """
    import pyarrow.parquet

    if not content:
        raise LoadError("the file is empty")
    rows: list[Record] = []
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
        n_bytes = 0
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, use_threads=False):
            n_bytes += batch.nbytes
            if n_bytes > MOST_BYTES:
                break
            rows.extend(batch.to_pylist())
    except Exception as error:  # a broken file makes pyarrow raise nearly anything
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise LoadError(f"this is not a sound Parquet file: {reason}") from error
    if n_bytes > MOST_BYTES:
        raise LoadError(f"the table unpacks to more than {MOST_BYTES:,} bytes: divide it")
    if not rows:
        raise LoadError("the table has no rows")
    return Records(rows)


def looks_like_parquet(content: bytes) -> bool:
    """Whether the content opens and closes with the mark of Parquet."""
    return len(content) > 8 and content[:4] == content[-4:] == b"PAR1"


PARQUET = Reader("parquet", (".parquet", ".pq"), read_parquet, True, looks_like_parquet)
