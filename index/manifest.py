"""The manifest of an index folder: its commit point, and the sizes and hashes that prove it whole.

FOLDER/manifest.json    this
FOLDER/files.json       the source files read, with their hashes (index.sources)
FOLDER/recipes.toml     the owner's recipes for pages, if any (index.building.kept_recipes)
FOLDER/aliases.txt      the owner's names that mean one, if any (index.owner.aliases)
FOLDER/corrections.txt  the owner's corrections of quotations, if any (index.owner.corrections)
FOLDER/corrected.json   what was corrected, as it was read (index.owner.originals)
FOLDER/alerts.txt       the owner's saved queries, if any, and alerts/ what was told of them (web.alerts)
FOLDER/segments/        the engine's files, which never change (docs/index-format.md)
FOLDER/write.lock       held by the one writer
FOLDER/rebuild/         an index that is being made to take this one's place (index.building.rebuild)
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from index.errors import DiskFull, IndexCorrupt, IndexUnavailable, NotWritten
from index.fields import FINGERPRINT

MANIFEST = "manifest.json"
LOCK = "write.lock"
RECIPES = "recipes.toml"
ALIASES = "aliases.txt"
CORRECTIONS = "corrections.txt"
SEGMENTS = "segments"
BESIDE = "rebuild"
# So many bytes are compared with their hashes at every opening: that takes some 20 ms.
_CHECKED_AT_ONCE = 32_000_000
REMEDY = "build it again with `pullquote rebuild`, or index your files into a new folder"


class Entry(Struct, frozen=True):
    """A segment: its file below the folder, what it holds, deleted articles included, and the file of its deletions."""

    file: str
    documents: int
    quotes: int
    deletions: str | None = None


class Manifest(Struct, frozen=True):
    """What one commit left. `files` maps a path below the folder to its size in bytes and SHA-256.

    `commit` differs between any two commits of any two indexes: revisions of different indexes are alike.
    """

    engine: str
    commit: str
    fingerprint: str
    revision: int
    documents: int
    quotes: int
    segments: tuple[Entry, ...]
    files: dict[str, tuple[int, str]]
    links: tuple[str, ...] = ()  # the files of which texts are nearly the same
    day: int = 0  # of the commit, in UTC (1 = 1 January of year 1); 0 in an index without articles


class Size(Struct, frozen=True):
    """What is asked of an index that is to be built again, whichever version made it."""

    revision: int
    documents: int


def read_manifest(location: Path) -> Manifest:
    """Return the manifest of an index.

    Raises:
        IndexUnavailable: there is no index, or another version made it.
        IndexCorrupt: the manifest itself is damaged.
    """
    with _damage_named(location / MANIFEST):
        data = _read(location / MANIFEST)
        if data["fingerprint"] == FINGERPRINT:
            return _parsed(data)
    raise IndexUnavailable(
        f"{location} was made by another version ({data['fingerprint']}; this one needs {FINGERPRINT}): "
        "`pullquote rebuild` makes it again from the source files"
    )


def read_size(location: Path) -> Size:
    """Return how much an index held that any version made; raises as `read_manifest` does."""
    with _damage_named(location / MANIFEST):
        data = _read(location / MANIFEST)
        return Size(int(data["revision"]), int(data["documents"]))


def write_json(path: Path, data: dict[str, Any], indent: int | None = None) -> None:
    """Write a file so that after a power cut it is either the old one or the new one, whole; `unsigned` reads it.

    Raises:
        NotWritten: the disk is full or cannot be written to.
    """
    text = json.dumps({**data, "sum": _sum(data)}, ensure_ascii=False, indent=indent)
    write_file(path, text.encode("utf-8", "surrogatepass"))


def write_file(path: Path, data: bytes, fresh: Path | None = None) -> None:
    """Write a file of any kind in the same way, by way of `fresh` or of NAME.new; raises as `write_json` does."""
    try:
        put_whole(path, fresh or path.with_suffix(".new"), data)
    except OSError as error:
        raise unwritten(path.parent, error) from error


def unsigned(data: dict[str, Any]) -> dict[str, Any]:
    """Return what was given to `write_json`, which kept a sum with it.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what was written.
    """
    if data.pop("sum") != _sum(data):
        raise ValueError("the sum differs")
    return data


def unwritten(location: Path, error: OSError) -> NotWritten:
    """Return what to tell a person when writing to an index failed."""
    kept = "what was committed before is intact"
    if error.errno == errno.ENOSPC:
        return DiskFull(f"the disk of {location} is full; {kept}: free some space and run again")
    return NotWritten(f"{location} could not be written ({error.strerror}); {kept}")


def put_whole(path: Path, fresh: Path, data: bytes) -> None:
    """Put a file in the place of another, of the same mode: whole, after a power cut too, by way of one beside it.

    Raises:
        OSError: the disk is full or cannot be written to; the old file is as it was, and `fresh` is gone.
    """
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_manifest(location: Path, manifest: Manifest) -> None:
    """Publish a commit, its files being on the disk already."""
    write_json(location / MANIFEST, to_builtins(manifest), indent=1)


def made(folder: Path) -> None:
    """Make a folder where there is none, and bring its name to the disk."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to the disk, where the system can (Windows cannot and need not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(location: Path, published: Manifest) -> None:
    """Remove what the published commit does not name: files of commits before, of killed and of failed ones.

    Before anything goes the commit's own name is brought to the disk, lest a power cut bring back a manifest whose
    files are gone. What cannot be removed, as a file that is mapped on Windows, is left to the next sweep.
    """
    with suppress(OSError):
        found = [*(location / SEGMENTS).glob("*"), *location.glob("*.new"), *location.glob(BESIDE)]
        left = [path for path in found if path.relative_to(location).as_posix() not in published.files]
        if left:
            sync_folder(location)
        for path in left:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def damage(location: Path, manifest: Manifest, *, hashes: bool) -> list[str]:
    """Return a line for each file that is not what was written: by size, with `hashes` by content too."""
    return [line for name in manifest.files if (line := _damage(location / name, *manifest.files[name], hashes))]


