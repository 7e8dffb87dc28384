"""The check of rendered pages sees what is wrong with a page, and lets a good one pass."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from accessibility.chromium import find_chromium
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).resolve().parent
CHECK = HERE / "accessibility" / "check_reports.py"
PREPARE = HERE / "accessibility" / "prepare.py"
AXE = HERE / "accessibility" / "node_modules" / "axe-core" / "axe.min.js"
IS_READY = os.name != "nt" and AXE.is_file() and find_chromium() is not None
needs_browser = pytest.mark.skipif(
    not IS_READY, reason="axe-core or Chromium is missing; make check-reports installs them"
)
needs_pipes = pytest.mark.skipif(os.name == "nt", reason="make check-reports needs make")

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PICTURE = f'<img src="data:image/png;base64,{PIXEL}" alt="Officials get three words in five">'
POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Who speaks?</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">{policy}<link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark; }} body {{ margin: 0; }} {style}</style></head>
<body><main><h1>Who speaks?</h1><h2>In numbers</h2><p>Three in five.</p>{body}</main></body></html>
"""
DARK = "@media (prefers-color-scheme: dark)"
WIDE = '<p style="white-space: nowrap">' + "A line that is not to be broken in two. " * 3 + "</p>"

# What is added to a good page, and the rules that must then be named.
BAD = {
    "missing-alt": (PICTURE.replace(" alt=", " title="), {"alt-text"}),
    "empty-alt": (re.sub(r'alt="[^"]*"', 'alt=""', PICTURE), {"alt-text"}),
    "no-description": (
        re.sub(r'alt="[^"]*"', 'alt="No description has been provided for this image"', PICTURE),
        {"alt-text"},
    ),
    "faint": ('<p style="color: #999; background: #fff">Too faint.</p>', {"color-contrast"}),
    "faint-in-dark": ('<p class="faint">Too faint in dark.</p>', {"color-contrast"}),
    "faint-in-a-fold": (
        '<details><summary>Answer</summary><p style="color: #999; background: #fff">Faint.</p>'
        "</details>",
        {"color-contrast"},
    ),
    "script": ('<script src="https://cdn.example/require.js"></script>', {"outside-request"}),
    "picture-from-outside": (
        '<img src="https://news.example/a.png" alt="A bridge">',
        {"outside-request"},
    ),
    "picture-when-scrolled-to": (
        '<div style="height: 9000px"></div>'
        '<img loading="lazy" src="https://news.example/a.png" alt="A bridge">',
        {"outside-request"},
    ),
    "style-from-outside": (
        '<p style="background: url(https://news.example/a.png)">Words</p>',
        {"outside-request"},
    ),
    "connection": ('<link rel="preconnect" href="https://fonts.example">', {"outside-request"}),
    "file-beside-it": ('<img src="beside.png" alt="A bridge">', {"outside-request"}),
    "skipped-heading": ("<h4>Too deep</h4>", {"heading-skipped"}),
    "second-h1": ("<h1>Once more</h1>", {"one-h1"}),
    "empty-heading": ("<h3> </h3>", {"heading-empty"}),
    "wide-at-200-per-cent": (WIDE, {"page-too-wide"}),
    "words-for-the-ear-that-leave-their-box": (
        '<div style="overflow-x: auto; width: 100%" tabindex="0" role="group" aria-label="A line">'
        '<p style="width: 2000px; text-align: right">End'
        '<span style="position: absolute; width: 1px; height: 1px; clip-path: inset(50%)">.</span>'
        "</p></div>",
        {"page-too-wide"},
    ),
    "box-without-focus": (
        f'<div style="overflow-x: auto">{WIDE}</div>',
        {"scrollable-region-focusable"},
    ),
}
GOOD = {
    "good": PICTURE,
    "good-fold": "<details><summary>Answer</summary><h3>Three</h3></details>",
    "good-box": f'<div style="overflow-x: auto" tabindex="0" role="group" aria-label="A line">{WIDE}</div>',
}


def written(folder: Path, name: str, body: str) -> Path:
    path = folder / f"{name}.html"
    style = f".faint {{ color: #555; }} {DARK} {{ .faint {{ background: #222; }} }}"
    path.write_text(PAGE.format(policy=POLICY, style=style, body=body), encoding="utf-8")
    return path


