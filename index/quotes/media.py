"""Reads the name of an outlet where it stands: `the Norport Courier`, `state news agency Sela`, `BBC Radio 4`."""

import re
from typing import Final

from index.outlet_names import OUTLETS, SMALL_OUTLETS, WORDS, folded
from index.quotes.bare import bare
from index.quotes.cues import is_speech_form
from index.quotes.lexicon import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    DEMONYMS,
    DETERMINERS,
    GIVEN,
    GROUPS,
    OFFICES,
    ORGANISATIONS,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    WEEKDAYS,
    word_set,
)
from index.quotes.tokens import Token

_OUTLET_WORDS: Final = word_set(
    "news press times post journal tribune herald guardian gazette reuters bloomberg cnn nbc abc cbs msnbc fox bbc "
    "npr ap afp pbs cnbc politico buzzfeed magazine radio tv television network register globe chronicle telegraph "
    "independent observer inquirer examiner standard mail mirror sun star daily weekly vox slate salon huffpost "
    "newsweek time economist atlantic jazeera sky vice hill beast wire agency newspaper yorker courier broadcasting "
    "argus advertiser sentinel enquirer dispatch ledger gleaner monitor bulletin echo express statesman "
    "france-presse agence xinhua tass interfax dpa efe ansa anadolu kyodo yonhap bernama antara haaretz spiegel "
    "monde figaro globo asahi newswire newsday newsroom podcast mercury clarion vanguard punch citizen hindu "
    "hindustan maverick afrique liberation parisien repubblica corriere zeitung welle stampa soir temps devoir "
    "presse pais país comercio nacion nación tiempo mundo heraldo espectador mercurio tercera razon razón vanguardia "
    "prensa jornada faro diario jornal folha noticias correio asharq awsat al-awsat doualiya rappler"
)
_MEDIA: Final = word_set(
    "newspaper daily weekly tabloid magazine website show programme program podcast broadcaster channel"
)
_MEDIA_BEFORE: Final = _MEDIA | word_set("paper agency network station site portal outlet television radio tv newswire")
_NUMBERED: Final = word_set("radio channel canal kanal france tv bbc antena")  # `France 24`
_OF_PLACE: Final = frozenset(("times", "voice"))  # `the Times of India`
_SMALL_IN_NAME: Final = frozenset(("de", "do", "da", "del", "di"))
_IN_LANGUAGE: Final = frozenset(("en", "em"))
_EDITIONS: Final = word_set(
    "africa afrique asia europe english español espanol português portugues brasil brazil mundo türk turk hausa "
    "swahili somali pidgin persian pashto dari urdu hindi bangla tamil marathi tigrinya amharic yoruba igbo kirundi "
    "arabia arabic kyrgyz uzbek burmese khmer lao tibetan uyghur cantonese mandarin creole bosnian scotland wales"
)
_OWNED: Final = word_set(
    "state-run state-owned state private semi-official pro-government government-owned independent local"
)
_REPORTERS: Final = word_set("reporter journalist correspondent presenter")
_FROM: Final = frozenset(("from", "for", "of", "with", "at"))
_NO_ADJECTIVES: Final = PREPOSITIONS | AUXILIARIES | PRONOUNS | frozenset(("that", "and", "or"))
_SPOKEN: Final = word_set("radio television tv")  # `told Norport Today radio`
_CLAUSE: Final = PRONOUNS | DETERMINERS  # `told 2GB radio she was`
_ACRONYM: Final = re.compile(r"[A-ZÀ-Þ]{2,5}(?:-(?:TV|[A-Z]{3}))?\Z")
_CALL_SIGN: Final = re.compile(r"\d[A-Z]{1,3}\Z")
_AMERICAN_SIGN: Final = re.compile(r"[KW][A-Z]{2,3}\Z")  # `KVLP radio`, whole
_PEOPLE: Final = re.compile(r"[A-Z]+s\Z|[A-Z]\w+(?:ers|ians|eans|ites|ists|ans|ies|ese)\Z")  # `MPs`, `Londoners`
_DAYS_OF_PAPERS: Final = frozenset(("Sunday", "Saturday"))
_NOT_OUTLETS: Final = frozenset(("FBI", "CIA", "NATO", "UN", "EU", "US", "UK", "NSA", "GOP", "I"))
_DOMAIN: Final = re.compile(r"\w[\w-]+(?:\.[a-z]{2,4}){1,2}(?:['’]s)?\Z")  # `24.kg`
_CAPITALS_OF_STATES: Final = word_set(
    "brussels kyiv kiev hague tehran ankara riyadh doha cairo athens rome madrid lisbon vienna bern prague warsaw "
    "budapest bucharest sofia belgrade zagreb oslo stockholm copenhagen helsinki dublin edinburgh cardiff belfast "
    "minsk tbilisi yerevan baku astana tashkent bishkek dushanbe ashgabat kabul islamabad delhi dhaka kathmandu "
    "colombo bangkok hanoi manila jakarta seoul pyongyang taipei canberra wellington ottawa havana caracas bogota "
    "bogotá quito lima brasilia brasília santiago nairobi kampala abuja accra dakar bamako niamey ouagadougou "
    "khartoum juba tripoli tunis algiers rabat pretoria harare lusaka luanda maputo kinshasa kigali damascus beirut "
    "amman sanaa muscat strasbourg geneva whitehall holyrood stormont westminster"
)
_HOUSES: Final = word_set(
    "knesset bundestag bundesrat duma dáil dail seanad riksdag storting folketing eduskunta sejm senedd oireachtas "
    "sabha majlis rada skupstina skupština cortes seimas saeima riigikogu althing tynwald diet bailey yard vatican "
    "kremlin pentagon interpol europol frontex eurojust unicef unesco unhcr watch rights relief aid cross crescent "
    "corps mercy greenpeace oxfam brookings mckinsey deloitte gallup moody moody's fitch g7 g20 jury inquest inquiry "
    "hearing tories mps meps msps summit conference rally g8 brics asean mercosur mueller chatham cop"
)
_NO_OUTLET_ALONE: Final = (
    DEMONYMS | GIVEN | GROUPS | OFFICES | ORGANISATIONS | PERSON_NOUNS | PLACES | WEEKDAYS
    | _CAPITALS_OF_STATES | _HOUSES | word_set("commons lords parliament congress senate god")
)  # fmt: skip
LONGEST: Final = 7


