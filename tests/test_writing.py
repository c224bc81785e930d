"""A key that may write changes articles and quotations over HTTP, and nobody else does."""

import errno
import json
import os
import resource

import pytest
from openapi_spec_validator import validate

from index.locking import locked
from index.owner.correcting import undo
from index.writer import open_writer
from search.searcher import open_searcher
from tests.conftest import ARTICLES
from tests.test_private import KEYS, READ, WRITE, basic, bearer
from web.access import Access, hashed_password
from web.app import create_app
from web.commands.serving import _writes
from web.openapi.calls import body_of, path_of
from web.openapi.changes import CHANGES
from web.openapi.document import document
from web.settings import Settings

HARBOUR = {
    "title": "Harbour shut",
    "body": "“The harbour is shut until the spring,” said Ada Moor, the mayor of Ostby.",
    "tags": ["Ostby"],
}
ID = "an id has at most 64 characters, of A-Z, a-z, 0-9, `.`, `_` and `-`."
ARTICLE, QUOTE = "/api/v1/articles/harbour", "/api/v1/quotes/harbour.q1"


@pytest.fixture
def folder(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        writer.put(ARTICLES[0])
    return tmp_path


@pytest.fixture(scope="module")
def access():
    return Access({"ann": hashed_password("right horse")}, KEYS)


@pytest.fixture
def ask(folder, access):
    """Return what asks a writable site with the key that may write, or another one."""
    with open_searcher(str(folder)) as searcher:
        client = create_app(searcher, Settings(access=access, writes=_writes(str(folder)))).test_client()

        def ask(method, path, body=None, **more):
            data = body if isinstance(body, bytes | None) else json.dumps(body)
            return client.open(path, method=method, data=data, **{"headers": bearer(WRITE), **more})

        yield ask


def test_an_article_is_put_found_replaced_and_dropped(ask):
    put = ask("PUT", ARTICLE, HARBOUR)
    assert (put.status_code, put.json) == (201, {"id": "harbour", "revision": "r2"})
    found = ask("GET", "/api/v1/quotes?q=harbour").json["hits"]
    assert [(hit["id"], hit["speaker"]) for hit in found] == [("harbour.q1", "Ada Moor")]
    again = ask("PUT", ARTICLE, {**HARBOUR, "title": "Harbour open"})
    assert (again.status_code, again.json["revision"]) == (200, "r3")
    assert ask("GET", ARTICLE).json["title"] == "Harbour open"
    assert ask("DELETE", ARTICLE).json == {"id": "harbour", "revision": "r4"}
    assert (ask("GET", ARTICLE).status_code, ask("DELETE", ARTICLE).status_code) == (404, 404)


def test_what_the_api_gives_may_be_put_again(ask):
    given = ARTICLES[0].to_dict()
    assert ask("PUT", "/api/v1/articles/ramadi", given).status_code == 200
    told = ask("GET", "/api/v1/articles/ramadi").json
    assert [quote["speaker"] for quote in told["quotes"]] == [quote.speaker for quote in ARTICLES[0].quotes]
    assert "secret" not in json.dumps(told)


def test_the_api_of_a_writable_archive_describes_its_changes_and_answers_as_it_says(ask):
    described = ask("GET", "/api/v1/openapi.json").json
    validate(described)
    assert described != document("1")
    for endpoint in CHANGES:
        path = endpoint.rule.replace("<", "{").replace(">", "}")
        operation = described["paths"][path][endpoint.method.lower()]
        told = ask(endpoint.method, path_of(endpoint, {"quote": "ramadi.q1"}), (body_of(endpoint, {}) or "").encode())
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        answer = described["components"]["schemas"][answer["$ref"].rpartition("/")[2]]
        assert (str(told.status_code) in operation["responses"], set(told.json)) == (True, set(answer["properties"]))
    assert "/articles/harbour-1" in ask("GET", "/api/docs").text


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        (ARTICLE, b"", "The body is no JSON."),
        (ARTICLE, [HARBOUR], "The body is no JSON object."),
        (ARTICLE, b"[" * 100_000, "The body is no JSON."),
        (ARTICLE, {}, 'It has neither "title" nor "body".'),
        (ARTICLE, {"titel": "x", **HARBOUR}, "titel is no field of an article."),
        (ARTICLE, {**HARBOUR, "id": "other"}, "its id is another one."),
        (ARTICLE, {**HARBOUR, "tags": 7}, '"tags" is a number, not text or a list of texts.'),
        ("/api/v1/articles/a b", HARBOUR, ID),
        ("/api/v1/articles/" + "x" * 65, HARBOUR, ID),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(ask, path, body, told):
    answer = ask("PUT", path, body)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.json["errors"] == [{"parameter": "body", "detail": told}]


@pytest.mark.parametrize("name", ["N" * 301, "Ada\0Moor", "\ud800"])
def test_a_name_that_no_line_can_hold_is_refused(ask, name):
    answer = ask("PATCH", "/api/v1/quotes/ramadi.q1", {"speaker": name})
    assert answer.status_code == 400
    assert answer.json["errors"][0]["detail"] == "speaker is at most 300 characters that can be printed."


def test_a_body_that_is_too_large_is_refused(ask):
    assert ask("PUT", ARTICLE, {**HARBOUR, "body": "x" * 3_000_000}).status_code == 413


def test_a_quotation_is_corrected_as_the_command_does_it(ask):
    ask("PUT", ARTICLE, HARBOUR)
    assert ask("PATCH", QUOTE, {"speaker": " Bo  Lund ", "role": "harbour master"}).json["id"] == "harbour.q1"
    told = ask("GET", QUOTE).json
    assert (told["speaker"], told["role"], told["flags"]) == ("Bo Lund", "harbour master", ["corrected"])
    assert ask("PATCH", QUOTE, {"speaker": None}).status_code == 200
    assert ask("GET", QUOTE).json["speaker"] is None
    assert ask("PATCH", QUOTE, {"not_a_quote": True}).status_code == 200
    assert ask("GET", QUOTE).status_code == 404
    assert ask("PATCH", QUOTE, {"undo": True}).status_code == 200
    assert ask("GET", QUOTE).json["speaker"] == "Ada Moor"


def test_a_correction_tells_whom_its_name_may_mean(ask):
    ask("PUT", ARTICLE, {**HARBOUR, "body": f"{HARBOUR['body']} Bo Lund and Cy Moor stood by."})
    told = [ask("PATCH", QUOTE, {"speaker": name}).json["may_mean"] for name in ("Ada Morr", "Moor", "Bo Lund", None)]
    assert told == [["Ada Moor"], ["Ada Moor", "Cy Moor", "Ada Morr"], [], []]


def test_a_correction_stays_when_the_article_is_put_again(ask, folder):
    ask("PUT", ARTICLE, HARBOUR)
    ask("PATCH", QUOTE, {"speaker": "Bo Lund"})
    ask("PUT", ARTICLE, {**HARBOUR, "title": "Harbour still shut"})
    assert ask("GET", QUOTE).json["speaker"] == "Bo Lund"
    undo(str(folder), "harbour.q1")
    assert ask("GET", QUOTE).json["speaker"] == "Ada Moor"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (QUOTE, {}, 400),
        (QUOTE, {"speaker": "Bo Lund", "undo": True}, 400),
        (QUOTE, {"speaker": ""}, 400),
        (QUOTE, {"speaker": 7}, 400),
        (QUOTE, {"not_a_quote": False}, 400),
        (QUOTE, {"undo": 1}, 400),
        (QUOTE, {"speaker": None, "role": "mayor"}, 400),
        (QUOTE, {"speaker": "Bo Lund", "source_type": "secret"}, 400),
        (QUOTE, {"speaker": "Bo Lund", "spaeker": "x"}, 400),
        (QUOTE, {"speaker": "Bo | Lund"}, 409),
        (QUOTE, {"undo": True}, 409),
        ("/api/v1/quotes/harbour.q9", {"speaker": "Bo Lund"}, 404),
        ("/api/v1/quotes/nosuch.q1", {"speaker": "Bo Lund"}, 404),
    ],
)
def test_what_is_no_correction_is_refused(ask, path, body, status):
    ask("PUT", ARTICLE, HARBOUR)
    assert ask("PATCH", path, body).status_code == status
    assert ask("GET", QUOTE).json["speaker"] == "Ada Moor"


