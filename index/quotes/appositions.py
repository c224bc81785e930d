"""Reads what stands before a name or behind its comma: the words of a role, `a pollster who works for X`."""

from typing import Final

from index.quotes.cues import is_speech
from index.quotes.extents import is_agent
from index.quotes.lexicon import (
    ARTICLES,
    AUXILIARIES,
    COLLECTIVES,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    KIN,
    NAMING,
    ORGANISATIONS,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
    VERBS,
    word_set,
)
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.tokens import Passage, Token

NO_ROLE: Final = DETERMINERS | COLLECTIVES | word_set("mr mr. mrs mrs. ms ms. miss mx. sir dame aunty auntie")
_MADE: Final = NAMING | word_set("appointed elected promoted made hired")
_CLOSERS: Final = frozenset((",", ".", ";", "–", "—", "-", "(", ")"))
_CLOSING: Final = {",": ",.()", "(": ")", "–": "–—.", "—": "–—.", "-": "-."}  # what ends that which a mark opens
_SIGNED: Final = 12  # tokens of a role that the end of the paragraph closes: `— Ruiz, mayor of Norport`
_IS_SOMEBODY: Final = frozenset(("he's", "she's", "he’s", "she’s"))
_PREDICATING: Final = frozenset(("is", "was", "became", "becomes", "become", "as", "elected", "appointed", "named"))
_IMPERSONAL: Final = frozenset(("it", "this", "that", "there", "here", "well", "such", "question", "answer"))
_ONCE: Final = frozenset(("then", "now", "formerly", "once", "also", "himself", "herself", "still"))
_WORKING: Final = word_set(
    "heads leads runs chairs directs manages commands coordinates oversees represents teaches owns edits advises sells "
    "grows headed chaired commanded founded"
)  # `who heads the board`
_IN_WORK: Final = {"speaks": ("for", "on"), "works": ("for", "at", "in", "with", "on"), "serves": ("on", "in")}
_AS: Final = frozenset(("works", "worked", "serves", "served", "acts", "acted"))  # `who serves as deputy mayor`
_BEING: Final = frozenset(("is", "was"))
_ENDING_CLAUSE: Final = word_set("since when while whose where which after before because until but")
_OWNERS: Final = frozenset(("his", "her", "their", "my", "our", "your"))
_RELATIONS: Final = KIN | word_set(
    "friend colleague rival counterpart opponent partner boyfriend girlfriend fiance fiancee ex-wife ex-husband "
    "predecessor successor classmate housemate roommate flatmate teammate workmate grandfather grandmother grandson "
    "granddaughter dad mom mum sibling spouse twin neighbour neighbor"
)
_NOTHING_OF_WORK: Final = _RELATIONS | word_set(
    "man woman boy girl child person people victim critic supporter fan friend favourite favorite source individual"
)
_SHORT_TITLES: Final = frozenset(title for title in TITLES if title[-1] == ".")
_TITLES_ALONE: Final = (_SHORT_TITLES - word_set("sen. rep. gov. sens. reps. govs.")) | word_set(
    "dr doctor prof professor rev reverend hon alhaji alhaja hajia mallam engr barr father sister brother fr sheikh "
    "general lieutenant lt colonel col captain capt major maj sergeant sgt brigadier brig gen admiral commodore cpl "
    "corporal private marshal staff warrant officer retired rt most very dci wpc csp dsp acp dcp sp cp ssp supt det "
    "insp barr cllr cr shri smt lord lady baroness chief"
)  # of these an apposition tells more: `Colonel Ruiz, the army's spokesman`
_FULL_RANKS: Final = word_set("general colonel captain lieutenant major brigadier admiral commodore sergeant marshal")
_ABOVE_RANKS: Final = word_set(
    "spokesman spokeswoman spokesperson commander chief leader head minister president governor"
)
_IN_ER: Final = (
    DOCUMENTS
    | ORGANISATIONS
    | word_set(
        "number water river winter summer matter power tower answer corner quarter disaster order border shelter floor "
        "door error terror color flavor labor sector chapter danger murder summer dinner weather theater after other "
        "former latter later under gender shower timber transfer ladder layer register remainder character computer "
        "container"
    )
)
_INDEFINITE: Final = frozenset(("a", "an", "one", "another"))
_RANKS: Final = _SHORT_TITLES | word_set("rear vice sheikh imam rabbi")
_COURTESIES: Final = word_set(
    "mr. mrs. ms. mx. dr. prof. rev. fr. hon. msgr. smt. cllr. engr. eng. barr. adv. ing. lic. mgr. mgr rev prof"
)
_LONGEST_OFFICE: Final = 4  # words
_OTHERS: Final = PREPOSITIONS - {"by"}
MOST_BEFORE: Final = 10  # words of a phrase before the one asked for


