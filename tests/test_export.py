"""All that a search finds, in one file: every hit once, in order, whatever its text holds."""

import csv
import io
import json
import re
import subprocess
import sys
import threading
from codecs import BOM_UTF8
from dataclasses import replace
from http.client import IncompleteRead
from itertools import islice
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from waitress.server import create_server

from index.article import Article, Quote, content_hash
from index.extract import extract_file
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import KINDS, SORTS, Query
from search.results import Export
from search.searcher import open_searcher
from search.syntax import parse
from tests.clusters import CLUSTER, on_cluster
from tests.conftest import ARTICLES, FIRST, hostile_article
from web.app import create_app
from web.citing import bibtex, footnote, ris
from web.cli import main
from web.settings import Settings

EXPORT = "/api/v1/export"
FORMATS = ("csv", "jsonl", "ris", "bibtex")


def story(number):
    """One of many: three share each date, some none, some a text; their ids are out of order."""
    body = f"The ferry sailed. “We saw {number} ships,” Ann Roe said. “{number % 5} sank,” Bob Lee said."
    quotes = tuple(
        Quote(
            f"s{number * 7 % 90}.q{n}", text, ((body.index(text), body.index(text) + len(text)),), who, confidence=0.9
        )
        for n, (text, who) in enumerate(((f"We saw {number} ships,", "Ann Roe"), (f"{number % 5} sank,", "Bob Lee")), 1)
    )
    day = f"2015-01-{number // 3 % 27 + 1:02}" if number % 10 else None
    title = f"Ferry {number % 4}"
    return Article(
        id=f"s{number * 7 % 90}", title=title, body=body, published=day, published_precision=day and "day",
        content_hash=content_hash(title, str(number % 30)), quotes=quotes, file="/home/ann/secret.html",
        tags=("sea",) if number % 2 else (),
    )  # fmt: skip


