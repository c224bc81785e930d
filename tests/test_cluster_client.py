"""What of an index on a cluster needs no cluster: addresses, documents, and what is said where no node answers."""

import socket
import ssl
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from functools import partial

import pytest
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import TransportError

from index.analysis import words
from index.article import Article
from index.errors import IndexUnavailable
from index.location import folder
from index.opensearch import patience
from index.opensearch.address import Address, address_of
from index.opensearch.client import FILE, PASSWORD, USER, connect, credentials, explained
from index.opensearch.documents import Group, Traits, documents, read_stored, stored
from index.opensearch.patience import patiently
from index.writer import open_writer
from search.searcher import open_searcher
from tests.conftest import FIRST, hostile_article
from web.start import main


@pytest.mark.parametrize(
    ("location", "nodes", "name", "beside"),
    [
        ("opensearch+http://host:9200/news", ["http://host:9200"], "news", "pullquote-news"),
        ("opensearch+https://host/news", ["https://host:443"], "news", "pullquote-news"),
        ("opensearch+https://a:1,b:2/n-1/", ["https://a:1", "https://b:2"], "n-1", "pullquote-n-1"),
        ("opensearch+http://[::1]:9200/news?folder=/data/x", ["http://[::1]:9200"], "news", "/data/x"),
    ],
)
def test_an_address_names_nodes_an_index_and_a_folder_beside(location, nodes, name, beside):
    found = address_of(location)
    assert (list(found.nodes), found.name, found.folder) == (nodes, name, beside)
    assert folder(location).is_absolute()
    assert address_of(found.beside(f"{name}-000002", "/x")) == Address(found.nodes, name, "/x", f"{name}-000002")


@pytest.mark.parametrize(
    "location",
    [
        "opensearch+http://host:9200/",
        "opensearch+http://host:9200/News",
        "opensearch+http://host:9200/_all",
        "opensearch+http://host:9200/a,b",
        "opensearch+http://host:port/news",
        "opensearch+http:///news",
        "opensearch+ftp://host/news",
        "opensearch+http://host/news?colour=red",
        "opensearch+http://host/news?index=another-000001",
        "opensearch+https://ann:secret@host/news",
    ],
)
def test_what_is_no_address_is_refused_with_one_that_is(location):
    with pytest.raises(IndexUnavailable, match=r"write it as opensearch\+https://host:9200/name") as refused:
        address_of(location)
    assert "secret" not in str(refused.value)


def test_credentials_come_from_the_environment_or_a_file(tmp_path, monkeypatch):
    for name in (USER, PASSWORD, FILE):
        monkeypatch.delenv(name, raising=False)
    assert credentials() is None
    (tmp_path / "own").write_text("ann:se:cret\n")
    monkeypatch.setenv(FILE, str(tmp_path / "own"))
    assert credentials() == ("ann", "se:cret")
    monkeypatch.setenv(USER, "bo")
    assert credentials() == ("bo", "")
    monkeypatch.delenv(USER)
    for text, told in (("nothing", "holds no user:password"), (None, "cannot be read")):
        (tmp_path / "own").write_text(text) if text else (tmp_path / "own").unlink()
        with pytest.raises(IndexUnavailable, match=told):
            credentials()


def test_without_the_client_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(IndexUnavailable, match=r"pip install 'pullquote\[opensearch\]'"):
        open_searcher("opensearch+http://127.0.0.1:1/news")


def free_port():
    with closing(socket.socket()) as own:
        own.bind(("127.0.0.1", 0))
        return own.getsockname()[1]


@pytest.mark.parametrize("opened", [open_searcher, open_writer])
def test_where_no_node_answers_that_is_said(opened, tmp_path, monkeypatch):
    monkeypatch.setattr("index.opensearch.writer.patiently", partial(patiently, seconds=1))  # not a minute
    with pytest.raises(IndexUnavailable, match="no node can be reached; is the cluster running"):
        opened(f"opensearch+http://127.0.0.1:{free_port()}/news?folder={tmp_path}")


def test_the_command_line_says_so_in_one_line(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["pullquote", "info", "--index", f"opensearch+http://127.0.0.1:{free_port()}/x"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("pullquote: x on http://127.0.0.1:")


@contextmanager
def own_certificate(tmp_path):
    """A server that speaks TLS with a certificate that nobody vouches for."""
    key, cert = tmp_path / "key", tmp_path / "cert"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    subprocess.run([*made, "-subj", "/CN=localhost", "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = threading.Thread(target=_refused, args=(server, context), daemon=True)
        thread.start()
        yield server.getsockname()[1]


def _refused(server, context):
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with closing(client), suppress(OSError):
            context.wrap_socket(client, server_side=True).close()


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    with own_certificate(tmp_path) as port:
        address = address_of(f"opensearch+https://127.0.0.1:{port}/news")
        with pytest.raises(IndexUnavailable, match="the certificate is not trusted"), explained(address):
            connect(address).info()


@pytest.mark.parametrize("article", [FIRST, Article(id="empty"), hostile_article("bad", "lone \ud800 surrogate")])
def test_an_article_comes_back_from_what_is_stored(article):
    assert read_stored(stored(article)) == article
    stored(article).encode("ascii")


def test_the_words_of_a_document_are_those_of_the_analyzer():
    article = Article(id="a", title="U.S.-led Da’esh", body="Ann’s nets netted.\n\n北京大学 said: “Étang!” He fell.")
    ((_, found),) = documents(article, Traits.of(article), Group("", False))
    assert found["w_title"] == ["u s led daesh"]
    assert found["w_body"].split()[1:] == words(article.body)
    assert found["t_body"] == "^ ann|<s|<p|<1 net net|s>|p>|1> 北京|<s|<p 京大 大学 said etang|s> he|<s fell|s>|p>"
    assert found["n_body"] == len(words(article.body))


def test_what_passes_is_asked_again_and_what_does_not_is_an_error(monkeypatch):
    monkeypatch.setattr(patience, "_FIRST", 0.001)
    passing = [TransportError(429, "busy"), TransportError(503, "gone"), NoConnection("N/A", "refused", OSError())]

    def ask():
        if passing:
            raise passing.pop()
        return "answer"

    assert patiently(ask) == "answer"
    passing.append(TransportError(400, "wrong"))
    with pytest.raises(TransportError, match="wrong"):
        patiently(ask)
    passing += [TransportError(429, "busy")] * 50
    with pytest.raises(TransportError, match="busy"):
        patiently(ask, seconds=0.01)
