"""Files that describe articles or show them but hold no text: refused, with what to save instead.

Without a word of advice they would pass for articles, or for tables that lack a column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import partial

from analysis.readers.columns import squeeze
from analysis.readers.compound import stream_names
from analysis.readers.packed import part_names
from analysis.readers.records import LoadError, Reader, Records

_HEAD, _REMARKS = 4000, 300
_BOM = b"\xef\xbb\xbf"
_GET_TEXT = (
    "Export the articles themselves, with their full text, from the database (as Word, RTF or "
    "plain text), or save their pages"
)
_ENTRIES = (
    "article|book|booklet|conference|electronic|inbook|incollection|inproceedings|manual|"
    "mastersthesis|misc|newspaper|online|phdthesis|proceedings|report|techreport|thesis|"
    "unpublished|webpage|www"
)
# Exports begin with remarks of many kinds: a tag or an entry is sure if another one follows.
_RIS = re.compile(rb"^(?:TY  - [A-Za-z][A-Za-z -]{1,40})\r?\n\s{0,9}[A-Z][A-Z0-9]  -", re.MULTILINE)
_BIBTEX = re.compile(
    rf"^[ \t]{{0,9}}@(?:(?:{_ENTRIES})\s{{0,9}}[{{(]\s{{0,9}}[^\s,{{}}()\"=]{{1,200}}\s{{0,9}},"
    r"\s{0,99}[A-Za-z_-]{2,40}\s{0,9}=|(?:comment|string|preamble)\s{0,9}[{(])".encode(),
    re.IGNORECASE | re.MULTILINE,
)
_ENDNOTE = re.compile(rb"\s{0,99}%0 [A-Z][A-Za-z -]{2,40}\r?\n%[A-Z0-9@!?&+*$#<>()-] ")
_PUBMED = re.compile(rb"\s{0,99}PMID- ?\d{1,12}\s{0,9}\r?\n[A-Z]{2,4} {0,2}- ")
# Names of columns as they are compared: small letters and figures only.
_MEDIA_CLOUD = {
    "id", "storiesid", "indexeddate", "language", "medianame", "mediaid", "mediaurl", "publishdate",
    "title", "url", "apsyndicated", "themes", "guid", "collectdate", "metadata", "archiveurl",
}  # fmt: skip
_GDELT = {
    "url", "urlmobile", "title", "seendate", "socialimage", "domain", "language", "sourcecountry",
}  # fmt: skip
_GDELT_OF_THE_SITE = {"url", "mobileurl", "date", "title"}
_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*",
)  # fmt: skip
_PHONE_PICTURES = (b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def _refuse(message: str, content: bytes) -> Records:
    raise LoadError(message if content.strip() else "the file is empty")


def _kind(
    name: str, suffixes: tuple[str, ...], recognizes: Callable[[bytes], bool], message: str
) -> Reader:
    return Reader(name, suffixes, partial(_refuse, message), False, recognizes)


# ---- references ------------------------------------------------------------------------------


def looks_like_ris(content: bytes) -> bool:
    r"""Whether the content begins with a reference as RIS writes it.

    >>> looks_like_ris(b"TY  - NEWS\nTI  - Bridge closes\nER  - \n")
    True
    """
    return _begins_with(_RIS, content)


def looks_like_bibtex(content: bytes) -> bool:
    """Whether the content begins with an entry of BibTeX.

    >>> looks_like_bibtex(b"@article{osgood2025, title = {Bridge closes}}")
    True
    """
    return _begins_with(_BIBTEX, content)


def looks_like_endnote(content: bytes) -> bool:
    """Whether the content is a list of references of EndNote or PubMed."""
    head = _head(content)
    return bool(_ENDNOTE.match(head) or _PUBMED.match(head))


def _begins_with(entry: re.Pattern[bytes], content: bytes) -> bool:
    """Whether an entry stands at the beginning, but for a few lines of who made the list."""
    found = entry.search(_head(content))
    return found is not None and found.start() <= _REMARKS


def _head(content: bytes) -> bytes:
    return content[:_HEAD].removeprefix(_BOM)


# ---- lists of links --------------------------------------------------------------------------


def looks_like_media_cloud(content: bytes) -> bool:
    """Whether the content is a table with the columns of Media Cloud's lists and no others."""
    columns = _columns(content)
    return {"medianame", "mediaurl", "publishdate", "url"} <= columns <= _MEDIA_CLOUD


def looks_like_gdelt(content: bytes) -> bool:
    """Whether the content is a table with the columns of GDELT's lists of articles and no others.

    >>> looks_like_gdelt(b"url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry")
    True
    >>> looks_like_gdelt(b"url,url_mobile,title,seendate,domain,language,sourcecountry,text")
    False
    """
    columns = _columns(content)
    return {"url", "title", "seendate", "domain"} <= columns <= _GDELT or (
        columns == _GDELT_OF_THE_SITE
    )