STORIES = [story(number) for number in range(90)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """An index of several segments, of which some articles are deleted."""
    path = tmp_path_factory.mktemp("stories")
    for first in range(0, 90, 30):
        with open_writer(str(path)) as writer:
            for one in STORIES[first : first + 30]:
                writer.put(one)
    with open_writer(str(path)) as writer:
        writer.drop("s21")
    return path


@pytest.fixture(scope="module", params=["columnar", "linear", *CLUSTER])
def searcher(request, place, tmp_path_factory):
    kept = [one for one in STORIES if one.id != "s21"]
    if request.param == "linear":
        yield LinearSearcher(kept)
    elif request.param == "cluster":
        with on_cluster(tmp_path_factory.mktemp("beside"), kept[:30], kept[30:]) as opened:
            yield opened
    else:
        with open_searcher(str(place)) as opened:
            yield opened


def walked(searcher, query):
    results = searcher.search(query)
    yield from results.hits
    while results.cursor:
        results = searcher.search(replace(query, cursor=results.cursor))
        yield from results.hits


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("text", [None, "ferry sank", "ships OR sank OR 7", "nothing"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("of", KINDS)
def test_an_export_is_what_all_pages_have(searcher, of, sort, text, fold):
    query = Query(expression=parse(text) if text else None, of=of, sort=sort, fold=fold, tags=("sea",))
    found = searcher.export(query)
    rows = [(row.article.id, row.quote, pytest.approx(row.score)) for row in found.rows]
    assert rows == [(hit.article, hit.quote, hit.score) for hit in walked(searcher, replace(query, size=100))]
    assert len(rows) == found.total


def test_an_article_comes_whole_but_for_its_file(searcher):
    row = next(searcher.export(Query(tags=("sea",), sort="oldest")).rows)
    assert row.article == replace(next(one for one in STORIES if one.id == row.article.id), file=None)


def test_a_commit_meanwhile_changes_nothing(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        for one in STORIES[:20]:
            writer.put(one)
    with open_searcher(str(tmp_path)) as opened:
        found = opened.export(Query(sort="oldest"))
        first = [row.article.id for row in islice(found.rows, 5)]
        with open_writer(str(tmp_path)) as writer:
            for one in STORIES[:20]:
                writer.drop(one.id)
            writer.put(STORIES[50])
        assert opened.search(Query()).total.value == 1
        assert len({*first, *(row.article.id for row in found.rows)}) == found.total == 20


def table(response):
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "path", ["?q=iraq", "?tag=Iraq&sort=oldest", "?source=AP", "?of=quotes&q=over", "?q=nosuchword"]
)
def test_the_rows_are_counted_and_the_filters_respected_aleph_584_aleph_1998(client, path):
    total = client.get(
        EXPORT.replace("export", "quotes" if "of=" in path else "articles") + path.replace("of=quotes&", "")
    )
    response = client.get(EXPORT + path)
    assert response.headers["X-Total-Count"] == str(total.json["total"]["value"])
    assert len(table(response)) - 1 == total.json["total"]["value"]


@pytest.mark.parametrize("count", [0, 1_001])
def test_more_than_a_thousand_rows_come_mediacloud_dashboard_214(count):
    client = create_app(LinearSearcher(Article(f"a{number}", title="A") for number in range(count))).test_client()
    for form in FORMATS:
        response = client.get(f"{EXPORT}?format={form}")
        rows = (
            len(table(response)) - 1
            if form == "csv"
            else response.text.count({"jsonl": "\n", "ris": "ER  -"}.get(form, "@"))
        )
        assert rows == count == int(response.headers["X-Total-Count"])


def test_columns_are_chosen_solrwayback_392(client):
    rows = table(client.get(f"{EXPORT}?q=basra&fields=title,id,tags,quote_count"))
    assert rows == [["id", "title", "tags", "quote_count"], ["oil", "Oil Prices Steady", "Iraq; Oil", "0"]]


def test_lines_of_json_have_the_columns_chosen_web_search_730(client):
    lines = client.get(f"{EXPORT}?of=quotes&format=jsonl&q=over&fields=id,speaker,article_id").text.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": "ramadi.q2", "speaker": "One military official", "article_id": "ramadi"}
    ]


def test_lines_of_json_are_what_extract_prints_solrwayback_40(client, tmp_path):
    exported = tmp_path / "all.jsonl"
    exported.write_bytes(client.get(f"{EXPORT}?format=jsonl&source=Reuters").data)
    (again,) = extract_file(exported)
    assert replace(again, file=FIRST.file, provenance={}) == replace(FIRST, provenance={})


def test_quotations_as_json_have_the_shape_of_the_api(client):
    lines = client.get(f"{EXPORT}?of=quotes&format=jsonl&sort=oldest").text.splitlines()
    hits = client.get("/api/v1/quotes?sort=oldest").json["hits"]
    assert [json.loads(line) for line in lines] == [
        {name: hit[name] for name in json.loads(line)} for line, hit in zip(lines, hits, strict=True)
    ]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("?form=csv", "form"),
        ("?format=xls", "format"),
        ("?fields=nosuch", "fields"),
        ("?fields=speaker", "fields"),
        ("?of=quotes&fields=body", "fields"),
        ("?format=ris&fields=id", "fields"),
        ("?cursor=x", "cursor"),
        ("?q=a*+OR+%22", "q"),
    ],
)
def test_what_cannot_be_meant_is_a_fault(client, path, parameter, monkeypatch):
    monkeypatch.setattr("search.query.MAX_EXPANSIONS", 0)
    response = client.get(EXPORT + path)
    assert (response.status_code, response.json["errors"][0]["parameter"]) == (400, parameter)


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_table_is_a_formula(lead):
    text = f'{lead}HYPERLINK("http://evil.example","x"),\r\ny'
    stored = Article("a", title=text, tags=(text, "b"), body=f"“{text}”", quotes=(Quote("a.q1", text, ()),))
    client = create_app(LinearSearcher([stored])).test_client()
    assert table(client.get(f"{EXPORT}?fields=title,tags,body"))[1] == [f"'{text}", f"'{text}; b", f"“{text}”"]
    assert table(client.get(f"{EXPORT}?of=quotes&fields=text"))[1] == [f"'{text}"]


