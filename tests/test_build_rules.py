"""How files are read: with which effort, by which recipes; and what is not read again in vain."""

import json
import os
from pathlib import Path

import pytest

from index.building.build import build
from index.building.rebuild import rebuild
from index.errors import UnreadableFile
from index.sources import read_sources
from search.query import Query
from search.searcher import open_searcher

WORDS = "The lake had gone in the night, and nobody in the village could say where to. " * 4
PAGE = f"""<!doctype html><html><head><title>Lake vanishes</title>
<link rel="canonical" href="https://wire.example/lake"></head><body><h2 class="kicker">Ice</h2>
<article><h1>Lake vanishes</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"""
RECIPE = '[site."wire.example"]\ntitle = ".kicker"\n'


@pytest.fixture
def news(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.html").write_text(PAGE)
    return tmp_path / "news"


@pytest.fixture
def index(tmp_path):
    return str(tmp_path / "index")


def article(index):
    with open_searcher(index) as searcher:
        (hit,) = searcher.search(Query()).hits
        return searcher.get(hit.id)


def efforts(index):
    return [source.effort for source in read_sources(Path(index)).values()]


def test_another_effort_reads_again_and_is_kept_until_another_is_asked_for(news, index):
    build([str(news)], index, effort="fast")
    assert "agreement" not in article(index).provenance
    assert build([str(news)], index, effort="balanced").updated == 1
    assert "agreement" in article(index).provenance
    build([str(news)], index, effort="fast")
    assert build([str(news)], index).unchanged == 1
    (news / "a.html").write_text(PAGE.replace("Lake", "Pond"))
    (news / "b.html").write_text(PAGE.replace("/lake", "/other"))
    build([str(news)], index)
    assert efforts(index) == ["fast", "balanced"]


@pytest.mark.parametrize(("effort", "kept"), [(None, "fast"), ("balanced", "balanced")])
def test_rebuilding_reads_each_file_as_it_was_read_unless_told(news, index, effort, kept):
    build([str(news)], index, effort="fast")
    rebuild(index, effort=effort)
    assert efforts(index) == [kept]
    assert ("agreement" in article(index).provenance) == (kept == "balanced")
    assert build([str(news)], index).unchanged == 1


def test_an_index_keeps_recipes_and_every_run_reads_by_them(news, index, tmp_path):
    build([str(news)], index)
    (tmp_path / "mine.toml").write_text(RECIPE)
    assert build([str(news)], index, recipes=tmp_path / "mine.toml").updated == 1
    assert article(index).title == "Ice"
    assert build([str(news)], index).unchanged == 1
    rebuild(index)
    assert article(index).title == "Ice"
    Path(index, "recipes.toml").write_text("")
    assert build([str(news)], index).updated == 1
    assert article(index).title == "Lake vanishes"


def test_recipes_that_lie_in_a_new_folder_are_taken(news, index):
    os.mkdir(index)
    Path(index, "recipes.toml").write_text(RECIPE)
    build([str(news)], index)
    assert article(index).title == "Ice"


def test_recipes_that_can_be_read_once_only_are_kept(news, index):
    end, begin = os.pipe()
    os.write(begin, RECIPE.encode())
    os.close(begin)
    build([str(news)], index, recipes=Path(f"/dev/fd/{end}"))
    os.close(end)
    assert article(index).title == "Ice"
    assert Path(index, "recipes.toml").read_text() == RECIPE


def test_a_comment_in_the_recipes_reads_nothing_again(news, index):
    os.mkdir(index)
    Path(index, "recipes.toml").write_text(RECIPE)
    build([str(news)], index)
    Path(index, "recipes.toml").write_text(f"# Ice\n{RECIPE}")
    assert build([str(news)], index).unchanged == 1


@pytest.mark.parametrize("text", ["[site", "site = 7", '[site."a"]\nbody = "p:["', None])
def test_wrong_recipes_change_nothing(news, index, tmp_path, text):
    build([str(news)], index)
    if text:
        (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(UnreadableFile, match=r"mine\.toml(, line \d| cannot be read)"):
        build([str(news)], index, recipes=tmp_path / "mine.toml")
    assert not Path(index, "recipes.toml").exists()


def test_what_cannot_be_read_is_reported_again_but_not_read_again(news, index):
    (news / "b.pdf").write_bytes(b"%PDF-1.4 " + bytes(range(256)))
    (news / "c.jsonl").write_text('{"title": "One"}\n{}\n')
    first, second = (build([str(news)], index) for _ in range(2))
    assert [(os.path.basename(one.path), one.before) for one in first.failed] == [("b.pdf", False), ("c.jsonl", False)]
    assert [(one.path, one.parts) for one in second.failed] == [(one.path, one.parts) for one in first.failed]
    assert all(one.before for one in second.failed)
    (news / "c.jsonl").write_text('{"title": "One"}\n{"title": "Two"}\n')
    third = build([str(news)], index)
    assert (third.added, [(os.path.basename(one.path), one.before) for one in third.failed]) == (1, [("b.pdf", True)])


def test_what_may_be_read_another_time_is_tried_again(news, index):
    (news / "b.txt").symlink_to(news / "nowhere.txt")
    for _ in range(2):
        (failed,) = build([str(news)], index).failed
        assert not failed.before
    (news / "nowhere.txt").write_text("Peace\n\nIt came.")
    assert build([str(news)], index).added == 1


def test_articles_that_left_their_file_are_kept_without_another_reading_until_they_are_pruned(news, index):
    records = [json.dumps({"id": number, "title": f"Story {number}"}) + "\n" for number in range(3)]
    (news / "a.jsonl").write_text("".join(records))
    build([str(news)], index)
    (news / "a.jsonl").write_text("".join(records[:2]))
    assert [build([str(news)], index).kept for _ in range(2)] == [1, 1]
    assert read_sources(Path(index))[str(news / "a.jsonl")].digest
    assert build([str(news)], index, prune=True).removed == 1


def test_nearly_equal_texts_are_counted_as_copies_once(news, index):
    words = " ".join(f"word{number}" for number in range(300))
    bodies = [words, words, f"{words} indeed", f"Yes, {words}", "Something else."]
    for number, body in enumerate(bodies):
        (news / f"{number}.jsonl").write_text(json.dumps({"id": number, "title": "Wire", "body": body}) + "\n")
    assert build([str(news)], index).copies == 3
    assert build([str(news)], index).copies == 0


def test_an_id_that_had_to_give_way_stays_when_the_other_is_gone(news, index):
    for name in "ab":
        (news / f"{name}.jsonl").write_text(json.dumps({"id": "x", "title": name}) + "\n")
    build([str(news)], index)
    before = read_sources(Path(index))[str(news / "b.jsonl")].ids
    (news / "a.jsonl").unlink()
    build([str(news)], index, prune=True)
    (news / "b.jsonl").write_text(json.dumps({"id": "x", "title": "changed"}) + "\n")
    build([str(news)], index)
    rebuild(index)
    assert read_sources(Path(index))[str(news / "b.jsonl")].ids == before


def test_files_that_swapped_an_id_are_rebuilt(news, index):
    def write(**ids):
        for name, given in ids.items():
            (news / f"{name}.jsonl").write_text(json.dumps({"id": given, "title": f"Story {name}"}) + "\n")

    write(a="x", b="y")
    build([str(news)], index)
    write(a="y", b="x")
    build([str(news)], index, prune=True)
    before = {path: source.ids for path, source in read_sources(Path(index)).items()}
    rebuild(index)
    assert {path: source.ids for path, source in read_sources(Path(index)).items()} == before


def test_articles_and_quotes_keep_their_ids_whatever_is_read_again(news, index):
    (news / "b.txt").write_text("Peace\n\n“It came,” said Ann Roe. “It is here.”\n\n“At last,” Bo Day said.")

    def ids():
        with open_searcher(index) as searcher:
            found = [searcher.get(hit.id) for hit in searcher.search(Query()).hits]
        return {(one.id, quote.id, quote.text) for one in found for quote in one.quotes}

    build([str(news)], index)
    before = ids()
    assert len(before) > 1
    build([str(news)], index, effort="fast", workers=2)
    os.utime(news / "b.txt", (1_000, 1_000))
    build([str(news)], index)
    rebuild(index)
    assert ids() == before