def _columns(content: bytes) -> set[str]:
    """Return the names in the first line, without the blank one that an index leaves."""
    line = _head(content).partition(b"\n")[0].decode("utf-8", "replace").strip()
    delimiter = max(",;\t", key=line.count)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return set()
    return {squeeze(name) for name in names} - {"", "unnamed0"}


# ---- documents -------------------------------------------------------------------------------


def looks_like_old_word(content: bytes) -> bool:
    """Whether the content is a document of Word before 2007."""
    return "WordDocument" in stream_names(content)


def looks_like_locked(content: bytes) -> bool:
    """Whether the content is a new document of an office program, locked with a password."""
    return "EncryptedPackage" in stream_names(content)


def looks_like_slides(content: bytes) -> bool:
    """Whether the content is a presentation of PowerPoint, old or new, or of LibreOffice."""
    return (
        content[30:120].startswith(b"mimetypeapplication/vnd.oasis.opendocument.presentation")
        or "ppt/presentation.xml" in part_names(content)
        or "PowerPoint Document" in stream_names(content)
    )


def looks_like_apple(content: bytes) -> bool:
    """Whether the content is a document of Pages, Keynote or Numbers."""
    names = set(part_names(content))
    if {"Index.zip", "Metadata/Properties.plist"} <= names or "index.apxl" in names:
        return True
    return any(name.startswith("Index/") and name.endswith(".iwa") for name in names)


def looks_like_e_book(content: bytes) -> bool:
    """Whether the content is an e-book, for common readers or a Kindle."""
    if content[30:100].startswith(b"mimetypeapplication/epub+zip") or content[60:68] == b"BOOKMOBI":
        return True
    names = part_names(content)
    return "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names)


def looks_like_picture(content: bytes) -> bool:
    """Whether the content begins as pictures do."""
    if content.startswith(_PICTURES):
        return True
    if content.startswith(b"BM"):  # as a text may; a bitmap says its size
        return content[2:6] == len(content).to_bytes(4, "little")
    return (content[:4] == b"RIFF" and content[8:12] == b"WEBP") or (
        content[4:8] == b"ftyp" and content[8:12] in _PHONE_PICTURES
    )


# ---- the readers -----------------------------------------------------------------------------

_REFERENCES = "it names articles and may hold their abstracts, but not their text"
_LINKS = "it holds titles and addresses of articles, but not their text. Save the pages as .html"

WITHOUT_TEXT: list[Reader] = [
    _kind(
        "ris",
        (".ris",),
        looks_like_ris,
        f"this is a list of references (RIS): {_REFERENCES}. {_GET_TEXT}",
    ),
    _kind(
        "bibtex",
        (".bib", ".bibtex"),
        looks_like_bibtex,
        f"this is a list of references (BibTeX): {_REFERENCES}. {_GET_TEXT}",
    ),
    _kind(
        "endnote",
        (".enw", ".nbib"),
        looks_like_endnote,
        f"this is a list of references (EndNote or PubMed): {_REFERENCES}. {_GET_TEXT}",
    ),
    _kind(
        "media cloud",
        (),
        looks_like_media_cloud,
        f"this is a list of links from Media Cloud: {_LINKS}, or add a column 'text' to this table",
    ),
    _kind(
        "gdelt",
        (),
        looks_like_gdelt,
        f"this is a list of links from GDELT: {_LINKS}, or add a column 'text' to this table",
    ),
    _kind(
        "old word",
        (".doc", ".dot"),
        looks_like_old_word,
        "this is a document of Word before 2007 (.doc): open it in Word or LibreOffice and save it "
        "as .docx",
    ),
    _kind(
        "locked document",
        (),
        looks_like_locked,
        "this document is locked with a password: open it in its own program and save it without",
    ),
    _kind(
        "slides",
        (".pptx", ".ppt", ".odp"),
        looks_like_slides,
        "this is a presentation, not an article: copy the text that is meant and save it as .txt",
    ),
    _kind(
        "apple document",
        (".pages", ".key", ".numbers"),
        looks_like_apple,
        "this is a document of Apple's Pages, Keynote or Numbers: export it there as Word (.docx) "
        "or, if it is a table, as Excel (.xlsx)",
    ),
    _kind(
        "e-book",
        (".epub", ".mobi", ".azw3"),
        looks_like_e_book,
        "this is an e-book, not an article: copy the text that is meant and save it as .txt",
    ),
    _kind(
        "picture",
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg"),
        looks_like_picture,
        "this is a picture: if it shows an article, run text recognition (OCR) on it and save what "
        "it finds as .txt",
    ),
]
