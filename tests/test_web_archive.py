"""Web archives: captured pages become records, and what is not read is counted by its reason."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import time
import types
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from damage import damage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.readers import LoadError, Records
from analysis.readers.web import web_archive
from analysis.readers.web.http_response import page_of, parse_response
from analysis.readers.web.web_archive import looks_like_web_archive, read_web_archive

SHARED = Path(__file__).parents[2] / "shared" / "samples"

COURIER = "https://courier.example/bridge"


@pytest.fixture(autouse=True)
def plain_page_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a plain reader in the place of the one for pages, which has its own tests."""

    def read_web_page(content: bytes) -> Records:
        text = content.decode("utf-8-sig").replace("<p>", "")
        if "MENU" in text:
            raise LoadError("this page holds no article")
        if "BREAK" in text:
            raise ValueError("a fault of the reader")
        notes = ("it is short",) if "SHORT" in text else ()
        return Records([{"text": text, "url": "by the page", "origins": {"headline": "h1"}}], notes)

    stub = types.ModuleType("analysis.readers.web.web_page")
    stub.read_web_page = read_web_page  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "analysis.readers.web.web_page", stub)


# ---- archives, built by hand -------------------------------------------------------------------


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block: bytes, kind: str = "response", url: str = COURIER, **headers: str) -> bytes:
    named = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2025-05-20T10:42:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def arc_record(body: bytes, url: str = COURIER) -> bytes:
    return f"{url} 192.0.2.1 20250520104200 text/html {len(body)}\n".encode() + body + b"\n"


_ARC_LINES = b"1 0 Courier\nURL IP-address Archive-date Content-type Archive-length\n"
ARC_HEADER = (
    b"filedesc://courier.arc 192.0.2.1 20250520104200 text/plain %d\n" % len(_ARC_LINES)
    + _ARC_LINES
    + b"\n"
)
INFO = record(b"software: none\r\n", "warcinfo", "", Content_Type="application/warc-fields")
PAGE = record(answer(b"<p>The bridge is closed."))
FERRY = record(answer(b"<p>The ferry sails."), url="https://lantern.example/ferry")


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def wacz(*archives: bytes, folder: str = "archive") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        for number, content in enumerate(archives):
            archive.writestr(f"{folder}/{number}.warc.gz", content)
    return buffer.getvalue()


def texts(content: bytes) -> list[object]:
    return [row["text"] for row in read_web_archive(content).rows]


BOTH = ["The bridge is closed.", "The ferry sails."]


# ---- pages -------------------------------------------------------------------------------------


def test_a_captured_page_has_its_address_and_the_time_of_its_capture() -> None:
    rows, notes = read_web_archive(INFO + PAGE)
    assert rows == [
        {
            "text": "The bridge is closed.",
            "url": COURIER,
            "captured": "2025-05-20T10:42:00Z",
            "origins": {"headline": "h1", "url": "the record of the capture"},
        }
    ]
    assert notes == ("1 article, from the captured pages that hold one",)


@pytest.mark.parametrize(
    "content",
    [
        INFO + PAGE + FERRY,
        packed(INFO, PAGE, FERRY),
        packed(INFO + PAGE + FERRY),
        packed(INFO, PAGE) + bytes(512),
        wacz(packed(PAGE), packed(FERRY)),
        wacz(PAGE + FERRY),
        ARC_HEADER + arc_record(answer(b"The bridge is closed."))
        + arc_record(answer(b"The ferry sails.")),
        gzip.compress(ARC_HEADER, mtime=0) + packed(arc_record(answer(b"The bridge is closed."))),
    ],
    ids=["warc", "warc.gz", "packed as one", "padded", "wacz", "wacz unpacked", "arc", "arc.gz"],
)  # fmt: skip
def test_every_kind_of_archive_is_read(content: bytes) -> None:
    assert looks_like_web_archive(content)
    found = texts(content)
    assert found == BOTH[: len(found)]
    assert found


