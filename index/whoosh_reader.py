"""Whoosh's own SegmentReader over our segments: a codec, which is Whoosh's name for how a segment is read.

Terms, postings, lengths and columns come out of the arrays; deletions, bounds, closing and fields that are not there
are dealt with by Whoosh's own code, as in its own indexes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.columns import Column, ColumnReader
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format
from whoosh.matching import ListMatcher, ReadTooFar
from whoosh.reading import SegmentReader, TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from index.columnar.arrays import Ints, Mask
from index.columnar.segment import Segment
from index.damage import damage_named
from index.fields import TEXTS, VALUES
from index.whoosh_schema import DAY, FACET, WORDS, stored_of
from index.whoosh_terms import Posting, Terms, Text, ids, labels, moments

_LENGTHS = np.array([byte_to_length(length) for length in range(256)])
_MICROSECONDS = 1_000_000
# Each field with lengths, by the field of ours that it is of.
_SCORED = {name + suffix: name for name in TEXTS for suffix in ("", WORDS)}


def segment_reader(segment: Segment, alive: Mask, schema: Schema, revision: int) -> SegmentReader:
    """Return Whoosh's reader of a segment of which the articles in the mask are not deleted."""
    return SegmentReader(None, schema, _Living(segment, alive), generation=revision)


class _Living(WhooshSegment):  # type: ignore[misc] # Whoosh is not typed for us
    """A segment as one commit sees it."""

    def __init__(self, segment: Segment, alive: Mask) -> None:
        super().__init__("pullquote")
        self.columnar = segment
        self.deleted = frozenset(np.flatnonzero(~alive).tolist())
        self.lengths = lru_cache(None)(partial(_lengths, segment))

    @property
    def path(self) -> Path:
        """The segment's file."""
        return self.columnar.arrays.path

    def codec(self) -> Codec:
        """See Segment.codec."""
        return _Codec()

    def doc_count_all(self) -> int:
        """See Segment.doc_count_all."""
        return self.columnar.size

    def deleted_count(self) -> int:
        """See Segment.deleted_count."""
        return len(self.deleted)

    def deleted_docs(self) -> frozenset[int]:
        """See Segment.deleted_docs."""
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        """See Segment.is_deleted."""
        return docnum in self.deleted


class _Codec(Codec):  # type: ignore[misc]
    """How Whoosh reads a segment of ours; it needs no storage."""

    def per_document_reader(self, _: None, segment: _Living) -> "_Documents":
        """See Codec.per_document_reader."""
        return _Documents(segment)

    def terms_reader(self, _: None, segment: _Living) -> "_Terms":
        """See Codec.terms_reader."""
        return _Terms(segment)


class _Documents(PerDocumentReader):  # type: ignore[misc]
    """What is kept by article: the lengths of fields, the date, what a hit shows."""

    def __init__(self, living: _Living) -> None:
        self._living, self._segment = living, living.columnar
        self.doc_count_all, self.doc_count = living.doc_count_all, living.doc_count
        self.has_deletions, self.deleted_docs, self.is_deleted = (
            living.has_deletions,
            living.deleted_docs,
            living.is_deleted,
        )

    def supports_columns(self) -> bool:
        """See PerDocumentReader.supports_columns."""
        return True

    def has_column(self, field: str) -> bool:
        """See PerDocumentReader.has_column."""
        return field == "published"

    def column_reader(self, field: str, column: Column) -> "_Moments":
        """Return the date of each article, the column's default where it has none."""
        with damage_named(self._living.path):
            times, dated = _times(self._segment)
            return _Moments([time if has else column.default_value() for time, has in zip(times, dated, strict=True)])

    def doc_field_length(self, docnum: int, field: str, default: int = 0) -> int:
        """See PerDocumentReader.doc_field_length; the length is as exact as the one byte that Whoosh has for it."""
        with damage_named(self._living.path):
            return int(self._living.lengths(field)[docnum]) or default if field in _SCORED else default

    def field_length(self, field: str) -> int:
        """See PerDocumentReader.field_length; the sum is of exact lengths, in Whoosh too."""
        with damage_named(self._living.path):
            return int(self._segment.number(f"words.{_SCORED[field]}").sum()) if field in _SCORED else 0

    def min_field_length(self, field: str) -> int:
        """See PerDocumentReader.min_field_length."""
        with damage_named(self._living.path):
            return int(self._living.lengths(field).min()) if field in _SCORED else 0

    def max_field_length(self, field: str) -> int:
        """See PerDocumentReader.max_field_length."""
        with damage_named(self._living.path):
            return int(self._living.lengths(field).max()) if field in _SCORED else 0

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """See PerDocumentReader.stored_fields."""
        with damage_named(self._living.path):
            return stored_of(self._segment.head(docnum), self._segment.body(docnum))


