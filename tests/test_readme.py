"""What the README shows is what one gets."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    path = ROOT / "docs" / "refresh_readme.py"
    spec = importlib.util.spec_from_file_location("refresh_readme", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_code_gives_what_the_readme_says_and_the_picture_shows_what_it_draws(
    refresh: ModuleType, tmp_path: Path
) -> None:
    assert refresh.refreshed(README, tmp_path) == README, "run: make readme"
    picture = refresh.PICTURE.search(README).group(1)
    assert (tmp_path / picture).is_file()
    assert (ROOT / picture).is_file()


def test_a_wrong_output_would_be_seen(refresh: ModuleType) -> None:
    code, names = refresh.run_block(">>> total = 1 + 1\n>>> total\n3\n")
    assert code == ">>> total = 1 + 1\n>>> total\n2\n"
    assert names["total"] == 2


def test_the_readme_shows_ten_lines_of_code(refresh: ModuleType) -> None:
    lines = re.findall(r"^(?:>>>|\.\.\.) ", refresh.BLOCK.search(README).group(), re.MULTILINE)
    assert 6 <= len(lines) <= 10


@pytest.mark.parametrize("path", re.findall(r"`((?:docs/)?[\w-]+\.(?:md|cff))`", README))
def test_every_file_that_the_readme_names_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.M))))
def test_every_make_target_that_the_readme_names_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
