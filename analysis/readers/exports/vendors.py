"""What exports of news databases have in common: dates in words, names of languages, records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lxml import etree

from analysis.printed import count
from analysis.readers.dates import parse_published
from analysis.readers.records import LoadError, Record

# A database gives a few hundred articles at once, of which a hundred have 20,000 tags. What goes
# far beyond that was made to take hours.
MOST_ARTICLES = 20_000
MOST_BYTES, MOST_TAGS, MOST_LINES = 30_000_000, 400_000, 1_000_000


def fold(text: str) -> str:
    """Return a text without accents and capitals.

    >>> fold("Décembre")
    'decembre'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# Months in the languages of the databases' interfaces.
_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        (
            "january jan janvier janv januar jänner enero ene gennaio gen janeiro januari января",
            "february feb février févr fév februar febrero febbraio fevereiro februari февраля",
            "march mar mars märz marzo março maart mrt марта",
            "april apr avril avr abril abr aprile апреля",
            "may mai mayo maggio mag maio mei maj мая",
            "june jun juin juni junio giugno giu junho июня",
            "july jul juillet juil juli julio luglio lug julho июля",
            "august aug août agosto ago augustus augusti августа",
            "september sep sept septembre septiembre set settembre setembro сентября",
            "october oct octobre oktober okt octubre ottobre ott outubro out октября",
            "november nov novembre noviembre novembro ноября",
            "december dec décembre dezember dez diciembre dic dicembre dezembro декабря",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:1[789]|20)\d\d)(?!\d)"
_TIME = (
    r"(?:\s{0,3}[-–,]?\s{0,3}(?:à\s|at\s)?\s{0,3}(?P<hour>[01]?\d|2[0-3])\s?[:h]\s?(?P<minute>[0-5]\d)"
    r"(?::[0-5]\d)?(?!\d)(?:\s{0,3}(?:UTC|GMT)\s?(?P<zone>[+-]\d\d?(?::?\d\d)?)?)?)?"
)
_DATES = tuple(
    re.compile(rf"(?<!\d){day}{_TIME}", re.IGNORECASE)
    for day in (
        rf"(?P<day>\d\d?)(?:er|st|nd|rd|th|\.|º)?\s{{1,3}}(?:de\s|of\s)?{_MONTH},?\s{{1,3}}(?:de\s)?{_YEAR}",
        rf"(?<!\w){_MONTH}\s{{1,3}}(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<number>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]",
    )
)
_LANGUAGES = {
    fold(name): code
    for code, names in {
        "ar": "arabic arabe arabisch arabo",
        "ca": "catalan katalanisch",
        "cs": "czech tcheque tschechisch checo",
        "da": "danish danois danisch danes",
        "de": "german allemand deutsch aleman tedesco alemao немецкий 德文 德语",
        "en": "english anglais englisch ingles inglese engels английский 英文 英語 英语",
        "es": "spanish espagnol spanisch espanol spagnolo espanhol испанский 西班牙文",
        "fi": "finnish finnois finnisch",
        "fr": "french francais franzosisch frances francese frans французский 法文 法语",
        "it": "italian italien italienisch italiano итальянский",
        "ja": "japanese japonais japanisch japones giapponese 日本語 日文",
        "ko": "korean coreen koreanisch coreano",
        "nl": "dutch neerlandais niederlandisch neerlandes holandes olandese nederlands",
        "no": "norwegian norvegien norwegisch noruego",
        "pl": "polish polonais polnisch polaco polacco",
        "pt": "portuguese portugais portugiesisch portugues portoghese",
        "ru": "russian russe russisch ruso russo русский 俄文",
        "sv": "swedish suedois schwedisch sueco svedese svenska",
        "tr": "turkish turc turkisch turco",
        "zh": "chinese chinois chinesisch chino cinese 中文 繁體中文 简体中文",
    }.items()
    for name in names.split()
}
# "By" in the language of an article; a name may begin with one of them in another language.
_BY = {"en": "by", "fr": "par", "de": "von", "es": "por", "pt": "por", "it": "di", "nl": "door"}


class Dated(NamedTuple):
    """A date in a line of text: its place, and how ISO 8601 writes it."""

    start: int
    end: int
    iso: str


def refuse_large(content: bytes, most_lines: int = MOST_LINES) -> None:
    """Raise LoadError if an export is larger than databases make them."""
    lines = max(content.count(b"\n"), content.count(b"\r"))
    tags = content.count(b"<")
    for n, most, what in (
        (len(content), MOST_BYTES, "bytes"),
        (tags, MOST_TAGS, "tags"),
        (lines, most_lines, "lines"),
    ):
        if n > most:
            raise LoadError(f"it has {n:,} {what}, more than {most:,}: save fewer articles at once")