def before_rank(tokens: list[Token], start: int, end: int) -> int:
    """`Navy spokesman Rear Adm. Abel Holm`: the rank behind an office tells no more of the role."""
    before = end
    while before > start and (tokens[before - 1].low in _RANKS or tokens[before - 1].low in _FULL_RANKS):
        before -= 1
    if before in (start, end) or tokens[before - 1].low not in PERSON_NOUNS:
        return end
    short = all(token.low in _RANKS for token in tokens[before:end])
    return before if short or tokens[before - 1].low in _ABOVE_RANKS else end  # `Detective Sergeant Holm`


def brings_in(tokens: list[Token], phrase: Phrase, head: str) -> bool:
    """`a senior banker`, `one source close to the talks`; `a banker's letter` brings in no banker."""
    words = tokens[phrase.start : phrase.end]
    return words[0].low in _INDEFINITE and any(token.low == head for token in words)


def is_predicate(tokens: list[Token], phrase: Phrase) -> bool:
    """`She's the mayor`, `Ruiz became mayor`, `who serves as mayor`; not `It was the mayor`."""
    if phrase.kind != "nominal" or phrase.start < 1:
        return False
    low, before = tokens[phrase.start - 1].low, tokens[max(0, phrase.start - 2)].low
    return low in _IS_SOMEBODY or (low in _PREDICATING and phrase.start > 1 and before not in _IMPERSONAL)


