"""How many of the hand-marked events, shared quotes, shared passages and missing voices are found.

    python tests/benchmarks/coverage_marks.py

The thirty-six articles of ``data/sample`` and ``data/coverage``; ``tests/gold/coverage/README.md``
says how they were marked, and `tests.coverage_marks` what is counted. Quotes, speakers and sources
are the package's own, with all their mistakes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import coverage_marks as cm  # noqa: E402

from analysis.coverage import (  # noqa: E402
    count_voices,
    find_missing_voices,
    find_shared_copy,
    group_events,
    match_quotes,
)


def main() -> None:
    """Print the figures."""
    articles, quotes, mentions = cm.read_coverage()
    grouped = group_events(articles)
    names = grouped["article_id"].map(cm.event_in)
    pairs = grouped.assign(true=names).groupby(["event", "true"]).size()
    print(
        f"events: {grouped['event'].nunique()} of {names.nunique()}; split or mixed groups: ",
        end="",
    )
    print(len(pairs) - names.nunique(), "\n")
    events = grouped.assign(event=names)
    shared = match_quotes(quotes, articles, grouped)
    passages = find_shared_copy(articles, grouped)
    missing = find_missing_voices(count_voices(quotes, articles, events, mentions))
    tables = {
        "shared quotes": {e: cm.count_shared_quotes(e, shared) for e in cm.EVENTS},
        "shared passages": {e: cm.count_shared_passages(e, passages) for e in cm.EVENTS},
        "missing voices": {e: cm.count_missing_voices(e, missing, articles) for e in cm.EVENTS},
    }
    for what, counts in tables.items():
        print(f"{what:<18}{'P':>6}{'R':>7}{'F1':>7}{'right':>8}{'found':>7}{'marked':>8}")
        for event, one in [*counts.items(), ("all", cm.together(counts.values()))]:
            precision, recall, f1 = cm.rates(one)
            print(
                f"  {event:<16}{precision:6.3f}{recall:7.3f}{f1:7.3f}{one[0]:8}{one[1]:7}{one[2]:8}"
            )
        print()


if __name__ == "__main__":
    main()
