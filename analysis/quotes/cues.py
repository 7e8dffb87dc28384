"""Cues: the words that introduce reported speech, and the phrase that says whose it is.

The reporting verbs stand in ``lexicons/reporting_verbs.csv`` with the frames each takes, so that a
class can read and argue about them. A cue is found outside quotation marks only: what a quoted
person says that others said is part of the quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from analysis.lexicons import load_lexicon
from analysis.marks import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Verb(NamedTuple):
    """A reporting verb: its frames, the prepositions of its object, and whether it is speech."""

    frames: frozenset[str]
    prepositions: frozenset[str]
    sense: str


@dataclass(frozen=True)
class Cue:
    """A cue in a parsed paragraph; ``low`` to ``high`` are the tokens of cue and speaker together.

    ``speaker`` is the span of tokens of the printed speaker, or None where nobody is named.
    ``frames`` says what the cue can introduce. ``noun`` is the head of the speaker phrase.
    """

    token: Token
    end: int
    frames: frozenset[str]
    prepositions: frozenset[str]
    noun: Token | None
    speaker: tuple[int, int] | None
    low: int
    high: int

    @property
    def is_participle(self) -> bool:
        """'…, adding that …': a cue that leans on another and takes nothing from before it."""
        token = self.token
        leans = token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "acl", "pcomp", "xcomp")
        if token.dep_ == "pcomp" and _is_quoted_as(token):
            return False
        return leans and not any(child.dep_ in ("aux", "nsubj") for child in token.children)

    @property
    def is_relative(self) -> bool:
        """'Ana Ruiz, who said …'."""
        return any(
            child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("who", "which", "that")
            for child in self.token.children
        )

    @property
    def is_agentless(self) -> bool:
        """'could be read on the gable', 'Asked about it, …': a passive that says nothing of who."""
        if self.token.tag_ != "VBN":
            return False
        kinds = {child.dep_ for child in self.token.children}
        is_passive = "auxpass" in kinds or self.token.left_edge.is_sent_start is True
        return is_passive and not kinds & {"agent", "nsubj"}

    @property
    def is_finite(self) -> bool:
        """'says', 'has said', 'was told': what is said to have happened, not 'to say', 'if'."""
        if self.token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
            return False
        return not any(
            child.dep_ == "neg" or (child.dep_ == "mark" and child.lower_ in ("if", "unless"))
            for child in self.token.children
        )


@cache
def reporting_verbs() -> dict[str, Verb]:
    """Return the lexicon of reporting verbs by lemma.

    >>> sorted(reporting_verbs()["vow"].frames)
    ['clause', 'infinitive', 'object', 'quote']
    """
    return {
        row["verb"]: Verb(
            frozenset(row["frames"].split()), frozenset(row["prepositions"].split()), row["sense"]
        )
        for row in load_lexicon("reporting_verbs")
    }


@cache
def reporting_nouns() -> dict[str, tuple[frozenset[str], str]]:
    """Return the frames and the sense of nouns that introduce reported words, by noun.

    >>> reporting_nouns()["promise"][1]
    'speech'
    """
    return {
        row["noun"]: (frozenset(row["frames"].split()), row["sense"])
        for row in load_lexicon("reporting_nouns")
    }


_ACCORDING = frozenset({"according"})
_QUOTING = frozenset({"quote", "cite"})
# Forms that the tagger takes for nouns or names in short or inverted sentences.
_ALWAYS_VERBS = frozenset({"said", "says", "told", "tells", "added", "adds"})
_DOCUMENTS = frozenset(
    "report study survey poll review audit inquiry enquiry investigation analysis assessment "
    "inspection research paper index census figure statistic data record document filing".split()
)
# "according to plan" and the like name no source.
_NO_SOURCE = frozenset(
    "plan plans schedule size script tradition custom taste age height colour color need merit "
    "type form design".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_APART = frozenset(", ( — – ; : --".split())
_NO_ONE = frozenset({"nobody", "none", "anyone", "anybody", "no-one"})
# "people familiar with the matter", "officials briefed on the talks".
_TAILS = frozenset({"familiar", "briefed", "close", "involved", "aware", "privy", "questioned"})
# "a notice from January": what is issued is told apart by its date.
_ISSUED = _DOCUMENTS | {"notice", "letter", "statement", "memo", "email", "ruling"}
_KEPT_PREPOSITIONS = frozenset({"of", "for", "from", "at", "with", "to", "in", "on", "by"})


def cues_in(doc: Doc, inside: list[int | None], scope: str) -> list[Cue]:
    """Return the cues of one parsed paragraph; ``inside`` gives each token's quotation, or None."""
    found = []
    verbs = reporting_verbs()
    for token in doc:
        if inside[token.i] is not None:
            continue
        if (
            token.lower_ in _ACCORDING
            and token.i + 2 < len(doc)
            and doc[token.i + 1].lower_ == "to"
        ):
            if doc[token.i + 2].lower_ not in _NO_SOURCE:
                found.append(_according_to(token, token.i + 2))
            continue
        if _opens_in_the_words_of(token):
            found.append(_according_to(token, token.i + 4))
            continue
        if token.pos_ == "NOUN" and token.lemma_.lower() in reporting_nouns():
            noun_cue = _noun_cue(token, scope)
            if noun_cue is not None:
                found.append(noun_cue)
                continue
        verb = verbs.get(token.lemma_.lower())
        if verb is None or not (_is_verb(token) or _stands_as_verb(token, inside)):
            continue
        if verb.sense == "thought" and scope == "speech":
            continue
        cue = _verb_cue(token, verb, inside, found[-1] if found else None)
        if cue is not None:
            found.append(cue)
    return found


