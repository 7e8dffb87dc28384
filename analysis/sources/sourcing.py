"""Sourcing: what each article rests on, in one row, and whether an agency wrote it.

The row counts *different* sources, by the name they are counted under. Credits, datelines, bylines
and the publisher's own name are never sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import pandas as pd

from analysis.outlets import Outlets
from analysis.tables import ARTICLES, HEDGES, MENTIONS, SOURCING, SOURCING_TYPES, check_found

_AT_ONCE = 500  # articles: so many are taken apart into rows at a time
# The columns that are looked at; to take the others apart would cost more than all the rest.
_OF_ARTICLE = ["article_id", "outlet", "byline", "text"]
_OF_RESIDUE = ["article_id", "line", "text"]
_OF_MENTION = [
    "article_id", "mention_id", "start", "line", "text", "source", "type", "role", "rule",
    "is_self",
]  # fmt: skip
_SHORT = 25  # words in a line that is a sign-off and not the story
_HELPED = re.compile(
    r"(?i)\bcontributed\b|\bwith (?:files|reporting|additional|material|information|agenc)|"
    r"\bfiles from\b|\badditional reporting\b"
)


class Annotated(Protocol):
    """What the sourcing of articles is counted from: what `annotate` returns."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def residue(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def hedges(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def outlets(self) -> Outlets: ...  # noqa: D102


class WireOrigin(NamedTuple):
    """Whether an agency wrote an article, and the printed words that say so."""

    origin: str
    evidence: str | None


def wire_origin(
    byline: str | None,
    mentions: Sequence[Mapping[str, Any]],
    lines: Mapping[int, str],
    outlets: Outlets,
) -> WireOrigin:
    """Tell whether one article is an agency's copy, rewritten from it, or the outlet's own.

    ``agency copy``: an agency stands in the byline or the dateline, or signs the story.
    ``rewritten``: an author or the outlet has the byline, and an agency is said to have helped
    ("With files from", "AP contributed") or stands in the dateline. ``own``: there is a byline, and
    no agency beside the story. ``unknown``: nothing says so. Credits of pictures say nothing of who
    wrote the text, and an agency's own articles are its own.

    ``mentions`` are the rows of one article, ``lines`` its residue by line number.

    >>> from analysis.outlets import load_outlets
    >>> wire_origin("By Reuters Staff", [], {}, load_outlets())
    WireOrigin(origin='agency copy', evidence='By Reuters Staff')
    """
    by_agency = [one for one in outlets.find(byline or "") if one.type == "agency"]
    is_own_agency = any(one["is_self"] and one["type"] == "agency" for one in mentions)
    author = byline if byline and not by_agency else None
    beside = [
        one for one in mentions
        if one["type"] == "agency" and not one["is_self"] and not _is_of_picture(one)
        and one["role"] in ("credit", "dateline", "byline")
    ]  # fmt: skip
    helped: list[str] = []
    signed: list[str] = []
    for one in beside:
        line = lines.get(one["line"], "") if one["line"] is not None else one["context"]
        is_whole = line and len(line.split()) <= _SHORT and one["role"] != "dateline"
        printed = line if is_whole else one["text"]
        is_help = one["role"] == "credit" and _HELPED.search(line)
        (helped if is_help else signed).append(printed.strip())
    if by_agency and not is_own_agency:
        return WireOrigin("agency copy", byline)
    if author and (helped or signed):
        return WireOrigin("rewritten", (helped or signed)[0])
    if signed:
        return WireOrigin("agency copy", signed[0])
    if helped:
        return WireOrigin("rewritten", helped[0])
    return WireOrigin("own", author or byline) if byline else WireOrigin("unknown", None)


def _is_of_picture(mention: Mapping[str, Any]) -> bool:
    return mention["role"] == "credit" and mention["rule"] in (
        "picture credit", "credit in the caption", "copyright",
    )  # fmt: skip


