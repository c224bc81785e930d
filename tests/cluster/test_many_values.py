"""Facets of more values than the cluster tells at once, and words that are slips of the pen, against plain counting."""

from itertools import product

import pytest

from index.analysis import words
from search.nodes import Fuzzy
from search.opensearch import execution
from search.opensearch.facets import MOST
from search.opensearch.lookup import words_of
from search.query import Query
from search.spelling import distance
from search.syntax import parse
from tests.clusters import on_cluster
from tests.test_conformance import article

ARTICLES, TAGS, AUTHORS = 230, 220, 110


def crowded(number):
    return article(
        f"n{number}",
        f"Number {number}",
        f"The ferry sank. Report {number}, copied {number % 3}.",
        tags=("Ferry", *(f"Tag {number}-{at}" for at in range(TAGS))),
        authors=tuple(f"Writer {number}-{at}" for at in range(AUTHORS)),
        speakers=[("Ann Roe" if number % 2 else f"Captain {number}", "ferry sank", "named")],
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with on_cluster(tmp_path_factory.mktemp("index"), map(crowded, range(ARTICLES))) as searcher:
        yield searcher


def test_values_are_counted_however_many_they_are(archive):
    assert ARTICLES * TAGS > MOST
    query = Query(expression=parse("ferry"), facets=("tag", "byline", "speaker"), facet_size=3)
    found = archive.search(query)
    tag, byline, speaker = (found.facets[name] for name in query.facets)
    assert [(value.value, value.count) for value in tag.values] == [("Ferry", ARTICLES), ("Tag 0-0", 1), ("Tag 0-1", 1)]
    assert (tag.other, tag.missing) == (ARTICLES * TAGS - 2, 0)
    assert (byline.other, byline.missing) == (ARTICLES * AUTHORS - 3, 0)
    assert (speaker.values[0].count, speaker.other) == (ARTICLES // 2, ARTICLES // 2 - 2)


def test_a_page_of_them_tells_how_many_there_are(archive):
    page = archive.values(Query(expression=parse("ferry"), size=5), "tag", "tag 217-2")
    assert (page.total, page.values[0].value, page.values[0].archive) == (31, "Tag 217-2", 1)


def test_those_of_one_speaker_are_counted_too(archive, monkeypatch):
    query = Query(speakers=("Ann Roe",), facets=("speaker", "tag"), facet_size=2)
    expected = archive.search(query).facets
    monkeypatch.setattr(execution, "MOST", 4)
    assert archive.search(query).facets == expected


STEMS = ("a", "ab", "net", "大学", "ferry", "harbourmaster")


def slips(word):
    """A word with letters more, less, other and in other places: mostly two edits away."""
    once = {
        word[:at] + more + word[at + less :] for at, less in product(range(len(word) + 1), (0, 1)) for more in ("", "x")
    }
    return once | {word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in range(len(word))}


def test_all_words_so_many_edits_away_are_found(tmp_path):
    some = {two for one in STEMS for other in slips(one) for two in (other, *slips(other))}
    read = {word for one in some for word in words(one)}
    with on_cluster(tmp_path, [article("a", "Words", " ".join(sorted(some)))]) as searcher:
        snapshot, _ = searcher._newest()
        for word, edits in product(STEMS, (1, 2)):
            expected = sorted(other for other in read if distance(word, other, edits) <= edits)
            assert list(words_of(snapshot, Fuzzy(word, edits), ("body",))) == expected
