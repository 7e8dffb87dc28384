"""What can be coded: the question on the sheet, the answers, and what the program says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.speakers.persons import plain_name, same_first, surname
from analysis.tables import MENTIONS, QUOTES, SENTENCES, Table

NOBODY = "nobody"
# Where VADER's authors draw the lines (Hutto and Gilbert 2014).
_POSITIVE, _NEGATIVE = 0.05, -0.05


class Question(NamedTuple):
    """A question that coders answer about the rows of a table.

    ``answers`` are the words to choose from, in their order; empty where any name may be written.
    ``level`` is the level of measurement for Krippendorff's alpha.
    """

    table: Table
    text: str
    answers: tuple[str, ...]
    answer_of: Callable[[Mapping[Any, Any]], str]
    level: Literal["nominal", "ordinal"] = "nominal"


def _tone(row: Mapping[Any, Any]) -> str:
    score = row.get("compound")
    if score is None or pd.isna(score):
        return ""
    return "positive" if score >= _POSITIVE else "negative" if score <= _NEGATIVE else "neutral"


def _said(column: str, missing: str = "") -> Callable[[Mapping[Any, Any]], str]:
    def answer(row: Mapping[Any, Any]) -> str:
        value = row.get(column)
        return missing if value is None or pd.isna(value) else " ".join(str(value).split())

    return answer


QUESTIONS = {
    "speaker": Question(
        QUOTES,
        "Who says the words in brackets? Write the name, or what the article calls the speaker "
        f"where there is no name; “{NOBODY}” if the article does not say.",
        (),
        _said("speaker", NOBODY),
    ),
    "kind": Question(
        QUOTES,
        "Are the words in brackets quoted (direct), retold (indirect), or both (mixed)?",
        ("direct", "mixed", "indirect"),
        _said("kind"),
    ),
    "tone": Question(
        QUOTES,
        "Is the wording of the words in brackets negative, neutral or positive? The wording, "
        "not the topic.",
        ("negative", "neutral", "positive"),
        _tone,
        "ordinal",
    ),
    "source": Question(
        MENTIONS,
        "What person, body or document is meant by the words in brackets? Write the name in full.",
        (),
        _said("source", NOBODY),
    ),
    "role": Question(
        MENTIONS,
        "Does the article rely on the words in brackets for what it says (attribution), only talk "
        "about them (subject), or name them as the place, the writer or the picture's maker "
        "(credit)?",
        ("attribution", "subject", "credit"),
        lambda row: _role(_said("role")(row)),
    ),
    "speech": Question(
        SENTENCES,
        "Does the sentence in brackets report what somebody said or wrote?",
        ("no", "yes"),
        _said("speech"),
    ),
}


def _role(role: str) -> str:
    return role if role in ("attribution", "subject") else "credit"


def plain_answer(answer: object) -> str:
    """Return an answer as it is compared: small letters, no titles, no "the" before it.

    >>> plain_answer(" The Mayor, Ana  Ruiz "), plain_answer("Mr. Ode")
    ('mayor ana ruiz', 'ode')
    """
    words = plain_name(str(answer).replace(",", " ").replace("’", "'")).split()
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    return " ".join(words)


_BEFORE = frozenset("the a an mr mrs ms miss dr prof professor sir lady captain capt".split())


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two coders mean one speaker: "Mayor Ana Ruiz", "Ana Ruiz" and "Ruiz".

    >>> is_same_name("Mayor Ana Ruiz", "Ruiz"), is_same_name("Ana Ruiz", "Leon Ruiz")
    (True, False)
    """
    a, b = plain_answer(one), plain_answer(other)
    if a == b:
        return True
    if NOBODY in (a, b) or not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if f" {long} ".find(f" {short} ") >= 0:
        return True
    return surname(a) == surname(b) and " " in a and " " in b and same_first(a, b)
