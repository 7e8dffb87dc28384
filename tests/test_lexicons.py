from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from analysis import lexicons
from analysis.lexicons import (
    LexiconError,
    lexicon_names,
    lexicon_text,
    load_lexicon,
    load_syllables,
    parse_lexicon,
)

ROOT = Path(__file__).parents[1]
BUILDER = ROOT / "tools" / "build_syllables.py"


# --- tables of words


@pytest.mark.parametrize("name", lexicon_names())
def test_every_table_of_the_package_reads_and_says_where_it_comes_from(name):
    rows = load_lexicon(name)
    assert rows
    assert lexicon_text(name).startswith("# ")
    assert all(cell is not None for row in rows for cell in row.values())
    assert all(key for key in rows[0])


def test_changing_a_loaded_table_does_not_change_the_next(monkeypatch):
    first = load_lexicon("spoken_forms")
    first[0]["spoken"] = "changed"
    first.clear()
    assert load_lexicon("spoken_forms")[0]["spoken"] == "dollars"


def test_a_table_is_read_once(monkeypatch):
    load_lexicon("spoken_forms")
    monkeypatch.setattr(lexicons, "lexicon_text", None)
    assert load_lexicon("spoken_forms")


def test_an_unknown_table_is_refused_with_those_there_are():
    with pytest.raises(LexiconError, match=r"'spoken'.*spoken_forms"):
        load_lexicon("spoken")
    with pytest.raises(LexiconError, match="no word list"):
        lexicon_text("../tables.py")


def test_comments_and_blank_lines_are_passed_over_anywhere():
    text = "# ours\n\nword,tag\n# first\nsay,neutral\n\nclaim,doubt\n"
    assert [row["word"] for row in parse_lexicon(text, "ours")] == ["say", "claim"]


def test_a_cell_may_hold_a_comma_or_begin_with_a_hash_in_quotation_marks():
    rows = parse_lexicon('word,tag\n"#MeToo","a, b"\n', "ours")
    assert rows == [{"word": "#MeToo", "tag": "a, b"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# ours\nword,tag\nsay\n", r"line 3 has 1 cells: 'say'"),
        ("word,tag\nsay,neutral,often\n", r"line 2 has 3 cells"),
    ],
)
def test_a_row_of_the_wrong_length_is_named_by_its_line(text, message):
    with pytest.raises(LexiconError, match=message):
        parse_lexicon(text, "ours")


def test_a_quotation_mark_that_is_never_closed_is_found_by_the_line_of_its_row():
    text = 'word,tag\n# first\nsay,neutral\n"claim,doubt\n' + "tell,neutral\n" * 11_000
    with pytest.raises(LexiconError, match=r"'ours' has .* begins in line 4: .* Close it"):
        parse_lexicon(text, "ours")


def test_a_table_without_rows_is_empty():
    assert parse_lexicon("", "ours") == []
    assert parse_lexicon("# nothing yet\nword,tag\n", "ours") == []


# --- syllables


@pytest.mark.parametrize(
    ("word", "n_syllables"), [("the", 1), ("reader", 2), ("politics", 3), ("economy", 4)]
)
def test_the_dictionary_knows_the_syllables_of_common_words(word, n_syllables):
    assert load_syllables()[word] == n_syllables


def test_the_dictionary_is_large_plain_and_cannot_be_changed():
    syllables = load_syllables()
    assert len(syllables) > 100_000
    assert all(word == word.lower() and word.isascii() for word in syllables)
    assert set(syllables.values()) <= set(range(1, 20))
    with pytest.raises(TypeError):
        syllables["the"] = 2


def test_the_licence_of_the_dictionary_travels_with_it():
    assert "Carnegie Mellon University" in lexicon_text("LICENSE-cmudict.txt")
    assert "LICENSE-cmudict.txt" in lexicon_text("syllables.txt")


@pytest.fixture
def builder():
    if not BUILDER.exists():
        pytest.skip("the tools are not part of this copy")
    spec = importlib.util.spec_from_file_location("build_syllables", BUILDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_builder_takes_first_pronunciations_of_plain_words(builder):
    lines = [
        "'tis T IH1 Z",
        "tomato T AH0 M EY1 T OW2",
        "tomato(2) T AH0 M AA1 T",
        "aalborg AO1 L B AO0 R G # place, danish",
        "u.s. Y UW2 EH1 S",
        "african-american AE1 F R AH0 K AH0 N AH0 M EH1 R AH0 K AH0 N",
        "'s EH1 S",
        "hm HH M",
        "",
    ]
    assert builder.count_syllables(lines) == {"'tis": 1, "tomato": 3, "aalborg": 2, "'s": 1}


def test_what_the_builder_writes_is_what_is_loaded(builder, tmp_path, monkeypatch, capsys):
    source, target = tmp_path / "cmudict.dict", tmp_path / "syllables.txt"
    source.write_text("tomato T AH0 M EY1 T OW2\nan AE1 N\na AH0\n", encoding="utf-8")
    builder.main([str(source), str(target)])
    assert "3 words" in capsys.readouterr().out
    monkeypatch.setattr(lexicons, "_FOLDER", tmp_path)
    assert load_syllables.__wrapped__() == {"a": 1, "an": 1, "tomato": 3}


def test_the_shipped_dictionary_is_what_the_builder_would_write(builder):
    assert builder.to_text(dict(load_syllables())) == lexicon_text("syllables.txt")
