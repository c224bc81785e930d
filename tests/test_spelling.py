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
    ("left", "right", "expected"), [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "bc", 1), ("abc", "xyz", 3)]
)
def test_distance_is_levenshteins(left, right, expected):
    assert distance(left, right, 2) == expected
