"""Media: where an article names an outlet, and whether it relies on it or only speaks of it.

An outlet is an *attribution* where the sentence credits it: it reports, is told, is cited, has a
poll or an interview. Else it is a *subject*: somebody's employer, a venue, the news itself. A form
that is also a common word ("the Post", "Time") counts only in an attribution, or after the full
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from analysis.language import Paragraph, Reading
from analysis.outlets import OutletMatch
from analysis.sources.attributions import attribution_verbs, quoted_places
from analysis.sources.media_cues import LEFT, LOOSE, OWN, POLLS, RIGHT
from analysis.sources.nouns import noun_kind
from analysis.sources.outlet_names import CALENDAR, NOT_IN_A_NAME, ArticleOutlets
from analysis.sources.platforms import platforms_in

if TYPE_CHECKING:
    from analysis.language.words import Token


class MediaMention(NamedTuple):
    """One place where an outlet is named: its span in the article, and what it does there."""

    start: int
    end: int
    name: str
    type: str
    role: str
    relation: str | None
    cue: str | None
    rule: str


class _Use(NamedTuple):
    role: str
    relation: str | None
    cue: str | None
    rule: str


_SUBJECT = _Use("subject", None, None, "named, not cited")

_JOINED = re.compile(r"^(?:\s*(?:,|/|-|–|&|\+|via|and|or|, and)\s*)(?:[Tt]he )?$")
_CONDUIT = re.compile(r"(?i)interview|op-?ed|column|commentary|essay|forum|town hall|debate")
# "a BBC documentary won": no source; "he said in a BBC documentary": one.
_EVENT = re.compile(r"(?:documentar|debate|forum|town hall)")
_AT_AN_EVENT = re.compile(r"\b(?:in|at|during|on|told|tells) (?:an?|the|its|[\w-]+['’]s) $")
_ON = re.compile(r"\b([Oo]n)\s+(?:the\s+)?$")
_TOLD_THE_PAPER = re.compile(
    r"\b(told|tells|(?:said|says|claimed|confirmed|explained|revealed|admitted|spoke|speaking) to|"
    r"interview with) (?:the|this) (newspaper|paper|programme|program|station|network|broadcaster|"
    r"magazine|channel|website|site|outlet|publication|news agency|tabloid)\b"
    rf"(?! [a-z]+(?:er|or)s?\b)(?! (?!(?:{'|'.join(sorted(CALENDAR))})\b)[A-Z])"
)
# What only a newspaper has: "the editor of the Times".
_HAS_A_PAPER = re.compile(
    r"\b(?:editors?|front pages?|newsroom|readers?|columnists?|publisher|masthead|letters page) "
    r"(?:of|for|at|in) [Tt]he $"
)
_REPORTS = re.compile(r" (?:has |had |first )?(?:reported|quoted|revealed|wrote|reports)\b")
_STAFF = re.compile(
    r"^(?:[’']s?)? (?!chief (?:[\w-]+ ){0,2}(?:correspondent|reporter|critic|analyst)\b)"
    r"(?:[a-z-]+ ){0,2}?(?:spokes(?:man|woman|person)|executives?|boss|chief|"
    r"president|director|owner|founder|chairman|ceo|CEO|employees?|staff(?:er)?s?|lawyers?|"
    r"shareholders?|viewers?|readers?|contributors?|building|headquarters|offices?|studios?|"
    r"users?|parent)\b"
)
# "wrote Post White House bureau chief Ana Ruiz"
_WITH_REPORTER = re.compile(
    r" (?:[A-Z]\w+ ){1,3}(?:bureau chief|correspondent|reporter|columnist|editor)s? (?=[A-Z])"
)
_SENTENCE_END = re.compile(r"[.?!][”\"]? (?![a-z\d(])|” |\n")  # not that of "(Nov. 18)"
_ASKING = frozenset({"ask", "question", "interview", "contact", "press"})
_VENUE = re.compile(r"\b(?:hosted|moderated|sponsored|organi[sz]ed|owned) by (?:the )?$")
_ASKED = re.compile(r"[’']s? requests? for (?:a )?comments?\b")
_OTHER_BODY = re.compile(
    r" (?:Institute|Foundation|Philanthropies|Entertainment|Insurance|Corp|Inc|University|Prize|"
    r"Awards?|Building|Tower|Stadium|Stylebook|Avenue|Street|Warner|Square)\b"
)
_SAYING = frozenset(
    "say tell argue claim add insist warn explain suggest call deny ask defend".split()
)


def media_in(
    reading: Reading, names: ArticleOutlets, cued: Iterable[int] = ()
) -> list[MediaMention]:
    """Return the places where an article names outlets, and platforms as a channel, in order.

    ``cued`` are the offsets of nouns that are known to be sources (the speakers of quotes).

    >>> from analysis.language import read
    >>> from analysis.outlets import load_outlets
    >>> from analysis.sources.outlet_names import outlets_of
    >>> reading = read("The mayor told Reuters so. She once wrote for the Washington Post.")
    >>> [(m.name, m.role) for m in media_in(reading, outlets_of(reading, load_outlets()))]
    [('Reuters', 'attribution'), ('The Washington Post', 'subject')]
    """
    offsets = set(cued)
    found: list[MediaMention] = []
    for paragraph in reading.paragraphs:
        found += _in_paragraph(paragraph, names, offsets)
    return found


class _Place(NamedTuple):
    match: OutletMatch
    use: _Use | None
    is_quoted: bool


def _in_paragraph(
    paragraph: Paragraph, names: ArticleOutlets, cued: set[int]
) -> list[MediaMention]:
    text = paragraph.text
    quoted = quoted_places(paragraph.doc)
    places = []
    for match in names.find(text):
        if match.type == "social" or not _stands_alone(text, match):
            continue
        inside = any(start < match.start < end for start, end in quoted)
        if match.ambiguity == 2 and match.name not in names.seen and _begins(text, match.start):
            if match.name == "People" or not _REPORTS.match(text, match.end):
                continue  # "People who …", "Time will …"; but "Time reported …"
        places.append(_Place(match, None if inside else _use(paragraph, match, cued), inside))
    mentions = []
    for match, use, inside in _joined(text, places):
        name = names.meant_by(match, text)
        if match.is_weak and use is None and (inside or not _is_known(match, name, names, text)):
            continue
        if _is_somebody_else(text[match.start : match.end], text[: match.start], use, names, name):
            continue
        if not match.is_weak:
            names.remember(name)
        start, end = paragraph.start + match.start, paragraph.start + match.end
        mentions.append(_mention(start, end, name, names.type_of(name), use or _SUBJECT))
    for told in _TOLD_THE_PAPER.finditer(text):
        if not any(start < told.start() < end for start, end in quoted):
            before = mentions[-1].name if mentions else names.latest
            if before or names.self_name:
                start, end = (paragraph.start + offset for offset in told.span(2))
                use = _Use("attribution", "conduit", told.group(1), "told to the outlet")
                mentions.append(
                    _mention(start, end, before or names.self_name or "", "outlet", use)
                )
    for start, end, name in platforms_in(paragraph, names.outlets, quoted):
        use = _Use("attribution", "conduit", None, "channel of a statement")
        place = (paragraph.start + start, paragraph.start + end)
        mentions.append(_mention(*place, name, "social", use))
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


def _mention(start: int, end: int, name: str, kind: str, use: _Use) -> MediaMention:
    return MediaMention(start, end, name, kind, use.role, use.relation, use.cue, use.rule)


def _stands_alone(text: str, match: OutletMatch) -> bool:
    """Whether the match is a name by itself, and not a part of a longer one ("Time Warner")."""
    after, before = text[match.end :], text[: match.start]
    if _OTHER_BODY.match(after):
        return False
    if not match.is_weak and match.ambiguity == 0:
        return True
    following = re.match(r"[ -]([A-Z][a-z]+|\d)", after)
    is_followed = following is not None and following.group(1) not in CALENDAR
    if is_followed and not re.match(OWN + POLLS, after) and not _WITH_REPORTER.match(after):
        return False
    preceding = re.search(r"([A-Z][\w’'.]*)[ -]$", before)
    if preceding is None or preceding.group(1) in NOT_IN_A_NAME | CALENDAR:
        return not before.endswith("-")
    return preceding.start() == 0


def _is_known(match: OutletMatch, name: str, names: ArticleOutlets, text: str) -> bool:
    """Whether a short form outside any attribution is sure to mean the outlet."""
    if _HAS_A_PAPER.search(text[: match.start]) or _ASKED.match(text, match.end):
        return True
    if name not in names.seen and name != names.self_name:
        return False
    return match.ambiguity < 2 or not _begins(text, match.start)


def _is_somebody_else(
    form: str, left: str, use: _Use | None, names: ArticleOutlets, name: str
) -> bool:
    """'her PA', Mayor Bloomberg, and the EPA that speaks: no outlet, but somebody of that name."""
    speaks = use is None or use.rule in ("subject of cue", "speaker of a quote")
    if form in names.people and speaks:
        return True
    if not (form.isupper() and len(form) <= 4):
        return False
    is_kept = re.search(r"(?i)\b(?:her|his|my|their|our) $", left)
    return bool(is_kept) or (speaks and names.type_of(name) == "photo_agency")


def _begins(text: str, offset: int) -> bool:
    """Whether an offset is at a sentence's start, where every word has a capital."""
    before = text[:offset].rstrip()
    return not before or before[-1] in '.?!:“"‘'


