"""Cuts the words around quotations into tokens; a whole quotation is one token."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.quotes.lexicon import word_set
from index.quotes.marks import Span

# ASCII is spelt out: a bit of a table answers, and Unicode is asked for the rest only.
_TOKEN = re.compile(r"[a-zA-Z0-9_\w][a-zA-Z0-9_\w'’.&\-\u0300-\u036f]*|[^\w\s]")
_SHORT = 32  # letters; longer words are not kept, so that the memory is bounded
_MOST_KEPT = 32768  # words
_SENTENCE_END = frozenset(".!?")
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_ARTICLES = ("al-", "el-", "ul-", "ad-", "as-", "at-", "ar-", "an-", "ash-")
ABBREVIATIONS = word_set(
    "adm. amb. atty. ave. brig. calif. capt. cmdr. co. col. conn. corp. cpl. dr. drs. fla. ft. gen. "
    "gov. govs. hon. inc. jr. lt. ltd. maj. mass. messrs. mich. minn. mr. mrs. ms. mt. no. pa. ph.d. "
    "prof. pvt. rep. reps. rev. sen. sens. sgt. sr. st. ste. supt. tenn. va. vs. wash. wis. jan. feb. "
    "aug. sept. oct. nov. dec. ariz. ill. ind. a.m. p.m. mx. esq. fr. msgr. insp. det. sec. ala. ark. "
    "colo. del. ga. kan. ky. md. minn. miss. mo. mont. neb. nev. okla. ore. vt. w.va. wyo. ont. que. n.y. bros."
)
_SMALL_ABBREVIATIONS = word_set("a.m. p.m. vs. no. ph.d.")


class Token(NamedTuple):
    """A word, a punctuation mark, or (`quote` >= 0) a whole quotation; `low` is the text in lower case."""

    text: str
    low: str
    start: int
    end: int
    is_word: bool = False
    is_name: bool = False  # written as names are: with a capital, which an Arabic article may precede
    quote: int = -1

    @property
    def is_possessive(self) -> bool:
        return self.text.endswith(_POSSESSIVES)

    @property
    def ends_sentence(self) -> bool:
        return self.text in _SENTENCE_END


def tokenize(body: str, start: int, end: int, spans: Sequence[Span] = ()) -> list[Token]:
    """Return the tokens of `body[start:end]`; `spans` in order become one token each, numbered from 0."""
    tokens: list[Token] = []
    for number, span in enumerate(spans):
        tokens += _words(_TOKEN.finditer(body, start, span.left))
        tokens.append(Token("“”", "“”", span.left, span.right, quote=number))
        start = max(start, span.right)
    tokens += _words(_TOKEN.finditer(body, start, end))
    return tokens


def _words(found: Iterable[re.Match[str]]) -> list[Token]:
    tokens: list[Token] = []
    add, new, forms = tokens.append, tuple.__new__, _FORMS
    for match in found:
        word, low, length, is_word, is_name, stop = forms[match.group()]
        start = match.start()
        end = start + length
        # tuple.__new__ spares the call of a named tuple's own constructor, a third of the time of this loop.
        add(new(Token, (word, low, start, end, is_word, is_name, -1)))
        if stop:
            add(Token(".", ".", end, end + 1))
    return tokens


_Form = tuple[str, str, int, bool, bool, bool]


class _Forms(dict[str, _Form]):
    """What depends on the letters alone, so that a word that comes often is read once."""

    def __missing__(self, text: str) -> _Form:
        form = _read_form(text)
        if len(text) < _SHORT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = form
        return form


_FORMS = _Forms()


def _read_form(text: str) -> _Form:
    """Return the word, also in lower case, its length, and if it is a word, is a name, has a full stop behind it."""
    if text.isalpha():
        return text, text.lower(), len(text), True, text[0].isupper(), False
    word = bare_word(text)
    is_word = word[0].isalnum() or word[0] == "_"
    stop = len(word) < len(text) and text[len(word)] == "."
    return word, word.lower(), len(word), is_word, is_word and _is_name(word), stop


def _is_name(word: str) -> bool:
    return word[0].isupper() or ("-" in word and word[-1] != "-" and word.startswith(_ARTICLES))


def bare_word(text: str) -> str:
    """Return the word without what follows it: a full stop stays only where it abbreviates."""
    if text[-1] not in ".-'’&" or len(text) == 1:
        return text
    word = text.rstrip(".-'’&")
    rest = text[len(word) :]
    if rest[0] == "." and (_is_initials(word) or _abbreviates(f"{word}.")):
        return f"{word}."
    if rest[0] in "'’" and word[-1:] == "s":
        return word + rest[0]
    return word or text[0]


def _abbreviates(word: str) -> bool:
    """`Gen. Ruiz`, `(D-Ore.)`, `at 5 p.m.`; `he was ill.` ends a sentence."""
    return word.lower().rpartition("-")[2] in (ABBREVIATIONS if word[0].isupper() else _SMALL_ABBREVIATIONS)


def _is_initials(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or (len(word) < 8 and word[1:2] == "." and word[0].isupper())
