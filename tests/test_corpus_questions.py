"""Questions to a corpus on disk: what is read, what is asked, and what is refused."""

from __future__ import annotations

import builtins
import re
import shutil
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from corpus_articles import in_memory, write_corpus

import analysis
from analysis import count_sources_by_outlet
from analysis.corpus import CorpusError, CorpusTables, CorpusWarning, open_corpus
from analysis.corpus.folder import CorpusFolder
from analysis.corpus.schemas import CORPUS_TABLES, dtypes_of
from analysis.mistakes import ArgumentError

SAMPLE = Path("data/sample")
DOCS = Path("docs/scale.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> CorpusTables:
    """The sample in a folder whose name is all that a path in SQL must not trip over."""
    out = tmp_path_factory.mktemp("sample") / "o'ne [1] *two* {3} a=b"
    outlets = SAMPLE / "outlets.csv"
    return analysis.analyse_corpus(SAMPLE, out, size=5, outlets=outlets)


@pytest.fixture(scope="module")
def memory() -> dict[str, pd.DataFrame]:
    return in_memory(SAMPLE, outlets=SAMPLE / "outlets.csv")


def test_every_table_is_read_and_asked(
    sample: CorpusTables, memory: dict[str, pd.DataFrame]
) -> None:
    assert sample.tables == [*CORPUS_TABLES]
    for name, table in memory.items():
        pd.testing.assert_frame_equal(sample.read(name), table)
        asked = sample.ask(f"select * from {name}")
        assert asked.columns.tolist() == sample.columns(name) == table.columns.tolist()
        assert len(asked) == len(table)
    assert repr(sample).startswith("<corpus of 12 articles in ")


def test_an_empty_table_keeps_its_columns_and_dtypes(sample: CorpusTables) -> None:
    failures = sample.read("failures")
    assert failures.empty
    assert failures.dtypes.astype("str").to_dict() == dtypes_of("failures")


def test_some_columns_of_some_articles_are_read(
    sample: CorpusTables, memory: dict[str, pd.DataFrame]
) -> None:
    ids = ["07-cannery-courier", "02-bridge-lantern", "nowhere"]
    read = sample.read("quotes", columns=["speaker", "cue_start", "compound"], article_ids=ids)
    quotes = memory["quotes"]
    expected = quotes[quotes["article_id"].isin(ids)].reset_index(drop=True)
    pd.testing.assert_frame_equal(read, expected[["speaker", "cue_start", "compound"]])
    assert set(sample.read("quotes", article_ids="07-cannery-courier")["article_id"]) == {ids[0]}
    assert sample.read("quotes", article_ids=[]).empty
    assert sample.read("articles", columns="outlet").columns.tolist() == ["outlet"]


def test_an_answer_has_the_dtypes_of_tables_and_times_in_utc(sample: CorpusTables) -> None:
    answer = sample.ask(
        "select outlet, published, speaker_start, compound, count(*) over () as n, "
        "strftime(date_trunc('month', published), '%Y-%m-%d') as month "
        "from quotes join articles using (article_id) order by published, quote_id"
    )
    assert answer.dtypes.astype("str").to_dict() == {
        "outlet": "str",
        "published": "datetime64[us, UTC]",
        "speaker_start": "Int64",
        "compound": "float64",
        "n": "int64",
        "month": "str",
    }
    assert answer["month"].str.endswith("-01").all()


def documented(heading: str) -> str:
    """Return the SQL that stands in the guide below a heading."""
    found = re.search(rf"\*\*{re.escape(heading)}.*?```sql\n(.*?)```", DOCS, flags=re.DOTALL)
    assert found is not None, heading
    return found[1]


def test_which_outlets_lean_on_whom_is_answered_as_the_verb_answers(
    sample: CorpusTables, memory: dict[str, pd.DataFrame]
) -> None:
    agency = "Meridian Press Agency"
    question = documented("Which outlets lean on an agency?").replace("Associated Press", agency)
    answer = sample.ask(question)
    verb = count_sources_by_outlet(memory["mentions"], memory["articles"])
    leaning = verb[verb["source"] == agency].set_index("outlet")
    assert len(leaning) > 0
    assert answer.set_index("outlet")["n_leaning"].to_dict() == leaning["n_articles"].to_dict()
    totals = memory["articles"]["outlet"].value_counts()
    shares = leaning["n_articles"] / totals[leaning.index]
    assert answer.set_index("outlet")["share"].round(6).to_dict() == shares.round(6).to_dict()


def test_every_question_of_the_guide_is_answered(sample: CorpusTables) -> None:
    questions = re.findall(r"```sql\n(.*?)```", DOCS, flags=re.DOTALL)
    assert len(questions) >= 3
    for question in questions:
        assert isinstance(sample.ask(question), pd.DataFrame)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "select speakr from quotes",
            "no column 'speakr' in what is asked. Did you mean 'speaker'",
        ),
        ("select q.spaeker from quotes q", "Did you mean 'speaker'"),
        ("select * from quotse", "there is no table 'quotse'. Did you mean 'quotes'? The tables"),
        ('select * from quotes where speaker = "Ana"', "text stands in single quotation marks"),
        ("selec 1", 'cannot be answered: syntax error at or near "selec".'),
        ("select article_id::int from quotes", "cannot be answered: Could not convert string"),
        ("select 1; select 2", "ask takes one question"),
        ("drop view quotes", "ask takes one question"),
        ("copy quotes to 'quotes.csv'", "ask takes one question"),
        ("attach 'other.db'", "ask takes one question"),
        ("set enable_external_access = true", "ask takes one question"),
        ("install httpfs", "ask takes one question"),
        ("select * from '/etc/passwd'", "there is no table '/etc/passwd'"),
        ("select * from read_text('/etc/passwd')", "only the tables of the corpus can be asked"),
        ("select * from read_csv('http://a.example/b.csv')", "only the tables of the corpus can"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    sql: str, told: str, sample: CorpusTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match=re.escape(told)) as refused:
        sample.ask(sql)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
    assert sample.ask("select count(*) as n from articles")["n"].tolist() == [12]


