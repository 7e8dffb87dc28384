"""OpenDocument texts and PDFs: paragraphs as a reader sees them, and nothing of what is around."""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from damage import damage
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers import LoadError
from analysis.readers.documents import pdf
from analysis.readers.documents.open_document import looks_like_open_document, read_open_document
from analysis.readers.documents.pdf import looks_like_pdf, read_pdf
from analysis.readers.documents.printed_pages import Line, join_paragraphs, leave_out_running_lines

SHARED = Path(__file__).parents[2] / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the sample files are not on this computer"
)


# ---- OpenDocument ------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "style": "style", "draw": "drawing", "table": "table",
        "svg": "svg-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odt(body: str, *, title: str = "", styles: str = "", parts: Mapping[str, str] = {}) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {_SPACES}><office:meta><dc:title>{title}</dc:title>"
            "</office:meta></office:document-meta>",
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_paragraphs_and_headings_are_the_text_of_an_odt() -> None:
    body = (
        "<text:p>The bridge is <text:span>closed</text:span>.</text:p><text:p/>"
        '<text:h text:outline-level="2">What comes next</text:h>'
        "<text:list><text:list-item><text:p>A ferry.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>In May.</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    assert read_open_document(odt(body)).rows == [
        {"text": "The bridge is closed.\n\nWhat comes next\n\nA ferry.\n\nIn May."}
    ]


def test_spaces_tabs_and_line_ends_are_understood() -> None:
    body = (
        "<text:p>One\n  line,<text:s/><text:s text:c='2'/>spaces<text:tab/>and a tab."
        "<text:line-break/>Second line.<!-- a remark --> More.</text:p>"
    )
    assert read_open_document(odt(body)).rows[0]["text"] == (
        "One line,   spaces\tand a tab.\nSecond line. More."
    )


def test_spaces_beyond_measure_are_cut_short() -> None:
    text = read_open_document(odt(f"<text:p>a<text:s text:c='{'9' * 5000}'/>b</text:p>")).rows[0]
    assert len(str(text["text"])) == 102


def test_deleted_words_remarks_footnotes_and_descriptions_are_no_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Contents 1</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>It is<office:annotation><text:p>Check!</text:p></office:annotation> late"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Very.</text:p>"
        "</text:note-body></text:note>.<draw:frame><svg:title>a photo</svg:title></draw:frame></text:p>"
    )
    records = read_open_document(odt(body))
    assert records.rows == [{"text": "It is late."}]
    assert records.notes == ("1 footnote was left out",)


def test_a_caption_in_a_frame_is_a_paragraph_of_its_own() -> None:
    body = (
        "<text:p>Before <draw:frame><draw:text-box><text:p>The bridge.</text:p></draw:text-box>"
        "</draw:frame>and after.</text:p>"
    )
    assert read_open_document(odt(body)).rows[0]["text"] == "Before and after.\n\nThe bridge."


def test_the_headline_is_the_title_that_is_printed() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = '<text:p text:style-name="P1">Bridge closes</text:p><text:p>It is closed.</text:p>'
    assert read_open_document(odt(body, title="Template 7", styles=styles)).rows == [
        {
            "headline": "Bridge closes",
            "origins": {"headline": "the paragraph in the style Title"},
            "text": "It is closed.",
        }
    ]


@pytest.mark.parametrize("printed", ["", "<text:p>Bridge  closes</text:p>"])
def test_else_it_is_the_title_in_the_properties(printed: str) -> None:
    (row,) = read_open_document(odt(f"{printed}<text:p>Shut.</text:p>", title="Bridge closes")).rows
    assert row == {
        "headline": "Bridge closes",
        "origins": {"headline": "the title in the document's properties"},
        "text": "Shut.",
    }


