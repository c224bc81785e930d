"""Whom a pronoun or a role means where somebody else was named before; whom a speaker talked to."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes

MARSH = "Elena Marsh, a diver, said the pier was closed.\n\n"


def last(body: str, source: str | None = None) -> Quote:
    return extract_quotes(body, source=source)[-1]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('A welder, who would not be named, said it was wet. "We slid," she said.', "A welder"),
        ('A welder who saw it said it was wet. The pier shone. "We slid," she said.', "A welder"),
        ('One welder said it was wet.\n\n"We slid," she said.', "One welder"),
        ('An aide to Elena Marsh declined to comment. "We slid," she said.', "An aide to Elena Marsh"),
        ('A pilot on the quay saw it. The pilot said it was wet. "We slid," she said.', "A pilot on the quay"),
        ('A port doctor came. The port doctor said it was wet. "We slid," she said.', "A port doctor"),
        ('The aide to Marsh said it was wet. "We slid," she said.', "The aide to Marsh"),
        ('It was wet, a welder said.\n\n"We slid," she said.', "a welder"),
        ('It was wet, a welder said. It was cold, she said. "We slid," she said.', "a welder"),
    ],
)
def test_an_unnamed_person_who_just_spoke_is_meant_before_a_name(body: str, speaker: str) -> None:
    quote = last(MARSH + body)
    assert (quote.speaker, quote.source_type) == (speaker, "unnamed")
    assert quote.confidence >= UNCHECKED


@pytest.mark.parametrize(
    "body",
    [
        'The tall diver said it was wet. "We slid," she said.',
        'The judge said it was wet. "We slid," she said.',
        'A young pupil fell. "We slid," she said.',
    ],
)
def test_where_somebody_else_may_be_meant_the_name_is_unchecked(body: str) -> None:
    quote = last('Elena Marsh spoke. "We sail," Marsh said.\n\nThe town waits. ' + body)
    assert (quote.speaker, quote.confidence < UNCHECKED) == ("Elena Marsh", True)


@pytest.mark.parametrize(
    "body",
    [
        'Marsh said it was wet. "We slid," she said.',
        'His brother said it was wet. "We slid," she said.',
        'One of the piers is wet. "We slid," she said.',
        'A pilot fell, Marsh said. "We slid," she said.',
        'A pilot said it was wet. It was cold, divers said. "We slid," she said.',
        'The diver said it was wet. "We slid," she said.',
    ],
)
def test_who_is_named_stays_meant(body: str) -> None:
    assert (last(MARSH + body).speaker, last(MARSH + body).confidence) == ("Elena Marsh", 0.94)


@pytest.mark.parametrize(
    "said",
    [
        "I have nothing against Okafor.",
        "Okafor has gone home.",
        "Tobias Okafor is late.",
        "Nobody asked Tobias,",
        "Thank you, Mr. Okafor,",
    ],
)
def test_who_is_spoken_of_does_not_speak(said: str) -> None:
    body = f'Elena Marsh met Tobias Okafor. Okafor left early. "{said}" the diver thought. "{said}" they heard he said.'
    assert all(quote.speaker != "Tobias Okafor" for quote in extract_quotes(body))
    assert last(f'Ana Marsh came. Tobias Okafor left. "{said}" he said.').speaker is None


@pytest.mark.parametrize("said", ["I am Tobias Okafor,", "Read the Okafor plan,", "Will you come,", "Otto was late,"])
def test_who_speaks_for_himself_or_of_others_speaks(said: str) -> None:
    assert last(f'Tobias Okafor left early. "{said}" he said.').speaker == "Tobias Okafor"


def test_a_paper_with_its_article_is_nobody() -> None:
    body = (
        MARSH + 'It began after the Sentinel revealed the cracks. She said so. Then it rained.\n\n"We slid," she wrote.'
    )
    assert last(body).speaker == "Elena Marsh"


@pytest.mark.parametrize(
    "body",
    [
        'Ten-year-old Wyn Sandoe took a net. She was asked why. "It is long," she said.',
        'A net was given to ten-year-old Wyn Sandoe. "It is long," she said.',
        'Elena Marsh and Wyn Sandoe met. Sandoe, deputy mayor since May, left in tears. "It is long," she said.',
    ],
)
def test_an_age_or_an_office_shows_a_person(body: str) -> None:
    assert last(body).speaker == "Wyn Sandoe"


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        ('"We sail," said the verger, Wyn Sandoe.', "Wyn Sandoe", "verger"),
        ('"We sail," said the vicar, the Rev. Wyn Sandoe.', "Wyn Sandoe", "vicar"),
        ('"We sail," the boat\'s minder, Wyn Sandoe, said.', "Wyn Sandoe", "boat's minder"),
        ('The verger, Wyn Sandoe, said: "We sail."', "Wyn Sandoe", "verger"),
        ('In May 2018 Wyn Sandoe, then head of the port, said: "We sail."', "Wyn Sandoe", "head of the port"),
        ('"We sail," said the company, Norland Freight.', "the company", None),
        ('"We sail," said the verger, Norport Radio reported.', "the verger", None),
    ],
)
def test_a_role_and_the_name_behind_it_are_one_person(body: str, speaker: str, role: str | None) -> None:
    assert (last(body).speaker, last(body).role) == (speaker, role)


def test_a_name_in_capitals_is_the_name() -> None:
    body = 'WYN SANDOE, who keeps bees, left.\n\n"We sail," said Ms Sandoe.\n\n"We wait," WYN SANDOE said.'
    assert [quote.speaker for quote in extract_quotes(body)] == ["Wyn Sandoe", "Wyn Sandoe"]


@pytest.mark.parametrize(
    ("office", "noun"),
    [("Harbour Secretary", "minister"), ("Senator", "lawmaker"), ("Prosecuting Attorney", "lawyer")],
)
def test_an_office_is_of_a_kind(office: str, noun: str) -> None:
    assert last(f'{office} Wyn Sandoe came.\n\n"We sail," the {noun} said.').speaker == "Wyn Sandoe"


def test_a_secretary_without_a_portfolio_is_no_minister() -> None:
    assert last('Secretary Wyn Sandoe came.\n\n"We sail," the minister said.').speaker == "the minister"


def test_a_place_of_two_words_is_no_person() -> None:
    assert last('Hong Kong attacked the "folly of old men" today.').source_type == "organisation"
    assert last('Trade moved to New Zealand. "We sail," he said.').speaker is None


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        ('"We sail," Ruiz told the Norport Courier.', "Norport Courier"),
        ('"We sail," Ruiz told Norland Broadcasting.', "Norland Broadcasting"),
        ('"We sail," Ruiz told the Lantern.', "Lantern"),
        ('"We sail," Ruiz told this newspaper.', "Tide Lantern"),
        ('"We sail," Ruiz told Quayside.', "Quayside"),
        ('Ruiz told the Lantern that it was late. "We sail," he said.', "Lantern"),
        ('"We sail," Ruiz told Quayside fishermen.', None),
        ('Quayside grew. "We sail," Ruiz told Quayside.', None),
        ('Ida Lund came. "We sail," Ruiz told Lund.', None),
        ('"We sail," Ruiz told the SEC.', None),
        ('"We sail," Ruiz told the Harbour Board.', None),
        ('"We sail," Ruiz told Parliament.', None),
    ],
)
def test_the_outlet_that_was_told(body: str, outlet: str | None) -> None:
    assert last(body, source="The Tide Lantern").told_to == outlet


@pytest.mark.parametrize(("feet", "checked"), [("an old man's", True), ("the mayor's", False)])
def test_who_spoke_last_is_unchecked_behind_somebodys_title(feet: str, checked: bool) -> None:
    above = '"We wait," a clerk of the port said.\n\nThe hat was old.\n\n'
    quote = extract_quotes(f'{above}It landed at {feet} feet. She put it on.\n\n"I win," she said.')[-1]
    assert (quote.speaker, quote.confidence >= UNCHECKED) == ("a clerk of the port", checked)
