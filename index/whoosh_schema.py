"""The neutral schema in Whoosh's terms.

Each searchable field is two: its stems under its own name, and its unstemmed words under NAME_words, both with
positions. What filters, facets and sorting need is one column of JSON rows (`index.summary`); the article
itself is stored as JSON.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
from whoosh.formats import Positions

from index.analysis import stem, tokenize
from index.fields import TEXTS

WORDS = "_words"


class ProductAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh is not typed for us
    """The product's analyzer for Whoosh's own query parser."""

    def __init__(self, *, stems: bool) -> None:
        self.stems = stems

    def __call__(self, value: str, **_: object) -> Iterator[WhooshToken]:
        """Yield Whoosh's tokens; it reads the text and the positions, whatever it asks for."""
        token = WhooshToken(positions=True, chars=True)
        for place, (word, start, end) in enumerate(tokenize(value)):
            token.text, token.pos = stem(word) if self.stems else word, place
            token.startchar, token.endchar, token.boost, token.stopped = start, end, 1.0, False
            yield token


class WordField(FieldType):  # type: ignore[misc]
    """A field whose values are words with their positions, analyzed already."""

    indexed = True
    stored = False
    scorable = False  # lengths are in the summary, exact; Whoosh keeps them in one byte

    def __init__(self, *, stems: bool) -> None:
        self.analyzer = ProductAnalyzer(stems=stems)
        self.format = Positions()

    def index(self, value: Iterable[tuple[str, int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) as Whoosh's writer wants them."""
        places: dict[str, list[int]] = defaultdict(list)
        for word, position in value:
            places[word].append(position)
        for word, positions in places.items():
            yield word.encode(), len(positions), float(len(positions)), self.format.encode(positions)


def schema() -> Schema:
    """Return the schema of a new index."""
    fields: dict[str, FieldType] = {
        "id": ID(unique=True),
        "summary": COLUMN(VarBytesColumn()),
        "article": STORED(),
    }
    for name in TEXTS:
        fields |= {name: WordField(stems=True), name + WORDS: WordField(stems=False)}
    return Schema(**fields)


def postings_of(words: list[tuple[str, int]], name: str) -> dict[str, list[tuple[str, int]]]:
    """Return the values of the two Whoosh fields of a field, given its words and their positions."""
    return {name: [(stem(word), place) for word, place in words], name + WORDS: words}
