"""Tone near a name: the sentences in which a person is spoken of by others.

This is not the person's tone and no verdict on the person: it is the wording around the name. A
person's own words stay out of it, and so does what a reporter retells of them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Protocol

import pandas as pd

from analysis.outlets import Outlets
from analysis.resampling import mean_over_articles
from analysis.speakers.cast import Mention, cast_of
from analysis.tables import NAMED_QUOTES, NAMES, SENTENCES, TableError, check_found

NEAR_NAMES = {
    "article_id": "str",
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "person": "str",
    "n_persons": "int64",
    "said_by": "str",
}
NEAR_SUMMARY = {
    "person": "str",
    "n_sentences": "int64",
    "n_articles": "int64",
    "near_mean": "float64",
    "near_low": "float64",
    "near_high": "float64",
    "interval_over": "str",
}


class Named(Protocol):
    """What `analysis.annotations.annotate` returns, as far as names need it."""

    @property
    def sentences(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def names(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def outlets(self) -> Outlets: ...  # noqa: D102


def find_near_names(found: Named, named_quotes: pd.DataFrame) -> pd.DataFrame:
    """Find the sentences in which a person is spoken of by others, one row per sentence and person.

    ``person`` is the name in full, as in the quotes table; ``n_persons`` counts the persons who are
    named in the sentence: with several, its tone belongs to none of them alone. ``said_by`` is the
    speaker whose quote the name stands in, missing where it is in the reporter's own text. A
    sentence that holds a quote of the person, direct or indirect, is left out, and a pronoun is not
    counted as a name. ``start`` and ``end`` are the sentence's place in the article.

    Score the rows with ``score_sentiment``, and sum them up with :func:`summarize_near_names`.

    Raises TableError for other tables.
    """
    check_found(found, "find_near_names", SENTENCES, NAMES)
    NAMED_QUOTES.check(named_quotes)
    names = dict(iter(found.names.groupby("article_id", sort=False)))
    quotes = dict(iter(named_quotes.groupby("article_id", sort=False)))
    rows: list[dict[str, Any]] = []
    for article_id, sentences in found.sentences.groupby("article_id", sort=False):
        if article_id not in names:
            continue
        said = quotes[article_id].to_dict("records") if article_id in quotes else []
        rows += _near_names(
            sentences.sort_values("start").to_dict("records"),
            cast_of(
                [
                    {str(column): value for column, value in row.items()}
                    for row in names[article_id].sort_values("start").to_dict("records")
                ],
                found.outlets.lookup,
            ),
            said,
        )
    return pd.DataFrame(rows, columns=list(NEAR_NAMES)).astype(NEAR_NAMES)


def _near_names(
    sentences: list[dict[Any, Any]], mentions: list[Mention], quotes: list[dict[Any, Any]]
) -> list[dict[str, Any]]:
    starts = [sentence["start"] for sentence in sentences]
    named: dict[int, dict[str, int]] = {}  # sentence -> person -> where first named
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if mention.figure is None or mention.figure.type != "person" or at < 0:
            continue
        if mention.start < sentences[at]["end"]:
            named.setdefault(at, {}).setdefault(mention.figure.name, mention.start)
    rows = []
    for at, persons in sorted(named.items()):
        sentence = sentences[at]
        within = [
            quote
            for quote in quotes
            if quote["start"] < sentence["end"] and sentence["start"] < quote["end"]
        ]
        speakers = {quote["speaker"] for quote in within if isinstance(quote["speaker"], str)}
        for person, place in persons.items():
            if person not in speakers:
                rows.append(
                    {
                        **{key: sentence[key] for key in list(NEAR_NAMES)[:5]},
                        "person": person,
                        "n_persons": len(persons),
                        "said_by": _speaker_at(place, within),
                    }
                )
    return rows


def _speaker_at(place: int, quotes: list[dict[Any, Any]]) -> str | None:
    """Return who says the words at a place, the innermost quote first."""
    around = [quote for quote in quotes if quote["start"] <= place < quote["end"]]
    inner = min(around, key=lambda quote: quote["end"] - quote["start"], default=None)
    speaker = inner["speaker"] if inner else None
    return speaker if isinstance(speaker, str) else None


def summarize_near_names(scored: pd.DataFrame) -> pd.DataFrame:
    """Sum up the tone near each name, one row per person, the most named first.

    Takes what :func:`find_near_names` found, scored by ``score_sentiment``. ``near_mean`` is the
    mean over sentences in which others speak of the person, with a 95 % interval by resampling
    articles. It is the tone of the wording around the name: of fires for a fire chief, of victories
    for a coach.

    Raises TableError for another table.
    """
    if missing := [column for column in (*NEAR_NAMES, "compound") if column not in scored]:
        raise TableError(
            f"these are no scored sentences near names: they lack {', '.join(missing)}. Make them "
            "with score_sentiment(find_near_names(found, named_quotes))."
        )
    rows = []
    for person, near in scored.dropna(subset=["compound"]).groupby("person", sort=True):
        interval = mean_over_articles(near["compound"].tolist(), near["article_id"].tolist())
        rows.append(
            {
                "person": person,
                "n_sentences": len(near),
                "n_articles": near["article_id"].nunique(),
                "near_mean": interval.mean,
                "near_low": interval.low,
                "near_high": interval.high,
                "interval_over": interval.over,
            }
        )
    table = pd.DataFrame(rows, columns=list(NEAR_SUMMARY)).astype(NEAR_SUMMARY)
    return table.sort_values(["n_sentences", "person"], ascending=[False, True], ignore_index=True)
