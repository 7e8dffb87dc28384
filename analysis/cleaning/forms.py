"""The shapes of single lines that are no story: credits, captions, bylines, dates.

A form is told by its order of names, labels and signs, not by its wording: "Ed Varga/Lumen
Pictures" is a credit whoever took the picture. Capitals matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[A-Z][\w.'’-]*"
_PARTICLE = r"(?:de|da|del|della|di|la|le|van|von|der|den|ten|al|bin|ibn|el|of)"
NAMES = rf"{NAME}(?: (?:{NAME}|{_PARTICLE})){{0,4}}"
PERSON = rf"{NAME}(?: {_PARTICLE}){{0,2}} {NAME}(?: {NAME})?"
MONTH = (
    r"(?:(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\.?|(?i:january|february|march|"
    r"april|august|september|october|november|december))"
)
_DAY = (
    rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\.? {MONTH}|\d{{1,4}}[./-]\d\d?[./-]\d{{2,4}})"
)
# Agencies and libraries that sell pictures. Others are known by their last word.
_AGENCY = (
    r"(?:Getty Images|Getty|Associated Press|AP|AFP|Agence France-Presse|Reuters|REUTERS|EPA|EFE|"
    r"PA Wire|PA|Press Association|Shutterstock|Alamy(?: Stock Photo)?|iStock(?:photo)?|Bloomberg|"
    r"Anadolu(?: Agency)?|Xinhua|TASS|dpa|DPA|ANSA|NurPhoto|WireImage|Unsplash|Pixabay|Flickr|"
    r"Wikimedia Commons|Rex(?: Features)?|REX|Zuma Press|ZUMA|Imago|IMAGO|Handout|Pool|Courtesy|"
    rf"{NAME}(?: {NAME})? (?:Images|Pictures|Photos|Photography))"
)
_CAPITAL = r"(?:[A-Z\d][\w.'’-]*|&|for|of|and|via|the)"
_BY_WHOM = rf"(?:{NAME}(?: {NAME}){{0,2}} ?(?:/|via|for) ?)"
_PICTURE = (
    r"(?:[Pp]hoto(?:graph)?s?|PHOTO(?:GRAPH)?S?|[Pp]ictures?|PICTURE|[Ii]mages?|IMAGE|"
    r"[Ii]llustrations?|[Cc]artoon|[Gg]raphic|[Vv]ideo|[Cc]omposite)"
)
# The label of a credit, as in: Photo: Ed Varga; Photo by; Main photo source; Credit... Ed Varga
_LABEL = (
    rf"(?:{_PICTURE}(?: ?\|? ?(?i:credits?|source|courtesy|copyright))?(?: [Oo]f)?"
    r" ?(?:[:=©]|\b[Bb]y\b|\bBY\b|\bvia\b)"
    rf"|{_PICTURE} (?:[Cc]redit|[Cc]ourtesy)"
    r"|(?:Credits?|CREDITS?|Source|SOURCE) ?(?::|\.\.\.|…))"
)
_ROLE = (
    r"(?i:reporters?|correspondents?|editor|columnist|contributor|writers?|journalist|bureau chief|"
    r"critic|desk)"
)
_SPEAKS = r"(?!.*\b(?:said|says|told)\b)"

# (reason, most words, pattern from the start of the line). Where a pattern tries every place of the
# line, it first looks at the letter with which what it seeks there may begin.
_FORMS: list[tuple[str, int, re.Pattern[str]]] = [
    (reason, most, re.compile(pattern))
    for reason, most, pattern in [
        # A credit alone on its line: after a label, an agency with or without names, in brackets.
        ("credit", 25, rf"[\[(]*(?:(?i:main|cover|lead|top|header|feature|file) )?{_LABEL}"),
        (
            "credit",
            12,
            rf"[(\[]? ?(?:{NAMES} ?(?:/|\||,|–|-|via|for|courtesy of) ?){{0,3}}{_AGENCY}"
            rf"(?: ?[/|,] ?{NAMES}| via {_AGENCY})?[)\]]?\.?$",
        ),
        ("credit", 12, rf"[(\[] ?{NAMES} ?(?:/|\||via|for) ?{NAMES}[)\]]\.?$"),
        ("credit", 6, rf"{NAMES} ?/ ?{NAMES}$"),
        ("credit", 8, rf"[\[(]?(?i:(?:photo )?courtesy(?: of)?:?) {NAMES}[\])]?$"),
        ("credit", 10, r"(?:©|\([cC]\)) ?(?!.*\b(?:19|20)\d\d\b)[A-Z].*[^.]$"),
        # A caption is told by the credit at its end: after a label, in brackets, after a sign, or
        # glued to its last word, as when two boxes of a page are copied ("on TuesdayGetty Images").
        (
            "caption",
            80,
            r"\S+ \S.*(?:[\s.!?…”\"’')(\[]|[a-z](?=[A-Z]))(?=[CGIPSVcgipsv])"
            rf"{_LABEL}.{{0,70}}$",
        ),
        (
            "caption",
            80,
            rf"\S+ \S.*[a-z\d.”\"’')](?=[A-Zdi]){_BY_WHOM}?{_AGENCY}(?: ?/ ?{NAMES})?(?: file)?$",
        ),
        ("caption", 80, rf"\S+ \S.*[(\[][^()]*(?:\b{_AGENCY}\b|{NAME} ?/ ?{NAME})[^()]*[)\]]\.?$"),
        (
            "caption",
            80,
            rf"\S+ \S.*(?: via {_AGENCY}|{NAME} ?/ ?{_AGENCY}|\| {_AGENCY})(?: file)?[)\]]?$",
        ),
        ("caption", 80, rf"\S+ \S.*[.\s](?:REUTERS|AFP|AP|EPA|PA) ?/ ?{NAMES}$"),
        (
            "caption",
            60,
            rf"© ?{NAMES} (?!.*(?:\b(?:19|20)\d\d$|(?i:rights|limited|ltd\b|inc\b))).{{20,}}",
        ),
        ("caption", 80, r"\S+ \S.*© ?(?!(?:19|20)\d\d).{2,50}$"),
        (
            "caption",
            80,
            rf"\S+ \S.*[.!?”\"’'] \((?:{_CAPITAL}[ /,]+)+{_CAPITAL}\)\.?$",
        ),
        ("caption", 80, r".*\b(?i:file (?:photo|picture|image)|purchase licensing rights)\b"),
        ("caption", 80, r".*\([Pp]ictured\)$"),
        (
            "caption",
            60,
            r"(?i:above|below|top|pictured|image|cover image|caption|file|video) ?[:—–]",
        ),
        # Who wrote it, and who that is.
        ("byline", 14, rf"{PERSON}(?:, | [|•·–—-] )(?:[\w-]+ ){{0,4}}{_ROLE}(?: in {NAMES})?$"),
        (
            "byline",
            10,
            rf"{PERSON}, (?:[Tt]he {NAME}(?: {NAME}){{0,2}}|(?:{NAME} ){{0,3}}(?:Press|News|Agency|"
            r"Times|Post|Herald|Courier)|Reuters|Bloomberg|AP|AFP)$",
        ),
        ("byline", 4, rf"(?:[A-Z]\w+ ){{1,2}}{_ROLE}$"),
        (
            "author note",
            90,
            rf"{_SPEAKS}{PERSON}(?: ?\(@\w+\)|, [^.]{{3,60}},)? (?:is|was|has been) "
            rf"(?:(?:a|an|the|our|also|one)\b )?(?:[\w’'.,&/-]+ ){{0,8}}{_ROLE}"
            r"\b.*\b(?:[Ff]or|[Aa]t|[Oo]f|[Ii]n|with|based|covering|who|and)\b",
        ),
        (
            "author note",
            30,
            rf"{_SPEAKS}{PERSON} (?:covers|writes (?:about|on|for)|reports (?:on|from|for)) "
            r".*\b(?:the|our|for) [A-Z\w ]+\W*$",
        ),
        ("author note", 3, r"@\w{3,}$"),
        # Capitals throughout are for headings and links, and a heading is short.
        (
            "related link",
            40,
            r"(?=(?:\S+ ){6})(?!(?:.* [-+$€£]?\d[\d.,]*%?(?= |$)){2})"  # no row of a table
            r"[^a-z]*[A-Z]{3}[^a-z]*(?:[a-z]{1,2}[^a-z]+)?(?<![.!?:,])$",
        ),
        # Marks of the page: tags, breadcrumbs ("Home > News"), rules.
        ("tags", 30, r"(?:#\w+[ ,]*)+$"),
        ("tags", 16, rf"(?i:tags|topics|more:) {NAMES}(?:,? {NAMES}){{0,5}}$"),
        ("navigation", 30, r"[^>›»→.]{2,30}(?:[>›»→][^>›»→.]{2,60}){1,6}$"),
        ("navigation", 3, r"(?:[\W_]+|\d{1,4})$"),
        # The name of a file, and code that shows.
        ("navigation", 1, r"(?=.*\d)\w+_\w+$|[\w-]+\.(?i:jpe?g|png|gif|webp)$"),
        ("navigation", 60, r"(?:<|&(?:amp;)*lt;)/?[a-z]+\d?(?: .*)?(?:>|&(?:amp;)*gt;)$"),
        # Who comments, and when; what a blog prints below its headline.
        ("comment form", 16, rf".{{2,40}} (?:on|at) {_DAY}.{{0,30}}(?:said|says|wrote) ?:$"),
        ("date", 30, rf"{_DAY}[^/|·•]{{0,9}}(?: ?[/|·•] ?[^/|·•.]{{2,60}}){{2,5}}$"),
    ]
]

_LONGEST = 600
_STAMP = r"(?i:(?:first )?(?:published|updated|posted|last (?:updated|modified|edited)))\b"
_A_DIGIT = re.compile(r"\d")
_WHEN = re.compile(rf"\b(?:{_DAY}|{MONTH} \d{{4}}|\d{{1,2}}:\d\d|(?:\d+|an?) [a-z]{{3,7}} ago)")
_STAMPED = re.compile(rf".{{0,60}}{_STAMP} ?:? ?(?:on |at )?(?:[A-Za-z]{{3,9}},? )?{_DAY}[^.!?]*$")
_DATE_WORD = re.compile(
    rf"{MONTH}|(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?|[ap]\.?m\.?|"
    r"\d[\d:./-]*(?:st|nd|rd|th|am|pm|h)?|published|updated|posted|modified|edited|created|date|"
    r"first|last|on|at|the|of|ago|an?|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|yesterday|"
    r"today|local|time|utc|gmt|[a-z]{1,2}[sd]t|c?et|bst)"
)
_BY = re.compile(
    r"(?:(?:Written|Words|Story|Posted|Analysis|Review|Text|Report) by|By|BY|by) ?:? ?"
)
_BY_WORD = re.compile(
    rf"{NAME},?|&|\||•|·|–|—|-|admin|and|for|in|at|the|@\w+|{_PARTICLE}|{_ROLE},?"
)
_AUTHORS = re.compile(rf"{NAMES}(?:, {NAMES})*,? (?:and|&) {NAMES}")
_AFTER_AUTHOR = re.compile(rf"\s*[,|•·–—/].*|\s+-\s.*|\s+(?:for|in|at)\s.*|\s+(?:[@\d(]|{_DAY}).*")
# An embedded post closes with its author: the story quotes it, and it stays.
_POSTED_BY = re.compile(r"[—–-]{1,2} ?.{1,60}\(@\w+\)")
# A dateline is a place in capitals, or a place and an agency in brackets, before a dash.
_PLACE = rf"[A-Z][A-Z.'’]+(?:[ -](?:[A-Z][A-Z.'’]+|{_PARTICLE}|upon|St\.))*"
_REGION = rf"(?:, (?!{MONTH} )[A-Z][\w.]+(?: [A-Z]\w+)?)?(?:, {MONTH} \d{{1,2}})?"
_BRACKETS = r"\([A-Z][\w ]*\)"
_DATELINE = re.compile(
    rf"({_PLACE}(?:/{_PLACE})?{_REGION}(?: ?{_BRACKETS})?"
    rf"|{NAME}(?: {NAME}){{0,3}}{_REGION} ?{_BRACKETS}|{_BRACKETS}) ?(?:[—–]|--|-(?=\s))\s*\S"
)
_NO_PLACE = re.compile(
    r"(?:UPDATED?|BREAKING|EXCLUSIVE|LIVE|WATCH|VIDEO|OPINION|ANALYSIS|REVIEW)\b"
)


def forms_of(text: str) -> Iterator[str]:
    """Yield the reasons that the form of a line gives for calling it residue.

    >>> next(forms_of("Ed Varga/Lumen Pictures")), next(forms_of("By Ana Ruiz, Chief Reporter"))
    ('credit', 'byline')
    """
    n_words = text.count(" ") + 1
    if len(text) > _LONGEST or is_posted_by(text):
        return
    for reason, most, pattern in _FORMS:
        if n_words <= most and pattern.match(text):
            yield reason
    if _is_byline(text):
        yield "byline"
    if _is_date(text):
        yield "date"
    if _is_doubled(text):
        yield "related link"


def is_posted_by(text: str) -> bool:
    """Whether a line names the author of an embedded post: "— Ana Ruiz (@anaruiz) May 6, 2025"."""
    return bool(_POSTED_BY.match(text))


def _is_byline(text: str) -> bool:
    by = _BY.match(text)
    if by:
        names, *dated = re.split(
            rf"[ ,|•·–—-]+(?={_STAMP}|{_DAY}|\d)", text[by.end() :], maxsplit=1
        )
        words = names.split()
        known = 0 < len(words) <= 16 and all(_BY_WORD.fullmatch(word) for word in words)
        # "By Monday" and "By May 2025" are times.
        return known and not _DATE_WORD.fullmatch(words[0]) and not (dated and len(dated[0]) > 60)
    # Or a name and then nothing but a date: "Ana Ruiz - Nov 19, 2019, 10:31 pm".
    author = re.match(rf"({PERSON})(?:,? ?[|•·–—-] ?|, | )(?={_DAY}|[\dA-Z])", text)
    if not author or any(map(_DATE_WORD.fullmatch, author[1].split())):
        return False
    return _is_date(text[author.end() :], others=0)


def _is_date(text: str, others: int | None = None) -> bool:
    """A date, perhaps with the time, "Published" or the outlet's name, and nothing else."""
    if not _A_DIGIT.search(text) and " ago" not in text:
        return False
    if others is None and _STAMPED.match(text):
        return True
    words = re.findall(r"[\w:./-]*\w\.?", text)
    if len(words) > 22 or not _WHEN.search(text):
        return False
    named = [word for word in words if not _DATE_WORD.fullmatch(word)]
    if others is None:
        stamped = bool(re.match(_STAMP, text))
        others = 8 if stamped else 3
        if not stamped and any(word[0].islower() for word in named):
            return False
    return len(named) <= min(others, len(words) / 2)


def _is_doubled(text: str) -> bool:
    """Whether a line says everything twice, as a link with a picture does when copied."""
    half = len(text) // 2
    return half > 12 and text[:half].rstrip() == text[-half:].lstrip()


def author_in(byline: str) -> str | None:
    """Return who a byline credits, without "By", the role, the outlet or the date.

    >>> author_in("By Ana Ruiz and Ben Cole, Chief Reporters")
    'Ana Ruiz and Ben Cole'
    """
    names = _BY.sub("", byline, count=1)
    several = _AUTHORS.match(names)
    return several[0] if several else _AFTER_AUTHOR.sub("", names).strip(" .") or None


def has_by(byline: str) -> bool:
    """Whether a byline begins with "By", and so surely names an author."""
    return bool(_BY.match(byline))


def dateline_in(paragraph: str) -> str | None:
    """Return the place and agency that open a paragraph, as printed, without the dash.

    >>> dateline_in("LONDON, March 3 (Reuters) - The minister resigned.")
    'LONDON, March 3 (Reuters)'
    """
    found = _DATELINE.match(paragraph)
    return found[1] if found and not _NO_PLACE.match(paragraph) else None
