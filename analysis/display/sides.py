"""Two articles next to each other, with the passages that they share marked in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import pandas as pd

from analysis.display.articles import Piece, Row, Span, about_line, cut, find_article
from analysis.display.html import BLUE, Shown, clean, escape, new_prefix, page
from analysis.display.wordings import WORD, folded
from analysis.language import paragraphs
from analysis.mistakes import ArgumentError, check_heading_level
from analysis.printed import count, percent
from analysis.tables import PASSAGES, TableError

# A passage has a line below its words and a bar at each end; a word that differs has dots below.
_STYLE = f"""<style>
.ma .ma-sides {{ display: grid; gap: 1.6em 2.4em; align-items: start; margin: 0.8em 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 19em), 1fr)); }}
.ma .ma-sides article {{ border-top: 3px solid {BLUE}; padding-top: 0.5em; min-width: 0;
  overflow-wrap: break-word; }}
.ma .ma-sides article > :first-child {{ margin: 0.2em 0 0.4em; }}
.ma mark.ma-passage {{ background: rgba(47, 134, 197, 0.16); border: 0 solid {BLUE};
  text-decoration: underline 2px {BLUE}; text-underline-offset: 0.22em;
  text-decoration-skip-ink: none; }}
.ma mark.ma-passage.ma-twice {{ background: rgba(47, 134, 197, 0.34); }}
.ma mark.ma-passage.ma-first {{ border-left-width: 3px; padding-left: 0.2em; }}
.ma mark.ma-passage.ma-last {{ border-right-width: 3px; padding-right: 0.2em; }}
.ma mark.ma-passage.ma-differs {{ background: none; text-decoration: underline dotted 2px; }}
.ma a.ma-no {{ color: inherit; font-weight: 700; font-size: 0.85em; text-decoration: underline;
  padding: 0.15em 0.3em; margin-right: 0.15em; white-space: nowrap; }}
@media print {{ .ma .ma-sides p {{ orphans: 2; widows: 2; }} }}
</style>"""


class _Passage(NamedTuple):
    """A passage by its places in the article on the left and in the one on the right."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Side(NamedTuple):
    """One of the two articles: its row, text, name and marks; ``key`` tells its ids apart."""

    key: str
    row: Row
    text: str
    name: str
    spans: list[Span]


def show_side_by_side(
    article_id: str,
    other_id: str,
    *,
    articles: pd.DataFrame,
    passages: pd.DataFrame,
    heading_level: int = 3,
) -> Shown:
    """Return two articles next to each other, with the passages that they share marked in both.

    P1 in one article is P1 in the other, counted as the first article has them; each number leads
    to its twin. A word within a passage that the other article does not have there is dotted. The
    line at the head says how many of each article's words stand in the passages, quoted words
    included.

    ``passages`` is what ``shared_passages(articles, article_id, other_id)`` gives; rows of other
    pairs are passed over, and it does not matter which of the two is named first in a row.
    ``heading_level``, 1 to 6, is that of the headlines.

    Raises ValueError for an unknown article, one article twice or a wrong heading level, TableError
    for other tables or for passages that do not fit the texts.

    >>> from analysis.tables import ARTICLES
    >>> rows = [{"article_id": "a", "text": "On Monday the bridge will close."},
    ...         {"article_id": "b", "text": "The bridge will close, the mayor says."}]
    >>> found = PASSAGES.build([{"article_id": "a", "start": 10, "end": 31, "other_id": "b",
    ...     "other_start": 0, "other_end": 21, "n_words": 4, "text": "the bridge will close"}])
    >>> show_side_by_side("a", "b", articles=ARTICLES.build(rows), passages=found)
    1 passage in common: 4 of the 6 words in a (67%), 4 of the 7 words in b (57%).
    <BLANKLINE>
    a
    On Monday [P1: the bridge will close].
    <BLANKLINE>
    b
    [P1: The bridge will close], the mayor says.
    """
    check_heading_level(heading_level)
    rows = find_article(article_id, articles), find_article(other_id, articles)
    if article_id == other_id:
        raise ArgumentError(f"two different articles are needed, got {article_id!r} twice.")
    PASSAGES.check(passages)
    texts = [row["text"] if isinstance(row["text"], str) else "" for row in rows]
    found = _passages(passages, rows, texts)
    names = _names(rows)
    left = [(at.start, at.end) for at in found]
    right = [(at.other_start, at.other_end) for at in found]
    sides = [
        _Side("a", rows[0], texts[0], names[0], _spans(texts, left, right, names[1])),
        _Side("b", rows[1], texts[1], names[1], _spans(texts[::-1], right, left, names[0])),
    ]
    summary = _summary(len(found), sides)
    prefix = new_prefix()
    html = (
        f'{_STYLE}<section aria-label="{escape(f"{names[0]} and {names[1]}, side by side")}">'
        f'<p class="ma-note">{escape(summary)}</p>{_key(sides)}<div class="ma-sides">'
        f"{''.join(_side(side, prefix, heading_level) for side in sides)}</div></section>"
    )
    plain = [summary, *(line for side in sides for line in _side_plain(side))]
    return Shown(page(html), "\n".join(map(clean, plain)))


