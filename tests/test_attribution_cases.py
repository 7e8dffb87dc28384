"""Who said what: sentences to read aloud, one rule or trap each, with a careful reader's answer.

The answers were written down before the package was asked. Where it still answers otherwise, the
case keeps its answer and its id stands in ``KNOWN_GAPS``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from analysis.language import read
from analysis.outlets import load_outlets
from analysis.quotes import quotes_in
from analysis.speakers import name_rows, names_in

KNOWN_GAPS = {
    # a verb that the parser takes for a participle or a noun
    "told-somebody-without-that-and-a-verb-that-could-be-a-participle",
    "hope-to-do-something",
    # a frame that is not read
    "quotation-as-the-subject",
    # where the reported clause ends, which the parser sees otherwise
    "one-subject-with-two-reporting-verbs",
    "one-subject-with-a-deed-after",
    "relative-clause-with-a-reported-clause",
    "relative-clause-with-quoted-words",
    # read as speech, but none
    "nickname-of-a-thing",
}


class Quote(NamedTuple):
    kind: str
    words: str
    speaker: str | None


class Case(NamedTuple):
    id: str
    text: str
    quotes: tuple[Quote, ...]


def case(name: str, text: str, *quotes: Quote) -> Case:
    return Case(name, text, quotes)


def direct(words: str, speaker: str | None) -> Quote:
    return Quote("direct", words, speaker)


def mixed(words: str, speaker: str | None) -> Quote:
    return Quote("mixed", words, speaker)


def indirect(words: str, speaker: str | None) -> Quote:
    return Quote("indirect", words, speaker)


# Which words stand between quotation marks.
MARKS = [
    case(
        "curly-marks",
        "“The bridge closes on Monday,” Mayor Ana Ruiz said.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "straight-marks",
        '"The bridge closes on Monday," said Ana Ruiz.',
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "doubled-single-marks",
        "``The bridge closes on Monday,'' said Ana Ruiz.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "guillemets",
        "«The bridge closes on Monday», said Ana Ruiz.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "low-and-high-marks",
        "„The bridge closes on Monday“, said Ana Ruiz.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "british-single-marks-with-apostrophes",
        "‘We can’t close the ferrymen’s pier,’ said Ana Ruiz.",
        direct("We can’t close the ferrymen’s pier", "Ana Ruiz"),
    ),
    case(
        "straight-single-marks-with-apostrophes",
        "'We can't close the ferrymen's pier,' said Ana Ruiz.",
        direct("We can't close the ferrymen's pier", "Ana Ruiz"),
    ),
    case(
        "straight-single-marks-with-a-plural-possessive",
        "'The boats' owners will pay for it,' said Ana Ruiz.",
        direct("The boats' owners will pay for it", "Ana Ruiz"),
    ),
    case(
        "closing-mark-before-the-comma",
        "“The bridge closes on Monday”, Ana Ruiz said.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "full-stop-outside-the-marks",
        "Ana Ruiz said: “The bridge closes on Monday”.",
        direct("The bridge closes on Monday", "Ana Ruiz"),
    ),
    case(
        "single-marks-within-double-marks",
        "“He told me ‘go home’ and shut the door,” Ana Ruiz said.",
        direct("He told me ‘go home’ and shut the door", "Ana Ruiz"),
    ),
    case(
        "double-marks-within-single-marks",
        "‘He told me “go home” and shut the door,’ Ana Ruiz said.",
        direct("He told me “go home” and shut the door", "Ana Ruiz"),
    ),
    case(
        "inner-and-outer-marks-close-together",
        "“The flag on the tower means ‘keep out’,” Ana Ruiz said.",
        direct("The flag on the tower means ‘keep out’", "Ana Ruiz"),
    ),
    case(
        "mark-never-closed",
        "Ana Ruiz said the plan was “a mess from the start.\n\n“We vote again,” said Leon Ode.",
        mixed("the plan was “a mess from the start", "Ana Ruiz"),
        direct("We vote again", "Leon Ode"),
    ),
    case(
        "mark-reopened-at-each-paragraph",
        "“We have waited nine years,” Ana Ruiz said. “The ferry is late every day.\n\n"
        "“The pier leans.\n\n“We will wait no longer.”",
        direct("We have waited nine years", "Ana Ruiz"),
        direct("The ferry is late every day", "Ana Ruiz"),
        direct("The pier leans", "Ana Ruiz"),
        direct("We will wait no longer", "Ana Ruiz"),
    ),
    case(
        "year-cut-short-within-single-marks",
        "‘Nobody has seen such a flood since ’53,’ Ana Ruiz said.",
        direct("Nobody has seen such a flood since ’53", "Ana Ruiz"),
    ),
    case(
        "feet-and-inches-before-a-quotation",
        'The mast was 6\' 2" long. "It broke at once," Ana Ruiz said.',
        direct("It broke at once", "Ana Ruiz"),
    ),
    case(
        "question-mark-inside",
        "“Who will pay for the bridge?” asked Ana Ruiz.",
        direct("Who will pay for the bridge?", "Ana Ruiz"),
    ),
    case(
        "one-word-shouted",
        "“Never!” shouted Ana Ruiz.",
        direct("Never!", "Ana Ruiz"),
    ),
    case(
        "brackets-and-an-ellipsis-inside",
        "“We [the council] were … never asked,” Ana Ruiz said.",
        direct("We [the council] were … never asked", "Ana Ruiz"),
    ),
    case(
        "several-sentences-inside-one-pair",
        "“It was dark. I heard a crack. Then the lights went out,” Ana Ruiz said.",
        direct("It was dark. I heard a crack. Then the lights went out", "Ana Ruiz"),
    ),
    case(
        "two-quotations-in-one-object",
        "Ana Ruiz called the plan “late” and “ruinous”.",
        mixed("the plan “late” and “ruinous”", "Ana Ruiz"),
    ),
]

# How the words are brought in.
FRAMES = [
    case(
        "that-clause",
        "Ana Ruiz said that the ferry would run again.",
        indirect("the ferry would run again", "Ana Ruiz"),
    ),
    case(
        "clause-without-that",
        "Ana Ruiz admitted she had not read the report.",
        indirect("she had not read the report", "Ana Ruiz"),
    ),
    case(
        "that-clause-wholly-in-marks",
        "Ana Ruiz said that “the ferry will never run again”.",
        direct("the ferry will never run again", "Ana Ruiz"),
    ),
    case(
        "clause-with-some-words-in-marks",
        "Ana Ruiz said the ferry was “a floating coffin” and should be scrapped.",
        mixed("the ferry was “a floating coffin” and should be scrapped", "Ana Ruiz"),
    ),
    case(
        "object-described-in-quoted-words",
        "Ana Ruiz described the ferry as “a floating coffin”.",
        mixed("the ferry as “a floating coffin”", "Ana Ruiz"),
    ),
    case(
        "object-with-a-quoted-adjective",
        "Leon Ode condemned the “cowardly” vote.",
        mixed("the “cowardly” vote", "Leon Ode"),
    ),
    case(
        "praise-with-a-quoted-adjective",
        "Ana Ruiz praised the “tireless” lifeboat crews.",
        mixed("the “tireless” lifeboat crews", "Ana Ruiz"),
    ),
    case(
        "accused-of-with-a-quoted-word",
        "Leon Ode accused the council of “hiding” the bill.",
        mixed("the council of “hiding” the bill", "Leon Ode"),
    ),
    case(
        "urge-somebody-to-do-something",
        "The board urged residents to boil their water.",
        indirect("residents to boil their water", "board"),
    ),
    case(
        "words-on-a-sign",
        "The sign on the gate read “No fishing after dark”.",
        direct("No fishing after dark", "sign on the gate"),
    ),
    case(
        "promise-to-do-something",
        "Leon Ode promised to mend the pier by May.",
        indirect("to mend the pier by May", "Leon Ode"),
    ),
    case(
        "threat-to-do-something",
        "Leon Ode threatened to sue the harbour board.",
        indirect("to sue the harbour board", "Leon Ode"),
    ),
    case(
        "promise-with-quoted-words",
        "Leon Ode vowed to “sleep on the pier” until the vote.",
        mixed("to “sleep on the pier” until the vote", "Leon Ode"),
    ),
    case(
        "call-for-something",
        "Leon Ode called for an inquiry into the collapse.",
        indirect("an inquiry into the collapse", "Leon Ode"),
    ),
    case(
        "warning-of-something-in-quoted-words",
        "Leon Ode warned of a “second collapse”.",
        mixed("a “second collapse”", "Leon Ode"),
    ),
    case(
        "denial",
        "Leon Ode denied that he had taken money from the fund.",
        indirect("he had taken money from the fund", "Leon Ode"),
    ),
    case(
        "according-to-before",
        "According to Ana Ruiz, the tunnel is wet.",
        indirect("the tunnel is wet", "Ana Ruiz"),
    ),
    case(
        "according-to-before-a-verb-that-could-be-a-noun",
        "According to Ana Ruiz, the tunnel leaks.",
        indirect("the tunnel leaks", "Ana Ruiz"),
    ),
    case(
        "according-to-after",
        "The tunnel has leaked since the spring, according to Ana Ruiz.",
        indirect("The tunnel has leaked since the spring", "Ana Ruiz"),
    ),
    case(
        "according-to-in-the-middle",
        "The tunnel, according to Ana Ruiz, has leaked since the spring.",
        indirect("The tunnel", "Ana Ruiz"),
        indirect("has leaked since the spring", "Ana Ruiz"),
    ),
    case(
        "in-the-words-of",
        "In the words of Ana Ruiz, the tunnel is “a very long bath”.",
        mixed("the tunnel is “a very long bath”", "Ana Ruiz"),
    ),
    case(
        "as-somebody-put-it",
        "As Ana Ruiz put it, “the tunnel is a very long bath”.",
        direct("the tunnel is a very long bath", "Ana Ruiz"),
    ),
    case(
        "as-somebody-said",
        "As Ana Ruiz said on Friday, the tunnel is wet.",
        indirect("the tunnel is wet", "Ana Ruiz"),
    ),
    case(
        "quotation-as-the-subject",
        "“A very long bath” was how Ana Ruiz described it.",
        direct("A very long bath", "Ana Ruiz"),
    ),
    case(
        "somebodys-view-is-that",
        "Leon Ode’s view is that the café should be sold.",
        indirect("the café should be sold", "Leon Ode"),
    ),
    case(
        "in-a-statement",
        "In a statement on Friday, the Ellery Harbour Board said the pier was safe.",
        indirect("the pier was safe", "Ellery Harbour Board"),
    ),
    case(
        "in-a-tweet",
        "“The pier is open again,” Ana Ruiz said in a tweet.",
        direct("The pier is open again", "Ana Ruiz"),
    ),
    case(
        "tweeted",
        "Ana Ruiz tweeted that the pier was open again.",
        indirect("the pier was open again", "Ana Ruiz"),
    ),
    case(
        "wrote-on-a-blog",
        "Ana Ruiz wrote on her blog: “Bring a towel.”",
        direct("Bring a towel", "Ana Ruiz"),
    ),
    case(
        "claim-as-a-noun",
        "Leon Ode repeated his claim that the ballots had been wet.",
        indirect("the ballots had been wet", "Leon Ode"),
    ),
    case(
        "announcement-as-a-noun",
        "The announcement by Ana Ruiz that the school would close came at midnight.",
        indirect("the school would close", "Ana Ruiz"),
    ),
    case(
        "message-before-a-colon",
        "Ana Ruiz had a message for the council: “Mend it or sell it.”",
        direct("Mend it or sell it", "Ana Ruiz"),
    ),
    case(
        "manner-before-a-colon",
        "Ana Ruiz was blunt: “The tunnel leaks.”",
        direct("The tunnel leaks", "Ana Ruiz"),
    ),
    case(
        "told-somebody-that",
        "Ana Ruiz told Leon Ode that the tunnel leaked.",
        indirect("the tunnel leaked", "Ana Ruiz"),
    ),
    case(
        "told-somebody-without-that",
        "Ana Ruiz told the council the tunnel was unsafe.",
        indirect("the tunnel was unsafe", "Ana Ruiz"),
    ),
    case(
        "told-somebody-without-that-and-a-verb-that-could-be-a-participle",
        "Ana Ruiz told the council the tunnel leaked.",
        indirect("the tunnel leaked", "Ana Ruiz"),
    ),
    case(
        "told-a-newspaper",
        "“I have not slept,” Ana Ruiz told the Ellery Lantern.",
        direct("I have not slept", "Ana Ruiz"),
    ),
    case(
        "asked-whether",
        "Leon Ode asked whether the tunnel was safe.",
        indirect("whether the tunnel was safe", "Leon Ode"),
    ),
    case(
        "asked-somebody-why",
        "Leon Ode asked the council why nobody had called the engineers.",
        indirect("why nobody had called the engineers", "Leon Ode"),
    ),
    case(
        "was-told-that-by-nobody-in-particular",
        "Residents were told that the tunnel would close.",
        indirect("the tunnel would close", None),
    ),
    case(
        "was-told-by-somebody-that",
        "Residents were told by Ana Ruiz that the tunnel would close.",
        indirect("the tunnel would close", "Ana Ruiz"),
    ),
    case(
        "was-quoted-as-saying",
        "Ana Ruiz was quoted as saying the tunnel would close.",
        indirect("the tunnel would close", "Ana Ruiz"),
    ),
    case(
        "was-quoted-by-a-paper-as-saying",
        "Ana Ruiz was quoted by the Ellery Lantern as saying that the tunnel would close.",
        indirect("the tunnel would close", "Ana Ruiz"),
    ),
    case(
        "is-reported-to-have-said",
        "Leon Ode is reported to have said that the café was finished.",
        indirect("the café was finished", "Leon Ode"),
    ),
    case(
        "it-was-announced-that",
        "It was announced on Friday that the school would close.",
        indirect("the school would close", None),
    ),
    case(
        "the-question-is-no-quote-but-the-answer-is",
        "Asked if the tunnel was safe, Ana Ruiz said it had been tested twice.",
        indirect("it had been tested twice", "Ana Ruiz"),
    ),
    case(
        "verb-with-a-small-word",
        "Mayor Ana Ruiz fired back that the bridge was safe.",
        indirect("the bridge was safe", "Ana Ruiz"),
    ),
    case(
        "that-after-a-noun-it-does-not-belong-to",
        "Schneiderman alleged in the suit that Ruiz personally made false claims.",
        indirect("Ruiz personally made false claims", "Schneiderman"),
    ),
]

# Where the cue stands.
ORDER = [
    case(
        "a-town-before-the-title",
        "“We will find them: we always do,” Tulsa police Chief Ana Ruiz said Monday.",
        direct("We will find them: we always do", "Ana Ruiz"),
    ),
    case(
        "verb-before-its-subject",
        "“The sea took it,” said harbour engineer Samir Petros.",
        direct("The sea took it", "Samir Petros"),
    ),
    case(
        "verb-first-of-all",
        "Said Ana Ruiz: “The sea took it.”",
        direct("The sea took it", "Ana Ruiz"),
    ),
    case(
        "cue-within-a-quoted-sentence",
        "“The lighthouse,” Ana Ruiz said, “is not for sale.”",
        direct("The lighthouse", "Ana Ruiz"),
        direct("is not for sale", "Ana Ruiz"),
    ),
    case(
        "cue-between-two-quoted-sentences",
        "“The lighthouse is not for sale,” Ana Ruiz said. “It never was.”",
        direct("The lighthouse is not for sale", "Ana Ruiz"),
        direct("It never was", "Ana Ruiz"),
    ),
    case(
        "cue-within-a-reported-sentence",
        "The lighthouse, Ana Ruiz said, would not be sold.",
        indirect("The lighthouse", "Ana Ruiz"),
        indirect("would not be sold", "Ana Ruiz"),
    ),
    case(
        "cue-within-a-partly-quoted-sentence",
        "The lighthouse, Ana Ruiz said, was “our oldest friend” and would not be sold.",
        mixed("The lighthouse", "Ana Ruiz"),
        mixed("was “our oldest friend” and would not be sold", "Ana Ruiz"),
    ),
    case(
        "cue-after-a-long-reported-sentence",
        "Two of the twelve pillars have been eaten away and a third is cracked, the engineers said.",
        indirect(
            "Two of the twelve pillars have been eaten away and a third is cracked", "engineers"
        ),
    ),
    case(
        "long-description-after-the-speaker",
        "“The sea took it,” said Samir Petros, an engineer who has worked in Port Ellery since May.",
        direct("The sea took it", "Samir Petros"),
    ),
    case(
        "age-and-place-around-the-cue",
        "“The sea took it,” Ana Ruiz, 52, said on Monday at a packed meeting.",
        direct("The sea took it", "Ana Ruiz"),
    ),
    case(
        "adverb-before-the-verb",
        "“The sea took it,” Ana Ruiz flatly told the meeting.",
        direct("The sea took it", "Ana Ruiz"),
    ),
    case(
        "has-said",
        "“The sea took it,” Ana Ruiz has said.",
        direct("The sea took it", "Ana Ruiz"),
    ),
    case(
        "one-person-tells-another",
        "“You should be ashamed,” Ana Ruiz told Leon Ode.",
        direct("You should be ashamed", "Ana Ruiz"),
    ),
    case(
        "one-person-is-told-by-another",
        "“You should be ashamed,” Leon Ode was told by Ana Ruiz.",
        direct("You should be ashamed", "Ana Ruiz"),
    ),
    case(
        "announced-at-the-end-of-a-paragraph",
        "Leon Ode stood up and said:\n\n“You should be ashamed.”",
        direct("You should be ashamed", "Leon Ode"),
    ),
]

# A second report that hangs on the first, or on something else the speaker did.
PARTICIPLES = [
    case(
        "under-a-preposition",
        "Ana Ruiz, despite admitting that the pier had sunk, opened the season on Friday.",
        indirect("the pier had sunk", "Ana Ruiz"),
    ),
    case(
        "aside-from-saying",
        "Ana Ruiz will not talk of the pier, aside from saying it needs new piles.",
        indirect("it needs new piles", "Ana Ruiz"),
    ),
    case(
        "adding-that",
        "Ana Ruiz said the water was safe, adding that the taps would reopen in May.",
        indirect("the water was safe", "Ana Ruiz"),
        indirect("the taps would reopen in May", "Ana Ruiz"),
    ),
    case(
        "adding-and-a-quotation",
        "“The water is safe,” Ana Ruiz said, adding: “I drank a pint of it.”",
        direct("The water is safe", "Ana Ruiz"),
        direct("I drank a pint of it", "Ana Ruiz"),
    ),
    case(
        "insisting-after-a-quotation",
        "“The water is safe,” Ana Ruiz said, insisting that nobody had fallen ill.",
        direct("The water is safe", "Ana Ruiz"),
        indirect("nobody had fallen ill", "Ana Ruiz"),
    ),
    case(
        "leaving-saying-that",
        "Leon Ode left the meeting early, saying that he had heard enough.",
        indirect("he had heard enough", "Leon Ode"),
    ),
    case(
        "voting-warning-that",
        "Leon Ode voted against the plan, warning that the tanks would burst.",
        indirect("the tanks would burst", "Leon Ode"),
    ),
    case(
        "walking-out-calling-it",
        "Leon Ode walked out, calling the vote “a farce”.",
        mixed("the vote “a farce”", "Leon Ode"),
    ),
    case(
        "calling-it-before-the-main-clause",
        "Calling the vote “a farce”, Leon Ode walked out.",
        mixed("the vote “a farce”", "Leon Ode"),
    ),
    case(
        "closing-citing",
        "The Ellery Harbour Board closed the pier, citing “structural concerns”.",
        direct("structural concerns", "Ellery Harbour Board"),
    ),
    case(
        "speaking-is-no-second-cue",
        "Speaking in Port Ellery on Friday, Ana Ruiz said the water was safe.",
        indirect("the water was safe", "Ana Ruiz"),
    ),
]

# What belongs to the reported clause, and what to the reporter.
COORDINATION = [
    case(
        "a-progressive-cue-and-a-second-report",
        "Ana Ruiz is telling the crew that the pier is “rotten” and says it will be shut.",
        Quote("mixed", "the pier is “rotten”", "Ana Ruiz"),
        indirect("it will be shut", "Ana Ruiz"),
    ),
    case(
        "and-that-goes-on",
        "Ana Ruiz said that the school was sound and that it would reopen in May.",
        indirect("the school was sound and that it would reopen in May", "Ana Ruiz"),
    ),
    case(
        "and-goes-on-without-that",
        "Ana Ruiz said the roof was sound and the school would reopen in May.",
        indirect("the roof was sound and the school would reopen in May", "Ana Ruiz"),
    ),
    case(
        "but-somebody-denied-it",
        "Ana Ruiz said the roof was sound, but Leon Ode denied it.",
        indirect("the roof was sound", "Ana Ruiz"),
    ),
    case(
        "but-somebody-else-said",
        "Ana Ruiz said the roof was sound, but Leon Ode said it would fall.",
        indirect("the roof was sound", "Ana Ruiz"),
        indirect("it would fall", "Leon Ode"),
    ),
    case(
        "while-somebody-else-called-it",
        "Ana Ruiz said the roof was sound, while Leon Ode called it “a death trap”.",
        indirect("the roof was sound", "Ana Ruiz"),
        mixed("it “a death trap”", "Leon Ode"),
    ),
    case(
        "one-subject-with-two-reporting-verbs",
        "Ana Ruiz said the roof was sound and promised to reopen the school in May.",
        indirect("the roof was sound", "Ana Ruiz"),
        indirect("to reopen the school in May", "Ana Ruiz"),
    ),
    case(
        "one-subject-with-a-deed-after",
        "Ana Ruiz said the roof was sound and left the room.",
        indirect("the roof was sound", "Ana Ruiz"),
    ),
    case(
        "one-subject-with-a-deed-before",
        "Ana Ruiz climbed the ladder and said the roof was sound.",
        indirect("the roof was sound", "Ana Ruiz"),
    ),
    case(
        "semicolon-ends-it",
        "Ana Ruiz said the roof was sound; nobody in the hall believed her.",
        indirect("the roof was sound", "Ana Ruiz"),
    ),
    case(
        "remark-on-the-saying-stays-out",
        "Ana Ruiz said the roof was sound, an answer that pleased nobody.",
        indirect("the roof was sound", "Ana Ruiz"),
    ),
    case(
        "quotation-and-deed-under-one-subject",
        "“The roof is sound,” Ana Ruiz said, and she climbed down the ladder.",
        direct("The roof is sound", "Ana Ruiz"),
    ),
]

# The report in a clause of its own.
CLAUSES = [
    case(
        "while-clause",
        "While Ana Ruiz said the river was clean, she kept her own dog out of it.",
        indirect("the river was clean", "Ana Ruiz"),
    ),
    case(
        "although-clause",
        "Although Leon Ode called the vote “a farce”, he signed the minutes.",
        mixed("the vote “a farce”", "Leon Ode"),
    ),
    case(
        "after-clause",
        "After Ana Ruiz announced that the market would move, traders marched on the town hall.",
        indirect("the market would move", "Ana Ruiz"),
    ),
    case(
        "when-clause",
        "When Leon Ode said the river was filthy, nobody listened.",
        indirect("the river was filthy", "Leon Ode"),
    ),
    case(
        "because-clause",
        "Traders trusted the council because Ana Ruiz promised to keep the market open.",
        indirect("to keep the market open", "Ana Ruiz"),
    ),
    case(
        "relative-clause-with-a-reported-clause",
        "Ana Ruiz, who said the river was clean, left before the vote.",
        indirect("the river was clean", "Ana Ruiz"),
    ),
    case(
        "relative-clause-with-quoted-words",
        "Leon Ode, who has called the market “a car park with fish”, voted against the plan.",
        mixed("the market “a car park with fish”", "Leon Ode"),
    ),
    case(
        "relative-clause-of-a-body",
        "The Ellery Harbour Board, which said the river was clean, has closed the beach.",
        indirect("the river was clean", "Ellery Harbour Board"),
    ),
    case(
        "relative-clause-of-an-object",
        "The council thanked Samir Petros, who warned in May that the dam would burst.",
        indirect("the dam would burst", "Samir Petros"),
    ),
    case(
        "report-within-a-report",
        "Ana Ruiz said that Leon Ode had told her that the dam was cracked.",
        indirect("Leon Ode had told her that the dam was cracked", "Ana Ruiz"),
        indirect("the dam was cracked", "Leon Ode"),
    ),
    case(
        "report-within-according-to",
        "According to Ana Ruiz, Leon Ode said the dam was cracked.",
        indirect("Leon Ode said the dam was cracked", "Ana Ruiz"),
        indirect("the dam was cracked", "Leon Ode"),
    ),
    case(
        "promise-within-an-agencys-report",
        "Reuters reported that Ana Ruiz had promised to mend the dam.",
        indirect("Ana Ruiz had promised to mend the dam", "Reuters"),
        indirect("to mend the dam", "Ana Ruiz"),
    ),
    case(
        "quotation-within-a-quotation-belongs-to-the-outer-one",
        "“Leon said, ‘The dam is cracked,’ and hung up,” Ana Ruiz recalled.",
        direct("Leon said, ‘The dam is cracked,’ and hung up", "Ana Ruiz"),
    ),
    case(
        "agency-that-relays-is-not-the-speaker",
        "“The dam is cracked,” Ana Ruiz said, according to the Associated Press.",
        direct("The dam is cracked", "Ana Ruiz"),
    ),
]

# Quotations without a cue of their own.
FLOATING = [
    case(
        "after-what-somebody-did",
        "Ana Ruiz shook her head. “Nobody here has slept since the flood.”",
        direct("Nobody here has slept since the flood", "Ana Ruiz"),
    ),
    case(
        "after-somebodys-voice",
        "Ana Ruiz’s voice shook. “Nobody here has slept since the flood.”",
        direct("Nobody here has slept since the flood", "Ana Ruiz"),
    ),
    case(
        "before-what-somebody-does",
        "“Nobody here has slept since the flood.” Ana Ruiz wipes the counter as she talks.",
        direct("Nobody here has slept since the flood", "Ana Ruiz"),
    ),
    case(
        "after-a-reported-clause",
        "Ana Ruiz said the harbour was shut. “It broke in the night, and we heard it go.”",
        indirect("the harbour was shut", "Ana Ruiz"),
        direct("It broke in the night, and we heard it go", "Ana Ruiz"),
    ),
    case(
        "a-run-of-paragraphs",
        "“We heard it go,” Ana Ruiz said.\n\n“Nobody slept after that night.”\n\n"
        "“In the morning the boats were gone.”",
        direct("We heard it go", "Ana Ruiz"),
        direct("Nobody slept after that night", "Ana Ruiz"),
        direct("In the morning the boats were gone", "Ana Ruiz"),
    ),
    case(
        "goes-on-with-the-last-speaker-of-two",
        "“We heard it go,” Ana Ruiz said.\n\n“I slept through it,” said Leon Ode.\n\n"
        "“By morning it was gone, and so was my boat.”",
        direct("We heard it go", "Ana Ruiz"),
        direct("I slept through it", "Leon Ode"),
        direct("By morning it was gone, and so was my boat", "Leon Ode"),
    ),
    case(
        "nobody-is-named",
        "The vote was close.\n\n“We cannot wait any longer for this.”",
        direct("We cannot wait any longer for this", None),
    ),
]

# What only looks like speech.
TRAPS = [
    case("scare-quotes", "The “temporary” fence has stood for nine years."),
    case("so-called", "The so-called “mooring tax” was dropped in March."),
    case("title-of-a-book", "Ana Ruiz read from “The Last Ferry” at the library."),
    case("title-of-a-song", "The choir sang “Home by the Harbour Wall” on the quay."),
    case("title-as-the-subject", "“The Last Ferry” opens at the Regal cinema on Friday."),
    case("name-of-a-pub", "Leon Ode works at “The Salty Dog” on the quay."),
    case("slogan-on-banners", "The marchers carried banners with the slogan “No Pier, No Peace”."),
    case(
        "quoted-subheading",
        "The council meets again on Monday to vote on the sea wall.\n\n‘A slow collapse’\n\n"
        "The wall was built in 1902.",
    ),
    case("nickname-in-a-name", "Samir “the Crane” Petros won the harbour race."),
    case("nickname-of-a-thing", "Locals call the ferry “Old Creaky”."),
    case("word-as-a-word", "The word “seawall” comes up nine times in the plan."),
    case("names-of-votes", "“Yes” votes outnumbered “No” votes by two to one."),
    case("grade", "The inspectors gave the kitchen a “D” in June."),
    case("inches", 'The beams are 12" by 6" and the planks are 2" thick.'),
    case("apostrophes", "The rock 'n' roll club and the fishers' café closed in the '80s."),
    case("said-to-be", "The chapel is said to be the oldest on the coast."),
    case("that-said", "That said, the chapel still stands."),
    case("having-said-that", "Having said that, the chapel needs a roof."),
    case("easier-said-than-done", "Mending the chapel is easier said than done."),
    case("needless-to-say", "Needless to say, the chapel was locked."),
    case("according-to-plan", "According to plan, the tunnel opened at noon."),
    case("according-to-size", "The fish were sorted according to size."),
    case("order-to-do-something", "The judge ordered the board to mend the sea wall."),
    case("encourage-to-do-something", "Ana Ruiz encouraged residents to join the choir."),
    case("help-to-do-something", "Leon Ode helped the crews to clear the wreck."),
    case("ask-to-do-something", "Ana Ruiz asked the crews to wait for the tide."),
    case("told-to-do-something", "Residents were told to stay indoors."),
    case("agreed-to-do-something", "Ana Ruiz agreed to meet the traders."),
    case("refused-to-do-something", "Leon Ode refused to leave the pier."),
    case("declined-to-comment", "Leon Ode declined to comment on the collapse."),
    case("declined-to-say-whether", "Ana Ruiz declined to say whether the school would reopen."),
    case("did-not-say-whether", "The board did not say whether anyone had been hurt."),
    case("would-not-say-how-much", "Leon Ode would not say how much the repairs had cost."),
    case("did-not-respond", "The board did not respond to a request for comment."),
    case("asked-and-shrugged", "Asked if the tunnel was safe, Leon Ode shrugged."),
    case("nobody-said", "Nobody said the tunnel was safe."),
    case("if-anyone-says", "If anyone says the tunnel is safe, do not believe it."),
    case("belief", "Ana Ruiz believes that the tunnel is safe."),
    case("hope", "Leon Ode hopes to reopen the café."),
    case("fear", "Traders fear that the market will move."),
    case("told-a-story", "Leon Ode told a long story about the old ferry."),
    case("could-tell", "From the shore, nobody could tell that the wreck had moved."),
    case("found-a-thing", "Ana Ruiz found the gate open."),
    case("claimed-lives", "The storm claimed three lives along the coast."),
    case("added-a-thing", "The council added two boats to the fleet."),
    case("noted-as-an-adjective", "A noted critic of the council, Leon Ode lives by the quay."),
    case("stated-as-an-adjective", "The stated aim of the plan is a quiet harbour."),
    case("called-the-police", "Ana Ruiz called the police at midnight."),
    case("called-on-her-mother", "Ana Ruiz called on her mother on Sunday."),
    case("argued-with-somebody", "Leon Ode argued with the ferry captain."),
    case("pledged-money", "The council pledged two million to the school."),
]

# What people are said to think, read only when it is asked for.
THOUGHTS = [
    case(
        "belief-as-thought",
        "Ana Ruiz believes that the tunnel is safe.",
        indirect("the tunnel is safe", "Ana Ruiz"),
    ),
    case(
        "thinking-without-that",
        "Ana Ruiz thinks the tunnel is safe.",
        indirect("the tunnel is safe", "Ana Ruiz"),
    ),
    case(
        "hope-to-do-something",
        "Leon Ode hopes to reopen the café.",
        indirect("to reopen the café", "Leon Ode"),
    ),
    case(
        "fear-of-several-people",
        "Traders fear that the market will move.",
        indirect("the market will move", "traders"),
    ),
    case(
        "thought-and-speech-together",
        "Ana Ruiz said the tunnel was safe, but Leon Ode doubts that it is.",
        indirect("the tunnel was safe", "Ana Ruiz"),
        indirect("it is", "Leon Ode"),
    ),
]

# Who the printed speaker is.
SPEAKERS = [
    case(
        "last-name-after-the-full-name",
        "Mayor Ana Ruiz arrived late. “The train broke down,” Ruiz said.",
        direct("The train broke down", "Ana Ruiz"),
    ),
    case(
        "last-name-before-the-full-name",
        "“The train broke down,” said Ruiz. Ana Ruiz has led the town since May.",
        direct("The train broke down", "Ana Ruiz"),
    ),
    case(
        "first-name-after-the-full-name",
        "Nine-year-old Tilly Brock lost her kite. “I want it back,” Tilly said.",
        direct("I want it back", "Tilly Brock"),
    ),
    case(
        "doctor-and-last-name",
        "Dr. Priya Raman tested the wells. “Boil the water,” Dr. Raman said.",
        direct("Boil the water", "Priya Raman"),
    ),
    case(
        "sir-and-first-name",
        "Sir Hugh Penrose owns the island. “Nobody may land,” Sir Hugh said.",
        direct("Nobody may land", "Hugh Penrose"),
    ),
    case(
        "reverend-with-an-apostrophe",
        "“The roof is gone,” said the Rev. Colm O’Dowd. O’Dowd said the bells were safe.",
        direct("The roof is gone", "Colm O’Dowd"),
        indirect("the bells were safe", "Colm O’Dowd"),
    ),
    case(
        "initials",
        "“The roof is gone,” said J. P. Maddox, who owns the mill.",
        direct("The roof is gone", "J. P. Maddox"),
    ),
    case(
        "hyphenated-surname",
        "Ruth Adeyemi-Holt arrived late. “The train broke down,” Adeyemi-Holt said.",
        direct("The train broke down", "Ruth Adeyemi-Holt"),
    ),
    case(
        "ms-and-a-hyphenated-surname",
        "Ruth Adeyemi-Holt arrived late. “The train broke down,” Ms Adeyemi-Holt said.",
        direct("The train broke down", "Ruth Adeyemi-Holt"),
    ),
    case(
        "surname-with-particles",
        "Piet van der Meer arrived late. “The train broke down,” van der Meer said.",
        direct("The train broke down", "Piet van der Meer"),
    ),
    case(
        "capital-particle-at-the-start-of-a-sentence",
        "Lucia de la Cruz arrived late. De la Cruz said the train had broken down.",
        indirect("the train had broken down", "Lucia de la Cruz"),
    ),
    case(
        "one-surname-told-apart-by-first-name",
        "Ana Ruiz and her brother Pablo Ruiz own the café. “We open at six,” Pablo said.",
        direct("We open at six", "Pablo Ruiz"),
    ),
    case(
        "one-surname-told-apart-by-mr",
        "Ana Ruiz and her brother Pablo Ruiz own the café. “We open at six,” Mr Ruiz said.",
        direct("We open at six", "Pablo Ruiz"),
    ),
    case(
        "wife-with-the-same-surname",
        "Leon Ode lost his boat. “It was all we had,” said his wife, Carla Ode.",
        direct("It was all we had", "Carla Ode"),
    ),
    case(
        "she-of-two-people",
        "Tobias Marsh met Ana Ruiz on the quay. “The tide is late,” she said.",
        direct("The tide is late", "Ana Ruiz"),
    ),
    case(
        "he-of-two-people",
        "Ana Ruiz met Tobias Marsh on the quay. “The tide is late,” he said.",
        direct("The tide is late", "Tobias Marsh"),
    ),
    case(
        "he-speaks-of-her",
        "Tobias Marsh used to work for Ana Ruiz. “She never listened,” he said.",
        direct("She never listened", "Tobias Marsh"),
    ),
    case(
        "she-within-the-clause-is-not-the-speaker",
        "When she arrived, Ana Ruiz said the tide was late.",
        indirect("the tide was late", "Ana Ruiz"),
    ),
    case(
        "they-of-two-people",
        "Ana Ruiz and Leon Ode met the traders. They said the market would reopen.",
        indirect("the market would reopen", "Ana Ruiz and Leon Ode"),
    ),
    case(
        "they-of-a-body",
        "The Ellery Harbour Board met on Friday. They said the wall would hold.",
        indirect("the wall would hold", "Ellery Harbour Board"),
    ),
    case(
        "it-of-a-body",
        "The Ellery Harbour Board closed the beach on Friday. It said the wall was cracked.",
        indirect("the wall was cracked", "Ellery Harbour Board"),
    ),
    case(
        "two-speakers-joined",
        "Ana Ruiz and Leon Ode said the market would reopen.",
        indirect("the market would reopen", "Ana Ruiz and Leon Ode"),
    ),
    case(
        "the-pair",
        "Ana Ruiz and Leon Ode met on the quay. “The market will reopen,” the pair said.",
        direct("The market will reopen", "Ana Ruiz and Leon Ode"),
    ),
    case(
        "the-company",
        "Brightwater Dredging lost the contract. The company said it would appeal.",
        indirect("it would appeal", "Brightwater Dredging"),
    ),
    case(
        "the-union",
        "The Coastal Traders Union marched on Friday. “We will be back,” the union said.",
        direct("We will be back", "Coastal Traders Union"),
    ),
    case(
        "the-mayor",
        "Ana Ruiz, the mayor of Port Ellery, arrived late. “The train broke down,” the mayor said.",
        direct("The train broke down", "Ana Ruiz"),
    ),
    case(
        "the-governor-not-the-mayor",
        "Mayor Ana Ruiz met Governor Paul Strand. “The money is gone,” the governor said.",
        direct("The money is gone", "Paul Strand"),
    ),
    case(
        "the-mayor-not-the-former-one",
        "Mayor Ana Ruiz spoke after former mayor Paul Strand. “The money is gone,” the mayor said.",
        direct("The money is gone", "Ana Ruiz"),
    ),
    case(
        "the-former-mayor",
        "Mayor Ana Ruiz met former mayor Paul Strand. “The money is gone,” the former mayor said.",
        direct("The money is gone", "Paul Strand"),
    ),
    case(
        "the-minister-of-a-portfolio",
        "Fisheries Minister Olga Brandt landed at dawn. “The cod are back,” the minister said.",
        direct("The cod are back", "Olga Brandt"),
    ),
    case(
        "leader-by-demonym-of-two",
        "Norrish President Karl Vahl met Castovan Prime Minister Mirela Sand. "
        "The Norrish leader said the talks had gone well.",
        indirect("the talks had gone well", "Karl Vahl"),
    ),
    case(
        "leader-by-demonym-of-a-country",
        "Mirela Sand, the president of Castova, met Karl Vahl. "
        "The Castovan leader said the talks had gone well.",
        indirect("the talks had gone well", "Mirela Sand"),
    ),
    case(
        "country-as-the-speaker",
        "Castova said its ships would stay in port.",
        indirect("its ships would stay in port", "Castova"),
    ),
    case(
        "ministry",
        "The Castovan foreign ministry said the talks had failed.",
        indirect("the talks had failed", "Castovan foreign ministry"),
    ),
    case(
        "court",
        "The court ruled that the beach belonged to the town.",
        indirect("the beach belonged to the town", "court"),
    ),
    case(
        "acronym-after-brackets",
        "The Coastal Traders Union (CTU) marched on Friday. The CTU said it would be back.",
        indirect("it would be back", "Coastal Traders Union"),
    ),
    case(
        "agency-by-its-acronym",
        "The talks failed, according to the AP.",
        indirect("The talks failed", "Associated Press"),
    ),
    case(
        "spokeswoman-for-a-body",
        "A spokeswoman for the Coastal Traders Union said the market must stay.",
        indirect("the market must stay", "spokeswoman for the Coastal Traders Union"),
    ),
    case(
        "spokesman-with-a-name",
        "Coastal Traders Union spokesman Leon Ode said the market must stay.",
        indirect("the market must stay", "Leon Ode"),
    ),
    case(
        "the-spokesman-taken-up",
        "A spokesman for the zoo said a bear was loose. “Stay indoors,” the spokesman said.",
        indirect("a bear was loose", "spokesman for the zoo"),
        direct("Stay indoors", "spokesman for the zoo"),
    ),
    case(
        "title-after-the-name",
        "“The piles are sound,” said Samir Petros, the harbour board’s chief engineer.",
        direct("The piles are sound", "Samir Petros"),
    ),
    case(
        "title-after-the-name-taken-up",
        "Samir Petros, the chief engineer, dived twice. “The piles are sound,” the engineer said.",
        direct("The piles are sound", "Samir Petros"),
    ),
    case(
        "occupation-taken-up",
        "Café owner Leon Ode swept up the glass. “I am finished,” the café owner said.",
        direct("I am finished", "Leon Ode"),
    ),
    case(
        "age-taken-up",
        "Nadia Brock, 34, lost her boat. “It was all I had,” the 34-year-old said.",
        direct("It was all I had", "Nadia Brock"),
    ),
    case(
        "father-of-three-taken-up",
        "Leon Ode, a father of three, lost his boat. “It was all I had,” the father of three said.",
        direct("It was all I had", "Leon Ode"),
    ),
    case(
        "police",
        "Police said two men had been arrested.",
        indirect("two men had been arrested", "police"),
    ),
    case(
        "report",
        "The report said the piles were cracked.",
        indirect("the piles were cracked", "report"),
    ),
    case(
        "study-by-a-university",
        "A study by Ellery University found that the dunes were moving.",
        indirect("the dunes were moving", "Ellery University"),
    ),
    case(
        "lawsuit",
        "The lawsuit claims that the board knew of the cracks.",
        indirect("the board knew of the cracks", "lawsuit"),
    ),
    case(
        "sources-say",
        "Sources say the café will be sold.",
        indirect("the café will be sold", "sources"),
    ),
    case(
        "a-number-of-officials",
        "Two harbour officials said the café would be sold.",
        indirect("the café would be sold", "harbour officials"),
    ),
    case(
        "people-familiar-with-the-matter",
        "The café will be sold, according to three people familiar with the matter.",
        indirect("The café will be sold", "people familiar with the matter"),
    ),
    case(
        "neighbour-who-asked-not-to-be-named",
        "A neighbour, who asked not to be named, said the walls had shaken.",
        indirect("the walls had shaken", "neighbour"),
    ),
    case(
        "one-resident",
        "“The walls shook,” one resident said.",
        direct("The walls shook", "resident"),
    ),
    case(
        "witness-taken-up",
        "A witness said the noise was terrible. “It went like thunder,” the witness said.",
        indirect("the noise was terrible", "witness"),
        direct("It went like thunder", "witness"),
    ),
]

# Speech set out as a page does it, without a reporting verb.
FORMATS = [
    case(
        "name-before-a-colon",
        "Ana Ruiz: “The tunnel leaks.”",
        direct("The tunnel leaks", "Ana Ruiz"),
    ),
    case(
        "transcript-without-marks",
        "Ana Ruiz and Leon Ode met on air on Friday.\n\n"
        "ANA RUIZ: The tunnel leaks.\n\nLEON ODE: It has always leaked.",
        direct("The tunnel leaks", "Ana Ruiz"),
        direct("It has always leaked", "Leon Ode"),
    ),
    case(
        "name-age-and-trade-before-a-colon",
        "Leon Ode, 52, café owner: “I heard the wall go and I ran.”",
        direct("I heard the wall go and I ran", "Leon Ode"),
    ),
    case(
        "name-after-a-dash",
        "“The tunnel leaks and always has.” —Ana Ruiz",
        direct("The tunnel leaks and always has", "Ana Ruiz"),
    ),
    case(
        "name-after-a-dash-on-its-own-line",
        "“The tunnel leaks and always has.”\n\n— Ana Ruiz, mayor of Port Ellery",
        direct("The tunnel leaks and always has", "Ana Ruiz"),
    ),
    case(
        "question-and-answer",
        "Ana Ruiz talked to us about the tunnel.\n\nQ: Is it safe?\n\nA: No. It leaks at every joint.",
        direct("No. It leaks at every joint", "Ana Ruiz"),
    ),
    case(
        "headline-with-a-role-and-a-colon",
        "Mayor: no more cuts\n\nMayor Ana Ruiz met the council on Friday in the town hall.",
        indirect("no more cuts", "Ana Ruiz"),
    ),
    case(
        "headline-with-a-verb-at-its-end",
        "Tunnel leaks at every joint, says mayor\n\nMayor Ana Ruiz met the council on Friday.",
        indirect("Tunnel leaks at every joint", "Ana Ruiz"),
    ),
]


@cache
def outlets():
    return load_outlets()


def answers(text: str, scope: str = "speech") -> list[Quote]:
    """The package's answer; the comma or full stop that ends the words does not count."""
    reading = read(text)
    rows = name_rows(
        quotes_in(reading, scope), names_in(reading), reading.paragraph_at, outlets().lookup
    )
    rows.sort(key=lambda row: (row["start"], -row["end"]))
    return [Quote(row["kind"], bare(row["text"]), row["speaker"]) for row in rows]


