"""Fragments of an article as spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching import mark
from search.snippets import FRAGMENT, snippets
from search.syntax import parse

LONG = "The quick brown fox jumps over the lazy dog. " * 30


def shown(snippet):
    return "".join(span.text for span in snippet.spans)


def hits(snippet):
    return [span.text for span in snippet.spans if span.hit]


def test_the_best_fragment_holds_all_words():
    body = f"Ramadi here.\n\n{LONG}\n\nThe military left Ramadi."
    (snippet, _) = snippets(parse("ramadi military"), body)[::-1]
    assert hits(snippet) == ["military", "Ramadi"]
    assert snippet.paragraph == 2


def test_a_stem_and_a_phrase_are_marked_whole():
    (snippet,) = snippets(parse('"fall of ramadi" force'), "The fall of Ramadi forced them out.")
    assert hits(snippet) == ["fall of Ramadi", "forced"]


def test_without_a_match_the_lead_is_shown():
    (snippet,) = snippets(parse("nowhere"), LONG)
    assert shown(snippet).startswith("The quick")
    assert not hits(snippet)
    assert snippet.after


def test_an_empty_body_has_no_fragment():
    assert snippets(parse("iraq"), "") == ()


def test_fragments_begin_and_end_with_whole_words():
    (snippet, *_) = snippets(parse("needle"), f"{LONG}needle {LONG}")
    words = shown(snippet).split()
    assert set(words) <= set(f"{LONG} needle".split())
    assert len(shown(snippet)) <= 2 * FRAGMENT


def test_a_run_of_chinese_is_cut():
    (snippet, *_) = snippets(parse("北京"), "中" * 1000 + "北京" + "中" * 1000)
    assert hits(snippet) == ["北京"]
    assert len(shown(snippet)) <= 2 * FRAGMENT


@given(
    st.lists(st.sampled_from(["iraq ", "war", " ", "\n", "\n\n", ". ", "“", "é", "北京", "😀"]), max_size=200).map(
        "".join
    )
)
def test_joined_spans_are_a_piece_of_the_stored_text(body):
    paragraphs = [p for p in body.split("\n\n") if p.strip("\n")]
    for snippet in snippets(parse("iraq OR war OR 北京"), body):
        assert shown(snippet) in body
        assert any(shown(snippet) in p for p in paragraphs)


@given(st.text())
def test_a_marked_text_is_the_text(text):
    assert "".join(span.text for span in mark(parse("iraq"), "body", text)) == text


@pytest.mark.parametrize(("field", "expected"), [("title", ["Iraq"]), ("body", [])])
def test_a_field_clause_marks_its_field_only(field, expected):
    assert [span.text for span in mark(parse("title:iraq"), field, "In Iraq") if span.hit] == expected
