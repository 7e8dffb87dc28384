"""The outlets that one article may name: those of the list, and names of its own.

No list holds every local paper. A name is taken for an outlet's where it ends like one ("… Herald",
"… News Agency") or the text says so ("the newspaper Star of Mysore", "told The EastAfrican"); an
acronym in brackets and "the Herald" then stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from analysis.language import Reading
from analysis.outlets import Outlet, OutletMatch, Outlets

if TYPE_CHECKING:
    from analysis.language.words import Doc

MEDIA_NOUN = (
    r"(?:news ?agency|press agency|newswire|newspaper|magazine|broadcaster|daily|weekly|tabloid|"
    r"broadsheet|news (?:site|website|outlet|channel|network|portal|programme|program)|website|"
    r"(?:TV|television|radio) (?:station|channel|network)|radio|network|paper|journal|channel|"
    r"outlet|agency|affiliate|show|program|programme)"
)
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December".split()
)
NOT_IN_A_NAME = frozenset(
    "The In On At For From By According As But And When While After Before If A An Its Mr Ms Mrs "
    "Dr President Sen Rep Gov Then That This".split()
)
_AGENCY_ENDS = re.compile(r"(?:(?:News|Press|Wire) (?:Agency|Service)|Newswire|Presse-Agentur)$")
_SURE_ENDS = re.compile(
    r"[ -](?:Herald|Tribune|Gazette|Courier|Newspapers?|Telegraph|Inquirer|Enquirer|Examiner|"
    r"Times|Chronicle|Observer|Sentinel|Broadcasting|Review-Journal|Times-Union|Post-Gazette|"
    r"(?:Daily|Morning|Evening|Sunday) (?:News|Post|Mail|Star|Standard)|News Daily|Free Press|"
    r"Public (?:Radio|Television|Media|Broadcasting))$"
)
_SHARED_ENDS = frozenset({"Times", "Observer", "Examiner", "Courier", "Chronicle"})
_MAYBE_ENDS = frozenset(
    "News Post Journal Star Standard Today Record Press Sun Globe Mirror Mail Echo Argus Mercury "
    "Register Dispatch Weekly Review Bulletin Independent Bee Advertiser Leader Citizen World "
    "Magazine Online TV Television Radio FM Network Lantern Monitor Digest Insider Wire "
    "Crimson".split()
)
_WORD = r"(?:[A-Z][\w’'&-]*|(?:[A-Z]\.)+)"
_CAPITALS = re.compile(rf"{_WORD}(?: (?:(?:of|de|del|la|le|and|&|on) )?{_WORD}){{0,5}}")
_PAPER_OF = re.compile(rf"\b(?:Star|Times|Voice|Herald|Mirror) of {_WORD}(?: {_WORD})?")
_NO_PAPER = frozenset(
    "State Several Many Some Various Local National Public Private Other Both Regional Foreign "
    "International Independent Official Another".split()
)
_DOMAIN = re.compile(r"(?<![\w@./-])[A-Za-z][\w-]+\.(?:com|org|net|news|info|co\.uk)(?![\w/@-])")
_KIND = (
    r"(?:news ?agency|newspapers?|magazine|broadcaster|daily|weekly|tabloid|broadsheet|"
    r"(?:scientific |medical )?journal|news (?:site|website|outlet|channel)|"
    r"(?:TV|television|radio) (?:station|channel))"
)
_KIND_WORD = re.compile(_KIND)
_NAMED_AFTER = re.compile(rf"\b{_KIND} ((?:[Tt]he )?{_WORD}(?: (?:of )?{_WORD}){{0,3}})")
_NAMED_BEFORE = re.compile(rf"\b({_WORD}(?: (?:of )?{_WORD}){{0,3}}) {_KIND}\b")
_CAPITAL_THE = re.compile(
    r"\b(?:told|tells|telling|(?:spoke|speaking|speaks|talking|talked|comment(?:ed|s)?|statement|"
    r"interview|said)\b[^.“”\"]{0,40}? (?:to|with)|(?:seen|reviewed|obtained|reported) by) "
    rf"(The {_WORD}(?: (?:of )?{_WORD}){{0,3}})"
)
_REPRINTED = re.compile(
    r"\b(?:article|story|piece|post|column|essay|report) (?:was |is |has been |had )?"
    r"(?:originally |first )?(?:published|appeared|posted|printed) (?:by|on|in|at) "
    rf"((?:[Tt]he )?{_WORD}(?: (?:of )?{_WORD}){{0,3}})"
)
_CALL_SIGN = re.compile(
    r"(?<![\w-])(?:[KW][A-Z]{3}(?:-(?:TV|FM|AM|DT))?|[KW][A-Z]{2}-(?:TV|FM|AM)|"
    r"(?:ABC|NBC|CBS|FOX|Fox|CW) ?\d{1,2}(?: News)?)(?![\w-])"
)
_SPELLED_OUT = re.compile(
    r"((?:[A-Z][\w’'-]+ )(?:(?:of |for |and |the )?[A-Z][\w’'-]+ ){1,6})\(([A-Z]{2,6})\)"
)
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,5})\)")
# "PORT ELLERY (MPA) —": who stands in a dateline is an agency.
_PLACE_LINE = re.compile(r"\s*[A-Z][A-Z.’', -]{2,40}(?:[A-Z]?[a-z.]+ )?\(([A-Z]{2,6})\)\s*[—–-]")
_CUED_LEFT = re.compile(
    r"\b(?:[Aa]ccording to|[Tt]old|tells|telling|(?:[Ss]peak|[Tt]alk)ing (?:to|with)|"
    r"sp(?:oke|oken) (?:to|with)|(?:interview|statement|comments?) (?:to|with|by)|"
    r"(?:reported|published) (?:by|in)|files from|contributed to) (?:the |The )?$"
)
_CUED_RIGHT = re.compile(
    r"(?:[’']s)? (?:(?:has |had |also |first )?(?:reported|reports|said|wrote|quoted|contributed)|"
    r"polls?|surveys?|investigation|report|interview)\b"
)


class _Found(NamedTuple):
    name: str
    type: str
    is_sure: bool


@dataclass
class ArticleOutlets:
    """The outlets that one article may name, and what it has named so far, from top to bottom."""

    outlets: Outlets
    own: Outlets
    self_name: str | None
    by_last_word: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    people: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    def find(self, text: str) -> list[OutletMatch]:
        """Return the outlets named in a text of this article; longest forms first, in order."""
        both = self.own.find(text) + self.outlets.find(text)
        both = [match for match in both if text[match.start : match.end] not in self.bodies]
        for word, name in self.by_last_word.items():
            for short in re.finditer(
                rf"\b[Tt]he ({re.escape(word)})\b(?!(?:[’'-]|\s[A-Z])\w)", text
            ):
                both.append(OutletMatch(*short.span(1), name, "", True))
        both.sort(key=lambda match: (match.start - match.end, match.is_weak))
        kept: list[OutletMatch] = []
        for match in both:
            if not any(match.start < other.end and other.start < match.end for other in kept):
                kept.append(_with_channel(match, text))
        kept.sort()
        return [match for i, match in enumerate(kept) if not _is_said_again(text, kept, i)]

    def lookup(self, phrase: str) -> Outlet | None:
        """Return the outlet that exactly this phrase names in this article, or None."""
        return self.own.lookup(phrase) or self.outlets.lookup(phrase)

    def type_of(self, name: str) -> str:
        """Return the type of mention that an outlet makes: agency, photo_agency, social, outlet."""
        outlet = self.own.get(name) or self.outlets.get(name)
        kind = outlet.type if outlet else ""
        return kind if kind in ("agency", "photo_agency", "social") else "outlet"

    @property
    def latest(self) -> str | None:
        """The outlet that was named last in full."""
        return self.seen[-1] if self.seen else None

    def remember(self, name: str) -> None:
        """Take note that the article has named this outlet in full."""
        self.by_last_word[name.rsplit(maxsplit=1)[-1]] = name
        self.seen.append(name)

    def meant_by(self, match: OutletMatch, text: str) -> str:
        """Return which outlet a shared short form means: the last so named, or the publisher."""
        if not match.is_weak:
            return match.name
        printed = text[match.start : match.end]
        word = printed.split()[-1]
        if word in self.by_last_word:
            return self.by_last_word[word]
        sharing = self.outlets.sharing(printed)
        for name in reversed(self.seen):
            if name in sharing:
                return name
        if self.self_name and (self.self_name in sharing or self.self_name.split()[-1] == word):
            return self.self_name
        return match.name


# "NBC 5", "ABC7": a station of that town, and not the network.
_NETWORK = re.compile(r"(?:NBC|ABC|CBS|FOX|Fox|CW|PBS|CTV|CBC)\Z")
_CHANNEL = re.compile(r" ?\d{1,2}(?![\w%.,:-]*\d)\b(?! (?:[ap]\.?m|per|percent)\b)")


def _with_channel(match: OutletMatch, text: str) -> OutletMatch:
    channel = _CHANNEL.match(text, match.end)
    if channel is None or not _NETWORK.match(text[match.start : match.end]):
        return match
    name = text[match.start : channel.end()]
    return match._replace(end=channel.end(), name=name)


def _is_said_again(text: str, found: list[OutletMatch], number: int) -> bool:
    """Whether a match names the one before again: "Associated Press (AP)", "NBC’s Today show"."""
    if number == 0 or found[number].name != found[number - 1].name:
        return False
    between = text[found[number - 1].end : found[number].start]
    return bool(re.fullmatch(r"\s*\(|[’']s? [“\"']?", between))


def own_name(outlets: Outlets, self_outlet: str | None) -> str | None:
    """Return the name under which the article's own outlet is counted."""
    if not self_outlet or not self_outlet.strip():
        return None
    known = outlets.lookup(self_outlet)
    return known.name if known else self_outlet.strip()


