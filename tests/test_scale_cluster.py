"""The verbs over articles in parts give what pandas gives in memory, row for row."""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow.parquet
import pytest
from distributed import KilledWorker, futures_of, wait

import analysis
from analysis import (
    annotate,
    load_articles,
    measure_readability,
    name_speakers,
    scale,
    score_sentiment,
)
from analysis.mistakes import ArgumentError, UnknownNameError
from analysis.scale import cluster, storage, workers
from analysis.tables import ARTICLES, MENTIONS, NAMED_QUOTES, TableError

OUTLETS = "data/sample/outlets.csv"
TABLES = (
    "articles", "residue", "sentences", "quotes", "quoted_words", "names", "mentions", "hedges",
)  # fmt: skip
same = pd.testing.assert_frame_equal


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Let Dask work in this thread, part by part, wherever a test starts no workers."""
    with dask.config.set(scheduler="synchronous"):
        yield


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """Articles of three events, one without words, one that is a stray mark, one not English."""
    sample = load_articles("data/sample").iloc[[0, 2, 3, 6, 9]]
    odd = ARTICLES.build(
        {"article_id": name, "text": text, "text_raw": text, "file": "x", "format": "txt"} | more
        for name, text, more in [
            ("odd-1", "“", {}),
            ("odd-2", "Calloway said it was safe. “It is,” Mayor Calloway said.", {}),
            ("odd-3", "Le maire a dit oui.", {"language": "fr"}),
            ("odd-4", "According to a Reuters report, the talks failed.", {"outlet": "The Post"}),
        ]
    )
    return pd.concat([sample, odd], ignore_index=True)


@pytest.fixture(scope="module")
def found(articles: pd.DataFrame) -> Any:
    return annotate(articles, outlets=OUTLETS)


def in_parts(articles: pd.DataFrame, *ends: int) -> dd.DataFrame:
    """Return articles in parts that end before these rows; two that are alike make an empty one."""
    bounds = [0, *ends, len(articles)]
    parts = [dask.delayed(articles.iloc[start:end]) for start, end in pairwise(bounds)]
    return dd.from_delayed(parts, meta=articles.iloc[:0])


# One part; three; more, of which the first, the last and two in the middle are empty.
PARTS = {"one": (), "three": (4, 7), "more, some empty": (0, 2, 2, 2, 3, 6, 8, 9)}


@pytest.mark.parametrize("ends", PARTS.values(), ids=PARTS)
def test_every_table_is_what_pandas_gives(
    ends: tuple[int, ...], articles: pd.DataFrame, found: Any
) -> None:
    parts = in_parts(articles, *ends)
    assert parts.npartitions == len(ends) + 1
    annotated = scale.annotate(parts, outlets=OUTLETS)
    together = scale.collect(annotated)
    for name in TABLES:
        same(getattr(together, name), getattr(found, name), obj=name, check_exact=True)
    assert repr(together) == repr(found)
    named = scale.name_speakers(annotated)
    quotes, readability = scale.collect(
        scale.score_sentiment(named), scale.measure_readability(parts, intervals=True)
    )
    same(quotes, score_sentiment(name_speakers(found)), check_exact=True)
    same(readability, measure_readability(articles, intervals=True), check_exact=True)


def test_no_articles_give_empty_tables() -> None:
    annotated = scale.annotate(scale.split_articles(ARTICLES.empty()))
    for name, table in annotate(ARTICLES.empty()).__dict__.items():
        if name in TABLES:
            same(scale.collect(getattr(annotated, name)), table)
    same(scale.collect(scale.name_speakers(annotated)), NAMED_QUOTES.empty())


@pytest.mark.parametrize("option", [True, False, None])
def test_what_is_promised_of_a_table_is_what_comes_whatever_dask_makes_of_text(
    option: bool | None, articles: pd.DataFrame
) -> None:
    articles = articles.assign(mine=pd.Series([1, "x", None], dtype=object))
    with dask.config.set({"dataframe.convert-string": option}):
        parts = scale.split_articles(articles, 3)
        annotated = scale.annotate(parts)
        tables = annotated.tables | {
            "named": scale.name_speakers(annotated),
            "tone": scale.score_sentiment(parts),
            "readability": scale.measure_readability(parts),
        }
        for name, table in tables.items():
            came = table.compute()
            assert list(table._meta.dtypes.items()) == list(came.dtypes.items()), name
        same(scale.collect(parts), articles)


def test_text_that_dask_has_turned_into_another_type_is_turned_back(
    articles: pd.DataFrame, found: Any
) -> None:
    with dask.config.set({"dataframe.convert-string": True}):
        parts = dd.from_pandas(articles, npartitions=2, sort=False)
        assert str(parts.dtypes["text"]) == "string"
        together = scale.collect(scale.annotate(parts, outlets=OUTLETS))
    for name in TABLES:
        same(getattr(together, name), getattr(found, name), obj=name)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list that gets the ids of the articles of every reading."""
    seen: list[list[str]] = []
    small = cluster.whole.annotate

    def counted(articles: pd.DataFrame, **options: Any) -> Any:
        seen.append(articles.article_id.tolist())
        return small(articles, **options)

    monkeypatch.setattr(cluster.whole, "annotate", counted)
    return seen


