"""Cluster: the verbs of the package over articles in parts, done by the workers of Dask.

Each verb is the one for a table in memory, done to one part after the other. A part is read in one
task that gives all of its tables, since reading is the dear step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pandas as pd

import analysis.annotations as whole
from analysis import readability, sentiment
from analysis.annotations import Annotations
from analysis.mistakes import UnknownNameError, did_you_mean, given
from analysis.outlets import Outlets, known_outlets
from analysis.scale.storage import as_articles, check_parts, delayed_parts, table_of
from analysis.scale.workers import need_dask, plain_errors
from analysis.sources import lay_categories, load_categories
from analysis.speakers import name_within_articles
from analysis.speakers.corpus import Names, choose_names, count_names, read_people, use_names
from analysis.tables import (
    ARTICLES,
    HEDGES,
    MENTIONS,
    NAMED_QUOTES,
    NAMES,
    QUOTED_WORDS,
    QUOTES,
    RESIDUE,
    SENTENCES,
    TableError,
    how_to_make,
)

if TYPE_CHECKING:
    import dask.dataframe as dd

_FOUND = {
    "residue": RESIDUE,
    "sentences": SENTENCES,
    "quotes": QUOTES,
    "quoted_words": QUOTED_WORDS,
    "names": NAMES,
    "mentions": MENTIONS,
    "hedges": HEDGES,
}
_ADDED_AT_ONCE = 16  # counts of so many parts are added in one task
_ONE_AT_A_TIME = RLock()  # the model is not made for several threads, nor are the word memories


@dataclass(frozen=True, repr=False)
class AnnotatedParts:
    """All that is read in articles in parts: a table in parts each, as `Annotations` has them.

    ``found.quotes`` is a Dask table; :func:`collect` brings it here, :func:`analysis.scale.write`
    lets the workers write it.
    """

    articles: dd.DataFrame
    residue: dd.DataFrame
    sentences: dd.DataFrame
    quotes: dd.DataFrame
    quoted_words: dd.DataFrame
    names: dd.DataFrame
    mentions: dd.DataFrame
    hedges: dd.DataFrame
    outlets: Outlets
    parts: Sequence[Any]  # each a delayed Annotations

    @property
    def tables(self) -> dict[str, dd.DataFrame]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in ("articles", *_FOUND)}

    def __getattr__(self, name: str) -> Any:
        """Refuse a table that is not here, with the nearest that is or how to make it."""
        meant = did_you_mean(name, self.__dict__) or how_to_make(name)
        raise UnknownNameError(f"annotate finds no {name}.{meant}")

    def __repr__(self) -> str:
        return f"<annotations in {len(self.parts)} parts: {', '.join(self.tables)}>"


def annotate(
    articles: dd.DataFrame,
    *,
    outlets: Outlets | str | Path | None = None,
    categories: str | Path | None = None,
    scope: str = "speech",
    keep: bool = True,
) -> AnnotatedParts:
    """Let the workers read every article once, and return all that they find, in parts.

    Takes what :func:`analysis.annotations.annotate` takes, and its tables have the same rows.
    ``outlets`` and ``categories`` are read here, once; the workers need no such file.

    The workers begin at once, and with ``keep=True`` each part's tables stay with the worker that
    read it, so any number of tables can be asked for afterwards. With ``keep=False`` nothing is
    read before :func:`collect` or :func:`analysis.scale.write` asks, and nothing is kept: for a
    corpus whose tables the workers cannot hold. Ask for all tables in one call then, since every
    call reads anew.

    >>> from analysis import load_articles, scale
    >>> articles = scale.split_articles(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> scale.annotate(articles)
    <annotations in 1 parts: articles, residue, sentences, quotes, ...>

    Raises TableError for what is no articles table in parts.
    """
    dask = need_dask()
    check_parts(articles, "what annotate reads")
    ARTICLES.check(articles._meta)
    known = known_outlets(outlets)
    coded = load_categories(categories) if categories is not None else {}
    token = uuid4().hex
    shared = dask.delayed(known, name=f"outlets-{token}", traverse=False)
    parts: Sequence[Any] = [
        dask.delayed(_annotate_part)(
            part, shared, coded, scope, dask_key_name=f"annotate-part-{number}-{token}"
        )
        for number, part in enumerate(delayed_parts(articles))
    ]
    if keep:
        with plain_errors():
            parts = dask.persist(*parts)
    meta = {name: table.empty() for name, table in _FOUND.items()}
    meta["articles"] = as_articles(articles._meta)
    tables = {
        name: table_of([getattr(part, name) for part in parts], shape)
        for name, shape in meta.items()
    }
    return AnnotatedParts(**tables, outlets=known, parts=tuple(parts))


def _annotate_part(
    articles: pd.DataFrame, outlets: Outlets, coded: Mapping[str, str], scope: str
) -> Annotations:
    with _ONE_AT_A_TIME:
        # Not kept on disk: the workers of a cluster may share a folder that databases dislike.
        given = as_articles(articles)
        found = whole.annotate(given, outlets=outlets, scope=scope, cache=False)
    return found.with_mentions(lay_categories(found.mentions, coded)) if coded else found


def name_speakers(
    found: AnnotatedParts, *, people: str | os.PathLike[str] | None = None
) -> dd.DataFrame:
    """Name the speaker of every quote, as `analysis.name_speakers` does, part by part.

    One person or body goes by one name in all parts: the names of every part are counted there, the
    counts are added up, the names are chosen once, and every part takes its own. ``people`` is read
    here, once. Raises TableError for what :func:`annotate` did not find.

    >>> from analysis import load_articles, scale
    >>> articles = scale.split_articles(load_articles("data/sample"), 3)
    >>> quotes = scale.name_speakers(scale.annotate(articles))
    >>> "Ines Calloway" in set(scale.collect(quotes).speaker)
    True
    """
    dask = need_dask()
    if not isinstance(found, AnnotatedParts):
        raise TableError(
            f"scale.name_speakers wants all that scale.annotate found, not {given(found)}. What is "
            "in memory is named by analysis.name_speakers."
        )
    own = read_people(people) if people is not None else {}
    token = uuid4().hex
    named = [
        dask.delayed(_name_part)(part, dask_key_name=f"name-part-{number}-{token}")
        for number, part in enumerate(found.parts)
    ]
    counts = [dask.delayed(count_names)(quotes) for quotes in named]
    while len(counts) > 1:
        counts = [
            dask.delayed(_add)(counts[first : first + _ADDED_AT_ONCE])
            for first in range(0, len(counts), _ADDED_AT_ONCE)
        ]
    chosen = dask.delayed(choose_names)(counts[0])
    renamed = [dask.delayed(use_names)(quotes, chosen, own) for quotes in named]
    return table_of(renamed, NAMED_QUOTES.empty())


def _name_part(found: Annotations) -> pd.DataFrame:
    with _ONE_AT_A_TIME:
        return name_within_articles(found)


def _add(counts: Sequence[Names]) -> Names:
    """Add counts up, names in the order in which they came."""
    total: Names = Names()
    for one in counts:
        total.update(one)
    return total


def score_sentiment(table: dd.DataFrame, **options: Any) -> dd.DataFrame:
    """Score the tone of every row of a table in parts, as `analysis.score_sentiment` does.

    Takes its options, and raises what it raises.

    >>> from analysis import load_articles, scale
    >>> articles = scale.split_articles(load_articles("data/sample"), 3)
    >>> "compound" in scale.score_sentiment(articles)
    True
    """
    return _part_by_part(sentiment.score_sentiment, table, options)


def measure_readability(articles: dd.DataFrame, **options: Any) -> dd.DataFrame:
    """Measure how hard articles in parts are to read, as `analysis.measure_readability` does.

    Takes its options, and raises what it raises.

    >>> from analysis import load_articles, scale
    >>> articles = scale.split_articles(load_articles("data/sample"), 3)
    >>> len(scale.collect(scale.measure_readability(articles)))
    12
    """
    return _part_by_part(readability.measure_readability, articles, options)


def _part_by_part(
    verb: Callable[..., pd.DataFrame], table: dd.DataFrame, options: Mapping[str, Any]
) -> dd.DataFrame:
    need_dask()
    name = verb.__name__
    check_parts(table, f"what {name} takes")
    in_parts: Any = table
    shape = verb(in_parts._meta, **options)
    done: dd.DataFrame = in_parts.map_partitions(_do, verb, meta=shape, **options)
    return done


def _do(part: pd.DataFrame, verb: Callable[..., pd.DataFrame], **options: Any) -> pd.DataFrame:
    with _ONE_AT_A_TIME:
        return verb(part, **options)


def collect(*tables: Any) -> Any:
    """Bring tables in parts here, as pandas tables; all of one call are made in one go.

    Rows come in the order of the articles and are numbered from 0, as if the whole had been done
    here. Of what :func:`annotate` found, all tables come, as `analysis.annotate` gives them. One
    thing comes as it is, several as a tuple. Raises ClusterError if a part killed its workers.

    >>> from analysis import load_articles, scale
    >>> found = scale.annotate(scale.split_articles(load_articles("data/sample"), 3))
    >>> quotes, mentions = scale.collect(found.quotes, found.mentions)
    >>> scale.collect(found)
    <annotations of 12 articles: ... sentences, ... quotes, ... source mentions>
    """
    dask = need_dask()
    asked = [one.tables if isinstance(one, AnnotatedParts) else {"": one} for one in tables]
    for named in asked:
        for table in named.values():
            check_parts(table, "what collect brings")
    with plain_errors():
        computed = dask.compute(*asked)
    brought: list[Any] = []
    for one, named in zip(tables, computed, strict=True):
        frames = {name: frame.reset_index(drop=True) for name, frame in named.items()}
        is_whole = isinstance(one, AnnotatedParts)
        brought.append(Annotations(**frames, outlets=one.outlets) if is_whole else frames[""])
    return brought[0] if len(brought) == 1 else tuple(brought)
