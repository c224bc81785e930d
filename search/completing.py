"""As-you-type: what is completed, in which order, and how the kinds share a short list; the same in every engine.

A label (tag, speaker) matches where the words typed stand in it in a row, the last one begun only; those that begin
with them come first, then the most frequent, then by key. So does a title, the newest first, and titles of the same
words are one. Of the words of the archive those of a stem find the same articles: the stems in most articles come
first, each as its most frequent word that begins as typed, and function words (with all that finds them) are left out.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from index.analysis import words
from index.errors import QueryError
from search.nodes import And, Term
from search.results import COMPLETED, Completion
from search.syntax import parse

LABELS = ("tag", "speaker")
LOOKED = 32  # words that are tried behind others: the most frequent ones
_LONGEST = 200  # characters: longer texts are pasted, and not typed


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as words; `before` are the whole ones, `stub` the one that may go on.

    `kept` is the text before the stub where the text is words alone, which a word may complete; None for a query with
    operators, phrases or fields, and where no query is typed.
    """

    before: tuple[str, ...]
    stub: str
    kept: str | None = None

    @property
    def text(self) -> str:
        """The words with a blank between them."""
        return " ".join((*self.before, self.stub))

    def stands_in(self, label: Sequence[str]) -> int | None:
        """Return the place of the first word in a label from which the words stand in a row, None for nowhere."""
        size = len(self.before)
        return next((at for at in range(len(label) - size) if self._stands_at(at, size, label)), None)

    def _stands_at(self, at: int, size: int, label: Sequence[str]) -> bool:
        return tuple(label[at : at + size]) == self.before and label[at + size].startswith(self.stub)


def complete(
    text: str, n: int, kinds: Sequence[str], find: Callable[[Typed, str, int], Sequence[Completion]]
) -> list[Completion]:
    """Return up to `n` completions of a text, kind by kind; `find` gives as many of one kind.

    Raises:
        QueryError: there is no such kind.
    """
    for kind in kinds:
        if kind not in COMPLETED:
            raise QueryError(f"kind is one of {', '.join(COMPLETED)}, not {kind!r}", parameter="kind")
    typed = read(text)
    return shared({kind: find(typed, kind, n) for kind in kinds}, n) if typed and n > 0 else []


def read(text: str) -> Typed | None:
    """Return what was typed as a query; None where there is nothing to complete."""
    typed = begun(text) if len(text) <= _LONGEST else None
    return typed and replace(typed, kept=_kept(text, {*typed.before, typed.stub}))


def begun(text: str) -> Typed | None:
    """Return the words of a text, the last of which may go on; None where there are none."""
    found = words(text)
    return Typed(tuple(found[:-1]), found[-1]) if found else None


def _kept(text: str, found: Set[str]) -> str | None:
    """Return the text before the last word where it reads as words alone."""
    try:
        root = parse(text).root
    except QueryError:  # as brackets within brackets: a query, but no words to go on from
        return None
    terms = root.children if isinstance(root, And) else (root,)
    plain = [term for term in terms if isinstance(term, Term) and term.field is None]
    if len(plain) < len(terms) or {term.word for term in plain} != found:
        return None
    return text[: max(plain, key=lambda term: term.start).start]


def shared(found: Mapping[str, Sequence[Completion]], n: int) -> list[Completion]:
    """Return up to `n` completions kind by kind; each kind has an equal share, and what others leave of theirs."""
    turns = [(place, kind) for kind, many in found.items() for place in range(len(many))]
    order = {kind: number for number, kind in enumerate(found)}
    first = sorted(turns, key=lambda turn: (turn[0], order[turn[1]]))[:n]
    return [found[kind][place] for place, kind in sorted(first, key=lambda turn: (order[turn[1]], turn[0]))]
