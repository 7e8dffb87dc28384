"""The benchmark of the whole way runs, and writes its figures where they belong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tests" / "benchmarks" / "scale.py"
BEGIN = "<!-- figures: written by tests/benchmarks/scale.py -->"
END = "<!-- end of figures -->"


def run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
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
