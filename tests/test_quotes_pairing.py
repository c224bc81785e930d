"""Which words stand between which marks."""

import pytest

from index.quotes import extract_quotes
from index.quotes.pairing import paragraphs


def inside(body: str) -> list[str]:
    return [body[span.start : span.end] for piece in paragraphs(body) for span in piece.spans]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param('"We sail," Ruiz said.', ["We sail,"], id="straight"),
        pytest.param("“We sail,” Ruiz said.", ["We sail,"], id="curly"),
        pytest.param('“We sail," Ruiz said.', ["We sail,"], id="curly-then-straight"),
        pytest.param('"We sail,” Ruiz said.', ["We sail,"], id="straight-then-curly"),
        pytest.param("''We sail,'' Ruiz said.", ["We sail,"], id="two-apostrophes"),
        pytest.param("''He shouted 'sail!''' Ruiz said.", ["He shouted 'sail!'"], id="three-apostrophes"),
        pytest.param("«We sail», Ruiz said.", ["We sail"], id="guillemets"),
        pytest.param("Ruiz said: « We sail. »", ["We sail."], id="guillemets-with-spaces"),
        pytest.param("Ruiz said ”we sail” today.", ["we sail"], id="closing-mark-that-opens"),
        pytest.param("“We sail,“ Ruiz said.", ["We sail,"], id="opening-mark-that-closes"),
        pytest.param("“He said “sail” twice,” Ruiz said.", ["He said “sail” twice,"], id="nested-curly"),
        pytest.param('"He said "sail" twice," Ruiz said.', ['He said "sail" twice,'], id="nested-straight"),
        pytest.param("“I underscore ‘yet,’ we wait,” she said.", ["I underscore ‘yet,’ we wait,"], id="nested-single"),
        pytest.param("The workers' boats of O'Neill aren't for Jones' men in the '90s.", [], id="apostrophes"),
        pytest.param("“The workers’ boats,” Ruiz said.", ["The workers’ boats,"], id="plural-possessive-inside"),
        pytest.param('Ruiz said: "We sail\n\nNo marks here.', ["We sail"], id="unclosed-ends-with-its-paragraph"),
        pytest.param('A stray” mark, then "we sail".', ["we sail"], id="stray-closing-mark"),
        pytest.param('The board is 6" wide.', [], id="inches"),
        pytest.param('"We\nsail," Ruiz said.', ["We\nsail,"], id="newline-inside-a-paragraph"),
        pytest.param('An empty "" and " ".', [], id="nothing-inside"),
    ],
)
def test_marks_pair(body: str, words: list[str]) -> None:
    assert inside(body) == words


def test_a_mark_left_open_disturbs_no_other_paragraph() -> None:
    body = 'He shouted "no and left.\n\n"We sail," Ruiz said.\r\n\r\n"We stay," Okafor said.'
    assert inside(body)[1:] == ["We sail,", "We stay,"]


def test_a_quotation_runs_over_paragraphs_until_it_is_closed() -> None:
    body = "“The nets are empty,” Ruiz said. “We wait.\n\n“We hope.\n\n“Then we sail again.”\n\nThe rain went on."
    (quote,) = extract_quotes(body)
    assert quote.text == "The nets are empty, We wait. We hope. Then we sail again."
    assert (quote.speaker, quote.flags) == ("Ruiz", ("continued",))


def test_the_speaker_may_follow_the_last_paragraph_of_a_quotation() -> None:
    body = '"The nets are empty.\n\n"We hope for spring," Ruiz said.'
    (quote,) = extract_quotes(body)
    assert (quote.speaker, len(quote.parts)) == ("Ruiz", 2)


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        pytest.param('"We sail," Ruiz said. "We leave at dawn."', [2], id="two-sentences"),
        pytest.param('"We sail," Ruiz said, "at dawn."', [2], id="one-sentence"),
        pytest.param('"We sail," Ruiz told reporters on Friday. "At dawn."', [2], id="more-words-between"),
        pytest.param('"We sail," Ruiz said. She left. "At dawn," she added.', [1, 1], id="own-attribution"),
        pytest.param('"We sail," Ruiz said, adding, "At dawn."', [1, 1], id="own-verb"),
        pytest.param('Ruiz called it "a mess" and "a shame".', [1, 1], id="two-fragments"),
        pytest.param('"We sail," Ruiz said.\n\n"At dawn," she said.', [1, 1], id="two-paragraphs"),
    ],
)
def test_a_split_quotation_is_one(body: str, parts: list[int]) -> None:
    assert [len(quote.parts) for quote in extract_quotes(body)] == parts


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('The so-called "free port" is closed.', id="so-called"),
        pytest.param('The harbour is an "island" of sorts.', id="scare-quotes"),
        pytest.param('She sang in "The Long Way Home" for two years.', id="title-of-a-work"),
        pytest.param('Ruiz appeared on the show "Morning Tide" on Friday.', id="title-with-a-subject"),
        pytest.param('Anthony "The Hook" Ruiz mends nets.', id="nickname"),
        pytest.param('Behind the quay hung a sign, "No Entry".', id="sign"),
        pytest.param('The film, titled "Salt and Iron," opens in May.', id="titled"),
    ],
)
def test_other_words_in_marks_are_no_quotations(body: str) -> None:
    assert extract_quotes(body) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param('"We sail," Ruiz said.', "direct", id="whole-sentence"),
        pytest.param('Ruiz said: "We sail."', "direct", id="behind-a-colon"),
        pytest.param('Ruiz said the plan was "a great mistake for us".', "fragment", id="small-letter"),
        pytest.param('Ruiz called the "I will not sail" crowd fools.', "fragment", id="inside-a-sentence"),
    ],
)
def test_kind(body: str, kind: str) -> None:
    assert [quote.kind for quote in extract_quotes(body)] == [kind]


def test_nested_marks_are_flagged() -> None:
    assert extract_quotes("“He cried ‘sail’ and ran,” Ruiz said.")[0].flags == ("nested",)


def test_a_stray_mark_does_not_swallow_the_quotation_of_the_next_paragraph() -> None:
    body = 'The board is so-called "wide\n\n"We sail," Ruiz said.'
    assert [quote.text for quote in extract_quotes(body)] == ["We sail,"]
