"""What stands in the static folder: other people's files as they gave them, names that change with their content."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest

import web
from search.linear_searcher import LinearSearcher
from web.app import create_app

STATIC = Path(web.__file__).with_name("static")
VENDORED = json.loads((STATIC / "vendor/vendor.json").read_text())
YEAR = "public, max-age=31536000, immutable"


def addresses(client):
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)


@pytest.mark.parametrize("one", VENDORED, ids=lambda one: one["name"])
def test_vendored_files_are_as_locked(one):
    content = (STATIC / "vendor" / one["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == one["sha256"]
    assert one["version"] in content.decode()
    assert (STATIC / "vendor" / one["licence_file"]).read_text().strip()


def test_every_vendored_file_is_locked():
    locked = {name for one in VENDORED for name in (one["file"], one["licence_file"])}
    assert {path.name for path in (STATIC / "vendor").iterdir()} == {*locked, "vendor.json"}


def test_static_files_are_kept_under_their_own_address_alone(client):
    found = addresses(client)
    assert len(found) == 4
    for address in found:
        for asked, kept in ((address, YEAR), (f"{address}x", "no-cache"), (address.partition("?")[0], "no-cache")):
            assert client.get(asked, buffered=True).headers["Cache-Control"] == kept


class Counting(LinearSearcher):
    """Counts its searches."""

    searches = 0

    def search(self, query):
        self.searches += 1
        return super().search(query)


def test_a_page_that_did_not_change_is_not_searched_for_again():
    searcher = Counting([])
    client = create_app(searcher).test_client()
    first = client.get("/search?q=ramadi")
    assert first.headers["Cache-Control"] == "no-cache"
    known, done = {"If-None-Match": first.headers["ETag"]}, searcher.searches
    same = client.get("/search?q=ramadi", headers=known)
    assert (same.status_code, same.data, searcher.searches) == (304, b"", done)
    assert client.get("/search?q=oil", headers=known).status_code == 200
    assert "ETag" not in client.get("/nope").headers


@pytest.mark.parametrize(
    ("accepted", "way", "unpacked"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_answers_are_packed_as_the_client_takes_them(client, accepted, way, unpacked):
    for path in ("/search?q=ramadi", "/api/v1/articles", "/static/pullquote.css"):
        plain = client.get(path, buffered=True)
        packed = client.get(path, headers={"Accept-Encoding": accepted}, buffered=True)
        assert packed.headers.get("Content-Encoding") == way
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert path.startswith("/api") or unpacked(packed.data) == plain.data


def test_what_is_short_or_streamed_is_not_packed(client):
    for path in ("/healthz", "/api/v1/export?format=csv"):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}, buffered=True).headers
