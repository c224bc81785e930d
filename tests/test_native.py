"""The compiled loops do what NumPy does in their place."""

import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import merge, native
from index.columnar.arrays import Array, Arrays
from index.columnar.arrays_writer import ArraysWriter
from index.columnar.lexicon import Lexicon, write_lexicon
from index.errors import PullquoteError
from index.fields import TEXTS
from index.writer import open_writer
from search.columnar import arrays
from search.columnar.words import Spelled
from search.query import INTERVALS, KINDS, Fuzzy, Phrase, Prefix, Query, Term
from search.searcher import open_searcher
from search.spelling import distance
from search.syntax import parse
from tests.numpy_alone import NumpyAlone, numpy_alone
from tests.test_conformance import article
from tests.test_oracle import agree, queries

SIZE = 5000
sets = st.sampled_from([0, 1, 5, 60, 300, 2500, SIZE]).flatmap(
    lambda many: st.integers(0, 9).map(lambda seed: some(many, seed))
)


def some(many, seed):
    """Return so many documents, ascending."""
    return np.sort(np.random.default_rng(seed).choice(SIZE, many, replace=False).astype(np.int64))


def test_the_loops_are_compiled_where_there_is_a_compiler():
    assert native.compiled or not shutil.which("cc")


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda one, other: arrays.intersection(one, other, SIZE), id="intersection"),
        pytest.param(lambda one, other: arrays.union([one, other], SIZE), id="union"),
        pytest.param(lambda one, other: arrays.difference(one, other, SIZE), id="difference"),
        pytest.param(lambda one, other: arrays.placed_in(one, other, SIZE), id="placed"),
        pytest.param(lambda one, other: arrays.placed_in(one, other, None), id="placed-without-a-size"),
        pytest.param(lambda one, other: arrays.least_and_greatest(one, DAYS), id="least-and-greatest"),
    ],
)
@settings(deadline=None)
@given(one=sets, other=sets)
def test_sets_of_documents(call, one, other):
    found = call(one, other)
    with numpy_alone():
        assert plain(found) == plain(call(one, other))


DAYS: Array = np.random.default_rng(1).integers(0, 900, SIZE).astype(np.int32)


def plain(found):
    if isinstance(found, tuple):
        return [plain(one) for one in found]
    return found.tolist() if isinstance(found, np.ndarray) else found


word = st.text("abcdé", min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(word, min_size=1, max_size=30, unique=True), wanted=word, edits=st.integers(0, 2))
def test_near_words(words, wanted, edits):
    with tempfile.TemporaryDirectory() as folder:
        out = ArraysWriter(Path(folder))
        write_lexicon(out, "words", sorted(one.encode() for one in words))
        out.write(Path(folder) / "words")
        lexicon = Lexicon(Arrays(Path(folder) / "words"), "words")
        found = [lexicon.word(at).decode() for at in Spelled(lexicon).near(wanted, edits).tolist()]
    assert sorted(found) == sorted(one for one in words if distance(wanted, one, edits) <= edits)


# Enough articles for every kind of list: bitmaps, samples, counts and positions beyond their width.
FREQUENT, RARE = ["net", "nets", "war", "wars", "peace", "Ramadi"], [f"word{n}s" for n in range(60)]


def articles(count):
    draw = random.Random(4)
    for n in range(count):
        body = draw.choices(FREQUENT, k=draw.randint(0, 8)) + draw.choices(RARE, k=draw.randint(0, 4))
        draw.shuffle(body)
        long = ["net"] * 300 + ["war peace"] if n % 400 == 7 else ["filler"] * 70_000 + ["net war"] if n == 1500 else []
        said = " ".join(body[:3])
        yield article(
            str(n),
            " ".join(draw.choices(FREQUENT + RARE[:5], k=draw.choice([0, 0, 2, 3]))),
            " ".join(body + long),
            tags=tuple(draw.sample(["War", "Peace talks", "Ramadi net"], draw.choice([0, 0, 1, 2]))),
            day=draw.choice([None, "2015-05-18", "2015-05-19", "2016"]),
            speakers=(("John Kerry", said, "named"),) if said and n % 3 == 0 else (),
        )


