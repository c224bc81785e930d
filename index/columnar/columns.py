"""What filters, facets, sorting and ranking need of each article and quotation, as columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.article import Quote
from index.columnar.arrays import Array, Arrays, Mask, narrow
from index.columnar.labels import LabelColumn, Labels, write_labels
from index.columnar.lexicon import Lexicon, write_lexicon
from index.columnar.numbers import HASHES, NUMBERS, QUOTE_NUMBERS, number_column
from index.fields import QUOTE_VALUES, VALUES, facet_key

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter

# The facets of quotations; the speaker as the text says, sure and named or not; and the speaker's role.
QUOTE_LABELS: dict[str, Callable[[Quote], str | None]] = {
    **QUOTE_VALUES,
    "said_by": lambda quote: quote.speaker,
    "role": lambda quote: quote.role,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of some articles and of their quotations, which are ordered by article."""

    ids: Sequence[str]
    numbers: Mapping[str, Array]
    values: Mapping[str, Labels]  # facet -> the forms of each article
    files: Labels
    quote_values: Mapping[str, Labels]  # facet -> the forms of each quotation

    @property
    def quotes(self) -> int:
        """The number of quotations."""
        return len(self.numbers["quote.article"])

    def where(self, alive: Mask) -> "Columns":
        """Return some of the articles."""
        article = self.numbers["quote.article"]
        kept, place = alive[article], np.cumsum(alive) - 1
        numbers = {name: self.numbers[name][kept if name in QUOTE_NUMBERS else alive] for name in self.numbers}
        return Columns(
            ids=[one for one, keep in zip(self.ids, alive.tolist(), strict=True) if keep],
            numbers={**numbers, "quote.article": place[article[kept]]},
            values={name: labels.where(alive) for name, labels in self.values.items()},
            files=self.files.where(alive),
            quote_values={name: labels.where(kept) for name, labels in self.quote_values.items()},
        )

    @classmethod
    def joined(cls, many: Sequence["Columns"]) -> "Columns":
        """Return the articles of several after each other."""
        bases = np.cumsum([0, *(len(one.ids) for one in many)]).tolist()
        moved = [
            replace(one, numbers={**one.numbers, "quote.article": one.numbers["quote.article"] + base})
            for one, base in zip(many, bases, strict=False)
        ]
        return cls(
            ids=[name for one in many for name in one.ids],
            numbers={name: np.concatenate([one.numbers[name] for one in moved]) for name in (*NUMBERS, *QUOTE_NUMBERS)},
            values={name: Labels.joined([one.values[name] for one in many]) for name in VALUES},
            files=Labels.joined([one.files for one in many]),
            quote_values={name: Labels.joined([one.quote_values[name] for one in many]) for name in QUOTE_LABELS},
        )


def write_columns(out: "ArraysWriter", columns: Columns) -> None:
    """Write columns; the ids are sorted, and each article has its rank among them."""
    ids = [one.encode() for one in columns.ids]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rank = np.zeros(len(order), np.int64)
    rank[order] = np.arange(len(order))
    write_lexicon(out, "ids", [ids[at] for at in order])
    out.pack("rank", narrow(rank))
    for name, values in columns.numbers.items():
        if name in HASHES:  # no compressor makes them smaller, and what lies in the file takes no memory
            out.append(name, values.astype(HASHES[name]))
        else:
            out.pack(name, _packed(values))
    for name, labels in columns.values.items():
        write_labels(out, f"value.{name}", labels, lambda form, facet=name: facet_key(facet, form))  # type: ignore[misc]
    for name, labels in columns.quote_values.items():
        write_labels(out, f"quote.{name}", labels, lambda form, facet=name: facet_key(facet, form))  # type: ignore[misc]
    write_labels(out, "file", columns.files, str)


def read_columns(arrays: Arrays) -> Columns:
    """Read all columns, to be merged."""
    ids = Lexicon(arrays, "ids")
    words = ids.words(0, len(ids))
    return Columns(
        ids=[words[at].decode() for at in arrays["rank"].tolist()],
        numbers={name: number_column(arrays, name) for name in (*NUMBERS, *QUOTE_NUMBERS)},
        values={name: LabelColumn(arrays, f"value.{name}").labels for name in VALUES},
        files=LabelColumn(arrays, "file").labels,
        quote_values={name: LabelColumn(arrays, f"quote.{name}").labels for name in QUOTE_LABELS},
    )


def _packed(values: Array) -> Array:
    """Return numbers in the smallest type; those of dates before the year 1970 or 1 are signed."""
    return narrow(values) if not values.size or int(values.min()) >= 0 else values.astype(np.int64)
