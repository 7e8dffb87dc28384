"""Rich text (RTF): its lines as a word processor shows them, and one file as one article."""

from __future__ import annotations

import codecs
import re

from analysis.readers.records import LoadError, Reader, Records

# striprtf reads two million characters a second and keeps a note for every open group. Pictures
# are cut out before and do not count.
LONGEST = 15_000_000
MOST_GROUPS, MOST_BINARIES, LONGEST_FONTS = 1_000_000, 10_000, 200_000

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}\{\\rtf")
_BINARY = re.compile(rb"(?<!\\)(?:\\\\)*\\bin(\d{1,9}) ?")
_UNFINISHED = re.compile(rb"\\(?:'[0-9a-f]?|[a-z]{0,32}-?\d{0,10})\Z", re.IGNORECASE)
_BRACE = re.compile(rb"\\[\\{}]|[{}]")
# Groups that show nothing: pictures, objects, and all that a program may skip.
_NOT_SHOWN = re.compile(
    rb"(?<!\\)\{\s*\\(?:\*|pict|object|themedata|colortbl|stylesheet|info)(?![a-z])"
)
_FONTS = re.compile(rb"\{\s*\\fonttbl(?![a-z])")
_FONT = re.compile(rb"\\f(\d{1,5})(?!\d)[^;]{0,200}?\\fcharset(\d{1,3})(?!\d)")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_EIGHT_BIT = re.compile(rb"[\x80-\xff]+")
# What the charsets of fonts are called; striprtf knows others by names that Python does not have.
_CHARSETS = {
    0, 77, 128, 129, 130, 134, 136, 161, 162, 163, 177, 178, 186, 204, 222, 238, 254, 255,
}  # fmt: skip
_REWRITTEN = (
    (re.compile(r"\\fldinst(?![a-z])"), r"\\fldinst "),  # else addresses are printed beside links
    (re.compile(r"\\cell(?![a-z]) ?"), r"\\tab "),
    (re.compile(r"\\(?:nestcell|nestrow)(?![a-z]) ?"), r"\\par "),
    (re.compile(r"\\uc(?![a-z\d-])"), r"\\uc1"),
    (re.compile(r"\\(?:ansicpg\d*|fonttbx)"), ""),
)
_UNICODE = re.compile(r"\\u(-?\d{5,10})")
_HALF = re.compile("[\ud800-\udfff]")
# Runs of spaces, and spaces of other kinds; a single plain space is left alone, which is quicker.
_SPACES = re.compile(r"[^\S\n\t ][^\S\n\t]*| [^\S\n\t]+")
_AROUND_TAB = re.compile(" ?\t ?")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad]")


def lines_in_rtf(content: bytes) -> list[str]:
    r"""Return the lines of a rich text document, blank ones left out, runs of spaces made one.

    A link is shown as its text, a picture not at all; the cells of a table row stand in one line
    with tabs between them. A document that was cut short gives the lines before the cut. Raises
    LoadError if the content is no rich text, or too large.

    >>> lines_in_rtf(rb"{\rtf1\ansi{\b Bridge closes}\par It\'92s late.}")
    ['Bridge closes', 'It’s late.']
    """
    if not content.strip():
        raise LoadError("the file is empty")
    if not _OPENING.match(content):
        raise LoadError("this is no rich text: it does not begin with {\\rtf")
    text = _shown(_without_pictures(content))
    text = re.sub("\r\n?|[\x0b\x0c]", "\n", text)
    text = _AROUND_TAB.sub("\t", _SPACES.sub(" ", _CONTROL.sub("", text)))
    return [line for line in map(str.strip, text.split("\n")) if line]


def read_rich_text(content: bytes) -> Records:
    r"""Return the one article of a rich text document.

    Raises LoadError as lines_in_rtf does, and if the document shows no text.

    >>> read_rich_text(rb"{\rtf1\ansi Bridge closes\par\par The bridge is closed.}").rows
    [{'text': 'Bridge closes\n\nThe bridge is closed.'}]
    """
    lines = lines_in_rtf(content)
    if not lines:
        raise LoadError("this document shows no text: open it, and save its text as .txt")
    return Records([{"text": "\n\n".join(lines)}])


def looks_like_rich_text(content: bytes) -> bool:
    """Whether the content opens as rich text does."""
    return _OPENING.match(content) is not None


