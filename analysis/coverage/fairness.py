"""Fairness: whether outlets are like enough to be compared, and what to mind where they are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from statistics import median
from typing import NamedTuple

import pandas as pd

from analysis.coverage.days import count_words
from analysis.coverage.events import event_of
from analysis.language import is_english
from analysis.printed import count, listed
from analysis.resampling import FEW_ARTICLES
from analysis.tables import ARTICLES, CAUTIONS

UNLIKE = 1.5  # how many times as many, or as long
LEAST_OVERLAP = 0.5  # of two periods
NEAR_DAYS = 2  # periods that begin and end so near to one another are alike
MANY = 0.2  # share of an outlet's articles: copies, opinion
_listed = partial(listed, most=4)  # outlets, or events, in a sentence
_OPINION = re.compile(
    r"\b(?:opinions?|comment(?:s|ary|isfree)?|editorials?|op-?eds?|leaders?|columns?|columnists?|"
    r"letters|viewpoints?|perspectives?|blogs?|reviews?)\b",
    re.IGNORECASE,
)
_FRACTIONS = {"two thirds": 2 / 3, "half": 1 / 2, "a third": 1 / 3, "a quarter": 1 / 4}


class _Outlet(NamedTuple):
    """What is compared of one outlet's articles; ``words`` is their median length."""

    name: str
    n: int
    words: float
    days: tuple[pd.Timestamp, pd.Timestamp] | None
    n_undated: int
    n_copies: int
    foreign: Counter[str]
    n_sections: int
    n_opinion: int
    events: Counter[str]


class _Caution(NamedTuple):
    what: str
    outlets: tuple[str, ...]
    message: str


