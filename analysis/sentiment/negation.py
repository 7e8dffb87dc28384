"""How far a negation reaches: the rest of its clause.

VADER looks three words back. Here a negation turns what it would turn there and whatever follows in
its clause, up to a punctuation mark (Pang, Lee & Vaithyanathan 2002) or a word that opens another
clause (Chapman et al. 2001). Beyond three words it does not turn what only hangs on a preposition:
"did not comment on the situation after the attack" is no praise of the attack.

Chapman, W. W. et al. (2001). A simple algorithm for identifying negated findings and diseases in
discharge summaries. Journal of Biomedical Informatics 34(5). Pang, B., Lee, L. & Vaithyanathan, S.
(2002). Thumbs up? Sentiment classification using machine learning techniques. EMNLP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.sentiment.tokens import Token, words_of

WINDOW = 3  # VADER's reach, in words


@dataclass(slots=True)
class Negation:
    """A negation that holds: its place, its word, and whether it is "never so"."""

    at: int
    word: str
    is_phrase: bool
    raises: bool
    is_past_preposition: bool = False


def negations_by_word(tokens: Sequence[Token]) -> dict[int, list[Negation]]:
    """Return for each word that a negation reaches the negations that do.

    >>> from analysis.sentiment.tokens import news_reader
    >>> words = "He did not say it was good, only new."
    >>> tokens = [token for word in words.split() for token in news_reader()(word)]
    >>> [tokens[at].word for at in negations_by_word(tokens)]
    ['say', 'it', 'was', 'good']
    """
    opens = words_of("tone_grammar", "opens clause")
    opens_after_and = words_of("tone_grammar", "opens clause after and")
    prepositions = words_of("tone_grammar", "preposition")
    verbs = words_of("tone_grammar", "verb")
    reached: dict[int, list[Negation]] = {}
    holding: list[Negation] = []
    for at, token in enumerate(tokens):
        lower = token.lower
        after_and = at > 0 and tokens[at - 1].lower == "and"
        if token.breaks_before or lower in opens or (after_and and lower in opens_after_and):
            holding = []
        for negation in holding:
            if lower in prepositions and at > negation.at + 1:
                negation.is_past_preposition = True
            elif lower in verbs:
                negation.is_past_preposition = False
        reaching = [negation for negation in holding if _reaches(negation, at)]
        if reaching:
            reached[at] = reaching
        if token.breaks_after:
            holding = []
        elif token.negates and (begun := _negation(tokens, at)):
            holding = [*holding, begun]
    return reached


def _negation(tokens: Sequence[Token], at: int) -> Negation | None:
    """Return the negation that begins at a word, or None for "not only" and "without a doubt"."""
    lower = tokens[at].lower
    following = [token.lower for token in tokens[at + 1 : at + 3]]
    if following[:1] in (["a"], ["any"]):
        following = following[1:]
    if following and following[0] in words_of("tone_grammar", "spares"):
        return None
    raises = lower == "never" and following[:1] in (["so"], ["this"])
    return Negation(
        at, tokens[at].word, lower in words_of("tone_grammar", "negates phrase"), raises
    )


def _reaches(negation: Negation, at: int) -> bool:
    if at - negation.at <= WINDOW:
        return True
    return not (negation.is_phrase or negation.raises or negation.is_past_preposition)
