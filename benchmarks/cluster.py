"""What our layer adds to the cluster's own time, search by search.

    python -m benchmarks.cluster INDEX QUERIES

INDEX is an address as `--index` takes it, QUERIES a file with one in a line. Each search is asked as the page asks
it, ten hits, four facets, months; once before, so that what is remembered of a commit is known. Then its last request,
which finds the hits and counts, is sent again over a bare connection that reads the answer and nothing more. The
difference is what we add: asking for the newest commit and for what a query needs to know first, making the request,
reading the answer, marks and snippets.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any
from urllib.parse import urlencode, urlsplit

from index.opensearch.address import address_of
from search.opensearch.searcher import ClusterSearcher
from search.query import Query
from search.syntax import parse

FACETS = ("tag", "speaker", "source", "year")
_ROUNDS = 5


class Overheard:
    """The requests of a searcher, as they are sent."""

    def __init__(self, searcher: ClusterSearcher) -> None:
        """Listen from now on."""
        self.requests: list[tuple[str, str, dict[str, Any], bytes]] = []
        transport: Any = searcher._client.transport
        self._encode, self._send = transport.serializer.dumps, transport.perform_request
        transport.perform_request = self._noted

    def _noted(self, method: str, url: str, params: Any = None, body: Any = None, **more: Any) -> Any:
        sent = self._encode(body).encode() if isinstance(body, dict) else b""
        self.requests.append((method, url, dict(params or {}), sent))
        return self._send(method, url, params=params, body=body, **more)

    def search(self) -> tuple[str, str, bytes]:
        """Return the last search that was sent."""
        method, url, params, body = [one for one in self.requests if one[1].endswith("_search")][-1]
        return method, f"{url}?{urlencode(params)}", body


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def compared(searcher: ClusterSearcher, heard: Overheard, bare: HTTPConnection, text: str) -> tuple[float, ...]:
    """Return the milliseconds of a search, of the cluster's part of it, of our processor time, and its requests."""
    query = Query(expression=parse(text), facets=FACETS, histogram="month")
    searcher.search(query)
    heard.requests.clear()
    searcher.search(query)
    many, (method, url, body) = len(heard.requests), heard.search()

    def again() -> None:
        bare.request(method, url, body, {"Content-Type": "application/json"})
        bare.getresponse().read()

    ours, engine, started = [], [], thread_time()
    for _ in range(_ROUNDS):
        ours.append(timed(lambda: searcher.search(query)))
    busy = (thread_time() - started) * 1000 / _ROUNDS
    for _ in range(_ROUNDS):
        engine.append(timed(again))
    return min(ours), min(engine), busy, many


def main(arguments: list[str]) -> None:
    """Measure, and print the middle of each."""
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines()
    node = urlsplit(address_of(arguments[0]).nodes[0])
    with ClusterSearcher(arguments[0]) as searcher, closing(HTTPConnection(node.netloc)) as bare:
        heard = Overheard(searcher)
        found = [compared(searcher, heard, bare, text) for text in lines]
    added = [one - other for one, other, _, _ in found]
    print(f"{len(found)} searches, the best of {_ROUNDS} each; milliseconds:")
    print(f"  a search          {median(one for one, *_ in found):6.1f} median")
    print(f"  the cluster's own {median(one for _, one, *_ in found):6.1f}")
    print(f"  added             {median(added):6.1f}, in the slowest tenth {quantiles(added, n=10)[-1]:.1f}")
    print(f"  our processor time{median(one for *_, one, _ in found):6.1f}")
    print(f"  requests          {sum(one for *_, one in found) / len(found):6.1f} on average")


if __name__ == "__main__":
    main(sys.argv[1:])