def noun_complement(noun: Token, frames: frozenset[str]) -> Token | None:
    """The head of what a noun reports: 'her claim that it was late', 'her view is that it is'."""
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.i > noun.i:
            marks = {
                c.lower_ for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i
            }
            if child.dep_ != "relcl" and "that" in marks and "clause" in frames:
                return child
            if child.dep_ != "relcl" and "to" in marks and "infinitive" in frames:
                return child
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be" and "clause" in frames:
        for child in verb.children:
            if child.dep_ in ("ccomp", "attr", "advcl") and child.i > verb.i:
                if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
                    return child
    return None


def _noun_cue(token: Token, scope: str) -> Cue | None:
    frames, sense = reporting_nouns()[token.lemma_.lower()]
    if sense == "thought" and scope == "speech":
        return None
    if noun_complement(token, frames) is None:
        return None
    whose = next((c for c in token.children if c.dep_ == "poss"), None)
    if whose is None:
        by = next(
            (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None
        )
        whose = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if whose is None:
        return None
    return Cue(
        token,
        token.i + 1,
        frozenset({"noun"}),
        frozenset(),
        whose,
        phrase(whose) if whose.pos_ != "PRON" else (whose.i, whose.i + 1),
        min(token.i, whose.left_edge.i),
        max(token.i, whose.right_edge.i),
    )


def _stands_as_verb(token: Token, inside: list[int | None]) -> bool:
    """'“…,” Ruiz states.' and '“…,” the mayor, Ana Ruiz, mentioned.', which the tagger misread."""
    if token.tag_ not in ("NNS", "VBN", "NN"):
        return False
    finite = {"VBD", "VBZ", "VBP", "MD"}
    index, n_words = token.i - 1, 0
    while index >= 0 and inside[index] is None and n_words < 16:
        if token.doc[index].tag_ in finite or token.doc[index].text in ".;:":
            return False
        n_words += 1
        index -= 1
    return index >= 0 and inside[index] is not None and n_words > 0 and token.text[0].islower()


def _is_verb(token: Token) -> bool:
    if token.lower_ in _ALWAYS_VERBS:
        return True
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound"):
        return False
    # "Asked about it, she …" and "the plan proposed last year" report nothing themselves.
    if token.tag_ == "VBD" and token.dep_ == "advcl" and token.left_edge.i == token.i:
        return False
    return (
        token.tag_ != "VBN"
        or any(
            child.dep_ in ("aux", "auxpass", "agent", "nsubj", "nsubjpass")
            for child in token.children
        )
        or token.dep_ == "conj"
    )


def _opens_in_the_words_of(token: Token) -> bool:
    following = [word.lower_ for word in token.doc[token.i : token.i + 4]]
    return following == ["in", "the", "words", "of"] and token.i + 4 < len(token.doc)


def _according_to(token: Token, first: int) -> Cue:
    """The cue 'according to' or 'in the words of', whose source begins at token ``first``."""
    doc = token.doc
    noun = next((child for child in doc[first - 1].children if child.dep_ == "pobj"), doc[first])
    if noun.i < first:
        noun = doc[first]
    start, end = phrase(noun, floor=first)
    return Cue(
        token,
        first,
        frozenset({"according"}),
        frozenset(),
        noun,
        (start, end),
        token.i,
        max(_before_comma(noun, end), end - 1),
    )


def _before_comma(noun: Token, end: int) -> int:
    """The last token of a source phrase: what follows a comma may be the sentence's subject."""
    for index in range(end, noun.right_edge.i + 1):
        if noun.doc[index].text == ",":
            return index - 1
    last: int = noun.right_edge.i
    return last


def _verb_cue(token: Token, verb: Verb, inside: list[int | None], before: Cue | None) -> Cue | None:
    noun, own = subject(token, inside)
    if not own and before is not None and _leans_on(token, before):
        noun = before.noun
    if noun is not None and inside[noun.i] is not None:
        noun = None  # the parser took a quoted word for the subject
        if token.dep_ == "conj" and before is not None and before.token.sent == token.sent:
            noun, own = before.noun, False
    if noun is None:
        noun = (
            _inverted_subject(token, inside)
            or _adjacent_subject(token, inside)
            or _subject_after_quotation(token, inside)
        )
        own = noun is not None
    relative = noun if noun is not None and noun.lower_ in ("who", "which", "that") else None
    if relative is not None and token.dep_ == "relcl" and token.head.i < relative.i:
        noun = token.head
    if _is_fixed_phrase(token, noun) or (noun is not None and noun.lower_ in _NO_ONE):
        return None
    if "document" in verb.frames and not (noun is not None and _is_document(noun)):
        return None
    if noun is not None and own:
        comparing = _as_clause(token, noun, verb)
        if comparing is not None:
            return _as_cue(token, comparing, noun)
    last = _phrase_before_end(token, inside) if own and noun is not None else None
    if last is not None and noun is not None and noun.i < last.left_edge.i:
        noun = last
    low = high = token.i
    if noun is not None and _is_quoted_as(token) and noun.i < token.i:
        low = noun.left_edge.i
    for child in token.children:
        if child.dep_ in ("aux", "auxpass", "neg", "advmod") and 0 < token.i - child.i < 5:
            if inside[child.i] is None:
                low = min(low, child.i)
        elif child.dep_ == "nsubjpass" and noun is not None and noun.i > token.i:
            if inside[child.left_edge.i] is None:  # "“…,” Leon Ode was told by Ana Ruiz"
                low = min(low, child.left_edge.i)
    speaker = None
    if noun is not None:
        start, end = phrase(noun)
        if start <= token.i < end:
            start, end = (start, token.i) if noun.i < token.i else (token.i + 1, end)
        while end - 1 > noun.i and inside[end - 1] is not None:
            end -= 1
        if relative is not None and relative is not noun:
            # "Ana Ruiz, who said …": the printed phrase runs to its pronoun
            end = relative.i + 1 if relative.i - end < 3 else end
        first = _first_after_quotation(token, inside) if own and noun.i < token.i else None
        if first is not None and first < start and _is_one_phrase(token.doc, first, start):
            start = first  # "“…,” Ellery police Chief Ana Ruiz said", cut by the parser
            low = min(low, first)
        speaker = (start, end)
        if own:
            if noun.i < token.i:
                low = min(low, noun.left_edge.i if inside[noun.left_edge.i] is None else start)
            else:
                high = max(high, min(noun.right_edge.i, _before_quotation(noun.i, inside)))
    return Cue(token, token.i + 1, verb.frames, verb.prepositions, noun, speaker, low, high)


def _as_clause(token: Token, noun: Token, verb: Verb) -> Token | None:
    """The 'as' of 'As Ana Ruiz said on Friday, …', a clause that has no content within."""
    if "clause" not in verb.frames or noun.i > token.i:
        return None
    taken = {"ccomp", "dobj", "xcomp", "acomp"}
    if any(child.dep_ in taken and child.i > token.i for child in token.children):
        return None
    opening = [c for c in token.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod")]
    if not opening or opening[0].i > noun.left_edge.i:
        return None
    before = token.doc[opening[0].i - 1] if opening[0].i else None
    is_apart = before is None or before.text in _APART or before.lower_ in ("but", "and", "yet")
    return opening[0] if is_apart or (before is not None and before.is_sent_end) else None


def _as_cue(token: Token, comparing: Token, noun: Token) -> Cue:
    """What such a clause introduces is the rest of its sentence, as with 'according to'."""
    doc = token.doc
    end = token.i + 1
    while end < len(doc) and doc[end].text not in (",", ".", ";", "—", "–"):
        end += 1
    return Cue(
        token,
        token.i + 1,
        frozenset({"according"}),
        frozenset(),
        noun,
        phrase(noun),
        comparing.i,
        end - 1,
    )


def _is_fixed_phrase(token: Token, noun: Token | None) -> bool:
    """'That said, …', 'Having said that, …': nobody is reported."""
    doc = token.doc
    if token.lower_ != "said" or token.i == 0:
        return False
    before = doc[token.i - 1]
    if before.lower_ == "that" and before.is_sent_start and token.i + 1 < len(doc):
        return doc[token.i + 1].text == ","
    return before.lower_ == "having" and doc[token.i + 1 : token.i + 2].text in ("that", "this")


def _leans_on(token: Token, before: Cue) -> bool:
    """'She argued that the move hurt him, noting …': who argued notes, whatever it hangs on."""
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and token.head.i > before.token.i
        and token.sent == before.token.sent
        and token.doc.text[: token.idx].rstrip(" ”\"'’").endswith(",")
    )


def _before_quotation(index: int, inside: list[int | None]) -> int:
    while index + 1 < len(inside) and inside[index + 1] is None:
        index += 1
    return index


def subject(
    verb: Token, inside: list[int | None] | None = None, depth: int = 0
) -> tuple[Token | None, bool]:
    """Return the subject of a verb and whether it stands at the verb itself.

    A verb without one takes that of the clause it hangs on ("…, adding that …"); a relative clause
    has its pronoun.
    """
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    own = [
        child
        for child in verb.children
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and not passive)
    ]
    if own:
        outside = [child for child in own if inside is None or inside[child.i] is None]
        # the nearest: "WASHINGTON — President Ruiz said" has two
        return min(outside or own, key=lambda child: abs(verb.i - child.i)), True
    if passive:
        return _agent(verb), True
    if depth < 4 and verb.head.i != verb.i:
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep") or (
            verb.dep_ == "ccomp" and verb.tag_ == "VBG"
        ):
            head = verb.head
            if head.pos_ in ("VERB", "AUX"):
                found = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                return (found, False) if found is not None else subject(head, inside, depth + 1)
            if head.pos_ == "ADP":
                quoted = [c for c in head.head.children if c.dep_ == "dobj"]
                if head.lower_ == "as" and head.head.lemma_ in _QUOTING and quoted:
                    return quoted[0], False  # "quoted Ana Ruiz as saying"
                return subject(head, inside, depth + 1)
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head, False
    return None, False


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _phrase_before_end(verb: Token, inside: list[int | None]) -> Token | None:
    """'A long list of names, the KCNA agency said.': the noun phrase between comma and cue.

    The parser often takes a noun of the reported sentence for the subject of the cue that ends it.
    """
    doc = verb.doc
    if verb.i + 1 < len(doc) and not doc[verb.i + 1].is_punct:
        return None
    if doc[verb.i - 1].dep_ == "npadvmod":
        return None  # "…, a poll out yesterday found."
    index = verb.i - 1
    while index >= 0 and doc[index].text != "," and inside[index] is None:
        if doc[index].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PRON") or verb.i - index > 9:
            return None
        index -= 1
    if index < 0 or index == verb.i - 1 or inside[index] is not None:
        return None
    head = doc[verb.i - 1]
    return head if head.pos_ in ("NOUN", "PROPN") else None


