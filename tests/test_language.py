"""The query language beyond words: operators, other systems' forms, dates, how it is read back, and how it is saved."""

import json
import random
import re
import string
from contextlib import suppress
from datetime import date
from time import perf_counter

import pytest

from index.article import Article, content_hash
from index.errors import QueryError
from index.writer import open_writer
from search.explaining import explain
from search.language.saved import from_json, to_json
from search.language.wording import in_words
from search.linear_searcher import LinearSearcher
from search.query import GRAMMAR_VERSION, Diagnostic, Query
from search.searcher import open_searcher
from search.syntax import parse

TODAY = date(2015, 5, 20)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        pytest.param("a1 near/5 b1", "a1 NEAR/5 b1", id="near-in-small-letters"),
        pytest.param("oil OR gas NEAR/5 price", "(oil OR gas NEAR/5 price)", id="near-binds-tighter-than-or"),
        pytest.param("x1 oil NEAR/5 price", "(x1 AND oil NEAR/5 price)", id="near-binds-tighter-than-and"),
        pytest.param("NOT oil NEAR/5 price", "NOT (oil NEAR/5 price)", id="near-binds-tighter-than-not"),
        pytest.param("-oil NEAR/5 price", "NOT (oil NEAR/5 price)", id="near-binds-tighter-than-minus"),
        pytest.param("title:(a1 NEAR/5 b1)", "title:a1 NEAR/5 title:b1", id="near-in-a-field"),
        pytest.param(
            "(a1 (b1 OR (c1 d1))) PRE/2 e1",
            "(a1 PRE/2 e1 AND (b1 PRE/2 e1 OR (c1 PRE/2 e1 AND d1 PRE/2 e1)))",
            id="brackets-beside-near-are-taken-apart",
        ),
        pytest.param("a1 NOT NEAR/2 (b1 c1)", "a1 NOT NEAR/2 (b1 OR c1)", id="near-neither"),
        pytest.param("al-Gau* NEAR/3 b1", "(al NEAR/3 b1 AND gau* NEAR/3 b1)", id="parted-words-beside-near"),
        pytest.param(
            "a1 SAME SENTENCE b1 SAME PARAGRAPH c1 NEAR/2 d1",
            "(a1 SAME SENTENCE b1) SAME PARAGRAPH (c1 NEAR/2 d1)",
            id="near-then-sentence-then-paragraph",
        ),
        pytest.param(
            "(a1 SAME SENTENCE b1) SAME SENTENCE c1",
            "a1 SAME SENTENCE b1 SAME SENTENCE c1",
            id="one-sentence-in-brackets",
        ),
        pytest.param("NOT a1 SAME QUOTE b1", "NOT (a1 SAME QUOTE b1)", id="same-binds-tighter-than-not"),
        pytest.param("same sentence", '("same" AND sentence)', id="same-in-small-letters-is-a-word"),
        pytest.param("SAME SENTENCE", '("same" AND sentence)', id="operators-alone-are-words"),
        pytest.param("w/5", '"w 5"', id="a-foreign-operator-alone-is-words"),
        pytest.param("atleast3", '"atleast3"', id="atleast-alone-is-a-word"),
        pytest.param("atleast2 -war", '("atleast2" AND NOT war)', id="atleast-beside-a-minus-is-a-word"),
        pytest.param("ATLEAST2 title:war", "atleast2 title:war", id="atleast-in-capitals"),
        pytest.param("atleast2 (NOT war)", "NOT (atleast2 war)", id="atleast-of-a-not"),
        pytest.param("has:photograph", "has:photo", id="has-by-another-name"),
        pytest.param("published:(2014 OR 2016)", "(published:2014 OR published:2016)", id="dates-in-brackets"),
        pytest.param('"oil price"/f50/', 'first50:("oil price")', id="factiva-first-words-of-a-phrase"),
        pytest.param("singular(bomb) w/3 x1", "bomb NEAR/3 x1", id="nexis-forms"),
        pytest.param("oil or gas", '(oil AND "or" AND gas)', id="small-or-is-a-word-without-foreign-forms"),
        pytest.param("THE SAME DAY", '(the AND "same" AND day)', id="a-headline-in-capitals"),
        pytest.param(
            "near5 the adj sea", '("near5" AND the AND "adj" AND sea)', id="foreign-words-without-their-place"
        ),
    ],
)
def test_reads(text, read_as):
    read = parse(text)
    assert read.read_as == read_as
    assert parse(read_as).root == read.root


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("a1 w/5 b1", "nexis"),
        ("a1 adj5 b1", "factiva"),
        ("a1 w/5 b1 near5 c1", "nexis and factiva"),
        ("a1 NEAR/5 b1", None),
        ("bomb!", None),
    ],
)
def test_the_system_is_named(text, system):
    assert parse(text).translated_from == system