def outlets_of(
    reading: Reading, outlets: Outlets, self_outlet: str | None = None, lines: Iterable[str] = ()
) -> ArticleOutlets:
    """Return the outlets that may be named in an article: the list, and names of its own.

    ``lines`` are captions, credits and sign-offs that were set apart from the article.

    >>> from analysis.language import read
    >>> from analysis.outlets import load_outlets
    >>> names = outlets_of(read("He told the Port Ellery Herald."), load_outlets())
    >>> [outlet.name for outlet in names.own]
    ['Port Ellery Herald']
    """
    name = own_name(outlets, self_outlet)
    own: dict[str, Outlet] = {}
    if name and outlets.get(name) is None:
        own[name] = Outlet(name, "newspaper")
    found = [each for paragraph in reading.paragraphs for each in _unknown(paragraph.doc, outlets)]
    found += [each for line in lines for each in _by_ending(line, outlets)]
    for each in found:
        bare = each.name.removeprefix("The ")
        if not any(known.removeprefix("The ") == bare for known in own):
            own[each.name] = Outlet(each.name, each.type, ambiguity=0 if each.is_sure else 1)
    with_acronyms = {each.name: _with_initials(each) for each in own.values()}
    text = reading.text
    place = _PLACE_LINE.match(text)
    if place and not _is_listed(place.group(1), with_acronyms, outlets):
        with_acronyms[place.group(1)] = Outlet(place.group(1), "agency")
    named = (
        (match, paragraph.text)
        for some in (Outlets(own.values()), outlets)
        for paragraph in reading.paragraphs
        for match in some.find(paragraph.text)
    )
    for match, within in named:
        acronym = _ACRONYM.match(within, match.end)
        outlet = with_acronyms.get(match.name) or outlets.get(match.name)
        if acronym is None or match.is_weak or match.type == "social" or outlet is None:
            continue
        if acronym.group(1) not in outlet.aliases:
            aliases = (*outlet.aliases, acronym.group(1))
            with_acronyms[outlet.name] = replace(outlet, aliases=aliases, ambiguity=0)
    names = ArticleOutlets(
        outlets,
        Outlets(with_acronyms.values()),
        name,
        people=frozenset(_people(reading)),
        bodies=frozenset(
            acronym
            for acronym in _bodies(text, outlets)
            if not any(acronym in outlet.aliases for outlet in with_acronyms.values())
        ),
    )
    if name and " " in name:
        names.by_last_word[name.split()[-1]] = name
    return names


