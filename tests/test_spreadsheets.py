"""Spreadsheets: rows under the sheet's own names, dates as dates, and a word on what may be lost."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from damage import damage
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers import LoadError, apart
from analysis.readers.columns import match_columns
from analysis.readers.compound import stream_names
from analysis.readers.tables import spreadsheets
from analysis.readers.tables.spreadsheets import (
    SPREADSHEET,
    looks_like_spreadsheet,
    read_spreadsheet,
)

SHARED = Path(__file__).parents[2] / "shared" / "samples" / "tabular_and_folders"

Cell = str | float | bool | date | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]
Build = Callable[[Sheets], bytes]

STORY = "The bridge at Port Ellery is closed.\n\n“We cannot wait,” said Helen Osgood, the mayor."
NEWS: list[list[Cell]] = [
    ["ID", "Full Text", "Publication", "Date"],
    ["0012", STORY, "Port Ellery Courier", date(2025, 5, 20)],
    ["0013", "The ferry sails again.", "The Lantern", datetime(2025, 5, 21, 10, 30)],
]


# ---- files, built by hand ----------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DAY, _MOMENT = 1, 2


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            stored = name == "mimetype"
            archive.writestr(name, content, zipfile.ZIP_STORED if stored else None)
    return buffer.getvalue()


def xlsx(sheets: Sheets, *, rows_of: Mapping[str, str] | None = None) -> bytes:
    """Build a workbook; ``rows_of`` gives the rows of some sheets as XML."""
    given = rows_of or {}
    names = [*sheets, *given]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/{n}.xml"/>'
        for n, _ in enumerate(names)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKED_RELATIONS}"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED_RELATIONS}">{related}'
        f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for n, name in enumerate(names):
        rows = given[name] if name in given else _xlsx_rows(sheets[name])
        parts[f"xl/worksheets/{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return zipped(parts)


def _xlsx_rows(rows: Sequence[Sequence[Cell]]) -> str:
    return "".join(
        f'<row r="{n}">'
        + "".join(_xlsx_cell(f"{chr(64 + at)}{n}", cell) for at, cell in enumerate(row, 1))
        + "</row>"
        for n, row in enumerate(rows, 1)
    )


def _xlsx_cell(place: str, cell: Cell) -> str:
    if cell is None:
        return f'<c r="{place}"/>'
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        days = (moment - datetime(1899, 12, 30)).total_seconds() / 86400
        style = _MOMENT if isinstance(cell, datetime) else _DAY
        return f'<c r="{place}" s="{style}"><v>{days}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def ods(sheets: Sheets) -> bytes:
    names = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0",
    }  # fmt: skip
    declared = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"'
        for short, long in names.items()
    )
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {declared}><office:body><office:spreadsheet>"
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        }
    )


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        return f"<table:table-cell {value}><text:p>shown</text:p></table:table-cell>"
    if isinstance(cell, int | float):
        value = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {value}><text:p>{cell}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def xls(sheets: Sheets) -> bytes:
    """Build a workbook of Excel 97."""
    bodies = []
    for rows in sheets.values():
        body = _biff(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    packed = struct.pack("<HHHHB", at, column, 0, len(cell), 1)
                    body += _biff(0x0204, packed + cell.encode("utf-16-le"))
                elif isinstance(cell, int | float):
                    body += _biff(0x0203, struct.pack("<HHHd", at, column, 0, cell))
        bodies.append(body + _biff(0x0A))
    head = _biff(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _biff(0xE0, bytes(20))

    def bounds(starts: Sequence[int]) -> bytes:
        return b"".join(
            _biff(0x85, struct.pack("<IHBB", start, 0, len(name), 1) + name.encode("utf-16-le"))
            for name, start in zip(sheets, starts, strict=True)
        )

    at = len(head + bounds([0] * len(bodies)) + _biff(0x0A))
    starts = [at + sum(map(len, bodies[:n])) for n in range(len(bodies))]
    return compound_file({"Workbook": head + bounds(starts) + _biff(0x0A) + b"".join(bodies)})


def _biff(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes], *, loops: bool = False) -> bytes:
    """Build a file of an old office program; ``loops`` makes its directory follow itself."""
    sectors: list[int] = []
    blocks = b""
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for n, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(4096, b"\0")
        data = data.ljust(-(-len(data) // 512) * 512, b"\0")
        entries.append(
            _entry(name, 2, len(sectors), len(data), after=n + 1 if n < len(streams) else FREE)
        )
        sectors += _chain(len(sectors), len(data) // 512)
        blocks += data
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = len(sectors)
    sectors += _chain(directory, len(entries) // 4)
    if loops:
        sectors[-1] = directory
    n_tables = -(-(len(sectors) + 2) // 128)
    table = len(sectors)
    sectors += [TABLE] * n_tables
    sectors += [FREE] * (n_tables * 128 - len(sectors))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, n_tables, directory, 0, 4096, END, 0, END, 0)
    places = [table + n for n in range(n_tables)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - n_tables))
    return header + blocks + b"".join(entries) + struct.pack(f"<{len(sectors)}I", *sectors)


def _chain(start: int, length: int) -> list[int]:
    return [start + n + 1 for n in range(length - 1)] + [END]


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = FREE, after: int = FREE
) -> bytes:
    packed = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(packed), kind, 1, FREE, after, child)
    return packed.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


BUILDERS = {"xlsx": xlsx, "ods": ods, "xls": xls}


# ---- rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", [xlsx, ods], ids=["xlsx", "ods"])
def test_rows_stand_under_the_names_of_the_sheet_and_dates_stay_dates(build: Build) -> None:
    rows, notes = read_spreadsheet(build({"News": NEWS}))
    assert rows == [
        {
            "ID": "0012",
            "Full Text": STORY,
            "Publication": "Port Ellery Courier",
            "Date": date(2025, 5, 20),
        },
        {
            "ID": "0013",
            "Full Text": "The ferry sails again.",
            "Publication": "The Lantern",
            "Date": datetime(2025, 5, 21, 10, 30),
        },
    ]
    assert notes == ()
    assert match_columns(rows).rows[0]["text"] == STORY


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    news = [["ID", "text"], ["0012", STORY], [13, "The ferry sails again."]]
    assert read_spreadsheet(xls({"News": news})).rows == [
        {"ID": "0012", "text": STORY},
        {"ID": "13", "text": "The ferry sails again."},
    ]


def test_cells_become_text_as_the_program_shows_them() -> None:
    cells: list[Cell] = ["0012", 12, 12.5, True, "NA", "a_x000D_\nb"]
    rows = [["a", "b", "c", "d", "e", "f"], cells]
    assert list(read_spreadsheet(xlsx({"A": rows})).rows[0].values()) == [
        "0012", "12", "12.5", "TRUE", "NA", "a\nb",
    ]  # fmt: skip


@pytest.mark.parametrize("build", BUILDERS.values(), ids=BUILDERS)
def test_blank_rows_and_columns_are_left_out(build: Build) -> None:
    rows: list[list[Cell]] = [
        [None, None, None, None],
        [None, "id", None, "text"],
        [None, None, None, None],
        [None, "1", None, "One."],
        [None, " ", None, None],
        [None, "2", None, None],
    ]
    assert read_spreadsheet(build({"A": rows})).rows == [
        {"id": "1", "text": "One."},
        {"id": "2", "text": None},
    ]


def test_a_line_above_the_column_names_is_left_out_and_said() -> None:
    rows = [["Export of the Courier"], ["id", "text"], ["1", "One."]]
    records = read_spreadsheet(xlsx({"A": rows}))
    assert records.rows == [{"id": "1", "text": "One."}]
    assert records.notes == (
        "left out, since it stands above the column names: 'Export of the Courier'",
    )


def test_a_sheet_of_one_column_is_a_table_of_texts() -> None:
    assert read_spreadsheet(xlsx({"A": [["text"], ["One."], ["Two."]]})).rows == [
        {"text": "One."},
        {"text": "Two."},
    ]


def test_a_column_without_a_name_is_numbered() -> None:
    rows = [["id", "text", None], ["1", "One.", "late"]]
    assert read_spreadsheet(xlsx({"A": rows})).rows == [
        {"id": "1", "text": "One.", "column 3": "late"}
    ]


# ---- sheets ------------------------------------------------------------------------------------


def test_sheets_with_the_same_columns_are_joined_and_keep_their_names() -> None:
    records = read_spreadsheet(
        xlsx(
            {
                "2024": [["id", "Text"], ["1", "One."]],
                "2025": [["text", "ID"], ["Two.", "2"], ["Three.", "3"]],
                "empty": [],
            }
        )
    )
    assert records.rows == [
        {"id": "1", "Text": "One.", "sheet": "2024"},
        {"id": "2", "Text": "Two.", "sheet": "2025"},
        {"id": "3", "Text": "Three.", "sheet": "2025"},
    ]
    assert records.notes == (
        "2 sheets with the same columns were joined, with rows: '2024' (1), '2025' (2)",
    )


def test_of_different_sheets_the_one_with_a_text_is_read_and_the_others_named() -> None:
    legend = [["code", "meaning"], *[[str(n), "a long explanation " * 30] for n in range(9)]]
    records = read_spreadsheet(xlsx({"Legend": legend, "News": [["id", "text"], ["1", "One."]]}))
    assert records.rows == [{"id": "1", "text": "One."}]
    assert records.notes == (
        "of 2 sheets 'News' was read",
        "sheets not read, since their columns are others: 'Legend'",
    )


def test_without_a_known_name_the_sheet_with_most_text_is_read() -> None:
    sheets: Sheets = {"A": [["x", "y"], ["1", "2"]], "B": [["n", "inhalt"], ["1", "Satz. " * 20]]}
    assert read_spreadsheet(xlsx(sheets)).rows[0]["inhalt"]


def test_a_damaged_sheet_does_not_spoil_the_others() -> None:
    good = [["id", "text"], ["1", "One."]]
    records = read_spreadsheet(xlsx({"News": good}, rows_of={"Bad": '<row r="1"><c r="A1"></row>'}))
    assert records.rows == [{"id": "1", "text": "One."}]
    assert "the sheet 'Bad' is damaged" in records.notes[0]


# ---- what may be lost --------------------------------------------------------------------------


def test_a_cell_as_long_as_a_cell_can_be_is_noted_with_its_row() -> None:
    full, faces = "x" * 32_767, "\U0001f600" * 16_383 + "x"
    rows = [["id", "text"], ["1", "x" * 32_766], ["2", full], ["3", "x" * 32_768], ["4", faces]]
    assert read_spreadsheet(xlsx({"A": rows})).notes == (
        "rows 2, 4 may be cut off: 'text' has exactly 32,767 characters, where spreadsheet "
        "programs end a longer text without a word",
    )


def test_row_numbers_are_those_of_the_loader() -> None:
    rows = [["Export"], [None], ["id", "text"], [None], ["1", "One."], ["2", "x" * 32_767]]
    assert read_spreadsheet(xlsx({"A": rows})).notes[-1].startswith("row 2 may be cut off")


# ---- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"id,text\n1,One.", r"no spreadsheet but a text.*\.csv"),
        (b"<html><table>", "web page or XML with a table"),
        (b"\x00\x01\x02", "no spreadsheet, or it was cut short"),
        (b"PK\x03\x04 and so on", "not a spreadsheet, or it was cut short"),
        (zipped({"word/document.xml": "<a/>"}), "no sound spreadsheet"),
        (compound_file({"WordDocument": b"x"}), "no spreadsheet in it"),
        (compound_file({"EncryptedPackage": b"x"}), "locked with a password"),
        (xlsx({"A": []}), "no rows below column names"),
        (xlsx({"A": [["id", "text"]]}), "no rows below column names"),
        (xlsx({"A": [["id", "id"], ["1", "2"]]}), "two columns of the sheet 'A' are named 'id'"),
        (xlsx({"A": NEWS})[:-200], "cut short"),
    ],
)
def test_what_is_no_sound_spreadsheet_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_spreadsheet(content)


def test_a_text_that_stands_in_many_cells_counts_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_TEXT", 1000)
    with pytest.raises(LoadError, match="more than 1,000 characters"):
        read_spreadsheet(xlsx({"A": [["id", "text"], ["1", "x" * 2000]]}))


def test_an_old_workbook_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_BYTES_OLD", 1000)
    with pytest.raises(LoadError, match=r"more than 1,000: save it as \.xlsx"):
        read_spreadsheet(xls({"A": [["id", "text"], ["1", "One."]]}))


def test_a_small_file_that_unpacks_to_much_is_refused() -> None:
    with pytest.raises(LoadError, match="which no article does"):
        read_spreadsheet(zipped({"xl/workbook.xml": "<a/>" * 5_000_000}))


@pytest.mark.parametrize(
    "content",
    [
        xlsx({}, rows_of={"A": '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'}),
        compound_file({"Workbook": b"x"}, loops=True),
    ],
    ids=["a cell in the last corner", "a directory that follows itself"],
)  # fmt: skip
def test_what_brings_the_library_down_does_not_bring_the_notebook_down(content: bytes) -> None:
    with pytest.raises(LoadError, match=r"broke the program|takes longer|no sound spreadsheet"):
        read_spreadsheet(content)


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(LoadError, match="takes longer than a file of this size should"):
        apart.run_apart(re.match, b"(a+)+b$", b"a" * 40)


# ---- recognition -------------------------------------------------------------------------------


@pytest.mark.parametrize("build", BUILDERS.values(), ids=BUILDERS)
def test_spreadsheets_are_known_by_their_content(build: Build) -> None:
    assert looks_like_spreadsheet(build({"News": [["id", "text"], ["1", "One."]]}))
    assert SPREADSHEET.is_table


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Bridge closes\n\nThe bridge is closed.",
        b"id,text\n1,One.\n",
        b"<html><p>One.",
        zipped({"word/document.xml": "<a/>", "word/embeddings/sheet.xlsx": "x"}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        compound_file({"WordDocument": b"x", "1Table": b"x"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04",
    ],
)
def test_other_files_are_not_taken_for_spreadsheets(content: bytes) -> None:
    assert not looks_like_spreadsheet(content)


def test_the_streams_of_an_old_file_are_named_however_its_directory_runs() -> None:
    streams = {f"stream {n}": b"x" for n in range(9)}
    assert stream_names(compound_file(streams)) == set(streams)
    assert stream_names(compound_file(streams, loops=True)) == set(streams)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample files are not on this computer")
@pytest.mark.parametrize(
    ("name", "n_rows"), [("xlsx_corpus", 5), ("ods_corpus", 5), ("ods_meta", 5)]
)
def test_real_files_give_their_rows(name: str, n_rows: int) -> None:
    with zipfile.ZipFile(SHARED / f"{name}.zip") as archive:
        (sheet,) = [
            each
            for each in archive.namelist()
            if each.endswith((".xlsx", ".ods")) and "MACOSX" not in each
        ]
        content = archive.read(sheet)
    assert looks_like_spreadsheet(content)
    assert len(read_spreadsheet(content).rows) == n_rows


# ---- anything ----------------------------------------------------------------------------------

WHOLE = [build({"News": [["id", "text"], ["1", STORY]]}) for build in BUILDERS.values()]


@settings(max_examples=40, deadline=None)
@given(
    content=st.sampled_from(WHOLE),
    cut=st.integers(0, 6000),
    changes=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), max_size=8),
)
def test_damaged_files_give_rows_or_a_load_error(
    content: bytes, cut: int, changes: list[tuple[int, int]]
) -> None:
    damaged = damage(content, cut, changes)
    looks_like_spreadsheet(damaged)
    with contextlib.suppress(LoadError):
        assert read_spreadsheet(damaged).rows
