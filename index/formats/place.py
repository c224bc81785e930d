"""Where a thing lies that is read: a file on the disk, or what is inside of one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from index.files import Failure, failure, one_line

DEPTH = 3  # gzip in ZIP in ZIP; what is packed deeper is a bomb sooner than an archive
_PACKED = {".gz", ".bz2", ".xz", ".zst"}

PARTS = 100_000  # of a mail or a page saved as one; two million take 10 s

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is for people, as "a.zip!b.html"; `inside` says what of the file it is, as "zip member b.html".

    `label` is the last name on the way there, `depth` in how many archives and compressions it lies.
    """

    file: str
    name: str
    label: str
    inside: str = ""
    depth: int = 0

    @classmethod
    def of(cls, path: str) -> "Place":
        """Return the place of a whole file."""
        return cls(path, path, path)

    @property
    def stem(self) -> str:
        """What to call a document that has no title."""
        return self.label if "://" in self.label else PurePosixPath(self.label).stem

    def member(self, name: str, kind: str = "zip") -> "Place":
        """Return the place of a member of the archive that lies here."""
        return self._within(f"!{one_line(name)}", f"{kind} member {one_line(name)}", name)

    def record(self, number: int, url: str = "") -> "Place":
        """Return the place of a record of the WARC that lies here."""
        return self._within(f"#record {number}", f"warc record {number}", url or self.label)

    def unpacked(self) -> "Place":
        """Return the place of what is compressed here."""
        path = PurePosixPath(self.label)
        label = str(path.with_suffix("")) if path.suffix.lower() in _PACKED else self.label
        return replace(self, label=label, depth=self.depth + 1)

    def opened(self) -> "Place":
        """Return the place as that of an archive whose members lie one deeper."""
        return replace(self, depth=self.depth + 1)

    def _within(self, mark: str, what: str, label: str) -> "Place":
        return replace(
            self, name=self.name + mark, label=label, inside=f"{self.inside}, {what}" if self.inside else what
        )


def guarded(name: str, items: Callable[[], Iterable[T]]) -> Iterator[T | Failure]:
    """Pass on what a reader yields; its refusal ends what it reads, not the run.

    So does anything else that goes wrong in it: parsers of other people's make have raised a dozen kinds of
    exception on hostile pages, and no page may cost the others.
    """
    try:
        yield from items()
    except Exception as error:
        yield failure(name, error)
