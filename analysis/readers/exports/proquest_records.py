"""From the labelled lines of an article of ProQuest to its record."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.readers.dates import parse_published
from analysis.readers.exports.vendors import find_date, language_code, readable_date, without_by
from analysis.readers.records import Found, Record, build_record

# Fields that may have paragraphs; all others end with their line.
_LONG = {"abstract", "copyright", "notes", "publication_info", "links"}
# What stands last in every list of fields; what follows it is the foot of the page.
_LAST = {"document_id", "document_url", "copyright", "last_updated", "database"}
_ADDRESS = re.compile(r"https?://.{1,2000}")
_LINK = re.compile(r".{0,30}\bproquest\b.{0,20}", re.IGNORECASE)
_NOT_AVAILABLE = re.compile(
    r"(?:full text )?(?:is )?(?:not|none|un) ?available(?: (?:from|in) .{0,60})?|non disponible|"
    r"no disponible|"
    r"nicht verfügbar|não disponível|indisponible|aucun(?:e)? disponible|ninguno disponible|"
    r"keine? verfügbar",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r",\s{1,5}(?=[^,;]{0,60}\b(?:edition|édition|edición|ausgabe|edição)\b)", re.IGNORECASE
)
# What stands under a text and is part of the field: the parts of a printed page, and credits.
_PARTS = {
    "illustration": "caption", "illustrations": "caption", "photograph": "caption",
    "authoraffiliation": "author_affiliation", "author affiliation": "author_affiliation",
    "footnote": "footnotes", "footnotes": "footnotes",
}  # fmt: skip
_CREDIT = re.compile(r"(?:(?P<big>CAPTION|CREDIT)|(?P<small>Caption|Credit)):\s{0,5}(?P<rest>.*)")
_FURNITURE = re.compile(
    r"\[?(?:Enlarge this image\.?|View Image(?: -)?)\]?|(?:<?/?html>\s?){1,5}", re.IGNORECASE
)
_PHOTOGRAPH = re.compile(
    r"\((?:photographs?|photos?) by [^()]{2,200}\)(?: ?\([A-Z]\d{1,3}\))?$", re.IGNORECASE
)
_HTML_REST = re.compile(r"^html>\s*")
_CANONICAL = {
    "title", "author", "outlet", "published", "section", "dateline", "language", "url",
    "document_url", "links", "link",
}  # fmt: skip


class Chunk(NamedTuple):
    """Lines that stand together, and what the first of them says if it begins with a label."""

    name: str
    rest: str
    first: str
    more: list[str]

    @property
    def value(self) -> list[str]:
        """The lines without the label."""
        return [self.rest, *self.more] if self.rest else self.more


class Entry(NamedTuple):
    """One article: the lines above its fields, and the lines of each field."""

    above: list[str]
    fields: dict[str, list[str]]


def as_entry(chunks: list[Chunk]) -> Entry | None:
    """Gather what stands under each label; None if there are too few labels for an article."""
    names = [chunk.name for chunk in chunks]
    if names and names[0] and names[0] in names[1:]:  # a headline that begins like a field
        chunks = [chunks[0]._replace(name="", rest=chunks[0].first), *chunks[1:]]
        names[0] = ""
    text = names.index("text") if "text" in names else len(names)
    if _LAST.intersection(names[text + 1 :]):
        chunks = chunks[: max(place for place, name in enumerate(names) if name) + 1]
    end = _end_of_text(chunks, text)
    above: list[str] = []
    fields: dict[str, list[str]] = {}
    current = above
    for place, chunk in enumerate(chunks):
        if text < place < end:
            current += [chunk.first, *chunk.more]
        elif chunk.name:
            current = fields.setdefault(chunk.name, [])
            current += chunk.value
        elif fields and _ADDRESS.fullmatch(chunk.first):
            fields.setdefault("link", [chunk.first])
        elif not _LINK.fullmatch(chunk.first):
            current += chunk.value
    known = fields.keys() & {"text", "outlet", "published", "document_id", "publication_info"}
    return Entry(above, fields) if len(known) > 1 or "document_id" in known else None


def _end_of_text(chunks: list[Chunk], text: int) -> int:
    """Return where the fields under a text begin: a paragraph of it may begin like a field."""
    end = len(chunks)
    for place in range(len(chunks) - 1, text, -1):
        if chunks[place].name:
            end = place
        elif chunks[place - 1].name not in _LONG:
            break
    return end


def as_record(entry: Entry) -> Record:
    """Return the record of an article; without a full text it has none.

    >>> as_record(Entry(["Bridge closes"], {"text": ["Not available."]}))
    {'headline': 'Bridge closes', 'origins': {'headline': 'the line above the fields'}}
    """
    above, fields = entry
    body, others = _parted(fields.get("text", []))
    value = {name: "; ".join(fields[name]) for name in fields if name != "text"}
    info = value.get("publication_info", "")
    outlet, edition = _outlet(value.get("outlet") or (info if ";" in info else ""))
    outlet_field = "Publication title" if "outlet" in value else "Publication info"
    published = readable_date(value.get("published", ""))
    printed = find_date(info or " ".join(above[1:]))
    if printed and parse_published(published).moment is None:
        published = ""  # it is missing, or a space was lost in it or came into it
    dateline, posted = value.get("dateline", ""), ""
    if re.search(r"\d{4}", dateline):  # the moment when a page was put up, and no place
        dateline, posted = "", dateline
    author, credit = value.get("author", ""), others.get("credit", "").strip(" ;")
    author = "" if author.strip().casefold() == "anonymous" else _in_order(author)
    language = language_code(value.get("language", ""))
    own_address = value.get("url", "").replace(" ", "")
    address = (value.get("document_url") or value.get("link", "")).replace(" ", "")
    found = [
        Found("headline", above[0] if above else None, "the line above the fields"),
        Found("headline", value.get("title"), "field Title"),
        Found("outlet", outlet, f"field {outlet_field}"),
        Found("byline", author, "field Author, first names first"),
        Found("byline", credit if len(credit) <= 100 else None, "the line CREDIT under the text"),
        Found("dateline", dateline, "field Dateline"),
        Found("published", published, "field Publication date"),
        Found("published", printed.iso if printed else None, "the line on the publication"),
        Found("url", own_address, "field URL"),
        Found("url", address, "field Document URL"),
        Found("section", value.get("section"), "field Section"),
        Found("language", language, "field Language of publication"),
    ]
    others |= {"edition": edition, "posted": posted, "document_url": address}
    for name, text in value.items():
        if name not in _CANONICAL and not _NOT_AVAILABLE.fullmatch(text.rstrip(" .")):
            others.setdefault(name, text)
    others["document_id"] = others.get("document_id", "").replace(" ", "")
    return build_record("\n\n".join(body), found, others)


def _parted(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Part the lines of a text from captions and credits, which stand under it."""
    lines = [line for line in lines if not _FURNITURE.fullmatch(line)]
    if lines:
        lines[0] = _HTML_REST.sub("", lines[0])
    if " ".join(lines[:2]) and _NOT_AVAILABLE.fullmatch(" ".join(lines[:2]).rstrip(" .")):
        return [], {}
    under_text = (n for n, line in enumerate(lines) if n and line.casefold() in _PARTS)
    end = next(under_text, len(lines))
    body: list[str] = []
    under: dict[str, list[str]] = {}
    current = body
    for place, line in enumerate(lines):
        part = _PARTS.get(line.casefold()) if place else None
        credit = _CREDIT.match(line)
        if part:
            current = under.setdefault(part, [])
            continue
        if credit and (credit["big"] or current is not body or place > end - 3):
            label = credit["big"] or credit["small"]
            current = under.setdefault(label.casefold(), [])
            line = credit["rest"]
        if re.search(r"\w", line):
            current.append(line)
    while len(body) > 1 and _PHOTOGRAPH.search(body[-1][-300:]):
        under.setdefault("caption", []).append(body.pop())
    return body, {name: " ".join(found) for name, found in under.items()}


def _outlet(title: str) -> tuple[str, str]:
    """Part the title of a publication from its place and its edition.

    >>> _outlet("Port Ellery Courier,  Late Edition (East Bank); Port Ellery")
    ('Port Ellery Courier', 'Late Edition (East Bank)')
    """
    name, *edition = _EDITION.split(title.partition(";")[0], maxsplit=1)
    return name.strip(), edition[0].strip() if edition else ""


def _in_order(authors: str) -> str:
    """Return authors with their first names first, as a byline has them.

    >>> _in_order("Nasser, Farid; Osgood, Helen"), _in_order("Meridian Press Agency")
    ('Farid Nasser, Helen Osgood', 'Meridian Press Agency')
    """
    names = []
    for author in authors.split(";"):
        parts = [part.strip() for part in author.split(",")]
        if len(parts) == 2 and all(parts) and not re.search(r"\d", author):
            parts.reverse()
            names.append(" ".join(parts))
        elif author.strip():
            names.append(author.strip())
    joiner = "; " if any("," in name for name in names) else ", "
    return without_by(joiner.join(names))
