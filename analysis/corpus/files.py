"""Files that are there as a whole or not at all, whenever the computer stops."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.corpus.errors import CorpusError


def keep(path: Path) -> None:
    """Wait until what was written to a file, or the list of names in a folder, is on the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move(source: Path, target: Path) -> None:
    """Put a finished file or folder in its place, in one step; what was there is gone."""
    if target.is_dir():
        aside = source.with_name(f"{source.name}.old")
        target.replace(aside)
        source.replace(target)
        remove(aside)
    else:
        source.replace(target)
    keep(target.parent)


def remove(folder: Path) -> None:
    """Remove a folder with all in it, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)


def write_json(value: Any, path: Path, work: Path) -> None:
    """Write a value so that the file is always the old one or the new one, and whole."""
    draft = work / f"{path.name}.draft"
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    keep(draft)
    move(draft, path)


@contextmanager
def locked(path: Path, out: Path) -> Iterator[None]:
    """Let nobody else write meanwhile. Raises CorpusError if somebody does.

    The system lets go of the lock whenever this process ends, also if it is killed.
    """
    with path.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise CorpusError(
                f"another run is writing to {str(out)!r}: wait until it is done, or stop it."
            ) from error
        yield


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
