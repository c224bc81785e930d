"""What a speaker is: role words before the name, an apposition behind it, an earlier sentence that says more."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import chain, islice

from index.quotes.appositions import (
    MOST_BEFORE,
    NO_ROLE,
    apposed_to,
    apposition,
    before_rank,
    brings_in,
    complement,
    is_predicate,
    is_weak,
    role_words,
    without_determiner,
)
from index.quotes.bare import names_office
from index.quotes.extents import is_agent
from index.quotes.lexicon import (
    DETERMINERS,
    KIN,
    OPENERS,
    PERSON_NOUNS,
    TITLES,
    word_set,
)
from index.quotes.names import surname
from index.quotes.pairing import Paragraph
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase, phrase_at, with_verb_off
from index.quotes.places import places
from index.quotes.tokens import Passage, Token, read_passage

_BEFORE, _BEHIND = 140, 200  # characters read around a mention
_COURTESY = frozenset(("dr", "dr.", "doctor", "prof", "prof.", "rev", "rev."))
_CLOSE_TO = KIN | word_set("friend colleague rival counterpart opponent partner successor predecessor")
_UNDER = frozenset(("boss", "deputy"))
_MARKS_BEHIND = (",", " (", " –", " —", " - ")  # behind a name whose role follows
_NO_ROLE_BEHIND = tuple(
    f", {word} "
    for word in word_set(
        "and but or said says added in on at with that which when while as to for from he she they it his her their "
        "after before has had is was will would if because although though whose where so not"
    )
)
_BEING_BEHIND = (" is ", " was ")
_LONG = 2  # words of a role that need no fuller one
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
_MOST_TOLD = 3  # mentions of a name with a word or a mark beside it that may tell its role
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
        own = _before_name(passage, phrase)
        if own is not None and not is_weak(own):
            return own
        behind = apposition(passage, phrase.end)
        return own if behind is None or (own is not None and is_weak(behind)) else behind

    def of_speaker(self, own: str | None, name: str, at: int, *, sure: bool) -> str | None:
        """Return the role of whom a mention at `at` calls so: the article may have said more than `Secretary Ruiz`."""
        full = own is not None and _is_whole(own)
        known = self.known.get(name) if full else self.of_person(name, at)
        if own is None or (known is not None and sure and (is_weak(own) or _is_fuller(known, own))):
            return known
        role = self.linked(own, at)
        if sure and (known is None or is_weak(known) or _is_fuller(role, known)):
            self.known[name] = role
        return role

    def of_person(self, name: str, at: int) -> str | None:
        """Return the first role that the article gives the person with this full name, in its fullest words."""
        if name not in self.known:
            found = _fullest(self._given(name)) or _fullest(self._given_later(name))
            self.known[name] = self.linked(found, at) if found is not None else None
        return self.known[name]

    def linked(self, role: str, at: int) -> str:
        """Return what an earlier sentence makes of a bare `spokesman`: `spokesman for the governor of ...`."""
        noun = role.rpartition(" ")[2].lower()
        small = role[: -len(noun)] + noun if noun.startswith("spokes") else role  # `Spokesman Ruiz` opens a sentence
        if not small.endswith(noun) or noun not in PERSON_NOUNS:
            return role
        if noun != small and self._lowered().rfind(f"{small} ", 0, at) < 0:
            return role
        for passage, phrase in self._earlier(noun, at):
            if phrase.kind == "nominal" and phrase.end - phrase.start > 2:
                text = without_determiner(passage, phrase)
                return text if text.startswith(f"{small} ") else role
        return role

    def earlier_fuller(self, head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before offset `at` that says more than `the` and this noun, or None."""
        if head not in PERSON_NOUNS:
            return None
        new: tuple[Passage, Phrase] | None = None
        for passage, phrase in self._earlier(head, at):
            if phrase.kind == "name" or brings_in(passage.tokens, phrase, head):
                found = passage, apposed_to(passage.tokens, phrase) or with_verb_off(passage.tokens, phrase)
                if phrase.kind == "name" or head not in TITLES:
                    return found
                new = new or found  # `a governor` may be any, where the article has named one
                continue
            apposed = apposed_to(passage.tokens, phrase) if phrase.head == head else None
            if apposed is not None:
                return passage, apposed
            says_more = phrase.end - phrase.start > 2 or is_predicate(passage.tokens, phrase)
            fuller = says_more and phrase.head == head
            if fuller and passage.tokens[phrase.start + 1].low != "same":  # `the same official`
                return passage, phrase
        return new

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
        sign = (f"({party[:1]}-",)
        if sign not in self.places:
            self.places[sign] = [*_places(self._lowered(), *sign)]
        places = self.places[sign]
        end = bisect_left(places, at)
        marked = (one for place in places[max(0, end - _MOST_READ) : end] for one in self.around(place - 2))
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

    def _is_followed(self, end: int) -> bool:
        """True for a name with a comma, a dash, a bracket behind it that a role may stand behind."""
        return self.body.startswith(_MARKS_BEHIND, end) and not self.body.startswith(_NO_ROLE_BEHIND, end)

    def _is_led(self, start: int) -> bool:
        """True for a name with a word or a comma before it that a role may stand before."""
        if self.body[max(0, start - 2) : start] == ", ":
            return True
        before = word_before(self.body, start)
        if before[:1].isupper():
            return before.lower() not in OPENERS
        field = self.body.endswith(f" of {before} ", 0, start)  # `head of nursing Ida Ruiz`
        return field or before in PERSON_NOUNS or before in TITLES or before == "named" or is_agent(before)

    def _given(self, name: str) -> Iterator[str | None]:
        key = surname(name.split())
        return self._at(self.people.full.get(key, {}).get(name, ()), name)

    def _given_later(self, name: str) -> Iterator[str | None]:
        """`Ida Ruiz is the mayor.`, or, where nobody else is called Ruiz, `Ruiz, the mayor,`."""
        known = self.people.full.get(surname(name.split()), {})
        for at in known.get(name, ())[:_MOST_READ]:
            if self.body.startswith(_BEING_BEHIND, at + len(name)):
                for passage, phrase in self.around(at + len(name) - 1, len(name) - 1):
                    yield complement(passage, phrase.end)
        given, _, last = name.rpartition(" ")
        if len(known) == 1 and given:
            alone = (at + 1 for at in places(self.body, f" {last}, ") if not self.body.endswith(given, 0, at))
            yield from self._at(alone, last)

    def _at(self, places: Iterable[int], name: str) -> Iterator[str | None]:
        """Give what the mentions of a name at these places tell of its role."""
        led = ((at, self._is_led(at)) for at in islice(places, _MOST_READ))
        telling = ((at, is_led) for at, is_led in led if is_led or self._is_followed(at + len(name)))
        for at, is_led in islice(telling, _MOST_TOLD):
            before = _BEFORE if is_led else len(name) - 1
            for passage, phrase in self.around(at + len(name) - 1, before):
                yield self.of_mention(passage, phrase)

    def _earlier(self, head: str, at: int, forms: tuple[str, ...] = ()) -> Iterator[tuple[Passage, Phrase]]:
        """Give the phrases before `at`, the last one first, that hold this noun of a person, or one of its `forms`."""
        forms = forms or (head, *_SHORT_FORMS.get(head, ()))
        if forms not in self.places:
            self.places[forms] = sorted(at for form in forms for at in _places(self._lowered(), form))
        places = self.places[forms]
        end = bisect_left(places, at)
        for place in reversed(places[max(0, end - _MOST_READ) : end]):
            for passage, phrase in self.around(place):
                if not phrase.name or not passage.tokens[phrase.name - 1].is_possessive:  # `Prime Minister's Questions`
                    yield passage, phrase

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


