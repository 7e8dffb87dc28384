"""Bytes to text: which encoding, or why these bytes are no text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from analysis.readers.records import LoadError

# UTF-32 comes first: its mark begins with the one of UTF-16.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# How common files begin that are not text, whatever they are called.
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or Excel document or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"PAR1", "a Parquet table"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
# What English pages hold beyond ASCII in Windows' cp1252: punctuation of the typesetter, and small
# accented letters standing alone between plain ones, as in "café".
_TYPOGRAPHY = "\u00a0“”‘’‚„–—…•‹›«»€£©®™°·§½¼¾"
_ACCENTED = "àáâäåæçèéêëìíîïñóôöøùúûüœß"
_UNUSUAL = re.compile(
    rf"[^\x00-\x7f{_TYPOGRAPHY}{_ACCENTED}]|(?<![A-Za-z])[{_ACCENTED}]|[{_ACCENTED}](?=[À-ÿ])"
)
_SAMPLE = 200_000


class Decoded(NamedTuple):
    """The text of a file, and a note for the load report if its encoding had to be guessed."""

    text: str
    note: str | None = None


def decode(content: bytes) -> Decoded:
    r"""Decode the content of a text file; line ends become ``\n``.

    A byte order mark decides; without one, UTF-8 if the bytes are valid UTF-8, else the likeliest
    older encoding. charset-normalizer takes the £ of a short English text for a Polish letter, so
    cp1252 is tried before it, on texts that would then hold nothing unusual in English.

    Raises LoadError if the content is empty or no text.

    >>> decode("“It’s late”".encode("cp1252"))
    Decoded(text='“It’s late”', note='the encoding was guessed: cp1252')
    """
    if not content:
        raise LoadError("the file is empty")
    for start, kind in _BINARY:
        if content.startswith(start):
            raise LoadError(f"this is {kind}, not plain text: open it and save its text as .txt")
    text, note = _decode(content)
    _refuse_binary(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise LoadError("the file is empty: it holds nothing but blank lines")
    return Decoded(text, note)


def _decode(content: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return Decoded(content.decode(encoding).removeprefix("\ufeff"))
            except UnicodeDecodeError as error:
                raise LoadError(
                    f"the file is marked as {encoding.removesuffix('-sig').upper()} but is broken "
                    f"at byte {error.start}: save it again as UTF-8"
                ) from error
    if b"\x00" in content:
        raise LoadError("this is not plain text (it holds NUL bytes): save it as UTF-8 text")
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    return _mostly_utf8(content) or _guessed(content)


def _mostly_utf8(content: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken characters as such: guessing would break all the others."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    if whole < 10 * broken:
        return None
    return Decoded(text, _told_broken(broken))


class Encoding(NamedTuple):
    """How the bytes of a large file are to be read, and a note if that had to be guessed."""

    name: str
    errors: str = "strict"
    note: str | None = None


def find_encoding(pieces: Callable[[], Iterable[bytes]]) -> Encoding:
    """Return the encoding of a file of which each call of ``pieces`` gives the bytes anew.

    It is what ``decode`` would find, but that an older encoding is told from the first piece that
    is not UTF-8. Raises LoadError if the first piece is empty or no text.

    >>> find_encoding(lambda: [b"It is late.", "“So?”".encode()]).name
    'utf-8'
    """
    start = next(iter(pieces()), b"")
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return Encoding(encoding)
    decode(start[: max(start.rfind(b"\n"), 0)] or start)
    strict = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces():
            strict.decode(piece)
        return Encoding("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = codecs.getincrementaldecoder("utf-8")("replace")
    n_broken = n_whole = 0
    for piece in pieces():
        text = lenient.decode(piece)
        n_broken += text.count("\ufffd")
        n_whole += len(text) - len(text.encode("ascii", "ignore"))
    if n_whole - n_broken >= 10 * n_broken:
        return Encoding("utf-8", "replace", _told_broken(n_broken))
    odd = next(piece for piece in pieces() if not piece.isascii())
    for encoding in _guesses(odd):
        return Encoding(encoding, "replace", f"the encoding was guessed: {encoding}")
    raise LoadError("this is not plain text in any encoding we know: save it as UTF-8 text")


def _told_broken(n: int) -> str:
    return f"{n} broken {'character' if n == 1 else 'characters'}, shown as \ufffd"


def _guessed(content: bytes) -> Decoded:
    for encoding in _guesses(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return Decoded(text, f"the encoding was guessed: {encoding}")
    raise LoadError("this is not plain text in any encoding we know: save it as UTF-8 text")


def _guesses(content: bytes) -> tuple[str, ...]:
    """Return the encodings that a text may be in that is not UTF-8, the likeliest first."""
    import charset_normalizer

    try:
        windows = content.decode("cp1252")
    except UnicodeDecodeError:
        windows = None
    if windows is not None and not _UNUSUAL.search(windows):
        return ("cp1252",)
    sample = content
    if len(content) > _SAMPLE:  # cut between lines, not inside a character
        sample = content[:_SAMPLE].rpartition(b"\n")[0] or content[:_SAMPLE]
    best = charset_normalizer.from_bytes(sample).best()
    return (best.encoding if best else "cp1252", "cp1252")


def _refuse_binary(text: str) -> None:
    # One stray control character comes with text copied from a PDF; many do not.
    n_control = len(_CONTROL.findall(text))
    if "\x00" in text or n_control > len(text) / 100:
        raise LoadError(
            "this is not plain text (it holds control characters): save it as UTF-8 text"
        )


_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<head|<body|<rss|<feed)\b", re.IGNORECASE)


def refuse_markup(text: str) -> None:
    """Raise LoadError if the text is the source of a web page and not what a reader sees."""
    if _MARKUP.match(text):
        raise LoadError(
            "this is a saved web page or feed (HTML or XML): open it in a browser, copy the "
            "article, and save it as .txt"
        )
