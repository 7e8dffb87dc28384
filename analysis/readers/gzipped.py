"""One file packed by gzip, as saved pages often are: ``page.html.gz``."""

from __future__ import annotations

import zlib

from analysis.readers.files import LIMITS, Limits
from analysis.readers.records import LoadError

_MARK = b"\x1f\x8b"
_AT_ONCE = 1 << 20
_SMALL = 1_000_000  # below this a file may shrink as it likes
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
    most = min(limits.file_size, max(_SMALL, limits.ratio * len(content)))
    pieces, n_bytes = [], 0
    while content.startswith(_MARK):  # several may stand one after another
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(content, _AT_ONCE)
            except zlib.error as error:
                raise LoadError("the packed file is broken: pack it again") from error
            content = unpacker.unconsumed_tail
            n_bytes += len(piece)
            if n_bytes > most:
                raise LoadError(f"it unpacks to more than {most:,} bytes, which no article does")
            if not piece and not content and not unpacker.eof:
                raise LoadError("the packed file was cut short: pack it again")
            pieces.append(piece)
        content = unpacker.unused_data
    return b"".join(pieces)