# ---- the use that a sentence makes of an outlet ----------------------------------------------


def _use(paragraph: Paragraph, match: OutletMatch, cued: set[int]) -> _Use | None:
    text = paragraph.text
    nearby = text[max(0, match.start - 160) : match.start]
    left = _SENTENCE_END.split(nearby)[-1].lstrip()
    right = text[match.end : match.end + 120]
    span = paragraph.doc.char_span(match.start, match.end, alignment_mode="expand")
    tokens = list(span) if span is not None else []
    if not tokens or _is_employer(tokens, right) or _VENUE.search(left):
        return None
    for pattern, relation, rule in RIGHT:
        cue = pattern.match(right)
        if cue and (not _EVENT.match(cue.group(1)) or _AT_AN_EVENT.search(left)):
            return _credited(cue.group(1), relation, rule)
    reported = _is_subject_of_report(tokens)
    if reported is not None:
        return reported if reported.role == "attribution" else None
    if any(paragraph.start + token.idx in cued for token in tokens):
        return _Use("attribution", "reports", None, "speaker of a quote")
    for pattern, relation, rule in LEFT:
        cue = pattern.search(left)
        if cue is None:
            continue
        if match.ambiguity == 2 and rule in LOOSE and len(cue.group().split()) > 3:
            continue
        return _credited(cue.group(1), relation, rule)
    on_air = _ON.search(left) if match.type == "broadcaster" else None
    if on_air and any(token.lemma_.lower() in _SAYING for token in tokens[0].sent):
        return _Use("attribution", "conduit", on_air.group(1), "said in the outlet")
    return None


