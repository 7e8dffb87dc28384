"""What each table that sums up has counted: of which rows, and under which conditions.

A row of such a table agrees with the rows that it counts in what it is named by: the speaker, the
outlet, the day. The rest is the condition of the verb that counted, which stands here for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.language import split_sentences
from analysis.marks import quotations
from analysis.mistakes import ArgumentError
from analysis.sentences import paragraphs
from analysis.tables import ALL_OUTLETS, ARTICLES, SOURCING_TYPES, TableError

if TYPE_CHECKING:
    from analysis.coverage.outlet_words import Compared

Row = Mapping[str, Any]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Found = Mask | pd.DataFrame

HUMAN = ("person", "role_only", "anonymous")
# The columns of the sourcing table, and the types of source that each counts.
GRADES = {**SOURCING_TYPES, "share_unnamed": HUMAN}


@dataclass(frozen=True)
class Given:
    """What the verb that counted was given: the rows, other tables, and anything else by name."""

    rows: pd.DataFrame
    articles: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    mentions: pd.DataFrame | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    _words: dict[str, set[str]] = field(default_factory=dict, init=False)

    def option(self, name: str, default: Any) -> Any:
        """Return what was given under a name, or what the verb takes without it."""
        return self.options.get(name, default)

    @cached_property
    def needed_articles(self) -> pd.DataFrame:
        """The articles; without them it is said that they are needed."""
        if self.articles is None:
            raise ArgumentError(
                "which outlet an article is from stands in the articles table. Give it too: "
                "rows_behind(…, articles=articles)."
            )
        return ARTICLES.check(self.articles)

    def is_of_outlet(self, outlet: object) -> Mask:
        """Tell of each row whether its article is from an outlet; a missing one is an outlet too.

        Rows that name their outlet themselves are asked first.
        """
        if outlet == ALL_OUTLETS:
            return np.ones(len(self.rows), dtype=bool)
        if "outlet" in self.rows:
            return same(self.rows["outlet"], outlet)
        return same(self._outlets, outlet)

    @cached_property
    def _outlets(self) -> pd.Series[Any]:
        articles = self.needed_articles
        known = dict(zip(articles["article_id"], articles["outlet"], strict=True))
        return self.rows["article_id"].map(known)

    def is_of_event(self, event: object) -> Mask:
        """Tell of each row whether its article is of an event; no event is all of them."""
        if pd.isna(event) or event == "":  # type: ignore[call-overload]
            return np.ones(len(self.rows), dtype=bool)
        return same(self._events, event)

    @cached_property
    def _events(self) -> pd.Series[Any]:
        if self.events is None:
            raise ArgumentError(
                "which articles are of an event stands in the events table. Give it too: "
                "rows_behind(…, events=events)."
            )
        from analysis.coverage.events import event_of

        return self.rows["article_id"].map(event_of(self.events, self.events))

    @cached_property
    def categories(self) -> pd.Series[Any]:
        """Of each row, what its speaker is said to be in the mentions."""
        from analysis.coverage.voices import UNKNOWN, count_voices

        if self.mentions is None:
            raise ArgumentError(
                "what speakers are is read from the mentions. Give them too: "
                "rows_behind(…, articles=articles, mentions=found.mentions)."
            )
        voices = count_voices(self.rows, self.needed_articles, mentions=self.mentions)
        known = dict(zip(voices["speaker"], voices["category"].fillna(UNKNOWN), strict=True))
        return self.rows["speaker"].map(known)

    @cached_property
    def compared(self) -> Compared:
        """The rows, which are articles, as their words were compared."""
        from analysis.coverage.outlet_words import compared

        return compared(self.rows, self.option("by", "outlet"), self.option("outlets", None))

    def words_of(self, texts: Iterable[str]) -> list[set[str]]:
        """Return the words of each text that were counted; no text is read twice."""
        from analysis.coverage.outlet_words import read_sets

        texts = list(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._words]
        read = read_sets(new, self.compared.own_names, self.option("quoted", False))
        self._words.update(zip(new, read, strict=True))
        return [self._words[text] for text in texts]


Finder = Callable[[Row, str, Given], Found]


def same(values: pd.Series[Any], value: object) -> Mask:
    """Tell of each value whether it is this one; what is missing is like what is missing."""
    is_same = values.isna() if pd.isna(value) else values == value  # type: ignore[call-overload]
    return is_same.fillna(False).to_numpy(dtype=bool)


# ---- speakers ----------------------------------------------------------------------------------


def quotes_by_speaker(row: Row, what: str, given: Given) -> Found:
    """Quotes of a speaker: all, or those behind the mean of the own or of the reported words."""
    is_speaker = same(given.rows["speaker"], row["speaker"])
    return is_speaker if what == "n_quotes" else is_speaker & _is_scored(given, what)


def _is_scored(given: Given, what: str) -> Mask:
    from analysis.speakers.summary import OWN_WORDS, REPORTED, check_scored

    check_scored(given.rows)
    kinds = REPORTED if what == "n_reported" else given.option("kinds", OWN_WORDS)
    is_kind = given.rows["kind"].isin(list(kinds)) & given.rows["compound"].notna()
    return is_kind.to_numpy(dtype=bool)


def quotes_compared(row: Row, what: str, given: Given) -> Found:
    """Quotes whose mean tones were compared: of one of two speakers, or of both."""
    names = {"n_a": ["speaker_a"], "n_b": ["speaker_b"]}.get(what, ["speaker_a", "speaker_b"])
    is_either = given.rows["speaker"].isin([row[name] for name in names]).to_numpy(dtype=bool)
    return is_either & _is_scored(given, "n_scored")


def sentences_near(row: Row, what: str, given: Given) -> Found:
    """Sentences in which others speak of a person, as far as they have a tone."""
    if "compound" not in given.rows:
        raise TableError(
            "these sentences have no tone yet. Score them first: "
            "score_sentiment(find_near_names(found, quotes))."
        )
    return same(given.rows["person"], row["person"]) & given.rows["compound"].notna().to_numpy()


# ---- voices ------------------------------------------------------------------------------------


def quotes_by_voice(row: Row, what: str, given: Given) -> Found:
    """Quotes of a speaker by an outlet, on an event if the row has one."""
    return (
        same(given.rows["speaker"], row["speaker"])
        & given.is_of_outlet(row["outlet"])
        & given.is_of_event(row.get("event", ""))
    )


def quotes_elsewhere(row: Row, what: str, given: Given) -> Found:
    """Quotes of a voice that is missing here, which are the others'; or that is only here."""
    on_event = same(given.rows["speaker"], row["speaker"]) & given.is_of_event(row["event"])
    here = given.is_of_outlet(row["outlet"])
    if row["what"] == "only here":
        return on_event & here
    return on_event & ~here & ~given.is_of_outlet(None)


