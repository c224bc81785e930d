"""What the article says a speaker is: an office, in its fullest words, before a rank or a relation."""

import pytest

from index.article import Quote
from index.quotes import extract_quotes


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        pytest.param("said Vera Lund, who heads the Tide board.", "heads the Tide board", id="heads"),
        pytest.param("said Vera Lund, 45, who speaks for the port.", "speaks for the port", id="speaks-for"),
        pytest.param("said Vera Lund, who runs a shop and has two sons.", "runs a shop", id="no-longer-than-its-work"),
        pytest.param("said Vera Lund, who is the mayor of Norport.", "mayor of Norport", id="who-is"),
        pytest.param("said Vera Lund, who was mayor until 2012.", "mayor", id="until"),
        pytest.param("said Vera Lund, who works as a nurse.", "nurse", id="works-as"),
        pytest.param("said Vera Lund, who left early.", None, id="no-work"),
        pytest.param("said Vera Lund, a teacher whose house fell.", "teacher", id="whose"),
        pytest.param("said Vera Lund, a teacher who fled.", "teacher", id="a-deed"),
        pytest.param("said Vera Lund, a nurse who runs the clinic.", "nurse who runs the clinic", id="noun-and-work"),
        pytest.param("said Vera Lund. Lund is the port's doctor.", "port's doctor", id="in-the-next-sentence"),
        pytest.param("said Vera Lund.\n\nLund serves as mayor.", "mayor", id="in-the-next-paragraph"),
        pytest.param("said Vera Lund. Lund is a Catholic.", None, id="a-faith-is-no-work"),
        pytest.param("said Vera Lund. Lund runs every day. Lund is late.", None, id="a-deed-behind"),
        pytest.param("said Vera Lund. Abel Lund is the port's doctor.", None, id="another-lund"),
        pytest.param(
            "said Vera Lund, District Collector of Norport.", "District Collector of Norport", id="no-article"
        ),
        pytest.param("said Vera Lund, Chief Economist at Tide Bank.", "Chief Economist at Tide Bank", id="in-capitals"),
        pytest.param("said Tide spokesperson on defence Vera Lund.", "Tide spokesperson on defence", id="on-a-field"),
        pytest.param("said Ombudswoman Vera Lund.", "Ombudswoman", id="ombudswoman"),
        pytest.param("said Bishop Emeritus Vera Lund.", "Bishop Emeritus", id="emeritus"),
        pytest.param(
            "said Norland's Minister of Tides, Dr Vera Lund.", "Norland's Minister of Tides", id="owned-office"
        ),
        pytest.param("said Vera Lund, herself a nurse.", "nurse", id="herself"),
        pytest.param("said Vera Lund (45), a nurse.", "nurse", id="age-in-brackets"),
        pytest.param("said Vera Lund, the harbour master at Norport.", "harbour master at Norport", id="unknown-noun"),
        pytest.param("said Vera Lund, the water of the port.", None, id="no-noun-of-persons"),
        pytest.param("said Vera Lund, a mother-of-two from Norport.", "mother-of-two from Norport", id="mother-of-two"),
        pytest.param(
            "said Vera Lund, Member of Parliament for Norport.", "Member of Parliament for Norport", id="member"
        ),
        pytest.param("said Vera Lund, Labour MP for Norport.", "Labour MP for Norport", id="mp"),
        pytest.param("said Vera Lund, Tide Lines CEO.", "Tide Lines CEO", id="ceo"),
        pytest.param("said Vera Lund, Norland Farmer.", None, id="a-name-behind"),
        pytest.param(
            "said spokesman for mines and energy Vera Lund.", "spokesman for mines and energy", id="for-fields"
        ),
        pytest.param("said Vera Lund, the port's spokeswoman, on Monday.", "port's spokeswoman", id="owned"),
        pytest.param("said harbour master Vera Lund.", "harbour master", id="small-noun-before"),
        pytest.param("said mother of two Vera Lund.", "mother of two", id="mother-of-two-before"),
        pytest.param("said Mum-of-two Vera Lund.", "Mum-of-two", id="mum-of-two-before"),
        pytest.param("said head of nursing Vera Lund.", "head of nursing", id="of-a-field"),
        pytest.param("said Cabinet Secretary for Water Zuri Lund.", "Cabinet Secretary for Water", id="unknown-given"),
        pytest.param("said District Collector K. Lund.", "District Collector", id="collector"),
        pytest.param("said Army spokesman Colonel Vera Lund.", "Army spokesman", id="rank-behind-office"),
        pytest.param("said Detective Sergeant Vera Lund.", "Detective Sergeant", id="rank-of-two-words"),
        pytest.param("said Colonel Vera Lund, a military spokesman.", "military spokesman", id="more-than-a-rank"),
        pytest.param("said Colonel Vera Lund.", "Colonel", id="rank-alone"),
        pytest.param("said her husband, Abel Holm.", None, id="whose-husband-is-not-said"),
        pytest.param("said Lund's husband, Abel Holm.", "Lund's husband", id="whose-husband-is-said"),
        pytest.param("said her husband, Abel Holm, a plumber.", "plumber", id="trade-before-kin"),
        pytest.param("said Vera Lund, a Carmelite who runs a kitchen.", "Carmelite who runs a kitchen", id="a-who"),
        pytest.param("said Vera Lund, now a fellow at Tide College.", "fellow at Tide College", id="fellow"),
        pytest.param("said Lt. Vera Lund, who heads the patrol.", "Lt.", id="a-rank-before-deeds"),
        pytest.param("said Vera Lund, a diver (who cannot swim), on Monday.", "diver", id="brackets-behind"),
        pytest.param("said Lund's rival, Norland's Abel Holm, a diver.", "diver", id="whose-rival"),
        pytest.param("said his neighbour, Vera Lund (62), a retired diver.", "retired diver", id="neighbour"),
        pytest.param("said Leader of the Opposition Vera Lund.", "Leader of the Opposition", id="of-a-body"),
        pytest.param("said director of response Vera Lund.", "director of response", id="of-a-field-in-letters"),
        pytest.param(
            "said Chief of Police (Law and Order) Vera Lund.", "Chief of Police (Law and Order)", id="field-in-brackets"
        ),
        pytest.param("said her rival in May, retired judge Abel Holm.", "retired judge", id="office-behind-rival"),
        pytest.param("said Lund's deputy, Assistant Chief Abel Holm.", "Assistant Chief", id="office-behind-deputy"),
        pytest.param("said Lund's deputy, Col. Abel Holm.", "Lund's deputy", id="deputy-before-a-rank"),
        pytest.param("said Lund's rival, former Trade Minister Abel Holm.", "former Trade Minister", id="office-first"),
    ],
)
def test_a_role_is_what_somebody_does(sentence: str, role: str | None) -> None:
    assert last(f'"We wait," {sentence}').role == role


