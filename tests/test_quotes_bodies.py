"""Bodies that speak: a firm written as whose it is, `it`, `the company`."""

import pytest

from index.article import UNCHECKED
from index.quotes import extract_quotes


def speakers(body: str) -> list[str | None]:
    return [quote.speaker for quote in extract_quotes(body)]


def test_it_behind_a_statement_without_a_comma() -> None:
    (quote,) = extract_quotes(
        'The army\'s media wing, Tide Relations, was late. In a statement to Reuters it called it "a very old lie".'
    )
    assert (quote.speaker, quote.source_type, quote.told_to) == ("Tide Relations", "organisation", "Reuters")


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('The Harbour Agency was silent. In a letter, it called the pier "essential to the port."', "Harbour Agency"),
        ('The Ministry of Fisheries denied it. It called the claims "a fantasy."', "Ministry of Fisheries"),
        ('The board met in May. It found that the mayor had "failed the town."', "The board"),
        ('Tidal has not paid. But in a letter to the court, it described the order as "a folly."', "Tidal"),
        ('The firm that built the pier, Tidal, has not paid. It called the order "a folly."', "Tidal"),
        ('The ferry\'s owner, Tide Lines, is sorry. It cut 40 jobs. "We had no choice," it said.', "Tide Lines"),
        ('The group Tide Action is against it. The bill is "a complete capitulation," the group said.', "Tide Action"),
        ('Tide Lines is sorry.\n\nIt called the delay "a bitter lesson for all."', "Tide Lines"),
    ],
)  # fmt: skip
def test_it_is_the_body_that_the_sentences_before_are_about(body: str, speaker: str) -> None:
    assert speakers(body) == [speaker]


@pytest.mark.parametrize(
    "body",
    [
        'Elena Ruiz was late. It said "Keep Out, All of You" on the door.',
        'Elena Ruiz filed a suit. It called the plan "a folly of old men."',
        'The pier was closed. It said "Keep out of here" in red.',
    ],
)
def test_it_is_nobody_where_the_sentence_before_is_about_somebody_or_a_thing(body: str) -> None:
    assert speakers(body) == [None]


@pytest.mark.parametrize(
    "body",
    [
        "Ministry of Nets and Boats",
        "Norland Institute of Volcanology and Seismology",
        "National Tide Reduction and Rescue Authority",
    ],
)
def test_a_body_of_two_fields(body: str) -> None:
    assert speakers(f'"We wait for them," the {body} said.') == [body]


@pytest.mark.parametrize(
    ("sentence", "source_type"),
    [
        ('Tidelec, the grid operator, stood by it. "No," Tidelec said.', "organisation"),
        ('Tidelec, a maker of boats, said: "No."', "organisation"),
        ('Tide Norrlek, the state oil company, said: "No."', "organisation"),
        ('The plant operator, Ebbu Raan, said: "No."', "named"),
        ('Raan, a member of the group, said: "No."', "named"),
        ('After a row at the company, Raan said: "No."', "named"),
        ('A spokesman for the company, Raan, said: "No."', "named"),
    ],
)
def test_a_body_is_what_the_article_calls_one_beside_its_name(sentence: str, source_type: str) -> None:
    assert [quote.source_type for quote in extract_quotes(sentence)] == [source_type]


@pytest.mark.parametrize(
    "said", ["The airline said", "The company said", "It said", "The charity said", "The lender said"]
)
def test_a_noun_for_firms_is_the_body_of_the_sentence_before(said: str) -> None:
    assert speakers(f'Tide Lines has cut 40 jobs. {said} it had "no choice at all."') == ["Tide Lines"]


@pytest.mark.parametrize("noun", ["group", "agency", "district", "company", "charity", "utility", "regulator"])
def test_a_noun_for_a_body_that_nothing_names_is_unchecked(noun: str) -> None:
    (quote,) = extract_quotes(f'It rained. "We wait," the {noun} said.')
    assert (quote.speaker, quote.confidence < UNCHECKED) == (f"the {noun}", True)


@pytest.mark.parametrize("district", ["Norport Unified", "Norport Unified School District"])
def test_the_district_is_the_one_that_runs_the_schools(district: str) -> None:
    body = f'{district} shut a school. In a letter, the district said it was "not safe for any child."'
    assert speakers(body) == [district]


def test_it_is_the_firm_in_full() -> None:
    body = 'Tide Vale Partners bought the pier. Tide waved that off. It said it had "saved the pier for all."'
    assert speakers(body) == ["Tide Vale Partners"]


@pytest.mark.parametrize(
    ("body", "mention"),
    [
        ('"We regret the delay," Macy\'s said in a statement.', "Macy's"),
        ("Moody’s said the debt was “a burden that no town should carry.”", "Moody’s"),
    ],
)
def test_a_firm_may_be_written_as_whose_it_is(body: str, mention: str) -> None:
    (quote,) = extract_quotes(body)
    assert quote.mention is not None
    assert (quote.speaker, quote.mention.text, quote.source_type) == (mention, mention, "organisation")


def test_a_thing_that_a_relative_clause_tells_of_is_not_the_place_before_it() -> None:
    assert "Norport" not in speakers('The skull sat in a drawer in Norport with a label that said "Juvenile, or not?"')


