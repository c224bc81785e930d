"""What a page says of how a query was read, what each part of it finds, and what to ask where nothing is found."""

from dataclasses import replace
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from index.article import Article, Quote, content_hash
from search.allowance import Allowance
from search.chosen import absent_values, namesakes
from search.linear_searcher import LinearSearcher
from search.loosening import offers
from search.query import Query
from search.syntax import parse
from web.app import create_app
from web.nothing import Nothing, nothing
from web.read_back import read_back
from web.terminal import absent_text


def article(name, body):
    return Article(id=name, title=name, body=body, content_hash=content_hash(name, body))


SEARCHER = LinearSearcher(
    [
        article("one", "The harbour ferry sank in fog, the captain Haimour said."),
        article("two", "The harbour ferry sank."),
        article("three", "A ferry in fog. The captain slept."),
        article("four", "A bicycle race."),
    ]
)


@pytest.fixture
def search():
    client = create_app(SEARCHER).test_client()
    return lambda text, **more: BeautifulSoup(client.get("/search", query_string={"q": text, **more}).data, "lxml")


def plain(element):
    return " ".join(element.text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "harbour ferry race",
            [("2 of the 3 words", 2), ("any of the words", 4), ("without “race”", 2)],
            id="of-three-words-two",
        ),
        pytest.param(
            "harbour ferry race bicycle",
            [("2 of the 4 words", 3), ("any of the words", 4)],
            id="as-many-as-there-are",
        ),
        pytest.param(
            "harbour race",
            [("any of the words", 3), ("without “harbour”", 1), ("without “race”", 2)],
            id="of-two-words-one",
        ),
        pytest.param(
            "fog ferry race -harbour",
            [("2 of the 3 words", 1), ("any of the words", 2), ("without “race”", 1)],
            id="what-is-left-out-stays-so",
        ),
        pytest.param("ferry -harbour -fog", [("without “-harbour”", 1), ("without “-fog”", 1)], id="or-is-let-in"),
        pytest.param(
            '"ferry sank" title:two race',
            [("2 of the 3 parts", 1), ("any of the parts", 3), ("without “race”", 1)],
            id="phrases",
        ),
        pytest.param(
            "ferry ferry fog race",
            [("2 of the 3 words", 2), ("any of the words", 4), ("without “race”", 2)],
            id="a-word-given-twice-counts-once",
        ),
        pytest.param("Haimuor", [("names spelt with 1 other letter", 1)], id="a-name-spelt-otherwise"),
        pytest.param("haimuor", [], id="a-word-in-small-letters-is-no-name"),
        pytest.param("zeppelin OR airship", [], id="nothing-to-leave-out"),
        pytest.param("", [], id="no-text"),
        pytest.param(" ".join("abcdefghi"), [("any of the words", 2)], id="of-many-words-any"),
        pytest.param("harbour race published:2015", [], id="a-date-is-no-word"),
    ],
)
def test_what_finds_something_is_offered_with_its_hits(text, expected):
    found = offers(SEARCHER, Query(parse(text)))
    assert [(offer.what, offer.hits) for offer in found] == expected
    for offer in found:
        assert SEARCHER.search(Query(parse(offer.text))).total.value == offer.hits


def test_any_of_the_words_leaves_nothing_to_offer():
    assert offers(SEARCHER, Query(parse("zeppelin airship", "any"), mode="any")) == ()


def test_few_hits_for_all_of_the_words_lead_to_those_for_any(search):
    link = search("captain slept", tag_not="Oil").select_one(".wider a")
    assert plain(link.parent) == "2 articles with any of these words"
    assert parse_qs(urlsplit(link["href"]).query) == {"q": ["captain slept"], "mode": ["any"], "tag_not": ["Oil"]}
    assert plain(search("captain slept", mode="any").find(role="status")).startswith("2 articles")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"q": "ferry sank", "mode": "any"}, id="it-is-that-search"),
        pytest.param({"q": "ferry sank fog", "size": 1}, id="as-many-as-a-page-has"),
        pytest.param({"q": "harbour sank"}, id="any-finds-no-more"),
        pytest.param({"q": "captain", "has": "quotes"}, id="one-word"),
        pytest.param({"q": "captain captain"}, id="one-word-twice"),
        pytest.param({"q": "captain -slept"}, id="an-operator"),
        pytest.param({"q": "ferry* slept"}, id="a-pattern"),
        pytest.param({"q": "title:three slept"}, id="a-field"),
        pytest.param({"q": '"the captain" slept'}, id="a-phrase"),
    ],
)
def test_any_of_the_words_is_offered_beside_few_hits_for_plain_words_alone(search, asked):
    assert search(asked.pop("q"), **asked).select(".wider") == []


