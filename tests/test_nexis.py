"""Nexis Uni and the old LexisNexis: every article, its fields, and no field in its text."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers import LoadError, Records
from analysis.readers.dates import parse_published
from analysis.readers.exports.lexisnexis import looks_like_lexisnexis, read_lexisnexis
from analysis.readers.exports.nexis_fields import date_in, field_in
from analysis.readers.exports.nexis_uni import looks_like_nexis_uni, read_nexis_uni

SHARED = Path(__file__).parents[2] / "shared" / "samples"
FIELD = re.compile(r"([A-Z][\w-]+(?: [A-Z]\w+)?): ")

# ---- look-alikes of Nexis Uni ------------------------------------------------------------------

COVER = ["Date and Time: Tuesday, May 20, 2025 10:42:00 AM BST", "Job Number: 1", "Documents (2)"]
BRIDGE = [
    "# Bridge to close for nine months; Council votes 7-4", "Port Ellery Courier",
    "May 7, 2025 Wednesday 5:15 PM GMT", "First Edition",
    "Copyright 2025 Courier Group Ltd.", "All Rights Reserved",
    "Section: NEWS; Pg. 3", "Length: 312 words", "Byline: By Martin Aldous", "m.aldous@example.org",
    "Dateline: PORT ELLERY", "Highlight: The crossing is a century old.",
    "# Body",
    "The bridge will close, councillors decided: it is worn out.", "Notes", "Graphic",
    "“It is late,” the mayor said. Length: nine months.",
    "Language: plain, the reader wrote.",
    "# Graphic", "Mayor Ines Calloway at the bridge", "ED VARGA/LUMEN PICTURES", "Link to Image",
    "# Classification", "Language: ENGLISH", "Publication-Type: Newspaper",
    "Subject: BRIDGES (90%); CITY", "GOVERNMENT (78%)", "Load-Date: May 8, 2025", "END",
]  # fmt: skip
CANNERY = [
    "# Cannery to cut jobs", "The Lantern", "May 20, 2025 Tuesday", "Copyright 2025 The Lantern",
    "Length: 99 words", "# Body", "They were told by video.", "PHOTO: The gates. (KIT SAVILLE)",
    "Load-Date: May 20, 2025", "END",
]  # fmt: skip


def listed(*titles: str) -> list[str]:
    """The cover that lists the documents."""
    return [
        line
        for n, title in enumerate(titles, 1)
        for line in (
            f"{n}. {title}", "Client/Matter: -None-", "Search Terms: bridge", "Narrowed by:",
            "Content Type", "News", "Sources: The Lantern; Timeline: Jan 01, 2025 to May 31, 2025",
        )
    ]  # fmt: skip


def as_word(lines: Sequence[str], end: str = "End of Document") -> bytes:
    """A Word document: labels, headings (marked #) and the end are bold."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        label = FIELD.match(line)
        if line == "END":
            paragraph.add_run().add_break()
            paragraph.add_run(end).bold = True
        elif line.startswith("# "):
            paragraph.add_run(line[2:]).bold = True
        elif label:
            paragraph.add_run(f"{label[1]}:").bold = True
            paragraph.add_run(f"\u00a0{line[label.end() :]}")
        else:
            paragraph.add_run(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_rich_text(lines: Sequence[str], end: str = "End of Document") -> bytes:
    """The same as rich text; what is no ASCII is escaped, as it has to be."""
    shown = [end if line == "END" else line.removeprefix("# ") for line in lines]
    escaped = (
        "".join(c if c < "\x7f" else f"\\u{ord(c)}?" for c in FIELD.sub(r"{\\b \1:}\\~", line))
        for line in shown
    )
    return (
        "{\\rtf1\\ansi\\uc1 " + "".join(f"{{{line}}}\\par\n" for line in escaped) + "}"
    ).encode()


WRITTEN = pytest.mark.parametrize("written", [as_word, as_rich_text])


# ---- Nexis Uni ---------------------------------------------------------------------------------


@WRITTEN
def test_each_end_of_document_is_an_article(written: Callable[[Sequence[str]], bytes]) -> None:
    records = read_nexis_uni(written([*BRIDGE, *CANNERY]))
    assert [row["headline"] for row in records.rows] == [
        "Bridge to close for nine months; Council votes 7-4",
        "Cannery to cut jobs",
    ]
    assert records.notes == ("2 articles, one for each mark 'End of Document'",)


def test_the_fields_of_an_article_are_told_from_its_text() -> None:
    (row,) = read_nexis_uni(as_word(BRIDGE)).rows
    origins = row.pop("origins")
    assert row == {
        "headline": "Bridge to close for nine months; Council votes 7-4",
        "outlet": "Port Ellery Courier",
        "published": "May 7, 2025 5:15 PM GMT",
        "edition": "First Edition",
        "copyright": "Copyright 2025 Courier Group Ltd. All Rights Reserved",
        "section": "NEWS; Pg. 3",
        "length": "312 words",
        "byline": "Martin Aldous, m.aldous@example.org",
        "dateline": "PORT ELLERY",
        "highlight": "The crossing is a century old.",
        "text": "The bridge will close, councillors decided: it is worn out.\n\nNotes\n\nGraphic\n\n"
        "“It is late,” the mayor said. Length: nine months.\n\nLanguage: plain, the reader wrote.",
        "graphic": "Mayor Ines Calloway at the bridge\nED VARGA/LUMEN PICTURES",
        "language": "en",
        "publication_type": "Newspaper",
        "subject": "BRIDGES (90%); CITY GOVERNMENT (78%)",
        "load_date": "May 8, 2025",
    }
    assert origins == {
        "headline": "the line above the outlet",
        "outlet": "the line above the date",
        "published": "the line below the outlet",
        "section": "field Section",
        "byline": "field Byline",
        "dateline": "field Dateline",
        "language": "field Language",
    }


def test_rich_text_says_the_same_as_word_where_no_line_is_named_like_a_heading() -> None:
    plain = [line for line in BRIDGE if line not in ("Notes", "Graphic")]
    assert read_nexis_uni(as_rich_text(plain)) == read_nexis_uni(as_word(plain))


def test_a_caption_below_the_text_is_a_graphic() -> None:
    (row,) = read_nexis_uni(as_word(CANNERY)).rows
    assert row["text"] == "They were told by video."
    assert row["graphic"] == "PHOTO: The gates. (KIT SAVILLE)"


@WRITTEN
def test_a_cover_is_no_article_and_is_counted(written: Callable[[Sequence[str]], bytes]) -> None:
    cover = [*COVER, *listed("Bridge to close", "Cannery to cut jobs")]
    whole = read_nexis_uni(written([*cover, *BRIDGE, *CANNERY]))
    assert whole.rows == read_nexis_uni(written([*BRIDGE, *CANNERY])).rows
    assert len(whole.notes) == 1
    short = read_nexis_uni(written([*cover, *BRIDGE]))
    assert "the cover lists 2 articles, 1 were found" in short.notes


def test_a_cover_without_a_number_is_counted_by_its_list() -> None:
    cover = ["Job Number: 1", *listed("One", "Two", "Three")]
    notes = read_nexis_uni(as_word([*cover, *BRIDGE, *CANNERY])).notes
    assert "the cover lists 3 articles, 2 were found" in notes


@WRITTEN
def test_an_article_that_was_cut_short_is_kept_and_said(
    written: Callable[[Sequence[str]], bytes],
) -> None:
    records = read_nexis_uni(written([*BRIDGE, *CANNERY[:7]]))
    assert [row["outlet"] for row in records.rows] == ["Port Ellery Courier", "The Lantern"]
    assert any("may have been cut short" in note for note in records.notes)


def test_a_rich_text_file_cut_short_keeps_the_articles_before_the_cut() -> None:
    content = as_rich_text([*BRIDGE, *CANNERY])
    records = read_nexis_uni(content[: content.index(b"told by")])
    assert records.rows[1]["text"] == "They were"
    assert any("may have been cut short" in note for note in records.notes)


LANGUAGES = {
    "fr": (
        ["Le pont fermera", "Le Courrier", "mercredi 7 mai 2025 17:15 GMT", "Tous droits réservés",
         "Rubrique: LOCAL", "Longueur: 80 mots", "Auteur: Par Anne Roy", "Encart: Neuf mois.",
         "# Corps", "Le pont fermera en juin.", "# Classification", "Langue: FRENCH; Français",
         "Date de chargement: 8 mai 2025", "END"],
        "Fin du document", "2025-05-07T17:15", "Anne Roy",
    ),
    "de": (
        ["Brücke wird gesperrt", "Hafenbote", "7. Mai 2025 Mittwoch", "Hauptausgabe",
         "Alle Rechte vorbehalten", "Rubrik: LOKALES", "Länge: 80 Wörter", "Autor: Von Jana Keil",
         "# Text", "Die Brücke wird gesperrt.", "# Klassifizierung", "Sprache: GERMAN; Deutsch",
         "Ladedatum: 8. Mai 2025", "END"],
        "Ende des Dokuments", "2025-05-07T00:00", "Jana Keil",
    ),
    "es": (
        ["El puente cerrará", "El Faro", "miércoles 7 de mayo de 2025", "Copyright 2025 El Faro",
         "Sección: LOCAL", "Longitud: 80 palabras", "Autor: Por Luz Mar", "# Cuerpo",
         "El puente cerrará en junio.", "# Clasificación", "Idioma: SPANISH; ESPAÑOL",
         "Fecha de carga: 8 de mayo de 2025", "END"],
        "Fin del documento", "2025-05-07T00:00", "Luz Mar",
    ),
    "nl": (
        ["Brug negen maanden dicht", "De Schelp", "7 mei 2025 woensdag", "Copyright 2025 De Schelp",
         "Rubriek: REGIO", "Lengte: 80 woorden", "Auteur: Door Piet Smit", "# Tekst",
         "De brug gaat in juni dicht.", "# Classificatie", "Taal: DUTCH; NEDERLANDS",
         "Laaddatum: 8 mei 2025", "END"],
        "Einde van document", "2025-05-07T00:00", "Piet Smit",
    ),
}  # fmt: skip


@WRITTEN
@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_of_the_interface_are_read(
    written: Callable[[Sequence[str], str], bytes], language: str
) -> None:
    lines, end, moment, byline = LANGUAGES[language]
    content = written(lines, end)
    assert looks_like_nexis_uni(content)
    (row,) = read_nexis_uni(content).rows
    assert (row["headline"], row["outlet"], row["byline"]) == (lines[0], lines[1], byline)
    assert (row["language"], row["section"]) == (
        language,
        lines[4 + (language == "de")].split()[-1],
    )
    assert str(row["text"]).endswith(".")
    assert "\n" not in str(row["text"])
    assert {"length", "load_date"} <= row.keys()
    read = parse_published(row["published"]).moment
    assert read is not None
    assert read.isoformat().startswith(moment)


def test_missing_fields_are_left_out() -> None:
    (row,) = read_nexis_uni(
        as_word(["Untitled", "Tideway Radio", "May 2025", "# Body", "END"])
    ).rows
    assert set(row) == {"headline", "outlet", "published", "origins"}
    (row,) = read_nexis_uni(
        as_word(["Tideway Radio", "May 7, 2025", "# Body", "On air.", "END"])
    ).rows
    assert set(row) == {"outlet", "published", "text", "origins"}
    (row,) = read_nexis_uni(as_word(["A case", "Court of Ellery", "Heard.", "Held.", "END"])).rows
    assert str(row["text"]).endswith("Heard.\n\nHeld.")


def test_without_the_heading_the_text_begins_below_the_fields() -> None:
    lines = [line for line in BRIDGE if line != "# Body"]
    assert str(read_nexis_uni(as_word(lines)).rows[0]["text"]).startswith("The bridge will close")


def test_a_correction_is_a_field() -> None:
    lines = ["Bridge", "Courier", "May 7, 2025", "Correction Appended", "Length: 9 words", "# Body",
             "It is closed.", "# Correction", "An earlier version named the wrong bridge.",
             "Load-Date: May 8, 2025", "END"]  # fmt: skip
    (row,) = read_nexis_uni(as_word(lines)).rows
    assert row["text"] == "It is closed."
    assert "edition" not in row
    assert str(row["correction"]).endswith("An earlier version named the wrong bridge.")


# ---- look-alikes of the old LexisNexis ---------------------------------------------------------

OLD = """
                               {mark}


                              Port Ellery Courier

                           May 7, 2025 Wednesday
                                 First Edition

Bridge to close for nine months; Council votes by seven to four for repairs
that cannot wait

BYLINE: By Martin Aldous

SECTION: NEWS; Pg. 3

LENGTH: 312 words

DATELINE: PORT ELLERY

The bridge, which has carried traffic over the river since 1924, will shut to
vehicles and walkers on 2 June, and is due to reopen in March, after a well-
known firm has repaired it.

NOTE: this line belongs to the story.
So does this one.

   Indented paragraphs stand without a blank line between them, each of them
opening with three spaces.
   This is the second.

LOAD-DATE: May 8, 2025

LANGUAGE: ENGLISH

GRAPHIC: Mayor Ines Calloway at the bridge on Wednesday with the engineers who
wrote the report
ED VARGA/LUMEN PICTURES

PUBLICATION-TYPE: Newspaper

                       Copyright 2025 Courier Group Ltd.
                              All Rights Reserved
"""


def old_text(*marks: str, cover: str = "") -> bytes:
    return (cover + "".join(OLD.format(mark=mark) for mark in marks)).encode()


BOX = '<BR><DIV CLASS="{}"><P CLASS="c1"><SPAN CLASS="c2">{}</SPAN></P>\n</DIV>\n'
HIDE = "<!-- Hide XML section from browser\n"


def old_page(documents: Sequence[Sequence[str]], stated: int | None = None) -> bytes:
    """The old web page: a box for each line; several paragraphs of one box stand between bars."""
    parts = [
        "<HTML><HEAD><STYLE><!-- .c0 { text-align: center; } --></STYLE><TITLE>&nbsp;</TITLE>",
        f'<META TOPIC="null" DOCUMENTS="{len(documents) if stated is None else stated}" /></HEAD>',
        "<BODY>",
    ]
    for lines in documents:
        boxes = [line.replace("|", "</SPAN></P><P><SPAN>") for line in lines]
        boxes = [re.sub(r"^([A-Z-]+: ?)", r"\1</SPAN><SPAN>", box) for box in boxes]
        inner = "".join(BOX.format("c4", box) for box in boxes)
        parts.append(f"{HIDE}<DOC NUMBER=1>\n<DOCFULL> -->\n{inner}{HIDE}</DOCFULL>\n</DOC> -->")
    return "\n".join([*parts, "</BODY></HTML>"]).encode()


PAGE = [
    "1 of 2 DOCUMENTS", "Port Ellery Courier", "May 7, 2025 Wednesday<BR>First Edition",
    "Bridge to close;<BR>Council votes 7-4", "BYLINE: By MARTIN ALDOUS", "SECTION: NEWS; Pg. 3",
    "LENGTH: 312 words", "HIGHLIGHT: |It is a century old.|It is worn out.",
    "The bridge will close &amp; open again.|“It is late,” she said.", "LOAD-DATE: May 8, 2025",
    "LANGUAGE: ENGLISH", "CORRECTION: |It is in Ferry Lane.", "GRAPHIC: The bridge",
    "Copyright 2025 Courier Group Ltd.<BR>All Rights Reserved",
]  # fmt: skip
FRENCH = [
    "2 of 2 DOCUMENTS", "Le Courrier", "7 mai 2025 mercredi", "Le pont fermera",
    "AUTEUR: Par Anne Roy", "RUBRIQUE: LOCAL", "LONGUEUR: 80 mots", "ENCART: Neuf mois",
    "Le pont fermera en juin.", "SUJET: PONT (90%)", "LOCALISATION-GEO: PORT ELLERY (80%)",
    "DATE-CHARGEMENT: 8 May 2025", "LANGUE: FRENCH; FRANÇAIS", "TYPE-PUBLICATION: Journal",
    "Copyright 2025 Le Courrier<BR>Tous Droits Réservés",
]  # fmt: skip


# ---- the old LexisNexis ------------------------------------------------------------------------


def test_each_mark_in_a_plain_text_is_an_article() -> None:
    records = read_lexisnexis(old_text("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS", "3 of 3 DOCUMENTS"))
    assert len(records.rows) == 3
    assert records.notes == ("3 articles, one for each mark 'n of N DOCUMENTS'",)


def test_the_fields_of_a_plain_text_are_told_from_its_text() -> None:
    (row,) = read_lexisnexis(old_text("1 of 1 DOCUMENT")).rows
    origins = row.pop("origins")
    assert isinstance(origins, dict)
    assert set(origins) == {
        "outlet", "published", "headline", "byline", "section", "dateline", "language",
    }  # fmt: skip
    assert row == {
        "outlet": "Port Ellery Courier",
        "published": "May 7, 2025",
        "edition": "First Edition",
        "headline": "Bridge to close for nine months; Council votes by seven to four for repairs "
        "that cannot wait",
        "byline": "Martin Aldous",
        "section": "NEWS; Pg. 3",
        "length": "312 words",
        "dateline": "PORT ELLERY",
        "text": "The bridge, which has carried traffic over the river since 1924, will shut to "
        "vehicles and walkers on 2 June, and is due to reopen in March, after a well-known firm "
        "has repaired it.\n\nNOTE: this line belongs to the story.\n\nSo does this one.\n\n"
        "Indented paragraphs stand without a blank line between them, each of them opening with "
        "three spaces.\n\nThis is the second.",
        "load_date": "May 8, 2025",
        "language": "en",
        "graphic": "Mayor Ines Calloway at the bridge on Wednesday with the engineers who wrote "
        "the report\nED VARGA/LUMEN PICTURES",
        "publication_type": "Newspaper",
        "copyright": "Copyright 2025 Courier Group Ltd. All Rights Reserved",
    }


@pytest.mark.parametrize(
    "mark",
    ["Dokument 1 von 100", "Document 1 de 100", "FOCUS - 1 of 100 DOCUMENTS", "1 of 1,234 DOCUMENTS",
     "Documento 1 de 100"],
)  # fmt: skip
def test_marks_of_other_languages_are_known(mark: str) -> None:
    assert looks_like_lexisnexis(old_text(mark))
    assert len(read_lexisnexis(old_text(mark)).rows) == 1


def test_german_field_names_are_known_in_the_encoding_of_windows() -> None:
    german = (
        OLD.format(mark="Dokument 1 von 1")
        .replace("LENGTH: 312 words", "LÄNGE: 312 Wörter")
        .replace("BYLINE: By", "AUTOR: VON")
        .replace("SECTION", "RUBRIK")
        .replace("May 7, 2025 Wednesday", "Mittwoch 7. Mai 2025")
        .replace("LANGUAGE: ENGLISH", "SPRACHE: GERMAN; DEUTSCH")
        .replace("LOAD-DATE", "UPDATE")
        .encode("cp1252")
    )
    assert looks_like_lexisnexis(german)
    (row,) = read_lexisnexis(german).rows
    assert (row["byline"], row["section"], row["language"]) == (
        "Martin Aldous",
        "NEWS; Pg. 3",
        "de",
    )
    assert parse_published(row["published"]).moment is not None
    assert str(row["text"]).endswith("This is the second.")


def test_what_the_cover_asks_for_and_the_numbers_are_compared_with_what_is_there() -> None:
    cover = "Download Request: Selected Items: 1-2, 4, 6\n\nTerms: bridge\n\n"
    marks = ["1 of 9 DOCUMENTS", "2 of 9 DOCUMENTS", "4 of 9 DOCUMENTS"]
    notes = read_lexisnexis(old_text(*marks, cover=cover)).notes
    assert "the file says that it has 4 documents, 3 are here" in notes
    assert "by their numbers, 1 document missing: 3" in notes


def test_the_oldest_layout_names_headline_and_body_and_has_the_copyright_on_top() -> None:
    text = """
                              1 of 1 DOCUMENT

                   Copyright 1999 Courier Group Ltd.
                          Port Ellery Courier

               May 7, 1999, Friday, Late Edition - Final

SECTION: Section A; Page 1

LENGTH: 20 words

HEADLINE: Bridge closes

BYLINE:  By MARTIN ALDOUS

BODY:
   The bridge is closed.

   It is late.
"""
    (row,) = read_lexisnexis(text.encode()).rows
    del row["origins"]
    assert row == {
        "copyright": "Copyright 1999 Courier Group Ltd.",
        "outlet": "Port Ellery Courier",
        "published": "May 7, 1999",
        "edition": "Late Edition - Final",
        "section": "Section A; Page 1",
        "length": "20 words",
        "headline": "Bridge closes",
        "byline": "MARTIN ALDOUS",
        "text": "The bridge is closed.\n\nIt is late.",
    }


def test_the_boxes_of_a_page_are_its_articles_and_fields() -> None:
    records = read_lexisnexis(old_page([PAGE, FRENCH]))
    english, french = records.rows
    assert records.notes == ("2 articles, one for each mark 'n of N DOCUMENTS'",)
    del english["origins"], french["origins"]
    assert english == {
        "outlet": "Port Ellery Courier",
        "published": "May 7, 2025",
        "edition": "First Edition",
        "headline": "Bridge to close; Council votes 7-4",
        "byline": "MARTIN ALDOUS",
        "section": "NEWS; Pg. 3",
        "length": "312 words",
        "highlight": "It is a century old.\nIt is worn out.",
        "text": "The bridge will close & open again.\n\n“It is late,” she said.",
        "load_date": "May 8, 2025",
        "language": "en",
        "correction": "It is in Ferry Lane.",
        "graphic": "The bridge",
        "copyright": "Copyright 2025 Courier Group Ltd. All Rights Reserved",
    }
    assert french["text"] == "Le pont fermera en juin."
    assert (french["byline"], french["language"], french["subject"]) == (
        "Anne Roy",
        "fr",
        "PONT (90%)",
    )
    assert parse_published(french["published"]).moment is not None


def test_a_document_that_the_database_could_not_show_is_said() -> None:
    failed = ["We are sorry but there is an error in this document and it is not possible."]
    records = read_lexisnexis(old_page([PAGE, failed], stated=3))
    assert len(records.rows) == 1
    assert "1 document could not be shown by LexisNexis itself" in records.notes
    assert "the file says that it has 3 documents, 2 are here" in records.notes


def test_an_article_without_headline_and_byline_has_none() -> None:
    (row,) = read_lexisnexis(old_page([[PAGE[1], PAGE[2], *PAGE[5:7], "It is closed."]])).rows
    assert not {"headline", "byline", "graphic"} & row.keys()
    assert row["text"] == "It is closed."


def test_a_page_cut_short_keeps_the_articles_before_the_cut() -> None:
    content = old_page([PAGE, PAGE])
    assert len(read_lexisnexis(content[: content.rindex(b"LOAD-DATE")]).rows) == 2


@WRITTEN
def test_the_old_layout_is_read_from_documents_too(
    written: Callable[[Sequence[str]], bytes],
) -> None:
    lines = ["1 of 2 DOCUMENTS", "The Lantern", "May 20, 2025 Tuesday", "Final Edition",
             "Cannery cuts jobs", "LENGTH: 9 words", "They were told by video.",
             "LOAD-DATE: May 21, 2025", "Copyright 2025 The Lantern"]  # fmt: skip
    content = written([*lines, "2 of 2 DOCUMENTS", *lines[1:]])
    assert looks_like_lexisnexis(content)
    first, second = read_lexisnexis(content).rows
    assert first == second
    assert (first["headline"], first["edition"]) == ("Cannery cuts jobs", "Final Edition")
    assert first["text"] == "They were told by video."


# ---- what is not of their kind -----------------------------------------------------------------

OTHERS = [
    b"",
    b"Bridge closes\n\nLength: nine months, they said.\n\nEnd of Document",
    b"2 of 5 documents were lost, LENGTH: unknown.",
    b"Document 1 of 373\n\nBridge closes\nFull text: The bridge is closed.",
    b"id,text\n1,One.",
    b'[{"text": "End of Document"}]',
    b"<html><body><p>1 of 2 DOCUMENTS</p><p>LENGTH: 2 words</p></body></html>",
    b"{\\rtf1 The bridge is closed.\\par}",
    b"%PDF-1.7",
    as_word(["Bridge closes", "The bridge is closed: it is late."]),
    as_word(["Bridge closes", "# End of Document"]),
]


@pytest.mark.parametrize("content", OTHERS)
def test_other_files_are_not_taken(content: bytes) -> None:
    assert not looks_like_nexis_uni(content)
    assert not looks_like_lexisnexis(content)
    with pytest.raises(LoadError):
        read_lexisnexis(content)


def test_each_of_the_two_is_known_and_not_taken_for_the_other() -> None:
    for content in (as_word(BRIDGE), as_rich_text(CANNERY)):
        assert looks_like_nexis_uni(content)
        assert not looks_like_lexisnexis(content)
    for content in (old_text("1 of 2 DOCUMENTS"), old_page([PAGE])):
        assert looks_like_lexisnexis(content)
        assert not looks_like_nexis_uni(content)


@pytest.mark.parametrize("content", [as_word(["Bridge closes", "It is closed."]), b"{\\rtf1 One.}"])
def test_a_document_without_marks_is_no_export(content: bytes) -> None:
    with pytest.raises(LoadError, match="no line 'End of Document'"):
        read_nexis_uni(content)
    with pytest.raises(LoadError, match="no line like '1 of 10 DOCUMENTS'"):
        read_lexisnexis(content)


# ---- fields and dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("May 7, 2025 Wednesday 9:20 AM GMT", "2025-05-07T09:20"),
        ("May 7, 2025, Wednesday, Late Edition - Final", "2025-05-07T00:00"),
        ("Wednesday, May 7, 2025", "2025-05-07T00:00"),
        ("May 7, 2025 Wednesday 19:02 EST", "2025-05-08T00:02"),
        ("7. Mai 2025 Mittwoch 9:20 AM GMT+1", "2025-05-07T08:20"),
        ("mercredi 1er octobre 2025 07:49 PM GMT", "2025-10-01T19:49"),
        ("7 de octubre de 2025 martes", "2025-10-07T00:00"),
        ("woensdag 7 mei 2025", "2025-05-07T00:00"),
        ("2025-05-07", "2025-05-07T00:00"),
    ],
)
def test_dates_as_printed_can_be_read(line: str, iso: str) -> None:
    printed = date_in(line)
    assert printed is not None
    read = parse_published(printed.published).moment
    assert read is not None
    assert read.isoformat().startswith(iso)


