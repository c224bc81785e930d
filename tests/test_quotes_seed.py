"""The seed article, and a paraphrase with other names, another order and other marks, read alike."""

from pathlib import Path

import pytest

from index.article import Quote
from index.quotes import extract_quotes

SEED = Path(__file__).parent.parent / "seeds" / "000_6e9acaea0c95a6c1.txt"
SPOKESMAN = "spokesman for the governor of Iraq's Anbar province"
OFFICIAL = "One senior U.S. military official"

PARAPHRASE = """\
“Whoever lives by the river has to want this bridge more than we do,” the engineer said. The rain had not stopped.

One junior Norland transport engineer told Channel Nine News indicated that the old piers “were washed out by a much \
weaker [spring] flood.” That engineer was asked whether the ministry would pay for more boats.

According to a joint report from Tide Radio and the Norland Herald, a spokeswoman for the council of Vestmark’s \
southern district reckoned on Friday that some 40 houses, both farms and shops, stood under water.

“Nobody has counted the cattle so far,” spokeswoman Ingrid Solheim said. “We believe that 300 animals have drowned, \
and roughly 2,000 people have left.”

According to a Norland Herald report, Lillevik lies only 12 miles from the coast. One Vestmark police officer \
admitted that the search was “as good as finished by now.”

“The roads in the valley are simply gone,” Solheim said. “The valley is cut off.”

Norland Minister of Transport Amara Diallo, who is currently visiting the north, told reporters that she still \
trusts the new dams. According to Tide Radio, she has earlier stated that the repairs would be slow.

“In Vestmark, where you don’t yet have the pumps (which workers’ crews call ‘cows’) everywhere yet, I repeat ‘yet,’ \
there are weak spots, like in Lillevik or elsewhere, where the river can do great harm,” Diallo said.

“We take any help, including boats from the coast, to reach the last farms. What happened here is a great loss \
caused by bad maintenance,” veteran farm leader Karim el-Sayed told the Norland Press Agency.
"""


def body_of_seed() -> str:
    text = SEED.read_text(encoding="utf-8")
    end = text.index("the official said.") + len("the official said.")
    return text[text.index("The terror group known as ISIS has made progress") : end]


def facts(quote: Quote) -> tuple[str | None, ...]:
    return (quote.speaker, quote.role, quote.source_type, quote.told_to, quote.cue)


@pytest.fixture(scope="module")
def seed() -> list[Quote]:
    return extract_quotes(body_of_seed())


def test_seed_has_seven_quotations_in_nine_parts(seed: list[Quote]) -> None:
    assert [(quote.text[:24], len(quote.parts), quote.kind) for quote in seed] == [
        ("We do not have an accura", 2, "direct"),
        ("pretty much over for now", 1, "fragment"),
        ("The situation in the cit", 2, "direct"),
        ("In Anbar, where you don'", 1, "direct"),
        ("We welcome any group, in", 1, "direct"),
        ("were pushed out by a muc", 1, "fragment"),
        ("The Iraqis have to want ", 1, "direct"),
    ]


def test_seed_speakers(seed: list[Quote]) -> None:
    assert [facts(quote) for quote in seed] == [
        ("Muhannad Haimour", SPOKESMAN, "named", None, "said"),
        ("One U.S. military official", "U.S. military official", "unnamed", "Fox News", "conceded"),
        ("Muhannad Haimour", SPOKESMAN, "named", None, "said"),
        ("John Kerry", "U.S. Secretary of State", "named", None, "said"),
        ("Naeem al-Gauoud", "Sunni tribal leader", "named", "Associated Press", "told"),
        (OFFICIAL, "senior U.S. military official", "unnamed", "Fox News", "indicated"),
        (OFFICIAL, "senior U.S. military official", "unnamed", None, "said"),
    ]


def test_seed_speakers_as_written(seed: list[Quote]) -> None:
    assert [quote.mention.text for quote in seed if quote.mention] == [
        "spokesman Muhannad Haimour",
        "One U.S. military official",
        "Haimour",
        "Kerry",
        "Sunni tribal leader Naeem al-Gauoud",
        "One senior U.S. military official",
        "the official",
    ]


def test_seed_inner_marks_and_brackets_stay(seed: list[Quote]) -> None:
    assert "I underscore 'yet,' there are" in seed[3].text
    assert "smaller [ISIS] force." in seed[5].text
    assert seed[5].flags == ("garbled",)


def test_seed_offsets_cut_the_words() -> None:
    body = body_of_seed()
    for quote in extract_quotes(body):
        assert quote.text == " ".join(body[start:end] for start, end in quote.parts)
        assert all(body[start - 1] == '"' == body[end] for start, end in quote.parts)


