"""Articles as JSON: names, aliases, types, and what one bad line costs."""

import json
from typing import Any

import pytest

from index.article import Article, Mention
from index.errors import UnreadableFile
from index.files import Failure
from index.formats.jsonl import ALIASES, read_line, read_lines, read_record

BODY = "The river rose.\n\n“It is bad,” Rui Sá said."
START = BODY.index("It is bad,")
QUOTE = {"text": "It is bad,", "parts": [[START, START + 10]], "speaker": "Rui Sá"}


def read(**record: Any) -> Article:
    return read_line(json.dumps(record))


def reason(**record: Any) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_line(json.dumps(record))
    return str(caught.value)


@pytest.mark.parametrize("name", ALIASES["published"])
def test_each_name_of_the_date_is_read(name: str) -> None:
    article = read(title="T", **{name: "May 18, 2015 06:32 PM EDT"})
    assert (article.published, article.published_precision) == ("2015-05-18T18:32:00-04:00", "minute")


@pytest.mark.parametrize("name", ALIASES["body"])
def test_each_name_of_the_body_is_read(name: str) -> None:
    assert read(**{name: "one\r\ntwo\n"}).body == "one\n\ntwo"


@pytest.mark.parametrize("value", ["a, U.S. b", ["a", "U.S. b", "A"]])
@pytest.mark.parametrize("name", ALIASES["tags"])
def test_tags_are_a_list_or_a_printed_list(name: str, value: object) -> None:
    assert read(title="T", **{name: value}).tags == ("a", "U.S. b")


@pytest.mark.parametrize(
    "value",
    [
        "By Ana Silva and Rui Day",
        "Ana Silva, staff writer; Rui Day",
        "Ana Silva | Rui Day",
        ["Ana Silva", "Rui Day"],
        [{"@type": "Person", "name": "Ana Silva"}, {"name": "Rui Day"}],
    ],
)
@pytest.mark.parametrize("name", ALIASES["authors"])
def test_authors_are_a_list_or_a_printed_byline(name: str, value: object) -> None:
    assert read(title="T", **{name: value}).authors == ("Ana Silva", "Rui Day")


@pytest.mark.parametrize("name", ["Jane Writer", "A. Writer", "By A. Writer", "Holt, Jane", "Reuters", "Press, Ann"])
def test_a_given_author_is_trusted(name: str) -> None:
    assert read(title="T", author=name).authors == (name.removeprefix("By "),)


@pytest.mark.parametrize("field", ["source", "section", "lang", "url"])
def test_each_name_of_a_plain_field_is_read(field: str) -> None:
    assert [getattr(read(title="T", **{name: " x "}), field) for name in ALIASES[field]] == ["x"] * len(ALIASES[field])


def test_an_object_of_schema_org_is_known_by_its_name() -> None:
    article = read(headline="T", publisher={"@type": "Organization", "name": "Wire"}, category=["World", "Europe"])
    assert (article.title, article.source, article.section) == ("T", "Wire", "World")


def test_a_byline_alone_gives_the_authors() -> None:
    assert read(title="T", byline="By Ana Silva").authors == ("Ana Silva",)


@pytest.mark.parametrize(("value", "name"), [("x-1", "x-1"), (17, "17"), (None, "")])
def test_an_id_is_text_or_a_number(value: object, name: str) -> None:
    assert read(title="T", id=value).id == name


