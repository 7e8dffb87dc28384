"""Shared quotes: the same remark in several articles, however each has trimmed and turned it.

One outlet prints a remark in full, another the end of it, a third that she had said so. The fullest
wording stands for the remark; a quote belongs to it if most of its words, in their order, are in
that wording.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.coverage.events import event_of
from analysis.coverage.folding import fold_words
from analysis.marks import quotations
from analysis.tables import ARTICLES, NAMED_QUOTES, SHARED_QUOTES, UTTERANCES

# The share of a quote's words, by weight, that the fullest wording must have in the same order.
# Less will do where both are credited to the same speaker; it takes more where they are not.
_LEAST = {"same": 0.5, "unknown": 0.6, "different": 0.85}
# Words that must agree at least: fewer are a turn of phrase that anybody may use.
_FEWEST = {"same": 2, "unknown": 3, "different": 4}
# Weight that must agree at least, in words that one speaker alone uses.
_LIGHTEST = {"same": 1.2, "unknown": 1.8, "different": 3.0}
_LIGHTEST_WHOLE = 0.9  # for what the same speaker said word for word
_MOST_ALIKE = 400  # quotes with a word; a commoner one brings no two together
# A stretch of so much weight, nearly word for word, makes it one remark, however the edges differ.
_HEAVY_CORE = {"same": 1.7, "unknown": 2.4, "different": 4.0}
_DENSITY = 0.6
# Times as much weight must agree where nothing says that it is one event; and where both articles
# retell what was said in their own words, which may be about anything that was ever said of it.
_WITHOUT_EVENTS = 1.6
_BOTH_RETOLD = 2.4
_SPREAD = 3.0  # how much longer than the quote the stretch may be that holds its words


class _Quote(NamedTuple):
    """A quote by what is compared: its words, where it stands, and who said it."""

    place: int
    article_id: str
    event: str
    day: float | None
    speaker: str | None
    is_person: bool
    is_retold: bool
    start: int
    cue: int | None
    words: list[str]
    fragments: list[list[str]]  # the words of each stretch in quotation marks


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
    found = _quotes(quotes, articles, events)
    weights = _weights(found)
    groups = list(range(len(found)))
    for one, other in _in_one_breath(found):
        _join(groups, one, other)
    for one, other in _matches(
        [*found, *_joined(found, groups)], weights, None if events is not None else days
    ):
        _join(groups, one, other)
    if events is not None:
        for one, other in _with_one_fragment(found, weights):
            _join(groups, one, other)
    members: dict[int, list[_Quote]] = defaultdict(list)
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
                "speakers_differ": len({_last_name(person) for person in people}) > 1,
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
) -> list[_Quote]:
    events_of = event_of(events, articles)
    days_of = {
        article_id: None if pd.isna(moment) else moment.timestamp() / 86_400
        for article_id, moment in zip(articles["article_id"], articles["published"], strict=True)
    }
    return [
        _Quote(
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


def _weights(quotes: Sequence[_Quote]) -> dict[str, float]:
    """Return how much each word tells: more the fewer speakers use it, on whatever event.

    A word that six outlets quote from one speaker is as telling as one that a single outlet has.
    """
    tellers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quote in quotes:
        for word in quote.words:
            tellers[word].add((quote.event, quote.speaker or quote.article_id))
    n = len({teller for found in tellers.values() for teller in found})
    return {word: math.log(1 + n / len(found)) / math.log(1 + n) for word, found in tellers.items()}


def _in_one_breath(quotes: Sequence[_Quote]) -> Iterator[tuple[int, int]]:
    """Yield the quotes of an article that one cue reports: '“We wait,” she said. “We must.”'."""
    first: dict[tuple[str, int], int] = {}
    for quote in quotes:
        if quote.cue is not None:
            yield first.setdefault((quote.article_id, quote.cue), quote.place), quote.place


def _joined(quotes: Sequence[_Quote], groups: list[int]) -> Iterator[_Quote]:
    """Yield the remarks that stand in pieces as one quote each, at the place of the first piece."""
    pieces: dict[int, list[_Quote]] = defaultdict(list)
    for quote in quotes:
        pieces[_head(groups, quote.place)].append(quote)
    for one in pieces.values():
        if len(one) > 1:
            ordered = sorted(one, key=lambda quote: quote.start)
            yield ordered[0]._replace(
                words=[word for quote in ordered for word in quote.words],
                fragments=[fragment for quote in ordered for fragment in quote.fragments],
            )


def _matches(
    quotes: Sequence[_Quote], weights: Mapping[str, float], days: float | None
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of quotes, from different articles, that are of one remark."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)  # by event and word
    for number, quote in enumerate(quotes):
        for place in _candidates(quote, holders):
            other = quotes[place]
            if other.article_id == quote.article_id:
                continue
            if days is not None and None not in (quote.day, other.day):
                if abs(quote.day - other.day) > days:  # type: ignore[operator]
                    continue
            demand = 1.0
            if days is not None:
                both_retold = quote.is_retold and other.is_retold
                demand = _BOTH_RETOLD if both_retold else _WITHOUT_EVENTS
            if _is_same(quote, other, weights, demand):
                yield quote.place, other.place
        for word in set(quote.words):
            places = holders[quote.event, word]
            if len(places) < _MOST_ALIKE:
                places.append(number)


def _with_one_fragment(
    quotes: Sequence[_Quote], weights: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Yield the quotes on one event that have the same words in quotation marks.

    'would not be “marched to the gate”' is of the remark in which nobody is marched to the gate,
    whatever else the outlet made of it: what stands in quotation marks is word for word.
    """
    holders: dict[tuple[str, str], list[_Quote]] = defaultdict(list)
    for quote in quotes:
        for word in {word for fragment in quote.fragments for word in fragment}:
            holders[quote.event, word].append(quote)
    for quote in quotes:
        for words in quote.fragments:
            if not words or sum(weights[word] for word in words) < _LIGHTEST_WHOLE:
                continue
            rarest = max(words, key=lambda word: weights[word])
            for other in holders[quote.event, rarest]:
                if other.article_id == quote.article_id or _relation(quote, other) == "different":
                    continue
                if any(_is_run_of(words, whole) for whole in other.fragments):
                    yield quote.place, other.place


