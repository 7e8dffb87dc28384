"""Readings kept on disk, so that the same article is not read twice.

A reading is kept under a fingerprint of all that it depends on: the article, the options, the list
of outlets, the rules and word lists of this package as they are on this disk, the model and the
versions of what computes with it. So an old reading is never taken for a new one; it is let go when
room is needed. Whatever is wrong with the disk, articles are read all the same.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.annotations.article import Article, Columns, Options
from analysis.language import find_model

if TYPE_CHECKING:
    from diskcache import Cache

WHERE = "MEDIA_ANALYSIS_CACHE"  # the variable that says where to keep readings, or "off"
MOST_BYTES = 2_000_000_000  # some 200,000 articles; then those not used for longest are let go

_RULES = ("annotations", "cleaning", "language", "lexicons", "quotes", "sources", "speakers")
_RULES_IN_FILES = ("marks.py", "outlets.py", "sentences.py", "tables.py")
_COMPUTING = ("spacy", "thinc", "numpy")


class CacheWarning(UserWarning):
    """Readings cannot be kept, or not be taken from where they are; the message says why."""


def cache_folder() -> Path | None:
    """Return the folder where readings are kept, or None where they are not to be."""
    chosen = os.environ.get(WHERE, "").strip()
    if chosen.casefold() == "off":
        return None
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("media-analysis", appauthor=False) / "readings"


class Kept:
    """The readings that are kept; with no folder none is, and none is found.

    Several processes may use one folder at a time.
    """

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.folder = folder
        self._base = _fingerprint(options) if folder is not None else b""
        self._cache: Cache | None = None
        if folder is not None:
            with self._in_spite_of_the_disk():
                self._cache = _open(folder)

    def get(self, article: Article) -> Columns | None:
        """Return the reading of an article, or None."""
        if self._cache is None:
            return None
        with self._in_spite_of_the_disk():
            packed = self._cache.get(self._key(article))
            if isinstance(packed, bytes):
                try:
                    found: Columns = json.loads(zlib.decompress(packed))
                except (zlib.error, ValueError):
                    return None  # damaged: it is read and kept anew
                return found
        return None

    def put(self, article: Article, columns: Columns) -> None:
        """Keep the reading of an article."""
        if self._cache is None:
            return
        packed = zlib.compress(json.dumps(columns, separators=(",", ":")).encode("ascii"), 1)
        with self._in_spite_of_the_disk():
            self._cache.set(self._key(article), packed)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *error: object) -> None:
        if self._cache is not None:
            self._cache.close()

    def _key(self, article: Article) -> str:
        given = json.dumps(article).encode("ascii")
        return blake2b(given, key=self._base, digest_size=20).hexdigest()

    @contextmanager
    def _in_spite_of_the_disk(self) -> Iterator[None]:
        """Go on without the cache where it fails, and say so once."""
        import diskcache

        try:
            yield
        except (OSError, sqlite3.Error, diskcache.Timeout) as error:
            self._cache = None
            reason = getattr(error, "strerror", None) or error
            warnings.warn(
                f"readings cannot be kept in {str(self.folder)!r} ({reason}), so every article is "
                f"read anew. Make room there, delete the folder if it is damaged, or set {WHERE} "
                'to another folder or to "off".',
                CacheWarning,
                stacklevel=6,
            )


def _open(folder: Path) -> Cache:
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


def _fingerprint(options: Options) -> bytes:
    told = [_rules(), options.outlets.fingerprint, options.scope]
    return blake2b("\n".join(told).encode(), digest_size=32).digest()


@cache
def _rules() -> str:
    """A fingerprint of this package's rules and word lists, the model, and what computes."""
    package = Path(__file__).parents[1]
    files = [path for folder in _RULES for path in (package / folder).rglob("*")]
    files += [package / name for name in _RULES_IN_FILES]
    digest = blake2b(digest_size=20)
    for path in sorted(files):
        if path.suffix in (".py", ".csv", ".txt"):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    versions = [f"{name} {version(name)}" for name in _COMPUTING]
    versions += [_model(), f"Python {sys.version_info[0]}.{sys.version_info[1]}"]
    return "\n".join([digest.hexdigest(), *versions])


def _model() -> str:
    name = find_model()
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
