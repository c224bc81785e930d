"""As-you-type: every engine completes alike, and what it offers is there."""

import random

import pytest

from benchmarks.suggest import lines
from index.analysis import stem
from index.article import Article, Quote, content_hash
from index.errors import QueryError
from index.manifest import ALIASES
from index.owner.aliases import read_aliases
from index.writer import open_writer
from search.columnar.word_counts import _CHANGED
from search.completing import shared
from search.linear_searcher import LinearSearcher
from search.query import Query
from search.results import COMPLETED, Completion
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone
from tests.test_conformance import ENGINES, opened
from web.app import create_app


def article(name, title="", body="", *, tags=(), speakers=(), day=None):
    quotes = tuple(
        Quote(f"{name}.q{n}", "So it is.", ((0, 0),), who, source_type="named") for n, who in enumerate(speakers)
    )
    return Article(
        name, title=title, body=body, tags=tags, quotes=quotes, published=day, content_hash=content_hash(title, body)
    )


ARCHIVE = [
    article("a", "The Fall of Ramadi", "Rams and ramparts.", tags=("Iraq", "Iraqi Army"), day="2015-05-18",
            speakers=("John Kerry",)),
    article("b", "Falling prices", "The ram of Ramadi. Rams, rams.", tags=("iraq", "Kerry County"), day="2015-05-19"),
    article("c", "the fall of RAMADI", "It rained.", tags=("Armées",), day="2015-05-20", speakers=("John Kerry",)),
    article("d", "Da’esh and the andes", "U.S. talks", speakers=("Jane Kerrigan",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kinds", "offered"),
    [
        ("jon kery", "speaker", ["John Kerry"]),
        ("kerrigen", "speaker,title", ["Jane Kerrigan"]),
        ("kerrigen", "title", []),
        ("xyzzyx", "speaker", []),
        (" ".join(["kerrigen"] * 30), "speaker", []),
    ],
)
def test_of_a_text_that_becomes_nothing_near_names_are_suggested(searcher, typed, kinds, offered):
    found = create_app(searcher).test_client().get(f"/api/v1/suggest?q={typed}&kind={kinds}").json["suggestions"]
    assert [one["text"] for one in found] == offered
    assert all(one["count"] == searcher.count(Query(speakers=(one["value"],))) for one in found)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory):
    with opened(request.param, str(tmp_path_factory.mktemp("suggest")), ARCHIVE[:3], ARCHIVE[3:]) as found:
        yield found


def texts(searcher, typed, *kinds, n=10):
    return [(one.text, one.count) for one in searcher.suggest(typed, n, kinds or COMPLETED)]


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("tag", "ira", [("Iraq", 2), ("Iraqi Army", 1)]),
        ("tag", "IRÁQ", [("Iraq", 2), ("Iraqi Army", 1)]),
        ("tag", "arm", [("Armées", 1), ("Iraqi Army", 1)]),  # what begins so comes first
        ("tag", "iraqi a", [("Iraqi Army", 1)]),
        ("tag", "army iraqi", []),
        ("speaker", "kerr", [("John Kerry", 2), ("Jane Kerrigan", 1)]),
        ("speaker", "john k", [("John Kerry", 2)]),
        ("title", "fall of ram", [("the fall of RAMADI", 1)]),  # the newest of those with the same words
        ("title", "fal", [("the fall of RAMADI", 1), ("Falling prices", 1)]),
        ("title", "da'e", [("Da’esh and the andes", 1)]),
        ("title", "of fall", []),
        ("query", "ram", [("ramadi", 3), ("rams", 2), ("ramparts", 1)]),
        ("query", "fall of ram", [("fall of ramadi", 3), ("fall of rams", 2), ("fall of ramparts", 1)]),
        ("query", "prices ram", [("prices rams", 1), ("prices ramadi", 1)]),
        ("query", "Fall Ramad", [("Fall ramadi", 3)]),
        ("query", "an", [("andes", 1)]),  # and is a function word
        ("query", "u.s. ta", []),  # a phrase: only words go on
        ("query", '"fall of ram', []),
        ("query", "tag:ira", []),
        ("query", "((((", []),
    ],
)
def test_a_text_is_completed(searcher, kind, typed, expected):
    assert texts(searcher, typed, kind) == expected


