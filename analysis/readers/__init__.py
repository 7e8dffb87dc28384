r"""Readers: one file for each kind of input, bytes in and records out.

Another kind is a function and a line. A reader for subtitles, which come as ``.srt``:

>>> def read_subtitles(content):
...     text, note = decode(content)
...     spoken = [line for line in text.split("\n") if line and not line[0].isdigit()]
...     return Records([{"text": " ".join(spoken)}])
>>> subtitles = Reader("srt", (".srt",), read_subtitles)
>>> register(subtitles)
>>> reader_for("evening-news.srt", b"").format
'srt'
>>> READERS.remove(subtitles)
"""

from __future__ import annotations

from pathlib import PurePosixPath

from analysis.readers.decoding import decode, refuse_markup
from analysis.readers.delimited import DELIMITED
from analysis.readers.json_records import JSON
from analysis.readers.parquet import PARQUET
from analysis.readers.plain_text import TEXT
from analysis.readers.records import LoadError, Reader, Record, Records

__all__ = [
    "READERS",
    "LoadError",
    "Reader",
    "Record",
    "Records",
    "decode",
    "reader_for",
    "refuse_markup",
    "register",
]

READERS: list[Reader] = [TEXT, DELIMITED, JSON, PARQUET]


def register(reader: Reader) -> None:
    """Add a reader; it comes before the others and replaces one of the same format.

    Raises LoadError if it is no Reader or a suffix does not begin with a dot.
    """
    if not isinstance(reader, Reader):
        raise LoadError(
            f"expected a Reader, got {type(reader).__name__}: "
            "make one with Reader(format, suffixes, read)"
        )
    wrong = [suffix for suffix in reader.suffixes if not suffix.startswith(".")]
    if wrong or isinstance(reader.suffixes, str):
        raise LoadError(f"suffixes is a tuple of endings with their dot, as ('.srt',): {wrong}")
    READERS[:] = [reader, *(other for other in READERS if other.format != reader.format)]


def reader_for(name: str, content: bytes) -> Reader:
    """Return the reader for a file, by its content where that is sure and by its name otherwise.

    A name without an ending counts as plain text. Raises LoadError, naming what can be read.

    >>> reader_for("articles.txt", b'{"text": "One article a line."}').format
    'json'
    """
    suffix = PurePosixPath(name).suffix.casefold()
    for reader in READERS:
        if reader.recognizes is not None and reader.recognizes(content):
            return reader
    for reader in READERS:
        if suffix in (ending.casefold() for ending in reader.suffixes):
            return reader
    if not suffix:
        return TEXT
    known = ", ".join(ending for reader in READERS for ending in reader.suffixes)
    raise LoadError(
        f"files ending in {suffix} cannot be read: save the text as .txt. "
        f"Those that can be read end in {known}"
    )
