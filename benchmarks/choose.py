"""Chooses the queries of a corpus: the same in every run, and such that the engines should count alike.

Words are drawn whose articles are the same whether Porter's or Snowball's English stemmer is asked, since the engines
differ in that, and that are in no tag, since a word without a field looks in our tags too.
"""

import random
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import Stemmer

from benchmarks.asks import KINDS, Ask
from benchmarks.corpus import Record

PER_KIND = 40
_SEED = 20240229
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z]{4,}")
_COMMON = (0.02, 0.4)  # parts of the articles
_USUAL = 0.002
_RARE = (10, 200)  # articles
_FORMS = 1_000  # words that a prefix may stand for
_TRIES = 500  # articles looked at for one query
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Make = Callable[[Record], Ask | None]


def choose(records: Sequence[Record], count: int = PER_KIND) -> list[Ask]:
    """Return up to `count` queries of each class, class by class."""
    draw = _Draw(Vocabulary(records), records)
    made = {kind: draw.distinct(make, count) for kind, make in draw.made().items()}
    made |= {"rare": draw.sample("rare", draw.words.rare, count)}
    for place, kind in enumerate(_COUNTING):  # words apart, so that no class finds another's in a cache
        made[kind] = draw.sample(kind, draw.common[place :: len(_COUNTING)], count)
    return [ask for kind in KINDS for ask in made[kind]]


_COUNTING = ("common", "tags", "months", "page")


class Vocabulary:
    """The words of a corpus, in how many articles each is, and which may be asked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.articles: Counter[str] = Counter()  # by stem
        self.forms: Counter[str] = Counter()
        for record in records:
            words = set(tokens(record.text))
            self.forms.update(words)
            self.articles.update(set(_stems(_english, sorted(words))))
        self.stem = dict(zip(self.forms, _stems(_english, list(self.forms)), strict=True))
        self._porter = dict(zip(self.forms, _stems(_porter, list(self.forms)), strict=True))
        self._tagged = {word for record in records for tag in record.tags for word in tokens(tag)}
        self._sorted = sorted(self.forms)
        self._by_porter = sorted((stem, form) for form, stem in self._porter.items())
        self._band(len(records))

    def _band(self, total: int) -> None:
        """Sort the words that may be asked for, each stem's most frequent, by how many articles have them."""
        askable = {word: self.articles[self.stem[word]] for word in self._askable()}
        low, high = (part * total for part in _COMMON)
        self.common = {word for word, n in askable.items() if low <= n <= high}
        self.known = {word for word, n in askable.items() if _USUAL * total <= n <= high}
        self.rare = {word for word, n in askable.items() if _RARE[0] <= n <= _RARE[1]}

    def _askable(self) -> Iterator[str]:
        english, porter = _groups(self.stem), _groups(self._porter)
        tags = set(_stems(_english, sorted(self._tagged)))
        for stem, forms in english.items():
            word = max(forms, key=lambda form: (self.forms[form], form))
            if stem not in tags and _PLAIN.fullmatch(word) and porter[self._porter[word]] == forms:
                yield word

    def starts(self, stub: str) -> bool:
        """Tell whether a stub may be asked for: few words, none of a tag, and the same ones by stems as by words."""
        forms = set(_starting(self._sorted, stub))
        stems = {form for _, form in self._by_porter[slice(*_range(self._by_porter, stub))]}
        whole = _porter.stemWord(stub) == stub
        return len(forms) <= _FORMS and whole and forms == stems and not any(w.startswith(stub) for w in self._tagged)


