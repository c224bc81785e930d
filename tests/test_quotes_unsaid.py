"""Words that the text says were not said, or not surely, are nobody's, or unchecked."""

import pytest

from index.article import UNCHECKED
from index.quotes import extract_quotes


@pytest.mark.parametrize(
    "body",
    [
        'Ida Ruiz never said: "We will sail at dawn with all boats."',
        'Ida Ruiz did not say "we will sail at dawn".',
        'Ida Ruiz denied that she had said: "We will sail at dawn."',
        'Ida Ruiz denies ever saying "we will sail at dawn".',
        'Ida Ruiz refused to say "we will sail at dawn".',
        'Ida Ruiz stopped short of saying "we will sail at dawn".',
        'Ida Ruiz left without saying "we will sail at dawn".',
        'Ida Ruiz denied calling Abel Lund "a crook at heart".',
        'Nobody heard Ida Ruiz say "we will sail at dawn".',
        'It was not Ida Ruiz who said "we will sail at dawn".',
        'Neither Ida Ruiz nor Abel Lund said: "We will sail at dawn."',
        'If Ida Ruiz says "we will sail at dawn," we all go.',
        'Had Ida Ruiz said "we will sail at dawn," nobody would have left.',
        'Did Ida Ruiz say "we will sail at dawn"?',
        'Ida Ruiz asked whether Abel Lund had said "we will sail at dawn".',
        'A fake video shows Ida Ruiz saying "we will sail at dawn".',
        'In the parody, Ida Ruiz says: "We will sail at dawn."',
        'A post falsely claimed that Ida Ruiz said: "We will sail at dawn."',
        'Ida Ruiz apologised for retweeting "we will sail at dawn".',
        '"We will sail at dawn," Ida Ruiz should have said.',
        '"We will sail at dawn," Ida Ruiz never said.',
        '"We will sail at dawn," Ida Ruiz was misquoted as saying.',
        '"We will sail at dawn," said nobody but Ida Ruiz.',
    ],
)
def test_what_somebody_did_not_say_is_nobodys(body: str) -> None:
    assert [quote.speaker for quote in extract_quotes(body)] == [None]


@pytest.mark.parametrize(
    "body",
    [
        'Ida Ruiz did not hesitate to call it "a folly of old men".',
        'Ida Ruiz not only said "we will sail at dawn" but went.',
        'Ida Ruiz never failed to say "we will sail at dawn".',
        'Ida Ruiz did not mince words, calling it "a folly of old men".',
        'Ida Ruiz said she did not think the plan was "fair to all of us".',
        'Ida Ruiz denied it, saying "we will sail at dawn".',
        'Ida Ruiz denied wrongdoing and said the case was "a farce from the start".',
        'Falsely accused, Ida Ruiz said it was "a farce from the start".',
        'The fake invoices were "a farce from the start", Ida Ruiz said.',
        'Ida Ruiz called the video a fake, saying it was "a folly of old men".',
        'If it is late "we will sail at dawn," Ida Ruiz said in Norport.',
        'Asked if she was sorry, Ida Ruiz said: "We will sail at dawn."',
    ],
)
def test_a_denial_of_something_else_takes_nobodys_words(body: str) -> None:
    assert [quote.speaker for quote in extract_quotes(body)] == ["Ida Ruiz"]


@pytest.mark.parametrize(
    "body",
    [
        '"We sail at dawn," Ida Ruiz allegedly said.',
        'Ida Ruiz reportedly said: "We sail at dawn."',
        'Ida Ruiz is alleged to have said: "We sail at dawn."',
        'Ida Ruiz was accused of saying "we sail at dawn".',
        'Ida Ruiz, quoting Abel Lund, said: "We sail at dawn."',
        '"We sail at dawn," Ida Ruiz read from Abel Lund\'s letter.',
    ],
)
def test_what_somebody_is_only_said_to_have_said_is_unchecked(body: str) -> None:
    (quote,) = extract_quotes(body)
    assert (quote.speaker, quote.confidence < UNCHECKED) == ("Ida Ruiz", True)
