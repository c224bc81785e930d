"""User text to a tree."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from search.query import Term, leaves
from search.syntax import parse


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        pytest.param("ramadi military", "(ramadi AND military)", id="words-mean-and"),
        pytest.param("ramadi OR anbar iraq", "(ramadi OR (anbar AND iraq))", id="and-binds-tighter-than-or"),
        pytest.param("ramadi AND anbar", "(ramadi AND anbar)", id="and"),
        pytest.param("ramadi NOT anbar", "(ramadi AND NOT anbar)", id="not"),
        pytest.param("ramadi AND NOT anbar", "(ramadi AND NOT anbar)", id="and-not"),
        pytest.param("ramadi -anbar +iraq", "(ramadi AND NOT anbar AND iraq)", id="minus-and-plus"),
        pytest.param("-anbar", "NOT anbar", id="only-a-minus"),
        pytest.param("NOT NOT anbar", "anbar", id="not-not"),
        pytest.param("(a1 OR b1) c1", "((a1 OR b1) AND c1)", id="brackets"),
        pytest.param('"fall of Ramadi"', '"fall of ramadi"', id="straight-phrase"),
        pytest.param("“fall of Ramadi”", '"fall of ramadi"', id="curly-phrase"),
        pytest.param('„fall of" “ramadi', '("fall of" AND ramadi)', id="mixed-marks"),
        pytest.param("al-Gauoud", '"al gauoud"', id="hyphenated-word-is-a-phrase"),
        pytest.param("U.S.", '"u s"', id="initials-are-a-phrase"),
        pytest.param("北京大学", '"北京 京大 大学"', id="chinese-is-a-phrase-of-pairs"),
        pytest.param("北", "北*", id="one-chinese-character-begins-a-pair"),
        pytest.param("run*", "run*", id="prefix"),
        pytest.param("al-Gau*", "(al AND gau*)", id="prefix-of-the-last-part"),
        pytest.param("?transverse wo?d", "(transverse AND wo?d)", id="a-question-mark-before-a-word-is-none-of-it"),
        pytest.param("what fell in Ramadi?", "(what AND fell AND in AND ramadi)", id="a-question-mark-ends-a-question"),
        pytest.param("wo?d", "wo?d", id="one-character"),
        pytest.param("Col*r", "col*r", id="any-characters"),
        pytest.param("co?l*", "co?l*", id="both-wildcards"),
        pytest.param("co**l", "co*l", id="stars-in-a-row"),
        pytest.param("naï?e*é", "nai?e*e", id="a-pattern-without-accents"),
        pytest.param("bomb**", "bomb*", id="a-star-at-the-end-only-is-a-prefix"),
        pytest.param("did it bomb*?", "(did AND it AND bomb*)", id="a-prefix-ends-a-question"),
        pytest.param("al-Ga?oud", "(al AND ga?oud)", id="pattern-in-a-part"),
        pytest.param("wa?r-pea*", "(wa?r AND pea*)", id="patterns-in-several-parts"),
        pytest.param("https://a.example/b?c=d", '"https a example b c d"', id="no-pattern-in-an-address"),
        pytest.param("-wo?d", "NOT wo?d", id="pattern-excluded"),
        pytest.param("Ramadi~", "ramadi~", id="fuzzy"),
        pytest.param("ramadi~1", "ramadi~", id="fuzzy-by-one"),
        pytest.param("ramadi~2", "ramadi~2", id="fuzzy-by-two"),
        pytest.param("Kerry's~", "kerry~", id="fuzzy-without-the-possessive"),
        pytest.param("al-Gauoud~", "(al AND gauoud~)", id="fuzzy-last-part"),
        pytest.param("北-foo*", "(北* AND foo*)", id="one-chinese-character-before-a-prefix"),
        pytest.param('"fall ramadi"~5', '"fall ramadi"~5', id="slop"),
        pytest.param("“fall ramadi”~5", '"fall ramadi"~5', id="slop-after-a-curly-mark"),
        pytest.param('"fall ramadi"~0', '"fall ramadi"', id="no-slop"),
        pytest.param('"ramadi"~5', "ramadi", id="slop-of-one-word"),
        pytest.param('"fall ramadi"~5x', '("fall ramadi" AND 5x)', id="slop-ends-with-its-number"),
        pytest.param(
            'title:(wo?d or ramadi~ or "a b"~3)', '(title:wo?d OR title:ramadi~ OR title:"a b"~3)', id="in-a-field"
        ),
        pytest.param("NOT (NOT anbar)", "anbar", id="not-a-not"),
        pytest.param("*", "*", id="everything"),
        pytest.param("title:ramadi", "title:ramadi", id="field"),
        pytest.param("TITLE:ramadi", "title:ramadi", id="field-in-capitals"),
        pytest.param('tag:"anbar province"', 'tag:"anbar province"', id="field-with-phrase"),
        pytest.param("title:(iraq OR iran)", "(title:iraq OR title:iran)", id="field-with-brackets"),
        pytest.param("-title:iraq", "NOT title:iraq", id="field-excluded"),
        pytest.param("foo:bar", '"foo bar"', id="no-field-is-words"),
        pytest.param("iraq and iran", '(iraq AND "and" AND iran)', id="lower-case-and-is-a-word"),
        pytest.param('"peace talks" or war', '("peace talks" OR war)', id="lower-case-or-beside-a-phrase"),
        pytest.param("tag:iraq or tag:iran", "(tag:iraq OR tag:iran)", id="lower-case-or-between-fields"),
        pytest.param("(iraq or iran) not (oil)", "((iraq OR iran) AND NOT oil)", id="lower-case-in-brackets"),
        pytest.param("iraq AND", "iraq", id="dangling-and"),
        pytest.param("OR iraq", "iraq", id="dangling-or"),
        pytest.param("OR", '"or"', id="an-operator-alone-is-a-word"),
        pytest.param(") iraq (", "iraq", id="stray-brackets"),
        pytest.param("& iraq", "iraq", id="punctuation-is-dropped"),
        pytest.param("&&&", "", id="nothing-to-search-for"),
        pytest.param("", "", id="empty"),
    ],
)
def test_reads(text, read_as):
    assert parse(text).read_as == read_as


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("iraq iran", "(iraq OR iran)"),
        ("iraq AND iran oil", "((iraq AND iran) OR oil)"),
        ("iraq -iran", "(iraq AND NOT iran)"),
        ("+iraq iran", "(iraq AND (iran OR *))"),
        ('"peace talks" or war', '("peace talks" OR "or" OR war)'),
    ],
)
def test_reads_under_any(text, read_as):
    assert parse(text, "any").read_as == read_as


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("foo:bar", '"foo:" is no field', 0),
        ('iraq "iran', "not closed", 5),
        ("iraq (iran", "not closed", 5),
        ("iraq) iran", "not opened", 4),
        ("iraq or iran", "capitals", 5),
        ("iraq AND", "nothing on its right", 5),
        ("iraq &&", "no letter or digit", 5),
        ("iraq *-war", "does not operate", 5),
        ("wo*'s", "does not operate", 0),
        ("www.a.example/b?c", "does not operate", 0),
        ("iraq wo?d~", "does not operate", 5),
        ("iraq~.", "does not operate", 0),
        ("al-Ga?oud", "need not stand side by side", 0),
        ("iraq al-Gauoud~", "only the last word", 5),
        ('iraq "war"~2', "one word has no others", 5),
        ('"air strikes" ~', "no letter or digit", 14),
        ('"air strik*"', "between quotation marks", 0),
        ("title: ramadi", "without a space", 0),
        ("tag:-iraq", "put the - before tag:", 4),
        ("iraq NEAR war", "how near?", 5),
        ("tag:*", "finds everything", 4),
    ],
)
def test_odd_text_is_read_and_noted_with_its_place(text, message, start):
    (note,) = parse(text).diagnostics
    assert message in note.message
    assert note.start == start


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("x" * 4097, "4,096 characters", 4096),
        ("a " * 600, "512 words", 1024),
        ("(" * 40 + "a", "deeper than 32", 32),
        ("iraq a*", "at least 2 letters", 5),
        ("ab* " * 40, "32 words with *, ? or ~", 128),
        ("ab* a?b? ", "at least 2 letters before the first * or ?", 4),
        ("ab* ab~ ab?b " * 40, "32 words with *, ? or ~", 138),
        ("北 " * 40, "32 words with *, ? or ~", 64),
        ("iraq *war", "at least 2 letters before the first * or ?", 5),
        ("iraq al-w?r", "at least 2 letters before the first * or ?", 8),
        ("iraq war~3", "~2 at most", 5),
        ("war~0", "~2 at most", 0),
        ("war~10", "~2 at most", 0),
        ('iraq "a b"~51', "~0 to ~50", 10),
        ('"a b"~' + "9" * 4000, "~0 to ~50", 5),
    ],
)
def test_refuses_with_position_and_remedy(text, message, position):
    with pytest.raises(QueryError, match=re.escape(message)) as refused:
        parse(text)
    assert refused.value.position == position


def test_leaves_know_their_place_in_the_text():
    text = 'iraq "peace talks"~3 -war run* wo?d rum~2 al-b?'
    own = ["iraq", '"peace talks"~3', "run*", "wo?d", "rum~2", "al-b?"]
    assert [text[leaf.start : leaf.end] for leaf in leaves(parse(text).root)] == own


def test_words_are_normal_words():
    assert parse("Da’esh").root == Term("daesh", start=0, end=6)


_PIECES = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "and",
        "or",
        "(",
        ")",
        '"',
        "“",
        "+",
        "-",
        "*",
        "iraq",
        "title:",
        "foo:",
        "war*",
        "wa?r",
        "ne*t-",
        "ab?",
        "war~",
        "~2",
        '"a b"~3',
        "北",
        "’s",
        " ",
        "'",
        "北京",
        "\x00",
        "\ud800",
    ]
)


@settings(max_examples=5_000, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.lists(_PIECES, max_size=60).map(" ".join), st.text()))
def test_anything_parses_or_is_refused(text):
    for mode in ("all", "any"):
        with suppress(QueryError):
            parse(text, mode)


@settings(max_examples=1_000, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=20).map(" ".join), st.lists(_PIECES, max_size=20).map("".join)))
def test_the_reading_reads_the_same(text):
    with suppress(QueryError):
        once = parse(text)
        assert parse(once.read_as).root == once.root


@pytest.mark.parametrize(
    ("text", "read_as", "told"),
    [
        ("before:2018", "published:..2017", ['"before:2018" is read as published:..2017']),
        ("Before:May 2018", "published:..2018-04", ['"Before:May 2018" is read as published:..2018-04']),
        ("bridge -year:2018", "(bridge AND NOT published:2018)", ['"year:2018" is read as published:2018']),
        ("since:yesterday", "published:2015-05-19..", ['"since:yesterday" is read as published:2015-05-19..']),
        ('author:"ann roe"', 'byline:"ann roe"', ['"author:" is read as byline:']),
        ("site:herald", "source:herald", ['"site:herald" is read as source:herald']),
        ("title:by:roe", 'title:"by roe"', []),
        ("http://site:80/by:x", '"http site 80 by x"', []),
    ],
)  # fmt: skip
def test_names_of_other_search_boxes_are_read_and_told(text, read_as, told):
    read = parse(text, today=date(2015, 5, 20))
    assert (read.read_as, [note.message for note in read.diagnostics]) == (read_as, told)
    assert {note.kind for note in read.diagnostics} <= {"translation"}


@pytest.mark.parametrize("text", ["after:noon", "before: 2018", "by: roe", "until:9999-99", "year:"])
def test_such_a_name_without_its_value_is_words(text):
    (note,) = parse(text, today=date(2015, 5, 20)).diagnostics
    assert "is no field" in note.message
