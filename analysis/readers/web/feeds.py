"""News feeds (RSS, RDF, Atom): one article for each entry, as far as the feed holds its text."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, NamedTuple

from analysis.readers.dates import parse_published
from analysis.readers.markup import first_tag, page_text, parse_html, shown_lines, thin_tags
from analysis.readers.records import Found, LoadError, Reader, Record, Records, build_record

_MOST_BYTES = 7_000_000  # a thousand long articles; the parser takes a second for each MB
_SUMMARY = 150  # words: a shorter text that is not given as the content is a summary
_CHANGED = "the date when the entry was last updated"
_FEED_SPACES = (b"purl.org/rss/", b"my.netscape.com/", b"purl.org/atom/", b"w3.org/2005/atom")
_TAG = re.compile(r"<[a-z/!]", re.IGNORECASE)
_SIGNED_OFF = re.compile(r"The post .{1,300} (?:appeared first on|first appeared on) .{1,100}")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_BESIDE_ADDRESS = re.compile(r"\(([^()@]{1,200})\)|^\s*\"?([^<>\"@]{1,200}?)\"?\s*<")
_NUMERIC_DATE = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")


class _Text(NamedTuple):
    """The lines of an entry, what was left out of them, and whether they are the whole story."""

    lines: list[str]
    all_lines: list[str]
    is_summary: bool
    language: str | None


def read_feed(content: bytes) -> Records:
    """Return a record for each entry of a feed; the text is its content, else its summary.

    Nothing is fetched: the article behind a link is not in the feed. Raises LoadError if the
    content is no feed, has no entries, is too large, or defines entities of its own.

    >>> feed = b'''<rss version="2.0"><channel><title>Port Ellery Courier</title>
    ... <item><title>Bridge closes</title><description>&lt;p&gt;It is shut.&lt;/p&gt;</description>
    ... </item></channel></rss>'''
    >>> row = read_feed(feed).rows[0]
    >>> row["headline"], row["text"], row["outlet"]
    ('Bridge closes', 'It is shut.', 'Port Ellery Courier')
    """
    feed, doubt = _parsed(content)
    texts = [_text(entry) for entry in feed.entries]
    dates = [_date(entry, feed.version) for entry in feed.entries]
    rows = [
        _record(entry, feed.feed, text, date)
        for entry, text, date in zip(feed.entries, texts, dates, strict=True)
    ]
    entries = "entry" if len(rows) == 1 else "entries"
    notes = [f"{len(rows):,} {entries} of the feed, an article each"]
    if doubt:
        notes.append(doubt)
    filled = [text for text in texts if text.lines]
    summaries = sum(text.is_summary for text in filled)
    if not filled:
        notes.append("the feed holds headlines and links alone, no text")
    elif summaries == len(filled):
        notes.append("the feed holds summaries, not whole articles")
    elif summaries:
        notes.append(f"{summaries:,} of {len(rows):,} entries hold a summary, not a whole article")
    changed = sum(date is not None and date.origin == _CHANGED for date in dates)
    if changed:
        notes.append(f"{changed:,} of {len(rows):,} entries say only when they were last updated")
    return Records(rows, tuple(notes))


# ---- the feed ----------------------------------------------------------------------------------


def _parsed(content: bytes) -> tuple[Any, str | None]:
    """Return the feed, and what is to be said of its form."""
    import feedparser  # type: ignore[import-untyped]

    if len(content) > _MOST_BYTES:
        raise LoadError(
            f"the feed has {len(content):,} bytes, more than {_MOST_BYTES:,}: divide it"
        )
    text = thin_tags(page_text(content))
    # Entities are defined before the first element; what comes later is an article about XML.
    if re.search(r"<!ENTITY", re.split(r"<(?:item|entry)\b", text, maxsplit=1)[0], re.IGNORECASE):
        raise LoadError("this feed defines entities of its own, which no article needs: not read")
    try:
        # A stream, since bytes could be taken for the name of a file. The HTML of the entries is
        # read as text by shown_lines, which leaves scripts out, so it need not be cleaned before.
        feed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # broken feeds make the parser raise nearly anything
        raise LoadError(f"this feed is broken: {type(error).__name__}: {error}") from error
    wrong = feed.get("bozo_exception")
    if isinstance(wrong, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        wrong = None
    if not feed.entries:
        if not feed.version:
            raise LoadError("this is not a feed (RSS or Atom): it has no entries")
        broken = f", and is broken{_where(wrong)}" if wrong else ""
        raise LoadError(f"the feed has no entries{broken}: save it again")
    doubt = f"the feed is broken{_where(wrong)} and was mended: check its last entries"
    return feed, doubt if wrong else None


def _where(wrong: Any) -> str:
    """Return what the parser says is wrong, and in which line."""
    if not wrong:
        return ""
    what = wrong.getMessage() if hasattr(wrong, "getMessage") else str(wrong)
    what = what.removeprefix("not well-formed ").strip("()")[:100]
    line = wrong.getLineNumber() if hasattr(wrong, "getLineNumber") else None
    return f" in line {line} ({what})" if line else f" ({what})"


# ---- an entry ----------------------------------------------------------------------------------


def _record(entry: Any, feed: Any, text: _Text, date: Found | None) -> Record:
    row = build_record("\n\n".join(text.lines), _found(entry, feed, text, date), {})
    if text.lines != text.all_lines:
        row["text_raw"] = "\n".join(text.all_lines)
    return row


def _found(entry: Any, feed: Any, text: _Text, date: Found | None) -> Iterator[Found]:
    yield Found("headline", _title(entry), "the entry's title")
    yield Found("byline", ", ".join(_names(entry)), "the entry's author")
    source = entry.get("source")
    if isinstance(source, Mapping):
        yield Found("outlet", _title(source), "the entry's source")
    yield Found("outlet", _title(feed), "the feed's title")
    if date is not None:
        yield date
    link = str(entry.get("link") or "")
    yield Found("url", link if link.startswith(("http://", "https://")) else None, "the link")
    yield Found("language", _two_letters(text.language), "the language of the entry")
    yield Found("language", _two_letters(feed.get("language")), "the language of the feed")
    tags = [tag.get("label") or tag.get("term") for tag in entry.get("tags") or []]
    section = next((str(tag) for tag in tags if tag), "")
    yield Found("section", " ".join(_lines(section, "")), "the entry's first category")


def _text(entry: Any) -> _Text:
    """Return the longest of the contents of an entry, or its summary if that is far longer."""
    parts = [(part, False) for part in entry.get("content") or []]
    parts.append((entry.get("summary_detail") or {}, True))
    best, most = _Text([], [], False, None), 0
    for part, is_summary in parts:
        lines = _lines(str(part.get("value") or ""), str(part.get("type") or ""))
        n_words = sum(len(line.split()) for line in lines)
        if n_words > (2 * most if is_summary else most):
            kept = lines[:-1] if _SIGNED_OFF.fullmatch(lines[-1]) else lines
            short = is_summary and n_words < _SUMMARY
            best, most = _Text(kept, lines, short, part.get("language")), n_words
    return best


def _lines(value: str, kind: str) -> list[str]:
    """Return a text of a feed line by line; without tags, its own line ends count."""
    if kind == "text/plain" or not _TAG.search(value):
        plain = value if kind == "text/plain" else unescape(value)
        return [line for line in (" ".join(line.split()) for line in plain.split("\n")) if line]
    try:
        return shown_lines(parse_html(thin_tags(value).encode("utf-8", "replace")))
    except LoadError:
        return []


def _title(thing: Any) -> str:
    kind = str((thing.get("title_detail") or {}).get("type") or "")
    return " ".join(_lines(str(thing.get("title") or ""), kind))


def _names(entry: Any) -> list[str]:
    """Return the names of the authors, without their addresses of mail."""
    printed = str(entry.get("author") or "")
    if "@" in printed:
        name = _BESIDE_ADDRESS.search(printed)
        names = [name[1] or name[2]] if name else []
    else:
        names = [str(author.get("name") or "") for author in entry.get("authors") or []]
    names = [_BY.sub("", " ".join(_lines(name, ""))) for name in names]
    return list(dict.fromkeys(name for name in names if name and "@" not in name))


def _date(entry: Any, version: str) -> Found | None:
    """Return when an entry was published, as ISO 8601 if that can be read from what is printed."""
    for key in ("published", "created", "updated"):
        printed = " ".join(str(dict.get(entry, key) or "").split())
        if printed:
            # What RSS calls dc:date is the date of publication, and the parser calls it "updated".
            is_change = key == "updated" and version.startswith("atom")
            iso = _iso(printed, entry.get(f"{key}_parsed"))
            return Found("published", iso, _CHANGED if is_change else "the entry's date")
    return None


def _iso(printed: str, parsed: time.struct_time | None) -> str:
    moment, reason = parse_published(printed)
    if moment is not None:
        return moment.isoformat()
    if parsed is None or "time zone" in (reason or "") or _NUMERIC_DATE.match(printed):
        return printed
    # The parser fills in what is not printed: the year of today, the first of January.
    parts = re.findall(r"\d+|[^\W\d_]{3,}", printed)
    is_whole = len(parts) >= 3 or re.match(r"\d{8}", printed)
    near = range(parsed.tm_year - 1, parsed.tm_year + 2)  # of another zone, at New Year
    if not is_whole or not any(f"{year % 100:02d}" in printed for year in near):
        return printed
    return datetime(*parsed[:6], tzinfo=UTC).isoformat()


def _two_letters(language: object) -> str | None:
    found = re.match(r"[a-z]{2}(?![a-z])", str(language or "").strip().casefold())
    return found[0] if found else None


def looks_like_feed(content: bytes) -> bool:
    """Whether the first element is that of a feed."""
    tag = first_tag(content)
    if tag in ("feed", "rdf:rdf"):  # other documents may be called so
        opening = content[:4000].replace(b"\0", b"").lower()
        return any(space in opening for space in _FEED_SPACES)
    return tag == "rss"


FEED = Reader("feed", (".rss", ".atom", ".rdf", ".xml"), read_feed, False, looks_like_feed)
