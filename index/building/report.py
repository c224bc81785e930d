"""What a build did, for people and scripts."""

from dataclasses import dataclass, field

from index.files import Failure


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that gave no article, or not all of its articles: `parts` says what of it, and why.

    `before` tells that this was found out in an earlier run, and that the file is as it was.
    """

    path: str
    parts: tuple[Failure, ...]
    before: bool = False

    @property
    def reason(self) -> str:
        """Why, in one line."""
        more = f" (and {len(self.parts) - 1:,} more of its parts)" if len(self.parts) > 1 else ""
        return self.parts[0].reason + more


@dataclass(slots=True)
class Report:
    """What a build did, in articles; `failed` has an entry for each file that gave none, or not all of its own."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    copies: int = 0  # of those added or updated, how many have the text of another article, or nearly
    corrected: int = 0  # of those that were there, how many corrections.txt changed
    kept: int = 0  # no longer in their source files, but kept without `prune`
    notes: list[str] = field(default_factory=list)  # ids given twice, and what became of them
    failed: list[Failed] = field(default_factory=list)
    files: int = 0  # found, those that are as they were included
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Articles read and written a second."""
        return (self.added + self.updated) / self.seconds if self.seconds else 0.0
