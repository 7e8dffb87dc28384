"""The command line: files out, one clear sentence when something is wrong, never a traceback."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.__main__ import main
from analysis.articles import load_articles
from analysis.cache import CACHE
from analysis.doctor import OURS, examine, find_shadows
from analysis.export import LONGEST_CELL, guard_cells, split_cells, write_tables
from analysis.progress import Progress
from analysis.report import PdfError

ARTICLE = """Council closes the bridge

By Ana Ode

“We cannot wait,” Mayor Ines Calloway said on Tuesday. "It is a good plan," she added.

=SUM(1+1) is what the banner read, according to the Port Times.

+ Subscribe to our newsletter
"""
NAMES = (
    "articles",
    "residue",
    "load_report",
    "sentences",
    "quotes",
    "speakers",
    "mentions",
    "sources",
    "readability",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("annotate")
    (home / "news").mkdir()
    (home / "news" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["annotate", str(home / "news"), "--out", str(home / "tables")]) == 0
    return home / "tables"


def complaint(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must fail; return its one line on the error stream."""
    try:
        status: object = main(arguments)
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    last = told.err.splitlines()[-1]
    assert last.startswith("media-analysis: ")
    return last.removeprefix("media-analysis: ")


@pytest.mark.parametrize("name", NAMES)
def test_annotate_writes_every_table_as_parquet_and_csv(written: Path, name: str) -> None:
    parquet = pd.read_parquet(written / f"{name}.parquet")
    with (written / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(parquet.columns)
    assert len(rows) - 1 == len(parquet)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("articles", tables.ARTICLES),
        ("residue", tables.RESIDUE),
        ("load_report", tables.LOAD_REPORT),
        ("sentences", tables.SENTENCES),
        ("quotes", tables.NAMED_QUOTES),
        ("speakers", tables.SPEAKERS),
        ("mentions", tables.MENTIONS),
        ("sources", tables.SOURCES),
        ("readability", tables.READABILITY),
    ],
)
def test_the_parquet_files_hold_the_tables_of_the_contract(
    written: Path, name: str, table: tables.Table
) -> None:
    frame = pd.read_parquet(written / f"{name}.parquet")
    kept = frame.dtypes.astype("str").to_dict()
    assert {column: kept[column] for column in table.columns} == dict(table.columns)
    assert not frame.duplicated(list(table.key)).any()


def test_the_quotes_are_named_and_scored(written: Path) -> None:
    quotes = pd.read_parquet(written / "quotes.parquet")
    direct = quotes[quotes["kind"] == "direct"]
    assert direct["speaker"].tolist() == ["Ines Calloway", "Ines Calloway"]
    assert quotes["compound"].notna().all()


def test_no_cell_of_a_csv_file_runs_as_a_formula(written: Path) -> None:
    for path in written.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        for row in rows:
            for column, cell in zip(header, row, strict=True):
                number = column.startswith(("compound", "flesch", "n_", "coleman"))
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_the_parquet_file_keeps_the_text_as_it_was(written: Path) -> None:
    residue = pd.read_parquet(written / "residue.parquet")["text"].tolist()
    guarded = pd.read_csv(written / "residue.csv", encoding="utf-8-sig")["text"].tolist()
    assert "+ Subscribe to our newsletter" in residue
    assert "'+ Subscribe to our newsletter" in guarded


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    table = pd.DataFrame({"text": [f"{start}1", "plain", None], "number": [-1.0, 2.0, 3.0]})
    guarded = guard_cells(table)
    assert guarded["text"].tolist()[:2] == [f"'{start}1", "plain"]
    assert pd.isna(guarded["text"].iloc[2])
    assert guarded["number"].tolist() == [-1.0, 2.0, 3.0]
    assert table["text"].iloc[0] == f"{start}1"


def test_empty_tables_are_written_too(tmp_path: Path) -> None:
    write_tables({"sources": tables.SOURCES.empty()}, tmp_path)
    header = (tmp_path / "sources.csv").read_text(encoding="utf-8-sig")
    assert header == "source,type,n_mentions,n_articles\n"


