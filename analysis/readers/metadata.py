"""``metadata.csv``: what a folder's own sheet says of its files, laid over their articles."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from analysis.printed import count, some_of
from analysis.readers.columns import match_metadata
from analysis.readers.dates import parse_published
from analysis.readers.files import METADATA
from analysis.readers.intake import Intake
from analysis.readers.records import LoadError, Record


def lay_metadata(
    files: Sequence[Intake],
    date_order: str | None = None,
    named: Mapping[str, str] | None = None,
) -> None:
    """Lay the values of every sheet over the articles of the files that it names.

    A file is named relative to the sheet's folder, with or without its ending. Empty cells change
    nothing. A sheet that cannot be used is refused, and the articles stay as they are. ``named``
    says of columns what they hold, where a sheet has them.
    """
    said = read_sheets(files, date_order, named)
    for file in files:
        lay_values(file, said.get(file.name, ()))


def read_sheets(
    files: Sequence[Intake],
    date_order: str | None = None,
    named: Mapping[str, str] | None = None,
) -> dict[str, list[Record]]:
    """Return what the sheets among the files say of the others, by name.

    Of the others only the names are looked at: they need not be read yet.
    """
    said: dict[str, list[Record]] = {}
    for sheet in files:
        if sheet.is_metadata and sheet.status == "loaded":
            rows, sheet.rows = [row for _, row in sheet.rows], []
            try:
                matched = match_metadata(rows, named or {})
            except LoadError as error:
                sheet.refuse(str(error))
                continue
            if matched.kept:
                kept = some_of(matched.kept, 8)
                sheet.notes.append(f"columns kept under their own names: {kept}")
            for name, values in _described(sheet, matched.rows, _targets(files), date_order):
                said.setdefault(name, []).append(values)
    return said


def _targets(files: Sequence[Intake]) -> dict[str, Intake]:
    """Return the files under their names, and under their stems where these name only one."""
    targets = {_key(file.name): file for file in files if not file.is_metadata}
    stems = Counter(_key(file.stem) for file in targets.values())
    alone = {_key(f.stem): f for f in targets.values() if stems[_key(f.stem)] == 1}
    return {**alone, **targets}


def _described(
    sheet: Intake, rows: Sequence[Record], targets: Mapping[str, Intake], date_order: str | None
) -> list[tuple[str, Record]]:
    """Return what a sheet says, with the name of each file, and note what it says in vain."""
    said: list[tuple[str, Record]] = []
    folder = PurePosixPath(sheet.name).parent
    described: set[str] = set()
    missing: list[str] = []
    again: list[str] = []
    unclear: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 1):
        name = str(row.pop("file") or "").strip().replace("\\", "/")
        target = targets.get(_key(str(folder / name))) if name else None
        if target is None:
            missing.append(name or f"none named in row {number}")
        elif target.name in described:
            again.append(target.name)
        else:
            described.add(target.name)
            if "published" in row:
                row["published"], reason = parse_published(row["published"], date_order)
                if reason:
                    unclear.setdefault(reason, []).append(number)
            values = {field: value for field, value in row.items() if value is not None}
            said.append((target.name, values))
    sheet.notes.insert(0, f"describes {count(len(described), 'file')}")
    if missing:
        sheet.notes.append(f"no such file: {some_of(missing, 5)}")
    if again:
        sheet.notes.append(f"more than one row, of which the first counts: {some_of(again, 5)}")
    for reason, numbers in unclear.items():
        sheet.note(f"no date that can be used ({reason})", numbers)
    return said


def lay_values(file: Intake, said: Iterable[Record]) -> None:
    """Lay what sheets say of a file over its articles, one sheet after the other."""
    for values in said:
        _overlay(file, values)


def _overlay(file: Intake, values: Record) -> None:
    identity = values.get("article_id")
    values = {field: value for field, value in values.items() if field != "article_id"}
    for _, row in file.rows:
        said = row.get("origins")
        row["origins"] = {
            **(said if isinstance(said, dict) else {}),
            **dict.fromkeys(values, METADATA),
        }
        row.update(values)
        if identity is not None:  # many articles cannot share one: it stands in for the file's name
            row["article_id"] = None if file.is_table else identity
            row["stem"] = identity


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", str(PurePosixPath(name))).casefold()
