"""The contract between the modules: columns, dtypes and key of every table.

Every module makes one of these tables and may rely on the others having exactly these columns.
``start`` and ``end`` are half-open character offsets into the article's ``text``, so that
``text[start:end]`` is always the row's own ``text``. What could not be measured is missing, never
zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.mistakes import OneSentence, given, nearest
from analysis.printed import some_of

STR = "str"
INT = "int64"
MAYBE_INT = "Int64"
FLOAT = "float64"
BOOL = "bool"
TIME = "datetime64[us, UTC]"


_MOST_LISTED = 8  # columns that a message names
_KNOWN: list[Table] = []  # every table that is defined anywhere in the package


class TableError(OneSentence, ValueError):
    """A frame is not the table that a verb needs; the message says what is missing."""


@dataclass(frozen=True)
class Table:
    """One table of the package: its name, key, columns with dtypes, and the verb that makes it.

    >>> SOURCES.empty().columns.tolist()
    ['source', 'type', 'n_mentions', 'n_articles']
    """

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    made_by: str

    def __post_init__(self) -> None:
        _KNOWN.append(self)

    def empty(self) -> pd.DataFrame:
        """Return the table with no rows: an empty answer, and the shape of a full one."""
        return self.build([])

    def build(self, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
        """Make the table from rows (one mapping each), in the order and dtypes of the contract.

        Columns that the contract does not know are kept, after those it does.
        """
        frame = pd.DataFrame(list(rows))
        for column in self.columns:
            if column not in frame:
                frame[column] = pd.Series([None] * len(frame), dtype="object")
            elif self.columns[column] == TIME:
                frame[column] = pd.to_datetime(frame[column], utc=True)
        extra = [column for column in frame if column not in self.columns]
        return frame[[*self.columns, *extra]].astype(dict(self.columns))

    def pile(self, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
        """Make the table from columns, each a list with a value for every row.

        >>> SOURCES.pile({name: [] for name in SOURCES.columns}).equals(SOURCES.empty())
        True
        """
        dtypes: Mapping[str, Any] = self.columns
        return pd.DataFrame(
            {name: pd.Series(columns[name], dtype=dtype) for name, dtype in dtypes.items()}
        )

    def key_of(self, row: Mapping[Any, Any]) -> str:
        """Return the address of a row by its key, as coding sheets and corrections write it.

        >>> QUOTES.key_of({"article_id": "a1", "quote_id": 3})
        'a1#3'
        """
        return "#".join(str(row[name]) for name in self.key)

    def check(self, frame: Any) -> pd.DataFrame:
        """Return ``frame`` unchanged if it has this table's columns; raise TableError if not."""
        if not isinstance(frame, pd.DataFrame):
            raise TableError(f"expected the {self.name} table, got {self._given(frame)}.")
        missing = [column for column in self.columns if column not in frame.columns]
        if missing:
            raise TableError(self._lacking(frame, missing))
        for column, dtype in self.columns.items():
            self._check_kind(frame[column], dtype)
        if self.key == ("article_id",):
            self._check_once(frame["article_id"])
        return frame

    def _check_once(self, ids: pd.Series[Any]) -> None:
        """Refuse a table that holds an article twice: every count from it would be too high."""
        twice = ids[ids.duplicated()]
        if len(twice):
            raise TableError(
                f"the article {twice.iloc[0]!r} stands in the {self.name} table more than once: a "
                "cell was run twice, or two folders have files of one name. Load the articles "
                f'again, or take {self.variable}.drop_duplicates("article_id").'
            )

    def _check_kind(self, values: pd.Series[Any], dtype: str) -> None:
        """Refuse dates and numbers that are held as text, as in a CSV that was read again."""
        kind = "dates" if dtype == TIME else "numbers"
        if dtype not in (TIME, INT, MAYBE_INT, FLOAT) or not _holds_text(values):
            return
        verb = "to_datetime" if dtype == TIME else "to_numeric"
        raise TableError(
            f"the column {values.name} holds text, not {kind}: take the {self.name} table as "
            f"{self._how()} gives it, or make {kind} of the column with pandas.{verb}."
        )

    def _given(self, value: Any) -> str:
        """Say what came in place of a table, and how to come to the right one."""
        part = self.variable
        if isinstance(getattr(value, part, None), pd.DataFrame):
            whole = "found" if hasattr(value, "quotes") else "loaded"
            return f"{given(value)}, of which it is a part: write {whole}.{part}"
        if isinstance(value, str) and self.made_by == "load_articles(path)" and _is_path(value):
            return f"the path {value!r}. Load it first: load_articles({value!r})"
        if callable(value) and self.made_by.startswith(f"{getattr(value, '__name__', '')}("):
            return f"the verb {value.__name__} itself. Write it with what it needs: {self.made_by}"
        if hasattr(value, "quotes") and hasattr(value, "mentions"):
            own = r"(?<!\.)\b(articles|mentions|names|residue)\b"
            made_by = re.sub(own, r"found.\1", self.from_found)
            return f"{given(value)}. Make one with {made_by}"
        if isinstance(value, pd.Series):
            return f"{given(value)}. Give the whole table"
        return f"{given(value)}. Make one with {self._how()}"

    def _lacking(self, frame: pd.DataFrame, missing: Sequence[str]) -> str:
        """Say which table this is, as far as it is known, and what it lacks."""
        lacks = f"it lacks {some_of(missing, 3)}."
        came = known_as(frame)
        if came is not None and came.name != self.name:
            lacks = f"this is the {came.name} table, not the {self.name} table: {lacks}"
            return f"{lacks} Make one with {self.made_by if came is ARTICLES else self._how()}."
        lacks = f"this is no {self.name} table: {lacks}"
        if len(frame.columns) and set(frame.columns) <= set(self.columns):
            return f"{lacks} Use all of the columns that {self._how()} gives."
        meant = nearest(missing[0], frame.columns) if len(missing) == 1 else []
        if meant:
            return f"{lacks} If its column {meant[0]!r} is that, rename it to {missing[0]!r}."
        has = some_of([str(column) for column in frame.columns], _MOST_LISTED) or "no columns"
        return f"{lacks[:-1]}, and has {has}. Make one with {self._how()}."

    @property
    def variable(self) -> str:
        """What a table of this kind is called in a notebook: load_report.

        >>> LOAD_REPORT.variable
        'load_report'
        """
        return self.name.replace(" ", "_")

    @property
    def from_found(self) -> str:
        """How this table is made, where ``found`` is what ``annotate`` returns.

        >>> QUOTES.from_found
        'found.quotes'
        """
        return self.made_by.replace("annotate(articles)", "found")

    def _how(self) -> str:
        how = self.from_found
        return how if how == self.made_by else f"{how}, where found = annotate(articles)"

    def __repr__(self) -> str:
        return f"<table {self.name}: {', '.join(self.columns)}>"


