"""Tells quotations from what else stands in marks: scare quotes, titles of works, nicknames, signs."""

import re
from itertools import pairwise
from typing import Final

from index.quotes.before import cue_beside, is_adjacent
from index.quotes.confidence import GUESSES
from index.quotes.cues import is_cue, is_handed, is_labelling, is_passive, is_speech
from index.quotes.extents import is_agent
from index.quotes.kinds import SOURCES
from index.quotes.lexicon import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    NAMING,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    VERBS,
    word_set,
)
from index.quotes.line import Attribution, Line, begins_sentence, inner_end
from index.quotes.nominals import is_plural
from index.quotes.passives import agent_at

_LABELS: Final = word_set(
    "so-called titled entitled named nicknamed aka dubbed known song album movie film book novel show "
    "series episode program programme podcast hashtag article essay sketch documentary magazine "
    "memoir play musical single poem game word term phrase host hosts anchor section column headline "
    "hit drama comedy sitcom"
)
_WORKS: Final = word_set(
    "song album movie film book novel show series podcast article essay documentary magazine memoir play musical poem "
    "blog column newsletter"
)
_MEANING: Final = frozenset(("means", "meaning", "meant"))
_GOES_BY: Final = frozenset((",", "is", "are"))
_SMALL: Final = PREPOSITIONS | {"a", "an", "the", "and", "or", "but", "nor"}
_BEFORE: Final = frozenset(("subject-of-sentence-before", "teller-of-sentence-before"))
_ELSEWHERE: Final = _BEFORE | {"carried-over", "same-paragraph"}
_CALLING: Final = word_set(
    "call calls called calling dub dubs dubbed dubbing label labels labeled labelled labeling labelling"
)
_USING: Final = word_set("use uses used using utter utters uttered uttering")
_EXPRESSIONS: Final = frozenset(("word", "words", "phrase", "term", "expression"))
_MAKING: Final = word_set("write writes wrote written writing sing sings sang sung singing read reads reading")
_WORD: Final = re.compile(r"[a-zA-Z0-9_\w][a-zA-Z0-9_\w'’.-]*")  # ASCII is spelt out: a bit of a table answers for it
_READ: Final = 100  # characters; no title of a work is longer
_PLACING: Final = PREPOSITIONS - {"as", "like", "than", "including"}
_NO_NOUN: Final = PREPOSITIONS | CONJUNCTIONS | RELATIVES | AUXILIARIES | VERBS | ADVERBS
_NO_THING: Final = _NO_NOUN | PRONOUNS | DETERMINERS | SOURCES  # nothing that is only called something
_STYLED: Final = word_set(
    "so-called self-styled self-proclaimed self-declared self-described self-appointed self-titled soi-disant "
    "nicknamed codenamed code-named christened baptised baptized"
)
_CALLED: Final = NAMING - {"titled", "entitled"}
_IN_USE: Final = frozenset(("call", "style", "term", "dub", "label", "nickname", "name"))
_ALLEGED: Final = frozenset(("alleged", "suspected", "supposed", "purported"))
_LEADING_TO_NAMES: Final = _STYLED | _ALLEGED | _CALLED | _IN_USE | ARTICLES
_GLOSSING: Final = frozenset((",", "as"))
_WHAT: Final = frozenset(("what", "that", "which", "who", "whom", "where"))
_TERMS: Final = word_set(
    "term word words name phrase expression jargon slang shorthand nickname euphemism code codeword label parlance"
)
_POLICIES: Final = word_set(
    "scheme schemes doctrine policy policies programme programmes program programs campaign initiative strategy slogan "
    "agenda rule rules law laws principle theory brand method protocol drive approach tactic tactics model plan plans "
    "label operation project system mandate"
)
_JUDGING: Final = (
    "ed", "ing", "al", "ous", "ive", "ful", "less", "ish", "ible", "able", "ly", "ic", "ant", "ent", "ary",
)  # fmt: skip
_MODIFIER: Final = 6  # words
_TITLE: Final = 9  # words, at most
_MANY: Final = 12  # words; so many are no title, whatever marks are among them
_NEAR: Final = 12  # tokens from the verb to what it calls somebody
_NAMES: Final = 4  # words of what something is called
_LANGUAGES: Final = DEMONYMS | {"latin"}
_SHORT: Final = 2  # words: of 1,674 quotations this short in 840 articles 553 were none (design/quotes.md)


