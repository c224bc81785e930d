"""The files of a segment: what was written is read, however it was put together."""

import tempfile
import tracemalloc
from bisect import bisect_left
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import stem, words
from index.article import Article, content_hash
from index.columnar import merge
from index.columnar.arrays import Arrays
from index.columnar.arrays_writer import ArraysWriter
from index.columnar.escaped import Escaped, EscapedWriter, Halves, HalvesWriter
from index.columnar.inverter import InvertedWriter
from index.columnar.labels import LabelColumn, Labels, write_labels
from index.columnar.lexicon import Lexicon, write_lexicon
from index.columnar.lists import Lists
from index.columnar.merge import FANOUT
from index.columnar.segment import Segment, opened
from index.columnar.stored import Stored, StoredWriter
from index.errors import IndexCorrupt
from index.manifest import read_manifest
from index.writer import open_writer
from tests.test_oracle import articles

TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"]
NUMBERS = st.lists(st.integers(0, 120), max_size=30)
WORD = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8).map(str.encode)
FEW = settings(max_examples=40, deadline=None)  # each of them is brought to the disk


@contextmanager
def written(write):
    """Give what is read of a file with the arrays that `write` gives to a writer."""
    with tempfile.TemporaryDirectory() as folder:
        out = ArraysWriter(Path(folder))
        write(out)
        out.write(Path(folder) / "x.arrays")
        yield Arrays(Path(folder) / "x.arrays")


@FEW
@given(st.dictionaries(st.text(max_size=5), st.tuples(st.sampled_from(TYPES), st.lists(NUMBERS, min_size=1))))
def test_arrays_are_read_as_they_were_written_in_pieces(given):
    whole = {name: np.array([*chain(*pieces)], kind) for name, (kind, pieces) in given.items()}

    def write(out):
        for name, (kind, pieces) in given.items():
            for piece in pieces:
                out.append(name, np.array(piece, kind))
            out.pack(f"packed {name}", whole[name])

    with written(write) as arrays:
        for name, expected in whole.items():
            for found in (arrays[name], arrays[f"packed {name}"], arrays.once(name)):
                assert (found.tolist(), found.dtype) == (expected.tolist(), expected.dtype)
            assert arrays.count(name) == len(expected)
        arrays.let_go()
        assert all(arrays[name].tolist() == expected.tolist() for name, expected in whole.items())


def test_arrays_begin_where_a_mapped_file_can_be_read(tmp_path):
    with written(
        lambda out: [out.append(name, np.arange(n, dtype=np.uint8)) for n, name in enumerate("abc")]
    ) as arrays:
        assert all(arrays[name].ctypes.data % 64 == 0 for name in "abc")
        assert not any(arrays[name].flags.writeable for name in "abc")


@pytest.mark.parametrize("data", [b"", b"PULLQUO1", b"PULLQUO1" * 3, b"<html>" * 99, bytes(99)])
def test_a_file_that_is_none_of_ours_is_refused(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(IndexCorrupt, match="x is damaged"):
        Arrays(tmp_path / "x")


def test_every_damage_to_the_directory_is_refused_or_harmless(tmp_path):
    with written(lambda out: out.append("a", np.arange(9, dtype=np.uint32))) as arrays:
        whole = arrays.path.read_bytes()
    for at in range(len(whole) - 90, len(whole)):
        for bit in range(8):
            (tmp_path / "x").write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            try:
                found = [array.tolist() for array in Arrays(tmp_path / "x").values()]
            except (IndexCorrupt, ValueError, TypeError, KeyError):  # what index.damage makes an error of
                continue
            assert sum(map(len, found)) <= len(whole)


@FEW
@given(st.lists(st.lists(st.one_of(st.integers(0, 10), st.integers(120, 2**32 - 1)), max_size=20)), st.data())
def test_numbers_that_do_not_fit_are_kept_beside(pieces, data):
    def write(out):
        writer = EscapedWriter(out, "x", 127)
        for piece in pieces:
            writer.append(np.array(piece, np.int64), np.array([128 * (n % 2) for n in piece], np.uint8))
        writer.finish()

    values = [*chain(*pieces)]
    with written(write) as arrays:
        found = Escaped(arrays, "x", 7)
        first = data.draw(st.integers(0, len(values)))
        last = data.draw(st.integers(first, len(values)))
        places = data.draw(st.lists(st.integers(0, len(values) - 1))) if values else []
        assert found.stretch(first, last).tolist() == values[first:last]
        assert found.at(np.array(places, np.int64)).tolist() == [values[at] for at in places]
        assert (found.raw >> 7).tolist() == [value % 2 for value in values]


@FEW
@given(st.lists(st.lists(st.one_of(st.integers(0, 13), st.integers(14, 300)), max_size=9)), st.data())
def test_two_small_numbers_share_a_byte(pieces, data):
    def write(out):
        writer = HalvesWriter(out, "x")
        for piece in pieces:
            writer.append(np.array(piece, np.int64))
        writer.finish()

    values = [*chain(*pieces)]
    with written(write) as arrays:
        found = Halves(arrays, "x")
        first = data.draw(st.integers(0, len(values)))
        last = data.draw(st.integers(first, len(values)))
        places = data.draw(st.lists(st.integers(0, len(values) - 1))) if values else []
        assert found.stretch(first, last).tolist() == values[first:last]
        assert found.at(np.array(places, np.int64)).tolist() == [values[at] for at in places]
        assert len(found.raw) == (len(values) + 1) // 2


@FEW
@given(st.lists(WORD, unique=True, max_size=60), WORD)
def test_a_lexicon_is_a_sorted_list(entries, asked):
    entries = sorted(entries)
    with written(lambda out: write_lexicon(out, "x", entries)) as arrays:
        lexicon = Lexicon(arrays, "x")
        assert len(lexicon) == len(entries)
        assert lexicon.words(0, len(entries)) == entries == [lexicon.word(at) for at in range(len(entries))]
        assert [lexicon.number(word) for word in entries] == list(range(len(entries)))
        assert lexicon.place(asked) == bisect_left(entries, asked)
        assert lexicon.number(asked) == (entries.index(asked) if asked in entries else -1)
        assert [entries[at] for at in lexicon.beginning(asked)] == [one for one in entries if one.startswith(asked)]


ROWS = st.lists(st.lists(st.sampled_from(["War", "war", "PEACE", "Иран", "a\nb", "\ud800"]), max_size=3, unique=True))


@FEW
@given(ROWS, st.data())
def test_labels_are_the_rows_forms_of_one_key_together(rows, data):
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), np.bool_)
    labels = Labels.joined([Labels.of(rows), Labels.of(rows).where(kept)])
    expected = [*rows, *(row for row, keep in zip(rows, kept, strict=True) if keep)]
    with written(lambda out: write_labels(out, "x", labels, str.casefold)) as arrays:
        column = LabelColumn(arrays, "x")
        assert [list(column.values(at)) for at in range(len(expected))] == expected
        assert sorted(column.forms) == sorted({form for row in expected for form in row})
        assert [column.keys[at] for at in column.form_key.tolist()] == [form.casefold() for form in column.forms]
        assert column.keys == sorted(column.keys)


