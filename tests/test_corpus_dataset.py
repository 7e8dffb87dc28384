"""A corpus analysed in chunks: the tables of memory, whatever stops it on the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from corpus_articles import STORIES, check_same, deadly_outlets, in_memory, write_corpus

import analysis
from analysis import crew, load_outlets
from analysis.__main__ import main
from analysis.articles import LoadError
from analysis.corpus import (
    PART_TABLES,
    CorpusError,
    CorpusStopped,
    CorpusWarning,
    chunks,
    making,
    open_corpus,
    read_chunks,
)
from analysis.corpus.folder import CorpusFolder
from analysis.corpus.schemas import CORPUS_TABLES
from analysis.crew import WorkerError
from analysis.mistakes import ArgumentError

Tables = dict[str, pd.DataFrame]


def analyse(path: Any, out: Path, **options: Any) -> Any:
    """Analyse a corpus whose one broken file is meant to be left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CorpusWarning)
        return analysis.analyse_corpus(path, out, **options)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("scale") / "town")


@pytest.fixture(scope="module")
def expected(town: Path) -> Tables:
    return in_memory(town)


@pytest.fixture(scope="module")
def made(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished corpus in chunks of two, of which each test takes a copy."""
    out = tmp_path_factory.mktemp("made") / "out"
    analyse(town, out, size=2)
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Remember what was analysed, so that it takes no time again; return the ids in each call."""
    calls: list[list[str]] = []
    real, known = making.analyse_part, _KNOWN

    def remembered(articles: pd.DataFrame, **means: Any) -> Tables:
        calls.append(articles["article_id"].tolist())
        key = (*calls[-1], *articles["text"])
        if key not in known:
            known[key] = real(articles, **means)
        return known[key]

    monkeypatch.setattr(making, "analyse_part", remembered)
    return calls


_KNOWN: dict[Any, Tables] = {}


# ---- the same as in memory ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 5, 500])
def test_a_stream_gives_what_the_verbs_give_of_all_articles_at_once(
    size: int, town: Path, expected: Tables, tmp_path: Path
) -> None:
    corpus = analyse(town, tmp_path / "out", size=size)
    check_same(corpus, expected)
    assert corpus.read("failures").empty
    assert corpus.n_articles == 7


def test_one_person_has_one_name_in_all_chunks(made: Path) -> None:
    speakers = open_corpus(made).read("quotes")["speaker"]
    assert set(speakers) >= {"Ines Calloway", "Leo Grant"}
    assert not set(speakers) & {"Calloway", "Grant"}
    chunks = sorted(made.glob("work/chunks/*/quotes.parquet"))
    within = pd.concat(pd.read_parquet(path) for path in chunks)
    assert set(within["speaker"]) >= {"Ines Calloway", "Leo Grant", "Calloway", "Grant"}


def test_workers_give_the_same(town: Path, expected: Tables, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    corpus = analyse(
        town, tmp_path / "out", size=2, workers=2, progress=lambda *step: seen.append(step)
    )
    check_same(corpus, expected)
    assert seen[-1] == (7, 7)


def test_all_parts_of_a_table_have_one_schema(made: Path) -> None:
    for name in CORPUS_TABLES:
        parts = sorted((made / name).iterdir())
        assert [path.name for path in parts] == [f"part-{n:05d}.parquet" for n in range(4)]
        first, *others = [pq.read_schema(path) for path in parts]
        assert all(other.equals(first, check_metadata=True) for other in others)
        dtypes = pd.read_parquet(parts[0]).dtypes.astype("str").to_dict()
        assert {c: dtypes[c] for c in CORPUS_TABLES[name].columns} == CORPUS_TABLES[name].columns
    articles = pq.read_schema(made / "articles" / "part-00000.parquet")
    assert articles.names[-2:] == ["page", "mood"]


def test_tables_of_articles_can_be_analysed_too(
    town: Path, expected: Tables, tmp_path: Path
) -> None:
    read: list[int] = []

    def tables() -> Iterator[pd.DataFrame]:
        for number, chunk in enumerate(read_chunks(town, 2)):
            read.append(number)
            done = CorpusFolder(tmp_path / "out").finished()
            assert len(done) >= number - 1, "no more than a chunk is read ahead"
            yield chunk

    corpus = analysis.analyse_corpus(tables(), tmp_path / "out", size=2)
    assert read == [0, 1, 2, 3]
    for name in {*PART_TABLES} - {"articles"}:
        pd.testing.assert_frame_equal(corpus.read(name), expected[name])
    first, *others = read_chunks(town, 2)
    others = [chunk.assign(text="Another story.") for chunk in others]
    with pytest.raises(CorpusError, match="chunk 1 has other articles"):
        analysis.analyse_corpus([first, *others], tmp_path / "out", size=2)
    with pytest.raises(CorpusError, match="has 4 chunks of articles, and now there are 1"):
        analysis.analyse_corpus([first], tmp_path / "out", size=2)
    with pytest.raises(
        CorpusError, match="begun with articles from 'tables', which now is 'files'"
    ):
        analyse(town, tmp_path / "out", size=2)


def test_a_corpus_without_a_story_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_bytes(b"\0")
    with pytest.raises(LoadError, match=r"no article could be read in .*a\.txt \(this is not"):
        analysis.analyse_corpus(tmp_path / "news", tmp_path / "out")


# ---- stopped, killed, gone on ------------------------------------------------------------------


def test_a_second_call_analyses_nothing_again(
    town: Path, out: Path, expected: Tables, quick: list[list[str]]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    check_same(analyse(town, out, size=2), expected)
    assert quick == []
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == before


class Died(BaseException):
    """Stands for the moment at which a computer stops."""


def dies_at(call: int, real: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    """Return a function that does its work until the call of that number, at which all ends."""
    calls = 0

    def function(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > call or (calls == call and not after):
            raise Died
        answer = real(*arguments, **options)
        if calls == call:
            raise Died
        return answer

    return function


@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_ends_at_any_instant_goes_on_to_the_same_tables(
    after: bool,
    town: Path,
    expected: Tables,
    quick: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # which takes time, and no part in this
    n_deaths = 0
    for call in range(2 if after else 1, 200, 2):
        out = tmp_path / f"out-{call}"
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", dies_at(call, real, after=after))
            try:
                analyse(town, out, size=4)
            except Died:
                n_deaths += 1
            else:
                break
        for path in out.glob("[!w]*/*.parquet"):
            pq.read_table(path)  # whatever is to be seen is whole
        finished = CorpusFolder(out).finished()
        try:
            corpus = open_corpus(out)
        except CorpusError:
            quick.clear()
            corpus = analyse(town, out, size=4)
            assert len(quick) == 2 - len(finished), "finished chunks are not analysed again"
        check_same(corpus, expected)
        assert not list(out.glob("work/draft-*"))
        shutil.rmtree(out)
    assert n_deaths > 12


def test_trying_a_failed_chunk_again_may_end_at_any_instant_too(
    town: Path,
    expected: Tables,
    quick: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remembered, real = making.analyse_part, os.replace

    def failing(articles: pd.DataFrame, **means: Any) -> Tables:
        if articles["text"].str.contains("the weather").any():
            raise ZeroDivisionError
        return remembered(articles, **means)

    monkeypatch.setattr(os, "fsync", lambda handle: None)
    with monkeypatch.context() as patch:
        patch.setattr(making, "analyse_part", failing)
        first = tmp_path / "first"
        analyse(town, first, size=4)
    n_deaths = 0
    for call in range(1, 100, 3):
        out = Path(shutil.copytree(first, tmp_path / f"out-{call}"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", dies_at(call, real, after=bool(call % 2)))
            try:
                analyse(town, out, size=4)
            except Died:
                n_deaths += 1
            else:
                break
        quick.clear()
        check_same(analyse(town, out, size=4), expected)
        assert all("story-1" not in ids for ids in quick), "the sound chunk is left as it is"
        shutil.rmtree(out)
    assert n_deaths > 3


@pytest.mark.parametrize("call", [1, 5, 12, 30, 37, 40])
def test_a_file_that_is_half_written_is_not_trusted(
    call: int,
    town: Path,
    expected: Tables,
    quick: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half(table: Any, path: Path, **options: Any) -> None:
        real(table, path, **options)
        if next(calls) == call:
            os.truncate(path, path.stat().st_size // 2)
            raise Died

    real, calls = pq.write_table, iter(range(1, 1000))
    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", half)
        with pytest.raises(Died):
            analyse(town, tmp_path / "out", size=3)
    for path in (tmp_path / "out").glob("[!w]*/*.parquet"):
        pq.read_table(path)
    check_same(analyse(town, tmp_path / "out", size=3), expected)


def command(town: Path, out: Path) -> subprocess.Popen[str]:
    arguments = ["corpus", str(town), "--out", str(out), "--size", "1", "--workers", "2"]
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def wait_for_chunks(out: Path, n: int, process: subprocess.Popen[str]) -> None:
    begun = time.monotonic()
    while len(CorpusFolder(out).finished()) < n:
        assert process.poll() is None, "it was to be stopped before its end"
        assert time.monotonic() - begun < 100
        time.sleep(0.01)


def children_of(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    every = [listed, *Path(f"/proc/{process.pid}/task").glob("*/children")]
    return sorted({int(pid) for one in every if one.exists() for pid in one.read_text().split()})


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_killed_and_an_interrupted_run_go_on_and_leave_no_worker_behind(
    town: Path, expected: Tables, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    killed = command(town, out)
    wait_for_chunks(out, 1, killed)
    workers = children_of(killed)
    assert len(workers) == 2
    killed.kill()
    killed.communicate()
    begun = time.monotonic()
    while any(map(is_running, workers)):
        assert time.monotonic() - begun < 10
        time.sleep(0.05)
    with pytest.raises(CorpusError, match="is not done"):
        open_corpus(out)

    stopped = command(town, out)
    wait_for_chunks(out, 3, stopped)
    begun = time.monotonic()
    stopped.send_signal(signal.SIGINT)
    _, told = stopped.communicate(timeout=20)
    assert time.monotonic() - begun < 5
    assert stopped.returncode == 2
    assert "were there already" in told or "was there already" in told
    assert "run the same again, and it goes on from there" in told.splitlines()[-1]
    n_finished = len(CorpusFolder(out).finished())
    assert 3 <= n_finished < 8

    assert main(["corpus", str(town), "--out", str(out), "--size", "1"]) == 1
    check_same(open_corpus(out), expected)


def test_an_interrupt_keeps_what_is_finished(town: Path, expected: Tables, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(CorpusStopped, match=r"2 chunks finished in .*: run the same again"):
        analyse(town, tmp_path / "out", size=2, progress=stop)
    check_same(analyse(town, tmp_path / "out", size=2), expected)


# ---- what fails --------------------------------------------------------------------------------


def test_an_article_at_which_the_program_fails_is_the_only_one_lost(
    town: Path, expected: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = making.analyse_part

    def failing(articles: pd.DataFrame, **means: Any) -> Tables:
        if articles["text"].str.contains("the weather").any():
            raise ZeroDivisionError("rain\nby nothing")
        return real(articles, **means)

    with monkeypatch.context() as patch:
        patch.setattr(making, "analyse_part", failing)
        with pytest.warns(CorpusWarning, match="1 article could not"):
            analysis.analyse_corpus(town, tmp_path / "out", size=3)
    corpus = open_corpus(tmp_path / "out")
    (failure,) = corpus.read("failures").to_dict("records")
    assert failure["article_id"] == "y"
    assert failure["file"] == "wire.jsonl"
    assert failure["message"] == "ZeroDivisionError: rain by nothing"
    others = {
        name: table[table["article_id"] != "y"].reset_index(drop=True)
        for name, table in expected.items()
        if name in PART_TABLES
    }
    check_same(corpus, others)
    corpus = analyse(town, tmp_path / "out", size=3)  # tried again
    check_same(corpus, expected)
    assert corpus.read("failures").empty


def test_a_text_that_cannot_be_cleaned_is_the_only_one_lost(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis import cleaning

    real = cleaning.clean_text

    def failing(text: str, **options: Any) -> Any:
        if "the weather" in text:
            raise RecursionError("too deep")
        return real(text, **options)

    monkeypatch.setattr(cleaning, "clean_text", failing)
    corpus = analyse(town, tmp_path / "out", size=500)
    assert corpus.n_articles == 6
    (failure,) = corpus.read("failures").to_dict("records")
    assert (failure["article_id"], failure["message"]) == ("y", "RecursionError: too deep")


def test_a_worker_that_is_killed_costs_no_other_article(town: Path, tmp_path: Path) -> None:
    corpus = analyse(town, tmp_path / "out", size=3, workers=2, outlets=deadly_outlets())
    (failure,) = corpus.read("failures").to_dict("records")
    assert failure["article_id"] == "y"
    assert failure["message"].startswith("a worker was ended by the system (SIGKILL), as when")
    assert set(corpus.read("articles")["text"].str.strip()) >= {STORIES[2], STORIES[4]}
    assert corpus.n_articles == 6


def test_no_more_chunks_are_in_hand_than_there_are_workers(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew._Worker, "do", lambda worker, job: time.sleep(0.001))
    articles = next(read_chunks(town, 1))
    n_done = 0
    with crew.Crew(3, making.make_chunk, making.Means(load_outlets())) as hands:
        for number in range(20):
            for _ in hands.do(making.Job(number, articles, articles)):
                n_done += 1
            assert number + 1 - n_done <= 3
        n_done += sum(1 for _ in hands.rest())
    assert n_done == 20


def test_articles_are_made_by_the_workers_and_not_where_files_are_read(
    town: Path, expected: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*files: object, **options: object) -> None:
        raise AssertionError("articles were made in the process that reads")

    monkeypatch.setattr(chunks, "fill_articles", here)
    check_same(analyse(town, tmp_path / "out", size=3, workers=2), expected)


def test_a_worker_calculates_in_one_thread(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, str]] = []
    real = subprocess.Popen

    def watched(*arguments: Any, **options: Any) -> Any:
        started.append(options["env"])
        return real(*arguments, **options)

    monkeypatch.setattr(crew.subprocess, "Popen", watched)
    with crew.Crew(2, making.make_chunk, making.Means(load_outlets())) as hands:
        for _ in hands.do(making.Job(0, next(read_chunks(town, 1)), pd.DataFrame())):
            pass
        (outcome,) = hands.rest()
    assert outcome.error is None
    assert {started[0][name] for name in crew._THREADS} == {"1"}


def test_a_worker_that_cannot_start_ends_the_run_and_not_chunk_by_chunk(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_START", "raise SystemExit(3)")
    with pytest.raises(WorkerError, match=r"no worker could be started .*with status 3\)"):
        analyse(town, tmp_path / "out", size=2, workers=2)
    assert CorpusFolder(tmp_path / "out").finished() == []


def test_a_full_disk_is_said_in_a_sentence_and_the_run_goes_on(
    town: Path, expected: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = pq.write_table, iter(range(1, 1000))

    def full(table: Any, path: Path, **options: Any) -> None:
        if next(calls) >= 15:
            path.write_bytes(b"PAR1")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(table, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", full)
        with pytest.raises(CorpusError, match=r"disk with .* is full\. All finished chunks are"):
            analyse(town, tmp_path / "out", size=2)
    assert CorpusFolder(tmp_path / "out").finished() == [0]
    assert not list((tmp_path / "out" / "work").glob("draft-*")), "it takes no room"
    check_same(analyse(town, tmp_path / "out", size=2), expected)


# ---- changed, damaged, not there ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"size": 3}, "size 2, which now is 3"),
        ({"scope": "thought"}, "scope 'speech', which now is 'thought'"),
        ({"clean": False}, "clean True, which now is False"),
        ({"outlets": "data/sample/outlets.csv"}, "another list of outlets"),
    ],
)
def test_a_run_with_other_options_is_refused(
    options: dict[str, Any], told: str, town: Path, out: Path, expected: Tables
) -> None:
    with pytest.raises(CorpusError, match=f"begun with {told}.*give another folder"):
        analyse(town, out, **{"size": 2, **options})
    check_same(open_corpus(out), expected)


def test_other_word_lists_and_versions_are_refused(
    town: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.corpus import fingerprint

    monkeypatch.setattr(fingerprint, "_version", lambda package: "99")
    monkeypatch.setattr(fingerprint, "_word_lists", lambda: "changed")
    with pytest.raises(CorpusError, match=r"other word lists, and spaCy .*, which now is '99'"):
        analyse(town, out, size=2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda home: (home / "new.txt").write_text("New."), "the file 'new.txt' is new"),
        (lambda home: (home / "zzz.txt").write_text("New."), "the file 'zzz.txt' is new"),
        (lambda home: (home / "paper.csv").unlink(), "the file 'paper.csv' is gone"),
        (lambda home: (home / "wire.jsonl").unlink(), "the file 'wire.jsonl' is gone"),
        (lambda home: os.utime(home / "paper.csv", ns=(1, 1)), "'paper.csv' has another size or"),
    ],
)
def test_a_corpus_that_has_changed_is_refused_with_the_file(
    change: Callable[[Path], object], told: str, town: Path, out: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(town, tmp_path / "home"))
    change(home)
    with pytest.raises(CorpusError, match=f"not as it was when .* was begun: .*{told}"):
        analyse(home, out, size=2)
    shutil.rmtree(home)
    analyse(shutil.copytree(town, home), out, size=2)  # a copy elsewhere is the same corpus


def test_other_names_for_people_are_settled_without_analysing_again(
    town: Path, out: Path, quick: list[list[str]], tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("speaker,name\nInes Calloway,The Mayor\n")
    check_same(analyse(town, out, size=2, people=people), in_memory(town, people=people))
    assert quick == []
    assert "The Mayor" in set(open_corpus(out).read("quotes")["speaker"])


@pytest.mark.parametrize(
    "damage",
    [
        "work/chunks/00001/quotes.parquet",
        "work/chunks/00001/chunk.json",
        "quotes/part-00001.parquet",
        "articles/part-00001.parquet",
        "load_report/part-00001.parquet",
    ],
)
@pytest.mark.parametrize("is_gone", [False, True])
def test_what_is_damaged_is_made_anew(
    damage: str, is_gone: bool, town: Path, out: Path, expected: Tables
) -> None:
    path = out / damage
    if is_gone:
        path.unlink()
    else:
        os.truncate(path, path.stat().st_size // 2)
    if not damage.startswith("work"):
        with pytest.raises(
            CorpusError, match=r"is damaged or gone: delete it.*which makes it anew"
        ):
            open_corpus(out).read(damage.partition("/")[0])
    check_same(analyse(town, out, size=2), expected)
    assert len(sorted(out.glob("articles/*.parquet"))) == 4


def test_a_changed_byte_is_noticed(out: Path) -> None:
    path = out / "sentences" / "part-00001.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 4] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"part-00001\.parquet' is damaged"):
        open_corpus(out).read("sentences")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"state": 1}', "\x00"])
def test_a_damaged_list_of_what_is_there_is_said(content: str, town: Path, out: Path) -> None:
    (out / "corpus.json").write_text(content)
    for verb in (lambda: analyse(town, out, size=2), lambda: open_corpus(out)):
        with pytest.raises(CorpusError, match=r"corpus\.json.*is damaged: put it back"):
            verb()
    assert len(list(out.glob("articles/*.parquet"))) == 4


def test_a_damaged_list_of_files_is_said(town: Path, out: Path) -> None:
    (out / "work" / "files.jsonl").write_text("{\n")
    with pytest.raises(CorpusError, match=r"files\.jsonl.*list of files.*is damaged"):
        analyse(town, out, size=2)


def test_a_place_that_cannot_be_written_is_refused(town: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.docx").write_text("mine")
    with pytest.raises(CorpusError, match=r"holds something else \(thesis\.docx\)"):
        analyse(town, other)
    assert [path.name for path in other.iterdir()] == ["thesis.docx"]
    with pytest.raises(CorpusError, match="is a file"):
        analyse(town, other / "thesis.docx")
    with pytest.raises(CorpusError, match=r"cannot be written: Not a directory.*Choose a folder"):
        analyse(town, other / "thesis.docx" / "out")
    with pytest.raises(CorpusError, match="lies in the folder of the articles"):
        analyse(town, town / "tables")
    assert not (town / "tables").exists()
    with pytest.raises(CorpusError, match="the articles lie in"):
        analyse(town, town.parent)


def test_two_runs_do_not_write_to_one_folder(town: Path, out: Path) -> None:
    with CorpusFolder(out).held(), pytest.raises(CorpusError, match="another run is writing to"):
        analyse(town, out, size=2)
    analyse(town, out, size=2)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"workers": 0}, "workers says how many"),
        ({"workers": "2"}, "workers says how many"),
        ({"size": 0}, "size says how many"),
        ({"scope": "speach"}, "Did you mean 'speech'"),
    ],
)
def test_options_that_are_none_are_refused_before_anything_is_written(
    options: dict[str, Any], told: str, town: Path, tmp_path: Path
) -> None:
    with pytest.raises(ArgumentError, match=told):
        analyse(town, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


# ---- the command line --------------------------------------------------------------------------


def test_the_command_says_what_was_there_and_what_was_left_out(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], quick: list[list[str]]
) -> None:
    arguments = ["corpus", str(town), "--out", str(tmp_path / "out"), "--size", "3"]
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert told.out == f"{tmp_path / 'out'}\n"
    assert told.err.splitlines()[-3:] == [
        "7 articles in 3 chunks",
        "not read: broken.txt: this is not plain text (it holds NUL bytes): save it as UTF-8 text",
        "1 file could not be read",
    ]
    assert main(arguments) == 1
    assert capsys.readouterr().err.splitlines()[0] == "3 chunks were there already"
    assert main([*arguments[:-1], "4"]) == 2
    assert "size 3, which now is 4" in capsys.readouterr().err


def test_the_command_has_status_0_where_nothing_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(STORIES[0])
    (tmp_path / "news" / "outlets.csv").write_text("name,type\nThe Port Times,newspaper\n")
    out = tmp_path / "out"
    assert main(["corpus", str(tmp_path / "news"), "--out", str(out)]) == 0
    assert "The Port Times" in set(open_corpus(out).read("mentions")["source"])
    about = json.loads((out / "corpus.json").read_text())
    assert about["settings"]["media-analysis"] == analysis.__version__
