"""From files to articles: nothing is lost without a word, and one bad file spoils only itself."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import sys
import warnings
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import cleaning
from analysis.articles import LoadError, LoadWarning, load_articles, load_with_report
from analysis.readers import READERS, Reader, Records, files, register
from analysis.tables import ARTICLES, LOAD_REPORT

STORY = (
    "Council votes to close the bridge\n\nBy Ana Ruiz\n\n"
    "The council voted on Tuesday to close the bridge for nine months.\n\n"
    "“We cannot wait any longer,” the mayor said after the vote.\n\n"
    "Share this article\n"
)


def write(folder: Path, **contents: str | bytes) -> Path:
    """Write files; in their names, ``__`` stands for the folder's slash and ``_`` for a dot."""
    for name, content in contents.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pack(path: Path, contents: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", packing) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the names that a test repeats
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def row(report: pd.DataFrame, file: str) -> tuple[str, int, str]:
    found = report[report["file"] == file]
    assert len(found) == 1, report["file"].tolist()
    return tuple(found.iloc[0][["status", "n_articles", "message"]])


# ---- one file ----------------------------------------------------------------------------------


def test_a_text_file_is_one_article_cleaned(tmp_path: Path) -> None:
    path = write(tmp_path, a_txt=STORY) / "a.txt"
    (article,) = load_articles(path).to_dict("records")
    assert article["article_id"] == "a"
    assert article["headline"] == "Council votes to close the bridge"
    assert article["byline"] == "Ana Ruiz"
    assert article["text"].startswith("The council voted")
    assert "Share this article" not in article["text"]
    assert article["text_raw"] == STORY
    assert (article["file"], article["format"]) == ("a.txt", "txt")
    assert pd.isna(article["outlet"])
    assert pd.isna(article["published"])


def test_without_cleaning_the_text_is_the_normalized_page(tmp_path: Path) -> None:
    path = write(tmp_path, a_txt=STORY.replace(" ", "\u00a0")) / "a.txt"
    (article,) = load_articles(path, clean=False).to_dict("records")
    assert article["text"] == cleaning.normalize(STORY)
    assert pd.isna(article["headline"])
    assert "\u00a0" in article["text_raw"]


def test_a_path_may_be_text_or_a_path(tmp_path: Path) -> None:
    path = write(tmp_path, a_txt=STORY) / "a.txt"
    pd.testing.assert_frame_equal(load_articles(path), load_articles(str(path)))


def test_windows_line_ends_make_the_same_article(tmp_path: Path) -> None:
    write(tmp_path, u__a_txt=STORY, w__a_txt=STORY.replace("\n", "\r\n"))
    pd.testing.assert_frame_equal(load_articles(tmp_path / "u"), load_articles(tmp_path / "w"))


def test_the_tables_keep_the_contract_for_one_many_and_no_articles(tmp_path: Path) -> None:
    write(tmp_path, one__a_txt=STORY, many__a_txt=STORY, many__b_txt=STORY, none__b_docx=b"PK")
    for name, n_articles in {"one": 1, "many": 2, "none": 0}.items():
        articles, report = load_with_report(tmp_path / name)
        assert len(articles) == n_articles
        assert list(articles) == list(ARTICLES.columns)
        assert articles.dtypes.astype(str).to_dict() == dict(ARTICLES.columns)
        assert report.dtypes.astype(str).to_dict() == dict(LOAD_REPORT.columns)


# ---- what a student may get wrong --------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (None, "path of one file or folder.*got nothing"),
        (["a.txt"], "path of one file or folder.*got a list"),
        (b"a.txt", "got a bytes"),
        (pd.DataFrame(), "got a table"),
        ("", "got no text"),
        ("https://example.org/a", "web address"),
        (STORY, "looks like the text of an article"),
        ("no\0file", "no such file"),
        ("x" * 900, "no such file"),
    ],
)
@pytest.mark.parametrize("load", [load_articles, load_with_report])
def test_what_is_no_path_is_answered_in_a_sentence(load: object, path: object, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        load(path)  # type: ignore[operator]


def test_a_misspelt_file_is_answered_with_the_names_close_to_it(tmp_path: Path) -> None:
    write(tmp_path, bridge_txt=STORY, fire_txt=STORY)
    with pytest.raises(LoadError, match=r"no such file.*Did you mean '.*bridge\.txt'\?$"):
        load_articles(tmp_path / "brigde.txt")


def test_the_name_of_a_text_column_must_be_a_name(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"text_column is the name of one column.*got list"):
        load_articles(tmp_path, text_column=["a"])  # type: ignore[arg-type]


@pytest.mark.parametrize("load", [load_articles, load_with_report])
def test_an_empty_folder_says_what_to_put_there(load: object, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"no file in .* Put the articles there"):
        load(tmp_path)  # type: ignore[operator]


def test_a_folder_without_articles_is_an_error_with_its_reasons(tmp_path: Path) -> None:
    write(tmp_path, README_md="About", essay_docx=b"PK\x03\x04", empty_txt="")
    with pytest.raises(
        LoadError, match=r"no article .* of 3 files\. empty\.txt \(the file is empty"
    ):
        load_articles(tmp_path)
    assert load_with_report(tmp_path).report["status"].tolist() == ["ignored", "refused", "refused"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", b"", "cannot load 'a.txt': the file is empty"),
        ("a.txt", b"%PDF-1.7", "this PDF is damaged"),
        ("a.csv", b'id,text\n1,"open\n', "line 2"),
        ("a.csv", b"text,body\none,two\n", r"load_articles\(path, text_column='text'\)"),
        ("a.csv", b"id,text\n1,\n2, \n", "2 of 2 rows have no text: rows 1, 2"),
        ("a.docx", b"PK\x03\x04", "not a Word document, or it was cut short"),
        ("a.zip", b"PK\x03\x04", "not a sound zip archive"),
        ("a.txt", b"Photo: Ed Varga/Lumen Pictures", "no story besides captions"),
    ],
)
@pytest.mark.parametrize("load", [load_articles, load_with_report])
def test_one_file_that_cannot_be_read_is_an_error(
    load: object, name: str, content: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LoadError, match=what):
        load(tmp_path / name)  # type: ignore[operator]


