"""A printed speaker to a name: pronouns, names, roles, bodies, documents, bare phrases."""

from __future__ import annotations

import re

from analysis import outlets
from analysis.speakers.cast import Figure, Mention, find_figure
from analysis.speakers.documents import document_nouns
from analysis.speakers.names import bare_name
from analysis.speakers.offices import holder_of
from analysis.speakers.phrases import (
    DEFINITE,
    INDEFINITE,
    PREPOSITION,
    head_words,
    unnamed_type,
)
from analysis.speakers.role_holders import by_role
from analysis.speakers.roles import BODY_GROUPS, is_place, roles
from analysis.speakers.scene import MANY, Scene, Verdict, verdict_of

_CLEAR = 1.5  # how much likelier the likeliest must be, in the score of Scene.ranked
_HE_SHE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}


_THEY = frozenset({"they", "them", "their", "both", "all", "some", "others", "many"})


_PAIR = frozenset(
    {
        "the pair",
        "the two",
        "both",
        "both men",
        "both women",
        "the duo",
        "the couple",
        "the two men",
    }
)


_IT = frozenset({"it", "its", "this", "that", "which"})


_WE = frozenset({"i", "we", "you", "me", "us"})


_MEDIA_KINDS = frozenset({"outlet", "company", "association"})
# Kinds of body whose names often do not say what they are: "Brightwater", unlike a county court.
_PLAIN_NAMED = frozenset({"company", "team", "association", "hospital"})
_MANY = MANY | {"document"}


_MEDIA_NOUNS = frozenset(
    "report reports story poll survey agency news newspaper newswire article dispatch wire".split()
)


_FROM_HEAD_ON = re.compile(r"\s(?:of|among|on|in|for)\s")


_ITS = re.compile(r"(?:its|their)\s", re.I)


_OWNED = re.compile(r"(the [\w-]+)[’']s?\s", re.I)


_RELATIVE = re.compile(r",?\s+(?:who|which|that)$")


_AGE = re.compile(r"\b\d{1,3}-year-old\b")


_CALLED = re.compile(r"\b(?:named|called|identified as|known as)$", re.I)


_PARTICLES = frozenset({"van", "von", "de", "der", "den", "la", "al", "bin", "of", "and", "the"})


def name_phrase(
    scene: Scene, text: str, start: int, end: int, paragraph: int, plain: str
) -> Verdict:
    """Return who a printed speaker is; ``plain`` is the phrase as it stands in mid-sentence."""
    core = _RELATIVE.sub("", text.strip())
    low = core.lower()
    if low in _HE_SHE:
        return _he_or_she(scene, text, start, paragraph)
    if low in _WE:
        return Verdict(None, None, f"“{text}” names nobody")
    if low in _THEY or low in _IT:
        pair = _pair(scene, start, paragraph) if low in _THEY else None
        return pair or _plural_or_thing(scene, start, paragraph, low in _THEY)
    if low in _PAIR:
        pair = _pair(scene, start, paragraph)
        if pair is not None:
            return pair
    if core.isupper() and " " in core:  # a name in the capitals of a transcript
        figure = find_figure(scene.mentions, plain)
        if figure is not None and not figure.name.isupper():
            return verdict_of(figure, "name")
    media = _media(scene, core)
    if media is not None:
        return media
    named = _issuer(scene, core, start, paragraph) or _named(scene, core, start, start + len(core))
    if named is not None:
        return named
    role = (
        by_role(scene, core, start)
        or _office(scene, core, start, paragraph)
        or _body(scene, core, start, paragraph)
        or _epithet(scene, core, start, paragraph)
    )
    if role is not None:
        return role
    kind = unnamed_type(core)
    head, _ = head_words(core)
    later = _named_later(scene, core, start, paragraph)
    if later is not None:
        return verdict_of(later, "named later")
    figure = Figure(_RELATIVE.sub("", plain), kind, {head})
    scene.events.append((start, paragraph, figure, 2.0))
    return Verdict(figure.name, kind, "as printed", figure)


def _he_or_she(scene: Scene, text: str, start: int, paragraph: int) -> Verdict:
    """The likeliest person; doubtful where another is about as likely."""
    pronoun = _HE_SHE[text.strip().lower()]
    people = scene.people(start, paragraph, pronoun)
    if not people:
        others = scene.ranked(start, paragraph, lambda figure: figure.type == "person")
        names = tuple(figure.name for _, figure in others[:3])
        return Verdict(None, None, f"nobody before “{text}” fits it", candidates=names)
    score, figure = people[0]
    figure.pronouns[pronoun] += 1
    if len(people) == 1 or score - people[1][0] >= _CLEAR:
        return verdict_of(figure, "pronoun")
    names = tuple(other.name for _, other in people[:3])
    return verdict_of(figure, "doubtful pronoun")._replace(candidates=names)


