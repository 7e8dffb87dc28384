"""Run the README's code again: write its outputs and its picture anew (``make readme``).

The code block and the picture come from the sample articles, so they change when the program reads
them better. tests/test_readme.py holds the README to what this script would write.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```python\n)(.*?)(?=```)", re.DOTALL)
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]+)\)")


def run_block(code: str) -> tuple[str, dict[str, Any]]:
    """Return a block of ``>>>`` lines with the outputs it gives now, and the names it leaves."""
    names: dict[str, Any] = {"__name__": "readme"}
    lines = []
    for example in doctest.DocTestParser().get_examples(code):
        first, *more = example.source.splitlines()
        lines += [f">>> {first}", *(f"... {line}" for line in more)]
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(example.source, "README.md", "single"), names)
        lines += output.getvalue().splitlines()
    return "\n".join(lines) + "\n", names


def refreshed(readme: str, folder: Path) -> str:
    """Return the README as it should be, and draw its picture under ``folder``."""
    mpl.use("Agg")
    block = BLOCK.search(readme)
    picture = PICTURE.search(readme)
    if block is None or picture is None:
        raise ValueError("README.md needs one ```python block and one picture")
    with contextlib.chdir(ROOT):
        code, names = run_block(block.group())
    target = folder / picture.group(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    names["ax"].figure.savefig(target, dpi=150, metadata={"Software": None})
    alt = names["alt_text"](names["ax"])
    readme = BLOCK.sub(lambda _: code, readme, count=1)
    return PICTURE.sub(lambda _: f"![{alt}]({picture.group(1)})", readme, count=1)


if __name__ == "__main__":
    text = refreshed(README.read_text(encoding="utf-8"), ROOT)
    README.write_text(text, encoding="utf-8", newline="\n")
