"""The neutral schema: what every engine keeps of an article and which words it can be found by."""

from collections.abc import Callable

from index.analysis import ANALYZER_VERSION
from index.article import UNCHECKED, Article, Quote
from index.tags import tag_key

# Bump when an index of the last version cannot serve any more: it is then refused with the remedy.
SCHEMA_VERSION = 5
FINGERPRINT = f"schema {SCHEMA_VERSION}, analyzer {ANALYZER_VERSION}"

# The values of one field are this many positions apart, so that no phrase runs from one into the next.
VALUE_GAP = 100

# Each searchable field, by the name that a query gives it, as the texts that an article has for it.
TEXTS: dict[str, Callable[[Article], tuple[str, ...]]] = {
    "title": lambda article: (article.title,),
    "body": lambda article: (article.body,),
    "tag": lambda article: article.tags,
    "quote": lambda article: tuple(quote.text for quote in article.quotes),
    "speaker": lambda article: tuple(dict.fromkeys(q.speaker for q in article.quotes if q.speaker)),
    "source": lambda article: (article.source,) if article.source else (),
    "byline": lambda article: article.authors or ((article.byline,) if article.byline else ()),
}
# Where a word without a field looks. A quote's words are in the body too: they add weight, not hits.
DEFAULT_FIELDS = ("title", "body", "tag", "quote")


# The groups of fields that are inverted together: the main field, and the tail fields, whose values lie
# VALUE_GAP positions apart. What the names hold is no part of a word without a field.
GROUPS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "text": ("body", ("title", "tag", "quote")),
    "names": (None, ("speaker", "source", "byline")),
}
GROUP_OF = {name: group for group, (main, tails) in GROUPS.items() for name in (main, *tails) if name}


def named_speaker(quote: Quote) -> str | None:
    """Return the named person who says a quote, None where nobody is named or the name is a guess."""
    return quote.speaker if quote.source_type == "named" and quote.confidence >= UNCHECKED else None


# What a quote is counted and filtered under, facet by facet; its article is so under what all its quotes are.
QUOTE_VALUES: dict[str, Callable[[Quote], str | None]] = {
    "speaker": named_speaker,
    "told_to": lambda quote: quote.told_to,
    "source_type": lambda quote: quote.source_type,
    "kind": lambda quote: quote.kind,
}


def thousandths(confidence: float) -> int:
    """Return a confidence as what quotes are filtered by: 0 to 1,000."""
    return round(min(max(confidence, 0.0), 1.0) * 1000)


def doubt_of(speaker: str | None, confidence: int) -> int:
    """Return 0 where a quotation's speaker is a guess, 1 where there is none, 2 where it is rather certain.

    Args:
        confidence: in thousandths.
    """
    if confidence >= thousandths(UNCHECKED):
        return 2
    return 0 if speaker else 1


def quote_values(article: Article, name: str) -> tuple[str, ...]:
    """Return the values that the quotes of an article have of one of the facets of quotes, each once."""
    return tuple(dict.fromkeys(value for quote in article.quotes if (value := QUOTE_VALUES[name](quote))))


def named_speakers(article: Article) -> tuple[str, ...]:
    """Return the named people whom an article quotes, each once, guesses left out."""
    return quote_values(article, "speaker")


# What an article is counted and filtered under, facet by facet: the forms as written.
VALUES: dict[str, Callable[[Article], tuple[str, ...]]] = {
    "tag": lambda article: article.tags,
    "speaker": named_speakers,
    "source": TEXTS["source"],
    "byline": lambda article: article.authors,
    "section": lambda article: (article.section,) if article.section else (),
    "year": lambda article: (article.published[:4],) if article.published else (),
    "lang": lambda article: (article.lang,) if article.lang else (),
    "told_to": lambda article: quote_values(article, "told_to"),
    "source_type": lambda article: quote_values(article, "source_type"),
    "kind": lambda article: quote_values(article, "kind"),
}


def facet_key(facet: str, value: str) -> str:
    """Return what values of a facet are compared by: speakers by a slug, the others case- and accent-folded.

    An outlet's article tells nothing: `The Spectator` is the Spectator.
    """
    key = tag_key(value)
    if facet == "told_to":
        return key.removeprefix("the ")
    return speaker_id(key) if facet == "speaker" else key


def speaker_id(name: str) -> str:
    """Return the id of a speaker: the name's letters and digits, folded, joined by hyphens."""
    return "-".join("".join(c if c.isalnum() else " " for c in tag_key(name)).split())
