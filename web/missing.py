"""What stands in the place of a page that there is none of: what is true of it, and where to look instead."""

from dataclasses import dataclass

from index.analysis import words
from web.languages import gettext
from web.params import FACET, PAGE, joined


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said, the words of the address to search for with the search, and the list of what has pages."""

    text: str
    words: str
    search: str
    all: str
    url: str


def no_speaker(speaker: str) -> Missing:
    """Return what to say where nobody of a name, or of an id, is quoted."""
    told = gettext("Nobody of this name is quoted in this archive."), gettext("All speakers")
    return _missing(speaker.replace("-", " "), *told, "speaker")


def no_tag(tag: str) -> Missing:
    """Return what to say where no article has a tag."""
    return _missing(tag, gettext("No article in this archive has this tag."), gettext("All tags"), "tag")


def _missing(name: str, text: str, every: str, facet: str) -> Missing:
    asked = " ".join(words(name))
    return Missing(text, asked, joined(PAGE.path, [("q", asked)]), every, FACET.path + facet)