def bare(words: str) -> str:
    return words.strip(" ,.").replace(",”", "”").replace(".”", "”")


GOING_ON = [
    case(
        "rest-of-the-sentence-with-quoted-words-after-the-cue",
        "Mia Brandt was careful. Nobody would lose a shop, she promised, nor would anybody be “sent "
        "a bill in the post”.",
        mixed("Nobody would lose a shop", "Mia Brandt"),
        mixed("nor would anybody be “sent a bill in the post”", "Mia Brandt"),
    ),
    case(
        "rest-of-the-sentence-after-a-cue-with-company",
        "The pier, Mia Brandt told the Gazette on Friday, was “more than some planks”.",
        mixed("The pier", "Mia Brandt"),
        mixed("was “more than some planks”", "Mia Brandt"),
    ),
    case(
        "inverted-cue-in-the-middle-of-the-sentence",
        "The other way, said Mr. Brandt, was to “turn off the pumps”.",
        mixed("The other way", "Brandt"),
        mixed("was to “turn off the pumps”", "Brandt"),
    ),
    case(
        "verb-of-the-content-after-the-cue-is-no-cue",
        "Mia Brandt was firm. She would sooner, she said, explain a late train than a lost one.",
        indirect("She would sooner", "Mia Brandt"),
        indirect("explain a late train than a lost one", "Mia Brandt"),
    ),
    case(
        "told-people-that-with-a-place-between",
        "Mayor Mia Brandt told reporters on the steps of the depot that she had been warned by post.",
        indirect("she had been warned by post", "Mia Brandt"),
    ),
    case(
        "told-an-occasion-that",
        "The county’s surveyor, Dr. Leon Ode, told a briefing that adults and children could go on "
        "using the stairs.",
        indirect("adults and children could go on using the stairs", "Leon Ode"),
    ),
    case(
        "told-an-occasion-after-a-quotation",
        "“I will not run a line that I cannot staff,” the board’s chair, Mia Brandt, told a press "
        "conference. “We have asked eleven times.”",
        direct("I will not run a line that I cannot staff", "Mia Brandt"),
        direct("We have asked eleven times", "Mia Brandt"),
    ),
    case(
        "name-after-according-to-a-role",
        "Ducks have been the only tenants since, according to the warden, Nell Draycott.",
        indirect("Ducks have been the only tenants since", "Nell Draycott"),
    ),
]

