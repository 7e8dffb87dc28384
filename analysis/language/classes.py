"""Word classes and lemmas, worked out once for each word in each of its uses.

spaCy's rules for them ask little. Of most words they look at the tag and the role in the sentence
alone; of some two hundred that they name ("have", "that", "her") at the word, too; and of a few
("let’s", "gonna") at its neighbours. What they answer is kept. Lemmas are worked out when a rule
of ours asks for one, which it does of one word in ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

Use = tuple[str, str, str]  # a word as printed, its tag, its role ("nsubj")

_MOST_KEPT = 300_000  # words
APART: Use = (".", ".", "punct")  # stands where there is no neighbour
_NO_WORD_OF_THE_RULES = "qz"


class _Asked(NamedTuple):
    """A word as spaCy's lemmatizer asks for it, without the document around it."""

    text: str
    orth: str
    pos: str
    pos_: str
    morph: Any


class WordClass(NamedTuple):
    """What the rules say of a use: tag and role as they leave them, the class, and the lemma.

    Where the lemma depends on the word, and the class does not, ``lemma`` is missing.
    """

    tag: str
    role: str
    pos: str
    morph: str
    lemma: str | None


class WordClasses:
    """The book of uses, and spaCy's rules for those that are not in it yet."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        ruler: Any = nlp.get_pipe("attribute_ruler")
        self._ruler = ruler
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._lemmatizer = lemmatizer
        patterns = [
            (pattern, entry["index"]) for entry in ruler.patterns for pattern in entry["patterns"]
        ]
        self._naming = _Letters(word for pattern, _ in patterns for word in pattern)
        self._looking_around = _Letters(pattern[at] for pattern, at in patterns if len(pattern) > 1)
        index = lemmatizer.lookups.get_table("lemma_index")
        for pos, words in list(index.items()):  # lists, in which each word would be searched for
            index[pos] = frozenset(words)
        self._kinds: dict[str, int] = {}
        self._known: dict[tuple[Use, ...], WordClass] = {}
        self._morphs: dict[str, Any] = {}
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def find(
        self, word: Use, around: Callable[[], tuple[Use, Use]] = lambda: (APART, APART)
    ) -> tuple[WordClass, bool]:
        """Return what a word is, and whether it would be that beside any neighbours.

        ``around`` gives its neighbours, if the rules look at them.
        """
        key = self._key(word, around)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            found = self._known[key] = self._ask(key)
        return found, len(key) == 1

    def lemma(self, word: str, pos: str, morph: str) -> str:
        """Return the lemma of a word that the rules do not name.

        ``pos`` and ``morph`` are those of its class.
        """
        key = (word, pos, morph)
        found = self._lemmas.get(key)
        if found is None:
            found = str(self._lemmatizer.lemmatize(self._asked(*key))[0])
            if len(self._lemmas) > _MOST_KEPT:
                self._lemmas.clear()
                self._lemmatizer.cache.clear()
            self._lemmas[key] = found
        return found

    def _asked(self, word: str, pos: str, morph: str) -> _Asked:
        features = self._morphs.get(morph)
        if features is None:
            from spacy.tokens import MorphAnalysis

            features = self._morphs[morph] = MorphAnalysis(self._vocab, morph)
        return _Asked(word, word, pos, pos, features)

    def _key(self, word: Use, around: Callable[[], tuple[Use, Use]]) -> tuple[Use, ...]:
        """Return what the rules look at: the use with or without its word, or its neighbours."""
        printed, tag, role = word
        kind = self._kinds.get(printed)
        if kind is None:
            kind = self._kind(printed)
        if kind == 0:
            return ((_NO_WORD_OF_THE_RULES, tag, role),)
        if kind == 1:
            return (word,)
        before, after = around()
        return (before, word, after)

    def _kind(self, word: str) -> int:
        """Return 0 for a word that no rule names, 2 where a rule looks at its neighbours, else 1.

        The neighbours are kept with their letters, and so are the few words of that kind.
        """
        lower = word.lower()
        if len(self._kinds) > _MOST_KEPT:
            self._kinds.clear()
        if self._looking_around.may_be(lower):
            kind = 2
        else:
            kind = 1 if self._naming.may_be(lower) or word.isspace() else 0
        self._kinds[word] = kind
        return kind

    def _ask(self, key: Sequence[Use]) -> WordClass:
        """Let the rules read the words, which are one, or one between its neighbours."""
        from spacy.tokens import Doc

        words, tags, roles = (list(column) for column in zip(*key, strict=True))
        doc = Doc(self._vocab, words, tags=tags, deps=roles, heads=list(range(len(words))))
        token = doc[len(words) // 2]
        self._ruler(doc)
        is_settled = bool(token.lemma_) or token.text != _NO_WORD_OF_THE_RULES
        self._lemmatizer(doc)
        lemma = token.lemma_ if is_settled else None
        return WordClass(token.tag_, token.dep_, token.pos_, str(token.morph), lemma)


class _Letters:
    """Which words some patterns may be about, by the letters alone."""

    def __init__(self, patterns: Iterable[Mapping[str, Any]]) -> None:
        self._words: set[str] = set()
        self._expressions: list[re.Pattern[str]] = []
        for wanted in (pattern["LOWER"] for pattern in patterns if "LOWER" in pattern):
            if isinstance(wanted, str):
                self._words.add(wanted)
            elif "IN" in wanted:
                self._words.update(wanted["IN"])
            else:
                # Whatever else a pattern may say of letters may be said of any word.
                self._expressions.append(re.compile(wanted.get("REGEX", "")))

    def may_be(self, lower: str) -> bool:
        """Whether a pattern may be about this word."""
        return lower in self._words or any(found.search(lower) for found in self._expressions)
