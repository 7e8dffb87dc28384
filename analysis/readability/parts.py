"""How hard the parts of an article are: its headline, the reporter's own prose, each one quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.language import split_sentences
from analysis.readability.counts import Numbers, count_sentences
from analysis.readability.measuring import (
    MIN_WORDS,
    Columns,
    as_table,
    check_articles,
    english_of,
    score,
    texts_of,
)
from analysis.tables import NAMED_QUOTES, READABILITY_PARTS, TableError

_CASED_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITALS = "capitals: no Fog, Dale-Chall"
_BY_NAMES = ("gunning_fog", "dale_chall_score")  # formulas that leave names out


class Quoted(NamedTuple):
    """Words in quotation marks: their span in the text, the words, and who says them."""

    start: int
    end: int
    text: str
    speaker: str | None
    kind: str


def measure_parts(
    articles: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    min_words: int = MIN_WORDS,
    intervals: bool = False,
) -> pd.DataFrame:
    """Measure how hard the parts of articles are to read, one row per article and part.

    ``articles`` needs article_id and text, and may have headline and language; ``quotes`` is a
    table from ``name_speakers`` (or ``annotate(articles).quotes``, in which nobody has a name yet).
    The parts of an article:

    - ``body``: all of its text, as ``measure_readability`` measures it;
    - ``headline``: its headline, as one sentence;
    - ``prose``: the reporter's own sentences, those in which no quoted word stands (of a quote of
      kind direct or mixed). A sentence with quoted words is left out as a whole: without them it
      is a stump (“…,” Ruiz said.), and its words would still count as a sentence. What is told in
      indirect speech is the reporter's wording and stays;
    - ``quotes``: what each ``speaker`` says in direct quotes; ``speaker`` is missing for quotes
      without a named one. A quote begins a sentence of its own, but goes on with the one before it
      where that ends without a full stop and it begins in lower case (“We came,” he said, “and we
      saw.”).

    The words of the parts do not add up to the body. The other columns are those of
    ``measure_readability``, with the same flags and intervals; most headlines and speakers are too
    short for more than a guess. In a headline in capitals or Title Case, names cannot be told from
    words: Fog and Dale-Chall are missing there, and the flag says ``capitals: no Fog, Dale-Chall``.

    Raises TableError for other tables.

    >>> articles = pd.DataFrame({
    ...     "article_id": ["a"], "headline": ["Ferry fares rise"],
    ...     "text": ["Fares rise in May. “It is late,” Ana Ruiz said. “We waited.”"]})
    >>> quotes = pd.DataFrame({
    ...     "article_id": ["a", "a"], "start": [20, 49], "end": [31, 59], "kind": ["direct"] * 2,
    ...     "text": ["It is late,", "We waited."], "speaker": ["Ana Ruiz"] * 2})
    >>> measure_parts(articles, quotes)[["part", "speaker", "n_words", "n_sentences"]]
           part   speaker  n_words  n_sentences
    0      body       NaN       12            3
    1  headline       NaN        3            1
    2     prose       NaN        4            1
    3    quotes  Ana Ruiz        5            2
    """
    check_articles(articles, "measure_parts")
    of_article = _quoted_by_article(quotes)
    keys: list[tuple[object, str, str | None]] = []
    sentences: list[Numbers] = []
    english: list[bool] = []
    unnamed: list[bool] = []  # whether names cannot be told from words
    for article_id, text, headline, is_in_english in zip(
        articles["article_id"],
        texts_of(articles, "text"),
        texts_of(articles, "headline"),
        english_of(articles),
        strict=True,
    ):
        quoted = of_article.get(article_id, [])
        parts = [
            ("body", None, count_sentences(text)),
            ("headline", None, _as_one(count_sentences(headline, headings=True))),
            ("prose", None, count_sentences(prose(text, quoted))),
            *(
                ("quotes", speaker, count_sentences(said, headings=True))
                for speaker, said in speech(quoted).items()
            ),
        ]
        for part, speaker, counted in parts:
            keys.append((article_id, part, speaker))
            sentences.append(counted)
            english.append(is_in_english)
            unnamed.append(part == "headline" and is_in_capitals(headline))
    columns = score(sentences, english, min_words=min_words, intervals=intervals)
    _miss_names(columns, np.array(unnamed, dtype=bool))
    for place, name in enumerate(READABILITY_PARTS.key):
        columns[name] = [key[place] for key in keys]
    return as_table(columns, READABILITY_PARTS.columns)


def prose(text: str, quoted: Iterable[Quoted]) -> str:
    """Return the sentences of ``text``, headings left out, that share no character with a quote.

    >>> said = Quoted(1, 9, "We waited", "Ana Ruiz", "direct")
    >>> prose("“We waited,” Ruiz said. It rained.", [said])
    'It rained.'
    """
    spans = [(quote.start, quote.end) for quote in quoted]
    return "\n".join(
        text[start:end]
        for start, end in split_sentences(text, headings=False)
        if not any(start < quote_end and quote_start < end for quote_start, quote_end in spans)
    )


def speech(quoted: Iterable[Quoted]) -> dict[str | None, str]:
    """Return what each speaker says in direct quotes, a line for every sentence begun.

    >>> said = [Quoted(1, 10, "We came,", "Ruiz", "direct"),
    ...         Quoted(20, 31, "and we saw.", "Ruiz", "direct")]
    >>> speech(said)
    {'Ruiz': 'We came, and we saw.'}
    """
    lines: dict[str | None, list[str]] = {}
    for quote in sorted(quoted):
        if quote.kind != "direct":
            continue
        said = lines.setdefault(quote.speaker, [])
        if said and said[-1][-1:] not in ".!?…" and quote.text[:1].islower():
            said[-1] += f" {quote.text}"
        elif quote.text:
            said.append(quote.text)
    return {speaker: "\n".join(said) for speaker, said in lines.items()}


def is_in_capitals(line: str) -> bool:
    """Tell whether the words of a line (of four letters or more) all have capitals.

    >>> is_in_capitals("Ferry Fares to Rise in May"), is_in_capitals("Ferry fares rise")
    (True, False)
    """
    words = _CASED_WORD.findall(line)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _as_one(counted: Numbers) -> Numbers:
    """Return the counts of a line as those of one sentence, whatever stops stand in it."""
    if not len(counted):
        return counted
    one: Numbers = counted.sum(axis=0, keepdims=True, dtype=counted.dtype)
    one[:, 1] = 1
    return one


def _miss_names(columns: Columns, unnamed: NDArray[np.bool_]) -> None:
    """Make missing what needs to know names, where they cannot be told."""
    for name in (column for column in columns if column.startswith(_BY_NAMES)):
        columns[name] = np.where(unnamed, np.nan, columns[name])
    columns["flag"] = [
        "; ".join(filter(None, (flag, _CAPITALS))) if is_unnamed else flag
        for flag, is_unnamed in zip(columns["flag"], unnamed, strict=True)
    ]


def _quoted_by_article(quotes: object) -> dict[object, list[Quoted]]:
    if not isinstance(quotes, pd.DataFrame):
        NAMED_QUOTES.check(quotes)  # which refuses it, and says what it is
    needed = ["article_id", "start", "end", "text", "kind"]
    lacks = [name for name in needed if name not in getattr(quotes, "columns", [])]
    if not isinstance(quotes, pd.DataFrame) or lacks:
        raise TableError(
            f"measure_parts needs a table of quotes with {', '.join(needed)}; this one lacks "
            f"{', '.join(lacks)}. Make one with name_speakers(annotate(articles))."
        )
    found: dict[object, list[Quoted]] = {}
    speakers = quotes["speaker"] if "speaker" in quotes else [None] * len(quotes)
    rows = zip(*(quotes[name] for name in needed), speakers, strict=True)
    for article_id, start, end, text, kind, speaker in rows:
        if kind in ("direct", "mixed") and isinstance(text, str):
            name = speaker if isinstance(speaker, str) else None
            found.setdefault(article_id, []).append(Quoted(start, end, text, name, kind))
    return found
