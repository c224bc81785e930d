"""The neutral schema in Whoosh's terms.

Each searchable field is two: its stems under its own name, and its unstemmed words under NAME_words, both with
positions and lengths. Each facet is NAME_facet, its terms the values as written. `published` is the printed local
time. The same schema works through Whoosh's own codec, which is how the tests compare the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from whoosh.analysis import Analyzer, IDAnalyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.fields import DATETIME, ID, STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from index.analysis import Token, fold, stem
from index.analysis import tokenize as words_of
from index.article import Article
from index.dates import local_seconds
from index.fields import TEXTS, VALUES
from index.record import Head

WORDS = "_words"
FACET = "_facet"
DAY = 86_400
# What a hit shows, by the names of an article's own attributes.
_KEPT = ("id", "url", "title", "byline", "authors", "source", "section", "lang", "tags", "body")


class ProductAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh is not typed for us
    """The product's analyzer for Whoosh's own query parser."""

    def __init__(self, *, stems: bool) -> None:
        self.stems = stems

    def __call__(self, value: str, tokenize: bool = True, **_: object) -> Iterator[WhooshToken]:
        """Yield Whoosh's tokens; what is not to be taken apart is the letters of a prefix or a pattern."""
        words = words_of(value) if tokenize else [Token(fold(value), 0, len(value))]
        token = WhooshToken(positions=True, chars=True)
        for place, (word, start, end) in enumerate(words):
            token.text, token.pos = stem(word) if self.stems and tokenize else word, place
            token.startchar, token.endchar, token.boost, token.stopped = start, end, 1.0, False
            yield token


class WordField(FieldType):  # type: ignore[misc]
    """A field whose values are words with their positions, analyzed already; or text, as `more_like_this` gives."""

    indexed = True
    scorable = True

    def __init__(self, *, stems: bool, stored: bool = False) -> None:
        self.analyzer = ProductAnalyzer(stems=stems)
        self.format = Positions()
        self.stored = stored

    def index(self, value: str | Iterable[tuple[str, int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) as Whoosh's writer wants them."""
        places: dict[str, list[int]] = defaultdict(list)
        placed = ((token.text, token.pos) for token in self.analyzer(value)) if isinstance(value, str) else value
        for word, position in placed:
            places[word].append(position)
        for word, positions in places.items():
            yield word.encode(), len(positions), float(len(positions)), self.format.encode(positions)


class LabelField(FieldType):  # type: ignore[misc]
    """A field whose values are terms as they are: `groupedby` and `tag_facet:Iraq` work on them."""

    indexed = True
    stored = False

    def __init__(self) -> None:
        self.analyzer = IDAnalyzer()
        self.format = Existence()

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, nothing) as Whoosh's writer wants them."""
        for label in value:
            yield self.to_bytes(label), 1, 1.0, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        """Return a value as a term; one of a page that is not UTF-8 may hold half a character."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, term: bytes) -> str:
        """Return the value that a term stands for."""
        return term.decode("utf-8", "surrogatepass")


def schema() -> Schema:
    """Return the schema of every index."""
    fields: dict[str, FieldType] = {
        "id": ID(unique=True, stored=True),
        "published": DATETIME(stored=True, sortable=True),
        "published_text": STORED(),
        "published_precision": STORED(),
    }
    for name in TEXTS:
        fields |= {name: WordField(stems=True, stored=name in _KEPT), name + WORDS: WordField(stems=False)}
    fields |= {name + FACET: LabelField() for name in VALUES}
    return Schema(**{**{name: STORED() for name in _KEPT}, **fields})


def stored_of(article: Article | Head, body: str) -> dict[str, object]:
    """Return the stored fields of an article; what it has not is not there."""
    found = {name: getattr(article, name) for name in _KEPT if name != "body"}
    found |= {"body": body, "published": moment(article.published), "published_text": article.published}
    found["published_precision"] = article.published_precision
    return {name: value for name, value in found.items() if value is not None}


def moment(published: str | None) -> datetime | None:
    """Return the printed local time, the first moment of the day where none is printed."""
    seconds = published and local_seconds(published)
    return datetime.min + timedelta(seconds=seconds - DAY) if seconds else None
