"""What the first hits for any of some words share counts among the foremost, and nothing else changes by it."""

from dataclasses import replace

import pytest

from index.article import Article, content_hash
from index.writer import open_writer
from search import feedback, ranking
from search.linear_searcher import LinearSearcher
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone

OTHERS = ("mill", "barn", "plough", "orchard", "fence", "ditch", "meadow", "hedge", "stable", "paddock", "well")


def article(name, body, title="Note"):
    return Article(id=name, title=title, body=body, content_hash=content_hash(title, body))


def floods():
    """Four articles on a flood by its own words, one by half of them, two by one: of these one shares the subject."""
    for number in range(4):
        yield article(f"flood{number}", f"The flood rose over the dam {'again ' * number} and sluice gates broke")
    yield article("alike", "When the flood came the sluice stood open and gates broke at night in town")
    yield article("unlike", "When the flood came the market stood open and shops closed at night in town")
    for at, word in enumerate(OTHERS):
        yield article(f"other{at:02}", f"A {word} was sold to the farmer of the town")


@pytest.fixture(params=["columnar", "numpy", "linear"], scope="module")
def searcher(request, tmp_path_factory):
    if request.param == "linear":
        yield LinearSearcher(floods())
        return
    folder = str(tmp_path_factory.mktemp("feedback") / "index")
    with open_writer(folder) as writer:
        for one in floods():
            writer.put(one)
    with open_searcher(folder) as opened:
        yield NumpyAlone(opened) if request.param == "numpy" else opened


def scores(searcher, text, mode="any", **more):
    query = Query(parse(text, mode), mode=mode, size=100, highlight=False, **more)
    return {hit.id: hit.score for hit in searcher.search(query).hits}


def test_what_has_the_words_of_the_first_hits_comes_before_what_has_not(searcher, monkeypatch):
    found = scores(searcher, "flood dam")
    assert found["alike"] > found["unlike"]
    monkeypatch.setattr(feedback, "ALIKE", 0)
    plain = scores(searcher, "flood dam")
    assert plain["alike"] == pytest.approx(plain["unlike"])
    assert plain.keys() == found.keys()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        pytest.param("flood dam", "all", id="all-of-the-words"),
        pytest.param("flood OR dam", "all", id="an-operator"),
        pytest.param("flood", "any", id="a-single-word"),
        pytest.param("the flood", "any", id="a-single-subject"),
        pytest.param("title:note flood", "any", id="a-field"),
        pytest.param("flood dam -shops", "any", id="what-must-not-be-there"),
    ],
)
def test_any_other_query_scores_by_its_own_words(searcher, monkeypatch, text, mode):
    found = scores(searcher, text, mode)
    monkeypatch.setattr(feedback, "ALIKE", 0)
    assert scores(searcher, text, mode) == found


def test_a_shared_word_that_only_ranks_is_not_what_matched(searcher):
    query = Query(parse("flood dam", "any"), mode="any", highlight=False)
    assert {one for hit in searcher.search(query).hits for one in hit.matched_terms} == {"flood", "dam"}


def test_hits_of_one_score_are_first_together_or_not_at_all():
    assert feedback.first_above([3.0] * feedback.FIRST + [2.0]) < 3
    assert feedback.first_above([3.0, *[2.0] * feedback.FIRST]) > 2
    assert feedback.first_above([3.0, 2.0]) == 0


def test_function_words_and_numbers_tell_nothing():
    texts = feedback.read("The mayors", "1987 and mayor's")
    assert feedback.frequencies(texts, {"title": 2.0, "body": 0.5}.__getitem__) == {"mayor": 2.5}


def test_what_only_one_shares_or_many_articles_have_tells_nothing():
    first = [
        feedback.First(2.0, {"dam": 1.0, "town": 1.0, "lone": 1.0}),
        feedback.First(1.0, {"dam": 1.0, "town": 1.0}),
    ]
    df = {"dam": 20, "town": 101, "lone": 1}
    assert list(feedback.values(feedback.shared(first), 1000, df.__getitem__)) == ["dam"]


def note(number):
    """The longer a body, the less a word of it counts; every third is on one subject."""
    own = "sluice gates broke" if number % 3 == 0 else "market shops closed"
    body = f"flood {'dam ' * (number % 4)} {own} {OTHERS[number % 11]} {'filler ' * (number % 13)}"
    return replace(article(f"a{number:02}", body), published=f"20{number % 15 + 1:02}-05-01")


@pytest.fixture(params=["columnar", "numpy"], scope="module")
def many(request, tmp_path_factory):
    folder, articles = str(tmp_path_factory.mktemp("many") / "index"), list(map(note, range(60)))
    for some in (articles[:25], articles[25:]):
        with open_writer(folder) as writer:
            for one in some:
                writer.put(one)
            for gone in ("a03", "a30"):
                writer.drop(gone)
    with open_searcher(folder) as opened:
        kept = [one for one in articles if one.id not in ("a03", "a30")]
        yield NumpyAlone(opened) if request.param == "numpy" else opened, LinearSearcher(kept)


@pytest.mark.parametrize("sort", ["relevance", "recent"])
def test_every_page_is_in_one_order(many, monkeypatch, sort):
    monkeypatch.setattr(ranking, "FOREMOST", 20)
    searcher, yardstick = many
    query = Query(parse("flood dam", "any"), mode="any", size=7, sort=sort, highlight=False)
    expected = yardstick.search(replace(query, size=100)).hits
    pages, cursor = [], None
    while not pages or cursor:
        results = searcher.search(replace(query, cursor=cursor))
        pages, cursor = [*pages, *results.hits], results.cursor
    assert [hit.id for hit in pages] == [hit.id for hit in expected]
    assert [hit.score for hit in pages] == pytest.approx([hit.score for hit in expected])
    assert [hit.score for hit in pages] == sorted((hit.score for hit in pages), reverse=True)


def test_only_the_foremost_score_more(many, monkeypatch):
    monkeypatch.setattr(ranking, "FOREMOST", 20)
    more = scores(many[0], "flood dam")
    monkeypatch.setattr(feedback, "ALIKE", 0)
    plain = scores(many[0], "flood dam")
    raised = [name for name, score in more.items() if score > plain[name]]
    assert 0 < len(raised) <= 20
    assert set(raised) <= set(list(plain)[:20])


def test_words_of_thousands_of_letters_are_not_kept_in_memory():
    kept = feedback._known.cache_info().currsize
    assert feedback.frequencies([("body", "水" * 20_000)], lambda field: 1.0)
    assert feedback._known.cache_info().currsize == kept
