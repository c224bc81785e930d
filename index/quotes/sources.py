"""What a phrase without a name tells of its source: whose words a document holds, which body, how many people."""

from operator import attrgetter
from typing import Final

from msgspec import Struct

from index.quotes.bare import bare, is_shop, name_start
from index.quotes.extents import is_agent
from index.quotes.lexicon import (
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    FEMALE_WORDS,
    MALE_WORDS,
    ORGANISATIONS,
    PARTISANS,
    PERSON_NOUNS,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
    WEEKDAYS,
    word_set,
)
from index.quotes.line import Line
from index.quotes.phrases import Phrase, is_source, phrase_at
from index.quotes.phrases import is_one_person as is_one
from index.quotes.tokens import Passage, Token

_STATES: Final = word_set(
    "alabamian alaskan arizonan arkansan californian coloradan delawarean floridian georgian hawaiian idahoan "
    "illinoisan hoosier iowan kansan kentuckian louisianan mainer marylander michigander minnesotan mississippian "
    "missourian montanan nebraskan nevadan oregonian ohioan oklahoman pennsylvanian tennessean texan utahn vermonter "
    "virginian wisconsinite wyomingite carolinian dakotan"
)
_NATIONALS: Final = word_set(  # those whose ending does not tell them
    "spaniard swede dane briton scot dutchman dutchwoman frenchman frenchwoman irishman irishwoman englishman "
    "englishwoman welshman welshwoman serb croat slovak slovene slovenian pole greek finn czech swiss portuguese turk "
    "kurd thai filipino filipina zealander aussie kiwi brit scotsman ulsterman icelander luxembourger liechtensteiner "
    "monegasque cypriot maltese japanese chinese lebanese vietnamese senegalese congolese taiwanese burmese nepalese "
    "ivorian togolese beninese gabonese sudanese malawian uzbek kazakh tajik turkmen kyrgyz qatari argentine rican "
    " salvadoran guatemalan panamanian trinidadian barbadian bajan bermudian yorkshireman londoner mancunian "
    "liverpudlian glaswegian geordie dubliner corkman parisian berliner muscovite yorker angeleno chicagoan "
    "bostonian quebecer quebecker ontarian albertan queenslander tasmanian sydneysider"
)
_ORIGINS: Final = (
    _STATES
    | {word for word in DEMONYMS | PARTISANS if word.endswith(("an", "i"))}
    | _NATIONALS
    | word_set("democrat conservative liberal")
)
_OF_PARTS: Final = word_set("new northern southern south north costa puerto")  # `the New Zealander`


_OTHERS: dict[str | None, frozenset[str]] = {"female": MALE_WORDS, "male": FEMALE_WORDS}
_SENT_BY: Final = word_set("statement letter email e-mail message note tweet memo text voicemail")
_FIELDS: Final = frozenset(("for", "on", "against"))  # what a body is for
_JOINING: Final = frozenset(("and", "of", "&"))
_SENT: Final = frozenset(("from", "by", "of"))  # `a statement from Ruiz's office`
_BORNE: Final = frozenset(("says", "said", "reads", "read"))
_ME: Final = frozenset(("I", "me", "Me", "my", "My"))
_TEXT: Final = attrgetter("text")

POINTING: Final = frozenset(("the", "that", "this"))
_IN_OFFICE: Final = TITLES - word_set(
    "host nominee candidate coach lady professor"
)  # `the mayor` may stay without a name


class Speaker(Struct, frozen=True, gc=False):
    """Who speaks; all None when the phrase is understood but the person is not known.

    Not `sure` where others fit as well, or where a pronoun means somebody who may be no person.
    """

    name: str | None = None
    source_type: str | None = None
    role: str | None = None
    sure: bool = True


