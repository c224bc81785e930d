"""What the searches of one page share: their limit of time, and what they find."""

import pytest

from index.article import Article, content_hash
from index.errors import QueryError
from index.writer import open_writer
from search.allowance import Allowance, one_page
from search.columnar import ready
from search.columnar.execution import Execution
from search.columnar.order import ranked
from search.query import MAX_SECONDS, Query
from search.searcher import open_searcher
from search.syntax import parse
from web.app import create_app


def put(folder, *names):
    with open_writer(str(folder)) as writer:
        for name in names:
            words = content_hash("Ferry", name)
            writer.put(Article(id=name, title="Ferry", body=f"The ferry {name}", tags=("Ports",), content_hash=words))


@pytest.fixture
def searcher(tmp_path):
    put(tmp_path, "one", "two")
    with open_searcher(str(tmp_path)) as found:
        yield found


@pytest.fixture
def clock(monkeypatch):
    """Give what the clock shows, to be set."""
    shown = [0.0]
    for module in ("search.allowance", "search.columnar.matches"):
        monkeypatch.setattr(f"{module}.thread_time", lambda: shown[0])
    return shown


@pytest.fixture
def executed(monkeypatch):
    """Give the queries that were executed."""
    queries = []
    monkeypatch.setattr(ready, "Execution", lambda query, *more: queries.append(query) or Execution(query, *more))
    return queries


def asked(text, **more):
    return Query(parse(text), **more)


def test_all_searches_of_a_page_have_one_limit_of_time(searcher, clock):
    with one_page():
        assert searcher.search(asked("ferry")).total.value == 2
        assert Allowance().left
        clock[0] = MAX_SECONDS + 0.1
        with pytest.raises(QueryError, match="ask for fewer or rarer words"):
            searcher.search(asked("one"))
        assert not Allowance().left
    assert searcher.search(asked("one")).total.value == 1


def test_showing_what_was_found_has_the_limit_too(searcher, clock, monkeypatch):
    def found(*given):
        clock[0] = MAX_SECONDS + 0.1
        return ranked(*given)

    monkeypatch.setattr("search.columnar.answer.ranked", found)
    with pytest.raises(QueryError, match="ask for fewer or rarer words"):
        searcher.search(asked("ferry"))


def test_a_page_asks_once_for_what_several_of_its_parts_count(searcher, executed):
    with one_page():
        found = searcher.search(asked("ferry", facets=("tag",)))
        assert searcher.timeline(found.query).total == found.total.value
        assert searcher.values(found.query, "tag").hits == found.total.value
    assert len(executed) == 1
    searcher.search(found.query)
    assert len(executed) == 2  # nothing is kept for other pages


def test_a_page_keeps_the_last_few_of_its_searches(searcher, executed):
    texts = ["ferry", "one", "two", "ferry one", "ferry two"]
    with one_page():
        for text in [*texts, texts[-1], texts[0]]:
            searcher.search(asked(text))
    assert [query.expression.text for query in executed] == [*texts, texts[0]]


def test_a_page_sees_what_is_committed_meanwhile(searcher, tmp_path):
    with one_page():
        assert searcher.search(asked("ferry")).total.value == 2
        put(tmp_path, "three")
        assert searcher.search(asked("ferry")).total.value == 3


def test_the_list_and_the_chart_of_a_page_are_counted_of_one_search(searcher, executed):
    assert create_app(searcher).test_client().get("/search?q=ferry").status_code == 200
    assert sum(query.of == "articles" for query in executed) == 1
