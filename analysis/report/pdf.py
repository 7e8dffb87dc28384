"""A report as a PDF: the same page on paper, tagged, so that a screen reader finds its way.

Two programs can do it. WeasyPrint comes first: looked at side by side, its pages are as good as a
browser's, and it alone numbers the contents, says "PDF/UA" in the file and writes the same bytes
for the same page. It needs the library Pango, which pip cannot install. Where that is missing,
Chromium (or Chrome, or Edge, which every Windows has) prints the page: tagged too, without page
numbers in the contents.

Neither is let out: the page must bring all that it shows.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from analysis.report.rendering import ReportError

ENGINES = ("weasyprint", "chromium")

_TEMPLATE = Path(__file__).resolve().parent / "template"
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:\">"
)
_PATIENCE = 180  # seconds for a browser to print
_PANGO = {
    "linux": "on Debian and Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0",
    "darwin": "brew install pango",
    "win32": "with MSYS2: pacman -S mingw-w64-x86_64-pango",
}
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)


class PdfError(ReportError):
    """A PDF could not be made; the message says what to install, or what was wrong."""


class PdfWarning(UserWarning):
    """A page asked for something outside of itself, and did not get it."""


def write_pdf(html: str, path: str | os.PathLike[str], *, engine: str | None = None) -> Path:
    """Write a page of HTML as a PDF, A4, tagged, with its title, language and alt texts.

    ``html`` is the text of the page, as in the file that :func:`render_report` writes; what it
    would load from elsewhere is left out. ``engine`` is "weasyprint" or "chromium", by default the
    first that works here. The same page gives the same file.

    Raises PdfError if neither works, with what to install, or if the file cannot be written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = "<html lang='en'><title>Rain</title><h1>Rain</h1><p>It rained.</p></html>"
    ...     write_pdf(page, Path(folder, "rain.pdf")).read_bytes()[:5]
    b'%PDF-'
    """
    if engine is not None and engine not in ENGINES:
        raise PdfError(f"engine is {' or '.join(map(repr, ENGINES))}, not {engine!r}.")
    makers: dict[str, Callable[[str], bytes]] = {
        "weasyprint": _by_weasyprint,
        "chromium": _by_chromium,
    }
    missing = []
    for name in [engine] if engine else ENGINES:
        try:
            content = makers[name](html)
        except _MissingError as error:
            missing.append(str(error))
        else:
            return _write(content, path)
    raise PdfError(
        f"no PDF was made: {', and '.join(missing)}. Install one, or print the web page from any "
        "browser."
    )


class _MissingError(Exception):
    """A program or library is not there; the message says what to install."""


def _write(content: bytes, path: str | os.PathLike[str]) -> Path:
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise PdfError(
            f"cannot write the PDF to {os.fspath(path)!r}: {error.strerror}. "
            "Close it where it is open, or choose another file."
        ) from error
    return target


# ---- WeasyPrint --------------------------------------------------------------------------------


def _by_weasyprint(html: str) -> bytes:
    weasyprint = _weasyprint()
    refused: list[str] = []
    styles = weasyprint.CSS(string=(_TEMPLATE / "pdf.css").read_text(encoding="utf-8"))
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=_fetcher(refused))
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[styles])
    if refused:
        warnings.warn(
            f"the page asks for {refused[0]}"
            + (f" and {len(refused) - 1} more" if len(refused) > 1 else "")
            + ", which is not in it and was left out of the PDF.",
            PdfWarning,
            stacklevel=3,
        )
    return content


def _weasyprint() -> Any:
    """Return the library. Raises _MissingError if it, or the Pango that it needs, is not there."""
    try:
        with redirect_stdout(io.StringIO()):  # where Pango is missing it prints a page about it
            import weasyprint
    except ImportError as error:
        raise _MissingError(
            f"WeasyPrint is not installed (pip install weasyprint): {error}"
        ) from error
    except OSError as error:  # a library that it opens while it is imported
        how = _PANGO.get(sys.platform, _PANGO["linux"])
        raise _MissingError(f"WeasyPrint needs the library Pango ({how})") from error
    return weasyprint


def _fetcher(refused: list[str]) -> Any:
    """Return what fetches for WeasyPrint: what stands in the page itself, and nothing else."""
    from weasyprint.urls import URLFetcher

    class InThePageOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                refused.append(url)
                raise ValueError(f"not in the page: {url}")
            return super().fetch(url, headers)

    return InThePageOnly(allowed_protocols=("data",), allow_redirects=False)


# ---- Chromium ----------------------------------------------------------------------------------


def _by_chromium(html: str) -> bytes:
    browser = next(_browsers(), None)
    if browser is None:
        raise _MissingError("there is no Chromium, Chrome or Edge here")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(_with_policy(html), encoding="utf-8")
        command = [browser, *_switches(Path(folder, "profile")), f"--print-to-pdf={target}"]
        try:
            done = subprocess.run(
                [*command, source.as_uri()], capture_output=True, timeout=_PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PdfError(f"no PDF was made: {browser} did not print the page: {error}") from error
        if not target.is_file():
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise PdfError(f"no PDF was made: {browser} did not print the page: {''.join(last)}")
        return _without_times(target.read_bytes())


def _browsers() -> Iterator[str]:
    for name in _BROWSERS:
        found = shutil.which(name)
        if found:
            yield found
    yield from (path for path in _ELSEWHERE if Path(path).is_file())


def _switches(profile: Path) -> Iterator[str]:
    """Yield what keeps a browser to its page: no network, no profile of the user's, no headers."""
    yield from ("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions")
    yield from ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    yield "--host-resolver-rules=MAP * ~NOTFOUND"
    yield f"--user-data-dir={profile}"
    yield from ("--no-pdf-header-footer", "--generate-pdf-document-outline")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # it has none for the administrator; the page holds no scripts


def _with_policy(html: str) -> str:
    """Return the page with a policy by which a browser loads nothing and runs nothing."""
    head = re.search(r"(?i)<head\b[^>]*>", html)
    end = head.end() if head else 0
    return html[:end] + _POLICY + html[end:]


def _without_times(content: bytes) -> bytes:
    r"""Blank out when a PDF was made, so that the same page gives the same bytes.

    >>> _without_times(b"/CreationDate (D:20250507093000+00'00')\n").strip()
    b''
    """
    times = rb"/(?:CreationDate|ModDate) \(D:[\d+\-'Z]*\)"
    return re.sub(times, lambda found: b" " * len(found.group()), content)
