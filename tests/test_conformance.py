"""What every engine must do alike: the linear yardstick and the index, later engines beside them."""

import base64
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from msgspec import structs

from index.article import Article, Image, Quote, content_hash
from index.errors import QueryError
from index.manifest import ALIASES
from index.owner.aliases import read_aliases
from index.writer import open_writer
from search import ranking
from search.linear_searcher import LinearSearcher
from search.query import FACETS, KINDS, SORTS, Query, widens
from search.results import Bucket
from search.searcher import open_searcher
from search.syntax import parse
from tests.clusters import CLUSTER, on_cluster
from tests.numpy_alone import NumpyAlone

# "numpy" is the columnar one without its compiled loops, "cluster" is there where a cluster is (make cluster-test).
ENGINES = ("columnar", "numpy", "linear", *CLUSTER)


def article(name, title, body, *, tags=(), day=None, source=None, authors=(), speakers=(), lang=None, section=None):
    quotes = tuple(
        Quote(
            id=f"{name}.q{n}",
            text=text,
            parts=((body.index(text), body.index(text) + len(text)),),
            speaker=who,
            source_type=kind,
        )
        for n, (who, text, kind) in enumerate(speakers, 1)
    )
    return Article(
        id=name,
        title=title,
        body=body,
        tags=tags,
        source=source,
        authors=authors,
        lang=lang,
        section=section,
        published=day,
        published_precision="day" if day else None,
        quotes=quotes,
        content_hash=content_hash(title, body),
    )


ARTICLES = [
    article(
        "a",
        "Ramadi falls",
        "The fall of Ramadi shook Iraq. “We netted nothing,” John Kerry said.",
        tags=("Iraq", "ISIS"),
        day="2015-05-18",
        source="Reuters",
        authors=("Ann Roe",),
        lang="en",
        section="World",
        speakers=(("John Kerry", "We netted nothing,", "named"),),
    ),
    article(
        "b",
        "Nets for fishermen",
        "A net cost two dollars in Basra. Kerry, the county, is far.",
        tags=("iraq", "Trade"),
        day="2015-06-01",
        source="AP",
        authors=("Ann Roe", "Bo Li"),
        lang="en",
    ),
    article(
        "c",
        "Der Fall Ramádi",
        "Ramadi ist gefallen; U.S. troops left Ramadi to the Iraqi forces.",
        tags=("Iraq",),
        day="2016-01-02",
        source="dpa",
        lang="de",
        section="Ausland",
    ),
    article(
        "d",
        "Ramadi falls",
        "The fall of Ramadi shook Iraq. “We netted nothing,” John Kerry said.",
        tags=("Iraq",),
        day="2015-05-19",
        source="AP",
        speakers=(("John Kerry", "We netted nothing,", "named"),),
    ),
    article(
        "e", "Undated", "Falling prices. Us and them: Da’esh said so. " + "Filler words here. " * 40, tags=("Trade",)
    ),
    article(
        "f",
        "Quoted",
        "“Peace talks begin,” an official said. “War ends,” Jane Doe said.",
        day="2015-12-31",
        tags=("Anbar province",),
        source="Reuters",
        speakers=(("an official", "Peace talks begin,", "unnamed"), ("Jane Doe", "War ends,", "named")),
    ),
    article("g", "北京大学", "北京大学是一所大学。", day="1999-12-31", tags=("Université",), lang="zh"),
    article("h", "", "An untitled note on peace between talks.", day="2015-05"),
    article("i", "Sports", "A horse jumps high."),
    article("j", "Sports", "A horse jump high."),
]

GUESS = Quote(
    id="e.q1", text="Falling prices.", parts=((0, 15),), speaker="Guessed Name", source_type="named", confidence=0.5
)
ARTICLES[4] = replace(ARTICLES[4], quotes=(GUESS,))
ARTICLES[7] = replace(ARTICLES[7], image=Image(caption="A table"))


def quoted(name, title, *said, **more):
    """An article of quotes: of each the speaker, the text, the kind of source and whom it was told to."""
    body = " ".join(f"{who} said: “{text}.”" for who, text, _, _ in said)
    plain = article(name, title, body, speakers=[(who, text, kind) for who, text, kind, _ in said], **more)
    quotes = zip(plain.quotes, said, strict=True)
    return replace(plain, quotes=tuple(structs.replace(quote, told_to=told_to) for quote, (*_, told_to) in quotes))


SAID = (
    ("John Kerry", "We will win in Ramadi", "named", "Fox News"),
    ("John Kerry", "Peace talks begin in peace", "named", "CNN"),
    ("an official", "The war goes on", "unnamed", "Fox News"),
)
QUOTED = [
    quoted("k", "Ramadi", *SAID, day="2015-05-18", source="Reuters", tags=("Iraq",)),
    quoted(
        "l",
        "Nets in Ramadi",
        ("Jane Doe", "Nets are cheap", "named", "FOX news"),
        ("John Kerry", "We netted nothing at all today", "named", None),
        day="2015-05-20",
        source="AP",
        tags=("Trade",),
    ),
    quoted(
        "m",
        "Peace",
        ("The ministry", "Talks of peace", "organisation", "CNN"),
        ("John Kerry", "A guess is hard", "named", "BBC"),
        day="2016-01-01",
    ),
    article("n", "Ramadi", "Nobody says a word.", source="AP"),
    quoted("o", "Ramadi", *SAID, day="2015-06-01", source="AP", tags=("Iraq",)),
]
QUOTED[1] = replace(
    QUOTED[1],
    quotes=(
        structs.replace(QUOTED[1].quotes[0], kind="fragment", role="former Mayors of Basra", confidence=0.9),
        structs.replace(QUOTED[1].quotes[1], kind="block", role="mayor", confidence=0.7499),
    ),
)
QUOTED[-1] = replace(
    QUOTED[-1],
    quotes=(
        structs.replace(QUOTED[-1].quotes[0], role="Lt. Col. of Ostby"),
        structs.replace(QUOTED[-1].quotes[1], role="state senator"),
        *QUOTED[-1].quotes[2:],
    ),
)
QUOTED[2] = replace(QUOTED[2], quotes=(QUOTED[2].quotes[0], structs.replace(QUOTED[2].quotes[1], confidence=0.5)))


@contextmanager
def opened(engine, folder, *batches, aliases=None):
    """Open the articles of one or more commits, with a file of aliases."""
    if aliases:
        Path(folder, ALIASES).write_text(aliases)
    if engine == "linear":
        yield LinearSearcher(chain.from_iterable(batches), read_aliases(Path(folder)))
        return
    if engine == "cluster":
        with on_cluster(folder, *batches) as searcher:
            yield searcher
        return
    for batch in batches:
        with open_writer(folder) as writer:
            for item in batch:
                writer.put(item)
    with open_searcher(folder) as searcher:
        assert searcher.info().engine == "columnar"
        yield searcher if engine == "columnar" else NumpyAlone(searcher)


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory):
    old = [article("b", "Old", "An old capture of b", tags=("Gone",))]
    batches = ARTICLES[:3], old, ARTICLES[1:2] + ARTICLES[3:]  # several segments, one article replaced twice
    with opened(request.param, str(tmp_path_factory.mktemp("index")), *batches) as found:
        yield found


@pytest.fixture(scope="module", params=ENGINES)
def complete(request, tmp_path_factory):
    with opened(request.param, str(tmp_path_factory.mktemp("index")), ARTICLES[:4], ARTICLES[4:]) as found:
        yield found


@pytest.fixture(scope="module", params=ENGINES)
def quotes(request, tmp_path_factory):
    old = [quoted("l", "Old", ("Jane Doe", "Gone", "named", "Nobody"))]
    with opened(request.param, str(tmp_path_factory.mktemp("index")), QUOTED[:1] + old, QUOTED[1:]) as found:
        yield found