def known_as(frame: pd.DataFrame) -> Table | None:
    """Return the table of the package that a frame is: of those it has all columns of, the widest.

    >>> known_as(pd.DataFrame(columns=["source", "type", "n_mentions", "n_articles", "mine"])).name
    'sources'
    """
    columns = set(frame.columns)
    fitting = [table for table in _KNOWN if set(table.columns) <= columns]
    return max(fitting, key=lambda table: len(table.columns), default=None)


def how_to_make(name: str) -> str:
    """Return a sentence on how the table of this name is made, or no text if there is none.

    >>> how_to_make("speakers")
    ' Make it with summarize_speakers(score_sentiment(name_speakers(found))).'
    """
    made_by = [one.from_found for one in _KNOWN if one.variable == name]
    return f" Make it with {made_by[0]}." if made_by else ""


def check_found(found: Any, verb: str, *needed: Table) -> None:
    """Raise TableError unless ``found`` is what ``annotate`` returns, with the tables needed.

    >>> check_found(MENTIONS.empty(), "summarize_sourcing", MENTIONS)
    Traceback (most recent call last):
    ...
    analysis.tables.TableError: summarize_sourcing wants all that annotate found, not the mentions
    table. Write found = annotate(articles), then summarize_sourcing(found).
    """
    names = {table.variable: table for table in needed}
    if not isinstance(found, pd.DataFrame) and all(hasattr(found, name) for name in names):
        for name, table in names.items():
            table.check(getattr(found, name))
        return
    came = known_as(found) if isinstance(found, pd.DataFrame) else None
    what = f"the {came.name} table" if came is not None else given(found)
    raise TableError(
        f"{verb} wants all that annotate found, not {what}. "
        f"Write found = annotate(articles), then {verb}(found)."
    )


