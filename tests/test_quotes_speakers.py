"""Who speaks: one row for each rule a reporter would recognise."""

import pytest

from index.article import Quote
from index.quotes import extract_quotes

CAST = (
    "Elena Marsh, a marine biologist at the Harbour Institute, met Mayor Tobias Okafor on Tuesday. "
    "A spokeswoman for the fishing ministry of Norland came too.\n\n"
)


def only(body: str) -> Quote:
    (quote,) = extract_quotes(body)
    return quote


@pytest.mark.parametrize(
    ("body", "mention", "cue"),
    [
        pytest.param('"We sail," Okafor said.', "Okafor", "said", id="surname-after-quote"),
        pytest.param('"We sail," Tobias Okafor said.', "Tobias Okafor", "said", id="full-name-after-quote"),
        pytest.param('"We sail," said Okafor.', "Okafor", "said", id="surname-after-verb"),
        pytest.param(
            '"We sail," said Elena Marsh, who dives.', "Elena Marsh, who dives", "said", id="full-name-after-verb"
        ),
        pytest.param(
            '"We sail," captain Elena Marsh said.', "captain Elena Marsh", "said", id="title-and-name-after-quote"
        ),
        pytest.param(
            '"We sail," said Deputy Harbour Secretary Elena Marsh.',
            "Deputy Harbour Secretary Elena Marsh",
            "said",
            id="title-and-name-after-verb",
        ),
        pytest.param('"We sail," Mr. Okafor said.', "Mr. Okafor", "said", id="honorific"),
        pytest.param('"We sail," she said.', "she", "said", id="pronoun-after-quote"),
        pytest.param('"We sail," a harbour official said.', "a harbour official", "said", id="nominal-after-quote"),
        pytest.param('"We sail," said two fishermen.', "two fishermen", "said", id="nominal-after-verb"),
        pytest.param('"We sail," the White House said.', "the White House", "said", id="organisation-after-quote"),
        pytest.param(
            '"We sail," Marsh, a diver who lives in Oslo, said.',
            "Marsh, a diver who lives in Oslo",
            "said",
            id="apposition",
        ),
        pytest.param('"We sail," Marsh (D-Ohio) said.', "Marsh (D-Ohio)", "said", id="party-in-brackets"),
        pytest.param('"We sail," Marsh has repeatedly warned.', "Marsh", "warned", id="adverb-and-auxiliary"),
        pytest.param('"We sail," Marsh of Norland said.', "Marsh of Norland", "said", id="place-behind-the-name"),
        pytest.param('"We sail," Marsh hollered.', "Marsh", "hollered", id="any-verb-after-quote"),
        pytest.param('"Do we sail?" Okafor asked.', "Okafor", "asked", id="question-mark"),
        pytest.param('"We sail!" cried Okafor.', "Okafor", "cried", id="exclamation-mark"),
        pytest.param('"We sail." Okafor said.', "Okafor", "said", id="full-stop-then-bare-attribution"),
        pytest.param('"We sail", Okafor said.', "Okafor", "said", id="comma-outside"),
        pytest.param('Okafor said: "We sail."', "Okafor", "said", id="name-verb-before-quote"),
        pytest.param('Okafor told Marsh "We sail at dawn."', "Okafor", "told", id="told-somebody"),
        pytest.param(
            'Okafor said the fleet was "ready to sail at last."', "Okafor", "said", id="name-verb-in-sentence"
        ),
        pytest.param('In a letter on Friday, she wrote, "We sail."', "she", "wrote", id="behind-a-lead"),
        pytest.param(
            'Okafor, who leads the town, told reporters that "we sail at dawn."',
            "Okafor, who leads the town",
            "told",
            id="relative-clause",
        ),
        pytest.param('Okafor took the stage and said, "We sail."', "Okafor", "said", id="second-verb"),
        pytest.param('Okafor waved to the crowd, saying "we sail at dawn."', "Okafor", "saying", id="participle"),
        pytest.param('According to Okafor, the fleet is "ready to sail".', "Okafor", "according to", id="according-to"),
        pytest.param(
            'The fleet is "ready to sail," according to Marsh.', "Marsh", "according to", id="according-to-end"
        ),
        pytest.param('The "first great voyage" begins at dawn, Okafor said.', "Okafor", "said", id="end-of-sentence"),
        pytest.param('The plan was called "a great folly" by Elena Marsh.', "Elena Marsh", "called", id="agent"),
        pytest.param('Nobody shared Okafor\'s claim that "the sea is full".', "Okafor", "claim", id="owner-of-words"),
        pytest.param('Okafor was blunt: "We sail."', "Okafor", None, id="colon"),
        pytest.param('Okafor shook his head. "We sail at dawn."', "Okafor", None, id="subject-of-sentence-before"),
        pytest.param('Okafor gave this answer:\n\n"We sail at dawn."', "Okafor", None, id="colon-over-paragraphs"),
        pytest.param('"We sail," Naeem al-Rashid said.', "Naeem al-Rashid", "said", id="particle-al"),
        pytest.param('"We sail," Ludwig van der Meer said.', "Ludwig van der Meer", "said", id="particle-van-der"),
        pytest.param('"We sail," said Ana de la Cruz.', "Ana de la Cruz", "said", id="particle-de-la"),
        pytest.param('"We sail," Omar bin Khalid said.', "Omar bin Khalid", "said", id="particle-bin"),
    ],
)
def test_speaker_as_written(body: str, mention: str, cue: str | None) -> None:
    quote = only(body)
    assert quote.mention is not None
    assert (quote.mention.text, quote.cue) == (mention, cue)
    assert body[quote.mention.start : quote.mention.end] == mention


