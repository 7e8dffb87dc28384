"""Documents that are archives inside: Word, OpenDocument, spreadsheets, web archives.

Sizes are checked before anything is unpacked: a document of 300 kB can unpack to 300 MB.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from analysis.readers.files import LIMITS, PACKINGS, Limits, read_at_most, shrunk_too_far
from analysis.readers.records import LoadError

ZIP = b"PK\x03\x04"
_PART = b"PK\x01\x02"  # the mark of a part in the list of parts
_MOST_PARTS = 20_000


def open_packed(content: bytes, kind: str, limits: Limits | None = None) -> zipfile.ZipFile:
    """Open a document that is a zip archive inside, after its stated sizes are found sound.

    ``kind`` is what the document is called in messages, as "a Word document". Raises LoadError if
    it is no sound archive, is locked, or unpacks to more than the limits.
    """
    limits = limits or LIMITS
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        parts = packed.infolist()
    except Exception as error:  # a broken directory makes zipfile raise nearly anything
        raise LoadError(f"this is not {kind}, or it was cut short: save it again") from error
    if len(parts) > limits.n_files:
        raise LoadError(f"it has more than {limits.n_files:,} parts, which {kind} does not have")
    total = 0
    for part in parts:
        total += part.file_size
        if part.flag_bits & 1:
            raise LoadError("it is locked with a password: save it again without")
        if part.compress_type not in PACKINGS:
            raise LoadError("it is packed in an unusual way: save it again")
        trap = shrunk_too_far(part, limits)
        if trap is not None:
            raise LoadError(trap)
    if total > limits.file_size:
        raise LoadError(f"it unpacks to {total:,} bytes, more than {limits.file_size:,}: divide it")
    return packed


def read_part(packed: zipfile.ZipFile, name: str, limits: Limits | None = None) -> bytes:
    """Return one part of a packed document. Raises LoadError if it is missing or broken."""
    most = (limits or LIMITS).file_size
    try:
        content = read_at_most(packed, packed.getinfo(name), most)
    except KeyError as error:
        raise LoadError(f"its part {name!r} is missing: save it again") from error
    except Exception as error:  # each way of packing has its own errors
        raise LoadError(f"its part {name!r} cannot be unpacked: save it again") from error
    if len(content) > most:
        raise LoadError(f"it unpacks to more than {most:,} bytes: divide it")
    return content


def part_names(content: bytes) -> Sequence[str]:
    """Return the names of the parts of a packed document, and none for anything else.

    An archive with far too many parts is no document, and its list is not read.
    """
    if not content.startswith(ZIP) or content.count(_PART) > _MOST_PARTS:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.namelist()
    except Exception:  # as above: not for us to say here what is wrong with it
        return ()