def test_cells_keep_their_marks_and_lines():
    texts = ['say "no"', "a,b", "a;b", "one\n\ntwo\r\nthree\rfour", " space ", "“curly” Köln 東京", "", "-5"]
    client = create_app(LinearSearcher(Article(f"a{at}", body=text) for at, text in enumerate(texts))).test_client()
    assert [row[0] for row in table(client.get(f"{EXPORT}?fields=body"))[1:]] == [*texts[:-1], "'-5"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("of", KINDS)
def test_hostile_text_stays_within_its_row(hostile, of, form):
    response = create_app(LinearSearcher(hostile)).test_client().get(f"{EXPORT}?of={of}&format={form}")
    assert response.status_code == 200
    assert re.fullmatch(
        rf"attachment; filename=pullquote-{of}\.(csv|jsonl|ris|bib)", response.headers["Content-Disposition"]
    )
    assert "/home" not in response.data.decode("utf-8")
    if form == "jsonl":
        assert len([json.loads(line) for line in response.text.splitlines()]) == len(hostile)


@pytest.mark.parametrize("name", ["q", "of", "format", "fields", "tag", "from", "sort", "x\r\nX-Evil: 1"])
def test_nothing_that_is_asked_reaches_a_header(client, name):
    given = client.get(EXPORT, query_string={name: 'csv\r\nX-Evil: 1\r\n\r\n"; filename=evil.exe'})
    assert "evil" not in str(given.headers).casefold()


BREAKING = "a\nER  - \nTY  - BOOK\r\n}\n@book{x, title = {\\ { } \x00 \u2028 100% $5 #1 A_B ^ ~ & \ud800"


def test_a_record_of_ris_has_a_field_a_line():
    lines = ris(hostile_article("x", BREAKING)).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-3:] == ["ER  - ", "", ""]
    assert all(re.match("[A-Z][A-Z0-9]  - [^\r\n\x00\u2028]*$", line) for line in lines[:-2])
    assert sum(line.startswith(("TY", "ER")) for line in lines) == 2


def test_an_entry_of_bibtex_closes_its_braces_and_escapes_its_signs():
    entry = bibtex(replace(hostile_article("x y", BREAKING), authors=("Ann and Bob", "Roe, Ann, Jr., MD", "Zoe")))
    depths = []
    for sign in entry:
        depths.append((depths[-1] if depths else 0) + (sign == "{") - (sign == "}"))
    assert (min(depths), depths[-1]) == (0, 0)
    assert entry.startswith("@article{x_y,\n")
    assert r"\textbackslash{} \textbraceleft{} \textbraceright{}" in entry
    assert r"100\% \$5 \#1 A\_B \textasciicircum{} \textasciitilde{} \&" in entry
    assert "author = {{Ann and Bob} and {Roe, Ann, Jr., MD} and Zoe}" in entry


@pytest.mark.parametrize(
    ("published", "in_ris", "in_bibtex"),
    [
        (
            "2015-05-18T18:32:00-04:00",
            ["PY  - 2015", "DA  - 2015/05/18/"],
            "date = {2015-05-18},\n  year = {2015},\n  month = may,",
        ),
        ("2014-11", ["PY  - 2014", "DA  - 2014/11//"], "date = {2014-11},\n  year = {2014},\n  month = nov,"),
        ("2016", ["PY  - 2016", "DA  - 2016///"], "date = {2016},\n  year = {2016},\n"),
        (None, [], "journal = {Reuters},\n  url"),
    ],
)
def test_a_date_is_cited_as_precisely_as_it_is_known(published, in_ris, in_bibtex):
    cited = replace(FIRST, published=published)
    assert [line for line in ris(cited).split("\r\n") if line[:2] in ("PY", "DA")] == in_ris
    assert in_bibtex in bibtex(cited)


def test_a_quotation_is_the_note_of_its_article():
    assert "N1  - “pretty much over for now.” – One military official\r\n" in ris(FIRST, FIRST.quotes[1])
    assert "@article{ramadi.q2,\n  title = {{Ramadi Falls}}" in bibtex(FIRST, FIRST.quotes[1])


