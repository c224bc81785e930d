"""The benchmark against other engines: its corpus, its queries and its figures. tantivy is not needed here."""

import json
import random
from xml.etree import ElementTree

import pytest

from benchmarks import chart, engine_fts5, engine_ours, engine_whoosh, peers, report
from benchmarks.asks import KINDS, Ask, Skipped
from benchmarks.choose import Vocabulary, choose, tokens
from benchmarks.corpus import Record, read, write
from benchmarks.explain import Rules
from benchmarks.figures import Difference, Sample, difference, ratio, spread, summarize
from benchmarks.grow import grow

_ENGINES = {"ours": engine_ours, "fts5": engine_fts5, "whoosh": engine_whoosh}
_NEVER = {("fts5", "fuzzy")}
_SYLLABLES = [first + vowel + last for first in "bdklmr" for vowel in "ao" for last in "nptk"]


def corpus(size=240, seed=5):
    """Return articles whose words are as unevenly spread as those of news, their endings and dates mixed."""
    rng = random.Random(seed)
    words = ["".join(rng.sample(_SYLLABLES, 3)) for _ in range(400)]
    weights = [1 / rank for rank in range(1, 401)]

    def text(length):
        return " ".join(word + rng.choice(("", "", "s", "ing")) for word in rng.choices(words, weights, k=length))

    return [
        Record(
            id=f"n{number}",
            title=text(5).title(),
            body=f"{text(30)}.\n\n{text(25)}, said Robert Adams of {rng.randrange(1000, 9999)}.",
            tags=tuple(rng.sample(("Iraq", "new-zealand", "oil"), rng.randrange(3))),
            date=f"{rng.choice((2015, 2016))}-{rng.randrange(1, 13):02d}-29".replace("2015-02-29", "2015-02-28"),
            source=rng.choice(("AP", "Reuters")),
        )
        for number in range(size)
    ]


@pytest.fixture(scope="module")
def records():
    return corpus()


@pytest.fixture(scope="module")
def asks(records):
    return choose(records, 8)


@pytest.fixture(scope="module")
def opened(records, tmp_path_factory):
    folders = {name: tmp_path_factory.mktemp(name) for name in _ENGINES}
    for name, engine in _ENGINES.items():
        engine.build(records, folders[name], 1)
    indexes = {name: engine.open(folders[name]) for name, engine in _ENGINES.items()}
    yield indexes
    for index in indexes.values():
        index.close()


def test_a_corpus_is_read_as_it_was_written(records, tmp_path):
    assert write(tmp_path / "c.jsonl", records) == 240
    assert read(tmp_path / "c.jsonl") == records
    assert read(tmp_path / "c.jsonl", 7) == records[:7]


def test_lines_of_a_wire_become_paragraphs_and_reuters_date_serves(tmp_path):
    story = {"id": 7, "title": "Oil\n up", "body": "One\nline.\n    Two\nlines.\n \nThree.", "tags": ["a", "a"]}
    (tmp_path / "c.jsonl").write_text(json.dumps({**story, "published": "1987-02-26T15:01:01"}) + "\n")
    [record] = read(tmp_path / "c.jsonl")
    assert record == Record("7", "Oil up", "One line.\n\nTwo lines.\n\nThree.", ("a",), "1987-02-26", "archive")
    (tmp_path / "c.jsonl").write_text(json.dumps(story))
    with pytest.raises(SystemExit, match="line 1 of the corpus has no date"):
        read(tmp_path / "c.jsonl")


def test_a_grown_corpus_is_the_same_each_time_and_has_new_words(records):
    grown = list(grow(records, 3))
    assert grown == list(grow(records, 3))
    assert grown[:240] == records
    assert len({record.id for record in grown}) == len(grown) == 720
    assert len(Vocabulary(grown).forms) > len(Vocabulary(records).forms) * 1.05
    leap = next(number for number, record in enumerate(records) if record.date == "2016-02-29")
    assert grown[240 + leap].date == "2017-02-28"
    assert grown[480].tags == records[0].tags


def test_queries_are_the_same_each_time_and_keep_their_rules(records, asks):
    assert asks == choose(records, 8)
    assert {ask.kind for ask in asks} == set(KINDS)
    assert len(asks) == len(set(asks))
    words = Vocabulary(records)
    for ask in asks:
        assert not {"iraq", "oil", "zealand"} & set(ask.words)
        assert ask.kind != "rare" or 10 <= words.articles[words.stem[ask.words[0]]] <= 200
        assert ask.kind != "fuzzy" or ask.words[0] not in words.forms
        assert ask.kind != "phrase" or any(" ".join(ask.words) in " ".join(tokens(r.body)) for r in records)


@pytest.mark.parametrize("kind", KINDS)
def test_engines_count_alike(kind, records, asks, opened):
    letters = {"".join(sorted(word)) for word in Vocabulary(records).forms}
    for ask in asks:
        if ask.kind == kind:
            answers = {name: answer for name, index in opened.items() if (answer := _answer(name, index, ask))}
            if kind == "fuzzy" and "".join(sorted(ask.words[0])) in letters:
                del answers["whoosh"]  # letters that have changed places are two edits to it
            _agree(ask, list(answers.values()))


