"""Corrections laid over a table; what no longer fits is refused, with the reason."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.corrections.additions import (
    Addition,
    find_addition,
    is_new,
    type_of,
    with_additions,
)
from analysis.corrections.keys import CORRECTABLE, KEEP, article_in, name_of, printed
from analysis.mistakes import nearest
from analysis.tables import ARTICLES, CORRECTION_CHECKS, CORRECTIONS, TIME, Table

_APPLIED = ("applied", "already so")


class CorrectionWarning(UserWarning):
    """Some corrections were refused; the message says how many, and why the first was."""


class _Verdict(NamedTuple):
    """What became of a correction, why, and which row it is about."""

    status: str
    why: str = ""
    place: int | None = None


class _Laid(NamedTuple):
    """Corrections beside the table they are of: what becomes of each, and the rows to add."""

    name: str
    rows: list[dict[Any, Any]]
    verdicts: list[_Verdict | None]
    additions: dict[str, Addition | str]
    texts: dict[str, str] | None


def apply_corrections(
    table: pd.DataFrame, corrections: pd.DataFrame, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Lay corrections over articles, quotes, mentions or events; return the corrected table.

    Corrections of other tables are passed over, so one file serves all. A row of which ``keep`` is
    "no" is left out. A corrected speaker has the rule "corrected by …" and a confidence of 1, since
    a person has looked, and takes over the type that this name has in the table (a new name is a
    person's, a new phrase like "dog walker" unnamed; a row for ``speaker_type`` has the last word).

    A quote or mention that was missed is added by its words, if ``articles`` are given: a key like
    "a1#+1", the field "text" with the words as the article prints them, and with the same key what
    else is to be said of it (speaker, kind). A table that was scored is scored again after that.

    What does not fit is refused and nothing else is: a row that is no longer there, or whose
    ``old`` is not what stands there now (it was corrected before, or the program has learned), a
    column that cannot be corrected, and what two coders say differently. A CorrectionWarning says
    how many; `check_corrections` says why of each. Raises TableError for other tables.

    >>> from analysis.tables import ARTICLES
    >>> articles = ARTICLES.build([{"article_id": "a1", "outlet": "Courrier", "text": ""}])
    >>> fix = {"table": "articles", "key": "a1", "field": "outlet", "old": "Courrier",
    ...        "new": "The Courier", "coder": "ana", "reason": "a slip of the metadata"}
    >>> apply_corrections(articles, CORRECTIONS.build([fix]))["outlet"].tolist()
    ['The Courier']
    """
    name, rows, verdicts, additions, texts = _lay(table, corrections, articles)
    refused = [v for v in verdicts if v is not None and v.status == "refused"]
    if refused:
        warnings.warn(
            f"{len(refused)} of {len([v for v in verdicts if v])} corrections of {name} were "
            f"refused. The first: {refused[0].why} check_corrections shows all.",
            CorrectionWarning,
            stacklevel=2,
        )
    corrected = table.copy()
    left_out = []
    for row, place in _in_order(rows, verdicts):
        if row["field"] != KEEP:
            _write(corrected, place, row)
        elif row["new"] == "no":
            left_out.append(table.index[place])
    kept = corrected.drop(index=left_out).reset_index(drop=True)
    added = [one for one in additions.values() if isinstance(one, Addition)]
    return with_additions(kept, name, added, texts or {})


