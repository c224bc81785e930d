"""Opening an index folder with Whoosh, its errors translated at this wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import RamStorage

from index.errors import IndexCorrupt, PullquoteError
from index.location import folder
from index.manifest import REMEDY, Manifest, check, read_manifest
from index.whoosh_schema import schema


def open_index(path: str | Path) -> whoosh_index.Index:
    """Return the index at a folder as Whoosh's own Index.

    A Whoosh index is made of pickles, which can run code when read: open only what you built yourself. The
    manifest is checked first, so a folder that is no index of ours is never opened.

    Raises:
        IndexUnavailable: there is no index, or one that this version cannot read.
        IndexCorrupt: a file is missing or damaged; the message names it.
    """
    location = folder(path)
    manifest = read_manifest(location)
    check(location, manifest)
    return open_generation(location, manifest) if manifest.folder else RamStorage().create_index(schema())


def open_generation(location: Path, manifest: Manifest) -> whoosh_index.Index:
    """Return Whoosh's Index of a manifest that has been checked."""
    with whoosh_errors(location):
        return whoosh_index.open_dir(str(location / manifest.folder))


@contextmanager
def whoosh_errors(location: Path) -> Iterator[None]:
    """Turn what Whoosh raises while it reads into IndexCorrupt.

    Damaged bytes reach pickle, struct, zlib and Whoosh's own assertions: nearly every built-in exception was
    seen from 150 damaged files, so all are taken, and the cause is chained.
    """
    try:
        yield
    except PullquoteError:
        raise
    except Exception as error:
        raise IndexCorrupt(f"the index at {location} is damaged ({type(error).__name__}): {REMEDY}") from error