def test_the_api_offers_any_of_the_words_where_few_hits_have_all():
    client = create_app(SEARCHER).test_client()
    (offer,) = client.get("/api/v1/parse?q=captain+slept").json["instead"]
    assert offer == {"kind": "any", "what": "any of the words", "text": "(captain OR slept)", "hits": 2}
    assert client.get("/api/v1/parse?q=harbour+sank").json["instead"] == []


def test_a_search_without_hits_says_which_part_killed_it_and_what_finds_something(search):
    soup = search("harbour ferry zeppelin")
    assert plain(soup.select_one(".empty p")) == "No article holds “zeppelin”."
    assert [plain(one) for one in soup.select(".clauses li")] == [
        "harbour 2 articles",
        "ferry 3 articles",
        "zeppelin 0 articles",
    ]
    ways = soup.select(".ways li")
    assert [plain(way) for way in ways] == [
        "2 of the 3 words 2 articles",
        "Any of the words 3 articles",
        "Without “zeppelin” 2 articles",
    ]
    asked = parse_qs(urlsplit(ways[0].a["href"]).query)["q"][0]
    assert plain(search(asked).find(role="status")).startswith("2 articles")


@pytest.mark.parametrize(("seconds", "most"), [(0.0, 0), (1.0, 4)])
def test_what_a_page_without_hits_says_has_one_limit_of_time(monkeypatch, seconds, most):
    clock, asked = count(step=0.3), []  # each look at it finds as much later
    monkeypatch.setattr("search.allowance.thread_time", lambda: next(clock))
    monkeypatch.setattr("search.allowance.SECONDS", seconds)

    class Counted(LinearSearcher):
        def search(self, query):
            asked.append(query)
            return super().search(query)

    results = SEARCHER.search(Query(parse("harbour ferry Zeppelin"), date_from="2015"))
    searcher, allowance = Counted([]), Allowance()
    read = read_back(results, searcher, allowance)
    assert nothing(results, searcher, allowance) == Nothing((), (), ())
    assert len(asked) <= most
    assert [part.clause.hits for part in read.parts] == ([0, 0, 0] if most else [None] * 3)
    assert offers(searcher, results.query, allowance) == ()


def test_parts_that_are_never_together_are_said_to_be_found(search):
    assert "each part of it is found" in plain(search("harbour bicycle").select_one(".empty p"))


def test_how_a_query_was_read_is_shown_at_once_only_where_it_was_changed(search):
    read = search("harbour ferry").select_one(".how")
    assert not read.has_attr("open")
    assert [plain(one) for one in read.select("p")] == ["harbour and ferry", "(harbour AND ferry)"]
    assert search("harbour w/3 ferry").select_one(".how").has_attr("open")
    assert search('"harbour ferry').select_one(".how").has_attr("open")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({"mode": "any"}, True, id="any-of-the-words"),
        pytest.param({}, False, id="all-of-them"),
        pytest.param({"mode": "any", "sort": "newest"}, False, id="by-date"),
    ],
)
def test_where_what_the_first_hits_share_counts_it_is_told(search, asked, told):
    assert ("share other words with the first ten" in plain(search("harbour bicycle fog", **asked).main)) is told


def test_of_very_many_parts_the_first_are_counted(search):
    parts = search(" ".join(f"w{n}" for n in range(40))).select(".clauses li")
    assert (len(parts), plain(parts[31]), plain(parts[32])) == (33, "w31 0 articles", "and 8 more")


def test_each_part_is_a_link_to_what_it_finds(search):
    links = search("ferry -(harbour OR fog)").select(".clauses a")
    assert [link.text for link in links] == ["ferry", "-(harbour OR fog)"]
    asked = [parse_qs(urlsplit(link["href"]).query)["q"] for link in links]
    assert asked == [["ferry"], ["(harbour OR fog)"]]


def test_each_hit_says_what_of_the_query_it_holds(search):
    hit = search("harbour OR bicycle OR title:two").select_one(".hits > li")
    assert plain(hit.select_one(".why p")) == "harbour in the text; title:two in the title."


