"""How positive or negative a text sounds, by VADER, sentence by sentence.

VADER (Hutto & Gilbert 2014) looks words up in a list rated by people and minds negation, degree
words, capitals and exclamation marks. It was made for sentences: over a whole article its compound
score runs to one of the ends, so a text is scored as the mean of its sentences.

Two engines: ``"vader"`` is vaderSentiment 3.3.2 to the last digit; ``"corrected"``, the default,
has the same list and arithmetic and reads what news is written in: curly marks, dashes and emoji;
names and offices, which carry no tone; negations that reach further than three words.

What the numbers are not: an attitude. "Two people were killed" is negative for its topic, and irony
is unknown to either engine. Read the sentences behind a mean before you believe it, and the words
behind a sentence: :func:`explain_sentiment`.
"""

from analysis.sentiment.explanation import explain_sentiment
from analysis.sentiment.modifiers import NO_SCORES, Scores
from analysis.sentiment.scoring import ENGINES, score_sentence, score_sentiment, score_text
from analysis.sentiment.wording import plain_marks

__all__ = [
    "ENGINES",
    "NO_SCORES",
    "Scores",
    "explain_sentiment",
    "plain_marks",
    "score_sentence",
    "score_sentiment",
    "score_text",
]
