"""Workers: processes that each do one job at a time.

An executor gives up all work in hand when one of its processes is killed, and cannot say whose
job it was. Here each process has a thread of this one that waits for it alone, so that a worker
which the system kills for want of memory costs its own job a second try, and no other anything.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Generic, TypeVar

from analysis.mistakes import ArgumentError, OneSentence, given, is_count

J = TypeVar("J")  # a job
R = TypeVar("R")  # what comes of it

# Several processes with a thread for every core each would only wait for one another.
_THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS",
)  # fmt: skip
_START = "import sys; sys.path[:] = {path!r}; from analysis.crew import serve; serve()"


class WorkerError(OneSentence, RuntimeError):
    """A worker process could not be started or came to an end; the message says what to do."""


def check_workers(workers: object) -> None:
    """Raise ArgumentError unless ``workers`` is a number of workers that there may be.

    >>> check_workers(2)
    """
    if not is_count(workers):
        raise ArgumentError(
            "workers says how many processes work side by side, a whole number from 1 on. "
            f"Got {given(workers)}."
        )


class Killed(Exception):  # noqa: N818
    """A worker ended in the middle of a job."""


@dataclass(frozen=True)
class Outcome(Generic[J, R]):
    """What came of a job: a result, or the error that ends the whole work."""

    job: J
    result: R | None
    error: Exception | None = None


def twice(job: J, do: Callable[[J], R]) -> tuple[J, R]:
    """Do a job, and once more if the worker was killed. Raises WorkerError if it was again."""
    with contextlib.suppress(Killed):
        return job, do(job)
    try:
        return job, do(job)
    except Killed as killed:
        raise WorkerError(
            f"{killed}, twice over the same work: use fewer workers, or close other programs."
        ) from killed


class Crew(Generic[J, R]):
    """Workers that do jobs; with one worker the jobs are done in this process.

    ``work(job, means)`` is a function of a module, which workers import. ``trying(job, do)`` gives
    the job that was done in the end, and its result; ``do`` raises Killed where the worker was.
    Used as a context: on leaving it, whatever the reason, no worker is left.
    """

    def __init__(
        self,
        n_workers: int,
        work: Callable[[J, Any], R],
        means: Any,
        trying: Callable[[J, Callable[[J], R]], tuple[J, R]] = twice,
    ) -> None:
        self._work = work
        self._means = means
        self._trying = trying
        self._jobs: queue.Queue[J | None] = queue.Queue()
        self._outcomes: queue.Queue[Outcome[J, R]] = queue.Queue()
        self._n_open = 0
        self._most = n_workers + 1
        self._workers: list[_Worker] = []
        if n_workers > 1:
            self._workers = [_Worker(work, means) for _ in range(n_workers)]
        for worker in self._workers:
            threading.Thread(target=self._serve, args=(worker,), daemon=True).start()

    def __enter__(self) -> Crew[J, R]:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.close()
        for _ in self._workers:
            self._jobs.put(None)

    def do(self, job: J) -> Iterator[Outcome[J, R]]:
        """Take a job, and yield the outcomes of others while there is no room for more."""
        self._n_open += 1
        if not self._workers:
            yield self._done_here(job)
            return
        self._jobs.put(job)
        while self._n_open >= self._most:
            yield self._next()

    def rest(self) -> Iterator[Outcome[J, R]]:
        """Yield the outcomes of all jobs that were taken."""
        while self._n_open:
            yield self._next()

    def _done_here(self, job: J) -> Outcome[J, R]:
        self._n_open -= 1
        try:
            return Outcome(job, self._work(job, self._means))
        except OSError as error:
            return Outcome(job, None, error)

    def _next(self) -> Outcome[J, R]:
        while True:
            # Not for ever: on Windows an endless wait cannot be interrupted from the keyboard.
            with contextlib.suppress(queue.Empty):
                outcome = self._outcomes.get(timeout=0.5)
                self._n_open -= 1
                return outcome

    def _serve(self, worker: _Worker) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                done, result = self._trying(job, worker.do)
                outcome = Outcome(done, result)
            except Exception as error:
                outcome = Outcome(job, None, error)
            self._outcomes.put(outcome)


class _Worker:
    """One process that does jobs; started when it is needed, and again if it was killed."""

    def __init__(self, work: Callable[[Any, Any], Any], means: Any) -> None:
        self._work = work
        self._means = means
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def do(self, job: Any) -> Any:
        """Return what came of a job. Raises what doing it raised, and Killed."""
        process = self._process or self._started()
        assert process.stdin is not None
        try:
            pickle.dump(job, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            result, error = self._answer(process)
        except (EOFError, OSError, pickle.UnpicklingError) as gone:
            raise Killed(self._ended(process)) from gone
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        """End the process; what it was writing is of no use to anybody."""
        self._is_closed = True
        if self._process is not None:
            _end(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._is_closed:
            raise WorkerError("the work was stopped.")
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
            raise WorkerError("the work was stopped.")
        assert process.stdin is not None
        try:
            pickle.dump((self._work, self._means), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            self._answer(process)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkerError(
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
    """Do jobs for the process that started this one, until that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other to answer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    jobs: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, jobs), daemon=True).start()
    work, means = jobs.get()
    _send(answers, "ready", None)
    while True:
        job = jobs.get()
        try:
            _send(answers, work(job, means), None)
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


def _send(answers: IO[bytes], result: object, error: Exception | None) -> None:
    pickle.dump((result, error), answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _plain(error: Exception) -> Exception:
    """Return an error that can be sent: some hold what cannot be pickled."""
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror or str(error), error.filename)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error
