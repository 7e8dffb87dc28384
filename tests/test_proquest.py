"""Exports of ProQuest: text, pages and e-mails give the same articles; other files are left alone."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers.dates import parse_published
from analysis.readers.exports.proquest import PROQUEST, looks_like_proquest, read_proquest
from analysis.readers.records import LoadError

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
RULE = "_" * 60
BODY = ["The swing bridge will close in June.", "“We cannot wait,” said the mayor.", "It is late."]
ADDRESS = "https://www.proquest.com/newspapers/bridge/docview/{}/se-2?accountid=1"
FOOT = """Contact us at: http://about.proquest.com/go/pqissupportcontact
Database copyright © 2025 ProQuest LLC. All rights reserved."""
LABELS = {
    "author": "Author",
    "info": "Publication info",
    "abstract": "Abstract",
    "links": "Links",
    "text": "Full text",
    "subjects": "Subject",
    "title": "Title",
    "outlet": "Publication title",
    "page": "First page",
    "published": "Publication date",
    "section": "Section",
    "language": "Language of publication",
    "number": "ProQuest document ID",
    "address": "Document URL",
    "copyright": "Copyright",
    "database": "Database",
}
HEAD = ["author", "info", "abstract", "links"]


def article(place: int = 1, **changes: str) -> dict[str, str]:
    """Return the fields of an article under our names; an empty one is left out."""
    fields = {
        "headline": "Bridge closes for nine months",
        "author": "Osgood, Helen; Nasser, Farid",
        "info": "Port Ellery Courier ; Port Ellery [Port Ellery]. 20 May 2025: A.2.",
        "abstract": "None available.",
        "links": "http://links.example/?a=1&amp;b=2",
        "text": "\n".join(BODY),
        "subjects": "Bridges; Mayors",
        "title": "Bridge closes for nine months: A headline that came twice",
        "outlet": "Port Ellery Courier, Late edition; Port Ellery",
        "page": "A.2",
        "published": "May 20, 2025",
        "section": "Harbour",
        "language": "English",
        "number": str(2600 + place),
        "address": ADDRESS.format(2600 + place),
        "copyright": "Copyright 2025 Courier Printing Ltd.",
        "database": "Ellery Newsstand",
        **changes,
    }
    return {name: value for name, value in fields.items() if value}


def block(fields: dict[str, str], labels: dict[str, str] = LABELS, gap: str = "\n") -> str:
    """Return an article as it stands in a text, between two rules."""
    chunks = [fields["headline"]] if "headline" in fields else []
    chunks += [f"{labels[name]}: {fields[name]}" for name in HEAD if name in fields]
    chunks.append(fields.get("address", ""))
    rest = [name for name in labels if name in fields and name not in HEAD]
    chunks += [f"{labels[name]}: {fields[name].replace(chr(10), gap)}" for name in rest]
    return "\n\n".join(chunk for chunk in chunks if chunk)


def text(*blocks: str, foot: str = FOOT) -> bytes:
    parts = ["", *blocks, foot]
    return f"\n\n{RULE}\n\n".join(parts).lstrip().replace("\n", "\r\n").encode()


def element(fields: dict[str, str]) -> str:
    """Return an article as it stands in a page: the text is a page of its own within it."""

    def line(name: str) -> str:
        return f'<p style="margin:0"><strong>{LABELS[name]}: </strong>{fields[name]}</p>'

    paragraphs = "".join(f"<p>{p}</p>   " for p in fields.get("text", "").split("\n"))
    inner = (
        f'<p style="margin:0"><strong>Full text: </strong><Text WordCount="16" HTMLContent="true">'
        f'<html><head><meta name="a" content="b"><title></title></head><body>{paragraphs}</body>'
        f"</html></Text></p>"
    )
    rest = [name for name in LABELS if name in fields and name not in (*HEAD, "text", "title")]
    return (
        f'<div style="margin:0"><a name="DocID_MSTAR_{fields["number"]}"></a><p></p>'
        f'<p style="font-weight:bold;">{fields["headline"]}</p>'
        f"{''.join(line(name) for name in HEAD[:2] if name in fields)}"
        f'<p><a href="{fields["address"]}">ProQuest document link</a></p>{inner}'
        f"{''.join(line(name) for name in rest)}</div>"
    )


def page(*elements: str) -> bytes:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>ProQuest Export</title>'
        f"<style>.hit{{color:#000}}</style></head><body>{''.join(elements)}"
        "<p>Contact ProQuest</p><p>Database copyright © 2025 ProQuest LLC.</p></body></html>"
    ).encode()


def mail(*elements: str, kind: str = "html", sender: str = "noreply@proquest.com") -> bytes:
    inner = page(*elements) if kind == "html" else text(*elements)
    head = (
        f"Received: by 127.0.0.1\r\nFrom: <{sender}>\r\nTo: a@school.example\r\n"
        "Subject: Your Research\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="=_b"\r\n\r\n--=_b\r\n'
        f'Content-Type: text/{kind}; charset="UTF-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    end = (
        "\r\n--=_b\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lG\r\n"
    )
    return head.encode() + quopri.encodestring(inner) + end.encode() + b"--=_b--\r\n"


FORMS = {
    "text": text(block(article())),
    "page": page(element(article())),
    "mail": mail(element(article())),
    "plain mail": mail(block(article()), kind="plain"),
}


# ---- the forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_article(form: str) -> None:
    (row,), notes = read_proquest(FORMS[form])
    wanted = {
        "text": "\n\n".join(BODY),
        "headline": "Bridge closes for nine months",
        "outlet": "Port Ellery Courier",
        "edition": "Late edition",
        "byline": "Helen Osgood, Farid Nasser",
        "published": "May 20, 2025",
        "section": "Harbour",
        "language": "en",
        "url": ADDRESS.format(2601),
        "page": "A.2",
        "subjects": "Bridges; Mayors",
        "document_id": "2601",
        "copyright": "Copyright 2025 Courier Printing Ltd.",
        "database": "Ellery Newsstand",
    }
    assert {name: row.get(name) for name in wanted} == wanted
    assert "abstract" not in row
    assert notes == ("1 article, one for each list of fields",)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_recognized(form: str) -> None:
    assert looks_like_proquest(FORMS[form])


def test_it_is_said_where_values_stood() -> None:
    (row,) = read_proquest(FORMS["text"]).rows
    assert row["origins"] == {
        "headline": "the line above the fields",
        "outlet": "field Publication title",
        "byline": "field Author, first names first",
        "published": "field Publication date",
        "url": "field Document URL",
        "section": "field Section",
        "language": "field Language of publication",
    }


def test_many_articles_are_told_apart() -> None:
    articles = [article(number) for number in range(1, 31)]
    for content in (
        text(*map(block, articles)),
        page(*map(element, articles)),
        mail(*map(element, articles)),
    ):
        rows, notes = read_proquest(content)
        assert [row["document_id"] for row in rows] == [str(2600 + n) for n in range(1, 31)]
        assert all(row["text"] == "\n\n".join(BODY) for row in rows)
        assert notes == ("30 articles, one for each list of fields",)


def test_the_list_may_stand_above_the_text() -> None:
    fields = article()
    chunks = [f"{LABELS[name]}: {fields[name]}" for name in LABELS if name not in ("text", "links")]
    content = text("\n\n".join([*chunks, f"Full text: {fields['text']}"]))
    (row,) = read_proquest(content).rows
    assert row["text"] == "\n\n".join(BODY)
    assert row["headline"] == fields["title"]
    assert row["document_id"] == "2601"


def test_blank_lines_in_a_text_do_not_end_it() -> None:
    (row,) = read_proquest(text(block(article(), gap="\n\n"))).rows
    assert row["text"] == "\n\n".join(BODY)


def test_a_paragraph_that_begins_like_a_field_stays_in_the_text() -> None:
    lines = [BODY[0], "Location: the old quay.", "Title: unknown, she said.", *BODY[1:]]
    (row,) = read_proquest(text(block(article(text="\n".join(lines)), gap="\n\n"))).rows
    assert row["text"] == "\n\n".join(lines)


def test_a_headline_that_begins_like_a_field_is_the_headline() -> None:
    (row,) = read_proquest(text(block(article(headline="Section: what the map hides")))).rows
    assert row["headline"] == "Section: what the map hides"
    assert row["section"] == "Harbour"


def test_labels_that_lost_a_space_are_understood() -> None:
    content = FORMS["text"].replace(b"Publication date:", b"Publicationdate:")
    content = content.replace(b"ProQuest document ID:", b"ProQuest documentID:")
    (row,) = read_proquest(content).rows
    assert (row["published"], row["document_id"]) == ("May 20, 2025", "2601")


def test_a_date_that_was_folded_is_taken_from_the_line_on_the_publication() -> None:
    (row,) = read_proquest(text(block(article(published="May 2 0, 2025")))).rows
    assert row["published"] == "2025-05-20"
    assert isinstance(row["origins"], dict)
    assert row["origins"]["published"] == "the line on the publication"


def test_an_address_that_was_folded_is_joined() -> None:
    content = FORMS["text"].replace(b"Document URL: https://www", b"Document URL: https:// www")
    (row,) = read_proquest(content).rows
    assert row["url"] == ADDRESS.format(2601)


# ---- what stands under a text --------------------------------------------------------------------


def test_captions_and_credits_under_a_text_are_set_apart() -> None:
    lines = [*BODY, "", "CAPTION: The bridge on Monday.", "CREDIT: Helen Osgood Harbour reporter;"]
    (row,) = read_proquest(text(block(article(author="", text="\n".join(lines))))).rows
    assert row["text"] == "\n\n".join(BODY)
    assert row["caption"] == "The bridge on Monday."
    assert row["byline"] == "Helen Osgood Harbour reporter"
    assert isinstance(row["origins"], dict)
    assert row["origins"]["byline"] == "the line CREDIT under the text"


def test_the_parts_of_a_printed_page_are_set_apart() -> None:
    lines = [*BODY, "Credit: OSGOOD", "Illustration", "Caption: The bridge. (PHOTO BY ED VARGA)",
             "AuthorAffiliation", "Helen Osgood writes about the harbour."]  # fmt: skip
    for content in (
        text(block(article(text="\n".join(lines)))),
        page(element(article(text="\n".join(lines)))),
    ):
        (row,) = read_proquest(content).rows
        assert row["text"] == "\n\n".join(BODY)
        assert row["caption"] == "The bridge. (PHOTO BY ED VARGA)"
        assert row["author_affiliation"] == "Helen Osgood writes about the harbour."
        assert row["credit"] == "OSGOOD"
        assert row["byline"] == "Helen Osgood, Farid Nasser"


def test_a_link_to_a_picture_is_no_paragraph() -> None:
    lines = ["Enlarge this image.", *BODY]
    (row,) = read_proquest(page(element(article(text="\n".join(lines))))).rows
    assert row["text"] == "\n\n".join(BODY)


def test_an_author_who_is_anonymous_is_no_byline() -> None:
    (row,) = read_proquest(text(block(article(author="Anonymous")))).rows
    assert "byline" not in row


def test_a_dateline_that_is_a_moment_is_no_dateline() -> None:
    labels = {**LABELS, "dateline": "Dateline"}
    (row,) = read_proquest(text(block({**article(), "dateline": "ALDENPORT"}, labels))).rows
    assert row["dateline"] == "ALDENPORT"
    (row,) = read_proquest(
        text(block({**article(), "dateline": "2025-05-20 @ 00:28"}, labels))
    ).rows
    assert "dateline" not in row
    assert row["posted"] == "2025-05-20 @ 00:28"


# ---- what may be missing ---------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["Not available.", "None available", "Non disponible.", ""])
def test_without_a_full_text_there_is_no_text(said: str) -> None:
    for content in (text(block(article(text=said))), page(element(article(text=said)))):
        (row,) = read_proquest(content).rows
        assert "text" not in row
        assert row["headline"] == "Bridge closes for nine months"
        assert row["published"] == "May 20, 2025"


def test_missing_fields_are_left_out() -> None:
    fields = article(
        author="", section="", language="", page="", subjects="", address="", number=""
    )
    (row,), notes = read_proquest(text(block(fields)))
    assert row["text"] == "\n\n".join(BODY)
    assert not {"byline", "section", "language", "page", "subjects", "url"} & row.keys()
    assert any("no ProQuest document ID was found in article 1" in note for note in notes)


def test_without_its_own_fields_the_line_on_the_publication_gives_outlet_and_date() -> None:
    (row,) = read_proquest(text(block(article(outlet="", published="")))).rows
    assert row["outlet"] == "Port Ellery Courier"
    assert row["published"] == "2025-05-20"


# ---- other languages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "day", "language"),
    [
        (
            ["Auteur", "Infos sur la publication", "Résumé", "Liens", "Texte intégral", "Sujet",
             "Titre", "Titre de la publication", "Première page", "Date de publication", "Section",
             "Langue de publication", "ID de document ProQuest", "URL du document", "Copyright",
             "Base de données"],
            "mai 20, 2025", "Anglais",
        ),
        (
            ["Autor", "Información de publicación", "Resumen", "Enlaces", "Texto completo",
             "Materia", "Título", "Título de publicación", "Primera página",
             "Fecha de publicación", "Sección", "Idioma de la publicación",
             "ID del documento de ProQuest", "URL del documento", "Copyright", "Base de datos"],
            "20 de mayo de 2025", "Inglés",
        ),
        (
            ["Autor", "Publikationsinfo", "Zusammenfassung", "Links", "Volltext", "Thema", "Titel",
             "Titel der Publikation", "Seite", "Publikationsdatum", "Rubrik",
             "Sprache der Publikation", "ProQuest-Dokument-ID", "Dokument-URL", "Copyright",
             "Datenbank"],
            "20. Mai 2025", "Englisch",
        ),
    ],
)  # fmt: skip
def test_exports_in_other_languages_are_read(labels: list[str], day: str, language: str) -> None:
    named = dict(zip(LABELS, labels, strict=True))
    content = text(block(article(published=day, language=language), named))
    assert looks_like_proquest(content)
    (row,) = read_proquest(content).rows
    assert row["text"] == "\n\n".join(BODY)
    assert row["outlet"] == "Port Ellery Courier"
    assert row["byline"] == "Helen Osgood, Farid Nasser"
    assert parse_published(row["published"]).moment == parse_published("2025-05-20").moment
    assert row["language"] == "en"
    assert row["document_id"] == "2601"


# ---- counts and damage --------------------------------------------------------------------------------


def test_a_report_with_a_list_of_contents_is_counted() -> None:
    head = (
        "Report Information from ProQuest\n\n20 May 2025\n\nTable of contents\n\n1. Bridge closes"
    )
    blocks = [f"Document {n} of 2\n\n{block(article(n))}" for n in (1, 2)]
    rows, notes = read_proquest(text(head, *blocks))
    assert [row["document_id"] for row in rows] == ["2601", "2602"]
    assert rows[0]["headline"] == "Bridge closes for nine months"
    assert len(notes) == 1


@pytest.mark.parametrize("said", ["Document 1 of 12", "Documents: 12"])
def test_a_count_that_differs_from_what_is_stated_is_said(said: str) -> None:
    _, notes = read_proquest(text(f"{said}\n\n{block(article())}"))
    assert "the export says that it holds 12; found: 1" in notes


@pytest.mark.parametrize("form", ["text", "page", "mail"])
def test_an_export_that_was_cut_short_gives_what_came_before(form: str) -> None:
    whole = {
        "text": text(block(article(1)), block(article(2))),
        "page": page(element(article(1)), element(article(2))),
        "mail": mail(element(article(1)), element(article(2))),
    }[form]
    rows, notes = read_proquest(whole[: whole.rindex(b"It is late")])
    assert [row["headline"] for row in rows] == ["Bridge closes for nine months"] * 2
    assert rows[0]["text"] == "\n\n".join(BODY)
    assert rows[1]["text"] == "\n\n".join(BODY[:2])
    assert any("no ProQuest document ID was found in article 2" in note for note in notes)


def test_tags_that_were_broken_in_the_text_do_no_harm() -> None:
    broken = element(article()).replace("<html>", "html&gt;", 1)
    rows, _ = read_proquest(page(broken, element(article(2))))
    assert [row["text"] for row in rows] == ["\n\n".join(BODY)] * 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"Bridge closes\n\nIt is late.", "no article of ProQuest"),
        (RULE.encode() + b"\n\nBridge closes\n\nIt is late.\n", "no article of ProQuest"),
        (b"<html><body><p>It is late.</p></body></html>", "no article of ProQuest"),
        (b"From: a@b.example\nMIME-Version: 1.0\n\nIt is late.\n", "no article of ProQuest"),
        (b"PK\x03\x04", "Word or Excel"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_what_holds_no_article_of_proquest_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_proquest(content)


@pytest.mark.parametrize(
    "content",
    [
        text(*["Full text: a\n\nPublication title: b"] * 20_001),
        page(*['<a name="DocID_1"></a><p><strong>Full text:</strong> a</p>'] * 20_001),
    ],
)
def test_endless_articles_are_refused(content: bytes) -> None:
    with pytest.raises(LoadError, match="divide it"):
        read_proquest(content)


def test_an_email_with_a_thousand_envelopes_is_no_danger() -> None:
    envelope = b"MIME-Version: 1.0\nFrom: a@proquest.com\nContent-Type: message/rfc822\n\n"
    with pytest.raises(LoadError):
        read_proquest(envelope * 5000 + b"text")


OTHERS = [
    b"",
    b"Bridge closes\n\nFull text: see ProQuest.\n",
    RULE.encode() + b"\n\nMinutes of the harbour board\n\nDate: 20 May 2025\n",
    b"id,text\n1,ProQuest document ID: 12\n",
    b'{"text": "ProQuest document ID: 12"}',
    b"<html><body><p>Research with ProQuest</p><strong>Title: </strong></body></html>",
    b'<div class="article enArticle"><p>Bridge closes</p></div>',
    b"From: editor@courier.example\nSubject: Bridge\nMIME-Version: 1.0\n\nProQuest\n",
    b"Subject: a story of mine, not for ProQuest\n\nIt is late.\n",
    b"{\\rtf1 ProQuest document ID: 12}",
    b"PK\x03\x04word/document.xml",
    b"%PDF-1.7 ProQuest",
]


@pytest.mark.parametrize("content", OTHERS)
def test_other_files_are_not_taken_for_proquest(content: bytes) -> None:
    assert not looks_like_proquest(content)


def test_the_reader_has_its_name() -> None:
    assert PROQUEST.format == "proquest"
    assert PROQUEST.recognizes is looks_like_proquest


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(sorted(FORMS)),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.binary(max_size=8),
)
def test_damaged_exports_raise_nothing_but_load_errors(
    form: str, start: int, end: int, between: bytes
) -> None:
    damaged = FORMS[form][:start] + between + FORMS[form][end:]
    looks_like_proquest(damaged)
    try:
        rows, _ = read_proquest(damaged)
    except LoadError:
        return
    assert all("origins" in row for row in rows)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of sample exports is not here")
@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("proquest_txt/star.txt", 373),
        ("proquest_html/sample-1.html", 1),
        ("proquest_eml/sample.eml", 100),
        ("proquest_eml/format-v2.eml", 20),
        ("proquest_eml/malformed-html-tag.eml", 2),
    ],
)
def test_sample_exports_are_read_whole(name: str, n: int) -> None:
    content = (SAMPLES / name).read_bytes()
    assert looks_like_proquest(content)
    rows, notes = read_proquest(content)
    assert len(rows) == n
    assert len(notes) == 1
    for row in rows:
        assert {"text", "headline", "outlet", "published", "document_id", "url"} <= row.keys()
        assert parse_published(row["published"]).moment
        assert "Publication title:" not in str(row["text"])
