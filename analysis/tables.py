"""The contract between the modules: columns, dtypes and key of every table.

Every module makes one of these tables and may rely on the others having exactly these columns.
``start`` and ``end`` are half-open character offsets into the article's ``text``, so that
``text[start:end]`` is always the row's own ``text``. What could not be measured is missing, never
zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

STR = "str"
INT = "int64"
MAYBE_INT = "Int64"
FLOAT = "float64"
BOOL = "bool"
TIME = "datetime64[us, UTC]"


class TableError(ValueError):
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

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return ``frame`` unchanged if it has this table's columns; raise TableError if not."""
        if not isinstance(frame, pd.DataFrame):
            raise TableError(
                f"expected the {self.name} table (a pandas DataFrame), got "
                f"{type(frame).__name__}. Make one with {self.made_by}."
            )
        missing = [column for column in self.columns if column not in frame.columns]
        if missing:
            raise TableError(
                f"this is no {self.name} table: it lacks {', '.join(missing)}. "
                f"It has {', '.join(map(str, frame.columns)) or 'no columns'}. "
                f"Make one with {self.made_by}."
            )
        return frame

    def __repr__(self) -> str:
        return f"<table {self.name}: {', '.join(self.columns)}>"


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

RELIANCE = Table(
    "reliance",
    ("outlet", "source"),
    {"outlet": STR, "source": STR, "type": STR, "n_mentions": INT, "n_articles": INT},
    "count_sources_by_outlet(found)",
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
    "measure_copy(articles, quotes, events)",
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
    "compare_voices(voices)",
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

CAUTIONS = Table(
    "cautions",
    ("what", "outlets"),
    {"what": STR, "outlets": STR, "message": STR},
    "check_comparison(articles)",
)
