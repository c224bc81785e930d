"""Saved queries and what is new of them: told once, by the search's own matcher, and rather twice than not at all."""

import json
import os
import random
import shlex
import stat
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import web.alert_feed
import web.alert_state
from index.article import Article, Quote
from index.building.build import build
from index.building.rebuild import rebuild
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import KINDS, Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.nobody import unprivileged
from web.cli import main

PROGRAM = [sys.executable, "-c", "from web.start import main; main()", "alert"]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def article(name, title, **more):
    return Article(id=name, title=title, body=more.pop("body", "Nothing else was said."), **more)


@pytest.fixture
def place(tmp_path):
    """An index folder with one article on oil and one on rain."""
    put(tmp_path / "index", article("a", "Oil rises"), article("b", "Rain falls"))
    return tmp_path / "index"


def put(place, *articles, drop=()):
    with open_writer(str(place)) as writer:
        for one in articles:
            writer.put(one)
        for name in drop:
            writer.drop(name)


def save(place, *lines):
    (place / "alerts.txt").write_text("\n".join(lines), encoding="utf-8")


def tell(place, *options):
    """Run the command; return its status, the ids that it lists, and what it says of faults."""
    done = CliRunner().invoke(main, ["alert", "--index", str(place), *map(str, options)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    ids = [line.strip() for line in done.stdout.splitlines() if line.strip() and len(line.strip()) == 1]
    return done.exit_code, ids, done.stderr


def test_row_18_what_is_new_since_the_last_run_is_told_once(place):
    save(place, "# on energy", "oil = oil -rain", "", "wet = rain OR snow")
    assert tell(place) == (0, ["a", "b"], "")
    assert tell(place) == (0, [], "")
    put(place, article("c", "Oil sinks"), article("d", "Tin sinks"))
    assert tell(place) == (0, ["c"], "")
    assert tell(place) == (0, [], "")


def test_what_is_odd_about_a_query_is_told_at_each_run(place):
    save(place, 'oil = "oil')
    told = "pullquote: oil: this quotation mark is not closed: read to the end\n"
    assert tell(place) == (0, ["a"], told)
    assert tell(place) == (0, [], told)


def test_an_article_that_is_read_again_changed_or_moved_is_not_new(place):
    save(place, "oil = oil")
    tell(place)
    put(place, article("a", "Oil rises again"), article("b", "Rain and oil"))
    for number in range(12):  # so many segments are merged
        put(place, article(f"x{number}", "Tin"))
    assert tell(place) == (0, [], "")
    put(place, drop=["a"])
    assert tell(place) == (0, [], "")


def test_a_rebuilt_index_has_nothing_new_and_its_alerts(tmp_path):
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "a", "title": "Oil", "body": "It rose."}))
    build([str(news)], str(tmp_path / "index"))
    save(tmp_path / "index", "oil = oil")
    assert tell(tmp_path / "index") == (0, ["a"], "")
    rebuild(str(tmp_path / "index"))
    assert tell(tmp_path / "index") == (0, [], "")


