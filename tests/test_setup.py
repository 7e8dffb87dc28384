"""Two commands set everything up, from a lock that is complete and names no host."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("requirements.lock", "requirements-dev.lock")
}
every_lock = pytest.mark.parametrize("lock", LOCKS.values(), ids=list(LOCKS))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins_of(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock, re.MULTILINE))


PINS, ALL_PINS = map(pins_of, LOCKS.values())


def name_of(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_the_lock_holds_every_dependency() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    used = [*project["dependencies"], *extras["pdf"], *extras["web-archives"]]
    assert {name_of(requirement) for requirement in used} <= set(PINS)
    wanted = [one for one in extras["dev"] if name_of(one) != name_of(project["name"])]
    assert {name_of(requirement) for requirement in wanted} <= set(ALL_PINS)


def test_who_works_on_the_package_has_what_who_works_with_it_has() -> None:
    assert PINS.items() <= ALL_PINS.items()


def test_the_lock_holds_what_installing_the_package_itself_needs() -> None:
    assert int(PINS["setuptools"].split(".")[0]) >= 77


@every_lock
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > 100
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@every_lock
def test_the_lock_names_no_host_and_no_path(lock: str) -> None:
    assert re.findall(r"://|^--.*|\bfile:", lock, flags=re.MULTILINE) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_the_build_server_runs_what_people_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_a_python_that_does_not_run_is_one_clear_line(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [
            "make",
            "--no-print-directory",
            f"VENV={venv}",
            "PYTHON=no-such-python",
            f"{venv}/.locked",
        ],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=ROOT,
        env=alone,
    )
    assert done.returncode != 0
    told = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(told) == 1
    assert told[0].startswith("no-such-python is not a working Python 3.11 to 3.13")
    assert not venv.exists()


OLD_SETUPTOOLS = int(metadata.version("setuptools").split(".")[0]) < 77


@pytest.mark.skipif(OLD_SETUPTOOLS, reason="pyproject.toml asks for setuptools 77; the lock has it")
def test_a_wheel_carries_all_of_the_package_and_the_notebooks(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("analysis", "notebooks"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    built = tmp_path / "built"
    subprocess.run(
        [sys.executable, "setup.py", "--quiet", "build_py", "--build-lib", str(built)],
        check=True,
        cwd=source,
        capture_output=True,
    )
    assert files_of(built / "analysis" / "notebooks") == files_of(source / "notebooks")
    shutil.rmtree(built / "analysis" / "notebooks")
    assert files_of(built / "analysis") == files_of(source / "analysis")


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
