"""One utterance as each outlet words it: what is kept of the fullest wording, and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from analysis.display.html import BLUE, ORANGE, Shown, clean, escape, new_prefix, page
from analysis.mistakes import ArgumentError, check_heading_level, did_you_mean_of_these, given
from analysis.printed import count, percent
from analysis.tables import ARTICLES, SHARED_QUOTES, TableError

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = "[…]"

Row = Mapping[Any, Any]

_STYLE = f"""<style>
.ma ol.ma-wordings {{ list-style: none; margin: 0.6em 0; padding: 0; max-width: 56em; }}
.ma ol.ma-wordings > li {{ display: grid; grid-template-columns: 13em 1fr; gap: 0.5em 1.6em;
  padding: 0.7em 0; margin: 0; border-top: 1px solid rgba(128, 128, 128, 0.45); }}
.ma ol.ma-wordings > li.ma-fullest {{ border-top: 3px solid {BLUE}; }}
.ma ol.ma-wordings p {{ margin: 0 0 0.3em; overflow-wrap: break-word; }}
.ma ol.ma-wordings .ma-who p {{ margin: 0; font-size: 0.92em; }}
.ma ol.ma-wordings .ma-who p:first-child {{ font-weight: 700; font-size: 1em; }}
.ma ol.ma-wordings .ma-bar {{ display: block; height: 4px; max-width: 10em; margin: 0.4em 0 0;
  border: 1px solid {BLUE}; }}
.ma ol.ma-wordings .ma-bar span {{ display: block; height: 100%;
  border-top: 4px solid {BLUE}; box-sizing: border-box; }}
.ma mark.ma-added {{ background: rgba(201, 106, 29, 0.16); color: inherit;
  text-decoration: underline 2px {ORANGE}; text-underline-offset: 0.22em; }}
