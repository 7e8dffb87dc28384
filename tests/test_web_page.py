"""Saved web pages: the story in the page's own lines, and what the page says of itself."""

from __future__ import annotations

import base64
import gzip
import json
import quopri
import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.readers.dates import parse_published
from analysis.readers.records import LoadError
from analysis.readers.web.shown_story import shown_story
from analysis.readers.web.web_page import WEB_PAGE, first_tag, looks_like_web_page, read_web_page

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "saved_html"

STORY = [
    "Port Ellery will lose its oldest river crossing for nine months after councillors voted to "
    "close the Ferry Lane swing bridge for repairs.",
    "The bridge, which has carried traffic over the Ell since 1924, will shut to vehicles and "
    "pedestrians on 2 June.",
    "“The bridge is not going to fall down tomorrow,” said Dr. Priya Raman, the chief engineer.",
    "Traders fear for the summer",
    "Gus Lindqvist, who bakes on the north bank, said that two in three of his customers walk over "
    "the bridge. “What are they meant to do, swim?” he asked.",
    "A free passenger boat is to run every 20 minutes between six in the morning and ten at night, "
    "and the council has promised to pay for it.",
]  # fmt: skip
MENU = ["News", "Sport", "Tides", "Obituaries", "Subscribe"]
RELATED = ["Fire guts cannery on Quay Street", "Water rates to rise by a tenth", "Ferry tickets"]


def article_html(paragraphs: list[str] = STORY) -> str:
    return "".join(
        f"<h2>{text}</h2>" if len(text) < 40 else f"<p>{text}</p>" for text in paragraphs
    )


def page(
    body: str | None = None,
    head: str = "<title>Ferry Lane bridge to close | Port Ellery Courier</title>",
    h1: str = "<h1>Ferry Lane bridge to close for nine months</h1>",
    before: str = "",
    after: str = "",
) -> bytes:
    menu = "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in MENU)
    related = "".join(f"<li><a href='/story'>{title}</a></li>" for title in RELATED)
    return (
        f"<!DOCTYPE html>\n<html lang='en-GB'><head><meta charset='utf-8'>{head}"
        "<script>var shown = false;</script><style>p {color: black}</style></head>"
        f"<body><nav><ul>{menu}</ul></nav>{before}<main><article>{h1}"
        f"{article_html() if body is None else body}</article>{after}</main>"
        f"<aside><h3>Read more</h3><ul>{related}</ul></aside>"
        "<footer><p>© Port Ellery Courier. All rights reserved.</p></footer></body></html>"
    ).encode()


def json_ld(*objects: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in objects
    )


def row_of(content: bytes) -> dict:
    (row,) = read_web_page(content).rows
    return row


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &amp; ferry: nine months of closure",
    "author": [{"@type": "Person", "name": "By Martin Aldous"}, {"name": "Ines Varga"}],
    "publisher": {"@type": "Organization", "name": "Port Ellery Courier"},
    "datePublished": "2025-05-07T10:42:00+01:00",
    "dateModified": "2025-05-08T09:00:00+01:00",
    "articleSection": ["Town", "Transport"],
}


# ---- the story ---------------------------------------------------------------------------------


def test_the_story_is_set_apart_from_the_page() -> None:
    row = row_of(page())
    assert row["text"].split("\n\n") == STORY
    raw = row["text_raw"].split("\n")
    assert raw[:5] == MENU
    assert raw[-1] == "© Port Ellery Courier. All rights reserved."
    assert [line for line in raw if line in STORY] == STORY


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("said <b>Dr.</b> <a href='/raman'>Priya Raman</a>, the engineer", None),
        ("said<b> Dr.</b><i> Priya</i> <span>Raman</span>, the engineer", None),
        ("said\n   Dr.&nbsp;Priya <em>Raman</em>, the\nengineer", None),
        ("said <script>track()</script>Dr. Priya Raman, the engineer", None),
    ],
)
def test_inline_markup_neither_loses_nor_adds_spaces(source: str, line: str | None) -> None:
    quoted = "“The bridge is not going to fall down tomorrow, nor on the day after,” "
    body = article_html(STORY[:2]) + f"<p>{quoted}{source}.</p>" + article_html(STORY[3:])
    assert row_of(page(body))["text"].split("\n\n")[2] == (
        f"{quoted}said Dr. Priya Raman, the engineer."
    )