def _is_document(noun: Token) -> bool:
    """'the survey found', 'researchers found', 'In a report, the regulator found'."""
    words = {word.lemma_.lower() for word in noun.doc[noun.sent.start : noun.i + 1]}
    return bool(words & _DOCUMENTS) or noun.lower_ in ("researchers", "scientists")


def _is_quoted_as(token: Token) -> bool:
    """'she was quoted as saying': the saying is the cue, and the one quoted the speaker."""
    return (
        token.dep_ == "pcomp" and token.head.lower_ == "as" and token.head.head.lemma_ in _QUOTING
    )


def _inverted_subject(token: Token, inside: list[int | None]) -> Token | None:
    """The noun phrase right after the verb in '“…,” said X', where the parser saw none."""
    doc = token.doc
    if token.i == 0 or token.i + 1 >= len(doc) or inside[token.i + 1] is not None:
        return None
    before = doc[token.i - 1]
    if inside[before.i] is None and not before.is_punct:
        return None
    after = doc[token.i + 1]
    if after.pos_ not in ("PROPN", "DET", "PRON", "NOUN", "ADJ", "NUM"):
        return None
    for chunk in doc.noun_chunks:
        if chunk.start == after.i:
            root: Token = chunk.root
            return root
    return None


def _adjacent_subject(token: Token, inside: list[int | None]) -> Token | None:
    """The noun right before a verb whose subject the parser missed: 'Councillor Ana Ruiz told'."""
    index = token.i - 1
    while index >= 0 and token.doc[index].pos_ == "ADV":
        index -= 1
    if index < 0 or inside[index] is not None or token.tag_ in ("VB", "VBG", "VBN"):
        return None
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubj", "expl") for child in token.children):
        return None
    before = token.doc[index]
    return before if before.pos_ in ("PROPN", "NOUN", "PRON") else None