def _candidates(quote: _Quote, holders: Mapping[tuple[str, str], Sequence[int]]) -> Iterator[int]:
    """Yield the earlier quotes that share two words with a quote."""
    shared: Counter[int] = Counter()
    for word in set(quote.words):
        places = holders.get((quote.event, word), ())
        if len(places) < _MOST_ALIKE:
            shared.update(places)
    return (place for place, n in shared.items() if n >= 2)


def _is_same(one: _Quote, other: _Quote, weights: Mapping[str, float], demand: float) -> bool:
    """Whether most of the lighter of two quotes stands in the other, in the same order."""
    total, other_total = (sum(weights[word] for word in quote.words) for quote in (one, other))
    if total > other_total:
        one, other, total = other, one, other_total
    relation = _relation(one, other)
    if relation == "same" and _stands_in(one.words, other.words):
        return total >= demand * _LIGHTEST_WHOLE
    least = max(_LEAST[relation] * total, demand * _LIGHTEST[relation])
    heavy = demand * _HEAVY_CORE[relation]
    common = set(one.words) & set(other.words)
    in_common = sum(weights[word] for word in one.words if word in common)
    if in_common < min(least, heavy):
        return False
    matched = list(_in_order(one.words, other.words, weights))
    if len({one.words[at] for at, _ in matched}) < _FEWEST[relation]:
        return False
    if _core(one.words, matched, weights) >= heavy:
        return True
    if sum(weights[one.words[at]] for at, _ in matched) < least:
        return False
    spread = matched[-1][1] - matched[0][1] + 1
    return spread <= _SPREAD * len(one.words) + 4


def _core(
    words: Sequence[str], matched: Sequence[tuple[int, int]], weights: Mapping[str, float]
) -> float:
    """Return the weight of the densest stretch that two quotes share, whatever their edges say.

    In the stretch, six of ten words at least are matched in both.
    """
    best = 0.0
    for first in range(len(matched)):
        weight = 0.0
        for last in range(first, len(matched)):
            weight += weights[words[matched[last][0]]]
            n = last - first + 1
            widths = (matched[last][side] - matched[first][side] + 1 for side in (0, 1))
            if n >= _DENSITY * max(widths):
                best = max(best, weight)
    return best


def _stands_in(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words stand in others as they are, one right after the other."""
    return len(words) > 1 and _is_run_of(words, others)


def _is_run_of(words: Sequence[str], others: Sequence[str]) -> bool:
    n = len(words)
    return any(list(others[at : at + n]) == list(words) for at in range(len(others) - n + 1))


def _fullest(group: Sequence[_Quote], weights: Mapping[str, float]) -> list[_Quote]:
    """Return the quotes of the article that has most of a remark, in their order."""
    by_article: dict[str, list[_Quote]] = defaultdict(list)
    for quote in group:
        by_article[quote.article_id].append(quote)

    def weight(article_id: str) -> float:
        words = {word for quote in by_article[article_id] for word in quote.words}
        return sum(weights[word] for word in words)

    whole = by_article[max(by_article, key=weight)]
    return sorted(whole, key=lambda quote: quote.start)


def _shares(
    group: Sequence[_Quote], fullest: Sequence[_Quote], weights: Mapping[str, float]
) -> dict[int, float]:
    """Return how much of the fullest wording each quote has."""
    whole = [word for quote in fullest for word in quote.words]
    total = sum(weights[word] for word in whole)
    shares = {}
    for quote in group:
        matched = _in_order(quote.words, whole, weights)
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


def _in_order(
    words: Sequence[str], others: Sequence[str], weights: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Yield the places of the heaviest words that both have in the same order."""
    n, m = len(words), len(others)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for one in range(n - 1, -1, -1):
        row, below, word = best[one], best[one + 1], words[one]
        for other in range(m - 1, -1, -1):
            if word == others[other]:
                row[other] = below[other + 1] + weights[word]
            else:
                row[other] = max(below[other], row[other + 1])
    one = other = 0
    while one < n and other < m:
        if words[one] == others[other]:
            yield one, other
            one, other = one + 1, other + 1
        elif best[one + 1][other] >= best[one][other + 1]:
            one += 1
        else:
            other += 1


def _relation(one: _Quote, other: _Quote) -> str:
    """Whether two quotes are credited to the same speaker, to two people, or who knows.

    "The council said" and "officials said" are no other speaker than the mayor.
    """
    if one.speaker is None or other.speaker is None:
        return "unknown"
    is_same = _last_name(one.speaker) == _last_name(other.speaker)
    if one.is_person and other.is_person and " " in one.speaker and " " in other.speaker:
        return "same" if is_same and one.speaker[:1] == other.speaker[:1] else "different"
    if is_same:
        return "same"
    return "different" if one.is_person and other.is_person else "unknown"


def _last_name(speaker: str) -> str:
    words: list[Any] = speaker.casefold().split()
    return words[-1] if words else ""
