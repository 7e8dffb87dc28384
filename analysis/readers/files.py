"""Which files there are: one file, a folder with all its folders, or a zip archive.

Nothing is unpacked to the disk, nothing outside the folder is read, and sizes are checked before
and while reading, since a small archive can hold more than a computer has room for.
"""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.readers.records import LoadError

METADATA = "metadata.csv"
_BESIDE_ARTICLES = {
    "outlets.csv": "a list of outlets, not of articles",
    "corrections.csv": "a list of corrections, not of articles",
}


@dataclass(frozen=True)
class Limits:
    """How much is read: far more than a class needs, far less than would stop a computer.

    Sizes in bytes, after unpacking. ``ratio`` is how many times larger than packed a file in an
    archive may be; text shrinks to a third, a trap to a thousandth.
    """

    file_size: int = 250_000_000
    total_size: int = 1_000_000_000
    n_files: int = 100_000
    ratio: int = 200


LIMITS = Limits()
# The others that Python knows unpack a whole stretch at once, however much it is.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NESTED = "an archive among articles is not opened: unpack it, or load it by itself"
SMALL = 1_000_000  # below this a file may shrink as it likes


@dataclass(frozen=True)
class Entry:
    """One file that was found; its name is relative to the folder or archive, with ``/``.

    ``read`` gives its content or raises LoadError. ``ignored`` says why a file is no article.
    ``path`` is where it lies, unless it is in an archive; ``size`` is what it has there, in bytes.
    """

    name: str
    read: Callable[[], bytes]
    ignored: str | None = None
    path: Path | None = None
    size: int = 0


@contextmanager
def open_files(path: Path, limits: Limits | None = None) -> Iterator[list[Entry]]:
    """Find the files of a folder or archive, or the one file at ``path``, sorted by name.

    Raises LoadError if the folder or archive cannot be opened or holds too many files.
    """
    limits = limits or LIMITS
    if path.is_dir():
        yield _distinct(_in_folder(path, limits))
    elif is_zip(path.name):
        with _open_zip(path) as archive:
            yield _distinct(_in_zip(archive, limits))
    else:
        yield [Entry(_plain_name(path.name), lambda: _read_file(path, limits), path=path)]


def why_ignored(name: str) -> str | None:
    """Return why a file of this name is no article, or None if it may be one.

    >>> why_ignored("news/outlets.csv")
    'a list of outlets, not of articles'
    """
    *folders, last = PurePosixPath(name).parts
    plain = last.casefold()
    stem = last.partition(".")[0]
    if "__MACOSX" in folders or any(part.startswith(".") for part in (*folders, last)):
        return "a hidden file"
    if plain in ("thumbs.db", "desktop.ini") or plain.startswith("~$"):
        return "a file of the system or of an office program"
    if plain in _BESIDE_ARTICLES:
        return _BESIDE_ARTICLES[plain]
    capitals = ("README", "CARD", "LICENSE", "LICENCE")
    if stem in capitals or stem.casefold() == "readme" or plain.endswith(".md"):
        return "a description, not an article"
    return None


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Sort by name; a second file of the same name is refused, since rows must lead to one."""
    found: dict[str, Entry] = {}
    used: dict[str, int] = {}  # up to which number
    for entry in sorted(entries, key=lambda entry: entry.name):
        name, number = entry.name, used.get(entry.name, 1)
        while name in found:
            number += 1
            name = f"{entry.name} ({number})"
        used[entry.name] = number
        if number > 1:
            entry = _refused(name, f"another file is called {entry.name!r} too: rename one")
        found[name] = entry
    return list(found.values())


def _refused(name: str, message: str) -> Entry:
    def read() -> bytes:
        raise LoadError(message)

    return Entry(name, read)


def _plain_name(name: str) -> str:
    """Return a name the same on every system: composed accents, and no bytes that are no text."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


# ---- folders ---------------------------------------------------------------------------------


def _in_folder(folder: Path, limits: Limits) -> Iterator[Entry]:
    root = folder.resolve()
    failed: list[OSError] = []
    n_found = 0
    for where, folders, files in os.walk(root, onerror=failed.append):
        here = Path(where)
        links = [name for name in folders if _leaves(here / name)]
        hidden = [name for name in folders if name.startswith(".") or name == "__pycache__"]
        for name in sorted({*links, *hidden}):
            reason = "a hidden folder" if name in hidden else "a link to a folder; not followed"
            yield Entry(f"{_name_in(root, here / name)}/", bytes, reason)
        folders[:] = sorted({*folders} - {*links, *hidden})
        for name in files:
            n_found += 1
            if n_found > limits.n_files:
                raise LoadError(
                    f"there are more than {limits.n_files:,} files in {str(folder)!r}: choose the "
                    "folder that holds the articles"
                )
            yield _entry(root, here / name, limits)
    for error in failed:
        closed = Path(error.filename or root)
        name = "./" if closed == root else f"{_name_in(root, closed)}/"
        yield _refused(name, f"the folder cannot be opened: {error.strerror or error}")


def _name_in(root: Path, path: Path) -> str:
    return _plain_name(path.relative_to(root).as_posix())


