"""Where sentences and paragraphs end, by the one rule, and as an index keeps it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, content_hash
from index.columnar.breaks import read_breaks
from index.columnar.segment import opened
from index.sentences import ends
from index.writer import open_writer


@pytest.mark.parametrize(
    ("text", "sentences", "paragraphs"),
    [
        pytest.param("He left. She came.", [2, 4], [4], id="stops"),
        pytest.param("Who left? She! And he… Nobody", [2, 3, 5, 6], [6], id="other-stops"),
        pytest.param("Dr. Roe and J. Smith of the U.S. Army left.", [11], [11], id="abbreviations"),
        pytest.param("It cost $5.9 mln. 3 men left", [5, 8], [8], id="a-point-within-a-number"),
        pytest.param("“Go!” he said. “Now.” They went", [3, 4, 6], [6], id="closing-marks"),
        pytest.param("We left ... and came back.", [5], [5], id="no-capital-follows"),
        pytest.param("北京。大学！", [1, 2], [2], id="chinese-stops"),
        pytest.param("No stop\n\nbut two paragraphs\n\n\n\n...", [2, 5], [2, 5], id="paragraphs"),
        pytest.param("one line\nand another", [4], [4], id="a-line-is-no-paragraph"),
        pytest.param(" ... \n\n", [], [], id="no-words"),
    ],
)
def test_ends_are_counted_in_words(text, sentences, paragraphs):
    assert ends(text) == (sentences, paragraphs)


_pieces = st.sampled_from(["war", "Peace", "U.S.", "it's", "'", ".", "!”", " ", "\n", "\n\n", "。", "北京", "end", "é"])
_bodies = st.lists(_pieces, max_size=30).map("".join) | st.just("word " * 700)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_bodies, min_size=1, max_size=4), min_size=1, max_size=4))
def test_an_index_keeps_them_through_changes_and_merges(tmp_path_factory, batches):
    folder = tmp_path_factory.mktemp("index")
    for batch in batches:
        with open_writer(str(folder)) as writer:
            for at, body in enumerate(batch):
                writer.put(Article(id=str(at), body=body, content_hash=content_hash("", body)))
    segments = [opened(path) for path in (folder / "segments").glob("*.arrays")]
    for segment in segments:
        breaks = read_breaks(segment.arrays)
        expected = [ends(segment.body(number)) for number in range(segment.size)]
        lengths = [end - start for own, _ in expected for start, end in zip([0, *own], own, strict=False)]
        last = [end in closed for own, closed in expected for end in own]
        assert (breaks.words.tolist(), breaks.last.tolist()) == (lengths, last)