def ids(searcher, text=None, **query):
    expression = None if text is None else parse(text, query.get("mode", "all"))
    asked = Query(expression=expression, size=100, **query)
    found = searcher.search(asked)
    assert searcher.count(asked) == found.total.value
    return [hit.id for hit in found.hits]


def counts(searcher, facet, text=None, **query):
    expression = None if text is None else parse(text)
    found = searcher.search(Query(expression=expression, facets=(facet,), facet_size=100, **query)).facets[facet]
    return {value.label: value.count for value in found.values}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ramadi", "acd", id="a-word-in-title-or-body"),
        pytest.param("RAMÁDI", "acd", id="case-and-accents"),
        pytest.param("netted", "abd", id="stems"),
        pytest.param("ramadi basra", "", id="words-mean-and"),
        pytest.param("nets dollars", "b", id="and-holds-across-fields"),
        pytest.param("ramadi OR basra", "abcd", id="or"),
        pytest.param("ramadi -shook", "c", id="minus"),
        pytest.param("NOT ramadi", "befghij", id="only-not"),
        pytest.param('"fall of ramadi"', "ad", id="phrase"),
        pytest.param('"falling of ramadi"', "ad", id="phrase-by-stems"),
        pytest.param('"peace talks"', "f", id="phrase-in-order-and-adjacent"),
        pytest.param("peace talks", "fh", id="the-words-apart"),
        pytest.param('"Iraq ISIS"', "", id="no-phrase-across-tags"),
        pytest.param('"begin War"', "", id="no-phrase-across-quotes-or-marks"),
        pytest.param("U.S.", "c", id="initials"),
        pytest.param("daesh", "e", id="apostrophe"),
        pytest.param("Da'esh", "e", id="other-apostrophe"),
        pytest.param("fall*", "acde", id="prefix-of-words-not-stems"),
        pytest.param("fallin*", "e", id="prefix-longer-than-the-stem"),
        pytest.param("title:ramadi", "acd", id="title"),
        pytest.param("title:net", "b", id="title-by-stem"),
        pytest.param("body:nets", "abd", id="body"),
        pytest.param("quote:peace", "f", id="quote"),
        pytest.param("quote:kerry", "", id="quote-is-its-words"),
        pytest.param("tag:province", "f", id="tag-word"),
        pytest.param('tag:"anbar province"', "f", id="tag-phrase"),
        pytest.param("tag:universite", "g", id="tag-without-accent"),
        pytest.param("speaker:kerry", "ad", id="speaker"),
        pytest.param("speaker:official", "f", id="unnamed-speaker"),
        pytest.param("source:reuters", "af", id="source"),
        pytest.param("byline:roe", "ab", id="byline"),
        pytest.param("北京", "g", id="chinese-pair"),
        pytest.param("北京大学", "g", id="chinese-word"),
        pytest.param("北", "g", id="chinese-character-that-begins-a-pair"),
        pytest.param("京学", "", id="chinese-pair-that-is-not-there"),
        pytest.param("*", "abcdefghij", id="everything"),
        pytest.param("&&&", "", id="nothing"),
        pytest.param("zzz", "", id="unknown-word"),
        pytest.param('"of the zzz"', "", id="unknown-word-in-a-phrase"),
    ],
)
def test_matches(searcher, text, expected):
    assert sorted(ids(searcher, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ramadi NEAR/3 fall", "acd", id="near-in-either-order"),
        pytest.param("peace NEAR/1 talks", "f", id="side-by-side-is-one-word-apart"),
        pytest.param("talks NEAR/2 peace", "fh", id="one-word-between-is-two-apart"),
        pytest.param("ramadi PRE/1 fall", "ad", id="in-this-order"),
        pytest.param("fall PRE/2 ramadi", "acd", id="in-the-other-order"),
        pytest.param("ramadi NEAR/9 ramadi", "c", id="a-word-is-not-near-itself"),
        pytest.param("iraq NEAR/20 isis", "", id="not-from-one-tag-into-the-next"),
        pytest.param("ramadi NOT NEAR/3 fall", "c", id="somewhere-without-the-other"),
        pytest.param("(shook OR left) NEAR/1 ramadi", "acd", id="any-of-a-bracket-is-near"),
        pytest.param("ramadi NEAR/2 (shook iraq)", "ad", id="each-of-a-bracket-is-near"),
        pytest.param('"peace talks" NEAR/3 official', "f", id="a-phrase-is-near-by-its-end"),
        pytest.param("(peace NEAR/1 talks) NEAR/1 begin", "f", id="near-a-near"),
        pytest.param("fall NEAR/3 iraq", "", id="too-far"),
        pytest.param("fall NEAR/2 ramadi NEAR/1 shook", "ad", id="a-chain"),
        pytest.param("fall NEAR/2 ramadi NEAR/1 of", "ad", id="what-lies-between-is-near"),
        pytest.param("pea* NEAR/2 tal?s", "fh", id="parts-of-words-are-near"),
        pytest.param("title:ramadi NEAR/1 fall", "acd", id="near-in-the-field-of-one"),
        pytest.param("title:ramadi NEAR/9 body:fall", "", id="not-from-one-field-into-another"),
        pytest.param("speaker:john NEAR/1 speaker:kerry", "ad", id="near-in-a-name"),
        pytest.param("talks SAME SENTENCE begin", "f", id="one-sentence"),
        pytest.param("begin SAME SENTENCE ends", "", id="two-sentences"),
        pytest.param("begin SAME PARAGRAPH ends", "f", id="one-paragraph"),
        pytest.param("net SAME SENTENCE kerry", "ad", id="a-sentence-after-another"),
        pytest.param("net SAME PARAGRAPH kerry", "abd", id="sentences-of-a-paragraph"),
        pytest.param("net SAME SENTENCE NOT kerry", "b", id="a-sentence-without"),
        pytest.param("falls SAME SENTENCE shook", "ad", id="stems-in-a-sentence"),
        pytest.param('"john kerry" SAME SENTENCE (net OR fall)', "ad", id="phrases-and-brackets-in-a-sentence"),
        pytest.param('"Iraq We" SAME PARAGRAPH shook', "ad", id="a-phrase-over-two-sentences-in-a-paragraph"),
        pytest.param('"Iraq We" SAME SENTENCE shook', "", id="a-phrase-over-two-sentences-in-none"),
        pytest.param("(fall SAME SENTENCE iraq) SAME PARAGRAPH kerry", "ad", id="a-sentence-in-a-paragraph"),
        pytest.param("nets SAME SENTENCE fishermen", "b", id="a-title-is-a-sentence"),
        pytest.param("speaker:kerry SAME QUOTE netted", "ad", id="who-said-it"),
        pytest.param("speaker:doe SAME QUOTE peace", "", id="another-said-it"),
        pytest.param("war SAME QUOTE peace", "", id="two-quotations"),
        pytest.param("war SAME QUOTE NOT peace", "f", id="a-quotation-without"),
        pytest.param("atleast2 ramadi", "acd", id="twice-in-title-and-body"),
        pytest.param("atleast3 ramadi", "c", id="three-times"),
        pytest.param("atleast2 net", "b", id="a-quotation-does-not-count-twice"),
        pytest.param("atleast2 body:ramadi", "c", id="twice-in-a-field"),
        pytest.param("atleast2 fall*", "ad", id="any-of-the-words-twice"),
        pytest.param('atleast2 "filler words"', "e", id="a-phrase-many-times"),
        pytest.param("first3:ramadi", "acd", id="among-the-first-words"),
        pytest.param("first4:shook", "", id="after-the-first-words"),
        pytest.param("first5:shook", "ad", id="the-last-of-the-first-words"),
        pytest.param("lead:(iraq shook)", "ad", id="in-the-first-paragraph"),
        pytest.param("lead:(nets dollars)", "b", id="in-title-and-first-paragraph"),
        pytest.param("published:2016", "c", id="a-year"),
        pytest.param("published:2015-05", "adh", id="a-month"),
        pytest.param("published:..1999", "g", id="up-to-a-year"),
        pytest.param("published:2015-12-31..", "cf", id="from-a-day"),
        pytest.param("NOT published:2015", "cegij", id="undated-is-in-no-year"),
        pytest.param("has:quotes", "adef", id="with-quotations"),
        pytest.param("has:photo", "h", id="with-a-photograph"),
        pytest.param("net w/5 dollars", "b", id="nexis"),
        pytest.param("ramadi same netted near5 kerry", "ad", id="small-same-beside-another-form"),
        pytest.param("hd=nets and kerry", "b", id="factiva"),
    ],
)
def test_operators_match(searcher, text, expected):
    assert sorted(ids(searcher, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "mode", "has", "expected"),
    [
        (None, "all", ("quotes",), "adef"),
        (None, "all", ("photo",), "h"),
        (None, "all", ("photo", "quotes"), ""),
        ("ramadi", "all", ("quotes",), "ad"),
        ("ramadi OR nets", "all", ("quotes",), "ad"),
        ("ramadi fishermen", "any", ("quotes",), "ad"),
        ("NOT kerry", "all", ("quotes",), "ef"),
    ],
)
def test_what_articles_have_filters_as_in_the_text(searcher, text, mode, has, expected):
    assert sorted(ids(searcher, text, mode=mode, has=has)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("peace NEAR/3 talks", "kmo"),
        ("talks PRE/2 peace", "m"),
        ("talks PRE/2 peace OR nets SAME SENTENCE cheap", "lm"),
        ("speaker:kerry SAME QUOTE peace", "ko"),
        ("title:nets NEAR/2 title:ramadi", "ll"),
        ("atleast2 peace", "ko"),
        ("published:2016 speaker:kerry", "m"),
        ("lead:ramadi fox", ""),
        ("lead:ramadi war", "ko"),
    ],
)
def test_operators_match_in_quotations(quotes, text, expected):
    found = quotes.search(Query(expression=parse(text), of="quotes", size=100)).hits
    assert sorted(hit.article for hit in found) == sorted(expected)


