"""The same quotation elsewhere: what counts as the same, how wordings differ, and that all engines agree."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from index.article import Article, Quote, content_hash
from search.chosen import absent_values, guesses
from search.query import Query
from search.wording import MOST_WORDS, Said, compared
from tests.test_conformance import ENGINES, opened

WHOLE = "The harbour will stay open, the ferries will run, and nobody in this town will lose a job over it."

SAME = [
    pytest.param(WHOLE, WHOLE, id="the-same-words"),
    pytest.param(WHOLE, WHOLE.upper().replace(",", ""), id="case-and-marks-aside"),
    pytest.param("We won’t close the harbour office", "We won't close the harbour office", id="any-apostrophe"),
    pytest.param(WHOLE, "the ferries will run, and nobody in this town will lose a job", id="a-cut-from-the-middle"),
    pytest.param("nobody in this town will lose a job", WHOLE, id="a-longer-one"),
    pytest.param(WHOLE, WHOLE.replace("nobody", "somebody"), id="a-word-changed"),
    pytest.param(WHOLE, WHOLE.replace("will lose", "will [ever] lose"), id="a-word-put-in"),
    pytest.param(WHOLE, WHOLE.replace(", the ferries will run,", " ..."), id="words-left-out"),
    pytest.param(
        "The harbour stays open all winter long", "The harbor stays open all winter long", id="spelt-otherwise"
    ),
    pytest.param("nothing at all here", "Nothing at all, here!", id="four-words-when-all-are-the-same"),
    pytest.param(
        "The harbour belongs to the town and stays open.\x1fI have asked the council for money eleven times.",
        "The harbour belongs to the town and stays open.\x1fTwo years of waiting would have left no wages for the "
        "crews of ferries, cranes and tugs, who have families to feed.",
        id="the-same-first-part-before-others",
    ),
    pytest.param(
        "Nobody asked the fishermen on the north quay. The harbour belongs to the town and stays open.",
        "The harbour belongs to the town and stays open. Two years of waiting would have left no wages.",
        id="the-last-sentence-is-the-first-of-the-other",
    ),
    pytest.param(
        "A town that cannot cross its own harbour is half a town,\x1fWe have limped along since the storm of 1923",
        "A town that cannot cross its own harbour is only half a town, I said once,\x1fNobody sends a drain cushions",
        id="nearly-the-same-first-part",
    ),
    pytest.param(
        "The last ferry left without waiting",
        "The last ferry left with no waiting",
        id="a-short-one-with-two-other-words",
    ),
    pytest.param(
        "The last ferry left with no waiting",
        "The last ferry left without waiting, though the whole school stood on the quay",
        id="a-short-one-with-two-other-words-and-more",
    ),
]
OTHER = [
    pytest.param(WHOLE, "The harbour is a place of work and of pride.", id="one-word-in-common"),
    pytest.param(WHOLE, "We will see to it that they will be open and it will be so", id="function-words-alone"),
    pytest.param("harbour ferries town job", "job town ferries harbour", id="another-order"),
    pytest.param("boats jobs towns ferries", "Boat, job, town, ferry", id="other-forms-of-all-words"),
    pytest.param("Over my dead body", "body of work", id="too-little-to-say"),
    pytest.param("no comment", "No comment.", id="two-words-say-too-little"),
    pytest.param("it is what it is", "it is what it is", id="nothing-but-function-words"),
    pytest.param(
        WHOLE,
        "The harbour pays. Fish pays. Ferries sometimes pay. The town council never paid a bill on time. No job does.",
        id="words-far-apart",
    ),
    pytest.param(
        "The last ferry left without waiting", "The last ferry left us no time for waiting", id="three-other-words"
    ),
    pytest.param("Ferries left without waiting", "Ferries left, no waiting", id="too-few-words-to-differ"),
    pytest.param(
        "The ferry pays for the school.\x1fNobody ever asked the fishermen on the north quay about it.",
        "The school has a new ferry of its own.\x1fTwo years of waiting would have left no wages for the crews.",
        id="sentences-with-words-in-common",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_quotation(one, other):
    assert compared(Said(one), Said(other))
    assert compared(Said(other), Said(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_quotation(one, other):
    assert compared(Said(one), Said(other)) is None
    assert compared(Said(other), Said(one)) is None


def written(comparison):
    """The pieces with a sign each: what was added, dropped, or goes on beyond."""
    signs = {"same": "{}", "added": "+{}+", "dropped": "-{}-", "beyond": "<{}>"}
    return "".join(signs[piece.change].format(piece.text) for piece in comparison.pieces)


ONE = "The harbour will stay open and nobody here will lose a job."


@pytest.mark.parametrize(
    ("other", "expected", "changes", "shorter", "longer"),
    [
        pytest.param(ONE, ONE, 0, False, False, id="alike"),
        pytest.param(
            "The harbour will stay open and everybody here will lose a job.",
            "The harbour will stay open and -nobody-+everybody+ here will lose a job.",
            1, False, False, id="changed",
        ),
        pytest.param(
            "The harbour will not stay open and nobody here will lose a job.",
            "The harbour will +not+ stay open and nobody here will lose a job.",
            1, False, False, id="added",
        ),
        pytest.param(
            "The harbour will stay and nobody here will lose a job.",
            "The harbour will stay -open-and nobody here will lose a job.",
            1, False, False, id="dropped",
        ),
        pytest.param("stay open and nobody here will lose", "stay open and nobody here will lose",
                     0, True, False, id="cut"),
        pytest.param(
            "I say it again: the harbour will stay open and nobody here will lose a job, not this year.",
            "<I say it again>: the harbour will stay open and nobody here will lose a job, <not this year.>",
            0, False, True, id="longer",
        ),
        pytest.param(
            "The harbour will stay open and nobody here will lose a boat.",
            "The harbour will stay open and nobody here will lose a -job-+boat+.",
            1, False, False, id="last-word-changed",
        ),
        pytest.param(
            "The docks will stay open and nobody here will lose a job.",
            "The -harbour-+docks+ will stay open and nobody here will lose a job.",
            1, False, False, id="second-word-changed",
        ),
        pytest.param(
            "The harbour will stay open and nobody here will lose a boat, we have promised it to all of them.",
            "The harbour will stay open and nobody here will lose a -job-+boat+, <we have promised it to all of them.>",
            1, False, True, id="last-word-changed-and-another-part",
        ),
        pytest.param(
            "We have promised it to all of them: no harbour will stay open and nobody here will lose a job.",
            "<We have promised it to all of them>: -The-+no+ harbour will stay open and nobody here will lose a job.",
            1, False, True, id="first-word-changed-and-another-part",
        ),
        pytest.param(
            "The harbour will stay open and nobody here will lose a boat that he has paid for.",
            "The harbour will stay open and nobody here will lose a -job-+boat+ <that he has paid for.>",
            1, False, True, id="the-words-opposite-each-other",
        ),
    ],
)  # fmt: skip
def test_wordings_are_compared(other, expected, changes, shorter, longer):
    found = compared(Said(ONE), Said(other))
    assert written(found) == expected
    assert (found.changes, found.shorter, found.longer) == (changes, shorter, longer)


LONG = "We walked the quay at dawn, every single crane has been repaired, and two of them will never lift again."


@pytest.mark.parametrize(
    ("other", "expected", "changes", "ends"),
    [
        pytest.param(
            "We walked the quay at dawn, every single crane has been",
            "We walked the quay at dawn, every single crane has been", 0, (False, True), id="cut-at-its-end",
        ),
        pytest.param(
            "every single crane has been repaired, and two of them will never lift again",
            "every single crane has been repaired, and two of them will never lift again", 0, (True, False),
            id="cut-at-its-beginning",
        ),
        pytest.param(
            "We walked the quay at dawn, every single crane has been repaired. Nobody thanked us for it, I must say.",
            "We walked the quay at dawn, every single crane has been repaired. "
            "<Nobody thanked us for it, I must say.>", 0, (False, True), id="another-sentence",
        ),
    ],
)  # fmt: skip
def test_where_both_go_on_the_words_opposite_each_other_are_a_change(other, expected, changes, ends):
    found = compared(Said(LONG), Said(other))
    assert written(found) == expected
    assert (found.changes, (found.cut_before, found.cut_after)) == (changes, ends)


def test_a_changed_last_word_is_told_of_a_quotation_that_goes_on_in_a_second_part():
    one = "We walked the whole quay and every single crane has been repaired,"
    other = "We walked the whole quay and every single crane has been inspected, Two families were told to wait."
    for first, second in ((one, other), (other, one)):
        assert compared(Said(first), Said(second)).changes == 1


vocabulary = st.sampled_from(
    [
        "harbour",
        "harbours",
        "ferry",
        "ferries",
        "town",
        "job",
        "boats",
        "the",
        "will",
        "not",
        "open",
        "Da’esh",
        "U.S.",
        "北京大学",
        "[sic]",
        "—",
        "’",
    ]
)
sentences = st.lists(vocabulary, max_size=25).map(" ".join)
statements = st.lists(st.lists(vocabulary, min_size=4, max_size=12).map(" ".join), max_size=4).map(". The ".join)


@given(sentences, sentences)
def test_the_pieces_that_are_not_dropped_are_the_text(one, other):
    for found in filter(None, (compared(Said(one), Said(other)), compared(Said(one), Said(one)))):
        text = "".join(piece.text for piece in found.pieces if piece.change != "dropped")
        assert text in (one, other)


@given(sentences, sentences)
def test_a_quotation_is_the_same_as_another_both_ways_when_it_is_cut_from_it(one, other):
    if compared(Said(one), Said(one)) and len(Said(one).content) >= 4:
        assert compared(Said(one), Said(f"{one} {other}"))


def test_a_sentence_in_common_is_compared_and_what_stands_around_it_is_more():
    one = "The harbour belongs to the town and stays open.\x1fI have asked the council for money eleven times."
    other = (
        "Nobody asked the fishermen, nor their wives, about it. The harbour belongs to this town and stays open. "
        "Two years of waiting would have left no wages."
    )
    found = compared(Said(one), Said(other))
    assert written(found) == (
        "<Nobody asked the fishermen, nor their wives, about it>. The harbour belongs to -the-+this+ town and "
        "stays open. <Two years of waiting would have left no wages.>"
    )
    assert (found.changes, found.cut_before, found.cut_after, found.longer) == (1, False, True, True)


def test_what_is_beyond_the_words_that_are_compared_is_told():
    long = " ".join(f"word{n}" for n in range(MOST_WORDS + 50))
    found = compared(Said(long), Said(long))
    assert found.pieces[-1].change == "beyond"
    assert "".join(piece.text for piece in found.pieces) == long


TOLL = "Not one cart has paid the toll since Easter."
RAIN = "It has rained on this town for seventy days and no cellar is dry."


def article(name, day, *texts, speaker="Ann Roe"):
    body = " ".join(f"“{text}” {speaker} said." for text in texts)
    quotes = tuple(
        Quote(f"{name}.q{n}", text, ((body.index(text), body.index(text) + len(text)),), speaker, source_type="named")
        for n, text in enumerate(texts, 1)
    )
    return Article(
        id=name, title=name, body=body, published=day, published_precision="day" if day else None, quotes=quotes,
        content_hash=content_hash(name, body),
    )  # fmt: skip


ARCHIVE = [
    article("later", "2015-05-20", "We shall see.", ONE),
    article("first", "2015-05-18", ONE.replace("nobody", "no one")),
    article("cut", "2015-05-19", "nobody here will lose a job", "We shall see."),
    article("undated", None, ONE),
    article("other", "2015-05-01", "Boats are dear and harbours are deep.", "We shall see."),
    article("gone", "2015-05-01", ONE),
    article("rain", "2015-05-02", RAIN, speaker="Ann Roe"),
    article("rain-2", "2015-05-03", RAIN, speaker="Ann B. Roe"),
    article("rain-3", "2015-05-04", RAIN, speaker="Tom Roe"),
    article("toll", "2015-05-05", f"{TOLL} And {' '.join(f'word{n}' for n in range(40))}."),
    article("toll-2", "2015-05-06", f"{' '.join(f'other{n}' for n in range(40))}. {TOLL}"),
]


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory):
    gone = article("gone", "2015-05-01", "Nothing to say.")
    with opened(request.param, str(tmp_path_factory.mktemp("index")), ARCHIVE[:3], ARCHIVE[3:], [gone]) as found:
        yield found


def test_occurrences_are_given_earliest_first_and_undated_last(searcher):
    found = searcher.occurrences("later.q2")
    assert found.quote.id == "later.q2"
    assert [one.hit.id for one in found.found] == ["first.q1", "cut.q1", "later.q2", "undated.q1"]
    assert [(one.changes, one.shorter) for one in found.found] == [(2, False), (0, True), (0, False), (0, False)]
    assert (found.variants, found.more) == (3, False)


def test_another_speaker_is_another_person_of_the_archive(searcher):
    found = searcher.occurrences("rain.q1").found
    assert [(one.hit.id, one.other_speaker) for one in found] == [
        ("rain.q1", False), ("rain-2.q1", False), ("rain-3.q1", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("other.q2", ["other.q2"], id="too-short-to-be-told-apart"),
        pytest.param("other.q1", ["other.q1"], id="said-once"),
        pytest.param("gone.q1", ["gone.q1"], id="an-old-capture-is-gone"),
        pytest.param("cut.q1", ["first.q1", "cut.q1", "later.q2", "undated.q1"], id="the-longer-ones-of-a-cut"),
        pytest.param("toll.q1", ["toll.q1", "toll-2.q1"], id="one-sentence-of-long-ones"),
    ],
)
def test_occurrences_of_a_quotation(searcher, quote, expected):
    assert [one.hit.id for one in searcher.occurrences(quote).found] == expected


@pytest.mark.parametrize("quote", ["nope.q1", "later.q3", "later", "", "q1", "later.q"])
def test_a_quotation_that_is_not_there_has_none(searcher, quote):
    assert searcher.occurrences(quote) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(sentences | statements, min_size=1, max_size=12))
def test_engines_agree_on_occurrences(tmp_path_factory, texts):
    articles = [article(f"a{n}", "2015", text) for n, text in enumerate(texts)]
    with (
        opened("columnar", str(tmp_path_factory.mktemp("index")), articles) as index,
        opened("linear", "", articles) as scan,
    ):
        for n in range(len(texts)):
            assert index.occurrences(f"a{n}.q1") == scan.occurrences(f"a{n}.q1")


WIRE = " ".join(f"word{n}" for n in range(60))
PRINTINGS = [
    Article(id=name, title=name.title(), body=body, published=day, source=source, content_hash=content_hash("t", body))
    for name, body, day, source in (
        ("late", WIRE, "2015-05-20", "AP"),
        ("early", WIRE, "2015-05-18", "Wire"),
        ("near", f"{WIRE} more", "2015-05-19", "Post"),
        ("undated", WIRE, None, None),
        ("same-day", WIRE, "2015-05-18", "Herald"),
        ("alone", "Nothing of that.", "2015-05-18", "AP"),
        ("dropped", WIRE, "2015-05-18", "AP"),
    )
]


@pytest.fixture(scope="module", params=ENGINES)
def printings(request, tmp_path_factory):
    dropped = Article(id="dropped", title="Other", body="Another text.", content_hash="0")
    with opened(request.param, str(tmp_path_factory.mktemp("index")), PRINTINGS[:3], PRINTINGS[3:], [dropped]) as found:
        yield found


@pytest.mark.parametrize(
    ("article_id", "expected"),
    [
        ("late", ["early", "same-day", "near", "undated"]),
        ("near", ["early", "same-day", "late", "undated"]),
        ("alone", []),
        ("dropped", []),
        ("nope", []),
    ],
)
def test_copies_are_given_earliest_first_and_undated_last(printings, article_id, expected):
    found = printings.copies(article_id)
    assert (found.total, [one.id for one in found.found]) == (len(expected), expected)


def test_no_more_copies_are_given_than_asked_for_and_all_are_counted(printings):
    found = printings.copies("late", most=1)
    (one,) = found.found
    assert (found.total, one.id, one.title, one.published, one.source) == (4, "early", "Early", "2015-05-18", "Wire")


def guessed(name, *told):
    quotes = tuple(
        Quote(f"{name}.q{n}", f"Words of number {n}", ((0, 17),), speaker, confidence=confidence)
        for n, (speaker, confidence) in enumerate(told, 1)
    )
    return Article(id=name, title=name, body="Words of number n", quotes=quotes, content_hash=name)


@pytest.mark.parametrize("engine", ENGINES)
def test_guesses_are_doubted_before_what_has_no_speaker_and_that_before_what_is_likely(engine, tmp_path):
    articles = (
        guessed("a", ("Ann Roe", 0.8), (None, 0.0), ("Bo Lind", 0.65)),
        guessed("b", ("Cy Orr", 0.3), ("Di", 1.0)),
    )
    with opened(engine, str(tmp_path), articles) as searcher:
        found = searcher.doubts(Query())
        pages = [searcher.doubts(Query(size=2, page=page)).found for page in (1, 2, 3)]
    assert [one.quote.id for one in found.found] == ["b.q1", "a.q3", "a.q2", "a.q1"]
    assert (found.total, found.unchecked, found.guessed) == (4, 3, 2)
    assert [[one.quote.id for one in page] for page in pages] == [["b.q1", "a.q3"], ["a.q2", "a.q1"], []]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_attributed_to_a_name_without_being_sure_is_found_by_the_name(engine, tmp_path):
    articles = (
        guessed("a", ("Cy Orr", 0.3), (None, 0.0), ("Cy Orr", 0.65), ("Cy Orr Lind", 0.6)),
        guessed("b", ("Ann Roe", 1.0), ("Ann Roe", 0.6)),
    )
    named = [
        replace(one, quotes=tuple(structs.replace(q, source_type="named") for q in one.quotes)) for one in articles
    ]
    with opened(engine, str(tmp_path), named) as searcher:
        found = {name: [one.quote.id for one in guesses(searcher, name)] for name in ("cy-orr", "CY ORR", "Orr", "?")}
        (absent,) = absent_values(searcher, Query(speakers=("Cy Orr",)))
    assert found == {"cy-orr": ["a.q1", "a.q3"], "CY ORR": ["a.q1", "a.q3"], "Orr": [], "?": []}
    assert absent.unchecked == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_more_than_a_hundred_quotations_attributed_to_a_name_are_all_found(engine, tmp_path):
    one = guessed("a", *[("Cy Orr", 0.3)] * 205, *[("Di Orr", 1.0)] * 3)
    named = replace(one, quotes=tuple(structs.replace(quote, source_type="named") for quote in one.quotes))
    with opened(engine, str(tmp_path), [named]) as searcher:
        assert len(guesses(searcher, "Cy Orr")) == 205
