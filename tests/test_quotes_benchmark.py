"""The yardstick of quotations counts as its page says."""

import json
from pathlib import Path

import pytest

from benchmarks.quotes import heads, main, read

TEXT = '"We sail at dawn," said Elena Marsh, a diver. It was an "island" of sorts. Ruiz called it "a folly of old men."'


def annotated(words: str, speaker: str, kind: str) -> dict[str, object]:
    start, place = TEXT.index(words), TEXT.index(speaker)
    spans = [[place, place + len(speaker)]]
    return {"start": start, "end": start + len(words), "speaker": speaker, "speaker_spans": spans, "kind": kind}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    quotes = [
        annotated("We sail at dawn,", "Elena Marsh, a diver", "direct"),
        annotated("a folly of old men.", "Marsh", "mixed"),
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "quotes": quotes}) + "\n", encoding="utf-8")
    return path


def test_a_speaker_is_right_by_its_head_and_exact_by_all_its_words(corpus: Path) -> None:
    scores = read(corpus)
    assert [(pair.head, pair.exact, pair.words) for pair in scores.pairs] == [(True, True, 4), (False, False, 5)]
    assert scores.wrong == []


def test_the_report_has_a_table_of_each_kind(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(corpus)])
    printed = capsys.readouterr().out
    assert printed.splitlines()[1].split() == ["all", "2", "1.000", "1.000", "1.000", "2", "0.500", "0.500"]
    assert all(head in printed for head in ("right when answered", "stated   seen", "KB of text per CPU second"))


@pytest.mark.parametrize(
    ("speaker", "words"),
    [("a spokesman, Jan Berg", {"spokesman", "berg"}), ("Sen. Elena Marsh of Norland", {"marsh"}), ("she", {"she"})],
)
def test_heads(speaker: str, words: set[str]) -> None:
    assert heads(speaker) == words
