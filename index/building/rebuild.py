"""An index made again from the source files it remembers, beside the old one, which serves until the swap."""

import shutil
from pathlib import Path

from msgspec import structs

from index.building.build import Progress, Report, build
from index.building.lost import ids_of, told
from index.errors import IndexCorrupt, IndexUnavailable
from index.extract.checked import Effort
from index.location import folder, is_cluster
from index.locking import locked
from index.manifest import (
    BESIDE,
    RECIPES,
    SEGMENTS,
    Manifest,
    Size,
    made,
    read_manifest,
    read_size,
    sweep,
    sync_folder,
    write_manifest,
)
from index.owner.originals import take_originals
from index.sources import read_sources, write_sources


def rebuild(
    location: str,
    *,
    prune: bool = False,
    progress: Progress | None = None,
    workers: int = 1,
    memory: int | None = None,
    effort: Effort | None = None,
) -> Report:
    """Build an index again from its source files, and put the new one in the old one's place.

    Each file is read by the recipes that the index keeps, and its articles have the ids that they had.

    Args:
        prune: let articles go whose source files are gone.
        progress, workers, memory, effort: see `build`.

    Raises:
        IndexUnavailable: there is no index; or articles are gone from the files and `prune` is not given: the old
            index is kept then.
        IndexBusy: another process is writing.
    """
    if is_cluster(location):
        from index.opensearch.rebuilding import rebuild as on_cluster

        return on_cluster(location, prune=prune, progress=progress, workers=workers, memory=memory, effort=effort)
    place = folder(location)
    old, sources = _old_size(place), read_sources(place)
    if not sources:
        raise IndexUnavailable(f"{place} remembers no source files: index them into a new folder")
    lock = locked(place)
    try:
        shutil.rmtree(place / BESIDE, ignore_errors=True)  # left by a run that was cut off
        beside = str(place / BESIDE)
        rules = place / RECIPES if (place / RECIPES).exists() else None
        report = build(
            list(sources), beside, progress=progress, workers=workers, memory=memory, effort=effort, recipes=rules,
            past=sources, corrections=place,
        )  # fmt: skip
        if not (place / BESIDE).exists():
            every = ids_of(sources)
            raise IndexUnavailable(told(place, str(len(every) or "some"), every, sources, report))
        new, lost = read_manifest(place / BESIDE), ids_of(sources) - ids_of(read_sources(place / BESIDE))
        if not prune and (lost or (old and new.documents < old.documents)):
            raise IndexUnavailable(told(place, str(len(lost) or "some"), lost, sources, report))
        _swap(place, old.revision + 1 if old else 1, new)
        return report
    finally:
        shutil.rmtree(place / BESIDE, ignore_errors=True)
        lock.release()


def _old_size(place: Path) -> Size | None:
    """Return the size of the index, or None where it is damaged: the sources are remembered apart from it."""
    try:
        return read_size(place)
    except IndexCorrupt:
        return None


def _swap(place: Path, revision: int, new: Manifest) -> None:
    """Move the new index's files beside the old one's, then name them instead of those; their names are random."""
    made(place / SEGMENTS)
    for name in new.files:
        (place / BESIDE / name).rename(place / name)
    sync_folder(place / SEGMENTS)
    take_originals(place / BESIDE, place)
    replaced = structs.replace(new, revision=revision)
    write_manifest(place, replaced)
    write_sources(place, read_sources(place / BESIDE))
    sweep(place, replaced)
    for old in place.glob("generation-*"):  # where schema 1 kept its files
        shutil.rmtree(old, ignore_errors=True)
