"""An article with its marks: who is quoted, in whose words, and whom the article relies on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from analysis.display.html import Cell, Shown, cell, clean, escape, new_prefix, page, table
from analysis.language import paragraphs
from analysis.mistakes import ArgumentError, check_heading_level, did_you_mean, given
from analysis.tables import ARTICLES, MENTIONS, QUOTES, RESIDUE, TableError

Row = Mapping[Any, Any]


class Span(NamedTuple):
    """A marked stretch of text: its class, and the number and words that stand for it, if any.

    ``number`` is the key of its row ("Q3" is ``quote_id`` 3), ``words`` what a listener hears.
    """

    start: int
    end: int
    style: str
    number: str = ""
    words: str = ""


class Piece(NamedTuple):
    """A stretch of text with the same marks from end to end."""

    start: int
    end: int
    spans: list[Span]


def show_article(
    article_id: str,
    *,
    articles: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    residue: pd.DataFrame | None = None,
    heading_level: int = 3,
) -> Shown:
    """Return an article to be read, with its quotes and source mentions marked and listed below.

    Q3 in the text and in the list is the quote with ``quote_id`` 3, S2 the mention with
    ``mention_id`` 2. The lists give speaker, cue and the rule that decided. In a loop, pass the
    result to ``display``.

    Parameters: ``articles``, and of the same articles ``quotes`` (plain, named or scored),
    ``mentions`` and ``residue`` (the lines that were set aside), each of which may be left out;
    ``heading_level``, 1 to 6, of the headline.

    Raises ValueError for an unknown article or heading level, TableError for other tables or rows
    that do not fit the text.

    >>> articles = ARTICLES.build([{"article_id": "a1", "text": "“We wait,” she said.",
    ...     "headline": "Rain", "text_raw": "", "file": "a.txt", "format": "text"}])
    >>> quotes = QUOTES.build([{"article_id": "a1", "quote_id": 1, "sentence_id": 1, "start": 1,
    ...     "end": 9, "text": "We wait,", "kind": "direct", "cue": "said", "rule": "cue"}])
    >>> show_article("a1", articles=articles, quotes=quotes)
    Rain
    “We wait,[Q1]” she said.
    Quotes (1)
    no. | kind | speaker | as printed | cue | rule
    Q1 | direct | – | – | said | cue
    """
    check_heading_level(heading_level)
    article = find_article(article_id, articles)
    text = article["text"]
    said = _rows(quotes, QUOTES, article_id)
    named = _rows(mentions, MENTIONS, article_id)
    aside = _rows(residue, RESIDUE, article_id)
    in_text = [row for row in named if pd.isna(row["line"])]
    for row in (*said, *in_text):
        if text[row["start"] : row["end"]] != row["text"]:
            raise TableError(
                f"the marks do not fit the text of article {article_id!r}: at {row['start']} to "
                f"{row['end']} it does not say {row['text']!r}. "
                "Use the tables that were made from these articles."
            )
    spans = _spans(said, in_text)
    prefix = new_prefix()
    body = "".join(
        f'<p dir="auto">{_marked(text, *span, spans, prefix)}</p>' for span in paragraphs(text)
    )
    set_aside = list(_aside(aside, named, prefix))
    seen = body + "".join(part.html for part in set_aside)
    lists = [*_lists(said, named, quotes, prefix, seen), *set_aside]
    headline = article["headline"] if isinstance(article["headline"], str) else article_id
    about = about_line(article)
    tag = f"h{heading_level}"
    html = [
        f'<article aria-labelledby="{prefix}-title">',
        f'<{tag} id="{prefix}-title" dir="auto">{escape(headline)}</{tag}>',
        f'<p class="ma-note" dir="auto">{escape(about)}</p>' if about else "",
        _key(spans),
        f'<div class="ma-text">{body}</div>',
        *(part.html for part in lists),
        "</article>",
    ]
    plain = [headline, about]
    plain += [_marked_plain(text, *span, spans) for span in paragraphs(text)]
    plain += [part.text for part in lists]
    return Shown(page("".join(html)), "\n".join(clean(line) for line in plain if line))


def cut(start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """Cut a stretch of text wherever a span begins or ends, so that no two pieces overlap.

    >>> one, two = Span(2, 6, "quote"), Span(4, 9, "mention")
    >>> [(piece.start, piece.end, len(piece.spans)) for piece in cut(0, 9, [one, two])]
    [(0, 2, 0), (2, 4, 1), (4, 6, 2), (6, 9, 1)]
    """
    inside = [span for span in spans if span.start < end and start < span.end]
    edges = {start, end}
    edges |= {at for span in inside for at in span[:2] if start < at < end}
    for left, right in pairwise(sorted(edges)):
        yield Piece(left, right, [span for span in inside if span.start <= left < span.end])


def find_article(article_id: str, articles: pd.DataFrame) -> Row:
    """Return the row of an article; raises ArgumentError with those there are if it is not one."""
    ARTICLES.check(articles)
    if not isinstance(article_id, str):
        raise ArgumentError(
            f"an article is called by its article_id, a text, and not by {given(article_id)}. "
            f"The first of these is {next(iter(articles['article_id']), None)!r}."
        )
    found = articles[articles["article_id"] == article_id]
    if found.empty:
        some = ", ".join(map(repr, articles["article_id"].head(3))) or "none"
        raise ArgumentError(
            f"there is no article {article_id!r} among these {len(articles):,}."
            + (did_you_mean(article_id, articles["article_id"]) or f" The first are {some}.")
        )
    return found.to_dict("records")[0]


def _rows(frame: pd.DataFrame | None, kind: Any, article_id: str) -> list[Row]:
    if frame is None:
        return []
    kind.check(frame)
    return list(frame[frame["article_id"] == article_id].to_dict("records"))


def _spans(said: Sequence[Row], named: Sequence[Row]) -> list[Span]:
    """Return all that is to be marked; inner spans come last, so that they close first."""
    spans = []
    for row in said:
        who = _speaker(row)
        words = f"{row['kind']} quote" + (f" by {who}" if who else "")
        spans.append(Span(*_trimmed(row), _style(row["kind"]), _number(row), words))
        for part in ("cue", "speaker"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            if not pd.isna(start) and not pd.isna(end):
                spans.append(Span(int(start), int(end), part))
    for row in named:
        style = "mention" if row["role"] == "attribution" else "mention other"
        words = f"source, {_type(row)}, {row['role']}"
        spans.append(Span(*_trimmed(row), style, _number(row), words))
    return sorted(
        (span for span in spans if span.start < span.end), key=lambda span: (span.start, -span.end)
    )


def _trimmed(row: Row) -> tuple[int, int]:
    """Return a row's place without the blanks at its ends, which no paragraph shows."""
    text = row["text"]
    return row["start"] + len(text) - len(text.lstrip()), row["end"] - len(text) + len(
        text.rstrip()
    )


