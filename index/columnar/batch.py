"""Articles to a segment, in memory: what is put is analyzed at once, and inverted when the batch is written."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.analysis import stems, words
from index.article import Article
from index.columnar.arrays import Array, Mask, starts_of
from index.columnar.arrays_writer import ArraysWriter, Written
from index.columnar.breaks import Breaks
from index.columnar.columns import QUOTE_LABELS, Columns, write_columns
from index.columnar.inverter import InvertedWriter, Occurrences, inverted
from index.columnar.labels import Labels
from index.columnar.lists import MOST_IN_TAIL
from index.columnar.numbers import SKETCH
from index.columnar.stored import StoredWriter
from index.columnar.vocabulary import PARAGRAPH, SENTENCE, Vocabulary
from index.dates import local_day, local_seconds
from index.fields import GROUPS, QUOTE_VALUES, TEXTS, VALUE_GAP, VALUES, thousandths
from index.record import Record, copy_of, record_of, said_of
from index.sketch import sketches

_SKETCHED = 256  # articles at a time: what that takes is no part of the memory that is counted
PER_WORD = 80  # bytes that inverting takes for each occurrence at its height
_PER_ARTICLE = 2_000  # bytes of Python's own for each article that is held


class _Values:
    """The words of values of fields, in the order of their documents."""

    def __init__(self) -> None:
        self.words = array("I")
        self._document = array("I")
        self._field = array("B")
        self._length = array("I")

    def add(self, document: int, field: int, words: Sequence[int]) -> None:
        self._document.append(document)
        self._field.append(field)
        self._length.append(len(words))
        self.words.extend(words)

    def read(self) -> "_Read":
        """Return the values without what is no word."""
        words, length = np.array(self.words, np.uint32), np.array(self._length, np.int64)
        if words.min(initial=PARAGRAPH + 1) <= PARAGRAPH:
            none = np.flatnonzero(words <= PARAGRAPH)
            ends = np.cumsum(length)
            length -= np.bincount(np.searchsorted(ends, none, side="right"), minlength=len(length))
            words = np.delete(words, none)
        document, field = np.array(self._document, np.int64), np.array(self._field, np.uint8)
        return _Read(words, document, field, length)

    def breaks(self, lengths: Array) -> Breaks:
        """Return where sentences and paragraphs end in values of these lengths."""
        words = np.array(self.words, np.uint32)
        none = np.flatnonzero(words <= PARAGRAPH)
        places, kinds = none - np.arange(len(none)), words[none]
        return Breaks.of(places[kinds == SENTENCE], places[kinds == PARAGRAPH], lengths)


@dataclass(frozen=True, slots=True)
class _Read:
    """Words of values one after the other, and each value's document, field and length in words."""

    words: Array
    document: Array
    field: Array
    length: Array

    @property
    def begins(self) -> Array:
        """The position of each value's first word in its document, values being VALUE_GAP apart."""
        before = np.cumsum(self.length + VALUE_GAP) - self.length - VALUE_GAP
        first = np.searchsorted(self.document, self.document)  # the document's first value
        begins: Array = before - before[first]
        return begins

    def where(self, place: Array) -> "_Read":
        """Return the values of documents under their new numbers, without those that have none (-1)."""
        moved = place[self.document]
        kept = moved >= 0
        return _Read(self.words[np.repeat(kept, self.length)], moved[kept], self.field[kept], self.length[kept])

    def occurrences(self, stem: Array, form: Array) -> Occurrences:
        """Return where each word stands, given the stem of each word and its number among the stem's words."""
        offset = np.cumsum(self.length) - self.length
        position = np.arange(len(self.words)) - np.repeat(offset - self.begins, self.length)
        return Occurrences(
            stem=stem[self.words],
            form=form[self.words],
            document=np.repeat(self.document.astype(np.uint32), self.length),
            position=position.astype(np.uint32),
            field=np.repeat(self.field, self.length),
        )


