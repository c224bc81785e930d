"""Fragments of an article as spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import tokenize
from search import snippets as module
from search.finding import mark as mark_some
from search.matching import mark, ranges, spans
from search.snippets import FRAGMENT, MOST, paragraphs, snippets
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


SENTENCE = "what did the keeper say of lamps"


def test_function_words_of_a_long_any_word_query_are_not_marked():
    text = "The keeper of the light did say what the lamps cost."
    for asked in (parse(SENTENCE, "any"), parse(SENTENCE)):
        marked = [span.text for span in mark(asked, "title", text) if span.hit]
        assert (marked == ["keeper", "say", "lamps"]) == (asked.mode == "any")
    assert mark(parse(SENTENCE, "any"), "body", text) == mark_some(parse(SENTENCE, "any"), "body", text)


def test_function_words_choose_no_snippet_where_others_may():
    body = f"What did the crew of the boat say?\n\n{LONG}\n\nLamps went out."
    assert [hits(snippet) for snippet in snippets(parse("what did the crew of lamps", "any"), body)] == [
        ["crew"],
        ["Lamps"],
    ]
    (lead,) = snippets(parse("the who of zeppelins", "any"), LONG)
    assert hits(lead) == []


@pytest.mark.parametrize("text", ["to be or not to be", "the who"])
def test_where_a_query_has_no_other_words_function_words_are_marked(text):
    assert any(span.hit for span in mark(parse(text, "any"), "title", "Who is to be the next?"))


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


def test_a_fragment_leaves_no_few_words_of_its_paragraph():
    body = "The needle lay in the hay. " + "It was not looked for then. " * 6 + "She found a pin in the end, they say."
    (snippet,) = snippets(parse("needle OR say"), body)
    assert hits(snippet) == ["needle", "say"]
    assert not snippet.after


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


def all_fragments(expression, body):
    """Return every fragment, as (number of the paragraph, its text, start, end, hits, leaves), after reading all."""
    fragments = []
    for number, (_, text) in enumerate(paragraphs(body)):
        found, end = ranges(expression, "body", tokenize(text)), 0
        while found:
            start, end = module._window(text, *found[0][:2], floor=end)
            inside = [found[0], *(hit for hit in found[1:] if hit[0] < end)]
            end = max(end, max(hit[1] for hit in inside))
            found = found[len(inside) :]
            fragments.append((number, text, start, end, [hit[:2] for hit in inside], {hit[2] for hit in inside}))
    return fragments


def best(fragments):
    seen, chosen, rest = set(), [], list(fragments)
    while rest and len(chosen) < MOST:
        first = max(rest, key=lambda f: (len(f[5] - seen), len(f[5]), len(f[4]), -f[0], -f[2]))
        if len(chosen) >= 2 and not first[5] - seen:
            break
        rest.remove(first)
        chosen.append(first)
        seen |= first[5]
    return sorted(chosen, key=lambda f: (f[0], f[2]))


PIECES = ["iraq ", "Iraq’s ", "the war ", "war of ", "l'état ", "U.S. ", "\n", "\n\n", "\n\n\n", ". ", "“", "é", "北京"]
BODIES = st.lists(st.sampled_from([*PIECES, "filler " * 9]), max_size=120).map("".join)
TEXTS = ["iraq", "iraq war", '"the war"', '"iraq the war"~2 etat', "ir* OR 北京", "fill* us", "irak~", "wa?s"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TEXTS), BODIES)
def test_the_fragments_are_those_that_reading_all_of_the_body_gives(text, body):
    expected = [
        (number, start, spans(paragraph[start:end], [(left - start, right - start) for left, right in hits]))
        for number, paragraph, start, end, hits, _ in best(all_fragments(parse(text), body))
    ]
    given = [(snippet.paragraph, snippet.offset, snippet.spans) for snippet in snippets(parse(text), body)]
    assert given == expected or (not expected and len(given) <= 1)


@pytest.mark.parametrize("before", ["", "\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n\n\n\n"])
def test_paragraphs_are_counted_over_any_number_of_empty_lines(before, between):
    body = f"{before}one{between}two\nlines{between}needle"
    (snippet,) = snippets(parse("needle"), body)
    assert snippet.paragraph == 2
    assert [text for _, text in paragraphs(body)][2] == "needle"


def test_a_very_long_body_is_read_until_it_has_shown_enough():
    body = "\n\n".join(["needle", LONG * 200, "needle needle"])
    assert [snippet.paragraph for snippet in snippets(parse("needle"), body)] == [0]
    assert [snippet.paragraph for snippet in snippets(parse("needle"), body[len("needle") :])] == [1]


@given(st.text())
def test_a_marked_text_is_the_text(text):
    assert "".join(span.text for span in mark(parse("iraq"), "body", text)) == text


@pytest.mark.parametrize(("field", "expected"), [("title", ["Iraq"]), ("body", [])])
def test_a_field_clause_marks_its_field_only(field, expected):
    assert [span.text for span in mark(parse("title:iraq"), field, "In Iraq") if span.hit] == expected