def is_noise(line: Line, at: int, found: Attribution | None) -> bool:
    """True when what stands in marks at token `at` is nobody's saying. `found` is its attribution, if any."""
    words = _first_words(line, at)
    if not words or _is_nickname(line, at, len(words)) or _is_letter(words):
        return True
    if _is_gloss(line, at) or is_work_title(line, at) or (len(words) <= _NAMES and _is_name_of_thing(line, at, words)):
        return True
    return _seems_noise(line, at, found, words) and not _is_given(line, at) and not _is_used(line, at)


def _first_words(line: Line, at: int) -> list[str]:
    """Return the words in the marks, as far as a title goes; of more they are counted only, with what marks parts."""
    span = line.spans[line.tokens[at].quote]
    text = line.body[span.start : min(span.end, span.start + _READ)]
    words = text.split()
    return words if len(words) > _MANY and text[0].isalnum() else _WORD.findall(text)


def _seems_noise(line: Line, at: int, found: Attribution | None, words: list[str]) -> bool:
    spoken = is_adjacent(line, at) or _is_set_off(line, at, found)
    guessed = found is None or found.rule in GUESSES
    if _is_titled(words) and not _is_label(line, at, found) and not _is_headed(line, at, found):
        return not _is_said_alone(line, at, found) and not _is_title_said(line, at, guessed=guessed, spoken=spoken)
    if _is_labelled(line, at) and not (spoken and not _is_object(line, at, found)):
        return True
    if found is None and _is_named(line, at):
        return True
    if guessed and len(words) <= _MODIFIER and _is_modifier(line, at):
        return True
    return _is_far(found) and len(words) <= _SHORT and not spoken


def _is_far(found: Attribution | None) -> bool:
    """`According to a Tide News report, the wall was "green"`: nobody is near who says a word or two."""
    if found is None or found.rule in _ELSEWHERE:
        return True
    return found.rule == "according-to" and found.phrase.head in DOCUMENTS


def _is_name_of_thing(line: Line, at: int, words: list[str]) -> bool:
    after = line.tokens[at + 1].low if at + 1 < len(line.tokens) else ""
    if after in _GLOSSING and _is_gloss_before(line, at):
        return True
    if after in _POLICIES and _is_policy(line, at, words):
        return True
    if at == 0 or line.tokens[at - 1].low not in _LEADING_TO_NAMES:
        return False
    before = _behind_articles(line, at)
    return _is_styled(line, before, words) or _is_in_use(line, before, at, words)


def _is_styled(line: Line, before: int, words: list[str]) -> bool:
    """`the self-styled "harbour council"`, `a road called "the Needle," Ruiz said`; not `what they called "a mess"`."""
    if line.tokens[before].low in _STYLED:
        return True
    if line.tokens[before].low in _ALLEGED:  # `lists of alleged "helpers"`
        return before > 0 and (
            line.tokens[before - 1].low in PREPOSITIONS or line.tokens[before - 1].low in DETERMINERS
        )
    if before == 0 or line.tokens[before].low not in _CALLED:
        return False
    thing = line.tokens[before - 1]
    if _is_titled(words) and thing.low in _LABELS:
        return True  # `a program called "Free Nets."`
    small = thing.is_word and not thing.is_name and not thing.low.endswith("ly") and thing.low not in _NO_THING
    return small and not is_plural(thing.low) and not is_agent(thing.low.removesuffix("s"))


def _is_in_use(line: Line, before: int, at: int, words: list[str]) -> bool:
    """`what they call a "harbour tax"`, `the gate that divers call "the Mouth"`; not `what critics call "a mess"`."""
    if before < 2 or line.tokens[before].low not in _IN_USE:
        return False
    many = line.tokens[before - 1].low
    if not (many == "they" or many.endswith("s")) or line.tokens[before - 2].low not in _WHAT:
        return False
    return before < at - 1 or words[-1][0].isupper()


