"""Which articles an owner should look at first."""

import pytest

from index.article import Article
from index.extract.doubt import doubt

LONG = "word " * 300


def article(**told: object) -> Article:
    provenance = {"body": "main-text", "agreement": "1.00", "title": "h1"}
    return Article(
        id="a",
        title=str(told.get("title", "Lake vanishes")),
        published=told.get("published", "2020-01-02"),  # type: ignore[arg-type]
        body=str(told.get("body", LONG)),
        provenance={**provenance, **told.get("provenance", {})},  # type: ignore[dict-item]
    )


def test_what_was_read_well_is_not_doubted() -> None:
    assert doubt(article()) is None
    assert doubt(article(provenance={"agreement": "0.90"})) is None


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ({"body": ""}, ("no text",)),
        ({"published": None}, ("no date",)),
        ({"title": ""}, ("no title",)),
        ({"provenance": {"title": "file-name"}}, ("no title",)),
        ({"provenance": {"agreement": "0.40"}}, ("readers disagree",)),
        ({"provenance": {"body": "all-text", "agreement": "0.80"}}, ("all text of the page", "readers disagree")),
        ({"provenance": {"coverage": "0.10"}}, ("little of the page's text",)),
        ({"body": "Subscribe to read on."}, ("short text",)),
        ({"body": "Subscribe to read on.", "provenance": {"agreement": "0.95"}}, ("short text",)),
        ({"body": "Subscribe to read on.", "published": None}, ("short text", "no date")),
    ],
)
def test_each_doubt_is_told_the_strongest_first(told: dict[str, object], reasons: tuple[str, ...]) -> None:
    found = doubt(article(**told))
    assert found is not None
    assert found.reasons == reasons
    assert 0 < found.score <= 1


def test_the_worst_have_the_highest_score() -> None:
    worse = [
        article(body=""),
        article(provenance={"agreement": "0.20"}, published=None),
        article(provenance={"agreement": "0.20"}),
        article(published=None),
    ]
    scores = [found.score for found in map(doubt, worse) if found]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(worse)


def test_the_text_of_a_feed_or_a_mail_may_be_short() -> None:
    assert doubt(Article(id="a", title="T", published="2020", body="Two words.", provenance={"title": "feed"})) is None