# What users of other systems ask for, each by its issue there.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("kerry nets", "abd", id="several-words-mean-and-datashare-1497"),
        pytest.param("basra ramadi", "", id="several-words-mean-and-ehri-177"),
        pytest.param("(ramadi OR basra) AND NOT (shook OR dollars)", "c", id="boolean-search-meilisearch-1043"),
        pytest.param("basra OR (ramadi AND troops)", "bc", id="boolean-search-rookie-208"),
        pytest.param("kerry -basra", "ad", id="boolean-search-freshrss-5624"),
        pytest.param("“fall of Ramadi”", "ad", id="curly-quotes-datasette-1795"),
        pytest.param("«fall of Ramadi»", "ad", id="angle-quotes-datasette-1795"),
        pytest.param('fall "of', "ad", id="an-open-quote-datasette-651"),
        pytest.param("ramadi, shook!", "ad", id="punctuation-datasette-651"),
        pytest.param("U.S.-troops", "c", id="hyphens-and-points-paperless-13673"),
        pytest.param("C++ & ramadi*", "", id="plus-signs-paperless-12734"),
        pytest.param("us an", "", id="short-common-words-paperless-13673"),
        pytest.param("大学", "g", id="chinese-paperless-12860"),
        pytest.param("title:fisher*", "b", id="a-prefix-in-a-field-stays-one-paperless-13852"),
        pytest.param("title:fi*n", "b", id="a-pattern-in-a-field-paperless-13568"),
        pytest.param("published:2016", "c", id="a-year-alone-paperless-12725"),
        pytest.param("published:2016..2015-12", "cf", id="days-the-wrong-way-round-paperless-12866"),
        pytest.param('published:"past 200 yrs" ramadi', "acd", id="units-cut-short-paperless-13486"),
        pytest.param("+ramadi -shook", "c", id="plus-and-minus-paperless-12734"),
        pytest.param("daesh’s", "e", id="a-possessive-datasette-1795"),
    ],
)
def test_what_users_ask_of_other_systems_is_found(searcher, text, expected):
    assert sorted(ids(searcher, text)) == sorted(expected)


@pytest.mark.parametrize(
    "text", ['"', "(", ":", "title:", "NEAR/5", "AND AND", "~2", "\x00", "\ud800", "w/5 w/5", "SAME QUOTE ("]
)
def test_no_query_is_an_error_of_the_server_datasette_651(searcher, text):
    assert searcher.search(Query(expression=parse(text))).total.value >= 0


@pytest.mark.parametrize(("mode", "expected"), [("all", ""), ("any", "abcd")])
def test_mode_any_finds_any_of_the_words(searcher, mode, expected):
    assert sorted(ids(searcher, "ramadi basra", mode=mode)) == sorted(expected)


def test_the_querys_mode_counts_whatever_mode_its_text_was_read_in(searcher):
    assert searcher.search(Query(expression=parse("ramadi basra"), mode="any")).total.value == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"tags": ("IRAQ",)}, "abcd", id="tag-whatever-its-case"),
        pytest.param({"tags": ("universite",)}, "g", id="tag-whatever-its-accents"),
        pytest.param({"tags": ("Iraq", "Trade")}, "b", id="tags-narrow"),
        pytest.param({"tags": ("ISIS", "Trade"), "tag_mode": "any"}, "abe", id="tags-widen-when-asked"),
        pytest.param({"tags": ("Anbar",)}, "", id="a-tag-is-whole"),
        pytest.param({"speakers": ("John Kerry",)}, "ad", id="speaker-by-name"),
        pytest.param({"speakers": ("john-kerry",)}, "ad", id="speaker-by-id"),
        pytest.param({"speakers": ("an official",)}, "", id="unnamed-is-no-speaker"),
        pytest.param({"sources": ("AP", "Reuters")}, "abdf", id="sources-widen"),
        pytest.param({"bylines": ("Ann Roe", "Bo Li")}, "b", id="bylines-narrow"),
        pytest.param({"sections": ("World", "Ausland")}, "ac", id="sections-widen"),
        pytest.param({"years": ("2015",), "sources": ("AP",)}, "bd", id="facets-combine-by-and"),
        pytest.param({"langs": ("de",)}, "c", id="language"),
        pytest.param({"date_from": "2015-05-18", "date_to": "2015-05-18"}, "a", id="one-day"),
        pytest.param({"date_from": "2015-05", "date_to": "2015-05"}, "adh", id="one-month"),
        pytest.param({"date_to": "2015"}, "abdfgh", id="up-to-a-year"),
        pytest.param({"date_from": "2015-12-31"}, "cf", id="from-a-day"),
    ],
)
def test_filters(searcher, query, expected):
    assert sorted(ids(searcher, **query)) == sorted(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("newest", "cfbdahgeij"), ("oldest", "ghadbfceij"), ("relevance", "cfbdahgeij")],
)
def test_order_without_words_is_by_date_then_id_and_undated_last(searcher, sort, expected):
    assert "".join(ids(searcher, sort=sort)) == expected


def test_a_title_ranks_above_a_body_and_an_exact_form_above_its_stem(searcher):
    assert ids(searcher, "nets")[0] == "b"
    assert (ids(searcher, "jump"), ids(searcher, "jumps")) == (["j", "i"], ["i", "j"])


def test_pages_part_the_whole_list(searcher):
    pages = [[h.id for h in searcher.search(Query(sort="newest", size=4, page=n)).hits] for n in (1, 2, 3, 4)]
    assert list(chain.from_iterable(pages)) == ids(searcher, sort="newest")
    assert pages[3] == []


