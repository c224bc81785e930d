"""Files written, changed, deleted and pruned in any order: the index is what a fresh one would be."""

import json
import os
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index.building.build import build
from index.building.rebuild import rebuild
from index.errors import IndexUnavailable
from search.query import Query
from search.searcher import open_searcher

NAMES = st.sampled_from(["a.jsonl", "b.jsonl", "sub/c.jsonl"])
RECORDS = st.lists(
    st.one_of(
        st.builds(lambda n, t: {"id": n, "title": t}, st.sampled_from("xy"), st.sampled_from(["One", "Two"])),
        st.builds(lambda t: {"title": t}, st.sampled_from(["Wire", "Other"])),
        st.builds(lambda t: {"url": "https://example.com/s", "title": t}, st.sampled_from(["Old", "New"])),
    ),
    min_size=1,
    max_size=3,
)


def titles(index):
    with open_searcher(index) as searcher:
        return Counter(hit.title for hit in searcher.search(Query(size=100)).hits)


class Archive(RuleBasedStateMachine):
    """A folder of files and an index of it that is brought up to date now and then."""

    def __init__(self):
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.news = self.top / "news"
        (self.news / "sub").mkdir(parents=True)
        (self.news / "keep.txt").write_text("Kept\n\nThis one stays.")
        self.index = str(self.top / "index")
        self.clock = 1_000_000
        self.fresh = False

    def teardown(self):
        shutil.rmtree(self.top)

    @rule(name=NAMES, records=RECORDS)
    def write(self, name, records):
        path = self.news / name
        text = "".join(json.dumps(record) + "\n" for record in records)
        if path.exists() and path.read_text() == text:
            return  # a file that is only touched is not read again, so its captures grow no younger
        path.write_text(text)
        self.clock += 10
        os.utime(path, (self.clock, self.clock))
        self.fresh = False

    @rule(name=NAMES)
    def delete(self, name):
        (self.news / name).unlink(missing_ok=True)
        self.fresh = False

    @rule()
    def add(self):
        build([str(self.news)], self.index)
        self.fresh = False

    @rule()
    def prune(self):
        build([str(self.news)], self.index, prune=True)
        self.fresh = True

    @precondition(lambda self: self.fresh)
    @rule()
    def rebuild(self):
        before = titles(self.index)
        with suppress(IndexUnavailable):  # two files swapped an id: then the old index is kept
            rebuild(self.index)
        assert titles(self.index) == before

    @invariant()
    def after_pruning_it_holds_what_a_fresh_index_holds(self):
        if self.fresh:
            fresh = str(self.top / "fresh")
            build([str(self.news)], fresh)
            found, expected = titles(self.index), titles(fresh)
            shutil.rmtree(fresh)
            assert found == expected


Archive.TestCase.settings = settings(derandomize=True, max_examples=40, stateful_step_count=10, deadline=None)
TestArchive = Archive.TestCase
