"""Workers: the processes that read the parts, on this machine or on a cluster."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import current_process
from types import ModuleType
from typing import TYPE_CHECKING, Any

from analysis.mistakes import ArgumentError, OneSentence, given, is_count

if TYPE_CHECKING:
    from distributed import Client

_WAIT = 30  # seconds for a scheduler to answer
_TRAVELS = "100MB"  # some ten thousand articles
# Dask has its workers give memory back after every step. To take it anew for the next matrix costs
# as much time again as the reading; without this they keep some megabytes.
_GIVING_BACK = "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_"
_EXTRA = 'install it with: pip install "media-analysis[scale]"'
_PART = re.compile(r"part-(\d+)|, (\d+)\)$")  # of a task of ours, or of one of Dask's


class ClusterError(OneSentence, RuntimeError):
    """Workers cannot do what was asked; the message says which, and what to do."""


class NoDaskError(OneSentence, ImportError):
    """Dask is not installed; the message says how to install it."""


def need_dask() -> ModuleType:
    """Return Dask, with its tables and workers; raise NoDaskError, an ImportError, without it.

    >>> need_dask().__name__
    'dask'
    """
    try:
        import_module("dask.dataframe")
        import_module("dask.distributed")
        return import_module("dask")
    except ImportError as error:
        raise NoDaskError(f"work in parts needs Dask, and {error}: {_EXTRA}") from error


@contextmanager
def start(n_workers: int | None = None, *, memory: str = "auto") -> Iterator[Client]:
    """Start workers on this machine, one process each, and stop them at the end of the block.

    ``n_workers`` is how many, or None for one per core. A worker has one thread and loads the
    language model once, with the first part that it reads. ``memory`` is what each may use
    ("2GB"), or "auto" for an equal share of the machine's; one that uses more is started anew, and
    its part is done again. What is done inside the block is done by these workers. In a script
    (not in a notebook) the block belongs under ``if __name__ == "__main__":``, since every worker
    imports the script anew. Raises ClusterError if the workers cannot start, and NoDaskError, an
    ImportError, without the extra ``scale``.

    >>> from analysis import scale
    >>> with scale.start(n_workers=2) as client:  # doctest: +SKIP
    ...     found = scale.annotate(scale.split_articles(articles))
    ...     quotes = scale.collect(scale.name_speakers(found))
    """
    dask = need_dask()

    if n_workers is not None and not is_count(n_workers):
        raise ArgumentError(
            "n_workers is how many processes to start, a whole number from 1 on, or None for one "
            f"per core. Got {given(n_workers)}."
        )
    if getattr(current_process(), "_inheriting", False):
        # A worker that imports a script in which the block stands unguarded would start workers of
        # its own, and they theirs; it ends here, and the script itself is told why below.
        raise SystemExit(1)
    try:
        with dask.config.set({_GIVING_BACK: None}):
            cluster = dask.distributed.LocalCluster(
                n_workers=n_workers or _n_cores(),
                threads_per_worker=1,
                processes=True,
                memory_limit=memory,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
    except RuntimeError as error:
        raise ClusterError(
            "the workers ended before they could work. In a script scale.start belongs under "
            f'if __name__ == "__main__": since every worker imports the script. ({error})'
        ) from None
    with cluster, dask.distributed.Client(cluster) as client:
        yield client


def connect(address: str) -> Client:
    """Connect to a cluster that is running, and check that its workers can do this work.

    ``address`` is that of its scheduler, as in "tcp://scheduler:8786". What is done from now on is
    done there, until ``close()`` of what is returned. Raises ClusterError if no scheduler answers,
    if there are no workers, or if one of them differs (see :func:`check_workers`).

    >>> from analysis import scale
    >>> client = scale.connect("tcp://scheduler:8786")  # doctest: +SKIP
    """
    dask = need_dask()
    if not isinstance(address, str) or not address.strip():
        raise ArgumentError(
            f"connect needs the address of a scheduler, as in 'tcp://scheduler:8786'. "
            f"Got {given(address)}."
        )
    try:
        client: Client = dask.distributed.Client(address.strip(), timeout=_WAIT)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"no scheduler answers at {address!r}. Start one with: dask scheduler, and give the "
            "address that it prints, as in 'tcp://scheduler:8786'."
        ) from error
    try:
        check_workers(client)
    except ClusterError:
        close: Any = client.close
        close()
        raise
    return client


def check_workers(client: Client) -> None:
    """Raise ClusterError unless every worker of a cluster would give what this machine gives.

    Each must have the same version of Python (to the second number), of this package and all of its
    files, of the language model, of spaCy and of pandas. Workers that come later are not known
    here: check again when there are more.

    >>> from analysis import scale
    >>> scale.check_workers(client)  # doctest: +SKIP
    """
    look = _look()
    here, there = look(), client.run(look, on_error="return")
    address = client.scheduler_info(n_workers=0)["address"]
    if not there:
        raise ClusterError(
            f"the scheduler at {address} has no workers yet. Start some with: "
            f"dask worker {address} --nthreads 1, and connect again."
        )
    for worker, has in sorted(there.items()):
        if isinstance(has, BaseException):
            raise ClusterError(f"the worker {worker} cannot be asked what it has: {has}.")
        for name, version in here.items():
            if has.get(name) != version:
                raise ClusterError(_difference(worker, name, has.get(name), version))


def _difference(worker: str, name: str, has: str | None, version: str | None) -> str:
    if name == "the files of media-analysis" and has is not None:
        what = "has other files of media-analysis than this machine, though of the same version"
    else:
        what = f"has {f'{name} {has}' if has else f'no {name}'}, this machine {version or 'none'}"
    return (
        f"the worker {worker} {what}: install the same packages on all workers as here, start them "
        "again, and connect again."
    )


def _look() -> Any:
    """Return a function that tells what is installed; it travels whole, needing nothing there."""

    def look() -> dict[str, str | None]:
        import hashlib
        import platform
        from importlib import import_module
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as version_of
        from pathlib import Path

        def installed(name: str) -> str | None:
            try:
                return version_of(name)
            except PackageNotFoundError:
                return None

        has: dict[str, str | None] = {
            "Python": ".".join(platform.python_version_tuple()[:2]),
            "media-analysis": None,
            "the files of media-analysis": None,
            "spacy": installed("spacy"),
            "pandas": installed("pandas"),
            "language model": None,
        }
        try:
            package = import_module("analysis")
            has["media-analysis"] = package.__version__
            model = import_module("analysis.language").find_model()
        except Exception:
            return has
        has["language model"] = f"{model} {installed(model)}"
        home = Path(str(package.__file__)).parent
        files = hashlib.sha256()
        for path in sorted((*home.rglob("*.py"), *home.glob("lexicons/*"))):
            if path.is_file():
                files.update(path.relative_to(home).as_posix().encode())
                files.update(path.read_bytes().replace(b"\r\n", b"\n"))
        has["the files of media-analysis"] = files.hexdigest()
        return has

    return look


def _n_cores() -> int:
    from dask.system import CPU_COUNT

    return max(1, int(CPU_COUNT))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say in one sentence what a cluster says in a page: a part that kills workers, one lost.

    Articles that were split in memory may travel inside, up to ``_TRAVELS``, without a warning.

    >>> with plain_errors():
    ...     pass
    """
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    try:
        with need_dask().config.set({"distributed.admin.large-graph-warning-threshold": _TRAVELS}):
            yield
    except KilledWorker as error:
        raise ClusterError(_killed(error)) from error
    except (CommClosedError, FutureCancelledError) as error:
        raise ClusterError(
            f"the cluster was lost on the way ({error}). Connect again; tables that were written "
            "are still there, those that were only kept on workers are not."
        ) from error


def _killed(error: Any) -> str:
    # Dask blames what a dead worker was doing, and what it was to do next.
    found = _PART.search(str(error.task))
    part, look = "a part", ""
    if found:
        number = found.group(1) or found.group(2)
        part = f"part {number} of the articles (or the one its worker was to do next)"
        look = f", or look at it by itself: articles.get_partition({number}).compute()"
    return (
        f"{part} was given to {error.allowed_failures + 1} workers and each of them died over it, "
        "so it is not tried again. Most often it needs more memory than a worker has: make smaller "
        f"parts (split_articles with more of them), give the workers more memory{look}."
    )