def _people(reading: Reading) -> Iterator[str]:
    """The last names of the article's people: Bloomberg may be one of them."""
    for paragraph in reading.paragraphs:
        for entity in paragraph.doc.ents:
            if entity.label_ == "PERSON" and " " in entity.text:
                yield re.sub(r"[’']s?$", "", entity.text).split()[-1]


def _bodies(text: str, outlets: Outlets) -> Iterator[str]:
    """Acronyms that are spelled out as no outlet: "Congressional Black Caucus (CBC)"."""
    for found in _SPELLED_OUT.finditer(text):
        letters = re.findall(r"(?:^|[ -])([A-Z])", found.group(1))
        acronym = found.group(2)
        if "".join(letters[-len(acronym) :]) != acronym:
            continue
        words = re.split(r"(?<=[\w.]) ", found.group(1))
        if not any(outlets.lookup(" ".join(words[start:])) for start in range(len(words) - 1)):
            yield acronym


def _with_initials(outlet: Outlet) -> Outlet:
    """An agency goes by its initials: "Meridian Press Agency", "MPA"."""
    initials = "".join(word[0] for word in outlet.name.split() if word[0].isupper())
    if outlet.type != "agency" or len(initials) < 3:
        return outlet
    return replace(outlet, aliases=(*outlet.aliases, initials))