@pytest.fixture(scope="module", params=[1, 3], ids=["one-segment", "three-segments"])
def searcher(request, tmp_path_factory):
    folder, every = str(tmp_path_factory.mktemp("index")), list(articles(2400))
    step = len(every) // request.param
    for first in range(0, len(every), step):
        with open_writer(folder) as writer:
            for one in every[first : first + step]:
                writer.put(one)
    with open_searcher(folder) as found:
        yield found


terms = st.builds(Term, st.sampled_from([*FREQUENT[:5], "ramadi", *RARE[:8], "word1"]), st.sampled_from([None, *TEXTS]))
anywhere = st.sampled_from([None, "title", "body", "tag"])
leaves = st.one_of(
    terms,
    st.builds(
        Phrase, st.lists(st.sampled_from(FREQUENT), min_size=2, max_size=3).map(tuple), anywhere, slop=st.integers(0, 4)
    ),
    st.builds(Prefix, st.sampled_from(["ne", "wa", "word1", "word"]), anywhere),
    st.builds(Fuzzy, st.sampled_from(["nett", "wor2s", "peice"]), st.sampled_from([1, 2]), anywhere),
)


@settings(max_examples=300, deadline=None)
@given(query=queries(leaves, of=st.sampled_from(KINDS), histogram=st.sampled_from([None, *INTERVALS])))
def test_searches(searcher, query):
    found = searcher.search(query)
    agree(found, NumpyAlone(searcher).search(query))


@pytest.mark.parametrize("seed", range(20))
def test_damage_leads_nowhere_outside_a_file(tmp_path, small, seed, monkeypatch):
    monkeypatch.setattr("search.columnar.searcher.check", lambda *_, **__: None)  # which would refuse to open it
    shutil.copytree(small, tmp_path / "index")
    draw = random.Random(seed)
    [file] = (tmp_path / "index" / "segments").iterdir()
    data = bytearray(file.read_bytes())
    for _ in range(draw.choice([1, 3, 20])):
        place = draw.randrange(8, len(data) - 520)  # not the mark and the length at its end
        length = draw.choice([1, 8, 512])
        data[place : place + length] = draw.choice([bytes(length), b"\xff" * length, draw.randbytes(length)])
    file.write_bytes(data)
    for text in ("net war", "net OR word3s", '"war peace"~3', "ne*", "nett~", "title:net", "ramadi -war"):
        for kind in KINDS:
            with suppress(PullquoteError), open_searcher(str(tmp_path / "index")) as searcher:
                searcher.search(Query(parse(text), of=kind, facets=("tag", "year"), histogram="month"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    with open_writer(str(folder)) as writer:
        for one in articles(600):
            writer.put(one)
    return folder


@settings(max_examples=200, deadline=None)
@given(words=st.lists(word, max_size=70, unique=True), wanted=word)
def test_the_number_of_a_word(words, wanted):
    with tempfile.TemporaryDirectory() as folder:
        out, ordered = ArraysWriter(Path(folder)), sorted(one.encode() for one in words)
        write_lexicon(out, "words", ordered)
        out.write(Path(folder) / "words")
        lexicon = Lexicon(Arrays(Path(folder) / "words"), "words")
        each = {one: lexicon.number(one) for one in (*ordered, wanted.encode())}
        assert each == {one: ordered.index(one) if one in ordered else -1 for one in each}
        with numpy_alone():
            assert each == {one: lexicon.number(one) for one in each}


@settings(max_examples=100, deadline=None)
@given(
    counts=st.integers(1, 4).flatmap(
        lambda segments: st.lists(st.lists(st.integers(0, 3), min_size=segments, max_size=segments), max_size=9)
    ),
    kind=st.sampled_from([np.uint32, np.int64]),
)
def test_lists_of_several_segments_as_one(counts, kind):
    by_segment = list(zip(*counts, strict=True)) or [()]
    arrays_of = [np.arange(100 * at, 100 * at + sum(many)).astype(kind) for at, many in enumerate(by_segment)]
    woven = merge._Woven()
    for many in by_segment:
        woven.add(np.array(many, np.int64))
    found = woven.put(arrays_of)
    given = [iter(one.tolist()) for one in arrays_of]
    assert found.tolist() == [next(given[at]) for row in counts for at, many in enumerate(row) for _ in range(many)]
    with numpy_alone():
        assert (found.dtype, found.tolist()) == (kind, woven.put(arrays_of).tolist())
