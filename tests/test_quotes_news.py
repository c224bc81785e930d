"""What whole news stories showed: relatives and offices before a name, two who speak as one, words for who is named."""

import pytest

from index.article import UNCHECKED, Quote
from index.quotes import extract_quotes
from index.speaker_names import read_name


def last(body: str) -> Quote:
    return extract_quotes(body)[-1]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('"We stay," said Local 12 President Abel Lund.', "Abel Lund", id="number-in-an-office"),
        pytest.param('District 4 Supervisor Ida Holm called it "a bad joke."', "Ida Holm", id="number-in-a-district"),
        pytest.param('His ex-wife, the singer Ida Holm, said she was "sad for him."', "Ida Holm", id="apposed-trade"),
        pytest.param('His wife, Ida, who ran the shop, said it was "too much."', "Ida", id="given-name-before-who"),
        pytest.param('It was led by Abel Lund, a former envoy, who said it "had to be."', "Abel Lund", id="who-behind"),
        pytest.param(
            'The union that represents clerks at the port called it "a breach of faith."',
            "The union",
            id="body-with-a-clause",
        ),
        pytest.param(
            'A clerk told the court that Ida Oakes had said it was "easy."', "Ida Oakes", id="court-told-that"
        ),
        pytest.param(
            'The council said it was "alarmed," and its envoy, Ida Holm, urged both to "step back."',
            "Ida Holm",
            id="subject-of-the-second-clause",
        ),
        pytest.param(
            'A man accused of beating his landlord told police he "lost it that day."',
            "A man",
            id="whom-a-deed-was-done-to",
        ),
        pytest.param('"It is dry," said a farmer named Abel.', "Abel", id="a-farmer-named"),
        pytest.param('Inside, Abel Lund promised to be "a voice for all."', "Abel Lund", id="place-and-comma"),
        pytest.param(
            'The row began when Ida Holm, in a speech in Norport, described banks as "accountants with flags."',
            "Ida Holm",
            id="aside-in-a-clause",
        ),
        pytest.param('Already, the nets have offered "a new hope," Ida Holm says.', "Ida Holm", id="things-offer"),
        pytest.param('"Ed Lund will go," the mayor wrote. Mr. Lund called it "a lie."', "Ed Lund", id="full-in-words"),
        pytest.param(
            'More than 40 former envoys on Friday called it "a very bad deal."',
            "More than 40 former envoys",
            id="more-than-a-number",
        ),
    ],
)
def test_who_speaks(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(
            'Abel Holm and Ida Lund wrote a book. They add that it is "not over yet."',
            "Abel Holm and Ida Lund",
            id="the-two-before",
        ),
        pytest.param(
            '"We were wrong," Abel Holm and Ida Lund write.\n\nThey add that it is "not over yet."',
            "Abel Holm and Ida Lund",
            id="who-spoke-as-one",
        ),
        pytest.param(
            'Ruiz, the bishop, will meet Abel Holm and Ida Lund. They have asked him for "names and dates."',
            "Abel Holm and Ida Lund",
            id="the-two-he-meets",
        ),
        pytest.param(
            'Florist Abel Holm and cafe owner Ida Lund have sat down. "We want a vote," they said.',
            "Abel Holm and Ida Lund",
            id="with-a-trade-between",
        ),
        pytest.param(
            'More than 40 envoys signed a letter on cuts, which they said would "set us all back."',
            "More than 40 envoys",
            id="those-of-the-sentence",
        ),
    ],
)
def test_they_are_the_two(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(
            '"I am sorry," Bishop Abel Reed said.\n\nMen wept. One of them, Daniel Croft, left.\n\n"Words," he said.',
            "Daniel Croft",
            id="one-of-them",
        ),
        pytest.param(
            '"It worked," coach Abel Salter said.\n\nSalter\'s star, wing Dan Onti, ran far. "I am glad," he said.',
            "Dan Onti",
            id="somebodys",
        ),
        pytest.param(
            'A woman who works there said Abel Lund "hit her hand."\n\n"I froze," she said.',
            "A woman",
            id="a-man-named-since",
        ),
        pytest.param(
            'The mayor, Abel Lund, was late. Democrat Ed Holm was not.\n\n"It is odd," the Democrat said.',
            "Ed Holm",
            id="party-before-the-name",
        ),
    ],
)
def test_whom_other_words_mean(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize("who", ["midfielder", "mother of two", "retired nurse"])
def test_a_description_of_somebody_named_is_unchecked(who: str) -> None:
    assert last(f'Ida Lund sat down.\n\n"There is no way out," the {who} said.').confidence < UNCHECKED


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param('Ida Holm stood in her kitchen.\n\n"I laid that floor," she said.', id="she-goes-on"),
        pytest.param('With that, Mayor Ida Holm ended it.\n\n"It is over," Holm said.', id="named-in-the-next"),
    ],
)
def test_the_first_words_are_whose_come_next(behind: str) -> None:
    first = extract_quotes(f'"They came in the night and took it all."\n\n{behind}')[0]
    assert (first.speaker, first.confidence < UNCHECKED) == ("Ida Holm", True)


def test_a_programme_of_an_outlet_is_no_quotation() -> None:
    assert len(extract_quotes('"We go," Ida Lund said on CBS\' "Face the Nation."')) == 1


def test_two_who_speak_as_one_are_no_variant_of_one_of_them() -> None:
    assert read_name("Abel Holm and Ida Lund") is None


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param('Ana Vega Ruiz sat down. "No," Vega Ruiz said.', "Ana Vega Ruiz", id="both-surnames"),
        pytest.param('Ana Vega Ruiz left. Vega Ruiz is 40. "No," Vega said.', "Ana Vega Ruiz", id="the-first-of-two"),
        pytest.param('Ana Costa e Silva sat down. "No," Costa e Silva said.', "Ana Costa e Silva", id="joined-by-e"),
        pytest.param('Sgt. 1st Class Abel Holm sat down. "No," Holm said.', "Abel Holm", id="rank-with-a-class"),
        pytest.param('State Auditor Ida Holm sat down. "No," the auditor said.', "Ida Holm", id="state-auditor"),
        pytest.param('Robert "Bob" Holm sat down. "No," Holm said.', 'Robert "Bob" Holm', id="nickname"),
        pytest.param('Robert (Bob) Holm Jr. sat down. "No," Holm said.', "Robert (Bob) Holm Jr.", id="in-brackets"),
        pytest.param('"No," said Robert “Bob” Holm, a pilot.', "Robert “Bob” Holm", id="nickname-behind-the-verb"),
        pytest.param('June Holm sat down. "No," Holm said.', "June Holm", id="a-month-that-is-a-given-name"),
        pytest.param('Abel Lund was late. In June Lund left. "No," Lund said.', "Abel Lund", id="a-month"),
        pytest.param('Zwick sat down. It was late. "No," she said.', "Zwick", id="surname-alone"),
        pytest.param(
            'Oona Zwick won. "Good," Abel Holm said.\n\nZwick drew a crowd. "No," she said.',
            "Oona Zwick",
            id="then-surname",
        ),
        pytest.param('Bashar al-Hamid sat down. "No," Mr. Hamid said.', "Bashar al-Hamid", id="without-the-article"),
        pytest.param('Ida Scott Lund sat down. "No," Scott Lund said.', "Ida Scott Lund", id="given-name-as-surname"),
        pytest.param('Ida M. Lund sat down. Ida Lund left. "No," Lund said.', "Ida M. Lund", id="middle-initial"),
        pytest.param('Navy SEAL Peter Lund sat down. "No," Lund said.', "Peter Lund", id="capitals-before-a-name"),
        pytest.param('Ida af Lund sat down. "No," af Lund said.', "Ida af Lund", id="particle"),
        pytest.param(
            'According to Ida Holm, a clerk offered her a job. "I said no," she said.', "Ida Holm", id="according-to"
        ),
    ],
)
def test_who_is_meant_in_full(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(
            'Oleg Holm lost his house. His wife, Olena Holm, was away. "I wept," Holm said.', "Oleg Holm", id="his-wife"
        ),
        pytest.param(
            '"I am no thief," Abel Holm said.\n\nHis friend Ida Holm wept. "I believe him," Holm said.',
            "Ida Holm",
            id="named-beside",
        ),
        pytest.param(
            'Ida Holm runs the mill with Abel Holm, her husband. "It is ours," Dr. Holm said.',
            "Ida Holm",
            id="her-husband",
        ),
        pytest.param('Abel Holm, 58, met Ed Holm, 55. "No," the younger Holm said.', "Ed Holm", id="the-younger"),
        pytest.param('Ed Holm Sr. met Ed Holm Jr. "No," the elder Holm said.', "Ed Holm Sr.", id="the-elder"),
    ],
)
def test_of_two_of_one_surname(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize("body", ["Tide Rail", "Tide Vox"])
def test_a_body_is_not_who_she_is(body: str) -> None:
    quotes = extract_quotes(
        f'{body} said it was "changing the timetable." Ida Lund, who sails, was late.\n\n'
        f'{body} said it was closing the pier.\n\n"It is a shame," she said.'
    )
    assert [quote.source_type for quote in quotes] == ["organisation", "named"]
    assert quotes[-1].speaker == "Ida Lund"


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param(
            'Abel Zhao and Ida Havel sat down. Zhao and Havel write that "no city has won."',
            "Abel Zhao and Ida Havel",
            id="two-who-write",
        ),
        pytest.param(
            'Ida Lund added that drivers who complain are "sent home."', "Ida Lund", id="what-tells-which-drivers"
        ),
        pytest.param(
            'Ida Lund called Holm\'s remarks "absurd" and his letter "a wreck."', "Ida Lund", id="not-whose-remarks"
        ),
        pytest.param('The State Board of Piers said it was "late."', "State Board of Piers", id="state-board"),
        pytest.param(
            'A federal appeals court blocked it, saying it was "a wreck."',
            "A federal appeals court",
            id="appeals-court",
        ),
        pytest.param(
            'Ida Lund sat down. Rep. Abel Holm, the panel\'s chairman, rose. "No," the chairman said.',
            "Abel Holm",
            id="office-behind-the-name",
        ),
        pytest.param(
            'Lt. Gov. Ida Holm met Abel Lund. "Yes," Lund said. "No," the lieutenant governor said.',
            "Ida Holm",
            id="lieutenant-governor",
        ),
        pytest.param(
            'Sen. Ida Holm rose. Sen. Abel Lund wept. Not so Ms. Holm. "No," the senator said.',
            "Ida Holm",
            id="senator-named-last",
        ),
        pytest.param(
            'Ida Holm was careful. In Norport, the Ohio-born congresswoman said it was "late."',
            "Ida Holm",
            id="where-she-was-born",
        ),
    ],
)
def test_who_says_it(body: str, speaker: str) -> None:
    assert last(body).speaker == speaker


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("A Norland senator", "State Sen. Ida Holm, who lives in Norport, was late."),
        ("A Norland bookseller", "Ida Holm, 61, was late."),
        ("The embattled head of the ferry service", "Ida Holm, director of the Norland Ferry Service, was late."),
    ],
)
def test_whom_a_story_begins_with_is_who_is_named_below(head: str, below: str) -> None:
    first = extract_quotes(f'{head} told the paper that boats were "a joke."\n\n{below}')[0]
    assert (first.speaker, first.confidence < UNCHECKED) == ("Ida Holm", True)


def test_whom_a_story_begins_with_is_nobody_of_another_office() -> None:
    body = 'A federal judge blocked the law, saying it was "born of fear."\n\nGov. Ida Holm signed it in May.'
    assert last(body).speaker == "A federal judge"
