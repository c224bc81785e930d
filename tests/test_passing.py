"""One reading of a file: what it keeps of each article."""

import tracemalloc

from index.article import Article
from index.building.passing import Offered, Pass


def test_articles_are_counted_in_the_order_in_which_they_came() -> None:
    offered = Offered()
    for name in ("a", "b", "a"):
        offered.add(name)
    assert (list(offered), len(offered), offered["a"], offered["c"]) == (["a", "b", "a"], 2, 2, 0)
    assert ("b" in offered, "c" in offered, bool(Offered())) == (True, False, False)


def test_a_file_of_many_articles_takes_little_for_each() -> None:
    one = Pass("news.jsonl", 0.0, None, 0)
    tracemalloc.start()
    for number in range(40_000):
        one.offer(f"{number:016x}", Article(f"{number:016x}"))
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert (len(one.offered), taken < 40_000 * 80) == (40_000, True)