def _subject_after_quotation(token: Token, inside: list[int | None]) -> Token | None:
    """The first noun phrase in '“…,” Ana Ruiz, a former mayor, said', where the parser saw none."""
    first = _first_after_quotation(token, inside)
    if first is None or any(word.tag_ in _FINITE for word in token.doc[first : token.i]):
        return None
    if not (token.doc[first].text[0].isupper() or token.doc[first].pos_ in ("DET", "PRON")):
        return None
    for chunk in token.doc.noun_chunks:
        if chunk.start == first:
            root: Token = chunk.root
            return root
    return None


def _is_one_phrase(doc: Doc, first: int, start: int) -> bool:
    return start - first < 8 and all(
        word.pos_ in ("PROPN", "NOUN", "ADJ", "DET", "PART", "NUM") for word in doc[first:start]
    )


def _first_after_quotation(token: Token, inside: list[int | None]) -> int | None:
    """The token right after the quotation that stands before a verb, a few words back."""
    index = token.i - 1
    while index >= 0 and inside[index] is None and token.i - index < 25:
        index -= 1
    if index < 0 or inside[index] is None:
        return None
    first = index + 1
    while first < token.i and token.doc[first].is_punct:
        first += 1
    return first if first < token.i else None


def phrase(noun: Token, floor: int = 0) -> tuple[int, int]:
    """Return the tokens of a speaker phrase: its titles and names, not its relative clause.

    "Ana Ruiz, the mayor, who left," gives "Ana Ruiz"; "the mayor, Ana Ruiz," the whole; "a
    spokesman for the ministry" keeps the ministry.
    """
    doc = noun.doc
    start = max(noun.left_edge.i, floor)
    end = noun.i + 1
    for child in noun.children:
        if child.i < noun.i:
            if child.dep_ in ("relcl", "acl", "advcl", "parataxis") or child.text in '—–-“"”':
                start = max(start, child.right_edge.i + 1)
            continue
        if child.dep_ == "prep" and child.lower_ in _KEPT_PREPOSITIONS:
            if child.i == end and (not tells_when(child) or noun.lemma_ in _ISSUED):
                end = _trimmed_end(child)
        elif child.i == end and child.lower_ in _TAILS:
            end = _tail_end(child)
        elif child.dep_ == "cc" and child.lower_ not in ("and", "or", "&"):
            break  # "as well as …" is no part of the name
        elif child.dep_ in ("conj", "cc", "nummod", "flat", "case", "nmod"):
            end = max(end, _phrase_end(child))
        elif child.dep_ == "appos":
            if noun.pos_ != "PROPN" or child.i == end:
                end = max(end, _phrase_end(child))
        elif child.dep_ == "punct":
            continue
        else:
            break
    if (
        end == noun.i + 1
        and end < len(doc)
        and doc[end].lower_ in ("at", "for", "inside", "within")
    ):
        if noun.lower_ in ("source", "insider", "spokesman", "spokeswoman", "spokesperson"):
            end = _trimmed_end(doc[end])  # "a source at the Courier", hung on the verb
    if noun.lower_ == "one" and end == noun.i + 1 < len(doc) and doc[end].pos_ in ("NOUN", "ADJ"):
        end += 1  # "one local wrote", of which the parser makes a number and an adverb
    while end - 1 > noun.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while start < noun.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return min(start, noun.i), end