def _credited(cue: str, relation: str, rule: str) -> _Use:
    if relation == "reports" and _CONDUIT.search(cue):
        relation = "conduit"
    return _Use("attribution", relation, cue, rule)


def _is_employer(tokens: list[Token], right: str) -> bool:
    """'a Fox News spokeswoman said', 'X, director of news for AFP, said': the outlet is a party."""
    if _STAFF.match(right):
        return True
    head = tokens[-1]
    for _ in range(6):
        if head.dep_ == "appos" and head not in tokens:
            if noun_kind(head) in ("role", "journalist"):
                return True
        if head.dep_ in ("nsubj", "ROOT", "dobj") or head.head == head or head.pos_ == "VERB":
            return False
        head = head.head
    return False


def _is_subject_of_report(tokens: list[Token]) -> _Use | None:
    """'CNN reported', 'the Reuters news agency said', 'CNN’s Dana Bash wrote', 'AP called it'."""
    noun = tokens[-1]
    while noun.head in tokens and noun.head != noun:
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "at", "for", "with", "from"):
        person = noun.head.head  # "Ana Ruiz of the Times writes", "a reporter for AFP called it"
        if person.ent_type_ == "PERSON" or noun_kind(person) == "journalist":
            noun = person
    while noun.dep_ in ("compound", "poss", "nmod", "appos", "amod", "conj"):
        kind = noun_kind(noun.head)
        if noun.dep_ == "appos" and kind not in ("outlet", "organisation"):
            return None
        is_staff = kind in ("journalist", "outlet") or noun.head.ent_type_ == "PERSON"
        if noun.dep_ != "conj" and not is_staff:
            if noun.head.lower_ not in ("board", "agency", "team"):
                return None
        if noun.head == noun:
            return None
        noun = noun.head
    if noun.dep_ != "nsubj" or noun.head.pos_ not in ("VERB", "AUX"):
        return None
    for verb in (noun.head, *noun.head.conjuncts):
        if verb.lemma_.lower() not in attribution_verbs() or _is_passive(verb):
            continue
        if verb.lemma_ in _ASKING:
            continue  # who asks has told nothing
        if verb.lemma_ == "announce" and _has_own_object(verb):
            return _SUBJECT  # an outlet's own affairs
        shows = [child for child in verb.children if child.dep_ == "ccomp"]
        if verb.lemma_ == "show" and (not shows or _has_aux(verb, "will", "would", "be")):
            continue  # a broadcaster shows a match
        if verb.lemma_ in ("run", "carry", "see") and not any(
            noun_kind(child) == "document" for child in verb.children
        ):
            continue
        return _Use("attribution", "reports", verb.text, "subject of cue")
    return None


def _has_aux(verb: Token, *words: str) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in words for child in verb.children)


def _is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children)


def _has_own_object(verb: Token) -> bool:
    return any(
        child.dep_ == "dobj" and any(each.lower_ in ("its", "their") for each in child.children)
        for child in verb.children
    )


def _joined(text: str, places: list[_Place]) -> list[_Place]:
    """Outlets in a row share one use: "told CNN and Fox News", "a Post-ABC News poll"."""
    places = list(places)
    pairs = range(len(places) - 1)
    for number in (*pairs, *reversed(pairs)):
        one, two = places[number], places[number + 1]
        between = text[one.match.end : two.match.start]
        if one.use and two.use and between in ("/", "-", "–") and two.use.relation == "poll":
            places[number] = one._replace(use=two.use)
        if one.is_quoted or two.is_quoted or (one.use is None) == (two.use is None):
            continue
        if _JOINED.match(between):
            use = one.use or two.use
            places[number], places[number + 1] = one._replace(use=use), two._replace(use=use)
    return places