def test_an_alert_that_is_added_tells_what_is_there_and_others_go_on(place):
    save(place, "oil = oil")
    tell(place)
    put(place, article("c", "Oil and rain"))
    save(place, "oil = oil", "wet = rain")
    assert tell(place) == (0, ["c", "b", "c"], "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("oil", "a name, = and a query"),
        ("= oil", "a name, = and a query"),
        ("oil =", "a name, = and a query"),
        ("oil = *a*", "matches too much"),
        ("oil = /search?q=oil&from=2015-13", "is a date"),
        ("oil = /search?colour=red", "no parameter"),
        ("wet = oil", "a line of the name 'wet' before"),
        ("oil = \udcff", "not UTF-8"),
        ("oil = /searching?q=oil", "not the address of a list of results"),
        ("oil = http://127.0.0.1:8000/facets/tag?q=oil", "not the address of a list of results"),
        ("oil = /timeline?q=oil", "not the address of a list of results"),
        ("oil = https://news.example/", "not the address of a list of results"),
        ("oil = ftp://news.example/search?q=oil", "not the address of a list of results"),
        ("oil = http://[/search?q=oil", "not the address of a list of results"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_costs_itself_alone(place, line, told):
    (place / "alerts.txt").write_bytes(f"wet = rain\n{line}\nnone = snow".encode("utf-8", "surrogateescape"))
    status, ids, said = tell(place)
    assert (status, ids) == (1, ["b"])
    assert "line 2: " in said
    assert told in said


def test_a_second_line_of_a_name_does_not_make_the_first_repeat_itself(place):
    save(place, "oil = oil", "oil = rain")
    assert tell(place)[:2] == (1, ["a"])
    assert tell(place)[:2] == (1, [])
    put(place, article("c", "Oil sinks"))
    assert [tell(place)[1] for _ in range(2)] == [["c"], []]


def test_a_line_that_is_mended_is_told_all_it_missed(place):
    save(place, "oil = oil")
    tell(place)
    put(place, article("c", "Oil sinks"))
    save(place, "oil = (((*a*")
    assert tell(place)[0] == 1
    save(place, "oil = oil")
    assert tell(place) == (0, ["c"], "")


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("/search?q=oil&source=AP", ["d"]),
        ("https://news.example/archive/search?q=&tag=Energy&fold=true&page=3", ["d"]),
        ("http://127.0.0.1:8000/search?q=oil&from=2015-05&to=2016", ["d"]),
        ("/api/v1/articles?q=oil&size=1&sort=oldest", ["d", "a"]),
        ("“oil rises”", ["a"]),
        ("/search", ["d", "b", "a"]),
        ("HTTP://127.0.0.1:8000/search/?q=rain", ["b"]),
    ],
)
def test_row_20_the_address_of_a_page_of_results_is_a_saved_query(place, address, ids):
    put(place, article("d", "Oil", source="AP", tags=("Energy",), published="2015-06-01", published_precision="day"))
    save(place, f"saved = {address}")
    status, found, said = tell(place)
    assert (status, sorted(found), said) == (0, sorted(ids), "")


def test_an_alert_may_be_on_quotations(place):
    quote = Quote(id="e.q1", text="It will rain", parts=(), speaker="Ann Roe", confidence=1.0, source_type="named")
    put(place, article("e", "Talk", quotes=(quote,)))
    save(place, "said = /quotes?q=rain&speaker=Ann+Roe")
    done = CliRunner().invoke(main, ["alert", "--index", str(place)])
    assert "said: 1 quote" in done.stdout
    assert "e.q1" in done.stdout


QUERIES = ["war", "war -oil", "peace NEAR/3 war", '"war oil"', "oil OR pea*", "war SAME SENTENCE peace", "atleast2 oil"]


def prose(rng):
    return " ".join(rng.choices(["war", "wars", "oil", "peace", "rain.", "tin"], k=rng.randint(1, 12)))


def some_articles(rng):
    for number in range(60):
        said = rng.choice(["A. Moor", "Ada Moor", "Ada Moor", "B. Moor"])
        quote = Quote(id=f"{number}.q1", text=prose(rng), parts=(), speaker=said, confidence=1.0, source_type="named")
        yield Article(id=str(number), title=prose(rng), body=prose(rng), tags=(rng.choice("xyz"),), quotes=(quote,))


def test_row_19_an_alert_means_what_the_search_means(tmp_path):
    rng = random.Random(5)
    articles = list(some_articles(rng))
    for start in (0, 20, 40):
        put(tmp_path, *articles[start : start + 20])
    some = 0
    with open_searcher(str(tmp_path)) as searcher:
        new = rng.sample(searcher.ids(), 25)
        linear = LinearSearcher(articles)
        for text in QUERIES:
            for of in KINDS:
                for speakers in ((), ("Ada Moor",), ("A. Moor",)):
                    query = Query(expression=parse(text), of=of, sort="newest", speakers=speakers, size=100)
                    whole = [hit.id for hit in searcher.search(query).hits if hit.article in new]
                    found, expected = searcher.among(new).search(query), linear.among(new).search(query)
                    assert [hit.id for hit in found.hits] == whole == [hit.id for hit in expected.hits]
                    assert found.total == expected.total
                    some += len(whole) > 0
    assert some > 10  # else it tells nothing


def said_by(name, speaker):
    quote = Quote(id=f"{name}.q1", text="It will rain", parts=(), speaker=speaker, confidence=1.0, source_type="named")
    return article(name, "Talk", quotes=(quote,))