def test_lines_parted_by_breaks_are_lines_of_the_story() -> None:
    body = f"<div>{'<br><br>'.join(STORY)}</div>"
    assert row_of(page(body))["text"].split("\n\n") == STORY


def test_lists_and_quotations_are_kept_without_marks() -> None:
    points = ["The bridge closes on 2 June.", "A boat runs every 20 minutes.", "It is free."]
    listed = "<ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul>"
    spoken = "<blockquote><p>What are they meant to do, swim?</p></blockquote>"
    lines = row_of(page(article_html() + listed + spoken))["text"].split("\n\n")
    assert lines == [*STORY, *points, "What are they meant to do, swim?"]


def test_every_line_of_the_story_is_a_line_of_the_page() -> None:
    table = (
        "<table><tr><th>Span</th><th>Cracked</th></tr><tr><td>North</td><td>11</td></tr></table>"
    )
    row = row_of(page(article_html() + table + "<ol><li>One to see</li></ol>"))
    assert set(row["text"].split("\n\n")) <= set(row["text_raw"].split("\n"))
    assert {"Span", "North", "11"} <= set(row["text"].split("\n\n"))


def test_headline_byline_and_date_are_no_part_of_the_story() -> None:
    credit = "<p>By Martin Aldous</p><p>7 May 2025</p>"
    row = row_of(page(credit + article_html(), head=json_ld({**NEWS, "author": "Martin Aldous"})))
    assert row["text"].split("\n\n") == STORY
    assert "By Martin Aldous\n7 May 2025" in row["text_raw"]


def test_comments_of_readers_are_left_out() -> None:
    comments = "".join(
        f"<div class='comment'><p>Reader {n} thinks that the council has gone quite mad.</p></div>"
        for n in range(5)
    )
    row = row_of(page(after=f"<section id='comments'><h2>Comments</h2>{comments}</section>"))
    assert "Reader 3" not in row["text"]
    assert "Reader 3" in row["text_raw"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_letters_are_right_in_every_encoding(encoding: str) -> None:
    content = page().decode().replace("utf-8", encoding.removesuffix("-sig"))
    assert row_of(content.encode(encoding))["text"].split("\n\n") == STORY


def test_a_text_that_only_the_data_of_the_page_holds_is_kept_and_said() -> None:
    told = {**NEWS, "articleBody": "\n\n".join(STORY)}
    body = "<div id='app'></div><p>Loading</p>"
    records = read_web_page(page(body, head=json_ld(told)))
    assert "Gus Lindqvist" in records.rows[0]["text"]
    assert any("stands in its data" in note for note in records.notes)


# ---- what the page says of itself --------------------------------------------------------------


def test_what_json_ld_says_is_taken_with_its_origin() -> None:
    row = row_of(page(head=json_ld(NEWS)))
    assert row["headline"] == "Ferry Lane bridge to close for nine months"
    assert row["byline"] == "Martin Aldous, Ines Varga"
    assert row["outlet"] == "Port Ellery Courier"
    assert row["published"] == "2025-05-07T10:42:00+01:00"
    assert row["section"] == "Town"
    assert row["language"] == "en"
    assert row["origins"] == {
        "headline": "the only heading of the first level (h1)",
        "byline": "JSON-LD",
        "outlet": "JSON-LD",
        "published": "JSON-LD",
        "section": "JSON-LD",
        "language": "the language of the page",
    }


@pytest.mark.parametrize(
    "told",
    [
        [NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, NEWS]},
        {"@type": "WebPage", "mainEntity": {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]}},
        {**NEWS, "@type": "http://schema.org/BlogPosting"},
    ],
)
def test_json_ld_is_found_in_lists_graphs_and_pages(told: object) -> None:
    assert row_of(page(head=json_ld(told)))["byline"] == "Martin Aldous, Ines Varga"


