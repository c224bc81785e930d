"""The seed's shape, a paraphrase of it, and plain text in general."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Image
from index.extract.bylines import authors_of, given_authors, printed_byline, signed
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
    "first published": "Lisbon Under Water\nFirst published on Wed 3 Mar 2021 09.05 GMT\nBy Ana Silva",
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


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Valley Courier Staff and wire reports", ()),
        ("By Ana Silva, National Wire Service", ("Ana Silva",)),
        ("By Ana Silva and news agencies", ("Ana Silva",)),
    ],
)
def test_an_agency_is_no_author(byline: str, authors: tuple[str, ...]) -> None:
    assert authors_of(byline) == authors


@pytest.mark.parametrize("blanks", [", " * 60, " " * 60_000, "," * 60_000, " by" * 20_000])
@pytest.mark.parametrize("read", [printed_byline, authors_of, given_authors, signed])
def test_a_hostile_byline_is_read_at_once(read: Callable[[str], object], blanks: str) -> None:
    started = process_time()
    read(f"By Ann Lee{blanks}Boston")
    assert process_time() - started < 2  # seconds: some milliseconds here


@pytest.mark.parametrize("printed", ["By Ann Lee, by Ann Lee", "Ann Lee Ann Lee", "By ANN LEE, Ann Lee, Ann Lee"])
def test_a_byline_that_is_repeated_is_read_once(printed: str) -> None:
    assert str(printed_byline(printed)).casefold().removeprefix("by ") == "ann lee"


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


LABELLED = {
    "an archive's": "Headline: Lisbon Under Water\nByline: Ana Silva\nPublication: The Harbour Courier\n"
    "Date: 3 March 2021\nSection: World\nKeywords: Lisbon, U.S. aid\nLink: https://x.example/a",
    "apart": "TITLE: Lisbon Under Water\n\nBY: Ana Silva\n\nSOURCE: The Harbour Courier\n\nPOSTED: 3 March 2021\n\n"
    "Section: World\n\nTags: Lisbon, U.S. aid\n\nURL: https://x.example/a",
    "below the title": "Lisbon Under Water\n\nAuthor: Ana Silva\nPublished: 2021-03-03\nSource: The Harbour Courier\n"
    "Section: World\nTags: Lisbon, U.S. aid\nURL: https://x.example/a",
    "front matter": '---\nlayout: post\ntitle: "Lisbon Under Water"\nauthors:\n  - Ana Silva\ndate: 2021-03-03\n'
    "# a remark\nsource: The Harbour Courier\ncategory: World\ntags: [Lisbon, 'U.S. aid']\n"
    "url: https://x.example/a\n---\n\n# Lisbon Under Water",
}


@pytest.mark.parametrize("header", LABELLED.values(), ids=LABELLED)
def test_labelled_lines_on_top_are_fields(header: str) -> None:
    article = read_plaintext(f"{header}\n\n{BODY}", "file")
    assert (article.title, article.body, article.published) == ("Lisbon Under Water", BODY, "2021-03-03")
    assert (article.source, article.section, article.url) == ("The Harbour Courier", "World", "https://x.example/a")
    assert (article.authors, article.tags) == (("Ana Silva",), ("Lisbon", "U.S. aid"))


@pytest.mark.parametrize(
    ("sender", "authors"),
    [
        ("Ana Silva <ana@x.example>", ("Ana Silva",)),
        ("ana@x.example", ()),
        ("ana@x.example (Ana Silva)", ("Ana Silva",)),
    ],
)
def test_the_head_of_a_mail_is_no_text(sender: str, authors: tuple[str, ...]) -> None:
    head = f"From: {sender}\nTo: desk@x.example\nSubject: Lisbon: under water\nDate: Wed, 3 Mar 2021 09:05:00 +0000"
    article = read_plaintext(f"{head}\n\n{BODY}", "file")
    assert (article.title, article.authors, article.body) == ("Lisbon: under water", authors, BODY)
    assert article.published == "2021-03-03T09:05:00+00:00"


@pytest.mark.parametrize("line", ["Date: yesterday", "URL: none", "Source: It was said.", "Note: to be cut"])
def test_a_label_that_tells_nothing_stays(line: str) -> None:
    assert read_plaintext(f"Title: Lisbon\n{line}\n\n{BODY}", "file").body == f"{line}\n\n{BODY}"


@pytest.mark.parametrize(
    "text", ["---\nNot a setting.\n---\n\nMore.", "---\n\nThe text.\n\n---\n\nMore.", "---\nRui: No.\n---\nMore."]
)
def test_rules_around_text_make_no_front_matter(text: str) -> None:
    assert set(text.split()) <= set(f"{read_plaintext(text, 'x').title} {read_plaintext(text, 'x').body}".split())


def test_a_heading_of_markdown_is_the_title() -> None:
    article = read_plaintext(f"# Lisbon Under Water\n{BODY}\n\n## More", "file")
    assert (article.title, article.body) == ("Lisbon Under Water", f"{BODY}\n\n## More")


DECK = "Hundreds leave their homes as the river rises"
DECKS = {
    "in one block": f"Lisbon Under Water\n{DECK}\nBy Ana Silva\nMarch 3, 2021",
    "its own block": f"Lisbon Under Water\n\n{DECK}.\n\nMarch 3, 2021\nBy Ana Silva",
    "date below both": f"Lisbon Under Water\n{DECK}\n\nBy Ana Silva | March 3, 2021",
    "date first": f"March 3, 2021\nLisbon Under Water\n{DECK}\n\nBy Ana Silva",
    "date first, apart": f"March 3, 2021\n\nLisbon Under Water\n{DECK}\n\nBy Ana Silva",
}


@pytest.mark.parametrize("header", DECKS.values(), ids=DECKS)
def test_a_deck_is_text_below_the_title(header: str) -> None:
    article = read_plaintext(f"{header}\n\n{BODY}", "file")
    assert (article.title, article.published, article.authors) == ("Lisbon Under Water", "2021-03-03", ("Ana Silva",))
    assert [line.rstrip(".") for line in article.body.split("\n\n")][:2] == [DECK, BODY.split(".")[0]]


STACKS = {
    "below the title": "Lisbon Under Water\n\nBy Ana Silva\nThe Harbour Courier\nMarch 3, 2021",
    "with the title": "Lisbon Under Water\nBy Ana Silva\nThe Harbour Courier\nMarch 3, 2021",
    "without a byline": "Lisbon Under Water\nThe Harbour Courier\nMarch 3, 2021",
    "blocks": "Lisbon Under Water\n\nThe Harbour Courier\n\nMarch 3, 2021",
    "after the date": "Lisbon Under Water\n\nMarch 3, 2021\n\nThe Harbour Courier",
    "on top, apart": "The Harbour Courier\n\nMarch 3, 2021\n\nLisbon Under Water",
    "on top": "The Harbour Courier\nMarch 3, 2021\n\nLisbon Under Water",
}


@pytest.mark.parametrize("header", STACKS.values(), ids=STACKS)
def test_a_newspaper_beside_the_date_is_the_source(header: str) -> None:
    article = read_plaintext(f"{header}\n\n{BODY}", "file")
    assert (article.title, article.published) == ("Lisbon Under Water", "2021-03-03")
    assert (article.source, article.body) == ("The Harbour Courier", BODY)
    assert article.authors == (("Ana Silva",) if "Ana" in header else ())


@pytest.mark.parametrize("beside", [", The Harbour Courier", " | The Harbour Courier", ", for The Harbour Courier"])
def test_a_newspaper_in_a_byline_is_the_source_and_no_author(beside: str) -> None:
    article = read_plaintext(f"Lisbon Under Water\n\nBy Ana Silva and Bo Day{beside}\n\nMarch 3, 2021\n\n{BODY}", "f")
    assert (article.authors, article.source) == (("Ana Silva", "Bo Day"), "The Harbour Courier")
    assert article.byline == f"By Ana Silva and Bo Day{beside}"


def test_a_name_without_a_label_stays_in_the_text() -> None:
    article = read_plaintext(f"Lisbon\n\nAna Silva\nThe Harbour Courier\nMarch 3, 2021\n\n{BODY}", "file")
    assert (article.source, article.published, article.body) == (
        "The Harbour Courier",
        "2021-03-03",
        f"Ana Silva\n\n{BODY}",
    )


def test_a_headline_on_paragraphs_without_space_is_the_title() -> None:
    long = "This is a sentence of quite some length. " * 4
    article = read_plaintext(f"Lisbon Under Water\n{long}\n{long}", "file")
    assert (article.title, article.body) == ("Lisbon Under Water", f"{long.strip()}\n\n{long.strip()}")


def test_a_date_at_the_very_end_is_read() -> None:
    article = read_plaintext(f"Lisbon\n\n{BODY}\n\nPublished: May 4, 2019", "file")
    assert (article.published, article.body) == ("2019-05-04", BODY)
    dated = read_plaintext(f"Lisbon\n\nMay 3, 2019\n\n{BODY}\n\nPublished: May 4, 2019", "file")
    assert (dated.published, dated.body) == ("2019-05-03", f"{BODY}\n\nPublished: May 4, 2019")


@pytest.mark.parametrize("line", ["Updated March 3, 2019 5:00 pm", "Last updated on 3 March 2019"])
def test_the_date_of_an_update_dates_nothing_and_stays(line: str) -> None:
    article = read_plaintext(f"Lisbon\n\n{line}\n\n{BODY}", "file")
    assert (article.published, article.body) == (None, f"{line}\n\n{BODY}")


@pytest.mark.parametrize("text", ["Published: May 4, 2019", "Title: Lisbon", "By Ana Silva"])
def test_a_text_of_one_line_is_no_header(text: str) -> None:
    assert read_plaintext(text, "file").body == text


@given(st.lists(st.from_regex(r"[a-z][a-z ]{0,120}[a-z]", fullmatch=True), min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    article = read_plaintext("\n\n".join(paragraphs), "stem")
    given_words = [word for text in paragraphs for word in text.split()]
    title = article.title.split() if article.provenance["title"] == "first-line" else []
    assert sorted([*title, *article.body.split(), *" ".join(article.tags).split()]) == sorted(given_words)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert read_plaintext(text, "stem").title
