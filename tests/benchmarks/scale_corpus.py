"""The articles of `scale.py`: a file each, so that loading and cleaning is part of the way."""

from __future__ import annotations

import json
import math
from collections import deque
from pathlib import Path
from typing import Any

N_WORDS = 750
_FROM_METADATA = ("outlet", "published", "url")


def write_articles(n: int, home: Path, source: str | None) -> dict[str, Any]:
    """Write up to ``n`` articles and their paragraphs under ``home``; say what they are.

    ``source`` is a folder of anyone's own articles; without it they are made from the sample.
    """
    from analysis import load_articles
    from analysis.language import find_model
    from analysis.sentences import paragraphs

    folder = home / "articles"
    folder.mkdir(parents=True)
    _write_files(_own(n, source) if source else _made(n), folder)
    texts = load_articles(folder)["text"].fillna("").tolist()
    parts = [[text[start:end] for start, end in paragraphs(text)] for text in texts]
    (home / "paragraphs.json").write_text(json.dumps(parts), encoding="utf-8")
    flat = [part for article in parts for part in article]
    return {
        "n": len(texts),
        "words": sum(len(text.split()) for text in texts) / len(texts),
        "paragraphs": len(flat),
        "different": len(set(flat)),
        "made": source is None,
        "model": find_model(),
    }


def _own(n: int, source: str) -> list[dict[str, Any]]:
    from analysis import load_articles

    articles = load_articles(source).head(n)
    raw = articles["text_raw"].fillna(articles["text"]).fillna("")
    return articles.assign(text_raw=raw).to_dict("records")


def _made(n: int) -> list[dict[str, Any]]:
    """The first ``n`` distinct articles, each brought to `N_WORDS` by paragraphs of later ones."""
    from distinct_articles import distinct_articles

    rows = distinct_articles(math.ceil(1.5 * n) + 1).to_dict("records")
    spare = deque(part for row in rows[n:] for part in row["text"].split("\n\n"))
    for row in rows[:n]:
        missing = N_WORDS - len(row["text"].split())
        more = []
        while spare and missing >= len(spare[0].split()) / 2:
            more.append(spare.popleft())
            missing -= len(more[-1].split())
        row["text_raw"] = _with_more(row, more)
    return rows[:n]


def _with_more(row: dict[str, Any], more: list[str]) -> str:
    """The page of an article with more paragraphs at the end of its story."""
    raw = row["text_raw"].split("\n\n")
    story = set(row["text"].split("\n\n"))
    last = max((at for at, part in enumerate(raw) if part.strip() in story), default=len(raw) - 1)
    return "\n\n".join([*raw[: last + 1], *more, *raw[last + 1 :]])


def _write_files(rows: list[dict[str, Any]], folder: Path) -> None:
    import pandas as pd

    table = []
    for number, row in enumerate(rows):
        name = f"{number:06}.txt"
        (folder / name).write_text(row["text_raw"], encoding="utf-8")
        table.append({"file": name, **{column: row[column] for column in _FROM_METADATA}})
    pd.DataFrame(table).to_csv(folder / "metadata.csv", index=False)
