"""Files of every kind, put together by hand, so that any part of them can be broken or lie."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

MB = 1_000_000
HEADLINE = "Council votes to close the bridge"
PARAGRAPHS = (
    "The council of Port Ellery voted on Tuesday to close the old bridge for nine months.",
    "“We cannot wait any longer,” Mayor Ana Ruiz said after the vote, which took two hours.",
    "About nine thousand vehicles cross it each day, most of them before noon, the report said.",
    "The ferry will run every ten minutes from May, and it will cost nothing, according to a plan "
    "that the council was shown on Monday by the engineers of the harbour.",
)
STORY = "\n\n".join((HEADLINE, "By Ana Ruiz", *PARAGRAPHS)) + "\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files of old office programs begin

_OPEN_XML = "http://schemas.openxmlformats.org"
_W = f"{_OPEN_XML}/wordprocessingml/2006/main"
_S = f"{_OPEN_XML}/spreadsheetml/2006/main"
_TYPES = f"{_OPEN_XML}/package/2006/content-types"
_RELATIONS = f"{_OPEN_XML}/package/2006/relationships"
RELATION = f"{_OPEN_XML}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"
WORD = f"{_KIND}.wordprocessingml.document.main+xml"
_MANIFEST = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def prose(n_bytes: int, ending: str = "\n\n") -> bytes:
    """Return so many bytes of the story, in paragraphs or in one line."""
    line = f"{' '.join(PARAGRAPHS)}{ending}".encode()
    return (line * (n_bytes // len(line) + 1))[:n_bytes].decode("utf-8", "ignore").encode()


# ---- zip and gzip ------------------------------------------------------------------------------


class Part(NamedTuple):
    """A part of a zip archive as its lists describe it, which need not be how it is."""

    name: str | bytes
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    mode: int = 0o100644
    at: int | None = None  # where its header stands, if it is that of another part


class Run(NamedTuple):
    """A block repeated many times, as deflate packs it."""

    packed: bytes
    size: int
    crc: int


def part(name: str | bytes, content: bytes | str = b"", **lies: Any) -> Part:
    """Return an honest part, but for what is said otherwise."""
    content = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(1, wbits=-15)
    packed = packer.compress(content) + packer.flush()
    return Part(name, packed, len(content), zlib.crc32(content))._replace(**lies)


def stored(name: str, content: bytes) -> Part:
    return Part(name, content, len(content), zlib.crc32(content), zipfile.ZIP_STORED)


def run(block: bytes, times: int) -> Run:
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    return Run(packed * times + b"\x03\x00", len(block) * times, crc)


def bomb(name: str, n_mb: int) -> Part:
    """Return a part of so many MB that takes hardly any room."""
    return Part(name, *run(prose(MB), n_mb))


def local_header(part: Part) -> bytes:
    name, *about = _described(part)
    return struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *about, len(name), 0) + name


def _described(part: Part) -> tuple[Any, ...]:
    is_text = isinstance(part.name, str)
    name = part.name.encode() if isinstance(part.name, str) else part.name
    flags = part.flags | (0x800 if is_text else 0)
    return name, flags, part.method, 0, 0x21, part.crc, len(part.packed), part.size & 0xFFFFFFFF


def zipped(*parts: Part, comment: bytes = b"", stated: int | None = None) -> bytes:
    """Return an archive of the parts; ``stated`` is how many it says it has."""
    out = io.BytesIO()
    places = []
    for each in parts:
        places.append(out.tell() if each.at is None else each.at)
        if each.at is None:
            out.write(local_header(each) + each.packed)
    return out.getvalue() + directory(parts, places, out.tell(), comment, stated)


def directory(
    parts: Iterable[Part],
    places: Iterable[int],
    start: int,
    comment: bytes = b"",
    stated: int | None = None,
) -> bytes:
    """Return the list of parts that ends an archive."""
    out = io.BytesIO()
    n_parts = 0
    for each, at in zip(parts, places, strict=True):
        name, *about = _described(each)
        more = (len(name), 0, 0, 0, 0, each.mode << 16, at)
        out.write(struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x314, 20, *about, *more) + name)
        n_parts += 1
    size = out.tell()
    if n_parts > 0xFFFF:
        more = (44, 45, 45, 0, 0, n_parts, n_parts, size, start)
        out.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", *more))
        out.write(struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1))
    n = min(n_parts, 0xFFFF) if stated is None else stated
    out.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, n, n, size, start, len(comment)))
    return out.getvalue() + comment


def overlapping(n_parts: int, n_mb: int) -> bytes:
    """Return an archive whose parts share one kernel: each quotes the header of the next one.

    The construction is that of David Fifield, "A better zip bomb" (2019).
    """
    block = prose(MB)
    kernel = run(block, n_mb)
    parts = [Part(f"part{n_parts:05d}.txt", *kernel)]
    quoted = b""
    for number in reversed(range(n_parts)):
        header = local_header(parts[-1])
        quoted = header + quoted
        packed = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header
        crc = zlib.crc32(quoted)
        for _ in range(n_mb):
            crc = zlib.crc32(block, crc)
        parts.append(
            Part(f"part{number:05d}.txt", packed + parts[-1].packed, len(quoted) + kernel.size, crc)
        )
    parts.reverse()
    places, at = [], 0
    for each in parts:
        places.append(at)
        at += len(local_header(each)) + 5
    body = local_header(parts[0]) + parts[0].packed
    return body + directory(parts, places, len(body))


def gzipped(packed: Run) -> bytes:
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + packed.packed + struct.pack("<II", packed.crc, packed.size & 0xFFFFFFFF)


def gz(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


# ---- documents ---------------------------------------------------------------------------------


def word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_xml(body: str = "", before: str = "") -> str:
    body = body or "".join(map(word_paragraph, PARAGRAPHS))
    return f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def relations(*each: tuple[str, str, str]) -> str:
    """Return relations, each with its kind, its target and further attributes."""
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{target}" {more}/>'
        for n, (kind, target, more) in enumerate(each, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _types(overrides: dict[str, str]) -> str:
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )


def docx(
    document: str | bytes | Part = "", *more: Part, without: str = "", kind: str = WORD
) -> bytes:
    if not isinstance(document, Part):
        document = part("word/document.xml", document or word_xml())
    parts = (
        part("[Content_Types].xml", _types({"word/document.xml": kind})),
        part("_rels/.rels", relations(("officeDocument", "word/document.xml", ""))),
        document,
        *more,
    )
    return zipped(*(each for each in parts if each.name != without))


def office_xml(body: str = "", before: str = "", kind: str = "text") -> str:
    body = body or "".join(f"<text:p>{line}</text:p>" for line in PARAGRAPHS)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    return (
        f"{before}<office:document-content {spaces}><office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>"
    )


def odt(content: str | Part = "", *more: Part, kind: str = "text") -> bytes:
    if not isinstance(content, Part):
        content = part("content.xml", content or office_xml())
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped(stored("mimetype", media_type), content, *more)


def ods(rows: str = "", before: str = "", texts: Iterable[str] = PARAGRAPHS) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = rows or "".join(
        f"<table:table-row>{cell.format(text)}</table:table-row>" for text in ("text", *texts)
    )
    xml = office_xml(f'<table:table table:name="News">{rows}</table:table>', before, "spreadsheet")
    return odt(xml, part("META-INF/manifest.xml", _MANIFEST), kind="spreadsheet")


def xlsx(
    rows: str = "", strings: str | Part = "", before: str = "", more: Iterable[Part] = ()
) -> bytes:
    rows = rows or "".join(
        f'<row r="{n + 1}"><c t="s" r="A{n + 1}"><v>{n}</v></c></row>' for n in range(2)
    )
    strings = strings or f"<si><t>text</t></si><si><t>{PARAGRAPHS[0]}</t></si>"
    if not isinstance(strings, Part):
        strings = part("xl/sharedStrings.xml", f'{before}<sst xmlns="{_S}">{strings}</sst>')
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>'
    book = '<sheets><sheet name="News" sheetId="1" r:id="r1"/></sheets>'
    kinds = {
        "xl/workbook.xml": f"{_KIND}.spreadsheetml.sheet.main+xml",
        "xl/worksheets/sheet1.xml": f"{_KIND}.spreadsheetml.worksheet+xml",
        "xl/sharedStrings.xml": f"{_KIND}.spreadsheetml.sharedStrings+xml",
    }
    related = relations(
        ("worksheet", "worksheets/sheet1.xml", ""), ("sharedStrings", "sharedStrings.xml", "")
    )
    return zipped(
        part("[Content_Types].xml", _types(kinds)),
        part("_rels/.rels", relations(("officeDocument", "xl/workbook.xml", ""))),
        part("xl/workbook.xml", f'<workbook xmlns="{_S}" xmlns:r="{RELATION}">{book}</workbook>'),
        part("xl/_rels/workbook.xml.rels", related),
        part("xl/worksheets/sheet1.xml", sheet),
        strings,
        *more,
    )


def circle_of_sectors(stream: str) -> bytes:
    """Return a file of an old office program whose table of sectors lists itself."""
    header = bytearray(OLE + bytes(504))
    struct.pack_into("<H", header, 30, 9)
    name = stream.encode("utf-16-le")
    return bytes(header) + struct.pack("<128I", *[1] * 128) + name.ljust(64, b"\0") + bytes(448)


def rtf(body: str = "") -> bytes:
    return ("{\\rtf1\\ansi " + (body or "\\par ".join(PARAGRAPHS[2:])) + "}").encode()


# ---- PDF ---------------------------------------------------------------------------------------

CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of objects that are numbered from 1; the first is its catalog."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    at, size = out.tell(), len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(places)))
    out.write(
        b"trailer <</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at)
    )
    return out.getvalue()


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), about, content)


def printed(lines: Iterable[str]) -> bytes:
    shown = b" T* ".join(b"(%s) Tj" % line.encode("latin-1", "replace") for line in lines)
    return b"BT /F 11 Tf 14 TL 50 700 Td " + shown + b" ET"


def pdf_pages(n_pages: int = 1, content: bytes | None = None) -> bytes:
    """Return a PDF with so many pages, all of the same content."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(n_pages))
    page = (
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources <</Font <</F 3 0 R>>>>>>"
    )
    return pdf(
        CATALOG,
        b"<</Type /Pages /Count %d /Kids [%s]>>" % (n_pages, kids),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        stream(printed(PARAGRAPHS)) if content is None else content,
        *[page] * n_pages,
    )


