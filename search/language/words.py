"""One word or phrase of a query to a node: its words, wildcards, edits and slop."""

import re

from msgspec.structs import replace

from index.analysis import Token, is_cjk, tokenize
from index.errors import QueryError
from index.patterns import pattern
from search.language.joining import flat
from search.language.tokens import NAMES, Lexeme
from search.query import (
    MAX_EDITS,
    MAX_NEARS,
    MAX_PHRASES,
    MAX_PREFIXES,
    MAX_SLOP,
    MAX_WORDS,
    And,
    Diagnostic,
    Everything,
    Fuzzy,
    Node,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)
from search.told import told

_UNKNOWN_FIELD = pattern(r"([A-Za-z_]{2,}):(?!//)(?=\S|$)")
_FUZZY = pattern(r"(.*\w)~([0-9]*)")
# Letters of a dead script stand for * and ? while a word is read: so the analyzer takes them for parts of it.
_RUN, _ONE = "\U00010380", "\U00010381"
_AS_LETTERS = str.maketrans({"*": _RUN, "?": _ONE})
_AS_WILDCARDS = str.maketrans({_RUN: "*", _ONE: "?"})
_ADDRESS = pattern(r"\w://|www\.")
_NO_WILDCARD = pattern(r"\*.*\w|\w\?+\w")
_NO_FUZZY = pattern(r"[\w*?]~")
_NO_PROXIMITY = pattern("NEAR|PRE")
_NO_STUB = pattern(r"[a-z]{3,}!")
_LIMITS = {
    "words": (MAX_WORDS, told("words")),
    "prefixes": (MAX_PREFIXES, told("words with *, ? or ~")),
    "phrases": (MAX_PHRASES, told("phrases")),
    "nears": (MAX_NEARS, told("NEAR, PRE, SAME, lead: and first:")),
}
# A stub of one letter would match most of the archive; one Chinese character is a word's beginning.
_MIN_STUB = 2