def test_while_another_process_writes_the_client_is_asked_to_come_again(ask, folder):
    lock = locked(folder)
    try:
        answer = ask("PUT", ARTICLE, HARBOUR)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert str(folder) not in answer.text
    finally:
        lock.release()
    assert ask("PUT", ARTICLE, HARBOUR).status_code == 201


@pytest.mark.parametrize(
    ("fault", "title"),
    [
        (errno.ENOSPC, "The disk of the archive is full"),
        (errno.EROFS, "The disk of the archive cannot be written to"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path", "body"), [("PUT", ARTICLE, HARBOUR), ("PATCH", "/api/v1/quotes/ramadi.q1", {"speaker": "Bo"})]
)
def test_what_the_disk_does_not_take_is_told_and_nothing_else_is_lost(
    ask, monkeypatch, fault, title, method, path, body
):
    def refuse(*_):
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        answer = ask(method, path, body)
    assert (answer.status_code, answer.json["title"]) == (507, title)
    assert answer.json["detail"].startswith("This change is not kept, and all before it is: ")
    assert ask("GET", "/readyz").json["index"]["revision"] == "r1"
    assert ask(method, path, body).status_code in (200, 201)


def test_the_first_correction_of_an_index_that_no_command_made_holds_and_can_be_changed(ask, folder):
    assert not (folder / "corrected.json").exists()
    for number, speaker in enumerate(("Ada Moor", "Bo Li"), 2):
        answer = ask("PATCH", "/api/v1/quotes/ramadi.q1", {"speaker": speaker})
        assert (answer.status_code, answer.json["revision"]) == (200, f"r{number}")
        assert ask("GET", "/api/v1/quotes/ramadi.q1").json["speaker"] == speaker


@pytest.fixture
def small_files():
    """Let no file grow beyond 8 KB, as on a disk that is full when the longest comes."""
    some, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, most))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (some, most))


