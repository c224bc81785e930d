"""The extent of a speaker as written: the whole noun phrase, with titles, party, origin and apposition."""

from typing import Final

from index.article import Mention
from index.quotes.bare import is_shop
from index.quotes.extents import tail_end
from index.quotes.lexicon import ARTICLES, AUXILIARIES, COLLECTIVES, DETERMINERS, PLACES, VERBS
from index.quotes.line import Attribution, Line, sentence_end
from index.quotes.phrases import Phrase, names_people, phrase_at
from index.quotes.predicates import cue_behind, is_filler
from index.quotes.tokens import ABBREVIATIONS, Token

_DETERMINERS: Final = DETERMINERS - COLLECTIVES
_WHO: Final = frozenset(("who", "whose"))
_OF: Final = frozenset(("of", "for"))
_FROM: Final = frozenset(("of", "from", "with"))
_ON: Final = frozenset(("and", "or", "who", "whose"))
_CLITICS: Final = ("'s", "’s", "'d", "’d", "'ve", "’ve", "'ll", "’ll")
_PAIRS: Final = {"(": ")", "[": "]"}
_BRACKET: Final = 12  # tokens in `(R-Ky.)`, `(the harbour master)`
_ASIDE: Final = 60  # tokens of an apposition with its relative clauses


def mention(line: Line, found: Attribution) -> Mention:
    """Return the speaker as written: `Ruiz, a pilot who lives in Norport`, without a closing comma or `'s`."""
    extent = _extent(line, found)
    start, end = line.start_of(found.phrase.start), line.end_of(extent - 1)
    text = line.body[start:end]
    if text.endswith(_CLITICS) and not is_shop(line.tokens, extent):
        text = text[: -2 if text[-2] in "'’" else -3] or text
    return Mention(text, start, start + len(text))


def _extent(line: Line, found: Attribution) -> int:
    """Return the token number behind the noun phrase and all that hangs on it."""
    tokens, phrase = line.tokens, found.phrase
    if phrase.kind == "pronoun" or tokens[phrase.end - 1].is_possessive:
        return phrase.end
    cue = found.cue if found.cue is not None else -1
    if cue > phrase.end and tokens[cue - 1].low == "and" and tokens[phrase.end].low in _WHO:
        cue = cue_behind(tokens, phrase) or cue  # `an aide who saw it said it ran on and began "..."`
    stop = cue if cue > phrase.end else min(sentence_end(line, phrase.end - 1), phrase.end + _ASIDE)
    at = _behind_bracket(tokens, _behind_origin(tokens, phrase, stop), stop)
    if cue > phrase.end:
        return _up_to_verb(tokens, at, cue)
    return _behind_aside(tokens, at, stop)


def _behind_origin(tokens: list[Token], phrase: Phrase, stop: int) -> int:
    """`Senator Ruiz of Norland`, `Ruiz with the Harbour Board`, `the Court of Appeals for the Third District`."""
    at = phrase.end
    if at + 1 >= stop or tokens[at].low not in (_FROM if phrase.kind == "name" else _OF):
        return at
    first = at + 1 + (tokens[at + 1].low == "the")
    named = first < stop and (tokens[first].is_name or tokens[first].text[0].isdigit())
    return min(tail_end(tokens, at), stop) if named else at


def _behind_bracket(tokens: list[Token], at: int, stop: int) -> int:
    """`Ruiz (R-Ky.)`."""
    if at >= stop or tokens[at].text not in _PAIRS:
        return at
    closing = _PAIRS[tokens[at].text]
    ends = (place for place in range(at + 1, min(stop, at + _BRACKET)) if tokens[place].text == closing)
    return next(ends, at - 1) + 1


def _up_to_verb(tokens: list[Token], at: int, cue: int) -> int:
    """What two commas, or `who`, set between a subject and its verb belongs to the subject."""
    end = cue
    while end > at and is_filler(tokens[end - 1]):
        end -= 1
    if at < end and tokens[at].text == ",":
        aside = _behind_aside(tokens, at, end)
        return aside if aside < end and tokens[aside].text == "," else at
    return end if at < end and tokens[at].low in _WHO and _one_clause(tokens, at, end) else at


def _one_clause(tokens: list[Token], at: int, end: int) -> bool:
    return all(token.is_word or token.text in "@#&$%" for token in tokens[at:end])


def _behind_aside(tokens: list[Token], at: int, stop: int) -> int:
    """`said Ruiz, 53, a pilot who ...`: up to the mark that ends the last apposition."""
    if at < stop and tokens[at].low in _WHO:
        at = _closing(tokens, at, stop)
    while at + 1 < stop and tokens[at].text == "," and (_describes(tokens, at + 1) or tokens[at + 1].low in _ON):
        at = _closing(tokens, at + 1, stop)
    return at


def _describes(tokens: list[Token], at: int) -> bool:
    """True where an age, a state (`Ill.`), a relative clause, or a noun phrase that tells who somebody is begins."""
    first = tokens[at]
    if first.text.isdigit() or first.low in _WHO or first.low in ABBREVIATIONS:
        return True
    phrase = phrase_at(tokens, at)
    if phrase is None:
        return first.low in ARTICLES
    if phrase.kind == "pronoun" or _has_verb(tokens, phrase):
        return False
    return first.low in _DETERMINERS or first.low in PLACES or names_people(tokens, phrase)


def _has_verb(tokens: list[Token], phrase: Phrase) -> bool:
    """`According to Ruiz, the fleet is ...`: a clause of its own."""
    behind = tokens[phrase.end].low if phrase.end < len(tokens) else ""
    return behind in AUXILIARIES or behind in VERBS


def _closing(tokens: list[Token], at: int, stop: int) -> int:
    while at < stop and tokens[at].text not in (",", ";", "–", "—", ":") and not _ends(tokens[at]):
        at += 1
    return at


def _ends(token: Token) -> bool:
    return token.quote >= 0 or token.ends_sentence
