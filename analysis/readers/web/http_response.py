"""What a web server answered, as an archive keeps it: status, headers, and the page unpacked."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 1_000_000
_CHUNK = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_MOST_CHUNKS = 100_000
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NO_CHARSETS = ("punycode", "idna")  # Python takes hours over a long text in these
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = ("text/html", "application/xhtml+xml")
_OK = "200"


class CaptureError(Exception):
    """A capture gives no page; the message goes on from "not read:"."""


class Response(NamedTuple):
    """The status, the headers with their names in small letters, and what came after them."""

    status: str
    headers: dict[str, str]
    body: bytes


class Page(NamedTuple):
    """The bytes of a page, and whether they are all there."""

    content: bytes
    is_whole: bool


def parse_response(block: bytes) -> Response:
    r"""Divide a response into its parts. Raises CaptureError if it does not begin as one.

    >>> parse_response(b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\nGone")
    Response(status='404', headers={'server': 'x'}, body=b'Gone')
    """
    status = _STATUS.match(block)
    if not status:
        raise CaptureError("without an HTTP status")
    end = _HEADER_END.search(block, 0, _LONGEST_HEADER)
    if not end:
        return Response(status[1].decode(), {}, b"")
    headers: dict[str, str] = {}
    for line in block[: end.start()].decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Response(status[1].decode(), headers, block[end.end() :])


def page_of(response: Response, most: int) -> Page:
    """Return the page of a response, unpacked, and in UTF-8 if the headers name its encoding.

    Of a longer page ``most`` bytes and one are returned. Raises CaptureError, with the reason, if
    the response is no HTML page with status 200.
    """
    if response.status != _OK:
        raise CaptureError(f"status {response.status}")
    stated = response.headers.get("content-type", "")
    kind = stated.partition(";")[0].strip().lower()
    if kind not in _HTML:
        raise CaptureError(f"type {kind[:40]}" if kind else "without a type")
    body, is_whole = response.body, True
    if response.headers.get("transfer-encoding", "").lower() == "chunked":
        body, is_whole = _without_chunks(body)
    packing = response.headers.get("content-encoding", "").lower()
    if packing in ("gzip", "x-gzip", "deflate"):
        body, unpacked_whole = _unpacked(body, most)
        is_whole = is_whole and unpacked_whole
    elif packing not in ("", "identity", "none", "utf-8"):
        raise CaptureError(f"packed with {packing[:20]}")
    if len(body) > most:
        return Page(body[: most + 1], False)
    if not body.strip():
        raise CaptureError("empty")
    return Page(_as_utf8(body, stated), is_whole)


def _without_chunks(body: bytes) -> tuple[bytes, bool]:
    """Put chunks together; archives keep some answers whole that say they come in chunks."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        n_bytes = int(size[1], 16)
        part = body[size.end() : size.end() + n_bytes]
        parts.append(part)
        if n_bytes == 0 or len(part) < n_bytes:
            return b"".join(parts), n_bytes == 0
        at = size.end() + n_bytes
        at += 2 if body[at : at + 2] == b"\r\n" else 1
        if len(parts) > _MOST_CHUNKS:
            raise CaptureError("in more pieces than a page comes in")
    return (b"".join(parts), False) if parts else (body, True)


def _unpacked(body: bytes, most: int) -> tuple[bytes, bool]:
    """Unpack a body, and whether all of it could be; one that is not packed stays as it is."""
    for window in (47, -15):  # with a header of gzip or zlib, then without any
        unpacker = zlib.decompressobj(window)
        try:
            return unpacker.decompress(body, most + 1), unpacker.eof or bool(
                unpacker.unconsumed_tail
            )
        except zlib.error:
            if body.startswith(b"\x1f\x8b"):
                raise CaptureError("damaged") from None
    return body, True


def _as_utf8(page: bytes, stated: str) -> bytes:
    """Recode a page whose encoding the server named: its word counts before the page's own."""
    named = _CHARSET.search(stated)
    if not named or named[1].lower() in _NO_CHARSETS or page.startswith(_MARKS):
        return page
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return b"\xef\xbb\xbf" + page.decode(named[1]).encode("utf-8")
        except (LookupError, UnicodeError, ValueError):
            return page
    return page
