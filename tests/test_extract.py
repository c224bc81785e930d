"""From a path to whole articles: readers chosen by content, and failures that cost nobody else."""

import json
from pathlib import Path

import pytest

from index.article import Article
from index.errors import UnreadableFile
from index.extract import extract_file, read
from index.files import DOCUMENT_LIMIT, Failure
from index.record import digest_of

SEED = Path(__file__).parent.parent / "seeds/000_6e9acaea0c95a6c1.txt"
PROSE = "“It is a good day,” said Ana Silva, who had come to the harbour with all her brothers."
PAGE = f"<!DOCTYPE html><html><title>T</title><body><p>{PROSE}</p></body></html>"
RECORD = {"title": "T", "body": PROSE}


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


CONTENTS = {
    "a page": PAGE,
    "a page after comments": "<?xml version='1.0'?>\n<!-- a -->\n<!-- b -->\n" + PAGE.partition("html>")[2],
    "a page without html": f"<h1>T</h1><p>{PROSE}</p><div><p>{PROSE}</p></div>",
    "a line of JSON": json.dumps(RECORD),
    "JSON in several lines": json.dumps(RECORD, indent=1),
    "a list": json.dumps([RECORD]),
    "text": f"T\n\n{PROSE}",
}


@pytest.mark.parametrize("text", CONTENTS.values(), ids=CONTENTS)
def test_the_reader_is_chosen_by_content(tmp_path: Path, text: str) -> None:
    (article,) = extract_file(write(tmp_path, "file.pdf", text))
    assert article.title == "T"
    assert article.body.startswith(PROSE)
    assert article.quotes[0].speaker == "Ana Silva"


def test_text_that_speaks_of_tags_is_text(tmp_path: Path) -> None:
    text = "On markup\n\nWrite <p> and </p> around a paragraph; [brackets] and {braces} are not needed."
    assert extract_file(write(tmp_path, "a.txt", text))[0].body == text.partition("\n\n")[2]


@pytest.mark.parametrize("text", ['{"title": "T",\n"body": "cut', '[{"title": "T"},\n'])
def test_broken_json_is_no_text(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="begins like JSON, but cannot be read as such"):
        extract_file(write(tmp_path, "a.json", text))


def test_a_page_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    (article,) = extract_file(write(tmp_path, "harbour.html", f"<html><body><p>{PROSE}</p></body></html>"))
    assert (article.title, article.provenance["title"]) == ("harbour", "file-name")


def test_an_odd_member_of_a_list_costs_only_itself(tmp_path: Path) -> None:
    found = list(read(write(tmp_path, "a.json", json.dumps([RECORD, 7], indent=1))))
    assert [type(item) for item in found] == [Article, Failure]


def test_the_seed_is_read_whole() -> None:
    (article,) = extract_file(str(SEED))
    assert (article.file, article.id) == (str(SEED), article.content_hash[:16])
    assert [quote.id for quote in article.quotes] == [f"{article.id}.q{n}" for n in range(1, 8)]
    assert all(article.body[a:b] in quote.text for quote in article.quotes for a, b in quote.parts)


def test_what_extract_prints_reads_back_as_the_same_article(tmp_path: Path) -> None:
    (article,) = extract_file(str(SEED))
    path = write(tmp_path, "a.jsonl", json.dumps(article.to_dict()))
    assert digest_of(extract_file(path)[0]) == digest_of(article)


def test_a_bad_line_costs_one_line(tmp_path: Path) -> None:
    lines = [
        "nonsense",
        json.dumps(RECORD),
        "",
        '{"title": 7}',
        json.dumps({**RECORD, "id": "x", "url": "https://x.y/z"}),
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(["{", *lines]))
    found = list(read(path))
    assert [item.path for item in found if isinstance(item, Failure)] == [f"{path}:{n}" for n in (1, 2, 5)]
    assert [item.id for item in found if isinstance(item, Article)][1] == "x"


def test_a_line_over_the_limit_costs_one_line(tmp_path: Path) -> None:
    good = json.dumps(RECORD)
    path = write(tmp_path, "a.jsonl", f'{good}\n{{"body": "{"x" * (2 * DOCUMENT_LIMIT)}"}}\n{good}\n')
    first, failed, last = read(path)
    assert isinstance(failed, Failure)
    assert (failed.path, "20 MB limit for one line" in failed.reason) == (f"{path}:2", True)
    assert isinstance(first, Article)
    assert first == last


def test_a_failure_names_its_file_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "")
    assert list(read(path)) == [Failure(path, "the file is empty")]
    with pytest.raises(UnreadableFile) as caught:
        extract_file(path)
    assert str(caught.value) == f"{path}: the file is empty"


def test_in_a_folder_the_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    for name, text in {
        "a.html": PAGE,
        "b.bin": "%PDF-1.4",
        "c.txt": f"T\n\n{PROSE}",
        "d.html": "<html></html>",
    }.items():
        write(tmp_path, name, text)
    found = list(read(str(tmp_path)))
    assert [type(item) for item in found] == [Article, Failure, Article, Failure]
    assert len(extract_file(str(tmp_path))) == 2


def test_a_page_with_thirty_megabytes_of_pictures_is_read(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 30_000_000}">'
    (article,) = extract_file(write(tmp_path, "a.html", PAGE.replace("<p>", f"{picture}<p>")))
    assert (article.title, article.body) == ("T", PROSE)


@pytest.mark.parametrize("name", ["missing", "."])
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"no such file|holds no file"):
        extract_file(str(tmp_path / name))


@pytest.mark.parametrize(("lang", "speaker"), [("en-GB", "Ana Ruiz"), (None, "Ana Ruiz"), ("de", None)])
def test_speakers_are_read_in_english_only(tmp_path, lang, speaker):
    record = {"title": "t", "body": '"We sail at dawn," Ana Ruiz said.', "lang": lang}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (quote,) = extract_file(str(tmp_path / "a.jsonl"))[0].quotes
    assert (quote.text, quote.speaker) == ("We sail at dawn,", speaker)


def test_what_goes_wrong_in_a_reader_costs_its_file_only(tmp_path, monkeypatch):
    def fail(*_):
        raise RuntimeError("a fault")

    (tmp_path / "a.html").write_text("<!doctype html><p>words")
    (tmp_path / "b.txt").write_text("Title\n\nwords")
    monkeypatch.setattr("index.building.documents.read_markup", fail)
    failure, article = read(str(tmp_path))
    assert (failure.reason, article.title) == ("cannot be read (RuntimeError: a fault)", "Title")


def test_an_odd_declared_charset_is_no_charset(tmp_path):
    (tmp_path / "a.html").write_bytes(b'<meta charset="unicode_escape"><p>caf\xe9 \\ud800 and some more words of text.')
    assert "caf" in extract_file(str(tmp_path / "a.html"))[0].body