def test_a_page_of_none_still_counts(searcher):
    results = searcher.search(Query(expression=parse("ramadi"), size=0))
    assert (results.total.value, results.hits) == (3, ())


def test_folding_keeps_the_order(searcher):
    assert ids(searcher, sort="oldest", fold=True) == list("ghabfceij")


def test_folding_shows_one_of_the_copies_and_counts_all(searcher):
    results = searcher.search(Query(expression=parse("ramadi"), fold=True, facets=("source",)))
    assert [hit.id for hit in results.hits] == ["c", "d"]
    assert (results.total.value, results.total.folded) == (3, 1)
    assert sum(value.count for value in results.facets["source"].values) == 3
    assert results.hits[1].copies == 1


@pytest.mark.parametrize(
    ("facet", "query", "expected"),
    [
        pytest.param("tag", {"text": "ramadi"}, {"Iraq": 3, "ISIS": 1}, id="tag"),
        pytest.param("speaker", {}, {"John Kerry": 2, "Jane Doe": 1}, id="speaker-named-only"),
        pytest.param("year", {"text": "ramadi"}, {"2015": 2, "2016": 1}, id="year"),
        pytest.param("tag", {"tags": ("Iraq",)}, {"Iraq": 4, "ISIS": 1, "Trade": 1}, id="a-chosen-tag-narrows"),
        pytest.param("source", {"sources": ("dpa",)}, {"dpa": 1, "AP": 2, "Reuters": 2}, id="a-chosen-source-widens"),
        pytest.param("tag", {"text": "zzz", "tags": ("Trade",)}, {"Trade": 0}, id="a-chosen-value-stays"),
    ],
)
def test_facets(searcher, facet, query, expected):
    assert counts(searcher, facet, **query) == expected


def test_a_facet_says_what_it_does_not_list(searcher):
    facet = searcher.search(Query(facets=("tag",), facet_size=2)).facets["tag"]
    assert [value.label for value in facet.values] == ["Iraq", "Trade"]
    assert (facet.other, facet.missing) == (3, 3)


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("chosen", [{}, {"tags": ("Iraq",)}, {"sources": ("AP",)}, {"years": ("2015",)}])
@pytest.mark.parametrize("text", ["*", "ramadi", "kerry OR peace"])
def test_every_count_is_what_a_click_gives(searcher, facet, chosen, text):
    asked = Query(expression=parse(text), facets=(facet,), facet_size=100, **chosen)
    results = searcher.search(asked)
    for value in (v for v in results.facets[facet].values if not v.selected):
        clicked = dict(chosen)
        clicked[FACETS[facet].attribute] = (*asked.chosen(facet), value.value)
        gained = results.total.value if FACETS[facet].attribute in chosen and not FACETS[facet].multi else 0
        assert searcher.search(Query(expression=parse(text), **clicked)).total.value - gained == value.count


def test_a_hit_tells_why_it_is_there(searcher):
    hit = next(h for h in searcher.search(Query(expression=parse("netted OR iraq OR zzz"))).hits if h.id == "a")
    assert hit.matched_fields == ("body", "tag", "quote")
    assert hit.matched_terms == ("netted", "iraq")
    assert [span.text for snippet in hit.snippets for span in snippet.spans if span.hit] == ["Iraq", "netted"]


def test_function_words_of_a_long_any_word_query_tell_why_but_are_not_marked(searcher):
    asked = Query(expression=parse("what of the netted", "any"), mode="any")
    hit = next(h for h in searcher.search(asked).hits if h.id == "a")
    assert hit.matched_terms == ("of", "the", "netted")
    assert [span.text for snippet in hit.snippets for span in snippet.spans if span.hit] == ["netted"]


def test_a_chosen_speaker_is_shown_with_what_they_say(searcher):
    hits = searcher.search(Query(expression=parse("netted"), speakers=("john-kerry",))).hits
    for hit in hits:
        (snippet,) = hit.snippets
        assert (snippet.field, snippet.speaker) == ("quote", "John Kerry")
        assert "".join(span.text for span in snippet.spans) == "We netted nothing,"
        assert [span.text for span in snippet.spans if span.hit] == ["netted"]
        paragraph = searcher.get(hit.id).body.split("\n\n")[snippet.paragraph]
        assert paragraph[snippet.offset :].startswith("We netted nothing,")


def test_without_highlighting_no_text_is_marked(searcher):
    (hit,) = searcher.search(Query(expression=parse("basra"), highlight=False)).hits
    assert hit.snippets == ()
    assert not any(span.hit for span in hit.title_spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ramadii", "ramadi"), ("ramadii kerry", "ramadi kerry"), ("title:ramadii", "title:ramadi"), ("ramadi", None)],
)
def test_did_you_mean(searcher, text, expected):
    suggestion = searcher.search(Query(expression=parse(text))).did_you_mean
    assert (suggestion.text if suggestion else None) == expected


def test_suggestions_begin_as_typed(searcher):
    found = searcher.suggest("i", kinds=("tag", "speaker"))
    assert [(s.kind, s.text, s.count) for s in found] == [("tag", "Iraq", 4), ("tag", "ISIS", 1)]
    assert [s.text for s in searcher.suggest("JOHN k", kinds=("tag", "speaker"))] == ["John Kerry"]


def test_an_article_comes_back_as_it_was_put(searcher):
    assert [searcher.get(item.id) for item in ARTICLES] == ARTICLES
    assert searcher.get("nowhere") is None


def test_the_state_of_the_index(searcher):
    info = searcher.info()
    assert (info.documents, info.quotes) == (10, 5)


def test_odd_text_is_noted_in_the_results(searcher):
    assert "not closed" in searcher.search(Query(expression=parse('"ramadi'))).diagnostics[0].message


def test_a_prefix_for_too_many_words_is_refused(searcher, monkeypatch):
    monkeypatch.setattr("search.query.MAX_EXPANSIONS", 2)
    with pytest.raises(QueryError, match="stands for 3 words") as refused:
        ids(searcher, "peace fall*")
    assert refused.value.position == 6