def _leaves(folder: Path) -> bool:
    # A junction of Windows is no symlink, but leads elsewhere all the same.
    return folder.is_symlink() or os.path.realpath(folder) != str(folder)


def _entry(root: Path, path: Path, limits: Limits) -> Entry:
    name = _name_in(root, path)
    ignored = why_ignored(name)
    if ignored is None and not Path(os.path.realpath(path)).is_relative_to(root):
        return _refused(name, "a link that leads out of the folder: copy the file itself here")
    if ignored is None and is_zip(name):
        return _refused(name, _NESTED)
    return Entry(name, lambda: _read_file(path, limits), ignored, path)


def is_zip(name: str) -> bool:
    """Whether a file of this name is an archive."""
    return PurePosixPath(name).suffix.casefold() == ".zip"


def _read_file(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise LoadError("this is not a file with content but a device or a pipe")
        if status.st_size > limits.file_size:
            raise LoadError(_too_large(status.st_size, limits))
        with path.open("rb") as file:
            content = file.read(min(status.st_size, limits.file_size) + 1)
    except FileNotFoundError as error:
        raise LoadError("the file is gone, or a link that leads nowhere") from error
    except PermissionError as error:
        raise LoadError(
            "the file cannot be opened: another program, such as Excel, has it open, or it is not "
            "yours to read. Close it there, and try again"
        ) from error
    except OSError as error:
        raise LoadError(f"the file cannot be opened: {error.strerror or error}") from error
    if len(content) > limits.file_size:
        raise LoadError(_too_large(len(content), limits))
    return content


def _too_large(size: int, limits: Limits) -> str:
    return f"the file has {size:,} bytes, more than {limits.file_size:,}: divide it"


# ---- archives --------------------------------------------------------------------------------


@contextmanager
def _open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise LoadError("this is not a file with content but a device or a pipe")
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise LoadError(f"the archive cannot be opened: {error.strerror or error}") from error
    except Exception as error:  # a broken directory makes zipfile raise nearly anything
        raise LoadError(f"this is not a sound zip archive: {error}") from error
    with archive:
        yield archive


def _in_zip(archive: zipfile.ZipFile, limits: Limits) -> Iterator[Entry]:
    members = [each for each in archive.infolist() if not each.filename.endswith(("/", "\\"))]
    if len(members) > limits.n_files:
        raise LoadError(f"the archive holds more than {limits.n_files:,} files: divide it")
    packed = sum(each.compress_size for each in members)
    room = _Room(min(limits.total_size, max(limits.file_size, limits.ratio * packed)))
    for member in members:
        name = _plain_name(member.filename.replace("\\", "/")).removeprefix("./") or "?"
        unsafe = _unsafe(name)
        problem = unsafe or _suspect(member, limits)
        ignored = None if unsafe else why_ignored(name)
        if problem and not ignored:
            yield _refused(name, problem)
        else:
            read = _member_reader(archive, member, limits, room)
            yield Entry(name, read, ignored, size=member.file_size)


@dataclass
class _Room:
    """How many bytes the archive may still unpack to."""

    left: int


def _unsafe(name: str) -> str | None:
    parts = name.split("/")
    if {"", ".", ".."}.intersection(parts) or ":" in parts[0] or "\0" in name:
        return "its name in the archive leads out of it: pack the folder again"
    return None


def _suspect(member: zipfile.ZipInfo, limits: Limits) -> str | None:
    if member.flag_bits & 1:
        return "the archive is locked with a password: pack it again without"
    if member.file_size > limits.file_size:
        return _too_large(member.file_size, limits)
    trap = shrunk_too_far(member, limits)
    if trap is not None:
        return trap
    if is_zip(member.filename):
        return _NESTED
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link to another file: pack the file itself"
    if member.compress_type not in PACKINGS:
        return "it is packed in an unusual way: pack it again as an ordinary zip archive"
    return None


def shrunk_too_far(member: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Return what to say of a part that states a size no text shrinks from, or None."""
    if member.file_size <= max(SMALL, limits.ratio * member.compress_size):
        return None
    return (
        f"it unpacks to {member.file_size:,} bytes from {member.compress_size:,}, which no "
        "article does"
    )


def read_at_most(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return a part of an archive, and one byte too many where it is longer than ``most``.

    The size that the archive states may be a lie, and is all that is read.
    """
    with archive.open(member) as part:
        return part.read(min(most, member.file_size) + 1)


def _member_reader(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, room: _Room
) -> Callable[[], bytes]:
    def read() -> bytes:
        most = min(limits.file_size, room.left)
        try:
            content = read_at_most(archive, member, most)
        except Exception as error:  # each way of packing has its own errors
            raise LoadError(
                f"it cannot be unpacked ({error or type(error).__name__}): pack it again"
            ) from error
        if len(content) > most:
            raise LoadError(
                f"the archive unpacks to more than {limits.total_size:,} bytes: divide it"
                if most < limits.file_size
                else _too_large(len(content), limits)
            )
        room.left -= len(content)
        return content

    return read
