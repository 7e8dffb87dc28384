"""What can go wrong with a corpus on disk, in a sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.mistakes import OneSentence

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class CorpusError(OneSentence, RuntimeError):
    """A corpus on disk cannot be written or asked; the message says why, and what to do."""


class CorpusWarning(UserWarning):
    """Some articles or files of a corpus were left out; the message says where to read which."""


class CorpusStopped(OneSentence, KeyboardInterrupt):
    """Somebody stopped the work; the message says how to go on."""


@contextmanager
def telling_of_disks(out: Path) -> Iterator[None]:
    """Say of a disk that is full or cannot be written what that means for the corpus there."""
    try:
        yield
    except OSError as error:
        raise told(error, out) from error


def damaged(what: str | Path) -> CorpusError:
    """Return what to say of a part that cannot be read."""
    return CorpusError(
        f"{str(what)!r} is damaged or gone: delete it, if it is there, and call analyse_corpus as "
        "before, which makes it anew."
    )


def told(error: OSError, out: Path) -> CorpusError:
    """Return what to say of an error in writing."""
    if error.errno in _FULL:
        return CorpusError(
            f"the disk with {str(out)!r} is full. All finished chunks are kept: make room, and run "
            "the same again."
        )
    where = f" ({error.filename})" if error.filename else ""
    return CorpusError(
        f"{str(out)!r} cannot be written: {error.strerror or error}{where}. Choose a folder that "
        "is yours to write in; finished chunks are kept."
    )
