"""What a speaker is: role words before the name, an apposition behind it, an earlier sentence that says more."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.quotes.bare import names_office
from index.quotes.cues import is_speech
from index.quotes.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    NAMING,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
    word_set,
)
from index.quotes.names import surname
from index.quotes.pairing import Paragraph
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.tokens import Passage, Token, read_passage

_BEFORE, _BEHIND = 140, 200  # characters read around a mention
_NO_ROLE = DETERMINERS | COLLECTIVES | word_set("mr mr. mrs mrs. ms ms. miss mx. sir dame")
_COURTESY = frozenset(("dr", "dr.", "doctor", "prof", "prof.", "rev", "rev."))
_KIN = word_set(
    "brother sister father mother son daughter husband wife uncle aunt cousin nephew niece widow widower friend"
)
_MADE = NAMING | word_set("appointed elected promoted made hired")
_SHORT_FORMS = {
    "senator": ("sen.", "sens."), "governor": ("gov.", "govs."), "representative": ("rep.", "reps."),
    "congressman": ("rep.",), "congresswoman": ("rep.",), "general": ("gen.",), "professor": ("prof.",),
    "doctor": ("dr.",),
}  # fmt: skip
_OFFICES_OF = {
    "minister": ("secretary",),
    "lawmaker": ("senator", "sen.", "representative", "rep.", "congressman", "congresswoman"),
    "lawyer": ("attorney", "solicitor", "barrister"),
}
_CLOSERS = frozenset((",", ".", ";", "–", "—", "("))
_SIGNED = 12  # tokens of a role that the end of the paragraph closes: `— Ruiz, mayor of Norport`
_MOST_BEFORE = 10  # words of a phrase before the one asked for
_INSIDE = frozenset((",", "&"))  # the only marks that a phrase may hold
_MOST_READ = 12  # earlier places looked at for one phrase
_ONCE = frozenset(("then", "now", "formerly", "once"))
_INDEFINITE = frozenset(("a", "an", "one", "another"))


@dataclass(slots=True)
class Roles:
    """Looks up roles and earlier mentions in one article; what was found once is kept."""

    body: str
    paragraphs: list[Paragraph]
    people: People
    places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    known: dict[str, str | None] = field(default_factory=dict)
    _low: str | None = None

    def of_mention(self, passage: Passage, phrase: Phrase) -> str | None:
        """Return the role that stands at a mention itself: `spokesman Ruiz`, `Ruiz, a pollster,`."""
        if phrase.kind != "name" or phrase.name is None:
            return None
        tokens = passage.tokens
        commas = (at for at in range(phrase.start, phrase.name) if tokens[at].text == ",")
        end = next(commas, phrase.name)
        while end > phrase.start and tokens[end - 1].low in _NO_ROLE:  # `Prime Minister Sir Abel Holm`
            end -= 1
        if end - 1 > phrase.start and tokens[end - 1].low in _COURTESY:  # `Ruiz's colleague Dr Abel Holm`
            end -= 1
        office = phrase.apposed or names_office(tokens, phrase.start, end)
        if end < phrase.name and tokens[end - 1].low in _KIN and end + 1 < phrase.name:
            return _words(passage, end + 1, phrase.name)  # `his brother, Senator Ruiz`
        owned = end > phrase.start and tokens[end - 1].is_possessive  # `the union's Ida Holm` tells no role
        own = _words(passage, phrase.start, end) if office and not owned else None
        if own is not None and own.lower() in _COURTESY:
            return _apposition(passage, phrase.end) or own
        return own or _apposition(passage, phrase.end)

    def of_person(self, name: str, at: int) -> str | None:
        """Return the first role that the article gives the person with this full name."""
        if name not in self.known:
            found = next(filter(None, self._given(name)), None)
            self.known[name] = self.linked(found, at) if found is not None else None
        return self.known[name]

    def linked(self, role: str, at: int) -> str:
        """Return what an earlier sentence makes of a bare `spokesman`: `spokesman for the governor of ...`."""
        if role not in PERSON_NOUNS:
            return role
        for passage, phrase in self._earlier(role, at):
            if phrase.kind == "nominal" and phrase.end - phrase.start > 2:
                text = without_determiner(passage, phrase)
                return text if text.startswith(f"{role} ") else role
        return role

    def earlier_fuller(self, head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before offset `at` that says more than `the` and this noun, or None."""
        if head not in PERSON_NOUNS:
            return None
        for passage, phrase in self._earlier(head, at):
            if phrase.kind == "name" or _brings_in(passage.tokens, phrase, head):
                return passage, _apposed_to(passage.tokens, phrase) or phrase
            if phrase.end - phrase.start > 2 and phrase.head == head:
                return passage, phrase
        return None

    def in_office(self, head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last name before `at` with an office of this kind: `Home Secretary Ida Holm` is a minister."""
        forms = _OFFICES_OF.get(head, ())
        for passage, phrase in self._earlier(forms[0], at, forms) if forms else ():
            own = passage.tokens[phrase.start : phrase.name] if phrase.kind == "name" else []
            if own and own[-1].low in forms and (len(own) > 1 or own[-1].low != "secretary"):
                return passage, phrase
        return None

    def named_as(self, words: set[str], head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before `at` with all these words that names somebody, or brings somebody in.

        `Norland Senator Elena Marsh` is the Norland senator, and `a Norland banker` the Norland banker.
        """
        if head not in PERSON_NOUNS:
            return None
        for passage, phrase in self._earlier(head, at):
            own = {token.low for token in passage.tokens[phrase.start : phrase.end]}
            if (phrase.kind == "name" or _brings_in(passage.tokens, phrase, head)) and words <= own:
                return passage, _apposed_to(passage.tokens, phrase) or phrase
        return None

    def _may_tell(self, start: int, end: int) -> bool:
        """A role stands before a name, with a capital or as a noun of persons, or behind its comma."""
        if self.body[end : end + 1] == "," or self.body[max(0, start - 2) : start] == ", ":
            return True
        before = word_before(self.body, start)
        return before[:1].isupper() or before in PERSON_NOUNS or before in TITLES

    def _given(self, name: str) -> Iterator[str | None]:
        key = surname(name.split())
        for at in self.people.full.get(key, {}).get(name, ())[:_MOST_READ]:
            if not self._may_tell(at, at + len(name)):
                continue
            for passage, phrase in self.around(at + len(name) - 1):
                yield self.of_mention(passage, phrase)

    def _earlier(self, head: str, at: int, forms: tuple[str, ...] = ()) -> Iterator[tuple[Passage, Phrase]]:
        """Give the phrases before `at`, the last one first, that hold this noun of a person, or one of its `forms`."""
        forms = forms or (head, *_SHORT_FORMS.get(head, ()))
        if forms not in self.places:
            self.places[forms] = sorted(at for form in forms for at in _places(self._lowered(), form))
        places = self.places[forms]
        end = bisect_left(places, at)
        for place in reversed(places[max(0, end - _MOST_READ) : end]):
            yield from self.around(place)

    def _lowered(self) -> str:
        """Return the body in lower case, letter by letter."""
        if self._low is None:
            low = self.body.lower()
            self._low = low if len(low) == len(self.body) else "".join(char.lower()[:1] for char in self.body)
        return self._low

    def around(self, place: int) -> Iterator[tuple[Passage, Phrase]]:
        """Give the longest phrase of the narration that holds the word at `place`, if there is one."""
        paragraph = self._paragraph(place)
        if paragraph is None:
            return
        passage = self._passage(paragraph, place)
        tokens, at = passage.tokens, passage.number_at(place)
        if at == len(tokens) or passage.start_of(at) > place:
            return
        first = at
        while first > max(0, at - _MOST_BEFORE) and (tokens[first - 1].is_word or tokens[first - 1].text in _INSIDE):
            first -= 1
        for begin in range(first, at + 1):
            phrase = phrase_at(tokens, begin)
            if phrase is not None and phrase.start <= at < phrase.end and phrase.kind != "pronoun":
                yield passage, phrase
                return

    def _passage(self, paragraph: Paragraph, place: int) -> Passage:
        """Return what is written around `place`, up to the nearest quotations on both sides."""
        spans = paragraph.spans
        after = bisect_right(spans, place, key=lambda span: span.left)
        start, end = max(paragraph.start, place - _BEFORE), min(paragraph.end, place + _BEHIND)
        if after > 0:
            start = max(start, spans[after - 1].right)
        if after < len(spans):
            end = min(end, spans[after].left)
        return read_passage(self.body, start, end if start <= place else start)

    def paragraph_before(self, start: int) -> Paragraph | None:
        """Return the paragraph that ends before offset `start` and holds text, or None."""
        at = bisect_left(self.paragraphs, start, key=lambda paragraph: paragraph.start)
        before = self.paragraphs[at - 1] if at > 0 else None
        return before if before is not None and self.body[before.start : before.end].strip() else None

    def _paragraph(self, place: int) -> Paragraph | None:
        at = bisect_right(self.paragraphs, place, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[at] if at >= 0 and place < self.paragraphs[at].end else None


def _brings_in(tokens: list[Token], phrase: Phrase, head: str) -> bool:
    """`a senior banker`, `one source close to the talks`; `a banker's letter` brings in no banker."""
    words = tokens[phrase.start : phrase.end]
    return words[0].low in _INDEFINITE and any(token.low == head for token in words)


def _apposed_to(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Ruiz, 53, a diver from Norport, said`: the name that a nominal between two commas tells about."""
    end, behind = phrase.start - 1, phrase.end
    if phrase.kind != "nominal" or end < 1 or tokens[end].text != "," or behind >= len(tokens):
        return None
    if tokens[behind].text not in (",", ".") and tokens[behind].low != "who":
        return None
    if tokens[end - 1].text.isdigit() and end > 2 and tokens[end - 2].text == ",":
        end -= 2
    for begin in range(max(0, end - _MOST_BEFORE), end):
        name = phrase_at(tokens, begin)
        if name is not None and name.kind == "name" and name.end == end:
            return name if begin == 0 or tokens[begin - 1].low not in PREPOSITIONS else None
    return None


def _places(body: str, word: str) -> Iterator[int]:
    """Give where a word, or a short form with its full stop, stands in a body in lower case."""
    at = body.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_letter(body[at - 1 : at]) and (word[-1] == "." or not _is_letter(body[end : end + 1])):
            yield at
        at = body.find(word, end)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def without_determiner(passage: Passage, phrase: Phrase) -> str:
    """Return the words of a nominal without `a`, `the`, `one`."""
    return _words(passage, phrase.start, phrase.end) or ""


def _words(passage: Passage, start: int, end: int) -> str | None:
    tokens = passage.tokens
    while start < end and (tokens[start].low in _NO_ROLE or tokens[start].low.endswith("-year-old")):
        start += 1
    if start == end or tokens[start].low in PREPOSITIONS:  # `one of the authors`
        return None
    return passage.words(start, end)


def _apposition(passage: Passage, at: int) -> str | None:
    """`, a pollster who works for X,` or `, chairman of the board,`: up to the closing comma."""
    tokens = passage.tokens
    if at + 2 < len(tokens) and tokens[at + 1].text.isdigit() and tokens[at + 2].text == ",":
        at += 2  # the age
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    at += tokens[at + 1].low in _ONCE
    phrase = phrase_at(tokens, at + 1)
    if phrase is None or tokens[at + 1].low in _MADE or phrase.kind != "nominal" or not _names_a_role(tokens, phrase):
        return None
    end = _closing(tokens, phrase.end, min(len(tokens), at + 30))
    if (tokens[end].text not in (",", ".")) if end < len(tokens) else end - at > _SIGNED:
        return None
    return _words(passage, at + 1, end)


def _closing(tokens: list[Token], at: int, limit: int) -> int:
    """Return the token that ends an apposition: a mark, or a verb of speech outside a relative clause."""
    relative = False
    while at < limit and tokens[at].text not in _CLOSERS and tokens[at].quote < 0:
        relative = relative or tokens[at].low in RELATIVES
        if not relative and tokens[at].is_word and is_speech(tokens, at):
            return at
        at += 1
    return at


def _names_a_role(tokens: list[Token], phrase: Phrase) -> bool:
    return any(
        tokens[at].low in PERSON_NOUNS and tokens[at].low not in PLACES for at in range(phrase.start, phrase.end)
    )
