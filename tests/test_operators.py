"""NEAR, SAME, ATLEAST and the others on generated corpora: each engine against the scan over articles."""

import random
from dataclasses import replace
from datetime import date

import pytest

from index.article import Article, Image, Quote, content_hash
from index.fields import TEXTS
from index.writer import open_writer
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
from search.query import KINDS, Expression, Query, describe
from search.searcher import open_searcher
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


@pytest.mark.parametrize("make", [near, unit, often, other], ids=["near", "unit", "atleast", "others"])
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
