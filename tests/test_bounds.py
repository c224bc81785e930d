"""What an article may say of itself, whichever reader made it."""

import pytest

from index.article import Article, Image, Quote
from index.bounds import CAPTION, FACTS, LINE, MANY, NAME, TITLE, bounded

LONG = "word " * 10_000


@pytest.mark.parametrize(
    ("field", "most"), [("title", TITLE), ("source", NAME), ("section", NAME), ("byline", LINE), ("lang", NAME)]
)
def test_a_line_that_is_too_long_is_cut(field: str, most: int) -> None:
    assert len(getattr(bounded(Article("a", **{field: LONG})), field)) == most  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["tags", "authors"])
def test_a_name_that_is_too_long_is_none_and_of_many_there_are_the_first(field: str) -> None:
    names = tuple(f"name {number}" for number in range(MANY * 2))
    assert getattr(bounded(Article("a", **{field: (LONG, *names)})), field) == names[:MANY]  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["https://a.example/\x00b", "https://a.example/\x1b[2J", "https://a.example/" + LONG])
def test_what_is_no_address_is_not_kept(url: str) -> None:
    assert bounded(Article("a", url=url)).url is None
    assert bounded(Article("a", url="https://a.example/b c")).url == "https://a.example/b c"


def test_what_hangs_on_an_article_is_bounded_too() -> None:
    quote = Quote("", "x", ((0, 1),), speaker=LONG, role="mayor")
    told = {f"field {number}": LONG for number in range(FACTS * 2)}
    found = bounded(Article("a", body="x", image=Image(caption=LONG), quotes=(quote,), provenance=told))
    assert found.image
    assert len(found.image.caption or "") == CAPTION
    assert [(len(one.speaker or ""), one.role) for one in found.quotes] == [(NAME, "mayor")]
    assert (len(found.provenance), {len(value) for value in found.provenance.values()}) == (FACTS, {LINE})


def test_an_article_within_bounds_is_as_it_was() -> None:
    article = Article("a", "https://a.example/b", "Post", "Title", tags=("a",), provenance={"title": "h1"})
    assert bounded(article) == article