NEW_TOPIC = [
    case(
        "she-is-the-subject-of-the-sentence-before-and-not-the-last-speaker",
        "“The rails are worn,” Mia Brandt said.\n\nJoan Keller did not hide what it meant. “It is "
        "nine months of getting up earlier,” she said.",
        direct("The rails are worn", "Mia Brandt"),
        direct("It is nine months of getting up earlier", "Joan Keller"),
    ),
    case(
        "she-is-the-subject-that-the-paragraph-before-brought-in",
        "“They were cold,” said Mia Brandt, the duty officer.\n\nJoan Keller, a nurse, was on her "
        "way to a night shift.\n\n“It was like a step that was lower,” she told reporters.",
        direct("They were cold", "Mia Brandt"),
        direct("It was like a step that was lower", "Joan Keller"),
    ),
    case(
        "whom-the-speaker-speaks-about-is-no-new-topic",
        "Mia Brandt said that Joan Keller had excited the members. She warned that they would need "
        "to hear more.",
        indirect("Joan Keller had excited the members", "Mia Brandt"),
        indirect("they would need to hear more", "Mia Brandt"),
    ),
    case(
        "they-are-the-people-who-became-the-subject",
        "“We wait,” a spokesman for Brandt Foods said. Union officials had done another sum. The "
        "firm, they said, had the money.",
        direct("We wait", "spokesman for Brandt Foods"),
        indirect("The firm", "union officials"),
        indirect("had the money", "union officials"),
    ),
    case(
        "mr-ode-is-leon-ode-wherever-he-is-named-in-full",
        "“We went by our own road,” Mr. Ode said. Crews went off on Sunday, according to Leon Ode, "
        "who leads them.",
        direct("We went by our own road", "Leon Ode"),
        indirect("Crews went off on Sunday", "Leon Ode"),
    ),
]