def test_a_load_error_is_a_value_error() -> None:
    assert issubclass(LoadError, ValueError)
    assert issubclass(LoadWarning, UserWarning)


# ---- tables ------------------------------------------------------------------------------------


def test_the_same_articles_come_from_csv_jsonl_and_parquet(tmp_path: Path) -> None:
    rows = [
        {"id": "007", "title": "Bridge closes", "source": "Courier", "author": "Ana Ruiz",
         "date": "2025-05-06", "link": "https://example.org/7", "body": "The bridge is closed."},
        {"id": "008", "title": "Bridge row", "source": "Lantern", "author": "Ed Varga",
         "date": "7 May 2025, 10:42", "link": "https://example.org/8", "body": "A row, then."},
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.to_csv(tmp_path / "t.csv", index=False)
    frame.to_csv(tmp_path / "t.tsv", index=False, sep="\t")
    frame.to_parquet(tmp_path / "t.parquet")
    lines = "\n".join(map(json.dumps, rows))
    write(tmp_path, t_jsonl=lines, t_json=json.dumps(rows))
    loaded = [load_articles(path) for path in sorted(tmp_path.iterdir())]
    assert len(loaded) == 5
    for articles in loaded:
        pd.testing.assert_frame_equal(
            articles.drop(columns=["file", "format"]), loaded[0].drop(columns=["file", "format"])
        )
    first = loaded[0]
    assert first["article_id"].tolist() == ["007", "008"]
    assert first["outlet"].tolist() == ["Courier", "Lantern"]
    assert first["headline"].tolist() == ["Bridge closes", "Bridge row"]
    assert first["byline"].tolist() == ["Ana Ruiz", "Ed Varga"]
    assert first["published"].tolist() == [
        pd.Timestamp("2025-05-06", tz="UTC"),
        pd.Timestamp("2025-05-07 10:42", tz="UTC"),
    ]


def test_a_row_without_text_is_left_out_and_named_and_nothing_else_is_lost(tmp_path: Path) -> None:
    lines = [f"{n},{'' if n in (3, 17) else f'The bridge closed {n} times.'}" for n in range(1, 41)]
    path = write(tmp_path, t_csv="\n".join(["number,text", *lines])) / "t.csv"
    articles, report = load_with_report(path)
    assert len(articles) == 38
    assert articles["article_id"].tolist()[1:3] == ["t-0002", "t-0004"]
    status, n_articles, message = row(report, "t.csv")
    assert (status, n_articles) == ("loaded", 38)
    assert message == (
        "columns kept under their own names: number; 2 of 40 rows have no text: rows 3, 17"
    )
    assert articles["number"].tolist()[:3] == ["1", "2", "4"]
    with pytest.warns(LoadWarning, match=r"^2 rows were left out of t\.csv\. load_with_report"):
        load_articles(path)


def test_ids_with_gaps_or_repeats_are_not_used(tmp_path: Path) -> None:
    text = "id,text\n1,The bridge is closed.\n1,The bridge is open.\n"
    articles, report = load_with_report(write(tmp_path, t_csv=text) / "t.csv")
    assert articles["article_id"].tolist() == ["t-0001", "t-0002"]
    assert "gaps or repeats" in row(report, "t.csv")[2]


def test_the_text_column_can_be_named(tmp_path: Path) -> None:
    write(tmp_path, t_csv="text,body\nTeaser.,The bridge is closed.\n", a_txt=STORY)
    articles = load_articles(tmp_path, text_column="body")
    assert articles["text"].tolist()[1] == "The bridge is closed."
    assert len(articles) == 2


TOWN = "Paper,Outlet,text\nThe Courier,print,The bridge is closed.\n"


def test_a_column_of_another_name_can_be_said_to_hold_the_outlet(tmp_path: Path) -> None:
    write(tmp_path, town_csv=TOWN)
    assert load_articles(tmp_path)["outlet"].tolist() == ["print"]
    articles, report = load_with_report(tmp_path, columns={"outlet": "paper"})
    assert articles["outlet"].tolist() == ["The Courier"]
    assert articles["origins"].str.contains("outlet: column 'Paper'").all()
    assert row(report, "town.csv")[2] == "columns kept under their own names: Outlet"


def test_every_column_can_be_named_and_so_can_the_text(tmp_path: Path) -> None:
    table = "kopf,inhalt,tag\nBridge closes,The bridge is closed.,2025-05-07\n"
    write(tmp_path, town_csv=table)
    columns = {"text": "inhalt", "headline": "kopf", "published": "tag"}
    (article,) = load_articles(tmp_path, columns=columns).to_dict("records")
    assert article["headline"] == "Bridge closes"
    assert article["text"] == "The bridge is closed."
    assert article["published"] == pd.Timestamp("2025-05-07", tz="UTC")


def test_metadata_of_text_files_may_call_the_outlet_otherwise(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, metadata_csv="file,Paper\na.txt,The Courier\n")
    assert load_articles(tmp_path)["outlet"].isna().all()
    articles = load_articles(tmp_path, columns={"outlet": "Paper"})
    assert articles["outlet"].tolist() == ["The Courier"]


def test_a_misspelt_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, town_csv=TOWN) / "town.csv"
    with pytest.raises(LoadError, match=r"no column 'Papier' for the outlet.*mean 'Paper'"):
        load_articles(path, columns={"outlet": "Papier"})


