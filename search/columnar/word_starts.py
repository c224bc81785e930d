"""Where words begin in the values of a column, sorted: what begins as typed is a stretch of them."""

from collections.abc import Sequence

import numpy as np

from index.analysis import chunks, words
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.kept import remembered
from index.columnar.labels import LabelColumn

_HEAD = 8  # bytes from a start on that are held as one number
_NEWLINE, _BLANK = 10, 32


class WordStarts:
    """Labels from each of their words on."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._text = "".join(f"{_spelled(label)}\n" for label in labels).encode("utf-8", "surrogatepass")
        letters = np.frombuffer(self._text, np.uint8)
        ends = np.flatnonzero(letters == _NEWLINE)
        before = np.append(_NEWLINE, letters[:-1]) if letters.size else letters
        at = np.flatnonzero(((before == _NEWLINE) | (before == _BLANK)) & (letters != _NEWLINE))
        heads = _heads(letters, at)
        order = np.argsort(heads, kind="stable")
        self._heads, self._at = heads.take(order), at.take(order)
        self._label = ends.searchsorted(self._at)
        self._begins = np.append(-1, ends).take(self._label) + 1 == self._at

    def matching(self, typed: str) -> tuple[Ints, Mask]:
        """Return the labels with the words typed, the last one begun only, and which of them begin with these.

        Args:
            typed: words as `index.analysis.words` gives them, a blank between two.
        """
        stub = typed.encode("utf-8", "surrogatepass")
        low, high = (np.uint64(int.from_bytes(stub[:_HEAD].ljust(_HEAD, fill), "big")) for fill in (b"\0", b"\xff"))
        places = np.arange(self._heads.searchsorted(low), self._heads.searchsorted(high, "right"))
        if len(stub) > _HEAD:
            starts = self._at.take(places).tolist()
            places = places[[self._text.startswith(stub, at) for at in starts]] if starts else places
        return self._label.take(places), self._begins.take(places)


@remembered()
def word_starts(column: LabelColumn) -> WordStarts:
    """Return those of the forms of a column."""
    return WordStarts(column.forms)


def _spelled(label: str) -> str:
    """Return the words of a label with blanks between; those of plain ASCII at a tenth of the cost."""
    plain = label.isascii() and "'" not in label
    return " ".join(chunks(label)).lower() if plain else " ".join(words(label))


def _heads(letters: Array, at: Ints) -> Array:
    """Return the first bytes from some places on as numbers, zeros after the end of the line."""
    cells = np.append(letters, np.zeros(_HEAD, np.uint8)).take(at[:, None] + np.arange(_HEAD))
    cells[np.logical_or.accumulate(cells == _NEWLINE, axis=1)] = 0
    return cells.view(">u8").ravel().astype(np.uint64)
