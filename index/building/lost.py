"""What an index would lose that is made again of its source files, and how a person is told."""

from collections.abc import Mapping

from index.building.build import Report
from index.sources import Source


def ids_of(sources: Mapping[str, Source]) -> set[str]:
    """Return the ids of the articles that some files hold."""
    return {name for source in sources.values() for name in source.ids}


def told(place: object, many: str, lost: set[str], sources: Mapping[str, Source], report: Report) -> str:
    """Return what to tell a person, with the first of the files that held what is lost and cannot be read.

    Args:
        many: how many articles.
    """
    failed = (one for one in report.failed if lost.intersection(sources[one.path].ids))
    missing = next((f" ({one.path}: {one.reason})" for one in failed), "")
    return (
        f"{many} articles of {place} are in its source files no more{missing}: the old index is kept; "
        "bring the files back, or let the articles go with --prune"
    )