def _is_listed(form: str, own: dict[str, Outlet], outlets: Outlets) -> bool:
    return outlets.lookup(form) is not None or any(form in o.aliases for o in own.values())


def _unknown(doc: Doc, outlets: Outlets) -> Iterator[_Found]:
    text = doc.text
    yield from _by_ending(text, outlets)
    taken = _known_places(text, outlets)
    # Most paragraphs have no such word, and need not be searched for the names around it.
    around = (_NAMED_AFTER, _NAMED_BEFORE) if _KIND_WORD.search(text) else ()
    for pattern in (*around, _CAPITAL_THE, _REPRINTED):
        for found in pattern.finditer(text):
            name = found.group(1) if pattern is not _NAMED_BEFORE else _trimmed(found.group(1))
            name = re.sub(r"[’']s?$", "", name).rstrip(".,")
            span = doc.char_span(found.end(1) - len(name), found.end(1), alignment_mode="expand")
            if not name or span is None or outlets.lookup(name):
                continue
            # "the journal BMJ Case Reports" is not the BMJ
            is_longer = pattern is _NAMED_AFTER and "journal " in found.group() and " " in name
            if not is_longer and _overlaps(taken, found.start(1), found.end(1)):
                continue
            if name in NOT_IN_A_NAME | CALENDAR | _NO_PAPER:
                continue
            is_named_so = pattern is _NAMED_AFTER and " " not in name
            if span.root.ent_type_ in ("NORP", "GPE", "DATE") or (
                span.root.ent_type_ == "PERSON" and not is_named_so
            ):
                continue
            is_agency = "agency" in found.group().lower()
            yield _Found(name, "agency" if is_agency else "newspaper", " " in name)
    for pattern, kind in (
        (_CALL_SIGN, "broadcaster"),
        (_DOMAIN, "digital"),
        (_PAPER_OF, "newspaper"),
    ):
        for sign in pattern.finditer(text):
            is_cued = _is_cued(text, *sign.span())
            if pattern is _DOMAIN:  # a shop has a site too, and may say something
                is_cued = bool(_CUED_LEFT.search(text[: sign.start()]))
            if is_cued and not _overlaps(taken, *sign.span()):
                yield _Found(sign.group(), kind, True)


def _by_ending(text: str, outlets: Outlets) -> Iterator[_Found]:
    runs = [run for run in _CAPITALS.finditer(text) if " " in run.group()]
    taken = _known_places(text, outlets) if runs else []
    for run in runs:
        name = _trimmed(run.group())
        start = run.start() + run.group().find(name)
        words = name.split()
        if len(words) < 2 or _overlaps(taken, start, run.end()):
            continue
        if _AGENCY_ENDS.search(name):
            yield _Found(name, "agency", True)
        elif _SURE_ENDS.search(name) or (
            len(words) == 2
            and words[0] in ("Daily", "Radio", "Channel")
            and words[1] not in CALENDAR
        ):
            yield _Found(name, "newspaper", words[-1] not in _SHARED_ENDS)
        elif words[-1] in _MAYBE_ENDS and _is_cued(text, start, start + len(name)):
            yield _Found(name, "newspaper", True)


def _known_places(text: str, outlets: Outlets) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in outlets.find(text) if not match.is_weak]


def _overlaps(places: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < b and a < end for a, b in places)


def _trimmed(run: str) -> str:
    words = re.sub(r"[’']s?$", "", run).rstrip(".,").split()
    while len(words) > 1 and re.sub(r"\.|[’']s$", "", words[0]) in NOT_IN_A_NAME | CALENDAR:
        words = words[1:]
    return " ".join(words)


def _is_cued(text: str, start: int, end: int) -> bool:
    left, right = text[max(0, start - 80) : start], text[end : end + 60]
    return bool(_CUED_LEFT.search(left) or _CUED_RIGHT.match(right))