def test_json_ld_may_name_people_by_their_ids() -> None:
    graph = [
        {**NEWS, "author": {"@id": "#ma"}, "publisher": {"@id": "#pec"}},
        {"@type": "Person", "@id": "#ma", "name": "Martin Aldous"},
        {"@type": "Organization", "@id": "#pec", "name": "Port Ellery Courier"},
    ]
    row = row_of(page(head=json_ld({"@graph": graph})))
    assert (row["byline"], row["outlet"]) == ("Martin Aldous", "Port Ellery Courier")


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[" * 50_000,
        "null",
        '"text"',
        '{"@type": "NewsArticle", "headline": 3, "author": [[]]}',
    ],
)
def test_broken_json_ld_is_ignored(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>' + json_ld(NEWS)
    row = row_of(page(head=head))
    assert row["published"] == "2025-05-07T10:42:00+01:00"


def test_json_ld_with_line_ends_and_comment_marks_is_read() -> None:
    text = json.dumps(NEWS).replace("nine months", "nine\nmonths")
    head = f'<script type="application/ld+json">\n<!--\n{text}\n-->\n</script>'
    row = row_of(page(head=head, h1=""))
    assert row["headline"] == "Bridge & ferry: nine months of closure"


@pytest.mark.parametrize(
    ("h1", "head", "headline", "origin"),
    [
        ("<h1>Bridge <i>to</i><br>close</h1>", "", "Bridge to close", "h1"),
        ("<h1>One of two</h1><h1>Two of two</h1>", json_ld(NEWS), "Bridge & ferry", "JSON-LD"),
        (
            "",
            "<meta property='og:title' content='Bridge to close - Port Ellery Courier'>"
            "<meta property='og:site_name' content='Port Ellery Courier'>",
            "Bridge to close",
            "og:title",
        ),
        ("", "<title>Bridge – and ferry – to close | Courier</title>", "Bridge – and f", "title"),
        ("", "<title>Ferry Lane bridge to close – live</title>", "Ferry Lane bridge to", "title"),
        (
            "<h1>The Courier</h1>",
            "<title>Ferry Lane bridge to close for nine months - The Courier</title>",
            "Ferry Lane bridge to close for nine months",
            "title",
        ),
        (
            "<h1>Port Ellery Courier</h1>",
            "<meta property='og:site_name' content='Port Ellery Courier'><title>Ferries</title>",
            "Ferries",
            "title",
        ),
    ],
)
def test_the_headline_is_the_likeliest_title(
    h1: str, head: str, headline: str, origin: str
) -> None:
    row = row_of(page(h1=h1, head=head))
    assert row["headline"].startswith(headline)
    assert "Courier" not in row["headline"]
    assert origin in row["origins"]["headline"]


def test_a_byline_is_found_on_the_page_where_no_data_names_it() -> None:
    row = row_of(page("<p class='byline author'>By Martin Aldous</p>" + article_html()))
    assert row["byline"] == "Martin Aldous"
    assert row["origins"]["byline"] == "a byline on the page"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://courier.example/a'>", "https://courier.example/a"),
        (
            "<link rel='canonical' href='https://courier.example/'>"
            "<meta property='og:url' content='https://courier.example/b'>",
            "https://courier.example/b",
        ),
        ("<link rel='canonical' href='/a'>", None),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        (
            "<!-- saved from url=(0025)https://courier.example/c -->",
            "https://courier.example/c",
        ),
        (
            "<!--\n Page saved with SingleFile \n url: https://courier.example/d \n-->",
            "https://courier.example/d",
        ),
        (
            "<link rel='canonical' href='https://web.archive.org/web/20250507101010/"
            "https://courier.example/e'>",
            "https://courier.example/e",
        ),
    ],
)
def test_the_address_is_where_the_article_stood(head: str, url: str | None) -> None:
    assert row_of(page(head=head)).get("url") == url