def test_paraphrase_reads_like_the_seed() -> None:
    role = "spokeswoman for the council of Vestmark’s southern district"
    assert [(len(quote.parts), *facts(quote)) for quote in extract_quotes(PARAPHRASE)] == [
        (1, "the engineer", "engineer", "unnamed", None, "said"),
        (
            1,
            "One junior Norland transport engineer",
            "junior Norland transport engineer",
            "unnamed",
            "Channel Nine News",
            "indicated",
        ),
        (2, "Ingrid Solheim", role, "named", None, "said"),
        (1, "One Vestmark police officer", "Vestmark police officer", "unnamed", "Norland Herald", "admitted"),
        (2, "Ingrid Solheim", role, "named", None, "said"),
        (1, "Amara Diallo", "Norland Minister of Transport", "named", None, "said"),
        (1, "Karim el-Sayed", "veteran farm leader", "named", "Norland Press Agency", "told"),
    ]


STRIKE = """\
»Anybody can close a school«, the inspector said. It was her last day in the north.

« Nobody counted the desks, » Minister of Schools Jun Okabe told Radio Vestmark. « We will count them again. »

One former school inspector told the Norland Herald that the roofs «were held up by little more than [old] paint.» \
The inspector did not say how many.

Okabe, who was re-elected in May, left at noon. «I have said \'soon\' and I mean it», he added.
"""

HARBOUR = """\
‘The cranes haven’t moved since Friday,’ said Priya Nair, a spokeswoman for the dockers’ union. \
‘It’s the owners’ turn.’

Harbour Chief Executive Lars Holm said the union had been told “soon” too often. \
‘We can’t pay what we don’t have,’ Holm told BBC News.

‘We have waited long enough,’ she answered. Nair’s statement read: ‘The gates stay shut.’

According to a Tide News report, one senior port official called the talks ‘as good as dead by now’.

‘Nobody in this town wants it,’ the official said.
"""


def test_a_paraphrase_in_guillemets_reads_like_the_seed() -> None:
    minister = ("Jun Okabe", "Minister of Schools", "named")
    assert [(len(quote.parts), *facts(quote)) for quote in extract_quotes(STRIKE)] == [
        (1, "the inspector", "inspector", "unnamed", None, "said"),
        (2, *minister, "Radio Vestmark", "told"),
        (1, "One former school inspector", "former school inspector", "unnamed", "Norland Herald", "told"),
        (1, *minister, None, "added"),
    ]


def test_a_paraphrase_in_single_marks_reads_like_the_seed() -> None:
    spokeswoman = ("Priya Nair", "spokeswoman for the dockers’ union", "named", None)
    chief = ("Lars Holm", "Harbour Chief Executive", "named")
    official = ("one senior port official", "senior port official", "unnamed")
    assert [(len(quote.parts), *facts(quote)) for quote in extract_quotes(HARBOUR)] == [
        (2, *spokeswoman, "said"),
        (1, *chief, None, "said"),
        (1, *chief, "BBC News", "told"),
        (1, *spokeswoman, "answered"),
        (1, *spokeswoman, "read"),
        (1, *official, "Tide News", "called"),
        (1, *official, None, "said"),
    ]


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        pytest.param(
            'A spokeswoman for Norport Governor Abel Holm had no figures. Holm flew by. "We wait," the governor said.',
            "Abel Holm", "Norport Governor", id="the-governor-is-not-his-spokeswoman",
        ),
        pytest.param(
            'A spokesman for Harbour Minister Ida Lund stayed away. Lund came. "We wait," Lund said.',
            "Ida Lund", "Harbour Minister", id="an-office-inside-the-phrase-of-another",
        ),
        pytest.param(
            'The port may fall, in the view of one Norland diplomat. "We wait," said the diplomat.',
            "one Norland diplomat", "Norland diplomat", id="who-stands-behind-in-the-view-of",
        ),
        pytest.param(
            'A senior naval officer said the ship was lost. "We wait," the same officer said.',
            "A senior naval officer", "senior naval officer", id="the-same-one",
        ),
        pytest.param(
            'A press officer for the Norport pilots came late. "We wait," said the press officer, Ida Lund.',
            "Ida Lund", "press officer for the Norport pilots", id="an-office-of-two-words-in-full",
        ),
        pytest.param(
            'The Organization of Norwegian States called it "a dark day for the sea".',
            "Organization of Norwegian States", None, id="a-body-of-states",
        ),
    ],
)  # fmt: skip
def test_a_noun_means_who_it_is_said_of(body: str, speaker: str, role: str | None) -> None:
    said = extract_quotes(body)[-1]
    assert (said.speaker, said.role) == (speaker, role)


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        ('The port had fallen, Tide News reported. "We wait," conceded one diplomat.', "Tide News"),
        ('The port had fallen, according to a report by Tide News. "We wait," said an officer there.', "Tide News"),
        ('The port had fallen, Tide News reported. "We wait," said Ida Lund, the mayor.', None),
        ('Abel Holm told Tide News it had fallen. "We wait," said a neighbour.', None),
    ],
)
def test_who_is_unnamed_speaks_on_in_the_outlet_that_reported_the_sentence_before(
    body: str, outlet: str | None
) -> None:
    assert extract_quotes(body)[-1].told_to == outlet


def test_what_a_name_means_in_another_language_is_no_quotation() -> None:
    assert extract_quotes('She spoke at Vel Karu, Ostrian for "home of the old boats", on Monday.') == []
