"""What Python says of a slip in a notebook, said again in plain words under its own message.

Some slips never reach this package: a column that a table does not have, a name that nothing has,
a verb called with the wrong things. Python's message stays as it is; one sentence follows it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import analysis
from analysis.mistakes import OneSentence, did_you_mean, did_you_mean_path, nearest, notebook_shell

# Where pandas looks for a column; elsewhere a KeyError may be about a row.
_LOOKING = ("__getitem__", "sort_values", "groupby", "drop", "set_index")
_MOST_LISTED = 30  # columns
_watched: set[int] = set()


def watch() -> None:
    """From now on print a hint under every error in this notebook that there is one for."""
    shell = notebook_shell()
    if shell is None or id(shell) in _watched:
        return
    _watched.add(id(shell))

    def explain(result: Any) -> None:
        error = getattr(result, "error_in_exec", None)
        hint = hint_for(error, shell.user_ns) if isinstance(error, Exception) else None
        if hint is not None:
            print(f"In short: {hint}")

    shell.events.register("post_run_cell", explain)


def hint_for(error: Exception, names: Mapping[str, object]) -> str | None:
    """Return a sentence on what went wrong and what to do, or None; ``names`` are the notebook's.

    >>> hint_for(NameError("name 'Show_table' is not defined", name="Show_table"), {})
    "nothing is called 'Show_table'. Did you mean 'show_table'?"
    """
    if isinstance(error, OneSentence):
        return None
    try:
        return _explained(error, names)
    except Exception:  # a hint is never worth a second error
        return None


def _explained(error: Exception, names: Mapping[str, object]) -> str | None:
    if isinstance(error, NameError):
        return _no_name(str(error.name), names)
    if isinstance(error, KeyError):
        return _no_key(error)
    if isinstance(error, AttributeError):
        return _no_attribute(error)
    if isinstance(error, TypeError):
        return _wrong_call(str(error))
    if isinstance(error, FileNotFoundError):
        name = str(error.filename)
        meant = did_you_mean_path(name) or f" Paths start from the folder {str(Path.cwd())!r}."
        return f"there is no file {name!r}.{meant}"
    if isinstance(error, ValueError) and "truth value of a Series" in str(error):
        return (
            "put each condition in round brackets and join them with & for and, | for or, as in "
            'quotes[(quotes["kind"] == "direct") & (quotes["compound"] > 0)].'
        )
    return None


def _no_name(name: str, names: Mapping[str, object]) -> str:
    if name in analysis.__all__:
        return f"{name} is a verb of this package: run from analysis import * first."
    known = [*analysis.__all__, *(one for one in names if not one.startswith("_"))]
    meant = did_you_mean(name, known, parts=False)
    if meant:
        return f"nothing is called {name!r}.{meant}"
    return (
        f"nothing is called {name!r} yet. If a cell above makes it, run that first; if it is text, "
        "put it in quotation marks."
    )


def _no_key(error: KeyError) -> str | None:
    asked = str(error.args[0]) if error.args else ""
    quoted = re.findall(r"'([^']*)'", asked) if "[" in asked else []
    trace = error.__traceback__
    while trace is not None:
        table = trace.tb_frame.f_locals.get("self")
        if trace.tb_frame.f_code.co_name in _LOOKING and type(table).__name__ == "DataFrame":
            return _no_column(quoted[0] if quoted else asked, getattr(table, "columns", []))
        trace = trace.tb_next
    return None


def _no_column(asked: str, columns: Iterable[object]) -> str:
    known = [str(column) for column in columns]
    has = did_you_mean(asked, known) or f" It has {', '.join(known[:_MOST_LISTED])}."
    return f"the table has no column {asked!r}.{has}"


def _no_attribute(error: AttributeError) -> str | None:
    if error.name is None:
        return None
    owner, asked = error.obj, error.name
    if type(owner).__name__ == "DataFrame":
        columns = [str(column) for column in getattr(owner, "columns", [])]
        return _no_column(asked, columns) if nearest(asked, columns) else None
    if inspect.isfunction(owner):
        name = owner.__name__
        return f"{name} is a verb. Write it with round brackets first: {name}(…).{asked}"
    if owner is None:
        return (
            f"there is nothing here (None) to take .{asked} of. The line that made it gave nothing "
            "back, as print and show do."
        )
    return None


def _wrong_call(message: str) -> str | None:
    if message.startswith("'function' object is not subscriptable"):
        return "a verb is called with round brackets, as in load_articles(…), not with square ones."
    if message.startswith("'Annotations' object is not subscriptable"):
        return "a table of what annotate found is written with a full stop, as in found.quotes."
    if message.startswith("'DataFrame' object is not callable"):
        return 'a column of a table stands in square brackets, as in quotes["text"].'
    called = re.match(r"(\w+)\(\) (.+)", message)
    if called is None or called[1] not in analysis.__all__:
        return None
    verb, complaint = called[1], called[2]
    takes = inspect.signature(getattr(analysis, verb)).parameters.values()
    plain = [one.name for one in takes if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = [one.name for one in takes if one.kind is one.KEYWORD_ONLY]
    needed = [one.name for one in takes if one.default is one.empty]
    as_named = [f"{name}={name}" for name in needed if name in named]
    call = f"{verb}({', '.join([*(name for name in needed if name in plain), *as_named])})"
    unknown = re.search(r"unexpected keyword argument '(\w+)'", complaint)
    if unknown:
        known = [*plain, *named]
        has = did_you_mean(unknown[1], known) or f" It takes {', '.join(known)}."
        return f"{verb} does not take {unknown[1]}=.{has}"
    if complaint.startswith("missing"):
        return f"{verb} needs more than that: write {call}."
    if "positional argument" in complaint:
        first = f"only {' and '.join(plain)}" if plain else "nothing"
        others = ", ".join(f"{name}=…" for name in named)
        return f"{first} may stand in {verb}(…) without a name. The rest is named: {others}."
    return None