def _media(scene: Scene, core: str) -> Verdict | None:
    """'the AP', 'a Reuters report', 'the AP agency': the outlet that reports."""
    found = scene.lookup(core)
    words = _FROM_HEAD_ON.split(core)[0].split() if found is None else core.split()
    if found is not None and found.ambiguity > 1 and len(words) == 1:
        return None  # "People said" is no magazine
    while found is None and len(words) > 1 and words[-1].lower() in _MEDIA_NOUNS:
        words = words[:-1]
        found = scene.lookup(re.sub(r"^(?:an?|the|another)\s+", "", " ".join(words), flags=re.I))
    return Verdict(found.name, found.type, "outlet") if found else None


def _issuer(scene: Scene, core: str, start: int, paragraph: int) -> Verdict | None:
    """'a statement from the ministry', 'her letter', later 'the letter': who issued it."""
    head, _ = head_words(core)
    head = head.removesuffix("s")
    for mention in scene.mentions:
        if start <= mention.start < start + len(core) and mention.document is not None:
            figure = scene.issuer_of(mention)
            if figure is not None and mention.document.removesuffix("s") == head:
                return verdict_of(figure, "issuer of the document")
    if head in document_nouns() and _ITS.match(core):
        owner = _plural_or_thing(scene, start, paragraph, plural=False)
        return owner._replace(rule="issuer of the document") if owner.speaker else None
    owned = _OWNED.match(core) if head in document_nouns() else None
    if owned is not None:  # "the company's filing"
        by = _body(scene, owned.group(1), start, paragraph)
        return by._replace(rule="issuer of the document") if by is not None else None
    if DEFINITE.match(core) and head in scene.documents and not PREPOSITION.search(core):
        return verdict_of(scene.documents[head], "issuer of the document")
    return None


def _named(scene: Scene, core: str, start: int, end: int) -> Verdict | None:
    """A phrase with a name as its head: 'Mayor Ana Ruiz', 'the mayor, Ana Ruiz', 'Ruiz'."""
    heads: list[Mention] = []
    for mention in scene.mentions:
        if mention.start >= end or mention.end <= start or mention.figure is None:
            continue
        if mention.figure.type == "group":
            continue  # "union officials" stands for itself
        before = core[: max(0, mention.start - start)]
        after = core[mention.end - start :]
        if PREPOSITION.search(before) and not _is_apposed(mention, before, after):
            continue
        if re.match(r"[’']s?\s+\w|[’']\s|\s+[a-z]", after) and not re.match(
            r"\s+(?:and|of|for|at|from|with|in|jr|sr|who|or|on)\b", after, re.I
        ):
            continue
        heads.append(mention)
    people = [m for m in heads if m.figure is not None and m.figure.type == "person"]
    comma = core.find(",")
    chosen = people or heads
    # Of several names in a row the last is the head: "Ohio Republican Ana Ruiz".
    chosen = [m for m in chosen if comma < 0 or m.start - start < comma][-1:] or chosen[:1]
    if re.search(r"\b(?:and|or)\b", core) and len(people) > 1:
        chosen = people
    figures = list(dict.fromkeys(m.figure for m in chosen if m.figure is not None))
    if not figures:
        name = bare_name(core)
        is_name = all(word[:1].isupper() or word in _PARTICLES for word in name.split())
        figure = find_figure(scene.mentions, name) if is_name else None
        return (
            verdict_of(figure, "name")
            if figure is not None and not PREPOSITION.search(core)
            else None
        )
    if len(figures) > 1 and re.search(r"\b(?:and|or)\b", core):
        return Verdict(" and ".join(f.name for f in figures), "group", "names joined")
    figure = figures[0]
    printed = bare_name(re.split(r",", core)[0])
    is_name = not PREPOSITION.search(printed) and all(
        word[:1].isupper() or word in _PARTICLES for word in printed.split()
    )
    if (
        figure.type == "person"
        and " " not in figure.name
        and is_name
        and printed.endswith(" " + figure.name)
    ):
        figure.name = printed  # the recogniser had seen only the last name
    return verdict_of(figure, "name" if printed == figure.name else "short name")


def _is_apposed(mention: Mention, before: str, after: str) -> bool:
    """'the mayor of Ellery, Ana Ruiz', 'an envoy to Norrland Ana Ruiz', 'a man named Ana Ruiz'."""
    before = before.rstrip()
    if before.endswith(",") or _CALLED.search(before):
        return True
    is_person = mention.figure is not None and mention.figure.type == "person"
    last = before.rsplit(" ", 1)[-1]
    # Two names side by side: the second is not what the preposition brings.
    return (
        is_person and not after.strip() and last[:1].isupper() and not PREPOSITION.fullmatch(last)
    )


def _office(scene: Scene, core: str, start: int, paragraph: int) -> Verdict | None:
    """'the Chinese leader' in a dated article that never names one."""
    holder = holder_of(core, scene.day) if scene.day is not None else None
    if holder is None:
        return None
    figure = find_figure(scene.mentions, holder) or Figure(holder, "person")
    scene.events.append((start, paragraph, figure, 2.0))
    return verdict_of(figure, "holder of the office on that day")


