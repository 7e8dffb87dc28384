"""How hard a text is to read: seven published formulas, from counts made with care.

A formula is a line of arithmetic on counts, and its result is as good as the counts. Here each
formula stands once, as published, and :func:`count_text` counts as the formulas' authors asked
people to count by hand: words as they are read aloud, sentences that do not end at "U.S.",
headings left out. ``measure_readability(articles, engine="textstat")`` gives the numbers of the
library textstat instead, untouched, for comparison with studies that used it.

The formulas were fitted to English prose, on samples of about a hundred words. They know nothing of
sense, order or interest: the words of a text in random order score the same.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from analysis.language import is_english, is_heading, paragraphs, split_sentences
from analysis.lexicons import load_syllables
from analysis.tables import READABILITY, TableError
from analysis.words import WORD_PARTS, count_syllables, is_complex, is_familiar


class Counts(NamedTuple):
    """What the formulas need to know of a text.

    ``letters`` are letters and digits; ``polysyllables`` are words of three syllables or more;
    ``complex_words`` are those of them that :func:`analysis.words.is_complex` tells, without names;
    ``difficult_words`` are those that are not :func:`analysis.words.is_familiar`, without names.
    """

    words: int = 0
    sentences: int = 0
    letters: int = 0
    syllables: int = 0
    polysyllables: int = 0
    complex_words: int = 0
    difficult_words: int = 0


# ---------------------------------------------------------------- formulas


def _ratio(count: int, per: int) -> float:
    return count / per if per else math.nan


def flesch_reading_ease(counts: Counts) -> float:
    """Return Flesch's reading ease: about 0 (very hard) to 100 (very easy).

    206.835 - 1.015 words per sentence - 84.6 syllables per word. Flesch, R. (1948). A new
    readability yardstick. Journal of Applied Psychology 32(3), 221-233.

    >>> round(flesch_reading_ease(Counts(words=6, sentences=1, syllables=6)), 3)
    116.145
    """
    return (
        206.835
        - 1.015 * _ratio(counts.words, counts.sentences)
        - 84.6 * _ratio(counts.syllables, counts.words)
    )


def flesch_kincaid_grade(counts: Counts) -> float:
    """Return the U.S. school grade at which a text is understood, by Kincaid's fit.

    0.39 words per sentence + 11.8 syllables per word - 15.59. Kincaid, J. P., Fishburne, R. P.,
    Rogers, R. L. & Chissom, B. S. (1975). Derivation of new readability formulas for Navy enlisted
    personnel. Research Branch Report 8-75.

    >>> round(flesch_kincaid_grade(Counts(words=6, sentences=1, syllables=6)), 2)
    -1.45
    """
    return (
        0.39 * _ratio(counts.words, counts.sentences)
        + 11.8 * _ratio(counts.syllables, counts.words)
        - 15.59
    )


def gunning_fog(counts: Counts) -> float:
    """Return Gunning's Fog index, in years of schooling.

    0.4 (words per sentence + percentage of complex words). Gunning, R. (1952). The technique of
    clear writing. McGraw-Hill.

    >>> round(gunning_fog(Counts(words=100, sentences=5, complex_words=10)), 2)
    12.0
    """
    return 0.4 * (
        _ratio(counts.words, counts.sentences) + 100 * _ratio(counts.complex_words, counts.words)
    )


def smog_index(counts: Counts) -> float:
    """Return the SMOG grade, in years of schooling.

    1.043 sqrt(polysyllables in 30 sentences) + 3.1291. McLaughlin, G. H. (1969). SMOG grading: a
    new readability formula. Journal of Reading 12(8), 639-646. The polysyllables of a text of
    another length are scaled to 30 sentences; of a short text the result is a rough guess.

    >>> round(smog_index(Counts(sentences=30, polysyllables=100)), 4)
    13.5591
    """
    return 1.043 * math.sqrt(30 * _ratio(counts.polysyllables, counts.sentences)) + 3.1291


def automated_readability_index(counts: Counts) -> float:
    """Return the Automated Readability Index, a U.S. school grade.

    4.71 letters and digits per word + 0.5 words per sentence - 21.43. Smith, E. A. & Senter, R. J.
    (1967). Automated readability index. AMRL-TR-66-220, Wright-Patterson Air Force Base.

    >>> round(automated_readability_index(Counts(words=100, sentences=5, letters=450)), 3)
    9.765
    """
    return (
        4.71 * _ratio(counts.letters, counts.words)
        + 0.5 * _ratio(counts.words, counts.sentences)
        - 21.43
    )


def coleman_liau_index(counts: Counts) -> float:
    """Return the Coleman-Liau index, a U.S. school grade.

    0.0588 letters per 100 words - 0.296 sentences per 100 words - 15.8. Coleman, M. & Liau, T. L.
    (1975). A computer readability formula designed for machine scoring. Journal of Applied
    Psychology 60(2), 283-284.

    >>> round(coleman_liau_index(Counts(words=119, sentences=5, letters=639)), 2)
    14.53
    """
    return (
        0.0588 * 100 * _ratio(counts.letters, counts.words)
        - 0.296 * 100 * _ratio(counts.sentences, counts.words)
        - 15.8
    )


def dale_chall_score(counts: Counts) -> float:
    """Return the Dale-Chall score: 4.9 and below is grade 4, 10 and above is college graduate.

    0.1579 percentage of difficult words + 0.0496 words per sentence + 3.6365, always. Dale, E. &
    Chall, J. S. (1948). A formula for predicting readability. Educational Research Bulletin 27(1),
    11-20, and 27(2), 37-54.

    >>> round(dale_chall_score(Counts(words=100, sentences=5, difficult_words=10)), 4)
    6.2075
    """
    return (
        0.1579 * 100 * _ratio(counts.difficult_words, counts.words)
        + 0.0496 * _ratio(counts.words, counts.sentences)
        + 3.6365
    )


FORMULAS: Mapping[str, Callable[[Counts], float]] = MappingProxyType(
    {
        formula.__name__: formula
        for formula in (
            flesch_reading_ease,
            flesch_kincaid_grade,
            gunning_fog,
            smog_index,
            automated_readability_index,
            coleman_liau_index,
            dale_chall_score,
        )
    }
)


# ---------------------------------------------------------------- counts

_BETWEEN_WORDS = re.compile(r"\s+|[—―…]+|-{2,}|\.{3,}")
_OPENING = ("“", "‘", '"', "'", "«", "„")


class _Word(NamedTuple):
    name: str  # as it is compared with other words, to find names; empty if not capitalized
    letters: int
    syllables: int
    is_complex: bool
    is_familiar: bool


def count_text(text: object) -> Counts:
    r"""Count the words, sentences and syllables of a text, by the rules that formulas ask for.

    A word is what stands between spaces or dashes and holds a letter or a figure, so that "isn't",
    "African-American" and "$3.5" are one word each. Headings (short lines that do not end like a
    sentence) are not prose and are left out, unless there is nothing else. A capitalized word that
    does not merely begin a sentence or a quotation is taken for a name. What is not text counts 0.

    >>> counts = count_text("The plan\n\nThe U.S. economy grew 3.5 percent. Prices rose.")
    >>> counts.words, counts.sentences, counts.syllables
    (8, 2, 16)
    """
    if not isinstance(text, str):
        return Counts()
    prose = _prose(text)
    words: list[tuple[_Word, bool]] = []
    n_sentences = 0
    for start, end in split_sentences(prose):
        n_sentences += 1
        begins = True
        for token in _BETWEEN_WORDS.split(prose[start:end]):
            if any(map(str.isalnum, token)):
                words.append((_look_up(token), begins or token.startswith(_OPENING)))
                begins = token.endswith(":")
    names = {word.name for word, begins in words if word.name and not begins}
    common = [word for word, _ in words if word.name not in names]
    return Counts(
        words=len(words),
        sentences=n_sentences if words else 0,
        letters=sum(word.letters for word, _ in words),
        syllables=sum(word.syllables for word, _ in words),
        polysyllables=sum(word.syllables >= 3 for word, _ in words),
        complex_words=sum(word.is_complex for word in common),
        difficult_words=sum(not word.is_familiar for word in common),
    )


def _prose(text: str) -> str:
    lines = [text[start:end] for start, end in paragraphs(text)]
    return "\n".join([line for line in lines if not is_heading(line)] or lines)


@lru_cache(maxsize=2**16)
def _look_up(token: str) -> _Word:
    word = re.sub(r"^\W+|\W+$", "", token).replace("’", "'")
    parts = [part.group().rstrip(".") for part in WORD_PARTS.finditer(word)]
    spelled = [part.lower() for part in parts if part[0].isalpha()]
    is_capitalized = word[:1].isupper() and word.partition("'")[0] != "I"
    return _Word(
        name=word.removesuffix("'s") if is_capitalized else "",
        letters=sum(map(str.isalnum, token)),
        syllables=count_syllables(token),
        is_complex=any(map(is_complex, spelled)),
        is_familiar=all(map(is_familiar, spelled)),
    )


# ---------------------------------------------------------------- tables


def measure_readability(
    articles: pd.DataFrame, *, engine: str = "corrected", min_words: int = 3
) -> pd.DataFrame:
    """Measure how hard articles are to read, one row per article.

    ``articles`` needs the columns ``article_id`` and ``text``. The result has the number of words,
    sentences and syllables, and a column for each formula. ``engine="corrected"`` counts as
    :func:`count_text` does; ``engine="textstat"`` gives the library's own numbers of the text as it
    is, with syllables from our copy of the dictionary, so that nothing is downloaded.

    A formula is missing where it cannot be measured: in an article without words; in one of fewer
    than ``min_words`` words (one or two are a label, not a sentence; engine "corrected" only); in
    one whose ``language`` is known and not English. Raises TableError for another table,
    ValueError for another engine.

    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The cat sat on the mat."]})
    >>> measure_readability(articles)[["article_id", "n_words", "gunning_fog"]]
      article_id  n_words  gunning_fog
    0          a        6          2.4
    """
    if engine not in _ENGINES:
        raise ValueError(f"engine is {' or '.join(map(repr, _ENGINES))}, not {engine!r}.")
    lacks = {"article_id", "text"} - set(getattr(articles, "columns", []))
    if lacks:
        raise TableError(
            f"measure_readability needs a table with article_id and text; this one lacks "
            f"{' and '.join(sorted(lacks))}. Make one with {READABILITY.made_by}."
        )
    measure = _ENGINES[engine]
    languages = articles["language"] if "language" in articles else [None] * len(articles)
    rows = []
    for article_id, text, language in zip(
        articles["article_id"], articles["text"], languages, strict=True
    ):
        row = measure(text if isinstance(text, str) else "", min_words)
        if not is_english(language):
            row.update(dict.fromkeys(FORMULAS, math.nan))
        rows.append({"article_id": article_id, **row})
    return READABILITY.build(rows)


def _measure_corrected(text: str, min_words: int) -> dict[str, float]:
    counts = count_text(text)
    is_enough = counts.words >= max(1, min_words)
    return {
        "n_words": counts.words,
        "n_sentences": counts.sentences,
        "n_syllables": counts.syllables,
        **{name: formula(counts) if is_enough else math.nan for name, formula in FORMULAS.items()},
    }


def _measure_with_textstat(text: str, _min_words: int) -> dict[str, float]:
    library = _textstat()
    n_words = library.lexicon_count(text)
    if not n_words:  # textstat would say 0, or 1 sentence, or SMOG 3.13
        return {
            **dict.fromkeys(("n_words", "n_sentences", "n_syllables"), 0),
            **dict.fromkeys(FORMULAS, math.nan),
        }
    return {
        "n_words": n_words,
        "n_sentences": library.sentence_count(text),
        "n_syllables": library.syllable_count(text),
        **{name: getattr(library, _IN_TEXTSTAT.get(name, name))(text) for name in FORMULAS},
    }


_ENGINES: Mapping[str, Callable[[str, int], dict[str, float]]] = MappingProxyType(
    {"corrected": _measure_corrected, "textstat": _measure_with_textstat}
)
_IN_TEXTSTAT = MappingProxyType({"dale_chall_score": "dale_chall_readability_score"})


@cache
def _textstat() -> Any:
    """Return textstat, taught to look syllables up in our copy of the dictionary.

    textstat asks NLTK for the dictionary at its first English text, and NLTK downloads it. It asks
    in one place, ``get_cmudict`` as its syllable counter knows it; that is what is replaced here,
    for the whole process, so that textstat called directly agrees with this module and works
    offline too. A textstat of its own is returned, which ``textstat.set_lang`` does not reach.
    """
    from textstat.textstat import textstatistics

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    ask_nltk = getattr(counter, "get_cmudict", None)
    if ask_nltk is None:
        raise RuntimeError(
            "this textstat looks syllables up in another way than version 0.7.13 does, and might "
            "download them. Install textstat==0.7.13, or leave engine at 'corrected'."
        )
    vowels = [[["1"] * n_syllables] for n_syllables in range(20)]  # it counts phones with a digit
    dictionary = {word: vowels[n_syllables] for word, n_syllables in load_syllables().items()}

    def get_cmudict(lang: str) -> Any:
        return dictionary if lang.lower().startswith("en") else ask_nltk(lang)

    setattr(counter, "get_cmudict", get_cmudict)  # noqa: B010 - mypy knows no such attribute
    return textstatistics()
