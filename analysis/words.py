"""How many syllables a printed word has, as one says it.

Syllables are looked up in the Carnegie Mellon Pronouncing Dictionary; what is not there is counted
by its spelling. Figures, signs, initials and short forms are counted as one says them, as the
authors of the readability formulas ask.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from analysis.lexicons import load_lexicon, load_syllables

# The parts of a printed word that are said: a sign, a number, a run of letters.
WORD_PARTS = re.compile(
    r"[$£€¥₹₽₺₦%&°]|#(?=\d)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?:(?P<suffix>st|nd|rd|th|s)(?![^\W\d_]))?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*\.?"
)
_UNITS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # zero ... nineteen
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)  # twenty ... ninety
_PLURAL_INITIALS = re.compile(r"[A-Z]{2,5}s")
_POSSESSIVE = re.compile(r"(?:'[sS])+$")
_SIBILANT = re.compile(r"(?:[sxz]|[cs]h|[cg]e|[sz]e)$")
# Short forms after a figure: 10am, $3m, £2bn.
_AFTER_FIGURE = {"am": 2, "pm": 2, "m": 2, "mn": 2, "bn": 2, "tn": 2}
_CLOCK = re.compile(r"(\d{1,2})\.([0-5]\d)(?=[ap]m\b)")
_SPAN = re.compile(r"(?<![\d.,])(\d{1,9})[-–](?=(\d{1,9})(?![\d.,]))")
_MIXED_INITIALS = re.compile(r"[A-Z]{1,2}[a-z][A-Z]{1,2}")  # AfD, MoD
# Capitals in a row are said as a word (NATO) if they can be, else letter by letter: what no English
# word begins or ends with, or holds, cannot be said.
_NOT_A_WORD = re.compile(
    r"^(?!sch|scr|spl|spr|str|thr)[^aeiouy]{3}"
    r"|^(?![bcdfghkpstvw][rlwh]|s[cklmnpqt]|kn|ps|ts|tz|wr|qu)[^aeiouy]{2}|^y[^aeiou]"
    r"|aa|ii|uu|^[aeiou]{3}|[^aeiouy]{3}$|[cs]d$|[bdgkmnpt]c$|[^aeiouy]q$"
)
_SHORT_WORDS = frozenset(
    "ah am an as at be by do dr ed go ha he if in is it jr lt me mr ms mt my no of oh on or so sr "
    "st to up us we".split()
)
_NEW_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])(?<!\bMc)(?<!\bMac)(?<!\bDe)")
_PREFIXES = ("un", "re", "non", "pre", "mis", "dis", "sub", "mid", "out", "pro")
_ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "ly", "ness", "less", "ment")
_VOWEL = "aeiouy"
_LONGEST = 30  # letters of a part of a compound; a longer string is no word


# For words that the dictionary lacks: groups of vowels, less the silent e, plus parted vowels.
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = (
    re.compile(r"(?<![bcdgtv]r)(?<![^aeiouyl]l)(?<![aeiouy])e$"),
    re.compile(r"(?:[^aeiouylscxzgh]|[aeiouyl]l|[^sc]h)es$"),
    re.compile(r"(?:[^aeiouyldt]|[aeiouyl]l)ed$"),
    re.compile(
        r"(?:[^aeiouyl]|[aeiouyl]l)e(?=(?:ly|ness|less|ful|ment|some|side|ship|where|house|man|men|"
        r"work|ville|land|town|field|line|wood|ton|ford)(?:s|er|ers)?$)"
    ),
)
_PARTED = (
    re.compile(r"(?<![ctsg])i[ao](?!u|$)|[^aeiouctsgx]ia$|iu(?!$)|(?<![tscgx])iou"),
    re.compile(r"e(?:o(?!u|$)|um|us$)|[bcdfhjklmnprtvz]ua"),
    re.compile(r"[aeiouy](?=ing)|[aeiou]y[aeio]|[^aeiouy]ier$"),
    re.compile(r"[st]hms?$|sms?$|^mc(?=[^aeiouyh])|^(?:mb|n[dgkt])(?=[^s])"),
)


def count_syllables(word: str) -> int:
    """Return the syllables of a word as it is read aloud: figures, signs and initials too.

    Flesch asks for that ("How to write plain English", 1979, chapter 2: two for "$", four for
    "1918"), and so does McLaughlin (1969) for SMOG. A mark that is not said has none.

    >>> [count_syllables(word) for word in ["creature", "1918", "FBI", "U.S.", "African-American"]]
    [2, 4, 3, 2, 7]
    """
    word = word.replace("’", "'")
    n_syllables = sum(map(_syllables_of_part, WORD_PARTS.finditer(word)))
    return n_syllables + sum(map(_is_span, _SPAN.finditer(word)))


def _is_span(figures: re.Match[str]) -> bool:
    """Tell a span (10-15, with "to") from a score (15-10): a span goes up."""
    return int(figures[1]) < int(figures[2])


def _syllables_of_part(part: re.Match[str]) -> int:
    if part["number"]:
        time = _CLOCK.match(part.string, part.start())
        if time:  # 10.30am
            hour, minutes = int(time[1]), int(time[2])
            return _cardinal(hour) + _below_hundred(minutes) + (0 < minutes < 10)
        return _syllables_of_number(part["number"], part["suffix"] or "")
    if part.group() == "No." and part.string[part.end() :][:1].isdecimal():
        return 2  # number
    if part.start() and part.string[part.start() - 1].isdecimal():
        after = _AFTER_FIGURE.get(part.group().rstrip(".").lower())
        if after:
            return after
    return _syllables_of_word(part.group())


@cache
def _spoken_forms() -> dict[str, str]:
    return {row["written"]: row["spoken"] for row in load_lexicon("spoken_forms")}


def _syllables_of_word(printed: str) -> int:
    word = printed.rstrip(".")
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)  # "Ⅱ" is two letters, "ﬁ" too
    for form in (printed, word):
        if form in _spoken_forms():
            return sum(map(count_syllables, _spoken_forms()[form].split()))
    if _PLURAL_INITIALS.fullmatch(word):
        return _syllables_of_word(word[:-1])
    plain = _without_accents(word.lower())
    if len(plain) == 1:
        return 3 if plain == "w" else 1
    if len(word) == 2 and word.isupper() and plain not in _SHORT_WORDS:
        return sum(map(_syllables_of_word, word))  # TV, AI, PR
    known = load_syllables().get(plain)
    if known:
        return known
    stem = _POSSESSIVE.sub("", word)
    if stem != word:
        return _syllables_of_word(stem) + bool(_SIBILANT.search(stem.lower()))
    if word.isupper() and (len(word) <= 3 or not _VOWELS.search(plain)):
        return sum(map(_syllables_of_word, word))
    if word.isupper() and len(word) <= 5 and _NOT_A_WORD.search(plain):
        return sum(map(_syllables_of_word, word))
    if len(word) <= 4 and _MIXED_INITIALS.fullmatch(word):
        return sum(map(_syllables_of_word, word))
    pieces = _NEW_CAPITAL.split(word)
    if len(pieces) > 1:
        return sum(map(_syllables_of_word, pieces))  # ChatGPT, SpaceX
    return _by_parts(plain) or _by_spelling(plain, word)


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _by_parts(word: str) -> int:
    """Count a word that the dictionary has in parts; 0 if it has not.

    A regular ending, a prefix, or two words in one. On dictionary words that are left out, each is
    right more often than the spelling is.
    """
    for ending in _ENDINGS:
        for stem in stems(word, ending):
            n_syllables = _known_or_joined(stem) if len(stem) > 2 else 0
            if n_syllables:
                return n_syllables + _said_in_ending(stem, ending)
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 3 and rest in load_syllables():
            return 1 + load_syllables()[rest]
    return _known_or_joined(word)


def _said_in_ending(stem: str, ending: str) -> int:
    if ending in ("s", "es"):
        return int(bool(_SIBILANT.search(stem)))
    if ending == "ed":
        return int(stem.rstrip("e").endswith(("t", "d")))
    return 1


def _known_or_joined(word: str) -> int:
    known = load_syllables()
    if word in known:
        return known[word]
    for cut in range(min(len(word) - 4, _LONGEST), 2, -1):
        if word[cut] not in _VOWEL and word[:cut] in known and word[cut:] in known:
            return known[word[:cut]] + known[word[cut:]]
    return 0


def _by_spelling(plain: str, word: str) -> int:
    n_groups = len(_VOWELS.findall(plain))
    n_silent = sum(bool(pattern.search(plain)) for pattern in _SILENT)
    if n_silent and word.lower().endswith(("é", "ée", "és")):
        n_silent = 0  # the accent says that it is not silent: Mbappé
    n_parted = sum(len(pattern.findall(plain)) for pattern in _PARTED)
    return max(1, n_groups - n_silent + n_parted)


def _syllables_of_number(number: str, suffix: str) -> int:
    whole, _, decimals = number.replace(",", "").partition(".")
    if len(whole) > 15 or (len(whole) > 1 and whole.startswith("0")):
        return _digit_by_digit(whole + decimals)
    value = int(whole)
    if decimals:
        return _cardinal(value) + 1 + _digit_by_digit(decimals)
    if len(number) == 4 and 1010 <= value <= 2099 and not 2000 <= value <= 2009:  # as a year
        first, last = divmod(value, 100)
        if last == 0:
            return _below_hundred(first) + 2
        return _below_hundred(first) + (1 if last < 10 else 0) + _below_hundred(last)
    longer = suffix == "nd" or (suffix == "th" and value % 100 >= 20 and value % 10 == 0)
    return _cardinal(value) + longer  # sec-ond, twen-ti-eth


def _digit_by_digit(digits: str) -> int:
    return sum(_UNITS[int(digit)] for digit in digits)


def _below_hundred(value: int) -> int:
    if value < 20:
        return _UNITS[value] if value else 0
    return _TENS[value // 10] + (_UNITS[value % 10] if value % 10 else 0)


def _cardinal(value: int) -> int:
    if value == 0:
        return _UNITS[0]
    syllables, is_lowest = 0, True
    while value:
        value, group = divmod(value, 1000)
        hundreds, rest = divmod(group, 100)
        if group:
            syllables += (_UNITS[hundreds] + 2 if hundreds else 0) + _below_hundred(rest)
            syllables += 0 if is_lowest else 2  # thousand, million, billion, trillion
        is_lowest = False
    return syllables


def stems(word: str, ending: str) -> Iterator[str]:
    """Yield what ``word`` may be without ``ending``: hope of hoped, plan of planned, and so on."""
    stem = word.removesuffix(ending)
    if stem != word and len(stem) > 1:
        yield stem
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
        if stem[-1] == "i":
            yield stem[:-1] + "y"
