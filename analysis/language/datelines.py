"""Datelines, and whether a text is in English."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?=[^\n]{0,90}?(?:[—–]|--| - ))"
    r"(?:[A-Z][A-Z.’'-]+(?:,? (?:[A-Z][A-Z.’'-]+|of|de|del|la|and|the))*)"  # PORT ELLERY
    r"(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})?"  # , Marrow County
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}))?"  # , March 3
    r"(?:,? ?\([^()\n]{2,40}\))?"  # (Reuters)
    r"\s*(?:[—–]|--|-(?=\s))\s*"
)


def dateline_end(paragraph: str) -> int:
    """Return where the story begins after a dateline, or 0 where there is none.

    >>> text = "PORT ELLERY (MPA) — The cannery is to close."
    >>> text[dateline_end(text):]
    'The cannery is to close.'
    >>> dateline_end("It is late — too late.")
    0
    """
    match = _DATELINE.match(paragraph)
    return match.end() if match and match.end() < len(paragraph) else 0


def is_english(language: object) -> bool:
    """Tell whether a language is English ("en", "en-GB", "English") or unknown.

    >>> is_english("en-GB"), is_english(None), is_english("fr")
    (True, True, False)
    """
    return not isinstance(language, str) or language.strip().lower()[:2] in ("en", "")