BRIDGE = "The bridge was shut. “It will open in May,” Marguerite Oakes said. “That bridge is safe,” Desmond Pike said."
SAID = LinearSearcher(
    [
        Article(
            id="shut", title="Shut", body=BRIDGE, content_hash="1",
            source="The Ellery Courier", tags=("Harbour Bridge",),
            quotes=tuple(
                Quote(f"shut.q{at}", text, ((BRIDGE.index(text), BRIDGE.index(text) + len(text)),), speaker,
                      source_type="named", confidence=1.0)
                for at, (text, speaker) in enumerate(
                    (("It will open in May,", "Marguerite Oakes"), ("That bridge is safe,", "Desmond Pike")))
            ),
        )
    ]
)  # fmt: skip


@pytest.fixture
def said():
    client = create_app(SAID).test_client()
    return lambda path: BeautifulSoup(client.get(path).data, "lxml")


def test_quotations_of_articles_that_have_the_words_are_a_click_away(said):
    soup = said("/quotes?q=bridge")
    assert plain(soup.find(role="status")).startswith("1 quote")
    line = soup.select_one(".mean")
    assert plain(line) == "2 quotes in articles that say “bridge”"
    assert plain(said(line.a["href"]).find(role="status")).startswith("2 quotes")
    assert said(line.a["href"]).select_one(".mean") is None
    assert said("/search?q=bridge").select_one(".mean") is None
    assert plain(said("/quotes?q=shut").select_one(".ways li")) == "In articles that say “shut” 2 quotes"


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/quotes?speaker=Oakes", "Speaker “Marguerite Oakes” 1 quote"),
        ("/search?source=courier", "Source “The Ellery Courier” 1 article"),
        ("/search?tag=bridge&q=may", "Tag “Harbour Bridge” 1 article"),
        ("/search?tag=Harbour+Bridge&q=zeppelin", None),
    ],
)
def test_values_that_hold_a_chosen_one_are_offered_in_its_place(said, path, way):
    found = said(path).select(".ways li a")
    assert (plain(found[0].parent) if found else None) == way
    if found:
        assert plain(said(found[0]["href"]).find(role="status")).startswith("1 ")


def test_what_is_like_a_chosen_value_has_hits_under_the_other_filters():
    (found,) = absent_values(SAID, Query(speakers=("pike",)))
    assert (found.facet, found.given, [one.label for one in found.alike]) == ("speaker", "pike", ["Desmond Pike"])
    _, pike = absent_values(SAID, Query(speakers=("pike",), tags=("Ferries",)))
    assert (pike.alike, pike.elsewhere) == ((), ("Desmond Pike",))
    (zeppelin,) = absent_values(SAID, Query(speakers=("zeppelin",)))
    assert (zeppelin.alike, zeppelin.elsewhere) == ((), ())


def test_a_name_that_other_filters_leave_nothing_is_told(said):
    query = Query(speakers=("pike",), tags=("Ferries",))
    assert absent_text(query, SAID)[1] == "no speaker “pike”; with other options there is Desmond Pike"
    told = plain(said("/search?speaker=pike&tag=Ferries").main)
    assert "nowhere in the archive. Under other filters: Desmond Pike." in told


def test_a_page_says_which_chosen_value_there_is_not(said):
    absent = plain(said("/search?speaker=zeppelin&lang=nl").main)
    assert "Speaker “zeppelin”: exactly this is nowhere in the archive." in absent
    assert "Language “Dutch”: exactly this" in absent
    known = said("/search?q=zeppelin&speaker=Desmond+Pike&tag=Harbour+Bridge")
    assert "exactly this" not in plain(known.main)


def test_the_api_tells_values_that_hold_a_chosen_one():
    answer = create_app(SAID).test_client().get("/api/v1/parse?q=open&of=quotes&speaker=Oakes").json
    (found,) = answer["alike"]
    assert (found["facet"], found["given"], found["hits"]) == ("speaker", "Oakes", 1)
    assert (found["value"], found["label"]) == ("marguerite-oakes", "Marguerite Oakes")


@pytest.mark.parametrize("path", ["articles", "quotes"])
def test_a_list_of_the_api_tells_which_chosen_value_there_is_not(path):
    client = create_app(SAID).test_client()
    oakes = {"value": "marguerite-oakes", "label": "Marguerite Oakes", "hits": 1}
    answer = client.get(f"/api/v1/{path}?speaker=Oakes&tag=Harbour+Bridge").json
    assert answer["absent"] == [
        {"facet": "speaker", "given": "Oakes", "alike": [oakes], "elsewhere": [], "unchecked": 0}
    ]
    assert client.get(f"/api/v1/{path}?speaker=Marguerite+Oakes&q=zeppelin").json["absent"] == []
    (pike,) = client.get(f"/api/v1/{path}?speaker=pike&year=1999").json["absent"][:1]
    assert (pike["alike"], pike["elsewhere"]) == ([], ["Desmond Pike"])
    titled = client.get(f"/api/v1/{path}?speaker=Mayor+Marguerite+Oakes").json["absent"]
    assert [one["alike"] for one in titled] == [[oakes]]


