"""Which quotes are of one remark: by most of their words, or by the same in quotation marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
_MOST_SPEAKERS = 2  # who are credited with the same words in quotation marks
# Times as much weight must agree where nothing says that it is one event; and where both articles
# retell what was said in their own words, which may be about anything that was ever said of it.
_WITHOUT_EVENTS = 1.6
_BOTH_RETOLD = 2.4
_SPREAD = 3.0  # how much longer than the quote the stretch may be that holds its words


class Quote(NamedTuple):
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


def matches(
    quotes: Sequence[Quote], weights: Mapping[str, float], days: float | None
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


def with_one_fragment(
    quotes: Sequence[Quote], weights: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Yield the quotes on one event that have the same words in quotation marks.

    'would not be “marched to the gate”' is of the remark in which nobody is marched to the gate,
    whatever else the outlet made of it: what stands in quotation marks is word for word.
    """
    holders: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in quotes:
        for word in {word for fragment in quote.fragments for word in fragment}:
            holders[quote.event, word].append(quote)
    for quote in quotes:
        for words in quote.fragments:
            if not words or sum(weights[word] for word in words) < _LIGHTEST_WHOLE:
                continue
            rarest = max(words, key=lambda word: weights[word])
            alike = [
                other
                for other in holders[quote.event, rarest]
                if any(_is_run_of(words, whole) for whole in other.fragments)
            ]
            # What three people say is a phrase of the day ("top secret"), and no one's remark.
            anybodys = len({other.speaker for other in alike if other.speaker}) > _MOST_SPEAKERS
            for other in alike:
                relation = _relation(quote, other)
                if other.article_id != quote.article_id and (
                    relation == "same" or (relation == "unknown" and not anybodys)
                ):
                    yield quote.place, other.place


def _candidates(quote: Quote, holders: Mapping[tuple[str, str], Sequence[int]]) -> Iterator[int]:
    """Yield the earlier quotes that share two words with a quote."""
    shared: Counter[int] = Counter()
    for word in set(quote.words):
        places = holders.get((quote.event, word), ())
        if len(places) < _MOST_ALIKE:
            shared.update(places)
    return (place for place, n in shared.items() if n >= 2)


def _is_same(one: Quote, other: Quote, weights: Mapping[str, float], demand: float) -> bool:
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
    matched = list(in_order(one.words, other.words, weights))
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


def in_order(
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


def _relation(one: Quote, other: Quote) -> str:
    """Whether two quotes are credited to the same speaker, to two people, or who knows.

    "The council said" and "officials said" are no other speaker than the mayor.
    """
    if one.speaker is None or other.speaker is None:
        return "unknown"
    is_same = last_name(one.speaker) == last_name(other.speaker)
    if one.is_person and other.is_person and " " in one.speaker and " " in other.speaker:
        return "same" if is_same and one.speaker[:1] == other.speaker[:1] else "different"
    if is_same:
        return "same"
    return "different" if one.is_person and other.is_person else "unknown"


def last_name(speaker: str) -> str:
    """Return the last word of a speaker's name, in small letters."""
    words: list[Any] = speaker.casefold().split()
    return words[-1] if words else ""
