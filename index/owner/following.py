"""What a correction says of the other quotations of its article: those that rest on what it is of.

A quotation follows where that is certain: the correction gives the speaker's fuller name (Esposito is Maria Esposito),
or both rest on the very same pronoun or description. Where a pronoun further on was read as the one that is corrected,
nobody knows: the quotation is doubted, so that its speaker is a guess. What `Mr. Moor` says follows no Mrs. Moor.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import structs

from index.analysis import words
from index.article import UNCHECKED, Article, Mention, Quote
from index.owner.corrections import Correction
from index.quotes.lexicon import PRONOUNS
from index.quotes.names import gender_of, gender_of_given

DOUBTED = "doubted"
_DOUBT = UNCHECKED - 0.1

Give = Callable[[Quote, Correction, bool], Quote]


def following(article: Article, known: Mapping[str, Correction], give: Give) -> dict[str, Quote]:
    """Return what other quotations of an article become, by id, where some, given by id, are corrected.

    Args:
        article: as it was read.
        give: returns a quotation with the speaker of a correction, told whether it is known now whom its words mean.
    """
    changed = [(quote, known[quote.id]) for quote in article.quotes if _changes(quote, known.get(quote.id))]
    rest = [quote for quote in article.quotes if quote.id not in known] if changed else []
    return {quote.id: fresh for quote in rest if (fresh := _followed(article, quote, changed, give)) is not None}


def is_fuller(name: str, other: str) -> bool:
    """Tell whether a name is another one and more before it."""
    long, short = words(name), words(other)
    return len(long) > len(short) > 0 and long[-1] == short[-1] and set(short) < set(long)


def says_without_name(quote: Quote) -> bool:
    """Tell whether a pronoun or a description is said to have said it, `she said`: whoever that is, it stays true."""
    return quote.cue is not None and quote.mention is not None and not _by_name(quote)


def doubted(quote: Quote) -> Quote:
    """Return a quotation of which nobody knows whether its speaker is right."""
    flags = (*(flag for flag in quote.flags if flag != DOUBTED), DOUBTED)
    return structs.replace(quote, confidence=min(quote.confidence, _DOUBT), flags=flags)


def _changes(quote: Quote, known: Correction | None) -> bool:
    return known is not None and known.is_quote and quote.speaker is not None and known.speaker != quote.speaker


def _followed(article: Article, quote: Quote, changed: Sequence[tuple[Quote, Correction]], give: Give) -> Quote | None:
    mine = [(one, known) for one, known in changed if one.speaker == quote.speaker]
    certain = [(one, known) for one, known in mine if _is_certain(one, known, quote)]
    if len({known.speaker for _, known in certain}) == 1:
        return give(quote, certain[-1][1], any(_rest_on_the_same(one, quote) for one, _ in certain))
    doubtful = certain or any(_is_doubtful(article, one, quote) for one, _ in mine)
    return doubted(quote) if doubtful else None


def _is_certain(one: Quote, known: Correction, other: Quote) -> bool:
    """Tell whether another quotation is said by whoever one is, which is known now."""
    if known.speaker and one.speaker and is_fuller(known.speaker, one.speaker):
        return _may_be_one(known.speaker, one, other)
    return _rest_on_the_same(one, other)


def _rest_on_the_same(one: Quote, other: Quote) -> bool:
    return one.mention == other.mention and says_without_name(one)


def _may_be_one(name: str, one: Quote, other: Quote) -> bool:
    """Tell whether a name whose surname two quotations share may be that of both: not of `Mrs. Moor` and `Mr. Moor`."""
    gender = _gender(one) or gender_of_given(words(name)[0])
    return gender is None or _gender(other) in (None, gender)


def _gender(quote: Quote) -> str | None:
    return gender_of(quote.mention.text.split()) if quote.mention else None


def _is_doubtful(article: Article, one: Quote, other: Quote) -> bool:
    """Tell whether another quotation's pronoun was read as one's was: the name does not stand between them."""
    if one.mention is None or other.mention is None or other.mention.text.lower() not in PRONOUNS or _by_name(one):
        return False
    first, last = sorted((one.mention, other.mention), key=lambda mention: mention.start)
    return _surname(one) not in _told(article, first, last)


def _by_name(quote: Quote) -> bool:
    """Tell whether a quotation's mention has a word of the speaker's name: `a driver` is no name."""
    if quote.mention is None or quote.source_type == "unnamed":
        return False
    return not set(words(quote.speaker or "")).isdisjoint(words(quote.mention.text))


def _surname(quote: Quote) -> str:
    return (words(quote.speaker or "") or [""])[-1]


def _told(article: Article, first: Mention, last: Mention) -> Collection[str]:
    """Return the words between two mentions, those of quotations left out."""
    return set(words(" ".join(_unquoted(article, first.end, last.start))))


def _unquoted(article: Article, start: int, end: int) -> Iterator[str]:
    for first, last in sorted(part for quote in article.quotes for part in quote.parts):
        if start < last and first < end:
            yield article.body[start:first]
            start = max(start, last)
    yield article.body[start:end]