def check(location: Path, manifest: Manifest, known: Collection[str] = (), *, whole: bool = False) -> None:
    """Check an index as far as opening it may cost: all sizes, and the contents of its small files.

    Args:
        known: files that have been checked.
        whole: check the contents of all files.

    Raises:
        IndexCorrupt: a file is not what was written; the message names it.
    """
    files = {name: file for name, file in manifest.files.items() if name not in known}
    names = sorted(files, key=lambda name: files[name][0])
    read = accumulate(files[name][0] for name in names)
    for name, so_far in zip(names, read, strict=True):
        if line := _damage(location / name, *files[name], whole or so_far <= _CHECKED_AT_ONCE):
            raise IndexCorrupt(f"{line}: {REMEDY}")


def _damage(path: Path, size: int, digest: str, hashes: bool) -> str | None:
    try:
        if path.stat().st_size != size:
            return f"{path} has {path.stat().st_size:,} bytes where {size:,} were written"
        if hashes and _hash(path) != digest:
            return f"{path} is not what was written"
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"
    return None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn what reading a manifest raises into what to tell a person."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexUnavailable(_missing(path.parent)) from error
    except OSError as error:
        raise IndexUnavailable(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexCorrupt(f"{path} is damaged: {REMEDY}") from error


def _read(path: Path) -> dict[str, Any]:
    """Return what `write_manifest` wrote.

    Raises:
        OSError: it cannot be read.
        ValueError, KeyError, TypeError, AttributeError, RecursionError: it is not what was written.
    """
    return unsigned(json.loads(path.read_bytes()))


def _parsed(data: dict[str, Any]) -> Manifest:
    """Return the manifest; nothing that it names is outside its segments.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what was written.
    """
    files = {name: (int(size), str(digest)) for name, (size, digest) in data["files"].items()}
    segments = tuple(Entry(**entry) for entry in data["segments"])
    manifest = Manifest(**{**data, "files": files, "segments": segments, "links": tuple(data["links"])})
    named = {name for entry in segments for name in (entry.file, entry.deletions) if name}.union(manifest.links)
    if named != files.keys() or any(Path(name).parent.as_posix() != SEGMENTS for name in files):
        raise ValueError("a file is elsewhere")
    return manifest


def _missing(location: Path) -> str:
    if not location.exists():
        return f"there is no index at {location}: make one with `pullquote index PATH`"
    return f"{location} is not a Pullquote index: name one with --index, or make one with `pullquote index PATH`"
