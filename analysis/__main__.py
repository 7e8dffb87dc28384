"""The command line: ``media-analysis load``, ``annotate``, ``report`` and ``doctor``.

Results go to files, what was written to the standard output, progress and complaints to the error
stream. The exit status is 0, or 2 with one sentence that says what was wrong; ``load`` has 1 where
some files were refused and others were not.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import pandas as pd

    from analysis.articles import Loaded
    from analysis.progress import Progress

PROGRAM = "media-analysis"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{PROGRAM}: {message}. See {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 2 if something was wrong, 1 if partly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every character
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(argv)
    commands = {"load": _load_only, "report": _report, "annotate": _annotate, "doctor": _doctor}
    run = commands[options.command]
    try:
        return run(options)
    except KeyboardInterrupt:
        return _fail("stopped")
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


def _parser() -> _Parser:
    parser = _Parser(
        prog=PROGRAM,
        description="Who speaks in the news, in what tone, on whose word.",
        epilog="Nothing is sent anywhere: articles stay on this computer.",
    )
    parser.add_argument("--traceback", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    load = commands.add_parser("load", help="say of every file what became of it")
    load.add_argument("path", metavar="PATH", help="a file or folder of articles")
    load.add_argument("--out", metavar="DIR", help="write the articles and the load report there")

    report = commands.add_parser("report", help="analyse articles and write one HTML page")
    report.add_argument("path", metavar="PATH", help="a file or folder of articles")
    report.add_argument("--out", metavar="FILE", help="default: reports/NAME-OF-PATH.html")
    report.add_argument("--title", metavar="T", help="the first heading of the report")

    annotate = commands.add_parser("annotate", help="write all tables as Parquet and CSV")
    annotate.add_argument("path", metavar="PATH", help="a file or folder of articles")
    annotate.add_argument("--out", metavar="DIR", required=True, help="the folder to write to")
    annotate.add_argument(
        "--people",
        metavar="CSV",
        help="your own word on who is who: a speaker as found, and the name it should have",
    )

    for command in (report, annotate):
        command.add_argument(
            "--outlets",
            metavar="CSV",
            help="your own list of outlets; default: outlets.csv in the folder, if there is one",
        )

    commands.add_parser("doctor", help="check this installation, line by line")
    return parser


def _load_only(options: argparse.Namespace) -> int:
    from analysis.articles import load_with_report
    from analysis.export import write_tables
    from analysis.progress import Progress

    loaded = load_with_report(options.path, progress=Progress("loading"))
    report = loaded.report
    for row in report.to_dict("records"):
        message = f": {row['message']}" if row["message"] else ""
        print(f"{row['status']:8} {row['n_articles']:6,}  {row['file']}{message}")
    refused = int((report["status"] == "refused").sum())
    _tell(f"{_count(len(loaded.articles), 'article')} in {_count(len(report), 'file')}")
    if loaded.articles.empty:
        return _fail(f"no article was found at {options.path!r}")
    if options.out:
        tables = {"articles": loaded.articles, "load_report": report}
        for path in write_tables(tables, options.out):
            print(path)
    if refused:
        _tell(f"{_count(refused, 'file')} refused")
    return 1 if refused else 0


def _report(options: argparse.Namespace) -> int:
    from analysis.doctor import find_shadows
    from analysis.progress import Progress
    from analysis.report import render_report

    out = Path(options.out or Path("reports") / f"{_stem(options.path)}.html")
    if out.is_dir():
        return _fail(f"--out must name a file, but {str(out)!r} is a folder")
    shadows = find_shadows([Path.cwd()])
    if shadows:
        return _fail(
            f"{shadows[0]} hides this package from the report's notebook: rename it, or work in "
            "another folder"
        )
    _load(options.path)  # the notebook loads again; here, what is wrong is said at once
    render_report(
        options.path, out, options.title, outlets=options.outlets, progress=Progress("report")
    )
    print(out)
    return 0


def _annotate(options: argparse.Namespace) -> int:
    from analysis.export import write_tables
    from analysis.progress import Progress
    from analysis.report import find_outlets

    out = Path(options.out)
    if out.exists() and not out.is_dir():
        return _fail(f"--out must name a folder, but {str(out)!r} is a file")
    loaded = _load(options.path)
    outlets = options.outlets or find_outlets(options.path)
    tables = _all_tables(loaded, outlets, options.people, Progress("reading"))
    for path in write_tables(tables, out):
        print(path)
    return 0


def _all_tables(
    loaded: Loaded, outlets: str | None, people: str | None, progress: Progress
) -> dict[str, pd.DataFrame]:
    import analysis

    articles = loaded.articles
    found = analysis.annotate(articles, outlets=outlets, progress=progress)
    quotes = analysis.score_sentiment(analysis.name_speakers(found, people=people))
    return {
        "articles": articles,
        "residue": found.residue,
        "load_report": loaded.report,
        "sentences": found.sentences,
        "quotes": quotes,
        "quoted_words": found.quoted_words,
        "names": found.names,
        "speakers": analysis.summarize_speakers(quotes),
        "mentions": found.mentions,
        "sources": analysis.count_sources(found.mentions),
        "readability": analysis.measure_readability(articles),
    }


def _doctor(options: argparse.Namespace) -> int:
    from analysis.doctor import examine

    findings = list(examine())
    for finding in findings:
        print("ok     " if finding.fine else "PROBLEM", finding.message)
    problems = sum(not finding.fine for finding in findings)
    if problems:
        return _fail(f"{_count(problems, 'problem')} found; see the lines marked PROBLEM")
    print("All is well.")
    return 0


def _load(path: str) -> Loaded:
    """Load the articles and say which files were refused or read in part, each with its reason."""
    from analysis.articles import load_with_report
    from analysis.progress import Progress

    loaded = load_with_report(path, progress=Progress("loading"))
    for row in loaded.report.to_dict("records"):
        if row["status"] == "refused":
            _tell(f"not read: {row['file']}: {row['message']}")
        elif row["status"] == "loaded" and row["message"]:
            _tell(f"note: {row['file']}: {row['message']}")
    if loaded.articles.empty:
        raise ValueError(
            f"no article was found at {path!r}: {_count(len(loaded.report), 'file')} looked at"
        )
    _tell(f"{_count(len(loaded.articles), 'article')} loaded")
    return loaded


def _stem(path: str) -> str:
    return Path(path).resolve().stem or "report"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    _tell(f"{PROGRAM}: {' '.join(message.split())}")
    return 2


if __name__ == "__main__":
    sys.exit(main())
