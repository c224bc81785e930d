"""In which order articles come that hold what was asked for: alike in every engine."""

import random
from dataclasses import replace

import pytest
from msgspec import structs

from index.article import Article, Quote, content_hash
from index.writer import open_writer
from search import ranking
from search.linear_searcher import LinearSearcher
from search.proximity import closeness
from search.query import Phrase, Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone


def article(name, title, body, day=None, quotes=()):
    return Article(
        id=name, title=title, body=body, published=day, quotes=quotes, content_hash=content_hash(title, body)
    )


# Of each pair both have the same words equally often, in texts of equal length.
ARTICLES = [
    article("apart", "Mayor speaks", "Talks began late and the peace held for a day"),
    article("beside", "Mayor speaks", "Late and for a day the peace talks began held"),
    article("turned", "Council meets", "Bridge closed as the river toll was due in the town"),
    article("title", "Toll bridge", "The river closed in as it was due soon in the town"),
    article("title-apart", "Bridge without a toll", "The river closed in as it was due soon in the town"),
    article("few", "Milk", "The farmer asked, and a farmer answered"),
    article("many", "Milk", "The farmer asked, and the town hall answered"),
    article("walk", "Path", "They walk along the shore"),
    article("walking", "Path", "They go walking the shore"),
    article("in-text", "Notice", "The ferry is late again"),
    article("in-title", "Ferry notice", "The boat is late again"),
    article("old", "Harvest", "A harvest fair opened", "1999-07-01"),
    article("middle", "Harvest", "A harvest fair opened on the green", "2014-07-01"),
    article("new", "Harvest", "A harvest fair opened on the green by the mill", "2015-07-01"),
    article("undated", "Harvest", "A harvest fair opened here"),
    article("far", "Port", "The harbour was shut at noon and all ships left before strike"),
    article("round", "Port", "The strike at the harbour ended noon and all ships then left"),
    article("near", "Port", "The harbour workers strike ended at noon and all ships then left"),
    article("together", "Port", "The harbour strike ended at noon and all the ships then left"),
]


@pytest.fixture(params=["columnar", "numpy", "linear"], scope="module")
def searcher(request, tmp_path_factory):
    if request.param == "linear":
        yield LinearSearcher(ARTICLES)
        return
    folder = str(tmp_path_factory.mktemp("ranking") / "index")
    with open_writer(folder) as writer:
        for one in ARTICLES:
            writer.put(one)
    with open_searcher(folder) as opened:
        yield NumpyAlone(opened) if request.param == "numpy" else opened


def ids(searcher, text, **more):
    return [hit.id for hit in searcher.search(Query(parse(text), size=100, **more)).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("peace talks", ["beside", "apart"], id="beside-each-other-in-the-text"),
        pytest.param("toll bridge", ["title", "title-apart", "turned"], id="in-the-title"),
        pytest.param("peace talks began", ["beside", "apart"], id="three-words"),
    ],
)
def test_words_that_stand_as_the_phrase_they_make_rank_first(searcher, text, expected):
    assert ids(searcher, text) == expected
    assert searcher.search(Query(parse(text))).total.value == len(expected)


def test_the_nearer_words_stand_the_higher_they_rank(searcher):
    assert ids(searcher, "harbour strike") == ["together", "near", "round", "far"]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param("a b", "a b", 1, id="the-phrase"),
        pytest.param("a b", "a b a b", 2, id="twice"),
        pytest.param("a b", "a x b", 1 / 2, id="one-word-between"),
        pytest.param("a b", "b a", 1 / 3, id="turned-round"),
        pytest.param("a b", "a x x x x x x x x b", 1 / 9, id="as-far-as-counts"),
        pytest.param("a b", "a x x x x x x x x x b", 0, id="too-far"),
        pytest.param("a b", "a x x b a", 1 / 3 + 1 / 3, id="each-place-of-the-first"),
        pytest.param("a b c", "a b x c", 1 / 2, id="the-farthest-of-three"),
        pytest.param("a b", "a x", 0, id="not-there"),
        pytest.param("a a", "a a x a", 1, id="no-word-stands-for-two"),
    ],
)
def test_how_close_words_stand_to_the_phrase_they_make(phrase, text, expected):
    assert closeness(phrase.split(), text.split()) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("peace talks", ("peace", "talks")),
        ("peace AND talks", ("peace", "talks")),
        ("fall of ramadi", ("fall", "of", "ramadi")),
        ("peace", None),
        ("of the", None),
        ("peace OR talks", None),
        ("peace -talks", None),
        ("title:peace talks", None),
        ('"peace talks" began', None),
        ("one two three four five six seven", None),
    ],
)
def test_only_a_few_words_that_must_all_be_there_make_a_phrase(text, phrase):
    assert ranking.as_phrase(parse(text).root) == (phrase and Phrase(phrase))


