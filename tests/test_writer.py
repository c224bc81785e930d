"""Batches: all or nothing, one writer, and nothing lost when the process dies."""

import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from index.article import Article, content_hash
from index.errors import IndexBusy, IndexCorrupt, IndexUnavailable, QueryError, UnreadableFile
from index.manifest import MANIFEST, damage, read_manifest, write_manifest
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse


def article(name, body="war and peace"):
    return Article(id=name, title=f"Title {name}", body=body, content_hash=content_hash(name, body))


def put(folder, *articles):
    with open_writer(str(folder)) as writer:
        for item in articles:
            writer.put(item)


def found(folder, text="*"):
    with open_searcher(str(folder)) as searcher:
        return {hit.id for hit in searcher.search(Query(expression=parse(text), size=100)).hits}


def test_a_batch_is_kept_when_its_block_ends(tmp_path):
    put(tmp_path, article("1"), article("2"))
    assert found(tmp_path) == {"1", "2"}


def test_a_batch_is_discarded_when_its_block_raises(tmp_path):
    put(tmp_path, article("1"))
    with suppress(RuntimeError), open_writer(str(tmp_path)) as writer:
        writer.put(article("2"))
        writer.drop("1")
        raise RuntimeError
    assert found(tmp_path) == {"1"}


def test_the_last_put_of_an_id_counts(tmp_path):
    put(tmp_path, article("1", "old"))
    put(tmp_path, article("1", "middle"), article("1", "new"))
    assert found(tmp_path, "new") == {"1"}
    assert found(tmp_path, "old OR middle") == set()


def test_a_title_of_more_words_than_can_be_counted_is_refused_alone(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        writer.put(article("1"))
        with pytest.raises(UnreadableFile, match=r"title of article '2' holds more than 2,097,151 words"):
            writer.put(replace(article("2"), title="war " * (1 << 21)))
    assert found(tmp_path) == {"1"}


def test_a_dropped_article_is_gone(tmp_path):
    put(tmp_path, article("1"), article("2"))
    with open_writer(str(tmp_path)) as writer:
        writer.drop("1")
        writer.drop("nowhere")
        assert writer.ids() == {"2"}
    assert found(tmp_path) == {"2"}


def test_an_index_can_be_emptied_and_filled_again(tmp_path):
    put(tmp_path, article("1"))
    with open_writer(str(tmp_path)) as writer:
        writer.drop("1")
    assert found(tmp_path) == set()
    put(tmp_path, article("2"))
    assert found(tmp_path) == {"2"}


def test_a_commit_keeps_what_a_later_exception_does_not_discard(tmp_path):
    with suppress(RuntimeError), open_writer(str(tmp_path)) as writer:
        writer.put(article("1"))
        writer.commit()
        assert (writer.known().get("1") is not None, writer.known().get("2")) == (True, None)
        writer.drop("1")
        writer.put(article("2"))
        writer.commit()
        writer.put(article("3"))
        raise RuntimeError
    assert found(tmp_path) == {"2"}


def test_a_batch_of_nothing_makes_no_revision(tmp_path):
    put(tmp_path, article("1"))
    put(tmp_path)
    assert read_manifest(tmp_path).revision == 1


def test_a_second_writer_is_told(tmp_path):
    with open_writer(str(tmp_path)), pytest.raises(IndexBusy, match="another process"), open_writer(str(tmp_path)):
        pass


def test_a_searcher_sees_the_next_commit_and_each_answer_is_one_commit(tmp_path):
    put(tmp_path, article("0"))
    wrong = []
    with open_searcher(str(tmp_path)) as searcher:
        stop = threading.Event()

        def read():
            while not stop.is_set():
                results = searcher.search(Query(expression=parse("war"), size=100))
                if results.total.value != results.documents or results.documents != int(results.revision[1:]):
                    wrong.append(results)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for n in range(1, 12):
            put(tmp_path, article(str(n)))
        stop.set()
        for reader in readers:
            reader.join()
        assert searcher.info().documents == 12
    assert not wrong


def test_a_commit_is_waited_for_where_the_one_before_is_of_a_while_ago(tmp_path, monkeypatch):
    monkeypatch.setattr("search.columnar.searcher._JUST_NOW", 0.0)
    put(tmp_path, article("0"))
    with open_searcher(str(tmp_path)) as searcher, ThreadPoolExecutor(8) as readers:
        put(tmp_path, article("1"))
        names = "\n".join(f"speaker: Ann{n} Moor = A. Moor{n}" for n in range(3_000))  # it takes a while to read them
        (tmp_path / "aliases.txt").write_text(names)
        assert {info.documents for info in readers.map(lambda _: searcher.info(), range(8))} == {2}


@pytest.mark.parametrize("content", ["file", "generation-1"])
def test_a_folder_with_other_things_is_left_alone(tmp_path, content):
    (tmp_path / content).mkdir()
    with pytest.raises(IndexUnavailable, match="holds other things"), open_writer(str(tmp_path)):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [content]


def test_a_missing_index_is_named_with_the_remedy(tmp_path):
    with pytest.raises(IndexUnavailable, match=r"there is no index .*pullquote index"):
        open_searcher(str(tmp_path / "nowhere"))


def test_a_folder_that_is_no_index_is_named(tmp_path):
    with pytest.raises(IndexUnavailable, match="is not a Pullquote index"):
        open_searcher(str(tmp_path))


def test_an_index_of_another_version_is_refused_with_the_remedy(tmp_path):
    put(tmp_path, article("1"))
    write_manifest(tmp_path, structs.replace(read_manifest(tmp_path), fingerprint="schema 0"))
    with pytest.raises(IndexUnavailable, match=r"another version .*pullquote rebuild"):
        open_searcher(str(tmp_path))
    with pytest.raises(IndexUnavailable, match="another version"), open_writer(str(tmp_path)):
        pass


def flip(data):
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(flip, id="a-flipped-bit"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:-512] + bytes(512), id="zeroed"),
        pytest.param(lambda data: b"", id="emptied"),
    ],
)
def test_every_damaged_file_is_named(tmp_path, spoil):
    put(tmp_path, article("1"))
    for name in read_manifest(tmp_path).files:
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(spoil(whole))
        assert [name in line for line in damage(tmp_path, read_manifest(tmp_path), hashes=True)] == [True]
        with pytest.raises(IndexCorrupt, match="rebuild"):
            open_searcher(str(tmp_path))
        (tmp_path / name).write_bytes(whole)
    assert found(tmp_path) == {"1"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"engine": 1}', "null", "[" * 100_000])
