"""How many of the articles that come have the text of another one, or nearly."""

from index.building.holding import Holding
from index.writer import Writer


class Copied:
    """Counts each article that comes after another with its text."""

    def __init__(self, writer: Writer, held: Holding) -> None:
        self._writer, self._held = writer, held
        self._new: dict[str, int] = {}  # the texts of the batch that no article had, in their order

    def put(self, copy: str) -> int:
        """Take an article's text; return how many copies that makes, as far as texts are equal."""
        if self._held.copied(copy):
            return 1
        self._new.setdefault(copy, len(self._new))
        return 0

    def committed(self) -> int:
        """Return how many of the batch are nearly copies, which the commit found out."""
        order, last = self._new, len(self._new)
        near = {one for one, other in self._writer.near() if order.get(other, -1) < order.get(one, last)}
        self._new = {}
        return sum(one in order for one in near)