def test_what_is_not_read_is_counted_by_its_reason() -> None:
    others = [
        record(answer(b"", status="404 Not Found")),
        record(answer(b"x", status="404 Not Found")),
        record(answer(b"\x89PNG", kind="image/png")),
        record(answer(b"x", kind="")),
        record(answer(b" ")),
        record(b"no status"),
        record(answer(b"<p>MENU")),
        record(answer(b"<p>BREAK")),
        record(answer(b"x", "Content-Encoding: br")),
        record(answer(b"", status="200 OK"), "revisit"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(b"example.org", url="dns:example.org"),
    ]
    records = read_web_archive(packed(*others, PAGE))
    assert [row["text"] for row in records.rows] == BOTH[:1]
    assert records.notes[1] == (
        "10 captures not read: status 404 (2); type image/png (1); without a type (1); empty (1); "
        "without an HTTP status (1); this page holds no article (1); breaking the reader of pages "
        "(ValueError) (1); packed with br (1); repeating an earlier capture (1)"
    )


def test_a_page_that_was_captured_twice_is_said() -> None:
    records = read_web_archive(packed(PAGE, PAGE))
    assert len(records.rows) == 2
    assert records.notes[-1] == (
        "of 1 page there is more than one capture: each is an article of its own"
    )


def test_notes_of_the_page_reader_are_counted() -> None:
    records = read_web_archive(
        packed(*[record(answer(b"<p>SHORT"), url=f"http://a/{n}") for n in "ab"])
    )
    assert records.notes[-1] == "2 pages: it is short"


def test_a_page_stored_without_its_http_header_is_read() -> None:
    stored = record(
        b"<p>The bridge is closed.", "resource", Content_Type="text/html; charset=utf-8"
    )
    view = record(b"<p>A view.", "resource", "urn:view:x", Content_Type="text/html")
    assert texts(stored + view) == BOTH[:1]


# ---- answers of servers ------------------------------------------------------------------------


def page(response: bytes, most: int = 10_000) -> tuple[bytes, bool]:
    return page_of(parse_response(response), most)


TEXT = "Café in Port Ellery. ".encode() * 9


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (TEXT, ()),
        (gzip.compress(TEXT, mtime=0), ("Content-Encoding: gzip",)),
        (zlib.compress(TEXT), ("content-encoding: deflate",)),
        (zlib.compress(TEXT)[2:-4], ("Content-Encoding: deflate",)),
        (TEXT, ("Content-Encoding: gzip",)),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(TEXT), TEXT), ("Transfer-Encoding: chunked",)),
        (b"5;x=y\r\nCaf\xc3\xa9\r\n" + b"%x\r\n" % (len(TEXT) - 5) + TEXT[5:] + b"\r\n0\r\n\r\n",
         ("Transfer-Encoding: chunked",)),
        (TEXT, ("Transfer-Encoding: chunked",)),
    ],
)  # fmt: skip
def test_pages_are_unpacked_and_put_together(body: bytes, headers: tuple[str, ...]) -> None:
    assert page(answer(body, *headers)) == (TEXT, True)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(TEXT, mtime=0)[:-9], ("Content-Encoding: gzip",)),
        (b"%x\r\n%s" % (len(TEXT) + 1, TEXT), ("Transfer-Encoding: chunked",)),
    ],
)
def test_a_page_that_is_not_whole_says_so(body: bytes, headers: tuple[str, ...]) -> None:
    content, is_whole = page(answer(body, *headers))
    assert TEXT.startswith(content)
    assert not is_whole


def test_the_encoding_that_the_server_names_counts() -> None:
    latin = "Café".encode("latin-1")
    named = answer(latin, kind="text/html; charset=ISO-8859-1")
    assert page(named)[0].decode("utf-8-sig") == "Café"
    assert page(answer(latin))[0] == latin
    assert page(answer("Café".encode(), kind="text/html; charset=latin-1"))[0] == "Café".encode()
    assert page(answer(latin, kind="text/html; charset=punycode"))[0] == latin


# ---- damage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        packed(PAGE) + packed(FERRY)[:-20],
        PAGE + FERRY[:-10],
        PAGE + FERRY[:200],
        packed(PAGE) + b"\x1f\x8b\x08 and nothing that could be unpacked",
        packed(PAGE) + b"something else",
    ],
)
def test_an_archive_that_was_cut_short_gives_what_came_before(content: bytes) -> None:
    records = read_web_archive(content)
    assert [row["text"] for row in records.rows] == BOTH[:1]


def test_what_is_lost_at_the_end_is_said() -> None:
    for content in (packed(PAGE, FERRY)[:-20], PAGE + FERRY[:-10]):
        assert read_web_archive(content).notes[-1] == (
            "what comes after record 1 is lost: it is cut short"
        )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"plain text", "no web archive"),
        (gzip.compress(b"plain text", mtime=0), "no web archive"),
        (INFO, "no captured page holds an article"),
        (record(answer(b"x", kind="image/png")), r"no captured page.*type image/png \(1\)"),
        (wacz(PAGE, folder="data"), "no WARC file in a folder 'archive'"),
        (wacz(b"plain text"), "are no WARC files"),
        (wacz(PAGE)[:-30], "cut short"),
    ],
)
def test_what_holds_no_pages_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_web_archive(content)


def test_without_its_package_an_archive_is_refused_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(LoadError, match=r'pip install "media-analysis\[web-archives\]"'):
        read_web_archive(PAGE)


