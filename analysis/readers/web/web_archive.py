"""Web archives (WARC, ARC, WACZ): every captured page that holds an article becomes a record.

warcio divides an archive into records. What it would unpack without a limit, archives and pages,
is unpacked here.
"""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from analysis.printed import count
from analysis.readers.files import LIMITS, SMALL
from analysis.readers.markup import LONGEST_PAGE
from analysis.readers.packed import ZIP, open_packed, part_names, read_part
from analysis.readers.records import LoadError, Reader, Record, Records
from analysis.readers.web.http_response import CaptureError, page_of, parse_response

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_GZIP = b"\x1f\x8b"
_OPENING = re.compile(rb"WARC/[01]\.\d+\r?\n|filedesc://")
_ARCHIVE_PART = re.compile(r"(?:.*/)?archive/[^/]+\.w?arc(?:\.gz)?", re.IGNORECASE)
_AT_ONCE = 16_384
_PACKED_AT_ONCE = 4096
_LONGEST_HEADER = 1_000_000
_MOST_MEMBERS = 4 * LIMITS.n_files  # separately packed pieces
_REASONS_SHOWN = 10
_PAGES = {"response", "resource"}
_REPEATED = "repeating an earlier capture"


@dataclass
class _Harvest:
    """What the archives gave so far, and why the rest gave nothing; ``room`` is in bytes."""

    room: int = LIMITS.total_size
    n_records: int = 0
    rows: list[Record] = field(default_factory=list)
    not_read: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    captures: Counter[str] = field(default_factory=Counter)
    ends: list[str] = field(default_factory=list)


def read_web_archive(content: bytes) -> Records:
    """Return the articles of a web archive (.warc, .arc, both also with .gz, and .wacz).

    A record has the address under ``url`` and the time of the capture under ``captured``; what was
    not read is counted in a note by its reason. An archive that was cut short gives what came
    before. Raises LoadError if this is no web archive, if no page of it holds an article, and if
    the extra "web-archives" is not installed.

    >>> read_web_archive(b"plain text")
    Traceback (most recent call last):
    ...
    analysis.readers.records.LoadError: this is no web archive: it begins as none
    """
    if not content:
        raise LoadError("the file is empty")
    archives = _archives(content)
    if find_spec("warcio") is None:
        raise LoadError(
            'web archives need one more package: pip install "media-analysis[web-archives]". Or '
            "save the pages as .html and load these"
        )
    harvest = _Harvest()
    for archive in archives:
        _gather(archive, harvest)
    notes = _notes(harvest)
    if not harvest.rows:
        raise LoadError("; ".join(["no captured page holds an article", *notes]))
    return Records(harvest.rows, tuple(notes))


def looks_like_web_archive(content: bytes) -> bool:
    """Whether the content begins as a WARC or ARC file, packed or not, or is a WACZ."""
    if content.startswith(_GZIP):
        return _OPENING.match(_first_unpacked(content)) is not None
    if content.startswith(ZIP):
        names = part_names(content)
        return "datapackage.json" in names and any(map(_ARCHIVE_PART.fullmatch, names))
    return _OPENING.match(content[:100]) is not None


WEB_ARCHIVE = Reader(
    "web archive",
    (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz"),
    read_web_archive,
    False,
    looks_like_web_archive,
)


# ---- archives --------------------------------------------------------------------------------


def _archives(content: bytes) -> list[bytes]:
    """Return the archives of a WACZ, and any other archive by itself."""
    if not content.startswith(ZIP):
        if not looks_like_web_archive(content):
            raise LoadError("this is no web archive: it begins as none")
        return [content]
    with open_packed(content, "a web archive (WACZ)") as packed:
        names = [name for name in packed.namelist() if _ARCHIVE_PART.fullmatch(name)]
        if not names:
            raise LoadError("this archive holds no WARC file in a folder 'archive', as WACZ has")
        parts = [read_part(packed, name) for name in names]
    found = [part for part in parts if looks_like_web_archive(part)]
    if not found:
        raise LoadError("the files in its folder 'archive' are no WARC files: save it again")
    return found


def _first_unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(content[:_PACKED_AT_ONCE], 100)
    except zlib.error:
        return b""


class _Source:
    """The bytes of one archive, unpacked as they are asked for, as a file that warcio can read.

    It ends early, and says why in ``end``, where the archive is damaged or the room used up.
    ``header`` is how much the header of the next record may still take, or None within a record.
    """

    def __init__(self, content: bytes, harvest: _Harvest) -> None:
        self.content, self.harvest = content, harvest
        self.at = self.n_members = 0
        self.is_packed = content.startswith(_GZIP)
        self.unpacker: zlib._Decompress | None = None
        self.header: int | None = None
        self.end: str | None = None

    def read(self, size: int = _AT_ONCE) -> bytes:
        """Return up to ``size`` bytes, and none at the end."""
        if self.end:
            return b""
        data = self._unpacked(size) if self.is_packed else self.content[self.at : self.at + size]
        self.at += 0 if self.is_packed else len(data)
        self.harvest.room -= len(data)
        if self.harvest.room < 0:
            self.end = f"it unpacks to more than {LIMITS.total_size:,} bytes: divide it"
        if self.header is not None:
            self.header -= len(data)
            if self.header < 0:
                self.end = "the header of a record does not end"
        return b"" if self.end else data

    def _unpacked(self, size: int) -> bytes:
        while not self.end:
            block = self.content[self.at : self.at + _PACKED_AT_ONCE]
            if self.unpacker is None:
                if not block.strip(b"\0"):
                    return b""
                self.unpacker = zlib.decompressobj(31)
                self.n_members += 1
            elif not block:
                self.end = "it is cut short"
            if self.n_members > _MOST_MEMBERS:
                self.end = f"it has more than {_MOST_MEMBERS:,} packed pieces: divide it"
            try:
                data = self.unpacker.decompress(block, size)
            except zlib.error:
                self.end = "it is damaged"
                break
            ends = self.unpacker.eof
            self.at += len(block)
            self.at -= len(self.unpacker.unused_data if ends else self.unpacker.unconsumed_tail)
            if ends:
                self.unpacker = None
            if data:
                return data
        return b""


def _records(source: _Source) -> Iterator[ArcWarcRecord]:
    """Yield the records of an archive; each is to be read to its end before the next."""
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(source, no_record_parse=True, arc2warc=True))
    while source.harvest.n_records < LIMITS.n_files:
        source.header = _LONGEST_HEADER
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # warnings; the notes say more
                record = next(records, None)
        except Exception:  # warcio has one error of its own, and passes on many
            source.end = source.end or "it is damaged"
            return
        source.header = None
        if record is None:
            return
        source.harvest.n_records += 1
        yield record
    source.end = f"it has more than {LIMITS.n_files:,} records: divide it"


