"""The page of help: what can be typed, an example of each operator, and examples of the archive's own.

The examples are those of docs/query-language.md, which no wheel holds: tests/test_help.py compares the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.language.wording import in_words
from search.query import Query
from search.searcher import Searcher
from search.syntax import parse
from web.params import PAGE, QUOTES
from web.urls import list_url


@dataclass(frozen=True, slots=True)
class Section:
    """Operators of one kind: what they do, and examples."""

    title: str
    about: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what it means in words, and where it is searched; `count` are its articles, None where not counted."""

    text: str
    means: str
    url: str
    count: int | None = None


SECTIONS = (
    Section(
        "Words",
        "Words side by side must all be there, in title, text, tags or quotations. A word finds all its "
        "English forms, the one that you typed first; case, accents and apostrophes make no difference.",
        (
            "ramadi military",
            "U.S.",
            "al-Gauoud",
            "北京大学",
        ),
    ),
    Section(
        "Phrases",
        "Words between quotation marks are found in this order; ~4 allows for four other words among them.",
        (
            '"fall of Ramadi"',
            "“fall of Ramadi”",
            '"forces Ramadi"~4',
        ),
    ),
    Section(
        "AND, OR, NOT",
        "Capitals make the operators, and so do + and - before a word; in small letters they are words, but "
        "between brackets, phrases and fields.",
        (
            "ramadi OR anbar iraq",
            "(ramadi OR anbar) iraq",
            "ramadi NOT baghdad",
            "ramadi -baghdad",
            'ramadi -"air strikes"',
            "war and peace",
            '"peace talks" or war',
            "tag:iraq or tag:iran",
        ),
    ),
    Section(
        "Words near each other",
        "NEAR/5 finds two words at most five words apart in either order, PRE/3 the first before the second.",
        (
            "ramadi NEAR/5 forces",
            "forces PRE/3 ramadi",
            "ramadi NOT NEAR/5 forces",
            "(oil OR gas) NEAR/5 price*",
            '"air strike" PRE/9 ramadi',
            "(oil NEAR/3 price) NEAR/20 opec",
            "oil NEAR/3 price NEAR/20 opec",
            "ramadi NEAR/5 (iraqi forces)",
        ),
    ),
    Section(
        "In one sentence, paragraph or quotation",
        "All that is joined stands in one sentence, one paragraph or one quotation.",
        (
            "ramadi SAME SENTENCE forces",
            'ramadi SAME PARAGRAPH "air strikes"',
            "ramadi SAME SENTENCE NOT forces",
            "(oil OR gas) SAME SENTENCE price",
            "speaker:kerry SAME QUOTE targets",
            "SAME PARAGRAPH (ramadi forces NOT baghdad)",
        ),
    ),
    Section(
        "At the beginning",
        "lead: looks in the title and the first paragraph, first50: in the title and the first fifty words.",
        (
            "lead:ramadi",
            "lead:(ramadi iraq)",
            "first50:(ramadi OR anbar)",
        ),
    ),
    Section(
        "How often",
        "The word is there so many times or more.",
        (
            "atleast3 ramadi",
            'atleast2 "air strikes"',
            "atleast3 (oil OR gas)",
        ),
    ),
    Section(
        "Parts of words",
        "* stands for any letters or none, ? within a word for exactly one; at least two letters come first.",
        (
            "bomb*",
            "wom?n",
            "colo*r",
            "who fled Ramadi?",
        ),
    ),
    Section(
        "Words spelt otherwise",
        "~ finds words that are one letter away, ~2 those that are two away.",
        (
            "Haimour~",
            "Gaddafi~2",
        ),
    ),
    Section(
        "Fields",
        "A name and a colon look in one field: title, body, tag, quote, speaker, source, byline.",
        (
            "title:ramadi",
            'tag:"anbar province"',
            "speaker:kerry quote:targets",
            "title:(iraq OR iran)",
        ),
    ),
    Section(
        "Dates",
        "A year, a month or a day, in figures or in words, or two of these with .. between.",
        (
            "published:2015..2016",
            "published:2015-05-18",
            "published:2015-05..",
            "published:..2015",
            'published:"May 2015"',
            "published:18 May 2015 ramadi",
            'published:"last week"',
            'published:"past 3 days"',
            'published:"2 months ago"',
            "published:>=2014-06",
            "published:[2014 TO 2015]",
            "ramadi -published:2014",
        ),
    ),
    Section(
        "What articles have",
        "Only articles with quotations, or with a photograph.",
        (
            "has:quotes",
            "has:photo ramadi",
        ),
    ),
    Section(
        "Forms of Nexis and Factiva",
        "They are read as the operators above, and what was read as what is said with the results.",
        (
            "ramadi w/5 military obamma",
            "ramadi /5 military",
            "air pre/3 strike",
            "rico not w/5 puerto",
            "ramadi w/s forces",
            "ramadi w/p forces",
            "ramadi w/seg forces",
            "ramadi w/5 forces and not baghdad",
            "oil w/5 price but not opec",
            "atleast3(ramadi)",
            "hlead(ramadi and iraq)",
            "headline(ramadi) and byline(roe)",
            "bomb! w/5 wom*n",
            "oil adj5 price",
            "oil ADJ price",
            "oil near5 price",
            "oil SAME price",
            "oil near5 price same opec",
            "bomb$ attack",
            "ramadi/f50/ and war",
            "hd=ramadi and by=roe",
            "hlp=(ramadi or anbar)",
            "oil or gas w/5 price",
        ),
    ),
    Section(
        "Quotations",
        "A search for quotations looks for words in the quotation and for speaker: in the name of who said it.",
        ("targets -speaker:kerry title:ramadi",),
    ),
)
_OF_QUOTES = "Quotations"  # the section whose examples are searched among these
_OWN = ("tag", "speaker", "source")
_LONGEST = 80  # characters of a name that serves as an example


def sections() -> Iterator[tuple[Section, list[Example]]]:
    """Yield what can be typed, kind by kind."""
    for section in SECTIONS:
        defaults = QUOTES.defaults if section.title == _OF_QUOTES else PAGE.defaults
        yield section, [_example(text, defaults) for text in section.examples]


def own(searcher: Searcher) -> list[Example]:
    """Return examples of what is most frequent in the archive, each with its articles counted."""
    results = searcher.search(Query(size=0, facets=_OWN, facet_size=1, span=True))
    first = [(name, value.label) for name in _OWN for value in results.facets[name].values[:1]]
    texts = [f'{name}:"{label}"' for name, label in first if '"' not in label and len(label) <= _LONGEST]
    if results.dates:
        texts.append(f"published:{results.dates[1][:7]}")
    found = (replace(_example(text, PAGE.defaults), count=_count(text, searcher)) for text in texts)
    return [example for example in found if example.count]


def _example(text: str, defaults: Query) -> Example:
    expression = parse(text)
    url = list_url(replace(defaults, expression=expression, sort="relevance"))
    return Example(text, in_words(expression.root), url)


def _count(text: str, searcher: Searcher) -> int:
    return searcher.search(Query(parse(text), size=0)).total.value
