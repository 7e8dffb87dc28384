"""Tables too large for a memory: JSON lines, CSV and Parquet, row by row, as often as is needed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import IO

from analysis.readers import reader_for
from analysis.readers.decoding import Encoding, find_encoding, refuse_markup
from analysis.readers.gzipped import is_gzip
from analysis.readers.records import LoadError, Reader, Record
from analysis.readers.tables.delimited import DELIMITED, delimiter_of, long_cells, rows_of
from analysis.readers.tables.json_records import JSON, as_record, is_json, values_of
from analysis.readers.tables.parquet import PARQUET

# Bytes; a smaller file is read whole. A packed one unpacks to several times as much.
WHOLE = 32_000_000
_WHOLE_PACKED = WHOLE // 8
# Characters; a longer line or cell is no article but a file without line ends, or an open quote.
_LONGEST = 20_000_000
_AT_ONCE = 1 << 20  # bytes
_START = 1_000_000  # characters in which the delimiter is looked for
ROWS_AT_ONCE = 256


@dataclass(frozen=True)
class LargeTable:
    """A table of which each call of ``rows`` gives all rows anew, without holding them.

    ``rows`` raises LoadError where the file is broken.
    """

    reader: Reader
    rows: Callable[[], Iterator[Record]]
    note: str | None = None


def open_large(path: Path, name: str) -> LargeTable | None:
    """Return a file as a large table, or None if it is small or no table of rows in lines.

    Raises LoadError if it is one and cannot be read.
    """
    try:
        size = path.stat().st_size
        if size <= min(WHOLE, _WHOLE_PACKED):
            return None
        with path.open("rb") as file:
            start = file.read(1_000)
            file.seek(-8, 2)
            end = file.read()
        is_packed = is_gzip(name, start)
        if size <= (_WHOLE_PACKED if is_packed else WHOLE):
            return None
        if is_packed:
            name = name[:-3] if name.casefold().endswith(".gz") else name
            start, end = b"".join(islice(_pieces(path, True), 1))[:1_000], b""
        reader = reader_for(name, start + end)
    except (LoadError, OSError, EOFError, zlib.error):
        return None  # whoever reads it whole has the words for that
    if reader is PARQUET and not is_packed:
        return LargeTable(reader, partial(_guarded, partial(_parquet_rows, path)))
    if reader is not JSON and reader is not DELIMITED:
        return None
    with _as_load_error():
        encoding = find_encoding(partial(_pieces, path, is_packed))
        text = _Text(path, is_packed, encoding)
        if reader is DELIMITED:
            rows = _delimited_rows(text)
        elif is_json(text.start(_LONGEST).partition("\n")[0]):
            rows = partial(_json_rows, text)
        else:
            raise LoadError(
                f"it has {size:,} bytes in one piece: save it with one article a line (.jsonl)"
            )
    return LargeTable(reader, partial(_guarded, rows), encoding.note)


@dataclass(frozen=True)
class _Text:
    """A large text file, to be opened as often as is needed; line ends become line feeds."""

    path: Path
    is_packed: bool
    encoding: Encoding

    @contextmanager
    def opened(self) -> Iterator[IO[str]]:
        with (
            _binary(self.path, self.is_packed) as file,
            io.TextIOWrapper(file, self.encoding.name, self.encoding.errors) as text,
        ):
            yield text

    def start(self, most: int) -> str:
        """Return its beginning without blank lines, up to ``most`` characters of a line."""
        with self.opened() as file:
            lines: list[str] = []
            while sum(map(len, lines)) < min(most, _START):
                line = file.readline(most)
                if not line:
                    break
                if lines or line.strip():
                    lines.append(line)
            return "".join(lines)

    def lines(self, skipped: int = 0) -> Iterator[str]:
        """Yield its lines from character ``skipped`` on. Raises LoadError for one without end."""
        with self.opened() as file:
            file.read(skipped)
            for number in count(1):
                line = file.readline(_LONGEST + 1)
                if not line:
                    return
                if len(line) > _LONGEST:
                    raise LoadError(
                        f"line {number} has more than {_LONGEST:,} characters, which no article "
                        "has: save the table with one article a line"
                    )
                if "\0" in line:
                    raise LoadError(
                        f"this is not plain text (line {number} holds NUL bytes): save it as UTF-8"
                    )
                yield line


def _binary(path: Path, is_packed: bool) -> IO[bytes]:
    return gzip.open(path, "rb") if is_packed else path.open("rb")  # type: ignore[return-value]


def _pieces(path: Path, is_packed: bool) -> Iterator[bytes]:
    with _binary(path, is_packed) as file:
        while piece := file.read(_AT_ONCE):
            yield piece


def _json_rows(text: _Text) -> Iterator[Record]:
    yield from map(as_record, values_of(text.lines()), count(1))


def _delimited_rows(text: _Text) -> Callable[[], Iterator[Record]]:
    """Return how the rows of a table are read, by what its beginning shows."""
    with text.opened() as file:
        start = file.read(_START)
    refuse_markup(start)
    delimiter, skipped = delimiter_of(start)

    def rows(quoting: int = 0) -> Iterator[Record]:
        first = 2 if skipped else 1
        cells = rows_of(text.lines(skipped), delimiter, first, quoting)  # type: ignore[arg-type]
        while True:
            with long_cells(_LONGEST):  # which is one for the process, so never while others work
                some = list(islice(cells, ROWS_AT_ONCE))
            if not some:
                return
            yield from some

    if delimiter != "\t":
        return rows
    try:
        for _ in rows():
            pass
    except LoadError:  # as in a small one: a paragraph may open with a quotation mark
        return partial(rows, 3)
    return rows


def _parquet_rows(path: Path) -> Iterator[Record]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path, buffer_size=_AT_ONCE, pre_buffer=False) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, use_threads=False):
            yield from batch.to_pylist()


def _guarded(rows: Callable[[], Iterator[Record]]) -> Iterator[Record]:
    with _as_load_error():
        yield from rows()


@contextmanager
def _as_load_error() -> Iterator[None]:
    """Say in a LoadError what is wrong with a file."""
    try:
        yield
    except LoadError:
        raise
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise LoadError("the packed file is broken or was cut short: pack it again") from error
    except UnicodeError as error:
        raise LoadError(f"its encoding is broken ({error}): save it again as UTF-8") from error
    except OSError as error:
        reason = " ".join(str(error.strerror or error).split())[:200]
        raise LoadError(f"the file cannot be read: {reason}") from error
    except Exception as error:  # a broken Parquet file makes pyarrow raise nearly anything
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise LoadError(f"the table cannot be read: {reason}") from error
