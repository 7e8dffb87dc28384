"""Where a sentence begins and ends: rules for paragraphs, full stops and the marks around them.

Everything that needs sentences takes them from here, so that a sentence means the same in a
readability score, a tone score and under a quote. The rules need no model. A paragraph's end is a
sentence's end; within it, every run of ``.``, ``!``, ``?`` or an ellipsis is looked at with the
word before it and the one after it. The words that decide are in ``lexicons/abbreviations.csv``.

A *heading* is a short line without a full stop, and so is an entry of a list. It is no sentence of
prose, yet a line of its own: :func:`split_sentences` gives it as one unless asked not to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from analysis.lexicons import load_lexicon
from analysis.mistakes import check_text

Span = tuple[int, int]

_CLOSERS = "\"'”’»)]"
_DASHES = "—–-"
_STOPS = ".!?…:;,—–"

_LINE = re.compile(r"\S[^\n\r\u2028\u2029]*")
# A run of marks, what closes after it (with the number of a note), and what opens before the next
# word. It always matches all of a run, so that no run is looked at twice.
_MARK = re.compile(
    r"([.!?…]+(?:\s\.+)*)"
    r"((?:[\"'”’»)\]]|(?<=’)\s”)*(?:\[\d{1,3}\])*)"
    r"(\s+[\"'“‘«(\[—–\-•*\s]*)?"
)
_LETTER = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")  # U.S, p.m, Ph.D, J.K
_FIGURE = re.compile(r"[#$£€]?\d")
_JOINTS = re.compile(r"[\s—–]")
_ROMAN = re.compile(r"[IVXLC]+\b")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[IVX]{1,4})")
# Names that begin in lower case: iPhone, eBay, de Blasio, al-Masri.
_LOWER_NAME = re.compile(
    r"[a-z]{1,2}[A-Z]|(?:al|bin|d[aeiu]|del|la|van|v[ao]n de[rn]?|von)[ -][A-Z]"
)
# A sentence that follows without a space, as on pages that were put together carelessly.
_UNSPACED = re.compile(r"[“\"]?[A-Z][a-z]*(?:['’][a-z]+)?[\s,]")
# The subject of an attribution after a question: names, perhaps what they are, then a verb.
_SUBJECT = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|of|de|van|von|and|the|for)\s+){0,7}[A-Z][\w.’'-]*"
    r"(?:,[^,.!?“”\"]{1,60},)?\s+(?:(?:also|had|has|later|once|then|\w+ly)\s+)?([a-z]+)"
)


@cache
def _roles() -> dict[str, str]:
    """What each abbreviation does to what follows it."""
    other = {"name", "lettered", "open", "said", "when", "starter"}
    rows = load_lexicon("abbreviations")
    return {row["word"]: row["role"] for row in rows if row["role"] not in other}


@cache
def _words(role: str) -> frozenset[str]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in load_lexicon("abbreviations"):
        groups[row["role"]].add(row["word"])
    return frozenset(groups[role])


def paragraphs(text: str) -> list[Span]:
    r"""Return the span of every non-empty line; a line is a paragraph.

    >>> paragraphs("One.\n\n Two. ")
    [(0, 4), (7, 11)]
    """
    return [
        (match.start(), match.start() + len(match.group().rstrip()))
        for match in _LINE.finditer(text)
    ]


def is_heading(line: str) -> bool:
    """Tell whether a paragraph of an article is a heading: short, and no sentence.

    An entry of a list that has no full stop counts as one, also where it ends in an abbreviation.

    >>> is_heading("“Expression of Unity”"), is_heading("He won."), is_heading("“We won,” he said:")
    (True, False, False)
    >>> is_heading("Tuesday, 7 p.m.: Town Council, 12 Main St."), is_heading("He left at 7 p.m.")
    (True, False)
    """
    words = line.split(None, 12)
    if not words or len(words) > 12:
        return False
    core = line.strip().strip("\"“”'‘’«»()[] ")
    if not core:
        return False
    if core[-1] == "." and words[-1] == words[-1].strip("\"“”'‘’«»()[] "):
        return _is_entry(words)
    return core[-1] not in _STOPS and words[-1][-1] not in _STOPS


def _is_entry(words: list[str]) -> bool:
    """Tell whether the full stop of a line is an abbreviation's, names and figures being all."""
    if _role(words[-1][:-1]) is None or words[0].lower() in _words("starter"):
        return False
    lower = (word.rstrip(".,:;") for word in words if word[0].islower())
    return all(word in _words("open") or _role(word) for word in lower)