def test_a_translation_is_told_with_its_place():
    assert parse("ramadi w/5 military").diagnostics == (
        Diagnostic('Nexis\'s "w/5" is read as NEAR/5', 7, 10, "translation"),
    )


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("NEAR/5 oil", "NEAR/5 has nothing on one side", 0),
        ("oil PRE/5", "PRE/5 has nothing on one side", 4),
        ("oil NEAR/5 -gas", "NEAR/5 has nothing on one side", 4),
        ("oil SAME QUOTE", "SAME QUOTE has nothing on one side", 4),
        ("oil NEAR gas", "how near? Write NEAR/5", 4),
        ("terror! attack", "write terror* to find", 0),
        ("oil lead:( )", "nothing to its right", 4),
    ],
)
def test_what_does_not_operate_is_noted_with_its_place(text, message, start):
    (note,) = [note for note in parse(text).diagnostics if message in note.message]
    assert (note.start, note.kind) == (start, "warning")


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("oil NEAR/0 gas", "1 to 255 words, not 0", 4),
        ("oil w/256 gas", "1 to 255 words, not 256", 4),
        ("oil NEAR/5 *", "no place among words", 11),
        ("oil NEAR/5 (gas NOT tax)", "NOT has no place beside NEAR", 11),
        ("oil NEAR/5 published:2015", "no place among words", 21),
        ("oil NEAR/5 (gas SAME SENTENCE tax)", "no place among words", 11),
        ("oil NEAR/1 " * 40 + "gas", "more than 32 NEAR", 356),
        ("(" + "a1 " * 6 + ") NEAR/2 (" + "b1 " * 6 + ")", "more than 32 NEAR", 21),
        ("SAME SENTENCE (NOT a1)", "NOT alone names no place", 0),
        ("a1 SAME SENTENCE tag:b1", "of the title or the body, not of tag:", 21),
        ("(a1 SAME PARAGRAPH b1) SAME SENTENCE c1", "cannot be asked of a sentence", 0),
        ("lead:(a1 atleast2 b1)", "cannot be asked of a beginning", 9),
        ("first0:a1", "1 to 9999 words", 0),
        ("atleast0 a1", "1 to 255 times", 0),
        ("atleast2 published:2015", "cannot be counted", 19),
        ("has:teeth", "has: takes quotes or photo", 4),
        ("oil published:yore", '"yore" is no date', 14),
        ("published:2015-02-30", "is no date", 10),
        ("atleast2 " * 40 + "a1", "deeper than 32", 288),
    ],
)
def test_refuses_with_position_and_remedy(text, message, position):
    with pytest.raises(QueryError, match=re.escape(message)) as refused:
        parse(text)
    assert refused.value.position == position


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015", "2015"),
        ("2015-05", "2015-05"),
        ("2016..2015", "2015..2016"),
        ('"18 May 2015"', "2015-05-18"),
        ('"May 18, 2015"', "2015-05-18"),
        ('"18. Mai 2015"', "2015-05-18"),
        ('"May 2014..June 2015"', "2014-05..2015-06"),
        ("today", "2015-05-20"),
        ("yesterday", "2015-05-19"),
        ("monday", "2015-05-18"),
        ('"last wednesday"', "2015-05-13"),
        ("May", "2015-05"),
        ("june", "2014-06"),
        ('"this week"', "2015-05-18..2015-05-24"),
        ('"last month"', "2015-04"),
        ('"last year"', "2014"),
        ('"past 10 days"', "2015-05-11..2015-05-20"),
        ('"last 2 mos"', "2015-03-21..2015-05-20"),
        ('"3 wks ago"', "2015-04-27..2015-05-03"),
        ('"1 yr ago"', "2014"),
        ("<2015", "..2014"),
        ("<=2015", "..2015"),
        (">2014-12-30", "2014-12-31.."),
        ("5/6/2015", "2015"),
    ],
)
def test_days_are_read_as_of_a_given_day(text, days):
    assert parse(f"published:{text}", today=TODAY).read_as == f"published:{days}"


