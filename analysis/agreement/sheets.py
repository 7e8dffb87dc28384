"""The coding sheet: a random sample, each item in its place, without the program's answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.agreement.questions import QUESTIONS, Question
from analysis.mistakes import ArgumentError, did_you_mean, given, is_count
from analysis.own_csv import read_of_coders, write_own_csv
from analysis.tables import ARTICLES, CODES, SHEET, TableError

SEED = 20140602
_OPTIONAL = ("coder", "note", "passage")
_BEFORE = 350  # characters of the text before that a coder may need to know who "she" is
_AFTER = 150


def draw_sheet(
    rows: pd.DataFrame,
    articles: pd.DataFrame,
    what: str,
    n: int = 40,
    *,
    by: str | None = None,
    seed: int = SEED,
) -> pd.DataFrame:
    """Draw a random sample to be coded by hand, blind: one row per item.

    ``what`` is the question: "speaker", "kind" or "tone" of quotes, "source" or "role" of mentions,
    or "speech" of sentences, which asks whether anything is reported in it. Each item stands in
    brackets in its ``passage``, with some of the text around; what the program made of it is not
    on the sheet. The column ``code`` is to be filled in, with one of ``answers`` where there are
    any; the items stand in random order.

    ``by`` names a column of ``rows`` or of ``articles``, such as "outlet" or "kind": each of its
    values gets as equal a share of the sample as it can fill. The same ``seed`` draws the same
    sample. Raises TableError for other tables, ValueError for an unknown question, a ``by`` that is
    no column, or an ``n`` below 1.

    >>> from analysis.tables import SENTENCES
    >>> articles = ARTICLES.build([{"article_id": "a1", "text": "It rained. She said no."}])
    >>> sentences = SENTENCES.build([
    ...     {"article_id": "a1", "sentence_id": n, "paragraph": 0, "start": a, "end": b, "text": t}
    ...     for n, a, b, t in [(0, 0, 10, "It rained."), (1, 11, 23, "She said no.")]
    ... ])
    >>> draw_sheet(sentences, articles, "speech", 1)["passage"].tolist()
    ['[It rained.] She said no.']
    """
    question = question_of(what)
    ARTICLES.check(articles)
    question.table.check(rows)
    if not is_count(n):
        raise ArgumentError(f"n says how many items to draw, 1 or more. Got {given(n)}.")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = rows[rows["article_id"].isin(texts.keys())]
    if "line" in rows:
        rows = rows[rows["line"].isna()]  # a credit in a caption has no place in the text
    strata = _strata(rows, articles, by)
    chosen = _sample(strata, n, seed)
    items = []
    for row in rows.iloc[chosen].to_dict("records"):
        text, start, end = texts[row["article_id"]], int(row["start"]), int(row["end"])
        items.append(
            {
                "item": question.table.key_of(row),
                "what": what,
                "question": question.text,
                "passage": _passage(text, start, end),
                "answers": " / ".join(question.answers),
                "code": "",
                "coder": "",
                "note": "",
            }
        )
    return SHEET.build(items)


def question_of(what: str) -> Question:
    """Return a question by its name; raises ValueError for an unknown one."""
    if what in QUESTIONS:
        return QUESTIONS[what]
    meant = did_you_mean(what, QUESTIONS)
    raise ArgumentError(f"what can be coded is {', '.join(QUESTIONS)}, not {given(what)}.{meant}")


def _strata(rows: pd.DataFrame, articles: pd.DataFrame, by: str | None) -> list[str]:
    if by is None:
        return [""] * len(rows)
    if by in rows:
        return ["" if pd.isna(value) else str(value) for value in rows[by]]
    if by in articles:
        known = dict(zip(articles["article_id"], articles[by], strict=True))
        values = [known[article_id] for article_id in rows["article_id"]]
        return ["" if pd.isna(value) else str(value) for value in values]
    columns = ", ".join([*map(str, rows.columns), *map(str, articles.columns)])
    raise ArgumentError(f"by is a column of the rows or the articles, not {given(by)}: {columns}.")


def _sample(strata: Sequence[str], n: int, seed: int) -> list[int]:
    """Draw n places, as evenly from the strata as they allow, in random order."""
    draw = np.random.default_rng(seed)
    waiting: dict[str, list[int]] = {}
    for place in draw.permutation(len(strata)):
        waiting.setdefault(strata[place], []).append(int(place))
    chosen: list[int] = []
    while len(chosen) < min(n, len(strata)):
        for name in sorted(waiting):
            if waiting[name] and len(chosen) < n:
                chosen.append(waiting[name].pop())
    return [chosen[place] for place in draw.permutation(len(chosen))]


def _passage(text: str, start: int, end: int) -> str:
    """Return the words in brackets with what stands around, cut between words."""
    left = max(0, start - _BEFORE)
    right = min(len(text), end + _AFTER)
    before, after = text[left:start], text[end:right]
    if left:
        before = f"… {before.partition(' ')[2]}"
    if right < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def write_sheet(sheet: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a coding sheet as a CSV file that opens in any spreadsheet; return its path.

    Each coder fills in a copy, named after them: the columns ``code`` and, if need be, ``note``.
    A file that is there already is kept, since codes may stand in it.

    Raises TableError for another table, and for a file that exists or cannot be written.
    """
    SHEET.check(sheet)
    file = Path(path)
    if file.exists():
        raise TableError(
            f"{file.name} is there already, and codes may stand in it. Choose another name, or "
            "remove the file first."
        )
    return write_own_csv(sheet[list(SHEET.columns)], file)


def load_codes(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
) -> pd.DataFrame:
    """Read filled-in sheets, one row per item and coder; items without a code are left out.

    ``path`` is one file or a list of files. The coder is what stands in the column ``coder``, or
    the name of the file; ``words`` are those that stand in brackets. Capital letters and spaces in
    an answer do not matter.

    Raises TableError for a file that is missing, open elsewhere, lacks the columns of a sheet, or
    holds an answer that is not on offer; the message says in which row.

    >>> load_codes([]).columns.tolist()
    ['item', 'what', 'coder', 'code', 'note', 'words']
    """
    codes: dict[tuple[str, str, str], dict[str, str]] = {}
    for row, where in read_of_coders(path, "codes", ("item", "what", "code"), _OPTIONAL):
        if not row["code"] or not row["item"]:
            continue
        said = {"code": _checked(row, where), "words": _in_brackets(row.pop("passage"))}
        codes[row["item"], row["what"], row["coder"]] = {**row, **said}
    return CODES.build(codes.values())


def _in_brackets(passage: str) -> str:
    """Return the words of a passage that were to be coded."""
    first, last = passage.find("["), passage.rfind("]")
    return passage[first + 1 : last] if 0 <= first < last else ""


def _checked(row: Mapping[str, Any], where: str) -> str:
    what, code = row["what"], " ".join(row["code"].split())
    if what not in QUESTIONS:
        raise TableError(f"{where} asks for {what!r}; a sheet asks for {', '.join(QUESTIONS)}.")
    answers = QUESTIONS[what].answers
    if not answers:
        return code
    known = [answer for answer in answers if answer == code.casefold()]
    if not known:
        starts = [answer for answer in answers if answer.startswith(code.casefold())]
        known = starts if len(starts) == 1 else []
    if not known:
        raise TableError(
            f"{where} has the code {code!r}; the answers to “{what}” are {', '.join(answers)}."
        )
    return known[0]