def test_damaged_properties_do_not_spoil_the_article() -> None:
    buffer = io.BytesIO(odt("<text:p>One.</text:p>").replace(b"meta.xml", b"mete.xml"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("meta.xml", "<broken")
    assert read_open_document(buffer.getvalue()).rows == [{"text": "One."}]


def test_an_odt_without_words_has_no_text() -> None:
    assert read_open_document(odt("<text:p/>")).rows == [{}]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"plain text", "not an OpenDocument text"),
        (odt("<text:p>One.</text:p>")[:-100], "cut short"),
        (odt("<text:p>One.</text:p>").replace(b"content.xml", b"context.xml"), "is missing"),
        (odt("<text:p>One."), "this XML is broken"),
        (odt("", parts={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "locked"),
        (odt("<a/>" * 3_000_000), "no article does|more than 10,000,000"),
    ],
)
def test_what_is_no_sound_odt_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_open_document(content)


def test_slides_are_no_text() -> None:
    slides = odt("").replace(b"office:text", b"office:show")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:presentation/>"
            "</office:body></office:document-content>",
        )
    assert slides
    with pytest.raises(LoadError, match="but no text"):
        read_open_document(buffer.getvalue())


@needs_samples
@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("plato", "Plato, a student of Socrates", "most influential teacher."),
        ("aristotle", "A pupil of Plato", "most influential teacher."),
        ("socrates", "Socrates, often considered", "thought to be Archelaus."),
    ],
)
def test_real_odt_files_give_their_one_paragraph(name: str, begins: str, ends: str) -> None:
    content = (SHARED / "tabular_and_folders" / f"odt_corpus__{name}.odt").read_bytes()
    assert looks_like_open_document(content)
    (row,) = read_open_document(content).rows
    assert str(row["text"]).startswith(begins)
    assert str(row["text"]).endswith(ends)


# ---- PDF, built by hand ------------------------------------------------------------------------


class Printed(NamedTuple):
    """A line to print: where, how large, and what."""

    left: float
    base: float
    text: str
    size: float = 10


