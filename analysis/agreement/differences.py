"""The program against the coders: how often it is right, and the cases where they differ."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.agreement.coefficients import answers_by_item
from analysis.agreement.questions import QUESTIONS, is_same_name
from analysis.agreement.sheets import question_of
from analysis.resampling import share_interval
from analysis.tables import CODES, DISAGREEMENTS, QUOTES, TOOL_SCORES, TableError


def measure_tool(
    codes: pd.DataFrame, rows: pd.DataFrame, *, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Measure the program's precision and recall against what coders said, one row per answer.

    The coders' answer to an item is what more than half of them said; items on which they are
    divided are left out, and so, with a warning, are those whose words on the sheet are not those
    of the row. Of the items to which the program gave an answer, ``precision`` is the share to
    which the coders gave the same; of those to which the coders gave it, ``recall`` is the share to
    which the program did, each with its 95 % interval (Wilson 1927). The first row of
    a question, "(all)", is of all its items: how many the program got right.

    ``rows`` is the table that the sheet was drawn from, with the program's answers: named quotes
    for "speaker" and "kind", scored quotes for "tone", mentions for "source" and "role". For
    "speech" it is the sentences, and ``quotes`` says in which of them something is reported.

    Raises TableError for other tables, or if no item stands in them.

    >>> rows = QUOTES.build([{"article_id": "a1", "quote_id": n, "sentence_id": 0, "start": 0,
    ...                       "end": 1, "text": "x", "kind": "direct"} for n in range(4)])
    >>> codes = CODES.build([{"item": f"a1#{n}", "what": "kind", "coder": "mia",
    ...                       "code": "direct" if n else "mixed"} for n in range(4)])
    >>> measure_tool(codes, rows)[["answer", "n_coded", "n_found", "n_both", "precision"]]
       answer  n_coded  n_found  n_both  precision
    0   (all)        4        4       3       0.75
    1  direct        3        4       3       0.75
    2   mixed        1        0       0        NaN
    """
    scores = []
    for what, pairs in _pairs(codes, rows, quotes).items():
        right = sum(one["is_same"] for one in pairs)
        scores.append(_score(what, "(all)", len(pairs), len(pairs), right))
        answers = QUESTIONS[what].answers or tuple(
            name for name, _ in Counter(one["coders"] for one in pairs).most_common()
        )
        for answer in answers:
            coded = [one for one in pairs if _is(what, one["coders"], answer)]
            found = [one for one in pairs if _is(what, one["program"], answer)]
            both = sum(_is(what, one["program"], answer) for one in coded)
            if coded or found:
                scores.append(_score(what, answer, len(coded), len(found), both))
    return TOOL_SCORES.build(scores)


def find_disagreements(
    codes: pd.DataFrame, rows: pd.DataFrame, *, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the items on which the coders differ from the program or from one another.

    One row per item, with the row's own place in its article, so that ``show_sentences`` shows it:
    ``program`` is its answer, ``coders`` that of more than half of the coders ("divided" if there
    is none), ``said`` what each of them said. Tables as for `measure_tool`.

    >>> rows = QUOTES.build([{"article_id": "a1", "quote_id": 0, "sentence_id": 0, "start": 0,
    ...                       "end": 1, "text": "x", "kind": "direct"}])
    >>> codes = CODES.build([{"item": "a1#0", "what": "kind", "coder": "mia", "code": "mixed"}])
    >>> find_disagreements(codes, rows)[["item", "program", "coders", "said"]]
       item program coders        said
    0  a1#0  direct  mixed  mia: mixed
    """
    found = []
    for pairs in _pairs(codes, rows, quotes, divided=True).values():
        found += [one for one in pairs if not one["is_same"] or one["differ"]]
    return DISAGREEMENTS.build(found)


def _pairs(
    codes: pd.DataFrame,
    rows: pd.DataFrame,
    quotes: pd.DataFrame | None,
    *,
    divided: bool = False,
) -> dict[str, list[dict[str, Any]]]:
    """Return by question each item with the program's answer and the coders'."""
    CODES.check(codes)
    answered: dict[str, list[dict[str, Any]]] = {}
    for what, group in codes.groupby("what", sort=True):
        question = question_of(str(what))
        question.table.check(rows)
        table = _with_speech(rows, quotes) if what == "speech" else rows
        records = {question.table.key_of(row): row for row in table.to_dict("records")}
        words = dict(zip(group["item"], group["words"].fillna(""), strict=True))
        pairs, moved = [], 0
        for item, said in answers_by_item(group, not question.answers).items():
            row = records.get(item)
            program = question.answer_of(row) if row is not None else ""
            majority = _majority(said)
            if row is not None and words[item] and words[item] != " ".join(row["text"].split()):
                moved += 1  # the numbers were given anew since the sheet was drawn
                continue
            if row is None or not program or (majority is None and not divided):
                continue
            pairs.append(
                {
                    "item": item,
                    "what": str(what),
                    "article_id": row["article_id"],
                    "start": row["start"],
                    "end": row["end"],
                    "text": row["text"],
                    "program": program,
                    "coders": majority or "divided",
                    "said": "; ".join(f"{coder}: {code}" for coder, code in sorted(said.items())),
                    "is_same": majority is not None and _is(str(what), program, majority),
                    "differ": len(set(said.values())) > 1,
                }
            )
        if moved and pairs:
            warnings.warn(
                f"{moved} of the items on “{what}” are other words in this table than on the sheet "
                "and were left out: the program has learned since. Draw a new sheet.",
                UserWarning,
                stacklevel=3,
            )
        if not pairs:
            raise TableError(
                f"none of the {len(group)} codes on “{what}” is about a row of this table that has "
                "an answer. Give the table that the sheet was drawn from (for tone, scored)."
            )
        answered[str(what)] = pairs
    return answered


def _majority(said: Mapping[str, str]) -> str | None:
    (code, n), *_ = Counter(said.values()).most_common()
    return code if 2 * n > len(said) else None


def _is(what: str, one: str, other: str) -> bool:
    return one == other if QUESTIONS[what].answers else is_same_name(one, other)


def _score(what: str, answer: str, n_coded: int, n_found: int, n_both: int) -> dict[str, Any]:
    precision, recall = share_interval(n_both, n_found), share_interval(n_both, n_coded)
    return {
        "what": what,
        "answer": answer,
        "n_coded": n_coded,
        "n_found": n_found,
        "n_both": n_both,
        "precision": precision.mean,
        "precision_low": precision.low,
        "precision_high": precision.high,
        "recall": recall.mean,
        "recall_low": recall.low,
        "recall_high": recall.high,
    }


def _with_speech(sentences: pd.DataFrame, quotes: pd.DataFrame | None) -> pd.DataFrame:
    if quotes is None:
        raise TableError(
            "whether a sentence reports speech is told from the quotes: give them too, "
            "quotes=found.quotes."
        )
    QUOTES.check(quotes)
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in quotes.to_dict("records"):
        spans.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    reports = [
        any(a < row["end"] and row["start"] < b for a, b in spans.get(row["article_id"], ()))
        for row in sentences.to_dict("records")
    ]
    return sentences.assign(speech=["yes" if one else "no" for one in reports])