def table(cases: list[Case]) -> pytest.MarkDecorator:
    """One test for each case; those in ``KNOWN_GAPS`` are expected to fail, and must."""
    gap = pytest.mark.xfail(strict=True, reason="the reader is right; the package does not see it")
    return pytest.mark.parametrize(
        ("text", "quotes"),
        [
            pytest.param(c.text, c.quotes, id=c.id, marks=[gap] if c.id in KNOWN_GAPS else [])
            for c in cases
        ],
    )


@table(MARKS)
def test_a_quotation_is_what_stands_between_its_marks(text, quotes):
    assert answers(text) == list(quotes)


@table(FRAMES)
def test_each_way_of_bringing_in_words_gives_the_words_and_the_speaker(text, quotes):
    assert answers(text) == list(quotes)


@table(ORDER)
def test_the_cue_may_stand_before_after_or_within_the_words(text, quotes):
    assert answers(text) == list(quotes)


@table(PARTICIPLES)
def test_a_participle_that_reports_has_the_speaker_of_its_sentence(text, quotes):
    assert answers(text) == list(quotes)


@table(COORDINATION)
def test_a_reported_clause_ends_where_the_reporter_speaks_again(text, quotes):
    assert answers(text) == list(quotes)


@table(CLAUSES)
def test_a_report_in_a_clause_of_its_own_is_a_report(text, quotes):
    assert answers(text) == list(quotes)