@pytest.mark.parametrize(
    ("before", "new", "told"),
    [
        (["Ada Moor"], ["A. Moor"], ["new0.q1"]),  # alone the initial would be nobody's
        (["Alan Moor"], ["Ada Moor", "A. Moor"], ["new0.q1"]),  # and here Ada's
    ],
)
def test_names_mean_one_person_by_all_of_the_archive_not_by_what_is_new(tmp_path, before, new, told):
    put(tmp_path, *(said_by(f"old{number}", speaker) for number, speaker in enumerate(before)))
    save(tmp_path, "Moor = /quotes?speaker=Ada+Moor")
    tell(tmp_path)
    put(tmp_path, *(said_by(f"new{number}", speaker) for number, speaker in enumerate(new)))
    done = CliRunner().invoke(main, ["alert", "--index", str(tmp_path)])
    assert [line.strip() for line in done.stdout.splitlines() if line.endswith(".q1")] == told


def test_row_10_all_that_is_new_is_told_beyond_a_page(tmp_path):
    put(tmp_path, *(article(f"n{number}", "Oil") for number in range(230)))
    save(tmp_path, "oil = oil")
    out = tmp_path / "told"
    assert tell(tmp_path, "--size", 225, "--run", writing(out))[0] == 0
    told = json.loads(out.read_text())
    assert (told["total"]["value"], len({hit["id"] for hit in told["hits"]})) == (230, 225)


def writing(out, status=0):
    """A command that writes what it is given, and ends with a status."""
    code = f"import sys; open({str(out)!r}, 'a').write(sys.stdin.read()); sys.exit({status})"
    return shlex.join([sys.executable, "-c", code])


def test_a_command_gets_the_hits_as_json_and_no_shell_sees_them(place, tmp_path):
    put(place, article("e", "$(touch pwned); oil `touch pwned` \u202e"))
    save(place, "oil $(touch pwned) = oil")
    assert tell(place, "--run", writing(tmp_path / "told"))[0] == 0
    told = json.loads((tmp_path / "told").read_text())
    assert (told["alert"], {hit["id"] for hit in told["hits"]}) == ("oil $(touch pwned)", {"a", "e"})
    assert not list(tmp_path.rglob("pwned"))


def test_a_command_that_fails_is_told_again_and_the_other_alerts_are_not(place, tmp_path):
    save(place, "oil = oil", "wet = rain")
    failing = shlex.join([sys.executable, "-c", "import sys; sys.exit(3 if '\"oil\"' in sys.stdin.read() else 0)"])
    status, _, said = tell(place, "--run", failing)
    assert (status, "oil: " in said, "ended with 3" in said, "wet" in said) == (1, True, True, False)
    assert tell(place) == (0, ["a"], "")
    status, _, said = tell(place, "--run", "no-such-command-anywhere")
    assert (status, said) == (0, "")  # nothing is new, so nothing is run
    put(place, article("c", "Oil sinks"))
    assert "cannot be run" in tell(place, "--run", "no-such-command-anywhere")[2]
    assert tell(place) == (0, ["c"], "")


def test_a_run_that_is_cut_off_before_it_is_noted_tells_again(place, monkeypatch):
    save(place, "oil = oil")
    with monkeypatch.context() as patch:
        patch.setattr(web.alert_state, "write_json", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            tell(place)
    assert tell(place) == (0, ["a"], "")


def test_a_damaged_note_of_what_was_told_is_named(place):
    save(place, "oil = oil")
    tell(place)
    path = place / "alerts" / "seen.json"
    path.write_text(path.read_text().replace('"text"', '"next"'))
    status, ids, said = tell(place)
    assert (status, ids, "seen.json is damaged: remove it" in said) == (1, [], True)
    path.unlink()
    assert tell(place) == (0, ["a"], "")


def change(place, name, **changes):
    """Change what is kept of an alert."""
    path = place / "alerts" / "seen.json"
    data = json.loads(path.read_text())
    data["alerts"][name] |= changes
    del data["sum"]
    web.alert_state.write_json(path, data)


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"grammar": 0, "read_as": "oil OR rises"}, True),
        ({"grammar": 0}, False),
        ({"read_as": "oil AND rises"}, False),  # the same, only written in another way
        ({"grammar": 0, "read_as": "oil OR rises", "text": "oil or rises"}, False),
    ],
)
def test_a_query_that_another_grammar_reads_otherwise_is_pointed_out(place, changes, warned):
    save(place, "oil = oil rises")
    tell(place)
    change(place, "oil", **changes)
    said = "oil was read as oil OR rises, and is now as (oil AND rises): see to its line in alerts.txt"
    assert tell(place) == (0, [], f"pullquote: {said}\n" if warned else "")
    assert tell(place) == (0, [], "")


