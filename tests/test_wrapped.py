"""Wrapped lines: joined where a wrap explains their ends, left alone where a writer ended them."""

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extract.fragments import fragment_body
from index.extract.plaintext import read_plaintext
from index.extract.wrapped import paragraphs, unwrap
from index.formats.jsonl import read_line

STORY = [
    "OPORTO, March 3 - The river rose by two metres in the night and the lower town was left without light, "
    "said the harbour master.",
    '"We have seen nothing like it in forty years, and we have no boats left to send," Rui Sá told reporters on the '
    "bridge.",
    "Trains to the south were late.",
    "Officials expect the water to fall before the end of the week if the wind turns, but several roads will stay "
    "closed until Monday.",
]
INDENTED = "\n".join(textwrap.fill(paragraph, 65, initial_indent="    ") for paragraph in STORY)
PARTED = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in STORY)
BARE = "\n".join(textwrap.fill(paragraph, 72) for paragraph in STORY)
ITEM = "- Boats are needed for the lower town, where the water stands at the windows of the first floor"
ADDRESS = f"https://wire.example/{'a' * 90}"
TABLE = "Prices of the week at the harbour, as fishermen give them\nSardine     410     380\nHake        900     870"

WRAPPED = {
    "indented": (INDENTED, STORY),
    "indented, and stripped": (INDENTED.strip(), STORY),
    "parted by empty lines": (PARTED, STORY),
    "both": (INDENTED.replace("\n    ", "\n\n    "), STORY),
    "short lines end paragraphs": (BARE, STORY),
    "a block that is set in": (f"{PARTED}\n\n{textwrap.indent(PARTED, '   ')}", STORY * 2),
    "a list": (f"{PARTED}\n\n{textwrap.fill(ITEM, 72, subsequent_indent='  ')}\n- Bread", [*STORY, ITEM, "- Bread"]),
    "a table": (f"{PARTED}\n\n{TABLE}", [*STORY, *TABLE.split("\n")]),
    "Windows's line ends": (PARTED.replace("\n", "\r\n"), STORY),
    "one line end": (textwrap.fill(STORY[1], 80), STORY[1:2]),
    "an address wider than the wrap": (f"{PARTED}\n\n{ADDRESS}", [*STORY, ADDRESS]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRAPPED.values(), ids=WRAPPED)
def test_wrapped_lines_are_joined(text: str, expected: list[str]) -> None:
    assert paragraphs(text).split("\n\n") == expected


UNWRAPPED = {
    "a paragraph a line": "\n".join(STORY),
    "short paragraphs": "The river rose.\nIt fell.\nTrains to the south were late, the railway said.\nNobody left.",
    "a dialogue": '"We have seen nothing like it in forty years here," Ana said.\n"Nor have we, and we came down from '
    'the hills," Rui said.\n"Then who will send boats to all of us in the town?"\n"Those who have them, nobody else."',
    "verse": "the river is older than the bridge\nand the bridge is older than we are\nwe stand on it and count\n"
    "what goes by, the doors, the hay,\nthe chairs of a house\nthat nobody will name",
    "long verse": "the river that my father crossed in a boat of tar and oak\nis under the windows now\n"
    "and the boat, which he sold for a winter's bread when I was a boy of seven,\nstands in a garden with flowers "
    "in it\nwhile the water goes from door to door and asks for him",
    "a list": "two cups of flour\none cup of milk\na spoon of salt\nsugar, as much as your grandmother would allow",
    "a table": "sardines from the north   410   380   395\nhake of all the harbours  900   870   880\n" * 4,
    "lines of a script without small letters": "川の水が夜のうちに二メートル上がった、" * 3 + "\n" + "町は暗い" * 14,
}  # fmt: skip


@pytest.mark.parametrize("text", UNWRAPPED.values(), ids=UNWRAPPED)
def test_lines_that_a_writer_ended_stay(text: str) -> None:
    assert unwrap(text) is None
    assert paragraphs(text).split("\n\n") == [line.strip() for line in text.strip().split("\n")]


@pytest.mark.parametrize("text", [INDENTED, INDENTED.strip(), PARTED])
def test_every_reader_of_text_joins_them(text: str) -> None:
    read = [read_line(json.dumps({"text": text})), read_plaintext(f"Oporto Under Water\n\n{text}", "x")]
    assert [article.body for article in read] == ["\n\n".join(STORY)] * 2
    assert fragment_body(text) == "\n\n".join(STORY)


def test_a_body_whose_quotations_are_given_is_left_as_it_is() -> None:
    quote = {"text": "two metres", "speaker": "Rui Sá"}
    assert read_line(json.dumps({"text": INDENTED, "quotes": [quote]})).body == INDENTED


SENTENCES = st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=60).map(
    lambda words: f"The {' '.join(words)}."
)


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.integers(60, 100), st.sampled_from(["", "  ", "    ", "\t"]))
def test_what_was_wrapped_at_any_width_comes_back(texts: list[str], width: int, indent: str) -> None:
    filled = [textwrap.fill(text, width, initial_indent=indent) for text in texts]
    assert paragraphs(("\n" if indent else "\n\n").join(filled)).split("\n\n") == texts


@given(st.lists(SENTENCES, min_size=1, max_size=20), st.sampled_from(["\n", "\n\n"]))
def test_what_was_not_wrapped_is_unchanged(texts: list[str], end: str) -> None:
    assert paragraphs(end.join(texts)).split("\n\n") == texts
