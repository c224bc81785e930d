"""Where an index is: a folder, named by an option, the environment or a default."""

import os
from pathlib import Path

from index.errors import IndexUnavailable

DEFAULT = "pullquote-data"
VARIABLE = "PULLQUOTE_INDEX"


def default_location() -> str:
    """Return the index that PULLQUOTE_INDEX names, else `pullquote-data` in the working folder."""
    return os.environ.get(VARIABLE) or DEFAULT


def folder(location: str | Path) -> Path:
    """Return the folder of an index.

    Raises:
        IndexUnavailable: the location is an address.
    """
    if "://" in str(location):
        raise IndexUnavailable(f"{location} is not a folder: an index is kept in a folder on this machine")
    try:
        return Path(location).expanduser().absolute()
    except RuntimeError as error:  # ~nobody
        raise IndexUnavailable(f"{location} names nobody's folder on this machine") from error
