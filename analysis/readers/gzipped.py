"""One file packed by gzip, as saved pages often are: ``page.html.gz``."""

from __future__ import annotations

import zlib

from analysis.readers.files import LIMITS, SMALL, Limits
from analysis.readers.records import LoadError

_MARK = b"\x1f\x8b"
_AT_ONCE = 1 << 20  # bytes unpacked at most
_IN_ONE_GO = 1 << 14  # packed bytes; what is left over is copied for each file that ends in them
_ARCHIVES = (".warc.gz", ".arc.gz", ".tar.gz", ".tgz")


def is_gzip(name: str, content: bytes) -> bool:
    """Whether a file is one file packed by gzip, and not an archive of pages or files.

    >>> import gzip
    >>> packed = gzip.compress(b"The bridge is closed.")
    >>> is_gzip("page.html.gz", packed), is_gzip("crawl.warc.gz", packed)
    (True, False)
    """
    return content.startswith(_MARK) and not name.casefold().endswith(_ARCHIVES)


def unpack(content: bytes, limits: Limits | None = None) -> bytes:
    """Unpack a file, a piece at a time, up to the limits.

    Raises LoadError if it is broken, cut short, or unpacks to more than the limits.

    >>> import gzip
    >>> unpack(gzip.compress(b"The bridge is closed."))
    b'The bridge is closed.'
    """
    limits = limits or LIMITS
    most = min(limits.file_size, max(SMALL, limits.ratio * len(content)))
    pieces, n_bytes, place = [], 0, 0
    while content.startswith(_MARK, place):  # several may stand one after another
        unpacker, left = zlib.decompressobj(wbits=31), b""
        while not unpacker.eof:
            packed = left or content[place : place + _IN_ONE_GO]
            if not left:
                place += len(packed)
            try:
                piece = unpacker.decompress(packed, _AT_ONCE)
            except zlib.error as error:
                raise LoadError("the packed file is broken: pack it again") from error
            left = unpacker.unconsumed_tail
            n_bytes += len(piece)
            if n_bytes > most:
                raise LoadError(f"it unpacks to more than {most:,} bytes, which no article does")
            if not piece and not packed and not unpacker.eof:
                raise LoadError("the packed file was cut short: pack it again")
            pieces.append(piece)
        place -= len(unpacker.unused_data)
    return b"".join(pieces)
