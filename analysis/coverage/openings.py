"""Openings: what each article puts first, in its headline and its first paragraphs.

The same event can open with the mayor, with a figure, or with a shopkeeper. Who and what stands in
the headline and at the top is what most readers take away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis.coverage.events import event_of
from analysis.coverage.folding import fold_words
from analysis.coverage.names import (
    NO_NAME,
    Place,
    body_key,
    is_own,
    names_in_headline,
    names_of,
)
from analysis.coverage.numbers import find_numbers, with_s
from analysis.lexicons import load_lexicon
from analysis.marks import quotations
from analysis.sentences import is_heading, paragraphs
from analysis.tables import ARTICLES, NAMED_QUOTES, NAMES, OPENINGS, check_same_articles

PARTS = ("headline", "lede", "body")
KINDS = ("speaker", "name", "number")
_LEDE = 2  # paragraphs
_SMALL_WORD = re.compile(r"\b[a-z]{5,}\b")
_LEAST_QUOTED = 0.75  # share of a headline's quoted words that a speaker has said in the text


class _Found(NamedTuple):
    """One place of a speaker, name or number: in which part, and the words that stand there."""

    part: str
    kind: str
    value: str
    start: int
    text: str


def compare_openings(
    articles: pd.DataFrame,
    quotes: pd.DataFrame,
    names: pd.DataFrame,
    events: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say what each article puts first: one row per thing and part of the article it stands in.

    ``part`` is "headline", "lede" (the first two paragraphs that are no headings, with all above
    their end) or "body" (the rest). ``kind`` is

    - "speaker": whose named quotes, or the words that name them as the speaker, stand there. In a
      headline it is somebody the article quotes: who is named there with a verb of speech or a
      colon ("Raman: bridge is worn out"), or whose words stand there in quotation marks;
    - "name": a person or body of the names table, each under one name. Headlines are searched for
      the names, last names and acronyms that the text knows;
    - "number": a figure with what it counts (:func:`analysis.coverage.numbers.find_numbers`).

    ``n`` is how often it stands there (quotes, places), ``text`` what is printed at the first
    place: the quote, the form of the name, the figure. The outlet itself is left out. ``event`` is
    missing without ``events``. Rows come in the order of the articles, the parts, the kinds and the
    places. Who speaks first is
    ``openings[openings.kind.eq("speaker") & openings.part.ne("body")]``.

    Raises TableError for other tables.

    >>> text = "“It is worn out,” said Priya Raman. Nine months are needed."
    >>> headline = "Raman: bridge worn out"
    >>> articles = ARTICLES.build([{"article_id": "a", "headline": headline, "text": text}])
    >>> quotes = NAMED_QUOTES.build([{"article_id": "a", "quote_id": 0, "sentence_id": 0,
    ...     "start": 1, "end": 16, "text": "It is worn out,", "speaker_start": 23,
    ...     "speaker_end": 34, "speaker": "Priya Raman", "speaker_type": "person"}])
    >>> openings = compare_openings(articles, quotes, NAMES.empty())
    >>> openings[["part", "kind", "value", "text"]]
           part     kind        value             text
    0  headline  speaker  Priya Raman           Raman:
    1  headline     name  Priya Raman            Raman
    2      lede  speaker  Priya Raman  It is worn out,
    3      lede   number     9 months      Nine months
    """
    ARTICLES.check(articles)
    NAMED_QUOTES.check(quotes)
    NAMES.check(names)
    check_same_articles(quotes, articles, "quotes")
    event = event_of(events, articles) if events is not None else {}
    quotes_of = _by_article(quotes.dropna(subset=["speaker"]))
    names_by = _by_article(names)
    spoken = quotes[~quotes["speaker_type"].isin([*NO_NAME, "person"])]["speaker"].dropna()
    bodies = {body_key(str(name)): str(name) for name in spoken.value_counts().index[::-1]}
    small = {word for text in articles["text"].dropna() for word in _SMALL_WORD.findall(text)}
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        article_id, outlet = article["article_id"], _text(article["outlet"])
        headline, text = _text(article["headline"]) or "", _text(article["text"]) or ""
        own_quotes = [
            quote for quote in quotes_of.get(article_id, []) if not is_own(quote["speaker"], outlet)
        ]
        types = {quote["speaker"]: _text(quote["speaker_type"]) or "" for quote in own_quotes}
        named = names_of(
            names_by.get(article_id, []),
            types,
            outlet,
            bodies=bodies,
            is_word=lambda word, shouted, text=text: (  # type: ignore[misc]
                word in small if shouted else _has_word(text, word)
            ),
        )
        above = names_in_headline(headline, named.forms)
        found = [
            *_in_headline(headline, above, own_quotes, types),
            *_in_text(text, named.places, own_quotes),
        ]
        known = {"article_id": article_id, "event": event.get(article_id), "outlet": outlet}
        rows += ({**known, **row} for row in _counted(found))
    return OPENINGS.build(rows)


