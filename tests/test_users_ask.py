"""What users of other systems ask for and no other module tests, each named after one who asked."""

import random

from index.article import Article, content_hash
from index.build import build
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse

PAGE = """<!doctype html><html lang="en"><head><title>Tide Times</title></head><body><article><h1>Tide Times</h1>
<p>The harbour office of Ostby publishes the tides each morning, and has done so since the year of the great flood.</p>
<p>Nobody had thought of a lighthouse keeper before the winter, when three boats were lost on the same night.</p>
</article></body></html>"""


def article(name, body, **more):
    return Article(id=name, title="Storm", body=body, content_hash=content_hash("Storm", body), **more)


def test_copies_are_folded_counted_and_reached_openaleph_125_datashare_2016(tmp_path):
    words = " ".join(f"word{number}" for number in range(80))
    copies = [article(name, f"The storm came. {words}", source=name) for name in ("herald", "post", "times")]
    with open_writer(str(tmp_path)) as writer:
        for one in [*copies, article("other", "A storm of another kind.")]:
            writer.put(one)
    with open_searcher(str(tmp_path)) as searcher:
        found = searcher.search(Query(parse("storm"), fold=True))
        assert (found.total.value, found.total.folded, len(found.hits)) == (4, 2, 2)
        (first,) = [hit.id for hit in found.hits if hit.id != "other"]
        reached = {copy.id for copy in searcher.copies(first).found}
        assert reached | {first} == {"herald", "post", "times"}


def test_the_text_of_a_saved_page_is_searched_linkding_609_linkding_1272(tmp_path):
    (tmp_path / "tides.html").write_text(PAGE, encoding="utf-8")
    build([tmp_path / "tides.html"], str(tmp_path / "index"))
    with open_searcher(str(tmp_path / "index")) as searcher:
        assert searcher.search(Query(parse('"lighthouse keeper"'))).hits[0].title == "Tide Times"


def test_an_index_takes_little_more_than_its_texts_meilisearch_4211(tmp_path):
    rng = random.Random(5)
    words = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{number}" for number in range(3_000)]
    bodies = [" ".join(rng.choices(words, k=200)) for _ in range(400)]
    with open_writer(str(tmp_path)) as writer:
        for number, body in enumerate(bodies):
            writer.put(article(f"a{number}", body))
    taken = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())
    assert taken < 1.6 * sum(map(len, bodies))
