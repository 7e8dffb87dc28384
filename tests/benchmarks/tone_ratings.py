"""How well tone follows people's ratings, by engine.

    pip download vaderSentiment==2.5 --no-deps --no-binary :all:
    tar xzf vaderSentiment-2.5.tar.gz
    tar xzf vaderSentiment-2.5/additional_resources/hutto_ICWSM_2014.tar.gz
    python tests/benchmarks/tone_ratings.py hutto_ICWSM_2014

The ratings are those that Hutto and Gilbert (2014) published: the mean of twenty people's, from -4
to 4, for 5,190 snippets of New York Times editorials and for snippets of reviews and tweets. Printed
are Pearson's r with the compound score of each snippet, for the editorials also with the mean over
each editorial, and Spearman's rho, which does not care how far apart the scores are. The rule that
a negated bad word has no tone was chosen on every other editorial snippet; "held out" is the rest.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.sentiment import score_sentiment

SETS = {
    "editorials": "nytEditorialSnippets",
    "film reviews": "movieReviewSnippets",
    "product reviews": "amazonReviewSnippets",
    "tweets": "tweets",
}


def read_ratings(path: Path) -> pd.DataFrame:
    """Read one file of ratings, one row per snippet: its id, the mean rating, its text."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    rows = [line.split("\t", 2) for line in lines if line.count("\t") >= 2]
    table = pd.DataFrame(rows, columns=["snippet", "rating", "text"])
    return table.assign(rating=table["rating"].astype(float))


def main() -> int:
    """Print one line per set of texts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"{'':24}{'texts':>7}{'vader r':>10}{'rho':>7}{'corrected r':>13}{'rho':>7}")
    for title, name in SETS.items():
        ratings = read_ratings(folder / f"{name}_GroundTruth.txt")
        for engine in ("vader", "corrected"):
            scored = score_sentiment(ratings, engine=engine)["compound"]
            ratings[engine] = scored.fillna(0.0)
        _print(title, ratings)
        if title == "editorials":
            _print("  held out", ratings.iloc[1::2])
            editorial = ratings["snippet"].str.split("_").str[0]
            numbers = ratings[["rating", "vader", "corrected"]]
            _print("  whole editorials", numbers.groupby(editorial).mean())
    return 0


def _print(title: str, rated: pd.DataFrame) -> None:
    line = f"{title:24}{len(rated):7,}"
    for engine, width in (("vader", 10), ("corrected", 13)):
        pearson = rated["rating"].corr(rated[engine])
        rho = rated["rating"].rank().corr(rated[engine].rank())
        line += f"{pearson:{width}.3f}{rho:7.3f}"
    print(line)


if __name__ == "__main__":
    raise SystemExit(main())
