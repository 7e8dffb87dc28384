"""Build ``analysis/lexicons/syllables.txt`` from the Carnegie Mellon Pronouncing Dictionary.

    python tools/build_syllables.py cmudict.dict analysis/lexicons/syllables.txt

``cmudict.dict`` is the dictionary's own file: a word, then its phones, one entry a line. A vowel
carries its stress as a digit, so the syllables of a word are its phones that end in a digit.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

HEADER = """\
# Syllables of English words: every word stands under the number of its syllables.
# Made from the Carnegie Mellon Pronouncing Dictionary (cmudict.dict) by tools/build_syllables.py:
# the first pronunciation of every entry that is spelled with letters and apostrophes only.
# Copyright (C) 1993-2015 Carnegie Mellon University; see LICENSE-cmudict.txt.
"""
_WORD = re.compile(r"[a-z']*[a-z][a-z']*")


def count_syllables(lines: Iterable[str]) -> dict[str, int]:
    """Return the syllables of every plain word, by its first pronunciation.

    Entries such as ``tomato(2)`` (a second pronunciation), ``u.s.`` and ``african-american`` are
    left out: the reader of a text takes those apart before it looks words up.
    """
    syllables: dict[str, int] = {}
    for line in lines:
        word, _, phones = line.split("#")[0].strip().partition(" ")
        if _WORD.fullmatch(word) and word not in syllables:
            n_syllables = sum(phone[-1].isdigit() for phone in phones.split())
            if n_syllables:
                syllables[word] = n_syllables
    return syllables


def to_text(syllables: dict[str, int]) -> str:
    """Write the words in groups, fewest syllables first, alphabetically within a group."""
    groups = defaultdict(list)
    for word, n_syllables in syllables.items():
        groups[n_syllables].append(word)
    return HEADER + "".join(
        f"\n[{n_syllables}]\n" + "\n".join(sorted(groups[n_syllables])) + "\n"
        for n_syllables in sorted(groups)
    )


def main(arguments: list[str]) -> None:
    """Read the dictionary named first and write the table named second."""
    if len(arguments) != 2:
        sys.exit(f"usage: python {Path(__file__).name} cmudict.dict syllables.txt")
    source, target = map(Path, arguments)
    with source.open(encoding="utf-8") as lines:
        syllables = count_syllables(lines)
    target.write_text(to_text(syllables), encoding="utf-8", newline="\n")
    print(f"{len(syllables)} words written to {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