def check(*pages: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECK), *map(str, pages)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return for each bad page the passages that the check printed about it."""
    folder = tmp_path_factory.mktemp("bad")
    done = check(*(written(folder, name, body) for name, (body, _) in BAD.items()))
    assert done.returncode == 1, done.stderr
    passages = done.stdout.split("\n\n")[1:]
    return {name: [p for p in passages if p.startswith(f"{name} (")] for name in BAD}


@needs_browser
def test_a_good_page_passes_in_every_mode(tmp_path: Path) -> None:
    done = check(*(written(tmp_path, name, body) for name, body in GOOD.items()))
    assert done.returncode == 0, done.stdout + done.stderr
    modes = re.findall(r"^good  +(light|dark|zoom) ", done.stdout, flags=re.MULTILINE)
    assert modes == ["light", "dark", "zoom"]
    assert "3 pages, 0 faults" in done.stdout


@needs_browser
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_named_with_its_element_and_what_to_do(
    name: str, told: dict[str, list[str]]
) -> None:
    _, rules = BAD[name]
    found = {passage.splitlines()[0].rpartition(": ")[2]: passage for passage in told[name]}
    assert rules <= set(found)
    for rule in rules:
        _, element, advice = found[rule].splitlines()[:3]
        assert element.strip()
        assert len(advice.split()) > 5


@needs_browser
def test_a_fault_is_named_with_the_modes_it_is_seen_in(told: dict[str, list[str]]) -> None:
    heading = told["faint-in-dark"][0].splitlines()[0]
    assert heading == "faint-in-dark (dark): color-contrast"
    assert told["wide-at-200-per-cent"][0].startswith("wide-at-200-per-cent (zoom): ")
    assert told["faint"][0].startswith("faint (light, dark, zoom): ")


@needs_browser
def test_a_page_with_one_fault_is_not_charged_with_another(told: dict[str, list[str]]) -> None:
    for name in ("faint", "script", "picture-from-outside", "wide-at-200-per-cent"):
        assert len(told[name]) == 1, told[name]


def prepare(
    folder: Path, programs: dict[str, str], **named: str
) -> subprocess.CompletedProcess[str]:
    """Prepare a clone without rules on a computer that has these programs, shell scripts, alone."""
    ignored = shutil.ignore_patterns("node_modules", "__pycache__")
    shutil.copytree(PREPARE.parent, folder / "accessibility", ignore=ignored)
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    for name, script in programs.items():
        (bin_folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (bin_folder / name).chmod(0o755)
    return subprocess.run(
        [sys.executable, str(folder / "accessibility" / "prepare.py")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": str(bin_folder), **named},
    )


@needs_pipes
def test_without_node_and_chromium_a_line_for_each_says_what_to_install(tmp_path: Path) -> None:
    done = prepare(tmp_path, {}, CHROMIUM="no-such-program")
    assert done.returncode == 1
    rules, chromium = done.stderr.splitlines()
    assert rules.startswith("Node.js with npm was not found")
    assert chromium.startswith("Chromium was not found. Install it")


@needs_pipes
def test_without_a_network_npm_says_so_in_one_line(tmp_path: Path) -> None:
    npm = "echo 'npm error network: no such host' >&2; exit 1"
    done = prepare(tmp_path, {"node": "", "npm": npm, "chromium": ""})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("once: npm error network: no such host")


@needs_pipes
def test_a_chromium_that_does_not_start_is_told(tmp_path: Path) -> None:
    done = prepare(tmp_path, {"node": "", "npm": "", "chromium": "exit 1"})
    assert done.returncode == 1
    assert "chromium does not start." in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="apt-get installs as root alone")
def test_as_root_apt_get_installs_chromium(tmp_path: Path) -> None:
    made = tmp_path / "bin" / "chromium"
    apt = f"""echo "$*" >> {tmp_path}/asked
case "$1" in install) echo '#!/bin/sh' > {made}; /bin/chmod 755 {made};; esac"""
    done = prepare(tmp_path, {"node": "", "npm": "", "apt-get": apt})
    assert done.returncode == 0, done.stderr
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in asked] == ["update", "install"]
    assert asked[1].endswith(" chromium")


def test_the_lock_of_the_rules_names_no_host() -> None:
    lock = json.loads((PREPARE.parent / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert set(packages) == {"node_modules/axe-core"}
    for entry in packages.values():
        assert entry["integrity"].startswith("sha512-")
        assert "resolved" not in entry
    assert "://" not in (PREPARE.parent / "package-lock.json").read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A small clone: the package, one notebook, and data of one line."""
    (tmp_path / "analysis").symlink_to(HERE.parent / "analysis", target_is_directory=True)
    shutil.copy(HERE.parent / "requirements.lock", tmp_path)
    shutil.copytree(
        PREPARE.parent,
        tmp_path / "tests" / "accessibility",
        ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
    )
    for name in ("data", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "line.txt").write_text("It rained.", encoding="utf-8")
    write_lesson(tmp_path, "print(open('../data/line.txt').read())")
    return tmp_path


def write_lesson(clone: Path, code: str) -> None:
    nb = new_notebook(cells=[new_markdown_cell("# What fell?\n\nLook."), new_code_cell(code)])
    for number, cell in enumerate(nb.cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(nb, clone / "notebooks" / "lesson.ipynb")


def rendered(clone: Path) -> tuple[list[str], str, str]:
    """Return what rendering said, the page and why there is none."""
    path = clone / "tests" / "accessibility" / "render_pages.py"
    spec = importlib.util.spec_from_file_location("render_pages_of_the_clone", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    said: list[str] = []
    (page,) = module.render_all(said.append)
    html = page.path.read_text(encoding="utf-8") if page.path.is_file() else ""
    return said, html, page.error


@needs_pipes
def test_a_page_is_kept_until_what_it_is_made_from_changes(clone: Path) -> None:
    said, html, _ = rendered(clone)
    assert len(said) == 1
    assert "It rained." in html
    assert rendered(clone) == ([], html, "")
    (clone / "data" / "line.txt").write_text("It snowed.", encoding="utf-8")
    said, html, _ = rendered(clone)
    assert len(said) == 1
    assert "It snowed." in html


@needs_pipes
def test_a_notebook_that_fails_has_no_page_and_says_why(clone: Path) -> None:
    (clone / "build" / "pages").mkdir(parents=True)
    (clone / "build" / "pages" / "lesson.html").write_text("an old page", encoding="utf-8")
    write_lesson(clone, "raise ValueError('no sources table')")
    assert rendered(clone) == ([], "", "no sources table")


@needs_pipes
def test_the_page_of_a_notebook_that_is_gone_goes_too(clone: Path) -> None:
    pages = clone / "build" / "pages"
    pages.mkdir(parents=True)
    (pages / "gone.html").write_text("an old page", encoding="utf-8")
    rendered(clone)
    assert sorted(path.name for path in pages.glob("*.html")) == ["lesson.html"]
