"""Progress as plain lines of text, for whatever takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Progress:
    """Tells on the error stream how far a piece of work is; says nothing about quick work.

    Call it before or after each step with the steps done and their total. The first line comes
    when a second has passed, the next ones at most once a second, so that a log stays readable
    and a pipe that takes the results stays clean.

    >>> quick = Progress("reading articles")
    >>> quick(1, 3)
    >>> slow = Progress("reading articles", stream=sys.stdout, patience=0)
    >>> slow(1, 3)
    reading articles: 1 of 3
    """

    def __init__(self, what: str, *, stream: TextIO | None = None, patience: float = 1.0) -> None:
        self._what = what
        self._stream = stream
        self._patience = patience
        self._last = time.monotonic()

    def __call__(self, done: int, total: int, step: str = "") -> None:
        """Say that ``done`` of ``total`` steps are finished, and what comes next."""
        now = time.monotonic()
        if now - self._last < self._patience:
            return
        self._last = now
        detail = f" ({step})" if step else ""
        stream = self._stream or sys.stderr
        print(f"{self._what}: {done:,} of {total:,}{detail}", file=stream, flush=True)
