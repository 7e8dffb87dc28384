"""A paragraph as words with their grammar: what spaCy found, held in plain Python.

The rules ask a word for its head and its children many times over. spaCy answers each time from its
own memory, with a new object; here a word is made once and answers at once, and a paragraph is let
go with nothing of the model behind it. The names are spaCy's, so that whoever knows them can read
the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, overload

# The roles in which a noun heads a phrase of its own, as spaCy's noun chunks have them.
_HEADS_A_PHRASE = frozenset("oprd nsubj dobj nsubjpass pcomp pobj dative appos attr ROOT".split())
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


_NONE: list[Token] = []  # the children of a word that has none, as most words: never added to


class Use(NamedTuple):
    """A printed word in one of its uses: all that is so wherever it is used like this.

    ``lemma`` is missing where it has not been asked for yet.
    """

    text: str
    lower_: str
    is_punct: bool
    is_space: bool
    is_quote: bool
    is_bracket: bool
    is_alpha: bool
    is_stop: bool
    tag_: str
    dep_: str
    pos_: str
    morph: str
    lemma: str | None


class Token:
    """A word at its place: its form, tag, lemma, and the word it hangs on.

    ``i`` counts words, ``idx`` characters of the paragraph. A word that hangs on none is its own
    ``head``. ``children`` are the words that hang on it, in order.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_bracket",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "is_space",
        "is_stop",
        "known_lemma",
        "lower_",
        "morph",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(self, doc: Doc, i: int, idx: int, use: Use, whitespace: str) -> None:
        self.doc, self.i, self.idx, self.whitespace_ = doc, i, idx, whitespace
        (
            self.text,
            self.lower_,
            self.is_punct,
            self.is_space,
            self.is_quote,
            self.is_bracket,
            self.is_alpha,
            self.is_stop,
            self.tag_,
            self.dep_,
            self.pos_,
            self.morph,
            self.known_lemma,
        ) = use
        self.ent_type_, self.ent_iob_ = "", "O"
        self.is_sent_start = False
        self.head = self
        self.children: list[Token] = _NONE

    def hang_on(self, head: Token) -> None:
        """Make this word a child of another; words are hung up in their order."""
        self.head = head
        if head.children is _NONE:
            head.children = [self]
        else:
            head.children.append(self)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lemma_(self) -> str:
        """The word as a dictionary has it; worked out when it is asked for."""
        if self.known_lemma is None:
            self.known_lemma = self.doc.lemma_of(self.text, self.pos_, self.morph)
        return self.known_lemma

    def nbor(self, by: int = 1) -> Token:
        """Return the word so many places on; raises IndexError past the ends."""
        if self.i + by < 0:
            raise IndexError(f"there is no word {by} places from word {self.i}")
        return self.doc.words[self.i + by]

    @property
    def lefts(self) -> list[Token]:
        """The words before this one that hang on it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The words after this one that hang on it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> Token:
        """The first of all words that hang on this one, at whatever distance."""
        return self.doc.words[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last of all words that hang on this one, at whatever distance."""
        return self.doc.words[self.doc.edges[1][self.i]]

    @property
    def subtree(self) -> Iterator[Token]:
        """The word itself and all that hang on it, at whatever distance."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words that this one hangs on, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words joined to this one by "and" or "or", without it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for token in joined:
            joined += [right for right in token.rights if right.dep_ == "conj"]
        return tuple(token for token in joined if token is not self)

    @property
    def sent(self) -> Span:
        """The sentence around this word, as the parser divides them."""
        return self.doc.sents[bisect_right(self.doc.sentence_starts, self.i) - 1]

    @property
    def is_sent_end(self) -> bool:
        """Whether this is the last word of its sentence."""
        words = self.doc.words
        return self.i + 1 == len(words) or words[self.i + 1].is_sent_start


class Span:
    """Some words in a row: from word ``start`` up to ``end``; a name has a ``label_``."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, index: int) -> Token:
        return self.doc.words[self.start : self.end][index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (
            (self.doc, self.start, self.end) == (other.doc, other.start, other.end)
        )

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return self.text

    @property
    def sent(self) -> Span:
        """The sentence around the first of the words."""
        return self.doc.words[self.start].sent

    @property
    def start_char(self) -> int:
        """The place of the first word in the paragraph, in characters."""
        return self.doc.words[self.start].idx

    @property
    def text(self) -> str:
        """The words as printed, without the space after them."""
        if self.end <= self.start:
            return ""
        last = self.doc.words[self.end - 1]
        return self.doc.text[self.doc.words[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The word that the others hang on; of several the nearest to the sentence's root."""
        if self.end - self.start == 1:
            return self.doc.words[self.start]
        apart = [t for t in self if t.head is t or not self.start <= t.head.i < self.end]
        if len(apart) == 1:
            return apart[0]
        return min(apart or [self[0]], key=_distance_to_root)


def _distance_to_root(token: Token) -> int:
    if token.head is token:
        return 0
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc) - 1  # a comma stands for the others only where all are commas
    return sum(1 for _ in token.ancestors)


class Doc:
    """A paragraph as words. ``doc[3]`` is a word, ``doc[3:5]`` a span of words."""

    def __init__(self, text: str, lemma_of: Callable[[str, str, str], str]) -> None:
        self.text = text
        self.lemma_of = lemma_of
        self.words: list[Token] = []
        self.ents: list[Span] = []

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        if isinstance(index, int):
            return self.words[index]
        start, end, _ = index.indices(len(self.words))
        return Span(self, start, max(start, end))

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The places of the first and of the last word of all that hang on each word."""
        heads = [token.head.i for token in self.words]
        first, last = list(range(len(heads))), list(range(len(heads)))
        # Outermost first: whoever has a word farther out already need not hear of a nearer one.
        for place, head in enumerate(heads):
            while first[head] > place:
                first[head] = place
                head = heads[head]
        for place in reversed(range(len(heads))):
            head = heads[place]
            while last[head] < place:
                last[head] = place
                head = heads[head]
        return first, last

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The places of the words that open a sentence."""
        return [0, *(token.i for token in self.words[1:] if token.is_sent_start)]

    @cached_property
    def sents(self) -> list[Span]:
        """The sentences, as the parser divides them."""
        starts = self.sentence_starts
        ends = [*starts[1:], len(self.words)]
        return [Span(self, start, end) for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def noun_chunks(self) -> list[Span]:
        """The phrases that end in the noun they are about: "the old bridge"."""
        chunks: list[Span] = []
        last = -1
        for token in self.words:
            if token.pos_ not in _NOUNS:
                continue
            start = token.left_edge.i
            if start > last and _heads_a_phrase(token):
                last = token.i
                chunks.append(Span(self, start, last + 1))
        return chunks

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Span | None:
        """Return the words between two places of the text, or None where no words are.

        With ``alignment_mode="expand"`` a word that is cut by a place belongs in whole, and the
        space after a word to neither; otherwise the places must be edges of words.
        """
        first, last = self._word_at(start), self._word_at(end - 1)
        if first is None or last is None:
            return None
        words = self.words
        if alignment_mode == "expand":
            is_space_before = start == words[first].idx + len(words[first].text)
            return Span(self, first + is_space_before, last + 1)
        if words[first].idx != start or words[last].idx + len(words[last].text) != end:
            return None
        return Span(self, first, last + 1)

    def _word_at(self, place: int) -> int | None:
        number = bisect_right(self._places, place) - 1
        if number < 0:
            return None
        word = self.words[number]
        return number if place < word.idx + len(word.text) + len(word.whitespace_) else None

    @cached_property
    def _places(self) -> Sequence[int]:
        return [token.idx for token in self.words]

    def set_entity(self, start: int, end: int, label: str) -> None:
        """Make a name of some words; names that share a word with it are none any more."""
        for entity in [e for e in self.ents if e.start < end and start < e.end]:
            self.ents.remove(entity)
            for token in entity:
                token.ent_type_, token.ent_iob_ = "", "O"
        self.add_entity(start, end, label)
        self.ents.sort(key=lambda entity: entity.start)

    def let_go(self) -> None:
        """Cut the words loose from each other, so that Python need not search for what is unused.

        Words know their heads and their paragraph, which knows them; such circles are let go only
        when all objects of the program have been looked through.
        """
        for word in self.words:
            del word.head, word.children
        vars(self).clear()

    def add_entity(self, start: int, end: int, label: str) -> None:
        """Make a name of some words that stand after all names so far."""
        self.ents.append(Span(self, start, end, label))
        for token in self.words[start:end]:
            token.ent_type_, token.ent_iob_ = label, "B" if token.i == start else "I"


def _heads_a_phrase(token: Token) -> bool:
    """Whether a noun is of a role that makes a phrase, or is joined by "and" to one that is."""
    if token.dep_ == "conj":
        token = token.head
        while token.dep_ == "conj" and token.head.i < token.i:
            token = token.head
    return token.dep_ in _HEADS_A_PHRASE
