"""Word lists as data: what the rules know about words, in files that open in any editor.

A table is a UTF-8 ``.csv`` file with a header row; lines that begin with ``#`` say where its words
come from and what its columns mean. ``syllables.txt`` is a long list, grouped by number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from analysis.mistakes import OneSentence, did_you_mean

_FOLDER = files(__name__)


class LexiconError(OneSentence, ValueError):
    """A word list does not exist or cannot be read; the message says which, and why."""


def lexicon_names() -> list[str]:
    """Return the names of the tables that :func:`load_lexicon` can load.

    >>> "spoken_forms" in lexicon_names()
    True
    """
    return sorted(
        file.name.removesuffix(".csv") for file in _FOLDER.iterdir() if file.name.endswith(".csv")
    )


def lexicon_text(name: str) -> str:
    """Return a word list as it stands in its file, comments included.

    ``name`` is the name of a table, such as ``"spoken_forms"``, or of any file of this package,
    such as ``"syllables.txt"``. Raises LexiconError if there is none.

    >>> print(lexicon_text("spoken_forms").splitlines()[2])
    written,spoken
    """
    file_name = name if "." in name else f"{name}.csv"
    known = {file.name for file in _FOLDER.iterdir()}
    if file_name not in known:
        raise LexiconError(
            f"there is no word list {name!r}."
            + (did_you_mean(name, known) or f" Choose one of: {', '.join(lexicon_names())}.")
        )
    return (_FOLDER / file_name).read_text(encoding="utf-8-sig")


def load_lexicon(name: str) -> list[dict[str, str]]:
    """Load a table of words: one dict per row, from column to cell, all cells text.

    The file is read once per process; the rows are new ones at every call. Raises LexiconError if
    there is no such table.

    >>> load_lexicon("spoken_forms")[0]
    {'written': '$', 'spoken': 'dollars'}
    """
    return [dict(row) for row in _rows(name)]


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(parse_lexicon(lexicon_text(name), name))


def parse_lexicon(text: str, name: str) -> list[dict[str, str]]:
    r"""Read a table of words from text; ``name`` is what to call it in a message.

    Cells are parted by what the header has most of: commas, or the semicolons or tabs that a
    spreadsheet may have put there. Blank lines and lines that begin with ``#`` are passed over, so
    a cell that begins a line with ``#`` is put in quotation marks. Spaces around a cell are
    dropped. Raises LexiconError if a row has more or fewer cells than the header, or a cell that
    never ends.

    >>> parse_lexicon('# our own\nword,tag\nsay, neutral\n"#MeToo",movement\n', "ours")
    [{'word': 'say', 'tag': 'neutral'}, {'word': '#MeToo', 'tag': 'movement'}]
    """
    lines = list(_without_comments(text))
    first = next((line for line in lines if line.strip()), "")
    header: list[str] | None = None
    rows = []
    separator = max(",;\t", key=first.count)
    for number, cells in read_cells(lines, separator, f"the word list {name!r}"):
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if header is None:
            header = stripped
        elif len(stripped) != len(header):
            raise LexiconError(
                f"the word list {name!r} has {len(header)} columns ({', '.join(header)}), but line "
                f"{number} has {len(stripped)} cells: {','.join(stripped)!r}. Give it "
                f"{len(header)}, and put a cell with a comma in it in quotation marks."
            )
        else:
            rows.append(dict(zip(header, stripped, strict=True)))
    return rows


def read_cells(lines: Iterable[str], separator: str, what: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row of a table, with the number of the line that the row ends in.

    ``what`` is what to call the table in a message. Raises LexiconError if a cell is longer than
    any is, as it is after a quotation mark that nothing closes.

    >>> list(read_cells(["word,tag", "say,neutral"], ",", "ours"))
    [(1, ['word', 'tag']), (2, ['say', 'neutral'])]
    """
    reader = csv.reader(lines, delimiter=separator)
    ends = 0
    try:
        for cells in reader:
            ends = reader.line_num
            yield ends, cells
    except csv.Error as error:
        raise LexiconError(
            f"{what} has a cell of over {csv.field_size_limit():,} characters in the row that "
            f"begins in line {ends + 1}: most likely a quotation mark is opened there and never "
            "closed. Close it, or take it out."
        ) from error


def _without_comments(text: str) -> Iterator[str]:
    # Comments become blank lines, so that a message names the line as an editor counts it.
    for line in text.splitlines(keepends=True):
        yield "\n" if line.startswith("#") else line


@cache
def first_names() -> Mapping[str, str]:
    """Return the pronoun, he or she, that most often follows a first name, by name.

    >>> first_names()["ana"]
    'she'
    """
    return MappingProxyType({row["name"]: row["pronoun"] for row in _rows("first_names")})


@cache
def load_syllables() -> Mapping[str, int]:
    """Return the number of syllables of some 125,000 English words, in lower case.

    The counts are those of the first pronunciation in the Carnegie Mellon Pronouncing Dictionary.

    >>> load_syllables()["readability"]
    5
    """
    syllables: dict[str, int] = {}
    for group in lexicon_text("syllables.txt").split("\n[")[1:]:
        number, _, words = group.partition("]")
        syllables.update(dict.fromkeys(words.split(), int(number)))
    return MappingProxyType(syllables)