def _is_gloss_before(line: Line, at: int) -> bool:
    """`"blank wall", the trade's term for it`, `"the Mouth", as it is known`."""
    behind = at + 1 + (line.tokens[at + 1].text == ",")
    lows = [token.low for token in line.tokens[behind : behind + 6]]
    if lows[:1] == ["as"]:
        return "known" in lows[1:4]
    return "for" in lows and any(low in _TERMS and after == "for" for low, after in pairwise(lows))


def _is_policy(line: Line, at: int, words: list[str]) -> bool:
    """`the president's "drones first" doctrine`, whoever speaks; not `the "deeply flawed" plan`."""
    return len(words) > 1 and not words[-1].endswith(_JUDGING) and _is_modifier(line, at)


def _behind_articles(line: Line, at: int) -> int:
    """Return the number of the last token before the marks that is no article."""
    before = at - 1
    while before > 0 and line.tokens[before].low in ARTICLES:
        before -= 1
    return before


def _is_set_off(line: Line, at: int, found: Attribution | None) -> bool:
    """A mark inside the closing one, and somebody in this sentence to say it, or a sentence of its own."""
    if found is None or inner_end(line, at) not in (",", ".", "!", "?", "—"):
        return False
    return found.rule not in _ELSEWHERE or begins_sentence(line, at)


def _is_letter(words: list[str]) -> bool:
    """`marked with an "R" or a "D"`."""
    return len(words) == 1 and len(words[0]) == 1 and words != ["I"]


def _is_label(line: Line, at: int, found: Attribution | None) -> bool:
    """`Ruiz called him a "Great Fool"`: capitals, but Ruiz's words; `a boat called "Salt and Iron"` is a name."""
    if found is None or found.cue is None or not at - _NEAR < found.cue < at - 1:
        return False
    return is_labelling(line.tokens[found.cue]) and not _is_labelled(line, at)


def _is_headed(line: Line, at: int, found: Attribution | None) -> bool:
    """`Ruiz: "Not On My Watch"`, as headlines have it."""
    return found is not None and found.rule == "colon" and found.phrase.end == at - 1


def _is_title_said(line: Line, at: int, *, guessed: bool, spoken: bool) -> bool:
    """`Ruiz said: "Free Nets!"`, `to stand up and repeat, "Free Nets,"`; not `who wrote "Salt and Iron"`."""
    cue = cue_beside(line, at)
    if cue is not None and cue == at - 1 and line.tokens[cue].low in _MAKING:
        return False
    leads = cue is not None and is_speech(line.tokens, cue) and not is_handed(line.tokens, cue)
    return leads or (spoken and not guessed and not _is_placed(line, at))


def _is_given(line: Line, at: int) -> bool:
    """`calling them "Sea Rats"`, `referring to the port as the "Old Lady"`: what somebody is called, with no name."""
    tokens, before = line.tokens, _behind_articles(line, at)
    through = before - (tokens[before].low == "as")
    for verb in range(through, max(0, at - _NEAR), -1):
        if tokens[verb].quote >= 0 or tokens[verb].ends_sentence:
            return False
        if is_labelling(tokens[verb]) and is_cue(tokens, verb):
            calls = through < before or tokens[verb].low in _CALLING
            return calls and verb < through and not is_passive(tokens, verb)
    return False


def _is_used(line: Line, at: int) -> bool:
    """`Ruiz used the word "storm"`."""
    words = [token.low for token in line.tokens[max(0, at - 3) : at]]
    return len(words) == 3 and words[0] in _USING and words[2] in _EXPRESSIONS


def _is_object(line: Line, at: int, found: Attribution | None) -> bool:
    """`Ruiz said he hates the word "storm."`; not `Ruiz repeated the phrase "storm."`."""
    words = [token.low for token in line.tokens[max(0, at - 2) : at]]
    if len(words) < 2 or words[0] not in ARTICLES or words[1] not in _EXPRESSIONS or is_adjacent(line, at):
        return False
    return found is None or found.cue != at - 3


