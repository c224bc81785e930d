"""Cuts the words around quotations into tokens; a whole quotation is one token."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from operator import attrgetter
from typing import Final

from index.quotes.lexicon import DETERMINERS, OPENERS, PATRONYMICS, PREPOSITIONS, word_set
from index.quotes.marks import Span

# ASCII is spelt out: a bit of a table answers, and Unicode is asked for the rest only.
_TOKEN: Final = re.compile(r"[a-zA-Z0-9_\w][a-zA-Z0-9_\w'’.&\-\u0300-\u036f]*|[^\w\s]")
_SHORT: Final = 32  # letters; longer words are not kept, so that the memory is bounded
_MOST_KEPT: Final = 32768  # words
_SENTENCE_END: Final = frozenset(".!?")
_POSSESSIVES: Final = ("'s", "’s", "s'", "s’", "S'", "S’")
_PARTED: Final = frozenset(",:;!?)”")  # marks that are never a part of a word
_LOW: Final = attrgetter("low")
LARGE: Final = r"[^\x00-@\[-\x7f\W\d]"  # a capital, or a letter of no ASCII
_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞĀĒĪŌŪ]"
# `al-Khalil`, `bar-Lev`, `d'Amelio`, `hUiginn`: small letters that lead a name, joined to it.
LED: Final = (
    rf"(?:(?:a[lstndrz]|a[sdt]h|[eu][lrd]|ba[rt]|b[eo]n|bou|abu|ibn)-(?={LARGE})"
    rf"|(?:(?:d|l|t|dell|dall)['’]|h(?=[AEIOUÁÉÍÓÚ]))(?={_CAPITAL}))"
)
_LED_NAME: Final = re.compile(LED)
_GLOTTAL: Final = re.compile(r"['‘’]([AEIOUĀĒĪŌŪ]\w{2,})[^'‘’]*")  # `'Utoikamanu`; no title, `'Emma'`
_TWIGS: Final = frozenset(("'t", "’t", "‘t"))  # `van 't Hoff`
_NO_GLOTTAL: Final = DETERMINERS | OPENERS | PREPOSITIONS
ABBREVIATIONS: Final = word_set(
    "ma. adm. amb. atty. ave. brig. calif. capt. cmdr. co. col. conn. corp. cpl. dr. drs. fla. ft. gen. "
    "gov. govs. hon. inc. jr. lt. ltd. maj. mass. messrs. mich. minn. mr. mrs. ms. mt. no. pa. ph.d. "
    "prof. pvt. rep. reps. rev. sen. sens. sgt. sr. st. ste. supt. tenn. va. vs. wash. wis. jan. feb. "
    "aug. sept. oct. nov. dec. ariz. ill. ind. a.m. p.m. mx. esq. fr. msgr. insp. det. sec. ala. ark. "
    "eng. engr. barr. adv. cllr. ing. lic. mgr. "
    "mohd. muh. hj. sv. kh. th. wm. chr. "
    "colo. del. ga. kan. ky. md. minn. miss. mo. mont. neb. nev. okla. ore. vt. w.va. wyo. ont. que. n.y. bros."
)
_SMALL_ABBREVIATIONS: Final = word_set("a.m. p.m. vs. no. ph.d.")


class Token:
    """A word, a punctuation mark, or (`quote` >= 0) a whole quotation; `low` is the text in lower case.

    It does not know where it stands, so that one object serves every place of a word; nobody may change it.
    """

    def __init__(
        self,
        text: str,
        low: str,
        taken: int,
        is_word: bool,
        is_name: bool,
        is_possessive: bool = False,
        ends_sentence: bool = False,
        is_stop: bool = False,
        quote: int = -1,
    ) -> None:
        self.text = text
        self.low = low
        self.taken = taken  # characters up to the next token, or the space before it
        self.is_word = is_word
        self.is_name = is_name  # written as names are: with a capital, which an Arabic article may precede
        self.is_possessive = is_possessive
        self.ends_sentence = ends_sentence
        self.is_stop = is_stop  # a mark, a quotation or an abbreviation: where commas and sentences may end
        self.quote = quote


class Passage:
    """The `tokens` of a piece of `body`. Where they stand is looked up when asked, for few are.

    `known` holds the offsets of the first token, of quotations, and of what was asked before.
    """

    def __init__(self, body: str, tokens: list[Token], known: dict[int, int]) -> None:
        self.body = body
        self.tokens = tokens
        self.known = known

    def start_of(self, at: int) -> int:
        """Return the offset where token `at` begins."""
        known = self.known
        if at in known:
            return known[at]
        place = at - 1
        while place not in known:
            place -= 1
        start, before, find = known[place], self.tokens[place], self.body.find
        for token in self.tokens[place + 1 : at + 1]:
            start = find(token.text, start + before.taken)  # only spaces are between
            before = token
        known[at] = start
        return start

    def end_of(self, at: int) -> int:
        """Return the offset behind token `at`."""
        token = self.tokens[at]
        return self.start_of(at) + (token.taken if token.quote >= 0 else len(token.text))

    def words(self, start: int, end: int) -> str:
        """Return the text of `tokens[start:end]` with single spaces."""
        return " ".join(self.body[self.start_of(start) : self.end_of(end - 1)].split())

    def number_at(self, offset: int, first: int = 0) -> int:
        """Return the number of the first token, from `first` on, that ends behind `offset`, or how many there are.

        Where the first one stands must be known.
        """
        known, start, find = self.known, 0, self.body.find
        for at in range(first, len(self.tokens)):
            token = self.tokens[at]
            start = known[at] if at in known else find(token.text, start)
            behind = start + token.taken
            if behind > offset and (token.quote >= 0 or start + len(token.text) > offset):
                known[at] = start
                return at
            start = behind
        return len(self.tokens)


def read_passage(body: str, start: int, end: int) -> Passage:
    """Return the tokens of `body[start:end]`."""
    return Passage(body, *read_tokens(body, start, end))


def read_tokens(body: str, start: int, end: int, spans: Sequence[Span] = ()) -> tuple[list[Token], dict[int, int]]:
    """Return the tokens of `body[start:end]`, and where those begin that a passage must know.

    `spans` in order become one token each, numbered from 0.
    """
    tokens: list[Token] = []
    known: dict[int, int] = {}
    behind = start
    for number, span in enumerate(spans):
        tokens += _words(body, behind, span.left)
        known[len(tokens)] = span.left
        tokens.append(Token("“”", "“”", span.right - span.left, False, False, is_stop=True, quote=number))
        if span.right > behind:
            behind = span.right
    tokens += _words(body, behind, end)
    if tokens and 0 not in known:
        known[0] = body.find(tokens[0].text, start)
    return tokens, known


def places_of(words: frozenset[str], tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give the numbers of the tokens in `tokens[start:end]` that are one of `words`, in lower case."""
    return compress(range(start, end), map(words.__contains__, map(_LOW, tokens[start:end])))


