"""What a speaker is: role words before the name, an apposition behind it, an earlier sentence that says more."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from itertools import chain

from index.quotes.appositions import (
    MOST_BEFORE,
    NO_ROLE,
    apposed_to,
    apposition,
    before_rank,
    brings_in,
    role_words,
    without_determiner,
)
from index.quotes.bare import names_office
from index.quotes.lexicon import (
    DETERMINERS,
    KIN,
    PERSON_NOUNS,
    TITLES,
)
from index.quotes.names import surname
from index.quotes.pairing import Paragraph
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase, phrase_at, with_verb_off
from index.quotes.tokens import Passage, Token, read_passage

_BEFORE, _BEHIND = 140, 200  # characters read around a mention
_COURTESY = frozenset(("dr", "dr.", "doctor", "prof", "prof.", "rev", "rev."))
_CLOSE_TO = KIN | {"friend"}
_SHORT_FORMS = {
    "senator": ("sen.", "sens."), "governor": ("gov.", "govs."), "representative": ("rep.", "reps."),
    "congressman": ("rep.",), "congresswoman": ("rep.",), "general": ("gen.",), "professor": ("prof.",),
    "doctor": ("dr.",),
}  # fmt: skip
_OFFICES_OF = {
    "minister": ("secretary",),
    "lawmaker": ("senator", "sen.", "representative", "rep.", "congressman", "congresswoman"),
    "leader": ("minister", "president", "chancellor", "premier"),
    "lawyer": ("attorney", "solicitor", "barrister"),
}
_INSIDE = frozenset((",", "&"))  # the only marks that a phrase may hold
_MOST_READ = 12  # earlier places looked at for one phrase


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
        while end > phrase.start and tokens[end - 1].low in NO_ROLE:  # `Prime Minister Sir Abel Holm`
            end -= 1
        if end - 1 > phrase.start and tokens[end - 1].low in _COURTESY:  # `Ruiz's colleague Dr Abel Holm`
            end -= 1
        end = before_rank(tokens, phrase.start, end)
        office = phrase.apposed or names_office(tokens, phrase.start, end)
        if end < phrase.name and tokens[end - 1].low in _CLOSE_TO and end + 1 < phrase.name:
            return role_words(passage, end + 1, phrase.name)  # `his brother, Senator Ruiz`
        owned = end > phrase.start and tokens[end - 1].is_possessive  # `the union's Ida Holm` tells no role
        own = role_words(passage, phrase.start, end) if office and not owned else None
        if own is not None and own.lower() in _COURTESY:
            return apposition(passage, phrase.end) or own
        return own or apposition(passage, phrase.end)

    def of_person(self, name: str, at: int) -> str | None:
        """Return the first role that the article gives the person with this full name."""
        if name not in self.known:
            found = next(filter(None, self._given(name)), None)
            self.known[name] = self.linked(found, at) if found is not None else None
        return self.known[name]

    def linked(self, role: str, at: int) -> str:
        """Return what an earlier sentence makes of a bare `spokesman`: `spokesman for the governor of ...`."""
        noun = role.rpartition(" ")[2]
        if noun not in PERSON_NOUNS or (noun != role and self._lowered().rfind(f"{role} ", 0, at) < 0):
            return role
        for passage, phrase in self._earlier(noun, at):
            if phrase.kind == "nominal" and phrase.end - phrase.start > 2:
                text = without_determiner(passage, phrase)
                return text if text.startswith(f"{role} ") else role
        return role

    def earlier_fuller(self, head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before offset `at` that says more than `the` and this noun, or None."""
        if head not in PERSON_NOUNS:
            return None
        for passage, phrase in self._earlier(head, at):
            if phrase.kind == "name" or brings_in(passage.tokens, phrase, head):
                return passage, apposed_to(passage.tokens, phrase) or with_verb_off(passage.tokens, phrase)
            fuller = phrase.end - phrase.start > 2 and phrase.head == head
            if fuller and passage.tokens[phrase.start + 1].low != "same":  # `the same official`
                return passage, phrase
        return None

    def in_office(self, head: str, at: int, words: Set[str] = frozenset()) -> tuple[Passage, Phrase] | None:
        """Return the last name before `at` with an office of this kind and all these words before it.

        `Home Secretary Ida Holm` is a minister, `French President Ida Holm` the French leader.
        """
        forms = _OFFICES_OF.get(head, ())
        for passage, phrase in self._earlier(forms[0], at, forms) if forms else ():
            own = passage.tokens[phrase.start : phrase.name] if phrase.kind == "name" else []
            office = own and own[-1].low in forms and (len(own) > 1 or own[-1].low != "secretary")
            if office and words <= {token.low for token in own}:
                return passage, phrase
        return None

    def of_party(self, party: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the only name before `at` that the article calls so: `Democrat Elena Marsh`, `Marsh (D-Ore.)`."""
        places = _places(self._lowered(), f"({party[:1]}-")
        marked = (one for place in places if place < at for one in self.around(place - 2))
        found = {one[1].head: one for one in chain(self._earlier(party, at), marked) if one[1].kind == "name"}
        return found.popitem()[1] if len(found) == 1 else None

    def named_as(self, words: set[str], head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before `at` with all these words that names somebody, or brings somebody in.

        `Norland Senator Elena Marsh` is the Norland senator, and `a Norland banker` the Norland banker.
        """
        if head not in PERSON_NOUNS:
            return None
        for passage, phrase in self._earlier(head, at):
            own = {token.low for token in passage.tokens[phrase.start : phrase.end]}
            if (phrase.kind == "name" or brings_in(passage.tokens, phrase, head)) and words <= own:
                return passage, apposed_to(passage.tokens, phrase) or phrase
        return None

    def _may_tell(self, start: int, end: int) -> bool:
        """A role stands before a name, with a capital or as a noun of persons, or behind its comma."""
        return self.body[end : end + 1] == "," or self._is_led(start)

    def _is_led(self, start: int) -> bool:
        """True for a name with a word or a comma before it that a role may stand before."""
        if self.body[max(0, start - 2) : start] == ", ":
            return True
        before = word_before(self.body, start)
        return before[:1].isupper() or before in PERSON_NOUNS or before in TITLES or before == "named"

    def _given(self, name: str) -> Iterator[str | None]:
        key = surname(name.split())
        for at in self.people.full.get(key, {}).get(name, ())[:_MOST_READ]:
            if not self._may_tell(at, at + len(name)):
                continue
            led = self._is_led(at)
            for passage, phrase in self.around(at + len(name) - 1, _BEFORE if led else len(name) - 1):
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

    def around(self, place: int, before: int = _BEFORE) -> Iterator[tuple[Passage, Phrase]]:
        """Give the phrase of the narration whose name or noun stands at `place`, else the longest that holds it.

        `governor` is Governor Holm in `a spokeswoman for Governor Holm`. It begins in the `before` characters at most.
        """
        paragraph = self.paragraph_of(place)
        if paragraph is None:
            return
        passage = self._passage(paragraph, place, before)
        tokens, at = passage.tokens, passage.number_at(place)
        if at == len(tokens) or passage.start_of(at) > place:
            return
        first = at
        while first > max(0, at - MOST_BEFORE) and (tokens[first - 1].is_word or tokens[first - 1].text in _INSIDE):
            first -= 1
        longest: Phrase | None = None
        for phrase in _phrases(tokens, first, at):
            if phrase.kind == "name" or phrase.head == tokens[at].low:
                yield passage, phrase
                return
            longest = longest or phrase
        if longest is not None:
            yield passage, longest

    def _passage(self, paragraph: Paragraph, place: int, before: int) -> Passage:
        """Return what is written around `place`, up to the nearest quotations on both sides."""
        spans = paragraph.spans
        after = bisect_right(spans, place, key=lambda span: span.left)
        start, end = max(paragraph.start, place - before), min(paragraph.end, place + _BEHIND)
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

    def paragraph_of(self, place: int) -> Paragraph | None:
        """Return the paragraph that holds offset `place`, or None."""
        at = bisect_right(self.paragraphs, place, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[at] if at >= 0 and place < self.paragraphs[at].end else None


def _phrases(tokens: list[Token], first: int, at: int) -> Iterator[Phrase]:
    """Give the phrases that hold token `at` and begin at `first` or behind it."""
    behind = first
    for begin in range(first, at + 1):
        if begin < behind or (tokens[begin].low == "that" and tokens[begin + 1].low in DETERMINERS):
            continue  # `reported that one official`; the last words of another name
        phrase = phrase_at(tokens, begin)
        if phrase is not None and phrase.kind == "name" and phrase.end <= at:
            behind = phrase.end
        if phrase is not None and phrase.start <= at < phrase.end and phrase.kind != "pronoun":
            yield phrase


def _places(body: str, word: str) -> Iterator[int]:
    """Give where a word, or a short form with its mark, stands in a body in lower case."""
    at = body.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_letter(body[at - 1 : at]) and not (_is_letter(word[-1]) and _is_letter(body[end : end + 1])):
            yield at
        at = body.find(word, end)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"
