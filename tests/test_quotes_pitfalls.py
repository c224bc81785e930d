"""The pitfalls of real newsrooms, one table: each row a sentence of our own, under the rule that it shows.

A row holds the text, and what is found in it: `the words + their second part > the speaker`, one line a quotation.
"""

import pytest

from index.quotes import extract_quotes

NOBODY = "nobody"

PITFALLS: dict[str, list[tuple[str, list[str]]]] = {
    "unbalanced paragraph": [
        (
            'The board is "wide and old.\n\nRuiz said: "We sail at dawn."',
            ["wide and old. > nobody", "We sail at dawn. > Ruiz"],
        ),
        ("A stray” mark stood here.\n\n“We sail,” Ruiz said.", ["We sail, > Ruiz"]),
        ('The so-called "free port is shut.\n\n"We sail," Ruiz said. "We wait."', ["We sail, + We wait. > Ruiz"]),
        (
            "“We sail,” Ruiz said. “We wait.\n\nLund disagreed. “The sea is rough,” she said.",
            ["We sail, + We wait. > Ruiz", "The sea is rough, > Lund"],
        ),
        (
            '"One mark opens here and never closes.\n\nLund said, "The sea is rough today."',
            ["One mark opens here and never closes. > nobody", "The sea is rough today. > Lund"],
        ),
        ('The plank is 6" wide, and "the sea is rough," Ruiz said.', ["the sea is rough, > Ruiz"]),
        (
            "“We sail,” Ruiz said.\n\n”We wait for the tide,” Lund said.",
            ["We sail, > Ruiz", "We wait for the tide, > Lund"],
        ),
    ],
    "no closing mark": [
        (
            "“We sail at dawn,” Ruiz said. “We wait for nobody.\n\n“Then we fish.”",
            ["We sail at dawn, + We wait for nobody. + Then we fish. > Ruiz"],
        ),
        ("“We sail at dawn.\n\n“Then we fish,” Ruiz said.", ["We sail at dawn. + Then we fish, > Ruiz"]),
        (
            "“We sail at dawn.\n\n“Then we fish.\n\n“And then we go home,” Ruiz said.",
            ["We sail at dawn. + Then we fish. + And then we go home, > Ruiz"],
        ),
        ('Ruiz said: "We sail at dawn.\n\n"Then we fish."', ["We sail at dawn. + Then we fish. > Ruiz"]),
        (
            '"We sail at dawn," said Ruiz. "We wait for nobody.\n\n"Then we fish."\n\nThe rain went on.',
            ["We sail at dawn, + We wait for nobody. + Then we fish. > Ruiz"],
        ),
        (
            "‘‘We sail at dawn,’’ Ruiz said. ‘‘We wait for nobody.\n\n‘‘Then we fish.’’",
            ["We sail at dawn, + We wait for nobody. + Then we fish. > Ruiz"],
        ),
    ],
    "wrong-way mark": [
        ("Ruiz said ”we sail at dawn” today.", ["we sail at dawn > Ruiz"]),
        ("“We sail,“ Ruiz said.", ["We sail, > Ruiz"]),
        ("”We sail,” Ruiz said.", ["We sail, > Ruiz"]),
        ("Ruiz spoke of ”the great storm,” then left.", ["the great storm, > Ruiz"]),
        ("“We sail at dawn,“ said Ruiz.\n\n“We wait,” said Lund.", ["We sail at dawn, > Ruiz", "We wait, > Lund"]),
    ],
    "stray mark before an ellipsis": [
        ('"… we sail at dawn," Ruiz said.', ["… we sail at dawn, > Ruiz"]),
        ("“...and we sail at dawn,” Ruiz said.", ["...and we sail at dawn, > Ruiz"]),
        ('Ruiz said the sea was "… rough and cold today."', ["… rough and cold today. > Ruiz"]),
    ],
    "mixed styles": [
        ('“We sail," Ruiz said.', ["We sail, > Ruiz"]),
        ('"We sail,” Ruiz said.', ["We sail, > Ruiz"]),
        ("''We sail,\" Ruiz said.", ["We sail, > Ruiz"]),
        ('“We sail,” Ruiz said.\n\n"We wait," said Lund.', ["We sail, > Ruiz", "We wait, > Lund"]),
        ("«We sail», Ruiz said.\n\n“We wait,” said Lund.", ["We sail > Ruiz", "We wait, > Lund"]),
        ('„We sail”, Ruiz said.\n\n"We wait," said Lund.', ["We sail > Ruiz", "We wait, > Lund"]),
    ],
    "two apostrophes": [
        ("''We sail,'' Ruiz said.", ["We sail, > Ruiz"]),
        ("Ruiz said the sea was ''rough and cold.''", ["rough and cold. > Ruiz"]),
        ("''It's the boats' turn,'' said Ruiz.", ["It's the boats' turn, > Ruiz"]),
        ("``We sail,'' Ruiz said.", ["We sail, > Ruiz"]),
    ],
    "guillemets and low marks": [
        ("« We sail », Ruiz said.", ["We sail > Ruiz"]),
        ("«\u00a0We sail\u00a0», Ruiz said. «\u00a0We wait.\u00a0»", ["We sail + We wait. > Ruiz"]),
        ("»We sail«, said Ruiz.", ["We sail > Ruiz"]),
        ("„We sail“, said Ruiz.", ["We sail > Ruiz"]),
        ("„We sail”, said Ruiz.", ["We sail > Ruiz"]),
    ],
    "single marks": [
        ("‘We sail at dawn,’ Ruiz said.", ["We sail at dawn, > Ruiz"]),
        ("'We sail at dawn,' Ruiz said. 'The boats aren't old.'", ["We sail at dawn, + The boats aren't old. > Ruiz"]),
        ("‘He said “never” twice,’ said Ruiz.", ["He said “never” twice, > Ruiz"]),
        ("‘The captains’ boats aren’t old,’ Ruiz said of the ’90s.", ["The captains’ boats aren’t old, > Ruiz"]),
        ("Ruiz called it ‘a very great mistake’ today.", ["a very great mistake > Ruiz"]),
        ("The workers' boats of O'Neill aren't ready in the '90s.", []),
        ("Rock 'n' roll is the sailors' music, Ruiz said.", []),
        ("“We sail,” Ruiz said. The headline ran ‘Boats lost at sea’.", ["We sail, > Ruiz"]),
    ],
    "nested quotation": [
        ("“He cried ‘sail’ and ran,” Ruiz said.", ["He cried ‘sail’ and ran, > Ruiz"]),
        ("\"He cried 'sail' and ran,\" Ruiz said.", ["He cried 'sail' and ran, > Ruiz"]),
        ("“He cried “sail” and ran,” Ruiz said.", ["He cried “sail” and ran, > Ruiz"]),
        (
            "\"She told me, 'We sail at dawn,' and we did,\" said Ruiz.",
            ["She told me, 'We sail at dawn,' and we did, > Ruiz"],
        ),
        ("\"The captain's word was 'wait,'\" Ruiz said.", ["The captain's word was 'wait,' > Ruiz"]),
    ],
    "split quotation": [
        ('"We sail," Ruiz said. "We leave at dawn."', ["We sail, + We leave at dawn. > Ruiz"]),
        ('"We sail," Ruiz said, "and we leave at dawn."', ["We sail, + and we leave at dawn. > Ruiz"]),
        ('"We sail," said Elena Marsh, a diver. "We leave at dawn."', ["We sail, + We leave at dawn. > Elena Marsh"]),
        (
            '"We sail," Ruiz told reporters in Norport on Monday. "We leave at dawn."',
            ["We sail, + We leave at dawn. > Ruiz"],
        ),
        ('"We sail," Ruiz said. Lund disagreed. "We wait," she said.', ["We sail, > Ruiz", "We wait, > Lund"]),
        (
            '"We sail," Ruiz said on Tide Radio\'s "Morning Tide" on Monday. "We leave at dawn."',
            ["We sail, + We leave at dawn. > Ruiz"],
        ),
        ('"We sail," Ruiz said, adding, "and we leave at dawn."', ["We sail, > Ruiz", "and we leave at dawn. > Ruiz"]),
    ],
    "short fragments": [
        ('Ruiz called the plan "a farce" on Monday.', ["a farce > Ruiz"]),
        ('Ruiz said the plan was "foolish."', ["foolish. > Ruiz"]),
        ('Lund said she was "ready" and "willing" to wait.', ["ready > Lund", "willing > Lund"]),
        ('Ruiz called him a "Great Fool" on Monday.', ["Great Fool > Ruiz"]),
        ('The judge turned to him. "Mr. Ruiz?"', ["Mr. Ruiz? > The judge"]),
        ('Ruiz marked the boxes "R" and "D".', []),
    ],
    "scare quotes": [
        ('The harbour is an "island" of sorts.', []),
        ('The so-called "free port" is closed.', []),
        ('The "tough on fishing" stance of the town is old.', []),
        ('The town launched "save the boats" marches.', []),
        ('The law\'s "last in, first out" rule is unfair.', []),
        ('In the "green zone" nobody sails.', []),
        ('"We sail," Ruiz said. The harbour is an "island" of sorts.', ["We sail, > Ruiz"]),
    ],
    "titles of works": [
        ('She sang in "The Long Way Home" for two years.', []),
        ('The film, titled "Salt and Iron," opens in May.', []),
        ('Ruiz spoke on "Morning Tide," and then he left.', []),
        ('Ruiz, the author of "Boats of the North," lives here.', []),
        ('A recent paper called "What the sea left behind" names three causes.', []),
        ('He appeared on Tide Radio\'s "Night Watch."', []),
    ],
    "nicknames": [
        ('Anthony "The Hook" Ruiz mends nets.', []),
        ('Elena "Lena" Marsh dives.', []),
    ],
    "signs and slogans": [
        ('Behind the quay hung a sign, "No Entry".', []),
        ('Supporters wore caps with "Sail On" on them.', []),
        ('Teachers chanted, "Fund our schools."', ["Fund our schools. > Teachers"]),
    ],
    "question or exclamation mark before a name": [
        ('"Do we sail?" Ruiz asked.', ["Do we sail? > Ruiz"]),
        ('"Do we sail?" asked Ruiz.', ["Do we sail? > Ruiz"]),
        ('"We sail!" Ruiz shouted. "At dawn!"', ["We sail! + At dawn! > Ruiz"]),
        ('"Will he sail?" Lund said. "Who knows?"', ["Will he sail? + Who knows? > Lund"]),
        ('"You were there at dawn?" she was asked.', ["You were there at dawn? > nobody"]),
    ],
    "apposition": [
        ('Elena Marsh, a diver who works for Norland, said "we sail at dawn."', ["we sail at dawn. > Elena Marsh"]),
        ('"We sail," said Elena Marsh, a diver who works for Norland.', ["We sail, > Elena Marsh"]),
        ('The mayor, Anna Lopez, said: "We sail."', ["We sail. > Anna Lopez"]),
        ('"We sail," said the mayor, Anna Lopez.', ["We sail, > Anna Lopez"]),
        ('One worker, May, confirmed: "He was fired at dawn."', ["He was fired at dawn. > May"]),
        ('"We sail," Elena Marsh, 53, of Norport, said.', ["We sail, > Elena Marsh"]),
        ('"We sail," Sen. Elena Marsh (D-Ore.) said in a statement.', ["We sail, > Elena Marsh"]),
        ('"We sail," chairman, CEO and president Craig Moran said.', ["We sail, > Craig Moran"]),
        ('"We sail," lead researcher and Norland geologist Lucas Pagani said.', ["We sail, > Lucas Pagani"]),
        ('"We sail," said retired neurosurgeon Ida Lund.', ["We sail, > Ida Lund"]),
        ('Ruiz, as Lund, a former mayor, put it, is "a very great fool".', ["a very great fool > Lund"]),
        ('Or, as Lund, a former mayor, put it: "The gates are open."', ["The gates are open. > Lund"]),
    ],
    "relative clause": [
        ('Ruiz, who leads the town, said "we sail at dawn."', ["we sail at dawn. > Ruiz"]),
        ('"We sail," said Ruiz, who leads the town.', ["We sail, > Ruiz"]),
        ('Ruiz met Lund, who said "we sail at dawn."', ["we sail at dawn. > Lund"]),
        ('"We sail," said a captain who asked not to be named.', ["We sail, > a captain"]),
    ],
    "second verb": [
        ('Ruiz took the stage but told reporters, "We sail at dawn."', ["We sail at dawn. > Ruiz"]),
        ('Ruiz stood up and said, "We sail at dawn."', ["We sail at dawn. > Ruiz"]),
        (
            'On the day when Ruiz met Lund and called her "a very great sailor," it rained.',
            ["a very great sailor, > Ruiz"],
        ),
    ],
    "participles": [
        ('Ruiz waved to the crowd, saying "we sail at dawn."', ["we sail at dawn. > Ruiz"]),
        ('Lund attacked the plan on Monday, calling it "a folly of old men."', ["a folly of old men. > Lund"]),
        ('Ruiz left early, with Lund saying he was "not a real sailor at all."', ["not a real sailor at all. > Lund"]),
        (
            '"We sail," Ruiz said, adding that the sea was "as calm as a lake."',
            ["We sail, > Ruiz", "as calm as a lake. > Ruiz"],
        ),
        ('The storm led Lund to call the plan "a folly of old men."', ["a folly of old men. > Lund"]),
    ],
    "according to": [
        ('According to Lund, the plan is "a folly of old men."', ["a folly of old men. > Lund"]),
        ('Lund sat down. The cells are, according to Ida Holm, "a filthy place".', ["a filthy place > Ida Holm"]),
        ('Lund sat down. The cells are according to Ida Holm "a filthy place".', ["a filthy place > Ida Holm"]),
        (
            'Cells, chosen by lot according to Holm\'s list, are what Lund said was "a filthy place".',
            ["a filthy place > Lund"],
        ),
        ('The plan is "a folly of old men," according to Lund.', ["a folly of old men, > Lund"]),
        (
            'According to a report from Tide Radio, the plan is "a folly of old men."',
            ["a folly of old men. > a report from Tide Radio"],
        ),
        ('"We sail," Ruiz said, according to the Norland Times.', ["We sail, > Ruiz"]),
    ],
    "statements": [
        ('Elena Ruiz left. Ruiz\'s statement read: "We sail at dawn."', ["We sail at dawn. > Elena Ruiz"]),
        ('"We sail at dawn," the ministry\'s statement said.', ["We sail at dawn, > the ministry"]),
        ('In a statement, Ruiz said the plan was "a folly of old men."', ["a folly of old men. > Ruiz"]),
        ('Ruiz\'s claim that "the sea is full of fish" was denied.', ["the sea is full of fish > Ruiz"]),
        ('In Lund\'s words, "the sea is empty."', ["the sea is empty. > Lund"]),
    ],
    "collective and anonymous": [
        ('"We sail," officials said.', ["We sail, > officials"]),
        ('Critics said the plan was "a folly of old men."', ["a folly of old men. > Critics"]),
        ('Some say the plan is "a folly of old men."', ["a folly of old men. > Some"]),
        ('"How deep is the sea?" some ask.', ["How deep is the sea? > some"]),
        ('"We sail," a senior official said on condition of anonymity.', ["We sail, > a senior official"]),
        (
            '75 percent of sailors said "the port must open again".',
            ["the port must open again > 75 percent of sailors"],
        ),
        ('Those surveyed said the plan was "a folly of old men."', ["a folly of old men. > Those surveyed"]),
        ('"We sail," said one person familiar with the plan.', ["We sail, > one person familiar with the plan"]),
        ('"We sail," sources told Tide News.', ["We sail, > sources"]),
    ],
    "organisations": [
        ('"We sail," the White House said.', ["We sail, > White House"]),
        ('"We sail," Tide Freight Inc. said.', ["We sail, > Tide Freight Inc."]),
        ('The Harbour Board said it was "ready to sail".', ["ready to sail > Harbour Board"]),
        ('"We sail," officials said. "We wait," they added.', ["We sail, > officials", "We wait, > officials"]),
    ],
    "brackets, ellipsis, sic": [
        ('"They [the boats] sail at dawn," Ruiz said.', ["They [the boats] sail at dawn, > Ruiz"]),
        ('"We sail ... at dawn," Ruiz said.', ["We sail ... at dawn, > Ruiz"]),
        ('"We sales [sic] at dawn," Ruiz said.', ["We sales [sic] at dawn, > Ruiz"]),
    ],
    "signature line": [
        ('"We sail at dawn."\n\n— Elena Marsh, mayor of Norport', ["We sail at dawn. > Elena Marsh"]),
        ("“We sail at dawn.” -Elena Marsh", ["We sail at dawn. > Elena Marsh"]),
        ('"We sail at dawn." – Mayor Elena Marsh', ["We sail at dawn. > Elena Marsh"]),
    ],
    "list of statements": [
        ('From Chairwoman Lopez: "We sail."', ["We sail. > Lopez"]),
        ('From Governor Elena Marsh:\n\n"We sail at dawn."', ["We sail at dawn. > Elena Marsh"]),
        (
            'Elena Marsh: "We sail."\n\nTobias Okafor: "We wait."',
            ["We sail. > Elena Marsh", "We wait. > Tobias Okafor"],
        ),
        ('Ruiz was blunt: "We sail."', ["We sail. > Ruiz"]),
        ('Ruiz gave this answer:\n\n"We sail at dawn."', ["We sail at dawn. > Ruiz"]),
    ],
    "caption": [
        ('Mayor Tobias Okafor greets a diver, Elena Marsh. "We sail," he said.', ["We sail, > Tobias Okafor"]),
    ],
    "dateline": [
        ('NORPORT, April 29 (Tide News) - "We sail," Ruiz said.', ["We sail, > Ruiz"]),
        ('NORPORT (Tide News) — Ruiz said "we sail at dawn."', ["we sail at dawn. > Ruiz"]),
    ],
    "alone between two sentences": [
        ('Ruiz shook his head. "We sail at dawn." Lund nodded.', ["We sail at dawn. > Ruiz"]),
        (
            'Lund came. However, "there were a few more boats to count."',
            ["there were a few more boats to count. > Lund"],
        ),
        (
            'Ruiz said the port was closed for the winter.\n\n"They want us on our knees, and we stand."',
            ["They want us on our knees, and we stand. > Ruiz"],
        ),
        (
            '"We sail," Ruiz said. It rained. "We wait for nobody else today."',
            ["We sail, > Ruiz", "We wait for nobody else today. > Ruiz"],
        ),
    ],
    "passive": [
        ('The plan was called "a folly of old men" by Elena Marsh.', ["a folly of old men > Elena Marsh"]),
        ('Okafor was told "you may not sail today".', ["you may not sail today > nobody"]),
        ('Okafor was quoted as saying "we sail at dawn".', ["we sail at dawn > Okafor"]),
        ('"You will leave the ship now," she was told by Jan Berg.', ["You will leave the ship now, > Jan Berg"]),
    ],
    "carried over paragraphs": [
        (
            '"We sail," Ruiz said.\n\n"And we leave at dawn, all of us."',
            ["We sail, > Ruiz", "And we leave at dawn, all of us. > Ruiz"],
        ),
        (
            '"We sail," Ruiz said.\n\nThen, later that day on Tide Radio: "We sail at dawn."',
            ["We sail, > Ruiz", "We sail at dawn. > Ruiz"],
        ),
    ],
    "subject behind a lead": [
        ('In a letter on Friday, Ruiz wrote, "We sail."', ["We sail. > Ruiz"]),
        ('After the storm, in Norport, Ruiz said: "We sail."', ["We sail. > Ruiz"]),
        ('Asked about the storm, Ruiz said: "We sail."', ["We sail. > Ruiz"]),
    ],
    "end of the sentence": [
        ('The "first great voyage" begins at dawn, Ruiz said.', ["first great voyage > Ruiz"]),
        ('The boats were "ready to sail at last" on Monday, according to Lund.', ["ready to sail at last > Lund"]),
    ],
    "inverted lead": [
        ('Said another trader, "We sail at dawn."', ["We sail at dawn. > another trader"]),
    ],
    "surname to full name": [
        ('Elena Marsh came. "We sail," Marsh said.', ["We sail, > Elena Marsh"]),
        ('Elena Marsh came. "We sail," Ms. Marsh said.', ["We sail, > Elena Marsh"]),
        ('Secretary of State Elena Marsh came. "We sail," Marsh said.', ["We sail, > Elena Marsh"]),
        ('Ken Doctor came. "We sail," Doctor said.', ["We sail, > Ken Doctor"]),
        ('Elena Marsh and Peter Marsh came. "We sail," Ms. Marsh said.', ["We sail, > Elena Marsh"]),
        ("“Who pays in the end?” He Jianwen, a former director, said.", ["Who pays in the end? > He Jianwen"]),
    ],
    "pronoun to person": [
        ('Elena Marsh met Tobias Okafor, the mayor. "We sail," she said.', ["We sail, > Elena Marsh"]),
        ('Elena Marsh met Mayor Tobias Okafor. "We sail," he said.', ["We sail, > Tobias Okafor"]),
        (
            '"We sail," Elena Marsh said. Her brother left.\n\n"We wait," she added.',
            ["We sail, > Elena Marsh", "We wait, > Elena Marsh"],
        ),
        ('Tobias Okafor told Elena Marsh to wait. "We sail," she\'d often say.', ["We sail, > Elena Marsh"]),
        ('Taylor Quist came home late. "We sail," she said.', ["We sail, > Taylor Quist"]),
        (
            'A lawsuit said "the sea was poisoned." "We sail," Elena Marsh said. "We wait," she added.',
            ["the sea was poisoned. > A lawsuit", "We sail, > Elena Marsh", "We wait, > Elena Marsh"],
        ),
        (
            'Elena Marsh came home. She asked about the Okafor administration. "We sail," she said.',
            ["We sail, > Elena Marsh"],
        ),
        (
            'Asked about Tobias Okafor\'s charges, Peter Lund said he was late. "We sail," he said.',
            ["We sail, > Peter Lund"],
        ),
        (
            'The choice of Peter Lund was late, Hans Mark, an adviser to Tide Trust, said.\n\n"We sail," he said.',
            ["We sail, > Hans Mark"],
        ),
        (
            '"We wait," Jan Berg said.\n\nBerg said Ostwick had a plan. "We sail," he said.',
            ["We wait, > Jan Berg", "We sail, > Jan Berg"],
        ),
        (
            '"We wait," Ida Roe, deputy head of boats in the Deep Water Directorate, said.\n\n"We sail," she said.',
            ["We wait, > Ida Roe", "We sail, > Ida Roe"],
        ),
        ('Ida Roe of E.F. Brandt also hopes for rain. "We sail," she said.', ["We sail, > Ida Roe"]),
        ('I spoke on The Holm File. I met Ida Holm. Ida was shocked. "We sail," she said.', ["We sail, > Ida Holm"]),
    ],
    "surname to the fullest name": [
        ('Tide president Louis Brandt Jr. came. "We sail," Brandt said.', ["We sail, > Louis Brandt Jr."]),
        ('Louis Brandt met Louis Brandt Jr. there. "We sail," Brandt Jr. said.', ["We sail, > Louis Brandt Jr."]),
        ('Elena Vega Montes came. "We sail," Vega said.', ["We sail, > Elena Vega Montes"]),
        ('Tim Roe came. Hosting Roe was easy. Hosting Roe pays. "We sail," Roe said.', ["We sail, > Tim Roe"]),
        ('Tim Roe came. Said Roe: "We sail." Said Roe again: "We wait."', ["We sail. > Tim Roe", "We wait. > Tim Roe"]),
        ('It was like that of Omar Dev Bello. "We sail," Bello said.', ["We sail, > Omar Dev Bello"]),
    ],
    "the title to the person": [
        (
            'Norland Sen. Elena Marsh met Oslo Sen. Ida Lund. "We sail," the Norland senator said.',
            ["We sail, > Elena Marsh"],
        ),
        ('Mayor Tobias Okafor came. "We sail," the mayor said.', ["We sail, > Tobias Okafor"]),
        ('A senior customs officer came. "We sail," the officer said.', ["We sail, > A senior customs officer"]),
        (
            'One senior officer told Tide News the boats "were sunk by a storm." "They sank," the officer said.',
            ["were sunk by a storm. > One senior officer", "They sank, > One senior officer"],
        ),
    ],
    "label that somebody gives": [
        ('The crew went on calling them "Sea Rats" all night.', ["Sea Rats > The crew"]),
        (
            'It is the men of the north coast, loudly referring to the port as the "Old Grey Lady."',
            ["Old Grey Lady. > nobody"],
        ),
        (
            'A mask of the mayor sings on stage, calling us "karus" ("old boats").',
            ["karus > A mask of the mayor", "old boats > A mask of the mayor"],
        ),
        ('Ruiz used the word "storm" twice.', ["storm > Ruiz"]),
        ('The isle is commonly referred to as the "Big Rock".', []),
        ('He hung up a sign called "Sea Rats" on the quay.', []),
    ],
    "list after a verb": [
        (
            'The one thing left is to stand up and repeat, 2,000 times, "Free Nets," "No Tax," and, yes, "Fish."',
            ["Free Nets, > nobody", "No Tax, > nobody", "Fish. > nobody"],
        ),
        ('Ruiz repeated, over and over, "Free Nets."', ["Free Nets. > Ruiz"]),
        ('His "lack of shame" or "pity" struck all.', ["lack of shame > nobody", "pity > nobody"]),
        ('He starred in "Salt and Iron," "The Net" and "Low Tide."', []),
    ],
    "title behind a verb": [
        ("Lund, who wrote “Salt and Iron” in May, sailed.", []),
        ('Ruiz wrote: "Free Nets Now!"', ["Free Nets Now! > Ruiz"]),
    ],
    "modifier or subject": [
        ('It was found that its "careless use of old nets" resulted in a loss.', ["careless use of old nets > nobody"]),
        ('Lund left. His "tough on fishing" stance is old.', []),
    ],
    "name that is another word": [
        ('While Will calls the plan a "folly," he sails. Ida Will came.', ["folly, > Ida Will"]),
        ('Does this mean that the fleet can stick to "a soft landing?"', ["a soft landing? > nobody"]),
        ('"We sail," said German Lund.\n\nFreddy Lund left.', ["We sail, > German Lund"]),
    ],
    "office without its comma": [
        ('"We sail," Tom Hobbs, deputy head of the port said.', ["We sail, > Tom Hobbs"]),
    ],
    "what follows names the words": [
        ('The plan is "a folly of old men," a phrase critics have used for years.', ["a folly of old men, > nobody"]),
    ],
    "what something is called": [
        ('The gunmen levy what they call a "harbour tax" on every canoe.', []),
        ('Cranes were moved through the gate that divers call "the Mouth," Ruiz said.', []),
        ('Trucks were filmed on the road called "the Needle," Ruiz said.', []),
        ('Divers alleged that they had left by a door nicknamed "the drain."', []),
        ('It was paid for by a program called "Clean Nets."', []),
        ('The general\'s self-styled "harbour council" was late, Ruiz said.', []),
        ('Members questioned the board\'s so-called "national boat force."', []),
        ('Parliament asked whether the mayor\'s "boats first" doctrine made sense.', []),
        ('Ruiz said the port was "degreased", the trade\'s term for shut.', []),
        ('According to a report by the board, the port was "a danger to us."', ["a danger to us. > the board"]),
        ('According to a Tide News report, the port was said to be "green" at last.', []),
        ('Elena Ruiz attacked what she called "a folly" of old men.', ["a folly > Elena Ruiz"]),
        ('The boat that Ruiz called "a wreck" was sold.', ["a wreck > Ruiz"]),
        ('Divers call the plan "a folly" of old men.', ["a folly > Divers"]),
        ('Divers spoke of lists of alleged "helpers" in the port.', []),
        ('Ruiz alleged "a great fraud" in the port.', ["a great fraud > Ruiz"]),
        ('The port has become, in Ruiz\'s phrase, "a room without a roof".', ["a room without a roof > Ruiz"]),
        ('Ruiz denounced the "deeply flawed" plan.', ["deeply flawed > Ruiz"]),
        ('Ruiz named what critics call "a giveaway."', ["a giveaway. > critics"]),
    ],
}

CASES = [
    pytest.param(body, found, id=f"{rule}-{number}".replace(" ", "-"))
    for rule, rows in PITFALLS.items()
    for number, (body, found) in enumerate(rows, 1)
]


@pytest.mark.parametrize(("body", "found"), CASES)
def test_pitfall(body: str, found: list[str]) -> None:
    quotes = extract_quotes(body)
    words = [" + ".join(body[start:end] for start, end in quote.parts) for quote in quotes]
    assert [f"{text} > {quote.speaker or NOBODY}" for text, quote in zip(words, quotes, strict=True)] == found