.ma .ma-cut {{ opacity: 0.8; white-space: nowrap; }}
@media (max-width: 40em) {{ .ma ol.ma-wordings > li {{ grid-template-columns: 1fr; }} }}
@media print {{ .ma ol.ma-wordings > li {{ break-inside: avoid; }} }}
</style>"""


class _Wording(NamedTuple):
    """What one article has of an utterance: its quotes, in order of place."""

    rows: list[Row]
    is_fullest: bool


class _Stretch(NamedTuple):
    """Words in a row that are all kept from the fullest wording, or all not in it; or a cut."""

    text: str
    kind: str  # "kept", "added" or "cut"


def folded(text: str) -> list[str]:
    """Return the words of a text as they are compared: in one case, one kind of apostrophe.

    >>> folded("“We CAN’T wait”")
    ['we', "can't", 'wait']
    """
    return [word.casefold().replace("’", "'") for word in WORD.findall(text)]


def show_utterance(
    utterance: str,
    *,
    shared: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    heading_level: int = 3,
) -> Shown:
    """Return one utterance in all its wordings, the fullest at the top, then by what they keep.

    In the others, words that the fullest wording has are plain, words that it has not are
    underlined, […] stands where words of it were left out, and a line below says which. Words are
    compared as they are printed, whatever their case and punctuation; the share is that of the
    table, for which "waited" is "wait" and telling words weigh more. Quotes of one utterance that
    stand apart in an article are shown together, each on a line of its own.

    Parameters: ``utterance``, one of the table; ``shared``, what ``match_quotes`` gives;
    ``articles``, of which the headline and date are shown too; ``heading_level``, 1 to 6.

    Raises ValueError for an unknown utterance or a wrong heading level, TableError for other
    tables or for articles that do not hold the words.

    >>> shared = SHARED_QUOTES.build([
    ...     {"utterance": "u1", "article_id": "a1", "quote_id": 1, "outlet": "Courier",
    ...      "kind": "direct", "speaker": "Ana Ruiz", "share": 1.0, "is_fullest": True,
    ...      "start": 0, "end": 33, "text": "We will not wait for the ministry."},
    ...     {"utterance": "u1", "article_id": "b1", "quote_id": 4, "outlet": "Lantern",
    ...      "kind": "indirect", "share": 0.43, "is_fullest": False,
    ...      "start": 9, "end": 28, "text": "they would not wait"}])
    >>> show_utterance("u1", shared=shared)
    u1: 2 wordings in 2 outlets
    Courier | Ana Ruiz | direct · the fullest wording
      We will not wait for the ministry.
      In a1
    Lantern | nobody credited | indirect · 43% of the fullest
      _they would_ not wait […]
      Not here: We will … for the ministry
      In b1
    """
    check_heading_level(heading_level)
    SHARED_QUOTES.check(shared)
    known = list(shared["utterance"].unique())
    if not isinstance(utterance, str) or utterance not in known:
        raise ArgumentError(
            f"there is no utterance {given(utterance)} in this table."
            + did_you_mean_of_these(utterance, known)
        )
    rows = shared[shared["utterance"] == utterance].to_dict("records")
    about = _about(rows, articles)
    wordings = _wordings(rows)
    fullest = " … ".join(str(row["text"]) for row in wordings[0].rows)
    outlets = {_outlet(wording.rows[0]) for wording in wordings}
    title = f"{utterance}: {count(len(wordings), 'wording')} in {count(len(outlets), 'outlet')}"
    prefix, items, plain = new_prefix(), [], [title]
    for wording in wordings:
        pieces, missing = _compared(fullest, wording)
        notes = [f"Not here: {missing}"] if missing else []
        notes.append(about[wording.rows[0]["article_id"]])
        facts = _facts(wording)
        items.append(
            f'<li class="{"ma-fullest" if wording.is_fullest else "ma-other"}"><div class="ma-who">'
            + "".join(f'<p dir="auto">{escape(fact)}</p>' for fact in facts)
            + f"{_bar(wording)}</div><div>"
            + "".join(f'<p dir="auto">{_marked(piece)}</p>' for piece in pieces)
            + "".join(f'<p class="ma-note" dir="auto">{escape(note)}</p>' for note in notes)
            + "</div></li>"
        )
        plain.append(" | ".join(facts))
        plain += [f"  {line}" for line in [*map(_plain, pieces), *notes]]
    tag = f"h{heading_level}"
    html = (
        f'{_STYLE}<section aria-labelledby="{prefix}-title">'
        f'<{tag} id="{prefix}-title" dir="auto">{escape(title)}</{tag}>'
        f'{_key(len(wordings))}<ol class="ma-wordings">{"".join(items)}</ol></section>'
    )
    return Shown(page(html), "\n".join(clean(line) for line in plain))


def _about(rows: Sequence[Row], articles: pd.DataFrame | None) -> dict[str, str]:
    """Return where each article's words stand: its id, and headline and date where known.

    Raises TableError for an article that does not hold the words.
    """
    if articles is None:
        return {row["article_id"]: f"In {row['article_id']}" for row in rows}
    ARTICLES.check(articles)
    ids = {row["article_id"] for row in rows}
    known = articles[articles["article_id"].isin(ids)].to_dict("records")
    by_id = {row["article_id"]: row for row in known}
    about = {}
    for row in rows:
        article = by_id.get(row["article_id"], {})
        text = article.get("text")
        if not isinstance(text, str) or text[row["start"] : row["end"]] != row["text"]:
            raise TableError(
                f"the quotes do not fit the articles: article {row['article_id']!r} does not say "
                f"{row['text']!r} at {row['start']} to {row['end']}. "
                "Use the articles that the quotes were found in."
            )
        published = article["published"]
        day = None if pd.isna(published) else f"{published:%Y-%m-%d}"
        parts = [row["article_id"], article["headline"], day]
        about[row["article_id"]] = "In " + " · ".join(part for part in parts if _is_text(part))
    return about


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _wordings(rows: Sequence[Row]) -> list[_Wording]:
    """Return the fullest wording, then those of the articles, by the share of it that they have."""
    top = next((row for row in rows if row["is_fullest"]), None)
    if top is None:
        raise TableError(
            f"no wording of utterance {rows[0]['utterance']!r} is the fullest: is_fullest is "
            "nowhere true. Use the whole table that match_quotes gave."
        )
    fullest: list[Row] = []
    others: dict[str, list[Row]] = {}
    for row in rows:
        is_top = row["is_fullest"] and row["article_id"] == top["article_id"]
        (fullest if is_top else others.setdefault(row["article_id"], [])).append(row)
    wordings = [_Wording(_in_order(group), False) for group in others.values()]
    wordings.sort(key=lambda wording: -(_share(wording) or 0))
    return [_Wording(_in_order(fullest), True), *wordings]


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["start"])


def _outlet(row: Row) -> str:
    return str(row["outlet"] if _is_text(row["outlet"]) else row["article_id"])


def _facts(wording: _Wording) -> list[str]:
    """Return outlet, speaker, kind and share, as they are shown."""
    speakers = [row["speaker"] for row in wording.rows if _is_text(row["speaker"])]
    kinds = ", ".join(dict.fromkeys(str(row["kind"]) for row in wording.rows))
    share, n_pieces = _share(wording), len(wording.rows)
    kept = "the fullest wording" if wording.is_fullest else f"{percent(share or 0)} of the fullest"
    kept += f", in {n_pieces} pieces" if n_pieces > 1 else ""
    return [
        _outlet(wording.rows[0]),
        ", ".join(dict.fromkeys(speakers)) or "nobody credited",
        kinds if share is None else f"{kinds} · {kept}",
    ]


def _share(wording: _Wording) -> float | None:
    """Return how much of the fullest wording an article has, in all its pieces."""
    shares = [float(row["share"]) for row in wording.rows if not pd.isna(row["share"])]
    return min(1.0, round(sum(shares), 6)) if shares else None


def _bar(wording: _Wording) -> str:
    share = _share(wording)
    if share is None:
        return ""
    return (
        '<span class="ma-bar" aria-hidden="true">'
        f'<span style="width: {100 * share:.0f}%"></span></span>'
    )


def _compared(fullest: str, wording: _Wording) -> tuple[list[list[_Stretch]], str]:
    """Compare a wording's quotes with the fullest: their words, and what none of them has."""
    texts = [str(row["text"]) for row in wording.rows]
    if wording.is_fullest:
        return [[_Stretch(text, "kept")] for text in texts], ""
    aligned = [_aligned(fullest, text) for text in texts]
    has = {at for places in aligned for at in places if at is not None}
    spans = [match.span() for match in WORD.finditer(fullest)]
    runs: list[list[int]] = []
    for at in range(len(spans)):
        if at in has:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    missing = " … ".join(fullest[spans[run[0]][0] : spans[run[-1]][1]] for run in runs)
    pieces = [
        list(_stretches(text, places, has, len(spans)))
        for text, places in zip(texts, aligned, strict=True)
    ]
    return pieces, " ".join(missing.split())


