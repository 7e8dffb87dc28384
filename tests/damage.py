"""Files as they come damaged: some bytes changed, some missing at the end."""

from __future__ import annotations

from collections.abc import Iterable


def damage(content: bytes, cut: int, changes: Iterable[tuple[int, int]]) -> bytes:
    """Return the content with the bytes at some places changed and, but for each third cut, cut."""
    damaged = bytearray(content)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    return bytes(damaged[: len(damaged) - cut % len(damaged)] if cut % 3 else damaged)