def check_same_articles(rows: pd.DataFrame, articles: pd.DataFrame, what: str) -> None:
    """Raise TableError if there are rows and none of them is of an article in ``articles``.

    Rows of a few articles too many are no mistake: who chooses some articles need not choose among
    the rows. ``what`` is what to call the rows.

    >>> check_same_articles(pd.DataFrame({"article_id": ["a"]}), ARTICLES.empty(), "quotes")
    Traceback (most recent call last):
    ...
    analysis.tables.TableError: the quotes do not fit the articles: ...
    """
    if len(rows) and not rows["article_id"].isin(articles["article_id"]).any():
        raise TableError(
            f"the {what} do not fit the articles: {rows['article_id'].iloc[0]!r} is not among "
            f"these {len(articles):,}. Use the articles that the {what} were found in, or run the "
            "cells from annotate(articles) on again."
        )


def _holds_text(values: pd.Series[Any]) -> bool:
    if not (pd.api.types.is_string_dtype(values) or values.dtype == object):
        return False
    return any(isinstance(value, str) for value in values)


def _is_path(text: str) -> bool:
    return "\n" not in text and ("/" in text or "\\" in text or text.endswith((".txt", ".csv")))


ARTICLES = Table(
    "articles",
    ("article_id",),
    {
        "article_id": STR,
        "outlet": STR,
        "headline": STR,
        "byline": STR,
        "dateline": STR,
        "published": TIME,
        "url": STR,
        "section": STR,
        "language": STR,
        "text": STR,
        "text_raw": STR,
        "file": STR,
        "format": STR,
        "origins": STR,
        "copy_of": STR,
    },
    "load_articles(path)",
)

COPIES = Table(
    "copies",
    ("article_id", "other_id"),
    {
        "article_id": STR,
        "other_id": STR,
        "share": FLOAT,
        "other_share": FLOAT,
        "kind": STR,
        "group": STR,
    },
    "find_copies(articles)",
)

PASSAGES = Table(
    "passages",
    ("article_id", "start", "other_id"),
    {
        "article_id": STR,
        "start": INT,
        "end": INT,
        "other_id": STR,
        "other_start": INT,
        "other_end": INT,
        "n_words": INT,
        "text": STR,
    },
    "shared_passages(articles, article_id, other_id)",
)

PAGE_LINES = Table(
    "page lines",
    ("article_id", "line"),
    {"article_id": STR, "line": INT, "text": STR, "label": STR, "kept": BOOL},
    "find_lines(articles)",
)

RESIDUE = Table(
    "residue",
    ("article_id", "line"),
    {"article_id": STR, "line": INT, "text": STR, "reason": STR},
    "find_residue(articles)",
)

LOAD_REPORT = Table(
    "load report",
    ("file",),
    {"file": STR, "status": STR, "n_articles": INT, "message": STR},
    "load_with_report(path).report",
)

FAILURES = Table(
    "failures",
    ("article_id",),
    {"chunk": INT, "article_id": STR, "file": STR, "message": STR},
    "analyse_corpus(path, out)",
)

SENTENCES = Table(
    "sentences",
    ("article_id", "sentence_id"),
    {
        "article_id": STR,
        "sentence_id": INT,
        "paragraph": INT,
        "start": INT,
        "end": INT,
        "text": STR,
    },
    "annotate(articles).sentences",
)

QUOTES = Table(
    "quotes",
    ("article_id", "quote_id"),
    {
        "article_id": STR,
        "quote_id": INT,
        "sentence_id": INT,
        "start": INT,
        "end": INT,
        "text": STR,
        "kind": STR,
        "cue": STR,
        "cue_start": MAYBE_INT,
        "cue_end": MAYBE_INT,
        "speaker_text": STR,
        "speaker_start": MAYBE_INT,
        "speaker_end": MAYBE_INT,
        "speaker_plain": STR,
        "rule": STR,
    },
    "annotate(articles).quotes",
)

QUOTED_WORDS = Table(
    "quoted words",
    ("article_id", "start"),
    {
        "article_id": STR,
        "sentence_id": INT,
        "start": INT,
        "end": INT,
        "text": STR,
        "kind": STR,
        "reason": STR,
    },
    "annotate(articles).quoted_words",
)

