"""Whom `she` and a shared surname mean, what a role is, and what only looks like somebody's words."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('Tide Fans cheered. Fans waved flags. "We sail," she said.', id="plural-noun"),
        pytest.param('The photo went up. Instagram said it was gone. "I sail," she wrote.', id="platform"),
        pytest.param('NASA Article 12 was read. NASA said the launch was off. "We sail," she said.', id="acronym"),
        pytest.param('Lora Vesk starred in Pink Plastics. Plastics said no. "I sail," she said.', id="work"),
        pytest.param('J. R. Whitfield left. Mr. Whitfield said nothing more. "We sail," she said.', id="by-title"),
        pytest.param('Robin Hale left the court. He was tired. Hale said so. "We sail," she said.', id="by-pronoun"),
    ],
)
def test_she_means_no_thing_and_no_man(body: str) -> None:
    assert last(body).confidence < UNCHECKED


def test_a_pronoun_after_an_announcing_colon_means_who_was_announced() -> None:
    body = (
        '"We wait," said Clara Voss.\n\nVoss\'s deputy, Baroness Amara Bello, was blunt: "We sail," she told Tide News.'
    )
    assert (last(body).speaker, last(body).confidence > UNCHECKED) == ("Amara Bello", True)


@pytest.mark.parametrize(
    ("body", "speaker", "checked"),
    [
        pytest.param("Graham Hartwell and E. V. Hartwell came.", "E. V. Hartwell", False, id="nothing-decides"),
        pytest.param('"No," E. V. Hartwell said. Graham Hartwell left.', "E. V. Hartwell", True, id="one-has-spoken"),
        pytest.param(
            "E. V. Hartwell came.\n\nIt rained.\n\nGraham Hartwell left.", "Graham Hartwell", True, id="one-is-near"
        ),
        pytest.param("G. Hartwell, or Graham Hartwell, came.", "Graham Hartwell", True, id="initial-of-the-same"),
    ],
)
def test_a_surname_of_two_people_needs_a_reason(body: str, speaker: str, checked: bool) -> None:
    found = last(f'{body} "We sail," Hartwell said.')
    assert (found.speaker, found.confidence >= UNCHECKED) == (speaker, checked)


@pytest.mark.parametrize(
    ("sentence", "speaker", "role"),
    [
        pytest.param("said Lt Col Anton Brock.", "Anton Brock", "Lt Col", id="rank-of-two-words"),
        pytest.param("the People's Daily said.", "People's Daily", None, id="paper"),
        pytest.param(
            "the Minister of Natural Resources said.",
            "the Minister of Natural Resources",
            "Minister of Natural Resources",
            id="office-without-a-name",
        ),
        pytest.param("Ida Lund, named executive chair last year, said.", "Ida Lund", None, id="participle"),
        pytest.param("said 32-year-old teacher Mia Roe.", "Mia Roe", "teacher", id="age"),
        pytest.param(
            "said Dr. Sam T. Brandt, chief engineer of the Ostwick Port Authority.",
            "Sam T. Brandt",
            "chief engineer of the Ostwick Port Authority",
            id="apposition-before-dr",
        ),
        pytest.param("said his brother, Senator Carl Brandt.", "Carl Brandt", "Senator", id="office-before-kin"),
    ],
)
def test_a_role_is_what_somebody_is(sentence: str, speaker: str, role: str | None) -> None:
    found = last(f'"We sail," {sentence}')
    assert (found.speaker, found.role) == (speaker, role)


def test_a_name_with_a_particle_is_found_in_full() -> None:
    found = last('Marc Le Clair came. "We sail," Le Clair said.')
    assert (found.speaker, found.role) == ("Marc Le Clair", None)


@pytest.mark.parametrize(
    ("body", "mention"),
    [
        pytest.param('The patient went to his doctor and said "I am ill today."', "The patient", id="finite-verb"),
        pytest.param(
            'The port was "closed for good," according to a copy of the filing obtained by Tide News.',
            "a copy of the filing",
            id="participle",
        ),
        pytest.param('The analyst catches Jens Holm saying "we sail at dawn."', "The analyst", id="verb-in-s"),
    ],
)
def test_a_mention_ends_before_a_verb(body: str, mention: str) -> None:
    found = last(body).mention
    assert found is not None
    assert found.text == mention


def test_a_noun_with_a_capital_before_a_colon_does_not_speak() -> None:
    assert last('Bottom line: "We sail at dawn."').speaker is None


@pytest.mark.parametrize(
    "body",
    [
        'Norland is often called the "Switzerland of the north".',
        'Jan Berg said that the island, dubbed "the rock of the north," is small.',
        'Jan Berg said the motto is Latin for "seize the sea."',
        'The word karu means "old boat of the sea."',
        'The island, known as "the rock of the north," is small.',
    ],
)
def test_what_something_is_called_or_means_is_no_quotation(body: str) -> None:
    assert extract_quotes(body) == []


def test_the_title_of_a_work_is_no_second_part() -> None:
    (found,) = extract_quotes('"The tide comes for all," wrote the Rev. Martin Orr in his blog, "The Salt Lamp."')
    assert found.text == "The tide comes for all,"


def test_a_verb_before_sir_is_no_role() -> None:
    body = 'As we sit opposite Sir Abel Holm, the tide turns. "We sail," Holm said.'
    assert [(quote.speaker, quote.role) for quote in extract_quotes(body)] == [("Abel Holm", None)]


def test_an_office_before_sir_is_the_role() -> None:
    body = 'Prime Minister Sir Abel Holm came. "We sail," Holm said.'
    assert [(quote.speaker, quote.role) for quote in extract_quotes(body)] == [("Abel Holm", "Prime Minister")]


def test_whom_he_means_is_unchecked_where_the_reporter_tells_of_himself() -> None:
    told = 'Captain Abel Holm came. The look he gave {} was grim. "We sail," he said.'
    me, others = (extract_quotes(told.format(whom))[0] for whom in ("me", "them"))
    assert (me.speaker, others.speaker) == ("Abel Holm", "Abel Holm")
    assert me.confidence < UNCHECKED <= others.confidence


def test_a_question_is_no_given_name() -> None:
    body = 'Abel Holm sat down.\n\nIs Holm a good captain? "We sail," Holm said.'
    assert [quote.speaker for quote in extract_quotes(body)] == ["Abel Holm"]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        pytest.param("Minister for Fisheries Rosa Holm left.", "Minister for Fisheries", id="for"),
        pytest.param("Ambassador to Norland Rosa Holm left.", "Ambassador to Norland", id="to"),
        pytest.param(
            "Undersecretary of State for Harbour Affairs Rosa Holm left.",
            "Undersecretary of State for Harbour Affairs",
            id="of-and-for",
        ),
        pytest.param("The branch manager of Tide Trust Rosa Holm left.", "branch manager of Tide Trust", id="small"),
        pytest.param("Secretary of\nFisheries Rosa Holm left.", "Secretary of Fisheries", id="across-lines"),
    ],
)
def test_what_an_office_is_for_is_no_part_of_the_name(body: str, role: str) -> None:
    found = last(f'{body} "We sail," Holm said.')
    assert (found.speaker, found.role) == ("Rosa Holm", role)


def test_an_office_with_what_it_is_for_and_a_name_is_that_person() -> None:
    found = last('"We sail," Minister for Fisheries Rosa Holm said.')
    assert (found.speaker, found.role, found.source_type) == ("Rosa Holm", "Minister for Fisheries", "named")


@pytest.mark.parametrize(
    "speaker", ["a spokesman for Senator Rosa Holm", "a lawyer for Rosa Holm", "a friend of Robert Paul Holm"]
)
def test_who_speaks_for_somebody_is_somebody_else(speaker: str) -> None:
    assert last(f'"We sail," {speaker} said.').source_type == "unnamed"


def test_a_pronoun_means_no_place() -> None:
    assert last('Prices rose in San Moro. Trade in San Moro grew. "We sail," he said.').speaker is None


@pytest.mark.parametrize("firm", ["Tide Mines", "Norland Gas", "Lund Resources"])
def test_a_trade_at_the_end_of_a_name_shows_a_company(firm: str) -> None:
    assert last(f'"We sail," {firm} said.').source_type == "organisation"


def test_of_a_text_that_is_not_english_the_words_alone_are_given() -> None:
    (found,) = extract_quotes('"Wir segeln," said Rosa Holm.', english=False)
    assert (found.text, found.speaker, found.rule, found.confidence) == ("Wir segeln,", None, None, 0.0)