# ---- traps -------------------------------------------------------------------------------------


@pytest.fixture
def in_good_time() -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < 10


def swollen(head: bytes, unit: bytes, n: int) -> bytes:
    """Pack a head and a unit that comes n times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return (
        packer.compress(head) + b"".join(packer.compress(unit) for _ in range(n)) + packer.flush()
    )


LETTERS = b"a" * 1_000_000
GZIPPED = "Content-Encoding: gzip"
ENDLESS = record(b"").replace(b"Content-Length: 0", b"Content-Length: 9000000000").rstrip()


@pytest.mark.usefixtures("in_good_time")
@pytest.mark.parametrize(
    ("trap", "what"),
    [
        (swollen(ENDLESS + b"\r\n\r\n" + answer(b""), LETTERS, 1200), "more than 1,000,000,000 bytes"),
        (swollen(b"WARC/1.0\r\nWARC-Type: ", LETTERS, 1200), "header of a record does not end"),
        (swollen(b"", b"\r\n" * 500_000, 100), "header of a record does not end"),
        (packed(record(answer(swollen(b"", LETTERS, 100), GZIPPED))) * 50, "1,000,000,000 bytes"),
        (packed(record(answer(swollen(b"", LETTERS, 40), GZIPPED))), "far more than a page"),
        (packed(record(answer(LETTERS * 40))), "far more than a page"),
        (packed(record(answer(b"1\r\na\r\n" * 200_000, "Transfer-Encoding: chunked"))), "more pieces"),
        (gzip.compress(b"", mtime=0) * 500_000, "packed pieces"),
    ],
)  # fmt: skip
def test_traps_take_neither_memory_nor_time_nor_other_pages(trap: bytes, what: str) -> None:
    records = read_web_archive(packed(PAGE) + trap)
    assert [row["text"] for row in records.rows] == BOTH[:1]
    assert what in "; ".join(records.notes)


def test_records_are_limited_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = web_archive.LIMITS.__class__(n_files=2)
    monkeypatch.setattr(web_archive, "LIMITS", limits)
    records = read_web_archive(packed(PAGE, PAGE, PAGE))
    assert len(records.rows) == 2
    assert records.notes[-1].endswith("it has more than 2 records: divide it")


# ---- recognition -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WARC files are archives of the web.",
        b"id,text\n1,One.\n",
        b"<html><p>One.",
        gzip.compress(b"The bridge is closed.", mtime=0),
        b"\x1f\x8b",
        b"PK\x03\x04",
        wacz(PAGE, folder="articles"),
    ],
)
def test_other_files_are_not_taken_for_web_archives(content: bytes) -> None:
    assert not looks_like_web_archive(content)


SAMPLES = {
    "warc/example.warc": 1,
    "warc/example.warc.gz": 1,
    "warc/example.arc": 1,
    "warc/example-trunc.warc": 1,
    "warc/example-bad-non-chunked.warc.gz": 1,
    "warc/example-resource.warc.gz": 1,
    "warc/post-test.warc.gz": 0,
    "warc/bad.arc": 0,
    "wacz/valid_example_1.wacz": 1,
    "wacz/valid_example_2.wacz": 1,
    "wacz/invalid_signed_example_1.wacz": 1,
    "wacz/invalid_example_1.wacz": 0,
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample files are not on this computer")
@pytest.mark.parametrize(("name", "n_pages"), SAMPLES.items(), ids=SAMPLES)
def test_real_archives_give_their_pages(name: str, n_pages: int) -> None:
    content = (SHARED / name).read_bytes()
    if n_pages == 0:
        with pytest.raises(LoadError, match=r"no captured page|no WARC file"):
            read_web_archive(content)
    else:
        rows = read_web_archive(content).rows
        assert len(rows) == n_pages
        assert all("<h1>Example Domain</h1>" in str(row["text"]) for row in rows)


# ---- anything ----------------------------------------------------------------------------------

WHOLE = [
    INFO + PAGE + FERRY,
    packed(PAGE, FERRY),
    wacz(packed(PAGE)),
    ARC_HEADER + arc_record(answer(b"The bridge is closed.")),
    record(answer(b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked")),
    record(answer(gzip.compress(TEXT, mtime=0), GZIPPED)),
]


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.sampled_from(WHOLE),
    cut=st.integers(0, 1000),
    changes=st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 255)), max_size=8),
)
def test_damaged_archives_give_pages_or_a_load_error(
    content: bytes, cut: int, changes: list[tuple[int, int]]
) -> None:
    damaged = damage(content, cut, changes)
    looks_like_web_archive(damaged)
    with contextlib.suppress(LoadError):
        assert read_web_archive(damaged).rows