def _words(body: str, start: int, end: int) -> Iterator[Token]:
    return chain.from_iterable(map(_FORMS.__getitem__, body[start:end].split()))


class _Forms(dict[str, tuple[Token, ...]]):
    """What depends on the letters alone, so that a word that comes often is read once."""

    def __missing__(self, text: str) -> tuple[Token, ...]:
        form = (_word(text),) if text.isalnum() else _read_forms(text)
        if len(text) < _SHORT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = form
        return form


def _word(text: str) -> Token:
    if text.islower():
        return Token(text, text, len(text), True, text in PATRONYMICS)
    return Token(text, text.lower(), len(text), True, _is_name(text))


_FORMS: Final = _Forms()
_STOP: Final = Token(".", ".", 1, False, False, ends_sentence=True, is_stop=True)


def _read_forms(text: str) -> tuple[Token, ...]:
    """Return the words and marks of what stands between two spaces."""
    head, mark = text[:-1], text[-1]
    if head.isalnum() and mark in _PARTED:
        return (*_FORMS[head], *_FORMS[mark])
    if head.isalnum() and mark == "." and not _abbreviates(text):
        return (*_FORMS[head], _STOP)
    pieces = _TOKEN.findall(text) if text[0] not in "'‘’" else _behind_apostrophe(text)
    return _read_form(text) if pieces == [text] else tuple(chain.from_iterable(map(_FORMS.__getitem__, pieces)))


def _behind_apostrophe(text: str) -> list[str]:
    """Return the pieces of `'Utoikamanu,` and of the `'t` in `van 't Hoff`, whose apostrophe is a letter."""
    led = _GLOTTAL.fullmatch(text)
    if text in _TWIGS:
        return [text]
    pieces: list[str] = _TOKEN.findall(text)
    if led is None or led[1].lower() in _NO_GLOTTAL:
        return pieces
    return [pieces[0] + pieces[1], *pieces[2:]]


def _read_form(text: str) -> tuple[Token, ...]:
    """Return the word, and the full stop behind it."""
    word = bare_word(text)
    behind = text[len(word) :]
    if behind[:1] == ".":
        stop = _STOP if behind == "." else Token(".", ".", len(behind), False, False, ends_sentence=True, is_stop=True)
        return (*_FORMS[word], stop)
    is_word = len(word) > 1 or word.isalnum() or word == "_"
    token = Token(
        word,
        word.lower(),
        len(text),
        is_word,
        is_word and _is_name(word),
        is_possessive=word.endswith(_POSSESSIVES),
        ends_sentence=word in _SENTENCE_END,
        is_stop=not is_word or word[-1] == ".",
    )
    return (token,)


def _is_name(word: str) -> bool:
    if word[1:2] == "-" and word[2:3].islower():
        return False  # `T-shirt`, `X-ray`
    return word[0].isupper() or word.lstrip("ʻʼ'‘’")[:1].isupper() or _LED_NAME.match(word) is not None


def bare_word(text: str) -> str:
    """Return the word without what follows it: a full stop stays only where it abbreviates."""
    word = text.rstrip(".-'’&") or text[0]
    if len(word) == len(text):
        return text
    mark = text[len(word)]
    if (mark == "." and _abbreviates(f"{word}.")) or (mark in "'’" and word[-1] in "sS"):
        return word + mark
    return word


def _abbreviates(word: str) -> bool:
    """`J. Ruiz`, `in the U.S.`, `Gen. Ruiz`, `(D-Ore.)`, `at 5 p.m.`; `he was ill.` ends a sentence."""
    if word[0].isupper() and (len(word) == 2 or (len(word) < 12 and word[1] == ".")):
        return True
    return word.lower().rpartition("-")[2] in (ABBREVIATIONS if word[0].isupper() else _SMALL_ABBREVIATIONS)
