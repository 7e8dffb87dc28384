"""Long texts for tests and benchmarks: paragraphs and articles of any length, parsed at once."""

from __future__ import annotations

from itertools import cycle

from analysis.language import Paragraph, Reading
from analysis.language.pipeline import load_pipeline
from analysis.language.words import Doc, Span, Token, Use
from analysis.sentences import split_paragraph

PLAIN = [
    "The bridge will close in May and the council was not asked about it.",
    "Nine thousand vehicles cross it each day, most of them before noon.",
]
DOUBLE = [
    "“We cannot wait,” Mayor Ana Ruiz said.",
    "She told the council that the bridge would close in May.",
    "According to a report, the “old” plan was a mess.",
    "“It is late and we are not ready,” he said.",
    "“No.”",
]
SINGLE = [one.replace("“", "‘").replace("”", "’") for one in DOUBLE]
FLOATING = ["“We cannot wait any longer for this.”"]
NAMES = ["Mayor Ana Ruiz told Peter Ode that the bridge would close.", "She said he was late."]
CAST = [f"Ana R{vowel}{end}z said it was late." for vowel in "aeiou" for end in "bcdfglmnprst"]
TEXTS = {
    "plain": PLAIN,
    "short": ["She said it was late."],
    **{
        name: [sentence for one in sentences for sentence in (one, *PLAIN)]
        for name, sentences in (
            ("double", DOUBLE),
            ("single", SINGLE),
            ("floating", FLOATING),
            ("names", NAMES),
            ("cast", CAST),
        )
    },
}


def in_one_paragraph(text, size):
    """A paragraph of about ``size`` letters: its sentences, parsed once each and strung together.

    spaCy would take longer over so long a paragraph than all rules together.
    """
    docs, length = [], 0
    for doc in cycle(load_pipeline().parse(TEXTS[text])):
        docs.append(doc)
        length += len(doc.text) + 1
        if length >= size:
            break
    return reading_of([strung_together(docs)])


def strung_together(docs):
    """One paragraph of several, with a space between them."""
    whole = Doc(" ".join(doc.text for doc in docs), docs[0].lemma_of)
    start = 0
    for doc in docs:
        first = len(whole.words)
        for word in doc:
            use = Use(*(getattr(word, name) for name in Use._fields[:-1]), word.lemma_)
            is_last = word.i + 1 == len(doc)
            space = " " if is_last else word.whitespace_
            whole.words.append(Token(whole, first + word.i, start + word.idx, use, space))
        for word in doc:
            new = whole.words[first + word.i]
            new.is_sent_start, new.ent_type_ = word.is_sent_start, word.ent_type_
            new.ent_iob_ = word.ent_iob_
            if word.head is not word:
                new.hang_on(whole.words[first + word.head.i])
        whole.ents += [Span(whole, first + e.start, first + e.end, e.label_) for e in doc.ents]
        start += len(doc.text) + 1
    return whole


def in_short_paragraphs(text, size):
    """An article of about ``size`` letters in paragraphs of three sentences."""
    sentences = TEXTS[text]
    parts = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    docs, length = [], 0
    for doc in cycle(load_pipeline().parse(parts)):
        docs.append(doc)
        length += len(doc.text) + 1
        if length >= size:
            break
    return reading_of(docs)


def reading_of(docs):
    """An article as it is read, from the parses of its paragraphs."""
    text = "\n".join(doc.text for doc in docs)
    found, start = [], 0
    for doc in docs:
        end = start + len(doc.text)
        sentences = tuple(split_paragraph(text, start, end))
        found.append(Paragraph(len(found), start, end, False, sentences, doc))
        start = end + 1
    return Reading(text, found, [(one.index, *span) for one in found for span in one.sentences])


def of_marks_alone(size):
    """A paragraph of quotation marks as the parser would see it: a token each, and one tree."""
    marks = [mark for mark, _ in zip(cycle('“”"‘’'), range(size), strict=False)]
    doc = Doc("".join(marks), lambda word, pos, morph: word)
    for place, mark in enumerate(marks):
        flags = (True, False, mark != "’", False, False, False)
        role = "punct" if place else "ROOT"
        use = Use(mark, mark, *flags, "``", role, "PUNCT", "", mark)
        doc.words.append(Token(doc, place, place, use, ""))
    for word in doc.words[1:]:
        word.hang_on(doc.words[0])
    return reading_of([doc])


ENDLESS = {
    "relative clauses": lambda n: "Ana, " + "who said Bob, " * n + "left.",
    "participles": lambda n: "She said it was late" + ", adding that it rained" * n + ".",
    "verbs": lambda n: "said " * n,
    "capitals": lambda n: "Ruiz " * 5 * n + "left.",
    "names": lambda n: "Ana Ruiz, " * n + "Peter Ode said it was late.",
    "commas": lambda n: ", " * n + "she said.",
    "stops": lambda n: "She said it" + " ." * n,
    "spaces": lambda n: "She said" + "\u00a0" * 50 * n + "no.",
}