@pytest.mark.parametrize(
    ("before", "role"),
    [
        pytest.param("Vera Lund – head of the union – came.", "head of the union", id="dashes"),
        pytest.param("Vera Lund (head of the union) came.", "head of the union", id="brackets"),
        pytest.param("Vera Lund is the head of the union.", "head of the union", id="is"),
        pytest.param("Vera Lund is a woman of few words.", None, id="no-office"),
        pytest.param("Vera Lund came. Lund, the deputy mayor, left.", "deputy mayor", id="behind-the-surname"),
        pytest.param("Vera Lund and Abel Lund came. Lund, the mayor, left.", None, id="which-lund"),
        pytest.param("Superintendent of schools Vera Ruth Lund came.", "Superintendent of schools", id="given-names"),
        pytest.param("The port's director, Eng. Vera Lund, came.", "port's director", id="eng"),
        pytest.param("Mayor Vera Lund came. Vera Lund, mayor of Norport, sat.", "mayor of Norport", id="fullest"),
        pytest.param("His colleague Vera Lund came. Lund, a diver, left.", "diver", id="trade-before-colleague"),
        pytest.param(
            "A spokeswoman for the fire service counted 40 boats. Spokeswoman Vera Lund left.",
            "spokeswoman for the fire service",
            id="a-verb-ends-what-an-office-is-for",
        ),
    ],
)
def test_the_article_gives_a_role_once(before: str, role: str | None) -> None:
    quote = last(f'{before} "We wait," Lund said.')
    assert (quote.role or "").lower() == (role or "").lower()


