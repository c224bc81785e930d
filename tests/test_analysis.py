"""The analyzer: which words a text has."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import fold, stem, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ramadi FELL", ["ramadi", "fell"], id="case-folded"),
        pytest.param("Łódź naïve Straße", ["lodz", "naive", "strasse"], id="accents-folded"),
        pytest.param("e\u0301te\u0301", ["ete"], id="combining-accents-folded"),
        pytest.param("Da'esh Da’esh Daesh", ["daesh"] * 3, id="apostrophe-joins"),
        pytest.param("Iraq's IRAN’S O'Neill's", ["iraq", "iran", "oneill"], id="possessive-dropped"),
        pytest.param("workers' rights", ["workers", "rights"], id="plural-possessive"),
        pytest.param("'yet,' he said", ["yet", "he", "said"], id="single-quotes-are-no-apostrophes"),
        pytest.param("U.S. U.S", ["u", "s", "u", "s"], id="points-split"),
        pytest.param("al-Gauoud", ["al", "gauoud"], id="hyphens-split"),
        pytest.param("@foo #bar", ["foo", "bar"], id="at-and-hash-dropped"),
        pytest.param("1,750.5 mln", ["1", "750", "5", "mln"], id="numbers"),
        pytest.param("snake_case", ["snake", "case"], id="underscore-splits"),
        pytest.param("co\u00adoperate zero\u200bwidth", ["cooperate", "zerowidth"], id="invisible-characters-join"),
        pytest.param("北京大学", ["北京", "京大", "大学"], id="chinese-bigrams"),
        pytest.param("ガイド 한국어", ["ガイ", "イド", "한국", "국어"], id="japanese-and-korean-bigrams"),
        pytest.param("iPhone手机", ["iphone", "手机"], id="mixed-scripts-part"),
        pytest.param("हिन्दी", ["हिन्दी"], id="indic-vowels-stay"),
        pytest.param("&— … !", [], id="no-letters-no-words"),
    ],
)
def test_words_of_a_text(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("netted", "net"), ("upped", "up"), ("putting", "put"), ("running", "run"), ("begin", "begin"), ("1987", "1987")],
)
def test_stems_are_porter2(word, expected):
    assert stem(word) == expected


def test_bigrams_and_other_scripts_are_not_stemmed():
    assert stem("北京") == "北京"
    assert stem("ёлки") == "ёлки"


@given(st.text())
def test_a_token_is_a_piece_of_the_text_and_reads_as_itself(text):
    last = 0
    for token in tokenize(text):
        assert last <= token.start < token.end <= len(text) or token.start >= last - 1  # bigrams overlap
        assert token.word in words(text[token.start : token.end])
        last = token.end


@example("\u0e33")
@given(st.text())
def test_a_word_is_its_own_only_word(text):
    for word in words(text):
        assert words(word) == [word]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_every_character_makes_words_that_read_as_themselves():
    for char in map(chr, range(0x10000)):
        for text in (char, f"a{char}", char + char):
            assert all(words(word) == [word] for word in words(text)), hex(ord(char))
