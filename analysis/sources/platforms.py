"""Platforms: where a statement was made, if that was on Twitter, Facebook and the like.

A platform is named as a source's channel ("wrote on Facebook", "in a tweet"); a platform that the
article only speaks of is no source and no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.language import Paragraph
from analysis.outlets import OutletMatch, Outlets

_CHANNEL = re.compile(
    r"\b(?:[Oo]n|[Vv]ia|to|[Tt]hrough|over|[Ii]n)\s+(?:(?:a|an|the|his|her|its|their|my|our|another|"
    r"separate|series|of|official|own|personal|verified|recent|messaging|app|social|media|"
    r"networking|microblogging|platform|site|website|network|service|private|public|now-deleted|"
    r"since-deleted|lengthy|long|brief|short|live|video|statement|posts?|posted|on|"
    r"[A-Z]\w+[’']s|[a-z]+ly)\s+){0,6}$"
)
_TWEET = re.compile(r"\b[Ii]n\s+(?:[\w’'-]+\s+){0,4}?((?:re)?tweets?)\b")
_OF_THE_PLATFORM = re.compile(
    r"(?i)[’']s?\b|\s+(?:users?|employees?|executives?|stock|shares|spokes\w+|followers)\b"
)
_SPEECH = frozenset(
    "say tell write announce post tweet claim state warn add share confirm reply respond declare "
    "call accuse describe publish reveal explain comment deny urge thank apologise apologize "
    "insist criticise criticize message statement video ask note argue condemn praise suggest "
    "promise express congratulate upload release".split()
)


def platforms_in(
    paragraph: Paragraph, outlets: Outlets, quoted: list[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of the platforms that are the channel of a statement.

    >>> from analysis.language import read
    >>> from analysis.outlets import load_outlets
    >>> paragraph = read("He said so on Twitter. Twitter grew.").paragraphs[0]
    >>> list(platforms_in(paragraph, load_outlets(), []))
    [(14, 21, 'Twitter')]
    """
    text = paragraph.text
    for match in outlets.find(text):
        if match.type == "social" and _is_channel(paragraph, match, text):
            if not any(start < match.start < end for start, end in quoted):
                yield match.start, match.end, match.name
    for tweet in _TWEET.finditer(text):
        if not any(start < tweet.start(1) < end for start, end in quoted):
            yield tweet.start(1), tweet.end(1), "Twitter"


def _is_channel(paragraph: Paragraph, match: OutletMatch, text: str) -> bool:
    before, after = text[: match.start], text[match.end :]
    if not _CHANNEL.search(before) or re.match(r"\s+[A-Z][a-z]+", after):
        return False
    if _OF_THE_PLATFORM.match(after):
        return False
    span = paragraph.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return False
    return any(token.lemma_.lower() in _SPEECH for token in span.sent)