def test_a_title_with_a_surname_tells_no_more_than_the_full_office() -> None:
    body = 'Vera Lund, the harbour secretary of Norport, came. "We wait," said Secretary Lund.'
    assert last(body).role == "harbour secretary of Norport"


def test_the_name_behind_what_somebody_speaks_for_is_another() -> None:
    body = 'Abel Holm, spokesman for the governor, Vera Lund, said it was "far too late now."'
    assert (last(body).speaker, last(body).role) == ("Abel Holm", "spokesman for the governor")


def test_the_mayor_is_who_was_called_so_in_an_apposition() -> None:
    assert last('Vera Lund, mayor of Norport, came. "We wait," the mayor said.').speaker == "Vera Lund"


@pytest.mark.parametrize("firm", ["holiday giant Tidespree", "budget airline Tidespree", "ferry operator Tidespree"])
def test_a_trade_of_firms_before_a_name_shows_a_firm(firm: str) -> None:
    quote = last(f'"We wait," {firm} said.')
    assert (quote.speaker, quote.source_type) == ("Tidespree", "organisation")


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        pytest.param("said the Bishop of Norport, the Rt Rev Vera Lund.", "Bishop of Norport", id="rt-rev-behind"),
        pytest.param("said the Rt Rev Vera Lund, Bishop of Norport.", "Bishop of Norport", id="rt-rev-before"),
        pytest.param("said the Commissioner of Police, CP Vera Lund.", "Commissioner of Police", id="of-police"),
        pytest.param("said retired Gen. Vera Lund, a former chief.", "former chief", id="retired"),
        pytest.param("said elder Aunty Vera Lund.", "elder", id="aunty"),
    ],
)
def test_an_honour_is_no_office(sentence: str, role: str) -> None:
    assert (last(f'"We wait," {sentence}').speaker, last(f'"We wait," {sentence}').role) == ("Vera Lund", role)


@pytest.mark.parametrize(
    ("before", "called"),
    [
        ("Superintendent of Police D. R. Lund came.", "the SP"),
        ("District Attorney Vera Lund came.", "the DA"),
        ("Attorney General Vera Lund came.", "the AG"),
        ("Deputy Commissioner Vera Lund came.", "the DC"),
        ("The Emir of Norport, Alhaji Abel Lund, came.", "the monarch"),
        ("The ambassador to Norland, Vera Lund, came.", "the diplomat"),
        ("Governor Abel Berg's aide, Vera Lund, came.", "the governor's aide"),
        ("Defence CS Vera Lund came.", "the CS"),
        ("The mukhtar, or village head, of Norport, Abu Lund, came.", "the mukhtar"),
    ],
)
def test_initials_of_an_office_and_other_words_for_it(before: str, called: str) -> None:
    quote = last(f'{before} A diver, Abel Holm, left. "We wait," {called} said.')
    assert (quote.speaker or "").endswith("Lund")


def test_initials_that_no_office_has_are_a_body() -> None:
    assert last('The mayor, Vera Lund, came. "We wait," the DA said.').source_type != "named"


@pytest.mark.parametrize(
    "role",
    [
        "Director, Tide Operations",
        "Permanent Secretary, Ministry of Tides",
    ],
)
def test_an_office_with_its_body_behind_commas(role: str) -> None:
    quote = last(f'The {role}, Dr. Ida Lund, waved. "We wait," she said.')
    assert (quote.speaker, quote.role) == ("Ida Lund", role)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("The port, whose spokeswoman is Vera Lund, is shut.", "spokeswoman"),
        ("Abel Holm, whose longtime lawyer was Vera Lund, left.", "longtime lawyer"),
        ("Abel Holm, whose wife is Vera Lund, left.", None),
    ],
)
def test_whose_she_is(body: str, role: str | None) -> None:
    assert last(f'{body} "We wait," Lund said.').role == role


