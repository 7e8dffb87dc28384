"""What may be written on the command line: the commands, their options, and the help on them."""

from __future__ import annotations

import argparse
from typing import NoReturn

PROGRAM = "media-analysis"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{PROGRAM}: {message}. See {self.prog} --help\n")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; it ends a wrong line with a sentence and status 2."""
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
    report.add_argument("--pdf", action="store_true", help="write the report as a PDF, too")

    annotate = commands.add_parser("annotate", help="write all tables as Parquet and CSV")
    annotate.add_argument("path", metavar="PATH", help="a file or folder of articles")
    annotate.add_argument("--out", metavar="DIR", required=True, help="the folder to write to")
    annotate.add_argument(
        "--people",
        metavar="CSV",
        help="your own word on who is who: a speaker as found, and the name it should have",
    )

    annotate.add_argument(
        "--workers", metavar="N", type=int, default=1, help="processes side by side; default: 1"
    )

    corpus = commands.add_parser("corpus", help="analyse any number of articles, bit by bit")
    corpus.add_argument("path", metavar="PATH", help="a file or folder of articles")
    corpus.add_argument(
        "--out",
        metavar="DIR",
        required=True,
        help="the folder to write to; a run that was stopped goes on there",
    )
    corpus.add_argument(
        "--workers", metavar="N", type=int, default=1, help="processes side by side; default: 1"
    )
    corpus.add_argument(
        "--size", metavar="N", type=int, default=500, help="articles in a chunk; default: 500"
    )
    corpus.add_argument(
        "--categories", metavar="CSV", help="your own word on what sort of source somebody is"
    )
    corpus.add_argument(
        "--people", metavar="CSV", help="your own word on who is who, as for annotate"
    )

    for command in (load, report, annotate, corpus):
        command.add_argument(
            "--outlet-column",
            metavar="NAME",
            help="the column of your tables that holds the outlet, where it is called otherwise",
        )
    for command in (report, annotate, corpus):
        command.add_argument(
            "--outlets",
            metavar="CSV",
            help="your own list of outlets; default: outlets.csv in the folder, if there is one",
        )
    for command in (report, annotate):
        command.add_argument(
            "--corrections",
            metavar="CSV",
            help="what readers corrected; default: corrections.csv in the folder, if there is one",
        )
        command.add_argument(
            "--no-cache",
            action="store_true",
            help="read every article anew, and keep no reading on this computer",
        )

    commands.add_parser("doctor", help="check this installation, line by line")
    return parser