def outlet_at(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the outlet's name without its article that begins at `at`, and the token number behind it."""
    at = _behind_reporter(tokens, at)
    owned = _behind_owner(tokens, at)
    name = _behind_medium(tokens, owned)
    listed = listed_at(tokens, at)
    if listed is None and owned != at:
        listed = listed_at(tokens, owned)
    if listed is None and name is not None:
        listed = listed_at(tokens, name)
    shown = _shown_at(tokens, owned, name)
    return shown if listed is None or (shown is not None and shown[1] > listed[1]) else listed


def _shown_at(tokens: list[Token], at: int, name: int | None) -> tuple[str, int] | None:
    """Return the name whose words, or the medium before or behind it, show an outlet."""
    names, end = names_at(tokens, at if name is None else name)
    if names and (name is not None or _is_before_medium(tokens, names, end)) and _may_follow(tokens, end):
        return _name_of(names), end
    bare = bool(names) and tokens[at].is_name  # `told the SEC` is a body
    if not names or not ((bare and _is_acronym(names)) or names_outlet(names) or _is_of_sunday(tokens, at, names)):
        return None
    return _name_of(names), end


def listed_at(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the outlet known by name that begins at `at`, the longest one, and the token number behind it."""
    if at >= len(tokens):
        return None
    end = _end_of_listed(tokens, at)
    if end == at and tokens[at].low in ARTICLES:
        at += 1
        end = _end_of_listed(tokens, at)
        if end == at + 1 and tokens[at - 1].low == "the" and tokens[at].text.isupper():
            return None  # `the ANC` is a party, ANC a channel
    return (_listed_name(tokens, at, end), end) if end > at and _may_follow(tokens, end) else None


def listed_before(tokens: list[Token], start: int, end: int) -> tuple[str, int] | None:
    """Return the outlet known by name that ends at `end` and begins behind `start`, the longest one."""
    for at in range(max(start, end - LONGEST), end):
        if _end_of_listed(tokens, at) == end:
            return _listed_name(tokens, at, end), end
    return None


def _listed_name(tokens: list[Token], at: int, end: int) -> str:
    texts = [token.text for token in tokens[at:end]]
    texts = texts[1:] if texts[0].lower() == "the" else texts
    name = bare(_name_of(texts))
    return name[:-1] if name.find(".") == len(name) - 1 else name  # `told the FT.`


def _end_of_listed(tokens: list[Token], at: int) -> int:
    end = at
    texts: list[str] = []
    for place in range(at, min(len(tokens), at + LONGEST)):
        token = tokens[place]
        if token.low not in WORDS and token.text != "/" and not (token.is_possessive and bare(token.low) in WORDS):
            break
        texts.append(token.text)
        if token.low != "the" and is_listed(_name_of(texts)):
            end = place + 1
    if end == at and at < len(tokens) and "." in tokens[at].low and _DOMAIN.match(tokens[at].text):
        return at + 1
    if end == at + 1 and tokens[at].low in _NO_OUTLET_ALONE:
        return at
    return _behind_edition(tokens, end) if end > at else at


def _behind_edition(tokens: list[Token], end: int) -> int:
    """`CNN en Español`, `BBC Hausa`, `DW Africa`."""
    of = end + (end < len(tokens) and tokens[end].low in _IN_LANGUAGE)
    named = of < len(tokens) and tokens[of].is_name and (tokens[of].low in _EDITIONS or tokens[of].low in DEMONYMS)
    return of + 1 if named else end


def is_listed(name: str) -> bool:
    """Tell whether an outlet is known by this name, which may be a possessive."""
    if not name.removeprefix("the ")[:1].isupper() and bare(name) not in SMALL_OUTLETS:
        return False
    plain = bare(name)
    return folded(name) in OUTLETS or (plain != name and folded(plain) in OUTLETS)


def _may_follow(tokens: list[Token], end: int) -> bool:
    """`told Sela she was`; not `told Republic voters`."""
    if ends_name(tokens, end, medium=True) or tokens[end].is_name or tokens[end - 1].is_possessive:
        return True
    low = tokens[end].low
    return low in _CLAUSE or low in CONJUNCTIONS or low in AUXILIARIES or low == "agency"


def _name_of(names: list[str]) -> str:
    """`RFE/RL` is one."""
    return " ".join(names).replace(" / ", "/")


def _behind_reporter(tokens: list[Token], at: int) -> int:
    """`told a reporter from the Courier`."""
    lows = [token.low for token in tokens[at : at + 3]]
    led = len(lows) == 3 and lows[0] in ("a", "the") and lows[1] in _REPORTERS and lows[2] in _FROM
    return at + 3 if led else at


def _behind_medium(tokens: list[Token], at: int) -> int | None:
    """Return where the name begins behind `the Norlandic daily`, `state news agency`, or None."""
    for place in range(at, min(len(tokens) - 1, at + LONGEST)):
        token = tokens[place]
        if token.text in _MEDIA_BEFORE and tokens[place + 1].text not in _MEDIA_BEFORE:
            named = tokens[place + 1].is_name or _end_of_listed(tokens, place + 1) > place + 1
            return place + 1 if named else None
        if not token.is_word or token.low in _NO_ADJECTIVES or token.quote >= 0:
            return None
    return None


def _behind_owner(tokens: list[Token], at: int) -> int:
    """`told the state-run Sela news agency`, `told state-owned STV`, `told Spain's Sela news agency`."""
    place = at + (tokens[at].low in ("the", "a") if at < len(tokens) else 0)
    if place + 1 >= len(tokens):
        return at
    country = tokens[place].is_possessive and tokens[place + 1].is_name and not _is_outlet_itself(tokens[place])
    return place + 1 if country or tokens[place].text in _OWNED else at


def _is_outlet_itself(token: Token) -> bool:
    """`RTÉ's Morning Ireland`."""
    names = [bare(token.text)]
    return _is_acronym(names) or names_outlet(names) or is_listed(names[0])


def _is_described(tokens: list[Token], end: int) -> bool:
    """`the Sereno, a local daily,`."""
    if end + 2 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].text not in ARTICLES:
        return False
    media = (at for at in range(end + 2, min(len(tokens) - 1, end + LONGEST)) if tokens[at].text in _MEDIA)
    at = next(media, end)
    return at > end and all(token.is_word for token in tokens[end + 2 : at]) and not tokens[at + 1].is_name


def _is_before_medium(tokens: list[Token], names: list[str], end: int) -> bool:
    """`the Sela news agency`, `The Lantern newspaper`; not `the Norlandic newspaper`."""
    lows = [token.text for token in tokens[end : end + 2]]
    if _is_described(tokens, end):
        return True
    medium = lows[:1] != [] and lows[0] in _MEDIA
    if not medium and lows != ["news", "agency"]:
        return False
    if names[-1].lower() in _NO_OUTLET_ALONE:
        return False
    return ends_name(tokens, end + 1 + (not medium), medium=True)


def behind_name(tokens: list[Token], start: int, at: int) -> int:
    """Return where the name before `at` ends: `the Sela news agency reported`."""
    before = [token.text for token in tokens[max(start, at - 2) : at]]
    if before == ["news", "agency"]:
        return at - 2
    return at - (before[-1:] != [] and before[-1] in _MEDIA)


def ends_name(tokens: list[Token], end: int, *, medium: bool = False) -> bool:
    """`told Bild in Berlin.`; not `told Rest of Shore`, `told Norlander farmers`."""
    if end >= len(tokens) or not tokens[end].is_word:
        return True
    low = tokens[end].low
    if medium and (is_speech_form(low) or low in _MEDIA or low == "news"):
        return True
    return low in ADVERBS or low in WEEKDAYS or low == "that" or (low in PREPOSITIONS and low != "of")


def names_at(tokens: list[Token], at: int) -> tuple[list[str], int]:
    """Return the capitalised words behind an article at `at`, and the token number behind them."""
    if at < len(tokens) and tokens[at].low in ARTICLES:
        at += 1
    end = at
    while end < min(len(tokens), at + LONGEST) and _is_part_of_name(tokens, at, end):
        end += 1
        if tokens[end - 1].is_possessive:
            break
    return [bare(token.text) for token in tokens[at:end]], end


def _is_part_of_name(tokens: list[Token], start: int, at: int) -> bool:
    """A capital, and in `2GB radio`, `Norport Today radio` the call sign and the medium; `BBC radio` is the BBC."""
    if tokens[at].is_name:
        return tokens[at].is_word and (at == start or tokens[at].low not in WEEKDAYS)  # `told CNN Sunday`
    if tokens[at].text == "/":
        return at > start and at + 1 < len(tokens) and tokens[at + 1].is_name
    if at == start:
        return bool(_CALL_SIGN.match(tokens[at].text))
    if tokens[at].low in _IN_LANGUAGE:
        return _behind_edition(tokens, at) > at  # `CNN en Español`
    if tokens[at].text[0].isdigit():
        number = bare(tokens[at].text)
        return tokens[at - 1].low in _NUMBERED and len(number) < 3 and number.isdigit()
    if at + 1 < len(tokens) and tokens[at + 1].is_name and tokens[at - 1].is_name:
        place = tokens[at].low == "of" and tokens[at - 1].low in _OF_PLACE and tokens[at + 1].low in PLACES
        return place or (tokens[at].low in _SMALL_IN_NAME and tokens[at - 1].low in _OUTLET_WORDS)
    if tokens[at].low not in _SPOKEN or not (ends_name(tokens, at + 1) or tokens[at + 1].low in _CLAUSE):
        return False  # `told Norland radio operators`
    names = [token.text for token in tokens[start:at]]
    return bool(_AMERICAN_SIGN.match(names[-1])) or not (_is_acronym(names) or names_outlet(names))


def names_outlet(names: list[str]) -> bool:
    if len(names) > 1 and names[-1].isdigit():
        return True  # `France 24`
    return names[:2] == ["Voice", "of"] or any(_is_of_outlets(name.lower()) for name in names)


def may_be_outlet(tokens: list[Token], at: int, names: list[str], end: int, *, open_: bool = False) -> bool:
    """`told Tidebae`, `told Tengri Zhol`, `told The Tide Paper`; not `told Londoners`, `told MPs`."""
    if not names or any(name.lower() in _NO_OUTLET_ALONE or _PEOPLE.match(name) for name in names):
        return False
    several = (len(names) > 1 or names[0].isupper()) and tokens[at].text in ("the", "a", "an")  # `told the SEC`
    if several or open_ or ends_name(tokens, end):
        return not several
    return tokens[end].low in _CLAUSE and not tokens[min(end + 1, len(tokens) - 1)].is_name  # `told Save the Children`


def _is_of_sunday(tokens: list[Token], at: int, names: list[str]) -> bool:
    """`the Sunday Mercantile`; Sunday Holm has no article."""
    return len(names) > 1 and names[0] in _DAYS_OF_PAPERS and tokens[at].low == "the"


def _is_of_outlets(low: str) -> bool:
    """`Tribune`, `Post-Courier`."""
    return low in _OUTLET_WORDS or ("-" in low and not _OUTLET_WORDS.isdisjoint(low.split("-")))


def is_mere_acronym(name: str) -> bool:
    """Tell whether nothing but its capitals speaks for an outlet: `the EC said`."""
    return name.isupper() and not is_listed(name) and not names_outlet(name.split())


def _is_acronym(names: list[str]) -> bool:
    return all(name not in _NOT_OUTLETS and _ACRONYM.match(name) for name in _name_of(names).split("/"))
