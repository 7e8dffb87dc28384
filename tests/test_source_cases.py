"""Who is relied on: short texts, one rule or trap each, with a careful reader's list of sources.

The answers were written down before the package was asked; three slips of the reader were mended
after. Where it still answers otherwise, the case keeps its answer and its id stands in
``KNOWN_GAPS``, as does the table of short forms until 95 of its 100 are right. Pronouns are left
out: they stand for a source and name none.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pytest

from analysis.annotations import read_tables
from analysis.language import read
from analysis.outlets import load_outlets

KNOWN_GAPS = {
    # a name that is taken for something else, or an outlet that is not known by its cue
    "programme-of-a-station",
    "unknown-outlet-by-its-kind",
    "reporters-without-borders-is-a-body",
    # a short form that is something else
    "the-new-yorker-is-a-person",
    # datelines and the sentence after one
    "dateline-and-the-same-agency-told",
    # where a name begins
    "possessive-of-a-body",
}
GAP = pytest.mark.xfail(strict=True, reason="the reader is right; the package does not see it")


class Mention(NamedTuple):
    """A source as printed, without "the"; what is None beyond its role is not asked for."""

    text: str
    type: str
    role: str
    source: str | None = None
    relation: str | None = None
    subtype: str | None = None
    is_self: bool | None = None


class Case(NamedTuple):
    id: str
    text: str
    mentions: tuple[Mention, ...]
    outlet: str | None
    lines: tuple[tuple[int, str, str], ...]


def case(name: str, text: str, *mentions: Mention, outlet: str | None = None) -> Case:
    return Case(name, text, mentions, outlet, ())


def line(name: str, text: str, reason: str, *mentions: Mention) -> Case:
    """A line that was set apart from the story."""
    return Case(name, "It rained.", mentions, None, ((7, text, reason),))


def says(text: str, kind: str, source: str | None = None, **more: Any) -> Mention:
    return Mention(text, kind, "attribution", source, **more)


def person(text: str, source: str | None = None, **more: Any) -> Mention:
    return says(text, "person", source, **more)


def unnamed(text: str, subtype: str | None = None) -> Mention:
    return says(text, "anonymous", subtype=subtype)


def spoken_of(text: str, source: str | None = None, kind: str = "outlet") -> Mention:
    return Mention(text, kind, "subject", source)


def credit(text: str, kind: str, source: str | None = None) -> Mention:
    return Mention(text, kind, "credit", source)


def dateline(text: str, source: str | None = None) -> Mention:
    return Mention(text, "agency", "dateline", source)


def byline(text: str) -> Mention:
    return Mention(text, "person", "byline")


# An outlet or agency that is credited with what the article tells.
CREDITED = [
    case(
        "according-to-an-agency",
        "The strike ended overnight, according to Reuters.",
        says("Reuters", "agency", "Reuters", relation="reports"),
    ),
    case(
        "a-report-of-an-agency-is-the-agency",
        "Two ferries collided in fog, a Reuters report said.",
        says("Reuters", "agency", "Reuters", relation="reports"),
    ),
    case(
        "citing-an-agency-report",
        "The minister resigned on Friday, according to a Bloomberg News report.",
        says("Bloomberg News", "agency", "Bloomberg News", relation="reports"),
    ),
    case(
        "reported-at-the-end",
        "The minister resigned on Friday, Reuters reported.",
        says("Reuters", "agency", relation="reports"),
    ),
    case(
        "first-reported-by",
        "The inquiry was first reported by the Financial Times.",
        says("Financial Times", "outlet", "Financial Times", relation="reports"),
    ),
    case(
        "seen-by",
        "The letter, seen by Bloomberg News, names three banks.",
        says("Bloomberg News", "agency", relation="reports"),
    ),
    case(
        "a-memo-obtained-by-an-outlet-counts-for-its-author-and-the-outlet",
        "In a memo obtained by Politico, the company said that it would close the plant.",
        says("Politico", "outlet", "Politico", relation="reports"),
        says("company", "organisation"),
    ),
    case(
        "an-email-seen-by-an-agency",
        "An internal email seen by Reuters said the plant would close.",
        says("internal email", "document"),
        says("Reuters", "agency", relation="reports"),
    ),
    case(
        "agency-citing-officials",
        "The talks collapsed, Kyodo reported, citing officials.",
        says("Kyodo", "agency", "Kyodo News", relation="reports"),
        unnamed("officials", "collective"),
    ),
    case(
        "possessive-of-an-outlet",
        "CNN’s report said the deal was off.",
        says("CNN", "outlet", "CNN", relation="reports"),
    ),
    case(
        "journalist-of-an-outlet",
        "CNN’s Nora Lindqvist reported that the deal was off.",
        says("CNN", "outlet", "CNN"),
        person("Nora Lindqvist"),
    ),
    case(
        "correspondent-of-an-outlet",
        "BBC correspondent Nora Lindqvist said the square was empty.",
        says("BBC", "outlet", "BBC News"),
        person("Nora Lindqvist"),
    ),
    case(
        "unnamed-journalist-of-an-agency",
        "An AFP journalist at the scene reported hearing shots.",
        unnamed("AFP journalist at the scene", "individual"),
        says("AFP", "agency", "Agence France-Presse"),
    ),
    case(
        "the-newspaper-is-the-one-named-before",
        "According to the Financial Times, the mine had flooded. "
        "The newspaper said three men were missing.",
        says("Financial Times", "outlet", relation="reports"),
        says("newspaper", "outlet", "Financial Times"),
    ),
    case(
        "the-agency-is-the-one-named-before",
        "Two men drowned, TASS reported. The agency said both were sailors.",
        says("TASS", "agency", "TASS"),
        says("agency", "agency", "TASS"),
    ),
    case(
        "an-agency-that-is-no-news-agency",
        "The Space Agency launched a probe. The agency said all was well.",
        says("agency", "organisation"),
    ),
    case(
        "editorial-board",
        "The Miami Herald’s editorial board called the plan “reckless”.",
        says("Miami Herald", "outlet", "Miami Herald"),
    ),
    case(
        "state-agency-by-its-short-form",
        "State news agency SANA said the strike had hit a depot.",
        says("SANA", "agency", "Syrian Arab News Agency"),
    ),
    case(
        "agency-with-its-kind-in-the-name",
        "Iran’s Fars news agency reported that the tanker was free.",
        says("Fars news agency", "agency", "Fars News Agency"),
    ),
    case(
        "two-agencies-one-verb",
        "Reuters and AFP reported that the vote was delayed.",
        says("Reuters", "agency", "Reuters"),
        says("AFP", "agency", "Agence France-Presse"),
    ),
    case(
        "editorial-of-a-newspaper",
        "In an editorial, the Wall Street Journal urged the bank to act.",
        says("Wall Street Journal", "outlet", "The Wall Street Journal"),
    ),
    case(
        "an-outlet-writes",
        "Der Spiegel wrote that the minister had known.",
        says("Der Spiegel", "outlet", relation="reports"),
    ),
    case(
        "an-outlet-understands",
        "The BBC understands that the school will close.",
        says("BBC", "outlet", "BBC News", relation="reports"),
    ),
    case(
        "an-outlet-has-learned",
        "CBS News has learned that the envoy will resign.",
        says("CBS News", "outlet", "CBS News", relation="reports"),
    ),
    case(
        "quoted-by-an-agency",
        "Maria Kosta was quoted by Xinhua as saying the port was open.",
        person("Maria Kosta"),
        says("Xinhua", "agency", "Xinhua News Agency"),
    ),
    case(
        "no-break-space-in-a-name",
        "The talks have failed, the New\u00a0York\u00a0Times reported.",
        says("New\u00a0York\u00a0Times", "outlet", "The New York Times"),
    ),
    case(
        "passive-with-an-outlet-in-brackets",
        "The strike is off (according to Le Monde).",
        says("Le Monde", "outlet", "Le Monde"),
    ),
    case(
        "as-reported-by",
        "As reported by Al Jazeera, the crossing is shut.",
        says("Al Jazeera", "outlet", relation="reports"),
    ),
    case(
        "per-an-outlet",
        "The guard signed for three years, per ESPN.",
        says("ESPN", "outlet", "ESPN", relation="reports"),
    ),
    case(
        "an-investigation-by-two-outlets",
        "An investigation by ProPublica and NPR found that the wells were poisoned.",
        says("ProPublica", "outlet", "ProPublica"),
        says("NPR", "outlet", "NPR"),
    ),
    case(
        "in-a-journal-after-an-abbreviation",
        "The signal is real, says a study, which was published online today (Nov. 18) in the journal "
        "Nature Astronomy.",
        says("study", "document"),
        says("Nature Astronomy", "outlet", "Nature Astronomy", relation="conduit"),
    ),
    case(
        "journal-with-a-longer-name",
        "The doctors described the case in the journal Lancet Garden Reports.",
        unnamed("doctors"),
        says("Lancet Garden Reports", "outlet", "Lancet Garden Reports"),
    ),
    case(
        "public-radio-of-a-state",
        "She was late, according to audio provided by Norrland Public Radio.",
        says("Norrland Public Radio", "outlet", "Norrland Public Radio"),
    ),
    case(
        "checker-that-deems",
        "PolitiFact deemed the claim false.",
        says("PolitiFact", "outlet", "PolitiFact", relation="reports"),
    ),
    case(
        "estimated-by-the-magazine",
        "He is worth less than the 36 million estimated by Forbes.",
        says("Forbes", "outlet", "Forbes"),
    ),
    case(
        "hat-tip", "She had not seen it.\n\nh/t TheBlaze.", says("TheBlaze", "outlet", "The Blaze")
    ),
    case(
        "news-organization-taken-up",
        "CNBC reported that the mood was poor. The news organization reported that talks had ended.",
        says("CNBC", "outlet", "CNBC"),
        says("news organization", "outlet", "CNBC"),
    ),
]

# An outlet that somebody speaks to: it passed on what the speaker said.
CONDUITS = [
    case(
        "told-an-outlet",
        "“We cannot wait,” Ana Ruiz told CNN.",
        person("Ana Ruiz"),
        says("CNN", "outlet", "CNN", relation="conduit"),
    ),
    case(
        "sources-told-an-agency",
        "Sources told Reuters that the deal was close.",
        unnamed("Sources", "collective"),
        says("Reuters", "agency", relation="conduit"),
    ),
    case(
        "interview-with-an-outlet",
        "In an interview with Le Monde published on Friday, Ana Ruiz said the bank was safe.",
        says("Le Monde", "outlet", relation="conduit"),
        person("Ana Ruiz"),
    ),
    case(
        "speaking-on-a-station",
        "Speaking on BBC Radio 4, Ana Ruiz said the bank was safe.",
        says("BBC Radio 4", "outlet", "BBC News", relation="conduit"),
        person("Ana Ruiz"),
    ),
    case(
        "programme-of-a-station",
        "Owen Tasker told the Today programme that fares would rise.",
        person("Owen Tasker"),
        says("Today", "outlet", "BBC News", relation="conduit"),
    ),
    case(
        "programme-in-quotation-marks",
        "Ana Ruiz said on NBC’s “Meet the Press” that fares would rise.",
        person("Ana Ruiz"),
        says("NBC", "outlet", "NBC News", relation="conduit"),
    ),
    case(
        "op-ed-in-an-outlet",
        "In an op-ed in the New York Times, Ana Ruiz wrote that the bank was safe.",
        says("New York Times", "outlet", "The New York Times", relation="conduit"),
        person("Ana Ruiz"),
    ),
    case(
        "told-two-outlets",
        "Ana Ruiz told Reuters and the BBC that she would not run.",
        person("Ana Ruiz"),
        says("Reuters", "agency", relation="conduit"),
        says("BBC", "outlet", relation="conduit"),
    ),
    case(
        "in-comments-to",
        "In comments to Politico, Ana Ruiz called the bill “dead”.",
        says("Politico", "outlet", relation="conduit"),
        person("Ana Ruiz"),
    ),
    case(
        "told-an-unknown-local-paper",
        "Ana Ruiz told the Aldenport Gazette that she would not run.",
        person("Ana Ruiz"),
        says("Aldenport Gazette", "outlet", relation="conduit"),
    ),
    case(
        "told-reporters-is-no-outlet",
        "Ana Ruiz told reporters that she would not run.",
        person("Ana Ruiz"),
    ),
    case(
        "told-parliament-is-no-outlet",
        "Ana Ruiz told Parliament that the bank was safe.",
        person("Ana Ruiz"),
    ),
]

# A poll of media counts for them, a poll of others for the poll.
POLLS = [
    case(
        "two-issuers-with-an-en-dash",
        "A Washington Post–ABC News poll found that voters were tired.",
        says("Washington Post", "outlet", "The Washington Post", relation="poll"),
        says("ABC News", "outlet", "ABC News", relation="poll"),
    ),
    case(
        "two-issuers-with-a-slash",
        "According to an NBC News/Wall Street Journal poll, voters were tired.",
        says("NBC News", "outlet", "NBC News", relation="poll"),
        says("Wall Street Journal", "outlet", "The Wall Street Journal", relation="poll"),
    ),
    case(
        "one-issuer-before",
        "A CNN poll showed that voters were tired.",
        says("CNN", "outlet", "CNN", relation="poll"),
    ),
    case(
        "one-issuer-after",
        "A poll by the Irish Times showed that voters were tired.",
        says("Irish Times", "outlet", "The Irish Times", relation="poll"),
    ),
    case(
        "survey-for-an-outlet",
        "A survey for Le Figaro found that most tenants feared the winter.",
        says("Le Figaro", "outlet", "Le Figaro", relation="poll"),
    ),
    case(
        "poll-of-a-university",
        "A poll by Ellery University found that voters were tired.",
        says("poll by Ellery University", "document", "Ellery University poll"),
    ),
    case(
        "poll-of-nobody",
        "A new poll suggested that voters were tired.",
        says("new poll", "document"),
    ),
    case(
        "poll-with-a-firm-of-two-words",
        "A Huffington Post-Harbour Insight poll of 900 voters has her ahead.",
        says("Huffington Post", "outlet", "HuffPost", relation="poll"),
    ),
]

# The outlet that published the article.
OWN = [
    case(
        "the-times-in-an-irish-paper",
        "“It is late,” Ana Ruiz told the Times.",
        person("Ana Ruiz"),
        says("Times", "outlet", "The Irish Times", is_self=True),
        outlet="The Irish Times",
    ),
    case(
        "seen-by-the-times-in-an-irish-paper",
        "Rents rose by a tenth, according to figures seen by The Irish Times.",
        says("figures", "document"),
        says("Irish Times", "outlet", "The Irish Times", is_self=True),
        outlet="The Irish Times",
    ),
    case(
        "another-paper-of-the-name",
        "The ship has sunk, the New York Times reported.",
        says("New York Times", "outlet", "The New York Times", is_self=False),
        outlet="The Irish Times",
    ),
    case(
        "told-the-own-paper",
        "“It is late,” Ana Ruiz told the Guardian.",
        person("Ana Ruiz"),
        says("Guardian", "outlet", "The Guardian", relation="conduit", is_self=True),
        outlet="The Guardian",
    ),
    case(
        "the-abc-in-an-australian-article",
        "“It is late,” Ana Ruiz told the ABC.",
        person("Ana Ruiz"),
        says("ABC", "outlet", "Australian Broadcasting Corporation", is_self=True),
        outlet="Australian Broadcasting Corporation",
    ),
    case(
        "told-a-local-own-paper-by-its-short-form",
        "“It is late,” Ana Ruiz told the Courier.",
        person("Ana Ruiz"),
        says("Courier", "outlet", "The Port Ellery Courier", is_self=True),
        outlet="The Port Ellery Courier",
    ),
]

# Names that are almost another outlet, and outlets that no list holds.
HOMONYMS = [
    case(
        "abc-australia",
        "ABC Australia reported that the dam had burst.",
        says("ABC Australia", "outlet", "Australian Broadcasting Corporation"),
    ),
    case(
        "the-abc-after-its-full-name",
        "The Australian Broadcasting Corporation reported a flood. Two men had died, the ABC said.",
        says(
            "Australian Broadcasting Corporation", "outlet", "Australian Broadcasting Corporation"
        ),
        says("ABC", "outlet", "Australian Broadcasting Corporation"),
    ),
    case(
        "us-abc",
        "ABC News reported that the dam had burst.",
        says("ABC News", "outlet", "ABC News"),
    ),
    case(
        "cnn-philippines",
        "CNN Philippines reported that the storm had turned.",
        says("CNN Philippines", "outlet", "CNN Philippines"),
    ),
    case(
        "yale-daily-news",
        "The Yale Daily News reported that the library would close.",
        says("Yale Daily News", "outlet", "Yale Daily News"),
    ),
    case(
        "harvard-crimson",
        "The Harvard Crimson reported that the library would close.",
        says("Harvard Crimson", "outlet"),
    ),
    case(
        "times-of-another-city",
        "The Straits Times reported that the port was full.",
        says("Straits Times", "outlet", "The Straits Times"),
    ),
    case(
        "herald-of-another-place",
        "The Norrland Herald reported that the port was full.",
        says("Norrland Herald", "outlet", "Norrland Herald"),
    ),
    case(
        "star-of-mysore",
        "Star of Mysore reported that the trains were late.",
        says("Star of Mysore", "outlet", "Star of Mysore"),
    ),
    case(
        "military-times",
        "“The base is safe,” Colonel Tom Hale told Military Times.",
        person("Tom Hale"),
        says("Military Times", "outlet", "Military Times"),
    ),
    case(
        "unknown-outlet-ends-in-post",
        "The Ellery Evening Post reported that the mill would close.",
        says("Ellery Evening Post", "outlet"),
    ),
    case(
        "unknown-station-by-call-sign",
        "“The bridge is shut,” Ana Ruiz told WKRB-TV.",
        person("Ana Ruiz"),
        says("WKRB-TV", "outlet"),
    ),
    case(
        "unknown-radio",
        "The bridge is shut, Radio Ellery reported.",
        says("Radio Ellery", "outlet"),
    ),
    case(
        "unknown-news-agency",
        "The bridge is shut, the Castovan News Agency said.",
        says("Castovan News Agency", "agency"),
    ),
    case(
        "unknown-outlet-by-its-kind",
        "The news website Grenzblick reported that the bridge was shut.",
        says("Grenzblick", "outlet"),
    ),
    case(
        "unknown-magazine-by-its-kind",
        "Ana Ruiz told the magazine Halyard that she would retire.",
        person("Ana Ruiz"),
        says("Halyard", "outlet"),
    ),
    case(
        "unknown-dot-com",
        "The bridge is shut, according to Ellerywatch.com.",
        says("Ellerywatch.com", "outlet"),
    ),
    case(
        "person-who-is-called-like-an-agency",
        "Petra Lindqvist said the bridge was safe.",
        person("Petra Lindqvist"),
    ),
    case(
        "person-who-is-called-like-an-outlet",
        "Mayor Dawn Metro said the bridge was safe.",
        person("Dawn Metro"),
    ),
    case(
        "reporters-without-borders-is-a-body",
        "Reporters Without Borders said two men had been jailed.",
        says("Reporters Without Borders", "organisation"),
    ),
    case(
        "channel-of-a-town",
        "“It is over,” Ana Ruiz told NBC 5. NBC News reported that it was not.",
        person("Ana Ruiz"),
        says("NBC 5", "outlet", "NBC 5"),
        says("NBC News", "outlet", "NBC News"),
    ),
]

# Words that are an outlet elsewhere.
WORDS = [
    case("ap-classes", "She took three AP classes in her last year at school."),
    case("ap-exam", "The AP chemistry exam was moved to May."),
    case("sun-the-star", "The Sun is about 4.6 billion years old."),
    case("sun-that-sets", "The Sun will set at nine on Friday."),
    case("shares-in-time-warner", "Shares in Time Warner fell on Friday."),
    case(
        "time-warner-speaks",
        "Time Warner said its profits had risen.",
        says("Time Warner", "organisation"),
    ),
    case("fortune-500", "The firm is in the Fortune 500 and employs 900 people."),
    case(
        "pti-the-party",
        "Pakistan Tehreek-e-Insaf (PTI) held a rally. The PTI said its leader was ill.",
        says("PTI", "organisation", "Pakistan Tehreek-e-Insaf"),
    ),
    case(
        "pti-the-party-has-a-chairman",
        "PTI chairman Asad Mirza said the vote was stolen.",
        person("Asad Mirza"),
    ),
    case(
        "pti-the-agency",
        "The mine has flooded, PTI reported.",
        says("PTI", "agency", "Press Trust of India"),
    ),
    case("cctv-cameras", "The council put up CCTV cameras along the quay."),
    case("caught-on-cctv", "The van was caught on CCTV near the quay."),
    case(
        "cctv-the-broadcaster",
        "State broadcaster CCTV reported that the dam had burst.",
        says("CCTV", "outlet", "CCTV"),
    ),
    case(
        "epa-the-agency",
        "The EPA said the river was safe.",
        says("EPA", "organisation"),
    ),
    case("epa-fines", "The Environmental Protection Agency (EPA) fined the plant."),
    case(
        "people-who-speak",
        "People said the water tasted odd.",
        unnamed("People", "collective"),
    ),
    case("people-who-are-counted", "People fled. Many people were hurt."),
    case(
        "people-the-magazine",
        "Ana Ruiz told People magazine that she was engaged.",
        person("Ana Ruiz"),
        says("People magazine", "outlet", "People"),
    ),
    case(
        "the-new-yorker-is-a-person",
        "Joan Petrie won the marathon. The New Yorker said she would run again.",
        person("New Yorker", "Joan Petrie", subtype="described"),
    ),
    case(
        "the-new-yorker-is-a-magazine",
        "The New Yorker reported that the studio had known.",
        says("New Yorker", "outlet", "The New Yorker"),
    ),
    case(
        "guardian-council",
        "The Guardian Council said the vote was valid.",
        says("Guardian Council", "organisation"),
    ),
    case("independent-in-the-senate", "Ana Ruiz left the party and sits as an Independent."),
    case(
        "vice-president",
        "Vice President Ana Ruiz said the vote would go on.",
        person("Ana Ruiz"),
    ),
    case(
        "mayor-bloomberg",
        "Michael Bloomberg came to the hall. Bloomberg said he would not run.",
        person("Bloomberg", "Michael Bloomberg"),
    ),
    case("x-that-is-a-letter", "The treasure lay where an X had been carved."),
]

# An outlet or agency that is spoken of.
SUBJECTS = [
    case(
        "sued",
        "Nora Vance sued the New York Post over the headline.",
        spoken_of("New York Post", "New York Post"),
    ),
    case(
        "laid-off",
        "BuzzFeed News laid off 40 people on Tuesday.",
        spoken_of("BuzzFeed News", "BuzzFeed News"),
    ),
    case(
        "reporter-arrested",
        "A Reuters photographer was arrested at the border.",
        spoken_of("Reuters", "Reuters", "agency"),
    ),
    case(
        "former-producer",
        "Ana Ruiz, a former CNN producer, said the desk was quiet.",
        person("Ana Ruiz"),
        spoken_of("CNN"),
    ),
    case(
        "worked-for",
        "She worked for Agence France-Presse in Aden until 2014.",
        spoken_of("Agence France-Presse", "Agence France-Presse", "agency"),
    ),
    case(
        "offices-searched",
        "Police searched Le Monde’s offices on Friday.",
        spoken_of("Le Monde"),
    ),
    case(
        "spokeswoman-for-an-outlet",
        "A spokeswoman for CNN said the host had left.",
        says("spokeswoman for CNN", "role_only"),
        spoken_of("CNN"),
    ),
    case(
        "editor-of-an-outlet",
        "Tom Hale, editor of Der Spiegel, said the search was unlawful.",
        person("Tom Hale"),
        spoken_of("Der Spiegel"),
    ),
    case(
        "an-outlet-is-called-names",
        "President Ana Ruiz called CNN “fake news”.",
        person("Ana Ruiz"),
        spoken_of("CNN"),
    ),
    case(
        "an-outlet-was-founded",
        "The magazine Der Spiegel was founded in 1947.",
        spoken_of("Der Spiegel"),
    ),
    case(
        "a-documentary-won",
        "The prize went to a BBC documentary about eels.",
        spoken_of("BBC", "BBC News"),
    ),
    case(
        "could-not-verify",
        "Reuters could not independently verify the footage.",
        spoken_of("Reuters", "Reuters", "agency"),
    ),
    case(
        "shares-fell",
        "Shares in the New York Times fell by 3 percent.",
        spoken_of("New York Times", "The New York Times"),
    ),
    case(
        "an-outlet-was-bought",
        "Axel Springer bought Politico in 2021.",
        spoken_of("Politico"),
    ),
    case(
        "a-source-at-an-outlet",
        "A source at the Financial Times said the desk would close.",
        unnamed("source at the Financial Times"),
        spoken_of("Financial Times"),
    ),
    case(
        "a-picture-agency-in-court",
        "Getty Images sued the start-up in London.",
        spoken_of("Getty Images", "Getty Images", "photo_agency"),
    ),
    case("a-platform-in-the-news", "Twitter laid off half of its staff."),
    case(
        "broadcaster-that-will-show-a-match",
        "Sky Sports will be showing it live.",
        spoken_of("Sky Sports", "Sky Sports"),
    ),
    case(
        "debate-hosted-by",
        "She told the voters so during a debate in Aldenport hosted by CNN.",
        spoken_of("CNN", "CNN"),
    ),
    case(
        "request-for-comment",
        "The ministry did not respond to the Post’s request for comment. It reads the Washington "
        "Post.",
        spoken_of("Post", "The Washington Post"),
        spoken_of("Washington Post", "The Washington Post"),
    ),
    case(
        "outlet-that-asks",
        "Breitbart News asked several times whether he had been there.",
        spoken_of("Breitbart News", "Breitbart News"),
    ),
    case(
        "broadcast-network-debates",
        "The party scheduled two broadcast network debates on NBC.",
        spoken_of("NBC", "NBC News"),
    ),
]

# Datelines and what stands at the end of a story.
DATELINES = [
    case(
        "reuters-with-a-date",
        "LONDON, March 3 (Reuters) - The vote was close.",
        dateline("Reuters", "Reuters"),
    ),
    case(
        "afp-with-an-en-dash",
        "PARIS (AFP) – The vote was close.",
        dateline("AFP", "Agence France-Presse"),
    ),
    case(
        "xinhua-with-two-hyphens",
        "BEIJING, Oct. 5 (Xinhua) -- The vote was close.",
        dateline("Xinhua", "Xinhua News Agency"),
    ),
    case(
        "pti-with-a-small-place",
        "New Delhi, Jun 3 (PTI) The vote was close.",
        dateline("PTI", "Press Trust of India"),
    ),
    case(
        "pti-with-a-colon",
        "New Delhi, Jun 3 (PTI): The vote was close.",
        dateline("PTI", "Press Trust of India"),
    ),
    case(
        "tass-between-slashes",
        "MOSCOW, June 3. /TASS/. The vote was close.",
        dateline("TASS", "TASS"),
    ),
    case(
        "no-place",
        "(Reuters) - The vote was close.",
        dateline("Reuters", "Reuters"),
    ),
    case(
        "country-after-the-place",
        "KABUL, Afghanistan (AP) — Officials said the vote was close.",
        dateline("AP", "Associated Press"),
        unnamed("Officials", "collective"),
    ),
    case(
        "unknown-agency",
        "PORT ELLERY (MPA) — The vote was close.",
        dateline("MPA"),
    ),
    case(
        "yonhap",
        "SEOUL, June 3 (Yonhap) -- The vote was close.",
        dateline("Yonhap", "Yonhap News Agency"),
    ),
    case(
        "canadian-press",
        "OTTAWA (The Canadian Press) — The vote was close.",
        dateline("Canadian Press", "The Canadian Press"),
    ),
    case("place-alone", "OTTAWA — The vote was close."),
    case("no-agency-in-brackets", "Ottawa (pictured) has been wet since May."),
    case(
        "dateline-and-the-same-agency-told",
        "NAIROBI (Reuters) - Ana Ruiz told Reuters the vote was close.",
        dateline("Reuters"),
        person("Ana Ruiz"),
        says("Reuters", "agency", relation="conduit"),
    ),
]

SIGN_OFFS = [
    line(
        "reporting-and-editing-in-brackets",
        "(Reporting by Mia Boyd in London; Editing by Jo Lund)",
        "sign-off",
        byline("Mia Boyd"),
        byline("Jo Lund"),
    ),
    line(
        "reporting-writing-and-editing",
        "Reporting by Mia Boyd and Ed Varga; Writing by Tom Hale; Editing by Jo Lund",
        "sign-off",
        byline("Mia Boyd"),
        byline("Ed Varga"),
        byline("Tom Hale"),
        byline("Jo Lund"),
    ),
    line(
        "with-files-from-two",
        "With files from CBC News and Reuters",
        "sign-off",
        credit("CBC News", "outlet", "CBC News"),
        credit("Reuters", "agency", "Reuters"),
    ),
    line("dash-and-agency", "— AFP", "sign-off", credit("AFP", "agency", "Agence France-Presse")),
    line("agency-in-brackets", "(AP)", "sign-off", credit("AP", "agency", "Associated Press")),
    line(
        "short-form-contributed",
        "AP contributed to this report.",
        "sign-off",
        credit("AP", "agency", "Associated Press"),
    ),
    line(
        "agency-alone",
        "The Canadian Press",
        "sign-off",
        credit("Canadian Press", "agency", "The Canadian Press"),
    ),
    line(
        "writer-of-an-agency-contributed",
        "Associated Press writer Mia Boyd in Aldenport contributed to this report.",
        "sign-off",
        credit("Associated Press", "agency", "Associated Press"),
        byline("Mia Boyd"),
    ),
    line(
        "additional-reporting-by-an-agency",
        "Additional reporting by PA Media",
        "sign-off",
        credit("PA Media", "agency", "PA Media"),
    ),
    line("source-label", "Source: Reuters", "sign-off", credit("Reuters", "agency", "Reuters")),
    line(
        "byline-with-its-agency",
        "By Mia Boyd, The Associated Press",
        "byline",
        byline("Mia Boyd"),
        Mention("Associated Press", "agency", "byline", "Associated Press"),
    ),
    case(
        "dash-and-agency-in-the-story",
        "The vote was close. — AFP",
        credit("AFP", "agency", "Agence France-Presse"),
    ),
    case(
        "agency-in-brackets-in-the-story",
        "The vote was close. (AP)",
        credit("AP", "agency", "Associated Press"),
    ),
    case(
        "contributed-in-the-story",
        "The vote was close.\n\nThe Associated Press contributed to this report.",
        credit("Associated Press", "agency", "Associated Press"),
    ),
    case(
        "contributed-to-this-story",
        "The ward is full.\n\nAna Ruiz contributed to this story.",
        byline("Ana Ruiz"),
    ),
    case("contributing", "The ward is full.\n\nContributing: Ana Ruiz", byline("Ana Ruiz")),
    case("byline-label", "BYLINE: Ana Ruiz\n\nThe ward is full.", byline("Ana Ruiz")),
]

PHOTOS = [
    line(
        "name-and-agency",
        "Photo: Ed Varga/AFP",
        "credit",
        credit("Ed Varga", "person"),
        credit("AFP", "agency", "Agence France-Presse"),
    ),
    line(
        "caption-and-newspaper",
        "The bridge on Tuesday. Photograph: Ed Varga/The Guardian",
        "caption",
        credit("Ed Varga", "person"),
        credit("Guardian", "outlet", "The Guardian"),
    ),
    line(
        "via-in-brackets",
        "A ferry in fog. (Ed Varga via AP)",
        "caption",
        credit("Ed Varga", "person"),
        credit("AP", "agency", "Associated Press"),
    ),
    line(
        "handout-via",
        "The minister on Tuesday (Handout via Reuters)",
        "caption",
        credit("Reuters", "agency", "Reuters"),
    ),
    line(
        "courtesy-of-a-body",
        "Image courtesy of the Ellery Harbour Authority",
        "credit",
        credit("Ellery Harbour Authority", "organisation"),
    ),
    line(
        "courtesy-of-a-person",
        "Photo courtesy of Ana Ruiz",
        "credit",
        credit("Ana Ruiz", "person"),
    ),
    line("file-photo-of-a-person", "File photo: The mayor in 2019", "caption"),
    line(
        "file-photo-with-credit",
        "File photo. Ed Varga/Getty Images",
        "caption",
        credit("Ed Varga", "person"),
        credit("Getty Images", "photo_agency", "Getty Images"),
    ),
    line(
        "agency-in-capitals-first",
        "A ferry in fog. REUTERS/Ed Varga",
        "caption",
        credit("REUTERS", "agency", "Reuters"),
        credit("Ed Varga", "person"),
    ),
    line(
        "agency-photo-on-file",
        "The bridge in 2019 (AP Photo/Ed Varga, File)",
        "caption",
        credit("AP", "agency", "Associated Press"),
        credit("Ed Varga", "person"),
    ),
    line("stock-agency", "Credit: iStock", "credit", credit("iStock", "photo_agency", "iStock")),
    line(
        "short-form-of-an-agency",
        "The bridge in 2019 (Getty)",
        "caption",
        credit("Getty", "photo_agency", "Getty Images"),
    ),
    line(
        "photo-by-on",
        "Photo by Ed Varga on Unsplash",
        "credit",
        credit("Ed Varga", "person"),
        credit("Unsplash", "photo_agency", "Unsplash"),
    ),
    line(
        "epa-the-picture-agency",
        "The bridge on Tuesday. Photo: Ed Varga/EPA",
        "caption",
        credit("Ed Varga", "person"),
        credit("EPA", "photo_agency", "European Pressphoto Agency"),
    ),
    line(
        "for-a-newspaper",
        "Ed Varga for The New York Times",
        "credit",
        credit("Ed Varga", "person"),
        credit("New York Times", "outlet", "The New York Times"),
    ),
    line("drawing", "Illustration: Mia Boyd", "credit", credit("Mia Boyd", "person")),
    line("video-of-a-station", "Video: BBC", "credit", credit("BBC", "outlet", "BBC News")),
    line(
        "pool-and-two-agencies",
        "Ed Varga/Pool/AFP via Getty Images",
        "credit",
        credit("Ed Varga", "person"),
        credit("AFP", "agency", "Agence France-Presse"),
        credit("Getty Images", "photo_agency", "Getty Images"),
    ),
    line(
        "what-a-caption-tells-is-no-attribution",
        "Mayor Ana Ruiz, who told Reuters the bridge was safe. Photo: Ed Varga",
        "caption",
        credit("Ed Varga", "person"),
    ),
    line("supplied", "Photo: Supplied", "credit"),
    line("related-link", "Read more: Reuters says the bridge is safe", "related link"),
    case(
        "name-via-agency-as-a-paragraph",
        "The ward is full.\n\nLaura Ode via Getty Images.\n\nIt was late.",
        credit("Laura Ode", "person"),
        credit("Getty Images", "photo_agency"),
    ),
]

SOCIAL = [
    case(
        "wrote-on-x",
        "“We won,” Ana Ruiz wrote on X.",
        person("Ana Ruiz"),
        says("X", "social", "Twitter"),
    ),
    case("tweeted", "Ana Ruiz tweeted that the bridge was safe.", person("Ana Ruiz")),
    case(
        "in-a-post",
        "In an Instagram post, Ana Ruiz said the tour was over.",
        says("Instagram", "social", "Instagram"),
        person("Ana Ruiz"),
    ),
    case(
        "video-on-a-platform",
        "In a video posted on TikTok, Ana Ruiz said the tour was over.",
        says("TikTok", "social", "TikTok"),
        person("Ana Ruiz"),
    ),
    case(
        "on-telegram",
        "The station was hit, Governor Oleg Marsh said on Telegram.",
        person("Oleg Marsh"),
        says("Telegram", "social", "Telegram"),
    ),
    case(
        "police-on-facebook",
        "Aldenport police said on Facebook that the road was open.",
        says("Aldenport police", "organisation"),
        says("Facebook", "social", "Facebook"),
    ),
    case(
        "possessive-channel",
        "Ana Ruiz announced the end of the tour on her YouTube channel.",
        person("Ana Ruiz"),
        says("YouTube", "social", "YouTube"),
    ),
    case(
        "truth-social",
        "“They will pay,” Ana Ruiz posted on Truth Social.",
        person("Ana Ruiz"),
        says("Truth Social", "social", "Truth Social"),
    ),
    case("followers", "Ana Ruiz has three million followers on Instagram."),
    case("account-deleted", "Ana Ruiz deleted her Facebook account in May."),
    case(
        "outlet-on-a-platform",
        "Reuters said on Twitter that the bridge was shut.",
        says("Reuters", "agency", "Reuters"),
        says("Twitter", "social", "Twitter"),
    ),
]

HEDGES = [
    case("reportedly", "The player reportedly earns a million a week."),
    case("allegedly", "The driver allegedly fled on foot."),
    case("is-said-to", "The player is said to earn a million a week."),
    case("is-believed-to", "The driver is believed to have fled on foot."),
    case("apparently", "The fire apparently began in the cellar."),
    case("rumoured", "The player is rumoured to be leaving."),
    case("supposedly", "The supposedly secret plan was on every desk."),
]

UNNAMED = [
    case(
        "police-spokesman",
        "A police spokesman said the road was shut.",
        says("police spokesman", "role_only"),
    ),
    case(
        "mayor-of-a-town",
        "The mayor of Aldenport said the road was shut.",
        says("mayor of Aldenport", "role_only"),
    ),
    case(
        "chief-executive-of-a-firm",
        "The chief executive of Brightwater Cannery said the plant would close.",
        says("chief executive of Brightwater Cannery", "role_only"),
    ),
    case(
        "spokesperson-for-a-ministry",
        "A spokesperson for the health ministry said the ward was full.",
        says("spokesperson for the health ministry", "role_only"),
    ),
    case(
        "ministry-with-a-possessive",
        "The ministry’s spokeswoman said the ward was full.",
        says("ministry’s spokeswoman", "role_only"),
    ),
    case("officials", "Officials said the ward was full.", unnamed("Officials", "collective")),
    case(
        "officials-of-an-office",
        "City officials say the bridge is safe.",
        unnamed("City officials", "collective"),
    ),
    case(
        "witnesses",
        "Witnesses told AFP that the car had stopped twice.",
        unnamed("Witnesses", "collective"),
        says("AFP", "agency", relation="conduit"),
    ),
    case("experts", "Experts warn that the dam may burst.", unnamed("Experts", "collective")),
    case("critics", "Critics say the law is unfair.", unnamed("Critics", "collective")),
    case(
        "analysts-at-a-bank",
        "Analysts at Norrland Bank said prices would fall.",
        unnamed("Analysts at Norrland Bank", "collective"),
    ),
    case(
        "residents-of-a-town",
        "Residents of Aldenport complained that the water tasted odd.",
        unnamed("Residents of Aldenport", "collective"),
    ),
    case(
        "one-neighbour",
        "“He was quiet,” a neighbour said.",
        unnamed("neighbour", "individual"),
    ),
    case(
        "people-familiar",
        "Three people familiar with the matter said the bank would be sold.",
        unnamed("Three people familiar with the matter", "familiar-with"),
    ),
    case(
        "person-with-knowledge",
        "The bank will be sold, according to a person with knowledge of the talks.",
        unnamed("person with knowledge of the talks", "familiar-with"),
    ),
    case(
        "source-close-to-a-club",
        "A source close to the club said the coach would go.",
        unnamed("source close to the club", "familiar-with"),
    ),
    case(
        "person-briefed",
        "The bank will be sold, said a person briefed on the plan.",
        unnamed("person briefed on the plan", "familiar-with"),
    ),
    case(
        "condition-of-anonymity-with-a-reason",
        "A diplomat, speaking on condition of anonymity because the talks were private, said "
        "the text was ready.",
        unnamed("diplomat", "explicit"),
    ),
    case(
        "not-authorised-to-speak",
        "An official who was not authorised to speak publicly said the text was ready.",
        unnamed("official", "explicit"),
    ),
    case(
        "asked-not-to-be-named",
        "A trader, who asked not to be named, said the market was shut.",
        unnamed("trader", "explicit"),
    ),
    case(
        "declined-to-give-a-name",
        "“I am afraid,” said a woman who declined to give her name.",
        unnamed("woman", "explicit"),
    ),
    case(
        "local-media",
        "Local media reported that the road was shut.",
        unnamed("Local media", "unnamed-media"),
    ),
    case(
        "reports-said",
        "The road was shut, reports said.",
        unnamed("reports", "unnamed-media"),
    ),
    case(
        "according-to-media-reports",
        "According to media reports, the road was shut.",
        unnamed("media reports", "unnamed-media"),
    ),
    case(
        "state-television",
        "State television said the road was shut.",
        unnamed("State television", "unnamed-media"),
    ),
    case(
        "state-media-of-a-country",
        "Russian state media said the road was shut.",
        unnamed("Russian state media", "unnamed-media"),
    ),
    case(
        "a-local-newspaper",
        "A local newspaper reported that the road was shut.",
        unnamed("local newspaper", "unnamed-media"),
    ),
    case(
        "several-newspapers",
        "Several newspapers reported that the coach would go.",
        unnamed("Several newspapers", "unnamed-media"),
    ),
    case(
        "sources-within-a-party",
        "Sources within the party said the vote would be held in May.",
        unnamed("Sources within the party"),
    ),
    case(
        "some-say",
        "Some say the mill is haunted.",
        unnamed("Some", "collective"),
    ),
    case(
        "the-source-is-the-insider",
        "A town hall insider told councillors it would close. “It is over,” the insider revealed. "
        "The source also claimed that nobody knew.",
        says("town hall insider", "anonymous", "town hall insider"),
        says("insider", "anonymous", "town hall insider"),
        says("source", "anonymous", "town hall insider"),
    ),
    case(
        "one-of-several",
        "County officials said the pipe was late. One official called it “a long hose”.",
        says("County officials", "anonymous", "county officials"),
        says("One official", "anonymous", "county official"),
    ),
    case(
        "spokeswoman-for-the-firm",
        "Halloran Storage had let the building. It was insured, a spokeswoman for the firm said.",
        says("spokeswoman for the firm", "role_only", "Halloran Storage spokeswoman"),
    ),
    case(
        "spokesman-of-who-spoke-before",
        "Brightwater Cannery denied that it would close. A spokesman added: “We are sad.”",
        says("Brightwater Cannery", "organisation"),
        says("spokesman", "role_only", "Brightwater Cannery spokesman"),
    ),
    case(
        "source-at-a-paper",
        "“They sulk, we print,” shrugged a source at the Irish Times.",
        says("source at the Irish Times", "anonymous"),
        spoken_of("Irish Times", "The Irish Times"),
    ),
    case(
        "share-of-those-asked",
        "In a poll for RTÉ, 61% of the 600 people questioned said they had stopped.",
        says("RTÉ", "outlet"),
        says("61% of the 600 people questioned", "anonymous", "people questioned"),
    ),
]

PEOPLE = [
    case("title-before", "Health Minister Ana Ruiz said the ward was full.", person("Ana Ruiz")),
    case(
        "title-after",
        "Ana Ruiz, the health minister of Norrland, said the ward was full.",
        person("Ana Ruiz", "Ana Ruiz", subtype="named"),
    ),
    case("doctor", "The ward is full, Dr. Ana Ruiz warned.", person("Ana Ruiz")),
    case(
        "three-parts-and-an-initial",
        "Judge John P. van der Berg ruled and said the tenant could stay.",
        person("John P. van der Berg"),
    ),
    case(
        "according-to-a-person",
        "The ward is full, according to Ana Ruiz, a nurse.",
        person("Ana Ruiz"),
    ),
    case(
        "possessive-of-a-person",
        "According to Ana Ruiz’s lawyer, the tenant had paid.",
        says("Ana Ruiz’s lawyer", "role_only"),
    ),
    case(
        "spokeswoman-with-a-name",
        "Halloran Storage spokeswoman Ina Brandt said the fire was out.",
        person("Ina Brandt"),
    ),
    case(
        "a-spokesman-with-a-name-after",
        "A spokesman for the council, Tom Hale, said the road was shut.",
        person("Tom Hale"),
    ),
    case(
        "last-name-later",
        "Mayor Ana Ruiz came to the bridge. “It is safe,” Ruiz said.",
        person("Ruiz", "Ana Ruiz"),
    ),
    case(
        "described-later",
        "Castovan President Ivo Brandt came to the summit. The Castovan president said it was late.",
        person("Castovan president", "Ivo Brandt", subtype="described"),
    ),
    case(
        "two-people",
        "Ana Ruiz and Tom Hale warned that the dam might burst.",
        person("Ana Ruiz"),
        person("Tom Hale"),
    ),
    case(
        "a-person-quoting-another-in-marks",
        "“Tom Hale told me to leave,” Ana Ruiz said.",
        person("Ana Ruiz"),
    ),
    case("denied", "Tom Hale denied the charge.", person("Tom Hale")),
    case(
        "name-with-a-curly-apostrophe",
        "Mary D’Amico has a new film. In it, D’Amico argues that the ferry was safe.",
        person("D’Amico", "Mary D’Amico"),
    ),
    case(
        "hyphenated-first-name-after-a-role",
        "The firm’s chief executive, Jean-Paul Durand, told councillors that it would close.",
        person("Jean-Paul Durand"),
    ),
    case(
        "age-between-commas",
        "As a part of his plea, Marcel Lazar, 44, said that he had sold the keys.",
        person("Marcel Lazar"),
    ),
    case(
        "reporter-of-an-outlet-nobody-knows",
        "“It is late,” Commentary’s Noah Ode tweeted on Friday.",
        person("Noah Ode"),
    ),
]

BODIES = [
    case("police", "Police said the road was shut.", says("Police", "organisation")),
    case(
        "police-of-a-town",
        "Aldenport Police Department said the road was shut.",
        says("Aldenport Police Department", "organisation"),
    ),
    case(
        "ministry-in-a-statement",
        "The foreign ministry said in a statement that the envoy was safe.",
        says("foreign ministry", "organisation"),
    ),
    case(
        "in-a-statement-first",
        "In a statement, the World Health Organization said the ward was full.",
        says("World Health Organization", "organisation", "World Health Organization"),
    ),
    case(
        "company",
        "Halloran Storage announced on Monday that the depot would close.",
        says("Halloran Storage", "organisation"),
    ),
    case(
        "government-by-its-capital",
        "Beijing said the drills were routine.",
        says("Beijing", "organisation"),
    ),
    case(
        "white-house",
        "The White House said the envoy was safe.",
        says("White House", "organisation"),
    ),
    case(
        "acronym-after-its-name",
        "The Water Standards Office (WSO) shut the wells. The WSO said the water was foul.",
        says("WSO", "organisation", "Water Standards Office"),
    ),
    case(
        "possessive-of-a-body",
        "Norrland’s defence ministry said two ships had sunk.",
        says("Norrland’s defence ministry", "organisation"),
    ),
    case(
        "according-to-a-body",
        "Two ships sank, according to the Red Cross.",
        says("Red Cross", "organisation"),
    ),
    case(
        "union-and-company",
        "The union said pay was too low; the company said it was fair.",
        says("union", "organisation"),
        says("company", "organisation"),
    ),
]

DOCUMENTS = [
    case(
        "report-by-an-office",
        "A report by the Water Standards Office found that the wells were foul.",
        says("report by the Water Standards Office", "document", "Water Standards Office report"),
    ),
    case(
        "office-in-its-report",
        "In its report, the Water Standards Office found that the wells were foul.",
        says("Water Standards Office", "organisation"),
    ),
    case(
        "report-with-a-possessive",
        "The office’s report said the wells were foul.",
        says("office’s report", "document"),
    ),
    case(
        "filing",
        "Brightwater Cannery lost its licence, a court filing showed.",
        says("court filing", "document"),
    ),
    case(
        "court-documents",
        "According to court documents, the tenant had paid.",
        says("court documents", "document"),
    ),
    case(
        "lawsuit",
        "The lawsuit alleges that the wells were foul.",
        says("lawsuit", "document"),
    ),
    case(
        "statement",
        "“The envoy is safe,” the statement said.",
        says("statement", "document"),
    ),
    case(
        "figures",
        "Official figures showed that rents had risen.",
        says("Official figures", "document"),
    ),
    case(
        "data-of-a-body",
        "Data from the Census Bureau show that rents have risen.",
        says("Data from the Census Bureau", "document", "Census Bureau data"),
    ),
    case(
        "police-report",
        "The driver fled on foot, according to the police report.",
        says("police report", "document"),
    ),
    case(
        "press-release",
        "A press release from Halloran Storage said the fire was out.",
        says("press release from Halloran Storage", "document"),
    ),
    case(
        "study",
        "The study found that eels were rarer.",
        says("study", "document"),
    ),
    case(
        "indictment",
        "Mr Hale took bribes, the indictment says.",
        says("indictment", "document"),
    ),
    case(
        "document-that-somebody-reads",
        "Ana Ruiz read the report on the train and put it away.",
    ),
    case("published-without-content", "The report will be published in May."),
    case(
        "notice-that-an-office-served",
        "Marrow County Fire Service put it out. The alarms failed, according to a notice that the "
        "fire service served in May. The notice called it a serious fault.",
        says("notice", "document", "Marrow County Fire Service notice"),
        says("notice", "document", "Marrow County Fire Service notice"),
    ),
    case(
        "its-agenda",
        "Port Ellery Town Council has 30 members. The council will vote on it, according to its "
        "agenda.",
        says("agenda", "document", "Port Ellery Town Council agenda"),
    ),
    case(
        "report-that-the-parser-takes-apart",
        "The wells must be clean by the end of March, a damning report by the regulator shows.",
        says("damning report by the regulator", "document"),
    ),
    case(
        "advertisements-do-not-boast", "Marrow Water, whose ads boast of “gold” supplies, is late."
    ),
]

NOTHING = [
    case("action", "Ana Ruiz opened the bridge on Monday."),
    case("thought", "Ana Ruiz thought the bridge was safe."),
    case("fear", "Residents fear that the dam may burst."),
    case("wish", "Officials hope to open the bridge in May."),
    case("refusal", "Ana Ruiz declined to comment."),
    case("no-answer", "The ministry did not respond to a request for comment."),
    case("could-not-be-reached", "Tom Hale could not be reached on Friday."),
    case("meeting", "The minister met the union on Monday."),
    case("nobody-said", "Nobody said anything for an hour."),
    case("song", "The crowd sang “We Shall Overcome” at the gate."),
    case("scare-quotes", "The so-called “peace bridge” is shut."),
    case("weather", "Rain fell on the coast all night."),
    case("ordered", "The judge ordered the release of the tenant."),
]

GROUPS = [
    CREDITED, CONDUITS, POLLS, OWN, HOMONYMS, WORDS, SUBJECTS, DATELINES, SIGN_OFFS, PHOTOS,
    SOCIAL, HEDGES, UNNAMED, PEOPLE, BODIES, DOCUMENTS, NOTHING,
]  # fmt: skip

# Short forms that are an outlet (True) or something else (False). The form is the words to look for.
AMBIGUOUS = [
    ("Post", True, "The Post reported that the mayor had resigned."),
    ("Post", True, "Ana Ruiz told the Post that she would not run."),
    ("Post", False, "Ana Ruiz took up the post in May."),
    ("Post", False, "The Post Office said the branch would close."),
    ("Times", True, "According to the Times, the inquiry will open in May."),
    ("Times", True, "The editor of the Times resigned on Friday."),
    ("Times", False, "Times are hard, said Ana Ruiz."),
    ("Times", False, "The ball in Times Square will drop at midnight, police said."),
    ("Sun", True, "The Sun reported that the singer had married in secret."),
    ("Sun", True, "The couple told the Sun that they were happy."),
    ("Sun", False, "The Sun will engulf the Earth, the astronomer Ana Ruiz said."),
    ("Sun", False, "Storms on the Sun, scientists said, could cut the power."),
    ("Guardian", True, "The Guardian revealed that the minister had known."),
    ("Guardian", True, "“It is over,” Ana Ruiz told the Guardian."),
    ("Guardian", False, "The Guardian Council said the vote was valid."),
    ("Guardian", False, "Her guardian told the court that she was safe."),
    ("Guardian", False, "Guardians of the Galaxy opened on Friday, the studio said."),
    ("Independent", True, "The Independent reported that the talks had failed."),
    ("Independent", False, "Ana Ruiz, an Independent from Aldenport, said she would vote no."),
    ("Independent", False, "The Independent Electoral Commission said turnout was low."),
    ("Express", True, "The Express claimed that fares would double."),
    ("Express", False, "The Orient Express leaves at noon, the company said."),
    ("Express", False, "American Express said profits had risen."),
    ("Star", True, "The Star reported that the mayor had resigned."),
    ("Star", True, "Sources told the Star that the mayor had resigned."),
    ("Star", False, "The star said she was tired."),
    ("Star", False, "A model of the Death Star sold for a record sum, the auction house said."),
    ("Mirror", True, "The Mirror reported that the player would leave."),
    ("Mirror", True, "“He is leaving,” a friend told the Mirror."),
    ("Mirror", False, "Black Mirror will return in May, the studio said."),
    ("Time", True, "Ana Ruiz told Time that she was ready."),
    ("Time", True, "Time reported that the general had lied."),
    ("Time", True, "The magazine Time named Ana Ruiz its person of the year."),
    ("Time", False, "Time will tell, said Ana Ruiz."),
    ("Time", False, "Time Warner said profits had risen."),
    ("Time", False, "Time is running out, the minister said."),
    ("People", True, "The actress told People that she was engaged."),
    ("People", True, "The split was first reported by People."),
    ("People", False, "People told the court that they had been cheated."),
    ("People", False, "People in Aldenport said the water tasted odd."),
    ("Fortune", True, "Fortune reported that the bank would sell its mines."),
    ("Fortune", True, "In an interview with Fortune, Ana Ruiz said she would retire."),
    ("Fortune", False, "Fortune 500 companies said they would raise pay."),
    ("Fortune", False, "Fortune smiled on the team, the coach said."),
    ("Variety", True, "Variety reported that the series had been cancelled."),
    ("Variety", True, "The deal was first reported by Variety."),
    ("Variety", False, "Variety is the spice of life, Ana Ruiz said."),
    ("Metro", True, "Metro reported that the singer was ill."),
    ("Metro", True, "A neighbour told Metro that the flat was empty."),
    ("Metro", False, "Metro said trains would run late on the Red Line."),
    ("Metro", False, "Paris Metro workers said they would strike."),
    ("AP", True, "The AP reported that three men had died."),
    ("AP", True, "“It is over,” Ana Ruiz told AP."),
    ("AP", False, "AP classes are full, the principal said."),
    ("AP", False, "Enrolment in AP courses rose, according to the school board."),
    ("ABC", True, "ABC reported that the judge had stepped down."),
    ("ABC", True, "Ana Ruiz told ABC that the plan was dead."),
    ("ABC", False, "The ABC murders remain unsolved, police said."),
    ("ABC", False, "Children learn their ABC too late, the teacher said."),
    ("PTI", True, "The minister told PTI that fares would rise."),
    ("PTI", True, "The dam is full, according to PTI."),
    ("PTI", False, "PTI chairman Asad Mirza said the vote was stolen."),
    ("PTI", False, "The PTI won 20 seats, the election commission said."),
    ("ANI", True, "“The road is open,” the officer told ANI."),
    ("ANI", True, "The train has left the rails, ANI reported."),
    ("ANI", False, "The singer Ani Brandt said she would tour."),
    ("PA", True, "A spokesman told PA that the match was off."),
    ("PA", True, "The prince has left hospital, PA reported."),
    ("PA", False, "The PA said its forces would stay in Ramallah."),
    ("PA", False, "Her PA said she was away."),
    ("CBC", True, "Ana Ruiz told CBC that the mill would close."),
    ("CBC", False, "The doctor said a CBC blood test was normal."),
    ("CBC", False, "The Congressional Black Caucus (CBC) said it would back the bill."),
    ("Today", True, "“I am ill,” the singer told the Today show."),
    ("Today", False, "Today, the minister said fares would rise."),
    ("Today", False, "Today the court heard that he had lied."),
    ("Week", True, "The Week reported that the talks had failed."),
    ("Week", False, "The week began badly, said Ana Ruiz."),
    ("Week", False, "Fashion Week opens on Monday, the organisers said."),
    ("Insider", True, "Insider reported that the start-up was broke."),
    ("Insider", False, "An insider told the court that the start-up was broke."),
    ("Insider", False, "Insider trading is rife, the regulator said."),
    ("Axios", True, "Axios reported that the envoy would resign."),
    ("Axios", True, "“We are close,” an official told Axios."),
    ("Vice", True, "Vice reported that the group had split."),
    ("Vice", False, "Vice President Ana Ruiz said the vote would go on."),
    ("Vice", False, "Vice is its own reward, the preacher said."),
    ("Wired", True, "Wired reported that the chip had a flaw."),
    ("Wired", False, "Wired money was traced to Malta, police said."),
    ("Economist", True, "The Economist argued that the tax should go."),
    ("Economist", False, "The economist said the tax should go."),
    ("Economist", False, "Chief Economist Ana Ruiz told the committee that prices would fall."),
    ("Nature", True, "Nature reported that the paper had been withdrawn."),
    ("Nature", False, "Nature is healing, Ana Ruiz said."),
    ("Bloomberg", True, "Bloomberg reported that the bank would cut jobs."),
    ("Bloomberg", False, "Mayor Michael Bloomberg said he would not run."),
    ("Hill", True, "The Hill reported that the bill was dead."),
    ("Hill", False, "Lawmakers on the Hill said the bill was dead."),
    ("Observer", True, "The Observer reported that the school would close."),
    ("Observer", False, "An observer from the union said the vote was fair."),
]


@cache
def answers(text: str, outlet: str | None, lines: tuple[Any, ...]) -> tuple[Mention, ...]:
    """The mentions of a text in the order of the page, pronouns left out."""
    rows = read_tables(read(text), load_outlets(), outlet, list(lines))["mentions"]
    rows = sorted(rows, key=lambda row: (row["line"] or 0, row["start"], -row["end"]))
    return tuple(
        Mention(
            row["text"].removeprefix("The ").removeprefix("the "), row["type"], row["role"],
            row["source"], row["relation"], row["subtype"], bool(row["is_self"]),
        )
        for row in rows
        if row["subtype"] != "pronoun"
    )  # fmt: skip


def asked(found: Mention, wanted: Mention) -> Mention:
    """What was found, without what the reader gave no answer to."""
    pairs = zip(found, wanted, strict=True)
    return Mention(*(each if answer is not None else None for each, answer in pairs))


def check(one: Case) -> None:
    found = answers(one.text, one.outlet, one.lines)
    assert [each[:3] for each in found] == [each[:3] for each in one.mentions]
    pairs = zip(found, one.mentions, strict=True)
    assert [asked(each, wanted) for each, wanted in pairs] == list(one.mentions)


def table(cases: list[Case]) -> pytest.MarkDecorator:
    """One test for each case; those in ``KNOWN_GAPS`` are expected to fail, and must."""
    return pytest.mark.parametrize(
        "one",
        [pytest.param(c, id=c.id, marks=[GAP] if c.id in KNOWN_GAPS else []) for c in cases],
    )


@table(CREDITED)
def test_an_outlet_that_is_credited_is_a_source(one):
    check(one)


@table(CONDUITS)
def test_an_outlet_that_is_told_stands_beside_its_speaker(one):
    check(one)


@table(POLLS)
def test_a_poll_counts_for_the_outlets_that_held_it(one):
    check(one)


@table(OWN)
def test_the_publisher_is_known_by_its_short_form(one):
    check(one)


@table(HOMONYMS)
def test_an_outlet_is_not_taken_for_its_namesake(one):
    check(one)


@table(WORDS)
def test_a_word_is_an_outlet_only_where_it_names_one(one):
    check(one)


@table(SUBJECTS)
def test_an_outlet_in_the_news_is_no_source(one):
    check(one)


@table(DATELINES)
def test_the_agency_before_the_story_is_a_dateline(one):
    check(one)


@table(SIGN_OFFS)
def test_who_helped_is_a_credit_and_who_wrote_a_byline(one):
    check(one)


@table(PHOTOS)
def test_who_made_the_picture_is_a_credit(one):
    check(one)


@table(SOCIAL)
def test_a_platform_is_named_where_it_carried_a_statement(one):
    check(one)


@table(HEDGES)
def test_a_hedge_names_nobody(one):
    check(one)


@table(UNNAMED)
def test_an_unnamed_source_is_graded(one):
    check(one)


@table(PEOPLE)
def test_a_person_is_counted_by_name(one):
    check(one)


@table(BODIES)
def test_a_body_speaks_as_itself(one):
    check(one)


@table(DOCUMENTS)
def test_a_document_that_tells_something_is_a_source(one):
    check(one)


@table(NOTHING)
def test_where_nobody_tells_anything_there_is_no_source(one):
    check(one)


@pytest.mark.parametrize("least", [95])
def test_a_short_form_is_taken_for_the_outlet_where_it_is_one(least):
    wrong = []
    for form, is_outlet, text in AMBIGUOUS:
        media = [m for m in answers(text, None, ()) if m.type in ("agency", "outlet")]
        right = any(form in m.text for m in media) if is_outlet else not media
        if not right:
            wrong.append(f"{form} ({'an' if is_outlet else 'no'} outlet): {text} {media}")
    print(f"{len(AMBIGUOUS) - len(wrong)} of {len(AMBIGUOUS)} right", *wrong, sep="\n")
    assert len(AMBIGUOUS) - len(wrong) >= least, "\n".join(wrong)


def test_every_known_gap_is_a_case_and_every_case_has_its_own_name():
    names = [c.id for group in GROUPS for c in group]
    assert len(names) == len(set(names)) >= 160
    assert set(names) >= KNOWN_GAPS
    assert len(AMBIGUOUS) == len({text for _, _, text in AMBIGUOUS}) == 100
    assert 45 <= sum(is_outlet for _, is_outlet, _ in AMBIGUOUS) <= 55