def check_comparison(articles: pd.DataFrame, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say what to mind before outlets are compared: one row per caution, none where all is well.

    ``what`` is the matter, ``outlets`` whom it concerns (missing: the articles without an outlet)
    and ``message`` a sentence with the numbers:

    - "no outlet", "undated": any such article, since it drops out of the comparison unseen;
    - "one outlet": there is nothing to compare;
    - "one article", "few articles": one, and fewer than six. Fewer than six articles all agree by
      chance more often than one time in twenty, so nothing can be said of the outlet;
    - "number", "length": the outlet with most articles, or the longest, has over 1.5 times as many,
      or as long ones by their median, as another. Who prints half as much again has room for half
      as many voices again, which looks like an interest in voices and is none;
    - "dates": two outlets' periods, from the first article to the last, have less than half of
      their days in common, so that much of what one reports the other could not. Periods that
      begin and end within two days of each other are alike: papers come out the day after;
    - "copies": over a fifth of an outlet's articles are copies of others (``copy_of``), so that
      every fifth count is somebody else's work;
    - "events": an event that two or more outlets cover and this one does not (with ``events``);
    - "own events": over half of an outlet's articles are on events that it alone covers;
    - "language": articles in another language than English, in which nobody's words are found;
    - "genre": the share of opinion by ``section`` differs by over a fifth between two outlets, both
      of which have sections for most of their articles. In opinion pieces the author speaks.

    Raises TableError for other tables.

    >>> articles = ARTICLES.build(
    ...     {"article_id": f"{outlet}{n}", "outlet": outlet, "published": "2025-05-07T09:00Z",
    ...      "text": "word " * length}
    ...     for outlet, length in [("The Courier", 1050), ("The Lantern", 520)] for n in range(6)
    ... )
    >>> print(check_comparison(articles).message[0])
    The articles of The Lantern are about half as long as those of The Courier (median 520 and 1,050
    words): compare shares, not counts.
    """
    ARTICLES.check(articles)
    of_event = event_of(events, articles) if events is not None else {}
    outlets = _outlets(articles, of_event)
    cautions = [
        *_without_outlet(articles),
        *(caution for check in _CHECKS for caution in check(outlets)),
    ]
    return CAUTIONS.build(
        {"what": what, "outlets": "; ".join(names) or None, "message": message}
        for what, names, message in cautions
    )


def _outlets(articles: pd.DataFrame, of_event: dict[str, str]) -> list[_Outlet]:
    known = articles.assign(
        n_words=[count_words(text) for text in articles["text"]],
        event=articles["article_id"].map(of_event),
    )
    return [_outlet(str(name), rows) for name, rows in known.groupby("outlet", sort=True)]


def _outlet(name: str, rows: pd.DataFrame) -> _Outlet:
    days = pd.to_datetime(rows["published"].dropna(), utc=True).dt.floor("D")
    words = [n for n in rows["n_words"] if n]
    sections = rows["section"].dropna().astype(str)
    return _Outlet(
        name,
        len(rows),
        median(words) if words else 0,
        (days.min(), days.max()) if len(days) else None,
        int(rows["published"].isna().sum()),
        int(rows["copy_of"].notna().sum()),
        Counter(one for one in rows["language"].dropna() if not is_english(one)),
        len(sections),
        sum(_OPINION.search(section) is not None for section in sections),
        Counter(rows["event"].dropna()),
    )


# ---- what is missing ---------------------------------------------------------------------------


def _without_outlet(articles: pd.DataFrame) -> Iterator[_Caution]:
    n = int(articles["outlet"].isna().sum())
    if n:
        have, they = ("has", "it is") if n == 1 else ("have", "they are")
        message = (
            f"{n:,} of {len(articles):,} articles {have} no outlet: {they} left out where outlets "
            "are compared."
        )
        yield _Caution("no outlet", (), message)


def _undated(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    some = [outlet for outlet in outlets if outlet.n_undated]
    if some:
        have = "has" if sum(outlet.n_undated for outlet in some) == 1 else "have"
        message = (
            f"{_shares(some, [outlet.n_undated for outlet in some])} {have} no date: no count by "
            "day has them, and they may be from another time."
        )
        yield _Caution("undated", _names(some), message)


# ---- how much there is -------------------------------------------------------------------------


def _alone(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    if len(outlets) == 1:
        message = f"All articles are of {outlets[0].name}: there is no outlet to compare it with."
        yield _Caution("one outlet", _names(outlets), message)


def _few(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    single = [outlet for outlet in outlets if outlet.n == 1]
    if single:
        message = (
            f"There is only one article of {_listed(_names(single))}: what is found in it is the "
            "article's and need not be the outlet's."
        )
        yield _Caution("one article", _names(single), message)
    few = [outlet for outlet in outlets if 1 < outlet.n < FEW_ARTICLES]
    if few:
        told = [f"{few[0].n} articles of {few[0].name}", *(f"{o.n} of {o.name}" for o in few[1:])]
        message = f"There are only {_listed(told)}: what they have in common may be chance."
        yield _Caution("few articles", _names(few), message)


def _numbers(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    if unlike := _unlike(outlets, [outlet.n for outlet in outlets]):
        least, most = unlike[0], unlike[-1]
        message = (
            f"There are {most.n:,} articles of {most.name} and {least.n:,} of {least.name}: "
            "compare shares, not counts."
        )
        yield _Caution("number", _names(unlike), message)


def _lengths(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    measured = [outlet for outlet in outlets if outlet.words]
    if unlike := _unlike(measured, [outlet.words for outlet in measured]):
        short, long = unlike[0], unlike[-1]
        ratio = short.words / long.words
        nearest = min(_FRACTIONS, key=lambda name: abs(_FRACTIONS[name] - ratio))
        so_long = f"about {nearest}" if ratio > 0.2 else "less than a fifth"
        message = (
            f"The articles of {short.name} are {so_long} as long as those of {long.name} (median "
            f"{short.words:,.0f} and {long.words:,.0f} words): compare shares, not counts."
        )
        yield _Caution("length", _names(unlike), message)


def _unlike(outlets: Sequence[_Outlet], sizes: Sequence[float]) -> list[_Outlet]:
    """Return the outlets that fall short of the largest, and the largest, the smallest first."""
    ranked = sorted(zip(sizes, range(len(outlets)), strict=True))
    short = [outlets[place] for size, place in ranked if ranked[-1][0] > UNLIKE * size]
    return [*short, outlets[ranked[-1][1]]] if short else []


# ---- what it is about --------------------------------------------------------------------------


def _dates(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    dated = [(outlet, outlet.days) for outlet in outlets if outlet.days is not None]
    apart = []
    for (one, (first, last)), (other, (begin, end)) in combinations(dated, 2):
        whole = (max(last, end) - min(first, begin)).days + 1
        common = max(0, (min(last, end) - max(first, begin)).days + 1)
        are_near = max(abs((first - begin).days), abs((last - end).days)) <= NEAR_DAYS
        if common < LEAST_OVERLAP * whole and not are_near:
            apart.append((common / whole, common, whole, one, other))
    if apart:
        _, common, whole, one, other = min(apart, key=lambda pair: pair[0])
        concerned = {outlet.name for *_, a, b in apart for outlet in (a, b)}
        in_both = f"{common:,} of {whole:,} days are in both" if common else "no day is in both"
        message = (
            f"The articles of {one.name} are from {_period(one)}, those of {other.name} from "
            f"{_period(other)}, and {in_both}: compare what is of the same days."
        )
        yield _Caution("dates", tuple(sorted(concerned)), message)


def _period(outlet: _Outlet) -> str:
    printed = dict.fromkeys(f"{day.day} {day:%B %Y}" for day in outlet.days or ())
    return " to ".join(printed)


def _events(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    covering = Counter(event for outlet in outlets for event in outlet.events)
    shared = {event for event, n in covering.items() if n > 1}
    lacking = [(outlet, sorted(shared - set(outlet.events))) for outlet in outlets]
    lacking = [(outlet, events) for outlet, events in lacking if events]
    if lacking:
        told = [
            f"{outlet.name} lacks " + (f"“{events[0]}”" if len(events) == 1 else f"{len(events):,}")
            for outlet, events in lacking
        ]
        message = (
            f"Of {count(len(shared), 'event')} that two or more outlets cover, "
            f"{_listed(told)}: compare outlets on what all of them cover."
        )
        yield _Caution("events", _names([outlet for outlet, _ in lacking]), message)


def _own_events(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    covering = Counter(event for outlet in outlets for event in outlet.events)
    n_own = [
        sum(n for event, n in outlet.events.items() if covering[event] == 1) for outlet in outlets
    ]
    apart = [place for place, n in enumerate(n_own) if 2 * n > outlets[place].n]
    if apart and len(outlets) > 1:
        concerned = [outlets[place] for place in apart]
        message = (
            f"{_shares(concerned, [n_own[place] for place in apart])} are on events that no other "
            "outlet covers: compare the articles on the other events."
        )
        yield _Caution("own events", _names(concerned), message)


# ---- what it is --------------------------------------------------------------------------------


def _copies(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    copying = [outlet for outlet in outlets if outlet.n_copies > MANY * outlet.n]
    if copying:
        are = "is a copy" if sum(outlet.n_copies for outlet in copying) == 1 else "are copies"
        message = (
            f"{_shares(copying, [outlet.n_copies for outlet in copying])} {are} of another "
            "article, in full or in part (copy_of): what both print is counted twice."
        )
        yield _Caution("copies", _names(copying), message)


def _languages(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    foreign = [outlet for outlet in outlets if outlet.foreign]
    if foreign:
        numbers = [outlet.foreign.total() for outlet in foreign]
        languages = sorted({language for outlet in foreign for language in outlet.foreign})
        message = (
            f"{_shares(foreign, numbers)} {'is' if sum(numbers) == 1 else 'are'} not in English "
            f"({_listed(languages)}): names, quotes and tone are read in English only."
        )
        yield _Caution("language", _names(foreign), message)


def _genres(outlets: Sequence[_Outlet]) -> Iterator[_Caution]:
    told = [
        (outlet.n_opinion / outlet.n_sections, place)
        for place, outlet in enumerate(outlets)
        if 2 * outlet.n_sections > outlet.n
    ]
    if told and max(told)[0] - min(told)[0] > MANY:
        least, most = outlets[min(told)[1]], outlets[max(told)[1]]
        message = (
            f"By their section {_shares([most], [most.n_opinion], most.n_sections)} are opinion, "
            f"and {_shares([least], [least.n_opinion], least.n_sections)}: compare news with news."
        )
        yield _Caution("genre", _names([most, least]), message)


# ---- words -------------------------------------------------------------------------------------


def _names(outlets: Sequence[_Outlet]) -> tuple[str, ...]:
    return tuple(outlet.name for outlet in outlets)


def _shares(outlets: Sequence[_Outlet], numbers: Sequence[int], n: int | None = None) -> str:
    told = [
        f"{number:,} of {n or outlet.n:,} articles of {outlet.name}"
        for outlet, number in zip(outlets, numbers, strict=True)
    ]
    return _listed(told)


_CHECKS = (
    _undated,
    _alone,
    _few,
    _numbers,
    _lengths,
    _dates,
    _events,
    _own_events,
    _copies,
    _languages,
    _genres,
)