class Batch:
    """Articles that are not written yet, the last of each id."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] = {}
        self._records: list[Record] = []
        self._main = {name: _Values() for name in GROUPS}
        self._tail = {name: _Values() for name in GROUPS}
        self._words = [values.words for part in (self._main, self._tail) for values in part.values()]
        self._ids: list[str] = []
        self._dates: list[tuple[int, int]] = []
        self._images: list[bool] = []
        self._copies: list[int] = []
        self._files: list[tuple[str, ...]] = []
        self._values: dict[str, list[tuple[str, ...]]] = {name: [] for name in VALUES}
        self._quotes: dict[str, list[tuple[str, ...]]] = {name: [] for name in QUOTE_LABELS}
        self._quote_article: list[int] = []
        self._confidences: list[int] = []
        self._said: list[int] = []
        self._stored = 0

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def memory(self) -> int:
        """About how many bytes the batch takes at most until it is written."""
        return self.words * PER_WORD + self._stored + len(self._records) * _PER_ARTICLE

    @property
    def words(self) -> int:
        """The number of words that were put."""
        return sum(map(len, self._words))

    def put(self, article: Article) -> None:
        """Add an article, or replace the one with its id."""
        number, record, numbers = len(self._records), record_of(article), self._vocabulary.numbers
        for group, (main, tails) in GROUPS.items():
            if main:
                self._main[group].add(number, 0, self._vocabulary.numbers_and_ends(article.body))
            for field, tail in enumerate(tails):
                for text in TEXTS[tail](article):
                    self._tail[group].add(number, field, numbers(text))
        self._numbers[article.id] = number
        self._records.append(record)
        self._stored += len(record.head) + len(record.body) + len(record.quotes)
        self._add_row(article, number)

    def drop(self, article_id: str) -> None:
        """Remove an article; an id that is not there is no error."""
        self._numbers.pop(article_id, None)

    def write(self, path: Path) -> Written:
        """Write the articles as a segment.

        Raises:
            OSError: the disk is full or cannot be written to.
        """
        alive = np.zeros(len(self._records), np.bool_)
        alive[list(self._numbers.values())] = True
        out = ArraysWriter(path.parent)
        try:
            self._write(out, alive)
            return out.write(path)
        finally:
            out.close()

    def _add_row(self, article: Article, number: int) -> None:
        self._ids.append(article.id)
        published = article.published
        self._dates.append((local_day(published) or 0, local_seconds(published) or 0) if published else (0, 0))
        self._images.append(article.image is not None)
        self._copies.append(copy_of(article))
        self._files.append((article.file,) if article.file else ())
        for name, column in self._values.items():
            values = VALUES[name](article) if article.quotes or name not in QUOTE_VALUES else ()
            column.append(tuple(dict.fromkeys(filter(None, values))) if values else ())
        self._said += said_of(article.quotes)
        for quote in article.quotes:
            self._quote_article.append(number)
            self._confidences.append(thousandths(quote.confidence))
            for name, value in QUOTE_LABELS.items():
                self._quotes[name].append((said,) if (said := value(quote)) else ())

    def _write(self, out: ArraysWriter, alive: Mask) -> None:
        place = np.where(alive, np.cumsum(alive) - 1, -1)
        main = {name: self._main[name].read() for name in GROUPS}
        values = {name: _Part(main[name].where(place), self._tail[name].read().where(place)) for name in GROUPS}
        bodies = main["text"].length
        self._main["text"].breaks(bodies).where(alive, bodies).write(out)
        lengths = _lengths(values, int(alive.sum()))
        for name, part in values.items():
            _invert(out, name, part, group_lengths(lengths, name), self._vocabulary.words)
        numbers = {**lengths, **self._sketches(values["text"].main, int(alive.sum()))}
        write_columns(out, self._columns(alive, values["text"].tail, numbers))
        _store(out, (record for record, keep in zip(self._records, alive.tolist(), strict=True) if keep))

    def _sketches(self, bodies: "_Read", documents: int) -> dict[str, Array]:
        """Return the columns of what near texts share."""
        lengths, hashes = np.zeros(documents, np.int64), self._vocabulary.hashes
        lengths[bodies.document] = bodies.length
        starts, found = starts_of(lengths), np.zeros((documents, len(SKETCH)), np.uint32)
        for first in range(0, documents, _SKETCHED):
            some = slice(first, min(first + _SKETCHED, documents))
            found[some] = sketches(hashes.take(bodies.words[starts[some.start] : starts[some.stop]]), lengths[some])
        return {name: found[:, at] for at, name in enumerate(SKETCH)}

    def _columns(self, alive: Mask, said: "_Read", numbers: Mapping[str, Array]) -> Columns:
        dates = np.array(self._dates, np.int64).reshape(-1, 2)
        copies = np.array(self._copies, np.uint64)
        digests = np.array([record.digest for record in self._records], np.uint64)
        quoted = np.flatnonzero(said.field == GROUPS["text"][1].index("quote"))
        columns = Columns(
            ids=self._ids,
            numbers={
                "day": dates[:, 0],
                "seconds": dates[:, 1],
                "image": np.array(self._images, np.int64),
                "digest": digests,
                "copy": copies,
                "quote.article": np.array(self._quote_article, np.int64),
                "quote.confidence": np.array(self._confidences, np.int64),
                "quote.said": np.array(self._said, np.uint64),
            },
            values={name: Labels.of(rows) for name, rows in self._values.items()},
            files=Labels.of(self._files),
            quote_values={name: Labels.of(rows) for name, rows in self._quotes.items()},
        ).where(alive)
        words = {"quote.start": said.begins[quoted], "quote.words": said.length[quoted], **numbers}
        return replace(columns, numbers={**columns.numbers, **words})


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a group of fields."""

    main: _Read
    tail: _Read