NAMES = Table(
    "names",
    ("article_id", "start"),
    {
        "article_id": STR,
        "start": INT,
        "end": INT,
        "text": STR,
        "form": STR,
        "type": STR,
        "paragraph": INT,
        "is_subject": BOOL,
        "is_quoted": BOOL,
        "pronoun": STR,
        "description": STR,
        "alias": STR,
        "issuer_start": MAYBE_INT,
    },
    "annotate(articles).names",
)

NAMED_QUOTES = Table(
    "named quotes",
    QUOTES.key,
    {
        **QUOTES.columns,
        "speaker": STR,
        "speaker_type": STR,
        "speaker_rule": STR,
        "evidence_start": MAYBE_INT,
        "evidence_end": MAYBE_INT,
        "confidence": FLOAT,
        "candidates": STR,
    },
    "name_speakers(annotate(articles))",
)

SCORES: Mapping[str, str] = {
    "negative": FLOAT,
    "neutral": FLOAT,
    "positive": FLOAT,
    "compound": FLOAT,
}

SPEAKERS = Table(
    "speakers",
    ("speaker",),
    {
        "speaker": STR,
        "speaker_type": STR,
        "n_quotes": INT,
        "n_articles": INT,
        "n_words": INT,
        "compound_mean": FLOAT,
        "compound_low": FLOAT,
        "compound_high": FLOAT,
        "n_scored": INT,
        "interval_over": STR,
        "words_per_quote": FLOAT,
        "n_reported": INT,
        "reported_mean": FLOAT,
        "reported_low": FLOAT,
        "reported_high": FLOAT,
    },
    "summarize_speakers(score_sentiment(name_speakers(found)))",
)

MENTIONS = Table(
    "mentions",
    ("article_id", "mention_id"),
    {
        "article_id": STR,
        "mention_id": INT,
        "sentence_id": MAYBE_INT,
        "line": MAYBE_INT,
        "start": INT,
        "end": INT,
        "text": STR,
        "type": STR,
        "subtype": STR,
        "role": STR,
        "relation": STR,
        "source": STR,
        "description": STR,
        "category": STR,
        "reason": STR,
        "hedge": STR,
        "is_self": BOOL,
        "cue": STR,
        "rule": STR,
    },
    "annotate(articles).mentions",
)

HEDGES = Table(
    "hedges",
    ("article_id", "start"),
    {"article_id": STR, "sentence_id": INT, "start": INT, "end": INT, "text": STR, "kind": STR},
    "annotate(articles).hedges",
)

SOURCES = Table(
    "sources",
    ("source",),
    {"source": STR, "type": STR, "n_mentions": INT, "n_articles": INT},
    "count_sources(mentions)",
)

SOURCING = Table(
    "sourcing",
    ("article_id",),
    {
        "article_id": STR,
        "outlet": STR,
        "wire_origin": STR,
        "wire_evidence": STR,
        "n_attributions": INT,
        "n_media_sources": INT,
        "n_agencies": INT,
        "n_named": INT,
        "n_role_only": INT,
        "n_anonymous": INT,
        "n_documents": INT,
        "n_organisations": INT,
        "share_unnamed": FLOAT,
        "n_hedges": INT,
        "credits": STR,
    },
    "summarize_sourcing(annotate(articles))",
)

# The types of source that each count of the sourcing table is of.
SOURCING_TYPES: Mapping[str, tuple[str, ...]] = {
    "n_media_sources": ("agency", "outlet", "photo_agency"),
    "n_agencies": ("agency",),
    "n_named": ("person",),
    "n_role_only": ("role_only",),
    "n_anonymous": ("anonymous",),
    "n_documents": ("document",),
    "n_organisations": ("organisation",),
}

RELIANCE = Table(
    "reliance",
    ("outlet", "source"),
    {"outlet": STR, "source": STR, "type": STR, "n_mentions": INT, "n_articles": INT},
    "count_sources_by_outlet(mentions, articles)",
)

ROLES = Table(
    "roles",
    ("type", "role"),
    {"type": STR, "role": STR, "n_mentions": INT, "n_articles": INT},
    "count_roles(mentions)",
)

