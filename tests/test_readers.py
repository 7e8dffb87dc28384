"""Readers: bytes in, records out, and nothing but LoadError for what is not of their kind."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers import READERS, LoadError, Reader, Records, decode, reader_for, register
from analysis.readers.columns import match_columns, match_metadata, to_text
from analysis.readers.dates import parse_published
from analysis.readers.files import why_ignored
from analysis.readers.plain_text import TEXT, read_text
from analysis.readers.tables.delimited import DELIMITED, find_delimiter, read_delimited
from analysis.readers.tables.json_records import JSON, read_json
from analysis.readers.tables.parquet import PARQUET, read_parquet

BUILT_IN = [TEXT, DELIMITED, JSON, PARQUET]
QUOTED = "“It’s late – and the café owes £2,” she said…"


def parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


# ---- decoding ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_curly_quotes_survive_the_encodings_of_office_programs(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding)).text == QUOTED


def test_a_guessed_encoding_is_said_and_a_known_one_is_not() -> None:
    assert decode(QUOTED.encode("cp1252")).note == "the encoding was guessed: cp1252"
    assert decode(QUOTED.encode("utf-8")).note is None
    assert decode(QUOTED.encode("utf-16")).note is None


@pytest.mark.parametrize(
    "text",
    [
        "It’s over.",
        "The council will spend £2m on the bridge, which closed after an inspection.",
        "Marie-Hélène Brûlé, 54, said: “The façade is naïve.”",
    ],
)
def test_a_short_english_text_from_windows_is_not_taken_for_polish_or_chinese(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Burmistrz powiedział: „Nie możemy czekać”, a mieszkańcy byli wściekli."),
        ("cp1251", "Мэр сказал, что мост закроют на девять месяцев. «Мы не можем ждать»."),
        ("gb18030", "市长表示大桥将关闭九个月。“我们不能再等了”，他补充说。"),
    ],
)
def test_texts_in_other_languages_are_not_forced_into_western_letters(
    encoding: str, text: str
) -> None:
    assert decode(text.encode(encoding)).text == text


def test_one_broken_character_does_not_spoil_the_others() -> None:
    whole = QUOTED.encode() * 10
    text, note = decode(whole + b" \xff end")
    assert text == QUOTED * 10 + " \ufffd end"
    assert note == "1 broken character, shown as \ufffd"


def test_line_ends_of_windows_and_old_macs_become_plain_ones() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"one\x00two", "NUL bytes"),
        (b"\x01\x02\x03 text", "control characters"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"PK\x03\x04 and so on", "Word or Excel"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\xff\xfea", "marked as UTF-16 but is broken at byte"),
        (b"\xef\xbb\xbf\xff", "marked as UTF-8 but is broken"),
    ],
)
def test_what_is_no_text_is_refused_and_named(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        decode(content)


def test_one_stray_control_character_is_forgiven() -> None:
    text = "The bridge is closed. " * 20 + "\x02"
    assert decode(text.encode()).text == text


# ---- plain text --------------------------------------------------------------------------------


def test_a_text_file_is_one_article() -> None:
    assert read_text(b"Bridge closes\n\nIt is closed.").rows == [
        {"text": "Bridge closes\n\nIt is closed."}
    ]


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><html>", b"\n <html lang='en'>", b"<?xml v?>"])
def test_the_source_of_a_web_page_is_no_article(page: bytes) -> None:
    with pytest.raises(LoadError, match="saved web page"):
        read_text(page)


# ---- CSV and TSV -------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    buffer = io.StringIO()
    rows = [["id", "text"], ["1", "One, two; three | four."], ["2", "“Five,” she said."]]
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    assert find_delimiter(buffer.getvalue()) == delimiter
    assert read_delimited(buffer.getvalue().encode()).rows == [
        {"id": "1", "text": "One, two; three | four."},
        {"id": "2", "text": "“Five,” she said."},
    ]


def test_a_spreadsheet_may_name_the_delimiter_in_the_first_line() -> None:
    assert read_delimited(b"sep=;\r\na;b\r\n1;2\r\n").rows == [{"a": "1", "b": "2"}]


def test_a_table_of_texts_alone_is_not_divided_at_their_commas() -> None:
    assert read_delimited(b'text\nOne, two, three.\n"She said, ""no""."\n').rows == [
        {"text": "One, two, three."},
        {"text": 'She said, "no".'},
    ]


def test_cells_stay_as_they_are_written() -> None:
    row = {"id": "0012", "outlet": "NA", "byline": "None", "text": "1.0"}
    assert read_delimited(b"id,outlet,byline,text\n0012,NA,None,1.0\n").rows == [row]


def test_a_quoted_cell_may_hold_paragraphs_and_be_longer_than_the_limit_of_csv() -> None:
    before = csv.field_size_limit()
    long = "One paragraph.\n\nAnother, longer one." + "x" * 200_000
    assert read_delimited(f'id,text\n1,"{long}"\n'.encode()).rows == [{"id": "1", "text": long}]
    assert csv.field_size_limit() == before


def test_a_tab_separated_paragraph_may_open_with_a_quotation_mark() -> None:
    content = b'id\ttext\n1\t"We cannot wait," she said.\n2\tHe agreed.\n'
    assert read_delimited(content).rows[0]["text"] == '"We cannot wait," she said.'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'id,text\n1,fine\n2,"not closed\n3,x\n', "row that starts in line 3 .* closed"),
        (b'id,text\n1,"He said "no" twice"\n', "row that starts in line 2 .* doubled"),
        (b'id,text\n1,"a\nb"\n2,one, two\n', "starts in line 4 has 3 cells, the first line has 2"),
        (b"id,text\n1,one\ntwo\n", "row that starts in line 3 has 1 cell"),
        (b"text,id,text\na,b,c\n", "two columns are named 'text'"),
        (b"id,text\n", "column names but no rows"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_delimited(content)


def test_empty_lines_and_empty_cells_at_the_end_do_no_harm() -> None:
    assert read_delimited(b"id,text,,\n\n1,one,,\n,,,\n").rows == [{"id": "1", "text": "one"}]


# ---- JSON --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "One."}, {"text": "Two."}]',
        '{"text": "One."}\n\n{"text": "Two."}\n',
        '{"status": "ok", "articles": [{"text": "One."}, {"text": "Two."}]}',
    ],
)
def test_a_list_lines_and_a_wrapped_list_are_the_same_articles(content: str) -> None:
    assert read_json(content.encode()).rows == [{"text": "One."}, {"text": "Two."}]


def test_one_object_is_one_article_even_with_a_list_of_authors() -> None:
    article = {"text": "One.", "authors": [{"name": "Ana Ruiz"}]}
    assert read_json(json.dumps(article, indent=2).encode()).rows == [article]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"text": "One."}\n{"text": "Tw', "line 2 is not JSON"),
        (b'{"text": }', "line 1, column 10"),
        (b'["One.", "Two."]', "article 1 is not an object"),
        (b"[]", "empty list"),
        (b"[" * 100_000, "cannot be read|not JSON"),
    ],
)
def test_broken_json_is_refused_with_its_place(content: bytes, what: str) -> None:
    with pytest.raises(LoadError, match=what):
        read_json(content)


# ---- Parquet -----------------------------------------------------------------------------------


def test_parquet_keeps_dates_as_dates() -> None:
    frame = pd.DataFrame({"text": ["One."], "published": [pd.Timestamp("2025-05-20 10:42")]})
    (row,) = read_parquet(parquet(frame)).rows
    assert row["text"] == "One."
    assert parse_published(row["published"]).moment == datetime(2025, 5, 20, 10, 42, tzinfo=UTC)


def test_a_table_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = parquet(pd.DataFrame({"text": ["x" * 10_000] * 600}))
    assert len(content) < 20_000
    monkeypatch.setattr("analysis.readers.tables.parquet.MOST_BYTES", 1_000_000)
    with pytest.raises(LoadError, match="unpacks to more than 1,000,000 bytes"):
        read_parquet(content)


def test_a_cut_parquet_file_is_refused() -> None:
    content = parquet(pd.DataFrame({"text": ["One."]}))
    for part in (content[:-10], content[:50], b"PAR1"):
        with pytest.raises(LoadError, match="not a sound Parquet file"):
            read_parquet(part)


# ---- the registry ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "format_"),
    [
        ("a.txt", b"text", "txt"),
        ("A.TXT", b"text", "txt"),
        ("article", b"text", "txt"),
        ("a.csv", b"id,text", "csv"),
        ("a.tsv", b"id\ttext", "csv"),
        ("a.jsonl", b"", "json"),
        ("a.txt", b'[\n {"text": "One."}]', "json"),
        ("a.txt", b"{a brace opens} the article", "txt"),
        ("a.dat", b"PAR1....PAR1", "parquet"),
    ],
)
def test_a_file_is_known_by_its_content_and_else_by_its_name(
    name: str, content: bytes, format_: str
) -> None:
    assert reader_for(name, content).format == format_


def test_an_unknown_ending_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(LoadError, match=r"ending in \.xyz .* save the text as \.txt.*\.csv"):
        reader_for("essay.xyz", b"")


def test_a_class_can_add_a_reader_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.readers.READERS", [*READERS])
    shouted = Reader(
        "txt", (".txt",), lambda content: Records([{"text": content.decode().upper()}])
    )
    register(shouted)
    assert reader_for("a.txt", b"one") is shouted


@pytest.mark.parametrize("wrong", ["txt", Reader("x", ("x",), read_text)])
def test_what_is_no_reader_is_not_registered(wrong: object) -> None:
    before = [*READERS]
    with pytest.raises(LoadError, match=r"expected|suffixes"):
        register(wrong)  # type: ignore[arg-type]
    assert before == READERS


# ---- columns -----------------------------------------------------------------------------------


def test_usual_names_are_understood_whatever_their_capitals_and_spaces() -> None:
    row = {
        "Full Text": "One.", "TITLE": "H", "Publication": "P", "Author(s)": "A",
        "publishedAt": "2025-05-20", "Link": "u", "doc-id": "7", "Lang": "en", "Dateline": "D",
    }  # fmt: skip
    matched = match_columns([row])
    assert matched.unused == []
    assert matched.rows == [
        {
            "text": "One.", "headline": "H", "outlet": "P", "byline": "A",
            "published": "2025-05-20", "url": "u", "article_id": "7", "language": "en",
            "dateline": "D",
        }
    ]  # fmt: skip


def test_two_columns_that_may_be_the_text_are_asked_for_by_name() -> None:
    rows: list[dict[str, object]] = [{"body": "One.", "content": "Two."}]
    with pytest.raises(LoadError, match=r"'body', 'content' may each .*text_column='body'"):
        match_columns(rows)
    assert match_columns(rows, "content").rows == [{"text": "Two.", "body": "One."}]


def test_a_text_column_that_is_never_filled_is_no_candidate() -> None:
    assert match_columns([{"text": "", "content": "Two."}]).rows == [{"text": "Two."}]


def test_without_a_usual_name_the_longest_column_is_proposed_not_taken() -> None:
    rows: list[dict[str, object]] = [{"id": "1", "section": "News", "inhalt": "A sentence. " * 9}]
    with pytest.raises(LoadError, match=r"no column is named like a text.*text_column='inhalt'"):
        match_columns(rows)


def test_a_table_that_holds_no_sentences_is_told_so() -> None:
    with pytest.raises(LoadError, match="none holds whole sentences: 'id', 'title', 'url'"):
        match_columns([{"id": "1", "title": "A long headline", "url": "https://example.org/" * 9}])


def test_a_misspelt_text_column_is_answered_with_the_nearest() -> None:
    with pytest.raises(LoadError, match=r"no column 'boddy'.*Did you mean 'body'"):
        match_columns([{"body": "One.", "id": "1"}], "boddy")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("NA", "NA"),
        ("  ", None),
        (None, None),
        (float("nan"), None),
        (12.0, "12"),
        (["Ana Ruiz", "Ed Varga"], "Ana Ruiz, Ed Varga"),
        ({"id": "ptc", "name": "The Courier"}, "The Courier"),
        ({"id": "ptc"}, None),
        ([[["deep"]]], None),
        ("half a pair: \ud83d", "half a pair: \ufffd"),
        ("a pair in halves: \ud83d\ude00", "a pair in halves: \U0001f600"),
        (b"bytes", "bytes"),
    ],
)
def test_every_cell_becomes_text_or_missing(value: object, text: str | None) -> None:
    assert to_text(value) == text


def test_paragraphs_in_a_list_become_paragraphs() -> None:
    assert match_columns([{"text": ["One.", "Two."]}]).rows == [{"text": "One.\n\nTwo."}]


def test_metadata_must_say_which_file() -> None:
    with pytest.raises(LoadError, match=r"needs a column 'file'.*'name', 'outlet'"):
        match_metadata([{"name": "a.txt", "outlet": "Courier"}])


# ---- dates -------------------------------------------------------------------------------------

DAY = datetime(2025, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-05-06", DAY),
        ("20250506", DAY),
        ("2025/05/06", DAY),
        ("6 May 2025", DAY),
        ("Tuesday, 6th May 2025", DAY),
        ("May 6, 2025", DAY),
        ("TUE 6 MAY 2025", DAY),
        ("6-May-2025", DAY),
        ("5/5/2025", datetime(2025, 5, 5, tzinfo=UTC)),
        ("20/05/2025", datetime(2025, 5, 20, tzinfo=UTC)),
        ("05/20/2025", datetime(2025, 5, 20, tzinfo=UTC)),
        ("20.05.2025 10:42", datetime(2025, 5, 20, 10, 42, tzinfo=UTC)),
        ("2025-05-06T10:42:00Z", DAY + timedelta(hours=10, minutes=42)),
        ("2025-05-06 10:42:00+02:00", DAY + timedelta(hours=8, minutes=42)),
        ("2025-05-06 10:42:00 UTC", DAY + timedelta(hours=10, minutes=42)),
        ("Tue, 06 May 2025 10:42:00 GMT", DAY + timedelta(hours=10, minutes=42)),
        ("Tue, 06 May 2025 10:42:00 -0500", DAY + timedelta(hours=15, minutes=42)),
        ("6 May 2025, 10:42 BST", DAY + timedelta(hours=9, minutes=42)),
        ("May 6, 2025 at 12:05 a.m. EDT", DAY + timedelta(hours=4, minutes=5)),
        ("1746489600", DAY),
        (1746489600, DAY),
        (1746489600000, DAY),
        (date(2025, 5, 6), DAY),
        (datetime(2025, 5, 6), DAY),
        (datetime(2025, 5, 6, 2, tzinfo=timezone(timedelta(hours=2))), DAY),
        (pd.Timestamp("2025-05-06 00:00:00.000000001"), DAY),
    ],
)
def test_a_date_that_means_one_moment_is_that_moment_in_utc(
    written: object, moment: datetime
) -> None:
    assert parse_published(written) == (moment, None)


@pytest.mark.parametrize("written", ["03/04/2021", "3.4.2021 10:42", "03-04-2021"])
def test_day_and_month_are_never_guessed(written: str) -> None:
    assert parse_published(written) == (None, "day and month cannot be told apart")


@pytest.mark.parametrize(
    "written",
    ["yesterday", "May 2025", "2025", "31/31/2025", "30 February 2025", "44289", True, 0.5,
     "03/04/21", "2025-13-01", 1e300, "Tuesday", "6 May 2025 25:00", "6 May 2025 13:00 pm"],
)  # fmt: skip
def test_what_is_no_date_is_missing_with_a_reason(written: object) -> None:
    assert parse_published(written) == (None, "this is no date we can read")


def test_an_unknown_time_zone_is_named() -> None:
    assert parse_published("6 May 2025, 10:42 XYZ").reason == "the time zone 'XYZ' is not known"


@pytest.mark.parametrize("nothing", [None, "", "  ", float("nan"), pd.NaT])
def test_no_date_is_no_fault(nothing: object) -> None:
    assert parse_published(nothing) == (None, None)


@given(st.text() | st.integers() | st.floats() | st.datetimes(timezones=st.timezones()))
def test_no_date_however_odd_raises(value: object) -> None:
    moment, _ = parse_published(value)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))
def test_iso_dates_come_back_as_written(moment: datetime) -> None:
    assert parse_published(moment.isoformat()).moment == moment.replace(tzinfo=UTC)


# ---- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["outlets.csv", "sub/outlets.csv", "README.md", "readme.txt", "CARD.md", "notes.md", ".DS_Store",
     "sub/.hidden.txt", "__MACOSX/a.txt", "Thumbs.db", "~$essay.docx", "LICENSE"],
)  # fmt: skip
def test_files_that_are_no_articles_are_known_by_name(name: str) -> None:
    assert why_ignored(name)


@pytest.mark.parametrize(
    "name", ["card.txt", "license-row.txt", "outlets.txt", "a.b.txt", "n/a.txt"]
)
def test_articles_are_not_taken_for_something_else(name: str) -> None:
    assert why_ignored(name) is None


# ---- anything ----------------------------------------------------------------------------------

# Random bytes rarely get past the first check; those that begin like the real thing go further.
OPENINGS = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n", b"text\n", b"id,text\n1,", b"id\ttext\n\"",
     b'{"text": ', b'[{"text": "', b"PAR1", b"<html>"]
)  # fmt: skip


@pytest.mark.parametrize("reader", BUILT_IN, ids=lambda reader: reader.format)
@given(opening=OPENINGS, rest=st.binary(max_size=200) | st.text().map(lambda t: t.encode("utf-8")))
def test_random_bytes_give_records_or_a_load_error(
    reader: Reader, opening: bytes, rest: bytes
) -> None:
    try:
        records = reader.read(opening + rest)
    except LoadError:
        return
    assert records.rows
    assert all(isinstance(row, dict) for row in records.rows)


def test_damaged_parquet_gives_records_or_a_load_error() -> None:
    frame = pd.DataFrame({"text": ["One.", "Two."], "n": [1, 2], "when": pd.to_datetime([0, 1])})
    content = parquet(frame)
    dice = random.Random(0)
    refused = 0
    for _ in range(300):
        damaged = bytearray(content)
        for _ in range(dice.randint(1, 5)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            read_parquet(bytes(damaged))
        except LoadError:
            refused += 1
    assert refused


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_any_json_value_gives_cells_or_a_load_error(value: object) -> None:
    content = json.dumps([{"text": value, "source": value, "date": value}]).encode()
    (row,) = match_columns(read_json(content).rows).rows
    assert isinstance(row["text"], str | None)
    assert isinstance(row["outlet"], str | None)
