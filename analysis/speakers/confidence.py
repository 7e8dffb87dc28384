"""How sure a verdict is: how often its two rules were right where a reader could tell.

The counts stand in ``lexicons/rule_shares.csv``. What is given is the cautious end of each share,
the lower bound of Wilson's 90 % interval, so that a rule which spoke seldom earns little trust.

Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal
of the American Statistical Association 22(158).
"""

from __future__ import annotations

import math
import re
from functools import cache

from analysis.lexicons import load_lexicon

_Z = 1.645  # of a 90 % interval
_NAMED_WORDS = re.compile(r" [“\"].*$|,.*$")


def base_rule(rule: str) -> str:
    """Return a rule without what it says of one place.

    >>> base_rule("quotation after cue, in the next paragraph"), base_rule("nobody before “she”")
    ('quotation after cue', 'nobody before')
    """
    return _NAMED_WORDS.sub("", rule)


def confidence_of(rule: str, kind: str, speaker_rule: str) -> float:
    """Return the share of quotes found so whose words and speaker were both right, cautiously.

    >>> confidence_of("quotation before cue", "direct", "short name") > 0.9
    True
    """
    words, speaker = _share("words", rule, kind), _share("speaker", speaker_rule, "")
    return round(words * speaker, 3)


def _share(part: str, rule: str, kind: str) -> float:
    """The lower end of the interval of a rule's share; a rule never counted gets one in three."""
    n, right = _counts().get((part, base_rule(rule), kind), (0, 0))
    if n == 0:
        return 1 / 3
    share, slack = right / n, _Z**2 / n
    spread = _Z * math.sqrt((share * (1 - share) + slack / 4) / n)
    return (share + slack / 2 - spread) / (1 + slack)


@cache
def _counts() -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (row["part"], row["rule"], row["kind"]): (int(row["n"]), int(row["right"]))
        for row in load_lexicon("rule_shares")
    }
