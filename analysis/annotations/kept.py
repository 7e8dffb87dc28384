"""Readings that are kept, so that the same article is not read twice.

A reading is kept under a fingerprint of all that it depends on: the article, the options, the list
of outlets, the rules and word lists of this package as they are on this disk, the model and the
versions of what computes with it. So an old reading is never taken for a new one.
"""

from __future__ import annotations

import json
import sys
import zlib
from functools import cache
from hashlib import blake2b
from pathlib import Path

from analysis.annotations.article import Article, Columns, Options
from analysis.cache import Cache
from analysis.language import find_model
from analysis.versions import version_of

_RULES = ("annotations", "cleaning", "language", "lexicons", "quotes", "sources", "speakers")
_RULES_IN_FILES = ("marks.py", "outlets.py", "sentences.py", "tables.py")
_COMPUTING = ("spacy", "thinc", "numpy")


class Kept:
    """The readings in a cache."""

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.folder = folder
        self._cache = Cache(folder)
        self._base = _fingerprint(options) if folder is not None else b""

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *error: object) -> None:
        self._cache.__exit__(*error)

    def get(self, article: Article) -> Columns | None:
        """Return the reading of an article, or None."""
        if self.folder is None:
            return None
        packed = self._cache.get(self._key(article))
        if packed is None:
            return None
        try:
            found: Columns = json.loads(zlib.decompress(packed))
        except (zlib.error, ValueError):
            return None  # damaged: it is read and kept anew
        return found

    def put(self, article: Article, columns: Columns) -> None:
        """Keep the reading of an article."""
        if self.folder is not None:
            told = json.dumps(columns, separators=(",", ":")).encode("ascii")
            self._cache.put(self._key(article), zlib.compress(told, 1))

    def _key(self, article: Article) -> str:
        given = json.dumps(article).encode("ascii")
        return blake2b(given, key=self._base, digest_size=20).hexdigest()


def _fingerprint(options: Options) -> bytes:
    told = [_rules(), options.outlets.fingerprint, options.scope]
    return blake2b("\n".join(map(str, told)).encode(), digest_size=32).digest()


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
    versions = [f"{name} {version_of(name)}" for name in (*_COMPUTING, find_model())]
    versions += [f"Python {sys.version_info[0]}.{sys.version_info[1]}"]
    return "\n".join([digest.hexdigest(), *versions])
