"""Which outlet a speaker talked to, however it is put."""

import pytest

from index.quotes import extract_quotes


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        pytest.param("told the Norlandic daily Sereno", "Sereno", id="medium-before"),
        pytest.param("told state news agency Sereno", "Sereno", id="agency-before"),
        pytest.param("told the broadcaster ABC", "ABC", id="broadcaster"),
        pytest.param("told the Lantern newspaper", "Lantern", id="medium-behind"),
        pytest.param("told the Sereno news agency", "Sereno", id="agency-behind"),
        pytest.param("told the Norwegian newspaper", None, id="whose-paper-is-no-name"),
        pytest.param("told El Sereno", "El Sereno", id="with-its-article"),
        pytest.param("told Folha de Norport", "Folha de Norport", id="particle"),
        pytest.param("told the Times of India", "Times of India", id="times-of"),
        pytest.param("told Reuters of her plan", "Reuters", id="of-behind-an-outlet"),
        pytest.param("told France 24", "France 24", id="number"),
        pytest.param("told BBC Radio 4's morning show", "BBC Radio 4", id="number-of-a-channel"),
        pytest.param("told a reporter from the Norport Post", "Norport Post", id="its-reporter"),
        pytest.param("said on Sunday on Sky News", "Sky News", id="said-on"),
        pytest.param("said Sunday on CNN", "CNN", id="day-between"),
        pytest.param('said on "Tide News Sunday"', "Tide News Sunday", id="programme"),
        pytest.param("said in a chat with Reuters", "Reuters", id="chat"),
        pytest.param("said in an interview published on Monday by the Norport Post", "Norport Post", id="published"),
        pytest.param("said, as reported by the Norport Post", "Norport Post", id="reported-by"),
        pytest.param("told the state-run Sereno news agency", "Sereno", id="state-run"),
        pytest.param("told private television channel Tele Norport", "Tele Norport", id="television-channel"),
        pytest.param("told the Norport Post-Courier", "Norport Post-Courier", id="hyphen"),
        pytest.param("told Deutsche Welle in a call", "Deutsche Welle", id="welle"),
        pytest.param("told Spain's Sereno news agency", "Sereno", id="country-of-an-agency"),
        pytest.param("told Norland's Sereno newspaper", "Sereno", id="country-of-a-paper"),
        pytest.param("told RTÉ's Evening Tide", "RTÉ", id="accent-in-capitals"),
        pytest.param("told CBS' Evening Tide", "CBS", id="programme-of-an-s"),
        pytest.param("told KVLP radio", "KVLP radio", id="call-sign"),
        pytest.param("told the Sunday Lantern", "Sunday Lantern", id="a-sunday-paper"),
        pytest.param("waited, telling the Sunday Lantern", "Sunday Lantern", id="participle"),
        pytest.param("told RFE/RL", "RFE/RL", id="two-in-one"),
        pytest.param("said in an interview with Tidebae", "Tidebae", id="interview-with-a-single-name"),
        pytest.param("said in remarks to Teletide", "Teletide", id="remarks-to-a-single-name"),
        pytest.param("said in conversation with Tidebae", "Tidebae", id="in-conversation-with"),
        pytest.param("said in an interview with Sunday Holm", None, id="a-sunday-of-flesh-and-blood"),
        pytest.param("said in remarks to Parliament", None, id="remarks-in-the-house"),
        pytest.param("told Prothom Alo", "Prothom Alo", id="known-by-name"),
        pytest.param("told Valor Economico", "Valor Economico", id="known-without-its-accents"),
        pytest.param("told 24.kg", "24.kg", id="site-by-its-address"),
        pytest.param("told eNCA", "eNCA", id="small-first-letter"),
        pytest.param("told 20 Minutes", "20 Minutes", id="number-first"),
        pytest.param("told Tengri Tide", "Tengri Tide", id="two-words-that-are-told-only"),
        pytest.param("told The Tide Paper", "Tide Paper", id="capital-of-its-article"),
        pytest.param("told CNN Sunday", "CNN", id="day-behind"),
        pytest.param("complained to Tidebae over a bad line", "Tidebae", id="complained-to"),
        pytest.param("said by telephone to the Norport Post", "Norport Post", id="by-telephone-to"),
        pytest.param("said, reached by Tidebae", "Tidebae", id="reached-by"),
        pytest.param("said, speaking to Tidebae", "Tidebae", id="speaking-to"),
        pytest.param("told the ANC", None, id="a-party-with-its-article"),
        pytest.param("told MPs", None, id="members"),
        pytest.param("told Londoners", None, id="people-of-a-town"),
        pytest.param("told the Knesset", None, id="a-house"),
        pytest.param("told Brussels", None, id="a-capital"),
        pytest.param("told Scotland Yard", None, id="the-yard"),
        pytest.param("told Save the Children", None, id="a-charity"),
        pytest.param("told this newspaper", "this newspaper", id="of-whose-paper-nothing-is-known"),
        pytest.param("told this reporter", None, id="of-whose-reporter-nothing-is-known"),
        pytest.param("told the Navajo Nation", None, id="a-people"),
        pytest.param("told the crowd outside the station", None, id="a-crowd"),
    ],
)
def test_an_outlet_however_it_is_put(told: str, outlet: str | None) -> None:
    assert extract_quotes(f'"We wait," Vera Lund {told}.')[0].told_to == outlet


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        pytest.param('Speaking on Sky News, Lund said: "We wait."', "Sky News", id="speaking-on"),
        pytest.param('Lund was quoted by Reuters as saying: "We wait."', "Reuters", id="quoted-by"),
        pytest.param('Lund spoke to the Norport Post. "We wait," she said.', "Norport Post", id="spoke-to-before"),
        pytest.param('Lund appeared on Channel 4 News. "We wait," she said.', "Channel 4 News", id="appeared-before"),
        pytest.param('According to France 24, it rained. A man told the channel: "Wait."', "France 24", id="again"),
        pytest.param('A guard told the channel: "We wait."', None, id="a-channel-that-nothing-names"),
        pytest.param('Tide News showed wrecks.\n\nA guard told the channel: "We wait."', "Tide News", id="above"),
        pytest.param(
            'It rained, Tidavisa noted. A guard told the channel it was "a long wait now".', "Tidavisa", id="noted"
        ),
        pytest.param('It rained, Tidavisa noted. A guard told Tidavisa: "We wait."', "Tidavisa", id="tells-and-notes"),
        pytest.param(
            'It rained, Tide Radio noted. A man told the radio station: "No."', "Tide Radio", id="radio-station"
        ),
        pytest.param('In a statement to Tidebler, Lund called it "a very old lie".', "Tidebler", id="statement-to"),
        pytest.param('A guard told our correspondent: "We wait."', "our correspondent", id="our-correspondent"),
        pytest.param(
            'The mayor, Lund, told the Courier it rained. "We wait," the mayor said.', "Courier", id="who-is-Lund"
        ),
        pytest.param('Lund told the Courier it rained. "We wait," an aide said.', None, id="who-is-not-Lund"),
        pytest.param('Holm told the Norport Sun lies. Lund told the Sun: "We wait."', "Norport Sun", id="in-full"),
        pytest.param('Holm told the Norport Sun and The Sun lies. Lund told The Sun: "We wait."', "Sun", id="its-own"),
        pytest.param(
            'In remarks to the Sela, a local daily, Lund was sad. "I am," Lund told the paper.', "Sela", id="a-daily"
        ),
        pytest.param('A Tide News host left. Speaking on the same show, Lund said: "We wait."', None, id="whose-show"),
        pytest.param('"We wait," declared Lund, a diver, to Tide News.', "Tide News", id="behind-an-aside"),
        pytest.param('To a reporter from Tide News, Lund said it was "far too late".', "Tide News", id="addressed"),
        pytest.param('A guard told CNN en Español that Lund was "far too late".', "CNN en Español", id="edition"),
        pytest.param('"We wait here," Lund was reported by Tide News as saying.', "Tide News", id="reported-by"),
        pytest.param('Lund was sad when Tide News reached him: "I wait here," he said.', "Tide News", id="reached-him"),
        pytest.param('"We wait here," Lund was quoted as saying by Tide News.', "Tide News", id="saying-by"),
        pytest.param('"We wait here," was the word that Lund gave to Tide News.', "Tide News", id="gave-to"),
        pytest.param('Tide News asked Holm about it. Lund said it was "far too late".', None, id="asked-another"),
        pytest.param('Contacted by AFP, Lund said it was "far too late now".', "AFP", id="contacted"),
        pytest.param('Lund was asked by Tide News host Jan Berg. "We wait," Lund said.', None, id="asked-by-a-host"),
        pytest.param('The Sela news agency reported it. A man told the agency: "Wait."', "Sela", id="again-reported"),
        pytest.param('A guard told TheTide admitted that Lund was "far too late".', "TheTide", id="garbled"),
        pytest.param('Norland\'s Sela news agency quoted Lund as saying "we wait here".', "Sela", id="its-country"),
        pytest.param('Tidebae was told by Lund that the port was "closed for good now".', "Tidebae", id="was-told"),
        pytest.param(
            'According to a Tidebae report, it rained. A man said it was "far too wet".', "Tidebae", id="report"
        ),
        pytest.param(
            'According to a Tidebae report, it rained. Nine fell. A man said it was "far too wet".',
            "Tidebae",
            id="one-plain-sentence-between",
        ),
        pytest.param('It rained, Tidebae reported. A man said it was "far too wet".', "Tidebae", id="reported"),
        pytest.param('It rained, Tide News said in a report. A man said it was "far too wet".', "Tide News", id="said"),
        pytest.param(
            'The Tide News report says it rained. A man said it was "far too wet".', "Tide News", id="its-report"
        ),
        pytest.param('A report carried by broadcaster STV has it wet. A man said: "Wait."', "STV", id="report-carried"),
        pytest.param(
            'A report on Tide News put the rain at 9 inches. A man said: "Wait."', "Tide News", id="report-on"
        ),
        pytest.param('Tide News, citing guards, put it at nine. A man said: "Wait."', "Tide News", id="opens"),
        pytest.param('Tide News, a firm, makes glass. A man said: "Wait."', None, id="opens-with-what-it-is"),
        pytest.param('Tide News said it had lost. A man said it was "far too wet".', None, id="said-of-itself"),
        pytest.param('The NTC said that it rained. A man said it was "far too wet".', None, id="mere-capitals"),
        pytest.param('It rained, Tide News said. Ida Holm said it was "far too wet".', None, id="said-before-a-name"),
        pytest.param('Lund discussed it with Reuters. Lund spoke of "a very old lie".', None, id="another-sentence"),
        pytest.param('Lund told Chinwe Okafor: "We wait." Okafor waved.', None, id="who-is-named-again"),
        pytest.param('The Sela news agency came. According to Sela, Lund said "we wait here".', "Sela", id="known"),
    ],
)
def test_what_the_article_says_of_an_outlet(body: str, outlet: str | None) -> None:
    assert extract_quotes(body.replace("Lund", "Vera Lund", 1))[-1].told_to == outlet


@pytest.mark.parametrize(
    "body",
    [
        'Vera Lund has said before, Tide News reported, that it would be "a matter of years".',
        'According to Tide News, Vera Lund had spoken of the jail as "the safest in the land".',
        'Vera Lund has called it "a mess of our own", Tide News noted.',
    ],
)
def test_an_outlet_reports_what_another_said(body: str) -> None:
    (quote,) = extract_quotes(body)
    assert (quote.speaker, quote.told_to) == ("Vera Lund", "Tide News")


def test_an_outlet_that_speaks_itself() -> None:
    (quote,) = extract_quotes('Vera Lund left in tears. The port was "closed for good", Tide News said.')
    assert (quote.speaker, quote.told_to) == ("Tide News", None)
