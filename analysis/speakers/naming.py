"""Naming: each quote's printed speaker, or the lack of one, to a name and the rule that gave it."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import pandas as pd

from analysis.language import paragraphs
from analysis.outlets import Outlets
from analysis.speakers.cast import Lookup, cast_of
from analysis.speakers.confidence import confidence_of
from analysis.speakers.corpus import choose_names, count_names, read_people, use_names
from analysis.speakers.floating import floating, interviewed
from analysis.speakers.scene import Scene, Verdict
from analysis.speakers.verdicts import name_phrase
from analysis.tables import ARTICLES, NAMED_QUOTES, NAMES, QUOTES, check_found


class Readings(Protocol):
    """What `analysis.annotations.annotate` returns, as far as speakers need it."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def quotes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def names(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def outlets(self) -> Outlets: ...  # noqa: D102


def name_rows(
    quotes: Sequence[Mapping[str, Any]],
    names: Iterable[Mapping[str, Any]],
    paragraph_of: Callable[[int], int] | None = None,
    lookup: Lookup = lambda phrase: None,
    day: str | None = None,
) -> list[dict[str, Any]]:
    """Return the quotes of one article with their named speakers; ``day`` is when it appeared."""
    reported = [(int(quote["start"]), int(quote["end"])) for quote in quotes]
    scene = Scene(cast_of(names, lookup), lookup, day, reported=reported)
    where = paragraph_of or (lambda offset: 0)
    rows = []
    verdicts: list[Verdict] = []
    for quote in quotes:
        text = quote.get("speaker_text")
        if isinstance(text, str) and text:
            start, end = int(quote["speaker_start"]), int(quote["speaker_end"])
            scene.advance(start)
            plain = quote.get("speaker_plain")
            verdict = name_phrase(scene, text, start, end, where(start), str(plain or text))
            verdict = verdict._replace(evidence=(start, end))
            scene.spoken.append((start, where(start), verdict))
            scene.take_documents_of(verdict.figure, start, end)
        elif isinstance(quote.get("cue"), str):
            verdict = Verdict(None, None, "the cue names nobody")
        else:
            scene.advance(int(quote["start"]))
            is_answer = quote.get("rule") == "answer in an interview"
            verdict = interviewed(scene) if is_answer else Verdict(None, None, "floating")
        verdicts.append(verdict)
    for number, quote in enumerate(quotes):
        if verdicts[number].rule == "floating":
            verdicts[number] = floating(scene, quotes, verdicts, number, where)
        verdict = verdicts[number]
        rows.append(
            {
                **quote,
                "speaker": verdict.figure.name if verdict.figure else verdict.speaker,
                "speaker_type": verdict.type,
                "speaker_rule": verdict.rule,
                "evidence_start": verdict.evidence[0] if verdict.evidence else None,
                "evidence_end": verdict.evidence[1] if verdict.evidence else None,
                "confidence": _confidence(quote, verdict),
                "candidates": "; ".join(verdict.candidates) or None,
            }
        )
    return rows


def _confidence(quote: Mapping[str, Any], verdict: Verdict) -> float | None:
    if verdict.speaker is None and verdict.figure is None:
        return None
    return confidence_of(str(quote.get("rule")), str(quote.get("kind")), verdict.rule)


def name_speakers(found: Readings, *, people: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Name the speaker of every quote, one row per quote (the named quotes table).

    ``speaker`` is the name in full as the article gives it, without titles; an unnamed speaker is
    the phrase as printed ("a police spokesman"); where the text does not settle who speaks it is
    missing. ``speaker_rule`` says how the name was found, or why there is none; ``evidence_start``
    and ``evidence_end`` where the words stand that it rests on; ``candidates`` who else it may be
    where that is doubtful. ``confidence`` is a cautious share: of quotes found by the same two
    rules, how many had the right words and the right speaker (see `analysis.speakers.confidence`).

    The same person or body goes by one name in all articles (see `analysis.speakers.corpus`).
    ``people`` is a CSV file with a class's own word on it: the columns ``speaker``, as the package
    has it, and ``name``, as it should be. Raises TableError if that file cannot be used.

    >>> from analysis import annotate, load_articles
    >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> "Ines Calloway" in set(name_speakers(found).speaker)
    True
    """
    check_found(found, "name_speakers", ARTICLES, QUOTES, NAMES)
    quotes = name_within_articles(found)
    own = read_people(people) if people is not None else {}
    return use_names(quotes, choose_names(count_names(quotes)), own)


def name_within_articles(found: Readings) -> pd.DataFrame:
    """Name the speaker of every quote as its own article does, one row per quote.

    This is `name_speakers` without its look at the other articles: somebody may go by one name
    here and by another there. Where nothing was changed since, that was done when it was read.
    """
    as_read = getattr(found, "named_as_read", lambda: None)()
    if as_read is not None:
        return NAMED_QUOTES.check(as_read)
    names = dict(list(found.names.groupby("article_id")))
    texts = dict(zip(found.articles.article_id, found.articles.text, strict=True))
    outlet_of = found.articles.set_index("article_id")["outlet"].dropna().to_dict()
    days = {
        article_id: published.date().isoformat()
        for article_id, published in zip(
            found.articles.article_id, found.articles.published, strict=True
        )
        if not pd.isna(published)
    }
    rows: list[dict[str, Any]] = []
    for article_id, quotes in found.quotes.groupby("article_id", sort=False):
        starts = [start for start, _ in paragraphs(texts[article_id])]
        rows += name_rows(
            [_present(row) for row in quotes.to_dict("records")],
            [_present(row) for row in names.get(article_id, NAMES.empty()).to_dict("records")],
            lambda offset, starts=starts: bisect_right(starts, offset) - 1,  # type: ignore[misc]
            partial(found.outlets.lookup, own=outlet_of.get(article_id)),
            days.get(article_id),
        )
    return NAMED_QUOTES.build(rows)


def _present(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(column): None if pd.isna(value) else value for column, value in row.items()}
