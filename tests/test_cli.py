"""The commands as a person types them."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

PROGRAM = [sys.executable, "-c", "from web.start import main; main()"]


@pytest.fixture
def run(tmp_path):
    """Run a command in an empty folder; return (status, stdout, stderr)."""

    def run(*arguments, **environment):
        done = subprocess.run(
            [*PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.getcwd(), "COLUMNS": "100", **environment},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def seed(run):
    """Run a command in a folder with an index of the seed article."""
    assert run("index", os.path.abspath("seeds"))[0] == 0
    return run


def test_indexing_says_what_it_did(run):
    status, out, err = run("index", os.path.abspath("seeds"))
    assert (status, err) == (0, "")
    assert out.startswith("added 1, updated 0, unchanged 0, removed 0, copies 0, failed 0; ")


def test_indexing_writes_a_report(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    status, _, err = run("index", os.path.abspath("seeds"), "empty.txt", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert status == 0
    assert (report["added"], [failure["path"] for failure in report["failed"]]) == (1, [str(tmp_path / "empty.txt")])
    assert re.fullmatch(r"pullquote: not read: .*empty\.txt: .*empty.*\n", err)


def test_a_missing_path_is_an_error_and_the_rest_is_read(run):
    status, out, err = run("index", os.path.abspath("seeds"), "nowhere")
    assert (status, out.startswith("added 1,")) == (1, True)
    assert "nowhere" in err


def test_extract_prints_an_article_a_line(run):
    status, out, _ = run("extract", os.path.abspath("seeds"))
    (article,) = map(json.loads, out.splitlines())
    assert status == 0
    assert article["published"] == "2015-05-18T18:32:00-04:00"
    assert len(article["quotes"]) == 7
    assert list(article) == [
        "id", "url", "source", "title", "byline", "authors", "published", "published_precision", "body", "tags",
        "section", "lang", "image", "file", "content_hash", "quotes", "provenance",
    ]  # fmt: skip


def test_a_bad_file_among_good_ones_is_named_and_no_error(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    for command in ("extract", "index"):
        status, out, err = run(command, os.path.abspath("seeds"), "empty.txt")
        assert (status, bool(out)) == (0, True)
        assert "empty.txt" in err
    assert run("extract", "empty.txt")[0] == 1
    assert run("index", "empty.txt", "--index", "other")[0] == 1


def test_search_shows_hits(seed):
    status, out, _ = seed("search", "ramadi", "--tag", "iraq")
    assert status == 0
    assert out.startswith("1 article\n\nISIS Scares Iraqi Forces")
    assert seed("search", "ramadi", "--from", "2016")[1].startswith("0 articles")
    nothing = seed("search", "ramadi dragons")[1].splitlines()
    assert nothing == [
        "0 articles",
        "any of the words, 1 article: (ramadi OR dragons)",
        "without “dragons”, 1 article: ramadi",
    ]


def test_a_search_that_finds_nothing_says_what_else_to_ask(seed):
    assert "a * after some letters finds words that begin so" in seed("search", "zepplin")[1]
    assert seed("search", "--from", "June 2024")[1] == "0 articles\nless that is chosen may find more\n"
    speaker = seed("search", "--speaker", "Haimour")[1].splitlines()
    assert speaker == ["0 articles", "no speaker “Haimour”, 1 article: --speaker 'Muhannad Haimour'"]
    assert seed("export", "--format", "csv", "--speaker", "Haimour")[2].splitlines() == [
        f"pullquote: {speaker[1]}",
        "0 rows written",
    ]
    beside = seed("search", "--quotes", "ramadi")[1].splitlines()[1]
    assert beside == "in articles that say “ramadi”, 7 quotes: (title:ramadi OR body:ramadi)"


def test_a_search_that_its_options_leave_empty_says_what_each_costs(seed):
    def lines(*options):
        return seed("search", *options)[1].splitlines()

    assert lines("ramadi", "--from", "2016", "--to", "2017") == ["0 articles", "without --from and --to, 1 article"]
    assert lines("ramadi", "--tag-not", "iraq") == ["0 articles", "without --tag-not iraq, 1 article"]
    several = lines("ramadi", "--tag", "iraq", "--role", "dentist", "--quotes", "--min-confidence", "0.5")
    assert several[-2:] == ["without --role, 1 quote", "without these options, 1 quote"]


def test_any_of_the_words_may_be_enough(seed):
    assert seed("search", "ramadi dragons", "--mode", "any")[1].startswith("1 article\n\nISIS Scares")
    assert len(seed("export", "ramadi dragons", "--mode", "any", "--format", "csv")[1].splitlines()) == 2


def test_a_query_may_begin_with_a_minus(seed):
    assert seed("search", "-nowhere ramadi")[1].startswith("1 article")
    assert seed("search", "-ramadi")[1].startswith("0 articles")


def test_search_prints_the_apis_json(seed):
    answer = json.loads(seed("search", "ramadi", "--json")[1])
    assert answer["total"]["value"] == 1
    assert answer["hits"][0]["quote_count"] == 7


def test_info_and_verify_and_rebuild(seed):
    assert json.loads(seed("info", "--json")[1])["documents"] == 1
    assert seed("verify")[:2] == (0, "all is as it was written: 1 file, 1 article\n")
    assert seed("rebuild")[0] == 0
    assert json.loads(seed("info", "--json")[1])["revision"] == "r2"


def test_verify_names_a_damaged_file(seed, tmp_path):
    (segment,) = (tmp_path / "pullquote-data").glob("segments/*.arrays")
    segment.write_bytes(segment.read_bytes()[:-1])
    status, out, err = seed("verify")
    assert status == 1
    assert segment.name in out
    assert "rebuild" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("search", "x", "--index", "nowhere"), "there is no index at", id="no-index"),
        pytest.param(("search", "a*"), "at least 2 letters", id="refused-query"),
        pytest.param(("search", "x", "--from", "yesterday"), "is a date as 2015", id="bad-date"),
        pytest.param(("search", "x", "--index", "https://x/y"), "is not a folder", id="an-address"),
        pytest.param(("serve", "--index", "nowhere"), "there is no index at", id="serve-without-index"),
        pytest.param(("rebuild", "--index", "nowhere"), "there is no index at", id="rebuild-without-index"),
    ],
)
def test_an_error_is_one_clear_line_and_status_1(seed, arguments, message):
    status, out, err = seed(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("pullquote: ")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize("arguments", [("index",), ("search",), ("nothing",), ("search", "x", "--size", "1000")])
def test_wrong_usage_is_status_2(run, arguments):
    assert run(*arguments)[0] == 2


def test_the_index_can_be_named_by_the_environment(run):
    assert run("index", os.path.abspath("seeds"), PULLQUOTE_INDEX="elsewhere")[0] == 0
    assert run("search", "ramadi", "--index", "elsewhere")[1].startswith("1 article")


@pytest.mark.parametrize(
    "command",
    ["correct", "index", "extract", "review", "search", "serve", "verify", "info", "rebuild", "recheck", "watch"],
)
def test_every_command_has_help_with_an_example(run, command):
    assert f"Example: pullquote {command}" in run(command, "--help")[1]


def test_control_characters_of_a_title_do_not_reach_the_terminal(run, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Red \x1b[31malert\u202e war"}))
    run("index", "a.jsonl")
    out = run("search", "war")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "alert" in out


def test_another_distributions_package_is_named(run, tmp_path):
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "__init__.py").touch()
    status, _, err = run("info", PYTHONPATH=f"{os.getcwd()}", PYTHONSAFEPATH="")
    assert status == 1
    assert "stands in the way" in err


def test_serving_answers_until_it_is_told_to_stop(seed, tmp_path):
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        ask(server)
    assert server.returncode == 0


def ask(server):
    address = re.search(r"http://\S+/", server.stderr.readline())[0]
    with urllib.request.urlopen(address + "api/v1/articles?q=ramadi&tag=Iraq") as answer:  # noqa: S310 our own
        assert json.load(answer)["total"]["value"] == 1
    with urllib.request.urlopen(address + "search?q=ramadi") as answer:  # noqa: S310 our own
        assert b"ISIS Scares" in answer.read()
    assert batch(address, 100_000) == (200, "application/json")
    assert batch(address, 1_100_000) == (413, "application/problem+json")
    server.send_signal(signal.SIGTERM)
    assert server.communicate(timeout=20)[1].endswith("Stopped serving\n")


def batch(address, size):
    body = json.dumps(["ramadi", {"q": "ramadi", "tag": ["x" * size]}]).encode()
    request = urllib.request.Request(f"{address}api/v1/batch", body, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 our own
            return answer.status, answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get_content_type()


def test_workers_and_memory_change_nothing_but_the_effort(run):
    status, out, err = run("index", os.path.abspath("seeds"), "--workers", "2", "--memory", "400")
    assert (status, err) == (0, "")
    assert out.startswith("added 1,")
    assert run("rebuild", "--workers", "0", "--memory", "900")[0] == 0
    assert run("search", "ramadi")[1].startswith("1 article")


def test_too_little_memory_is_one_line(run):
    status, out, err = run("index", os.path.abspath("seeds"), "--memory", "50")
    assert (status, out) == (1, "")
    assert err == "pullquote: 50 MB of memory are too little: indexing takes at least 160 MB\n"


def test_info_tells_what_takes_the_room(seed):
    state = json.loads(seed("info", "--json")[1])
    assert (state["segments"], state["deleted"]) == (1, 0)
    assert all(state["parts"][name] > 0 for name in ("postings", "texts", "columns"))
    assert sum(state["parts"].values()) < state["bytes"]
    assert "segments      1\n" in seed("info")[1]


def test_verify_names_a_damaged_list_of_files(seed, tmp_path):
    (tmp_path / "pullquote-data" / "files.json").write_text('{"files": {}, "sum": "0"}')
    status, out, err = seed("verify")
    assert status == 1
    assert "files.json is damaged" in out
    assert "`pullquote index`" in out
    assert "1 file" in err


@pytest.fixture
def doubtful(run, tmp_path):
    """Run a command in a folder with an index of articles that lack one thing or another."""
    records = [
        {"id": "good", "title": "War", "body": "It ended.", "date": "2015-05-18"},
        {"id": "empty", "title": "War", "date": "2015-05-18"},
        {"id": "nothing", "title": "War"},
        {"id": "odd", "title": "War", "body": "It ended.", "date": "2015", "provenance": {"agreement": "high"}},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert run("index", "a.jsonl")[0] == 0
    return run


def test_recheck_lists_the_worst_first(doubtful, tmp_path):
    status, out, err = doubtful("recheck")
    assert [line.split()[1] for line in out.splitlines()] == ["empty", "nothing", "odd"]
    assert "no text" in out
    assert str(tmp_path / "a.jsonl") in out
    assert (status, err) == (0, "3 articles of 4 may have been read wrongly\n")


def test_recheck_prints_json_of_so_many(doubtful):
    told = json.loads(doubtful("recheck", "--json", "--size", "1")[1])
    assert (told["articles"], told["doubtful"], [one["id"] for one in told["worst"]]) == (4, 3, ["empty"])
    assert told["worst"][0]["reasons"][0] == "no text"


def test_failures_of_one_reason_are_told_in_few_lines_and_once(run, tmp_path):
    (tmp_path / "site").mkdir()
    for number in range(30):
        (tmp_path / "site" / f"{number:02}.txt").touch()
    (tmp_path / "site" / "a.txt").write_text("War\n\nIt ended.")
    _, out, err = run("index", "site", "--report", "report.json")
    assert "failed 30;" in out
    assert (err.count("\n"), err.splitlines()[-1]) == (21, "pullquote: not read: 10 more: the file is empty")
    assert len(json.loads((tmp_path / "report.json").read_text())["failed"]) == 30
    _, out, err = run("index", "site")
    assert "failed 30;" in out
    assert err.count("\n") == 1
    assert err.endswith("02.txt and 27 files more (--report FILE tells why)\n")


def test_a_wrong_recipe_is_one_line_with_its_place(run, tmp_path):
    (tmp_path / "mine.toml").write_text('[site."a.example"]\nbody = "p:["\n')
    for command in ("index", "extract"):
        status, out, err = run(command, os.path.abspath("seeds"), "--recipes", "mine.toml")
        assert (status, out) == (1, "")
        assert err == "pullquote: mine.toml, line 2: body: 'p:[' is no CSS selector\n"
