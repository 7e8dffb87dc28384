"""Write docs/reference.md from the docstrings of the public verbs (``make readme``).

tests/test_reference.py holds the page to what this script would write, so no public name is
missing from it and none is out of date.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import analysis
from analysis import tables

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference.md"

HEAD = """# Reference

Every public verb, by room, and every table with its columns. Made from the docstrings by
`docs/refresh_reference.py`; `help(load_articles)` shows the same in a notebook.
"""


def reference() -> str:
    """Return the reference page as it should be."""
    parts = [HEAD]
    for module, names in sorted(analysis._MODULES.items()):
        parts.append(f"## {module}\n")
        for name in sorted(names):
            thing = getattr(analysis, name)
            parts.append(f"### {name}\n")
            parts.append(f"```\n{name}{_signature(thing)}\n```\n")
            parts.append(_prose(inspect.getdoc(thing) or "") + "\n")
    parts.append("## Tables\n")
    for table in vars(tables).values():
        if isinstance(table, tables.Table):
            parts.append(f"### The {table.name} table\n")
            parts.append(f"Key: {', '.join(table.key)}. Made by `{table.made_by}`.\n")
            rows = [f"| {column} | {dtype} |" for column, dtype in table.columns.items()]
            parts.append("\n".join(["| column | dtype |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _signature(thing: object) -> str:
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return ""
    try:
        text = str(inspect.signature(thing))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    text = re.sub(r"ForwardRef\('(?:pd\.)?(\w+)'[^)]*\)", r"\1", text)
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text).replace("pd.DataFrame", "DataFrame")


def _prose(docstring: str) -> str:
    """The docstring with its examples as blocks of code and its names in single ticks."""
    lines: list[str] = []
    inside = False
    for line in docstring.splitlines():
        if line.lstrip().startswith(">>>") and not inside:
            lines.append("```python")
            inside = True
        elif inside and not line.strip():
            lines.append("```")
            inside = False
        lines.append(line.rstrip() if inside else line.rstrip().replace("``", "`"))
    return "\n".join([*lines, "```"] if inside else lines)


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
    print(f"wrote {REFERENCE.relative_to(ROOT)}")