def summarize_sourcing(found: Annotated) -> pd.DataFrame:
    """Say what each article rests on, one row per article (the sourcing table), in their order.

    ``n_media_sources`` and ``n_agencies`` count the outlets and agencies relied on; ``n_named``
    people named, ``n_role_only`` office holders without a name, ``n_anonymous`` sources nobody
    could find, ``n_documents`` and ``n_organisations`` the rest: each source once, whatever the
    number of its mentions (a mention whose source nobody can tell counts by itself).
    ``share_unnamed`` is (role only + anonymous) / (named + role only + anonymous), missing where no
    human source speaks. ``credits`` lists who is credited beside the story. ``wire_origin`` is told
    in :func:`wire_origin`, with its evidence. Raises TableError if ``found`` is no annotations.

    >>> from analysis import annotate, load_articles
    >>> found = annotate(load_articles("data/sample/03-bridge-tideway.txt"))
    >>> summarize_sourcing(found)["n_named"].tolist()
    [5]
    """
    check_found(found, "summarize_sourcing", ARTICLES, MENTIONS, HEDGES)
    hedges = found.hedges["article_id"].value_counts()
    rows = []
    for article, own, residue in _articles_with_rows(found):
        key, text = article["article_id"], article["text"]
        for one in own:
            one["line"] = None if pd.isna(one["line"]) else int(one["line"])
            in_text = one["line"] is None and isinstance(text, str)
            one["context"] = _line_at(text, int(one["start"])) if in_text else ""
        lines = {int(row["line"]): str(row["text"]) for row in residue}
        byline = article["byline"] if isinstance(article["byline"], str) else None
        origin = wire_origin(byline, own, lines, found.outlets)
        rows.append(
            {
                "article_id": key,
                "outlet": article["outlet"],
                "wire_origin": origin.origin,
                "wire_evidence": origin.evidence,
                **_counts(own),
                "n_hedges": int(hedges.get(key, 0)),
            }
        )
    return SOURCING.build(rows)


def _articles_with_rows(
    found: Annotated,
) -> Iterator[tuple[dict[Any, Any], list[dict[Any, Any]], list[dict[Any, Any]]]]:
    """Yield every article with its mentions and its residue; few are taken apart at a time."""
    all_mentions, all_residue = found.mentions[_OF_MENTION], found.residue[_OF_RESIDUE]
    for start in range(0, len(found.articles), _AT_ONCE):
        articles = found.articles[_OF_ARTICLE].iloc[start : start + _AT_ONCE]
        mentions = _by_article(all_mentions, articles["article_id"])
        residue = _by_article(all_residue, articles["article_id"])
        for article in articles.to_dict("records"):
            key = article["article_id"]
            yield article, mentions.get(key, []), residue.get(key, [])


def _by_article(table: pd.DataFrame, ids: pd.Series) -> dict[str, list[dict[Any, Any]]]:
    rows: dict[str, list[dict[Any, Any]]] = {}
    for row in table[table["article_id"].isin(ids)].to_dict("records"):
        rows.setdefault(str(row["article_id"]), []).append(row)
    return rows


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)]


def _counts(mentions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    relied_on = [one for one in mentions if one["role"] == "attribution" and not one["is_self"]]
    different: dict[str, set[object]] = {}
    for one in relied_on:
        is_known = isinstance(one["source"], str)
        name = one["source"] if is_known else one["mention_id"]
        different.setdefault(one["type"], set()).add(name)

    def count(*types: str) -> int:
        return sum(len(different.get(kind, ())) for kind in types)

    named, unnamed = count("person"), count("role_only", "anonymous")
    credited = dict.fromkeys(
        str(one["source"])
        for one in mentions
        if one["role"] in ("credit", "dateline") and isinstance(one["source"], str)
    )
    return {
        "n_attributions": len(relied_on),
        **{column: count(*types) for column, types in SOURCING_TYPES.items()},
        "share_unnamed": unnamed / (named + unnamed) if named + unnamed else None,
        "credits": "; ".join(credited) or None,
    }
