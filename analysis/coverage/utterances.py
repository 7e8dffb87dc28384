"""Shared quotes: the same remark in several articles, however each has trimmed and turned it.

One outlet prints a remark in full, another the end of it, a third that she had said so. The fullest
wording stands for the remark; a quote belongs to it if most of its words, in their order, are in
that wording.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.coverage.events import event_of
from analysis.coverage.folding import fold_words
from analysis.coverage.remarks import Quote, in_order, last_name, matches, with_one_fragment
from analysis.marks import quotations
from analysis.tables import ARTICLES, NAMED_QUOTES, SHARED_QUOTES, UTTERANCES, check_same_articles


def match_quotes(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    days: float = 10,
) -> pd.DataFrame:
    """Match the quotes of one remark in different articles, one row per quote.

    ``utterance`` numbers the remarks in the order in which they first appear; ``share`` is how much
    of its fullest wording a quote has, by the weight of the words, and ``is_fullest`` marks that
    wording (of several the first). Quotes that only one article has are utterances of their own.

    Words are compared by their stems, without persons and small words, so that direct and indirect
    speech agree; rare words weigh more. A quote belongs to a longer one if at least half of its
    weight stands there in the same order; it takes more where the articles credit different
    speakers, since two people may use one turn of phrase. Compared are articles of one event, or
    without ``events`` those within ``days`` of each other; then more words must agree.

    Raises TableError for other tables.

    >>> quotes = NAMED_QUOTES.build([
    ...     {"article_id": a, "quote_id": 0, "sentence_id": 0, "start": 0, "end": len(t), "text": t,
    ...      "kind": k, "speaker": "Ana Ruiz"}
    ...     for a, k, t in [("a", "direct", "We will not wait nine months for a safe bridge."),
    ...                     ("b", "indirect", "they would not wait nine months")]
    ... ])
    >>> articles = ARTICLES.build([{"article_id": a, "text": ""} for a in "ab"])
    >>> match_quotes(quotes, articles)[["utterance", "article_id", "share", "is_fullest"]].round(2)
      utterance article_id  share  is_fullest
    0        U1          a   1.00        True
    1        U1          b   0.67       False
    """
    NAMED_QUOTES.check(quotes)
    ARTICLES.check(articles)
    check_same_articles(quotes, articles, "quotes")
    found = _quotes(quotes, articles, events)
    weights = _weights(found)
    groups = list(range(len(found)))
    for one, other in _in_one_breath(found):
        _join(groups, one, other)
    for one, other in matches(
        [*found, *_joined(found, groups)], weights, None if events is not None else days
    ):
        _join(groups, one, other)
    if events is not None:
        for one, other in with_one_fragment(found, weights):
            _join(groups, one, other)
    members: dict[int, list[Quote]] = defaultdict(list)
    for quote in found:
        members[_head(groups, quote.place)].append(quote)
    numbers = {head: number for number, head in enumerate(members, 1)}
    shares: dict[int, float] = {}
    fullest: set[int] = set()
    for group in members.values():
        whole = _fullest(group, weights)
        fullest |= {quote.place for quote in whole}
        shares |= _shares(group, whole, weights)
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    rows = []
    for place, row in enumerate(quotes.to_dict("records")):
        rows.append(
            {name: row.get(name) for name in SHARED_QUOTES.columns}
            | {
                "utterance": f"U{numbers[_head(groups, place)]}",
                "outlet": outlets.get(row["article_id"]),
                "share": shares[place],
                "is_fullest": place in fullest,
            }
        )
    return SHARED_QUOTES.build(rows)


def summarize_utterances(shared: pd.DataFrame, *, least_outlets: int = 2) -> pd.DataFrame:
    """Return one row per remark that several outlets have: who used it, how much, and whose it is.

    ``text`` is its fullest wording and ``n_words`` the words of that; ``least_share`` is how much
    of it the shortest use has. ``speakers`` are those who are credited with it, and
    ``speakers_differ`` says that different people are: a mistake of an outlet, or of the program.
    With
    ``least_outlets=1`` all remarks have a row. The most used come first. Articles without an outlet
    count as an outlet each. Raises TableError for another table.

    >>> summarize_utterances(SHARED_QUOTES.empty()).empty
    True
    """
    SHARED_QUOTES.check(shared)
    outlet = shared["outlet"].fillna(shared["article_id"])
    rows = []
    for utterance, group in shared.assign(outlet=outlet).groupby("utterance", sort=False):
        outlets = sorted(group["outlet"].unique())
        if len(outlets) < least_outlets:
            continue
        fullest = " … ".join(group.loc[group["is_fullest"], "text"])
        speakers = list(dict.fromkeys(group["speaker"].dropna()))
        people = group.loc[group["speaker_type"] == "person", "speaker"].dropna()
        by_article = group.groupby("article_id")["share"].sum().clip(upper=1)
        rows.append(
            {
                "utterance": utterance,
                "n_quotes": len(group),
                "n_articles": group["article_id"].nunique(),
                "n_outlets": len(outlets),
                "outlets": "; ".join(outlets),
                "kinds": ", ".join(sorted(group["kind"].unique())),
                "speakers": "; ".join(speakers) or None,
                "speakers_differ": len({last_name(person) for person in people}) > 1,
                "least_share": by_article.min(),
                "n_words": len(fullest.replace("…", " ").split()),
                "text": fullest,
            }
        )
    rows.sort(key=lambda row: (-row["n_outlets"], -row["n_quotes"]))
    return UTTERANCES.build(rows)


# ---- what is compared --------------------------------------------------------------------------


def _quotes(
    quotes: pd.DataFrame, articles: pd.DataFrame, events: pd.DataFrame | None
) -> list[Quote]:
    events_of = event_of(events, articles)
    days_of = {
        article_id: None if pd.isna(moment) else moment.timestamp() / 86_400
        for article_id, moment in zip(articles["article_id"], articles["published"], strict=True)
    }
    return [
        Quote(
            place,
            quote["article_id"],
            events_of.get(quote["article_id"], ""),
            days_of.get(quote["article_id"]),
            quote["speaker"] if isinstance(quote["speaker"], str) else None,
            quote["speaker_type"] == "person",
            quote["kind"] == "indirect",
            int(quote["start"]),
            None if pd.isna(quote["cue_start"]) else int(quote["cue_start"]),
            fold_words(quote["text"]),
            _fragments(quote["text"], quote["kind"]),
        )
        for place, quote in enumerate(quotes.to_dict("records"))
    ]


def _fragments(text: str, kind: str) -> list[list[str]]:
    if kind == "direct":
        return [fold_words(text)]
    if kind == "indirect":
        return []
    return [fold_words(text[q.inner_start : q.inner_end]) for q in quotations(text)]


def _weights(quotes: Sequence[Quote]) -> dict[str, float]:
    """Return how much each word tells: more the fewer speakers use it, on whatever event.

    A word that six outlets quote from one speaker is as telling as one that a single outlet has.
    """
    tellers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quote in quotes:
        for word in quote.words:
            tellers[word].add((quote.event, quote.speaker or quote.article_id))
    n = len({teller for found in tellers.values() for teller in found})
    return {word: math.log(1 + n / len(found)) / math.log(1 + n) for word, found in tellers.items()}


def _in_one_breath(quotes: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Yield the quotes of an article that one cue reports: '“We wait,” she said. “We must.”'."""
    first: dict[tuple[str, int], int] = {}
    for quote in quotes:
        if quote.cue is not None:
            yield first.setdefault((quote.article_id, quote.cue), quote.place), quote.place


