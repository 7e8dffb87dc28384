"""Loading in processes of their own, which are watched: time, memory, and what they do besides.

Run as a program, it loads paths one after another: ``python hostile_loading.py RESULTS PATH...``
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

SECONDS, BYTES = 10, 500_000_000  # of one file
_WAIT = 6  # times as long by the clock, as the computer may have other work too
_MOST_ADDRESSES = 4_000_000_000  # so that a bomb ends its process and not the computer
_MOST_KEPT = 250_000_000  # bytes that files before may leave, which would count for the next one
_NEXT = 3  # how a process ends for another one to go on
_SHOWN = 300  # characters of each text
_STATUS = Path("/proc/self/status")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_OUTSIDE = (
    "socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "os.system",
    "os.exec", "os.posix_spawn", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink",
    "os.link", "os.truncate", "os.chmod", "shutil.rmtree",
)  # fmt: skip


@dataclass
class Outcome:
    """What became of a path: its error or its rows of the load report, and what it took.

    ``done`` lists what was done besides loading: files written, addresses asked, programs started.
    """

    path: str
    error: str | None = None
    is_load_error: bool = False
    report: list[tuple[str, str, int, str]] = field(default_factory=list)
    articles: list[tuple[str, str]] = field(default_factory=list)  # file, beginning of the text
    found: list[str] = field(default_factory=list)  # of the words that were looked for
    wall: float = 0.0
    work: float = 0.0
    n_bytes: int = 0
    done: list[str] = field(default_factory=list)

    @property
    def messages(self) -> list[str]:
        """Return all that was said of it."""
        return [self.error] if self.error is not None else [row[-1] for row in self.report]


def load_apart(
    paths: Sequence[Path],
    home: Path,
    words: Sequence[str] = (),
    limits: tuple[float, float] = (SECONDS, BYTES),
) -> tuple[list[Outcome], str]:
    """Load paths one after another in a process of its own that starts in the folder ``home``.

    Where it dies or goes beyond its limits, another one goes on with the next path. Returns what
    became of each path, and all that was printed.
    """
    results = home / f"results {uuid4()}.jsonl"
    temporary = home / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(temporary),
        "HOSTILE": json.dumps([list(words), limits]),
    }
    outcomes: list[Outcome] = []
    printed = ""
    while len(outcomes) < len(paths):
        left = paths[len(outcomes) :]
        process = subprocess.run(
            [sys.executable, "-W", "error", __file__, results, *left],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed += process.stdout.decode("utf-8", "replace")
        lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
        results.unlink(missing_ok=True)
        outcomes += [Outcome(**json.loads(line)) for line in lines]
        if len(lines) < len(left) and not (lines and process.returncode == _NEXT):
            error = f"the process died ({process.returncode})"
            outcomes.append(Outcome(str(left[len(lines)]), error))
    return outcomes, printed


def _load_each(
    results: str, paths: Sequence[str], words: Sequence[str], limits: tuple[float, float]
) -> None:
    from analysis.articles import LoadError, load_with_report

    outcome = Outcome("")
    sys.addaudithook(lambda event, args: _notice(event, args, outcome))
    _limit_addresses()
    with Path(results).open("a", encoding="utf-8") as out:
        for path in paths:
            _forget_most_bytes()
            outcome = Outcome(path)
            loaded = None
            with _watched(outcome, out, limits):
                try:
                    loaded = load_with_report(path)
                except LoadError as error:
                    outcome.error, outcome.is_load_error = str(error), True
                except BaseException as error:
                    outcome.error = f"{type(error).__name__}: {error}"[:1000]
            if loaded is not None:
                _describe(outcome, loaded.articles, loaded.report, words)
            out.write(json.dumps(asdict(outcome)) + "\n")
            out.flush()
            if _bytes_now() > _MOST_KEPT:
                os._exit(_NEXT)


def _describe(outcome: Outcome, articles: Any, report: Any, words: Sequence[str]) -> None:
    outcome.report = report.to_numpy().tolist()
    outcome.articles = list(zip(articles["file"], articles["text"].str[:_SHOWN], strict=True))
    seen = articles.select_dtypes("str")
    outcome.found = [
        word
        for word in words
        if any(seen[name].str.contains(word, regex=False).any() for name in seen)
    ]


@contextlib.contextmanager
def _watched(outcome: Outcome, out: Any, limits: tuple[float, float]) -> Iterator[None]:
    """Measure what is done in it, and end the process if that goes beyond the limits."""
    wall, work, children = time.perf_counter(), _work(), os.times().children_user
    over = threading.Event()

    def measure() -> None:
        outcome.wall, outcome.work = time.perf_counter() - wall, _work() - work
        outcome.n_bytes = _most_bytes(with_children=os.times().children_user > children)

    def watch() -> None:
        while not over.wait(0.1):
            measure()
            if is_beyond(outcome, limits):
                outcome.error = "given up"
                out.write(json.dumps(asdict(outcome)) + "\n")
                out.flush()
                os._exit(_NEXT)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield
    over.set()
    watcher.join()
    measure()


def is_beyond(outcome: Outcome, limits: tuple[float, float] = (SECONDS, BYTES)) -> bool:
    """Whether a path took more than it may."""
    most, n_bytes = limits
    seconds = min(outcome.wall, outcome.work)
    return seconds > most or outcome.wall > _WAIT * most or outcome.n_bytes > n_bytes


def _notice(event: str, args: tuple[Any, ...], outcome: Outcome) -> None:
    if event == "open":
        name, _, flags = args
        counts = isinstance(name, str | bytes) and isinstance(flags, int) and flags & _WRITES
    elif event == "subprocess.Popen":
        counts = args[0] != sys.executable
    else:
        counts = event in _OUTSIDE
    if counts and os.environ["TMPDIR"] not in str(args[0]) and args[0] != os.devnull:
        outcome.done.append(f"{event} {args!r}"[:_SHOWN])


def _limit_addresses() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))


def _work() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _most_bytes(with_children: bool) -> int:
    """Return the most memory that this process, or one that it started, has had at once."""
    try:
        import resource
    except ImportError:  # on Windows
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    if _STATUS.exists():  # there the number includes that of the process which started this one
        own = int(_STATUS.read_text().partition("VmHWM:")[2].split()[0]) * 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return max(own, children if with_children else 0)


def _bytes_now() -> int:
    if not _STATUS.exists():
        return 0
    return int(_STATUS.read_text().partition("VmRSS:")[2].split()[0]) * 1024


def _forget_most_bytes() -> None:
    """Let the most memory be counted anew, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    _load_each(sys.argv[1], sys.argv[2:], *json.loads(os.environ["HOSTILE"]))
