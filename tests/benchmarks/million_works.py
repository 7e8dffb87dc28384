"""What `million.py` measures. Each run is a process of its own: this file, run as a script."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from scale_works import FIRST, ROOT, WORKS, Given, Steps, folder_of, main, outlets_of

SIZE = 100  # articles in a chunk of a corpus, and in a part on a cluster


def _tables(given: Given) -> Path:
    return Path(given["home"]) / "tables"


def reading(given: Given) -> Steps:
    """The files of a corpus as rows, chunk by chunk, of which no article is made yet."""
    from analysis.corpus.chunks import check_options, chunks_of

    options = check_options(None, None, None, clean=True)
    return {"reading": lambda: sum(map(len, chunks_of(folder_of(given), SIZE, options)))}


def corpus(given: Given) -> Steps:
    """A corpus from files to tables."""
    from analysis import analyse_corpus

    def analyse() -> dict[str, int]:
        analyse_corpus(
            folder_of(given),
            _tables(given),
            outlets=outlets_of(given),
            size=SIZE,
            workers=given["workers"],
        )
        parts = _tables(given).glob("*/*.parquet")
        return {"bytes": sum(part.stat().st_size for part in parts)}

    return {"corpus": analyse}


def settling(given: Given) -> Steps:
    """The same corpus again, with a word on who is who: only names are settled anew."""
    from analysis import analyse_corpus

    people = Path(given["home"]) / "people.csv"
    people.write_text("speaker,name\nNobody Atall,Nobody A. Atall\n", encoding="utf-8")

    def settle() -> None:
        analyse_corpus(
            folder_of(given), _tables(given), outlets=outlets_of(given), size=SIZE, people=people
        )

    return {"settling": settle}


def question(given: Given) -> Steps:
    """The first question of the guide, asked of all tables on the disk."""
    from analysis import open_corpus

    found = open_corpus(_tables(given))
    guide = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    first = guide.partition("```sql\n")[2].partition("```")[0]
    return {"question": lambda: {"rows": len(found.ask(first))}}


def cluster(given: Given) -> Steps:
    """Articles in Parquet to all tables in Parquet, by workers of Dask."""
    from analysis import load_articles, scale

    articles, home = load_articles(folder_of(given)), Path(given["home"])
    (home / "parts").mkdir()
    for start in range(0, len(articles), SIZE):
        part = articles.iloc[start : start + SIZE]
        part.to_parquet(home / "parts" / f"{start:07}.parquet")
    del articles
    stack = ExitStack()
    client: Any = stack.enter_context(scale.start(n_workers=given["workers"], memory="2GB"))
    client.run(_wake)

    def all_tables() -> dict[str, float]:
        began = time.process_time()
        parts = scale.read_articles(str(home / "parts" / "*.parquet"))
        found = scale.annotate(parts, outlets=outlets_of(given))
        quotes = scale.score_sentiment(scale.name_speakers(found))
        tables = {**found.tables, "quotes": quotes, "readability": scale.measure_readability(parts)}
        scale.write(tables, str(home / "written"))
        own = time.process_time() - began
        stack.close()
        return {"own": own}

    return {"cluster": all_tables}


def _wake() -> None:
    from analysis.language import read

    read(FIRST)


WORKS.update((work.__name__, work) for work in (reading, corpus, settling, question, cluster))

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1], json.loads(sys.argv[2]))
