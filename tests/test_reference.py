"""The reference page names every public verb and every table, as they are now."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import analysis

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    path = ROOT / "docs" / "refresh_reference.py"
    spec = importlib.util.spec_from_file_location("refresh_reference", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_reference_is_what_the_docstrings_say(refresh: ModuleType) -> None:
    written = refresh.REFERENCE.read_text(encoding="utf-8")
    assert written == refresh.reference(), "run: make readme"


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_says_what_it_is(name: str, refresh: ModuleType) -> None:
    thing = getattr(analysis, name)
    assert (thing.__doc__ or "").strip()
    assert f"### {name}\n" in refresh.reference()