@table(FLOATING)
def test_a_quotation_without_a_cue_is_the_words_of_the_one_in_view(text, quotes):
    assert answers(text) == list(quotes)


@table(TRAPS)
def test_what_only_looks_like_speech_is_no_quote(text, quotes):
    assert answers(text) == list(quotes)


@table(THOUGHTS)
def test_thoughts_are_read_when_they_are_asked_for(text, quotes):
    assert answers(text, scope="thought") == list(quotes)


@table(SPEAKERS)
def test_a_speaker_goes_by_the_name_that_the_text_gives(text, quotes):
    assert answers(text) == list(quotes)


@table(GOING_ON)
def test_a_sentence_that_goes_on_after_its_cue_goes_on_with_what_was_said(text, quotes):
    assert answers(text) == list(quotes)


@table(NEW_TOPIC)
def test_a_pronoun_is_who_became_the_subject_since_somebody_spoke(text, quotes):
    assert answers(text) == list(quotes)


@table(FORMATS)
def test_speech_set_out_without_a_verb_is_speech(text, quotes):
    assert answers(text) == list(quotes)


def test_every_known_gap_is_a_case_and_every_case_has_its_own_name():
    groups = [MARKS, FRAMES, ORDER, PARTICIPLES, COORDINATION, CLAUSES, FLOATING, TRAPS, THOUGHTS]
    names = [c.id for group in [*groups, SPEAKERS, FORMATS, GOING_ON, NEW_TOPIC] for c in group]
    assert len(names) == len(set(names))
    assert set(names) >= KNOWN_GAPS
