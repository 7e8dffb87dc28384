"""Pages of Europresse and Eureka: both layouts, both languages, and no other page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers.dates import parse_published
from analysis.readers.exports.europresse import EUROPRESSE, looks_like_europresse, read_europresse
from analysis.readers.records import LoadError

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
BODY = ["Le pont tournant fermera en juin.", "« Nous ne pouvons pas attendre », dit la maire."]
CERTIFICATE = "Ce certificat est émis à <b>Université de Port Ellery</b> à des fins temporaires."


def new_article(
    number: int = 1,
    *,
    outlet: str = "Le Courrier de Port Ellery, no. 43018",
    header: str = "Politique, mardi 20 mai 2025, p. 16",
    byline: str = "<div>Hélène Osgood</div>",
    body: str = "".join(f"<p>{line}</p>" for line in BODY),
    footer: bool = True,
) -> str:
    foot = f"""<footer><small>© 2025 Courrier SA. Tous droits réservés.</small>
      <p>Numéro de document : news·20250520·PE·{number}</p>
      <div id="divPubliC"><span id="PubliC_lblNodoc">news·20250520·PE·{number}</span></div>
      <div><span>{CERTIFICATE}</span></div></footer>"""
    return f"""<article><header><img sourcecode="PE" src="x.gif"/>
      <div><span class="DocPublicationName">{outlet}</span></div>
      <div><span class="DocHeader">{header}</span></div><div><p>LE PORT</p></div>
      <div class="titreArticle"><p class="sm-margin-bottom">Travaux</p>
      <p class="titreArticleVisu">Le pont ferme <mark>neuf</mark> mois</p></div>
      {byline}</header><section><div class="DocText"><div class="docOcurrContainer">{body}</div>
      </div></section><aside><div><p><b>Illustration(s) : </b></p><p>Le pont.</p></div>
      <div><b>Note(s) : </b></div></aside>{foot if footer else ""}</article>"""


def newest_article() -> str:
    """Return an article as saved since about 2018: other classes, and a time."""
    return """<article><header><div class="rdp__DocPublicationName">
      <span class="DocPublicationName">Ellery-Matin (site web)
                    Édition du Nord</span></div>
      <div class="rdp__DocHeader"><span class="DocHeader">Région, mardi 1er mars 2022 - 15:30 UTC
      +01:00 2045 mots</span></div><div class="titreArticle">
      <p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Le pont ferme</p>
      <p class="sm-margin-TopNews rdp__subtitle">Neuf mois de travaux</p></div>
      <p class="sm-margin-bottomNews">Par Farid Nasser</p></header>
      <section><div class="DocText clearfix"><div class="docOcurrContainer">
      <p>Le pont est fermé.</p><p>Cet article est paru dans
      <a href="https://matin.example/pont">Cet article est paru dans Ellery-Matin</a></p></div></div>
      </section><footer><div class="publiC-lblNodoc">web·20220301·PEWW·z9f_1</div></footer>
      </article>"""


def new_page(*articles: str, above: str = "") -> bytes:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>'
        "<style>.DocPublicationName{color:#83724e}</style></head><body>"
        f"{above}{''.join(articles)}</body></html>"
    ).encode()


def old_article(
    number: int = 1,
    *,
    outlet: str = "Le Courrier de Port Ellery",
    header: tuple[str, ...] = ("Éditorial, ", "mardi ", "20 mai 2025", ", p. 03"),
    byline: str = "Hélène Osgood<br>",
    called: str = "Numéro de document :",
) -> str:
    heads = "".join(f'<span class="DocHeader">{part}</span>' for part in header)
    return f"""<p><br><br><table><tr><td><table id="tbHeaderImages"><tr><td><br></td></tr></table>
      <span class="DocPublicationName">{outlet}</span><br>{heads}<br><br>Travaux<br>
      <span class="TitreArticleVisu">Le pont ferme <span style="color:red">neuf</span> mois</span>
      <br><br>{byline}<p></p>{"<p></p>".join(BODY)}<p></p>
      <b><i>© 2025 Courrier SA. Tous droits réservés.</i></b><p></p>{called}
      news·20250520·PE·{number}<br><br><table><tr><td>news·20250520·PE·{number}</td></tr>
      <tr><td>{CERTIFICATE}</td></tr><tr><td>Date d'émission : <b>2025-06-01</b></td></tr></table>
      </td></tr></table>"""


def old_page(*articles: str, encoding: str = "iso-8859-1") -> bytes:
    return (
        '<html xmlns:n1="http://www.cedrom-sni.com/schema/newsv1.xsd"><head>'
        f'<META http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body>'
        f'<form><input type="button" value="Sauvegarder"></form>{"".join(articles)}</body></html>'
    ).encode(encoding)


LAYOUTS = {
    "new": new_page(new_article(1), new_article(2)),
    "newest": new_page(newest_article(), newest_article()),
    "old": old_page(old_article(1), old_article(2)),
}


# ---- the layouts -------------------------------------------------------------------------------


def test_the_new_layout_gives_article_and_fields() -> None:
    (row,) = read_europresse(new_page(new_article())).rows
    origins = row.pop("origins")
    assert row == {
        "text": "\n\n".join(BODY),
        "headline": "Le pont ferme neuf mois",
        "outlet": "Le Courrier de Port Ellery",
        "issue": "no. 43018",
        "byline": "Hélène Osgood",
        "published": "2025-05-20",
        "section": "Politique",
        "page": "16",
        "kicker": "LE PORT",
        "surtitle": "Travaux",
        "illustrations": "Le pont.",
        "copyright": "© 2025 Courrier SA. Tous droits réservés.",
        "document_id": "news·20250520·PE·1",
    }
    assert origins == {
        "headline": "the title of the article",
        "outlet": "the name of the publication",
        "byline": "the line under the title",
        "published": "the line under the publication",
        "section": "the line under the publication",
    }


def test_the_old_layout_gives_the_same_without_the_certificate() -> None:
    (row,) = read_europresse(old_page(old_article())).rows
    row.pop("origins")
    assert row == {
        "text": "\n\n".join(BODY),
        "headline": "Le pont ferme neuf mois",
        "outlet": "Le Courrier de Port Ellery",
        "byline": "Hélène Osgood",
        "published": "2025-05-20",
        "section": "Éditorial",
        "page": "03",
        "surtitle": "Travaux",
        "copyright": "© 2025 Courrier SA. Tous droits réservés.",
        "document_id": "news·20250520·PE·1",
    }


def test_the_newest_layout_has_a_time_a_length_an_edition_and_an_address() -> None:
    (row,) = read_europresse(new_page(newest_article())).rows
    row.pop("origins")
    assert row == {
        "text": "Le pont est fermé.",
        "headline": "Le pont ferme",
        "subtitle": "Neuf mois de travaux",
        "outlet": "Ellery-Matin (site web)",
        "edition": "Édition du Nord",
        "byline": "Farid Nasser",
        "published": "2022-03-01T15:30+01:00",
        "section": "Région",
        "length": "2045 mots",
        "url": "https://matin.example/pont",
        "document_id": "web·20220301·PEWW·z9f_1",
    }
    assert parse_published(row["published"]).moment is not None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_many_articles_are_told_apart(layout: str) -> None:
    rows, notes = read_europresse(LAYOUTS[layout])
    assert len(rows) == 2
    assert notes[0].startswith("2 articles, one for each")
    assert len(notes) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_recognized(layout: str) -> None:
    assert looks_like_europresse(LAYOUTS[layout])


# ---- dates, languages, missing fields ------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "published", "section", "page"),
    [
        ("jeudi 5 octobre 2013", "2013-10-05", None, None),
        ("Une, samedi 1er août 2020, p. A1", "2020-08-01", "Une", "A1"),
        ("Culture, dimanche 14 févr. 2021, p. 3", "2021-02-14", "Culture", "3"),
        ("News, Tuesday, March 14, 2006, p. A1", "2006-03-14", "News", "A1"),
        ("Thursday, December 22, 2022 13887 words, p. 819(40)", "2022-12-22", None, "819(40)"),
        ("Monde, mercredi 11 septembre 2024 134 mots, p. 11", "2024-09-11", "Monde", "11"),
    ],
)
def test_the_line_of_the_header_is_parted(
    header: str, published: str, section: str | None, page: str | None
) -> None:
    for content in (
        new_page(new_article(header=header)),
        old_page(old_article(header=(header,))),
    ):
        (row,) = read_europresse(content).rows
        assert row["published"] == published
        assert row.get("section") == section
        assert row.get("page") == page


def test_a_page_of_the_english_interface_is_read() -> None:
    (row,) = read_europresse(
        old_page(
            old_article(
                header=("News, ", "Tuesday, ", "May 20, 2025", ", p. 3"),
                byline="By Helen Osgood<br>",
                called="Document number :",
            )
        )
    ).rows
    assert row["published"] == "2025-05-20"
    assert row["byline"] == "Helen Osgood"
    assert row["document_id"] == "news·20250520·PE·1"
    assert row["text"] == "\n\n".join(BODY)


def test_without_a_date_in_the_header_the_document_number_gives_it() -> None:
    (row,) = read_europresse(new_page(new_article(header="Politique"))).rows
    assert row["published"] == "2025-05-20"
    assert isinstance(row["origins"], dict)
    assert row["origins"]["published"] == "the document number"


def test_missing_fields_are_left_out() -> None:
    (new,) = read_europresse(
        new_page(new_article(byline="", header="mai 2025", footer=False, outlet="Le Phare"))
    ).rows
    assert not {"byline", "published", "document_id", "copyright", "issue"} & new.keys()
    assert new["outlet"] == "Le Phare"
    (old,) = read_europresse(old_page(old_article(byline="", header=()))).rows
    assert "byline" not in old
    assert old["text"] == "\n\n".join(BODY)


def test_an_article_without_text_has_none() -> None:
    (row,) = read_europresse(new_page(new_article(body=""))).rows
    assert "text" not in row
    assert row["headline"] == "Le pont ferme neuf mois"


def test_a_first_sentence_is_not_taken_for_the_byline() -> None:
    content = old_page(old_article(byline="Il pleut.<br>"))
    (row,) = read_europresse(content).rows
    assert "byline" not in row
    assert str(row["text"]).startswith("Il pleut.\n\n")


# ---- damage --------------------------------------------------------------------------------------


def test_a_count_on_the_page_that_differs_is_said() -> None:
    above = "<p>Dossier : le port</p><p>25 documents sauvegardés</p>"
    _, notes = read_europresse(new_page(new_article(), above=above))
    assert "the export says that it holds 25; found: 1" in notes


@pytest.mark.parametrize("layout", ["new", "old"])
def test_a_page_that_was_cut_short_gives_what_came_before(layout: str) -> None:
    encoding = "utf-8" if layout == "new" else "iso-8859-1"
    cut = LAYOUTS[layout][: LAYOUTS[layout].rindex("« Nous".encode(encoding))]
    rows, notes = read_europresse(cut)
    assert [row["headline"] for row in rows] == ["Le pont ferme neuf mois"] * 2
    assert rows[1]["text"] == BODY[0]
    assert any("no document number was found in article 2" in note for note in notes)


def test_tags_that_are_closed_twice_do_no_harm() -> None:
    article = new_article().replace("</section>", "</div></div></section>")
    rows, _ = read_europresse(new_page(article, new_article(2)))
    assert [row["document_id"] for row in rows] == ["news·20250520·PE·1", "news·20250520·PE·2"]
    assert rows[0]["text"] == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no page of Europresse"),
        (b"Le pont ferme.", "no page of Europresse"),
        (b"<html><body><p>Le pont ferme.</p></body></html>", "no article was found"),
        (b"<html><body><article><p>Le pont</p></article></body></html>", "no article was found"),
        (b"PK\x03\x04", "no page of Europresse"),
        (b"<" + b"\x00" * 100, "NUL bytes"),
    ],
)
def test_what_is_no_such_page_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_europresse(content)


@pytest.mark.parametrize(
    "one", ["<article><p>a</p></article>", '<b class="DocPublicationName">a</b>']
)
def test_a_page_of_endless_articles_is_refused(one: str) -> None:
    with pytest.raises(LoadError, match="divide it"):
        read_europresse(new_page(one * 20_001))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"DocPublicationName is a class of Europresse.",
        b"id,text\n1,Le pont ferme.\n",
        b'{"text": "DocPublicationName"}',
        b"<!DOCTYPE html><html><body><article><h1>Le pont ferme</h1></article></body></html>",
        b'<div class="article enArticle"><p>Bridge closes</p></div>',
        b'<?xml version="1.0"?><rss><channel/></rss>',
        b"{\\rtf1 Europresse}",
        b"PK\x03\x04word/document.xml",
        b"%PDF-1.7",
    ],
)
def test_other_files_are_not_taken_for_europresse(content: bytes) -> None:
    assert not looks_like_europresse(content)


def test_the_reader_has_its_name() -> None:
    assert EUROPRESSE.format == "europresse"
    assert EUROPRESSE.recognizes is looks_like_europresse


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.integers(0, 3500),
    st.integers(0, 3500),
    st.binary(max_size=8),
)
def test_damaged_pages_raise_nothing_but_load_errors(
    layout: str, start: int, end: int, between: bytes
) -> None:
    damaged = LAYOUTS[layout][:start] + between + LAYOUTS[layout][end:]
    looks_like_europresse(damaged)
    try:
        rows, _ = read_europresse(damaged)
    except LoadError:
        return
    assert all("origins" in row for row in rows)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of sample exports is not here")
@pytest.mark.parametrize(
    ("name", "n"), [("europresse_test1.html", 3), ("europresse_test2.html", 4)]
)
def test_sample_pages_are_read_whole(name: str, n: int) -> None:
    content = (SAMPLES / "europresse_html" / name).read_bytes()
    assert looks_like_europresse(content)
    rows, notes = read_europresse(content)
    assert len(rows) == n
    assert len(notes) == 1
    for row in rows:
        assert {"text", "headline", "outlet", "published", "document_id"} <= row.keys()
        assert "©" not in str(row["text"])