def test_the_host_of_an_address_is_no_outlet() -> None:
    row = row_of(page(head="<link rel='canonical' href='https://courier.example/a'>"))
    assert "outlet" not in row
    assert "outlet" not in row_of(
        page(head="<meta property='og:site_name' content='https://courier.example'>")
    )


# ---- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "before", "published", "origin"),
    [
        (json_ld(NEWS), "", "2025-05-07T10:42:00+01:00", "JSON-LD"),
        (
            json_ld({**NEWS, "datePublished": "some day"})
            + "<meta property='article:published_time' content='2025-05-06T08:00:00Z'>",
            "",
            "2025-05-06T08:00:00Z",
            "meta article:published_time",
        ),
        ("", "<time datetime='2025-05-05T07:00Z'>5 May</time>", "2025-05-05T07:00Z", "time"),
        ("", "<p class='published-date'>4 May 2025</p>", "2025-05-04", "a date on the page"),
        (
            "<link rel='canonical' href='https://courier.example/2025/05/03/bridge'>",
            "",
            "2025-05-03",
            "a date on the page",
        ),
    ],
)
def test_the_date_of_publication_is_found(
    head: str, before: str, published: str, origin: str
) -> None:
    row = row_of(page(before + article_html(), head=head))
    assert row["published"] == published
    assert origin in row["origins"]["published"]
    assert parse_published(row["published"]).moment is not None


@pytest.mark.parametrize(
    "content",
    [
        page(),
        page(after="<footer>© 2025 Port Ellery Courier</footer>"),
        page(after=f"<p>Copyright {datetime.now(UTC).year}</p>"),
        page(article_html() + "<p>The vote of 2019-05-04 had gone the other way, he said.</p>"),
        page(article_html() + "<p>On 4 May 2019 the council had voted the other way.</p>"),
        page(after="<script>var build = 1746612000;</script>"),
        page(after="<article><h3>Ferry</h3><time datetime='2024-01-02'>2 Jan</time></article>"),
        page(head=json_ld({**NEWS, "datePublished": "1970-01-01T00:00:00Z"})),
        page(head=json_ld({**NEWS, "datePublished": None, "dateModified": None})),
    ],
)
def test_a_page_without_a_date_gets_none(content: bytes) -> None:
    assert "published" not in row_of(content)


# ---- pages without an article ------------------------------------------------------------------


def test_a_shell_that_a_program_fills_is_refused() -> None:
    shell = b"<!doctype html><html><head><title>Courier</title></head><body><div id=app></div>"
    with pytest.raises(LoadError, match="JavaScript"):
        read_web_page(
            shell + b"<noscript>Please enable JavaScript.</noscript><script>go()</script>"
        )


def test_a_list_of_links_is_refused() -> None:
    teasers = "".join(
        f"<div><h3><a href='/s{n}'>Story number {n} of the harbour and the town of Port Ellery, "
        f"as told by those who were there on the day</a></h3></div>"
        for n in range(40)
    )
    with pytest.raises(LoadError, match="list of links"):
        read_web_page(page(teasers, h1="<h1>Latest news</h1>"))


def test_a_page_that_asks_for_a_login_is_refused() -> None:
    form = "<form><p>Sign in to read on.</p><input name=user><input type='password'></form>"
    with pytest.raises(LoadError, match="login"):
        read_web_page(page(form, h1="<h1>Welcome back</h1>"))


def test_a_short_body_is_loaded_and_said() -> None:
    records = read_web_page(page(f"<p>{STORY[0]}</p>"))
    assert records.rows[0]["text"] == STORY[0]
    assert records.notes == ("the article has only 23 words: check that the page was saved whole",)


