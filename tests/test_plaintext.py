"""The seed's shape, a paraphrase of it, and plain text in general."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Image
from index.extract.plaintext import read_plaintext

SEED = Path(__file__).parent.parent / "seeds/000_6e9acaea0c95a6c1.txt"
BODY = "The river rose on Tuesday night.\n\n“It is bad,” said the mayor, Rui Sá."
PICTURE = "Flood in Lisbon\nPeople wade through Alfama, March 2, 2021."


@pytest.fixture(scope="module")
def seed() -> Article:
    return read_plaintext(SEED.read_text(encoding="utf-8"), SEED.stem)


def test_the_seed_has_its_title_and_date(seed: Article) -> None:
    assert seed.title == "ISIS Scares Iraqi Forces into Retreat after Tough Fight, Takes Control of Ramadi"
    assert (seed.published, seed.published_precision) == ("2015-05-18T18:32:00-04:00", "minute")


def test_the_seeds_shielded_address_is_nobody(seed: Article) -> None:
    assert (seed.byline, seed.authors) == (None, ())


def test_the_seeds_picture_is_kept_apart(seed: Article) -> None:
    assert seed.image == Image(
        title="ISIS Takes Over Ramadi",
        caption="Displaced Sunnis, who fled the violence in the city of Ramadi, arrive at the outskirts of Baghdad, "
        "April 17, 2015.",
        credit="REUTERS/Stringer",
    )


def test_the_seeds_body_is_its_twelve_paragraphs(seed: Article) -> None:
    paragraphs = seed.body.split("\n\n")
    assert len(paragraphs) == 12
    assert paragraphs[0].startswith("The terror group known as ISIS has made progress")
    assert paragraphs[-1].endswith("the official said.")


def test_the_seeds_tags_keep_their_points(seed: Article) -> None:
    assert seed.tags == (
        "ISIS", "ISIL", "Islamic State", "Daesh", "Iraq", "Ramadi", "Anbar province", "Iraqi Army", "Iraqi military",
        "U.S. air strikes", "John Kerry", "Secretary of State John Kerry", "Secretary of State",
        "Obama administration", "U.S. military", "ISIS occupation",
    )  # fmt: skip


HEADERS = {
    "like the seed": f"Lisbon Under Water\n\n( [email protected] ) March 3, 2021 09:05 AM GMT\n{PICTURE} REUTERS/Rui",
    "a real byline": f"Lisbon Under Water\n\n(By Ana Silva) March 3, 2021 09:05 AM GMT\n{PICTURE} (AP Photo/R. Day)",
    "date first": f"March 3, 2021 9:05 AM GMT\n\nLisbon Under Water\n\nBy Ana Silva\n\n{PICTURE} Photo: Getty Images",
    "one block": "Lisbon Under Water\nBy Ana Silva, Staff Writer\nPublished: 3 March 2021 | 09:05 GMT",
    "by and date in a line": "Lisbon Under Water\n\nBy Ana Silva | 3 March 2021 09:05 GMT",
    "an update first": "Lisbon Under Water\n\nUpdated: March 9, 2021 10:00 GMT\nPublished: March 3, 2021 09:05 GMT",
    "an update after": "Lisbon Under Water\n\nMarch 3, 2021 09:05 GMT | Updated March 9, 2021 10:00 GMT",
    "agency and date": "Lisbon Under Water\r\n\r\n(Reuters) Wednesday, March 3, 2021 at 9:05 a.m. GMT",
    "caption alone": "Lisbon Under Water\n\nMarch 3, 2021 09:05 GMT\n\nPeople wade through Alfama. © Rui Day",
    "tags on top": "Lisbon Under Water\n\nTags: Lisbon, U.S. aid\n\nMarch 3, 2021 09:05 GMT",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_of_another_order_reads_as_well(header: str) -> None:
    article = read_plaintext(f"{header}\n\n{BODY}\n\nFiled under: Lisbon, U.S. aid\n", "file")
    assert article.title == "Lisbon Under Water"
    assert article.published == "2021-03-03T09:05:00+00:00"
    assert article.authors == (("Ana Silva",) if "Ana Silva" in header else ())
    assert article.body == BODY
    assert article.tags == ("Lisbon", "U.S. aid")
    assert bool(article.image) == ("wade" in header)


@pytest.mark.parametrize(
    ("printed", "credit"),
    [
        ("REUTERS/Stringer", "REUTERS/Stringer"),
        ("(AP Photo/Rui Day)", "AP Photo/Rui Day"),
        ("Photo: Rui Day", "Rui Day"),
        ("Rui Day/AFP/Getty Images", "Rui Day/AFP/Getty Images"),
        ("(Photo by Rui Day)", "Rui Day"),
    ],
)
def test_the_credit_is_told_from_the_caption(printed: str, credit: str) -> None:
    article = read_plaintext(f"Lisbon\n\nMarch 3, 2021\n{PICTURE} {printed}\n\n{BODY}", "file")
    caption = "People wade through Alfama, March 2, 2021."
    assert article.image == Image(title="Flood in Lisbon", caption=caption, credit=credit)


@pytest.mark.parametrize("shield", ["( [email\u00a0protected] )", "[email protected]", "ana@example.org"])
def test_an_address_is_never_a_name(shield: str) -> None:
    article = read_plaintext(f"Lisbon\n\nBy {shield} March 3, 2021\n\n{BODY}", "file")
    assert (article.byline, article.authors) == (None, ())


def test_several_authors_are_told_apart_and_their_jobs_left_out() -> None:
    article = read_plaintext(f"Lisbon\n\nBy Ana Silva and Rui Day, Staff Writers\n\n{BODY}", "file")
    assert article.byline == "By Ana Silva and Rui Day, Staff Writers"
    assert article.authors == ("Ana Silva", "Rui Day")


def test_a_dateline_in_the_first_sentence_dates_and_stays() -> None:
    opening = "LISBON, March 3, 2021 (Reuters) - The river rose on Tuesday night."
    article = read_plaintext(f"Lisbon Under Water\n\n{opening}\n\n{BODY}", "file")
    assert article.published == "2021-03-03"
    assert article.body.startswith(opening)


def test_without_a_title_line_the_file_gives_the_title() -> None:
    article = read_plaintext("One line is followed by another\nin the same paragraph.\n\nMore.", "notes")
    assert (article.title, article.provenance["title"]) == ("notes", "file-name")
    assert article.body == "One line is followed by another in the same paragraph.\n\nMore."


def test_lines_too_long_for_wrapping_are_paragraphs() -> None:
    long = "word " * 30
    assert read_plaintext(f"{long}\n{long}", "x").body == f"{long.strip()}\n\n{long.strip()}"


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    article = read_plaintext("Lisbon\n\nBy Monday the river had fallen by a metre.\n\nMore.", "x")
    assert (article.byline, article.body.split("\n\n")[0]) == (None, "By Monday the river had fallen by a metre.")


def test_a_wire_story_keeps_its_only_paragraph() -> None:
    article = read_plaintext("Lisbon\n\nThe river rose, officials said. (Reuters)", "x")
    assert article.body == "The river rose, officials said. (Reuters)"


@given(st.lists(st.from_regex(r"[a-z][a-z ]{0,120}[a-z]", fullmatch=True), min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    article = read_plaintext("\n\n".join(paragraphs), "stem")
    given_words = [word for text in paragraphs for word in text.split()]
    title = article.title.split() if article.provenance["title"] == "first-line" else []
    assert sorted([*title, *article.body.split(), *" ".join(article.tags).split()]) == sorted(given_words)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert read_plaintext(text, "stem").title