def test_a_name_among_words_leads_to_what_that_person_said(said):
    link = said("/quotes?q=pike+bridge").select_one(".ways a")
    assert plain(link.parent) == "By “pike” on “bridge” 1 quote"
    assert plain(said(link["href"]).find(role="status")).startswith("1 quote")
    assert plain(said("/quotes?q=pike").select_one(".ways a").parent).startswith("By “pike” ")
    assert "by “" not in plain(said("/quotes?q=bridge+safe").main)
    assert said("/search?q=oakes+may").select(".mean") == []


def test_a_name_among_words_is_told_beside_hits_too():
    told = (
        Quote("own.q1", "Pike sees it is safe", (), "Ada Moor"),
        Quote("own.q2", "That is safe", (), "Desmond Pike"),
    )
    searcher = LinearSearcher([Article(id="own", title="Own", body="", content_hash="1", quotes=told)])
    client = create_app(searcher).test_client()
    soup = BeautifulSoup(client.get("/quotes?q=Pike+safe").data, "lxml")
    assert plain(soup.select_one(".mean")) == "1 quote by “Pike” on “safe”"
    (offer,) = client.get("/api/v1/parse?q=Pike+safe&of=quotes").json["instead"][:1]
    assert (offer["kind"], offer["text"], offer["hits"]) == ("said", "(speaker:pike AND safe)", 1)


def told_by(*speakers):
    quotes = tuple(
        Quote(f"tram.q{at}", "The roof is not safe", (), name, source_type="named", confidence=1.0)
        for at, name in enumerate(speakers)
    )
    return LinearSearcher([Article(id="tram", title="Trams", body="", content_hash="1", quotes=quotes)])


HALLORANS = told_by("Halloran", "Tom Halloran", "Tom Halloran", "Ada Halloranson", "Maria Esposito", "Muammar Gaddafi")


@pytest.mark.parametrize("given", ["Halloran", "halloran"])
def test_who_else_bears_a_chosen_surname_is_told_beside_hits(given):
    client = create_app(HALLORANS).test_client()
    soup = BeautifulSoup(client.get(f"/quotes?speaker={given}").data, "lxml")
    line = soup.select_one(".mean")
    assert plain(line) == "2 quotes with the speaker “Tom Halloran”"
    assert "speaker=tom-halloran" in line.a["href"]
    (found,) = client.get(f"/api/v1/quotes?speaker={given}").json["namesakes"]
    assert found == {
        "given": given, "others": [{"value": "tom-halloran", "label": "Tom Halloran", "hits": 2}]
    }  # fmt: skip
    page = BeautifulSoup(client.get("/speakers/halloran").data, "lxml")
    assert plain(page.select_one("[aria-labelledby=namesakes]")) == "Others of this name Tom Halloran 2"
    assert not BeautifulSoup(client.get("/speakers/tom-halloran").data, "lxml").select("[aria-labelledby=namesakes]")
    way = BeautifulSoup(client.get(f"/quotes?speaker={given}&q=zeppelin+roof").data, "lxml")
    assert "Tom Halloran" not in plain(way.select_one(".empty"))  # nor has he said such


@pytest.mark.parametrize("given", ["Tom Halloran", "tom-halloran", "Maria Esposito", "Nobody"])
def test_a_full_name_has_no_namesakes(given):
    assert namesakes(HALLORANS, Query(of="quotes", speakers=(given,))) == ()


def test_whose_surname_is_the_beginning_of_others_is_told_too():
    moores = (f"{given} {name}" for name in ("Moore", "Moorer", "Moores") for given in ("Ada", "Bo", "Cy"))
    searcher = told_by("Moor", "Tom Moor", "Eli Moor Jr.", *(name for name in moores for _ in range(2)))
    (found,) = namesakes(searcher, Query(of="quotes", speakers=("Moor",)))
    assert sorted(one.label for one in found.others) == ["Eli Moor Jr.", "Tom Moor"]