class _Draw:
    def __init__(self, words: Vocabulary, records: Sequence[Record]) -> None:
        self.words = words
        self._records = records
        self._rng = random.Random(_SEED)
        self.common = self._shuffled(words.common)

    def made(self) -> dict[str, Make]:
        """Return how a query of each class is made of an article, where a class needs one."""
        return {
            "and": lambda record: self._mixed("and", record, 2),
            "or": lambda record: self._mixed("or", record, 3),
            "phrase": self._phrase,
            "prefix": self._prefix,
            "fuzzy": self._fuzzy,
            "filter": self._filter,
        }

    def sample(self, kind: str, words: set[str] | list[str], count: int) -> list[Ask]:
        """Return queries of one word, each another."""
        return [Ask(kind, (word,)) for word in self._shuffled(words)[:count]]

    def distinct(self, make: Make, count: int) -> list[Ask]:
        """Return different queries made of articles drawn at random, so many if the corpus has them."""
        found: dict[Ask, None] = {}
        for _ in range(_TRIES * count):
            ask = make(self._rng.choice(self._records)) if len(found) < count else None
            if ask:
                found[ask] = None
        return list(found)

    def _shuffled(self, words: set[str] | list[str]) -> list[str]:
        return self._rng.sample(sorted(words), len(words))

    def _words(self, record: Record, allowed: set[str]) -> list[str]:
        return sorted(set(tokens(record.text)) & allowed)

    def _mixed(self, kind: str, record: Record, count: int) -> Ask | None:
        """Return a common word with others of the same article."""
        common, known = self._words(record, self.words.common), self._words(record, self.words.known)
        if not common or len(known) <= count:
            return None
        first = self._rng.choice(common)
        return Ask(kind, (first, *self._rng.sample([word for word in known if word != first], count - 1)))

    def _phrase(self, record: Record) -> Ask | None:
        text = tokens(record.body)
        place = self._rng.randrange(max(1, len(text) - 1))
        pair = tuple(text[place : place + 2])
        return Ask("phrase", pair) if len(pair) == 2 and self.words.known.issuperset(pair) else None

    def _prefix(self, record: Record) -> Ask | None:
        long = [word for word in self._words(record, self.words.known) if len(word) > 6]
        stub = self._rng.choice(long)[: self._rng.randint(4, 6)] if long else ""
        return Ask("prefix", (stub,)) if stub and self.words.starts(stub) else None

    def _fuzzy(self, record: Record) -> Ask | None:
        long = [word for word in self._words(record, self.words.known) if len(word) > 5]
        typed = self._misspelt(self._rng.choice(long)) if long else ""
        return Ask("fuzzy", (typed,)) if typed and typed not in self.words.forms else None

    def _misspelt(self, word: str) -> str:
        """Return a word with one edit, its first and last letters kept: one of the four kinds."""
        place = self._rng.randrange(1, len(word) - 2)
        letter = self._rng.choice(_LETTERS)
        before, here, after = word[:place], word[place], word[place + 1 :]
        return self._rng.choice(
            (before + letter + after, before + after, before + letter + here + after, _swapped(before, here, after))
        )

    def _filter(self, record: Record) -> Ask | None:
        common = self._words(record, self.words.common)
        if not common or not record.tags:
            return None
        return Ask("filter", (self._rng.choice(common),), self._rng.choice(record.tags))


def tokens(text: str) -> list[str]:
    """Return the runs of letters and digits, which is what a word is to all engines but for apostrophes."""
    return _WORD.findall(text.lower())


def _swapped(before: str, here: str, after: str) -> str:
    return before + after[0] + here + after[1:]


def _groups(stems: dict[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for form, stem in stems.items():
        groups[stem].add(form)
    return groups


def _starting(words: Sequence[str], stub: str) -> Sequence[str]:
    return words[bisect_left(words, stub) : bisect_left(words, f"{stub}\U0010ffff")]


def _range(pairs: Sequence[tuple[str, str]], stub: str) -> tuple[int, int]:
    return bisect_left(pairs, (stub, "")), bisect_left(pairs, (f"{stub}\U0010ffff", ""))


def _stems(stemmer: Stemmer.Stemmer, words: list[str]) -> list[str]:
    return list(stemmer.stemWords(words))


_english = Stemmer.Stemmer("english")
_porter = Stemmer.Stemmer("porter")
