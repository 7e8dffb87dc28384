"""How long it takes until a student sees a first chart: from nothing, by pip and by uv, and warm.

    python tests/benchmarks/first_chart.py                 # all of it
    python tests/benchmarks/first_chart.py --only warm     # pip, uv, warm or kernel

Method. The first chart is that of the notebook ``00_first_chart``: the twelve articles of
``data/sample`` loaded, their readability measured with intervals, drawn with ``plot_readability``
and saved as a picture. The speakers chart is that of the README: the articles annotated, speakers
named, quotes scored, summed up and drawn; it needs the language model.

1. *By pip, from nothing.* The last commit of the clone that this script stands in is cloned into a
   temporary folder; the working tree is only read. The wheels that ``requirements.lock`` names for
   this machine are fetched first, so that their bytes can be counted and so that the install is
   timed without the network: ``python -m venv``, ``pip install --no-compile --only-binary :all:
   --no-index --find-links wheels --require-hashes -r requirements.lock``, ``pip install --no-deps --editable
   .``, and a new Python that draws the first chart. That Python has no compiled files of the
   clone and no list of fonts yet (``MPLCONFIGDIR`` is new). The download is reckoned, not timed,
   since the speed of this machine's network says nothing about a school's: bytes * 8 / Mbit/s, at
   the speed of ``--mbit``. The total is the sum.
2. *By uv*, the same with ``uv venv`` and ``uv pip install``, the cache of uv new and empty.
3. *Warm.* A new Python process each time, from its start to its end, first chart saved; the median
   of ``--runs`` runs after one that is not counted. CPU seconds are those of the process: where
   they are far below the seconds on the clock, the machine was busy with something else.
4. *In a running kernel.* A kernel of this Python is started; a cell imports and draws the first
   chart, and then the cell is run again ``--runs`` times, of which the median is given.

The load of the machine is printed before each part: a load above the number of processors makes
the seconds on the clock longer than they would be.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"pip": 90.0, "uv": 30.0, "warm": 3.0}
ITSELF = ("--no-deps", "--no-build-isolation", "--editable", ".")
BIN = "Scripts" if os.name == "nt" else "bin"

DRAW = """
from analysis import load_articles, measure_readability, plot_readability
articles = load_articles("data/sample")
readability = measure_readability(articles, intervals=True)
ax = plot_readability(readability, "flesch_kincaid_grade", labels=articles)
ax.figure.savefig({picture!r})
"""
DRAW_SPEAKERS = """
from analysis import *
found = annotate(load_articles("data/sample"), outlets="data/sample/outlets.csv")
quotes = score_sentiment(name_speakers(found))
ax = plot_speaker_sentiment(summarize_speakers(quotes), quotes=quotes)
ax.figure.savefig({picture!r})
"""
HEAVY = ("scipy", "sklearn", "spacy", "textstat", "trafilatura", "IPython")
TELL_HEAVY = f"""
import sys
print(*[name for name in {HEAVY} if name in sys.modules])
"""


class Taken(NamedTuple):
    """What a process took: seconds on the clock and of the processor."""

    seconds: float
    cpu: float


def run(
    command: Sequence[str | Path], folder: Path = ROOT, more: Mapping[str, str] | None = None
) -> Taken:
    """Run a command to its end and return what it took; stop with its output if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**_plain_environment(), "MPLBACKEND": "Agg", **(more or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}\n{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(seconds, cpu)


def _plain_environment() -> dict[str, str]:
    """Return this environment without what keeps Python from remembering compiled files."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def show(what: str, taken: Taken | float) -> float:
    """Print one line and return the seconds on the clock."""
    seconds = taken if isinstance(taken, float) else taken.seconds
    cpu = "" if isinstance(taken, float) else f"   (CPU {taken.cpu:5.1f} s)"
    print(f"  {what:46} {seconds:6.1f} s{cpu}", flush=True)
    return seconds


def head(what: str) -> None:
    load = f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\n{what}{load if hasattr(os, 'getloadavg') else ''}", flush=True)


def verdict(part: str, seconds: float) -> None:
    target = TARGETS[part]
    is_kept = "kept" if seconds <= target else "NOT kept"
    print(f"  {'total' if part != 'warm' else 'median'}: {seconds:.1f} s; "
          f"target {target:.0f} s: {is_kept}", flush=True)  # fmt: skip


# ---- from nothing --------------------------------------------------------------------------------


def clone(home: Path) -> Path:
    """Clone the last commit, as a student gets it."""
    folder = home / "clone"
    show("git clone", run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), folder]))
    return folder


def fetch_wheels(home: Path, folder: Path) -> Path:
    """Fetch the wheels of the lock for this machine, all of them, into a folder."""
    wheels = home / "wheels"
    run([
        sys.executable, "-m", "pip", "download", "--quiet", "--only-binary", ":all:",
        "--require-hashes", "-r", folder / "requirements.lock", "-d", wheels,
    ])  # fmt: skip
    return wheels


def download(wheels: Path, mbit: float) -> float:
    """Print the bytes of the wheels and return the seconds that they take at ``mbit``."""
    sizes = {file.name.split("-")[0]: file.stat().st_size for file in wheels.iterdir()}
    total = sum(sizes.values())
    largest = sorted(sizes, key=lambda name: -sizes[name])[:5]
    told = ", ".join(f"{name} {sizes[name] / 1e6:.0f}" for name in largest)
    print(f"  {len(sizes)} wheels, {total / 1e6:.0f} MB; in MB the largest: {told}")
    return show(f"download, reckoned at {mbit:.0f} Mbit/s", total * 8 / 1e6 / mbit)


def draw(python: Path | str, folder: Path, home: Path, code: str = DRAW) -> Taken:
    """Let a new Python draw a chart in ``folder`` and see that the picture is there."""
    picture = home / "chart.png"
    picture.unlink(missing_ok=True)
    fonts = {"MPLCONFIGDIR": str(home / "fonts"), "PYTHONPATH": str(folder)}
    taken = run([python, "-c", code.format(picture=str(picture))], folder, fonts)
    assert picture.stat().st_size > 1_000
    return taken


class Start(NamedTuple):
    """Where an installation begins: a clone with its wheels, and the seconds of their download."""

    home: Path
    folder: Path
    wheels: Path
    python: Path
    seconds: float


@contextmanager
def from_nothing(how: str, mbit: float) -> Iterator[Start]:
    """Clone into a temporary folder and fetch the wheels; nothing is installed yet."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        head(f"By {how}, from nothing")
        folder = clone(home)
        wheels = fetch_wheels(home, folder)
        seconds = download(wheels, mbit)
        yield Start(home, folder, wheels, folder / ".venv" / BIN / "python", seconds)


def by_pip(mbit: float) -> None:
    """Clone, install by pip, draw: each part timed by itself."""
    with from_nothing("pip", mbit) as (home, folder, wheels, python, total):
        venv = folder / ".venv"
        total += show("python -m venv", run([sys.executable, "-m", "venv", venv], folder))
        pip = [python, "-m", "pip", "install", "--quiet", "--no-compile", "--no-index"]
        offline = {"PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
        lock = [
            "--only-binary", ":all:", "--find-links", wheels, "--require-hashes",
            "-r", "requirements.lock",
        ]  # fmt: skip
        installed = run([*pip, *lock], folder, offline)
        total += show("pip install --no-compile -r requirements.lock", installed)
        total += show("pip install --editable .", run([*pip, *ITSELF], folder, offline))
        total += show("first chart, the first time", draw(python, folder, home))
        verdict("pip", total)
        show("first chart, the second time", draw(python, folder, home))
        show("speakers chart, the first time", draw(python, folder, home, DRAW_SPEAKERS))


def by_uv(mbit: float) -> None:
    """Clone, install by uv with an empty cache, draw."""
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.is_file() else shutil.which("uv")
    if uv is None:
        print("\nBy uv: there is no uv here")
        return
    with from_nothing("uv", mbit) as (home, folder, wheels, python, total):
        venv = folder / ".venv"
        quiet = {"UV_CACHE_DIR": str(home / "cache"), "UV_NO_CONFIG": "1"}
        made = run([uv, "venv", "--quiet", "--python", sys.executable, venv], folder, quiet)
        total += show("uv venv", made)
        install = [uv, "pip", "install", "--quiet", "--python", python, "--no-index"]
        lock = ["--find-links", wheels, "--require-hashes", "-r", "requirements.lock"]
        total += show("uv pip install -r requirements.lock", run([*install, *lock], folder, quiet))
        total += show("uv pip install --editable .", run([*install, *ITSELF], folder, quiet))
        total += show("first chart, the first time", draw(python, folder, home))
        verdict("uv", total)


# ---- installed -----------------------------------------------------------------------------------


def warm(n_runs: int) -> None:
    """Draw in a new process each time, with all that was compiled and cached before."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        head(f"Warm: a new Python, {n_runs} runs")
        for what, code in (("first chart", DRAW), ("speakers chart", DRAW_SPEAKERS)):
            draw(sys.executable, ROOT, home, code)
            taken = [draw(sys.executable, ROOT, home, code) for _ in range(n_runs)]
            middle = Taken(*(statistics.median(values) for values in zip(*taken, strict=True)))
            show(f"{what}, median", middle)
            show(f"{what}, fastest", min(taken))
            if code is DRAW:
                verdict("warm", middle.seconds)
        done = subprocess.run(
            [sys.executable, "-c", (DRAW + TELL_HEAVY).format(picture=str(home / "chart.png"))],
            cwd=ROOT, env={**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        print(f"  of {', '.join(HEAVY)} the first chart loads: {done.stdout.strip() or 'none'}")


def in_kernel(n_runs: int) -> None:
    """Draw in a kernel that is running already."""
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import KernelManager

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(**get_kernel_dict(extra_arguments=["--log-level=ERROR"]))

    with tempfile.TemporaryDirectory() as temporary:
        head(f"In a running kernel, {n_runs} runs")
        manager = KernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
        began = time.perf_counter()
        manager.start_kernel(
            cwd=str(ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": temporary},
        )
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=120)
            show("start of the kernel", time.perf_counter() - began)
            for what, code in (("first chart", DRAW), ("speakers chart", DRAW_SPEAKERS)):
                cell = code.format(picture=str(Path(temporary) / "chart.png"))
                times = []
                for _ in range(n_runs + 1):
                    began = time.perf_counter()
                    reply = client.execute_interactive(cell, output_hook=lambda _: None)
                    times.append(time.perf_counter() - began)
                    assert reply["content"]["status"] == "ok", reply["content"]
                show(f"{what}, the first time", times[0])
                show(f"{what}, again, median", statistics.median(times[1:]))
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def main() -> None:
    """Print every part, or the one that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=("pip", "uv", "warm", "kernel"))
    parser.add_argument("--mbit", type=float, default=50.0, help="speed of the connection assumed")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    parts = {
        "pip": lambda: by_pip(options.mbit),
        "uv": lambda: by_uv(options.mbit),
        "warm": lambda: warm(options.runs),
        "kernel": lambda: in_kernel(options.runs),
    }
    print(f"Python {sys.version.split()[0]} on {sys.platform}")
    for name, part in parts.items():
        if options.only in (None, name):
            part()


if __name__ == "__main__":
    main()
