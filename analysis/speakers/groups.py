"""Groups of people without a name that act: "Union officials had done another sum", then "they"."""

from __future__ import annotations

from typing import Any

from analysis.language import Paragraph
from analysis.marks import Quotation
from analysis.speakers.roles import is_spokesman_role


def groups_in(paragraph: Paragraph, quoted: list[Quotation]) -> list[dict[str, Any]]:
    """Return the groups that are subjects outside quotation marks, one row of names each.

    ``description`` is the phrase as it would stand in mid-sentence, without article or number.
    """
    rows = []
    for chunk in paragraph.doc.noun_chunks:
        noun = chunk.root
        if noun.tag_ != "NNS" or noun.dep_ not in ("nsubj", "nsubjpass"):
            continue
        if not is_spokesman_role(noun.lemma_.lower()):
            continue
        if any(q.inner_start <= noun.idx < q.inner_end for q in quoted):
            continue
        first = noun.i
        while first > chunk.start and paragraph.doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
            first -= 1
        words = paragraph.doc[first : noun.i + 1]
        plain = words.text
        if words[0].is_sent_start and words[0].pos_ != "PROPN":
            plain = plain[:1].lower() + plain[1:]
        place = paragraph.start + words[0].idx
        rows.append(
            {
                "start": place, "end": place + len(words.text), "text": words.text,
                "form": "group", "type": "group", "paragraph": paragraph.index,
                "is_subject": True, "is_quoted": False, "pronoun": None,
                "description": plain, "alias": None,
            }
        )  # fmt: skip
    return rows
