"""Names: every place where a text names a person or a body, with what it says of them there.

A row is one mention: "Ana Ruiz", "Ms. Ruiz", "the Ellery Harbour Authority (EHA)", or a pronoun.
The words around it are kept ("mayor", "harbour authority"), for they are what later tells who "the
mayor" is. Who is who among the mentions is settled in `analysis.speakers`, from this table alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from analysis.language import Reading, dateline_end
from analysis.lexicons import first_names
from analysis.marks import quotations
from analysis.speakers.documents import documents_in
from analysis.speakers.groups import groups_in
from analysis.speakers.roles import BODY_GROUPS, last_words, roles

if TYPE_CHECKING:
    from analysis.language.words import Doc, Token

_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_ACRONYM = re.compile(r"[’']?s?\s*\(\s*[“\"]?(?:the |or )?([A-Z][A-Za-z&.\-]{1,11})[”\"]?\s*\)")


def bare_name(text: str) -> str:
    """Return a person's name without titles, articles and a closing 's.

    >>> bare_name("Mayor Ana Ruiz’s"), bare_name("Detective Sgt Daniel Reyes")
    ('Ana Ruiz', 'Daniel Reyes')
    """
    words = re.sub(r"[’']s?$", "", text.strip(" ,.;:“”\"'‘’")).split()
    if words and words[-1] in ("Jr", "Sr") and f"{words[-1]}." in text:
        words[-1] += "."
    titles = roles().titles
    while len(words) > 1 and (
        words[0].lower().strip(".,") in titles
        or (len(words) > 2 and words[0].lower() in roles().groups)
        or words[0].lower() in ("the", "a", "an", "then", "former", "ex")
        or words[0].islower()
    ):
        words = words[1:]
    return " ".join(words)


def names_in(reading: Reading) -> list[dict[str, Any]]:
    """Return the mentions of people and bodies in one article, in order of place.

    Each row has its place, ``form`` (name, pronoun, group or document), ``type``,
    whether it is a subject and whether it stands in quotation marks, the pronoun that its title
    implies, the words that describe it, and an acronym given for it in brackets.

    >>> from analysis.language import read
    >>> row = names_in(read("Mayor Ana Ruiz left."))[0]
    >>> row["text"], row["type"], row["description"]
    ('Ana Ruiz', 'person', 'mayor')
    """
    rows: list[dict[str, Any]] = []
    for paragraph in reading.paragraphs:
        doc = paragraph.doc
        quoted = quotations(paragraph.text)
        story = dateline_end(paragraph.text)
        for start, end, kind in _spans(doc):
            if doc[start].idx < story:
                continue
            row = _row(doc, start, end, kind)
            row["start"] += paragraph.start
            row["end"] += paragraph.start
            row["paragraph"] = paragraph.index
            middle = doc[start].idx
            row["is_quoted"] = any(q.inner_start <= middle < q.inner_end for q in quoted)
            rows.append(row)
        rows += groups_in(paragraph, quoted)
        rows += documents_in(paragraph, quoted)
    return _with_missed_surnames(reading, rows)


def _spans(doc: Doc) -> list[tuple[int, int, str]]:
    """Token spans of names and of he/she pronouns, in order.

    What is printed goes before what the recogniser saw: a title or a known first name before
    capitals is a person, whatever it took it for.
    """
    found = _printed_people(doc)
    taken = {index for start, end, _ in found for index in range(start, end)}
    for entity in doc.ents:
        start, end = entity.start, entity.end
        named_body = entity[-1].lower_ in last_words("body") and len(entity) > 1
        if entity.label_ not in ("PERSON", "ORG") and not named_body:
            continue
        while end - 1 > start and doc[end - 1].text in ("'s", "’s", "'", "’", ","):
            end -= 1
        while start < end - 1 and doc[start].pos_ in ("DET", "PUNCT", "SPACE"):
            start += 1
        if entity.label_ == "PERSON":
            start = _with_first_name(doc, start) if end - start == 1 else start
            end = _with_hyphen(doc, _with_particles(doc, end))
        else:
            start = _with_first_half(doc, start)
        text = doc[start:end].text
        last = doc[end - 1].lower_.strip(".,")
        if taken & set(range(start, end)) or not any(ch.isupper() for ch in text):
            continue
        kind = "person" if entity.label_ == "PERSON" else "organisation"
        if kind == "person" and (last in last_words("place") or "/" in text):
            continue  # "Ferry Lane"; "Ana Ruiz/AFP" is a credit
        if last in last_words("body"):
            kind = "organisation"
        elif end - start == 2 and _is_followed_by_role(doc, end):
            kind = "person"
        found.append((start, end, kind))
        taken.update(range(start, end))
    found += [(t.i, t.i + 1, "pronoun") for t in doc if t.lower_ in _PRONOUNS and t.i not in taken]
    found += _untagged_names(doc, taken)
    return sorted(found)


def _is_followed_by_role(doc: Doc, end: int) -> bool:
    """'Rufus Kettleby, an analyst with …': what follows is said of one person only."""
    if [token.lower_ for token in doc[end : end + 2]] not in ([",", "a"], [",", "an"]):
        return False
    for token in doc[end + 2 : end + 6]:
        if token.is_punct or token.pos_ in ("ADP", "VERB", "AUX"):
            return False
        if token.pos_ == "NOUN" and token.nbor().pos_ != "NOUN":
            return bool(roles().groups.get(token.lower_, set()) - BODY_GROUPS)
    return False


def _printed_people(doc: Doc) -> list[tuple[int, int, str]]:
    """'Mayor Ines Calloway', 'Mr. Ode', 'Ana Ruiz': by their title or a known first name."""
    found = []
    index = 0
    titles, known_first = roles().titles, first_names()
    while index < len(doc):
        token = doc.words[index]
        is_capital = token.text[:1].isupper()
        title = is_capital and token.lower_.strip(".") in titles
        if not title and not (is_capital and token.lower_ in known_first):
            index += 1
            continue
        start = index + title
        end = start
        while end < len(doc) and end - start < 4 and _is_name_part(doc, start, end):
            end += 1
        while end > start and doc[end - 1].lower_ in _PARTICLES:
            end -= 1
        end = _with_hyphen(doc, end) if end > start else end
        known = end - start > 1 and doc[start].lower_ in known_first
        last = doc[end - 1].lower_.strip(".,") if end > start else ""
        body = last in last_words("body") | last_words("place") or last in roles().groups
        if end > start and (title or known) and not body:
            found.append((start, end, "person"))
            index = end
        else:
            index += 1
    return found


def _is_name_part(doc: Doc, start: int, index: int) -> bool:
    token = doc[index]
    if index > start and token.lower_ in _PARTICLES:
        return True
    initial = len(token.text) == 2 and token.text.endswith(".")
    return (
        token.text[:1].isupper()
        and token.pos_ in ("PROPN", "NOUN", "ADJ", "VERB", "X")
        and (token.text.replace("-", "").replace("’", "").replace("'", "").isalpha() or initial)
        and (initial or not (token.text.isupper() and len(token.text) > 1))
        and token.lower_.strip(".") not in roles().titles
        and not (index > start and token.is_stop)
        and token.ent_type_ not in ("DATE", "TIME")
    )


def _with_first_name(doc: Doc, start: int) -> int:
    """'Tomasz Kubiak' of which only 'Kubiak' was recognised: take in the name before."""
    while start > 0:
        before = doc[start - 1]
        title = before.lower_.strip(".") in roles().titles
        if before.pos_ != "PROPN" or before.ent_type_ or title or not before.text[:1].isupper():
            break
        start -= 1
    return start


def _with_first_half(doc: Doc, start: int) -> int:
    """'the Dockers and Cannery Workers' Union' is cut at 'and': take in what stands before."""
    if start < 3 or doc[start - 1].lower_ not in ("and", "of", "for", "&"):
        return start
    first = start - 2
    while first > 0 and doc[first - 1].text[:1].isupper() and doc[first - 1].lower_ != "the":
        first -= 1
    opens = first > 0 and doc[first - 1].lower_ == "the"
    return first if opens and doc[first].ent_type_ != "PERSON" else start


