"""What is carried from one commit to the next, so that a commit costs what it adds."""

from collections.abc import Sequence

from index.columnar.segment import Segment
from search.columnar.growing import Growing
from search.columnar.layout import Layouts
from search.columnar.people import People


class Carried:
    """Columns, the layouts of facets, and which speakers are one person."""

    def __init__(self) -> None:
        self.columns, self.layouts, self.people = Growing(), Layouts(), People()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Forget the segments that a new commit has no more."""
        for one in (self.columns, self.layouts, self.people):
            one.keep(segments)