def _agree(ask, answers):
    assert len({answer.total for answer in answers if answer.total is not None}) <= 1, ask
    assert len({answer.counts for answer in answers}) == 1, ask


def _answer(name, index, ask):
    if (name, ask.kind) not in _NEVER:
        return index.ask(ask)
    with pytest.raises(Skipped):
        index.ask(ask)
    return None


@pytest.mark.parametrize("name", _ENGINES)
def test_an_added_article_is_found(name, records, tmp_path):
    _ENGINES[name].build(records[:20], tmp_path, 1)
    index = _ENGINES[name].open(tmp_path)
    index.add(Record("new", "Zanzibar", "A zanzibar.", (), "2016-01-01", "AP"))
    assert index.ask(Ask("rare", ("zanzibar",))).total == 1
    index.close()


def test_figures():
    middle = spread([number / 1000 for number in range(1, 101)])
    assert (middle.median, middle.p95) == pytest.approx((50.5, 95.0))
    assert spread([0.002]).p95 == 2.0
    assert ratio(3.0, 2.0) == 1.5
    passes = [[Sample(0.004, 0.005, 1, ())], [Sample(0.001, 0.002, 1, ())], [Sample(0.003, 0.004, 1, ())]]
    figures = summarize(passes)
    assert (figures.first_cpu.median, figures.cpu.median, figures.wall.median, figures.queries) == (4.0, 2.0, 3.0, 1)
    assert summarize(passes[:1]).cpu.median == 4.0


def test_differences_of_counts_are_told_with_an_example():
    asks = [Ask("filter", ("oil",), "Iraq"), Ask("filter", ("tanker",))]
    ours = [Sample(0, 0, 3, ()), Sample(0, 0, 5, (2, 1))]

    def known(ask, one, other):
        return ask.tag == ""

    assert difference("fts5", asks, ours, ours, known) is None
    assert difference("fts5", asks, ours, [ours[0], Sample(0, 0, None, (2, 1))], known) is None
    found = difference("fts5", asks, ours, [Sample(0, 0, 4, ()), ours[1]], known)
    assert found == Difference("fts5", "filter", 1, 2, 0, "oil tag:Iraq: ours 3, theirs 4")
    found = difference("fts5", asks, ours, [ours[0], Sample(0, 0, None, (2, 0))], known)
    assert found == Difference("fts5", "filter", 1, 2, 1, "tanker: ours 1 at value 2, theirs 0")


@pytest.mark.parametrize(
    ("kind", "words", "ours", "theirs"),
    [
        ("rare", ("theyve",), 1, 0),
        ("and", ("they", "council"), 0, 1),
        ("or", ("were", "nobody"), 1, 0),
        ("phrase", ("council", "plan"), 1, 0),
        ("prefix", ("theyv",), 1, 0),
        ("filter", ("they",), 0, 1),
    ],
)
def test_a_difference_is_explained_by_apostrophes_only_where_they_make_it(kind, words, ours, theirs):
    text = "They've read the council's plan. We’re here."
    explain = Rules([Record("a", "", text, ("x",), "2015-05-18", "AP"), *corpus(5)]).explain
    ask = Ask(kind, words, "x" if kind == "filter" else "")
    assert explain(ask, Sample(0, 0, ours, ()), Sample(0, 0, theirs, ()))
    assert explain(ask, Sample(0, 0, ours, (1,)), Sample(0, 0, None, (2,)))
    assert not explain(ask, Sample(0, 0, ours, ()), Sample(0, 0, theirs + 1, ()))
    assert not explain(Ask("rare", ("here",)), Sample(0, 0, 1, ()), Sample(0, 0, None, ()))


def test_the_whole_of_it_makes_tables_and_a_chart(records, tmp_path, capsys):
    write(tmp_path / "c.jsonl", records[:60])
    given = ["--engines", "ours,fts5", "--rounds", "1", "--work", str(tmp_path / "work")]
    peers.main([str(tmp_path / "c.jsonl"), *given, "--results", str(tmp_path / "r.json"), "--name", "Made <up>"])
    printed = capsys.readouterr().out
    assert "Made <up>, 60 articles" in printed
    assert str(tmp_path) not in (tmp_path / "r.json").read_text()

    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- peers -->\nold\n<!-- /peers -->\nAfter.\n")
    report.main([str(tmp_path / "r.json"), str(page), "peers"])
    assert page.read_text() == f"Before.\n<!-- peers -->\n{printed.strip()}\n<!-- /peers -->\nAfter.\n"

    chart.main([str(tmp_path / "r.json"), str(tmp_path / "c.svg")])
    words = " ".join(ElementTree.parse(tmp_path / "c.svg").getroot().itertext())  # noqa: S314
    assert "SQLite FTS5" in words
    assert "Made <up>" in words


def test_engines_that_are_none_are_refused():
    assert peers.chosen("fts5,ours") == ["ours", "fts5"]
    with pytest.raises(SystemExit, match="lucene: the engines are ours, tantivy"):
        peers.chosen("ours,lucene")
