"""Libraries in native code, run in a process of their own.

What a hostile file does to them, crash, endless work, all of the memory, ends that process and not
the notebook.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar, cast

from analysis.readers.records import LoadError

# Seconds of work, and bytes; beyond these a file was made to do harm. Large ones may take more.
SECONDS = 8
MEMORY = 450_000_000
_WAIT = 3  # times as long, as a computer has other work, and not all can count that of one process
_BYTES_A_SECOND = 10_000_000
_MEMORY_A_BYTE = 3
# The package without its own imports, which are all the readers and pandas.
_START = """
import sys, types
sys.path[:] = {path!r}
sys.modules[{package!r}] = types.ModuleType({package!r})
sys.modules[{package!r}].__path__ = [{folder!r}]
from {package}.apart import _serve
_serve({name!r}, {seconds}, {memory})
"""

_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0) or None
_TOO_LONG = (
    "reading it takes longer than a file of this size should: open it in its own program and save "
    "it again"
)

T = TypeVar("T")


def run_apart(function: Callable[..., T], content: bytes, *options: object) -> T:
    """Return ``function(content, *options)``, worked out in a process of its own.

    The function stands at the top of a module that imports little, as it is imported anew for
    every file; options and result can be pickled. Raises LoadError as the function does, and if it
    takes too long or too much memory, or crashes. Memory is limited where the system can do it,
    which is on Linux.

    >>> run_apart(len, b"seven..")
    7
    """
    seconds = SECONDS + len(content) // _BYTES_A_SECOND
    start = _START.format(
        path=sys.path,
        package=__package__,
        folder=str(Path(__file__).parent),
        name=f"{function.__module__}:{function.__qualname__}",
        seconds=seconds,
        memory=MEMORY + _MEMORY_A_BYTE * len(content),
    )
    try:
        process = subprocess.run(
            [sys.executable, "-c", start],
            input=pickle.dumps(options) + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_WAIT * seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise LoadError(_TOO_LONG) from error
    except OSError as error:
        raise LoadError(f"no process could be started to read it: {error}") from error
    if process.returncode == _OUT_OF_TIME:
        raise LoadError(_TOO_LONG)
    try:
        result, refusal = pickle.loads(process.stdout)
    except Exception as error:  # whatever is left of a process that died while it wrote
        raise LoadError(
            "it broke the program that reads such files, or needs more memory than a file of this "
            "size should: open it in its own program and save it again"
        ) from error
    if refusal is not None:
        raise LoadError(refusal)
    return cast("T", result)


def _serve(name: str, seconds: int, memory: int) -> None:
    """Take a call from standard input; write its result, or why there is none, to the output."""
    _limit(seconds, memory)
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # what a library prints is no result
        module, _, function = name.partition(":")
        result, refusal = None, None
        try:
            options = pickle.load(sys.stdin.buffer)
            content = sys.stdin.buffer.read()
            result = getattr(import_module(module), function)(content, *options)
        except LoadError as error:
            refusal = str(error)
        pickle.dump((result, refusal), output, protocol=pickle.HIGHEST_PROTOCOL)


def _limit(seconds: int, n_bytes: int) -> None:
    """Limit what this process may use, as far as the system can."""
    try:
        import resource
    except ImportError:  # on Windows
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, n_bytes))