def test_a_report_is_written_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["report", "bridge.txt"]) == 0
    assert capsys.readouterr().out == f"{Path('reports') / 'bridge.html'}\n"
    page = (tmp_path / "reports" / "bridge.html").read_text(encoding="utf-8")
    assert "Council closes the bridge" in page
    assert str(tmp_path) not in page


@pytest.fixture
def quick_report(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What a report would be made of, without making it: what it was asked for is kept."""
    asked: list[dict[str, object]] = []

    def render(path: object, out: Path, title: object, **options: object) -> Path:
        asked.append({"path": path, "title": title, **options})
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text('<html lang="en"><title>Rain</title><h1>Rain</h1></html>', "utf-8")
        return out

    monkeypatch.setattr("analysis.report.render_report", render)
    return asked


def test_a_pdf_is_written_beside_the_page(
    tmp_path: Path, quick_report: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "out" / "rain.html"
    assert main(["report", str(tmp_path / "a.txt"), "--pdf", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n{out.with_suffix('.pdf')}\n"
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_without_what_a_pdf_needs_the_page_is_written_and_one_line_says_what_to_install(
    tmp_path: Path,
    quick_report: list[dict[str, object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def missing(*_: object) -> Path:
        raise PdfError("no PDF was made: WeasyPrint needs the library Pango (apt install it)")

    monkeypatch.setattr("analysis.report.write_pdf", missing)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "rain.html"
    assert main(["report", str(tmp_path / "a.txt"), "--pdf", "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == f"{out}\n"
    assert told.err.splitlines()[-1].startswith("media-analysis: no PDF was made: WeasyPrint needs")
    assert out.is_file()


def test_a_pdf_cannot_take_the_name_of_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["report", str(tmp_path / "a.txt"), "--pdf", "--out", "rain.pdf"]
    assert "write --pdf --out 'rain.html'" in complaint(arguments, capsys)


def test_what_the_report_is_told_reaches_it(
    tmp_path: Path, quick_report: list[dict[str, object]]
) -> None:
    table = tmp_path / "town.csv"
    table.write_text("Paper,text\nThe Quay Gull,The ferry is late.\n", encoding="utf-8")
    fixes = tmp_path / "fixes.csv"
    fixes.write_text("table,key,field,old,new\n", encoding="utf-8")
    told = ["--title", "Late", "--outlet-column", "Paper", "--corrections", str(fixes)]
    assert main(["report", str(table), *told, "--out", str(tmp_path / "r.html")]) == 0
    (asked,) = quick_report
    assert asked["title"] == "Late"
    assert asked["outlet_column"] == "Paper"
    assert asked["corrections"] == str(fixes)


def test_a_column_of_another_name_holds_the_outlet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "town.csv", tmp_path / "out"
    table.write_text(
        'Paper,text\nThe Quay Gull,"The ferry is late, Bo Lind said."\n', encoding="utf-8"
    )
    arguments = [str(table), "--outlet-column", "Paper", "--out", str(out)]
    for command in ("load", "annotate"):
        assert main([command, *arguments]) == 0
        articles = pd.read_parquet(out / "articles.parquet")
        assert articles["outlet"].tolist() == ["The Quay Gull"]
    arguments[2] = "Papier"
    capsys.readouterr()
    assert "Did you mean 'Paper'?" in complaint(["annotate", *arguments], capsys)


def test_corrections_beside_the_articles_change_every_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (news / "corrections.csv").write_text(
        "table,key,field,old,new,coder\n"
        "articles,bridge,outlet,,The Quay Gull,mia\n"
        "quotes,bridge#0,speaker,Ines Calloway,Inez Calloway,mia\n"
        "quotes,bridge#9,speaker,Ines Calloway,Nobody,mia\n",
        encoding="utf-8",
    )
    assert main(["annotate", str(news), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert "note: 1 of 2 corrections of quotes were refused." in told
    assert pd.read_parquet(out / "articles.parquet")["outlet"].tolist() == ["The Quay Gull"]
    quotes = pd.read_parquet(out / "quotes.parquet")
    assert quotes["speaker"].tolist()[:2] == ["Inez Calloway", "Ines Calloway"]
    assert "Inez Calloway" in set(pd.read_parquet(out / "speakers.parquet")["speaker"])


def test_corrections_that_are_not_there_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for command in ("report", "annotate"):
        arguments = [command, str(tmp_path / "a.txt"), "--out", str(tmp_path / "o")]
        assert "no.csv" in complaint([*arguments, "--corrections", "no.csv"], capsys)


@pytest.mark.parametrize("where", ["beside", "named"])
def test_a_class_can_bring_its_own_list_of_outlets(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "bridge.txt").write_text(ARTICLE.replace("Port Times", "Quay Gull"), encoding="utf-8")
    listed = news / "outlets.csv" if where == "beside" else tmp_path / "mine.csv"
    listed.write_text("name,type\nQuay Gull,newspaper\n", encoding="utf-8")
    option = [] if where == "beside" else ["--outlets", str(listed)]
    assert main(["annotate", str(news), "--out", str(out), *option]) == 0
    mentions = pd.read_parquet(out / "mentions.parquet")
    assert mentions.loc[mentions["source"] == "Quay Gull", "type"].tolist() == ["outlet"]


def test_a_list_of_outlets_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["annotate", str(tmp_path / "a.txt"), "--out", str(tmp_path), "--outlets", "no.csv"]
    assert "there is no file 'no.csv'" in complaint(arguments, capsys)


def test_refused_files_are_listed_with_their_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "news" / "empty.txt").write_text("", encoding="utf-8")
    assert main(["annotate", str(tmp_path / "news"), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().err
    assert "1 article loaded" in told
    assert any(
        line.startswith("not read: ") and "empty.txt: " in line for line in told.splitlines()
    )


@pytest.mark.parametrize("command", ["report", "annotate"])
def test_a_path_that_is_not_there_is_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [command, str(tmp_path / "nws"), "--out", str(tmp_path / "out")]
    assert "no such file or folder" in complaint(arguments, capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["report", "annotate"])
def test_a_folder_without_articles_is_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    arguments = [command, str(tmp_path / "empty"), "--out", str(tmp_path / "out")]
    assert "there is no file in" in complaint(arguments, capsys)


def test_a_folder_in_place_of_a_file_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["report", str(tmp_path / "a.txt"), "--out", str(tmp_path)]
    assert "must name a file" in complaint(arguments, capsys)
    arguments = ["annotate", str(tmp_path / "a.txt"), "--out", str(tmp_path / "a.txt")]
    assert "must name a folder" in complaint(arguments, capsys)


def test_a_place_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    below_a_file = str(tmp_path / "a.txt" / "out")
    arguments = ["annotate", str(tmp_path / "a.txt"), "--out", below_a_file]
    assert "a.txt" in complaint(arguments, capsys)


@pytest.mark.parametrize("arguments", [[], ["reprot", "x"], ["report"], ["annotate", "x"]])
def test_a_mistyped_command_is_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--help" in complaint(arguments, capsys)


@pytest.mark.parametrize(("asked", "is_kept"), [([], True), (["--no-cache"], False)])
def test_readings_are_kept_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], is_kept: bool
) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "readings"))
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    path, out = str(tmp_path / "bridge.txt"), str(tmp_path / "out")
    assert main(["annotate", path, "--out", out, *asked]) == 0
    assert (tmp_path / "readings").exists() == is_kept
    assert os.environ[CACHE] == str(tmp_path / "readings")


def test_a_cache_that_cannot_be_used_is_noted_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "readings").write_text("no folder")
    monkeypatch.setenv(CACHE, str(tmp_path / "readings"))
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    path, out = str(tmp_path / "bridge.txt"), str(tmp_path / "out")
    assert main(["annotate", path, "--out", out]) == 0
    notes = [line for line in capsys.readouterr().err.splitlines() if "cannot be kept" in line]
    assert len(notes) == 1
    assert notes[0].startswith("note: readings cannot be kept in")


def test_a_number_of_workers_that_there_is_not_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["annotate", str(tmp_path / "bridge.txt"), "--out", str(tmp_path / "out")]
    assert "a whole number from 1 on" in complaint([*arguments, "--workers", "0"], capsys)


def test_the_doctor_says_where_readings_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        return " ".join(finding.message for finding in examine() if "readings" in finding.message)

    assert "not kept" in told()
    monkeypatch.setenv(CACHE, str(tmp_path))
    (tmp_path / "cache.db").write_bytes(b"." * 3_000_000)
    assert f"{tmp_path} (3 MB)" in told()


def test_the_doctor_finds_this_installation_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "PROBLEM" not in told
    assert "pandas" in told
    assert "en_core_web_sm" in told


@pytest.mark.parametrize("intruder", ["analysis.py", "analysis/__init__.py"])
def test_the_doctor_names_a_module_that_hides_this_package(
    intruder: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / intruder
    path.parent.mkdir(exist_ok=True)
    path.write_text("print('homework')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 2
    line = next(line for line in capsys.readouterr().out.splitlines() if "PROBLEM" in line)
    assert str(path.resolve()) in line
    assert "Rename it" in line


def test_a_report_is_not_begun_where_a_students_file_hides_this_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "analysis.py").write_text("print('homework')\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "analysis.py hides this package" in complaint(["report", "a.txt"], capsys)


def test_what_stands_behind_this_package_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "analysis.py").write_text("", encoding="utf-8")
    assert find_shadows([OURS.parent, tmp_path]) == []
    assert find_shadows([tmp_path, OURS.parent]) == [tmp_path.resolve() / "analysis.py"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who can be refused")
def test_the_doctor_sees_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert any("cannot write" in finding.message for finding in examine(tmp_path))


def test_the_doctor_sees_a_folder_that_is_gone(tmp_path: Path) -> None:
    findings = [finding for finding in examine(tmp_path / "gone") if not finding.fine]
    assert ["cannot write" in finding.message for finding in findings] == [True]


def test_it_runs_as_a_module_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "report", str(tmp_path / "nothing")],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=OURS.parent,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no such file or folder" in done.stderr


def test_quick_work_says_nothing_and_slow_work_says_where_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Progress("reading")(1, 2)
    assert capsys.readouterr().err == ""
    Progress("reading", patience=0)(1, 1200, "sources")
    assert capsys.readouterr().err == "reading: 1 of 1,200 (sources)\n"


def test_a_mistake_of_the_program_is_owned_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(path: object, **_: object) -> None:
        raise KeyError("compound")

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setattr("analysis.articles.load_with_report", broken)
    arguments = ["annotate", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
    assert "a mistake in this program" in complaint(arguments, capsys)
    with pytest.raises(KeyError):
        main(["--traceback", *arguments])


def test_a_text_too_long_for_a_cell_goes_on_in_the_next_column_and_comes_back(
    tmp_path: Path,
) -> None:
    long = "It rained at the bridge all night. " * 3_000
    table = pd.DataFrame({"text": [long, "It is late, the mayor said."], "n": [1, 2]})
    divided = split_cells(table)
    assert divided.columns.tolist() == ["text", "text (2)", "text (3)", "text (4)", "n"]
    assert (
        max(len(cell) for name in divided for cell in divided[name] if isinstance(cell, str))
        <= LONGEST_CELL
    )
    assert divided.drop(columns="n").iloc[0].str.cat() == long
    write_tables({"t": table}, tmp_path)
    again = load_articles(tmp_path / "t.csv", clean=False)
    assert again["text"][0].split() == long.split()
    assert "text (2)" not in again


def test_load_says_of_every_file_what_became_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The bridge is closed, the mayor said.", encoding="utf-8")
    assert main(["load", str(tmp_path)]) == 0
    (tmp_path / "b.txt").write_bytes(b"")
    assert main(["load", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert "loaded        1  a.txt" in said.out
    assert "refused       0  b.txt: the file is empty" in said.out
    assert "1 file refused" in said.err
    assert (tmp_path / "out" / "articles.csv").exists()
    (tmp_path / "a.txt").unlink()
    (tmp_path / "out").rename(tmp_path.parent / "elsewhere")
    assert main(["load", str(tmp_path)]) == 2
    assert "no article was found" in capsys.readouterr().err