@pytest.mark.parametrize(
    ("body", "speaker", "source_type"),
    [
        pytest.param('"We sail," Okafor said.', "Tobias Okafor", "named", id="surname"),
        pytest.param('"We sail," Mr. Okafor said.', "Tobias Okafor", "named", id="honorific-and-surname"),
        pytest.param('"We sail," he said.', "Tobias Okafor", "named", id="he"),
        pytest.param('"We sail," she said.', "Elena Marsh", "named", id="she"),
        pytest.param('"We sail," the mayor said.', "Tobias Okafor", "named", id="the-title"),
        pytest.param('"We sail," the biologist said.', "Elena Marsh", "named", id="the-role-in-her-apposition"),
        pytest.param('"We sail," officials said.', "officials", "unnamed", id="collective"),
        pytest.param('"We sail," the Norland Navy said.', "Norland Navy", "organisation", id="organisation"),
        pytest.param('"We sail," they said.', None, None, id="they-stays-open"),
    ],
)
def test_speaker_resolved_inside_the_article(body: str, speaker: str | None, source_type: str | None) -> None:
    quote = only(CAST + body)
    assert (quote.speaker, quote.source_type) == (speaker, source_type)


def test_a_definite_noun_means_the_fuller_mention_before() -> None:
    first = 'A senior customs officer saw the boats. "They are gone," the officer said.'
    assert (only(first).speaker, only(first).role) == ("A senior customs officer", "senior customs officer")


def test_he_means_the_unnamed_man_who_spoke_last() -> None:
    body = '"We sail," a young fisherman said.\n\n"We never stop," he said.'
    assert [quote.speaker for quote in extract_quotes(body)] == ["a young fisherman"] * 2


