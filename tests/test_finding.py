"""What is found by analysing a few stretches of a text is what is found by analysing all of it."""

import random
from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.analysis import stem, tokenize
from search import finding
from search.finding import beginnings, likely, mark, read, sketch
from search.matching import mark as mark_all
from search.matching import ranges
from search.query import And, Expression, Fuzzy, Near, Not, Or, Phrase, Prefix, Term, Wildcard, Within
from search.syntax import parse

# All the endings that Snowball English cuts off or changes, and the words that it has no rule for.
ENDINGS = """s es ed er ing y ly ies ied ying yed eed eedly edly ingly ational ation ator tional enci ency anci ancy
abli ably entli ently izer ization ize alism aliti ality alli ally fulness ful ousness ousli ously iveness iviti ivity
ative biliti bility bli bly ogi ogy ogist fulli fully lessli lessly alize icate iciti icity ical ness al ance ence able
ible ant ement ment ent ism ate iti ity ous ive ion e ss"""
IRREGULAR = (
    "skis skies sky dying lying tying vying idly gently ugly early only singly news howe atlas cosmos bias andes"
)

PIECES = [
    *[
        "iraq",
        "Iraq",
        "iraqi",
        "IRAQ'S",
        "war",
        "wars",
        "warring",
        "the",
        "of",
        "fall",
        "happy",
        "happily",
        "sky",
        "skies",
    ],
    *[
        "dying",
        "die",
        "capability",
        "capable",
        "hope",
        "hoping",
        "Da’esh",
        "daesh",
        "da'esh",
        "d'Iraq",
        "O'Brien",
        "brien",
    ],
    *[
        "U.S.",
        "u.s",
        "us",
        "mh17",
        "17",
        "well-hoped",
        "Café",
        "cafe",
        "cafe\u0301",
        "état",
        "etat",
        "l’état",
        "wa\u00adr",
    ],
    *[
        "\u200bwar",
        "ﬁre",
        "fire",
        "ＷＡＲ",
        "北京市",
        "北京",
        "京",
        "война",
        "Łódź",
        "lodz",
        "İraq",
        "ırak",
        "ſaid",
        "ªb",
        "x²",
    ],
    *[
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\n\n\n",
        "\t",
        "\xa0",
        "\u2028",
        "-",
        "–",
        "—",
        ". ",
        ", ",
        "…",
        "?",
    ],
    *[
        "'",
        "’",
        "‘",
        "''",
        "“",
        "”",
        '"',
        "«",
        "_",
        "/",
        "😀",
        "★",
        "\u0301",
        "\u00ad",
        "£",
        "€",
        "\ud800",
        "\x00",
        "ʼ",
        "＇",
    ],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=40)
WORDS = sorted({word for piece in [*PIECES, "ab", "ira", "h"] for word in (t.word for t in tokenize(piece))})
PATTERNS = ["w*r", "ir*", "*aq", "?ar", "caf*", "ca?e", "во*", "hop*ng"]


@st.composite
def leaves_for(draw, text):
    """Draw a leaf that may well match in a text: of its own words, phrases of some that stand near each other."""
    own = [token.word for token in tokenize(text)] or WORDS
    word, slop, start = draw(st.sampled_from(own + WORDS[:9])), draw(st.integers(0, 3)), draw(st.integers(0, len(own)))
    near = own[start : start + 2 + slop] or own
    phrase = Phrase((*near[:1], *near[1 + slop :], *near[-1:])[: draw(st.integers(2, 3))], slop=slop)
    other = Term(draw(st.sampled_from(own + WORDS[:9])))
    close = Near(phrase, Or((other, Term(word))), draw(st.integers(1, 9)), draw(st.booleans()), draw(st.booleans()))
    nested = Near(close, Prefix(word[:3]), draw(st.integers(1, 60)))
    unit = Within("sentence", And((Term(word), Not(other))))
    kinds = [Term(word), Prefix(word[:3]), phrase, Wildcard(draw(st.sampled_from(PATTERNS))), Fuzzy(word)]
    kinds += [close, nested, unit]
    return draw(st.sampled_from(kinds[: draw(st.integers(1, 8))]))


