"""More like this: the same articles from every engine, on the same subject, and no copies."""

import random
from dataclasses import replace

import pytest

from index.article import Article, content_hash
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.searcher import open_searcher
from search.similar import MOST, Subject
from tests.numpy_alone import NumpyAlone
from tests.test_conformance import ENGINES, opened
from web.app import create_app


def article(name, title, body="", **more):
    return Article(name, title=title, body=body, content_hash=content_hash(title, body), **more)


REEF = "Divers counted corals on the reef, and the bleached corals of the lagoon were more than last year."
ARCHIVE = [
    article("reef", "Corals bleached", REEF, tags=("Oceans",)),
    article("again", "Corals bleached", REEF, tags=("Oceans",)),
    article("lagoon", "A lagoon recovers", "The corals of the lagoon grow again, divers said."),
    article("lagoon2", "A lagoon recovers", "The corals of the lagoon grow again, divers said."),
    article("tagged", "Trawlers", "Nothing else.", tags=("Oceans",)),
    article("budget", "The budget", "Ministers argued about the budget for 2016."),
    article("figures", "Figures", "2016 2016 2016"),
    article("empty", ""),
]


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory):
    with opened(request.param, str(tmp_path_factory.mktemp("similar")), ARCHIVE[:3], ARCHIVE[3:]) as found:
        yield found


def like(searcher, name, n=10):
    return [hit.id for hit in searcher.similar(name, n)]


def test_articles_of_the_same_words_or_tags_are_similar_the_likest_first(searcher):
    assert like(searcher, "reef") == ["lagoon", "tagged"]
    assert like(searcher, "reef", 1) == ["lagoon"]
    assert like(searcher, "reef", 0) == []


def test_neither_copies_of_the_article_nor_two_copies_of_another_are_listed(searcher):
    assert "reef" not in like(searcher, "again")
    assert like(searcher, "lagoon") == like(searcher, "lagoon2") == ["again"]


def test_copies_however_many_cost_one_search():
    copies = [replace(ARCHIVE[0], id=f"copy{at}") for at in range(6)]
    asked = []

    class Counted(LinearSearcher):
        def search(self, query):
            asked.append(query)
            return super().search(query)

    assert like(Counted([*ARCHIVE, *copies]), "reef", 1) == ["lagoon"]
    assert len(asked) == 1


def test_as_many_as_a_page_holds_are_found_beside_the_article_itself(searcher, monkeypatch):
    monkeypatch.setattr("search.similar.MAX_SIZE", 2)
    assert like(searcher, "reef", 2) == ["lagoon", "tagged"]


def test_a_hit_tells_the_words_in_common(searcher):
    assert set(searcher.similar("reef", 1)[0].matched_terms) == {"corals", "lagoon", "divers"}


@pytest.mark.parametrize("name", ["budget", "figures", "empty", "nowhere"])
def test_numbers_and_function_words_are_no_subject(searcher, name):
    assert like(searcher, name) == []


def test_common_words_tell_nothing():
    subject = Subject.of(article("x", "the reef", "reef corals corals unknown"))
    read = subject.question(1000, {"reef": 51, "coral": 50, "unknown": 1})
    assert [leaf.word for leaf in read.expression.root.children] == ["corals"]
    assert subject.question(1000, {}) is None


def test_a_question_has_a_bounded_number_of_words():
    subject = Subject.of(article("x", "", " ".join(f"word{n}" for n in range(200))))
    assert len(subject.question(1000, dict.fromkeys(subject.times, 2)).expression.root.children) == MOST


WORDS = [f"{letter}{rest}" for letter in "bdfgklmnprst" for rest in ("armer", "olling", "ipped", "ust", "ent")]


def drawn(rng, name, others):
    if others and rng.random() < 0.2:
        return replace(rng.choice(others), id=name)
    subject = rng.sample(WORDS, 8)
    body = " ".join(rng.choices([*subject, *WORDS, "the", "1987"], k=rng.randrange(60)))
    tags = tuple(rng.sample(WORDS[:9], rng.randrange(3)))
    return article(name, " ".join(rng.choices(WORDS, k=3)), body, tags=tags, published=rng.choice([None, "2015-05"]))


@pytest.mark.parametrize("seed", range(3))
def test_engines_agree_through_commits_and_deletions(tmp_path, seed):
    rng, kept = random.Random(seed), {}
    with open_writer(str(tmp_path)):
        pass
    with open_searcher(str(tmp_path)) as searcher:
        for _ in range(3):
            with open_writer(str(tmp_path)) as writer:
                for name in map(str, rng.sample(range(80), 25)):
                    kept[name] = drawn(rng, name, list(kept.values()))
                    writer.put(kept[name])
                for name in rng.sample(sorted(kept), 6):
                    writer.drop(name)
                    del kept[name]
            linear = LinearSearcher(kept.values())
            for name in rng.sample(sorted(kept), 6):
                for n in (1, 5):
                    expected = linear.similar(name, n)
                    for engine in (searcher, NumpyAlone(searcher)):
                        found = engine.similar(name, n)
                        assert [hit.id for hit in found] == [hit.id for hit in expected]
                        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected])


@pytest.fixture(scope="module")
def site():
    return create_app(LinearSearcher(ARCHIVE)).test_client()


def test_the_api_gives_copies_and_similar_articles(site):
    found = site.get("/api/v1/articles/reef/similar?size=1").json
    assert [one["id"] for one in found["copies"]["items"]] == ["again"]
    assert [one["id"] for one in found["similar"]] == ["lagoon"]
    assert found["similar"][0]["url"] == "/a/lagoon"
    assert found["links"]["html"] == "/a/reef/similar"


@pytest.mark.parametrize(
    ("path", "status"),
    [("nowhere/similar", 404), ("reef/similar?page=2", 400), ("reef/similar?size=101", 400)],
)
def test_the_api_refuses_what_is_not_there(site, path, status):
    assert site.get(f"/api/v1/articles/{path}").status_code == status


def test_an_article_leads_to_those_like_it(site):
    assert "/a/reef/similar" in site.get("/a/reef").text
    shown = site.get("/a/reef/similar")
    assert shown.status_code == 200
    assert "/a/lagoon" in shown.text
    assert "/a/again" not in shown.text
    assert "No other article" in site.get("/a/budget/similar").text
    assert site.get("/a/nowhere/similar").status_code == 404
