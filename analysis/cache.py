"""A cache on disk for what is dear to work out: bytes under a key, in a folder of the user's.

It is bounded, and several processes may use it at a time. Whatever is wrong with the disk, the work
goes on without it.
"""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import diskcache

CACHE = "MEDIA_ANALYSIS_CACHE"  # the variable that says where the cache is, or "off"
MOST_BYTES = 2_000_000_000  # some 200,000 articles; then those not used for longest are let go


class CacheWarning(UserWarning):
    """Nothing can be kept, or be taken from where it is; the message says why."""


def cache_folder() -> Path | None:
    """Return the folder of the cache, or None where nothing is to be kept."""
    chosen = os.environ.get(CACHE, "").strip()
    if chosen.casefold() == "off":
        return None
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("media-analysis", appauthor=False) / "readings"


def size_on_disk(folder: Path) -> int:
    """Return how many bytes a folder takes; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Cache:
    """Bytes under keys, in a folder; with no folder nothing is kept, and nothing found.

    >>> with Cache(None) as cache:
    ...     cache.put("key", b"value")
    ...     cache.get("key") is None
    True
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._store: diskcache.Cache | None = None
        if folder is not None:
            with self._in_spite_of_the_disk():
                self._store = _open(folder)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *error: object) -> None:
        if self._store is not None:
            self._store.close()

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, or None."""
        if self._store is not None:
            with self._in_spite_of_the_disk():
                value = self._store.get(key)
                return value if isinstance(value, bytes) else None
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keep something under a key."""
        if self._store is not None:
            with self._in_spite_of_the_disk():
                self._store.set(key, value)

    @contextmanager
    def _in_spite_of_the_disk(self) -> Iterator[None]:
        """Go on without the cache where it fails, and say so once."""
        import diskcache

        try:
            yield
        except (OSError, sqlite3.Error, diskcache.Timeout) as error:
            self._store = None
            reason = getattr(error, "strerror", None) or error
            warnings.warn(
                f"readings cannot be kept in {str(self.folder)!r} ({reason}), so every article is "
                f"read anew. Make room there, delete the folder if it is damaged, or set {CACHE} "
                'to another folder or to "off".',
                CacheWarning,
                stacklevel=2,
            )


def _open(folder: Path) -> diskcache.Cache:
    import diskcache

    class PlainDisk(diskcache.Disk):  # type: ignore[misc]
        """Values are bytes and nothing else: a pickle, which could run as a program, is no hit."""

        def fetch(self, mode: int, filename: str, value: Any, read: bool) -> Any:
            if mode not in (diskcache.core.MODE_RAW, diskcache.core.MODE_BINARY):
                return None
            return super().fetch(mode, filename, value, read)

    return diskcache.Cache(
        str(folder),
        disk=PlainDisk,
        size_limit=MOST_BYTES,
        eviction_policy="least-recently-used",
        timeout=30,
    )
