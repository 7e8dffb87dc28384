"""Reading on several processes at once: batches go out, columns come back in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from analysis.annotations.article import Article, Columns, Options, read_articles
from analysis.annotations.kept import Kept
from analysis.mistakes import ArgumentError, OneSentence, given

_BATCH = 16  # articles that a worker is given at a time: about a second's work

Read = Callable[[Sequence[Article]], Iterator[Columns]]


class WorkerError(OneSentence, RuntimeError):
    """A worker process came to an end in the middle of its work; the message says what to do."""


def check_workers(workers: object) -> int:
    """Return the number of workers, or raise ArgumentError.

    >>> check_workers(2)
    2
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise ArgumentError(
            "workers is how many processes read at once, a whole number from 1 on; got "
            f"{given(workers)}."
        )
    return workers


@contextmanager
def open_readers(options: Options, workers: int, kept: Kept) -> Iterator[Read]:
    """Give a function that reads articles, here or on workers, and keeps the readings."""
    if workers == 1:
        yield partial(_read, options=options, kept=kept)
        return
    from joblib import Parallel, delayed, parallel_config

    # Each worker is kept to one thread: together they would take more than there are cores.
    with (
        parallel_config(backend="loky", n_jobs=workers, inner_max_num_threads=1),
        Parallel(return_as="generator", batch_size=1, pre_dispatch="2*n_jobs") as pool,
    ):

        def read_there(articles: Sequence[Article]) -> Iterator[Columns]:
            batches = [articles[at : at + _BATCH] for at in range(0, len(articles), _BATCH)]
            calls = (delayed(_read_batch)(batch, options, kept.folder) for batch in batches)
            try:
                for read in pool(calls):
                    yield from read
            except _died() as error:
                raise WorkerError(
                    "a worker process was stopped in the middle of its work, most likely because "
                    "the memory was full: use fewer workers. What had been read by then is kept, "
                    "and is not read again."
                ) from error

        yield read_there


def _read(articles: Sequence[Article], options: Options, kept: Kept) -> Iterator[Columns]:
    for article, columns in zip(articles, read_articles(articles, options), strict=True):
        kept.put(article, columns)
        yield columns


def _read_batch(
    articles: Sequence[Article], options: Options, folder: Path | None
) -> list[Columns]:
    """Read a batch in a worker, which has the model from the batch before."""
    with Kept(folder, options) as kept:
        return list(_read(articles, options, kept))


def _died() -> type[Exception]:
    from joblib.externals.loky.process_executor import BrokenProcessPool

    died: type[Exception] = BrokenProcessPool
    return died
