"""What speaks against the numbers of a report: sentences, each with the number it follows from."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.language import is_english
from analysis.readability.formulas import MIN_SAMPLE_WORDS
from analysis.report.wording import be, counts, have, named, percent, some, tally
from analysis.resampling import FEW_ARTICLES

FEW_PER_OUTLET = 10  # articles; with fewer, one more would move a share by a tenth
_LED_BACK = ("pronoun", "doubtful pronoun", "epithet")
UNSURE = 0.5  # confidence below which a quote is likelier wrong than right


def find_limits(
    articles: pd.DataFrame,
    report: pd.DataFrame,
    quotes: pd.DataFrame,
    readability: pd.DataFrame | None,
    corrections: pd.DataFrame | None,
) -> Iterator[tuple[str, str]]:
    """Yield what limits these tables: the matter, and a sentence with its number."""
    yield from _of_articles(articles, report)
    yield from _of_quotes(quotes)
    yield from _of_measures(readability, corrections)


def _of_articles(articles: pd.DataFrame, report: pd.DataFrame) -> Iterator[tuple[str, str]]:
    n = len(articles)
    refused = int((report["status"] == "refused").sum())
    if refused:
        yield (
            "files not read",
            f"{some(refused, len(report), 'file')} could not be read: who speaks there is in no "
            "count.",
        )
    foreign = [language for language in articles["language"] if not is_english(language)]
    if foreign:
        yield (
            "other languages",
            f"{some(len(foreign), n, 'article')} {be(len(foreign))} not in English "
            f"({tally(foreign)}): hardly anybody's words are found there.",
        )
    no_outlet = int(articles["outlet"].isna().sum())
    if no_outlet:
        yield (
            "no outlet",
            f"{some(no_outlet, n, 'article')} {have(no_outlet)} no outlet: where outlets are "
            f"compared, {'it is' if no_outlet == 1 else 'they are'} left out.",
        )
    few = {name: m for name, m in counts(articles["outlet"]).items() if m < FEW_PER_OUTLET}
    if few:
        yield (
            "few articles of an outlet",
            f"There are fewer than {FEW_PER_OUTLET} articles of {named(few)}: what they have in "
            "common may be chance.",
        )
    undated = int(articles["published"].isna().sum())
    if undated:
        yield (
            "no date",
            f"{some(undated, n, 'article')} {have(undated)} no date: whether all are from one "
            "time is not known.",
        )
    copies = int(articles["copy_of"].notna().sum())
    if copies:
        yield (
            "copies",
            f"{some(copies, n, 'article')} {be(copies)} a copy of an earlier one: what stands in "
            "both is counted twice.",
        )


def _of_quotes(quotes: pd.DataFrame) -> Iterator[tuple[str, str]]:
    n = len(quotes)
    if not n:
        yield "no quotes", "No quote was found, so nothing is said of speakers or tone."
        return
    nameless = int(quotes["speaker"].isna().sum())
    if nameless:
        yield (
            "no speaker",
            f"{some(nameless, n, 'quote')} {have(nameless)} no speaker: "
            f"{'it counts' if nameless == 1 else 'they count'} for nobody.",
        )
    indirect = int((quotes["kind"] == "indirect").sum())
    if indirect:
        yield (
            "indirect quotes",
            f"{some(indirect, n, 'quote')} {be(indirect)} indirect: no mark on the page says "
            "where such a quote begins and ends.",
        )
    rules = quotes.loc[quotes["speaker"].notna(), "speaker_rule"]
    led_back = int(rules.isin(_LED_BACK).sum())
    doubtful = int((rules == "doubtful pronoun").sum())
    if led_back:
        among = f", {doubtful:,} of them doubtful" if doubtful else ""
        yield (
            "pronouns",
            f"The speaker of {some(led_back, n, 'quote')} is printed as “she”, “the sailor” or "
            f"the like{among}: the name was found by rules that can be wrong.",
        )
    sure = quotes["confidence"].dropna()
    if len(sure):
        unsure = int((sure < UNSURE).sum())
        yield (
            "confidence",
            f"By a cautious estimate both words and speaker are right in {percent(sure.mean())} of "
            f"the quotes; {unsure:,} of {len(sure):,} {be(unsure)} likelier wrong than right.",
        )
    spread = quotes.dropna(subset=["speaker"]).groupby("speaker")["article_id"].nunique()
    few = int((spread < FEW_ARTICLES).sum())
    if few:
        yield (
            "speakers in few articles",
            f"{some(few, len(spread), 'speaker')} {be(few)} quoted in fewer than {FEW_ARTICLES} "
            "articles: a mean tone of so few says little.",
        )


def _of_measures(
    readability: pd.DataFrame | None, corrections: pd.DataFrame | None
) -> Iterator[tuple[str, str]]:
    if readability is not None and "n_words" in readability:
        short = int((readability["n_words"] < MIN_SAMPLE_WORDS).sum())
        if short:
            yield (
                "short articles",
                f"{some(short, len(readability), 'article')} {have(short)} fewer than "
                f"{MIN_SAMPLE_WORDS} words: a readability score of so few means little.",
            )
    refused = counts(corrections["status"]).get("refused", 0) if corrections is not None else 0
    if corrections is not None and refused:
        yield (
            "corrections refused",
            f"{some(refused, len(corrections), 'correction')} did not fit and changed nothing.",
        )
