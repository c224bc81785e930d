"""What is carried from one commit to the next, so that a commit costs what it adds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.columnar.kept import kept
from index.columnar.segment import Segment
from search.columnar.growing import Growing

if TYPE_CHECKING:
    from search.columnar.layout import Layouts
    from search.columnar.people import People


class Carried:
    """Columns, the layouts of facets, and which speakers are one person: each from when it is first asked for."""

    @kept
    def columns(self) -> Growing:
        """Columns of all segments."""
        return Growing()

    @kept
    def layouts(self) -> "Layouts":
        """The values of facets, laid out to be counted."""
        from search.columnar.layout import Layouts

        return Layouts()

    @kept
    def people(self) -> "People":
        """Which speakers are one person."""
        from search.columnar.people import People

        return People()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Forget the segments that a new commit has no more."""
        for one in list(vars(self).values()):
            one.keep(segments)