def test_any_of_the_words_make_no_phrase():
    assert ranking.as_phrase(parse("peace talks", "any").root, "any") is None


def near_or_apart(number):
    """Every third has the words side by side; the longer a body, the less a word of it counts."""
    words = "peace talks held" if number % 3 == 0 else "peace held talks"
    return article(f"a{number:02}", "Note", f"{words} {'filler ' * (number * 7 % 40)}")


@pytest.fixture(params=["columnar", "numpy"], scope="module")
def many(request, tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("many") / "index")
    articles = [*map(near_or_apart, range(40)), replace(near_or_apart(0), id="a40")]
    for start in (0, 13):
        with open_writer(folder) as writer:
            for one in articles[start : 13 if start == 0 else None]:
                writer.put(one)
    with open_searcher(folder) as opened:
        yield NumpyAlone(opened) if request.param == "numpy" else opened, LinearSearcher(articles)


@pytest.mark.parametrize("sort", ["relevance", "recent"])
def test_a_phrase_counts_among_the_foremost_by_words_on_every_page(many, monkeypatch, sort):
    monkeypatch.setattr(ranking, "FOREMOST", 12)
    searcher, yardstick = many
    query = Query(parse("peace talks"), size=7, sort=sort)
    expected = [(hit.id, hit.score) for hit in yardstick.search(replace(query, size=100)).hits]
    pages, cursor = [], None
    while not pages or cursor:
        results = searcher.search(replace(query, cursor=cursor))
        pages, cursor = [*pages, *((hit.id, hit.score) for hit in results.hits)], results.cursor
    assert [name for name, _ in pages] == [name for name, _ in expected]
    assert [score for _, score in pages] == pytest.approx([score for _, score in expected])
    assert [score for _, score in expected] == sorted((score for _, score in expected), reverse=True)
    assert any(int(name[1:]) % 3 == 0 for name, _ in expected[12:])  # these are not lifted


def test_a_phrase_that_only_ranks_is_not_what_matched(searcher):
    assert searcher.search(Query(parse("peace talks"))).hits[0].matched_terms == ("peace", "talks")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("farmer", ["few", "many"], id="best-first-datasette-268"),
        pytest.param("walking", ["walking", "walk"], id="exact-before-other-forms-aleph-3238"),
        pytest.param("ferry", ["in-title", "in-text"], id="a-title-before-a-text-flask-msearch-32"),
    ],
)
def test_what_users_ask_of_other_systems_ranks_first(searcher, text, expected):
    assert ids(searcher, text) == expected


def test_recent_weighs_scores_down_by_age(searcher):
    best = {hit.id: hit.score for hit in searcher.search(Query(parse("harvest"))).hits}
    recent = {hit.id: hit.score for hit in searcher.search(Query(parse("harvest"), sort="recent")).hits}
    assert list(best) == ["old", "undated", "middle", "new"]
    assert list(recent) == ["new", "middle", "old", "undated"]
    assert recent["new"] == best["new"]
    assert recent["middle"] == pytest.approx(best["middle"] / 2)
    assert recent["undated"] / best["undated"] == recent["old"] / best["old"]  # as old as the oldest


@pytest.mark.parametrize("text", ["harvest", "harvest OR fair", "*"])
def test_cursors_lead_through_a_recent_list(searcher, text):
    query = Query(parse(text), sort="recent", size=1)
    results, found = searcher.search(query), []
    while results.hits:
        found += [hit.id for hit in results.hits]
        if not results.cursor:
            break
        results = searcher.search(replace(query, cursor=results.cursor))
    assert found == ids(searcher, text, sort="recent")


@pytest.mark.parametrize("sort", ["relevance", "recent"])
def test_the_first_few_of_many_are_those_of_the_whole_order(sort, tmp_path):
    rng = random.Random(5)
    many = [
        article(f"a{n}", "", " ".join(rng.choices(["oil", "price", "of", "gas"], k=rng.randint(1, 30))), day)
        for n, day in enumerate(rng.choices(["2001-05-06", "2012-11-30", "2013-02-01", None], k=200))
    ]
    with open_writer(str(tmp_path)) as writer:
        for one in many:
            writer.put(one)
    linear = LinearSearcher(many)
    with open_searcher(str(tmp_path)) as opened:
        for text in ("oil", "oil price", "price OR gas", "oil price gas"):
            expected = ids(linear, text, sort=sort)[:3]
            asked = Query(parse(text), sort=sort, size=3)
            for searcher in (opened, NumpyAlone(opened)):
                assert [hit.id for hit in searcher.search(asked).hits] == expected