def split_sentences(text: str, *, headings: bool = True) -> list[Span]:
    r"""Return the span of every sentence of ``text``, in order.

    A paragraph's end is a sentence's end. Within a paragraph a sentence ends at ``.``, ``!``, ``?``
    or an ellipsis, with the closing marks after it, unless what stands before is an abbreviation or
    an initial, or what follows goes on: in lower case, or in an attribution (“Why?” Ruiz asked.).
    Every letter stands in exactly one sentence. With ``headings=False``, headings and the entries
    of lists are left out (see :func:`is_heading`), as they are from measures of prose.

    >>> text = "The U.S. economy grew 3.5 percent. Prices rose 8.5%. Mr. Ode agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['The U.S. economy grew 3.5 percent.', 'Prices rose 8.5%.', 'Mr. Ode agreed.']
    >>> len(split_sentences("A town waits\n\nIt rained.", headings=False))
    1
    """
    check_text(text, "split_sentences")
    return [
        span
        for (start, end), spans in split_by_paragraph(text)
        if headings or not is_heading(text[start:end])
        for span in spans
    ]


@lru_cache(maxsize=1024)
def split_by_paragraph(text: str) -> tuple[tuple[Span, tuple[Span, ...]], ...]:
    """Return every paragraph with its sentences; the last texts are remembered (15 MB at most).

    The reading of an article and several measures ask for the sentences of the same text.

    >>> split_by_paragraph("It rained. It snowed.")
    (((0, 21), ((0, 10), (11, 21))),)
    """
    return tuple(
        (paragraph, tuple(split_paragraph(text, *paragraph))) for paragraph in paragraphs(text)
    )


def split_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span of every sentence between ``start`` and ``end``, which hold one paragraph."""
    begin = start
    unread = start  # no letter stands between begin and here
    for match in _MARK.finditer(text, start, end):
        stop, following = match.end(2), match.end()
        if following == end:
            break
        if not _LETTER.search(text, unread, stop):
            unread = stop
            continue
        if _ends_sentence(text, start, begin, match):
            yield begin, stop
            begin = unread = stop
            while text[begin].isspace():
                begin += 1
    if _LETTER.search(text, unread, end):
        yield begin, end


def _ends_sentence(text: str, start: int, begin: int, match: re.Match[str]) -> bool:
    mark, closing, gap = match.groups()
    at = match.end()
    if gap is None:
        return _is_unspaced_end(text, begin, match)
    head = text[at]
    if head.islower():
        return (
            not _is_abbreviation(_word_before(text, begin, match.start()))
            and _LOWER_NAME.match(text, at) is not None
        )
    if len(mark) > 1 or mark == "…":
        if "." in mark or "…" in mark:
            return not _breaks_off(text, begin, match)
        return not _goes_on_after_call(text, begin, match)
    if mark != ".":
        return not _goes_on_after_call(text, begin, match)
    word = _word_before(text, begin, match.start())
    if closing and closing[0] not in ")]":  # a quotation that ends with its own full stop
        return _role(word) not in ("title", "goes_on")
    return not _goes_on_after_stop(text, start, begin, match, word)


def _goes_on_after_stop(text: str, start: int, begin: int, match: re.Match[str], word: str) -> bool:
    """Tell whether a single full stop belongs to ``word`` and not to the sentence."""
    dot, at, gap = match.start(), match.end(), match[3]
    word = word.lstrip("(")
    if word.isdigit() or len(word) < 4:
        first = begin + (text[begin] == "(")
        if dot - first == len(word) and _NUMBERING.fullmatch(word):
            return True  # a number before an item: 1. Tea.
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not _ends_with_letter(text, begin, dot, word, at)
    role = _role(word)
    if role is None:
        return False
    if any(dash in gap for dash in _DASHES):
        return True
    if role in ("title", "goes_on"):
        return True
    if role == "number":
        return _FIGURE.match(text, at) is not None
    if role == "part":
        return bool(_FIGURE.match(text, at) or _ROMAN.match(text, at))
    if role == "date":
        return _FIGURE.match(text, at) is not None or _next_word(text, at) in _words("when")
    if role == "time":
        is_label = begin == start and dot - begin < 20 and text.count(" ", begin, dot) <= 1
        return is_label or _next_word(text, at) in _words("when")  # 7:45 p.m. The doors open.
    return not (_is_starter(text, at) or any(opener in gap for opener in '“"‘'))


def _ends_with_letter(text: str, begin: int, dot: int, letter: str, at: int) -> bool:
    """Tell whether a sentence ends with a single capital: Vitamin C, World War I, an F."""
    before = text[max(begin, dot - 40) : dot - 1].split()
    last = before[-1] if before else ""
    if last.strip(_CLOSERS + "“‘(").lower() in _words("lettered"):
        return True
    if letter == "I" and last[:1].islower():
        return True
    return len(before) > 1 and _is_starter(text, at)


def _breaks_off(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence goes on after an ellipsis: the speaker only hesitates."""
    if match[2].startswith((")", "]")):
        return True
    before = text[max(begin, match.start() - 40) : match.start()].split()
    last = before[-1].lower().strip("“‘\"'(") if before else ""
    following = _next_word(text, match.end())
    return (
        last in _words("open")
        or last == following.lower()
        or (following == "I" and len(before) < 3)
    )


