"""The library textstat as it is: its own counts and scores, for comparison.

Nothing is corrected here, and nothing downloaded: where NLTK's edition of the pronouncing
dictionary is not on the machine already, textstat is given our copy. That is a newer edition, in
which a few words more are found ("FBI" has three syllables; in NLTK's it is missing and has one).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from analysis.lexicons import load_syllables
from analysis.readability.formulas import FORMULAS, Counts

_OTHER_NAMES = MappingProxyType({"dale_chall_score": "dale_chall_readability_score"})


def score_with_textstat(text: str) -> Mapping[str, float]:
    """Return what textstat answers for every formula.

    It has no percentage of long words; that is the quotient of its two counts.
    """
    library = load_textstat()
    own = set(FORMULAS) - {"long_words_percent"}
    scores = {name: getattr(library, _OTHER_NAMES.get(name, name))(text) for name in own}
    scores["long_words_percent"] = (
        100 * library.long_word_count(text) / max(1, library.lexicon_count(text))
    )
    return scores


def count_with_textstat(text: str, formula: str = "") -> Counts:
    """Return textstat's counts, as they enter the named formula.

    Letters are letters and digits, but in its Automated Readability Index all that is not space.
    """
    library = load_textstat()
    is_ari = formula == "automated_readability_index"
    return Counts(
        words=library.lexicon_count(text),
        sentences=library.sentence_count(text),
        letters=library.char_count(text) if is_ari else library.letter_count(text),
        syllables=library.syllable_count(text),
        polysyllables=library.polysyllabcount(text),
        complex_words=library.difficult_words(text, 3, unique=False),
        difficult_words=library.difficult_words(text, 0, unique=False),
        long_words=library.long_word_count(text),
    )


@cache
def load_textstat() -> Any:
    """Return textstat, with our copy of the dictionary where it would have to download one.

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
    if _has_nltk_dictionary():
        return textstatistics()
    vowels = [[["1"] * n_syllables] for n_syllables in range(20)]  # it counts phones with a digit
    dictionary = {word: vowels[n_syllables] for word, n_syllables in load_syllables().items()}

    def get_cmudict(lang: str) -> Any:
        return dictionary if lang.lower().startswith("en") else ask_nltk(lang)

    setattr(counter, "get_cmudict", get_cmudict)  # noqa: B010 - mypy knows no such attribute
    return textstatistics()


def _has_nltk_dictionary() -> bool:
    import nltk

    try:
        nltk.data.find("corpora/cmudict")  # on this machine; it downloads nothing
    except LookupError:
        return False
    return True