def pdf_of(
    pages: Sequence[Sequence[Printed] | bytes], *, title: str = "", locked: int = 0
) -> bytes:
    """Build a PDF. ``locked`` are its permissions, with a password nobody knows if negative."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [b"", b"", font, b"<</Title(%s)>>" % title.encode("cp1252")]
    kids = []
    for page in pages:
        stream = zlib.compress(page if isinstance(page, bytes) else b"".join(map(_shown, page)))
        objects.append(
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream)
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    lock = b""
    if locked:
        objects.append(_lock(locked))
        lock = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (len(objects), b"00" * 16, b"00" * 16)
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info 4 0 R%s>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, lock, len(out))
    )


def _shown(line: Printed) -> bytes:
    text = line.text.encode("cp1252")
    for character in (b"\\", b"(", b")"):
        text = text.replace(character, b"\\" + character)
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (line.size, line.left, line.base, text)


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _lock(permissions: int) -> bytes:
    """Build the entry that locks a PDF: with a password if negative, else against what it says."""
    password = _PADDING if permissions > 0 else b"secret".ljust(32, b"x")
    rights = (permissions | 0xFFFFFFC0) & 0xFFFFFFFF
    owner = bytes(32)
    key = hashlib.md5(password + owner + rights.to_bytes(4, "little") + bytes(16)).digest()[:5]
    user = _rc4(key, _PADDING)
    return b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>" % (
        rights - (1 << 32), owner.hex().encode(), user.hex().encode(),
    )  # fmt: skip


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def column(left: float, top: float, *lines: str) -> list[Printed]:
    """Print lines below one another; a tab indents a line."""
    return [
        Printed(left + 14 * line.count("\t"), top - 12 * n, line.strip("\t"))
        for n, line in enumerate(lines)
    ]


# Set in a column of about 250 points, as a newspaper would.
STORY = [
    "\tThe bridge at Port Ellery will be closed until May,",
    "the town’s council said on Tuesday after an inspec-",
    "tion found two of its piers unsafe.",
    "\t“We cannot wait any longer,” said Helen Osgood, a",
    "well-known engineer who has been the mayor since",
    "2019. Ferries will carry workers to the harbour.",
]


def text_of(content: bytes) -> str:
    (row,) = read_pdf(content).rows
    return str(row["text"])


# ---- PDF, read ---------------------------------------------------------------------------------


def test_lines_are_joined_to_paragraphs_and_divided_words_made_whole() -> None:
    assert text_of(pdf_of([column(50, 780, *STORY)])) == (
        "The bridge at Port Ellery will be closed until May, the town’s council said on Tuesday "
        "after an inspection found two of its piers unsafe.\n\n“We cannot wait any longer,” said "
        "Helen Osgood, a well-known engineer who has been the mayor since 2019. Ferries will carry "
        "workers to the harbour."
    )


def test_a_short_last_line_ends_a_paragraph_without_any_indent() -> None:
    lines = [line.strip("\t") for line in STORY]
    assert len(text_of(pdf_of([column(50, 780, *lines)])).split("\n\n")) == 2


def test_a_wide_gap_and_a_larger_size_begin_paragraphs() -> None:
    full = ["The bridge at Port Ellery will be closed until May, the"] * 3
    page = [
        Printed(50, 780, "Bridge closes", 20),
        *column(50, 750, *full),
        *column(50, 706, *full),
    ]
    first, second, third = text_of(pdf_of([page])).split("\n\n")
    assert first == "Bridge closes"
    assert second == third == " ".join(full)


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first, second = STORY[:3], STORY[3:]
    broken = [*first[:2], "tion found two of its piers to be unsafe for lorries and"]
    pages = [
        [
            *column(50, 780, *broken),
            *column(320, 780, "for buses, as was said in a report that the"),
        ],
        column(50, 780, "town had kept back.", *second),
    ]
    paragraphs = text_of(pdf_of(pages)).split("\n\n")
    assert len(paragraphs) == 2
    assert "for lorries and for buses, as was said in a report that the town" in paragraphs[0]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the inspec-", "tion is over", "the inspection is over"),
        ("the Anglo-", "Saxon cross", "the Anglo-Saxon cross"),
        ("from 2019-", "2023 it was", "from 2019-2023 it was"),
        ("a well-", "known and well-known man", "a well-known and well-known man"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_the_word_has_one(
    first: str, second: str, whole: str
) -> None:
    assert text_of(pdf_of([column(50, 780, first, second)])) == whole


def test_running_heads_feet_and_page_numbers_are_left_out_and_said() -> None:
    pages = [
        [
            Printed(50, 820, f"Port Ellery Courier, issue {400 + n}"),
            *column(
                50, 780, f"{'Day' * n} by {'day' * n} they wait.", *STORY, f"{'So' * n} it goes."
            ),
            Printed(290, 30, f"– {n} –"),
        ]
        for n in range(7, 11)
    ]
    records = read_pdf(pdf_of(pages))
    text = str(records.rows[0]["text"])
    assert "Courier" not in text
    assert "–" not in text
    assert text.count("The bridge at Port Ellery") == 4
    assert records.notes == (
        "left out as running heads or feet of pages: 'Port Ellery Courier, issue 407' (4 times)",
        "left out as page numbers: on 4 of 4 pages",
        "its 4 pages were read as one article",
    )


def test_a_number_that_does_not_count_the_pages_stays() -> None:
    pages = [column(50, 780, *STORY), column(50, 780, "It was built in", "1914")]
    assert text_of(pdf_of(pages)).endswith("1914")


def test_the_title_is_the_headline_only_where_it_is_printed() -> None:
    page = [Printed(50, 800, "Bridge closes", 20), *column(50, 770, *STORY)]
    (row,) = read_pdf(pdf_of([page], title="Bridge closes")).rows
    assert row["headline"] == "Bridge closes"
    assert str(row["text"]).startswith("The bridge at")
    assert row["origins"] == {"headline": "the PDF's title, as printed on its first page"}
    (row,) = read_pdf(pdf_of([page], title="layout_final_2.indd")).rows
    assert "headline" not in row
    assert str(row["text"]).startswith("Bridge closes\n\n")


def test_a_scanned_pdf_is_refused_with_what_to_do() -> None:
    with pytest.raises(LoadError, match=r"pictures of pages and no text.*OCR"):
        read_pdf(pdf_of([b"0 0 100 100 re f"]))


def test_pages_without_text_among_others_are_noted() -> None:
    records = read_pdf(pdf_of([column(50, 780, *STORY), b"0 0 9 9 re f"]))
    assert records.notes[0] == "1 of 2 pages hold no text that can be read: 2"


@pytest.mark.parametrize(
    ("locked", "what"), [(-1, "locked with a password"), (0x04, "locked against copying")]
)
def test_a_locked_pdf_is_refused(locked: int, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_pdf(pdf_of([column(50, 780, *STORY)], locked=locked))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"plain text", "no PDF"),
        (b"%PDF-1.7 and so on", "damaged"),
        (pdf_of([column(50, 780, *STORY)])[:-400], "damaged"),
    ],
)
def test_what_is_no_sound_pdf_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_pdf(content)


def test_a_pdf_that_was_cut_short_says_so() -> None:
    content = pdf_of([column(50, 780, *STORY)])
    assert read_pdf(content[:-7]).notes == ("it may be cut short: it does not end as a PDF does",)


def test_pages_and_characters_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_of([column(50, 780, *STORY)] * 3)
    monkeypatch.setattr(pdf, "MOST_TEXT", 300)
    with pytest.raises(LoadError, match="more than 300 characters"):
        read_pdf(content)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(LoadError, match="it has 3 pages, more than 2"):
        read_pdf(content)


def test_pages_that_unpack_without_end_do_not_bring_the_notebook_down() -> None:
    with pytest.raises(LoadError, match=r"broke the program|takes longer"):
        read_pdf(pdf_of([b"BT /F 9 Tf " + b"(aaaaaaaaa)Tj " * 3_000_000 + b"ET"]))


def test_without_its_package_a_pdf_is_refused_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(LoadError, match=r'pip install "media-analysis\[pdf\]"'):
        read_pdf(pdf_of([column(50, 780, *STORY)]))


def test_pages_of_nothing_but_running_lines_leave_nothing() -> None:
    line = Line("The Lantern", 50, 100, 800, 10)
    pages, notes = leave_out_running_lines([[line], [line], [line]])
    assert pages == [[], [], []]
    assert notes == ["left out as running heads or feet of pages: 'The Lantern' (3 times)"]
    assert join_paragraphs(pages) == []


# ---- recognition -------------------------------------------------------------------------------

OTHERS = [
    b"",
    b"Bridge closes\n\nThe bridge is closed.",
    b"A file begins with %PDF-1.4 if it is a PDF.",
    b"id,text\n1,One.\n",
    b"<html><p>One.",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


def test_each_is_known_by_its_content() -> None:
    assert looks_like_open_document(odt("<text:p>One.</text:p>"))
    assert looks_like_pdf(b"\r\n" + pdf_of([column(50, 780, *STORY)]))


@pytest.mark.parametrize("content", [*OTHERS, pdf_of([column(50, 780, *STORY)])])
def test_other_files_are_not_taken_for_odt(content: bytes) -> None:
    assert not looks_like_open_document(content)


@pytest.mark.parametrize("content", [*OTHERS, odt("<text:p>%PDF-</text:p>")])
def test_other_files_are_not_taken_for_pdf(content: bytes) -> None:
    assert not looks_like_pdf(content)


@needs_samples
@pytest.mark.parametrize(
    ("name", "begins", "ends"),
    [
        ("150109DSP-Milw-505-90D", "DCF-F-2476-E", "final summary report within 6 months."),
        ("2023-06-20-PV", "COMITÉ DE DÉMOLITION", "La séance est levée à 16h05."),
        ("annotations", "Dummy PDF file", "Dummy PDF file"),
        ("issue-33-lorem-ipsum", "Tempora co", "Quiquia ipsum dolore dolor."),
    ],
)
def test_real_pdf_files_begin_and_end_with_their_text(name: str, begins: str, ends: str) -> None:
    text = text_of((SHARED / "pdf" / f"{name}.pdf").read_bytes())
    assert text.startswith(begins)
    assert text.endswith(ends)


# ---- anything ----------------------------------------------------------------------------------

WHOLE = [
    (read_open_document, odt("<text:p>The bridge is closed.</text:p>", title="Bridge")),
    (read_pdf, pdf_of([column(50, 780, *STORY)])),
]


@settings(max_examples=40, deadline=None)
@given(
    whole=st.sampled_from(WHOLE),
    cut=st.integers(0, 3000),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=8),
)
def test_damaged_files_give_an_article_or_a_load_error(
    whole: tuple, cut: int, changes: list[tuple[int, int]]
) -> None:
    read, content = whole
    damaged = damage(content, cut, changes)
    looks_like_pdf(damaged), looks_like_open_document(damaged)
    with contextlib.suppress(LoadError):
        assert len(read(damaged).rows) == 1