def _by_article(table: pd.DataFrame) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in table.sort_values("start", kind="stable").to_dict("records"):
        rows[row["article_id"]].append({str(column): value for column, value in row.items()})
    return rows


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _counted(found: Iterable[_Found]) -> Iterator[dict[str, Any]]:
    """Yield a row for each part, kind and value, with the number of its places and the first."""
    places: dict[tuple[str, str, str], list[_Found]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.start):
        places[one.part, one.kind, one.value].append(one)
    order = sorted(places, key=lambda key: (PARTS.index(key[0]), KINDS.index(key[1])))
    for part, kind, value in order:
        here = places[part, kind, value]
        yield {"part": part, "kind": kind, "value": value, "n": len(here), "text": here[0].text}


# ---- the text ----------------------------------------------------------------------------------


def _in_text(
    text: str, names: Iterable[Place], quotes: Iterable[Mapping[str, Any]]
) -> Iterator[_Found]:
    end = lede_end(text)
    for quote in quotes:
        # The same quote counts in both parts where its speaker stands in another than its words.
        seen = set()
        for start, words in (
            (quote["start"], quote["text"]),
            (quote["speaker_start"], quote["speaker_text"]),
        ):
            if not pd.isna(start) and _part(start, end) not in seen:
                seen.add(_part(start, end))
                yield _Found(_part(start, end), "speaker", quote["speaker"], int(start), words)
    for name in names:
        words = text[name.start : name.end]
        yield _Found(_part(name.start, end), "name", name.name, name.start, words)
    for number in find_numbers(text):
        words = text[number.start : number.end]
        yield _Found(_part(number.start, end), "number", number.value, number.start, words)


def lede_end(text: str) -> int:
    r"""Return where the first two paragraphs end that are no headings; 0 if there are none.

    >>> text = "A town waits\n\nIt rained.\n\nIt still rains.\n\nNobody minds."
    >>> text[: lede_end(text)]
    'A town waits\n\nIt rained.\n\nIt still rains.'
    """
    ends = [end for start, end in paragraphs(text) if not is_heading(text[start:end])]
    return max(ends[:_LEDE], default=0)


def _part(start: int, lede: int) -> str:
    return "lede" if start < lede else "body"


# ---- the headline ------------------------------------------------------------------------------


def _in_headline(
    headline: str,
    names: Iterable[Place],
    quotes: Iterable[Mapping[str, Any]],
    types: Mapping[str, str],
) -> Iterator[_Found]:
    spoken: dict[str, tuple[int, int]] = {}
    for name in names:
        yield _Found("headline", "name", name.name, name.start, headline[name.start : name.end])
        if types.get(name.name, "unnamed") not in NO_NAME:
            if signed := _signed(headline, name, types[name.name] == "person"):
                spoken.setdefault(name.name, signed)
    for speaker, start, end in _quoted(headline, quotes):
        spoken[speaker] = (start, end)
    for speaker, (start, end) in spoken.items():
        yield _Found("headline", "speaker", speaker, start, headline[start:end])
    for number in find_numbers(headline):
        words = headline[number.start : number.end]
        yield _Found("headline", "number", number.value, number.start, words)


@cache
def _says() -> str:
    """A pattern of the verbs of speech as headlines have them: says, warns, denies."""
    verbs = {
        row["verb"]
        for row in load_lexicon("reporting_verbs")
        if row["sense"] == "speech" and {"clause", "quote"} & set(row["frames"].split())
    }
    forms = {"say", "said", *map(with_s, verbs)}
    return f"(?:{'|'.join(sorted(forms))})"


def _signed(headline: str, name: Place, is_person: bool) -> tuple[int, int] | None:
    """Return the stretch that makes a name in a headline the speaker: a verb beside it, a colon."""
    before, after = headline[: name.start], headline[name.end :]
    if follows := re.match(rf"(?: \w+ly)? {_says()}\b", after, re.IGNORECASE):
        return name.start, name.end + follows.end()
    colon = re.match(r":" if is_person else r": ?[“‘\"']", after)
    if colon and len(before.split()) <= 3 and not re.search(r"[,:;.!?]", before):
        return name.start, name.end + 1
    inverted = re.search(
        rf"(?:(?<=[,’'”\"] ){_says()}|\b(?:says?|said|according to))(?: [\w’'-]+){{0,3}} $",
        before,
        re.IGNORECASE,
    )
    if inverted and not re.search(
        r" (?:as|after|of|to|and|over|in|for) ", before[inverted.end() :]
    ):
        return inverted.start(), name.end
    if not after.strip() and re.search(r"(?::| [–—-]) (?:\w+ ){0,2}$", before):
        return name.start, name.end
    return None


def _quoted(headline: str, quotes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int, int]]:
    """Yield the one speaker who has said in the text what the headline quotes, perhaps trimmed."""
    said: dict[str, set[str]] = defaultdict(set)
    for quote in quotes:
        said[quote["speaker"]] |= set(fold_words(quote["text"]))
    for quotation in quotations(headline):
        start, end = quotation.inner_start, quotation.inner_end
        words = set(fold_words(headline[start:end]))
        if len(words) < 2:
            continue
        shares = {speaker: len(words & own) / len(words) for speaker, own in said.items()}
        most = max(shares.values(), default=0)
        best = [speaker for speaker, share in shares.items() if share == most]
        if most >= _LEAST_QUOTED and len(best) == 1:
            yield best[0], start, end
