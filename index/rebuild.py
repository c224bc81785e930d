"""An index made again from the source files it remembers, beside the old one, which serves until the swap."""

import shutil
from dataclasses import replace
from pathlib import Path

from index.build import Progress, Report, build
from index.errors import IndexCorrupt, IndexUnavailable
from index.location import folder
from index.manifest import (
    Manifest,
    generation,
    locked,
    read_any_manifest,
    read_manifest,
    sweep,
    sync_folder,
    write_manifest,
)
from index.sources import read_sources, write_sources

_BESIDE = "rebuild"


def rebuild(location: str, *, prune: bool = False, progress: Progress | None = None) -> Report:
    """Build an index again from its source files, and put the new one in the old one's place.

    Args:
        prune: let articles go whose source files are gone.
        progress: see `build`.

    Raises:
        IndexUnavailable: there is no index; or the new one has fewer articles and `prune` is not given: the old
            one is kept then.
        IndexBusy: another process is writing.
    """
    place = folder(location)
    old = _old_manifest(place)
    lock = locked(place)
    try:
        shutil.rmtree(place / _BESIDE, ignore_errors=True)  # left by a run that was cut off
        report = build(list(read_sources(place)), str(place / _BESIDE), progress=progress)
        new = read_manifest(place / _BESIDE)
        if old and new.documents < old.documents and not prune:
            raise IndexUnavailable(_fewer(place, old, new, report))
        _swap(place, old.revision + 1 if old else 1, new)
        return report
    finally:
        shutil.rmtree(place / _BESIDE, ignore_errors=True)
        lock.release()


def _old_manifest(place: Path) -> Manifest | None:
    """Return the manifest of the index, or None where it is damaged: the sources are remembered apart from it."""
    try:
        return read_any_manifest(place)
    except IndexCorrupt:
        return None


def _swap(place: Path, revision: int, new: Manifest) -> None:
    name = generation(revision)
    shutil.rmtree(place / name, ignore_errors=True)
    if new.folder:
        (place / _BESIDE / new.folder).rename(place / name)
        sync_folder(place)
    files = {f"{name}/{Path(file).name}": entry for file, entry in new.files.items()}
    write_manifest(place, replace(new, revision=revision, folder=name if new.folder else "", files=files))
    write_sources(place, read_sources(place / _BESIDE))
    sweep(place)


def _fewer(place: Path, old: Manifest, new: Manifest, report: Report) -> str:
    missing = f" ({report.failed[0].path}: {report.failed[0].reason})" if report.failed else ""
    return (
        f"the source files give {new.documents:,} articles where {place} has {old.documents:,}{missing}: the old index "
        "is kept; bring the files back, or let the articles go with --prune"
    )