def test_a_guessed_speaker_is_counted_under_nobody(searcher):
    assert "Guessed Name" not in counts(searcher, "speaker")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"size": 101}, "size"),
        ({"size": 100, "page": 101}, "page"),
        ({"page": 0}, "page"),
        ({"sort": "best"}, "sort"),
        ({"facets": ("colour",)}, "facet"),
        ({"of": "tags"}, "of"),
        ({"histogram": "hour"}, "histogram"),
        ({"cursor": "x", "page": 2}, "page"),
        ({"date_from": "2015-13"}, "from"),
        ({"date_to": "May 2015"}, "to"),
        ({"date_from": "2016", "date_to": "2015"}, "from"),
    ],
)
def test_a_query_outside_the_limits_is_refused(query, parameter):
    with pytest.raises(QueryError) as refused:
        Query(**query)
    assert refused.value.parameter == parameter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ra?adi", "acd", id="one-character"),
        pytest.param("ra??di", "acd", id="two-characters"),
        pytest.param("ram?adi", "", id="not-none"),
        pytest.param("ra*di", "acd", id="any-run"),
        pytest.param("ram*adi", "acd", id="an-empty-run"),
        pytest.param("fa?l", "acd", id="the-word-not-its-forms"),
        pytest.param("fa?l*", "acde", id="both-wildcards"),
        pytest.param("fa*ing", "e", id="the-whole-word"),
        pytest.param("title:fa?ls", "ad", id="pattern-in-a-field"),
        pytest.param("tag:pro*ce", "f", id="pattern-in-a-tag"),
        pytest.param("un*é", "g", id="pattern-without-accents"),
        pytest.param("ramadi -sho*k", "c", id="pattern-excluded"),
        pytest.param("zz?z", "", id="pattern-of-nothing"),
        pytest.param("ramad~", "acd", id="a-letter-more"),
        pytest.param("ramadii~", "acd", id="a-letter-less"),
        pytest.param("romadi~", "acd", id="a-letter-other"),
        pytest.param("ramdai~", "acd", id="neighbours-change-places"),
        pytest.param("camadi~", "acd", id="the-first-letter-too"),
        pytest.param("iraq~", "abcd", id="the-word-itself-and-others"),
        pytest.param("radami~", "", id="two-edits-are-not-one"),
        pytest.param("radami~2", "acd", id="two-edits"),
        pytest.param("rmaadi~2", "acd", id="a-change-of-places-is-one-edit"),
        pytest.param("ramxxx~2", "", id="three-edits-are-too-many"),
        pytest.param("netted~", "ad", id="fuzzy-by-words-not-stems"),
        pytest.param("title:ramdi~", "acd", id="fuzzy-in-a-field"),
        pytest.param("speaker:kery~", "ad", id="fuzzy-speaker"),
        pytest.param('"fall ramadi"~0', "c", id="no-word-between"),
        pytest.param('"fall ramadi"~1', "acd", id="one-word-between"),
        pytest.param('"ramadi fall"~0', "ad", id="side-by-side-in-the-other-order"),
        pytest.param('"ramadi shook"~9', "ad", id="in-this-order"),
        pytest.param('"shook ramadi"~9', "", id="not-in-the-other-order"),
        pytest.param('"peace talks"~1', "fh", id="slop-of-one"),
        pytest.param('"untitled peace talks"~2', "", id="slop-of-all-gaps-together"),
        pytest.param('"untitled peace talks"~3', "h", id="slop-of-two-gaps"),
        pytest.param('"falling ramadi"~1', "acd", id="slop-by-stems"),
        pytest.param('"Iraq ISIS"~50', "", id="no-slop-across-tags"),
        pytest.param('quote:"begin ends"~50', "", id="no-slop-across-quotes"),
        pytest.param('"filler filler filler"~50', "e", id="a-word-again-is-a-later-one"),
        pytest.param('"peace peace"~50', "", id="a-word-is-not-taken-twice"),
    ],
)
def test_patterns_near_words_and_loose_phrases(complete, text, expected):
    assert sorted(ids(complete, text)) == sorted(expected)


@pytest.mark.parametrize("text", ["fall~2", "fa?l*", "-fall*"])
def test_what_stands_for_too_many_words_is_refused(complete, monkeypatch, text):
    monkeypatch.setattr("search.query.MAX_EXPANSIONS", 2)
    with pytest.raises(QueryError, match="stands for") as refused:
        ids(complete, f"peace {text}")
    assert refused.value.position == 6 + text.startswith("-")


def test_what_matched_loosely_is_marked(complete):
    (hit,) = complete.search(Query(expression=parse('"untitled talks"~4 bet?een not~'))).hits
    assert [span.text for snippet in hit.snippets for span in snippet.spans if span.hit] == [
        "untitled note on peace between talks"
    ]
    assert hit.matched_terms == ('"untitled talks"~4', "bet?een", "not~")


CHOSEN = [
    pytest.param({"told_tos": ("Fox News",)}, "klo", "k1 k3 l1 o1 o3", id="told-to-whatever-its-case"),
    pytest.param({"told_tos": ("The Fox News",)}, "klo", "k1 k3 l1 o1 o3", id="told-to-whatever-its-article"),
    pytest.param({"told_tos": ("Fox News", "CNN")}, "klmo", "k1 k2 k3 l1 m1 o1 o2 o3", id="told-to-widens"),
    pytest.param({"source_types": ("unnamed",)}, "ko", "k3 o3", id="kind-of-source"),
    pytest.param({"source_types": ("unnamed", "organisation")}, "kmo", "k3 m1 o3", id="kinds-widen"),
    pytest.param({"speakers": ("John Kerry",)}, "klo", "k1 k2 l2 o1 o2", id="speaker-without-guesses"),
    pytest.param({"speakers": ("john-kerry",), "told_tos": ("Fox News",)}, "ko", "k1 o1", id="within-one-quote"),
    pytest.param({"speakers": ("John Kerry",), "source_types": ("unnamed",)}, "", "", id="not-across-quotes"),
    pytest.param({"told_tos": ("CNN",), "source_types": ("unnamed",)}, "", "", id="not-across-quotes-of-anybody"),
    pytest.param({"told_tos": ("Fox News",), "source_types": ("unnamed",)}, "ko", "k3 o3", id="both-in-one-quote"),
    pytest.param({"speakers": ("John Kerry", "Jane Doe")}, "l", "", id="speakers-narrow"),
    pytest.param(
        {"speakers": ("John Kerry", "Jane Doe"), "told_tos": ("Fox News",)}, "", "", id="each-speaker-told-them"
    ),
    pytest.param({"told_tos": ("BBC",)}, "m", "m2", id="a-guess-is-told-to-somebody"),
    pytest.param({"speakers": ("John Kerry",), "told_tos": ("BBC",)}, "", "", id="a-guess-is-nobodys"),
    pytest.param({"told_tos": ("CNN",), "sources": ("AP",)}, "o", "o2", id="with-other-filters"),
    pytest.param({"told_tos": ("Nobody",)}, "", "", id="told-to-of-an-old-capture"),
    pytest.param({"kinds": ("fragment",)}, "l", "l1", id="kind-of-quote"),
    pytest.param({"kinds": ("fragment", "block")}, "l", "l1 l2", id="kinds-of-quotes-widen"),
    pytest.param({"kinds": ("fragment",), "speakers": ("John Kerry",)}, "", "", id="kind-within-one-quote"),
    pytest.param({"role": "mayor"}, "l", "l1 l2", id="role-by-stem"),
    pytest.param({"role": "Basra, mayor"}, "l", "l1", id="all-words-of-the-role"),
    pytest.param({"role": "mayor basra", "speakers": ("John Kerry",)}, "", "", id="role-within-one-quote"),
    pytest.param({"role": "governor"}, "", "", id="a-role-of-nobody"),
    pytest.param({"role": "lieutenant"}, "o", "o1", id="a-title-that-is-cut-there"),
    pytest.param({"role": "Sen."}, "o", "o2", id="a-title-that-is-cut-here"),
    pytest.param({"role": "colonel lieut"}, "o", "o1", id="two-titles-that-are-cut"),
    pytest.param({"role": "..."}, "", "", id="a-role-without-words"),
    pytest.param({"min_confidence": 0.9}, "klmo", "k1 k2 k3 l1 m1 o1 o2 o3", id="least-confidence"),
    pytest.param({"min_confidence": 0.75, "role": "mayor"}, "l", "l1 l2", id="confidence-to-three-decimals"),
    pytest.param({"min_confidence": 0.0}, "klmo", "k1 k2 k3 l1 l2 m1 m2 o1 o2 o3", id="any-confidence"),
    pytest.param({"min_confidence": 0.91, "kinds": ("fragment",)}, "", "", id="confidence-within-one-quote"),
]


@pytest.mark.parametrize(("query", "articles", "places"), CHOSEN)
def test_filters_of_quotes_hold_within_one_quote(quotes, query, articles, places):
    assert sorted(ids(quotes, **query)) == sorted(articles)
    assert sorted(ids(quotes, of="quotes", **query)) == [f"{place[0]}.q{place[1]}" for place in places.split()]