@pytest.mark.parametrize(
    ("body", "role"),
    [
        pytest.param('"We sail," Okafor said.', "Mayor", id="from-an-earlier-mention"),
        pytest.param('"We sail," Marsh said.', "marine biologist at the Harbour Institute", id="from-an-apposition"),
        pytest.param(
            '"We sail," spokeswoman Ida Lund said.',
            "spokeswoman for the fishing ministry of Norland",
            id="by-head-noun",
        ),
        pytest.param('"We sail," said Jan Berg, a cook from Oslo.', "cook from Oslo", id="own-apposition"),
        pytest.param('"We sail," Jan Berg said.', None, id="none"),
    ],
)
def test_role(body: str, role: str | None) -> None:
    assert only(CAST + body).role == role


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        pytest.param('"We sail," Okafor told the Norland Times.', "Norland Times", id="told-the"),
        pytest.param('"We sail," Okafor told CNN on Friday.', "CNN", id="told-an-acronym"),
        pytest.param('"We sail," Okafor told reporters.', None, id="reporters-are-no-outlet"),
        pytest.param('"We sail," Okafor said in an interview with Harbour Radio.', "Harbour Radio", id="interview"),
        pytest.param(
            'According to a Tide News report, it rained. One official said the port was "closed for now".',
            "Tide News",
            id="report-in-the-sentence-before",
        ),
        pytest.param(
            'According to Tide News, it rained.\n\n"The port is closed," Okafor said.', None, id="another-paragraph"
        ),
    ],
)
def test_told_to(body: str, outlet: str | None) -> None:
    assert only(body).told_to == outlet


def test_an_unknown_speaker_is_none_with_low_confidence() -> None:
    quote = only('"The nets are empty and the boats are gone."')
    assert (quote.speaker, quote.rule, quote.confidence < 0.2) == (None, None, True)


def test_passive_gives_the_words_to_nobody() -> None:
    assert only('Okafor was told "you may not sail today".').cue is None


def test_two_verbs_for_one_subject_are_flagged() -> None:
    assert only('One official told Tide News indicated the boats "were sunk by a storm".').flags == ("garbled",)


def test_two_people_keep_their_words_apart() -> None:
    body = '"We sail," Okafor said. But Marsh disagreed. "We wait," she said. "The sea is rough."'
    assert [(quote.speaker, len(quote.parts)) for quote in extract_quotes(CAST + body)] == [
        ("Tobias Okafor", 1),
        ("Elena Marsh", 2),
    ]


def test_ids_count_in_order() -> None:
    assert [quote.id for quote in extract_quotes('"We sail," Ruiz said.\n\n"We wait," Lund said.')] == ["q1", "q2"]


@pytest.mark.parametrize(
    "dateline",
    [
        "NORPORT, April 29 - ",
        "NORPORT (Tide News) — ",
        "PORT NORLAND, Norland, April 29 (Tide News) -- ",
    ],
)
def test_the_place_of_a_dateline_says_nothing(dateline: str) -> None:
    quote = only(f'{dateline}Norland promised to "never give up the sea" today, and said so twice.')
    assert quote.speaker in (None, "Norland")


def test_capitals_before_a_dash_are_no_dateline() -> None:
    assert only('NATO officials - three of them - said "we sail".').speaker == "NATO officials"


def test_a_title_with_an_office_in_it_leaves_the_name() -> None:
    assert only('Keeper of the Harbour Elena Marsh arrived. "We sail," Marsh said.').speaker == "Elena Marsh"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('A clerk at the pier let slip that the boats had been "sold for scrap."', "A clerk at the pier"),
        ('The vote, a Norland official granted, was "lost before lunch."', "a Norland official"),
        ('One salvage diver accepted that it was "over, more or less."', "One salvage diver"),
        ('A baker in the old town bemoaned "the end of bread as we know it."', "A baker in the old town"),
        ('A former envoy judged the visit "a waste of good paper."', "A former envoy"),
        ('A nurse on the night shift spoke of "bodies in the corridor."', "A nurse on the night shift"),
        ('An aide to the governor made plain that she was "in no mood to wait."', "An aide to the governor"),
        ('A source at the ministry let it be known that it was "dead in the water."', "A source at the ministry"),
        ('A member of the board wanted the pier to be "gone by June at last."', "A member of the board"),
        ('"It is over," snarled a clerk at the pier.', "a clerk at the pier"),
    ],
)
def test_words_are_of_whom_their_sentence_is_about(sentence: str, speaker: str) -> None:
    (_, quote) = extract_quotes(f'"No," Abel Holm said.\n\n{sentence}')
    assert quote.speaker == speaker