@pytest.mark.parametrize("date", ["yesterday", "", None])
def test_a_date_that_cannot_be_read_leaves_the_article_undated(date: str | None) -> None:
    article = read(title="T", published=date)
    assert article.published is None
    assert article.provenance.get("published") == ("unreadable" if date else None)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, 'neither "title" nor "body"'),
        ({"title": None, "body": None}, 'neither "title" nor "body"'),
        ({"title": 7}, '"title" is a number, not text'),
        ({"title": "T", "text": ["a"]}, '"text" is a list, not text'),
        ({"title": "x", "date": 20150518}, '"date" is a number, not text'),
        ({"title": "T", "keywords": {"a": 1}}, '"keywords" is an object, not text or a list of texts'),
        ({"title": "T", "author": [1]}, '"author" is a list, not text or a list of texts'),
        ({"title": "T", "id": True}, '"id" is true or false, not text or a number'),
        ({"title": "T", "image": "x"}, '"image" is text, not an object'),
        ({"title": "T", "quotes": "x"}, '"quotes" is text, not a list'),
        ({"body": BODY, "quotes": [{"text": "not there"}]}, "do not cut its words"),
        ({"body": BODY, "quotes": [{**QUOTE, "parts": [[0, 10]]}]}, "do not cut its words"),
        ({"body": BODY, "quotes": [{"parts": [[0, len(BODY)]] * 4}]}, "more than 3 times the body"),
        ({"body": BODY, "quotes": [{"parts": [[0, len(BODY)]]}] * 4}, "more than 3 times the body"),
        ({"body": BODY, "quotes": [{**QUOTE, "parts": [[5, 5000]]}]}, "no offsets in the body of"),
        ({"body": BODY, "quotes": [{**QUOTE, "mention": {"text": "Ana", "start": 0, "end": 3}}]}, "mention of quote 1"),
        (
            {"body": BODY, "quotes": [{**QUOTE, "source_type": "odd"}]},
            "\"source_type\" of quote 1 is 'odd', not one of",
        ),
        ({"body": BODY, "quotes": [{**QUOTE, "kind": "weird"}]}, "\"kind\" of quote 1 is 'weird', not one of"),
        ({"body": BODY, "quotes": [{**QUOTE, "confidence": "high"}]}, '"confidence" of quote 1 is not a number'),
    ],
)
def test_what_is_wrong_is_said(record: dict[str, Any], said: str) -> None:
    assert said in reason(**record)


@pytest.mark.parametrize("line", ["{", "[]", "7", "null", '"x"', "[" * 100_000, '{"title": "T"} x'])
def test_a_bad_line_is_a_failure_with_its_number(line: str) -> None:
    good, bad, other = (item.made() for item in read_lines(['{"title": "T"}', line, '{"title": "U"}'], "f"))
    assert isinstance(bad, Failure)
    assert (bad.path, "\n" in bad.reason) == ("f:2", False)
    assert isinstance(good, Article)
    assert isinstance(other, Article)


def test_given_quotes_are_kept_with_all_they_say() -> None:
    start = BODY.index("Rui")
    mention = {"text": "Rui Sá", "start": start, "end": start + 6}
    (quote,) = read(body=BODY, quotes=[{**QUOTE, "mention": mention, "flags": ["nested"], "confidence": 1}]).quotes
    assert (quote.text, quote.speaker, quote.flags, quote.confidence) == ("It is bad,", "Rui Sá", ("nested",), 1.0)
    assert quote.mention == Mention("Rui Sá", start, start + 6)


def test_a_file_does_not_say_that_the_archives_owner_corrected_it() -> None:
    forged = {**QUOTE, "speaker": "Rui Sá", "rule": "corrected", "flags": ["corrected", "nested"]}
    (quote,) = read(body=BODY, quotes=[forged]).quotes
    assert (quote.rule, quote.flags) == ("given", ("nested",))


@pytest.mark.parametrize("name", ["  ", "\u0301", "...", "Speaker unknown"])
def test_blanks_and_marks_are_no_speaker(name: str) -> None:
    (quote,) = read(body=BODY, quotes=[{**QUOTE, "speaker": name}]).quotes
    assert (quote.speaker, quote.source_type, quote.rule) == (None, None, None)


def test_a_given_quote_without_offsets_is_found_in_the_body() -> None:
    (quote,) = read(body=BODY, quotes=[{"text": "It is bad,"}]).quotes
    assert quote.parts == ((START, START + 10),)


def test_a_line_separator_of_unicode_breaks_no_line() -> None:
    assert read(title="T", body="one\u2028two").body == "one\u2028two"


def test_a_record_without_words_is_an_article_all_the_same():
    assert read_record({"id": 7, "title": "", "body": "", "published": "1987-04-03"}).published == "1987-04-03"


def test_a_given_speaker_is_a_named_one_unless_it_says_otherwise():
    record = {"body": "“We sail,” said Ruiz.", "quotes": [{"text": "We sail,", "speaker": "Ana Ruiz"}]}
    (quote,) = read_record(record).quotes
    assert (quote.source_type, quote.confidence) == ("named", 1.0)


