"""What every engine must do alike: the linear yardstick and the Whoosh index, later engines beside them."""

from dataclasses import replace
from itertools import chain

import pytest

from index.article import Article, Quote, content_hash
from index.errors import QueryError
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import FACETS, Query
from search.searcher import open_searcher
from search.syntax import parse


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


@pytest.fixture(scope="module", params=["linear", "whoosh"])
def searcher(request, tmp_path_factory):
    if request.param == "linear":
        yield LinearSearcher(ARTICLES)
        return
    folder = str(tmp_path_factory.mktemp("index"))
    for part in (
        ARTICLES[:3],
        [article("b", "Old", "An old capture of b", tags=("Gone",))],
        ARTICLES[1:2] + ARTICLES[3:],
    ):
        with open_writer(folder) as writer:  # several segments, one article replaced twice
            for item in part:
                writer.put(item)
    with open_searcher(folder) as opened:
        yield opened


def ids(searcher, text=None, **query):
    expression = None if text is None else parse(text, query.get("mode", "all"))
    return [hit.id for hit in searcher.search(Query(expression=expression, size=100, **query)).hits]


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
    assert [(s.kind, s.text, s.count) for s in searcher.suggest("i")] == [("tag", "Iraq", 4), ("tag", "ISIS", 1)]
    assert [s.text for s in searcher.suggest("JOHN k")] == ["John Kerry"]


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
        ({"date_from": "2015-13"}, "from"),
        ({"date_to": "May 2015"}, "to"),
        ({"date_from": "2016", "date_to": "2015"}, "from"),
    ],
)
def test_a_query_outside_the_limits_is_refused(query, parameter):
    with pytest.raises(QueryError) as refused:
        Query(**query)
    assert refused.value.parameter == parameter
