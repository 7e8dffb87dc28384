"""When an article was published, as far as what is written can mean one moment only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
)
_ZONE = r"(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,5})"
_MOMENT = rf"(?:(?:,|\s+at|\s*[|·–—-]|T)?\s*{_TIME}(?:\s*\(?{_ZONE}\)?)?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DATES = [
    re.compile(rf"{_WEEKDAY}{day}{_MOMENT}", re.IGNORECASE)
    for day in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_DAY}-{_MONTH}-{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?P<year>\d{4})[/.](?P<number>\d{1,2})[/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})([/.-])(?P<second_number>\d{1,2})\2(?P<year>\d{4})",
    )
]
# The zones of RFC 5322, and those of western Europe.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "wet": 0, "west": 1, "cet": 1, "cest": 2,
}  # fmt: skip
_ISO_ZONE = re.compile(r"\s*(?:UTC|GMT)$")
_FULL_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d-?\d")


class Published(NamedTuple):
    """A moment in UTC, or None and the reason why there is none."""

    moment: datetime | None
    reason: str | None = None


def parse_published(value: object, date_order: str | None = None) -> Published:
    """Read a date of publication, with or without a time, as a moment in UTC.

    ISO 8601, "20 May 2025, 10:42 BST", "May 20, 2025", 20/05/2025, seconds since 1970, and date
    objects are understood. A date without a time means midnight, a time without a zone UTC. Where
    day and month could be exchanged (03/04/2021) no guess is made: ``date_order`` says "dmy" or
    "mdy".

    >>> parse_published("Tuesday 20 May 2025, 10:42 BST").moment.isoformat()
    '2025-05-20T09:42:00+00:00'
    >>> parse_published("03/04/2021")
    Published(moment=None, reason='day and month cannot be told apart')
    >>> parse_published("03/04/2021", "dmy").moment.isoformat()
    '2021-04-03T00:00:00+00:00'
    """
    try:
        return _parse(value, date_order)
    except (ValueError, ArithmeticError):
        return Published(None, "this is no date we can read")


def _parse(value: object, date_order: str | None) -> Published:
    if value is None or value != value:  # noqa: PLR0124  (a missing date is not equal to itself)
        return Published(None)
    if isinstance(value, datetime):
        # A Timestamp of pandas counts in nanoseconds, which the table does not.
        moment = value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value
        return Published(_in_utc(moment))
    if isinstance(value, date):
        return Published(datetime(value.year, value.month, value.day, tzinfo=UTC))
    if isinstance(value, bool):
        return Published(None, "this is no date we can read")
    if isinstance(value, int | float):
        return _since_1970(float(value))
    text = " ".join(str(value).split())
    if not text:
        return Published(None)
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return _since_1970(float(text))
    if _FULL_DATE.match(text):
        try:
            return Published(_in_utc(datetime.fromisoformat(_ISO_ZONE.sub("Z", text))))
        except ValueError:
            pass
    for pattern in _DATES:
        match = pattern.fullmatch(text)
        if match:
            return _from_parts(match.groupdict(), date_order)
    return Published(None, "this is no date we can read")


def _since_1970(number: float) -> Published:
    """Seconds or, where seconds would lie beyond the year 5000, milliseconds since 1970."""
    if number < 1e8:
        return Published(None, "this is no date we can read")
    seconds = number / 1000 if number > 1e11 else number
    return Published(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def _from_parts(part: dict[str, str | None], date_order: str | None) -> Published:
    year, day = int(part["year"] or 0), int(part.get("day") or 0)
    if part.get("month"):
        month = _MONTHS.index((part["month"] or "")[:3].casefold()) + 1
    elif part.get("number"):
        month = int(part["number"] or 0)
    else:
        day, month = int(part["first"] or 0), int(part["second_number"] or 0)
        is_open = day <= 12 and month <= 12 and day != month
        if is_open and date_order is None:
            return Published(None, "day and month cannot be told apart")
        if month > 12 or (is_open and date_order == "mdy"):
            day, month = month, day
    hour, half = int(part["hour"] or 0), (part["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = _zone(part["zone"])
    if zone is None:
        return Published(None, f"the time zone {part['zone']!r} is not known")
    moment = datetime(year, month, day, hour, int(part["minute"] or 0), int(part["second"] or 0))
    return Published(_in_utc(moment.replace(tzinfo=zone)))


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return UTC
    if text[0] in "+-":
        minutes = int(text[1:3]) * 60 + int(text[-2:])
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    hours = _ZONES.get(text.casefold())
    return None if hours is None else timezone(timedelta(hours=hours))


def _in_utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
