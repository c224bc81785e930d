"""Readers and one writer at the same time: a few seconds of what `make soak` does for minutes."""

from tests import soak


def test_every_answer_is_one_committed_revision_while_another_process_writes(tmp_path):
    faults, answers, commits, busy = soak.readers(tmp_path / "index", seconds=4)
    assert faults == []
    assert answers > soak.READERS
    assert commits > 3
    assert "another process is writing" in busy
