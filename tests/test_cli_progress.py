"""What is told of an indexing while it goes on, and after it."""

import json
import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="the system has no terminals for programs")
COMMAND = [sys.executable, "-c", "from web.start import main; main()", "index", "a.jsonl", "--report", "report.json"]
HERE = {**os.environ, "PYTHONPATH": os.getcwd(), "COLUMNS": "120", "TERM": "xterm"}


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"title": "War", "body": "“Peace,” said Ann Roe."}\n' * 3_000 + "{}\n")
    return tmp_path


def test_a_terminal_shows_files_articles_failures_and_how_fast(archive):
    ours, theirs = pty.openpty()
    with subprocess.Popen(COMMAND, cwd=archive, env=HERE, stderr=theirs, stdout=subprocess.DEVNULL):
        os.close(theirs)
        shown = read_all(ours)
    for part in ("0/1", "articles", "/s", "0 failed"):
        assert part in shown


def read_all(terminal):
    """Return what is written to a terminal until nobody has it open."""
    shown = b""
    with open(terminal, "rb", buffering=0) as file:
        try:
            while piece := file.read(4096):
                shown += piece
        except OSError:  # what Linux says at the end of a terminal
            pass
    return shown.decode()


def test_a_report_has_the_counts_the_speed_and_every_failure(archive):
    done = subprocess.run(COMMAND, cwd=archive, env=HERE, capture_output=True, text=True)
    report = json.loads((archive / "report.json").read_text())
    counts = {name: report[name] for name in ("files", "added", "updated", "unchanged", "removed", "copies", "kept")}
    assert list(counts.values()) == [1, 3_000, 0, 0, 0, 2_999, 0]
    assert report["rate"] == pytest.approx(3_000 / report["seconds"], abs=1)
    (failed,) = report["failed"]
    assert (failed["path"].rpartition("/")[2], failed["before"]) == ("a.jsonl", False)
    assert [part["path"].rpartition("/")[2] for part in failed["parts"]] == ["a.jsonl:3001"]
    assert failed["reason"] == failed["parts"][0]["reason"]
    assert done.stderr.startswith("pullquote: not read: ")
    assert "/s" not in done.stderr
