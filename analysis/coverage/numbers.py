"""Numbers in the news: figures with what they count, brought to one form.

"nine months", "nine-month" and "9 months" are one value, and so are "40 per cent" and "40%". Dates,
clock times, years and ages are left out: they are figures, but nothing is counted with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple


class Number(NamedTuple):
    """A figure with its unit: its value in one form, and ``start:end``, where it is printed."""

    value: str
    start: int
    end: int


_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    "a": 1,
    **{word: n for n, word in enumerate(_SMALL, start=1)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
}
_POWERS = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
_UP_TO_99 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-‑](?:{'|'.join(_SMALL[:9])})\b)?|(?:{'|'.join(_SMALL[::-1])}))"
)
_SPELLED = rf"(?:(?:{_UP_TO_99}|a)[ -]hundred(?: and {_UP_TO_99})?|{_UP_TO_99})\b"
_DIGITS = (
    r"(?:[1-9]\d{0,2}(?:,\d{2,3}){1,5}|[1-9]\d{0,14}|0(?=\.))(?:\.\d{1,4})?(?![\d,]\d|\d|\.\d)"
)
_ONE = rf"(?:{_DIGITS}|{_SPELLED}|(?<!half )a(?= (?:thousand|[mb]illion)\b))"
_NUMBER = re.compile(
    r"(?<![\w.,/:#@’'\\-])(?<![£€$¥]\s)"
    r"(?P<currency>(?:US|AU|NZ|HK|A|C)?\$|[£€¥₹])?"
    rf"(?P<number>{_ONE})(?:(?<=\d)(?P<letters>[A-Za-z]{{1,3}})\b)?"
    r"(?:[ -](?P<power>thousand|million|billion|trillion)\b)?(?![/@:\w])",
    re.IGNORECASE,
)

_MONTHS = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# Dates, clock times and ages.
_LEFT_OUT = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}})?(?: of)? {_MONTHS}(?:,? \d{{4}})?\b"
    rf"|\b{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}})?(?:, \d{{4}})?(?![,.]?\d|%)\b"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b"
    rf"|\b(?:{_ONE}) ?o[’']clock\b|\b\d{{1,2}}(?:[.:]\d\d)? ?(?:[ap]m\b|[ap]\.m\.)|\b\d?\d:\d\d\b"
    rf"|\b(?:{_ONE})(?: minutes?)? past (?:{_ONE})"
    rf"|\b(?:at|by|until|from) (?:five|ten|twenty|twenty-five) to (?:{'|'.join(_SMALL[:12])})\b"
    rf"|\b(?:{_ONE})[- ]years?[- ]olds?\b|\baged? (?:of )?(?:{_ONE})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?P<mark>[-–]| votes to | to )(?P<other>0\b|{_ONE})(?![\w/:])", re.IGNORECASE
)
_SHARE = re.compile(rf"(?: [a-z]+)? in (?P<whole>{_ONE})\b(?!%|[-/:])", re.IGNORECASE)
_PERCENT = re.compile(r" ?%|[ -]per[ -]?cent\b", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?P<n>a|{'|'.join(_SMALL[:9])})[ -]"
    r"(?P<part>half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?\b"
    r"(?:(?= of\b)|(?<=by a \w{5})|(?<=by a \w{7}))",
    re.IGNORECASE,
)
_PARTS = "half third quarter fifth sixth seventh eighth ninth tenth".split()
_HYPHENED = re.compile(r"[-‑]([^\W\d_]{3,20})(?![^\W\d_]|-old)", re.IGNORECASE)
_OF_THESE = re.compile(
    r" of (?:(?:the|its|his|her|their|our|my|your|all|these|those|about|some|more|than|\w+[’']s) )"
    r"{0,3}"
    rf"(?:(?:{_ONE}) )?",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r" ([^\W\d_]+(?:[’'‑-][^\W\d_]+)*)([’'](?!\w))?")

_FURTHEST = 4  # words after a figure, within which the noun is looked for
_CURRENCIES = {"dollars": "$", "euros": "€", "pounds": "£"}
_LETTERS = {
    "km": " km", "kg": " kg", "mg": " mg", "mph": " mph", "kph": " kph", "ft": " feet",
    "cm": " cm", "mm": " mm", "mw": " MW", "gw": " GW", "lb": " pounds", "lbs": " pounds",
    "p": "p", "pc": "%",
}  # fmt: skip
_ONE_NAME = {
    "kilometres": "km", "kilometers": "km", "kilograms": "kg", "kilos": "kg", "kilogrammes": "kg",
    "milligrams": "mg", "milligrammes": "mg", "megawatts": "MW", "gigawatts": "GW",
    "meters": "metres", "liters": "litres", "persons": "people", "centers": "centres",
    "killed": "dead", "hurt": "injured", "wounded": "injured", "mps": "MPs",
}  # fmt: skip
# Plurals without an s, and what is counted by an adjective: "12 dead".
_COUNTED = frozenset(
    "people men women children staff police personnel crew feet teeth sheep fish aircraft cattle "
    "firemen policemen policewomen fishermen seamen gentlemen grandchildren mice geese folk youth "
    "mps km kg mg mph pence".split()
)
_STATES = frozenset("dead killed injured hurt wounded missing arrested homeless".split())
# "The storm killed 12", with no noun after it.
_STATE = {"kill": "dead", "injur": "injured", "hurt": "injured", "wound": "injured"}
_STATE_BEFORE = re.compile(
    r"\b(kill|injur|hurt|wound)(?:s|es|ed|ing|ting)? (?:(?:at|least|more|than|about|nearly) )*$",
    re.IGNORECASE,
)
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "person": "people",
    "child": "children",
}
_NO_UNIT = frozenset(
    "way odd strong plus old off one two three four five time-and hit bit level nil all star and "
    "something year-old ever storeyed sided".split()
)
_NO_PLURAL = frozenset(
    "gas news yes always perhaps towards besides overseas says was has does its goes gets lens "
    "upwards afterwards sometimes outdoors indoors versus ours theirs hers yours makes takes comes "
    "means looks seems needs wants faces remains becomes".split()
)
# Words behind which no noun belongs to the figure any more.
_STOP = frozenset(
    "a an the and or but nor so yet if than that which who whom whose when while where why how as "
    "at by for from in into of off on onto out over per through to under until up upon with within "
    "without about above across after against along among around before behind below beside down "
    "between beyond during near since toward towards via is are was were be been being am has have "
    "had do does did will would can could may might must shall should not no it its he she they we "
    "them us you i me him her his their our my your this these those there here then now today "
    "yesterday tomorrow tonight said says say told tells including because also only again already "
    "just ago".split()
)
_TIMES = frozenset("seconds minutes hours days weeks months years decades".split())


def find_numbers(text: str) -> list[Number]:
    """Return the figures of a text with what they count, in order of place.

    Read are numbers with a noun ("240 of its 410 jobs" has two), shares, sums of money, votes and
    scores, and "one in nine"; in words up to ninety-nine and with hundred, thousand and so on. The
    noun is the first plural within four words. A bare figure says too little to be compared, and
    "one" counts nothing; both are left out, as are dates, years, clock times and ages.

    >>> [number.value for number in find_numbers("On 2 May they voted 7-4 to cut 240 of 410 jobs.")]
    ['7-4', '240 jobs', '410 jobs']
    >>> [number.value for number in find_numbers("Up 40 per cent to £1.5m in nine months.")]
    ['40%', '£1.5 million', '9 months']
    """
    plain = _LEFT_OUT.sub(_blank, text)
    fractions = list(_fractions(plain))
    figures = _figures(_FRACTION.sub(_blank, plain))
    return sorted([*fractions, *figures], key=lambda number: number.start)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        part = _PARTS.index(match["part"].lower()) + 2
        yield Number(f"{_VALUES[match['n'].lower()]}/{part}", *match.span())


def _figures(text: str) -> Iterator[Number]:
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        pair = _pair(text, match)
        number = pair or _single(text, match)
        if number is not None:
            yield number
        if pair is not None:
            at = pair.end  # the 4 of "7-4" is no figure of its own
        elif _is_year(match) and (until := _BETWEEN.match(text, at)):
            at = until.end()


def _is_bare(match: re.Match[str]) -> bool:
    return not (match["currency"] or match["power"] or match["letters"])


def _is_year(match: re.Match[str]) -> bool:
    printed = match["number"]
    return (
        _is_bare(match)
        and printed.isdecimal()
        and len(printed) == 4
        and "1500" <= printed < "2100"
        and not match.string.startswith((" people", "%", " per cent"), match.end())
    )


def _pair(text: str, match: re.Match[str]) -> Number | None:
    """Return a vote or score (7-4), a span (10-15 people), a share (two in three), or None."""
    start, end = match.span()
    amount = _amount(match["number"])
    if not _is_bare(match) or _is_year(match):
        return None
    between = _BETWEEN.match(text, end)
    if between and not text[max(0, start - 5) : start].lower().endswith("from "):
        other, stop = _amount(between["other"]), between.end()
        value = f"{_printed(amount)}-{_printed(other)}"
        if amount < other and (percent := _PERCENT.match(text, stop)):
            return Number(f"{value}%", start, percent.end())
        if amount < other and (noun := _noun(text, stop)) and between["mark"] != " votes to ":
            return Number(f"{value} {noun[0]}", start, noun[1])
        is_vote = between["mark"] != " to " or amount > other
        if is_vote and max(amount, other) < 1000 and not _HYPHENED.match(text, stop):
            return Number(value, start, stop)
    share = _SHARE.match(text, end)
    if share and (amount == 1 or share[0].lower().startswith(" in ")):
        whole, noun = _amount(share["whole"]), _noun(text, share.end())
        if amount < whole and not (noun and noun[0] in _TIMES):
            return Number(f"{_printed(amount)}/{_printed(whole)}", start, share.end())
    return None


def _single(text: str, match: re.Match[str]) -> Number | None:
    """Return the number that begins at ``match`` with its unit, or None if it has none."""
    start, end = match.span()
    letters = (match["letters"] or "").lower()
    power = (match["power"] or letters).lower()
    amount = _amount(match["number"]) * _POWERS.get(power, 1)
    printed = _printed(amount)
    if currency := match["currency"]:
        if _BETWEEN.match(text, end) and text[end] in "-–":  # £10-15m: what £10 counts is unknown
            return None
        return Number(currency[-1] + printed, start, end)
    if letters in _LETTERS:
        return Number(printed + _LETTERS[letters], start, end)
    if percent := _PERCENT.match(text, end):
        return Number(f"{printed}%", start, percent.end())
    if amount == 1 or _is_year(match) or (letters and letters not in _POWERS):
        return None
    if hyphened := _HYPHENED.match(text, end):
        unit = hyphened[1].lower()
        known = unit not in _NO_UNIT
        return Number(f"{printed} {_plural(unit)}", start, hyphened.end()) if known else None
    if noun := _noun(text, end):
        unit, end = noun
        if unit in _CURRENCIES and (unit != "pounds" or power):
            return Number(_CURRENCIES[unit] + printed, start, end)
        return Number(f"{printed} {unit}".replace(" pence", "p"), start, end)
    state = _STATE_BEFORE.search(text, max(0, start - 30), start)
    return Number(f"{printed} {_STATE[state[1].lower()]}", start, end) if state else None


def _noun(text: str, at: int) -> tuple[str, int] | None:
    """Return the noun that a figure before ``at`` counts, and where it ends, or None."""
    if of_these := _OF_THESE.match(text, at):
        at = of_these.end() - 1
    found: tuple[str, int] | None = None
    before = ""
    for place in range(_FURTHEST):
        word = _NEXT_WORD.match(text, at)
        if word is None:
            break
        low = word[1].lower()
        is_plural = _is_plural(low)
        if low in _STOP or (found and not is_plural):
            break
        if is_plural or (place == 0 and low in _STATES):
            noun = f"percentage {low}" if before == "percentage" else _ONE_NAME.get(low, low)
            found = noun, word.end(1)
        before, at = low, word.end()
        if word[2]:  # "three weeks’ pay"
            break
    return None if found and text.startswith(" ago", found[1]) else found


def _is_plural(word: str) -> bool:
    if word in _COUNTED:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "’s", "'s"))
        and word not in _NO_PLURAL
    )


def with_s(word: str) -> str:
    """Return a word with the s of a plural, or of a verb that somebody does.

    >>> with_s("ferry"), with_s("day"), with_s("watch"), with_s("say")
    ('ferries', 'days', 'watches', 'says')
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if _is_plural(word):
        return _ONE_NAME.get(word, word)
    plural = with_s(word)
    return _ONE_NAME.get(plural, plural)


@cache
def _amount(printed: str) -> Decimal:
    """Return the amount of a number in figures or in words."""
    low = printed.lower()
    if low[0].isdigit():
        return Decimal(low.replace(",", ""))
    total = 0
    for word in re.findall("[a-z]+", low):
        total = total * 100 if word == "hundred" else total + _VALUES.get(word, 0)
    return Decimal(total)


def _printed(amount: Decimal) -> str:
    """Print an amount in one way: 1,100 and 1.5 million.

    >>> _printed(Decimal(1100)), _printed(Decimal("1500000.0"))
    ('1,100', '1.5 million')
    """
    for name in ("trillion", "billion", "million"):
        share = amount / _POWERS[name]
        if share >= 1 and share * 1000 == int(share * 1000):
            return f"{_plain(share)} {name}"
    return _plain(amount)


def _plain(amount: Decimal) -> str:
    whole, _, decimals = f"{amount:,f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
