"""The one analyzer: how text becomes words, for indexing and for querying, in every engine.

A word is a run of letters and digits, case-folded and without accents. An apostrophe inside it joins
(`Da'esh` = `Da’esh` = `daesh`), a possessive `'s` is dropped; points and hyphens split. Chinese, Japanese
and Korean become bigrams. Stems are Snowball English (Porter2): https://snowballstem.org/algorithms/english/stemmer.html
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from index.patterns import pattern

# Bump when a text would give other words than before: an index holds the words of one analyzer only.
ANALYZER_VERSION = 1

_APOSTROPHES = "'‘’ʼʻ＇"
# Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic are accents. Those of the Indic scripts
# are vowels, and those of Japanese are other sounds: they stay.
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Soft hyphens and zero-width characters stand inside the words of 1 to 14 % of saved pages.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005\u3021-\u3029\u3031-\u3035\u3037-\u303b\u3040-\u309a\u309d\u309e\u30a0-\u30fe\u3130-\u318f\u3190-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
# Signs that stand for several characters or words in one, as ㈱ and ゟ: they part words.
_SIGNS = "\u3036\u309b\u309c\u309f\u30ff\u3200-\u33ff"
_VOWELS = "".join(c for c in map(chr, range(0x0900, 0x1B00)) if unicodedata.category(c) in ("Mn", "Mc"))
_LETTER = rf"[^\W_{_CJK}{_SIGNS}]"
_TOKEN = pattern(rf"[{_CJK}]+|{_LETTER}(?:{_LETTER}|[{_ACCENTS}{_INVISIBLE}{_VOWELS}]|[{_APOSTROPHES}](?={_LETTER}))*")
_ASCII_TOKEN = pattern(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")  # what _TOKEN finds in ASCII
_IS_CJK = pattern(rf"[{_CJK}]")
_DROPPED = pattern(rf"[{_ACCENTS}{_INVISIBLE}]")
_LEADING_MARKS = pattern(r"^\W+")  # a Thai vowel alone comes apart into a mark and a letter
_NOT_APOSTROPHE = {ord(c): None for c in _APOSTROPHES}
# What ASCII has no word of, and the typographic marks that nearly every text has in their plain forms.
_APART = {ord(c): " " for c in map(chr, range(128)) if not (c.isalnum() or c == "'")}
_TYPOGRAPHIC = [("’", "'"), ("‘", "'"), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("…", " "), ("\xa0", " ")]
# Letters that Unicode does not take apart, though a person who types without them expects to find them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_stemmer = Stemmer.Stemmer("english", 0)


class Token(NamedTuple):
    """A word and the offsets in the text that it was read from."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` without case and accents, its other characters as they are."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", plain).translate(_PLAIN))


def tokenize(text: str, at: int = 0) -> list[Token]:
    """Return the words of `text` in order; a word's position is its place in the list. Offsets count from `at` on."""
    tokens: list[Token] = []
    for match in (_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text):
        raw, start = match.group(), match.start() + at
        if raw[0] > "\u10ff" and _IS_CJK.match(raw):
            tokens += _bigrams(raw, start)
        elif word := _normal(raw):
            tokens.append(Token(word, start, start + len(raw)))
    return tokens


def words(text: str) -> list[str]:
    """Return the words of `text` without their offsets."""
    return [token.word for token in tokenize(text)]


def chunks(text: str) -> list[str]:
    """Return stretches of a text, in order, whose words one by one are the text's: mostly a single word each.

    `words` of all chunks together is `words` of the text, at 3 to 10 times the speed where chunks repeat.
    """
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    return text.translate(_APART).split() if text.isascii() else _TOKEN.findall(text)


def stems(many: list[str]) -> list[str]:
    """Return the stem of each of many words that `tokenize` gave."""
    pairs = zip(many, _stemmer.stemWords(many), strict=True)
    return [str(stemmed) if word.isascii() and word.isalpha() else word for word, stemmed in pairs]


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the stem of a word that `tokenize` gave; numbers, bigrams and other scripts stay as they are."""
    return str(_stemmer.stemWord(word)) if word.isascii() and word.isalpha() else word


def is_cjk(word: str) -> bool:
    """Tell whether a word that `tokenize` gave is Chinese, Japanese or Korean."""
    return _IS_CJK.match(word) is not None


@lru_cache(maxsize=1 << 17)
def _normal(raw: str) -> str:
    if len(raw) > 2 and raw[-1] in "sS" and raw[-2] in _APOSTROPHES:
        raw = raw[:-2]
    word = fold(raw.translate(_NOT_APOSTROPHE)).translate(_NOT_APOSTROPHE)
    if word.isalnum():
        return word
    kept = "".join(c for c in word if c.isalnum() or unicodedata.category(c)[0] == "M")
    return _LEADING_MARKS.sub("", kept)


def _bigrams(run: str, start: int) -> list[Token]:
    if len(run) == 1:
        return [Token(fold(run), start, start + 1)]
    return [Token(fold(run[i : i + 2]), start + i, start + i + 2) for i in range(len(run) - 1)]
