"""One paragraph made ready for the rules: its tokens, its quotations, where its sentences begin."""

from bisect import bisect_right
from itertools import compress
from operator import attrgetter
from typing import Final

from msgspec import Struct

from index.quotes.lexicon import OPENERS
from index.quotes.marks import Span
from index.quotes.pairing import Paragraph
from index.quotes.phrases import Phrase
from index.quotes.tokens import Passage, Token, read_tokens

WINDOW: Final = 90  # tokens that a rule looks back or ahead at most, so that one long paragraph stays linear
_SENTENCE_ENDS: Final = (".", "!", "?")
_IS_STOP: Final = attrgetter("is_stop")
_INNER_CLOSERS: Final = " \t\r\n'’\")]"


class Line(Passage):
    """The tokens of the paragraph; `places[n]` is the token number of its quotation number n.

    `openings` are the token numbers where its sentences begin;
    `inner[n]` is the last character in quotation n; `commas` are the token numbers of commas,
    and of quotations that end with one.
    """

    def __init__(
        self, body: str, tokens: list[Token], known: dict[int, int], paragraph: Paragraph, inner: list[str]
    ) -> None:
        super().__init__(body, tokens, known)
        self.start = paragraph.start
        self.end = paragraph.end
        self.spans = paragraph.spans
        self.places: list[int] = []
        self.openings = [0]
        self.inner = inner
        self.commas: list[int] = []

    def number_at(self, offset: int, first: int = 0) -> int:
        """Return the same, read from the last quotation before `offset`: a paragraph may hold thousands."""
        quotes = bisect_right(self.places, offset, key=self.known.__getitem__)
        return Passage.number_at(self, offset, max(first, self.places[quotes - 1] if quotes else 0))


class Attribution(Struct, frozen=True, gc=False):
    """Who a quotation is given to and by which rule; `cue` is a token number, `reach` the last one used."""

    rule: str
    phrase: Phrase
    cue: int | None = None
    reach: int = 0


def read_line(body: str, paragraph: Paragraph) -> Line:
    """Return the paragraph ready for the rules; it must hold at least one token."""
    tokens, known = read_tokens(body, paragraph.start, paragraph.end, paragraph.spans)
    line = Line(body, tokens, known, paragraph, [_last_inside(body, span) for span in paragraph.spans])
    last = len(tokens) - 1
    for at in compress(range(last + 1), map(_IS_STOP, tokens)):
        token = tokens[at]
        mark = token.text
        if token.quote >= 0:
            mark = line.inner[token.quote]
            line.places.append(at)
        if mark == ",":
            line.commas.append(at)
        elif mark[-1:] in _SENTENCE_ENDS and at < last and _opens(token, tokens[at + 1]):
            line.openings.append(at + 1)
    return line


def inner_end(line: Line, at: int) -> str:
    """Return the last character inside the quotation at token `at`, or ''."""
    return line.inner[line.tokens[at].quote]


def sentence_start(line: Line, at: int) -> int:
    """Return the token number where the sentence that holds token `at` begins (at most WINDOW back)."""
    opening = line.openings[bisect_right(line.openings, at) - 1]
    return opening if opening > at - WINDOW else at - WINDOW


def sentence_end(line: Line, at: int) -> int:
    """Return the token number just behind the sentence that holds token `at` (at most WINDOW ahead)."""
    following = bisect_right(line.openings, at)
    end = line.openings[following] if following < len(line.openings) else len(line.tokens)
    return end if end < at + WINDOW else at + WINDOW


def at_sentence_end(line: Line, at: int) -> bool:
    return at >= len(line.tokens) or line.tokens[at].ends_sentence


def begins_sentence(line: Line, at: int) -> bool:
    return line.openings[bisect_right(line.openings, at) - 1] == at


def _opens(before: Token, token: Token) -> bool:
    """True where a sentence starts behind a full stop or a finished quotation."""
    if before.ends_sentence:
        # `(R-Ky.) said`, `at 5 p.m. on`: a full stop before small letters or a bracket only abbreviates.
        return not (token.text == token.low and token.is_word and token.text[0].isalpha()) and token.text not in ").,;"
    if before.quote >= 0:
        return token.quote >= 0 or token.is_name or token.text[0].isdigit()
    # `in the U.S. The ...`: an abbreviation ends a sentence only before a word that opens one.
    return len(before.text) > 1 and before.text[-1] == "." and token.low in OPENERS and token.text[0].isupper()


def _last_inside(body: str, span: Span) -> str:
    return body[max(span.start, span.end - 8) : span.end].rstrip(_INNER_CLOSERS)[-1:]