class WordReader:
    """Reads the words and phrases of one query, counts them against the limits, and notes what is odd about them."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.counted = dict.fromkeys(_LIMITS, 0)

    def phrase(self, lexeme: Lexeme, field: str | None) -> Node | None:
        if "*" in lexeme.text:
            self.note(told("a * between quotation marks does not operate"), lexeme)
        found = self.leaf(tokenize(lexeme.text), lexeme, field)
        if not lexeme.after[1:]:
            return found
        if (slop := int(lexeme.after[2:])) > MAX_SLOP:
            message = told("a phrase takes ~0 to ~%(most)s, the other words among its own: give fewer", most=MAX_SLOP)
            raise QueryError(message, lexeme.end - len(lexeme.after) + 1)
        if isinstance(found, Phrase):
            return replace(found, slop=slop)
        self.note(told("one word has no others among it: this ~ is ignored"), lexeme)
        return found

    def word(self, lexeme: Lexeme, field: str | None) -> Node | None:
        if lexeme.text == "*":
            if field is not None:
                self.note(told("%(field)s:* finds everything, not what has a %(field)s", field=field), lexeme)
            self.count(lexeme, 1)
            return Everything(start=lexeme.start, end=lexeme.end)
        if lexeme.text.isalnum() and not _NO_PROXIMITY.fullmatch(lexeme.text):  # nothing to note, as most words have
            return self.leaf(tokenize(lexeme.text), lexeme, field)
        self.note_oddities(lexeme, field)
        if patterns := _patterns(lexeme.text):
            return self.patterns(patterns, lexeme, field)
        found = tokenize(lexeme.text)
        if lexeme.text.rstrip("?").endswith("*") and found:
            return self.prefix(found, lexeme, field)
        if found and (fuzzy := _FUZZY.fullmatch(lexeme.text)):
            return self.fuzzy(tokenize(fuzzy[1]), fuzzy[2], lexeme, field)
        return self.leaf(found, lexeme, field)

    def note_oddities(self, lexeme: Lexeme, field: str | None) -> None:
        """Say what of a word looks like an operator and is none."""
        text = lexeme.text
        if field is None and (named := _UNKNOWN_FIELD.match(text)):
            if named[1].lower() in NAMES:
                message = told('a value follows "%(name)s" at once, without a space: read as words', name=named[0])
                self.note(message, lexeme)
            else:
                known = ", ".join(NAMES)
                message = told('"%(name)s" is no field (%(known)s are): read as words', name=named[0], known=known)
                self.note(message, lexeme)
        if _idle(text):
            self.note(told("a *, ? or ~ does not operate here: read without it"), lexeme)
        if field is not None and text[0] in "+-−":
            self.note(told("put the %(sign)s before %(field)s: to make it operate", sign=text[0], field=field), lexeme)
        if _NO_PROXIMITY.fullmatch(text):
            self.note(told("how near? Write %(word)s/5: read as a word", word=text), lexeme)
        if field is None and _NO_STUB.fullmatch(text):
            message = told("a ! does not operate here: write %(stub)s* to find what begins so", stub=text[:-1])
            self.note(message, lexeme)

    def prefix(self, found: list[Token], lexeme: Lexeme, field: str | None) -> Node:
        stub = found[-1].word
        if len(stub) < _MIN_STUB and not is_cjk(stub):
            raise _too_much(lexeme, "*", lexeme.start)
        return self.apart(
            found, Prefix(stub, field, start=lexeme.start + found[-1].start, end=lexeme.end), lexeme, field
        )

    def fuzzy(self, found: list[Token], edits: str, lexeme: Lexeme, field: str | None) -> Node:
        if edits not in ("", *map(str, range(1, MAX_EDITS + 1))):
            message = told(
                '"%(word)s": a word takes ~ or ~1 for one edit, ~%(most)s at most', word=lexeme.text, most=MAX_EDITS
            )
            raise QueryError(message, lexeme.start)
        start = lexeme.start + found[-1].start
        return self.apart(
            found, Fuzzy(found[-1].word, int(edits or 1), field, start=start, end=lexeme.end), lexeme, field
        )

    def apart(self, found: list[Token], last: Node, lexeme: Lexeme, field: str | None) -> Node:
        """Join the last word, for which others may stand, with the words before it."""
        self.count(lexeme, len(found), prefixes=1)
        if len(found) == 1:
            return last
        message = told("only the last word of this stands for others; the words before it must be there too")
        self.note(message, lexeme)
        return flat(And, [*(self.token(token, lexeme, field) for token in found[:-1]), last])

    def patterns(self, found: list[Token], lexeme: Lexeme, field: str | None) -> Node:
        """Read a word with wildcards within; what a hyphen parts must be there too, in any place."""
        nodes = [self.pattern(token, lexeme, field) for token in found]
        if len(nodes) > 1:
            self.note(told("the words of this need not stand side by side"), lexeme)
        return flat(And, nodes)

    def pattern(self, token: Token, lexeme: Lexeme, field: str | None) -> Node:
        stub, start, end = token.word.removesuffix("*"), lexeme.start + token.start, lexeme.start + token.end
        literal = re.split(r"[*?]", token.word)[0]
        self.count(lexeme, 1, prefixes=int(literal != token.word))
        if literal == token.word:
            return self.token(token, lexeme, field)
        if len(literal) < _MIN_STUB:
            raise _too_much(lexeme, "the first * or ?", start)
        return (
            Prefix(stub, field, start=start, end=end)
            if literal == stub
            else Wildcard(token.word, field, start=start, end=end)
        )

    def token(self, token: Token, lexeme: Lexeme, field: str | None) -> Node:
        """Read one of the words of a lexeme."""
        return self.single(token.word, field, lexeme, lexeme.start + token.start, lexeme.start + token.end)

    def single(self, word: str, field: str | None, lexeme: Lexeme, start: int, end: int) -> Node:
        if len(word) > 1 or not is_cjk(word):
            return Term(word, field, start=start, end=end)
        self.count(lexeme, 0, prefixes=1)
        self.note(told("one character finds the pairs of characters that begin with it"), lexeme)
        return Prefix(word, field, start=start, end=end)

    def leaf(self, found: list[Token], lexeme: Lexeme, field: str | None) -> Node | None:
        self.count(lexeme, len(found), phrases=len(found) > 1)
        if not found:
            self.note(told("there is no letter or digit in this: ignored"), lexeme)
            return None
        words = tuple(token.word for token in found)
        if len(words) > 1:
            return Phrase(words, field, start=lexeme.start, end=lexeme.end)
        return self.single(words[0], field, lexeme, lexeme.start, lexeme.end)

    def count(self, lexeme: Lexeme, words: int, *, prefixes: int = 0, phrases: int = 0, nears: int = 0) -> None:
        """Count against the limits, which hold before any search."""
        for name, more in (("words", words), ("prefixes", prefixes), ("phrases", phrases), ("nears", nears)):
            self.counted[name] += more
            most, what = _LIMITS[name]
            if self.counted[name] > most:
                message = told("the query has more than %(most)s %(what)s: shorten it", most=most, what=what)
                raise QueryError(message, lexeme.start)

    def note(self, message: str, lexeme: Lexeme) -> None:
        """Say what is odd about a piece of the text."""
        self.diagnostics.append(Diagnostic(message, lexeme.start, lexeme.end))


def _patterns(text: str) -> list[Token]:
    """Return the words of a text with their wildcards, none where no wildcard stands within a word.

    A ? at an end of a word is a question's, and in an address neither operates. A * at the end only is a prefix's.
    """
    if _ADDRESS.search(text) or not ("*" in text or "?" in text):
        return []
    tokens = [_pattern(token) for token in tokenize(text.translate(_AS_LETTERS))]
    found = [token for token in tokens if token.word.strip("*?")]
    return found if any(re.search(r"[*?]", token.word.rstrip("*")) for token in found) else []


def _pattern(token: Token) -> Token:
    word = token.word.translate(_AS_WILDCARDS).rstrip("?")
    bare = word.lstrip("?")
    if bare[:1].isalnum():
        token, word = token._replace(start=token.start + len(word) - len(bare)), bare
    return token._replace(word=re.sub(r"\*+", "*", word))


def _too_much(lexeme: Lexeme, before: str, position: int) -> QueryError:
    message = told(
        '"%(word)s" matches too much: give at least %(least)s letters before %(sign)s',
        word=lexeme.text,
        least=_MIN_STUB,
        sign=before,
    )
    return QueryError(message, position)


def _idle(text: str) -> bool:
    """Tell whether a word holds a sign that would operate elsewhere."""
    patterns = _patterns(text)
    fuzzy = not patterns and _FUZZY.fullmatch(text)
    return bool(_NO_WILDCARD.search(text) and not patterns) or bool(_NO_FUZZY.search(text) and not fuzzy)
