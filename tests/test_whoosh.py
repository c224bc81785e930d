"""Whoosh's API on our index: what Whoosh's own index of the same articles gives, and what our own searcher finds."""

import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query, scoring
from whoosh.qparser import FuzzyTermPlugin, QueryParser
from whoosh.sorting import FieldFacet

from index.analysis import stem
from index.article import Article
from index.columnar.segment import Segment, living
from index.errors import IndexBusy, IndexCorrupt, IndexUnavailable, PullquoteError, UnreadableFile
from index.fields import TEXTS, VALUES
from index.location import folder
from index.manifest import read_manifest
from index.whoosh_index import open_index
from index.whoosh_schema import FACET, WORDS
from index.writer import open_writer
from search.query import And, Everything, Expression, Fuzzy, Not, Or, Phrase, Prefix, Query, Term, Wildcard, fields_of
from search.searcher import open_searcher
from tests.stock_whoosh import stock_index
from tests.test_oracle import PLAIN, articles, trees

fields = st.sampled_from([None, *TEXTS])
plain = st.sampled_from(PLAIN)
# To Whoosh two letters that changed places are two edits, to us one: none of these words asks about that.
leaf = st.one_of(
    st.builds(Term, plain, fields),
    st.builds(Prefix, st.sampled_from(["n", "nett", "wa", "北", "zz"]), fields),
    st.builds(Wildcard, st.sampled_from(["ne?s", "ne*s", "ra?a*", "*r", "ca*f*e"]), fields),
    st.builds(Fuzzy, st.sampled_from(["nat", "wor", "peece", "ramadu"]), st.just(1), fields),
    st.builds(Phrase, st.lists(plain, min_size=2, max_size=3).map(tuple), fields),
    st.builds(Phrase, st.tuples(plain, plain), fields, slop=st.integers(1, 6)),
    st.just(Everything()),
)
node = trees(leaf)
# When segments become one: as they do by themselves, never, or at every commit.
policies = st.sampled_from([None, lambda *_: (), lambda living, *_: tuple(range(len(living))) if living[1:] else ()])
dates = st.sampled_from([(None, None), ("2015", None), ("2015-05-18", "2016"), (None, "2015-05-18"), ("2016", "2016")])
# Long ones too: Whoosh keeps a length in a byte, so the lengths of those are rounded.
written = st.builds(
    lambda article, times: replace(article, body=" ".join([article.body] * times)),
    articles(),
    st.sampled_from([1, 1, 1, 40]),
)
batches = st.lists(
    st.tuples(st.lists(written, max_size=7), st.lists(st.integers(0, 15).map(str), max_size=3)),
    min_size=1,
    max_size=6,
)


def translated(tree):
    """Return a tree of ours as Whoosh's."""
    match tree:
        case Everything():
            return query.Every()
        case And(children):
            return query.And([translated(child) for child in children])
        case Or(children):
            return query.Or([translated(child) for child in children])
        case Not(child):
            return query.And([query.Every(), query.Not(translated(child))])
        case _:
            return query.Or([in_field(tree, name) for name in fields_of(tree)])


def in_field(leaf, name):
    match leaf:
        case Term(word):
            return query.Term(name, stem(word))
        case Phrase(words):
            return query.Phrase(name, [stem(word) for word in words], slop=leaf.slop + 1)
        case Prefix(stub):
            return query.Prefix(name + WORDS, stub)
        case Wildcard(pattern):
            return query.Wildcard(name + WORDS, pattern)
        case Fuzzy(word, edits):
            return query.FuzzyTerm(name + WORDS, word, maxdist=edits, prefixlength=0)


def between(index, first, last):
    """Return Whoosh's query for a range of dates."""
    field = index.schema["published"]
    return field.parse_range("published", first, last, False, False) if first or last else query.Every()


def put(place, *articles, drops=()):
    with open_writer(str(place)) as writer:
        for name in drops:
            writer.drop(name)
        for article in articles:
            writer.put(article)


def segments_of(place):
    """Return the articles of each segment, and which of them are not deleted."""
    for entry in read_manifest(folder(place)).segments:
        segment = Segment(folder(place) / entry.file)
        yield [segment.article(n) for n in range(segment.size)], living(folder(place), entry, segment).tolist()