def test_the_clock_counts_where_no_day_is_given():
    assert parse("published:today").root == parse("published:today", today=date.today()).root


def test_clauses_know_their_place_in_the_text():
    text = '(oil OR gas) NEAR/5 price NOT tax -"air strikes" atleast2 war lead:(iraq iran) (a1 OR b1)'
    found = [text[node.start : node.end] for node in parse(text).root.children]
    assert found == [
        "(oil OR gas) NEAR/5 price",
        "NOT tax",
        '-"air strikes"',
        "atleast2 war",
        "lead:(iraq iran)",
        "(a1 OR b1)",
    ]


SPELT = (
    "“a b” with up to 2 other words among its own, words that begin with bomb, words like wo?d "
    "or words spelt like rum but for 1 letter"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ramadi w/5 military obamma", "(ramadi within 5 words of military) and obamma"),
        ("title:ramadi -war -oil", "ramadi in the title, but not war or oil"),
        ("NOT war", "not war"),
        ('"a b"~2 OR bomb* OR wo?d OR rum~', None),
        ("oil PRE/1 price", "oil up to 1 word before price"),
        ("oil NOT NEAR/5 price", "oil with no price within 5 words of it"),
        ("a1 SAME SENTENCE NOT b1", "a1, but not b1 in one sentence"),
        ("speaker:kerry SAME QUOTE war", "kerry as a speaker and war in one quotation"),
        (
            "lead:iraq first20:war",
            "(iraq in the title or the first paragraph) and (war in the title or the first 20 words)",
        ),
        ("atleast2 war", "war at least 2 times"),
        ("published:2015 has:quotes", "published in 2015 and with quotations"),
        ("published:2015-05-18..", "published from 2015-05-18"),
        ("published:2015-05-18 has:photo", "published on 2015-05-18 and with a photograph"),
        ("*", "every article"),
        ("", "nothing"),
    ],
)
def test_a_query_is_told_in_plain_words(text, words):
    told = in_words(parse(text).root)
    assert told == (words or SPELT)