def test_what_is_for_subscribers_is_said() -> None:
    head = json_ld({**NEWS, "isAccessibleForFree": "False"})
    (note,) = read_web_page(page(head=head)).notes
    assert "for subscribers" in note


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"The bridge is closed, the mayor said on Tuesday.", "no HTML"),
        (b"text,outlet\nThe bridge is closed.,Courier\n", "no HTML"),
        (b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", "news feed"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"PK\x03\x04 and so on", "Word or Excel"),
        (b"<html>", "shows no"),
        (b"<html><body></body></html>", "JavaScript"),
        (b"<html><p>" + b"x" * 50_000_001, "no article is so long"),
    ],
)
def test_what_is_no_page_is_refused_and_named(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_web_page(content)


def test_a_page_cut_short_keeps_what_it_has() -> None:
    content = page()
    cut = content[: content.index(STORY[5].encode()) + 60]
    assert row_of(cut)["text"].split("\n\n")[:5] == STORY[:5]


# ---- MHTML -------------------------------------------------------------------------------------


def mhtml(content: bytes, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    coded = (
        quopri.encodestring(content)
        if encoding == "quoted-printable"
        else base64.encodebytes(content)
    )
    picture = base64.encodebytes(b"\x89PNG" + bytes(200)).decode()
    return (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://courier.example/bridge\r\n"
        "Subject: Ferry Lane bridge to close\r\n"
        "Date: Wed, 7 May 2025 12:00:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x-1--"\r\n\r\n\r\n'
        "----x-1--\r\n"
        f'Content-Type: text/html; charset="{charset}"\r\n'
        "Content-Location: https://courier.example/bridge\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + coded + (
        f"\r\n----x-1--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{picture}\r\n----x-1----\r\n"
    ).encode()  # fmt: skip


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_saved_with_its_pictures_is_read(encoding: str) -> None:
    content = mhtml(page(), encoding)
    assert looks_like_web_page(content)
    row = row_of(content)
    assert row["text"].split("\n\n") == STORY
    assert row["url"] == "https://courier.example/bridge"
    assert "published" not in row  # the date of saving is none of publication


def test_the_encoding_of_mhtml_stands_in_its_part() -> None:
    content = page().decode().replace("<meta charset='utf-8'>", "").encode("cp1252")
    assert row_of(mhtml(content, charset="windows-1252"))["text"].split("\n\n") == STORY


@pytest.mark.parametrize("charset", ["punycode", "idna", "nonsense", 'x y"><b>'])
def test_an_encoding_that_is_none_does_no_harm(charset: str) -> None:
    assert row_of(mhtml(page(), charset=charset))["text"].split("\n\n") == STORY


def test_mhtml_without_a_page_or_cut_short_is_refused() -> None:
    content = mhtml(page())
    with pytest.raises(LoadError, match="MHTML"):
        read_web_page(content.replace(b"text/html", b"text/css"))
    with pytest.raises(LoadError):
        read_web_page(content[:500])


# ---- telling pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        page(),
        b"<html><body>x",
        b"\xef\xbb\xbf  <!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<title>x",
        b"<!doctype html><title>x",
        b"<!-- saved from url=(0020)https://a.example/ -->\n<!-- two -->\n<HTML>",
        b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>",
        "\ufeff<!doctype html><html>".encode("utf-16-le"),
        b"<head><title>x</title></head>",
    ],
)
def test_pages_are_recognized(content: bytes) -> None:
    assert looks_like_web_page(content)
    assert WEB_PAGE.recognizes is looks_like_web_page


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"The tag <html> opens a page.",
        b"<p>He said so.</p>",
        b'{"text": "<html>"}',
        b"text,html\n<html>,x\n",
        b"<?xml version='1.0'?><rss version='2.0'>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<?xml version='1.0'?><Response><html/></Response>",
        b"PK\x03\x04[Content_Types].xml",
        b"{\\rtf1 <html>}",
        b"%PDF-1.7 <html>",
        b"PAR1",
        b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/related; boundary=x\n\n--x\n",
        b"<!-- " * 5000,
        b"<" * 30_000,
    ],
)
def test_nothing_else_is_taken_for_a_page(content: bytes) -> None:
    assert not looks_like_web_page(content)


def test_the_first_tag_stands_behind_declarations_and_comments() -> None:
    assert (
        first_tag(b"<?xml version='1.0'?>\n<!-- <rss> -->\n<!DOCTYPE a [ <!ENTITY b 'c'> ]><A>")
        == "a"
    )
    assert first_tag(b"no tag <a>") == ""