def _joined(quotes: Sequence[Quote], groups: list[int]) -> Iterator[Quote]:
    """Yield the remarks that stand in pieces as one quote each, at the place of the first piece."""
    pieces: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        pieces[_head(groups, quote.place)].append(quote)
    for one in pieces.values():
        if len(one) > 1:
            ordered = sorted(one, key=lambda quote: quote.start)
            yield ordered[0]._replace(
                words=[word for quote in ordered for word in quote.words],
                fragments=[fragment for quote in ordered for fragment in quote.fragments],
            )


def _fullest(group: Sequence[Quote], weights: Mapping[str, float]) -> list[Quote]:
    """Return the quotes of the article that has most of a remark, in their order."""
    by_article: dict[str, list[Quote]] = defaultdict(list)
    for quote in group:
        by_article[quote.article_id].append(quote)

    def weight(article_id: str) -> float:
        words = {word for quote in by_article[article_id] for word in quote.words}
        return sum(weights[word] for word in words)

    whole = by_article[max(by_article, key=weight)]
    return sorted(whole, key=lambda quote: quote.start)


def _shares(
    group: Sequence[Quote], fullest: Sequence[Quote], weights: Mapping[str, float]
) -> dict[int, float]:
    """Return how much of the fullest wording each quote has."""
    whole = [word for quote in fullest for word in quote.words]
    total = sum(weights[word] for word in whole)
    shares = {}
    for quote in group:
        matched = in_order(quote.words, whole, weights)
        weight = sum(weights[quote.words[at]] for at, _ in matched)
        shares[quote.place] = weight / total if total else 1.0
    return shares


def _head(groups: list[int], place: int) -> int:
    while groups[place] != place:
        groups[place] = groups[groups[place]]
        place = groups[place]
    return place


def _join(groups: list[int], one: int, other: int) -> None:
    first, second = sorted((_head(groups, one), _head(groups, other)))
    groups[second] = first