TEXTS = [
    'title:ramadi "peace talks"~3 -war* OR (wo?d rum~2)',
    "(oil OR gas) NEAR/5 price NOT PRE/2 tax",
    "a1 SAME SENTENCE NOT b1 SAME PARAGRAPH c1 first9:(x1 y1)",
    "speaker:kerry SAME QUOTE targets atleast3 war",
    'published:"last week" has:quotes -published:..2014 *',
    "&&&",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_tree_is_saved_and_read_back(text):
    expression = parse(text, today=TODAY)
    saved = json.loads(json.dumps(to_json(expression)))
    assert saved["grammar"] == GRAMMAR_VERSION
    back = from_json(saved)
    assert (back.root, back.text, back.mode, back.today) == (expression.root, text, "all", TODAY)
    assert to_json(back) == saved


@pytest.mark.parametrize(
    "change",
    [
        {"grammar": 0},
        {"tree": None},
        {"tree": {"node": "word"}},
        {"tree": {"node": "term"}},
        {"tree": {"node": "term", "word": 1}},
        {"tree": {"node": "term", "word": "a", "field": "url"}},
        {"tree": {"node": "term", "word": "a", "more": 1}},
        {"tree": {"node": "and", "children": []}},
        {"tree": {"node": "near", "left": {"node": "everything"}, "right": {"node": "nothing"}, "distance": 1}},
        {
            "tree": {
                "node": "within",
                "unit": "sentence",
                "child": {"node": "not", "child": {"node": "term", "word": "a"}},
            }
        },
        {"tree": {"node": "at_least", "times": 2, "child": {"node": "everything"}}},
        {"tree": {"node": "published", "first": "2015-02-30"}},
        {"mode": "some"},
        {"text": None},
        {"today": "soon"},
    ],
    ids=str,
)
def test_what_was_not_saved_so_is_refused(change):
    with pytest.raises(QueryError):
        from_json({**to_json(parse("ramadi")), **change})


def test_a_saved_tree_that_is_too_deep_is_refused():
    tree = {"node": "term", "word": "a"}
    for _ in range(500):
        tree = {"node": "not", "child": tree}
    with pytest.raises(QueryError, match="too large"):
        from_json({**to_json(parse("ramadi")), "tree": tree})


def article(name, body, day="2015-05-18"):
    return Article(id=name, body=body, published=day, content_hash=content_hash("", body))


ARTICLES = [
    article("a", "The fall of Ramadi. Forces left the town."),
    article("b", "Forces fell back on Ramadi. Obama spoke."),
    article("c", "A bomb in Baghdad.", day="2016"),
]


@pytest.fixture(scope="module", params=["columnar", "linear"])
def searcher(request, tmp_path_factory):
    if request.param == "linear":
        yield LinearSearcher(ARTICLES)
        return
    folder = str(tmp_path_factory.mktemp("index"))
    with open_writer(folder) as writer:
        for one in ARTICLES:
            writer.put(one)
    with open_searcher(folder) as found:
        yield found


def clauses(searcher, text, **query):
    reading = explain(searcher, Query(expression=parse(text, today=TODAY), **query))
    return [(clause.text, clause.hits) for clause in reading.clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ramadi NEAR/5 forces obamma", [("ramadi NEAR/5 forces", 2), ("obamma", 0)]),
        ("ramadi SAME SENTENCE forces", [("ramadi SAME SENTENCE forces", 1)]),
        ("forces -obama", [("forces", 2), ("-obama", 1)]),
        ("ramadi OR bomb", [("ramadi", 2), ("bomb", 1)]),
        ("ramadi published:2016", [("ramadi", 2), ("published:2016", 1)]),
        ("body:ramadi -tag:(war OR oil)", [("body:ramadi", 2), ("-tag:(war OR oil)", 0)]),
    ],
)
def test_every_clause_has_its_hits(searcher, text, expected):
    assert clauses(searcher, text) == expected


def test_a_clause_begins_with_its_field_however_long_what_is_before_it(searcher):
    word = "a" * 3_000
    reading = explain(searcher, Query(expression=parse(f"{word} {'war ' * 250}title:(bomb tag:oil)")))
    assert [clause.start for clause in reading.clauses[-2:]] == [len(word) + 1 + 4 * 250 + at for at in (7, 12)]


def test_clauses_are_counted_under_the_querys_filters(searcher):
    assert clauses(searcher, "ramadi OR bomb", date_from="2016", size=1, page=2) == [("ramadi", 0), ("bomb", 1)]


