"""The roles of docs/cluster.md name all that is asked of a cluster.

The nodes of the tests have no security plugin: what each request needs is told here, as that plugin's documentation
does, and its groups of actions are those that it comes with.
"""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from opensearchpy import Transport

from index.building.build import build
from index.building.rebuild import rebuild
from index.opensearch.health import state_of
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.cluster.test_writing import place, sources
from tests.clusters import location

assert place
NEEDED = {
    "GET /_doc": "indices:data/read/get",
    "PUT /_doc": "indices:data/write/index",
    "POST /_update": "indices:data/write/update",
    "POST /_bulk": "indices:data/write/bulk",
    "POST /_mget": "indices:data/read/mget",
    "POST /_msearch": "indices:data/read/msearch",
    "POST /_search": "indices:data/read/search",
    "POST /_count": "indices:data/read/search",
    "POST /_search/point_in_time": "indices:data/read/point_in_time/create",
    "DELETE /_search/point_in_time": "indices:data/read/point_in_time/delete",
    "POST /_refresh": "indices:admin/refresh",
    "GET /_mapping": "indices:admin/mappings/get",
    "GET /_stats": "indices:monitor/stats",
    "GET /_alias": "indices:admin/aliases/get",
    "HEAD /_alias": "indices:admin/aliases/get",
    "POST /_aliases": "indices:admin/aliases",
    "HEAD ": "indices:admin/get",
    "PUT ": "indices:admin/create",
    "DELETE ": "indices:admin/delete",
    "GET /_cluster/health": "cluster:monitor/health",
}
OF_CLUSTER = ("cluster:", "indices:data/write/bulk", "indices:data/read/mget", "indices:data/read/msearch")
GROUPS = {
    "read": ["indices:data/read*", "indices:admin/mappings/fields/get*", "indices:admin/resolve/index"],
    "write": ["indices:data/write*", "indices:admin/mapping/put"],
    "create_index": ["indices:admin/create", "indices:admin/mapping/put"],
}


@pytest.fixture
def asked(monkeypatch):
    """The actions that requests need."""
    found, send = set(), Transport.perform_request

    def noted(self, method, url, *args, **more):
        path = re.match(r"(?:/t[0-9a-f]{16}[-\d]*)?((?:/_search/point_in_time|/_cluster/health|/_\w+)?)", url)[1]
        found.add(NEEDED[f"{method} {path}"])
        return send(self, method, url, *args, **more)

    monkeypatch.setattr(Transport, "perform_request", noted)
    return found


def allowed(role, action):
    page = Path("docs/cluster.md").read_text()
    told = yaml.safe_load(re.search(r"```yaml\n(pullquote_read:.*?)```", page, re.S)[1])[role]
    ((_, given),) = [(one["index_patterns"], one["allowed_actions"]) for one in told["index_permissions"]]
    own = told["cluster_permissions"] if action.startswith(OF_CLUSTER) else given
    return any(fnmatch(action, pattern) for name in own for pattern in GROUPS.get(name, [name]))


def test_who_writes_may_do_what_writing_takes(place, tmp_path, asked):
    paths = sources(tmp_path / "news", one="A ferry sank in the harbour.", two="The harbour was closed for a day.")
    build(paths, location(place))
    (tmp_path / "news" / "one.txt").write_text("One\n\nA barge sank in the harbour.")
    build(paths, location(place), prune=True)
    rebuild(location(place), prune=True)
    state_of(location(place))
    assert {"indices:admin/create", "indices:admin/aliases", "indices:data/write/bulk"} < asked
    assert [action for action in sorted(asked) if not allowed("pullquote_write", action)] == []


def test_who_reads_may_do_what_reading_takes_and_no_more(place, tmp_path, asked):
    paths = sources(tmp_path / "news", one="A ferry sank in the harbour.", two="The harbour was closed for a day.")
    build(paths, location(place))
    asked.clear()
    with open_searcher(location(place)) as searcher:
        searcher.search(Query(expression=parse("har* ferri~2"), facets=("tag", "speaker"), histogram="month"))
        searcher.suggest("fer")
        searcher.timeline(Query())
        searcher.info()
        assert len(list(searcher.articles())) == 2
    state_of(location(place))
    assert [action for action in sorted(asked) if not allowed("pullquote_read", action)] == []
    assert not any(allowed("pullquote_read", action) for action in ("indices:data/write/index", "indices:admin/delete"))
