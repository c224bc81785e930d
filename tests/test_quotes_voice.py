"""Whose words they are where the sentence names several people: who is spoken of, moved, blamed or told is silent."""

import pytest

from index.quotes import extract_quotes

ROWS: dict[str, list[tuple[str, list[str | None]]]] = {
    "whoever is described by another does not speak": [
        ('Ida Marsh, described by Lund as "loud and proud," fled north.', ["Lund"]),
        ('The suspect, described by police as "loud and proud", fled north.', ["police"]),
        ('Ida Marsh, branded "a bully" by Abel Lund, has resigned.', ["Abel Lund"]),
        ('Ida Marsh — hailed as "a warrior" by Abel Lund — lost.', ["Abel Lund"]),
        ('Ida Marsh, long derided as "a very small fish," lost.', [None]),
        ('Ida Marsh, called "a menace" by the judge, was jailed.', ["the judge"]),
        ('The harbour, rated by Sealog as "in need of repair", will close.', ["Sealog"]),
        ('Hailed by Abel Lund as "a warrior," Ida Marsh lost.', ["Abel Lund"]),
        ('Hailed as "a warrior" by Abel Lund, Ida Marsh lost.', ["Abel Lund"]),
        ('The pair, thanked by the court for their "courage," left.', ["the court"]),
        ('The mayor has been criticised as "far too soft" on crime.', [None]),
    ],
    "a verb with an object is no passive": [
        ('Ida Marsh, the mayor, described it as "a betrayal".', ["Ida Marsh"]),
        ('Ida Marsh, who described the deal as "a betrayal," left.', ["Ida Marsh"]),
        ('In what Ida Marsh later described as "a betrayal", the port was sold.', ["Ida Marsh"]),
        ('Ida Marsh visited, praised the crew as "heroes of the sea" and left.', ["Ida Marsh"]),
        ('Ida Marsh, accused of fraud, called Abel Lund "a liar".', ["Ida Marsh"]),
        ('Asked by Lund to answer, Marsh said: "We sail at dawn."', ["Marsh"]),
        ('His rival, Sen. Ida Marsh, called her "unfit" and left.', ["Ida Marsh"]),
        ('Marsh warned by telephone: "We sail at dawn."', ["Marsh"]),
    ],
    "who tells the sentence before says the words that follow": [
        ('Mayor Ida Marsh was not asked, said port spokeswoman Eva Lund. "She read of it."', ["Eva Lund"]),
        ('Mayor Ida Marsh was not asked, said port spokeswoman Eva Lund.\n\n"She read of it."', ["Eva Lund"]),
        ('Mayor Ida Marsh was not asked, Eva Lund, a port spokeswoman, said. "She read of it."', ["Eva Lund"]),
        ('Eva Lund runs the port. Mayor Ida Marsh, she said, was late. "We went without her."', ["Eva Lund"]),
        ('Abel Holm was a quiet man, his neighbor Ida Marsh said. "He kept to himself."', ["Ida Marsh"]),
        ('Abel Holm rarely went out, according to neighbor Ida Marsh. "He kept to himself."', ["Ida Marsh"]),
        ('Abel Holm rarely went out, according to neighbor Ida Marsh.\n\n"He kept to himself."', ["Ida Marsh"]),
        ('The search, Fire Chief Ida Marsh said, would go on. "We owe it to them."', ["Ida Marsh"]),
        (
            '"It was wet," Abel Holm said. The search would go on, Ida Marsh said. "We owe it to them."',
            ["Abel Holm", "Ida Marsh"],
        ),
        ('Abel Holm was fine, said Ida Marsh and Eva Lund. "He held the door."', ["Ida Marsh and Eva Lund"]),
        (
            'In Norport, Norland\'s Trade and Fisheries Minister Abel Holm said it was late.\n\n"We wait for tides."',
            ["Abel Holm"],
        ),
    ],
    "who only acts in the sentence before is a guess": [
        ('Ida Marsh shook her head when asked if Lund, as he said, was late. "I missed it."', ["Ida Marsh"]),
        ('Abel Holm, who coached the side, said Ida Marsh was hurt. "She cannot run."', ["Abel Holm"]),
        ('Abel Holm, 44, said Ida Marsh left. "She cannot run."', ["Abel Holm"]),
    ],
    "who denies, dismisses or faces what others say does not say it": [
        ('Ida Marsh denied claims she was "a bully to her crew".', [None]),
        ('Ida Marsh resigned amid claims she was "a bully to her crew".', [None]),
        ('Ida Marsh shrugged off reports that divers found her "hard to bear".', [None]),
        ('Ida Marsh ignored repeated calls to "do the right thing".', [None]),
        ('Ida Marsh faced accusations of being "a bully to her crew".', [None]),
        ('Ida Marsh rejected Abel Lund\'s demands to "come clean".', ["Abel Lund"]),
        ('Ida Marsh dismissed a claim by Abel Lund that she was "a bully".', ["Abel Lund"]),
        ('Ida Marsh bristled at Abel Lund\'s description of her as "a bully".', ["Abel Lund"]),
        ('Ida Marsh brushed aside criticism from Abel Lund that she was "a bully".', ["Abel Lund"]),
        ('Ida Marsh took issue with reports that she had "run away from it".', [None]),
    ],
    "who claims, repeats or judges a claim says it": [
        ('Ida Marsh denied that she was "a bully".', ["Ida Marsh"]),
        ('Ida Marsh, a former diver, claims she was "a victim of spite".', ["Ida Marsh"]),
        ('Ida Marsh made unfounded claims that the vote was "rigged by the port".', ["Ida Marsh"]),
        ('Ida Marsh responded with claims that the vote was "rigged by the port".', ["Ida Marsh"]),
        ('Ida Marsh rejected claims of fraud as "a pack of lies".', ["Ida Marsh"]),
        ('Ida Marsh brushed off Abel Lund\'s claims as "a pack of lies".', ["Ida Marsh"]),
        ('Ida Marsh called reports that she was ill "a pack of lies".', ["Ida Marsh"]),
        ('Ida Marsh responded to claims that she was rude by saying she was "sorry for it".', ["Ida Marsh"]),
        (
            'A panel of the Norland Court of Appeals for the North wrote that maps "bear the mark of a clerk".',
            ["A panel of the Norland Court of Appeals for the North"],
        ),
        ('The ministry has condemned what it calls a "blatant act of hate".', ["The ministry"]),
    ],
    "who tells of somebody in a clause of his own says the rest": [
        ('Abel Holm said Ida Marsh, who argues that it is late, is "a fraud at sea."', ["Abel Holm"]),
        ('Abel Holm told police that Ida Marsh, who said she was cold, looked "ill to the bone."', ["Abel Holm"]),
        ('Abel Holm told Eva Lund, who had asked what to do, to "hold the line."', ["Abel Holm"]),
        ('Abel Holm wrote that Ida Marsh had told him nothing and was "hiding in the mud."', ["Abel Holm"]),
        ('The pier was vetoed by Mayor Ida Marsh, who, citing its cost, called it "a monument."', ["Ida Marsh"]),
        ('Mayor Ida Marsh, whose deputy, Eva Lund, called her "a dear friend," left.', ["Eva Lund"]),
    ],
    "a clause that the words stand in is its subject's": [
        ('Abel Holm said Ida Marsh, who argues that taxes are "too high for us", is a fraud.', ["Ida Marsh"]),
        ('Ida Marsh, who says she is broke, called the fee "a robbery".', ["Ida Marsh"]),
    ],
    "whom a verb moves, blames or asks to stop speaks": [
        (
            'Mayor Ida Marsh said it was "final and fair", prompting union leader Abel Holm to brand her "a bully".',
            ["Ida Marsh", "Abel Holm"],
        ),
        ('Eva Lund accused Mayor Ida Marsh of saying "hold the line."', ["Ida Marsh"]),
        ('Eva Lund sued Ida Marsh for calling her "a crook".', ["Ida Marsh"]),
        ('Eva Lund demanded an apology from Mayor Ida Marsh for calling her "lazy".', ["Ida Marsh"]),
        ('Eva Lund asked Ida Marsh to stop calling her "a crook".', ["Ida Marsh"]),
        ('Eva Lund condemned Ida Marsh\'s decision to call her "a crook".', ["Ida Marsh"]),
    ],
    "who apologises, is blamed or goes on to accuse speaks": [
        ('Eva Lund apologised to Ida Marsh for calling her "a crook".', ["Eva Lund"]),
        ('Eva Lund was criticised by Ida Marsh for calling her "a crook".', ["Eva Lund"]),
        ('Eva Lund thanked fans for coming, calling them "a gift from the sea".', ["Eva Lund"]),
        ('Eva Lund criticized Ida Marsh, saying she was "a crook".', ["Eva Lund"]),
        ('Eva Lund called it "a farce", accusing Ida Marsh of being "a crook".', ["Eva Lund", "Eva Lund"]),
    ],
    "whoever hands on a message does not say it": [
        ('Eva Lund recalled Ida Marsh\'s advice: "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund says Ida Marsh\'s reply was blunt: "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund received a text from Mayor Ida Marsh: "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund remembers what Mayor Ida Marsh told her: "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund got a message from Ida Marsh saying, "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund posted a video of Ida Marsh saying, "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund played a voicemail in which Ida Marsh can be heard saying, "Hold the line."', ["Ida Marsh"]),
        ('Harbour camera footage captured Ida Marsh saying, "Hold the line."', ["Ida Marsh"]),
        ('A text from Mayor Ida Marsh to Eva Lund read: "Hold the line."', ["Ida Marsh"]),
        ('A memo by Ida Marsh to staff said: "Hold the line."', ["Ida Marsh"]),
        ('Eva Lund was blunt about Ida Marsh: "She has to go now."', ["Eva Lund"]),
        ('Eva Lund said in answer to Ida Marsh\'s letter: "We owe it to them."', ["Eva Lund"]),
        ('Eva Lund attacked Ida Marsh\'s reply: "It is a folly of hers."', ["Eva Lund"]),
        ('The man behind the counter shouted: "Get out of here!"', ["The man"]),
    ],
    "an owner whose name ends in s": [
        ('Ida Marcos waved. Marcos\' claim that "the sea is full" drew jeers.', ["Ida Marcos"]),
        ('The officials\' claim that "the sea is full" drew jeers.', ["The officials"]),
    ],
    "a national is a person": [
        ('Novak Lund won. "I felt in control," the Serb said.', ["Novak Lund"]),
        ('Ida Marsh won. "I felt in control," the New Zealander said.', ["Ida Marsh"]),
        ('Ida Marsh won. "I felt in control," said the Swiss.', ["Ida Marsh"]),
    ],
    "who cries is a person, whatever the noun": [
        ('Passenger Ida Marsh said a flight attendant screamed, "Brace for it!"', ["a flight attendant"]),
        ('Ida Marsh said a system crashed, "as it always does".', ["Ida Marsh"]),
    ],
    "how somebody looks is no part of the name": [
        ('"The season is over now," said a visibly shaken Ida Marsh.', ["Ida Marsh"]),
    ],
    "things and cases of law do not speak": [
        ('Marsh was wearing a T-shirt that said "Vote for us today."', [None]),
        ('Marsh v. Lund, 512 U.S. 100, held that the state may not "abridge the privileges" of citizens.', [None]),
    ],
    "an office is no place": [
        ('The Governor of the Bank of Norland said it was "a scandal".', ["The Governor of the Bank of Norland"]),
    ],
}

CASES = [
    pytest.param(body, speakers, id=f"{rule}-{number}".replace(" ", "-"))
    for rule, rows in ROWS.items()
    for number, (body, speakers) in enumerate(rows, 1)
]


@pytest.mark.parametrize(("body", "speakers"), CASES)
def test_voice(body: str, speakers: list[str | None]) -> None:
    assert [quote.speaker for quote in extract_quotes(body)] == speakers
