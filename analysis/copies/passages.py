"""Which passages two articles share, word for word or nearly so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.copies.shingles import WORD, fold
from analysis.mistakes import ArgumentError, did_you_mean, given, is_count
from analysis.tables import ARTICLES, PASSAGES

LEAST_WORDS = 8
_SEED = 3  # words alike in a row that begin a run, and that must follow a bridged word
_MOST_TRIED = 20  # places in the other article where a run may begin


class _Run(NamedTuple):
    """A passage by its words: half-open places in each article, and how many words are alike."""

    start: int
    end: int
    other_start: int
    other_end: int
    n_words: int


class _Words(NamedTuple):
    """The words of a text, folded, and where each stands."""

    words: list[str]
    spans: list[tuple[int, int]]


def shared_passages(
    articles: pd.DataFrame, article_id: str, other_id: str, least_words: int = LEAST_WORDS
) -> pd.DataFrame:
    r"""Find the passages that two articles share, one row per passage, in order of the first.

    A passage is a run of the same words in both, as long as it goes, whatever their case and
    punctuation; what stands in quotation marks counts as well. It may bridge a place where one word
    was changed, put in or left out, if three words that are the same follow. ``n_words`` counts the
    words that are the same, and is ``least_words`` or more. ``text`` is as ``article_id`` prints
    it; ``start:end`` and ``other_start:other_end`` are where it stands in each.

    Passages do not overlap in ``article_id``. What comes twice in it may be found twice at the same
    place of the other; what comes more than twenty times in the other is looked for at the first
    twenty places.

    >>> articles = ARTICLES.build(
    ...     [
    ...         {"article_id": "a", "text": "The old bridge will close in May for nine months."},
    ...         {"article_id": "b", "text": "So the old bridge shall close in May for nine weeks."},
    ...     ]
    ... )
    >>> shared_passages(articles, "a", "b", least_words=5)[["start", "end", "n_words", "text"]]
       start  end  n_words                                       text
    0      0   41        8  The old bridge will close in May for nine

    Raises TableError if ``articles`` is no articles table, ValueError if it does not have each of
    the two ids once, or for a ``least_words`` that is no whole number of 3 or more.
    """
    ARTICLES.check(articles)
    if not is_count(least_words, _SEED):
        raise ArgumentError(
            f"least_words is a whole number, {_SEED} or more, not {given(least_words)}."
        )
    text, other_text = _text_of(articles, article_id), _text_of(articles, other_id)
    words, others = _read(text), _read(other_text)
    rows = []
    for run in _runs(words.words, others.words, least_words):
        start, end = words.spans[run.start][0], words.spans[run.end - 1][1]
        rows.append(
            {
                "article_id": article_id,
                "start": start,
                "end": end,
                "other_id": other_id,
                "other_start": others.spans[run.other_start][0],
                "other_end": others.spans[run.other_end - 1][1],
                "n_words": run.n_words,
                "text": text[start:end],
            }
        )
    return PASSAGES.build(rows)


def _text_of(articles: pd.DataFrame, article_id: str) -> str:
    known = articles["article_id"]
    texts = (
        articles.loc[known == article_id, "text"].tolist() if isinstance(article_id, str) else []
    )
    if len(texts) != 1:
        found = f"{len(texts)} articles" if texts else "no article"
        raise ArgumentError(
            f"expected one article with the id {given(article_id)}, found {found}."
            + ("" if texts else did_you_mean(article_id, known))
        )
    return texts[0] if isinstance(texts[0], str) else ""


def _read(text: str) -> _Words:
    found = list(WORD.finditer(text))
    return _Words([fold(match.group()) for match in found], [match.span() for match in found])


def _runs(words: list[str], others: list[str], least_words: int) -> Iterator[_Run]:
    """Yield the runs from left to right, the longest at each place; none overlaps another.

    Each pair of places is followed once only: ``followed`` holds how far its diagonal was read.
    """
    seeds: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(others) - _SEED + 1):
        seeds.setdefault(tuple(others[place : place + _SEED]), []).append(place)
    followed: dict[int, int] = {}
    place = free = 0
    while place <= len(words) - _SEED:
        best: _Run | None = None
        for other in seeds.get(tuple(words[place : place + _SEED]), ())[:_MOST_TRIED]:
            if followed.get(other - place, 0) > place:
                continue
            run = _follow(words, others, place, other)
            followed[other - place] = run.end
            if best is None or run.n_words > best.n_words:
                best = run
        if best is not None:
            best = _reach_back(words, others, best, free)
        if best is not None and best.n_words >= least_words:
            yield best
            place = free = best.end
        else:
            place += 1


def _follow(words: list[str], others: list[str], place: int, other: int) -> _Run:
    """Follow a run to its end, across single words that differ."""
    start, other_start, n_words = place, other, 0
    while True:
        while place < len(words) and other < len(others) and words[place] == others[other]:
            place, other, n_words = place + 1, other + 1, n_words + 1
        for skipped, other_skipped in ((1, 1), (1, 0), (0, 1)):
            on, other_on = place + skipped, other + other_skipped
            ahead = words[on : on + _SEED]
            if len(ahead) == _SEED and ahead == others[other_on : other_on + _SEED]:
                place, other = on, other_on
                break
        else:
            return _Run(start, place, other_start, other, n_words)


def _reach_back(words: list[str], others: list[str], run: _Run, free: int) -> _Run:
    """Let a run begin earlier where the words before it are the same too."""
    start, other_start = run.start, run.other_start
    while start > free and other_start > 0 and words[start - 1] == others[other_start - 1]:
        start, other_start = start - 1, other_start - 1
    n_words = run.n_words + run.start - start
    return run._replace(start=start, other_start=other_start, n_words=n_words)