def test_a_column_of_files_that_are_no_tables_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY)
    with pytest.raises(LoadError, match="holds the outlet, but there is no table"):
        load_articles(tmp_path, columns={"outlet": "Paper"})


@pytest.mark.parametrize(
    ("columns", "text_column", "what"),
    [
        ("Paper", None, "as {'outlet': 'Paper'}; got str"),
        ({"paper": "outlet"}, None, "may say where these are: 'text', .*got 'paper'"),
        ({"outlet": 3}, None, r"columns\['outlet'\] is the name of one column.*got 3"),
        ({"text": "a"}, "b", "said to be in 'b' and in 'a': name one"),
    ],
)
def test_what_columns_cannot_say_is_answered_in_a_sentence(
    columns: object, text_column: str | None, what: str, tmp_path: Path
) -> None:
    write(tmp_path, town_csv=TOWN)
    with pytest.raises(LoadError, match=what):
        load_articles(tmp_path, text_column=text_column, columns=columns)  # type: ignore[arg-type]


def test_the_headline_of_a_table_is_taken_out_of_the_text(tmp_path: Path) -> None:
    text = '"Bridge closes\n\nThe council closed the bridge on Tuesday."'
    path = write(tmp_path, t_csv=f"headline,text\nBridge closes,{text}\n") / "t.csv"
    (article,) = load_articles(path).to_dict("records")
    assert article["headline"] == "Bridge closes"
    assert article["text"] == "The council closed the bridge on Tuesday."