def test_what_has_no_source_is_cited_as_such():
    bare = Article("note", body="A note.", url="javascript:alert(1)")
    assert bibtex(bare) == "@misc{note,\n  title = {{Untitled}}\n}\n\n"
    assert (ris(bare), footnote(bare)) == ("TY  - NEWS\r\nID  - note\r\nTI  - Untitled\r\nER  - \r\n\r\n", "Untitled.")


def test_an_article_is_cited_on_its_page(page, client):
    section = page("/a/ramadi").select_one(".cite")
    assert section.p.text == "Ann Roe, “Ramadi Falls”, Reuters, 18 May 2015, https://news.example/ramadi."
    files = [client.get(link["href"]) for link in section.select("a")]
    assert [one.text for one in files] == [ris(FIRST), bibtex(FIRST)]
    assert [one.headers["Content-Disposition"][-11:] for one in files] == ["article.ris", "article.bib"]


def test_an_id_that_ends_as_a_citation_does_is_still_a_page():
    client = create_app(LinearSearcher([Article("a.ris", title="Page"), Article("a", title="Cited")])).test_client()
    assert "<h1" in client.get("/a/a.ris").text
    assert "Page" in client.get("/a/a.ris.ris").text
    assert "Cited" in client.get("/a/a.bib").text
    assert {client.get(path).status_code for path in ("/a/b.ris", "/a/a.csv", "/a/.bib")} == {404}


def test_the_page_of_results_leads_to_all_of_it_copies_too(page, client):
    links = page("/search?q=iraq&tag=iraq&page=1").select(".away a")
    total = client.get("/api/v1/articles?q=iraq&tag=iraq").json["total"]["value"]
    for link in links[:4]:
        with client.get(link["href"]) as export:
            assert export.headers["X-Total-Count"] == str(total)
    assert links[0].text == f"Export {total} articles as CSV"
    assert page("/quotes?q=over").select_one(".away a")["href"] == f"{EXPORT}?format=csv&of=quotes&q=over"


def test_an_answer_of_the_api_leads_to_its_export_and_its_feed(client):
    links = client.get("/api/v1/articles?q=iraq&tag=iraq&size=1&sort=oldest").json["links"]
    assert links["export"] == f"{EXPORT}?format=csv&q=iraq&tag=iraq&sort=oldest"
    assert links["feed"] == "/feed.atom?q=iraq&tag=iraq&fold=false"


