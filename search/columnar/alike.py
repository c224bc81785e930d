"""One quotation across an index: what may be the same is told by the posting lists alone, and only that is read.

And one article: its copies are told by the hashes of their texts.
"""

from collections.abc import Sequence

import numpy as np

from index.article import Quote
from index.columnar.arrays import Ints
from index.columnar.inverted import Inverted
from index.record import Head
from search.columnar.arrays import distinct
from search.columnar.quoted import QUOTE
from search.columnar.snapshot import Snapshot
from search.occurrences import MOST, Standing, article_of_quote, copy_shown, gathered, joined, place_of_quote
from search.results import Copies, Occurrences
from search.wording import FEWEST, LEAST, LEAST_CUT, Said


def occurrences(snapshot: Snapshot, quote_id: str) -> Occurrences | None:
    """Return where a quotation stands, in its words or nearly; None where there is none with the id."""
    quote = _named(snapshot, quote_id)
    if quote is None:
        return None
    standing = _Reader(snapshot).standing
    asked = standing(quote)
    candidates, more = _alike(snapshot, joined(asked.quote))
    return gathered(asked, map(standing, candidates.tolist()), snapshot.same("speaker"), more=more)


def copies(snapshot: Snapshot, article_id: str, most: int) -> Copies:
    """Return the other articles with the text of one; none where it is not there."""
    document = snapshot.find(article_id)
    if document is None:
        return Copies(0, ())
    others = snapshot.copies.others(document)
    dated, seconds = snapshot.dated.take(others), snapshot.seconds.take(others)
    shown = others.take(np.lexsort((seconds, ~dated))[:most])
    heads = (segment.head(number) for segment, number in map(snapshot.at, shown.tolist()))
    return Copies(len(others), tuple(map(copy_shown, heads)))


def _named(snapshot: Snapshot, quote_id: str) -> int | None:
    """Return the quotation with an id."""
    document = snapshot.find(article_of_quote(quote_id))
    if document is None:
        return None
    segment, number = snapshot.at(document)
    place = place_of_quote(segment.quotations(number), quote_id)
    return None if place is None else snapshot.quotes_of(document).start + place


class _Reader:
    """Reads quotations, each article once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._articles: dict[int, tuple[int, Head, tuple[Quote, ...]]] = {}

    def standing(self, quote: int) -> Standing:
        """Return a quotation."""
        document = int(self._snapshot.quote_article[quote])
        first, head, quotes = self._articles.get(document) or self._read(document)
        place = quote - first
        return Standing(head, head.speakers, head.quotes, quotes[place], place)

    def _read(self, document: int) -> tuple[int, Head, tuple[Quote, ...]]:
        segment, number = self._snapshot.at(document)
        first = self._snapshot.quotes_of(document).start
        found = self._articles[document] = first, segment.head(number), segment.quotations(number)
        return found


def _alike(snapshot: Snapshot, asked: str) -> tuple[Ints, bool]:
    """Return the quotations that may be the same as a text, at most MOST, and whether there are more.

    Of more those come first that have most of the words of the shorter one, or of the content of a passage.
    """
    said = Said(asked)
    stems = sorted(said.content)
    numbers, quotes = _having(snapshot, stems)
    shared = np.bincount(quotes, minlength=snapshot.quote_size)
    words = snapshot.lengths("quotes", "quote")
    shorter = np.minimum(words, len(said.words))
    enough = (shared >= LEAST_CUT) & (shared >= FEWEST * shorter)
    share = shared / np.maximum(shorter, 1)
    for passage in said.passages:
        here = quotes[np.isin(stems, list(passage.content))[numbers]]
        of_passage = np.bincount(here, minlength=snapshot.quote_size)
        enough |= of_passage >= passage.least
        np.maximum(share, of_passage / max(1, len(passage.content)), out=share)
    if len(said.words) >= LEAST:
        enough |= (shared == len(said.content)) & (words == len(said.words)) & (shared > 0)
    there = snapshot.living(enough.nonzero()[0], "quotes")
    if len(there) <= MOST:
        return there, False
    return there.take(np.argsort(-share.take(there), kind="stable")[:MOST]), True


def _having(snapshot: Snapshot, stems: Sequence[str]) -> tuple[Ints, Ints]:
    """Return which stems, by their numbers, stand in which quotations, each of both once."""
    found = [
        (number, *places)
        for segment, base in snapshot.parts
        for number, one in enumerate(stems)
        if (places := _places(segment.groups["text"], one, base)) is not None
    ]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    numbers, documents, positions = zip(*found, strict=True)
    quotes = snapshot.quotes_at(np.concatenate(documents), np.concatenate(positions))
    stem_of = np.repeat(np.array(numbers), [len(places) for places in documents])
    once = distinct(stem_of * snapshot.quote_size + quotes)
    return np.divmod(once, snapshot.quote_size)


def _places(inverted: Inverted, stem: str, base: int) -> tuple[Ints, Ints] | None:
    """Return the articles, and the positions there, where a stem stands in quotations of a segment."""
    postings = inverted.stem(stem)
    if postings is None or not postings.tails[:, QUOTE].any():
        return None
    here = (postings.tail_fields == QUOTE).nonzero()[0]
    documents = np.repeat(postings.documents.take(postings.tailed), np.diff(postings.tail_starts)).take(here)
    return documents + base, postings.tail_positions.take(here).astype(np.int64)
