"""Words of an archive's own, for examples that find something in it: read of one of its newest articles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from index.analysis import Token, is_cjk, stem, tokenize, words
from index.article import Article
from search.function_words import FUNCTION_WORDS
from search.query import Query
from search.results import FacetCounts
from search.searcher import Searcher
from search.snippets import paragraphs
from search.syntax import parse
from web.formats import day
from web.languages import speaking

_LOOKED = 20  # articles that are tried
_READ = 4_000  # characters of the body of each
_NEAR = 5  # words from the first to the second of a pair
_FAR = 18  # words to the third
_SHORT, _LONG = 4, 6  # letters of words that serve
_LONGEST = 40  # characters of a name that serves
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_DAY = re.compile(r"^[1-9]\d{3}-\d\d-\d\d")
_HYPHENED = re.compile(r"\b[^\W\d_]{2,}-[^\W\d_]{3,}\b")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What examples are made of. Where an archive has nothing of a kind, what stands here stays.

    `one`, `two` and `third` stand in this order in one paragraph, the first two in one sentence; `phrase` and
    `heading` are words side by side in the same paragraph and in the title; `often` stands in the text several times.
    `other` is a word of another article. `said` is a word of what `speaker` says.
    """

    one: str = "harbour"
    two: str = "storm"
    third: str = "night"
    other: str = "ferry"
    phrase: str = "fishing boats"
    heading: str = "harbour wall"
    long: str = "harbour"
    often: str = "harbour"
    speaker: str = "moor"
    other_speaker: str = "quist"
    said: str = "weather"
    tag: str = "Fisheries"
    other_tag: str = "Storms"
    byline: str = "roe"
    outlet: str = "gazette"
    published: str = "2015-05-18"
    initials: str = "U.S."
    hyphened: str = "north-west"
    chinese: str = "北京大学"

    @speaking("en")  # the query language reads English dates
    def slots(self) -> dict[str, str]:
        """Return by name what templates of examples hold: the words, and what is made of them."""
        year, month = self.published[:4], self.published[:7]
        long, (first, *_, last) = self.long, words(self.heading)
        made = {
            "title": first,
            "title2": last,
            "side": words(self.phrase)[0],
            "beside": words(self.phrase)[-1],
            "stub": long[: max(4, len(long) - 3)],
            "wild": f"{long[:3]}?{long[4:]}",
            "middle": f"{long[:3]}*{long[-1]}",
            "two_middle": f"{self.two[:2]}*{self.two[3:]}",
            "misspelt": long[:3] + long[4:],
            "misspelt2": long[:3] + long[5:],
            "year": year,
            "before": f"{int(year) - 1:04d}",
            "month": month,
            "month_words": day(month),
            "day_words": day(self.published),
        }
        return {**asdict(self), **made}


def vocabulary(searcher: Searcher) -> Vocabulary:
    """Return words of the newest article that has all that examples need, or of the one that has most of it."""
    asked = Query(sort="newest", size=_LOOKED, fold=True, highlight=False, facets=("tag", "speaker"), facet_size=2)
    newest, quoted = searcher.search(asked), searcher.search(replace(asked, expression=parse("has:quotes")))
    articles = [article for hit in (quoted.hits or newest.hits) if (article := searcher.get(hit.article))]
    if not articles:
        return Vocabulary()
    read = [_of_article(article) for article in articles]
    best = max(read, key=len)
    other = _other(articles[read.index(best)], (hit.title for hit in newest.hits))
    return replace(Vocabulary(), **{**_of_facets(newest.facets, best), **other, **best})


def _of_facets(facets: Mapping[str, FacetCounts], best: Mapping[str, str]) -> dict[str, str]:
    tags, speakers = (_labels(facets[name]) for name in ("tag", "speaker"))
    surnames = [words(name)[-1] for name in speakers if words(name)]
    others = [name for name in surnames if name != best.get("speaker")]
    return {
        **dict(zip(("tag", "other_tag"), tags, strict=False)),
        **dict(zip(("other_speaker",), others, strict=False)),
    }