def _style(kind: object) -> str:
    return f"quote {kind}" if kind in ("mixed", "indirect") else "quote direct"


def _number(row: Row) -> str:
    return f"Q{row['quote_id']}" if "quote_id" in row else f"S{row['mention_id']}"


def _speaker(row: Row) -> str:
    for column in ("speaker", "speaker_text"):
        value = row.get(column)
        if isinstance(value, str) and value:
            return value
    return ""


def _type(row: Row) -> str:
    subtype = row["subtype"]
    return f"{row['type']} ({subtype})" if isinstance(subtype, str) else str(row["type"])


def _marked(text: str, start: int, end: int, spans: Sequence[Span], prefix: str) -> str:
    """Return one paragraph as HTML: marks for the eye, spoken brackets for the ear."""
    out = []
    for piece in cut(start, end, spans):
        opening = [span for span in piece.spans if span.number and span.start == piece.start]
        closing = [span for span in piece.spans if span.number and span.end == piece.end]
        out += [
            f'<span class="ma-sr">[{escape(span.number)}, {escape(span.words)}: </span>'
            for span in opening
        ]
        words = escape(text[piece.start : piece.end])
        if piece.spans:
            words = f'<mark class="{_classes(piece)}">{words}</mark>'
        out.append(words)
        for span in reversed(closing):
            label = escape(f"{span.number}, {span.words}")
            ref = f"{prefix}-{span.number}"
            out.append(
                '<span class="ma-sr">]</span><sup class="ma-ref">'
                f'<a id="{ref}-ref" href="#{ref}" title="{label}" aria-label="{label}">'
                f"{escape(span.number)}</a></sup>"
            )
    return "".join(out)