def _without_pictures(content: bytes) -> bytes:
    """Cut out what is not shown and what is not text. Raises LoadError if too much is left."""
    n_braces = max(content.count(b"{"), content.count(b"}"))
    if n_braces > MOST_GROUPS or content.count(b"\\bin") > MOST_BINARIES:
        raise LoadError("it is divided into more groups than an article has: save it as .docx")
    content = _without_hidden(_without_binaries(content))
    if len(content) <= LONGEST and not _is_utf8(content):
        content = _EIGHT_BIT.sub(_escaped, content)
    if len(content) > LONGEST:
        raise LoadError(
            f"it has {len(content):,} bytes without its pictures, more than {LONGEST:,}: divide it"
        )
    return _in_one_group(content)


def _without_binaries(content: bytes) -> bytes:
    kept: list[bytes] = []
    place = 0
    while found := _BINARY.search(content, place):
        end = found.end() + int(found[1])
        if end > len(content):  # the number is wrong, or the file was cut short here
            break
        kept.append(content[place : found.start()])
        place = end
    return b"".join((*kept, content[place:]))


def _without_hidden(content: bytes) -> bytes:
    kept: list[bytes] = []
    place = 0
    while found := _NOT_SHOWN.search(content, place):
        end = _end_of_group(content, found.start())
        if end is None:
            break
        kept.append(content[place : found.start()])
        place = end
    return b"".join((*kept, content[place:]))


def _end_of_group(content: bytes, start: int) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(content, start):
        depth += {b"{": 1, b"}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return None


def _in_one_group(content: bytes) -> bytes:
    """Leave out closing braces that are too many: reading would end at them, with more to come.

    So is the beginning of a mark at the end of a document that was cut short.
    """
    content = _UNFINISHED.sub(b"", content)
    last = max(content.rfind(b"\\par"), content.rfind(b"{\\rtf"))
    kept: list[bytes] = []
    place = depth = 0
    for brace in _BRACE.finditer(content):
        depth += {b"{": 1, b"}": -1}.get(brace[0], 0)
        if depth <= 0 and brace[0] == b"}":
            depth = 0
            kept.append(content[place : brace.start()])
            place = brace.end()
            if brace.start() > last:
                return b"".join((*kept, b"}"))
    return b"".join((*kept, content[place:], b"}"))


def _shown(content: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    encoding = _encoding(content)
    text = _with_plain_fonts(content).decode("utf-8")
    for pattern, better in _REWRITTEN:
        text = pattern.sub(better, text)
    text = _UNICODE.sub(_possible, text)
    try:
        shown: str = rtf_to_text(text, encoding, "replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # it was not written for broken documents
        raise LoadError(
            f"this rich text is broken ({type(error).__name__}): open it and save it as .docx"
        ) from error
    if _HALF.search(shown):  # characters beyond the first 65,536 are written as two halves
        shown = shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return shown


def _encoding(content: bytes) -> str:
    declared = _CODE_PAGE.search(content[:10_000])
    number = declared[1].decode() if declared else ""
    if number == "10000" or (not number and re.search(rb"\\mac(?![a-z])", content[:200])):
        return "mac_roman"
    try:
        codecs.lookup(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"


def _with_plain_fonts(content: bytes) -> bytes:
    """Reduce the table of fonts to what says how their characters are encoded."""
    table = _FONTS.search(content)
    if not table:
        return content.replace(b"\\fonttbl", b"\\fonttbx")
    end = _end_of_group(content, table.start()) or len(content)
    fonts = b"".join(
        b"{\\f%s\\fcharset%s x;}" % (number, charset)
        for number, charset in _FONT.findall(content[table.start() : end], 0, LONGEST_FONTS)
        if int(charset) in _CHARSETS
    )
    before, after = content[: table.start()], content[end:]
    hidden = (part.replace(b"\\fonttbl", b"\\*\\fonttbx") for part in (before, after))
    return (b"{\\fonttbl%s}" % fonts).join(hidden)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _escaped(run: re.Match[bytes]) -> bytes:
    return ("\\'" + run[0].hex("'").replace("'", "\\'")).encode()


def _possible(code: re.Match[str]) -> str:
    return code[0] if -0x10000 <= int(code[1]) <= 0x10FFFF else "\\u65533 "


RICH_TEXT = Reader("rtf", (".rtf",), read_rich_text, False, looks_like_rich_text)