_PARTICLES = frozenset(
    "van von de der den del della di da la le al el bin ibn ter ten zu dos du".split()
)


def _with_particles(doc: Doc, end: int) -> int:
    """'Peter van' is cut short: take in the particles and the name after them."""
    stop = end
    if doc[end - 1].lower_ not in _PARTICLES and (
        end >= len(doc) or doc[end].lower_ not in _PARTICLES
    ):
        return end
    while stop < len(doc) and doc[stop].lower_ in _PARTICLES:
        stop += 1
    if stop < len(doc) and doc[stop].text[:1].isupper() and doc[stop].is_alpha:
        return stop + 1
    return end


def _with_hyphen(doc: Doc, end: int) -> int:
    """'Ruth Adeyemi-Holt', of which the tokenizer makes three words: take in the rest."""
    while (
        end + 1 < len(doc)
        and doc[end].text in ("-", "‑")
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].text[:1].isupper()
    ):
        end += 2
    return end


def _untagged_names(doc: Doc, taken: set[int]) -> list[tuple[int, int, str]]:
    """Proper nouns that the recogniser passed over and that act: subjects, and titled names."""
    found = []
    for token in doc:
        if token.i in taken or token.pos_ != "PROPN" or not token.text[:1].isupper():
            continue
        if token.ent_type_:
            continue
        start = token.i
        while start and doc[start - 1].pos_ == "PROPN" and start - 1 not in taken:
            start -= 1
        known = start < token.i and doc[start].lower_ in first_names()
        ends = doc[token.i + 1 : token.i + 2]
        is_body = start < token.i and token.lower_ in last_words("body")
        if is_body and not (ends and ends[0].pos_ == "PROPN"):
            found.append((start, token.i + 1, "organisation"))  # "the Brightwater Cannery"
            continue
        if token.dep_ not in ("nsubj", "nsubjpass", "pobj", "appos") and not known:
            continue
        titled = any(
            w.lower_.strip(".") in roles().titles for w in doc[max(0, start - 1) : token.i]
        )
        if token.dep_ in ("pobj", "appos") and not titled and not known:
            continue
        kind = (
            "organisation"
            if token.lower_ in last_words("body") or token.text.isupper()
            else "person"
        )
        found.append((start, token.i + 1, kind))
        taken.update(range(start, token.i + 1))
    return found


