"""Who "the mayor" or "the Russian leader" is: the figure of whom the text says so."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.speakers.cast import Figure
from analysis.speakers.phrases import DEFINITE, INDEFINITE, head_words
from analysis.speakers.roles import BODY_GROUPS, roles
from analysis.speakers.scene import Scene, Verdict, verdict_of


def by_role(scene: Scene, core: str, start: int) -> Verdict | None:
    """'the mayor', 'the Russian leader': by what the text says of its cast."""
    head, rest = head_words(core)
    titled = core[:1].isupper() and not head.endswith("s")
    if INDEFINITE.match(core) or not (DEFINITE.match(core) or titled):
        return None
    alike = roles().groups.get(head, set())
    is_body = bool(alike) and alike <= BODY_GROUPS
    best: tuple[float, Figure] | None = None
    for offset, _, figure, _ in reversed(scene.events):
        if offset >= start:
            continue
        own = set(figure.description)
        if figure.type in ("person", "organisation", "document"):
            own |= {word.lower().strip(".,") for word in figure.name.split()}
        if alike and figure.type == ("person" if is_body else "organisation"):
            continue
        if is_body and alike & _OF_A_STATE and not _fits_a_state(core, own):
            continue
        same = head in own
        kin = any(roles().groups.get(word, set()) & alike for word in own) or _leads(alike, own)
        if not same and not kin:
            continue
        score = 1.0 + same + sum(w in own for w in rest) - 0.15 * sum(w not in own for w in rest)
        if _conflict(rest, own):
            score -= 2.0
        if own & _PAST and not set(rest) & _PAST:
            score -= 0.8  # "the mayor" is not the former one
        # "the health minister" is not the minister of whom the text says other things
        special = {w for w in rest if w not in _GENERAL and not _is_demonym(w)}
        if same and special and figure.description - {head} and not special & own:
            score -= 1.2
        score -= (start - offset) / 20000
        if best is None or score > best[0]:
            best = (score, figure)
    return verdict_of(best[1], "role") if best and best[0] >= 0.7 else None


_OF_A_STATE = frozenset({"agency", "government", "legislature", "court", "embassy"})


def _fits_a_state(core: str, own: set[str]) -> bool:
    """'the French ministry' is not the Russian one, nor 'the Trump administration' an agency."""
    names = {word.lower() for word in core.split()[1:] if word[:1].isupper()}
    return not names or bool(names & own)


_LEADERS = frozenset({"leader", "monarch", "governor", "chair"})


def _leads(alike: set[str], own: set[str]) -> bool:
    if "leader" not in alike:
        return False
    groups = roles().groups
    return any(groups.get(word, set()) & _LEADERS for word in own)


_PAST = frozenset({"former", "ex", "then", "late", "ousted", "retired"})


_GENERAL = frozenset(
    "former new old senior local embattled longtime current outgoing incoming young veteran then "
    "late self-described long-serving visiting besieged popular chief top".split()
)


def _is_demonym(word: str) -> bool:
    return word.endswith(("ese", "ian", "ish", "can", "ench", "an"))


def _conflict(rest: Sequence[str], own: set[str]) -> bool:
    """'the Chinese leader' is not the one whom the text calls Russian."""
    adjectives = {w for w in rest if _is_demonym(w)}
    theirs = {w for w in own if _is_demonym(w)}
    return bool(adjectives and theirs and not adjectives & theirs)