# ---- lines of a page ---------------------------------------------------------------------------


def test_a_line_stands_where_the_story_has_it_and_not_where_a_link_repeats_it() -> None:
    shown = ["Traders fear", STORY[0], "Share", "Traders fear", STORY[1], STORY[0]]
    assert shown_story([STORY[0], "Traders fear", STORY[1]], shown).lines == [
        STORY[0],
        "Traders fear",
        STORY[1],
    ]
    assert shown_story([STORY[0], STORY[1]], shown).lines == [STORY[0], STORY[1]]


def test_a_line_that_was_found_in_pieces_is_the_whole_line_of_the_page() -> None:
    shown = ["Menu", f"{STORY[1]} {STORY[2]}", "Share"]
    assert shown_story([STORY[1], STORY[2]], shown) == ([shown[1]], 0)


def test_a_line_with_words_left_out_is_the_line_of_the_page() -> None:
    shown = ["Menu", STORY[4], "Share"]
    found = STORY[4].replace("who bakes on the north bank, ", "")
    assert shown_story([found], shown).lines == [STORY[4]]


def test_what_the_page_does_not_show_is_kept_in_its_place() -> None:
    shown = [STORY[0], "Share", STORY[2]]
    assert shown_story([STORY[0], STORY[1], STORY[2]], shown) == (
        [STORY[0], STORY[1], STORY[2]],
        len(STORY[1]),
    )


def test_no_story_and_no_page_give_no_lines() -> None:
    assert shown_story([], ["Menu"]).lines == []
    assert shown_story(["***"], []).lines == []


# ---- hostile pages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000,
        "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">",
        "<p>" + "<span>x</span> " * 20_000,
        "<i></i>" * 100_000,
        "<table><tr><td>" * 20_000,
        "<!--" * 50_000,
        "<script>" * 20_000,
        "<title>" + " | x" * 50_000,
        "data:" * 200_000,
        "<script type='application/ld+json'>" + " " * 1_000_000 + "</script>",
        "<script type='application/ld+json'>[" + "{}," * 300_000 + "{}]</script>",
    ],
)
def test_hostile_pages_end_soon(body: str) -> None:
    with suppress(LoadError):
        read_web_page(page(body + article_html()))


def test_of_a_huge_page_the_beginning_is_searched() -> None:
    links = "".join(f"<p><a href='/{n}'>Comment {n}</a></p>" for n in range(8000))
    records = read_web_page(page(after=f"<div class='comments'>{links}</div>"))
    assert records.rows[0]["text"].split("\n\n")[: len(STORY)] == STORY
    assert any("so long" in note for note in records.notes)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([page(), page(head=json_ld(NEWS)), mhtml(page()), page("<table><tr>")]),
    st.integers(0, 4000),
    st.integers(0, 4000),
    st.binary(max_size=8) | st.sampled_from([b"<", b">", b"\0", b"</p>", b"<!--", b"&#x;", b'"']),
)
def test_a_damaged_page_is_read_or_refused(
    content: bytes, start: int, length: int, put: bytes
) -> None:
    start %= len(content)
    damaged = content[:start] + put + content[start + length :]
    looks_like_web_page(damaged)
    try:
        records = read_web_page(damaged)
    except LoadError:
        return
    assert records.rows[0]["text"]


# ---- real pages --------------------------------------------------------------------------------


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample pages are not part of the package")
def test_the_bodies_of_real_pages_are_found() -> None:
    bodies = json.loads((SAMPLES / "bodies.json").read_text(encoding="utf-8"))
    scores = []
    for path in sorted(SAMPLES.glob("*.html.gz")):
        row = row_of(gzip.decompress(path.read_bytes()))
        assert row["headline"]
        assert set(row["text"].split("\n\n")) <= set(row["text_raw"].split("\n"))
        got, wanted = words(row["text"]), words(bodies[path.name.partition(".")[0]]["articleBody"])
        scores.append(2 * (got & wanted).total() / (got.total() + wanted.total()))
    assert sum(scores) / len(scores) > 0.98
