"""How desks of many countries write who speaks: ranks, honours, datelines, labels, other words for one person."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('NORPORT — Mayor Ida Lund said she was "ready."', "Ida Lund", id="dateline-alone"),
        pytest.param('NORPORT - Mayor Ida Lund said: "We sail."', "Ida Lund", id="dateline-with-a-hyphen"),
        pytest.param('CSP Amaka Lund said they were "held".', "Amaka Lund", id="rank-in-capitals"),
        pytest.param('"We sail," said Cllr Maeve Roche (Ind).', "Maeve Roche", id="councillor"),
        pytest.param(
            'Taoiseach Fergal Lund stood up. "We sail," he told the house.', "Fergal Lund", id="head-of-state"
        ),
        pytest.param('Oliver Stamp QC said it was "a sham".', "Oliver Stamp", id="honour-behind-the-name"),
        pytest.param('Jo Bright MP left. "We sail," Bright said.', "Jo Bright", id="member-behind-the-name"),
        pytest.param('Singer Ida Merrow called it "a slow storm."', "Ida Merrow", id="noun-that-is-a-name-too"),
        pytest.param('"We won," Norport FC said.', "Norport FC", id="club"),
        pytest.param('"We fell," analysts at Lund & Marsh wrote.', "analysts at Lund & Marsh", id="firm-of-two"),
        pytest.param('The poet Ida Vance came.\n\nVANCE: "We sail at dawn."', "Ida Vance", id="label-in-capitals"),
        pytest.param('"It sinks," Ruiz said. Lund was blunter: "It is gone."', "Lund", id="comparative-is-no-passive"),
        pytest.param(
            'Its boats are "Salt" and "Iron," said she sailed both. Ida Lund said it was "a fine fleet."',
            "Ida Lund",
            id="said-she-sailed-is-a-clause",
        ),
    ],
)
def test_who_speaks_whatever_the_desk_writes(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        ('Lighthouse keeper Eli Krantz was sure: "It will burn."', "Eli Krantz", "Lighthouse keeper"),
        ('"It will burn," Lighthouse keeper Eli Krantz said.', "Eli Krantz", "Lighthouse keeper"),
        ('"It will burn," said Lighthouse keeper Eli Krantz.', "Eli Krantz", "Lighthouse keeper"),
        ('Opposite number Marco Di Stefano was kind: "We were lucky."', "Marco Di Stefano", "Opposite number"),
        ('"It is mate," said Chess club keeper Tendai Moyo.', "Tendai Moyo", "Chess club keeper"),
        ('Harbormaster Eli Krantz said it was "never going out."', "Eli Krantz", "Harbormaster"),
        ('Archdeacon Ivy Ray said: "We pray at dawn."', "Ivy Ray", "Archdeacon"),
        ('Shipwright Eli Krantz was sure: "It will float."', "Eli Krantz", "Shipwright"),
        ('"We sail," said Tring\'s colleague Dr Ida Lund.', "Ida Lund", "Tring's colleague"),
        ('"We sail," said the union\'s Ida Lund.', "Ida Lund", None),
    ],
)
def test_what_stands_before_a_full_name_is_a_role(body: str, speaker: str, role: str | None) -> None:
    quote = last(body)
    assert (quote.speaker, quote.role) == (speaker, role)


@pytest.mark.parametrize(
    "body",
    [
        'Marsh beside Eli Krantz was sure: "It will burn."',
        'Marsh beat Eli Krantz: "It was close," said Marsh.',
        'Marsh may face Eli Krantz: "We will see."',
        '"We sail," said Marsh while Eli Krantz left.',
        '"We sail," said Marsh via interpreter Eli Krantz.',
    ],
)
def test_a_name_with_another_behind_it_is_no_role(body: str) -> None:
    assert last(body).speaker == "Marsh"


@pytest.mark.parametrize(
    ("named", "mention"),
    [
        ("Peter van Houten", "Van Houten"),
        ("Peter Van Houten", "van Houten"),
        ("Peter van der Berg", "Van Der Berg"),
        ("Ana de la Cruz", "De la Cruz"),
        ("Marco Di Stefano", "di Stefano"),
        ("Omar el Masri", "El Masri"),
        ("Omar al-Masri", "Al-Masri"),
    ],
)
def test_a_particle_means_the_same_large_and_small(named: str, mention: str) -> None:
    assert last(f'The lawyer, {named}, left. "It is wrong," {mention} said.').speaker == named


def test_two_of_one_surname_with_a_particle_are_unchecked() -> None:
    body = 'Peter van Houten and Anna van Houten came. "It is wrong," Van Houten said.'
    assert last(body).confidence < UNCHECKED


@pytest.mark.parametrize("thing", ["sign", "leaflet", "website", "poster", "headline"])
def test_a_thing_does_not_speak(thing: str) -> None:
    assert last(f'Ida Lund came. "Keep off the grass," the {thing} said.').speaker is None


@pytest.mark.parametrize(
    ("author", "speaker", "kind"),
    [
        ("the transport ministry", "the transport ministry", "organisation"),
        ("the Transport Ministry", "Transport Ministry", "organisation"),
        ("Ida Lund", "Ida Lund", "named"),
    ],
)
def test_who_wrote_a_report_speaks_in_it(author: str, speaker: str, kind: str) -> None:
    quote = last(f'According to a report by {author}, it was "too late to mend."')
    assert (quote.speaker, quote.source_type) == (speaker, kind)


@pytest.mark.parametrize("words", ["one said", "said one"])
def test_one_of_several_is_unchecked(words: str) -> None:
    quote = last(f'But stallholders were not convinced. "It will never work here," {words}.')
    assert (quote.speaker, quote.confidence < UNCHECKED) == ("one", True)


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('"No," Ida Holm said. A diver told the Courier that she was "wet to the bone".', "A diver"),
        ('Abel Holm left. One broker said he thought the port "may sink".', "One broker"),
        ('"No," Ida Holm said.\n\nA guard who gave no name said she had "seen it".', "A guard"),
    ],
)
def test_a_pronoun_means_the_unnamed_subject_of_its_own_sentence(body: str, speaker: str) -> None:
    quote = last(body)
    assert (quote.speaker, quote.source_type) == (speaker, "unnamed")


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('Ana Lund lost. "My arm stayed home," the Romanian said.', "Ana Lund", id="origin"),
        pytest.param('Ricardo Salter won. The 27-year-old said he was "itching".', "Ricardo Salter", id="age"),
        pytest.param('"It is all gone," he says.\n\nOmar Lund, 60, had three boats.', "Omar Lund", id="named-next"),
    ],
)
def test_another_word_for_somebody_named_is_unchecked(body: str, speaker: str) -> None:
    quote = last(body)
    assert (quote.speaker, quote.confidence < UNCHECKED) == (speaker, True)


def test_the_turkish_and_the_us_are_nobody_in_particular() -> None:
    assert last('Ali Holm left. The U.S. said it was "ready to wait".').speaker == "U.S."


def test_what_the_statement_adds_is_its_speakers() -> None:
    body = 'Police chief Ida Lund said in a statement that they were "held".\n\n"We wait," the statement added.'
    assert last(body).speaker == "Ida Lund"
    assert last('"We wait," the statement added.').speaker == "the statement"


def test_a_wife_by_her_first_name_is_she() -> None:
    body = '"The sea takes," says Bruno Holm.\n\nHis wife, Inez, laughs. "He says so daily," she says.'
    assert last(body).speaker == "Inez"


def test_he_who_opens_a_paragraph_speaks_on_whoever_he_speaks_of() -> None:
    body = 'Abel Holm came.\n\nHe told Tide News that Marsh "likes boats."\n\n"Many boats," he added. Marsh left.'
    assert last(body).speaker == "Abel Holm"


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("2GB radio", "2GB radio"),
        ("Norland Today radio", "Norland Today radio"),
        ("BBC radio", "BBC"),
        ("the Norport Ledger", "Norport Ledger"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("Norland radio operators", None),
    ],
)
def test_an_outlet_by_its_call_sign_or_medium(told: str, outlet: str | None) -> None:
    assert last(f'Ida Lund told {told}, "We sail at dawn."').told_to == outlet


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('Neighbours heard Ida Lund yell "I go now, all of you" as she ran.', "Ida Lund"),
        ('Police heard the man shout, "I am going now" as he ran.', "the man"),
        ('Ida Holm ran. Neighbours heard her yell: "I go now!"', "Ida Holm"),
        ('Ida Holm, who heard Abel Lund say it, said "it is over now".', "Ida Holm"),
        ('To hear Ida Lund tell it, the city is "open for business again".', "Ida Lund"),
        ('If the mayor is to be believed, the plan is "the best in the world".', "the mayor"),
        ('If Ida Lund is late, the plan is "the best in the world".', None),
        ('For one guard the city is "out of reach for now".', "one guard"),
        ('For one week the town was "a closed book".', None),
        ('"Let them come," Ida Lund was reported by Reuters as saying.', "Ida Lund"),
        ('For a guard, who gave no name, the city is "out of reach for now".', "a guard"),
        ('Tide Nation, which has 49 towns, declared an emergency. "They should not go," it said.', "Tide Nation"),
    ],
)
def test_who_is_heard(body: str, speaker: str | None) -> None:
    assert [quote.speaker for quote in extract_quotes(body)] == [speaker]


def test_an_office_by_its_initials() -> None:
    body = 'District Police Officer Ida Lund denied it. "It is easy to count," the DPO said. "No," the NRA said.'
    assert [quote.speaker for quote in extract_quotes(body)] == ["Ida Lund", "NRA"]


def test_a_word_in_capitals_is_no_pronoun() -> None:
    assert last('One state IT official put it at "nil for the moment".').speaker == "One state IT official"
