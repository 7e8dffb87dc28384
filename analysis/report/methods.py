"""What was done, told from what was run: versions, word lists, counts, settings, and limits.

Nothing here is a promise. Every line is counted from the tables that a report is made of: the
engine that scored the tone is found by scoring some quotes again, and a limit is a sentence with
the number that it follows from.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.doctor import list_versions
from analysis.lexicons import lexicon_names, lexicon_text, load_lexicon, load_syllables
from analysis.outlets import load_outlets
from analysis.readability import ENGINES as COUNTS
from analysis.readability import FORMULAS, measure_readability
from analysis.readability.intervals import N_DRAWS as N_SENTENCE_DRAWS
from analysis.readability.intervals import SEED as SENTENCE_SEED
from analysis.readability.vocabulary import familiar_words
from analysis.report.limits import find_limits
from analysis.report.wording import counts, share_of, tally
from analysis.resampling import N_DRAWS, SEED
from analysis.sentiment import ENGINES, score_text
from analysis.sentiment.ratings import load_ratings
from analysis.tables import (
    ARTICLES,
    CORRECTION_CHECKS,
    LOAD_REPORT,
    MENTIONS,
    METHODS,
    NAMED_QUOTES,
    TableError,
)

_TRIED = 100  # quotes that are scored again to tell the engine
_RETOLD = 5  # articles that are measured again

_TONE = {
    "corrected": "VADER's list and arithmetic on single sentences, with names and offices neutral "
    "(engine “corrected”)",
    "vader": "vaderSentiment as it is, on single sentences (engine “vader”)",
}
_COUNTED = {
    "corrected": "words, sentences and syllables counted by this package (engine “corrected”)",
    "textstat": "the library textstat's own numbers (engine “textstat”)",
}
Line = tuple[str, str, str]


def summarize_methods(
    articles: pd.DataFrame,
    load_report: pd.DataFrame,
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    readability: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
    outlets: str | os.PathLike[str] | None = None,
) -> pd.DataFrame:
    """Say what was done to get these tables, one row per statement (the methods table).

    ``part`` is what it is about (articles, quotes, sources, measures, settings, corrections,
    limits, word lists, versions), ``what`` the matter, ``value`` the answer. "limits" has a
    sentence for everything that speaks against the numbers, each with the number it follows from.

    ``articles`` and ``load_report`` are what ``load_with_report`` returns; ``quotes`` are named,
    and scored or not; ``corrections`` is what ``check_corrections`` said of them, all tables in
    one; ``outlets`` is the path of a class's own list. Raises TableError for other tables.

    >>> from analysis import annotate, load_with_report, name_speakers
    >>> articles, load_report = load_with_report("data/sample/03-bridge-tideway.txt")
    >>> found = annotate(articles)
    >>> methods = summarize_methods(articles, load_report, name_speakers(found), found.mentions)
    >>> methods.loc[methods["what"] == "articles", "value"].tolist()
    ['1']
    """
    ARTICLES.check(articles)
    LOAD_REPORT.check(load_report)
    NAMED_QUOTES.check(quotes)
    MENTIONS.check(mentions)
    if corrections is not None:
        CORRECTION_CHECKS.check(corrections)
    if readability is not None and "article_id" not in readability:
        raise TableError("readability is what measure_readability(articles) returns.")
    limits = find_limits(articles, load_report, quotes, readability, corrections)
    lines = [
        *_articles(articles, load_report),
        *_quotes(quotes),
        *_sources(mentions),
        *_measures(articles, readability),
        *_settings(articles, quotes, readability),
        *_corrections(corrections),
        *(("limits", *limit) for limit in limits),
        *_word_lists(outlets),
        *(("versions", row.package, row.version) for row in list_versions().itertuples()),
    ]
    return METHODS.build(
        {"part": part, "what": what, "value": value} for part, what, value in lines
    )


# ---- what was counted --------------------------------------------------------------------------


def _articles(articles: pd.DataFrame, report: pd.DataFrame) -> Iterator[Line]:
    status = counts(report["status"])
    read = int(((report["status"] == "loaded") & (report["n_articles"] > 0)).sum())
    yield "articles", "files with articles", f"{read:,} of {len(report):,}"
    yield "articles", "files refused", f"{status.get('refused', 0):,}"
    yield "articles", "articles", f"{len(articles):,}"
    yield "articles", "copies of an earlier article", f"{int(articles['copy_of'].notna().sum()):,}"
    yield "articles", "outlets", tally(articles["outlet"], "no outlet")
    days = articles["published"].dropna()
    if len(days):
        first, last = days.min(), days.max()
        yield "articles", "published", f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    guessed = articles["origins"].fillna("").str.contains("language: the words of the text")
    if guessed.any():
        yield (
            "articles",
            "language told from the words",
            share_of(int(guessed.sum()), len(articles)),
        )
    texts = sorted(str(text) for text in articles["text"].dropna())
    yield "articles", "fingerprint of the texts", _hash("\n\f\n".join(texts).encode())


def _quotes(quotes: pd.DataFrame) -> Iterator[Line]:
    yield "quotes", "quotes", f"{len(quotes):,}"
    for kind, n in counts(quotes["kind"]).items():
        yield "quotes", f"kind: {kind}", share_of(n, len(quotes))
    for rule, n in counts(quotes["speaker_rule"]).items():
        yield "quotes", f"speaker by: {rule}", share_of(n, len(quotes))
    nameless = int(quotes["speaker"].isna().sum())
    yield "quotes", "without a speaker", share_of(nameless, len(quotes))
    sure = quotes["confidence"].dropna()
    if len(sure):
        yield "quotes", "confidence", f"{sure.mean():.2f} on average"


def _sources(mentions: pd.DataFrame) -> Iterator[Line]:
    yield "sources", "mentions", f"{len(mentions):,}"
    for role, n in counts(mentions["role"]).items():
        yield "sources", f"role: {role}", share_of(n, len(mentions))


def _measures(articles: pd.DataFrame, readability: pd.DataFrame | None) -> Iterator[Line]:
    for name in FORMULAS if readability is not None else ():
        if readability is not None and name in readability:
            n = int(readability[name].notna().sum())
            if n:
                yield "measures", name, f"{n:,} of {len(articles):,} articles"


# ---- how ---------------------------------------------------------------------------------------


def _settings(
    articles: pd.DataFrame, quotes: pd.DataFrame, readability: pd.DataFrame | None
) -> Iterator[Line]:
    if "compound" in quotes and quotes["compound"].notna().any():
        engines = _engines_behind(quotes)
        yield "settings", "tone", _told(engines, _TONE)
        if "corrected" in engines:
            yield "settings", "reach of a negation", "to the end of its clause, not three words"
        yield (
            "settings",
            "intervals of means",
            f"95 %, by drawing whole articles anew, {N_DRAWS:,} times, from the seed {SEED}",
        )
    if readability is not None and len(readability):
        yield "settings", "readability", _told(_counts_behind(articles, readability), _COUNTED)
        if any(f"{name}_low" in readability for name in FORMULAS):
            yield (
                "settings",
                "intervals of readability",
                f"95 %, by drawing sentences anew, {N_SENTENCE_DRAWS:,} times, from the seed "
                f"{SENTENCE_SEED}",
            )
    yield "settings", "what is drawn by chance", "nothing else: the seeds are fixed"


def _engines_behind(quotes: pd.DataFrame) -> list[str]:
    """Return the engines that give the scores that these quotes have, by scoring some again."""
    scored = quotes[quotes["compound"].notna()]
    tried = scored.iloc[:: max(1, len(scored) // _TRIED)].head(_TRIED)
    return [
        engine
        for engine in ENGINES
        if np.allclose(
            [score_text(text, engine=engine).compound for text in tried["text"]],
            tried["compound"].to_numpy(float),
            atol=1e-4,
        )
    ]


def _counts_behind(articles: pd.DataFrame, readability: pd.DataFrame) -> list[str]:
    known = articles[articles["article_id"].isin(readability["article_id"])].head(_RETOLD)
    columns = ["n_words", "n_sentences", "n_syllables"]
    given = readability.set_index("article_id").loc[known["article_id"], columns].to_numpy()
    return [
        engine
        for engine in COUNTS
        if (measure_readability(known, engine=engine)[columns].to_numpy() == given).all()
    ]


def _told(engines: Sequence[str], wording: Mapping[str, str]) -> str:
    """Say which engine it was; where two give the same numbers here, either is told."""
    return wording[engines[0]] if engines else "another way: no engine gives these numbers"


def _corrections(checks: pd.DataFrame | None) -> Iterator[Line]:
    status = counts(checks["status"]) if checks is not None else {}
    for said in ("applied", "already so", "refused"):
        yield "corrections", said, f"{status.get(said, 0):,}"
    if checks is not None and len(checks):
        yield "corrections", "coders", tally(checks["coder"], "nobody named")


# ---- with what ---------------------------------------------------------------------------------


def _word_lists(outlets: str | os.PathLike[str] | None) -> Iterator[Line]:
    for name in lexicon_names():
        content = lexicon_text(name).encode()
        yield "word lists", name, _list_of(len(load_lexicon(name)), content)
    syllables = lexicon_text("syllables.txt").encode()
    yield "word lists", "syllables", _list_of(len(load_syllables()), syllables)
    familiar = familiar_words()
    content = "\n".join(sorted(familiar)).encode()
    yield "word lists", "familiar words of Dale and Chall", _list_of(len(familiar), content)
    ratings = load_ratings().words
    content = "\n".join(f"{word}\t{ratings[word]}" for word in sorted(ratings)).encode()
    yield "word lists", "rated words of VADER", _list_of(len(ratings), content)
    if outlets is not None:
        path = Path(outlets)
        n = len(set(load_outlets(path)) - set(load_outlets()))
        yield "word lists", f"{path.name} (your own)", _list_of(n, path.read_bytes())


def _list_of(n: int, content: bytes) -> str:
    return f"{n:,} entries, {_hash(content)}"


def _hash(content: bytes) -> str:
    """Return the beginning of a fingerprint that is another if a single letter is.

    >>> _hash(b"said")
    'sha256 fb46c79b7eb7'
    """
    return f"sha256 {hashlib.sha256(content).hexdigest()[:12]}"
