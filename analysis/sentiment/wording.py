"""A text in the marks that VADER can read, with the place that each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Replacement = Callable[[re.Match[str]], str]

_MARKS = {
    **dict.fromkeys("‘’‚‛ʼ′＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("—―", " - "),
    "…": "... ",
    "\N{VARIATION SELECTOR-16}": "",
}
# In this order: marks as a typewriter has them, two hyphens for a dash, the possessive.
_PLAIN: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    (re.compile(f"[{''.join(_MARKS)}]"), lambda match: _MARKS[match.group()]),
    (re.compile(r"(?<=[\w\"'.,!?)])-{2,}(?=[\w\"'(])"), lambda match: " - "),
    (re.compile(r"(?<=\w)'s\b", re.IGNORECASE), lambda match: ""),
)


def plain_marks(sentence: str) -> str:
    r"""Return a sentence with the marks that VADER can read, otherwise as it was.

    Curly quotation marks and apostrophes become straight ones; an em dash gets spaces around it, so
    that the words beside it are words; an en dash becomes a hyphen; 's is taken off, since VADER
    lists "hero" and not "hero's".

    >>> plain_marks("“The plan isn’t good”—the hero’s verdict…")
    '"The plan isn\'t good" - the hero verdict... '
    """
    for pattern, replacement in _PLAIN:
        sentence = pattern.sub(replacement, sentence)
    return sentence


@dataclass(frozen=True)
class Wording:
    """A text that was changed; ``places[i]`` is where its character i stood in the printed one."""

    text: str
    places: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Return a text as it is printed."""
        return cls(text, [(at, at + 1) for at in range(len(text))])

    def replaced(self, pattern: re.Pattern[str], replacement: Replacement) -> Wording:
        """Return the text with what matches replaced; what comes in stands where the match stood.

        >>> Wording.of("a—b").replaced(re.compile("—"), lambda match: " - ")
        Wording(text='a - b', places=[(0, 1), (1, 2), (1, 2), (1, 2), (2, 3)])
        """
        if pattern.search(self.text) is None:
            return self
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        done = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = replacement(match)
            whole = (self.places[start][0], self.places[end - 1][1])
            parts += [self.text[done:start], new]
            places += self.places[done:start] + [whole] * len(new)
            done = end
        return Wording(
            "".join([*parts, self.text[done:]]),
            places + self.places[done:],
        )


def in_plain_marks(wording: Wording) -> Wording:
    """Do what :func:`plain_marks` does, and keep the places."""
    for pattern, replacement in _PLAIN:
        wording = wording.replaced(pattern, replacement)
    return wording


_ONE_FOR_ONE = str.maketrans({mark: plain for mark, plain in _MARKS.items() if len(plain) == 1})


def curly_made_straight(text: str) -> str:
    r"""Return a text of the same length, with those marks plain that are one character for one.

    >>> curly_made_straight("“isn’t—”")
    '"isn\'t—"'
    """
    return text if text.isascii() else text.translate(_ONE_FOR_ONE)


def name_emoji(wording: Wording, pattern: re.Pattern[str], names: Mapping[str, str]) -> Wording:
    """Put the name of each emoji in its place, as VADER's code does: apart from what is before it.

    >>> names = {"😀": "grinning face"}
    >>> name_emoji(Wording.of("so😀!"), emoji_pattern(names), names).text
    'so grinning face!'
    """
    return wording.replaced(pattern, lambda match: _named(match.group(), names, " {}"))


def set_emoji_apart(
    wording: Wording, pattern: re.Pattern[str], names: Mapping[str, str]
) -> Wording:
    """Put the name of each emoji in its place, apart from what is around it.

    >>> names = {"😀": "grinning face"}
    >>> set_emoji_apart(Wording.of("so😀!"), emoji_pattern(names), names).text
    'so grinning face !'
    """
    plain = wording.replaced(_MODIFIERS, lambda match: "")
    return plain.replaced(pattern, lambda match: _named(match.group(), names, " {} "))


def _named(character: str, names: Mapping[str, str], form: str) -> str:
    return form.format(names[character]) if character in names else character


# Skin tones, and the joiner that makes one picture of two.
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\u200d]")


def is_skin_tone(character: str) -> bool:
    """Tell whether a character only colours the emoji before it."""
    return _MODIFIERS.match(character) is not None


def emoji_pattern(emoji: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds every one of these characters, and few others.

    A class of a thousand characters is slow to match, so all beyond U+203C (dashes, curly marks and
    European letters come before it) are taken for emoji here; whether they are the names tell.
    """
    early = "".join(sorted(character for character in emoji if character < "\u203c"))
    return re.compile(f"[{re.escape(early)}\u203c-\U0010ffff]")
