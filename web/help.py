"""What can be typed, an example of each operator in words of the archive's own, and how much each of them finds.

They are those of docs/query-language.md in other words: tests/test_help.py compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from index.errors import QueryError
from search.allowance import Allowance
from search.language.wording import in_words
from search.query import Query
from search.searcher import Searcher
from search.syntax import parse
from search.told import to_translate
from web.formats import noun_of
from web.params import PAGE, QUOTES
from web.urls import list_url
from web.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Section:
    """Operators of one kind: what they do, and examples in words of the archive's own (`web.vocabulary`)."""

    title: str
    about: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what it means in words, and where it is searched; `count` are its hits, None where not counted."""

    text: str
    means: str
    url: str
    noun: str  # of a hit
    count: int | None


Shown = tuple[Section, tuple[Example, ...]]
Counts = dict[Query, int | None]
SECTIONS = (
    Section(
        to_translate("Words"),
        to_translate(
            "Words side by side must all be there, in title, text, tags or quotations. A word finds its regular "
            "English forms, the one that you typed first; case, accents and apostrophes make no difference."
        ),
        (
            "{one} {two}",
            "{initials}",
            "{hyphened}",
            "{chinese}",
        ),
    ),
    Section(
        to_translate("Phrases"),
        to_translate(
            "Words between quotation marks are found in this order; ~4 allows for four other words among them."
        ),
        (
            '"{heading}"',
            "“{heading}”",
            '"{one} {two}"~4',
        ),
    ),
    Section(
        to_translate("AND, OR, NOT"),
        to_translate(
            "Capitals make the operators, and so do + and - before a word; in small letters they are words, but "
            "between brackets, phrases and fields."
        ),
        (
            "{one} OR {other} {two}",
            "({one} OR {other}) {two}",
            "{one} NOT {other}",
            "{one} -{other}",
            '{one} -"{other} {two}"',
            "{one} and {two}",
            '"{heading}" or {other}',
            'tag:"{tag}" or tag:"{other_tag}"',
        ),
    ),
    Section(
        to_translate("Words near each other"),
        to_translate(
            "NEAR/5 finds two words at most five words apart in either order, PRE/5 the first before the second."
        ),
        (
            "{two} NEAR/5 {one}",
            "{one} PRE/5 {two}",
            "{one} NOT NEAR/5 {other}",
            "({one} OR {other}) NEAR/5 {two}*",
            '"{phrase}" PRE/9 {third}',
            "({one} NEAR/5 {two}) NEAR/20 {third}",
            "{one} NEAR/5 {two} NEAR/20 {third}",
            "{one} NEAR/20 ({two} {third})",
        ),
    ),
    Section(
        to_translate("In one sentence, paragraph or quotation"),
        to_translate("All that is joined stands in one sentence, one paragraph or one quotation."),
        (
            "{one} SAME SENTENCE {two}",
            '{one} SAME PARAGRAPH "{phrase}"',
            "{one} SAME SENTENCE NOT {other}",
            "({one} OR {other}) SAME SENTENCE {two}",
            "speaker:{speaker} SAME QUOTE {said}",
            "SAME PARAGRAPH ({one} {two} NOT {other})",
        ),
    ),
    Section(
        to_translate("At the beginning"),
        to_translate(
            "lead: looks in the title and the first paragraph, first50: in the title and the first fifty words."
        ),
        (
            "lead:{title}",
            "lead:({title} {title2})",
            "first50:({title} OR {other})",
        ),
    ),
    Section(
        to_translate("How often"),
        to_translate("The word is there so many times or more."),
        (
            "atleast2 {often}",
            'atleast2 "{phrase}"',
            "atleast2 ({often} OR {other})",
        ),
    ),
    Section(
        to_translate("Parts of words"),
        to_translate(
            "* stands for any letters or none, ? within a word for exactly one; at least two letters come first."
        ),
        (
            "{stub}*",
            "{wild}",
            "{middle}",
            "{one} {two} {third}?",
        ),
    ),
    Section(
        to_translate("Words spelt otherwise"),
        to_translate("~ finds words that are one letter away, ~2 those that are two away."),
        (
            "{misspelt}~",
            "{misspelt2}~2",
        ),
    ),
    Section(
        to_translate("Fields"),
        to_translate("A name and a colon look in one field: title, body, tag, quote, speaker, source, byline."),
        (
            "title:{title}",
            'tag:"{tag}"',
            "speaker:{speaker} quote:{said}",
            "title:({title} OR {other})",
        ),
    ),
    Section(
        to_translate("Dates"),
        to_translate("A year, a month or a day, in figures or in words, or two of these with .. between."),
        (
            "published:{before}..{year}",
            "published:{published}",
            "published:{month}..",
            "published:..{year}",
            'published:"{month_words}"',
            "published:{day_words} {one}",
            'published:"last week"',
            'published:"past 3 days"',
            'published:"2 months ago"',
            "published:>={month}",
            "published:[{before} TO {year}]",
            "{one} -published:{before}",
        ),
    ),
    Section(
        to_translate("What articles have"),
        to_translate("Only articles with quotations, or with a photograph."),
        (
            "has:quotes",
            "has:photo {one}",
        ),
    ),
    Section(
        to_translate("Names from other search boxes"),
        to_translate(
            "They are read as published:, byline:, source: and title:. before and after leave out what they name, "
            "since and until take it in."
        ),
        (
            "{one} before:{year}",
            "{one} after:{before}",
            "{one} since:{month}",
            '{one} until:"{month_words}"',
            "{one} year:{year}",
            "{one} date:{published}",
            "author:{byline}",
            "by:{byline}",
            "outlet:{outlet}",
            "site:({outlet} OR {other})",
            "headline:{title}",
        ),
    ),
    Section(
        to_translate("Forms of Nexis and Factiva"),
        to_translate("They are read as the operators above, and what was read as what is said with the results."),
        (
            "{one} w/5 {two} {third}",
            "{one} /5 {two}",
            "{one} pre/5 {two}",
            "{one} not w/5 {other}",
            "{one} w/s {two}",
            "{one} w/p {two}",
            "{one} w/seg {two}",
            "{one} w/5 {two} and not {other}",
            "{one} w/5 {two} but not {other}",
            "atleast2({often})",
            "hlead({title} and {title2})",
            "headline({title}) and byline({byline})",
            "{one}! w/5 {two_middle}",
            "{one} adj5 {two}",
            "{side} ADJ {beside}",
            "{one} near5 {two}",
            "{one} SAME {two}",
            "{one} near5 {two} same {third}",
            "{stub}$ {two}",
            "{title}/f50/ and {two}",
            "hd={title} and by={byline}",
            "hlp=({title} or {other})",
            "{one} or {other} w/5 {two}",
        ),
    ),
    Section(
        to_translate("Quotations"),
        to_translate(
            "A search for quotations looks for words in the quotation and for speaker: in the name of who said it."
        ),
        ("{said} -speaker:{other_speaker} title:{title}",),
    ),
)
_OF_QUOTES = "Quotations"  # the section whose examples are searched among these
_FRONT = (
    Section(
        "",
        "",
        (
            '"{heading}"',
            "{one} NEAR/5 {two}",
            "speaker:{speaker} quote:{said}",
            'tag:"{tag}"',
            "published:{month}",
        ),
    ),
)


@dataclass(slots=True)
class _Found:
    """What an archive's examples are made of on a day, and what each query finds; None: it takes too long."""

    of: tuple[str, date]  # the commit; examples with "last week" mean another one each day
    words: Mapping[str, str]
    counts: Counts = field(default_factory=dict)


