"""What holds for any text whatsoever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotes import extract_quotes

WORDS = (
    "said told according to by that who saying claim he she they the a One official spokesman Ruiz Elena Ruiz's Mr. "
    "Sen. U.S. al- al-Rashid de of and was called Jr. CNN interview with went on for say İ ß ǅ 文 _ 5 😀"
)
MARKS = "\" “ ” '' « » ' ’ ‘ ''' , . ? ! : ; — - ( ) [ …"
SPACES = [" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\x00", "\ud800", "e\u0301", "\u0301", "\u00a0"]
PIECES = st.sampled_from(WORDS.split() + MARKS.split() + SPACES)
TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None, exclude_categories=())),
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(PIECES, max_size=60).map(" ".join),
)


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_offsets_are_exact_on_any_text(body: str) -> None:
    for number, quote in enumerate(extract_quotes(body), 1):
        assert quote.id == f"q{number}"
        assert quote.text == " ".join(body[start:end] for start, end in quote.parts)
        assert all(0 < start < end <= len(body) for start, end in quote.parts)
        if quote.mention is not None:
            assert body[quote.mention.start : quote.mention.end] == quote.mention.text != ""


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_parts_stand_in_order_and_never_overlap(body: str) -> None:
    ends = [0]
    for quote in extract_quotes(body):
        for start, end in quote.parts:
            assert start > ends[-1]
            ends.append(end)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_what_is_said_of_a_quotation_agrees(body: str) -> None:
    for quote in extract_quotes(body):
        assert (quote.speaker is None) == (quote.source_type is None)
        assert quote.source_type in (None, "named", "unnamed", "organisation")
        assert quote.kind in ("direct", "fragment", "block")
        assert 0 < quote.confidence < 1
        assert quote.speaker is None or quote.mention is not None


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_marks_never_pair_over_paragraphs(first: str, second: str) -> None:
    for quote in extract_quotes(f"{first}\n\n{second}"):
        assert all("\n\n" not in f"{first}\n\n{second}"[start:end] for start, end in quote.parts)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param('"We sail," Ruiz said.\n\n', id="ordinary"),
        pytest.param('"abc def," x said ', id="one-paragraph"),
        pytest.param('"', id="marks-only"),
        pytest.param("“ab ", id="never-closed"),
        pytest.param("“a “b ” c” ", id="nested"),
        pytest.param("said told said ", id="verbs-only"),
        pytest.param('Ruiz, a, b, c, d, "e f", ', id="commas"),
        pytest.param('to say to say to say "e f" ', id="infinitives-only"),
        pytest.param("Aa Bb ", id="names-only"),
        pytest.param('"the official," the official said. ', id="nominals"),
        pytest.param('A man spoke. "Go," he said. "Go," the man said.\n\n', id="pronouns"),
        pytest.param("\n \t", id="blank-lines"),
        pytest.param('"ab" ', id="words-in-marks"),
        pytest.param("'abc,' x said ", id="single-marks"),
        pytest.param("‘ab cs’ ", id="single-marks-in-doubt"),
        pytest.param("chairman, chief and ", id="offices"),
        pytest.param('Ruiz, who a, who b, who c, said "e f" ', id="relative-clauses"),
        pytest.param('as Ruiz, as Ruiz, put it, "e f" ', id="asides"),
        pytest.param('with Ruiz saying with Ruiz saying "e f" ', id="participles"),
        pytest.param('Ruiz said it.\n\n"We sail at dawn."\n\n', id="tellers"),
        pytest.param("of the of the (((", id="brackets"),
        pytest.param("e\u0301😀\r\n\r\n“we sail”\r\n", id="marks-that-combine"),
        pytest.param("'' a ' ''' ", id="apostrophes"),
    ],
)
def test_twice_the_text_takes_no_more_than_its_share(unit: str) -> None:
    _takes_its_share("", unit)


@pytest.mark.parametrize(
    ("before", "unit"),
    [
        pytest.param('"We sail," said ', "Al-", id="a-name"),
        pytest.param("Ida Ruiz wrote:\n\nA", "a", id="a-block"),
    ],
)
def test_a_word_of_twice_the_length_takes_no_more_than_its_share(before: str, unit: str) -> None:
    _takes_its_share(before, unit)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param('"We sail," Ida Vega{0} said. Vega{0} is a diver from Norport. ', id="roles"),
        pytest.param('Ida Vega{0} Montes{0} said "we sail {0} today." Vega{0}, who left, waved. ', id="both-surnames"),
        pytest.param('"We sail," said Vega{0}. He told the Courier{0} it was late. "We do," he said. ', id="surnames"),
        pytest.param(
            'Tide{0} Rail said it was late. "We do," the company said. "We sail," he told Tide{0}. ', id="bodies"
        ),
        pytest.param('he told the channel that "we do" and ', id="the-channel"),
        pytest.param('"We sail," Ida Vega{0} said. "We do," the attorney said. ', id="callings"),
        pytest.param('Abel Holm waved. Ida Holm waved. "We sail," the elder Holm said. ', id="ages"),
        pytest.param('Ruiz{0} himself was careful. "We do," he said. ', id="one-paragraph"),
        pytest.param('Ida Holm{0} (D-Ore.) waved. "We do," the Democrat said. ', id="parties"),
        pytest.param('The mayor of Port{0} waved. "We do," the mayor said. ', id="mayors"),
        pytest.param("IDA{0} RUI{0}, ", id="large-names"),
        pytest.param('"We sail."\n\n"We wait."\n\nit said "we do" and he said "no" and ', id="words-alone"),
        pytest.param('The diver{0} from Norport said "we sail {0} today." "We do," the diver{0} said. ', id="nominals"),
        pytest.param('"We wait," Ida Vega{0} said. Ed Rui{0} wept. “We fell,” he said. “Twice.”', id="one-line"),
        pytest.param('told X. "We sail," he said. ', id="told-alone"),
        pytest.param('It is "a folly," according to Lund. and ', id="according-to-one"),
    ],
)
def test_a_thousand_people_take_no_more_than_their_share(unit: str) -> None:
    small, large = (" ".join(map(unit.format, range(size))) for size in (100, 2_000))
    _compare(small, large)


def _takes_its_share(before: str, unit: str) -> None:
    small, large = (before + unit * (size // len(unit)) for size in (4_000, 80_000))
    _compare(small, large)


def _compare(small: str, large: str) -> None:
    """A safety net against quadratic work: five times the linear share passes, ten thousand times does not."""
    extract_quotes(small)
    share = min(_seconds(small) for _ in range(3)) * len(large) / len(small)
    assert _seconds(large) < 5 * share + 0.5


def test_a_megabyte_with_90_000_marks_takes_its_share() -> None:
    """Twice the text takes 2.5 times as long at most; the second more is for a busy machine."""
    half = '"We sail," said Ruiz\n\n' * 22_700
    first = _seconds(half)
    assert _seconds(half * 2) < 2.5 * first + 1.0


def _seconds(body: str) -> float:
    start = time.process_time()
    extract_quotes(body)
    return time.process_time() - start


@pytest.mark.parametrize("link", ["from", "by"])
def test_a_letter_from_a_letter_from_a_letter_ends(link: str) -> None:
    (quote,) = extract_quotes('"We sail," said ' + f"a letter {link} " * 2000 + "Ida.")
    assert quote.speaker != "Ida"
