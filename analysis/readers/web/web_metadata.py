"""What a web page says of itself: headline, byline, outlet, date, address, section, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from lxml import html

from analysis.readers.columns import squeeze
from analysis.readers.markup import shown_lines
from analysis.readers.records import Found
from analysis.readers.web.web_dates import searched_date, told_dates

_JSON_LD = "JSON-LD"
_ARTICLE = re.compile(r"(?:.*/)?(?:\w*Article|\w*Posting|Report)")
_TELLING = ("headline", "author", "datePublished")
_NESTED = ("@graph", "mainEntity")
_WRAPPING = re.compile(r"\s*(?:<!--|(?:/[/*]\s?)?<!\[CDATA\[(?:\s?\*/)?)?\s*")
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»]|-|::)\s+|\s*\|\s*")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?://)")
_LONGEST_HEADLINE = 400
_SMALL_WORDS = {"and", "de", "del", "der", "des", "di", "du", "for", "in", "la", "le", "of", "the"}


class PageMetadata(NamedTuple):
    """What a page says of itself: values for columns, and what kind of page it is."""

    found: list[Found]
    is_article: bool
    is_for_subscribers: bool


def page_metadata(
    tree: html.HtmlElement, page: str, story: str, address: str | None = None
) -> PageMetadata:
    """Return what the page says of itself, the likeliest value for a column first.

    ``page`` is the source that is searched where the data of the page do not say it, ``story`` the
    prose of the article, and ``address`` where the file says it was saved from.

    >>> page = "<html lang='en-GB'><h1>Bridge closes</h1></html>"
    >>> [(one.name, one.value) for one in page_metadata(html.fromstring(page), page, "").found]
    [('headline', 'Bridge closes'), ('language', 'en')]
    """
    metas = _metas(tree)
    articles, by_id = _json_ld(tree)
    h1 = _only_h1(tree)
    article = _the_article(articles, [h1, metas.get("og:title", "")])
    urls = list(_urls(tree, metas, address))
    url = urls[0].value if urls else None
    site = metas.get("og:site_name", "")
    outlets = [
        Found("outlet", None if _ADDRESS.match(site) else site, "meta og:site_name"),
        Found("outlet", "".join(_names(article.get("publisher"), by_id)[:1]), _JSON_LD),
    ]
    named = {squeeze(outlet.value) for outlet in outlets if outlet.value}
    found = list(_headlines(tree, metas, h1, _plain(article.get("headline")), named | _host(url)))
    found += _bylines(article, by_id, page, named)
    found += outlets
    found += urls
    dates = list(told_dates(tree, metas, _plain(article.get("datePublished"))))
    found += dates or searched_date(page, story, url)
    found.append(Found("section", metas.get("article:section"), "meta article:section"))
    section = "".join(_names(article.get("articleSection"), by_id)[:1])
    found.append(Found("section", section, _JSON_LD))
    language = re.match(r"[a-z]{2}(?![a-z])", (tree.get("lang") or "").strip().casefold())
    found.append(Found("language", language[0] if language else None, "the language of the page"))
    return PageMetadata(
        [one for one in found if one.value],
        bool(article) or metas.get("og:type", "").casefold() == "article",
        str(article.get("isAccessibleForFree")).casefold() == "false",
    )


# ---- what stands in the head -------------------------------------------------------------------


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = _plain(meta.get("content"))
        names = " ".join(meta.get(key) or "" for key in ("property", "name", "itemprop"))
        for name in names.casefold().split() if content else ():
            metas.setdefault(name, content)
    return metas


def _json_ld(tree: html.HtmlElement) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the articles of the page's JSON-LD, and all its objects by their ids."""
    articles: list[dict[str, Any]] = []
    by_id: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        try:
            text = script.text or ""
            start = _WRAPPING.match(text)
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, start.end() if start else 0)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                if isinstance(value.get("@id"), str) and len(value) > 1:
                    by_id.setdefault(value["@id"], value)
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in kinds):
                    articles.append(value)
                waiting.extend(value[key] for key in _NESTED if key in value)
    return articles, by_id


def _the_article(articles: list[dict[str, Any]], titles: Iterable[str]) -> dict[str, Any]:
    """Return the article that has the page's headline; a page of many may have none."""
    wanted = {squeeze(title) for title in titles if title}
    for article in articles:
        if squeeze(_plain(article.get("headline"))) in wanted:
            return article
    told = [sum(key in article for key in _TELLING) for article in articles]
    return articles[told.index(max(told))] if 0 < len(articles) <= 3 else {}


