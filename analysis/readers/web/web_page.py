"""A saved web page with one article: its story as the page shows it, and what else is shown."""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Sequence

from lxml import etree, html

from analysis.readers.columns import squeeze
from analysis.readers.dates import parse_published
from analysis.readers.markup import (
    before_elements,
    first_tag,
    page_text,
    parse_html,
    shown_lines,
    thin_tags,
)
from analysis.readers.records import LoadError, Reader, Record, Records, build_record
from analysis.readers.web.shown_story import shown_story
from analysis.readers.web.web_metadata import PageMetadata, page_metadata

# More than these cost the extraction seconds; the longest articles have a tenth of it.
_MOST_CHARACTERS, _MOST_TAGS, _MOST_ELEMENTS = 10_000_000, 200_000, 10_000
_MOST_MAIL = 12_000_000  # bytes: the page comes first, its pictures after it
_FEWEST_WORDS, _FEW_WORDS, _TEASER = 10, 50, 150
_NO_TEXT = ("style", "svg", "noscript", "template", "iframe", "select", "picture", "video")
_PICTURES = re.compile(rb"data:[\w.+/;=-]{1,100};base64,[A-Za-z0-9+/=]*")
_HTML = re.compile(r"<(?:html|head|body|title|meta|div|p|h1|article|main|table|span|br)\b", re.I)
_SAVED_FROM = re.compile(
    r"(?:<!--\s?saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s)(https?://[^\s<>]+)"
)
_HTML_TYPE = re.compile(rb"<!doctype\s+html\b", re.IGNORECASE)
_HEADERS = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
# In Chinese and Japanese a word has about two characters, and no spaces around it.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# What the libraries log (that a page has no story) is said here; notebooks would print it in red.
_QUIET = logging.NullHandler()
_ADVICE = "open it in a browser, copy the article, and save it as .txt"


def read_web_page(content: bytes) -> Records:
    """Return the one article of a saved page (HTML, or MHTML with its pictures).

    ``text`` is the story, made of lines of ``text_raw``, which is all that the page shows.
    Raises LoadError if the content is no page, or a page without an article.

    >>> story = "".join(f"<p>The mayor called vote {n} a sad one for all.</p>" for n in "12345")
    >>> page = f"<html><nav>News Sport</nav><h1>Bridge closes</h1><article>{story}</article></html>"
    >>> row = read_web_page(page.encode()).rows[0]
    >>> row["headline"], row["text"][:16], row["text_raw"][:10]
    ('Bridge closes', 'The mayor called', 'News Sport')
    """
    address = None
    if _is_mhtml(content):
        content, address = _page_in_mail(content)
    page = _source(content)
    tree = parse_html(page.encode("utf-8", "replace"))
    shown = shown_lines(tree)
    searched, is_cut = _shortened(page, tree)
    story = shown_story(_extracted(searched), shown)
    prose = "\n".join(line for line in story.lines if _is_prose(line))
    saved = _SAVED_FROM.search(page[:20_000])
    says = page_metadata(tree, searched, prose, saved[1] if saved else address)
    _refuse_without_article(tree, story.lines, shown, says)

    row = build_record("", says.found, {})
    lines = _without_credits(
        story.lines, row, {line for h1 in tree.iter("h1") for line in shown_lines(h1)}
    )
    row["text"], row["text_raw"] = "\n\n".join(lines), "\n".join(shown)
    notes = []
    if is_cut:
        notes.append("the page is so long that the article was looked for at its beginning only")
    if 2 * story.n_not_shown > sum(map(len, story.lines)):
        notes.append("most of the text is not shown by the page but stands in its data: check it")
    n_words = _count_words(lines)
    if says.is_for_subscribers and n_words < _TEASER:
        notes.append("the article is for subscribers, and the page may hold its beginning only")
    elif n_words < _FEW_WORDS:
        notes.append(f"the article has only {n_words} words: check that the page was saved whole")
    if _share_of_links(tree, lines) > 0.5:
        notes.append("most of the text is links: check that the page is one article, not a list")
    return Records([row], tuple(notes))


# ---- from bytes to the source of the page ------------------------------------------------------


def _source(content: bytes) -> str:
    """Return the source of the page, without embedded pictures and what is too long."""
    if first_tag(content) in ("rss", "feed", "rdf:rdf"):
        raise LoadError("this is a news feed, not a web page: give it the ending .rss")
    page = thin_tags(page_text(_PICTURES.sub(b"data:,", content)))
    page = page[:_MOST_CHARACTERS]
    if not _HTML.search(page):
        raise LoadError("this is not a web page: it holds no HTML")
    if page.count("<") > _MOST_TAGS:
        page = "<".join(page.split("<", _MOST_TAGS + 1)[:-1])
    return page