@pytest.mark.parametrize("of", KINDS)
@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"told_tos": ("Fox News",)},
        {"speakers": ("John Kerry",)},
        {"speakers": ("John Kerry", "Jane Doe")},
        {"told_tos": ("CNN", "Fox News"), "source_types": ("named",)},
        {"speakers": ("John Kerry",), "source_types": ("unnamed",)},
        {"tags": ("Iraq",), "speakers": ("John Kerry",), "told_tos": ("CNN",)},
        {"role": "mayor"},
        {"min_confidence": 0.8, "kinds": ("direct",)},
    ],
)
def test_every_count_of_quotes_is_what_a_click_gives(quotes, of, facet, chosen):
    asked = Query(of=of, facets=(facet,), facet_size=100, **chosen)
    own = () if widens(asked, facet) else asked.chosen(facet)
    for value in quotes.search(asked).facets[facet].values:
        clicked = replace(asked, **{FACETS[facet].attribute: (*own, value.value)})
        assert quotes.search(clicked).total.value == value.count


@pytest.mark.parametrize(
    ("facet", "query", "expected", "missing"),
    [
        pytest.param("told_to", {}, {"Fox News": 3, "CNN": 3, "BBC": 1}, 1, id="articles-by-told-to"),
        pytest.param("told_to", {"of": "quotes"}, {"Fox News": 5, "CNN": 3, "BBC": 1}, 1, id="quotes-by-told-to"),
        pytest.param("source_type", {"of": "quotes"}, {"named": 7, "unnamed": 2, "organisation": 1}, 0, id="kinds"),
        pytest.param("speaker", {}, {"John Kerry": 3, "Jane Doe": 1}, 2, id="articles-by-speaker"),
        pytest.param("speaker", {"of": "quotes"}, {"John Kerry": 5, "Jane Doe": 1}, 4, id="quotes-by-speaker"),
        pytest.param("speaker", {"told_tos": ("CNN",)}, {"John Kerry": 2}, 1, id="who-told-cnn"),
        pytest.param(
            "told_to",
            {"speakers": ("John Kerry",), "told_tos": ("CNN",)},
            {"CNN": 2, "Fox News": 2},
            1,
            id="a-chosen-told-to-widens",
        ),
        pytest.param(
            "told_to", {"speakers": ("John Kerry", "Jane Doe")}, {}, 1, id="told-by-each-of-the-chosen-speakers"
        ),
        pytest.param("tag", {"of": "quotes"}, {"Iraq": 6, "Trade": 2}, 2, id="quotes-by-their-articles-tag"),
        pytest.param("year", {"of": "quotes"}, {"2015": 8, "2016": 2}, 0, id="quotes-by-their-articles-year"),
        pytest.param("source", {"text": "peace", "of": "quotes"}, {"AP": 1, "Reuters": 1}, 1, id="of-the-hits"),
    ],
)
def test_facets_of_quotes(quotes, facet, query, expected, missing):
    assert counts(quotes, facet, **query) == expected
    text, filters = query.get("text"), {name: value for name, value in query.items() if name != "text"}
    found = quotes.search(Query(expression=text and parse(text), facets=(facet,), **filters))
    assert found.facets[facet].missing == missing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ramadi", "k1 o1", id="a-word-in-the-quote"),
        pytest.param("quote:ramadi", "k1 o1", id="the-field-quote"),
        pytest.param("title:ramadi", "k1 k2 k3 l1 l2 o1 o2 o3", id="title-of-its-article"),
        pytest.param("body:today", "l1 l2", id="body-of-its-article"),
        pytest.param("tag:trade", "l1 l2", id="tag-of-its-article"),
        pytest.param("source:reuters", "k1 k2 k3", id="source-of-its-article"),
        pytest.param("speaker:kerry", "k1 k2 l2 m2 o1 o2", id="its-own-speaker-guesses-too"),
        pytest.param("speaker:official", "k3 o3", id="unnamed-speaker-of-a-quote"),
        pytest.param("net", "l1 l2", id="stems-in-quotes"),
        pytest.param("peace -title:peace", "k2 o2", id="not-per-quote"),
        pytest.param("NOT speaker:kerry", "k3 l1 m1 o3", id="only-not-per-quote"),
        pytest.param("win war", "", id="and-per-quote"),
        pytest.param("win OR war", "k1 k3 o1 o3", id="or-per-quote"),
        pytest.param('"peace talks"', "k2 o2", id="phrase-in-quotes"),
        pytest.param('"talks peace"~2', "k2 m1 o2", id="slop-in-quotes"),
        pytest.param("pe?ce", "k2 m1 o2", id="pattern-in-quotes"),
        pytest.param("pece~", "k2 m1 o2", id="fuzzy-in-quotes"),
        pytest.param("*", "k1 k2 k3 l1 l2 m1 m2 o1 o2 o3", id="all-quotes"),
        pytest.param("nobody", "", id="no-quote-no-hit"),
    ],
)
def test_quotes_are_found(quotes, text, expected):
    assert sorted(ids(quotes, text, of="quotes")) == [f"{place[0]}.q{place[1]}" for place in expected.split()]


@pytest.mark.parametrize(
    ("sort", "expected"), [("newest", "m1 m2 o1 o2 o3 l1 l2 k1 k2 k3"), ("oldest", "k1 k2 k3 l1 l2 o1 o2 o3 m1 m2")]
)
def test_quotes_of_a_day_keep_the_order_of_their_article(quotes, sort, expected):
    assert [id.replace(".q", "") for id in ids(quotes, of="quotes", sort=sort)] == expected.split()


def wired(name, day, *said, hash="wire"):
    spoken = [(who, text, "named") for who, text in said]
    body = " ".join(f"“{text}” {who} said." for who, text in said)
    return replace(article(name, "Ice", body, day=day, speakers=spoken), content_hash=content_hash(hash, ""))


WIRED = [
    wired("p", "2020-01-01", ("Roe", "Nobody sails,"), ("Roe", "No."), ("Roe", "No."), ("Low", "It won’t last,")),
    wired("r", "2020-01-02", ("Roe", "Nobody sails"), ("Roe", "No."), ("Low", "It won't last,")),
    wired("s", "2020-01-03", ("Roe", "NOBODY sails,"), ("Orr", "It won’t last,")),
    wired("t", "2020-01-04", ("Roe", "Nobody sails,"), hash="a report of their own"),
]


@pytest.fixture(scope="module", params=ENGINES)
def wire(request, tmp_path_factory):
    with opened(request.param, str(tmp_path_factory.mktemp("index")), WIRED[:2], WIRED[2:]) as found:
        yield found


@pytest.mark.parametrize(
    ("query", "listed", "folded"),
    [
        pytest.param({"sort": "newest"}, "t1 s1 s2 r2 r3 p3", 4, id="the-first-of-each-in-order"),
        pytest.param({"sort": "oldest"}, "p1 p2 p3 p4 s2 t1", 4, id="another-order-another-first"),
        pytest.param({"sort": "newest", "date_to": "2020-01-02"}, "r1 r2 r3 p3", 3, id="of-the-hits-alone"),
        pytest.param({"sort": "relevance", "text": "last"}, "s2 r3", 1, id="by-score"),
        pytest.param({"sort": "newest", "fold": False}, "t1 s1 s2 r1 r2 r3 p1 p2 p3 p4", 0, id="all-where-not-asked"),
    ],
)
def test_a_quote_that_copies_have_alike_is_listed_once_and_counted_each_time(wire, query, listed, folded):
    text, filters = query.get("text"), {name: value for name, value in query.items() if name != "text"}
    asked = Query(expression=text and parse(text), of="quotes", **{"fold": True, "size": 4, **filters})
    alike = {"t1": 0, "s1": 2, "r1": 2, "p1": 2, "r2": 1, "p2": 1, "p3": 0, "s2": 0, "r3": 1, "p4": 1}
    first = wire.search(replace(asked, facets=("speaker",)))
    pages = [first, wire.search(replace(asked, page=2))]
    after = wire.search(replace(asked, cursor=first.cursor)).hits if first.cursor else ()
    shown = [hit.id.replace(".q", "") for page in pages for hit in page.hits]
    assert shown == listed.split()[:8]
    assert first.total.folded == folded == first.total.value - len(listed.split())
    assert sum(value.count for value in first.facets["speaker"].values) == first.total.value
    assert after == pages[1].hits
    told = [alike[one] if asked.fold else 0 for one in shown]
    assert [hit.copies for page in pages for hit in page.hits] == told
    assert [row.quote.id.replace(".q", "") for row in wire.export(asked).rows] == listed.split()


