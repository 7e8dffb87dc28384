"""The words that people, bodies and places are called by, as the word lists give them."""

from __future__ import annotations

from functools import cache

from analysis.lexicons import load_lexicon

BODY_GROUPS = frozenset(
    "company agency government union-body party campaign school hospital council police-body court "
    "team association committee church outlet military-body legislature embassy".split()
)


@cache
def last_words(kind: str) -> frozenset[str]:
    """Return the last words of names of a kind: of bodies ("Authority") or of places ("Lane")."""
    return frozenset(row["word"] for row in load_lexicon("body_words") if row["kind"] == kind)


def is_place(name: str) -> bool:
    """Tell whether a name ends as that of a place does: "the Seamen's Hall"."""
    return name.rsplit(" ", 1)[-1].lower() in last_words("place")


# Words for people of whom much is said and who seldom speak as one: "women", "voters", "friends".
_SPOKEN_OF = frozenset({"person", "kin", "friend", "athlete", "suspect", "artist"})


def is_spokesman_role(word: str) -> bool:
    """Tell whether a word is for people who speak as a group: "official", not "woman"."""
    return bool(roles().groups.get(word, set()) - BODY_GROUPS - _SPOKEN_OF)


class _Roles:
    """The role words, by word: group, pronoun, and whether it stands before a name."""

    def __init__(self) -> None:
        rows = load_lexicon("roles")
        self.groups: dict[str, set[str]] = {}
        for row in rows:
            self.groups.setdefault(row["word"], set()).add(row["group"])
        self.pronouns = {row["word"]: row["pronoun"] for row in rows if row["pronoun"]}
        self.titles = frozenset(
            part for row in rows if row["title"] for part in row["word"].replace(".", "").split()
        )


@cache
def roles() -> _Roles:
    """Return the lexicon of role words, read once."""
    return _Roles()
