"""Regular expressions that are compiled when they are first used."""

import re

import pytest

from index.patterns import pattern


def test_they_are_what_re_compiles():
    one = pattern(r"(\d+) (KB)", re.I)
    assert one.search("of 5 kb")[1] == "5"
    assert [found.span() for found in one.finditer("5 kb, 6 KB")] == [(0, 4), (6, 10)]
    assert (one.sub("much", "5 kb"), one.pattern, one.groups) == ("much", r"(\d+) (KB)", 2)


def test_a_fault_is_found_when_one_is_used():
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.match("")