class _Terms(TermsReader):  # type: ignore[misc]
    """The terms of all fields."""

    def __init__(self, living: _Living) -> None:
        self._living = living
        self._field = lru_cache(None)(self._opened)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the fields that have a term, in the order of their names, which is that of the terms."""
        return [name for name in _NAMES if next(self._since(name, b""), None) is not None]

    def cursor(self, field: str, kind: FieldType) -> "_Cursor":
        """See TermsReader.cursor."""
        return _Cursor(self, partial(self._since, field), field, kind)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """See TermsReader.terms."""
        return self.terms_from(_NAMES[0], b"")

    def terms_from(self, field: str, term: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from one on, then those of the fields after it, as Whoosh does."""
        yield from ((field, one) for one in self._since(field, term))
        for later in _NAMES[bisect_right(_NAMES, field) :]:
            yield from ((later, one) for one in self._since(later, b""))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """See TermsReader.items."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, term: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """See TermsReader.items_from."""
        return ((one, self.term_info(*one)) for one in self.terms_from(field, term))

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """See TermsReader.term_info."""
        return self._info(field, self._found(field, term))

    def frequency(self, field: str, term: bytes) -> float:
        """See TermsReader.frequency."""
        found = self._find(field, term)
        return float(found.counts.sum()) if found else 0

    def doc_frequency(self, field: str, term: bytes) -> int:
        """See TermsReader.doc_frequency."""
        found = self._find(field, term)
        return len(found.documents) if found else 0

    def matcher(self, field: str, term: bytes, format_: Format, scorer: Any = None) -> "_Matcher":
        """See TermsReader.matcher."""
        found = self._found(field, term)
        values = _Values(found, format_) if field in _SCORED else None
        weights = found.counts.astype(np.float64).tolist()
        info = self._info(field, found)
        return _Matcher(found.documents.tolist(), weights, values, format_, scorer, term=(field, term), terminfo=info)

    def _opened(self, field: str) -> Terms | None:
        return _FIELDS[field](self._living.columnar) if field in _FIELDS else None

    def _find(self, field: str, term: bytes) -> Posting | None:
        with damage_named(self._living.path):
            terms = self._field(field)
            return terms.find(term) if terms else None

    def _found(self, field: str, term: bytes) -> Posting:
        found = self._find(field, term)
        if found is None:
            raise TermNotFound(f"{field}:{term!r}")
        return found

    def _since(self, field: str, term: bytes) -> Iterator[bytes]:
        with damage_named(self._living.path):
            terms = self._field(field)
            yield from terms.since(term) if terms else ()

    def _info(self, field: str, found: Posting) -> TermInfo:
        lengths = self._living.lengths(field)[found.documents] if field in _SCORED else np.zeros(1, np.int64)
        return TermInfo(
            weight=float(found.counts.sum()),
            df=len(found.documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(found.counts.max()),
            minid=int(found.documents[0]),
            maxid=int(found.documents[-1]),
        )


class _Cursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field: spelling walks them by it."""

    def __init__(self, terms: _Terms, since: Callable[[bytes], Iterator[bytes]], field: str, kind: FieldType) -> None:
        self._terms, self._since, self._field, self._kind = terms, since, field, kind
        self.first()

    def first(self) -> str | None:
        """See FieldCursor.first."""
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        """See FieldCursor.find."""
        self._rest = self._since(self._kind.to_bytes(term))
        return self.next()

    def next(self) -> str | None:
        """See FieldCursor.next."""
        self._term = next(self._rest, None)
        return self.text()

    def text(self) -> str | None:
        """Return the term here, None behind the last."""
        return None if self._term is None else self._kind.from_bytes(self._term)

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term here."""
        return None if self._term is None else self._terms.term_info(self._field, self._term)

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._term is not None


class _Values(Sequence[bytes]):
    """The positions in each article as Whoosh writes them: made of those that are asked for."""

    def __init__(self, posting: Posting, format_: Format) -> None:
        self._posting, self._format = posting, format_

    def __len__(self) -> int:
        return len(self._posting.documents)

    def __getitem__(self, at: Any) -> Any:
        return self._format.encode(self._posting.places(at))


class _Matcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's matcher of a list, for long ones: none of its steps walks the whole list."""

    _i: int

    def skip_to(self, id: int) -> None:
        """See Matcher.skip_to."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """Skip all of the list, which is one block, where it is too poor."""
        if self.is_active() and self.block_quality() <= minquality:
            self._i = len(self._ids)
        return 0

    def max_quality(self) -> float:
        """Return the scorer's own limit, which it works out once; a union asks for it at every step."""
        found: float = self._scorer.max_quality() if self._scorer else self.block_max_weight()
        return found

    def block_max_weight(self) -> float:
        """See Matcher.block_max_weight."""
        found: float = self._terminfo.max_weight()
        return found

    def copy(self) -> "_Matcher":
        """Return another at the same place."""
        shared = (self._ids, self._weights, self._values, self._format, self._scorer, self._i)
        return _Matcher(*shared, term=self._term, terminfo=self._terminfo)


