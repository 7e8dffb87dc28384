"""JSON: a list of articles, one article, or one article a line (JSONL)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import count

from analysis.readers.columns import is_text
from analysis.readers.decoding import decode, refuse_markup
from analysis.readers.records import LoadError, Reader, Record, Records

_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"[^"\n]{0,80}"\s*:')


def read_json(content: bytes) -> Records:
    r"""Return the objects of a JSON or JSONL file, told apart by content and not by name.

    An object that holds one list of objects (``{"articles": [...]}``) stands for that list.
    Raises LoadError, with the line, where the content is not JSON or not an object.

    >>> read_json(b'{"text": "One."}\n{"text": "Two."}').rows
    [{'text': 'One.'}, {'text': 'Two.'}]
    """
    text, note = decode(content)
    refuse_markup(text)
    try:
        values = _articles(json.loads(text))
    except json.JSONDecodeError as error:
        # A line that is whole in itself and followed by more is the mark of JSONL.
        if error.msg != "Extra data" and not is_json(text.strip().partition("\n")[0]):
            raise LoadError(
                f"this is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
            ) from error
        values = list(values_of(text.split("\n")))
    except (ValueError, RecursionError) as error:
        raise LoadError(f"this JSON cannot be read: {error}") from error
    rows = list(map(as_record, values, count(1)))
    if not rows:
        raise LoadError("the file holds an empty list: no articles")
    return Records(rows, (note,) if note else ())


def _articles(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        lists = [
            inner
            for inner in value.values()
            if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner)
        ]
        if len(lists) == 1 and not any(map(is_text, value)):
            return lists[0]
    return [value]


def is_json(line: str) -> bool:
    """Whether a line is JSON in itself."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def values_of(lines: Iterable[str]) -> Iterator[object]:
    """Yield the value in each line that is not blank. Raises LoadError, with the line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                raise LoadError(f"line {number} is not JSON: {what}") from error


def as_record(value: object, number: int) -> Record:
    """Return a value as an article, of that number. Raises LoadError if it has no named values."""
    if not isinstance(value, dict):
        raise LoadError(
            f"article {number} is not an object with named values but a {type(value).__name__}: "
            'expected {"text": "...", "headline": "..."}'
        )
    return value


def looks_like_json(content: bytes) -> bool:
    """Whether the content opens like an object, or a list of them, with a named value."""
    return _OPENING.match(content[:1000]) is not None


JSON = Reader("json", (".json", ".jsonl", ".ndjson"), read_json, True, looks_like_json)
