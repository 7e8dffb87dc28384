"""Word and rich text: what a reader of the document sees, in reading order, and nothing else."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers import LoadError
from analysis.readers.documents.rich_text import (
    LONGEST,
    MOST_GROUPS,
    lines_in_rtf,
    looks_like_rich_text,
    read_rich_text,
)
from analysis.readers.documents.word import (
    Paragraph,
    looks_like_word,
    opening_of_docx,
    paragraphs_in_docx,
    read_word,
)

OTHERS = [
    b"",
    b"The bridge is closed.",
    b"id,text\n1,One.",
    b"<html><p>One.</p></html>",
    b"%PDF-1.7",
]


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def document_of(*lines: str | tuple[str, str]) -> bytes:
    """A Word document; a line may come with the name of its style."""
    document = docx.Document()
    for line in lines:
        text, style = (line, "Normal") if isinstance(line, str) else line
        document.add_paragraph(text, style=style)
    return saved(document)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same document with one part changed, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


def with_body(content: bytes, old: bytes, new: bytes) -> bytes:
    return with_part(content, "word/document.xml", lambda xml: xml.replace(old, new))


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_in_docx(content)]


# ---- Word --------------------------------------------------------------------------------------


def test_paragraphs_come_in_reading_order_with_those_of_tables_once_each() -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=2, cols=2)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {n}"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("After.")
    content = saved(document)
    assert texts(content) == ["Before.", "Cell 0", "Cell 1", "Cell 2", "Cell 3", "After."]


def test_the_text_of_links_belongs_to_the_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The ")
    link = OxmlElement("w:hyperlink")
    link.append(document.add_paragraph().add_run("council")._r)
    paragraph._p.append(link)
    paragraph.add_run(" met.")
    assert texts(saved(document)) == ["The council met."]


def test_what_is_deleted_moved_or_hidden_is_not_read() -> None:
    content = document_of("One XX two.")
    gone = b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    for name in (b"del", b"moveFrom"):
        gone += b"<w:%s><w:r><w:t>gone</w:t></w:r></w:%s>" % (name, name)
    shown = b'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>or </w:t></w:r>'
    marked = with_body(
        content, b"<w:t>One XX two.</w:t></w:r>", b"<w:t>One </w:t></w:r>" + gone + shown
    )
    assert texts(marked) == ["One or"]


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_around_it() -> None:
    box = b"<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        b"<mc:Choice>%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent>" % (box, box)
    )
    content = with_body(document_of("Around it."), b"<w:t>Around", both + b"<w:t>Around")
    assert sorted(texts(content)) == ["Around it.", "In the box."]


def test_line_breaks_stay_tabs_become_spaces_and_tab_stops_nothing() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("One\ttwo")
    paragraph.paragraph_format.tab_stops.add_tab_stop(1000)
    paragraph.add_run().add_break()
    paragraph.add_run("three")
    assert texts(saved(document)) == ["One two\nthree"]


def test_style_and_boldness_of_a_paragraph_are_known() -> None:
    document = docx.Document()
    document.add_heading("Bridge closes", 1)
    document.add_paragraph().add_run("Body").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Length:").bold = True
    mixed.add_run(" 312 words")
    assert paragraphs_in_docx(saved(document)) == [
        Paragraph("Bridge closes", "Heading 1", False),
        Paragraph("Body", "Normal", True),
        Paragraph("Length: 312 words", "Normal", False),
    ]


def test_a_document_is_one_article() -> None:
    (row,) = read_word(document_of("Bridge closes", "", "It is closed.", "It is late.")).rows
    assert row == {"text": "Bridge closes\n\nIt is closed.\n\nIt is late."}


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_a_headline_is_the_paragraph_that_is_set_as_one(style: str) -> None:
    (row,) = read_word(document_of(("Bridge closes", style), "It is closed.")).rows
    assert row == {
        "headline": "Bridge closes",
        "origins": {"headline": f"the paragraph in the style {style}"},
        "text": "It is closed.",
    }


def test_a_title_in_the_properties_counts_only_if_the_document_opens_with_it() -> None:
    document = docx.Document()
    document.add_paragraph("Bridge closes")
    document.add_paragraph("It is closed.")
    document.core_properties.title = "Template of the Courier"
    assert "headline" not in read_word(saved(document)).rows[0]
    document.core_properties.title = "BRIDGE  CLOSES"
    (row,) = read_word(saved(document)).rows
    assert (row["headline"], row["text"]) == ("Bridge closes", "It is closed.")


@pytest.mark.parametrize(
    "lines",
    [
        ["Opening.", ("Later", "Heading 1"), "Text."],
        [("One", "Heading 1"), "Text.", ("Two", "Heading 1"), "Text."],
        [("Alone", "Title")],
        [("Long " * 100, "Title"), "Text."],
    ],
)
def test_headings_that_are_no_headline_stay_in_the_text(lines: list[str | tuple[str, str]]) -> None:
    (row,) = read_word(document_of(*lines)).rows
    assert "headline" not in row
    assert str(row["text"]).count("\n\n") == len(lines) - 1


@pytest.mark.parametrize("content", OTHERS)
def test_other_files_are_no_word_documents(content: bytes) -> None:
    assert not looks_like_word(content)
    assert opening_of_docx(content) == b""
    with pytest.raises(LoadError, match=r"not a Word document|empty"):
        read_word(content)


def test_another_archive_is_no_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    assert not looks_like_word(out.getvalue())
    with pytest.raises(LoadError, match=r"without 'word/document\.xml'"):
        read_word(out.getvalue())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007"),
        (document_of("One.")[:-300], "cut short"),
        (document_of(), "shows no text"),
        (with_part(document_of("One."), "word/document.xml", lambda _: b"<w:p>"), "damaged"),
        (with_part(document_of("One."), "_rels/.rels", lambda _: b"<a/>"), "damaged"),
        (with_body(document_of("One."), b"<w:p>", b"<w:p/>" * 2_000_001 + b"<w:p>"), "no .* does"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_word(content)


def test_a_document_with_too_many_elements_is_refused_before_it_is_parsed() -> None:
    noise = "".join(chr(97 + n * n * 7919 % 26) for n in range(400_000)).encode()
    content = document_of("One.")
    content = with_body(content, b"One.", noise)
    content = with_body(content, b"<w:p>", b"<w:p/>" * 2_000_001 + b"<w:p>")
    with pytest.raises(LoadError, match=r"longer than any article|which no article does"):
        read_word(content)


def test_entities_are_not_expanded() -> None:
    defined = (
        b'<!DOCTYPE a [<!ENTITY b "big"><!ENTITY c SYSTEM "file:///etc/hostname">]><w:document'
    )
    content = with_body(document_of("X"), b"<w:document", defined)
    content = with_body(content, b"<w:t>X", b"<w:t>X&b;&c;")
    assert texts(content) == ["X"]


# ---- rich text ---------------------------------------------------------------------------------


def rtf(body: str, head: str = r"\ansi\ansicpg1252\uc1") -> bytes:
    return rf"{{\rtf1{head} {body}}}".encode("latin-1")


def test_lines_are_what_is_shown_without_blank_ones() -> None:
    content = rtf(r"{\b Bridge closes}\par\par It is  closed.\line It\rquote s late.\par")
    assert lines_in_rtf(content) == ["Bridge closes", "It is closed.", "It’s late."]


def test_a_link_is_shown_as_its_text() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{\ul the council}}}'
    unmarked = link.replace(r"\*", "")
    assert lines_in_rtf(rtf(f"So {link} said.\\par And {unmarked} again.")) == [
        "So the council said.",
        "And the council again.",
    ]


def test_the_cells_of_a_row_stand_in_one_line() -> None:
    content = rtf(r"\trowd\intbl HD\cell Bridge closes\cell\row\pard Text.\par")
    assert lines_in_rtf(content) == ["HD\tBridge closes", "Text."]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (rtf(r"caf\'e9 \u8220?x\u8221?"), "café “x”"),
        (rtf(r"Burmistrz powiedzia\'b3", r"\ansi\ansicpg1250"), "Burmistrz powiedział"),
        (rtf(r"{\f1 \'ec\'fd\'f0}", r"\ansi{\fonttbl{\f1\fcharset204 Arial;}}"), "мэр"),
        (rtf(r"caf\'8e", r"\mac"), "café"),
        (rtf(r"caf\'8e", r"\ansi\ansicpg10000"), "café"),
        (rtf("café", r"\ansi\ansicpg1252"), "café"),
        ("{\\rtf1\\ansi café “x”}".encode(), "café “x”"),
        (rtf(r"\u-10179?\u-8704?"), "😀"),
        (rtf(r"soft\-hyphen \u8217?s"), "softhyphen ’s"),
        (rtf(r"\{braces\} and \\backslash"), r"{braces} and \backslash"),
    ],
)
def test_the_letters_of_the_encodings_are_read(content: bytes, text: str) -> None:
    assert lines_in_rtf(content) == [text]


def test_pictures_and_binary_parts_are_passed_over() -> None:
    picture = rb"{\*\shppict{\pict\pngblip " + b"89504e47" * 1000 + b"}}"
    binary = rb"{\object{\*\objdata \bin7 {}}\par}}"
    content = rb"{\rtf1\ansi One.\par " + picture + binary + rb" Two.\par}"
    assert lines_in_rtf(content) == ["One.", "Two."]


def test_a_closing_brace_too_many_does_not_end_the_document() -> None:
    assert lines_in_rtf(rb"{\rtf1\ansi One.\par}} Two.\par}") == ["One.", "Two."]
    assert lines_in_rtf(rb"{\rtf1 One.\par}{\rtf1 Two.\par}") == ["One.", "Two."]
    assert lines_in_rtf(rb"{\rtf1\ansi One.\par}" + b"\0\0rubbish") == ["One."]


@pytest.mark.parametrize("n", range(20, 120, 9))
def test_a_document_that_was_cut_short_gives_what_stands_before_the_cut(n: int) -> None:
    content = rtf(
        r"{\fonttbl{\f0\fcharset0 Arial;}}{\b One.}\par {\i Two.}\par\u8220?Three\'e9\par"
    )
    assert "".join(lines_in_rtf(content[:n])) in "One.Two.“Threeé\ufffd"


def test_numbers_that_no_letter_has_are_shown_as_a_broken_one() -> None:
    assert lines_in_rtf(rtf(r"a\u9999999999?b\u-99999?\uc c")) == ["a\ufffdb\ufffdc"]


def test_a_rich_text_is_one_article() -> None:
    content = rtf(r"Bridge closes\par It is closed.\par")
    assert looks_like_rich_text(content)
    assert read_rich_text(content).rows == [{"text": "Bridge closes\n\nIt is closed."}]


@pytest.mark.parametrize("content", [*OTHERS, document_of("One.")])
def test_other_files_are_no_rich_text(content: bytes) -> None:
    assert not looks_like_rich_text(content)
    with pytest.raises(LoadError, match=r"no rich text|empty"):
        read_rich_text(content)


def test_a_rich_text_without_text_is_refused() -> None:
    with pytest.raises(LoadError, match="shows no text"):
        read_rich_text(rtf(r"{\pict 00}"))


@pytest.mark.parametrize(
    "content",
    [
        rb"{\rtf1 " + b"x" * LONGEST,
        rb"{\rtf1 " + b"\xe9" * (LONGEST // 2),
        rb"{\rtf1 " + b"{" * MOST_GROUPS,
        rb"{\rtf1 " + b"}" * (MOST_GROUPS + 1),
        rb"{\rtf1 " + rb"\bin1 x" * 20_000,
    ],
)
def test_what_is_too_large_is_refused_at_once(content: bytes) -> None:
    began = time.process_time()
    with pytest.raises(LoadError, match=r"divide it|save it as \.docx"):
        lines_in_rtf(content)
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "repeated",
    [
        rb'{\field{\*\fldinst{HYPERLINK "x',
        rb'{\field{\fldinst{HYPERLINK "x"}}',
        rb"{\fonttbl\f0\fcharset0",
        rb"\f0\fcharset",
        rb"{\pict\bin",
        rb"{\*",
        rb"\\\\\bin",
        rb"{     ",
        rb"\u99999?",
    ],
)
def test_the_time_grows_with_the_size_of_hostile_input_and_no_faster(repeated: bytes) -> None:
    began = time.process_time()
    with suppress(LoadError):
        lines_in_rtf(rb"{\rtf1 " + repeated * (400_000 // len(repeated)))
    assert time.process_time() - began < 12


# ---- anything ----------------------------------------------------------------------------------

PIECES = [
    "{", "}", "\\", "{\\*", "\\par ", "\\'e", "\\'e9", "\\u-1?", "\\uc", "\\bin9 ", "\\f9 ", "text",
    "{\\fonttbl", "{\\f1\\fcharset134 x;}", "\\ansicpg932", "{\\pict", "\\cell", "é", "\0", "\n",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.binary(max_size=20))
def test_no_rich_text_raises_anything_but_load_error(pieces: list[str], tail: bytes) -> None:
    with suppress(LoadError):
        read_rich_text(b"{\\rtf1" + "".join(pieces).encode("latin-1") + tail)


WHOLE = document_of(("Bridge closes", "Title"), "It is closed.", "It is late.")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=8), st.booleans())
def test_no_document_raises_anything_but_load_error(place: int, put: bytes, cut: bool) -> None:
    content = WHOLE[:place] + put + (b"" if cut else WHOLE[place + len(put) :])
    with suppress(LoadError):
        read_word(content)
        looks_like_word(content)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_no_xml_within_raises_anything_but_load_error(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))
    place, put = data.draw(st.integers(0, 3000)), data.draw(st.binary(max_size=6))
    content = with_part(WHOLE, name, lambda xml: xml[:place] + put + xml[place + len(put) :])
    with suppress(LoadError):
        read_word(content)