@contextmanager
def both(batches, policy=None):
    """Lend the folder of our index, ours as Whoosh has it, and Whoosh's own of the same segments."""
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        if policy:
            patch.setattr("index.columnar.writer.due", policy)
        for puts, drops in batches:
            put(place, *puts, drops=drops)
        yield place, open_index(place), stock_index(list(segments_of(place)))


def kept(batches):
    """Return the articles that a history leaves."""
    found = {}
    for puts, drops in batches:
        found = {name: article for name, article in found.items() if name not in drops}
        found |= {article.id: article for article in puts}
    return found


def asked(index, wanted, **more):
    """Return the score of each hit, and how many hits there are."""
    with index.searcher(**more) as searcher:
        found = searcher.search(wanted, limit=None)
        return {hit["id"]: hit.score for hit in found}, len(found)


@settings(max_examples=80, deadline=None)
@given(batches, policies, st.lists(st.tuples(node, dates), min_size=4, max_size=4))
def test_three_engines_agree_on_the_hits_and_whooshs_two_on_the_scores(batches, policy, queries):
    with both(batches, policy) as (place, ours, stock), open_searcher(place) as searcher:
        assert (ours.doc_count(), ours.doc_count_all()) == (stock.doc_count(), stock.doc_count_all())
        for tree, (first, last) in queries:
            wanted = query.And([translated(tree), between(ours, first, last)])
            for weighting in (scoring.BM25F(), scoring.BM25F(B=0.3, body_B=1.0), scoring.TF_IDF()):
                scores, count = asked(ours, wanted, weighting=weighting)
                assert (pytest.approx(scores, abs=1e-4), count) == asked(stock, wanted, weighting=weighting)
            results = searcher.search(
                Query(expression=Expression("", "all", tree), date_from=first, date_to=last, size=100)
            )
            assert ({hit.id for hit in results.hits}, results.total.value) == (set(scores), count)


@settings(max_examples=40, deadline=None)
@given(batches, policies)
def test_every_term_is_where_whoosh_has_it(batches, policy):
    with both(batches, policy) as (_, ours, stock), ours.reader() as one, stock.reader() as other:
        assert list(one.all_terms()) == list(other.all_terms())
        assert sorted(one.indexed_field_names()) == sorted(other.indexed_field_names())
        for field, term in other.all_terms():
            assert postings(one, field, term) == postings(other, field, term)
            assert figures(one, field, term) == figures(other, field, term)


def postings(reader, field, term):
    """Return where a term stands, deleted articles left out, and how often in each."""
    matcher = reader.postings(field, term)
    found = []
    while matcher.is_active():
        places = matcher.value_as("positions") if matcher.supports("positions") else None
        found.append((matcher.id(), matcher.weight(), places))
        matcher.next()
    return found


def figures(reader, field, term):
    """Return what is known of a term; only fields with lengths have those."""
    info = reader.term_info(field, term)
    lengths = (info.min_length(), info.max_length()) if reader.schema[field].scorable else ()
    counted = (info.weight(), info.max_weight(), info.doc_frequency(), info.min_id(), info.max_id())
    return (*counted, *lengths, reader.frequency(field, term), reader.doc_frequency(field, term))


@settings(max_examples=40, deadline=None)
@given(batches, policies)
def test_every_article_is_as_whoosh_has_it(batches, policy):
    with both(batches, policy) as (_, ours, stock), ours.reader() as one, stock.reader() as other:
        assert list(one.all_doc_ids()) == list(other.all_doc_ids())
        assert one.has_deletions() == other.has_deletions()
        assert list(one.all_stored_fields()) == list(other.all_stored_fields())
        for field in (name + suffix for name in TEXTS for suffix in ("", WORDS)):
            assert one.field_length(field) == other.field_length(field)
            for number in other.all_doc_ids():
                assert one.doc_field_length(number, field) == (other.doc_field_length(number, field) or 0)


