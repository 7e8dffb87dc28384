"""Imports run down only: the modules are held to the floors of the design page."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis

PACKAGE = Path(analysis.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

GROUND = {
    "cache",
    "crew",
    "tables",
    "versions",
    "language",
    "lexicons",
    "marks",
    "mistakes",
    "outlets",
    "own_csv",
    "printed",
    "progress",
    "resampling",
    "sentences",
}
# A room is one module or a folder; some have helpers, which belong to them alone.
ROOMS = {
    "cleaning": {"cleaning"},
    "copies": {"copies"},
    "readability": {"readability", "words"},
    "quotes": {"quotes"},
    "speakers": {"speakers"},
    "sources": {"sources"},
    "sentiment": {"sentiment"},
    "charts": {"charts"},
    "display": {"display"},
}
MAY_IMPORT: dict[str, set[str]] = {
    **dict.fromkeys(GROUND, GROUND),
    **{module: GROUND | room for room in ROOMS.values() for module in room},
    "readers": GROUND | {"readers"},
    "articles": GROUND | {"cleaning", "copies", "readers"},
    "coverage": GROUND | {"copies"},
    "corrections": GROUND | {"display"},
    "agreement": GROUND | {"speakers"},
    "display": GROUND | {"charts", "coverage", "export", "sources", "speakers"},
    "annotations": GROUND | {"articles"}.union(*ROOMS.values()),
    "export": GROUND,
    "command_line": set(),
    "doctor": GROUND | {"__init__"},
    "hints": GROUND | {"__init__"},
    "corpus": GROUND
    | {"__init__", "annotations", "articles", "readability", "readers", "sentiment", "sources"}
    | {"speakers"},
    "scale": GROUND
    | {"annotations", "articles", "readability", "sentiment", "sources", "speakers"},
    "report": GROUND | {"report", "articles", "annotations", "doctor"}.union(*ROOMS.values()),
}
TOP = {"__init__", "__main__"}


def floor_of(module: str) -> str:
    return module.partition(".")[0]


def imports_of(source: str) -> Iterator[str]:
    """Yield every module of this package that the source imports when it runs."""
    for node in _running(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out, so that they can be read"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "analysis":
                yield parts[1] if len(parts) > 1 else "__init__"


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the tree but for what only a type checker reads."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield from _running(child)


@pytest.mark.parametrize("module", [name for name in MODULES if floor_of(name) not in TOP])
def test_every_module_stands_on_a_floor_and_imports_only_what_is_below(module: str) -> None:
    floor = floor_of(module)
    assert floor in MAY_IMPORT, f"say in this file what analysis/{module} may import"
    imported = set(imports_of(MODULES[module].read_text(encoding="utf-8")))
    assert imported <= MAY_IMPORT[floor] | {floor}


def test_the_floors_name_only_modules_that_are_there() -> None:
    assert set(MAY_IMPORT) | TOP == {floor_of(module) for module in MODULES}


def test_an_upward_import_would_be_seen() -> None:
    source = "def f():\n    from analysis.annotations import annotate\n"
    assert set(imports_of(source)) - MAY_IMPORT["quotes"] == {"annotations"}


def test_the_front_door_imports_nothing_of_the_house_until_it_is_asked() -> None:
    tree = ast.parse(MODULES["__init__"].read_text(encoding="utf-8"))
    assert not [
        node
        for node in _running(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis")
    ]


def printed_by(code: str) -> str:
    """What a fresh Python prints that runs this code beside the package."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


def test_importing_analysis_loads_nothing_heavy() -> None:
    code = (
        "import sys, analysis, analysis.scale\n"
        "heavy = 'spacy', 'matplotlib', 'textstat', 'dask', 'pandas', 'numpy', 'IPython'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert printed_by(code) == "[]"


@pytest.mark.parametrize("module", ["articles", "readability", "sentiment", "sources", "speakers"])
def test_a_room_of_plain_text_does_not_wake_the_language_model(module: str) -> None:
    code = (
        f"import sys, analysis.{module}\n"
        "print([name for name in ('spacy', 'matplotlib', 'dask') if name in sys.modules])"
    )
    assert printed_by(code) == "[]"


def test_the_first_chart_wakes_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from analysis import load_articles, measure_readability, plot_readability\n"
        "plot_readability(measure_readability(load_articles('data/sample'), intervals=True))\n"
        "heavy = 'spacy', 'scipy', 'sklearn', 'textstat', 'trafilatura', 'IPython'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert printed_by(code) == "[]"


def test_type_checkers_and_python_are_told_of_the_same_names() -> None:
    tree = ast.parse(MODULES["__init__"].read_text(encoding="utf-8"))
    told = {
        (node.module, alias.name)
        for block in tree.body
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == {(f"analysis.{module}", name) for name, module in analysis._HOME.items()}


def test_a_part_is_read_without_the_libraries_of_a_cluster() -> None:
    code = (
        "import sys\n"
        "from analysis.corpus import analyse_part\n"
        "from analysis.scale import annotate, split_articles\n"
        "heavy = 'dask', 'distributed', 'fsspec', 'spacy'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert printed_by(code) == "[]"


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(analysis, name).__doc__


def test_an_unknown_name_is_refused_in_plain_words() -> None:
    with pytest.raises(AttributeError, match=r"'load_article'\. Did you mean 'load_articles'"):
        _ = analysis.load_article


def test_the_package_knows_its_version() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert analysis.__version__ == project["project"]["version"]
    assert "annotate" in dir(analysis)
