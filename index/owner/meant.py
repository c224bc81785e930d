"""Which quotations corrections are of: those with their words, unless another than then is read to have said them."""

from collections.abc import Iterator, Mapping, Sequence

from index.article import Quote
from index.owner.corrections import Correction, Place, placed
from index.owner.following import is_fuller


def meant(mine: Mapping[Place, Correction], quotes: Sequence[Quote]) -> tuple[dict[str, Correction], set[str]]:
    """Return the corrections that hold, by the ids of their quotations, and the ids of quotations that are doubted.

    Short words are said by several people, and which of them is the first or the second with these words changes with
    the article. Where the reader finds somebody there who is neither whom it found when the correction was made nor the
    one that was given, the correction may be of other words: it is not applied, and all with these words are doubted.
    """
    at = dict(placed(quotes))
    held = {quote.id: one for place, one in mine.items() if (quote := at.get(place)) and not _is_anothers(one, quote)}
    strange = {place[0] for place, quote in at.items() if place in mine and quote.id not in held}
    return held, {quote.id for (words, _), quote in at.items() if words in strange} - held.keys()


def anothers(mine: Mapping[Place, Correction], quotes: Sequence[Quote]) -> Iterator[tuple[Place, Quote]]:
    """Yield the places of corrections that do not hold, since another speaker is read there, with the quotations."""
    for place, quote in placed(quotes):
        if place in mine and _is_anothers(mine[place], quote):
            yield place, quote


def _is_anothers(one: Correction, quote: Quote) -> bool:
    if one.read_as is None or quote.speaker is None:
        return False
    return not any(_is_same(quote.speaker, name) for name in (one.read_as, one.speaker) if name)


def _is_same(name: str, other: str) -> bool:
    return name == other or is_fuller(name, other) or is_fuller(other, name)