def test_who_stands_beside_an_office_does_not_hold_it() -> None:
    body = 'Vera Lund came. The gulf between the mayor and Ms. Lund, who left, grew. "We wait," Lund said.'
    assert last(body).role is None


def test_a_country_at_the_end_belongs_to_the_name_of_a_body() -> None:
    quote = last('"We wait," Rescue International Kenya said.')
    assert (quote.speaker, quote.source_type) == ("Rescue International Kenya", "organisation")


@pytest.mark.parametrize(
    "body",
    [
        "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        "Department of Health, Education and Welfare",
        "Department of Agriculture, Food and the Marine",
        "Health and Safety Executive",
        "Norland General Staff",
        "Norport Harbour Police",
        "Irish Welders and Riggers Organisation",
        "Divers Without Borders",
    ],
)
@pytest.mark.parametrize("sentence", ['"We wait," the {} said.', 'The {} said it would be "far too late".'])
def test_the_whole_name_of_a_body(body: str, sentence: str) -> None:
    quote = last(sentence.format(body))
    assert (quote.speaker, quote.source_type, quote.role) == (body, "organisation", None)


def test_what_a_clause_with_which_tells_of_is_a_body() -> None:
    quote = last('Tide Amber Vale, which owns the quay, said it was "far too late".')
    assert (quote.speaker, quote.source_type) == ("Tide Amber Vale", "organisation")


@pytest.mark.parametrize(
    "mention",
    ["Leader of the Opposition in the Assembly", "Speaker of the House", "the Leader of the Opposition"],
)
def test_the_head_of_a_body_in_apposition(mention: str) -> None:
    quote = last(f'Later {mention}, Vera Lund, said it was "far too late".')
    assert (quote.speaker, quote.role) == ("Vera Lund", mention.removeprefix("the "))


def test_the_member_for_a_seat_is_no_body() -> None:
    assert last('"We wait," the Member for Norport said.').source_type == "unnamed"


def test_who_is_posted_somewhere() -> None:
    assert (
        last('An officer posted in Norport said the boats were "far too late".').speaker
        == "An officer posted in Norport"
    )
    assert last('An officer posted on Tidebook: "We wait for the boats."').speaker == "An officer"


@pytest.mark.parametrize(
    ("body", "role"),
    [
        pytest.param(
            'A spokesman for the port said otherwise. "We wait," Abel Holm said.', "spokesman for the port", id="named"
        ),
        pytest.param(
            'A former manager disputed this. Vera Lund, who left, said: "We wait."', "former manager", id="who"
        ),
        pytest.param('A spokesman for the port said otherwise. "We wait," Vera Lund said.', None, id="another-gender"),
        pytest.param('A spokesman for the port left. "We wait," Abel Holm said.', None, id="who-said-nothing"),
        pytest.param('A guard said otherwise. It rained. "We wait," Abel Holm said.', None, id="not-right-behind"),
        pytest.param('A guard said otherwise. "We wait," Abel Holm, a diver, said.', "diver", id="who-has-a-role"),
    ],
)
def test_who_is_named_right_behind_somebody_who_spoke_is_that_somebody(body: str, role: str | None) -> None:
    assert last(body).role == role


@pytest.mark.parametrize(
    ("before", "called", "role"),
    [
        ("a spokesman for the mayor of Norport", "Norport spokesman Abel Holm", "spokesman for the mayor of Norport"),
        (
            "a spokesman for the mayor of Norport",
            "the mayor's spokesman, Abel Holm,",
            "spokesman for the mayor of Norport",
        ),
        ("the municipal spokesman in Norport", "spokesman Abel Holm", "municipal spokesman in Norport"),
        ("the regional director of health", "Abel Holm, the director,", "regional director of health"),
        ("a spokesman for the port", "union spokesman Abel Holm", "union spokesman"),
        ("an older diver from Norport", "Abel Holm, a diver,", "diver"),
    ],
)
def test_an_office_told_before_the_name_in_more_words(before: str, called: str, role: str) -> None:
    (quote,) = extract_quotes(f'Some forty are lost, {before} estimated.\n\n"They are many," {called} said.')
    assert (quote.speaker, quote.role) == ("Abel Holm", role)