def _passages(passages: pd.DataFrame, rows: Sequence[Row], texts: Sequence[str]) -> list[_Passage]:
    """Return the passages of this pair, each once, in the order of the first article."""
    ids = [row["article_id"] for row in rows]
    found = set()
    for row in passages.to_dict("records"):
        pair = [row["article_id"], row["other_id"]]
        if pair not in (ids, ids[::-1]):
            continue
        here, there = texts if pair == ids else texts[::-1]
        place, other_place = (row["start"], row["end"]), (row["other_start"], row["other_end"])
        _check(row, here, there)
        found.add(_Passage(*place, *other_place) if pair == ids else _Passage(*other_place, *place))
    return sorted(found)


def _check(row: Row, text: str, other_text: str) -> None:
    """See that a passage stands where its row says, and that its twin has most of its words."""
    words, others = (
        Counter(folded(whole[start:end])) if 0 <= start < end <= len(whole) else Counter()
        for whole, start, end in (
            (text, row["start"], row["end"]),
            (other_text, row["other_start"], row["other_end"]),
        )
    )
    alike = (words & others).total()
    if text[row["start"] : row["end"]] != row["text"] or alike < max(1, row["n_words"] / 2):
        raise TableError(
            f"the passages do not fit the texts: {row['article_id']!r} at {row['start']} to "
            f"{row['end']} and {row['other_id']!r} at {row['other_start']} to {row['other_end']} "
            f"do not both say {row['text']!r}. "
            "Use shared_passages with the articles that are shown."
        )


def _names(rows: Sequence[Row]) -> list[str]:
    """Return how to call each article: by its outlet, or by its id where that tells nothing."""
    outlets = [row["outlet"] for row in rows]
    if all(isinstance(name, str) and name for name in outlets) and outlets[0] != outlets[1]:
        return outlets
    return [str(row["article_id"]) for row in rows]


def _spans(
    texts: Sequence[str],
    places: Sequence[tuple[int, int]],
    twins: Sequence[tuple[int, int]],
    other: str,
) -> list[Span]:
    """Return the marks of one article: each passage, and the words in it that no twin has there."""
    text, other_text = texts
    spans = []
    inside: set[tuple[int, int]] = set()
    alike: set[tuple[int, int]] = set()
    for n, ((start, end), twin) in enumerate(zip(places, twins, strict=True), start=1):
        stretch = text[start:end]
        left, right = len(stretch) - len(stretch.lstrip()), len(stretch) - len(stretch.rstrip())
        spans.append(Span(start + left, end - right, "passage", f"P{n}", f"to its twin in {other}"))
        words = [match.span() for match in WORD.finditer(text, start, end)]
        matcher = SequenceMatcher(None, folded(stretch), folded(other_text[slice(*twin)]))
        inside.update(words)
        for at, _, size in matcher.get_matching_blocks():
            alike.update(words[at : at + size])
    spans += [Span(*place, "differs") for place in _joined(text, sorted(inside - alike), spans)]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _joined(
    text: str, places: Sequence[tuple[int, int]], passages: Sequence[Span]
) -> list[tuple[int, int]]:
    """Join words that stand next to each other within the same passages."""
    edges = {edge for span in passages for edge in (span.start, span.end)}
    joined: list[tuple[int, int]] = []
    for start, end in places:
        last = joined[-1] if joined else (0, 0)
        gap = range(last[1], start + 1)
        if not joined or WORD.search(text, last[1], start) or not edges.isdisjoint(gap):
            joined.append((start, end))
        else:
            joined[-1] = (last[0], end)
    return joined