def test_where_a_surname_alone_finds_nothing_others_of_it_are_offered():
    quotes = [("Halloran", "No"), ("Tom Halloran", "The roof leaks")]
    said = tuple(Quote(f"tram.q{at}", text, (), name, source_type="named") for at, (name, text) in enumerate(quotes))
    client = create_app(LinearSearcher([Article(id="tram", content_hash="1", quotes=said)])).test_client()
    page = BeautifulSoup(client.get("/quotes?speaker=Halloran&q=leaks").data, "lxml")
    (way,) = (link for link in page.select(".empty a") if "Tom Halloran" in plain(link))
    assert "speaker=tom-halloran" in way["href"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Tom Haloran", ["Tom Halloran"]),
        ("Tim Haloran", ["Tom Halloran"]),
        ("Thomas Haloran", ["Halloran", "Tom Halloran"]),  # the last word alone
        ("Espositto", ["Maria Esposito"]),
        ("Xu Li", []),
        ("Zeppelin", []),
    ],
)
@pytest.mark.parametrize("of", ["quotes", "articles"])
def test_of_a_speaker_who_is_not_there_near_names_are_offered(given, meant, of):
    (found,) = absent_values(HALLORANS, Query(of=of, speakers=(given,)))
    assert sorted(one.label for one in found.alike) == meant


def test_the_nearest_names_come_first_and_of_equals_the_most_frequent():
    searcher = told_by(*["Bo Esposita"] * 3, "Maria Esposito", *["Cy Espositte"] * 2, *["Di Espositti"] * 3)
    (found,) = absent_values(searcher, Query(of="quotes", speakers=("Espositto",)))
    assert [one.label for one in found.alike] == ["Di Espositti", "Cy Espositte", "Maria Esposito", "Bo Esposita"]


@pytest.mark.parametrize(
    ("chosen", "meant"),
    [
        ({"tags": ("Harbor Brige",)}, "Harbour Bridge"),
        ({"sources": ("the elery courrier",)}, "The Ellery Courier"),
        ({"langs": ("nl",)}, None),
    ],
)
def test_other_values_that_are_spelt_nearly_so_are_offered_too(chosen, meant):
    (found,) = absent_values(SAID, Query(**chosen))
    assert [(one.label, one.count) for one in found.alike] == ([(meant, 1)] if meant else [])


def test_near_names_keep_to_the_other_filters_and_have_their_hits():
    query = Query(of="quotes", speakers=("Tom Haloran",), expression=parse("roof"))
    (found,) = absent_values(HALLORANS, query)
    assert [(one.label, one.count) for one in found.alike] == [("Tom Halloran", 2)]
    (found,) = absent_values(HALLORANS, replace(query, expression=parse("zeppelin")))
    assert found.alike == ()


@pytest.mark.parametrize(
    ("asked", "text", "hits"),
    [
        ("who said gamble with our drivers", "gamble with our drivers", 1),
        ("who said we gamble and the drivers", "gamble drivers", 1),
        ("gamble with their drivers", "gamble drivers", 1),
    ],
)
def test_the_words_of_a_question_are_not_looked_for_in_what_was_said(asked, text, hits):
    quotes = (Quote("d.q1", "We will not gamble with our drivers", (), "Ada Moor"),)
    searcher = LinearSearcher([Article(id="d", title="Depot", body="", content_hash="1", quotes=quotes)])
    found = {one.kind: one for one in offers(searcher, Query(of="quotes", expression=parse(asked)))}
    assert (found["words"].text, found["words"].hits) == (text, hits)
    assert "fewer" not in found


def test_a_question_of_what_somebody_said_leads_there():
    quotes = (Quote("d.q1", "Not a day before", (), "Ada Moor"),)
    searcher = LinearSearcher([Article(id="d", title="Depot", body="", content_hash="1", quotes=quotes)])
    found = offers(searcher, Query(of="quotes", expression=parse("what did Moor say about the day")))
    assert (found[0].kind, found[0].what) == ("said", "by “Moor” on “day”")


def test_what_has_nothing_to_search_for_is_told_and_not_read_back(search):
    page = search("&&& ~")
    assert "there is no letter or digit in this: ignored" in plain(page.main)
    assert page.select(".readback, .read") == []
    assert parse("&&& ~").read_as == ""


def test_a_search_by_a_name_that_is_a_guess_tells_what_is_attributed_to_it():
    quote = Quote("a.q1", "We row", ((1, 7),), "Cy Orr", source_type="named", confidence=0.6)
    unsure = LinearSearcher([Article("a", body="“We row”", quotes=(quote,))])
    query = Query(speakers=("Cy Orr",))
    told = absent_text(query, unsure)
    assert told == ["attributed to “Cy Orr”, unchecked, 1 quote: --quotes 'speaker:\"Cy Orr\"'"]
    assert unsure.count(Query(parse('speaker:"Cy Orr"'), of="quotes")) == 1