@pytest.mark.parametrize("moment", [1_431_988_320, 1_431_988_320_000, 1_431_988_320.5])
def test_a_date_in_seconds_or_milliseconds_is_read(moment):
    assert read_record({"title": "t", "date": moment}).published.startswith("2015-05-18T22:32:00")


@pytest.mark.parametrize(
    "odd", [{"confidence": 10**400}, {"confidence": float("nan")}, {"parts": 5}, {"parts": True}, {"parts": [1.5]}]
)
def test_odd_numbers_in_a_quote_cost_one_line(odd):
    record = {"body": "“We sail,” he said.", "quotes": [{"text": "We sail,", **odd}]}
    assert "quote 1" in reason(**record)


STORY = "The river rose.\n\nIt fell."
WRITTEN = {
    "news-please": {
        "authors": ["Ana Silva"], "date_download": "2020-01-01 00:00:00", "date_modify": None,
        "date_publish": "2015-05-18 18:32:00", "description": "Short.", "language": "en", "title": None,
        "title_page": "Flood", "maintext": "The river rose.\nIt fell.", "source_domain": "wire.example", "text": None,
        "url": "https://wire.example/a",
    },
    "fundus": {
        "title": "Flood", "authors": ["Ana Silva"], "publishing_date": "2015-05-18 18:32:00", "lang": "en",
        "body": {"summary": ["The river rose."], "sections": [{"headline": [], "paragraphs": ["It\nfell."]}, 7]},
        "topics": [], "free_access": True, "plaintext": "Other.",
        "html": {"responded_url": "https://wire.example/a", "source_info": {"publisher": "wire.example"}},
    },
    "fundus without objects": {
        "title": "Flood", "authors": ["Ana Silva"], "publishing_date": "2015-05-18 18:32:00", "lang": "en",
        "body": {"summary": [], "sections": []}, "plaintext": STORY, "url": "https://wire.example/a",
        "source": "wire.example", "html": {"requested_url": "https://other.example/", "source_info": None},
    },
    "Media Cloud": {
        "id": "x", "media_name": "wire.example", "media_url": "wire.example", "publish_date": "2015-05-18 18:32:00",
        "indexed_date": "2020-01-01", "language": "en", "title": "Flood", "url": "https://wire.example/a",
        "text": STORY, "author": "Ana Silva",
    },
}  # fmt: skip


@pytest.mark.parametrize("record", WRITTEN.values(), ids=WRITTEN)
def test_what_other_programs_write_is_read(record: dict[str, Any]) -> None:
    article = read(**record)
    assert (article.title, article.body, article.source) == ("Flood", STORY, "wire.example")
    assert (article.authors, article.published) == (("Ana Silva",), "2015-05-18T18:32:00")
    assert (article.lang, article.url) == ("en", "https://wire.example/a")


@pytest.mark.parametrize(
    "record", [{"date_download": "2020-01-02 03:04:05"}, {"html": {"crawl_date": "2020-01-02T04:04:05+01:00"}}]
)
def test_when_a_page_was_downloaded_is_told(record: dict[str, Any]) -> None:
    assert read(title="T", **record).provenance["captured"] == "2020-01-02T03:04:05Z"


def test_what_we_write_is_read_back() -> None:
    mention = {"text": "Rui Sá", "start": BODY.index("Rui"), "end": BODY.index("Rui") + 6}
    article = read(
        id="a", title="T", body=BODY, published="2015-05", byline="By Ana Silva", authors=["Ana Silva"], tags=["x"],
        url="https://wire.example/a", source="Wire", section="World", lang="en", image={"caption": "c"},
        quotes=[{**QUOTE, "mention": mention, "flags": ["nested"], "confidence": 0.5}],
    )  # fmt: skip
    assert read(**article.to_dict()) == article


def test_a_fault_in_json_is_told_in_a_whole_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"is no JSON: Invalid control character at character 13$"):
        read_line('{"title": "a\tb"}')


def test_a_description_serves_where_there_is_no_body() -> None:
    assert read(title="T", description="Short.").body == "Short."
    assert read(title="T", description="Short.", maintext="Long.").body == "Long."