@pytest.mark.parametrize("address", ['published:"last week"', "/search?q=published:%22last+week%22"])
def test_days_that_went_by_are_no_other_reading(place, address):
    save(place, f"oil = {address}")
    tell(place)
    change(place, "oil", grammar=0, day="2015-05-20", read_as="published:2015-05-11..2015-05-17")
    assert tell(place) == (0, [], "")
    change(place, "oil", grammar=0, day="2015-05-20", read_as="published:2015-05-13..2015-05-20")
    assert "is now as published:2015-05-11..2015-05-17:" in tell(place)[2]


def test_two_runs_at_once_tell_one_time(place):
    save(place, "oil = oil")
    with web.alert_state.alone(place):
        status, ids, said = tell(place)
    assert (status, ids, "another process is telling" in said) == (1, [], True)


def test_a_run_that_is_killed_while_a_command_runs_is_told_again_whole(place, tmp_path):
    save(place, "oil = oil", "wet = rain")
    out, feed = tmp_path / "told", tmp_path / "alerts.atom"
    code = f"import os, sys; open({str(out)!r}, 'a').write('x'); 'wet' in sys.stdin.read() and os.kill(os.getppid(), 9)"
    run = [*PROGRAM, "--index", place, "--feed", feed, "--run", shlex.join([sys.executable, "-c", code])]
    assert subprocess.run(run, capture_output=True).returncode == -9
    assert (out.read_text(), sorted(one.name for one in tmp_path.iterdir())) == ("xx", ["index", "told"])
    assert tell(place, "--feed", feed) == (0, ["a", "b"], "")
    assert len(entries(feed)) == 2


def test_without_saved_queries_the_command_says_how_to_write_one(place):
    status, _, said = tell(place)
    assert (status, "alerts.txt: write a saved query a line" in said) == (1, True)


def read(feed):
    return ElementTree.parse(feed).getroot()  # noqa: S314 - what this test has made


def entries(feed):
    return [
        (entry.findtext("a:title", None, ATOM), entry.findtext("a:id", None, ATOM))
        for entry in read(feed).iterfind("a:entry", ATOM)
    ]


def test_a_feed_has_the_newest_first_and_keeps_what_it_had(place, tmp_path, monkeypatch):
    save(place, "oil = oil")
    feed = tmp_path / "alerts.atom"
    put(place, article("e", "<b>Oil</b> & \x00gas\ud800", url="javascript:alert(1)"))
    tell(place, "--feed", feed)
    assert len(entries(feed)) == 2
    assert "javascript" not in feed.read_text()
    monkeypatch.setattr(web.alert_feed, "KEPT", 2)
    put(place, article("f", "Oil wells", url="https://news.example/f"))
    tell(place, "--feed", feed)
    assert entries(feed)[0] == ("Oil wells", "urn:pullquote:oil:f")
    assert len(entries(feed)) == 2
    assert read(feed).find("a:entry/a:link", ATOM).get("href") == "https://news.example/f"


def test_a_feed_without_room_for_all_has_some_of_each_alert(place, tmp_path, monkeypatch):
    monkeypatch.setattr(web.alert_feed, "KEPT", 2)
    put(place, article("c", "Oil sinks"))
    save(place, "oil = oil", "wet = rain")
    tell(place, "--feed", tmp_path / "alerts.atom")
    assert {one.split(":")[2] for _, one in entries(tmp_path / "alerts.atom")} == {"oil", "wet"}