def _before_name(passage: Passage, phrase: Phrase) -> str | None:
    """`Navy spokesman Ruiz`, `the mayor, Ruiz`; `the union's Ruiz`, `the mayor and Ms. Ruiz` tell no role."""
    tokens, name = passage.tokens, phrase.end if phrase.name is None else phrase.name
    end = _end_of_office(tokens, phrase.start, name)
    related = any(token.low in _CLOSE_TO for token in tokens[phrase.start : end]) or tokens[end - 1].low in _UNDER
    if end + 1 < name and related and names_office(tokens, end + 1, name):
        behind = role_words(passage, end + 1, name)  # `his rival in May, Senator Ruiz`
        if behind is not None and not is_weak(behind):
            return behind
    owned = end > phrase.start and (tokens[end - 1].is_possessive or tokens[end - 1].low == "and")
    office = phrase.apposed or names_office(tokens, phrase.start, end)
    return role_words(passage, phrase.start, end) if office and not owned and end > phrase.start else None


def _end_of_office(tokens: list[Token], start: int, name: int) -> int:
    end = next((at for at in range(start, name) if tokens[at].text == ","), name)
    while (
        end > start and tokens[end - 1].low in NO_ROLE and tokens[end - 2].low != "of"
    ):  # `Prime Minister Sir Abel Holm`
        end -= 1
    if end - 1 > start and tokens[end - 1].low in _COURTESY:  # `Ruiz's colleague Dr Abel Holm`
        end -= 1
    return before_rank(tokens, start, end)


def _fullest(roles: Iterator[str | None]) -> str | None:
    """Return the first role that tells an office, else the first of all, as the article gives it in most words."""
    best: str | None = None
    for role in filter(None, roles):
        if best is None or _is_fuller(role, best) or (is_weak(best) and not is_weak(role)):
            best = role
        if _is_whole(best):
            return best
    return best


def _is_whole(role: str) -> bool:
    """`spokesman for the port`: few words leave something to be told."""
    return role.count(" ") >= _LONG - 1 and not is_weak(role)


def _is_fuller(role: str, other: str) -> bool:
    """`spokesman for the port` says more than `spokesman`."""
    return len(role) > len(other) and set(other.lower().split()) <= set(role.lower().split())


def _phrases(tokens: list[Token], first: int, at: int) -> Iterator[Phrase]:
    """Give the phrases that hold token `at` and begin at `first` or behind it."""
    behind = first
    for begin in range(first, at + 1):
        if begin < behind or (tokens[begin].low == "that" and tokens[begin + 1].low in DETERMINERS):
            continue  # `reported that one official`; the last words of another name
        if (
            begin > 0
            and tokens[begin - 1].low == "to"
            and not (tokens[begin].is_name or tokens[begin].low in DETERMINERS)
        ):
            continue  # `voted to fire Superintendent Ruiz`
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
