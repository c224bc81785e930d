"""The server as a process: whoever stalls is let go, whoever asks is answered to the end, and all of it is logged."""

import contextlib
import io
import json
import logging
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection

import pytest

from web import request_log
from web.app import create_app
from web.request_log import Lines, Unwaiting, log_to_stderr
from web.settings import Settings

# One thread, and a second that a client may stall.
SITE = """
import sys, time
from flask import Flask
from web import server

app = Flask("slow")
app.add_url_rule("/ok", "ok", lambda: "ok")
app.add_url_rule("/endless", "endless", lambda: (bytes(1 << 20) for _ in range(1000)))

app.add_url_rule("/big", "big", lambda: bytes(12_000_000))

@app.get("/slow")
def slow():
    time.sleep(0.8)  # longer than a client may stall
    return bytes(3_000_000)

server.STALLED = 0.5
server.run(app, "127.0.0.1", 0, 1, lambda address: print(address, flush=True))
"""


@pytest.fixture
def site():
    """Return a running server and its port."""
    with subprocess.Popen([sys.executable, "-c", SITE], stdout=subprocess.PIPE, text=True) as server:
        yield server, int(re.search(r":(\d+)/", server.stdout.readline())[1])
        server.kill()


def get(port, path):
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()


def received(connection):
    """Return how many bytes come until the server ends the connection."""
    size = 0
    with contextlib.suppress(ConnectionResetError):
        while data := connection.recv(1 << 20):
            size += len(data)
    return size


def test_a_client_that_takes_nothing_of_its_answer_loses_its_thread(site):
    with socket.create_connection(("127.0.0.1", site[1])) as stalled:
        stalled.sendall(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        assert get(site[1], "/ok") == b"ok"


def test_a_client_that_takes_nothing_of_an_answer_that_is_complete_is_let_go_of(site):
    with socket.create_connection(("127.0.0.1", site[1])) as stalled:
        stalled.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        stalled.recv(1)
        time.sleep(2.5)  # five times what it may take
        assert received(stalled) < 12_000_000


def test_a_request_under_way_is_answered_to_its_end_before_the_server_stops(site):
    server, port = site
    answers = []
    asking = threading.Thread(target=lambda: answers.append(len(get(port, "/slow"))))
    asking.start()
    time.sleep(0.2)
    server.send_signal(signal.SIGTERM)
    asking.join()
    assert (answers, server.wait(10)) == ([3_000_000], 0)
    with pytest.raises(OSError, match="refused"):
        get(port, "/ok")


@pytest.fixture
def log(caplog):
    """Return what gives the lines of the log as they are written."""
    caplog.set_level(logging.INFO, "pullquote.requests")
    return lambda: [Lines().format(record) for record in caplog.records if record.name == "pullquote.requests"]


def test_a_request_is_one_line_without_what_was_asked_for(client, log):
    answer = client.get("/search?q=secret+source")
    (line,) = log()
    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("time"))
    assert told.pop("ms") > 0
    assert told == {
        "level": "info", "request_id": answer.headers["X-Request-ID"], "method": "GET", "path": "/search",
        "status": 200, "bytes": len(answer.data),
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/a/ramadi", "/speakers/john-kerry", "/api/v1/articles/ramadi.txt", "/a/unknown"])
def test_whose_page_is_asked_for_is_not_logged(client, log, path):
    client.get(path)
    assert path.rpartition("/")[2] not in log()[0]


def test_what_is_asked_for_is_logged_where_that_is_chosen(archive, log):
    create_app(archive, Settings(log_queries=True)).test_client().get("/search?q=iraq")
    assert json.loads(log()[0])["query"] == "q=iraq"


@pytest.mark.parametrize("path", ["/a%0AINFO+forged", "/%1B[31mred%1B]0;x%07", "/\x7f%C2%9B31m", "/%E2%80%A8x"])
def test_s22_what_is_asked_stays_one_line_without_control_characters(archive, log, path):
    create_app(archive, Settings(log_queries=True)).test_client().get(f"{path}?q={path[1:]}")
    (line,) = log()
    assert line.isascii()
    assert line.isprintable()


@pytest.mark.parametrize("path", ["/api/v1/export?format=csv", "/search"])
def test_bytes_are_those_of_the_body(client, log, path):
    with client.get(path) as answer:
        size = len(answer.data)
    client.head(path).close()
    assert [json.loads(line)["bytes"] for line in log()] == [size, 0]


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_Z", True), ("a b", False), ("x" * 65, False), ("é", False)])
def test_a_request_id_is_kept_if_it_is_sane(client, given, kept):
    name = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (name == given) is kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name)


def test_a_log_that_nobody_reads_stops_no_answer(monkeypatch):
    read = threading.Event()

    class Full(io.StringIO):
        def write(self, text):
            read.wait(10)
            return super().write(text)

    monkeypatch.setattr(request_log, "_WAITING", 3)
    monkeypatch.setattr(sys, "stderr", Full())
    handler = Unwaiting(contextlib.nullcontext())
    for number in range(9):
        handler.handle(logging.makeLogRecord({"msg": f"line {number}"}))
    read.set()
    handler.flush()
    assert "line 0" in sys.stderr.getvalue()
    assert "lines are lost" in sys.stderr.getvalue()


@contextlib.contextmanager
def logging_as_before():
    root, level = logging.getLogger(), logging.getLogger("pullquote.requests").level
    before = root.handlers[:]
    try:
        yield
    finally:
        root.handlers = before
        logging.getLogger("pullquote.requests").setLevel(level)


def test_an_error_is_one_line_with_its_traceback(capsys):
    with logging_as_before():
        log_to_stderr()
        try:
            raise ValueError("first\nsecond")
        except ValueError as error:
            logging.getLogger("pullquote.web").error("unexpected error", exc_info=error)
        logging.getLogger().handlers[0].flush()
    (line,) = capsys.readouterr().err.splitlines()
    assert "second" in json.loads(line)["exception"]