@pytest.mark.parametrize(
    "line", ["The Lantern", "May Day 2025", "In May 2025", "99,999 bottles", ""]
)
def test_other_lines_are_no_dates(line: str) -> None:
    assert date_in(line) is None


@pytest.mark.parametrize(
    "line", ["It is late", "https://example.org: a page", "10:30: the news", ""]
)
def test_other_lines_are_no_fields(line: str) -> None:
    assert field_in(line) is None


# ---- anything ----------------------------------------------------------------------------------

LINES = [
    "END", "# Body", "Body", "# Graphic", "Length: 9 words", "LENGTH: 9 words", "May 7, 2025", "One.",
    "1 of 2 DOCUMENTS", "Load-Date: x", "LOAD-DATE: x", "# Classification", "Documents (3)", "x: y",
    "Copyright 2025", "BODY:", "Byline: A", "DATELINE:", "99999999 of 1 DOCUMENTS", "1. One", ":",
]  # fmt: skip


def tried(read: Callable[[bytes], Records], content: bytes) -> None:
    with suppress(LoadError):
        assert read(content).rows


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_no_order_of_lines_raises_anything_but_load_error(lines: list[str]) -> None:
    for content in (as_rich_text(lines), "\n\n".join(lines).encode(), old_page([lines])):
        for read in (read_nexis_uni, read_lexisnexis):
            tried(read, content)
    tried(read_nexis_uni, as_word(lines))


