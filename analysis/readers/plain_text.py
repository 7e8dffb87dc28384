"""Plain text: one file, one article."""

from __future__ import annotations

from analysis.readers.decoding import decode, refuse_markup
from analysis.readers.records import Reader, Records


def read_text(content: bytes) -> Records:
    r"""Return the one article of a text file.

    >>> read_text(b"Bridge closes\r\n\r\nThe bridge is closed.").rows
    [{'text': 'Bridge closes\n\nThe bridge is closed.'}]
    """
    text, note = decode(content)
    refuse_markup(text)
    return Records([{"text": text}], (note,) if note else ())


TEXT = Reader("txt", (".txt", ".text"), read_text)
