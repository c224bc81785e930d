"""What stands in an article and is none of it, and the text of pages that scripts build."""

import json

import pytest

from index.extract.notices import without_notices
from index.extract.papers import parted
from index.extract.state import body_in

FIRST = "The ferry stopped on Monday after its second engine failed, the harbour board said in a statement."
LAST = "The council has asked the navy for a boat, and a reply is expected by the end of the week at the latest."
NOTICES = [
    "ADVERTISEMENT",
    "Anzeige",
    "Article continues below advertisement",
    "4 min read",
    "Share",
    "Sign up for our newsletter and get the coast in your inbox.",
    "Follow Jana Lee on Twitter @janalee",
    "READ MORE: The quay is to be rebuilt",
    "The Saint Anne at the quay. Photo: Bo Day",
    "Die Saint Anne am Kai. (Bild: Bo Day)",
    FIRST,
]
KEPT = [
    "Follow the river on foot and you come to the quay.",
    "Sign up, said the poster, and forty did.",
    "“Share,” she told the children.",
    "Subscribe was the word on every poster of the quay that winter, and nobody knew to what.",
    "Photo finishes are rare in this harbour.",
    "Print was his trade.",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_what_belongs_to_the_page_is_left_out(notice: str) -> None:
    assert without_notices([FIRST, notice, LAST]) == [FIRST, LAST]


@pytest.mark.parametrize("text", KEPT)
def test_what_merely_begins_like_it_stays(text: str) -> None:
    assert without_notices([FIRST, text, LAST]) == [FIRST, text, LAST]


@pytest.mark.parametrize("barrier", ["Subscribe to continue reading", "To continue reading, log in.",
                                     "This article is for subscribers"])  # fmt: skip
def test_behind_a_barrier_nothing_is_the_article(barrier: str) -> None:
    assert without_notices([FIRST, barrier, "One pound a week.", "Cancel at any time."]) == [FIRST]


def test_a_barrier_before_a_long_text_stands_in_the_article() -> None:
    text = [FIRST, "Subscribe to read on", *(f"{n}: {LAST}" for n in range(20))]
    assert without_notices(text) == text


def test_rights_are_left_out_at_the_end_alone() -> None:
    rights = "Copyright 1998 The Harbour Courier. All rights reserved."
    assert without_notices([FIRST, rights]) == [FIRST]
    assert without_notices([rights, LAST]) == [rights, LAST]


def test_a_list_may_say_a_thing_twice() -> None:
    feature = "Automatically connected to whatever boat is near"
    assert without_notices([FIRST, feature, LAST, feature]) == [FIRST, feature, LAST, feature]


SAYS = [FIRST, "“We tied her up,” said Marta Kolb, who runs the line with a crew of nine.", LAST]
STATES = {
    "objects": {"props": {"article": {"title": "Ferry", "body": [{"type": "p", "content": text} for text in SAYS]}}},
    "texts": {"story": {"paragraphs": SAYS}, "related": [{"teaser": LAST}]},
    "markup": {"article": {"html": "".join(f"<p>{text}</p>" for text in SAYS), "summary": FIRST}},
}


@pytest.mark.parametrize("before", ["", "window.__STATE__ = "])
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_paragraphs_are_found_in_the_state_of_a_page(state: dict[str, object], before: str) -> None:
    assert body_in(["var a = 1;", before + json.dumps(state)]) == SAYS


@pytest.mark.parametrize(
    "script", ["", "{", '{"a": "A teaser is too little to be an article of any newspaper."}', "[" * 100_000]
)
def test_a_script_without_an_article_gives_none(script: str) -> None:
    assert body_in([script]) == []


@pytest.mark.parametrize(
    ("byline", "paper"),
    [
        ("By Ana Silva, The Harbour Courier", "The Harbour Courier"),
        ("By Ana Silva | Harbour Courier", "Harbour Courier"),
        ("By Ana Silva and Bo Day, for The Post", "The Post"),
        ("By Ana Silva, Emily Post", None),
        ("By Ana Silva, staff writer", None),
        ("The Harbour Courier", None),
    ],
)
def test_a_newspaper_is_told_from_its_reporters(byline: str, paper: str | None) -> None:
    assert parted(byline)[1] == paper
