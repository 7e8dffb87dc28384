"""Settling: what needs all chunks, one name for one person, and the tables put where they are read.

All of it can be done again from the start at any time, and gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.articles.reporting import merge_rows
from analysis.corpus.files import keep, move
from analysis.corpus.folder import FINISHED, SETTLING, ChunkNote, CorpusFolder
from analysis.corpus.schemas import CORPUS_TABLES, columns_in, dtypes_of, read_part, write_part
from analysis.speakers.corpus import Names, choose_names, count_names, use_names
from analysis.tables import LOAD_REPORT


def settle(
    folder: CorpusFolder,
    notes: Mapping[int, ChunkNote],
    own_names: Mapping[str, str],
    people: str | None,
) -> None:
    """Settle the names of all chunks and move their tables to where they are read.

    ``own_names`` is a class's own word on who is who, ``people`` what stands for its contents.
    """
    folder.tell(state=SETTLING, n_chunks=len(notes))
    for name in CORPUS_TABLES:
        (folder.out / name).mkdir(exist_ok=True)
    counts: Names = Counter()
    for number in notes:
        path = folder.chunk_table("quotes", number)
        counts.update(count_names(read_part(path, "quotes", ["speaker", "speaker_type"])))
    chosen = choose_names(counts)
    own = list(dict.fromkeys(column for note in notes.values() for column in note.own))
    for number in notes:
        for name in CORPUS_TABLES:
            if name == "quotes":
                quotes = read_part(folder.chunk_table(name, number), name)
                _write(folder, use_names(quotes, chosen, own_names), name, number)
            elif name == "articles":
                _put_articles(folder, number, own)
            elif name != "load_report":
                _put(folder, name, number)
    _settle_report(folder, notes)
    folder.tell(
        state=FINISHED,
        people=people,
        n_articles=sum(note.n_rows["articles"] for note in notes.values()),
    )


def _put(folder: CorpusFolder, name: str, number: int) -> None:
    source, target = folder.chunk_table(name, number), folder.part(name, number)
    if source.exists():
        move(source, target)
        keep(source.parent)


def _put_articles(folder: CorpusFolder, number: int, own: list[str]) -> None:
    """Move the articles of a chunk, or write them anew where others brought further columns."""
    source, target = folder.chunk_table("articles", number), folder.part("articles", number)
    newest = source if source.exists() else target
    if columns_in(newest) == [*dtypes_of("articles", own)]:
        _put(folder, "articles", number)
        return
    _write(folder, read_part(newest, "articles"), "articles", number, own)
    source.unlink(missing_ok=True)


def _settle_report(folder: CorpusFolder, notes: Mapping[int, ChunkNote]) -> None:
    """Write one row for every file; of one that lies in several chunks, in the last of these."""
    held: list[dict[str, object]] = []
    for number in notes:
        report = read_part(folder.chunk_table("load_report", number), "load_report")
        rows = held + [{str(k): v for k, v in row.items()} for row in report.to_dict("records")]
        if held and len(report) and rows[0]["file"] == rows[1]["file"]:
            rows[:2] = [merge_rows(rows[0], rows[1])]
        held = [] if number == max(notes) else rows[-1:]
        done = rows[: len(rows) - len(held)]
        _write(folder, LOAD_REPORT.build(done), "load_report", number)


def _write(
    folder: CorpusFolder, frame: pd.DataFrame, name: str, number: int, own: list[str] | None = None
) -> None:
    draft: Path = folder.work / f"{name}.draft"
    write_part(frame, name, draft, own or [])
    keep(draft)
    move(draft, folder.part(name, number))