def _named_later(scene: Scene, core: str, start: int, paragraph: int) -> Figure | None:
    """'A grandmother has told …' at the head of a story, and then her name.

    The one person named in the next paragraphs who was not named before; of several, the one of
    whom the text says the same.
    """
    head, _ = head_words(core)
    kin = roles().groups.get(head, set()) - BODY_GROUPS
    if paragraph > 2 or not kin or head.endswith("s"):
        return None
    implied = roles().pronouns.get(head)
    seen = {mention.figure for mention in scene.mentions if mention.start < start}
    new = list(dict.fromkeys(
        mention.figure
        for mention in scene.mentions
        if start < mention.start and mention.paragraph <= paragraph + 4
        and mention.figure is not None and mention.figure.type == "person"
        and mention.figure not in seen
        and (implied is None or mention.figure.pronoun in (None, implied))
    ))  # fmt: skip
    alike = [
        figure
        for figure in new
        if any(head == w or roles().groups.get(w, set()) & kin for w in figure.description)
    ]
    if len(alike) == 1:
        return alike[0]
    is_new = INDEFINITE.match(core) is not None and paragraph <= 1
    return new[0] if is_new and len(new) == 1 and " " in new[0].name else None


def _body(scene: Scene, core: str, start: int, paragraph: int) -> Verdict | None:
    """'the company', 'the agency': the body of such a kind that is most in mind."""
    head, rest = head_words(core)
    kinds = roles().groups.get(head, set()) & BODY_GROUPS
    if not kinds or not DEFINITE.match(core) or PREPOSITION.search(core) or len(rest) > 1:
        return None
    if any(word[:1].isupper() for word in core.split()[1:]):
        return None  # "the Trump administration" names itself

    def kinds_of(figure: Figure) -> set[str]:
        words = (word.lower().strip(".,") for word in figure.name.split())
        return set().union(*(roles().groups.get(word, set()) for word in words)) & BODY_GROUPS

    def is_body(figure: Figure) -> bool:
        if figure.type in outlets.TYPES and figure.type != head and not kinds & _MEDIA_KINDS:
            return False
        return figure.type not in ("person", "document", "unnamed", "group")

    figure = scene.likeliest(start, paragraph, lambda f: is_body(f) and bool(kinds_of(f) & kinds))
    if figure is None and kinds & _PLAIN_NAMED:
        figure = scene.likeliest(
            start,
            paragraph,
            lambda f: is_body(f) and not kinds_of(f) and not is_place(f.name),
        )
    return verdict_of(figure, "kind of body") if figure is not None else None


def _epithet(scene: Scene, core: str, start: int, paragraph: int) -> Verdict | None:
    """'the father of three', 'the 32-year-old labourer': a new word for whom the text is about.

    Only where that person was named or spoke in this paragraph or the one before, and nothing that
    the text says of them is of the same kind with another word.
    """
    head, _ = head_words(core)
    groups = roles().groups.get(head, set()) - BODY_GROUPS
    if not (groups or _AGE.search(core)) or not re.match(r"the\b", core, re.I):
        return None
    implied = roles().pronouns.get(head)
    figure = scene.likeliest(
        start,
        paragraph,
        lambda f: f.type == "person" and (implied is None or f.pronoun in (None, implied)),
    )
    if figure is None:
        return None
    recent = [where for place, where, known, _ in scene.events if known is figure and place < start]
    if not recent or paragraph - max(recent) > 1:
        return None
    return verdict_of(figure, "epithet")


def _plural_or_thing(scene: Scene, start: int, paragraph: int, plural: bool) -> Verdict:
    group = scene.new_group(start, paragraph) if plural else None
    if group is not None:
        return Verdict(group.name, "unnamed", "pronoun", group)
    for _, where, verdict in reversed(scene.spoken[-4:]):
        if verdict.speaker and paragraph - where <= 3:
            if verdict.type == "group" or (verdict.figure and verdict.figure.type != "person"):
                return verdict._replace(rule="pronoun")
    acting = {figure for _, _, figure, weight in scene.events if weight > 0}
    figure = scene.likeliest(
        start,
        paragraph,
        lambda figure: figure.type in _MANY or (figure.type != "person" and figure in acting),
    )
    if figure is not None:
        return verdict_of(figure, "pronoun")
    return Verdict(None, None, "no antecedent found")


def _pair(scene: Scene, start: int, paragraph: int) -> Verdict | None:
    """'they' after 'Ana Ruiz and Leon Ode met', where nobody else was named since."""
    named = [
        m for m in scene.mentions
        if m.start < start and paragraph - m.paragraph <= 1 and not m.is_quoted
        and m.figure is not None and m.figure.type == "person"
    ]  # fmt: skip
    if len(named) < 2:
        return None
    first, second = named[-2:]
    # " and " stands between two names; a title may ("and Mr Ode").
    is_joined = 5 <= second.start - first.end <= 9 and first.is_subject
    if first.figure is None or second.figure is None or not is_joined:
        return None
    return Verdict(f"{first.figure.name} and {second.figure.name}", "group", "both of a pair")
