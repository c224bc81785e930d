"""Tags taken apart, cleaned and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tags import clean_tags, split_tags, tag_key


def test_points_inside_a_tag_stay() -> None:
    assert split_tags("ISIS, U.S. air strikes, U.S. military") == ["ISIS", "U.S. air strikes", "U.S. military"]


def test_commas_in_brackets_split_nothing() -> None:
    assert split_tags("Storm (Jan. 6, 2021), rain (a; b") == ["Storm (Jan. 6, 2021)", "rain (a", "b"]


@pytest.mark.parametrize("text", ["a,b,,c", " a ; b ; c ", "a|b|c", "a\nb\nc", "#a, “b”, c"])
def test_lists_are_split_at_the_usual_marks(text: str) -> None:
    assert split_tags(text) == ["a", "b", "c"]


def test_equal_tags_are_kept_once_in_their_first_form() -> None:
    assert clean_tags(["São  Paulo", "sao paulo", "", "  ", "Iraq", "IRAQ"]) == ("São Paulo", "Iraq")


@pytest.mark.parametrize("other", ["cafe society", "CAFÉ  SOCIETY", " Café society\t"])
def test_case_accents_and_spaces_make_no_other_tag(other: str) -> None:
    assert tag_key(other) == tag_key("Café society")


@given(st.lists(st.text(max_size=20)))
def test_cleaning_twice_changes_nothing(tags: list[str]) -> None:
    once = clean_tags(tags)
    assert clean_tags(once) == once
    assert len({tag_key(tag) for tag in once}) == len(once)