def _aligned(fullest: str, text: str) -> list[int | None]:
    """Return for each word of a text its place in the fullest wording, or None.

    >>> _aligned("We will not wait.", "they will wait")
    [None, 1, 3]
    """
    words = folded(text)
    places: list[int | None] = [None] * len(words)
    matcher = SequenceMatcher(None, folded(fullest), words, autojunk=False)
    for start, other_start, size in matcher.get_matching_blocks():
        for n in range(size):
            places[other_start + n] = start + n
    return places


def _stretches(
    text: str, places: Sequence[int | None], has: set[int], n_words: int
) -> Iterator[_Stretch]:
    """Yield a quote in stretches of one kind, with a cut where words of the fullest are left out.

    Where other words stand in the place of what is missing, they show it, and no cut is put.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    done = 0
    for is_added, group in groupby(range(len(spans)), key=lambda n: places[n] is None):
        members = list(group)
        start, end = spans[members[0]][0], spans[members[-1]][1]
        if is_added:
            yield _Stretch(text[done:start], "kept")
            yield _Stretch(text[start:end], "added")
            done = end
            continue
        for n in members:
            place = places[n] or 0
            stands_for = n > 0 and n == members[0]
            if place > 0 and place - 1 not in has and not stands_for:
                yield _Stretch(text[done : spans[n][0]], "kept")
                yield _Stretch(f"{_CUT} ", "cut")
                done = spans[n][0]
    yield _Stretch(text[done:], "kept")
    last = places[-1] if places else None
    if last is not None and last + 1 < n_words and last + 1 not in has:
        yield _Stretch(f" {_CUT}", "cut")


def _marked(piece: Sequence[_Stretch]) -> str:
    out = []
    for text, kind in piece:
        shown = escape(text)
        if kind == "added":
            shown = (
                f'<span class="ma-sr">[not in the fullest: </span><mark class="ma-mark ma-added">'
                f'{shown}</mark><span class="ma-sr">]</span>'
            )
        elif kind == "cut":
            shown = (
                f'<span class="ma-cut" aria-hidden="true">{shown}</span>'
                '<span class="ma-sr"> [words left out] </span>'
            )
        out.append(shown)
    return "".join(out)


def _plain(piece: Sequence[_Stretch]) -> str:
    shown = "".join(f"_{text}_" if kind == "added" else text for text, kind in piece)
    return " ".join(shown.split())


def _key(n_wordings: int) -> str:
    if n_wordings == 1:
        return ""
    return (
        '<p class="ma-note">Marks: <mark class="ma-mark ma-added">words that the fullest wording '
        f"does not have there</mark>, {_CUT} words of it left out. "
        "Bar: the share of it that is kept.</p>"
    )
