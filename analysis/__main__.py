"""The command line: ``media-analysis load``, ``annotate``, ``corpus``, ``report`` and ``doctor``.

Results go to files, what was written to the standard output, progress and complaints to the error
stream. The exit status is 0, or 2 with one sentence that says what was wrong; ``load`` has 1 where
some files were refused and others were not, ``corpus`` where some articles or files were left out,
``report`` where the page was written and its PDF not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.command_line import PROGRAM, make_parser
from analysis.printed import count

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from analysis.articles import Loaded
    from analysis.progress import Progress

_MOST_TOLD = 20  # files and articles that were left out, by name


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 2 if something was wrong, 1 if partly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every character
            stream.reconfigure(errors="replace")
    options = make_parser().parse_args(argv)
    commands = {
        "load": _load_only,
        "report": _report,
        "annotate": _annotate,
        "corpus": _corpus,
        "doctor": _doctor,
    }
    run = commands[options.command]
    try:
        return run(options)
    except KeyboardInterrupt as stop:
        return _fail(str(stop) or "stopped")
    except OSError as error:
        where = f" {os.fspath(error.filename)!r}" if error.filename else ""
        return _fail(f"cannot read or write{where}: {error.strerror or error}")
    except (ValueError, RuntimeError, ImportError) as error:
        return _fail(str(error))
    except MemoryError:
        return _fail("there is not enough memory for so many articles; try with fewer")
    except Exception as error:
        if options.traceback:
            raise
        return _fail(
            f"a mistake in this program, not in your articles: {type(error).__name__}: {error}. "
            f"Run the same again as {PROGRAM} --traceback {options.command} ... and send us that"
        )


def _load_only(options: argparse.Namespace) -> int:
    from analysis.articles import load_with_report
    from analysis.export import write_tables
    from analysis.progress import Progress

    loaded = load_with_report(options.path, columns=_columns(options), progress=Progress("loading"))
    report = loaded.report
    for row in report.to_dict("records"):
        message = f": {row['message']}" if row["message"] else ""
        print(f"{row['status']:8} {row['n_articles']:6,}  {row['file']}{message}")
    refused = int((report["status"] == "refused").sum())
    _tell(f"{count(len(loaded.articles), 'article')} in {count(len(report), 'file')}")
    if loaded.articles.empty:
        return _fail(f"no article was found at {options.path!r}")
    if options.out:
        tables = {"articles": loaded.articles, "load_report": report}
        for path in write_tables(tables, options.out):
            print(path)
    if refused:
        _tell(f"{count(refused, 'file')} refused")
    return 1 if refused else 0


def _report(options: argparse.Namespace) -> int:
    from analysis.doctor import find_shadows
    from analysis.progress import Progress
    from analysis.report import render_report

    out = Path(options.out or Path("reports") / f"{_stem(options.path)}.html")
    if out.is_dir():
        return _fail(f"--out must name a file, but {str(out)!r} is a folder")
    if out.suffix.casefold() == ".pdf":
        return _fail(
            f"--out names the web page: write --pdf --out {str(out.with_suffix('.html'))!r}, and "
            "the PDF is written beside it"
        )
    shadows = find_shadows([Path.cwd()])
    if shadows:
        return _fail(
            f"{shadows[0]} hides this package from the report's notebook: rename it, or work in "
            "another folder"
        )
    _load(options)  # the notebook loads again; here, what is wrong is said at once
    _corrections(options)
    with _readings(options):
        render_report(
            options.path,
            out,
            options.title,
            outlets=options.outlets,
            outlet_column=options.outlet_column,
            corrections=options.corrections,
            progress=Progress("report"),
        )
    print(out)
    return _write_pdf(out) if options.pdf else 0


def _write_pdf(page: Path) -> int:
    """Write the PDF of a page beside it; where that cannot be, the page stands all the same."""
    from analysis.report import PdfError, write_pdf

    try:
        print(write_pdf(page.read_text(encoding="utf-8"), page.with_suffix(".pdf")))
    except PdfError as error:
        _fail(str(error))
        return 1
    return 0


def _annotate(options: argparse.Namespace) -> int:
    from analysis.export import write_tables
    from analysis.progress import Progress
    from analysis.report import find_outlets

    out = Path(options.out)
    if out.exists() and not out.is_dir():
        return _fail(f"--out must name a folder, but {str(out)!r} is a file")
    loaded = _load(options)
    outlets = options.outlets or find_outlets(options.path)
    corrections = _corrections(options)
    with _readings(options):
        tables = _all_tables(loaded, outlets, options, corrections, Progress("reading"))
    for path in write_tables(tables, out):
        print(path)
    return 0


def _all_tables(
    loaded: Loaded,
    outlets: str | None,
    options: argparse.Namespace,
    corrections: pd.DataFrame,
    progress: Progress,
) -> dict[str, pd.DataFrame]:
    import analysis

    articles = _corrected(loaded.articles, corrections)
    found = analysis.annotate(articles, outlets=outlets, workers=options.workers, progress=progress)
    named = analysis.name_speakers(found, people=options.people)
    quotes = analysis.score_sentiment(_corrected(named, corrections, articles))
    mentions = _corrected(found.mentions, corrections, articles)
    return {
        "articles": articles,
        "residue": found.residue,
        "load_report": loaded.report,
        "sentences": found.sentences,
        "quotes": quotes,
        "quoted_words": found.quoted_words,
        "names": found.names,
        "speakers": analysis.summarize_speakers(quotes),
        "mentions": mentions,
        "sources": analysis.count_sources(mentions),
        "readability": analysis.measure_readability(articles),
    }


def _corpus(options: argparse.Namespace) -> int:
    from analysis.corpus import open_corpus
    from analysis.corpus.chunks import check_options
    from analysis.corpus.dataset import run_corpus
    from analysis.corpus.making import Means
    from analysis.outlets import known_outlets
    from analysis.progress import Progress
    from analysis.report import find_outlets

    outlets = known_outlets(options.outlets or find_outlets(options.path))
    run = run_corpus(
        options.path,
        options.out,
        Means(outlets, options.categories),
        check_options(None, _columns(options), None, True),
        people=options.people,
        size=options.size,
        workers=options.workers,
        progress=Progress("analysing"),
        found=lambda n: _tell(f"{count(n, 'chunk')} were there already") if n else None,
    )
    print(options.out)
    _tell(f"{count(run.n_articles, 'article')} in {count(run.n_chunks, 'chunk')}")
    if not run.left_out:
        return 0
    corpus = open_corpus(options.out)
    report = corpus.read("load_report")
    refused = report[report["status"] == "refused"]
    lines = [f"not read: {row.file}: {row.message}" for row in refused.itertuples()]
    failed = corpus.read("failures").itertuples()
    lines += [f"not analysed: {row.article_id}: {row.message}" for row in failed]
    for line in lines[:_MOST_TOLD]:
        _tell(line)
    if len(lines) > _MOST_TOLD:
        _tell(f"and {len(lines) - _MOST_TOLD:,} more, in load_report and failures")
    _tell(run.left_out)
    return 1


def _doctor(options: argparse.Namespace) -> int:
    from analysis.doctor import examine

    findings = list(examine())
    for finding in findings:
        print("ok     " if finding.fine else "PROBLEM", finding.message)
    problems = sum(not finding.fine for finding in findings)
    if problems:
        return _fail(f"{count(problems, 'problem')} found; see the lines marked PROBLEM")
    print("All is well.")
    return 0


def _columns(options: argparse.Namespace) -> dict[str, str] | None:
    return None if options.outlet_column is None else {"outlet": options.outlet_column}


@contextmanager
def _readings(options: argparse.Namespace) -> Iterator[None]:
    """Keep no readings if none are wanted; say in a line where they cannot be kept.

    What runs in a process of its own, as a report's notebook does, is told by the environment.
    """
    import warnings

    from analysis.cache import CACHE, CacheWarning

    before = os.environ.get(CACHE)
    if options.no_cache:
        os.environ[CACHE] = "off"
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", CacheWarning)
            yield
    finally:
        if options.no_cache:
            del os.environ[CACHE]
            os.environ.update({} if before is None else {CACHE: before})
    for warning in caught:
        _tell(f"note: {warning.message}")


def _corrections(options: argparse.Namespace) -> pd.DataFrame:
    """Return what readers corrected: no row where there is no such file."""
    from analysis.corrections import load_corrections
    from analysis.report import find_corrections

    return load_corrections(options.corrections or find_corrections(options.path) or [])


def _corrected(
    table: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Lay corrections over a table, and say in a line of which none was taken."""
    import warnings

    from analysis.corrections import CorrectionWarning, apply_corrections

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CorrectionWarning)
        corrected = apply_corrections(table, corrections, articles=articles)
    for warning in caught:
        _tell(f"note: {warning.message}")
    return corrected


def _load(options: argparse.Namespace) -> Loaded:
    """Load the articles and say which files were refused or read in part, each with its reason."""
    from analysis.articles import load_with_report
    from analysis.progress import Progress

    path = options.path
    loaded = load_with_report(path, columns=_columns(options), progress=Progress("loading"))
    for row in loaded.report.to_dict("records"):
        if row["status"] == "refused":
            _tell(f"not read: {row['file']}: {row['message']}")
        elif row["status"] == "loaded" and row["message"]:
            _tell(f"note: {row['file']}: {row['message']}")
    if loaded.articles.empty:
        raise ValueError(
            f"no article was found at {path!r}: {count(len(loaded.report), 'file')} looked at"
        )
    _tell(f"{count(len(loaded.articles), 'article')} loaded")
    return loaded


def _stem(path: str) -> str:
    return Path(path).resolve().stem or "report"


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    _tell(f"{PROGRAM}: {' '.join(message.split())}")
    return 2


if __name__ == "__main__":
    sys.exit(main())
