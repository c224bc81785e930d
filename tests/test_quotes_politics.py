"""How American papers write of politics: epithets of party and state, people close to the talks, campaigns, blocks."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('Said Lopez, who has served for years: "We owe it."', "Lopez", id="verb-opens-the-sentence"),
        pytest.param('"No," Ida Holm said. Added Ida Holm: "Never."', "Ida Holm", id="verb-opens-before-a-full-name"),
        pytest.param('"It is false," Vega shot back.', "Vega", id="shot-back"),
        pytest.param('"It is false," Ida Vega fired back at him.', "Ida Vega", id="fired-back"),
        pytest.param('Sheila Post left. "It fell," grumbled Rep. Sheila Post.', "Sheila Post", id="post-is-no-paper"),
        pytest.param('Voters most often said "it is over now."', "Voters", id="adverb-between"),
        pytest.param('But it has what one neighbor calls "a nice wall."', "one neighbor", id="what-one-calls"),
        pytest.param('It is, in the words of one aide, "a long day."', "one aide", id="in-the-words-of"),
        pytest.param('Chanting "No more cuts," teachers marched on Ames.', "teachers", id="participle-opens"),
        pytest.param('Calling it "a folly of old men," Ida Lund left.', "Ida Lund", id="participle-of-a-name"),
        pytest.param('Hundreds of teachers chanted "no more cuts."', "Hundreds of teachers", id="hundreds-of"),
        pytest.param('Human rights groups called it "a dark day."', "Human rights groups", id="groups"),
        pytest.param('Lund, who during the campaign said he "could win," left.', "Lund", id="said-during"),
        pytest.param('It was a blow to Mayor Ida Lund, who said it "hurt."', "Ida Lund", id="who-is-the-nearest-name"),
        pytest.param(
            'A general who spoke to Tide News said they "ran for it."', "A general", id="named-within-a-relative-clause"
        ),
        pytest.param('"It is late," an aide who was not allowed to talk said.', "an aide", id="who-between"),
        pytest.param('"It is late," a man who says he saw it told us.', "a man", id="who-says-between"),
        pytest.param('Tide News quoted a guard as saying it "sank fast."', "a guard", id="quoted-as-saying"),
        pytest.param('Ida Lund told the pupils, "I may go." They laughed.', "Ida Lund", id="those-told-laugh"),
        pytest.param("It fell. Lund: “Not On My Watch”", "Lund", id="headline-with-a-label"),
        pytest.param('Ed Lund shut it. Hours later, he wrote: "It is open."', "Ed Lund", id="a-time-opens"),
        pytest.param(
            'The 25% tax that Ida Holm named is "a bad idea," Trade Minister Abel Lund said.', "Abel Lund", id="a-share"
        ),
        pytest.param('Editor in Chief Paula Gross wrote that they "got it wrong."', "Paula Gross", id="chief-of-it"),
        pytest.param(
            'Abel Lund sat. "To whom?" said Rep. Ida Holm, D-Calif. Lund paused. "To you," he said.',
            "Abel Lund",
            id="a-seat",
        ),
        pytest.param(
            'Ida Holm thanked the clerks "who stood up in the cold." It rained.', "Ida Holm", id="whom-somebody-thanks"
        ),
        pytest.param(
            'A trial judge threw it out, finding that it was "a plain folly."', "A trial judge", id="what-a-court-finds"
        ),
        pytest.param('It hurt Abel Holm, who last week called it "a folly."', "Abel Holm", id="who-last-week"),
        pytest.param('It hurt Abel Holm, who in May 2018 called it "a folly."', "Abel Holm", id="who-in-a-month"),
        pytest.param('The panel\'s minority called it "a show trial."', "The panel's minority", id="minority"),
        pytest.param('The bill\'s sponsor called it "a gift."', "The bill's sponsor", id="sponsor"),
        pytest.param('"It is dead," said its sponsor, Abel Holm.', "Abel Holm", id="sponsor-by-name"),
    ],
)
def test_who_speaks(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    "who",
    [
        "One person familiar with the matter",
        "A source with direct knowledge of the talks",
        "Two people briefed on the meeting",
        "An aide close to leadership",
        "An official involved in the talks",
        "One person familiar with his thinking",
    ],
)
@pytest.mark.parametrize("verb", ["said it was", "called it", "described it as"])
def test_who_is_close_to_something_is_one_mention(who: str, verb: str) -> None:
    quote = last(f'But {who} {verb} "dead as can be."')
    assert (quote.mention.text if quote.mention else None, quote.source_type) == (who, "unnamed")


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('An aide to Holm said the campaign would respond "in kind, and more."', "An aide to Holm"),
        ('Ida Lund told owners of the fleet that the merger would lead "to less debt."', "Ida Lund"),
        ('Judge Ida Lund wrote that the state offered "only poor reasons."', "Ida Lund"),
        ('Ida Lund told the crowd, which chanted "no more cuts now."', "the crowd"),
        ('Lawyers representing the families called it "a dark day."', "Lawyers"),
        ('The union is tired. Its chief, Ida Lund, said members felt "used."', "Ida Lund"),
        ('Ida Lund said divers believe it sank and that the hull was "as old as sin."', "Ida Lund"),
        ('Ida Lund said Abel Holm had called him and that the plan was "dead."', "Ida Lund"),
        ('One director said he had "bought socks, at least," the people said.', "One director"),
        ('Ida Lund read a letter in which Abel Holm seemed to boast of "a free hand."', "Abel Holm"),
    ],
)
def test_what_somebody_says_that_others_would_say(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('While Abel Holm vowed to "fight to the last," Ida Lund counseled patience.', "Abel Holm"),
        ('Ida Lund saw "light," but Abel Holm was less sure, telling us: "It is dark."', "Abel Holm"),
        ('Ida Lund warned the bill would be "suicide," according to two people in the room.', "Ida Lund"),
        ('The vote was "close to call," according to Ida Lund.', "Ida Lund"),
        ('The Tide Club called it "a loss," while the Boat Union thanked those "who stood up."', "Boat Union"),
        ('He gave no list, but an envoy who saw it said it was long and began "with rum."', "an envoy"),
    ],
)
def test_which_of_two_clauses_it_belongs_to(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('Ida Lund wrote that Abel Holm, at last, admitted it and told her "it was us."', "Abel Holm"),
        ('Ida Lund told us that Abel Holm had met her and said, "It was us."', "Abel Holm"),
        ('Abel Holm ran. A witness told the police he yelled, "Get down!"', "Abel Holm"),
    ],
)
def test_what_others_tell_that_somebody_said_is_unchecked(body: str, speaker: str) -> None:
    assert (last(body).speaker, last(body).confidence < UNCHECKED) == (speaker, True)


def test_what_hangs_on_a_speaker_ends_with_his_first_verb() -> None:
    mention = last('An envoy who saw it said it was long and began "with rum."').mention
    assert mention is not None
    assert mention.text == "An envoy who saw it"


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("A dissenting judge on an earlier panel, Abel Holm,", "judge on an earlier panel"),
        ("Her rival in last year's race, Abel Holm,", "rival in last year's race"),
        ("Its author, former senator Abel Holm,", "author"),
        ("Navy spokesman Rear Adm. Abel Holm", "Navy spokesman"),
        ("Clan leader Sheikh Abel Holm", "Clan leader"),
    ],
)
def test_the_role_before_a_name(before: str, named: str) -> None:
    quote = last(f'{before} warned that it was "an open door."')
    assert quote.speaker == "Abel Holm"
    assert (quote.role or "").endswith(named)


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('Sen. Abel Holm said no. "I am no stamp," the Iowa Republican said.', "Abel Holm"),
        ('"It is late," Senate candidate Abel Holm said. The first-time candidate said it was "early."', "Abel Holm"),
        ('French President Abel Holm and Ida Lund met. "We talked," the French leader said.', "Abel Holm"),
        ('The Tide Foundation sued. "Jobs are at stake," the group said.', "Tide Foundation"),
        ('The Chamber of Commerce urged a veto. "Jobs are at stake," the group said.', "Chamber of Commerce"),
        ('Critics condemned it. "It is a dark day," they said.', "Critics"),
    ],
)
def test_other_words_for_who_was_named(body: str, speaker: str) -> None:
    quote = last(body)
    assert (quote.speaker, quote.confidence >= UNCHECKED) == (speaker, True)


def test_the_two_are_who_was_named_as_two() -> None:
    quote = last('Sens. Ida Holm and Abel Lund wrote the bill. "It is late," the two said.')
    assert (quote.speaker, quote.mention.text if quote.mention else None) == ("Ida Holm and Abel Lund", "the two")


def test_a_figure_is_no_part_of_the_title_behind_it() -> None:
    quote = last('It cost $2, a figure Treasury Secretary Ida Holm dismissed as "fuzzy math."')
    assert (quote.speaker, quote.role) == ("Ida Holm", "Treasury Secretary")


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('The Tide Storm Center put out a map. "It will rain," the center wrote.', "Tide Storm Center"),
        ('The navy said in a statement that it was late. "We wait," the statement said.', "The navy"),
        (
            '"No," Ida Holm said. Abel Lund said in a statement that it was late. "We wait," the statement said.',
            "Abel Lund",
        ),
        ('The army came. "We wait," the center wrote.', "the center"),
    ],
)
def test_whose_the_center_and_the_statement_are(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize("words", ["one said", "said one"])
def test_one_is_one_of_those_whom_the_sentence_before_is_about(words: str) -> None:
    quote = last(f'Aides say he is restless. "He calls at night," {words}.')
    assert (quote.speaker, quote.source_type, quote.confidence < UNCHECKED) == ("one of the aides", "unnamed", True)


def test_another_strategist_is_nobody_named() -> None:
    body = 'Strategist Ida Holm was sad. Another strategist, who asked for anonymity, was blunt: "We sink."'
    assert last(body).speaker == "Another strategist"


def test_another_is_one_more_of_them_and_the_other_official_is_nobody_named() -> None:
    some = 'Some White House aides are tired. "He calls," one said. Another, a lawyer, said it was "all noise."'
    assert [quote.speaker for quote in extract_quotes(some)] == [
        "one of the White House aides",
        "another of the White House aides",
    ]
    assert last('Ida Holm left. "She had to," the second official said.').speaker == "the second official"


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('Pressed by Abel Holm on whether he would run, Ed Lund waved. "Ask me later," he said.', "Ed Lund"),
        ('When Abel Holm had left, Ed Lund stood up. "We wait," he said.', "Ed Lund"),
        ('Told that Abel Holm had left, Ed Lund smiled. "We wait," he said.', "Ed Lund"),
        ('Pressed by a lawyer, Ida Marsh, Ed Lund stood up. "We wait," he said.', "Ed Lund"),
        ('Abel Holm is "late."\n\nA spokesman said Ida Lund was not. "She is well," he said.', "A spokesman"),
        ('Sen. Ida Holm, D-Ohio, and Sen. Ed Lund sued. "We wait," they said.', "Ida Holm and Ed Lund"),
        ('Ida Holm and Rep. Ed Lund, both in love, sued. "We wait," they said.', "Ida Holm and Ed Lund"),
        ('Ida Lund rose.\n\nShe\'s the mayor.\n\n"No," Abel Holm said.\n\n"We sail," the mayor said.', "Ida Lund"),
        ('"No," Ida Holm said. Ed Lund wept. “We fell,” he can be heard saying. “Twice.”', "Ed Lund"),
        ('The board met. Ed Lund was there. He and a colleague wrote that it "ran ahead of us."', "Ed Lund"),
        ('Ed Lund sang, to cries of "resign at once" from the benches.', "the benches"),
        ('A memo from the Tide Board reminded us to wait "as a matter of form."', "Tide Board"),
        ('Ida Lund said its lawyers had concluded that it was "an open wall."', "Ida Lund"),
        ('A list was sent by Tide Shelves, a Norland group with ties. "Here it is," the group wrote.', "Tide Shelves"),
        (
            'Sens. Ida Holm of Maine and Ed Lund of Iowa left. "No," Holm said.\n\n"We wait," the Iowa senator said.',
            "Ed Lund",
        ),
        ('Ed Lund, who chairs it, left.\n\n"I wait," the Tory MP said.', "Ed Lund"),
        ('Ida Holm left. Ed Lund stayed. For Holm, it was "a bad day for all."', "Ida Holm"),
        ('Ida Lund left. A sign on the door now says, "Take off your hats."', None),
        ('Ida Lund left. The ads called the plan a "bailout of the rich."', None),
        ('Ida Lund left. He has hung a sheet that says, "Visitors won it."', None),
        ('A man was held after a judge said it was "a bad day." Ed Lund, 4, sat. Judge Ida Holm left.', "Ida Holm"),
        ('Ida Lund sat up until 2 a.m. and saw nobody.\n\n"We wait," she said.', "Ida Lund"),
        ('Abel Holm left. Lund himself was careful. He said he would "keep an open mind."', "Lund"),
        ('Asked by Abel Holm whether he\'d run, Cardwell paused. "Ask me later," he said.', "Cardwell"),
        ('The congressman was unmoved. "I stand by it," he said.', "The congressman"),
        ('Ida Lund works for Norport County. Norport County has a plan. "We wait," she said.', "Ida Lund"),
    ],
)
def test_who_is_meant(body: str, speaker: str | None) -> None:
    assert last(body).speaker == speaker


def test_who_ends_the_paragraph_above_may_go_on() -> None:
    quote = last("Former Secretary Abel Holm, speaking to the panel, was blunt.\n\n“We had no plan.\n\n“None.”")
    assert (quote.speaker, quote.confidence < UNCHECKED, len(quote.parts)) == ("Abel Holm", True, 2)


@pytest.mark.parametrize("above", ["Check them out", "New Tide Release: Last Days", "Is Abel Holm a good leader?"])
def test_a_heading_or_a_question_above_does_not(above: str) -> None:
    assert last(f"{above}\n\n“We had no plan at all.”").speaker is None


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("A guard conceded to Tide News", "Tide News"),
        ("A guard indicated to Tide News", "Tide News"),
        ("A guard said to Tide News", "Tide News"),
        ("According to a report by Tide News, it fell. A guard conceded", "Tide News"),
        ("Tide News quoted a guard as saying", "Tide News"),
        ("A guard, telling Fox News' morning show", "Fox News"),
    ],
)
def test_the_outlet_that_was_told(told: str, outlet: str) -> None:
    assert last(f'{told} that it was "as good as lost."').told_to == outlet


BLOCK = "We have waited for years. Nobody listened to us then."


@pytest.mark.parametrize(
    ("body", "speaker", "role"),
    [
        (f"Ida Lund, the mayor, said in a statement:\n\n{BLOCK}\n\nThe port opens.", "Ida Lund", "mayor"),
        (f"Senator Abel Holm today issued the following statement:\n\n{BLOCK}", "Abel Holm", "Senator"),
        (f"Ida Lund left. She wrote on Facebook:\n\n{BLOCK}", "Ida Lund", None),
        (f"The port is shut.\n\n{BLOCK}\n\n— Elena Marsh, mayor of Norport", "Elena Marsh", "mayor of Norport"),
    ],
)
def test_a_block_is_the_paragraph_that_somebody_is_said_to_have_written(
    body: str, speaker: str, role: str | None
) -> None:
    quotes = extract_quotes(body)
    assert [(quote.text, quote.kind, quote.speaker, quote.role) for quote in quotes] == [
        (BLOCK, "block", speaker, role)
    ]
    start, end = quotes[0].parts[0]
    assert body[start:end] == BLOCK


@pytest.mark.parametrize(
    "body",
    [
        f"Here is what you need to know:\n\n{BLOCK}",
        f"What he said next:\n\n{BLOCK}",
        f"Ida Lund gave three reasons:\n\n{BLOCK}",
        f"Ida Lund said three things:\n\n{BLOCK}",
        f"We wrote:\n\n{BLOCK}",
        f"{BLOCK}\n\n— Ida Lund, staff writer",
        "Ida Lund said:\n\nNets\n\nBoats",
    ],
)
def test_a_list_or_a_text_of_the_author_is_no_block(body: str) -> None:
    assert extract_quotes(body) == []
