"""Scale: the verbs of the package over articles in parts, on many workers or a cluster.

What is settled article by article is made part by part; what needs the whole corpus (one name for
one person everywhere) is settled from counts, which add up. Names are loaded at first use:
importing this loads neither pandas nor Dask.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

_MODULES = {
    "cluster": (
        "AnnotatedParts",
        "annotate",
        "collect",
        "measure_readability",
        "name_speakers",
        "score_sentiment",
    ),
    "storage": ("read_articles", "split_articles", "write"),
    "workers": ("ClusterError", "check_workers", "connect", "start"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605

if TYPE_CHECKING:  # the same names, for editors and type checkers, which do not run the code below
    from analysis.scale.cluster import AnnotatedParts as AnnotatedParts
    from analysis.scale.cluster import annotate as annotate
    from analysis.scale.cluster import collect as collect
    from analysis.scale.cluster import measure_readability as measure_readability
    from analysis.scale.cluster import name_speakers as name_speakers
    from analysis.scale.cluster import score_sentiment as score_sentiment
    from analysis.scale.storage import read_articles as read_articles
    from analysis.scale.storage import split_articles as split_articles
    from analysis.scale.storage import write as write
    from analysis.scale.workers import ClusterError as ClusterError
    from analysis.scale.workers import check_workers as check_workers
    from analysis.scale.workers import connect as connect
    from analysis.scale.workers import start as start


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is asked for."""
    if name in _HOME:
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    if name.startswith("__") or name in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    mistakes = import_module("analysis.mistakes")
    meant = mistakes.did_you_mean(name, __all__)
    raise mistakes.UnknownNameError(f"{__name__} has nothing called {name!r}.{meant}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
