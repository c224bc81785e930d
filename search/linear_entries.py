"""What the scan over articles looks through: articles and quotations as words and keys (search.linear_searcher)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from index.analysis import stem, words
from index.article import Article, Quote
from index.dates import local_day
from index.fields import QUOTE_VALUES, TEXTS, VALUES, doubt_of, facet_key, named_speakers, thousandths
from index.owner.aliases import Aliases
from index.speaker_names import Speakers
from search.occurrences import Standing
from search.query import (
    FACETS,
    QUOTE_FACETS,
    Of,
)
from search.same import Same, same

Words = dict[str, list[list[str]]]  # field -> the words of each of its values
KeyOf = Callable[[str, str], str]  # of a facet and a value


@dataclass(frozen=True, slots=True)
class Said:
    """What a quote is filtered by: the key of its value of each facet of quotes, and what is no facet."""

    keys: dict[str, str | None]
    role: frozenset[str]  # the stems of its words
    confidence: int  # in thousandths


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be a hit: an article, or one of its quotes with what it has of the article."""

    article: Article
    words: Words
    stems: frozenset[str]  # of all fields: what is not among them is not looked for word by word
    keys: dict[str, frozenset[str]]  # facet -> the keys of its values; those of quotes are in `quotes`
    quotes: tuple[Said, ...]  # of the article, or the one that this is
    place: int = 0  # of the quote among those of its article
    quote: Quote | None = None

    @property
    def id(self) -> tuple[str, int]:
        return self.article.id, self.place

    @property
    def of(self) -> Of:
        return "quotes" if self.quote else "articles"

    @property
    def day(self) -> int | None:
        return local_day(self.article.published) if self.article.published else None

    @property
    def quotations(self) -> "list[Entry]":
        return list(quote_entries(self))

    def length(self, field: str) -> int:
        return sum(map(len, self.words[field]))


def same_by_facet(articles: Iterable[Article], aliases: Aliases) -> dict[str, Same]:
    """Return by facet which values are one."""
    speakers = Speakers(aliases.apart)
    for name in {name for article in articles for name in named_speakers(article)}:
        speakers.add(facet_key("speaker", name), name)
    by_rule = {"speaker": speakers.same()}
    return {facet: same(aliases.groups.get(facet, ()), by_rule.get(facet, {})) for facet in FACETS}


def article_entry(article: Article, key: KeyOf) -> Entry:
    found = {field: [words(text) for text in texts(article)] for field, texts in TEXTS.items()}
    keys = {
        name: frozenset(key(name, value) for value in VALUES[name](article) if value)
        for name in FACETS
        if name not in QUOTE_FACETS
    }
    return Entry(article, found, _stems_in(found), keys, tuple(_said_of(quote, key) for quote in article.quotes))


def quote_entries(entry: Entry) -> Iterator[Entry]:
    for place, quote in enumerate(entry.article.quotes):
        speaker = [words(quote.speaker)] if quote.speaker else []
        own = {**entry.words, "quote": [words(quote.text)], "speaker": speaker}
        yield Entry(entry.article, own, _stems_in(own), entry.keys, (entry.quotes[place],), place, quote)


def standing(entry: Entry) -> Standing:
    article = entry.article
    return Standing(article, named_speakers(article), len(article.quotes), article.quotes[entry.place], entry.place)


def doubt_kind(entry: Entry) -> int:
    """Return what kind of doubt there is of an entry that is a quotation (index.fields.doubt_of)."""
    return doubt_of(entry.quote.speaker if entry.quote else None, entry.quotes[0].confidence)


def _stems_in(found: Words) -> frozenset[str]:
    return frozenset(stem(word) for values in found.values() for value in values for word in value)


def _said_of(quote: Quote, key: KeyOf) -> Said:
    keys = {name: key(name, value) if (value := value_of(quote)) else None for name, value_of in QUOTE_VALUES.items()}
    role = frozenset(stem(word) for word in words(quote.role or ""))
    return Said(keys, role, thousandths(quote.confidence))
