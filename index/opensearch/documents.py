"""An article as the documents of an index on a cluster: its own, and one for each of its quotations.

The body's words begin with `^`. At the place of a word stand besides what begins and ends there: `<s` and `s>` a
sentence, `<p` and `p>` a paragraph, `<1` and `1>` the first paragraph; where it is of one word, `<s>`, `<p>`, `<1>`.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from index.analysis import stem, stems, words
from index.article import Article, Quote
from index.dates import local_day, local_seconds
from index.fields import DEFAULT_FIELDS, QUOTE_VALUES, TEXTS, VALUES, doubt_of, facet_key, thousandths
from index.opensearch.periods import period_starts, precision
from index.opensearch.schema import LONGEST, MARK
from index.record import copy_of, digest_of, said_of
from index.sentences import ends
from index.sketch import Texts, sketches, word_hash

START = "^"  # before the first word of a body
UNIT_MARKS = {"sentence": "s", "paragraph": "p", "lead": "1"}
MOST_BYTES = 24 << 20  # of an article as it is sent: clusters take requests of up to 100 MB, some of 32


class Group(NamedTuple):
    """Of which articles one is nearly a copy: what they share, and whether there is another one."""

    key: str
    copied: bool


class Traits(NamedTuple):
    """What near copies are found by: what equal texts share, and two bands each of the sketch of a long one."""

    copy: str
    pairs: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> "Traits":
        """Read an article."""
        own = words(article.body)
        hashes = np.array([word_hash(word) for word in own], np.uint64)
        found = Texts.of(sketches(hashes, np.array([len(own)])), np.zeros(1, np.uint64))
        bands = [int(band[0]) for band in found.bands] if len(found.keys) else []
        pairs = [f"{i}{j}{bands[i]:06x}{bands[j]:06x}" for i in range(len(bands)) for j in range(i + 1, len(bands))]
        return cls(f"{copy_of(article):016x}", tuple(pairs))


def documents(article: Article, traits: Traits, group: Group) -> list[tuple[str, dict[str, Any]]]:
    """Return the documents of an article by their ids, its own first."""
    shared = {"id": article.id, **_dated(article), **_keys(article)}
    own = {**shared, **_texts(article), **_of_article(article), "part": "article", "place": 0}
    own |= {"copy": traits.copy, "pairs": traits.pairs, "group": group.key, "copied": group.copied}
    quotes = (
        (quote_document(article.id, place), {**shared, **_of_quote(quote, place, article.id), "said": f"{said:016x}"})
        for place, (quote, said) in enumerate(zip(article.quotes, said_of(article.quotes), strict=True))
    )
    return [(article.id, own), *quotes]


def quote_document(article_id: str, place: int) -> str:
    """Return the id of the document of a quotation."""
    return f"{article_id}#{place}"


def stored(article: Article) -> str:
    """Return an article as a document keeps it."""
    return json.dumps(article.to_dict(), separators=(",", ":"))


def read_stored(text: str) -> Article:
    """Read back what `stored` gave."""
    return Article.from_dict(json.loads(text))


def cut(word: str) -> str:
    """Return a word as the cluster keeps it."""
    return word[:LONGEST]


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "article": stored(article),
        "file": article.file,
        "digest": f"{digest_of(article):016x}",
        "quotes": len(article.quotes),
        "photo": article.image is not None,
        **{f"f_{name}": _each(filter(None, values(article))) for name, values in VALUES.items()},
    }


def _of_quote(quote: Quote, place: int, article_id: str) -> dict[str, Any]:
    told = {name: value_of(quote) for name, value_of in QUOTE_VALUES.items()}
    confidence = thousandths(quote.confidence)
    return {
        "part": {"name": "quote", "parent": article_id},
        "place": place,
        "quote_id": quote.id,
        "confidence": confidence,
        "doubt": doubt_of(quote.speaker, confidence),
        "role": _each(map(stem, words(quote.role or ""))),
        **{f"v_{name}": [facet_key(name, value)] if value else [] for name, value in told.items()},
        **_field("quote", [words(quote.text)]),
        **_field("speaker", [words(quote.speaker)] if quote.speaker else []),
    }


def _keys(article: Article) -> dict[str, Any]:
    return {
        f"v_{name}": _each(facet_key(name, value) for value in values(article) if value)
        for name, values in VALUES.items()
    }


def _dated(article: Article) -> dict[str, Any]:
    day = local_day(article.published) if article.published else None
    if not article.published or day is None:
        return {"day": 0, "seconds": 0, "undated": 1}
    starts = period_starts(article.published, date.fromordinal(day))
    return {
        "day": day,
        "seconds": local_seconds(article.published),
        "undated": 0,
        "known": precision(article.published),
        **{f"p_{interval}": start for interval, start in starts.items()},
    }


def _texts(article: Article) -> dict[str, Any]:
    read = {name: [words(text) for text in texts(article)] for name, texts in TEXTS.items()}
    found = {key: value for name, values in read.items() for key, value in _field(name, values).items()}
    found |= {
        f"k_{name}": _each(map(cut, (word for value in values for word in value))) for name, values in read.items()
    }
    stood = (word for name in DEFAULT_FIELDS for value in read[name] for word in value)
    found["k_stems"] = _each(map(cut, stems(_each(stood))))
    found["t_body"] = _with_units(stems(read["body"][0]), article.body)
    found["w_body"] = _joined((START, *read["body"][0]))
    return found


def _field(name: str, values: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {
        f"t_{name}": [_joined(stems(list(value))) for value in values],
        f"w_{name}": [_joined(value) for value in values],
        f"n_{name}": sum(map(len, values)) or None,  # averages are of those that have any
    }


def _joined(many: Iterable[str]) -> str:
    return " ".join(map(cut, many))


def _with_units(many: Sequence[str], body: str) -> str:
    """Return the stems of a body with what begins and ends at the place of each."""
    if not many:
        return ""
    marks: dict[int, list[str]] = {}
    sentences, paragraphs = ends(body)
    bounds = {"sentence": (0, *sentences), "paragraph": (0, *paragraphs), "lead": (0, *paragraphs[:1])}
    for unit, places in bounds.items():
        for first, last in pairwise(places):
            _mark(marks, UNIT_MARKS[unit], first, last - 1)
    return " ".join((START, *(MARK.join((cut(word), *marks.get(at, ()))) for at, word in enumerate(many))))


def _mark(marks: dict[int, list[str]], letter: str, first: int, last: int) -> None:
    if first == last:
        marks.setdefault(first, []).append(f"<{letter}>")
    else:
        marks.setdefault(first, []).append(f"<{letter}")
        marks.setdefault(last, []).append(f"{letter}>")


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