def test_a_part_is_read_once_however_many_tables_are_asked_for(
    articles: pd.DataFrame, readings: list[list[str]]
) -> None:
    annotated = scale.annotate(scale.split_articles(articles, 3))
    scale.collect(annotated.quotes)
    scale.collect(annotated.mentions)
    scale.collect(scale.name_speakers(annotated))
    assert sorted(chain(*readings)) == sorted(articles.article_id)


def test_without_keeping_nothing_is_read_before_it_is_asked_for_and_then_once(
    articles: pd.DataFrame, readings: list[list[str]]
) -> None:
    annotated = scale.annotate(scale.split_articles(articles, 3), keep=False)
    quotes = scale.score_sentiment(scale.name_speakers(annotated))
    assert not readings
    scale.collect(quotes, annotated.mentions, annotated)
    assert sorted(chain(*readings)) == sorted(articles.article_id)


def test_one_reads_at_a_time_in_a_worker_of_many_threads(
    articles: pd.DataFrame, found: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading: list[str] = []
    at_once: list[int] = []
    small = cluster.whole.annotate

    def watched(articles: pd.DataFrame, **options: Any) -> Any:
        reading.append(threading.current_thread().name)
        at_once.append(len(reading))
        time.sleep(0.02)  # a second thread would come in now
        annotated = small(articles, **options)
        reading.pop()
        return annotated

    monkeypatch.setattr(cluster.whole, "annotate", watched)
    with dask.config.set(scheduler="threads", num_workers=4):
        together = scale.collect(scale.annotate(scale.split_articles(articles, 4), outlets=OUTLETS))
    assert at_once == [1, 1, 1, 1]
    same(together.mentions, found.mentions)


def test_a_person_goes_by_one_name_in_all_parts_also_where_counts_are_added_in_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [
        "“It is safe,” Joe Biden said.",
        "“It is not,” Joseph R. Biden Jr. said.",
        "“It may be,” said Ann Reyes.",
        "“It is safe,” Joe Biden said.",
        "“It was,” said A. Reyes.",
        "“It will be,” Biden said.",
        "“Yes,” said the Packers’ Union. “No,” said the Packers' Union.",
    ]
    table = ARTICLES.build(
        {"article_id": f"a{n}", "text": text, "text_raw": text, "file": "x", "format": "txt"}
        for n, text in enumerate(texts)
    )
    wanted = name_speakers(annotate(table))
    assert wanted.speaker.tolist()[:2] == ["Joe Biden", "Joe Biden"], "names must need choosing"
    monkeypatch.setattr(cluster, "_ADDED_AT_ONCE", 2)
    same(scale.collect(scale.name_speakers(scale.annotate(scale.split_articles(table, 7)))), wanted)


def test_counts_added_up_keep_the_order_in_which_names_came() -> None:
    one, two = ({("person", name): n for name, n in pairs} for pairs in (
        [("Zoe Ode", 1), ("Ana Ruiz", 1)], [("Leo Pike", 2), ("Zoe Ode", 3)],
    ))  # fmt: skip
    added = cluster._add([cluster.Names(one), cluster.Names(two)])
    assert list(added.items()) == [
        (("person", "Zoe Ode"), 4), (("person", "Ana Ruiz"), 1), (("person", "Leo Pike"), 2),
    ]  # fmt: skip


def test_a_class_has_its_own_word_on_outlets_categories_and_people(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    categories, people = tmp_path / "categories.csv", tmp_path / "people.csv"
    categories.write_text("source,category\nInes Calloway,expert\nReuters,other\n")
    people.write_text("speaker,name\nInes Calloway,Mayor C.\n")
    parts = scale.split_articles(articles, 3)
    annotated = scale.annotate(parts, outlets=OUTLETS, categories=categories, scope="thought")
    mine = annotate(articles, outlets=OUTLETS, categories=categories, scope="thought")
    quotes, mentions = scale.collect(
        scale.name_speakers(annotated, people=people), annotated.mentions
    )
    assert {"expert"} == set(mentions[mentions.source == "Ines Calloway"].category)
    same(mentions, mine.mentions)
    same(quotes, name_speakers(mine, people=people))


def test_files_of_ones_own_are_read_here_and_not_by_workers(
    articles: pd.DataFrame, tmp_path: Path, found: Any
) -> None:
    own = tmp_path / "outlets.csv"
    own.write_bytes(Path(OUTLETS).read_bytes())
    annotated = scale.annotate(scale.split_articles(articles, 2), outlets=own, keep=False)
    own.unlink()
    same(scale.collect(annotated.mentions), found.mentions)


def test_articles_are_split_in_order_and_never_into_more_parts_than_there_are(
    articles: pd.DataFrame,
) -> None:
    before = articles.copy()
    parts = scale.split_articles(articles, 4)
    assert [len(part) for part in dask.compute(*parts.to_delayed())] == [2, 2, 2, 3]
    assert scale.split_articles(articles, 99).npartitions == len(articles)
    same(articles, before)


# ------------------------------------------------------------------------------------- storage


def test_articles_are_read_from_parquet_files_as_they_were(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    table = articles.assign(mine=range(len(articles)))
    for number, (start, end) in enumerate([(0, 4), (4, 4), (4, 9)]):
        table.iloc[start:end].to_parquet(tmp_path / f"news-{number}.parquet")
    for path in (tmp_path, str(tmp_path), f"{tmp_path}/news-*.parquet", f"file://{tmp_path}"):
        read = scale.read_articles(path)
        assert read.npartitions == 3
        same(scale.collect(read), table)
    same(scale.collect(scale.read_articles(tmp_path / "news-0.parquet")), table.iloc[:4])
    again = scale.read_articles(tmp_path, n_partitions=4)
    assert again.npartitions == 4
    same(scale.collect(again), table)


def test_a_file_of_other_software_is_read_by_the_contract(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    naive = articles.published.dt.tz_localize(None).astype("datetime64[ms]")
    articles.astype({"text": "string"}).assign(published=naive).to_parquet(tmp_path / "a.parquet")
    read = scale.collect(scale.read_articles(tmp_path))
    same(read.drop(columns="published"), articles.drop(columns="published"))
    assert str(read.published.dtype) == ARTICLES.columns["published"]
    assert (read.published == articles.published.dt.floor("ms"))[articles.published.notna()].all()


def save(table: pd.DataFrame, folder: Path, name: str) -> None:
    table.to_parquet(folder / name)


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (lambda t: t.iloc[3:5], "'a3' stands in .*a.parquet and in .*b.parquet"),
        (lambda t: t.iloc[5:].assign(mine=1), "b.parquet has not the columns of .*differ in mine"),
        (lambda t: t.iloc[5:].drop(columns="text"), "b.parquet cannot be read .*lacks text"),
    ],
    ids=["an article twice", "a column more", "a column less"],
)
def test_a_file_that_does_not_fit_is_named(
    second: Callable[[pd.DataFrame], pd.DataFrame], says: str, tmp_path: Path
) -> None:
    table = ARTICLES.build(
        {"article_id": f"a{n}", "text": "x", "published": "2025-05-07"} for n in range(8)
    )
    save(table.iloc[:5], tmp_path, "a.parquet")
    save(second(table), tmp_path, "b.parquet")
    with pytest.raises(TableError, match=says):
        scale.read_articles(tmp_path)


def test_dates_that_are_text_are_refused_when_their_part_is_read(tmp_path: Path) -> None:
    table = ARTICLES.build([{"article_id": "a", "text": "x"}]).assign(published="7 May 2025")
    save(table, tmp_path, "a.parquet")
    with pytest.raises(TableError, match=r"a\.parquet cannot .* published holds text, not dates"):
        scale.collect(scale.read_articles(tmp_path))


def test_an_article_that_stands_twice_in_a_part_is_refused(articles: pd.DataFrame) -> None:
    twice = in_parts(pd.concat([articles, articles.tail(1)]), 4)
    with pytest.raises(TableError, match="'odd-4' stands in the articles table more than once"):
        scale.annotate(twice)


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("article_id,text\n")
    with pytest.raises(TableError, match=r"a\.parquet cannot be read as articles"):
        scale.read_articles(tmp_path)


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("data/smaple", TableError, "no Parquet files at 'data/smaple'. Did you mean"),
        ("data/sample", TableError, "no Parquet files at 'data/sample'"),
        ("nosuch://bucket/news", ArgumentError, "cannot be reached: Protocol not known: nosuch"),
        (ARTICLES.empty(), ArgumentError, r"got a table .*split_articles\(articles\)"),
    ],
)
def test_a_path_that_leads_nowhere_is_told(path: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        scale.read_articles(path)


def test_workers_write_every_table_with_one_schema_for_all_parts(
    articles: pd.DataFrame, found: Any, tmp_path: Path, readings: list[list[str]]
) -> None:
    annotated = scale.annotate(in_parts(articles, 0, 4, 4), outlets=OUTLETS, keep=False)
    quotes = scale.score_sentiment(scale.name_speakers(annotated))
    written = scale.write({**annotated.tables, "quotes": quotes}, tmp_path / "out")
    assert sorted(chain(*readings)) == sorted(articles.article_id), "one reading for all tables"
    wanted = {name: getattr(found, name) for name in TABLES}
    wanted["quotes"] = score_sentiment(name_speakers(found))
    for name, table in wanted.items():
        files = sorted((tmp_path / "out" / name).iterdir())
        assert [file.name for file in files] == [f"part-00000{n}.parquet" for n in range(4)]
        assert len({pyarrow.parquet.read_schema(file).to_string() for file in files}) == 1
        same(pd.read_parquet(tmp_path / "out" / name), table, obj=name)
        assert written[written.table == name].n_rows.sum() == len(table)
    same(scale.collect(scale.read_articles(tmp_path / "out" / "articles")), articles)


def test_a_column_of_anything_is_written_as_text_in_every_part(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    mine = pd.Series([None, None, None, 3, "x", None, None, None, None], dtype=object)
    scale.write({"articles": scale.split_articles(articles.assign(mine=mine), 3)}, tmp_path)
    wanted = pd.Series([None, None, None, "3", "x", None, None, None, None], dtype="str")
    same(pd.read_parquet(tmp_path / "articles"), articles.assign(mine=wanted))
    assert (
        len({pyarrow.parquet.read_schema(f).to_string() for f in tmp_path.rglob("*.parquet")}) == 1
    )


def test_what_is_written_already_is_not_written_over_unless_asked(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    tone = scale.score_sentiment(scale.split_articles(articles, 3))
    scale.write({"tone": tone}, tmp_path)
    with pytest.raises(ArgumentError, match="holds tone already"):
        scale.write({"tone": tone}, tmp_path)
    fewer = scale.score_sentiment(scale.split_articles(articles, 2))
    scale.write({"tone": fewer}, tmp_path, on_existing="replace")
    same(pd.read_parquet(tmp_path / "tone"), score_sentiment(articles))
    with pytest.raises(ArgumentError, match="Did you mean 'replace'"):
        scale.write({"tone": tone}, tmp_path, on_existing="repalce")


def test_tables_are_written_to_any_storage_of_fsspec(articles: pd.DataFrame) -> None:
    tone = scale.score_sentiment(scale.split_articles(articles, 2))
    written = scale.write({"tone": tone}, "memory://bucket/out")
    assert written.file.tolist()[1] == "memory:///bucket/out/tone/part-000001.parquet"
    same(pd.concat([pd.read_parquet(file) for file in written.file], ignore_index=True),
         score_sentiment(articles))  # fmt: skip


def test_a_part_that_dies_while_it_is_written_leaves_no_torn_file(
    articles: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.local import LocalFileSystem

    def die(*args: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(LocalFileSystem, "mv", die)
    with pytest.raises(OSError, match="no space"):
        scale.write({"a": scale.split_articles(articles, 1)}, tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))


def test_storage_that_only_the_workers_see_is_told(
    articles: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_write_part", lambda part, *rest: len(part))
    with pytest.raises(scale.ClusterError, match="this machine does not see it"):
        scale.write({"a": scale.split_articles(articles, 1)}, tmp_path)


# ------------------------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("do", "error", "says"),
    [
        (lambda a, f: scale.annotate(a), TableError, r"in memory, not in parts.*split_articles"),
        (lambda a, f: scale.annotate("data/sample"), TableError, "should be a table in parts, but"),
        (lambda a, f: scale.annotate(f.quotes), TableError, "this is the quotes table, not the"),
        (lambda a, f: scale.name_speakers(f.quotes), TableError, "wants all that scale.annotate"),
        (lambda a, f: scale.name_speakers(annotate(a)), TableError, "named by analysis.name_spea"),
        (lambda a, f: scale.collect(a), TableError, "what collect brings is in memory"),
        (lambda a, f: scale.measure_readability(f.quotes[["text"]]), TableError, "lacks article_id"),
        (lambda a, f: scale.score_sentiment(f.quotes, column="txet"), TableError, "mean 'text'"),
        (lambda a, f: scale.measure_readability(a), TableError, "is in memory, not in parts"),
        (lambda a, f: scale.split_articles(a, 0), ArgumentError, "from 1 on. Got 0"),
        (lambda a, f: scale.split_articles(MENTIONS.empty()), TableError, "not the articles table"),
        (lambda a, f: scale.write(f.quotes, "x"), TableError, "or tables by name"),
        (lambda a, f: scale.write({"quotes": a}, "x"), TableError, "table 'quotes' to write is in"),
        (lambda a, f: f.qoutes, UnknownNameError, "Did you mean 'quotes'"),
        (lambda a, f: scale.anotate, UnknownNameError, "Did you mean 'annotate'"),
        (lambda a, f: scale.connect(""), ArgumentError, "needs the address of a scheduler"),
        (lambda a, f: scale.start(0).__enter__(), ArgumentError, "from 1 on, or None"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words(
    do: Callable[[Any, Any], Any], error: type[Exception], says: str
) -> None:
    table = ARTICLES.build([{"article_id": "a", "text": "It rained.", "text_raw": "It rained."}])
    with pytest.raises(error, match=says):
        do(table, scale.annotate(scale.split_articles(table)))


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "dask.distributed", raising=False)
    with pytest.raises(ImportError, match=r'pip install "media-analysis\[scale\]"'):
        scale.split_articles(ARTICLES.empty())


def test_a_part_that_kills_its_workers_is_named() -> None:
    class State:
        address = "tcp://10.0.0.7:4000"

    error = KilledWorker("annotate-part-12-0f3a", State(), 3)
    with (
        pytest.raises(scale.ClusterError, match=r"part 12 of the articles .* was given to 4 work"),
        workers.plain_errors(),
    ):
        raise error


class FakeClient:
    """A client whose workers have what they are said to have."""

    def __init__(self, **workers: Any) -> None:
        self.workers = workers

    def run(self, look: Callable[[], Any], on_error: str) -> dict[str, Any]:
        return {
            name: has if isinstance(has, Exception) else look() | has
            for name, has in self.workers.items()
        }

    def scheduler_info(self, n_workers: int) -> dict[str, str]:
        return {"address": "tcp://there:8786"}


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ({}, "scheduler at tcp://there:8786 has no workers yet"),
        ({"w1": {}, "w2": {"spacy": "3.7.0"}}, "worker w2 has spacy 3.7.0, this machine 3"),
        ({"w1": {"media-analysis": None}}, "worker w1 has no media-analysis, this machine 0"),
        ({"w1": {"language model": "en_x 1"}}, "worker w1 has language model en_x 1, this mac"),
        ({"w1": {"pandas": "2.3"}}, "worker w1 has pandas 2.3"),
        ({"w1": {"the files of media-analysis": "f00"}}, "has other files of media-analysis"),
        ({"w1": OSError("gone")}, "worker w1 cannot be asked what it has: gone"),
    ],
)
def test_a_worker_that_differs_is_named(there: dict[str, Any], says: str) -> None:
    with pytest.raises(scale.ClusterError, match=says):
        scale.check_workers(FakeClient(**there))


def test_workers_like_this_machine_are_let_in() -> None:
    scale.check_workers(FakeClient(w1={}, w2={}))


def test_what_a_worker_is_asked_needs_nothing_of_the_package_there() -> None:
    from distributed.protocol.pickle import dumps

    code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read())()['media-analysis'])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", "import sys; sys.modules['analysis'] = None; " + code],
        input=dumps(workers._look()), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == b"None"


def test_the_names_of_scale_are_there_for_editors_too() -> None:
    for name in scale.__all__:
        assert getattr(scale, name) is not None
        home = importlib.import_module(f"analysis.scale.{scale._HOME[name]}")
        assert getattr(home, name) is getattr(scale, name)
    assert pickle.loads(pickle.dumps(scale.annotate)) is scale.annotate


# ----------------------------------------------------------------------------------- processes


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WAIT", 1)
    with pytest.raises(scale.ClusterError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:1'"):
        scale.connect("tcp://127.0.0.1:1")


def test_two_processes_give_what_pandas_gives_and_load_the_model_once(
    articles: pd.DataFrame, found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def state() -> tuple[int, str, str | None]:
        """How often the model was loaded, on how many threads, and how memory is given back."""
        n_loaded = analysis.language.load_model.cache_info().misses
        return n_loaded, os.environ["OPENBLAS_NUM_THREADS"], os.getenv("MALLOC_TRIM_THRESHOLD_")

    monkeypatch.delenv("MALLOC_TRIM_THRESHOLD_", raising=False)
    for number, (start, end) in enumerate([(0, 2), (2, 4), (4, 4), (4, 9)]):
        articles.iloc[start:end].to_parquet(tmp_path / f"news-{number}.parquet")
    with scale.start(n_workers=2, memory="2GB") as client:
        address = client.scheduler_info(n_workers=0)["address"]
        with scale.connect(address):
            annotated = scale.annotate(scale.read_articles(tmp_path), outlets=OUTLETS)
            quotes = scale.score_sentiment(scale.name_speakers(annotated))
            scale.write({**annotated.tables, "quotes": quotes}, tmp_path / "out")
            together = scale.collect(annotated)
        assert list(client.run(state).values()) == [(1, "1", None)] * 2
    for name in TABLES:
        same(getattr(together, name), getattr(found, name), obj=name, check_exact=True)
    same(pd.read_parquet(tmp_path / "out" / "quotes"), score_sentiment(name_speakers(found)))
    same(pd.read_parquet(tmp_path / "out" / "mentions"), found.mentions)


def test_a_worker_killed_in_mid_run_costs_nothing_and_a_part_that_kills_is_told(
    articles: pd.DataFrame, found: Any
) -> None:
    def die(part: pd.DataFrame) -> pd.DataFrame:
        if "odd-1" in set(part.article_id):
            os.kill(os.getpid(), signal.SIGKILL)
        return part

    with (
        dask.config.set(
            {
                "distributed.scheduler.allowed-failures": 1,
                "distributed.admin.large-graph-warning-threshold": "1B",  # verbs have their own
            }
        ),
        scale.start(n_workers=2, memory="2GB") as client,
    ):
        parts = in_parts(articles, 1, 2, 3, 4, 5)
        annotated = scale.annotate(parts, outlets=OUTLETS)
        futures = futures_of(list(annotated.parts))
        wait(futures, return_when="FIRST_COMPLETED")
        holder = next(where[0] for where in client.who_has(futures).values() if where)
        pid = client.run(os.getpid, workers=[holder])[holder]
        assert not all(future.done() for future in futures), "it is to die in mid-run"
        os.kill(pid, signal.SIGKILL)
        together, quotes = scale.collect(annotated, scale.name_speakers(annotated))
        assert pid not in client.run(os.getpid).values()
        deadly = parts.map_partitions(die, meta=articles.iloc[:0])
        with pytest.raises(scale.ClusterError, match="was given to 2 workers and each"):
            scale.collect(deadly)
    for name in TABLES:
        same(getattr(together, name), getattr(found, name), obj=name, check_exact=True)
    same(quotes, name_speakers(found), check_exact=True)
