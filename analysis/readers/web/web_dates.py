"""When a web page says that its article was published; what it only changes or cites is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from lxml import html

from analysis.readers.dates import parse_published
from analysis.readers.markup import parse_html
from analysis.readers.records import Found

_DATE_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "publish-date", "pubdate",
)  # fmt: skip
_CHANGE = re.compile(r"(?:modif|updat)[^\d<>\n]{0,60}\d[^<>\"'\n]{0,40}", re.IGNORECASE)


def told_dates(tree: html.HtmlElement, metas: Mapping[str, str], json_ld: str) -> Iterator[Found]:
    """Yield the dates that the data and the times of a page give for its article.

    ``metas`` are the values in the head of the page by their names, and ``json_ld`` is the date
    of the article's JSON-LD.

    >>> page = html.fromstring("<article><h1>Bridge</h1><time datetime='2025-05-07'>May</time>")
    >>> [found.value for found in told_dates(page, {}, "some day")]
    ['2025-05-07']
    """
    told = [
        (json_ld, "JSON-LD"),
        *((metas[name], f"meta {name}") for name in _DATE_METAS if name in metas),
        *((printed, "the time of the article") for printed in _times(tree)),
    ]
    for printed, origin in told:
        moment = parse_published(printed).moment
        if moment and moment.year > 1600 and moment.timestamp() != 0:
            yield Found("published", printed, origin)


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the times of the article: those marked as its date, then the first one within it."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    yield from (t.get("datetime", "") for t in times if t.get("itemprop") == "datePublished")
    articles, mains = list(tree.iter("article")), list(tree.iter("main"))
    headed = [one for one in (*articles, *mains) if one.find(".//h1") is not None]
    within = headed or (articles if len(articles) == 1 else [])
    for time in times:
        around = next(time.iterancestors("article", "main", "aside", "li"), None)
        changed = re.search(r"modif|updat", f"{time.get('class')} {time.get('itemprop')}", re.I)
        if within and around is within[0] and not changed:
            yield time.get("datetime", "")
            return


def searched_date(page: str, story: str, url: str | None) -> Iterator[Found]:
    """Yield the date that a page prints or has in its address, if one is found.

    It must stand outside the story, and not be that of a change or of another article.
    """
    import htmldate

    try:
        page = _without_others(page)
        found = htmldate.find_date(page, extensive_search=False, original_date=True, url=url)
        day = date.fromisoformat(found or "")
    except Exception:  # odd pages make it raise nearly anything, and a date is no must
        return
    if _count(day, f"{url} {_CHANGE.sub('', page)}") > _count(day, story):
        yield Found("published", found, "a date on the page")


def _without_others(page: str) -> str:
    """Return a page without what is about other articles, comments included."""
    tree = parse_html(page.encode("utf-8", "replace"))
    article = next((one for one in tree.iter("article") if one.find(".//h1") is not None), None)
    others = [
        one
        for one in tree.iter("article", "aside", "nav", "footer")
        if one is not article
        if one.tag != "footer" or next(one.iterancestors("article"), None) is None
        if one.tag != "article" or article is not None
    ]
    for other in others:
        other.drop_tree()
    return str(html.tostring(tree, encoding="unicode"))


def _count(day: date, text: str) -> int:
    """Count the places where a day is written in some form."""
    year, month, number = day.year, f"0?{day.month}", f"0?{day.day}"
    forms = (
        rf"(?<!\d){year}\D{{0,3}}{month}\D{{0,3}}{number}(?!\d)",
        rf"(?<!\d)(?:{number}\D{{0,3}}{month}|{month}\D{{0,3}}{number})\D{{0,3}}{year}(?!\d)",
        rf"(?<!\d){number}[^\d<>\n]{{1,20}}{year}(?!\d)",
        rf"(?<!\d){year}[^\d<>\n]{{4,15}}{number}(?!\d)",
    )
    return sum(len(re.findall(form, text)) for form in forms)