@pytest.mark.parametrize(
    "body",
    [
        '"Needs outpace stock," the Organization for Tidal Migration said.',
        '"Needs outpace stock," said the Organization for Tidal Migration.',
        'The Organization for Tidal Migration is short of tents. "Needs outpace stock," it said.',
        'The Organization for Tidal Migration said the plan was "a folly of old men."',
    ],
)
def test_a_body_is_named_with_what_it_is_for(body: str) -> None:
    assert speakers(body) == ["Organization for Tidal Migration"]


def test_the_day_is_no_part_of_a_body() -> None:
    assert speakers('"We adjourn," the Supreme Court on Monday said.') == ["Supreme Court"]


def test_a_thousand_sentences_about_the_company_name_it_no_better() -> None:
    assert set(speakers('The company said it was "late and sorry." ' * 2000)) == {"The company"}


@pytest.mark.parametrize(
    "body",
    [
        '"We wait," the Food and Tide Administration said.',
        'The Food and Tide Administration called it "a fraud of the first order."',
        '"We wait," said the Food and Tide Administration.',
    ],
)
def test_a_body_may_have_two_fields(body: str) -> None:
    assert speakers(body) == ["Food and Tide Administration"]


@pytest.mark.parametrize("body", ["National Association of Boat Builders", "League of Women Voters"])
def test_a_body_is_named_by_who_is_in_it(body: str) -> None:
    (quote,) = extract_quotes(f'The {body} said it was "a folly of old men."')
    assert (quote.speaker, quote.source_type) == (body, "organisation")


@pytest.mark.parametrize("body", ["Pilots and Tide Protection", "Tides and Fleet Enforcement", "Major League Baseball"])
def test_an_agency_or_a_sport_is_read_whole(body: str) -> None:
    assert speakers(f'{body} has lost two boats. The agency said it was "late and sorry."') == [body]
    assert speakers(f'"We wait," {body} said.') == [body]


def test_two_people_are_no_body() -> None:
    assert speakers('"We wait," Ida Holm and Abel Lund said.') == ["Ida Holm and Abel Lund"]


@pytest.mark.parametrize(
    ("who", "speaker", "kind"),
    [
        ("Ida Holm and the Tide Board", "Ida Holm and Tide Board", "named"),
        ("The Boat Union and the Tide Board", "Boat Union and Tide Board", "organisation"),
    ],
)
def test_somebody_and_a_body_speak_as_one(who: str, speaker: str, kind: str) -> None:
    (quote,) = extract_quotes(f'{who} said it was "a folly of old men."')
    assert (quote.speaker, quote.source_type) == (speaker, kind)


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('"I have read it twice," Lord Barrow told peers.', "Lord Barrow"),
        ('Lord Barrow was late. "I have read it twice," Barrow said.', "Lord Barrow"),
        ('Pope Linus spoke. "Go home," the pope said.', "Pope Linus"),
        ('Lord Barrow was late. Abel Barrow is a lawyer. "Twice," Barrow said.', "Abel Barrow"),
        ('"I have read it," Sir Abel Holm told peers.', "Abel Holm"),
    ],
)
def test_a_peer_without_another_name_is_called_by_the_title(body: str, speaker: str) -> None:
    assert speakers(body) == [speaker]


@pytest.mark.parametrize(
    "body",
    [
        "Neighbours for Quiet Skies",
        "Lawyers for Open Government",
        "Widows of the Deep",
        "Friends of Norport Library",
        "Gun Owners of Norland",
        "Fathers Against Speeding",
        "Committee to Protect Divers",
        "Keep the Lights",
        "Reclaim Our Harbour",
        "Harbours Now",
        "Save the Children Kenya",
        "Oxfam",
        "Nasa",
        "Shell",
        "Médecins Sans Frontières",
        "Black Lives Matter",
        "Transport for London",
        "Tide Rescue Kenya",
    ],
)
def test_a_body_made_like_a_phrase_is_read_whole(body: str) -> None:
    for text in (f'"We wait at dawn," {body} said.', f'In a statement, {body} said: "We wait at dawn."'):
        (quote,) = extract_quotes(text)
        assert (quote.speaker, quote.source_type, quote.role) == (body, "organisation", None)


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ('Residents of Norport said: "We wait at dawn."', "Residents of Norport", "unnamed"),
        ('Lawyers for Ida Holm said: "We wait at dawn."', "Lawyers for Ida Holm", "unnamed"),
        ('Lawyers for Tide Lines said: "We wait at dawn."', "Lawyers for Tide Lines", "unnamed"),
        ('Members of the Tide Board said: "We wait at dawn."', "Members of the Tide Board", "unnamed"),
        ('Friends of Ida Holm said: "We wait at dawn."', "Friends of Ida Holm", "unnamed"),
        ('"We wait at dawn," said Senator Collins of Norland.', "Collins", "named"),
        ('Harrison Ford was late. "We wait at dawn," Ford said.', "Harrison Ford", "named"),
    ],
)
def test_people_and_persons_are_no_such_body(text: str, speaker: str, kind: str) -> None:
    (quote,) = extract_quotes(text)
    assert (quote.speaker, quote.source_type) == (speaker, kind)
