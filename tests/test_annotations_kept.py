"""Readings kept on disk: the same tables in a fraction of the time, and never an old answer."""

import errno
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import cache
from analysis.annotations import annotate, article, kept
from analysis.annotations.article import Article, Options
from analysis.cache import CACHE, CacheWarning, cache_folder
from analysis.outlets import Outlet, load_outlets
from analysis.tables import ARTICLES

STORIES = [
    "Mayor Ana Ruiz opened the bridge. “It is safe,” she said.\n\nThe harbour authority agreed.",
    "According to a Reuters report, the talks failed. “We tried,” Leo Ode said.",
    "",
]
TABLES = ("residue", "sentences", "quotes", "quoted_words", "names", "mentions", "hedges")


def articles(texts=STORIES, **columns):
    return ARTICLES.build(
        {"article_id": f"a{n}", "text": text, "text_raw": text, **columns}
        for n, text in enumerate(texts)
    )


def same(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    return True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path / "readings"))
    return tmp_path / "readings"


@pytest.fixture
def texts_read(monkeypatch):
    """The texts that were read, in order."""
    seen = []

    def read(text, read=article.read):
        seen.append(text)
        return read(text)

    monkeypatch.setattr(article, "read", read)
    return seen


def test_a_second_time_nothing_is_read_and_all_is_the_same(folder, texts_read):
    first = annotate(articles())
    assert len(texts_read) == 3
    assert same(annotate(articles()), first)
    assert len(texts_read) == 3


def test_only_a_changed_article_is_read_again(folder, texts_read):
    annotate(articles())
    found = annotate(articles([*STORIES[:2], "“Now,” Mia Berg said."]))
    assert texts_read[3:] == ["“Now,” Mia Berg said."]
    assert found.quotes.article_id.unique().tolist() == ["a0", "a1", "a2"]


def test_the_id_of_an_article_is_no_part_of_its_reading(folder, texts_read):
    annotate(articles())
    found = annotate(articles().assign(article_id=["x", "y", "z"]))
    assert len(texts_read) == 3
    assert set(found.quotes.article_id) == {"x", "y"}


@pytest.mark.parametrize(
    "other",
    [
        {"outlet": "Reuters"},
        {"published": "2025-05-06"},
        {"headline": "The bridge is open"},
        {"text_raw": "Leave a Reply"},
    ],
)
def test_all_that_a_reading_depends_on_is_asked_for(folder, texts_read, other):
    annotate(articles())
    annotate(articles(**other))
    assert len(texts_read) == 6


def test_other_options_and_outlets_are_another_reading(folder, texts_read):
    annotate(articles(), scope="thought")
    annotate(articles())
    annotate(articles(), outlets=load_outlets().with_outlets([Outlet("The Ode", "newspaper")]))
    assert len(texts_read) == 9


def test_other_rules_are_another_reading(folder, texts_read, monkeypatch):
    annotate(articles())
    monkeypatch.setattr(kept, "_rules", lambda: "the rules of another day")
    annotate(articles())
    assert len(texts_read) == 6


def test_every_rule_and_word_list_is_in_the_fingerprint(tmp_path, monkeypatch):
    """A copy of the package with one file changed has other readings."""
    import shutil

    package = Path(kept.__file__).parents[1]
    copy = tmp_path / "analysis"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kept, "__file__", str(copy / "annotations" / "kept.py"))
    before = kept._rules.__wrapped__()
    assert before == kept._rules()
    for name in ("lexicons/reporting_verbs.csv", "quotes/cues.py", "sentences.py"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        after = kept._rules.__wrapped__()
        assert after != before, name
        before = after


def test_a_module_that_reading_imports_is_in_the_fingerprint():
    """What `annotate` wakes of this package is a rule, or known not to be one."""
    code = (
        "import sys, analysis.annotations.article as a\n"
        "print(*[n for n in sys.modules if n.startswith('analysis.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {name.split(".")[1] for name in done.stdout.split()}
    files = {name.removesuffix(".py") for name in kept._RULES_IN_FILES}
    told_otherwise = {"cache", "crew", "mistakes", "own_csv", "printed", "resampling", "versions"}
    assert loaded - files - set(kept._RULES) <= told_otherwise


def test_no_cache_keeps_nothing_and_takes_nothing(folder, texts_read):
    annotate(articles(), cache=False)
    assert not folder.exists()
    annotate(articles())
    annotate(articles(), cache=False)
    assert len(texts_read) == 9


def test_off_means_no_folder(monkeypatch):
    monkeypatch.setenv(CACHE, "off")
    assert cache_folder() is None
    monkeypatch.delenv(CACHE)
    assert cache_folder().name == "readings"


def test_a_damaged_reading_is_read_anew(folder, texts_read):
    first = annotate(articles())
    with sqlite3.connect(folder / "cache.db") as base:
        base.execute("update Cache set value = ?", (b"no reading",))
    base.close()
    assert same(annotate(articles()), first)
    assert len(texts_read) == 6


def test_a_pickle_in_the_cache_is_never_opened(folder, texts_read):
    first = annotate(articles())

    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("a pickle was opened",))

    with sqlite3.connect(folder / "cache.db") as base:
        base.execute("update Cache set mode = 4, value = ?", (pickle.dumps(Trap()),))
    base.close()
    assert same(annotate(articles()), first)


@pytest.mark.parametrize("what", ["a file where the folder should be", "no database"])
def test_an_unreadable_cache_is_told_and_does_not_stop_the_reading(folder, what):
    if what == "no database":
        folder.mkdir()
        (folder / "cache.db").write_bytes(b"This is not a database. " * 100)
    else:
        folder.write_text("a file")
    with pytest.warns(
        CacheWarning, match="readings cannot be kept in .*every article is read anew"
    ):
        found = annotate(articles())
    assert same(found, annotate(articles(), cache=False))


def test_a_full_disk_is_told_once_and_does_not_stop_the_reading(folder, monkeypatch):
    import diskcache

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(diskcache.Cache, "set", full)
    with pytest.warns(CacheWarning, match="No space left on device") as told:
        found = annotate(articles())
    assert len(told) == 1
    assert same(found, annotate(articles(), cache=False))


def test_the_cache_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(cache, "MOST_BYTES", 200_000)
    options = Options(load_outlets(), "speech")
    filler = {"names": {"text": [f"{n:x}" * 50 for n in range(400)]}}
    with kept.Kept(folder, options) as readings:
        for number in range(120):
            readings.put(Article(str(number), None, None, None, None), filler)
        assert readings.get(Article("119", None, None, None, None)) == filler
        assert readings.get(Article("0", None, None, None, None)) is None
        assert readings._cache._store.volume() < 600_000


def test_copies_are_read_once_even_in_one_run(texts_read):
    table = articles([STORIES[0], STORIES[1], STORIES[0]])
    table["outlet"] = ["Courier", "Courier", "Lantern"]
    found = annotate(table)
    assert sorted(texts_read) == sorted(STORIES[:2])
    assert found.quotes.article_id.unique().tolist() == ["a0", "a1", "a2"]
