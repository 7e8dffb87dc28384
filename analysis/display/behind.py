"""From a number back to the rows that it was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.display.counted import Found, Given, Row, same
from analysis.display.summaries import SUMMARIES, Summary
from analysis.mistakes import ArgumentError, did_you_mean, given
from analysis.tables import TableError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SORTS = ["speaker_type", "type", "role", "category"]  # what a row is, not what it is called
_COUNT = "count"  # the column of `quotes.value_counts("kind").reset_index()`


def rows_behind(
    counted: pd.DataFrame | pd.Series[Any] | Axes,
    rows: pd.DataFrame,
    name: str | Sequence[str] | None = None,
    *,
    column: str | None = None,
    articles: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Return the rows that a number was counted from, to be read with ``show_sentences``.

    ``counted`` is a table that sums up (speakers, sources, voices, days, readability …), some rows
    of it, or a chart; ``rows`` the table that it was counted from. The very rows are returned that
    were counted, and no others: the count of a source leaves out its credits, the mean of a speaker
    the indirect quotes. Where a number counts articles or passages, these are returned, and for
    readability the sentences.

    - ``name`` chooses the rows of ``counted`` that say this name anywhere, before what sort of
      thing they are: a speaker, a source, a
      word, the label of a bar. Of several names all must be said, as in a cell of a chart:
      ``["Reuters", "Herald"]``.
    - ``column`` says which number is meant: in the speakers table ``"compound_mean"`` is behind the
      own words that were scored, ``"reported_mean"`` behind the indirect quotes. By default it is
      the number of rows.
    - ``articles``, ``events``, ``mentions`` and any other word that the counting verb was given
      (``pronouns=False``, ``kinds=["indirect"]``) are given here again.

    The rows found are counted: if they are not as many as the number says, the tables are not those
    that it was counted from, and a TableError says so. Raises ArgumentError, a ValueError, for a
    name or column that is not there.

    >>> from analysis import count_sources
    >>> from analysis.tables import MENTIONS
    >>> mentions = MENTIONS.build(
    ...     {"article_id": "a", "mention_id": n, "start": 0, "end": 7, "text": "Reuters",
    ...      "type": "agency", "source": "Reuters", "role": role, "is_self": False}
    ...     for n, role in enumerate(["attribution", "credit", "attribution"]))
    >>> sources = count_sources(mentions)
    >>> rows_behind(sources, mentions, "Reuters")["mention_id"].tolist()
    [0, 2]
    """
    if isinstance(rows, str):
        raise ArgumentError(
            f"the table comes second and the name third: rows_behind(…, quotes, {rows!r})."
        )
    summary = _table_of(counted)
    if name is not None:
        summary = _named(summary, [name] if isinstance(name, str) else list(name))
    beside = Given(rows, articles, events, mentions, options)
    kind = next((one for one in SUMMARIES if one.fits(summary.columns)), None)
    if kind is None:
        return _counted_alike(summary, rows) if len(summary) else rows.iloc[:0]
    if unknown := [word for word in options if word not in kind.options]:
        takes = ", ".join(("articles", "events", "mentions", *kind.options))
        raise ArgumentError(f"{kind.verb} knows no {unknown[0]!r}. There are: {takes}.")
    count = kind.numbers[_column(kind, summary, column)]
    kind.rows_of(count).check(rows)
    found: list[Found] = []
    for record in summary.to_dict("records"):
        row = {str(key): value for key, value in record.items()}
        part = kind.find(row, count, beside)
        _check_number(kind, row, count, part if isinstance(part, pd.DataFrame) else rows[part])
        found.append(part)
    return _joined(found, rows)


def _table_of(counted: object) -> pd.DataFrame:
    """Return what sums up as a table: a chart has one, and a single row or count becomes one."""
    if hasattr(counted, "chart_table"):
        table: pd.DataFrame | None = counted.chart_table
        return pd.DataFrame() if table is None else table
    if isinstance(counted, pd.Series):
        is_row = counted.index.name is None and counted.index.nlevels == 1
        return counted.to_frame().T if is_row else counted.reset_index()
    if isinstance(counted, pd.DataFrame):
        is_named = any(name is not None for name in counted.index.names)
        return counted.reset_index() if is_named else counted
    raise ArgumentError(
        "rows_behind needs a table that sums up, such as summarize_speakers(quotes), rows of one, "
        f"or a chart of this package; got {given(counted)}."
    )


