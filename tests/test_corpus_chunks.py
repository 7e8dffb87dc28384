"""Chunks: the articles that loading gives, under the same ids, some at a time."""

from __future__ import annotations

import gzip
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import TableError, load_articles, load_with_report
from analysis.articles import LoadError
from analysis.corpus import read_chunks
from analysis.corpus.chunks import Options, chunks_of
from analysis.mistakes import ArgumentError
from analysis.readers import files, large
from analysis.tables import ARTICLES

SAMPLE = Path("data/sample")
SIZES = (1, 2, 5, 1000)
STORY = "The bridge is closed, the mayor of town number {n} said on Tuesday. It is the {n}th time."


def whole(path: Path, **options: Any) -> pd.DataFrame:
    return load_with_report(path, on_duplicate="ignore", **options).articles


def joined(path: Any, size: int, **options: Any) -> pd.DataFrame:
    chunks = list(read_chunks(path, size, **options))
    assert all(len(chunk) <= size for chunk in chunks)
    together = pd.concat(chunks, ignore_index=True)
    own = [column for column in together if column not in chunks[0].columns]
    return together.astype(dict.fromkeys(own, "str"))


def rows(n: int, **fields: Callable[[int], object]) -> list[dict[str, object]]:
    return [
        {"text": STORY.format(n=i), **{name: make(i) for name, make in fields.items()}}
        for i in range(n)
    ]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every table on the disk for a large one, and read it a few rows at a time."""
    monkeypatch.setattr(large, "WHOLE", 60)
    monkeypatch.setattr(large, "_WHOLE_PACKED", 60)
    monkeypatch.setattr(large, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(large, "_AT_ONCE", 50)
    monkeypatch.setattr("analysis.articles.large.ROWS_AT_ONCE", 3)


# ---- folders and archives ----------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_a_folder_gives_the_same_articles_whatever_the_size(size: int) -> None:
    pd.testing.assert_frame_equal(joined(SAMPLE, size), whole(SAMPLE))


@pytest.mark.parametrize("size", SIZES)
def test_ids_that_repeat_are_made_unique_as_in_loading(size: int, tmp_path: Path) -> None:
    for folder in ("", "a", "b"):
        (tmp_path / folder).mkdir(exist_ok=True)
        for ending in ("txt", "text.txt"):
            (tmp_path / folder / f"bridge.{ending}").write_text(STORY.format(n=len(folder)))
    for name in ("one.csv", "two.csv"):
        table = pd.DataFrame(rows(3, id=lambda i: f"a{i}"))
        table.to_csv(tmp_path / name, index=False)
    (tmp_path / "x.jsonl").write_text("\n".join(json.dumps(row) for row in rows(4)))
    loaded = whole(tmp_path)
    assert loaded["article_id"].is_unique
    assert {"a0", "two-0001", "x-0003"} <= set(loaded["article_id"])
    pd.testing.assert_frame_equal(joined(tmp_path, size), loaded)


@pytest.mark.parametrize("size", [1, 5])
def test_an_archive_and_its_metadata_give_what_loading_gives(size: int, tmp_path: Path) -> None:
    archive = tmp_path / "news.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for n in range(4):
            packed.writestr(f"{n}.txt", STORY.format(n=n))
        packed.writestr("t.csv", "text,desk\nThe bridge is shut.,city\n")
        packed.writestr(
            "metadata.csv", "file,outlet,article_id\n1.txt,Courier,first\nt.csv,Pilot,t"
        )
    loaded = whole(archive)
    assert loaded.set_index("article_id")["outlet"]["first"] == "Courier"
    pd.testing.assert_frame_equal(joined(archive, size), loaded)


def test_the_reports_of_the_chunks_are_the_report_of_the_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text\nOne story.\n" "\nTwo stories.\n')
    (tmp_path / "b.txt").write_bytes(b"\0\1")
    (tmp_path / "README.md").write_text("words")
    (tmp_path / "metadata.csv").write_text("file,outlet\na.csv,Pilot\ngone.txt,Lantern\n")
    loaded = load_with_report(tmp_path, on_duplicate="ignore")
    (chunk,) = chunks_of(tmp_path, 100, Options())
    pd.testing.assert_frame_equal(chunk.load()[0].report, loaded.report)


def test_a_chunk_is_as_long_as_asked_and_only_the_last_is_shorter(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text("\n".join(json.dumps(row) for row in rows(7)))
    (tmp_path / "u.txt").write_text("A story of its own.")
    assert [len(chunk) for chunk in chunks_of(tmp_path, 3, Options())] == [3, 3, 2]


def test_a_file_is_read_only_when_it_is_its_turn(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.txt").write_text(STORY.format(n=n))
    chunks = read_chunks(tmp_path, 2)
    next(chunks)
    (tmp_path / "8.txt").write_text("It was rewritten meanwhile.")
    assert [*chunks][-1]["text"].tolist() == ["It was rewritten meanwhile."]


# ---- large tables ------------------------------------------------------------------------------


def as_jsonl(table: Sequence[dict[str, object]], path: Path) -> Path:
    path = path.with_suffix(".jsonl")
    path.write_text("\n".join(json.dumps(row) for row in table) + "\n\n", encoding="utf-8")
    return path


def as_csv(table: Sequence[dict[str, object]], path: Path) -> Path:
    path = path.with_suffix(".csv")
    pd.DataFrame(table).to_csv(path, index=False, sep=";", lineterminator="\r\n")
    return path


def as_tsv_with_marks(table: Sequence[dict[str, object]], path: Path) -> Path:
    path = path.with_suffix(".tsv")
    lines = ["\t".join([*table[0], "url"])]
    lines += ["\t".join([*map(str, row.values()), "a.example"]) for row in table]
    lines[2] = '"' + lines[2]  # an open quotation mark, as such files have
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def as_parquet(table: Sequence[dict[str, object]], path: Path) -> Path:
    path = path.with_suffix(".parquet")
    pd.DataFrame(table).to_parquet(path)
    return path


def as_gzip(table: Sequence[dict[str, object]], path: Path) -> Path:
    plain = as_jsonl(table, path)
    packed = plain.with_name(f"{plain.name}.gz")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    return packed


FORMS = (as_jsonl, as_csv, as_tsv_with_marks, as_parquet, as_gzip)
TABLES = {
    "plain": rows(11),
    "ids": rows(11, id=lambda i: f"no {i}", desk=lambda i: f"desk {i}"),
    "ids that repeat": rows(11, doc_id=lambda i: f"no {i % 9}"),
    "dates and two titles": rows(
        11,
        title=lambda i: f"Title {i}",
        headline=lambda i: f"Head {i}",
        date=lambda i: "2024-05-01",
    ),
}


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMS)
def test_a_large_table_gives_what_it_gives_when_it_is_small(
    form: Callable[[Any, Path], Path], table: str, tmp_path: Path
) -> None:
    path = form(TABLES[table], tmp_path / "news")
    assert large.open_large(path, path.name) is not None
    loaded = whole(path)
    assert len(loaded) == 11
    for size in (2, 1000):
        pd.testing.assert_frame_equal(joined(path, size), loaded)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("seed", range(25))
def test_any_folder_of_tables_gives_what_loading_gives(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    texts = [STORY.format(n=seed), "", "  ", "Um. So?", "So it is – café – “late”.\n\nAnd dark."]
    names = ["id", "Title", "headline", "outlet", "desk", "Desk", "published", "article", "x"]
    for name in ("a", "b", "c"):
        columns = chance.sample(names, chance.randrange(len(names)))
        table = []
        for _ in range(chance.randrange(1, 12)):
            row: dict[str, object] = {"text": chance.choice(texts)}
            for column in columns:
                if chance.random() < 0.9:
                    row[column] = chance.choice([None, "", "one", "two", 3, 4.5, "2024-05-01"])
            if "id" in row and chance.random() < 0.8:
                row["id"] = chance.randrange(10**6)
            table.append(row)
        chance.choice([as_jsonl, as_csv, as_gzip])(table, tmp_path / name)
    (tmp_path / "metadata.csv").write_text("file,outlet,article_id\nb,Pilot,mine\n")
    loaded = load_with_report(tmp_path, on_duplicate="ignore")
    chunks = [chunk.load()[0] for chunk in chunks_of(tmp_path, 4, Options())]
    articles = [chunk.articles for chunk in chunks if len(chunk.articles)]
    if not articles:
        assert loaded.articles.empty
        return
    together = pd.concat(articles, ignore_index=True)
    together = together.astype(dict.fromkeys(set(together) - set(ARTICLES.columns), "str"))
    pd.testing.assert_frame_equal(together, loaded.articles)
    report = pd.concat([chunk.report for chunk in chunks])
    counts = report.groupby("file")["n_articles"].sum()
    assert counts.to_dict() == loaded.report.set_index("file")["n_articles"].to_dict()
    refused = set(report["file"]) - set(report.loc[report["status"] == "loaded", "file"])
    assert refused == set(loaded.report.loc[loaded.report["status"] != "loaded", "file"])


@pytest.mark.usefixtures("small_pieces")
def test_line_breaks_inside_quotation_marks_are_part_of_the_text(tmp_path: Path) -> None:
    table = [{"text": f"Line one of {n}.\n\nLine “two”, he said.", "n": str(n)} for n in range(9)]
    path = as_csv(table, tmp_path / "news")
    pd.testing.assert_frame_equal(joined(path, 2), whole(path))
    assert "\n" in joined(path, 2)["text"][0]


@pytest.mark.usefixtures("small_pieces")
def test_columns_that_come_late_are_there_from_the_first_row_on(tmp_path: Path) -> None:
    table: list[dict[str, object]] = [*rows(6), {"body": "Not the text.", "text": "It is.", "z": 1}]
    path = as_jsonl([*table, *rows(3, body=lambda i: None), {"text": " "}], tmp_path / "news")
    with pytest.raises(LoadError, match="'text', 'body' may each hold the text"):
        next(read_chunks(path, 2))
    pd.testing.assert_frame_equal(
        joined(path, 2, text_column="text"), whole(path, text_column="text")
    )
    assert "z" in next(read_chunks(path, 2, text_column="text"))


@pytest.mark.usefixtures("small_pieces")
def test_a_large_table_among_files_has_its_metadata_and_its_line_in_the_report(
    tmp_path: Path,
) -> None:
    as_jsonl([*rows(5, id=lambda i: f"i{i}"), {"text": ""}], tmp_path / "b")
    (tmp_path / "a.txt").write_text(STORY.format(n="first"))
    (tmp_path / "metadata.csv").write_text("file,outlet\nb.jsonl,Pilot\n")
    loaded = load_with_report(tmp_path, on_duplicate="ignore")
    pd.testing.assert_frame_equal(joined(tmp_path, 2), loaded.articles)
    (chunk,) = chunks_of(tmp_path, 100, Options())
    report = chunk.load()[0].report
    assert report.groupby("file")["n_articles"].sum().to_dict() == {
        "a.txt": 1,
        "b.jsonl": 5,
        "metadata.csv": 0,
    }


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"text": "One story."}\n' * 5 + b'{"text": "cut sh', "line 6 is not JSON"),
        (b'{"text": "One story."}\n' * 5 + b"[1]\n", "article 6 is not an object"),
        (b'[{"text": "One story."},\n' + b'{"text": "Two."},\n' * 9 + b'{"text": "x"}]', "jsonl"),
        (b'{"txt": "One story."}\n' * 9, "no column is named like a text"),
        (b'{"text": "One story."}\n' * 5 + b'{"text": "a\0b"}\n', "NUL"),
    ],
)
def test_a_large_table_that_is_broken_is_refused_before_anything_is_read_of_it(
    content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / "news.jsonl").write_bytes(content)
    with pytest.raises(LoadError, match=told):
        next(read_chunks(tmp_path / "news.jsonl", 2))
    (tmp_path / "other.txt").write_text(STORY)
    assert joined(tmp_path, 2)["article_id"].tolist() == ["other"]


@pytest.mark.usefixtures("small_pieces")
def test_a_packed_table_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    packed = as_gzip(rows(200, noise=lambda i: hash(str(i))), tmp_path / "news")
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(LoadError, match="packed file is broken or was cut short"):
        next(read_chunks(packed, 2))


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_large_table_is_found(encoding: str, tmp_path: Path) -> None:
    lines = [f"text;n\r\n“It’s the café,” said Ana number {n}.;{n}\r\n" for n in range(1)]
    lines += [f"“It’s late,” said Ana number {n}, and left.;{n}\r\n" for n in range(9)]
    (tmp_path / "news.csv").write_bytes("".join(lines).encode(encoding))
    pd.testing.assert_frame_equal(joined(tmp_path / "news.csv", 3), whole(tmp_path / "news.csv"))


def test_a_table_larger_than_loading_takes_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "WHOLE", 3_000)
    monkeypatch.setattr(large, "_WHOLE_PACKED", 3_000)
    monkeypatch.setattr(files, "LIMITS", replace(files.LIMITS, file_size=2_000))
    path = as_jsonl(rows(60), tmp_path / "news")
    with pytest.raises(LoadError, match="divide it"):
        load_articles(path)
    assert len(joined(path, 25)) == 60


# ---- tables in place of a path, and mistakes ---------------------------------------------------


def test_tables_can_be_given_in_place_of_a_path() -> None:
    articles = whole(SAMPLE).assign(mine=range(12))
    halves = [articles.head(7), articles.tail(5)]
    chunks = [*read_chunks(halves, 3)]
    assert [len(chunk) for chunk in chunks] == [3, 3, 1, 3, 2]
    pd.testing.assert_frame_equal(
        pd.concat(chunks, ignore_index=True), articles.astype({"mine": "str"})
    )
    assert [len(chunk) for chunk in read_chunks(articles, 10)] == [10, 2]


def test_an_article_in_two_tables_is_refused() -> None:
    articles = whole(SAMPLE)
    with pytest.raises(TableError, match="'01-bridge-courier' stands in two of the tables"):
        [*read_chunks([articles, articles.head(1)])]


@pytest.mark.parametrize("size", [0, -1, 2.5, "5", True, None])
def test_a_size_that_is_none_is_refused(size: Any) -> None:
    with pytest.raises(ArgumentError, match="size says how many articles"):
        next(read_chunks(SAMPLE, size))


def test_what_is_no_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="Did you mean 'data/sample'"):
        next(read_chunks("data/smaple"))
    with pytest.raises(LoadError, match="there is no file"):
        next(read_chunks(tmp_path))
    with pytest.raises(LoadError, match="expected the path"):
        next(read_chunks(5))  # type: ignore[arg-type]
    with pytest.raises(TableError, match="expected the articles table"):
        next(read_chunks(["data/sample"]))  # type: ignore[list-item]
    with pytest.raises(LoadError, match="date_order"):
        next(read_chunks(SAMPLE, date_order="ymd"))