def _goes_on_after_call(text: str, begin: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence goes on after ! or ?: in a name, in brackets, in an attribution."""
    closing, at = match[2], match.end()
    word = _word_before(text, begin, match.start())
    if f"{word.lower()}{match[1]}" in _words("name"):
        following = _next_word(text, at)
        return following in _words("when") or not _is_starter(text, at)
    if not closing:
        return False
    if closing[0] in ")]":
        opened = text.rfind("(", max(begin, at - 200), at)
        return opened > begin and not _is_starter(text, at)
    if match[3].strip():
        return False
    if _next_word(text, at) in _words("when"):
        return True
    subject = _SUBJECT.match(text, at, match.endpos)
    verb = subject[1] if subject else ""
    return verb in _words("said") and not _is_starter(text, at)


def _is_unspaced_end(text: str, begin: int, match: re.Match[str]) -> bool:
    stop = match.end(2)
    if len(match[1]) != 1 or not _UNSPACED.match(text, stop, match.endpos):
        return False
    word = _word_before(text, begin, match.start())
    return len(word) > 1 and word[-2:].islower() and word.isalpha() and not _is_abbreviation(word)


def _word_before(text: str, begin: int, dot: int) -> str:
    # Forty letters are enough for any abbreviation, and keep a text without spaces cheap.
    near = text[max(begin, dot - 40) : dot]
    word = near[near.rfind(" ") + 1 :]
    return word if word.isalnum() else _bare(word)


def _bare(word: str) -> str:
    """Return what is left of a word without what opens before it or is joined by a dash."""
    parts = _JOINTS.split(word)
    return parts[-1].lstrip("“‘\"'«[")


@lru_cache(maxsize=8192)
def _role(word: str) -> str | None:
    """Return what the abbreviation ``word`` does to what follows it; None for any other word."""
    roles = _roles()
    if word in roles or len(word) < 2:
        return roles.get(word)
    if word.lower() in roles:
        return roles[word.lower()]
    if "-" in word:
        return _role(word.rpartition("-")[2])
    return "may_end" if _DOTTED.fullmatch(word) else None


def _is_abbreviation(word: str) -> bool:
    return _role(word) is not None or (len(word) == 1 and word.isupper())


def _next_word(text: str, at: int) -> str:
    match = _NEXT_WORD.match(text, at)
    return match.group() if match else ""


def _is_starter(text: str, at: int) -> bool:
    """Tell whether a word that begins sentences stands at ``at``, and not an initial: A. Ruiz."""
    word = _next_word(text, at)
    is_initial = len(word) == 1 and text.startswith(".", at + 1)
    return not is_initial and word.lower() in _words("starter")