WHOLE = [
    as_rich_text([*COVER, *BRIDGE]),
    old_text("1 of 1 DOCUMENT"),
    old_page([PAGE]),
    as_word(BRIDGE),
]


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(WHOLE), st.floats(0, 1), st.binary(max_size=6), st.booleans())
def test_no_damage_raises_anything_but_load_error(
    whole: bytes, where: float, put: bytes, cut: bool
) -> None:
    place = int(where * len(whole))
    content = whole[:place] + put + (b"" if cut else whole[place + len(put) :])
    for read in (read_nexis_uni, read_lexisnexis):
        tried(read, content)
    looks_like_nexis_uni(content)
    looks_like_lexisnexis(content)


@pytest.mark.parametrize(
    "content",
    [
        old_text(*["1 of 9 DOCUMENTS"] * 2000),
        b"1 of 2 DOCUMENTS\nLENGTH: 1\n" + b"A: " * 500_000,
        b"1 of 2 DOCUMENTS\nLENGTH: 1\n" + b" " * 1_000_000 + b"x\n" + b"-" * 500_000,
        b"<html><body>" + b"<DOCFULL>" * 19_000,
        b"<html><body>" + b"<DOCFULL>" * 200_000,
        old_page([[*PAGE[:7], "<DIV>" * 5000]]),
    ],
)
def test_large_and_hostile_input_takes_no_longer_than_its_size(content: bytes) -> None:
    began = time.process_time()
    tried(read_lexisnexis, content)
    looks_like_lexisnexis(content)
    assert time.process_time() - began < 25


