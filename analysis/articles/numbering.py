"""The ``article_id`` of every article: unique, and the same whenever the same files are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.readers.columns import to_text
from analysis.readers.intake import Intake

# The language model reads no longer text, and no article is: a novel has half a million.
LONGEST = 1_000_000


GAPS = "the column of ids has gaps or repeats, so rows are numbered"
CLASH = "another file has the same ids, so rows are numbered"

Taken = dict[str, int]  # the ids that are used, each with the number up to which it is used again


def number_articles(files: Sequence[Intake], taken: Taken | None = None) -> None:
    """Give every row its ``article_id``; rows without a text, or with too much, are left out.

    ``taken`` are the ids of files that came before, to which these are added.
    """
    taken = {} if taken is None else taken
    for file in files:
        leave_out_unreadable(file)
        own = [to_text(row.get("article_id")) for _, row in file.rows]
        usable = None not in own and len({*own}) == len(own)
        if any(own) and not usable:
            file.notes.append(GAPS)
        elif usable and taken.keys() & set(own):
            usable = False
            file.notes.append(CLASH)
        name_rows(file, usable, taken)


def name_rows(file: Intake, has_ids: bool, taken: Taken) -> None:
    """Give the rows of one file their ``article_id``, their own if ``has_ids``."""
    for number, row in file.rows:
        stem = str(row.pop("stem", None) or file.stem).strip()
        identity = to_text(row.get("article_id")) if has_ids else None
        if identity is not None:
            name = " ".join(identity.split())
        elif file.is_table:
            name = f"{stem}-{number:04d}"
        else:
            name = stem
        row["article_id"] = _unique(name, taken)


def _unique(name: str, taken: Taken) -> str:
    """Return a name that is not taken; ``taken`` says up to which number each name is used."""
    free, number = name, taken.get(name, 0)
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken[name] = max(number, 1)
    taken.setdefault(free, 1)
    return free


def leave_out_unreadable(file: Intake) -> None:
    """Leave out the rows without a text, and those with more than any article has."""
    without = [number for number, row in file.rows if to_text(row.get("text")) is None]
    file.leave_out("no text", without)
    long = [number for number, row in file.rows if len(str(row["text"])) > LONGEST]
    file.leave_out(f"more than {LONGEST:,} characters, which no article has", long)
