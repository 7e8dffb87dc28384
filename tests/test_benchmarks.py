"""The benchmark of the whole way runs, and writes its figures where they belong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "tests" / "benchmarks"
BEGIN = "<!-- figures: written by tests/benchmarks/scale.py -->"
END = "<!-- end of figures -->"


def run(*arguments: str, script: str = "scale.py") -> str:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("figures")
    (home / "printed.txt").write_text(
        run("--n", "6", "--repeats", "1", "--json", str(home / "figures.json")), encoding="utf-8"
    )
    return home


def test_everything_is_measured_and_printed(home: Path) -> None:
    figures = json.loads((home / "figures.json").read_text(encoding="utf-8"))
    names = {one["name"] for one in figures["runs"]}
    assert names >= {"whole way", "bare parser", "full pipeline", "textstat", "VADER", "warm cache"}
    assert all(one["cpu"] > 0 and one["wall"] > 0 and one["peak"] > 0 for one in figures["runs"])
    assert "textacy" in names or any("textacy" in reason for reason in figures["left out"])
    assert {one["n"] for one in figures["runs"] if one["name"] == "whole way"} == {1, 6}
    assert 650 < figures["corpora"][-1]["words"] < 800
    printed = (home / "printed.txt").read_text(encoding="utf-8")
    assert "readability" in printed
    assert "The time of one, divided by that of the other" in printed
    assert "Fewer than three rounds" in printed


def test_the_block_of_figures_and_the_picture_are_written_anew(home: Path) -> None:
    docs = home / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "scale.md", docs)
    before = (docs / "scale.md").read_text(encoding="utf-8")
    run("--from", str(home / "figures.json"), "--docs", str(docs))
    after = (docs / "scale.md").read_text(encoding="utf-8")
    assert (docs / "images" / "scale.png").is_file()
    assert after.partition(BEGIN)[0] == before.partition(BEGIN)[0]
    assert after.partition(END)[2] == before.partition(END)[2]
    block = after.partition(BEGIN)[2].partition(END)[0]
    assert block.startswith("\n\n![Bars of articles per second on one core: ")
    assert "6 articles of" in block
    assert str(home) not in block
    assert str(ROOT) not in block


def a_run(name: str, n: int, wall: float, **said: float) -> dict[str, object]:
    """A run of `million.py` as it would be measured."""
    return {"name": name, "n": n, "wall": wall, "peak": 200, "peak_of_workers": 400, "said": said}


def test_a_million_is_worked_out_from_what_each_article_adds(tmp_path: Path) -> None:
    runs = [
        run
        for n in (1000, 4000)
        for run in (
            a_run("reading", n, 1 + n * 0.001),
            a_run("corpus", n, 5 + n * 0.020, bytes=n * 5000),
            a_run("settling", n, n * 0.0001),
            a_run("question", n, 0.1 + n * 1e-6),
            a_run("cluster", n, 9 + n * 0.030, own=n * 0.002),
        )
    ]
    machine = {"processor": "a processor", "cores": 2, "system": "a system"}
    kept = tmp_path / "figures.json"
    kept.write_text(json.dumps({"machine": machine, "words": 750, "runs": runs}), "utf-8")
    shutil.copy(ROOT / "docs" / "scale.md", tmp_path)
    printed = run("--from", str(kept), "--docs", str(tmp_path), script="million.py")
    hours = dict(
        re.findall(r"(?m)^(one machine, \d+ workers|a cluster of 32 workers) +([\d.]+)", printed)
    )
    # Two workers take 20 ms an article, so one takes 40, and the names 0.1 more.
    assert hours["one machine, 2 workers"] == f"{20.1 / 3.6:.1f}"
    assert hours["one machine, 16 workers"] == f"{2.6 / 3.6:.1f}"
    assert hours["one machine, 32 workers"] == f"{1.35 / 3.6:.1f}"
    assert hours["a cluster of 32 workers"] == f"{2.0 / 3.6:.1f}"  # the scheduler's own time
    assert "A million articles make 5 GB of tables" in printed
    assert "gives work to 40 workers at most" in printed
    page = (tmp_path / "scale.md").read_text("utf-8")
    assert "| a cluster of 32 workers | 0.6 | the scheduler |" in page
    assert page.count("<!-- end of the estimate -->") == 1
