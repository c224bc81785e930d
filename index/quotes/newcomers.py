"""Finds the unnamed person who spoke just before a pronoun: `A crane driver said it was wet. "...," he said`."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from index.quotes.bare import is_age
from index.quotes.cues import is_speech, speech_in
from index.quotes.lexicon import FEMALE_WORDS, MALE_WORDS, OPENERS, PERSON_NOUNS, word_set
from index.quotes.line import Line, sentence_start
from index.quotes.names import gender_of
from index.quotes.openings import main_subject
from index.quotes.phrases import Phrase, is_one_person, is_source
from index.quotes.subjects import subject_before

_NEW: Final = frozenset(("a", "an", "one", "another", "his", "her", "their", "its"))
_DETERMINERS: Final = _NEW | {"the", "that", "this"}
NAMELESS: Final = word_set("named identified identify name anonymity anonymous anonymously")
_DECLINING: Final = frozenset(("declined", "declines", "refused", "refuses"))  # to comment
_MOST_BACK: Final = 4  # sentences
ASKING: Final = frozenset(("asked", "asks", "pressed", "questioned"))
OPPOSITE: Final = {"male": FEMALE_WORDS, "female": MALE_WORDS}


class Newcomer(Struct, frozen=True, gc=False):
    """`phrase` of `line` is the subject of a sentence that ends at offset `end`.

    `new` where it brings somebody in, as `a driver` does; `the driver` is somebody spoken of before, perhaps by name.
    Who `spoke` is meant by the pronoun behind; of who did something else, `His son left.`, nothing is sure.
    """

    line: Line
    phrase: Phrase
    end: int
    new: bool
    spoke: bool

    @property
    def claim(self) -> int:
        """The offset behind which nobody else may be named if this one is meant."""
        return self.end if self.spoke else self.line.end_of(self.phrase.end - 1)

    @property
    def start(self) -> int:
        """The offset where the phrase begins."""
        return self.line.start_of(self.phrase.start)

    def holds(self, low: str) -> bool:
        """Tell whether a word, in lower case, is in the phrase: `the aide to Ruiz` is not Ruiz."""
        return any(token.low.startswith(low) for token in self.line.tokens[self.phrase.start : self.phrase.end])


def newcomer_before(line: Line, at: int, above: Line | None, gender: str) -> Newcomer | None:
    """Return the unnamed person who is the subject of the clause, or else of the sentence, before token `at`, or None.

    `above` is the paragraph before this one, looked at where the sentence opens its own.
    """
    start = sentence_start(line, at)
    own = _own_subject(line, start, at, gender)
    if own is not None:
        return own
    if start > 0:
        return _last_subject(line, start, gender)
    return _last_subject(above, len(above.tokens), gender) if above is not None else None


def _own_subject(line: Line, start: int, at: int, gender: str) -> Newcomer | None:
    """`A diver told the Courier that she was "wet to the bone"`; `A spokeswoman met Ruiz, but she said ...`."""
    phrase = main_subject(line.tokens, start, at)
    if phrase is None or not _is_unnamed(line, phrase) or not _may_be(line, phrase, gender):
        return None
    found = _newcomer(line, phrase, start, at)
    surely = gender_of(token.low for token in line.tokens[phrase.start : phrase.end]) == gender
    return replace(found, end=line.end_of((at if surely else phrase.end) - 1)) if found is not None else None


def _last_subject(line: Line, end: int, gender: str) -> Newcomer | None:
    for start, stop in _sentences_before(line, end):
        late = late_subject(line, start, stop)
        if late is not None and late.kind == "pronoun":
            continue  # `It is wet, he said.`: who that is stands before
        named = late is None and line.tokens[start].is_name and not opens_with_nobody(line.tokens[start].low)
        phrase = late or (main_subject(line.tokens, start, stop) if not named else None)
        if named or (phrase is not None and phrase.kind in ("name", "pronoun")) or _are_others(late):
            return None
        if phrase is not None and _is_unnamed(line, phrase):
            return _newcomer(line, phrase, start, stop) if _may_be(line, phrase, gender) else None
    return None


def _are_others(late: Phrase | None) -> bool:
    """`The price fell, analysts said.`"""
    return late is not None and not is_one_person(late)


def opens_with_nobody(low: str) -> bool:
    """True for a word, in lower case, that begins a sentence and is no name: `The`, `However`, `Told`, `Speaking`."""
    return low in OPENERS or low.endswith(("ing", "ly")) or low == "told"


def late_subject(line: Line, start: int, stop: int) -> Phrase | None:
    """`The pier is closed, a welder said.`: who says it at the end."""
    cue = stop - 2
    if cue <= start or not line.tokens[cue].is_word or not is_speech(line.tokens, cue):
        return None
    phrase = subject_before(line.tokens, cue, start)
    told = phrase is not None and phrase.start > start and not line.tokens[phrase.start - 1].is_word
    return phrase if told else None


def _is_unnamed(line: Line, phrase: Phrase) -> bool:
    words = line.tokens[phrase.start : phrase.end]
    owned = words[0].is_name and any(word.is_possessive for word in words[:3])  # `Tide Freight's driver`
    somebody = is_one_person(phrase) or is_speaking(line, phrase) or has_relative(line, phrase)
    return somebody and (owned or words[0].low in _DETERMINERS)


def asks(line: Line, phrase: Phrase) -> bool:
    """`A reporter asked her about it.`: whoever asks is not who answers."""
    return phrase.end < len(line.tokens) and line.tokens[phrase.end].low in ASKING


def has_relative(line: Line, phrase: Phrase) -> bool:
    """`a deckhand, who ...`, `a rider named ...`: a noun of no list, but somebody."""
    if phrase.kind != "nominal" or is_source(phrase):
        return False
    behind = [token.low for token in line.tokens[phrase.end : phrase.end + 2]]
    return behind[:1] in (["who"], ["named"]) or behind == [",", "who"]


def is_speaking(line: Line, phrase: Phrase) -> bool:
    """`The count denies everything.`: a noun of no list, but somebody."""
    if phrase.kind != "nominal" or is_source(phrase) or phrase.end >= len(line.tokens):
        return False
    small = not line.tokens[phrase.end - 1].is_name and not is_age(phrase.head)  # `the Democrat` is whoever was named
    return small and line.tokens[phrase.start].low == "the" and is_speech(line.tokens, phrase.end)


def _sentences_before(line: Line, end: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_BACK):
        if end == 0:
            return
        start = sentence_start(line, end - 1)
        yield start, end
        end = start


def _may_be(line: Line, phrase: Phrase, gender: str) -> bool:
    return not any(token.low in OPPOSITE[gender] for token in line.tokens[phrase.start : phrase.end])


def _newcomer(line: Line, phrase: Phrase, start: int, stop: int) -> Newcomer | None:
    nameless = any(token.low in NAMELESS for token in line.tokens[phrase.end : stop])
    new, spoke = nameless or line.tokens[phrase.start].low in _NEW, nameless or _speaks(line, phrase, start, stop)
    if not spoke and (not new or phrase.head not in PERSON_NOUNS):
        return None  # `One of the icons is old.`
    return Newcomer(line, phrase, line.end_of(stop - 1), new, spoke)


def _speaks(line: Line, phrase: Phrase, start: int, stop: int) -> bool:
    if late_subject(line, start, stop) == phrase:
        return True
    if phrase.end < stop and line.tokens[phrase.end].low in _DECLINING:
        return True
    cue = min(speech_in(line.tokens, phrase.end, stop), default=None)
    return cue is not None and subject_before(line.tokens, cue, start) == phrase
