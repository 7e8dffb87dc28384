"""Feeds: one record for each entry, with what the feed holds of the article and no more."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers.dates import parse_published
from analysis.readers.records import LoadError
from analysis.readers.web.feeds import FEED, looks_like_feed, read_feed

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "feeds"

PARAGRAPHS = [
    "Port Ellery will lose its oldest river crossing for nine months.",
    "“It is not going to fall down tomorrow,” said Dr. Priya Raman, the chief engineer.",
]
STORY = f"<p>{PARAGRAPHS[0]}</p>\n<p>“It is <b>not</b> going to fall down tomorrow,” said Dr. <a href='/r'>Priya Raman</a>, the chief engineer.</p>"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def item(
    title: str = "Bridge to close",
    text: str | None = None,
    summary: str | None = "It will close for nine months.",
    more: str = "",
) -> str:
    parts = [f"<title>{escape(title)}</title>"]
    if text is not None:
        parts.append(f"<content:encoded><![CDATA[{text}]]></content:encoded>")
    if summary is not None:
        parts.append(f"<description>{escape(summary)}</description>")
    return f"<item>{''.join(parts)}{more}</item>"


def rss(*items: str, channel: str = "", version: str = "2.0") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="{version}" {SPACES}><channel>'
        "<title>Port Ellery Courier</title><link>https://courier.example/</link>"
        f"<language>en-gb</language>{channel}{''.join(items)}</channel></rss>"
    ).encode()


def atom(*entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="fr-FR"><title>The Lantern</title>{"".join(entries)}</feed>'
    ).encode()


def rows_of(content: bytes) -> list[dict]:
    return read_feed(content).rows


# ---- entries -----------------------------------------------------------------------------------


def test_an_entry_of_rss_is_a_record_with_its_origins() -> None:
    more = (
        "<link>https://courier.example/bridge</link><dc:creator>By Martin Aldous</dc:creator>"
        "<pubDate>Wed, 07 May 2025 10:42:00 +0100</pubDate>"
        "<category>Town</category><category>Transport</category>"
    )
    (row,) = rows_of(rss(item("Bridge to close & reopen", STORY, more=more)))
    assert row == {
        "text": "\n\n".join(PARAGRAPHS),
        "headline": "Bridge to close & reopen",
        "byline": "Martin Aldous",
        "outlet": "Port Ellery Courier",
        "published": "2025-05-07T09:42:00+00:00",
        "url": "https://courier.example/bridge",
        "language": "en",
        "section": "Town",
        "origins": {
            "headline": "the entry's title",
            "byline": "the entry's author",
            "outlet": "the feed's title",
            "published": "the entry's date",
            "url": "the link",
            "language": "the language of the feed",
            "section": "the entry's first category",
        },
    }


def test_an_entry_of_atom_is_a_record() -> None:
    content = (
        "<entry><title type='html'>Le pont &lt;i&gt;ferme&lt;/i&gt;</title>"
        "<link rel='self' href='https://lantern.example/feed/1'/>"
        "<link href='https://lantern.example/pont'/>"
        "<author><name>Danny Pike</name></author><author><name>Ed Varga</name></author>"
        "<published>2025-05-08T06:00:00Z</published><updated>2025-05-09T06:00:00Z</updated>"
        "<category term='t1' label='Ville'/><summary>Court.</summary>"
        f"<content type='html'>{escape(STORY)}</content></entry>"
    )
    (row,) = rows_of(atom(content))
    assert row["text"].split("\n\n") == PARAGRAPHS
    assert row["headline"] == "Le pont ferme"
    assert row["byline"] == "Danny Pike, Ed Varga"
    assert row["published"] == "2025-05-08T06:00:00+00:00"
    assert row["url"] == "https://lantern.example/pont"
    assert (row["outlet"], row["section"], row["language"]) == ("The Lantern", "Ville", "fr")


def test_an_entry_of_rdf_is_a_record() -> None:
    content = (
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        f"xmlns='http://purl.org/rss/1.0/' {SPACES}>"
        "<channel><title>Tideway Radio</title></channel><item rdf:about='x'><title>Bridge</title>"
        "<link>https://tideway.example/1</link><description>It is shut.</description>"
        "<dc:date>2025-05-07T10:42:00+01:00</dc:date></item></rdf:RDF>"
    ).encode()
    assert looks_like_feed(content)
    records = read_feed(content)
    (row,) = records.rows
    assert (row["text"], row["outlet"]) == ("It is shut.", "Tideway Radio")
    assert row["published"] == "2025-05-07T09:42:00+00:00"
    assert not any("updated" in note for note in records.notes)


def test_many_entries_are_as_many_records() -> None:
    records = read_feed(rss(*(item(f"Story {n}", STORY) for n in range(40))))
    assert [row["headline"] for row in records.rows] == [f"Story {n}" for n in range(40)]
    assert records.notes == ("40 entries of the feed, an article each",)


def test_what_an_entry_lacks_is_left_out() -> None:
    (row,) = rows_of(
        b"<rss><channel><item><description>It is shut.</description></item></channel></rss>"
    )
    assert row == {"text": "It is shut.", "origins": {}}


def test_an_entry_without_text_is_kept_without_text() -> None:
    first, second = rows_of(rss(item("One", STORY), item("Two", summary=None)))
    assert first["text"]
    assert "text" not in second
    assert second["headline"] == "Two"


def test_the_outlet_is_that_of_the_entry_where_a_feed_collects_from_others() -> None:
    more = "<source url='https://lantern.example/rss'>The Lantern</source>"
    assert rows_of(rss(item(more=more)))[0]["outlet"] == "The Lantern"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("<author>aldous@courier.example (Martin Aldous)</author>", "Martin Aldous"),
        ("<author>aldous@courier.example</author>", None),
        ("<dc:creator><![CDATA[Ana &amp; Ed]]></dc:creator>", "Ana & Ed"),
        (
            "<dc:creator>Ana Ruiz</dc:creator><dc:creator>Ed Varga</dc:creator>",
            "Ana Ruiz, Ed Varga",
        ),
        ("", None),
    ],
)
def test_the_byline_is_a_name_and_no_address(author: str, byline: str | None) -> None:
    assert rows_of(rss(item(more=author)))[0].get("byline") == byline


@pytest.mark.parametrize("link", ["/bridge", "javascript:alert(1)", "file:///etc/passwd"])
def test_only_an_address_on_the_web_is_an_url(link: str) -> None:
    assert "url" not in rows_of(rss(item(more=f"<link>{link}</link>")))[0]


# ---- text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br/>Two.", "One.\n\nTwo."),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One &amp; two < three.", "One & two < three."),
        ("<script>alert(1)</script>One.<style>p {}</style><img src=x onerror='alert(1)'>", "One."),
        ("A <b>bold</b> step<b>s</b>.", "A bold steps."),
    ],
)
def test_html_becomes_lines_of_text(summary: str, text: str) -> None:
    assert rows_of(rss(item(summary=summary)))[0]["text"] == text


def test_plain_text_is_not_read_as_html() -> None:
    content = (
        "<entry><title>x</title><content type='text'>One &lt;b&gt; two.\nThree.</content></entry>"
    )
    assert rows_of(atom(content))[0]["text"] == "One <b> two.\n\nThree."


def test_the_line_that_blogs_add_is_set_apart() -> None:
    added = '<p>The post <a href="/b">Bridge</a> appeared first on <a href="/">Courier</a>.</p>'
    (row,) = rows_of(rss(item(text=STORY + added)))
    assert row["text"].split("\n\n") == PARAGRAPHS
    assert row["text_raw"].split("\n")[-1] == "The post Bridge appeared first on Courier."


def test_a_longer_summary_counts_before_a_content_of_a_word() -> None:
    (row,) = rows_of(rss(item(text="<img src='x'>Photo", summary=STORY)))
    assert row["text"].split("\n\n") == PARAGRAPHS


def test_summaries_are_said() -> None:
    summaries = read_feed(rss(item(), item()))
    assert "the feed holds summaries, not whole articles" in summaries.notes
    some = read_feed(rss(item(), item(text=STORY)))
    assert "1 of 2 entries hold a summary, not a whole article" in some.notes
    whole = read_feed(rss(item(summary=STORY * 10)))
    assert not any("summar" in note for note in whole.notes)
    none = read_feed(rss(item(summary=None)))
    assert "the feed holds headlines and links alone, no text" in none.notes


# ---- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Wed, 07 May 2025 10:42:00 GMT", "2025-05-07T10:42:00+00:00"),
        ("Wed, 07 May 2025 10:42:00 EDT", "2025-05-07T14:42:00+00:00"),
        ("Wed, 07 May 25 10:42:00 GMT", "2025-05-07T10:42:00+00:00"),
        ("Wed, 31 Dec 2025 23:30:00 -0500", "2026-01-01T04:30:00+00:00"),
        ("2025-05-07", "2025-05-07T00:00:00+00:00"),
        ("03/04/2021", "03/04/2021"),
        ("2025", "2025"),
        ("2025-05", "2025-05"),
        ("--05-07", "--05-07"),
        ("Wed, 07 May 2025 10:42:00 XYZT", "Wed, 07 May 2025 10:42:00 XYZT"),
        ("soon", "soon"),
        ("", None),
    ],
)
def test_a_date_is_read_and_nothing_is_added_to_it(printed: str, published: str | None) -> None:
    (row,) = rows_of(rss(item(more=f"<pubDate>{printed}</pubDate>")))
    assert row.get("published") == published
    readable = published is not None and "T" in published and published[:2] == "20"
    assert (parse_published(row.get("published")).moment is not None) == readable


def test_the_date_of_the_last_update_is_said_to_be_one() -> None:
    entry = (
        "<entry><title>x</title><updated>2025-05-09T06:00:00Z</updated><summary>y</summary></entry>"
    )
    records = read_feed(atom(entry))
    assert records.rows[0]["origins"]["published"] == "the date when the entry was last updated"
    assert "1 of 1 entries say only when they were last updated" in records.notes


def test_an_entry_without_a_date_gets_none() -> None:
    channel = "<pubDate>Wed, 07 May 2025 10:42:00 GMT</pubDate>"
    assert "published" not in rows_of(rss(item(), channel=channel))[0]


# ---- broken and hostile feeds ------------------------------------------------------------------


def test_a_feed_that_is_not_well_formed_is_mended_and_said() -> None:
    content = rss(item("One", STORY), item("Two")).replace(b"It will", b"It & <b>will")
    records = read_feed(content)
    assert [row["headline"] for row in records.rows] == ["One", "Two"]
    assert any("broken in line 3" in note for note in records.notes)


def test_a_feed_cut_short_keeps_its_first_entries() -> None:
    content = rss(item("One", STORY), item("Two", STORY), item("Three", STORY))
    records = read_feed(content[: content.index(b"Three")])
    assert [row["headline"] for row in records.rows[:2]] == ["One", "Two"]
    assert records.rows[1]["text"].split("\n\n") == PARAGRAPHS
    assert any("broken in line" in note for note in records.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_letters_are_right_in_every_encoding(encoding: str) -> None:
    text = rss(item(text=STORY)).decode().replace("UTF-8", encoding.removesuffix("-sig"))
    content = text.encode(encoding)
    assert looks_like_feed(content)
    assert rows_of(content)[0]["text"].split("\n\n") == PARAGRAPHS


def test_a_russian_feed_that_does_not_name_its_encoding_is_read() -> None:
    text = "Мэр сказал, что мост закроют на девять месяцев. Мы не можем ждать."
    content = f"<rss><channel>{item(summary=text)}</channel></rss>".encode("cp1251")
    assert rows_of(content)[0]["text"] == text


@pytest.mark.parametrize(
    "entity",
    [
        "<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>",
        "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
        "<!entity a 'x'>",
    ],
)
def test_a_feed_that_defines_entities_is_refused(entity: str) -> None:
    for spaces in ("", " " * 200_000):
        content = rss(item(summary="&a;")).replace(
            b"\n<rss", f"\n<!DOCTYPE rss [{spaces}{entity}]><rss".encode()
        )
        with pytest.raises(LoadError, match="entities"):
            read_feed(content)


def test_an_article_may_speak_of_entities() -> None:
    content = rss(item(text="Write &lt;!ENTITY x&gt; <!ENTITY x 'y'> and see."))
    assert "Write <!ENTITY x>" in rows_of(content)[0]["text"]


def test_entities_hidden_behind_a_comment_do_not_grow() -> None:
    entities = "<!ENTITY a0 'ha'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
    )
    hidden = f"<!-- <item > --><!DOCTYPE rss [{entities}]><rss".encode()
    content = rss(item(summary="x")).replace(b"<rss", hidden).replace(b">x<", b">&a11;<")
    try:
        rows = rows_of(content)
    except LoadError:
        return
    assert all(len(str(row)) < 10_000 for row in rows)


def test_a_huge_feed_is_refused() -> None:
    with pytest.raises(LoadError, match="divide it"):
        read_feed(rss(item()) + b" " * 10_000_000)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"The bridge is closed.", "not a feed"),
        (b"/etc/passwd", "not a feed"),
        (b"https://courier.example/rss", "not a feed"),
        (b"<!doctype html><html><body><p>x</p></body></html>", "not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "not a feed"),
        (b"<?xml version='1.0'?><articles><article>x</article></articles>", "not a feed"),
        (rss(), "no entries"),
        (b"<rss", "no"),
        (b"PK\x03\x04 and so on", "Word or Excel"),
    ],
)
def test_what_is_no_feed_is_refused_and_named(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_feed(content)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from([rss(item(text=STORY), item()), atom("<entry><title>x</title></entry>")]),
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.binary(max_size=8)
    | st.sampled_from([b"<", b"]]>", b"&", b"\0", b"<item>", b"<!--", b"&#x;"]),
)
def test_a_damaged_feed_is_read_or_refused(
    content: bytes, start: int, length: int, put: bytes
) -> None:
    start %= len(content)
    damaged = content[:start] + put + content[start + length :]
    looks_like_feed(damaged)
    try:
        rows = rows_of(damaged)
    except LoadError:
        return
    assert rows


# ---- telling feeds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        rss(item()),
        atom(),
        b"\xef\xbb\xbf\n<!-- x --><?xml-stylesheet href='x'?><rss version='0.91'>",
        b"<feed version='0.3' xmlns='http://purl.org/atom/ns#'>",
        "\ufeff<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16-be"),
    ],
)
def test_feeds_are_recognized(content: bytes) -> None:
    assert looks_like_feed(content)
    assert FEED.recognizes is looks_like_feed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"The tag <rss> opens a feed.",
        b"<!doctype html><html><head><link type='application/rss+xml'>",
        b"<?xml version='1.0'?><feed><article/></feed>",
        b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'>",
        b"<?xml version='1.0'?><articles>",
        b'{"feed": "<rss>"}',
        b"id,text\n1,<rss>\n",
        b"PK\x03\x04<rss>",
        b"{\\rtf1 <rss>}",
        b"%PDF-1.7 <rss>",
    ],
)
def test_nothing_else_is_taken_for_a_feed(content: bytes) -> None:
    assert not looks_like_feed(content)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample feeds are not part of the package")
def test_the_sample_feeds_give_a_record_for_each_entry_or_say_that_there_is_none() -> None:
    for path in sorted(SAMPLES.glob("*.xml")):
        content = path.read_bytes()
        n_entries = content.count(b"<item") + content.count(b"<entry")
        if n_entries:
            assert len(rows_of(content)) == n_entries, path.name
        else:
            with pytest.raises(LoadError, match="no entries"):
                read_feed(content)
