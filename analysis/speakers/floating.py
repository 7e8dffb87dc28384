"""Quotations without a cue: who speaks in their paragraph or run, or acts beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from analysis.speakers.scene import Scene, Verdict, verdict_of


def interviewed(scene: Scene) -> Verdict:
    """Who answers: the person whom the text before the questions names most often."""
    named = [m for m in scene.mentions[: scene.position] if m.figure is not None]
    people = Counter(m.figure for m in named if m.figure and m.figure.type == "person")
    if not people:
        return Verdict(None, None, "an answer, and nobody was named before it")
    (figure, _), *_ = people.most_common(1)
    assert figure is not None
    place = next((m.start, m.end) for m in named if m.figure is figure)
    return verdict_of(figure, "the one interviewed")._replace(evidence=place)


def _actor_after(scene: Scene, end: int, paragraph: int) -> Verdict | None:
    """'“…” Ana Ruiz wipes the counter.': the subject of the sentence that follows directly."""
    for mention in scene.mentions:
        if mention.start >= end:
            figure = mention.figure
            is_close = mention.start - end <= 4 and mention.paragraph == paragraph
            if not is_close or figure is None or figure.type != "person" or not mention.is_subject:
                return None
            place = (mention.start, mention.end)
            return verdict_of(figure, "subject of the sentence after")._replace(evidence=place)
    return None


def _opens_paragraph(
    quotes: Sequence[Mapping[str, Any]], number: int, where: Callable[[int], int]
) -> bool:
    paragraph = where(int(quotes[number]["start"]))
    return number == 0 or where(int(quotes[number - 1]["start"])) != paragraph


def floating(
    scene: Scene,
    quotes: Sequence[Mapping[str, Any]],
    verdicts: list[Verdict],
    number: int,
    where: Callable[[int], int],
) -> Verdict:
    """A quotation without a cue: its paragraph's speaker, the one it is about, or the run's."""
    quote = quotes[number]
    start = int(quote["start"])
    paragraph = where(start)
    last = _nearest(quotes, verdicts, where, range(number - 1, -1, -1), paragraph)
    lead = [
        m for m in scene.mentions
        if m.paragraph == paragraph and m.start < start and m.is_subject and not m.is_quoted
        and m.figure is not None and m.figure.type != "group" and start - m.start < 240
    ]  # fmt: skip
    if last is not None:
        later = [m for m in lead if m.start > int(quotes[last]["end"]) + 40]
        if not later or later[-1].figure is verdicts[last].figure:
            return verdicts[last]._replace(rule="speaker of the paragraph")
    following = _actor_after(scene, int(quote["end"]), paragraph) if not lead else None
    if following is not None and _opens_paragraph(quotes, number, where):
        return following
    if lead and lead[-1].figure is not None:
        place = (lead[-1].start, lead[-1].end)
        return verdict_of(lead[-1].figure, "subject of the sentence before")._replace(
            evidence=place
        )
    after = _nearest(quotes, verdicts, where, range(number + 1, len(quotes)), paragraph)
    if after is not None:
        return verdicts[after]._replace(rule="speaker of the paragraph")
    for i in reversed(range(number)):
        if paragraph - where(int(quotes[i]["start"])) > 2:
            break
        if verdicts[i].speaker:
            return verdicts[i]._replace(rule="speaker of the run")
    return Verdict(None, None, "floating, and nobody spoke before it")


def _nearest(
    quotes: Sequence[Mapping[str, Any]],
    verdicts: list[Verdict],
    where: Callable[[int], int],
    order: Iterable[int],
    paragraph: int,
) -> int | None:
    """The first quote in this order, and still in this paragraph, that has a speaker."""
    for number in order:
        if where(int(quotes[number]["start"])) != paragraph:
            return None
        if verdicts[number].speaker:
            return number
    return None