def _plain(value: object) -> str:
    """Return a value as one line, without the tags and entities that were written into it."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(_TAG.sub(" ", unescape(value)).split()) if isinstance(value, str) else ""


def _names(value: object, by_id: dict[str, Any]) -> list[str]:
    """Return the names in a value of JSON-LD: texts, objects with a name, or their ids."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            if "name" not in one and isinstance(one.get("@id"), str):
                one = by_id.get(one["@id"], one)
            one = one.get("name")
        name = _plain(one)
        if name and len(name) <= 200 and not _ADDRESS.match(name):
            names.append(name)
    return list(dict.fromkeys(names))


# ---- headline and byline -----------------------------------------------------------------------


def _only_h1(tree: html.HtmlElement) -> str:
    texts = {" ".join(shown_lines(h1)) for h1 in tree.iter("h1")} - {""}
    return texts.pop() if len(texts) == 1 else ""


def _headlines(
    tree: html.HtmlElement, metas: dict[str, str], h1: str, told: str, sites: set[str]
) -> Iterator[Found]:
    titles = [
        Found("headline", _without_site(told, sites), _JSON_LD),
        Found("headline", _without_site(metas.get("og:title", ""), sites), "meta og:title"),
        Found("headline", _title(tree, sites), "the title of the page"),
    ]
    keys = [squeeze(title.value or "") for title in titles]
    if not _is_label(h1, sites, [key for key in keys if key]):
        yield Found("headline", h1, "the only heading of the first level (h1)")
    yield from titles


def _is_label(h1: str, sites: set[str], titles: list[str]) -> bool:
    """Whether a heading names the site or a section, as far as the titles know better."""
    key = squeeze(h1)
    if len(h1) > _LONGEST_HEADLINE or not titles:
        return len(h1) > _LONGEST_HEADLINE
    is_told = any(key in title and 2 * len(key) >= len(title) for title in titles)
    is_short = len(h1.split()) < 4 and any(len(title) > 2 * len(key) for title in titles)
    return key in sites or (is_short and not is_told)


def _without_site(title: str, sites: set[str]) -> str:
    """Return a title without the name of the site, behind it or before it."""
    breaks = list(_SEPARATOR.finditer(title))
    if breaks and squeeze(title[breaks[-1].end() :]) in sites:
        return title[: breaks[-1].start()]
    if breaks and squeeze(title[: breaks[0].start()]) in sites:
        return title[breaks[0].end() :]
    return title


def _title(tree: html.HtmlElement, sites: set[str]) -> str:
    """Return the title in the head of the page; a few last words in capitals name the site."""
    title = _plain(tree.findtext(".//title"))
    known = _without_site(title, sites)
    if known != title:
        return known
    *_, last = [None, *_SEPARATOR.finditer(title)]
    if last is None:
        return title
    name, rest = title[last.end() :].split(), title[: last.start()]
    in_capitals = all(not word[0].islower() or word in _SMALL_WORDS for word in name)
    return rest if in_capitals and len(name) <= 4 <= len(rest.split()) else title


def _bylines(
    article: dict[str, Any], by_id: dict[str, Any], page: str, outlets: set[str]
) -> Iterator[Found]:
    names = [_BY.sub("", name) for name in _names(article.get("author"), by_id)]
    names = [name for name in names if squeeze(name) not in outlets]
    if names:
        yield Found("byline", ", ".join(names), _JSON_LD)
        return
    import trafilatura

    search = {"extensive_search": False, "original_date": True}
    try:
        author = trafilatura.extract_metadata(page, date_config=search, extensive=False).author
    except Exception:  # odd pages make it raise nearly anything, and a byline is no must
        return
    names = [" ".join(name.split()) for name in (author or "").split(";")]
    names = [
        name
        for name in names
        if name and squeeze(name) not in outlets and len(name) <= 80
        if not re.search(r"[\d@{}<>]|https?:", name)
    ]
    yield Found("byline", ", ".join(names), "a byline on the page")


# ---- where it stood --------------------------------------------------------------------------


def _host(url: str | None) -> set[str]:
    """Return what of an address may be the site's name, as titles of pages have it."""
    host = re.match(r"https?://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)", url or "", re.IGNORECASE)
    parts = [host[1], *host[1].split(".")[:-1]] if host else []
    return {squeeze(part) for part in parts} - {""}


def _urls(tree: html.HtmlElement, metas: dict[str, str], address: str | None) -> Iterator[Found]:
    """Yield the page's addresses; one that leads to the front page alone comes last."""
    canonical = [
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").casefold().split()
    ]
    told = [
        *(Found("url", href, "the canonical link") for href in canonical),
        Found("url", metas.get("og:url"), "meta og:url"),
        Found("url", address, "where it was saved from"),
    ]
    urls = [
        one._replace(value=_ARCHIVED.sub("", one.value.strip()))
        for one in told
        if one.value and _ADDRESS.fullmatch(one.value.strip())
    ]
    yield from sorted(urls, key=lambda one: len((one.value or "").rstrip("/").split("/")) <= 3)