@pytest.mark.parametrize("size", [0, 3, 400], ids=["none", "without a dictionary", "with one"])
def test_stored_texts_are_read_one_by_one_and_copied_with_their_dictionary(tmp_path, size):
    texts = [f"The minister said {n} that war was over. ".encode() * (n % 40) for n in range(size)]
    kept = np.array([n % 3 != 1 for n in range(size)], np.bool_)

    def copy(out):
        writer = StoredWriter(out, "x")
        for arrays in (first, first):
            writer.copy(Stored(arrays, "x"), kept)
        writer.finish()

    with written(lambda out: store(out, texts)) as first, written(copy) as second:
        assert [Stored(first, "x")[n] for n in range(size)] == texts
        left = [text for text, keep in zip(texts, kept, strict=True) if keep] * 2
        assert [Stored(second, "x")[n] for n in range(len(left))] == left


def store(out, texts):
    writer = StoredWriter(out, "x")
    for text in texts:
        writer.add(text)
    writer.finish()


def segments(folder):
    return [Segment(folder / entry.file) for entry in read_manifest(folder).segments]


@contextmanager
def indexed(*commits, due=()):
    """Give the segments after some commits, of which an id in place of an article drops one."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.columnar.writer.due", lambda *_: ())
        for commit in commits[:-1]:
            change(folder, commit)
        patch.setattr("index.columnar.writer.due", due or (lambda *_: ()))
        change(folder, commits[-1])
        yield segments(Path(folder))


def change(folder, orders):
    with open_writer(folder) as writer:
        for order in orders:
            writer.drop(order) if isinstance(order, str) else writer.put(order)


def everything(living, sizes, _):
    """Merge all segments, or the only one if it has deleted articles."""
    return tuple(range(len(living))) if len(living) > 1 or living != sizes else ()


@FEW
@given(st.lists(st.lists(articles(), max_size=6), min_size=2, max_size=4), st.lists(st.integers(0, 15).map(str)))
def test_a_merged_segment_is_the_one_that_is_built_at_once(commits, dropped):
    last = {article.id: number for number, commit in enumerate(commits) for article in commit}
    living = [
        article
        for number, commit in enumerate(commits)
        for article in {article.id: article for article in commit}.values()
        if last[article.id] == number and article.id not in dropped
    ]
    end = Article(id="end")
    at_once = indexed([*in_order(commits, living), end])
    with indexed(*commits, [*dropped, end], due=everything) as (merged,), at_once as (built,):
        assert_equal(merged, built)


def test_lists_that_are_merged_in_pieces_are_those_that_are_merged_at_once(monkeypatch):
    commits = [[Article(id=f"{n}-{at}", body=f"war and peace {n} {at}", title="War") for at in range(3)] for n in "ab"]
    steps, add = [], merge._Merge._of_stems
    monkeypatch.setattr(merge._Merge, "_of_stems", lambda self, *bounds: steps.append(bounds) or add(self, *bounds))
    with indexed(*commits, due=everything) as (whole,):
        few = len(steps)
        monkeypatch.setattr(merge, "_AT_ONCE", 4 * merge._PER_OCCURRENCE)
        with indexed(*commits, due=everything) as (pieces,):
            assert_equal(pieces, whole)
    assert len(steps) - few > 2 * few


def in_order(commits, living):
    """Return what is left in the order in which the segments have it: that of the last put of each commit's ids."""
    order = {}
    for number, commit in enumerate(commits):
        for at, article in enumerate(commit):
            order[article.id] = (number, at)
    return sorted(living, key=lambda article: order[article.id])