# ---- the web -----------------------------------------------------------------------------------


def page(body: str = "", head: str = "") -> bytes:
    body = body or "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{HEADLINE}</title>{head}</head>"
        f"<body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
    ).encode()


def item(text: str = " ".join(PARAGRAPHS), more: str = "") -> str:
    return f"<item><title>{HEADLINE}</title><description>{text}</description>{more}</item>"


def rss(items: str = "", before: str = "") -> bytes:
    title = "<title>Port Ellery Courier</title>"
    body = f'<rss version="2.0"><channel>{title}{items or item()}</channel></rss>'
    return (before + body).encode()


def warc(
    *bodies: bytes,
    length: int | None = None,
    headers: str = "Content-Type: text/html",
    address: str = "https://example.org/a",
) -> bytes:
    """Return a web archive with a response for each body; ``length`` is what it states."""
    records = []
    for body in bodies or (page(),):
        block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Date: 2025-05-06T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(records)


def mhtml(content: bytes, encoding: str = "base64") -> bytes:
    body = base64.encodebytes(content) if encoding == "base64" else content
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=border\r\n\r\n"
        f"--border\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + b"%s\r\n--border--\r\n" % body


# ---- tables, and all together --------------------------------------------------------------------


def parquet(columns: dict[str, object] | None = None, **options: Any) -> bytes:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table(columns or {"text": list(PARAGRAPHS)})
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, **options)
    return out.getvalue()


def sound_files() -> dict[str, bytes]:
    """Return a sound file of every kind under its ending."""
    table = "id,text\n" + "".join(f'{n},"{line}"\n' for n, line in enumerate(PARAGRAPHS))
    return {
        "txt": STORY.encode(),
        "csv": table.encode(),
        "json": json.dumps([{"text": line} for line in PARAGRAPHS]).encode(),
        "parquet": parquet(),
        "xlsx": xlsx(),
        "ods": ods(),
        "docx": docx(),
        "odt": odt(),
        "rtf": rtf(),
        "pdf": pdf_pages(),
        "html": page(),
        "mhtml": mhtml(page()),
        "rss": rss(),
        "warc": warc(),
        "wacz": zipped(part("datapackage.json", "{}"), stored("archive/a.warc", warc())),
        "png": PNG,
        "zip": zipped(part("a.txt", STORY)),
        "gz": gz(STORY.encode()),
        "epub": zipped(stored("mimetype", b"application/epub+zip"), part("a.opf", "<z/>")),
        "doc": OLE + bytes(2000),
    }