def refuse_many(n: int) -> None:
    """Raise LoadError if a file holds more articles than a database ever gives at once."""
    if n > MOST_ARTICLES:
        raise LoadError(f"it holds {n:,} articles, more than {MOST_ARTICLES:,}: divide it")


def counted(rows: Sequence[Record], how: str, number: str, stated: int | None) -> Iterator[str]:
    """Yield notes on how many articles there are, and on all that makes this doubtful.

    ``how`` says what they were told apart by, ``number`` what every article of this database has,
    ``stated`` how many the export says that it holds.

    >>> list(counted([{"text": "It is late."}], "told apart by rules", "document number", 2))
    ['1 article, told apart by rules', 'the export says that it holds 2; found: 1',
    'no document number was found in article 1: the file may have been cut short']
    """
    n = len(rows)
    yield f"{count(n, 'article')}, {how}"
    if stated is not None and stated != n:
        yield f"the export says that it holds {stated:,}; found: {n:,}"
    without = [str(place) for place, row in enumerate(rows, 1) if "document_id" not in row]
    if without:
        which = ", ".join(without[:10]) + (" and others" if len(without) > 10 else "")
        yield f"no {number} was found in article {which}: the file may have been cut short"


def find_date(line: str) -> Dated | None:
    """Return the first date in a line that names its month, with its time if there is one.

    >>> find_date("Politique, jeudi 5 octobre 2013, p. 3").iso
    '2013-10-05'
    >>> find_date("mardi 1er mars 2022 - 15:30 UTC +01:00 2045 mots").iso
    '2022-03-01T15:30+01:00'
    """
    dates = [_dated(found) for pattern in _DATES for found in pattern.finditer(line[:1000])]
    return min((found for found in dates if found), default=None)


def readable_date(printed: str) -> str:
    """Return a date as printed if it can be read like that, else as ISO 8601 if it is one.

    >>> readable_date("29 December 2011"), readable_date("29 décembre 2011"), readable_date("May")
    ('29 December 2011', '2011-12-29', 'May')
    """
    if parse_published(printed).moment:
        return printed
    found = find_date(printed)
    return found.iso if found else printed


def language_code(name: str) -> str | None:
    """Return the two letters of a language, named in a common language or by its letters.

    >>> language_code("Français"), language_code("EN"), language_code("Klingon")
    ('fr', 'en', None)
    """
    plain = fold(re.split("[;,]", name, maxsplit=1)[0]).strip()
    if re.fullmatch("[a-z]{2}", plain):
        return plain
    return _LANGUAGES.get(plain) or _LANGUAGES.get(plain.partition(" ")[0])


def without_by(byline: str, language: str | None = None) -> str:
    """Return a byline without its "By", in English or in the language of the article.

    >>> without_by("BY HELEN OSGOOD"), without_by("Par Anne Roy", "fr"), without_by("Von Ahn, Luis")
    ('HELEN OSGOOD', 'Anne Roy', 'Von Ahn, Luis')
    """
    words = {"by", _BY.get(language or "en", "by")}
    first, _, rest = byline.strip().partition(" ")
    return rest.strip() if first.rstrip(":").casefold() in words and rest else byline.strip()


def outermost(
    tree: etree._Element, wanted: Callable[[etree._Element], bool]
) -> list[etree._Element]:
    """Return the wanted elements of a page, without those that stand within another of them."""
    found: list[etree._Element] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if wanted(element):
            found.append(element)
            walk.skip_subtree()
    return found


def classes(element: etree._Element) -> list[str]:
    """Return the classes of an element of a page."""
    return (element.get("class") or "").split()


def _dated(found: re.Match[str]) -> Dated | None:
    part = found.groupdict()
    month = int(part.get("number") or 0) or _MONTHS.get(fold(part.get("month") or ""), 0)
    try:
        iso = date(int(part["year"]), month, int(part["day"])).isoformat()
    except ValueError:
        return None
    if part["hour"]:
        iso += f"T{int(part['hour']):02d}:{part['minute']}{_zone(part['zone'])}"
    return Dated(found.start(), found.end(), iso)


def _zone(printed: str | None) -> str:
    if not printed:
        return ""
    digits = printed[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{printed[0]}{int(hours):02d}:{minutes}"
