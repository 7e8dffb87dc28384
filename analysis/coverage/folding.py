"""Words as they are compared: so that a remark is the same in direct and in indirect speech.

Reporters change persons, tenses and small words when they report a remark ("We will not wait"
becomes that they would not wait). Here every word becomes what is left of it: its stem, in small
letters; small words are left out, "not" is not; numbers are figures. Stems are those of the English
Snowball stemmer (Porter 2001).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LEFT_OUT = frozenset(
    "i we you he she it they me us him her them my our your his its their mine ours yours theirs "
    "myself ourselves yourself himself herself itself themselves the a an this that these those "
    "there here and or but so of to in on at for with by from as be have do will can may shall "
    "would could might should must just very really well then than if who which what".split()
)
# Forms of the verbs that change most when a remark is reported, and hardly tell one from another.
_FORMS = {
    "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do",
    "doing": "do", "went": "go", "gone": "go", "goes": "go", "made": "make", "took": "take",
    "taken": "take", "saw": "see", "seen": "see", "came": "come", "knew": "know", "known": "know",
    "thought": "think", "told": "tell", "gave": "give", "given": "give", "got": "get",
    "kept": "keep",
    "left": "leave", "lost": "lose", "paid": "pay", "ran": "run", "said": "say", "spent": "spend",
    "stood": "stand", "understood": "understand", "felt": "feel", "found": "find", "held": "hold",
    "brought": "bring", "built": "build", "bought": "buy", "sold": "sell", "sent": "send",
    "met": "meet", "heard": "hear", "became": "become", "began": "begin", "begun": "begin",
    "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "broke": "break", "broken": "break",
    "chose": "choose", "chosen": "choose", "drove": "drive", "grew": "grow", "grown": "grow",
    "won": "win", "wore": "wear", "worse": "bad", "worst": "bad", "better": "good", "best": "good",
    "men": "man", "women": "woman", "children": "child", "people": "people", "today": "now",
    "tomorrow": "next", "yesterday": "before", "cannot": "not",
}  # fmt: skip
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "dozen": "12"}


def fold_words(text: str) -> list[str]:
    """Return the words of a text that tell one remark from another, as they are compared.

    >>> fold_words("We will not wait nine months")
    ['not', 'wait', '9', 'month']
    >>> fold_words("that they wouldn’t be waiting 9 months")
    ['not', 'wait', '9', 'month']
    """
    found = _WORD.findall(text.casefold().replace("’", "'"))
    return [word for printed in found for word in _fold(printed)]


@lru_cache(maxsize=100_000)
def _fold(word: str) -> tuple[str, ...]:
    if word.endswith("n't"):
        return ("not",)
    word = word.partition("'")[0]
    word = _FORMS.get(word, word)
    if word in _LEFT_OUT or (len(word) == 1 and not word.isdigit()):
        return ()
    return (_NUMBERS.get(word) or _stemmer().stemWord(word),)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
