"""What an index remembers of its source files: FOLDER/files.json, in the order of their first reading."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.building.documents import EXTRACTION_VERSION, has_any_size
from index.errors import IndexCorrupt, UnreadableFile
from index.extract.checked import Effort
from index.files import PAGE_LIMIT, Failure, opened
from index.manifest import unsigned, write_json

SOURCES = "files.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    `digest` is None where the file must be read again whether or not it changes: a part of it was not
    readable, or it no longer holds all of its articles. `names` are the ids of its articles, whichever file each of
    them is kept from, as often as it offers them: a line each, since a tuple takes four times the memory.
    """

    digest: str | None
    names: str = ""
    modified: float = 0.0  # seconds since 1970
    effort: Effort = "balanced"
    recipes: str = ""  # the digest of those that it was read by
    kept: int = 0  # articles among those that it does not hold any more
    failed: tuple[Failure, ...] = ()  # what of it cannot be read as long as it is as it is

    @classmethod
    def of(cls, digest: str | None, ids: Iterable[str], **more: Any) -> "Source":
        """Return a file by the ids of its articles."""
        return cls(digest, "\n".join(ids), **more)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.names.split("\n")) if self.names else ()

    @property
    def given(self) -> tuple[str, ...]:
        """Those that it held when it was read; all where a part of it was not readable."""
        return self.ids[: len(self.ids) - self.kept] if self.digest else self.ids


def read_sources(location: Path) -> dict[str, Source]:
    """Return the files read so far by absolute path.

    Raises:
        IndexCorrupt: the list is damaged.
    """
    path = location / SOURCES
    try:
        data = json.loads(path.read_bytes())
        entries = unsigned(data)["files"] if data.keys() == {"files", "sum"} else data  # schema 1 had no sum
        return {name: _source(**entry) for name, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise IndexCorrupt(
            f"{path} is damaged: `pullquote index` with the same PATHs reads the files again and mends it"
        ) from error


def damage(location: Path) -> list[str]:
    """Return a line where the list is damaged."""
    try:
        read_sources(location)
    except IndexCorrupt as error:
        return [str(error)]
    return []


def write_sources(location: Path, sources: Mapping[str, Source]) -> None:
    """Keep the list. It says nothing that is not committed: without it files are read again, no more."""
    write_json(location / SOURCES, {"files": {path: _entry(source) for path, source in sources.items()}})


def digest_of(path: str) -> str | None:
    """Return what changes when a file does, or when files are read otherwise; None for one that cannot be read."""
    try:
        with opened(path) as file:
            if os.fstat(file.fileno()).st_size > PAGE_LIMIT and not has_any_size(path):
                return None  # it will be refused, and hashing it could take minutes
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return f"{EXTRACTION_VERSION}:{digest.hexdigest()}"
    except UnreadableFile:
        return None


def _entry(source: Source) -> dict[str, Any]:
    """Return a file as JSON has it: what is as it mostly is is left out."""
    told = {name: value for name in _TOLD if (value := getattr(source, name)) != getattr(_MOST, name)}
    if source.failed:
        told["failed"] = list(map(asdict, source.failed))
    return {"digest": source.digest, "ids": source.ids, **told}


def _source(digest: str | None, ids: Iterable[str], failed: Iterable[Mapping[str, Any]] = (), **told: Any) -> Source:
    return Source.of(digest, map(str, ids), failed=tuple(Failure(**entry) for entry in failed), **told)


_MOST = Source(None)
_TOLD = ("modified", "effort", "recipes", "kept")
