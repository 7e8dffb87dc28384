"""One line: what it shows by its own wording and form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from analysis.cleaning.forms import forms_of
from analysis.lexicons import load_lexicon
from analysis.mistakes import check_text

REASONS = (
    "caption", "credit", "byline", "date", "related link", "sharing", "promotion",
    "comment form", "copyright", "tags", "navigation", "author note", "sign-off", "standfirst",
)  # fmt: skip


_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
# Lines of these characters alone cannot be broken, and need no repair.
_PLAIN = re.compile(r"[\t -%'-~‘’“”–—…]*")


def normalize(text: str) -> str:
    r"""Mend broken encoding, and make every space a plain space and every line end ``\n``.

    Text that was decoded with the wrong encoding ("itâ€™s") is repaired with ftfy. Curly quotation
    marks stay curly: they tell where a quote opens and closes. Runs of spaces become one, lines
    lose the spaces at their ends, and characters that take no room are removed.

    >>> normalize("See also\u00a0 What\u2019s next\r\nItâ€™s over")
    'See also What’s next\nIt’s over'
    """
    import ftfy

    check_text(text, "normalize")
    lines = []
    for line in _LINE_ENDS.sub("\n", text).split("\n"):
        if not _PLAIN.fullmatch(line):
            line = ftfy.fix_text(line, uncurl_quotes=False, fix_character_width=False)
        line = _INVISIBLE.sub("", line).replace("\n", " ")
        lines.append(" ".join(line.split()))
    return "\n".join(lines)


def in_one_line(text: str) -> str:
    r"""Return a text normalized, and its lines as one.

    >>> in_one_line("Bridge\nto  close ")
    'Bridge to close'
    """
    return " ".join(normalize(text).split())


# No line of residue has more words, and hardly one of them ten letters.
_LONGEST = 100
_APOSTROPHE = str.maketrans("’‘", "''")
# What may stand around a wording: bullets and arrows before it, punctuation and counts after it.
_BEFORE = r"[\[(*>»▶►→•·|👉\s]*"
_AFTER = r"[\s\])»→>:;.,!?…|*+\d()-]*$"
_PLACES = {
    "is": _BEFORE + r"(?:{})" + _AFTER,
    "starts": _BEFORE + r"(?:{})",
    "label": _BEFORE + r"(?:{})(?!(?<=\w)\w)(?:\s*[\])]?\s*(?:[:|»>→–—]|$)|(?!.*\w[.”\"]$))",
    "has": r"\b(?:{})",
}

_Ask = Callable[[str], re.Match[str] | None]


@cache
def _wordings() -> list[tuple[str, int, _Ask]]:
    """Return (reason, most words, how to ask a line in small letters), in the order of the file."""
    grouped: dict[tuple[str, str, int], list[str]] = {}
    for row in load_lexicon("residue"):
        key = (row["reason"], row["place"], int(row["max_words"]))
        grouped.setdefault(key, []).append(row["wording"])
    asked = []
    for (reason, place, most), wordings in grouped.items():
        pattern = re.compile(_PLACES[place].format("|".join(wordings)))
        ask: _Ask = pattern.search if place == "has" else pattern.match
        asked.append((reason, most, ask))
    return asked


def residue_reason(text: str) -> str | None:
    """Return why a line is residue by its own wording or form, or None if it does not show.

    >>> residue_reason("Leave a Reply"), residue_reason("The council voted on Tuesday.")
    ('comment form', None)
    """
    if text.count(" ") >= _LONGEST or len(text) > 10 * _LONGEST:
        return None
    return _reason(text)


@lru_cache(maxsize=5_000)  # what stands around a story stands around others of its site, too
def _reason(text: str) -> str | None:
    n_words = text.count(" ") + 1
    plain = text.translate(_APOSTROPHE).lower()
    for reason, most, is_so in _wordings():
        if n_words <= most and is_so(plain):
            return reason
    return next(forms_of(text), None)
