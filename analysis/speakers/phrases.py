"""Speaker phrases as printed: what heads them, and what kind of speaker they name."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.speakers.documents import document_nouns
from analysis.speakers.roles import BODY_GROUPS, roles

PREPOSITION = re.compile(r"\b(?:of|for|at|from|with|by|to|in|on|against|near|behind|about)\b", re.I)
INDEFINITE = re.compile(
    r"(?:a|an|one|another|some|many|several|most|few|two|three|other|any)\b", re.I
)
DEFINITE = re.compile(r"(?:the|this|that|his|her|its|their)\b", re.I)


@lru_cache(maxsize=1000)  # who "she" may be is asked about the same few phrases all the time
def head_words(core: str) -> tuple[str, tuple[str, ...]]:
    """Return the head of a noun phrase and the words before it.

    >>> head_words("the former mayor of Port Ellery")
    ('mayor', ('former',))
    """
    front = re.split(r",|\s(?:of|for|at|from|with|by|to|in|on|who|which)\s", core)[0]
    words = [w.strip(".,’'“”\"").lower() for w in front.split()]
    *before, head = [w for w in words if w and not DEFINITE.fullmatch(w)] or [""]
    return head, tuple(before)


def unnamed_type(core: str) -> str:
    """Return what an unnamed speaker is: document, organisation or unnamed (a person or people)."""
    head, _ = head_words(core)
    if {head, head.removesuffix("s")} & document_nouns():
        return "document"
    words = {w.strip(".,").lower() for w in core.split()}
    groups = set().union(*(roles().groups.get(word, set()) for word in words))
    return "organisation" if groups & BODY_GROUPS and not groups - BODY_GROUPS else "unnamed"


def is_one_person(phrase: str, kind: str) -> bool:
    """Tell whether an unnamed speaker is one person: 'a police spokesman', not 'officials'."""
    head, _ = head_words(phrase)
    return kind == "unnamed" and bool(roles().groups.get(head, set()) - BODY_GROUPS)
