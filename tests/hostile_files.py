"""Hostile and broken files, made in code: bombs, lies, loops, wrong names and damage of all kinds."""

from __future__ import annotations

import base64
import bz2
import csv
import io
import json
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

from hostile_formats import (
    CATALOG,
    HEADLINE,
    MB,
    OLE,
    PARAGRAPHS,
    PNG,
    STORY,
    Part,
    bomb,
    circle_of_sectors,
    docx,
    gz,
    gzipped,
    item,
    mhtml,
    ods,
    odt,
    office_xml,
    overlapping,
    page,
    parquet,
    part,
    pdf,
    pdf_pages,
    printed,
    prose,
    relations,
    rss,
    rtf,
    run,
    sound_files,
    stored,
    stream,
    warc,
    word_paragraph,
    word_xml,
    xlsx,
    zipped,
)

# Names with their contents, whole or in pieces.
Files = Iterator[tuple[str, bytes | Iterable[bytes]]]

SECRET = "The vault is under the lighthouse."
SECRET_FILE = "secret.txt"  # with the secret, which no article may bring along
NOWHERE = "http://127.0.0.1:9/x"  # nobody answers there, and nobody may ask
TEXT = PARAGRAPHS[0]
_LARGE = 990_000  # characters: just short enough to be an article

LAUGHS = '<!DOCTYPE z [<!ENTITY a0 "ha">{}]>'.format(
    "".join('<!ENTITY a{} "{}">'.format(n, f"&a{n - 1};" * 10) for n in range(1, 13))
)
OUTSIDE = (
    f'<!DOCTYPE z SYSTEM "{NOWHERE}.dtd" [<!ENTITY a12 SYSTEM "{SECRET_FILE}">'
    f'<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY % c SYSTEM "{NOWHERE}.dtd">]>'
)
DEFINITIONS = {
    "entities in entities": LAUGHS,
    "entities from outside": OUTSIDE,
    "a long entity": '<!DOCTYPE z [<!ENTITY a12 "{}">]>'.format("ha" * 50_000),
}
_ENTITIES = "&a12;" * 5000


def hostile_files() -> Files:
    """Yield all files that any system can hold under their names, each with its folder."""
    for family in FAMILIES:
        folder = family.__name__.replace("_", " ")
        for name, content in family():
            yield f"{folder}/{name}", content