def test_a_reading_is_json(searcher):
    reading = explain(searcher, Query(expression=parse("ramadi w/5 forces obamma NOT war")))
    found = json.loads(json.dumps(reading.to_dict()))
    assert found["read_as"] == "(ramadi NEAR/5 forces AND obamma AND NOT war)"
    assert found["in_words"] == "(ramadi within 5 words of forces) and obamma, but not war"
    assert (found["translated_from"], found["grammar"]) == ("nexis", GRAMMAR_VERSION)
    assert found["clauses"][1] == {
        "text": "obamma",
        "start": 18,
        "end": 24,
        "read_as": "obamma",
        "in_words": "obamma",
        "hits": 0,
        "excluded": False,
        "did_you_mean": "obama",
    }
    assert found["clauses"][2]["excluded"]
    assert found["diagnostics"] == [
        {"kind": "translation", "message": 'Nexis\'s "w/5" is read as NEAR/5', "start": 7, "end": 10}
    ]
    assert from_json({**to_json(reading.expression), "tree": found["tree"]}).root == reading.expression.root


def test_a_clause_that_is_refused_is_told_with_its_place(searcher, monkeypatch):
    monkeypatch.setattr("search.query.MAX_EXPANSIONS", 0)
    reading = explain(searcher, Query(expression=parse("ramadi fo*")))
    assert [clause.hits for clause in reading.clauses] == [2, None]
    (note,) = reading.diagnostics
    assert "give more letters" in note.message
    assert (note.start, note.end) == (7, 10)


def test_a_query_without_text_has_no_reading(searcher):
    assert explain(searcher, Query()) is None


ODD = (
    'AND OR NOT and or not ( ) " “ + - * iraq title: lead: first5: published: has: foo: war* wa?r ne*t- war~ ~2 '
    '"a_b"~3 北 ’s \' \x00 \ud800 NEAR/5 PRE/2 w/5 /3 pre/3 w/s w/p /p SAME SENTENCE PARAGRAPH QUOTE same atleast3 '
    "ATLEAST2( adj adj5 near3 bomb! wom*n bomb$ x/f50/ /f5/ hd= by=roe hlead( singular( but 2015 2015..2016 last week "
    "quotes [2015_TO_2016] >=2015 May speaker:kerry tag:(x_y) w/seg al-Gau*"
)
PIECES = [piece.replace("_", " ") for piece in ODD.split(" ")]


def odd_text(rng):
    kind = rng.random()
    if kind < 0.1:
        ranges = ((32, 127), (0, 0x3000), (0xD7F0, 0xE010), (0x10000, 0x11000))
        return "".join(chr(rng.randrange(*rng.choice(ranges))) for _ in range(rng.randint(0, 200)))
    if kind < 0.11:
        return rng.choice(["(", ")", '"', "NOT ", "x", "\x00", "a1 NEAR/5 ", "*?"]) * rng.choice([4_096, 100_000])
    return rng.choice(["", " "]).join(rng.choices(PIECES, k=rng.randint(1, rng.choice([4, 12, 60]))))


def test_twenty_thousand_odd_texts_are_read_or_refused_and_none_is_slow():
    rng, slowest = random.Random(2), 0.0
    for _ in range(20_000):
        text, mode, started = odd_text(rng), rng.choice(["all", "all", "any"]), perf_counter()
        read, position = read_or_refused(text, mode)
        slowest = max(slowest, perf_counter() - started)
        if read is None:
            assert 0 <= position <= len(text)
            continue
        assert all(0 <= note.start <= note.end <= len(text) for note in read.diagnostics)
        assert in_words(read.root)
        assert from_json(to_json(read)).root == read.root
        reads_the_same(read)
    assert slowest < 2  # seconds: some 30 ms here


def read_or_refused(text, mode):
    """Return a text's expression, or where it is refused."""
    try:
        return parse(text, mode, TODAY), None
    except QueryError as refused:
        return None, refused.position


def reads_the_same(read):
    with suppress(QueryError):  # written out it may be over a limit that its text is under
        assert parse(read.read_as, "all", TODAY).root == read.root


def test_ten_megabytes_are_refused_at_once():
    with pytest.raises(QueryError, match="4,096 characters"):
        parse(string.ascii_letters * 200_000)
