"""The manifest of an index folder: its commit point, and the sizes and hashes that prove it whole.

FOLDER/manifest.json    this
FOLDER/files.json       the source files read, with their hashes (index.build)
FOLDER/NAME-N/          one generation of an engine's own files
FOLDER/write.lock       held by the one writer
"""

import errno
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexCorrupt, IndexUnavailable
from index.fields import FINGERPRINT

MANIFEST = "manifest.json"
LOCK = "write.lock"
# An index up to this size has its hashes checked at every opening: that takes some 20 ms.
_CHECKED_AT_ONCE = 32_000_000
REMEDY = "build it again with `pullquote rebuild`, or index your files into a new folder"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one commit left. `files` maps a path below the folder to its size in bytes and SHA-256.

    `commit` differs between any two commits of any two indexes: revisions of different indexes are alike.
    """

    engine: str
    commit: str
    fingerprint: str
    revision: int
    folder: str
    documents: int
    quotes: int
    files: dict[str, tuple[int, str]]


def generation(revision: int) -> str:
    """Return the name of the folder that holds the engine's files of a revision."""
    return f"generation-{revision}"


def read_manifest(location: Path) -> Manifest:
    """Return the manifest of an index.

    Raises:
        IndexUnavailable: there is no index, or another version made it.
        IndexCorrupt: the manifest itself is damaged.
    """
    manifest = read_any_manifest(location)
    if manifest.fingerprint != FINGERPRINT:
        raise IndexUnavailable(
            f"{location} was made by another version ({manifest.fingerprint}; this one needs {FINGERPRINT}): "
            "`pullquote rebuild` makes it again from the source files"
        )
    return manifest


def read_any_manifest(location: Path) -> Manifest:
    """Return the manifest of an index, whichever version made it; raises as `read_manifest` does."""
    path = location / MANIFEST
    try:
        return _parsed(json.loads(path.read_bytes()))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexUnavailable(_missing(location)) from error
    except OSError as error:
        raise IndexUnavailable(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexCorrupt(f"{path} is damaged: {REMEDY}") from error


def write_json(path: Path, data: Any) -> None:
    """Write a file so that after a power cut it is either the old one or the new one, whole.

    Raises:
        IndexUnavailable: the disk is full or cannot be written to.
    """
    try:
        _write_json(path, data)
    except OSError as error:
        raise unwritten(path.parent, error) from error


def unwritten(location: Path, error: OSError) -> IndexUnavailable:
    """Return what to tell a person when writing to an index failed."""
    kept = "what was committed before is intact"
    if error.errno == errno.ENOSPC:
        return IndexUnavailable(f"the disk of {location} is full; {kept}: free some space and run again")
    return IndexUnavailable(f"{location} could not be written ({error.strerror}); {kept}")


def _write_json(path: Path, data: Any) -> None:
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_manifest(location: Path, manifest: Manifest) -> None:
    """Publish a commit, its files being on the disk already."""
    data = asdict(manifest)
    write_json(location / MANIFEST, {**data, "sum": _sum(data)})


def seal(location: Path, folder: str, before: Manifest) -> dict[str, tuple[int, str]]:
    """Bring the files of a folder to the disk and return their sizes and hashes.

    Those that it shares with the commit `before` are there already: an engine's files never change.
    """
    shared = {Path(name).name: entry for name, entry in before.files.items()}
    files = {}
    for path in sorted((location / folder).iterdir()):
        if path.is_file() and not path.name.endswith("LOCK"):
            files[f"{folder}/{path.name}"] = shared.get(path.name) or _sealed(path)
    sync_folder(location / folder)
    return files


def _sealed(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return path.stat().st_size, _hash(path)


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to the disk, where the system can (Windows cannot and need not)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def locked(location: Path) -> FileLock:
    """Take the writer's lock of an index folder, which is made where there is none; `release` gives it back.

    Raises:
        IndexBusy: another process holds it.
        IndexUnavailable: the folder cannot be made or written to.
    """
    try:
        location.mkdir(parents=True, exist_ok=True)
        lock = FileLock(location / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"another process is writing to {location}: wait for it to end, then run again") from error
    except OSError as error:
        raise IndexUnavailable(f"{location} cannot be written to: {error.strerror}") from error
    return lock


def sweep(location: Path) -> None:
    """Remove every generation but the published one: the last, and what a killed or failed commit left."""
    published = read_any_manifest(location).folder
    for path in location.glob("generation-*"):
        if path.name != published:
            shutil.rmtree(path, ignore_errors=True)
            if path.is_file():
                path.unlink()


def damage(location: Path, manifest: Manifest, *, hashes: bool) -> list[str]:
    """Return a line for each file that is not what was written: by size, with `hashes` by content too."""
    return [line for name in manifest.files if (line := _damage(location / name, *manifest.files[name], hashes))]


def check(location: Path, manifest: Manifest) -> None:
    """Check an index as far as opening it may cost.

    Raises:
        IndexCorrupt: a file is not what was written; the message names it.
    """
    size = sum(size for size, _ in manifest.files.values())
    lines = damage(location, manifest, hashes=size <= _CHECKED_AT_ONCE)
    if lines:
        raise IndexCorrupt(f"{lines[0]}: {REMEDY}")


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


def _parsed(data: dict[str, Any]) -> Manifest:
    """Return the manifest; nothing that it names is outside its generation.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what was written.
    """
    if data.pop("sum") != _sum(data):
        raise ValueError("the sum differs")
    files = {name: (int(size), str(digest)) for name, (size, digest) in data["files"].items()}
    manifest = Manifest(**{**data, "files": files})
    if manifest.folder not in ("", generation(manifest.revision)):
        raise ValueError(manifest.folder)
    if any(Path(name).parent.as_posix() != manifest.folder for name in files):
        raise ValueError("a file is elsewhere")
    return manifest


def _missing(location: Path) -> str:
    if not location.exists():
        return f"there is no index at {location}: make one with `pullquote index PATH`"
    return f"{location} is not a Pullquote index: name one with --index, or make one with `pullquote index PATH`"