def test_an_unchanged_export_is_not_made_again(client):
    first = client.get(f"{EXPORT}?q=iraq")
    again = client.get(f"{EXPORT}?q=iraq", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_few_exports_at_once_and_no_more(client):
    under_way = [client.get(EXPORT) for _ in range(Settings().exports_at_once)]
    refused = client.get(EXPORT)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    under_way.pop().close()
    assert client.head(EXPORT).headers["X-Total-Count"] == "5"
    assert client.get(f"{EXPORT}?fields=nosuch").status_code == 400
    assert [len(client.get(EXPORT).data) for _ in range(Settings().exports_at_once)]


class Short(LinearSearcher):
    """An archive that loses a row."""

    def export(self, query):
        found = super().export(query)
        return Export(found.total + 1, found.revision, found.rows)


def test_a_row_that_is_missing_cuts_the_connection():
    server = create_server(create_app(Short(ARTICLES)), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        with urlopen(f"http://127.0.0.1:{server.effective_port}{EXPORT}") as response, pytest.raises(IncompleteRead):
            response.read()
    finally:
        server.close()


def run(*arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_the_command_writes_what_the_api_gives(place):
    with open_searcher(str(place)) as opened:
        client = create_app(opened).test_client()
        for form in FORMATS:
            done = run("--format", form, "ferry sank", "--tag", "sea", "--sort", "oldest", "--index", place)
            answer = client.get(f"{EXPORT}?format={form}&q=ferry+sank&tag=sea&sort=oldest")
            assert (done.exit_code, done.stdout_bytes) == (0, answer.data.removeprefix(BOM_UTF8))
            assert done.stderr == f"{answer.headers['X-Total-Count']} rows written\n"


def test_only_a_table_in_a_file_begins_with_the_mark_of_excel(place, tmp_path, client):
    command = [
        sys.executable,
        "-c",
        "from web.start import main; main()",
        "export",
        "--format",
        "csv",
        "--index",
        str(place),
    ]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    with open(tmp_path / "all.csv", "wb") as file:
        subprocess.run(command, stdout=file, check=True)
    assert (tmp_path / "all.csv").read_bytes() == BOM_UTF8 + piped
    assert not piped.startswith(BOM_UTF8)
    assert client.get(EXPORT).data.startswith(BOM_UTF8)


def test_who_wrote_an_article_without_a_byline_is_told(tmp_path):
    searcher = LinearSearcher([Article("a", title="Trams", authors=("Ann Roe", "Bo Li"), content_hash="1")])
    own = create_app(searcher).test_client()
    _, row = table(own.get(f"{EXPORT}?format=csv&fields=byline"))
    assert row == ["Ann Roe, Bo Li"]
    line = json.loads(own.get(f"{EXPORT}?format=jsonl&fields=byline,authors").data)
    assert line == {"byline": None, "authors": ["Ann Roe", "Bo Li"]}  # as it was printed
    assert "Ann Roe, Bo Li" in own.get("/search?q=trams").text
    assert "Ann Roe, Bo Li" in own.get("/a/a").text
    assert own.get("/api/v1/articles").json["hits"][0]["byline"] == "Ann Roe, Bo Li"


def test_the_command_tells_a_note_once_however_often_it_stands(place):
    told = run("--format", "csv", "ferry & sank & !", "--index", place).stderr.splitlines()
    assert told[:-1] == ["pullquote: there is no letter or digit in this: ignored"]


def test_a_table_tells_the_parts_of_a_quotation_apart_and_json_has_them_as_they_are(client):
    found = client.get(EXPORT, query_string={"format": "jsonl", "of": "quotes", "q": "fled"})
    (whole,) = map(json.loads, found.text.splitlines())
    assert (whole["text"], len(whole["parts"])) == (FIRST.quotes[0].text, 2)
    _, row = table(client.get(EXPORT, query_string={"format": "csv", "of": "quotes", "q": "fled", "fields": "text"}))
    assert row == ["We do not have an accurate count yet, … About 8,000 have fled the city."]


@pytest.mark.parametrize(
    ("confidence", "speaker", "expected"),
    [(0.95, "Ann Roe", "clear"), (0.8, "Ann Roe", "likely"), (0.6, "Ann Roe", "check"), (0.0, None, None)],
)
def test_each_row_says_in_a_word_how_certain_its_speaker_is(confidence, speaker, expected):
    stored = Article("a", body="“No”", quotes=(Quote("a.q1", "No", ((1, 3),), speaker, confidence=confidence),))
    client = create_app(LinearSearcher([stored])).test_client()
    head, row = table(client.get(EXPORT, query_string={"format": "csv", "of": "quotes"}))
    assert dict(zip(head, row, strict=True))["certainty"] == (expected or "")
    assert client.get("/api/v1/quotes/a.q1").json["certainty"] == expected
    assert client.get("/api/v1/articles/a").json["quotes"][0]["certainty"] == expected
    assert ("attributed to, unchecked" in ris(stored, stored.quotes[0])) is (expected == "check")
    assert ("attributed to, unchecked" in bibtex(stored, stored.quotes[0])) is (expected == "check")


@pytest.mark.parametrize(
    ("arguments", "status"), [([], 2), (["--format", "xml"], 2), (["--format", "csv", "--fields", "nosuch"], 2),
                              (["--format", "csv", "--fields", "text"], 1), (["--format", "csv", "--from", "May"], 1)],
)  # fmt: skip
def test_the_command_says_what_is_wrong(place, arguments, status):
    done = run(*arguments, "--index", place)
    assert (done.exit_code, done.stdout) == (status, "")


def test_the_command_fails_where_a_row_is_missing(place, monkeypatch):
    monkeypatch.setattr("search.searcher.open_searcher", lambda _: Short(ARTICLES))
    done = run("--format", "csv")
    assert (done.exit_code, done.stderr) == (1, "pullquote: only 5 of 6 rows could be written\n")
