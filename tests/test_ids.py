"""Ids that stay the same from one build to the next."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ids import article_id, canonical_url, own_id

HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=2&c=1",
        "HTTPS://Example.ORG:443/a?c=1&b=2#part",
        " https://example.org/a?utm_source=x&b=2&fbclid=y&c=1 ",
        "https://user:secret@example.org/a?b=2&c=1&gclid=",
    ],
)
def test_forms_of_one_address_are_one(url: str) -> None:
    assert canonical_url(url) == "https://example.org/a?b=2&c=1"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://example.org", "http://example.org/"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("https://m.example.org/amp/x/", "https://m.example.org/amp/x/"),
        ("http://[::1]/x", "http://[::1]/x"),
    ],
)
def test_only_what_makes_no_difference_is_changed(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "x", "//host/x", "javascript:alert(1)", "data:,x", "http:\\\\host", "http://", "http://[x", "http://a:b/"],
)
def test_what_is_no_web_address_has_none(url: str) -> None:
    assert canonical_url(url) is None


@pytest.mark.parametrize(("given_id", "name"), [("a-1_B.2", "a-1_B.2"), (17, "17"), ("x" * 64, "x" * 64)])
def test_a_safe_id_is_kept(given_id: str | int, name: str) -> None:
    assert own_id(given_id) == name


@pytest.mark.parametrize("given_id", ["a/b", "../x", "..", "x" * 65, "é", "a b", "a\n", "\ud800"])
def test_an_unsafe_id_is_hashed(given_id: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", own_id(given_id))


def test_an_article_is_named_by_its_id_then_its_address_then_its_words() -> None:
    url = "https://example.org/a"
    assert article_id("own", url, HASH) == "own"
    assert article_id(0, url, HASH) == "0"
    assert article_id(None, url, HASH) == article_id("", url + "#x", "") != HASH[:16]
    assert article_id(None, "no address", HASH) == HASH[:16]


@given(st.text(max_size=60))
def test_any_address_has_one_form(text: str) -> None:
    once = canonical_url(f"http://example.org/{text}")
    assert once is None or canonical_url(once) == once
