"""Reads what an article has written: the phrase at a place, and whom it called so before."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from index.quotes.appositions import MOST_BEFORE, apposed_to, brings_in, is_predicate
from index.quotes.lexicon import DETERMINERS, PERSON_NOUNS, TITLES
from index.quotes.pairing import Paragraph
from index.quotes.phrases import Phrase, phrase_at, with_verb_off
from index.quotes.tokens import Passage, Token, read_passage

BEFORE, _BEHIND = 140, 200  # characters read around a mention
MOST_READ: Final = 12  # earlier places looked at for one phrase
_SHORT_FORMS: Final = {
    "senator": ("sen.", "sens."), "governor": ("gov.", "govs."), "representative": ("rep.", "reps."),
    "congressman": ("rep.",), "congresswoman": ("rep.",), "general": ("gen.",), "professor": ("prof.",),
    "doctor": ("dr.",),
}  # fmt: skip
_OFFICES_OF: Final = {
    "minister": ("secretary",),
    "lawmaker": ("senator", "sen.", "representative", "rep.", "congressman", "congresswoman"),
    "leader": ("minister", "president", "chancellor", "premier"),
    "lawyer": ("attorney", "solicitor", "barrister"),
}
_INSIDE: Final = frozenset((",", "&"))  # the only marks that a phrase may hold


@dataclass
class Earlier:
    """Looks up earlier mentions in one article; where a word stands is kept."""

    body: str
    paragraphs: list[Paragraph]
    places: dict[tuple[str, ...], list[int]] = field(default_factory=dict, kw_only=True)
    _low: str | None = field(default=None, kw_only=True)

    def earlier_fuller(self, head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before offset `at` that says more than `the` and this noun, or None."""
        if head not in PERSON_NOUNS:
            return None
        new: tuple[Passage, Phrase] | None = None
        for passage, phrase in self.before(head, at):
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
        for passage, phrase in self.before(forms[0], at, forms) if forms else ():
            own = passage.tokens[phrase.start : phrase.name] if phrase.kind == "name" else []
            office = own and own[-1].low in forms and (len(own) > 1 or own[-1].low != "secretary")
            if office and words <= {token.low for token in own}:
                return passage, phrase
        return None

    def of_party(self, party: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the only name before `at` that the article calls so: `Democrat Elena Marsh`, `Marsh (D-Ore.)`."""
        sign = (f"({party[:1]}-",)
        if sign not in self.places:
            self.places[sign] = [*_places(self.lowered(), *sign)]
        places = self.places[sign]
        end = bisect_left(places, at)
        marked = (one for place in places[max(0, end - MOST_READ) : end] for one in self.around(place - 2))
        found = {one[1].head: one for one in chain(self.before(party, at), marked) if one[1].kind == "name"}
        return found.popitem()[1] if len(found) == 1 else None

    def named_as(self, words: set[str], head: str, at: int) -> tuple[Passage, Phrase] | None:
        """Return the last mention before `at` with all these words that names somebody, or brings somebody in.

        `Norland Senator Elena Marsh` is the Norland senator, and `a Norland banker` the Norland banker.
        """
        if head not in PERSON_NOUNS:
            return None
        for passage, phrase in self.before(head, at):
            own = {token.low for token in passage.tokens[phrase.start : phrase.end]}
            if (phrase.kind == "name" or brings_in(passage.tokens, phrase, head)) and words <= own:
                return passage, apposed_to(passage.tokens, phrase) or phrase
        return None

    def before(self, head: str, at: int, forms: tuple[str, ...] = ()) -> Iterator[tuple[Passage, Phrase]]:
        """Give the phrases before `at`, the last one first, that hold this noun of a person, or one of its `forms`."""
        forms = forms or (head, *_SHORT_FORMS.get(head, ()))
        if forms not in self.places:
            self.places[forms] = sorted(at for form in forms for at in _places(self.lowered(), form))
        places = self.places[forms]
        end = bisect_left(places, at)
        for place in reversed(places[max(0, end - MOST_READ) : end]):
            for passage, phrase in self.around(place):
                if not phrase.name or not passage.tokens[phrase.name - 1].is_possessive:  # `Prime Minister's Questions`
                    yield passage, phrase

    def lowered(self) -> str:
        """Return the body in lower case, letter by letter."""
        if self._low is None:
            low = self.body.lower()
            self._low = low if len(low) == len(self.body) else "".join(char.lower()[:1] for char in self.body)
        return self._low

    def around(self, place: int, before: int = BEFORE) -> Iterator[tuple[Passage, Phrase]]:
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