def _summary(n_passages: int, sides: Sequence[_Side]) -> str:
    if not n_passages:
        return f"No passage of {sides[0].name} and {sides[1].name} is in the table of passages."
    parts = []
    for side in sides:
        marked = [span for span in side.spans if span.number]
        words = [match.start() for match in WORD.finditer(side.text)]
        n_words = sum(_is_in(at, marked) for at in words)
        share = percent(n_words / len(words))
        parts.append(f"{n_words:,} of the {len(words):,} words in {side.name} ({share})")
    return f"{count(n_passages, 'passage')} in common: {', '.join(parts)}."


def _is_in(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _key(sides: Sequence[_Side]) -> str:
    styles = {span.style for side in sides for span in side.spans}
    if not styles:
        return ""
    shown = ['<mark class="ma-mark ma-passage ma-first ma-last">passage in common</mark>']
    if "differs" in styles:
        shown.append(
            '<mark class="ma-mark ma-passage ma-differs">word in it that the other lacks</mark>'
        )
    return f'<p class="ma-note">Marks: {", ".join(shown)}. A number leads to its twin.</p>'


def _side(side: _Side, prefix: str, heading_level: int) -> str:
    tag, title, about = f"h{heading_level}", f"{prefix}-{side.key}", about_line(side.row)
    body = "".join(
        f'<p dir="auto">{_marked(side, *span, prefix)}</p>' for span in paragraphs(side.text)
    )
    line = f'<p class="ma-note" dir="auto">{escape(about)}</p>' if about else ""
    return (
        f'<article aria-labelledby="{title}">'
        f'<{tag} id="{title}" dir="auto">{escape(_headline(side.row))}</{tag}>'
        f'{line}<div class="ma-text">{body}</div></article>'
    )


def _headline(row: Row) -> str:
    headline = row["headline"]
    return headline if isinstance(headline, str) and headline else str(row["article_id"])


def _marked(side: _Side, start: int, end: int, prefix: str) -> str:
    """Return one paragraph as HTML; the number stands before its passage, as one reads."""
    out = []
    twin = {"a": "b", "b": "a"}[side.key]
    for piece in cut(start, end, side.spans):
        for span in _begun(piece):
            label = escape(f"{span.number}, {span.words}")
            out.append(
                f'<a class="ma-no" id="{prefix}-{span.number}-{side.key}" title="{label}" '
                f'href="#{prefix}-{span.number}-{twin}" aria-label="{label}">{span.number}</a>'
                '<span class="ma-sr"> [in common: </span>'
            )
        words = escape(side.text[piece.start : piece.end])
        if piece.spans:
            words = f'<mark class="{_classes(piece)}">{words}</mark>'
        out.append(words)
        if any(span.style == "differs" and span.end == piece.end for span in piece.spans):
            out.append('<span class="ma-sr"> (differs)</span>')
        out += ['<span class="ma-sr">]</span>' for _ in _ended(piece)]
    return "".join(out)


def _begun(piece: Piece) -> list[Span]:
    return [span for span in piece.spans if span.number and span.start == piece.start]


def _ended(piece: Piece) -> list[Span]:
    return [span for span in piece.spans if span.number and span.end == piece.end]


def _classes(piece: Piece) -> str:
    names = ["ma-mark", "ma-passage"]
    names += ["ma-differs"] if any(span.style == "differs" for span in piece.spans) else []
    names += ["ma-twice"] if sum(bool(span.number) for span in piece.spans) > 1 else []
    names += ["ma-first"] if _begun(piece) else []
    names += ["ma-last"] if _ended(piece) else []
    return " ".join(names)


def _side_plain(side: _Side) -> Iterator[str]:
    yield ""
    yield from filter(None, (_headline(side.row), about_line(side.row)))
    for start, end in paragraphs(side.text):
        out = []
        for piece in cut(start, end, side.spans):
            out += [f"[{span.number}: " for span in _begun(piece)]
            out += [side.text[piece.start : piece.end], *("]" for _ in _ended(piece))]
        yield "".join(out)