def test_quotes_are_scored_among_quotes_by_what_is_theirs(quotes):
    results = quotes.search(Query(expression=parse("netted title:ramadi body:today"), of="quotes"))
    length, average = 6, (5 * 2 + 5 * 2 + 4 * 2 + 3 + 6 + 3 + 4) / 10
    tf = ranking.field_tf("quote", 1, 1, length, average)
    scores = {hit.id: hit.score for hit in results.hits}
    assert scores["l.q2"] == pytest.approx(ranking.idf(10, 2) * ranking.saturated(tf))
    assert {hit.score for hit in quotes.search(Query(expression=parse("title:ramadi"), of="quotes")).hits} == {0}


def test_a_quote_as_a_hit(quotes):
    (hit,) = quotes.search(Query(expression=parse("netted title:nets today"), of="quotes")).hits
    assert (hit.id, hit.article, hit.quote, hit.title) == ("l.q2", "l", QUOTED[1].quotes[1], "Nets in Ramadi")
    assert hit.matched_fields == ("title", "quote")
    assert [span.text for span in hit.title_spans if span.hit] == ["Nets"]
    (snippet,) = hit.snippets
    assert (snippet.field, snippet.speaker, snippet.paragraph) == ("quote", "John Kerry", 0)
    assert QUOTED[1].body[snippet.offset :].startswith("We netted nothing")
    assert [span.text for span in snippet.spans if span.hit] == ["netted", "today"]
    assert "".join(span.text for span in snippet.spans) == hit.quote.text


def test_an_article_as_a_hit_is_no_quote(quotes):
    hits = quotes.search(Query(expression=parse("netted"))).hits
    assert [(hit.id, hit.article, hit.quote) for hit in hits] == [("l", "l", None)]


@pytest.mark.parametrize(
    ("text", "expected"), [("ramadii", "ramadi"), ("guess", None), ("title:peacee", "title:peace")]
)
def test_did_you_mean_among_quotes(quotes, text, expected):
    suggestion = quotes.search(Query(expression=parse(text), of="quotes")).did_you_mean
    assert (suggestion.text if suggestion else None) == expected


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ("year", {"1999": 1, "2015": 5, "2016": 1}),
        ("month", {"1999-12": 1, "2015-05": 3, "2015-06": 1, "2015-12": 1, "2016-01": 1}),
        ("week", {"1999-12-27": 1, "2015-05-18": 2, "2015-06-01": 1, "2015-12-28": 2}),
        (
            "day",
            {
                "1999-12-31": 1,
                "2015-05-18": 1,
                "2015-05-19": 1,
                "2015-06-01": 1,
                "2015-12-31": 1,
                "2016-01-02": 1,
            },
        ),
        (None, {}),
    ],
)
def test_a_histogram_counts_all_hits_that_are_dated_well_enough(complete, interval, expected):
    results = complete.search(Query(histogram=interval, size=1, fold=True))
    assert results.histogram == tuple(Bucket(start, count) for start, count in expected.items())


def test_a_histogram_counts_what_is_filtered(complete, quotes):
    assert complete.search(Query(expression=parse("ramadi"), sources=("AP",), histogram="year")).histogram == (
        Bucket("2015", 1),
    )
    assert quotes.search(Query(of="quotes", histogram="month")).histogram == (
        Bucket("2015-05", 5),
        Bucket("2015-06", 3),
        Bucket("2016-01", 2),
    )


def walked(searcher, query):
    """The hits that cursors lead to, one page after the other."""
    results = searcher.search(query)
    hits = list(results.hits)
    while results.cursor:
        results = searcher.search(replace(query, cursor=results.cursor))
        hits += results.hits
    return hits


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("of", KINDS)
@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("text", ["*", "ramadi OR iraq OR net", "peace OR falling"])
def test_cursors_lead_through_the_whole_list(complete, quotes, sort, of, fold, text):
    for searcher in (complete, quotes):
        query = Query(expression=parse(text), of=of, sort=sort, fold=fold, size=2)
        assert walked(searcher, query) == list(searcher.search(replace(query, size=100)).hits)


def test_a_page_gives_a_cursor_for_what_follows_it(complete):
    third = complete.search(Query(sort="newest", size=3, page=3))
    after = complete.search(Query(sort="newest", size=3, cursor=third.cursor))
    assert [hit.id for hit in after.hits] == ["j"]
    assert (after.total, after.cursor) == (third.total, None)
    assert complete.search(Query(size=0)).cursor is None


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cursor_holds_after_a_commit(engine, tmp_path):
    with opened(engine, str(tmp_path / "before"), ARTICLES) as searcher:
        cursor = searcher.search(Query(sort="newest", size=3)).cursor
    newer = article("z", "New", "A new one", day="2017-01-01")
    changed = [newer, *(item for item in ARTICLES if item.id != "b")]  # the last one shown is gone
    with opened(engine, str(tmp_path / "after"), changed) as searcher:
        assert ids(searcher, sort="newest", cursor=cursor) == list("dahgeij")


def altered(cursor, old, new):
    text = base64.urlsafe_b64decode(cursor + "==").decode().replace(old, new, 1)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda cursor: "x", id="too-short"),
        pytest.param(lambda cursor: "not a cursor", id="no-cursor"),
        pytest.param(lambda cursor: "é" * 8, id="no-ascii"),
        pytest.param(lambda cursor: cursor + "=", id="padded"),
        pytest.param(lambda cursor: cursor[:8], id="cut"),
        pytest.param(lambda cursor: altered(cursor, "0x0.0p+0", "0x0"), id="score-otherwise-written"),
        pytest.param(lambda cursor: altered(cursor, "0x0.0p+0", "nan"), id="no-number"),
        pytest.param(lambda cursor: altered(cursor, "0x0.0p+0", "0x1p+9999"), id="too-great-a-score"),
        pytest.param(lambda cursor: altered(cursor, " 6", " 9" + "9" * 30), id="too-late"),
        pytest.param(lambda cursor: altered(cursor, " 6", " -6"), id="too-early"),
        pytest.param(lambda cursor: altered(cursor, "newest", "oldest"), id="another-sort"),
        pytest.param(lambda cursor: altered(cursor, "articles", "quotes"), id="another-kind"),
        pytest.param(lambda cursor: altered(cursor, "articles", "tags"), id="no-kind"),
    ],
)
def test_a_cursor_that_no_search_has_given_is_refused(complete, damage):
    cursor = complete.search(Query(sort="newest", size=3)).cursor
    with pytest.raises(QueryError, match="cursor is") as refused:
        complete.search(Query(sort="newest", cursor=damage(cursor)))
    assert refused.value.parameter == "cursor"


def test_a_prefix_of_a_field_without_the_word_is_in_no_other_hit_either(complete):
    assert sorted(ids(complete, "body:spor* OR horse")) == ["i", "j"]


ALIKE = """
# of the library
tag: Islamic State = ISIS = ISIL = Daesh
speaker: Muammar Gaddafi = Moammar Kadafi
speaker: Ann Lee != Ann B. Lee
speaker: Never Quoted = Nobody Either
"""


