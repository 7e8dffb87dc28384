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
from analysis.readers.documents.open_document import OPEN_DOCUMENT
from analysis.readers.documents.pdf import PDF
from analysis.readers.documents.rich_text import RICH_TEXT
from analysis.readers.documents.word import WORD
from analysis.readers.exports.europresse import EUROPRESSE
from analysis.readers.exports.factiva import FACTIVA
from analysis.readers.exports.lexisnexis import LEXISNEXIS
from analysis.readers.exports.nexis_uni import NEXIS_UNI
from analysis.readers.exports.proquest import PROQUEST
from analysis.readers.plain_text import TEXT
from analysis.readers.records import LoadError, Reader, Record, Records
from analysis.readers.tables.delimited import DELIMITED
from analysis.readers.tables.json_records import JSON
from analysis.readers.tables.parquet import PARQUET
from analysis.readers.tables.spreadsheets import SPREADSHEET
from analysis.readers.web.feeds import FEED
from analysis.readers.web.web_archive import WEB_ARCHIVE
from analysis.readers.web.web_page import WEB_PAGE
from analysis.readers.without_text import WITHOUT_TEXT

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

# The first that recognises a file reads it: the exports, which are pages and documents too, come
# before these, and a page of whatever kind comes last.
READERS: list[Reader] = [
    *WITHOUT_TEXT,
    NEXIS_UNI,
    LEXISNEXIS,
    FACTIVA,
    EUROPRESSE,
    PROQUEST,
    TEXT,
    DELIMITED,
    JSON,
    PARQUET,
    SPREADSHEET,
    WORD,
    RICH_TEXT,
    OPEN_DOCUMENT,
    PDF,
    FEED,
    WEB_ARCHIVE,
    WEB_PAGE,
]


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
        if name.casefold().endswith(tuple(ending.casefold() for ending in reader.suffixes)):
            return reader
    if not suffix:
        return TEXT
    able = (reader for reader in READERS if reader not in WITHOUT_TEXT)
    known = ", ".join(ending for reader in able for ending in reader.suffixes)
    raise LoadError(
        f"files ending in {suffix} cannot be read: save the text as .txt. "
        f"Those that can be read end in {known}"
    )
