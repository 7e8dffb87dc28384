"""The words of an article that are its outlet's: not the speakers', and not outlets' own names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.marks import quotations
from analysis.outlets import Outlets, known_outlets
from analysis.sentences import paragraphs

_PIECE = 5_000  # letters of a paragraph that are read for marks at once; hardly one has more

# One character for each kind of apostrophe and hyphen; breaks that are not printed go.
_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--", "\u00ad\u200b")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'][^\W_]+)*")
_MAYBE_ADDRESS = re.compile(r"@|\.[a-z]{2}")
_ADDRESS = re.compile(
    r"(?i:https?://|www\.)\S+|[\w.+-]{0,64}@\S+|"
    r"(?<![\w.-])[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b(?:/\S*)?"
)
_ALONE = ("a", "i")  # words of one letter
_SHORT_FOR_IS = frozenset(  # after any other word 's is taken for the possessive
    "it's that's there's here's what's who's where's when's how's why's he's she's let's".split()
)

_IN_NAMES = frozenset(("", *"the a an of and for in on to at".split()))
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_HOST = re.compile(r"(?:[a-z]+://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)
_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov")


class Compared(NamedTuple):
    """Articles as their words are compared: the group of each, whether it counts, and own names.

    An article counts that has a text and a group; ``own_names`` are the words of outlets' names.
    """

    groups: pd.Series[Any]
    is_counted: pd.Series[bool]
    own_names: frozenset[str]


def compared(articles: pd.DataFrame, by: str, outlets: Outlets | str | Path | None) -> Compared:
    """Return how the articles are compared by a column, and which words are names of outlets."""
    groups = articles[by].astype("str").str.strip()
    own_names = words_of_names(
        articles["outlet"].dropna().astype(str).unique(),
        articles["url"].dropna().astype(str).unique(),
        known_outlets(outlets),
    )
    is_counted = articles["text"].notna() & groups.notna() & (groups != "")
    return Compared(groups, is_counted, own_names)


def read_sets(texts: Iterable[str], own_names: frozenset[str], quoted: bool) -> list[set[str]]:
    """Return the different words of each text, in lower case and without possessive 's.

    Left out are figures, addresses, words printed with a capital that are among ``own_names``, and
    what stands in quotation marks unless ``quoted``. "US" keeps its capitals, to be no pronoun.

    >>> [sorted(words) for words in read_sets(["“No,” the mayor’s aide said."], frozenset(), False)]
    [['aide', 'mayor', 'said', 'the']]
    """
    known: dict[str, str] = {}  # a printed form is worked out once
    sets = []
    for text in texts:
        plain = _plain(text if quoted else "".join(_outside(text)))
        if _MAYBE_ADDRESS.search(plain):
            plain = _ADDRESS.sub(" ", plain)
        printed = set(_WORD.findall(plain))
        for form in printed:
            if form not in known:
                known[form] = _fold(form, own_names)
        sets.append({known[form] for form in printed} - {""})
    return sets


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def _outside(text: str) -> Iterator[str]:
    """Yield a text without its quotations; a blank stands for each."""
    for first, end in paragraphs(text):
        for start in range(first, end, _PIECE):
            piece = text[start : min(start + _PIECE, end)]
            begun = 0
            for quotation in quotations(piece):
                yield piece[begun : quotation.start]
                yield " "
                begun = quotation.end
            yield piece[begun:]
        yield "\n"


def _fold(form: str, own_names: frozenset[str]) -> str:
    """Return a printed form as it is counted, or nothing where it is not.

    >>> [_fold(form, frozenset({"lantern"})) for form in ("Mayor's", "It's", "Lantern's", "11th")]
    ['mayor', "it's", '', '']
    """
    word = form.lower()
    if word.endswith("'s") and word not in _SHORT_FOR_IS:
        form, word = form[:-2], word[:-2]
    if form[0].isdigit() or (len(word) == 1 and word not in _ALONE):
        return ""
    if form[0].isupper() and word in own_names:
        return ""
    return form if form == "US" else word


def words_of_names(names: Iterable[str], urls: Iterable[str], known: Outlets) -> frozenset[str]:
    """Return the words that outlets are named by, in lower case.

    They are those of the names, of the domains that the outlets or ``urls`` have, and of the other
    forms of outlets that are ``known``.

    >>> sorted(words_of_names(["The Lantern (London)"], ["https://news.lamp.co.uk/1"], Outlets([])))
    ['lamp', 'lantern']
    """
    by_label = {_label(outlet.domain): outlet for outlet in known if outlet.domain}
    told = {_label(url) for url in urls}
    for name in names:
        label = _label(name) if "." in name else ""
        told |= {_IN_BRACKETS.sub(" ", name), label}
        outlet = known.lookup(name) or by_label.get(label)
        if outlet is not None:
            told |= {outlet.name, *outlet.aliases, *outlet.weak_aliases, _label(outlet.domain)}
    words = (form for name in told for form in _WORD.findall(_plain(name)))
    return frozenset(_fold(form, frozenset()).lower() for form in words) - _IN_NAMES


def _label(address: str) -> str:
    """Return what a domain is known by: bbc of https://www.bbc.co.uk/news."""
    host = _HOST.match(address.strip())
    labels = host.group(1).lower().split(".")[:-1] if host else []
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else ""
