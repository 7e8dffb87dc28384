"""Exports of ProQuest: text, saved pages, and the e-mails it sends.

In all of them an article is a headline and a list of fields ("Publication title:", "Full text:"),
in the language of the interface.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable
from itertools import islice

from analysis.readers.decoding import decode
from analysis.readers.exports.proquest_fields import labelled
from analysis.readers.exports.proquest_records import Chunk, Entry, as_entry, as_record
from analysis.readers.exports.vendors import counted, refuse_large, refuse_many
from analysis.readers.markup import page_text, parse_html, shown_lines
from analysis.readers.records import LoadError, Reader, Records

_RULE = re.compile(r"_{20,}")
_NUMBERED = re.compile(
    r"(?:Document|Documento|Dokument)\s\d{1,5}\s(?:of|de|sur|von|di)\s(?P<all>\d{1,5})",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:Documents?|Documentos?|Dokumente?|Documenti)\s?:\s?(?P<all>\d{1,5})", re.IGNORECASE
)
# Characters of no script, set into a page where an article and where a field begins.
_ARTICLE, _FIELD = "\ue001", "\ue002"
_ANCHOR = re.compile(r"<a\s[^>]{0,100}name=[\"']?DocID_[^>]{0,200}>", re.IGNORECASE)
_STRONG = re.compile(
    r"<(strong|b)(?:\s[^>]{0,300})?>\s{0,20}([^<:]{2,45}:)\s{0,20}</\1>", re.IGNORECASE
)
# An article is a whole page within the page, with a head and a body of its own.
_WRAPPERS = re.compile(r"</?(?:html|head|body|text)(?:\s[^>]{0,500})?>", re.IGNORECASE)
_MAIL = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_FROM_PROQUEST = re.compile(
    rb"^(?:from|subject|sender|reply-to|return-path|received|message-id):[^\n]{0,300}proquest",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_HEADER = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_IN_HTML = re.compile(
    rb"name=[\"']?DocID_|<strong[^>]{0,300}>\s{0,20}ProQuest[ -]do[ck]ument", re.IGNORECASE
)
_MARKS = {"text", "outlet", "published", "document_id", "publication_info", "document_url"}
_MOST_LINES, _MOST_PARTS = 300_000, 1_000  # of an e-mail


def read_proquest(content: bytes) -> Records:
    r"""Return the articles of an export of ProQuest: text, a page, or an e-mail.

    Raises LoadError if the content is no such export, or holds no article.

    >>> read_proquest(
    ...     b"____________________________\n\nBridge closes\n\nFull text: The bridge is closed.\n\n"
    ...     b"Publication title: Port Ellery Courier\n\nPublication date: May 20, 2025\n"
    ... ).rows[0]["outlet"]
    'Port Ellery Courier'
    """
    refuse_large(content)
    opening = _opening(content)
    notes: list[str] = []
    if opening.startswith(b"<"):
        entries, stated = _in_page(content)
    elif _MAIL.match(opening) and _MAIL_HEADER.search(_headers(opening)):
        entries, stated = _in_mail(content)
    else:
        text, note = decode(content)
        entries, stated = _in_text(text)
        notes += [note] if note else []
    if not entries:
        raise LoadError(
            "no article of ProQuest was found in this file: save the articles there as TXT or "
            'HTML, with "Full text" among what is included'
        )
    rows = [as_record(entry) for entry in entries]
    return Records(
        rows,
        (*counted(rows, "one for each list of fields", "ProQuest document ID", stated), *notes),
    )


def looks_like_proquest(content: bytes) -> bool:
    """Whether the content is text, a page or an e-mail with the marks of ProQuest."""
    opening = _opening(content)
    if opening.startswith(b"<"):
        return _IN_HTML.search(content[:1_000_000]) is not None
    if opening.startswith(b"_" * 20):
        lines = content[:300_000].decode("utf-8", "replace").split("\n")
        return len(_MARKS & {labelled(line.strip())[0] for line in lines}) > 2
    headers = _headers(opening) if _MAIL.match(opening) else b""
    return bool(_FROM_PROQUEST.search(headers) and _MAIL_HEADER.search(headers))


def _opening(content: bytes) -> bytes:
    return content[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")


def _headers(opening: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", opening, maxsplit=1)[0]


# ---- text ----------------------------------------------------------------------------------------


def _in_text(text: str) -> tuple[list[Entry], int | None]:
    """Part a text at its rules of underscores; a block of it is an article if it has fields."""
    blocks: list[list[str]] = [[]]
    stated: list[int] = []
    for found in re.finditer(r"[^\n]+|\n{2,}", text):
        line = found[0].strip()
        numbered = _NUMBERED.fullmatch(line)
        if _RULE.fullmatch(line) or numbered:
            blocks.append([])
        else:
            blocks[-1].append(line)
        if said := numbered or _STATED.fullmatch(line):
            stated.append(int(said["all"]))
    entries = [entry for block in blocks if (entry := as_entry(_chunks(block)))]
    refuse_many(len(entries))
    return entries, max(stated, default=None)


def _chunks(lines: Iterable[str]) -> list[Chunk]:
    """Part the lines of a block where blank ones stand; a label begins the first of them."""
    chunks: list[Chunk] = []
    begins = True
    for line in lines:
        if line and begins:
            name, rest = labelled(line)
            chunks.append(Chunk(name, rest, line, []))
        elif line:
            chunks[-1].more.append(line)
        begins = not line
    return chunks


# ---- pages ---------------------------------------------------------------------------------------


def _in_page(content: bytes) -> tuple[list[Entry], int | None]:
    text = _WRAPPERS.sub("", page_text(content))
    text = _STRONG.sub(rf"<br>{_FIELD}\2 ", _ANCHOR.sub(f"<br>{_ARTICLE}<br>", text))
    blocks: list[list[Chunk]] = [[]]
    stated: int | None = None
    for line in shown_lines(parse_html(text.encode("utf-8", "replace"))):
        if line == _ARTICLE:
            blocks.append([])
        elif len(blocks) == 1 and (said := _STATED.fullmatch(line)):
            stated = int(said["all"])
        elif line.startswith(_FIELD):
            name, rest = labelled(line.strip(_FIELD), any_label=True)
            blocks[-1].append(Chunk(name, rest, line.strip(_FIELD), []))
        else:
            blocks[-1].append(Chunk("", line, line, []))
    refuse_many(len(blocks))
    return [entry for block in blocks if (entry := as_entry(block))], stated


# ---- e-mails -------------------------------------------------------------------------------------


def _in_mail(content: bytes) -> tuple[list[Entry], int | None]:
    """Read the parts of an e-mail that are text; a page counts before the same as plain text."""
    found: dict[str, list[Entry]] = {"text/html": [], "text/plain": []}
    stated: int | None = None
    for kind, payload in _parts_of_mail(content):
        try:
            if kind == "text/html":
                entries, said = _in_page(payload)
            else:
                entries, said = _in_text(decode(payload).text)
        except LoadError:
            continue  # another part may be sound
        found[kind] += entries
        stated = stated if said is None else said
    return found["text/html"] or found["text/plain"], stated


def _parts_of_mail(content: bytes) -> list[tuple[str, bytes]]:
    refuse_large(content, _MOST_LINES)
    parts: list[tuple[str, bytes]] = []
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        for part in islice(message.walk(), _MOST_PARTS):
            payload = part.get_payload(decode=True)
            kind = part.get_content_type()
            if kind in ("text/html", "text/plain") and isinstance(payload, bytes):
                parts.append((kind, _in_utf8(payload, part.get_content_charset("utf-8"))))
    except Exception as error:  # the parser of e-mails lets many errors through
        raise LoadError("this e-mail is broken: save it again") from error
    return parts


def _in_utf8(content: bytes, charset: str) -> bytes:
    try:
        return content.decode(charset).encode("utf-8", "replace")
    except (LookupError, ValueError):
        return content


PROQUEST = Reader("proquest", (".eml",), read_proquest, False, looks_like_proquest)
