"""The lines of a page that make up a story which an extractor found on it.

An extractor joins lines, cuts them at inline markup and marks lists and tables in its own way. The
page's own lines are what a reader saw, and what places in the text can be counted in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_SURE = 40  # letters: so long a line is found anywhere behind the last one
_PIECE, _SHORT = 12, 4  # letters
_LONGEST_GAP = 300_000  # letters; more is no story, and costs memory


class ShownStory(NamedTuple):
    """The lines of a story in the order of the page, and how many characters it does not show."""

    lines: list[str]
    n_not_shown: int


class _Gap(NamedTuple):
    """Which lines of the page are covered, and which found ones miss, with the place before."""

    covered: list[int]
    missing: list[tuple[int, int]]


def shown_story(found: Sequence[str], shown: Sequence[str]) -> ShownStory:
    """Return the lines of the page that the found lines cover, and the found ones it lacks.

    Only letters and digits are compared. Long lines that stand on the page as they were found are
    placed first; what was found between two of them is looked for between them on the page.

    >>> page = ["Menu", "Bridge closes", "It is shut,", "she said.", "Share"]
    >>> shown_story(["Bridge closes", "- It is shut, she said."], page).lines
    ['Bridge closes', 'It is shut,', 'she said.']
    """
    found_keys, shown_keys = list(map(_letters, found)), list(map(_letters, shown))
    places = [*_place_long_lines(found_keys, shown_keys), len(shown)]
    kept: list[tuple[int, int, str]] = []
    start, before = 0, -1  # of the gap: its first found line, and the place before it
    n_not_shown = 0
    for end, place in enumerate(places):
        if place is None:
            continue
        gap = _in_gap(found_keys[start:end], shown_keys[before + 1 : max(place, before + 1)])
        kept += [(before + 1 + index, 0, shown[before + 1 + index]) for index in gap.covered]
        for index, after in gap.missing:
            n_not_shown += len(found[start + index])
            kept.append((before + 1 + after, index + 1, found[start + index]))
        if place < len(shown):
            kept.append((place, 0, shown[place]))
        start, before = end + 1, place
    return ShownStory([line for *_, line in sorted(kept)], n_not_shown)


def _letters(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalnum())


def _place_long_lines(found: Sequence[str], shown: Sequence[str]) -> list[int | None]:
    """Return where the long lines stand on the page, each behind the one before if it can be."""
    free: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(shown):
        free[key].append(place)
    placed: list[int | None] = []
    last = -1
    for key in found:
        places = free.get(key) if len(key) >= _SURE else None
        if places:
            behind = bisect_right(places, last)
            last = places.pop(behind if behind < len(places) else 0)
        placed.append(last if places is not None else None)
    return placed


def _in_gap(found: Sequence[str], shown: Sequence[str]) -> _Gap:
    """Look for short lines, and for those that the page divides in another way."""
    text = "".join(found)
    if len(text) > _LONGEST_GAP or sum(map(len, shown)) > 10 * _LONGEST_GAP:
        return _Gap([], [(index, -1) for index in range(len(found))])
    story = _Story.of(found)
    is_shown = bytearray(len(text))
    covered: list[int] = []
    last_shown = [-1] * len(found)  # for each found line the last line of the page within it
    at = 0
    for index, key in enumerate(shown):
        hits = _hits(key, story, at)
        if hits:
            for begin, length in hits:
                is_shown[begin : begin + length] = b"\1" * length
            covered.append(index)
            last_shown[bisect_right(story.ends, hits[0][0])] = index
            at = sum(hits[-1])
    missing = []
    after = -1
    for index, (key, end) in enumerate(zip(found, story.ends, strict=True)):
        after = max(after, last_shown[index])
        if 2 * sum(is_shown[end - len(key) : end]) < len(key):
            missing.append((index, after))
    return _Gap(covered, missing)


class _Story(NamedTuple):
    """The letters of some found lines in a row, and where lines and pieces are in it."""

    text: str
    ends: list[int]
    begins: set[int]
    lines: dict[str, int]
    pieces: dict[str, int]

    @classmethod
    def of(cls, found: Sequence[str]) -> _Story:
        text, ends = "".join(found), list(accumulate(map(len, found)))
        begins = [end - len(key) for key, end in zip(found, ends, strict=True)]
        places = range(len(text) - _PIECE, -1, -1)  # backwards, so that the first of two counts
        return cls(
            text,
            ends,
            set(begins),
            dict(zip(reversed(found), reversed(begins), strict=True)),
            {text[place : place + _PIECE]: place for place in places},
        )


def _hits(key: str, story: _Story, at: int) -> list[tuple[int, int]]:
    """Return the stretches of the story that a line of the page is made of, with their lengths."""
    if not key:
        return []
    if story.lines.get(key, -1) >= at:
        return [(story.lines[key], len(key))]
    if story.text.startswith(key, at) and (len(key) >= _SHORT or at not in story.begins):
        return [(at, len(key))]
    pieces = [key[start : start + _PIECE] for start in range(len(key) - _PIECE + 1)]
    hits = [(story.pieces[piece], _PIECE) for piece in pieces if piece in story.pieces]
    return hits if 2 * len(hits) >= len(pieces) else []