def test_an_ambiguous_date_is_missing_and_said(tmp_path: Path) -> None:
    text = "date,text\n03/04/2021,The bridge is closed.\n13/04/2021,The bridge is open.\n"
    articles, report = load_with_report(write(tmp_path, t_csv=text) / "t.csv")
    assert articles["published"].isna().tolist() == [True, False]
    assert row(report, "t.csv")[2] == (
        "1 of 2 rows has no date that can be used (day and month cannot be told apart: say "
        "date_order='dmy' or 'mdy'): row 1"
    )


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_an_ambiguous_date_is_read_when_its_order_is_said(
    order: str, month: int, tmp_path: Path
) -> None:
    text = "date,text\n03/04/2021,The bridge is closed.\n13/04/2021,The bridge is open.\n"
    path = write(tmp_path, t_csv=text, metadata_csv="file,published\n") / "t.csv"
    articles = load_articles(path, date_order=order)
    assert articles["published"].dt.month.tolist() == [month, 4]


def test_a_date_order_is_one_of_two(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"'dmy' the day or 'mdy' the month; got 'ymd'"):
        load_articles(tmp_path, date_order="ymd")


def test_each_value_says_where_it_was_found(tmp_path: Path) -> None:
    sheet = "file,outlet\na.txt,Courier\n"
    table = "Title,Date,text\nBridge closes,6 May 2025,The bridge is closed.\n"
    write(tmp_path, a_txt=STORY, metadata_csv=sheet, t_csv=table)
    a, t = load_articles(tmp_path)["origins"]
    assert a == "outlet: metadata.csv; headline: a line of the text; byline: a line of the text"
    assert t == "headline: column 'Title'; published: column 'Date'"


def test_a_table_that_was_loaded_here_is_loaded_again_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, metadata_csv="file,outlet,length\na.txt,Courier,200\n")
    articles = load_articles(tmp_path)
    articles.to_csv(tmp_path / "again.csv", index=False)
    again, report = load_with_report(tmp_path / "again.csv")
    same = ["article_id", "outlet", "headline", "byline", "text", "length"]
    pd.testing.assert_frame_equal(again[same], articles[same])
    assert row(report, "again.csv")[2] == "columns kept under their own names: length"


def test_a_file_packed_by_gzip_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"text\nThe bridge is closed.\n"))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(STORY.encode())[:-20])
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(b"0" * 50_000_000))
    articles, report = load_with_report(tmp_path)
    assert articles["article_id"].tolist() == ["a", "b-0001"]
    assert "cut short" in row(report, "c.txt.gz")[2]
    assert "which no article does" in row(report, "d.txt.gz")[2]


def test_a_text_in_another_language_is_said(tmp_path: Path) -> None:
    french = (
        "Le conseil a voté mardi la fermeture du pont pour neuf mois. Le maire ne veut pas attendre "
        "la fin de l’année, et les pêcheurs demandent un bac qui parte toutes les heures."
    )
    write(tmp_path, a_txt=STORY, b_txt=french)
    articles, report = load_with_report(tmp_path)
    assert articles["language"].tolist()[1] == "fr"
    assert pd.isna(articles["language"][0])
    assert row(report, "b.txt")[2] == (
        "it has a text that is not in English but, it seems, in 'fr'"
    )


def test_html_in_a_text_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, t_csv="text\n<p>The bridge is closed.</p>\n") / "t.csv"
    assert "1 of 1 row has HTML tags" in load_with_report(path).report.loc[0, "message"]


def test_a_text_that_no_article_has_is_left_out(tmp_path: Path) -> None:
    rows = [{"text": "The bridge is closed."}, {"text": "word " * 200_001}]
    _, report = load_with_report(write(tmp_path, t_json=json.dumps(rows)) / "t.json")
    assert "1 of 2 rows has more than 1,000,000 characters" in report.loc[0, "message"]