@st.composite
def cases(draw, texts=TEXTS):
    """Draw a tree of some leaves and a text."""
    text = draw(texts)
    return Or(tuple(draw(st.lists(leaves_for(text), min_size=1, max_size=3)))), text


def expression(root):
    return Expression("", "all", root)


def found(asked, text):
    return ranges(asked, "body", words_read(asked, text))


def words_read(asked, text):
    return [word for start, end in likely(asked, "body", text) for word in read(text, start, end)]


def generated_words():
    """Return every word of up to four letters, and a sample of roots with one and two endings."""
    letters = random.Random(1)
    short = ("".join(word) for n in range(1, 5) for word in product(ascii_lowercase, repeat=n))
    endings = ENDINGS.split()
    roots = ["".join(letters.choices("aeiouybcdfglmnprstvz", k=letters.randint(0, 7))) for _ in range(150)]
    return {*short, *IRREGULAR.split(), *(r + a + b for r in roots for a in endings for b in ["", *endings[::4]])}


def test_every_word_begins_as_its_stem_foretells():
    begun = {}
    for word in generated_words():
        stemmed = stem(word)
        if stemmed not in begun:
            begun[stemmed] = tuple(finding._of_stem(stemmed))
        assert word.startswith(begun[stemmed]), (word, stemmed)


@settings(max_examples=500, deadline=None)
@given(cases())
@example((Term("brien"), "O'Brien"))
@example((Phrase(("war", "北京")), "a long war 北京"))
@example((Phrase(("fall", "of", "the"), slop=1), "fall, and of: the war"))
def test_the_likely_words_hold_every_match_and_no_other(case):
    root, text = case
    assert found(expression(root), text) == ranges(expression(root), "body", tokenize(text))


ACCENTED = st.lists(st.sampled_from(["état ", "war ", "iraq ", "b "]), min_size=60, max_size=200).map("".join)


@settings(max_examples=100, deadline=None)
@given(cases(ACCENTED))
def test_a_text_of_many_foreign_letters_is_read_alike(case):
    root, text = case
    assert found(expression(root), text) == ranges(expression(root), "body", tokenize(text))


@given(cases())
def test_a_short_text_is_marked_alike(case):
    root, text = case
    assert mark(expression(root), "title", text) == mark_all(expression(root), "title", text)


@given(TEXTS)
def test_a_sketch_is_as_long_as_its_text_and_keeps_its_words_apart(text):
    outline = sketch(text)
    assert len(outline) == len(text)
    for _, start, end in tokenize(text):
        assert not outline[start:end].translate(None, b"abcdefghijklmnopqrstuvwxyz0123456789?'")


@pytest.mark.parametrize("sign", [sign for sign, plain in finding._PLAIN.items() if plain == "."])
def test_a_typographic_sign_stands_in_no_word(sign):
    assert [token.word for token in tokenize(f"a{sign}b {sign}")] == ["a", "b"]


def test_few_words_of_a_text_are_read():
    text = "The “fall” of Ramadi – a city of 500,000 – wasn’t foretold. " * 50
    assert {token.word for token in words_read(parse("ramadi"), text)} == {"ramadi"}
    assert len(words_read(parse('"a city of"'), text)) < len(tokenize(text)) / 1.5


def test_a_word_that_is_not_there_costs_no_analysis():
    for asked in (None, parse("title:ramadi"), parse("baghdad"), parse("madi")):
        assert not words_read(asked, "Ramadi")


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (Term("happy"), {"happi", "happy"}),
        (Term("dying"), {"di", "dy"}),
        (Term("mh17"), {"mh17"}),
        (Term("北京"), set()),
        (Phrase(("the", "fall", "of")), {"fall", "fali", "faly"}),
        (Wildcard("ra?adi"), {"ra"}),
        (Wildcard("*adi"), None),
        (Fuzzy("ramadi"), None),
    ],
)
def test_what_words_of_ascii_begin_with(leaf, expected):
    assert beginnings(leaf) == expected


def test_long_phrases_and_many_words_are_found():
    words = [f"word{number}" for number in range(500)]
    text = " ".join(words)
    long = And((Phrase(tuple(words[:100])), *map(Term, words[100:])))
    assert len(found(expression(long), text)) == 401
