"""What stands in the place of a page that there is none of: what is true of it, and where to look instead."""

from dataclasses import dataclass

from index.analysis import words
from search.chosen import absent_values
from search.query import Query
from search.searcher import Searcher
from web.filters import Link
from web.languages import gettext
from web.params import FACET, PAGE, joined
from web.urls import own_page


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said, the words of the address to search for with the search, and the list of what has pages.

    `alike` are the pages of names that hold these words.
    """

    text: str
    words: str
    search: str
    all: str
    url: str
    alike: tuple[Link, ...]


def no_speaker(searcher: Searcher, speaker: str) -> Missing:
    """Return what to say where nobody of a name, or of an id, is quoted."""
    name = speaker.replace("-", " ")
    told = gettext("Nobody of this name is quoted in this archive."), gettext("All speakers")
    return _missing(searcher, name, *told, "speaker", Query(speakers=(name,)))


def no_tag(searcher: Searcher, tag: str) -> Missing:
    """Return what to say where no article has a tag."""
    told = gettext("No article in this archive has this tag."), gettext("All tags")
    return _missing(searcher, tag, *told, "tag", Query(tags=(tag,)))


def _missing(searcher: Searcher, name: str, text: str, every: str, facet: str, query: Query) -> Missing:
    asked = " ".join(words(name))
    alike = (value for one in absent_values(searcher, query) for value in one.alike if asked)
    links = tuple(Link(value.label, url) for value in alike if (url := own_page(facet, value)))
    return Missing(text, asked, joined(PAGE.path, [("q", asked)]), every, FACET.path + facet, links)