class _Moments(ColumnReader):  # type: ignore[misc]
    """The column of dates, to sort by."""

    def __init__(self, times: list[int]) -> None:
        self._times, self._sign = times, 1

    def __len__(self) -> int:
        return len(self._times)

    def __getitem__(self, docnum: int) -> int:
        return self._times[docnum]

    def __iter__(self) -> Iterator[int]:
        return iter(self._times)

    def sort_key(self, docnum: int) -> int:
        """See ColumnReader.sort_key."""
        return self._sign * self._times[docnum]

    def set_reverse(self) -> None:
        """See ColumnReader.set_reverse."""
        self._sign = -1


def _lengths(segment: Segment, field: str) -> Ints:
    """Return the lengths of a field that Whoosh reads from the byte that it has for each."""
    bytes_ = np.searchsorted(_LENGTHS, segment.number(f"words.{_SCORED[field]}"))
    return _LENGTHS[np.minimum(bytes_, 255)]


def _times(segment: Segment) -> tuple[list[int], list[bool]]:
    """Return when each article was published, as Whoosh counts, and whether that is known."""
    seconds = segment.number("seconds")
    times: list[int] = ((seconds - DAY) * _MICROSECONDS).tolist()
    return times, (seconds > 0).tolist()


def _dates(segment: Segment) -> Terms:
    dated = np.flatnonzero(segment.number("seconds"))
    return moments(((segment.number("seconds")[dated] - DAY) * _MICROSECONDS).astype(np.uint64), dated)


_FIELDS: dict[str, Callable[[Segment], Terms]] = {
    "id": ids,
    "published": _dates,
    **{name: partial(Text, field=name, stems=True) for name in TEXTS},
    **{name + WORDS: partial(Text, field=name, stems=False) for name in TEXTS},
    **{name + FACET: lambda segment, name=name: labels(segment.values(name)) for name in VALUES},  # type: ignore[misc]
}
_NAMES = sorted(_FIELDS)
