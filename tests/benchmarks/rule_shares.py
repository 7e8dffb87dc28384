"""How often each rule is right: the shares behind ``confidence``, and how honest they are.

    python tests/benchmarks/rule_shares.py GOLD.jsonl [GOLD2.jsonl ...] [--sample] [--write]

The files are marked articles in the format of `attribution.py`, with a resolved speaker for every
quote. A quote is right in its words if four letters in five agree with a marked one (Jaccard), and
right altogether if the speaker has the marked one's name too. Printed is, for bands of confidence,
how many quotes were given it and how many of them were right.

``--write`` counts the rules anew on these files and writes ``analysis/lexicons/rule_shares.csv``.
Marks that leave quotes out count against a rule, so the shares are rather too low than too high.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[index]) for index in range(3)]

from attribution import LIKE, is_same_name, letters_in, read_gold, read_sample, stretches  # noqa: E402
from predict import predict_quotes  # noqa: E402

from analysis.speakers.confidence import base_rule  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
LEXICON = ROOT / "analysis" / "lexicons" / "rule_shares.csv"
BANDS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)


class Judged(NamedTuple):
    """A quote that was found, and whether its words and its speaker are right."""

    quote: dict[str, Any]
    words: bool
    speaker: bool


def judge(rows: list[dict[str, Any]]) -> Iterator[Judged]:
    """Yield every quote that the package finds in marked articles, judged by the marks."""
    for row in rows:
        marks = stretches(row["text"], row["quotes"], on_speech=False)
        for quote in predict_quotes(row["text"]):
            letters = letters_in(row["text"], *quote["content"])
            best = max(
                marks,
                key=lambda mark, own=letters: len(mark.letters & own) / len(mark.letters | own),
                default=None,
            )
            is_alike = best is not None and (
                len(best.letters & letters) >= LIKE * len(best.letters | letters)
            )
            same = is_alike and best is not None and is_same_name(best.speaker, quote["speaker"])
            yield Judged(quote, is_alike, bool(same))


def count_rules(found: list[Judged]) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield part, rule, kind, how often the rule spoke and how often it was right."""
    words: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    names: Counter[str] = Counter()
    right_names: Counter[str] = Counter()
    for quote, has_words, has_speaker in found:
        key = (base_rule(quote["rule"]), quote["kind"])
        words[key] += 1
        right[key] += has_words
        if has_words and quote["speaker"] is not None:
            names[base_rule(quote["speaker_rule"])] += 1
            right_names[base_rule(quote["speaker_rule"])] += has_speaker
    for (rule, kind), n in sorted(words.items()):
        yield "words", rule, kind, n, right[rule, kind]
    for rule, n in sorted(names.items()):
        yield "speaker", rule, "", n, right_names[rule]


def main() -> int:
    """Print how honest the confidence is, or write the shares anew."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--sample", action="store_true", help="the project's own marks too")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = [row for path in options.gold for row in read_gold(path)]
    rows += read_sample() if options.sample else []
    found = list(judge(rows))
    if options.write:
        head = LEXICON.read_text(encoding="utf-8").split("part,rule")[0]
        lines = [",".join(map(str, row)) for row in count_rules(found)]
        LEXICON.write_text(
            head + "part,rule,kind,n,right\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )
        print(f"{len(lines)} shares from {len(found)} quotes in {len(rows)} articles")
        return 0
    print(f"{len(found)} quotes in {len(rows)} articles\nconfidence    n   right")
    taken: set[int] = set()
    for low in BANDS:
        band = [
            number
            for number, one in enumerate(found)
            if number not in taken and (one.quote["confidence"] or 0.0) >= low
        ]
        taken.update(band)
        if band:
            share = sum(found[number].speaker for number in band) / len(band)
            print(f"from {low:.2f} {len(band):6} {share:7.1%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