def apposed_to(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Ruiz, 53, a diver from Norport, said`: the name that a nominal between two commas tells about."""
    end, behind = phrase.start - 1, phrase.end
    if phrase.kind != "nominal" or end < 1 or tokens[end].text != "," or behind >= len(tokens):
        return None
    if tokens[behind].text not in (",", ".") and tokens[behind].low != "who":
        return None
    if tokens[end - 1].text.isdigit() and end > 2 and tokens[end - 2].text == ",":
        end -= 2
    for begin in range(max(0, end - MOST_BEFORE), end):
        name = phrase_at(tokens, begin)
        if name is not None and name.kind == "name" and name.end == end:
            return name if begin == 0 or tokens[begin - 1].low not in _OTHERS else None  # `the son of Ruiz, a diver,`
    return None


def without_determiner(passage: Passage, phrase: Phrase) -> str:
    """Return the words of a nominal without `a`, `the`, `one`."""
    return role_words(passage, phrase.start, phrase.end) or ""


def is_weak(role: str) -> bool:
    """`Dr`, `Col.`, `Holm's rival`: what else the article says of somebody tells more."""
    lows = role.lower().split()
    behind = next((at for at, low in enumerate(lows) if low in PREPOSITIONS and at > 0), len(lows))
    return lows[behind - 1] in _RELATIONS or _TITLES_ALONE.issuperset(lows)


def is_rank(role: str) -> bool:
    """`Lt.`, `Col.`; not `Dr.`."""
    low = role.lower()
    return low in _FULL_RANKS or (low in _RANKS and low not in _COURTESIES)


def tells_deeds(role: str) -> bool:
    """`heads the board`: a clause, no noun."""
    verb = role.partition(" ")[0]
    return verb in _WORKING or verb in _IN_WORK


def role_words(passage: Passage, start: int, end: int) -> str | None:
    tokens = passage.tokens
    owned = tokens[start].low in _OWNERS
    while start < end and (tokens[start].low in NO_ROLE or tokens[start].low.endswith("-year-old")):
        start += 1
    if start == end or tokens[start].low in PREPOSITIONS:  # `one of the authors`
        return None
    # `his colleague`: whose is not said any more where a role stands alone.
    return None if owned and tokens[end - 1].low in _RELATIONS else passage.words(start, end)


def apposition(passage: Passage, at: int) -> str | None:
    """`, a pollster who works for X,`, `, 45, who heads the board,`, ` (chairman of it)`: up to what closes it."""
    tokens = passage.tokens
    at = _behind_age(tokens, at)
    if at + 2 >= len(tokens) or tokens[at].text not in _CLOSING:
        return None
    if tokens[at].text == "," and tokens[at + 1].low == "who":
        return in_clause(passage, at + 2)
    start = at + 1 + (tokens[at + 1].low in _ONCE)
    phrase = phrase_at(tokens, start)
    if phrase is None or tokens[start].low in _MADE or not _names_a_role(tokens, phrase):
        return None
    if phrase.kind == "name" and phrase.apposed:
        return _of_somebody(passage, start, phrase)
    indefinite = phrase.kind == "name" and tokens[start].low in _INDEFINITE  # `a Carmelite who runs the kitchen`
    if not (phrase.kind == "nominal" or indefinite or _is_office(tokens, start) or _ends_in_office(tokens, phrase)):
        return None
    end = _closing(tokens, phrase.end, min(len(tokens), start + 29))
    if (tokens[end].text not in _CLOSING[tokens[at].text]) if end < len(tokens) else end - start > _SIGNED:
        return None
    return role_words(passage, start, _before_clause(tokens, phrase.end, end))


def _of_somebody(passage: Passage, start: int, phrase: Phrase) -> str | None:
    """`Ruiz, spokesman for the governor, Ida Holm, said`: the second name is the governor's."""
    comma = next((at for at in range(start, phrase.end) if passage.tokens[at].text == ","), start)
    led = any(passage.tokens[at].low in PREPOSITIONS for at in range(start, comma))
    return role_words(passage, start, comma) if led else None


def _is_office(tokens: list[Token], at: int) -> bool:
    """`Member of Parliament for Norport`, `District Collector of Norport`."""
    at += tokens[at].low in ARTICLES
    for place in range(at, min(at + _LONGEST_OFFICE, len(tokens) - 1)):
        office = tokens[place].low in PERSON_NOUNS or tokens[place].low in TITLES or is_agent(tokens[place].low)
        if office and tokens[place + 1].low in PREPOSITIONS:
            return True
        if not tokens[place].is_name:
            return False
    return False


def _ends_in_office(tokens: list[Token], phrase: Phrase) -> bool:
    """`Labour MP for Norport`, `Tide Lines CEO`; not `Ida Farmer`."""
    last = tokens[phrase.end - 1]
    return last.low in PERSON_NOUNS and (last.text.isupper() or phrase.kind == "organisation")


def _complement(passage: Passage, at: int) -> str | None:
    """` is the mayor of Norport`, ` was chairman of the board`: behind a name or `who`."""
    tokens = passage.tokens
    if at + 1 >= len(tokens) or tokens[at].low not in _BEING:
        return None
    at += 1 + (tokens[at + 1].low in _ONCE)
    phrase = phrase_at(tokens, at)
    if phrase is None or phrase.kind != "nominal" or phrase.head in _NOTHING_OF_WORK or tokens[at].low in _OWNERS:
        return None
    if phrase.head in DEMONYMS:
        return None  # `is a Catholic`
    end = next((place for place in range(at + 1, phrase.end) if tokens[place].low in _ENDING_CLAUSE), phrase.end)
    return role_words(passage, at, end) if _names_a_role(tokens, phrase) else None


def _behind_age(tokens: list[Token], at: int) -> int:
    """`Ruiz, 45, a diver`, `Ruiz (45), a diver`."""
    age = at + 2 < len(tokens) and tokens[at + 1].text.isdigit()
    if age and tokens[at].text == "," == tokens[at + 2].text:
        return at + 2
    return at + 3 if age and tokens[at].text == "(" and tokens[at + 2].text == ")" else at


def in_clause(passage: Passage, at: int) -> str | None:
    """`heads the board`, `speaks for the port`; of `is the mayor`, `works as a nurse` the office alone."""
    tokens = passage.tokens
    if at + 2 >= len(tokens):
        return None
    verb, behind = tokens[at].low, tokens[at + 1]
    if verb in _BEING:
        return _complement(passage, at)
    if verb in _AS and behind.low == "as":
        phrase = phrase_at(tokens, at + 2)
        named = phrase is not None and phrase.kind == "nominal"
        return role_words(passage, at + 2, phrase.end) if phrase is not None and named else None
    return passage.words(at, _end_of_clause(tokens, at)) if _tells_work(tokens, at) else None


def _tells_work(tokens: list[Token], at: int) -> bool:
    """`heads the board`, `speaks for the port`; not `leads by a mile`."""
    verb, behind = tokens[at].low, tokens[at + 1]
    if verb in _IN_WORK:
        return behind.low in _IN_WORK[verb]
    return verb in _WORKING and (behind.low in DETERMINERS or behind.is_name or behind.low not in PREPOSITIONS)


def _end_of_clause(tokens: list[Token], at: int) -> int:
    """Return where a clause that tells somebody's work ends: `heads the board and has two sons`."""
    end = _closing(tokens, at + 1, min(len(tokens), at + 29), relative=True)
    end = next((place for place in range(at + 1, end) if _goes_beyond(tokens, place)), end)
    return end - (tokens[end - 1].low == "and")


def _goes_beyond(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low != "and" or at + 1 >= len(tokens):
        return low in _ENDING_CLAUSE
    behind = tokens[at + 1].low
    return behind in AUXILIARIES or behind in VERBS or behind.endswith("ed")


def _before_clause(tokens: list[Token], start: int, end: int) -> int:
    """`a pollster who works for X` stays whole; of `a teacher who fled`, `a teacher whose son fled` the noun stays."""
    for at in range(start, end):
        if tokens[at].low == "whose":
            return at
        if tokens[at].low == "who" and at + 1 < end:
            return min(end, _end_of_clause(tokens, at + 1)) if _tells_work(tokens, at + 1) else at
    return end


def _closing(tokens: list[Token], at: int, limit: int, *, relative: bool = False) -> int:
    """Return the token that ends an apposition: a mark, or a verb of speech outside a relative clause."""
    while at < limit and tokens[at].text not in _CLOSERS and tokens[at].quote < 0:
        relative = relative or tokens[at].low in RELATIVES
        if not relative and tokens[at].is_word and is_speech(tokens, at):
            return at
        at += 1
    return at


def _names_a_role(tokens: list[Token], phrase: Phrase) -> bool:
    """A noun of persons, or behind an article one that its ending shows to be one: `the tract's headwoman`."""
    lows = [token.low for token in tokens[phrase.start : phrase.end]]
    if any(low in PERSON_NOUNS and low not in PLACES for low in lows) or "-of-" in phrase.head:
        return True  # `a mother-of-three`
    if phrase.head == "fellow" or (phrase.end < len(tokens) and tokens[phrase.end].low == "who"):
        return True  # `a Carmelite who runs the kitchen`
    return tokens[phrase.start].low in ARTICLES and is_agent(phrase.head) and phrase.head not in _IN_ER
