"""What a reader is, and what it hands over: the words that all readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analysis.mistakes import OneSentence
from analysis.printed import some_of

listed = some_of  # the name that the loading of articles knows it by
Record = dict[str, object]


class LoadError(OneSentence, ValueError):
    """Articles could not be loaded; the message says what was wrong and what to do."""


class Records(NamedTuple):
    """What stands in one file: a record for each article, and notes for the load report.

    A record of a plain document has the text under ``"text"`` and may have other columns of the
    articles table (``headline``, ``byline``, ``published`` ...); a field of another name is kept
    as a column of its own. ``"origins"`` says for columns of the table where each was found, as
    ``{"headline": "JSON-LD"}``; ``"text_raw"`` is the whole page, if the text is a part of it. A
    record of a table has whatever columns the table has; they are matched with the known names
    afterwards.
    """

    rows: list[Record]
    notes: tuple[str, ...] = ()


class Found(NamedTuple):
    """A value for a column of the articles table, and where it stood."""

    name: str
    value: str | None
    origin: str


@dataclass(frozen=True)
class Reader:
    """One kind of file: how to tell it, and how its bytes become records.

    ``read`` takes the content of a file and raises LoadError, and nothing else, for content that
    is not of its kind. ``is_table`` says that one file holds many articles in named columns: they
    are then numbered, and ``text_column`` applies. ``recognizes`` may tell a file by its content
    where the name misleads; it must be quick and sure.
    """

    format: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], Records]
    is_table: bool = False
    recognizes: Callable[[bytes], bool] | None = None


def build_record(text: str, found: Iterable[Found], others: Mapping[str, str]) -> Record:
    """Return a record with the origin of its values; of two for one column the first counts.

    >>> build_record("", [Found("headline", "Bridge  closes", "field HD")], {"page": "3"})
    {'headline': 'Bridge closes', 'page': '3', 'origins': {'headline': 'field HD'}}
    """
    row: Record = {"text": text} if text.strip() else {}
    origins: dict[str, str] = {}
    for name, value, origin in found:
        value = " ".join((value or "").split())
        if value and name not in row:
            row[name], origins[name] = value, origin
    for name, value in others.items():
        value = " ".join(value.split())
        if value:
            row.setdefault(name, value)
    return {**row, "origins": origins}