def _named(summary: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the rows that say all of these names, each in any column of words or days."""
    said = pd.DataFrame({column: _as_words(summary[column]) for column in summary})
    chosen = np.ones(len(summary), dtype=bool)
    for name in names:
        is_said = (said.drop(columns=_SORTS, errors="ignore") == name).any(axis=1).to_numpy()
        if not is_said.any():
            is_said = (said == name).any(axis=1).to_numpy()
        if not is_said.any():
            known = pd.unique(said.to_numpy().ravel())
            raise ArgumentError(
                f"no row is called {given(name)}.{did_you_mean(name, known)} The first rows are "
                f"called {', '.join(map(repr, said.iloc[:, 0].unique()[:5])) or 'nothing'}."
            )
        chosen &= is_said
    if not chosen.any():
        raise ArgumentError(f"no row says all of {', '.join(map(repr, names))}.")
    return summary[chosen]


def _as_words(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return what can be named in a column; of numbers nothing can.

    >>> _as_words(pd.Series([pd.Timestamp("2025-05-07")])).tolist()
    ['2025-05-07']
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        values = values.dt.strftime("%Y-%m-%d")
    is_text = values.map(lambda value: isinstance(value, str))
    return values.astype(object).where(is_text, "")


def _column(kind: Summary, summary: pd.DataFrame, column: str | None) -> str:
    """Return the number that is meant: the one asked for, or the first one there."""
    if column is None:
        return next(name for name in kind.numbers if name in summary)
    if column not in kind.numbers:
        known = [name for name in kind.numbers if name in summary]
        raise ArgumentError(
            f"column is one of the numbers of {kind.verb}, not {given(column)}."
            f"{did_you_mean(column, known)} It has {', '.join(known)}."
        )
    return column


def _check_number(kind: Summary, row: Row, count: str, found: pd.DataFrame) -> None:
    """Raise TableError if other rows were found than were counted."""
    is_main = count == next(iter(kind.numbers.values()))
    for number, tally in kind.tallies.items():
        is_of_count = number == count or (is_main and kind.numbers.get(number) == count)
        if number not in row or not is_of_count or pd.isna(row[number]):
            continue
        n_found = tally(found)
        if n_found != row[number]:
            words = ", ".join(kind.options)
            hint = f", and the same {words}" if words else ""
            raise TableError(
                f"these are not the tables that were counted: {number} is {row[number]:,} in the "
                f"row {_shown(row, kind)}, and {n_found:,} in the tables given. Give what "
                f"{kind.verb} was given{hint}."
            )


def _shown(row: Row, kind: Summary) -> str:
    return ", ".join(repr(row[name]) for name in kind.named_by)


def _joined(found: Sequence[Found], rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of all parts: those chosen as they stand in ``rows``, new ones in turn."""
    new = [part for part in found if isinstance(part, pd.DataFrame)]
    chosen = np.zeros(len(rows), dtype=bool)
    for part in found:
        if not isinstance(part, pd.DataFrame):
            chosen |= part
    if not new:
        return rows[chosen]
    old = [rows[chosen]] if chosen.any() else []
    return pd.concat([*new, *old]).drop_duplicates(ignore_index=True)


def _counted_alike(summary: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that agree with a count of values in all that was counted by."""
    named_by = [name for name in summary if name != _COUNT]
    if _COUNT not in summary or not named_by:
        verbs = ", ".join(dict.fromkeys(kind.verb.partition("(")[0] for kind in SUMMARIES))
        raise TableError(
            "no number of this table is known that leads back to rows. rows_behind knows what "
            f"these give: {verbs}; and counts such as quotes.value_counts('kind')."
        )
    if not isinstance(rows, pd.DataFrame) or not set(named_by) <= set(rows.columns):
        raise TableError(
            f"this was counted by {', '.join(map(str, named_by))}: give the table that has it."
        )
    chosen = np.zeros(len(rows), dtype=bool)
    for row in summary.to_dict("records"):
        is_it = np.ones(len(rows), dtype=bool)
        for column in named_by:
            is_it &= same(rows[column], row[column])
        if is_it.sum() != row[_COUNT]:
            raise TableError(
                f"these are not the rows that were counted: the count is {row[_COUNT]:,}, and "
                f"{is_it.sum():,} of the rows given agree with it."
            )
        chosen |= is_it
    return rows[chosen]
