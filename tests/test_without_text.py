"""Files that hold no text are known for what they are, and nothing else is taken for one of them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from damage import damage
from hypothesis import given, settings
from hypothesis import strategies as st
from test_spreadsheets import compound_file, xls

from analysis.readers import LoadError, Reader
from analysis.readers.without_text import WITHOUT_TEXT

SHARED = Path(__file__).parents[2] / "shared" / "samples"
KINDS = {reader.format: reader for reader in WITHOUT_TEXT}


def zipped(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


RIS = b"TY  - NEWS\r\nTI  - Bridge closes\r\nT2  - Port Ellery Courier\r\nER  - \r\n"
BIBTEX = b"@article{osgood2025,\n  title = {Bridge closes},\n  journal = {The Lantern}\n}\n"
ENDNOTE = b"%0 Newspaper Article\n%T Bridge closes\n%B Port Ellery Courier\n"
PUBMED = b"PMID- 12345678\nOWN - NLM\nTI  - Bridges and health\n"
MEDIA_CLOUD = b"id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,,en,,,,,\n"
GDELT = b"url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry\na,,,,,,,\n"

FILES = {
    "ris": RIS,
    "ris with a byte order mark": b"\xef\xbb\xbf\n\n" + RIS,
    "ris with a number": b"1.\n" + RIS,
    "ris with its provider": b"Provider: Meridian\nContent: text/plain\n\n" + RIS,
    "ris with an abstract": RIS.replace(b"ER  -", b"N2  - " + b"The bridge is closed. " * 90 + b"\nER  -"),
    "bibtex": BIBTEX,
    "bibtex with a remark": b"% Encoding: UTF-8\n\n" + BIBTEX.upper(),
    "bibtex with its provider": b"Meridian\nEXPORT DATE: 20 May 2025\n\n" + BIBTEX,
    "bibtex with a comment": b"@comment{of no use}\n" + BIBTEX,
    "bibtex in another encoding": BIBTEX.replace(b"osgood", b"\xc0\xce"),
    "endnote": ENDNOTE,
    "endnote of PubMed": b"\n" + PUBMED,
    "media cloud": MEDIA_CLOUD,
    "media cloud of before": b"stories_id,publish_date,title,url,language,ap_syndicated,themes,"
    b"media_id,media_name,media_url\n1,,,,,,,,,\n",
    "media cloud in quotes": b'\xef\xbb\xbf"media_name";"media_url";"publish_date";"title";"url"\r\n',
    "gdelt": GDELT,
    "gdelt with an index": b"," + GDELT,
    "gdelt of the site": b"\xef\xbb\xbfURL,MobileURL,Date,Title\nhttps://a,,,\n",
    "old word": compound_file({"WordDocument": b"x", "1Table": b"x"}),
    "locked document": compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
    "slides": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "slides of before": compound_file({"PowerPoint Document": b"x"}),
    "slides of LibreOffice": zipped(mimetype="application/vnd.oasis.opendocument.presentation"),
    "apple document": zipped("Index/Document.iwa", "Metadata/Properties.plist"),
    "apple document of before": zipped("index.apxl"),
    "e-book": zipped("META-INF/container.xml", mimetype="application/epub+zip"),
    "e-book packed anew": zipped("META-INF/container.xml", "OEBPS/content.opf"),
    "e-book of Kindle": bytes(60) + b"BOOKMOBI" + bytes(9),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(9),
    "picture, JPEG": b"\xff\xd8\xff\xe0" + bytes(9),
    "picture, WebP": b"RIFF\x10\0\0\0WEBPVP8 ",
    "picture, HEIC": b"\0\0\0\x18ftypheic" + bytes(9),
    "picture, bitmap": b"BM\x0e\0\0\0" + bytes(8),
}  # fmt: skip

TELLS = {
    "ris": r"references \(RIS\).*full text",
    "bibtex": r"references \(BibTeX\).*full text",
    "endnote": "EndNote or PubMed.*full text",
    "media cloud": r"Media Cloud.*Save the pages as \.html",
    "gdelt": r"GDELT.*Save the pages as \.html",
    "old word": r"Word before 2007.*save it as \.docx",
    "locked document": "locked with a password",
    "slides": r"presentation.*\.txt",
    "apple document": r"Pages, Keynote or Numbers.*\.docx",
    "e-book": r"e-book.*\.txt",
    "picture": r"picture.*OCR",
}


def kinds_of(content: bytes) -> list[str]:
    return [reader.format for reader in WITHOUT_TEXT if reader.recognizes(content)]  # type: ignore[misc]


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_text_is_known_for_what_it_is(name: str) -> None:
    (kind,) = kinds_of(FILES[name])
    assert name.startswith(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_with_what_to_save_instead(kind: str) -> None:
    with pytest.raises(LoadError, match=TELLS[kind]):
        KINDS[kind].read(FILES[kind])


@pytest.mark.parametrize("reader", WITHOUT_TEXT, ids=KINDS)
def test_an_empty_file_is_called_empty(reader: Reader) -> None:
    with pytest.raises(LoadError, match="the file is empty"):
        reader.read(b" \n")


STORY = b"Bridge closes\n\nThe bridge is closed, the mayor said.\n"
OTHERS = {
    "nothing": b"",
    "a story": STORY,
    "a story about BibTeX": STORY * 9 + b"Cite as:\n" + BIBTEX,
    "a story about RIS": STORY * 9 + b"An example:\n" + RIS,
    "a post": b"@article (the magazine) has closed its comments.\n",
    "a style sheet": b"@media (max-width: 600px) { p { color: red } }",
    "a story about a car": b"BMW closes its plant in Port Ellery.",
    "a story about a type": b"TY - the singer - is back.\nER - the series - is not.\n",
    "a percentage": b"%0 of the voters\nstayed at home.\n",
    "a table": b"id,title,url,text\n1,a,b,c\n",
    "links with their text": MEDIA_CLOUD.replace(b"title,url", b"title,url,text"),
    "links with a text in German": GDELT.replace(b"sourcecountry", b"sourcecountry,inhalt"),
    "a list of outlets": b"media_name,media_url\nThe Lantern,https://lantern.example\n",
    "JSON": json.dumps([{"url": "a", "title": "b", "seendate": "c", "domain": "d"}]).encode(),
    "a page": b"<!doctype html><html><p>One.</html>",
    "a Word document": zipped("[Content_Types].xml", "word/document.xml"),
    "a spreadsheet": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "an old spreadsheet": xls({"A": [["id", "text"], ["1", "One."]]}),
    "a text of LibreOffice": zipped(mimetype="application/vnd.oasis.opendocument.text"),
    "an archive": zipped("Index/a.txt", "b.opf", "Index.zip"),
    "a PDF": b"%PDF-1.7\n",
    "rich text": b"{\\rtf1 One.}",
    "a cut archive": b"PK\x03\x04",
    "a cut old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_left_to_their_readers(name: str) -> None:
    assert kinds_of(OTHERS[name]) == []


def test_every_ending_belongs_to_one_kind() -> None:
    suffixes = [suffix for reader in WITHOUT_TEXT for suffix in reader.suffixes]
    assert len(suffixes) == len({*suffixes})
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample files are not on this computer")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("ris", "ris"),
        ("bibtex", "bibtex"),
        ("mediacloud_csv", "media cloud"),
        ("gdelt_csv", "gdelt"),
    ],
)
def test_real_files_are_known(folder: str, kind: str) -> None:
    paths = sorted((SHARED / folder).iterdir())
    assert paths
    for path in paths:
        assert kinds_of(path.read_bytes()) == [kind], path.name


@settings(max_examples=50, deadline=None)
@given(
    content=st.sampled_from([*FILES.values(), *OTHERS.values()]),
    cut=st.integers(0, 3000),
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=8),
)
def test_nothing_but_a_load_error_is_raised(
    content: bytes, cut: int, changes: list[tuple[int, int]]
) -> None:
    damaged = damage(content or b" ", cut, changes)
    for reader in WITHOUT_TEXT:
        assert reader.recognizes is not None
        assert reader.recognizes(damaged) in (True, False)
        with pytest.raises(LoadError):
            reader.read(damaged)