def _page_in_mail(content: bytes) -> tuple[bytes, str | None]:
    """Return the page that an MHTML file holds first, and where it was saved from."""
    try:
        mail = email.message_from_bytes(content[:_MOST_MAIL])
        for part in mail.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                address = mail["Snapshot-Content-Location"] or part["Content-Location"]
                page = part.get_payload(decode=True)
                told = f'<meta charset="{part.get_content_charset("utf-8")}">'.encode()
                if isinstance(page, bytes):
                    page = page_text(told + page).encode("utf-8").removeprefix(told)
                    return page, str(address) if address else None
    except LoadError:
        raise
    except Exception as error:  # broken mail makes the library raise nearly anything
        raise LoadError("this saved page (MHTML) is broken: save it again") from error
    raise LoadError("this saved page (MHTML) holds no HTML: save it again")


# ---- the story ---------------------------------------------------------------------------------


def _extracted(page: str) -> list[str]:
    """Return the story line by line, as the library finds it, without readers' comments."""
    import trafilatura

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).addHandler(_QUIET)
    try:
        text = trafilatura.extract(page, include_comments=False)
    except Exception as error:  # odd pages make it raise nearly anything
        raise LoadError(f"the article could not be told from the rest: {_ADVICE}") from error
    return [line for line in (text or "").split("\n") if line.strip()]


def _shortened(page: str, tree: html.HtmlElement) -> tuple[str, bool]:
    """Return a page of bearable length, and whether its end was cut off for that.

    Elements that hold no text go first, then those after the most that are searched.
    """
    is_cut = len(page) == _MOST_CHARACTERS or page.count("<") >= _MOST_TAGS
    if sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS:
        return page, is_cut
    shorter = parse_html(page.encode("utf-8", "replace"))
    etree.strip_elements(shorter, *_NO_TEXT, etree.Comment, with_tail=False)
    behind = list(shorter.iter())[_MOST_ELEMENTS:]
    for element in reversed(behind):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return str(html.tostring(shorter, encoding="unicode")), is_cut or bool(behind)


def _without_credits(lines: Sequence[str], row: Record, headings: set[str]) -> list[str]:
    """Return the lines without headline, byline and date, if the story begins with them."""
    headline, byline = (squeeze(str(row.get(name) or "")) for name in ("headline", "byline"))
    printed = {headline, byline, f"by{byline}", *map(squeeze, headings)}
    n_skipped = 0
    while n_skipped < len(lines) - 1 and (
        squeeze(lines[n_skipped]) in printed or parse_published(lines[n_skipped]).moment
    ):
        n_skipped += 1
    return list(lines[n_skipped:])


# ---- pages that hold no article ----------------------------------------------------------------


def _refuse_without_article(
    tree: html.HtmlElement, lines: Sequence[str], shown: Sequence[str], says: PageMetadata
) -> None:
    n_words = _count_words(lines)
    fields = (field.get("type") or "" for field in tree.iter("input"))
    asks_for_login = any(kind.casefold() == "password" for kind in fields)
    if n_words < _FEWEST_WORDS and _count_words(shown) < _FEW_WORDS and not asks_for_login:
        raise LoadError(
            "the page as saved shows no article: a program (JavaScript) fills it when it is "
            f"opened. {_ADVICE.capitalize()}"
        )
    if n_words < _FEW_WORDS and asks_for_login and not says.is_article:
        raise LoadError(f"the page asks for a login and shows no article: {_ADVICE}")
    if n_words < _FEWEST_WORDS:
        raise LoadError(f"no article was found on the page: {_ADVICE}")
    if not says.is_article and _share_of_links(tree, lines) > 0.5:
        raise LoadError(
            "the page is a list of links to articles and no article itself: open each article, "
            "and save that page"
        )


def _share_of_links(tree: html.HtmlElement, lines: Sequence[str]) -> float:
    """Return how much of the text stands in lines that are links as a whole."""
    links = {line for link in tree.iter("a") for line in shown_lines(link)}
    length = sum(map(len, lines))
    return sum(len(line) for line in lines if line in links) / length if length else 0.0


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence, and not a date or a byline on a line of its own."""
    return line.rstrip("\"'”’»)").endswith((*".!?…。！？",)) or len(line.split()) > 12


def _count_words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) + len(_UNSPACED.findall(line)) // 2 for line in lines)


# ---- telling pages -----------------------------------------------------------------------------


def _is_mhtml(content: bytes) -> bool:
    headers = _HEADERS.match(content[:4000])
    if headers is None:
        return False
    told = headers[0].lower()
    return b"multipart/related" in told and b"\nto:" not in told and not told.startswith(b"to:")


def looks_like_web_page(content: bytes) -> bool:
    """Whether the content begins like an HTML document, or like one saved as MHTML."""
    if first_tag(content) in ("html", "head", "body") or _is_mhtml(content):
        return True
    return _HTML_TYPE.search(before_elements(content)) is not None


WEB_PAGE = Reader(
    "web page",
    (".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    read_web_page,
    False,
    looks_like_web_page,
)
