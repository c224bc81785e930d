"""Finds what shorter words for a source stand for: `the center`, `the statement`, `one`, `they`."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec.structs import replace

from index.quotes.bare import bare
from index.quotes.lexicon import DOCUMENTS, TITLES
from index.quotes.line import Line, read_line, sentence_start
from index.quotes.names import may_be_person
from index.quotes.newcomers import opens_with_nobody
from index.quotes.openings import main_subject
from index.quotes.pairing import Paragraph
from index.quotes.people import People
from index.quotes.phrases import Phrase, is_one_person, is_source
from index.quotes.roles import Roles
from index.quotes.sentences import teller
from index.quotes.sources import organisation_of
from index.quotes.subjects import main_cue, subject_before
from index.quotes.tokens import Passage

_LONGEST: Final = 300  # characters of a sentence up to `in a statement`
_LATE: Final = ("said.", "says.", "added.")
_STILL_SAID: Final = (" he said.", " she said.")
_BRINGING_IN: Final = (" a", " an", " another", "A", "An", "Another")
_APPOSED: Final = 60  # characters from a name to the noun of its apposition
_TRIES: Final = 6  # places of a noun
_FAR: Final = 6000  # characters that a short name of a body looks back


def source_before(roles: Roles, line: Line, at: int) -> tuple[Line, Phrase] | None:
    """Return the people, or the body, that the sentence before the one of token `at` is about: `Aides say he is tired.`

    Where the sentence opens its paragraph, that is the last one above, if nobody is quoted there.
    """
    end = sentence_start(line, at)
    above = roles.paragraph_before(line.start) if end == 0 else None
    if end == 0 and (above is None or above.spans):
        return None
    line = read_line(line.body, above) if above is not None else line
    end = end or len(line.tokens)
    start = sentence_start(line, end - 1)
    subject = teller(line, start, end) or main_subject(line.tokens, start, end)
    if subject is None or subject.kind not in ("nominal", "organisation") or not is_source(subject):
        return None
    return line, subject


def several_in_sentence(line: Line, at: int) -> Phrase | None:
    """`More than 40 envoys signed what they called ...`: the people whom the sentence up to token `at` is about."""
    start = sentence_start(line, at)
    subject = main_subject(line.tokens, start, at)
    several = subject is not None and subject.kind == "nominal" and is_source(subject) and not is_one_person(subject)
    return subject if several else None


def body_named(roles: Roles, noun: str, at: int) -> str | None:
    """Return the last name before offset `at` that ends with this noun: `the center` is `the Tide Center`."""
    place = roles.body.rfind(f" {noun.capitalize()}", max(0, at - _FAR), at)
    for passage, phrase in roles.around(place + 1) if place > 0 else ():
        last = passage.tokens[phrase.end - 1]
        if phrase.kind == "organisation" and phrase.end - phrase.start > 1 and last.is_name and last.low == noun:
            return organisation_of(passage, phrase)
    return None


def body_told(roles: Roles, noun: str, at: int) -> str | None:
    """`Tide Shelves, a Norland group, sued`: return whose apposition says so last before offset `at`, or None."""
    for place in islice(_places_back(roles.body, f" {noun}", max(0, at - _FAR), at), _TRIES):
        name, _, words = roles.body[max(0, place - _APPOSED) : place].rpartition(", a")
        if name and words[:1] in ("", " ", "n") and not any(mark in words for mark in ".,;:\n"):
            found = next(iter(roles.around(roles.body.rfind(" ", 0, place - len(words) - 3) + 1)), None)
            return organisation_of(*found) if found is not None and found[1].kind in ("name", "organisation") else None
    return None


def _places_back(body: str, words: str, start: int, end: int) -> Iterator[int]:
    place = body.rfind(words, start, end)
    while place >= 0:
        yield place
        place = body.rfind(words, start, place)


def said_before(roles: Roles, place: int) -> tuple[Line, Phrase] | None:
    """Return who speaks in the sentence up to offset `place`: `The army said` before ` in a statement`."""
    paragraph = roles.paragraph_of(place)
    if paragraph is None:
        return None
    behind = bisect_right(paragraph.spans, place, key=lambda span: span.left)
    begin = paragraph.spans[behind - 1].right if behind else paragraph.start
    line = read_line(roles.body, Paragraph(max(begin, place - _LONGEST), place, ()))
    start = sentence_start(line, len(line.tokens))
    cue = main_cue(line.tokens, start, len(line.tokens))
    phrase = subject_before(line.tokens, cue, start) if cue is not None else None
    if phrase is None or phrase.kind == "pronoun" or phrase.head in DOCUMENTS:
        return None
    return line, phrase


def passage_above(roles: Roles, line: Line, phrase: Phrase) -> Line | None:
    """Return the sentence above, or, where it ends in `he said.`, its paragraph.

    None where `phrase` stands in no first sentence, where somebody is quoted above, or where a name begins it.
    """
    if sentence_start(line, phrase.start) > 0:
        return None
    above = roles.paragraph_before(line.start)
    if above is None or above.spans:
        return None
    if line.body.endswith(_STILL_SAID, above.start, above.end):
        return read_line(line.body, above)
    start = max(line.body.rfind(". ", above.start, above.end) + 2, above.start)
    opening = line.body[start : min(start + 24, above.end)].split(None, 1)
    nobody = bool(opening) and opens_with_nobody(opening[0].lower().rstrip(","))
    if not nobody and not line.body.endswith(_LATE, start, above.end):
        return None
    return read_line(line.body, replace(above, start=start))


def announced_by(people: People, line: Line, phrase: Phrase, gender: str) -> str | None:
    """`Ruiz's deputy, Amara Bello, was blunt: "We sail," she said.`: who leads up to the marks says it."""
    start = sentence_start(line, phrase.start)
    quote = next((at for at in range(start, phrase.start) if line.tokens[at].quote >= 0), 0)
    if quote <= start or line.tokens[quote - 1].text != ":":
        return None
    lead = main_subject(line.tokens, start, quote - 1)
    if lead is None or lead.kind != "name" or lead.name is None:
        return None
    written = bare(line.words(lead.name, lead.end))
    name = people.full_name(written, line.start_of(lead.name))
    fits = people.genders.get(name, gender) == gender
    return name if fits and may_be_person(name) else None


def is_brought_in(line: Line, phrase: Phrase, floor: int) -> bool:
    """`the scheduler`, where the text has `a scheduler` behind offset `floor`: somebody unnamed."""
    words, at = line.words(phrase.start + 1, phrase.end), line.start_of(phrase.start)
    return any(line.body.rfind(f"{one} {words}", floor, at) > 0 for one in _BRINGING_IN)


def of_place(roles: Roles, people: People, line: Line, phrase: Phrase) -> tuple[Passage, Phrase] | None:
    """`the Norland senator`, where the text before has `Ida Holm of Norland`."""
    if phrase.head not in TITLES or phrase.end - phrase.start < 3 or line.tokens[phrase.start].low != "the":
        return None
    place = line.words(phrase.start + 1, phrase.end - 1)
    places = _places_back(roles.body, f" of {place}", 0, line.start_of(phrase.start)) if place.istitle() else ()
    for spot in islice(places, _TRIES):
        near = people.between(max(0, spot - _APPOSED), spot)
        if near and near[-1].start + len(near[-1].name) == spot:
            return next((found for found in roles.around(spot - 1) if found[1].kind == "name"), None)
    return None