def test_half_a_character_in_json_does_not_stop_the_table(tmp_path: Path) -> None:
    content = b'[{"text": "A smile \\ud83d at the bridge.", "ti\\ud83dtle": "x"}]'
    articles, report = load_with_report(write(tmp_path, t_json=content) / "t.json")
    assert articles.loc[0, "text"] == "A smile \ufffd at the bridge."
    assert report.loc[0, "status"] == "loaded"


# ---- folders -----------------------------------------------------------------------------------


def test_a_folder_is_read_with_its_folders_sorted_by_name(tmp_path: Path) -> None:
    write(tmp_path, b_txt=STORY, a_txt=STORY, sub__a_txt=STORY, Z_txt=STORY, sub__deep__c_txt=STORY)
    articles = load_articles(tmp_path)
    assert articles["article_id"].tolist() == ["Z", "a", "b", "sub/a", "sub/deep/c"]
    assert articles["file"].tolist()[-1] == "sub/deep/c.txt"


def test_one_bad_file_is_a_row_in_the_report_and_one_warning(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, b_txt=b"", c_txt=b"\x00\x01", d_csv="id\n1\n", e_txt=STORY)
    articles, report = load_with_report(tmp_path)
    assert articles["article_id"].tolist() == ["a", "e"]
    assert report["status"].tolist() == ["loaded", "refused", "refused", "refused", "loaded"]
    assert row(report, "b.txt") == ("refused", 0, "the file is empty")
    with pytest.warns(LoadWarning) as caught:
        load_articles(tmp_path)
    (warning,) = caught
    assert str(warning.message) == (
        "3 of 5 files were not read: b.txt, c.txt, d.csv. load_with_report(path).report says why"
    )
    assert warning.filename == __file__


def test_the_report_itself_does_not_warn(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, b_txt=b"")
    load_with_report(tmp_path)  # a warning would be an error here


def test_what_is_no_article_is_ignored_with_a_reason_and_without_a_warning(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, outlets_csv="name\nCourier\n", README_md="#", CARD_md="#")
    write(tmp_path, corrections_csv="table,key,field,old,new\narticles,a,outlet,,Courier\n")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text("no article", encoding="utf-8")
    assert load_articles(tmp_path)["article_id"].tolist() == ["a"]
    report = load_with_report(tmp_path).report
    assert row(report, "outlets.csv") == ("ignored", 0, "a list of outlets, not of articles")
    assert row(report, "corrections.csv") == (
        "ignored",
        0,
        "a list of corrections, not of articles",
    )
    assert row(report, ".git/") == ("ignored", 0, "a hidden folder")
    assert (report["status"] == "ignored").sum() == 6


def test_article_ids_are_unique_whatever_the_files_are_called(tmp_path: Path) -> None:
    table = "id,text\na,The bridge is closed.\n"
    write(tmp_path, a_txt=STORY, a_text=STORY, t_csv=table, u_csv=table)
    articles, report = load_with_report(tmp_path)
    assert articles["article_id"].tolist() == ["a", "a-2", "t-0001", "u-0001"]
    assert "another file has the same ids" in row(report, "t.csv")[2]


def test_a_reader_that_fails_spoils_only_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.readers.READERS", [*READERS])

    def divide(content: bytes) -> Records:
        raise ZeroDivisionError("oh")

    register(Reader("odd", (".odd",), divide))
    write(tmp_path, a_txt=STORY, b_odd=b"x")
    assert row(load_with_report(tmp_path).report, "b.odd") == (
        "refused",
        0,
        "its reader failed: ZeroDivisionError: oh",
    )


def test_a_reader_of_a_class_loads_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.readers.READERS", [*READERS])
    register(
        Reader(
            "odd", (".odd",), lambda content: Records([{"text": content.decode(), "outlet": "X"}])
        )
    )
    write(tmp_path, b_odd="The bridge is closed.")
    (article,) = load_articles(tmp_path).to_dict("records")
    assert (article["article_id"], article["outlet"], article["format"]) == ("b", "X", "odd")


