"""What a page of results costs above its search, and what it weighs: `python benchmarks/page.py INDEX [WORDS]...`.

CPU time of this process, the least of several rounds each: of whole requests, packed as browsers ask for it, and of
the searches of these pages alone. A loaded machine changes both alike; compare them, and not with other days.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import mean
from time import process_time

from search.searcher import Searcher, open_searcher
from search.syntax import parse
from web.app import create_app
from web.params import PAGE

ROUNDS = 12
WORDS = ("oil", "japan trade", '"interest rates"', "bank OR loan", "trade NEAR/5 deficit", "oil -opec")
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def least(act: Callable[[], object]) -> float:
    """Return the least CPU time of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        act()
        times.append(process_time() - start)
    return 1000 * min(times)


def measured(searcher: Searcher, text: str) -> tuple[float, float, int]:
    """Return what a page costs, what its search does, both in milliseconds, and how many bytes are sent."""
    client = create_app(searcher).test_client()
    query = replace(PAGE.defaults, expression=parse(text), sort="relevance")

    def page() -> int:
        return len(client.get("/search", query_string={"q": text}, headers=PACKED).data)

    return least(page), least(lambda: searcher.search(query)), page()


def main(location: str, texts: list[str]) -> None:
    """Print a line for each query, and the mean of what is above the search."""
    searcher, above = open_searcher(location), []
    print(f"{'query':24}  page ms  search ms  above ms   bytes")
    for text in texts or WORDS:
        page, search, sent = measured(searcher, text)
        above.append(page - search)
        print(f"{text:24} {page:8.2f} {search:10.2f} {page - search:9.2f} {sent:7,}")
    print(f"above the search, mean: {mean(above):.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