@pytest.mark.parametrize(
    "attribution",
    [
        "was how Ida Lund put it.",
        "is what Ida Lund told them.",
        "was the verdict of Ida Lund, a judge.",
        "was Ida Lund's reply.",
        "was the message that harbour master Ida Lund gave to the crews.",
        "ran a terse bulletin from Ida Lund.",
        "came the reply from Ida Lund.",
        "in the words of Ida Lund, a judge.",
        "so said Ida Lund.",
        "Ida Lund was forced to admit.",
        "Ida Lund had to concede.",
        "Ida Lund is fond of saying.",
    ],
)
def test_a_clause_about_the_words_tells_whose_they_are(attribution: str) -> None:
    assert extract_quotes(f'"No," Abel Holm said.\n\n"It is over," {attribution}')[-1].speaker == "Ida Lund"


@pytest.mark.parametrize(
    "sentence", ["So said Ida Lund, a judge.", "That was the message of Ida Lund.", "Those were the words of Ida Lund."]
)
def test_the_sentence_behind_tells_whose_the_words_are(sentence: str) -> None:
    assert extract_quotes(f'"No," Abel Holm said.\n\n"It is over and done." {sentence}')[-1].speaker == "Ida Lund"


@pytest.mark.parametrize(
    "lead",
    [
        "In the view of Ida Lund,",
        "In a letter to the board from Ida Lund,",
        "In an account given to Tide News by Ida Lund,",
        "By the account of Ida Lund,",
        "As Ida Lund sees it,",
        "From Ida Lund came the warning that",
        "From Ida Lund, Tide Radio obtained the admission that",
    ],
)
def test_a_lead_tells_whose_the_words_are(lead: str) -> None:
    quote = only(f'{lead} the pier was "held up by paint alone."')
    assert (quote.speaker, quote.rule) == ("Ida Lund", "owner-of-words")


@pytest.mark.parametrize(
    "sentence",
    [
        "In a letter to Ida Lund, Okafor called the pier",
        "From Norport, Okafor called the pier",
        "Citing a letter from Ida Lund that was old, Okafor called the pier",
        "Of the pier, Okafor had this to say:",
        "About the pier, Okafor was curt:",
    ],
)
def test_whom_a_lead_only_names_does_not_speak(sentence: str) -> None:
    assert only(f'{sentence} "a museum of rust and paint."').speaker == "Okafor"


@pytest.mark.parametrize(
    "sentence",
    [
        "A senior envoy spoke to Tide News said that",
        "A senior envoy interviewed by Tide News claimed that",
        "A senior envoy was indicated that",
        "Speaking to Tide News, a senior envoy was claimed that",
    ],
)
def test_a_broken_sentence_is_of_the_person_it_is_about(sentence: str) -> None:
    speaker = only(f'{sentence} the guards "had been paid to sleep."').speaker
    assert speaker is not None
    assert speaker.lower() == "a senior envoy"


@pytest.mark.parametrize("verb", ["told", "warned", "informed", "reminded"])
def test_who_only_hears_the_words_does_not_speak(verb: str) -> None:
    assert only(f'Okafor was {verb} that the guards "had been paid to sleep."').speaker is None


def test_words_before_a_colon_are_of_whom_the_rest_names() -> None:
    body = '"No," Abel Holm said.\n\n"It is over and done": with these words Ida Lund closed her talk.'
    assert extract_quotes(body)[-1].speaker == "Ida Lund"


@pytest.mark.parametrize("verb", ["was forced to admit", "had to concede"])
def test_an_aside_tells_whose_the_words_behind_it_are(verb: str) -> None:
    body = f'There was no way back, a rescue official {verb}, because the shaft was "burning from end to end."'
    assert only(body).speaker == "a rescue official"


def test_what_somebody_says_that_others_would_not_do_is_his() -> None:
    body = 'Ida Lund said that her government would not allow the pier to become "a museum of rust."'
    assert only(body).speaker == "Ida Lund"


def test_he_is_who_told_the_outlet() -> None:
    body = (
        '"No," Abel Holm said.\n\nTide Vox was told by Bruno Lund that "help is welcome." It was "a failure," he added.'
    )
    assert extract_quotes(body)[-1].speaker == "Bruno Lund"
