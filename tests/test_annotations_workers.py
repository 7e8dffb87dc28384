"""Many processes read what one reads: the same tables, in the same order."""

import subprocess

import pandas as pd
import pytest
from corpus_articles import deadly_outlets

from analysis import crew, load_articles
from analysis.annotations import annotate, workers
from analysis.crew import WorkerError
from analysis.mistakes import ArgumentError

TABLES = ("residue", "sentences", "quotes", "quoted_words", "names", "mentions", "hedges")


@pytest.fixture(scope="module")
def sample():
    return load_articles("data/sample")


@pytest.fixture(scope="module")
def found(sample):
    return annotate(sample)


def test_two_workers_give_what_one_gives(sample, found, monkeypatch):
    monkeypatch.setattr(workers, "_BATCH", 3)
    done = []
    both = annotate(sample, workers=2, progress=lambda *step: done.append(step))
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(both, name), getattr(found, name))
    assert done == [(number, len(sample)) for number in range(1, len(sample) + 1)]


def test_workers_are_told_what_loading_has_shown_of_the_pages(sample, monkeypatch):
    sent = []
    monkeypatch.setattr(workers.Crew, "do", lambda self, batch: sent.append(batch) or iter(()))
    monkeypatch.setattr(workers.Crew, "rest", lambda self: iter(()))
    with pytest.raises(ValueError, match="zip"):
        annotate(sample, workers=2)
    told = [reasons for batch in sent for reasons in batch.reasons]
    assert len(told) == len(sample)
    assert all(told)


def test_a_worker_that_is_killed_costs_its_batch_a_second_try_and_is_told_then(sample):
    table = sample.head(3).copy()
    table.loc[1, "text"] = "It rained. The weather was told of; the weather, said Reuters."
    with pytest.raises(WorkerError, match=r"ended by the system \(SIGKILL\).*use fewer workers"):
        annotate(table, workers=2, outlets=deadly_outlets())


def test_the_keyboard_stops_the_work_and_no_worker_is_left(sample, monkeypatch):
    started = []
    real = subprocess.Popen

    def remembered(*arguments, **options):
        started.append(real(*arguments, **options))
        return started[-1]

    def stop(done, total):
        raise KeyboardInterrupt

    monkeypatch.setattr(crew.subprocess, "Popen", remembered)
    monkeypatch.setattr(workers, "_BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        annotate(sample, workers=2, progress=stop)
    assert len(started) >= 2
    assert all(process.wait(timeout=5) is not None for process in started)


@pytest.mark.parametrize("number", [0, -1, 1.5, True, "2", None])
def test_a_number_of_workers_that_there_is_not_is_refused(sample, number):
    with pytest.raises(ArgumentError, match="a whole number from 1 on"):
        annotate(sample, workers=number)


def test_the_order_of_articles_changes_no_result(sample, found):
    shuffled = annotate(sample.sample(frac=1, random_state=3))
    for name in TABLES:
        one, other = getattr(shuffled, name), getattr(found, name)
        columns = ["article_id", *[c for c in ("start", "line", "text") if c in one]]
        pd.testing.assert_frame_equal(
            one.sort_values(columns, ignore_index=True, kind="stable"),
            other.sort_values(columns, ignore_index=True, kind="stable"),
        )


def test_an_article_reads_the_same_alone(sample, found):
    for article_id, article in list(sample.groupby("article_id"))[:4]:
        alone = annotate(article)
        for name in TABLES:
            whole = getattr(found, name)
            part = whole[whole.article_id == article_id].reset_index(drop=True)
            pd.testing.assert_frame_equal(getattr(alone, name), part)