def test_every_count_is_what_choosing_it_gives(searcher):
    for one in searcher.suggest("r", 20) + searcher.suggest("k", 20) + searcher.suggest("the r", 20):
        asked = {
            "tag": Query(tags=(one.value,)),
            "speaker": Query(speakers=(one.value,)),
            "query": Query(expression=parse(one.value)),
        }
        if one.kind == "title":
            assert searcher.get(one.value).title == one.text
        else:
            assert searcher.search(asked[one.kind]).total.value == one.count


@pytest.mark.parametrize("engine", ENGINES)
def test_the_most_frequent_word_of_a_stem_is_counted_over_all_commits(engine, tmp_path):
    batches = (
        [article("a", "", "wars wars wars war")],
        [article("b", "war", "war war war")],
        [article("c", "", "peace")],
    )
    with opened(engine, str(tmp_path), *batches) as searcher:
        assert texts(searcher, "wa", "query") == [("war", 2)]


def bodies(name, times):
    """Return articles such that each word is in as many of them as are told."""
    most = max(times.values())
    return [article(f"{name}{at}", "", " ".join(w for w, many in times.items() if at < many)) for at in range(most)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("commits", "typed", "expected"),
    [
        pytest.param(
            [{**{f"sho{letter}{at}x": 3 for letter in "abcde"}, "shore": 2} for at in range(3)],
            "sho",
            [("shore", 6)],
            id="deep-in-each-list",
        ),
        pytest.param(
            [{"runna": 5, "runnb": 2, "runnc": 2, "runnd": 2, "runne": 2, "running": 1}, {"runs": 9, "peace": 9}],
            "runn",
            [("running", 10)],
            id="deep-in-one-list-and-spelt-otherwise-in-another",
        ),
    ],
)
def test_the_most_frequent_stem_is_found_wherever_it_stands(engine, tmp_path, commits, typed, expected):
    batches = [bodies(f"c{number}-", times) for number, times in enumerate(commits)]
    with opened(engine, str(tmp_path), *batches) as searcher:
        assert texts(searcher, typed, "query", n=1) == expected


@pytest.mark.parametrize("word", ["dying", "ties", "skies", "happily", "relational", "hopping", "gently", "skis"])
def test_a_word_begins_with_its_stem_but_for_two_letters(word):
    assert word.startswith(stem(word)[:-_CHANGED] or stem(word)[:1])


def test_kinds_share_the_places(searcher):
    kinds = [one.kind for one in searcher.suggest("ra", 3, ("query", "title"))]
    assert kinds == ["query", "query", "title"]
    assert [one.kind for one in searcher.suggest("ra", 2, ("title", "query"))] == ["title", "query"]


def test_what_a_kind_leaves_others_take():
    found = {kind: [Completion(kind, str(at), 1) for at in range(many)] for kind, many in (("tag", 1), ("query", 9))}
    assert [one.kind for one in shared(found, 4)] == ["tag", "query", "query", "query"]


@pytest.mark.parametrize("typed", ["", " ", "…", "\ud800", "r" * 201])
def test_nothing_is_completed_where_nothing_is_begun(searcher, typed):
    assert searcher.suggest(typed) == []


def test_there_are_no_other_kinds(searcher):
    with pytest.raises(QueryError, match="kind is one of tag, speaker, query, title, not 'source'"):
        searcher.suggest("a", kinds=("source",))


WORDS = ["net", "nets", "netted", "new", "war", "wars", "the", "then", "Ramadi", "U.S.", "Da’esh", "北京大学", "née"]
NAMES = ["Ann Roe", "ann roe", "A. Roe", "Nan Ware", "Net Nought", "Da’esh", "Dae War"]
ALIASED = ("", "tag: Net War = New War, wars\n", "speaker: Ann Roe = Nan Ware\ntag: née = net\n")


def drawn(rng, name):
    title, body = (" ".join(rng.choices(WORDS, k=rng.randrange(6))) for _ in range(2))
    tags = {" ".join(rng.choices(WORDS[:6], k=rng.randrange(1, 3))) for _ in range(rng.randrange(3))}
    day = rng.choice([None, "2015-05-18", "2015-05-19", "2014"])
    speakers = rng.sample(NAMES, rng.randrange(3))
    return article(name, title, body, tags=tuple(sorted(tags)), day=day, speakers=tuple(speakers))