@pytest.mark.parametrize("body", [{"speaker": "Bo Li"}, {"undo": True}])
def test_a_correction_that_the_disk_does_not_take_stands_in_no_file(ask, folder, body, request):
    ask("PATCH", "/api/v1/quotes/ramadi.q1", {"speaker": "Ada Moor"})
    before = (folder / "corrections.txt").read_bytes()
    request.getfixturevalue("small_files")
    assert ask("PATCH", "/api/v1/quotes/ramadi.q1", body).status_code == 507
    assert (folder / "corrections.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 401), (bearer(READ), 403), (basic("ann", "right horse"), 403), (bearer("x"), 401)]
)
@pytest.mark.parametrize(("method", "path"), [("PUT", ARTICLE), ("DELETE", ARTICLE), ("PATCH", QUOTE)])
def test_nobody_writes_without_a_key_that_may(ask, headers, status, method, path):
    assert ask(method, path, HARBOUR, headers=headers).status_code == status


def test_who_reads_with_a_key_is_told_that_it_does_not_write(ask):
    answer = ask("PUT", ARTICLE, HARBOUR, headers=bearer(READ)).json
    assert (answer["type"], answer["title"]) == (
        "/problems/reading-only",
        "Only a key that may write changes the archive",
    )
    assert "private" not in str(answer)


@pytest.mark.parametrize(("method", "path"), [("PUT", ARTICLE), ("DELETE", ARTICLE), ("PATCH", QUOTE)])
def test_unless_told_the_site_can_only_be_read(archive, method, path):
    client = create_app(archive, Settings(access=Access(keys=KEYS))).test_client()
    assert client.open(path, method=method, headers=bearer(WRITE)).status_code == 405
