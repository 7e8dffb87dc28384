"""Which words the formulas call hard: unfamiliar ones for Dale and Chall, complex ones for Gunning.

The list of familiar words is the one that textstat ships. It is read from its file: importing
textstat takes seconds.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from analysis.lexicons import load_lexicon, load_syllables
from analysis.words import count_syllables, stems

_ENDINGS = ("s", "es", "ed", "ing", "est")
_SPOKEN_ENDINGS = ("ing", "ted", "ded", "ses", "xes", "zes", "ches", "shes", "ces", "ges")
_LONGEST_FAMILIAR = 20  # letters; no word of the list has more
_SUFFIX_WORDS = frozenset(
    ("able", "age", "ant", "ate", "fully", "hood", "less", "like", "ship", "ships", "wise")
)


def syllables_of(word: str) -> int:
    """Return what ``count_syllables`` does, at once for a plain word that the dictionary has.

    >>> syllables_of("Creature"), syllables_of("FBI")
    (2, 3)
    """
    known = 0
    if len(word) > 2 and word.isalpha() and (word.islower() or word.istitle()):
        if word not in spoken_forms():
            known = load_syllables().get(word.lower(), 0)
    return known or count_syllables(word)


@cache
def spoken_forms() -> frozenset[str]:
    """Return the signs and short forms that are said as other words: "$", "Sen."."""
    return frozenset(row["written"] for row in load_lexicon("spoken_forms"))


def is_familiar(word: str) -> bool:
    """Tell whether Dale and Chall count a word as familiar; ``word`` is in lower case and no name.

    On their list (as textstat has it), or a listed word with one regular ending: -s, -es, -ed,
    -ing, -ly, or the -er and -est of an adjective. An -er that makes a noun is unfamiliar; the
    dictionary has a superlative for adjectives only, and that tells them apart. A single letter is
    an initial. Dale, E. & Chall, J. S. (1948). A formula for predicting readability: instructions.
    Educational Research Bulletin 27(2), 37-54.

    >>> [word for word in ["hoped", "cities", "higher", "voter"] if not is_familiar(word)]
    ['voter']
    """
    forms = _familiar_forms()
    if word in forms:
        return True
    word = word.partition("'")[0]
    return len(word) < 2 or word in forms


@cache
def _familiar_forms() -> frozenset[str]:
    """Return every form that is familiar: looked up once a word, some 30,000 are made once."""
    known, forms = load_syllables(), set(familiar_words())
    for word in familiar_words():
        forms |= {f"{word}ly", word.removesuffix(".")}
        begins = [begin for begin in _before_ending(word) if len(begin) > 1]
        forms.update(begin + ending for begin in begins for ending in _ENDINGS)
        forms.update(f"{begin}er" for begin in begins if f"{begin}est" in known)
    return frozenset(forms)


def _before_ending(word: str) -> list[str]:
    """Return what ``word`` may be before an ending: hope and hop, plan and plann, city and citi."""
    begins = [word, word + word[-1]]
    if word[-1] == "e":
        begins.append(word[:-1])
    if word[-1] == "y":
        begins.append(word[:-1] + "i")
    return begins


def is_complex(word: str) -> bool:
    """Tell whether Gunning counts a word as complex; ``word`` is in lower case and no name.

    Three syllables or more, but not by an ending alone (created, trespasses), nor by putting short
    easy words together (bookkeeper, butterfly). Gunning, R. (1952). The technique of clear writing.

    >>> [word for word in ["created", "butterfly", "economic"] if is_complex(word)]
    ['economic']
    """
    return syllables_of(word) - _spoken_ending(word) >= 3 and not _is_compound(word)


def _spoken_ending(word: str) -> int:
    """Return 1 if -es, -ed or -ing is a syllable of its own in ``word``, else 0."""
    if not word.endswith(_SPOKEN_ENDINGS):
        return 0
    ending = "ing" if word.endswith("ing") else word[-2:]
    return int(any(stem in load_syllables() for stem in stems(word, ending)))


def _is_compound(word: str) -> bool:
    easy = familiar_words()
    return any(
        word[:cut] in easy and word[cut:] not in _SUFFIX_WORDS and is_familiar(word[cut:])
        for cut in range(3, min(len(word) - 2, _LONGEST_FAMILIAR))
    )


@cache
def familiar_words() -> frozenset[str]:
    """Return the words of Dale and Chall's list, in lower case.

    >>> "breakfast" in familiar_words(), "referendum" in familiar_words()
    (True, False)
    """
    package = find_spec("textstat")  # finds it without importing it
    if package is None or package.origin is None:
        raise ModuleNotFoundError(
            "Dale and Chall's list of familiar words comes with textstat, which is not installed. "
            "Install it with: pip install textstat"
        )
    file = Path(package.origin).parent / "resources" / "en" / "easy_words.txt"
    return frozenset(file.read_text(encoding="utf-8").split())
