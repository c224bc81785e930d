"""An index made again from the source files it remembers, beside the old one, which serves until the swap."""

import shutil
from collections.abc import Mapping
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
from index.sources import Source, read_sources, write_sources

_BESIDE = "rebuild"


def rebuild(location: str, *, prune: bool = False, progress: Progress | None = None) -> Report:
    """Build an index again from its source files, and put the new one in the old one's place.

    Args:
        prune: let articles go whose source files are gone.
        progress: see `build`.

    Raises:
        IndexUnavailable: there is no index; or articles are gone from the files and `prune` is not given: the old
            index is kept then.
        IndexBusy: another process is writing.
    """
    place = folder(location)
    old, sources = _old_manifest(place), read_sources(place)
    if not sources:
        raise IndexUnavailable(f"{place} remembers no source files: index them into a new folder")
    lock = locked(place)
    try:
        shutil.rmtree(place / _BESIDE, ignore_errors=True)  # left by a run that was cut off
        report = build(list(sources), str(place / _BESIDE), progress=progress)
        if not (place / _BESIDE).exists():
            raise IndexUnavailable(_fewer(place, len(_ids(sources)), report))
        new, again = read_manifest(place / _BESIDE), read_sources(place / _BESIDE)
        lost = _ids(sources) - _ids(again)
        if not prune and (lost or (old and new.documents < old.documents)):
            raise IndexUnavailable(_fewer(place, len(lost), report))
        _swap(place, old.revision + 1 if old else 1, new)
        return report
    finally:
        shutil.rmtree(place / _BESIDE, ignore_errors=True)
        lock.release()


def _ids(sources: Mapping[str, Source]) -> set[str]:
    return {name for source in sources.values() for name in source.ids}


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


def _fewer(place: Path, lost: int, report: Report) -> str:
    missing = f" ({report.failed[0].path}: {report.failed[0].reason})" if report.failed else ""
    return (
        f"{lost or 'some'} articles of {place} are in its source files no more{missing}: the old index is kept; "
        "bring the files back, or let the articles go with --prune"
    )
