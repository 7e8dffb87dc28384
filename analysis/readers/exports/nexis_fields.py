"""What LexisNexis prints around an article: its field names and dates, in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.dates import parse_published
from analysis.readers.exports.vendors import find_date, fold, language_code, without_by
from analysis.readers.records import Record

# English, French, German, Spanish, Dutch, Italian, Portuguese; without accents, and with blanks
# for hyphens.
_NAMES: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "titre", "titel", "titulo", "kop", "titolo"),
    "byline": (
        "byline", "author", "auteur", "auteurs", "autor", "autoren", "verfasser", "autores",
        "autore", "firma", "signature",
    ),
    "section": (
        "section", "rubrique", "rubrik", "ressort", "seccion", "rubriek", "sectie", "sezione",
        "secao",
    ),
    "length": (
        "length", "longueur", "lange", "laenge", "umfang", "longitud", "extension", "lengte",
        "lunghezza", "comprimento",
    ),
    "dateline": (
        "dateline", "lieu", "datumszeile", "ort", "lugar", "lugar y fecha", "plaats", "dagtekening",
    ),
    "highlight": (
        "highlight", "highlights", "encart", "encadre", "points forts", "hervorhebung", "vorspann",
        "destacado", "aspecto destacado", "teaser", "lead", "inleiding", "in evidenza",
    ),
    "series": ("series", "serie"),
    "load_date": (
        "load date", "date chargement", "date de chargement", "ladedatum", "datum der eingabe",
        "fecha carga", "fecha de carga", "laaddatum", "invoerdatum", "data di caricamento",
    ),
    "language": ("language", "langue", "sprache", "idioma", "lengua", "taal", "lingua"),
    "publication_type": (
        "publication type", "type publication", "type de publication", "publikationsart",
        "publikationstyp", "tipo de publicacion", "publicatietype", "type publicatie",
        "soort publicatie", "tipo di pubblicazione",
    ),
    "graphic": (
        "graphic", "graphics", "graphique", "illustration", "grafik", "abbildung", "grafico",
        "grafiek", "afbeelding", "immagine",
    ),
    "subject": (
        "subject", "subjects", "sujet", "thema", "themen", "schlagworter", "tema", "materia",
        "asunto", "onderwerp", "argomento",
    ),
    "journal_code": ("journal code", "code journal", "zeitungs code", "zeitschriften code"),
    "update": ("update", "aktualisierung"),
    "notes": ("notes", "note", "anmerkungen", "anmerkung", "notas", "opmerkingen"),
    "correction": ("correction", "korrektur", "correccion", "correctie", "correzione"),
    "correction_date": ("correction date",),
    "organization": ("organization", "organisation", "organizacion", "organisatie"),
    "person": ("person", "personne", "persona", "persoon", "people"),
    "geographic": (
        "geographic", "localisation geo", "geographie", "geographisch", "geografia", "geografie",
    ),
    "company": ("company", "societe", "unternehmen", "firmen", "empresa", "compania", "bedrijf"),
    "industry": ("industry", "secteur activite", "branche", "industria", "sector"),
    "ticker": ("ticker", "symbole boursier"),
    "country": ("country", "pays", "land", "pais"),
    "state": ("state",),
    "city": ("city", "ville", "stadt", "ciudad", "stad"),
    "type": ("type",),
    "url": ("url",),
    "document_id": ("acc no", "document id"),
    "document_type": ("document type",),
    "distribution": ("distribution",),
}  # fmt: skip
_KNOWN = {printed: name for name, several in _NAMES.items() for printed in several}
# Fields between the headline and the text, and those that can only come after it.
ABOVE = {"headline", "byline", "section", "length", "dateline", "highlight", "series"}
BELOW = {"load_date", "language", "publication_type", "graphic", "journal_code"}
# Fields that may have paragraphs.
LONG = {"graphic", "correction", "notes", "highlight"}
# The heading above the text.
BODY = {
    "body", "text", "corps", "corps du texte", "texte", "textkorper", "haupttext", "hauptteil",
    "texto", "cuerpo", "cuerpo del texto", "tekst", "hoofdtekst", "inhoud", "testo", "corpo",
}  # fmt: skip

# Of these a record says where they were found.
_TRACED = {
    "headline", "outlet", "byline", "dateline", "published", "url", "section", "language",
}  # fmt: skip

_FIELD = re.compile(r"([^\W\d_][\w’'/()-]{1,30}(?: [\w’'/()-]{1,30}){0,3})\s?:(?:\s+|$)")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) ?\d{4})", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:all rights reserved|tous droits|alle rechte|todos los derechos|alle rechten|"
    r"tutti i diritti|todos os direitos|distributed by|provided by)",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:jan|ene|gen|fe[bv]|fév|mar|mär|mrz|maa|mrt|apr|avr|abr|ma[iyg]|mei|ju[nil]|giu|lug|aug|"
    r"ago|aoû|aou|sep|set|o[ck]t|ott|out|nov|dec|déc|dez|dic)[^\W\d_]{0,9}\.?"
)
_WEEKDAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|die|mit|don|fre|son|mi[eé]|jue|"
    r"vie|s[aá]b|dom|maa|din|woe|vri|zat|zon|gio|seg|ter|qua|qui|sex)[^\W\d_]{0,9}"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.º])?"
_DATE = re.compile(
    rf"(?:{_WEEKDAY}[.,]?\s+)?(?:le\s+|den\s+)?(?P<date>"
    rf"{_DAY}\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:del?\s+)?\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}|"
    rf"{_MONTH},?\s+\d{{4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}})"
    r"(?!\d)(?P<rest>.{0,80})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?P<time>\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?)"
    r"(?:\s*(?:Uhr|h|uur)\b)?(?:\s*\(?(?P<zone>(?-i:GMT[+-]\d{1,2}|UTC|[A-Z]{1,4}T))\b\)?)?",
    re.IGNORECASE,
)
_SHIFT = re.compile(r"GMT([+-])(\d{1,2})", re.IGNORECASE)

_CAPTION = re.compile(
    r"(?:PHOTO|PHOTOGRAPH|GRAPHIC|CHART|MAP|DRAWING|DIAGRAM|TABLE|CARTOON|ILLUSTRATION)S?"
    r"(?: \(\w+\))?:\s"
)
_LINK = re.compile(r"Link to (?:Image|PDF)|Lien vers (?:l.image|le PDF)", re.IGNORECASE)


class Field(NamedTuple):
    """A field as printed: its name here, whether that is a usual one, its label and value."""

    name: str
    is_known: bool
    label: str
    value: str


class Printed(NamedTuple):
    """A line with a date: the date and time alone, and the edition that may stand behind."""

    published: str
    edition: str


def plain(text: str) -> str:
    """Return a field name or heading without capitals, accents and hyphens.

    >>> plain("DATE-CHARGEMENT"), plain("Länge")
    ('date chargement', 'lange')
    """
    return fold(text).replace("-", " ").replace("_", " ").strip()


def field_in(line: str) -> Field | None:
    """Return the field that a line opens with, or None.

    >>> field_in("Longueur : 355 mots")
    Field(name='length', is_known=True, label='Longueur', value='355 mots')
    """
    found = _FIELD.match(line)
    if not found:
        return None
    printed = plain(found[1])
    name = _KNOWN.get(printed) or "_".join(re.findall(r"\w+", printed))
    return Field(name, printed in _KNOWN, found[1], line[found.end() :].strip())


def heading_in(line: str) -> str | None:
    """Return the field that a line names and nothing else, as "Graphic", or None."""
    return _KNOWN.get(plain(line)) if len(line) <= 30 else None


def date_in(line: str) -> Printed | None:
    """Return the date that a line opens with, without its weekday, or None.

    Month names that parse_published does not know are turned into numbers.

    >>> date_in("December 19, 2018 Wednesday 9:20 AM GMT Final Edition")
    Printed(published='December 19, 2018 9:20 AM GMT', edition='Final Edition')
    >>> date_in("mercredi 14 août 2013 07:49 PM GMT").published
    '2013/08/14 07:49 PM GMT'
    """
    found = _DATE.fullmatch(line.strip())
    if not found:
        return None
    date, moment, rest = " ".join(found["date"].split()), "", found["rest"]
    time = _TIME.search(rest)
    if time:
        zone = _SHIFT.sub(lambda shift: f"{shift[1]}{int(shift[2]):02d}00", time["zone"] or "")
        moment = f" {time['time']} {zone}".rstrip()
        rest = f"{rest[: time.start()]} {rest[time.end() :]}"
    rest = re.sub(rf"^[\s,;]*{_WEEKDAY}(?!\w)", "", rest, flags=re.IGNORECASE)
    edition = " ".join(rest.split()).strip(" ,;-–")
    day = find_date(date)
    if day and not parse_published(date + moment).moment:
        date = day.iso.replace("-", "/")
    return Printed(date + moment, edition)


def is_copyright(line: str) -> bool:
    """Whether a line says whose copyright it is, or goes on doing so."""
    return bool(_COPYRIGHT.match(line) or _RIGHTS.match(line))


def is_link(line: str) -> bool:
    """Whether a line is only the text of a link to a picture or a facsimile."""
    return _LINK.fullmatch(line) is not None


def without_captions(lines: list[str]) -> tuple[list[str], list[str]]:
    """Divide the paragraphs of a text from the captions and links that stand below it.

    >>> without_captions(["It is closed.", "PHOTO: The bridge. (ED VARGA)", "Link to Image"])
    (['It is closed.'], ['PHOTO: The bridge. (ED VARGA)'])
    """
    end = len(lines)
    while end and (_CAPTION.match(lines[end - 1]) or is_link(lines[end - 1])):
        end -= 1
    return lines[:end], [line for line in lines[end:] if not is_link(line)]


def put(row: Record, name: str, value: str, where: str) -> None:
    """Write a value into a record, with where it was found.

    Of two for one name the first counts, but for those that may have paragraphs.

    >>> row = {}
    >>> put(row, "language", "ENGLISH", "field LANGUAGE")
    >>> row
    {'language': 'en', 'origins': {'language': 'field LANGUAGE'}}
    """
    if name == "language":
        value = language_code(value) or ""
    if value and name in row and name in LONG:
        value = f"{row[name]}\n{value}"
    elif not value or name in row:
        return
    row[name] = value
    if name in _TRACED:
        origins = row.setdefault("origins", {})
        assert isinstance(origins, dict)
        origins[name] = where


def put_edition(row: Record, lines: Sequence[str]) -> None:
    """Write what stands below the date into a record: the edition, or that it was corrected."""
    corrected = [line for line in lines if re.match("corre[ck]", line, re.IGNORECASE)]
    put(row, "correction", " ".join(corrected), "")
    put(row, "edition", " ".join(line for line in lines if line and line not in corrected), "")


def finish(row: Record, text: list[str]) -> Record:
    """Write the paragraphs of the text into a record, and take "By" from its byline."""
    text, captions = without_captions(text)
    if captions:
        row["graphic"] = "\n".join([*captions, str(row.get("graphic", ""))]).strip()
    if text:
        row["text"] = "\n\n".join(text)
    byline, language = row.get("byline"), row.get("language")
    if isinstance(byline, str):
        byline = re.sub(r"^F(?:rom|ROM)\s+", "", byline)
        row["byline"] = without_by(byline, language if isinstance(language, str) else None)
    return row