# ---- pages -----------------------------------------------------------------------------------


def _gather(archive: bytes, harvest: _Harvest) -> None:
    """Read the pages of one archive."""
    source = _Source(archive, harvest)
    for record in _records(source):
        before = source.at
        block = _block(record)
        if getattr(record.raw_stream, "limit", 0):
            source.end = source.end or "it is cut short"
            harvest.n_records -= 1
            break
        try:
            _read_capture(record, block, source.at - before, harvest)
        except (CaptureError, LoadError) as error:
            harvest.not_read[" ".join(str(error).split())[:200]] += 1
    if source.end:
        harvest.ends.append(f"what comes after record {harvest.n_records:,} is lost: {source.end}")


def _block(record: ArcWarcRecord) -> bytes:
    """Read a record to its end, and return as much of it as a page may have, and one byte more."""
    most = LONGEST_PAGE + _LONGEST_HEADER + 1 if record.rec_type in _PAGES else 0
    kept: list[bytes] = []
    n_kept = 0
    while piece := record.raw_stream.read(_AT_ONCE):
        if n_kept < most:
            kept.append(piece[: most - n_kept])
            n_kept += len(kept[-1])
    return b"".join(kept)


def _read_capture(record: ArcWarcRecord, block: bytes, n_packed: int, harvest: _Harvest) -> None:
    """Add the articles of one record. Raises CaptureError or LoadError if it gives none."""
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    if record.rec_type == "revisit":
        raise CaptureError(_REPEATED)
    if record.rec_type not in _PAGES or not url.startswith(("http:", "https:")):
        return  # about the capture, as the request is
    if record.rec_type == "resource":  # captured without its HTTP header
        headers = {"content-type": str(record.rec_headers.get_header("Content-Type"))}
        response = parse_response(b"HTTP/1.1 200\r\n\r\n" + block)._replace(headers=headers)
    else:
        response = parse_response(block)
    most = max(0, min(LONGEST_PAGE, harvest.room))
    page = page_of(response, most)
    harvest.room -= len(page.content)
    if len(page.content) > most:
        raise CaptureError("longer than any page")
    n_stored = min(n_packed + _AT_ONCE, len(response.body) + SMALL // LIMITS.ratio)
    if len(page.content) > max(SMALL, LIMITS.ratio * n_stored):
        raise CaptureError("unpacking to far more than a page does")
    if not page.is_whole:
        harvest.doubts["it may be cut short"] += 1
    captured = str(record.rec_headers.get_header("WARC-Date") or "")
    _add_rows(page.content, url, captured, harvest)


def _add_rows(page: bytes, url: str, captured: str, harvest: _Harvest) -> None:
    from analysis.readers.web.web_page import read_web_page

    try:
        rows, notes = read_web_page(page)
    except LoadError:
        raise
    except Exception as error:  # one page that the reader fails at does not spoil the others
        raise CaptureError(f"breaking the reader of pages ({type(error).__name__})") from error
    harvest.captures[url] += 1
    harvest.doubts.update(notes)
    for row in rows:
        row["url"] = url
        if captured:
            row["captured"] = captured
        origins = row.get("origins")
        row["origins"] = {
            **(origins if isinstance(origins, dict) else {}),
            "url": "the record of the capture",
        }
        harvest.rows.append(row)


def _notes(harvest: _Harvest) -> list[str]:
    notes = []
    if harvest.rows:
        notes.append(
            f"{count(len(harvest.rows), 'article')}, from the captured pages that hold one"
        )
    if harvest.not_read:
        shown = harvest.not_read.most_common(_REASONS_SHOWN)
        told = [f"{reason} ({n:,})" for reason, n in shown]
        others = harvest.not_read.total() - sum(n for _, n in shown)
        told += [f"other reasons ({others:,})"] if others else []
        notes.append(f"{count(harvest.not_read.total(), 'capture')} not read: {'; '.join(told)}")
    again = sum(n > 1 for n in harvest.captures.values())
    if again:
        notes.append(
            f"of {count(again, 'page')} there is more than one capture: each is an article of its "
            "own"
        )
    for doubt, n in harvest.doubts.most_common(_REASONS_SHOWN):
        notes.append(f"{count(n, 'page')}: {doubt}")
    return [*notes, *harvest.ends]
