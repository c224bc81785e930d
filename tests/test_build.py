"""Files to an index: what is added, replaced, skipped, dropped and reported."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.building.build import build
from index.building.rebuild import rebuild
from index.errors import IndexBusy, IndexCorrupt, IndexUnavailable, UnreadableFile
from index.sources import read_sources, write_sources
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path):
    return str(tmp_path / "index")


def counted(report):
    names = ("added", "updated", "unchanged", "removed")
    return {name: count for name in names if (count := getattr(report, name))}


def hits(index, text="*"):
    with open_searcher(index) as searcher:
        return searcher.search(Query(expression=parse(text), size=100)).hits


def lines(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def page(path, title, url=None, body="Some words of the story."):
    link = f'<link rel="canonical" href="{url}">' if url else ""
    path.write_text(f"<!doctype html><html><head><title>{title}</title>{link}</head>"
                    f"<body><article><h1>{title}</h1><p>{body}</p></article></body></html>")  # fmt: skip


def test_new_files_are_added_and_unchanged_ones_skipped(news, index):
    (news / "one.txt").write_text("First\n\nThe war began.")
    (news / "two.txt").write_text("Second\n\nThe peace came.")
    assert counted(build([str(news)], index)) == {"added": 2}
    assert counted(build([str(news)], index)) == {"unchanged": 2}
    assert len(hits(index)) == 2


def test_a_changed_file_replaces_its_article(news, index):
    (news / "one.txt").write_text("First\n\nThe war began.")
    build([str(news)], index)
    (news / "one.txt").write_text("First\n\nThe war ended.")
    assert counted(build([str(news)], index)) == {"updated": 1}
    assert (len(hits(index, "began")), len(hits(index, "ended"))) == (0, 1)


def test_one_changed_line_of_jsonl_is_one_update(news, index):
    lines(news / "a.jsonl", *({"id": n, "title": f"Story {n}"} for n in range(5)))
    assert counted(build([str(news)], index)) == {"added": 5}
    lines(news / "a.jsonl", *({"id": n, "title": f"Story {n}"} for n in range(4)), {"id": 4, "title": "Other"})
    assert counted(build([str(news)], index)) == {"updated": 1, "unchanged": 4}


def test_what_is_gone_stays_until_pruned(news, index):
    lines(news / "a.jsonl", {"id": 1, "title": "One"}, {"id": 2, "title": "Two"})
    (news / "b.txt").write_text("Three\n\nwords")
    build([str(news)], index)
    lines(news / "a.jsonl", {"id": 1, "title": "One"})
    (news / "b.txt").unlink()
    report = build([str(news)], index)
    assert (len(hits(index)), report.kept) == (3, 1)
    assert counted(build([str(news)], index, prune=True)) == {"unchanged": 1, "removed": 2}
    assert [hit.id for hit in hits(index)] == ["1"]


def test_pruning_spares_what_is_not_under_the_paths(tmp_path, news, index):
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Other\n\nwords")
    (news / "y.txt").write_text("Mine\n\nwords")
    (news / "z.txt").write_text("Mine too\n\nwords")
    build([str(news), str(other)], index)
    (news / "z.txt").unlink()
    (other / "x.txt").unlink()
    assert counted(build([str(news)], index, prune=True)) == {"unchanged": 1, "removed": 1}
    assert {hit.title for hit in hits(index)} == {"Mine", "Other"}


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_pruning_refuses_a_path_that_is_missing_or_empty(tmp_path, news, index, name):
    (news / "a.txt").write_text("A\n\nwords")
    build([str(news)], index)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="missing or empty"):
        build([str(news), str(tmp_path / name)], index, prune=True)
    assert len(hits(index)) == 1


def test_the_same_text_in_two_files_is_two_articles_and_copies(news, index):
    (news / "a.txt").write_text("Wire\n\nThe same words.")
    (news / "b.txt").write_text("Wire\n\nThe same words.")
    report = build([str(news)], index)
    assert (report.added, report.copies) == (2, 1)
    assert [hit.copies for hit in hits(index)] == [1, 1]
    assert counted(build([str(news)], index)) == {"unchanged": 2}


def test_the_same_text_under_two_ids_is_two_articles(news, index):
    lines(news / "a.jsonl", *({"id": n, "title": "Wire", "body": "Same words."} for n in (1, 2)))
    assert build([str(news)], index).copies == 1
    assert {hit.id for hit in hits(index)} == {"1", "2"}


def test_the_same_text_three_times_without_ids_is_three_articles(news, index):
    lines(news / "a.jsonl", *[{"title": "Wire", "body": "Same words."}] * 3)
    assert counted(build([str(news)], index)) == {"added": 3}
    os.utime(news / "a.jsonl")
    assert counted(build([str(news)], index)) == {"unchanged": 3}


def test_the_same_address_is_one_article_and_the_later_capture_stays(news, index):
    page(news / "b.html", "Old", "https://example.com/story")
    page(news / "a.html", "New", "https://example.com/story?utm_source=x")
    os.utime(news / "b.html", (1_000, 1_000))
    build([str(news)], index)
    assert [hit.title for hit in hits(index)] == ["New"]


def test_the_same_id_in_one_file_is_one_article(news, index):
    lines(news / "a.jsonl", {"id": "x", "title": "Old"}, {"id": "x", "title": "New"})
    build([str(news)], index)
    assert [hit.title for hit in hits(index)] == ["New"]


def test_the_same_id_in_another_file_is_kept_under_a_prefix_and_reported(news, index):
    lines(news / "a.jsonl", {"id": "x", "title": "One"})
    lines(news / "b.jsonl", {"id": "x", "title": "Two"})
    report = build([str(news)], index)
    one, two = sorted(hits(index), key=lambda hit: hit.title)
    assert (one.id, two.id.endswith("-x")) == ("x", True)
    assert "id x is taken" in report.notes[0]
    lines(news / "b.jsonl", {"id": "x", "title": "Three"})
    assert counted(build([str(news)], index)) == {"unchanged": 1, "updated": 1}
    assert two.id in {hit.id for hit in hits(index, "three")}


def test_the_same_record_in_another_file_is_one_article(news, index):
    lines(news / "a.jsonl", {"id": "x", "title": "One"})
    lines(news / "b.jsonl", {"id": "x", "title": "One"})
    assert counted(build([str(news)], index)) == {"added": 1, "unchanged": 1}


def test_a_moved_folder_keeps_its_articles(tmp_path, news, index):
    (news / "a.txt").write_text("A\n\nwords")
    lines(news / "b.jsonl", {"id": "x", "title": "One"})
    build([str(news)], index)
    moved = news.rename(tmp_path / "moved")
    assert counted(build([str(moved)], index)) == {"updated": 2}
    assert {hit.id for hit in hits(index)} >= {"x"}
    assert len(hits(index)) == 2


def test_bad_files_are_named_and_the_rest_is_indexed(news, index):
    (news / "empty.txt").touch()
    (news / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))
    (news / "latin.txt").write_bytes("Caf\xe9 society\n\nThe café is full.".encode("latin-1"))
    (news / "huge.txt").write_bytes(b"Huge\n\n" + b"word " * 10_000_000)
    (news / "broken.jsonl").write_text('{"title": "Whole"}\n{"title": \n{"title": "Also whole"}\n')
    os.mkfifo(news / "pipe")
    report = build([str(news)], index)
    assert sorted(os.path.basename(failure.path) for failure in report.failed) == [
        "broken.jsonl", "empty.txt", "huge.txt", "photo.jpg", "pipe",
    ]  # fmt: skip
    assert [part.path[-2:] for failed in report.failed for part in failed.parts if "broken" in part.path] == [":2"]
    assert all("\n" not in failure.reason and failure.reason for failure in report.failed)
    assert {hit.title for hit in hits(index)} == {"Whole", "Also whole", "Café society"}
    assert {failure.path for failure in build([str(news)], index).failed} == {f.path for f in report.failed}


def test_a_second_build_at_the_same_time_is_told(news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    (news / "b.txt").write_text("B\n\nThe peace.")

    def again(*_):
        with pytest.raises(IndexBusy, match="another process"):
            build([str(news)], index)

    assert build([str(news)], index, progress=again).added == 2


def test_an_interrupted_build_keeps_its_batches(news, index, monkeypatch):
    monkeypatch.setattr("index.building.run.BATCH", 2)
    lines(news / "a.jsonl", *({"id": n, "title": f"Story {n}"} for n in range(5)))

    def interrupt(_done, _files, articles, _failed):
        if articles == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([str(news)], index, progress=interrupt)
    assert len(hits(index)) == 4
    assert counted(build([str(news)], index)) == {"added": 1, "unchanged": 4}


def test_the_index_itself_is_not_read(tmp_path, news):
    (news / "a.txt").write_text("A\n\nwords")
    inside = str(news / "pullquote-data")
    build([str(news)], inside)
    report = build([str(news)], inside)
    assert (counted(report), report.failed) == ({"unchanged": 1}, [])


def test_a_rebuilt_index_gives_the_same_answers(news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    (news / "b.jsonl").write_text('{"id": 1, "title": "war"}\nbroken\n')
    build([str(news)], index)
    before = hits(index, "war")
    rebuild(index)
    assert hits(index, "war") == before
    assert counted(build([str(news)], index)) == {"unchanged": 2}


def test_a_rebuild_that_would_lose_articles_keeps_the_old_index(news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    (news / "b.txt").write_text("B\n\nThe peace.")
    build([str(news)], index)
    (news / "b.txt").unlink()
    with pytest.raises(IndexUnavailable, match="old index is kept"):
        rebuild(index)
    assert len(hits(index)) == 2
    rebuild(index, prune=True)
    assert len(hits(index)) == 1


def test_a_damaged_index_is_rebuilt(tmp_path, news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    build([str(news)], index)
    (tmp_path / "index" / "manifest.json").write_text("damaged")
    rebuild(index)
    assert len(hits(index, "war")) == 1


def test_pruning_one_capture_brings_the_other_back(news, index):
    for name, when in (("a", 1_000), ("b", 2_000)):
        page(news / f"{name}.html", f"Capture {name}", "https://example.com/story")
        os.utime(news / f"{name}.html", (when, when))
    build([str(news)], index)
    assert [hit.title for hit in hits(index)] == ["Capture b"]
    (news / "b.html").unlink()
    build([str(news)], index, prune=True)
    assert [hit.title for hit in hits(index)] == ["Capture a"]


def test_pruning_a_record_that_another_file_holds_keeps_it(news, index):
    lines(news / "a.jsonl", {"id": "x", "title": "One"}, {"id": "y", "title": "Two"})
    lines(news / "b.jsonl", {"id": "x", "title": "One"})
    build([str(news)], index)
    (news / "a.jsonl").unlink()
    assert build([str(news)], index, prune=True).removed == 1
    assert {hit.id for hit in hits(index)} == {"x"}


def test_equal_records_without_ids_in_several_files_are_all_kept(news, index):
    for name in "abc":
        lines(news / f"{name}.jsonl", *[{"title": "Wire", "body": "Same words."}] * 2)
    assert counted(build([str(news)], index)) == {"added": 6}
    assert len(hits(index)) == 6


def test_a_rebuild_keeps_every_id(news, index):
    lines(news / "z.jsonl", {"id": "x", "title": "First"})
    build([str(news)], index)
    lines(news / "a.jsonl", {"id": "x", "title": "Second"})
    build([str(news)], index)
    before = {hit.title: hit.id for hit in hits(index)}
    rebuild(index)
    assert {hit.title: hit.id for hit in hits(index)} == before


def test_a_rebuild_that_swaps_one_article_for_another_keeps_the_old_index(news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    lines(news / "b.jsonl", {"id": 1, "title": "One"})
    build([str(news)], index)
    (news / "a.txt").unlink()
    lines(news / "b.jsonl", {"id": 1, "title": "One"}, {"id": 2, "title": "Two"})
    with pytest.raises(IndexUnavailable, match="old index is kept"):
        rebuild(index)


def test_a_damaged_manifest_and_missing_files_leave_everything_as_it_is(tmp_path, news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    build([str(news)], index)
    (tmp_path / "index" / "manifest.json").write_text("damaged")
    (news / "a.txt").unlink()
    with pytest.raises(IndexUnavailable, match="old index is kept"):
        rebuild(index)
    assert list((tmp_path / "index").glob("segments/*.arrays"))


def test_a_damaged_list_of_files_is_mended_by_reading_them_again(tmp_path, news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    build([str(news)], index)
    (tmp_path / "index" / "files.json").write_text("damaged")
    with pytest.raises(IndexCorrupt, match="pullquote index"):
        rebuild(index)
    assert counted(build([str(news)], index)) == {"unchanged": 1}
    rebuild(index)


def test_nothing_to_read_makes_no_index(tmp_path, index):
    assert build([str(tmp_path / "nowhere")], index).failed
    assert not os.path.exists(index)


def test_a_folder_is_the_same_through_a_link(tmp_path, news, index):
    (news / "a.txt").write_text("A\n\nThe war.")
    build([str(news)], index)
    (tmp_path / "link").symlink_to(news)
    assert counted(build([str(tmp_path / "link")], index)) == {"unchanged": 1}


def test_files_are_read_again_when_the_rules_of_reading_change(news, index, monkeypatch):
    (news / "a.txt").write_text("A\n\nThe war.")
    build([str(news)], index)
    ((path, source),) = read_sources(Path(index)).items()
    write_sources(Path(index), {path: replace(source, digest=f"0:{source.digest.partition(':')[2]}")})
    monkeypatch.setattr("index.writer.digest_of", lambda _: 7)
    assert counted(build([str(news)], index)) == {"updated": 1}


def test_a_file_of_bad_lines_is_reported_in_few(news, index):
    (news / "a.jsonl").write_text('{"title": "One"}\n' + "{}\n" * 500)
    report = build([str(news)], index)
    (failed,) = report.failed
    assert (report.added, len(failed.parts)) == (1, 101)
    assert failed.parts[-1].reason == "400 more of its parts cannot be read"


def test_an_article_that_no_index_can_hold_costs_itself(news, index):
    speech = {"title": "Two", "body": "a " * 2_200_000, "quotes": [{"parts": [[0, 4_399_999]]}]}
    lines(news / "a.jsonl", {"title": "One"}, speech, {"title": "Three"})
    report = build([str(news)], index)
    assert (report.added, len(report.failed)) == (2, 1)
    assert "holds more than" in report.failed[0].reason