@pytest.mark.parametrize("sql", ["", "  ", None, 5])
def test_no_question_is_refused(sql: Any, sample: CorpusTables) -> None:
    with pytest.raises(ArgumentError, match="ask wants a question in SQL"):
        sample.ask(sql)


def test_names_that_are_not_there_are_answered_with_the_nearest(sample: CorpusTables) -> None:
    with pytest.raises(ArgumentError, match=r"no table 'quote'\. Did you mean 'quotes'"):
        sample.read("quote")
    with pytest.raises(ArgumentError, match=r"no column 'Speakr'\. Did you mean 'speaker'"):
        sample.read("quotes", columns=["Speakr"])
    with pytest.raises(ArgumentError, match="leave article_ids out"):
        sample.read("load_report", article_ids=["a"])


def test_without_duckdb_the_extra_is_named_and_reading_works(
    sample: CorpusTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refusing(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in ("duckdb", "dask"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refusing)
    corpus = open_corpus(sample._folder.out)
    assert len(corpus.read("articles")) == 12
    with pytest.raises(ImportError, match=r'pip install "media-analysis\[scale\]"'):
        corpus.ask("select 1")


def test_what_is_no_finished_corpus_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"there is no such folder\. Make one with analyse_corpus"
    ):
        open_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"it has no corpus\.json"):
        open_corpus(tmp_path)
    with pytest.raises(ArgumentError, match="wants the folder of a corpus, got nothing"):
        open_corpus(None)  # type: ignore[arg-type]
    home = write_corpus(tmp_path / "town")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CorpusWarning)
        analysis.analyse_corpus(home, tmp_path / "out", size=500)
    folder = CorpusFolder(tmp_path / "out")
    for state, told in (("reading", "is not done: 1 chunk"), ("settling", "is done but for the")):
        folder.tell(state=state)
        with pytest.raises(CorpusError, match=told):
            open_corpus(tmp_path / "out")


def test_a_part_that_is_damaged_or_gone_is_named(sample: CorpusTables, tmp_path: Path) -> None:
    out = Path(shutil.copytree(sample._folder.out, tmp_path / "out"))
    part = out / "mentions" / "part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-50])
    for question in ("select * from mentions", "select count(*) from mentions"):
        with pytest.raises(CorpusError, match=r"part-00001\.parquet.*is damaged or gone"):
            open_corpus(out).ask(question)
    part.unlink()
    with pytest.raises(CorpusError, match="damaged or gone"):
        open_corpus(out).ask("select * from mentions")
    with pytest.raises(CorpusError, match=r"part-00001\.parquet' is damaged or gone"):
        open_corpus(out).read("mentions")
