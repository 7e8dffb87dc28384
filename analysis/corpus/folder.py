"""The folder of a corpus: what lies where, and which of it is finished.

``articles/part-00000.parquet`` and so on are for reading. ``work/`` is for the runs: there each
chunk is a folder of its own, which is put in its place in one step, and so is there as a whole or
not at all. Once all chunks are, their tables are moved to where they are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.corpus.errors import CorpusError, telling_of_disks
from analysis.corpus.files import keep, locked, move, remove, write_json
from analysis.corpus.schemas import CORPUS_TABLES, rows_in

READING, SETTLING, FINISHED = "reading", "settling", "finished"
_NOTE = "chunk.json"
_STAYING = ("quotes", "load_report")  # what is settled anew stays with its chunk


@dataclass(frozen=True)
class ChunkNote:
    """What is known of a finished chunk: rows of its tables, own columns, failures."""

    n_rows: dict[str, int]
    n_bytes: dict[str, int]
    own: list[str]
    n_refused: int
    digest: str | None = None

    @property
    def n_failed(self) -> int:
        """How many of its articles could not be analysed."""
        return self.n_rows["failures"]


class CorpusFolder:
    """Where the tables of a corpus lie; making one of these changes nothing."""

    def __init__(self, out: str | os.PathLike[str]) -> None:
        self.out = Path(out)
        self.work = self.out / "work"
        self.chunks = self.work / "chunks"
        self.files = self.work / "files.jsonl"
        self._about = self.out / "corpus.json"

    def about(self) -> dict[str, Any] | None:
        """Return what the folder says of itself, or None if there is no corpus in it.

        Raises CorpusError if that cannot be read.
        """
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
            return {"state": about["state"], "settings": about["settings"], **about}
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CorpusError(f"{str(self._about)!r} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(
                f"{str(self._about)!r}, which says what is in the corpus, is damaged: put it back "
                "from a copy, or give another folder and begin anew."
            ) from error

    def tell(self, **about: Any) -> None:
        """Write down what is so from now on."""
        write_json({**(self.about() or {}), **about}, self._about, self.work)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, if it is not there, and let nobody else write to it meanwhile.

        Raises CorpusError if it holds something else or cannot be written.
        """
        if self.out.exists() and not self.out.is_dir():
            raise CorpusError(f"out must name a folder, but {str(self.out)!r} is a file.")
        with telling_of_disks(self.out):
            if self.out.is_dir() and self.about() is None:
                others = [one.name for one in self.out.iterdir() if one.name != "work"]
                if others or (self.work.exists() and not (self.work / "lock").exists()):
                    raise CorpusError(
                        f"{str(self.out)!r} holds something else ({(others or ['work'])[0]}), and "
                        "nothing of a corpus: give a new or empty folder."
                    )
            self.work.mkdir(parents=True, exist_ok=True)
        with locked(self.work / "lock", self.out):
            with telling_of_disks(self.out):
                self.chunks.mkdir(exist_ok=True)
                self._sweep()  # what a killed run was about to write
            try:
                yield
            except (Exception, KeyboardInterrupt):
                self._sweep()
                raise

    def _sweep(self) -> None:
        for one in self.work.iterdir():
            if one.name.startswith("draft-"):
                remove(one)

    # ---- chunks ------------------------------------------------------------------------------

    def draft(self, number: int) -> Path:
        """Return a new folder for a chunk in the making."""
        path = self.work / f"draft-{number:05d}-{os.getpid()}"
        remove(path)
        path.mkdir()
        return path

    def commit(self, draft: Path, number: int, note: ChunkNote) -> None:
        """Put a chunk that is written in its place: from here on it is finished."""
        (draft / _NOTE).write_text(json.dumps(asdict(note)), encoding="utf-8")
        for path in draft.iterdir():
            keep(path)
        keep(draft)
        move(draft, self.chunks / f"{number:05d}")

    def note(self, number: int) -> ChunkNote | None:
        """Return what is known of a chunk, or None if it is not finished or no longer whole."""
        home = self.chunks / f"{number:05d}"
        try:
            note = ChunkNote(**json.loads((home / _NOTE).read_text(encoding="utf-8")))
            is_whole = all(self._is_there(name, number, note) for name in CORPUS_TABLES)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return note if is_whole else None

    def _is_there(self, name: str, number: int, note: ChunkNote) -> bool:
        path = self.chunk_table(name, number)
        if path.exists():
            return path.stat().st_size == note.n_bytes[name]
        return name not in _STAYING and is_sound(self.part(name, number), note.n_rows[name])

    def chunk_table(self, name: str, number: int) -> Path:
        """Return where a table lies as its chunk made it."""
        return self.chunks / f"{number:05d}" / f"{name}.parquet"

    def is_settled(self, notes: Mapping[int, ChunkNote]) -> bool:
        """Whether every part of these chunks lies where it is read, in one piece."""
        return all(
            is_sound(self.part(name, number), None if name == "load_report" else n_rows)
            for number, note in notes.items()
            for name, n_rows in note.n_rows.items()
        )

    def finished(self) -> list[int]:
        """Return the numbers of the chunks that are in their place."""
        if not self.chunks.is_dir():
            return []
        return sorted(int(one.name) for one in self.chunks.iterdir() if one.name.isdecimal())

    # ---- parts -------------------------------------------------------------------------------

    def part(self, name: str, number: int) -> Path:
        """Return where a part of a table is read."""
        return self.out / name / f"part-{number:05d}.parquet"


def is_sound(path: Path, n_rows: int | None) -> bool:
    """Whether a part is there, in one piece as far as its end shows, with so many rows if known."""
    import pyarrow as pa

    try:
        return rows_in(path) == n_rows or n_rows is None
    except (OSError, pa.ArrowException):
        return False
