"""One cue: the word that reports, whose it is, and what it can introduce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.quotes.subjects import is_quoted_as

if TYPE_CHECKING:
    from analysis.language.words import Token


@dataclass(frozen=True)
class Cue:
    """A cue in a parsed paragraph; ``low`` to ``high`` are the tokens of cue and speaker together.

    ``speaker`` is the span of tokens of the printed speaker, or None where nobody is named.
    ``frames`` says what the cue can introduce. ``noun`` is the head of the speaker phrase.
    """

    token: Token
    end: int
    frames: frozenset[str]
    prepositions: frozenset[str]
    noun: Token | None
    speaker: tuple[int, int] | None
    low: int
    high: int

    @property
    def is_participle(self) -> bool:
        """'…, adding that …': a cue that leans on another and takes nothing from before it."""
        token = self.token
        leans = token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "acl", "pcomp", "xcomp")
        if token.dep_ == "pcomp" and is_quoted_as(token):
            return False
        return leans and not any(child.dep_ in ("aux", "nsubj") for child in token.children)

    @property
    def is_relative(self) -> bool:
        """'Ana Ruiz, who said …'."""
        return any(
            child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("who", "which", "that")
            for child in self.token.children
        )

    @property
    def is_agentless(self) -> bool:
        """'could be read on the gable', 'Asked about it, …': a passive that says nothing of who."""
        if self.token.tag_ != "VBN":
            return False
        kinds = {child.dep_ for child in self.token.children}
        is_passive = "auxpass" in kinds or self.token.left_edge.is_sent_start is True
        return is_passive and not kinds & {"agent", "nsubj"}

    @property
    def is_finite(self) -> bool:
        """'says', 'has said', 'was told': what is said to have happened, not 'to say', 'if'."""
        if self.token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
            return False
        return not any(
            child.dep_ == "neg" or (child.dep_ == "mark" and child.lower_ in ("if", "unless"))
            for child in self.token.children
        )
