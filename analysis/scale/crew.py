"""Workers: processes that each make one chunk at a time.

An executor gives up all work in hand when one of its processes is killed, and cannot say whose
chunk it was. Here each process has a thread of this one that waits for it alone, so that a worker
which the system kills for want of memory costs its own chunk a second try, and no other anything.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from analysis.scale.errors import CorpusError
from analysis.scale.folder import ChunkNote
from analysis.scale.making import Job, Means, make_chunk

# Several processes with a thread for every core each would only wait for one another.
_THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS",
)  # fmt: skip
_START = "import sys; sys.path[:] = {path!r}; from analysis.scale.crew import serve; serve()"


@dataclass(frozen=True)
class Outcome:
    """What became of a chunk: its note, or the error that ends the whole run."""

    job: Job
    note: ChunkNote | None
    error: Exception | None = None


class _Killed(Exception):  # noqa: N818
    """A worker ended without an answer."""


class Crew:
    """Workers that make chunks; with one worker the chunks are made in this process.

    Used as a context: on leaving it, whatever the reason, no worker is left.
    """

    def __init__(self, n_workers: int, means: Means) -> None:
        self._means = means
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._outcomes: queue.Queue[Outcome] = queue.Queue()
        self._n_open = 0
        self._most = n_workers + 1
        self._workers = [_Worker(means) for _ in range(n_workers)] if n_workers > 1 else []
        for worker in self._workers:
            threading.Thread(target=self._work, args=(worker,), daemon=True).start()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.close()
        for _ in self._workers:
            self._jobs.put(None)

    def make(self, job: Job) -> Iterator[Outcome]:
        """Take a chunk, and yield the outcomes of others while there is no room for more."""
        self._n_open += 1
        if not self._workers:
            yield self._made_here(job)
            return
        self._jobs.put(job)
        while self._n_open >= self._most:
            yield self._next()

    def rest(self) -> Iterator[Outcome]:
        """Yield the outcomes of all chunks that were taken."""
        while self._n_open:
            yield self._next()

    def _made_here(self, job: Job) -> Outcome:
        self._n_open -= 1
        try:
            return Outcome(job, make_chunk(job, self._means))
        except OSError as error:
            return Outcome(job, None, error)

    def _next(self) -> Outcome:
        while True:
            # Not for ever: on Windows an endless wait cannot be interrupted from the keyboard.
            with contextlib.suppress(queue.Empty):
                outcome = self._outcomes.get(timeout=0.5)
                self._n_open -= 1
                return outcome

    def _work(self, worker: _Worker) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                outcome = _outcome(job, worker)
            except Exception as error:
                outcome = Outcome(job, None, error)
            self._outcomes.put(outcome)


def _outcome(job: Job, worker: _Worker) -> Outcome:
    """Have a chunk made. After two workers died of it, its articles are tried one by one."""
    for _ in range(2):
        with contextlib.suppress(_Killed):
            return Outcome(job, worker.make(job))
    lost: dict[str, str] = {}
    for one in job.alone():
        try:
            worker.make(one)
        except _Killed as killed:
            lost[str(one.articles["article_id"].iloc[0])] = str(killed)
    job = job.without(lost)
    try:
        return Outcome(job, worker.make(job))
    except _Killed as killed:
        job = job.without(dict.fromkeys(job.articles["article_id"], str(killed)))
        return Outcome(job, worker.make(job))


class _Worker:
    """One process that makes chunks; started when it is needed, and again if it was killed."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def make(self, job: Job) -> ChunkNote | None:
        """Return the note on a chunk that was made. Raises what making it raised, and _Killed."""
        process = self._process or self._started()
        assert process.stdin is not None
        try:
            pickle.dump(job, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            note, error = self._answer(process)
        except (EOFError, OSError, pickle.UnpicklingError) as gone:
            raise _Killed(self._ended(process)) from gone
        if error is not None:
            raise error
        made: ChunkNote | None = note
        return made

    def close(self) -> None:
        """End the process; what it was writing is of no use to anybody."""
        self._is_closed = True
        if self._process is not None:
            _end(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._process = process
        if self._is_closed:  # in this order, so that one of the two ends it
            _end(process)
            raise CorpusError("the work was stopped.")
        assert process.stdin is not None
        try:
            pickle.dump(self._means, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            self._answer(process)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise CorpusError(
                f"no worker could be started ({self._ended(process)}). Try with workers=1."
            ) from error
        return process

    def _answer(self, process: subprocess.Popen[bytes]) -> Any:
        assert process.stdout is not None
        return pickle.load(process.stdout)

    def _ended(self, process: subprocess.Popen[bytes]) -> str:
        """Say how a process ended, and forget it."""
        self._process = None
        status = _end(process)
        if status < 0:
            name = signal.Signals(-status).name
            return f"a worker was ended by the system ({name}), as when memory runs out"
        return f"a worker ended by itself, with status {status}"


def _end(process: subprocess.Popen[bytes]) -> int:
    """End a process if it is not at its end, and return its status."""
    process.kill()
    status = process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.close()
    return status


def serve() -> None:
    """Make chunks for the process that started this one, until that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other to answer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    jobs: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, jobs), daemon=True).start()
    means: Means = jobs.get()
    _send(answers, "ready", None)
    while True:
        job: Job = jobs.get()
        try:
            _send(answers, make_chunk(job, means), None)
        except BrokenPipeError:
            os._exit(1)
        except Exception as error:
            _send(answers, None, _plain(error))


def _receive(stream: IO[bytes], jobs: queue.Queue[Any]) -> None:
    """Take jobs; when whoever gives them is gone, so is the use of this process."""
    try:
        while True:
            jobs.put(pickle.load(stream))
    except Exception:
        os._exit(1)


def _send(answers: IO[bytes], note: object, error: Exception | None) -> None:
    pickle.dump((note, error), answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _plain(error: Exception) -> Exception:
    """Return an error that can be sent: some hold what cannot be pickled."""
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror or str(error), error.filename)
    return CorpusError(f"{type(error).__name__}: {error}")