def _row(doc: Doc, start: int, end: int, kind: str) -> dict[str, Any]:
    root = doc[start:end].root
    first, last = doc[start], doc[end - 1]
    text = doc[start:end].text
    if kind == "pronoun":
        return {
            "start": first.idx, "end": last.idx + len(last), "text": text, "form": "pronoun",
            "type": "person", "is_subject": _is_subject(first), "pronoun": _PRONOUNS[text.lower()],
            "description": None, "alias": None,
        }  # fmt: skip
    words = _description(doc, start, end, root)
    pronoun = _implied_pronoun(words)
    offset = first.idx
    if kind == "person":
        name = bare_name(text)
        place = text.find(name)
        if name and place >= 0:
            words = [w.lower().strip(".,") for w in text[:place].split()] + words
            pronoun = _implied_pronoun(words)
            text, offset = name, first.idx + place
    bracket = _ACRONYM.match(last.whitespace_ + doc[end : end + 8].text)
    return {
        "start": offset, "end": offset + len(text), "text": text, "form": "name", "type": kind,
        "is_subject": _is_subject(root), "pronoun": pronoun,
        "description": " ".join(dict.fromkeys(words)) or None,
        "alias": bracket.group(1).strip(".") if bracket else None,
    }  # fmt: skip


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("compound", "appos", "flat", "nmod") and token.head.i != token.i:
        token = token.head
    # "Joan, meanwhile, …": what opens a sentence is what it is about.
    return token.dep_ in ("nsubj", "nsubjpass", "agent") or token.left_edge.is_sent_start is True


def _implied_pronoun(words: list[str]) -> str | None:
    known = {roles().pronouns[w] for w in words if w in roles().pronouns}
    return known.pop() if len(known) == 1 else None


def _description(doc: Doc, start: int, end: int, root: Token) -> list[str]:
    """The words that say what this one is: before the name, in apposition, after 'is'."""
    words: list[str] = []
    index = start - 1
    if index >= 0 and doc[index].pos_ == "ADP":
        index = -1  # "the president of Norrland" says nothing of Norrland
    while index >= 0 and start - index <= 6:
        token = doc[index]
        if token.ent_type_ == "PERSON" or token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADP", "PART"):
            break
        if token.pos_ == "ADP" and token.lower_ != "of":
            break
        words.insert(0, token.lemma_.lower().strip("."))
        index -= 1
    if words and words[0] == "of":
        words = []
    for child in root.children:
        if child.dep_ == "prep" and child.i == end and child.lower_ in ("of", "from"):
            words += _words(doc, child.i + 1, min(child.right_edge.i + 1, child.i + 5))
        if child.dep_ == "appos" and child.i >= end and child.ent_type_ != "PERSON":
            words += _words(doc, child.left_edge.i, min(child.right_edge.i + 1, child.i + 7))
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < start:
        head = root.head
        words += _words(doc, head.left_edge.i, start)
    if root.dep_ in ("nsubj",) and root.head.lemma_ in ("be", "become"):
        for child in root.head.children:
            if child.dep_ == "attr" and child.i > end:
                words += _words(doc, child.left_edge.i, min(child.right_edge.i + 1, child.i + 4))
    return words


def _words(doc: Doc, start: int, end: int) -> list[str]:
    return [
        token.lemma_.lower().strip(".")
        for token in doc[start:end]
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and token.is_alpha
    ]


def _with_missed_surnames(reading: Reading, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add the places where a person named in full elsewhere goes by the last name, unrecognised."""
    surnames = {
        row["text"].split()[-1]
        for row in rows
        if row["form"] == "name" and row["type"] == "person" and " " in row["text"]
    }
    covered = [(row["start"], row["end"]) for row in rows]
    starts = {start for start, _ in covered}
    inside = {i for start, end in covered for i in range(start, end)}
    added = []
    for paragraph in reading.paragraphs:
        quoted = quotations(paragraph.text)
        for token in paragraph.doc:
            place = paragraph.start + token.idx
            if token.text not in surnames or place in inside or place in starts:
                continue
            row = _row(paragraph.doc, token.i, token.i + 1, "person")
            row["start"] += paragraph.start
            row["end"] += paragraph.start
            row["paragraph"] = paragraph.index
            row["is_quoted"] = any(q.inner_start <= token.idx < q.inner_end for q in quoted)
            added.append(row)
    return sorted(rows + added, key=lambda row: (row["start"], row["end"]))
