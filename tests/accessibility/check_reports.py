"""Check rendered pages as a reader with a screen reader, a dark screen or large letters meets them.

Every page is opened in light, in dark, and at 200 % zoom in a window of 1280 pixels, with all its
folds opened. It must break no rule of axe-core, ask for nothing from outside, give every picture
an alt text, have one first heading and skip no level, and never scroll sideways as a whole.

    python tests/accessibility/check_reports.py               the report and all notebooks
    python tests/accessibility/check_reports.py a.html b.html these pages
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chromium import Browser, BrowserError, Tab, browser
from render_pages import render_all

HERE = Path(__file__).resolve().parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
IN_PAGE = HERE / "in_page.js"


@dataclass(frozen=True)
class Mode:
    """How a page is looked at: colour scheme, size in CSS pixels, screen pixels for each."""

    name: str
    scheme: str
    width: int
    height: int
    scale: float


# At 200 % zoom, 1280 pixels of a screen are 640 CSS pixels of two pixels each.
MODES = (
    Mode("light", "light", 1280, 800, 1),
    Mode("dark", "dark", 1280, 800, 1),
    Mode("zoom", "light", 640, 400, 2),
)


@dataclass(frozen=True)
class Fault:
    """One thing wrong at one element: the rule that it breaks, and what to do."""

    rule: str
    element: str
    advice: str


@dataclass
class Line:
    """What was seen of one page in one mode."""

    page: str
    mode: str
    violations: list[Fault] = field(default_factory=list)
    requests: list[Fault] = field(default_factory=list)
    n_images: int = 0
    images: list[Fault] = field(default_factory=list)
    n_headings: int = 0
    headings: list[Fault] = field(default_factory=list)
    too_wide: int = 0
    width: list[Fault] = field(default_factory=list)

    def faults(self) -> list[Fault]:
        """Return all that is wrong, the rules of axe-core first."""
        return [*self.violations, *self.requests, *self.images, *self.headings, *self.width]


HEADINGS = ("violations", "requests", "images", "bad alt", "headings", "bad order", "px too wide")


def check_page(tab: Tab, path: Path, mode: Mode) -> Line:
    """Open a page in a mode and look at it."""
    tab.show_as(mode.scheme, mode.width, mode.height, mode.scale)
    tab.open(path)
    tab.run(IN_PAGE.read_text(encoding="utf-8") + "; checks.unfold()")
    images, headings, width = (
        tab.run(f"checks.{part}()") for part in ("images", "headings", "width")
    )
    tab.run(AXE.read_text(encoding="utf-8") + "; undefined")
    violations = tab.run("checks.axe()")
    asked = [*tab.asked_for(), *tab.run("checks.hints()")]
    return Line(
        path.stem,
        mode.name,
        violations=_faults(violations),
        requests=[_request(url) for url in dict.fromkeys(asked)],
        n_images=images["count"],
        images=_faults(images["faults"]),
        n_headings=headings["count"],
        headings=_faults(headings["faults"]),
        too_wide=width["over"],
        width=_faults(width["faults"]),
    )


def _faults(found: Iterable[dict[str, str]]) -> list[Fault]:
    return [Fault(**one) for one in found]


def _request(url: str) -> Fault:
    advice = "The page asks for this address. Put what it needs into the page itself."
    return Fault("outside-request", url[:200], advice)


def check_pages(opened: Browser, paths: Sequence[Path]) -> list[Line]:
    """Check every page in every mode, and print a line for each as it is done."""
    width = max(len(name) for name in ("page", *(path.stem for path in paths)))
    print(f"{'page':{width}}  mode ", *HEADINGS, sep="  ")
    lines = []
    for path in paths:
        for mode in MODES:
            with opened.tab() as tab:
                line = check_page(tab, path, mode)
            counts = (
                len(line.violations),
                len(line.requests),
                line.n_images,
                len(line.images),
                line.n_headings,
                len(line.headings),
                line.too_wide,
            )
            shown = (f"{n:{len(name)}}" for n, name in zip(counts, HEADINGS, strict=True))
            print(f"{line.page:{width}}  {line.mode:5}", *shown, sep="  ", flush=True)
            lines.append(line)
    return lines


def tell_faults(lines: Sequence[Line]) -> int:
    """Print each fault once for its page, with the modes that it was seen in; return their number."""
    seen: dict[tuple[str, Fault], list[str]] = {}
    for line in lines:
        for fault in line.faults():
            seen.setdefault((line.page, fault), []).append(line.mode)
    for (page, fault), modes in seen.items():
        print(f"\n{page} ({', '.join(dict.fromkeys(modes))}): {fault.rule}")
        print(f"  {fault.element}")
        print(f"  {fault.advice}")
    return len(seen)


def main(argv: Sequence[str] | None = None) -> int:
    """Render what is asked for, check it, and return 0 if nothing is wrong."""
    parser = argparse.ArgumentParser(description="Check rendered pages for every reader.")
    parser.add_argument("pages", nargs="*", type=Path, help="default: the report and all notebooks")
    options = parser.parse_args(argv)
    absent = [str(path) for path in options.pages if not path.is_file()]
    if absent:
        parser.error(f"there is no page {', '.join(absent)}")
    if not AXE.is_file():
        print("axe-core is not installed. Run: make check-reports", file=sys.stderr)
        return 2
    started = time.monotonic()
    paths: list[Path] = options.pages
    failed: list[str] = []
    if not paths:
        rendered = render_all(lambda words: print(words, file=sys.stderr, flush=True))
        paths = [one.path for one in rendered if not one.error]
        failed = [
            f"{one.path.stem}: it could not be rendered. {one.error}"
            for one in rendered
            if one.error
        ]
    rendering = time.monotonic() - started
    lines: list[Line] = []
    try:
        if paths:
            with browser() as opened:
                lines = check_pages(opened, paths)
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 2
    n_faults = tell_faults(lines) + len(failed)
    for words in failed:
        print(f"\n{words}")
    print(
        f"\n{len(paths)} page{'' if len(paths) == 1 else 's'}, {n_faults} fault{'' if n_faults == 1 else 's'}, "
        f"{time.monotonic() - started:.0f} s, of which rendering {rendering:.0f} s"
    )
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
