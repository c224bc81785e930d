"""NEAR, SAME, ATLEAST and the others on generated corpora: each engine against the scan over articles."""

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.article import Article, Image, Quote, content_hash
from index.fields import TEXTS
from index.writer import open_writer
from search import proximity
from search.columnar import spans as arrays
from search.columnar.spans import Spans
from search.linear_searcher import LinearSearcher
from search.nodes import (
    THINGS,
    UNIT_FIELDS,
    And,
    AtLeast,
    Fuzzy,
    Has,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Term,
    Wildcard,
    Within,
)
from search.places import Match
from search.query import KINDS, Expression, Query, describe
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone
from tests.test_oracle import agree

WORDS = ["net", "nets", "netted", "war", "wars", "peace", "Ramadi", "U.S.", "Da’esh", "oil", "of", "the"]
PLAIN = ["net", "nets", "war", "peace", "ramadi", "u", "daesh", "oil", "of", "zzz"]
STOPS = [". ", "! ", "\n\n", "? ", " ", " "]
DAYS = [None, *(date(*day).toordinal() for day in ((2015, 1, 1), (2015, 5, 18), (2015, 12, 31)))]


def prose(rng, most):
    pieces = [
        " ".join(rng.choices(WORDS, k=rng.randint(0, 9))) + rng.choice(STOPS) for _ in range(rng.randint(0, most))
    ]
    return "".join(pieces)


def quote(rng, number):
    return Quote(
        id=f"q{number}",
        text=prose(rng, 3),
        parts=(),
        speaker=rng.choice(["Ann Roe", "Bo War Roe", None]),
        confidence=1.0,
        source_type="named",
    )


def article(rng, number):
    title, body = prose(rng, 1), prose(rng, 6)
    return Article(
        id=str(number),
        title=title,
        body=body,
        tags=tuple({prose(rng, 1).strip() or "x" for _ in range(rng.randint(0, 3))}),
        source=rng.choice([None, "war net", "oil"]),
        published=rng.choice([None, "2015", "2015-05-18", "2016-01-01"]),
        image=rng.choice([None, Image(caption="net")]),
        quotes=tuple(quote(rng, at) for at in range(rng.randint(0, 3))),
        content_hash=content_hash(title, body),
    )


def leaf(rng, fields):
    field, word = rng.choice([None, None, *fields]), rng.choice(PLAIN)
    kinds = [
        lambda: Term(word, field),
        lambda: Term(word, field),
        lambda: Phrase((word, rng.choice(PLAIN)), field, slop=rng.choice([0, 0, 3])),
        lambda: rng.choice([Prefix("ne", field), Wildcard("ne?s", field), Fuzzy("wart", 1, field)]),
    ]
    return rng.choice(kinds)()


def side(rng, fields=tuple(TEXTS), depth=2):
    kind = rng.choice(["leaf", "leaf", "or", "near"]) if depth else "leaf"
    if kind == "leaf":
        return leaf(rng, fields)
    if kind == "or":
        return Or(tuple(side(rng, fields, depth - 1) for _ in range(rng.randint(2, 3))))
    return near(rng, fields, depth - 1)


def near(rng, fields=tuple(TEXTS), depth=2):
    sides = side(rng, fields, depth), side(rng, fields, depth)
    return Near(*sides, rng.choice([1, 2, 3, 5, 9, 120]), rng.random() < 0.3, rng.random() < 0.2)


def deep(rng, depth=3):
    """A NEAR of NEARs of phrases with gaps."""
    if not depth:
        return Phrase((rng.choice(PLAIN), rng.choice(PLAIN)), slop=5) if rng.random() < 0.3 else Term(rng.choice(PLAIN))
    sides = deep(rng, depth - 1), deep(rng, rng.randrange(depth))
    return Near(*rng.sample(sides, 2), rng.randint(1, 12), rng.random() < 0.3)


def beside(rng, inner):
    first, *others = (inner() for _ in range(rng.randint(1, 3)))
    kind = rng.choice(["all", "any", "without"])
    if kind == "without":
        return And((first, *map(Not, others)))
    return (And if kind == "all" else Or)((first, *others))


def unit(rng):
    def small():
        return side(rng, UNIT_FIELDS)

    def sentence():
        return Within("sentence", beside(rng, small))

    kinds = [
        sentence,
        lambda: Within("paragraph", beside(rng, small)),
        lambda: Within("paragraph", beside(rng, rng.choice([small, sentence]))),
        lambda: Within("lead", beside(rng, small)),
        lambda: Within("first", beside(rng, small), rng.randint(1, 20)),
        lambda: Within("quote", And((side(rng), rng.choice([side(rng), Not(side(rng))])))),
    ]
    return rng.choice(kinds)()


