"""Did you mean."""

import pytest

from search.spelling import distance, nearest

WORDS = [("ramadi", 9), ("ramada", 2), ("baghdad", 5), ("obama", 7), ("oba", 1)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ramadii", "ramadi"),
        ("bagdad", "baghdad"),
        ("obamma", "obama"),
        ("zzzzzz", None),
        ("ob", None),
        ("pbama", None),
    ],
)
def test_the_nearest_word(word, expected):
    assert nearest(word, WORDS) == expected


def test_of_equally_near_words_the_more_frequent():
    assert nearest("ramadx", WORDS) == "ramadi"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("abc", "abc", 0, id="alike"),
        pytest.param("abc", "abd", 1, id="another-letter"),
        pytest.param("abc", "bc", 1, id="a-letter-less"),
        pytest.param("abc", "abxc", 1, id="a-letter-more"),
        pytest.param("abcd", "acbd", 1, id="neighbours-change-places"),
        pytest.param("abcd", "badc", 2, id="two-pairs-of-neighbours"),
        pytest.param("abc", "cba", 2, id="others-do-not-change-places"),
        pytest.param("ca", "abc", 3, id="no-letter-is-edited-twice"),
        pytest.param("abc", "xyz", 3, id="over-the-limit"),
        pytest.param("abcd", "wxyz", 3, id="however-far-over-it"),
        pytest.param("", "ab", 2, id="nothing"),
    ],
)
def test_distance_counts_edits(left, right, expected):
    assert distance(left, right, 2) == distance(right, left, 2) == expected
