"""Who speaks, harder cases: appositions, titles in names, plain words with a capital, lines set apart."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes
from index.quotes.confidence import CONFIDENCE


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        pytest.param('"We sail," said the mayor, Anna Lopez.', "Anna Lopez", "mayor", id="after-the-verb"),
        pytest.param('The mayor, Anna Lopez, said: "We sail."', "Anna Lopez", "mayor", id="before-the-quote"),
        pytest.param('Another, Tim Roe, 34, said it was "cold and wet today".', "Tim Roe", None, id="another"),
        pytest.param(
            '"We sail," the company\'s chief executive, Ida Lund, said.',
            "Ida Lund",
            "company's chief executive",
            id="closing-comma",
        ),
        pytest.param('"We sail," a captain, Ida Lund of Oslo, said.', "Ida Lund", "captain", id="place-of-the-name"),
        pytest.param(
            '"We sail," said the chairman of the Harbour Board, Jan Berg, on Monday.',
            "Jan Berg",
            "chairman of the Harbour Board",
            id="office-with-a-tail",
        ),
        pytest.param(
            '"We sail," said the sponsor, Sen. Anna Lopez.', "Anna Lopez", "sponsor", id="unknown-noun-and-title"
        ),
        pytest.param(
            'The mayor, Anna Lopez, came. "We sail," the mayor said.', "Anna Lopez", "mayor", id="later-the-mayor"
        ),
    ],
)
def test_an_apposition_names_the_nominal(body: str, speaker: str, role: str | None) -> None:
    assert (last(body).speaker, last(body).role, last(body).source_type) == (speaker, role, "named")


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('"We sail," said a captain, Ida Lund and two cooks.', "a captain", id="list"),
        pytest.param('"We sail," said police in Norport, New York, on Monday.', "police in Norport", id="place"),
        pytest.param('"We sail," said officials, Ida Lund among them.', "officials", id="plural"),
    ],
)
def test_what_looks_like_an_apposition(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param('"You were there at dawn?" she was asked.', id="behind"),
        pytest.param('"You will leave the ship now," she was told.', id="told"),
        pytest.param('She was asked: "You were there at dawn?"', id="before"),
    ],
)
def test_the_one_who_is_asked_does_not_speak(sentence: str) -> None:
    first, second = extract_quotes(f'Anna Lund came home. "I left," she said. {sentence}')
    assert (first.speaker, second.speaker, second.text[:3]) == ("Anna Lund", None, "You")


def test_the_agent_of_a_passive_behind_the_quotation_speaks() -> None:
    assert last('"You will leave the ship now," she was told by Jan Berg.').speaker == "Jan Berg"


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        pytest.param('"We sail," Dean Nelson said.', "Dean Nelson", None, id="given-name-dean"),
        pytest.param('"We sail," said Rep. Major Owens.', "Major Owens", "Rep.", id="given-name-major"),
        pytest.param('"We sail," said Dean Sarah Nelson.', "Sarah Nelson", "Dean", id="title-before-two-names"),
        pytest.param('"We sail," said Associate Dean Nelson.', "Nelson", "Associate Dean", id="title-by-its-rank"),
        pytest.param('Sarah Nelson came. "We sail," Dean Nelson said.', "Sarah Nelson", "Dean", id="title-by-article"),
        pytest.param('"We sail," said Judge Owens.', "Owens", "Judge", id="judge"),
        pytest.param('"We sail," said Councillor Dev Patel.', "Dev Patel", "Councillor", id="councillor"),
        pytest.param('"We sail," Economist Sarah Quinn said.', "Sarah Quinn", "Economist", id="profession"),
        pytest.param('"We sail," said Sarah Cook Quinn.', "Sarah Cook Quinn", None, id="middle-name"),
        pytest.param(
            '"We sail," Fisheries Undersecretary Olaf Brandt said.',
            "Olaf Brandt",
            "Fisheries Undersecretary",
            id="department",
        ),
        pytest.param(
            '"We sail," Chancellor of the Exchequer Rosa Holm said.',
            "Rosa Holm",
            "Chancellor of the Exchequer",
            id="of-the",
        ),
        pytest.param(
            '"We sail," Chancellor of the Exchequer Holm said.', "Holm", "Chancellor of the Exchequer", id="of-the-one"
        ),
        pytest.param(
            '"We sail," Director of the Office of Ports and Harbours Rosa Holm said.',
            "Rosa Holm",
            "Director of the Office of Ports and Harbours",
            id="of-two-nouns",
        ),
        pytest.param(
            '"We sail," said Norland Governor Ola Murphy and Oslo University president Ida Lund.',
            "Ola Murphy and Ida Lund",
            None,
            id="two-people",
        ),
        pytest.param(
            'Ola Murphy and Tide College president Ida Lund said "we sail at dawn".',
            "Ola Murphy and Ida Lund",
            None,
            id="two-people-before",
        ),
        pytest.param('"Wir fahren", sagte Ida Lund.', "Ida Lund", None, id="foreign-verb"),
        pytest.param('"We sail," a defiant Ida Lund said.', "Ida Lund", None, id="adjective"),
        ('"No," said the Minister of Nets and Boats, Abel Holm.', "Abel Holm", "Minister of Nets and Boats"),
        ('"We go," head of nursing Ebbu Raan Tor said.', "Ebbu Raan Tor", "head of nursing"),
        ('"We go," stated ombudsman Ebbu Raan Tor. "No," Raan said.', "Ebbu Raan Tor", "ombudsman"),
        ('"No," said Roads and Bridges Minister Abel Holm.', "Abel Holm", "Roads and Bridges Minister"),
        (
            'Norland\'s Roads and Bridges Minister Abel Holm said: "No."',
            "Abel Holm",
            "Norland's Roads and Bridges Minister",
        ),
        ('"We wait," Norlandic notable Ebbu ag Raan told AFP.', "Ebbu ag Raan", "Norlandic notable"),
    ],
)
def test_name_and_role(body: str, speaker: str, role: str | None) -> None:
    assert (last(body).speaker, last(body).role) == (speaker, role)


@pytest.mark.parametrize(
    ("body", "speaker", "source_type"),
    [
        pytest.param('Traders said the sea was "very quiet today".', "Traders", "unnamed", id="plural"),
        pytest.param('Norland Senators said the bill was "dead today".', "Norland Senators", "unnamed", id="senators"),
        pytest.param(
            'A senior Norland Official said "we sail at dawn".', "A senior Norland Official", "unnamed", id="a-official"
        ),
        pytest.param(
            'Donegal Group Inc said it would "fight to the end".', "Donegal Group Inc", "organisation", id="inc"
        ),
        pytest.param('Norport Freight Co said it was "ready to sail".', "Norport Freight Co", "organisation", id="co"),
        pytest.param('Tide Motors said it was "ready to sail".', "Tide Motors", "organisation", id="motors"),
        pytest.param(
            'Marsh & Lund Inc said it was "ready to sail".', "Marsh & Lund Inc", "organisation", id="ampersand"
        ),
        pytest.param(
            'The Norland Community said it was "ready to sail".', "Norland Community", "organisation", id="community"
        ),
        pytest.param(
            'The University of Oslo said it was "ready to sail".', "University of Oslo", "organisation", id="seat"
        ),
        pytest.param('China said it was "ready to sail".', "China", "organisation", id="country"),
        pytest.param(
            'Michael Jordan came. Jordan said it was "ready to sail".',
            "Michael Jordan",
            "named",
            id="person-like-a-country",
        ),
        pytest.param('Tim Cook came. Cook said it was "ready to sail".', "Tim Cook", "named", id="person-like-a-trade"),
        pytest.param('Included was a "very great set of knives".', None, None, id="opening-participle"),
        pytest.param('Given the "very great risk we run", Berg left.', None, None, id="opening-given"),
        pytest.param('Production was "not at all what it was" at the mill.', None, None, id="opening-noun"),
        pytest.param('British were "not at all amused" by the storm.', None, None, id="adjective-of-origin"),
        pytest.param(
            'The gale came. A gale rose. Gale was "not at all what it was".',
            None,
            None,
            id="word-in-small-letters-elsewhere",
        ),
        pytest.param(
            'Mary Gale saw the gale. Gale was "not at all afraid".', "Mary Gale", "named", id="name-like-a-word"
        ),
        pytest.param(
            'Tide Co joined the General Agreement. "We sail," he said.', None, None, id="general-is-no-rank-here"
        ),
        pytest.param(
            'Director of the Office of Ports and Harbours Peter Holm came. "We sail," he said.',
            "Peter Holm",
            "named",
            id="office-of-two-nouns",
        ),
        pytest.param('"We sail," White said.', "White", "named", id="surname-like-an-adjective"),
        pytest.param('The U.S. Official said "we sail at dawn".', "The U.S. Official", "unnamed", id="the-official"),
        pytest.param(
            'Tide Freight Inc lost money. Tide said it was "ready to sail".',
            "Tide Freight Inc",
            "organisation",
            id="firm-in-short",
        ),
        pytest.param('Said another trader, "We sail at dawn."', "another trader", "unnamed", id="said-comes-first"),
    ],
)
def test_a_capital_makes_no_person(body: str, speaker: str | None, source_type: str | None) -> None:
    assert (last(body).speaker, last(body).source_type) == (speaker, source_type)


def test_a_role_ends_before_a_verb() -> None:
    body = 'Peter Holm, oil analyst with Tide Co said that with the wells shut the price rose, and "it will rise more".'
    assert last(body).role in (None, "oil analyst with Tide Co")


@pytest.mark.parametrize(
    "between",
    [
        pytest.param('Peter Berg, a cook, said: "We wait."', id="quotation"),
        pytest.param('Peter Berg, a cook, disagreed. "We wait," he said.', id="pronoun"),
        pytest.param("On Monday, Peter Berg said the sea was rough.", id="indirect-speech"),
        pytest.param('On Monday, "We wait," said Peter Berg.', id="inverted"),
    ],
)
def test_he_is_the_last_speaker_in_the_text(between: str) -> None:
    assert last(f'"We sail," Tobias Okafor said.\n\n{between}\n\n"It is cold," he added.').speaker == "Peter Berg"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('The moment calls to mind an ambiguous legal phrase: "without undue delay or cause".', id="colon"),
        pytest.param('The moment calls to mind the words "without undue delay or cause".', id="words"),
        pytest.param('Ida Lund spoke. "I left," she said.\n\nThe hour recalls "the great gale of winter".', id="later"),
        pytest.param('The plan brings to mind "the great gale of winter," an old song.', id="comma-inside"),
    ],
)
def test_things_do_not_speak(body: str) -> None:
    assert [quote.speaker for quote in extract_quotes(body) if "I left" not in quote.text] in ([None], [])


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        pytest.param(
            '"We sail at dawn."\n\n— Anna Lopez, mayor of Norport', "Anna Lopez", "mayor of Norport", id="own-paragraph"
        ),
        pytest.param(
            '"We sail at dawn." — Anna Lopez, mayor of Norport', "Anna Lopez", "mayor of Norport", id="same-paragraph"
        ),
        pytest.param('"We sail at dawn." -Anna Lopez', "Anna Lopez", None, id="hyphen"),
        pytest.param('"We sail at dawn."\n-- Mayor Anna Lopez', "Anna Lopez", "Mayor", id="two-hyphens-on-a-line"),
        pytest.param('From Chairwoman Lopez: "We sail."', "Lopez", "Chairwoman", id="from"),
        pytest.param('Lopez: "We sail."', "Lopez", None, id="name-and-colon"),
    ],
)
def test_lines_that_name_the_speaker(body: str, speaker: str, role: str | None) -> None:
    assert (last(body).speaker, last(body).role, last(body).source_type) == (speaker, role, "named")


def test_a_dash_that_goes_on_is_no_signature() -> None:
    assert last('"We sail at dawn."\n\n— Lopez left the port and went to see her mother.').speaker is None


@pytest.mark.parametrize(
    "rule", ["subject-of-sentence", "subject-of-sentence-before", "same-paragraph", "carried-over"]
)
def test_guesses_are_unchecked(rule: str) -> None:
    assert CONFIDENCE[rule] < UNCHECKED


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Bakyt Sadyr uulu", "Sadyr uulu"),
        ("Aynur Kerim kyzy", "Kerim kyzy"),
        ("Hedi ben Salem al-Mahri", "al-Mahri"),
        ("Hedi ben Salem al-Mahri", "Mahri"),
        ("Omar bu Khrais", "bu Khrais"),
        ("Sidi ould Bah", "Bah"),
        ("Moussa ag Intalla", "Ag Intalla"),
        ("Nur Aminah binti Osman", "Nur Aminah"),
        ("Piet van 't Hek", "Van 't Hek"),
        ("Piet van't Hek", "Van't Hek"),
        ("Rui do Carmo", "Carmo"),
        ("Emyr ap Gwilym", "ap Gwilym"),
        ("Gino d'Amelio", "d'Amelio"),
        ("Gino dell’Orto", "dell’Orto"),
        ("Noam bar-Lev", "bar-Lev"),
        ("Salah ud-Din Khan", "Khan"),
        ("Sione 'Utoikamanu", "'Utoikamanu"),
        ("Sione ʻUtoikamanu", "ʻUtoikamanu"),
        ("Abdul Rahman bin Faisal Al Thani", "Al Thani"),
        ("Mohd. Rafiq Holm", "Holm"),
        ("Séamus Ó hUiginn", "Ó hUiginn"),
    ],
)  # fmt: skip
def test_a_name_of_any_origin_is_read_whole_and_found_again(name: str, short: str) -> None:
    assert last(f'"We sail at dawn," said {name}, a farmer.').speaker == name
    assert last(f'"We sail at dawn," farmer {name} said.').speaker == name
    assert last(f'The farmer {name} was late.\n\n"We sail at dawn," {short} said.').speaker == name


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("It was a coup d'état. \"We sail,\" Ida Holm said.", "Ida Holm"),
        ("\"We sail,\" said Ida Holm, star of 'Emma'.", "Ida Holm"),
        ("The at-large member Ida Holm was late. \"We sail,\" Holm said.", "Ida Holm"),
        ("Where do Republicans go? \"We sail,\" Ida Holm said.", "Ida Holm"),
    ],
)  # fmt: skip
def test_small_letters_that_lead_no_name(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker
