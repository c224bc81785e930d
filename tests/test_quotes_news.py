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