def _classes(piece: Piece) -> str:
    names = {name for span in piece.spans for name in span.style.split()}
    sources = [span for span in piece.spans if span.style.startswith("mention")]
    if sum(span.style.startswith("quote") for span in piece.spans) > 1:
        names.add("nested")
    if any(span.start == piece.start for span in sources):
        names.add("first")
    if any(span.end == piece.end for span in sources):
        names.add("last")
    return " ".join(["ma-mark", *(f"ma-{name}" for name in sorted(names))])


def _marked_plain(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    out = []
    for piece in cut(start, end, spans):
        out.append(text[piece.start : piece.end])
        out += [f"[{s.number}]" for s in reversed(piece.spans) if s.number and s.end == piece.end]
    return "".join(out)


def about_line(article: Row) -> str:
    """Return who published an article, who wrote it, when and where, as one line."""
    published = article["published"]
    parts = [
        article["outlet"],
        article["byline"],
        None if pd.isna(published) else f"{published:%Y-%m-%d}",
        article["dateline"],
    ]
    return " · ".join(part for part in parts if isinstance(part, str) and part)


def _key(spans: Sequence[Span]) -> str:
    """Say what each kind of mark means, as far as it occurs."""
    meanings = {
        "quote direct": "direct quote",
        "quote mixed": "mixed quote",
        "quote indirect": "indirect quote",
        "speaker": "speaker",
        "cue": "cue",
        "mention": "source relied on",
        "mention other": "source in another role",
    }
    present = {span.style for span in spans}
    shown = []
    for style, meaning in meanings.items():
        if style in present:
            names = [*style.split(), *(["first", "last"] if "mention" in style else [])]
            classes = " ".join(["ma-mark", *(f"ma-{name}" for name in names)])
            shown.append(f'<mark class="{classes}">{meaning}</mark>')
    return f'<p class="ma-note">Marks: {", ".join(shown)}.</p>' if shown else ""


def _lists(
    said: Sequence[Row],
    named: Sequence[Row],
    quotes: pd.DataFrame | None,
    prefix: str,
    seen: str,
) -> Iterator[Shown]:
    """Yield the list of quotes and the list of sources, each row tied to its mark if it is seen."""
    if quotes is not None:
        columns = {"kind": "kind", "speaker": "speaker", "as printed": "speaker_text", "cue": "cue"}
        columns |= {"tone": "compound"} if "compound" in quotes else {}
        columns |= {"rule": "rule"}
        yield _list(f"Quotes ({len(said)})", said, columns, prefix, seen)
    if named:
        columns = {"source": "source", "as printed": "text", "type": "type", "role": "role"}
        columns |= {"cue": "cue", "rule": "rule"}
        shown: list[Row] = [{**row, "type": _type(row), "source": _source(row)} for row in named]
        yield _list(f"Sources named ({len(named)})", shown, columns, prefix, seen)


def _source(row: Row) -> object:
    return f"{row['source']} (this outlet itself)" if row["is_self"] is True else row["source"]


def _list(
    caption: str, rows: Sequence[Row], columns: Mapping[str, str], prefix: str, seen: str
) -> Shown:
    cells = []
    for row in rows:
        number = _number(row)
        back = f"{prefix}-{number}-ref"
        shown = f'<a href="#{back}" aria-label="{number}, back to the text">{number}</a>'
        head = Cell(shown if f'id="{back}"' in seen else number, number)
        cells.append([head, *(cell(row.get(name)) for name in columns.values())])
    return table(
        ["no.", *columns],
        cells,
        caption,
        note="" if rows else "None.",
        row_headings=True,
        row_ids=[f"{prefix}-{_number(row)}" for row in rows],
    )


def _aside(aside: Sequence[Row], named: Sequence[Row], prefix: str) -> Iterator[Shown]:
    """Yield the list of lines set aside, with the sources that are named in them."""
    if not aside:
        return
    cells = []
    for row in aside:
        line, text = row["line"], row["text"]
        spans = [
            span
            for mention in named
            if mention["line"] == line
            and text[mention["start"] : mention["end"]] == mention["text"]
            for span in _spans([], [mention])
        ]
        spans.sort(key=lambda span: (span.start, -span.end))
        html = _marked(text, 0, len(text), spans, prefix)
        cells.append(
            [cell(line), cell(row["reason"]), Cell(html, _marked_plain(text, 0, len(text), spans))]
        )
    yield table(
        ["line", "reason", "text"],
        cells,
        f"Set aside, not part of the story ({len(aside)})",
        row_headings=True,
    )
