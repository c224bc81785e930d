"""What an index remembers of its source files: FOLDER/files.json, in the order of their first reading."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexCorrupt, UnreadableFile
from index.extract import EXTRACTION_VERSION, is_jsonl
from index.files import PAGE_LIMIT, opened
from index.manifest import unsigned, write_json

SOURCES = "files.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: the ids of its articles, whichever file each of them is kept from.

    `digest` is None where the file must be read again whether or not it changes: a part of it was not
    readable, or it no longer holds all of its articles.
    """

    digest: str | None
    ids: tuple[str, ...]


def read_sources(location: Path) -> dict[str, Source]:
    """Return the files read so far by absolute path.

    Raises:
        IndexCorrupt: the list is damaged.
    """
    path = location / SOURCES
    try:
        data = json.loads(path.read_bytes())
        entries = unsigned(data)["files"] if data.keys() == {"files", "sum"} else data  # schema 1 had no sum
        return {name: Source(entry["digest"], tuple(map(str, entry["ids"]))) for name, entry in entries.items()}
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
    write_json(location / SOURCES, {"files": {path: asdict(source) for path, source in sources.items()}})


def digest_of(path: str) -> str | None:
    """Return what changes when a file does, or when files are read otherwise; None for one that cannot be read."""
    try:
        with opened(path) as file:
            if os.fstat(file.fileno()).st_size > PAGE_LIMIT and not is_jsonl(path):
                return None  # it will be refused, and hashing it could take minutes
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return f"{EXTRACTION_VERSION}:{digest.hexdigest()}"
    except UnreadableFile:
        return None
