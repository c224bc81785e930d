"""Who answers, who is told of, what a predicate calls somebody, and whose words a thing bears."""

import pytest

from index.quotes import extract_quotes


def last(body: str) -> str | None:
    return extract_quotes(body)[-1].speaker


@pytest.mark.parametrize(
    "asked",
    ['"Did you ever tell anyone?" Abel Lund asked.', "Prosecutor Abel Lund asked whether he had told anyone."],
)
def test_who_answers_is_not_who_asked(asked: str) -> None:
    lead = "Pieter Holm told the court of the boats. He said he had signed a check."
    assert last(f'{lead}\n\n{asked}\n\n"My wife," he replied.') == "Pieter Holm"


@pytest.mark.parametrize("asked", ["A reporter asked her about it.", "His lawyer asked if she had gone."])
def test_an_unnamed_person_who_asks_does_not_answer(asked: str) -> None:
    assert last(f'Ida Holm sat down. {asked} "I did not go," she said.') == "Ida Holm"


@pytest.mark.parametrize(
    "body",
    [
        'Abel Lund asked Pieter Holm what to do. "Hold the line," he replied.',
        'When Abel Lund asked Pieter Holm what to do, he replied: "Hold the line."',
        '"Did you know?" Mayor Abel Lund asked Pieter Holm. "No, mayor, not then," he replied.',
    ],
)
def test_whom_somebody_asks_by_name_answers(body: str) -> None:
    assert last(body) == "Pieter Holm"


def test_whom_she_told_is_another() -> None:
    body = 'Judge Ida Diaz sentenced Beth Lund to five years. "I am sorry for what I did," she told the judge.'
    assert last(body) == "Beth Lund"


def test_a_camp_is_nobody() -> None:
    assert last('The governor was asked of it as he left for Camp Abel. "It is short," he said.') == "The governor"


def test_who_speaks_again_may_have_asked() -> None:
    assert last('"Who knew?" Abel Lund asked. "Nobody knew at all," he said.') == "Abel Lund"


@pytest.mark.parametrize("told", ["informed", "told", "warned"])
def test_the_words_are_of_whoever_tells(told: str) -> None:
    assert last(f'Ruiz said he was {told} by a special adviser that "nobody looks up" there.') == "a special adviser"


def test_a_second_clause_may_tell_who_speaks() -> None:
    body = "Ku Bon is to visit the site, and Ida Holm said that she would be there to meet him."
    assert last(f'{body} "I\'m bringing a shovel," she said.') == "Ida Holm"


def test_a_pronoun_of_a_second_clause_is_nobody_new() -> None:
    body = "Ida Holm's fate is unclear, but she said in May that she would govern."
    assert last(f'"We wait," said Abel Lund.\n\n{body} "I\'m above him," she said.') == "Ida Holm"


@pytest.mark.parametrize(
    "called",
    [
        "She's the mayor, and she says the trucks came in March.",
        "She became mayor of Norport in 2012.",
        "Marsh serves as mayor of Norport.",
        "Marsh, who was elected mayor in 2012, was late.",
    ],
)
def test_a_predicate_says_what_somebody_is(called: str) -> None:
    assert last(f'Elena Marsh walks to work. {called} It was cold. "I wave," the mayor said.') == "Elena Marsh"


def test_it_was_the_mayor_names_nobody() -> None:
    assert last('Elena Marsh was late. It was the mayor who opened. "I wave," the mayor said.') == "the mayor"


def test_words_that_a_thing_bears_are_nobodys() -> None:
    assert last('Abel Holm sat at a desk, where a framed needlepoint reads, "We never sail on Sunday."') is None


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('Nurse Maribel de los Santos came. "I gave forty," de los Santos said.', "Maribel de los Santos"),
        ('"He is a pickpocket," said a House Democratic appropriator.', "a House Democratic appropriator"),
        ('It was found by Petrus Louw, a farmer near Norport, in May. "Ja, well," the farmer said.', "Petrus Louw"),
        ('Hanbit Energy opened. It was cold. Hanbit said it would "fulfil all of it."', "Hanbit Energy"),
    ],
)
def test_names_and_nouns_are_read_whole(body: str, speaker: str) -> None:
    assert last(body) == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ('"Ask my wife about it," was all Abel Holm would say.', "Abel Holm"),
        ('"Absolutely, we will," came the reply from Abel Holm.', "Abel Holm"),
        ('To Abel Holm, the plan is "a slow-motion disaster."', "Abel Holm"),
        ('Abel Holm recalled his father telling him, "Never sign what you haven\'t read."', "his father"),
        ('"Never sign it," Abel Holm used to tell his sons.', "Abel Holm"),
        ('Abel Holm, whom critics call "the accidental mayor of Norport," won.', "critics"),
        ('In the complaint, prosecutors describe Abel Holm as "the hub of the wheel."', "prosecutors"),
        ('The crowd broke into chants of "Four more years, Abel" at noon.', "The crowd"),
        ('"He was a quiet boy," remembers Ida Lund, who knew him.', "Ida Lund"),
        ('"We stay where we are," a statement from Mayor Elena Marsh read.', "Elena Marsh"),
    ],
)
def test_other_ways_to_hand_words_over(body: str, speaker: str) -> None:
    assert last(body) == speaker


def test_a_long_tail_parts_no_quotation() -> None:
    tail = "she said upon landing, without taking a sip from the glass that was offered to her by the mayor"
    (quote,) = extract_quotes(f'Elena Ruiz came. "The water is safe," {tail}. "Tomorrow we measure again."')
    assert len(quote.parts) == 2


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        (
            "An effort to mend the rules stalled after Sen. Abel Holm refused to let it come to a vote, "
            'calling it "a wish list of old men."',
            "Abel Holm",
        ),
        ('Lena Ruiz was careful. The Arizonan, who seeks a seat, said she knew "where he came from."', "Lena Ruiz"),
        (
            "Gov. Ida Stall vetoed it. It was the first time that a governor has done so. "
            'The governor said it was "a gift card with no limit."',
            "Ida Stall",
        ),
        (
            'At Prime Minister\'s Questions, Abel Holm smiled. Asked again, the Prime Minister said: "I do."',
            "Abel Holm",
        ),
        ('He handed the clerk a note that read: "Oxy. No alarms. I have kids too."', None),
        ('A sign beneath it, painted in May, says: "Keep the tree, do the voices."', None),
        ('A neighbor, who would give only her first name, Tonya, was angry. "He was loud," she said.', "Tonya"),
    ],
)
def test_who_speaks_behind_things_and_offices(body: str, speaker: str | None) -> None:
    assert last(body) == speaker


def test_a_verb_before_a_title_is_no_role() -> None:
    body = 'The board voted to fire Superintendent Alicia Holm. "I am at peace," Holm said.'
    assert extract_quotes(body)[0].role == "Superintendent"