def write(path: Path, content: bytes | Iterable[bytes]) -> Path:
    """Write one file, a piece at a time, so that it takes no memory here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.writelines([content] if isinstance(content, bytes) else content)
    return path


def _attributes(n_attributes: int, name: str = "a") -> str:
    return " ".join(f"{name}{n}='x'" for n in range(n_attributes))


def noise(seed: int, n_bytes: int) -> bytes:
    return random.Random(seed).randbytes(n_bytes)


# ---- archives ----------------------------------------------------------------------------------


@cache
def _bz2_bomb() -> bytes:
    """250 MB; who unpacks bzip2 by this library cannot stop in the middle."""
    return bz2.compress(bytes(250 * MB))


def zips() -> Files:
    good = part("good.txt", STORY)
    nested = zipped(bomb("bomb.txt", 200))
    for _ in range(5):
        nested = zipped(part("inner.zip", nested))
    lying = bomb("lying.txt", 300)._replace(size=10)
    mb = part("", b"late. " * 165_000)
    tiny = stored("", b"Late.")
    links = ("/etc/passwd", f"../{SECRET_FILE}", "link0.txt")
    yield "flat bomb.zip", zipped(bomb("bomb.txt", 300), good)
    yield "flat bomb below the largest size.zip", zipped(bomb("bomb.txt", 240), good)
    yield "overlapping bomb.zip", overlapping(40, 6)
    yield "nested bomb.zip", nested
    yield "an archive like itself.zip", zipped(stored("quine.zip", zipped(good)), good)
    yield "states ten bytes, holds 300 MB.zip", zipped(lying, good)
    in_bz2 = Part("lying.txt", _bz2_bomb(), 10, 0, zipfile.ZIP_BZIP2)
    yield "states ten bytes, holds 250 MB in bz2.zip", zipped(in_bz2, good)
    four_gb = part("lying.txt", "The bridge.", size=0xFFFFFFFE)
    yield "states four GB, holds a line.zip", zipped(four_gb, good)
    yield (
        "a thousand parts of a MB.zip",
        zipped(*(mb._replace(name=f"{n}.txt") for n in range(1000))),
    )
    for n_parts in (10_000, 100_001):
        parts = (tiny._replace(name=f"{n}.txt") for n in range(n_parts))
        yield f"{n_parts:,} tiny parts.zip", zipped(*parts)
    yield "one part listed 60,000 times.zip", zipped(good, *[good._replace(at=0)] * 60_000)
    yield "names that lead out.zip", zipped(*(part(name, STORY) for name in _NAMES_IN_ZIPS))
    yield "names that are no text.zip", zipped(part(b"caf\xe9.txt", TEXT, flags=0x800), good)
    yield "the same name four times.zip", zipped(good, good, good, good)
    yield (
        "links.zip",
        zipped(good, *(part(f"link{n}.txt", to, mode=0o120777) for n, to in enumerate(links))),
    )
    pipe, device = part("pipe.txt", mode=0o10644), part("zero.txt", mode=0o20644)
    yield "pipes and devices.zip", zipped(pipe, device, good)
    yield "locked.zip", zipped(good._replace(flags=1))
    yield "no parts.zip", zipped()
    yield "lists more than it has.zip", zipped(good, stated=5000)
    yield "packed in no known way.zip", zipped(good._replace(method=99))
    book = b"\x09\x14\x05\x00\x5d\xff\xff\xff\xff" + bytes(99)
    in_lzma = good._replace(method=zipfile.ZIP_LZMA, packed=book)
    yield "packed with a book of 4 GB.zip", zipped(in_lzma)
    yield "wrong checksum.zip", zipped(good._replace(crc=1))
    yield "begins as a program.zip", b"MZ" + noise(1, 9999) + zipped(good)
    yield "a long comment.zip", zipped(good, comment=b"PK\5\6" * 16_000)
    yield "a part beyond the end.zip", zipped(good._replace(at=2**31), part("b.txt", STORY))
    large = struct.pack("<4sIQI", b"PK\6\7", 0, 2**62, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    yield "a list that is not there.zip", zipped(good)[:-22] + large + end
    yield "half.zip", zipped(good, part("b.txt", prose(9999)))[:600]
    bombs = (
        part("bomb.docx", docx(bomb("word/document.xml", 300))),
        part("bomb.txt.gz", gzipped(run(prose(MB), 300))),
        part("nested.docx", docx(part("word/document.xml", nested))),
    )
    yield "documents that are bombs.zip", zipped(*bombs, good)


_NAMES_IN_ZIPS = (
    "../out.txt", "/tmp/out.txt", "a/../../out.txt", "C:\\out.txt", "\\\\host\\out.txt", "", ".",
    "..", "..\\out.txt", "~/out.txt", "./in.txt", "a//b.txt", "nul\0.txt", "\u202egpj.txt",
    "line\nend.txt", "<script>alert(1)</script>.txt", "x" * 300 + ".txt", "x/" * 500 + "deep.txt",
    "COM1.txt", "dots....", " .txt", "good.txt\u200b",
)  # fmt: skip


def gzip_files() -> Files:
    packed = gz(STORY.encode())
    bomb_300 = gzipped(run(prose(MB), 300))
    yield "bomb.txt.gz", bomb_300
    yield "bomb called text.txt", bomb_300
    yield "bomb in a bomb.txt.gz", gz(bomb_300)
    slow_to_shrink = prose(980_000) + noise(2, 9000).hex().encode()
    yield "240 MB of text.txt.gz", gzipped(run(slow_to_shrink, 240))
    yield "30 MB of noise.txt.gz", gz(noise(3, 30 * MB))
    yield "60,000 pieces.txt.gz", packed * 60_000
    yield "20,000 empty pieces.txt.gz", gz(b"") * 20_000
    yield "half.csv.gz", gz(b"text\n" + prose(9999))[:100]
    yield "only its mark.txt.gz", b"\x1f\x8b"
    yield "wrong checksum.txt.gz", packed[:-8] + bytes(8)
    yield "goes on with noise.txt.gz", packed + noise(4, 999)
    yield "plain inside.txt.gz", STORY.encode()
    yield "a name without end.txt.gz", b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * MB
    yield "folder.tar.gz", gz(bytes(10_240))
    yield "document.docx.gz", gz(docx())


# ---- documents of office programs --------------------------------------------------------------


def word_documents() -> Files:
    main = "word/document.xml"
    for name, definition in DEFINITIONS.items():
        yield f"{name}.docx", docx(word_xml(word_paragraph(_ENTITIES), definition))
        core = part("docProps/core.xml", f"{definition}<z>{_ENTITIES}</z>")
        yield f"{name} in its properties.docx", docx("", core)
    for name, body in {
        "50,000 paragraphs": word_paragraph(TEXT[:40]) * 50_000,
        "two million elements": "<w:p/>" * 2_000_000,
        "a million elements": "<w:p/>" * 1_000_000 + f"<!--{noise(5, 40_000).hex()}-->",
        "100,000 deep": "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000,
        "200 deep": "<w:tbl>" * 200 + word_paragraph(TEXT) + "</w:tbl>" * 200,
        "50,000 attributes": f"<w:p {_attributes(50_000, 'w:a')}/>",
        "blank": "<w:p/>",
    }.items():
        yield f"{name}.docx", docx(word_xml(body))
    for missing in (main, "[Content_Types].xml", "_rels/.rels"):
        yield f"without {Path(missing).name}.docx", docx(without=missing)
    yield "300 MB of XML.docx", docx(bomb(main, 300))
    yield "states ten bytes, holds 300 MB.docx", docx(bomb(main, 300)._replace(size=10))
    in_bz2 = Part(main, _bz2_bomb(), 1000, 0, zipfile.ZIP_BZIP2)
    yield "states a kB, holds 250 MB in bz2.docx", docx(in_bz2)
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield "with macros.docx", docx("", part("word/vbaProject.bin", OLE + bytes(999)), kind=macros)
    yield "of the wrong kind.docx", docx(kind="image/png")
    yield "its document is a picture.docx", docx(PNG)
    yield "its document is an archive.docx", docx(docx())
    yield "its document twice.docx", docx("", part(main, "<z/>"))
    yield "UTF-16.docx", docx(word_xml().encode("utf-16"))
    yield "no encoding.docx", docx(word_xml(before='<?xml version="1.0" encoding="undefined"?>'))
    for name, relation in {
        "a picture from the web": ("image", f"{NOWHERE}.png", 'TargetMode="External"'),
        "a template from outside": ("attachedTemplate", "file:///etc/passwd", 'TargetMode="External"'),
        "a picture from above": ("image", f"../../../{SECRET_FILE}", ""),
        "related to itself": ("image", "document.xml", ""),
    }.items():  # fmt: skip
        yield f"{name}.docx", docx("", part("word/_rels/document.xml.rels", relations(relation)))
    yield "20,001 parts.docx", docx("", *(part(f"word/{n}.xml") for n in range(20_001)))


def open_documents() -> Files:
    for name, definition in DEFINITIONS.items():
        yield f"{name}.odt", odt(office_xml(f"<text:p>{_ENTITIES}</text:p>", definition))
    for name, body in {
        "50,000 tiny paragraphs": "".join(f"<text:p>{n}</text:p>" for n in range(50_000)),
        "50,000 tabs": f"<text:p>{'<text:tab/>' * 50_000}</text:p>",
        "100,000 deep": "<text:p>" * 100_000 + "</text:p>" * 100_000,
        "250 deep": "<text:p>a" * 250 + "</text:p>" * 250,
        "a billion spaces": "<text:p>{}.</text:p>".format("<text:s text:c='999999999'/>" * 9999),
        "spaces that are no number": f"<text:p>{TEXT}<text:s text:c='²'/>.</text:p>",
    }.items():
        yield f"{name}.odt", odt(office_xml(body))
    yield "300 MB of XML.odt", odt(bomb("content.xml", 300))
    yield "states ten bytes, holds 300 MB.odt", odt(bomb("content.xml", 300)._replace(size=10))
    yield "without content.odt", odt(part("other.xml", "<z/>"))
    yield "a drawing.odt", odt(office_xml(kind="drawing"))
    yield "a text called a drawing.odt", odt(kind="graphics")
    yield "locked.odt", odt("", part("META-INF/manifest.xml", "<m><encryption-data/></m>"))
    yield "hostile properties.odt", odt("", part("meta.xml", f"{LAUGHS}<z>&a12;</z>"))


def spreadsheets() -> Files:
    cell = '<c r="{}" t="s"><v>{}</v></c>'
    inline = '<c t="inlineStr"><is><t>{}</t></is></c>'
    for name, definition in DEFINITIONS.items():
        strings = f"<si><t>text</t></si><si><t>{_ENTITIES}</t></si>"
        yield f"{name}.xlsx", xlsx(strings=strings, before=definition)
        yield f"{name}.ods", ods(before=definition, texts=[_ENTITIES])
    long = f"<si><t>text</t></si><si><t>{prose(30_000).decode()}</t></si>"
    often = (f'<row r="{n + 1}">{cell.format(f"A{n + 1}", n > 0)}</row>' for n in range(100_000))
    numbers = "".join(often).replace("True", "1").replace("False", "0")
    yield "one long string 100,000 times.xlsx", xlsx(numbers, long)
    for name, rows in {
        "a cell at the far corner": f'<row r="1">{cell.format("A1", 0)}</row>'
        f'<row r="1048576">{cell.format("XFD1048576", 1)}</row>',
        "cells that are nowhere": f'<row r="0">{cell.format("A0", 0)}'
        f"{cell.format('ZZZZZZZ99999999999', 1)}{cell.format('', 77777)}</row>",
        "200,000 blank rows": f"<row>{inline.format(' ')}</row>" * 200_000,
        "5,000 columns": f"<row>{''.join(inline.format(f'c{n}') for n in range(5000))}</row>" * 2,
        "100,000 deep": "<row>" * 100_000 + "</row>" * 100_000,
        "formulas": f"<row>{inline.format('text')}</row><row><c t='str'><f>HYPERLINK('{NOWHERE}')"
        f"</f><v>{TEXT}</v></c></row>",
    }.items():
        yield f"{name}.xlsx", xlsx(rows)
    yield "300 MB of strings.xlsx", xlsx(strings=bomb("xl/sharedStrings.xml", 300))
    yield "without strings.xlsx", xlsx(strings=part("xl/other.xml", "<z/>"))
    yield "with macros.xlsm", xlsx(more=[part("xl/vbaProject.bin", noise(6, 999))])
    yield (
        "a row a million times.ods",
        ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384" office:value-type="string"><text:p>text</text:p>'
            "</table:table-cell></table:table-row>"
        ),
    )
    yield "a circle of sectors.xls", circle_of_sectors("Workbook")
    yield "a circle of sectors.doc", circle_of_sectors("WordDocument")
    yield "only the beginning.xls", circle_of_sectors("Workbook")[:300]
    yield "noise.xls", OLE + noise(7, 50_000)


# ---- one sound file of every kind, under the names of others, and in part ------------------------


def wrong_names() -> Files:
    sound = sound_files()
    endings = [ending for ending in (*sound, "xml") if ending not in ("wacz", "mhtml", "epub")]
    for kind, content in sound.items():
        for ending in endings:
            if ending != kind:
                yield f"{kind} called.{ending}", content


def cut_short() -> Files:
    for kind, content in sound_files().items():
        third, half = len(content) // 3, len(content) // 2
        yield f"half.{kind}", content[:half]
        yield f"without its end.{kind}", content[:-15]
        yield f"noise in it.{kind}", content[:third] + noise(8, half - third) + content[half:]


def empty_files() -> Files:
    more = ("tsv", "jsonl", "xml", "xls", "htm", "eml", "warc.gz", "txt.gz", "tar", "pages")
    for kind in (*sound_files(), *more):
        yield f"empty.{kind}", b""
        yield f"blank.{kind}", b" \r\n\t\n"
    yield "empty", b""
    yield "a mark alone.txt", b"\xef\xbb\xbf"


# ---- plain text --------------------------------------------------------------------------------


def texts() -> Files:
    story = STORY.encode()
    yield "NULs.txt", story.replace(b" ", b"\0")
    yield "only NULs.txt", [bytes(MB)] * 50
    yield "control characters.txt", bytes(range(1, 32)) * 100 + story
    yield "commands to a terminal.txt", b"\x1b]0;title\x07\x1b[2J\x1b[31m" + story * 9
    yield "a line of 100 MB.txt", [prose(MB, " ")] * 100
    yield "larger than may be.txt", [b"x" * MB] * 251
    yield "broken UTF-8.txt", b"\xc3\x28\xa0\xa1\xf0\x28\x8c\x28" * 50 + story
    yield "30 MB that are no UTF-8.txt", [b"caf\xe9 \xff\xfe\x81" * 100_000] * 37
    yield "overlong UTF-8.txt", b"\xc0\xaf\xe0\x80\xaf " * 99 + story
    yield "halves of characters.txt", "\ud83d bridge \udc00.".encode("utf-8", "surrogatepass")
    yield "a mark that lies.txt", b"\xff\xfe" + story
    yield "an odd byte in UTF-16.txt", STORY.encode("utf-16") + b"x"
    mojibake = STORY.encode().decode("latin-1")
    yield "mojibake.txt", mojibake.encode()
    yield "mojibake twice.txt", mojibake.encode().decode("latin-1").encode()
    yield "noise.txt", noise(9, 200_000)
    yield "noise in letters.txt", base64.b64encode(noise(10, 600_000))
    yield "a program.txt", b"\x7fELF\x02\x01\x01" + bytes(9) + noise(11, 9999)
    yield "a script.txt", b"#!/bin/sh\nrm -rf $HOME\n" + story


_UNITS = {
    "x": "x", "spaces": " ", "no-break spaces": "\u00a0", "tabs": "\t", "dots": ".", "commas": ", ",
    "quotes": "“", "brackets": "(", "stars": "* ", "bars": "| ", "dashes": "— ", "slashes": "/",
    "initials": "A. ", "names": "Ana Ruiz ", "By": "By ", "By names": "By Ana Ruiz and ",
    "addresses": "https://", "handles": "@a ", "figures": "1", "times": "10:42 ", "emoji": "😀",
    "dates": "6 May 2025, ", "marks on one letter": "\u0301", "joined emoji": "👩\u200d",
    "right to left": "\u202e", "invisible": "\u200b", "mojibake": "â€™", "more mojibake": "Ã©",
    "entities": "&amp;", "tags": "<p>", "open tags": "<a ", "Han": "桥", "Arabic": "جسر ",
    "ligatures": "ﬁ", "line separators": "\u2028", "form feeds": "\f", "copyright": "© 2025 ",
    "Share": "Share ", "sentences": "It is late. ", "ellipses": "… ", "escapes": "\\u",
}  # fmt: skip
_LINES = {
    "x": "x", "bylines": "By Ana Ruiz", "dates": "6 May 2025", "headings": "A Bridge Too Far",
    "sentences": "It is late.", "captions": "Photo: Ed Varga", "links": "Read more: bridge",
    "menus": "News", "lists": "- bridge", "times": "10:42", "names": "Ana Ruiz", "colons": "Bridge:",
    "teasers": "The bridge will…", "datelines": "PORT ELLERY (MPA) — It is late.",
    "quotes": "“It is late,” she said.", "comments": "5 comments on bridge", "Share": "Share",
}  # fmt: skip


def long_texts() -> Files:
    """Yield long texts of what patterns may stumble over."""
    for name, unit in _UNITS.items():
        yield f"a line of {name}.txt", f"x{unit * (_LARGE // 4 // len(unit))}".encode()
    for name, line in _LINES.items():
        yield f"lines of {name}.txt", f"{line}\n".encode() * (_LARGE // 12 // (len(line) + 1))
    yield "blank lines.txt", b"\n" * _LARGE + STORY.encode()
    chance = random.Random(12)
    words = "bridge council Ruiz the late May closed Courier of Ellery Photo: By | … 2025".split()
    lines = (" ".join(chance.choices(words, k=chance.randint(1, 9))) for _ in range(30_000))
    yield "lines of all kinds.txt", "\n".join(lines).encode()


ENGLISH = "“We can’t wait,” the mayor said – the café paid £5.\n" + PARAGRAPHS[2] + "\n"
READ_RIGHT = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")
ALPHABETS = {
    ENGLISH: (*READ_RIGHT, "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7"),
    "Le maire a déclaré que le pont fermera cet été à cause des travaux.\n": (
        "latin-1", "iso8859-15", "mac_roman", "cp437", "cp850",
    ),
    "Rada miejska zdecydowała wczoraj, że most zostanie zamknięty na dziewięć miesięcy.\n": (
        "cp1250", "iso8859-2", "cp852",
    ),
    "Мэр города заявил во вторник, что мост закроют на девять месяцев.\n": (
        "cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic",
    ),
    "Ο δήμαρχος είπε την Τρίτη ότι η γέφυρα θα κλείσει.\n": ("cp1253", "iso8859-7"),
    "Belediye başkanı köprünün dokuz ay kapalı kalacağını söyledi.\n": ("cp1254", "iso8859-9"),
    "ראש העיר אמר ביום שלישי שהגשר ייסגר לתשעה חודשים.\n": ("cp1255", "iso8859-8"),
    "قال رئيس البلدية يوم الثلاثاء إن الجسر سيغلق تسعة أشهر.\n": ("cp1256", "iso8859-6"),
    "Meras antradienį pareiškė, kad tiltas bus uždarytas devynis mėnesius.\n": (
        "cp1257", "iso8859-13",
    ),
    "Câu chuyên vê cây câu.\n": ("cp1258",),
    "市長は火曜日、橋を九か月間閉鎖すると述べた。\n": ("shift_jis", "euc_jp", "iso2022_jp", "cp932"),
    "市长星期二说，大桥将关闭九个月。\n": ("gb18030", "gbk", "hz"),
    "市長星期二說，大橋將關閉九個月。\n": ("big5", "big5hkscs"),
    "시장은 화요일에 다리가 아홉 달 동안 닫힌다고 말했다.\n": ("euc_kr", "cp949", "iso2022_kr"),
    "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่าสะพานจะปิด\n": ("tis-620",),
}  # fmt: skip
_STATED = (
    "utf-16", "utf-7", "undefined", "unicode_escape", "raw_unicode_escape", "punycode", "idna",
    "hex", "zlib", "rot13", "mbcs", "x-user-defined", "utf-8-nonsense", "shift_jis", "\u202e",
)  # fmt: skip


def encodings() -> Files:
    for text, names in ALPHABETS.items():
        for name in names:
            yield f"{name}.txt", (text * 5).encode(name, "replace")
    yield "two in one.txt", ENGLISH.encode() * 3 + ENGLISH.encode("cp1252") * 3
    for number, stated in enumerate(_STATED):
        name = f"stated as {stated if stated.isascii() else number}"
        html = f"<html><head><meta charset='{stated}'></head><body><p>Café – {TEXT}</p>"
        old = html.encode("cp1252", "replace")
        yield f"{name}.html", old
        yield f"{name}.warc", warc(old, headers=f"Content-Type: text/html; charset={stated}")
        feed = rss(before=f"<?xml version='1.0' encoding='{stated}'?>")
        yield f"{name}.xml", feed.replace(b"the", b"th\xe9")


# ---- tables ------------------------------------------------------------------------------------


def csv_tables() -> Files:
    many = ",".join(f"c{n}" for n in range(50_000))
    for name, table in {
        "a quotation mark left open": f'id,text\n1,"{TEXT}\n2,{TEXT}\n',
        "left open before 20 MB": 'id,text\n1,"open' + f"{TEXT},\n" * 230_000,
        "uneven rows": f"id,text\n1\n2,{TEXT}\n3,a,b,c\n",
        "50,000 columns": f"{many},text\n{',' * 50_000}{TEXT}\n",
        "50,000 columns of one name": f"{'c,' * 50_000}text\n{',' * 50_000}{TEXT}\n",
        "a million empty rows": f"id,text\n1,{TEXT}\n" + ",\n" * 1_000_000,
        "20,000 short rows": "id,text\n" + "".join(f"{n},a\n" for n in range(20_000)),
        "a million delimiters after the names": f"text{',' * 1_000_000}\n{TEXT}\n",
        "without names": f"1,{TEXT}\n2,{TEXT}\n",
        "two columns of one name": f"text,text\n{TEXT},{TEXT}\n",
        "odd names": f"text,\u202eid,<script>,=1+1,\x1b[31m,a\tb,\u2028\n{TEXT},,,,,,\n",
        "NULs in names and cells": f"i\0d,text\n1,The\0bridge\n2,{TEXT}\n",
        "a cell of 10 MB": f'id,text\n1,"{prose(10 * MB, " ").decode()}"\n2,"{TEXT}"\n',
        "a name of a MB": f"{'n' * MB},text\n1,{TEXT}\n",
        "only delimiters": "," * 10 * MB,
        "only quotation marks": '"' * 10 * MB,
        "pairs of quotation marks": 'text\n"' + '""' * 5 * MB + '"\n',
        "only line ends": "\n" * 10 * MB,
        "its delimiter is a letter": f"sep=e\nid,text\n1,{TEXT}\n",
        "only its delimiter": "sep=;\n",
        "old line ends": f"id,text\r1,{TEXT}\r2,{TEXT}\r",
        "names alone": "id,text\n",
        "all columns are texts": f"text,body,content,article\n{TEXT},{TEXT},,{TEXT}\n",
        "ids and dates that are none": f"id,date,url,text\n1,32/13/9999,javascript:x,{TEXT}\n"
        f"1,{'9' * 5000},\\\\h\\x,{TEXT}\n",
        "broken sheet/metadata": 'file,outlet\n../../x.txt,"open\n',
        "lying sheet/metadata": "file,outlet,article_id,published\n../../../etc/passwd,x,x,x\n"
        "/,,,\n.,,,\n\u202e,,,\n" + "".join(f"{n},x,x,x\n" for n in range(999)),
    }.items():
        yield f"{name}.csv", table.encode()


def json_tables() -> Files:
    row = f'"text": "{TEXT}"'
    deep = 100_000
    for name, text in {
        "100,000 lists deep": "[" * deep + "]" * deep,
        "100,000 objects deep": '{"text":' * deep + '"x"' + "}" * deep,
        "400 lists deep in a column": f'[{{{row}, "tags": {"[" * 400}{"]" * 400}}}]',
        "400 objects deep in a column": '[{"text": ' + '{"name":' * 400 + '"x"' + "}" * 400 + "}]",
        "no numbers": f'[{{{row}, "a": NaN, "b": Infinity, "c": -Infinity, "date": NaN}}]',
        "huge numbers": f'[{{{row}, "a": {"9" * 4000}, "b": 1e999, "date": {"9" * 300}}}]',
        "a number of 100,000 figures": f'[{{{row}, "a": {"9" * 100_000}}}]',
        "dates beyond time": f'[{{{row}, "date": 1e300}}, {{{row}, "date": true}}]',
        "one key three times": f'{{"text": "a", {row}, "text": null}}',
        "cut short": f"[{{{row}}}, {{{row[:40]}",
        "numbers": "[1, 2, 3]",
        "a number": "1",
        "nothing": "null",
        "lists": f'[["{TEXT}"], ["{TEXT}"]]',
        "halves of characters": f'[{{{row}, "\\udc00": "\\ud800"}}, {{"text": "The \\ud83d."}}]',
        "NULs": f'[{{{row}, "a\\u0000": "\\u0000"}}, {{"text": "The\\u0000bridge"}}]',
        "10 MB of brackets": "[]," * 3 * MB,
        "10 MB of half a string": '[{"text": "' + "\\u" * 5 * MB,
        "a name of a MB": f'[{{{row}, "{"n" * MB}": 1}}]',
    }.items():
        yield f"{name}.json", text.encode()
    wide = [{"text": TEXT, **{f"c{n}-{m}": m for m in range(400)}} for n in range(400)]
    own = ("origins", "copy_of", "file", "format", "text_raw", "why_undated", "stem", "")
    for name, value in {
        "a line of 10 MB": [{"text": prose(10 * MB, " ").decode()}, {"text": TEXT}],
        "every row has other columns": wide,
        "the names of our own columns": [{"text": TEXT, **dict.fromkeys(own, "../x")}],
        "values of every kind": [
            {
                "text": [TEXT, None, 1],
                "headline": {"a": 1},
                "byline": [[[]]],
                "url": {},
                "date": [],
            },
            {"text": {"name": TEXT}, "date": {}, "article_id": True},
            {"text": True},
            {"text": 12},
            {},
        ],
    }.items():
        yield f"{name}.json", json.dumps(value).encode()
    yield "cut short.jsonl", f"{{{row}}}\n".encode() * 9 + b'{"text": "The'


def parquet_tables() -> Files:
    import pyarrow

    sound = parquet()
    one_text = pyarrow.DictionaryArray.from_arrays([0] * 1000, [prose(MB).decode()])
    deep: object = "x"
    for _ in range(60):
        deep = [deep]
    yield "half.parquet", sound[: len(sound) // 2]
    yield "its end lies.parquet", sound[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
    yield "its end is noise.parquet", b"PAR1" + noise(13, 999) + struct.pack("<I", 900) + b"PAR1"
    yield "only its marks.parquet", b"PAR1PAR1"
    for name, columns in {
        "no rows": {"text": pyarrow.array([], pyarrow.string())},
        "a MB a thousand times": {"text": one_text},
        "a million empty rows": {"text": pyarrow.nulls(1_000_000, pyarrow.string())},
        "1,000 columns": {"text": [TEXT], **{f"c{n}": ["a"] for n in range(1000)}},
        "60 deep": {"text": [TEXT], "deep": [deep]},
        "values of every kind": {
            "text": [b"\xff\xfe bytes that are no text", TEXT.encode()],
            "published": pyarrow.array([2**62, -(2**62)], pyarrow.timestamp("ns")),
            "id": [float("nan"), float("inf")],
            "map": [{"a": 1}, None],
        },
    }.items():
        yield f"{name}.parquet", parquet(columns)
    for seed in range(4):
        chance, broken = random.Random(seed), bytearray(sound)
        for _ in range(9):
            broken[chance.randrange(4, len(broken) - 8)] = chance.randrange(256)
        yield f"noise in it {seed}.parquet", bytes(broken)


# ---- PDF and rich text -------------------------------------------------------------------------


def pdf_documents() -> Files:
    lines = zlib.compress(printed(["The bridge is late."] * 20_000))
    flate = b"\x78\xda" + run(b"(The bridge is late.) Tj T* " * 40_000, 400).packed
    for name, pages in {
        "a loop of pages": (b"/Count 9 /Kids [2 0 R 2 0 R]",),
        "a longer loop": (b"/Count 2000 /Kids [3 0 R 3 0 R]", b"/Count 1000 /Kids [2 0 R 3 0 R]"),
        "two billion pages": (b"/Count 2147483647 /Kids [3 0 R]",),
        "fewer than no pages": (b"/Count -5 /Kids []",),
        "no pages": (b"/Count 0 /Kids []",),
        "a million lists deep": (b"/Count 1 /Kids " + b"[" * 1_000_000,),
    }.items():
        yield f"{name}.pdf", pdf(CATALOG, *(b"<</Type /Pages %s>>" % each for each in pages))
    for name, content in {
        "a page that unpacks to 400 MB": stream(flate, b"/Filter /FlateDecode"),
        "packed twice": stream(zlib.compress(flate), b"/Filter [/FlateDecode /FlateDecode]"),
        "packed 500 times": stream(lines, b"/Filter [%s]" % (b"/FlateDecode " * 500)),
        "20,000 lines on a page": stream(lines, b"/Filter /FlateDecode"),
        "no text": stream(b"0 0 100 100 re f"),
    }.items():
        yield f"{name}.pdf", pdf_pages(1, content)
    yield "30,000 lines on 1,999 pages.pdf", pdf_pages(1999, stream(printed([TEXT] * 15)))
    yield "1,999 pages.pdf", pdf_pages(1999)
    yield "5,000 pages.pdf", pdf_pages(5000)
    password = b"/O <%s> /U <%s> /P -64" % (b"41" * 32, b"42" * 32)
    none = b"<</Type /Pages /Count 0 /Kids []>>"
    for name, how in {
        "locked": b"/Filter /Standard /V 1 /R 2 " + password,
        "locked in no known way": b"/Filter /Own /V 99",
    }.items():
        trailer = b"/Encrypt <<%s>> /ID [<31> <31>]" % how
        yield f"{name}.pdf", pdf(CATALOG, none, trailer=trailer)
    yield "no catalog.pdf", pdf(b"<</Type /Font>>")
    yield "half.pdf", pdf_pages(3)[:500]
    yield "only its mark.pdf", b"%PDF-"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources <</XObject <</X 5 0 R>>>>"
    yield (
        "a form in itself.pdf",
        pdf(
            CATALOG,
            b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources <</XObject <</X 5 0 R>>>>>>",
            stream(b"/X Do " * 9),
            stream(b"/X Do " * 9, form),
        ),
    )
    yield "lengths that lie.pdf", pdf_pages().replace(b"/Length", b"/Length 999999999 /L")
    yield (
        "its list leads to itself.pdf",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1 /Prev 9>>\nstartxref\n9\n%%EOF",
    )
    yield (
        "scripts and programs.pdf",
        pdf(
            b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert(1))>>>>",
            b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            b"<</Type /Page /Parent 2 0 R /AA <</O <</S /Launch /F (calc.exe)>>>>>>",
        ),
    )
    yield "a page without bounds.pdf", pdf_pages().replace(b"0 0 600 800", b"-1e38 -1e38 1e38 1e38")
    yield "noise.pdf", b"%PDF-1.7\n" + noise(14, 300_000)


def rich_texts() -> Files:
    fonts = "".join(f"{{\\f{n}\\fcharset{n % 300} x;}}" for n in range(100_000))
    text = PARAGRAPHS[2]
    for name, body in {
        "100,000 groups deep": "{" * 100_000 + text + "}" * 100_000,
        "100,000 groups left open": "{" * 100_000 + text,
        "900,000 groups": "{}" * 900_000,
        "two million groups": "{}" * 2_000_000,
        "200,000 hidden groups": "{\\*\\x y}" * 200_000,
        "hidden groups left open": "{\\*\\x " * 200_000,
        "a line of 10 MB": f"{text} " * 110_000,
        "a MB of paragraphs": "\\par" * 250_000,
        "a MB of characters": "\\'e9" * 250_000,
        "a MB of backslashes": "\\" * MB,
        "a control word of a MB": "\\" + "a" * MB,
        "binary data that lie": f"\\bin999999999 {text}",
        "binary data fewer than none": f"\\bin-5 {text}",
        "binary data of braces": "\\bin9 }}}\\par{{{" + text,
        "9,000 pieces of binary data": "\\bin1 x" * 9000,
        "broken escapes": "\\u99999999 \\u-99999999 \\u \\u55357 ? \\uc99 \\u8217 ? \\'zz \\'e " + text,
        "skips a billion": f"\\uc999999999\\u8217 {text}",
        "no code page": f"\\ansicpg99999 \\'e9{text}",
        "100,000 fonts": f"{{\\fonttbl{fonts}}}{text}",
        "an object": "{\\object\\objemb{\\*\\objdata " + "d0cf11e0" * 99_999 + "}}" + text,
        "a file from outside": '{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt x}}' + text,
    }.items():  # fmt: skip
        yield f"{name}.rtf", rtf(body)
    yield "half.rtf", rtf()[:150]
    yield "only its mark.rtf", b"{\\rtf1"
    yield "noise.rtf", b"{\\rtf1 " + noise(15, 100_000)


# ---- the web -----------------------------------------------------------------------------------


def web_pages() -> Files:
    story = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    data = '<script type="application/ld+json">{}</script>'
    for name, body in {
        "100,000 divs deep": "<div>" * 100_000 + story,
        "105,000 elements deep": "<ul><li><b><table><tr><td><a>" * 15_000 + story,
        "500,000 empty elements": "<p></p>" * 500_000 + story,
        "500,000 line ends": "<br>" * 500_000 + story,
        "20,000 paragraphs": "".join(f"<p>{TEXT} {n}</p>" for n in range(20_000)),
        "20,000 tables": "<table><tr><td>x" * 20_000 + story,
        "10,000 links": story + f"<a href='javascript:x'>{HEADLINE}</a>" * 10_000,
        "10,000 times": story + "<time datetime='2025-05-06'>6 May 2025</time> " * 10_000,
        "tags that cross": "<b><i></b></i><p><div></p></div>" * 9999 + story,
        "a comment of 10 MB left open": f"{story}<!--{'x' * 10 * MB}",
        "an attribute of 5 MB": f"<p title='{'x' * 5 * MB}'>{story}",
        "an attribute of 5 MB left open": f"{story}<p title='{'x ' * 2_500_000}",
        "100,000 attributes": f"<p {_attributes(100_000)}>{story}",
        "a name of 5 MB": f"<{'x' * 5 * MB}>{story}",
        "a line of 10 MB": f"<p>{prose(10 * MB, ' ').decode()}</p>",
        "a picture of 10 MB": f"<img src='data:image/png;base64,{'A' * 10 * MB}'>{story}",
        "script soup": f"<script>document.write('<p>')</script><p onclick='x()'><SCRIPT SRC={NOWHERE}>"
        f"</SCRIPT><scr<script>ipt>{story}<script>if (a < b && c > d) {{ '</p>' }}",
        "only scripts": "<script>" + "var a = '<p>x</p>';" * 50_000 + "</script>",
        "characters that are none": f"{story}&#xFFFFFFFF;&#0;&#xD800;&#99999999999999999999;&x;{'&' * 99}",
        "frames and forms": f"<iframe src='file:///etc/passwd'></iframe><base href='{NOWHERE}'>"
        f"<object data='{NOWHERE}'></object><link rel='stylesheet' href='{NOWHERE}.css'>"
        f"<meta http-equiv='refresh' content='0;url={NOWHERE}'><img src='{NOWHERE}.png'>{story}",
    }.items():  # fmt: skip
        yield f"{name}.html", page(body)
    article = '{"@type": "NewsArticle"}'
    for name, head in {
        "data 100,000 deep": data.format('{"a":' * 100_000 + "1" + "}" * 100_000),
        "data 900 deep": data.format('{"@graph":[' * 900 + "1" + "]}" * 900),
        "data of 8 MB": data.format(f"[{','.join([article] * 300_000)}]"),
        "data 20,000 times": data.format(article) * 20_000,
        "data of every kind": data.format(
            '[{"@type": ["NewsArticle", 5, null, {}], "headline": {"a": []}, "datePublished": 1e300, '
            '"author": [[[{"name": [1]}]]], "publisher": "x", "url": ["javascript:x"], '
            '"articleBody": 5, "isAccessibleForFree": "x"}, null, 5, "x"]'
        ),
        "20,000 metas": '<meta property="og:title" content="x">' * 20_000,
    }.items():
        yield f"{name}.html", page(story, head)
    for name, definition in DEFINITIONS.items():
        page_type = definition.replace("DOCTYPE z", "DOCTYPE html").encode()
        yield f"{name}.html", page_type + page(f"{story}<p>{_ENTITIES}&b;</p>")
        yield f"{name}.xhtml", page_type + page(f"{story}<p>{_ENTITIES}&b;</p>")
    yield "a comment of 10 MB before it.html", b"<!--" + b"-" * 10 * MB + page()
    yield "100,000 comments before it.html", b"<!-- x -->" * 100_000 + page()
    yield "a document type of 5 MB.html", b"<!DOCTYPE html [" + b"x" * 5 * MB + b"]>" + page()
    yield "60 MB.html", [page(), *[b"<p>It is late.</p>" * 50_000] * 68]
    yield "NULs.html", page().replace(b" ", b"\0")
    yield "noise.html", b"<html><body>" + noise(16, 200_000)
    yield "half.html", page()[:200]


def feeds() -> Files:
    for name, definition in DEFINITIONS.items():
        atom = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&a12;</title></entry></feed>'
        )
        yield f"{name}.rss", rss(item(_ENTITIES), definition)
        yield f"{name}.atom", (definition + atom).encode()
    for name, items in {
        "5,000 items": "".join(item(f"It is late {n}.") for n in range(5000)),
        "an item of 6 MB": item(prose(6 * MB).decode()),
        "50,000 deep": item("<div>" * 50_000),
        "HTML 100,000 deep": item("&lt;div&gt;" * 100_000 + TEXT),
        "100,000 attributes": item(f"<p {_attributes(100_000)}/>"),
        "CDATA left open": item(f"<![CDATA[{'x' * 5 * MB}"),
        "empty items": "<item/>" * 9,
        "a date of 99,999 figures": item(more=f"<pubDate>{'9' * 99_999}</pubDate>"),
    }.items():
        yield f"{name}.rss", rss(items)
    style = f'<?xml-stylesheet href="{NOWHERE}.xsl" type="text/xsl"?>'
    yield "a style from outside.rss", rss(before=style)
    yield "no feed.xml", b"<z/>"
    yield "half.rss", rss()[:300]
    yield "NULs.rss", rss().replace(b" ", b"\0")


def web_archives() -> Files:
    page_bomb = gzipped(run(b"<p>It is late.</p>" * 50_000, 330))
    bomb_gz = gz(warc(b"")) + gzipped(run(warc(page(prose(900_000).decode())), 300))
    package = part("datapackage.json", "{}")
    packed = "Content-Type: text/html\r\nContent-Encoding: gzip"
    chunked = "Content-Type: text/html\r\nTransfer-Encoding: chunked"
    for name, content in {
        "half": warc(page(), page())[:-400],
        "states too much": warc(length=10**15),
        "states too little": warc(page(), page(), length=30),
        "states less than nothing": warc(length=-5),
        "states no number": warc().replace(b"Content-Length: ", b"Content-Length: x"),
        "a page that is a bomb": warc(page_bomb, page(), headers=packed),
        "100,001 records": warc(*[b"x"] * 100_001, headers="Content-Type: text/css"),
        "200 pages without an article": warc(*[b"<html><p>x"] * 200),
        "a header without end": b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"x" * 5 * MB,
        "pieces that lie": warc(b"ffffffff\r\n" + page(), headers=chunked),
        "99,000 pieces": warc(b"1\r\nx\r\n" * 99_000, headers=chunked),
        "an address that is none": warc(address="javascript:alert(1)"),
        "only its mark": b"WARC/1.0\r\n",
        "noise": b"WARC/1.0\r\n" + noise(17, 99_999),
    }.items():
        yield f"{name}.warc", content
    yield "bomb.warc.gz", bomb_gz
    yield "half.warc.gz", gz(warc())[:-200]
    yield (
        "old and broken.arc",
        b"filedesc://x.arc 0.0.0.0 20250506 text/plain 9\n1 0 x\nhttp://x/ x x text/html -1\n"
        + page(),
    )
    yield "bomb.wacz", zipped(package, bomb("archive/a.warc", 300))
    lying = bomb("archive/a.warc", 300)._replace(size=10)
    yield "states ten bytes, holds 300 MB.wacz", zipped(package, lying)
    yield "without an archive.wacz", zipped(package)


def mails() -> Files:
    sound = mhtml(page())
    boundaries = (
        f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000)
    )
    part_of = b"--border\r\n"
    for name, content in {
        "not base64": sound.replace(b"PCFE", b"\xff\0<>"),
        "no boundary": sound.replace(b"; boundary=border", b""),
        "never closed": sound[:-12],
        "half": sound[:400],
        "no known encoding": mhtml(page(), "x-own"),
        "3,000 deep": b"MIME-Version: 1.0\r\n" + "".join(boundaries).encode() + page(),
        "100,000 parts": sound.replace(part_of, b"--border\r\n\r\nx\r\n" * 100_000 + part_of, 1),
        "a header of 5 MB": b"Subject: " + b"x\r\n " * MB + b"\r\n" + sound,
        "3 MB of base64": mhtml(page(prose(2 * MB).decode())),
    }.items():  # fmt: skip
        yield f"{name}.mhtml", content
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", HEADLINE
    mail.set_content(STORY)
    for name, content in {"../../x.docx": docx(word_xml(before=LAUGHS)), "x.html": page()}.items():
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    for ending in ("eml", "txt", "mht"):
        yield f"with attachments.{ending}", mail.as_bytes()


FAMILIES: tuple[Callable[[], Files], ...] = (
    zips, gzip_files, word_documents, open_documents, spreadsheets, wrong_names, cut_short,
    empty_files, texts, long_texts, encodings, csv_tables, json_tables, parquet_tables,
    pdf_documents, rich_texts, web_pages, feeds, web_archives, mails,
)  # fmt: skip


# ---- names that not every system allows ----------------------------------------------------------

ODD_NAMES = (
    b"..txt", b".txt", b"...txt", b" .txt", b"a .txt ", b"trailing dots....", b"a.txt.", b"COM1.txt",
    b"NUL", b"con.csv", b"<script>alert(1)<script>.txt", b"<img src=x onerror=alert(1)>.txt",
    b"a\"b'c.txt", b"line\nend.txt", b"tab\t.txt", b"bell\x07 \x1b[31mred.txt", b"caf\xe9.txt",
    "\u202egpj.txt".encode(), "zero\u200bwidth.txt".encode(), "line\u2028end.txt".encode(),
    "😀.txt".encode(), "Å.txt".encode(), "A\u030a.txt".encode(), b"x" * 251 + b".txt", b"-rf.txt",
    b"$(touch out).txt", b"`touch out`.txt", b";touch out;.txt", b"%s%n{0}.txt", b"~", b"*", b"?.txt",
    b"=1+1.txt", b"@SUM(1).txt", b"a.TXT", b"a.txt.exe", b"no ending", b"outlets.csv", b"README",
    b"C:out.txt", b"..\\out.txt", b"metadata.csv.txt", b"__init__.py", b"https:example.org.txt",
)  # fmt: skip


def odd_files(folder: Path) -> list[Path]:
    """Write stories under odd names, and what is no file; return what the system allows."""
    written: list[Path] = []

    def make(name: str | bytes, how: Callable[..., object], *what: object) -> None:
        path = folder / os.fsdecode(name)
        try:
            how(path, *what)
        except (OSError, ValueError):
            return
        written.append(path)

    folder.mkdir(parents=True)
    for number, name in enumerate(ODD_NAMES):
        make(name, Path.write_text, f"{STORY}\n{number} of them are left.\n", "utf-8")
    for name in ("folder.txt", "folder.zip", "empty folder"):
        make(name, Path.mkdir)
    make("folder.txt/inner.txt", Path.write_text, STORY, "utf-8")
    make("may not be read.txt", Path.touch, 0)
    make("10 GB.txt", Path.touch)
    make("10 GB.txt", os.truncate, 10**10)
    if hasattr(os, "mkfifo"):
        make("pipe.txt", os.mkfifo)
    for name, target in _LINKS.items():
        make(name, Path.symlink_to, target)
    return written


_LINKS = {
    "to nowhere.txt": "nowhere.txt",
    "to itself.txt": "to itself.txt",
    "to another.txt": "and back.txt",
    "and back.txt": "to another.txt",
    "to a secret.txt": f"../../{SECRET_FILE}",
    "to passwords.txt": "/etc/passwd",
    "to zeros.txt": "/dev/zero",
    "to noise.csv": "/dev/urandom",
    "to a terminal.txt": "/dev/tty",
    "to this folder": ".",
    "to above": "../..",
    "to everything": "/",
}


# ---- scripts and formulas in every field ---------------------------------------------------------

SCRIPTS = (
    "<script>alert(1)</script>", "</style><script>alert(2)</script>", "<img src=x onerror=alert(3)>",
    '"><svg onload=alert(4)>', "' onmouseover='alert(5)", "<a href=javascript:alert(6)>x</a>",
    "</mark></p><iframe srcdoc='<script>alert(7)</script>'>", "javascript:alert(8)", "<!--", "]]>",
    "&lt;script&gt;alert(9)&lt;/script&gt;", "<scr<script>ipt>alert(10)</scr</script>ipt>",
    "<ScRiPt/x>alert(11)</sCrIpT>", "data:text/html,<script>alert(12)</script>", "<style>*{}</style>",
    "{{ 7 * 7 }}${7 * 7}", "\u202etpircs\u202c", "<base href=//x.example>", "<form><button>",
)  # fmt: skip
FORMULAS = (
    '=HYPERLINK("http://x.example","x")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", '=IMPORTXML("http://x.example","//a")',
    "=1+1;=1+1", '"=1+1"', "=DDE(\"cmd\",\"/C calc\",\"x\")",
)  # fmt: skip
FIELDS = (
    "headline", "byline", "outlet", "dateline", "published", "url", "section", "language",
    "article_id", "note",
)  # fmt: skip


def _said(text: str) -> str:
    """Return a story that says something in every place where the text of an article is shown."""
    spoken = f"“{text} is late,” said {text}. According to {text}, it is “{text}”."
    return f"{text} {PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]} {spoken}\n\nPhoto: {text}\n\n{text}"


def script_files() -> Files:
    """Yield sound files with scripts and formulas in every field."""
    rows = [
        {**dict.fromkeys(FIELDS, text), text.strip(): text, "text": _said(text)}
        for text in (*SCRIPTS, *FORMULAS)
    ]
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = io.StringIO()
    writer = csv.DictWriter(table, names)
    writer.writeheader()
    writer.writerows(rows)
    yield "table.csv", table.getvalue().encode()
    yield "table.json", json.dumps(rows).encode()
    yield "table.parquet", parquet({name: [row.get(name) for row in rows] for name in names})
    cell = "<c t='inlineStr'><is><t xml:space='preserve'>{}</t></is></c>"
    cells = [names, *([row.get(name, "") for name in names] for row in rows)]
    grid = ("".join(cell.format(escape(text)) for text in line) for line in cells)
    yield "table.xlsx", xlsx("".join(f"<row>{line}</row>" for line in grid))
    for number, text in enumerate((*SCRIPTS, *FORMULAS)):
        story = f"{text}\n\nBy {text}\n\n{_said(text)}\n"
        safe = escape(text, quote=True)
        shown = "".join(f"<p>{escape(line)}</p>" for line in story.split("\n\n"))
        data = json.dumps({"@type": "NewsArticle", **dict.fromkeys(_IN_DATA, text)})
        head = (
            f"<meta name='author' content=\"{safe}\"><meta property='og:title' content=\"{safe}\">"
            f"<link rel='canonical' href=\"{safe}\"><script type='application/ld+json'>"
            + data.replace("<", "\\u003c")
            + "</script>"
        )
        yield f"{number}/story.txt", story.encode()
        yield f"{number}/story.html", page(f"{shown}{text}", head)
        yield f"{number}/story.docx", docx(word_xml("".join(map(word_paragraph, _safe(story)))))
        yield (
            f"{number}/story.odt",
            odt(office_xml("".join(f"<text:p>{p}</text:p>" for p in _safe(story)))),
        )
        more = f"<link>{safe}</link><category>{safe}</category><author>{safe}</author>"
        yield f"{number}/feed.rss", rss(item(escape(shown), more))
        sheet = io.StringIO()
        line = csv.DictWriter(sheet, ["file", *FIELDS])
        line.writeheader()
        line.writerow(
            {"file": "story.txt", **dict.fromkeys(FIELDS, text), "article_id": f"{text}-{number}"}
        )
        yield f"{number}/metadata.csv", sheet.getvalue().encode()


_IN_DATA = (
    "headline",
    "author",
    "publisher",
    "articleSection",
    "url",
    "datePublished",
    "articleBody",
)


def _safe(story: str) -> list[str]:
    return [escape(line) for line in story.split("\n\n")]