def _labels(counts: FacetCounts) -> list[str]:
    return [value.label for value in counts.values if '"' not in value.label and len(value.label) <= _LONGEST]


def _other(article: Article, titles: Iterable[str]) -> dict[str, str]:
    """Return a word of other titles that an article does not have."""
    own = {stem(word) for text in (article.title, _head(article), *article.tags) for word in words(text)}
    found = (word for title in titles for word in words(title) if _serves(word) and stem(word) not in own)
    word = next(found, None)
    return {"other": word} if word else {}


def _of_article(article: Article) -> dict[str, str]:
    """Return what examples need, as far as an article has it."""
    title = words(article.title)
    found = {
        **_of_text(article, title),
        **_of_quotes(article),
        "heading": _run(tokenize(article.title)),
        "published": _first(_DAY, article.published or ""),
        "byline": next((words(name)[-1] for name in article.authors if words(name)), ""),
        "outlet": next((word for word in words(article.source or "") if _serves(word)), ""),
        "initials": _first(_INITIALS, _head(article)),
        "hyphened": _first(_HYPHENED, _head(article)),
        "chinese": "".join(dict.fromkeys(one for one in article.title[:_LONGEST] if is_cjk(one))),
    }
    return {name: text for name, text in found.items() if text}


def _of_text(article: Article, title: Sequence[str]) -> dict[str, str]:
    """Return words of the paragraph that has three of them near each other, one of the title first if possible."""
    body = _head(article)
    found = [four for _, text in paragraphs(body) for four in _fours(text)]
    if not found:
        return {}
    one, two, third, phrase = max(found, key=lambda four: (four[0] in title, bool(four[3])))
    counts = Counter(word for word in words(body) if _serves(word))
    plain = (word for word in counts if word.isascii())
    longest = max(plain, key=lambda word: (min(len(word), 9), counts[word]), default="")
    return {
        "one": one,
        "two": two,
        "third": third,
        "phrase": phrase,
        "often": max(counts, key=lambda word: (len(word) > _SHORT, counts[word])),
        "long": longest if len(longest) >= _LONG else "",
    }


def _head(article: Article) -> str:
    """Return the beginning of an article's body, whole words."""
    body = article.body
    return body if len(body) <= _READ else body[:_READ].rpartition(" ")[0]


def _fours(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield words that serve and follow each other, the first two within a sentence, with a phrase of the paragraph."""
    tokens = tokenize(text)
    phrase = _run(tokens, most=2)
    for at, first in enumerate(tokens):
        near = [other for other in tokens[at + 1 : at + _NEAR] if _serves(other.word) and other.word != first.word]
        if not _serves(first.word) or not near or re.search("[.!?]", text[first.end : near[0].start]):
            continue
        known = {first.word, near[0].word}
        far = (one.word for one in tokens[at + 1 : at + _FAR] if one.start > near[0].start)
        third = next((word for word in far if _serves(word) and word not in known), None)
        if third:
            yield first.word, near[0].word, third, phrase


def _of_quotes(article: Article) -> dict[str, str]:
    for quote in article.quotes:
        name, said = words(quote.speaker or ""), [word for word in words(quote.text) if _serves(word)]
        if quote.source_type == "named" and name and said:
            return {"speaker": name[-1], "said": max(said, key=len)}
    return {}


def _run(tokens: Sequence[Token], most: int = 3) -> str:
    """Return words side by side that begin and end with one that serves, at least two."""
    for at, first in enumerate(tokens):
        for end in range(min(len(tokens), at + most), at + 1, -1):
            if _serves(first.word) and _serves(tokens[end - 1].word):
                return " ".join(token.word for token in tokens[at:end])
    return ""


def _serves(word: str) -> bool:
    return word.isalpha() and len(word) >= _SHORT and word not in FUNCTION_WORDS


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""