def test_progress_is_told_of_every_article(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, t_csv="text\nThe bridge is closed.\nThe bridge is open.\n")
    told: list[tuple[int, int]] = []
    load_articles(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def symlink(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this system lets no one make links")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, secret__s_txt=STORY, news__a_txt=STORY)
    news = tmp_path / "news"
    symlink(news / "b.txt", tmp_path / "secret" / "s.txt")
    symlink(news / "c", tmp_path / "secret")
    symlink(news / "d.txt", news / "nowhere.txt")
    symlink(news / "loop", news)
    articles, report = load_with_report(news)
    assert articles["article_id"].tolist() == ["a"]
    assert row(report, "b.txt")[2].startswith("a link that leads out of the folder")
    assert row(report, "c/") == ("ignored", 0, "a link to a folder; not followed")
    assert row(report, "d.txt")[2].startswith("the file is gone")
    assert row(report, "loop/")[0] == "ignored"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY)
    os.mkfifo(tmp_path / "b.txt")
    assert "a device or a pipe" in row(load_with_report(tmp_path).report, "b.txt")[2]


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="this user may read everything",
)
def test_what_may_not_be_opened_is_said(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, b_txt=STORY, sub__c_txt=STORY)
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "sub").chmod(0)
    try:
        report = load_with_report(tmp_path).report
    finally:
        (tmp_path / "sub").chmod(stat.S_IRWXU)
    assert row(report, "b.txt")[2].startswith("the file cannot be opened")
    assert row(report, "sub/")[2].startswith("the folder cannot be opened")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITS", files.Limits(file_size=1000))
    write(tmp_path, a_txt=STORY, b_txt=b"x" * 1001)
    assert row(load_with_report(tmp_path).report, "b.txt") == (
        "refused",
        0,
        "the file has 1,001 bytes, more than 1,000: divide it",
    )


def test_a_folder_of_far_too_many_files_is_not_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITS", files.Limits(n_files=2))
    write(tmp_path, a_txt=STORY, b_txt=STORY, c_txt=STORY)
    with pytest.raises(LoadError, match="more than 2 files"):
        load_articles(tmp_path)


# ---- metadata ----------------------------------------------------------------------------------


def test_metadata_are_laid_over_the_articles_of_their_file(tmp_path: Path) -> None:
    sheet = (
        "file;outlet;published;url;headline;byline;article_id\n"
        "a.txt;The Courier;6 May 2025;https://example.org/a;My headline;Ed Varga;bridge-1\n"
        "sub/b;The Lantern;;;;;\n"
    )
    write(tmp_path, a_txt=STORY, sub__b_txt=STORY, c_txt=STORY, metadata_csv=sheet)
    articles, report = load_with_report(tmp_path)
    a, c, b = articles.to_dict("records")
    assert (a["article_id"], a["outlet"], a["byline"]) == ("bridge-1", "The Courier", "Ed Varga")
    assert a["headline"] == "My headline"
    assert a["url"] == "https://example.org/a"
    assert a["published"] == pd.Timestamp("2025-05-06", tz="UTC")
    assert (b["article_id"], b["outlet"], b["byline"]) == ("sub/b", "The Lantern", "Ana Ruiz")
    assert pd.isna(c["outlet"])
    assert row(report, "metadata.csv") == ("loaded", 0, "describes 2 files")


def test_what_metadata_cannot_say_is_reported(tmp_path: Path) -> None:
    sheet = (
        "File,Outlet,Date,Section\n"
        "a.txt,Courier,03/04/2021,News\nghost.txt,Courier,,\nA.TXT,Lantern,,\n,Lantern,,\n"
    )
    write(tmp_path, a_txt=STORY, metadata_csv=sheet)
    articles, report = load_with_report(tmp_path)
    assert articles.loc[0, "outlet"] == "Courier"
    assert articles.loc[0, "section"] == "News"
    assert pd.isna(articles.loc[0, "published"])
    assert row(report, "metadata.csv")[2] == (
        "describes 1 file; no such file: ghost.txt, none named in row 4; "
        "more than one row, of which the first counts: a.txt; "
        "1 of 4 rows has no date that can be used (day and month cannot be told apart): row 1"
    )


