"""The scene of an article: who has been named, who was subject, who spoke, up to a place in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.speakers.cast import Figure, Lookup, Mention
from analysis.speakers.phrases import is_one_person

MANY = frozenset({"organisation", "group", "unnamed"})  # what "they" may be
_LEAST = -8.0  # the score below which nobody is in mind
_FORGOTTEN = 18_000  # characters after which no subject has as much


class Verdict(NamedTuple):
    """Who speaks: the name, what kind of speaker it is, and the rule that says so.

    ``evidence`` is the place of the words that it rests on: the printed speaker, of this quote or,
    where a quotation floats, of the one it follows. ``candidates`` are the names that were weighed
    where the verdict is doubtful or missing, the likeliest first.
    """

    speaker: str | None
    type: str | None
    rule: str
    figure: Figure | None = None
    evidence: tuple[int, int] | None = None
    candidates: tuple[str, ...] = ()


def verdict_of(figure: Figure, rule: str) -> Verdict:
    """Return the verdict that a figure of the cast speaks."""
    return Verdict(figure.name, figure.type, rule, figure)


@dataclass
class Scene:
    """What has happened so far in an article: who was named, who was subject, who spoke."""

    mentions: Sequence[Mention]
    lookup: Lookup
    day: str | None = None
    events: list[tuple[int, int, Figure, float]] = field(default_factory=list)
    spoken: list[tuple[int, int, Verdict]] = field(default_factory=list)
    documents: dict[str, Figure] = field(default_factory=dict)
    position: int = 0
    reported: Sequence[tuple[int, int]] = ()  # where the words of quotes stand

    def advance(self, offset: int) -> None:
        """Take in everything that stands before ``offset``."""
        while self.position < len(self.mentions) and self.mentions[self.position].start < offset:
            mention = self.mentions[self.position]
            self.position += 1
            figure = mention.figure
            if mention.document is not None:
                issuer = self.issuer_of(mention)
                if issuer is not None:
                    self.documents[mention.document.removesuffix("s")] = issuer
                continue
            if figure is None and mention.pronoun and mention.is_subject and not mention.is_quoted:
                figure = self.person(mention.start, mention.paragraph, mention.pronoun)
            if figure is not None:
                weight = -2.0 if mention.is_quoted else 2.0 if mention.is_subject else 0.0
                self.events.append((mention.start, mention.paragraph, figure, weight))

    def take_documents_of(self, speaker: Figure | None, start: int, end: int) -> None:
        """'In a filing the company said …': the first filing is theirs who are printed there."""
        for mention in self.mentions:
            document, issuer = mention.document, mention.issuer
            if speaker is None or document is None or issuer is None:
                continue
            if start <= issuer < end:
                self.documents.setdefault(document.removesuffix("s"), speaker)

    def issuer_of(self, document: Mention) -> Figure | None:
        """Who issued a document: the figure that is printed as its issuer."""
        for mention in self.mentions:
            if document.issuer is None or mention.document is not None:
                continue
            if mention.start <= document.issuer < mention.end:
                if mention.figure is None and mention.pronoun:
                    return self.person(mention.start, mention.paragraph, mention.pronoun)
                return mention.figure
        return self._body_called(document.issuer_text) if document.issuer_text else None

    def _body_called(self, phrase: str) -> Figure | None:
        """The one body whose name ends as a phrase does: "fire service"."""
        found = {
            mention.figure
            for mention in self.mentions
            if mention.figure is not None
            and mention.figure.type == "organisation"
            and mention.figure.name.lower().endswith(f" {phrase}")
        }
        return found.pop() if len(found) == 1 else None

    def person(self, offset: int, paragraph: int, pronoun: str) -> Figure | None:
        """The likeliest person for he or she."""
        people = self.people(offset, paragraph, pronoun)
        return people[0][1] if people else None

    def people(self, offset: int, paragraph: int, pronoun: str) -> list[tuple[float, Figure]]:
        """The people that he or she may be, the likeliest first, each with its score."""
        return self.ranked(
            offset,
            paragraph,
            lambda figure: (
                (figure.type == "person" or is_one_person(figure.name, figure.type))
                and figure.pronoun in (None, pronoun)
            ),
            lambda figure: 0.6 * (figure.pronoun == pronoun) - 1.0 * (figure.type == "unnamed"),
        )

    def _topic(self, offset: int, fits: Callable[[Figure], bool]) -> tuple[int, int, Figure] | None:
        """The last subject that nobody has spoken since or is quoted as naming.

        It comes with its place and its paragraph before it.
        """
        last_speech = self.spoken[-1][0] if self.spoken else -1
        for start, where, figure, weight in reversed(self.events):
            if start <= last_speech:
                return None
            is_reported = any(begin <= start < end for begin, end in self.reported)
            if start < offset and weight > 0 and fits(figure) and not is_reported:
                return start, where, figure
        return None

    def new_group(self, offset: int, paragraph: int) -> Figure | None:
        """The people without a name who became the subject since somebody last spoke."""
        topic = self._topic(offset, lambda figure: figure.type in MANY)
        if topic is None:
            return None
        _, where, figure = topic
        return figure if figure.type == "group" and paragraph - where <= 1 else None

    def likeliest(
        self, offset: int, paragraph: int, fits: Callable[[Figure], bool]
    ) -> Figure | None:
        """The figure most in mind of those that fit."""
        figures = self.ranked(offset, paragraph, fits)
        return figures[0][1] if figures else None

    def ranked(
        self,
        offset: int,
        paragraph: int,
        fits: Callable[[Figure], bool],
        bonus: Callable[[Figure], float] = lambda figure: 0.0,
    ) -> list[tuple[float, Figure]]:
        """The figures in mind: lately a subject, lately the speaker, near, often named.

        A salience score in the tradition of Lappin and Leass (1994): the weights say how far a
        subject, a speaker and a paragraph's distance count against one another. Who became the
        subject since somebody last spoke is the new topic; not so whom the speaker spoke about.
        """
        scores: dict[Figure, float] = {}
        topic = self._topic(offset, fits)
        turned = topic[0] if topic is not None else None
        for start, where, figure, weight in reversed(self.events):
            if offset - start > _FORGOTTEN:
                break
            if start < offset and fits(figure):
                score = weight - 1.2 * (paragraph - where) - (offset - start) / 1500
                if start == turned:
                    score += {0: 1.0, 1: 0.7}.get(paragraph - where, 0.0)
                scores[figure] = max(scores.get(figure, -99.0), score)
        latest = True
        for start, where, verdict in reversed(self.spoken[-6:]):
            figure_or_none = verdict.figure
            if figure_or_none is None or not fits(figure_or_none):
                continue
            score = 2.6 + 0.8 * latest - 1.0 * (paragraph - where) - (offset - start) / 1500
            scores[figure_or_none] = max(scores.get(figure_or_none, -99.0), score)
            latest = False
        for figure in scores:
            scores[figure] += bonus(figure) + 0.08 * min(figure.n_mentions, 6)
        in_mind = [(score, figure) for figure, score in scores.items() if score > _LEAST]
        return sorted(in_mind, key=lambda one: -one[0])