# ---- samples -----------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the samples are not part of the project")
@pytest.mark.parametrize(
    ("name", "n_articles"),
    [
        ("nexis_uni_docx/lnt_sample.DOCX", 10),
        ("nexis_uni_docx/seolub_example1.DOCX", 100),
        ("lexisnexis_txt/lnt_sample.TXT", 10),
        ("lexisnexis_html/lexisnexis_test_en.html", 2),
        ("lexisnexis_html/lexisnexis_test_fr.html", 3),
        ("lexisnexis_html/readtext_afp_2013-03-12_0501.html", 74),
        ("lexisnexis_html/readtext_guardian_1986-01-01_0001.html", 262),
    ],
)
def test_the_samples_are_read_whole(name: str, n_articles: int) -> None:
    content = (SHARED / name).read_bytes()
    is_uni = looks_like_nexis_uni(content)
    assert is_uni != looks_like_lexisnexis(content)
    rows = (read_nexis_uni if is_uni else read_lexisnexis)(content).rows
    assert len(rows) == n_articles
    for row in rows:
        assert {"headline", "outlet", "published", "length", "text"} <= row.keys()
        assert parse_published(row["published"]).moment is not None
        assert not re.search(
            r"(?im)^(load-date|length|copyright|end of document)\b", str(row["text"])
        )