def of_people(name, *speakers, **more):
    """An article in which people say a few words each."""
    said = ((who, f"These are the words of {name} number {n}", "named", None) for n, who in enumerate(speakers))
    return quoted(name, f"Title {name}", *said, **more)


VARIANTS = [
    of_people("a", "John F. Kerry", "Ann Lee", tags=("ISIS", "ISIL", "Iraq"), day="2015-01-01"),
    of_people("b", "Secretary of State John Kerry", "Ann B. Lee", tags=("Islamic State",), day="2015-01-02"),
    of_people("c", "John Kerry", "John Kerry", "Moammar Kadafi", tags=("Daesh", "ISIL"), day="2015-01-03"),
    of_people("d", "George H. W. Bush", "George W. Bush", "George Bush", tags=("isil", "Iraq")),
    of_people("e", "Muammar Gaddafi", "John Kerry", "J. Kerry", tags=("Iraq",), day="2015-01-05"),
    of_people("f", "Muammar A. Gaddafi", tags=("Trade",)),
]
GONE = of_people("f", "John A. Kerry", "Ann B. Lee", tags=("Daesh",))  # of an old capture: he is nobody here


@pytest.fixture(scope="module", params=ENGINES)
def alike(request, tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("index"))
    batches = VARIANTS[:2], [GONE], VARIANTS[2:3], VARIANTS[3:]
    if request.param == "linear":
        Path(folder, ALIASES).write_text(ALIKE)
        with opened("linear", folder, *batches) as found:
            yield found
        return
    with opened(request.param, folder, *batches) as found:
        assert counts(found, "tag")["ISIL"] == 3  # the file comes when the index is open
        Path(folder, ALIASES).write_text(ALIKE)
        yield found


PEOPLE = {
    "John Kerry": 4,
    "Muammar Gaddafi": 3,
    "Ann B. Lee": 1,
    "Ann Lee": 1,
    "George Bush": 1,
    "George H. W. Bush": 1,
    "George W. Bush": 1,
}


def test_names_that_mean_one_are_counted_once(alike):
    assert counts(alike, "tag") == {"Islamic State": 4, "Iraq": 3, "Trade": 1}
    assert counts(alike, "speaker") == PEOPLE
    assert counts(alike, "speaker", of="quotes") == {**PEOPLE, "John Kerry": 6}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"tags": ("ISIL",)}, "abcd"),
        ({"tags": ("islamic state",)}, "abcd"),
        ({"tags": ("DAESH", "Iraq")}, "ad"),
        ({"tags": ("ISIS", "ISIL")}, "abcd"),  # one value given twice
        ({"tags": ("ISIS", "Trade"), "tag_mode": "any"}, "abcdf"),
        ({"speakers": ("john-kerry",)}, "abce"),
        ({"speakers": ("John F. Kerry",)}, "abce"),
        ({"speakers": ("secretary-of-state-john-kerry", "J. Kerry")}, "abce"),
        ({"speakers": ("Moammar Kadafi",)}, "cef"),
        ({"speakers": ("John Kerry", "muammar-gaddafi")}, "ce"),
        ({"speakers": ("George Bush",)}, "d"),
        ({"speakers": ("Ann Lee",)}, "a"),
        ({"speakers": ("John A. Kerry",)}, ""),
        ({"speakers": ("Nobody Either",)}, ""),
    ],
)
def test_each_name_finds_all_that_mean_the_same(alike, query, expected):
    assert sorted(ids(alike, **query)) == sorted(expected)
    if len(query.get("speakers", ())) < 2 or expected != "ce":  # no two people say one quote
        assert {one.partition(".")[0] for one in ids(alike, of="quotes", **query)} == set(expected)


@pytest.mark.parametrize(
    ("facet", "query", "expected"),
    [
        ("tag", {"tags": ("ISIL", "daesh")}, [("Islamic State", "Islamic State", 4, True), ("Iraq", "Iraq", 2, False)]),
        ("speaker", {"speakers": ("J. Kerry",), "facet_size": 1}, [("john-kerry", "John Kerry", 4, True)]),
        ("speaker", {"speakers": ("Moammar Kadafi",), "facet_size": 1},
         [("muammar-gaddafi", "Muammar Gaddafi", 3, True)]),
        ("speaker", {"speakers": ("Nobody Either",), "facet_size": 1}, [("never-quoted", "Never Quoted", 0, True)]),
    ],
)  # fmt: skip
def test_chosen_names_are_listed_once_as_the_one_that_stands_for_them(alike, facet, query, expected):
    results = alike.search(Query(facets=(facet,), **query))
    assert [(v.value, v.label, v.count, v.selected) for v in results.facets[facet].values] == expected
    assert list(results.query.chosen(facet)) == [value for value, _, _, chosen in expected if chosen]


def test_a_name_shows_what_all_who_are_one_say(alike):
    said = {hit.id: [s.speaker for s in hit.snippets] for hit in alike.search(Query(speakers=("J. Kerry",))).hits}
    assert said == {
        "a": ["John F. Kerry"],
        "b": ["Secretary of State John Kerry"],
        "c": ["John Kerry"] * 2,
        "e": ["John Kerry", "J. Kerry"],
    }


def test_names_that_mean_one_are_suggested_as_one(alike):
    labels = ("tag", "speaker")
    for typed in ("isl", "isi"):  # what an alias begins leads to what it means
        assert [(s.kind, s.text, s.count) for s in alike.suggest(typed, kinds=labels)] == [("tag", "Islamic State", 4)]
    assert [(s.text, s.count) for s in alike.suggest("john", kinds=labels)] == [("John Kerry", 4)]


@pytest.mark.parametrize("of", KINDS)
@pytest.mark.parametrize("facet", ["tag", "speaker"])
@pytest.mark.parametrize(
    "chosen", [{}, {"tags": ("ISIS",)}, {"speakers": ("J. Kerry",)}, {"speakers": ("john-kerry",), "tags": ("Daesh",)},
               {"speakers": ("Moammar Kadafi",), "kinds": ("direct",)}]
)  # fmt: skip
def test_every_count_of_names_that_mean_one_is_what_a_click_gives(alike, of, facet, chosen):
    results = alike.search(Query(facets=(facet,), facet_size=100, of=of, **chosen))
    for value in (v for v in results.facets[facet].values if not v.selected):
        clicked = {**chosen, FACETS[facet].attribute: (*results.query.chosen(facet), value.value)}
        assert alike.search(Query(of=of, **clicked)).total.value == value.count


def test_a_list_goes_on_whatever_name_was_asked_for(alike):
    first = alike.search(Query(tags=("ISIL",), size=2, sort="oldest"))
    rest = alike.search(Query(tags=("Daesh",), size=9, sort="oldest", cursor=first.cursor))
    assert [hit.id for hit in (*first.hits, *rest.hits)] == list("abcd")


def test_the_least_certain_quotes_come_first(quotes, searcher):
    found = quotes.doubts(Query())
    assert (found.total, found.unchecked, found.guessed) == (3, 1, 1)
    assert [(one.quote.id, one.quote.confidence) for one in found.found] == [
        ("m.q2", 0.5),
        ("l.q2", 0.7499),
        ("l.q1", 0.9),
    ]
    assert [one.article.id for one in found.found] == list("mll")
    assert [one.quote.id for one in quotes.doubts(Query(size=1, tags=("trade",))).found] == ["l.q2"]
    assert quotes.doubts(Query(date_from="2016", speakers=("Jane Doe",))).found == ()
    assert [one.quote.speaker for one in searcher.doubts(Query()).found] == ["Guessed Name"]


def test_doubts_refuse_what_every_search_refuses(quotes, monkeypatch):
    monkeypatch.setattr("search.query.MAX_EXPANSIONS", 0)
    with pytest.raises(QueryError, match="stands for"):
        quotes.doubts(Query(parse("we*")))