def test_metadata_that_cannot_be_used_leave_the_articles_alone(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, metadata_csv="name,outlet\na.txt,Courier\n")
    articles, report = load_with_report(tmp_path)
    assert len(articles) == 1
    assert row(report, "metadata.csv")[0] == "refused"
    assert "needs a column 'file'" in row(report, "metadata.csv")[2]


def test_metadata_of_a_folder_inside_speak_of_that_folder(tmp_path: Path) -> None:
    sheet = "file,outlet\na.txt,Courier\n"
    write(tmp_path, a_txt=STORY, sub__a_txt=STORY, sub__metadata_csv=sheet)
    assert load_articles(tmp_path)["outlet"].isna().tolist() == [True, False]


def test_metadata_of_a_table_speak_of_all_its_articles(tmp_path: Path) -> None:
    sheet = "file,outlet,article_id\nt.csv,Courier,spring\n"
    write(tmp_path, t_csv="text\nThe bridge is closed.\nIt is open.\n", metadata_csv=sheet)
    articles = load_articles(tmp_path)
    assert articles["article_id"].tolist() == ["spring-0001", "spring-0002"]
    assert articles["outlet"].tolist() == ["Courier", "Courier"]


# ---- archives ----------------------------------------------------------------------------------


def test_an_archive_gives_what_its_folder_gives(tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {
        "b.txt": STORY,
        "sub/a.txt": STORY,
        "t.csv": "text\nThe bridge is closed.\n",
        "metadata.csv": "file,outlet\nb.txt,Courier\n",
        "empty.txt": b"",
        "__MACOSX/b.txt": b"\x00",
    }
    for name, content in contents.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    archive = pack(tmp_path / "a.zip", contents)
    before = sorted(tmp_path.rglob("*"))
    for from_zip, from_folder in zip(
        load_with_report(archive), load_with_report(tmp_path / "folder"), strict=True
    ):
        pd.testing.assert_frame_equal(from_zip, from_folder)
    assert sorted(tmp_path.rglob("*")) == before, "something was unpacked to the disk"


@pytest.mark.parametrize(
    "name", ["../a.txt", "/a.txt", "sub/../../a.txt", "C:/a.txt", "..\\a.txt", "."]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str, tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {name: STORY, "b.txt": STORY})
    articles, report = load_with_report(archive)
    assert articles["article_id"].tolist() == ["b"]
    assert row(report, name.replace("\\", "/"))[2].startswith("its name in the archive leads out")


def test_a_file_that_unpacks_to_far_too_much_is_not_unpacked(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {"bomb.txt": b"0" * 5_000_000, "b.txt": STORY})
    _, report = load_with_report(archive)
    assert row(report, "bomb.txt")[2].startswith("it unpacks to 5,000,000 bytes from ")
    assert row(report, "b.txt")[0] == "loaded"


def test_an_archive_may_not_lie_about_sizes(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {"bomb.txt": b"x" * 3_000_000}, zipfile.ZIP_STORED)
    content = bytearray(archive.read_bytes())
    size = (3_000_000).to_bytes(4, "little")
    lied = bytes(content).replace(size, (10).to_bytes(4, "little"))
    archive.write_bytes(lied)
    assert lied != bytes(content)
    assert row(load_with_report(archive).report, "bomb.txt")[0] == "refused"


def test_an_archive_has_room_for_so_much_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITS", files.Limits(total_size=len(STORY.encode()) * 2))
    archive = pack(tmp_path / "a.zip", {"a.txt": STORY, "b.txt": STORY, "c.txt": STORY})
    _, report = load_with_report(archive)
    assert report["status"].tolist() == ["loaded", "loaded", "refused"]
    assert "the archive unpacks to more than" in row(report, "c.txt")[2]


def test_an_archive_of_far_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMITS", files.Limits(n_files=2))
    with pytest.raises(LoadError, match="more than 2 files"):
        load_articles(pack(tmp_path / "a.zip", {"a.txt": "", "b.txt": "", "c.txt": ""}))


def test_files_of_the_same_name_and_archives_in_archives_are_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    archive = tmp_path / "a.zip"
    pack(archive, {"a.txt": STORY, "inner.zip": inner.getvalue()})
    with warnings.catch_warnings(), zipfile.ZipFile(archive, "a") as again:
        warnings.simplefilter("ignore")
        again.writestr("a.txt", "Another one.")
    _, report = load_with_report(archive)
    assert "another file is called 'a.txt' too" in row(report, "a.txt (2)")[2]
    assert "unpack it" in row(report, "inner.zip")[2]


def test_a_locked_archive_is_refused_with_what_to_do(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {"a.txt": STORY})
    content = bytearray(archive.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    archive.write_bytes(bytes(content))
    assert "locked with a password" in row(load_with_report(archive).report, "a.txt")[2]


def test_a_damaged_file_in_an_archive_spoils_only_itself(tmp_path: Path) -> None:
    archive = pack(tmp_path / "a.zip", {"a.txt": STORY, "b.txt": STORY}, zipfile.ZIP_STORED)
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"nine", b"four", 1))
    _, report = load_with_report(archive)
    assert row(report, "a.txt")[2].startswith("it cannot be unpacked (Bad CRC-32")
    assert row(report, "b.txt")[0] == "loaded"