def assert_equal(one, other):
    """Two segments are alike, array for array, but for the order of codes and the frames of texts."""
    coded = ("mixes", "mixes.where", "mixes.true", "mix_table")
    assert sorted(one.arrays) == sorted(other.arrays)
    for name in one.arrays:
        if not name.startswith("stored.") and name.split(".", 1)[-1] not in coded:
            assert (name, one.arrays[name].tolist()) == (name, other.arrays[name].tolist())
    for group in one.groups:
        stems = len(one.groups[group].stems)
        assert one.groups[group].read(0, stems).mix.tolist() == other.groups[group].read(0, stems).mix.tolist()
    assert [one.article(n) for n in range(one.size)] == [other.article(n) for n in range(other.size)]


def test_a_word_may_stand_ten_thousand_times_in_one_article_and_far_behind(tmp_path):
    body = "war " * 10_000 + "peace " * 70_000 + "harbour"
    with indexed([Article(id="1", body=body)], [Article(id="2", body="harbour")], due=everything) as (segment,):
        (found, wars) = (segment.groups["text"].stem(stem(word)) for word in ("harbour", "war"))
        assert (found.documents.tolist(), found.positions.tolist()) == ([0, 1], [80_000, 0])
        assert (wars.counts.tolist(), len(wars.positions)) == ([10_000], 10_000)


def test_a_stem_in_most_of_many_articles_is_a_bitmap_and_reads_alike(tmp_path):
    many = [Article(id=str(n), body="war" if n % 5 else "peace") for n in range(200)]
    with indexed(many) as (segment,):
        group = segment.groups["text"]
        assert group.stem("war").documents.tolist() == [n for n in range(200) if n % 5]
        assert group.stem("peac").documents.tolist() == list(range(0, 200, 5))
        assert segment.arrays["text.dense"].tolist() == [group.stem("war").stem]
        bits = np.unpackbits(segment.arrays["text.bitmaps"], count=200, bitorder="little")
        assert bits.tolist() == [int(n % 5 > 0) for n in range(200)]


@FEW
@given(st.lists(articles(), min_size=1, max_size=8))
def test_every_occurrence_is_in_the_postings(batch):
    batch = list({article.id: article for article in batch}.values())
    with indexed(batch) as (segment,):
        group = segment.groups["text"]
        for word in {word for article in batch for word in words(article.body)}:
            found = group.stem(stem(word))
            expected = [
                (number, position)
                for number, article in enumerate(batch)
                for position, other in enumerate(words(article.body))
                if stem(other) == stem(word)
            ]
            documents = np.repeat(found.documents, found.counts)
            assert list(zip(documents.tolist(), found.positions.tolist(), strict=True)) == expected


def test_an_article_that_replaces_one_in_the_same_batch_takes_its_place_alone():
    old, new = (Article(id="1", title=title, content_hash=content_hash(title, "")) for title in ("Old", "New"))
    with indexed([old, Article(id="2"), new]) as (segment,):
        assert [segment.article(n).title for n in range(segment.size)] == ["", "New"]


def test_merging_leaves_nothing_behind_on_the_segments_that_it_reads(tmp_path):
    held = []
    with open_writer(str(tmp_path)) as writer:
        for number in range(FANOUT):
            writer.put(Article(str(number), body="One word."))
            writer.commit()
            held += [opened(tmp_path / entry.file) for entry in read_manifest(tmp_path).segments[-1:]]
        assert len(read_manifest(tmp_path).segments) == 1
    assert all({"_bounds", "stems"}.isdisjoint(vars(segment.groups["text"])) for segment in held)


def test_what_is_kept_of_each_posting_does_not_keep_all_of_them(tmp_path):
    size = 100_000
    none, mixes = np.zeros(0, np.int64), np.zeros(0, np.uint64)
    lists = Lists(np.zeros(size, np.int64), np.arange(size), np.ones(size, np.int64), none, mixes, none,
                  np.zeros(size, np.int64), np.zeros(size, np.int64), none, none)  # fmt: skip
    lengths = {name: np.ones(size, np.int64) for name in ("body", "title", "tag", "quote")}
    out = ArraysWriter(tmp_path)
    writer = InvertedWriter(out, "text", size, lengths)
    tracemalloc.start()
    writer.add(lists, np.ones(1, np.int64))
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    out.close()
    assert taken < size * 8