def quotes_by_category(row: Row, what: str, given: Given) -> Found:
    """Quotes by an outlet of all speakers of a category."""
    return same(given.categories, row["category"]) & given.is_of_outlet(row["outlet"])


def quotes_of_utterance(row: Row, what: str, given: Given) -> Found:
    """Quotes of one remark, in all outlets or in the one that the row names."""
    is_it = same(given.rows["utterance"], row["utterance"])
    if "outlet" not in row:
        return is_it
    return is_it & same(given.rows["outlet"].fillna(given.rows["article_id"]), row["outlet"])


# ---- sources -----------------------------------------------------------------------------------


def mentions_of_source(row: Row, what: str, given: Given) -> Found:
    """Attributions to a source, by one outlet if the row names one."""
    is_counted = _is_relied_on(given) & same(given.rows["source"], row["source"])
    if not given.option("pronouns", True):
        is_counted &= ~same(given.rows["subtype"], "pronoun")
    return is_counted & given.is_of_outlet(row["outlet"]) if "outlet" in row else is_counted


def mentions_of_role(row: Row, what: str, given: Given) -> Found:
    """Mentions of one type of source in one role, with nothing left out."""
    return same(given.rows["type"], row["type"]) & same(given.rows["role"], row["role"])


def mentions_in_sourcing(row: Row, what: str, given: Given) -> Found:
    """Mentions behind one of the numbers of an article, or of all articles of an outlet."""
    rows = given.rows
    if "article_id" in row:
        is_here = same(rows["article_id"], row["article_id"])
    else:
        is_here = given.is_of_outlet(row["outlet"])
    if what == "n_hedges":
        return is_here
    if what == "credits":
        is_credit = rows["role"].isin(["credit", "dateline"]) & rows["source"].notna()
        return is_here & is_credit.to_numpy(dtype=bool)
    is_here = is_here & _is_relied_on(given)
    if what == "n_attributions":
        return is_here
    return is_here & rows["type"].isin(GRADES[what]).to_numpy(dtype=bool)


def n_different(found: pd.DataFrame) -> int:
    """Count different sources, article by article; one that nobody can tell counts by itself."""
    names = [
        (source,) if isinstance(source, str) else (mention,)
        for source, mention in zip(found["source"], found["mention_id"], strict=True)
    ]
    return len(set(zip(found["article_id"], found["type"], names, strict=True)))


def _is_relied_on(given: Given) -> Mask:
    from analysis.sources.counts import is_relied_on

    return is_relied_on(given.rows).to_numpy(dtype=bool)


# ---- articles ----------------------------------------------------------------------------------


