"""The container of old office programs (.doc, .xls, .ppt): which streams it holds."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109  # places of the sector table that the header lists; more make files over 7 MB
_MOST_ENTRIES = 2000
_STORAGES_AND_STREAMS = (1, 2)


def stream_names(content: bytes) -> frozenset[str]:
    """Return the names at the top of a compound file, and none for anything else.

    What is embedded, as a sheet in a letter, lies deeper and is not named.

    >>> stream_names(b"plain text")
    frozenset()
    """
    if not content.startswith(MAGIC) or len(content) < _HEADER:
        return frozenset()
    try:
        return frozenset(_top_names(_directory(content)))
    except (struct.error, IndexError):
        return frozenset()


def _directory(content: bytes) -> list[bytes]:
    """Return the entries of the directory, following its chain of sectors as far as it is sound."""
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        return []
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", content, 48)
    tables = struct.unpack_from(f"<{_IN_HEADER}I", content, 76)
    entries: list[bytes] = []
    while len(entries) < _MOST_ENTRIES:
        start = (sector + 1) * size
        block = content[start : start + size]
        if len(block) < size:
            break
        entries += [block[at : at + _ENTRY] for at in range(0, size, _ENTRY)]
        table, place = divmod(sector, size // 4)
        if table >= _IN_HEADER:
            break
        at = (tables[table] + 1) * size + place * 4
        if at + 4 > len(content):
            break
        (sector,) = struct.unpack_from("<I", content, at)
    return entries


def _top_names(entries: list[bytes]) -> list[str]:
    """Return the names below the root, which hang together as a tree of siblings."""
    names: list[str] = []
    open_, seen = [struct.unpack_from("<I", entries[0], 76)[0]], set[int]()
    while open_:
        number = open_.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        length, kind = struct.unpack_from("<HB", entry, 64)
        left, right = struct.unpack_from("<II", entry, 68)
        if kind in _STORAGES_AND_STREAMS:
            names.append(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        open_ += [left, right]
    return names
