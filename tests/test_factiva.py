"""Exports of Factiva: every layout gives the same articles, and no other file is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers.dates import parse_published
from analysis.readers.exports.factiva import FACTIVA, looks_like_factiva, read_factiva
from analysis.readers.records import LoadError

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
BODY = ["The swing bridge will close in June.", "“We cannot wait,” said the mayor.", "It is late."]
FIELDS = {
    "SE": "Harbour news",
    "HD": "Bridge closes for nine months",
    "BY": "By Helen Osgood",
    "WC": "1,312 words",
    "PD": "20 May 2025",
    "ET": "15:32",
    "SN": "Port Ellery Courier",
    "SC": "PECOUR",
    "ED": "1; National",
    "PG": "6,7",
    "LA": "English",
    "CY": "(c) 2025 Courier Printing Ltd.",
    "PUB": "Courier Printing Limited",
}
ACCESSION = "PECOUR0020250520el5k0000{}"
ORDER = ["WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY"]


def article(number: int = 1, **changes: str) -> dict[str, str]:
    """Return the fields of an article; an empty one is left out."""
    fields = {**FIELDS, "AN": f"Document {ACCESSION.format(number)}", **changes}
    return {code: value for code, value in fields.items() if value}


def page(inner: str, title: str = "Factiva") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title}</title></head><body>'
        f'<form><div id="contentWrapper">{inner}</div></form>'
        f'<span class="copyright">&copy; 2025 Factiva, Inc.</span></body></html>'
    ).encode()


def coded_html(fields: dict[str, str]) -> str:
    def row(code: str, value: str) -> str:
        return f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'

    def paragraphs(lines: list[str]) -> str:
        return "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>\n' for p in lines)

    order = ["SE", "HD", "BY", *ORDER]
    rows = [row(code, fields[code]) for code in order if code in fields]
    rows += [row("LP", paragraphs(BODY[:1])), row("TD", paragraphs(BODY[1:]))]
    rows += [row("NS", "gcat : Political/General News"), row("XYZ", "a new code")]
    rows += [row(code, f"<br/>{fields[code]}") for code in ("PUB", "AN") if code in fields]
    return f'<div class="article enArticle"><table>{"".join(rows)}</table><br/></div><br/>'


def displayed_html(fields: dict[str, str], language: str = "en") -> str:
    parts = ["<p>\n</p>"]
    if "SE" in fields:
        parts.append(f"<div>{fields['SE']}</div>")
    parts.append(f'<div id="hd"><span class="{language}Headline">{fields["HD"]}</span></div>')
    if "BY" in fields:
        parts.append(f'<div class="author">{fields["BY"]}</div>')
    parts += [f"<div>{fields[code]}</div>" for code in ORDER if code in fields]
    parts += [
        f'<p class="articleParagraph {language}articleParagraph">{line}</p>\n' for line in BODY
    ]
    parts += [f"<p>{fields[code]}</p>" for code in ("PUB", "AN") if code in fields]
    inner = "".join(parts)
    return f'<div id="a"><div class="article {language}Article">{inner}</div></div>'


def lines_of(fields: dict[str, str]) -> list[str]:
    order = ["SE", "HD", "BY", *ORDER]
    head = [fields[code] for code in order if code in fields]
    return [*head, *BODY, *(fields[code] for code in ("PUB", "AN") if code in fields)]


def rtf(lines: list[str]) -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if c < "\x7f" else f"\\u{ord(c)}?" for c in text)

    inner = "".join(f"{escaped(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi{{\\info{{\\title Factiva}}}}\n{inner}}}".encode()


def coded_rtf(fields: dict[str, str]) -> bytes:
    def row(code: str, value: str) -> str:
        return f"\\trowd\\cellx900\\cellx9000\\intbl {code}\\cell {value}\\cell\\row\n"

    rows = [row(code, fields[code]) for code in ("HD", "BY", *ORDER) if code in fields]
    rows.append(row("LP", BODY[0]))
    rows.append(row("TD", f"{BODY[1]}\\par\\par {BODY[2]}".replace("“", '"').replace("”", '"')))
    rows += [row(code, fields[code]) for code in ("PUB", "AN") if code in fields]
    return f"{{\\rtf1\\ansi{{\\info{{\\title Factiva}}}}\n{''.join(rows)}}}".encode()


def xml(articles: int = 2, count: int | None = None) -> bytes:
    one = """<ppsarticle><article><accessionNo>PECOUR0020250520el5k0000{}</accessionNo>
      <baseLanguage>EN</baseLanguage><copyright>(c) 2025 Courier Printing Ltd. </copyright>
      <headline><paragraph lang="EN"><hlt>Bridge</hlt> closes for nine months</paragraph></headline>
      <byline>By Helen Osgood</byline>
      <leadParagraph><paragraph>The swing bridge will close in June.</paragraph></leadParagraph>
      <pages><page>6</page></pages>
      <publicationDate><dateTime>2025-05-20T15:32:00Z</dateTime></publicationDate>
      <sourceName>Port Ellery Courier</sourceName>
      <region code="a"><name>Marrow</name></region><region code="b"><name>Ellery</name></region>
      <tailParagraphs><paragraph>“We cannot wait,” said the mayor.</paragraph>
      <paragraph>It is late.</paragraph></tailParagraphs><wordCount>1312</wordCount>
      </article></ppsarticle>"""
    inner = "".join(one.format(number) for number in range(1, articles + 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse '
        'xmlns="http://global.factiva.com/pps/2.0">'
        f'<ppsarticleResultSet count="{articles if count is None else count}">{inner}'
        "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
    ).encode()


LAYOUTS = {
    "coded page": page(coded_html(article())),
    "displayed page": page(displayed_html(article())),
    "displayed RTF": rtf(lines_of(article())),
    "coded RTF": coded_rtf(article()),
    "plain text": "\n\n".join(lines_of(article())).encode(),
    "XML": xml(1),
}


# ---- the layouts -------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_article(layout: str) -> None:
    (row,) = read_factiva(LAYOUTS[layout]).rows
    assert str(row["text"]).replace('"', "“", 1).replace('"', "”") == "\n\n".join(BODY)
    assert row["headline"] == "Bridge closes for nine months"
    assert row["outlet"] == "Port Ellery Courier"
    assert row["byline"] == "Helen Osgood"
    assert row["language"] == "en"
    assert row["document_id"] == "PECOUR0020250520el5k00001"
    moment = parse_published(row["published"]).moment
    assert moment is not None
    assert moment.isoformat() == "2025-05-20T15:32:00+00:00"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_recognized(layout: str) -> None:
    assert looks_like_factiva(LAYOUTS[layout])


@pytest.mark.parametrize("layout", ["displayed page", "displayed RTF", "plain text"])
def test_the_fields_of_the_display_layout_are_told_by_their_order(layout: str) -> None:
    (row,) = read_factiva(LAYOUTS[layout]).rows
    wanted = {
        "section": "Harbour news", "length": "1,312 words", "source_code": "PECOUR",
        "edition": "1; National", "page": "6,7", "copyright": "(c) 2025 Courier Printing Ltd.",
        "published_by": "Courier Printing Limited",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_codes_become_columns_and_new_ones_keep_their_letters() -> None:
    (row,) = read_factiva(LAYOUTS["coded page"]).rows
    assert row["subjects"] == "gcat : Political/General News"
    assert row["xyz"] == "a new code"
    assert row["origins"] == {
        "headline": "field HD", "outlet": "field SN", "byline": "field BY",
        "published": "field PD, with its time", "section": "field SE", "language": "field LA",
    }  # fmt: skip


def test_words_that_were_searched_for_do_not_part_a_paragraph() -> None:
    html = coded_html(article()).replace("swing", "<b>swing</b>")
    html = html.replace("mayor", '<span class="companylink">mayor</span>')
    (row,) = read_factiva(page(html)).rows
    assert row["text"] == "\n\n".join(BODY)


def test_xml_says_where_a_value_stood_and_lists_what_comes_often() -> None:
    (row,) = read_factiva(xml(1)).rows
    assert row["regions"] == "Marrow; Ellery"
    assert isinstance(row["origins"], dict)
    assert row["origins"]["headline"] == "element headline"


def test_paragraphs_that_are_only_indented_in_xml_are_told_apart() -> None:
    content = xml(1).replace(
        b"<leadParagraph><paragraph>The swing bridge will close in June.</paragraph>",
        b"<leadParagraph>\nThe swing bridge\nwill close in June.\n    It will open in March.\n",
    )
    (row,) = read_factiva(content).rows
    assert str(row["text"]).startswith(
        "The swing bridge will close in June.\n\nIt will open in March.\n\n“We"
    )


# ---- many articles -------------------------------------------------------------------------------


def test_articles_are_counted_by_their_accession_numbers() -> None:
    articles = [article(number) for number in range(1, 8)]
    for content in (
        page("".join(map(coded_html, articles))),
        page("".join(map(displayed_html, articles))),
        rtf([line for fields in articles for line in lines_of(fields)]),
        xml(7),
    ):
        rows, notes = read_factiva(content)
        assert [row["document_id"] for row in rows] == [ACCESSION.format(n) for n in range(1, 8)]
        assert notes == ("7 articles, told apart by accession numbers",)


def test_a_summary_of_the_search_under_the_articles_is_no_article() -> None:
    lines = [*lines_of(article()), "Search Summary", "Text", "bridge", "Date", "Last week"]
    rows, _ = read_factiva(rtf(lines))
    assert len(rows) == 1


def test_a_count_that_differs_from_what_xml_states_is_said() -> None:
    rows, notes = read_factiva(xml(2, count=5))
    assert len(rows) == 2
    assert "the export says that it holds 5; found: 2" in notes


def test_an_accession_number_outside_every_article_is_said() -> None:
    content = page(coded_html(article()) + f"<p>Document {ACCESSION.format(9)}</p>")
    rows, notes = read_factiva(content)
    assert len(rows) == 1
    assert any("names 2 accession numbers, 1 of them" in note for note in notes)


# ---- what may be missing --------------------------------------------------------------------------


def test_missing_fields_are_left_out() -> None:
    fields = article(SE="", BY="", ET="", ED="", PG="", PUB="")
    for content in (page(coded_html(fields)), page(displayed_html(fields)), rtf(lines_of(fields))):
        (row,) = read_factiva(content).rows
        assert row["text"] == "\n\n".join(BODY)
        assert row["headline"] == "Bridge closes for nine months"
        assert row["published"] == "20 May 2025"
        assert not {"byline", "section", "edition", "page", "published_by"} & row.keys()


def test_an_article_without_paragraphs_has_no_text() -> None:
    html = coded_html(article())
    html = html[: html.index('<tr><td class="index"><b>LP')] + "</table></div>"
    (row,) = read_factiva(page(html)).rows
    assert "text" not in row
    assert row["outlet"] == "Port Ellery Courier"


def test_a_headline_is_shown_without_its_number_in_the_page() -> None:
    html = displayed_html(article(HD="100) Bridge closes"))
    (row,) = read_factiva(page(html.replace("enHeadline", "enHeadline counted"))).rows
    assert row["headline"] == "Bridge closes"
    (row,) = read_factiva(page(html)).rows
    assert row["headline"] == "100) Bridge closes"


def test_a_byline_without_its_class_is_told_by_its_place() -> None:
    html = displayed_html(article()).replace(' class="author"', "")
    (row,) = read_factiva(page(html)).rows
    assert row["byline"] == "Helen Osgood"
    assert row["copyright"] == "(c) 2025 Courier Printing Ltd."


def test_paragraphs_without_their_class_are_still_the_text() -> None:
    html = displayed_html(article()).replace(' class="articleParagraph enarticleParagraph"', "")
    (row,) = read_factiva(page(html)).rows
    assert str(row["text"]).startswith("\n\n".join(BODY))
    assert row["document_id"] == ACCESSION.format(1)


def test_a_credit_is_the_byline_where_no_byline_is() -> None:
    html = coded_html(article()).replace("<b>BY</b>", "<b>CR</b>")
    (row,) = read_factiva(page(html)).rows
    assert row["byline"] == "Helen Osgood"
    assert isinstance(row["origins"], dict)
    assert row["origins"]["byline"] == "field CR"


def test_a_last_paragraph_is_not_taken_for_the_publisher() -> None:
    (row,) = read_factiva(rtf(lines_of(article(PUB="")))).rows
    assert row["text"] == "\n\n".join(BODY)


# ---- other languages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "day", "language", "code", "last"),
    [
        ("1.312 mots", "20 mai 2025", "Français", "fr", "Document"),
        ("1.312 Wörter", "20 März 2025", "Deutsch", "de", "Dokument"),
        ("312 palabras", "20 de mayo de 2025", "Español", "es", "Documento"),
        ("312 字", "2025 年 5 月 20 日", "英文", "en", "文件"),
    ],
)
def test_pages_in_other_languages_are_read_and_their_dates_reduced(
    words: str, day: str, language: str, code: str, last: str
) -> None:
    fields = article(
        WC=words, PD=day, LA=language, BY="", AN=f"{last} {ACCESSION.format(1)}", ET=""
    )
    for content in (page(coded_html(fields)), page(displayed_html(fields)), rtf(lines_of(fields))):
        (row,) = read_factiva(content).rows
        assert str(row["published"]) == f"2025-{'03' if 'März' in day else '05'}-20"
        assert row["language"] == code
        assert row["length"] == words
        assert row["document_id"] == ACCESSION.format(1)


# ---- damage ---------------------------------------------------------------------------------------


def test_a_page_that_was_cut_short_gives_what_came_before() -> None:
    content = page(coded_html(article(1)) + coded_html(article(2)))
    cut = content[: content.rindex(b"It is late")]
    rows, notes = read_factiva(cut)
    assert [row["outlet"] for row in rows] == ["Port Ellery Courier"] * 2
    assert any("no accession number was found in article 2" in note for note in notes)


def test_rich_text_that_was_cut_short_gives_what_came_before() -> None:
    lines = [*lines_of(article(1)), *lines_of(article(2))[:-2]]
    rows, notes = read_factiva(rtf(lines)[:-40])
    assert len(rows) == 2
    assert any("article 2" in note for note in notes)


def test_one_broken_article_of_xml_does_not_take_the_others_with_it() -> None:
    content = xml(3).replace(b"mayor", b"mayor & council <b>", 1)
    rows, notes = read_factiva(content)
    assert [row["document_id"] for row in rows] == [ACCESSION.format(2), ACCESSION.format(3)]
    assert "1 other is broken" in notes


def test_xml_that_was_cut_short_gives_the_whole_articles() -> None:
    content = xml(3)
    rows, _ = read_factiva(content[: content.rindex(b"It is late")])
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"Bridge closes\n\nIt is late.", "no article of Factiva"),
        (page("<p>Headlines only</p>"), "no article of Factiva"),
        (rtf(["Bridge closes", "It is late."]), "no article of Factiva"),
        (b"PK\x03\x04 and so on", "Word or Excel"),
        (b"<PPSResponse><ppsarticle>", "broken"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><PPSResponse/>', "entities"),
    ],
)
def test_what_holds_no_article_of_factiva_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_factiva(content)


def test_a_page_of_endless_articles_is_refused() -> None:
    with pytest.raises(LoadError, match="divide it"):
        read_factiva(page('<div class="article enArticle"><p>a</p></div>' * 20_001))


# ---- other files ----------------------------------------------------------------------------------

OTHERS = [
    b"",
    b"Bridge closes\n\nThe bridge is closed.",
    b"Documents show that the bridge is closed.\nDocument A1\n312 words\n",
    b"id,text\n1,The bridge is closed.\n",
    b'date,text\n1,"312 words\nDocument PECOUR0020250520el5k00001\n312 words\n"\n',
    b'{"text": "Document PECOUR0020250520el5k00001"}',
    b"<!DOCTYPE html><html><head><title>What is Factiva?</title></head><body><p>A.</p></body></html>",
    b'<html><body><article class="article"><p>Bridge closes</p></article></body></html>',
    b'<?xml version="1.0"?><rss><channel><title>Courier</title></channel></rss>',
    b"{\\rtf1\\ansi An essay on Factiva.\\par}",
    b"PK\x03\x04word/document.xml",
    b"%PDF-1.7",
    b"\xff\xfe<\x00h\x00",
]


@pytest.mark.parametrize("content", OTHERS)
def test_other_files_are_not_taken_for_factiva(content: bytes) -> None:
    assert not looks_like_factiva(content)


def test_the_reader_has_its_name() -> None:
    assert FACTIVA.format == "factiva"
    assert FACTIVA.recognizes is looks_like_factiva


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.binary(max_size=8),
)
def test_damaged_exports_raise_nothing_but_load_errors(
    layout: str, start: int, end: int, between: bytes
) -> None:
    content = LAYOUTS[layout]
    damaged = content[:start] + between + content[end:]
    looks_like_factiva(damaged)
    try:
        rows, notes = read_factiva(damaged)
    except LoadError:
        return
    assert rows
    assert all(isinstance(note, str) for note in notes)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of sample exports is not here")
@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("factiva_html/factiva_test.html", 2),
        ("factiva_xml/factiva_test.xml", 3),
        ("factiva_xml/reut21578-factiva.xml", 19),
    ],
)
def test_sample_exports_are_read_whole(name: str, n: int) -> None:
    content = (SAMPLES / name).read_bytes()
    assert looks_like_factiva(content)
    rows, _ = read_factiva(content)
    assert len(rows) == n
    for row in rows:
        assert {"text", "headline", "outlet", "published"} <= row.keys()
        assert parse_published(row["published"]).moment