def test_a_damaged_manifest_is_named(tmp_path, text):
    put(tmp_path, article("1"))
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(IndexCorrupt, match=r"manifest\.json is damaged"):
        open_searcher(str(tmp_path))


@pytest.mark.parametrize(
    ("part", "other"),
    [('"documents": 1', '"documents": 0'), ('"revision": 1', '"revision": 2'), ("segments/", "../x/")],
)
def test_a_manifest_that_was_changed_is_damaged(tmp_path, part, other):
    put(tmp_path, article("1"))
    path = tmp_path / MANIFEST
    assert part in path.read_text()
    path.write_text(path.read_text().replace(part, other))
    with pytest.raises(IndexCorrupt, match=r"manifest\.json is damaged"):
        open_searcher(str(tmp_path))


def test_a_damaged_file_stays_damaged_after_the_next_commit(tmp_path):
    for n in range(8):
        put(tmp_path, article(str(n), "war " * 200))
    (name, *_) = [name for name in read_manifest(tmp_path).files if name.endswith(".arrays")]
    path = tmp_path / name
    path.write_bytes(flip(path.read_bytes()))
    with suppress(IndexCorrupt):
        put(tmp_path, article("new"))
    assert damage(tmp_path, read_manifest(tmp_path), hashes=True)


def test_a_missing_file_is_named(tmp_path):
    put(tmp_path, article("1"))
    (gone, *_) = read_manifest(tmp_path).files
    (tmp_path / gone).unlink()
    with pytest.raises(IndexCorrupt, match=Path(gone).name):
        open_searcher(str(tmp_path))


def test_a_full_disk_costs_nothing_that_was_kept(tmp_path, monkeypatch):
    put(tmp_path, article("1"))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(IndexUnavailable, match=r"disk .* is full"):
            put(tmp_path, article("2"))
    assert found(tmp_path) == {"1"}
    put(tmp_path, article("2"))
    assert found(tmp_path) == {"1", "2"}


def test_a_search_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    put(tmp_path, article("1"))
    monkeypatch.setattr("search.query.MAX_SECONDS", 0.0)
    with pytest.raises(QueryError, match="fewer or rarer words"):
        found(tmp_path, "war")
