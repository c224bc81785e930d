"""Why a quotation has its speaker, how sure that is, and to whom it was said."""

import pytest
from hypothesis import given, settings

from index.article import UNCHECKED
from index.quotes import Evidence, evidence, extract_quotes
from index.quotes.confidence import CONFIDENCE, confidence
from tests.test_quotes_properties import TEXTS

BODY = (
    "Norland Secretary of Ports Elena Marsh met Tobias Okafor.\n\n"
    '"We sail at dawn," Marsh told Tide News. "We wait for nobody." It rained.\n\n'
    'She called the sea "a friend of ours."'
)


def test_evidence_is_the_rule_the_sentence_and_the_fullest_mention() -> None:
    first, second = (evidence(BODY, quote) for quote in extract_quotes(BODY))
    assert (first.rule, first.cue_text) == ("surname-after-quote", '"We sail at dawn," Marsh told Tide News.')
    assert (first.resolved_from, first.resolved_paragraph) == ("Norland Secretary of Ports Elena Marsh", 1)
    assert (second.cue_text, second.resolved_from) == (BODY[BODY.index("She") :], first.resolved_from)


def test_a_quotation_that_nobody_is_known_to_have_said_has_no_evidence() -> None:
    (quote,) = extract_quotes('"The nets are empty and the boats are gone."')
    assert evidence('"The nets are empty and the boats are gone."', quote) == Evidence(None)


def test_a_mention_that_means_nobody_known_has_its_sentence_only() -> None:
    body = 'It rained. "We sail," she said. It rained again.'
    found = evidence(body, extract_quotes(body)[0])
    assert (found.cue_text, found.resolved_from) == ('"We sail," she said.', None)


@pytest.mark.parametrize(
    ("names", "mention", "bearers"),
    [
        ("Graham Hartwell and E. V. Hartwell", "Hartwell", ("Graham Hartwell", "E. V. Hartwell")),
        ("Graham Hartwell and Ida Hartwell", "Mr. Hartwell", ()),
        ("Graham Hartwell and G. Hartwell", "Hartwell", ()),
    ],
)
def test_a_surname_of_two_people_is_told_with_a_doubt(names: str, mention: str, bearers: tuple[str, ...]) -> None:
    body = f'{names} came. "We sail," {mention} said.'
    (quote,) = extract_quotes(body)
    assert (evidence(body, quote).same_surname, quote.confidence < UNCHECKED) == (bearers, bool(bearers))


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_evidence_is_cut_from_any_text_exactly(body: str) -> None:
    for quote in extract_quotes(body):
        found = evidence(body, quote)
        if quote.mention is not None and found.start is not None and found.end is not None:
            assert body[found.start : found.end] == found.cue_text
            assert found.start <= quote.mention.start < found.end


def test_every_confidence_is_a_share_and_a_pronoun_is_less_sure() -> None:
    assert all(0 < share < 1 for share in CONFIDENCE.values())
    assert confidence("pronoun-after-quote", of_pronoun=True) < CONFIDENCE["pronoun-after-quote"]


@pytest.mark.parametrize(
    ("body", "checked"),
    [
        pytest.param('"We sail," said Elena Marsh.', True, id="beside-the-marks"),
        pytest.param('Elena Marsh said: "We sail."', True, id="before-the-marks"),
        pytest.param('Elena Marsh shook her head. "We sail at dawn."', False, id="a-guess"),
        pytest.param('"We sail at dawn, all of us."', False, id="nobody"),
    ],
)
def test_a_guess_is_attributed_but_unchecked(body: str, checked: bool) -> None:
    assert (extract_quotes(body)[0].confidence >= UNCHECKED) is checked


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        pytest.param('"We sail," Ruiz said, CBS News reported.', "CBS News", id="reported-behind"),
        pytest.param('CBS News reported that Ruiz said "we sail at dawn".', "CBS News", id="reported-before"),
        pytest.param('"We sail," Ruiz said, according to a Tide News report.', "Tide News", id="according-to-a-report"),
        pytest.param('"We sail," Ruiz said, according to the Norland Times.', "Norland Times", id="according-to"),
        pytest.param('It was "a folly," according to a report from Tide Radio.', "Tide Radio", id="chain"),
        pytest.param('"We sail," Ruiz said in a statement to Reuters.', "Reuters", id="statement"),
        pytest.param('"We sail," Ruiz wrote in an email to the Norland Times.', "Norland Times", id="email"),
        pytest.param('Speaking with the Norland Times, Ruiz said: "We sail."', "Norland Times", id="speaking-with"),
        pytest.param('"We sail," Ruiz said on Tide Television on Monday.', "Tide Television", id="said-on"),
        pytest.param('"We sail," Ruiz said on Sunday.', None, id="a-day-is-no-outlet"),
        pytest.param('CNN said the port was "closed for good".', None, id="an-outlet-that-speaks-itself"),
    ],
)
def test_told_to_however_it_is_put(body: str, outlet: str | None) -> None:
    assert extract_quotes(body)[0].told_to == outlet


@pytest.mark.parametrize(
    ("sentence", "mention"),
    [
        pytest.param("said Ida Lund, 53, who leads the port.", "Ida Lund, 53, who leads the port", id="age-and-clause"),
        pytest.param("said Ida Lund, a pilot, after the storm.", "Ida Lund, a pilot", id="up-to-the-comma"),
        pytest.param("Ida Lund, who dives, has said.", "Ida Lund, who dives", id="between-commas"),
        pytest.param("Sen. Ida Lund (D-Ore.) said.", "Sen. Ida Lund (D-Ore.)", id="party"),
        pytest.param("Senator Ida Lund of Norland said.", "Senator Ida Lund of Norland", id="origin"),
        pytest.param("said Ida Lund on Monday.", "Ida Lund", id="the-day-is-not-hers"),
        pytest.param("said Ida Lund, adding that it rained.", "Ida Lund", id="a-participle-is-not-hers"),
        pytest.param("said a pilot who left early.", "a pilot who left early", id="clause-of-a-noun"),
        pytest.param("she'd say.", "she", id="contraction"),
    ],
)
def test_a_mention_is_the_whole_noun_phrase(sentence: str, mention: str) -> None:
    (quote,) = extract_quotes(f'"We sail," {sentence}')
    assert quote.mention is not None
    assert quote.mention.text == mention