def owner_of(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Ruiz's statement read`, `the ministry's letter said`: the owner of what is written speaks."""
    if phrase.head not in DOCUMENTS:
        return None
    author = _author_of(tokens, phrase)
    if author is not None:
        return author
    at = next((at for at in range(phrase.start, phrase.end - 1) if tokens[at].is_possessive), None)
    word = bare(tokens[at].low) if at is not None else ""
    if at is None or not (word in ORGANISATIONS or word in PERSON_NOUNS or tokens[at].is_name):
        return None
    if word in ORGANISATIONS:
        return Phrase(phrase.start, at + 1, "organisation", word)
    if not tokens[at].is_name:
        return Phrase(phrase.start, at + 1, "nominal", word)
    first = next((place + 1 for place in range(at, phrase.start, -1) if tokens[place].low in _SENT), phrase.start)
    name = name_start(tokens, first, at + 1)
    return Phrase(min(first, name), at + 1, "name", word, min(name, at))


def _author_of(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`a report by the transport ministry`; `a report from Tide Radio` is told by the outlet, not its own words."""
    end = min(len(tokens) - 1, phrase.end)
    by = next((at for at in range(phrase.start + 1, end + 1) if tokens[at].low == "by"), None)
    if by is None and phrase.head in _SENT_BY:
        by = next((at for at in range(phrase.start + 1, end + 1) if tokens[at].low == "from"), None)
    if by is None or tokens[by - 1].low != phrase.head:
        return None
    author = phrase_at(tokens, by + 1)
    if author is None or author.kind == "pronoun" or author.head in DOCUMENTS:
        return None
    return author if is_source(author) else None


def is_epithet(line: Line, phrase: Phrase) -> bool:
    """`the 27-year-old`, `the Romanian`, `the Iowa Republican`: another word for somebody just named."""
    last, length = line.tokens[phrase.end - 1], phrase.end - phrase.start
    if line.tokens[phrase.start].low != "the" or length < 2 or phrase.kind == "name":
        return False
    if last.is_name and last.low in PARTISANS:
        return length < 6
    relative = [token.low for token in line.tokens[phrase.end : phrase.end + 2]] == [",", "who"]
    paper = last.low in _STATES and line.tokens[phrase.start].text == "The" and not relative  # `The Oregonian`
    if length == 3 and line.tokens[phrase.end - 2].low not in _OF_PARTS:
        return False
    return length < 4 and (last.low.endswith("-year-old") or (last.is_name and last.low in _ORIGINS and not paper))


def is_first_person(line: Line) -> bool:
    """`The look he gave me when I asked about Holm`: whom a reporter talks to is `he` for pages, whoever is named."""
    return not _ME.isdisjoint(map(_TEXT, line.tokens))


def organisation_of(line: Passage, phrase: Phrase) -> str:
    named = line.tokens[phrase.end - 1].is_name
    first = phrase.start if phrase.name is None else phrase.name
    start = first + (named and line.tokens[first].low == "the")
    words = line.words(start, _end_of_body(line.tokens, phrase.end))
    return words if is_shop(line.tokens, phrase.end) else bare(words)


def _end_of_body(tokens: list[Token], end: int) -> int:
    """`the Center for Tidal Research`, `the Council on Fisheries`; not `the court on Monday`."""
    at = end + 1
    if at >= len(tokens) or tokens[end].low not in _FIELDS:
        return end
    at += tokens[at].low in DETERMINERS and at + 1 < len(tokens)
    if not tokens[at].is_name or tokens[at].low in WEEKDAYS or tokens[at].is_possessive:
        return end
    while at < len(tokens) and (tokens[at].is_name or (tokens[at].low in _JOINING and _is_name_at(tokens, at + 1))):
        at += 1
    return at


def _is_name_at(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].is_name


def is_one_unnamed(speaker: Speaker, gender: str | None) -> bool:
    """`a young fisherman`, unnamed; `gender` is that of who is sought, if it is known."""
    return speaker.source_type == "unnamed" and is_one_person(speaker, gender)


def is_one_person(speaker: Speaker, gender: str | None) -> bool:
    """True for `a young fisherman`; for `the lawsuit`, `officials`, and `a spokesman` as `she`, False."""
    words = {word.lower() for word in (speaker.name or "").split()}
    others = _OTHERS.get(gender, frozenset())
    return bool(words & PERSON_NOUNS) and not words & others and not is_plural(speaker)


def is_named(speaker: Speaker) -> bool:
    """`Tide Group`; not `a group`."""
    return speaker.name is not None and speaker.name.split()[-1][0].isupper()


def is_several(speaker: Speaker) -> bool:
    """`senior officials of the bank`, unnamed."""
    return speaker.source_type == "unnamed" and is_plural(speaker)


def is_pair(speaker: Speaker) -> bool:
    """`Abel Holm and Ida Lund`."""
    return speaker.source_type == "named" and " and " in (speaker.name or "")


def is_plural(speaker: Speaker) -> bool:
    """`senior officials of the bank`; not `an analyst at Tide Securities`."""
    return noun_of(speaker.role or speaker.name or "").endswith("s")


def noun_of(words: str) -> str:
    """Return the noun, in lower case: `spokesman` of `a spokesman for the prime minister`."""
    lows = words.lower().split()
    noun = next((at for at, low in enumerate(lows) if low in PREPOSITIONS and at > 0), len(lows))
    return lows[noun - 1] if lows else ""


def office_of(role: str | None) -> str | None:
    """Return the last word of a role, in lower case, if it is a title: `sen.` of `Norland Sen.`."""
    low = role.rpartition(" ")[2].lower() if role else ""
    return low if low in TITLES else None


def bears_words(line: Line, phrase: Phrase) -> bool:
    """`a framed needlepoint reads`, `a sheet that says`; not `a lawyer reads`, `a statement that read`."""
    lows = [token.low for token in line.tokens[phrase.end : phrase.end + 2]]
    borne = lows[:1] == ["reads"] or (lows[:1] == ["that"] and lows[-1] in _BORNE)
    return (borne and not is_source(phrase)) or (phrase.head == "note" and lows == ["that", "read"])


def is_description(line: Line, phrase: Phrase) -> bool:
    """`the midfielder`, `the Norland-born senator`; not `the mayor`, `the aide to Ruiz`, `the man who fell`."""
    words, behind = line.tokens[phrase.start : phrase.end], line.tokens[phrase.end : phrase.end + 2]
    one = is_one(phrase) or phrase.head in FEMALE_WORDS or is_agent(phrase.head)
    one = one and (phrase.head not in _IN_OFFICE or any("-" in token.text for token in words[1:-1]))
    if not one or words[0].low not in POINTING or not 1 < len(words) < 5:
        return False
    told = any(
        (token.is_name and not token.text.isupper() and "-" not in token.text) or token.is_possessive
        for token in words[1:]
    )  # `the Norland-born senator` tells nothing of the office
    return not told and not any(token.low in RELATIVES for token in behind)