def _lengths(values: Mapping[str, _Part], documents: int) -> dict[str, Array]:
    """Return the columns of the number of words of each field of each document."""
    found = {}
    for group, (main, tails) in GROUPS.items():
        tail = values[group].tail
        if main:
            found[f"words.{main}"] = np.bincount(values[group].main.document, values[group].main.length, documents)
        for field, name in enumerate(tails):
            here = tail.field == field
            found[f"words.{name}"] = np.bincount(tail.document[here], tail.length[here], documents)
    return {name: counts.astype(np.int64) for name, counts in found.items()}


def group_lengths(columns: Mapping[str, Array], group: str) -> dict[str, Array]:
    """Return the lengths of a group's fields, given those of all as columns."""
    main, tails = GROUPS[group]
    return {name: columns[f"words.{name}"] for name in (main, *tails) if name}


def _invert(out: ArraysWriter, name: str, part: _Part, lengths: Mapping[str, Array], words: Sequence[str]) -> None:
    used = np.bincount(part.main.words, minlength=len(words)) + np.bincount(part.tail.words, minlength=len(words))
    numbers = np.flatnonzero(used)
    found = sorted((words[number].encode(), number) for number in numbers.tolist())
    order = np.array([number for _, number in found], np.int64)
    of_word = stems([words[number] for number in order.tolist()])
    dictionary = sorted({stem.encode() for stem in of_word})
    rank = {stem: at for at, stem in enumerate(dictionary)}
    word_stem = np.array([rank[stem.encode()] for stem in of_word], np.int64)
    word_form = form_numbers(word_stem)
    stem, form = np.zeros(len(words), np.uint32), np.zeros(len(words), np.uint32)
    stem[order], form[order] = word_stem, word_form
    documents = max(1, len(next(iter(lengths.values()))))
    writer = InvertedWriter(out, name, documents, lengths)
    forms = np.bincount(word_stem, minlength=len(dictionary))
    lists = inverted(part.main.occurrences(stem, form), part.tail.occurrences(stem, form), documents)
    writer.add(lists, forms)
    writer.finish(dictionary, [word for word, _ in found], word_stem, word_form)


def form_numbers(word_stem: Array) -> Array:
    """Return for each word, in the order of words, its number among the words of its stem."""
    order = np.argsort(word_stem, kind="stable")
    sorted_stems = word_stem[order]
    first = np.searchsorted(sorted_stems, sorted_stems)
    numbers = np.zeros(len(word_stem), np.int64)
    numbers[order] = np.arange(len(word_stem)) - first
    return numbers


def _store(out: ArraysWriter, records: Iterable[Record]) -> None:
    writers = {name: StoredWriter(out, f"stored.{name}") for name in ("head", "body", "quotes")}
    for record in records:
        for name, writer in writers.items():
            writer.add(getattr(record, name))
    for writer in writers.values():
        writer.finish()


def overfull(article: Article) -> str | None:
    """Return a tail field with more words than its counts can tell, None where there is none."""
    for _, tails in GROUPS.values():
        for name in tails:
            texts = TEXTS[name](article)
            if sum(map(len, texts)) > MOST_IN_TAIL and sum(len(words(text)) for text in texts) > MOST_IN_TAIL:
                return name
    return None