# ---- anything ----------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.txt", "b.csv", "c.jsonl", "d.parquet", "metadata.csv", "e", "f.bin"])


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(
    contents=st.dictionaries(NAMES, st.binary(max_size=80) | st.text().map(str.encode), min_size=1)
)
def test_no_folder_however_odd_raises(contents: dict[str, bytes], tmp_path: Path) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    articles, report = load_with_report(tmp_path)
    assert report["file"].tolist() == sorted(contents)
    assert report["n_articles"].sum() == len(articles)
    assert articles["article_id"].is_unique


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(damage=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6))
def test_no_archive_however_damaged_raises_anything_but_a_load_error(
    damage: list[tuple[int, int]], tmp_path: Path
) -> None:
    archive = pack(tmp_path / "a.zip", {"a.txt": STORY, "sub/b.csv": "text\nThe bridge.\n"})
    content = bytearray(archive.read_bytes())
    for place, value in damage:
        content[place % len(content)] = value
    archive.write_bytes(bytes(content))
    try:
        articles, report = load_with_report(archive)
    except LoadError:
        return
    assert report["n_articles"].sum() == len(articles)


def test_names_with_composed_accents_match_names_with_combining_ones(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301.txt").write_bytes(STORY.encode())
    write(tmp_path, metadata_csv="file,outlet\ncaf\u00e9.txt,Courier\n")
    (article,) = load_articles(tmp_path).to_dict("records")
    assert (article["article_id"], article["outlet"]) == ("caf\u00e9", "Courier")


# ---- copies ------------------------------------------------------------------------------------

OTHER = STORY.replace("Council votes to close the bridge", "Bridge to close") + "\nBy Ed Varga\n"


def test_copies_are_flagged_and_said(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, b_txt=OTHER, c_txt="The cannery will close in June.")
    articles, report = load_with_report(tmp_path)
    assert articles["copy_of"].fillna("").tolist() == ["", "a", ""]
    assert row(report, "b.txt") == ("loaded", 1, "a copy of 'a'")


@pytest.mark.parametrize(
    ("on_duplicate", "loaded"), [("first", ["a", "c"]), ("ignore", ["a", "b", "c"])]
)
def test_copies_are_left_out_or_not_looked_for(
    on_duplicate: str, loaded: list[str], tmp_path: Path
) -> None:
    write(tmp_path, a_txt=STORY, b_txt=OTHER, c_txt="The cannery will close in June.")
    articles, report = load_with_report(tmp_path, on_duplicate=on_duplicate)
    assert articles["article_id"].tolist() == loaded
    assert articles["copy_of"].isna().all()
    assert row(report, "b.txt")[1] == (1 if on_duplicate == "ignore" else 0)


def test_copies_can_be_an_error(tmp_path: Path) -> None:
    write(tmp_path, a_txt=STORY, b_txt=OTHER)
    with pytest.raises(LoadError, match=r"1 article copied from an earlier one: b of a\."):
        load_articles(tmp_path, on_duplicate="error")
    with pytest.raises(LoadError, match="'flag', 'first', 'error', 'ignore'; got 'drop'"):
        load_articles(tmp_path, on_duplicate="drop")