def _is_said_alone(line: Line, at: int, found: Attribution | None) -> bool:
    """`The judge turned to me. "Mr. Ruiz?"`: a sentence of its own."""
    return found is not None and found.rule in _BEFORE and inner_end(line, at) in ("?", "!")


def _is_placed(line: Line, at: int) -> bool:
    """`on "Morning Tide," Ruiz said`, `Tide Radio's "Night Watch."`: where something was heard, read or seen."""
    before = line.tokens[at - 1] if at else None
    return before is not None and (before.low in _PLACING or (before.is_possessive and before.is_name))


def _is_named(line: Line, at: int) -> bool:
    """`a paper called "What the sea left"`; not `it was called "a mess"`."""
    return at > 1 and line.tokens[at - 1].low in NAMING and not is_handed(line.tokens, at - 1)


def _is_modifier(line: Line, at: int) -> bool:
    """`his "tough on crime" stance`, `the "last in, first out" rule`: the words belong to the noun behind them."""
    if at == 0 or at + 1 >= len(line.tokens) or not inner_end(line, at).isalnum():
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    determined = (
        before.low in DETERMINERS or before.low == "whose" or before.is_possessive or after.low.endswith("s")
    )  # `"save us" marches`
    noun = after.is_word and after.text == after.low and not after.low.endswith("ed")
    return determined and noun and after.low not in _NO_NOUN


def _is_nickname(line: Line, at: int, count: int) -> bool:
    """`Dwayne "The Rock" Johnson`."""
    if at == 0 or at + 1 >= len(line.tokens) or count > 3:
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    capital = line.body[line.spans[line.tokens[at].quote].start].isupper()
    return capital and before.is_name and after.is_name and inner_end(line, at).isalnum() and not before.is_possessive


def _is_titled(words: list[str]) -> bool:
    """Title Case from the first to the last word, as names of works are written; `I` alone is none."""
    if len(words) > _TITLE or not words[0][0].isupper():
        return False
    large = [word for word in words if word.lower() not in _SMALL]
    return bool(large) and all(word[0].isupper() or word[0].isdigit() for word in large) and words != ["I"]


def _is_gloss(line: Line, at: int) -> bool:
    """`, Latin for "..."`, `known as "..."`, `means "..."`, `is often called the "..."`, `the isle, dubbed "..."`."""
    before = _behind_articles(line, at)
    if before < 1:
        return False
    word, earlier = line.tokens[before], line.tokens[before - 1]
    if word.low == "for":
        return earlier.is_name and (earlier.low in _LANGUAGES or before < 2 or not line.tokens[before - 2].is_word)
    if word.low == "as":
        return earlier.low == "known"
    named = word.low in NAMING and _names(line, before)
    return word.low in _MEANING or (named and agent_at(line.tokens, at + 1) is None)  # `called "a menace" by the judge`


def _names(line: Line, at: int) -> bool:
    """True for `, often called` and for `is called`: what something goes by, and not what was said once."""
    before = at - 1
    while before > 0 and (line.tokens[before].low in ADVERBS or line.tokens[before].low.endswith("ly")):
        before -= 1
    return before > 0 and line.tokens[before].low in _GOES_BY


def is_work_title(line: Line, at: int) -> bool:
    """`in his blog, "The Salt Lamp"`."""
    before = at - 2 if at > 1 and line.tokens[at - 1].text == "," else at - 1
    if before < 0 or line.tokens[before].low not in _WORKS:
        return False
    return _is_titled(_first_words(line, at))


def _is_labelled(line: Line, at: int) -> bool:
    before = line.tokens[at - 1] if at else None
    if before is not None and before.text == "," and at > 1:
        before = line.tokens[at - 2]
    if before is None or before.low not in _LABELS:
        return False
    return before.low not in _EXPRESSIONS or not _is_owned(line, at - 1 - (line.tokens[at - 1].text == ","))


def _is_owned(line: Line, at: int) -> bool:
    """`in Ruiz's phrase, "..."`, `her term "..."`."""
    owner = line.tokens[at - 1] if at else None
    return owner is not None and (owner.is_possessive or owner.low in ("his", "her", "their"))