_FORMULAS: Mapping[str, str] = {
    "words_per_sentence": FLOAT,
    "long_words_percent": FLOAT,
    "flesch_reading_ease": FLOAT,
    "flesch_kincaid_grade": FLOAT,
    "gunning_fog": FLOAT,
    "smog_index": FLOAT,
    "automated_readability_index": FLOAT,
    "coleman_liau_index": FLOAT,
    "dale_chall_score": FLOAT,
    "lix": FLOAT,
    "rix": FLOAT,
}
_MEASURED: Mapping[str, str] = {
    "n_words": INT,
    "n_sentences": INT,
    "n_syllables": INT,
    **_FORMULAS,
    "flag": STR,
}

READABILITY = Table(
    "readability",
    ("article_id",),
    {"article_id": STR, **_MEASURED},
    "measure_readability(articles)",
)

READABILITY_PARTS = Table(
    "readability parts",
    ("article_id", "part", "speaker"),
    {"article_id": STR, "part": STR, "speaker": STR, **_MEASURED},
    "measure_parts(articles, quotes)",
)

READABILITY_ENGINES = Table(
    "readability engines",
    ("article_id", "measure"),
    {
        "article_id": STR,
        "measure": STR,
        "corrected": FLOAT,
        "textstat": FLOAT,
        "difference": FLOAT,
        "mainly": STR,
        **{
            f"n_{count}{whose}": INT
            for count in (
                "words",
                "sentences",
                "letters",
                "syllables",
                "polysyllables",
                "complex_words",
                "difficult_words",
                "long_words",
            )
            for whose in ("", "_textstat")
        },
    },
    "compare_engines(articles)",
)

# ---- coverage: one event, many outlets -------------------------------------------------------

EVENTS = Table(
    "events",
    ("article_id",),
    {
        "article_id": STR,
        "event": STR,
        "outlet": STR,
        "published": TIME,
        "headline": STR,
        "likeness": FLOAT,
    },
    "group_events(articles)",
)

EVENT_LIST = Table(
    "event list",
    ("event",),
    {
        "event": STR,
        "n_articles": INT,
        "n_outlets": INT,
        "outlets": STR,
        "first": TIME,
        "last": TIME,
    },
    "summarize_events(events)",
)

SHARED_QUOTES = Table(
    "shared quotes",
    ("article_id", "quote_id"),
    {
        "utterance": STR,
        "article_id": STR,
        "quote_id": INT,
        "outlet": STR,
        "kind": STR,
        "speaker": STR,
        "speaker_type": STR,
        "share": FLOAT,
        "is_fullest": BOOL,
        "start": INT,
        "end": INT,
        "text": STR,
    },
    "match_quotes(quotes, articles)",
)

UTTERANCES = Table(
    "utterances",
    ("utterance",),
    {
        "utterance": STR,
        "n_quotes": INT,
        "n_articles": INT,
        "n_outlets": INT,
        "outlets": STR,
        "kinds": STR,
        "speakers": STR,
        "speakers_differ": BOOL,
        "least_share": FLOAT,
        "n_words": INT,
        "text": STR,
    },
    "summarize_utterances(shared)",
)

COPY_SHARES = Table(
    "copy shares",
    ("article_id",),
    {
        "article_id": STR,
        "event": STR,
        "outlet": STR,
        "n_words": INT,
        "n_shared": INT,
        "n_quoted": INT,
        "n_own": INT,
        "share_shared": FLOAT,
        "taken_from": STR,
    },
    "measure_copy(articles, passages)",
)

VOICES = Table(
    "voices",
    ("event", "outlet", "speaker"),
    {
        "event": STR,
        "outlet": STR,
        "speaker": STR,
        "category": STR,
        "n_articles": INT,
        "n_quotes": INT,
        "n_words": INT,
        "share": FLOAT,
    },
    "count_voices(quotes, articles, events)",
)

MISSING_VOICES = Table(
    "missing voices",
    ("event", "outlet", "speaker", "what"),
    {
        "event": STR,
        "outlet": STR,
        "speaker": STR,
        "category": STR,
        "what": STR,
        "n_outlets": INT,
    },
    "find_missing_voices(voices)",
)

VOICE_SHARES = Table(
    "voice shares",
    ("outlet", "category"),
    {
        "outlet": STR,
        "category": STR,
        "n_articles": INT,
        "n_words": INT,
        "share": FLOAT,
        "share_low": FLOAT,
        "share_high": FLOAT,
        "over": STR,
    },
    "compare_voices(quotes, articles, mentions)",
)