@settings(max_examples=40, deadline=None)
@given(batches, policies, plain)
def test_groups_and_orders_are_as_whoosh_has_them(batches, policy, word):
    wanted = query.Or([query.Term("body", stem(word)), query.Every()])
    with both(batches, policy) as (place, ours, stock):
        assert [grouped(ours, wanted, name + FACET) for name in VALUES] == [
            grouped(stock, wanted, name + FACET) for name in VALUES
        ]
        for order in (
            "published",
            FieldFacet("published", reverse=True),
            FieldFacet("source" + FACET),
            FieldFacet("tag" + FACET, reverse=True),
        ):
            assert ordered(ours, wanted, order) == ordered(stock, wanted, order)
        with open_searcher(place) as searcher:
            years = searcher.search(Query(facets=("year",), facet_size=100)).facets["year"].values
        assert {one.value: one.count for one in years} == {
            name: len(ids) for name, ids in grouped(ours, wanted, "year_facet")[0].items() if name
        }


def grouped(index, wanted, field):
    """Return the articles of each value: all values of an article, and one of them."""
    with index.searcher() as searcher:
        names = {number: searcher.stored_fields(number)["id"] for number in searcher.reader().all_doc_ids()}
        groups = (
            searcher.search(wanted, limit=None, groupedby=FieldFacet(field, allow_overlap=overlap)).groups()
            for overlap in (True, False)
        )
        return [{value: {names[n] for n in numbers} for value, numbers in found.items()} for found in groups]


def ordered(index, wanted, order):
    """Return the ids in an order, whole and in part, forwards and backwards."""
    with index.searcher() as searcher:
        return [
            [hit["id"] for hit in searcher.search(wanted, limit=limit, sortedby=order, reverse=reverse)]
            for limit in (None, 3)
            for reverse in (False, True)
        ]


@settings(max_examples=40, deadline=None)
@given(batches, policies)
def test_the_history_leaves_what_it_should(batches, policy):
    with both(batches, policy) as (_, ours, _), ours.reader() as reader:
        assert {stored["id"]: stored["body"] for stored in reader.all_stored_fields()} == {
            name: article.body for name, article in kept(batches).items()
        }


TEXT = "Ramadi fell on Sunday. “The fall of Ramadi forced them,” Ann Roe said. Forces left the U.S. embassy."
FALL = Article(
    id="fall", title="Falls", body=TEXT, tags=("Iraq", "Anbar province"), source="AP", published="2015-05-18T18:32",
    content_hash="1",
)  # fmt: skip


@pytest.fixture
def index(tmp_path):
    put(tmp_path, FALL, replace(FALL, id="later", body="Oil netted more", published="2016", tags=("Oil",)))
    return open_index(tmp_path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ramadi", {"fall"}),
        ("forces", {"fall"}),
        ('"fall of Ramadi"', {"fall"}),
        ('"Ramadi fall"', set()),
        ('"fell Sunday"~2', {"fall"}),
        ("title:falling", {"fall", "later"}),
        ("Ram*", {"fall"}),
        ("body_words:R?m*", {"fall"}),
        ("body_words:ramadu~", {"fall"}),
        ("body:[n TO o]", {"later"}),
        ("body_words:netted", {"later"}),
        ("body_words:net", set()),
        ("net OR embassy", {"fall", "later"}),
        ("NOT ramadi", {"later"}),
        ("published:[20150101 TO 20151231]", {"fall"}),
        ("published:[2015 TO 2016]", {"fall", "later"}),
        ("published:20150518", {"fall"}),
        ("tag_facet:Iraq", {"fall"}),
        ("id:later", {"later"}),
        ("nowhere:ramadi", set()),
    ],
)
def test_whooshs_own_parser_and_searcher_work_on_the_index(index, tmp_path, text, found):
    parser = QueryParser("body", index.schema)
    parser.add_plugin(FuzzyTermPlugin())
    scores, _ = asked(index, parser.parse(text))
    assert set(scores) == found
    assert scores == pytest.approx(asked(stock_index(segments_of(tmp_path)), parser.parse(text))[0], abs=1e-4)


def test_whoosh_shows_and_marks_what_it_finds_and_finds_its_like(index):
    with index.searcher() as searcher:
        hit = searcher.search(query.Term("body", "ramadi"))[0]
        assert hit["published"] == datetime(2015, 5, 18, 18, 32)
        assert (hit["tags"], hit["published_text"]) == (("Iraq", "Anbar province"), "2015-05-18T18:32")
        assert hit.highlights("body").startswith('<b class="match term0">Ramadi</b> fell')
        assert searcher.suggest("body_words", "ramadu") == ["ramadi"]
        assert [other["id"] for other in hit.more_like_this("title", numterms=1)] == ["later"]


