"""What ProQuest calls the fields of an article, in the languages of its interface."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.readers.exports.vendors import fold

# Our name, and the labels that mean it.
_LABELS: Mapping[str, str] = {
    "text": "full text | texte intégral | texte complet | texto completo | texto integral | "
    "volltext | testo completo | testo integrale",
    "title": "title | titre | título | titel | titolo",
    "author": "author | authors | auteur | auteurs | autor | autores | autoren | autore | autori | "
    "verfasser",
    "publication_info": "publication info | publication information | infos sur la publication | "
    "informations de publication | informations sur la publication | información de publicación | "
    "información de la publicación | publikationsinfo | publikationsinformationen | "
    "angaben zur publikation | informações da publicação | informazioni sulla pubblicazione",
    "abstract": "abstract | résumé | resumen | zusammenfassung | resumo | riassunto",
    "links": "links | liens | enlaces | vínculos | collegamenti",
    "outlet": "publication title | titre de la publication | titre de publication | "
    "título de publicación | título de la publicación | titel der publikation | "
    "publikationstitel | título da publicação | titolo della pubblicazione",
    "published": "publication date | date | date de publication | fecha de publicación | "
    "publikationsdatum | erscheinungsdatum | veröffentlichungsdatum | data de publicação | "
    "data di pubblicazione",
    "publication_year": "publication year | year | année de publication | año de publicación | "
    "erscheinungsjahr | publikationsjahr | ano de publicação | anno di pubblicazione",
    "section": "section | rubrique | sección | rubrik | teil | seção | sezione",
    "page": "page | pages | first page | start page | première page | página | páginas | "
    "primera página | seite | seiten | erste seite | pagine",
    "edition": "edition | édition | edición | ausgabe | edição | edizione",
    "volume": "volume | volumen | band",
    "issue": "issue | numéro | número | heft",
    "column": "column | colonne | columna | kolumne | spalte",
    "dateline": "dateline",
    "language": "language of publication | language | langue de publication | langue | "
    "idioma de la publicación | idioma de publicación | idioma | sprache der publikation | "
    "sprache | idioma de publicação | lingua della pubblicazione",
    "url": "url",
    "document_url": "document url | url du document | url del documento | dokument-url | "
    "url do documento",
    "document_id": "proquest document id | proquest id | id de document proquest | "
    "identifiant de document proquest | id du document proquest | id del documento de proquest | "
    "id de documento de proquest | proquest-dokument-id | id do documento proquest | "
    "id documento proquest",
    "published_by": "publisher | éditeur | editorial | editor | verlag | herausgeber | editora | "
    "editore",
    "publication_place": "place of publication | lieu de publication | lugar de publicación | "
    "erscheinungsort | publikationsort | local de publicação | luogo di pubblicazione",
    "publication_country": "country of publication | pays de publication | país de publicación | "
    "erscheinungsland | publikationsland | país de publicação | paese di pubblicazione",
    "publication_subject": "publication subject | sujet de la publication | "
    "materia de publicación | thema der publikation | assunto da publicação",
    "issn": "issn",
    "coden": "coden",
    "source_type": "source type | type de source | tipo de fuente | quellentyp | tipo de fonte | "
    "tipo di fonte",
    "document_type": "document type | type de document | tipo de documento | dokumententyp | "
    "dokumenttyp | tipo di documento",
    "copyright": "copyright | droits d'auteur | derechos de autor | urheberrecht | "
    "direitos autorais",
    "last_updated": "last updated | dernière mise à jour | última actualización | "
    "letzte aktualisierung | zuletzt aktualisiert | última atualização | ultimo aggiornamento",
    "database": "database | base de données | base de datos | datenbank | base de dados",
    "subjects": "subject | subjects | sujet | materia | thema | assunto | soggetto | subject term",
    "business_terms": "business indexing term",
    "places": "location | lieu | lugar | ort | local | luogo",
    "people": "people | personnes | personas | personen | pessoas | persone",
    "companies": "company / organization | company | entreprise/organisation | "
    "société/organisation | empresa / organización | compañía / organización | "
    "unternehmen/organisation | firma/organisation",
    "keywords": "identifier / keyword | identifiant / mot clé | identificador / palabra clave | "
    "identifikator/schlagwort | identificador / palavra-chave",
    "classification": "classification | clasificación | klassifikation",
    "document_feature": "document feature | document features",
    "notes": "notes | publication note",
    "supplement": "supplement",
}  # fmt: skip


_LABEL = re.compile(r"([^\W\d_][^:\n]{1,44}):(?:\s+|$)(.*)", re.DOTALL)


def _squeezed(label: str) -> str:
    """Return a label without what exports lose: "Placeof publication" is the same as with space."""
    return "".join(character for character in fold(label) if character.isalnum())


_FIELDS = {
    _squeezed(label): name for name, labels in _LABELS.items() for label in labels.split(" | ")
}


def labelled(line: str, any_label: bool = False) -> tuple[str, str]:
    """Return our name for the label that a line begins with, and the rest of the line.

    Without a label that ProQuest has, the name is empty; ``any_label`` makes a name of any label.

    >>> labelled("Titre de la publication: Le Phare"), labelled("He said: no")
    (('outlet', 'Le Phare'), ('', 'He said: no'))
    """
    label = _LABEL.match(line)
    if not label:
        return "", line
    name = _FIELDS.get(_squeezed(label[1])) or ""
    if any_label and not name:
        name = "_".join(re.findall("[a-z0-9]+", fold(label[1])))
    return (name, label[2]) if name else ("", line)