MARKING_WORDS = Table(
    "marking words",
    ("outlet", "word"),
    {
        "outlet": STR,
        "word": STR,
        "n_articles": INT,
        "n_elsewhere": INT,
        "share": FLOAT,
        "share_elsewhere": FLOAT,
        "log_odds": FLOAT,
        "z": FLOAT,
        "keyness": FLOAT,
    },
    "find_marking_words(articles)",
)

CONCORDANCE = Table(
    "concordance",
    ("article_id", "start"),
    {
        "article_id": STR,
        "outlet": STR,
        "start": INT,
        "end": INT,
        "left": STR,
        "text": STR,
        "right": STR,
    },
    "find_lines_with(articles, word)",
)

OPENINGS = Table(
    "openings",
    ("article_id", "part", "kind", "value"),
    {
        "article_id": STR,
        "event": STR,
        "outlet": STR,
        "part": STR,
        "kind": STR,
        "value": STR,
        "n": INT,
        "text": STR,
    },
    "compare_openings(articles, quotes, names)",
)

DAYS = Table(
    "days",
    ("day", "outlet"),
    {"day": TIME, "outlet": STR, "n_articles": INT, "n_words": INT},
    "count_by_day(articles)",
)

ALL_OUTLETS = "All outlets"  # stands for an outlet where a row adds the others up

CAUTIONS = Table(
    "cautions",
    ("what", "outlets"),
    {"what": STR, "outlets": STR, "message": STR},
    "check_comparison(articles)",
)

CORRECTIONS = Table(
    "corrections",
    ("table", "key", "field", "coder"),
    {
        "table": STR,
        "key": STR,
        "field": STR,
        "old": STR,
        "new": STR,
        "coder": STR,
        "reason": STR,
        "text": STR,
    },
    'load_corrections("corrections.csv")',
)

CORRECTION_CHECKS = Table(
    "checked corrections",
    CORRECTIONS.key,
    {**CORRECTIONS.columns, "status": STR, "why": STR},
    "check_corrections(table, corrections)",
)

CHANGES = Table(
    "changes",
    ("row", "column"),
    {"row": STR, "column": STR, "before": STR, "after": STR},
    "compare_corrected(before, after)",
)

SHEET = Table(
    "coding sheet",
    ("item",),
    {
        "item": STR,
        "what": STR,
        "question": STR,
        "passage": STR,
        "answers": STR,
        "code": STR,
        "coder": STR,
        "note": STR,
    },
    'draw_sheet(quotes, articles, "speaker")',
)

CODES = Table(
    "codes",
    ("item", "what", "coder"),
    {"item": STR, "what": STR, "coder": STR, "code": STR, "note": STR, "words": STR},
    "load_codes(paths)",
)

AGREEMENT = Table(
    "agreement",
    ("what", "coders"),
    {
        "what": STR,
        "coders": STR,
        "n_items": INT,
        "share_agreed": FLOAT,
        "kappa": FLOAT,
        "alpha": FLOAT,
        "alpha_low": FLOAT,
        "alpha_high": FLOAT,
    },
    "measure_agreement(codes)",
)

TOOL_SCORES = Table(
    "scores of the program",
    ("what", "answer"),
    {
        "what": STR,
        "answer": STR,
        "n_coded": INT,
        "n_found": INT,
        "n_both": INT,
        "precision": FLOAT,
        "precision_low": FLOAT,
        "precision_high": FLOAT,
        "recall": FLOAT,
        "recall_low": FLOAT,
        "recall_high": FLOAT,
    },
    "measure_tool(codes, rows)",
)

DISAGREEMENTS = Table(
    "disagreements",
    ("item", "what"),
    {
        "item": STR,
        "what": STR,
        "article_id": STR,
        "start": INT,
        "end": INT,
        "text": STR,
        "program": STR,
        "coders": STR,
        "said": STR,
    },
    "find_disagreements(codes, rows)",
)

METHODS = Table(
    "methods",
    ("part", "what"),
    {"part": STR, "what": STR, "value": STR},
    "summarize_methods(articles, load_report, quotes, mentions)",
)

REFERENCES = Table(
    "references",
    ("id",),
    {"id": STR, "text": STR, "used_by": STR},
    "list_references(methods)",
)