@pytest.mark.parametrize("seed", range(4))
def test_engines_agree_through_commits_and_deletions(tmp_path, seed):
    rng, kept = random.Random(seed), {}
    with open_writer(str(tmp_path)):
        pass
    with open_searcher(str(tmp_path)) as searcher:
        for _ in range(6):
            (tmp_path / ALIASES).write_text(rng.choice(ALIASED))
            with open_writer(str(tmp_path)) as writer:
                for name in map(str, rng.sample(range(40), 12)):
                    kept[name] = drawn(rng, name)
                    writer.put(kept[name])
                for name in rng.sample(sorted(kept), 5):
                    writer.drop(name)
                    del kept[name]
            linear = LinearSearcher(kept.values(), read_aliases(tmp_path))
            for typed in (
                "n",
                "ne",
                "net",
                "nets",
                "w",
                "the n",
                "net w",
                "r",
                "a",
                "an",
                "roe",
                "u s",
                "北",
                "d",
                "xx",
            ):
                for n in (1, 2, 10):
                    expected = linear.suggest(typed, n)
                    assert searcher.suggest(typed, n) == expected
                    assert NumpyAlone(searcher).suggest(typed, n) == expected


@pytest.fixture(scope="module")
def site():
    return create_app(LinearSearcher(ARCHIVE)).test_client()


def test_the_api_gives_completions_with_the_addresses_of_what_they_find(site):
    found = site.get("/api/v1/suggest?q=kerr&kind=speaker,tag").json
    assert found == {
        "q": "kerr",
        "suggestions": [
            {"kind": "speaker", "text": "John Kerry", "count": 2, "value": "john-kerry",
             "url": "/search?speaker=john-kerry"},
            {"kind": "speaker", "text": "Jane Kerrigan", "count": 1, "value": "jane-kerrigan",
             "url": "/search?speaker=jane-kerrigan"},
            {"kind": "tag", "text": "Kerry County", "count": 1, "value": "Kerry County",
             "url": "/search?tag=Kerry+County"},
        ],
    }  # fmt: skip
    urls = {
        one["kind"]: one["url"] for one in site.get("/api/v1/suggest?q=the fall of rama&size=2").json["suggestions"]
    }
    assert urls == {"query": "/search?q=the+fall+of+ramadi", "title": "/a/c"}


def test_every_address_leads_somewhere(site):
    for typed in ("r", "k", "i", "d", "fall of r"):
        for one in site.get(f"/api/v1/suggest?q={typed}").json["suggestions"]:
            assert site.get(one["url"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [("kind=source", "kind"), ("size=x", "size"), ("size=101", "size"), ("tag=x", "tag"), ("q=a&q=b", "q")],
)
def test_the_api_refuses_what_it_does_not_know(site, asked, parameter):
    answer = site.get(f"/api/v1/suggest?{asked}")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json["errors"]] == [parameter]


@pytest.mark.parametrize("asked", ["", "?q=", "?q=((((((", "?q=%22fall+of&size=0", "?q=%00"])
def test_a_text_that_is_no_query_yet_is_no_error(site, asked):
    assert site.get(f"/api/v1/suggest{asked}").json["suggestions"] == []


def test_browsers_are_answered_in_their_form(site):
    answer = site.get("/suggest?q=ram")
    assert answer.mimetype == "application/x-suggestions+json"
    assert answer.json == ["ram", ["ramadi", "rams", "ramparts"]]
    assert site.get("/suggest").json == ["", []]


def test_a_word_that_may_be_meant_is_a_link_with_its_hits(site):
    shown = site.get("/search?q=ramadu").text
    assert '<a href="/search?q=ramadi">' in shown
    assert "3 articles" in shown
    assert "Did you mean" not in site.get("/search?q=ramadu&from=2019").text  # where that finds nothing either


def test_what_completions_take_is_measured():
    found = list(lines(LinearSearcher(ARCHIVE), 4))
    assert [line.split("  ")[0] for line in found][-2:] == ["behind two words", "similar articles"]
    assert all(" ms" in line for line in found)