def test_a_searcher_of_whoosh_is_renewed_by_a_commit(index, tmp_path):
    searcher = index.searcher()
    assert searcher.up_to_date()
    put(tmp_path, replace(FALL, id="third"))
    assert (searcher.up_to_date(), searcher.doc_count()) == (False, 2)
    renewed = searcher.refresh()
    assert (renewed.up_to_date(), renewed.doc_count()) == (True, 3)


def test_whoosh_opens_an_index_without_articles(tmp_path):
    put(tmp_path)
    index = open_index(tmp_path)
    assert (index.doc_count(), index.is_empty(), asked(index, query.Every())) == (0, True, ({}, 0))


def test_whoosh_opens_what_hostile_pages_leave(tmp_path, hostile):
    put(tmp_path, *hostile)
    index = open_index(tmp_path)
    with index.reader() as reader:
        assert {stored["id"] for stored in reader.all_stored_fields()} == {article.id for article in hostile}
    groups = grouped(index, query.Term("body", "bait"), "tag_facet")[0]
    assert groups["lone \ud800 surrogate"] == {"bad10"}


def test_whooshs_writer_adds_replaces_and_deletes(index, tmp_path):
    with index.writer() as writer:
        writer.add_document(id="new", title="New", body="“Peace,” said Ann Roe.", tag=("Talks",), published="2017-01")
        writer.update_document(id="fall", title="Risen", body="Ramadi rose", published=datetime(2018, 1, 2, 3, 4))
        assert writer.delete_by_term("id", "later") == 1
    with open_searcher(str(tmp_path)) as searcher:
        new, fall = searcher.get("new"), searcher.get("fall")
        assert (new.tags, new.published, new.quotes[0].speaker) == (("Talks",), "2017-01", "Ann Roe")
        assert (fall.title, fall.published, searcher.get("later")) == ("Risen", "2018-01-02T03:04:00", None)
    assert set(asked(index, query.Every())[0]) == {"new", "fall"}


def test_whooshs_writer_deletes_by_a_query(index):
    with index.writer() as writer:
        assert writer.delete_by_query(QueryParser("body", index.schema).parse("published:2015")) == 1
    assert set(asked(index, query.Every())[0]) == {"later"}


def test_what_is_cancelled_is_forgotten(index):
    with suppress(RuntimeError), index.writer() as writer:
        writer.add_document(id="new", body="war")
        writer.delete_document(0)
        raise RuntimeError
    assert index.doc_count() == 2
    with index.writer() as writer, pytest.raises(IndexBusy):
        index.writer()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": "war", "colour": "red"}, "there is no field colour"),
        ({"title": 5}, '"title" is a number'),
        ({"id": "a b", "body": "war"}, "an id is"),
        ({"source": "AP"}, "neither"),
    ],
)
def test_a_document_that_is_no_article_is_refused(index, fields, said):
    with index.writer() as writer, pytest.raises(UnreadableFile, match=said):
        writer.add_document(**fields)
    assert index.doc_count() == 2


def test_what_the_index_cannot_do_for_whoosh_is_said(index):
    writer = index.writer()
    with pytest.raises(PullquoteError, match="fields"):
        writer.add_field("colour", None)
    with pytest.raises(PullquoteError, match="brought back"):
        writer.delete_document(0, delete=False)
    writer.commit(optimize=True)
    with pytest.raises(PullquoteError, match="closed"):
        writer.add_document(body="war")


def test_a_missing_index_and_a_damaged_one_are_named(index, tmp_path):
    with pytest.raises(IndexUnavailable, match="there is no index"):
        open_index(tmp_path / "nowhere")
    (file,) = read_manifest(tmp_path).files
    data = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(data[:200] + bytes(8) + data[208:])
    with pytest.raises(IndexCorrupt, match="is not what was written"):
        open_index(tmp_path)


@pytest.mark.parametrize("place", range(64, 4096, 192))
def test_damage_that_is_met_while_reading_is_named(index, tmp_path, place):
    (file,) = read_manifest(tmp_path).files
    with index.reader() as reader, (tmp_path / file).open("r+b") as opened:
        opened.seek(place)
        opened.write(b"\xff" * 128)
        opened.flush()
        with suppress(IndexCorrupt):
            list(reader.all_stored_fields())
            for term in reader.all_terms():
                postings(reader, *term)