class Examples:
    """The examples of an archive. What each finds is counted once, by one request at a time, as long as it has time."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._counting = Lock()
        self._found: _Found | None = None

    def sections(self) -> tuple[Shown, ...]:
        """Return what can be typed, kind by kind, each example with its hits as far as they are counted."""
        return self._made(SECTIONS)

    def front(self) -> tuple[Example, ...]:
        """Return the few that the front page shows: each finds something."""
        return tuple(one for _, examples in self._made(_FRONT) for one in examples if one.count)

    def _made(self, sections: tuple[Section, ...]) -> tuple[Shown, ...]:
        is_first = self._counting.acquire(blocking=False)
        try:
            found, allowance = self._newest(), Allowance() if is_first else None
            return tuple(self._section(one, found, allowance) for one in sections)
        finally:
            if is_first:
                self._counting.release()

    def _newest(self) -> _Found:
        of, found = (self._searcher.info().commit, date.today()), self._found
        if found is None or found.of != of:
            try:
                self._found = found = _Found(of, vocabulary(self._searcher).slots())
            except QueryError:  # there is no time left to look for words
                return _Found(of, Vocabulary().slots())
        return found

    def _section(self, section: Section, found: _Found, allowance: Allowance | None) -> Shown:
        defaults = QUOTES.defaults if section.title == _OF_QUOTES else PAGE.defaults
        texts = (text.format(**found.words) for text in section.examples)
        examples = (self._example(text, defaults, found.counts, allowance) for text in texts)
        return section, tuple(one for one in examples if one)

    def _example(self, text: str, defaults: Query, counts: Counts, allowance: Allowance | None) -> Example | None:
        try:
            expression = parse(text)
        except QueryError:  # what the archive's own words make of it is no query
            return None
        query = replace(defaults, expression=expression, sort="relevance")
        if query not in counts and allowance and allowance.left:
            counts[query] = self._count(query)
        return Example(text, in_words(expression.root), list_url(query), noun_of(defaults.of), counts.get(query))

    def _count(self, query: Query) -> int | None:
        try:
            return self._searcher.count(query)
        except QueryError:  # it takes too long there
            return None
