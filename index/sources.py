"""What an index remembers of its source files: FOLDER/files.json, written after each commit."""

import hashlib
import json
from pathlib import Path

from index.errors import IndexCorrupt, UnreadableFile
from index.files import opened
from index.manifest import REMEDY, write_json

SOURCES = "files.json"
# A file of which a part could not be read, or that no longer holds all of its articles: read again each time.
PARTLY = ""


def read_sources(location: Path) -> dict[str, str]:
    """Return the files read so far by absolute path, each with its SHA-256 or PARTLY.

    Raises:
        IndexCorrupt: the list is damaged.
    """
    path = location / SOURCES
    try:
        return {str(name): str(digest) for name, digest in json.loads(path.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise IndexCorrupt(f"{path} is damaged: {REMEDY}") from error


def write_sources(location: Path, sources: dict[str, str]) -> None:
    """Keep the list. It says nothing that is not committed: without it files are read again, no more."""
    write_json(location / SOURCES, dict(sorted(sources.items())))


def digest_of(path: str) -> str | None:
    """Return the SHA-256 of a file, or None where it cannot be read."""
    try:
        with opened(path) as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return digest.hexdigest()
    except UnreadableFile:
        return None