def plain_phrase(doc: Doc, start: int, end: int) -> str:
    """Return a speaker phrase as it would stand in mid-sentence, without its article or number.

    'Three people familiar with the matter' gives 'people familiar with the matter', 'Officials'
    gives 'officials', 'Chinese officials' itself.
    """
    first = start
    while first + 1 < end and (
        doc[first].lower_ in ("the", "a", "an", "its", "their")
        or (doc[first].pos_ == "NUM" and doc[first + 1].text[0].isalpha())
    ):
        first += 1
    token, last = doc[first], doc[end - 1]
    text = doc.text[token.idx : last.idx + len(last)].strip(" ,;")
    is_named = token.ent_type_ or token.tag_ == "PRP" or (token.text.isupper() and len(token) > 1)
    # "Traders fear …": the tagger takes a capital at a sentence's start for a name's.
    opens = token.is_sent_start and token.tag_ == "NNPS"
    is_common = not is_named and (token.tag_ not in ("NNP", "NNPS") or bool(opens))
    return text[:1].lower() + text[1:] if is_common else text


def _phrase_end(token: Token) -> int:
    return phrase(token)[1] if token.pos_ in ("NOUN", "PROPN", "PRON") else token.i + 1


def tells_when(preposition: Token) -> bool:
    """Whether a preposition brings a date or a time: 'on Friday'."""
    return any(child.ent_type_ in ("DATE", "TIME") for child in preposition.children)


def _tail_end(token: Token) -> int:
    """'people familiar with the matter': to the end of the object of its preposition."""
    end = token.i + 1
    for child in token.children:
        if child.dep_ == "prep" and child.i == end:
            end = _trimmed_end(child)
    return end


def _trimmed_end(preposition: Token) -> int:
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    return _phrase_end(objects[0]) if objects else preposition.i + 1


def quoted_tokens(doc: Doc, found: list[Quotation]) -> list[int | None]:
    """Return for every token the number of the quotation that it stands in, or None."""
    inside: list[int | None] = [None] * len(doc)
    number = 0
    for token in doc:
        while number < len(found) and found[number].end <= token.idx:
            number += 1
        if number < len(found) and found[number].start <= token.idx:
            inside[token.i] = number
    return inside