def check_corrections(
    table: pd.DataFrame, corrections: pd.DataFrame, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Say of every correction of a table what becomes of it, one row per correction.

    ``status`` is "applied", "already so" (the table has it by itself) or "refused", and ``why``
    says why. Corrections of other tables are left out; those of a table that does not exist are
    refused. Raises TableError for other tables.

    >>> from analysis.tables import ARTICLES
    >>> articles = ARTICLES.build([{"article_id": "a1", "outlet": "The Courier", "text": ""}])
    >>> fix = {"table": "articles", "key": "a1", "field": "outlet", "old": "Courrier",
    ...        "new": "Courier", "coder": "ana", "reason": ""}
    >>> check_corrections(articles, CORRECTIONS.build([fix]))["why"].tolist()
    ['The outlet of a1 is no longer “Courrier” but “The Courier”.']
    """
    laid = _lay(table, corrections, articles)
    checked: list[dict[str, object]] = []
    for row, verdict in zip(laid.rows, laid.verdicts, strict=True):
        if verdict is not None:
            told = {"status": verdict.status, "why": verdict.why}
            checked.append({**{str(column): value for column, value in row.items()}, **told})
    return CORRECTION_CHECKS.build(checked)


def _lay(table: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame | None) -> _Laid:
    name = name_of(table)
    CORRECTIONS.check(corrections)
    rows = corrections.to_dict("records")
    texts = _texts(articles)
    additions = _additions(name, rows, texts)
    return _Laid(name, rows, _verdicts(table, name, rows, additions), additions, texts)


def _texts(articles: pd.DataFrame | None) -> dict[str, str] | None:
    if articles is None:
        return None
    ARTICLES.check(articles)
    return dict(zip(articles["article_id"], articles["text"], strict=True))


def _additions(
    name: str, corrections: Sequence[Mapping[Any, Any]], texts: Mapping[str, str] | None
) -> dict[str, Addition | str]:
    """Return for each new key the row to add, or why it cannot be."""
    by_key: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for row in corrections:
        if row["table"] == name and is_new(printed(row["key"])):
            by_key[printed(row["key"])].append(row)
    return {key: find_addition(rows, name, texts) for key, rows in by_key.items()}


def _verdicts(
    table: pd.DataFrame,
    name: str,
    corrections: Sequence[Mapping[Any, Any]],
    additions: Mapping[str, Addition | str],
) -> list[_Verdict | None]:
    """Return what becomes of each correction, None for those of other tables."""
    correctable = CORRECTABLE[name]
    records = table.to_dict("records")
    places = {correctable.table.key_of(row): place for place, row in enumerate(records)}
    said: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    verdicts: list[_Verdict | None] = []
    for row in corrections:
        if row["table"] != name:
            verdicts.append(None if row["table"] in CORRECTABLE else _no_table(row))
            continue
        if (addition := additions.get(printed(row["key"]))) is not None:
            why = addition if isinstance(addition, str) else ""
            verdicts.append(_Verdict("refused" if why else "applied", why))
            continue
        verdict = _fits(row, name, records, places)
        if verdict.place is not None and verdict.status != "refused":
            said[verdict.place, row["field"]].setdefault(printed(row["new"]), str(row["coder"]))
        verdicts.append(verdict)
    return [
        _agreed(verdict, said.get((verdict.place, row["field"]), {}), row)
        if verdict is not None and verdict.place is not None and verdict.status != "refused"
        else verdict
        for row, verdict in zip(corrections, verdicts, strict=True)
    ]


def _fits(
    row: Mapping[Any, Any],
    name: str,
    records: Sequence[Mapping[Any, Any]],
    places: Mapping[str, int],
) -> _Verdict:
    correctable = CORRECTABLE[name]
    field, key, new = row["field"], printed(row["key"]), printed(row["new"])
    place = _find(row, key, records, places, correctable.table)
    if place is None:
        return _Verdict("refused", f"There is no row {key} in {name}{_nearest(key, places)}.")
    if field not in correctable.fields or (field != KEEP and field not in records[place]):
        some = ", ".join(correctable.fields)
        return _Verdict("refused", f"“{field}” of {name} cannot be corrected: {some} can.")
    allowed = correctable.fields[field]
    if allowed and new not in allowed:
        some = ", ".join(allowed)
        return _Verdict("refused", f"“{new}” is no {field} of {key}: it is one of {some}.")
    if correctable.table.columns.get(field) == TIME and new:
        if pd.isna(pd.to_datetime(new, errors="coerce", utc=True)):
            return _Verdict("refused", f"“{new}” is no date for {key}: write it as 2025-05-14.")
    if field == KEEP:
        return _Verdict("already so" if new == "yes" else "applied", "", place)
    now, old = printed(records[place][field]), printed(row["old"])
    if now == new:
        return _Verdict("already so", "", place)
    if now != old:
        stands = f"“{now}”" if now else "empty"
        return _Verdict(
            "refused", f"The {field} of {key} is no longer “{old}” but {stands}.", place
        )
    return _Verdict("applied", "", place)


def _find(
    row: Mapping[Any, Any],
    key: str,
    records: Sequence[Mapping[Any, Any]],
    places: Mapping[str, int],
    table: Table,
) -> int | None:
    """Find the row of a correction: by its key, or where its words are others now, by its words."""
    place, words = places.get(key), printed(row.get("text"))
    if not words or "text" not in table.columns or table.key == ("article_id",):
        return place
    if place is not None and printed(records[place]["text"]) == words:
        return place
    article = article_in(key, table)
    alike = [
        n
        for n, record in enumerate(records)
        if record["article_id"] == article and printed(record["text"]) == words
    ]
    return alike[0] if len(alike) == 1 else None


def _agreed(verdict: _Verdict, said: Mapping[str, str], row: Mapping[Any, Any]) -> _Verdict:
    if len(said) < 2:
        return verdict
    both = ", ".join(f"{coder} says “{new}”" for new, coder in said.items())
    return _Verdict(
        "refused",
        f"The coders differ on the {row['field']} of {row['key']}: {both}. Keep one of the rows.",
        verdict.place,
    )


def _no_table(row: Mapping[Any, Any]) -> _Verdict:
    some = ", ".join(CORRECTABLE)
    return _Verdict("refused", f"There is no table “{row['table']}” to correct: there are {some}.")


def _nearest(key: str, places: Mapping[str, int]) -> str:
    near = nearest(key, places, parts=False)
    return f" (the nearest is {near[0]})" if near else ""


def _in_order(corrections: Sequence[Mapping[Any, Any]], verdicts: Sequence[_Verdict | None]) -> Any:
    """Return the corrections to be written with their places, what is said of types last."""
    applied = [
        (row, verdict.place)
        for row, verdict in zip(corrections, verdicts, strict=True)
        if verdict is not None and verdict.status in _APPLIED and verdict.place is not None
    ]
    return sorted(applied, key=lambda one: one[0]["field"] == "speaker_type")


def _write(table: pd.DataFrame, place: int, row: Mapping[Any, Any]) -> None:
    field, new = row["field"], printed(row["new"])
    value: Any = new or None
    if str(table[field].dtype).startswith("datetime"):
        value = pd.to_datetime(new, utc=True) if new else pd.NaT
    at = table.index[place]
    if field == "speaker" and "speaker_type" in table:
        table.loc[at, "speaker_type"] = type_of(new, table)
    table.loc[at, field] = value
    if field == "speaker":
        settled: dict[str, Any] = {
            "speaker_rule": f"corrected by {row['coder']}",
            "confidence": 1.0,
        }
        emptied = dict.fromkeys(("evidence_start", "evidence_end", "candidates"), pd.NA)
        for column, said in {**settled, **emptied}.items():
            if column in table:
                table.loc[at, column] = said