def often(rng):
    inner = rng.choice([leaf(rng, tuple(TEXTS)), leaf(rng, ()), near(rng), unit(rng)])
    return AtLeast(rng.randint(1, 4), inner)


def other(rng):
    return rng.choice([Published(rng.choice(DAYS), rng.choice(DAYS)), Has(rng.choice(THINGS))])


def tree(rng, make):
    node = make(rng)
    more = rng.choice([None, None, And, Or])
    return node if more is None else more((node, rng.choice([leaf(rng, ()), Not(leaf(rng, ())), other(rng)])))


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    rng, folder = random.Random(11), str(tmp_path_factory.mktemp("index"))
    found = [article(rng, number) for number in range(70)]
    for batch in (found[:40], found[30:45], found[40:]):  # several segments, articles replaced
        with open_writer(folder) as writer:
            for one in batch:
                writer.put(replace(one, title="old") if batch is found[:40] and one in found[30:] else one)
    with open_searcher(folder) as searcher:
        yield LinearSearcher(found), (searcher, NumpyAlone(searcher))


@pytest.mark.parametrize("make", [near, deep, unit, often, other])
def test_every_engine_agrees_with_the_scan(engines, make):
    rng, (linear, others) = random.Random(5), engines
    some = 0
    for _ in range(80):
        node = tree(rng, make)
        for of in KINDS:
            query = Query(expression=Expression(describe(node), "all", node), of=of, size=100)
            expected = linear.search(query)
            some += 0 < expected.total.value < expected.documents
            for one in others:
                found = one.search(query)
                assert found.total == expected.total, describe(node)
                agree(found, expected)
    assert some > 30  # else the queries tell nothing


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """More articles than a page needs by far, so that the best are told by bounds of their scores."""
    rng, folder = random.Random(3), str(tmp_path_factory.mktemp("many"))
    found = [article(rng, number) for number in range(400)]
    with open_writer(folder) as writer:
        for one in found:
            writer.put(one)
    with open_searcher(folder) as searcher:
        yield LinearSearcher(found), (searcher, NumpyAlone(searcher))


@pytest.mark.parametrize(
    "text",
    ["net NOT NEAR/2 war", "net NOT NEAR/200 net", "(oil NOT NEAR/3 net) peace", "(oil NOT NEAR/3 net) OR daesh",
     "(net OR war) NEAR/2 oil", "(net OR nets) NEAR/2 net", "(net OR war) SAME SENTENCE (oil OR peace)",
     "(net OR zzz) SAME PARAGRAPH oil SAME PARAGRAPH war", "net SAME SENTENCE (oil OR NOT war)",
     "net SAME PARAGRAPH (NOT oil OR war peace)", "lead:(net (NOT oil OR NOT war))", "net war", "net OR war OR daesh"],
)  # fmt: skip
def test_every_engine_finds_the_same_ten_of_many(many, text):
    linear, others = many
    query = Query(parse(text))
    expected = linear.search(query)
    assert expected.total.value > 10 or "/200" in text
    for one in others:
        agree(one.search(query), expected)


def spans_of(pairs):
    """Matches of one document as arrays, and as the scan has them."""
    single = all(first == last for first, last in pairs)
    first, last = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    return Spans(first, first if single else last, np.zeros(len(pairs), np.uint8)), [Match(a, b + 1) for a, b in pairs]


def some_pairs(rng):
    longest = rng.choice([0, 0, 4, 9])
    starts = rng.choices(range(20), k=rng.randint(1, 6))
    return sorted({(start, start + rng.randint(0, longest)) for start in starts})


@pytest.mark.parametrize("ordered", [False, True])
def test_arrays_of_matches_are_joined_as_lists_are(ordered):
    rng = random.Random(3)
    for _ in range(4_000):
        (left, left_list), (right, right_list) = spans_of(some_pairs(rng)), spans_of(some_pairs(rng))
        reach = rng.randint(1, 6)
        near_ones = [any(proximity._near(one, other, reach, ordered) for other in right_list) for one in left_list]
        assert arrays.near(left, right, reach, ordered=ordered).tolist() == near_ones
        covers = proximity._distinct(proximity._covers(left_list, right_list, reach, ordered=ordered))
        found = arrays.covers(left, right, reach, Near(Term("a"), Term("b"), reach, ordered))
        pairs = zip(found.first.tolist(), found.last.tolist(), strict=True)
        assert list(pairs) == [(one.first, one.last - 1) for one in covers]
