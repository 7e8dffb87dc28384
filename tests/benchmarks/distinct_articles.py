"""As many different articles as a benchmark needs, made from the sample corpus.

    python tests/benchmarks/distinct_articles.py [--articles 240]

A corpus that repeats the sample word for word is read faster than any real one wherever a text or
a paragraph is remembered. So each copy of the sample gets other people, places and numbers, and a
paragraph that would still be one that was there already gets a sentence more: no paragraph of the
corpus stands in it twice. Outlets keep their names, so that the sample's list of them fits.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SEED = 20250507

_WOMEN = "Claire Dilys Elena Hannah Helen Ines Joan Kelly Marian Mei Peg Priya Sioned Tara".split()
_MEN = (
    "Anil Daniel Danny Farid Gus Kwame Lars Martin Owen Peter Ravi Ron Samuel Theo Tobias".split()
)
_SURNAMES = (
    "Abara Aldous Askew Bellamy Bose Brandt Calloway Castellano Costigan Frayne Halloran Hoek "
    "Lindqvist Ling Marchetti Marsh Menon Nasser Ohlendorf Okafor Osgood Petrie Pike Raman Reyes "
    "Tasker Trent Whitlock"
).split()
_PLACES = "Aldenport Brightwater Dunmore Ell Ellery Marrow Saltmarket Thornwick Tollgate".split()
_OUTLETS = (
    "Port Ellery Courier|Daily Lantern|Tideway News|Tideway Tonight|Aldenport Herald|"
    "Thornwick Gazette|Meridian Press Agency|Meridian Press|Lumen Pictures"
)
_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty "
    "thirty forty fifty sixty seventy eighty ninety"
).split()
_NAME_BEGINS = (
    "Ald Bar Bren Cal Car Dal Dun Ebb Esk Fair Fen Gar Hal Har Hol Ing Kel Kes Lam Lang Mar Mel "
    "Nor Oak Pell Pen Quen Rad Ros Sel Stan Tarr Thorn Ulver Wal Wen Whit Wil Yar Zel"
).split()
_SURNAME_ENDS = "ard den dine ell gate lock low man mond son well wright".split()
_PLACE_ENDS = "bury by combe don ford ham haven ley mere port ton wick worth".split()


def distinct_articles(n: int) -> Any:
    """Return an articles table of ``n`` articles in which no paragraph stands twice.

    The first twelve are the sample's own; those after it are the same twelve again and again, each
    time with other names of people and places and other numbers, the same throughout one copy. Ids
    end in the number of the copy (``01-bridge-courier-0003``). The table is the same in every run,
    and a shorter one is the beginning of a longer one.
    """
    import pandas as pd

    from analysis import load_articles
    from analysis.tables import ARTICLES

    sample = load_articles(ROOT / "data" / "sample")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for number in range(n):
        copy, place = divmod(number, len(sample))
        row = {name: value for name, value in sample.iloc[place].items() if not pd.isna(value)}
        rows.append(_copied(row, copy, number, seen))
    return ARTICLES.build(rows)


def _copied(row: dict[str, Any], copy: int, number: int, seen: set[str]) -> dict[str, Any]:
    exchange = _Exchange(copy)
    written: dict[str, str] = {}
    for old in row["text"].split("\n\n"):
        new = exchange(old)
        if new in seen:
            new += (
                f" So it stands on page {number + 1} of the record."
                if new[-1] in ".”’"
                else (f", part {number + 1}")
            )
        seen.add(new)
        written[old] = new

    def rewritten(old: str) -> str:
        if old.strip() in written or "\n" not in old:
            return written.get(old.strip(), exchange(old))
        return "\n".join(map(rewritten, old.split("\n")))

    raw = map(rewritten, row["text_raw"].split("\n\n"))
    return {
        **row,
        **{name: exchange(row[name]) for name in ("headline", "byline") if name in row},
        "article_id": f"{row['article_id']}-{copy:04}",
        "text": "\n\n".join(written[old] for old in row["text"].split("\n\n")),
        "text_raw": "\n\n".join(raw),
    }


class _Exchange:
    """The names and numbers of one copy in place of the sample's; copy 0 is left as it is."""

    def __init__(self, copy: int) -> None:
        self.random = Random(f"{SEED}-{copy}")
        self.words: dict[str, str] = {}
        self.is_sample = copy == 0
        women, men = _first_names()
        for names, pool in ((_WOMEN, women), (_MEN, men)):
            self._give(names, pool)
        for names, ends in ((_SURNAMES, _SURNAME_ENDS), (_PLACES, _PLACE_ENDS)):
            self._give(names, [begin + end for begin in _NAME_BEGINS for end in ends])
        self._give(_COUNTS[:9], _COUNTS[:9])
        self._give(_COUNTS[9:], _COUNTS[9:])
        for word, new in list(self.words.items()):
            self.words[word.capitalize()], self.words[word.upper()] = new.capitalize(), new.upper()
        known = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        self.pattern = re.compile(rf"(?:{_OUTLETS})\b|\b(?:{known})\b|\d+")

    def _give(self, names: list[str], pool: list[str]) -> None:
        self.words |= zip(names, self.random.sample(pool, len(names)), strict=True)

    def __call__(self, text: str) -> str:
        return text if self.is_sample else self.pattern.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        word = match.group()
        if not word.isdecimal():
            return self.words.get(word, word)
        if word not in self.words:
            self.words[word] = self._number(word)
        return self.words[word]

    def _number(self, digits: str) -> str:
        if re.fullmatch("(?:19|20)..", digits):
            return digits[:2] + f"{self.random.randrange(25):02}"
        return str(self.random.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))


def _first_names() -> tuple[list[str], list[str]]:
    from analysis.lexicons import first_names

    of: dict[str, list[str]] = {"she": [], "he": []}
    for name, pronoun in first_names().items():
        if pronoun in of and name.isalpha():
            of[pronoun].append(name.capitalize())
    return sorted(of["she"]), sorted(of["he"])


def main() -> None:
    """Print how many articles and paragraphs there are, and whether one stands there twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=240)
    articles = distinct_articles(parser.parse_args().articles)
    parts = [part for text in articles.text for part in text.split("\n\n")]
    print(f"{len(articles)} articles, {len(parts)} paragraphs, {len(set(parts))} different ones")


if __name__ == "__main__":
    main()
