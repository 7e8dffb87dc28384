"""The cues that make an outlet a source: what stands before its name, and what after it.

``LEFT`` and ``RIGHT`` hold (pattern, relation, rule), tried in order; the pattern's first group is
the cue. ``reports``: the outlet found it out; ``conduit``: somebody told it there;
``poll``: it asked people.
"""

from __future__ import annotations

import re

from analysis.sources.outlet_names import MEDIA_NOUN

# What may stand between a cue and the name: "told the state-run news agency TASS".
_WHICH = (
    r"(?:(?:the|a|an|its|another|one|rival|local|state|state-run|state-owned|[a-z]+-[a-z]+|public|"
    r"private|independent|official|sister|fellow|national|[A-Z][a-z]+)\s+){0,4}"
    rf"(?:{MEDIA_NOUN}\s+)?(?:[Tt]he\s+)?$"
)
_WORKS = (
    r"(?:reports?|reporting(?! (?:team|staff))|articles?|story|stories|investigations?|analysis|"
    r"interviews?|op-?eds?|"
    r"columns?|pieces?|editorials?|documentary|documentaries|tally|tallies|counts?|estimates?|"
    r"reckoning|projections?|dispatch(?:es)?|accounts?|essays?|commentary|exposé|profile|forum|"
    r"town hall|debate|headlines?|scoop|database|review of)"
)
POLLS = r"(?:[Pp]olls?|average of polls|surveys?|polling|exit polls?)"
_SHOWN = r"footage|videos?|data|figures|coverage|photos?|images?"
_LEFT_CUES = [
    (
        "reports",
        "according to the outlet",
        r"\b([Aa]ccording to|[Aa]s per|[Pp]er|[Vv]ia|[Cc]ourtesy of|[Hh]/[Tt]:?|"
        r"[Hh]at tip(?: to|:))\s+",
    ),
    (
        "reports",
        "by the outlet’s reporter",
        r"\b([Aa]ccording to|[Pp]er|[Rr]eports?|writes|wrote)\s+(?:[A-Z][\w.’'-]+ ){1,4}"
        r"(?:of|for|at|from|with)\s+",
    ),
    (
        "conduit",
        "told to the outlet",
        r"\b([Tt]old|tells|tell|telling|informed)\s+(?:[A-Z]\w+ and )?",
    ),
    (
        "conduit",
        "told to the outlet",
        r"\b((?:[Ss]peak|[Tt]alk)(?:ing|s)? (?:to|with|on|in)|sp(?:oke|oken) (?:to|with|on)|"
        r"talked (?:to|with))\s+(?:[A-Z]\w+ [A-Z]\w+ (?:of|from|on) )?",
    ),
    (
        "reports",
        "by the outlet",
        r"\b(obtained|seen|viewed|reviewed|verified)\s+(?:\w+ ){0,2}?by\s+",
    ),
    (
        "conduit",
        "said in the outlet",
        r"\b([Ii]nterview(?:ed|s)?|[Ss]tatements?|[Cc]omments?|[Rr]emarks|e-?mails?|"
        r"[Aa]ppear(?:s|ed|ing|ances?)|briefing)\b[^.;:“”\"()]{0,60}?\s(?:to|with|on|by|for|in)\s+",
    ),
    ("conduit", "said in the outlet", r"\b(commented)\b[^.;:“”\"()]{0,60}?\sto\s+"),
    (
        "conduit",
        "said in the outlet",
        r"\b(said|says|confirmed|revealed|explained|added|argued|disclosed|insisted|announced|"
        r"claimed|admitted)\s+(?:\w+ ){0,2}?(?:to|on)\s+",
    ),
    (
        "conduit",
        "said in the outlet",
        r"\b(wrote|writes|writing|penned)\b[^.;:“”\"()]{0,40}?\s(?:to|in|on)\s+",
    ),
    (
        "conduit",
        "published by the outlet",
        r"\b([Pp]ublished|printed|aired|broadcast(?! network)|carried|posted|appeared|written|"
        r"featured|profiled)\s+"
        r"(?:\w+ ){0,3}?(?:by|in|on|at)\s+",
    ),
    (
        "conduit",
        "published by the outlet",
        r"\b([Pp]ublished|printed|appeared|reported|described|detailed)\b[^;:“”\"]{0,60}? in "
        r"(?:the|a) (?:journal|magazine) ",
    ),
    (
        "reports",
        "by the outlet",
        r"\b(reported|obtained|seen|viewed|reviewed|cited|quoted|revealed|disclosed|uncovered|"
        r"conducted|commissioned|verified|compiled|tallied|projected|called|described|"
        r"confirmed|estimated|calculated|ranked|rated|fact-checked|debunked|"
        r"analy[sz]ed|carried out|leaked|released|provided|collected|gathered)\s+"
        r"(?:\w+ ){0,2}?(?:by|to|in)\s+",
    ),
    (
        "conduit",
        "told to the outlet",
        r"\b(contacted|asked|reached|approached|questioned|interviewed)\s+(?:\w+ ){0,2}?by\s+",
    ),
    (
        "reports",
        "cited",
        r"\b([Cc]iting|cited|cites|cite|[Qq]uoting|quoted|quotes)\s+"
        r"(?:[^.;“”\"]{0,40}\b(?:by|in|from)\s+)?",
    ),
    ("reports", "as did the outlet", r"\b(as (?:did|have|has|had|does|do))\s+"),
    (
        "poll",
        "poll by the outlet",
        rf"\b({POLLS})\s+(?:[\w-]+ ){{0,3}}?(?:by|from|for|in|with)\s+",
    ),
    (
        "reports",
        "work of the outlet",
        rf"\b({_WORKS}|{_SHOWN})\s+(?:[\w-]+ ){{0,3}}?(?:by|in|from|for|with)\s+",
    ),
]  # fmt: skip
LEFT = [(re.compile(cue + _WHICH), relation, rule) for relation, rule, cue in _LEFT_CUES]
# A common word must stand right at its cue: these rules reach too far for it.
LOOSE = ("said in the outlet", "published by the outlet", "by the outlet", "work of the outlet")
OWN = (
    r"(?:(?:[’']s?)?\s+(?:(?!(?:over|for|in|on|with|to|the|an?|and|about|at|by|from|of|after)\b)"
    r"(?:(?:[a-z]+-)?[a-z]+ing |[a-z]+ |[A-Z]\w+ |\d+ )){0,2}?|[’']s?\s+|"
    r"[-–/ ]\s?|[-–/](?:[A-Z][\w.]* ?){1,3} |/[A-Z]{2,} )"
)
RIGHT = [
    (re.compile(rf"^{OWN}({POLLS})\b"), "poll", "poll of the outlet"),
    (re.compile(rf"^{OWN}({_WORKS})\b"), "reports", "work of the outlet"),
    (
        re.compile(
            r"^ (?:(?:has|have|had) (?=learned|obtained|seen|reviewed|confirmed|verified)|"
            r"(?=understands))(\w+)\b"
        ),
        "reports",
        "the outlet says how it knows",
    ),
]
