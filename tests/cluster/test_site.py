"""The same pages and the same API over a cluster as over articles in memory."""

import json

import pytest

from search.linear_searcher import LinearSearcher
from tests.clusters import on_cluster
from tests.conftest import ARTICLES, hostile_article
from web.app import create_app

HOSTILE = [hostile_article("bad1", "<script>1</script>"), hostile_article("bad2", "lone \ud800 surrogate")]
OWN = {"took_ms", "engine", "revision", "commit", "etag", "request_id"}  # what each engine has of its own

PATHS = [
    "/api/v1/search?q=ramadi&facets=tag,speaker,source,year&size=5",
    "/api/v1/search?q=iraq+OR+bait&sort=newest&histogram=month",
    "/api/v1/search?q=ramady",
    "/api/v1/quotes?q=city",
    "/api/v1/quotes?speaker=Muhannad+Haimour",
    "/api/v1/articles/ramadi",
    "/api/v1/articles/nowhere",
    "/api/v1/suggest?q=ira",
    "/api/v1/facets/tag?q=ramadi",
    "/api/v1/timeline?q=ramadi",
]
PAGES = ["/", "/search?q=ramadi", "/quotes?q=city", "/a/ramadi", "/a/bad1", "/search?q=bait&sort=oldest", "/readyz"]


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    articles = [*ARTICLES, *HOSTILE]
    with on_cluster(tmp_path_factory.mktemp("site"), articles) as cluster:
        yield create_app(LinearSearcher(articles)).test_client(), create_app(cluster).test_client()


def plain(found):
    if isinstance(found, dict):
        return {name: plain(value) for name, value in found.items() if name not in OWN}
    if isinstance(found, list):
        return list(map(plain, found))
    return pytest.approx(found, rel=1e-5) if isinstance(found, float) else found


@pytest.mark.parametrize("path", PATHS)
def test_the_api_answers_the_same(sites, path):
    scan, cluster = (site.get(path) for site in sites)
    assert cluster.status_code == scan.status_code
    assert json.loads(cluster.data).keys() == json.loads(scan.data).keys()
    told = [json.loads(answer.data) for answer in (cluster, scan)]
    assert plain(told[0]) == plain(told[1])


def test_it_tells_how_the_cluster_is(sites):
    told = sites[1].get("/readyz").json["cluster"]
    assert (told["status"] in {"green", "yellow"}, told["nodes"]) == (True, 3)
    assert "cluster" not in sites[0].get("/readyz").json


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there(sites, path):
    assert [site.get(path).status_code for site in sites] == [200, 200]
