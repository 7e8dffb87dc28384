"""Every place where a word or phrase stands, with what is around it: keyword in context."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from analysis.mistakes import ArgumentError, given, is_count
from analysis.sentences import paragraphs
from analysis.tables import ARTICLES, CONCORDANCE

WIDTH = 60
# Characters that are printed for one another; any of a group finds all of it.
_ALIKE = ("'’‘ʼ`", "-‐‑–", '"“”„«»')
_BLANKS = r"[^\S\n\r\u2028\u2029]+"  # not over the end of a paragraph
_ANY_ENDING = r"[\w*]*"
_FIRST_WORD = re.compile(r"^\S+")
_LAST_WORD = re.compile(r"(?<!\S)\S+$")
_STAR_ASTRAY = re.compile(r"(?<!\S)\*|\*(?=\w)")


def find_lines_with(
    articles: pd.DataFrame, word: str, *, width: int = WIDTH, whole_words: bool = True
) -> pd.DataFrame:
    r"""Find every place where a word or phrase stands in the articles' texts, one row for each.

    Case does not matter, nor whether apostrophes and quotation marks are curly or straight, nor
    which kind of hyphen or blank is printed. ``*`` at the end of a word stands for any ending:
    "strike*" finds strike, strikes and striking not, "fire* crew*" finds "firefighters’ crews" not.

    ``text`` is the place as printed, ``start:end`` where it stands in the article's text. ``left``
    and ``right`` are what stands around it in the same paragraph, about ``width`` characters each,
    cut at blanks; put together, ``left``, ``text`` and ``right`` are as printed. Rows come in the
    order of the articles. What stands in quotation marks is found as well.

    With ``whole_words=False`` places within words are found too, as is needed for languages that do
    not part words by blanks.

    >>> articles = ARTICLES.build(
    ...     [{"article_id": "a", "text": "Strikers met. “We’ll strike,” said one of the strikers."}]
    ... )
    >>> find_lines_with(articles, "strike*", width=12)[["start", "left", "text", "right"]]
       start          left      text         right
    0      0                Strikers   met. “We’ll
    1     21  met. “We’ll     strike   ,” said one
    2     46   one of the   strikers             .

    Raises TableError if ``articles`` is no articles table, ValueError for what is no word, for a
    ``*`` that is not at the end of one, and for a ``width`` that is no whole number of 1 or more.
    """
    ARTICLES.check(articles)
    pattern = _pattern(word, whole_words)
    if not is_count(width):
        raise ArgumentError(
            f"width is a whole number of characters, 1 or more, not {given(width)}."
        )
    return CONCORDANCE.build(
        {"article_id": article_id, "outlet": outlet, **place}
        for article_id, outlet, text in zip(
            articles["article_id"], articles["outlet"], articles["text"], strict=True
        )
        if isinstance(text, str)
        for place in _places(text, pattern, width)
    )


def _pattern(word: object, whole_words: bool) -> re.Pattern[str]:
    if not isinstance(word, str) or not word.strip():
        raise ArgumentError(
            f"word is a word or a phrase, such as 'bridge' or 'swing bridge*', not {given(word)}."
        )
    if _STAR_ASTRAY.search(word):
        raise ArgumentError(
            f"* stands at the end of a word, for any ending, as in 'strike*'; in {word!r} it does "
            "not."
        )
    spellings = dict.fromkeys(unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    either = "|".join(_BLANKS.join(map(_piece, one.split())) for one in spellings)
    if not whole_words:
        return re.compile(either, re.IGNORECASE)
    starts = r"(?<!\w)" if word.lstrip()[0].isalnum() else ""
    ends = r"(?![\w\u0300-\u036f])" if word.rstrip()[-1].isalnum() else ""  # nor an accent
    return re.compile(f"{starts}(?:{either}){ends}", re.IGNORECASE)


def _piece(word: str) -> str:
    """Return the pattern of a word without blanks."""
    stem = word.rstrip("*")
    pattern = ""
    for character in stem:
        alike = next((group for group in _ALIKE if character in group), "")
        pattern += f"[{re.escape(alike)}]" if alike else re.escape(character)
    return pattern + (_ANY_ENDING if stem != word else "")


def _places(text: str, pattern: re.Pattern[str], width: int) -> Iterator[dict[str, object]]:
    if not pattern.search(text):
        return
    for first, last in paragraphs(text):
        for match in pattern.finditer(text, first, last):
            start, end = match.span()
            yield {
                "start": start,
                "end": end,
                "left": _left(text, first, start, width),
                "text": match.group(),
                "right": _right(text, end, last, width),
            }


def _left(text: str, first: int, start: int, width: int) -> str:
    """Return the words before a place, without the one that the width would cut.

    >>> _left("over the old bridge", 0, 13, 10), _left("unbreakable", 0, 11, 4)
    ('the old ', 'able')
    """
    cut = max(first, start - width)
    before = text[cut:start]
    if cut > first and not text[cut - 1].isspace():
        whole = _FIRST_WORD.sub("", before)
        before = whole if whole.strip() else before  # one long word: cut it
    return before.lstrip()


def _right(text: str, end: int, last: int, width: int) -> str:
    cut = min(last, end + width)
    after = text[end:cut]
    if cut < last and not text[cut].isspace():
        whole = _LAST_WORD.sub("", after)
        after = whole if whole.strip() else after
    return after.rstrip()