def test_an_entry_that_leads_nowhere_holds_its_text_and_all_say_when_it_was_published(place, tmp_path):
    said = Quote(id="c.q1", text="Oil will rise", parts=(), speaker="Ann Roe", confidence=0.9)
    put(place, article("c", "Wells", quotes=(said,), published="2015-05-18T18:32:00-04:00"))
    save(place, "said = /quotes?q=oil")
    tell(place, "--feed", tmp_path / "alerts.atom")
    [entry] = read(tmp_path / "alerts.atom").iterfind("a:entry", ATOM)
    assert entry.findtext("a:content", None, ATOM) == "Ann Roe: “Oil will rise”"
    assert entry.findtext("a:published", None, ATOM) == "2015-05-18T18:32:00-04:00"


def no_feed(folder):
    (folder / "notes.txt").write_text("mine")
    return folder / "notes.txt"


def a_pipe(folder):
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def in_circles(folder):
    (folder / "alerts.atom").symlink_to(folder / "alerts.atom")
    return folder / "alerts.atom"


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (no_feed, "is no feed"),
        (a_pipe, "is no feed"),
        (in_circles, "cannot be read"),
        (lambda folder: folder / "nowhere" / "alerts.atom", "cannot be written"),
        (lambda folder: no_feed(folder) / "alerts.atom", "cannot be read"),
    ],
)
def test_a_feed_that_cannot_be_is_found_out_before_anything_is_told(place, tmp_path, bad, told):
    save(place, "oil = oil")
    feed, out = bad(tmp_path), tmp_path / "told"
    status, ids, said = tell(place, "--feed", feed, "--run", writing(out))
    assert (status, ids, told in said, out.exists()) == (1, [], True, False)
    assert not feed.is_file() or feed.read_text() == "mine"
    assert tell(place) == (0, ["a"], "")


@pytest.mark.parametrize("protected", ["kept", "kept/alerts.atom"])
def test_a_feed_that_may_not_be_written_is_found_out_before_anything_is_told(place, tmp_path, protected):
    save(place, "oil = oil")
    tell(place)
    put(place, article("c", "Oil sinks"))
    (tmp_path / "kept").mkdir()
    feed = tmp_path / "kept" / "alerts.atom"
    feed.write_text('<feed xmlns="http://www.w3.org/2005/Atom"/>')
    (tmp_path / protected).chmod(0o555)
    with unprivileged(tmp_path):
        status, ids, said = tell(place, "--feed", feed)
        assert (status, ids, "cannot be" in said, "written" in said) == (1, [], True, True)
        assert tell(place) == (0, ["c"], "")


def test_a_feed_keeps_its_mode_its_link_and_its_neighbours(place, tmp_path):
    save(place, "oil = oil")
    kept, feed = tmp_path / "kept", tmp_path / "alerts.atom"
    kept.mkdir()
    feed.symlink_to(kept / "real.atom")
    for neighbour in (tmp_path / "alerts.new", kept / "real.new"):
        neighbour.write_text("mine")
    tell(place, "--feed", feed)
    (kept / "real.atom").chmod(0o640)
    put(place, article("c", "Oil sinks"))
    assert tell(place, "--feed", feed)[0] == 0
    assert (feed.is_symlink(), len(entries(feed)), stat.S_IMODE(feed.stat().st_mode)) == (True, 2, 0o640)
    assert sorted(one.name for one in kept.iterdir()) == ["real.atom", "real.new"]
    assert {(tmp_path / "alerts.new").read_text(), (kept / "real.new").read_text()} == {"mine"}


def test_a_feed_that_is_made_may_be_read_by_whom_the_umask_allows(place, tmp_path):
    save(place, "oil = oil")
    was = os.umask(0o027)
    try:
        tell(place, "--feed", tmp_path / "alerts.atom")
    finally:
        os.umask(was)
    assert stat.S_IMODE((tmp_path / "alerts.atom").stat().st_mode) == 0o640


def test_a_feed_that_cannot_be_written_in_the_end_is_named_and_told_again(place, tmp_path):
    save(place, "oil = oil")
    feed = tmp_path / "feeds" / "alerts.atom"
    feed.parent.mkdir()
    removing = shlex.join([sys.executable, "-c", f"import os; os.rmdir({str(feed.parent)!r})"])
    status, ids, said = tell(place, "--feed", feed, "--run", removing)
    assert (status, ids, "commit" in said) == (1, ["a"], False)
    assert f"{feed} cannot be written" in said
    assert tell(place) == (0, ["a"], "")