def articles_of_event(row: Row, what: str, given: Given) -> Found:
    """Articles of an event."""
    return same(given.rows["event"], row["event"])


def articles_of_day(row: Row, what: str, given: Given) -> Found:
    """Articles that an outlet published on a day."""
    day = pd.to_datetime(given.rows["published"], utc=True).dt.floor("D")
    return same(day, row["day"]) & given.is_of_outlet(row["outlet"])


def sentences_of_article(row: Row, what: str, given: Given) -> Found:
    """Sentences of prose of an article, which its readability was counted on."""
    return _sentences(row["article_id"], given.rows, given.option("headings", False))


def parts_of_article(row: Row, what: str, given: Given) -> Found:
    """Sentences of the body or of the prose, the headline, or the direct quotes of a speaker."""
    quotes, part, key = given.rows, row["part"], row["article_id"]
    is_here = same(quotes["article_id"], key)
    if part == "quotes":
        is_direct = same(quotes["kind"], "direct")
        return is_here & is_direct & same(quotes["speaker"], row["speaker"])
    articles = given.needed_articles
    if part == "headline":
        texts = articles.loc[same(articles["article_id"], key), "headline"]
        return pd.DataFrame(
            {"article_id": key, "start": pd.NA, "end": pd.NA, "text": text, "part": part}
            for text in texts
        )
    sentences = _sentences(key, articles)
    if part == "body":
        return sentences
    is_marked: Mask = quotes["kind"].isin(["direct", "mixed"]).to_numpy(dtype=bool)
    quoted = quotes[is_here & is_marked]
    spans = list(zip(quoted["start"], quoted["end"], strict=True))
    is_prose = [
        not any(start < quote_end and quote_start < end for quote_start, quote_end in spans)
        and bool(split_sentences(text, headings=False))
        for start, end, text in zip(
            sentences["start"], sentences["end"], sentences["text"], strict=True
        )
    ]
    return sentences[np.array(is_prose, dtype=bool)].reset_index(drop=True)


def passages_of_article(row: Row, what: str, given: Given) -> Found:
    """Passages that an article shares, each as it stands in this article, in their order."""
    key = row["article_id"]
    own = given.rows[same(given.rows["article_id"], key)]
    others = given.rows[same(given.rows["other_id"], key)]
    turned = others.rename(
        columns={
            "article_id": "other_id",
            "other_id": "article_id",
            "start": "other_start",
            "other_start": "start",
            "end": "other_end",
            "other_end": "end",
        }
    ).drop(columns="text")  # as the other article prints it
    return pd.concat([own, turned]).sort_values(["start", "end"], ignore_index=True)


def places_of_word(row: Row, what: str, given: Given) -> Found:
    """Places of a word in the articles of an outlet, or elsewhere, that were counted for it."""
    from analysis.coverage.concordance import find_lines_with
    from analysis.coverage.outlet_words import read_sets

    word, quoted = str(row["word"]), given.option("quoted", False)
    groups, is_counted, own_names = given.compared
    is_group = same(groups, row["outlet"])
    chosen = given.rows[(is_group != (what == "n_elsewhere")) & is_counted.to_numpy()]
    has_word = [word in words for words in given.words_of(chosen["text"])]
    chosen = chosen[np.array(has_word, dtype=bool)]
    lines = find_lines_with(chosen, word)
    texts = dict(zip(chosen["article_id"], chosen["text"], strict=True))
    is_place = [
        word in read_sets([_token(texts[key], start, end)], own_names, True)[0]
        and (quoted or not _is_quoted(texts[key], start))
        for key, start, end in zip(lines["article_id"], lines["start"], lines["end"], strict=True)
    ]
    return lines[np.array(is_place, dtype=bool)].reset_index(drop=True)


def _token(text: str, start: int, end: int) -> str:
    """Return all that stands between the blanks around a place, by which a word is counted.

    >>> _token("A well-known fact", 7, 12)
    'well-known'
    """
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _is_quoted(text: str, place: int) -> bool:
    for first, last in paragraphs(text):
        if first <= place < last:
            return any(
                quotation.start <= place - first < quotation.end
                for quotation in quotations(text[first:last])
            )
    return False


def _sentences(key: object, articles: pd.DataFrame, headings: bool = False) -> pd.DataFrame:
    found = articles.loc[same(articles["article_id"], key), "text"]
    text = found.iloc[0] if len(found) and isinstance(found.iloc[0], str) else ""
    spans = split_sentences(text, headings=headings) or split_sentences(text)
    return pd.DataFrame(
        [
            {"article_id": key, "start": start, "end": end, "text": text[start:end]}
            for start, end in spans
            if any(map(str.isalnum, text[start:end]))
        ],
        columns=["article_id", "start", "end", "text"],
    )