def test_quotations_are_as_old_as_their_article():
    said = Quote(id="q1", text="We sing", parts=((0, 7),), speaker="Ann Roe")
    days = {"a": "2000-01-01", "b": "2001-01-01"}
    articles = [
        article(name, "", "We sing here", day, (structs.replace(said, id=f"{name}.q1"),)) for name, day in days.items()
    ]
    found = LinearSearcher(articles).search(Query(parse("sing"), of="quotes", sort="recent")).hits
    assert [hit.article for hit in found] == ["b", "a"]


def test_an_archive_without_a_date_ranks_by_score_alone():
    searcher = LinearSearcher([article("a", "", "one two"), article("b", "Two", "one")])
    assert ids(searcher, "two", sort="recent") == ids(searcher, "two") == ["b", "a"]


def test_what_is_dated_to_come_makes_nothing_else_old(tmp_path):
    plain = [article(f"p{year}", "Harvest", "A harvest fair opened", f"{year}-07-01") for year in (1990, 2005, 2015)]
    misdated = article("later", "Harvest", "A harvest fair opened here on the green by the mill", "2999-01-01")
    for number, articles in enumerate((plain, [*plain, misdated])):
        with open_writer(str(tmp_path / str(number))) as writer:
            for one in articles:
                writer.put(one)
        with open_searcher(str(tmp_path / str(number))) as searcher:
            found = [hit for hit in searcher.search(Query(parse("harvest"), sort="recent")).hits if hit.id != "later"]
        yardstick = LinearSearcher(articles).search(Query(parse("harvest"), sort="recent"))
        assert [hit.id for hit in found] == ["p2015", "p2005", "p1990"]
        expected = [hit.score for hit in yardstick.hits if hit.id != "later"]
        assert [hit.score for hit in found] == pytest.approx(expected)
        assert found[1].score == pytest.approx(found[0].score * 365 / (365 + 3652))


@pytest.mark.parametrize("engine", ["columnar", "linear"])
def test_what_is_added_does_not_age_the_hits_after_a_cursor(engine, tmp_path):
    old = [article(f"o{day:02}", "Harvest", "A harvest fair opened", f"2015-07-{day:02}") for day in range(1, 11)]
    query = Query(parse("harvest"), sort="recent", size=5)
    first, then = both_commits(engine, tmp_path, old, [*old, article("new", "Milk", "No fair", "2016-07-01")])
    page = first(query)
    assert not {hit.id for hit in page.hits} & {hit.id for hit in then(replace(query, cursor=page.cursor)).hits}


def both_commits(engine, folder, before, after):
    if engine == "linear":
        return LinearSearcher(before).search, LinearSearcher(after).search
    searchers = []
    for number, articles in enumerate((before, after)):
        with open_writer(str(folder / str(number))) as writer:
            for one in articles:
                writer.put(one)
        searchers.append(open_searcher(str(folder / str(number))))
    return [searcher.search for searcher in searchers]


def test_a_deleted_article_is_not_the_newest(tmp_path):
    kept = [article("a", "Harvest", "A harvest fair", "2010-07-01"), article("b", "Harvest", "A harvest", "2011-07-01")]
    with open_writer(str(tmp_path)) as writer:
        for one in [*kept, article("gone", "Milk", "No fair", "2015-07-01")]:
            writer.put(one)
    with open_writer(str(tmp_path)) as writer:
        writer.drop("gone")
    query = Query(parse("harvest"), sort="recent")
    with open_searcher(str(tmp_path)) as searcher:
        found = [hit.score for hit in searcher.search(query).hits]
    assert found == pytest.approx([hit.score for hit in LinearSearcher(kept).search(query).hits])


def test_all_that_score_as_the_last_of_the_foremost_count_as_phrases(many, monkeypatch):
    monkeypatch.setattr(ranking, "FOREMOST", 1)
    searcher, yardstick = many
    query = Query(parse("peace talks"), size=100)
    scores = {hit.id: hit.score for hit in searcher.search(query).hits}
    assert scores == pytest.approx({hit.id: hit.score for hit in yardstick.search(query).hits})
    assert scores["a00"] == scores["a40"]  # of one text: both are the first
